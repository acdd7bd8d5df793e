//! What a view is asked for, and what it gives.

use std::collections::BTreeSet;

use crate::analysis::MeasureError;
use crate::export::svg::{Arrange, Drawn, FitError, Page};
use crate::export::{CsvStyle, Look, Sheet};
use crate::network::{KindScope, Mode, Network, Node, Selection, Withheld};
use crate::pipeline::About;
use crate::publish::maps::Rating;
use crate::publish::maps::remarks::{Remarks, Shown, filters, remarks, unfiltered};
use crate::text::Lang;

/// How much of a map is made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Extent {
    /// The picture and its network.
    #[default]
    Picture,
    /// Its network alone: nothing is laid out, nothing is too much.
    Network,
    /// Only the network that it rests on, where it sums one up.
    Basis,
}

/// What a view is asked for.
#[derive(Clone)]
pub struct Request<'a> {
    /// The whole network.
    pub network: &'a Network,
    /// What the dataset says of itself.
    pub about: &'a About,
    /// The language.
    pub lang: Lang,
    /// The title; the view's own question without.
    pub title: Option<&'a str>,
    /// How much is made.
    pub extent: Extent,
    /// What is said of the selection; [`crate::publish::maps::View::draw`] finds it.
    pub remarks: Remarks,
    /// The page; the view's own without.
    pub page: Option<Page>,
    /// Who arranges the boxes; the view's own way without.
    pub arrange: Option<Arrange>,
    /// The attribute that the size of nodes follows, and what it is called.
    pub size_by: Option<(&'a str, &'a str)>,
    /// What is kept of what the view shows.
    pub selection: Selection,
    /// The actor that the view is about.
    pub about_actor: Option<&'a str>,
    /// The smallest type that is allowed, in points; 0 if the result is for no page, so that nothing is too much.
    pub least: f64,
    /// An earlier release.
    pub before: Option<Before<'a>>,
    /// Ratings that a user brought, with the ids of actors.
    pub ratings: Option<&'a [Rating]>,
}

impl<'a> Request<'a> {
    /// All that a view has to show, as it shows it by itself, with type of at least so many points.
    #[must_use]
    pub fn new(network: &'a Network, about: &'a About, lang: Lang, least: f64) -> Self {
        Self {
            network,
            about,
            lang,
            title: None,
            extent: Extent::default(),
            remarks: Remarks::default(),
            page: None,
            arrange: None,
            size_by: None,
            selection: Selection::default(),
            about_actor: None,
            least,
            before: None,
            ratings: None,
        }
    }

    /// The ids of the actors that are of the kinds that were asked for; nothing if none was, or kinds of other things too.
    pub(super) fn actors_of_kinds(&self) -> Option<BTreeSet<&'a str>> {
        let kinds = self.selection.kinds.clone();
        if kinds.is_empty() {
            return None;
        }
        let of_kind = Selection { isolates: true, kinds, kind_scope: KindScope::EveryNode, ..Selection::default() };
        let kept: BTreeSet<String> = of_kind.of(self.network).nodes.into_iter().map(|node| node.id).collect();
        let nodes: Vec<&Node> = self.network.nodes.iter().filter(|node| kept.contains(&node.id)).collect();
        let actors = !nodes.is_empty() && nodes.iter().all(|node| node.mode == Mode::Actor);
        actors.then(|| nodes.into_iter().map(|node| node.id.as_str()).collect())
    }

    /// The same with another selection, of which only that is made which it rests on.
    fn network_of(&self, selection: Selection) -> Self {
        Self { selection, extent: Extent::Basis, ..self.clone() }
    }

    /// The same with what is to be said of the selection, where `draw` gives what a request shows.
    /// `centre` is the actor that the view is about, whose neighbourhood is no filter.
    pub(super) fn remarked(
        &self,
        centre: Option<&str>,
        draw: &dyn Fn(&Request<'_>) -> Result<Chart, MapError>,
    ) -> Self {
        let of = |selection: Selection| draw(&self.network_of(selection)).map(|chart| chart.basis);
        // What cannot be drawn says why when it is drawn.
        let Ok(own) = of(self.selection.clone()) else { return self.clone() };
        let with = |withheld: BTreeSet<Withheld>| {
            // Most ask for what is plain, which is drawn already.
            if withheld == self.selection.withheld {
                return own.clone();
            }
            of(Selection { withheld, ..self.selection.clone() }).unwrap_or_default()
        };
        let (plain, all) = (with(BTreeSet::new()), with(Withheld::ALL.into()));
        let filtered = filters(&self.selection, centre);
        let unfiltered = filtered.then(|| of(unfiltered(&self.selection, centre)).ok()).flatten();
        let shown = Shown { own: &own, unfiltered: unfiltered.as_ref(), plain: &plain, all: &all };
        let remarks = remarks(&self.selection, centre, self.network, &shown, self.lang);
        Self { remarks, ..self.clone() }
    }
}

/// An earlier release.
#[derive(Clone, Copy)]
pub struct Before<'a> {
    /// Its network.
    pub network: &'a Network,
    /// What it is called, such as `v0.1.0`.
    pub name: &'a str,
}

/// Why a view cannot be drawn.
#[derive(Debug, thiserror::Error)]
pub enum MapError {
    /// It does not fit, or nothing is left.
    #[error(transparent)]
    Fit(#[from] FitError),
    /// A measure that it shows cannot be taken.
    #[error(transparent)]
    Measure(#[from] MeasureError),
    /// What it is about has none of the ties that are selected.
    #[error("`{0}` has none of the ties that are selected")]
    Alone(String),
    /// Something that it needs was not given.
    #[error("{0}")]
    Needs(String),
}

/// A map that was made.
#[derive(Clone, Debug)]
pub struct Chart {
    /// The picture.
    pub svg: String,
    /// What it shows, as a network.
    pub network: Network,
    /// The looks of its nodes.
    pub looks: Vec<Look>,
    /// What it says of its ties beside what all ties say: a name and a value for each tie.
    pub said: Vec<(&'static str, Vec<String>)>,
    /// Its title.
    pub title: String,
    /// The ties and nodes that it counts or sums up: its network, if these are what it shows.
    pub basis: Network,
    /// What it says of its selection.
    pub remarks: Remarks,
    /// What was laid out, for a map of nodes and ties.
    pub drawn: Option<Drawn>,
}

impl Chart {
    /// What other formats are given.
    #[must_use]
    pub fn sheet<'a>(&'a self, about: &'a About, lang: Lang, csv: CsvStyle) -> Sheet<'a> {
        Sheet {
            network: &self.network,
            about,
            title: &self.title,
            remarks: self.remarks.pairs(),
            lang,
            looks: &self.looks,
            drawing: self.drawn.as_ref().map(|drawn| &drawn.drawing),
            said: &self.said,
            csv,
        }
    }
}
