//! URI templates (RFC 6570), compiled once and expanded for every row.
//!
//! `iri-string` reads templates; it ends with a panic where it expands some values that begin with a letter beyond ASCII, so
//! that they are expanded here. Most tables have plain variables only (`{name}`, `{+name}`), which are found once.

use iri_string::template::UriTemplateStr;

use crate::csvw::metadata::{builtin_iri, resolve};
use crate::limits::{ADDRESS_BYTES, TEMPLATE_BYTES};

/// A compiled URI template.
///
/// ```
/// use sauat::csvw::Template;
/// let template = Template::parse("https://example.org/{id}{#part}").unwrap();
/// let lookup = |name: &str| match name { "id" => Some(vec!["a b".to_owned()]), _ => None };
/// assert_eq!(template.expand(&lookup), "https://example.org/a%20b");
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Template {
    text: String,
    simple: Option<Vec<Segment>>,
}

/// A part of a template that has nothing but these.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Segment {
    /// Text that stands in the expansion as it is.
    Literal(String),
    /// `{name}`.
    Variable(String),
    /// `{+name}`.
    Reserved(String),
}

/// Finds the values of a variable: `None` where it is undefined, one value for an atom, several for a list.
type Lookup<'a> = dyn Fn(&str) -> Option<Vec<String>> + 'a;

impl Template {
    /// Parses a template; `None` if it is none, or longer than [`TEMPLATE_BYTES`].
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        if text.len() > TEMPLATE_BYTES {
            return None;
        }
        UriTemplateStr::new(text).ok()?;
        Some(Self { text: text.to_owned(), simple: simple_segments(text) })
    }

    /// The template as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether an expansion depends on anything.
    #[must_use]
    pub fn has_variables(&self) -> bool {
        self.text.contains('{')
    }

    /// The IRI that a template without variables stands for in a table at `base`.
    #[must_use]
    pub fn constant(&self, base: &str) -> Option<String> {
        (!self.has_variables()).then(|| resolve(base, &builtin_iri(&self.expand(&|_| None))))
    }

    /// Whether both templates could expand to the same text; only where that is certainly not so is it false. A plain
    /// variable never writes a slash.
    ///
    /// ```
    /// use sauat::csvw::Template;
    /// let of = |text: &str| Template::parse(text).unwrap();
    /// assert!(!of("https://example.org/{id}").may_equal(&of("https://example.org/claim/{id}")));
    /// assert!(of("https://example.org/{+id}").may_equal(&of("https://example.org/claim/{id}")));
    /// ```
    #[must_use]
    pub fn may_equal(&self, other: &Self) -> bool {
        let start = |template: &'_ Self| template.text.find('{').unwrap_or(template.text.len());
        let (mine, theirs) = (&self.text[..start(self)], &other.text[..start(other)]);
        if !mine.contains("://") || !theirs.contains("://") {
            // What a relative or prefixed beginning stands for is not known here.
            return true;
        }
        let (short, rest) = match (theirs.strip_prefix(mine), mine.strip_prefix(theirs)) {
            (Some(rest), _) => (self, rest),
            (None, Some(rest)) => (other, rest),
            (None, None) => return false,
        };
        match short.segments() {
            Some([Segment::Literal(_)]) => rest.is_empty(),
            Some([Segment::Literal(_), Segment::Variable(_)]) => !rest.contains('/'),
            _ => true,
        }
    }

    /// The names of its variables, in their order.
    #[must_use]
    pub fn variables(&self) -> Vec<String> {
        let Ok(template) = UriTemplateStr::new(&self.text) else { return Vec::new() };
        template.variables().map(|variable| variable.as_str().to_owned()).collect()
    }

    /// The parts, if the template has nothing but text, `{name}` and `{+name}`.
    pub(super) fn segments(&self) -> Option<&[Segment]> {
        self.simple.as_deref()
    }

    /// The expansion, with reserved and non-ASCII characters percent-encoded as RFC 6570 asks. What is longer than
    /// [`ADDRESS_BYTES`] is no address, and not made to its end.
    #[must_use]
    pub fn expand(&self, lookup: &Lookup<'_>) -> String {
        match &self.simple {
            Some(segments) => expand_simple(segments, lookup),
            None => expand_all(&self.text, lookup),
        }
    }
}

/// Literal parts and plain variables, if the template has nothing else.
fn simple_segments(text: &str) -> Option<Vec<Segment>> {
    let mut segments = Vec::new();
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let close = open + rest[open..].find('}')?;
        let name = &rest[open + 1..close];
        let (name, reserved) = name.strip_prefix('+').map_or((name, false), |name| (name, true));
        if !name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_') {
            return None;
        }
        if open > 0 {
            segments.push(Segment::Literal(rest[..open].to_owned()));
        }
        let variable = if reserved { Segment::Reserved } else { Segment::Variable };
        segments.push(variable(name.to_owned()));
        rest = &rest[close + 1..];
    }
    if !rest.is_empty() {
        segments.push(Segment::Literal(rest.to_owned()));
    }
    let plain = |literal: &str| literal.is_ascii() && !literal.contains(['%', ' ', '"', '<', '>', '\\', '^', '`', '|']);
    let ascii = segments.iter().all(|s| !matches!(s, Segment::Literal(l) if !plain(l)));
    ascii.then_some(segments)
}

/// Expands plain variables: what is undefined is left out, the items of a list stand with commas between (RFC 6570,
/// sections 3.2.2 and 3.2.3).
fn expand_simple(segments: &[Segment], lookup: &Lookup<'_>) -> String {
    let mut out = String::new();
    for segment in segments {
        let (name, reserved) = match segment {
            Segment::Literal(text) => {
                out.push_str(text);
                continue;
            }
            Segment::Variable(name) => (name, false),
            Segment::Reserved(name) => (name, true),
        };
        for (i, value) in lookup(name).unwrap_or_default().iter().enumerate() {
            if out.len() > ADDRESS_BYTES {
                return out;
            }
            if i > 0 {
                out.push(',');
            }
            encode(value, reserved, &mut out);
        }
    }
    out
}

/// Expands expressions of all kinds (RFC 6570, section 3.2): in front of the first value, between values, whether the names
/// of variables are written, what stands behind the name of an empty value, whether reserved characters stay.
fn expand_all(text: &str, lookup: &Lookup<'_>) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((literal, (expression, after))) =
        rest.split_once('{').and_then(|(literal, rest)| Some((literal, rest.split_once('}')?)))
    {
        encode(literal, true, &mut out);
        rest = after;
        let (first, between, named, of_empty, reserved) = match expression.chars().next() {
            Some('+') => ("", ",", false, "", true),
            Some('#') => ("#", ",", false, "", true),
            Some('.') => (".", ".", false, "", false),
            Some('/') => ("/", "/", false, "", false),
            Some(';') => (";", ";", true, "", false),
            Some('?') => ("?", "&", true, "=", false),
            Some('&') => ("&", "&", true, "=", false),
            _ => ("", ",", false, "", false),
        };
        let mut lead = first;
        for variable in expression.trim_start_matches(['+', '#', '.', '/', ';', '?', '&']).split(',') {
            let (variable, explode) = variable.strip_suffix('*').map_or((variable, false), |name| (name, true));
            let (name, length) = variable.split_once(':').unwrap_or((variable, ""));
            let length = length.parse().unwrap_or(usize::MAX);
            // An empty list is undefined (section 2.3).
            let Some(values) = lookup(name).filter(|values| !values.is_empty()) else { continue };
            for (number, value) in values.iter().enumerate() {
                if out.len() > ADDRESS_BYTES {
                    return out;
                }
                if number == 0 || explode {
                    out.push_str(std::mem::replace(&mut lead, between));
                    if named {
                        out.push_str(name);
                        out.push_str(if value.is_empty() && (values.len() == 1 || explode) { of_empty } else { "=" });
                    }
                } else {
                    out.push(',');
                }
                encode(&value.chars().take(length).collect::<String>(), reserved, &mut out);
            }
        }
    }
    encode(rest, true, &mut out);
    out
}

/// Writes a value, as far as an address may go, with what may not stand in an expansion percent-encoded; with `reserved`, reserved characters and what is
/// encoded already stay.
fn encode(value: &str, reserved: bool, out: &mut String) {
    let bytes = value.as_bytes();
    for (i, byte) in bytes.iter().enumerate() {
        if out.len() > ADDRESS_BYTES {
            return;
        }
        let is_encoded =
            || *byte == b'%' && bytes.get(i + 1..i + 3).is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit));
        let plain = byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
        if plain || (reserved && (b":/?#[]@!$&'()*+,;=".contains(byte) || is_encoded())) {
            out.push(char::from(*byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::Template;

    fn expand(template: &str, value: &str) -> String {
        let template = Template::parse(template).expect("valid template");
        template.expand(&|name| (name == "v").then(|| vec![value.to_owned()]))
    }

    #[test]
    fn operators_and_escapes_follow_rfc_6570() {
        assert_eq!(expand("x/{v}", "a/b"), "x/a%2Fb");
        assert_eq!(expand("{+v}", "https://x.kz/a?b=c%20d"), "https://x.kz/a?b=c%20d");
        assert_eq!(expand("{+v}", "нет"), "%D0%BD%D0%B5%D1%82");
        assert_eq!(expand("{+v}", "\u{200B}"), "%E2%80%8B");
        assert_eq!(expand("{+v}", "<50%>"), "%3C50%25%3E");
        assert_eq!(expand("x{#v}", "a b"), "x#a%20b");
        assert_eq!(expand("x{?v}", "1"), "x?v=1");
        assert_eq!(expand("x{#v}", "a қ/b"), "x#a%20%D2%9B/b");
        assert_eq!(expand("x{/v}{.v}{;v}{?v,missing,v}{&v}", "a/"), "x/a%2F.a%2F;v=a%2F?v=a%2F&v=a%2F&v=a%2F");
        assert_eq!(expand("x{;v}{?v}{/v}{.v}", ""), "x;v?v=/.");
        assert_eq!(expand("x{v:3}{+v:2}{?v:1}", "a/қb"), "xa%2F%D2%9Ba/?v=a");
        let lists = Template::parse("{v}{+v*}{/v*}{?v}{?v*}{;none}").expect("valid template");
        let of_two = |name: &str| (name == "v").then(|| vec!["a".to_owned(), "b/".to_owned()]);
        assert_eq!(lists.expand(&of_two), "a,b%2Fa,b//a/b%2F?v=a,b%2F?v=a&v=b%2F");
        assert_eq!(expand("x/{v}", "ә"), "x/%D3%99");
        assert_eq!(expand("x/{missing}", "1"), "x/");
    }

    #[test]
    fn malformed_templates_are_refused() {
        assert!(Template::parse("{unclosed").is_none());
        assert!(Template::parse("{a b}").is_none());
    }
}
