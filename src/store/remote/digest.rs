//! HTTP Digest authentication (RFC 7616) with MD5 and `qop="auth"`, as Virtuoso asks for it.

use md5::{Digest, Md5};

/// A challenge of a server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Challenge {
    realm: String,
    nonce: String,
    opaque: Option<String>,
    protected: bool,
}

impl Challenge {
    /// Reads the header `WWW-Authenticate`; `None` if it asks for another scheme or algorithm.
    pub(super) fn read(header: &str) -> Option<Self> {
        let rest = header.trim().strip_prefix("Digest ").or_else(|| header.trim().strip_prefix("digest "))?;
        let value = |name: &str| fields(rest).find(|(n, _)| n.eq_ignore_ascii_case(name)).map(|(_, value)| value);
        if value("algorithm").is_some_and(|algorithm| !algorithm.eq_ignore_ascii_case("MD5")) {
            return None;
        }
        let protected = value("qop").is_some_and(|qop| qop.split(',').any(|one| one.trim() == "auth"));
        Some(Self { realm: value("realm")?, nonce: value("nonce")?, opaque: value("opaque"), protected })
    }

    /// The header `Authorization` for a request; `count` and `cnonce` make it one of its own.
    pub(super) fn answer(
        &self,
        user: &str,
        password: &str,
        method: &str,
        path: &str,
        count: u32,
        cnonce: &str,
    ) -> String {
        let Self { realm, nonce, .. } = self;
        let who = hash(&format!("{user}:{realm}:{password}"));
        let what = hash(&format!("{method}:{path}"));
        let count = format!("{count:08x}");
        let response = if self.protected {
            hash(&format!("{who}:{nonce}:{count}:{cnonce}:auth:{what}"))
        } else {
            hash(&format!("{who}:{nonce}:{what}"))
        };
        let user = user.replace('\\', "\\\\").replace('"', "\\\"");
        let mut header = format!(
            "Digest username=\"{user}\", realm=\"{realm}\", nonce=\"{nonce}\", uri=\"{path}\", response=\"{response}\", algorithm=MD5"
        );
        if let Some(opaque) = &self.opaque {
            header.push_str(&format!(", opaque=\"{opaque}\""));
        }
        if self.protected {
            header.push_str(&format!(", qop=auth, nc={count}, cnonce=\"{cnonce}\""));
        }
        header
    }
}

/// The fields of a challenge: `name="value"` or `name=value`, between commas.
fn fields(text: &str) -> impl Iterator<Item = (String, String)> {
    let mut rest = text;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches([',', ' ']);
        let (name, after) = rest.split_once('=')?;
        let (value, tail) = match after.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            None => after.split_at(after.find(',').unwrap_or(after.len())),
        };
        rest = tail;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    })
}

fn hash(text: &str) -> String {
    Md5::digest(text.as_bytes()).iter().map(|byte| format!("{byte:02x}")).collect()
}

#[cfg(test)]
mod tests {
    use super::Challenge;

    /// The example of RFC 7616, 3.9.1.
    #[test]
    fn the_example_of_the_specification() {
        let header = "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=MD5, \
            nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
        let challenge = Challenge::read(header).expect("a challenge");
        let cnonce = "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ";
        let answer = challenge.answer("Mufasa", "Circle of Life", "GET", "/dir/index.html", 1, cnonce);
        assert!(answer.contains("response=\"8ca523f5e9506fed4657c9700eebdbec\""), "{answer}");
        assert!(Challenge::read("Basic realm=\"x\"").is_none());
        assert!(Challenge::read("Digest realm=\"x\", nonce=\"y\", algorithm=SHA-256").is_none());
        assert!(Challenge::read("Digest realm=\"x").is_none());
    }
}
