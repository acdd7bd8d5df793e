//! Changes as RDF: one change set (Talis Changeset vocabulary) for each thing, with the statements added and removed.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{Literal, NamedNode, NamedNodeRef, Term, Triple};

use crate::describe::changes::Snapshot;
use crate::describe::changes::snapshot::Fields;
use crate::text::{Labels, Lang};
use crate::vocab::{cs, prov, skosxl};

/// The change sets between two snapshots: for each thing the statements that its labels, names and claims give, with the
/// source and the other fields of each row. Nodes are named under `base`, which must end in `/` or `#`.
#[must_use]
pub fn change_set(old: &Snapshot, new: &Snapshot, base: &str) -> Vec<Triple> {
    let mut sets = Sets { base, triples: Vec::new(), count: 0 };
    let (old_statements, new_statements) = (statements(old), statements(new));
    let subjects: BTreeSet<&str> = old_statements.keys().chain(new_statements.keys()).copied().collect();
    let nothing = BTreeMap::new();
    for subject in subjects {
        let before = old_statements.get(subject).unwrap_or(&nothing);
        let after = new_statements.get(subject).unwrap_or(&nothing);
        let added: Vec<_> = after.iter().filter(|(key, _)| !before.contains_key(*key)).collect();
        let removed: Vec<_> = before.iter().filter(|(key, _)| !after.contains_key(*key)).collect();
        if added.is_empty() && removed.is_empty() {
            continue;
        }
        sets.count += 1;
        let set = sets.named("change", sets.count);
        sets.say(&set, rdf::TYPE, cs::CHANGE_SET.into_owned().into());
        sets.say(&set, cs::SUBJECT_OF_CHANGE, node(subject).into_owned().into());
        if let Some(reason) = new.tombstones.get(subject).and_then(|tombstone| tombstone.reason.as_ref()) {
            sets.say(&set, cs::CHANGE_REASON, Literal::new_simple_literal(reason).into());
        }
        for (property, list) in [(cs::ADDITION, added), (cs::REMOVAL, removed)] {
            for (key, said) in list {
                sets.statement(&set, property, subject, key, said);
            }
        }
    }
    sets.triples.sort_by_cached_key(ToString::to_string);
    sets.triples
}

/// What tells two statements about one subject apart, terms in their N-Triples form: predicate, object, row, what the row
/// says of it.
type Key<'a> = (&'a str, String, Option<&'a str>, Vec<(&'a str, String)>);

/// The object of a statement, and the fields of its row.
struct Said<'a> {
    object: Term,
    fields: Option<&'a Fields>,
}

/// All statements of a snapshot, by subject.
fn statements(snapshot: &Snapshot) -> BTreeMap<&str, BTreeMap<Key<'_>, Said<'_>>> {
    let mut found = Statements::default();
    for (iri, thing) in &snapshot.things {
        if let Some(kind) = &thing.kind {
            found.say(iri, rdf::TYPE.as_str(), node(kind).into_owned().into(), None);
        }
        found.labels(iri, &thing.labels);
        for (property, value) in &thing.attributes {
            found.say(iri, property, value.clone(), None);
        }
        for (row, fields) in &thing.names {
            if let Some(form) = fields.get(skosxl::LITERAL_FORM.as_str()) {
                found.say(iri, skosxl::ALT_LABEL.as_str(), form.clone(), Some((row, fields)));
            }
        }
    }
    for (iri, claim) in &snapshot.claims {
        let (subject, predicate) = (claim.subject.as_str(), claim.predicate.as_str());
        found.say(subject, predicate, claim.object.clone(), Some((iri, &claim.fields)));
    }
    for (iri, term) in &snapshot.terms {
        found.labels(iri, &term.labels);
        for (property, values) in &term.says {
            for value in values.values() {
                found.say(iri, property, value.clone(), None);
            }
        }
    }
    found.by_subject
}

#[derive(Default)]
struct Statements<'a> {
    by_subject: BTreeMap<&'a str, BTreeMap<Key<'a>, Said<'a>>>,
}

impl<'a> Statements<'a> {
    fn say(&mut self, subject: &'a str, predicate: &'a str, object: Term, row: Option<(&'a str, &'a Fields)>) {
        let fields = row.map(|(_, fields)| fields);
        let written = fields.into_iter().flatten().map(|(property, value)| (property.as_str(), value.to_string()));
        let key = (predicate, object.to_string(), row.map(|(row, _)| row), written.collect());
        self.by_subject.entry(subject).or_default().insert(key, Said { object, fields });
    }

    fn labels(&mut self, subject: &'a str, labels: &Labels) {
        for lang in Lang::ALL {
            if let Some(label) = labels.get(lang) {
                let literal = Literal::new_language_tagged_literal_unchecked(label, lang.tag());
                self.say(subject, rdfs::LABEL.as_str(), literal.into(), None);
            }
        }
    }
}

/// An IRI that a snapshot holds as text.
fn node(iri: &str) -> NamedNodeRef<'_> {
    NamedNodeRef::new_unchecked(iri)
}

struct Sets<'a> {
    base: &'a str,
    triples: Vec<Triple>,
    count: usize,
}

impl Sets<'_> {
    fn named(&self, kind: &str, number: usize) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{kind}-{number}", self.base))
    }

    fn say(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: Term) {
        self.triples.push(Triple::new(subject.clone(), predicate.into_owned(), object));
    }

    fn statement(
        &mut self,
        set: &NamedNode,
        property: NamedNodeRef<'_>,
        subject: &str,
        (predicate, _, row, _): &Key<'_>,
        said: &Said<'_>,
    ) {
        self.count += 1;
        let name = self.named("statement", self.count);
        self.say(set, property, name.clone().into());
        self.say(&name, rdf::TYPE, rdf::STATEMENT.into_owned().into());
        self.say(&name, rdf::SUBJECT, node(subject).into_owned().into());
        self.say(&name, rdf::PREDICATE, node(predicate).into_owned().into());
        self.say(&name, rdf::OBJECT, said.object.clone());
        if let Some(row) = row {
            self.say(&name, prov::WAS_INFLUENCED_BY, node(row).into_owned().into());
        }
        for (property, value) in said.fields.into_iter().flatten() {
            self.say(&name, node(property), value.clone());
        }
    }
}
