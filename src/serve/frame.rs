//! Messages between the server and its workers: a letter, a length of four bytes (big endian), then so many bytes.

use std::io::{self, Read, Write};
use std::time::Duration;

use serde::{Deserialize, Serialize};
use tokio::io::{AsyncRead, AsyncReadExt};

/// The longest message that is believed; a longer one means that the other side is broken.
const LONGEST: u32 = 16 << 20;

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// A worker has read the dataset and waits.
    Ready,
    /// A query for a worker: a [`Job`].
    Job,
    /// The beginning of an answer: a [`Head`].
    Head,
    /// A part of the answer.
    Part,
    /// The end of an answer: an [`End`].
    End,
    /// There is no answer, or no more of it: a [`Problem`].
    Problem,
}

impl Tag {
    fn letter(self) -> u8 {
        match self {
            Self::Ready => b'r',
            Self::Job => b'j',
            Self::Head => b'h',
            Self::Part => b'p',
            Self::End => b'e',
            Self::Problem => b'x',
        }
    }

    fn of(letter: u8) -> io::Result<Self> {
        [Self::Ready, Self::Job, Self::Head, Self::Part, Self::End, Self::Problem]
            .into_iter()
            .find(|tag| tag.letter() == letter)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "a message of no known sort"))
    }
}

/// A query with what its answer may be.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Job {
    /// The text.
    pub(super) query: String,
    /// The graphs that make the default graph; those of the query without.
    pub(super) default_graphs: Vec<String>,
    /// The named graphs.
    pub(super) named_graphs: Vec<String>,
    /// The name of the format for rows and booleans that the client takes; none if it takes none.
    pub(super) rows: Option<String>,
    /// The name of the format for triples.
    pub(super) triples: Option<String>,
    /// How long it may take.
    pub(super) deadline: Duration,
    /// The rows or triples that are wanted; all without.
    pub(super) slice: Option<Slice>,
}

/// Some rows or triples of an answer. The others are counted, but not sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Slice {
    /// How many are passed over.
    pub(super) offset: u64,
    /// How many are sent at most.
    pub(super) most: u64,
    /// How many are counted at most.
    pub(super) counted: u64,
}

/// The beginning of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    /// The media type, with its parameters.
    pub(super) media_type: String,
    /// Whether the same query has the same answer as long as the dataset is the same.
    pub(super) repeatable: bool,
}

/// The end of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct End {
    /// Rows or triples: all that there are, or that were counted.
    pub(super) count: u64,
    /// Whether counting was given up.
    pub(super) more: bool,
    /// What there is to know of the answer, in ASCII.
    #[serde(default)]
    pub(super) notes: Vec<String>,
    /// Whether the worker ends after this answer, since it has grown too large.
    pub(super) leaves: bool,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Fault {
    /// The text is no query.
    Syntax,
    /// It asks for more than the limits allow.
    Limit,
    /// Its answer cannot be written in a format that the client takes.
    NotAcceptable,
    /// It took too long.
    Deadline,
    /// Its answer is too long.
    TooLong,
    /// It needed too much memory.
    Memory,
    /// The engine failed.
    #[default]
    Engine,
}

/// Why there is no answer, in words.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Problem {
    /// What sort of fault it is.
    pub(super) fault: Fault,
    /// What happened.
    pub(super) message: String,
    /// What to do.
    pub(super) hint: Option<String>,
}

/// Writes a message.
pub(super) fn write(out: &mut impl Write, tag: Tag, payload: &[u8]) -> io::Result<()> {
    let length = u32::try_from(payload.len()).map_err(|_| io::Error::other("a message is too long"))?;
    out.write_all(&[tag.letter()])?;
    out.write_all(&length.to_be_bytes())?;
    out.write_all(payload)
}

/// A message as bytes.
pub(super) fn message(tag: Tag, value: &impl Serialize) -> io::Result<Vec<u8>> {
    let mut out = Vec::new();
    write(&mut out, tag, &serde_json::to_vec(value)?)?;
    Ok(out)
}

/// Reads a message; `None` at the end.
pub(super) fn read(input: &mut impl Read) -> io::Result<Option<(Tag, Vec<u8>)>> {
    let mut head = [0; 5];
    match input.read(&mut head[..1])? {
        0 => return Ok(None),
        _ => input.read_exact(&mut head[1..])?,
    }
    let mut payload = vec![0; length(head)?];
    input.read_exact(&mut payload)?;
    Ok(Some((Tag::of(head[0])?, payload)))
}

/// Reads a message as it arrives; `None` at the end.
pub(super) async fn receive(input: &mut (impl AsyncRead + Unpin)) -> io::Result<Option<(Tag, Vec<u8>)>> {
    let mut head = [0; 5];
    match input.read(&mut head[..1]).await? {
        0 => return Ok(None),
        _ => input.read_exact(&mut head[1..]).await?,
    };
    let mut payload = vec![0; length(head)?];
    input.read_exact(&mut payload).await?;
    Ok(Some((Tag::of(head[0])?, payload)))
}

fn length(head: [u8; 5]) -> io::Result<usize> {
    let length = u32::from_be_bytes([head[1], head[2], head[3], head[4]]);
    if length > LONGEST {
        return Err(io::Error::new(io::ErrorKind::InvalidData, "a message is longer than any that is sent"));
    }
    Ok(length as usize)
}

#[cfg(test)]
mod tests {
    use super::{Duration, Job, Tag, message, read, write};

    #[test]
    fn messages_come_back_as_they_were() {
        let job = Job { query: "ASK {}".into(), deadline: Duration::from_millis(5), ..Job::default() };
        let mut bytes = message(Tag::Job, &job).expect("written");
        write(&mut bytes, Tag::Part, "сауат".as_bytes()).expect("written");
        let mut input = bytes.as_slice();
        let (tag, payload) = read(&mut input).expect("read").expect("there");
        assert_eq!((tag, serde_json::from_slice::<Job>(&payload).expect("a job")), (Tag::Job, job));
        assert_eq!(read(&mut input).expect("read"), Some((Tag::Part, "сауат".as_bytes().to_vec())));
        assert_eq!(read(&mut input).expect("read"), None);
        assert!(read(&mut &b"p\xff\xff\xff\xff"[..]).is_err());
        assert!(read(&mut &b"?\0\0\0\0"[..]).is_err());
        assert!(read(&mut &b"p\0\0\0\x05abc"[..]).is_err());
    }
}
