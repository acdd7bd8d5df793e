//! The network as JSON for the explorer: the whole of it, and each map of actors and works with the places of its boxes.
//!
//! Both documents have one form, `sauat-network/1`. Kinds, families, relations and nodes are numbered from 0 in the order
//! in which they stand, and whatever refers to them does so by number; sources, places, certainties and roles are named by
//! id. Coordinates are the middles of boxes in points, y downwards: in the document of a map those of the printed map.
//! `places` of a node are those in which it is said to be, with all that hold them; `years` span the first and the last year of
//! the dates that claims give for it. A tie stands once with all its claims; one with `via` is stated by no source.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use crate::export::{Dash, Shape, hex, node_style, tie_style};
use crate::iri::last_part;
use crate::layout::{Options, Problem, boxes};
use crate::network::{Claim, Edge, Network, Node, Selection, Withheld};
use crate::ontology::Role;
use crate::publish::maps::{Chart, find_view};
use crate::publish::site::{Site, SiteError};
use crate::text::{Lang, date};

/// The name and version of the form.
const FORM: &str = "sauat-network/1";

/// The room of a node of the whole network, in points.
const ROOM: (f64, f64) = (60.0, 30.0);

#[derive(Serialize)]
struct Document<'a> {
    form: &'static str,
    title: &'a str,
    lang: &'static str,
    /// The view; empty for the whole network.
    view: &'a str,
    dataset: Dataset<'a>,
    kinds: Vec<Kind<'a>>,
    families: Vec<Family<'a>>,
    relations: Vec<Named<'a>>,
    sources: BTreeMap<&'a str, String>,
    names: BTreeMap<&'a str, &'a str>,
    nodes: Vec<Dot<'a>>,
    ties: Vec<Tie<'a>>,
}

#[derive(Serialize)]
struct Dataset<'a> {
    title: &'a str,
    version: &'a str,
    issued: Option<&'a str>,
    licence: Option<&'a str>,
    licence_name: Option<String>,
    authors: &'a [String],
    base: &'a str,
}

#[derive(Serialize)]
struct Kind<'a> {
    id: &'a str,
    label: &'a str,
    fill: String,
    outline: String,
    shape: &'static str,
    dash: &'static str,
    double: bool,
}

#[derive(Serialize)]
struct Family<'a> {
    id: &'a str,
    label: &'a str,
    colour: String,
    dash: &'static str,
    width: f64,
}

#[derive(Serialize)]
struct Named<'a> {
    id: &'a str,
    label: &'a str,
    inverse: &'a str,
    family: usize,
    role: &'static str,
    symmetric: bool,
}

#[derive(Serialize)]
struct Dot<'a> {
    id: &'a str,
    label: &'a str,
    kind: usize,
    mode: &'static str,
    places: Vec<&'a str>,
    years: Vec<(i32, i32)>,
    x: f64,
    y: f64,
    #[serde(skip_serializing_if = "Option::is_none")]
    width: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    height: Option<f64>,
}

#[derive(Serialize)]
struct Tie<'a> {
    id: String,
    source: usize,
    target: usize,
    relation: usize,
    #[serde(skip_serializing_if = "<[String]>::is_empty")]
    via: &'a [String],
    claims: Vec<Said<'a>>,
}

#[derive(Serialize)]
struct Said<'a> {
    id: &'a str,
    source: &'a str,
    lines: &'a str,
    certainty: &'a str,
    rank: &'static str,
    /// Nothing for what is or was done.
    #[serde(skip_serializing_if = "Option::is_none")]
    modality: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    start: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    end: Option<&'a str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    role: Option<&'a str>,
}

/// Where a node stands: middle, and the size of its box if it has one.
type Spot = (f64, f64, Option<(f64, f64)>);

impl Site {
    /// The whole network as JSON, with places for all nodes.
    ///
    /// # Errors
    /// [`SiteError::Write`] if it cannot be written.
    pub fn network_json(&self, lang: Lang) -> Result<Vec<u8>, SiteError> {
        // What a source says and another denies is on no map unless it is asked for; the pages of its things tell of it.
        let network = &Selection { isolates: true, ..Selection::default() }.of(&self.network);
        let problem = Problem {
            sizes: vec![ROOM; network.nodes.len()],
            edges: network.edges.iter().map(|edge| (edge.source, edge.target)).collect(),
            groups: vec![0; network.nodes.len()],
        };
        let placed = boxes(&problem, &Options { tries: 1, aspect: 1.35, ..Options::default() });
        let spots: Vec<Spot> = placed.iter().map(|block| (block.middle.x, block.middle.y, None)).collect();
        let title = self.about.title.best(lang).unwrap_or("Sauat");
        written(&self.network_document(network, &spots, title, "", lang), "network.json")
    }

    /// A map as JSON; nothing for a view that is not made of nodes of the network.
    ///
    /// # Errors
    /// [`SiteError::Write`] if it cannot be drawn.
    pub fn map_json(&self, view: &str, lang: Lang) -> Result<Option<Vec<u8>>, SiteError> {
        let Some(view) = find_view(view).filter(|view| view.is_explored()) else { return Ok(None) };
        let failed = |error: String| SiteError::Write {
            what: format!("{}.json", view.name),
            error: std::io::Error::other(error),
        };
        let Some(drawn) = self.chart(view.name, lang) else { return Ok(None) };
        let chart: &Chart = drawn.as_ref().map_err(|error| failed(error.to_string()))?;
        let spots: Vec<Spot> =
            chart.looks.iter().map(|look| (look.x, look.y, Some((look.width, look.height)))).collect();
        let document = self.network_document(&chart.network, &spots, &chart.title, view.name, lang);
        written(&document, view.name).map(Some)
    }

    fn network_document<'a>(
        &'a self,
        network: &'a Network,
        spots: &[Spot],
        title: &'a str,
        view: &'a str,
        lang: Lang,
    ) -> Document<'a> {
        let about = &self.about;
        let kinds = kinds(network);
        let families = families(network);
        let used: BTreeSet<&str> = network.edges.iter().map(|edge| edge.relation.as_str()).collect();
        let relations: Vec<&str> = used.into_iter().collect();
        let numbers = |list: &[&'a str]| -> BTreeMap<&'a str, usize> {
            list.iter().enumerate().map(|(number, iri)| (*iri, number)).collect()
        };
        let (kind, family, relation) = (numbers(&kinds), numbers(&families), numbers(&relations));
        let holders = self.holders();
        Document {
            form: FORM,
            title,
            lang: lang.tag(),
            view,
            dataset: Dataset {
                title: about.title.best(lang).unwrap_or("Sauat"),
                version: &about.version,
                issued: about.issued.as_deref(),
                licence: about.licence.as_deref(),
                licence_name: about.licence_name().map(|name| name.to_string()),
                authors: &about.authors,
                base: &about.base,
            },
            sources: cited(network, lang),
            names: names(network, lang),
            nodes: (network.nodes.iter().zip(spots))
                .map(|(node, spot)| self.dot(node, *spot, &kind, &holders, lang))
                .collect(),
            ties: network.edges.iter().map(|edge| tie(network, edge, &relation)).collect(),
            kinds: kinds.into_iter().map(|iri| looks(network, iri, lang)).collect(),
            relations: relations.into_iter().map(|iri| named(network, iri, &family, lang)).collect(),
            families: families.into_iter().map(|iri| strokes(network, iri, lang)).collect(),
        }
    }

    /// The places that hold each place, itself included, by id.
    fn holders(&self) -> BTreeMap<&str, BTreeSet<&str>> {
        let network = &self.network;
        let role = |edge: &Edge| network.relations.get(&edge.relation).and_then(|relation| relation.role);
        let mut above: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for edge in network.edges.iter().filter(|edge| role(edge) == Some(Role::Containment)) {
            above.entry(edge.source).or_default().push(edge.target);
            above.entry(edge.target).or_default();
        }
        let closed = |place: usize| {
            let (mut found, mut open) = (BTreeSet::new(), vec![place]);
            while let Some(place) = open.pop() {
                if found.insert(network.nodes[place].id.as_str()) {
                    open.extend(above.get(&place).into_iter().flatten());
                }
            }
            found
        };
        above.keys().map(|place| (network.nodes[*place].id.as_str(), closed(*place))).collect()
    }

    fn dot<'a>(
        &'a self,
        node: &'a Node,
        (x, y, size): Spot,
        kinds: &BTreeMap<&str, usize>,
        holders: &BTreeMap<&'a str, BTreeSet<&'a str>>,
        lang: Lang,
    ) -> Dot<'a> {
        let mut places: BTreeSet<&str> = holders.get(node.id.as_str()).cloned().unwrap_or_default();
        places.extend(self.regions.get(&node.id).into_iter().flatten().map(String::as_str));
        let years: BTreeSet<i32> = node.dates.iter().filter_map(|dated| year(&dated.when)).collect();
        Dot {
            id: &node.id,
            label: node.label(lang),
            kind: kinds.get(node.group.as_str()).copied().unwrap_or_default(),
            mode: node.mode.name(),
            places: places.into_iter().collect(),
            years: years.first().copied().zip(years.last().copied()).into_iter().collect(),
            x: rounded(x),
            y: rounded(y),
            width: size.map(|(width, _)| rounded(width)),
            height: size.map(|(_, height)| rounded(height)),
        }
    }
}

fn written(document: &Document<'_>, what: &str) -> Result<Vec<u8>, SiteError> {
    let wrong = |error: serde_json::Error| SiteError::Write { what: what.to_owned(), error: error.into() };
    let mut bytes = serde_json::to_vec(document).map_err(wrong)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn rounded(length: f64) -> f64 {
    (length * 100.0).round() / 100.0
}

fn year(when: &str) -> Option<i32> {
    date(when).and_then(|(year, ..)| i32::try_from(year).ok())
}

/// The groups of nodes in the order of legends (IRIs).
fn kinds(network: &Network) -> Vec<&str> {
    let style = |iri: &str| network.groups.get(iri).map_or(u32::MAX, |group| group.style);
    let found: BTreeSet<(u32, &str)> = network.nodes.iter().map(|node| (style(&node.group), &*node.group)).collect();
    found.into_iter().map(|(_, iri)| iri).collect()
}

/// The families of ties in the order of legends (IRIs).
fn families(network: &Network) -> Vec<&str> {
    let style = |iri: &str| network.families.get(iri).map_or(u32::MAX, |family| family.style);
    let found: BTreeSet<(u32, &str)> =
        network.edges.iter().map(|edge| network.family(edge)).map(|iri| (style(iri), iri)).collect();
    found.into_iter().map(|(_, iri)| iri).collect()
}

fn dash(dash: Dash) -> &'static str {
    match dash {
        Dash::Solid => "solid",
        Dash::Dashed => "dashed",
        Dash::Dotted => "dotted",
        Dash::DashDot => "dashdot",
    }
}

fn looks<'a>(network: &'a Network, iri: &'a str, lang: Lang) -> Kind<'a> {
    let style = node_style(network.groups.get(iri).map_or(u32::MAX, |group| group.style));
    let shape = match style.shape {
        Shape::Rectangle => "rectangle",
        Shape::Rounded => "rounded",
        Shape::Pill => "pill",
        Shape::Octagon => "octagon",
        Shape::Note => "note",
        Shape::Hexagon => "hexagon",
    };
    Kind {
        id: last_part(iri),
        label: network.group_label(iri, lang),
        fill: hex(style.fill),
        outline: hex(style.outline),
        shape,
        dash: dash(style.dash),
        double: style.double,
    }
}

fn strokes<'a>(network: &'a Network, iri: &'a str, lang: Lang) -> Family<'a> {
    let known = network.families.get(iri);
    let style = tie_style(known.map_or(u32::MAX, |family| family.style));
    // A family that only a projection made is called as its relation is.
    let own = || network.relations.values().find(|relation| relation.family == iri);
    let label = match known {
        Some(_) => network.group_label(iri, lang),
        None => own().and_then(|relation| relation.labels.best(lang)).unwrap_or_else(|| last_part(iri)),
    };
    Family { id: last_part(iri), label, colour: hex(style.colour), dash: dash(style.dash), width: style.width }
}

fn named<'a>(network: &'a Network, iri: &'a str, families: &BTreeMap<&str, usize>, lang: Lang) -> Named<'a> {
    let relation = network.relations.get(iri);
    let role = match relation.and_then(|relation| relation.role) {
        Some(Role::Tie) => "tie",
        Some(Role::Place) => "place",
        Some(Role::Topic) => "topic",
        Some(Role::Audience) => "audience",
        Some(Role::Classification) => "classification",
        Some(Role::Containment) => "containment",
        Some(Role::Attribute) => "attribute",
        None => "",
    };
    let label = network.relation_label(iri, lang);
    let family = relation.map_or("", |relation| relation.family.as_str());
    Named {
        id: last_part(iri),
        label,
        inverse: relation.and_then(|relation| relation.inverse.best(lang)).unwrap_or(label),
        family: families.get(family).copied().unwrap_or_default(),
        role,
        symmetric: relation.is_some_and(|relation| relation.symmetric),
    }
}

fn tie<'a>(network: &Network, edge: &'a Edge, relations: &BTreeMap<&str, usize>) -> Tie<'a> {
    Tie {
        id: network.edge_id(edge),
        source: edge.source,
        target: edge.target,
        relation: relations.get(edge.relation.as_str()).copied().unwrap_or_default(),
        via: &edge.via,
        claims: edge.claims.iter().map(said).collect(),
    }
}

fn said(claim: &Claim) -> Said<'_> {
    Said {
        id: &claim.id,
        source: &claim.source,
        lines: &claim.lines,
        certainty: &claim.certainty,
        rank: if claim.disputed { "disputed" } else { "normal" },
        modality: claim.withheld().contains(&Withheld::NotDone).then_some(claim.modality.as_str()),
        start: claim.start.as_deref(),
        end: claim.end.as_deref(),
        role: claim.role.as_deref(),
    }
}

/// The sources of the ties as they are cited, by id.
fn cited(network: &Network, lang: Lang) -> BTreeMap<&str, String> {
    network.sources().into_iter().map(|source| (source, network.cite(source, lang))).collect()
}

/// The names of sources, certainties and roles that claims mention, by id.
fn names(network: &Network, lang: Lang) -> BTreeMap<&str, &str> {
    let claims = network.edges.iter().flat_map(|edge| &edge.claims);
    let keys = claims.flat_map(|claim| {
        [Some(&claim.source), Some(&claim.certainty), claim.role.as_ref(), Some(&claim.modality)]
            .into_iter()
            .flatten()
            .map(String::as_str)
            .filter(|key| !key.is_empty())
    });
    keys.map(|key| (key, network.name(key, lang))).collect()
}
