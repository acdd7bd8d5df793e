//! Where an answer goes: to the process that listens, in parts; or into memory, for what is made of it here.

use std::io::{self, Write};

use crate::serve::frame::{Tag, message, write};
use crate::serve::job::Head;
use crate::serve::work::query::Out;

/// The parts in which an answer is sent, in bytes.
const PART: usize = 32 << 10;

/// Sends an answer in parts, up to the longest that is allowed.
pub(super) struct Sender<'a> {
    out: &'a mut (dyn Write + Send + 'a),
    part: Vec<u8>,
    left: u64,
}

impl<'a> Sender<'a> {
    pub(super) fn new(out: &'a mut (dyn Write + Send + 'a), longest: u64) -> Self {
        Self { out, part: Vec::new(), left: longest }
    }

    /// Sends what is held back.
    pub(super) fn send(&mut self) -> io::Result<()> {
        if !self.part.is_empty() {
            write(&mut self.out, Tag::Part, &self.part)?;
            self.part.clear();
        }
        self.out.flush()
    }
}

impl Out for Sender<'_> {
    fn begin(&mut self, head: Head) -> io::Result<()> {
        self.out.write_all(&message(Tag::Head, &head)?)
    }
}

impl Write for Sender<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let Some(left) = self.left.checked_sub(bytes.len() as u64) else {
            return Err(io::ErrorKind::FileTooLarge.into());
        };
        self.left = left;
        for piece in bytes.chunks(PART) {
            self.part.extend_from_slice(piece);
            if self.part.len() >= PART {
                write(&mut self.out, Tag::Part, &self.part)?;
                self.part.clear();
            }
        }
        Ok(bytes.len())
    }

    /// The writers flush often; parts are sent when they are full.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Keeps an answer, up to a length.
pub(super) struct Held {
    /// Its head.
    pub(super) head: Head,
    /// Its bytes.
    pub(super) bytes: Vec<u8>,
    longest: usize,
}

impl Held {
    pub(super) fn new(longest: usize) -> Self {
        Self { head: Head::default(), bytes: Vec::new(), longest }
    }
}

impl Out for Held {
    fn begin(&mut self, head: Head) -> io::Result<()> {
        self.head = head;
        Ok(())
    }
}

impl Write for Held {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        if self.bytes.len() + bytes.len() > self.longest {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
