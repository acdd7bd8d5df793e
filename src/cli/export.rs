//! `sauat export`.

use std::io::Write;

use crate::analysis::{self, Kind, Options, annotate, find, measures};
use crate::cli::Cli;
use crate::cli::analyse::failure;
use crate::cli::args::{ExportArgs, Placing};
use crate::cli::failure::Failure;
use crate::cli::map::written;
use crate::cli::query::opened;
use crate::cli::ui::Ui;
use crate::describe::Names;
use crate::export::{CsvStyle, FORMATS, Format, NETWORK_FORMATS, NetworkFormat, Sheet, find_network_format};
use crate::layout::Method;
use crate::network::{Network, Selection, project};
use crate::pipeline::About;
use crate::publish::{self, PublishError, placed, write_atomic};
use crate::text::{Lang, nearest};

/// Formats whose readers show a network where the file places it.
const PLACED: [&str; 4] = ["gexf", "cyjs", "graphology", "dot"];

/// Writes the dataset or its network in one format, or lists the formats.
pub(super) fn run(cli: &Cli, args: &ExportArgs, ui: &Ui) -> Result<(), Failure> {
    let Some(name) = &args.format else {
        ui.data(list(cli.lang).as_bytes())?;
        return Ok(());
    };
    if let Some(format) = Format::find(name) {
        return rdf(cli, args, format, ui);
    }
    match find_network_format(name) {
        Some(format) => network(cli, args, format, ui),
        None => Err(unknown(name)),
    }
}

/// All formats with their extensions and titles.
fn list(lang: Lang) -> String {
    let [dataset, network] = match lang {
        Lang::Kk => ["Деректер жиыны (RDF)", "Желі"],
        Lang::Ru => ["Набор данных (RDF)", "Сеть"],
        Lang::En => ["The dataset (RDF)", "The network"],
    };
    // An extension is shown where it is another word than the name.
    let line = |name: &str, extension: &str, title: &str| {
        let extension = if extension == name { "" } else { extension };
        format!("  {name:<15}  {extension:<9}  {title}\n")
    };
    let mut out = format!("{dataset}\n");
    FORMATS.iter().for_each(|format| out.push_str(&line(format.name, format.extension, format.title)));
    out.push_str(&format!("\n{network}\n"));
    NETWORK_FORMATS.iter().for_each(|format| out.push_str(&line(format.name(), format.extension(), format.title())));
    out
}

fn unknown(name: &str) -> Failure {
    let names = || FORMATS.iter().map(|f| f.name).chain(NETWORK_FORMATS.iter().map(|format| format.name()));
    let extensions = FORMATS.iter().map(|f| f.extension).chain(NETWORK_FORMATS.iter().map(|f| f.extension()));
    let hint = nearest(name, names().chain(extensions)).map_or_else(
        || format!("choose one of {}", names().collect::<Vec<_>>().join(", ")),
        |near| format!("did you mean `{near}`?"),
    );
    let name: String = name.chars().take(60).collect();
    Failure::usage(format!("`{name}` is no format"), hint)
}

/// The whole dataset: what chooses a part of the network has nothing to choose from.
fn rdf(cli: &Cli, args: &ExportArgs, format: Format, ui: &Ui) -> Result<(), Failure> {
    let given = [
        ("--measures", !args.measures.is_empty()),
        ("--layout", args.layout.is_some()),
        ("--spreadsheet", args.spreadsheet),
    ];
    let chosen = args.select.told().into_iter().map(|(name, _)| name);
    let extra = chosen.chain(given.into_iter().filter(|(_, given)| *given).map(|(name, _)| name)).next();
    if let Some(option) = extra {
        return Err(Failure::usage(
            format!("`{option}` is for formats of networks; {} holds the whole dataset", format.name),
            "for a part of the dataset as RDF write `sauat query` with CONSTRUCT",
        ));
    }
    let opened = opened(cli)?;
    let mut bytes = Vec::new();
    publish::dump(&opened.dataset, format, &opened.prefixes, &mut bytes)?;
    let Some(path) = &args.out else { return Ok(ui.data(&bytes)?) };
    write_atomic(path, &mut |out: &mut dyn Write| out.write_all(&bytes))
        .map_err(|error| PublishError::Write { path: path.clone(), error })?;
    Ok(())
}

/// The network of actors and works, or of what was chosen.
fn network(cli: &Cli, args: &ExportArgs, format: &dyn NetworkFormat, ui: &Ui) -> Result<(), Failure> {
    if args.spreadsheet && format.media_type() != "text/csv" {
        let hint = "it is for gephi-csv, kumu-csv and neo4j; xlsx is made for spreadsheets as it is";
        return Err(Failure::usage(format!("`--spreadsheet` says nothing of {}", format.name()), hint));
    }
    let opened = opened(cli)?;
    let names = Names::new(&opened.dataset)?;
    let whole = project(&opened.dataset)?;
    let selection = args.select.apply(Selection::ties(), &whole, &opened, &names)?;
    let mut network = selection.of(&whole);
    annotated(&mut network, &args.measures, cli.lang)?;
    let usual = if PLACED.contains(&format.name()) { Placing::Kinds } else { Placing::None };
    let looks = match args.layout.unwrap_or(usual) {
        Placing::None => Vec::new(),
        Placing::Stress => placed(&network, cli.lang, &Method::Stress),
        Placing::Kinds => placed(&network, cli.lang, &Method::Kinds),
    };
    let about = About::read(&cli.dir, &opened.dataset)?;
    let title = about.title.best(cli.lang).unwrap_or("Sauat");
    let csv = if args.spreadsheet { CsvStyle::Spreadsheet } else { CsvStyle::Machine };
    let sheet = Sheet { network: &network, about: &about, title, lang: cli.lang, looks: &looks, csv };
    let files = format.write(&sheet).map_err(|error| Failure::usage(error.to_string(), ""))?;
    written(&files, args.out.as_deref(), ui)
}

/// Takes measures and writes them into the nodes.
fn annotated(network: &mut Network, asked: &[String], lang: Lang) -> Result<(), Failure> {
    let options = Options { lang, ..Options::default() };
    let all = || measures().filter(|measure| measure.kind == Kind::Node).map(|measure| measure.name);
    let mut tables = Vec::new();
    for name in asked {
        let chosen = if name == "all" { all().collect() } else { vec![find(name).map_err(failure)?.name] };
        for name in chosen {
            if find(name).map_err(failure)?.kind != Kind::Node {
                let hint = format!("nodes carry {}", all().collect::<Vec<_>>().join(", "));
                return Err(Failure::usage(format!("`{name}` gives nodes no value"), hint));
            }
            tables.push(analysis::measure(network, name, &options).map_err(failure)?);
        }
    }
    annotate(network, &tables);
    Ok(())
}
