//! Writing files so that a reader sees the old or the new one, never a part.

use std::io::{self, Write};
use std::path::Path;

/// Writes `target` through a temporary file in the same folder.
///
/// # Errors
/// An error of the file system; the old file stays as it was.
pub fn write_atomic(target: &Path, content: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
    // A folder that is not there is told of as itself, not as the temporary file in it.
    std::fs::metadata(folder)?;
    let mut file = tempfile::Builder::new().prefix(".sauat-").tempfile_in(folder)?;
    {
        let mut buffered = io::BufWriter::with_capacity(1 << 16, file.as_file_mut());
        content(&mut buffered)?;
        buffered.flush()?;
    }
    set_mode(file.as_file())?;
    file.persist(target).map_err(|error| error.error)?;
    Ok(())
}

/// Temporary files are private; what is published is for all to read.
#[cfg(unix)]
pub(super) fn set_mode(file: &std::fs::File) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.set_permissions(std::fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
pub(super) fn set_mode(_file: &std::fs::File) -> io::Result<()> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::write_atomic;
    use std::io;

    #[test]
    fn a_failed_write_leaves_the_old_file_and_nothing_else() {
        let folder = tempfile::tempdir().expect("a folder");
        let target = folder.path().join("dump.ttl");
        std::fs::write(&target, "old").expect("written");
        let failed = write_atomic(&target, &mut |out| {
            out.write_all(b"half of the new")?;
            Err(io::Error::from(io::ErrorKind::StorageFull))
        });
        assert_eq!(failed.expect_err("the disk is full").kind(), io::ErrorKind::StorageFull);
        assert_eq!(std::fs::read_to_string(&target).expect("there"), "old");
        assert_eq!(std::fs::read_dir(folder.path()).expect("a folder").count(), 1);
        write_atomic(&target, &mut |out| out.write_all(b"new")).expect("written");
        assert_eq!(std::fs::read_to_string(&target).expect("there"), "new");
    }
}
