//! Terms that questions, rules, shapes and the ontology name: that somebody declares them, and that a rule can fire at all.

use std::collections::BTreeSet;

use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term, TermRef, Triple};
use spargebra::Query;

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::iri::{Graph, Prefixes, last_part};
use crate::ontology::{File, Ontology};
use crate::query::{Mention, ParamKind, Question, Statistics, Use, answer, mentions, parse};
use crate::reason::{Report, Rule};
use crate::store::{Answer, Dataset, Stop, StoreError, is_cast, known_functions};
use crate::text::nearest;
use crate::vocab::{sauat, skos};

/// The text of a question or rule: its file, and what it says.
pub struct Asked<'a> {
    /// The file, from the dataset's folder.
    pub file: &'a str,
    /// Its text.
    pub text: &'a str,
}

/// Checks the terms of questions and rules against what the dataset holds.
pub struct Terms<'a> {
    dataset: &'a Dataset,
    prefixes: &'a Prefixes,
    own: [&'a str; 2],
    /// Terms of the ontology's namespace that something declares.
    declared: BTreeSet<&'a str>,
    held: Holds,
}

/// How much the dataset holds of what it will.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Holds {
    /// Some rows or files could not be read.
    Part,
    /// What all tables say.
    Tables,
    /// That, and what follows by the rules.
    Everything,
}

impl<'a> Terms<'a> {
    /// Terms are judged by `ontology`, and things by `dataset` as far as it holds them.
    #[must_use]
    pub fn new(dataset: &'a Dataset, ontology: &'a Ontology, prefixes: &'a Prefixes, held: Holds) -> Self {
        let own = [sauat::NAMESPACE, dataset.space().base()];
        Self { dataset, prefixes, own, declared: declared(&ontology.triples), held }
    }

    /// `Q006` for a term of the dataset's own namespaces that nothing declares, `Q007` (a warning) for one of another that
    /// neither data nor ontology holds. A text that does not parse is passed over.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn check(&self, asked: &Asked<'_>) -> Result<Diagnostics, StoreError> {
        let mut diagnostics = Diagnostics::new();
        let Ok(query) = parse(asked.text, self.prefixes) else { return Ok(diagnostics) };
        // A namespace is no term: names are made or tested with it.
        let is_namespace = |iri: &str| iri.ends_with(['/', '#']);
        let mentions = mentions(asked.text, &query, self.prefixes);
        for mention in mentions.into_iter().filter(|mention| !is_namespace(mention.iri.as_str())) {
            let found = if self.is_own(mention.iri.as_str()) { self.own(&mention)? } else { self.foreign(&mention)? };
            if let Some(mut found) = found {
                found.place = Some(match mention.place {
                    Some((line, column)) => Place::character(asked.file, line, column),
                    None => Place::file(asked.file),
                });
                diagnostics.push(found);
            }
        }
        Ok(diagnostics)
    }

    fn is_own(&self, iri: &str) -> bool {
        self.own.iter().any(|namespace| iri.starts_with(namespace))
    }

    fn own(&self, mention: &Mention) -> Result<Option<Diagnostic>, StoreError> {
        let iri = mention.iri.as_str();
        let name = self.name(iri);
        if mention.used == Use::Function {
            let known = known_functions();
            let is_known = known.contains(&mention.iri);
            let names: Vec<String> = known.iter().map(|function| self.name(function.as_str())).collect();
            let hint = format!("the functions are {}", names.join(", "));
            return Ok(
                (!is_known).then(|| Diagnostic::error("Q006", format!("there is no function `{name}`")).hint(hint))
            );
        }
        if let Some(local) = iri.strip_prefix(sauat::NAMESPACE) {
            let is_known = self.declared.contains(iri);
            let hint = || match nearest(local, self.declared.iter().map(|iri| last_part(iri))) {
                Some(near) => format!("did you mean `sauat:{near}`?"),
                None => "declare it in ontology/, or use one of the terms there".to_owned(),
            };
            return Ok((!is_known)
                .then(|| Diagnostic::error("Q006", format!("the ontology does not declare `{name}`")).hint(hint())));
        }
        // Rules may make names of their own, and things that are none of the tables' rows.
        let may_be_made = self.held < Holds::Everything && self.dataset.space().id_of(iri).is_none();
        let is_graph = self.dataset.space().graph_of(iri).is_some();
        if self.held == Holds::Part || may_be_made || is_graph || self.is_subject(&mention.iri)? {
            return Ok(None);
        }
        let (message, hint) = if mention.used == Use::Graph {
            let names = Graph::ALL.map(|graph| format!("`{}`", graph.name())).join(", ");
            (format!("there is no graph `{name}`"), format!("the graphs are {names}, below `{}graph/`", self.own[1]))
        } else {
            (format!("nothing has the IRI `{name}`"), self.near_entity(iri)?)
        };
        Ok(Some(Diagnostic::error("Q006", message).hint(hint)))
    }

    fn foreign(&self, mention: &Mention) -> Result<Option<Diagnostic>, StoreError> {
        let (iri, name) = (&mention.iri, self.name(mention.iri.as_str()));
        if mention.used == Use::Function {
            let is_known = known_functions().contains(iri) || is_cast(iri);
            return Ok((!is_known).then(|| {
                Diagnostic::warning("Q007", format!("there is no function `{name}`"))
                    .hint("a function that is not known gives no value")
            }));
        }
        if self.held < Holds::Everything || self.is_held(iri)? {
            return Ok(None);
        }
        let message = format!("neither the data nor the ontology holds `{name}`");
        Ok(Some(Diagnostic::warning("Q007", message).hint("what needs it finds nothing; is it spelt right?")))
    }

    /// The IRI as a prefixed name, if one is declared.
    fn name(&self, iri: &str) -> String {
        self.prefixes.compact(iri).unwrap_or_else(|| iri.to_owned())
    }

    fn is_subject(&self, iri: &NamedNode) -> Result<bool, StoreError> {
        self.dataset.find(None, Some(iri.as_ref().into()), None, None).next().transpose().map(|found| found.is_some())
    }

    /// Whether any triple has the IRI, or is in the graph of this name.
    fn is_held(&self, iri: &NamedNode) -> Result<bool, StoreError> {
        let any = |found: Option<Result<Triple, StoreError>>| found.transpose().map(|triple| triple.is_some());
        Ok(self.is_subject(iri)?
            || any(self.dataset.find(None, None, Some(iri.as_ref()), None).next())?
            || any(self.dataset.find(None, None, None, Some(iri.as_ref().into())).next())?
            || self.dataset.graphs()?.contains(iri))
    }

    fn near_entity(&self, iri: &str) -> Result<String, StoreError> {
        let base = self.own[1];
        let (below, local) = iri[base.len()..].rsplit_once('/').unwrap_or(("", &iri[base.len()..]));
        let namespace = if below.is_empty() { base.to_owned() } else { format!("{base}{below}/") };
        let mut names = BTreeSet::new();
        for triple in self.dataset.find(None, None, Some(rdf::TYPE), None) {
            if let NamedOrBlankNode::NamedNode(subject) = triple?.subject
                && let Some(name) = subject.as_str().strip_prefix(&namespace)
                && !name.contains('/')
            {
                names.insert(name.to_owned());
            }
        }
        Ok(match nearest(local, names.iter().map(String::as_str)) {
            Some(near) => format!("did you mean `{}`?", self.name(&format!("{namespace}{near}"))),
            None => "name what a table or the ontology defines".to_owned(),
        })
    }

    /// What the header of a question names: `Q006` for a class or scheme that the ontology does not declare, and for a default
    /// that is nothing; `Q007` (a warning) for an example that is nothing.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn header(&self, question: &Question) -> Result<Diagnostics, StoreError> {
        let mut diagnostics = Diagnostics::new();
        let file = question.file();
        let mut tell = |name: &str, key: &str, message: String, hint: String| {
            let new = if key == "example" {
                Diagnostic::warning("Q007", message)
            } else {
                Diagnostic::error("Q006", message)
            };
            let place = match header_line(&question.sparql, name, key) {
                Some(line) => Place::row(file.clone(), line),
                None => Place::file(file.clone()),
            };
            diagnostics.push(new.at(place).hint(hint));
        };
        let scheme_iri = |scheme: &str| format!("{}scheme/{scheme}", self.own[1]);
        for param in &question.params {
            let mut sound = true;
            match &param.kind {
                ParamKind::Entity(classes) => {
                    for class in classes {
                        let iri = format!("{}{class}", sauat::NAMESPACE);
                        if !self.declared.contains(iri.as_str()) {
                            sound = false;
                            let hint = match nearest(class, self.declared.iter().map(|iri| last_part(iri))) {
                                Some(near) => format!("did you mean `{near}`?"),
                                None => {
                                    "name a class of the ontology by its local name, such as `Organisation`".to_owned()
                                }
                            };
                            tell(&param.name, "type", format!("the ontology declares no class `{class}`"), hint);
                        }
                    }
                }
                ParamKind::Concept(scheme) => {
                    let iri = NamedNode::new(scheme_iri(scheme));
                    sound = iri.is_ok_and(|iri| self.is_subject(&iri).unwrap_or(true));
                    if !sound {
                        let message = format!("the ontology has no scheme `{scheme}`");
                        let hint = format!("its IRI would be `{}`", self.name(&scheme_iri(scheme)));
                        tell(&param.name, "type", message, hint);
                    }
                }
                ParamKind::Text | ParamKind::Number | ParamKind::Year => {}
            }
            let values = [("example", &param.example), ("default", &param.default)];
            for (key, value) in values.into_iter().filter_map(|(key, value)| Some((key, value.as_ref()?))) {
                if sound && self.held == Holds::Everything && !self.fits(value, &param.kind)? {
                    let iri = format!("{}{value}", self.own[1]);
                    let message = format!("the {key} of `{}` is `{value}`, which is nothing that it takes", param.name);
                    tell(&param.name, key, message, self.near_entity(&iri)?);
                }
            }
        }
        Ok(diagnostics)
    }

    /// Whether an id names something that a parameter takes.
    fn fits(&self, id: &str, kind: &ParamKind) -> Result<bool, StoreError> {
        let thing = self.dataset.space().entity(id);
        let is = |property: NamedNodeRef<'_>, object: TermRef<'_>| {
            let found = self.dataset.find(None, Some(thing.as_ref().into()), Some(property), Some(object)).next();
            found.transpose().map(|found| found.is_some())
        };
        match kind {
            ParamKind::Entity(classes) if classes.is_empty() => self.is_subject(&thing),
            ParamKind::Entity(classes) => {
                for class in classes {
                    let class = NamedNode::new_unchecked(format!("{}{class}", sauat::NAMESPACE));
                    if is(rdf::TYPE, class.as_ref().into())? {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            ParamKind::Concept(scheme) => {
                let scheme = NamedNode::new_unchecked(format!("{}scheme/{scheme}", self.own[1]));
                is(skos::IN_SCHEME, scheme.as_ref().into())
            }
            ParamKind::Text | ParamKind::Number | ParamKind::Year => Ok(true),
        }
    }

    /// `Q008` (a warning) for rules whose pattern nothing matches.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn idle(&self, rules: &[Rule], report: &Report) -> Result<Diagnostics, StoreError> {
        let mut idle = Vec::new();
        for rule in rules {
            if report.added.iter().any(|(id, count)| *id == rule.id && *count > 0) {
                continue;
            }
            let query = Query::Ask { dataset: None, pattern: rule.pattern.clone(), base_iri: None };
            let matched = answer(self.dataset, &Statistics::default(), &query, &Stop::default())?;
            if !matches!(matched, Answer::Boolean(true)) {
                idle.push(rule.id.as_str());
            }
        }
        let mut diagnostics = Diagnostics::new();
        let told = match idle.as_slice() {
            [] => None,
            [rule] => Some((
                "the rule never fires".to_owned(),
                Place::file(format!("ontology/rules/{rule}.rq")),
                "nothing in the data matches its pattern; mend it or remove it, unless it waits for rows to come",
            )),
            several => Some((
                format!("{} of {} rules never fire: {}", several.len(), rules.len(), several.join(", ")),
                Place::file("ontology/rules"),
                "nothing in the data matches their patterns; mend or remove them, unless they wait for rows to come",
            )),
        };
        diagnostics.extend(told.map(|(message, at, hint)| Diagnostic::warning("Q008", message).at(at).hint(hint)));
        Ok(diagnostics)
    }
}

/// `O002` for a term of the ontology's namespace that the ontology or a shape names and nothing declares.
#[must_use]
pub fn undeclared_terms(ontology: &Ontology, files: &[File]) -> Diagnostics {
    let mut diagnostics = Diagnostics::new();
    let declared = declared(&ontology.triples);
    let mut told = BTreeSet::new();
    for triple in ontology.triples.iter().chain(&ontology.shapes) {
        let object = if let Term::NamedNode(object) = &triple.object { Some(object) } else { None };
        for iri in [Some(&triple.predicate), object].into_iter().flatten() {
            let Some(local) = iri.as_str().strip_prefix(sauat::NAMESPACE) else { continue };
            // A shape may refer to another shape.
            let is_shape =
                ontology.shapes.iter().any(|t| matches!(&t.subject, NamedOrBlankNode::NamedNode(s) if s == iri));
            if local.is_empty() || declared.contains(iri.as_str()) || is_shape || !told.insert(iri.as_str()) {
                continue;
            }
            let hint = match nearest(local, declared.iter().map(|iri| last_part(iri))) {
                Some(near) => format!("did you mean `sauat:{near}`?"),
                None => "declare it as a class or property".to_owned(),
            };
            let mut diagnostic =
                Diagnostic::error("O002", format!("nothing declares `sauat:{local}`, which is named here")).hint(hint);
            diagnostic.place = files.iter().find_map(|file| place_of(file, iri.as_str(), local));
            diagnostics.push(diagnostic);
        }
    }
    diagnostics
}

/// Where a file names a node first; a file of lists, if the node has no name that a file shows.
pub(super) fn place_of_node(files: &[File], node: &NamedOrBlankNode) -> Option<Place> {
    let (iri, local) = match node {
        NamedOrBlankNode::NamedNode(node) => (node.as_str(), last_part(node.as_str())),
        NamedOrBlankNode::BlankNode(node) => (node.as_str(), node.as_str()),
    };
    let named = || files.iter().find_map(|file| place_of(file, iri, local));
    let listing = || files.iter().find_map(|file| place_of(file, rdf::REST.as_str(), "rest"));
    named().or_else(listing)
}

/// Where a file names a term: the first place with its local name behind the prefix, or with its IRI.
fn place_of(file: &File, iri: &str, local: &str) -> Option<Place> {
    let text = std::str::from_utf8(&file.bytes).ok()?;
    let (qname, full) = (format!(":{local}"), format!("<{iri}>"));
    for (line, number) in text.lines().zip(1_u64..) {
        if line.trim_start().starts_with('#') {
            continue;
        }
        let named = line.match_indices(&qname).find(|(at, name)| {
            !line[at + name.len()..].starts_with(|c: char| c.is_alphanumeric() || matches!(c, '-' | '_'))
        });
        let at = named.map(|(at, _)| line[..at].rfind(|c: char| !c.is_alphanumeric()).map_or(0, |at| at + 1));
        if let Some(at) = at.or_else(|| line.find(&full)) {
            let column = line[..at].chars().count() as u64 + 1;
            return Some(Place::character(file.name.clone(), number, column));
        }
    }
    None
}

/// The terms of the ontology's namespace that triples say something of.
fn declared<'a>(triples: &'a [Triple]) -> BTreeSet<&'a str> {
    let subject = |triple: &'a Triple| match &triple.subject {
        NamedOrBlankNode::NamedNode(node) => Some(node.as_str()),
        NamedOrBlankNode::BlankNode(_) => None,
    };
    triples.iter().filter_map(subject).filter(|iri| iri.starts_with(sauat::NAMESPACE)).collect()
}

/// The line of a header key of a parameter, counted from 1.
fn header_line(text: &str, param: &str, key: &str) -> Option<u64> {
    let wanted = format!("param.{param}.{key}");
    let is = |line: &str| {
        line.strip_prefix("#+").and_then(|rest| rest.split_once(':')).is_some_and(|(name, _)| name.trim() == wanted)
    };
    text.lines().zip(1_u64..).find(|(line, _)| is(line)).map(|(_, number)| number)
}
