"""igraph: TIES RUNS. Prints one line of JSON."""

import json
import sys

import igraph

from timing import read_ties, timed

ties, runs = read_ties(sys.argv[1]), int(sys.argv[2])
count = max(max(tie) for tie in ties) + 1
both, one_way = igraph.Graph(count, ties), igraph.Graph(count, ties, directed=True)
found = {}
for name, work in {
    "betweenness": both.betweenness,
    "pagerank": lambda: one_way.pagerank(damping=0.85),
    "cores": both.coreness,
    "communities": lambda: [both.community_leiden(objective_function="modularity", n_iterations=-1).modularity],
}.items():
    values, seconds = timed(work, runs)
    found[name] = {"seconds": seconds, "values": values}
print(json.dumps(found))
