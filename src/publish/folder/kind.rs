//! Kinds of folders that are written as a whole: how each is known, and which of its files are its own.

use std::collections::BTreeSet;
use std::fs::File;
use std::io::Read;
use std::path::Path;

use serde_json::Value;

/// The largest file that is looked at to find out whose a folder is.
const MOST: u64 = 64 << 20;

/// A kind of folder.
#[derive(Debug)]
pub struct FolderKind {
    /// The file by which it is known, which is written last.
    pub mark: &'static str,
    /// The command that makes it, as messages name it.
    pub made_by: &'static str,
    /// The files that the mark says are its own; none if it is a mark of something else.
    pub own: fn(&Value) -> Option<Own>,
}

/// Files that an earlier run made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Own {
    /// These, by their paths in the folder with `/` between names.
    These(BTreeSet<String>),
    /// All there are.
    All,
}

impl Own {
    pub(super) fn has(&self, path: &str) -> bool {
        match self {
            Self::These(paths) => paths.contains(path),
            Self::All => true,
        }
    }

    /// Whether one of them lies in a folder.
    pub(super) fn reaches(&self, folder: &str) -> bool {
        match self {
            Self::These(paths) => {
                let below = format!("{folder}/");
                paths.range(below.clone()..).next().is_some_and(|path| path.starts_with(&below))
            }
            Self::All => true,
        }
    }
}

impl FolderKind {
    /// The files of a folder that an earlier run made; none if no run made it.
    pub(super) fn read(&self, folder: &Path) -> Option<Own> {
        let path = folder.join(self.mark);
        if !path.symlink_metadata().is_ok_and(|about| about.is_file()) {
            return None;
        }
        let mut bytes = Vec::new();
        File::open(path).ok()?.take(MOST).read_to_end(&mut bytes).ok()?;
        let own = (self.own)(&serde_json::from_slice(&bytes).ok()?)?;
        Some(match own {
            Own::These(mut paths) => {
                paths.insert(self.mark.to_owned());
                Own::These(paths)
            }
            Own::All => Own::All,
        })
    }
}

/// The files that are named in the entries of the member `graphs`: folders of one file for each graph.
#[must_use]
pub fn files_of_graphs(mark: &Value) -> Option<Own> {
    let graphs = mark.get("graphs")?.as_object()?;
    let files: Option<BTreeSet<String>> =
        graphs.values().map(|graph| Some(graph.get("file")?.as_str()?.to_owned())).collect();
    files.map(Own::These)
}

#[cfg(test)]
mod tests {
    use super::{Own, files_of_graphs};

    #[test]
    fn a_mark_says_what_is_its_own() {
        let mark = serde_json::json!({"graphs": {"facts": {"file": "facts.nt"}, "claims": {"file": "in/claims.nt"}}});
        let own = files_of_graphs(&mark).expect("a mark");
        assert!(own.has("facts.nt") && own.reaches("in") && !own.has("CNAME") && !own.reaches("facts.nt"));
        assert_eq!(files_of_graphs(&serde_json::json!({"name": "a web application"})), None);
        assert!(Own::All.has("anything"));
    }
}
