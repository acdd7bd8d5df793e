//! What a command may take: a deadline that ends the process where nothing listens, and its memory.
//!
//! The system would end a process that takes more memory than there is, or slow the whole machine down before; here it ends
//! itself, with a message. Its memory is what stands in `/proc`; where there is no such folder, nothing is watched.

use std::fs;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::cli::ui::Ui;
use crate::store::Stop;

/// How long an evaluation may go on after it was asked to stop.
const GRACE: Duration = Duration::from_secs(1);

/// How often the memory is looked at.
const PAUSE: Duration = Duration::from_millis(20);

/// Stops what runs at its deadline.
pub(super) struct Deadline {
    done: mpsc::Sender<()>,
}

impl Deadline {
    /// Stops an evaluation at its deadline, and the process a second later if the engine does not listen.
    pub(super) fn start(timeout: Duration, stop: Stop) -> Self {
        Self::after(timeout, move |wait| {
            stop.stop();
            if wait.recv_timeout(GRACE) == Err(mpsc::RecvTimeoutError::Timeout) {
                Ui::abort(
                    &format!("the query did not end within {} s and was killed", timeout.as_secs_f64()),
                    "make it more selective, or allow more time with --timeout",
                );
            }
        })
    }

    /// Ends the process at the deadline of a command that has written nothing so far.
    pub(super) fn of_command(timeout: Duration, verb: &'static str) -> Self {
        Self::after(timeout, move |_| {
            let seconds = timeout.as_secs_f64();
            Ui::abort(
                &format!("`{verb}` did not end within {seconds} s and was ended; nothing was written"),
                "look for a rule, a shape or a list that grows with the square of the data, or allow more time with --timeout",
            );
        })
    }

    fn after(timeout: Duration, over: impl FnOnce(&mpsc::Receiver<()>) + Send + 'static) -> Self {
        let (done, wait) = mpsc::channel::<()>();
        thread::spawn(move || {
            if wait.recv_timeout(timeout) == Err(mpsc::RecvTimeoutError::Timeout) {
                over(&wait);
            }
        });
        Self { done }
    }

    /// It is done: nothing is ended any more.
    pub(super) fn finish(self) {
        // The watcher may be gone already.
        let _ = self.done.send(());
    }
}

/// Ends the process when it takes more than so many megabytes, or three quarters of what there is.
pub(super) fn memory(megabytes: Option<u64>) {
    let Some(most) = megabytes.map(|megabytes| megabytes << 10).or_else(|| available().map(|all| all / 4 * 3)) else {
        return;
    };
    let status = || fs::read_to_string("/proc/self/status").unwrap_or_default();
    // Where addresses are limited, what is asked for at once must fit in between.
    let addresses =
        field(&status(), "VmSize:").zip(address_limit()).map(|(now, all)| now + all.saturating_sub(now) / 2);
    // Without a thread for it there is no watch; the command may end well all the same.
    let _ = thread::Builder::new().spawn(move || {
        loop {
            let text = status();
            let (Some(taken), Some(size)) = (field(&text, "VmRSS:"), field(&text, "VmSize:")) else { return };
            if taken > most || addresses.is_some_and(|all| size > all) {
                let most = addresses.map_or(most, |all| all.min(most)) >> 10;
                Ui::abort(
                    &format!("this takes more than {most} MB of memory and was ended"),
                    "ask for less, or allow more with --memory where the machine has it",
                );
            }
            thread::sleep(PAUSE);
        }
    });
}

/// The addresses that the system gives to a process, in kilobytes, if there is a limit.
fn address_limit() -> Option<u64> {
    let text = fs::read_to_string("/proc/self/limits").ok()?;
    let line = text.lines().find_map(|line| line.strip_prefix("Max address space"))?;
    line.split_whitespace().next()?.parse::<u64>().ok().map(|bytes| bytes >> 10)
}

/// The memory of the machine, or of the group of processes that this one belongs to, in kilobytes.
fn available() -> Option<u64> {
    let machine = fs::read_to_string("/proc/meminfo").ok().and_then(|text| field(&text, "MemTotal:"));
    // What is not limited says `max`.
    let group = fs::read_to_string("/sys/fs/cgroup/memory.max").ok();
    let group = group.and_then(|bytes| bytes.trim().parse::<u64>().ok()).map(|bytes| bytes >> 10);
    machine.into_iter().chain(group).min()
}

/// A number of kilobytes, by its name.
fn field(text: &str, name: &str) -> Option<u64> {
    let line = text.lines().find_map(|line| line.strip_prefix(name))?;
    line.trim().strip_suffix("kB")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::field;

    #[test]
    fn kilobytes_are_found_by_their_name() {
        let text = "VmPeak:\t  123 kB\nVmRSS:\t   4096 kB\nThreads:\t3\n";
        assert_eq!(field(text, "VmRSS:"), Some(4096));
        assert_eq!((field(text, "Threads:"), field(text, "VmSwap:")), (None, None));
    }
}
