//! The page of the ontology: classes, relations and concept schemes with what they mean and how often they are used.

use std::collections::BTreeMap;

use maud::{Markup, PreEscaped, html};
use oxrdf::vocab::rdf;

use crate::iri::{Graph, local_name};
use crate::publish::counts::by_object;
use crate::publish::reference::ontology::anchor;
use crate::publish::reference::{Expected, class_diagram};
use crate::publish::site::frame::{Body, View};
use crate::publish::site::plate::plate;
use crate::publish::site::{SiteError, Target};
use crate::text::{Labels, Lang};
use crate::vocab::skos;

/// What stands at one end of a property; that a concept is one goes without saying.
fn told(expected: &Expected) -> impl Iterator<Item = &String> {
    expected.kinds.iter().filter(|iri| iri.as_str() != skos::CONCEPT.as_str())
}

impl View<'_> {
    pub(super) fn ontology(&self) -> Result<Body, SiteError> {
        let (w, ontology) = (&self.words, &self.site.ontology);
        let things = by_object(&self.site.dataset, None, rdf::TYPE)?;
        let claims = by_object(&self.site.dataset, Some(Graph::Claims), rdf::PREDICATE)?;
        let diagram = class_diagram(ontology, self.lang, w.class_tree);
        let title = format!("{} {}", w.ontology, ontology.version.as_deref().unwrap_or_default());
        let main = html! {
            h1 { (w.ontology) }
            p .lead { (w.ontology_text) }
            @if self.served() {
                p .downloads { (w.download) ": " a href=(self.rooted("dumps/ontology.ttl")) { "Turtle" } }
            }
            nav .contents aria-label=(w.contents) {
                ul {
                    li { a href="#classes" { (w.classes) } " " span .count { (ontology.classes.len()) } }
                    li { a href="#properties" { (w.properties) } " " span .count { (ontology.properties.len()) } }
                    li { a href="#schemes" { (w.schemes) } " " span .count { (ontology.schemes.len()) } }
                    li { a href="#rules" { (w.rules) } " " span .count { (self.site.rules.len()) } }
                }
            }
            section aria-labelledby="tree" {
                h2 #tree { (w.class_tree) }
                figure .map {
                    div .scroll tabindex="0" role="group" aria-label=(w.class_tree) {
                        (PreEscaped(plate(&diagram, "d-", &|href| Some(href.to_owned()))))
                    }
                }
            }
            section aria-labelledby="classes" {
                h2 #classes { (w.classes) }
                @for (iri, class) in &ontology.classes {
                    div .term id=(anchor(iri)) {
                        h3 { (self.name(&class.labels, local_name(iri))) }
                        p { (self.name(&class.comments, "")) }
                        (self.term_facts(iri, &class.labels, things.get(iri).copied(), w.things))
                        (self.linked(w.stands_under, class.parents.iter()))
                    }
                }
            }
            section aria-labelledby="properties" {
                h2 #properties { (w.properties) }
                @for (iri, property) in &ontology.properties {
                    div .term id=(anchor(iri)) {
                        h3 { (self.name(&property.labels, local_name(iri))) }
                        p { (self.name(&property.comments, "")) }
                        (self.term_facts(iri, &property.labels, claims.get(iri).copied(), w.n_claims))
                        @if let Some((from, to)) = self.site.ends.get(iri) {
                            (self.linked(w.from, told(from)))
                            (self.linked(w.to, told(to)))
                        }
                        (self.linked(w.stands_under, property.parents.iter()))
                        (self.linked(w.inverse, property.inverse_of.iter()))
                    }
                }
            }
            section aria-labelledby="schemes" {
                h2 #schemes { (w.schemes) }
                @for (iri, labels) in &ontology.schemes { (self.scheme_part(iri, labels)) }
            }
            section aria-labelledby="rules" {
                h2 #rules { (w.rules) }
                p { (w.rules_text) }
                ul .plain {
                    @for rule in &self.site.rules {
                        li id=(format!("rule-{}", rule.id)) { (self.name(&rule.title, &rule.id)) " " code { (rule.id) ".rq" } }
                    }
                }
            }
        };
        Ok(Body::new(title, w.ontology_text, main))
    }

    fn scheme_part(&self, iri: &str, labels: &Labels) -> Markup {
        let concepts: BTreeMap<&str, &Labels> = self
            .site
            .ontology
            .concepts
            .iter()
            .filter(|(_, concept)| concept.schemes.contains(iri))
            .map(|(iri, concept)| (iri.as_str(), &concept.labels))
            .collect();
        html! {
            div .term id=(anchor(iri)) {
                h3 { (self.name(labels, iri)) " " span .count { (concepts.len()) } }
                ul .tags {
                    @for (iri, labels) in concepts {
                        li {
                            @match self.site.dataset.space().id_of(iri).filter(|id| self.site.items.contains_key(*id)) {
                                Some(id) => a href=(self.href(&Target::Entity(id.to_owned()))) { (self.name(labels, iri)) },
                                None => (self.name(labels, iri)),
                            }
                        }
                    }
                }
            }
        }
    }

    /// Its CURIE, its names in other languages, and how often it is used.
    fn term_facts(&self, iri: &str, labels: &Labels, count: Option<u64>, counted: &str) -> Markup {
        let others = Lang::ALL.into_iter().filter(|lang| *lang != self.lang);
        html! {
            p .told {
                code { (self.site.prefixes.compact(iri).unwrap_or_else(|| iri.to_owned())) }
                @for (lang, name) in others.filter_map(|lang| Some((lang, labels.get(lang)?))) {
                    " · " span lang=(lang) { (name) }
                }
                @if let Some(count) = count { " · " (counted) ": " (self.number(count)) }
            }
        }
    }

    fn linked<'b>(&self, name: &str, iris: impl Iterator<Item = &'b String>) -> Markup {
        let iris: Vec<&String> = iris.collect();
        html! {
            @if !iris.is_empty() {
                p .told {
                    (name) ": "
                    @for (number, iri) in iris.iter().enumerate() {
                        @if number > 0 { ", " }
                        @match self.site.ontology.labels(iri) {
                            Some(labels) => a href=(format!("#{}", anchor(iri))) { (self.name(labels, iri)) },
                            None => code { (self.site.prefixes.compact(iri).unwrap_or_else(|| (*iri).clone())) },
                        }
                    }
                }
            }
        }
    }
}
