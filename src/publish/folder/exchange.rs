//! The one step by which a new folder takes the place of an old one.

use std::fs::{self, File};
use std::io;
use std::path::Path;

/// Whether an error says that this file system, or this place in it, has no such step.
pub(super) fn is_impossible(error: &io::Error) -> bool {
    use io::ErrorKind::{CrossesDevices, InvalidInput, PermissionDenied, ResourceBusy, TooManyLinks, Unsupported};
    matches!(error.kind(), CrossesDevices | ResourceBusy | InvalidInput | Unsupported | PermissionDenied | TooManyLinks)
}

/// Exchanges what stands at two names in a folder, in one step; or gives the first the second name, if nothing is there.
/// Both names are paths from the open folder, which may have another name by now.
#[cfg(target_os = "linux")]
pub(super) fn exchange(folder: &File, new: &Path, place: &Path, is_there: bool) -> io::Result<()> {
    use rustix::fs::{RenameFlags, renameat_with};
    let flags = if is_there { RenameFlags::EXCHANGE } else { RenameFlags::NOREPLACE };
    Ok(renameat_with(folder, new, folder, place, flags)?)
}

#[cfg(not(target_os = "linux"))]
pub(super) fn exchange(_folder: &File, _new: &Path, _place: &Path, _is_there: bool) -> io::Result<()> {
    Err(io::Error::from(io::ErrorKind::Unsupported))
}

/// Gives a new folder the owner and the permissions of the one whose place it takes.
#[cfg(unix)]
pub(super) fn as_before(old: &Path, new: &Path) -> io::Result<()> {
    use std::os::unix::fs::{MetadataExt, chown};
    let (was, is) = (fs::metadata(old)?, fs::metadata(new)?);
    if (was.uid(), was.gid()) != (is.uid(), is.gid()) {
        chown(new, Some(was.uid()), Some(was.gid()))?;
    }
    fs::set_permissions(new, was.permissions())
}

#[cfg(not(unix))]
pub(super) fn as_before(_old: &Path, _new: &Path) -> io::Result<()> {
    Ok(())
}

/// Whether another file system, or a part of one, is mounted at a folder.
#[cfg(target_os = "linux")]
pub(super) fn is_mount(folder: &Path) -> bool {
    use rustix::fs::{AtFlags, CWD, StatxAttributes, StatxFlags, statx};
    use std::os::unix::fs::MetadataExt;
    let device = |path: &Path| fs::metadata(path).ok().map(|about| about.dev());
    let above = folder.parent().unwrap_or(folder);
    device(folder).is_some_and(|found| Some(found) != device(above))
        || statx(CWD, folder, AtFlags::empty(), StatxFlags::BASIC_STATS)
            .is_ok_and(|about| about.stx_attributes.contains(StatxAttributes::MOUNT_ROOT))
}

#[cfg(not(target_os = "linux"))]
pub(super) fn is_mount(_folder: &Path) -> bool {
    false
}
