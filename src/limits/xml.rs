//! A look at RDF/XML before its reader gets it: how many attributes a tag has, how deep elements stand in each other, and that
//! there are no entities but those of XML itself.
//!
//! It is no parser: what is no XML at all is left to the reader, which says so.

use crate::limits::{Beyond, RDF_BRACKETS, XML_ATTRIBUTES, XML_TAG_BYTES};

/// Refuses a file that is larger in one of these ways than is read.
pub(super) fn look(bytes: &[u8]) -> Result<(), Beyond> {
    let beyond = |at: usize, message: String| Err(Beyond::at(bytes, at, message));
    let (mut depth, mut at) = (0_usize, 0);
    while let Some(start) = find(bytes, at, b"<") {
        let rest = &bytes[start..];
        let until = |end: &[u8], from: usize| find(rest, from, end).map_or(rest.len(), |found| found + end.len());
        let length = if rest.starts_with(b"<!--") {
            until(b"-->", 4)
        } else if rest.starts_with(b"<![CDATA[") {
            until(b"]]>", 9)
        } else if rest.starts_with(b"<?") {
            until(b"?>", 2)
        } else if rest.starts_with(b"<!") {
            let length = until(b">", 2);
            if rest[..length].contains(&b'[') {
                let message = "declarations of entities are not read: write out what they stand for, or convert the file to Turtle";
                return beyond(start, message.to_owned());
            }
            length
        } else {
            let (length, attributes) = tag(rest);
            if length > XML_TAG_BYTES {
                return beyond(start, format!("a tag is longer than {XML_TAG_BYTES} bytes"));
            }
            if attributes > XML_ATTRIBUTES {
                return beyond(start, format!("a tag has more than {XML_ATTRIBUTES} attributes"));
            }
            if rest.starts_with(b"</") {
                depth = depth.saturating_sub(1);
            } else if !rest[..length].ends_with(b"/>") {
                depth += 1;
            }
            length
        };
        if depth > RDF_BRACKETS {
            return beyond(start, format!("elements stand in each other deeper than {RDF_BRACKETS} levels"));
        }
        at = start + length.max(1);
    }
    Ok(())
}

/// The length of a tag, and how many attributes it has: one for each `=` outside of quotes.
fn tag(rest: &[u8]) -> (usize, usize) {
    let (mut quote, mut attributes) = (None, 0);
    for (at, byte) in rest.iter().enumerate() {
        match (quote, byte) {
            (Some(open), _) if open == *byte => quote = None,
            (Some(_), _) => {}
            (None, b'"' | b'\'') => quote = Some(*byte),
            (None, b'=') => attributes += 1,
            (None, b'>') => return (at + 1, attributes),
            (None, _) => {}
        }
    }
    (rest.len(), attributes)
}

/// Where a text begins, from a place on.
fn find(bytes: &[u8], from: usize, what: &[u8]) -> Option<usize> {
    let rest = bytes.get(from..)?;
    rest.windows(what.len()).position(|window| window == what).map(|at| from + at)
}

#[cfg(test)]
mod tests {
    use super::look;
    use crate::limits::{RDF_BRACKETS, XML_ATTRIBUTES};

    #[test]
    fn tags_have_no_more_attributes_than_are_read() {
        let of = |count: usize| {
            let attributes: String = (0..count).map(|i| format!(" a{i}='>=\"'")).collect();
            look(format!("<?xml version='1.0'?><!-- < --><r{attributes}><![CDATA[<<<]]></r>").as_bytes())
        };
        assert!(of(XML_ATTRIBUTES).is_ok());
        assert!(of(XML_ATTRIBUTES + 1).is_err_and(|error| error.message.contains("attributes")));
        let names: String = (0..=XML_ATTRIBUTES).map(|i| format!(" xmlns:a{i}='a:b'")).collect();
        assert!(look(format!("<r{names}/>").as_bytes()).is_err());
    }

    #[test]
    fn elements_are_as_deep_as_the_limit() {
        let of = |levels: usize| look(format!("{}{}<r/>", "<r>".repeat(levels), "</r>".repeat(levels)).as_bytes());
        assert!(of(RDF_BRACKETS).is_ok());
        assert!(of(RDF_BRACKETS + 1).is_err_and(|error| error.message.contains("levels")));
    }

    #[test]
    fn entities_are_refused_and_what_is_no_xml_is_not_judged() {
        let bomb = b"<!DOCTYPE r [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]><r>&b;</r>";
        assert!(look(bomb).is_err_and(|error| error.message.contains("entities")));
        assert!(look(b"<!DOCTYPE r SYSTEM 'file:///etc/passwd'><r/>").is_ok());
        for text in ["", "<", "<<<<", "<!--", "<r a='", "text", "<![CDATA[", "</r></r>"] {
            assert!(look(text.as_bytes()).is_ok(), "{text}");
        }
    }
}
