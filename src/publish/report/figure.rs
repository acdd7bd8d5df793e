//! The maps of the report, and how several of them stand in one HTML file.

use crate::publish::maps::{Request, find_view};
use crate::publish::page::{Block, Page};
use crate::publish::report::Writer;

/// The least type size of maps, in points.
const LEAST: f64 = 6.0;

/// A map is never wider than what it stands in, on paper and on a screen.
const WIDTH: &str = "<style>figure svg{max-width:100%;height:auto}</style>";

impl Writer<'_> {
    /// A view as a figure; where it cannot be drawn, the report says so and goes on.
    pub(super) fn figure(&mut self, view: &str, stem: &str) {
        let Some(view) = find_view(view) else { return };
        let request = Request {
            selection: self.asked.selection.clone(),
            ..Request::new(self.asked.whole, self.asked.about, self.lang(), LEAST)
        };
        match view.draw(&request) {
            Ok(chart) => self.blocks.push(Block::Figure {
                svg: chart.svg,
                file: format!("{stem}-{}.svg", view.name),
                alt: view.title(self.lang()).to_owned(),
            }),
            Err(_) => self.say(format!("{}: {}.", view.title(self.asked.lang), self.words.no_map)),
        }
    }
}

/// A page whose figures have ids of their own and no metadata, so that they can stand in one file.
pub(super) fn inlined(page: &Page) -> Page {
    let mut page = page.clone();
    let mut number = 0;
    for block in &mut page.blocks {
        if let Block::Figure { svg, .. } = block {
            number += 1;
            *svg = own(svg, number);
        }
    }
    page
}

fn own(svg: &str, number: usize) -> String {
    let mut svg = svg.to_owned();
    if let (Some(start), Some(end)) = (svg.find("<metadata>"), svg.find("</metadata>")) {
        svg.replace_range(start..end + "</metadata>".len(), "");
    }
    let labelled = "aria-labelledby=\"t d\"";
    svg = svg.replace(labelled, &format!("aria-labelledby=\"f{number}-t f{number}-d\""));
    svg = svg.replace(" id=\"", &format!(" id=\"f{number}-")).replace("url(#", &format!("url(#f{number}-"));
    if number == 1
        && let Some(end) = svg.find("</desc>")
    {
        svg.insert_str(end + "</desc>".len(), WIDTH);
    }
    svg
}
