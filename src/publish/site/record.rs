//! The page of what lies below the namespace and is no thing with a name: schemes, claims and cited names.

use maud::{Markup, html};
use oxrdf::{NamedNode, Term};

use crate::publish::reference::ontology::anchor;
use crate::publish::site::facts::is_address;
use crate::publish::site::frame::{Body, View};
use crate::publish::site::{SiteError, Target};
use crate::search::Item;
use crate::vocab::prov;

impl View<'_> {
    /// A scheme with its concepts, or what is said of a claim or name.
    pub(super) fn record(&self, id: &str) -> Result<Body, SiteError> {
        let iri = format!("{}{id}", self.site.dataset.space().base());
        if self.site.ontology.schemes.contains_key(&iri) {
            return Ok(self.scheme(&iri));
        }
        let Ok(node) = NamedNode::new(&iri) else { return Ok(self.missing(id)) };
        let mut rows: Vec<(String, Term)> = Vec::new();
        for triple in self.site.dataset.find(None, Some(node.as_ref().into()), None, None) {
            let triple = triple?;
            rows.push((triple.predicate.into_string(), triple.object));
        }
        if rows.is_empty() {
            return Ok(self.missing(id));
        }
        rows.sort_by_cached_key(|(predicate, object)| (predicate.clone(), object.to_string()));
        let w = &self.words;
        let local = id.rsplit('/').next().unwrap_or(id);
        let source = rows.iter().find(|(predicate, _)| predicate == prov::WAS_DERIVED_FROM.as_str());
        let source = source.and_then(|(_, object)| match object {
            Term::NamedNode(node) => self.site.dataset.space().id_of(node.as_str()),
            _ => None,
        });
        let title = format!("{} {local}", w.claim);
        let main = html! {
            h1 { (title) }
            @if let Some(source) = source { p { (w.source) ": " (self.source_link(source, local)) } }
            @if let Some(row) = self.row_text(&iri) { p .row { (row) } }
            div .scroll tabindex="0" role="region" aria-label=(title) {
                table {
                    thead { tr { th scope="col" { (w.property) } th scope="col" { (w.value) } } }
                    tbody { @for (predicate, object) in &rows { tr { td { (self.label_of(predicate)) } td { (self.object(object)) } } } }
                }
            }
        };
        let file = |extension: &str| self.rooted(&format!("{}/{id}.{extension}", self.site.segment));
        Ok(Body {
            data: if self.has_data("ttl") { vec![("text/turtle", file("ttl"))] } else { Vec::new() },
            ..Body::new(title.clone(), title.clone(), main)
        })
    }

    /// The name of any property.
    fn label_of(&self, iri: &str) -> String {
        match self.site.ontology.labels(iri).and_then(|labels| labels.best(self.lang)) {
            Some(label) => label.to_owned(),
            None => self.site.prefixes.compact(iri).unwrap_or_else(|| iri.to_owned()),
        }
    }

    /// A term as it is shown in a table: a link to its page, an address, or a text in its language.
    pub(super) fn object(&self, term: &Term) -> Markup {
        match term {
            Term::NamedNode(node) => {
                let iri = node.as_str();
                match self.site.dataset.space().id_of(iri) {
                    Some(id) => self.to(id),
                    None => self.foreign(iri),
                }
            }
            Term::Literal(literal) => {
                let tag = literal.language().filter(|tag| *tag != self.lang.tag());
                if is_address(literal.value()) {
                    return html! { a .outside rel="nofollow external" href=(literal.value()) { (literal.value()) } };
                }
                html! { @match tag { Some(tag) => span lang=(tag) { (literal.value()) }, None => (literal.value()) } }
            }
            Term::BlankNode(node) => html! { code { (node.to_string()) } },
        }
    }

    fn foreign(&self, iri: &str) -> Markup {
        let short = self.site.prefixes.compact(iri);
        if let Some(labels) = self.site.ontology.labels(iri) {
            let href = format!("{}#{}", self.href(&Target::Ontology), anchor(iri));
            return html! { a href=(href) { (self.name(labels, iri)) } };
        }
        // What lies below the namespace has no page of its own here but for a claim on the page of its source.
        let own = iri.starts_with(self.site.dataset.space().base());
        html! {
            @if own || !is_address(iri) { code { (short.unwrap_or_else(|| iri.to_owned())) } }
            @else { a .outside rel="nofollow external" href=(iri) { (short.unwrap_or_else(|| iri.to_owned())) } }
        }
    }

    fn scheme(&self, iri: &str) -> Body {
        let labels = &self.site.ontology.schemes[iri];
        let title = labels.best(self.lang).unwrap_or(iri).to_owned();
        let mut items: Vec<&Item> =
            self.site.items.values().filter(|item| item.schemes.iter().any(|scheme| scheme == iri)).collect();
        let collation = self.site.collation(self.lang);
        items.sort_by(|one, other| collation.compare(self.label(&one.id), self.label(&other.id)));
        let main = html! {
            h1 { (self.name(labels, iri)) }
            p .status { (items.len()) " " (self.words.concepts) }
            ul .hits { @for item in items { li { (self.to(&item.id)) } } }
            p { (self.words.address) ": " code { (iri) } }
        };
        let above = vec![(self.words.ontology.to_owned(), self.href(&Target::Ontology))];
        Body { above, ..Body::new(title.clone(), title, main) }
    }
}
