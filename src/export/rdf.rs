//! Choosing the writer of an RDF format: our own for Turtle, TriG and JSON-LD, the library's for the rest.

use std::io::{self, Write};

use oxrdf::{NamedNode, Triple};
use oxrdfio::{RdfSerializer, WriterQuadSerializer};

use crate::export::jsonld::write_jsonld;
use crate::export::turtle::{write_trig, write_turtle};
use crate::export::{Format, Scope};
use crate::iri::Prefixes;
use crate::text::XmlOut;

/// Writes triples as one graph without a name.
///
/// # Errors
/// An error of the writer.
pub fn write_triples(triples: &[&Triple], format: Format, prefixes: &Prefixes, out: &mut dyn Write) -> io::Result<()> {
    match format.extension {
        "ttl" | "trig" => return write_turtle(triples, prefixes, out),
        "jsonld" => return write_jsonld(triples, prefixes, out),
        _ => {}
    }
    let mut checked;
    let out: &mut dyn Write = if format.extension == "rdf" {
        checked = XmlOut::new(out);
        &mut checked
    } else {
        out
    };
    let mut writer = serializer(format, prefixes, out)?;
    for triple in triples {
        writer.serialize_triple(*triple)?;
    }
    writer.finish()?.write_all(end(format))
}

/// Writes named graphs; in a format of [`Scope::Merge`] their names are left out.
///
/// # Errors
/// An error of the writer.
pub fn write_graphs(
    graphs: &[(NamedNode, Vec<Triple>)],
    format: Format,
    prefixes: &Prefixes,
    out: &mut dyn Write,
) -> io::Result<()> {
    if format.extension == "trig" {
        return write_trig(graphs, prefixes, out);
    }
    if format.scope == Scope::Merge {
        let merge: Vec<&Triple> = graphs.iter().flat_map(|(_, triples)| triples).collect();
        return write_triples(&merge, format, prefixes, out);
    }
    let mut writer = serializer(format, prefixes, out)?;
    for (name, triples) in graphs {
        for triple in triples {
            writer.serialize_quad(triple.as_ref().in_graph(name))?;
        }
    }
    writer.finish()?.write_all(end(format))
}

fn serializer<'a>(
    format: Format,
    prefixes: &Prefixes,
    out: &'a mut dyn Write,
) -> io::Result<WriterQuadSerializer<&'a mut dyn Write>> {
    let mut serializer = RdfSerializer::from_format(format.rdf());
    for (prefix, namespace) in prefixes.iter() {
        serializer = serializer.with_prefix(prefix, namespace).map_err(io::Error::other)?;
    }
    Ok(serializer.for_writer(out))
}

/// A text file ends with a line end.
fn end(format: Format) -> &'static [u8] {
    match format.extension {
        "rdf" => b"\n",
        _ => b"",
    }
}
