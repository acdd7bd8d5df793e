//! The tables of a folder: their metadata, and their conversion to triples that know their cells.

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Read};

use oxrdf::{NamedOrBlankNode, NamedOrBlankNodeRef, Triple, TripleRef};

use crate::csvw::{self, Column, Row, TableGroup, TripleSink};
use crate::diagnostic::{Diagnostic, Diagnostics, Place, Severity};
use crate::files;
use crate::iri::{Graph, Space};
use crate::pipeline::input::METADATA;
use crate::pipeline::{Input, PipelineError, Reader};
use crate::validate::{self, Tables, Traced};
use crate::vocab::{sauat, skosxl, void};

/// The folder of tables, as an address that relative URLs in the metadata are resolved against.
const DATA: &str = "file:///data/";

/// The table group of a folder, from the bytes of its metadata.
pub(super) fn group(reader: &Reader, metadata: &[u8]) -> (Option<TableGroup>, Diagnostics) {
    let fetch = |url: &str| reader.bytes(&local(url)?).ok();
    csvw::parse(files::unmarked(metadata), &format!("{DATA}csv-metadata.json"), METADATA, &fetch)
}

/// The table group and the namespace that it declares by `void:uriSpace`.
pub(super) fn metadata(input: &Input) -> (Option<TableGroup>, Option<Space>, Diagnostics) {
    let (group, found) = group(&input.reader, &input.metadata);
    let mut diagnostics = Diagnostics::new();
    diagnostics.extend(found.iter().cloned().map(without_holes));
    let Some(group) = group else { return (None, None, diagnostics) };
    let space = declared_space(&group);
    if space.is_none() {
        diagnostics.push(
            Diagnostic::error("M006", "the metadata does not declare the namespace of the entities")
                .at(Place::file(METADATA))
                .hint("add `\"void:uriSpace\": \"https://example.org/id/\"` to the table group"),
        );
    }
    (Some(group), space, diagnostics)
}

/// `M007`: CSV on the Web lets a processor leave a variable out that names no column; an address with a hole in it is no
/// address of a dataset.
fn without_holes(found: Diagnostic) -> Diagnostic {
    match (found.code, &found.about) {
        ("M004", Some(_)) => Diagnostic { code: "M007", severity: Severity::Error, ..found }
            .hint("name a column of the table, or take the braces away"),
        _ => found,
    }
}

/// The namespace that a table group declares, if it is one.
pub(super) fn declared_space(group: &TableGroup) -> Option<Space> {
    let declared = group.common.iter().find(|(p, _)| *p == void::URI_SPACE).and_then(|(_, value)| match value {
        csvw::CommonValue::Literal(literal) => Some(literal.value().to_owned()),
        csvw::CommonValue::Node(node) => node.id.as_ref().map(|iri| iri.as_str().to_owned()),
    });
    Space::new(&declared?).ok()
}

/// The path of a table's URL from the folder; `None` for a URL that leads out of `data/`.
fn local(url: &str) -> Option<String> {
    let name = unescaped(url.strip_prefix(DATA)?)?;
    let plain =
        !name.is_empty() && !name.contains(['\\', ':', '\0']) && name.split('/').all(|p| !matches!(p, "" | "." | ".."));
    plain.then(|| format!("data/{name}"))
}

pub(super) fn convert(
    input: &Input,
    group: &TableGroup,
    collected: &mut Collected,
) -> Result<csvw::Conversion, PipelineError> {
    let (reader, options) = (&input.reader, options());
    csvw::convert(group, &|url| open(reader, url), &options, collected).map_err(|error| unread(reader, error))
}

/// How tables are read: checked, with what spreadsheets write for a comma.
pub(super) fn options() -> csvw::Options<'static> {
    csvw::Options { mode: csvw::Mode::Minimal, validate: true, guess_delimiter: true, name: &file_name }
}

/// Opens the table at a URL.
pub(super) fn open(reader: &Reader, url: &str) -> io::Result<Option<Box<dyn Read>>> {
    let told = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", file_name(url)));
    local(url).map_or(Ok(None), |name| reader.open(&name).map_err(told))
}

/// An error of reading tables.
pub(super) fn unread(reader: &Reader, error: io::Error) -> PipelineError {
    PipelineError::Read { path: reader.root().join("data"), error }
}

/// The name of a table's file in diagnostics.
pub(super) fn file_name(url: &str) -> String {
    let name = url.strip_prefix(DATA).map(|name| unescaped(name).unwrap_or_else(|| name.to_owned()));
    name.map_or_else(|| url.to_owned(), |name| format!("data/{name}"))
}

/// A part of a URL with what stands for its `%XX`; none if these are no UTF-8, or hide a separator.
fn unescaped(text: &str) -> Option<String> {
    let (mut bytes, mut rest) = (Vec::with_capacity(text.len()), text.bytes());
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => {
                let digit = |byte: u8| char::from(byte).to_digit(16);
                let byte = u8::try_from(digit(rest.next()?)? * 16 + digit(rest.next()?)?).ok()?;
                if matches!(byte, b'/' | b'\\' | 0..=31) { return None } else { byte }
            }
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

/// What the conversion gives.
pub(super) struct Collected {
    pub(super) files: Vec<String>,
    pub(super) columns: Vec<Vec<String>>,
    suppressed: Vec<bool>,
    pub(super) plain: BTreeMap<String, Vec<validate::PlainRow>>,
    pub(super) subjects: Vec<BTreeSet<String>>,
    pub(super) traced: Vec<Traced>,
}

impl Collected {
    pub(super) fn new(group: &TableGroup) -> Self {
        Self {
            files: group.tables.iter().map(|t| file_name(&t.url)).collect(),
            columns: group
                .tables
                .iter()
                .map(|t| t.schema.columns.iter().filter(|c| !c.is_virtual).map(|c| c.title().to_owned()).collect())
                .collect(),
            suppressed: group.tables.iter().map(|t| t.suppress_output).collect(),
            plain: BTreeMap::new(),
            subjects: vec![BTreeSet::new(); group.tables.len()],
            traced: Vec::new(),
        }
    }
}

impl TripleSink for Collected {
    fn triple(&mut self, triple: TripleRef<'_>, origin: Option<csvw::Origin>) {
        if let (Some(origin), NamedOrBlankNodeRef::NamedNode(subject)) = (origin, triple.subject)
            && let Some(subjects) = self.subjects.get_mut(origin.table as usize)
            && !subjects.contains(subject.as_str())
        {
            subjects.insert(subject.as_str().to_owned());
        }
        self.traced.push(Traced { triple: triple.into_owned(), origin });
    }

    fn row(&mut self, table: usize, columns: &[Column], row: &Row<'_>) {
        if self.suppressed.get(table) == Some(&true) {
            let cells = row
                .cells
                .iter()
                .zip(columns)
                .filter_map(|(cell, column)| Some((column.name.clone(), cell.texts()?.join(" "))));
            self.plain.entry(self.files[table].clone()).or_default().push((row.source, cells.collect()));
        }
    }
}

/// The names of the tables whose rows are entities: others refer to their ids.
pub(super) fn defining(group: &TableGroup) -> BTreeSet<String> {
    let is_kind = |column: &Column| {
        column.inherited.property_url.as_ref().is_some_and(|template| template.as_str() == sauat::KIND.as_str())
    };
    let entities = group.tables.iter().filter(|table| table.schema.columns.iter().any(is_kind));
    entities.map(|table| file_name(&table.url)).collect()
}

/// The triples of the tables by graph: claims and names with their citations apart from entities.
pub(super) fn split(tables: &Tables<'_>) -> [(Graph, Vec<Triple>); 2] {
    let cited: BTreeSet<&str> = tables
        .subjects()
        .filter(|(iri, _)| tables.is_a(iri, sauat::CLAIM) || tables.is_a(iri, skosxl::LABEL))
        .map(|(iri, _)| iri)
        .collect();
    let (claims, facts): (Vec<&Traced>, Vec<&Traced>) = tables.traced.iter().partition(|t| match &t.triple.subject {
        NamedOrBlankNode::NamedNode(subject) => cited.contains(subject.as_str()),
        NamedOrBlankNode::BlankNode(_) => false,
    });
    let owned = |list: Vec<&Traced>| list.into_iter().map(|t| t.triple.clone()).collect();
    [(Graph::Facts, owned(facts)), (Graph::Claims, owned(claims))]
}
