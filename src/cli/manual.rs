//! `sauat completions` and `sauat man`: made from the arguments themselves.

use clap::CommandFactory;

use crate::cli::Cli;
use crate::cli::args::CompletionsArgs;
use crate::cli::failure::Failure;
use crate::cli::ui::Ui;

/// Prints completions for a shell.
pub(super) fn completions(args: &CompletionsArgs, ui: &Ui) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    clap_complete::generate(args.shell, &mut Cli::command(), "sauat", &mut bytes);
    Ok(ui.data(&bytes)?)
}

/// Prints the man page: the program's, and one section for each verb.
pub(super) fn man(ui: &Ui) -> Result<(), Failure> {
    let mut bytes = Vec::new();
    let mut command = Cli::command();
    command.build();
    clap_mangen::Man::new(command.clone()).render(&mut bytes)?;
    for verb in command.get_subcommands() {
        let man = clap_mangen::Man::new(verb.clone());
        bytes.extend(format!(".SH \"{}\"\n", verb.get_name().to_uppercase()).into_bytes());
        man.render_description_section(&mut bytes)?;
        man.render_options_section(&mut bytes)?;
    }
    Ok(ui.data(&bytes)?)
}
