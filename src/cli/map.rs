//! `sauat map`.

use std::path::Path;

use crate::analysis;
use crate::cli::args::{LayoutName, MapArgs};
use crate::cli::failure::Failure;
use crate::cli::picture::{PICTURES, check, drawn};
use crate::cli::query::opened;
use crate::cli::ui::Ui;
use crate::cli::{Cli, GENERATOR};
use crate::describe::Names;
use crate::diagnostic::{Diagnostic, Place};
use crate::export::svg::{Arrange, FitError, Page};
use crate::export::{CsvStyle, NETWORK_FORMATS, Written, find_network_format};
use crate::layout::{EngineError, Method};
use crate::network::{Network, Selection, project};
use crate::pipeline::{About, release};
use crate::publish::maps::{Chart, MapError, Rating, Request, VIEWS, View, find_view, read_ratings};
use crate::publish::{PublishError, write_atomic};
use crate::text::{Lang, nearest};

/// Draws a map, or lists the views.
pub(super) fn run(cli: &Cli, args: &MapArgs, ui: &Ui) -> Result<(), Failure> {
    let Some(name) = &args.view else {
        ui.data(list(cli.lang).as_bytes())?;
        return Ok(());
    };
    let view = find_view(name).ok_or_else(|| {
        let names: Vec<&str> = VIEWS.iter().map(|view| view.name).collect();
        let near = nearest(name, names.iter().copied());
        let hint =
            near.map_or_else(|| format!("choose one of {}", names.join(", ")), |n| format!("did you mean `{n}`?"));
        Failure::usage(format!("there is no view `{name}`"), hint)
    })?;
    let format = format(args);
    check(format, args, ui)?;
    let opened = opened(cli)?;
    let names = Names::new(&opened.dataset)?;
    let mut network = project(&opened.dataset)?;
    let about = About::read(&cli.dir, &opened.dataset)?;
    let selection = args.select.apply(Selection::default(), &network, &opened, &names)?;
    let size_by = match &args.size_by {
        Some(measure) => Some(annotated(&mut network, measure, cli.lang)?),
        None => None,
    };
    let before = args.against.as_deref().map(|old| earlier(cli, old, ui)).transpose()?;
    let ratings = args.ratings.as_deref().map(|path| ratings(path, &network, &names)).transpose()?;
    let around = selection.around.as_ref().map(|(id, _)| id.clone());
    let request = Request {
        network: &network,
        about: &about,
        lang: cli.lang,
        page: page(args),
        arrange: arrangement(args),
        size_by: size_by.as_ref().map(|(name, title)| (name.as_str(), title.as_str())),
        about_actor: around.as_deref(),
        selection,
        least: args.least,
        before: before.as_ref(),
        ratings: ratings.as_deref(),
    };
    let chart = view.draw(&request).map_err(|error| failure(&error, view))?;
    if args.score {
        return score(&chart, ui);
    }
    let files = match format {
        "svg" => vec![Written { suffix: ".svg".to_owned(), bytes: chart.svg.into_bytes() }],
        name if PICTURES.contains(&name) => drawn(&chart.svg, name, &about, args)?,
        name => {
            let format = find_network_format(name).ok_or_else(|| unknown_format(name))?;
            let sheet = chart.sheet(&about, cli.lang, CsvStyle::Machine);
            format.write(&sheet).map_err(|error| Failure::usage(error.to_string(), ""))?
        }
    };
    written(&files, args.out.as_deref(), ui)
}

/// The format that was asked for, or that the file's ending says; else svg.
fn format(args: &MapArgs) -> &str {
    let ending = args.out.as_deref().and_then(Path::extension).and_then(|ending| ending.to_str());
    let by_ending = ending.filter(|e| PICTURES.contains(e) || find_network_format(e).is_some());
    args.format.as_deref().or(by_ending).unwrap_or("svg")
}

/// The network of an older release.
fn earlier(cli: &Cli, name: &str, ui: &Ui) -> Result<Network, Failure> {
    let release = release(&cli.dir, name, GENERATOR)?.map_err(|found| {
        ui.note(&format!("the tables of `{name}` have errors:"));
        Failure::Data(found)
    })?;
    Ok(project(&release.dataset)?)
}

/// The ratings of a file, with ids for the names of actors; all that is wrong with them is told together.
fn ratings(path: &Path, network: &Network, names: &Names<'_>) -> Result<Vec<Rating>, Failure> {
    let file = path.display().to_string();
    let unreadable =
        |error: std::io::Error| Failure::Environment { message: format!("{file} cannot be read: {error}"), hint: None };
    let source = std::fs::File::open(path).map_err(unreadable)?;
    let (mut ratings, mut found) = read_ratings(Box::new(source), &file).map_err(unreadable)?;
    for rating in &mut ratings {
        let known = names.resolve(&rating.actor).filter(|id| network.find(id).is_some());
        if let Some(id) = known {
            rating.actor = id.to_owned();
            continue;
        }
        let near = names.near(&rating.actor).map(|(id, name)| format!("did you mean `{id}` ({name})?"));
        let problem = Diagnostic::error("U002", format!("nothing here is called `{}`", rating.actor));
        let problem = problem.at(Place::row(&file, rating.row));
        found.push(match near {
            Some(near) => problem.hint(near),
            None => problem,
        });
    }
    if found.errors() > 0 {
        return Err(Failure::Data(found.into_sorted()));
    }
    Ok(ratings)
}

fn list(lang: Lang) -> String {
    let widest = VIEWS.iter().map(|view| view.name.len()).max().unwrap_or(0);
    VIEWS
        .iter()
        .map(|view| {
            let needs = if view.needs.is_empty() { String::new() } else { format!(" ({})", view.needs) };
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
    own.or_else(|| args.engine.map(|engine| Arrange::Graphviz(engine, args.timeout)))
}

/// Measures the ties, writes the result into the nodes, and gives its attribute and name.
fn annotated(network: &mut Network, name: &str, lang: Lang) -> Result<(String, String), Failure> {
    let measure = analysis::find(name).map_err(|error| {
        let hint = match &error {
            analysis::MeasureError::Unknown { near: Some(near), .. } => format!("did you mean `{near}`?"),
            _ => "`sauat analyse` lists the measures".to_owned(),
        };
        Failure::usage(error.to_string(), hint)
    })?;
    let options = analysis::Options { lang, ..analysis::Options::default() };
    let mut ties = Selection::ties().of(network);
    let table =
        analysis::measure(&ties, measure.name, &options).map_err(|error| Failure::usage(error.to_string(), ""))?;
    if measure.kind != analysis::Kind::Node {
        return Err(Failure::usage(format!("`{}` is not measured of nodes", measure.name), "see `sauat analyse`"));
    }
    analysis::annotate(&mut ties, std::slice::from_ref(&table));
    for node in ties.nodes {
        if let Some(number) = network.find(&node.id) {
            network.nodes[number].attributes = node.attributes;
        }
    }
    let column = table.columns.first().map_or(measure.name, |column| column.as_ref());
    Ok((column.to_owned(), measure.label(lang).to_owned()))
}

fn unknown_format(name: &str) -> Failure {
    let names: Vec<&str> =
        ["svg"].into_iter().chain(PICTURES).chain(NETWORK_FORMATS.iter().map(|format| format.name())).collect();
    let near = nearest(name, names.iter().copied());
    let hint = near.map_or_else(|| format!("choose one of {}", names.join(", ")), |n| format!("did you mean `{n}`?"));
    Failure::usage(format!("`{name}` is no format for a map"), hint)
}

/// What to do about a map that cannot be drawn.
fn failure(error: &MapError, view: &View) -> Failure {
    let message = error.to_string();
    let hint = match error {
        MapError::Fit(FitError::TooMuch { page, .. }) => format!(
            "{} holds about {} boxes: take a larger page (`--page a3`), or less with --kind, --relation, --place, --source, --since or --around",
            page.paper.name(),
            page.paper.holds()
        ),
        MapError::Fit(FitError::Empty) => {
            "see what there is: `sauat map system`, or ask for less with fewer options".to_owned()
        }
        MapError::Fit(FitError::Engine(EngineError::Missing(_))) => {
            "install Graphviz, or leave out `--engine`: the layout of Sauat needs nothing".to_owned()
        }
        MapError::Fit(FitError::Engine(_)) => "leave out `--engine`: the layout of Sauat needs nothing".to_owned(),
        MapError::Needs(_) if view.needs.starts_with("ratings") => view.needs.to_owned(),
        MapError::Needs(_) => String::new(),
        MapError::Measure(_) => String::new(),
    };
    match error {
        MapError::Fit(FitError::Engine(_)) => Failure::Environment { message, hint: Some(hint) },
        _ => Failure::usage(message, hint),
    }
}

fn score(chart: &Chart, ui: &Ui) -> Result<(), Failure> {
    let Some(drawn) = &chart.drawn else {
        return Err(Failure::usage(
            "this view has no layout to be scored",
            "score a view of boxes and ties, such as `system`",
        ));
    };
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

/// Writes one file or several beside each other; several need a name to begin with.
pub(super) fn written(files: &[Written], out: Option<&Path>, ui: &Ui) -> Result<(), Failure> {
    match (files, out) {
        ([file], None) => ui.data(&file.bytes)?,
        (files, None) => {
            let names: Vec<&str> = files.iter().map(|file| file.suffix.as_str()).collect();
            return Err(Failure::usage(
                format!("this format has several files ({})", names.join(", ")),
                "name them with `--out NAME`: each gets its ending",
            ));
        }
        ([file], Some(path)) => save(path, &file.bytes)?,
        (files, Some(path)) => {
            for file in files {
                let mut name = path.as_os_str().to_owned();
                name.push(&file.suffix);
                save(Path::new(&name), &file.bytes)?;
            }
        }
    }
    Ok(())
}

fn save(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    write_atomic(path, &mut |out| out.write_all(bytes))
        .map_err(|error| PublishError::Write { path: path.to_owned(), error }.into())
}
