//! Files that are no tables: workbooks, pages, documents of other formats, known by how they begin.

use crate::diagnostic::{Diagnostic, Place};

/// What a file that begins with these bytes is called, and what to do.
const BINARY: [(&[u8], &str, &str); 5] = [
    (b"PK\x03\x04", "a workbook (XLSX, ODS) or a ZIP archive", SAVE),
    (b"\xD0\xCF\x11\xE0", "a workbook of an old spreadsheet (XLS)", SAVE),
    (b"%PDF", "a PDF document", "copy the table from it into a spreadsheet, and save it as \"CSV UTF-8\""),
    (b"{\\rtf", "a document in RTF", SAVE),
    (b"\x1F\x8B", "compressed by gzip", "unpack it"),
];

const SAVE: &str = "open it in a spreadsheet, and save the sheet as \"CSV UTF-8\"";

/// How documents of markup begin.
const MARKUP: [(&str, &str); 6] = [
    ("<!doctype html", "a web page (HTML)"),
    ("<html", "a web page (HTML)"),
    ("<head", "a web page (HTML)"),
    ("<table", "a web page (HTML)"),
    ("<!--", "a web page (HTML)"),
    ("<?xml", "a document in XML"),
];

/// `T020`: a file that begins as no table does.
pub(super) fn no_table(start: &[u8], file: &str) -> Option<Diagnostic> {
    let told = |what: &str, hint: &str| {
        Some(Diagnostic::error("T020", format!("this file is {what}, no table")).at(Place::file(file)).hint(hint))
    };
    if let Some((_, what, hint)) = BINARY.iter().find(|(mark, ..)| start.starts_with(mark)) {
        return told(what, hint);
    }
    let start = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(start);
    let start = start.trim_ascii_start();
    let begins = |mark: &str| start.get(..mark.len()).is_some_and(|head| head.eq_ignore_ascii_case(mark.as_bytes()));
    if let Some((_, what)) = MARKUP.iter().find(|(mark, _)| begins(mark)) {
        return told(
            what,
            "download the table itself: what was saved may be a page that shows it, or one that asks to sign in",
        );
    }
    let opens = |bracket: u8, next: u8| {
        start
            .split_first()
            .is_some_and(|(first, rest)| *first == bracket && rest.trim_ascii_start().first() == Some(&next))
    };
    let json = opens(b'{', b'"') || opens(b'[', b'{') || opens(b'[', b'[');
    json.then(|| told("JSON", "save the table as \"CSV UTF-8\"")).flatten()
}

#[cfg(test)]
mod tests {
    use super::no_table;

    #[test]
    fn what_is_no_table_is_known_by_its_beginning() {
        for start in [
            "PK\u{3}\u{4}xyz",
            "%PDF-1.7",
            "<!DOCTYPE html>",
            "\n <html lang=\"kk\">",
            "\u{FEFF}<?xml version=\"1.0\"?>",
            "{\"error\": 404}",
            "[\n {\"id\": 1}]",
            "[[1, 2]]",
        ] {
            assert!(no_table(start.as_bytes(), "t.csv").is_some(), "{start}");
        }
        for start in ["id,class\n", "", "{id},x\n", "[id],x\n", "\"id\"", "<5,>5\n", "PKB,x\n"] {
            assert!(no_table(start.as_bytes(), "t.csv").is_none(), "{start}");
        }
    }
}
