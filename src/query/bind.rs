//! Values of parameters as typed terms. A value never becomes part of a query's text.

use oxrdf::vocab::xsd;
use oxrdf::{Literal, NamedNode, Term, Variable};

use crate::iri::is_slug;
use crate::query::{Param, ParamKind, Question};
use crate::store::StoreError;
use crate::text::{Lang, fold, nearest};

/// What a parameter of a question may name: looked up by id or by any of the names.
pub trait Entities {
    /// The IRI of an id, if the entity (of one of the classes) or concept (of the scheme) exists.
    ///
    /// # Errors
    /// [`StoreError`].
    fn by_id(&self, id: &str, kind: &ParamKind) -> Result<Option<NamedNode>, StoreError>;
    /// Ids and names that fit, for matching and suggestions: (id, name).
    ///
    /// # Errors
    /// [`StoreError`].
    fn names(&self, kind: &ParamKind) -> Result<Vec<(String, String)>, StoreError>;
}

/// A parameter that cannot be bound.
#[derive(Debug, thiserror::Error)]
pub enum BindError {
    /// The question has no such parameter.
    #[error("the question has no parameter `{name}`")]
    Unknown {
        /// What was given.
        name: String,
        /// What was probably meant, or what there is.
        hint: String,
    },
    /// The question needs a parameter that was not given.
    #[error("the question needs `--{name}`")]
    Missing {
        /// The parameter.
        name: String,
        /// A value that works.
        hint: String,
    },
    /// The value is none of those the parameter takes.
    #[error("`{value}` is no value of `--{name}`")]
    Value {
        /// The parameter.
        name: String,
        /// What was given, shortened.
        value: String,
        /// What was probably meant.
        hint: String,
    },
    /// The dataset could not be asked what a value means.
    #[error(transparent)]
    Store(#[from] StoreError),
}

impl BindError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> &str {
        match self {
            Self::Unknown { hint, .. } | Self::Missing { hint, .. } | Self::Value { hint, .. } => hint,
            Self::Store(_) => "",
        }
    }
}

/// What every question is given besides its parameters: the language of its answer, as `?lang`.
#[must_use]
pub fn in_language(lang: Lang) -> (Variable, Term) {
    (Variable::new_unchecked("lang"), Literal::new_simple_literal(lang.tag()).into())
}

/// Binds the parameters of a question to `given` values.
///
/// # Errors
/// [`BindError`] for the first parameter that is unknown, missing or has a wrong value.
pub fn bind(
    question: &Question,
    given: &[(String, String)],
    entities: &dyn Entities,
) -> Result<Vec<(Variable, Term)>, BindError> {
    for (name, _) in given {
        if !question.params.iter().any(|p| p.name == *name) {
            let names: Vec<&str> = question.params.iter().map(|p| p.name.as_str()).collect();
            let hint = match nearest(name, names.iter().copied()) {
                Some(near) => format!("did you mean `--{near}`?"),
                None if names.is_empty() => "it takes none".to_owned(),
                None => format!("it takes {}", names.iter().map(|n| format!("`--{n}`")).collect::<Vec<_>>().join(", ")),
            };
            return Err(BindError::Unknown { name: name.clone(), hint });
        }
    }
    let mut bindings = Vec::new();
    for param in &question.params {
        let Some(value) = value_of(param, given) else {
            if param.required {
                let hint =
                    param.example.as_ref().map_or_else(String::new, |e| format!("for example `--{} {e}`", param.name));
                return Err(BindError::Missing { name: param.name.clone(), hint });
            }
            continue;
        };
        bindings.push((Variable::new_unchecked(&param.variable), term(param, value, entities)?));
    }
    in_order(question, given)?;
    Ok(bindings)
}

/// What a parameter was given last, or its default.
fn value_of<'a>(param: &'a Param, given: &'a [(String, String)]) -> Option<&'a str> {
    let value = given.iter().rev().find(|(name, _)| *name == param.name).map(|(_, value)| value.as_str());
    value.or(param.default.as_deref())
}

/// A span of years, which a question takes as `from` and `to`, must not end before it starts.
fn in_order(question: &Question, given: &[(String, String)]) -> Result<(), BindError> {
    let year = |wanted: &str| {
        let param = question.params.iter().find(|param| param.name == wanted && param.kind == ParamKind::Year)?;
        value_of(param, given)?.parse::<i64>().ok()
    };
    match (year("from"), year("to")) {
        (Some(from), Some(to)) if from > to => Err(BindError::Value {
            name: "to".to_owned(),
            value: to.to_string(),
            hint: format!("the span would end before it starts, in {from}"),
        }),
        _ => Ok(()),
    }
}

fn term(param: &Param, value: &str, entities: &dyn Entities) -> Result<Term, BindError> {
    let wrong =
        |hint: String| BindError::Value { name: param.name.clone(), value: value.chars().take(60).collect(), hint };
    match &param.kind {
        ParamKind::Text => Ok(Literal::new_simple_literal(value).into()),
        ParamKind::Number => match value.parse::<oxsdatatypes::Decimal>() {
            Ok(number) => Ok(Literal::from(number).into()),
            Err(_) => Err(wrong("a number is needed, such as 10 or 2.5".to_owned())),
        },
        ParamKind::Year => match value.parse::<i64>() {
            Ok(year) if (1000..=9999).contains(&year) => {
                Ok(Literal::new_typed_literal(year.to_string(), xsd::G_YEAR).into())
            }
            _ => Err(wrong("a year is needed, such as 2024".to_owned())),
        },
        kind @ (ParamKind::Entity(_) | ParamKind::Concept(_)) => {
            if is_slug(value)
                && let Some(iri) = entities.by_id(value, kind)?
            {
                return Ok(iri.into());
            }
            let names = entities.names(kind)?;
            let folded = fold(value);
            let mut found: Vec<&str> =
                names.iter().filter(|(_, n)| fold(n) == folded).map(|(id, _)| id.as_str()).collect();
            found.sort_unstable();
            found.dedup();
            match found.as_slice() {
                [id] => entities.by_id(id, kind)?.map(Term::from).ok_or_else(|| wrong(String::new())),
                [] => Err(wrong(suggest(value, &names))),
                several => Err(wrong(format!("several have this name: {}", several.join(", ")))),
            }
        }
    }
}

/// The most values that a hint lists.
const SHOWN: usize = 8;

fn suggest(value: &str, names: &[(String, String)]) -> String {
    let ids = names.iter().map(|(id, _)| id.as_str());
    if let Some(near) = nearest(value, ids) {
        return format!("did you mean `{near}`?");
    }
    if let Some(near) = nearest(value, names.iter().map(|(_, name)| name.as_str())) {
        let id = names.iter().find(|(_, name)| name == near).map_or("", |(id, _)| id.as_str());
        return format!("did you mean `{id}` ({near})?");
    }
    let mut ids: Vec<&str> = names.iter().map(|(id, _)| id.as_str()).collect();
    ids.sort_unstable();
    ids.dedup();
    let shown = ids.iter().take(SHOWN).copied().collect::<Vec<_>>().join(", ");
    if ids.len() > SHOWN {
        format!("it may be {shown} or one of {} more", ids.len() - SHOWN)
    } else {
        format!("it may be {shown}")
    }
}
