"""pySHACL: DATA SHAPES RUNS. Prints one line of JSON: seconds of each run, number of results."""

import json
import sys
import time

import pyshacl
import rdflib

data = rdflib.Graph().parse(sys.argv[1], format="nt")
shapes = rdflib.Graph().parse(sys.argv[2], format="turtle")
seconds, results = [], 0
for _ in range(int(sys.argv[3])):
    start = time.monotonic()
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inference="none")
    seconds.append(time.monotonic() - start)
    results = len(set(report.objects(None, rdflib.SH.result)))
    if sum(seconds) > 120:
        break
print(json.dumps({"seconds": seconds, "results": results}))
