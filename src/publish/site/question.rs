//! Named questions: the list, and each as a form whose answer has an address.

use std::collections::BTreeMap;

use maud::{Markup, html};

use crate::publish::site::answer::given;
use crate::publish::site::frame::{Body, View};
use crate::publish::site::{Answered, Ask, Outcome, SiteError, Target, encoded};
use crate::query::{BindError, Entities, Param, ParamKind, Question, Rows};
use crate::text::nearest;
use crate::vocab::sauat;

impl View<'_> {
    pub(super) fn questions(&self) -> Body {
        let w = &self.words;
        let titles = [w.q_general, w.q_place, w.q_concept, w.q_entity, w.q_value];
        let mut groups: BTreeMap<usize, Vec<(&str, &Question)>> = BTreeMap::new();
        for (name, question) in &self.site.questions {
            groups.entry(self.group_of(question)).or_default().push((name, question));
        }
        let collation = self.site.collation(self.lang);
        let title = |question: &Question| question.title.best(self.lang).unwrap_or(&question.id).to_owned();
        for list in groups.values_mut() {
            list.sort_by(|one, other| collation.compare(&title(one.1), &title(other.1)));
        }
        let main = html! {
            h1 { (w.questions) }
            p .lead { (w.questions_text) }
            @for (group, list) in &groups {
                section aria-labelledby=(format!("group-{group}")) {
                    h2 id=(format!("group-{group}")) { (titles[*group]) }
                    ul .questions {
                        @for (name, question) in list {
                            li {
                                a href=(self.href(&Target::Question((*name).to_owned()))) { (self.name(&question.title, name)) }
                                p { (self.name(&question.description, "")) }
                            }
                        }
                    }
                }
            }
        };
        Body::new(w.questions, w.questions_text, main)
    }

    /// What a question is asked about: 0 nothing, 1 a place, 2 a concept, 3 an actor, work or document, 4 a value.
    fn group_of(&self, question: &Question) -> usize {
        let place = sauat::PLACE.as_str();
        match question.params.first().map(|param| &param.kind) {
            None => 0,
            Some(ParamKind::Entity(classes)) => {
                let placed =
                    |class: &String| self.site.ontology.is_subclass(&format!("{}{class}", sauat::NAMESPACE), place);
                if !classes.is_empty() && classes.iter().all(placed) { 1 } else { 3 }
            }
            Some(ParamKind::Concept(_)) => 2,
            Some(ParamKind::Text | ParamKind::Number | ParamKind::Year) => 4,
        }
    }

    pub(super) fn question(&self, name: &str, ask: &dyn Ask) -> Result<Body, SiteError> {
        let w = &self.words;
        let Some(question) = self.site.questions.get(name) else {
            let near = nearest(name, self.site.questions.keys().map(String::as_str));
            let link = |name: &str| {
                let title = self.site.questions[name].title.best(self.lang).unwrap_or(name).to_owned();
                (self.href(&Target::Question(name.to_owned())), title)
            };
            let mut links: Vec<(String, String)> = near.into_iter().map(link).collect();
            links.push((self.href(&Target::Questions), w.all_questions.to_owned()));
            return Ok(self.lost(name, &links));
        };
        let title = question.title.best(self.lang).unwrap_or(name).to_owned();
        let summary = question.description.best(self.lang).unwrap_or_default().to_owned();
        let outcome = self.site.asked(name, self.lang, self.params, ask);
        // A form that nobody filled in yet is no mistake.
        let untouched = self.params.is_empty() && matches!(outcome, Outcome::Wrong(BindError::Missing { .. }));
        let error = match &outcome {
            Outcome::Wrong(error) if !untouched => Some(error),
            _ => None,
        };
        let status = match &outcome {
            Outcome::Wrong(_) if !untouched => 400,
            Outcome::Failed(_) => 503,
            _ => 200,
        };
        let main = html! {
            h1 { (self.name(&question.title, name)) }
            p .lead { (self.name(&question.description, "")) }
            @if let Some(BindError::Unknown { name, .. }) = error {
                p .error role="alert" { (w.unknown_param) " " code { (name) } }
            }
            @if !question.params.is_empty() {
                @if self.served() { (self.form(question, error)) } @else { (self.fixed(question)) }
            }
            @match &outcome {
                Outcome::Answer(Answered::Rows(rows)) => (self.rows(name, question, rows, ask)),
                Outcome::Answer(Answered::Boolean(yes)) => {
                    section aria-labelledby="answer" {
                        h2 #answer { (w.answer) }
                        p .status { @if *yes { (w.yes) } @else { (w.no) } }
                    }
                },
                Outcome::Failed(message) => p .error role="alert" { (w.no_answer_now) " " (message) },
                Outcome::Wrong(_) | Outcome::NoQuestion => {},
            }
            details {
                summary { (w.as_sparql) }
                pre tabindex="0" { code { (question.sparql.trim_end()) } }
            }
        };
        let above = vec![(w.questions.to_owned(), self.href(&Target::Questions))];
        let data = vec![
            ("text/csv", self.beside(name, "csv")),
            ("application/sparql-results+json", self.beside(name, "json")),
        ];
        Ok(Body { status, above, data, ..Body::new(title, summary, main) })
    }

    /// A parameter with its value, as people see them.
    fn filter(&self, question: &Question, name: &str, value: &str) -> String {
        let param = question.params.iter().find(|param| param.name == name);
        let label = param.and_then(|param| param.labels.best(self.lang)).unwrap_or(name);
        let shown = if self.site.items.contains_key(value) { self.label(value) } else { value };
        format!("«{label}: {shown}»")
    }

    /// The address of the same answer as a file.
    fn beside(&self, name: &str, extension: &str) -> String {
        let question = &self.site.questions[name];
        // Files beside the page hold its own answer.
        let known = question.params.iter().filter(|_| self.served()).filter_map(|param| {
            let value = given(question, self.params, &param.name)?;
            Some(format!("{}={}", encoded(&param.name), encoded(value)))
        });
        let query: Vec<String> = known.collect();
        let mark = if query.is_empty() { "" } else { "?" };
        self.rooted(&format!("{}/questions/{name}.{extension}{mark}{}", self.lang, query.join("&")))
    }

    fn rows(&self, name: &str, question: &Question, rows: &Rows, ask: &dyn Ask) -> Markup {
        let w = &self.words;
        let title = question.title.best(self.lang).unwrap_or(name);
        html! {
            section aria-labelledby="answer" {
                h2 #answer { (w.answer) }
                p .status role="status" {
                    @if rows.rows.is_empty() {
                        (self.site.why_empty(question, self.params, self.lang, ask, |name, value| self.filter(question, name, value)))
                    }
                    @else { (w.rows) ": " (self.number(rows.rows.len() as u64)) }
                    @if rows.cut { " " (w.cut) }
                }
                @if !rows.rows.is_empty() {
                    p .downloads {
                        (w.download) ": "
                        a href=(self.beside(name, "csv")) download { "CSV" } ", "
                        a href=(self.beside(name, "json")) download { "JSON" }
                    }
                    (self.table(rows, title))
                    @if let Some(svg) = self.site.picked(rows).and_then(|picked| self.site.between(picked, title, self.lang)) {
                        h2 { (w.as_map) }
                        (self.plate(&svg, "m-"))
                    }
                }
            }
        }
    }

    /// What the parameters are where no server takes others.
    fn fixed(&self, question: &Question) -> Markup {
        let given = question.params.iter().filter_map(|param| {
            let value = given(question, self.params, &param.name).or(param.default.as_deref())?;
            Some((param, value))
        });
        html! {
            dl .names {
                @for (param, value) in given {
                    div { dt { (self.name(&param.labels, &param.name)) } dd { @match self.site.item(value) {
                        Some(_) => (self.to(value)),
                        None => (value),
                    } } }
                }
            }
            p .empty { (self.words.fixed) }
        }
    }

    fn form(&self, question: &Question, error: Option<&BindError>) -> Markup {
        html! {
            form .question method="get" action=(self.href(&Target::Question(question.id.clone()))) {
                @for param in &question.params { (self.field(question, param, error)) }
                button type="submit" { (self.words.ask_do) }
            }
        }
    }

    fn field(&self, question: &Question, param: &Param, error: Option<&BindError>) -> Markup {
        let w = &self.words;
        let id = format!("p-{}", param.name);
        let typed = given(question, self.params, &param.name);
        let value = typed.or(param.default.as_deref()).unwrap_or_default();
        let wrong = match error {
            Some(BindError::Missing { name, .. }) if *name == param.name => Some(w.needed.to_owned()),
            Some(BindError::Value { name, value, .. }) if *name == param.name => {
                Some(format!("{}: “{value}”. {}", w.wrong_value, self.advice(param, value)))
            }
            _ => None,
        };
        let hint = param.example.as_ref().map(|example| {
            let label = self.site.item(example).and_then(|item| item.labels.best(self.lang));
            let said = label.map_or_else(|| example.clone(), |label| format!("{example} ({label})"));
            format!("{} {said}", w.for_example)
        });
        let described = [(wrong.is_some(), "error"), (hint.is_some(), "hint")]
            .into_iter()
            .filter(|(there, _)| *there)
            .map(|(_, part)| format!("{id}-{part}"))
            .collect::<Vec<_>>()
            .join(" ");
        let described = Some(described).filter(|ids| !ids.is_empty());
        let options = self.options(&param.kind);
        let invalid = wrong.as_ref().map(|_| "true");
        html! {
            div .field {
                label for=(id) {
                    (self.name(&param.labels, &param.name))
                    @if param.required { " " span .required { "(" (w.required) ")" } }
                }
                @match &param.kind {
                    ParamKind::Concept(_) => {
                        select id=(id) name=(param.name) required[param.required] aria-describedby=[described]
                            aria-invalid=[invalid] {
                            option value="" { (w.any) }
                            @for (option, label) in &options {
                                option value=(option) selected[option == value] { (label) }
                            }
                            @if !value.is_empty() && !options.iter().any(|(option, _)| option == value) {
                                option value=(value) selected { (value) }
                            }
                        }
                    },
                    ParamKind::Entity(_) => {
                        input id=(id) name=(param.name) type="text" value=(value) list=(format!("{id}-list"))
                            required[param.required] autocomplete="off" aria-describedby=[described] aria-invalid=[invalid];
                        datalist id=(format!("{id}-list")) {
                            @for (option, label) in &options { option value=(option) { (label) } }
                        }
                        @if let Some(item) = self.site.item(value) { span .meaning { (self.name(&item.labels, value)) } }
                    },
                    ParamKind::Text | ParamKind::Number | ParamKind::Year => {
                        input id=(id) name=(param.name) type="text" value=(value) required[param.required]
                            inputmode=[(param.kind != ParamKind::Text).then_some("decimal")]
                            aria-describedby=[described] aria-invalid=[invalid];
                    },
                }
                @if let Some(wrong) = &wrong { p .error id=(format!("{id}-error")) { (wrong) } }
                @if let Some(hint) = &hint { p .hint id=(format!("{id}-hint")) { (hint) } }
            }
        }
    }

    /// The things that a parameter may mean: id and name, by name.
    fn options(&self, kind: &ParamKind) -> Vec<(String, String)> {
        if matches!(kind, ParamKind::Text | ParamKind::Number | ParamKind::Year) {
            return Vec::new();
        }
        let mut found: BTreeMap<String, String> = BTreeMap::new();
        // The names were read before, so nothing can fail.
        for (id, _) in self.site.names().names(kind).unwrap_or_default() {
            let label = self.label(&id).to_owned();
            found.entry(id).or_insert(label);
        }
        let mut found: Vec<(String, String)> = found.into_iter().collect();
        let collation = self.site.collation(self.lang);
        found.sort_by(|one, other| collation.compare(&one.1, &other.1));
        found
    }

    /// What to write instead of a value that means nothing.
    fn advice(&self, param: &Param, value: &str) -> String {
        let w = &self.words;
        match param.kind {
            ParamKind::Number => return w.number_needed.to_owned(),
            ParamKind::Year => return w.year_needed.to_owned(),
            ParamKind::Text => return String::new(),
            ParamKind::Entity(_) | ParamKind::Concept(_) => {}
        }
        let names = self.site.names().names(&param.kind).unwrap_or_default();
        let candidates = names.iter().flat_map(|(id, name)| [id.as_str(), name.as_str()]);
        let near =
            nearest(value, candidates).and_then(|near| names.iter().find(|(id, name)| id == near || name == near));
        near.map_or_else(|| w.choose.to_owned(), |(id, _)| format!("{} {id} ({})?", w.did_you_mean, self.label(id)))
    }
}
