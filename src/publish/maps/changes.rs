//! What changed between two releases: both drawn over each other, every node at one place in both.

use std::collections::{BTreeMap, BTreeSet};

use crate::export::svg::{Entry, Mark, Mood};
use crate::layout::Method;
use crate::network::{Edge, Network, Node, Value};
use crate::publish::maps::plan::Plan;
use crate::publish::maps::system::told_or_ties;
use crate::publish::maps::{Chart, MapError, Request, View};
use crate::text::phrases;

phrases! {
    added: "қосылды: қалың жасыл сызық", "добавлено: толстая зелёная линия", "added: heavy green line";
    removed: "алынды: нүктелі қызыл сызық", "убрано: красный пунктир", "removed: dotted red line";
    same: "Өзгергендер мен олардың көршілері көрсетілген; қалғандары сол күйінде.", "Показано изменившееся и его соседи; остальное не изменилось.", "What changed and its neighbours are shown; the rest is as it was.";
    compared: "Салыстырылған шығарылымдар", "Сравниваются выпуски", "Releases compared";
    nodes: "акторлар мен жұмыстар", "участники и работы", "actors and works";
    ties: "байланыстар", "связи", "ties";
    gained: "Қосылды", "Добавлено", "Added";
    lost: "Алынды", "Убрано", "Removed";
    counts: "Актор не жұмыс — идентификаторы бойынша, байланыс — екі ұшы мен қатынасы бойынша жаңа не алынған болып саналады; атауының, күнінің не дереккөзінің өзгеруі есепке алынбайды.", "Участник или работа считаются новыми или убранными по идентификатору, связь — по двум концам и отношению; другое название, дата или источник изменением здесь не считаются.", "An actor or work counts as added or removed by its id, a tie by its two ends and its relation; another name, date or source is no change here.";
}

pub(super) fn draw(request: &Request<'_>, view: &View) -> Result<Chart, MapError> {
    let words = words(request.lang);
    let before = request
        .before
        .ok_or_else(|| MapError::Needs("the view `changes` needs an older release: `--against OLD`".to_owned()))?;
    let selection = told_or_ties(&request.selection).with_works();
    let (old, new) = (selection.of(&renamed(before.network, request.network)), selection.of(request.network));
    let (union, nodes, ties) = united(&old, &new);
    let newer = match &request.about.issued {
        Some(issued) => format!("{} ({issued})", request.about.version),
        None => request.about.version.clone(),
    };
    let count = |mood: Mood| {
        let [nodes, ties] = [&nodes, &ties].map(|moods| moods.iter().filter(|other| **other == mood).count());
        format!("{} {nodes}, {} {ties}", words.nodes, words.ties)
    };
    let counts = format!("{}: {} · {}: {}", words.gained, count(Mood::Added), words.lost, count(Mood::Removed));
    let changed: BTreeSet<usize> = (0..union.nodes.len())
        .filter(|number| nodes[*number] != Mood::Plain)
        .chain(
            union
                .edges
                .iter()
                .zip(&ties)
                .filter(|(_, mood)| **mood != Mood::Plain)
                .flat_map(|(e, _)| [e.source, e.target]),
        )
        .collect();
    if changed.is_empty() {
        return Err(MapError::Needs(format!(
            "no actor, work or tie that is selected was added or removed between {} and {newer}",
            before.name
        )));
    }
    let near: BTreeSet<usize> = union
        .edges
        .iter()
        .filter(|edge| changed.contains(&edge.source) || changed.contains(&edge.target))
        .flat_map(|edge| [edge.source, edge.target])
        .chain(changed.iter().copied())
        .collect();
    let kept: Vec<(Edge, Mood)> = union
        .edges
        .iter()
        .cloned()
        .zip(ties)
        .filter(|(edge, _)| near.contains(&edge.source) && near.contains(&edge.target))
        .collect();
    let mut network = union.subset(&near, kept.iter().map(|(edge, _)| edge.clone()));
    for (node, number) in network.nodes.iter_mut().zip(&near) {
        node.attributes.insert(CHANGE.to_owned(), Value::Text(told(nodes[*number]).to_owned()));
    }
    let mut plan = Plan::new(network, view.title(request.lang), Method::Stress);
    plan.nodes = near.iter().map(|number| nodes[*number]).collect();
    plan.ties = kept.into_iter().map(|(_, mood)| mood).collect();
    plan.said = vec![(CHANGE, plan.ties.iter().map(|mood| told(*mood).to_owned()).collect())];
    plan.counts = Some(counts);
    plan.notes.push(format!("{}: {} → {newer}. {}", words.compared, before.name, words.same));
    plan.notes.push(words.counts.to_owned());
    let text = |text: &str| Entry { mark: Mark::None, text: text.to_owned() };
    plan.legend = vec![vec![text(words.added), text(words.removed)]];
    plan.draw(request)
}

/// What other formats call the column that tells what became of a node or tie.
const CHANGE: &str = "change";

fn told(mood: Mood) -> &'static str {
    match mood {
        Mood::Added => "added",
        Mood::Removed => "removed",
        _ => "kept",
    }
}

/// The older network with the kinds and families of the newer: a change of the ontology is no change of actors and ties.
fn renamed(old: &Network, new: &Network) -> Network {
    let mut old = old.clone();
    old.relations.extend(new.relations.clone());
    old.families.extend(new.families.clone());
    old.groups.extend(new.groups.clone());
    for node in &mut old.nodes {
        if let Some(known) = new.find(&node.id).and_then(|number| new.nodes.get(number)) {
            node.group.clone_from(&known.group);
        }
    }
    old
}

/// Both networks as one, and whether each node and tie is new, gone or the same.
fn united(old: &Network, new: &Network) -> (Network, Vec<Mood>, Vec<Mood>) {
    let mut nodes: BTreeMap<&str, (&Node, Mood)> = BTreeMap::new();
    for node in &new.nodes {
        let mood = if old.find(&node.id).is_some() { Mood::Plain } else { Mood::Added };
        nodes.insert(&node.id, (node, mood));
    }
    for node in &old.nodes {
        nodes.entry(&node.id).or_insert((node, Mood::Removed));
    }
    let numbers: BTreeMap<&str, usize> = nodes.keys().enumerate().map(|(number, id)| (*id, number)).collect();
    let key = |network: &Network, edge: &Edge| {
        let end = |number: usize| numbers.get(network.nodes[number].id.as_str()).copied().unwrap_or(0);
        (end(edge.source), end(edge.target), edge.relation.clone())
    };
    let mut edges: BTreeMap<(usize, usize, String), (Edge, Mood)> = BTreeMap::new();
    for edge in &new.edges {
        edges.insert(key(new, edge), (edge.clone(), Mood::Added));
    }
    for edge in &old.edges {
        let mood = if edges.contains_key(&key(old, edge)) { Mood::Plain } else { Mood::Removed };
        let entry = edges.entry(key(old, edge)).or_insert_with(|| (edge.clone(), Mood::Removed));
        entry.1 = mood;
    }
    let moods = nodes.values().map(|(_, mood)| *mood).collect();
    let mut union = new.clone();
    union.nodes = nodes.into_values().map(|(node, _)| node.clone()).collect();
    union.groups.extend(old.groups.clone());
    union.families.extend(old.families.clone());
    union.relations.extend(old.relations.clone());
    let mut ties = Vec::new();
    union.edges = edges
        .into_iter()
        .map(|((source, target, _), (edge, mood))| {
            ties.push(mood);
            Edge { source, target, ..edge }
        })
        .collect();
    (union, moods, ties)
}
