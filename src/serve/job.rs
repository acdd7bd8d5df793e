//! The work of workers: what one is told when it starts, what is asked of it, and what it answers.
//!
//! This is the whole of what the process that listens knows of those that answer; who answers faster speaks it too.

use std::time::Duration;

use serde::{Deserialize, Serialize};
use serde_json::{Map, Value};

use crate::pipeline::About;
use crate::text::Lang;

/// What a worker is told when it starts. As many bytes of [`crate::publish::site::Beside`] (JSON) follow as it says, then as
/// many of the dump: nothing is read that somebody may remove meanwhile.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Opening {
    /// The namespace of the dataset.
    pub(super) base: String,
    /// The program and its version, as pages name them.
    pub(super) generator: String,
    /// What the dataset says of itself.
    pub(super) about: About,
    /// Whether names are matched.
    pub(super) matches: bool,
    /// The bytes of what pages need beside the dataset; none without pages.
    pub(super) beside: Option<u64>,
    /// The bytes of the dump (TriG); none if the worker opens a store.
    pub(super) dump: Option<u64>,
    /// What answers may take.
    pub(super) duty: Duty,
}

/// What answers may take.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Duty {
    /// The most memory beside the dataset and what was made of it at the start, in bytes.
    pub(super) memory: u64,
    /// The longest answer, in bytes.
    pub(super) answer: u64,
    /// The longest request, in bytes, as it is told to those who ask for more.
    pub(super) body: u64,
    /// How long an answer may take, as it is told to those who ask for more.
    pub(super) deadline: Duration,
    /// The cells of VALUES in a query.
    pub(super) values: usize,
    /// The prefixes of a query, and the longest address of one.
    pub(super) prefixes: (usize, usize),
}

/// The longest answer to a query that is given to a model, in bytes: more would fill its memory.
pub(super) const TOLD: usize = 1 << 20;

impl Duty {
    /// In words, for a model.
    pub(super) fn named(&self) -> String {
        format!(
            "the limits are {} s, {} MB of memory, {} bytes of query, {} values, {} prefixes, {} kB of answer",
            self.deadline.as_secs_f64(),
            self.memory >> 20,
            self.body,
            self.values,
            self.prefixes.0,
            TOLD >> 10,
        )
    }
}

/// Something to do, and how long it may take.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub(super) struct Job {
    /// How long it may take.
    pub(super) deadline: Duration,
    /// What is to be done.
    pub(super) task: Task,
}

/// What is to be done.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Task {
    /// A query is answered.
    Query(QueryTask),
    /// A page is made, or what lies beside one: a sheet, the answer to a question, a map.
    Page(PageTask),
    /// The page of a path that leads nowhere.
    Missing {
        /// The language.
        lang: Lang,
        /// The path.
        path: String,
    },
    /// Things are suggested to somebody who types.
    Suggest {
        /// The language.
        lang: Lang,
        /// What was typed.
        text: String,
    },
    /// Names are matched (Reconciliation Service API).
    Match(MatchTask),
    /// A model asks (Model Context Protocol).
    Tool(ToolTask),
}

/// A query and how it is answered.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct QueryTask {
    /// The text.
    pub(super) text: String,
    /// The graphs that make the default graph; those of the query without.
    pub(super) default_graphs: Vec<String>,
    /// The named graphs.
    pub(super) named_graphs: Vec<String>,
    /// The name of the format for rows and booleans that the client takes; none if it takes none.
    pub(super) rows: Option<String>,
    /// The name of the format for triples.
    pub(super) triples: Option<String>,
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

/// A page.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct PageTask {
    /// The path, decoded.
    pub(super) path: String,
    /// The parameters of the address, decoded.
    pub(super) pairs: Vec<(String, String)>,
    /// Why no question is asked: the page says so in the place of its rows.
    pub(super) unasked: Option<String>,
}

/// A request of the reconciliation service.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct MatchTask {
    /// Scheme and authority under which the client reaches the host.
    pub(super) origin: String,
    /// The path.
    pub(super) path: String,
    /// What came in the address and the body.
    pub(super) form: Vec<(String, String)>,
    /// The language that the client reads.
    pub(super) lang: Lang,
}

/// What a model asks.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum ToolTask {
    /// A tool is called.
    Call {
        /// The tool.
        name: String,
        /// Its arguments.
        arguments: Map<String, Value>,
    },
    /// A resource is read.
    Read {
        /// Its address.
        uri: String,
    },
    /// A prompt is filled in.
    Prompt {
        /// The prompt.
        name: String,
        /// Its arguments.
        arguments: Vec<(String, String)>,
    },
    /// An argument is completed.
    Complete {
        /// The prompt; the template of things without.
        prompt: Option<String>,
        /// The argument.
        argument: String,
        /// What was typed.
        typed: String,
        /// The arguments that are known.
        others: Vec<(String, String)>,
    },
}

/// The beginning of an answer.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Head {
    /// The status of HTTP.
    pub(super) status: u16,
    /// The media type, with its parameters.
    pub(super) media_type: String,
    /// Whether the same has the same answer as long as the dataset is the same.
    pub(super) repeatable: bool,
    /// What there is to know of the answer beside it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub(super) note: Option<String>,
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
    /// Whether something that was asked on the way failed.
    #[serde(default)]
    pub(super) failed: bool,
    /// Whether the worker ends after this answer, since it has grown too large.
    pub(super) leaves: bool,
}

/// Why there is no answer.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub(super) enum Fault {
    /// The text is no query, or the request is not as it should be.
    Syntax,
    /// It asks for more than the limits allow.
    Limit,
    /// There is no such thing.
    Missing,
    /// Its answer cannot be written in a format that the client takes.
    NotAcceptable,
    /// It took too long.
    Deadline,
    /// Its answer is too long.
    TooLong,
    /// It needed too much memory.
    Memory,
    /// A question could not be asked.
    Unasked,
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
