//! Writing files so that a reader sees the old or the new one, never a part.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use crate::publish::folder::journal::NEW;
use crate::publish::folder::real::real;
use crate::publish::folder::tree::sync_folder;
use crate::publish::folder::work::Work;

/// Writes `target` beside itself, in `.sauat`, and puts it in its place when it is whole. A link is followed; a device or
/// a pipe is written as it is, as nothing can take its place.
///
/// # Errors
/// An error of the file system; the old file stays as it was.
pub fn write_atomic(target: &Path, content: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    if fs::metadata(target).is_ok_and(|about| !about.is_file() && !about.is_dir()) {
        let mut device = io::BufWriter::with_capacity(1 << 16, File::options().write(true).open(target)?);
        content(&mut device)?;
        return device.flush();
    }
    let target = real(target)?;
    let folder = target.parent().unwrap_or(Path::new("."));
    // A folder that is not there is told of as itself, not as the temporary file in it.
    fs::metadata(folder)?;
    if target.is_dir() {
        return Err(io::Error::new(io::ErrorKind::IsADirectory, "it is a folder"));
    }
    let work = Work::begin(folder)?;
    let new = work.path().join(NEW);
    let mut buffered = io::BufWriter::with_capacity(1 << 16, File::create_new(&new)?);
    content(&mut buffered)?;
    let file = buffered.into_inner().map_err(io::IntoInnerError::into_error)?;
    set_mode(&file)?;
    file.sync_all()?;
    fs::rename(&new, &target)?;
    // The new file is whole in its place; if the disk does not confirm that, the old one may be back after a power loss.
    let _ = sync_folder(folder);
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
