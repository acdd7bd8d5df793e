//! Claims: a declared property in its canonical direction, references that exist, one value, a citation.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::rdf;
use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::iri::local_name;
use crate::ontology::{Ontology, Role};
use crate::text::nearest;
use crate::validate::tables::object_text;
use crate::validate::{Tables, Traced, parse_lines};
use crate::vocab::{prov, sauat, skosxl};

/// The most lines that one citation may span.
const MAX_LINES: u64 = 12;

/// `R003` a reference that nothing defines, `R004` a property that the ontology does not declare (or declares for
/// something else), `R005` no value or several, `R006` a non-canonical direction, `R007` a citation that is missing,
/// too wide, turned round or past the source's end, `R008` a claim that stands already with the same citation.
pub(super) fn check(tables: &Tables<'_>, ontology: &Ontology, diagnostics: &mut Diagnostics) {
    let checker = Checker { tables, ontology, known: known(tables, ontology) };
    let mut seen: BTreeMap<Vec<&str>, &str> = BTreeMap::new();
    for (iri, items) in tables.subjects() {
        for item in items {
            checker.reference(item, diagnostics);
        }
        if tables.is_a(iri, sauat::CLAIM) {
            checker.claim(iri, items, diagnostics);
            let source = |p: NamedNodeRef<'_>| tables.value(iri, p).unwrap_or_default();
            let key = vec![
                source(rdf::SUBJECT),
                source(rdf::PREDICATE),
                source(rdf::OBJECT),
                source(prov::WAS_DERIVED_FROM),
                source(sauat::SECTION),
                source(sauat::LINES),
                source(sauat::ROLE),
            ];
            if let Some(first) = seen.insert(key, iri) {
                let place = tables.first(iri, rdf::SUBJECT).and_then(|t| tables.place(t.origin));
                let first = first.rsplit('/').next().unwrap_or(first);
                let mut diagnostic =
                    Diagnostic::error("R008", format!("the claim `{first}` says the same from the same lines"))
                        .hint("remove one of the two, or cite other lines");
                diagnostic.place = place;
                diagnostics.push(diagnostic);
            }
        }
        if tables.is_a(iri, sauat::TOMBSTONE) {
            checker.tombstone(iri, diagnostics);
        }
        if tables.is_a(iri, sauat::CLAIM) || tables.is_a(iri, skosxl::LABEL) {
            checker.citation(iri, items, diagnostics);
        }
    }
}

/// The ids that references may name: entities of the tables and concepts of the ontology.
fn known<'a>(tables: &Tables<'a>, ontology: &'a Ontology) -> BTreeSet<&'a str> {
    let space = tables.space;
    let entities = tables.subjects().filter(|(_, items)| items.iter().any(|t| t.triple.predicate == sauat::KIND));
    let ids = entities.filter_map(|(iri, _)| space.id_of(iri));
    let base = space.base().to_owned();
    let concepts = ontology.concepts.keys().filter_map(move |iri| iri.strip_prefix(base.as_str()));
    ids.chain(concepts).collect()
}

struct Checker<'a, 'b> {
    tables: &'a Tables<'b>,
    ontology: &'a Ontology,
    known: BTreeSet<&'a str>,
}

impl Checker<'_, '_> {
    fn push(&self, diagnostics: &mut Diagnostics, item: &Traced, diagnostic: Diagnostic) {
        let mut diagnostic = diagnostic;
        diagnostic.place = self.tables.place(item.origin);
        diagnostics.push(diagnostic);
    }

    /// An object in the namespace of entities must exist, and so must what a row names.
    fn reference(&self, item: &Traced, diagnostics: &mut Diagnostics) {
        let named = match &item.triple.subject {
            NamedOrBlankNode::NamedNode(subject) if item.triple.predicate == skosxl::ALT_LABEL => Some(subject),
            _ => None,
        };
        let object = match (named, &item.triple.object) {
            (Some(subject), _) => subject,
            (None, Term::NamedNode(object)) => object,
            (None, _) => return,
        };
        let Some(id) = self.tables.space.id_of(object.as_str()) else { return };
        // What takes the place of a withdrawn id is judged with its tombstone.
        if item.triple.predicate == sauat::REPLACED_BY {
            return;
        }
        // A source that no row defines is a broken foreign key, which CSVW itself reports.
        if self.known.contains(id) || item.triple.predicate == prov::WAS_DERIVED_FROM {
            return;
        }
        let column = self.tables.place(item.origin).and_then(|p| p.name).unwrap_or_default();
        let mut diagnostic =
            Diagnostic::error("R003", format!("`{column}` points to `{id}`, which no table defines")).about(id);
        if self.tables.is_a(object.as_str(), sauat::TOMBSTONE) {
            let heir =
                self.tables.value(object.as_str(), sauat::REPLACED_BY).map(|iri| iri.rsplit('/').next().unwrap_or(iri));
            let hint = heir.map_or_else(
                || "the id was withdrawn, as tombstones.csv says".to_owned(),
                |heir| format!("`{heir}` has taken its place, as tombstones.csv says"),
            );
            self.push(diagnostics, item, diagnostic.hint(hint));
            return;
        }
        diagnostic.hint = nearest(id, self.known.iter().copied()).map(|near| format!("did you mean `{near}`?"));
        self.push(diagnostics, item, diagnostic);
    }

    /// `R011` a tombstone that leads nowhere: what is merged or renamed has an heir of its own kind that is alive, what is
    /// withdrawn has none, and the version is one.
    fn tombstone(&self, iri: &str, diagnostics: &mut Diagnostics) {
        let Some(fate) = self.tables.first(iri, sauat::FATE) else { return };
        let name = object_text(&fate.triple.object).rsplit("fate-").next().unwrap_or_default();
        let heir = self.tables.first(iri, sauat::REPLACED_BY);
        let kind = |iri: &str| {
            let path = iri.strip_prefix(self.tables.space.base()).unwrap_or(iri);
            path.split_once('/').map_or("", |(kind, _)| kind).to_owned()
        };
        let mut tell = |item: &Traced, message: String, hint: &str| {
            self.push(diagnostics, item, Diagnostic::error("R011", message).hint(hint));
        };
        match (name, heir) {
            ("withdrawn", Some(item)) => {
                tell(
                    item,
                    "what is withdrawn has nothing in its place".to_owned(),
                    "call it merged or renamed, or empty this cell",
                );
            }
            ("merged" | "renamed", None) => {
                tell(
                    fate,
                    format!("what is {name} has something in its place"),
                    "name it in `replaced_by`, or call this withdrawn",
                );
            }
            (_, Some(item)) => {
                let target = object_text(&item.triple.object);
                let id = target.strip_prefix(self.tables.space.base()).unwrap_or(target);
                if self.tables.is_a(target, sauat::TOMBSTONE) {
                    tell(
                        item,
                        format!("`{id}` is itself withdrawn, merged or renamed"),
                        "name what stands in its place now",
                    );
                } else if self.tables.about(target).is_empty() || kind(target) != kind(iri) {
                    let hint = "name a claim as `claim/r12`, a name as `name/n3`, an entity by its id";
                    tell(
                        item,
                        format!(
                            "`{id}` cannot take the place of `{}`",
                            iri.strip_prefix(self.tables.space.base()).unwrap_or(iri)
                        ),
                        hint,
                    );
                }
            }
            (_, None) => {}
        }
        let version = |text: &str| {
            !text.is_empty() && text.split('.').all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit()))
        };
        if let Some(since) =
            self.tables.first(iri, sauat::WITHDRAWN_IN).filter(|t| !version(object_text(&t.triple.object)))
        {
            tell(since, format!("`{}` is no version", object_text(&since.triple.object)), "write it as 0.2.0");
        }
    }

    fn claim(&self, iri: &str, items: &[&Traced], diagnostics: &mut Diagnostics) {
        let objects: Vec<&&Traced> = items.iter().filter(|t| t.triple.predicate == rdf::OBJECT).collect();
        let Some(predicate) = self.tables.first(iri, rdf::PREDICATE) else { return };
        match objects.as_slice() {
            [] => {
                let diagnostic =
                    Diagnostic::error("R005", "the claim has no value").hint("fill one of the value columns");
                self.push(diagnostics, predicate, diagnostic);
            }
            [_] => {}
            [_, second, ..] => {
                let diagnostic = Diagnostic::error("R005", "the claim has several values")
                    .hint("fill one value column; a second value is a claim of its own");
                self.push(diagnostics, second, diagnostic);
            }
        }
        self.predicate(predicate, objects.first().copied().copied(), diagnostics);
    }

    fn predicate(&self, item: &Traced, object: Option<&Traced>, diagnostics: &mut Diagnostics) {
        let iri = object_text(&item.triple.object);
        let local = local_name(iri);
        let entity = object.is_none_or(|o| match &o.triple.object {
            Term::NamedNode(iri) => self.tables.space.id_of(iri.as_str()).is_some(),
            _ => false,
        });
        let role = self.ontology.role(iri);
        if let Some(canonical) = self.ontology.properties.get(iri).and_then(|p| p.inverse_of.as_deref()) {
            let canonical = local_name(canonical);
            let diagnostic = Diagnostic::error("R006", format!("`{local}` is the inverse of `{canonical}`"))
                .hint(format!("write `{canonical}` and swap `from` and `to`"));
            self.push(diagnostics, item, diagnostic);
            return;
        }
        let fits = role.is_some_and(|role| object.is_none() || (role == Role::Attribute) != entity);
        if !fits {
            let wanted = |p: &&String| {
                self.ontology.role(p).is_some_and(|role| (role == Role::Attribute) != entity)
                    && self.ontology.properties.get(*p).is_some_and(|p| p.inverse_of.is_none())
            };
            let names: Vec<&str> = self
                .ontology
                .properties
                .keys()
                .filter(wanted)
                .filter_map(|p| p.strip_prefix(sauat::NAMESPACE))
                .collect();
            let what = if entity { "relation" } else { "property of values" };
            let diagnostic = Diagnostic::error("R004", format!("the ontology declares no {what} `{local}`")).hint(
                nearest(local, names.iter().copied()).map_or_else(
                    || "see ontology/sauat.ttl for what may be said".to_owned(),
                    |near| format!("did you mean `{near}`?"),
                ),
            );
            self.push(diagnostics, item, diagnostic);
        }
    }

    fn citation(&self, iri: &str, items: &[&Traced], diagnostics: &mut Diagnostics) {
        let Some(source) = items.iter().find(|t| t.triple.predicate == prov::WAS_DERIVED_FROM) else { return };
        if self.tables.about(object_text(&source.triple.object)).is_empty() {
            return;
        }
        let document = object_text(&source.triple.object);
        let length = match self.tables.value(document, sauat::LINE_COUNT).map(str::parse::<u64>) {
            Some(Ok(count)) => Length::Lines(count),
            // What is wrong with the number is said of its own cell.
            Some(Err(_)) => Length::Unknown,
            None => Length::None { has_file: self.tables.first(document, sauat::FILE_NAME).is_some() },
        };
        let id = self.tables.space.id_of(object_text(&source.triple.object)).unwrap_or_default();
        let lines = self.tables.first(iri, sauat::LINES);
        if let (Some(context), Some(_)) = (self.tables.first(iri, sauat::CONTEXT_LINES), lines)
            && let Some((item, diagnostic)) = range_problem(context, length, id)
        {
            self.push(diagnostics, item, diagnostic);
        }
        let problem = match (lines, length) {
            (None, Length::Lines(_)) => Some((
                *source,
                Diagnostic::error("R007", "no lines of the source are cited").hint("write them as L3 or L3-L5"),
            )),
            (Some(item), _) => range_problem(item, length, id),
            (None, Length::Unknown | Length::None { .. }) => None,
        };
        if let Some((item, diagnostic)) = problem {
            self.push(diagnostics, item, diagnostic);
        }
    }
}

/// How many lines a source has.
#[derive(Clone, Copy)]
enum Length {
    Lines(u64),
    /// A text that is no number.
    Unknown,
    /// No number; perhaps there is a file that has lines.
    None {
        has_file: bool,
    },
}

/// What is wrong with a range of lines in the source of that id and of so many lines, and where. What is past the end is
/// about the source: its length may be what is wrong.
fn range_problem<'t>(item: &'t Traced, length: Length, source: &str) -> Option<(&'t Traced, Diagnostic)> {
    let text = object_text(&item.triple.object);
    let wrong = |hint: String| Diagnostic::error("R007", format!("`{text}` cannot be cited")).hint(hint);
    let found = match (parse_lines(text), length) {
        (None, _) => wrong("write lines as L3 or L3-L5, the smaller first".to_owned()),
        (Some(range), Length::Lines(length)) if range.last > length => {
            wrong(format!("the source ends with line {length}")).about(source)
        }
        (Some(range), _) if range.last - range.first >= MAX_LINES => {
            wrong(format!("cite at most {MAX_LINES} lines; split the claim or pick the lines that carry it"))
        }
        (Some(_), Length::None { has_file: true }) => {
            wrong(format!("the `line_count` of `{source}` is empty: fill it")).about(source)
        }
        (Some(_), Length::None { has_file: false }) => {
            wrong("the source is a data set without lines; name the record in `section`".to_owned())
        }
        (Some(_), Length::Lines(_) | Length::Unknown) => return None,
    };
    Some((item, found))
}
