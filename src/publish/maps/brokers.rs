//! Where ties hang on one actor: those without whom a part would fall off, and ties that are the only way.

use std::collections::BTreeSet;

use crate::analysis::{Ties, betweenness, bridges, cut_points};
use crate::export::svg::Mood;
use crate::layout::Method;
use crate::network::Value;
use crate::publish::maps::plan::Plan;
use crate::publish::maps::system;
use crate::publish::maps::system::actors_with_ties;
use crate::publish::maps::{Chart, MapError, Request, View};
use crate::text::phrases;

phrases! {
    read: "Қалың жиек: бұл актор болмаса, желінің бір бөлігі бөлініп қалады. Қалың сызық: екі жақты жалғайтын жалғыз байланыс. Бұл дереккөздерде жазылған және олардан шығарылған байланыстар туралы, ықпал туралы емес.", "Жирная рамка: без этого участника часть сети отделяется. Жирная линия: единственная связь между двумя сторонами. Речь о связях, записанных в источниках или выведенных из них, а не о влиянии.", "Heavy outline: without this actor a part of the network comes apart. Heavy line: the only tie between two sides. This is about ties that sources record, or that follow from them, not about influence.";
    whole: "Өлшем осы картадағы акторлар мен байланыстар бойынша есептелген; «sauat analyse» жобалар мен құжаттарды да санайды, сондықтан сандары бөлек", "Мера посчитана по участникам и связям этой карты; «sauat analyse» считает и проекты с документами, поэтому числа другие", "The measure is taken on the actors and ties of this map; “sauat analyse” also counts projects and documents, so its figures differ";
    size: "аралықтық (betweenness)", "посредничество (betweenness)", "betweenness";
}

/// The attribute that carries the measure.
const BETWEENNESS: &str = "betweenness";

pub(super) fn draw(request: &Request<'_>, view: &View) -> Result<Chart, MapError> {
    let words = words(request.lang);
    let (mut network, alone) = actors_with_ties(request);
    let ties = Ties::of(&network);
    for (node, value) in network.nodes.iter_mut().zip(betweenness(&ties)) {
        node.attributes.insert(BETWEENNESS.to_owned(), Value::Number(value.normalised));
    }
    let cuts: BTreeSet<usize> = cut_points(&ties).into_iter().map(|cut| cut.node).collect();
    let only: BTreeSet<(usize, usize)> = bridges(&ties).into_iter().map(|bridge| (bridge.low, bridge.high)).collect();
    let node = |number: usize| if cuts.contains(&number) { Mood::Strong } else { Mood::Plain };
    let nodes = (0..network.nodes.len()).map(node).collect();
    let tie = |edge: &crate::network::Edge| {
        let pair = (edge.source.min(edge.target), edge.source.max(edge.target));
        if only.contains(&pair) { Mood::Strong } else { Mood::Plain }
    };
    let moods = network.edges.iter().map(tie).collect();
    let mut plan = Plan::new(network, view.title(request.lang), Method::Stress);
    plan.nodes = nodes;
    plan.ties = moods;
    plan.notes.push(words.read.to_owned());
    plan.notes.push(format!("{}.", system::words(request.lang).meets));
    plan.notes.push(format!("{}.", words.whole));
    if alone > 0 {
        plan.notes.push(format!("{}: {alone}.", system::words(request.lang).alone));
    }
    let sized = Request { size_by: request.size_by.or(Some((BETWEENNESS, words.size))), ..request.clone() };
    plan.draw(&sized)
}
