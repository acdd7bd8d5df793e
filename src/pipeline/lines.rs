//! Triples as lines of N-Triples and N-Quads, written straight into a buffer for each graph.

use std::collections::BTreeSet;
use std::fmt::Write;
use std::sync::Arc;

use oxrdf::{LiteralRef, NamedNodeRef, NamedOrBlankNodeRef, TermRef, TripleRef};

use crate::csvw::{At, Encoder};
use crate::diagnostic::Diagnostic;
use crate::iri::{Graph, Space};
use crate::pipeline::graphs::{Asked, Choice, Split};
use crate::pipeline::references::Mentions;
use crate::pipeline::{Batch, Lines};
use crate::validate::literal_fault;

/// What follows the object in the lines of each graph.
#[derive(Clone, Debug)]
pub(super) struct Tails([String; 4]);

impl Tails {
    /// The tails for a kind of lines.
    pub(super) fn new(lines: Lines, space: &Space) -> Self {
        Self(Graph::ALL.map(|graph| match lines {
            Lines::Triples => " .".to_owned(),
            Lines::Quads => format!(" {} .", space.graph(graph)),
        }))
    }

    /// The tail of a graph's lines.
    pub(super) fn of(&self, graph: Graph) -> &str {
        &self.0[graph as usize]
    }
}

/// Writes lines of facts and claims.
pub(super) struct LineEncoder {
    split: Arc<Split>,
    asked: Arc<Asked>,
    tails: Tails,
    facts: Buffer,
    claims: Buffer,
    /// Lines without a tail, of subjects that may be claims of another table.
    open: Buffer,
    /// Claims that others ask for.
    pub(super) met: Vec<String>,
    /// What is wrong with texts.
    pub(super) faults: Vec<(At, Diagnostic)>,
    /// What is defined and referred to.
    pub(super) mentions: Mentions,
    /// A subject that a cell makes a claim.
    pub(super) refused: Option<String>,
}

#[derive(Default)]
struct Buffer {
    lines: String,
    count: u64,
}

impl Buffer {
    fn clear(&mut self) {
        self.lines.clear();
        self.count = 0;
    }
}

impl LineEncoder {
    /// Nothing written.
    pub(super) fn new(split: Arc<Split>, asked: Arc<Asked>, tails: Tails, mentions: Mentions) -> Self {
        let (facts, claims, open) = (Buffer::default(), Buffer::default(), Buffer::default());
        Self { split, asked, tails, facts, claims, open, met: Vec::new(), faults: Vec::new(), mentions, refused: None }
    }

    /// Gives open lines to their graph, once all claims that were asked for are known.
    pub(super) fn settle(&mut self, claims: &BTreeSet<String>) {
        for line in self.open.lines.split_terminator('\n') {
            let subject = line.split(' ').next().unwrap_or_default().trim_matches(['<', '>']);
            let graph = if claims.contains(subject) { Graph::Claims } else { Graph::Facts };
            let buffer = if graph == Graph::Claims { &mut self.claims } else { &mut self.facts };
            buffer.lines.push_str(line);
            buffer.lines.push_str(self.tails.of(graph));
            buffer.lines.push('\n');
            buffer.count += 1;
        }
        self.open.clear();
    }

    /// What was written for a graph.
    pub(super) fn batch(&self, graph: Graph) -> Batch<'_> {
        let tail = self.tails.of(graph).len();
        match graph {
            Graph::Facts => Batch { graph, lines: &self.facts.lines, count: self.facts.count, tail },
            Graph::Claims => Batch { graph, lines: &self.claims.lines, count: self.claims.count, tail },
            Graph::Inferred | Graph::Ontology => Batch { graph, lines: "", count: 0, tail },
        }
    }
}

impl Encoder for LineEncoder {
    fn begin(&mut self) {
        self.facts.clear();
        self.claims.clear();
        self.open.clear();
        self.mentions.clear();
    }

    fn triple(&mut self, at: At, triple: TripleRef<'_>) {
        self.mentions.triple(at, triple);
        if let TermRef::Literal(literal) = triple.object
            && let Some(fault) = literal_fault(triple.predicate, literal)
        {
            self.faults.push((at, fault));
        }
        let of_column = self.split.column(at.table, at.column);
        if of_column.is_unforeseen(&triple) {
            self.refused.get_or_insert_with(|| triple.subject.to_string());
        }
        let (buffer, tail) = match of_column.choice {
            Choice::Facts => (&mut self.facts, self.tails.of(Graph::Facts)),
            Choice::Ask => (&mut self.open, ""),
            Choice::Claims => {
                if let NamedOrBlankNodeRef::NamedNode(subject) = triple.subject
                    && of_column.cites
                    && self.asked.subjects.contains(subject.as_str())
                {
                    self.met.push(subject.as_str().to_owned());
                }
                (&mut self.claims, self.tails.of(Graph::Claims))
            }
        };
        buffer.count += 1;
        line(&mut buffer.lines, triple, tail);
    }
}

/// Writes a line.
pub(super) fn line(out: &mut String, triple: TripleRef<'_>, tail: &str) {
    match triple.subject {
        NamedOrBlankNodeRef::NamedNode(node) => iri(out, node),
        NamedOrBlankNodeRef::BlankNode(node) => {
            out.push_str("_:");
            out.push_str(node.as_str());
        }
    }
    out.push(' ');
    iri(out, triple.predicate);
    out.push(' ');
    match triple.object {
        TermRef::NamedNode(node) => iri(out, node),
        TermRef::BlankNode(node) => {
            out.push_str("_:");
            out.push_str(node.as_str());
        }
        TermRef::Literal(value) => literal(out, value),
    }
    out.push_str(tail);
    out.push('\n');
}

fn iri(out: &mut String, node: NamedNodeRef<'_>) {
    out.push('<');
    out.push_str(node.as_str());
    out.push('>');
}

fn literal(out: &mut String, literal: LiteralRef<'_>) {
    let value = literal.value();
    // Text without a character that is escaped somewhere; the last two code points of the plane begin with this byte.
    let special = |b: &u8| *b < 0x20 || matches!(*b, b'"' | b'\\' | 0x7F | 0xEF);
    if value.as_bytes().iter().any(special) {
        write!(out, "{literal}").expect("writing to memory cannot fail");
        return;
    }
    out.push('"');
    out.push_str(value);
    out.push('"');
    if let Some(language) = literal.language() {
        out.push('@');
        out.push_str(language);
    } else if literal.datatype() != oxrdf::vocab::xsd::STRING {
        out.push_str("^^");
        iri(out, literal.datatype());
    }
}

#[cfg(test)]
mod tests {
    use super::line;
    use oxrdf::{BlankNode, Literal, NamedNode, Triple};

    #[test]
    fn lines_are_those_of_the_terms() {
        let node = NamedNode::new_unchecked("https://example.org/ә");
        let texts = [
            "",
            "plain",
            "қазақ",
            "a \"quote\"",
            "back\\slash",
            "line\nbreak\r\t",
            "\u{7F}\u{1}\u{FFFE}",
            "\u{FEFF}mark",
        ];
        for text in texts {
            for object in [
                Literal::new_simple_literal(text),
                Literal::new_language_tagged_literal_unchecked(text, "kk"),
                Literal::new_typed_literal(text, oxrdf::vocab::xsd::DATE),
                Literal::new_typed_literal(text, oxrdf::vocab::xsd::STRING),
            ] {
                let triple = Triple::new(node.clone(), node.clone(), object);
                let mut out = String::new();
                line(&mut out, triple.as_ref(), " .");
                assert_eq!(out, format!("{triple} .\n"));
            }
        }
        let triple = Triple::new(BlankNode::new_unchecked("b1"), node.clone(), node);
        let mut out = String::new();
        line(&mut out, triple.as_ref(), "");
        assert_eq!(out, format!("{triple}\n"));
    }
}
