//! Files as they are read: plain ones, to the end that they have when they are opened. What is in them is not known here.
//!
//! A named pipe would keep a reader waiting for ever, and so would a device or a file that grows while it is read.

use std::fs::{self, File};
use std::io::{self, Read, Take};
use std::path::Path;

/// The largest file that is read as a whole, in bytes, where people write what stands in it.
pub const LARGEST: u64 = 256 << 20;

/// The mark that some editors put before a text in UTF-8.
const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// What something is that is no plain file; none for one, and for what is not there.
#[must_use]
pub fn no_file(path: &Path) -> Option<&'static str> {
    fs::metadata(path).ok().and_then(|about| other(about.file_type()))
}

#[cfg(unix)]
fn other(kind: fs::FileType) -> Option<&'static str> {
    use std::os::unix::fs::FileTypeExt;
    let kinds = [
        (kind.is_file(), None),
        (kind.is_dir(), Some("a folder")),
        (kind.is_fifo(), Some("a named pipe")),
        (kind.is_socket(), Some("a socket")),
    ];
    kinds.into_iter().find(|(is, _)| *is).map_or(Some("a device"), |(_, name)| name)
}

#[cfg(not(unix))]
fn other(kind: fs::FileType) -> Option<&'static str> {
    match (kind.is_file(), kind.is_dir()) {
        (true, _) => None,
        (_, true) => Some("a folder"),
        _ => Some("a device"),
    }
}

/// Opens a plain file, to be read as far as it reaches now.
///
/// # Errors
/// An error of the system; `InvalidInput` for what is no plain file.
pub fn open(path: &Path) -> io::Result<Take<File>> {
    // Looked at first: opening a pipe would wait for somebody who writes.
    if let Some(kind) = no_file(path) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, format!("it is {kind}, not a file")));
    }
    let file = File::open(path)?;
    let length = file.metadata()?.len();
    Ok(file.take(length))
}

/// The bytes of a plain file of up to [`LARGEST`].
///
/// # Errors
/// As [`open`]; `FileTooLarge` for one that is larger.
pub fn read(path: &Path) -> io::Result<Vec<u8>> {
    let mut file = open(path)?;
    if file.limit() > LARGEST {
        let why = format!("it is larger than {} MiB", LARGEST >> 20);
        return Err(io::Error::new(io::ErrorKind::FileTooLarge, why));
    }
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Bytes without the mark that some editors put before a text in UTF-8.
#[must_use]
pub fn unmarked(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(BYTE_ORDER_MARK.as_bytes()).unwrap_or(bytes)
}

/// A text without that mark.
#[must_use]
pub fn unmarked_text(text: &str) -> &str {
    text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text)
}

/// Whether bytes that should be a text in UTF-8 are one in UTF-16: no text has zero bytes.
#[must_use]
pub fn is_utf_16(bytes: &[u8]) -> bool {
    bytes.starts_with(&[0xFF, 0xFE])
        || bytes.starts_with(&[0xFE, 0xFF])
        || bytes.iter().take(256).any(|byte| *byte == 0)
}

#[cfg(test)]
mod tests {
    use super::{is_utf_16, no_file, open, read, unmarked_text};
    use std::fs;
    use std::io::{Read, Write};

    #[test]
    fn a_file_that_grows_ends_where_it_ended() {
        let folder = tempfile::tempdir().expect("a folder");
        let path = folder.path().join("growing");
        fs::write(&path, "abc").expect("written");
        let mut opened = open(&path).expect("opens");
        fs::File::options().append(true).open(&path).and_then(|mut file| file.write_all(b"def")).expect("written");
        let mut text = String::new();
        opened.read_to_string(&mut text).expect("read");
        assert_eq!(text, "abc");
        assert_eq!(read(&path).expect("read"), b"abcdef");
    }

    #[test]
    fn what_is_no_file_is_named() {
        let folder = tempfile::tempdir().expect("a folder");
        assert_eq!(no_file(folder.path()), Some("a folder"));
        assert_eq!(no_file(&folder.path().join("none")), None);
        assert!(read(folder.path()).expect_err("a folder").to_string().contains("a folder, not a file"));
    }

    #[test]
    fn marks_of_encodings_are_seen() {
        assert_eq!(unmarked_text("\u{FEFF}ASK {}"), "ASK {}");
        assert!(is_utf_16(b"\xFF\xFEA\0") && is_utf_16(b"A\0S\0") && !is_utf_16("Әлем".as_bytes()));
    }
}
