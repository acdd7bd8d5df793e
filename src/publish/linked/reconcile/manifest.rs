//! What the reconciliation service offers, and where.

use serde_json::{Value, json};

use crate::pipeline::About;
use crate::publish::linked::Host;
use crate::publish::linked::reconcile::{MAX_BATCH, Reconciler};
use crate::text::Lang;
use crate::vocab::{sauat, skos};

/// Width and height of a preview, in pixels.
const PREVIEW: (u32, u32) = (400, 200);

impl Reconciler {
    /// The manifest. Ids of things are those of the dataset, of types and own properties local names of the ontology.
    #[must_use]
    pub fn manifest(&self, host: &Host, about: &About, lang: Lang) -> Value {
        let path = host.url("/reconcile");
        let suggest = |what: &str| json!({ "service_url": path, "service_path": format!("/suggest/{what}") });
        let classes = ["Organisation", "Person", "Project", "Work", "Document", "Event", "Place"];
        let known = classes.iter().map(|class| format!("{}{class}", sauat::NAMESPACE));
        let known = known.chain([skos::CONCEPT.as_str().to_owned()]);
        let default_types: Vec<Value> =
            known.filter(|iri| self.types.contains_key(iri)).map(|iri| self.type_shown(&iri, lang)).collect();
        json!({
            "versions": ["0.2"],
            "name": about.title.best(lang).unwrap_or("Sauat"),
            "identifierSpace": host.base(),
            "schemaSpace": sauat::NAMESPACE,
            "documentation": host.url(&format!("/{lang}/about.html")),
            "serviceVersion": about.version,
            "defaultTypes": default_types,
            "view": { "url": host.url(&format!("/{}/{{{{id}}}}", host.segment())) },
            "preview": {
                "url": format!("{path}/preview?id={{{{id}}}}&lang={lang}"),
                "width": PREVIEW.0,
                "height": PREVIEW.1,
            },
            "suggest": { "entity": suggest("entity"), "property": suggest("property"), "type": suggest("type") },
            "extend": {
                "propose_properties": { "service_url": path, "service_path": "/extend/propose" },
                "property_settings": [{
                    "type": "number",
                    "name": "limit",
                    "label": "Limit",
                    "default": 0,
                    "help_text": "The most values of a row; 0 for all",
                }],
            },
            "batchSize": MAX_BATCH,
        })
    }
}
