//! Regular expressions that a whole text must match; compared by their source.

/// A compiled, anchored regular expression. Matching is linear in the text.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: regex::Regex,
    /// The words, where the expression is a choice of words: these are compared without the engine.
    words: Option<Vec<String>>,
}

impl Pattern {
    /// Compiles `source`; `None` if it is no regular expression or a huge one.
    pub(super) fn new(source: &str) -> Option<Self> {
        let regex = regex::RegexBuilder::new(&format!("^(?:{source})$")).size_limit(1 << 20).build().ok()?;
        let plain = |c: char| c.is_ascii_alphanumeric() || matches!(c, '|' | '-' | '_');
        let words = source.chars().all(plain).then(|| source.split('|').map(str::to_owned).collect());
        Some(Self { regex, words })
    }

    /// Whether the whole of `text` matches.
    pub(super) fn matches(&self, text: &str) -> bool {
        match &self.words {
            Some(words) => words.iter().any(|word| word == text),
            None => self.regex.is_match(text),
        }
    }

    /// The expression as it was written.
    pub(super) fn source(&self) -> &str {
        let text = self.regex.as_str();
        text.strip_prefix("^(?:").and_then(|t| t.strip_suffix(")$")).unwrap_or(text)
    }

    /// The words, where the expression is a choice of words.
    pub(super) fn words(&self) -> Option<&[String]> {
        self.words.as_deref()
    }

    /// What a text must be, for messages: the words of a plain choice, else the expression.
    pub(super) fn expected(&self) -> String {
        let plain = |c: char| c.is_alphanumeric() || matches!(c, '|' | '-' | '_' | ' ');
        if self.source().contains('|') && self.source().chars().all(plain) {
            return format!("this must be one of {}", self.source().replace('|', ", "));
        }
        format!("this does not match the format `{}`", self.source())
    }
}

impl PartialEq for Pattern {
    fn eq(&self, other: &Self) -> bool {
        self.source() == other.source()
    }
}
