//! `sauat map`.

use std::time::Duration;

use crate::cli::args::{LayoutName, MapArgs};
use crate::cli::failure::{Failure, one_of};
use crate::cli::out::{by_ending, written};
use crate::cli::picture::{PICTURES, check, drawn};
use crate::cli::ratings::ratings;
use crate::cli::refused::{self, LEAST, failure, on_page};
use crate::cli::store::opened;
use crate::cli::ui::Ui;
use crate::cli::values::{annotated, size};
use crate::cli::{Cli, GENERATOR};
use crate::describe::Names;
use crate::export::svg::{Arrange, Page};
use crate::export::{CsvStyle, NETWORK_FORMATS, Written, find_network_format};
use crate::layout::Method;
use crate::network::{Network, Selection, project, project_named};
use crate::pipeline::{About, release, version};
use crate::publish::maps::{Before, Chart, Request, VIEWS, find_view};
use crate::text::Lang;

/// How long Graphviz may take, if nothing is asked for.
const TIMEOUT: Duration = Duration::from_secs(30);

/// Draws a map, or lists the views.
pub(super) fn run(cli: &Cli, args: &MapArgs, ui: &Ui) -> Result<(), Failure> {
    let Some(name) = &args.view else {
        let title = args.title.as_ref().map(|_| ("--title", String::new()));
        if let Some((option, _)) = title.iter().chain(args.select.told().iter()).next() {
            return Err(Failure::usage(
                format!("`{option}` says nothing without a view"),
                "`sauat map` lists the views",
            ));
        }
        ui.people(&list(cli.lang))?;
        return Ok(());
    };
    let view = find_view(name).ok_or_else(|| {
        let names: Vec<&str> = VIEWS.iter().map(|view| view.name).collect();
        let name: String = name.chars().take(60).collect();
        Failure::usage(format!("there is no view `{name}`"), one_of(&name, &names))
    })?;
    let format = format(args)?;
    refused::check(args, view, format)?;
    check(format, args, ui)?;
    let opened = opened(cli, ui)?;
    let names = Names::new(&opened.dataset);
    let mut network = project_named(&opened.dataset, names.all()?)?;
    let about = About::read(&cli.dir, &opened.dataset)?;
    let selection = args.select.apply(Selection::default(), &network, &opened, &names)?;
    let size_by = args.size_by.as_deref().map(|measure| sized(&mut network, measure, cli.lang)).transpose()?;
    let before = args.against.as_deref().map(|old| earlier(cli, old, ui)).transpose()?;
    let ratings = args.ratings.as_deref().map(|path| ratings(path, &network, &names)).transpose()?;
    let around = selection.around.as_ref().map(|(id, _)| id.clone());
    let least = if on_page(format) { args.least.unwrap_or(LEAST) } else { 0.0 };
    let request = Request {
        title: args.title.as_deref(),
        page: page(args),
        arrange: arrangement(args),
        size_by: size_by.as_ref().map(|(name, title)| (name.as_str(), title.as_str())),
        about_actor: around.as_deref(),
        selection,
        before: before.as_ref().map(|(network, name)| Before { network, name }),
        ratings: ratings.as_deref(),
        ..Request::new(&network, &about, cli.lang, least)
    };
    let chart = view.draw(&request).map_err(|error| failure(&error, view, &request, args))?;
    if args.score {
        return score(&chart, ui);
    }
    let files = match format {
        "svg" => vec![Written { suffix: ".svg".to_owned(), bytes: chart.svg.into_bytes() }],
        name if PICTURES.contains(&name) => drawn(&chart.svg, name, &about, args)?,
        name => {
            let format = find_network_format(name).ok_or_else(|| unknown(name))?;
            let sheet = chart.sheet(&about, cli.lang, CsvStyle::Machine);
            format.write(&sheet).map_err(|error| Failure::usage(error.to_string(), ""))?
        }
    };
    written(&files, args.out.as_deref(), cli, ui)
}

/// The format that was asked for, or that the file's ending says; else svg.
fn format(args: &MapArgs) -> Result<&str, Failure> {
    if let Some(name) = args.format.as_deref() {
        let known = name == "svg" || PICTURES.contains(&name) || find_network_format(name).is_some();
        return if known { Ok(name) } else { Err(unknown(name)) };
    }
    Ok(by_ending(args.out.as_deref(), &endings(), "`--format`")?.unwrap_or("svg"))
}

/// The name and the ending of each format, with its name.
fn endings() -> Vec<(&'static str, &'static str)> {
    let pictures = ["svg"].into_iter().chain(PICTURES).map(|name| (name, name));
    pictures.chain(NETWORK_FORMATS.iter().flat_map(|f| [(f.name(), f.name()), (f.extension(), f.name())])).collect()
}

fn unknown(name: &str) -> Failure {
    let mut names: Vec<&str> = endings().into_iter().map(|(_, name)| name).collect();
    names.dedup();
    let name: String = name.chars().take(60).collect();
    Failure::usage(format!("`{name}` is no format for a map"), one_of(&name, &names))
}

/// The network of an older release, and what it is called. A dump that keeps no claims has no ties.
fn earlier(cli: &Cli, name: &str, ui: &Ui) -> Result<(Network, String), Failure> {
    let release = release(&cli.dir, name, GENERATOR)?.map_err(|found| {
        ui.note(&format!("the tables of `{name}` have errors:"));
        Failure::Data(found)
    })?;
    let network = project(&release.dataset)?;
    if network.edges.is_empty() {
        return Err(Failure::usage(
            format!("`{name}` holds no claims, so that nobody knows its ties and their sources"),
            "name what holds them: exports/sauat.trig or another dump with named graphs, a dataset's folder, or a tag",
        ));
    }
    // A path of this machine says nothing on a map: its last part does.
    let path = std::path::Path::new(name);
    let last = path.file_name().filter(|_| path.exists()).map(|last| last.to_string_lossy().into_owned());
    let (name, version) = (last.unwrap_or_else(|| name.to_owned()), version(&release.dataset));
    let known = version.is_empty() || name.trim_start_matches('v') == version;
    Ok((network, if known { name } else { format!("{name} ({version})") }))
}

fn list(lang: Lang) -> String {
    let widest = VIEWS.iter().map(|view| view.name.len()).max().unwrap_or(0);
    VIEWS
        .iter()
        .map(|view| {
            let needs = if view.needs.is_empty() { String::new() } else { format!(" ({})", view.needs.text(lang)) };
            format!("{:widest$}  {}{needs}\n", view.name, view.title(lang))
        })
        .collect()
}

fn page(args: &MapArgs) -> Option<Page> {
    match (args.page, args.portrait) {
        (None, false) => None,
        (paper, portrait) => Some(Page { paper: paper.unwrap_or_default(), portrait }),
    }
}

fn arrangement(args: &MapArgs) -> Option<Arrange> {
    let own = args.layout.map(|name| match name {
        LayoutName::Stress => Arrange::Own(Method::Stress),
        LayoutName::Kinds => Arrange::Own(Method::Kinds),
    });
    own.or_else(|| args.engine.map(|engine| Arrange::Graphviz(engine, args.timeout.unwrap_or(TIMEOUT))))
}

/// Measures the ties, writes the result into the nodes, and gives its attribute and name.
fn sized(network: &mut Network, name: &str, lang: Lang) -> Result<(String, String), Failure> {
    let measure = size(name)?;
    let mut ties = Selection::ties().of(network);
    annotated(&mut ties, &[measure.name.to_owned()], lang)?;
    for node in ties.nodes {
        if let Some(number) = network.find(&node.id) {
            network.nodes[number].attributes = node.attributes;
        }
    }
    let column = measure.columns.first().map_or(measure.name, |column| column.name);
    Ok((column.to_owned(), measure.label(lang).to_owned()))
}

/// Prints how good the layout is.
fn score(chart: &Chart, ui: &Ui) -> Result<(), Failure> {
    let Some(drawn) = &chart.drawn else { return Ok(()) };
    #[derive(serde::Serialize)]
    struct Scored<'a> {
        #[serde(flatten)]
        score: &'a crate::layout::Score,
        overflow: usize,
        cut: usize,
        smallest_type: f64,
    }
    ui.json(&Scored {
        score: &drawn.score,
        overflow: drawn.overflow,
        cut: drawn.cut,
        smallest_type: (drawn.smallest * 100.0).round() / 100.0,
    })?;
    Ok(())
}
