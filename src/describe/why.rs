//! Why a triple holds, for people: rule, premises, claims with their sources, rows and axioms.

use std::collections::BTreeSet;

use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term, Triple};
use serde::Serialize;

use crate::describe::citation::cite;
use crate::describe::{Citation, Names};
use crate::iri::{Graph, Prefixes};
use crate::reason::{Ground, Proof, Rule};
use crate::store::{Dataset, StoreError};
use crate::text::{Lang, phrases};

/// A triple in words, with what it rests on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// Subject, predicate and object by name.
    pub says: String,
    /// The same as CURIEs and literals.
    pub triple: String,
    /// The rule that gives it, if one does, and what the rule says.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rule: Option<RuleShown>,
    /// The claims that state it.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub claims: Vec<ClaimShown>,
    /// The row or file that asserts it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
    /// The triples that the rule rests on, claims and their parts apart.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub premises: Vec<Explanation>,
}

/// A rule, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RuleShown {
    /// Its file.
    pub file: String,
    /// What it says.
    pub title: String,
}

/// A claim, as it is shown.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ClaimShown {
    /// Where it stands in the sources.
    #[serde(flatten)]
    pub citation: Citation,
    /// Its row.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<String>,
}

/// What is needed to put a proof into words.
pub struct Explainer<'a> {
    /// The dataset.
    pub dataset: &'a Dataset,
    /// The names of things.
    pub names: &'a Names<'a>,
    /// Prefixes for CURIEs.
    pub prefixes: &'a Prefixes,
    /// The rules, for their titles.
    pub rules: &'a [Rule],
    /// The place of a triple that a row or file asserts.
    pub place_of: &'a dyn Fn(&Triple) -> Option<String>,
    /// The row of a claim.
    pub row_of: &'a dyn Fn(&str) -> Option<String>,
    /// The language.
    pub lang: Lang,
}

impl Explainer<'_> {
    /// Puts a proof into words.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn explain(&self, proof: &Proof) -> Result<Explanation, StoreError> {
        let mut shown = Explanation {
            says: self.says(&proof.triple)?,
            triple: self.curies(&proof.triple),
            rule: None,
            claims: Vec::new(),
            place: None,
            premises: Vec::new(),
        };
        let Ground::Derived { rule, ways } = &proof.ground else {
            shown.place = (self.place_of)(&proof.triple);
            return Ok(shown);
        };
        let title = self.rules.iter().find(|r| r.id == *rule).and_then(|r| r.title.best(self.lang)).unwrap_or(rule);
        shown.rule = Some(RuleShown { file: format!("ontology/rules/{rule}.rq"), title: title.to_owned() });
        let mut claims = BTreeSet::new();
        for premise in ways.iter().flatten() {
            match &premise.triple.subject {
                // What a claim says of itself, and that it gives its triple, stands in the line of the claim.
                NamedOrBlankNode::NamedNode(claim) if self.is_of_claim(&premise.ground) => {
                    claims.insert(claim.clone());
                }
                // The cells of a list stand in the name of the list.
                _ if matches!(premise.triple.predicate.as_ref(), rdf::FIRST | rdf::REST) => {}
                _ => shown.premises.push(self.explain(premise)?),
            }
        }
        for claim in claims {
            let citation = cite(self.dataset, self.names, &claim, self.lang)?;
            shown.claims.push(ClaimShown { citation, place: (self.row_of)(claim.as_str()) });
        }
        shown.claims.sort();
        Ok(shown)
    }

    /// Whether a triple stands in the graph of claims.
    fn is_of_claim(&self, ground: &Ground) -> bool {
        match ground {
            Ground::Asserted(graph) => *graph == Graph::Claims,
            Ground::Derived { rule, .. } => self.rules.iter().any(|r| r.id == *rule && r.into == Graph::Claims),
        }
    }

    fn says(&self, triple: &Triple) -> Result<String, StoreError> {
        let subject = match &triple.subject {
            NamedOrBlankNode::NamedNode(node) => self.name(node)?,
            NamedOrBlankNode::BlankNode(node) => node.to_string(),
        };
        let object = match &triple.object {
            Term::NamedNode(node) => self.name(node)?,
            Term::Literal(literal) => match literal.language() {
                Some(tag) => format!("{} ({tag})", literal.value()),
                None => literal.value().to_owned(),
            },
            Term::BlankNode(node) => node.to_string(),
        };
        let property = if triple.predicate == rdf::TYPE {
            words(self.lang).is_a.to_owned()
        } else {
            self.name(&triple.predicate)?
        };
        Ok(format!("{subject} — {property} — {object}"))
    }

    /// The label, or the CURIE of what has none; of a list, those of its items.
    fn name(&self, node: &NamedNode) -> Result<String, StoreError> {
        let mut names = Vec::new();
        let mut seen = BTreeSet::new();
        let mut cell = node.clone();
        while let Some(Term::NamedNode(first)) = self.dataset.objects(cell.as_ref(), rdf::FIRST)?.into_iter().next() {
            names.push(self.label(&first)?);
            let Some(Term::NamedNode(rest)) = self.dataset.objects(cell.as_ref(), rdf::REST)?.into_iter().next() else {
                break;
            };
            if !seen.insert(std::mem::replace(&mut cell, rest)) {
                break;
            }
        }
        if names.is_empty() { self.label(node) } else { Ok(names.join(", ")) }
    }

    fn label(&self, node: &NamedNode) -> Result<String, StoreError> {
        let label = self.names.label(NamedNodeRef::from(node), self.lang)?;
        Ok(if label == node.as_str() { self.curie(node) } else { label })
    }

    fn curie(&self, node: &NamedNode) -> String {
        self.prefixes.compact(node.as_str()).unwrap_or_else(|| node.to_string())
    }

    fn curies(&self, triple: &Triple) -> String {
        let subject = match &triple.subject {
            NamedOrBlankNode::NamedNode(node) => self.curie(node),
            NamedOrBlankNode::BlankNode(node) => node.to_string(),
        };
        let object = match &triple.object {
            Term::NamedNode(node) => self.curie(node),
            other => other.to_string(),
        };
        format!("{subject} {} {object}", self.curie(&triple.predicate))
    }
}

phrases! {
    is_a: "түрі", "это", "is a";
    rule: "ереже", "правило", "rule";
    claim: "тұжырым", "утверждение", "claim";
    name: "атау", "название", "name";
    disputed: "даулы", "оспаривается", "disputed";
    asserted: "жазылған жері:", "записано в", "asserted in";
}

/// Renders an explanation as a tree: what is said, then the rule, the claims with their sources and rows, the premises.
#[must_use]
pub fn render_explanation(explanation: &Explanation, lang: Lang) -> String {
    let mut out = String::new();
    write(explanation, &words(lang), "", "", &mut out);
    out
}

fn write(shown: &Explanation, words: &Words, lead: &str, indent: &str, out: &mut String) {
    let leaf = shown.place.as_ref().map_or_else(String::new, |place| format!(" ({} {place})", words.asserted));
    out.push_str(&format!("{lead}{}{leaf}\n", shown.says));
    // A fact from claims needs no rule to be named: that a claim gives its triple is no news.
    if let Some(rule) = shown.rule.as_ref().filter(|_| shown.claims.is_empty() || !shown.premises.is_empty()) {
        out.push_str(&format!("{indent}  {}: {} ({})\n", words.rule, rule.title, rule.file));
    }
    for claim in &shown.claims {
        let place = claim.place.as_ref().map_or_else(String::new, |place| format!(", {place}"));
        let citation = claim.citation.line(words.disputed);
        let (word, id) = match claim.citation.claim.strip_prefix("name/") {
            Some(id) => (words.name, id),
            None => (words.claim, claim.citation.claim.as_str()),
        };
        out.push_str(&format!("{indent}  {word} {id}: {citation}{place}\n"));
    }
    for (number, premise) in shown.premises.iter().enumerate() {
        let last = number + 1 == shown.premises.len();
        let (branch, below) = if last { ("└─ ", "   ") } else { ("├─ ", "│  ") };
        write(premise, words, &format!("{indent}  {branch}"), &format!("{indent}  {below}"), out);
    }
}
