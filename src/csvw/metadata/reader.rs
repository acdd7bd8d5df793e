//! Walking a metadata document: where we are, what base and language hold, and what was wrong.

use iri_string::types::{IriReferenceStr, IriStr};
use serde_json::{Map, Value};

use crate::csvw::metadata::context;
use crate::diagnostic::{Diagnostic, Diagnostics, Place};

/// The state of reading one metadata document.
pub(in crate::csvw) struct Reader<'a> {
    /// The name of the document in diagnostics.
    pub(in crate::csvw) file: String,
    /// What relative URLs are resolved against.
    pub(in crate::csvw) base: String,
    /// The default language of natural-language values.
    pub(in crate::csvw) language: Option<String>,
    /// Fetches a schema or dialect given by URL.
    pub(in crate::csvw) fetch: &'a dyn Fn(&str) -> Option<Vec<u8>>,
    /// What was wrong so far.
    pub(in crate::csvw) diagnostics: Diagnostics,
    /// Whether something was wrong that forbids any use of the document.
    pub(in crate::csvw) fatal: bool,
}

impl Reader<'_> {
    /// Reports something that is ignored.
    pub(in crate::csvw) fn warn(&mut self, path: &str, message: &str) {
        let diagnostic = Diagnostic::warning("M004", format!("`{path}`: {message}")).at(Place::file(self.file.clone()));
        self.diagnostics.push(diagnostic);
    }

    /// Reports a name that names nothing, which is ignored.
    pub(in crate::csvw) fn warn_of_name(&mut self, path: &str, name: &str, message: &str) {
        let diagnostic = Diagnostic::warning("M004", format!("`{path}`: {message}"));
        self.diagnostics.push(diagnostic.at(Place::file(self.file.clone())).about(name));
    }

    /// Reports something that makes the document unusable.
    pub(in crate::csvw) fn error(&mut self, path: &str, message: &str) {
        self.fatal = true;
        let diagnostic = Diagnostic::error("M003", format!("`{path}`: {message}"))
            .at(Place::file(self.file.clone()))
            .hint("see W3C Metadata Vocabulary for Tabular Data, section 5");
        self.diagnostics.push(diagnostic);
    }

    /// `url` against the base of the document.
    pub(in crate::csvw) fn resolve(&self, url: &str) -> String {
        resolve(&self.base, url)
    }

    /// `@id` must be no blank node; `@type`, if given, must be the type expected here.
    pub(in crate::csvw) fn check_id_and_type(&mut self, object: &Map<String, Value>, path: &str, expected: &str) {
        match object.get("@id") {
            Some(Value::String(id)) if id.starts_with("_:") => {
                self.error(&format!("{path}.@id"), "an @id must not be a blank node");
            }
            Some(Value::String(_)) | None => {}
            Some(_) => self.warn(&format!("{path}.@id"), "an @id must be a string"),
        }
        if let Some(value) = object.get("@type")
            && value.as_str() != Some(expected)
        {
            self.error(&format!("{path}.@type"), &format!("the type here must be `{expected}`"));
        }
    }

    /// The IRI of an `@id`, resolved.
    pub(in crate::csvw) fn id_of(&self, object: &Map<String, Value>) -> Option<String> {
        object.get("@id").map(|id| self.resolve(id.as_str().unwrap_or_default()))
    }

    /// A property is common if it is a prefixed name of the context or an absolute IRI.
    pub(in crate::csvw) fn common_property(&self, key: &str) -> Option<oxrdf::NamedNode> {
        context::expand(key).filter(|_| key.contains(':'))
    }
}

/// `url` resolved against `base` (RFC 3986, section 5); as it is where one of them is no URL.
pub(in crate::csvw) fn resolve(base: &str, url: &str) -> String {
    let encoded = escaped(url);
    let (Ok(base), Ok(reference)) = (IriStr::new(base), IriReferenceStr::new(&encoded)) else {
        return url.to_owned();
    };
    reference.resolve_against(base.to_absolute()).to_string()
}

/// A reference without the characters that no IRI has and people write all the same, such as spaces.
fn escaped(url: &str) -> String {
    let escape = |c: char| match c {
        ' ' | '"' | '<' | '>' | '\\' | '^' | '`' | '{' | '|' | '}' => format!("%{:02X}", u32::from(c)),
        c => c.to_string(),
    };
    url.chars().map(escape).collect()
}
