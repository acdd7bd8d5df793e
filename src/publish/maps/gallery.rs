//! Every view in every language, as the build publishes them.

use std::sync::Mutex;
use std::thread;

use crate::export::{CsvStyle, PLAIN_DOT, Refusal};
use crate::network::{Network, Selection};
use crate::pipeline::About;
use crate::publish::maps::{Request, VIEWS, View};
use crate::text::Lang;

/// The smallest type of published maps, in points.
const LEAST: f64 = 6.0;

/// A published map.
pub(in crate::publish) struct Picture {
    /// Its name, such as `system.kk.svg`.
    pub(in crate::publish) name: String,
    /// Its media type.
    pub(in crate::publish) media_type: &'static str,
    /// Its content.
    pub(in crate::publish) bytes: Vec<u8>,
}

/// The number of a job, and its pictures or why there are none.
type Made = (usize, Result<Vec<Picture>, String>);

/// Draws all views that need nothing but the dataset, and the neighbourhood of the actor with the most ties. A view that
/// cannot be drawn is told of in the second list.
pub(in crate::publish) fn gallery(network: &Network, about: &About) -> (Vec<Picture>, Vec<String>) {
    let hub = most_tied(network);
    let jobs: Vec<(&View, Lang)> = VIEWS
        .iter()
        .filter(|view| view.needs.is_empty() || view.name == "ego" && hub.is_some())
        .flat_map(|view| Lang::ALL.map(|lang| (view, lang)))
        .collect();
    let next = Mutex::new(0);
    let done: Mutex<Vec<Made>> = Mutex::new(Vec::new());
    let workers = thread::available_parallelism().map_or(1, usize::from).min(jobs.len().max(1));
    thread::scope(|scope| {
        for _ in 0..workers {
            scope.spawn(|| {
                loop {
                    let number = {
                        let mut next = next.lock().expect("no worker panics while it holds the number");
                        *next += 1;
                        *next - 1
                    };
                    let Some((view, lang)) = jobs.get(number) else { break };
                    let made = draw(network, about, view, *lang, hub.as_deref());
                    done.lock().expect("no worker panics while it holds the list").push((number, made));
                }
            });
        }
    });
    let mut done = done.into_inner().expect("no worker panicked while it held the list");
    done.sort_by_key(|(number, _)| *number);
    let (mut pictures, mut failed) = (Vec::new(), Vec::new());
    for (_, made) in done {
        match made {
            Ok(made) => pictures.extend(made),
            Err(message) => failed.push(message),
        }
    }
    (pictures, failed)
}

/// The actor with the most ties; the first by id of several.
fn most_tied(network: &Network) -> Option<String> {
    let ties = Selection::ties().of(network);
    let degrees = ties.degrees();
    let actors = (0..ties.nodes.len()).filter(|n| ties.nodes[*n].mode == crate::network::Mode::Actor);
    actors.max_by_key(|n| (degrees[*n], std::cmp::Reverse(*n))).map(|n| ties.nodes[n].id.clone())
}

fn draw(network: &Network, about: &About, view: &View, lang: Lang, hub: Option<&str>) -> Result<Vec<Picture>, String> {
    let request = Request { about_actor: hub, ..Request::new(network, about, lang, LEAST) };
    let failed =
        |error: &dyn std::fmt::Display| format!("the map `{}` was not drawn in {}: {error}", view.name, lang.name());
    let chart = view.draw(&request).map_err(|error| failed(&error))?;
    let stem = format!("{}.{lang}", view.name);
    let mut pictures = Vec::new();
    let sheet = chart.sheet(about, lang, CsvStyle::Machine);
    let files = PLAIN_DOT.write(&sheet).map_err(|error: Refusal| failed(&error))?;
    pictures.extend(files.into_iter().map(|file| Picture {
        name: format!("{stem}{}", file.suffix),
        media_type: PLAIN_DOT.media_type(),
        bytes: file.bytes,
    }));
    pictures.push(Picture { name: format!("{stem}.svg"), media_type: "image/svg+xml", bytes: chart.svg.into_bytes() });
    Ok(pictures)
}
