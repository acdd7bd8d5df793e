//! What happened when: works and actors with the dates that sources give, in a lane for each kind.

use std::collections::{BTreeMap, BTreeSet};

use crate::export::svg::{Area, Canvas, Entry, Mark, Text, dashes, outline, rhombus};
use crate::export::{NodeStyle, hex, node_style};
use crate::layout::{Point, Rect, Weight, text_width};
use crate::network::{Mode, Network, Selection, Withheld};
use crate::publish::maps::picture::Picture;
use crate::publish::maps::timeline_items::{self, Item, Items};
use crate::publish::maps::{Chart, MapError, Request, View};
use crate::text::{phrases, xml};

phrases! {
    planned: "жоспарланған, ұсынылған не талап етілген, іске асқаны айтылмаған", "запланировано, предложено или требуется, но не названо сделанным", "planned, proposed or required, not said to have been done";
    open: "жалғасуда: аяқталғаны айтылмаған", "продолжается: конец не назван", "goes on: no end is named";
    ties: "байланыстар", "связи", "ties";
    joined: "Өз күні айтылмаған жобада оған қатысты күні белгілі байланыстар көрсетілген: серіктестің қосылуы жобаның басталуы емес.", "У проекта без своей даты показаны датированные связи с ним: то, что к нему присоединился партнёр, не есть его начало.", "For a work without a date of its own its dated ties are shown: that a partner joined is not its beginning.";
    left: "Көрсетілмеген күндер", "Не показаны даты", "Dates that are left out";
    disputed: "даулы", "спорные", "disputed";
    uncertain: "күмәнді", "под вопросом", "uncertain";
    read: "Әр жолақта бір түр; белгі дереккөздер атаған күнде немесе мерзімде тұр. Ешнәрсе аталмаған жылдар қалдырылған, олардың орнында // белгісі тұр.", "Каждая полоса — один вид; знак стоит на дате или сроке, которые называют источники. Годы, за которые ничего не названо, пропущены; на их месте стоит знак //.", "One lane for each kind; a sign stands on the date or span that sources give. Years for which nothing is named are left out, where // stands.";
    undated: "Көрсетілмеген (күні айтылмаған)", "Не показано (дата не указана)", "Not shown, for want of a stated date";
    items: "Оқиғалар мен мерзімдер", "События и сроки", "Dates and spans";
    years: "жылдар", "годы", "years";
}

/// The type size of names, if there is room.
const LARGEST: f64 = 9.0;

/// The smallest type of names.
const LEAST: f64 = 6.0;

/// The room for the sign that something goes on.
const OPEN: f64 = 9.0;

/// Lanes: the style and the IRI of a kind; ties stand in the last.
type Lane<'a> = (u32, &'a str);

/// The lane of ties.
const TIES: Lane<'static> = (u32::MAX, "");

fn lane<'a>(network: &'a Network, item: &Item) -> Lane<'a> {
    if item.tie.is_some() {
        return TIES;
    }
    let group = network.nodes[item.node].group.as_str();
    (network.groups.get(group).map_or(u32::MAX - 1, |g| g.style), group)
}

pub(super) fn draw(request: &Request<'_>, view: &View) -> Result<Chart, MapError> {
    let words = words(request.lang);
    // Plans are shown as what they are, so that they always count here; a period chooses dates, not ties alone.
    let mut withheld = request.selection.withheld.clone();
    withheld.insert(Withheld::NotDone);
    // Where relations are asked for, what they tie is shown.
    let isolates = request.selection.relations.is_empty() || request.selection.isolates;
    let selection = Selection { isolates, withheld, period: None, ..request.selection.clone() };
    let network = selection.of(request.network);
    let wanted = |number: usize| matches!(network.nodes[number].mode, Mode::Actor | Mode::Work);
    let Items { items, left } = timeline_items::items(&network, &request.selection, request.lang, &wanted);
    let things = |items: &[Item]| -> BTreeSet<usize> {
        let ties = items.iter().filter_map(|item| network.edges.get(item.tie?));
        items.iter().map(|item| item.node).chain(ties.map(|edge| edge.target)).collect()
    };
    let kept = things(&items);
    // What a period hides has a date.
    let dated = match request.selection.period {
        Some(_) => {
            let always = Selection { period: None, ..request.selection.clone() };
            things(&timeline_items::items(&network, &always, request.lang, &wanted).items)
        }
        None => kept.clone(),
    };
    let undated = (0..network.nodes.len()).filter(|n| wanted(*n) && !dated.contains(n)).count();
    let mut years: Vec<i32> = items.iter().flat_map(|item| [item.first, item.last]).collect();
    years.sort_unstable();
    years.dedup();
    let subtitle = match (years.first(), years.last()) {
        (Some(first), Some(last)) => format!("{}: {} · {}: {first}–{last}", words.items, items.len(), words.years),
        _ => String::new(),
    };
    let lanes: BTreeSet<Lane<'_>> = items.iter().map(|item| lane(&network, item)).filter(|l| *l != TIES).collect();
    let kinds = lanes.iter().map(|(style, group)| Entry {
        mark: Mark::Node(node_style(*style)),
        text: network.group_label(group, request.lang).to_owned(),
    });
    let entry = |mark: Mark, text: &str| Entry { mark, text: text.to_owned() };
    let mut signs = Vec::new();
    if items.iter().any(|item| item.planned) {
        signs.push(entry(Mark::Planned, words.planned));
    }
    if items.iter().any(|item| item.open) {
        signs.push(entry(Mark::Open, words.open));
    }
    let mut notes = vec![words.read.to_owned(), format!("{}: {undated}.", words.undated)];
    if items.iter().any(|item| item.tie.is_some()) {
        notes.push(words.joined.to_owned());
    }
    let named = |reason: &Withheld| if *reason == Withheld::Disputed { words.disputed } else { words.uncertain };
    let left: Vec<String> = left.iter().map(|(reason, count)| format!("{}: {count}", named(reason))).collect();
    if !left.is_empty() {
        notes.push(format!("{} — {}.", words.left, left.join("; ")));
    }
    let picture = Picture {
        title: view.title(request.lang),
        subtitle,
        legend: vec![kinds.collect(), signs],
        notes,
        definitions: "",
        size: (items.len(), 0),
        basis: Some(network.subset(&kept, [])),
        network: network.subset(&kept, network.edges.iter().filter(|edge| !edge.is_loop()).cloned()),
    };
    picture.draw(request, |canvas, area, _| paint(canvas, area, &network, &items, &years, request))
}

fn paint(
    canvas: &mut Canvas,
    area: &Area,
    network: &Network,
    items: &[Item],
    years: &[i32],
    request: &Request<'_>,
) -> f64 {
    let mut lanes: BTreeMap<Lane<'_>, Vec<&Item>> = BTreeMap::new();
    items.iter().for_each(|item| lanes.entry(lane(network, item)).or_default().push(item));
    let left = area.left + 96.0;
    let step = (area.width - 96.0) / years.len().max(1) as f64;
    let place = |year: i32| years.binary_search(&year).map_or(0.0, |index| left + (index as f64 + 0.5) * step);
    let mut size = LARGEST;
    let mut packed = pack(&lanes, size, step, &place, (left, area.left + area.width));
    loop {
        let rows: usize = packed.iter().map(|rows| rows.len()).sum();
        let needed = (rows as f64) * size * 1.75 + lanes.len() as f64 * 6.0 + 16.0;
        if needed <= area.height || size <= 4.0 {
            break;
        }
        size *= 0.94;
        packed = pack(&lanes, size, step, &place, (left, area.left + area.width));
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
            if group.is_empty() { words(request.lang).ties } else { network.group_label(group, request.lang) },
            &crate::layout::Setting { size: 7.5, weight: Weight::Bold, padding: (4.0, 0.0), widest: 11.5, lines: 3 },
        );
        for (number, line) in label.lines.iter().enumerate() {
            canvas.text(Point::new(area.left + 4.0, y + 7.0 + number as f64 * 9.4), line, Text::plain(7.5).bold());
        }
        for (number, row) in rows.iter().enumerate() {
            let middle = y + (number as f64 + 0.5) * row_height;
            row.iter().for_each(|spot| mark(canvas, network, spot, middle, size, &style));
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
                let width = text_width(&item.name, size, Weight::Regular) + 4.0;
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

fn mark(canvas: &mut Canvas, network: &Network, spot: &Spot<'_>, middle: f64, size: f64, style: &NodeStyle) {
    let item = spot.item;
    let node = &network.nodes[item.node];
    let height = size * 0.95;
    let block =
        Rect::new(Point::new(f64::midpoint(spot.from, spot.to), middle), (spot.to - spot.from).max(height), height);
    let claims = match item.tie.and_then(|tie| network.edges.get(tie)) {
        Some(edge) => edge.claims.iter().collect::<Vec<_>>(),
        None => node.dates.iter().map(|dated| &dated.claim).collect(),
    };
    let sources: Vec<String> = claims.iter().map(|claim| format!("{} {}", claim.source, claim.lines)).collect();
    canvas.markup(format_args!(
        "<a href=\"{}\"><title>{}: {}{}</title>",
        xml(&node.iri),
        xml(&item.when),
        xml(&item.name),
        if sources.is_empty() { String::new() } else { format!(" [{}]", xml(&sources.join("; "))) },
    ));
    if item.planned {
        canvas.markup(format_args!(
            "<path d=\"{}\" fill=\"#fff\" stroke=\"{}\" stroke-width=\".9\"/>",
            rhombus(&block),
            hex(style.outline)
        ));
    } else {
        canvas.markup(format_args!(
            "<path d=\"{}\" fill=\"{}\" stroke=\"{}\" stroke-width=\".9\"{}/>",
            outline(style.shape, &block),
            hex(style.fill),
            hex(style.outline),
            dashes(style.dash, 0.9)
        ));
    }
    if item.open {
        canvas.markup(format_args!(
            "<path d=\"M{:.1} {middle:.1}h{:.1}l-3 -2.2m3 2.2l-3 2.2\" fill=\"none\" stroke=\"{}\" stroke-width=\".9\"/>",
            spot.to,
            OPEN - 1.5,
            hex(style.outline)
        ));
    }
    // A name that is a little too long is set smaller; one that is much too long, in two lines.
    let width = text_width(&item.name, size, Weight::Regular);
    let fitting = (size * (spot.room / width.max(1.0)).min(1.0) * 0.995).max(size.min(LEAST));
    let set = Text { anchor: spot.anchor, ..Text::plain(if width > spot.room { fitting } else { size }) };
    let at = Point::new(spot.text_at, middle);
    if text_width(&item.name, fitting, Weight::Regular) <= spot.room || size * 1.75 < 1.95 * LEAST {
        canvas.text_within(at, &item.name, set, spot.room);
    } else {
        let (first, rest) = halved(&item.name, fitting, spot.room);
        canvas.text(Point::new(at.x, at.y - size * 0.45), first, set);
        canvas.text_within(Point::new(at.x, at.y + size * 0.45), rest, set, spot.room);
    }
    canvas.raw("</a>\n");
}

/// A text broken between words: as much as fits a width, and the rest.
fn halved(text: &str, size: f64, width: f64) -> (&str, &str) {
    let mut breaks = text.match_indices(' ').map(|(at, _)| at);
    let fits = breaks.rfind(|at| text_width(&text[..*at], size, Weight::Regular) <= width);
    fits.map_or((text, ""), |at| (&text[..at], text[at..].trim_start()))
}
