//! A made dataset in the shape of the shipped one, of any size, written as a stream.
//!
//! What stands beside what is learnt from the shipped tables: which classes are tied by which relations and how often, which
//! properties have which values, which names there are. So everything is of a shape that the ontology allows. Who is who is
//! made: names are put together from syllables and name nobody. Only countries, regions and cities are those of the shipped
//! tables, with the reference data sets they are from; more cities are made. The size x1 has 700 relations, about half the
//! shipped dataset, and everything else grows with it but the sources, which grow with the square root.
//!
//! It holds the shipped tables and one row; an id is worked out from its number. It does not know what the rules infer.

mod attributes;
mod claims;
mod learnt;
mod relations;
mod table;
mod things;
mod words;

use std::fs;
use std::io;
use std::path::Path;

use claims::Citations;
use learnt::Learnt;
use table::Written;
use things::Things;

/// How large, and which of the many.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Wanted {
    /// How many times 700 relations.
    pub(crate) scale: u64,
    /// Another seed makes another dataset of the same shape.
    pub(crate) seed: u64,
}

/// Relations at x1.
const RELATIONS: u64 = 700;
/// Claims with values at x1.
const STATEMENTS: u64 = 155;
/// Other names at x1.
const NAMES: u64 = 54;

/// Writes the dataset folder `out`, which must not have tables yet.
///
/// # Errors
/// What is wrong with the folders, or that `out` has tables.
pub(crate) fn write(repository: &Path, out: &Path, wanted: &Wanted) -> io::Result<Written> {
    let data = out.join("data");
    if data.exists() {
        return Err(io::Error::new(io::ErrorKind::AlreadyExists, "there are tables already; name a new folder"));
    }
    let learnt = Learnt::read(repository)?;
    fs::create_dir_all(&data)?;
    copy(&repository.join("ontology"), &out.join("ontology"))?;
    questions(repository, &out.join("queries"))?;
    fs::write(data.join("csv-metadata.json"), metadata(repository, wanted)?)?;
    let things = Things::new(&learnt, wanted);
    let (relations, statements, names) = (RELATIONS * wanted.scale, STATEMENTS * wanted.scale, NAMES * wanted.scale);
    let cited = relations - learnt.place_relations.len() as u64 + statements - learnt.place_statements.len() as u64;
    let citations = Citations::new(things.sources(), cited + names);
    let mut written = Written { relations, ..Written::default() };
    things.write(&data, &citations, wanted, &mut written)?;
    let mut next = 0;
    relations::write(&data, &things, &citations, &mut next, relations, wanted, &mut written)?;
    attributes::write(&data, &things, &citations, &mut next, statements, wanted, &mut written)?;
    attributes::names(&data, &things, &citations, &mut next, names, wanted, &mut written)?;
    claims::coverage(&data, &citations, &mut written)?;
    claims::tombstones(&data, wanted, &mut written)?;
    Ok(written)
}

/// The shipped metadata under a title that says that all of it is made.
fn metadata(repository: &Path, wanted: &Wanted) -> io::Result<String> {
    let text = fs::read_to_string(repository.join("data/csv-metadata.json"))?;
    let mut metadata: serde_json::Value = serde_json::from_str(&text)?;
    let scale = wanted.scale;
    let titles = [
        ("kk", format!("Ойдан құрастырылған деректер, x{scale}: өлшеуге арналған, шынайы ұйымдар мен адамдар жоқ")),
        ("ru", format!("Вымышленные данные, x{scale}: для измерений, настоящих организаций и людей нет")),
        ("en", format!("Made data, x{scale}: for measurements, with no real organisation or person")),
    ];
    let values: Vec<serde_json::Value> =
        titles.iter().map(|(lang, title)| serde_json::json!({"@value": title, "@language": lang})).collect();
    metadata["dc:title"] = serde_json::Value::Array(values.clone());
    metadata["dc:description"] = serde_json::Value::Array(values);
    Ok(serde_json::to_string_pretty(&metadata)? + "\n")
}

/// Copies a folder with everything in it.
/// Copies the questions, without examples and defaults that name what is not there: anything but numbers and places.
fn questions(repository: &Path, to: &Path) -> io::Result<()> {
    copy(&repository.join("queries"), to)?;
    let places = fs::read_to_string(repository.join("data/places.csv"))?;
    let is_there = |value: &str| value.parse::<f64>().is_ok() || places.contains(&format!("\n{value},"));
    let names_nothing = |line: &str| {
        let given = line.strip_prefix("#+ param.").and_then(|rest| rest.split_once(": "));
        given.is_some_and(|(key, value)| {
            (key.ends_with(".example") || key.ends_with(".default")) && !is_there(value.trim())
        })
    };
    for entry in fs::read_dir(to)? {
        let path = entry?.path();
        let text: String = fs::read_to_string(&path)?
            .lines()
            .filter(|line| !names_nothing(line))
            .map(|line| format!("{line}\n"))
            .collect();
        fs::write(path, text)?;
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> io::Result<()> {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.path().is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
