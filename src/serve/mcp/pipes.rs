//! The standard input and output of this process as a transport: a message is a line.
//!
//! Threads read and write, since pipes may block; what is no message is answered here. The end of the input is told when
//! everything that was asked is answered.

use std::collections::BTreeSet;
use std::io::{self, BufRead, BufReader, Read, Write};
use std::sync::{Arc, Mutex, MutexGuard};
use std::thread::{self, JoinHandle};
use std::time::Duration;

use rmcp::RoleServer;
use rmcp::model::{ClientJsonRpcMessage, ClientNotification, ErrorCode, JsonRpcMessage, ServerJsonRpcMessage};
use rmcp::transport::Transport;
use tokio::sync::{Notify, mpsc};
use tokio::time::timeout;

use crate::serve::mcp::message::{NoMessage, read};

/// Requests that are answered at the same time; more wait in the pipe.
const AT_ONCE: usize = 32;

/// A line that was read.
enum Line {
    Whole(Vec<u8>),
    TooLong,
}

/// The requests that are not answered, by their ids.
#[derive(Default)]
struct Open {
    ids: Mutex<BTreeSet<String>>,
    fewer: Notify,
}

impl Open {
    fn ids(&self) -> MutexGuard<'_, BTreeSet<String>> {
        self.ids.lock().expect("no thread panics while it holds the ids")
    }

    fn answered(&self, id: &str) {
        self.ids().remove(id);
        self.fewer.notify_one();
    }

    /// Waits until there are at most so many.
    async fn at_most(&self, most: usize) {
        while self.ids().len() > most {
            self.fewer.notified().await;
        }
    }
}

/// The transport.
pub(super) struct Pipes {
    lines: mpsc::Receiver<Line>,
    out: mpsc::Sender<Vec<u8>>,
    open: Arc<Open>,
    longest: usize,
    /// An answer to what is no message, until it is sent.
    refused: Option<Vec<u8>>,
    ended: bool,
    /// How long answers are waited for after the end of the input.
    patience: Duration,
}

impl Pipes {
    /// Reads lines of at most so many bytes, and writes; the thread that writes ends when all is written.
    pub(super) fn open(
        input: impl Read + Send + 'static,
        output: impl Write + Send + 'static,
        longest: usize,
        patience: Duration,
    ) -> (Self, JoinHandle<()>) {
        let (sender, lines) = mpsc::channel(4);
        thread::spawn(move || {
            let mut input = BufReader::new(input);
            // An input that fails has ended; a receiver that is gone needs no more.
            while let Ok(Some(line)) = line(&mut input, longest) {
                if sender.blocking_send(line).is_err() {
                    break;
                }
            }
        });
        let (out, mut written) = mpsc::channel::<Vec<u8>>(4);
        let mut output = output;
        let writer = thread::spawn(move || {
            while let Some(mut bytes) = written.blocking_recv() {
                bytes.push(b'\n');
                if output.write_all(&bytes).and_then(|()| output.flush()).is_err() {
                    break;
                }
            }
        });
        let open = Arc::default();
        (Self { lines, out, open, longest, refused: None, ended: false, patience }, writer)
    }

    /// What a line says; nothing for what is answered here.
    fn heard(&mut self, line: Line) -> Option<ClientJsonRpcMessage> {
        let bytes = match line {
            Line::Whole(bytes) if bytes.trim_ascii().is_empty() => return None,
            Line::Whole(bytes) => bytes,
            Line::TooLong => {
                let message = format!("the message is longer than {} bytes", self.longest);
                self.refused = Some(NoMessage::new(ErrorCode::INVALID_REQUEST, message).bytes());
                return None;
            }
        };
        match read(&bytes) {
            Ok(message) => {
                match &message {
                    JsonRpcMessage::Request(request) => drop(self.open.ids().insert(request.id.to_string())),
                    JsonRpcMessage::Notification(told) => {
                        // Nobody waits for the answer to what was cancelled, and there may be none.
                        if let ClientNotification::CancelledNotification(cancelled) = &told.notification
                            && let Some(id) = &cancelled.params.request_id
                        {
                            self.open.answered(&id.to_string());
                        }
                    }
                    _ => {}
                }
                Some(message)
            }
            Err(no) => {
                self.refused = Some(no.bytes());
                None
            }
        }
    }
}

/// The next line without its end; `None` at the end of the input.
fn line(input: &mut impl BufRead, longest: usize) -> io::Result<Option<Line>> {
    let mut bytes = Vec::new();
    let most = longest as u64 + 1;
    if input.by_ref().take(most).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    if bytes.last() == Some(&b'\n') {
        bytes.pop();
        return Ok(Some(Line::Whole(bytes)));
    }
    if bytes.len() <= longest {
        // The last line may lack its end.
        return Ok(Some(Line::Whole(bytes)));
    }
    // The rest is passed over without being kept.
    loop {
        let (taken, ends) = {
            let more = input.fill_buf()?;
            let end = more.iter().position(|byte| *byte == b'\n');
            (end.map_or(more.len(), |end| end + 1), end.is_some() || more.is_empty())
        };
        input.consume(taken);
        if ends {
            return Ok(Some(Line::TooLong));
        }
    }
}

impl Transport<RoleServer> for Pipes {
    type Error = io::Error;

    fn send(&mut self, item: ServerJsonRpcMessage) -> impl Future<Output = io::Result<()>> + Send + 'static {
        let (out, open) = (self.out.clone(), Arc::clone(&self.open));
        async move {
            let id = match &item {
                JsonRpcMessage::Response(response) => Some(response.id.to_string()),
                JsonRpcMessage::Error(error) => error.id.as_ref().map(ToString::to_string),
                _ => None,
            };
            let bytes = serde_json::to_vec(&item)?;
            let sent = out.send(bytes).await.map_err(|_| io::ErrorKind::BrokenPipe.into());
            if let Some(id) = id {
                open.answered(&id);
            }
            sent
        }
    }

    /// What is waited for may be given up and waited for again: nothing is lost between.
    async fn receive(&mut self) -> Option<ClientJsonRpcMessage> {
        loop {
            if self.refused.is_some() {
                let room = self.out.reserve().await.ok()?;
                if let Some(bytes) = self.refused.take() {
                    room.send(bytes);
                }
            }
            if self.ended {
                // The last answers are worth some patience, but no more than a query may take.
                let _ = timeout(self.patience, self.open.at_most(0)).await;
                return None;
            }
            self.open.at_most(AT_ONCE - 1).await;
            let line = tokio::select! {
                line = self.lines.recv() => line,
                () = self.out.closed() => return None,
            };
            match line {
                Some(line) => {
                    if let Some(message) = self.heard(line) {
                        return Some(message);
                    }
                }
                None => self.ended = true,
            }
        }
    }

    async fn close(&mut self) -> io::Result<()> {
        self.lines.close();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{Line, line};

    #[test]
    fn lines_are_bounded() {
        let mut input: &[u8] = b"one\n\ntoo long by far\ntwo\r\nlast";
        let mut next = || match line(&mut input, 5).expect("bytes") {
            Some(Line::Whole(bytes)) => Some(String::from_utf8(bytes).expect("text")),
            Some(Line::TooLong) => Some("-".to_owned()),
            None => None,
        };
        let lines: Vec<String> = std::iter::from_fn(&mut next).collect();
        assert_eq!(lines, ["one", "", "-", "two\r", "last"]);
    }
}
