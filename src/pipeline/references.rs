//! References of a stream: what is defined by some row, and what is referred to before it is known to be.
//!
//! It finds what `validate` finds of references (`R003`), with an id kept once and a reference only until it is resolved.

use std::collections::{BTreeMap, HashSet};
use std::sync::Arc;

use oxrdf::{NamedOrBlankNodeRef, TermRef, TripleRef};

use crate::csvw::{At, Column, Seen, TableGroup};
use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::iri::Space;
use crate::ontology::Ontology;
use crate::pipeline::tables::file_name;
use crate::text::nearest;
use crate::vocab::{prov, sauat, skosxl};

/// How many references get a near id as a hint: all ids are compared for each.
const HINTS: usize = 100;

/// What a chunk of rows defines and refers to.
#[derive(Clone, Debug)]
pub(super) struct Mentions {
    space: Arc<Space>,
    /// Concepts of the ontology, which need no row.
    concepts: Arc<HashSet<String>>,
    ids: String,
    list: Vec<Mention>,
    /// Withdrawn ids with what stands in their place.
    withdrawn: Vec<(String, Option<String>)>,
}

#[derive(Clone, Copy, Debug)]
struct Mention {
    /// Where its id ends.
    end: usize,
    at: At,
    defines: bool,
}

/// What all rows define and refer to.
pub(super) struct References {
    base: String,
    ids: Seen,
    open: Vec<(u32, At)>,
    withdrawn: BTreeMap<String, Option<String>>,
}

impl Mentions {
    /// Nothing mentioned.
    pub(super) fn new(space: &Space, ontology: &Ontology) -> Self {
        let concepts = ontology.concepts.keys().map(ToString::to_string).collect();
        Self {
            space: Arc::new(space.clone()),
            concepts: Arc::new(concepts),
            ids: String::new(),
            list: Vec::new(),
            withdrawn: Vec::new(),
        }
    }

    /// Forgets what was taken.
    pub(super) fn clear(&mut self) {
        self.ids.clear();
        self.list.clear();
        self.withdrawn.clear();
    }

    /// Notes what a triple defines or refers to.
    pub(super) fn triple(&mut self, at: At, triple: TripleRef<'_>) {
        let TermRef::NamedNode(object) = triple.object else { return };
        if let NamedOrBlankNodeRef::NamedNode(subject) = triple.subject {
            if triple.predicate == skosxl::ALT_LABEL {
                // What a row names must exist, too.
                if !self.concepts.contains(subject.as_str()) {
                    self.mention(subject.as_str(), at, false);
                }
            } else if triple.predicate == sauat::KIND {
                self.mention(subject.as_str(), at, true);
            } else if object == sauat::TOMBSTONE {
                self.withdrawn.push((subject.as_str().to_owned(), None));
            } else if triple.predicate == sauat::REPLACED_BY {
                // What takes the place of a withdrawn id is no reference to a thing of the tables.
                self.withdrawn.push((subject.as_str().to_owned(), Some(object.as_str().to_owned())));
                return;
            }
        }
        // A source that no row defines is a broken foreign key, which CSVW itself reports.
        let in_space = object.as_str().starts_with(self.space.base());
        if in_space && triple.predicate != prov::WAS_DERIVED_FROM && !self.concepts.contains(object.as_str()) {
            self.mention(object.as_str(), at, false);
        }
    }

    fn mention(&mut self, iri: &str, at: At, defines: bool) {
        if let Some(id) = self.space.id_of(iri) {
            self.ids.push_str(id);
            self.list.push(Mention { end: self.ids.len(), at, defines });
        }
    }
}

impl References {
    /// What the ontology defines.
    pub(super) fn new(space: &Space, ontology: &Ontology) -> Self {
        let mut ids = Seen::default();
        let base = space.base().to_owned();
        for iri in ontology.concepts.keys() {
            if let Some(id) = iri.strip_prefix(base.as_str()) {
                ids.count(id.as_bytes());
            }
        }
        Self { base, ids, open: Vec::new(), withdrawn: BTreeMap::new() }
    }

    /// Takes what a chunk mentioned.
    pub(super) fn take(&mut self, mentions: &mut Mentions) {
        let mut start = 0;
        for mention in &mentions.list {
            let id = &mentions.ids.as_bytes()[start..mention.end];
            start = mention.end;
            if mention.defines {
                self.ids.count(id);
                continue;
            }
            let entry = self.ids.entry(id);
            if self.ids.times(entry) == 0 {
                self.open.push((entry, mention.at));
            }
        }
        for (iri, heir) in mentions.withdrawn.drain(..) {
            let known = self.withdrawn.entry(iri).or_default();
            *known = heir.or_else(|| known.take());
        }
    }

    /// `R003` for each reference to what no row defines.
    pub(super) fn check(&self, group: &TableGroup) -> Diagnostics {
        let mut diagnostics = Diagnostics::new();
        let mut known: Option<Vec<String>> = None;
        let missing = self.open.iter().filter(|(entry, _)| self.ids.times(*entry) == 0);
        for (number, (entry, at)) in missing.enumerate() {
            let id = String::from_utf8_lossy(self.ids.key(*entry)).into_owned();
            let place = place(group, *at);
            let column = place.name.clone().unwrap_or_default();
            let mut diagnostic =
                Diagnostic::error("R003", format!("`{column}` points to `{id}`, which no table defines"))
                    .about(id.as_str())
                    .at(place);
            diagnostic.hint = match self.withdrawn.get(&format!("{}{id}", self.base)) {
                Some(Some(heir)) => {
                    let heir = heir.rsplit('/').next().unwrap_or(heir);
                    Some(format!("`{heir}` has taken its place, as tombstones.csv says"))
                }
                Some(None) => Some("the id was withdrawn, as tombstones.csv says".to_owned()),
                None if number < HINTS => {
                    let known = known.get_or_insert_with(|| {
                        let mut ids: Vec<String> =
                            self.ids.found().map(|id| String::from_utf8_lossy(id).into_owned()).collect();
                        ids.sort_unstable();
                        ids
                    });
                    nearest(&id, known.iter().map(String::as_str)).map(|near| format!("did you mean `{near}`?"))
                }
                None => None,
            };
            diagnostics.push(diagnostic);
        }
        diagnostics
    }
}

/// The place of a cell; of a virtual one, its row.
pub(super) fn place(group: &TableGroup, at: At) -> Place {
    let table = &group.tables[at.table];
    let file = file_name(&table.url);
    match table.schema.columns.get(at.column).filter(|column| !column.is_virtual).map(Column::title) {
        Some(name) => Place::cell(file, at.row, at.column as u64 + 1, name),
        None => Place::row(file, at.row),
    }
}
