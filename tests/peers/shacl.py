"""pySHACL finds what our engine found, result by result: focus node, path, value, component and severity.

usage: shacl.py SHAPES FOLDER: the folder holds NAME.nt and NAME.results, one tab-separated result a line in N-Triples terms.
The first graph by name is also checked with the shapes of SHACL itself (meta-SHACL)."""

import sys
from pathlib import Path

import pyshacl
import rdflib
from rdflib import RDF, SH
from rdflib.util import from_n3

shapes = rdflib.Graph().parse(sys.argv[1], format="turtle")
total, meta = 0, True
wrong = []
for file in sorted(Path(sys.argv[2]).glob("*.nt")):
    data = rdflib.Graph().parse(file, format="nt")
    _, report, text = pyshacl.validate(data, shacl_graph=shapes, meta_shacl=meta, inference="none", allow_warnings=True)
    meta = False
    theirs = set()
    # Results of a report only: what a nested shape found is no result of its own.
    for result in report.objects(None, SH.result):
        parts = [report.value(result, p) for p in (SH.focusNode, SH.resultPath, SH.value, SH.sourceConstraintComponent, SH.resultSeverity)]
        theirs.add(tuple(parts))
    ours = set()
    for line in file.with_suffix(".results").read_text(encoding="utf-8").splitlines():
        ours.add(tuple(from_n3(term) if term else None for term in line.split("\t")))
    if ours != theirs:
        wrong.append(f"{file.name}:\n  ours only: {sorted(map(str, ours - theirs))}\n  pySHACL only: {sorted(map(str, theirs - ours))}")
    total += len(theirs)
    if file.stem.startswith("broken") and not theirs:
        wrong.append(f"{file.name} conforms")
if wrong:
    sys.exit("\n".join(wrong))
print(f"pySHACL: the same {total} results in {len(list(Path(sys.argv[2]).glob('*.nt')))} graphs, {len(shapes)} triples of shapes")
