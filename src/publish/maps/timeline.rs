//! What happened when: works and actors with the dates that sources give, in a lane for each kind.

use std::collections::{BTreeMap, BTreeSet};

use crate::export::svg::{Area, Canvas, Entry, Mark, Page, Paper, Text, dashes, outline};
use crate::export::{NodeStyle, hex, node_style};
use crate::layout::{Point, Rect, Weight, text_width};
use crate::network::{Edge, Mode, Network, Selection, short_date};
use crate::publish::maps::picture::Picture;
use crate::publish::maps::{Chart, MapError, Request, View};
use crate::text::{phrases, xml};

phrases! {
    read: "Әр жолақта бір түр; белгі дереккөздер атаған күнде немесе мерзімде тұр. Тілше: аяқталғаны айтылмаған. Ешнәрсе аталмаған жылдар қалдырылған, олардың орнында // белгісі тұр.", "Каждая полоса — один вид; знак стоит на дате или сроке, которые называют источники. Стрелка: конец не назван. Годы, за которые ничего не названо, пропущены; на их месте стоит знак //.", "One lane for each kind; a sign stands on the date or span that sources give. An arrow: no end is named. Years for which nothing is named are left out, where // stands.";
    undated: "Көрсетілмеген (күні айтылмаған)", "Не показано (дата не указана)", "Not shown, for want of a stated date";
    items: "Оқиғалар мен мерзімдер", "События и сроки", "Dates and spans";
    years: "жылдар", "годы", "years";
}

/// The type size of names, if there is room.
const LARGEST: f64 = 9.0;

/// The room for the sign that something goes on.
const OPEN: f64 = 9.0;

/// Something with a date or span.
struct Item {
    node: usize,
    first: i32,
    last: i32,
    /// Whether sources say when it began, but not when it ended.
    open: bool,
    when: String,
}

pub(super) fn draw(request: &Request<'_>, view: &View) -> Result<Chart, MapError> {
    let words = words(request.lang);
    let selection = Selection { isolates: true, ..request.selection.clone() };
    let network = selection.of(request.network);
    let wanted = |number: usize| {
        matches!(network.nodes[number].mode, Mode::Actor | Mode::Work)
            && !network.nodes[number].class.ends_with("SourceDocument")
    };
    let mut items: Vec<Item> =
        (0..network.nodes.len()).filter(|n| wanted(*n)).filter_map(|n| item(&network, n)).collect();
    items.sort_by_key(|item| (item.first, item.last, network.nodes[item.node].id.clone()));
    let undated = (0..network.nodes.len()).filter(|n| wanted(*n)).count() - items.len();
    let kept: BTreeSet<usize> = items.iter().map(|item| item.node).collect();
    let mut years: Vec<i32> = items.iter().flat_map(|item| [item.first, item.last]).collect();
    years.sort_unstable();
    years.dedup();
    let subtitle = match (years.first(), years.last()) {
        (Some(first), Some(last)) => format!("{}: {} · {}: {first}–{last}", words.items, items.len(), words.years),
        _ => String::new(),
    };
    let styles: BTreeSet<(u32, &str)> = items
        .iter()
        .map(|item| {
            let group = &network.nodes[item.node].group;
            (network.groups.get(group).map_or(u32::MAX, |g| g.style), group.as_str())
        })
        .collect();
    let legend = styles.iter().map(|(style, group)| Entry {
        mark: Mark::Node(node_style(*style)),
        text: network.group_label(group, request.lang).to_owned(),
    });
    let shown = network.subset(&kept, network.edges.iter().filter(|edge| !edge.is_loop()).cloned());
    let picture = Picture {
        title: view.title(request.lang),
        subtitle,
        page: Page { paper: Paper::A3, portrait: false },
        legend: vec![legend.collect()],
        notes: vec![words.read.to_owned(), format!("{}: {undated}.", words.undated)],
        definitions: "",
        size: (items.len(), 0),
        network: shown,
    };
    picture.draw(request, |canvas, area, _| paint(canvas, area, &network, &items, &years, request))
}

/// The dates of a node, or else those of the ties that end at it.
fn item(network: &Network, number: usize) -> Option<Item> {
    let node = &network.nodes[number];
    let mut found: Vec<&str> = node.dates.iter().map(|dated| dated.when.as_str()).collect();
    if found.is_empty() {
        let ties = network.edges.iter().filter(|edge| edge.target == number || edge.source == number);
        let works = |edge: &&Edge| network.nodes[edge.target].mode == Mode::Work && edge.target == number;
        found.extend(ties.filter(works).flat_map(|edge| {
            let (start, end) = edge.span();
            [start, end].into_iter().flatten()
        }));
    }
    let year = |text: &&str| text.get(..4).and_then(|digits| digits.parse::<i32>().ok());
    let first = found.iter().copied().min()?;
    let last = found.iter().copied().max()?;
    let begun = |edge: &&Edge| edge.target == number && matches!(edge.span(), (Some(_), None));
    let open = node.dates.is_empty() && first == last && network.edges.iter().any(|edge| begun(&edge));
    let when = if open { format!("{first}–") } else { short_date(Some(first), Some(last)) };
    Some(Item { node: number, first: year(&first)?, last: year(&last)?, open, when })
}

fn paint(
    canvas: &mut Canvas,
    area: &Area,
    network: &Network,
    items: &[Item],
    years: &[i32],
    request: &Request<'_>,
) -> f64 {
    let mut lanes: BTreeMap<(u32, &str), Vec<&Item>> = BTreeMap::new();
    for item in items {
        let group = network.nodes[item.node].group.as_str();
        lanes.entry((network.groups.get(group).map_or(u32::MAX, |g| g.style), group)).or_default().push(item);
    }
    let left = area.left + 96.0;
    let step = (area.width - 96.0) / years.len().max(1) as f64;
    let place = |year: i32| years.binary_search(&year).map_or(0.0, |index| left + (index as f64 + 0.5) * step);
    let mut size = LARGEST;
    let mut packed = pack(&lanes, network, request, size, step, &place, (left, area.left + area.width));
    loop {
        let rows: usize = packed.iter().map(|rows| rows.len()).sum();
        let needed = (rows as f64) * size * 1.75 + lanes.len() as f64 * 6.0 + 16.0;
        if needed <= area.height || size <= 4.0 {
            break;
        }
        size *= 0.94;
        packed = pack(&lanes, network, request, size, step, &place, (left, area.left + area.width));
    }
    let row_height = size * 1.75;
    canvas.raw("<g stroke=\"#d9d9d9\" stroke-width=\".5\">");
    let rows: usize = packed.iter().map(|rows| rows.len()).sum();
    let foot = (area.top + 16.0 + rows as f64 * row_height + lanes.len() as f64 * 6.0).min(area.top + area.height);
    for year in years {
        let x = place(*year);
        canvas.markup(format_args!("<path d=\"M{x:.1} {:.1}V{foot:.1}\"/>", area.top + 12.0));
    }
    canvas.raw("</g>\n<g>");
    let every = (26.0 / step).ceil().max(1.0) as usize;
    for (number, year) in years.iter().enumerate() {
        if number % every == 0 {
            canvas.text(Point::new(place(*year), area.top + 5.0), &year.to_string(), Text::centred(7.5).bold());
        }
        if let Some(next) = years.get(number + 1)
            && next - year > 1
        {
            let x = f64::midpoint(place(*year), place(*next));
            let y = area.top;
            canvas.markup(format_args!(
                "<path d=\"M{:.1} {:.1}l4 -8M{:.1} {:.1}l4 -8\" stroke=\"#4d4d4d\" stroke-width=\".8\"/>",
                x - 4.0,
                y + 9.0,
                x - 0.5,
                y + 9.0
            ));
        }
    }
    canvas.raw("</g>\n<g>\n");
    let mut y = area.top + 16.0;
    for (((style, group), _), rows) in lanes.iter().zip(&packed) {
        let style = node_style(*style);
        let height = rows.len() as f64 * row_height;
        canvas.markup(format_args!(
            "<rect x=\"{:.1}\" y=\"{y:.1}\" width=\"{:.1}\" height=\"{height:.1}\" fill=\"{}\" opacity=\".45\"/>\n",
            area.left,
            area.width,
            hex(style.fill)
        ));
        let label = crate::layout::set(
            network.group_label(group, request.lang),
            &crate::layout::Setting { size: 7.5, weight: Weight::Bold, padding: (4.0, 0.0), widest: 11.5, lines: 3 },
        );
        for (number, line) in label.lines.iter().enumerate() {
            canvas.text(Point::new(area.left + 4.0, y + 7.0 + number as f64 * 9.4), line, Text::plain(7.5).bold());
        }
        for (number, row) in rows.iter().enumerate() {
            let middle = y + (number as f64 + 0.5) * row_height;
            row.iter().for_each(|spot| mark(canvas, network, spot, middle, size, &style, request));
        }
        y += height.max(label.lines.len() as f64 * 9.4 + 3.0) + 5.0;
    }
    canvas.raw("</g>\n");
    size
}

/// An item with its place.
struct Spot<'a> {
    item: &'a Item,
    from: f64,
    to: f64,
    text_at: f64,
    anchor: &'static str,
    /// The room for its name.
    room: f64,
}

/// What is taken of a row, and what stands in it.
type Row<'a> = (Vec<(f64, f64)>, Vec<Spot<'a>>);

/// Rows of each lane: an item goes to the first row where it touches no other.
fn pack<'a>(
    lanes: &BTreeMap<(u32, &str), Vec<&'a Item>>,
    network: &Network,
    request: &Request<'_>,
    size: f64,
    step: f64,
    place: &dyn Fn(i32) -> f64,
    (left, right): (f64, f64),
) -> Vec<Vec<Vec<Spot<'a>>>> {
    let sign = step.min(12.0) / 2.0;
    lanes
        .values()
        .map(|items| {
            let mut rows: Vec<Row<'a>> = Vec::new();
            for item in items {
                let (from, end) = (place(item.first) - sign, place(item.last) + sign);
                let to = if item.open { end + OPEN } else { end };
                let text = network.nodes[item.node].label(request.lang);
                let width = text_width(text, size, Weight::Regular) + 4.0;
                // Names stand to the right of their sign, or to the left where the page ends; where neither side has
                // room enough, the larger one is taken and the name is cut.
                let (after, before) = (right - to - 3.0, from - 3.0 - left);
                let (spot, taken) = if width <= after || after >= before {
                    let room = width.min(after);
                    (Spot { item, from, to: end, text_at: to + 3.0, anchor: "start", room }, (from, to + room + 9.0))
                } else {
                    let room = width.min(before);
                    (Spot { item, from, to: end, text_at: from - 3.0, anchor: "end", room }, (from - room - 9.0, to))
                };
                let free = rows.iter_mut().find(|(used, _)| used.iter().all(|(a, b)| taken.0 >= *b || taken.1 <= *a));
                match free {
                    Some((used, row)) => {
                        used.push(taken);
                        row.push(spot);
                    }
                    None => rows.push((vec![taken], vec![spot])),
                }
            }
            rows.into_iter().map(|(_, row)| row).collect()
        })
        .collect()
}

fn mark(
    canvas: &mut Canvas,
    network: &Network,
    spot: &Spot<'_>,
    middle: f64,
    size: f64,
    style: &NodeStyle,
    request: &Request<'_>,
) {
    let node = &network.nodes[spot.item.node];
    let height = size * 0.95;
    let block =
        Rect::new(Point::new(f64::midpoint(spot.from, spot.to), middle), (spot.to - spot.from).max(height), height);
    let sources: Vec<String> = node.dates.iter().map(|d| format!("{} {}", d.claim.source, d.claim.lines)).collect();
    canvas.markup(format_args!(
        "<a href=\"{}\"><title>{}: {}{}</title><path d=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\".9\"{}/>",
        xml(&node.iri),
        xml(&spot.item.when),
        xml(node.label(request.lang)),
        if sources.is_empty() { String::new() } else { format!(" [{}]", xml(&sources.join("; "))) },
        outline(style.shape, &block),
        hex(style.fill),
        hex(style.outline),
        dashes(style.dash, 0.9)
    ));
    if spot.item.open {
        canvas.markup(format_args!(
            "<path d=\"M{:.1} {middle:.1}h{:.1}l-3 -2.2m3 2.2l-3 2.2\" fill=\"none\" stroke=\"{}\" stroke-width=\".9\"/>",
            spot.to,
            OPEN - 1.5,
            hex(style.outline)
        ));
    }
    // A name that is a little too long is set smaller before it is cut.
    let width = text_width(node.label(request.lang), size, Weight::Regular);
    let fitting = (size * (spot.room / width.max(1.0)).min(1.0) * 0.995).max(size.min(6.0));
    let set = Text { anchor: spot.anchor, ..Text::plain(if width > spot.room { fitting } else { size }) };
    canvas.text_within(Point::new(spot.text_at, middle), node.label(request.lang), set, spot.room);
    canvas.raw("</a>\n");
}
