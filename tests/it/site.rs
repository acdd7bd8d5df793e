//! The pages: sound markup, no broken link, nothing in the data that runs, every fact with its source.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;
use std::process::Command;
use std::sync::{Arc, LazyLock};

use sauat::describe::{Names, describe};
use sauat::pipeline::open;
use sauat::publish::site::{Answered, InProcess, Made, Outcome, Site, Target, assets};
use sauat::query::Statistics;
use sauat::text::{Collation, Lang};

use crate::peers::{call, peers};
use crate::support::{minimal, root, sauat, transcript};

fn load(folder: &Path) -> Site {
    let opened = open(folder, "sauat test").expect("readable").unwrap_or_else(|found| panic!("{found:?}"));
    Site::load(folder, Arc::new(opened.dataset), opened.prefixes, "sauat test").expect("a site")
}

static SITE: LazyLock<Site> = LazyLock::new(|| load(root()));

fn page(site: &Site, lang: Lang, target: &Target, params: &[(&str, &str)]) -> Made {
    let ask = InProcess { dataset: Arc::clone(site.dataset()), statistics: Statistics::default(), most: 1000 };
    let params: Vec<(String, String)> = params.iter().map(|(n, v)| ((*n).to_owned(), (*v).to_owned())).collect();
    site.page(lang, target, &params, &ask).expect("a page")
}

/// The values of an attribute, unescaped as far as addresses need.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let start = format!(" {attribute}=\"");
    html.split(start.as_str()).skip(1).filter_map(|rest| rest.split('"').next()).collect()
}

/// A relative address from a page, from the root.
fn resolved(from: &str, href: &str) -> String {
    let mut parts: Vec<&str> = from.split('/').collect();
    parts.pop();
    for part in href.split('/') {
        match part {
            ".." => {
                parts.pop();
            }
            "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// What a server has besides pages.
fn is_served(path: &str) -> bool {
    let fixed =
        ["/style.css", "/sparql", "/.well-known/void", "/catalog.ttl", "/reconcile", "/openapi.json", "/releases.atom"];
    let kinds = [".ttl", ".jsonld", ".nt", ".rdf", ".trig", ".nq", ".csv", ".xlsx", ".svg", ".dot", ".png", ".json"];
    let asset = path.strip_prefix("/assets/").is_some_and(|name| assets().iter().any(|asset| asset.name == name));
    asset || fixed.contains(&path) || kinds.iter().any(|kind| path.ends_with(kind))
}

/// What is wrong with the markup of one page.
fn unsound(path: &str, lang: Lang, html: &str) -> Vec<String> {
    let mut wrong = Vec::new();
    let mut say = |what: String| wrong.push(format!("{path}: {what}"));
    let mut seen = BTreeSet::new();
    for id in values(html, "id") {
        if !seen.insert(id) {
            say(format!("the id {id} twice"));
        }
    }
    for needed in
        [&format!("<html lang=\"{lang}\">"), "class=\"skip\"", "<main id=\"main\"", "rel=\"canonical\"", "<title>"]
    {
        if !html.contains(needed) {
            say(format!("no {needed}"));
        }
    }
    let once = [("<h1", 1), ("<main", 1), (" hreflang=\"x-default\"", 1), ("rel=\"describedby\"", 1)];
    for (text, count) in once {
        if html.matches(text).count() != count {
            say(format!("{text} stands {} times", html.matches(text).count()));
        }
    }
    for bad in ["<style", " style=\"", " onclick", "javascript:", "<script>", "<metadata"] {
        if html.contains(bad) {
            say(format!("holds {bad}"));
        }
    }
    for script in html.split("<script").skip(1) {
        let kinds =
            [" type=\"application/ld+json\">", " id=\"told\" type=\"application/json\">", " type=\"module\" src=\""];
        if !kinds.iter().any(|kind| script.starts_with(kind)) {
            say("a script that is no data and has no address".to_owned());
        }
    }
    // Scripts of the program, and pictures of the maps, both from here.
    let own = |src: &&str| src.starts_with("../") && (src.contains("assets/") || src.ends_with(".svg"));
    for src in values(html, "src").into_iter().filter(|src| !own(src)) {
        say(format!("loads {src}"));
    }
    for named in values(html, "aria-labelledby").into_iter().chain(values(html, "for")).chain(values(html, "list")) {
        let there = |id: &str| seen.contains(id);
        if !named.split(' ').all(there) {
            say(format!("nothing has the id of {named}"));
        }
    }
    wrong
}

#[test]
fn every_page_is_sound_and_no_link_is_broken() {
    let site = &*SITE;
    let pages: Vec<(Lang, Target)> = site.all().collect();
    let mut made: BTreeMap<String, String> = BTreeMap::new();
    let mut wrong = Vec::new();
    let table = fs::read_to_string(root().join("data/tombstones.csv")).expect("a table");
    let withdrawn: BTreeSet<String> =
        table.lines().skip(1).filter_map(|row| row.split(',').next()).map(str::to_owned).collect();
    for (lang, target) in &pages {
        let (path, page) = (site.path(*lang, target), page(site, *lang, target, &[]));
        let is_withdrawn = matches!(target, Target::Entity(id) if withdrawn.contains(id));
        assert_eq!(page.status, if is_withdrawn { 410 } else { 200 }, "{path}");
        wrong.extend(unsound(&path, *lang, &page.html));
        made.insert(path, page.html);
    }
    let ids: BTreeMap<&String, BTreeSet<&str>> =
        made.iter().map(|(path, html)| (path, values(html, "id").into_iter().collect())).collect();
    for (path, html) in &made {
        for href in values(html, "href").into_iter().chain(values(html, "action")) {
            if href.starts_with("https://") || href.starts_with("http://") {
                continue;
            }
            let (bare, fragment) = href.split_once('#').unwrap_or((href, ""));
            let bare = bare.split('?').next().unwrap_or(bare);
            let target = if bare.is_empty() { path.clone() } else { resolved(path, bare) };
            match ids.get(&target) {
                // What the explorer shows stands in its fragment.
                Some(_) if target.ends_with("/explore.html") && fragment.contains('=') => {}
                Some(ids) if fragment.is_empty() || ids.contains(fragment) => {}
                Some(_) => wrong.push(format!("{path}: nothing on {target} has the id {fragment}")),
                None if is_served(&target) => {}
                None => wrong.push(format!("{path}: {href} leads nowhere")),
            }
        }
    }
    wrong.dedup();
    assert!(
        wrong.is_empty(),
        "{}\n{} in all",
        wrong.iter().take(40).cloned().collect::<Vec<_>>().join("\n"),
        wrong.len()
    );
}

#[test]
fn every_fact_on_the_page_of_a_thing_has_its_source() {
    let site = &*SITE;
    let names = Names::new(site.dataset());
    for (lang, target) in site.all().filter(|(lang, _)| *lang == Lang::Kk) {
        let Target::Entity(id) = &target else { continue };
        let html = page(site, lang, &target, &[]).html;
        for fact in html.split("class=\"fact\"").skip(1) {
            let first = fact.split("</li>").next().unwrap_or(fact);
            assert!(first.contains("/sources/"), "{id}: {first}");
        }
        let Some(found) = describe(site.dataset(), &names, id, lang).expect("described") else { continue };
        for fact in &found.facts {
            let claim = &fact.citation.claim;
            assert!(html.contains(&format!("#claim-{claim}\"")), "{id} does not show {claim}");
        }
    }
}

/// A small dataset whose texts try to be markup.
pub(crate) fn hostile() -> tempfile::TempDir {
    let folder = minimal();
    let change = |name: &str, from: &str, to: &str| {
        let path = folder.path().join("data").join(name);
        let text = fs::read_to_string(&path).expect("a table");
        assert!(text.contains(from), "{name} has no {from}");
        fs::write(path, text.replace(from, to)).expect("written");
    };
    let evil = "\"</script><script>alert(1)</script>\"\" onmouseover=\"\"alert(1)\"";
    change("organisations.csv", "Example Foundation", evil);
    change("organisations.csv", "Мысал қоры", "\"{{7*7}} &lt; ' <img src=x onerror=alert(1)>\"");
    change("relations.csv", "from the heading", "<svg onload=alert(1)>");
    change("statements.csv", "1200,about", ",");
    change("statements.csv", "participantCount,,", "title,javascript:alert(1),");
    change("sources.csv", "Example Report", "\"]]><!-- <base href=//evil.example>\"");
    folder
}

#[test]
fn markup_in_the_data_stays_text() {
    let folder = hostile();
    let site = load(folder.path());
    let mut shown = 0;
    for (lang, target) in site.all() {
        let html = page(&site, lang, &target, &[]).html;
        let lower = html.to_lowercase();
        for bad in ["<script>", "<img src=x", "<svg onload", "<base", "href=\"javascript", " onmouseover=\"", "<!-- "] {
            assert!(!lower.contains(bad), "{target:?} in {lang} holds {bad}");
        }
        shown += usize::from(html.contains("alert(1)"));
        let structured = html.split("<script type=\"application/ld+json\">").nth(1);
        if let Some(data) = structured.and_then(|rest| rest.split("</script>").next()) {
            serde_json::from_str::<serde_json::Value>(data).unwrap_or_else(|error| panic!("{target:?}: {error}"));
        }
    }
    assert!(shown > 10, "the texts are shown on {shown} pages only");
    let evil = "\"><script>alert(1)</script>";
    for (target, name) in [
        (Target::Search, "q"),
        (Target::List, "kind"),
        (Target::List, "place"),
        (Target::List, "page"),
        (Target::Query, "query"),
        (Target::NotFound(evil.to_owned()), "x"),
        (Target::Entity(evil.to_owned()), "x"),
        (Target::Map(evil.to_owned()), "x"),
        (Target::Source(evil.to_owned()), "x"),
        (Target::Question(evil.to_owned()), "x"),
    ] {
        let html = page(&site, Lang::En, &target, &[(name, evil)]).html;
        assert!(!html.contains("<script>"), "{target:?}\n{html}");
    }
    let csv = site.facts_csv("example-foundation", Lang::En).expect("written").expect("there");
    assert!(String::from_utf8(csv).expect("UTF-8").contains("</script>"));
    assert!(site.facts_xlsx("example-foundation", Lang::En).expect("written").is_some());
    assert!(site.facts_csv("nobody", Lang::En).expect("written").is_none());
}

#[test]
fn what_was_withdrawn_is_gone_and_names_its_heir() {
    let folder = minimal();
    let path = folder.path().join("data/tombstones.csv");
    let mut text = fs::read_to_string(&path).expect("a table");
    text.push_str("old-foundation,merged,example-foundation,0.2.0,the same as the other\n");
    fs::write(path, text).expect("written");
    let site = load(folder.path());
    for lang in Lang::ALL {
        let gone = page(&site, lang, &Target::Entity("old-foundation".to_owned()), &[]);
        assert_eq!(gone.status, 410);
        assert!(gone.html.contains("example-foundation.html") && gone.html.contains("the same as the other"));
    }
    let claim = page(&SITE, Lang::En, &Target::Entity("claim/r2287".to_owned()), &[]);
    assert_eq!(claim.status, 410);
    assert!(claim.html.contains("claim/r2277.html"));
    let heir = page(&SITE, Lang::En, &Target::Entity("claim/r2277".to_owned()), &[]);
    assert_eq!(heir.status, 200);
    assert_eq!(page(&SITE, Lang::En, &Target::Entity("scheme/topic".to_owned()), &[]).status, 200);
}

#[test]
fn what_is_not_there_is_suggested() {
    let lost = page(&SITE, Lang::En, &Target::NotFound("/kz/unesko".to_owned()), &[]);
    assert_eq!(lost.status, 404);
    assert!(lost.html.contains("href=\"/en/kz/unesco.html\""), "{}", lost.html);
    let near = page(&SITE, Lang::Ru, &Target::Question("who-fund".to_owned()), &[]);
    assert_eq!(near.status, 404);
    assert!(near.html.contains("who-funds.html"));
    for target in
        [Target::Entity("nobody-at-all".to_owned()), Target::Source("none".to_owned()), Target::Map("none".to_owned())]
    {
        assert_eq!(page(&SITE, Lang::Kk, &target, &[]).status, 404, "{target:?}");
    }
}

#[test]
fn questions_answer_and_say_what_is_wrong_with_a_value() {
    let site = &*SITE;
    let target = Target::Question("who-is-active-in".to_owned());
    let question = &site.questions()["who-is-active-in"];
    let name = question.params[0].name.as_str();
    let example = question.params[0].example.as_deref().expect("an example");
    let answered = page(site, Lang::Kk, &target, &[(name, example)]);
    assert_eq!(answered.status, 200);
    assert!(answered.html.contains("<table>") && answered.html.contains("/sources/"), "{}", answered.html);
    assert!(answered.html.contains(&format!("who-is-active-in.csv?{name}={example}")));
    for lang in Lang::ALL {
        let wrong = page(site, lang, &target, &[(name, "almatyy")]);
        assert_eq!(wrong.status, 400);
        assert!(wrong.html.contains("aria-invalid=\"true\"") && wrong.html.contains("almaty ("), "{}", wrong.html);
        assert!(wrong.html.contains(&format!("aria-describedby=\"p-{name}-error p-{name}-hint\"")));
    }
    assert_eq!(page(site, Lang::En, &target, &[("nothing", "x")]).status, 400);
    let ask = InProcess { dataset: Arc::clone(site.dataset()), statistics: Statistics::default(), most: 1 };
    let outcome = site.asked("who-funds", Lang::En, &[], &ask);
    let Outcome::Answer(Answered::Rows(rows)) = outcome else { panic!("{outcome:?}") };
    assert!(rows.cut && rows.rows.len() == 1);
    assert!(matches!(site.asked("none", Lang::En, &[], &ask), Outcome::NoQuestion));
}

#[test]
fn names_are_found_and_suggested_in_any_language() {
    let site = &*SITE;
    for (text, lang) in [("medianet", Lang::Kk), ("медианет", Lang::Ru), ("MediaNett", Lang::En)] {
        let found = site.suggest(text, lang, 5);
        assert!(found.iter().any(|one| one.id == "medianet"), "{text}: {found:?}");
        let html = page(site, lang, &Target::Search, &[("q", text)]).html;
        assert!(html.contains("kz/medianet.html") && html.contains("class=\"facets\""), "{html}");
    }
    assert!(site.suggest("", Lang::En, 5).is_empty());
    let none = page(site, Lang::En, &Target::Search, &[("q", "xyzzyxyzzy")]);
    assert!(none.html.contains("Nothing here has such a name") && none.status == 200);
    assert!(page(site, Lang::En, &Target::Search, &[("q", "!!!")]).html.contains("nothing to search for"));
}

#[test]
fn lists_are_in_the_order_of_the_alphabet() {
    for lang in Lang::ALL {
        let html = page(&SITE, lang, &Target::List, &[("kind", "Place")]).html;
        let hits = html.split("<ol class=\"hits\"").nth(1).expect("a list").split("</ol>").next().expect("its end");
        let names: Vec<&str> = hits.split(".html\">").skip(1).filter_map(|rest| rest.split('<').next()).collect();
        assert!(names.len() > 30, "{names:?}");
        let collation = Collation::of(lang);
        assert!(names.is_sorted_by(|one, other| collation.compare(one, other).is_le()), "{lang}: {names:?}");
    }
}

fn write(folder: &Path) -> std::process::Output {
    sauat().arg("site").arg(folder).output().expect("runs")
}

#[test]
fn a_site_in_files_is_whole() {
    let folder = tempfile::tempdir().expect("a folder");
    let out = folder.path().join("site");
    let output = write(&out);
    assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
    let mut files: BTreeMap<String, Vec<u8>> = BTreeMap::new();
    read(&out, &out, &mut files);
    let mut wrong = BTreeSet::new();
    for (path, bytes) in files.iter().filter(|(path, _)| path.ends_with(".html") && *path != "/404.html") {
        let html = String::from_utf8_lossy(bytes);
        for href in values(&html, "href").into_iter().chain(values(&html, "src")) {
            let bare = href.split(['#', '?']).next().unwrap_or(href);
            let outside = href.starts_with("http://") || href.starts_with("https://") || bare.is_empty();
            if !outside && !files.contains_key(&resolved(path, bare)) {
                wrong.insert(format!("{path}: {href}"));
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.iter().take(30).cloned().collect::<Vec<_>>().join("\n"));
    for needed in
        ["/index.html", "/404.html", "/style.css", "/search.json", "/.htaccess", "/_redirects", "/kk/kz/medianet.xlsx"]
    {
        assert!(files.contains_key(needed), "no {needed}");
    }
    let index: serde_json::Value = serde_json::from_slice(&files["/search.json"]).expect("JSON");
    assert!(index.as_array().is_some_and(|items| items.len() > 500));
    // The same again gives the same bytes, and leaves alone what no site put there.
    fs::write(out.join("CNAME"), "example.org").expect("written");
    assert_eq!(write(&out).status.code(), Some(0));
    let mut again = BTreeMap::new();
    read(&out, &out, &mut again);
    assert_eq!(again.remove("/CNAME").as_deref(), Some(&b"example.org"[..]));
    let differ: Vec<&String> =
        files.iter().filter(|(path, bytes)| again.get(*path) != Some(bytes)).map(|(p, _)| p).collect();
    assert!(differ.is_empty() && again.len() == files.len(), "{differ:?}");
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1, "something is left beside the site");
    if let Some(peers) = peers() {
        let script = root().join("tests/peers/pages.py");
        print!("{}", call(Command::new(peers.join("rdf/bin/python")).arg(script).arg(&out)));
    }
}

fn read(root: &Path, folder: &Path, files: &mut BTreeMap<String, Vec<u8>>) {
    for entry in fs::read_dir(folder).expect("a folder") {
        let path = entry.expect("an entry").path();
        if path.is_dir() {
            read(root, &path, files);
        } else {
            let name = format!("/{}", path.strip_prefix(root).expect("inside").display());
            files.insert(name, fs::read(path).expect("readable"));
        }
    }
}

#[test]
fn a_folder_of_other_files_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("thesis.txt"), "years of work").expect("written");
    let output = write(folder.path());
    assert_eq!(output.status.code(), Some(2), "{}", transcript(&output));
    assert!(folder.path().join("thesis.txt").is_file());
}
