//! The same answers whichever engine holds the dataset: HDT files, `oxigraph serve`, Virtuoso. Files that are broken.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;
use std::sync::Mutex;

use sauat::pipeline::read_questions;

use crate::engines::{Engine, oxigraph, virtuoso};
use crate::support::{copy, minimal, root, sauat, transcript};

/// The dataset's files that commands need beside a store, without its exports' dumps.
pub(crate) fn folder() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    for part in ["data", "ontology", "queries"] {
        copy(&root().join(part), &folder.path().join(part));
    }
    fs::create_dir_all(folder.path().join("exports")).expect("a folder");
    for file in ["manifest.json", "sauat.trig"] {
        fs::copy(root().join("exports").join(file), folder.path().join("exports").join(file)).expect("a copy");
    }
    folder
}

pub(crate) fn exported() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    let output = sauat().args(["export", "hdt", "--out"]).arg(folder.path()).output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "{}", transcript(&output));
    folder
}

/// Which parameters the named questions are asked with.
#[derive(Clone, Copy, PartialEq, Eq)]
enum With {
    /// Those that they need.
    Needed,
    /// Those, and each of the others too.
    Each,
}

/// All named questions, answered with a store as from memory.
fn questions_are_answered_alike(with: With, ask: &dyn Fn(&[String]) -> Output) {
    let (questions, _) = read_questions(root()).expect("readable");
    for question in questions.values() {
        let example = |name: &str, value: &Option<String>| [format!("--{name}"), value.clone().unwrap_or_default()];
        let needed: Vec<String> =
            question.params.iter().filter(|p| p.required).flat_map(|p| example(&p.name, &p.example)).collect();
        let optional = question.params.iter().filter(|p| !p.required && with == With::Each);
        let optional = optional.map(|p| example(&p.name, &p.example).to_vec());
        for given in std::iter::once(Vec::new()).chain(optional) {
            let mut arguments = vec!["ask".to_owned(), question.id.clone(), "--format".to_owned(), "csv".to_owned()];
            arguments.extend(needed.iter().chain(&given).cloned());
            let expected = from_memory(&arguments);
            let found = ask(&arguments);
            let same = expected == found.stdout && found.status.code() == Some(0);
            let expected = String::from_utf8_lossy(&expected);
            assert!(same, "{arguments:?}\n{}\nfrom memory:\n{expected}", transcript(&found));
        }
    }
}

/// What the program prints without a store, asked once for all tests.
fn from_memory(arguments: &[String]) -> Vec<u8> {
    static KNOWN: Mutex<BTreeMap<Vec<String>, Vec<u8>>> = Mutex::new(BTreeMap::new());
    if let Some(known) = KNOWN.lock().expect("no test failed here").get(arguments) {
        return known.clone();
    }
    let output = sauat().args(arguments).output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "{arguments:?}\n{}", transcript(&output));
    KNOWN.lock().expect("no test failed here").insert(arguments.to_vec(), output.stdout.clone());
    output.stdout
}

/// What verbs print with a store is what they print from memory.
fn verbs_say_the_same(run: &dyn Fn(&[&str]) -> Output) {
    for arguments in [
        &["describe", "medianet", "--lang", "kk"][..],
        &["search", "казну"],
        &["analyse", "degree", "--format", "csv"],
        &["map", "system", "--lang", "ru"],
        &["path", "medianet", "unesco"],
        &["export", "nquads"],
        &["export", "gexf"],
        &["diff", "exports"],
        &["query", "ASK { ?s ?p ?o }"],
        &["query", "CONSTRUCT { ?s rdfs:label ?o } WHERE { ?s a sauat:Ngo ; rdfs:label ?o }"],
        &["query", "DESCRIBE kz:medianet"],
        &["query", "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }"],
        &["query", "SELECT ?g (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } } GROUP BY ?g ORDER BY ?g"],
        // Counted on the numbers of terms, where there are such.
        &["query", "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"],
        &["query", "SELECT ?p (COUNT(*) AS ?n) { ?s ?p ?o } GROUP BY ?p ORDER BY ?p"],
        &["query", "SELECT DISTINCT ?p { ?s ?p ?o } ORDER BY ?p"],
        &[
            "query",
            "SELECT ?c (COUNT(?s) AS ?n) (COUNT(DISTINCT ?l) AS ?m) { ?s a ?c ; rdfs:label ?l } GROUP BY ?c HAVING (COUNT(?s) > 3) ORDER BY ?c",
        ],
        &["query", "SELECT (COUNT(*) AS ?n) { ?claim rdf:subject ?s MINUS { ?claim sauat:note ?note } }"],
        // Virtuoso 7.2.5 fails at each of these, or gives a part without a word.
        &["query", "SELECT ?s ?p { ?s ?p ?o } ORDER BY STR(?s) STR(?p) LIMIT 5 OFFSET 15000"],
        &["query", "CONSTRUCT WHERE { ?s ?p ?o }"],
        &["query", "SELECT ?x { kz:medianet rdfs:label ?l BIND(CONCAT(?l, \"қ\") AS ?x) } ORDER BY ?x"],
        &["query", "SELECT ?x { kz:medianet rdfs:label ?l BIND(ENCODE_FOR_URI(?l) AS ?x) } ORDER BY ?x"],
        &["query", "SELECT ?s { ?s rdfs:label ?l FILTER(REGEX(?l, \"МЕДИА\", \"i\")) } ORDER BY ?s"],
        &["query", "SELECT ?атау { kz:medianet rdfs:label ?атау } ORDER BY ?атау"],
        // Brackets have to reach it.
        &["query", "SELECT ((1 + 2) * (10 - (4 - 1)) AS ?x) {}"],
        &["query", "SELECT (SUM(2 * (STRLEN(?l) - (1 + 2))) AS ?x) { kz:medianet rdfs:label ?l }"],
        &["query", "SELECT (sauat:toLatin(\"қала\") AS ?x) {}"],
    ] {
        let expected = from_memory(&arguments.iter().map(|word| (*word).to_owned()).collect::<Vec<_>>());
        let found = run(arguments);
        assert!(expected == found.stdout, "{arguments:?}\n{}", transcript(&found));
    }
}

#[test]
fn hdt_files_answer_as_memory_does() {
    let folder = exported();
    questions_are_answered_alike(With::Each, &|arguments| {
        sauat().arg("--store").arg(folder.path()).args(arguments).output().expect("runs")
    });
    verbs_say_the_same(&|arguments| sauat().arg("--store").arg(folder.path()).args(arguments).output().expect("runs"));
    let again = exported();
    for entry in fs::read_dir(folder.path()).expect("a folder") {
        let name = entry.expect("an entry").file_name();
        let read = |folder: &Path| fs::read(folder.join(&name)).expect("a file");
        assert!(read(folder.path()) == read(again.path()), "{name:?} differs from run to run");
    }
}

#[test]
fn broken_hdt_files_are_refused() {
    let good = exported();
    let refused = |change: &dyn Fn(&Path), expected: &str| {
        let copied = tempfile::tempdir().expect("a folder");
        copy(good.path(), copied.path());
        change(copied.path());
        let output = sauat().arg("--store").arg(copied.path()).args(["query", "ASK {}"]).output().expect("runs");
        let said = transcript(&output);
        assert!(matches!(output.status.code(), Some(2 | 3)), "{expected}: {said}");
        assert!(said.contains(expected) && said.contains("hint:") && !said.contains("panicked"), "{expected}: {said}");
    };
    let note = |from: &'static str, to: &'static str| {
        move |folder: &Path| {
            let path = folder.join("hdt.json");
            let text = fs::read_to_string(&path).expect("a note").replacen(from, to, 1);
            fs::write(path, text).expect("written");
        }
    };
    let cut = |folder: &Path| {
        let path = folder.join("claims.hdt");
        let bytes = fs::read(&path).expect("a file");
        fs::write(path, &bytes[..bytes.len() / 2]).expect("written");
    };
    refused(&cut, "it is cut short");
    refused(&|folder| fs::remove_file(folder.join("facts.hdt")).expect("removed"), "facts.hdt cannot be used");
    refused(&|folder| fs::remove_file(folder.join("hdt.json")).expect("removed"), "it has no hdt.json");
    refused(&note("sauat-hdt-2", "sauat-hdt-9"), "it is of the form `sauat-hdt-9`");
    refused(&note("\"triples\": 5", "\"triples\": 6"), "expected");
    refused(&note("https://w3id.org/sauat/kz/", "https://example.org/"), "it does not hold the graph");
    refused(&note("claims.hdt", "../claims.hdt"), "is no name of a file");
    refused(
        &|folder| {
            let (one, other) = (folder.join("facts.hdt"), folder.join("hdt.json"));
            let bytes = fs::read(&one).expect("a file").len();
            fs::write(&one, vec![b'x'; bytes]).expect("written");
            assert!(other.exists());
        },
        "it is no HDT file that this program reads",
    );
}

/// A file of which any one byte is another is refused, or gives the same answer; it never gives another.
#[test]
fn changed_bytes_never_give_another_answer() {
    let good = exported();
    let question = ["ask", "who-implements", "--format", "csv"];
    let expected = sauat().arg("--store").arg(good.path()).args(question).output().expect("runs");
    let mut random = sauat::random::Random::new(7);
    for round in 0..40 {
        let copied = tempfile::tempdir().expect("a folder");
        copy(good.path(), copied.path());
        let name = ["claims.hdt", "facts.hdt", "inferred.hdt", "ontology.hdt"][round % 4];
        let path = copied.path().join(name);
        let mut bytes = fs::read(&path).expect("a file");
        let place = random.below(bytes.len());
        bytes[place] ^= 1 << random.below(8);
        fs::write(&path, bytes).expect("written");
        let output = sauat().arg("--store").arg(copied.path()).args(question).output().expect("runs");
        let refused = output.status.code() == Some(3);
        let same = output.status.code() == Some(0) && output.stdout == expected.stdout;
        assert!(refused || same, "byte {place} of {name}: {}", transcript(&output));
    }
}

/// A dataset that is published to an engine and asked there.
fn an_engine_answers_alike(engine: &Engine) {
    let folder = folder();
    let run = |arguments: &[&str]| {
        let mut command = engine.sauat();
        command.current_dir(folder.path()).args(arguments).output().expect("runs")
    };
    let good = |arguments: &[&str]| {
        let output = run(arguments);
        assert_eq!(output.status.code(), Some(0), "{arguments:?}\n{}", transcript(&output));
        output
    };
    // Somebody else's data, which no query sees and no publishing touches.
    engine.load(
        "urn:others",
        "<https://w3id.org/sauat/kz/medianet> <http://www.w3.org/2000/01/rdf-schema#label> \"poison\"@en .\n",
    );
    // Before it was tried, an engine is not written to.
    let output = run(&["--store", &engine.query, "build"]);
    assert_eq!(output.status.code(), Some(3), "{}", transcript(&output));
    assert!(transcript(&output).contains("sauat connect"), "{}", transcript(&output));
    let profile = good(&["connect", &engine.query]);
    println!("{}", transcript(&profile));
    // With the first build it is also tried with the data.
    let output = good(&["--store", &engine.query, "build"]);
    assert!(transcript(&output).contains("published to"), "{}", transcript(&output));
    println!("{}", transcript(&output));
    // Once more: the old graphs are replaced, nothing is there twice.
    good(&["--store", &engine.query, "build"]);
    questions_are_answered_alike(With::Needed, &|arguments| {
        let mut all = vec!["--store", &engine.query];
        all.extend(arguments.iter().map(String::as_str));
        run(&all)
    });
    verbs_say_the_same(&|arguments| {
        let mut all = vec!["--store", &engine.query];
        all.extend(arguments);
        run(&all)
    });
    let output = good(&["--store", &engine.query, "export", "nquads"]);
    assert!(!String::from_utf8_lossy(&output.stdout).contains("poison"));
    assert!(engine.holds("urn:others").contains("poison"), "somebody else's graph was touched");
    assert!(engine.holds("https://w3id.org/sauat/kz/graph/staging/facts").trim().is_empty(), "a graph was left over");
}

#[test]
fn oxigraph_answers_as_memory_does() {
    let Some(engine) = oxigraph() else { return };
    an_engine_answers_alike(&engine);
}

#[test]
fn virtuoso_answers_as_memory_does() {
    let Some(engine) = virtuoso() else { return };
    an_engine_answers_alike(&engine);
}

#[test]
fn a_read_only_engine_and_wrong_credentials_are_told() {
    let Some(engine) = virtuoso() else { return };
    let folder = folder();
    let run = |user: Option<(&str, &str)>, arguments: &[&str]| {
        let mut command = sauat();
        if let Some((user, password)) = user {
            command.env("SAUAT_STORE_USER", user).env("SAUAT_STORE_PASSWORD", password);
        }
        let output = command.current_dir(folder.path()).args(arguments).output().expect("runs");
        let said = transcript(&output);
        assert!(!said.contains("not-the-password"), "{said}");
        (output.status.code(), said)
    };
    assert_eq!(run(None, &["connect", &engine.query]).0, Some(0));
    let (code, said) = run(None, &["--store", &engine.query, "build"]);
    assert!(code == Some(3) && said.contains("wants credentials"), "{said}");
    let (code, said) = run(Some(("sauat", "not-the-password")), &["--store", &engine.query, "build"]);
    assert!(code == Some(3) && said.contains("refuses the credentials"), "{said}");
    let (code, said) = run(Some(("reader", "reader")), &["--store", &engine.query, "build"]);
    assert!(code == Some(3) && said.contains("does not allow this"), "{said}");
}

/// Virtuoso 7.2.5 runs out of memory at long updates and cuts long addresses without a word: the first is not tried, the
/// second refused, and seen where it happened all the same. What stood there stays.
#[test]
fn long_updates_and_addresses_are_not_left_to_virtuoso() {
    let Some(engine) = virtuoso() else { return };
    let (shipped, long) = (folder(), minimal());
    let run = |folder: &Path, arguments: &[&str]| {
        let output = engine.sauat().arg("-C").arg(folder).args(arguments).output().expect("runs");
        (output.status.code(), transcript(&output))
    };
    let build = ["--store", &engine.query, "build"];
    let sources = long.path().join("data/sources.csv");
    let text = fs::read_to_string(&sources).expect("a table");
    let address = format!("https://example.org/{}", "report/".repeat(360));
    fs::write(&sources, text.replace("https://example.org/report", &address)).expect("written");
    for folder in [&shipped, &long] {
        let (code, said) = run(folder.path(), &["connect", &engine.query]);
        assert_eq!(code, Some(0), "{said}");
    }
    let know = |folder: &Path, what: &str, value: serde_json::Value| {
        let entry =
            fs::read_dir(folder.join("stores")).expect("a folder").next().expect("a profile").expect("an entry");
        let text = fs::read_to_string(entry.path()).expect("a profile");
        let mut profile: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let known = std::mem::replace(&mut profile[what], value);
        fs::write(entry.path(), profile.to_string()).expect("written");
        known
    };
    // Without a place for whole graphs all goes by updates.
    know(shipped.path(), "graphs", serde_json::Value::Null);
    let (code, said) = run(shipped.path(), &build);
    assert_eq!(code, Some(0), "{said}");
    let live = || run(shipped.path(), &["--store", &engine.query, "export", "nquads"]);
    let memory = from_memory(&["export".to_owned(), "nquads".to_owned()]);
    let published = live();
    assert!(published.1.contains(&*String::from_utf8_lossy(&memory)), "what was published is not what is here");
    know(shipped.path(), "insert", 12_000.into());
    let (code, said) = run(shipped.path(), &build);
    assert!(code == Some(3) && said.contains("memory exhausted") && said.contains("hint:"), "{said}");
    // An address that is too long: by what is seen (no query shows it before), and by what is known.
    let (code, said) = run(long.path(), &build);
    assert!(code == Some(3) && said.contains("/report/repo… became …"), "{said}");
    assert_eq!(know(long.path(), "iri", 1_800.into()), serde_json::Value::Null);
    let (code, said) = run(long.path(), &build);
    assert!(code == Some(3) && said.contains("more than 1800 bytes are cut there, as in"), "{said}");
    assert!(live() == published, "what stood there has changed");
}
