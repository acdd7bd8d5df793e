//! Topics and audiences by region: how many works, with zero told from not known.

use std::collections::BTreeSet;

use crate::analysis::{Axis, Cell, coverage};
use crate::export::svg::{Entry, Mark};
use crate::network::{Edge, Mode, Network, Selection};
use crate::ontology::Role;
use crate::publish::maps::picture::Picture;
use crate::publish::maps::places::{regions, role};
use crate::publish::maps::table::{self, Field, Grid, Shown, UNKNOWN};
use crate::publish::maps::{Chart, MapError, Request, View};
use crate::text::phrases;

phrases! {
    works: "Дереккөздер осы өңірге жатқызған жобалар мен жұмыстар саны", "Число проектов, работ и событий, которые источники относят к региону", "Number of projects, works and events that the sources place in the region";
    brackets: "Жол атауының жанындағы жақшада — оның барлық жұмыстары, орны айтылмағандарды қоса; баған жанында — өңірге жатқызылғандардың бәрі.", "В скобках у строки — все её работы, вместе с теми, чьё место не названо; у столбца — все, которые отнесены к региону.", "In brackets, beside a row: all its works, also those without a stated place; above a column: all works that are placed in the region.";
    zero: "0: дереккөздер бұл жолдың да, бағанның да жұмыстарын атайды, бірақ ортағын емес", "0: источники называют работы и этой строки, и этого столбца, но не общие", "0: the sources name works of this row and of this column, but none of both";
    unknown: "белгісіз: бұл жолдың бірде-бір жұмысының орны айтылмаған немесе бұл өңірде бірде-бір жұмыс аталмаған", "неизвестно: ни у одной работы строки не названо место или в регионе не названо ни одной работы", "not known: no work of the row has a stated place, or none is stated for the region";
    nobody: "белгісіз", "неизвестно", "not known";
    country: "Бүкіл ел бойынша жұмыстар өңірлерге бөлінбейді.", "Работы по всей стране между регионами не делятся.", "Works for the whole country are not divided among regions.";
    hidden: "Көрсетілмеген жолдар (жұмыстары аз)", "Не показано строк (с меньшим числом работ)", "Rows with fewer works, not shown";
    filtered: "Сүзгі қалдырған жұмыстар ғана саналған: 0 мен «белгісіз» де солар туралы.", "Посчитаны только работы, которые оставил фильтр: 0 и «неизвестно» говорят о них же.", "Only the works that the filter keeps are counted: 0 and “not known” speak of these too.";
    rows: "Жолдар", "Строк", "Rows";
    columns: "өңірлер", "регионов", "regions";
}

/// Where the steps of the colours begin.
const SCALE: table::Scale = [1, 2, 4, 10];

/// The rows that are shown at most: those with the most works.
const ROWS: usize = 26;

pub(super) fn topics(request: &Request<'_>, view: &View) -> Result<Chart, MapError> {
    draw(request, view, Role::Topic)
}

pub(super) fn audiences(request: &Request<'_>, view: &View) -> Result<Chart, MapError> {
    draw(request, view, Role::Audience)
}

fn draw(request: &Request<'_>, view: &View, rows: Role) -> Result<Chart, MapError> {
    let words = words(request.lang);
    // Kinds and places that were asked for choose works; topics and places must stay.
    let network =
        Selection { roles: BTreeSet::new(), modes: BTreeSet::new(), ..request.selection.clone().with_works() };
    let network = of_actors(request, network.of(request.network));
    let places: Vec<usize> = regions(&network);
    let columns = Axis { role: Role::Place, ids: places.iter().map(|p| network.nodes[*p].id.clone()).collect() };
    let mut ids: Vec<(usize, String)> = coverage(&network, &Axis { role: rows, ids: Vec::new() }, &columns)
        .rows
        .into_iter()
        .filter(|line| line.works > 0)
        .map(|line| (line.works, line.id))
        .collect();
    ids.sort_by(|a, b| b.0.cmp(&a.0).then(a.1.cmp(&b.1)));
    let left = ids.len().saturating_sub(ROWS);
    ids.truncate(ROWS);
    let found = coverage(&network, &Axis { role: rows, ids: ids.into_iter().map(|(_, id)| id).collect() }, &columns);
    let name = |id: &str| network.find(id).map_or(id, |number| network.nodes[number].label(request.lang)).to_owned();
    let link = |id: &str| network.find(id).map(|number| network.nodes[number].iri.clone());
    let cells = found.cells.iter().zip(&found.rows).map(|(cells, row)| {
        let fields = cells.iter().zip(&found.columns).map(|(cell, column)| {
            let pair = format!("{} × {}", name(&row.id), name(&column.id));
            let (shown, what) = match cell {
                Cell::Works(works) => {
                    let names: Vec<String> = works.iter().take(6).map(|id| name(id)).collect();
                    let more = if works.len() > 6 { "; …" } else { "" };
                    (Shown::Count(works.len()), format!("{}{more}", names.join("; ")))
                }
                Cell::Zero => (Shown::Zero, "0".to_owned()),
                Cell::NotKnown => (Shown::Unknown, words.nobody.to_owned()),
            };
            Field { shown, title: format!("{pair}: {what}") }
        });
        fields.collect()
    });
    let grid = Grid {
        scale: SCALE,
        cells: cells.collect(),
        rows: found.rows.iter().map(|r| (format!("{} ({})", name(&r.id), r.works), link(&r.id))).collect(),
        columns: found.columns.iter().map(|c| (format!("{} ({})", name(&c.id), c.works), link(&c.id))).collect(),
    };
    let mut notes = vec![words.brackets.to_owned(), words.country.to_owned()];
    if !request.remarks.filter.is_empty() {
        notes.push(words.filtered.to_owned());
    }
    if left > 0 {
        notes.push(format!("{}: {left}.", words.hidden));
    }
    let subtitle =
        format!("{} · {}: {} · {}: {}", words.works, words.rows, found.rows.len(), words.columns, found.columns.len());
    let zero = Entry { mark: Mark::Swatch([0xff; 3]), text: words.zero.to_owned() };
    let unknown = Entry { mark: Mark::Hatched, text: words.unknown.to_owned() };
    let legend = vec![table::steps(SCALE).into_iter().chain([zero]).collect(), vec![unknown]];
    let picture = Picture {
        title: view.title(request.lang),
        subtitle,
        legend,
        notes,
        definitions: UNKNOWN,
        size: (found.rows.len().min(found.columns.len()), found.cells.iter().map(Vec::len).sum()),
        network: crossed(&network, &found, rows),
        basis: Some(counted(&network, rows)),
    };
    picture.draw(request, |canvas, area, _| table::draw(canvas, area, &grid))
}

/// Where kinds of actors were asked for, without the works that none of them has a tie to.
fn of_actors(request: &Request<'_>, network: Network) -> Network {
    let Some(actors) = request.actors_of_kinds() else { return network };
    let is_work = |number: usize| network.nodes[number].mode == Mode::Work;
    let is_actor = |number: usize| actors.contains(network.nodes[number].id.as_str());
    let works: BTreeSet<usize> = network
        .edges
        .iter()
        .flat_map(|edge| [(edge.source, edge.target), (edge.target, edge.source)])
        .filter(|(actor, work)| is_actor(*actor) && is_work(*work))
        .map(|(_, work)| work)
        .collect();
    let kept = |number: usize| !is_work(number) || works.contains(&number);
    let edges: Vec<Edge> =
        network.edges.iter().filter(|edge| kept(edge.source) && kept(edge.target)).cloned().collect();
    network.subset(&(0..network.nodes.len()).filter(|number| kept(*number)).collect(), edges)
}

/// The works with the ties that the table counts.
fn counted(network: &Network, rows: Role) -> Network {
    let ties: Vec<Edge> = network
        .edges
        .iter()
        .filter(|edge| network.nodes[edge.source].mode == Mode::Work)
        .filter(|edge| [Some(rows), Some(Role::Place)].contains(&role(network, edge)))
        .cloned()
        .collect();
    network.subset(&ties.iter().map(|edge| edge.source).chain(ties.iter().map(|edge| edge.target)).collect(), ties)
}

/// The table as a network: rows and columns as nodes, a tie for each cell with works, whose claims stand behind it.
fn crossed(network: &Network, found: &crate::analysis::Coverage, rows: Role) -> Network {
    let mut edges = Vec::new();
    let mut nodes = BTreeSet::new();
    for (line, row) in found.cells.iter().zip(&found.rows) {
        for (cell, column) in line.iter().zip(&found.columns) {
            let (Some(source), Some(target)) = (network.find(&row.id), network.find(&column.id)) else { continue };
            nodes.extend([source, target]);
            let Cell::Works(works) = cell else { continue };
            let of_works = network.edges.iter().filter(|edge| {
                let work = &network.nodes[edge.source];
                let tie = role(network, edge);
                work.mode == Mode::Work
                    && works.contains(&work.id)
                    && (tie == Some(rows) && edge.target == source || tie == Some(Role::Place) && edge.target == target)
            });
            let mut claims: Vec<_> = of_works.flat_map(|edge| edge.claims.clone()).collect();
            claims.sort();
            claims.dedup();
            let relation = "coverage".to_owned();
            edges.push(Edge { source, target, relation, weight: works.len() as f64, claims, via: works.clone() });
        }
    }
    network.subset(&nodes, edges)
}
