//! Regular expressions that a whole text must match; compared by their source.

/// A compiled, anchored regular expression. Matching is linear in the text.
#[derive(Clone, Debug)]
pub struct Pattern(regex::Regex);

impl Pattern {
    /// Compiles `source`; `None` if it is no regular expression or a huge one.
    pub(super) fn new(source: &str) -> Option<Self> {
        regex::RegexBuilder::new(&format!("^(?:{source})$")).size_limit(1 << 20).build().ok().map(Self)
    }

    /// Whether the whole of `text` matches.
    pub(super) fn matches(&self, text: &str) -> bool {
        self.0.is_match(text)
    }

    /// The expression, anchors included.
    pub(super) fn source(&self) -> &str {
        self.0.as_str()
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source() == other.source()
    }
}
