//! The comparison of two snapshots.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::Term;
use serde::Serialize;

use crate::describe::changes::snapshot::{Claim, Fields, Snapshot, Thing, Vocable};
use crate::iri::{Space, last_part};
use crate::text::{Labels, Lang};
use crate::vocab::{prov, sauat, skosxl};

/// What became of something.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Fate {
    /// Only the new dataset has it.
    Added,
    /// Both have it, differently.
    Changed,
    /// Only the old dataset has it.
    Withdrawn,
}

impl Fate {
    /// What became of something that was and is; none if it stayed as it was or is in neither.
    fn of<T: PartialEq>(before: Option<T>, after: Option<T>) -> Option<Self> {
        match (before, after) {
            (None, Some(_)) => Some(Self::Added),
            (Some(_), None) => Some(Self::Withdrawn),
            (before, after) => (before != after).then_some(Self::Changed),
        }
    }
}

/// One change of a thing.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Change {
    /// What became of it.
    pub fate: Fate,
    /// What it is about, in words: a relation and its object, a name, a label.
    pub what: String,
    /// The value before, where one changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub old: Option<String>,
    /// The value after, where one changed.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub new: Option<String>,
    /// The source and its lines.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub source: Option<String>,
    /// The claim's or name's id.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Why it was withdrawn or what takes its place, as its tombstone says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tombstone: Option<String>,
    /// Which value of the claim or name changed, in words, such as its certainty; none for the statement itself.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<String>,
}

/// The changes of one thing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ThingChange {
    /// Its id.
    pub id: String,
    /// Its name in the language.
    pub name: String,
    /// What became of it.
    pub fate: Fate,
    /// Why it was withdrawn, as its tombstone says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub tombstone: Option<String>,
    /// Changes of its labels, names and claims.
    pub changes: Vec<Change>,
}

/// What changed between two datasets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changes {
    /// The old version.
    pub from: Option<String>,
    /// The new version.
    pub to: Option<String>,
    /// Entities, by id.
    pub things: Vec<ThingChange>,
    /// Classes, properties and concepts, by CURIE-like name.
    pub terms: Vec<ThingChange>,
    /// Ids that are gone and left no tombstone.
    pub without_tombstone: Vec<String>,
}

impl Changes {
    /// Whether nothing changed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.things.is_empty() && self.terms.is_empty()
    }

    /// How many claims, names, labels and terms became what; a claim that moved counts once.
    #[must_use]
    pub fn count(&self, fate: Fate) -> usize {
        let mut seen = BTreeSet::new();
        let of_things = self.things.iter().flat_map(|thing| &thing.changes);
        let rows = of_things.chain(self.names_of_terms()).filter(|change| change.fate == fate);
        let rows = rows.filter(|change| change.id.is_none() || seen.insert(*change)).count();
        rows + self.terms.iter().filter(|term| term.fate == fate).count()
    }

    /// Changes of names that rows give to concepts.
    fn names_of_terms(&self) -> impl Iterator<Item = &Change> {
        self.terms.iter().flat_map(|term| &term.changes).filter(|change| change.id.is_some())
    }

    /// How many claims and names changed in what, the most first; under no name those that say another thing now.
    #[must_use]
    pub fn fields(&self) -> Vec<(Option<&str>, usize)> {
        let mut rows: BTreeMap<Option<&str>, BTreeSet<&str>> = BTreeMap::new();
        let of_things = self.things.iter().flat_map(|thing| &thing.changes);
        for change in of_things.chain(self.names_of_terms()) {
            let is_changed = change.field.is_some() || change.fate == Fate::Changed;
            if let Some(id) = change.id.as_deref().filter(|_| is_changed) {
                rows.entry(change.field.as_deref()).or_default().insert(id);
            }
        }
        let mut counts: Vec<_> = rows.into_iter().map(|(field, rows)| (field, rows.len())).collect();
        counts.sort_by_key(|(field, count)| (std::cmp::Reverse(*count), *field));
        counts
    }
}

/// Compares two snapshots; names are in `lang`.
#[must_use]
pub fn changes(old: &Snapshot, new: &Snapshot, space: &Space, lang: Lang) -> Changes {
    Comparison { old: &old.with_heirs_of(new), new, space, lang }.run()
}

struct Comparison<'a> {
    old: &'a Snapshot,
    new: &'a Snapshot,
    space: &'a Space,
    lang: Lang,
}

impl Comparison<'_> {
    fn run(&self) -> Changes {
        let mut by_thing: BTreeMap<&str, Vec<Change>> = BTreeMap::new();
        let mut gone = BTreeSet::new();
        let ids: BTreeSet<&String> = self.old.claims.keys().chain(self.new.claims.keys()).collect();
        for id in ids {
            let (before, after) = (self.old.claims.get(id), self.new.claims.get(id));
            let Some(claim) = after.or(before) else { continue };
            let found = self.claim(id, before, after);
            if let (Some(before), Some(after)) = (before, after)
                && before.subject != after.subject
            {
                by_thing.entry(before.subject.as_str()).or_default().extend(found.iter().cloned());
            }
            if after.is_none() && !self.new.tombstones.contains_key(id) {
                gone.insert(self.short(id));
            }
            if !found.is_empty() {
                by_thing.entry(claim.subject.as_str()).or_default().extend(found);
            }
        }
        let all: BTreeSet<&str> = self
            .old
            .things
            .keys()
            .chain(self.new.things.keys())
            .map(String::as_str)
            .chain(by_thing.keys().copied())
            .collect();
        let mut things = Vec::new();
        for iri in all {
            let (before, after) = (self.old.things.get(iri), self.new.things.get(iri));
            let mut found = self.own(before, after);
            found.extend(self.former_ids(iri));
            found.extend(by_thing.remove(iri).unwrap_or_default());
            let fate = Fate::of(before, after).unwrap_or(Fate::Changed);
            if found.is_empty() && fate == Fate::Changed {
                continue;
            }
            if fate == Fate::Withdrawn && !self.new.tombstones.contains_key(iri) {
                gone.insert(self.short(iri));
            }
            if let Some(before) = before {
                gone.extend(self.names_without_tombstone(&before.names, after.map(|thing| &thing.names)));
            }
            found.sort();
            let tombstone = self.tombstone(iri);
            things.push(ThingChange { id: self.short(iri), name: self.name(iri), fate, tombstone, changes: found });
        }
        for (iri, stone) in &self.new.tombstones {
            if self.old.tombstones.get(iri).is_some_and(|before| before != stone) {
                let change = change_of(self.name(sauat::FATE.as_str()), None, self.tombstone(iri));
                things.push(ThingChange {
                    id: self.short(iri),
                    name: self.short(iri),
                    fate: Fate::Changed,
                    tombstone: None,
                    changes: change.into_iter().collect(),
                });
            }
        }
        for (iri, before) in &self.old.terms {
            let after = self.new.terms.get(iri).map(|term| &term.names);
            gone.extend(self.names_without_tombstone(&before.names, after));
        }
        Changes {
            from: self.old.version.clone(),
            to: self.new.version.clone(),
            things,
            terms: self.terms(),
            without_tombstone: gone.into_iter().collect(),
        }
    }

    /// The ids that a thing had before it was renamed.
    fn former_ids(&self, iri: &str) -> impl Iterator<Item = Change> {
        let new = self.new.tombstones.iter().filter(|(former, _)| !self.old.tombstones.contains_key(*former));
        new.filter(move |(_, tombstone)| tombstone.replaced_by.as_deref() == Some(iri)).filter_map(
            move |(former, _)| {
                let change = change_of("id".to_owned(), Some(self.short(former)), Some(self.short(iri)))?;
                Some(Change { tombstone: self.tombstone(former), ..change })
            },
        )
    }

    /// Changes of a thing's class, labels, other names and attributes.
    fn own(&self, before: Option<&Thing>, after: Option<&Thing>) -> Vec<Change> {
        let empty = Thing::default();
        let (old, new) = (before.unwrap_or(&empty), after.unwrap_or(&empty));
        let mut found = Vec::new();
        let name = |iri: &Option<String>| iri.as_deref().map(|iri| self.name(iri));
        found.extend(change_of(self.name(sauat::KIND.as_str()), name(&old.kind), name(&new.kind)));
        found.extend(self.labels(&old.labels, &new.labels));
        if before.is_some() && after.is_some() {
            let changed = self.changed_fields(&old.attributes, &new.attributes);
            found.extend(changed.into_iter().filter_map(|(name, old, new)| change_of(name, old, new)));
        }
        found.extend(self.other_names(&old.names, &new.names));
        found
    }

    /// What became of the other names of a thing or concept.
    fn other_names(&self, old: &BTreeMap<String, Fields>, new: &BTreeMap<String, Fields>) -> Vec<Change> {
        let rows: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
        rows.into_iter().flat_map(|row| self.other_name(row, old.get(row), new.get(row))).collect()
    }

    /// The ids of names that are gone and left no tombstone.
    fn names_without_tombstone(
        &self,
        old: &BTreeMap<String, Fields>,
        new: Option<&BTreeMap<String, Fields>>,
    ) -> Vec<String> {
        let kept = |row: &&String| new.is_some_and(|names| names.contains_key(*row));
        let gone = old.keys().filter(|row| !kept(row));
        gone.filter(|row| !self.new.tombstones.contains_key(*row)).map(|row| self.short(row)).collect()
    }

    /// What became of another name.
    fn other_name(&self, row: &str, before: Option<&Fields>, after: Option<&Fields>) -> Vec<Change> {
        let form = after.or(before).and_then(|fields| fields.get(skosxl::LITERAL_FORM.as_str()));
        self.row(row, &form.map_or_else(String::new, |form| self.term(form)), before, after)
    }

    /// What became of a row that says `what`: added, withdrawn, or field by field.
    fn row(&self, id: &str, what: &str, before: Option<&Fields>, after: Option<&Fields>) -> Vec<Change> {
        let Some(fate) = Fate::of(before, after) else { return Vec::new() };
        let whole = Change {
            fate,
            what: what.to_owned(),
            old: None,
            new: None,
            source: after.or(before).and_then(|fields| self.cited(fields)),
            id: Some(self.short(id)),
            tombstone: if fate == Fate::Withdrawn { self.tombstone(id) } else { None },
            field: None,
        };
        let (Some(before), Some(after)) = (before, after) else { return vec![whole] };
        let fields = self.changed_fields(before, after).into_iter();
        fields
            .map(|(name, old, new)| Change {
                what: format!("{what}, {name}"),
                old,
                new,
                field: Some(name),
                ..whole.clone()
            })
            .collect()
    }

    /// The fields that two rows give differently: name, before, after.
    fn changed_fields(&self, before: &Fields, after: &Fields) -> Vec<(String, Option<String>, Option<String>)> {
        let properties: BTreeSet<&String> = before.keys().chain(after.keys()).collect();
        let shown = |term: Option<&Term>| term.map(|term| self.tagged(term));
        properties
            .into_iter()
            .filter(|property| before.get(*property) != after.get(*property))
            .map(|property| (self.name(property), shown(before.get(property)), shown(after.get(property))))
            .collect()
    }

    /// A term in words; of a text also its language.
    fn tagged(&self, term: &Term) -> String {
        match term {
            Term::Literal(literal) => match literal.language() {
                Some(tag) => format!("{} ({tag})", literal.value()),
                None => literal.value().to_owned(),
            },
            other => self.term(other),
        }
    }

    fn labels(&self, old: &Labels, new: &Labels) -> Vec<Change> {
        let change = |lang: Lang| {
            let (before, after) = (old.get(lang).map(str::to_owned), new.get(lang).map(str::to_owned));
            change_of(lang.tag().to_owned(), before, after)
        };
        Lang::ALL.into_iter().filter_map(change).collect()
    }

    /// What became of a claim: what it says, and its row.
    fn claim(&self, id: &str, before: Option<&Claim>, after: Option<&Claim>) -> Vec<Change> {
        let Some(claim) = after.or(before) else { return Vec::new() };
        let says = self.statement(claim);
        let mut found = Vec::new();
        if let (Some(old), Some(new)) = (before, after) {
            let moved = old.subject != new.subject;
            let full = |claim: &Claim| {
                let text = self.statement(claim);
                if moved { format!("[{}] {text}", self.short(claim.subject.as_str())) } else { text }
            };
            let change = change_of(says.clone(), Some(full(old)), Some(full(new)));
            found.extend(change.map(|change| Change {
                source: self.cited(&new.fields),
                id: Some(self.short(id)),
                ..change
            }));
        }
        found.extend(self.row(id, &says, before.map(|claim| &claim.fields), after.map(|claim| &claim.fields)));
        found
    }

    fn statement(&self, claim: &Claim) -> String {
        format!("{} {}", self.name(claim.predicate.as_str()), self.term(&claim.object))
    }

    /// The source that a row cites, and its lines.
    fn cited(&self, fields: &Fields) -> Option<String> {
        let source = fields.get(prov::WAS_DERIVED_FROM.as_str())?;
        let part = [sauat::LINES, sauat::SECTION].into_iter().find_map(|property| fields.get(property.as_str()));
        let text = match source {
            Term::NamedNode(node) => self.short(node.as_str()),
            other => self.term(other),
        };
        Some(part.map_or_else(|| text.clone(), |part| format!("{text} {}", self.term(part))))
    }

    /// Changes of classes, properties and concepts.
    fn terms(&self) -> Vec<ThingChange> {
        let all: BTreeSet<&String> = self.old.terms.keys().chain(self.new.terms.keys()).collect();
        let mut found = Vec::new();
        for iri in all {
            let (before, after) = (self.old.terms.get(iri), self.new.terms.get(iri));
            let Some(fate) = Fate::of(before, after) else { continue };
            let changes = match (before, after) {
                (Some(before), Some(after)) => self.sayings(before, after),
                (before, after) => {
                    let none = Vocable::default();
                    self.other_names(&before.unwrap_or(&none).names, &after.unwrap_or(&none).names)
                }
            };
            let tombstone = self.tombstone(iri);
            found.push(ThingChange { id: self.short(iri), name: self.name(iri), fate, tombstone, changes });
        }
        found
    }

    /// What is said of a term now and was not, and the other way round.
    fn sayings(&self, before: &Vocable, after: &Vocable) -> Vec<Change> {
        let mut found = self.labels(&before.labels, &after.labels);
        found.extend(self.other_names(&before.names, &after.names));
        let properties: BTreeSet<&String> = before.says.keys().chain(after.says.keys()).collect();
        for property in properties {
            let empty = BTreeMap::new();
            let (old, new) = (before.says.get(property).unwrap_or(&empty), after.says.get(property).unwrap_or(&empty));
            let name = last_part(property);
            let shown = |text: &String| self.short(text.trim_start_matches('<').trim_end_matches('>'));
            let texts: BTreeSet<&String> = old.keys().chain(new.keys()).collect();
            found.extend(texts.into_iter().filter_map(|text| {
                let said = |side: &BTreeMap<String, Term>| side.contains_key(text).then(|| shown(text));
                change_of(name.to_owned(), said(old), said(new))
            }));
        }
        found.sort();
        found
    }

    /// Why something was withdrawn, and what takes its place.
    fn tombstone(&self, iri: &str) -> Option<String> {
        let tombstone = self.new.tombstones.get(iri)?;
        let fate = tombstone.fate.as_deref().map(|fate| self.name(fate));
        let heir = tombstone.replaced_by.as_deref().map(|iri| format!("→ {}", self.short(iri)));
        let parts: Vec<String> = [fate, heir, tombstone.reason.clone()].into_iter().flatten().collect();
        Some(parts.join(": "))
    }

    fn term(&self, term: &Term) -> String {
        match term {
            Term::NamedNode(node) => self.name(node.as_str()),
            Term::Literal(literal) => literal.value().to_owned(),
            Term::BlankNode(node) => node.to_string(),
        }
    }

    /// The label in the language, or the id.
    fn name(&self, iri: &str) -> String {
        let of = |snapshot: &Snapshot| {
            let labels = snapshot
                .things
                .get(iri)
                .map(|thing| &thing.labels)
                .or_else(|| snapshot.terms.get(iri).map(|term| &term.labels));
            labels.and_then(|labels| labels.best(self.lang)).map(str::to_owned)
        };
        let known = of(self.new).or_else(|| of(self.old));
        known.or_else(|| word(iri, self.lang).map(str::to_owned)).unwrap_or_else(|| self.short(iri))
    }

    /// The IRI without its namespace.
    fn short(&self, iri: &str) -> String {
        iri.strip_prefix(self.space.base()).or_else(|| iri.strip_prefix(sauat::NAMESPACE)).unwrap_or(iri).to_owned()
    }
}

/// What properties of other vocabularies are called.
fn word(iri: &str, lang: Lang) -> Option<&'static str> {
    let words = match iri {
        _ if iri == prov::WAS_DERIVED_FROM.as_str() => ["дереккөз", "источник", "source"],
        _ if iri == skosxl::LITERAL_FORM.as_str() => ["атауы", "название", "the name itself"],
        _ => return None,
    };
    Some(words[lang as usize])
}

/// A change of one value; none if it stayed.
fn change_of(what: String, old: Option<String>, new: Option<String>) -> Option<Change> {
    let fate = Fate::of(old.as_ref(), new.as_ref())?;
    Some(Change { fate, what, old, new, source: None, id: None, tombstone: None, field: None })
}
