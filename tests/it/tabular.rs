//! What a table is read as: defaults, columns by their names alone, keys by value, encodings, lists.

use std::io::Read;

use sauat::csvw::{Encoder, Mode, Options, TableGroup, convert, parse, stream};
use sauat::diagnostic::Diagnostic;

/// Files by name, as they lie beside the metadata.
type Files<'a> = &'a [(&'a str, &'a [u8])];

const BASE: &str = "https://example.org/";

fn group(metadata: &str) -> (TableGroup, Vec<String>) {
    let text = metadata.replacen('{', "{\"@context\": \"http://www.w3.org/ns/csvw\", ", 1);
    let (group, found) = parse(text.as_bytes(), "https://example.org/m.json", "m.json", &|_| None);
    let told: Vec<String> = found.iter().map(said).collect();
    (group.unwrap_or_else(|| panic!("{told:#?}")), told)
}

/// A diagnostic on one line.
fn said(diagnostic: &Diagnostic) -> String {
    let Diagnostic { code, severity, message, .. } = diagnostic;
    let place = diagnostic.place.as_ref().map_or_else(String::new, |place| format!(" @ {place}"));
    let hint = diagnostic.hint.as_ref().map_or_else(String::new, |hint| format!(" ({hint})"));
    format!("{severity}[{code}] {message}{place}{hint}")
}

/// The triples in short, and what was said, of metadata and tables.
fn read_as(metadata: &str, files: Files<'_>, validate: bool, spreadsheet: bool) -> (Vec<String>, Vec<String>) {
    let (group, mut told) = group(metadata);
    let open = |url: &str| -> std::io::Result<Option<Box<dyn Read>>> {
        let found = files.iter().find(|(name, _)| url.strip_prefix(BASE) == Some(name));
        Ok(found.map(|(_, bytes)| Box::new(std::io::Cursor::new(bytes.to_vec())) as Box<dyn Read>))
    };
    let name = |url: &str| url.trim_start_matches(BASE).to_owned();
    let options = Options { mode: Mode::Minimal, validate, guess_delimiter: spreadsheet, name: &name };
    let mut triples = Vec::new();
    let mut sink = |triple: oxrdf::Triple, _| triples.push(short(&triple.to_string()));
    let conversion = convert(&group, &open, &options, &mut sink).expect("readable");
    told.extend(conversion.diagnostics.iter().map(said));
    (triples, told)
}

fn short(triple: &str) -> String {
    triple.replace("http://www.w3.org/2001/XMLSchema#", "xsd:").replace(BASE, "")
}

fn validated(metadata: &str, files: Files<'_>) -> (Vec<String>, Vec<String>) {
    read_as(metadata, files, true, true)
}

#[test]
fn a_virtual_column_has_its_default_in_every_row() {
    let metadata = |column: &str| {
        format!(
            r##"{{"url": "t.csv", "tableSchema": {{"aboutUrl": "#{{id}}", "columns": [
                {{"name": "id", "titles": "id", "suppressOutput": true}}, {{"virtual": true, "propertyUrl": "#p", {column}}}]}}}}"##
        )
    };
    let rows: Files<'_> = &[("t.csv", b"id\n1\n2\n")];
    let of = |column: &str| validated(&metadata(column), rows);
    let twice = |object: &str| [1, 2].map(|i| format!("<t.csv#{i}> <t.csv#p> {object}")).to_vec();
    for validate in [true, false] {
        let got = read_as(&metadata(r#""name": "v", "default": "x""#), rows, validate, false);
        assert_eq!(got, (twice("\"x\""), vec![]));
    }
    assert_eq!(of(r#""name": "v", "default": "сауат", "lang": "kk""#).0, twice("\"сауат\"@kk"));
    assert_eq!(of(r#""name": "v", "default": "7", "datatype": "integer""#).0, twice("\"7\"^^<xsd:integer>"));
    let date = r#""name": "v", "default": "31.05.2025", "datatype": {"base": "date", "format": "dd.MM.yyyy"}"#;
    assert_eq!(of(date).0, twice("\"2025-05-31\"^^<xsd:date>"));
    let list = of(r#""name": "v", "default": "a;b", "separator": ";""#).0;
    assert_eq!(list.len(), 4, "{list:?}");
    assert_eq!(of(r#""name": "v", "default": "-", "null": "-""#), (vec![], vec![]), "a null is no value");
    assert_eq!(of(r#""name": "v", "required": true, "default": "x""#).0, twice("\"x\""));
    assert_eq!(
        of(r##""name": "v", "default": "y", "valueUrl": "#{v}-{id}""##).0,
        ["<t.csv#1> <t.csv#p> <t.csv#y-1>", "<t.csv#2> <t.csv#p> <t.csv#y-2>"]
    );
    assert_eq!(of(r#""name": "v", "suppressOutput": true, "default": "x""#), (vec![], vec![]));
    assert_eq!(of(r#""name": "v""#), (vec![], vec![]));
    let (triples, told) = of(r#""name": "v", "default": "abc", "datatype": "integer""#);
    assert_eq!(triples, twice("\"abc\""));
    assert_eq!(
        told,
        [
            "error[C002] `abc`: this is not written as a number @ t.csv, column `v` (it is the `default` of a virtual column; \
          mend it in the metadata)"
        ]
    );
}

/// Metadata as public CLDF data sets write it.
const CLDF: &str = r##"{"dc:conformsTo": "http://cldf.clld.org/v1.0/terms.rdf#StructureDataset",
  "dialect": {"commentPrefix": null},
  "tables": [
    {"url": "languages.csv", "tableSchema": {"aboutUrl": "#{ID}", "primaryKey": ["ID"], "columns": [
      {"name": "ID", "datatype": "string", "required": true, "propertyUrl": "http://cldf.clld.org/v1.0/terms.rdf#id"},
      {"name": "Name", "propertyUrl": "http://cldf.clld.org/v1.0/terms.rdf#name"},
      {"name": "Latitude", "datatype": {"base": "decimal", "minimum": "-90", "maximum": "90"}}]}},
    {"url": "values.csv", "tableSchema": {"columns": [
      {"name": "ID", "datatype": "string"}, {"name": "Language_ID"}, {"name": "Source", "separator": ";"}],
      "foreignKeys": [{"columnReference": ["Language_ID"], "reference": {"resource": "languages.csv", "columnReference": ["ID"]}}]}}
  ]}"##;

struct Lines(Vec<String>);

impl Encoder for Lines {
    fn begin(&mut self) {
        self.0.clear();
    }

    fn triple(&mut self, _: sauat::csvw::At, triple: oxrdf::TripleRef<'_>) {
        self.0.push(short(&triple.to_string()));
    }
}

/// The same by the stream, which writes and does not judge.
fn streamed(metadata: &str, files: Files<'_>) -> (Vec<String>, Vec<String>) {
    let (group, mut told) = group(metadata);
    let open = |url: &str| -> std::io::Result<Option<Box<dyn Read>>> {
        let found = files.iter().find(|(name, _)| url.strip_prefix(BASE) == Some(name));
        Ok(found.map(|(_, bytes)| Box::new(std::io::Cursor::new(bytes.to_vec())) as Box<dyn Read>))
    };
    let name = |url: &str| url.trim_start_matches(BASE).to_owned();
    let options = Options { mode: Mode::Minimal, validate: true, guess_delimiter: true, name: &name };
    let mut triples = Vec::new();
    let mut deliver = |lines: &mut Lines, _: bool| {
        triples.append(&mut lines.0);
        true
    };
    let conversion = stream(&group, &open, &options, 2, &|| Lines(Vec::new()), &mut deliver).expect("readable");
    told.extend(conversion.diagnostics.iter().map(said));
    (triples, told)
}

#[test]
fn columns_that_have_a_name_only_are_converted_and_titles_asked_for() {
    let files: Files<'_> = &[
        ("languages.csv", "ID,Name,Latitude\nkaz,қазақша,48\n".as_bytes()),
        ("values.csv", b"ID,Language_ID,Source\n1,kaz,a;b\n"),
    ];
    let (triples, told) = read_as(CLDF, files, false, false);
    assert_eq!(told, Vec::<String>::new());
    assert_eq!(triples[1], "<languages.csv#kaz> <http://cldf.clld.org/v1.0/terms.rdf#name> \"қазақша\"");
    assert_eq!(triples.len(), 7);
    let (same, told) = streamed(CLDF, files);
    assert_eq!(same, triples);
    assert_eq!(told.len(), 2, "one for each table: {told:#?}");
    assert_eq!(
        told[0],
        "warning[T016] the columns `ID`, `Name`, `Latitude` have no `titles` in the metadata @ languages.csv, row 1, column \
         `ID` (A1) (add `titles` to each, here `\"titles\": \"ID\"`: a name alone names no column of a file)"
    );
    let (same, told) = validated(CLDF, files);
    assert_eq!(same, triples, "what the columns are is known");
    assert!(told.len() == 2 && told.iter().all(|t| t.starts_with("error[T016]")), "{told:#?}");
    // Another text in the header is no name; the place tells where nothing is validated.
    let other: Files<'_> = &[("languages.csv", b"Code,Name,Latitude\nkaz,Kazakh,48\n"), files[1]];
    assert_eq!(read_as(CLDF, other, false, false).0.len(), 7);
    let (_, told) = validated(CLDF, other);
    assert!(told[0].contains("`\"titles\": \"Code\"`"), "{told:#?}");
    // Columns that stand in another order are not taken for each other.
    let turned: Files<'_> = &[("languages.csv", b"Name,ID,Latitude\nKazakh,kaz,48\n"), files[1]];
    for told in [read_as(CLDF, turned, false, false).1, validated(CLDF, turned).1, streamed(CLDF, turned).1] {
        assert!(told[0].starts_with("error[T013]"), "{told:#?}");
    }
    let short: Files<'_> = &[("languages.csv", b"ID,Name\nkaz,Kazakh\n"), files[1]];
    let told = validated(CLDF, short).1;
    assert!(told[0].starts_with("error[T003] the column `Latitude` is missing"), "{told:#?}");
    let long: Files<'_> = &[("languages.csv", b"ID,Name,Latitude,Longitude\nkaz,Kazakh,48,67\n"), files[1]];
    let told = validated(CLDF, long).1;
    assert!(told[0].starts_with("error[T004] the metadata has no column `Longitude`"), "{told:#?}");
}

fn keyed(referring: &str, referred: &str) -> String {
    format!(
        r##"{{"tables": [
            {{"url": "a.csv", "tableSchema": {{"columns": [{{"name": "n", "titles": "n"}}, {{"name": "to", "titles": "To", {referring}}}],
              "foreignKeys": [{{"columnReference": "to", "reference": {{"resource": "b.csv", "columnReference": "key"}}}}]}}}},
            {{"url": "b.csv", "tableSchema": {{"columns": [{{"name": "key", "titles": "key", {referred}}}, {{"name": "x", "titles": "x"}}], "primaryKey": "key"}}}}
        ]}}"##
    )
}

fn references(referring: &str, referred: &str, cells: &[&str], keys: &[&str]) -> Vec<String> {
    let a: String = cells.iter().map(|cell| format!("1,{cell}\n")).collect();
    let b: String = keys.iter().map(|key| format!("{key},1\n")).collect();
    let (a, b) = (format!("n,To\n{a}"), format!("key,x\n{b}"));
    validated(&keyed(referring, referred), &[("a.csv", a.as_bytes()), ("b.csv", b.as_bytes())]).1
}

#[test]
fn an_empty_cell_refers_to_nothing() {
    let text = r#""datatype": "string""#;
    assert_eq!(references(text, text, &["", "k"], &["k"]), Vec::<String>::new());
    let list = r#""separator": ";""#;
    assert_eq!(references(list, text, &["", "k"], &["k"]), Vec::<String>::new());
    let told = references(r#""required": true"#, text, &["", "k"], &["k"]);
    assert!(told.len() == 1 && told[0].starts_with("error[C001]"), "{told:#?}");
    // Tests 34 and 35 of the W3C suite: what the metadata calls null is no key.
    let told = references(r#""null": "-""#, text, &["-"], &["k"]);
    assert!(told.len() == 1 && told[0].starts_with("error[K002] `-` stands in no row of b.csv"), "{told:#?}");
}

#[test]
fn a_key_of_several_columns_that_is_empty_in_part_refers_to_nothing() {
    let metadata = r##"{"tables": [
        {"url": "a.csv", "tableSchema": {"columns": [{"name": "n", "titles": "n"}, {"name": "p", "titles": "p"}, {"name": "q", "titles": "q", "separator": ";", "datatype": "integer"}],
          "foreignKeys": [{"columnReference": ["p", "q"], "reference": {"resource": "b.csv", "columnReference": ["p", "q"]}}]}},
        {"url": "b.csv", "tableSchema": {"columns": [{"name": "p", "titles": "p"}, {"name": "q", "titles": "q", "datatype": "integer"}], "primaryKey": ["p", "q"]}}]}"##;
    let b: (&str, &[u8]) = ("b.csv", b"p,q\nx,1\nx,2\ny,1\n");
    let told = |a: &str| validated(metadata, &[("a.csv", a.as_bytes()), b]).1;
    assert_eq!(told("n,p,q\n1,,1\n2,x,\n3,,\n4,x,01;2\n"), Vec::<String>::new());
    assert_eq!(
        told("n,p,q\n1,x,1; 3\n2,z,1\n"),
        [
            "error[K002] `x, 3` stands in no row of b.csv @ a.csv, row 2, column `p` (B2) (did you mean `x, 1`?)",
            "error[K002] `z, 1` stands in no row of b.csv @ a.csv, row 3, column `p` (B3) (did you mean `x, 1`?)",
        ]
    );
}

#[test]
fn a_list_refers_by_each_of_its_items() {
    let list = r#""separator": ";""#;
    assert_eq!(references(list, r#""datatype": "string""#, &["a;b", "b", "b;a;b"], &["a", "b"]), Vec::<String>::new());
    assert_eq!(
        references(list, r#""datatype": "string""#, &["a;c;b"], &["a", "b"]),
        ["error[K002] `c` stands in no row of b.csv @ a.csv, row 2, column `To` (B2) (did you mean `a`?)"],
    );
    let told = references(list, r#""datatype": "string""#, &["kanat; minber"], &["kanat", "minber"]);
    assert_eq!(told.len(), 1, "{told:#?}");
    assert!(
        told[0].starts_with("warning[T017] `kanat; minber`: a blank beside the separator `;` is left out"),
        "{told:#?}"
    );
    let told = references(
        r#""separator": ";", "datatype": "integer""#,
        r#""datatype": "integer""#,
        &["07;8", "9;x"],
        &["7", "8"],
    );
    assert_eq!(
        told,
        [
            "error[C002] `x`: this is not written as a number @ a.csv, row 3, column `To` (B3)",
            "error[K002] `9` stands in no row of b.csv @ a.csv, row 3, column `To` (B3) (did you mean `7`?)",
        ],
    );
}

#[test]
fn keys_are_compared_by_value() {
    let of = |name: &str| format!("\"datatype\": \"{name}\"");
    let same = |one: &str, other: &str, cells: &[&str], keys: &[&str]| {
        assert_eq!(references(one, other, cells, keys), Vec::<String>::new(), "{one} {cells:?} {keys:?}");
    };
    same(&of("integer"), &of("integer"), &["007", "+7", "7"], &["7"]);
    same(&of("integer"), &of("integer"), &["7"], &["007"]);
    same(&of("decimal"), &of("decimal"), &["1.50", "01.5"], &["1.5"]);
    same(&of("integer"), &of("decimal"), &["7"], &["7.0"]);
    same(&of("double"), &of("double"), &["1e2", "100"], &["1.0E2"]);
    same(r#""datatype": {"base": "date", "format": "dd.MM.yyyy"}"#, &of("date"), &["31.05.2025"], &["2025-05-31"]);
    same(r#""datatype": {"base": "boolean", "format": "иә|жоқ"}"#, &of("boolean"), &["иә"], &["1"]);
    same(&of("dateTime"), &of("dateTime"), &["2025-01-01T05:00:00+05:00"], &["2025-01-01T00:00:00Z"]);
    same(&of("language"), &of("language"), &["KK"], &["kk"]);
    same(
        r#""datatype": {"base": "decimal", "format": {"decimalChar": ",", "groupChar": " "}}"#,
        &of("decimal"),
        &["\"1 000,5\""],
        &["1000.50"],
    );
    same(&of("hexBinary"), &of("hexBinary"), &["0af0"], &["0AF0"]);
    assert_eq!(
        references(&of("integer"), &of("integer"), &["0008"], &["7"]),
        ["error[K002] `0008` stands in no row of b.csv @ a.csv, row 2, column `To` (B2) (did you mean `7`?)"],
        "the text of the cell is shown"
    );
    let told = references(&of("string"), &of("integer"), &["007"], &["7"]);
    assert!(
        told[0].ends_with("(`to` is of the datatype string, `key` there of integer: values are compared)"),
        "{told:#?}"
    );
    let told = references(&of("integer"), &of("integer"), &["7"], &["7", "007"]);
    assert_eq!(
        told[0],
        "error[K001] `007`, which is the value `7`, stands already in row 2 @ b.csv, row 3, column `key` (A3) (a key stands once \
         in a table; give this row a key of its own or merge the rows)"
    );
}

/// The table of one encoding, and what it is read as.
fn encoded(label: &str, bytes: &[u8]) -> (Vec<String>, Vec<String>) {
    let metadata = format!(
        r##"{{"url": "t.csv", "dialect": {{"encoding": "{label}"}}, "tableSchema": {{"columns": [{{"name": "a", "titles": "аты"}}, {{"name": "b", "titles": "b"}}]}}}}"##
    );
    let (triples, told) = validated(&metadata, &[("t.csv", bytes)]);
    let texts = triples.iter().filter_map(|t| t.split('"').nth(1)).map(str::to_owned);
    (texts.collect(), told)
}

#[test]
fn any_encoding_of_the_standard_is_read() {
    let text = "аты,b\nСауат,1\n«Минбер»,2\n";
    let of = |label: &str, encoding: &'static encoding_rs::Encoding| {
        let (texts, told) = encoded(label, &encoding.encode(text).0);
        assert_eq!((texts.join(" "), told), ("Сауат 1 «Минбер» 2".to_owned(), vec![]), "{label}");
    };
    of("windows-1251", encoding_rs::WINDOWS_1251);
    of("CP1251", encoding_rs::WINDOWS_1251);
    of("x-mac-cyrillic", encoding_rs::X_MAC_CYRILLIC);
    of("gb18030", encoding_rs::GB18030);
    of("UTF8", encoding_rs::UTF_8);
    let utf16 = |to: fn(u16) -> [u8; 2]| text.encode_utf16().flat_map(to).collect::<Vec<u8>>();
    for (label, bytes) in [
        ("utf-16le", utf16(u16::to_le_bytes)),
        ("utf-16", utf16(u16::to_le_bytes)),
        ("utf-16be", utf16(u16::to_be_bytes)),
    ] {
        assert_eq!(encoded(label, &bytes).0.len(), 4, "{label}");
    }
    // Rows, quotes and places are those of the text, however many bytes a letter has.
    let long: String = (0..20_000).map(|i| format!("\"жол\n{i}\",x\n")).collect();
    let (texts, told) = encoded("windows-1251", &encoding_rs::WINDOWS_1251.encode(&format!("аты,b\n{long}")).0);
    assert_eq!((texts.len(), told.len()), (40_000, 0));
}

#[test]
fn what_cannot_be_decoded_is_told_once_with_its_place() {
    let (_, told) = encoded("shift_jis", b"a,b\n1,2\n3,\xFF\n\xFF,4\n");
    assert!(told.iter().any(|t| t.starts_with("error[T003]")), "the header is read: {told:#?}");
    let (_, told) =
        encoded("euc-kr", &[&*encoding_rs::EUC_KR.encode("аты,b\n1,2\n3,").0, b"\xFF\n\xFF,4\n\xFF,5\n"].concat());
    assert_eq!(
        told,
        [
            "error[T002] this cell is not EUC-KR text, nor are cells in 2 more rows @ t.csv, row 3, column `b` (B3) (name the \
          encoding that the file has in the dialect of its table, or save it as \"CSV UTF-8\")"
        ]
    );
    let (_, told) = encoded("utf-7", "аты,b\n1,2\n".as_bytes());
    assert_eq!(told.len(), 1);
    assert!(
        told[0].starts_with("warning[M004] `(top).dialect.encoding`: the encoding `utf-7` is not supported"),
        "{told:#?}"
    );
    let (_, told) = encoded("utf-8", &encoding_rs::WINDOWS_1251.encode("аты,b\nСауат,2\n").0);
    assert_eq!(told.len(), 1, "{told:#?}");
    let (_, told) = encoded("windows-1251", "аты,b\nСауат,2\n".as_bytes());
    assert!(
        told.len() == 1 && told[0].starts_with("error[T002] this file is in UTF-8, not in windows-1251"),
        "{told:#?}"
    );
}

#[test]
fn blanks_beside_separators_are_told() {
    let of = |column: &str, cell: &str, spreadsheet: bool| {
        let metadata = format!(
            r##"{{"url": "t.csv", "tableSchema": {{"columns": [{{"name": "a", "titles": "a"}}, {{"name": "b", "titles": "b", {column}}}]}}}}"##
        );
        let (triples, told) = read_as(&metadata, &[("t.csv", format!("a,b\n,{cell}\n").as_bytes())], true, spreadsheet);
        let texts: Vec<String> = triples.iter().filter_map(|t| t.split('"').nth(1)).map(str::to_owned).collect();
        (texts, told.len())
    };
    let texts = |list: &[&str]| list.iter().map(|text| (*text).to_owned()).collect::<Vec<_>>();
    let list = r#""separator": ";""#;
    assert_eq!(of(list, "a; b ;c", true), (texts(&["a", "b", "c"]), 1));
    assert_eq!(of(list, "a; b ;c", false), (texts(&["a", " b ", "c"]), 1), "CSVW keeps blanks in lists of strings");
    assert_eq!(of(list, "a;b;c", true), (texts(&["a", "b", "c"]), 0));
    assert_eq!(of(list, "a b;c d", true), (texts(&["a b", "c d"]), 0));
    assert_eq!(of(list, "a; ;b", true), (texts(&["a", "b"]), 1));
    assert_eq!(of(list, "a;\u{A0}b", true), (texts(&["a", "b"]), 1));
    let tokens = r#""separator": ";", "datatype": "normalizedString""#;
    assert_eq!(of(tokens, "a; b", true), (texts(&["a", "b"]), 0), "of other datatypes blanks are no part");
    assert_eq!(of(tokens, "a; b", false), (texts(&["a", "b"]), 0));
    let words = r#""separator": ";", "datatype": {"base": "string", "format": "[a-z]+"}"#;
    assert_eq!(of(words, "a; b", true), (texts(&["a", "b"]), 1));
    assert_eq!(of(r#""separator": " ""#, "a b", true), (texts(&["a", "b"]), 0));
    assert_eq!(of(r#""separator": ", ""#, "\"a, b\"", true), (texts(&["a", "b"]), 0));
}

#[test]
fn days_that_no_calendar_has_are_no_values() {
    let told = |datatype: &str, cell: &str| {
        let metadata = format!(
            r##"{{"url": "t.csv", "tableSchema": {{"columns": [{{"name": "a", "titles": "a", "datatype": {datatype}}}]}}}}"##
        );
        validated(&metadata, &[("t.csv", format!("a\n{cell}\n").as_bytes())]).1
    };
    for (datatype, cell) in [
        ("\"date\"", "2023-02-29"),
        ("\"date\"", "2024-02-30"),
        ("\"date\"", "1900-02-29"),
        ("\"date\"", "2024-04-31"),
        ("\"date\"", "2024-13-01"),
        ("\"date\"", "2024-00-10"),
        ("\"date\"", "2024-01-00"),
        (r#"{"base": "date", "format": "dd.MM.yyyy"}"#, "29.02.2023"),
        (r#"{"base": "date", "format": "d/M/yyyy"}"#, "31/4/2024"),
        ("\"gYearMonth\"", "2024-13"),
        ("\"gYearMonth\"", "2024-00"),
        ("\"gMonthDay\"", "--02-30"),
        ("\"gMonthDay\"", "--04-31"),
        ("\"gDay\"", "---32"),
        ("\"gMonth\"", "--13"),
        ("\"gYear\"", "24"),
        ("\"time\"", "24:00:01"),
        ("\"time\"", "25:00:00"),
        ("\"time\"", "12:60:00"),
        ("\"dateTime\"", "2023-02-29T10:00:00"),
        ("\"dateTime\"", "2024-01-01T24:30:00"),
        ("\"dateTime\"", "2024-01-01T10:00:00+15:00"),
        (r#"{"base": "dateTime", "format": "yyyy-MM-dd HH:mm"}"#, "2023-02-29 10:00"),
        (r#"{"base": "time", "format": "HH:mm"}"#, "24:30"),
    ] {
        let told = told(datatype, cell);
        assert!(told.len() == 1 && told[0].starts_with("error[C002]"), "{datatype} {cell}: {told:#?}");
    }
    for (datatype, cell) in [
        ("\"date\"", "2024-02-29"),
        ("\"date\"", "2000-02-29"),
        ("\"gMonthDay\"", "--02-29"),
        ("\"time\"", "24:00:00"),
        ("\"dateTime\"", "2023-12-31T24:00:00"),
        (r#"{"base": "time", "format": "HH:mm"}"#, "23:59"),
    ] {
        assert_eq!(told(datatype, cell), Vec::<String>::new(), "{datatype} {cell}");
    }
    assert!(told("\"date\"", "2023-02-29")[0].contains("this is no date: February 2023 has 28 days"));
    assert!(told("\"gYearMonth\"", "2024-13")[0].contains("there is no month 13"));
}

#[test]
fn an_empty_row_is_one_mistake() {
    let metadata = r##"{"url": "t.csv", "tableSchema": {"columns": [{"name": "a", "titles": "a", "required": true}, {"name": "b", "titles": "b", "required": true}]}}"##;
    let free = metadata.replace(", \"required\": true", "");
    let rows: Files<'_> = &[("t.csv", b"a,b\n1,2\n,\n")];
    for (metadata, spreadsheet, count) in
        [(metadata, true, 1), (metadata, false, 1), (&*free, true, 1), (&*free, false, 0)]
    {
        let told = read_as(metadata, rows, true, spreadsheet).1;
        assert_eq!(told.len(), count, "{told:#?}");
        assert!(told.iter().all(|t| t.starts_with("error[T018] this row is empty @ t.csv, row 3")), "{told:#?}");
    }
}
