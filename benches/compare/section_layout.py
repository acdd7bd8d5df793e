"""Layouts of made networks with 100, 1,000 and 10,000 nodes: benches/layout.rs makes the network, calls Graphviz, and scores all
alike. NetworkX lays the same number of nodes and ties out; its boxes may overlap, and its stress is not scored."""

import json
import re

from around import package, program, python, timed, version
from engines import peer
from section_network import ties

SIZES = [100, 1000, 10000]
ENGINES = {"Sauat": "stress", "Graphviz sfdp": "sfdp", "Graphviz neato": "neato", "Graphviz dot": "dot"}


def run(work):
    for nodes in SIZES:
        for name, engine in ENGINES.items():
            def measured(name=name, engine=engine):
                if name != "Sauat":
                    program(engine)
                # neato and dot had not ended after a quarter of an hour with 10,000 nodes and more; they have the time of a query.
                limit = work.options.long_limit if name in ("Sauat", "Graphviz sfdp") else work.options.limit * 5
                cell = timed([work.bench("layout"), str(nodes), engine], limit)
                if "said" in cell:
                    row = [part.strip() for part in cell.pop("said").splitlines()[-1].strip("| ").split("|")]
                    cell.update(seconds=[float(row[-1])], stress=float(row[3]), overlaps=int(re.sub(r"\D", "", row[2])))
                own = version([work.sauat(), "--version"]) if name == "Sauat" else version(["dot", "-V"])
                return {"version": own, "cells": {"layout": cell}}
            work.measure("layout", nodes, name, measured)

        def spring():
            cell = timed([python("networkx"), peer("networkx_layout.py"), ties(work, nodes)], work.options.limit * 5)
            if "said" in cell:
                cell["seconds"] = [json.loads(cell.pop("said"))["seconds"]]
            return {"version": package("networkx", "networkx"), "cells": {"layout": cell}}
        work.measure("layout", nodes, "networkx spring", spring)
