//! Text as people type it: folding of case and alphabets, words and their inflection, nearness of names, width on a
//! terminal, labels by language, dates, web addresses, what XML can hold, and what nobody sees.
//!
//! It knows languages and letters, not entities.

mod address;
mod alphabet;
mod collate;
mod columns;
mod date;
mod fold;
mod hang;
mod hidden;
mod lang;
mod latin;
mod lookalike;
mod markdown;
mod nearest;
mod phrases;
mod skeleton;
mod spelt_date;
mod stem;
mod width;
mod words;
mod xml;
mod xml_out;

pub use address::{Misspelt, misspelt_address};
pub use alphabet::{ForeignWord, foreign_words, has_kazakh_letter, is_cyrillic, is_latin};
pub use collate::Collation;
pub use columns::{Column, columns};
pub use date::{date, days, no_such_day};
pub use fold::fold;
pub use hang::hang;
pub use hidden::{is_hidden, pictured, quoted, visible};
pub use lang::{Labels, Lang, UnknownLang};
pub use latin::to_latin;
pub use lookalike::{character_name, lookalike};
pub use markdown::markdown;
pub use nearest::nearest;
pub(crate) use phrases::phrases;
pub use skeleton::skeleton;
pub(crate) use skeleton::{add_sounds, each_skeleton, is_letter, settle};
pub use spelt_date::{SpeltDate, spelt_date};
pub use stem::stems;
pub use width::{pad, width, wrap};
pub use words::{is_function_word, words};
pub use xml::{legal, xml};
pub use xml_out::XmlOut;
