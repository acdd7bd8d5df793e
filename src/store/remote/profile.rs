//! What is known of an engine: found out by probes, kept in a file, read again.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use serde::{Deserialize, Serialize};

use crate::store::form::of_form;
use crate::store::remote::error::RemoteError;

/// The probe of how booleans are given.
pub(super) const BOOLEANS: &str = "BOOLEANS";

/// The form of the file; another one is refused.
const FORM: &str = "sauat-store-3";

/// How an engine is told which graphs a query is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Told {
    /// By `default-graph-uri` and `named-graph-uri` beside the query.
    Parameters,
    /// By FROM and FROM NAMED in the query.
    From,
    /// It looks at all graphs, whatever it is told: what others keep there cannot be kept apart.
    Ignored,
}

/// What is known of an engine. Without probes nothing is taken for granted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Profile {
    /// The form of the file.
    form: String,
    /// Where its queries go.
    pub address: String,
    /// What the server calls itself.
    pub server: String,
    /// Where updates go (SPARQL 1.1 Update); none was found without.
    pub update: Option<String>,
    /// Where whole graphs go (SPARQL 1.1 Graph Store Protocol).
    pub graphs: Option<String>,
    /// The rows after which it stops without a word; none if it gave all of many.
    pub rows: Option<usize>,
    /// How it is told which graphs a query is about.
    pub datasets: Told,
    /// The triples of one INSERT DATA that it takes.
    pub insert: usize,
    /// The length in bytes up to which addresses of things are kept whole.
    pub iri: Option<usize>,
    /// What it computes wrongly or not at all, by the name of the probe.
    pub wrong: BTreeSet<String>,
    /// What each probe gave.
    pub probes: BTreeMap<String, String>,
}

impl Profile {
    /// What holds of any engine as long as nothing is known of it: that it may do less than it should.
    #[must_use]
    pub fn unknown(address: &str) -> Self {
        Self {
            form: FORM.to_owned(),
            address: address.to_owned(),
            server: String::new(),
            update: None,
            graphs: None,
            rows: None,
            datasets: Told::Parameters,
            insert: 500,
            iri: Some(1_000),
            wrong: BTreeSet::new(),
            probes: BTreeMap::new(),
        }
    }

    /// Whether the engine was tried at all.
    #[must_use]
    pub fn is_tried(&self) -> bool {
        !self.probes.is_empty()
    }

    /// Whether it was seen to give `true` as `1`; what it gives as `1` is then written as `true`, and a stored `1` cannot be
    /// told from it.
    pub(super) fn writes_booleans_as_numbers(&self) -> bool {
        self.probes.get(BOOLEANS).is_some_and(|found| found == "gives 1")
    }

    /// What the server calls itself, if it was tried.
    pub(super) fn server_when_tried(&self) -> Option<&str> {
        self.is_tried().then_some(self.server.as_str())
    }

    /// Reads a profile from a file's text.
    ///
    /// # Errors
    /// [`RemoteError::Profile`] for another form, or another engine's.
    pub fn read(text: &str, path: &Path, address: &str) -> Result<Self, RemoteError> {
        let refused = |reason: String| RemoteError::Profile(format!("{}: {reason}", path.display()));
        let profile: Self = of_form(text, FORM).map_err(refused)?;
        if profile.address != address {
            return Err(refused(format!("it was made for {}, not for {address}", profile.address)));
        }
        Ok(profile)
    }

    /// The text of the file.
    ///
    /// # Errors
    /// [`RemoteError::Profile`]; it never happens with what probes give.
    pub fn write(&self) -> Result<String, RemoteError> {
        let text = serde_json::to_string_pretty(self).map_err(|error| RemoteError::Profile(error.to_string()))?;
        Ok(text + "\n")
    }

    /// The name of the file that keeps the profile of an address.
    ///
    /// ```
    /// # use sauat::store::Profile;
    /// assert_eq!(Profile::file_name("http://localhost:8890/sparql"), "localhost-8890-sparql.json");
    /// ```
    #[must_use]
    pub fn file_name(address: &str) -> String {
        let bare = address.split_once("://").map_or(address, |(_, rest)| rest);
        let name: String = bare.chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '-' }).collect();
        format!("{}.json", name.trim_matches('-'))
    }
}
