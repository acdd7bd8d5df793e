//! `sauat path`.

use crate::cli::Cli;
use crate::cli::args::{PathArgs, PathFormat};
use crate::cli::failure::Failure;
use crate::cli::map::written;
use crate::cli::query::opened;
use crate::cli::ui::Ui;
use crate::describe::Names;
use crate::export::Written;
use crate::network::{Selection, project};
use crate::pipeline::About;
use crate::publish::way::{apart, connection, drawn, markdown, text};

/// Shows how two are connected. That there is no way is an answer too: nothing on stdout, and the reason on stderr.
pub(super) fn run(cli: &Cli, args: &PathArgs, ui: &Ui) -> Result<(), Failure> {
    let opened = opened(cli)?;
    let names = Names::new(&opened.dataset)?;
    let id = |text: &str| names.resolve(text).ok_or_else(|| Failure::unknown(text, &names));
    let (from, to) = (id(&args.from)?, id(&args.to)?);
    if from == to {
        return Err(Failure::usage(
            format!("both ends are `{from}`"),
            format!("name two that differ, or see what it is tied to: `sauat describe {from}`"),
        ));
    }
    let network = project(&opened.dataset)?;
    for end in [from, to] {
        if network.find(end).is_none() {
            let hint = "choose actors, works, places or topics that claims speak of";
            return Err(Failure::usage(format!("`{end}` is no node of the network"), hint));
        }
    }
    let selection = args.select.apply(Selection::ties(), &network, &opened, &names)?;
    let found = connection(&network, &selection, (from, to), args.ways as usize, cli.lang);
    if let Some(reason) = &found.apart {
        apart(&found, reason, cli.lang).iter().for_each(|line| ui.note(line));
        if matches!(args.format, PathFormat::Text | PathFormat::Svg) {
            return Ok(());
        }
    }
    let (ending, content) = match args.format {
        PathFormat::Text => (".txt", text(&found, cli.lang)),
        PathFormat::Md => (".md", markdown(&found, cli.lang)),
        PathFormat::Json => (".json", serde_json::to_string_pretty(&found).map_err(std::io::Error::from)? + "\n"),
        PathFormat::Svg => {
            let about = About::read(&cli.dir, &opened.dataset)?;
            let map = drawn(&found, &network, &selection, &about, cli.lang)
                .map_err(|error| Failure::usage(error.to_string(), "ask for fewer ways with `--ways`"))?;
            (".svg", map.svg)
        }
    };
    let file = Written { suffix: ending.to_owned(), bytes: content.into_bytes() };
    written(&[file], args.out.as_deref(), ui)
}
