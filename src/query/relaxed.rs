//! What an empty answer comes of: the same question without its filters, one by one and then without all.
//!
//! It knows parameters and counts. Who asks, and with which limits, is another's affair.

use crate::query::Question;
use crate::text::Lang;

/// Rows beyond which it is only said that there are more.
pub const MOST_COUNTED: usize = 10_000;

/// A question with fewer of its parameters.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Relaxed {
    /// The parameters that are left out, with their values.
    pub without: Vec<(String, String)>,
    /// Those that stay.
    pub given: Vec<(String, String)>,
}

/// What to ask again when a question with these parameters had no answer: without each that the question does not need, and,
/// if there are several, without all of them.
///
/// ```
/// use sauat::query::{Question, relaxed};
/// let (question, _) = Question::read("q", "#+ param.from.type: year\n#+ param.to.type: year\n");
/// let given = [("from".to_owned(), "2020".to_owned()), ("to".to_owned(), "2021".to_owned())];
/// let again = relaxed(&question, &given);
/// assert_eq!(again.len(), 3);
/// assert_eq!(again[0].without, given[..1]);
/// assert!(again[2].given.is_empty());
/// ```
#[must_use]
pub fn relaxed(question: &Question, given: &[(String, String)]) -> Vec<Relaxed> {
    let needed = |name: &str| question.params.iter().any(|param| param.name == name && param.required);
    let (kept, free): (Vec<_>, Vec<_>) = given.iter().cloned().partition(|(name, _)| needed(name));
    let mut found: Vec<Relaxed> = free
        .iter()
        .map(|dropped| Relaxed {
            without: vec![dropped.clone()],
            given: given.iter().filter(|pair| *pair != dropped).cloned().collect(),
        })
        .collect();
    if free.len() > 1 {
        found.push(Relaxed { without: free, given: kept });
    }
    found
}

/// Why an answer is empty, in sentences: which filters leave nothing, and how many rows there would be without them; that the
/// sources are silent, if nothing helps. `shown` writes a parameter with its value.
#[must_use]
pub fn why_empty(counted: &[(Relaxed, usize)], shown: impl Fn(&str, &str) -> String, lang: Lang) -> String {
    let rows = |count: usize| match (lang, count) {
        (Lang::En, 1) => "is 1 row".to_owned(),
        (Lang::En, count) if count > MOST_COUNTED => format!("are more than {MOST_COUNTED} rows"),
        (Lang::En, count) => format!("are {count} rows"),
        (_, count) if count > MOST_COUNTED => format!(">{MOST_COUNTED}"),
        (_, count) => count.to_string(),
    };
    let sentence = |(relaxed, count): &(Relaxed, usize)| {
        let names: Vec<String> = relaxed.without.iter().map(|(name, value)| shown(name, value)).collect();
        let (names, rows) = (names.join(", "), rows(*count));
        match (lang, relaxed.without.len()) {
            (Lang::Kk, 1) => format!("{names} шарты ештеңе қалдырмайды: онсыз жол саны — {rows}."),
            (Lang::Kk, _) => format!("{names} шарттары бірге ештеңе қалдырмайды: оларсыз жол саны — {rows}."),
            (Lang::Ru, 1) => format!("Условие {names} не оставляет ничего: без него строк — {rows}."),
            (Lang::Ru, _) => format!("Условия {names} вместе не оставляют ничего: без них строк — {rows}."),
            (Lang::En, 1) => format!("{names} leaves nothing: without it there {rows}."),
            (Lang::En, _) => format!("{names} together leave nothing: without them there {rows}."),
        }
    };
    let helpful = |one: bool| counted.iter().filter(move |(r, count)| *count > 0 && (r.without.len() == 1) == one);
    // That all filters together leave nothing is said only where no single one is at fault.
    let mut sentences: Vec<String> = helpful(true).map(sentence).collect();
    if sentences.is_empty() {
        sentences.extend(helpful(false).map(sentence));
    }
    if sentences.is_empty() {
        return match lang {
            Lang::Kk => "Дереккөздер бұл сұраққа жауап бермейді.",
            Lang::Ru => "Источники не отвечают на этот вопрос.",
            Lang::En => "The sources give no answer to this.",
        }
        .to_owned();
    }
    sentences.join(" ")
}
