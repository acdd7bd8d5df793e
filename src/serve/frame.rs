//! Messages between the server and its workers: a letter, a length of four bytes (big endian), then so many bytes.
//!
//! What they say is in [`crate::serve::job`].

use std::io::{self, Read, Write};

use serde::Serialize;
use tokio::io::{AsyncRead, AsyncReadExt};

/// The longest message that is believed; a longer one means that the other side is broken.
const LONGEST: u32 = 16 << 20;

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// What a worker is told first: an [`Opening`](crate::serve::job::Opening).
    Open,
    /// A worker has read the dataset and waits.
    Ready,
    /// Work for a worker: a [`Job`](crate::serve::job::Job).
    Job,
    /// The beginning of an answer: a [`Head`](crate::serve::job::Head).
    Head,
    /// A part of an answer, or of what follows an opening.
    Part,
    /// The end of an answer: an [`End`](crate::serve::job::End).
    End,
    /// There is no answer, or no more of it: a [`Problem`](crate::serve::job::Problem).
    Problem,
}

impl Tag {
    fn letter(self) -> u8 {
        match self {
            Self::Open => b'o',
            Self::Ready => b'r',
            Self::Job => b'j',
            Self::Head => b'h',
            Self::Part => b'p',
            Self::End => b'e',
            Self::Problem => b'x',
        }
    }

    fn of(letter: u8) -> io::Result<Self> {
        [Self::Open, Self::Ready, Self::Job, Self::Head, Self::Part, Self::End, Self::Problem]
            .into_iter()
            .find(|tag| tag.letter() == letter)
            .ok_or_else(|| io::Error::new(io::ErrorKind::InvalidData, "a message of no known sort"))
    }
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
    use super::{Tag, message, read, write};
    use crate::serve::job::{Job, QueryTask, Task};
    use std::time::Duration;

    #[test]
    fn messages_come_back_as_they_were() {
        let task = Task::Query(QueryTask { text: "ASK {}".into(), ..QueryTask::default() });
        let job = Job { deadline: Duration::from_millis(5), task };
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
