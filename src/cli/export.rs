//! `sauat export`.

use std::io::Write;

use crate::cli::Cli;
use crate::cli::args::ExportArgs;
use crate::cli::failure::Failure;
use crate::cli::query::opened;
use crate::cli::ui::Ui;
use crate::export::{FORMATS, Format};
use crate::publish::{self, PublishError, write_atomic};
use crate::text::nearest;

/// Writes the dataset in one format.
pub(super) fn run(cli: &Cli, args: &ExportArgs, ui: &Ui) -> Result<(), Failure> {
    let Some(format) = Format::find(&args.format) else {
        let names: Vec<&str> = FORMATS.iter().map(|f| f.name).collect();
        let hint = nearest(&args.format, names.iter().copied())
            .map_or_else(|| format!("choose one of {}", names.join(", ")), |near| format!("did you mean `{near}`?"));
        return Err(Failure::usage(format!("`{}` is no format", args.format), hint));
    };
    let opened = opened(cli)?;
    let mut bytes = Vec::new();
    publish::dump(&opened.dataset, format, &opened.prefixes, &mut bytes)?;
    let Some(path) = &args.out else { return Ok(ui.data(&bytes)?) };
    write_atomic(path, &mut |out: &mut dyn Write| out.write_all(&bytes))
        .map_err(|error| PublishError::Write { path: path.clone(), error })?;
    Ok(())
}
