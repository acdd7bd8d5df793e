//! Where files are written and where not, what becomes of those that stand there, and what is left of runs that died.

use std::collections::BTreeMap;
use std::fs;
use std::os::unix::fs::{FileTypeExt, symlink};
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

use sauat::pipeline::{Checks, Options, run as run_pipeline};
use sauat::publish;

use crate::bad_input::{ORGANISATIONS, replace};
use crate::support::{minimal, sauat, transcript};

/// What stands in a folder: each entry with what it holds, or what it is.
pub(crate) fn tree(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut waiting = vec![PathBuf::new()];
    while let Some(inner) = waiting.pop() {
        for entry in fs::read_dir(folder.join(&inner)).expect("a folder").flatten() {
            let (path, kind) = (inner.join(entry.file_name()), entry.file_type().expect("a kind"));
            let what = if kind.is_dir() {
                waiting.push(path.clone());
                b"folder".to_vec()
            } else if kind.is_symlink() {
                format!("link to {}", fs::read_link(entry.path()).expect("a link").display()).into_bytes()
            } else {
                fs::read(entry.path()).expect("readable")
            };
            found.insert(path, what);
        }
    }
    found
}

fn run(folder: &Path, arguments: &[&str]) -> Output {
    sauat().current_dir(folder).args(arguments).output().expect("runs")
}

fn done(folder: &Path, arguments: &[&str]) {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(0), "{arguments:?}: {}", transcript(&output));
}

fn refused(folder: &Path, arguments: &[&str], said: &str) {
    let output = run(folder, arguments);
    assert_eq!(output.status.code(), Some(2), "{arguments:?}: {}", transcript(&output));
    let told = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(told.contains(said) && told.contains("hint: "), "{arguments:?}: {told}");
}

/// A dataset with everything that is read, in a folder of its own.
fn dataset() -> (tempfile::TempDir, PathBuf) {
    let above = tempfile::tempdir().expect("a folder");
    let folder = above.path().join("dataset");
    crate::support::copy(minimal().path(), &folder);
    for part in ["queries", "src", "releases/0.1.0"] {
        fs::create_dir_all(folder.join(part)).expect("made");
    }
    fs::write(folder.join("queries/some.txt"), "a note").expect("written");
    fs::write(folder.join("src/main.rs"), "fn main() {}").expect("written");
    for (to, name) in [("ontology", "link"), ("data/relations.csv", "table.csv"), ("..", "up")] {
        symlink(to, folder.join(name)).expect("made");
    }
    (above, folder)
}

#[test]
fn nothing_is_written_over_what_a_dataset_is_read_from() {
    let (above, folder) = dataset();
    let before = tree(above.path());
    let folders = [
        ".",
        "data",
        "ontology",
        "queries",
        "src",
        "data/new",
        "ontology/a/b",
        "ontology/../data",
        "./src/",
        "link",
        "link/new",
        "..",
        "up",
        "up/dataset",
        "exports/../ontology",
        "../dataset/queries/x",
    ];
    for out in folders {
        for verb in
            [&["build", "--out"][..], &["site"], &["export", "hdt", "--out"], &["convert", "-f", "hdt", "--out"]]
        {
            let command: Vec<&str> = verb.iter().copied().chain([out]).collect();
            refused(&folder, &command, "from which a dataset is read");
        }
        refused(&folder, &["convert", "--out", &format!("{out}/")], "from which a dataset is read");
    }
    let files = [
        "ontology/sauat.ttl",
        "data/relations.csv",
        "data/new.csv",
        "queries/new.rq",
        "src/main.rs",
        "link/new.ttl",
        "table.csv",
        "./data/../ontology/new.ttl",
    ];
    for out in files {
        for verb in [
            &["export", "turtle"][..],
            &["map", "system", "-f", "svg"],
            &["analyse", "degree", "-f", "csv"],
            &["convert", "-f", "nq"],
        ] {
            let command: Vec<&str> = verb.iter().copied().chain(["--out", out]).collect();
            refused(&folder, &command, "from which a dataset is read");
        }
    }
    refused(&folder, &["analyse", "--report", "data/report.html"], "lies in");
    refused(&folder, &["export", "turtle", "--out", "releases/0.1.0/sauat.ttl"], "a release never changes");
    // From elsewhere too, and where the dataset is another one.
    let absolute = folder.join("ontology");
    refused(above.path(), &["-C", "dataset", "build", "--out", "dataset/data"], "from which a dataset is read");
    refused(above.path(), &["-C", "dataset", "build", "--out", "."], "from which a dataset is read");
    let other = minimal();
    refused(
        other.path(),
        &["build", "--out", &absolute.join("new").display().to_string()],
        "from which a dataset is read",
    );
    assert_eq!(tree(above.path()), before, "nothing was touched");
}

#[test]
fn what_a_command_reads_is_not_written_over() {
    let folder = minimal();
    fs::write(folder.path().join("part.rq"), "SELECT ?x { ?x a sauat:Ngo }").expect("written");
    refused(
        folder.path(),
        &["export", "gexf", "--from", "part.rq", "--out", "./part.rq"],
        "from which a dataset is read",
    );
    // A file that is no source is replaced, and a link to one is followed.
    fs::write(folder.path().join("real.ttl"), "old").expect("written");
    symlink("real.ttl", folder.path().join("all.ttl")).expect("made");
    done(folder.path(), &["export", "turtle", "--out", "all.ttl"]);
    assert!(fs::read_to_string(folder.path().join("real.ttl")).expect("there").contains("@prefix"));
    assert!(fs::symlink_metadata(folder.path().join("all.ttl")).expect("there").is_symlink());
    assert!(!folder.path().join(".sauat").exists());
}

#[test]
fn a_pipe_stays_a_pipe() {
    let folder = minimal();
    let fifo = folder.path().join("pipe");
    assert!(Command::new("mkfifo").arg(&fifo).status().expect("runs").success());
    let read = folder.path().join("read.ttl");
    let to = Stdio::from(fs::File::create(&read).expect("made"));
    let mut reader = Command::new("cat").arg(&fifo).stdout(to).spawn().expect("starts");
    done(folder.path(), &["export", "turtle", "--out", "pipe"]);
    assert!(reader.wait().expect("ends").success());
    assert!(fs::read_to_string(read).expect("text").contains("@prefix"));
    assert!(fs::symlink_metadata(&fifo).expect("there").file_type().is_fifo());
}

#[test]
fn folders_of_others_are_left_alone() {
    let folder = minimal();
    let out = folder.path().join("out");
    let verbs: [&[&str]; 5] = [
        &["build", "--out", "out"],
        &["site", "out"],
        &["export", "hdt", "--out", "out"],
        &["convert", "--out", "out/"],
        &["convert", "-f", "hdt", "--out", "out"],
    ];
    for (name, text) in
        [("thesis.txt", "years of work"), ("manifest.json", "{\"name\": \"an application\"}"), ("hdt.json", "[]")]
    {
        fs::create_dir(&out).expect("made");
        fs::write(out.join(name), text).expect("written");
        for verb in verbs {
            refused(folder.path(), verb, "did not make");
        }
        assert_eq!(fs::read_to_string(out.join(name)).expect("there"), text);
        assert_eq!(fs::read_dir(&out).expect("a folder").count(), 1);
        fs::remove_dir_all(&out).expect("removed");
    }
    // New, empty, empty but for what git wants, and made by the same verb; not by another one.
    for verb in verbs {
        fs::create_dir(&out).expect("made");
        fs::write(out.join(".gitkeep"), "").expect("written");
        done(folder.path(), verb);
        done(folder.path(), verb);
        assert!(out.join(".gitkeep").exists());
        let other = if verb[0] == "build" { verbs[1] } else { verbs[0] };
        refused(folder.path(), other, "did not make");
        fs::remove_dir_all(&out).expect("removed");
    }
}

/// Two datasets: the same but for a name, and the files of each build.
pub(crate) fn two() -> (tempfile::TempDir, [BTreeMap<PathBuf, Vec<u8>>; 2]) {
    let folder = minimal();
    let exports = folder.path().join("exports");
    done(folder.path(), &["build"]);
    let old = tree(&exports);
    replace(folder.path(), ORGANISATIONS, "Example Foundation", "Example Fund");
    done(folder.path(), &["build", "--out", "other"]);
    let new = tree(&folder.path().join("other"));
    fs::remove_dir_all(folder.path().join("other")).expect("removed");
    assert_ne!(old, new);
    (folder, [old, new])
}

#[test]
fn files_that_are_not_ours_are_carried_over() {
    let (folder, [_, new]) = two();
    let exports = folder.path().join("exports");
    for (name, text) in
        [("CNAME", "example.org"), (".nojekyll", ""), (".gitignore", "/sauat.nq\n"), ("docs/notes.md", "mine")]
    {
        fs::write(exports.join(name), text).expect("written");
    }
    symlink("sauat.ttl", exports.join("latest.ttl")).expect("made");
    // What an older version wrote and this one does not, and what it left when it was killed.
    let manifest = fs::read_to_string(exports.join("manifest.json")).expect("there");
    let named = manifest.replacen(
        "\"files\": {",
        "\"files\": { \"docs/old.md\": {\"media_type\": \"text/markdown\", \"bytes\": 1, \"sha256\": \"0\"},",
        1,
    );
    assert_ne!(named, manifest);
    fs::write(exports.join("manifest.json"), named).expect("written");
    fs::write(exports.join("docs/old.md"), "x").expect("written");
    fs::write(exports.join("maps/.sauat-Ab12cD"), "half").expect("written");
    done(folder.path(), &["build"]);
    let mut found = tree(&exports);
    for (name, text) in [
        ("CNAME", "example.org"),
        (".nojekyll", ""),
        (".gitignore", "/sauat.nq\n"),
        ("docs/notes.md", "mine"),
        ("latest.ttl", "link to sauat.ttl"),
    ] {
        assert_eq!(found.remove(Path::new(name)).as_deref(), Some(text.as_bytes()), "{name}");
    }
    assert!(found == new, "{:?}", found.keys().filter(|name| !new.contains_key(*name)).collect::<Vec<_>>());
}

#[test]
fn folders_that_are_not_ours_stay_where_they_are() {
    let (folder, [_, new]) = two();
    let exports = folder.path().join("exports");
    fs::create_dir_all(exports.join("history/2025")).expect("made");
    fs::write(exports.join("history/2025/note"), "mine").expect("written");
    done(folder.path(), &["build"]);
    let found = tree(&exports);
    assert_eq!(found.get(Path::new("history/2025/note")).map(Vec::as_slice), Some(&b"mine"[..]));
    let ours: BTreeMap<_, _> = found.into_iter().filter(|(name, _)| !name.starts_with("history")).collect();
    assert!(ours == new, "{:?}", ours.keys().filter(|name| !new.contains_key(*name)).collect::<Vec<_>>());
}

#[test]
fn exports_may_be_a_link() {
    let (folder, [_, new]) = two();
    let elsewhere = tempfile::tempdir().expect("a folder");
    let (exports, real) = (folder.path().join("exports"), elsewhere.path().join("public"));
    fs::remove_dir_all(&exports).expect("removed");
    symlink(&real, &exports).expect("made");
    let output = run(folder.path(), &["build"]);
    assert_eq!(output.status.code(), Some(3), "{}", transcript(&output));
    assert!(transcript(&output).contains("a link to nothing"), "{}", transcript(&output));
    fs::create_dir(&real).expect("made");
    for _ in 0..2 {
        done(folder.path(), &["build"]);
        assert!(fs::symlink_metadata(&exports).expect("there").is_symlink());
        assert!(tree(&real) == new);
    }
    assert_eq!(fs::read_dir(elsewhere.path()).expect("a folder").count(), 1, "nothing is left beside it");
}

#[test]
fn exports_may_be_a_mount_point() {
    let (folder, [_, new]) = two();
    let script =
        "mount -t tmpfs none exports && \"$1\" build && \"$1\" build && cp -a exports copy && \"$1\" query 'ASK {}'";
    let mut command = Command::new("unshare");
    command.args(["-m", "sh", "-e", "-c", script, "sh", env!("CARGO_BIN_EXE_sauat")]).current_dir(folder.path());
    match command.output() {
        Ok(output) if output.status.success() => {
            let found = tree(&folder.path().join("copy"));
            assert!(found == new, "{:?}", found.keys().filter(|name| !new.contains_key(*name)).collect::<Vec<_>>());
        }
        Ok(output) if transcript(&output).contains("sauat") => panic!("{}", transcript(&output)),
        _ => println!("skipped: nothing may be mounted here"),
    }
}

#[test]
fn a_folder_that_moves_away_is_not_written_in_halves() {
    let (folder, [old, _]) = two();
    let options = Options { checks: Checks::Quick, lang: sauat::text::Lang::En, sources: None, progress: &|_| {} };
    let built = run_pipeline(folder.path(), &options).expect("runs").built.expect("a dataset");
    let (exports, away) = (folder.path().join("exports"), folder.path().with_extension("away"));
    for at in ["sauat.ttl", "docs/ontology.en.md", "manifest.json"] {
        let moved = |name: &str| {
            if name == at {
                fs::rename(folder.path(), &away).expect("moved");
                // Something else takes its name.
                fs::create_dir_all(folder.path().join("exports/docs")).expect("made");
            }
        };
        let failed = publish::write(&built, &[], "sauat test", &exports, &moved).expect_err("it moved");
        assert!(failed.to_string().contains("cannot be written"), "{failed}");
        assert_eq!(tree(folder.path()).len(), 2, "nothing is written into what took its place");
        fs::remove_dir_all(folder.path()).expect("removed");
        fs::rename(&away, folder.path()).expect("back");
        assert!(tree(&exports) == old, "the old exports are whole, after {at}");
        done(folder.path(), &["query", "ASK {}"]);
        assert!(!folder.path().join(".sauat").exists(), "what was left is gone");
    }
}

#[test]
fn what_dead_runs_left_is_gone_after_the_next() {
    let (folder, _) = two();
    let left = folder.path().join(".sauat/write-4000000-0");
    for command in [&["query", "ASK {}"][..], &["build"], &["export", "turtle", "--out", "all.ttl"]] {
        fs::create_dir_all(left.join("new/docs")).expect("made");
        fs::write(left.join("new/docs/half"), "of a file").expect("written");
        fs::write(folder.path().join(".sauat/.gitignore"), "*\n").expect("written");
        done(folder.path(), command);
        assert!(!folder.path().join(".sauat").exists(), "{command:?}");
    }
}
