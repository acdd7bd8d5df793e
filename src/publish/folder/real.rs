//! Where a path leads, whatever it is called: through links, `..` and other spellings. It knows nothing of datasets.

use std::fs;
use std::io;
use std::path::{Component, Path, PathBuf};

/// What tells a file or folder from all others, under whatever name.
#[cfg(unix)]
pub(super) type Id = (u64, u64);

/// What tells a file or folder from all others: its real path.
#[cfg(not(unix))]
pub(super) type Id = PathBuf;

/// The identity of what a path leads to; none if nothing is there.
#[cfg(unix)]
pub(super) fn id(path: &Path) -> Option<Id> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|about| (about.dev(), about.ino()))
}

#[cfg(not(unix))]
pub(super) fn id(path: &Path) -> Option<Id> {
    fs::canonicalize(path).ok()
}

/// The identity of an entry itself, even if it is a link.
#[cfg(unix)]
pub(super) fn own_id(path: &Path) -> Option<Id> {
    use std::os::unix::fs::MetadataExt;
    fs::symlink_metadata(path).ok().map(|about| (about.dev(), about.ino()))
}

#[cfg(not(unix))]
pub(super) fn own_id(path: &Path) -> Option<Id> {
    fs::symlink_metadata(path).ok().map(|_| path.to_owned())
}

/// The real path: of what is there as the system has it, of the rest by its names.
///
/// # Errors
/// A link to nothing, an empty path, or a folder that cannot be looked into.
pub(super) fn real(path: &Path) -> io::Result<PathBuf> {
    let mut found = PathBuf::new();
    for part in std::path::absolute(path)?.components() {
        match part {
            Component::Prefix(_) | Component::RootDir => found.push(part),
            Component::CurDir => {}
            Component::ParentDir => {
                found.pop();
            }
            Component::Normal(name) => {
                found.push(name);
                match fs::symlink_metadata(&found) {
                    Ok(about) if about.is_symlink() => {
                        found = fs::canonicalize(&found).map_err(|error| match error.kind() {
                            io::ErrorKind::NotFound => io::Error::new(error.kind(), "it is a link to nothing"),
                            _ => error,
                        })?;
                    }
                    Ok(_) => {}
                    Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                    Err(error) => return Err(error),
                }
            }
        }
    }
    Ok(found)
}

#[cfg(all(test, unix))]
mod tests {
    use super::{id, real};
    use std::fs;
    use std::os::unix::fs::symlink;

    #[test]
    fn one_place_has_one_real_path() {
        let folder = tempfile::tempdir().expect("a folder");
        let root = fs::canonicalize(folder.path()).expect("there");
        fs::create_dir_all(root.join("a/b")).expect("made");
        symlink(root.join("a/b"), root.join("link")).expect("made");
        symlink("nothing", root.join("dangling")).expect("made");
        for spelt in ["a/b", "a/./b", "a/b/../b", "link", "link/../b", "a//b/"] {
            let found = real(&root.join(spelt)).expect("there");
            assert_eq!(found, root.join("a/b"), "{spelt}");
            assert_eq!(id(&found), id(&root.join("a/b")));
        }
        assert_eq!(real(&root.join("link/new/../x")).expect("its names"), root.join("a/b/x"));
        assert!(real(&root.join("dangling")).is_err());
    }
}
