//! Results of measures as people and programs read them: text, CSV, JSON, Markdown and a Data Cube in Turtle.
//!
//! It knows how a table is told, not how it is measured. Numbers that rest on ties are never given without the share of
//! ties that only one source states.

mod cube;
mod data;
mod list;
mod shown;
mod text;
mod words;

use crate::analysis::{Options, Table};
use crate::network::Network;
use crate::pipeline::About;
use crate::text::Lang;

pub use cube::cube;
pub use data::{csv, json};
pub use list::{listed, listed_csv, listed_json, listed_markdown};
pub use text::{markdown, text};

pub(super) use shown::{number, percent, shown};
pub(super) use text::attested;

/// A measure that was taken, with everything that is told of it.
pub struct Measured<'a> {
    /// What was measured.
    pub network: &'a Network,
    /// What the dataset says of itself.
    pub about: &'a About,
    /// What came out.
    pub table: &'a Table,
    /// What the measure was told.
    pub options: &'a Options,
    /// What was chosen of the network, as options of the command line and their values.
    pub chosen: &'a [(&'static str, String)],
    /// The language.
    pub lang: Lang,
    /// How many rows are shown at most.
    pub limit: usize,
}

impl Measured<'_> {
    /// How many rows are not shown.
    #[must_use]
    pub fn left_out(&self) -> usize {
        self.table.rows.len().saturating_sub(self.limit)
    }

    /// What the measure was told, by name, as far as it matters for this one.
    #[must_use]
    pub fn parameters(&self) -> Vec<(&'static str, String)> {
        let options = self.options;
        let ranks = self.table.measure == "stability";
        let by = if ranks { options.ranked_by.as_str() } else { self.table.measure };
        let mut all = Vec::new();
        if ranks {
            let resampling = options.resampling;
            all.push(("by", options.ranked_by.clone()));
            all.push(("left_out_share", resampling.share.to_string()));
            all.push(("runs", resampling.runs.to_string()));
            all.push(("seed", resampling.seed.to_string()));
        }
        match by {
            "pagerank" => all.push(("damping", options.damping.to_string())),
            "community" | "modularity" => {
                all.push(("leiden_runs", options.leiden_runs.to_string()));
                all.push(("leiden_seed", options.leiden_seed.to_string()));
            }
            _ => {}
        }
        all
    }
}
