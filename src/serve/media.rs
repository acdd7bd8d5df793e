//! Media types of answers.

use crate::export::{FORMATS, Format};
use crate::publish::linked;
use crate::publish::linked::{Choice, Media, negotiate, rdf};
use crate::query::ResultsFormat;
use crate::serve::refusal::Refusal;

/// The formats of rows: name, media type, other types that clients ask for, extension.
pub(super) const RESULTS: [(ResultsFormat, &str, &str); 4] = [
    (ResultsFormat::Json, "json", "application/sparql-results+json"),
    (ResultsFormat::Xml, "xml", "application/sparql-results+xml"),
    (ResultsFormat::Csv, "csv", "text/csv"),
    (ResultsFormat::Tsv, "tsv", "text/tab-separated-values"),
];

/// The format of rows with a name.
pub(super) fn results(name: &str) -> Option<ResultsFormat> {
    RESULTS.iter().find(|(_, known, _)| *known == name).map(|(format, ..)| *format)
}

/// The media type of a format of rows, with its parameters.
pub(super) fn results_type(format: ResultsFormat) -> &'static str {
    match format {
        ResultsFormat::Json => "application/sparql-results+json",
        ResultsFormat::Xml => "application/sparql-results+xml",
        ResultsFormat::Csv => "text/csv; charset=utf-8; header=present",
        ResultsFormat::Tsv => "text/tab-separated-values; charset=utf-8",
    }
}

/// A media type of text with its charset.
pub(super) fn with_charset(media_type: &str) -> String {
    let text = media_type.starts_with("text/") || media_type == "application/n-triples";
    if text { format!("{media_type}; charset=utf-8") } else { media_type.to_owned() }
}

/// What a client takes of an answer whose kind is not known yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Wanted {
    /// The name of a format of rows.
    pub(super) rows: Option<&'static str>,
    /// The name of a format of triples.
    pub(super) triples: Option<&'static str>,
}

impl Wanted {
    /// What a header or a parameter asks for; the parameter wins, since it is written into a link on purpose.
    pub(super) fn of(accept: Option<&str>, format: Option<&str>) -> Result<Self, Refusal> {
        if let Some(format) = format.filter(|format| !format.is_empty()) {
            let named = |known: &(ResultsFormat, &'static str, &'static str)| known.1 == format || known.2 == format;
            let rows = RESULTS.iter().find(|known| named(known)).map(|known| known.1);
            let by_type = FORMATS.into_iter().find(|known| known.media_type == format);
            let triples = Format::find(format).or(by_type).map(|known| known.name);
            if rows.is_none() && triples.is_none() {
                let known: Vec<&str> =
                    RESULTS.iter().map(|known| known.1).chain(FORMATS.iter().map(|known| known.name)).collect();
                return Err(
                    Refusal::bad(format!("`{format}` is no format")).hint(format!("write {}", known.join(", ")))
                );
            }
            return Ok(Self { rows, triples });
        }
        let accept = accept.unwrap_or("*/*");
        let name = |offered: &[Media]| match negotiate(accept, offered) {
            Choice::Malformed(hint) => Err(Refusal::bad("the header Accept cannot be read").hint(hint)),
            choice => Ok(choice.media().map(|media| media.name)),
        };
        Ok(Self { rows: name(&linked::RESULTS)?, triples: name(&rdf())? })
    }
}
