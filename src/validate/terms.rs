//! Terms that questions, rules, shapes and the ontology name: that somebody declares them, and that a rule can fire at all.

use std::collections::{BTreeMap, BTreeSet};

use oxrdf::vocab::rdf;
use oxrdf::{NamedNode, NamedNodeRef, NamedOrBlankNode, Term, TermRef, Triple};
use spargebra::Query;

use crate::diagnostic::{Diagnostic, Diagnostics, Place};
use crate::iri::{Graph, Prefixes, last_part};
use crate::ontology::{File, Ontology};
use crate::query::{IN_PARTS, Mention, ParamKind, Question, Statistics, Use, answer, mentions, parse, variables};
use crate::reason::{Report, Rule};
use crate::store::{Answer, Dataset, Stop, StoreError, is_cast, known_functions};
use crate::text::nearest;
use crate::validate::declared::{Kind, declared, place_of};
use crate::validate::vocabularies::unknown;
use crate::vocab::{sauat, sh, skos};

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
    declared: BTreeMap<&'a str, Kind>,
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
        let mut told = BTreeSet::new();
        for mention in mentions.into_iter().filter(|mention| !is_namespace(mention.iri.as_str())) {
            let found = if self.is_own(mention.iri.as_str()) { self.own(&mention)? } else { self.foreign(&mention)? };
            if let Some(mut found) = found.filter(|_| told.insert(mention.iri.clone())) {
                found.place = Some(match mention.place {
                    Some((line, column)) => Place::character(asked.file, line, column),
                    None => Place::file(asked.file),
                });
                diagnostics.push(found);
            }
        }
        Ok(diagnostics)
    }

    /// The same for the SPARQL of shapes. A text that does not parse is passed over; `S003` for one that is longer or deeper than
    /// is read.
    ///
    /// # Errors
    /// [`StoreError`].
    pub fn shapes(&self, ontology: &Ontology, files: &[File]) -> Result<Diagnostics, StoreError> {
        let mut diagnostics = Diagnostics::new();
        let mut prefixes = self.prefixes.clone();
        let value = |subject: &NamedOrBlankNode, predicate: NamedNodeRef<'_>| {
            ontology.shapes.iter().find(|t| t.subject == *subject && t.predicate == predicate).map(|t| &t.object)
        };
        for triple in ontology.shapes.iter().filter(|triple| triple.predicate == sh::PREFIX) {
            let namespace = value(&triple.subject, sh::NAMESPACE_OF_PREFIX);
            if let (Term::Literal(prefix), Some(Term::Literal(namespace))) = (&triple.object, namespace) {
                prefixes = prefixes.with(prefix.value(), namespace.value());
            }
        }
        let (own, declared) = (self.own, self.declared.clone());
        let terms = Terms { dataset: self.dataset, prefixes: &prefixes, own, declared, held: self.held };
        for triple in ontology.shapes.iter().filter(|t| [sh::SELECT, sh::ASK].contains(&t.predicate.as_ref())) {
            let Term::Literal(text) = &triple.object else { continue };
            if let Err(error) = parse(text.value(), &prefixes)
                && error.beyond
            {
                let message = format!("the shapes cannot be read: of the query of a shape, {error}");
                diagnostics
                    .push(Diagnostic::error("S003", message).at(Place::file("ontology/shapes.ttl")).hint(IN_PARTS));
                continue;
            }
            for mut found in terms.check(&Asked { file: "", text: text.value() })?.into_sorted() {
                let name = found.message.split('`').nth(1).unwrap_or_default().to_owned();
                let iri = prefixes.expand(&name).map_or(name, NamedNode::into_string);
                found.place = files.iter().find_map(|file| place_of(file, &iri, last_part(&iri)));
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
            let Some(kind) = self.declared.get(iri) else {
                let hint = match nearest(local, self.declared.keys().map(|iri| last_part(iri))) {
                    Some(near) => format!("did you mean `sauat:{near}`?"),
                    None => "declare it in ontology/, or use one of the terms there".to_owned(),
                };
                let message = format!("the ontology does not declare `{name}`");
                return Ok(Some(Diagnostic::error("Q006", message).hint(hint)));
            };
            let wanted = match mention.used {
                Use::Predicate => Kind::Property,
                Use::Class => Kind::Class,
                Use::Datatype => Kind::Datatype,
                Use::Term | Use::Graph | Use::Function => *kind,
            };
            let message = format!("`{name}` is {}, and stands where {} belongs", kind.named(), wanted.named());
            return Ok((*kind != wanted)
                .then(|| Diagnostic::error("Q006", message).hint("nothing can match it; name another term")));
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
        if mention.used == Use::Datatype {
            let unknown = unknown(iri.as_ref());
            return Ok(unknown.map(|(name, near)| {
                let hint =
                    near.map_or_else(|| "no literal has it".to_owned(), |near| format!("did you mean `{near}`?"));
                Diagnostic::warning("Q007", format!("there is no datatype `{name}`")).hint(hint)
            }));
        }
        if self.held < Holds::Everything || self.is_held(iri, mention.used)? {
            return Ok(None);
        }
        let role = match mention.used {
            Use::Predicate => " as a relation",
            Use::Class => " as a class",
            _ => "",
        };
        let message = format!("neither the data nor the ontology holds `{name}`{role}");
        Ok(Some(Diagnostic::warning("Q007", message).hint("what needs it finds nothing; is it spelt right?")))
    }

    /// The IRI as a prefixed name, if one is declared.
    fn name(&self, iri: &str) -> String {
        self.prefixes.compact(iri).unwrap_or_else(|| iri.to_owned())
    }

    fn is_subject(&self, iri: &NamedNode) -> Result<bool, StoreError> {
        self.dataset.find(None, Some(iri.as_ref().into()), None, None).next().transpose().map(|found| found.is_some())
    }

    /// Whether any triple has the IRI as what it is used as, or is in the graph of this name. What the ontology says
    /// something of may come to be used so.
    fn is_held(&self, iri: &NamedNode, used: Use) -> Result<bool, StoreError> {
        let any = |found: Option<Result<Triple, StoreError>>| found.transpose().map(|triple| triple.is_some());
        let predicate = || any(self.dataset.find(None, None, Some(iri.as_ref()), None).next());
        let object = || any(self.dataset.find(None, None, None, Some(iri.as_ref().into())).next());
        Ok(self.is_subject(iri)?
            || (used != Use::Class && predicate()?)
            || (used != Use::Predicate && object()?)
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
        let asked = parse(&question.sparql, self.prefixes).ok();
        for param in &question.params {
            if asked.as_ref().is_some_and(|query| !variables(query).contains(param.variable.as_str())) {
                let message =
                    format!("the parameter `{}` changes nothing: the query has no `?{}`", param.name, param.variable);
                let hint = format!("use it in the query, or name the variable: `#+ param.{}.variable: …`", param.name);
                tell(&param.name, "type", message, hint);
            }
            let mut sound = true;
            match &param.kind {
                ParamKind::Entity(classes) => {
                    for class in classes {
                        let iri = format!("{}{class}", sauat::NAMESPACE);
                        if self.declared.get(iri.as_str()) != Some(&Kind::Class) {
                            sound = false;
                            let classes = self.declared.iter().filter(|(_, kind)| **kind == Kind::Class);
                            let hint = match nearest(class, classes.map(|(iri, _)| last_part(iri))) {
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

/// The line of a header key of a parameter, counted from 1.
fn header_line(text: &str, param: &str, key: &str) -> Option<u64> {
    let wanted = format!("param.{param}.{key}");
    let is = |line: &str| {
        line.strip_prefix("#+").and_then(|rest| rest.split_once(':')).is_some_and(|(name, _)| name.trim() == wanted)
    };
    text.lines().zip(1_u64..).find(|(line, _)| is(line)).map(|(_, number)| number)
}
