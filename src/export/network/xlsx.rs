//! Excel workbooks: nodes, ties and the claims behind them, with headings in the chosen language.
//!
//! Texts are written as texts and are never formulas. Excel's limits hold: a text of more than 32,767 UTF-16 units is
//! cut and ends in `…`, an address is a link only while Excel takes it as one, and more than 1,048,575 rows are refused.
//! The date of creation is the dataset's, so that the same sheet gives the same bytes.

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Url, Workbook, Worksheet, XlsxError};

use crate::export::network::content::{about, ids, nodes, ties};
use crate::export::network::fields::{Cell, Table};
use crate::export::network::sheet::{NetworkFormat, Refusal, Sheet, Written};
use crate::export::network::words::{Words, words};
use crate::text::{Lang, width};

/// Excel.
pub(super) struct Xlsx;

/// The longest text, in UTF-16 units.
const TEXT: usize = 32_767;
/// The longest address of a link, in UTF-16 units.
const ADDRESS: usize = 2_080;
/// The most links on a sheet.
const LINKS: usize = 65_530;
/// The most rows under the heading.
const ROWS: usize = 1_048_575;

/// A heading with its column's cells.
type Columns = Vec<(String, Vec<Option<Cell>>)>;

impl NetworkFormat for Xlsx {
    fn name(&self) -> &'static str {
        "xlsx"
    }

    fn title(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Kk => "Excel кітабы: түйіндер, байланыстар мен тұжырымдар",
            Lang::Ru => "Книга Excel: узлы, связи и утверждения",
            Lang::En => "Excel workbook: nodes, ties and claims",
        }
    }

    fn media_type(&self) -> &'static str {
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    }

    fn write(&self, sheet: &Sheet<'_>) -> Result<Vec<Written>, Refusal> {
        let words = words(sheet.lang);
        let (nodes, ties) = (nodes(sheet), ties(sheet));
        let sheets = [
            (words.nodes, headed(&nodes, &words, &[])),
            (words.ties, tie_columns(&nodes, &ties, sheet, &words)),
            (words.claims, claim_columns(sheet, &words)),
        ];
        let mut workbook = Workbook::new();
        workbook.set_properties(&properties(sheet).map_err(failed)?);
        for (name, columns) in sheets {
            let rows = columns.first().map_or(0, |(_, cells)| cells.len());
            if rows > ROWS {
                let advice = "select fewer, or choose another format";
                return Err(Refusal::TooMuch(format!("Excel: {rows} rows are more than its {ROWS}: {advice}")));
            }
            fill(workbook.add_worksheet(), name, &columns).map_err(failed)?;
        }
        let bytes = workbook.save_to_buffer().map_err(failed)?;
        Ok(vec![Written { suffix: ".xlsx".to_owned(), bytes }])
    }
}

fn failed(error: XlsxError) -> Refusal {
    Refusal::Write(std::io::Error::other(error))
}

fn properties(sheet: &Sheet<'_>) -> Result<DocProperties, XlsxError> {
    let issued = sheet.about.issued.as_deref().filter(|date| date.len() == 10).unwrap_or("1970-01-01");
    let created = ExcelDateTime::parse_from_str(issued).or_else(|_| ExcelDateTime::from_ymd(1970, 1, 1))?;
    let said: Vec<String> = about(sheet).into_iter().map(|(key, text)| format!("{key}: {text}")).collect();
    let mut properties = DocProperties::new()
        .set_title(fitting(sheet.title))
        .set_author(fitting(&sheet.about.authors.join("; ")))
        .set_comment(fitting(&said.join("\n")))
        .set_creation_datetime(&created);
    for (key, text) in about(sheet) {
        properties = properties.set_custom_property(key, cut(&text, 255));
    }
    Ok(properties)
}

fn headed(table: &Table, words: &Words, own: &[&str]) -> Columns {
    let column = |at: usize| table.rows.iter().map(|row| row[at].clone()).collect();
    let columns = table.besides(own).into_iter();
    columns.map(|(at, found)| (words.heading(&found.name).to_owned(), column(at))).collect()
}

/// Ties with the names of their ends and of their relation.
fn tie_columns(nodes: &Table, ties: &Table, sheet: &Sheet<'_>, words: &Words) -> Columns {
    let name = |number: usize| Some(Cell::text(&nodes.get(number, "label")));
    let edges = &sheet.network.edges;
    let mut columns = headed(ties, words, &[]);
    for (heading, cells) in &mut columns {
        if heading == words.certainty || heading == words.modality {
            let named = |cell: &mut Option<Cell>| {
                let name = cell.as_ref().map(Cell::plain);
                *cell = name.map(|id| Cell::text(sheet.network.name(&id, sheet.lang)));
            };
            cells.iter_mut().for_each(named);
        } else if heading == words.label {
            words.relation.clone_into(heading);
        }
    }
    columns.insert(2, (words.from_name.to_owned(), edges.iter().map(|edge| name(edge.source)).collect()));
    columns.insert(4, (words.to_name.to_owned(), edges.iter().map(|edge| name(edge.target)).collect()));
    columns
}

fn claim_columns(sheet: &Sheet<'_>, words: &Words) -> Columns {
    let network = sheet.network;
    let lang = sheet.lang;
    let headings = [
        words.claim,
        words.tie,
        words.from_name,
        words.relation,
        words.to_name,
        words.source,
        words.source_name,
        words.lines,
        words.since,
        words.until,
        words.certainty,
        words.disputed,
        words.role,
        words.frequency,
        words.modality,
    ];
    let mut columns: Columns = headings.map(|heading| (heading.to_owned(), Vec::new())).into();
    for (edge, id) in network.edges.iter().zip(ids(network)) {
        let end = |number: usize| network.nodes.get(number).map_or("", |node| node.label(lang));
        let named = |key: &Option<String>| key.as_deref().map(|key| Cell::text(network.name(key, lang)));
        for claim in &edge.claims {
            let text = |text: &str| Some(Cell::text(text));
            let row = [
                text(&claim.id),
                text(&id),
                text(end(edge.source)),
                text(network.relation_label(&edge.relation, lang)),
                text(end(edge.target)),
                text(&claim.source),
                text(network.name(&claim.source, lang)),
                text(&claim.lines),
                claim.start.as_deref().map(Cell::text),
                claim.end.as_deref().map(Cell::text),
                text(network.name(&claim.certainty, lang)),
                Some(Cell::Truth(claim.disputed)),
                named(&claim.role),
                named(&claim.frequency),
                (!claim.modality.is_empty()).then(|| Cell::text(network.name(&claim.modality, lang))),
            ];
            columns.iter_mut().zip(row).for_each(|((_, cells), cell)| cells.push(cell));
        }
    }
    columns
}

fn fill(worksheet: &mut Worksheet, name: &str, columns: &Columns) -> Result<(), XlsxError> {
    worksheet.set_name(name)?;
    worksheet.set_freeze_panes(1, 1)?;
    let bold = Format::new().set_bold();
    let rows = columns.first().map_or(0, |(_, cells)| cells.len());
    let mut links = 0;
    for (at, (heading, cells)) in columns.iter().enumerate() {
        let at = at as u16;
        worksheet.write_string_with_format(0, at, fitting(heading), &bold)?;
        let mut widest = width(heading) + 3;
        for (row, cell) in cells.iter().enumerate() {
            let row = row as u32 + 1;
            match cell {
                None => {}
                Some(Cell::Integer(count)) => {
                    worksheet.write_number(row, at, *count as f64)?;
                }
                Some(Cell::Number(number)) => {
                    worksheet.write_number(row, at, *number)?;
                }
                Some(Cell::Truth(truth)) => {
                    worksheet.write_boolean(row, at, *truth)?;
                }
                Some(Cell::Text(text)) => {
                    widest = widest.max(width(text));
                    let text = fitting(text);
                    if is_link(&text) && links < LINKS {
                        links += 1;
                        worksheet.write_url(row, at, Url::new(&text).set_text(&text))?;
                    } else {
                        worksheet.write_string(row, at, text)?;
                    }
                }
            }
        }
        worksheet.set_column_width(at, widest.clamp(8, 60) as f64)?;
    }
    if let Some(last) = columns.len().checked_sub(1) {
        worksheet.autofilter(0, 0, rows as u32, last as u16)?;
    }
    Ok(())
}

/// Whether Excel takes a text as the address of a link.
pub(in crate::export) fn is_link(text: &str) -> bool {
    let address = text.starts_with("https://") || text.starts_with("http://");
    let plain = !text.contains(|c: char| c.is_whitespace() || c.is_control() || "\"<>\\^`{|}".contains(c));
    address && plain && text.encode_utf16().count() <= ADDRESS
}

/// A text as a cell takes it: line ends are line feeds, and what is too long is cut.
pub(in crate::export) fn fitting(text: &str) -> String {
    cut(&text.replace("\r\n", "\n").replace('\r', "\n"), TEXT)
}

fn cut(text: &str, most: usize) -> String {
    if text.encode_utf16().count() <= most {
        return text.to_owned();
    }
    let mut units = 0;
    let kept = text.chars().take_while(|c| {
        units += c.len_utf16();
        units < most
    });
    kept.chain(['…']).collect()
}
