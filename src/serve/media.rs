//! Media types of answers.

use crate::export::FORMATS;
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
    /// What parameters or a header ask for. A parameter wins, since it is written into a link on purpose; of several, the
    /// first that is known. One that is not known gives way to the header, and so does one that names no format of the
    /// answer's kind: `csv` of a CONSTRUCT.
    pub(super) fn of(accept: Option<&str>, formats: &[String]) -> Result<Self, Refusal> {
        let given =
            |offered: &[Media]| formats.iter().find_map(|format| named(format, offered)).map(|media| media.name);
        let (rows, triples) = (given(&RESULTS), given(&rdf()));
        let usable = accept.filter(|accept| !accept.trim().is_empty());
        let accept = usable.unwrap_or("*/*");
        let taken = |offered: &[Media]| Ok::<_, Refusal>(liked(accept, offered)?.map(|media| media.name));
        let found = Self {
            rows: rows.map_or_else(|| taken(&RESULTS), |name| Ok(Some(name)))?,
            triples: triples.map_or_else(|| taken(&rdf()), |name| Ok(Some(name)))?,
        };
        match formats.first() {
            // A person reads it, or nothing says who: what is written in the link is a mistake.
            Some(format) if rows.is_none() && triples.is_none() && usable.is_none_or(is_of_a_browser) => {
                let known: Vec<&str> =
                    RESULTS.iter().map(|media| media.name).chain(FORMATS.iter().map(|known| known.name)).collect();
                Err(Refusal::bad(format!("`{format}` is no format")).hint(format!("write {}", known.join(", "))))
            }
            _ => Ok(found),
        }
    }
}

/// Whether a person reads the answer, in a browser.
fn is_of_a_browser(accept: &str) -> bool {
    accept.contains("text/html")
}

/// What a client likes best of what is offered, if it takes any of it.
pub(super) fn liked(accept: &str, offered: &[Media]) -> Result<Option<Media>, Refusal> {
    match negotiate(accept, offered) {
        Choice::Malformed(hint) => Err(Refusal::bad("the header Accept cannot be read").hint(hint)),
        choice => Ok(choice.media()),
    }
}
