//! How complete the labels are, by table and language, and whose they are: a source's or ours.

use std::collections::BTreeMap;

use oxrdf::Term;
use oxrdf::vocab::rdfs;
use serde::Serialize;

use crate::iri::local_name;
use crate::ontology::Ontology;
use crate::text::{Labels, Lang};
use crate::validate::Tables;
use crate::validate::tables::object_text;
use crate::vocab::sauat;

/// The labels of one language in one table or part of the ontology.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Coverage {
    /// The table's file, or `classes`, `properties`, `concepts`, `schemes` of the ontology.
    pub part: String,
    /// The language.
    pub lang: &'static str,
    /// Things that need a label.
    pub things: u64,
    /// Labels that a source gives.
    pub source: u64,
    /// Labels that were translated; in the ontology all are ours.
    pub ours: u64,
    /// The ids of things without a label.
    pub missing: Vec<String>,
}

/// Counts the labels of every table and of the ontology, language by language.
#[must_use]
pub fn label_coverage(tables: &Tables<'_>, ontology: &Ontology) -> Vec<Coverage> {
    let mut parts: BTreeMap<(usize, &str, Lang), Coverage> = BTreeMap::new();
    for (iri, items) in tables.subjects() {
        let Some(origin) = items.iter().find(|t| t.triple.predicate == sauat::KIND).and_then(|t| t.origin) else {
            continue;
        };
        let table = origin.table as usize;
        let Some(file) = tables.files.get(table) else { continue };
        for lang in Lang::ALL {
            let has = items.iter().any(|t| {
                t.triple.predicate == rdfs::LABEL
                    && matches!(&t.triple.object, Term::Literal(l) if l.language().is_some_and(|tag| tag == lang.tag()))
            });
            let by = match lang {
                Lang::Kk => sauat::LABEL_KK_BY,
                Lang::Ru => sauat::LABEL_RU_BY,
                Lang::En => sauat::LABEL_EN_BY,
            };
            let given = items
                .iter()
                .find(|t| t.triple.predicate == by)
                .is_some_and(|t| object_text(&t.triple.object).ends_with("by-source"));
            let part = parts.entry((table, file, lang)).or_default();
            count(part, tables.space.id_of(iri).unwrap_or(iri), has, given);
        }
    }
    let first = tables.files.len();
    let own = |labels: &Labels, number: usize, name: &'static str, iri: &str, parts: &mut BTreeMap<_, _>| {
        for lang in Lang::ALL {
            let part = parts.entry((first + number, name, lang)).or_default();
            count(part, local_name(iri), labels.get(lang).is_some(), false);
        }
    };
    ontology.classes.iter().for_each(|(iri, class)| own(&class.labels, 0, "classes", iri, &mut parts));
    ontology.properties.iter().for_each(|(iri, property)| own(&property.labels, 1, "properties", iri, &mut parts));
    ontology.concepts.iter().for_each(|(iri, concept)| own(&concept.labels, 2, "concepts", iri, &mut parts));
    ontology.schemes.iter().for_each(|(iri, labels)| own(labels, 3, "schemes", iri, &mut parts));
    let named = |((_, part, lang), found): ((usize, &str, Lang), Coverage)| Coverage {
        part: part.to_owned(),
        lang: lang.tag(),
        ..found
    };
    parts.into_iter().map(named).collect()
}

fn count(part: &mut Coverage, id: &str, has: bool, given: bool) {
    part.things += 1;
    match (has, given) {
        (true, true) => part.source += 1,
        (true, false) => part.ours += 1,
        (false, _) => part.missing.push(id.to_owned()),
    }
}
