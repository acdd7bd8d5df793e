//! Pictures that are no networks: their frame, their limits, and the network that other formats get instead.

use crate::export::svg::{Area, Canvas, Entry, FitError, Frame, Page, framed};
use crate::network::Network;
use crate::publish::maps::{Chart, MapError, Request};

/// What stands around a picture.
pub(super) struct Picture<'a> {
    pub(super) title: &'a str,
    pub(super) subtitle: String,
    pub(super) page: Page,
    pub(super) legend: Vec<Vec<Entry>>,
    pub(super) notes: Vec<String>,
    pub(super) definitions: &'a str,
    /// What it shows, as nodes and edges.
    pub(super) network: Network,
    /// How many things it shows, for the message that it does not fit.
    pub(super) size: (usize, usize),
}

impl Picture<'_> {
    /// Draws the picture on its page; `content` gives the smallest type that it needed.
    pub(super) fn draw(
        self,
        request: &Request<'_>,
        content: impl FnOnce(&mut Canvas, &Area, &Network) -> f64,
    ) -> Result<Chart, MapError> {
        if self.size.0 == 0 {
            return Err(FitError::Empty.into());
        }
        let sources: Vec<String> = sources(&self.network, request);
        let page = request.page.unwrap_or(self.page);
        let description = format!("{}. {}", self.title, self.subtitle);
        let frame = Frame {
            page,
            lang: request.lang,
            title: self.title,
            subtitle: &self.subtitle,
            description: &description,
            legend: &self.legend,
            sources: &sources,
            notes: &self.notes,
            about: request.about,
        };
        let mut canvas = Canvas::default();
        let size = content(&mut canvas, &frame.area(), &self.network);
        if size < request.least {
            let (boxes, ties) = self.size;
            return Err(FitError::TooMuch { boxes, ties, page, size, least: request.least }.into());
        }
        let svg = framed(&frame, "", self.definitions, canvas);
        Ok(Chart {
            svg,
            network: self.network,
            looks: Vec::new(),
            said: Vec::new(),
            title: self.title.to_owned(),
            drawn: None,
        })
    }
}

fn sources(network: &Network, request: &Request<'_>) -> Vec<String> {
    let found = network.sources();
    let mut dated: Vec<&str> =
        network.nodes.iter().flat_map(|node| &node.dates).map(|dated| dated.claim.source.as_str()).collect();
    dated.extend(found);
    dated.sort_unstable();
    dated.dedup();
    dated.into_iter().map(|id| network.cite(id, request.lang)).collect()
}
