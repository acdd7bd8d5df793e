//! Where quotes open and close, byte by byte, as the reader of cells takes them: what it passes over in silence is noticed.

use crate::csvw::Dialect;
use crate::csvw::dialect::Trim;

/// Follows the quotes of a file, line by line.
#[derive(Clone, Debug)]
pub(super) struct Quoting {
    delimiter: u8,
    quote: Option<u8>,
    /// What makes a quote inside quotes plain: another quote, or this.
    escape: Option<u8>,
    /// Whether blanks after a closing quote are trimmed away.
    trims: bool,
    state: State,
    /// The number of the cell in its row, from 0.
    cell: u64,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    /// A cell begins.
    Start,
    /// Inside a cell without quotes, or behind its quotes.
    Plain,
    /// Inside quotes.
    Quoted,
    /// Inside quotes, after the sign that makes the next one plain.
    Escaped,
    /// After a quote that closes, unless another follows.
    Closing,
}

impl Quoting {
    /// At the beginning of a file whose cells are parted by `delimiter`.
    pub(super) fn new(dialect: &Dialect, delimiter: u8) -> Self {
        Self {
            delimiter,
            quote: dialect.quote,
            escape: (!dialect.double_quote).then_some(b'\\'),
            trims: matches!(dialect.trim, Trim::Both | Trim::End),
            state: State::Start,
            cell: 0,
        }
    }

    /// Whether the file, as far as it was followed, ends inside quotes.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.state, State::Quoted | State::Escaped)
    }

    /// Follows a line with its end. `stray` is told the number of each cell that goes on after its closing quote.
    pub(super) fn line(&mut self, line: &[u8], mut stray: impl FnMut(u64)) {
        let Some(quote) = self.quote else { return };
        // Most lines have no quotes, and leave the reader where it was.
        if self.state == State::Start && self.cell == 0 && line.ends_with(b"\n") && !line.contains(&quote) {
            return;
        }
        for byte in line {
            let ends_row = matches!(*byte, b'\n' | b'\r');
            self.state = match self.state {
                State::Quoted if Some(*byte) == self.escape => State::Escaped,
                State::Quoted if *byte == quote => State::Closing,
                State::Quoted | State::Escaped => State::Quoted,
                State::Closing if *byte == quote && self.escape.is_none() => State::Quoted,
                State::Start if *byte == quote => State::Quoted,
                _ if *byte == self.delimiter => {
                    self.cell += 1;
                    State::Start
                }
                _ if ends_row => {
                    self.cell = 0;
                    State::Start
                }
                State::Closing if self.trims && byte.is_ascii_whitespace() => State::Closing,
                State::Closing => {
                    stray(self.cell);
                    State::Plain
                }
                State::Start | State::Plain => State::Plain,
            };
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Quoting;
    use crate::csvw::Dialect;

    fn strays(text: &str, dialect: &Dialect) -> (Vec<u64>, bool) {
        let mut quoting = Quoting::new(dialect, b',');
        let mut found = Vec::new();
        text.split_inclusive('\n').for_each(|line| quoting.line(line.as_bytes(), |cell| found.push(cell)));
        (found, quoting.is_open())
    }

    #[test]
    fn cells_that_go_on_after_their_quotes_are_noticed() {
        let dialect = Dialect::default();
        for (text, found, open) in [
            ("a,b\n1,2\n", vec![], false),
            ("\"a\",\"b \"\"c\"\"\"\n", vec![], false),
            ("\"a\nb\",c\r\n", vec![], false),
            ("\"a\"b,c\n", vec![0], false),
            ("x,\"a\" \n", vec![1], false),
            ("x,\"a \\\"b\\\" c\"\n", vec![1], false),
            ("x,a \"b\" c\n1,5\" y\n", vec![], false),
            ("x,\"a\n", vec![], true),
        ] {
            assert_eq!(strays(text, &dialect), (found, open), "{text}");
        }
        let escaping = Dialect { double_quote: false, ..Dialect::default() };
        assert_eq!(strays("x,\"a \\\"b\\\" c\"\n", &escaping), (vec![], false));
    }
}
