//! The address of an engine and what opens its door.

use std::fmt;

use crate::store::remote::error::RemoteError;

/// An address of an engine: http or https, without credentials.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address(String);

impl Address {
    /// Reads an address.
    ///
    /// # Errors
    /// [`RemoteError::Address`] for another scheme, none, or credentials in it, which are not repeated.
    pub fn new(text: &str) -> Result<Self, RemoteError> {
        let wrong = |reason: &str| RemoteError::Address(reason.to_owned());
        let rest = text
            .strip_prefix("http://")
            .or_else(|| text.strip_prefix("https://"))
            .ok_or_else(|| wrong("it must begin with http:// or https://"))?;
        let authority = rest.split(['/', '?', '#']).next().unwrap_or_default();
        if authority.contains('@') {
            return Err(wrong("it has a name or password in it, which every log on the way would keep"));
        }
        if authority.is_empty() || text.contains(char::is_whitespace) || rest.contains('#') {
            return Err(wrong("it must be an address such as http://localhost:7878/query"));
        }
        Ok(Self(text.to_owned()))
    }

    /// The address as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// Scheme and authority.
    #[must_use]
    pub fn origin(&self) -> &str {
        let start = self.0.find("://").map_or(0, |at| at + 3);
        let end = self.0[start..].find(['/', '?']).map_or(self.0.len(), |at| start + at);
        &self.0[..end]
    }

    /// Path and query, as the first line of a request has them.
    #[must_use]
    pub fn path(&self) -> &str {
        let path = &self.0[self.origin().len()..];
        if path.is_empty() { "/" } else { path }
    }

    /// Whether what is sent there is read by nobody on the way: encrypted, or not leaving this machine.
    #[must_use]
    pub fn is_private(&self) -> bool {
        let host = self.origin().split("://").nth(1).unwrap_or_default();
        let host =
            host.rsplit_once(':').filter(|(_, port)| port.bytes().all(|b| b.is_ascii_digit())).map_or(host, |h| h.0);
        self.0.starts_with("https://") || host == "localhost" || host == "[::1]" || host.starts_with("127.")
    }
}

impl fmt::Display for Address {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

/// What an engine wants to be told before it answers. Never shown.
#[derive(Clone, Default, PartialEq, Eq)]
pub enum Credentials {
    /// Nothing.
    #[default]
    None,
    /// A name and a password, by the Basic or the Digest scheme, as the engine asks.
    Password {
        /// The name.
        user: String,
        /// The password.
        password: String,
    },
    /// A token, by the Bearer scheme.
    Token(String),
}

impl fmt::Debug for Credentials {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(match self {
            Self::None => "None",
            Self::Password { .. } => "Password(…)",
            Self::Token(_) => "Token(…)",
        })
    }
}

impl Credentials {
    /// The texts that nothing which is shown may hold.
    pub(super) fn secrets(&self) -> Vec<&str> {
        match self {
            Self::None => Vec::new(),
            Self::Password { password, .. } => vec![password],
            Self::Token(token) => vec![token],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Address, Credentials};

    #[test]
    fn addresses_have_no_credentials() {
        let error = Address::new("https://ada:lovelace@example.org/sparql").expect_err("refused");
        assert!(!error.to_string().contains("lovelace"), "{error}");
        for bad in ["", "example.org", "ftp://example.org/", "http://", "http:///sparql", "http://a b/", "http://a/#b"]
        {
            assert!(Address::new(bad).is_err(), "{bad}");
        }
        let address = Address::new("http://localhost:7878/query?x=1").expect("an address");
        assert_eq!((address.origin(), address.path()), ("http://localhost:7878", "/query?x=1"));
        assert!(address.is_private());
        assert!(!Address::new("http://example.org").expect("an address").is_private());
        assert!(!Address::new("http://127.example.org.evil:80/").expect("an address").as_str().is_empty());
    }

    #[test]
    fn credentials_are_never_shown() {
        let password = Credentials::Password { user: "ada".into(), password: "lovelace".into() };
        let token = Credentials::Token("lovelace".into());
        assert!(!format!("{password:?}{token:?}").contains("lovelace"));
    }
}
