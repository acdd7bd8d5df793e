//! What can go wrong with an engine elsewhere.

/// What went wrong with an engine elsewhere. No text here holds credentials.
#[derive(Debug, thiserror::Error)]
pub enum RemoteError {
    /// The address is none, or has credentials in it.
    #[error("the address of the store cannot be used: {0}")]
    Address(String),
    /// Nobody answers there.
    #[error("{address} does not answer: {reason}")]
    Unreachable {
        /// Where.
        address: String,
        /// Why.
        reason: String,
    },
    /// The time is over.
    #[error("{address} did not answer in time")]
    Late {
        /// Where.
        address: String,
    },
    /// The engine wants a name and a password, or refuses those that it was given.
    #[error("{address} {}", if *.given { "refuses the credentials it was given" } else { "wants credentials" })]
    Credentials {
        /// Where.
        address: String,
        /// Whether it was given some.
        given: bool,
    },
    /// The engine does not let this be done.
    #[error("{address} does not allow this: {reason}")]
    Forbidden {
        /// Where.
        address: String,
        /// What it says.
        reason: String,
    },
    /// The engine refused a request.
    #[error("{address} answered {status}: {reason}")]
    Refused {
        /// Where.
        address: String,
        /// The HTTP status.
        status: u16,
        /// What it says.
        reason: String,
    },
    /// What came is no answer to a query.
    #[error("{address} sent what is no SPARQL answer: {reason}")]
    Foreign {
        /// Where.
        address: String,
        /// What it is.
        reason: String,
    },
    /// The engine cannot keep graphs apart.
    #[error("{address} looks at all its graphs, whichever it is told: what others keep there would be taken for ours")]
    Graphs {
        /// Where.
        address: String,
    },
    /// The answer is not whole.
    #[error("the answer of {address} is not whole: {reason}")]
    Cut {
        /// Where.
        address: String,
        /// What is missing.
        reason: String,
    },
    /// The engine keeps something else than it was given.
    #[error("{address} keeps something else than it was given: {reason}")]
    Altered {
        /// Where.
        address: String,
        /// What.
        reason: String,
    },
    /// More would have to be fetched than fits here.
    #[error("{0}")]
    TooMuch(String),
    /// A profile cannot be used.
    #[error("the profile cannot be used: {0}")]
    Profile(String),
}

impl RemoteError {
    /// What to do about it.
    #[must_use]
    pub fn hint(&self) -> Option<&'static str> {
        match self {
            Self::Address(reason) if reason.contains("password") => Some(
                "set SAUAT_STORE_USER and SAUAT_STORE_PASSWORD, or SAUAT_STORE_CREDENTIALS to a file that only you can read",
            ),
            Self::Address(_) => None,
            Self::Unreachable { .. } => Some("is the engine running, and is this the address of its SPARQL endpoint?"),
            Self::Late { .. } => Some("ask for less, or when the engine has less to do"),
            Self::Credentials { .. } => Some(
                "set SAUAT_STORE_USER and SAUAT_STORE_PASSWORD (or SAUAT_STORE_TOKEN), or SAUAT_STORE_CREDENTIALS to a file that only you can read",
            ),
            Self::Forbidden { .. } => Some("the engine may be read-only, or its user may have no right to write"),
            Self::Refused { status: 507, .. } => Some("the engine has no room left; what stood there is as it was"),
            Self::Refused { .. } => {
                Some("the reason is in the engine's own words; `sauat connect URL` finds out what it takes")
            }
            Self::Graphs { .. } => {
                Some("publish to an engine of its own, or to one that obeys default-graph-uri or FROM")
            }
            Self::Foreign { .. } => Some("name the SPARQL endpoint itself, such as http://localhost:8890/sparql"),
            Self::Cut { .. } => {
                Some("nothing of a part is shown; `sauat connect` finds out how much the engine gives at once")
            }
            Self::Altered { .. } => Some("what stood there before is as it was"),
            Self::TooMuch(_) => Some("make the query more selective, or ask a store on this machine"),
            Self::Profile(_) => Some("`sauat connect URL` makes a new one"),
        }
    }
}
