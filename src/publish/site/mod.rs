//! The pages that people use: complete HTML in Kazakh, Russian and English that needs no script.
//!
//! A page is a function of the dataset, a [`Target`], a language and the parameters of its address; it knows nothing of
//! HTTP. All links are relative, so that the same pages are served under any prefix and written as files. A page holds no
//! style and no script of its own: what stands in a `<script>` is data (JSON), and those with an address are assets that
//! this program holds.

mod about;
mod answer;
mod ask;
mod assets;
mod beside;
mod entity;
mod explore;
mod facets;
mod facts;
mod frame;
mod gaps;
mod list;
mod load;
mod map;
mod missing;
mod network;
mod ontology;
mod plate;
mod question;
mod record;
mod search;
mod source;
mod start;
mod static_site;
mod structured;
mod target;
mod told;
mod vocabulary;
mod words;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, OnceLock};

use crate::describe::Tombstone;
use crate::diagnostic::Place;
use crate::iri::Prefixes;
use crate::network::Network;
use crate::ontology::Ontology;
use crate::pipeline::{About, PipelineError};
use crate::publish::folder::OutError;
use crate::publish::maps::{Chart, MapError};
use crate::publish::reference::Expected;
use crate::query::Question;
use crate::reason::Rule;
use crate::search::{Catalogue, Item};
use crate::store::{Dataset, StoreError};
use crate::text::{Collation, Lang};

pub use answer::Outcome;
pub use ask::{Answered, Ask, InProcess};
pub use assets::{Asset, assets};
pub use beside::Beside;
pub use search::Suggestion;
pub use static_site::{Provider, SITE, StaticOptions, write_site};
pub use target::{Target, encoded};

use frame::{Host, View};
use load::Document;

/// The style sheet of all pages, served as `/style.css`.
pub const STYLE: &str = include_str!("style.css");

/// The sign of the site in tabs and bookmarks, served as `/icon.svg`.
pub const ICON: &str = include_str!("icon.svg");

/// Everything that pages are made from, read once for each version of a dataset.
pub struct Site {
    about: About,
    assets: Vec<Asset>,
    catalogue: Catalogue,
    /// The maps by view and language: each is drawn once, for its page and its files.
    charts: BTreeMap<(&'static str, Lang), OnceLock<Result<Chart, MapError>>>,
    claims: u64,
    collations: [Collation; 3],
    dataset: Arc<Dataset>,
    documents: BTreeMap<String, Document>,
    /// What the shapes expect on both sides of a property, by its IRI.
    ends: BTreeMap<String, (Expected, Expected)>,
    generator: String,
    items: BTreeMap<String, Item>,
    network: Network,
    ontology: Ontology,
    prefixes: Prefixes,
    questions: BTreeMap<String, Question>,
    regions: BTreeMap<String, BTreeSet<String>>,
    rows: BTreeMap<String, Place>,
    rules: Vec<Rule>,
    segment: String,
    tombstones: BTreeMap<String, Tombstone>,
}

/// A page that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// The whole document.
    pub html: String,
    /// The status that a server answers with: 200, 400 for a parameter that is wrong, 404, 410 for what was withdrawn,
    /// 503 where a question could not be answered.
    pub status: u16,
    /// Its title.
    pub title: String,
}

/// Why a page cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The dataset's folder cannot be read.
    #[error(transparent)]
    Pipeline(#[from] PipelineError),
    /// A file cannot be written, or a download cannot be made.
    #[error("{what}: {error}")]
    Write {
        /// The file or download.
        what: String,
        /// Why.
        error: std::io::Error,
    },
    /// The folder for a site is not written, or cannot be.
    #[error(transparent)]
    Out(#[from] OutError),
}

impl Site {
    /// The page that a path means, and its language.
    #[must_use]
    pub fn parse(&self, path: &str) -> Option<(Lang, Target)> {
        Target::parse(path, &self.segment)
    }

    /// The path of a page, from the root of the site.
    #[must_use]
    pub fn path(&self, lang: Lang, target: &Target) -> String {
        target.path(lang, &self.segment)
    }

    /// The folder of entities: the last segment of the namespace.
    #[must_use]
    pub fn segment(&self) -> &str {
        &self.segment
    }

    /// The same with other scripts and style sheets than those of this program.
    #[must_use]
    pub fn with_assets(self, assets: Vec<Asset>) -> Self {
        Self { assets, ..self }
    }

    /// The scripts and style sheets that pages load.
    #[must_use]
    pub fn assets(&self) -> &[Asset] {
        &self.assets
    }

    /// The dataset.
    #[must_use]
    pub fn dataset(&self) -> &Arc<Dataset> {
        &self.dataset
    }

    /// What the dataset says of itself.
    #[must_use]
    pub fn about(&self) -> &About {
        &self.about
    }

    /// The named questions.
    #[must_use]
    pub fn questions(&self) -> &BTreeMap<String, Question> {
        &self.questions
    }

    /// The network.
    #[must_use]
    pub fn network(&self) -> &Network {
        &self.network
    }

    /// Makes a page. `params` are the names and values of the address' query, decoded; a
    /// question refuses one that it does not know, other pages pass over it. What is not there is a page too, with its status.
    ///
    /// # Errors
    /// [`SiteError`] if the store fails.
    pub fn page(
        &self,
        lang: Lang,
        target: &Target,
        params: &[(String, String)],
        ask: &dyn Ask,
    ) -> Result<Made, SiteError> {
        self.made(lang, target, params, ask, Host::Server)
    }

    /// Makes a page for where it will stand.
    fn made(
        &self,
        lang: Lang,
        target: &Target,
        params: &[(String, String)],
        ask: &dyn Ask,
        host: Host<'_>,
    ) -> Result<Made, SiteError> {
        let view = View::new(self, lang, target, params, host);
        let body = match target {
            Target::Start => view.start(),
            Target::Search => view.search(),
            Target::List => view.list(),
            Target::Entity(id) => view.thing(id, ask)?,
            Target::Questions => view.questions(),
            Target::Question(name) => view.question(name, ask)?,
            Target::Source(id) => view.source(id)?,
            Target::Gaps => view.gaps(ask),
            Target::Ontology => view.ontology()?,
            Target::Maps => view.maps(),
            Target::Map(name) => view.map(name),
            Target::Explore => view.explore(),
            Target::Query => view.query(),
            Target::About => view.about(),
            Target::NotFound(path) => view.missing(path),
        };
        Ok(view.document(body))
    }
}
