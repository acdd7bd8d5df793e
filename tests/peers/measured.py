"""Reads measured tables back as RDF Data Cubes with rdflib, and reports with html5lib.

usage: measured.py FOLDER, with NAME.ttl beside NAME.json for tables, and reports as .html and .md"""

import json
import math
import re
import sys
from pathlib import Path

import html5lib
import rdflib
from rdflib import PROV, RDF, RDFS

folder = Path(sys.argv[1])
QB = rdflib.Namespace("http://purl.org/linked-data/cube#")
wrong, observations = [], 0

# Integrity constraints of the recommendation, section 11.1: each asks for what must not be.
CONSTRAINTS = {
    "IC-1 unique data set": "?bad a qb:Observation . FILTER NOT EXISTS { ?bad qb:dataSet ?d }",
    "IC-2 unique structure": "?bad a qb:DataSet . FILTER NOT EXISTS { ?bad qb:structure ?s }",
    "IC-3 measures in the structure": "?bad a qb:DataStructureDefinition . FILTER NOT EXISTS { ?bad qb:component/qb:measure ?m }",
    "IC-4 dimensions have a range": "?bad a qb:DimensionProperty . FILTER NOT EXISTS { ?bad rdfs:range ?r }",
    "IC-11 all dimensions": "?bad qb:dataSet/qb:structure/qb:component/qb:dimension ?dim . FILTER NOT EXISTS { ?bad ?dim ?v }",
    "IC-14 all measures": "?bad qb:dataSet/qb:structure/qb:component/qb:measure ?m . FILTER NOT EXISTS { ?bad ?m ?v }",
}

for path in sorted(folder.glob("*.ttl")):
    graph = rdflib.Graph().parse(path)
    said = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    for name, pattern in CONSTRAINTS.items():
        bad = list(graph.query(f"PREFIX qb: <{QB}> SELECT ?bad WHERE {{ {pattern} }}"))
        if bad:
            wrong.append(f"{path.name}: {name}: {bad[0]}")
    if any(isinstance(term, rdflib.BNode) for triple in graph for term in triple):
        wrong.append(f"{path.name} has a blank node")
    (data,) = graph.subjects(RDF.type, QB.DataSet)
    components = list(graph.objects(graph.value(data, QB.structure), QB.component))
    components.sort(key=lambda part: int(graph.value(part, QB.order)))
    dimensions = [d for part in components for d in graph.objects(part, QB.dimension)]
    measures = [m for part in components for m in graph.objects(part, QB.measure)]
    activity = graph.value(data, PROV.wasGeneratedBy)
    told = {str(graph.value(p, RDFS.label)): str(graph.value(p, PROV.value)) for p in graph.objects(activity, PROV.used)}
    for one in said["parameters"] + said["selection"]:
        if told.get(one["name"]) != one["value"]:
            wrong.append(f"{path.name}: {one} is not told")

    def plain(value):
        return None if isinstance(value, float) and math.isnan(value) else value

    found = {}
    for observation in graph.subjects(RDF.type, QB.Observation):
        key = tuple(str(graph.value(observation, d)) for d in dimensions)
        if key in found:
            wrong.append(f"{path.name}: IC-12 no duplicates: {key}")
        found[key] = [plain(graph.value(observation, m).toPython()) for m in measures]
    base = said["dataset"]["iri"]

    def iri(text):
        return text if "://" in text else base + text

    columns = [column["name"] for column in said["columns"]]
    expected = {}
    for row in said["rows"]:
        key = tuple(iri(row[name]) for name in ("id", "other_id") if name in row)
        expected[key] = [row[name] for name in columns]
    if found != expected:
        differing = [key for key in expected if found.get(key) != expected[key]][:3]
        wrong.append(f"{path.name}: {len(found)} observations, {len(expected)} rows, differing {differing}")
    observations += len(found)

pages = sorted(folder.glob("*.html"))
for page in pages:
    # Strict: an error of the parser is an error of the page.
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.read_text(encoding="utf-8"))
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    if len(ids) != len(set(ids)):
        wrong.append(f"{page.name} has an id twice: {sorted(i for i in ids if ids.count(i) > 1)[:5]}")
    text = page.read_text(encoding="utf-8")
    for target in re.findall(r"url\(#([^)]*)\)", text) + re.findall(r'href="#([^"]*)"', text):
        if target not in ids:
            wrong.append(f"{page.name}: #{target} leads nowhere")
    if len([e for e in tree.iter() if isinstance(e.tag, str) and e.tag.endswith("svg")]) != 3:
        wrong.append(f"{page.name} does not hold three maps")
for page in sorted(folder.glob("*.md")):
    for file in re.findall(r"!\[[^\]]*\]\(([^)]*)\)", page.read_text(encoding="utf-8")):
        if not (folder / file).exists():
            wrong.append(f"{page.name}: {file} is not beside it")

if wrong:
    sys.exit("\n".join(wrong[:30]))
print(f"Data Cubes: {observations} observations hold; {len(pages)} reports")
