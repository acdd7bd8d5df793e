//! Which metadata documents may describe a table (Model for Tabular Data, section 5), in the order of precedence.

use crate::csvw::metadata::{TableGroup, resolve};

/// A `Link` header of an HTTP response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link<'a>(pub &'a str);

impl Link<'_> {
    /// The target of a link to CSVW metadata: `rel="describedby"` with one of the metadata media types.
    #[must_use]
    pub fn described_by(&self) -> Option<&str> {
        let (target, parameters) = self.0.split_once('>')?;
        let target = target.trim_start().strip_prefix('<')?;
        let described = parameters.contains("rel=\"describedby\"") || parameters.contains("rel=describedby");
        let typed = ["application/csvm+json", "application/ld+json", "application/json"]
            .iter()
            .any(|media_type| parameters.contains(media_type));
        (described && typed).then_some(target)
    }
}

/// The URLs at which metadata for `url` may stand: the linked one first, then those of the site-wide patterns
/// (`{+url}-metadata.json` and `csv-metadata.json` if there are none).
#[must_use]
pub fn candidates(url: &str, link: Option<&Link<'_>>, patterns: Option<&str>) -> Vec<String> {
    let mut urls: Vec<String> =
        link.and_then(Link::described_by).map(|target| resolve(url, target)).into_iter().collect();
    let patterns = patterns.unwrap_or("{+url}-metadata.json\ncsv-metadata.json");
    for pattern in patterns.lines().map(str::trim).filter(|line| !line.is_empty()) {
        urls.push(resolve(url, &pattern.replace("{+url}", url).replace("{url}", url)));
    }
    urls
}

/// Whether a metadata document describes the table at `url`.
#[must_use]
pub fn describes(group: &TableGroup, url: &str) -> bool {
    group.tables.iter().any(|table| table.url == url)
}
