//! `sauat describe`.

use crate::cli::Cli;
use crate::cli::args::{DescribeArgs, DescribeFormat};
use crate::cli::failure::Failure;
use crate::cli::query::opened;
use crate::cli::ui::Ui;
use crate::describe::{Names, describe, render};

/// Shows one entity.
pub(super) fn run(cli: &Cli, args: &DescribeArgs, ui: &Ui) -> Result<(), Failure> {
    let opened = opened(cli)?;
    let names = Names::new(&opened.dataset)?;
    let description = match names.resolve(&args.entity) {
        Some(id) => describe(&opened.dataset, &names, id, cli.lang)?,
        None => None,
    };
    let Some(description) = description else {
        let shown: String = args.entity.chars().take(60).collect();
        let hint =
            names.near(&args.entity).map_or_else(String::new, |(id, name)| format!("did you mean `{id}` ({name})?"));
        return Err(Failure::usage(format!("nothing here is called `{shown}`"), hint));
    };
    let text = match args.format {
        DescribeFormat::Text => render(&description, cli.lang),
        DescribeFormat::Json => serde_json::to_string_pretty(&description).map_err(std::io::Error::other)? + "\n",
    };
    Ok(ui.data(text.as_bytes())?)
}
