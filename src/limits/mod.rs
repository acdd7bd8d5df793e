//! How much is read and made: what is longer, larger or deeper is refused where it is read, with its place.
//!
//! The numbers stand here and nowhere else; the guide `docs/limits.md` lists them with what happens beyond each, and a test holds
//! the two together. What a server allows its clients is an option of the server, and stands in its description. Files of RDF
//! are read through [`rdf_reader`], so that no reader gets what it could not bear. It knows no format but by its brackets.

mod rdf;
mod xml;

pub use rdf::{Beyond, rdf_reader};

/// Declares the limits, and the list of them.
macro_rules! limits {
    ($($(#[$doc:meta])* $name:ident = $value:expr;)*) => {
        $($(#[$doc])* pub const $name: usize = $value;)*

        /// All limits by name, in the order of the guide.
        pub const ALL: &[(&str, usize)] = &[$((stringify!($name), $name)),*];
    };
}

limits! {
    /// The longest text of a query, a rule or a question, in bytes.
    QUERY_BYTES = 1 << 20;
    /// How deep the brackets of a query may stand in each other, and the longest run of prefix operators.
    QUERY_BRACKETS = 100;
    /// How deep calls of functions that have an argument more or less (REGEX, REPLACE, SUBSTR, GROUP_CONCAT) may stand in each other:
    /// the parser reads the arguments of each twice.
    QUERY_CALLS = 12;
    /// The operators, unions, filters and the like of a query.
    QUERY_PARTS = 100_000;
    /// The levels of a query: patterns and expressions inside of each other, patterns of one group, steps of a path.
    QUERY_LEVELS = 500;
    /// The longest text that an expression of a query or a rule may make, in bytes.
    MADE_TEXT_BYTES = 16 << 20;
    /// The rounds in which rules run.
    RULE_ROUNDS = 64;
    /// The triples that a rule may add in one round.
    RULE_TRIPLES = 5_000_000;
    /// The steps of an explanation on one way down.
    PROOF_STEPS = 1_000;
    /// How deep shapes and their paths may stand in each other.
    SHAPE_LEVELS = 100;
    /// The longest row of a table, in bytes.
    ROW_BYTES = 1 << 20;
    /// The longest metadata of tables, in bytes.
    METADATA_BYTES = 16 << 20;
    /// How deep the brackets of metadata may stand in each other.
    METADATA_BRACKETS = 127;
    /// The longest URI template of metadata, in bytes.
    TEMPLATE_BYTES = 64 << 10;
    /// The longest address that a template may expand to, in bytes.
    ADDRESS_BYTES = 64 << 10;
    /// The longest file of the ontology, in bytes.
    ONTOLOGY_BYTES = 64 << 20;
    /// How deep brackets, lists and elements of a file of RDF may stand in each other.
    RDF_BRACKETS = 100;
    /// The attributes and namespaces of one element of RDF/XML.
    XML_ATTRIBUTES = 500;
    /// The longest start tag of RDF/XML, in bytes.
    XML_TAG_BYTES = 1 << 20;
}
