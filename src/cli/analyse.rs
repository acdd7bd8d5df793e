//! `sauat analyse`.

use std::path::Path;

use oxrdf::Triple;

use crate::analysis::{Options, Resampling, find, measure};
use crate::cli::args::{AnalyseArgs, TableFormat};
use crate::cli::failure::Failure;
use crate::cli::out::{chosen, room, shown, written};
use crate::cli::select::kept;
use crate::cli::store::opened;
use crate::cli::ui::Ui;
use crate::cli::values::failure;
use crate::cli::{Cli, GENERATOR};
use crate::describe::Names;
use crate::export::{FORMATS, Written, write_triples};
use crate::network::{Network, Selection, project_named};
use crate::pipeline::{About, Opened};
use crate::publish::measured::{
    Measured, csv, cube, json, listed, listed_csv, listed_json, listed_markdown, markdown, text,
};
use crate::publish::report::{Report, Style, report};

/// How many rows people are shown.
const ROWS: usize = 20;

/// Lists the measures, takes one, or writes a report.
pub(super) fn run(cli: &Cli, args: &AnalyseArgs, ui: &Ui) -> Result<(), Failure> {
    let options = told(args, cli)?;
    let format = chosen(args.format, args.out.as_deref())?;
    let style = args.report.as_deref().map(style).transpose()?;
    let opened = opened(cli, ui)?;
    let names = Names::new(&opened.dataset);
    let whole = project_named(&opened.dataset, names.all()?)?;
    let selection = args.select.apply(Selection::ties(), &whole, &opened, &names)?;
    let network = kept(&args.select, &selection, &whole)?;
    let about = About::read(&cli.dir, &opened.dataset)?;
    let told = args.select.told();
    if let (Some(path), Some(style)) = (&args.report, style) {
        let stem = path.file_stem().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
        let asked = Report { whole: &whole, selection: &selection, about: &about, chosen: &told, lang: cli.lang };
        let files = report(&asked, style, &stem).map_err(failure)?;
        return beside(&files, path, cli, ui);
    }
    let content = match &args.measure {
        None => match format {
            TableFormat::Text => {
                let text = listed(&network, cli.lang, room(args.out.as_deref(), ui)).map_err(failure)?;
                return shown(&text, args.out.as_deref(), cli, ui);
            }
            format => list(&network, format, cli)?,
        },
        Some(name) => {
            let table = measure(&network, name, &options).map_err(failure)?;
            let limit = args.limit.unwrap_or(match format {
                TableFormat::Text | TableFormat::Md => ROWS,
                TableFormat::Csv | TableFormat::Json | TableFormat::Ttl => usize::MAX,
            });
            let measured = Measured {
                network: &network,
                about: &about,
                table: &table,
                options: &options,
                chosen: &told,
                lang: cli.lang,
                limit,
            };
            match format {
                TableFormat::Text => {
                    let text = text(&measured, room(args.out.as_deref(), ui));
                    return shown(&text, args.out.as_deref(), cli, ui);
                }
                format => content(&measured, format, &opened)?,
            }
        }
    };
    written(&[Written { suffix: String::new(), bytes: content }], args.out.as_deref(), cli, ui)
}

/// What the measure is told; an option that it would not look at is an error.
fn told(args: &AnalyseArgs, cli: &Cli) -> Result<Options, Failure> {
    let mut options = Options { lang: cli.lang, ..Options::default() };
    let name = match &args.measure {
        Some(name) => find(name).map_err(failure)?.name,
        None => "",
    };
    if let Some(by) = &args.by {
        options.ranked_by = find(by).map_err(failure)?.name.to_owned();
    }
    let by = if name == "stability" { options.ranked_by.as_str() } else { name };
    let wants = [
        ("--limit", args.limit.is_some(), !name.is_empty(), "a measure"),
        ("--by", args.by.is_some(), name == "stability", "stability"),
        ("--damping", args.damping.is_some(), by == "pagerank", "pagerank"),
        (
            "--seeds",
            args.seeds.is_some(),
            ["stability", "community", "modularity"].contains(&name),
            "community, modularity and stability",
        ),
    ];
    if let Some((option, _, _, measures)) = wants.iter().find(|(_, given, fits, _)| *given && !*fits) {
        return Err(Failure::usage(format!("`{option}` says nothing here"), format!("it is for {measures}")));
    }
    options.damping = args.damping.unwrap_or(options.damping);
    if let Some(seeds) = args.seeds {
        options.leiden_runs = seeds as usize;
        options.resampling = Resampling { runs: seeds as usize, ..options.resampling };
    }
    Ok(options)
}

fn list(network: &Network, format: TableFormat, cli: &Cli) -> Result<Vec<u8>, Failure> {
    Ok(match format {
        TableFormat::Text => listed(network, cli.lang, None).map_err(failure)?.into_bytes(),
        TableFormat::Md => listed_markdown(network, cli.lang).map_err(failure)?.into_bytes(),
        TableFormat::Csv => listed_csv(cli.lang)?,
        TableFormat::Json => pretty(&listed_json(network, cli.lang).map_err(failure)?)?,
        TableFormat::Ttl => {
            return Err(Failure::usage("the list of measures is not written as Turtle", "name a measure"));
        }
    })
}

fn content(measured: &Measured<'_>, format: TableFormat, opened: &Opened) -> Result<Vec<u8>, Failure> {
    Ok(match format {
        TableFormat::Text => text(measured, None).into_bytes(),
        TableFormat::Md => markdown(measured).into_bytes(),
        TableFormat::Csv => csv(measured)?,
        TableFormat::Json => pretty(&json(measured))?,
        TableFormat::Ttl => {
            let (triples, prefixes) = cube(measured, opened.dataset.space(), &opened.prefixes, GENERATOR);
            let triples: Vec<&Triple> = triples.iter().collect();
            let mut bytes = Vec::new();
            write_triples(&triples, FORMATS[0], &prefixes, &mut bytes)?;
            bytes
        }
    })
}

fn pretty(value: &serde_json::Value) -> Result<Vec<u8>, Failure> {
    Ok((serde_json::to_string_pretty(value).map_err(std::io::Error::from)? + "\n").into_bytes())
}

/// The language of a report's file, by its extension.
fn style(path: &Path) -> Result<Style, Failure> {
    match path.extension().and_then(|extension| extension.to_str()) {
        Some("md") => Ok(Style::Markdown),
        Some("html" | "htm") => Ok(Style::Html),
        _ => Err(Failure::usage(
            format!("a report is written as .md or .html, not as `{}`", path.display()),
            "choose one of the two: `--report report.html`",
        )),
    }
}

/// Writes the figures beside the report, and the report last.
fn beside(files: &[Written], path: &Path, cli: &Cli, ui: &Ui) -> Result<(), Failure> {
    for file in files.iter().rev() {
        let target = if file.suffix.is_empty() { path.to_owned() } else { path.with_file_name(&file.suffix) };
        written(&[Written { suffix: String::new(), bytes: file.bytes.clone() }], Some(&target), cli, ui)?;
    }
    Ok(())
}
