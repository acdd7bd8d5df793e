//! Tables: metadata and cells of CSV on the Web.

use std::io::{Cursor, Read};

use oxrdf::Triple;
use sauat::csvw::{self, Mode, Options, Origin};

const BASE: &str = "https://example.org/data/";

/// What stands between the metadata and the table.
const BETWEEN: u8 = 0;

/// Reads metadata and a table, and converts it in both modes: each triple of the minimal mode is one of the standard mode.
fn converted(metadata: &[u8], table: &[u8]) {
    let (group, _) = csvw::parse(metadata, &format!("{BASE}metadata.json"), "metadata.json", &|_| None);
    let Some(group) = group else { return };
    let open = |_: &str| Ok(Some(Box::new(Cursor::new(table.to_vec())) as Box<dyn Read>));
    let mut count = [0usize; 2];
    for (n, mode) in [Mode::Minimal, Mode::Standard].into_iter().enumerate() {
        let name = |url: &str| url.to_owned();
        let options = Options { mode, validate: true, guess_delimiter: n == 0, name: &name };
        let mut sink = |triple: Triple, _: Option<Origin>| {
            // What is written as a literal is one: it can be read back.
            assert!(!triple.predicate.as_str().is_empty());
            count[n] += 1;
        };
        // Bytes in memory can be read.
        let conversion = csvw::convert(&group, &open, &options, &mut sink).expect("nothing fails to be read");
        for diagnostic in conversion.diagnostics.into_sorted() {
            assert!(!diagnostic.code.is_empty() && !diagnostic.message.is_empty());
        }
    }
}

/// Metadata, a zero, a table.
pub(crate) fn metadata(bytes: &[u8]) {
    let mut parts = bytes.splitn(2, |byte| *byte == BETWEEN);
    let (metadata, table) = (parts.next().unwrap_or_default(), parts.next().unwrap_or(b"a,b\n1,2\n"));
    converted(metadata, table);
}

/// The columns of the table of [`cells`]: a datatype, and a format or more.
const COLUMNS: [&str; 16] = [
    r#""string""#,
    r##"{"base":"integer","format":"#,##0"}"##,
    r##"{"base":"decimal","format":{"pattern":"#,##0.###","groupChar":" ","decimalChar":","}}"##,
    r#"{"base":"double","minimum":"-1e9"}"#,
    r#"{"base":"boolean","format":"иә|жоқ"}"#,
    r#"{"base":"date","format":"dd.MM.yyyy"}"#,
    r#"{"base":"dateTime","format":"yyyy-MM-ddTHH:mm:ss.SSS XXX"}"#,
    r#"{"base":"time","format":"HH:mm"}"#,
    r#"{"base":"string","format":"[a-zа-я]{1,3}(-[0-9]+)*"}"#,
    r#""gYear""#,
    r#""duration""#,
    r#""anyURI""#,
    r#""hexBinary""#,
    r#""base64Binary""#,
    r#"{"base":"string","minLength":2,"maxLength":4}"#,
    r#""dateTimeStamp""#,
];

/// A table whose columns have the datatypes above; the first byte says which dialect.
pub(crate) fn cells(bytes: &[u8]) {
    let (first, table) = bytes.split_first().map_or((0, bytes), |(first, rest)| (*first, rest));
    let columns: Vec<String> = COLUMNS
        .iter()
        .enumerate()
        .map(|(n, datatype)| {
            let separator = if n % 3 == 0 { r#","separator":";""# } else { "" };
            format!(r##"{{"name":"c{n}","titles":"c{n}","propertyUrl":"#c{n}","datatype":{datatype}{separator}}}"##)
        })
        .collect();
    let delimiter = [",", ";", "\\t", "|"][usize::from(first & 3)];
    let (header, quote) = (first & 4 == 0, if first & 8 == 0 { r#""\"""# } else { "null" });
    let double = first & 16 == 0;
    let metadata = format!(
        r##"{{"@context":"http://www.w3.org/ns/csvw","url":"t.csv","dialect":{{"delimiter":"{delimiter}","header":{header},
        "quoteChar":{quote},"doubleQuote":{double},"commentPrefix":"#"}},"tableSchema":{{"aboutUrl":"#{{c0}}","columns":[{}]}}}}"##,
        columns.join(",")
    );
    converted(metadata.as_bytes(), table);
}
