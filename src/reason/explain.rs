//! Why a triple holds: the rule that gives it and the triples that the rule rests on, down to what is asserted.
//!
//! Nothing is kept while the rules run. A proof is found backwards: the triple is matched with what a rule constructs, the
//! rule's pattern is asked with the variables so bound, and each triple that it matched is explained in turn. A triple
//! is never explained by itself.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::{NamedNode, NamedOrBlankNode, Term, Triple, Variable};
use spargebra::Query;
use spargebra::algebra::GraphPattern;
use spargebra::term::{NamedNodePattern, TermPattern, TriplePattern};

use crate::iri::Graph;
use crate::limits::PROOF_STEPS;
use crate::query::substitute;
use crate::reason::Rule;
use crate::store::{Answer, Dataset, Stop, StoreError};

/// A triple and what it rests on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proof {
    /// The triple.
    pub triple: Triple,
    /// Why it holds.
    pub ground: Ground,
}

/// Why a triple holds.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Ground {
    /// It is asserted in this graph: by a row of a table or a file of the ontology.
    Asserted(Graph),
    /// A rule gives it.
    Derived {
        /// The rule's name.
        rule: String,
        /// What it rests on: for facts every way, one for each claim; for what is inferred the first that is found.
        ways: Vec<Vec<Proof>>,
    },
}

/// The proof of a triple; `None` if the dataset does not hold it.
///
/// # Errors
/// [`StoreError`]; [`StoreError::Unsupported`] if it takes more steps than can be told.
pub fn explain(dataset: &Dataset, rules: &[Rule], triple: &Triple) -> Result<Option<Proof>, StoreError> {
    let rules = rules.iter().map(|rule| (rule, Backwards::of(rule))).collect();
    Search { dataset, rules }.prove(triple, &mut Vec::new())
}

/// The most steps from a triple down to what is asserted. Proofs are made and shown by recursion.
const MAX_STEPS: usize = PROOF_STEPS;

struct Search<'a> {
    dataset: &'a Dataset,
    rules: Vec<(&'a Rule, Backwards)>,
}

impl Search<'_> {
    /// `open` holds the triples that are being explained.
    fn prove(&self, triple: &Triple, open: &mut Vec<Triple>) -> Result<Option<Proof>, StoreError> {
        let Some(graph) = self.graph_of(triple)? else { return Ok(None) };
        if graph == Graph::Ontology {
            return Ok(Some(Proof { triple: triple.clone(), ground: Ground::Asserted(graph) }));
        }
        if open.len() == MAX_STEPS {
            return Err(StoreError::Unsupported(format!(
                "the explanation has more than {MAX_STEPS} steps on one way down"
            )));
        }
        open.push(triple.clone());
        let mut derived = None;
        for (rule, backwards) in self.rules.iter().filter(|(rule, _)| rule.into == graph) {
            let ways = self.ways(backwards, triple, graph == Graph::Facts, open)?;
            if !ways.is_empty() {
                derived = Some(Ground::Derived { rule: rule.id.clone(), ways });
                break;
            }
        }
        open.pop();
        Ok(match (derived, graph) {
            (Some(ground), _) => Some(Proof { triple: triple.clone(), ground }),
            // What is in the facts or claims and comes from no rule comes from a row.
            (None, Graph::Facts | Graph::Claims) => {
                Some(Proof { triple: triple.clone(), ground: Ground::Asserted(graph) })
            }
            // Every rule that gives it needs what is being explained: another branch will find it.
            (None, _) => None,
        })
    }

    /// The ways in which a rule gives a triple: all, or the first.
    fn ways(
        &self,
        rule: &Backwards,
        triple: &Triple,
        all: bool,
        open: &mut Vec<Triple>,
    ) -> Result<Vec<Vec<Proof>>, StoreError> {
        let mut ways = Vec::new();
        let mut seen = BTreeSet::new();
        for template in &rule.template {
            let Some(bound) = matched(template, triple) else { continue };
            let usable: Vec<(Variable, Term)> = bound
                .iter()
                .filter(|(v, _)| !rule.assigned.contains(*v))
                .map(|(v, t)| (v.clone(), t.clone()))
                .collect();
            for solution in self.solutions(rule, &usable)? {
                let agrees = bound.iter().all(|(variable, term)| solution.get(variable) == Some(term));
                if !agrees {
                    continue;
                }
                let premises = self.premises(rule, &solution)?;
                let key = premises.iter().map(ToString::to_string).collect::<Vec<_>>();
                if premises.iter().any(|premise| open.contains(premise)) || !seen.insert(key) {
                    continue;
                }
                let mut proofs = Vec::with_capacity(premises.len());
                for premise in &premises {
                    let Some(proof) = self.prove(premise, open)? else { break };
                    proofs.push(proof);
                }
                if proofs.len() == premises.len() {
                    ways.push(proofs);
                    if !all {
                        return Ok(ways);
                    }
                }
            }
        }
        Ok(ways)
    }

    /// The solutions of a rule's pattern, in a fixed order: those with the simplest premises are not preferred, but the
    /// same dataset gives the same proof.
    fn solutions(
        &self,
        rule: &Backwards,
        bound: &[(Variable, Term)],
    ) -> Result<Vec<BTreeMap<Variable, Term>>, StoreError> {
        let query = substitute(&rule.select, bound);
        let Answer::Solutions(rows) = self.dataset.evaluate(&query, &Stop::default())? else { return Ok(Vec::new()) };
        let variables = rows.variables().to_vec();
        let mut solutions = Vec::new();
        for row in rows {
            let row = row?;
            solutions.push(
                variables.iter().cloned().zip(row).filter_map(|(v, t)| Some((v, t?))).collect::<BTreeMap<_, _>>(),
            );
        }
        solutions.sort_by_cached_key(|solution| solution.values().map(ToString::to_string).collect::<Vec<_>>());
        Ok(solutions)
    }

    /// The triples that a solution matched.
    fn premises(&self, rule: &Backwards, solution: &BTreeMap<Variable, Term>) -> Result<Vec<Triple>, StoreError> {
        let mut premises = Vec::new();
        for pattern in &rule.patterns {
            let Some(triple) = instance(pattern, solution) else { continue };
            // A branch of an OPTIONAL or UNION that did not match is no premise.
            if self.dataset.contains(triple.as_ref())? && !premises.contains(&triple) {
                premises.push(triple);
            }
        }
        Ok(premises)
    }

    fn graph_of(&self, triple: &Triple) -> Result<Option<Graph>, StoreError> {
        for graph in Graph::ALL {
            let (s, p, o) = (triple.subject.as_ref(), triple.predicate.as_ref(), triple.object.as_ref());
            if self.dataset.find(Some(graph), Some(s), Some(p), Some(o)).next().transpose()?.is_some() {
                return Ok(Some(graph));
            }
        }
        Ok(None)
    }
}

/// A rule as it is read backwards.
struct Backwards {
    template: Vec<TriplePattern>,
    /// The rule's pattern, with all its variables as the answer.
    select: Query,
    /// Its triple patterns, blank nodes as variables.
    patterns: Vec<TriplePattern>,
    /// Variables that BIND assigns, which cannot be given beforehand.
    assigned: BTreeSet<Variable>,
}

impl Backwards {
    fn of(rule: &Rule) -> Self {
        let (template, pattern) = (&rule.template, &rule.pattern);
        let mut found = Parts::default();
        // The parser ends a pattern with a projection; what it hides is wanted here.
        let inner = if let GraphPattern::Project { inner, .. } = pattern { inner } else { pattern };
        let pattern = found.read(inner);
        let variables: Vec<Variable> = found.variables.iter().cloned().collect();
        let select = Query::Select {
            dataset: None,
            pattern: GraphPattern::Project { inner: Box::new(pattern), variables },
            base_iri: None,
        };
        Self { template: template.clone(), select, patterns: found.patterns, assigned: found.assigned }
    }
}

/// What stands in a pattern.
#[derive(Default)]
struct Parts {
    patterns: Vec<TriplePattern>,
    variables: BTreeSet<Variable>,
    assigned: BTreeSet<Variable>,
}

impl Parts {
    /// Collects triple patterns and variables; gives the pattern with its blank nodes as variables.
    fn read(&mut self, pattern: &GraphPattern) -> GraphPattern {
        match pattern {
            GraphPattern::Bgp { patterns } => {
                let patterns: Vec<TriplePattern> = patterns.iter().map(|triple| self.triple(triple)).collect();
                self.patterns.extend(patterns.iter().cloned());
                GraphPattern::Bgp { patterns }
            }
            GraphPattern::Join { left, right } => {
                GraphPattern::Join { left: Box::new(self.read(left)), right: Box::new(self.read(right)) }
            }
            GraphPattern::LeftJoin { left, right, expression } => GraphPattern::LeftJoin {
                left: Box::new(self.read(left)),
                right: Box::new(self.read(right)),
                expression: expression.clone(),
            },
            GraphPattern::Union { left, right } => {
                GraphPattern::Union { left: Box::new(self.read(left)), right: Box::new(self.read(right)) }
            }
            GraphPattern::Filter { expr, inner } => {
                GraphPattern::Filter { expr: expr.clone(), inner: Box::new(self.read(inner)) }
            }
            GraphPattern::Extend { inner, variable, expression } => {
                self.variables.insert(variable.clone());
                self.assigned.insert(variable.clone());
                GraphPattern::Extend {
                    inner: Box::new(self.read(inner)),
                    variable: variable.clone(),
                    expression: expression.clone(),
                }
            }
            GraphPattern::Minus { left, right } => {
                GraphPattern::Minus { left: Box::new(self.read(left)), right: right.clone() }
            }
            GraphPattern::Values { variables, .. } => {
                self.variables.extend(variables.iter().cloned());
                pattern.clone()
            }
            // Of paths and subqueries only the ends are known; they give no premise.
            GraphPattern::Path { subject, object, .. } => {
                for end in [subject, object] {
                    if let TermPattern::Variable(variable) = end {
                        self.variables.insert(variable.clone());
                    }
                }
                pattern.clone()
            }
            GraphPattern::Project { variables, .. } => {
                self.variables.extend(variables.iter().cloned());
                pattern.clone()
            }
            other => other.clone(),
        }
    }

    fn triple(&mut self, triple: &TriplePattern) -> TriplePattern {
        let mut term = |term: &TermPattern| {
            let term = match term {
                TermPattern::BlankNode(node) => {
                    TermPattern::Variable(Variable::new_unchecked(format!("blank{}", node.as_str())))
                }
                other => other.clone(),
            };
            if let TermPattern::Variable(variable) = &term {
                self.variables.insert(variable.clone());
            }
            term
        };
        let (subject, object) = (term(&triple.subject), term(&triple.object));
        if let NamedNodePattern::Variable(variable) = &triple.predicate {
            self.variables.insert(variable.clone());
        }
        TriplePattern { subject, predicate: triple.predicate.clone(), object }
    }
}

/// The variables of a template bound so that it gives the triple; `None` if it cannot.
fn matched(template: &TriplePattern, triple: &Triple) -> Option<BTreeMap<Variable, Term>> {
    let mut bound: BTreeMap<Variable, Term> = BTreeMap::new();
    let predicate = match &template.predicate {
        NamedNodePattern::NamedNode(node) => TermPattern::NamedNode(node.clone()),
        NamedNodePattern::Variable(variable) => TermPattern::Variable(variable.clone()),
    };
    let pairs = [
        (&template.subject, Term::from(triple.subject.clone())),
        (&predicate, Term::from(triple.predicate.clone())),
        (&template.object, triple.object.clone()),
    ];
    for (pattern, term) in pairs {
        let fits = match pattern {
            TermPattern::NamedNode(node) => Term::NamedNode(node.clone()) == term,
            TermPattern::Literal(literal) => Term::Literal(literal.clone()) == term,
            TermPattern::BlankNode(_) => false,
            TermPattern::Variable(variable) => bound.entry(variable.clone()).or_insert_with(|| term.clone()) == &term,
        };
        if !fits {
            return None;
        }
    }
    Some(bound)
}

/// A triple pattern with its variables replaced; `None` if one is unbound.
fn instance(pattern: &TriplePattern, solution: &BTreeMap<Variable, Term>) -> Option<Triple> {
    let term = |pattern: &TermPattern| match pattern {
        TermPattern::NamedNode(node) => Some(Term::NamedNode(node.clone())),
        TermPattern::Literal(literal) => Some(Term::Literal(literal.clone())),
        TermPattern::BlankNode(_) => None,
        TermPattern::Variable(variable) => solution.get(variable).cloned(),
    };
    let subject = match term(&pattern.subject)? {
        Term::NamedNode(node) => NamedOrBlankNode::NamedNode(node),
        Term::BlankNode(node) => NamedOrBlankNode::BlankNode(node),
        Term::Literal(_) => return None,
    };
    let predicate: NamedNode = match &pattern.predicate {
        NamedNodePattern::NamedNode(node) => node.clone(),
        NamedNodePattern::Variable(variable) => match solution.get(variable)? {
            Term::NamedNode(node) => node.clone(),
            _ => return None,
        },
    };
    Some(Triple::new(subject, predicate, term(&pattern.object)?))
}
