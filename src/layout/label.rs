//! Labels broken into lines, and the boxes that hold them.

use unicode_width::UnicodeWidthChar;

use crate::layout::{LINE, Weight, text_width};

/// How labels are set.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Setting {
    /// The type size.
    pub size: f64,
    /// The weight.
    pub weight: Weight,
    /// Room between the text and the box, left and right together, above and below together.
    pub padding: (f64, f64),
    /// The most that a line is wide, in type sizes.
    pub widest: f64,
    /// The most lines; what is left over is cut and marked with an ellipsis.
    pub lines: usize,
}

impl Default for Setting {
    fn default() -> Self {
        Self { size: 8.0, weight: Weight::Regular, padding: (10.0, 6.0), widest: 15.0, lines: 8 }
    }
}

/// A label in its box.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Label {
    /// Its lines.
    pub lines: Vec<String>,
    /// The type size.
    pub size: f64,
    /// The width of the box.
    pub width: f64,
    /// The height of the box.
    pub height: f64,
    /// Whether a part of the text did not fit and was left out.
    pub cut: bool,
}

/// Sets a text: control characters become spaces, lines are broken between words so that the box comes out two to four
/// times as wide as high, words that are wider than a line are broken anywhere.
///
/// ```
/// use sauat::layout::{Setting, set};
/// let label = set("Қазақстан Республикасының Мәдениет және ақпарат министрлігі", &Setting::default());
/// assert_eq!(label.lines, ["Қазақстан Республикасының", "Мәдениет және ақпарат", "министрлігі"]);
/// assert!(!label.cut);
/// ```
#[must_use]
pub fn set(text: &str, setting: &Setting) -> Label {
    let text: String = text.chars().map(|c| if c.is_control() || c.is_whitespace() { ' ' } else { c }).collect();
    let measure = |line: &str| text_width(line, setting.size, setting.weight);
    let whole = measure(text.trim());
    // A box of n lines is about whole/n wide: the fewest lines that keep it no more than about four times as wide as high.
    let mut best: Option<Vec<String>> = None;
    for count in 1..=setting.lines {
        let target = (whole / count as f64 * 1.08).min(setting.widest * setting.size);
        let lines =
            broken(&text, target.max(widest_word(&text, &measure).min(setting.widest * setting.size)), &measure);
        let width = lines.iter().map(|line| measure(line)).fold(0.0, f64::max);
        let height = lines.len() as f64 * setting.size * LINE;
        let fits = lines.len() <= setting.lines;
        if fits && (width <= 4.2 * height || lines.len() >= setting.lines) {
            best = Some(lines);
            break;
        }
        if fits && best.as_ref().is_none_or(|known| lines.len() >= known.len()) {
            best = Some(lines);
        }
    }
    let (lines, cut) = best.map_or_else(
        || {
            let lines = broken(&text, setting.widest * setting.size, &measure);
            shortened(lines, setting, &measure)
        },
        |lines| (lines, false),
    );
    let width = lines.iter().map(|line| measure(line)).fold(0.0, f64::max);
    Label {
        width: width + setting.padding.0,
        height: lines.len() as f64 * setting.size * LINE + setting.padding.1,
        size: setting.size,
        lines,
        cut,
    }
}

fn widest_word(text: &str, measure: &dyn Fn(&str) -> f64) -> f64 {
    text.split(' ').map(measure).fold(0.0, f64::max)
}

/// Lines of at most `most`, filled one after the other.
fn broken(text: &str, most: f64, measure: &dyn Fn(&str) -> f64) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    let mut line = String::new();
    for word in text.split(' ').filter(|word| !word.is_empty()) {
        let joined = if line.is_empty() { word.to_owned() } else { format!("{line} {word}") };
        if measure(&joined) <= most + 1e-9 {
            line = joined;
            continue;
        }
        if !line.is_empty() {
            lines.push(std::mem::take(&mut line));
        }
        for piece in pieces(word, most, measure) {
            if !line.is_empty() {
                lines.push(std::mem::take(&mut line));
            }
            line = piece;
        }
    }
    if !line.is_empty() || lines.is_empty() {
        lines.push(line);
    }
    lines
}

/// A word in pieces of at most `most`, broken after a hyphen or slash where that fits; marks stay with their letters.
fn pieces(word: &str, most: f64, measure: &dyn Fn(&str) -> f64) -> Vec<String> {
    let mut found = Vec::new();
    let mut piece = String::new();
    for c in word.chars() {
        let mut longer = piece.clone();
        longer.push(c);
        if c.width() != Some(0) && !piece.is_empty() && measure(&longer) > most {
            let soft = piece.rfind(['-', '/', '_', '.']).filter(|at| at + 1 < piece.len() && *at > 0);
            let rest = soft.map_or_else(String::new, |at| piece.split_off(at + 1));
            found.push(std::mem::replace(&mut piece, rest));
        }
        piece.push(c);
    }
    found.push(piece);
    found
}

/// The first lines, the last of them with an ellipsis.
fn shortened(mut lines: Vec<String>, setting: &Setting, measure: &dyn Fn(&str) -> f64) -> (Vec<String>, bool) {
    if lines.len() <= setting.lines {
        return (lines, false);
    }
    lines.truncate(setting.lines.max(1));
    if let Some(last) = lines.last_mut() {
        while !last.is_empty() && measure(&format!("{last}…")) > setting.widest * setting.size {
            last.pop();
        }
        *last = format!("{}…", last.trim_end());
    }
    (lines, true)
}

#[cfg(test)]
mod tests {
    use super::{Setting, set};
    use crate::layout::{Weight, text_width};

    #[test]
    fn every_line_fits_its_box() {
        let long = "Қ".repeat(500);
        let words = "медиа және ақпараттық сауаттылық бойынша ".repeat(14);
        for text in [
            "",
            " ",
            "a",
            "MediaNet",
            &long,
            &words,
            "وسائل الإعلام والمعلومات",
            "媒体与信息素养教育中心项目",
            "👩‍🏫📚 media",
            "<b>bold</b> & \"x\"",
            "a\nb\tc",
            "https://example.org/a-very-long/address-without-any-spaces.html",
        ] {
            let setting = Setting::default();
            let label = set(text, &setting);
            assert!(label.lines.len() <= setting.lines && !label.lines.is_empty(), "{text}");
            for line in &label.lines {
                assert!(text_width(line, setting.size, Weight::Regular) <= label.width - 9.0, "{line}");
            }
            let kept: String = label.lines.concat().chars().filter(|c| !c.is_whitespace() && *c != '…').collect();
            let all: String = text.chars().filter(|c| !c.is_whitespace()).collect();
            assert!(if label.cut { all.starts_with(&kept) } else { all == kept }, "{text}: {kept}");
        }
    }
}
