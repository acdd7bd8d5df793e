//! The same pages as files for any web host, put in their place as a whole folder.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::path::Path;

use serde::Serialize;

use crate::publish::folder::{FolderKind, NewFolder, Own};
use crate::publish::site::frame::{Host, list_file};
use crate::publish::site::list::PER_PAGE;
use crate::publish::site::{Answered, Ask, ICON, Outcome, STYLE, Site, SiteError, Target};
use crate::query::{Param, ResultsFormat, write_rows};
use crate::text::{Lang, fold};

/// The file by which a folder is known as a site of ours.
const MARK: &str = "sauat-site.json";

/// Folders that are sites. Those of earlier versions do not say what is theirs: all was.
pub static SITE: FolderKind = FolderKind {
    mark: MARK,
    made_by: "sauat site",
    own: |mark| match mark.get("paths") {
        None => mark.get("generator").map(|_| Own::All),
        Some(paths) => {
            let paths = paths.as_array()?.iter().map(|path| path.as_str().map(str::to_owned));
            paths.collect::<Option<BTreeSet<String>>>().map(Own::These)
        }
    },
};

/// The search of a site in files.
const SEARCH: &str = include_str!("search.js");

/// Names and values of the parameters of a page.
type Params = Vec<(String, String)>;

/// Gives more files of a site, such as data documents: path from the root of the site, content.
pub type Provider<'a> = dyn Fn(&Site) -> Result<Vec<(String, Vec<u8>)>, String> + 'a;

/// How a static site is written.
pub struct StaticOptions<'a> {
    /// Files beside the pages.
    pub provider: Option<&'a Provider<'a>>,
    /// The extensions of the data documents of entities that the provider gives, such as `ttl`: pages link them.
    pub data: &'a [&'a str],
    /// Told the number of files that are written and of all pages.
    pub progress: &'a dyn Fn(usize, usize),
}

/// An entry of the index for a search in the browser.
#[derive(Serialize)]
struct Entry<'a> {
    id: &'a str,
    kind: String,
    #[serde(flatten)]
    labels: &'a crate::text::Labels,
    /// All names, folded as [`fold`] does.
    find: String,
}

/// Writes all pages in all languages with what belongs to them, and gives the paths, sorted. The folder must be new,
/// empty, or an earlier site of ours, which is replaced.
///
/// # Errors
/// [`SiteError::Out`] for a folder that is not written; [`SiteError::Write`]. An earlier site then stays as it was.
pub fn write_site(
    site: &Site,
    folder: &Path,
    ask: &dyn Ask,
    options: &StaticOptions<'_>,
) -> Result<Vec<String>, SiteError> {
    let wrong = |error: io::Error| SiteError::Write { what: folder.display().to_string(), error };
    let mut out = Out { folder: NewFolder::begin(folder, &SITE)?, written: Vec::new() };
    let host = Host::Files(options.data);
    let pages: Vec<(Lang, Target)> = site.all().filter(|(_, target)| *target != Target::List).collect();
    let lists = lists(site);
    let all = pages.len() + lists.len();
    for (number, (lang, target)) in pages.iter().enumerate() {
        let params = examples(site, target);
        out.add(&site.path(*lang, target), site.made(*lang, target, &params, ask, host)?.html.as_bytes())?;
        beside(site, *lang, target, &params, ask, &mut out)?;
        (options.progress)(number + 1, all);
    }
    for (number, (path, lang, params)) in lists.iter().enumerate() {
        out.add(path, site.made(*lang, &Target::List, params, ask, host)?.html.as_bytes())?;
        (options.progress)(pages.len() + number + 1, all);
    }
    let missing = site.made(Lang::En, &Target::NotFound(String::new()), &[], ask, host)?;
    out.add("404.html", missing.html.as_bytes())?;
    for asset in site.assets() {
        out.add(&format!("assets/{}", asset.name), asset.bytes)?;
    }
    out.add("search.js", SEARCH.as_bytes())?;
    out.add("style.css", STYLE.as_bytes())?;
    out.add("icon.svg", ICON.as_bytes())?;
    out.add("search.json", index(site).as_bytes())?;
    out.add("index.html", front(site).as_bytes())?;
    out.add(".htaccess", htaccess(site).as_bytes())?;
    out.add("_redirects", redirects(site).as_bytes())?;
    if let Some(provider) = options.provider {
        let failed = |message: String| SiteError::Write { what: "data".to_owned(), error: io::Error::other(message) };
        for (path, bytes) in provider(site).map_err(failed)? {
            out.add(&path, &bytes)?;
        }
    }
    let Out { mut written, folder: new } = out;
    written.sort();
    let mark = serde_json::json!({"generator": site.generator, "version": site.about.version, "files": written.len(), "paths": written});
    new.create(MARK).and_then(|mut file| file.write_all(format!("{mark}\n").as_bytes())).map_err(wrong)?;
    new.put()?;
    Ok(written)
}

/// Files that stand beside a page: answers, lists of facts, maps.
fn beside(
    site: &Site,
    lang: Lang,
    target: &Target,
    params: &Params,
    ask: &dyn Ask,
    out: &mut Out,
) -> Result<(), SiteError> {
    let page = site.path(lang, target);
    let stem = page.trim_end_matches(".html");
    match target {
        Target::Question(name) => {
            if let Outcome::Answer(Answered::Rows(rows)) = site.asked(name, lang, params, ask) {
                for (extension, format) in [("csv", ResultsFormat::Csv), ("json", ResultsFormat::Json)] {
                    let mut bytes = Vec::new();
                    let path = format!("{stem}.{extension}");
                    write_rows(&rows, format, &mut bytes)
                        .map_err(|error| SiteError::Write { what: path.clone(), error })?;
                    out.add(&path, &bytes)?;
                }
            }
        }
        Target::Entity(id) => {
            if let Some(bytes) = site.facts_csv(id, lang)? {
                out.add(&format!("{stem}.csv"), &bytes)?;
            }
            if let Some(bytes) = site.facts_xlsx(id, lang)? {
                out.add(&format!("{stem}.xlsx"), &bytes)?;
            }
        }
        Target::Map(name) => {
            for extension in ["svg", "dot", "json"] {
                if let Ok(Some(bytes)) = site.map_file(name, lang, extension) {
                    out.add(&format!("{stem}.{extension}"), &bytes)?;
                }
            }
        }
        Target::Explore => out.add(&format!("/{lang}/network.json"), &site.network_json(lang)?)?,
        _ => {}
    }
    Ok(())
}

/// The parameters of a page in files: a question that needs some is asked with its examples.
fn examples(site: &Site, target: &Target) -> Params {
    let Target::Question(name) = target else { return Vec::new() };
    let params = site.questions.get(name).map_or(&[][..], |question| &question.params);
    let example = |param: &Param| Some((param.name.clone(), param.example.clone()?));
    params.iter().filter(|param| param.required && param.default.is_none()).filter_map(example).collect()
}

/// All lists that hold something: by kind, by place, by both, and their further pages.
fn lists(site: &Site) -> Vec<(String, Lang, Params)> {
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for item in site.items.values() {
        let kind = Site::short(site.group(item));
        let places = site.regions.get(&item.id).into_iter().flatten().map(String::as_str);
        for place in places.chain([""]) {
            *counts.entry((kind, place)).or_default() += 1;
            *counts.entry(("", place)).or_default() += 1;
        }
    }
    let mut found = Vec::new();
    for ((kind, place), count) in counts {
        for page in 1..=count.div_ceil(PER_PAGE) {
            let page = page.to_string();
            let params = [("kind", kind), ("place", place), ("page", page.as_str())];
            let params: Params = params.map(|(name, value)| (name.to_owned(), value.to_owned())).into();
            let path = |lang| list_file(lang, kind, place, &page);
            found.extend(Lang::ALL.map(|lang| (path(lang), lang, params.clone())));
        }
    }
    found
}

/// Where files go, and which were written.
struct Out {
    folder: NewFolder,
    written: Vec<String>,
}

impl Out {
    fn add(&mut self, path: &str, bytes: &[u8]) -> Result<(), SiteError> {
        let path = path.trim_start_matches('/');
        let wrong = |error| SiteError::Write { what: path.to_owned(), error };
        // What a provider gives stays in the folder too.
        if path.split('/').any(|part| matches!(part, "" | "." | "..")) || path.contains(['\\', '\0']) {
            return Err(wrong(io::Error::from(io::ErrorKind::InvalidInput)));
        }
        self.folder.create(path).and_then(|mut file| file.write_all(bytes)).map_err(wrong)?;
        self.written.push(path.to_owned());
        Ok(())
    }
}

/// The index for a search in the browser.
fn index(site: &Site) -> String {
    let entry = |(id, item): (&'_ String, &'_ crate::search::Item)| -> String {
        let kind = item.kind.as_deref().map(Site::short).unwrap_or_default().to_owned();
        let names: Vec<String> = item.sought().map(fold).collect();
        let entry = Entry { id, kind, labels: &item.labels, find: names.join("\n") };
        serde_json::to_string(&entry).expect("texts are always JSON")
    };
    let entries: Vec<String> = site.items.iter().map(entry).collect();
    format!("[\n{}\n]\n", entries.join(",\n"))
}

/// The page at the root, for hosts that do not negotiate: it leads on to each language.
fn front(site: &Site) -> String {
    let target = Target::Start;
    let links: Vec<(Lang, String)> =
        Lang::ALL.map(|lang| (lang, site.path(lang, &target).trim_start_matches('/').to_owned())).into();
    maud::html! {
        (maud::DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (site.about.title.best(Lang::En).unwrap_or("Sauat")) }
                link rel="stylesheet" href="style.css";
                link rel="icon" type="image/svg+xml" href="icon.svg";
                @for (lang, href) in &links { link rel="alternate" hreflang=(lang) href=(href); }
            }
            body {
                div .page {
                    main #main {
                        @for (lang, href) in &links {
                            p lang=(lang) {
                                a href=(href) hreflang=(lang) { (site.about.title.best(*lang).unwrap_or("Sauat")) }
                            }
                        }
                    }
                }
            }
        }
    }
    .into_string()
}

/// Negotiation for Apache: by language at the root, by media type at the addresses of things.
fn htaccess(site: &Site) -> String {
    let segment = &site.segment;
    let mut out = String::from(
        "# Written by the program; changes are lost.\n\
         AddDefaultCharset utf-8\n\
         AddType text/turtle .ttl\nAddType application/ld+json .jsonld\nAddType application/n-triples .nt\n\
         AddType application/rdf+xml .rdf\nAddType application/trig .trig\nAddType application/n-quads .nq\n\
         ErrorDocument 404 /404.html\n\
         RewriteEngine On\n",
    );
    let types = [
        ("text/turtle", "ttl"),
        ("application/ld\\+json", "jsonld"),
        ("application/n-triples", "nt"),
        ("application/rdf\\+xml", "rdf"),
    ];
    for (media_type, extension) in types {
        out.push_str(&format!(
            "RewriteCond %{{HTTP_ACCEPT}} ^{media_type}\nRewriteCond %{{DOCUMENT_ROOT}}/{segment}/$1.{extension} -f\n\
             RewriteRule ^{segment}/([a-z0-9-]+)$ {segment}/$1.{extension} [R=303,L]\n"
        ));
    }
    for lang in [Lang::Kk, Lang::Ru] {
        out.push_str(&format!(
            "RewriteCond %{{HTTP:Accept-Language}} ^{lang} [NC]\n\
             RewriteRule ^{segment}/([a-z0-9-]+)(\\.html)?$ {lang}/{segment}/$1.html [R=303,L]\n\
             RewriteCond %{{HTTP:Accept-Language}} ^{lang} [NC]\nRewriteRule ^$ {lang}/index.html [R=302,L]\n"
        ));
    }
    out.push_str(&format!(
        "RewriteRule ^{segment}/([a-z0-9-]+)(\\.html)?$ en/{segment}/$1.html [R=303,L]\nRewriteRule ^$ en/index.html [R=302,L]\n\
         Header append Vary \"Accept, Accept-Language\"\n"
    ));
    out
}

/// Negotiation for hosts that read `_redirects`: by language only, as that is all they can tell.
fn redirects(site: &Site) -> String {
    let segment = &site.segment;
    let mut out = String::new();
    for lang in [Lang::Kk, Lang::Ru] {
        out.push_str(&format!("/ /{lang}/index.html 302 Language={lang}\n"));
        out.push_str(&format!("/{segment}/:id /{lang}/{segment}/:id.html 303 Language={lang}\n"));
    }
    out.push_str(&format!("/ /en/index.html 302\n/{segment}/:id /en/{segment}/:id.html 303\n/* /404.html 404\n"));
    out
}
