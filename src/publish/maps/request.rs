//! What a view is asked for, and what it gives.

use std::collections::BTreeSet;

use crate::analysis::MeasureError;
use crate::export::svg::{Arrange, By, Drawn, Entry, FitError, Map, Mood, Page, map};
use crate::export::{CsvStyle, Look, Sheet};
use crate::layout::Method;
use crate::network::{Network, Selection};
use crate::pipeline::About;
use crate::publish::maps::Rating;
use crate::text::Lang;

/// What a view is asked for.
#[derive(Clone)]
pub struct Request<'a> {
    /// The whole network.
    pub network: &'a Network,
    /// What the dataset says of itself.
    pub about: &'a About,
    /// The language.
    pub lang: Lang,
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
    /// What was laid out, for a map of nodes and ties.
    pub drawn: Option<Drawn>,
}

impl Chart {
    /// What other formats are given.
    #[must_use]
    pub fn sheet<'a>(&'a self, about: &'a About, lang: Lang, csv: CsvStyle) -> Sheet<'a> {
        Sheet { network: &self.network, about, title: &self.title, lang, looks: &self.looks, said: &self.said, csv }
    }
}

/// What a view draws of a network.
pub(super) struct Plan<'a> {
    pub(super) network: Network,
    pub(super) title: &'a str,
    pub(super) remark: &'a str,
    pub(super) notes: Vec<String>,
    pub(super) page: Page,
    pub(super) method: Method,
    pub(super) nodes: Vec<Mood>,
    pub(super) ties: Vec<Mood>,
    pub(super) widths: Vec<f64>,
    pub(super) by: By,
    pub(super) named_ties: bool,
    pub(super) legend: Vec<Vec<Entry>>,
    /// The ids of sources that stand behind it, beside those of its ties.
    pub(super) sources: BTreeSet<String>,
    /// What is counted, if not actors and works.
    pub(super) counts: Option<String>,
    /// What is said of its ties beside what all ties say.
    pub(super) said: Vec<(&'static str, Vec<String>)>,
}

impl<'a> Plan<'a> {
    /// A plain map.
    pub(super) fn new(network: Network, title: &'a str, page: Page, method: Method) -> Self {
        Self {
            network,
            title,
            remark: "",
            notes: Vec::new(),
            page,
            method,
            nodes: Vec::new(),
            ties: Vec::new(),
            widths: Vec::new(),
            by: By::Family,
            named_ties: false,
            legend: Vec::new(),
            sources: BTreeSet::new(),
            counts: None,
            said: Vec::new(),
        }
    }

    /// Draws it as it was asked for.
    pub(super) fn draw(self, request: &Request<'_>) -> Result<Chart, MapError> {
        let drawn = map(&Map {
            network: &self.network,
            lang: request.lang,
            about: request.about,
            page: request.page.unwrap_or(self.page),
            title: self.title,
            remark: self.remark,
            notes: self.notes,
            arrange: request.arrange.clone().unwrap_or(Arrange::Own(self.method)),
            size_by: request.size_by,
            nodes: self.nodes,
            ties: self.ties,
            widths: self.widths,
            by: self.by,
            named_ties: self.named_ties,
            legend: self.legend,
            sources: self.sources,
            counts: self.counts,
            least: request.least,
        })?;
        Ok(Chart {
            svg: drawn.svg.clone(),
            looks: drawn.looks.clone(),
            said: self.said,
            title: self.title.to_owned(),
            network: self.network,
            drawn: Some(drawn),
        })
    }
}
