"""NetworkX: TIES RUNS. Prints one line of JSON. Betweenness of more than 5,000 nodes is left out: it takes hours."""

import json
import sys

import networkx as nx

from timing import read_ties, timed

ties, runs = read_ties(sys.argv[1]), int(sys.argv[2])
count = max(max(tie) for tie in ties) + 1
both, one_way = nx.Graph(), nx.DiGraph()
for graph in (both, one_way):
    graph.add_nodes_from(range(count))
    graph.add_edges_from(ties)


def listed(values):
    return [values[node] for node in range(count)]


def communities():
    return [nx.community.modularity(both, nx.community.louvain_communities(both, seed=1))]


found = {}
for name, work in {
    "betweenness": lambda: listed(nx.betweenness_centrality(both, normalized=False)),
    "pagerank": lambda: listed(nx.pagerank(one_way, alpha=0.85, tol=1e-15, max_iter=1000)),
    "cores": lambda: listed(nx.core_number(both)),
    "communities": communities,
}.items():
    if name == "betweenness" and count > 5000:
        continue
    values, seconds = timed(work, runs)
    found[name] = {"seconds": seconds, "values": values}
print(json.dumps(found))
