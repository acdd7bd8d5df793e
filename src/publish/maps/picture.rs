//! Pictures that are no networks: their frame, their limits, and the network that other formats get instead.

use crate::export::svg::{Area, Canvas, Entry, FitError, Frame, Page, described, framed};
use crate::network::Network;
use crate::publish::maps::plan::PAGES;
use crate::publish::maps::request::Extent;
use crate::publish::maps::{Chart, MapError, Request};

/// What stands around a picture.
pub(super) struct Picture<'a> {
    pub(super) title: &'a str,
    pub(super) subtitle: String,
    pub(super) legend: Vec<Vec<Entry>>,
    pub(super) notes: Vec<String>,
    pub(super) definitions: &'a str,
    /// What it shows, as nodes and edges.
    pub(super) network: Network,
    /// What it sums up, if that is not what it shows.
    pub(super) basis: Option<Network>,
    /// How many things it shows, for the message that it does not fit.
    pub(super) size: (usize, usize),
}

impl Picture<'_> {
    /// Draws the picture on the page that was asked for, or on the smallest on which it can be read; `content` gives the
    /// smallest type that it needed.
    pub(super) fn draw(
        self,
        request: &Request<'_>,
        content: impl Fn(&mut Canvas, &Area, &Network) -> f64,
    ) -> Result<Chart, MapError> {
        if self.size.0 == 0 {
            return Err(FitError::Empty.into());
        }
        let svg = match request.extent {
            Extent::Network | Extent::Basis => String::new(),
            Extent::Picture => self.fitted(request, &content)?,
        };
        Ok(Chart {
            svg,
            basis: self.basis.unwrap_or_else(|| self.network.clone()),
            network: self.network,
            looks: Vec::new(),
            said: Vec::new(),
            title: request.title.unwrap_or(self.title).to_owned(),
            remarks: request.remarks.clone(),
            drawn: None,
        })
    }

    fn fitted(
        &self,
        request: &Request<'_>,
        content: &dyn Fn(&mut Canvas, &Area, &Network) -> f64,
    ) -> Result<String, FitError> {
        let mut refused = FitError::Empty;
        let asked = request.page.map(|page| vec![page]);
        for page in asked.unwrap_or_else(|| PAGES.to_vec()) {
            match self.on(page, request, content) {
                Err(error) => refused = error,
                Ok(svg) => return Ok(svg),
            }
        }
        Err(refused)
    }

    fn on(
        &self,
        page: Page,
        request: &Request<'_>,
        content: &dyn Fn(&mut Canvas, &Area, &Network) -> f64,
    ) -> Result<String, FitError> {
        let sources: Vec<String> = sources(&self.network, request);
        let title = request.title.unwrap_or(self.title);
        let remarks = &request.remarks;
        let subtitle = [self.subtitle.as_str(), &remarks.filter].map(str::to_owned);
        let subtitle = subtitle.into_iter().filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n");
        let notes: Vec<String> = self.notes.iter().chain(&remarks.withheld).cloned().collect();
        let frame = Frame {
            page,
            lang: request.lang,
            title,
            subtitle: &subtitle,
            description: &described(title, &subtitle, &remarks.withheld),
            legend: &self.legend,
            sources: &sources,
            notes: &notes,
            about: request.about,
        };
        let mut canvas = Canvas::default();
        let size = content(&mut canvas, &frame.area(), &self.network);
        if size < request.least {
            let (boxes, ties) = self.size;
            return Err(FitError::TooMuch { boxes, ties, page, size, least: request.least });
        }
        Ok(framed(&frame, "", self.definitions, canvas))
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
