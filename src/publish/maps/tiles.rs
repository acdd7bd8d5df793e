//! Regions as tiles of one size: how much is placed in each, however large it is on a map.

use std::collections::BTreeSet;

use crate::export::svg::{Area, Canvas, Entry, Mark, Text};
use crate::export::{Colour, hex};
use crate::layout::{LINE, Point, Setting, Weight, set};
use crate::network::{Mode, Network, Selection};
use crate::ontology::Role;
use crate::publish::maps::picture::Picture;
use crate::publish::maps::places::{placed, regions, role, tile};
use crate::publish::maps::table::{Scale, UNKNOWN, shade, steps};
use crate::publish::maps::{Chart, MapError, Request, View};
use crate::text::{phrases, xml};

phrases! {
    count: "Дереккөздер осы өңірге жатқызған ұйымдар, адамдар, жобалар мен жұмыстар", "Организации, люди, проекты и работы, которые источники относят к региону", "Organisations, people and works that the sources place in the region";
    actors: "акторлар", "участники", "actors";
    works: "жобалар мен жұмыстар", "проекты и работы", "works";
    nothing: "дереккөздер ештеңе атамайды: онда ештеңе жоқ деген сөз емес", "источники ничего не называют: это не значит, что там ничего нет", "the sources name nothing: that does not mean that there is nothing";
    country: "Бүкіл ел бойынша жұмыстар өңірлерге бөлінбейді. Шаршылар өңірлердің шамамен алғандағы орнын көрсетеді, аумағын емес.", "Работы по всей стране между регионами не делятся. Плитки показывают примерное положение, а не площадь.", "Works for the whole country are not divided among regions. Tiles show about where a region lies, not how large it is.";
}

/// Where the steps of the colours begin.
const SCALE: Scale = [1, 3, 10, 30];

/// One tile.
struct Tile {
    column: u32,
    row: u32,
    node: usize,
    actors: Vec<usize>,
    works: Vec<usize>,
}

pub(super) fn draw(request: &Request<'_>, view: &View) -> Result<Chart, MapError> {
    let words = words(request.lang);
    let network =
        Selection { roles: BTreeSet::new(), modes: BTreeSet::new(), ..request.selection.clone().with_works() };
    let network = network.of(request.network);
    let within = placed(&network);
    let regions = regions(&network);
    // Regions without a place of their own on the tile map follow in rows below it.
    let below = regions.iter().filter_map(|place| tile(&network, *place)).map(|(_, row)| row).max().unwrap_or(0);
    let mut extra = 0;
    let tiles: Vec<Tile> = regions
        .iter()
        .map(|place| {
            let (column, row) = tile(&network, *place).unwrap_or_else(|| {
                extra += 1;
                ((extra - 1) % 7 + 1, below + 1 + (extra - 1) / 7)
            });
            let inside: Vec<usize> = within.get(place).into_iter().flatten().copied().collect();
            let of = |mode: Mode| inside.iter().copied().filter(|n| network.nodes[*n].mode == mode).collect();
            Tile { column, row, node: *place, actors: of(Mode::Actor), works: of(Mode::Work) }
        })
        .collect();
    let kept: BTreeSet<usize> =
        tiles.iter().flat_map(|t| t.actors.iter().chain(&t.works).copied().chain([t.node])).collect();
    let shown = tiles.iter().map(|t| t.node).collect::<BTreeSet<_>>();
    let placements = network.edges.iter().filter(|edge| {
        role(&network, edge) == Some(Role::Place) && kept.contains(&edge.source)
            || role(&network, edge) == Some(Role::Containment) && shown.contains(&edge.target)
    });
    let mut all = kept.clone();
    let edges: Vec<_> = placements.cloned().collect();
    all.extend(edges.iter().flat_map(|edge| [edge.source, edge.target]));
    let unknown = Entry { mark: Mark::Hatched, text: words.nothing.to_owned() };
    let legend = steps(SCALE).into_iter().chain([unknown]).collect();
    let picture = Picture {
        title: view.title(request.lang),
        subtitle: words.count.to_owned(),
        legend: vec![legend],
        notes: vec![words.country.to_owned()],
        definitions: UNKNOWN,
        size: (tiles.len(), 0),
        network: network.subset(&all, edges),
        basis: None,
    };
    picture.draw(request, |canvas, area, _| paint(canvas, area, &network, &tiles, request))
}

fn paint(canvas: &mut Canvas, area: &Area, network: &Network, tiles: &[Tile], request: &Request<'_>) -> f64 {
    let words = words(request.lang);
    let columns = f64::from(tiles.iter().map(|t| t.column).max().unwrap_or(1));
    let rows = f64::from(tiles.iter().map(|t| t.row).max().unwrap_or(1));
    let (w, h) = ((area.width / columns).min(130.0), (area.height / rows).min(86.0));
    let (left, top) = (area.left + (area.width - w * columns) / 2.0, area.top + (area.height - h * rows) / 2.0);
    let size = (w / 12.0).min(8.5);
    canvas.raw("<g>\n");
    for tile in tiles {
        let node = &network.nodes[tile.node];
        let (x, y) = (left + f64::from(tile.column - 1) * w + 2.0, top + f64::from(tile.row - 1) * h + 2.0);
        let count = tile.actors.len() + tile.works.len();
        let (fill, ink): (String, Colour) = if count == 0 {
            ("url(#u)".to_owned(), crate::export::INK)
        } else {
            let (fill, ink) = shade(count, SCALE);
            (hex(fill), ink)
        };
        let names: Vec<&str> =
            tile.actors.iter().chain(&tile.works).map(|n| network.nodes[*n].label(request.lang)).collect();
        canvas.markup(format_args!(
            "<a href=\"{}\"><title>{}: {}</title><rect x=\"{x:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{:.1}\" rx=\"3\" fill=\"{fill}\" stroke=\"#4d4d4d\" stroke-width=\".7\"/>",
            xml(&node.iri),
            xml(node.label(request.lang)),
            xml(&names.join("; ")),
            w - 4.0,
            h - 4.0
        ));
        let setting = Setting { size, weight: Weight::Bold, padding: (4.0, 0.0), widest: (w - 10.0) / size, lines: 3 };
        let label = set(node.label(request.lang), &setting);
        let middle = x + (w - 4.0) / 2.0;
        let lines = label.lines.len() as f64 + if count == 0 { 0.0 } else { 2.0 };
        let mut line_y = y + (h - 4.0) / 2.0 - (lines - 1.0) * size * LINE / 2.0;
        for line in &label.lines {
            canvas.text(Point::new(middle, line_y), line, Text::centred(size).bold().in_colour(ink));
            line_y += size * LINE;
        }
        if count > 0 {
            for (number, name) in [(tile.actors.len(), words.actors), (tile.works.len(), words.works)] {
                let text = format!("{name}: {number}");
                canvas.text(Point::new(middle, line_y), &text, Text::centred(size * 0.9).in_colour(ink));
                line_y += size * LINE;
            }
        }
        canvas.raw("</a>\n");
    }
    canvas.raw("</g>\n");
    size * 0.9
}
