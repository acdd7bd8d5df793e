//! Changes as RDF: one change set (Talis Changeset vocabulary) for each thing, with the statements added and removed.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{Literal, NamedNode, NamedNodeRef, Term, Triple};

use crate::describe::changes::Snapshot;
use crate::describe::changes::compare::node;
use crate::describe::changes::snapshot::Claim;
use crate::text::Lang;
use crate::vocab::{cs, prov, sauat, skosxl};

/// The change sets between two snapshots: for each thing the statements that its labels, names and claims give, with the
/// source of each. Nodes are named under `base`, which must end in `/` or `#`.
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
    claim: Option<&'a str>,
    source: Option<String>,
    lines: Option<String>,
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
    let plain = |subject, predicate, term: Term, claim, source| Statement {
        subject,
        predicate,
        object: term.to_string(),
        term: OrdTerm(term),
        claim,
        source,
        lines: None,
    };
    for (iri, thing) in &snapshot.things {
        if let Some(kind) = &thing.kind {
            found.push(plain(iri, rdf::TYPE.as_str(), node(kind).into_owned().into(), None, None));
        }
        for lang in Lang::ALL {
            if let Some(label) = thing.labels.get(lang) {
                let literal = Literal::new_language_tagged_literal_unchecked(label, lang.tag());
                found.push(plain(iri, rdfs::LABEL.as_str(), literal.into(), None, None));
            }
        }
        for (row, (form, source)) in &thing.names {
            let literal = Literal::new_simple_literal(form);
            found.push(plain(iri, skosxl::ALT_LABEL.as_str(), literal.into(), Some(row), source.clone()));
        }
    }
    let text = |claim: &Claim, property: NamedNodeRef<'_>| match claim.fields.get(property.as_str()) {
        Some(Term::NamedNode(node)) => Some(node.as_str().to_owned()),
        Some(Term::Literal(literal)) => Some(literal.value().to_owned()),
        Some(Term::BlankNode(_)) | None => None,
    };
    for (iri, claim) in &snapshot.claims {
        found.push(Statement {
            subject: claim.subject.as_str(),
            predicate: claim.predicate.as_str(),
            object: claim.object.to_string(),
            term: OrdTerm(claim.object.clone()),
            claim: Some(iri),
            source: text(claim, prov::WAS_DERIVED_FROM),
            lines: text(claim, sauat::LINES),
        });
    }
    found
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
        if let Some(claim) = statement.claim {
            self.say(&name, prov::WAS_INFLUENCED_BY, node(claim).into_owned().into());
        }
        if let Some(source) = &statement.source {
            self.say(&name, prov::WAS_DERIVED_FROM, node(source).into_owned().into());
        }
        if let Some(lines) = &statement.lines {
            self.say(&name, sauat::LINES, Literal::new_simple_literal(lines).into());
        }
    }
}
