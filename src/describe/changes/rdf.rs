//! Changes as RDF: one change set (Talis Changeset vocabulary) for each thing, with the statements added and removed.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{Literal, NamedNode, NamedNodeRef, Term, Triple};

use crate::describe::changes::Snapshot;
use crate::describe::changes::compare::node;
use crate::text::{Labels, Lang};
use crate::vocab::{cs, prov, skosxl};

/// The change sets between two snapshots: for each thing the statements that its labels, names and claims give, with the
/// source and the other fields of each row. Nodes are named under `base`, which must end in `/` or `#`.
#[must_use]
pub fn change_set(old: &Snapshot, new: &Snapshot, base: &str) -> Vec<Triple> {
    let mut sets = Sets { base, triples: BTreeMap::new(), count: 0 };
    let subjects: BTreeSet<&str> = [old, new].into_iter().flat_map(statements).map(|s| s.subject).collect();
    for subject in subjects {
        let of = |snapshot| statements(snapshot).into_iter().filter(|s| s.subject == subject).collect::<BTreeSet<_>>();
        let (before, after) = (of(old), of(new));
        let (added, removed): (Vec<_>, Vec<_>) =
            (after.difference(&before).collect(), before.difference(&after).collect());
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
            for statement in list {
                sets.statement(&set, property, statement);
            }
        }
    }
    sets.triples.into_values().collect()
}

/// One thing said of a subject.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Statement<'a> {
    subject: &'a str,
    predicate: &'a str,
    object: String,
    term: OrdTerm,
    row: Option<&'a str>,
    /// What the row says of it: source, lines, rank and the rest.
    fields: Vec<(String, OrdTerm)>,
}

/// A term that is ordered by its N-Triples form, which stands in `object` already.
#[derive(Clone, Debug, PartialEq, Eq)]
struct OrdTerm(Term);

impl PartialOrd for OrdTerm {
    fn partial_cmp(&self, other: &Self) -> Option<std::cmp::Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for OrdTerm {
    fn cmp(&self, other: &Self) -> std::cmp::Ordering {
        self.0.to_string().cmp(&other.0.to_string())
    }
}

fn statements(snapshot: &Snapshot) -> Vec<Statement<'_>> {
    let mut found = Vec::new();
    let mut say = |subject, predicate, term: Term, row, fields: Option<&'_ BTreeMap<String, Term>>| {
        let fields = fields.into_iter().flatten().map(|(p, t)| (p.clone(), t.clone())).collect::<Vec<_>>();
        found.push((subject, predicate, term, row, fields));
    };
    for (iri, thing) in &snapshot.things {
        if let Some(kind) = &thing.kind {
            say(iri.as_str(), rdf::TYPE.as_str(), node(kind).into_owned().into(), None, None);
        }
        for (label, lang) in tagged(&thing.labels) {
            say(
                iri,
                rdfs::LABEL.as_str(),
                Literal::new_language_tagged_literal_unchecked(label, lang).into(),
                None,
                None,
            );
        }
        for (property, value) in &thing.attributes {
            say(iri, property, value.clone(), None, None);
        }
        for (row, fields) in &thing.names {
            if let Some(form) = fields.get(skosxl::LITERAL_FORM.as_str()) {
                say(iri, skosxl::ALT_LABEL.as_str(), form.clone(), Some(row.as_str()), Some(fields));
            }
        }
    }
    for (iri, claim) in &snapshot.claims {
        say(claim.subject.as_str(), claim.predicate.as_str(), claim.object.clone(), Some(iri), Some(&claim.fields));
    }
    for (iri, term) in &snapshot.terms {
        for (label, lang) in tagged(&term.labels) {
            say(
                iri,
                rdfs::LABEL.as_str(),
                Literal::new_language_tagged_literal_unchecked(label, lang).into(),
                None,
                None,
            );
        }
        for (property, values) in &term.says {
            for value in values {
                if let Ok(value) = value.parse::<Term>() {
                    say(iri, property, value, None, None);
                }
            }
        }
    }
    found
        .into_iter()
        .map(|(subject, predicate, term, row, fields)| Statement {
            subject,
            predicate,
            object: term.to_string(),
            term: OrdTerm(term),
            row,
            fields: fields.into_iter().map(|(property, value)| (property, OrdTerm(value))).collect(),
        })
        .collect()
}

fn tagged(labels: &Labels) -> impl Iterator<Item = (&str, &'static str)> {
    Lang::ALL.into_iter().filter_map(|lang| Some((labels.get(lang)?, lang.tag())))
}

struct Sets<'a> {
    base: &'a str,
    /// By their N-Triples form.
    triples: BTreeMap<String, Triple>,
    count: usize,
}

impl Sets<'_> {
    fn named(&self, kind: &str, number: usize) -> NamedNode {
        NamedNode::new_unchecked(format!("{}{kind}-{number}", self.base))
    }

    fn say(&mut self, subject: &NamedNode, predicate: NamedNodeRef<'_>, object: Term) {
        let triple = Triple::new(subject.clone(), predicate.into_owned(), object);
        self.triples.insert(triple.to_string(), triple);
    }

    fn statement(&mut self, set: &NamedNode, property: NamedNodeRef<'_>, statement: &Statement<'_>) {
        self.count += 1;
        let name = self.named("statement", self.count);
        self.say(set, property, name.clone().into());
        self.say(&name, rdf::TYPE, rdf::STATEMENT.into_owned().into());
        self.say(&name, rdf::SUBJECT, node(statement.subject).into_owned().into());
        self.say(&name, rdf::PREDICATE, node(statement.predicate).into_owned().into());
        self.say(&name, rdf::OBJECT, statement.term.0.clone());
        if let Some(row) = statement.row {
            self.say(&name, prov::WAS_INFLUENCED_BY, node(row).into_owned().into());
        }
        for (property, value) in &statement.fields {
            self.say(&name, node(property), value.0.clone());
        }
    }
}
