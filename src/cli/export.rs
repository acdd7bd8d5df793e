//! `sauat export`.

#[cfg(feature = "hdt")]
use std::path::Path;

use crate::cli::Cli;
use crate::cli::args::{ExportArgs, Placing};
use crate::cli::failure::{Failure, meant};
#[cfg(feature = "hdt")]
use crate::cli::out::file;
use crate::cli::out::{by_ending, written};
use crate::cli::select::kept;
use crate::cli::store::opened;
use crate::cli::ui::Ui;
use crate::cli::values::annotated;
use crate::describe::Names;
use crate::export::{CsvStyle, FORMATS, Format, NETWORK_FORMATS, NetworkFormat, Sheet, Written, find_network_format};
use crate::layout::Method;
use crate::network::{Selection, project_named};
use crate::pipeline::About;
#[cfg(feature = "hdt")]
use crate::pipeline::{Manifest, Origin};
#[cfg(feature = "hdt")]
use crate::publish::folder::folder_to_write;
use crate::publish::maps::selected;
use crate::publish::{self, placed};
#[cfg(feature = "hdt")]
use crate::store::HdtFolder;
use crate::text::{Lang, nearest, phrases};

/// The name of the format of several files for the whole dataset.
#[cfg(feature = "hdt")]
const HDT: &str = "hdt";

phrases! {
    dataset: "Деректер жиыны (RDF)", "Набор данных (RDF)", "The dataset (RDF)";
    network: "Желі", "Сеть", "The network";
    hdt: "HDT: әр графтың сығылған файлы бар қалта, `--store` үшін", "HDT: папка со сжатым файлом для каждого графа, для `--store`", "HDT: a folder with a compressed file for each graph, for `--store`";
}

/// Formats whose readers show a network where the file places it.
const PLACED: [&str; 4] = ["gexf", "cyjs", "graphology", "dot"];

/// Writes the dataset or its network in one format, or lists the formats.
pub(super) fn run(cli: &Cli, args: &ExportArgs, ui: &Ui) -> Result<(), Failure> {
    let name = match &args.format {
        Some(name) => Some(name.as_str()),
        None => by_ending(args.out.as_deref(), &endings(), "`sauat export FORMAT`")?,
    };
    let Some(name) = name else {
        if let Some((option, _)) = given(args).first() {
            return Err(Failure::usage(
                format!("`{option}` says nothing without a format"),
                "`sauat export` lists the formats",
            ));
        }
        ui.people(&list(cli.lang))?;
        return Ok(());
    };
    if let Some(format) = Format::find(name) {
        return rdf(cli, args, format, ui);
    }
    #[cfg(feature = "hdt")]
    if name.eq_ignore_ascii_case(HDT) {
        return hdt(cli, args, ui);
    }
    match find_network_format(name) {
        Some(format) => network(cli, args, format, ui),
        None => Err(unknown(name)),
    }
}

/// All formats with their extensions and titles.
fn list(lang: Lang) -> String {
    let words = words(lang);
    // An extension is shown where it is another word than the name.
    let line = |name: &str, extension: &str, title: &str| {
        let extension = if extension == name { "" } else { extension };
        format!("  {name:<15}  {extension:<9}  {title}\n")
    };
    let mut out = format!("{}\n", words.dataset);
    FORMATS.iter().for_each(|format| out.push_str(&line(format.name, format.extension, format.title)));
    #[cfg(feature = "hdt")]
    out.push_str(&line(HDT, HDT, words.hdt));
    out.push_str(&format!("\n{}\n", words.network));
    NETWORK_FORMATS
        .iter()
        .for_each(|format| out.push_str(&line(format.name(), format.extension(), format.title(lang))));
    out
}

fn unknown(name: &str) -> Failure {
    let mut names: Vec<&str> =
        endings().into_iter().filter(|(ending, name)| ending == name).map(|(name, _)| name).collect();
    names.dedup();
    let extensions = endings().into_iter().map(|(ending, _)| ending);
    let hint = nearest(name, extensions);
    let name: String = name.chars().take(60).collect();
    Failure::usage(format!("`{name}` is no format"), meant(hint, &format!("choose one of {}", names.join(", "))))
}

/// The name and the ending of each format, with its name.
fn endings() -> Vec<(&'static str, &'static str)> {
    let dataset = FORMATS.iter().flat_map(|f| [(f.name, f.name), (f.extension, f.name)]);
    #[cfg(feature = "hdt")]
    let dataset = dataset.chain([(HDT, HDT)]);
    dataset.chain(NETWORK_FORMATS.iter().flat_map(|f| [(f.name(), f.name()), (f.extension(), f.name())])).collect()
}

/// The options that were given and say something of a network, with their values.
fn given(args: &ExportArgs) -> Vec<(&'static str, String)> {
    let own = [
        ("--measures", !args.measures.is_empty()),
        ("--layout", args.layout.is_some()),
        ("--spreadsheet", args.spreadsheet),
    ];
    let own = own.into_iter().filter(|(_, given)| *given).map(|(name, _)| (name, String::new()));
    args.select.told().into_iter().chain(own).collect()
}

/// Refuses what chooses a part, for a format that holds everything.
fn whole(args: &ExportArgs, format: &str) -> Result<(), Failure> {
    given(args).first().map_or(Ok(()), |(option, _)| {
        Err(Failure::usage(
            format!("`{option}` is for formats of networks; {format} holds the whole dataset"),
            "for a part of the dataset as RDF write `sauat query` with CONSTRUCT",
        ))
    })
}

/// The whole dataset as a folder of files.
#[cfg(feature = "hdt")]
fn hdt(cli: &Cli, args: &ExportArgs, ui: &Ui) -> Result<(), Failure> {
    whole(args, HDT)?;
    let Some(folder) = file(args.out.as_deref()) else {
        return Err(Failure::usage("hdt is a folder of files", "name it with `--out FOLDER`"));
    };
    folder_to_write(folder, Some(&cli.dir), &publish::HDT)?;
    let opened = opened(cli, ui)?;
    let digest = Manifest::read(&cli.dir.join("exports")).filter(|_| opened.origin == Origin::Exports);
    let digest = digest.map(|manifest| manifest.digest);
    let note = publish::write_hdt_folder(&opened.dataset, folder, digest)?;
    hdt_written(&note, folder, ui);
    Ok(())
}

/// Says what was written.
#[cfg(feature = "hdt")]
pub(super) fn hdt_written(note: &HdtFolder, folder: &Path, ui: &Ui) {
    let triples: usize = note.graphs.values().map(|graph| graph.triples).sum();
    let bytes: u64 = note.graphs.values().map(|graph| graph.bytes).sum();
    ui.note(&format!("{triples} triples in {} files of {bytes} bytes in {}", note.graphs.len(), folder.display()));
}

/// The whole dataset: what chooses a part of the network has nothing to choose from.
fn rdf(cli: &Cli, args: &ExportArgs, format: Format, ui: &Ui) -> Result<(), Failure> {
    whole(args, format.name)?;
    let opened = opened(cli, ui)?;
    let mut bytes = Vec::new();
    publish::dump(&opened.dataset, format, &opened.prefixes, &mut bytes)?;
    written(&[Written { suffix: format!(".{}", format.extension), bytes }], args.out.as_deref(), cli, ui)
}

/// The network of actors and works, or of what was chosen.
fn network(cli: &Cli, args: &ExportArgs, format: &dyn NetworkFormat, ui: &Ui) -> Result<(), Failure> {
    if args.spreadsheet && format.media_type() != "text/csv" {
        let hint = "it is for gephi-csv, kumu-csv and neo4j; xlsx is made for spreadsheets as it is";
        return Err(Failure::usage(format!("`--spreadsheet` says nothing of {}", format.name()), hint));
    }
    let opened = opened(cli, ui)?;
    let names = Names::new(&opened.dataset);
    let whole = project_named(&opened.dataset, names.all()?)?;
    let selection = args.select.apply(Selection::ties(), &whole, &opened, &names)?;
    let mut network = kept(&args.select, &selection, &whole)?;
    annotated(&mut network, &args.measures, cli.lang)?;
    let usual = if PLACED.contains(&format.name()) { Placing::Kinds } else { Placing::None };
    let (looks, drawing) = match args.layout.unwrap_or(usual) {
        Placing::None => Default::default(),
        Placing::Stress => placed(&network, cli.lang, &Method::Stress),
        Placing::Kinds => placed(&network, cli.lang, &Method::Kinds),
    };
    let about = About::read(&cli.dir, &opened.dataset)?;
    let title = about.title.best(cli.lang).unwrap_or("Sauat");
    let csv = if args.spreadsheet { CsvStyle::Spreadsheet } else { CsvStyle::Machine };
    let sheet = Sheet {
        network: &network,
        about: &about,
        title,
        remarks: selected(&selection, &whole, cli.lang).pairs(),
        lang: cli.lang,
        looks: &looks,
        drawing: Some(&drawing),
        said: &[],
        csv,
    };
    let files = format.write(&sheet).map_err(|error| Failure::usage(error.to_string(), ""))?;
    written(&files, args.out.as_deref(), cli, ui)
}
