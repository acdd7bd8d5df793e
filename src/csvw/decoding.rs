//! Encodings of the Encoding Standard, decoded as a file is read (Metadata Vocabulary, section 5.9, `encoding`).
//!
//! What is no text in its encoding becomes a byte that UTF-8 never has, so that the reader of records, which looks at
//! every cell, can say where it stands.

use std::io::{self, BufRead, BufReader, Read};

use encoding_rs::{Decoder, DecoderResult, Encoding, UTF_8, WINDOWS_1251};

use crate::diagnostic::{Diagnostic, Place};
use crate::text::nearest;

/// Stands for bytes that are no text.
const MALFORMED: u8 = 0xFF;

/// Letters of UTF-8 after which a file is taken for UTF-8: in another encoding they would be a rare chance.
const CERTAIN: usize = 3;

/// The labels of encodings with Cyrillic letters.
const CYRILLIC: [&str; 6] = ["windows-1251", "koi8-r", "koi8-u", "ibm866", "iso-8859-5", "x-mac-cyrillic"];

/// The encoding of a label, if it is one of the Encoding Standard that has an alphabet.
pub(super) fn supported(label: &str) -> Option<&'static Encoding> {
    Encoding::for_label_no_replacement(label.as_bytes())
}

/// What is said of a label that is not.
pub(super) fn unsupported(label: &str) -> String {
    if let Some(near) = nearest(label, CYRILLIC).filter(|_| !label.is_empty()) {
        return format!("the encoding `{label}` is not supported: did you mean `{near}`?");
    }
    format!(
        "the encoding `{label}` is not supported: write a label of the Encoding Standard, such as `utf-8` or `windows-1251`"
    )
}

/// `T002`: bytes that are in another encoding than the one said. UTF-16 and UTF-32 show in the first bytes.
pub(super) fn in_another(start: &[u8], encoding: &'static Encoding, file: &str) -> Option<Diagnostic> {
    let wide = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
    // A mark at the beginning is believed more than the metadata, as the Encoding Standard has it.
    let marked = encoding == UTF_8 && (start.starts_with(b"\xFF\xFE") || start.starts_with(b"\xFE\xFF"));
    let head = &start[..start.len().min(64)];
    let alternating = !wide
        && head.len() >= 4
        && (head.iter().skip(1).step_by(2).all(|b| *b == 0) || head.iter().step_by(2).all(|b| *b == 0));
    let found = |name: &str| {
        Diagnostic::error("T002", format!("this file is in {name}, not in {}", encoding.name())).at(Place::file(file))
    };
    if marked || alternating {
        return Some(found("UTF-16").hint("save it as \"CSV UTF-8\" in the spreadsheet"));
    }
    let utf8 = encoding.is_single_byte() && !start.starts_with(b"\xEF\xBB\xBF") && letters_of_utf8(start) >= CERTAIN;
    utf8.then(|| found("UTF-8").hint("take `encoding` out of the dialect of its table in the metadata"))
}

/// How many letters beyond ASCII there are, if all is UTF-8.
fn letters_of_utf8(bytes: &[u8]) -> usize {
    let text = match std::str::from_utf8(bytes) {
        Ok(text) => text,
        // A letter may be cut in two at the end.
        Err(error) if error.error_len().is_none() => {
            std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default()
        }
        Err(_) => return 0,
    };
    text.chars().filter(|c| !c.is_ascii()).count()
}

/// `T002`: a cell that could not be decoded, without its place.
pub(super) fn undecoded(cell: &[u8], encoding: &'static Encoding) -> Diagnostic {
    let diagnostic = Diagnostic::error("T002", format!("this cell is not {} text", encoding.name()));
    if encoding != UTF_8 {
        let hint = "name the encoding that the file has in the dialect of its table, or save it as \"CSV UTF-8\"";
        return diagnostic.hint(hint);
    }
    let (text, _) = WINDOWS_1251.decode_without_bom_handling(cell);
    // Of Cyrillic in Windows-1251 hardly any byte is a part of UTF-8; a damaged letter among whole ones is something else.
    let whole =
        String::from_utf8_lossy(cell).chars().filter(|c| !c.is_ascii() && *c != char::REPLACEMENT_CHARACTER).count();
    let cyrillic = text.chars().any(|c| matches!(u32::from(c), 0x0400..=0x045F | 0x0490..=0x0491));
    diagnostic.hint(if cyrillic && whole == 0 {
        "the file was probably saved in Windows-1251; save it as \"CSV UTF-8\" in the spreadsheet"
    } else {
        "a letter of it is damaged; type the cell anew, and save the file as \"CSV UTF-8\""
    })
}

/// Text of any encoding as UTF-8.
pub(super) struct Decoding<R> {
    source: BufReader<R>,
    decoder: Decoder,
    out: Vec<u8>,
    served: usize,
    ended: bool,
}

impl<R: Read> Decoding<R> {
    /// Decodes `source`; a byte order mark at its beginning is left out and decides.
    pub(super) fn new(source: BufReader<R>, encoding: &'static Encoding) -> Self {
        Self { source, decoder: encoding.new_decoder(), out: Vec::new(), served: 0, ended: false }
    }

    /// Decodes some more.
    fn fill(&mut self) -> io::Result<()> {
        let input = self.source.fill_buf()?;
        let last = input.is_empty();
        let room = self.decoder.max_utf8_buffer_length_without_replacement(input.len()).unwrap_or(1 << 16).max(16);
        self.out.resize(room, 0);
        self.served = 0;
        let (result, read, written) = self.decoder.decode_to_utf8_without_replacement(input, &mut self.out, last);
        self.out.truncate(written);
        match result {
            DecoderResult::InputEmpty => self.ended = last,
            DecoderResult::OutputFull => {}
            DecoderResult::Malformed(..) => self.out.push(MALFORMED),
        }
        self.source.consume(read);
        Ok(())
    }
}

impl<R: Read> Read for Decoding<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        while self.served == self.out.len() && !self.ended {
            self.fill()?;
        }
        let rest = &self.out[self.served..];
        let count = rest.len().min(out.len());
        out[..count].copy_from_slice(&rest[..count]);
        self.served += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use std::io::{BufReader, Read};

    use super::{Decoding, in_another, supported};

    /// Gives a byte at a time, so that letters are cut wherever they can be.
    struct Slow<'a>(&'a [u8]);

    impl Read for Slow<'_> {
        fn read(&mut self, out: &mut [u8]) -> std::io::Result<usize> {
            let Some((first, rest)) = self.0.split_first() else { return Ok(0) };
            out[0] = *first;
            self.0 = rest;
            Ok(1)
        }
    }

    fn decoded(bytes: &[u8], label: &str) -> Vec<u8> {
        let mut out = Vec::new();
        let encoding = supported(label).expect("an encoding");
        Decoding::new(BufReader::with_capacity(1, Slow(bytes)), encoding).read_to_end(&mut out).expect("readable");
        let mut whole = Vec::new();
        Decoding::new(BufReader::new(bytes), encoding).read_to_end(&mut whole).expect("readable");
        assert_eq!(out, whole, "{label}");
        out
    }

    #[test]
    fn labels_of_the_standard_are_decoded() {
        assert_eq!(decoded(b"\xD1\xE0\xF3\xE0\xF2", "windows-1251"), "Сауат".as_bytes());
        assert_eq!(decoded(b"\xD1\xE0\xF3\xE0\xF2", "CP1251"), "Сауат".as_bytes());
        assert_eq!(decoded(b"\xF3\xC1\xD5\xC1\xD4", "koi8-r"), "Сауат".as_bytes());
        assert_eq!(decoded(b"\x91\xA0\xE3\xA0\xE2", " IBM866 "), "Сауат".as_bytes());
        assert_eq!(decoded(b"caf\xE9", "latin1"), "café".as_bytes());
        assert_eq!(decoded(b"\x93\xFA\x96{", "shift_jis"), "日本".as_bytes());
        let utf16: Vec<u8> = "Сауат".encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(decoded(&utf16, "utf-16"), "Сауат".as_bytes());
        assert_eq!(decoded(&[b"\xFF\xFE", &*utf16].concat(), "windows-1251"), "Сауат".as_bytes());
        assert_eq!(decoded(b"\xEF\xBB\xBFx", "windows-1251"), b"x");
        assert!(["utf-7", "ebcdic", "iso-2022-kr", "foo", ""].into_iter().all(|label| supported(label).is_none()));
    }

    #[test]
    fn what_is_no_text_is_no_utf_8() {
        assert_eq!(decoded(b"a\x81", "shift_jis"), b"a\xFF");
        assert_eq!(decoded(b"a\xFF\xFFb", "euc-kr"), b"a\xFF\xFFb");
        assert_eq!(decoded(b"\x00\xD8a\x00", "utf-16le"), b"\xFFa");
    }

    #[test]
    fn utf_8_called_something_else_is_noticed() {
        let told = |bytes: &[u8], label: &str| in_another(bytes, supported(label).expect("an encoding"), "t.csv");
        assert!(told("id,Сауат\n".as_bytes(), "windows-1251").is_some_and(|d| d.message.contains("is in UTF-8")));
        assert!(told(&"id,Сауат".as_bytes()[..12], "windows-1251").is_some());
        assert!(told(b"id,\xD1\xE0\xF3\xE0\xF2\n", "windows-1251").is_none());
        assert!(told(b"id,name\n", "windows-1251").is_none());
        assert!(told(b"a\0b\0", "windows-1251").is_some_and(|d| d.message.contains("UTF-16")));
        assert!(told(b"a\0b\0", "utf-16").is_none());
    }
}
