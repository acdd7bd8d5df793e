//! Writing files so that a reader sees the old or the new one, never a part.

use std::io::{self, Write};
use std::path::Path;

/// Writes `target` through a temporary file in the same folder.
///
/// # Errors
/// An error of the file system; the old file stays as it was.
pub fn write_atomic(target: &Path, content: &mut dyn FnMut(&mut dyn Write) -> io::Result<()>) -> io::Result<()> {
    let folder = target.parent().filter(|p| !p.as_os_str().is_empty()).unwrap_or(Path::new("."));
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
