//! `sauat query`.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::cli::args::QueryArgs;
use crate::cli::failure::Failure;
use crate::cli::store::opened;
use crate::cli::ui::Ui;
use crate::cli::watch::Deadline;
use crate::cli::{Cli, rows};
use crate::files::unmarked_text;
use crate::query::{MAX_QUERY, parse};
use crate::store::Stop;

/// A text as far as a query may go, and a little more. What is cut within a letter is too long anyway.
fn read(source: impl Read) -> std::io::Result<String> {
    let mut bytes = Vec::new();
    source.take(MAX_QUERY as u64 + 4).read_to_end(&mut bytes)?;
    let is_cut = bytes.len() > MAX_QUERY;
    match String::from_utf8(bytes) {
        Ok(text) => Ok(text),
        Err(error) if is_cut => Ok(String::from_utf8_lossy(error.as_bytes()).into_owned()),
        Err(_) => Err(std::io::Error::new(std::io::ErrorKind::InvalidData, "it is not in UTF-8")),
    }
}

/// The text of a query from a file or a pipe, as far as a query may reach and one byte further.
pub(super) fn from_file(path: &Path) -> Result<String, Failure> {
    let told = |error: std::io::Error| Failure::Environment {
        message: format!("{} cannot be read: {error}", path.display()),
        hint: None,
    };
    let text = File::open(path).and_then(read).map_err(told)?;
    Ok(unmarked_text(&text).to_owned())
}

/// Answers a query.
pub(super) fn run(cli: &Cli, args: &QueryArgs, ui: &Ui) -> Result<(), Failure> {
    let text = match (&args.file, args.query.as_deref()) {
        (Some(path), _) => from_file(path)?,
        (None, None | Some("-")) => unmarked_text(&read(std::io::stdin().lock())?).to_owned(),
        (None, Some(text)) => text.to_owned(),
    };
    let opened = opened(cli, ui)?;
    // A text may be long in reading too.
    let deadline = Deadline::start(args.answer.timeout, Stop::default());
    let query = parse(&text, &opened.prefixes).map_err(|error| match args.query.as_deref() {
        Some(name) if Path::new(name).is_file() => {
            Failure::usage(format!("`{name}` is no query: {error}"), "it is a file: name it with `--file`")
        }
        _ => error.into(),
    })?;
    deadline.finish();
    if args.explain {
        return rows::explain(&opened.dataset, &opened.statistics, &query, args.answer.timeout, ui);
    }
    rows::answer(
        &opened.dataset,
        &opened.statistics,
        &query,
        &args.answer,
        &opened.prefixes,
        rows::Reader::Author(cli.lang),
        ui,
    )?;
    Ok(())
}
