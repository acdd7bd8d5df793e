//! What a view draws of a network, and on which page: the smallest on which it can be read, if none is asked for.

use std::collections::BTreeSet;

use crate::export::svg::{Arrange, By, Drawn, Entry, FitError, Map, Mood, Page, Paper, map};
use crate::layout::Method;
use crate::network::Network;
use crate::publish::maps::request::Extent;
use crate::publish::maps::{Chart, MapError, Request};
use crate::text::phrases;

/// The pages of a map, if none is asked for: the first on which it fits is taken.
pub(super) const PAGES: [Page; 4] = [
    Page { paper: Paper::A4, portrait: false },
    Page { paper: Paper::A4, portrait: true },
    Page { paper: Paper::A3, portrait: false },
    Page { paper: Paper::A3, portrait: true },
];

/// The page on which less is shown where all is too much.
const LARGEST: Page = Page { paper: Paper::A3, portrait: false };

phrases! {
    room: "Беттің орны жетпегендіктен көрсетілмеген, байланысы ең аз акторлар мен жұмыстар", "Не показаны, за недостатком места, участники и работы с наименьшим числом связей", "Left out for want of room, the actors and works with the fewest ties";
}

/// The smallest type that fits where the result is for no page, in points.
const READABLE: f64 = 6.0;

/// What a view draws of a network.
pub(super) struct Plan<'a> {
    pub(super) network: Network,
    pub(super) title: &'a str,
    pub(super) notes: Vec<String>,
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
    /// What it sums up, if its nodes are not those of the dataset.
    pub(super) basis: Option<Network>,
}

impl<'a> Plan<'a> {
    /// A plain map.
    pub(super) fn new(network: Network, title: &'a str, method: Method) -> Self {
        Self {
            network,
            title,
            notes: Vec::new(),
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
            basis: None,
        }
    }

    /// Draws it as it was asked for.
    pub(super) fn draw(self, request: &Request<'_>) -> Result<Chart, MapError> {
        let (plan, drawn) = match request.extent {
            Extent::Network | Extent::Basis if self.network.nodes.is_empty() => return Err(FitError::Empty.into()),
            Extent::Network | Extent::Basis => (self, None),
            Extent::Picture => self.fitted(request)?,
        };
        Ok(Chart {
            svg: drawn.as_ref().map(|drawn| drawn.svg.clone()).unwrap_or_default(),
            looks: drawn.as_ref().map(|drawn| drawn.looks.clone()).unwrap_or_default(),
            said: plan.said,
            title: request.title.unwrap_or(plan.title).to_owned(),
            basis: plan.basis.unwrap_or_else(|| plan.network.clone()),
            remarks: request.remarks.clone(),
            network: plan.network,
            drawn,
        })
    }

    /// On the page that was asked for, or on the smallest on which it can be read; where it can be read on none, on the
    /// largest without the boxes with the fewest ties.
    fn fitted(self, request: &Request<'_>) -> Result<(Self, Option<Drawn>), FitError> {
        if let Some(page) = request.page {
            let drawn = self.on(page, request.least, request)?;
            return Ok((self, Some(drawn)));
        }
        let mut refused = FitError::Empty;
        for page in PAGES {
            match self.on(page, if request.least > 0.0 { request.least } else { READABLE }, request) {
                Ok(drawn) => return Ok((self, Some(drawn))),
                Err(error @ FitError::TooMuch { .. }) if page == LARGEST => refused = error,
                Err(FitError::TooMuch { .. }) => {}
                Err(other) => return Err(other),
            }
        }
        if request.least <= 0.0 {
            // What is for no page is never too much.
            let drawn = self.on(LARGEST, 0.0, request)?;
            return Ok((self, Some(drawn)));
        }
        match self.limited(request)? {
            Some((plan, drawn)) => Ok((plan, Some(drawn))),
            None => Err(refused),
        }
    }

    /// With as many boxes as the largest page holds: those with the most ties, nearest to the middle where there is one.
    /// Nothing if it does not even hold two.
    fn limited(&self, request: &Request<'_>) -> Result<Option<(Self, Drawn)>, FitError> {
        let order = self.order();
        let mut best = None;
        // So many fit, and so many do not.
        let (mut fits, mut fails) = (1, order.len().min(LARGEST.paper.holds() * 4));
        while fits + 1 < fails {
            let count = usize::midpoint(fits, fails);
            let mut plan = self.subset(&order.iter().take(count).copied().collect());
            let gone = self.network.nodes.len() - plan.network.nodes.len();
            plan.notes.push(format!("{}: {gone}.", words(request.lang).room));
            match plan.on(LARGEST, request.least, request) {
                Ok(drawn) => {
                    best = Some((plan, drawn));
                    fits = count;
                }
                Err(FitError::TooMuch { .. } | FitError::Empty) => fails = count,
                Err(other) => return Err(other),
            }
        }
        Ok(best)
    }

    /// The boxes, from the one that stays longest.
    fn order(&self) -> Vec<usize> {
        let neighbours = self.network.neighbours();
        let mut steps = vec![0; neighbours.len()];
        if let Method::Radial(middle) = self.method {
            steps = vec![usize::MAX; neighbours.len()];
            let (mut level, mut step) = (vec![middle], 0);
            while !level.is_empty() {
                level.iter().for_each(|node| steps[*node] = step);
                step += 1;
                let next: BTreeSet<usize> = level.iter().flat_map(|node| &neighbours[*node]).copied().collect();
                level = next.into_iter().filter(|node| steps[*node] == usize::MAX).collect();
            }
        }
        let mut order: Vec<usize> = (0..neighbours.len()).collect();
        order.sort_by_key(|node| (steps[*node], std::cmp::Reverse(neighbours[*node].len()), *node));
        order
    }

    /// The plan of a part of its network: the boxes that are kept and that have ties then.
    fn subset(&self, kept: &BTreeSet<usize>) -> Self {
        let edges = &self.network.edges;
        let ties: Vec<usize> = (0..edges.len())
            .filter(|tie| kept.contains(&edges[*tie].source) && kept.contains(&edges[*tie].target))
            .collect();
        let tied: BTreeSet<usize> = ties.iter().flat_map(|tie| [edges[*tie].source, edges[*tie].target]).collect();
        let nodes = if tied.is_empty() { kept } else { &tied };
        let of_nodes = |list: &[Mood]| nodes.iter().filter_map(|node| list.get(*node)).copied().collect();
        let number = |node: usize| nodes.iter().position(|other| *other == node).unwrap_or_default();
        Self {
            network: self.network.subset(nodes, ties.iter().map(|tie| edges[*tie].clone())),
            title: self.title,
            notes: self.notes.clone(),
            method: match &self.method {
                Method::Columns(ranks) => {
                    Method::Columns(nodes.iter().filter_map(|node| ranks.get(*node)).copied().collect())
                }
                Method::Radial(middle) => Method::Radial(number(*middle)),
                other => other.clone(),
            },
            nodes: of_nodes(&self.nodes),
            ties: ties.iter().filter_map(|tie| self.ties.get(*tie)).copied().collect(),
            widths: ties.iter().filter_map(|tie| self.widths.get(*tie)).copied().collect(),
            by: self.by,
            named_ties: self.named_ties,
            legend: self.legend.clone(),
            sources: self.sources.clone(),
            counts: self.counts.clone(),
            said: self
                .said
                .iter()
                .map(|(name, list)| (*name, ties.iter().filter_map(|tie| list.get(*tie)).cloned().collect()))
                .collect(),
            basis: self.basis.clone(),
        }
    }

    fn on(&self, page: Page, least: f64, request: &Request<'_>) -> Result<Drawn, FitError> {
        map(&Map {
            network: &self.network,
            lang: request.lang,
            about: request.about,
            page,
            title: request.title.unwrap_or(self.title),
            remark: &request.remarks.filter,
            notes: self.notes.iter().chain(&request.remarks.withheld).cloned().collect(),
            arrange: request.arrange.clone().unwrap_or_else(|| Arrange::Own(self.method.clone())),
            size_by: request.size_by,
            nodes: self.nodes.clone(),
            ties: self.ties.clone(),
            widths: self.widths.clone(),
            by: self.by,
            named_ties: self.named_ties,
            legend: self.legend.clone(),
            sources: self.sources.clone(),
            counts: self.counts.clone(),
            least,
        })
    }
}
