//! The program of the workers: this one, kept open, so that an upgrade does not change what a running server starts.

use std::ffi::OsString;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::Arc;

/// A program that can be started as long as this process lives, whatever becomes of its file.
#[derive(Clone, Debug)]
pub struct Program {
    path: PathBuf,
    /// The file as it is now; none where a program is not started by a descriptor.
    open: Option<Arc<File>>,
}

impl Program {
    /// Keeps a program open. One that cannot be opened is started by its path.
    #[must_use]
    pub fn open(path: &Path) -> Self {
        let open = cfg!(target_os = "linux").then(|| File::open(path).ok()).flatten();
        Self { path: path.to_owned(), open: open.map(Arc::new) }
    }

    /// What is started.
    pub(super) fn path(&self) -> PathBuf {
        self.descriptor().unwrap_or_else(|| self.path.clone())
    }

    /// The name by which it is known to the system.
    pub(super) fn name(&self) -> OsString {
        self.path.clone().into_os_string()
    }

    #[cfg(target_os = "linux")]
    fn descriptor(&self) -> Option<PathBuf> {
        use std::os::fd::AsRawFd;
        // A started process looks there before it gives up what it does not inherit.
        self.open.as_ref().map(|file| PathBuf::from(format!("/proc/self/fd/{}", file.as_raw_fd())))
    }

    #[cfg(not(target_os = "linux"))]
    fn descriptor(&self) -> Option<PathBuf> {
        None
    }
}
