//! Faults at calls of the system while a build writes: what stands there afterwards is the old or the new, never a mix.
//!
//! This is a share of what `tools/faults.py` tries at every call. It needs strace, and that it may trace.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use sauat::random::Random;

use crate::support::{copy, sauat, transcript};
use crate::written::{tree, two};

/// The calls by which a build changes what is on a disk.
const CALLS: &str = "openat,write,fsync,fchmod,chmod,mkdir,rmdir,unlink,unlinkat,rename,renameat2,link,linkat,flock";

/// The faults: what goes wrong, as strace names it.
const FAULTS: [&str; 3] = ["error=EIO", "error=ENOSPC", "signal=KILL"];

/// A build under strace.
fn traced(folder: &Path, options: &[&str]) -> Output {
    let mut command = Command::new("strace");
    command.env_clear().env("NO_COLOR", "1").env("PATH", std::env::var_os("PATH").unwrap_or_default());
    command.args(["-f", "-qq"]).args(options).arg(env!("CARGO_BIN_EXE_sauat")).args(["build", "--dir"]).arg(folder);
    command.output().expect("strace runs")
}

/// Which calls a build makes, and how often each thread makes it at most.
fn calls(folder: &Path) -> Option<BTreeMap<String, usize>> {
    if Command::new("strace").arg("-V").output().is_err() {
        println!("skipped: strace is not there");
        return None;
    }
    let log = folder.join("calls.log");
    let output = traced(folder, &["-e", &format!("trace={CALLS}"), "-o", &log.display().to_string()]);
    if !output.status.success() {
        println!("skipped: strace may not trace here");
        return None;
    }
    let text = fs::read_to_string(&log).expect("a log");
    fs::remove_file(&log).expect("removed");
    let mut counts: BTreeMap<(&str, &str), usize> = BTreeMap::new();
    for line in text.lines() {
        let Some((thread, call)) = line.split_once(char::is_whitespace) else { continue };
        let Some((name, _)) = call.trim_start().split_once('(') else { continue };
        *counts.entry((thread, name)).or_default() += 1;
    }
    let mut most: BTreeMap<String, usize> = BTreeMap::new();
    for ((_, name), count) in counts {
        let found = most.entry(name.to_owned()).or_default();
        *found = count.max(*found);
    }
    Some(most)
}

/// The files of a build: what is ours to look at.
fn files(exports: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    tree(exports).into_iter().filter(|(name, _)| !name.starts_with("kept") && !name.starts_with(".sauat")).collect()
}

/// Breaks builds at calls that a seed chooses; `kept` is whether a folder of somebody else stands in the exports, which
/// are then replaced file by file.
fn broken(kept: bool, share: usize) {
    let (folder, [old, new]) = two();
    let (folder, exports) = (folder.path(), folder.path().join("exports"));
    if kept {
        fs::create_dir(exports.join("kept")).expect("made");
    }
    let before = folder.join("before");
    copy(&exports, &before);
    let restore = || {
        fs::remove_dir_all(&exports).expect("removed");
        copy(&before, &exports);
    };
    let Some(calls) = calls(folder) else { return };
    let mut random = Random::new(11);
    let mut tried = 0;
    for (call, count) in &calls {
        let all = call.starts_with("rename") && *count < 4;
        let few: BTreeSet<usize> = (0..share).map(|_| 1 + random.below(*count)).collect();
        let chosen = if all { (1..=*count).collect() } else { few };
        for at in chosen {
            let fault = FAULTS[tried % FAULTS.len()];
            restore();
            let inject = format!("inject={call}:{fault}:when={at}");
            let output = traced(folder, &["-e", &format!("trace={call}"), "-e", &inject, "-o", "/dev/null"]);
            let said = format!("{inject}: {}", transcript(&output));
            tried += 1;
            let found = files(&exports);
            let whole = found == old || found == new;
            assert!(whole || kept, "{said}: a mix");
            assert!(output.status.code() != Some(101), "{said}");
            if output.status.success() {
                assert!(found == new, "{said}: it said that it was done");
            }
            // The next run finds nothing, or what it has to do, and asks the tables or exports as a whole.
            let query = "ASK { ?x rdfs:label \"Example Fund\"@en }";
            let asked = sauat().arg("-C").arg(folder).args(["query", query]).output().expect("runs");
            assert_eq!(String::from_utf8_lossy(&asked.stdout), "true\n", "{said}: {}", transcript(&asked));
            let found = files(&exports);
            assert!(found == old || found == new, "{said}: a mix that nobody finished");
            assert!(!folder.join(".sauat").exists() && !exports.join(".sauat").exists(), "{said}: litter");
        }
    }
    assert!(tried > 10, "{tried} faults");
}

#[test]
fn a_build_that_breaks_leaves_the_old_or_the_new() {
    broken(false, 2);
}

#[test]
fn a_build_that_breaks_between_files_is_finished() {
    broken(true, 2);
}
