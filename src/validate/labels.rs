//! Every entity has a label in each language; a missing one is reported, never filled silently.

use std::collections::BTreeMap;

use oxrdf::Term;
use oxrdf::vocab::rdfs;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::iri::local_name;
use crate::ontology::Ontology;
use crate::text::Labels;
use crate::validate::{Tables, text_fault};
use crate::vocab::sauat;

/// `L001` (warning) a label that is missing in one language, `L002` a class that the ontology does not have.
pub(super) fn check(tables: &Tables<'_>, ontology: &Ontology, diagnostics: &mut Diagnostics) {
    for (iri, items) in tables.subjects() {
        let Some(kind) = items.iter().find(|t| t.triple.predicate == sauat::KIND) else { continue };
        let id = tables.space.id_of(iri).unwrap_or(iri);
        let Some(origin) = kind.origin else { continue };
        let class = super::tables::object_text(&kind.triple.object);
        if !ontology.classes.contains_key(class) {
            let local = local_name(class);
            let known = ontology.classes.keys().filter_map(|c| c.strip_prefix(sauat::NAMESPACE));
            let mut diagnostic = Diagnostic::error("L002", format!("the ontology has no class `{local}`"));
            diagnostic.hint = Some(crate::text::nearest(local, known).map_or_else(
                || "see ontology/sauat.ttl for the classes".to_owned(),
                |near| format!("did you mean `{near}`?"),
            ));
            diagnostic.place = tables.place(Some(crate::csvw::Origin { column: 2, ..origin }));
            diagnostics.push(diagnostic);
        }
        let mut labels = Labels::default();
        // Texts that name nothing, such as `-`.
        let mut empty = BTreeMap::new();
        for item in items.iter().filter(|t| t.triple.predicate == rdfs::LABEL) {
            let Term::Literal(literal) = &item.triple.object else { continue };
            if literal.value().contains(char::is_alphanumeric) || text_fault(literal.value()).is_some() {
                labels.set_from(literal);
            } else {
                empty.insert(literal.language().unwrap_or_default(), literal.value());
            }
        }
        for lang in labels.missing() {
            let table = origin.table as usize;
            let name = format!("label_{lang}");
            let column = tables.columns.get(table).and_then(|names| names.iter().position(|n| *n == name));
            let column = u32::try_from(column.map_or(1, |i| i + 1)).unwrap_or(1);
            let message = match empty.get(lang.to_string().as_str()) {
                Some(text) => format!("`{id}` has no label in {}: `{text}` names nothing", lang.name()),
                None => format!("`{id}` has no label in {}", lang.name()),
            };
            let mut diagnostic = Diagnostic::warning("L001", message)
                .hint("write the name that a source gives, or a translation with `translated` beside it");
            diagnostic.place = tables.place(Some(crate::csvw::Origin { column, ..origin }));
            diagnostics.push(diagnostic);
        }
    }
}
