//! The three languages of every label, and texts given in them.

use std::fmt;
use std::str::FromStr;

use oxrdf::Literal;
use serde::{Deserialize, Serialize};

/// A language of the interface and of labels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Lang {
    /// Kazakh, in Cyrillic.
    Kk,
    /// Russian.
    Ru,
    /// English.
    #[default]
    En,
}

impl Lang {
    /// All, in the order in which they are listed.
    pub const ALL: [Self; 3] = [Self::Kk, Self::Ru, Self::En];

    /// The BCP 47 tag.
    #[must_use]
    pub fn tag(self) -> &'static str {
        match self {
            Self::Kk => "kk",
            Self::Ru => "ru",
            Self::En => "en",
        }
    }

    /// The language's name in English.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Kk => "Kazakh",
            Self::Ru => "Russian",
            Self::En => "English",
        }
    }
}

impl fmt::Display for Lang {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.tag())
    }
}

/// A tag that is none of the three.
#[derive(Debug, thiserror::Error)]
#[error("`{0}` is no language here: write kk, ru or en")]
pub struct UnknownLang(String);

impl FromStr for Lang {
    type Err = UnknownLang;

    fn from_str(tag: &str) -> Result<Self, Self::Err> {
        Self::ALL
            .into_iter()
            .find(|lang| lang.tag().eq_ignore_ascii_case(tag))
            .ok_or_else(|| UnknownLang(tag.to_owned()))
    }
}

/// A text in up to three languages.
///
/// ```
/// use sauat::text::{Labels, Lang};
/// let mut labels = Labels::default();
/// labels.set(Lang::Kk, "сауат");
/// assert_eq!(labels.get(Lang::En), None);
/// assert_eq!(labels.best(Lang::En), Some("сауат"));
/// ```
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Labels {
    /// Kazakh.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kk: Option<String>,
    /// Russian.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ru: Option<String>,
    /// English.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub en: Option<String>,
}

impl Labels {
    /// The text in one language.
    #[must_use]
    pub fn get(&self, lang: Lang) -> Option<&str> {
        match lang {
            Lang::Kk => self.kk.as_deref(),
            Lang::Ru => self.ru.as_deref(),
            Lang::En => self.en.as_deref(),
        }
    }

    /// Sets the text in one language.
    pub fn set(&mut self, lang: Lang, text: impl Into<String>) {
        let slot = match lang {
            Lang::Kk => &mut self.kk,
            Lang::Ru => &mut self.ru,
            Lang::En => &mut self.en,
        };
        *slot = Some(text.into());
    }

    /// Sets the text of a literal whose language is one of the three; any other changes nothing.
    pub fn set_from(&mut self, literal: &Literal) {
        if let Some(lang) = literal.language().and_then(|tag| tag.parse::<Lang>().ok()) {
            self.set(lang, literal.value());
        }
    }

    /// The text in `lang`, or else in English, Russian, Kazakh: whichever there is.
    #[must_use]
    pub fn best(&self, lang: Lang) -> Option<&str> {
        [lang, Lang::En, Lang::Ru, Lang::Kk].into_iter().find_map(|l| self.get(l))
    }

    /// The languages in which the text is missing.
    #[must_use]
    pub fn missing(&self) -> Vec<Lang> {
        Lang::ALL.into_iter().filter(|lang| self.get(*lang).is_none()).collect()
    }
}
