//! What changed between two releases: in every language and format, from folders, dumps and git revisions.

use std::fs;
use std::path::Path;
use std::process::Command;

use oxrdfio::{RdfFormat, RdfParser};

use crate::support::{copy, minimal, root, sauat, snapshot, transcript};

/// The small dataset, and the same after a curator's day: a label, a relation and a claim changed, a claim withdrawn, a
/// project added, an organisation renamed.
fn releases() -> (tempfile::TempDir, tempfile::TempDir) {
    let (old, new) = (minimal(), minimal());
    let edit = |file: &str, change: &dyn Fn(&str) -> String| {
        let path = new.path().join(file);
        let text = fs::read_to_string(&path).expect("a file");
        let changed = change(&text);
        assert_ne!(text, changed, "{file}");
        fs::write(path, changed).expect("written");
    };
    edit("data/organisations.csv", &|t| {
        t.replace("Example Foundation", "Example Fund").replace("example-ministry", "ministry-of-examples")
    });
    edit("data/relations.csv", &|t| {
        t.replace(",2018,2023,", ",2018,2024,").replace("example-ministry", "ministry-of-examples")
            + "r3,ministry-of-examples,implements,example-project,,,,,example-report,One,L3,,normal,stated,done,\n"
    });
    edit("data/projects.csv", &|t| {
        t.to_owned()
            + "example-project,Project,Мысал жобасы,Проект «Пример»,Example Project,source,translated,translated\n"
    });
    edit("data/statements.csv", &|t| t.lines().filter(|l| !l.starts_with("s3,")).collect::<Vec<_>>().join("\n") + "\n");
    edit("data/coverage.csv", &|t| {
        t.replace("L6-L8,cited,\nexample-report,L9,none,blank", "L6-L7,cited,\nexample-report,L8-L9,none,blank")
    });
    edit("data/tombstones.csv", &|t| {
        t.to_owned()
            + "claim/s3,withdrawn,,0.2.0,The source does not say it\nexample-ministry,renamed,ministry-of-examples,0.2.0,A better id\n"
    });
    (old, new)
}

fn diff(old: &Path, new: &Path, arguments: &[&str]) -> String {
    let output = sauat().arg("diff").arg(old).arg(new).args(arguments).output().expect("runs");
    transcript(&output).replace(&old.display().to_string(), "OLD").replace(&new.display().to_string(), "NEW")
}

#[test]
fn changes_are_told_in_every_language_and_format() {
    let (old, new) = releases();
    for (name, arguments) in [
        ("text-en", &["--lang", "en"][..]),
        ("text-ru", &["--lang", "ru"]),
        ("text-kk", &["--lang", "kk"]),
        ("markdown", &["--format", "markdown"]),
        ("json", &["--format", "json"]),
        ("ttl", &["--format", "ttl"]),
    ] {
        snapshot(&diff(old.path(), new.path(), arguments), &root().join(format!("tests/cases/changes/{name}.txt")));
    }
    let turtle =
        sauat().arg("diff").arg(old.path()).arg(new.path()).args(["--format", "ttl"]).output().expect("runs").stdout;
    assert!(RdfParser::from_format(RdfFormat::Turtle).for_slice(&turtle).all(|quad| quad.is_ok()));
}

#[test]
fn an_id_that_vanishes_without_a_tombstone_is_told() {
    let (old, new) = releases();
    let tombstones = new.path().join("data/tombstones.csv");
    fs::write(&tombstones, "id,fate,replaced_by,since,reason\n").expect("written");
    let text = diff(old.path(), new.path(), &[]);
    assert!(text.contains("Withdrawn without a tombstone: [claim/s3], [example-ministry]"), "{text}");
}

#[test]
fn nothing_changed_is_said() {
    let (old, same) = (minimal(), minimal());
    assert!(diff(old.path(), same.path(), &[]).contains("Nothing changed."));
}

#[test]
fn folders_dumps_and_revisions_give_the_same_changes() {
    let (old, new) = releases();
    let whole = |old: &Path, new: &Path| {
        let output = sauat().arg("diff").arg(old).arg(new).output().expect("runs");
        assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
        String::from_utf8_lossy(&output.stdout).into_owned()
    };
    let expected = whole(old.path(), new.path());
    for folder in [old.path(), new.path()] {
        let built = sauat().args(["build", "--dir"]).arg(folder).output().expect("runs");
        assert_eq!(built.status.code(), Some(0), "{}", transcript(&built));
    }
    for extension in ["ttl", "nt", "nq", "trig", "rdf", "jsonld"] {
        let dump = |folder: &Path| folder.join(format!("exports/sauat.{extension}"));
        assert_eq!(whole(&dump(old.path()), &dump(new.path())), expected, "{extension}");
    }
    assert_eq!(whole(&old.path().join("exports"), new.path()), expected);
    // In git: first the tables alone, then with the published dump.
    for with_dump in [false, true] {
        let repository = tempfile::tempdir().expect("a folder");
        copy(old.path(), repository.path());
        if !with_dump {
            fs::remove_dir_all(repository.path().join("exports")).expect("removed");
        }
        let git = |arguments: &[&str]| {
            let mut command = Command::new("git");
            command.arg("-C").arg(repository.path()).args(["-c", "user.name=t", "-c", "user.email=t@example.org"]);
            let output = command.args(arguments).output().expect("git runs");
            assert!(output.status.success(), "{}", transcript(&output));
        };
        git(&["init", "-q"]);
        git(&["add", "-A"]);
        git(&["commit", "-q", "-m", "old"]);
        git(&["tag", "v0.1.0"]);
        for part in ["data", "exports"] {
            let _ = fs::remove_dir_all(repository.path().join(part));
            copy(&new.path().join(part), &repository.path().join(part));
        }
        let mut command = sauat();
        command.env("PATH", std::env::var_os("PATH").unwrap_or_default());
        let output = command.args(["diff", "v0.1.0", "--dir"]).arg(repository.path()).output().expect("runs");
        assert_eq!(String::from_utf8_lossy(&output.stdout), expected, "{}", transcript(&output));
    }
}

#[test]
fn what_cannot_be_compared_is_refused() {
    let folder = minimal();
    let broken = folder.path().join("broken.ttl");
    fs::write(&broken, "<https://example.org/a> <https://example.org/b>").expect("written");
    let empty = folder.path().join("empty.nt");
    fs::write(&empty, "<https://example.org/a> <https://example.org/b> <https://example.org/c> .\n").expect("written");
    for (name, code, says) in [
        ("--output=x", 2, "is no dataset folder"),
        ("no-such-thing", 2, "is no dataset folder"),
        ("", 2, "is no dataset folder"),
        ("ontology", 2, "is no dataset folder"),
        (broken.to_str().expect("a name"), 3, "line"),
        (empty.to_str().expect("a name"), 3, "it has no claims"),
    ] {
        let mut command = sauat();
        command.current_dir(folder.path());
        let output = command.args(["diff", "--", name]).output().expect("runs");
        let text = transcript(&output);
        assert_eq!(output.status.code(), Some(code), "{text}");
        assert!(text.contains(says), "{text}");
    }
}

/// One edit each of everything that a release says: file, text, what takes its place.
const EDITS: &[(&str, &str, &str)] = &[
    ("data/organisations.csv", ",Ngo,", ",Club,"),
    ("data/organisations.csv", "Фонд «Пример»", "Фонд «Образец»"),
    ("data/organisations.csv", "source,translated,translated\nexample-m", "source,source,translated\nexample-m"),
    ("data/names.csv", ",MQ,", ",MK,"),
    ("data/names.csv", ",,,,MQ,", ",,,MQ,,"),
    ("data/names.csv", ",L1", ",L2"),
    ("data/names.csv", "acronym", "short"),
    ("data/relations.csv", ",implements,", ",organises,"),
    ("data/relations.csv", ",2018,", ",2017,"),
    ("data/relations.csv", ",often,", ",occasionally,"),
    ("data/relations.csv", "L1-L2,,", "L1-L2,L3,"),
    ("data/relations.csv", ",One,L3", ",Two,L3"),
    ("data/relations.csv", "normal,stated", "preferred,stated"),
    ("data/relations.csv", "normal,stated", "normal,uncertain"),
    ("data/relations.csv", "stated,done", "stated,planned"),
    ("data/relations.csv", "from the heading", "from the title"),
    ("data/statements.csv", ",1200,about", ",1300,about"),
    ("data/statements.csv", ",1200,about", ",1200,"),
    ("data/sources.csv", "report,16c6", "report,26c6"),
    ("data/sources.csv", ",2025,", ",2024,"),
    ("data/sources.csv", "https://example.org/report", "https://example.org/other"),
    ("ontology/sauat.ttl", "\"NGO\"@en", "\"NGO at large\"@en"),
    ("ontology/sauat.ttl", "rdfs:subClassOf sauat:PublicBody", "rdfs:subClassOf sauat:Organisation"),
    ("ontology/sauat.ttl", "A party that acts", "A party who acts"),
    ("ontology/concepts.ttl", "skos:altLabel \"оқу орындары\"@kk", "skos:altLabel \"оқу орны\"@kk"),
];

#[test]
fn no_change_is_passed_over() {
    let old = minimal();
    let mut silent = Vec::new();
    for (file, from, to) in EDITS {
        let new = minimal();
        let path = new.path().join(file);
        let text = fs::read_to_string(&path).expect("a file");
        if !text.contains(from) {
            silent.push(format!("{file} does not hold {from}"));
            continue;
        }
        fs::write(&path, text.replacen(from, to, 1)).expect("written");
        let said = |format: &str| {
            let mut command = sauat();
            let output = command.arg("diff").arg(old.path()).arg(new.path()).args(["--format", format]).output();
            let output = output.expect("runs");
            assert_eq!(output.status.code(), Some(0), "{file}, {from}: {}", transcript(&output));
            String::from_utf8_lossy(&output.stdout).into_owned()
        };
        if said("text").contains("Nothing changed.") || !said("ttl").contains("ChangeSet") {
            silent.push(format!("{file}: {from} to {to}"));
        }
    }
    assert!(silent.is_empty(), "{}", silent.join("\n"));
}
