//! `path`: how two are connected, each step with its sources.

use serde_json::{Value, json};

use crate::network::Selection;
use crate::publish::site::Site;
use crate::publish::tools::about::{Sources, dataset, footer};
use crate::publish::tools::arguments::Path;
use crate::publish::tools::describe::resolved;
use crate::publish::tools::{Told, Wrong};
use crate::publish::way::{Connection, Tie, connection};
use crate::text::quoted;

/// The most ways that are told.
const MOST: usize = 10;

pub(super) fn path(site: &Site, args: &Path) -> Result<Told, Wrong> {
    let lang = args.lang.0;
    let (from, to) = (resolved(site, None, &args.from)?, resolved(site, None, &args.to)?);
    if from == to {
        return Err(Wrong::new(format!("both ends are `{from}`"), "name two that differ, or use `describe`"));
    }
    let most = args.ways.unwrap_or(3);
    if !(1..=MOST).contains(&most) {
        return Err(Wrong::new(format!("`ways` is {most}"), format!("it may be 1 to {MOST}")));
    }
    let network = site.network();
    for end in [&from, &to] {
        if network.find(end).is_none() {
            return Err(Wrong::new(format!("`{end}` is tied to nothing"), "use `describe` to see what is said of it"));
        }
    }
    let found = connection(network, &Selection::ties(), (&from, &to), most, lang);
    let mut sources = Sources::new(site);
    let steps = || found.ways.iter().flatten();
    for cited in steps().flat_map(|step| &step.ties).flat_map(|tie| &tie.cited) {
        sources.add(&cited.source, Some(&cited.lines));
    }
    let mut content = serde_json::to_value(&found).unwrap_or_default();
    // The reason says which relations a map would need, which nobody can ask for here.
    content["connected"] = json!(!found.ways.is_empty());
    content["sources"] = sources.value(lang)?;
    content["dataset"] = dataset(site, lang);
    for way in content["ways"].as_array_mut().into_iter().flatten() {
        // A way is an object, so that there is room for more than its steps.
        *way = json!({ "steps": Value::take(way) });
    }
    let text = format!("{}\n{}{}", text(&found), sources.text(lang)?, footer(site, lang));
    Ok(Told { content, text })
}

fn text(found: &Connection) -> String {
    let mut out = format!(
        "From {} ({}) to {} ({}), along ties between actors and works, in either direction:\n",
        quoted(&found.from.label),
        found.from.id,
        quoted(&found.to.label),
        found.to.id
    );
    if let Some(apart) = &found.apart {
        out.push_str("There is no way. That the sources name none does not mean that there is none.\n");
        for (end, size) in [(&found.from, apart.from_part), (&found.to, apart.to_part)] {
            out.push_str(&match size {
                0 => format!("- {} is no actor or work.\n", end.id),
                1 => format!("- {} has no ties to actors or works.\n", end.id),
                size => format!("- {} is connected to {} others.\n", end.id, size - 1),
            });
        }
        if !apart.other_relations.is_empty() {
            let list = apart.other_relations.join(", ");
            out.push_str(&format!("- There is a way through places, topics or kinds ({list}), which is no tie.\n"));
        }
    }
    for (number, way) in found.ways.iter().enumerate() {
        out.push_str(&format!(
            "\nWay {} of {}, steps: {}\n{} ({})\n",
            number + 1,
            found.ways.len(),
            way.len(),
            quoted(&found.from.label),
            found.from.id
        ));
        for step in way {
            step.ties.iter().for_each(|tie| out.push_str(&tie_line(tie)));
            out.push_str(&format!("{} ({})\n", quoted(&step.to.label), step.to.id));
        }
    }
    out
}

fn tie_line(tie: &Tie) -> String {
    let mut out = format!("  {}\n", quoted(&tie.says));
    for cited in &tie.cited {
        out.push_str(&format!("    source: {} {}", cited.source, cited.lines));
        if !cited.dates.is_empty() {
            out.push_str(&format!("; {}", cited.dates));
        }
        if let Some(certainty) = &cited.certainty {
            out.push_str(&format!("; {}", quoted(certainty)));
        }
        if let Some(modality) = &cited.modality {
            out.push_str(&format!("; {}", quoted(modality)));
        }
        if cited.disputed {
            out.push_str("; disputed");
        }
        out.push('\n');
    }
    out
}
