//! Reading the Turtle files of `ontology/`.

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{NamedOrBlankNode, Term, Triple};
use oxrdfio::{RdfFormat, RdfSyntaxError, SliceQuadParser};

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::files::{is_utf_16, unmarked};
use crate::limits::{ONTOLOGY_BYTES, rdf_reader};
use crate::ontology::Ontology;
use crate::vocab::{owl, sauat, skos};

/// A file of the ontology folder.
#[derive(Clone, Debug)]
pub struct File {
    /// Its name in diagnostics.
    pub name: String,
    /// What it holds.
    pub bytes: Vec<u8>,
    /// Whether it holds shapes, which stay out of the dataset.
    pub shapes: bool,
}

/// Reads the files; `O001` for one that does not parse, `O007` for one that is longer or deeper than is read.
///
/// ```
/// let turtle = b"<https://w3id.org/sauat/ontology#Ngo> a <http://www.w3.org/2002/07/owl#Class> .";
/// let file = sauat::ontology::File { name: "o.ttl".into(), bytes: turtle.to_vec(), shapes: false };
/// let (ontology, diagnostics) = sauat::ontology::load(&[file]);
/// assert!(diagnostics.is_empty());
/// assert!(ontology.classes.contains_key("https://w3id.org/sauat/ontology#Ngo"));
/// ```
#[must_use]
pub fn load(files: &[File]) -> (Ontology, Diagnostics) {
    let mut ontology = Ontology::default();
    let mut diagnostics = Diagnostics::new();
    for file in files {
        if is_utf_16(&file.bytes) {
            let problem = Diagnostic::error("O001", "this is not Turtle: the file is in UTF-16");
            diagnostics.push(problem.at(Place::file(&file.name)).hint("save it as UTF-8"));
            continue;
        }
        let quads = match within(file) {
            Ok(quads) => quads,
            Err(beyond) => {
                diagnostics.push(beyond);
                continue;
            }
        };
        for quad in quads {
            match quad {
                Ok(quad) => {
                    let triple = Triple::new(quad.subject, quad.predicate, quad.object);
                    if file.shapes { ontology.shapes.push(triple) } else { ontology.triples.push(triple) }
                }
                Err(error) => {
                    diagnostics.push(syntax(&error, &file.name));
                    break;
                }
            }
        }
    }
    ontology.triples.sort_by_cached_key(ToString::to_string);
    ontology.triples.dedup();
    ontology.read();
    (ontology, diagnostics)
}

impl Ontology {
    /// The ontology that sorted triples describe, as a dataset holds them: without shapes.
    #[must_use]
    pub fn of(triples: Vec<Triple>) -> Self {
        let mut ontology = Self { triples, ..Self::default() };
        ontology.read();
        ontology
    }

    /// Reads what its triples say.
    fn read(&mut self) {
        let triples = std::mem::take(&mut self.triples);
        for triple in &triples {
            declare(self, triple);
        }
        for triple in &triples {
            describe(self, triple);
        }
        self.triples = triples;
    }
}

/// The reader of a file, if it is no larger than is read.
fn within(file: &File) -> Result<SliceQuadParser<'_>, Diagnostic> {
    if file.bytes.len() > ONTOLOGY_BYTES {
        return Err(Diagnostic::error("O007", format!("the file is longer than {ONTOLOGY_BYTES} bytes"))
            .at(Place::file(&file.name))
            .hint("an ontology says what kinds of things there are; the things belong into tables"));
    }
    rdf_reader(unmarked(&file.bytes), RdfFormat::Turtle).map_err(|beyond| {
        Diagnostic::error("O007", beyond.message)
            .at(Place::character(&file.name, beyond.line, beyond.column))
            .hint("give what stands inside a name of its own, and name it there")
    })
}

fn syntax(error: &RdfSyntaxError, file: &str) -> Diagnostic {
    let at = error.location().map(|range| range.start);
    let place = at.map_or_else(|| Place::file(file), |start| Place::character(file, start.line + 1, start.column + 1));
    let text = error.to_string();
    let message = text.rsplit(": ").next().unwrap_or(&text);
    Diagnostic::error("O001", format!("this is not Turtle: {message}"))
        .at(place)
        .hint("a full stop, quote or bracket is probably missing just before this place")
}

fn declare(ontology: &mut Ontology, triple: &Triple) {
    let (NamedOrBlankNode::NamedNode(subject), Term::NamedNode(class)) = (&triple.subject, &triple.object) else {
        return;
    };
    if triple.predicate != rdf::TYPE {
        return;
    }
    let own = subject.as_str().starts_with(sauat::NAMESPACE);
    let iri = subject.as_str().to_owned();
    match class.as_ref() {
        owl::CLASS if own => {
            ontology.classes.entry(iri).or_default();
        }
        owl::OBJECT_PROPERTY | owl::DATATYPE_PROPERTY if own => {
            ontology.properties.entry(iri).or_default();
        }
        owl::SYMMETRIC_PROPERTY if own => {
            ontology.properties.entry(iri).or_default().symmetric = true;
        }
        skos::CONCEPT => {
            ontology.concepts.entry(iri).or_default();
        }
        skos::CONCEPT_SCHEME => {
            ontology.schemes.entry(iri).or_default();
        }
        _ => {}
    }
}

fn describe(ontology: &mut Ontology, triple: &Triple) {
    let NamedOrBlankNode::NamedNode(subject) = &triple.subject else { return };
    let iri = subject.as_str();
    match &triple.object {
        Term::Literal(literal) if triple.predicate == rdfs::LABEL => {
            let labels = if let Some(class) = ontology.classes.get_mut(iri) {
                &mut class.labels
            } else if let Some(property) = ontology.properties.get_mut(iri) {
                &mut property.labels
            } else if let Some(concept) = ontology.concepts.get_mut(iri) {
                &mut concept.labels
            } else if let Some(scheme) = ontology.schemes.get_mut(iri) {
                scheme
            } else {
                return;
            };
            labels.set_from(literal);
        }
        Term::Literal(literal) if triple.predicate == rdfs::COMMENT => {
            if let Some(class) = ontology.classes.get_mut(iri) {
                class.comments.set_from(literal);
            } else if let Some(property) = ontology.properties.get_mut(iri) {
                property.comments.set_from(literal);
            }
        }
        Term::Literal(literal) if triple.predicate == owl::VERSION_INFO => {
            ontology.version = Some(literal.value().to_owned());
        }
        Term::Literal(literal) if triple.predicate == sauat::IS_DONE_ONCE => {
            if let Some(property) = ontology.properties.get_mut(iri) {
                property.once = matches!(literal.value(), "true" | "1");
            }
        }
        Term::Literal(literal) if triple.predicate == sauat::MAP_STYLE => {
            if let Ok(style) = literal.value().parse() {
                ontology.styles.insert(iri.to_owned(), style);
            }
        }
        Term::Literal(literal) if triple.predicate == sauat::TILE => {
            let parts: Vec<u32> = literal.value().split(',').filter_map(|part| part.parse().ok()).collect();
            if let [column @ 1..=99, row @ 1..=99] = parts[..] {
                ontology.tiles.insert(iri.to_owned(), (column, row));
            }
        }
        Term::NamedNode(object) => {
            let object = object.as_str().to_owned();
            match triple.predicate.as_ref() {
                rdfs::SUB_CLASS_OF => {
                    if let Some(class) = ontology.classes.get_mut(iri) {
                        class.parents.insert(object);
                    }
                }
                rdfs::SUB_PROPERTY_OF => {
                    if let Some(property) = ontology.properties.get_mut(iri) {
                        property.parents.insert(object);
                    }
                }
                owl::INVERSE_OF => {
                    if let Some(property) = ontology.properties.get_mut(iri) {
                        property.inverse_of = Some(object);
                    }
                }
                sauat::ACTOR_KIND => {
                    if let Some(class) = ontology.classes.get_mut(iri) {
                        class.actor_kind = Some(object);
                    }
                }
                sauat::TIE_FAMILY => {
                    if let Some(property) = ontology.properties.get_mut(iri) {
                        property.family = Some(object);
                    }
                }
                skos::IN_SCHEME => {
                    if let Some(concept) = ontology.concepts.get_mut(iri) {
                        concept.schemes.insert(object);
                    }
                }
                _ => {}
            }
        }
        _ => {}
    }
}
