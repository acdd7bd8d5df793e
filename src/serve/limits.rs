//! What a client may ask for: shown in the service description and in every refusal.

use std::time::Duration;

use crate::publish::linked::Limits as Shown;
use crate::query::{MAX_DEPTH, MAX_LEVELS, MAX_PARTS};

/// The limits of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Limits {
    /// How long a query may run; its worker is ended at most a second later.
    pub deadline: Duration,
    /// The memory of a worker, in bytes.
    pub memory: u64,
    /// The longest request body, in bytes.
    pub body: usize,
    /// The longest address with its parameters, in bytes.
    pub address: usize,
    /// The longest answer, in bytes.
    pub answer: u64,
    /// Up to how many bytes an answer is held back until it is complete, so that its status is true.
    pub spool: usize,
    /// The rows of VALUES in a query.
    pub values: usize,
    /// The prefixes that a query may declare, and the longest address of one.
    pub prefixes: (usize, usize),
    /// Queries that run at the same time.
    pub workers: usize,
    /// Queries of one client that run at the same time.
    pub per_client: usize,
    /// How long a query waits for a worker.
    pub patience: Duration,
    /// The time that the queries of one client may take in a minute.
    pub budget: Duration,
    /// The failing queries of one client in a minute.
    pub failures: u32,
    /// Connections that are open at the same time.
    pub connections: usize,
    /// Connections of one address, unless it is a proxy.
    pub connections_per_client: usize,
    /// How long the head or the body of a request may take to arrive.
    pub arrival: Duration,
    /// The most triples of a store for whose things there are pages: the whole network is in memory for them.
    pub pages: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            deadline: Duration::from_secs(20),
            memory: 512 << 20,
            body: 1 << 20,
            address: 16 << 10,
            answer: 256 << 20,
            spool: 4 << 20,
            values: 10_000,
            prefixes: (200, 2_000),
            workers: 4,
            per_client: 2,
            patience: Duration::from_secs(5),
            budget: Duration::from_secs(60),
            failures: 30,
            connections: 512,
            connections_per_client: 100,
            arrival: Duration::from_secs(10),
            pages: 3_000_000,
        }
    }
}

impl Limits {
    /// As they are said to clients.
    #[must_use]
    pub fn shown(&self) -> Shown {
        Shown {
            deadline_seconds: self.deadline.as_secs(),
            memory_bytes: self.memory,
            body_bytes: self.body as u64,
            address_bytes: self.address as u64,
            answer_bytes: self.answer,
            spool_bytes: self.spool as u64,
            values_rows: self.values as u64,
            prefixes: self.prefixes.0 as u64,
            nested_brackets: MAX_DEPTH as u64,
            nested_patterns: MAX_LEVELS as u64,
            query_parts: MAX_PARTS as u64,
            prefix_bytes: self.prefixes.1 as u64,
            queries_at_once: self.workers as u64,
            queries_at_once_per_client: self.per_client as u64,
            seconds_per_client_and_minute: self.budget.as_secs(),
            failures_per_client_and_minute: u64::from(self.failures),
        }
    }
}
