#!/usr/bin/env bash
# Oxigraph 0.5.13 (pyoxigraph): a path of no steps finds nothing at a term that the store does not hold.
#
# Expected: `<http://nowhere/> <http://e/p>* ?v` has one solution, ?v = <http://nowhere/>, whatever the data is
# (SPARQL 1.1 Query, 18.4, ZeroLengthPath: a term at one end is matched by itself).
# Real: no row; with the term at both ends, false. At a term that the store holds, one row, as it should be.
# Output seen: "nowhere: 0 rows, at both ends False, held: 1 row; rdflib: 1 row".
# Source: package pyoxigraph 0.5.13; rdflib 7.1.4 gives the row.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" -q install pyoxigraph==0.5.13 rdflib==7.1.4
"$dir/venv/bin/python" - <<'PY'
import pyoxigraph as ox
from rdflib import Graph

data = "<http://e/a> <http://e/q> <http://e/b> ."
store, graph = ox.Store(), Graph().parse(data=data, format="nt")
store.load(data.encode(), format=ox.RdfFormat.N_TRIPLES)
nowhere = "SELECT ?v { <http://nowhere/> <http://e/p>* ?v }"
rows = len(list(store.query(nowhere)))
ends = bool(store.query("ASK { <http://nowhere/> <http://e/p>* <http://nowhere/> }"))
held = len(list(store.query("SELECT ?v { <http://e/a> <http://e/p>* ?v }")))
print(f"nowhere: {rows} rows, at both ends {ends}, held: {held} row; rdflib: {len(list(graph.query(nowhere)))} row")
assert (rows, ends, held) == (0, False, 1), "it follows the text now"
assert len(list(graph.query(nowhere))) == 1
PY
