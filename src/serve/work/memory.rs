//! A worker as the system knows it: its name, and how much memory it takes and may take. The system ends it rather than give it
//! more.

use std::io;

use rustix::process::{Resource, Rlimit, setrlimit};

/// The system ends the process rather than give it more: the data of a process are counted, not the addresses that its
/// allocator keeps for later.
pub(super) fn limit_memory(bytes: u64) -> io::Result<()> {
    let limit = Rlimit { current: Some(bytes), maximum: Some(bytes) };
    setrlimit(Resource::Data, limit)?;
    // No traces of a process that was ended on purpose.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    Ok(())
}

/// The memory that a process takes, in bytes; nothing where the system does not tell.
#[derive(Clone, Copy, Default)]
pub(super) struct Memory {
    /// What is in the memory of the machine.
    pub(super) resident: u64,
    /// What it may write to.
    pub(super) data: u64,
}

impl Memory {
    pub(super) fn now() -> Self {
        let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
        let mut pages = text.split_whitespace().map(|pages| pages.parse().unwrap_or(0));
        let mut next = |place: usize| pages.nth(place).unwrap_or(0) * rustix::param::page_size() as u64;
        Self { resident: next(1), data: next(3) }
    }
}

/// The name under which the system lists the process: it was started by a descriptor, whose number says nothing.
pub(super) fn name_process() {
    #[cfg(target_os = "linux")]
    {
        // A process without its name works all the same.
        let _ = rustix::thread::set_name(c"sauat-worker");
    }
}
