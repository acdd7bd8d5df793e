//! `sauat check`.

use serde::Serialize;

use crate::cli::args::{CheckArgs, CheckFormat};
use crate::cli::failure::Failure;
use crate::cli::store::only_tables;
use crate::cli::ui::Ui;
use crate::cli::watch::Deadline;
use crate::cli::{Cli, coverage};
use crate::diagnostic::{Diagnostic, Severity};
use crate::export::write_csv;
use crate::pipeline::{Checks, Options, Step, run as run_pipeline};
use crate::validate::Citations;

/// Checks the dataset and reports everything that is wrong.
pub(super) fn run(cli: &Cli, args: &CheckArgs, ui: &Ui) -> Result<(), Failure> {
    only_tables(cli, "check")?;
    let sources = args.sources.as_deref();
    let options = Options { checks: Checks::Full, lang: cli.lang, sources, progress: &|_: Step| {} };
    let deadline = Deadline::of_command(args.bounds.timeout, "check");
    let outcome = run_pipeline(&cli.dir, &options)?;
    deadline.finish();
    let findings = if args.coverage { CheckFormat::Text } else { args.format };
    match findings {
        CheckFormat::Text => outcome.diagnostics.iter().for_each(|d| ui.diagnostic(d)),
        CheckFormat::Json => {
            let rows: Vec<Row<'_>> = outcome.diagnostics.iter().map(Row::from).collect();
            ui.json(&rows)?;
        }
        CheckFormat::Csv => ui.data(&csv(&outcome.diagnostics)?)?,
        CheckFormat::Github => {
            let lines: String = outcome.diagnostics.iter().map(github).collect();
            ui.data(lines.as_bytes())?;
        }
    }
    if args.coverage {
        coverage::show(&outcome.labels, args.format, cli.lang, ui)?;
    }
    let errors = outcome.errors();
    let warnings = outcome.diagnostics.len() - errors;
    let tables = outcome.built.as_ref().map_or(0, |b| b.tables.len());
    let rows: u64 = outcome.built.iter().flat_map(|b| b.tables.values()).map(|t| t.rows).sum();
    ui.note(&format!("{rows} rows in {tables} tables: {}, {}", count(errors, "error"), count(warnings, "warning")));
    if let Some(cited) = &outcome.cited {
        ui.note(&confirmed(&cited.own, &cited.shuffled));
    } else if sources.is_some() {
        ui.note("the citations were not compared with the sources: mend the errors above first");
    }
    if outcome.references_unchecked {
        ui.note("references, citations and coverage were not checked: mend the files and rows above first");
    }
    // What was found is printed above, in the format asked for.
    if errors > 0 { Err(Failure::Data(Vec::new())) } else { Ok(()) }
}

/// The share of citations that the sources confirm, source by source, and that of shuffled ones.
fn confirmed(own: &Citations, shuffled: &Citations) -> String {
    let share = |(checked, confirmed): (u64, u64)| {
        if checked == 0 {
            return "none were compared".to_owned();
        }
        // At most a few thousand claims are counted, far below what a float holds exactly.
        let percent = confirmed as f64 * 100.0 / checked as f64;
        format!("{confirmed} of {checked} ({percent:.1} %)")
    };
    let mut text = format!("citations confirmed by their lines: {}\n", share((own.checked, own.confirmed)));
    for (source, counts) in &own.by_source {
        text.push_str(&format!("  {source}: {}\n", share(*counts)));
    }
    text + &format!("with the citations shuffled: {}", share((shuffled.checked, shuffled.confirmed)))
}

/// `1 error`, `2 errors`, `no errors`.
pub(super) fn count(number: usize, what: &str) -> String {
    match number {
        0 => format!("no {what}s"),
        1 => format!("1 {what}"),
        n => format!("{n} {what}s"),
    }
}

/// A finding as programs read it.
#[derive(Serialize)]
struct Row<'a> {
    code: &'a str,
    severity: Severity,
    file: Option<&'a str>,
    row: Option<u64>,
    column: Option<u64>,
    name: Option<&'a str>,
    cell: Option<String>,
    message: &'a str,
    hint: Option<&'a str>,
}

impl<'a> From<&'a Diagnostic> for Row<'a> {
    fn from(diagnostic: &'a Diagnostic) -> Self {
        let place = diagnostic.place.as_ref();
        Self {
            code: diagnostic.code,
            severity: diagnostic.severity,
            file: place.map(|p| p.file.as_str()),
            row: place.and_then(|p| p.row),
            column: place.and_then(|p| p.column),
            name: place.and_then(|p| p.name.as_deref()),
            cell: place.and_then(crate::diagnostic::Place::cell_name),
            message: &diagnostic.message,
            hint: diagnostic.hint.as_deref(),
        }
    }
}

fn csv(diagnostics: &[Diagnostic]) -> std::io::Result<Vec<u8>> {
    let header = ["code", "severity", "file", "row", "column", "name", "cell", "message", "hint"];
    let number = |n: Option<u64>| n.map_or_else(String::new, |n| n.to_string());
    let text = |text: Option<&str>| text.unwrap_or_default().to_owned();
    let cells = diagnostics.iter().map(Row::from).map(|row| {
        vec![
            row.code.to_owned(),
            row.severity.to_string(),
            text(row.file),
            number(row.row),
            number(row.column),
            text(row.name),
            row.cell.unwrap_or_default(),
            row.message.to_owned(),
            text(row.hint),
        ]
    });
    write_csv(&header, cells)
}

/// An annotation of GitHub Actions, which percent-encodes what would end a property.
fn github(diagnostic: &Diagnostic) -> String {
    let escape = |text: &str, property: bool| {
        let text = text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
        if property { text.replace(':', "%3A").replace(',', "%2C") } else { text }
    };
    let mut properties = Vec::new();
    if let Some(place) = &diagnostic.place {
        properties.push(format!("file={}", escape(&place.file, true)));
        properties.extend(place.row.map(|row| format!("line={row}")));
        properties.extend(place.column.filter(|_| place.name.is_none()).map(|column| format!("col={column}")));
    }
    properties.push(format!("title={}", diagnostic.code));
    let cell = diagnostic.place.as_ref().and_then(|p| Some(format!("{} ({}): ", p.name.as_ref()?, p.cell_name()?)));
    let hint = diagnostic.hint.as_ref().map_or_else(String::new, |h| format!(" ({h})"));
    let message = format!("{}{}{hint}", cell.unwrap_or_default(), diagnostic.message);
    format!("::{} {}::{}\n", diagnostic.severity, properties.join(","), escape(&message, false))
}
