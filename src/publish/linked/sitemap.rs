//! What search engines read: every page in every language with its alternates, and what they should leave alone.

use crate::publish::linked::Host;
use crate::search::items;
use crate::store::{Dataset, StoreError};
use crate::text::{Lang, xml};
use crate::vocab::{sauat, skos};

/// The most addresses of one file (sitemaps.org).
pub const MAX_ENTRIES: usize = 50_000;

/// The pages that every dataset has.
const COMMON: [&str; 9] = [
    "index.html",
    "list.html",
    "questions.html",
    "gaps.html",
    "ontology.html",
    "maps.html",
    "explore.html",
    "query.html",
    "about.html",
];

/// A file of the sitemap.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SitemapFile {
    /// Its path on the host.
    pub path: String,
    /// What it holds.
    pub content: String,
}

/// The paths of all pages below the folder of a language, sorted: entities, concepts, schemes and sources of the dataset,
/// questions and maps by name.
///
/// # Errors
/// [`StoreError`].
pub fn paths(dataset: &Dataset, host: &Host, questions: &[&str], maps: &[&str]) -> Result<Vec<String>, StoreError> {
    let mut paths: Vec<String> = COMMON.iter().map(|page| (*page).to_owned()).collect();
    let sources = [sauat::SOURCE_DOCUMENT.as_str(), sauat::REFERENCE_DATASET.as_str()];
    for item in items(dataset)?.into_values().filter(|item| item.kind.is_some()) {
        paths.push(format!("{}/{}.html", host.segment(), item.id));
        if item.kind.as_deref().is_some_and(|kind| sources.contains(&kind)) {
            paths.push(format!("sources/{}.html", item.id));
        }
    }
    for scheme in dataset.subjects(oxrdf::vocab::rdf::TYPE, skos::CONCEPT_SCHEME.into())? {
        if let oxrdf::NamedOrBlankNode::NamedNode(scheme) = scheme
            && let Some(rest) = scheme.as_str().strip_prefix(host.base())
        {
            paths.push(format!("{}/{rest}.html", host.segment()));
        }
    }
    paths.extend(questions.iter().map(|name| format!("questions/{name}.html")));
    paths.extend(maps.iter().map(|name| format!("maps/{name}.html")));
    paths.sort();
    paths.dedup();
    Ok(paths)
}

/// The sitemap: one file, or an index and its parts where the addresses are more than [`MAX_ENTRIES`]. `paths` stand below
/// the folder of a language; `modified` is a day (`YYYY-MM-DD`).
#[must_use]
pub fn sitemap(host: &Host, paths: &[String], modified: Option<&str>) -> Vec<SitemapFile> {
    let modified = modified.map(|day| format!("<lastmod>{}</lastmod>", xml(day))).unwrap_or_default();
    let files: Vec<String> =
        paths.chunks(MAX_ENTRIES / Lang::ALL.len()).map(|part| urls(host, part, &modified)).collect();
    if let [_] | [] = files.as_slice() {
        let content = files.into_iter().next().unwrap_or_else(|| urls(host, &[], &modified));
        return vec![SitemapFile { path: "/sitemap.xml".to_owned(), content }];
    }
    let parts: Vec<SitemapFile> = files
        .into_iter()
        .enumerate()
        .map(|(n, content)| SitemapFile { path: format!("/sitemap-{}.xml", n + 1), content })
        .collect();
    let entry =
        |part: &SitemapFile| format!("<sitemap><loc>{}</loc>{modified}</sitemap>\n", xml(&host.url(&part.path)));
    let content = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<sitemapindex xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n{}</sitemapindex>\n",
        parts.iter().map(entry).collect::<String>()
    );
    [SitemapFile { path: "/sitemap.xml".to_owned(), content }].into_iter().chain(parts).collect()
}

/// One file: each page in each language, with all its languages beside it.
fn urls(host: &Host, paths: &[String], modified: &str) -> String {
    let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\" xmlns:xhtml=\"http://www.w3.org/1999/xhtml\">\n".to_owned();
    for path in paths {
        let address = |lang: Lang| xml(&host.url(&format!("/{lang}/{path}")));
        let alternate = |tag: &str, lang: Lang| {
            format!("<xhtml:link rel=\"alternate\" hreflang=\"{tag}\" href=\"{}\"/>", address(lang))
        };
        let mut alternates: String = Lang::ALL.into_iter().map(|lang| alternate(lang.tag(), lang)).collect();
        alternates.push_str(&alternate("x-default", Lang::En));
        for lang in Lang::ALL {
            out.push_str(&format!("<url><loc>{}</loc>{modified}{alternates}</url>\n", address(lang)));
        }
    }
    out.push_str("</urlset>\n");
    out
}

/// `robots.txt`: everything may be read but what computes an answer.
#[must_use]
pub fn robots(host: &Host) -> String {
    // A host below a path has its robots.txt at the root of its authority, so the rules name whole paths.
    let prefix = host.origin().splitn(4, '/').nth(3).map(|path| format!("/{path}")).unwrap_or_default();
    let mut out = "User-agent: *\n".to_owned();
    for path in ["/sparql", "/rdf-graph-store", "/reconcile"] {
        out.push_str(&format!("Disallow: {prefix}{path}\n"));
    }
    for lang in Lang::ALL {
        out.push_str(&format!("Disallow: {prefix}/{lang}/search.html?\n"));
    }
    out.push_str(&format!("Allow: {prefix}/\n\nSitemap: {}\n", host.url("/sitemap.xml")));
    out
}
