"""NetworkX's spring layout: TIES. Prints its seconds as JSON."""

import json
import sys
import time

import networkx as nx

from timing import read_ties

graph = nx.Graph(read_ties(sys.argv[1]))
start = time.monotonic()
nx.spring_layout(graph, seed=1)
print(json.dumps({"seconds": time.monotonic() - start}))
