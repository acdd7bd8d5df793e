//! What a path of the site means: a page, or what lies beside one.

use crate::publish::site::{Site, Target};
use crate::query::ResultsFormat;
use crate::serve::media;
use crate::text::Lang;

/// What lies at a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    Page(Target),
    /// A sheet of the facts of an entity, by the extension.
    Sheet(String, &'static str),
    /// The answer to a question.
    Answer(String, ResultsFormat),
    /// A map, by the extension.
    Map(String, &'static str),
    /// The whole network, for the explorer.
    Network,
    /// What the SPARQL editor knows.
    Vocabulary,
}

impl Wanted {
    /// Whether it is an answer to a question.
    pub(super) fn asks(&self) -> bool {
        matches!(self, Self::Answer(..) | Self::Page(Target::Question(_)))
    }

    /// Whether it depends on the parameters of the address.
    pub(super) fn reads_parameters(&self) -> bool {
        match self {
            Self::Page(target) => {
                matches!(
                    target,
                    Target::Search | Target::List | Target::Query | Target::Question(_) | Target::Questions
                )
            }
            Self::Answer(..) => true,
            _ => false,
        }
    }
}

/// What a path means, with its language; nothing for a path of no page.
pub(super) fn wanted(site: &Site, path: &str) -> Option<(Lang, Wanted)> {
    if let Some((lang, target)) = site.parse(path) {
        return Some((lang, Wanted::Page(target)));
    }
    // What lies beside a page has its name with another ending.
    let (stem, extension) = path.rsplit_once('.')?;
    if let Some(lang) = Lang::ALL.into_iter().find(|lang| path == format!("/{lang}/network.json")) {
        return Some((lang, Wanted::Network));
    }
    let (lang, target) = site.parse(&format!("{stem}.html"))?;
    let found = match (target, extension) {
        (Target::Entity(id), "csv") => Wanted::Sheet(id, "csv"),
        (Target::Entity(id), "xlsx") => Wanted::Sheet(id, "xlsx"),
        (Target::Question(name), _) => Wanted::Answer(name, media::results(extension)?),
        (Target::Map(view), "svg") => Wanted::Map(view, "svg"),
        (Target::Map(view), "dot") => Wanted::Map(view, "dot"),
        (Target::Map(view), "png") => Wanted::Map(view, "png"),
        (Target::Query, "json") => Wanted::Vocabulary,
        (Target::Map(view), "json") => Wanted::Map(view, "json"),
        _ => return None,
    };
    Some((lang, found))
}
