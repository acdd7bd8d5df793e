"""NetworkX and igraph compute the same measures; what neither has is computed here from its definition.

usage: measures.py [--spoil] FILE: the file holds networks with nodes, edges and our results. With --spoil one value of each
result is changed, and every change has to be found."""

import copy
import itertools
import json
import math
import random
import sys
import warnings

import igraph
import networkx as nx
import numpy as np

warnings.filterwarnings("ignore")
EXACT = 1e-9  # both sides add up the same numbers in another order; ours are rounded to ten digits
ITERATED = 1e-6  # NetworkX's eigenvector still has what smaller components had at the start
RANKS = 0
compared = {}


def build(network):
    """The simple graphs, collapsed here once more from the edges."""
    und, dig = nx.Graph(), nx.DiGraph()
    for node in network["nodes"]:
        und.add_node(node["id"], group=node["group"])
        dig.add_node(node["id"], group=node["group"])
    for edge in network["edges"]:
        a, b, w = edge["source"], edge["target"], edge["weight"]
        if a == b:
            continue
        for graph, x, y in [(und, a, b), (dig, a, b)] + ([] if edge["directed"] else [(dig, b, a)]):
            before = graph[x][y]["weight"] if graph.has_edge(x, y) else 0
            graph.add_edge(x, y, weight=before + w)
    ids = sorted(und)
    number = {node: at for at, node in enumerate(ids)}
    pairs = [(number[a], number[b]) for a, b in und.edges]
    ig = igraph.Graph(n=len(ids), edges=pairs)
    ig.vs["name"] = ids
    ig.es["weight"] = [und[a][b]["weight"] for a, b in und.edges]
    return und, dig, ig, ids


def same(a, b, tolerance):
    if a is None or b is None:
        return a is None and b is None
    if isinstance(a, float) or isinstance(b, float):
        return abs(a - b) <= tolerance * max(1.0, abs(a), abs(b))
    return a == b


def clean(value):
    return None if isinstance(value, float) and math.isnan(value) else value


def table(ours, expected, tolerance, what):
    """Every row of ours is a row of theirs with the same values, and the other way round."""
    found = {tuple(ids): values for ids, values in ours["rows"]}
    if len(found) != len(ours["rows"]):
        return f"{what}: a row stands twice"
    if set(found) != set(expected):
        return f"{what}: other rows: {sorted(set(found) ^ set(expected))[:5]}"
    for ids in found:
        theirs = [clean(v) for v in expected[ids]]
        if len(found[ids]) != len(theirs) or not all(same(a, b, tolerance) for a, b in zip(found[ids], theirs)):
            return f"{what}: {ids}: {found[ids]} is not {theirs}"
    return None


def nodes(*dicts):
    return {(node,): [d[node] for d in dicts] for node in dicts[0]}


def sets(parts):
    """Numbers of sets: the largest first, of equal ones that with the smallest id."""
    ordered = sorted((sorted(part) for part in parts), key=lambda part: (-len(part), part[0]))
    return {node: at for at, part in enumerate(ordered, 1) for node in part}


def betweenness(ours, und, dig, ig, ids, network):
    raw = dict(zip(ids, ig.betweenness(directed=False)))
    theirs = nodes(nx.betweenness_centrality(und), nx.betweenness_centrality(und, normalized=False))
    pairs = max((len(ids) - 1) * (len(ids) - 2) / 2, 1)
    return table(ours, theirs, EXACT, "NetworkX") or table(ours, {(v,): [raw[v] / pairs, raw[v]] for v in ids}, EXACT, "igraph")


def eigenvector(ours, und, dig, ig, ids, network):
    theirs = nx.eigenvector_centrality(und, max_iter=200000, tol=1e-14)
    wrong = table(ours, nodes(theirs), ITERATED, "NetworkX")
    found = {row[0][0]: row[1][0] for row in ours["rows"]}
    matrix = nx.to_numpy_array(und, nodelist=ids, weight=None)
    vector, largest = np.array([found[v] for v in ids]), np.linalg.eigvalsh(matrix)[-1]
    rest = np.abs(matrix @ vector - largest * vector).max()
    return wrong or (None if rest <= EXACT and abs(vector @ vector - 1) <= EXACT else f"numpy: A x - λ x is {rest}")


def pagerank(ours, und, dig, ig, ids, network):
    theirs = nx.pagerank(dig, alpha=0.85, tol=1e-15, max_iter=2000, weight="weight")
    return table(ours, nodes(theirs), EXACT, "NetworkX")


def constraint(weight):
    def check(ours, und, dig, ig, ids, network):
        wrong = table(ours, nodes(nx.constraint(und, weight=weight)), EXACT, "NetworkX")
        theirs = dict(zip(ids, ig.constraint(weights=weight)))
        return wrong or table(ours, nodes(theirs), EXACT, "igraph")
    return check


def brokerage(ours, und, dig, ig, ids, network):
    """Gould and Fernandez 1989, over all triples of nodes."""
    group = nx.get_node_attributes(und, "group")
    roles = {v: [0] * 6 for v in ids}
    for a, b in dig.edges:
        for c in dig.successors(b):
            if c == a or dig.has_edge(a, c):
                continue
            ga, gb, gc = group[a], group[b], group[c]
            if ga == gb == gc:
                role = 1
            elif ga == gc:
                role = 2
            elif gb == gc:
                role = 3
            elif ga == gb:
                role = 4
            else:
                role = 5
            roles[b][role] += 1
            roles[b][0] += 1
    return table(ours, {(v,): roles[v] for v in ids}, 0, "definition")


def cut_points(ours, und, dig, ig, ids, network):
    theirs = {}
    before = nx.number_connected_components(und)
    for v in ids:
        rest = und.subgraph(set(und) - {v})
        own = set(nx.node_connected_component(und, v)) - {v}
        sizes = sorted((len(c) for c in nx.connected_components(rest) if c <= own), reverse=True)
        theirs[v,] = [sum(sizes[1:]), len(sizes)] if len(sizes) > 1 else [0, 0]
        assert nx.number_connected_components(rest) == before - 1 + len(sizes)
    points = {row[0][0] for row in ours["rows"] if row[1][1]}
    if points != set(nx.articulation_points(und)):
        return "NetworkX: other articulation points"
    if points != {ids[v] for v in ig.articulation_points()}:
        return "igraph: other articulation points"
    return table(ours, theirs, 0, "NetworkX without the node")


def bridges(ours, und, dig, ig, ids, network):
    theirs = {}
    for a, b in nx.bridges(und):
        rest = und.copy()
        rest.remove_edge(a, b)
        theirs[tuple(sorted((a, b)))] = [min(len(nx.node_connected_component(rest, end)) for end in (a, b))]
    other = {tuple(sorted(ids[v] for v in ig.es[e].tuple)) for e in ig.bridges()}
    return table(ours, theirs, 0, "NetworkX") or (None if set(theirs) == other else "igraph: other bridges")


def communities(ours, und, dig, ig, ids, network):
    """The partition holds together, is numbered by size, and is as good as what we say and as igraph's best."""
    found = {row[0][0]: row[1][0] for row in ours["rows"]}
    parts = [[v for v in ids if found[v] == number] for number in sorted(set(found.values()))]
    if found != sets(parts):
        return "other numbers"
    if not all(nx.is_connected(und.subgraph(part)) for part in parts):
        return "a community is not connected"
    said, count = network["results"]["modularity"]["rows"][0][1]
    wrong = table({"rows": [[[], [said, count]]]}, {(): [nx.community.modularity(und, parts, weight="weight"), len(parts)]}, EXACT, "NetworkX")
    theirs = ig.modularity([found[v] for v in ids], weights="weight")
    if wrong or abs(theirs - said) > EXACT:
        return wrong or f"igraph: modularity {theirs} is not {said}"
    best = 0
    for seed in range(20):
        random.seed(seed)
        found_there = ig.community_leiden("modularity", weights="weight", n_iterations=-1).membership
        best = max(best, ig.modularity(found_there, weights="weight"))
    compared.setdefault("leiden", []).append(f"{network['name']} {said:.6f} (igraph's best of 20: {best:.6f})")
    return None if said >= best - 1e-6 else f"igraph's best of 20 is {best}, ours {said}"


def splitmix(seed):
    mask = (1 << 64) - 1
    while True:
        seed = (seed + 0x9E3779B97F4A7C15) & mask
        z = seed
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & mask
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & mask
        yield z ^ (z >> 31)


def stability(kind, share, runs, seed):
    def check(ours, und, dig, ig, ids, network):
        def ranks(graph):
            values = graph.betweenness() if kind == "betweenness" else graph.degree()
            settled = [float(f"{value:.9e}") for value in values]
            return [1 + sum(other > value for other in settled) for value in settled]
        pairs = sorted(tuple(sorted(edge.tuple)) for edge in ig.es)
        fewer = min(max(math.floor(share * len(pairs) + 0.5), 1), len(pairs))
        stream, seen = splitmix(seed), [[] for _ in ids]
        for _ in range(runs):
            order = list(range(len(pairs)))
            for place in range(fewer):
                other = place + ((next(stream) * (len(pairs) - place)) >> 64)
                order[place], order[other] = order[other], order[place]
            left = set(order[:fewer])
            rest = igraph.Graph(n=len(ids), edges=[pair for at, pair in enumerate(pairs) if at not in left])
            for ranked, rank in zip(seen, ranks(rest)):
                ranked.append(rank)
        whole = ranks(ig)
        at = lambda ranked, p: sorted(ranked)[max(math.ceil(p * runs / 100), 1) - 1]
        return table(ours, {(v,): [whole[n], at(seen[n], 5), at(seen[n], 95)] for n, v in enumerate(ids)}, RANKS, f"{kind} again")
    return check


def external(ours, und, dig, ig, ids, network):
    group, theirs = nx.get_node_attributes(und, "group"), {}
    for g in sorted(set(group.values())):
        e = sum((group[a] == g) != (group[b] == g) for a, b in und.edges)
        i = sum(group[a] == group[b] == g for a, b in und.edges)
        theirs[g,] = [(e - i) / (e + i) if e + i else None, e, i]
    return table(ours, theirs, EXACT, "definition")


def ei_index(ours, und, dig, ig, ids, network):
    group = nx.get_node_attributes(und, "group")
    e = sum(group[a] != group[b] for a, b in und.edges)
    i = und.number_of_edges() - e
    return table(ours, {(): [(e - i) / (e + i), e, i]}, EXACT, "definition")


def mixing_table(ours, und, dig, ig, ids, network):
    names = sorted(set(nx.get_node_attributes(und, "group").values()))
    mapping = {name: at for at, name in enumerate(names)}
    counts = nx.attribute_mixing_matrix(dig, "group", mapping=mapping, normalized=False)
    shares = nx.attribute_mixing_matrix(dig, "group", mapping=mapping)
    cells = itertools.product(names, names)
    theirs = {(a, b): [int(counts[mapping[a], mapping[b]]), float(shares[mapping[a], mapping[b]])] for a, b in cells}
    return table(ours, theirs, EXACT, "NetworkX")


def mixing_matrix(directed):
    def check(ours, und, dig, ig, ids, network):
        graph = dig if directed else und
        mapping = {name: at for at, name in enumerate(ours["groups"])}
        theirs = nx.attribute_mixing_matrix(graph, "group", mapping=mapping, normalized=False)
        if np.array(ours["counts"]).tolist() != theirs.tolist():
            return "NetworkX: another mixing matrix"
        value = nx.attribute_assortativity_coefficient(graph, "group")
        return None if same(ours["assortativity"], clean(float(value)), EXACT) else f"NetworkX: {value}"
    return check


def whole(compute, tolerance=EXACT):
    return lambda ours, und, dig, ig, ids, network: table(ours, {(): compute(und, dig, ig, ids, network)}, tolerance, "NetworkX, igraph")


def path_lengths(und, dig, ig, ids, network):
    lengths = [n for a, d in nx.all_pairs_shortest_path_length(und) for b, n in d.items() if a < b]
    average = sum(lengths) / len(lengths)
    assert same(average, ig.average_path_length(unconn=True), EXACT) and max(lengths) == ig.diameter(unconn=True)
    if nx.is_connected(und):
        assert same(average, nx.average_shortest_path_length(und), EXACT) and max(lengths) == nx.diameter(und)
    return [average, max(lengths), len(lengths) / (len(ids) * (len(ids) - 1) / 2)]


def evidence(und, dig, ig, ids, network):
    order, edges = ["certainty-stated", "certainty-implied", "certainty-uncertain"], network["edges"]
    surest = [min(edge["certainties"], key=order.index) for edge in edges]
    share = lambda flags: sum(flags) / len(edges)
    return [len(edges), share(len(set(e["sources"])) == 1 for e in edges), share(c == order[1] for c in surest),
            share(c == order[2] for c in surest), share(e["dated"] for e in edges)]


def routes(ours, und, dig, ig, ids, network):
    for asked in ours:
        a, b, most, found = asked["from"], asked["to"], asked["most"], asked["routes"]
        if a == b or not nx.has_path(und, a, b):
            theirs = [[a]] if a == b else []
        else:
            # All of a length are read before they are sorted, so that none is missed.
            theirs = []
            for path in nx.shortest_simple_paths(und, a, b):
                if len(theirs) >= most and len(path) > len(theirs[-1]):
                    break
                theirs.append(path)
            theirs = sorted(theirs, key=lambda path: (len(path), path))[:most]
        if found != theirs:
            return f"NetworkX: {a} to {b}: {found} is not {theirs}"
    return None


def degrees(ours, und, dig, ig, ids, network):
    return table(ours, nodes(dict(und.degree), dict(dig.in_degree), dict(dig.out_degree)), 0, "NetworkX")


def strengths(ours, und, dig, ig, ids, network):
    theirs = nodes(*(dict(d(weight="weight")) for d in (und.degree, dig.in_degree, dig.out_degree)))
    return table(ours, {k: [float(x) for x in v] for k, v in theirs.items()}, EXACT, "NetworkX")


def per_node(compute, tolerance=EXACT):
    return lambda ours, und, dig, ig, ids, network: table(ours, nodes(compute(und)), tolerance, "NetworkX")


def component(ours, und, dig, ig, ids, network):
    parts = list(nx.connected_components(und))
    return table(ours, nodes(sets(parts), {v: len(part) for part in parts for v in part}), 0, "NetworkX")


def assortativity(und, dig, ig, ids, network):
    return [float(nx.attribute_assortativity_coefficient(und, "group"))]


CHECKS = {
    "degree": degrees,
    "strength": strengths,
    "betweenness": betweenness,
    "closeness": per_node(nx.closeness_centrality),
    "eigenvector": eigenvector,
    "pagerank": pagerank,
    "constraint": constraint(None),
    "constraint_weighted": constraint("weight"),
    "effective_size": per_node(nx.effective_size),
    # With weights and without a list of nodes NetworkX 3.6.1 takes a way of its own that is not what it documents.
    "effective_size_weighted": per_node(lambda und: nx.effective_size(und, nodes=list(und), weight="weight")),
    "stability": stability("betweenness", 0.1, 200, 1),
    "stability_degree": stability("degree", 0.2, 37, 42),
    "core": per_node(nx.core_number, 0),
    "clustering": per_node(nx.clustering),
    "community": communities,
    "component": component,
    "cut_points": cut_points,
    "bridges": bridges,
    "brokerage": brokerage,
    "external_by_group": external,
    "mixing": mixing_table,
    "mixing_directed": mixing_matrix(True),
    "mixing_undirected": mixing_matrix(False),
    "size": whole(lambda und, dig, ig, ids, network: [len(und), und.number_of_edges(), len(network["edges"])]),
    "density": whole(lambda und, *_: [nx.density(und)]),
    "components": whole(lambda und, *_: [nx.number_connected_components(und), max(map(len, nx.connected_components(und))), nx.number_of_isolates(und)]),
    "distances": whole(path_lengths),
    "reciprocity": whole(lambda und, dig, *_: [float(nx.overall_reciprocity(dig))]),
    "transitivity": whole(lambda und, *_: [float(nx.transitivity(und)), float(nx.average_clustering(und))]),
    "modularity": None,  # with the communities
    "ei_index": ei_index,
    "assortativity": whole(assortativity),
    "evidence": whole(evidence),
    "routes": routes,
}


def change(ours):
    """One value, a little different."""
    bumped = lambda v: 0.5 if v is None else v + 1 if isinstance(v, int) else v + 1e-5 * (1 + abs(v))
    if isinstance(ours, list):
        asked = next(asked for asked in ours if asked["routes"])
        asked["routes"][-1] = asked["routes"][-1] + ["nowhere"]
    elif "groups" in ours:
        ours["assortativity"] = bumped(ours["assortativity"])
    elif ours["rows"]:
        row = ours["rows"][len(ours["rows"]) // 2]
        row[1][-1] = bumped(row[1][-1])
    else:
        ours["rows"].append([["a", "b"], [1]])


def main():
    spoil = sys.argv[1] == "--spoil"
    wrong, count = [], 0
    networks = json.load(open(sys.argv[-1], encoding="utf-8"))
    for network in networks[1:4:2] if spoil else networks:
        graphs = build(network)
        results = network["results"]
        unknown = set(results) ^ set(CHECKS)
        if unknown:
            sys.exit(f"not compared: {sorted(unknown)}")
        for name, check in CHECKS.items():
            if check is None:
                continue
            ours = results[name]
            if spoil:
                ours = copy.deepcopy(ours)
                change(ours)
            found = check(ours, *graphs, network)
            count += 1
            if spoil and found is None:
                wrong.append(f"{network['name']}: a changed {name} was not found")
            elif found and not spoil:
                wrong.append(f"{network['name']}: {name}: {found}")
    if wrong:
        sys.exit("\n".join(wrong))
    if spoil:
        print(f"{count} changed results, all found")
        return
    for network in networks:
        und, dig, *_ = build(network)
        print(f"{network['name']}: {len(und)} nodes, {und.number_of_edges()} ties, {dig.number_of_edges()} with direction")
    print(f"NetworkX {nx.__version__}, igraph {igraph.__version__}: {count} results the same: {', '.join(CHECKS)}")
    print(f"within {EXACT:g}; eigenvector within {ITERATED:g} of NetworkX and {EXACT:g} of A x = λ x; counts and ranks exactly")
    print("best modularity: " + "; ".join(compared["leiden"]))


main()
