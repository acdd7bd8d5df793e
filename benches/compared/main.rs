//! What other programs do too, timed in one process; `benches/compare` calls it beside them. Prints one line of JSON.
//!
//! - `cargo bench --bench compared -- shapes DATA.nt SHAPES.ttl RUNS`: SHACL over data that is read already;
//! - `… network TIES.txt RUNS`: betweenness, PageRank, core numbers and communities of ties given as `from to` in lines;
//! - `… names NAMES.tsv TEXTS.tsv RUNS`: an index of names (`number`, tab, name) and the time of each look-up (`kind`, tab, text).

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program of its own")]

mod names;
mod network;
mod shapes;

use std::process::ExitCode;
use std::time::Instant;

/// That of the program.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

type Failure = Box<dyn std::error::Error>;

fn main() -> ExitCode {
    // Cargo adds `--bench`.
    let words: Vec<String> = std::env::args().skip(1).filter(|word| word != "--bench").collect();
    let words: Vec<&str> = words.iter().map(String::as_str).collect();
    let result = match words.as_slice() {
        ["shapes", data, shapes, runs] => shapes::run(data.as_ref(), shapes.as_ref(), runs),
        ["network", ties, runs] => network::run(ties.as_ref(), runs),
        ["names", names, texts, runs] => names::run(names.as_ref(), texts.as_ref(), runs),
        // Cargo may run every bench without a word, to see whether it works.
        [] => Ok(serde_json::json!({})),
        _ => Err("usage: shapes DATA SHAPES RUNS | network TIES RUNS | names NAMES TEXTS RUNS".into()),
    };
    match result {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {error}");
            ExitCode::FAILURE
        }
    }
}

/// What `work` gives, and the seconds of each of so many runs; of fewer once a minute is spent.
fn timed<T>(runs: usize, mut work: impl FnMut() -> Result<T, Failure>) -> Result<(T, Vec<f64>), Failure> {
    let mut seconds = Vec::new();
    let mut last = None;
    for _ in 0..runs.max(1) {
        let start = Instant::now();
        last = Some(work()?);
        seconds.push(start.elapsed().as_secs_f64());
        if seconds.iter().sum::<f64>() > 60.0 {
            break;
        }
    }
    Ok((last.expect("it ran once at least"), seconds))
}
