//! What an XML writer of a library writes, made whole: a carriage return as a reference, since a reader would take it for a line
//! feed (XML 1.0, section 2.11), and an error for a character that no XML may hold (section 2.2).

use std::io::{self, Write};

/// Passes XML on.
///
/// ```
/// use std::io::Write;
/// use sauat::text::XmlOut;
/// let mut out = XmlOut::new(Vec::new());
/// out.write_all("<a>one\r\ntwo</a>".as_bytes()).unwrap();
/// assert_eq!(out.into_inner(), b"<a>one&#xD;\ntwo</a>");
/// assert!(XmlOut::new(Vec::new()).write_all(b"<a>\x01</a>").is_err());
/// ```
pub struct XmlOut<W: Write> {
    inner: W,
    /// The last two bytes, which may begin U+FFFE or U+FFFF.
    before: [u8; 2],
}

impl<W: Write> XmlOut<W> {
    /// Begins.
    pub fn new(inner: W) -> Self {
        Self { inner, before: [0; 2] }
    }

    /// What it wrote to.
    pub fn into_inner(self) -> W {
        self.inner
    }
}

impl<W: Write> Write for XmlOut<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut from = 0;
        for (at, byte) in bytes.iter().copied().enumerate() {
            let wrong = match byte {
                b'\t' | b'\n' | b'\r' => None,
                0..=0x1F => Some(u32::from(byte)),
                0xBE | 0xBF if self.before == [0xEF, 0xBF] => Some(0xFF40 + u32::from(byte)),
                _ => None,
            };
            if let Some(code) = wrong {
                let message =
                    format!("XML cannot hold the character U+{code:04X}, which a text has; ask for another format");
                return Err(io::Error::new(io::ErrorKind::InvalidData, message));
            }
            self.before = [self.before[1], byte];
            if byte == b'\r' {
                self.inner.write_all(&bytes[from..at])?;
                self.inner.write_all(b"&#xD;")?;
                from = at + 1;
            }
        }
        self.inner.write_all(&bytes[from..])?;
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.inner.flush()
    }
}
