//! Where results go, that they go over nothing that is read, and the format that the ending of a file asks for.

use std::path::{Path, PathBuf};

use clap::ValueEnum;

use crate::cli::Cli;
use crate::cli::args::Verb;
use crate::cli::failure::Failure;
use crate::cli::ui::Ui;
use crate::export::Written;
use crate::publish::folder::file_to_write;
use crate::publish::{PublishError, write_atomic};

/// A file to write: `-` is standard output, as if none were named.
pub(super) fn file(out: Option<&Path>) -> Option<&Path> {
    out.filter(|path| path.as_os_str() != "-")
}

/// Says before anything is read whether the file may be written that a command names.
///
/// # Errors
/// A failure for a file of the dataset, and for one that the command reads.
pub(super) fn check(cli: &Cli) -> Result<(), Failure> {
    let out = match &cli.verb {
        Verb::Map(args) => &args.out,
        Verb::Analyse(args) => {
            if args.report.is_some() {
                &args.report
            } else {
                &args.out
            }
        }
        Verb::Path(args) => &args.out,
        // A folder of files is another matter.
        Verb::Export(args) if args.out.as_ref().is_none_or(|out| !out.is_dir()) => &args.out,
        _ => return Ok(()),
    };
    file(out.as_deref()).map_or(Ok(()), |path| free(path, cli))
}

/// The files beside the dataset that a command reads.
fn read(cli: &Cli) -> Vec<PathBuf> {
    let named = |names: &[&Option<PathBuf>]| names.iter().filter_map(|name| (*name).clone()).collect::<Vec<PathBuf>>();
    match &cli.verb {
        Verb::Map(args) => {
            let against = args.against.as_ref().map(PathBuf::from);
            named(&[&args.ratings, &args.select.from, &against])
        }
        Verb::Analyse(args) => named(&[&args.select.from]),
        Verb::Path(args) => named(&[&args.select.from]),
        Verb::Export(args) => named(&[&args.select.from]),
        _ => Vec::new(),
    }
}

/// Whether nothing is read from a file that is to be written.
pub(super) fn free(path: &Path, cli: &Cli) -> Result<(), Failure> {
    let read = read(cli);
    let read: Vec<&Path> = read.iter().map(PathBuf::as_path).collect();
    file_to_write(path, Some(&cli.dir), &read)?;
    Ok(())
}

/// The format by the ending of the file, of formats given as ending and name; the longest ending counts. Nothing for
/// standard output or a name without ending.
///
/// # Errors
/// A failure for an ending that no format has; `named` says how a format is named instead.
pub(super) fn by_ending<'a>(
    out: Option<&Path>,
    formats: &[(&str, &'a str)],
    named: &str,
) -> Result<Option<&'a str>, Failure> {
    let Some(path) = file(out) else { return Ok(None) };
    let Some(ending) = path.extension().map(|ending| ending.to_string_lossy().into_owned()) else { return Ok(None) };
    let name = path.file_name().map(|name| name.to_string_lossy().to_lowercase()).unwrap_or_default();
    let fits = |wanted: &str| name.strip_suffix(&wanted.to_lowercase()).is_some_and(|stem| stem.ends_with('.'));
    let found = formats.iter().filter(|(wanted, _)| fits(wanted)).max_by_key(|(wanted, _)| wanted.len());
    if let Some((_, format)) = found {
        return Ok(Some(*format));
    }
    let ending: String = ending.chars().take(60).collect();
    let mut names: Vec<&str> = formats.iter().map(|(_, name)| *name).collect();
    names.dedup();
    Err(Failure::usage(
        format!("no format here has the ending `.{ending}`"),
        format!("name the format with {named}: {}", names.join(", ")),
    ))
}

/// The format that was asked for, or that the ending of the file says; else the first of all.
pub(super) fn chosen<F: ValueEnum>(given: Option<F>, out: Option<&Path>) -> Result<F, Failure> {
    if let Some(given) = given {
        return Ok(given);
    }
    let values: Vec<_> = F::value_variants().iter().filter_map(F::to_possible_value).collect();
    let endings: Vec<(&str, &str)> =
        values.iter().flat_map(|value| value.get_name_and_aliases().map(|ending| (ending, value.get_name()))).collect();
    let name =
        by_ending(out, &endings, "`--format`")?.or_else(|| values.first().map(clap::builder::PossibleValue::get_name));
    name.and_then(|name| F::from_str(name, true).ok()).ok_or_else(|| Failure::usage("there is no format", ""))
}

/// Writes text for people to a file, or shows it.
pub(super) fn shown(text: &str, out: Option<&Path>, cli: &Cli, ui: &Ui) -> Result<(), Failure> {
    match file(out) {
        Some(path) => save(path, text.as_bytes(), cli),
        None => Ok(ui.people(text)?),
    }
}

/// The columns that text for people has: those of the terminal, if it is not written to a file.
pub(super) fn room(out: Option<&Path>, ui: &Ui) -> Option<usize> {
    ui.width().filter(|_| file(out).is_none())
}

/// Writes one file or several beside each other; several need a name to begin with.
pub(super) fn written(files: &[Written], out: Option<&Path>, cli: &Cli, ui: &Ui) -> Result<(), Failure> {
    match (files, file(out)) {
        ([file], None) => ui.data(&file.bytes)?,
        (files, None) => {
            let names: Vec<&str> = files.iter().map(|file| file.suffix.as_str()).collect();
            return Err(Failure::usage(
                format!("this format has several files ({})", names.join(", ")),
                "name them with `--out NAME`: each gets its ending",
            ));
        }
        ([file], Some(path)) => save(path, &file.bytes, cli)?,
        (files, Some(path)) => {
            for file in files {
                let mut name = path.as_os_str().to_owned();
                name.push(&file.suffix);
                save(Path::new(&name), &file.bytes, cli)?;
            }
        }
    }
    Ok(())
}

fn save(path: &Path, bytes: &[u8], cli: &Cli) -> Result<(), Failure> {
    free(path, cli)?;
    write_atomic(path, &mut |out| out.write_all(bytes))
        .map_err(|error| PublishError::Write { path: path.to_owned(), error }.into())
}
