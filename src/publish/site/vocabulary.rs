//! What the SPARQL editor knows of the dataset, as JSON: prefixes, classes and properties with their names and how often
//! they are used, names of things, and the named questions as queries that run as they are.
//!
//! The counts are those of the partitions in the description of the dataset (VoID).

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::rdf;
use oxrdf::{NamedOrBlankNode, Term, Variable};
use serde_json::{Value, json};

use crate::publish::site::{Site, SiteError};
use crate::query::{Question, bind, in_language, parse};
use crate::text::Lang;

/// A class or property in use.
struct Used {
    iri: String,
    count: usize,
}

impl Site {
    /// What the editor knows.
    ///
    /// # Errors
    /// [`SiteError`] if the store fails.
    pub fn vocabulary_json(&self, lang: Lang) -> Result<Vec<u8>, SiteError> {
        let (classes, properties) = self.used()?;
        let term = |used: &Used| {
            let labels = self.ontology.labels(&used.iri).and_then(|labels| labels.best(lang));
            let named = self.prefixes.compact(&used.iri);
            json!({"iri": used.iri, "short": named, "label": labels, "count": used.count})
        };
        let things: BTreeMap<&str, &str> =
            self.items.iter().map(|(id, item)| (id.as_str(), item.labels.best(lang).unwrap_or(id))).collect();
        let value = json!({
            "base": self.dataset.space().base(),
            "prefixes": self.prefixes.iter().map(|(prefix, iri)| (prefix.to_owned(), iri.into())).collect::<serde_json::Map<_, _>>(),
            "classes": classes.iter().map(term).collect::<Vec<Value>>(),
            "properties": properties.iter().map(term).collect::<Vec<Value>>(),
            "things": things,
            "questions": self.questions.values().map(|question| self.example(question, lang)).collect::<Vec<Value>>(),
        });
        Ok(format!("{value}\n").into_bytes())
    }

    /// The classes with the number of their members and the properties with the number of their triples, by IRI.
    fn used(&self) -> Result<(Vec<Used>, Vec<Used>), SiteError> {
        let mut classes: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut properties: BTreeMap<String, usize> = BTreeMap::new();
        for triple in self.dataset.find(None, None, None, None) {
            let triple = triple?;
            let NamedOrBlankNode::NamedNode(subject) = triple.subject else { continue };
            if triple.predicate == rdf::TYPE
                && let Term::NamedNode(class) = &triple.object
            {
                classes.entry(class.as_str().to_owned()).or_default().insert(subject.as_str().to_owned());
            }
            *properties.entry(triple.predicate.into_string()).or_default() += 1;
        }
        let classes = classes.into_iter().map(|(iri, members)| Used { iri, count: members.len() }).collect();
        let properties = properties.into_iter().map(|(iri, count)| Used { iri, count }).collect();
        Ok((classes, properties))
    }

    /// A question as a query with example values.
    fn example(&self, question: &Question, lang: Lang) -> Value {
        let title = question.title.best(lang).unwrap_or(&question.id);
        let (sparql, values) = self.filled(question, lang);
        json!({"id": question.id, "title": title, "sparql": sparql, "values": values})
    }

    /// The text of a question with its language and its example values written into it, and these values with what they
    /// mean: the text asks what the question asks with the same parameters.
    #[must_use]
    pub fn filled(&self, question: &Question, lang: Lang) -> (String, Vec<String>) {
        let needed = question.params.iter().filter(|param| param.required && param.default.is_none());
        let given: Vec<(String, String)> =
            needed.filter_map(|param| Some((param.name.clone(), param.example.clone()?))).collect();
        let mut bindings = bind(question, &given, &self.names()).unwrap_or_default();
        let values = bindings.iter().map(|(name, term)| self.explained(question, name, term, lang)).collect();
        bindings.push(in_language(lang));
        let terms: Vec<(&str, String)> =
            bindings.iter().map(|(name, term)| (name.as_str(), self.written(term))).collect();
        let body: Vec<&str> = question.sparql.lines().filter(|line| !line.starts_with("#+")).collect();
        let (title, body) = (question.title.best(lang).unwrap_or(&question.id), body.join("\n"));
        let mut text = put(body.trim(), &terms);
        // A variable that is selected or grouped by has to stay one: it is bound where each pattern begins.
        if parse(&text, &self.prefixes).is_err() {
            let (lang, others): (Vec<_>, Vec<_>) = terms.into_iter().partition(|(name, _)| *name == "lang");
            let bound: String = others.iter().map(|(name, term)| format!(" VALUES ?{name} {{ {term} }}")).collect();
            text = put(body.trim(), &lang).replace("WHERE {", &format!("WHERE {{{bound}"));
        }
        (format!("# {title}\n{text}\n"), values)
    }

    /// What a value stands for: `Place: kz:astana (Astana)`.
    fn explained(&self, question: &Question, name: &Variable, term: &Term, lang: Lang) -> String {
        let param = question.params.iter().find(|param| param.variable == name.as_str());
        let label = param.and_then(|param| param.labels.best(lang)).unwrap_or(name.as_str());
        let id = match term {
            Term::NamedNode(node) => self.dataset.space().id_of(node.as_str()),
            _ => None,
        };
        let meant = id.and_then(|id| self.item(id)).and_then(|item| item.labels.best(lang));
        let meant = meant.map_or_else(String::new, |meant| format!(" ({meant})"));
        format!("{label}: {}{meant}", self.written(term))
    }

    /// A term as SPARQL, short where a prefix is known.
    fn written(&self, term: &Term) -> String {
        match term {
            Term::NamedNode(node) => self.prefixes.compact(node.as_str()).unwrap_or_else(|| node.to_string()),
            term => term.to_string(),
        }
    }
}

/// Puts terms in place of variables; texts, IRIs and comments stay as they are.
fn put(sparql: &str, terms: &[(&str, String)]) -> String {
    let mut out = String::with_capacity(sparql.len());
    let mut rest = sparql;
    while let Some(first) = rest.chars().next() {
        let skipped = match first {
            '"' | '\'' => rest[1..].find(first).map(|end| end + 2),
            '#' => Some(rest.find('\n').unwrap_or(rest.len())),
            // A `<` that is no comparison ends with `>` before any space.
            '<' => rest.find('>').filter(|end| !rest[..*end].contains(char::is_whitespace)).map(|end| end + 1),
            '?' | '$' => {
                let name = rest[1..].split(|c: char| !c.is_alphanumeric() && c != '_').next().unwrap_or_default();
                if let Some((_, term)) = terms.iter().find(|(known, _)| *known == name && !name.is_empty()) {
                    out.push_str(term);
                    rest = &rest[1 + name.len()..];
                    continue;
                }
                Some(1 + name.len())
            }
            _ => None,
        };
        let (kept, after) = rest.split_at(skipped.unwrap_or(first.len_utf8()));
        out.push_str(kept);
        rest = after;
    }
    out
}

#[cfg(test)]
mod tests {
    use super::put;

    #[test]
    fn only_variables_are_replaced() {
        let terms = [("place", "kz:astana".to_owned()), ("lang", "\"kk\"".to_owned())];
        let text = "SELECT ?placed { ?x a <h?place> ; b ?place . # ?place\n FILTER(?n < 3 && \"?lang\" = ?lang) ?y c:d? $place }";
        let expected = "SELECT ?placed { ?x a <h?place> ; b kz:astana . # ?place\n FILTER(?n < 3 && \"?lang\" = \"kk\") ?y c:d? kz:astana }";
        assert_eq!(put(text, &terms), expected);
    }
}
