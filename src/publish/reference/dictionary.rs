//! The data dictionary: every table and column, as the metadata describes them.

use crate::csvw::{Column, CommonValue, Table};
use crate::pipeline::Built;
use crate::publish::page::{Block, Line, Page, code, link, listed, text};
use crate::publish::reference::words::{Words, words};
use crate::text::{Labels, Lang};
use crate::vocab::{dcterms, sauat};

/// The page in a language.
pub(super) fn page(built: &Built, lang: Lang) -> Page {
    let words = words(lang);
    let mut blocks = vec![Block::Paragraph(vec![
        link(format!("ontology.{lang}.html"), words.see_ontology),
        text(". "),
        code("data/csv-metadata.json"),
        text(" (W3C CSV on the Web)."),
    ])];
    for table in &built.metadata.tables {
        let file = table.url.rsplit('/').next().unwrap_or(&table.url);
        blocks.push(Block::Heading(2, file.trim_end_matches(".csv").to_owned(), file.to_owned()));
        let about = described(&table.common).best(lang).unwrap_or_default().to_owned();
        let mut facts = vec![(words.meaning.to_owned(), vec![text(about)])];
        if let Some(entry) = built.tables.get(&format!("data/{file}")) {
            facts.push((words.rows.to_owned(), vec![text(entry.rows.to_string())]));
        }
        if !table.schema.primary_key.is_empty() {
            facts.push((words.key.to_owned(), listed(table.schema.primary_key.iter().map(code))));
        }
        for key in &table.schema.foreign_keys {
            let target = key.table.rsplit('/').next().unwrap_or(&key.table).trim_end_matches(".csv").to_owned();
            let mut line = listed(key.columns.iter().map(code));
            line.extend([text(" → "), link(format!("#{target}"), format!("{target}.csv"))]);
            facts.push((words.refers.to_owned(), line));
        }
        if table.suppress_output {
            facts.push((words.becomes.to_owned(), vec![text(words.no_triples)]));
        } else if let Some(about) = table.schema.columns.first().and_then(|c| c.inherited.about_url.as_ref()) {
            facts.push((words.subject.to_owned(), vec![code(about.as_str())]));
        }
        blocks.push(Block::Facts(facts));
        blocks.push(columns(built, table, lang, &words));
    }
    Page {
        lang,
        name: "dictionary",
        title: words.dictionary.to_owned(),
        summary: words.dictionary_summary.to_owned(),
        blocks,
    }
}

fn columns(built: &Built, table: &Table, lang: Lang, words: &Words) -> Block {
    let header = [words.column, words.meaning, words.kind, words.required, words.becomes].map(str::to_owned).to_vec();
    let row = |column: &Column| {
        let property = column.inherited.property_url.as_ref().map(|template| template.as_str().to_owned());
        let property = property.filter(|_| !column.suppress_output && !table.suppress_output);
        let required = if column.inherited.required { words.yes } else { "" };
        vec![
            vec![code(column.title())],
            vec![text(meaning(built, column, property.as_deref(), lang))],
            kind(column, words),
            vec![text(required)],
            becomes(built, column, property.as_deref(), lang),
        ]
    };
    let shown = table.schema.columns.iter().filter(|column| !column.is_virtual);
    Block::Table { header, rows: shown.map(row).collect() }
}

/// What the metadata says of the column, or else what the ontology says of its property.
fn meaning(built: &Built, column: &Column, property: Option<&str>, lang: Lang) -> String {
    let own = described(&column.common);
    if let Some(text) = own.best(lang) {
        return text.to_owned();
    }
    let property = property.and_then(|iri| built.ontology.properties.get(iri));
    let says = property.and_then(|p| p.comments.best(lang).or_else(|| p.labels.best(lang)));
    says.unwrap_or_default().to_owned()
}

/// The datatype, its format, the language of a text.
fn kind(column: &Column, words: &Words) -> Line {
    let datatype = &column.inherited.datatype;
    let mut line = vec![text(datatype.base.name())];
    if column.inherited.lang != "und" {
        line = vec![text(format!("{}, {}: {}", words.text, words.language, column.inherited.lang))];
    }
    if let Some(format) = datatype.pattern() {
        line.extend([text(", "), code(format)]);
    }
    line
}

/// The property that the column gives, and the address that its values become.
fn becomes(built: &Built, column: &Column, property: Option<&str>, lang: Lang) -> Line {
    let Some(property) = property else { return Vec::new() };
    let shown = built.prefixes.compact(property).unwrap_or_else(|| property.to_owned());
    let mut line = match property.strip_prefix(sauat::NAMESPACE) {
        Some(local) => vec![link(format!("ontology.{lang}.html#{local}"), shown)],
        None => vec![code(shown)],
    };
    if let Some(value) = &column.inherited.value_url {
        line.extend([text(" → "), code(value.as_str())]);
    }
    line
}

/// `dc:description` by language.
fn described(common: &[(oxrdf::NamedNode, CommonValue)]) -> Labels {
    let mut labels = Labels::default();
    for (property, value) in common {
        if *property == dcterms::DESCRIPTION
            && let CommonValue::Literal(literal) = value
        {
            labels.set_from(literal);
        }
    }
    labels
}
