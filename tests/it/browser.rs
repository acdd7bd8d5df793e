//! People in a real browser: Chromium makes the journeys of `tests/browser` in every language and in every way.

use std::path::Path;
use std::process::Command;
use std::time::Duration;

use sauat::serve::{Limits, Source};

use crate::http::Running;
use crate::peers::{call, peers};
use crate::site::hostile;

#[test]
fn researchers_come_from_the_start_page_to_a_cited_answer() {
    let Some(peers) = peers() else { return };
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).to_owned();
    // All journeys come from one address; what one client may ask for is the matter of other tests.
    let limits = Limits {
        workers: 2,
        budget: Duration::from_secs(6000),
        deadline: Duration::from_secs(60),
        ..Limits::default()
    };
    let server = Running::start(Source::Folder(root), limits);
    let base = format!("http://{}", server.address);
    print!("{}", call(Command::new("node").arg(peers.join("browser/run.mjs")).arg(base)));
}

#[test]
fn texts_that_try_to_be_markup_stay_text_in_a_browser() {
    let Some(peers) = peers() else { return };
    let folder = hostile();
    let limits = Limits { workers: 1, budget: Duration::from_secs(6000), failures: 100_000, ..Limits::default() };
    let server = Running::start(Source::Folder(folder.path().to_owned()), limits);
    let base = format!("http://{}", server.address);
    // A release opens all of them: HOSTILE_SHARE=1.
    let share = std::env::var("HOSTILE_SHARE").unwrap_or_else(|_| "61".to_owned());
    print!("{}", call(Command::new("node").arg(peers.join("browser/hostile.mjs")).args([base, share])));
}

/// The scripts of the pages, if they were bundled before the program was compiled.
fn bundled() -> bool {
    let there = !sauat::publish::site::assets().is_empty();
    if !there {
        assert!(std::env::var_os("CI").is_none(), "the program was built without scripts: run tools/web.sh first");
        println!("skipped: the program was built without scripts; tools/web.sh makes them");
    }
    there
}

fn generous() -> Running {
    let limits = Limits { workers: 2, budget: Duration::from_secs(6000), failures: 10_000, ..Limits::default() };
    Running::start(Source::Folder(Path::new(env!("CARGO_MANIFEST_DIR")).to_owned()), limits)
}

#[test]
fn the_network_is_explored_and_what_is_saved_is_read_elsewhere() {
    let Some(peers) = peers().filter(|_| bundled()) else { return };
    let server = generous();
    let base = format!("http://{}", server.address);
    let folder = tempfile::tempdir().expect("a folder");
    print!("{}", call(Command::new("node").arg(peers.join("browser/explorer.mjs")).arg(base).arg(folder.path())));
    let saved = |extension: &str| {
        let files = std::fs::read_dir(folder.path()).expect("a folder").flatten().map(|entry| entry.path());
        files.into_iter().find(|path| path.extension().is_some_and(|e| e == extension)).expect(extension)
    };
    call(Command::new("dot").arg("-Tsvg").arg(saved("dot")).arg("-o").arg(folder.path().join("drawn.xml")));
    let count = "import sys, networkx; g = networkx.read_gexf(sys.argv[1]); print(len(g), g.size())";
    let read = call(Command::new(peers.join("formats/bin/python")).args(["-c", count]).arg(saved("gexf")));
    let numbers: Vec<usize> = read.split_whitespace().filter_map(|word| word.parse().ok()).collect();
    assert!(numbers.len() == 2 && numbers.iter().all(|number| *number > 10), "{read}");
    let drawn = std::fs::read_to_string(saved("svg")).expect("readable");
    roxmltree::Document::parse(&drawn).expect("XML");
}

#[test]
fn queries_are_written_in_the_editor_and_in_yasgui() {
    let Some(peers) = peers().filter(|_| bundled()) else { return };
    let server = generous();
    for script in ["editor.mjs", "yasgui.mjs"] {
        let base = format!("http://{}", server.address);
        print!("{}", call(Command::new("node").arg(peers.join("browser").join(script)).arg(base)));
    }
}
