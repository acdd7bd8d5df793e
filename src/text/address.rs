//! Web addresses as people type and paste them: what is wrong with one, and what was probably meant.
//!
//! It looks at the text alone; whether anything answers at an address it does not know. Schemes other than those of the
//! web, such as `mailto:` and `urn:`, are left to whoever asks for them.

use crate::text::{character_name, is_hidden, lookalike, nearest};

/// What is wrong with a text, and what was meant, where that can be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Misspelt {
    /// What is wrong, as a clause.
    pub problem: String,
    /// The text without the slip.
    pub meant: Option<String>,
    /// What to do where it cannot be told.
    pub advice: Option<&'static str>,
}

/// The longest address that is looked at, in bytes.
const LONGEST: usize = 2_000;

/// Signs that stand around an address, not in it.
const AROUND: [(char, char); 6] = [('<', '>'), ('(', ')'), ('[', ']'), ('"', '"'), ('«', '»'), ('“', '”')];

/// What is wrong with an address; nothing for one that may be right.
///
/// ```
/// use sauat::text::misspelt_address;
/// let meant = |text| misspelt_address(text).and_then(|found| found.meant).unwrap_or_default();
/// assert_eq!([meant("www.example.org"), meant("htp://example.org")], ["https://www.example.org", "http://example.org"]);
/// assert_eq!(misspelt_address("https://гео.kz/қала"), None);
/// ```
#[must_use]
pub fn misspelt_address(text: &str) -> Option<Misspelt> {
    // Nobody types that much; what is longer was copied as it is.
    if text.len() > LONGEST {
        return None;
    }
    if let Some((at, c)) = text.chars().enumerate().find(|(_, c)| is_hidden(*c)) {
        let bare: String = text.chars().filter(|c| !is_hidden(*c)).collect();
        let problem = format!("letter {} is {}, which nobody sees", at + 1, character_name(c));
        return Some(match bare.is_empty() {
            true => advised(problem, "empty the cell, or type the address"),
            false => meant(problem, bare),
        });
    }
    if let Some(second) = second_address(text) {
        let problem = format!("two addresses stand in one cell, the second at letter {second}");
        return Some(advised(problem, "write one address in a cell; another is a row of its own"));
    }
    for (open, close) in AROUND {
        let inner = text.strip_prefix(open).and_then(|rest| rest.strip_suffix(close));
        if let Some(inner) = inner.filter(|inner| !inner.is_empty()) {
            return Some(meant(format!("the address stands between `{open}` and `{close}`"), inner.to_owned()));
        }
    }
    if let Some((at, _)) = text.chars().enumerate().find(|(_, c)| c.is_whitespace()) {
        return Some(advised(
            format!("letter {} is a space, which no address has", at + 1),
            "write it without, or as %20",
        ));
    }
    if let Some(bare) = text.strip_suffix([',', ';']) {
        return Some(meant("a sign that parts it from what follows stands at its end".to_owned(), bare.to_owned()));
    }
    match scheme(text) {
        Some((name, rest)) => with_scheme(text, name, rest),
        None => Some(without_scheme(text)),
    }
}

/// The letter at which a second address begins: after a space or a sign that parts the two.
fn second_address(text: &str) -> Option<usize> {
    let starts = ["http://", "https://", "www."];
    let mut before = None;
    for (letter, (at, c)) in text.char_indices().enumerate() {
        let parted = before.is_some_and(|c: char| c.is_whitespace() || matches!(c, ',' | ';' | '|'));
        if parted && starts.iter().any(|start| text[at..].starts_with(start)) {
            return Some(letter + 1);
        }
        before = Some(c);
    }
    None
}

/// The name of the scheme and what follows its colon.
fn scheme(text: &str) -> Option<(&str, &str)> {
    let (name, rest) = text.split_once(':')?;
    let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '+' | '-');
    // `example.org:8080` is a host with a port.
    (name.starts_with(|c: char| c.is_ascii_alphabetic()) && name.chars().all(plain)).then_some((name, rest))
}

fn without_scheme(text: &str) -> Misspelt {
    for name in ["https", "http"] {
        if let Some(rest) = text.strip_prefix(name).filter(|rest| rest.starts_with("//")) {
            return meant(format!("the colon after `{name}` is missing"), format!("{name}:{rest}"));
        }
    }
    if let Some(rest) = text.strip_prefix("//") {
        return meant("the scheme is missing before `//`".to_owned(), format!("https://{rest}"));
    }
    let host = text.split(['/', '?', '#', ':']).next().unwrap_or_default();
    if host.contains('@') {
        return advised(
            "this is the name of a mailbox or an account, no web address".to_owned(),
            "write the address of a page, or empty the cell",
        );
    }
    let last = host.rsplit('.').next().unwrap_or_default();
    let named = host.contains('.') && last.chars().count() > 1 && last.chars().all(char::is_alphabetic);
    if named && !host.contains("..") && !host.starts_with('.') {
        return meant("the beginning `https://` is missing".to_owned(), format!("https://{text}"));
    }
    advised("this is no address".to_owned(), "write a full address such as https://example.org/page, or empty the cell")
}

fn with_scheme(text: &str, name: &str, rest: &str) -> Option<Misspelt> {
    let small = name.to_ascii_lowercase();
    let web = match small.as_str() {
        "http" | "https" => small.as_str(),
        "ftp" | "sftp" | "file" => return None,
        _ => match nearest(&small, ["https", "http"]).filter(|_| small.contains("tp") || small.contains("ht")) {
            Some(web) => {
                return Some(meant(format!("there is no scheme `{name}`"), format!("{web}:{}", slashes(rest))));
            }
            None => return None,
        },
    };
    if !rest.starts_with("//") || rest.starts_with("///") {
        return Some(meant(format!("two slashes belong after `{name}:`"), format!("{web}:{}", slashes(rest))));
    }
    let rest = &rest[2..];
    if rest.starts_with("http://") || rest.starts_with("https://") {
        return Some(meant("the beginning stands twice".to_owned(), rest.to_owned()));
    }
    if name != web {
        return Some(meant(format!("`{name}` belongs in small letters"), format!("{web}://{rest}")));
    }
    let place = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let host = place.rsplit('@').next().unwrap_or_default();
    host_fault(host, place.len() == rest.len()).map(|(problem, better)| Misspelt {
        problem,
        meant: better.map(|better| text.replacen(host, &better, 1)),
        advice: Some("write a full address such as https://example.org/page"),
    })
}

/// What is wrong with the host of an address, perhaps with a port; `ends` if nothing follows it.
fn host_fault(host: &str, ends: bool) -> Option<(String, Option<String>)> {
    if host.starts_with('[') {
        return None;
    }
    let (name, port) = host.split_once(':').map_or((host, None), |(name, port)| (name, Some(port)));
    if port.is_some_and(|port| !port.is_empty() && port.parse::<u16>().is_err()) {
        return Some((format!("`{host}` has no port that there is"), None));
    }
    if name.is_empty() {
        return Some(("the name of the host is missing".to_owned(), None));
    }
    if name.ends_with('.') && ends && name.len() > 1 {
        return Some((
            "a full stop stands at its end".to_owned(),
            Some(host.replacen(name, name.trim_end_matches('.'), 1)),
        ));
    }
    let labels: Vec<&str> = name.trim_end_matches('.').split('.').collect();
    if labels.iter().any(|label| label.is_empty()) {
        return Some((format!("the host `{name}` has a point too many"), None));
    }
    if labels.len() < 2 && name != "localhost" {
        return Some((format!("the host `{name}` has no point"), None));
    }
    // A name in another alphabet is one; a letter that looks like a Latin one among Latin names is a slip.
    let latin_end = labels.last().is_some_and(|label| label.is_ascii());
    let slipped =
        |label: &&&str| !label.is_ascii() && latin_end && label.chars().all(|c| c.is_ascii() || lookalike(c).is_some());
    let label = labels.iter().find(slipped)?;
    let (at, odd) = name.chars().enumerate().find(|(_, c)| !c.is_ascii())?;
    let better: String = label.chars().map(|c| lookalike(c).unwrap_or(c)).collect();
    let problem = format!("letter {} of the host `{name}` is {}", at + 1, character_name(odd));
    Some((problem, Some(host.replacen(*label, &better, 1))))
}

/// What follows the colon, with two slashes.
fn slashes(rest: &str) -> String {
    format!("//{}", rest.trim_start_matches('/'))
}

fn meant(problem: String, text: String) -> Misspelt {
    // Several slips stand in one text now and then.
    let text = misspelt_address(&text).map_or(Some(text), |found| found.meant);
    Misspelt { problem, meant: text, advice: Some("write a full address such as https://example.org/page") }
}

fn advised(problem: String, advice: &'static str) -> Misspelt {
    Misspelt { problem, meant: None, advice: Some(advice) }
}

#[cfg(test)]
mod tests {
    use super::misspelt_address;

    #[test]
    fn slips_are_named_and_mended() {
        for (text, meant) in [
            ("www.example.org", "https://www.example.org"),
            ("example.org/a?b", "https://example.org/a?b"),
            ("example.org:8080/a", "https://example.org:8080/a"),
            ("//example.org", "https://example.org"),
            ("http//example.org", "http://example.org"),
            ("htp://example.org", "http://example.org"),
            ("htps://example.org", "https://example.org"),
            ("hhtps://example.org", "https://example.org"),
            ("http:/example.org", "http://example.org"),
            ("https:example.org", "https://example.org"),
            ("https:///example.org", "https://example.org"),
            ("HTTPS://example.org", "https://example.org"),
            ("https://https://example.org", "https://example.org"),
            ("<https://example.org>", "https://example.org"),
            ("(www.example.org)", "https://www.example.org"),
            ("https://example.org/a,", "https://example.org/a"),
            ("https://example.org.", "https://example.org"),
            ("https://example.org/\u{200B}", "https://example.org/"),
            ("https://х.kz/a", "https://x.kz/a"),
            ("https://exаmple.kz", "https://example.kz"),
        ] {
            let found = misspelt_address(text);
            assert_eq!(found.and_then(|found| found.meant).as_deref(), Some(meant), "{text}");
        }
        for text in [
            "-",
            "нет",
            "n/a",
            "a@b",
            "@name",
            "/path",
            "10.1234/abc",
            "\u{200B}",
            "https://",
            "https://x",
            "http:/x",
            "https://a.org https://b.org",
            "https://a.org;https://b.org",
            "https://a.org, www.b.org",
            "https://a.org/b c",
            "https://x..kz",
            "https://.kz",
            "https://x.kz:99999/",
        ] {
            let found = misspelt_address(text).unwrap_or_else(|| panic!("{text} passes"));
            assert!(found.meant.is_none() && found.advice.is_some(), "{text}: {found:?}");
        }
    }

    #[test]
    fn addresses_pass() {
        for text in [
            "https://example.org",
            "http://example.org:8080/a?b=c#d",
            "https://гео.kz/қала",
            "https://мысал.қаз/",
            "https://x.kz/a,b;c",
            "https://web.archive.org/web/2020/https://example.org/",
            "https://x.kz/?u=https://y.kz",
            "https://en.wikipedia.org/wiki/Foo_Inc.",
            "https://doi.org/10.1/abc(1)",
            "https://192.168.1.1/",
            "https://[::1]/",
            "https://t.me/@name",
            "https://a:b@x.kz/",
            "http://localhost:8000",
            "mailto:a@b.kz",
            "urn:isbn:123",
            "doi:10.1234/abc",
            "ftp://x.kz/a",
            "tel:+77010000000",
            "https://xn--80a.kz/",
            "https://x_y.kz",
            "geo:1,2",
        ] {
            assert_eq!(misspelt_address(text), None, "{text}");
        }
    }
}
