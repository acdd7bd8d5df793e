//! The XML that GEXF and GraphML are written in: elements one below the other, and texts that any parser gives back.

use crate::text::xml as escape;

/// A document that grows from its first line to its last.
pub(super) struct Xml {
    out: String,
    open: Vec<&'static str>,
}

/// Attributes, in order.
pub(super) type Attributes<'a> = &'a [(&'a str, &'a str)];

impl Xml {
    pub(super) fn new() -> Self {
        Self { out: "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n".to_owned(), open: Vec::new() }
    }

    fn start(&mut self, name: &str, attributes: Attributes<'_>) {
        self.out.push_str(&"  ".repeat(self.open.len()));
        self.out.push('<');
        self.out.push_str(name);
        for (attribute, value) in attributes {
            self.out.push_str(&format!(" {attribute}=\"{}\"", escape(value)));
        }
    }

    /// Opens an element that holds others.
    pub(super) fn open(&mut self, name: &'static str, attributes: Attributes<'_>) {
        self.start(name, attributes);
        self.out.push_str(">\n");
        self.open.push(name);
    }

    /// Closes the element opened last.
    pub(super) fn close(&mut self) {
        if let Some(name) = self.open.pop() {
            self.out.push_str(&format!("{}</{name}>\n", "  ".repeat(self.open.len())));
        }
    }

    /// An element without content.
    pub(super) fn empty(&mut self, name: &str, attributes: Attributes<'_>) {
        self.start(name, attributes);
        self.out.push_str("/>\n");
    }

    /// An element that holds a text.
    pub(super) fn text(&mut self, name: &str, attributes: Attributes<'_>, text: &str) {
        self.start(name, attributes);
        self.out.push_str(&format!(">{}</{name}>\n", escape(text)));
    }

    /// The document, with everything closed.
    pub(super) fn finish(mut self) -> Vec<u8> {
        while !self.open.is_empty() {
            self.close();
        }
        self.out.into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::Xml;

    #[test]
    fn illegal_characters_are_replaced_and_the_rest_escaped() {
        let mut xml = Xml::new();
        xml.text("t", &[("a", "<\"&\n")], "<b>\0");
        let text = String::from_utf8(xml.finish()).expect("UTF-8");
        assert!(text.ends_with("<t a=\"&lt;&quot;&amp;&#10;\">&lt;b&gt;\u{fffd}</t>\n"), "{text}");
    }
}
