//! `sauat query`.

use std::fs::File;
use std::io::Read;
use std::path::Path;

use crate::cli::args::QueryArgs;
use crate::cli::failure::Failure;
use crate::cli::store::opened;
use crate::cli::ui::Ui;
use crate::cli::{Cli, rows};
use crate::files::unmarked_text;
use crate::query::{MAX_QUERY, parse};

/// The text of a query from a file or a pipe, as far as a query may reach and one byte further.
pub(super) fn from_file(path: &Path) -> Result<String, Failure> {
    let mut text = String::new();
    let read = File::open(path).and_then(|file| file.take(MAX_QUERY as u64 + 1).read_to_string(&mut text));
    let told = |error: std::io::Error| Failure::Environment {
        message: format!("{} cannot be read: {error}", path.display()),
        hint: None,
    };
    read.map_err(told)?;
    Ok(unmarked_text(&text).to_owned())
}

/// Answers a query.
pub(super) fn run(cli: &Cli, args: &QueryArgs, ui: &Ui) -> Result<(), Failure> {
    let text = match (&args.file, args.query.as_deref()) {
        (Some(path), _) => from_file(path)?,
        (None, None | Some("-")) => {
            let mut text = String::new();
            std::io::stdin().lock().take(MAX_QUERY as u64 + 1).read_to_string(&mut text)?;
            text
        }
        (None, Some(text)) => text.to_owned(),
    };
    let opened = opened(cli)?;
    let query = parse(&text, &opened.prefixes).map_err(|error| match args.query.as_deref() {
        Some(name) if Path::new(name).is_file() => {
            Failure::usage(format!("`{name}` is no query: {error}"), "it is a file: name it with `--file`")
        }
        _ => error.into(),
    })?;
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
