//! What the areas share: folders, commands in a clean environment, snapshots.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use snapbox::Assert;
use snapbox::data::Data;

/// The checkout.
pub(crate) fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// A folder that may lie beside the checkout; without it a test is skipped, but not in CI.
pub(crate) fn shared(name: &str) -> Option<PathBuf> {
    let path = root().join("../shared").join(name);
    if path.exists() {
        return Some(path);
    }
    assert!(std::env::var_os("CI").is_none(), "{} is missing", path.display());
    println!("skipped: {name} is not beside the checkout");
    None
}

/// The program, in an environment that is the same everywhere.
pub(crate) fn sauat() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_sauat"));
    command.env_clear().env("NO_COLOR", "1").current_dir(root());
    command
}

/// Exit code, stdout and stderr as one text.
pub(crate) fn transcript(output: &Output) -> String {
    format!(
        "exit {}\n--- stdout\n{}--- stderr\n{}",
        output.status.code().map_or_else(|| "by signal".to_owned(), |code| code.to_string()),
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr),
    )
}

/// Compares a text with a committed file.
pub(crate) fn snapshot(actual: &str, path: &Path) {
    let expected = Data::read_from(path, None);
    Assert::new().action_env("SNAPSHOTS").eq(Data::text(actual), expected);
}

/// Copies a folder with everything in it.
pub(crate) fn copy(from: &Path, to: &Path) {
    fs::create_dir_all(to).expect("a folder can be made");
    for entry in fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("an entry");
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target);
        } else {
            fs::copy(entry.path(), target).expect("a copy");
        }
    }
}

/// A small dataset: the tables of `tests/cases/minimal`, the shipped ontology, and of the shipped metadata what the
/// tables need.
pub(crate) fn minimal() -> tempfile::TempDir {
    let folder = tempfile::tempdir().expect("a folder");
    copy(&root().join("tests/cases/minimal"), folder.path());
    copy(&root().join("ontology"), &folder.path().join("ontology"));
    let text = fs::read_to_string(root().join("data/csv-metadata.json")).expect("the metadata");
    let mut metadata: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let has =
        |table: &serde_json::Value| folder.path().join("data").join(table["url"].as_str().expect("a url")).exists();
    metadata["tables"].as_array_mut().expect("tables").retain(has);
    let text = serde_json::to_string_pretty(&metadata).expect("JSON");
    fs::write(folder.path().join("data/csv-metadata.json"), text + "\n").expect("written");
    folder
}
