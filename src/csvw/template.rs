//! URI templates (RFC 6570), compiled once and expanded for every row.
//!
//! Plain variables (`{name}`, `{+name}`), which is what most tables have, are expanded here; all other expressions go
//! through `iri-string`.

use iri_string::spec::UriSpec;
use iri_string::template::UriTemplateStr;
use iri_string::template::context::{Context, ListVisitor, Visitor};

use crate::csvw::metadata::{builtin_iri, resolve};

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

struct Values<'a>(&'a Lookup<'a>);

impl Context for Values<'_> {
    fn visit<V: Visitor>(&self, visitor: V) -> V::Result {
        match (self.0)(visitor.var_name().as_str()) {
            None => visitor.visit_undefined(),
            Some(values) if values.len() == 1 => visitor.visit_string(&values[0]),
            Some(values) => visitor.visit_list().visit_items_and_finish(values),
        }
    }
}

impl Template {
    /// Parses a template; `None` if it is none.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
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

    /// The expansion, with reserved and non-ASCII characters percent-encoded as RFC 6570 asks.
    #[must_use]
    pub fn expand(&self, lookup: &Lookup<'_>) -> String {
        if let Some(segments) = &self.simple {
            return expand_simple(segments, lookup);
        }
        UriTemplateStr::new(&self.text)
            .and_then(|template| template.expand::<UriSpec, _>(&Values(lookup)).map(|e| e.to_string()))
            .unwrap_or_else(|_| self.text.clone())
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
            if i > 0 {
                out.push(',');
            }
            encode(value, reserved, &mut out);
        }
    }
    out
}

/// Writes a value with what may not stand in an expansion percent-encoded; with `reserved`, reserved characters and what is
/// encoded already stay.
fn encode(value: &str, reserved: bool, out: &mut String) {
    let bytes = value.as_bytes();
    for (i, byte) in bytes.iter().enumerate() {
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
        assert_eq!(expand("x/{v}", "ә"), "x/%D3%99");
        assert_eq!(expand("x/{missing}", "1"), "x/");
    }

    #[test]
    fn malformed_templates_are_refused() {
        assert!(Template::parse("{unclosed").is_none());
        assert!(Template::parse("{a b}").is_none());
    }
}
