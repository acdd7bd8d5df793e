"""Reads the dumps of a build with rdflib, pyoxigraph and rapper and compares their triples with the N-Triples dump."""

import subprocess
import sys
from pathlib import Path

import pyoxigraph
import rdflib

folder = Path(sys.argv[1])


def compare(what, found, expected):
    if found != expected:
        missing, extra = expected - found, found - expected
        sys.exit(f"{what}: {len(missing)} missing, {len(extra)} extra\n{sorted(missing)[:2]}\n{sorted(extra)[:2]}")
    print(f"{what}: {len(found)}, the same")


def oxigraph(name, form, graphs=False):
    quads = pyoxigraph.parse(path=str(folder / name), format=form)
    return {str(q) if graphs else str(q.triple) for q in quads}


form = pyoxigraph.RdfFormat
triples = oxigraph("sauat.nt", form.N_TRIPLES)
for name, kind in (("sauat.ttl", form.TURTLE), ("sauat.rdf", form.RDF_XML), ("sauat.jsonld", form.JSON_LD)):
    compare(f"pyoxigraph, {name}", oxigraph(name, kind), triples)
compare("pyoxigraph, sauat.nq without graphs", oxigraph("sauat.nq", form.N_QUADS), triples)
quads = oxigraph("sauat.nq", form.N_QUADS, True)
compare("pyoxigraph, sauat.trig", oxigraph("sauat.trig", form.TRIG, True), quads)


def plain(graph):
    # rdflib normalises values when it reads them; n3() of what was written is compared instead.
    return {(s.n3(), p.n3(), o.n3()) for s, p, o in graph}


rdflib.NORMALIZE_LITERALS = False
expected = plain(rdflib.Graph().parse(folder / "sauat.nt", format="nt"))
for name, kind in (("sauat.ttl", "turtle"), ("sauat.rdf", "xml"), ("sauat.jsonld", "json-ld")):
    compare(f"rdflib, {name}", plain(rdflib.Graph().parse(folder / name, format=kind)), expected)
named = None
for name, kind in (("sauat.nq", "nquads"), ("sauat.trig", "trig")):
    dataset = rdflib.Dataset()
    dataset.parse(folder / name, format=kind)
    found = {(s.n3(), p.n3(), o.n3(), str(g)) for s, p, o, g in dataset.quads()}
    compare(f"rdflib, {name}", found, named or found)
    compare(f"rdflib, {name} without graphs", {q[:3] for q in found}, expected)
    named = found


def rapper(name, kind):
    run = subprocess.run(["rapper", "-q", "-i", kind, "-o", "ntriples", folder / name], capture_output=True, check=True)
    lines = run.stdout.decode("utf-8")
    return {str(q.triple) for q in pyoxigraph.parse(lines, format=form.N_TRIPLES)}


for name, kind in (("sauat.nt", "ntriples"), ("sauat.ttl", "turtle"), ("sauat.rdf", "rdfxml")):
    compare(f"rapper, {name}", rapper(name, kind), triples)
