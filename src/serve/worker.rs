//! A worker: a process that answers one query after the other, and may be ended at any time.
//!
//! It reads the dataset once, then takes jobs from its standard input and writes messages to its standard output. It
//! knows no HTTP. That its memory is limited by the system is what keeps a query from taking the machine with it.

use std::collections::BTreeSet;
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::mpsc;
use std::thread;
use std::time::Duration;

use oxrdf::{NamedNode, Triple};
use spargebra::Query;
use spargebra::algebra::QueryDataset;

use crate::export::{Format, write_triples};
use crate::iri::{Prefixes, Space};
use crate::query::{
    self, IN_PARTS, ResultsFormat, RowWriter, Statistics, declared_prefixes, is_repeatable, on_a_deep_stack, parse_at,
    value_cells, write_boolean,
};
use crate::serve::frame::{End, Fault, Head, Job, Problem, Tag, message, read, write};
use crate::serve::media;
use crate::store::{Answer, Dataset, Stop, StoreError};

/// What a worker is told when it starts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Duty {
    /// The namespace of the dataset.
    pub base: String,
    /// The most memory that it may take beside its dataset, in bytes.
    pub memory: u64,
    /// The longest answer, in bytes.
    pub answer: u64,
    /// The cells of VALUES in a query.
    pub values: usize,
    /// The prefixes of a query, and the longest address of one.
    pub prefixes: (usize, usize),
}

/// How long after its deadline a query that does not stop is left alone.
const LAST: Duration = Duration::from_secs(2);

/// The parts in which an answer is sent, in bytes.
const PART: usize = 32 << 10;

/// Why a worker cannot work.
#[derive(Debug, thiserror::Error)]
pub enum WorkerError {
    /// The system refused something.
    #[error("a worker failed: {0}")]
    Io(#[from] io::Error),
    /// The dataset cannot be read.
    #[error("a worker cannot read the dataset: {0}")]
    Store(#[from] StoreError),
    /// The namespace is none.
    #[error("a worker was told a namespace that is none")]
    Space,
}

/// A dataset that a worker has read.
pub struct Ready {
    /// The dataset.
    pub dataset: Dataset,
    /// The sizes by which queries are planned; they are counted where nobody knows them.
    pub statistics: Option<Statistics>,
}

/// Reads the dump of a dataset (TriG), whose graphs are all merged for queries.
///
/// # Errors
/// [`WorkerError`].
pub fn read_dump(dump: &Path, base: &str) -> Result<Ready, WorkerError> {
    let space = Space::new(base).map_err(|_| WorkerError::Space)?;
    let mut dataset = Dataset::from_trig(&std::fs::read(dump)?, space)?;
    dataset.merge_all()?;
    Ok(Ready { dataset, statistics: None })
}

/// Reads the dataset, says that it is ready, and answers jobs until the input ends.
///
/// # Errors
/// [`WorkerError`].
pub fn work<E: From<WorkerError>>(
    open: impl FnOnce() -> Result<Ready, E>,
    duty: &Duty,
    input: &mut dyn Read,
    output: &mut (dyn Write + Send),
) -> Result<(), E> {
    let Ready { dataset, statistics } = open()?;
    let own = Memory::now();
    limit_memory(own.data + duty.memory).map_err(WorkerError::from)?;
    Ok(answers(&dataset, statistics, own.resident + duty.memory / 2, duty, input, output)?)
}

/// Answers jobs until the input ends, or more memory is taken than `most`: the process that ends gives it back.
fn answers(
    dataset: &Dataset,
    statistics: Option<Statistics>,
    most: u64,
    duty: &Duty,
    input: &mut dyn Read,
    output: &mut (dyn Write + Send),
) -> Result<(), WorkerError> {
    let prefixes = Prefixes::for_space(dataset.space());
    let (mut input, mut output) = (input, output);
    write(&mut output, Tag::Ready, &[])?;
    output.flush()?;
    // A worker that is ready waits for a job mostly; the time of counting is not lost.
    let statistics = statistics.map_or_else(|| Statistics::count(dataset), Ok)?;
    while let Some((tag, payload)) = read(&mut input)? {
        if tag != Tag::Job {
            return Err(io::Error::new(io::ErrorKind::InvalidData, "a worker takes jobs only").into());
        }
        let job: Job = serde_json::from_slice(&payload).map_err(io::Error::other)?;
        let mut sender = Sender { out: &mut *output, part: Vec::new(), left: duty.answer, repeatable: true };
        match answer((dataset, &statistics), &prefixes, &job, duty, &mut sender) {
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

/// Works at the standard input and output of this process.
///
/// # Errors
/// [`WorkerError`].
pub fn work_at_pipes<E: From<WorkerError>>(open: impl FnOnce() -> Result<Ready, E>, duty: &Duty) -> Result<(), E> {
    let mut output = io::BufWriter::new(io::stdout());
    work(open, duty, &mut io::stdin().lock(), &mut output)
}

/// The system ends the process rather than give it more: the data of a process are counted, not the addresses that its
/// allocator keeps for later.
fn limit_memory(bytes: u64) -> io::Result<()> {
    use rustix::process::{Resource, Rlimit, setrlimit};
    let limit = Rlimit { current: Some(bytes), maximum: Some(bytes) };
    setrlimit(Resource::Data, limit)?;
    // No traces of a process that was ended on purpose.
    let _ = setrlimit(Resource::Core, Rlimit { current: Some(0), maximum: Some(0) });
    Ok(())
}

/// The memory that a process takes, in bytes; nothing where the system does not tell.
#[derive(Clone, Copy, Default)]
struct Memory {
    /// What is in the memory of the machine.
    resident: u64,
    /// What it may write to.
    data: u64,
}

impl Memory {
    fn now() -> Self {
        let text = std::fs::read_to_string("/proc/self/statm").unwrap_or_default();
        let mut pages = text.split_whitespace().map(|pages| pages.parse().unwrap_or(0));
        let mut next = |place: usize| pages.nth(place).unwrap_or(0) * rustix::param::page_size() as u64;
        Self { resident: next(1), data: next(3) }
    }
}

fn problem(fault: Fault, message: impl Into<String>, hint: Option<&str>) -> Problem {
    Problem { fault, message: message.into(), hint: hint.map(str::to_owned) }
}

/// Answers one job; how many rows or triples there are comes back.
fn answer(
    (dataset, statistics): (&Dataset, &Statistics),
    prefixes: &Prefixes,
    job: &Job,
    duty: &Duty,
    sender: &mut Sender<'_>,
) -> Result<End, Problem> {
    let declared = declared_prefixes(&job.query);
    if declared.0 > duty.prefixes.0 || declared.1 > duty.prefixes.1 {
        let most = format!("at most {} prefixes of {} bytes", duty.prefixes.0, duty.prefixes.1);
        return Err(problem(Fault::Limit, format!("the query declares too many or too long prefixes: {most}"), None));
    }
    let deadline = job.deadline;
    let stop = Stop::default();
    // The thread of the clock ends with the answer: the channel closes.
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
    let evaluated = on_a_deep_stack(|| {
        let query = parse_at(&job.query, prefixes, &duty.base).map_err(|error| {
            let (fault, hint) = match error.beyond {
                true => (Fault::Limit, IN_PARTS),
                false => (Fault::Syntax, "the prefixes of the dataset need no declaration"),
            };
            problem(fault, error.to_string(), Some(hint))
        })?;
        if value_cells(&query) > duty.values {
            let message = format!("the query brings more than {} values", duty.values);
            return Err(problem(Fault::Limit, message, Some("ask in parts")));
        }
        let query = over(query, job)?;
        sender.repeatable = is_repeatable(&query);
        let (count, more) = evaluate((dataset, statistics), prefixes, &query, job, &stop, sender)?;
        let notes = stop.notes().into_iter().map(str::to_owned).collect();
        Ok(End { count, more, notes, leaves: false })
    });
    evaluated.unwrap_or_else(|error| match error.kind() {
        io::ErrorKind::Other => Err(problem(Fault::Engine, "the engine failed", None)),
        _ => Err(problem(Fault::Memory, format!("no thread for the query: {error}"), None)),
    })
}

/// The query over the graphs that the request names, if it names any.
fn over(query: Query, job: &Job) -> Result<Query, Problem> {
    if job.default_graphs.is_empty() && job.named_graphs.is_empty() {
        return Ok(query);
    }
    let nodes = |list: &[String]| -> Result<Vec<NamedNode>, Problem> {
        // A graph that is named twice is one graph.
        let named: BTreeSet<&String> = list.iter().collect();
        named
            .into_iter()
            .map(|iri| NamedNode::new(iri).map_err(|_| problem(Fault::Limit, format!("`{iri}` is no IRI"), None)))
            .collect()
    };
    // What is not named is empty, as with FROM alone or FROM NAMED alone (SPARQL 1.1 Protocol, 2.1.4; Query, 13.2).
    let asked = Some(QueryDataset { default: nodes(&job.default_graphs)?, named: Some(nodes(&job.named_graphs)?) });
    Ok(match query {
        Query::Select { pattern, base_iri, .. } => Query::Select { dataset: asked, pattern, base_iri },
        Query::Ask { pattern, base_iri, .. } => Query::Ask { dataset: asked, pattern, base_iri },
        Query::Describe { pattern, base_iri, .. } => Query::Describe { dataset: asked, pattern, base_iri },
        Query::Construct { template, pattern, base_iri, .. } => {
            Query::Construct { template, dataset: asked, pattern, base_iri }
        }
    })
}

fn evaluate(
    (dataset, statistics): (&Dataset, &Statistics),
    prefixes: &Prefixes,
    query: &Query,
    job: &Job,
    stop: &Stop,
    sender: &mut Sender<'_>,
) -> Result<(u64, bool), Problem> {
    let failed = |error: StoreError| match error {
        StoreError::Stopped => problem(Fault::Deadline, "the query took too long", None),
        StoreError::Count => {
            let hint = "patterns that share no variable are multiplied: join them, or count each alone";
            problem(Fault::Limit, error.to_string(), Some(hint))
        }
        StoreError::TextTooLong => {
            problem(Fault::Limit, error.to_string(), Some("a text must not be joined with itself again and again"))
        }
        StoreError::Service => problem(Fault::Limit, error.to_string(), None),
        StoreError::Function(_) => {
            let hint = "there are the functions of SPARQL 1.1 and sauat:toLatin(text)";
            problem(Fault::Limit, error.to_string(), Some(hint))
        }
        other => problem(Fault::Engine, other.to_string(), None),
    };
    let written = |error: io::Error| match error.kind() {
        io::ErrorKind::FileTooLarge => {
            problem(Fault::TooLong, "the answer is longer than any that is sent", Some("add LIMIT, or ask in parts"))
        }
        _ => problem(Fault::Engine, error.to_string(), None),
    };
    let rows = || -> Result<ResultsFormat, Problem> {
        let name = job.rows.as_deref().and_then(media::results);
        name.ok_or_else(|| {
            let hint = "SELECT and ASK are answered as JSON, XML, CSV or TSV";
            problem(Fault::NotAcceptable, "the client takes no format of rows", Some(hint))
        })
    };
    match query::answer(dataset, statistics, query, stop).map_err(failed)? {
        Answer::Boolean(value) => {
            let format = rows()?;
            sender.begin(media::results_type(format)).map_err(written)?;
            write_boolean(value, format, sender).map_err(written)?;
            Ok((1, false))
        }
        Answer::Solutions(solutions) => {
            let format = rows()?;
            sender.begin(media::results_type(format)).map_err(written)?;
            let variables = solutions.variables().to_vec();
            let mut writer = RowWriter::new(&variables, format, &mut *sender).map_err(written)?;
            let (mut count, mut more) = (0, false);
            for row in solutions {
                let row = row.map_err(failed)?;
                if job.slice.is_some_and(|slice| count == slice.counted) {
                    more = true;
                    break;
                }
                if wanted(job, count) {
                    writer.row(&row).map_err(written)?;
                }
                count += 1;
            }
            writer.finish().map_err(written)?;
            Ok((count, more))
        }
        Answer::Triples(found) => {
            let format = job.triples.as_deref().and_then(Format::find).ok_or_else(|| {
                let hint =
                    "CONSTRUCT and DESCRIBE are answered as Turtle, N-Triples, JSON-LD, RDF/XML, TriG or N-Quads";
                problem(Fault::NotAcceptable, "the client takes no format of triples", Some(hint))
            })?;
            let mut triples: Vec<Triple> = Vec::new();
            for triple in found {
                triples.push(triple.map_err(failed)?);
            }
            triples.sort_by_cached_key(ToString::to_string);
            triples.dedup();
            sender.begin(&media::with_charset(format.media_type)).map_err(written)?;
            let all: Vec<&Triple> =
                triples.iter().zip(0..).filter(|(_, number)| wanted(job, *number)).map(|(triple, _)| triple).collect();
            write_triples(&all, format, prefixes, sender).map_err(written)?;
            Ok((triples.len() as u64, false))
        }
    }
}

/// Whether a row or triple is one of those that are sent, by its number.
fn wanted(job: &Job, number: u64) -> bool {
    job.slice.is_none_or(|slice| number >= slice.offset && number - slice.offset < slice.most)
}

/// Sends an answer in parts, up to the longest that is allowed.
struct Sender<'a> {
    out: &'a mut (dyn Write + Send + 'a),
    part: Vec<u8>,
    left: u64,
    /// Whether the answer is the same the next time.
    repeatable: bool,
}

impl Sender<'_> {
    fn begin(&mut self, media_type: &str) -> io::Result<()> {
        let head = Head { media_type: media_type.to_owned(), repeatable: self.repeatable };
        self.out.write_all(&message(Tag::Head, &head)?)
    }

    /// Sends what is held back.
    fn send(&mut self) -> io::Result<()> {
        if !self.part.is_empty() {
            write(&mut self.out, Tag::Part, &self.part)?;
            self.part.clear();
        }
        self.out.flush()
    }
}

impl Write for Sender<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(left) = self.left.checked_sub(bytes.len() as u64) else {
            return Err(io::ErrorKind::FileTooLarge.into());
        };
        self.left = left;
        for piece in bytes.chunks(PART) {
            self.part.extend_from_slice(piece);
            if self.part.len() >= PART {
                write(&mut self.out, Tag::Part, &self.part)?;
                self.part.clear();
            }
        }
        Ok(bytes.len())
    }

    /// The writers flush often; parts are sent when they are full.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
