//! The only file that prints: stdout is data for the next program, stderr is talk for people.
//!
//! What comes from a dataset, an engine or the name of a file never steers a terminal: control characters are shown as pictures
//! in all talk, and in data where that goes to a terminal. Files and pipes get the bytes as they are.

use std::io::{self, IsTerminal, Write};
use std::process::ExitCode;

use crate::cli::args::Color;
use crate::cli::failure::Failure;
use crate::diagnostic::{Diagnostic, Severity};
use crate::text::{hang, pictured};

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
        if !error.use_stderr() {
            // A closed pipe is no failure of ours.
            let _ = error.print();
            return ExitCode::SUCCESS;
        }
        let ui = Self::new(Color::Auto);
        let text = error.render();
        // An argument may come from the name of a file, and must not bring colours of its own.
        let steers =
            |argument: std::ffi::OsString| pictured(&argument.to_string_lossy()).as_ref() != argument.to_string_lossy();
        let colored = ui.color && !std::env::args_os().any(steers);
        ui.tell(&if colored { text.ansi().to_string() } else { pictured(&text.to_string()).into_owned() });
        ExitCode::from(2)
    }

    /// Writes data: to files and pipes as it is, to a terminal with pictures of what would steer it.
    pub(super) fn data(&self, bytes: &[u8]) -> io::Result<()> {
        let mut out = io::stdout().lock();
        if out.is_terminal() {
            out.write_all(pictured(&String::from_utf8_lossy(bytes)).as_bytes())?;
        } else {
            out.write_all(bytes)?;
        }
        out.flush()
    }

    /// Writes text for people: on a terminal, lines are broken where it ends.
    pub(super) fn people(&self, text: &str) -> io::Result<()> {
        match self.width() {
            Some(columns) => self.data(hang(&pictured(text), columns).as_bytes()),
            None => self.data(text.as_bytes()),
        }
    }

    /// Writes a value as JSON for people and programs, with a line end.
    pub(super) fn json(&self, value: &impl serde::Serialize) -> io::Result<()> {
        self.data((serde_json::to_string_pretty(value)? + "\n").as_bytes())
    }

    /// The width for tables: that of the terminal, or nothing for a pipe.
    pub(super) fn width(&self) -> Option<usize> {
        if io::stdout().is_terminal() { columns() } else { None }
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
        self.tell(&format!("{}\n", pictured(text)));
    }

    /// Writes lines to stderr, broken where a terminal ends. What is not ours in them is pictured already.
    fn tell(&self, text: &str) {
        let mut stderr = io::stderr();
        // Nobody can be told that nobody can be told: what was asked is done all the same.
        let _ = match columns().filter(|_| stderr.is_terminal()) {
            Some(columns) => write!(stderr, "{}", hang(text, columns)),
            None => write!(stderr, "{text}"),
        };
    }

    /// Shows a diagnostic with its place and hint.
    pub(super) fn diagnostic(&self, diagnostic: &Diagnostic) {
        self.tell(&self.rendered(diagnostic));
    }

    fn rendered(&self, diagnostic: &Diagnostic) -> String {
        let style = if diagnostic.severity == Severity::Error { "1;31" } else { "1;33" };
        let head = self.styled(&format!("{}[{}]", diagnostic.severity, diagnostic.code), style);
        let mut text = format!("{head}: {}\n", pictured(&diagnostic.message));
        if let Some(place) = &diagnostic.place {
            text.push_str(&format!("  {} {}\n", self.styled("-->", "1;34"), pictured(&place.to_string())));
        }
        if let Some(place) = &diagnostic.beside {
            text.push_str(&format!("  {} {}\n", self.styled(":::", "1;34"), pictured(&place.to_string())));
        }
        if let Some(hint) = &diagnostic.hint {
            text.push_str(&format!("  {}: {}\n", self.styled("hint", "1;36"), pictured(hint)));
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
                self.complain(message, hint.as_deref());
            }
        }
        ExitCode::from(failure.code())
    }

    fn complain(&self, message: &str, hint: Option<&str>) {
        let mut text = format!("{}: {}\n", self.styled("error", "1;31"), pictured(message));
        if let Some(hint) = hint {
            text.push_str(&format!("  {}: {}\n", self.styled("hint", "1;36"), pictured(hint)));
        }
        self.tell(&text);
    }

    /// Ends the process at once: it ran past its deadline, or takes more memory than it may.
    pub(super) fn abort(message: &str, hint: &str) -> ! {
        Self::new(Color::Auto).complain(message, Some(hint));
        std::process::exit(3)
    }
}

/// The columns of the terminal: those that the environment names, or those that it has.
fn columns() -> Option<usize> {
    let named = std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok());
    named
        .or_else(|| terminal_size::terminal_size().map(|(width, _)| usize::from(width.0)))
        .filter(|columns| *columns > 0)
}
