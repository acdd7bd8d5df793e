//! Claims with values, and other names: dates, numbers, addresses, titles, in the forms that the shapes ask for.

use std::io;
use std::path::Path;

use sauat::random::Random;
use sauat::text::{Lang, to_latin};

use super::Wanted;
use super::claims::{Citations, certainty, modality, note, rank};
use super::learnt::Target;
use super::relations::Walk;
use super::table::{Table, Written};
use super::things::Things;
use super::words;

const HEADER: [&str; 24] = [
    "id",
    "about",
    "property",
    "text",
    "text_kk",
    "text_ru",
    "text_en",
    "number",
    "bound",
    "unit",
    "date",
    "month",
    "year",
    "url",
    "start",
    "end",
    "source",
    "section",
    "lines",
    "context",
    "rank",
    "certainty",
    "modality",
    "note",
];

/// Writes `statements.csv`.
pub(super) fn write(
    data: &Path,
    things: &Things<'_>,
    citations: &Citations,
    next: &mut u64,
    count: u64,
    wanted: &Wanted,
    written: &mut Written,
) -> io::Result<()> {
    let learnt = things.learnt;
    let mut file = Table::new(data, "statements.csv", &HEADER)?;
    for row in &learnt.place_statements {
        file.row(HEADER.iter().map(|column| row[*column].as_str()))?;
    }
    let mut random = Random::new(wanted.seed ^ 0x57a7);
    let mut walk = Walk::new(learnt.attributes.iter().map(|attribute| attribute.weight));
    for number in 0..count - learnt.place_statements.len() as u64 {
        let attribute = &learnt.attributes[walk.next()];
        let [column, bound, unit] = &attribute.filled;
        let (about, value) = match &attribute.about {
            Target::Kind(kind) => {
                let thing = things.pick(*kind, &mut random);
                let value = value(things, *kind, thing, &attribute.property, column, &mut random);
                (things.id(*kind, thing), value)
            }
            other => {
                let value = plain(&attribute.property, column, "thing", number, &mut random);
                (things.target(other, &mut random), value)
            }
        };
        let citation = citations.next(next, &mut random);
        let id = format!("v{number}");
        let remark = note(&mut random);
        file.row(HEADER.iter().map(|cell| match *cell {
            "id" => id.as_str(),
            "about" => &about,
            "property" => &attribute.property,
            "bound" => bound,
            "unit" => unit,
            "source" => &citation.source,
            "section" => &citation.section,
            "lines" => &citation.lines,
            "context" => &citation.context,
            "rank" => rank(&mut random),
            "certainty" => certainty(&mut random),
            "modality" => modality(&mut random),
            "note" => &remark,
            cell if cell == column => &value,
            _ => "",
        }))?;
    }
    file.end(written)
}

/// A value of a property of a made thing.
fn value(things: &Things<'_>, kind: usize, number: u64, property: &str, column: &str, random: &mut Random) -> String {
    match (property, column) {
        ("title", "text_ru") => things.label(kind, number, Lang::Ru),
        ("title", "text_en") => things.label(kind, number, Lang::En),
        ("title", _) => things.label(kind, number, Lang::Kk),
        _ => plain(property, column, &things.learnt.kinds[kind].prefix, number, random),
    }
}

/// A value that says nothing of its thing but its number. Identifiers are of ranges that are never given out.
fn plain(property: &str, column: &str, prefix: &str, number: u64, random: &mut Random) -> String {
    let mut below = |bound: usize| random.below(bound);
    // What ends does so after it began.
    let year = match property {
        "dateStarted" => 2005 + below(10),
        "dateEnded" => 2015 + below(10),
        _ => 2000 + below(25),
    };
    match (property, column) {
        (_, "year") => year.to_string(),
        (_, "month") => format!("{year}-{:02}", 1 + below(12)),
        (_, "date") => format!("{year}-{:02}-{:02}", 1 + below(12), 1 + below(28)),
        (_, "number") => (1 + below(9)).pow(1 + u32::try_from(below(5)).expect("below five")).to_string(),
        ("doi", _) => format!("https://doi.org/10.5555/made.{prefix}.{number}.{}", below(1000)),
        ("orcid", _) => format!("https://orcid.org/0000-0000-{:04}-{:04}", below(10_000), below(10_000)),
        (_, "url") => format!("https://made.example/{prefix}/{number}/{}", below(1000)),
        ("scopusId", _) => format!("00{:09}", below(1_000_000_000)),
        ("wkt", _) => format!("POINT({}.{:03} {}.{:03})", 47 + below(40), below(1000), 41 + below(14), below(1000)),
        ("pages", _) => {
            let first = 1 + below(300);
            format!("{first}–{}", first + below(20))
        }
        ("volume" | "issue" | "weight", _) => (1 + below(90)).to_string(),
        ("gradeRange", _) => format!("{}-{}", 1 + below(5), 6 + below(6)),
        ("academicYear", _) => format!("{year}-{}", year + 1),
        ("provision", _) => format!("{}-бап, {}-тармақ", 1 + below(60), 1 + below(9)),
        ("contributor", _) => words::name(below(30_000) as u64, 11, Lang::En),
        ("tag", _) => words::about(below(12) as u64, Lang::En).to_owned(),
        _ => format!("/made/{prefix}/{number}/{}", below(1000)),
    }
}

/// Writes `names.csv`.
pub(super) fn names(
    data: &Path,
    things: &Things<'_>,
    citations: &Citations,
    next: &mut u64,
    count: u64,
    wanted: &Wanted,
    written: &mut Written,
) -> io::Result<()> {
    let header = ["id", "entity", "name_kk", "name_ru", "name_en", "name_und", "kind", "source", "lines"];
    let mut file = Table::new(data, "names.csv", &header)?;
    let mut random = Random::new(wanted.seed ^ 0x4a3e);
    let mut walk = Walk::new((0..things.learnt.kinds.len()).map(|kind| things.learnt.kinds[kind].shipped));
    for number in 0..count {
        let [sort, column] = &things.learnt.names[random.below(things.learnt.names.len())];
        let kind = walk.next();
        let thing = things.pick(kind, &mut random);
        let form = form(things, kind, thing, sort, column, &mut random);
        let citation = citations.next(next, &mut random);
        let (id, entity) = (format!("n{number}"), things.id(kind, thing));
        file.row(header.iter().map(|cell| match *cell {
            "id" => id.as_str(),
            "entity" => &entity,
            "kind" => sort,
            "source" => &citation.source,
            "lines" => &citation.lines,
            cell if cell == column => &form,
            _ => "",
        }))?;
    }
    file.end(written)
}

/// Another name of a thing.
fn form(things: &Things<'_>, kind: usize, number: u64, sort: &str, column: &str, random: &mut Random) -> String {
    let lang = match column {
        "name_kk" => Lang::Kk,
        "name_ru" => Lang::Ru,
        _ => Lang::En,
    };
    let (label, name) = (things.label(kind, number, lang), things.name(kind, number, lang));
    match sort {
        "acronym" => {
            let first = |word: &str| word.chars().find(|letter| letter.is_alphabetic());
            let letters: String = label.split_whitespace().filter_map(first).collect();
            letters.to_uppercase()
        }
        "short" => name,
        "transliteration" => to_latin(&things.name(kind, number, Lang::Kk)),
        "misspelling" => {
            let gone = 1 + random.below(name.chars().count() - 1);
            name.chars().enumerate().filter(|(place, _)| *place != gone).map(|(_, letter)| letter).collect()
        }
        _ => format!("{name} {}", things.learnt.kinds[kind].labels.best(lang).unwrap_or("")).trim().to_owned(),
    }
}
