//! What a map cannot be asked for, and what to do about a map that cannot be drawn.

use crate::cli::args::MapArgs;
use crate::cli::emptied::emptied;
use crate::cli::failure::Failure;
use crate::cli::picture::PICTURES;
use crate::cli::select::listed;
use crate::export::svg::{FitError, Page, Paper};
use crate::iri::last_part;
use crate::layout::EngineError;
use crate::network::{Network, Selection};
use crate::publish::maps::{Extent, MapError, Needs, Request, VIEWS, View};
use crate::text::Lang;

/// The least type size, in points, if none is asked for.
pub(super) const LEAST: f64 = 6.0;

/// The first option that the view or the format would not look at is an error.
pub(super) fn check(args: &MapArgs, view: &View, format: &str) -> Result<(), Failure> {
    let names = |fits: &dyn Fn(&View) -> bool| {
        let names: Vec<&str> = VIEWS.iter().filter(|view| fits(view)).map(|view| view.name).collect();
        format!("it is for {}", names.join(", "))
    };
    let arranged: &dyn Fn(&View) -> bool = &View::arranges;
    let compared: &dyn Fn(&View) -> bool = &|view| view.needs == Needs::Release;
    let rated: &dyn Fn(&View) -> bool = &|view| view.needs == Needs::Ratings;
    let options = [
        ("--engine", args.engine.is_some(), arranged),
        ("--layout", args.layout.is_some(), arranged),
        ("--size-by", args.size_by.is_some(), arranged),
        ("--score", args.score, arranged),
        ("--against", args.against.is_some(), compared),
        ("--ratings", args.ratings.is_some(), rated),
    ];
    if let Some((option, _, fits)) = options.into_iter().find(|(_, given, fits)| *given && !fits(view)) {
        return Err(Failure::usage(format!("`{option}` says nothing of the view `{}`", view.name), names(fits)));
    }
    if let (Some(place), "regions") = (args.select.place.first(), view.name) {
        let hint =
            format!("for one place, see `sauat map system --place {place}` or `sauat map coverage --place {place}`");
        return Err(Failure::usage("the view `regions` shows all regions, so that `--place` says nothing of it", hint));
    }
    let ties = [
        ("--relation", !args.select.relation.is_empty()),
        ("--source", !args.select.source.is_empty()),
        ("--since", args.select.since.is_some()),
        ("--until", args.select.until.is_some()),
    ];
    if view.needs == Needs::Ratings
        && args.select.around.is_none()
        && let Some((option, _)) = ties.into_iter().find(|(_, given)| *given)
    {
        return Err(Failure::usage(
            format!("the view `{}` shows no ties, so that `{option}` says nothing of it", view.name),
            "--kind, --place, --around and --from choose whose ratings it shows",
        ));
    }
    let page = [("--least", args.least.is_some()), ("--page", args.page.is_some()), ("--portrait", args.portrait)];
    if let Some((option, _)) = page.into_iter().find(|(_, given)| *given && !on_page(format) && !args.score) {
        let hint = "it is for svg, png and pdf";
        return Err(Failure::usage(format!("`{option}` is about a page, and {format} has none"), hint));
    }
    Ok(())
}

/// Whether a format is a page, on which there is only so much room.
pub(super) fn on_page(format: &str) -> bool {
    format == "svg" || PICTURES.contains(&format)
}

/// What to do about a map that cannot be drawn.
pub(super) fn failure(error: &MapError, view: &View, request: &Request<'_>, args: &MapArgs) -> Failure {
    let message = error.to_string();
    let hint = match error {
        MapError::Fit(FitError::TooMuch { page, size, least, .. }) => {
            smaller(*page, (*size, *least), view, request, args)
        }
        MapError::Fit(FitError::Empty) => return empty(&message, view, request, args),
        MapError::Alone(id) if view.needs == Needs::Actor && only_around(args) => others(request.network, id),
        MapError::Alone(_) => return empty(&message, view, request, args),
        MapError::Fit(FitError::Engine(EngineError::Missing(_))) => {
            "install Graphviz, or leave out `--engine`: the layout of Sauat needs nothing".to_owned()
        }
        MapError::Fit(FitError::Engine(_)) => "leave out `--engine`: the layout of Sauat needs nothing".to_owned(),
        MapError::Needs(_) if view.needs == Needs::Ratings => view.needs.text(Lang::En).to_owned(),
        MapError::Needs(_) | MapError::Measure(_) => String::new(),
    };
    match error {
        MapError::Fit(FitError::Engine(_)) => Failure::Environment { message, hint: Some(hint) },
        _ => Failure::usage(message, hint),
    }
}

/// Which filter leaves nothing of a view, and what it shows without it.
fn empty(message: &str, view: &View, request: &Request<'_>, args: &MapArgs) -> Failure {
    let size = |selection: &Selection| {
        let asked = Request { selection: selection.clone(), extent: Extent::Network, ..request.clone() };
        let network = view.draw(&asked).ok()?.network;
        Some((network.nodes.len(), network.edges.len()))
    };
    let centre = view.needs == Needs::Actor;
    let why = emptied(&args.select.told(), (&request.selection, &Selection::default()), centre, &size);
    Failure::usage(why.message(message), why.hint)
}

/// Whether nothing was chosen but an actor and how far its neighbourhood reaches.
fn only_around(args: &MapArgs) -> bool {
    args.select.told().iter().all(|(name, _)| ["--around", "--steps"].contains(name))
}

/// The relations that something has, if not those that are selected.
fn others(network: &Network, id: &str) -> String {
    let Some(node) = network.find(id) else { return String::new() };
    let ties = network.edges.iter().filter(|edge| edge.source == node || edge.target == node);
    let mut relations: Vec<&str> = ties.map(|edge| last_part(&edge.relation)).collect();
    relations.sort_unstable();
    relations.dedup();
    if relations.is_empty() {
        return format!("no claim ties it to anything; `sauat describe {id}` shows what is known of it");
    }
    let shown: Vec<String> = relations.iter().take(6).map(|name| format!("--relation {name}")).collect();
    format!("name those that it has: {}", shown.join(" "))
}

/// The smallest other page on which a map can be read, as drawing it shows.
fn roomier(page: Page, view: &View, request: &Request<'_>) -> Option<Page> {
    let held = |portrait: bool| Paper::ALL.into_iter().map(move |paper| Page { paper, portrait });
    let mut pages: Vec<Page> = held(page.portrait).chain(held(!page.portrait)).collect();
    pages.retain(|other| *other != page && (other.paper != Paper::Square || !other.portrait));
    let area = |page: &Page| page.size().0 * page.size().1;
    // Paper that is printed comes before slides.
    let printed = |page: &Page| matches!(page.paper, Paper::A4 | Paper::A3);
    pages.sort_by(|a, b| printed(b).cmp(&printed(a)).then(area(a).total_cmp(&area(b))));
    pages.into_iter().find(|page| view.draw(&Request { page: Some(*page), ..request.clone() }).is_ok())
}

/// What to do if the type would be too small: what caused it first, then a larger page if that would do.
fn smaller(page: Page, (size, least): (f64, f64), view: &View, request: &Request<'_>, args: &MapArgs) -> String {
    let asked = request.page;
    let mut ways = Vec::new();
    if let Some(engine) = args.engine {
        ways.push(format!("leave out `--engine {}`: the layout of Sauat takes less room", engine.name()));
    }
    // The type comes out as large as it can: what is allowed is a limit, and the usual one will do.
    if least > LEAST && size >= LEAST {
        ways.push(format!("allow smaller type with `--least {LEAST}`"));
    }
    if let Some(page) = roomier(page, view, request) {
        ways.push(match page {
            Page { paper, portrait } if Some(paper) == asked.map(|page| page.paper) => {
                format!(
                    "hold the page {}",
                    if portrait { "upright with `--portrait`" } else { "across, without `--portrait`" }
                )
            }
            Page { paper, portrait: false } if args.portrait => {
                format!("take a larger page with `--page {}`, without `--portrait`", paper.name())
            }
            Page { paper, portrait: true } if !args.portrait => {
                format!("take a larger page with `--page {} --portrait`", paper.name())
            }
            Page { paper, .. } => format!("take a larger page with `--page {}`", paper.name()),
        });
    }
    if args.select.steps.is_some_and(|steps| steps > 1) {
        ways.push("go fewer `--steps`".to_owned());
    }
    let mut filters = vec!["--kind", "--relation", "--place", "--source", "--since"];
    if args.select.around.is_none() {
        filters.push("--around");
    }
    let given = args.select.told();
    filters.retain(|filter| !given.iter().any(|(name, _)| name == filter));
    ways.push(format!("show less with {}", listed(&filters)));
    format!("{}; a network format such as `-f gexf` has no page", listed(&ways))
}
