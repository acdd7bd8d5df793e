//! Texts that a spreadsheet would run, or that hide something: formulas, control and direction characters, mixed scripts;
//! names that go over several lines, dates that no calendar has, and digests that are none.

use oxrdf::vocab::{rdfs, xsd};
use oxrdf::{LiteralRef, NamedNodeRef, Term};

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::text::{SpeltDate, date, is_hidden, lookalike, no_such_day, spelt_date};
use crate::validate::Tables;
use crate::validate::damage::damage;
use crate::vocab::{dcterms, sauat, skosxl};

/// What is wrong with the texts of all cells.
pub(super) fn check(tables: &Tables<'_>, diagnostics: &mut Diagnostics) {
    for item in tables.traced {
        let Term::Literal(literal) = &item.triple.object else { continue };
        if let Some(mut diagnostic) = literal_fault(item.triple.predicate.as_ref(), literal.as_ref()) {
            diagnostic.place = tables.place(item.origin);
            diagnostics.push(diagnostic);
        }
    }
    for (file, rows) in tables.plain {
        let names = tables.files.iter().position(|f| f == file).and_then(|table| tables.columns.get(table));
        let places = names.into_iter().flatten().zip(1..);
        for ((number, row), (name, column)) in rows.iter().flat_map(|row| places.clone().map(move |place| (row, place)))
        {
            if let Some(fault) = row.get(name).and_then(|text| text_fault(text)) {
                diagnostics.push(fault.at(Place::cell(file.clone(), *number, column, name.clone())));
            }
        }
    }
}

/// What is wrong with a literal: what [`text_fault`] finds, `T019` a name or section with a line break, `C004` no date where
/// one is written as text, or `C002` no digest, tag of a language or number of lines where one is; without its place.
#[must_use]
pub fn literal_fault(property: NamedNodeRef<'_>, literal: LiteralRef<'_>) -> Option<Diagnostic> {
    let text = literal.value();
    if [rdfs::LABEL, skosxl::LITERAL_FORM, sauat::SECTION].contains(&property) && text.contains(ends_line) {
        let what = match text.contains(|c| ends_line(c) && c != '\t') {
            true => "the text goes over several lines",
            false => "the text holds a tab",
        };
        return Some(
            Diagnostic::error("T019", what)
                .hint("put it on one line: a search compares it as it stands, and a page shows it in one"),
        );
    }
    if let Some(fault) = text_fault(text) {
        return Some(fault);
    }
    if property == sauat::SHA256 {
        return digest_fault(text);
    }
    // What is none of the column's datatype is text, and is told already.
    if property == dcterms::LANGUAGE && literal.datatype() == xsd::LANGUAGE {
        return language_fault(text);
    }
    if property == sauat::LINE_COUNT && text.starts_with('-') && literal.datatype() == xsd::INTEGER {
        let wrong = Diagnostic::error("C002", format!("`{}` is no number of lines", short(text)));
        return Some(wrong.hint("count the lines of the document"));
    }
    let is_date = [sauat::START, sauat::END, dcterms::ISSUED].contains(&property) && literal.datatype() == xsd::STRING;
    if !is_date || date(text).is_some() {
        return None;
    }
    let wrong = Diagnostic::error("C004", format!("`{}` is no date", short(text)));
    Some(match spelt_date(text) {
        Some(SpeltDate::Meant(date)) => wrong.hint(format!("write `{date}`")),
        Some(SpeltDate::Advice(advice)) => wrong.hint(advice),
        None => match no_such_day(text).or_else(|| (text == "0000").then(|| "there is no year 0".to_owned())) {
            Some(why) => Diagnostic { message: format!("{}: {why}", wrong.message), ..wrong }
                .hint("write the day that the source gives, or only the month or the year"),
            None => wrong.hint("write it as 2025, 2025-05 or 2025-05-31"),
        },
    })
}

/// `C002`: the name of a language where its tag is wanted: tags begin with two or three letters (BCP 47).
fn language_fault(text: &str) -> Option<Diagnostic> {
    let first = text.split('-').next().unwrap_or_default();
    (first.len() > 3).then(|| {
        Diagnostic::error("C002", format!("`{}` is no tag of a language", short(text)))
            .hint("write two or three letters, such as kk, ru or en")
    })
}

/// `C002`: a text that is no SHA-256 digest.
fn digest_fault(text: &str) -> Option<Diagnostic> {
    let of_digest =
        |text: &str| text.len() == 64 && text.bytes().all(|b| b.is_ascii_digit() || matches!(b, b'a'..=b'f'));
    if of_digest(text) {
        return None;
    }
    let small = text.to_ascii_lowercase();
    let wrong = Diagnostic::error("C002", format!("`{}` is no SHA-256 digest", short(text)));
    Some(match of_digest(&small) {
        true => wrong.hint("write its letters small"),
        false => wrong.hint("it has 64 digits and letters from a to f, as `sha256sum FILE` prints them"),
    })
}

/// Line ends as Unicode has them, and tabs, which part columns.
fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\t' | '\u{B}' | '\u{C}' | '\u{85}' | '\u{2028}' | '\u{2029}')
}

/// `T009` a formula, `T010` control and direction characters, `T014` white space at the ends, `T015` (warning) a word
/// that mixes Latin, Cyrillic and Greek letters, `T022` damage; without its place.
#[must_use]
pub fn text_fault(text: &str) -> Option<Diagnostic> {
    // Words and numbers in plain letters, as most cells are, have none of these.
    if text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b',' | b'_')) {
        return None;
    }
    if is_formula(text) {
        return Some(
            Diagnostic::error("T009", format!("`{}` is a formula, which a spreadsheet would run", short(text)))
                .hint("paste the value instead of the formula, or put a word before the sign"),
        );
    }
    if let Some(fault) = damage(text) {
        return Some(fault);
    }
    if let Some(c) = text.chars().find(|c| is_hidden(*c)) {
        return Some(
            Diagnostic::error("T010", format!("the text holds the invisible character U+{:04X}", u32::from(c)))
                .hint("type the text anew, or paste it as plain text"),
        );
    }
    if text.trim() != text {
        return Some(Diagnostic::error("T014", "the text starts or ends with a space").hint("remove the space"));
    }
    if text.is_ascii() {
        return None;
    }
    if let Some(word) = text.split_whitespace().find(|word| has_greek_for_another(word)) {
        return Some(
            Diagnostic::warning("T015", format!("the word `{word}` mixes Greek and other letters"))
                .hint("letters that look alike were probably typed on the wrong keyboard"),
        );
    }
    if !text.bytes().any(|b| b.is_ascii_alphabetic()) {
        return None;
    }
    text.split_whitespace().find(|word| mixes_scripts(word)).map(|word| {
        Diagnostic::warning("T015", format!("the word `{word}` mixes Latin and Cyrillic letters"))
            .hint("letters that look alike (a, e, o, p, c, x, i) were probably typed on the wrong keyboard")
    })
}

/// What a spreadsheet runs begins with `=`, with `+=`, or with `@`, unless that begins the name of an account: `@name`,
/// `@name.kz`, `@name@host`, and whatever text follows.
fn is_formula(text: &str) -> bool {
    let Some(rest) = text.strip_prefix('@') else { return text.starts_with('=') || text.starts_with("+=") };
    let is_name = |c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '-' | '@');
    let handle = rest.split(|c: char| !is_name(c)).next().unwrap_or_default();
    if !handle.starts_with(|c: char| c.is_alphanumeric() || c == '_') {
        return true;
    }
    let after = &rest[handle.len()..];
    let operates = |text: &str| text.starts_with(['+', '*', '/', '^', '&', '=', '<', '>', '%', ':']);
    // `@SUM(1)`, `@Sheet!A1`, `@x+1`; of what looks like a cell, `@A1 + 1`, `@A1-B2` and `@A1:B2` too.
    let calls = after.starts_with(['(', '!', '+', '*', '^', '&', '=', '<', '>']);
    calls || (begins_with_cell(handle) && (operates(after.trim_start()) || handle.contains('-')))
}

/// Whether a name begins as a cell of a spreadsheet is called: at most three letters, then digits.
fn begins_with_cell(name: &str) -> bool {
    let first = name.split(['-', '.']).next().unwrap_or_default();
    let digits = first.trim_start_matches(|c: char| c.is_ascii_alphabetic());
    let letters = first.len() - digits.len();
    (1..=3).contains(&letters) && !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit())
}

fn short(text: &str) -> String {
    text.chars().take(40).collect()
}

/// One or two Latin letters among Cyrillic ones or the other way round, without a sign between them. Longer runs are
/// brands that mix scripts on purpose.
fn mixes_scripts(word: &str) -> bool {
    let latin = |c: char| c.is_ascii_alphabetic();
    let cyrillic = |c: char| matches!(u32::from(c), 0x0400..=0x052F);
    word.split(|c: char| !latin(c) && !cyrillic(c)).any(|run| {
        let (count, latins) = (run.chars().count(), run.chars().filter(|c| latin(*c)).count());
        let longest_of_less = if latins * 2 <= count { longest(run, latin) } else { longest(run, cyrillic) };
        latins > 0 && latins < count && longest_of_less < 3
    })
}

/// Whether a Greek letter that looks like a Latin one stands among Latin or Cyrillic letters.
fn has_greek_for_another(word: &str) -> bool {
    let greek = |c: char| matches!(u32::from(c), 0x0370..=0x03FF);
    let other = |c: char| c.is_ascii_alphabetic() || matches!(u32::from(c), 0x0400..=0x052F);
    word.split(|c: char| !greek(c) && !other(c))
        .any(|run| run.chars().any(other) && run.chars().any(|c| greek(c) && lookalike(c).is_some()))
}

/// The longest run of letters of a kind.
fn longest(text: &str, kind: impl Fn(char) -> bool) -> usize {
    text.split(|c: char| !kind(c)).map(|run| run.chars().count()).max().unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use oxrdf::Literal;
    use oxrdf::vocab::rdfs;

    use super::{has_greek_for_another, is_formula, literal_fault, mixes_scripts};
    use crate::vocab::{dcterms, sauat};

    #[test]
    fn a_handle_is_no_formula() {
        for text in [
            "@name",
            "@medianet_kz",
            "@name.kz",
            "@name@host.kz",
            "@мінбер",
            "@name (official)",
            "@name, @other",
            "@a1",
            "@kz2024 Telegram",
        ] {
            assert!(!is_formula(text), "{text}");
        }
        for text in [
            "=1+1",
            "+=1",
            "@SUM(1)",
            "@SUM(A1:A2)",
            "@A1+1",
            "@A1 + 1",
            "@A1-B2",
            "@A1:B2",
            "@Sheet!A1",
            "@",
            "@ x",
            "@(1)",
            "@\"x\"",
            "@-1",
        ] {
            assert!(is_formula(text), "{text}");
        }
    }

    #[test]
    fn names_and_dates_are_judged_by_their_property() {
        let code = |property, text: &str| {
            literal_fault(property, Literal::new_simple_literal(text).as_ref()).map(|fault| fault.code)
        };
        for text in ["Қор\nүлкен", "Қор\tүлкен", "Қор\u{2028}үлкен", "Қор\u{B}үлкен", "Қор\r\nүлкен"]
        {
            assert!(matches!(code(rdfs::LABEL, text), Some("T019" | "T010")), "{text:?}");
        }
        assert_eq!(code(sauat::NOTE, "one\ntwo"), None);
        for text in ["2024-02-31", "2023-02-29", "2024-04-31", "1900-02-29", "0000"] {
            assert_eq!(code(sauat::START, text), Some("C004"), "{text}");
            assert_eq!(code(sauat::END, text), Some("C004"), "{text}");
            assert_eq!(code(dcterms::ISSUED, text), Some("C004"), "{text}");
        }
        for text in ["2024-02-29", "2024-02", "2024"] {
            assert_eq!(code(sauat::START, text), None, "{text}");
        }
        for text in ["31.05.2025", "2024-2-1", "Feb 2024", "soon", "24"] {
            assert_eq!([code(dcterms::ISSUED, text), code(sauat::END, text)], [Some("C004"); 2], "{text}");
        }
        assert_eq!(code(sauat::SHA256, &"a0".repeat(32)), None);
        assert_eq!([code(sauat::SHA256, "abc"), code(sauat::SHA256, &"A0".repeat(32))], [Some("C002"); 2]);
    }

    #[test]
    fn suffixes_after_a_hyphen_are_no_mixture() {
        assert!(mixes_scripts("медиаcауат"));
        assert!(
            has_greek_for_another("Μысал") && has_greek_for_another("Exαmple") && !has_greek_for_another("α-helix")
        );
        assert!(!has_greek_for_another("ΔT") && !has_greek_for_another("Ελλάδα"));
        assert!(!mixes_scripts("MediaNet-тің"));
        assert!(!mixes_scripts("«ЭтноEvent»"));
    }
}
