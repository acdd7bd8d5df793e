//! Mermaid flowcharts, for small maps in Markdown.
//!
//! Mermaid stops at 500 edges and 50,000 characters, and a chart of more than 60 nodes cannot be read; beyond that it
//! is refused with advice. In labels everything that Mermaid or Markdown reads as its own is a character reference.

use std::collections::BTreeMap;

use crate::export::network::content::about;
use crate::export::network::sheet::{NetworkFormat, Refusal, Sheet, Written};
use crate::export::{Dash, INK, Shape, hex, node_style, tie_style};
use crate::text::{Lang, legal};

/// Mermaid.
pub(super) struct Mermaid;

const NODES: usize = 60;
const EDGES: usize = 500;
const CHARACTERS: usize = 50_000;
const ADVICE: &str = "select a kind, a relation, a place or the surroundings of one node, or choose another format";

impl NetworkFormat for Mermaid {
    fn name(&self) -> &'static str {
        "mermaid"
    }

    fn extension(&self) -> &'static str {
        "mmd"
    }

    fn title(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Kk => "Mermaid блок-схемасы (шағын карталар)",
            Lang::Ru => "Блок-схема Mermaid (небольшие карты)",
            Lang::En => "Mermaid flowchart (small maps)",
        }
    }

    fn media_type(&self) -> &'static str {
        "text/vnd.mermaid"
    }

    fn write(&self, sheet: &Sheet<'_>) -> Result<Vec<Written>, Refusal> {
        let network = sheet.network;
        limit("nodes", network.nodes.len(), NODES, "can be read in a flowchart")?;
        limit("ties", network.edges.len(), EDGES, "Mermaid draws")?;
        let mut out = format!("---\ntitle: {}\n---\n", serde_json::Value::from(legal(sheet.title).as_ref()));
        out.push_str("flowchart LR\n");
        for (key, text) in about(sheet) {
            out.push_str(&format!("  %% {key}: {}\n", comment(&text)));
        }
        nodes(sheet, &mut out);
        for (number, edge) in network.edges.iter().enumerate() {
            let style = tie_style(network.families.get(network.family(edge)).map_or(0, |family| family.style));
            let line = match (style.dash == Dash::Solid, network.is_directed(edge)) {
                (true, true) => "-->",
                (true, false) => "---",
                (false, true) => "-.->",
                (false, false) => "-.-",
            };
            let label = escaped(network.relation_label(&edge.relation, sheet.lang));
            out.push_str(&format!("  n{} {line}|\"{label}\"| n{}\n", edge.source, edge.target));
            out.push_str(&format!("  linkStyle {number} stroke:{}\n", hex(style.colour)));
        }
        limit("characters", out.chars().count(), CHARACTERS, "Mermaid reads")?;
        Ok(vec![Written { suffix: ".mmd".to_owned(), bytes: out.into_bytes() }])
    }
}

fn limit(what: &str, found: usize, most: usize, why: &str) -> Result<(), Refusal> {
    if found <= most {
        return Ok(());
    }
    Err(Refusal::TooMuch(format!("Mermaid: {found} {what} are more than the {most} that {why}: {ADVICE}")))
}

fn nodes(sheet: &Sheet<'_>, out: &mut String) {
    let network = sheet.network;
    let mut members: BTreeMap<(u32, &str), Vec<usize>> = BTreeMap::new();
    for (number, node) in network.nodes.iter().enumerate() {
        let style = network.groups.get(&node.group).map_or(u32::MAX, |group| group.style);
        members.entry((style, &node.group)).or_default().push(number);
    }
    for (number, ((style, group), members)) in members.iter().enumerate() {
        let look = node_style(*style);
        let dash = if look.dash == Dash::Solid { "" } else { ",stroke-dasharray:5 3" };
        out.push_str(&format!("  %% {}\n", comment(network.group_label(group, sheet.lang))));
        out.push_str(&format!(
            "  classDef g{number} fill:{},stroke:{},color:{}{dash}\n",
            hex(look.fill),
            hex(look.outline),
            hex(INK)
        ));
        let (open, close) = match look.shape {
            Shape::Rectangle | Shape::Note => ("[", "]"),
            Shape::Rounded => ("(", ")"),
            Shape::Pill => ("([", "])"),
            Shape::Octagon | Shape::Hexagon => ("{{", "}}"),
        };
        for member in members {
            let node = &network.nodes[*member];
            let label = escaped(node.label(sheet.lang));
            out.push_str(&format!("  n{member}{open}\"{label}\"{close}:::g{number}\n"));
            out.push_str(&format!("  click n{member} href \"{}\" \"{}\"\n", address(&node.iri), escaped(&node.id)));
        }
    }
}

fn comment(text: &str) -> String {
    legal(text).replace(['\r', '\n', '{', '}'], " ")
}

/// An IRI without what would end its quotes.
fn address(iri: &str) -> String {
    let plain = |c: char| match c {
        '"' | '<' | '>' | '\\' | ';' => format!("%{:02X}", u32::from(c)),
        c if c.is_whitespace() || c.is_control() => String::new(),
        c => c.to_string(),
    };
    legal(iri).chars().map(plain).collect()
}

/// A text between quotes: letters, digits and the punctuation that means nothing as they are, the rest as `#code;`.
fn escaped(text: &str) -> String {
    let mut out = String::new();
    for c in legal(text).chars() {
        match c {
            ' ' | ',' | '(' | ')' | '\'' | '/' | ':' | '?' => out.push(c),
            // Line ends, and a point or hyphen that could begin a list.
            c if c.is_control() => out.push(' '),
            '-' | '.' if out.chars().any(char::is_alphabetic) => out.push(c),
            c if c.is_ascii() && !c.is_ascii_alphanumeric() => out.push_str(&format!("#{};", u32::from(c))),
            c => out.push(c),
        }
    }
    // An empty label would be read as a missing one.
    if out.trim().is_empty() { "#160;".to_owned() } else { out }
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn what_mermaid_reads_is_a_reference() {
        assert_eq!(escaped("\"a\" #1 <b>`x`"), "#34;a#34; #35;1 #60;b#62;#96;x#96;");
        assert_eq!(escaped("1. Медиа-сауат (ҚҚ)"), "1#46; Медиа-сауат (ҚҚ)");
        assert_eq!(escaped("\n"), "#160;");
    }
}
