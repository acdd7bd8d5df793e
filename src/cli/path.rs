//! `sauat path`.

use std::path::PathBuf;

use clap::{Args, ValueEnum, ValueHint};

use crate::cli::Cli;
use crate::cli::failure::Failure;
use crate::cli::out::{chosen, file, shown, written};
use crate::cli::select::{SelectArgs, node};
use crate::cli::store::opened;
use crate::cli::ui::Ui;
use crate::describe::Names;
use crate::export::Written;
use crate::network::{Selection, project_named};
use crate::pipeline::About;
use crate::publish::way::{apart, connection, drawn, markdown, text};

/// Arguments of `path`.
#[derive(Debug, Args)]
pub(super) struct PathArgs {
    /// Where the ways begin: an id, IRI or name, such as `medianet`.
    #[arg(value_name = "FROM")]
    pub(super) from: String,
    /// Where they end.
    #[arg(value_name = "TO")]
    pub(super) to: String,
    /// Along what: ties between actors and works, as far as nothing else is chosen.
    #[command(flatten)]
    pub(super) select: SelectArgs,
    /// How many ways at most.
    #[arg(long, short = 'k', value_name = "N", default_value = "3", value_parser = clap::value_parser!(u32).range(1..=20))]
    pub(super) ways: u32,
    /// How the ways are written; that of the file's ending without, or text. svg draws them as a map.
    #[arg(long, short, value_enum)]
    pub(super) format: Option<PathFormat>,
    /// The file to write; standard output without, or with `-`.
    #[arg(long, short, value_name = "FILE", value_hint = ValueHint::FilePath)]
    pub(super) out: Option<PathBuf>,
}

/// How ways are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum PathFormat {
    /// For people.
    #[value(alias = "txt")]
    Text,
    /// One JSON object.
    Json,
    /// A map.
    Svg,
    /// Markdown.
    Md,
}

/// Shows how two are connected. That there is no way is an answer too: nothing on stdout, and the reason on stderr.
pub(super) fn run(cli: &Cli, args: &PathArgs, ui: &Ui) -> Result<(), Failure> {
    let format = chosen(args.format, args.out.as_deref())?;
    let opened = opened(cli, ui)?;
    let names = Names::new(&opened.dataset);
    let id = |text: &str| names.resolve(text)?.ok_or_else(|| Failure::unknown(text, &names));
    let (from, to) = (id(&args.from)?, id(&args.to)?);
    let (from, to) = (from.as_str(), to.as_str());
    if from == to {
        return Err(Failure::usage(
            format!("both ends are `{from}`"),
            format!("name two that differ, or see what it is tied to: `sauat describe {from}`"),
        ));
    }
    let network = project_named(&opened.dataset, names.all()?)?;
    for end in [from, to] {
        node(&network, end)?;
    }
    let selection = args.select.apply(Selection::ties(), &network, &opened, &names)?;
    let found = connection(&network, &selection, (from, to), args.ways as usize, cli.lang);
    let reasons = found.apart.as_ref().map(|reason| apart(&found, reason, cli.lang));
    if let Some(reasons) = &reasons {
        reasons.iter().for_each(|line| ui.note(line));
        match (format, file(args.out.as_deref())) {
            (PathFormat::Svg, _) => {
                let others = found.apart.iter().flat_map(|reason| &reason.other_relations);
                let others: Vec<String> = others.map(|name| format!("--relation {name}")).collect();
                let hint = if others.is_empty() {
                    "md, json and text hold the reason too".to_owned()
                } else {
                    format!("there is one with {}", others.join(" "))
                };
                return Err(Failure::usage("where there is no way there is no map", hint));
            }
            (PathFormat::Text, None) => return Ok(()),
            _ => {}
        }
    }
    let (ending, content) = match format {
        PathFormat::Text => {
            let none = reasons.map_or_else(String::new, |reasons| reasons.join("\n") + "\n");
            (".txt", text(&found, cli.lang) + &none)
        }
        PathFormat::Md => (".md", markdown(&found, cli.lang)),
        PathFormat::Json => (".json", serde_json::to_string_pretty(&found).map_err(std::io::Error::from)? + "\n"),
        PathFormat::Svg => {
            let about = About::read(&cli.dir, &opened.dataset)?;
            let map = drawn(&found, &network, &selection, &about, cli.lang)
                .map_err(|error| Failure::usage(error.to_string(), "ask for fewer ways with `--ways`"))?;
            (".svg", map.svg)
        }
    };
    if format == PathFormat::Text {
        return shown(&content, args.out.as_deref(), cli, ui);
    }
    let content = Written { suffix: ending.to_owned(), bytes: content.into_bytes() };
    written(&[content], args.out.as_deref(), cli, ui)
}
