//! Dialect descriptions: how the characters of a file become records (Metadata Vocabulary, section 5.9).

use serde_json::Value;

use crate::csvw::decoding;
use crate::csvw::metadata::Reader;

/// Which ends of a cell are trimmed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Trim {
    /// None.
    No,
    /// Both.
    Both,
    /// Leading white space.
    Start,
    /// Trailing white space.
    End,
}

/// The options of parsing, with the defaults of the specification.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Dialect {
    /// Lines that start so are comments.
    pub comment_prefix: Option<String>,
    /// Between cells; one ASCII character.
    pub delimiter: u8,
    /// Whether a quote inside quotes is written twice (else it is escaped by `\`).
    pub double_quote: bool,
    /// The character encoding: a label of the Encoding Standard.
    pub encoding: String,
    /// What the metadata calls the encoding, if that is no label of one that is supported.
    pub unsupported: Option<String>,
    /// Number of header rows.
    pub header_row_count: u64,
    /// Around cells that hold delimiters; `None` if cells are never quoted.
    pub quote: Option<u8>,
    /// Whether rows without any cell are skipped.
    pub skip_blank_rows: bool,
    /// Columns left out at the start of each row.
    pub skip_columns: usize,
    /// Rows left out at the start of the file.
    pub skip_rows: u64,
    /// White space trimmed from cells.
    pub trim: Trim,
}

impl Default for Dialect {
    fn default() -> Self {
        Self {
            comment_prefix: None,
            delimiter: b',',
            double_quote: true,
            encoding: "utf-8".to_owned(),
            unsupported: None,
            header_row_count: 1,
            quote: Some(b'"'),
            skip_blank_rows: false,
            skip_columns: 0,
            skip_rows: 0,
            trim: Trim::No,
        }
    }
}

impl Dialect {
    /// Reads a dialect description; what is invalid is reported and keeps its default.
    pub(super) fn read(value: &Value, reader: &mut Reader<'_>, path: &str) -> Self {
        let mut dialect = Self::default();
        let Some(object) = value.as_object() else {
            reader.warn(path, "a dialect must be an object");
            return dialect;
        };
        reader.check_id_and_type(object, path, "Dialect");
        let mut skip_initial_space = false;
        let mut header = None;
        let mut header_row_count = None;
        for (key, value) in object {
            let at = format!("{path}.{key}");
            let text = value.as_str();
            let ascii = text.filter(|t| t.len() == 1 && t.is_ascii()).map(|t| t.as_bytes()[0]);
            let count = value.as_u64();
            let valid = match key.as_str() {
                "@id" | "@type" => true,
                "commentPrefix" => {
                    if value.is_null() || text.is_some() {
                        dialect.comment_prefix = text.filter(|t| !t.is_empty()).map(str::to_owned);
                    }
                    value.is_null() || text.is_some()
                }
                "delimiter" => ascii.map(|byte| dialect.delimiter = byte).is_some(),
                "doubleQuote" => value.as_bool().map(|b| dialect.double_quote = b).is_some(),
                "encoding" => {
                    match text.map(|label| (label, decoding::supported(label))) {
                        Some((label, None)) => {
                            dialect.unsupported = Some(label.to_owned());
                            reader.warn(&at, &decoding::unsupported(label));
                        }
                        Some((label, Some(_))) => label.clone_into(&mut dialect.encoding),
                        None => {}
                    }
                    text.is_some()
                }
                "header" => value.as_bool().map(|b| header = Some(b)).is_some(),
                "headerRowCount" => count.map(|n| header_row_count = Some(n)).is_some(),
                // The reader takes every usual line end, whichever is declared.
                "lineTerminators" => text.is_some() || value.as_array().is_some_and(|a| a.iter().all(Value::is_string)),
                "quoteChar" => {
                    if value.is_null() {
                        dialect.quote = None;
                    }
                    value.is_null() || ascii.map(|byte| dialect.quote = Some(byte)).is_some()
                }
                "skipBlankRows" => value.as_bool().map(|b| dialect.skip_blank_rows = b).is_some(),
                "skipColumns" => {
                    count.and_then(|n| usize::try_from(n).ok()).map(|n| dialect.skip_columns = n).is_some()
                }
                "skipInitialSpace" => value.as_bool().map(|b| skip_initial_space = b).is_some(),
                "skipRows" => count.map(|n| dialect.skip_rows = n).is_some(),
                "trim" => trim_of(value).map(|t| dialect.trim = t).is_some(),
                _ => {
                    reader.warn(&at, "this is no property of a dialect");
                    true
                }
            };
            if !valid {
                reader.warn(&at, "this value is not valid here; the default is used");
            }
        }
        if skip_initial_space && dialect.trim == Trim::No {
            dialect.trim = Trim::Start;
        }
        dialect.header_row_count = header_row_count.unwrap_or_else(|| u64::from(header.unwrap_or(true)));
        dialect
    }
}

fn trim_of(value: &Value) -> Option<Trim> {
    Some(match (value.as_bool(), value.as_str()) {
        (Some(true), _) | (_, Some("true")) => Trim::Both,
        (Some(false), _) | (_, Some("false")) => Trim::No,
        (_, Some("start")) => Trim::Start,
        (_, Some("end")) => Trim::End,
        _ => return None,
    })
}
