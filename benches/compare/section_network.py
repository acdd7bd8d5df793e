"""Measures of networks with 250, 2,500 and 25,000 nodes: the same ties, read before the clock starts, in one process each.

Betweenness, core numbers and communities are of the ties without direction, PageRank of those with it. Values are compared
node by node; of communities, the modularity that was reached is shown, since every method finds another partition."""

import json
import os

from around import package, python, timed, version
from engines import peer

SIZES = [250, 2500, 25000]


def ties(work, nodes):
    """A made network with five ties for every two nodes: each new node is tied to ends of earlier ties, so that few are
    tied often. The numbers come from a generator of its own (the constants are Knuth's)."""
    path = os.path.join(work.folder, f"ties-{nodes}.txt")
    if os.path.exists(path):
        return path
    state = nodes

    def below(bound):
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (state >> 33) % bound

    found, ends = set(), [0, 1]
    found.add((0, 1))
    for node in range(2, nodes):
        for _ in range(2 + node % 2):
            other = ends[below(len(ends))] if below(3) else below(node)
            if other != node and (node, other) not in found and (other, node) not in found:
                found.add((node, other) if below(2) else (other, node))
                ends += [node, other]
    with open(path, "w", encoding="ascii") as file:
        file.writelines(f"{one} {other}\n" for one, other in sorted(found))
    return path


def run(work):
    for nodes in SIZES:
        file = ties(work, nodes)
        def with_command(command, version_):
            def measured():
                cell = timed([*command(), file, str(work.options.runs)], work.options.long_limit)
                if "says" in cell:
                    return {"version": version_(), "cells": {"all": cell}}
                said = json.loads(cell["said"].splitlines()[-1])
                cells = {key: value for key, value in said.items() if isinstance(value, dict)}
                return {"version": version_(), "nodes": nodes, "memory": cell["memory"], "cells": cells}
            return measured
        work.measure("network", nodes, "Sauat", with_command(
            lambda: [work.bench("compared"), "network"], lambda: version([work.sauat(), "--version"])))
        for name, script in (("igraph", "igraph_network.py"), ("networkx", "networkx_network.py")):
            work.measure("network", nodes, name, with_command(
                lambda name=name, script=script: [python(name), peer(script)],
                lambda name=name: package(name, name)))
