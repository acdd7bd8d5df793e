//! A worker as the process that listens sees it: started, told the dataset, given jobs; and what it left behind when it is
//! gone.

use std::io;
use std::process::Stdio;
use std::time::Duration;

use bytes::Bytes;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, ChildStderr, ChildStdin, ChildStdout, Command};
use tokio::time::timeout;

use crate::serve::Program;
use crate::serve::frame::{Tag, message, receive, write};
use crate::serve::job::{Fault, Opening, Problem};

/// How a worker is started.
#[derive(Clone, Debug)]
pub(super) struct Recipe {
    /// The program.
    pub(super) program: Program,
    /// Its arguments.
    pub(super) arguments: Vec<String>,
    /// What it is told first.
    pub(super) opening: Opening,
    /// What follows: as much as the opening says of what stands beside the dataset, then the dump.
    pub(super) parts: Vec<Bytes>,
}

/// How long a worker may take to read the dataset.
const START: Duration = Duration::from_secs(900);

/// How long the last words of a worker are waited for.
const LAST_WORDS: Duration = Duration::from_millis(500);

/// The most of its words that are read.
const WORDS: u64 = 4096;

/// The parts in which a dataset is told, in bytes.
const PART: usize = 1 << 20;

/// A worker that runs.
pub(super) struct Worker {
    child: Child,
    pub(super) input: ChildStdin,
    pub(super) output: ChildStdout,
    words: ChildStderr,
}

impl Worker {
    /// Starts a worker; it is ready for jobs when this returns.
    ///
    /// # Errors
    /// Why it is not: what the system says, or the worker's own last words.
    pub(super) async fn start(recipe: &Recipe) -> io::Result<Self> {
        let mut command = Command::new(recipe.program.path());
        #[cfg(unix)]
        command.arg0(recipe.program.name());
        let mut child = command
            .args(&recipe.arguments)
            // What its allocator keeps for later is not data, so that it does not count.
            .env("MIMALLOC_ARENA_EAGER_COMMIT", "0")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .kill_on_drop(true)
            .spawn()?;
        let piped = || io::Error::other("a worker has no pipes");
        let input = child.stdin.take().ok_or_else(piped)?;
        let output = child.stdout.take().ok_or_else(piped)?;
        let words = child.stderr.take().ok_or_else(piped)?;
        let mut worker = Self { child, input, output, words };
        let begun = async {
            // A worker that ends while it is told something says why.
            let told = worker.tell(recipe).await;
            match receive(&mut worker.output).await {
                Ok(Some((Tag::Ready, _))) => told.map(|()| true),
                _ => Ok(false),
            }
        };
        match timeout(START, begun).await {
            Ok(Ok(true)) => Ok(worker),
            Ok(_) => Err(io::Error::other(worker.epitaph().await.of_start())),
            Err(_) => Err(io::Error::other(format!("it was not ready after {} s", START.as_secs()))),
        }
    }

    async fn tell(&mut self, recipe: &Recipe) -> io::Result<()> {
        self.input.write_all(&message(Tag::Open, &recipe.opening)?).await?;
        for part in recipe.parts.iter().flat_map(|part| part.chunks(PART)) {
            let mut bytes = Vec::with_capacity(part.len() + 5);
            write(&mut bytes, Tag::Part, part)?;
            self.input.write_all(&bytes).await?;
        }
        self.input.flush().await
    }

    /// Whether it has ended.
    pub(super) fn ended(&mut self) -> bool {
        !matches!(self.child.try_wait(), Ok(None))
    }

    /// Ends it at once; the system collects it when it is dropped.
    pub(super) fn end(&mut self) {
        // One that has ended needs no more.
        let _ = self.child.start_kill();
    }

    /// What a worker left that ended by itself.
    pub(super) async fn epitaph(mut self) -> Epitaph {
        let mut words = Vec::new();
        let read = async {
            let ended = self.child.wait().await.ok();
            // Its words end with it.
            let _ = (&mut self.words).take(WORDS).read_to_end(&mut words).await;
            ended
        };
        let ended = timeout(LAST_WORDS, read).await.ok().flatten();
        let words = String::from_utf8_lossy(&words).into_owned();
        let signal = ended.as_ref().and_then(signal);
        Epitaph { words, signal, status: ended.map(|status| status.to_string()) }
    }
}

#[cfg(unix)]
fn signal(status: &std::process::ExitStatus) -> Option<i32> {
    std::os::unix::process::ExitStatusExt::signal(status)
}

#[cfg(not(unix))]
fn signal(_status: &std::process::ExitStatus) -> Option<i32> {
    None
}

/// How a worker ended, and what it said.
pub(super) struct Epitaph {
    words: String,
    signal: Option<i32>,
    /// How it ended, in the system's words; none if it has not.
    status: Option<String>,
}

/// The signal by which the system ends a process when memory runs out.
const KILL: i32 = 9;

impl Epitaph {
    /// The first line that says something.
    fn line(&self) -> Option<&str> {
        self.words.lines().map(str::trim).find(|line| !line.is_empty())
    }

    /// Why a worker did not start, in a line.
    fn of_start(&self) -> String {
        match (self.line(), &self.status) {
            (Some(line), _) => line.strip_prefix("error: ").unwrap_or(line).chars().take(300).collect(),
            (None, Some(status)) => format!("it ended at once ({status})"),
            (None, None) => "it said something else than that it is ready".to_owned(),
        }
    }

    /// Why a worker ended at its work.
    pub(super) fn of_work(&self) -> Problem {
        let told = |fault, message: &str, hint: &str| Problem {
            fault,
            message: message.to_owned(),
            hint: Some(hint.to_owned()),
        };
        let memory = "the query needed more memory than a worker may have, and was ended";
        let less = "ask for less: a LIMIT, no ORDER BY or GROUP BY over products";
        // What Rust says when the system gives no more, or when a stack is used up.
        if self.words.contains("memory allocation of") {
            return told(Fault::Memory, memory, less);
        }
        if self.words.contains("overflowed its stack") {
            return told(Fault::Limit, "the query is nested deeper than can be followed", "ask in parts");
        }
        if self.signal == Some(KILL) {
            let message = "the worker was ended by the system, probably since memory ran out";
            return told(Fault::Memory, message, less);
        }
        let how = self.status.as_deref().unwrap_or("it does not answer");
        told(
            Fault::Engine,
            &format!("the worker ended before its answer ({how})"),
            "ask again; if it happens again, tell the maintainers",
        )
    }
}
