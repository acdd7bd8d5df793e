//! Finds what `tools/web.sh` made of `web/` and has it compiled into the program: scripts, style sheets, licences. It does
//! not make them, and is content if there are none: the pages then have no script.

use std::path::{Path, PathBuf};
use std::{env, fs, io};

/// The endings of files that pages load.
const ENDINGS: [&str; 3] = ["js", "css", "txt"];

fn main() -> io::Result<()> {
    let root = PathBuf::from(env::var_os("CARGO_MANIFEST_DIR").ok_or(io::ErrorKind::NotFound)?);
    let out = PathBuf::from(env::var_os("OUT_DIR").ok_or(io::ErrorKind::NotFound)?);
    let dist = root.join("web/dist");
    // A path that is missing would have the program compiled anew each time, so the nearest that is there is watched.
    for watched in ["build.rs", "web/dist", "web"] {
        if root.join(watched).exists() {
            println!("cargo::rerun-if-changed={watched}");
        }
        if watched == "web/dist" && dist.exists() {
            break;
        }
    }
    fs::write(out.join("assets.rs"), listed(&dist)?)
}

/// The files as a Rust array of names and contents, by name.
fn listed(dist: &Path) -> io::Result<String> {
    let mut files: Vec<PathBuf> = match fs::read_dir(dist) {
        Ok(entries) => entries.map(|entry| entry.map(|entry| entry.path())).collect::<io::Result<_>>()?,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(error),
    };
    let ending = |path: &Path| path.extension().and_then(|ending| ending.to_str()).unwrap_or_default().to_owned();
    files.retain(|path| path.is_file() && ENDINGS.contains(&ending(path).as_str()));
    files.sort();
    let mut text = String::from("[\n");
    for file in files {
        let name = file.file_name().unwrap_or_default().to_string_lossy().into_owned();
        text.push_str(&format!("    ({name:?}, include_bytes!({:?})),\n", file.display().to_string()));
    }
    text.push_str("]\n");
    Ok(text)
}
