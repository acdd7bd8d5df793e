"""What the dataset says of itself: VoID counts in pyoxigraph, digests of the distributions, the citation, the pages.

usage: description.py EXPORTS"""

import hashlib
import sys
from pathlib import Path
from urllib.parse import unquote

import html5lib
import pyoxigraph
import rdflib
from rdflib import DCAT, DCTERMS, FOAF, RDF, VOID

exports = Path(sys.argv[1])
wrong = []
graph = rdflib.Graph().parse(exports / "void.ttl")
store = pyoxigraph.Store()
store.bulk_load(path=str(exports / "sauat.nt"), format=pyoxigraph.RdfFormat.N_TRIPLES)


def count(query):
    return int(next(iter(store.query(query)))[0].value)


def same(what, said, counted):
    if said is None or int(said) != counted:
        wrong.append(f"{what}: {said} is said, {counted} counted")


dataset = next(graph.subjects(RDF.type, DCAT.Dataset))
if (dataset, RDF.type, VOID.Dataset) not in graph:
    wrong.append("the dataset is no void:Dataset")
same("triples", graph.value(dataset, VOID.triples), count("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
same("subjects", graph.value(dataset, VOID.distinctSubjects), count("SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o }"))
same("objects", graph.value(dataset, VOID.distinctObjects), count("SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }"))
partitions = 0
for part in graph.objects(dataset, VOID.classPartition):
    cls = graph.value(part, VOID["class"])
    same(cls, graph.value(part, VOID.entities), count(f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a <{cls}> }}"))
    partitions += 1
for part in graph.objects(dataset, VOID.propertyPartition):
    prop = graph.value(part, VOID.property)
    same(prop, graph.value(part, VOID.triples), count(f"SELECT (COUNT(*) AS ?n) {{ ?s <{prop}> ?o }}"))
    same(prop, graph.value(part, VOID.distinctSubjects), count(f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s <{prop}> ?o }}"))
    same(prop, graph.value(part, VOID.distinctObjects), count(f"SELECT (COUNT(DISTINCT ?o) AS ?n) {{ ?s <{prop}> ?o }}"))
    partitions += 1
classes, properties = (count(f"SELECT (COUNT(DISTINCT ?x) AS ?n) {{ {p} }}") for p in ("?s a ?x", "?s ?x ?o"))
same("classes", graph.value(dataset, VOID.classes), classes)
same("class partitions", len(set(graph.objects(dataset, VOID.classPartition))), classes)
same("properties", graph.value(dataset, VOID.properties), properties)
same("property partitions", len(set(graph.objects(dataset, VOID.propertyPartition))), properties)
for term in (DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.creator, DCTERMS.issued, DCTERMS.source, DCAT.version):
    if not list(graph.objects(dataset, term)):
        wrong.append(f"the dataset has no {term}")
SPDX = rdflib.Namespace("http://spdx.org/rdf/terms#")
distributions = list(graph.objects(dataset, DCAT.distribution))
same("distributions", len(distributions), len(list(exports.glob("sauat.*"))) - 1)  # sauat.bib is no dump.
for distribution in distributions:
    name = str(graph.value(distribution, DCAT.downloadURL)).rsplit("/", 1)[1]
    content = (exports / name).read_bytes()
    same(f"bytes of {name}", graph.value(distribution, DCAT.byteSize), len(content))
    checksum = graph.value(graph.value(distribution, SPDX.checksum), SPDX.checksumValue)
    if str(checksum).lower() != hashlib.sha256(content).hexdigest():
        wrong.append(f"the checksum of {name} is another")
anchors, links = {}, []
pages = sorted((exports / "docs").glob("*.html"))
for page in pages:
    # Strict: an error of the parser is an error of the page.
    tree = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(page.read_text(encoding="utf-8"))
    ids = [element.get("id") for element in tree.iter() if element.get("id")]
    if len(ids) != len(set(ids)):
        wrong.append(f"{page.name} has an id twice: {sorted(i for i in ids if ids.count(i) > 1)[:5]}")
    anchors[page.name] = set(ids)
    links += [(page.name, element.get("href")) for element in tree.iter() if element.tag.endswith("a") and element.get("href")]
for page, href in links:
    target, _, fragment = href.partition("#")
    target = target or page
    if target.endswith(".html"):
        if target not in anchors or (fragment and unquote(fragment) not in anchors[target]):
            wrong.append(f"{page}: {href} leads nowhere")
    elif "://" not in target and not (exports / "docs" / target).exists():
        wrong.append(f"{page}: {href} leads nowhere")
if wrong:
    sys.exit("\n".join(wrong[:30]))
print(f"VoID: {partitions} partitions and {len(distributions)} distributions hold; {len(pages)} pages, {len(links)} links")
