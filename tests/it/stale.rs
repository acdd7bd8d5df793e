//! Nothing stale: whatever was read is in the digest of a build, whatever its address.

use std::fs;
use std::path::Path;

use crate::support::{minimal, sauat, transcript};

/// Runs the program in a folder; it must succeed.
fn run(folder: &Path, arguments: &[&str]) -> String {
    let output = sauat().arg("-C").arg(folder).args(arguments).output().expect("runs");
    assert_eq!(output.status.code(), Some(0), "{arguments:?}\n{}", transcript(&output));
    transcript(&output)
}

/// Replaces a text in a file, which must have it.
fn edit(path: &Path, from: &str, to: &str) {
    let text = fs::read_to_string(path).expect("a file");
    assert!(text.contains(from), "{} has no {from}", path.display());
    fs::write(path, text.replace(from, to)).expect("written");
}

const LABEL: &str =
    "SELECT ?l { <https://w3id.org/sauat/kz/example-foundation> rdfs:label ?l FILTER(LANG(?l) = \"en\") }";

fn label(folder: &Path) -> String {
    run(folder, &["query", LABEL, "--format", "csv"])
}

#[test]
fn a_table_may_have_any_address() {
    for address in
        ["sub/deep/t.csv", "t.tsv", "t.txt", ".t.csv", "~t.csv", "t", "T.CSV", "Қала.csv", "two words.csv", "50%25.csv"]
    {
        let folder = minimal();
        let data = folder.path().join("data");
        let table = data.join(address.replace("%25", "%"));
        fs::create_dir_all(table.parent().expect("a folder")).expect("made");
        fs::rename(data.join("organisations.csv"), &table).expect("renamed");
        edit(&data.join("csv-metadata.json"), "\"organisations.csv\"", &format!("{address:?}"));
        run(folder.path(), &["build"]);
        assert!(label(folder.path()).contains("Example Foundation"), "{address}");
        edit(&table, "Example Foundation", "Renamed Foundation");
        assert!(label(folder.path()).contains("Renamed Foundation"), "{address}");
        // Once it is as it was, the build holds again.
        edit(&table, "Renamed Foundation", "Example Foundation");
        assert!(label(folder.path()).contains("Example Foundation"), "{address}");
        // What is gone is no old answer either.
        fs::remove_file(&table).expect("removed");
        let output = sauat().arg("-C").arg(folder.path()).args(["query", LABEL]).output().expect("runs");
        assert_eq!(output.status.code(), Some(1), "{address}: {}", transcript(&output));
    }
}

#[test]
fn a_schema_that_a_table_refers_to_is_part_of_it() {
    let folder = minimal();
    let data = folder.path().join("data");
    let text = fs::read_to_string(data.join("csv-metadata.json")).expect("the metadata");
    let mut metadata: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let table = &mut metadata["tables"][0];
    assert_eq!(table["url"], "organisations.csv");
    fs::write(data.join("organisations.json"), table["tableSchema"].to_string()).expect("written");
    table["tableSchema"] = "organisations.json".into();
    fs::write(data.join("csv-metadata.json"), metadata.to_string()).expect("written");
    run(folder.path(), &["build"]);
    assert!(label(folder.path()).contains("Example Foundation"));
    // The English label becomes one without a language that the question asks for.
    edit(&data.join("organisations.json"), "\"lang\":\"en\"", "\"lang\":\"de\"");
    let said = label(folder.path());
    assert!(!said.contains("Example Foundation"), "{said}");
}

#[test]
fn what_comes_to_the_ontology_and_the_rules_is_seen() {
    let folder = minimal();
    run(folder.path(), &["build"]);
    let ask = |text: &str| run(folder.path(), &["query", text, "--format", "csv"]);
    let asked = "ASK { sauat:Ngo rdfs:comment \"a note\"@en }";
    assert!(ask(asked).contains("false"));
    let note = "<https://w3id.org/sauat/ontology#Ngo> <http://www.w3.org/2000/01/rdf-schema#comment> \"a note\"@en .\n";
    fs::write(folder.path().join("ontology/more.ttl"), note).expect("written");
    assert!(ask(asked).contains("true"));
    fs::remove_file(folder.path().join("ontology/more.ttl")).expect("removed");
    assert!(ask(asked).contains("false"));
    let implements = "ASK { ?work sauat:implementedBy ?body }";
    assert!(ask(implements).contains("true"));
    let rules = folder.path().join("ontology/rules");
    let (kept, gone) = (rules.join("30-inverse.rq"), rules.join("30-inverse.off"));
    fs::rename(&kept, &gone).expect("renamed");
    assert!(ask(implements).contains("false"));
    fs::rename(&gone, &kept).expect("renamed");
    assert!(ask(implements).contains("true"));
}

#[test]
fn hdt_files_that_are_older_than_the_tables_say_so() {
    let folder = minimal();
    let files = folder.path().join("files").to_string_lossy().into_owned();
    run(folder.path(), &["build"]);
    run(folder.path(), &["export", "hdt", "--out", &files]);
    let ask = || run(folder.path(), &["--store", &files, "query", LABEL, "--format", "csv"]);
    assert!(!ask().contains("other tables"));
    edit(&folder.path().join("data/organisations.csv"), "Example Foundation", "Renamed Foundation");
    let said = ask();
    assert!(said.contains("Example Foundation") && said.contains("was made from other tables"), "{said}");
    run(folder.path(), &["build"]);
    assert!(ask().contains("was made from other tables"));
    run(folder.path(), &["export", "hdt", "--out", &files]);
    let said = ask();
    assert!(said.contains("Renamed Foundation") && !said.contains("other tables"), "{said}");
}
