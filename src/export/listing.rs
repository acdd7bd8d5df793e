//! One plain list as a file for spreadsheets: CSV in which no text is a formula, and an Excel workbook.

use std::io;

use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, Url, Workbook, XlsxError};

use crate::export::network::{fitting, guarded, is_link};
use crate::export::write_csv;
use crate::text::width;

/// A list: a title, the day of its data, headings and rows of texts.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// What it lists.
    pub title: String,
    /// The day on which its data came out (`YYYY-MM-DD`).
    pub issued: Option<String>,
    /// The headings.
    pub header: Vec<String>,
    /// The rows, each as long as the header.
    pub rows: Vec<Vec<String>>,
}

/// The list as CSV: UTF-8 with a byte order mark, an apostrophe before what would be read as a formula.
///
/// # Errors
/// Rows of unequal length.
pub fn list_csv(list: &Listing) -> io::Result<Vec<u8>> {
    let header: Vec<String> = list.header.iter().map(|name| guarded(name).into_owned()).collect();
    let header: Vec<&str> = header.iter().map(String::as_str).collect();
    let rows = list.rows.iter().map(|row| row.iter().map(|cell| guarded(cell).into_owned()).collect());
    Ok([b"\xef\xbb\xbf".as_slice(), &write_csv(&header, rows)?].concat())
}

/// The list as an Excel workbook: texts are never formulas, addresses are links.
///
/// # Errors
/// More rows or columns than Excel holds.
pub fn list_xlsx(list: &Listing) -> io::Result<Vec<u8>> {
    written(list).map_err(io::Error::other)
}

fn written(list: &Listing) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    let day = list.issued.as_deref().filter(|date| date.len() == 10).unwrap_or("1970-01-01");
    let created = ExcelDateTime::parse_from_str(day).or_else(|_| ExcelDateTime::from_ymd(1970, 1, 1))?;
    workbook.set_properties(&DocProperties::new().set_title(fitting(&list.title)).set_creation_datetime(&created));
    let sheet = workbook.add_worksheet();
    sheet.set_freeze_panes(1, 0)?;
    let bold = Format::new().set_bold();
    for (column, heading) in (0_u16..).zip(&list.header) {
        sheet.write_string_with_format(0, column, fitting(heading), &bold)?;
        let mut widest = width(heading) + 3;
        for (row, cells) in (1_u32..).zip(&list.rows) {
            let Some(text) = cells.get(usize::from(column)).filter(|text| !text.is_empty()) else { continue };
            widest = widest.max(width(text));
            let text = fitting(text);
            // Excel holds 65,530 links on a sheet; no list of facts comes near.
            if is_link(&text) && row < 10_000 {
                sheet.write_url(row, column, Url::new(&text).set_text(&text))?;
            } else {
                sheet.write_string(row, column, text)?;
            }
        }
        sheet.set_column_width(column, widest.clamp(8, 60) as f64)?;
    }
    workbook.save_to_buffer()
}

#[cfg(test)]
mod tests {
    use super::{Listing, list_csv, list_xlsx};

    #[test]
    fn no_text_is_a_formula() {
        let list = Listing {
            header: vec!["name".to_owned()],
            rows: vec![vec!["=1+1".to_owned()], vec!["@x".to_owned()]],
            ..Listing::default()
        };
        let csv = String::from_utf8(list_csv(&list).expect("written")).expect("UTF-8");
        assert_eq!(csv, "\u{feff}name\n'=1+1\n'@x\n");
        assert_eq!(list_xlsx(&list).expect("written"), list_xlsx(&list).expect("the same again"));
    }
}
