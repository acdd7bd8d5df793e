//! What a map says of its own selection: the filter and what it hides, claims that count or do not though no source states
//! them as done and certain.

use std::collections::{BTreeMap, BTreeSet};

use crate::network::{Claim, Edge, Mode, Network, Selection, Withheld, short_date};
use crate::text::{Lang, phrases};

phrases! {
    filter: "Сүзгі", "Фильтр", "Filter";
    kinds: "түрлері", "виды", "kinds";
    relations: "қатынастар", "отношения", "relations";
    places: "орындар", "места", "places";
    sources: "дереккөздер", "источники", "sources";
    time: "уақыты", "время", "time";
    undated: "күні айтылмағандар кірмейді", "без недатированных", "undated ties are left out";
    around: "маңайы", "окружение", "neighbourhood of";
    steps: "қадам саны", "шагов", "steps";
    answer: "сұраудың жауабы", "ответ на запрос", "the answer of a query";
    hides: "сүзгі жасырғаны", "скрыто фильтром", "hidden by the filter";
    nothing: "сүзгі ештеңе жасырмайды", "фильтр ничего не скрывает", "the filter hides nothing";
    actors: "акторлар", "участники", "actors";
    works: "жобалар, еңбектер, құжаттар", "проекты, работы, документы", "projects, works, documents";
    others: "басқа", "прочее", "others";
    ties: "байланыстар", "связи", "ties";
    left: "Көрсетілмеген байланыстар", "Не показаны связи", "Ties that are left out";
    counted: "Дереккөздер орындалған әрі анық деп айтпаған байланыстар да көрсетілген", "Показаны и связи, которые источники не называют сделанными и несомненными", "Shown too, though the sources do not state them as done and certain";
    disputed: "даулы", "спорные", "disputed";
    uncertain: "күмәнді", "под вопросом", "uncertain";
    not_done: "жоспарланған, ұсынылған не талап етілген", "запланированные, предложенные или требуемые", "planned, proposed or required";
}

/// What a map says of its selection.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Remarks {
    /// The filter and what it hides; empty for none.
    pub filter: String,
    /// What counts, or does not, though no source states it as done and certain; each a sentence.
    pub withheld: Vec<String>,
}

impl Remarks {
    /// The same for formats that hold names and values.
    #[must_use]
    pub fn pairs(&self) -> Vec<(&'static str, String)> {
        let filter = (!self.filter.is_empty()).then(|| ("filter", self.filter.clone()));
        let withheld = (!self.withheld.is_empty()).then(|| ("not_certain", self.withheld.join(" ")));
        filter.into_iter().chain(withheld).collect()
    }
}

/// What is shown with a selection, and what would be with others.
pub(super) struct Shown<'a> {
    /// With the selection.
    pub(super) own: &'a Network,
    /// Without its filters; nothing where this is not counted.
    pub(super) unfiltered: Option<&'a Network>,
    /// Without claims that give no plain triple.
    pub(super) plain: &'a Network,
    /// With all claims.
    pub(super) all: &'a Network,
}

/// The remarks on what is shown of a network. `centre` is the actor that a view is about, which is no filter.
pub(super) fn remarks(
    selection: &Selection,
    centre: Option<&str>,
    whole: &Network,
    shown: &Shown<'_>,
    lang: Lang,
) -> Remarks {
    let words = words(lang);
    let parts = parts(selection, centre, whole, lang);
    let mut filter = String::new();
    if !parts.is_empty() {
        filter = format!("{}: {}", words.filter, parts.join("; "));
        if let Some(unfiltered) = shown.unfiltered {
            let hidden = hidden(unfiltered, shown.own, lang);
            let said = if hidden.is_empty() {
                words.nothing.to_owned()
            } else {
                format!("{}: {}", words.hides, hidden.join(", "))
            };
            filter.push_str(&format!(" · {said}"));
        }
    }
    let mut withheld = Vec::new();
    for (intro, more, less) in [(words.counted, shown.own, shown.plain), (words.left, shown.all, shown.own)] {
        let reasons = reasons(more, less);
        let named: Vec<String> = reasons
            .into_iter()
            .map(|(reason, count)| {
                let name = match reason {
                    Withheld::Disputed => words.disputed,
                    Withheld::Uncertain => words.uncertain,
                    Withheld::NotDone => words.not_done,
                };
                format!("{name}: {count}")
            })
            .collect();
        if !named.is_empty() {
            withheld.push(format!("{intro} — {}.", named.join("; ")));
        }
    }
    Remarks { filter, withheld }
}

/// The remarks on what a selection of ties keeps of a network, where it is shown as it is.
#[must_use]
pub fn selected(selection: &Selection, whole: &Network, lang: Lang) -> Remarks {
    let with = |withheld| Selection { withheld, ..selection.clone() }.of(whole);
    let (own, plain, all) = (selection.of(whole), with(BTreeSet::new()), with(Withheld::ALL.into()));
    let free = Selection { isolates: selection.isolates, withheld: selection.withheld.clone(), ..Selection::ties() };
    let unfiltered = free.of(whole);
    remarks(selection, None, whole, &Shown { own: &own, unfiltered: Some(&unfiltered), plain: &plain, all: &all }, lang)
}

/// Whether anything is filtered at all.
pub(super) fn filters(selection: &Selection, centre: Option<&str>) -> bool {
    let around = selection.around.as_ref().is_some_and(|(id, _)| centre != Some(id));
    let sets = [&selection.kinds, &selection.relations, &selection.places, &selection.sources];
    around || sets.iter().any(|set| !set.is_empty()) || selection.period.is_some() || selection.picked.is_some()
}

/// The selection without its filters. What a user asked for by relations or a query is no longer told which parts it has,
/// so that the view chooses them.
pub(super) fn unfiltered(selection: &Selection, centre: Option<&str>) -> Selection {
    Selection {
        around: selection.around.clone().filter(|(id, _)| centre == Some(id)),
        withheld: selection.withheld.clone(),
        isolates: selection.isolates,
        kind_scope: selection.kind_scope,
        ..Selection::default()
    }
}

/// What the members of a set are called.
type Name<'a> = &'a dyn Fn(&String) -> String;

/// The filter in words.
fn parts(selection: &Selection, centre: Option<&str>, whole: &Network, lang: Lang) -> Vec<String> {
    let words = words(lang);
    let label = |id: &String| whole.find(id).map_or(id.as_str(), |number| whole.nodes[number].label(lang)).to_owned();
    let kind = |iri: &String| match whole.groups.contains_key(iri) {
        true => whole.group_label(iri, lang).to_owned(),
        false => whole.name(iri, lang).to_owned(),
    };
    let relation = |iri: &String| match whole.relations.contains_key(iri) {
        true => whole.relation_label(iri, lang).to_owned(),
        false => whole.group_label(iri, lang).to_owned(),
    };
    let listed = |set: &BTreeSet<String>, name: Name<'_>| {
        let mut names: Vec<String> = set.iter().map(name).collect();
        names.sort();
        names.dedup();
        names.join(", ")
    };
    let source = |id: &String| whole.name(id, lang).to_owned();
    let sets: [(&str, &BTreeSet<String>, Name<'_>); 4] = [
        (words.kinds, &selection.kinds, &kind),
        (words.relations, &selection.relations, &relation),
        (words.places, &selection.places, &label),
        (words.sources, &selection.sources, &source),
    ];
    let filled = sets.into_iter().filter(|(_, set, _)| !set.is_empty());
    let mut parts: Vec<String> = filled.map(|(what, set, name)| format!("{what} {}", listed(set, name))).collect();
    if let Some(period) = &selection.period {
        let span = short_date(period.from.as_deref(), period.to.as_deref());
        parts.push(format!("{} {span} ({})", words.time, words.undated));
    }
    match &selection.around {
        // What is next to the middle is what such a map shows by itself.
        Some((id, steps)) if centre == Some(id) => {
            parts.extend((*steps != 1).then(|| format!("{}: {steps}", words.steps)));
        }
        Some((id, steps)) => parts.push(format!("{} {} ({}: {steps})", words.around, label(id), words.steps)),
        None => {}
    }
    if selection.picked.is_some() {
        parts.push(words.answer.to_owned());
    }
    parts
}

/// What is in one network and not in another, counted by part.
fn hidden(whole: &Network, own: &Network, lang: Lang) -> Vec<String> {
    let words = words(lang);
    let gone: Vec<Mode> =
        whole.nodes.iter().filter(|node| own.find(&node.id).is_none()).map(|node| node.mode).collect();
    let modes: [(&str, &[Mode]); 3] = [
        (words.actors, &[Mode::Actor]),
        (words.works, &[Mode::Work]),
        (words.others, &[Mode::Idea, Mode::Place, Mode::Term]),
    ];
    let nodes = modes.map(|(name, modes)| (name, gone.iter().filter(|mode| modes.contains(mode)).count()));
    let ties = (words.ties, missing(whole, own).len());
    nodes.into_iter().chain([ties]).filter(|(_, n)| *n > 0).map(|(name, n)| format!("{name} {n}")).collect()
}

/// The ties of one network that are not in another.
fn missing<'a>(more: &'a Network, less: &Network) -> Vec<&'a Edge> {
    let key = |network: &Network, edge: &Edge| {
        let end = |number: usize| network.nodes[number].id.clone();
        (end(edge.source), end(edge.target), edge.relation.clone())
    };
    let known: BTreeSet<_> = less.edges.iter().map(|edge| key(less, edge)).collect();
    more.edges.iter().filter(|edge| !known.contains(&key(more, edge))).collect()
}

/// Why ties are in one network and not in the other, and how many; a tie with several reasons counts for its first.
fn reasons(more: &Network, less: &Network) -> BTreeMap<Withheld, usize> {
    let mut found = BTreeMap::new();
    for edge in missing(more, less) {
        let mut reasons = edge.claims.iter().flat_map(Claim::withheld);
        if let Some(reason) = reasons.next() {
            *found.entry(reason).or_insert(0) += 1;
        }
    }
    found
}
