//! Citations: whether the lines that a claim cites name its subject and its object or value.
//!
//! It looks at the cited lines, those cited as context, and at most two around them, allows for inflection, quotation
//! marks, hyphens and line breaks, and knows no meaning: a confirmed citation shows that the lines speak of both, not
//! that the relation holds.

mod document;
mod evidence;

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::{rdf, rdfs, xsd};
use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term};

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::ontology::Ontology;
use crate::random::Random;
use crate::text::Lang;
use crate::validate::tables::object_text;
use crate::validate::{Range, Tables, Traced, parse_lines};
use crate::vocab::{prov, sauat, skos, skosxl};

pub use document::Document;
use evidence::{Name, has_address, has_date, has_month, has_number, has_text, mentions};

/// Lines around the cited ones that are looked at too.
const AROUND: u64 = 2;

/// How many citations were compared, and how many their lines confirm.
#[derive(Clone, Debug, Default)]
pub struct Citations {
    /// Claims and names that cite lines of a document at hand.
    pub checked: u64,
    /// Those whose lines name both ends.
    pub confirmed: u64,
    /// Checked and confirmed by the id of the source.
    pub by_source: BTreeMap<String, (u64, u64)>,
}

/// What the comparison of citations with the source documents found.
#[derive(Clone, Debug, Default)]
pub struct Cited {
    /// Each claim with the lines that it cites.
    pub own: Citations,
    /// Each claim with the lines of another: how much a check that cannot fail would confirm too.
    pub shuffled: Citations,
}

/// Compares every citation with the documents, which are given by the IRI of their source, once as it is and once shuffled
/// among the claims: `D001` (error) a document that is missing, `D002` (error) one that is not the one that was read,
/// `D003` (warning) lines that do not name the subject or the object of the claim. Citations of a document with an error
/// are not judged.
#[must_use]
pub fn citations(
    tables: &Tables<'_>,
    ontology: &Ontology,
    documents: &BTreeMap<String, Document>,
) -> (Cited, Diagnostics) {
    let mut diagnostics = Diagnostics::new();
    let mut usable = BTreeMap::new();
    for (source, _) in tables.subjects().filter(|(iri, _)| tables.first(iri, sauat::FILE_NAME).is_some()) {
        match document(tables, source, documents.get(source)) {
            Ok(document) => {
                diagnostics.extend(unpinned(tables, source, document));
                usable.insert(source, document);
            }
            Err(diagnostic) => diagnostics.push(*diagnostic),
        }
    }
    let all: Vec<Citation<'_>> = tables
        .subjects()
        .filter_map(|(iri, items)| citation(tables, iri, items))
        .filter(|citation| usable.contains_key(citation.source))
        .collect();
    let own_words = ontology.triples.iter().filter(|t| t.predicate == sauat::IN_OWN_WORDS && is_true(&t.object));
    let own_words = own_words.filter_map(|t| match &t.subject {
        NamedOrBlankNode::NamedNode(property) => Some(property.as_str()),
        NamedOrBlankNode::BlankNode(_) => None,
    });
    let comparison = Comparison { tables, usable, names: names(tables, ontology), own_words: own_words.collect() };
    let mut cited = Cited::default();
    for claim in &all {
        let missing = comparison.missing(claim, claim);
        comparison.count(claim, missing.is_empty(), &mut cited.own);
        if !missing.is_empty() {
            diagnostics.push(unconfirmed(tables, claim, &missing, comparison.usable[claim.source]));
        }
    }
    for (claim, place) in all.iter().zip(shuffled(all.len(), all.len() as u64)) {
        let confirmed = comparison.missing(claim, &all[place]).is_empty();
        comparison.count(&all[place], confirmed, &mut cited.shuffled);
    }
    (cited, diagnostics)
}

/// What claims and lines are compared by.
struct Comparison<'a> {
    tables: &'a Tables<'a>,
    /// The documents that are the ones that were read, by the IRI of their source.
    usable: BTreeMap<&'a str, &'a Document>,
    names: BTreeMap<String, Vec<Name>>,
    /// Properties whose values are worded by the curators (`sauat:inOwnWords`).
    own_words: BTreeSet<&'a str>,
}

impl Comparison<'_> {
    /// The ends of a claim that the lines of a citation do not name.
    fn missing<'c>(&self, claim: &Citation<'c>, at: &Citation<'_>) -> Vec<&'c Traced> {
        let window = self.usable[at.source].window([Some(at.range), at.context].into_iter().flatten(), AROUND);
        let own = claim.property.is_some_and(|property| self.own_words.contains(property));
        let ends = claim.subject.into_iter().chain((!own).then_some(claim.object));
        ends.filter(|end| !self.stands(claim, end, at.source, &window)).collect()
    }

    /// Whether one end of a claim stands in the lines. A document stands in every line of itself.
    fn stands(&self, claim: &Citation<'_>, end: &Traced, source: &str, window: &document::Window<'_>) -> bool {
        match &end.triple.object {
            Term::NamedNode(iri) if iri.as_str() == source => true,
            Term::NamedNode(iri) if self.tables.space.id_of(iri.as_str()).is_some() => {
                self.names.get(iri.as_str()).is_some_and(|names| mentions(names, window))
            }
            Term::NamedNode(iri) => has_address(iri.as_str(), window),
            Term::BlankNode(_) => false,
            Term::Literal(literal) => {
                let text = literal.value();
                match literal.datatype() {
                    xsd::DATE | xsd::G_YEAR | xsd::G_YEAR_MONTH => has_date(text, window),
                    xsd::INTEGER | xsd::DECIMAL if claim.property == Some(sauat::MONTH_HELD.as_str()) => {
                        has_month(text, window)
                    }
                    xsd::INTEGER | xsd::DECIMAL => has_number(text, window),
                    _ => has_text(text, window),
                }
            }
        }
    }

    fn count(&self, at: &Citation<'_>, confirmed: bool, counts: &mut Citations) {
        let source = self.tables.space.id_of(at.source).unwrap_or(at.source);
        let of_source = counts.by_source.entry(source.to_owned()).or_default();
        of_source.0 += 1;
        of_source.1 += u64::from(confirmed);
        counts.checked += 1;
        counts.confirmed += u64::from(confirmed);
    }
}

fn is_true(term: &Term) -> bool {
    matches!(term, Term::Literal(literal) if matches!(literal.value(), "true" | "1"))
}

/// The document of a source, if it is the one that was read.
fn document<'a>(
    tables: &Tables<'_>,
    source: &str,
    given: Option<&'a Document>,
) -> Result<&'a Document, Box<Diagnostic>> {
    let id = tables.space.id_of(source).unwrap_or(source);
    let at = |property: NamedNodeRef<'_>, diagnostic: Diagnostic| {
        let mut diagnostic = diagnostic;
        diagnostic.place = tables.first(source, property).and_then(|t| tables.place(t.origin));
        Box::new(diagnostic)
    };
    let Some(document) = given else {
        let file = tables.value(source, sauat::FILE_NAME).unwrap_or_default();
        let diagnostic = Diagnostic::error("D001", format!("the document of `{id}` is not there: {file}"))
            .hint("name the folder that holds the documents with `--sources FOLDER`");
        return Err(at(sauat::FILE_NAME, diagnostic));
    };
    if let Some(said) = tables.value(source, sauat::LINE_COUNT).filter(|said| *said != document.len().to_string()) {
        let diagnostic =
            Diagnostic::error("D002", format!("the document of `{id}` has {} lines, not {said}", document.len()))
                .beside(Place::file(document.name.clone()))
                .hint("write its number of lines, and mend coverage.csv");
        if tables.value(source, sauat::SHA256).is_none_or(|known| known == document.sha256) {
            return Err(at(sauat::LINE_COUNT, diagnostic));
        }
    }
    if tables.value(source, sauat::SHA256).is_some_and(|known| known != document.sha256) {
        let lines = tables.value(source, sauat::LINE_COUNT).unwrap_or("an unknown number of");
        let diagnostic = Diagnostic::error(
            "D002",
            format!("the document of `{id}` is not the one that was read: its digest differs"),
        )
        .beside(Place::file(document.name.clone()))
        .hint(format!(
            "it has {} lines, {lines} were read; read it again, mend the lines of its claims, then write its digest {}",
            document.len(),
            document.sha256
        ));
        return Err(at(sauat::SHA256, diagnostic));
    }
    Ok(document)
}

/// `D004` (warning) a source without a digest, so that any file of its name passes.
fn unpinned(tables: &Tables<'_>, source: &str, document: &Document) -> Option<Diagnostic> {
    if tables.value(source, sauat::SHA256).is_some() {
        return None;
    }
    let id = tables.space.id_of(source).unwrap_or(source);
    let mut diagnostic =
        Diagnostic::warning("D004", format!("nothing says that this is the document of `{id}` that was read"))
            .beside(Place::file(document.name.clone()))
            .hint(format!("write its digest into the column `sha256`: {}", document.sha256));
    diagnostic.place = tables.first(source, sauat::FILE_NAME).and_then(|t| tables.place(t.origin));
    Some(diagnostic)
}

/// A claim or name with its citation.
struct Citation<'a> {
    id: &'a str,
    source: &'a str,
    range: Range,
    context: Option<Range>,
    lines: &'a Traced,
    /// None of a name, which must stand in its lines alone.
    subject: Option<&'a Traced>,
    property: Option<&'a str>,
    object: &'a Traced,
}

fn citation<'a>(tables: &Tables<'a>, iri: &'a str, items: &[&'a Traced]) -> Option<Citation<'a>> {
    let find = |p: NamedNodeRef<'_>| items.iter().copied().find(|t| t.triple.predicate == p);
    let claim = tables.is_a(iri, sauat::CLAIM);
    let (subject, object) =
        if claim { (Some(find(rdf::SUBJECT)?), find(rdf::OBJECT)?) } else { (None, find(skosxl::LITERAL_FORM)?) };
    let lines = find(sauat::LINES)?;
    let source = object_text(&find(prov::WAS_DERIVED_FROM)?.triple.object);
    let range = parse_lines(object_text(&lines.triple.object))?;
    let context = find(sauat::CONTEXT_LINES).and_then(|t| parse_lines(object_text(&t.triple.object)));
    let property = find(rdf::PREDICATE).map(|t| object_text(&t.triple.object));
    let id = iri.rsplit('/').next().unwrap_or(iri);
    Some(Citation { id, source, range, context, lines, subject, property, object })
}

/// The names by which a text may call each thing: labels in all languages, other names, names of concepts.
fn names(tables: &Tables<'_>, ontology: &Ontology) -> BTreeMap<String, Vec<Name>> {
    let mut names: BTreeMap<String, Vec<Name>> = BTreeMap::new();
    for (iri, items) in tables.subjects() {
        for item in items {
            match &item.triple.object {
                Term::Literal(literal) if item.triple.predicate == rdfs::LABEL => {
                    names.entry(iri.to_owned()).or_default().push(Name::new(literal.value()));
                }
                Term::NamedNode(label) if item.triple.predicate == skosxl::ALT_LABEL => {
                    if let Some(form) = tables.value(label.as_str(), skosxl::LITERAL_FORM) {
                        names.entry(iri.to_owned()).or_default().push(Name::new(form));
                    }
                }
                _ => {}
            }
        }
    }
    for (iri, concept) in &ontology.concepts {
        let labels = Lang::ALL.into_iter().filter_map(|lang| concept.labels.get(lang));
        names.entry(iri.clone()).or_default().extend(labels.map(Name::new));
    }
    for triple in ontology.triples.iter().filter(|t| t.predicate == skos::ALT_LABEL) {
        if let (NamedOrBlankNode::NamedNode(concept), Term::Literal(literal)) = (&triple.subject, &triple.object) {
            names.entry(concept.as_str().to_owned()).or_default().push(Name::new(literal.value()));
        }
    }
    names
}

fn unconfirmed(tables: &Tables<'_>, claim: &Citation<'_>, missing: &[&Traced], document: &Document) -> Diagnostic {
    let shown = |end: &&Traced| {
        let text = object_text(&end.triple.object);
        format!("`{}`", tables.space.id_of(text).unwrap_or(text))
    };
    let what = missing.iter().map(shown).collect::<Vec<_>>().join(" and ");
    let lines = object_text(&claim.lines.triple.object);
    let mut diagnostic = Diagnostic::warning("D003", format!("the lines that `{}` cites do not name {what}", claim.id))
        .beside(Place::row(document.name.clone(), claim.range.first))
        .hint(format!(
            "{lines} and two lines around were read: cite those that name it, put the heading or sentence that names it \
             into `context`, or add the name that stands there to names.csv"
        ));
    diagnostic.place = tables.place(claim.lines.origin);
    diagnostic
}

/// A permutation of `0..length` in which hardly anything stays in its place (Fisher and Yates).
fn shuffled(length: usize, seed: u64) -> Vec<usize> {
    let mut random = Random::new(seed);
    let mut order: Vec<usize> = (0..length).collect();
    for i in (1..length).rev() {
        let j = usize::try_from(random.draw() % (i as u64 + 1)).expect("not more than the length");
        order.swap(i, j);
    }
    order
}
