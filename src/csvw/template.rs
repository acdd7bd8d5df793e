//! URI templates (RFC 6570), compiled once and expanded for every row.
//!
//! Simple expressions (`{name}`) over unreserved text, which is what tables of ids hold, are expanded without the
//! general machinery; everything else goes through `iri-string`.

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

    /// The parts, if the template has nothing but text, `{name}` and `{+name}`.
    pub(super) fn segments(&self) -> Option<&[Segment]> {
        self.simple.as_deref()
    }

    /// The expansion, with reserved and non-ASCII characters percent-encoded as RFC 6570 asks.
    #[must_use]
    pub fn expand(&self, lookup: &Lookup<'_>) -> String {
        if let Some(segments) = &self.simple
            && let Some(expanded) = expand_simple(segments, lookup)
        {
            return expanded;
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

/// Expands plain variables while every value needs no escape; `None` where one does.
fn expand_simple(segments: &[Segment], lookup: &Lookup<'_>) -> Option<String> {
    let mut out = String::new();
    for segment in segments {
        match segment {
            Segment::Literal(text) => out.push_str(text),
            Segment::Reserved(_) => return None,
            Segment::Variable(name) => {
                let values = lookup(name)?;
                let [value] = values.as_slice() else { return None };
                if !value.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'.' | b'_' | b'~')) {
                    return None;
                }
                out.push_str(value);
            }
        }
    }
    Some(out)
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
