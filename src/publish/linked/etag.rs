//! Entity tags: strong ones from the dataset's digest and the representation, and their comparison (RFC 9110).

use crate::pipeline::Digester;

/// The strong tag of a representation, in quotes: of the build with this digest, what stands at `path` in a format and a
/// language. The digest is of everything that the bytes come from: the dataset, the program that writes them, and where
/// they tell of it (descriptions of the host) its address and limits. The same build gives the same tags on every host.
///
/// ```
/// use sauat::publish::linked::{etag, matches};
/// let tag = etag("3839b4", "/kz/medianet", "text/turtle", "");
/// assert!(matches(&format!("W/{tag}"), &tag));
/// assert_ne!(tag, etag("3839b4", "/kz/medianet", "application/ld+json", ""));
/// ```
#[must_use]
pub fn etag(dataset_digest: &str, path: &str, format: &str, lang: &str) -> String {
    let mut digester = Digester::default();
    for part in [dataset_digest, path, format, lang] {
        // The length keeps two lists of parts apart that read the same when joined.
        digester.update(&(part.len() as u64).to_be_bytes());
        digester.update(part.as_bytes());
    }
    format!("\"{}\"", &digester.finish()[..32])
}

/// Whether `If-None-Match` names the tag, by weak comparison (section 13.1.2): then the answer is 304.
#[must_use]
pub fn matches(if_none_match: &str, etag: &str) -> bool {
    let own = etag.strip_prefix("W/").unwrap_or(etag);
    if_none_match.trim() == "*" || tags(if_none_match).iter().any(|(_, tag)| *tag == own)
}

/// Whether `If-Range` names the tag, by strong comparison (section 13.1.5): then a range may be sent. A date never does.
#[must_use]
pub fn matches_strongly(if_range: &str, etag: &str) -> bool {
    matches!(tags(if_range).as_slice(), [(false, tag)] if *tag == etag)
}

/// The tags of a list, each with whether it is weak; it ends where the list is malformed.
fn tags(list: &str) -> Vec<(bool, &str)> {
    let mut found = Vec::new();
    let mut rest = list;
    loop {
        rest = rest.trim_start_matches([' ', '\t', ',']);
        let (weak, tag) = match rest.strip_prefix("W/") {
            Some(tag) => (true, tag),
            None => (false, rest),
        };
        let Some(end) = tag.strip_prefix('"').and_then(|inner| inner.find('"')) else { return found };
        found.push((weak, &tag[..end + 2]));
        rest = &tag[end + 2..];
    }
}

#[cfg(test)]
mod tests {
    use super::{etag, matches, matches_strongly};

    #[test]
    fn tags_are_compared_weakly_and_strongly() {
        let tag = "\"a,b\"";
        for (header, same) in [
            ("\"a,b\"", true),
            ("W/\"a,b\"", true),
            ("\"x\", \"a,b\"", true),
            ("\"x\" ,, W/\"y\",\"a,b\"", true),
            ("*", true),
            (" * ", true),
            ("\"a\", \"b\"", false),
            ("a,b", false),
            ("", false),
            ("\"a,b", false),
            ("w/\"a,b\"", false),
        ] {
            assert_eq!(matches(header, tag), same, "{header}");
        }
        assert!(matches_strongly(tag, tag));
        assert!(!matches_strongly("W/\"a,b\"", tag));
        assert!(!matches_strongly("Sun, 06 Nov 1994 08:49:37 GMT", tag));
    }

    #[test]
    fn every_part_tells_tags_apart() {
        let tags = [
            etag("d", "/p", "f", "kk"),
            etag("e", "/p", "f", "kk"),
            etag("d", "/q", "f", "kk"),
            etag("d", "/p", "g", "kk"),
            etag("d", "/p", "f", "ru"),
            etag("d", "/pf", "", "kk"),
        ];
        let distinct: std::collections::BTreeSet<&String> = tags.iter().collect();
        assert_eq!(distinct.len(), tags.len());
    }
}
