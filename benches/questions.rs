//! Queries on raw Oxigraph and through Sauat, in one process: `cargo bench --bench questions -- DUMP.trig FOLDER`.
//!
//! The folder has one query in each `.rq` file, with its parameters filled in (`python3 benches/compare queries` writes such
//! folders). Both engines hold the same triples in memory: raw Oxigraph in one default graph, Sauat in its named graphs, whose
//! merge is the default graph. Queries are parsed before the clock starts, and all rows are taken before it stops. `--runs N`
//! and `--limit SECONDS` say how often and how long; `--engine oxigraph` or `sauat` runs one of them; `--json` prints a
//! line of JSON for each query, which `benches/compare` reads; `--answers FOLDER` writes the rows beside it.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "the table is the result")]

use std::collections::BTreeMap;
use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use oxigraph::sparql::{CancellationToken, QueryResults, SparqlEvaluator};
use oxigraph::store::Store;
use oxrdf::{GraphName, Quad};
use oxrdfio::{RdfFormat, RdfParser};
use sauat::iri::{Prefixes, Space};
use sauat::query::{Statistics, answer};
use sauat::store::{Answer, Dataset, Solutions, Stop, StoreError, Triples};
use sparesults::{QueryResultsFormat, QueryResultsSerializer};
use spargebra::Query;

/// That of the program, for both engines.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Failure = Box<dyn std::error::Error>;

/// What is asked for.
struct Wanted {
    dump: PathBuf,
    queries: PathBuf,
    runs: usize,
    limit: Duration,
    json: bool,
    engine: Option<String>,
    answers: Option<PathBuf>,
}

/// The engines, in the order of the columns.
enum Engine {
    /// Oxigraph as it is.
    Oxigraph(Store),
    /// Sauat's dataset, with the sizes by which it plans queries.
    Sauat(Box<(Dataset, Statistics)>),
}

/// What an evaluation gave.
struct Taken {
    seconds: Vec<f64>,
    rows: usize,
}

const USAGE: &str = "usage: cargo bench --bench questions -- DUMP.trig FOLDER [--runs N] [--limit SECONDS]";

fn main() -> ExitCode {
    // Without a word, Cargo runs every bench there is.
    if std::env::args().skip(1).all(|word| word == "--bench") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    match arguments(std::env::args().skip(1)).and_then(|wanted| run(&wanted)) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

fn arguments(words: impl Iterator<Item = String>) -> Result<Wanted, Failure> {
    let mut words = words.filter(|word| word != "--bench");
    let mut given = Vec::new();
    let (mut runs, mut limit, mut json, mut engine, mut answers) = (5, 60.0, false, None, None);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("`{word}` needs a value"));
        match word.as_str() {
            "--runs" => runs = value()?.parse()?,
            "--limit" => limit = value()?.parse()?,
            "--json" => json = true,
            "--engine" => engine = Some(value()?),
            "--answers" => answers = Some(PathBuf::from(value()?)),
            other if other.starts_with("--") => return Err(format!("`{other}` is not known").into()),
            _ => given.push(PathBuf::from(word)),
        }
    }
    let [dump, queries] = <[PathBuf; 2]>::try_from(given).map_err(|_| USAGE)?;
    let limit = Duration::from_secs_f64(limit);
    Ok(Wanted { dump, queries, runs, limit, json, engine, answers })
}

fn run(wanted: &Wanted) -> Result<(), Failure> {
    let prefixes = Prefixes::for_space(&Space::new("https://w3id.org/sauat/kz/")?);
    let mut queries: BTreeMap<String, Query> = BTreeMap::new();
    for entry in fs::read_dir(&wanted.queries)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "rq") {
            let name = path.file_stem().unwrap_or_default().to_string_lossy().into_owned();
            let query = sauat::query::parse(&fs::read_to_string(&path)?, &prefixes)
                .map_err(|error| format!("{}: {error}", path.display()))?;
            queries.insert(name, query);
        }
    }
    let engines = ["oxigraph", "sauat"].into_iter().filter(|name| wanted.engine.as_deref().is_none_or(|e| e == *name));
    let mut rows: BTreeMap<&str, Vec<String>> = BTreeMap::new();
    for name in engines {
        let start = Instant::now();
        let engine = Engine::load(name, &wanted.dump)?;
        let loaded = start.elapsed().as_secs_f64();
        if wanted.json {
            println!("{}", serde_json::json!({"loaded": loaded, "memory": memory()}));
        }
        for (query_name, query) in &queries {
            let taken = time(&engine, query, wanted)?;
            if let (Some(folder), Some(_)) = (&wanted.answers, &taken) {
                engine.write(query, &folder.join(query_name))?;
            }
            if wanted.json {
                let line = match &taken {
                    Some(taken) => {
                        serde_json::json!({"query": query_name, "seconds": taken.seconds, "rows": taken.rows, "memory": memory()})
                    }
                    None => serde_json::json!({"query": query_name, "timeout": true}),
                };
                println!("{line}");
                std::io::stdout().flush()?;
            }
            let cell = taken.map_or_else(
                || format!("> {} s", wanted.limit.as_secs()),
                |taken| format!("{} rows | {:.3} ms", taken.rows, median(&taken.seconds) * 1e3),
            );
            rows.entry(query_name).or_default().push(cell);
        }
    }
    if !wanted.json {
        println!("| query | rows | Oxigraph | rows | Sauat |\n|---|---|---|---|---|");
        for (name, cells) in rows {
            println!("| `{name}` | {} |", cells.join(" | "));
        }
    }
    Ok(())
}

/// Evaluates a query as often as wanted, or until a fifth of the limit is spent; none if it took longer than the limit.
fn time(engine: &Engine, query: &Query, wanted: &Wanted) -> Result<Option<Taken>, Failure> {
    let mut taken = Taken { seconds: Vec::new(), rows: 0 };
    let begin = Instant::now();
    // One more, which warms up.
    for round in 0..=wanted.runs {
        let start = Instant::now();
        let Some(rows) = engine.evaluate(query, wanted.limit)? else { return Ok(None) };
        let seconds = start.elapsed().as_secs_f64();
        taken.rows = rows;
        let slow = begin.elapsed() > wanted.limit / 5;
        if round > 0 || slow {
            taken.seconds.push(seconds);
        }
        if slow {
            break;
        }
    }
    Ok(Some(taken))
}

impl Engine {
    fn load(name: &str, dump: &Path) -> Result<Self, Failure> {
        let bytes = fs::read(dump)?;
        if name == "sauat" {
            let dataset = Dataset::from_trig(&bytes, Space::new("https://w3id.org/sauat/kz/")?)?;
            let statistics = Statistics::count(&dataset)?;
            return Ok(Self::Sauat(Box::new((dataset, statistics))));
        }
        let store = Store::new()?;
        let parser = RdfParser::from_format(RdfFormat::TriG).lenient().for_slice(&bytes);
        let quads: Result<Vec<Quad>, _> =
            parser.map(|quad| quad.map(|quad| Quad { graph_name: GraphName::DefaultGraph, ..quad })).collect();
        store.extend(quads?)?;
        Ok(Self::Oxigraph(store))
    }

    /// The number of rows or triples; none if it took too long.
    fn evaluate(&self, query: &Query, limit: Duration) -> Result<Option<usize>, Failure> {
        match self {
            Self::Oxigraph(store) => {
                let token = CancellationToken::new();
                let guard = Guard::new(limit, {
                    let token = token.clone();
                    move || token.cancel()
                });
                let evaluator = SparqlEvaluator::new().with_cancellation_token(token);
                let counted = evaluator.for_query(query.clone()).on_store(store).execute().and_then(|results| {
                    Ok(match results {
                        QueryResults::Solutions(mut rows) => rows.try_fold(0, |n, row| row.map(|_| n + 1))?,
                        QueryResults::Graph(mut triples) => triples.try_fold(0, |n, triple| triple.map(|_| n + 1))?,
                        QueryResults::Boolean(_) => 1,
                    })
                });
                guard.outcome(counted.map_err(Failure::from))
            }
            Self::Sauat(held) => {
                let (dataset, statistics) = held.as_ref();
                let stop = Stop::default();
                let guard = Guard::new(limit, {
                    let stop = stop.clone();
                    move || stop.stop()
                });
                let counted = answer(dataset, statistics, query, &stop).and_then(|answer| {
                    Ok(match answer {
                        Answer::Solutions(mut rows) => rows.try_fold(0, |n, row| row.map(|_| n + 1))?,
                        Answer::Triples(mut triples) => triples.try_fold(0, |n, triple| triple.map(|_| n + 1))?,
                        Answer::Boolean(_) => 1,
                    })
                });
                guard.outcome(counted.map_err(Failure::from))
            }
        }
    }

    /// The answer as Sauat gives it; of both engines it is written in the same way.
    fn answer(&self, query: &Query) -> Result<Answer<'_>, Failure> {
        let store = match self {
            Self::Oxigraph(store) => store,
            Self::Sauat(held) => return Ok(answer(&held.0, &held.1, query, &Stop::default())?),
        };
        Ok(match SparqlEvaluator::new().for_query(query.clone()).on_store(store).execute()? {
            QueryResults::Graph(triples) => Answer::Triples(Triples::new(triples.map(|t| t.map_err(StoreError::from)))),
            QueryResults::Boolean(value) => Answer::Boolean(value),
            QueryResults::Solutions(rows) => {
                let variables = rows.variables().to_vec();
                let rows = rows.map(|row| row.map(|row| row.values().to_vec()).map_err(StoreError::from));
                Answer::Solutions(Solutions::new(variables, rows))
            }
        })
    }

    /// Writes the answer as SPARQL JSON, or as N-Triples.
    fn write(&self, query: &Query, path: &Path) -> Result<(), Failure> {
        let create = |extension: &str| File::create(path.with_extension(extension)).map(BufWriter::new);
        let serializer = QueryResultsSerializer::from_format(QueryResultsFormat::Json);
        match self.answer(query)? {
            Answer::Triples(triples) => {
                let mut file = create("nt")?;
                for triple in triples {
                    writeln!(file, "{} .", triple?)?;
                }
                file.flush()?;
            }
            Answer::Boolean(value) => serializer.serialize_boolean_to_writer(create("srj")?, value)?.flush()?,
            Answer::Solutions(rows) => {
                let variables = rows.variables().to_vec();
                let mut writer = serializer.serialize_solutions_to_writer(create("srj")?, variables.clone())?;
                for row in rows {
                    let row = row?;
                    writer.serialize(variables.iter().zip(&row).filter_map(|(v, t)| t.as_ref().map(|t| (v, t))))?;
                }
                writer.finish()?.flush()?;
            }
        }
        Ok(())
    }
}

/// Stops an evaluation that takes too long.
struct Guard {
    done: mpsc::Sender<()>,
    start: Instant,
    limit: Duration,
}

impl Guard {
    fn new(limit: Duration, stop: impl FnOnce() + Send + 'static) -> Self {
        let (done, over) = mpsc::channel();
        std::thread::spawn(move || {
            if over.recv_timeout(limit) == Err(mpsc::RecvTimeoutError::Timeout) {
                stop();
            }
        });
        Self { done, start: Instant::now(), limit }
    }

    /// The count, or none if the time was over.
    fn outcome(self, counted: Result<usize, Failure>) -> Result<Option<usize>, Failure> {
        // The thread that waits may have ended already.
        let _ = self.done.send(());
        match counted {
            Ok(count) => Ok(Some(count)),
            Err(_) if self.start.elapsed() >= self.limit => Ok(None),
            Err(error) => Err(error),
        }
    }
}

/// The middle of some times.
fn median(seconds: &[f64]) -> f64 {
    let mut sorted = seconds.to_vec();
    sorted.sort_by(f64::total_cmp);
    sorted.get(sorted.len() / 2).copied().unwrap_or(f64::NAN)
}

/// Megabytes that the process holds now, where the system tells it.
fn memory() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmRSS:"))?;
    Some(line.split_whitespace().next()?.parse::<u64>().ok()? / 1024)
}
