//! What a metadata document says, after defaults and inheritance.

use oxrdf::NamedNode;

use crate::csvw::Dialect;
use crate::csvw::datatype::Datatype;
use crate::csvw::metadata::CommonValue;
use crate::csvw::template::Template;

/// Properties that a column inherits from its schema, table and group (Metadata Vocabulary, section 5.7).
#[derive(Clone, Debug, PartialEq)]
pub struct Inherited {
    /// The subject of the cell's triple.
    pub about_url: Option<Template>,
    /// The predicate.
    pub property_url: Option<Template>,
    /// The object, in place of the cell's value.
    pub value_url: Option<Template>,
    /// How the cell's text is read.
    pub datatype: Datatype,
    /// What stands for an empty cell.
    pub default: String,
    /// The language of text; `und` if none is said.
    pub lang: String,
    /// Texts that mean "no value".
    pub null: Vec<String>,
    /// Whether a list keeps its order.
    pub ordered: bool,
    /// Whether the cell may be empty.
    pub required: bool,
    /// Between the values of a list.
    pub separator: Option<String>,
}

/// A column of a table.
#[derive(Clone, Debug, PartialEq)]
pub struct Column {
    /// The name, as templates use it.
    pub name: String,
    /// Whether the metadata gave the name (else it comes from a title or the position).
    pub named: bool,
    /// Titles with their language tags (`und` if none).
    pub titles: Vec<(String, String)>,
    /// Whether it has no cells in the file.
    pub is_virtual: bool,
    /// Whether it yields no triples.
    pub suppress_output: bool,
    /// What is inherited, resolved.
    pub inherited: Inherited,
    /// Annotations in other vocabularies.
    pub common: Vec<(NamedNode, CommonValue)>,
}

impl Column {
    /// What the header calls it: its first title, else its name.
    #[must_use]
    pub fn title(&self) -> &str {
        self.titles.first().map_or(&self.name, |(_, title)| title)
    }
}

/// References from columns of one table to columns of another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ForeignKey {
    /// Names of the referring columns.
    pub columns: Vec<String>,
    /// The absolute URL of the table referred to.
    pub table: String,
    /// The URL of the schema referred to, where the metadata names that instead of a table.
    pub schema: Option<String>,
    /// Names of the columns referred to.
    pub referenced: Vec<String>,
}

/// The columns and keys of a table.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Schema {
    /// Its IRI: its `@id`, or where it was read from.
    pub id: Option<String>,
    /// Whether the metadata lists columns (perhaps none); else they are taken from the file.
    pub described: bool,
    /// Columns, virtual ones last.
    pub columns: Vec<Column>,
    /// Names of the columns whose values together are unique.
    pub primary_key: Vec<String>,
    /// References to other tables.
    pub foreign_keys: Vec<ForeignKey>,
    /// Names of the columns that title a row.
    pub row_titles: Vec<String>,
}

impl Schema {
    /// Whether a column was given this name; only such columns can be referred to.
    #[must_use]
    pub fn has_column(&self, name: &str) -> bool {
        self.columns.iter().any(|column| column.named && column.name == name)
    }
}

/// One table.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// The absolute URL of the CSV file.
    pub url: String,
    /// The table's own IRI, if it has one.
    pub id: Option<String>,
    /// Columns and keys.
    pub schema: Schema,
    /// What columns found only in the file inherit.
    pub inherited: Inherited,
    /// How the file is read.
    pub dialect: Dialect,
    /// Whether it yields no triples.
    pub suppress_output: bool,
    /// Annotations in other vocabularies.
    pub common: Vec<(NamedNode, CommonValue)>,
    /// Notes.
    pub notes: Vec<CommonValue>,
}

/// A group of tables.
#[derive(Clone, Debug, PartialEq)]
pub struct TableGroup {
    /// The group's own IRI, if it has one.
    pub id: Option<String>,
    /// The tables, in the order of the document.
    pub tables: Vec<Table>,
    /// Annotations in other vocabularies.
    pub common: Vec<(NamedNode, CommonValue)>,
    /// Notes.
    pub notes: Vec<CommonValue>,
}
