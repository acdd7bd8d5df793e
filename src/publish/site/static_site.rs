//! The same pages as files for any web host: written beside their folder and renamed, so that a site is whole or not
//! there.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::Serialize;

use crate::publish::files::set_mode;
use crate::publish::site::frame::{Host, list_file};
use crate::publish::site::list::PER_PAGE;
use crate::publish::site::{Answered, Ask, ICON, Outcome, STYLE, Site, SiteError, Target};
use crate::query::{Param, ResultsFormat, write_rows};
use crate::text::{Lang, fold};

/// The file by which a folder is known as a site of ours.
const MARK: &str = "sauat-site.json";

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
/// [`SiteError::NotOurs`] for a folder with other files; [`SiteError::Write`]. An earlier site then stays as it was.
pub fn write_site(
    site: &Site,
    folder: &Path,
    ask: &dyn Ask,
    options: &StaticOptions<'_>,
) -> Result<Vec<String>, SiteError> {
    let wrong = |error: io::Error| SiteError::Write { what: folder.display().to_string(), error };
    if !is_ours(folder).map_err(wrong)? {
        return Err(SiteError::NotOurs(folder.display().to_string()));
    }
    let parent = folder.parent().filter(|path| !path.as_os_str().is_empty()).unwrap_or(Path::new("."));
    fs::create_dir_all(parent).map_err(wrong)?;
    let staged = tempfile::Builder::new().prefix(".sauat-site-").tempdir_in(parent).map_err(wrong)?;
    let mut out = Out { root: staged.path().to_owned(), written: Vec::new() };
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
    let Out { mut written, root } = out;
    written.sort();
    let mark = serde_json::json!({"generator": site.generator, "version": site.about.version, "files": written.len()});
    fs::write(root.join(MARK), format!("{mark}\n")).map_err(wrong)?;
    replace(staged, folder).map_err(wrong)?;
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
    root: PathBuf,
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
        let target = self.root.join(path);
        fs::create_dir_all(target.parent().unwrap_or(&self.root)).map_err(wrong)?;
        fs::write(&target, bytes).map_err(wrong)?;
        fs::File::open(&target).and_then(|file| set_mode(&file)).map_err(wrong)?;
        self.written.push(path.to_owned());
        Ok(())
    }
}

/// Whether a folder may be replaced.
fn is_ours(folder: &Path) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(folder.join(MARK).is_file() || entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

/// Puts the new site into its place; the old one is moved away first and comes back if that fails.
fn replace(staged: tempfile::TempDir, folder: &Path) -> io::Result<()> {
    let old = staged.path().with_extension("old");
    let there = folder.exists();
    if there {
        fs::rename(folder, &old)?;
    }
    let new = staged.keep();
    readable(&new)?;
    if let Err(error) = fs::rename(&new, folder) {
        if there {
            fs::rename(&old, folder)?;
        }
        fs::remove_dir_all(&new)?;
        return Err(error);
    }
    if there { fs::remove_dir_all(&old) } else { Ok(()) }
}

/// Temporary folders are private; what is published is for all to read.
#[cfg(unix)]
fn readable(folder: &Path) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    fs::set_permissions(folder, fs::Permissions::from_mode(0o755))
}

#[cfg(not(unix))]
fn readable(_folder: &Path) -> io::Result<()> {
    Ok(())
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
