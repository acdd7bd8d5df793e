//! Answers that were made and are kept: they change with the version of the dataset only. It knows nothing of what they say.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::serve::refusal::Refusal;
use crate::serve::reply::Reply;

/// The most bytes that are kept.
const BYTES: usize = 96 << 20;

/// Locks of what is being made, by its key.
type Turns<L> = BTreeMap<String, Arc<L>>;

/// Answers by a key, each made once.
pub(super) struct Kept {
    /// The most answers that are kept.
    most: usize,
    /// The answers and their bytes.
    made: Mutex<(BTreeMap<String, Reply>, usize)>,
    /// What is being made: locked by who makes it.
    turns: Mutex<Turns<Mutex<()>>>,
    /// The same, for what workers make.
    waits: Mutex<Turns<tokio::sync::Mutex<()>>>,
}

impl Kept {
    pub(super) fn new(most: usize) -> Self {
        Self { most, made: Mutex::default(), turns: Mutex::default(), waits: Mutex::default() }
    }

    /// What stands under a key, or what is made now: one client has it made, the others wait. Only what succeeded is kept.
    /// When there is no room it begins anew: keys that clients choose, such as the name of the host, cannot keep others out
    /// for ever.
    pub(super) fn or_made(&self, key: &str, make: impl FnOnce() -> Result<Reply, Refusal>) -> Result<Reply, Refusal> {
        if let Some(reply) = self.get(key) {
            return Ok(reply);
        }
        let turn = turn(&self.turns, key);
        // Who made it before and failed leaves nothing half-done.
        let _turn = turn.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(reply) = self.get(key) {
            return Ok(reply);
        }
        let reply = make()?;
        self.keep(key, &reply);
        Ok(reply)
    }

    /// The same for what a worker makes: nobody holds a thread while it waits.
    pub(super) async fn or_made_by_worker(
        &self,
        key: &str,
        make: impl Future<Output = Result<Reply, Refusal>>,
    ) -> Result<Reply, Refusal> {
        if let Some(reply) = self.get(key) {
            return Ok(reply);
        }
        let turn = turn(&self.waits, key);
        let _turn = turn.lock().await;
        if let Some(reply) = self.get(key) {
            return Ok(reply);
        }
        let reply = make.await?;
        self.keep(key, &reply);
        Ok(reply)
    }

    fn get(&self, key: &str) -> Option<Reply> {
        self.made.lock().expect("no thread panics while it holds the answers").0.get(key).cloned()
    }

    /// Keeps what succeeded.
    fn keep(&self, key: &str, reply: &Reply) {
        if !reply.status.is_success() {
            return;
        }
        let mut made = self.made.lock().expect("no thread panics while it holds the answers");
        if made.0.len() >= self.most || made.1 + reply.bytes.len() > BYTES {
            *made = (BTreeMap::new(), 0);
        }
        made.1 += reply.bytes.len();
        made.0.insert(key.to_owned(), reply.clone());
    }
}

fn turn<L: Default>(turns: &Mutex<Turns<L>>, key: &str) -> Arc<L> {
    let mut turns = turns.lock().expect("no thread panics while it holds the turns");
    // Those that nobody holds are over.
    turns.retain(|_, turn| Arc::strong_count(turn) > 1);
    Arc::clone(turns.entry(key.to_owned()).or_default())
}
