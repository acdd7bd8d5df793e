//! A table as a picture: names beside rows, turned names above columns, a count in each cell.

use crate::export::svg::{Area, Canvas, Entry, Mark, Text, short};
use crate::export::{Colour, contrast, hex};
use crate::layout::{Point, Weight, text_width};
use crate::text::xml;

/// What a cell shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shown {
    /// A count.
    Count(usize),
    /// A zero that is known.
    Zero,
    /// Nobody says.
    Unknown,
}

/// A cell with what its tooltip says.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Field {
    pub(super) shown: Shown,
    pub(super) title: String,
}

/// A table.
pub(super) struct Grid {
    pub(super) rows: Vec<(String, Option<String>)>,
    pub(super) columns: Vec<(String, Option<String>)>,
    pub(super) cells: Vec<Vec<Field>>,
    pub(super) scale: Scale,
}

/// The type size of names and counts, if there is room.
const SIZE: f64 = 7.5;

/// Where the steps of a scale of colours begin: the same in every release and selection, so that two pictures can be
/// laid side by side.
pub(super) type Scale = [usize; 4];

/// The colour of a count: light for few, darker for many, dark text on the first, white on the last.
pub(super) fn shade(count: usize, scale: Scale) -> (Colour, Colour) {
    const STEPS: [Colour; 4] = [[0xe3, 0xef, 0xf7], [0xac, 0xd0, 0xe8], [0x4f, 0x93, 0xc2], [0x0b, 0x41, 0x6e]];
    let step = scale.iter().rposition(|from| count >= *from).unwrap_or(0);
    let white = [0xff, 0xff, 0xff];
    (STEPS[step], if contrast(STEPS[step], white) >= 4.5 { white } else { crate::export::INK })
}

/// The steps of a scale, as a legend.
pub(super) fn steps(scale: Scale) -> Vec<Entry> {
    let ends = scale.iter().skip(1).map(|next| Some(next - 1)).chain([None]);
    let steps = scale.iter().zip(ends).map(|(from, to)| Entry {
        mark: Mark::Swatch(shade(*from, scale).0),
        text: match to {
            Some(to) if to == *from => from.to_string(),
            Some(to) => format!("{from}–{to}"),
            None => format!("{from}+"),
        },
    });
    steps.collect()
}

/// The colour behind "nobody says": hatched, so that it is told from white without colour.
pub(super) const UNKNOWN: &str = "<pattern id=\"u\" width=\"4\" height=\"4\" patternUnits=\"userSpaceOnUse\" \
patternTransform=\"rotate(45)\"><rect width=\"4\" height=\"4\" fill=\"#f6f6f6\"/><path d=\"M0 0V4\" stroke=\"#c4c4c4\" stroke-width=\"1.4\"/></pattern>";

/// Draws a table into an area; the smallest type that was needed comes back, in points.
pub(super) fn draw(canvas: &mut Canvas, area: &Area, grid: &Grid) -> f64 {
    let count = |list: &[(String, Option<String>)]| list.len().max(1) as f64;
    let measure = |text: &str, size: f64| text_width(text, size, Weight::Regular);
    let widest_row = grid.rows.iter().map(|(name, _)| measure(name, SIZE)).fold(0.0, f64::max).min(area.width * 0.3);
    let widest_column =
        grid.columns.iter().map(|(name, _)| measure(name, SIZE)).fold(0.0, f64::max).min(area.height * 0.36);
    let turned = std::f64::consts::FRAC_1_SQRT_2;
    let head = widest_column * turned + 10.0;
    let cell_w = ((area.width - widest_row - 12.0 - head * 0.6) / count(&grid.columns)).min(74.0);
    let cell_h = ((area.height - head) / count(&grid.rows)).min(34.0);
    let size = SIZE.min(cell_h * 0.78).min(cell_w * 0.7);
    let (left, top) = (area.left + widest_row + 8.0, area.top + head);
    canvas.raw("<g>");
    for (number, (name, link)) in grid.columns.iter().enumerate() {
        let (x, y) = (left + (number as f64 + 0.5) * cell_w, top - 5.0);
        open(canvas, link.as_deref());
        canvas.markup(format_args!("<g transform=\"translate({x:.1} {y:.1}) rotate(-45)\">"));
        let text = Text::plain(size.min(SIZE));
        canvas.text(Point::new(0.0, 0.0), &shortened(name, text.size, widest_column + 2.0), text);
        canvas.raw("</g>");
        close(canvas, link.as_deref());
    }
    for (number, (name, link)) in grid.rows.iter().enumerate() {
        let at = Point::new(left - 6.0, top + (number as f64 + 0.5) * cell_h);
        open(canvas, link.as_deref());
        let text = Text { anchor: "end", ..Text::plain(size) };
        canvas.text(at, &shortened(name, size, widest_row + 2.0), text);
        close(canvas, link.as_deref());
    }
    canvas.raw("</g>\n<g role=\"list\" stroke=\"#8a8a8a\" stroke-width=\".5\">\n");
    for (row, fields) in grid.cells.iter().enumerate() {
        for (column, field) in fields.iter().enumerate() {
            let (x, y) = (left + column as f64 * cell_w, top + row as f64 * cell_h);
            let middle = Point::new(x + cell_w / 2.0, y + cell_h / 2.0);
            let (fill, ink, text) = match &field.shown {
                Shown::Count(n) => {
                    let (fill, ink) = shade(*n, grid.scale);
                    (hex(fill), ink, n.to_string())
                }
                Shown::Zero => ("#fff".to_owned(), crate::export::INK, "0".to_owned()),
                Shown::Unknown => ("url(#u)".to_owned(), crate::export::INK, String::new()),
            };
            // Only counts say more than they show.
            let told = matches!(field.shown, Shown::Count(_));
            if told {
                canvas.markup(format_args!("<g role=\"listitem\"><title>{}</title>", xml(&field.title)));
            }
            let (x, y, w, h) = (short(x), short(y), short(cell_w), short(cell_h));
            canvas.markup(format_args!("<rect x=\"{x}\" y=\"{y}\" width=\"{w}\" height=\"{h}\" fill=\"{fill}\"/>"));
            canvas.text(middle, &text, Text::centred(size).in_colour(ink));
            canvas.raw(if told { "</g>\n" } else { "" });
        }
    }
    canvas.raw("</g>\n");
    size
}

/// A name within a width: what is too long is cut, the count in brackets at its end never.
fn shortened(name: &str, size: f64, width: f64) -> String {
    let fits = |text: &str| text_width(text, size, Weight::Regular) <= width;
    if fits(name) {
        return name.to_owned();
    }
    let (mut kept, count) = match name.rfind(" (") {
        Some(at) => (name[..at].to_owned(), &name[at..]),
        None => (name.to_owned(), ""),
    };
    while !kept.is_empty() && !fits(&format!("{kept}…{count}")) {
        kept.pop();
    }
    format!("{}…{count}", kept.trim_end())
}

fn open(canvas: &mut Canvas, link: Option<&str>) {
    if let Some(link) = link {
        canvas.markup(format_args!("<a href=\"{}\">", xml(link)));
    }
}

fn close(canvas: &mut Canvas, link: Option<&str>) {
    if link.is_some() {
        canvas.raw("</a>");
    }
}
