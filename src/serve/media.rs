//! Media types of answers.

use crate::export::{FORMATS, Format};
use crate::publish::linked::{Choice, Media, RESULTS, named, negotiate, rdf};
use crate::query::ResultsFormat;
use crate::serve::refusal::Refusal;

/// The format of rows with a name.
pub(super) fn results(name: &str) -> Option<ResultsFormat> {
    match name {
        "json" => Some(ResultsFormat::Json),
        "xml" => Some(ResultsFormat::Xml),
        "csv" => Some(ResultsFormat::Csv),
        "tsv" => Some(ResultsFormat::Tsv),
        _ => None,
    }
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
            let rows = named(format, &RESULTS).map(|media| media.name);
            let triples =
                Format::find(format).map(|known| known.name).or(named(format, &rdf()).map(|media| media.name));
            if rows.is_none() && triples.is_none() {
                let rows = RESULTS.iter().map(|media| media.name);
                let known: Vec<&str> = rows.chain(FORMATS.iter().map(|known| known.name)).collect();
                let hint = format!("write {}", known.join(", "));
                return Err(Refusal::bad(format!("`{format}` is no format")).hint(hint));
            }
            return Ok(Self { rows, triples });
        }
        let accept = accept.unwrap_or("*/*");
        let name = |offered: &[Media]| Ok::<_, Refusal>(liked(accept, offered)?.map(|media| media.name));
        Ok(Self { rows: name(&RESULTS)?, triples: name(&rdf())? })
    }
}

/// What a client likes best of what is offered, if it takes any of it.
pub(super) fn liked(accept: &str, offered: &[Media]) -> Result<Option<Media>, Refusal> {
    match negotiate(accept, offered) {
        Choice::Malformed(hint) => Err(Refusal::bad("the header Accept cannot be read").hint(hint)),
        choice => Ok(choice.media()),
    }
}
