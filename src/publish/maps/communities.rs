//! Communities in one picture: each as a box with its members, and how many ties run between two of them.

use std::collections::{BTreeMap, BTreeSet};

use crate::analysis::{Ties, communities, degrees};

use crate::layout::Method;
use crate::network::{Edge, Mode, Network, Node, Relation};
use crate::publish::maps::plan::Plan;
use crate::publish::maps::request::Extent;
use crate::publish::maps::system::told_or_ties;
use crate::publish::maps::{Chart, MapError, Request, View};
use crate::text::{Labels, Lang, phrases};

phrases! {
    read: "Қауымдастықтарды Лейден тәсілі байланыстардан шығарады (модулярлық {m}); дереккөздер оларды атамайды.", "Сообщества выведены из связей методом Лейдена (модулярность {m}); источники их не называют.", "Communities follow from the ties by the Leiden method (modularity {m}); no source names them.";
    small: "Бір-екі мүшелі топтар көрсетілмеген", "Группы из одного-двух участников не показаны", "Groups of two or fewer are not shown";
    between: "қауымдастықтар арасындағы байланыстар", "связи между сообществами", "ties between communities";
    size: "мүше саны", "число членов", "number of members";
    count: "Қауымдастықтар", "Сообщества", "Communities";
    works: "жобалар мен еңбектер", "проекты и работы", "projects and works";
    boxes: "Ұяшықта қауымдастықтың барлық акторы аталған, жобалары мен еңбектері саналған; түсі мен пішіні — көбінің түрі.", "В блоке названы все участники сообщества, проекты и работы посчитаны; цвет и форма — вид большинства.", "A box names all actors of a community and counts its projects and works; it looks as the kind that most of them are of.";
}

/// Runs of the method, of which the best is kept, and the seed of the first.
const RUNS: usize = 30;
const SEED: u64 = 1;

/// The class of the boxes.
const COMMUNITY: &str = "community";

pub(super) fn draw(request: &Request<'_>, view: &View) -> Result<Chart, MapError> {
    let words = words(request.lang);
    let selection = told_or_ties(&request.selection).with_works();
    let network = selection.of(request.network);
    if request.extent == Extent::Basis {
        return Plan::new(network, view.title(request.lang), Method::Stress).draw(request);
    }
    let ties = Ties::of(&network);
    let found = communities(&ties, SEED, RUNS)?;
    let degree = degrees(&ties);
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (node, community) in found.of.iter().enumerate() {
        members.entry(*community).or_default().push(node);
    }
    let small = members.values().filter(|list| list.len() < 3).count();
    members.retain(|_, list| list.len() > 2);
    for list in members.values_mut() {
        list.sort_by_key(|node| (std::cmp::Reverse(degree[*node].total), *node));
    }
    let numbers: BTreeMap<usize, usize> = members.keys().enumerate().map(|(number, key)| (*key, number)).collect();
    let nodes =
        members.values().enumerate().map(|(place, list)| node(&network, place + 1, list, words.works)).collect();
    let mut between: BTreeMap<(usize, usize), Vec<&Edge>> = BTreeMap::new();
    for edge in &network.edges {
        let ends = (numbers.get(&found.of[edge.source]), numbers.get(&found.of[edge.target]));
        if let (Some(a), Some(b)) = ends
            && a != b
        {
            between.entry((*a.min(b), *a.max(b))).or_default().push(edge);
        }
    }
    let edges: Vec<Edge> = between
        .into_iter()
        .map(|((source, target), edges)| {
            let mut claims: Vec<_> = edges.iter().flat_map(|edge| edge.claims.clone()).collect();
            claims.sort();
            claims.dedup();
            let relation = format!("ties-{}", edges.len());
            Edge { source, target, relation, weight: edges.len() as f64, claims, via: Vec::new() }
        })
        .collect();
    let basis = network.clone();
    let sources: BTreeSet<String> = network.sources().into_iter().map(str::to_owned).collect();
    let mut summary = Network {
        nodes,
        edges,
        names: network.names.clone(),
        imprints: network.imprints.clone(),
        ..Network::default()
    };
    let mut labels = Labels::default();
    labels.set(Lang::Kk, "қауымдастық");
    labels.set(Lang::Ru, "сообщество");
    labels.set(Lang::En, "community");
    summary.names.insert(COMMUNITY.to_owned(), labels);
    let kinds: BTreeSet<String> = summary.nodes.iter().map(|node| node.group.clone()).collect();
    summary.groups = network.groups.clone().into_iter().filter(|(iri, _)| kinds.contains(iri)).collect();
    for edge in &summary.edges {
        let mut labels = Labels::default();
        Lang::ALL.into_iter().for_each(|lang| labels.set(lang, format!("{}", edge.weight)));
        let relation = Relation {
            inverse: labels.clone(),
            labels,
            family: "between".to_owned(),
            role: None,
            once: false,
            symmetric: true,
            counts: false,
            style: 99,
        };
        summary.relations.insert(edge.relation.clone(), relation);
    }
    let mut labels = Labels::default();
    labels.set(request.lang, words.between);
    summary.families.insert("between".to_owned(), crate::network::Group { labels, style: u32::MAX });
    let widths = summary.edges.iter().map(|edge| 0.8 + edge.weight.sqrt()).collect();
    let mut plan = Plan::new(summary, view.title(request.lang), Method::Stress);
    plan.counts = Some(format!("{}: {}", words.count, plan.network.nodes.len()));
    plan.widths = widths;
    plan.basis = Some(basis);
    plan.sources = sources;
    plan.named_ties = true;
    let modularity = format!("{:.2}", found.modularity);
    let modularity = if request.lang == Lang::En { modularity } else { modularity.replace('.', ",") };
    plan.notes.push(words.read.replace("{m}", &modularity));
    plan.notes.push(words.boxes.to_owned());
    if small > 0 {
        plan.notes.push(format!("{}: {small}.", words.small));
    }
    let sized = Request { size_by: Some(("members", words.size)), ..request.clone() };
    plan.draw(&sized)
}

/// A box for a community: its number, its actors, those with the most ties first, and how many works it has. One without
/// actors names its works. It looks as the kind that most of these are of.
fn node(network: &Network, number: usize, members: &[usize], works: &str) -> Node {
    let (actors, others): (Vec<usize>, Vec<usize>) =
        members.iter().partition(|node| network.nodes[**node].mode == Mode::Actor);
    let (named, counted) = if actors.is_empty() { (others, 0) } else { (actors, others.len()) };
    let mut labels = Labels::default();
    for lang in Lang::ALL {
        let names: Vec<&str> = named.iter().map(|node| network.nodes[*node].label(lang)).collect();
        let rest = if counted > 0 { format!("; {works}: {counted}") } else { String::new() };
        labels.set(lang, format!("{number}: {}{rest}", names.join("; ")));
    }
    let mut kinds: BTreeMap<&str, usize> = BTreeMap::new();
    named.iter().for_each(|node| *kinds.entry(&network.nodes[*node].group).or_default() += 1);
    let most = kinds.iter().max_by_key(|(kind, count)| (**count, std::cmp::Reverse(**kind)));
    let attributes = [("members".to_owned(), crate::network::Value::Integer(members.len() as i64))].into();
    let modes: BTreeSet<_> = members.iter().map(|node| network.nodes[*node].mode).collect();
    Node {
        id: format!("community-{number:03}"),
        labels,
        iri: String::new(),
        class: COMMUNITY.to_owned(),
        group: most.map(|(kind, _)| (*kind).to_owned()).unwrap_or_default(),
        mode: modes.first().copied().unwrap_or_default(),
        attributes,
        ..Node::default()
    }
}
