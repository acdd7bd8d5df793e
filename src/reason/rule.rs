//! A rule: a CONSTRUCT query with a title and a target graph.

use std::collections::BTreeSet;

use oxrdf::Variable;
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::files::{is_utf_16, unmarked_text};
use crate::iri::{Graph, Prefixes};
use crate::query;
use crate::text::{Labels, Lang};

/// The variables of a triple of a head.
fn named(triple: &TriplePattern) -> impl Iterator<Item = &Variable> {
    let ends = [&triple.subject, &triple.object].into_iter().filter_map(|term| match term {
        TermPattern::Variable(variable) => Some(variable),
        _ => None,
    });
    let predicate = match &triple.predicate {
        NamedNodePattern::Variable(variable) => Some(variable),
        NamedNodePattern::NamedNode(_) => None,
    };
    ends.chain(predicate)
}

/// A rule of inference.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Rule {
    /// Its name: that of its file.
    pub id: String,
    /// What it says.
    pub title: Labels,
    /// Where its triples go.
    pub into: Graph,
    /// What it constructs.
    pub template: Vec<TriplePattern>,
    /// From what.
    pub pattern: GraphPattern,
}

impl Rule {
    /// The rule as a CONSTRUCT query.
    #[must_use]
    pub fn query(&self) -> Query {
        let (template, pattern) = (self.template.clone(), self.pattern.clone());
        Query::Construct { template, dataset: None, pattern, base_iri: None }
    }

    /// Reads a rule; `Q003` if it is no CONSTRUCT query or its header does not say `#+ into: claims`,
    /// `facts` or `inferred`; `Q009` for a variable of its head that its pattern never binds.
    #[must_use]
    pub fn read(id: &str, text: &str, file: &str, prefixes: &Prefixes) -> (Option<Self>, Diagnostics) {
        let mut diagnostics = Diagnostics::new();
        let text = unmarked_text(text);
        if is_utf_16(text.as_bytes()) {
            let problem = Diagnostic::error("Q003", "the rule is no SPARQL: the file is in UTF-16");
            diagnostics.push(problem.at(Place::file(file)).hint("save it as UTF-8"));
            return (None, diagnostics);
        }
        let header = |key: &str| {
            let mut lines = text.lines().filter_map(|line| line.strip_prefix("#+")?.split_once(':'));
            lines.find(|(k, _)| k.trim() == key).map(|(_, value)| value.trim())
        };
        let into = match header("into") {
            Some("claims") => Some(Graph::Claims),
            Some("facts") => Some(Graph::Facts),
            Some("inferred") => Some(Graph::Inferred),
            _ => None,
        };
        if into.is_none() {
            diagnostics.push(
                Diagnostic::error("Q003", "the rule does not say where its triples go")
                    .at(Place::file(file))
                    .hint("add `#+ into: facts`, `#+ into: inferred` or `#+ into: claims`"),
            );
        }
        let query = match query::parse(text, prefixes) {
            Ok(Query::Construct { template, pattern, .. }) => {
                let mut bound = BTreeSet::new();
                pattern.on_in_scope_variable(|variable| {
                    bound.insert(variable);
                });
                let named: BTreeSet<&Variable> = template.iter().flat_map(named).collect();
                for variable in named.difference(&bound) {
                    diagnostics.push(
                        Diagnostic::error(
                            "Q009",
                            format!("the head of the rule needs `{variable}`, which its pattern never binds"),
                        )
                        .at(Place::file(file))
                        .hint("no triple with it is ever made; is the name spelt as in the pattern?"),
                    );
                }
                let makes_nodes = template.iter().any(|triple| {
                    [&triple.subject, &triple.object].into_iter().any(|term| matches!(term, TermPattern::BlankNode(_)))
                });
                let whole = Query::Construct { template, dataset: None, pattern, base_iri: None };
                if makes_nodes || !query::is_repeatable(&whole) {
                    let message = "the rule gives other triples each time it runs, so that it never ends";
                    diagnostics.push(Diagnostic::error("Q005", message).at(Place::file(file)).hint(
                        "make an IRI of what it stands for, with IRI(CONCAT(…)), instead of a blank node, a UUID, a random number or the time",
                    ));
                }
                let Query::Construct { template, pattern, .. } = whole else { return (None, diagnostics) };
                Some((template, pattern))
            }
            Ok(_) => {
                diagnostics.push(Diagnostic::error("Q003", "a rule must be a CONSTRUCT query").at(Place::file(file)));
                None
            }
            Err(error) => {
                let at = Place::character(file, error.line, error.column);
                diagnostics.push(Diagnostic::error("Q003", format!("the rule is no SPARQL: {}", error.message)).at(at));
                None
            }
        };
        let mut title = Labels::default();
        for lang in Lang::ALL {
            if let Some(text) = header(&format!("title.{lang}")) {
                title.set(lang, text);
            }
        }
        let rule = into.zip(query).map(|(into, (template, pattern))| Self {
            id: id.to_owned(),
            title,
            into,
            template,
            pattern,
        });
        (rule, diagnostics)
    }
}
