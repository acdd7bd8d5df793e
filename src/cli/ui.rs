//! The only file that prints: stdout is data for the next program, stderr is talk for people.

#![expect(clippy::print_stderr, reason = "this is the file that talks")]

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use crate::cli::args::Color;
use crate::cli::failure::Failure;
use crate::diagnostic::{Diagnostic, Severity};

/// The terminal, as far as it matters.
#[derive(Clone)]
pub(super) struct Ui {
    color: bool,
}

impl Ui {
    /// Looks at the terminal and NO_COLOR.
    pub(super) fn new(color: Color) -> Self {
        let no_color = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        let color = match color {
            Color::Always => true,
            Color::Never => false,
            Color::Auto => !no_color && io::stderr().is_terminal(),
        };
        Self { color }
    }

    /// Prints clap's help (stdout, 0) or error (stderr, 2).
    pub(super) fn usage(error: &clap::Error) -> ExitCode {
        // A closed pipe is no failure of ours.
        let _ = error.print();
        if error.use_stderr() { ExitCode::from(2) } else { ExitCode::SUCCESS }
    }

    /// Writes data.
    pub(super) fn data(&self, bytes: &[u8]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        out.write_all(bytes)?;
        out.flush()
    }

    /// Writes a value as JSON for people and programs, with a line end.
    pub(super) fn json(&self, value: &impl serde::Serialize) -> io::Result<()> {
        self.data((serde_json::to_string_pretty(value)? + "\n").as_bytes())
    }

    /// The width for tables: that of the terminal, or nothing for a pipe.
    pub(super) fn width(&self) -> Option<usize> {
        if !io::stdout().is_terminal() {
            return None;
        }
        let columns = std::env::var("COLUMNS").ok().and_then(|c| c.parse().ok());
        columns.or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)))
    }

    /// Whether data is shown to a person instead of going to a file or program.
    pub(super) fn shows_data(&self) -> bool {
        io::stdout().is_terminal()
    }

    /// Whether progress may be drawn.
    pub(super) fn draws(&self) -> bool {
        io::stderr().is_terminal()
    }

    /// Says something to the person.
    pub(super) fn note(&self, text: &str) {
        eprintln!("{text}");
    }

    /// Shows a diagnostic with its place and hint.
    pub(super) fn diagnostic(&self, diagnostic: &Diagnostic) {
        eprint!("{}", self.rendered(diagnostic));
    }

    fn rendered(&self, diagnostic: &Diagnostic) -> String {
        let style = if diagnostic.severity == Severity::Error { "1;31" } else { "1;33" };
        let head = self.styled(&format!("{}[{}]", diagnostic.severity, diagnostic.code), style);
        let mut text = format!("{head}: {}\n", diagnostic.message);
        if let Some(place) = &diagnostic.place {
            text.push_str(&format!("  {} {place}\n", self.styled("-->", "1;34")));
        }
        if let Some(place) = &diagnostic.beside {
            text.push_str(&format!("  {} {place}\n", self.styled(":::", "1;34")));
        }
        if let Some(hint) = &diagnostic.hint {
            text.push_str(&format!("  {}: {hint}\n", self.styled("hint", "1;36")));
        }
        text
    }

    fn styled(&self, text: &str, style: &str) -> String {
        if self.color { format!("\u{1b}[{style}m{text}\u{1b}[0m") } else { text.to_owned() }
    }

    /// Shows why a command failed and gives its exit code.
    pub(super) fn fail(&self, failure: &Failure) -> ExitCode {
        match failure {
            Failure::BrokenPipe => {}
            Failure::Data(diagnostics) => diagnostics.iter().for_each(|d| self.diagnostic(d)),
            Failure::Usage { message, hint } | Failure::Environment { message, hint } => {
                eprintln!("{}: {message}", self.styled("error", "1;31"));
                if let Some(hint) = hint {
                    eprintln!("  {}: {hint}", self.styled("hint", "1;36"));
                }
            }
        }
        ExitCode::from(failure.code())
    }

    /// Ends the process at once: a query ran past its deadline and did not stop when asked.
    pub(super) fn abort(message: &str) -> ! {
        eprintln!("error: {message}");
        std::process::exit(3)
    }
}
