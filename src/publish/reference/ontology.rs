//! The page of the ontology: classes, relations, concept schemes and rules, with what the dataset has of each.

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{NamedNodeRef, Term, Triple};

use crate::iri::local_name;
use crate::ontology::{Ontology, Role};
use crate::pipeline::Built;
use crate::publish::page::{Block, Inline, Line, Page, code, link, listed, text};
use crate::publish::reference::Use;
use crate::publish::reference::diagram::class_diagram;
use crate::publish::reference::shapes::Expected;
use crate::publish::reference::words::{Words, words};
use crate::text::{Labels, Lang};
use crate::vocab::{owl, sauat, skos};

/// The page in a language.
pub(super) fn page(built: &Built, shown: &Use, lang: Lang) -> Page {
    let writer = Writer { built, ontology: &built.ontology, shown, lang, words: words(lang) };
    let words = &writer.words;
    let mut blocks = vec![Block::Paragraph(vec![
        text(format!("{} {}. ", words.version, built.ontology.version.as_deref().unwrap_or("—"))),
        link(format!("dictionary.{lang}.html"), words.see_dictionary),
        text(". "),
        link("../ontology.ttl", "Turtle"),
        text("."),
    ])];
    blocks.push(Block::Heading(2, "part-diagram".to_owned(), words.diagram.to_owned()));
    let svg = class_diagram(&built.ontology, lang, words.diagram);
    blocks.push(Block::Figure { svg, file: format!("classes.{lang}.svg"), alt: words.diagram.to_owned() });
    writer.classes(&mut blocks);
    writer.properties(&mut blocks);
    writer.schemes(&mut blocks);
    writer.rules(&mut blocks);
    let own = built
        .ontology
        .triples
        .iter()
        .find(|t| t.predicate == rdf::TYPE && t.object == Term::from(owl::ONTOLOGY.into_owned()));
    let says = |property: NamedNodeRef<'_>| own.map(|own| said(&built.ontology, own, property)).unwrap_or_default();
    let title = says(rdfs::LABEL).best(lang).unwrap_or(writer.words.ontology).to_owned();
    let summary = says(rdfs::COMMENT).best(lang).unwrap_or_default().to_owned();
    Page { lang, name: "ontology", title, summary, blocks }
}

/// What the ontology says of the subject of a triple, by language.
fn said(ontology: &Ontology, of: &Triple, property: NamedNodeRef<'_>) -> Labels {
    let mut labels = Labels::default();
    for triple in ontology.triples.iter().filter(|t| t.predicate == property && t.subject == of.subject) {
        if let Term::Literal(literal) = &triple.object {
            labels.set_from(literal);
        }
    }
    labels
}

struct Writer<'a> {
    built: &'a Built,
    ontology: &'a Ontology,
    shown: &'a Use,
    lang: Lang,
    words: Words,
}

impl Writer<'_> {
    fn classes(&self, blocks: &mut Vec<Block>) {
        let words = &self.words;
        blocks.push(Block::Heading(
            2,
            "part-classes".to_owned(),
            format!("{} ({})", words.classes, self.ontology.classes.len()),
        ));
        for (iri, class) in &self.ontology.classes {
            self.heading(iri, &class.labels, blocks);
            let mut facts = self.common(iri, &class.labels, &class.comments);
            facts.push((words.above.to_owned(), self.terms(class.parents.iter())));
            let below = self.ontology.classes.iter().filter(|(_, c)| c.parents.contains(iri)).map(|(iri, _)| iri);
            facts.push((words.below.to_owned(), self.terms(below)));
            self.number(&mut facts, words.things, self.shown.things.get(iri));
            push(blocks, facts);
        }
    }

    fn properties(&self, blocks: &mut Vec<Block>) {
        let words = &self.words;
        let title = format!("{} ({})", words.properties, self.ontology.properties.len());
        blocks.push(Block::Heading(2, "part-properties".to_owned(), title));
        for (iri, property) in &self.ontology.properties {
            self.heading(iri, &property.labels, blocks);
            let mut facts = self.common(iri, &property.labels, &property.comments);
            let role = self.ontology.role(iri).map(|role| self.role(role));
            let symmetric = property.symmetric.then_some(words.symmetric);
            let nature: Vec<&str> = role.into_iter().chain(symmetric).collect();
            facts.push((words.nature.to_owned(), line(nature.join(", "))));
            if let Some((from, to)) = self.shown.ends.get(iri) {
                facts.push((words.from.to_owned(), self.expected(from)));
                facts.push((words.to.to_owned(), self.expected(to)));
            }
            facts.push((words.above.to_owned(), self.terms(property.parents.iter())));
            let inverse =
                self.ontology.properties.iter().filter(|(_, p)| p.inverse_of.as_ref() == Some(iri)).map(|(i, _)| i);
            facts.push((words.inverse.to_owned(), self.terms(property.inverse_of.iter().chain(inverse))));
            self.number(&mut facts, words.claims, self.shown.claims.get(iri));
            push(blocks, facts);
        }
    }

    fn schemes(&self, blocks: &mut Vec<Block>) {
        let words = &self.words;
        blocks.push(Block::Heading(
            2,
            "part-schemes".to_owned(),
            format!("{} ({})", words.schemes, self.ontology.schemes.len()),
        ));
        for (iri, labels) in &self.ontology.schemes {
            let name = labels.best(self.lang).unwrap_or(iri);
            blocks.push(Block::Heading(3, anchor(iri), name.to_owned()));
            let curie = self.curie(iri);
            blocks.push(Block::Facts(vec![(words.iri.to_owned(), vec![code(curie)])]));
            let concepts = self.ontology.concepts.iter().filter(|(_, concept)| concept.schemes.contains(iri));
            let row = |(iri, concept): (&String, &crate::ontology::Concept)| {
                let names = Lang::ALL.map(|lang| vec![self.in_lang(&concept.labels, lang)]);
                std::iter::once(vec![code(self.curie(iri))]).chain(names).collect()
            };
            let header = [words.iri, "kk", "ru", "en"].map(str::to_owned).to_vec();
            blocks.push(Block::Table { header, rows: concepts.map(row).collect() });
        }
    }

    fn rules(&self, blocks: &mut Vec<Block>) {
        let words = &self.words;
        blocks.push(Block::Heading(2, "part-rules".to_owned(), words.rules.to_owned()));
        let rows = self.built.rules.iter().map(|rule| {
            let added = self.built.inference.added.iter().find(|(id, _)| *id == rule.id).map_or(0, |(_, count)| *count);
            vec![
                vec![code(format!("ontology/rules/{}.rq", rule.id))],
                line(rule.title.best(self.lang).unwrap_or_default()),
                line(added.to_string()),
            ]
        });
        let header = [words.name, words.meaning, words.adds].map(str::to_owned).to_vec();
        blocks.push(Block::Table { header, rows: rows.collect() });
    }

    fn heading(&self, iri: &str, labels: &Labels, blocks: &mut Vec<Block>) {
        let name = labels.best(self.lang).unwrap_or_else(|| local_name(iri));
        blocks.push(Block::Heading(3, anchor(iri), name.to_owned()));
    }

    fn common(&self, iri: &str, labels: &Labels, comments: &Labels) -> Vec<(String, Line)> {
        let words = &self.words;
        let others = Lang::ALL.into_iter().filter(|lang| *lang != self.lang);
        vec![
            (words.iri.to_owned(), vec![code(self.curie(iri))]),
            (words.meaning.to_owned(), line(comments.best(self.lang).unwrap_or_default())),
            (words.other_languages.to_owned(), listed(others.map(|lang| self.in_lang(labels, lang)))),
        ]
    }

    fn in_lang(&self, labels: &Labels, lang: Lang) -> Inline {
        let label = labels.get(lang).unwrap_or("—").to_owned();
        if lang == self.lang { text(label) } else { Inline::Foreign(lang, label) }
    }

    fn number(&self, facts: &mut Vec<(String, Line)>, name: &str, count: Option<&u64>) {
        facts.push((name.to_owned(), line(count.map_or_else(|| "0".to_owned(), u64::to_string))));
    }

    fn terms<'b>(&self, iris: impl Iterator<Item = &'b String>) -> Line {
        listed(iris.map(|iri| self.term(iri)))
    }

    /// A link to a term of this page, or the CURIE of one that is reused.
    fn term(&self, iri: &str) -> Inline {
        let labels = self.ontology.labels(iri);
        match labels {
            Some(labels) => {
                link(format!("#{}", anchor(iri)), labels.best(self.lang).unwrap_or_else(|| local_name(iri)))
            }
            None => code(self.curie(iri)),
        }
    }

    fn expected(&self, expected: &Expected) -> Line {
        listed(expected.kinds.iter().filter(|iri| iri.as_str() != skos::CONCEPT.as_str()).map(|iri| self.term(iri)))
    }

    fn role(&self, role: Role) -> &'static str {
        match role {
            Role::Tie => self.words.role_tie,
            Role::Place => self.words.role_place,
            Role::Topic => self.words.role_topic,
            Role::Audience => self.words.role_audience,
            Role::Classification => self.words.role_classification,
            Role::Containment => self.words.role_containment,
            Role::Attribute => self.words.role_attribute,
        }
    }

    fn curie(&self, iri: &str) -> String {
        self.built.prefixes.compact(iri).unwrap_or_else(|| iri.to_owned())
    }
}

/// The anchor of a term: its local name, with `scheme-` before that of a scheme, which may be named like a property.
pub(in crate::publish) fn anchor(iri: &str) -> String {
    match iri.strip_prefix(sauat::NAMESPACE) {
        Some(local) => local.to_owned(),
        None => {
            let mut parts = iri.rsplit('/');
            let last = parts.next().unwrap_or(iri);
            if parts.next() == Some("scheme") { format!("scheme-{last}") } else { last.to_owned() }
        }
    }
}

fn line(says: impl Into<String>) -> Line {
    vec![text(says)]
}

/// Facts that say something.
fn push(blocks: &mut Vec<Block>, facts: Vec<(String, Line)>) {
    let says = |line: &Line| line.iter().any(|run| !matches!(run, Inline::Text(text) if text.is_empty()));
    blocks.push(Block::Facts(facts.into_iter().filter(|(_, line)| says(line)).collect()));
}
