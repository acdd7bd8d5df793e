//! Names in a language that they are not in: labels in each other's columns, and letters that a language does not have.
//!
//! It looks at letters. Whether Kazakh without a letter of its own is Kazakh, they do not tell.

use oxrdf::vocab::{rdf, rdfs};
use oxrdf::{Literal, Term};

use crate::diagnostic::{Diagnostic, Diagnostics};
use crate::text::{ForeignWord, Lang, character_name, foreign_words, has_kazakh_letter, is_cyrillic, is_latin, words};
use crate::validate::{Tables, Traced, text_fault};
use crate::vocab::skosxl;

/// The labels of a thing in the three languages, with where they stand.
pub(super) type Labelled<'a, T> = [Option<(&'a str, T)>; 3];

/// `L003` (warning): a label, another name or a text of a claim has a letter that its language does not have, of its own
/// script or of another, a label in
/// Kazakh or Russian has none of Cyrillic and is not the English one, or two labels are swapped.
pub(super) fn check(tables: &Tables<'_>, diagnostics: &mut Diagnostics) {
    for (_, items) in tables.subjects() {
        let mut labels: Labelled<'_, &Traced> = [None; 3];
        for item in items {
            let Some((lang, text)) = in_a_language(&item.triple.object) else { continue };
            if item.triple.predicate == rdfs::LABEL {
                labels[lang as usize] = Some((text, item));
            } else if item.triple.predicate == skosxl::LITERAL_FORM || item.triple.predicate == rdf::OBJECT {
                // What is wrong with the text itself comes first.
                if let Some(found) = foreign_words(text, lang).next().filter(|_| text_fault(text).is_none()) {
                    push(tables, item, foreign(found, lang, "text"), diagnostics);
                }
            }
        }
        for (item, diagnostic) in of_labels(&labels, &|lang| format!("label_{lang}")) {
            push(tables, item, diagnostic, diagnostics);
        }
    }
}

fn push(tables: &Tables<'_>, item: &Traced, mut diagnostic: Diagnostic, diagnostics: &mut Diagnostics) {
    diagnostic.place = tables.place(item.origin);
    diagnostics.push(diagnostic);
}

pub(super) fn in_a_language(term: &Term) -> Option<(Lang, &str)> {
    let literal: &Literal = match term {
        Term::Literal(literal) => literal,
        Term::NamedNode(_) | Term::BlankNode(_) => return None,
    };
    Some((literal.language()?.parse().ok()?, literal.value()))
}

/// What is wrong with the labels of one thing: a swap is one mistake, whatever else it looks like. `named` is what a label
/// in a language is called where it stands.
pub(super) fn of_labels<T: Copy>(labels: &Labelled<'_, T>, named: &dyn Fn(Lang) -> String) -> Vec<(T, Diagnostic)> {
    let swap = |one: Lang, other: Lang, why: &str| {
        let message = format!("the labels in {} and {} are probably swapped: {why}", one.name(), other.name());
        Diagnostic::warning("L003", message).hint(format!("swap `{}` and `{}`", named(one), named(other)))
    };
    let label = |lang: Lang| labels[lang as usize].filter(|(text, _)| text_fault(text).is_none());
    let text = |lang: Lang| label(lang).map_or("", |(text, _)| text);
    let (kazakh, russian, english) = (label(Lang::Kk), label(Lang::Ru), text(Lang::En));
    let mut found = Vec::new();
    let english_is_cyrillic = foreign_words(english, Lang::En).any(|found| is_cyrillic(found.letter));
    let mut swapped = Vec::new();
    for lang in [Lang::Ru, Lang::Kk] {
        if let (Some((other, _)), Some((_, item))) = (label(lang), label(Lang::En))
            && swapped.is_empty()
            && english_is_cyrillic
            && is_latin(other)
        {
            swapped.extend([lang, Lang::En]);
            found.push((item, swap(lang, Lang::En, "the English one is in Cyrillic letters")));
        }
    }
    if let (Some((in_kazakh, _)), Some((in_russian, item))) = (kazakh, russian)
        && swapped.is_empty()
        && !has_kazakh_letter(in_kazakh)
        && !is_latin(in_kazakh)
        && let Some(ForeignWord { word, letter }) =
            foreign_words(in_russian, Lang::Ru).find(|f| has_kazakh_letter(f.word))
    {
        swapped.extend([Lang::Kk, Lang::Ru]);
        let why = format!("`{word}` has the letter `{letter}`, which Russian does not have");
        found.push((item, swap(Lang::Kk, Lang::Ru, &why)));
    }
    for lang in Lang::ALL.into_iter().filter(|lang| !swapped.contains(lang)) {
        let Some((own, item)) = label(lang) else { continue };
        // A name that Russian takes from Kazakh as it is stands in the Kazakh label too; a whole label does not.
        let known = if lang == Lang::Ru && own != text(Lang::Kk) { words(text(Lang::Kk)) } else { Vec::new() };
        let is_known = |word: &str| words(word).iter().all(|word| known.contains(word));
        if let Some(odd) = foreign_words(own, lang).find(|odd| !is_known(odd.word)) {
            found.push((item, foreign(odd, lang, "label")));
        } else if lang != Lang::En && is_latin(own) && !english.is_empty() {
            let in_english = words(english);
            if !words(own).iter().all(|word| in_english.contains(word)) {
                let message = format!("the label in {} has no Cyrillic letter", lang.name());
                let hint =
                    "write it in that language; a name that is the same everywhere stands in the English label too";
                found.push((item, Diagnostic::warning("L003", message).hint(hint)));
            }
        }
    }
    found
}

fn foreign(found: ForeignWord<'_>, lang: Lang, what: &str) -> Diagnostic {
    let ForeignWord { word, letter } = found;
    let message = format!("`{word}` has the letter `{letter}`, which {} does not have", lang.name());
    Diagnostic::warning("L003", message).hint(format!(
        "it is {}: write the {what} in {}, and put a name in another language between quotation marks",
        character_name(letter),
        lang.name()
    ))
}
