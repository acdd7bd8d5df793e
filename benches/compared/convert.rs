//! Tables to N-Triples and nothing else, as a stream: what CSVW says of the cells, no rules, no shapes.

use std::fs::File;
use std::io::{self, BufWriter, Read, Write};
use std::path::Path;

use oxrdf::Triple;
use sauat::csvw::{Mode, Options, Origin, convert, parse};
use serde_json::{Value, json};

use crate::Failure;

/// The folder of tables, as an address that relative URLs in the metadata are resolved against.
const DATA: &str = "file:///data/";

/// Converts the tables of a dataset folder into a file.
pub(crate) fn run(folder: &Path, out: &Path) -> Result<Value, Failure> {
    let data = folder.join("data");
    let metadata = std::fs::read(data.join("csv-metadata.json"))?;
    let (group, found) = parse(&metadata, &format!("{DATA}csv-metadata.json"), "csv-metadata.json", &|_| None);
    let group = group.ok_or_else(|| format!("the metadata cannot be read: {:?}", found.iter().next()))?;
    let open = |url: &str| -> io::Result<Option<Box<dyn Read>>> {
        let name = url.strip_prefix(DATA).ok_or_else(|| io::Error::other("a table outside the folder"))?;
        Ok(Some(Box::new(File::open(data.join(name))?)))
    };
    let options = Options { mode: Mode::Minimal, validate: true, guess_delimiter: true, name: &str::to_owned };
    let mut file = BufWriter::with_capacity(1 << 18, File::create(out)?);
    let (mut triples, mut failed) = (0_u64, None);
    let conversion = convert(&group, &open, &options, &mut |triple: Triple, _: Option<Origin>| {
        triples += 1;
        if failed.is_none() {
            failed = writeln!(file, "{triple} .").err();
        }
    })?;
    failed.map_or(Ok(()), Err)?;
    file.flush()?;
    let rows: u64 = conversion.rows.iter().sum();
    Ok(json!({"triples": triples, "rows": rows, "errors": conversion.diagnostics.errors()}))
}
