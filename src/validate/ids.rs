//! Ids are unique over all tables, and no concept of the ontology has the id of an entity.

use std::collections::BTreeMap;

use oxrdf::vocab::rdf;

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::ontology::Ontology;
use crate::validate::Tables;

/// `R001` an id that stands in two tables (twice in one table is `K001`), `R002` an entity with the id of a concept.
pub(super) fn check(tables: &Tables<'_>, ontology: &Ontology, diagnostics: &mut Diagnostics) {
    for (iri, items) in tables.subjects() {
        let mut rows: BTreeMap<(u32, u32), &crate::validate::Traced> = BTreeMap::new();
        for item in items.iter().filter(|t| t.triple.predicate == rdf::TYPE) {
            if let Some(origin) = item.origin {
                rows.entry((origin.table, origin.row)).or_insert(item);
            }
        }
        let mut seen = rows.iter();
        let Some((first, item)) = seen.next() else { continue };
        let id = iri.rsplit('/').next().unwrap_or(iri);
        if ontology.concepts.contains_key(iri) {
            let mut diagnostic = Diagnostic::error("R002", format!("`{id}` is the id of a concept of the ontology"))
                .hint("give the entity an id of its own");
            diagnostic.place = tables.place(item.origin);
            diagnostics.push(diagnostic);
        }
        for (place, item) in seen.filter(|(place, _)| place.0 != first.0) {
            let file = tables.files.get(first.0 as usize).map_or("", String::as_str);
            let mut diagnostic =
                Diagnostic::error("R001", format!("the id `{id}` stands already in {file}, row {}", first.1))
                    .hint("an id names one thing over all tables; give this one an id of its own");
            diagnostic.place = tables.place(item.origin.map(|o| crate::csvw::Origin { column: 1, row: place.1, ..o }));
            diagnostics.push(diagnostic);
        }
    }
}
