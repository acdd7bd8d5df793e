//! A worker: a process that does one job after the other, and may be ended at any time.
//!
//! It is told the dataset when it starts, then takes jobs from its standard input and writes messages to its standard
//! output. It knows no HTTP. That its memory is limited by the system is what keeps a job from taking the machine with it.

mod here;
mod matching;
mod memory;
mod pages;
mod query;
mod room;
mod sender;
mod tools;

use std::io::{self, Read, Write};
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use crate::publish::site::SiteError;
use crate::query::{Statistics, on_a_deep_stack};
use crate::serve::frame::{Tag, message, read, write};
use crate::serve::job::{End, Fault, Job, Problem, Task};
use crate::store::{Dataset, Stop, StoreError};

use memory::{Memory, limit_memory, name_process};
use room::Room;
use sender::Sender;

/// How long after its deadline a job that does not stop is left alone.
const LAST: Duration = Duration::from_secs(2);

/// Why a worker cannot work.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    /// The system refused something.
    #[error("a worker failed: {0}")]
    Io(#[from] io::Error),
    /// The dataset cannot be read.
    #[error("a worker cannot read the dataset: {0}")]
    Store(#[from] StoreError),
    /// Pages cannot be made.
    #[error("a worker cannot make pages: {0}")]
    Site(#[from] SiteError),
    /// It was told something that it does not understand.
    #[error("a worker was told {0}")]
    Told(&'static str),
}

/// A dataset that a worker has read.
pub struct Ready {
    /// The dataset.
    pub dataset: Dataset,
    /// The sizes by which queries are planned; they are counted where nobody knows them.
    pub statistics: Option<Statistics>,
}

/// Works at the standard input and output of this process, until the input ends; `open` opens the store, if the dataset is in
/// one.
///
/// # Errors
/// [`WorkerError`], or that of `open`.
pub fn work_at_pipes<E: From<WorkerError>>(open: impl FnOnce() -> Result<Ready, E>) -> Result<(), E> {
    name_process();
    let mut output = io::BufWriter::new(io::stdout());
    work(open, &mut io::stdin().lock(), &mut output)
}

fn work<E: From<WorkerError>>(
    open: impl FnOnce() -> Result<Ready, E>,
    input: &mut dyn Read,
    output: &mut (dyn Write + Send),
) -> Result<(), E> {
    let room = Room::enter(input, open)?;
    let own = Memory::now();
    limit_memory(own.data + room.opening.duty.memory).map_err(WorkerError::from)?;
    Ok(jobs(&room, own.resident + room.opening.duty.memory / 2, input, output)?)
}

/// Does jobs until the input ends, or more memory is taken than `most`: the process that ends gives it back.
fn jobs(
    room: &Room,
    most: u64,
    mut input: &mut dyn Read,
    mut output: &mut (dyn Write + Send),
) -> Result<(), WorkerError> {
    write(&mut output, Tag::Ready, &[])?;
    output.flush()?;
    while let Some((tag, payload)) = read(&mut input)? {
        if tag != Tag::Job {
            return Err(WorkerError::Told("something that is no job"));
        }
        let job: Job = serde_json::from_slice(&payload).map_err(|_| WorkerError::Told("a job of no known sort"))?;
        let mut sender = Sender::new(&mut *output, room.opening.duty.answer);
        match done(room, &job, &mut sender) {
            Ok(end) => {
                sender.send()?;
                let leaves = Memory::now().resident > most;
                output.write_all(&message(Tag::End, &End { leaves, ..end })?)?;
                output.flush()?;
                if leaves {
                    return Ok(());
                }
            }
            Err(problem) => {
                output.write_all(&message(Tag::Problem, &problem)?)?;
                output.flush()?;
            }
        }
    }
    Ok(())
}

fn problem(fault: Fault, message: impl Into<String>, hint: Option<&str>) -> Problem {
    Problem { fault, message: message.into(), hint: hint.map(str::to_owned) }
}

/// Does one job.
fn done(room: &Room, job: &Job, sender: &mut Sender<'_>) -> Result<End, Problem> {
    let deadline = job.deadline;
    let stop = Stop::default();
    // The thread of the clock ends with the job: the channel closes.
    let (_running, clock) = mpsc::channel::<()>();
    let stopper = stop.clone();
    thread::spawn(move || {
        let late = |time| clock.recv_timeout(time) == Err(mpsc::RecvTimeoutError::Timeout);
        if late(deadline) {
            stopper.stop();
            // Who started this process ends it by now; if that one is gone, nobody else does.
            if late(LAST) {
                std::process::abort();
            }
        }
    });
    let ended = on_a_deep_stack(|| match &job.task {
        Task::Query(task) => query::answer(room, task, &stop, sender),
        Task::Page(task) => pages::page(room, task, &stop, sender),
        Task::Missing { lang, path } => pages::missing(room, *lang, path, &stop, sender),
        Task::Suggest { lang, text } => pages::suggest(room, *lang, text, sender),
        Task::Match(task) => matching::answer(room, task, sender),
        Task::Tool(task) => tools::answer(room, task, &stop, sender),
    });
    ended.unwrap_or_else(|error| match error.kind() {
        io::ErrorKind::Other => Err(problem(Fault::Engine, "the engine failed", None)),
        _ => Err(problem(Fault::Memory, format!("no thread for the work: {error}"), None)),
    })
}
