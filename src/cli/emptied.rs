//! Which filter leaves nothing of a network, and what there is without it.

use crate::network::Selection;

/// The options that filter, in the order in which they are told.
const FILTERS: [&str; 8] = ["--kind", "--relation", "--place", "--source", "--around", "--from", "--since", "--until"];

/// An option that filters, as it was written.
struct Filter {
    option: &'static str,
    /// With its values.
    written: String,
}

/// What was told that filters, one for each option. `centre` is an actor that is shown whatever is chosen.
fn filters(told: &[(&'static str, String)], centre: bool) -> Vec<Filter> {
    let of = |option: &&'static str| {
        let values: Vec<String> =
            told.iter().filter(|told| told.0 == *option).map(|(name, value)| format!("{name} {value}")).collect();
        let written = format!("`{}`", values.join(" "));
        (!values.is_empty()).then_some(Filter { option, written })
    };
    FILTERS.iter().filter(|option| !centre || **option != "--around").filter_map(of).collect()
}

/// The selection without what an option chose; `base` is what it was added to.
fn without(selection: &Selection, base: &Selection, option: &str) -> Selection {
    let mut fewer = selection.clone();
    match option {
        "--kind" => fewer.kinds.clear(),
        "--relation" => fewer.relations.clear(),
        "--place" => fewer.places.clear(),
        "--source" => fewer.sources.clear(),
        "--around" => fewer.around = None,
        "--from" => fewer.picked = None,
        "--since" | "--until" => {
            if let Some(period) = &mut fewer.period {
                if option == "--since" { period.from = None } else { period.to = None }
            }
            fewer.period = fewer.period.filter(|period| period.from.is_some() || period.to.is_some());
        }
        _ => {}
    }
    if fewer.relations.is_empty() && fewer.picked.is_none() {
        fewer.roles.clone_from(&base.roles);
        fewer.modes.clone_from(&base.modes);
    }
    fewer
}

/// What leaves nothing, and what to do: two texts, of which the first may be empty.
pub(super) struct Emptied {
    /// The filters as they were written, to be put after a message.
    pub(super) by: String,
    /// What there is without them.
    pub(super) hint: String,
}

/// Why nothing is left of a selection that was told so. `size` counts the nodes and ties of another selection.
pub(super) fn emptied(
    told: &[(&'static str, String)],
    (selection, base): (&Selection, &Selection),
    centre: bool,
    size: &dyn Fn(&Selection) -> Option<(usize, usize)>,
) -> Emptied {
    let filters = filters(told, centre);
    let there = |selection: &Selection| size(selection).filter(|(nodes, _)| *nodes > 0);
    let mut ways = Vec::new();
    for filter in &filters {
        if let Some(found) = there(&without(selection, base, filter.option)) {
            ways.push(format!("without {} there are {}", filter.written, counted(found)));
        }
    }
    if ways.is_empty() && filters.len() > 1 {
        let bare = filters.iter().fold(selection.clone(), |rest, filter| without(&rest, base, filter.option));
        ways.extend(there(&bare).map(|found| format!("without all of them there are {}", counted(found))));
    }
    if !selection.isolates {
        let lone = Selection { isolates: true, ..selection.clone() };
        if let Some((nodes, _)) = there(&lone) {
            ways.push(format!("nodes without such ties are left out: `--isolates` keeps {nodes} of them"));
        }
    }
    let by: Vec<&str> = filters.iter().map(|filter| filter.written.as_str()).collect();
    Emptied {
        by: by.join(" and "),
        hint: if ways.is_empty() { "`sauat map system` shows what there is".to_owned() } else { ways.join("; ") },
    }
}

fn counted((nodes, ties): (usize, usize)) -> String {
    let of = |count: usize, what: &str| format!("{count} {what}{}", if count == 1 { "" } else { "s" });
    format!("{} and {}", of(nodes, "node"), of(ties, "tie"))
}

impl Emptied {
    /// A message that says what left nothing.
    pub(super) fn message(&self, nothing: &str) -> String {
        if self.by.is_empty() { nothing.to_owned() } else { format!("{nothing} with {}", self.by) }
    }
}
