//! Writes a made dataset of any size: `cargo bench --bench workload -- --scale 100 --out DIR [--seed 1]`.
//!
//! Prints how long it took, how much was written and how much memory it took. What is in the folder is decided in `dataset`.

#![expect(clippy::print_stdout, clippy::print_stderr, reason = "a program of its own")]

mod dataset;

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Instant;

const USAGE: &str = "usage: cargo bench --bench workload -- --scale N --out FOLDER [--seed N]";

fn main() -> ExitCode {
    // Without a word, Cargo runs every bench there is.
    if std::env::args().skip(1).all(|word| word == "--bench") {
        println!("{USAGE}");
        return ExitCode::SUCCESS;
    }
    let (wanted, out) = match arguments(std::env::args().skip(1)) {
        Ok(given) => given,
        Err(message) => {
            eprintln!("error: {message}\n  hint: {USAGE}");
            return ExitCode::from(2);
        }
    };
    let start = Instant::now();
    match dataset::write(Path::new(env!("CARGO_MANIFEST_DIR")), &out, &wanted) {
        Ok(written) => {
            let seconds = start.elapsed().as_secs_f64();
            let megabytes = written.bytes as f64 / 1e6;
            println!(
                "x{}: {} relations, {} rows, {megabytes:.1} MB in {seconds:.2} s ({:.0} MB/s), peak memory {}",
                wanted.scale,
                written.relations,
                written.rows,
                megabytes / seconds,
                peak().unwrap_or_else(|| "unknown".to_owned())
            );
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("error: {}: {error}", out.display());
            ExitCode::from(3)
        }
    }
}

/// What is wanted, and where; Cargo adds `--bench`.
fn arguments(words: impl Iterator<Item = String>) -> Result<(dataset::Wanted, PathBuf), String> {
    let mut words = words.filter(|word| word != "--bench");
    let (mut scale, mut seed, mut out) = (1, 1, None);
    while let Some(word) = words.next() {
        let mut value = || words.next().ok_or_else(|| format!("`{word}` needs a value"));
        let number = |text: String| text.parse::<u64>().map_err(|_| format!("`{text}` is no number"));
        match word.as_str() {
            "--scale" => scale = number(value()?)?,
            "--seed" => seed = number(value()?)?,
            "--out" => out = Some(PathBuf::from(value()?)),
            other => return Err(format!("`{other}` is not known")),
        }
    }
    if !(1..=1_000_000).contains(&scale) {
        return Err("a scale is a number from 1 to 1000000".to_owned());
    }
    Ok((dataset::Wanted { scale, seed }, out.ok_or("`--out` is missing")?))
}

/// The most memory that this process held, where the system tells it.
fn peak() -> Option<String> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.split_whitespace().collect::<Vec<_>>().join(" "))
}
