//! How well sourced the ties are: by family of relations, how sure, by how many sources, and by which.

use std::collections::{BTreeMap, BTreeSet};

use crate::network::{Claim, Edge, Mode, Network, Node, Selection, Withheld, certainty_order};
use crate::publish::maps::picture::Picture;
use crate::publish::maps::system::told_or_ties;
use crate::publish::maps::table::{self, Field, Grid, Shown, UNKNOWN};
use crate::publish::maps::{Chart, MapError, Request, View};
use crate::text::{Labels, Lang, phrases};

phrases! {
    ties: "Байланыстар", "Связи", "Ties";
    one: "бір дереккөз", "один источник", "one source";
    more: "екі не одан көп дереккөз", "два источника или больше", "two sources or more";
    disputed: "даулы", "оспаривается", "disputed";
    not_done: "іске асқаны айтылмаған", "не названо сделанным", "not said to be done";
    read: "Әр ұяшықта байланыс саны; күмәнді, даулы және іске асқаны айтылмаған байланыстар да саналған. Сенімділік — байланыстың ең берік куәлігі бойынша; дереккөз бағандары бір-бірін жоққа шығармайды.", "В каждой ячейке число связей; те, что под вопросом, спорные и не названные сделанными тоже посчитаны. Надёжность — по самому прочному утверждению связи; столбцы источников могут пересекаться.", "Each cell counts ties, also those that are uncertain, disputed or not said to be done. Certainty is that of the surest claim of a tie; columns of sources may overlap.";
    share: "бір ғана дереккөзге сүйенген үлес", "доля связей с одним источником", "share of ties with one source";
}

/// Where the steps of the colours begin.
const SCALE: table::Scale = [1, 5, 20, 50];

/// What a column counts, and what it is called.
type Column<'a> = (Box<dyn Fn(&Edge) -> bool + 'a>, String);

pub(super) fn draw(request: &Request<'_>, view: &View) -> Result<Chart, MapError> {
    let words = words(request.lang);
    let selection =
        told_or_ties(&Selection { withheld: Withheld::ALL.into(), ..request.selection.clone().with_works() });
    let network = selection.of(request.network);
    let families: BTreeSet<(u32, &str)> = network
        .edges
        .iter()
        .map(|edge| {
            let family = network.family(edge);
            (network.families.get(family).map_or(u32::MAX, |f| f.style), family)
        })
        .collect();
    let columns = columns(&network, request);
    let mut cells = Vec::new();
    let mut rows = Vec::new();
    for (_, family) in &families {
        let own: Vec<&Edge> = network.edges.iter().filter(|edge| network.family(edge) == *family).collect();
        let label = network.group_label(family, request.lang);
        rows.push((format!("{label} ({})", own.len()), None));
        let fields = columns.iter().map(|(test, name)| {
            let count = own.iter().filter(|edge| test(edge)).count();
            let shown = if count == 0 { Shown::Zero } else { Shown::Count(count) };
            Field { shown, title: format!("{label}, {name}: {count}") }
        });
        cells.push(fields.collect());
    }
    let total = |number: usize| network.edges.iter().filter(|edge| (columns[number].0)(edge)).count();
    let named = (0..columns.len()).map(|number| (format!("{} ({})", columns[number].1, total(number)), None));
    let grid = Grid { scale: SCALE, rows, columns: named.collect(), cells };
    let single = network.edges.iter().filter(|edge| edge.sources().len() == 1).count();
    let share = 100.0 * single as f64 / network.edges.len().max(1) as f64;
    let picture = Picture {
        title: view.title(request.lang),
        subtitle: format!("{}: {} · {}: {share:.0} %", words.ties, network.edges.len(), words.share),
        legend: vec![table::steps(SCALE)],
        notes: vec![words.read.to_owned()],
        definitions: UNKNOWN,
        size: (grid.rows.len(), network.edges.len()),
        network: summary(&network, &grid),
        basis: Some(network.clone()),
    };
    picture.draw(request, |canvas, area, _| table::draw(canvas, area, &grid))
}

/// The table as a network: a node for each row and column, a tie for each count.
fn summary(network: &Network, grid: &Grid) -> Network {
    let node = |id: String, name: &str, mode: Mode| {
        let mut labels = Labels::default();
        Lang::ALL.into_iter().for_each(|lang| labels.set(lang, name));
        Node { id, labels, mode, ..Node::default() }
    };
    let rows = grid.rows.iter().enumerate().map(|(n, (name, _))| node(format!("family-{n:02}"), name, Mode::Actor));
    let columns = grid.columns.iter().enumerate().map(|(n, (name, _))| node(format!("of-{n:02}"), name, Mode::Term));
    let nodes: Vec<Node> = rows.chain(columns).collect();
    let mut edges = Vec::new();
    for (row, fields) in grid.cells.iter().enumerate() {
        for (column, field) in fields.iter().enumerate() {
            if let Shown::Count(count) = field.shown {
                // The first tie carries the sources of all.
                let sources = network.sources().into_iter().filter(|_| edges.is_empty());
                let claims = sources.map(|source| Claim { source: source.to_owned(), ..Claim::default() }).collect();
                let (target, relation) = (grid.rows.len() + column, format!("{count}"));
                edges.push(Edge { source: row, target, relation, weight: count as f64, claims, via: Vec::new() });
            }
        }
    }
    Network { nodes, edges, names: network.names.clone(), ..Network::default() }
}

fn columns<'a>(network: &'a Network, request: &Request<'_>) -> Vec<Column<'a>> {
    let words = words(request.lang);
    let mut found: Vec<Column<'a>> = vec![
        (Box::new(|edge: &Edge| edge.sources().len() > 1), words.more.to_owned()),
        (Box::new(|edge: &Edge| edge.sources().len() == 1), words.one.to_owned()),
    ];
    let surest = |edge: &Edge| edge.claims.iter().map(|c| certainty_order(&c.certainty)).min();
    let mut certainties: BTreeMap<usize, String> = BTreeMap::new();
    for claim in network.edges.iter().flat_map(|edge| &edge.claims) {
        let order = certainty_order(&claim.certainty);
        certainties.entry(order).or_insert_with(|| network.name(&claim.certainty, request.lang).to_owned());
    }
    for (order, name) in certainties {
        found.push((Box::new(move |edge: &Edge| surest(edge) == Some(order)), name));
    }
    let disputed = |edge: &Edge| edge.claims.iter().any(|claim| claim.disputed);
    found.push((Box::new(disputed), words.disputed.to_owned()));
    let not_done = |edge: &Edge| edge.withheld().contains(&Withheld::NotDone);
    found.push((Box::new(not_done), words.not_done.to_owned()));
    for source in network.sources() {
        // The list of sources below the picture says what each is.
        found.push((Box::new(move |edge: &Edge| edge.sources().contains(source)), format!("[{source}]")));
    }
    found
}
