//! Datatypes: which values a cell may have and how its text is read (Metadata Vocabulary, 5.11; Model, 6.4).

mod boolean;
mod bounds;
mod builtin;
mod canonical;
mod datetime;
mod meant;
mod number;
mod pattern;
mod read;
mod value;

pub use builtin::Builtin;
pub(in crate::csvw) use builtin::Family;
pub use meant::Meant;
pub use value::ill_typed;

use oxrdf::NamedNode;

/// A datatype: a built-in one with a format and facets.
#[derive(Clone, Debug, PartialEq)]
pub struct Datatype {
    /// The built-in datatype that it restricts.
    pub base: Builtin,
    /// Its own IRI, used in place of the base's.
    pub id: Option<NamedNode>,
    /// How values are written.
    pub format: Format,
    /// Exact length in characters (bytes for binary).
    pub length: Option<u64>,
    /// Least length.
    pub min_length: Option<u64>,
    /// Greatest length.
    pub max_length: Option<u64>,
    /// Least value allowed.
    pub min_inclusive: Option<String>,
    /// Greatest value allowed.
    pub max_inclusive: Option<String>,
    /// Value below all allowed ones.
    pub min_exclusive: Option<String>,
    /// Value above all allowed ones.
    pub max_exclusive: Option<String>,
}

/// How values of a datatype are written in cells.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Format {
    /// As XML Schema writes them.
    #[default]
    Xsd,
    /// Two words, for true and false.
    Boolean(String, String),
    /// Decimal and group characters, perhaps a pattern of UAX 35.
    Number(number::NumberFormat),
    /// Fields of UAX 35.
    DateTime(datetime::DateTimeFormat),
    /// A regular expression for the whole text.
    Regex(pattern::Pattern),
}

impl Default for Datatype {
    fn default() -> Self {
        Self::of(Builtin::String)
    }
}

impl Datatype {
    /// A built-in datatype without format and facets.
    #[must_use]
    pub fn of(base: Builtin) -> Self {
        let format = match base.family() {
            Family::Integer | Family::Decimal | Family::Double => Format::Number(number::NumberFormat::default()),
            _ => Format::Xsd,
        };
        Self {
            base,
            id: None,
            format,
            length: None,
            min_length: None,
            max_length: None,
            min_inclusive: None,
            max_inclusive: None,
            min_exclusive: None,
            max_exclusive: None,
        }
    }

    /// The regular expression that values must match, as it was written.
    #[must_use]
    pub fn pattern(&self) -> Option<&str> {
        match &self.format {
            Format::Regex(pattern) => Some(pattern.source()),
            _ => None,
        }
    }

    /// The IRI that literals of this datatype carry.
    #[must_use]
    pub fn iri(&self) -> NamedNode {
        self.id.clone().unwrap_or_else(|| self.base.iri().into_owned())
    }
}
