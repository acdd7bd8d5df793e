//! Executed transcripts: the README and `tests/cmd/`.

use std::io::Write;
use std::process::Stdio;

use crate::support::{minimal, sauat, transcript};

#[test]
fn transcripts_hold() {
    let cases = trycmd::TestCases::new();
    cases.env("NO_COLOR", "1").register_bin("sauat", std::path::PathBuf::from(env!("CARGO_BIN_EXE_sauat")));
    cases.case("README.md").case("tests/cmd/*.md");
}

#[test]
fn a_closed_pipe_is_no_failure() {
    let mut child =
        sauat().args(["export", "nquads"]).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().expect("starts");
    drop(child.stdout.take());
    let output = child.wait_with_output().expect("ends");
    assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
}

#[test]
fn a_query_comes_from_standard_input_too() {
    let mut child = sauat()
        .args(["query", "--format", "csv"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .expect("starts");
    let mut stdin = child.stdin.take().expect("piped");
    stdin.write_all(b"SELECT ?x { VALUES ?x { 1 2 } }").expect("written");
    drop(stdin);
    let output = child.wait_with_output().expect("ends");
    assert_eq!(String::from_utf8_lossy(&output.stdout), "x\r\n1\r\n2\r\n");
}

#[test]
fn an_endless_query_is_stopped() {
    let product = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?i) }";
    let output = sauat().args(["query", "--timeout", "1", product]).output().expect("runs");
    assert_eq!(output.status.code(), Some(3), "{}", transcript(&output));
}

#[test]
fn a_read_only_folder_keeps_its_old_exports() {
    let folder = minimal();
    let exports = folder.path().join("exports");
    let build = || sauat().args(["build", "--dir"]).arg(folder.path()).output().expect("runs");
    assert_eq!(build().status.code(), Some(0));
    let before = std::fs::read(exports.join("sauat.ttl")).expect("built");
    // A folder in the way of a file cannot be renamed over, for any user.
    std::fs::remove_file(exports.join("sauat.trig")).expect("removed");
    std::fs::create_dir_all(exports.join("sauat.trig/in-the-way")).expect("made");
    let table = folder.path().join("data/organisations.csv");
    let text = std::fs::read_to_string(&table).expect("a table").replace("Example Foundation", "Example Fund");
    std::fs::write(&table, text).expect("written");
    let output = build();
    assert_eq!(output.status.code(), Some(3), "{}", transcript(&output));
    assert!(String::from_utf8_lossy(&output.stderr).contains("cannot be written"));
    assert_eq!(std::fs::read(exports.join("sauat.ttl")).expect("still there"), before);
    let left = [&exports, folder.path()].map(|folder| std::fs::read_dir(folder).expect("a folder").flatten());
    let temporary: Vec<_> =
        left.into_iter().flatten().filter(|e| e.file_name().to_string_lossy().starts_with(".sauat")).collect();
    assert!(temporary.is_empty(), "temporary files are left: {temporary:?}");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_keeps_the_old_exports() {
    let output = sauat().args(["export", "turtle", "--out", "/dev/full/x.ttl"]).output().expect("runs");
    assert_eq!(output.status.code(), Some(3), "{}", transcript(&output));
    let to_full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
    let output = sauat().args(["export", "turtle"]).stdout(to_full).output().expect("runs");
    assert_eq!(output.status.code(), Some(3), "{}", transcript(&output));
    // That nobody can be told is no reason to stop.
    let to_full = std::fs::OpenOptions::new().write(true).open("/dev/full").expect("Linux has it");
    let folder = minimal();
    let output = sauat().arg("-C").arg(folder.path()).arg("build").stderr(to_full).output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
}

#[test]
fn completions_and_the_man_page_are_made() {
    for shell in ["bash", "zsh", "fish", "powershell", "elvish"] {
        let output = sauat().args(["completions", shell]).output().expect("runs");
        assert!(output.status.success() && output.stdout.len() > 1000, "{shell}");
    }
    let output = sauat().arg("man").output().expect("runs");
    let page = String::from_utf8_lossy(&output.stdout).into_owned();
    for verb in ["CHECK", "BUILD", "QUERY", "ASK", "DESCRIBE", "EXPORT"] {
        assert!(page.contains(verb), "the man page has no section {verb}");
    }
}

#[cfg(not(feature = "raster"))]
#[test]
fn a_build_without_pictures_says_so() {
    for format in ["png", "pdf"] {
        let output = sauat().args(["map", "system", "--format", format]).output().expect("runs");
        assert_eq!(output.status.code(), Some(3), "{}", transcript(&output));
        assert!(String::from_utf8_lossy(&output.stderr).contains("this build has no PNG and PDF"));
    }
}

/// Every option that takes a number refuses what is too large, too small or none at the place where it is read.
#[test]
fn numbers_are_checked_where_they_are_read() {
    let commands: [(&[&str], &[&str]); 16] = [
        (&["connect", "http://127.0.0.1:1/", "--timeout"], &["1e19", "0", "-1", "NaN", "inf", "1e-30", "ten"]),
        (&["query", "ASK {}", "--timeout"], &["1e19", "0", "-1", "NaN", "604801"]),
        (&["query", "ASK {}", "--max-rows"], &["-1", "99999999999999999999"]),
        (&["ask", "partners", "--timeout"], &["1e300"]),
        (&["serve", "--answer"], &["17592186044416", "0", "18446744073709551615"]),
        (&["serve", "--memory"], &["17592186044416", "1", "-1"]),
        (&["serve", "--deadline"], &["0", "18446744073709551615"]),
        (&["serve", "--budget"], &["0", "18446744073709551615"]),
        (&["serve", "--workers"], &["0", "65536", "300"]),
        (&["serve", "--per-client"], &["0", "65536"]),
        (&["serve", "--connections"], &["0", "4294967296", "4294967295"]),
        (&["serve", "--failures"], &["-1", "4294967296"]),
        (&["map", "funding", "--engine", "dot", "--timeout"], &["1e19", "0"]),
        (&["map", "funding", "--least"], &["0", "NaN", "1e9"]),
        (&["map", "funding", "--dpi"], &["0", "601", "65537"]),
        (&["analyse", "pagerank", "--damping"], &["0", "1", "NaN", "inf"]),
    ];
    for (command, values) in commands {
        for value in values {
            let (option, before) = command.split_last().expect("an option");
            let given = format!("{option}={value}");
            let output = sauat().args(before).arg(given).output().expect("runs");
            let said = transcript(&output);
            assert_eq!(output.status.code(), Some(2), "{command:?} {value}: {said}");
            assert!(said.contains(*option), "{command:?} {value}: {said}");
        }
    }
}
