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
    let share = std::env::var("HOSTILE_SHARE").unwrap_or_else(|_| "23".to_owned());
    print!("{}", call(Command::new("node").arg(peers.join("browser/hostile.mjs")).args([base, share])));
}
