//! Ratings that a user brings: the ids of the actors that they name, and all that is wrong with them at once.

use std::path::Path;

use crate::cli::failure::{Failure, meant_entity};
use crate::describe::Names;
use crate::diagnostic::{Diagnostic, Place};
use crate::files;
use crate::network::{Mode, Network};
use crate::publish::maps::{Rating, read_ratings, same_twice};

/// The ratings of a file, with ids for the names of actors.
pub(super) fn ratings(path: &Path, network: &Network, names: &Names<'_>) -> Result<Vec<Rating>, Failure> {
    let file = path.display().to_string();
    let unreadable =
        |error: std::io::Error| Failure::Environment { message: format!("{file} cannot be read: {error}"), hint: None };
    let source = files::open(path).map_err(unreadable)?;
    let (mut ratings, mut found) = read_ratings(Box::new(source), &file).map_err(unreadable)?;
    for rating in &mut ratings {
        let place = Place::row(&file, rating.row);
        let Some(id) = names.resolve(&rating.actor)? else {
            let mut problem = Diagnostic::error("U002", format!("nothing here is called `{}`", rating.actor)).at(place);
            problem.hint = meant_entity(&rating.actor, names)?;
            found.push(problem);
            continue;
        };
        let node = network.find(&id).and_then(|number| network.nodes.get(number));
        if node.is_none_or(|node| node.mode != Mode::Actor) {
            let message = format!("`{id}` is no actor{}", node.map_or("", |node| other(node.mode)));
            let hint = "interest and power are rated of organisations and people";
            found.push(Diagnostic::error("U003", message).at(place).hint(hint));
        }
        rating.actor = id;
    }
    found.extend(same_twice(&ratings, &file));
    if ratings.is_empty() && found.errors() == 0 {
        let hint = "its columns are actor, interest, power, rater, source, date; each row is one rating";
        found.push(Diagnostic::error("U001", "the table of ratings has no rows").at(Place::file(&file)).hint(hint));
    }
    if found.errors() > 0 {
        return Err(Failure::Data(found.into_sorted()));
    }
    Ok(ratings)
}

/// What something is instead.
fn other(mode: Mode) -> &'static str {
    match mode {
        Mode::Actor => "",
        Mode::Work => " but a project, work, document or event",
        Mode::Idea => " but an idea",
        Mode::Place => " but a place",
        Mode::Term => " but a term",
    }
}
