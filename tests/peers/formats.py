"""Reads networks back with NetworkX, igraph, pydot, openpyxl, Graphviz, lxml and csv, and compares with what was written.

Under a NetworkX before 3.4 only what that version is written for is read: node-link JSON with `links`."""

import csv
import json
import math
import re
import subprocess
import sys
from collections import Counter
from pathlib import Path

import networkx as nx

old = tuple(int(part) for part in nx.__version__.split(".")[:2]) < (3, 4)
if not old:
    import igraph
    import openpyxl
    import pydot
    from lxml import etree

ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def legal(text):
    return ILLEGAL.sub("\ufffd", text)


def same(what, found, expected):
    if found != expected:
        sys.exit(f"{folder.name}, {what}:\nfound    {found!r}\nexpected {expected!r}")


def unique(edges):
    """The ids of ties, as they are told apart."""
    seen, ids = Counter(), []
    for edge in edges:
        seen[edge["id"]] += 1
        ids.append(edge["id"] + (f"--{seen[edge['id']]}" if seen[edge["id"]] > 1 else ""))
    return ids


def node_values(node):
    """The attributes that a node has in every format with attributes."""
    values = {name: legal(node[name]) for name in ("kind", "group", "class", "mode", "iri")}
    values |= {f"label_{lang}": legal(text) for lang, text in node["labels"].items()}
    for name, value in node["attributes"].items():
        if value is not None:
            values["measure_weight" if name == "weight" else name] = legal(value) if isinstance(value, str) else value
    return values


def edge_values(edge):
    values = {name: legal(edge[name]) for name in ("relation", "family")}
    values["sources"] = "; ".join(edge["sources"])
    values["lines"] = "; ".join(f"{claim['source']}:{claim['lines']}" for claim in edge["claims"])
    surest = ["certainty-stated", "certainty-implied", "certainty-uncertain"]
    values["certainty"] = min((claim["certainty"] for claim in edge["claims"]), key=surest.index)
    values["disputed"] = any(claim["disputed"] for claim in edge["claims"])
    values["claims"] = len(edge["claims"])
    values["claim_ids"] = "; ".join(claim["id"] for claim in edge["claims"])
    return values | {name: edge[name] for name in ("since", "until") if edge[name]}


def close(found, expected):
    if isinstance(expected, float) and isinstance(found, (int, float)):
        return math.isclose(found, expected, rel_tol=1e-12)
    return found == expected


def holds(what, found, values):
    for name, value in values.items():
        if name not in found or not close(found[name], value):
            sys.exit(f"{folder.name}, {what}, {name}: {found.get(name)!r}, expected {value!r}")


def whole(what, nodes, edges, directed=None):
    """Nodes by id, ties by id as (source, target, attributes)."""
    same(f"{what}: nodes", sorted(nodes), sorted(node["id"] for node in expected["nodes"]))
    same(f"{what}: ties", sorted(edges), sorted(ids))
    for node in expected["nodes"]:
        holds(f"{what}, {node['id']}", nodes[node["id"]], {"label": legal(node["label"])} | node_values(node))
    for key, edge in zip(ids, expected["edges"]):
        source, target, values = edges[key]
        ends = [(edge["source"], edge["target"])]
        if not edge["directed"]:
            ends.append((edge["target"], edge["source"]))
        if (source, target) not in ends:
            sys.exit(f"{folder.name}, {what}, {key}: from {source} to {target}")
        holds(f"{what}, {key}", values, {"label": legal(edge["label"]), "weight": edge["weight"]} | edge_values(edge))
        if directed:
            same(f"{what}, {key}: directed", values[directed], edge["directed"])


def multigraph(graph):
    edges = graph.edges(keys=True, data=True)
    return {key: (source, target, data) for source, target, key, data in edges}


def node_link(name):
    graph = nx.node_link_graph(json.loads((folder / name).read_text("utf-8")))
    whole(name, dict(graph.nodes(data=True)), multigraph(graph), "directed")
    holds(name, graph.graph, {"title": legal(expected["title"]), "version": expected["version"]})


def gexf():
    tree = etree.parse(folder / "network.gexf")
    grammar = etree.RelaxNG(etree.parse(Path(__file__).with_name("gexf.rng")))
    if not grammar.validate(tree):
        sys.exit(f"{folder.name}, GEXF: {grammar.error_log}")
    space = "{http://gexf.net/1.3}"
    types = {edge.get("id"): edge.get("type") for edge in tree.iter(f"{space}edge")}
    for key, edge in zip(ids, expected["edges"]):
        same(f"GEXF, {key}: type", types[key], "directed" if edge["directed"] else "undirected")
    spells = {}
    for edge in tree.iter(f"{space}edge"):
        found = [(spell.get("start"), spell.get("end")) for spell in edge.iter(f"{space}spell")]
        if not found and (edge.get("start") or edge.get("end")):
            found = [(edge.get("start"), edge.get("end"))]
        spells[edge.get("id")] = found
    if folder.name == "hostile":
        same("GEXF: spells", spells["n02--relation1--n02"], [("2019-01-01", "2020-02-29"), ("2022-05-06", None)])
        same("GEXF: start", spells["n03--relation1--n04"], [("2019-03-01", None)])
        same("GEXF: end", spells["n03--relation1--n04--2"], [(None, "2021-12-31")])
        same("GEXF: one span", spells["n05--relation5--n06"], [("2001-01-01", "2003-12-31")])
        same("GEXF: mode", tree.getroot().find(f"{space}graph").get("mode"), "dynamic")
    dated = any(claim["start"] or claim["end"] for edge in expected["edges"] for claim in edge["claims"])
    same("GEXF: dynamic", any(spells.values()), dated)
    # NetworkX reads no mixed files: there the ties without direction are arcs.
    for edge in tree.iter(f"{space}edge"):
        edge.attrib.pop("type")
    plain = folder / "arcs.gexf"
    tree.write(plain, encoding="utf-8", xml_declaration=True)
    graph = nx.read_gexf(plain)
    graph = nx.MultiDiGraph(graph) if not graph.is_multigraph() else graph
    edges = {data["id"]: (source, target, data) for source, target, data in graph.edges(data=True)}
    whole("NetworkX, GEXF", dict(graph.nodes(data=True)), edges)
    if expected["laid_out"]:
        for _, data in graph.nodes(data=True):
            same("GEXF: looks", sorted(data["viz"]), ["color", "position", "shape", "size"])


def graphml():
    graph = nx.read_graphml(folder / "network.graphml", force_multigraph=True)
    whole("NetworkX, GraphML", dict(graph.nodes(data=True)), multigraph(graph), "directed")
    holds("NetworkX, GraphML", graph.graph, {"title": legal(expected["title"]), "license": expected["license"]})
    graph = igraph.Graph.Read_GraphML(str(folder / "network.graphml"))
    filled = lambda values: {name: value for name, value in values.items() if value not in ("", None)}
    names = graph.vs["id"] if len(graph.vs) else []
    nodes = {vertex["id"]: {"label": vertex["label"]} | filled(vertex.attributes()) for vertex in graph.vs}
    edges = {}
    for edge in graph.es:
        values = {"label": edge["label"]} | filled(edge.attributes())
        edges[edge["edge_id"]] = (names[edge.source], names[edge.target], values)
    wanted = json.dumps(expected)
    for node in expected["nodes"]:
        node["attributes"] = {name: value for name, value in node["attributes"].items() if value != ""}
        node["labels"] = {lang: text for lang, text in node["labels"].items() if text != ""}
    whole("igraph, GraphML", nodes, edges, "directed")
    expected.update(json.loads(wanted))


def pajek():
    def plain(text):
        return "".join({'"': "'", "\\": "/"}.get(c, " " if ord(c) < 32 or 127 <= ord(c) < 160 else c) for c in legal(text))

    labels = [plain(node["label"]) for node in expected["nodes"]]
    counts = Counter(labels)
    labels = [f"{text} [{node['id']}]" if counts[text] > 1 else text for text, node in zip(labels, expected["nodes"])]
    of = {node["id"]: label for node, label in zip(expected["nodes"], labels)}
    wanted = Counter((of[edge["source"]], of[edge["target"]], plain(edge["label"])) for edge in expected["edges"])
    graph = nx.read_pajek(folder / "network-arcs.net")
    same("NetworkX, Pajek: labels", sorted(graph), sorted(labels))
    same("NetworkX, Pajek: ties", Counter((s, t, d["l"]) for s, t, d in graph.edges(data=True)), wanted)
    graph = igraph.Graph.Read_Pajek(str(folder / "network-arcs.net"))
    names = graph.vs["name"] if labels else []
    same("igraph, Pajek: labels", names, labels)
    found = Counter((names[edge.source], names[edge.target], edge["label"]) for edge in graph.es)
    same("igraph, Pajek: ties", found, wanted)
    # Several relations: read by the format's own rules.
    lines = (folder / "network.net").read_text("utf-8").splitlines()
    same("Pajek: version", f"version: {plain(expected['version'])};" in lines[0], True)
    same("Pajek: vertices", lines[1], f"*Vertices {len(labels)}")
    found, section = Counter(), None
    for line in lines[2 + len(labels):]:
        header = re.fullmatch(r'\*(Arcs|Edges) :(\d+) "([^"]*)"', line)
        if header:
            section = header
            continue
        source, target, _ = line.split()
        found[labels[int(source) - 1], labels[int(target) - 1], section[3], section[1] == "Arcs"] += 1
    wanted = Counter(
        (of[edge["source"]], of[edge["target"]], plain(edge["label"]), edge["directed"]) for edge in expected["edges"]
    )
    same("Pajek: relations", found, wanted)
    groups = (folder / "network.clu").read_text("utf-8").splitlines()
    same("Pajek: partition", len(groups), len(labels) + 1)
    pairs = {(number, node["group"]) for number, node in zip(groups[1:], expected["nodes"])}
    same("Pajek: groups", len(pairs), len({node["group"] for node in expected["nodes"]}))


def graphviz():
    source = folder / "network.dot"
    engine = ["neato", "-n"] if expected["laid_out"] else ["dot", "-Gsplines=line"]
    text = subprocess.run([*engine, "-Tjson", source], check=True, capture_output=True).stdout.decode("utf-8")
    graph = json.loads(text, strict=False)
    drawn = lambda o: [d["text"] for d in o.get("_ldraw_", []) if d["op"] == "T"]
    lines = lambda text: [line for line in legal(text).split("\n") if line]
    same("DOT: title", drawn(graph), lines(expected["title"]))
    numbers = {o["_gvid"]: o for o in graph.get("objects", [])}
    nodes = {o["name"]: o for o in numbers.values() if not o["name"].startswith("cluster_")}
    same("DOT: nodes", sorted(nodes), sorted(node["id"] for node in expected["nodes"]))
    for node in expected["nodes"]:
        found = nodes[node["id"]]
        same(f"DOT, {node['id']}: label", drawn(found), lines(node["label"]))
        same(f"DOT, {node['id']}: address", found["URL"], node["iri"].replace("&", "&amp;"))
        same(f"DOT, {node['id']}: mode", found["sauat_mode"], node["mode"])
    if expected["laid_out"] and len(nodes) > 1:
        # The first node is drawn above the last, and y grows upwards.
        first, last = (nodes[expected["nodes"][at]["id"]]["pos"].split(",") for at in (0, -1))
        same("DOT: places", float(first[1]) > float(last[1]), True)
    edges = {edge["id"]: edge for edge in graph.get("edges", [])}
    same("DOT: ties", sorted(edges), sorted(ids))
    for key, edge in zip(ids, expected["edges"]):
        found = edges[key]
        same(f"DOT, {key}: label", drawn(found), lines(edge["label"]))
        same(f"DOT, {key}: ends", (numbers[found["tail"]]["name"], numbers[found["head"]]["name"]), (edge["source"], edge["target"]))
        same(f"DOT, {key}: direction", found.get("dir") != "none", edge["directed"])
        same(f"DOT, {key}: sources", found["sauat_sources"], "; ".join(edge["sources"]))
    clusters = [o for o in numbers.values() if o["name"].startswith("cluster_")]
    kinds = {node["kind"] for node in expected["nodes"]}
    same("DOT: groups", len(clusters), len({node["group"] for node in expected["nodes"]}))
    # neato draws no clusters.
    if not expected["laid_out"]:
        same("DOT: names of groups", sorted(drawn(o) for o in clusters), sorted(lines(kind) for kind in kinds))
    svg = subprocess.run([*engine, "-Tsvg", source], check=True, capture_output=True)
    same("dot -Tsvg: warnings", svg.stderr, b"")
    parser = etree.XMLParser(resolve_entities=False)
    tree = etree.fromstring(svg.stdout, parser)
    space = "{http://www.w3.org/2000/svg}"
    tags = {element.tag for element in tree.iter() if isinstance(element.tag, str)}
    allowed = {f"{space}{name}" for name in ("svg", "g", "title", "text", "path", "polygon", "ellipse", "polyline", "a")}
    same("dot -Tsvg: elements", tags - allowed, set())
    found = {group.get("id"): group for group in tree.iter(f"{space}g")}
    for node in expected["nodes"]:
        texts = [text.text or "" for text in found[node["id"]].iter(f"{space}text")]
        plain = [text.replace("\xa0", " ").strip() for text in texts]
        wanted = [re.sub(r"[\t\r]", " ", line).strip() for line in lines(node["label"])]
        same(f"dot -Tsvg, {node['id']}", [re.sub(r"[\t\r]", " ", t) for t in plain if t], [w for w in wanted if w])
    # pydot reads slowly, and learns nothing new from a second language.
    if folder.name not in ("empty", "one", "hostile", "ties-en"):
        return
    (parsed,) = pydot.graph_from_dot_data(source.read_text("utf-8"))
    inside = [node for part in parsed.get_subgraphs() for node in part.get_nodes()]
    inside = [node for node in inside if node.get_name() not in ("graph", "node", "edge")]
    same("pydot: nodes", len(inside), len(nodes))
    same("pydot: ties", len(parsed.get_edges()), len(edges))


def tables():
    safe = folder.name in ("spreadsheet", "one", "generated")
    pairs = (
        ("-gephi-nodes.csv", "Id", "Label", "nodes"),
        ("-gephi-edges.csv", "Id", "Label", "edges"),
        ("-kumu-elements.csv", "ID", "Label", "nodes"),
        ("-kumu-connections.csv", "ID", "Label", "edges"),
        ("-neo4j-nodes.csv", "id:ID", "label:string", "nodes"),
        ("-neo4j-relationships.csv", "id:string", "label:string", "edges"),
    )
    for suffix, key, label, of in pairs:
        data = (folder / f"network{suffix}").read_bytes()
        same(f"{suffix}: byte order mark", data.startswith(b"\xef\xbb\xbf"), safe)
        # `newline=""` keeps line ends inside of cells.
        with open(folder / f"network{suffix}", encoding="utf-8-sig" if safe else "utf-8", newline="") as file:
            header, *rows = list(csv.reader(file))
        same(f"{suffix}: columns", {len(row) for row in rows} - {len(header)}, set())
        same(f"{suffix}: headings", len(set(header)), len(header))
        wanted = expected[of]
        same(f"{suffix}: ids", [row[header.index(key)] for row in rows], ids if of == "edges" else [n["id"] for n in wanted])
        guard = lambda text: "'" + text if safe and text.startswith(("=", "+", "-", "@", "\t", "\r")) else text
        same(f"{suffix}: labels", [row[header.index(label)] for row in rows], [guard(legal(one["label"])) for one in wanted])
        number = re.compile(r"-?\d+(\.\d+)?(e-?\d+)?")
        cells = [cell for row in rows for cell in row if cell.startswith(("=", "+", "-", "@", "\t", "\r"))]
        if safe:
            same(f"{suffix}: formulas", [cell for cell in cells if not number.fullmatch(cell)], [])
        if of == "edges":
            ends = {"-gephi-edges.csv": ("Source", "Target"), "-kumu-connections.csv": ("From", "To")}
            columns = [header.index(end) for end in ends.get(suffix, (":START_ID", ":END_ID"))]
            found = [tuple(row[column] for column in columns) for row in rows]
            same(f"{suffix}: ends", found, [(edge["source"], edge["target"]) for edge in wanted])
    for tool in ("gephi", "kumu", "neo4j"):
        with open(folder / f"network-{tool}-about.csv", encoding="utf-8-sig", newline="") as file:
            about = {row["key"]: row["value"] for row in csv.DictReader(file)}
        holds(f"{tool}: about", about, {name: expected[name] for name in ("title", "version", "license", "issued")})
    with open(folder / "network-gephi-edges.csv", encoding="utf-8-sig", newline="") as file:
        types = [row["Type"] for row in csv.DictReader(file)]
    same("Gephi: types", types, ["Directed" if edge["directed"] else "Undirected" for edge in expected["edges"]])
    blueprint = json.loads((folder / "network.kumu.json").read_text("utf-8"))
    for of, key in (("nodes", "elements"), ("edges", "connections")):
        same(f"Kumu: {key}", [one["label"] for one in blueprint[key]], [legal(one["label"]) for one in expected[of]])
    known = {one["id"] for one in blueprint["elements"]}
    same("Kumu: ends", {one[end] for one in blueprint["connections"] for end in ("from", "to")} - known, set())
    same("Kumu: directions", [one["direction"] == "directed" for one in blueprint["connections"]], [e["directed"] for e in expected["edges"]])


def workbook():
    book = openpyxl.load_workbook(folder / "network.xlsx")
    sheets = book.worksheets
    same("Excel: sheets", len(sheets), 3)
    claims = [(key, claim) for key, edge in zip(ids, expected["edges"]) for claim in edge["claims"]]
    for sheet, count in zip(sheets, (len(expected["nodes"]), len(expected["edges"]), len(claims))):
        same(f"Excel, {sheet.title}: rows", sheet.max_row, count + 1)
        same(f"Excel, {sheet.title}: frozen", sheet.freeze_panes, "B2")
        same(f"Excel, {sheet.title}: filter", bool(sheet.auto_filter.ref), True)
        same(f"Excel, {sheet.title}: formulas", [c.value for row in sheet for c in row if c.data_type == "f"], [])
    # Excel's line end is a line feed, and an empty text is an empty cell.
    line = lambda text: re.sub("\r\n|\r", "\n", legal(text)) or None
    column = lambda sheet, number: [row[number].value for row in sheet.iter_rows(min_row=2)]
    if expected["nodes"]:
        same("Excel: ids", column(sheets[0], 0), [node["id"] for node in expected["nodes"]])
        same("Excel: labels", column(sheets[0], 1), [line(node["label"]) for node in expected["nodes"]])
        same("Excel: addresses", column(sheets[0], 6), [node["iri"] for node in expected["nodes"]])
    if expected["edges"]:
        same("Excel: ties", column(sheets[1], 0), ids)
        same("Excel: relations", column(sheets[1], 5), [line(edge["label"]) for edge in expected["edges"]])
        same("Excel: claims", column(sheets[2], 0), [claim["id"] for _, claim in claims])
        same("Excel: ties of claims", column(sheets[2], 1), [key for key, _ in claims])
    same("Excel: title", book.properties.title, expected["title"])
    same("Excel: created", book.properties.created.isoformat()[:10], expected["issued"])
    same("Excel: version", book.custom_doc_props["version"].value, expected["version"])


for folder in sorted(Path(sys.argv[1]).iterdir()):
    expected = json.loads((folder / "expected.json").read_text("utf-8"))
    ids = unique(expected["edges"])
    if old:
        node_link("network.node-link-links.json")
    else:
        node_link("network.node-link.json")
        gexf()
        graphml()
        pajek()
        graphviz()
        tables()
        workbook()
    counts = f"{len(expected['nodes'])} nodes, {len(expected['edges'])} ties"
    print(f"{folder.name}: {counts}, the same ({'NetworkX ' + nx.__version__ if old else 'Python'})")
