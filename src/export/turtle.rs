//! Turtle and TriG with one triple on each line, so that a changed fact changes only its own lines.
//!
//! Subjects come in the order they are given, each as a block that a lone full stop ends; the type comes first. Only
//! prefixes that are used are declared.

use std::collections::BTreeSet;
use std::io::{self, Write};

use oxrdf::vocab::{rdf, xsd};
use oxrdf::{Literal, NamedNode, NamedOrBlankNode, Term, Triple};

use crate::iri::Prefixes;

/// Writes triples, sorted by subject, as a Turtle document.
pub(super) fn write_turtle(triples: &[&Triple], prefixes: &Prefixes, out: &mut dyn Write) -> io::Result<()> {
    declare(triples.iter().copied(), None, prefixes, out)?;
    blocks(triples, prefixes, "", out)
}

/// Writes named graphs as a TriG document.
pub(super) fn write_trig(
    graphs: &[(NamedNode, Vec<Triple>)],
    prefixes: &Prefixes,
    out: &mut dyn Write,
) -> io::Result<()> {
    let names = graphs.iter().map(|(name, _)| name.as_str());
    declare(graphs.iter().flat_map(|(_, t)| t), Some(names.collect()), prefixes, out)?;
    for (name, triples) in graphs {
        writeln!(out, "\n{} {{", iri(name, prefixes))?;
        blocks(&triples.iter().collect::<Vec<_>>(), prefixes, "  ", out)?;
        writeln!(out, "}}")?;
    }
    Ok(())
}

fn declare<'a>(
    triples: impl Iterator<Item = &'a Triple>,
    names: Option<Vec<&str>>,
    prefixes: &Prefixes,
    out: &mut dyn Write,
) -> io::Result<()> {
    let mut used: BTreeSet<String> = BTreeSet::new();
    let mut note = |text: &str| {
        if let Some((prefix, _)) = prefixes.compact(text).as_deref().and_then(|curie| curie.split_once(':'))
            && !used.contains(prefix)
        {
            used.insert(prefix.to_owned());
        }
    };
    names.into_iter().flatten().for_each(&mut note);
    for triple in triples {
        if let NamedOrBlankNode::NamedNode(subject) = &triple.subject {
            note(subject.as_str());
        }
        note(triple.predicate.as_str());
        match &triple.object {
            Term::NamedNode(object) => note(object.as_str()),
            Term::Literal(literal) => note(literal.datatype().as_str()),
            Term::BlankNode(_) => {}
        }
    }
    for (prefix, namespace) in prefixes.iter().filter(|(prefix, _)| used.contains(*prefix)) {
        writeln!(out, "@prefix {prefix}: <{namespace}> .")?;
    }
    Ok(())
}

fn blocks(triples: &[&Triple], prefixes: &Prefixes, indent: &str, out: &mut dyn Write) -> io::Result<()> {
    for block in triples.chunk_by(|one, other| one.subject == other.subject) {
        let subject = match &block[0].subject {
            NamedOrBlankNode::NamedNode(subject) => iri(subject, prefixes),
            NamedOrBlankNode::BlankNode(node) => node.to_string(),
        };
        writeln!(out, "\n{indent}{subject}")?;
        let (types, others): (Vec<&Triple>, Vec<&Triple>) =
            block.iter().copied().partition(|t| t.predicate == rdf::TYPE);
        for triple in types.into_iter().chain(others) {
            let verb = if triple.predicate == rdf::TYPE { "a".to_owned() } else { iri(&triple.predicate, prefixes) };
            writeln!(out, "{indent}  {verb} {} ;", object(&triple.object, prefixes))?;
        }
        writeln!(out, "{indent}.")?;
    }
    Ok(())
}

fn iri(node: &NamedNode, prefixes: &Prefixes) -> String {
    prefixes.compact(node.as_str()).unwrap_or_else(|| node.to_string())
}

fn object(term: &Term, prefixes: &Prefixes) -> String {
    match term {
        Term::NamedNode(node) => iri(node, prefixes),
        Term::BlankNode(node) => node.to_string(),
        Term::Literal(literal) => literal_text(literal, prefixes),
    }
}

/// N-Triples writes literals so that Turtle reads them; only the datatype is shortened.
fn literal_text(literal: &Literal, prefixes: &Prefixes) -> String {
    if literal.language().is_some() || literal.datatype() == xsd::STRING {
        return literal.to_string();
    }
    let value = Literal::new_simple_literal(literal.value()).to_string();
    format!("{value}^^{}", iri(&literal.datatype().into_owned(), prefixes))
}
