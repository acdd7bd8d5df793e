//! What the shipped tables teach: classes and their numbers, which relations tie which classes, which values there are.

use std::collections::{BTreeMap, BTreeSet};
use std::io;
use std::path::Path;

use sauat::pipeline::Input;
use sauat::text::Labels;

/// A row of a table, by the name of the column.
pub(super) type Row = BTreeMap<String, String>;

/// A class of made things.
pub(super) struct Kind {
    /// The table that they stand in.
    pub(super) table: &'static str,
    /// The class.
    pub(super) class: String,
    /// What their ids begin with: the class in small letters.
    pub(super) prefix: String,
    /// The names of the class.
    pub(super) labels: Labels,
    /// How many are shipped.
    pub(super) shipped: u64,
}

/// What a relation leads to.
pub(super) enum Target {
    /// A made thing of the kind with this number.
    Kind(usize),
    /// One of these: concepts of the ontology, countries, regions. Those that are frequent stand here more than once.
    Given(Vec<String>),
    /// A made city, or one of these.
    City(Vec<String>),
}

/// A relation between two classes.
pub(super) struct Pattern {
    /// The number of the subject's kind.
    pub(super) subject: usize,
    /// The relation.
    pub(super) relation: String,
    /// What it leads to.
    pub(super) target: Target,
    /// How many are shipped.
    pub(super) weight: u64,
}

/// A property with a value.
pub(super) struct Attribute {
    /// The number of the kind that has it, or concepts of the ontology that do.
    pub(super) about: Target,
    /// The property.
    pub(super) property: String,
    /// The column that is filled, bound and unit.
    pub(super) filled: [String; 3],
    /// How many are shipped.
    pub(super) weight: u64,
}

/// Everything that is learnt.
pub(super) struct Learnt {
    /// The classes of made things, `City` and `SourceDocument` among them.
    pub(super) kinds: Vec<Kind>,
    /// Rows of places that are kept as they are.
    pub(super) places: Vec<Row>,
    /// Reference data sets that the places are from.
    pub(super) references: Vec<Row>,
    /// Claims of the reference data sets that tie places.
    pub(super) place_relations: Vec<Row>,
    /// Their claims with values.
    pub(super) place_statements: Vec<Row>,
    /// Which regions there are, for made cities.
    pub(super) regions: Vec<String>,
    /// Relations between classes, all but `containedIn`.
    pub(super) patterns: Vec<Pattern>,
    /// Roles by relation, the empty one among them.
    pub(super) roles: BTreeMap<String, Vec<String>>,
    /// Frequencies by relation, the empty one among them.
    pub(super) frequencies: BTreeMap<String, Vec<String>>,
    /// Properties with values.
    pub(super) attributes: Vec<Attribute>,
    /// Kinds of names with the column that is filled.
    pub(super) names: Vec<[String; 2]>,
}

/// The tables of things.
pub(super) const TABLES: [&str; 9] =
    ["organisations", "people", "projects", "works", "documents", "events", "places", "concepts", "sources"];

/// The columns of which one holds the value of a statement.
const VALUES: [&str; 9] = ["text", "text_kk", "text_ru", "text_en", "number", "date", "month", "year", "url"];

impl Learnt {
    /// Reads the shipped tables and the ontology.
    pub(super) fn read(repository: &Path) -> io::Result<Self> {
        let input = Input::read(repository).map_err(|error| io::Error::other(error.to_string()))?;
        let (ontology, _) = sauat::ontology::load(&input.ontology);
        let data = repository.join("data");
        let mut class_of: BTreeMap<String, String> = BTreeMap::new();
        let (mut kinds, mut places, mut references) = (Vec::new(), Vec::new(), Vec::new());
        for table in TABLES {
            let mut counts: BTreeMap<String, u64> = BTreeMap::new();
            for row in rows(&data, table)? {
                *counts.entry(row["class"].clone()).or_default() += 1;
                class_of.insert(row["id"].clone(), row["class"].clone());
                match table {
                    "places" => places.push(row),
                    "sources" if row["class"] == "ReferenceDataset" => references.push(row),
                    _ => {}
                }
            }
            // Of places only cities are made; of sources only documents.
            counts.retain(|class, _| match table {
                "places" => class == "City",
                "sources" => class == "SourceDocument",
                _ => true,
            });
            kinds.extend(counts.into_iter().map(|(class, shipped)| {
                let iri = format!("https://w3id.org/sauat/ontology#{class}");
                let labels = ontology.classes.get(&iri).map(|known| known.labels.clone()).unwrap_or_default();
                Kind { table, prefix: small(&class), class, labels, shipped }
            }));
        }
        let from_reference = |row: &Row| references.iter().any(|reference| reference["id"] == row["source"]);
        let relations = rows(&data, "relations")?;
        let statements = rows(&data, "statements")?;
        let known = Known { kinds: &kinds, class_of: &class_of };
        let by_relation = |column: &str| {
            let mut found: BTreeMap<String, Vec<String>> = BTreeMap::new();
            for row in &relations {
                found.entry(row["relation"].clone()).or_default().push(row[column].clone());
            }
            found
        };
        let learnt = Self {
            patterns: known.patterns(&relations),
            attributes: known.attributes(&statements),
            roles: by_relation("role"),
            frequencies: by_relation("frequency"),
            regions: places.iter().filter(|row| row["class"] == "Region").map(|row| row["id"].clone()).collect(),
            place_relations: relations.iter().filter(|row| from_reference(row)).cloned().collect(),
            place_statements: statements.iter().filter(|row| from_reference(row)).cloned().collect(),
            names: rows(&data, "names")?.iter().map(|row| [row["kind"].clone(), filled(row, "name_")]).collect(),
            kinds,
            places,
            references,
        };
        Ok(learnt)
    }

    /// The number of a kind.
    pub(super) fn kind(&self, class: &str) -> Option<usize> {
        self.kinds.iter().position(|kind| kind.class == class)
    }
}

/// A kind, a property, and what of its row is filled.
type Filled<'a> = (Option<usize>, &'a str, [String; 3]);

/// The classes of shipped things.
struct Known<'a> {
    kinds: &'a [Kind],
    class_of: &'a BTreeMap<String, String>,
}

impl Known<'_> {
    fn kind(&self, id: &str) -> Option<usize> {
        let class = self.class_of.get(id)?;
        self.kinds.iter().position(|kind| kind.class == *class)
    }

    /// Which relations tie which classes.
    fn patterns(&self, relations: &[Row]) -> Vec<Pattern> {
        // By relation, class of the subject, and class of the object (none for concepts).
        let mut found: BTreeMap<(&str, usize, Option<&str>), Vec<String>> = BTreeMap::new();
        for row in relations.iter().filter(|row| row["relation"] != "containedIn") {
            let Some(subject) = self.kind(&row["from"]) else { continue };
            let class = self.class_of.get(&row["to"]).map(String::as_str);
            found.entry((&row["relation"], subject, class)).or_default().push(row["to"].clone());
        }
        let patterns = found.into_iter().map(|((relation, subject, _), given)| {
            let weight = given.len() as u64;
            let target = match self.kind(&given[0]) {
                Some(kind) if self.kinds[kind].class == "City" => Target::City(given),
                Some(kind) => Target::Kind(kind),
                None => Target::Given(given),
            };
            Pattern { subject, relation: relation.to_owned(), target, weight }
        });
        patterns.collect()
    }

    /// Which properties have which values. Of cities only where they lie is made.
    fn attributes(&self, statements: &[Row]) -> Vec<Attribute> {
        let mut found: BTreeMap<Filled<'_>, Vec<String>> = BTreeMap::new();
        let cities = self.kinds.iter().position(|kind| kind.class == "City");
        for row in statements {
            let kind = self.kind(&row["about"]);
            let place = kind == cities && row["property"] != "wkt";
            if place || (kind.is_none() && self.class_of.contains_key(&row["about"])) {
                continue;
            }
            let column = VALUES.iter().find(|column| !row[**column].is_empty()).map_or("", |column| column);
            let filled = [column.to_owned(), row["bound"].clone(), row["unit"].clone()];
            found.entry((kind, &row["property"], filled)).or_default().push(row["about"].clone());
        }
        let attributes = found.into_iter().map(|((kind, property, filled), given)| {
            let weight = given.len() as u64;
            let about = kind.map_or(Target::Given(given), Target::Kind);
            Attribute { about, property: property.to_owned(), filled, weight }
        });
        attributes.collect()
    }
}

/// The rows of a shipped table.
fn rows(data: &Path, table: &str) -> io::Result<Vec<Row>> {
    let mut reader = csv::Reader::from_path(data.join(format!("{table}.csv")))?;
    let rows: Result<Vec<Row>, csv::Error> = reader.deserialize().collect();
    Ok(rows?)
}

/// The filled column of those that begin with `start`.
fn filled(row: &Row, start: &str) -> String {
    let column = row.iter().find(|(column, value)| column.starts_with(start) && !value.is_empty());
    column.map(|(column, _)| column.clone()).unwrap_or_default()
}

/// `InternationalNgo` as `international-ngo`.
fn small(class: &str) -> String {
    let mut text = String::new();
    for letter in class.chars() {
        if letter.is_uppercase() && !text.is_empty() {
            text.push('-');
        }
        text.extend(letter.to_lowercase());
    }
    text
}

/// All relations of patterns, each once.
pub(super) fn relations(patterns: &[Pattern]) -> BTreeSet<&str> {
    patterns.iter().map(|pattern| pattern.relation.as_str()).collect()
}
