//! What stands between quotes in the ontology: names on one line without what nobody sees, and values of their datatypes.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::rdfs;
use oxrdf::{NamedNodeRef, NamedOrBlankNode, Term};

use crate::csvw::ill_typed;
use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::iri::last_part;
use crate::ontology::{File, Ontology};
use crate::validate::alphabets::{Labelled, in_a_language, of_labels};
use crate::validate::cells::literal_fault;
use crate::validate::declared::place_of_node;
use crate::vocab::{skos, skosxl};

/// Properties whose values are names.
const NAMES: [NamedNodeRef<'_>; 5] =
    [rdfs::LABEL, skos::PREF_LABEL, skos::ALT_LABEL, skos::HIDDEN_LABEL, skosxl::LITERAL_FORM];

/// Those of them of which a thing has one in each language.
const ONE_EACH: [NamedNodeRef<'_>; 2] = [rdfs::LABEL, skos::PREF_LABEL];

/// What the cells of tables may not hold, in the names that the ontology gives (`T009`, `T010`, `T014`, `T015`, `T019`),
/// names in a language that they are not in (`L003`), and `O005` (warning) for a literal that is none of its
/// datatype: RDF allows it, and keeps it as it is written.
#[must_use]
pub fn texts(ontology: &Ontology, files: &[File]) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let mut labels: BTreeMap<(&str, &str), Labelled<'_, &NamedOrBlankNode>> = BTreeMap::new();
    for triple in &ontology.triples {
        let Term::Literal(literal) = &triple.object else { continue };
        let property = triple.predicate.as_ref();
        if let Some((lang, text)) = in_a_language(&triple.object).filter(|_| ONE_EACH.contains(&property))
            && let NamedOrBlankNode::NamedNode(node) = &triple.subject
        {
            let key = (node.as_str(), triple.predicate.as_str());
            labels.entry(key).or_default()[lang as usize] = Some((text, &triple.subject));
        }
        let fault = if NAMES.contains(&property) { literal_fault(rdfs::LABEL, literal.as_ref()) } else { None };
        let fault = fault.or_else(|| {
            let why = ill_typed(literal.as_ref())?;
            let text: String = literal.value().chars().take(40).collect();
            let message = format!("`{text}` in `{}`: {why}", last_part(property.as_str()));
            Some(Diagnostic::warning("O005", message).hint("write it as its datatype asks, or give it another"))
        });
        if let Some(mut diagnostic) = fault {
            diagnostic.place = place_of_node(files, &triple.subject);
            diagnostics.push(diagnostic);
        }
    }
    // A concept has the same names as labels of two properties: what is wrong with them is said once.
    let mut told = BTreeSet::new();
    for ((iri, _), labels) in &labels {
        for (subject, mut diagnostic) in of_labels(labels, &|lang| format!("@{lang}")) {
            if told.insert((*iri, diagnostic.message.clone())) {
                diagnostic.place = place_of_node(files, subject);
                diagnostics.push(diagnostic);
            }
        }
    }
    diagnostics
}
