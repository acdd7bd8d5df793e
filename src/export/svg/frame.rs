//! What stands around a map: title, counts, legend, sources, licence, version and date.

use crate::export::svg::canvas::{Canvas, Text, short};
use crate::export::svg::page::Page;
use crate::export::svg::shape::{outline, rhombus};
use crate::export::svg::standing::Standing;
use crate::export::{Colour, Dash, INK, NodeStyle, TieStyle, hex};
use crate::layout::{Point, Rect, Weight, text_width};
use crate::pipeline::About;
use crate::text::{Lang, xml};

/// The margin of a page, in points.
const MARGIN: f64 = 24.0;

/// Type sizes of title, legend and footer.
const TITLE: f64 = 15.0;
const LEGEND: f64 = 7.5;
const FOOT: f64 = 6.5;

const GREY: Colour = [0x4d, 0x4d, 0x4d];

/// The sign of a legend entry.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Mark {
    /// A box.
    Node(NodeStyle),
    /// A line; `true` for one with an arrow.
    Tie(TieStyle, bool),
    /// A filled square.
    Swatch(Colour),
    /// A hatched square: nobody says.
    Hatched,
    /// The rhombus of a plan.
    Planned,
    /// The arrow of what goes on.
    Open,
    /// The sign on a tie that is not stated outright.
    Unsure(Standing),
    /// No sign: a remark.
    None,
}

/// An entry of the legend.
#[derive(Clone, Debug, PartialEq)]
pub struct Entry {
    /// Its sign.
    pub mark: Mark,
    /// What it means.
    pub text: String,
}

/// The words and signs around a map.
pub struct Frame<'a> {
    /// The page.
    pub page: Page,
    /// The language.
    pub lang: Lang,
    /// What is shown.
    pub title: &'a str,
    /// Counts, and how it is to be read.
    pub subtitle: &'a str,
    /// A description for those who do not see the picture.
    pub description: &'a str,
    /// Signs; rows are kept apart.
    pub legend: &'a [Vec<Entry>],
    /// Names of the sources.
    pub sources: &'a [String],
    /// Remarks, such as what is not drawn.
    pub notes: &'a [String],
    /// What the dataset says of itself.
    pub about: &'a About,
}

/// The room that is left for the map.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Area {
    /// The left edge.
    pub left: f64,
    /// The top edge.
    pub top: f64,
    /// The width.
    pub width: f64,
    /// The height.
    pub height: f64,
}

impl Area {
    /// Its middle.
    #[must_use]
    pub fn middle(&self) -> Point {
        Point::new(self.left + self.width / 2.0, self.top + self.height / 2.0)
    }
}

crate::text::phrases! {
    sources: "Дереккөздер", "Источники", "Sources";
    legend: "Шартты белгілер", "Условные обозначения", "Legend";
    version: "Деректер нұсқасы", "Версия данных", "Data version";
    licence: "Лицензия", "Лицензия", "Licence";
}

/// A word, or its pieces where it is wider than a line.
fn pieces(word: &str, size: f64, width: f64) -> Vec<String> {
    if text_width(word, size, Weight::Regular) <= width {
        return vec![word.to_owned()];
    }
    let mut found = vec![String::new()];
    for letter in word.chars() {
        let piece = found.last_mut().filter(|piece| {
            piece.is_empty() || text_width(&format!("{piece}{letter}"), size, Weight::Regular) <= width
        });
        match piece {
            Some(piece) => piece.push(letter),
            None => found.push(letter.to_string()),
        }
    }
    found
}

/// Lines of text that fill a width.
fn filled(text: &str, size: f64, width: f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    let words = text.split(' ').filter(|word| !word.is_empty()).flat_map(|word| pieces(word, size, width));
    for word in words {
        let word = word.as_str();
        let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if text_width(&joined, size, Weight::Regular) > width && !line.is_empty() {
            lines.push(std::mem::replace(&mut line, word.to_owned()));
        } else {
            line = joined;
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

impl Frame<'_> {
    fn foot(&self, width: f64) -> Vec<String> {
        let words = words(self.lang);
        let mut lines: Vec<String> = self.notes.iter().flat_map(|note| filled(note, FOOT, width)).collect();
        if !self.sources.is_empty() {
            lines.extend(filled(&format!("{}: {}", words.sources, self.sources.join("; ")), FOOT, width));
        }
        let mut last = self.about.title.best(self.lang).unwrap_or("Sauat").to_owned();
        last.push_str(&format!(". {}: {}", words.version, self.about.version));
        if let Some(date) = &self.about.issued {
            last.push_str(&format!(" ({date})"));
        }
        if let Some(licence) = self.about.licence_name() {
            last.push_str(&format!(". {}: {licence}", words.licence));
        }
        last.push_str(&format!(". {}", self.about.base));
        lines.extend(filled(&last, FOOT, width));
        lines
    }

    /// Rows of the legend: entries with their places from the left.
    fn rows(&self, width: f64) -> Vec<Vec<(f64, &Entry)>> {
        let mut rows = Vec::new();
        for group in self.legend.iter().filter(|group| !group.is_empty()) {
            let mut row: Vec<(f64, &Entry)> = Vec::new();
            let mut x = 0.0;
            for entry in group {
                let own = sign_width(&entry.mark) + text_width(&entry.text, LEGEND, Weight::Regular) + 14.0;
                if x + own > width + 14.0 && !row.is_empty() {
                    rows.push(std::mem::take(&mut row));
                    x = 0.0;
                }
                row.push((x, entry));
                x += own;
            }
            rows.push(row);
        }
        rows
    }

    /// The room for the map on its page.
    #[must_use]
    pub fn area(&self) -> Area {
        let (width, height) = self.page.size();
        let inner = width - 2.0 * MARGIN;
        let head = MARGIN
            + self.headings(inner).0.len() as f64 * TITLE * 1.2
            + self.headings(inner).1.len() as f64 * 10.5
            + 6.0;
        let foot =
            MARGIN * 0.7 + self.foot(inner).len() as f64 * FOOT * 1.3 + self.rows(inner).len() as f64 * 14.0 + 10.0;
        Area { left: MARGIN, top: head, width: inner, height: height - head - foot }
    }

    fn headings(&self, width: f64) -> (Vec<String>, Vec<String>) {
        // Bold letters are wider: titles are measured a little narrower.
        let below = self.subtitle.split('\n').flat_map(|line| filled(line, 8.0, width)).collect();
        (filled(self.title, TITLE * 1.08, width), below)
    }
}

fn sign_width(mark: &Mark) -> f64 {
    match mark {
        Mark::Node(_) => 24.0,
        Mark::Tie(..) | Mark::Unsure(_) => 28.0,
        Mark::Swatch(_) | Mark::Hatched | Mark::Planned | Mark::Open => 15.0,
        Mark::None => 0.0,
    }
}

/// The whole file: what `content` draws, in its frame. `styles` are rules of CSS for classes that it uses.
#[must_use]
pub fn framed(frame: &Frame<'_>, styles: &str, definitions: &str, content: Canvas) -> String {
    let (width, height) = frame.page.size();
    let inner = width - 2.0 * MARGIN;
    let mut out = Canvas::default();
    let (w, h) = (short(width), short(height));
    out.markup(format_args!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{w}pt\" height=\"{h}pt\" viewBox=\"0 0 {w} {h}\" lang=\"{0}\" xml:lang=\"{0}\" \
         role=\"graphics-document document\" aria-labelledby=\"t d\" \
         font-family=\"'Noto Sans','DejaVu Sans','Liberation Sans',Arial,sans-serif\" fill=\"{1}\">\n",
        frame.lang,
        hex(INK)
    ));
    out.markup(format_args!(
        "<title id=\"t\">{}</title>\n<desc id=\"d\">{}</desc>\n",
        xml(frame.title),
        xml(frame.description)
    ));
    out.raw(&metadata(frame));
    out.markup(format_args!(
        "<style>text{{stroke:none;unicode-bidi:plaintext}}a:focus path,a:hover path{{stroke-width:2.5}}{styles}</style>\n"
    ));
    if !definitions.is_empty() {
        out.markup(format_args!("<defs>{definitions}</defs>\n"));
    }
    out.markup(format_args!("<rect width=\"{w}\" height=\"{h}\" fill=\"#fff\"/>\n"));
    let (title, subtitle) = frame.headings(inner);
    let mut y = MARGIN;
    out.raw("<g>");
    for line in &title {
        out.text(Point::new(MARGIN, y + TITLE * 0.5), line, Text::plain(TITLE).bold());
        y += TITLE * 1.2;
    }
    for line in &subtitle {
        out.text(Point::new(MARGIN, y + 5.0), line, Text::plain(8.0).in_colour(GREY));
        y += 10.5;
    }
    out.raw("</g>\n");
    out.raw(&content.into_string());
    let foot = frame.foot(inner);
    let rows = frame.rows(inner);
    let mut y = height - MARGIN * 0.7 - foot.len() as f64 * FOOT * 1.3 - rows.len() as f64 * 14.0;
    out.markup(format_args!("<g role=\"group\" aria-label=\"{}\">", words(frame.lang).legend));
    for row in &rows {
        for (x, entry) in row {
            sign(&mut out, Point::new(MARGIN + x, y + 6.0), &entry.mark);
            let at = Point::new(MARGIN + x + sign_width(&entry.mark), y + 6.0);
            out.text(at, &entry.text, Text::plain(LEGEND));
        }
        y += 14.0;
    }
    out.raw("</g>\n<g>");
    for line in &foot {
        out.text(Point::new(MARGIN, y + FOOT * 0.65), line, Text::plain(FOOT).in_colour(GREY));
        y += FOOT * 1.3;
    }
    out.raw("</g>\n</svg>\n");
    out.into_string()
}

fn sign(out: &mut Canvas, at: Point, mark: &Mark) {
    match mark {
        Mark::Node(style) => {
            let block = Rect::new(Point::new(at.x + 9.0, at.y), 18.0, 10.0);
            out.markup(format_args!(
                "<path d=\"{}\" fill=\"{}\" stroke=\"{}\"{}/>",
                outline(style.shape, &block),
                hex(style.fill),
                hex(style.outline),
                dashes(style.dash, 1.0)
            ));
            if style.double {
                out.markup(format_args!(
                    "<path d=\"{}\" fill=\"none\" stroke=\"{}\" stroke-width=\".6\"/>",
                    outline(style.shape, &block.padded(-2.0)),
                    hex(style.outline)
                ));
            }
        }
        Mark::Tie(style, arrow) => {
            let (x, y) = (at.x, at.y);
            let end = if *arrow { x + 18.0 } else { x + 23.0 };
            out.markup(format_args!(
                "<path d=\"M{} {}H{}\" fill=\"none\" stroke=\"{}\" stroke-width=\"{}\"{}/>",
                short(x),
                short(y),
                short(end),
                hex(style.colour),
                style.width,
                dashes(style.dash, style.width)
            ));
            if *arrow {
                out.markup(format_args!(
                    "<path d=\"M{} {}l-6 -2.6v5.2z\" fill=\"{}\"/>",
                    short(x + 23.0),
                    short(y),
                    hex(style.colour)
                ));
            }
        }
        Mark::Swatch(colour) => out.markup(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"10\" height=\"10\" fill=\"{}\" stroke=\"{}\" stroke-width=\".6\"/>",
            short(at.x),
            short(at.y - 5.0),
            hex(*colour),
            hex(GREY)
        )),
        Mark::Hatched => out.markup(format_args!(
            "<rect x=\"{}\" y=\"{}\" width=\"10\" height=\"10\" fill=\"url(#u)\" stroke=\"{}\" stroke-width=\".6\"/>",
            short(at.x),
            short(at.y - 5.0),
            hex(GREY)
        )),
        Mark::Unsure(standing) => {
            let (left, right, y) = (short(at.x), short(at.x + 23.0), short(at.y));
            out.markup(format_args!(
                "<path d=\"M{left} {y}H{right}\" stroke=\"{}\" stroke-width=\".8\"/>{}",
                hex(INK),
                standing.signs(&[Point::new(at.x + 11.5, at.y)])
            ));
        }
        Mark::Planned => out.markup(format_args!(
            "<path d=\"{}\" fill=\"#fff\" stroke=\"{}\" stroke-width=\".9\"/>",
            rhombus(&Rect::new(Point::new(at.x + 5.0, at.y), 10.0, 8.0)),
            hex(GREY)
        )),
        Mark::Open => out.markup(format_args!(
            "<path d=\"M{} {}h9l-3 -2.2m3 2.2l-3 2.2\" fill=\"none\" stroke=\"{}\" stroke-width=\".9\"/>",
            short(at.x),
            short(at.y),
            hex(GREY)
        )),
        Mark::None => {}
    }
}

/// The attribute of a dash for a line of a width in points; nothing for a solid line.
#[must_use]
pub fn dashes(dash: Dash, width: f64) -> String {
    if dash == Dash::Solid {
        return String::new();
    }
    let lengths: Vec<String> = dash.pattern().iter().map(|part| short(part * width.max(0.8))).collect();
    format!(" stroke-dasharray=\"{}\"", lengths.join(" "))
}

/// Title, licence, sources and version for programs (Dublin Core in RDF, as the SVG specification shows it).
fn metadata(frame: &Frame<'_>) -> String {
    let about = frame.about;
    let mut out = String::from(
        "<metadata><rdf:RDF xmlns:rdf=\"http://www.w3.org/1999/02/22-rdf-syntax-ns#\" xmlns:dcterms=\"http://purl.org/dc/terms/\" \
         xmlns:owl=\"http://www.w3.org/2002/07/owl#\"><rdf:Description rdf:about=\"\">",
    );
    out.push_str(&format!("<dcterms:title xml:lang=\"{}\">{}</dcterms:title>", frame.lang, xml(frame.title)));
    if let Some(licence) = &about.licence {
        out.push_str(&format!("<dcterms:license rdf:resource=\"{}\"/>", xml(licence)));
    }
    for source in frame.sources {
        out.push_str(&format!("<dcterms:source>{}</dcterms:source>", xml(source)));
    }
    out.push_str(&format!("<dcterms:isPartOf rdf:resource=\"{}\"/>", xml(&about.base)));
    out.push_str(&format!("<owl:versionInfo>{}</owl:versionInfo>", xml(&about.version)));
    if let Some(date) = &about.issued {
        out.push_str(&format!("<dcterms:issued>{}</dcterms:issued>", xml(date)));
    }
    out.push_str("</rdf:Description></rdf:RDF></metadata>\n");
    out
}
