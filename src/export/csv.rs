//! Tables as CSV (RFC 4180 quoting, lines ended by a line feed).

use std::io;

/// Writes a header and rows.
///
/// ```
/// let csv = sauat::export::write_csv(&["id", "name"], [vec!["a".to_owned(), "x, y".to_owned()]]).unwrap();
/// assert_eq!(csv, b"id,name\na,\"x, y\"\n");
/// ```
///
/// # Errors
/// Rows of unequal length.
pub fn write_csv(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> io::Result<Vec<u8>> {
    let mut writer = csv::Writer::from_writer(Vec::new());
    writer.write_record(header)?;
    for row in rows {
        writer.write_record(row)?;
    }
    writer.into_inner().map_err(|error| io::Error::other(error.to_string()))
}
