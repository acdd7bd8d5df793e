"""rdflib: NAMES TEXTS RUNS. All labels are read for every text. Prints one line of JSON."""

import json
import sys
import time

import rdflib

from timing import timed

start = time.monotonic()
graph = rdflib.Graph()
with open(sys.argv[1], encoding="utf-8") as file:
    for line in file:
        number, name = line.rstrip("\n").split("\t")
        graph.add((rdflib.URIRef("urn:" + number), rdflib.RDFS.label, rdflib.Literal(name)))
built = time.monotonic() - start
found = []
with open(sys.argv[2], encoding="utf-8") as file:
    for line in file:
        kind, text = line.rstrip("\n").split("\t")
        folded = text.casefold()

        def work():
            hits = []
            for thing, _, label in graph.triples((None, rdflib.RDFS.label, None)):
                if folded in label.casefold():
                    hits.append(thing)
                    if len(hits) == 10:
                        break
            return hits
        hits, seconds = timed(work, min(3, int(sys.argv[3])))
        found.append({"kind": kind, "text": text, "seconds": seconds, "found": [int(hit[4:]) for hit in hits]})
print(json.dumps({"built": built, "names": len(graph), "texts": found}))
