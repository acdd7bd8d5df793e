"""Reads entity documents in every format and the host's descriptions with rdflib, and checks the OpenAPI description.

usage: linked.py FOLDER"""

import json
import sys
from pathlib import Path

import rdflib
from openapi_spec_validator import validate

folder = Path(sys.argv[1])
rdflib.NORMALIZE_LITERALS = False
FORMATS = {"ttl": "turtle", "nt": "nt", "jsonld": "json-ld", "rdf": "xml", "nq": "nquads", "trig": "trig"}


def triples(path, kind):
    if kind in ("nquads", "trig"):
        dataset = rdflib.Dataset()
        dataset.parse(path, format=kind)
        return {(s.n3(), p.n3(), o.n3()) for s, p, o, _ in dataset.quads()}
    return {(s.n3(), p.n3(), o.n3()) for s, p, o in rdflib.Graph().parse(path, format=kind)}


for plain in sorted(folder.glob("*.nt")):
    expected = triples(plain, "nt")
    if any(term.startswith("_:") for triple in expected for term in triple):
        sys.exit(f"{plain.stem} has blank nodes")
    for extension, kind in FORMATS.items():
        found = triples(plain.with_suffix(f".{extension}"), kind)
        if found != expected:
            sys.exit(f"{plain.stem}.{extension}: {len(expected - found)} missing, {len(found - expected)} extra")
    print(f"rdflib, {plain.stem}: {len(expected)} triples in {len(FORMATS)} formats")

SD = rdflib.Namespace("http://www.w3.org/ns/sparql-service-description#")
service = rdflib.Graph().parse(folder / "service.ttl")
if len(list(service.subjects(rdflib.RDF.type, SD.Service))) != 1:
    sys.exit("the service description has not one service")
if len(list(service.objects(None, SD.namedGraph))) != 4:
    sys.exit("the service description has not four named graphs")

catalogue = rdflib.Graph().parse(folder / "catalogue.ttl")
DCAT = rdflib.DCAT
for distribution in catalogue.objects(None, DCAT.distribution):
    if not str(catalogue.value(distribution, DCAT.downloadURL)).startswith("http://localhost:7878/dumps/"):
        sys.exit(f"{distribution} is not downloaded from the host")
services = set(catalogue.subjects(rdflib.RDF.type, DCAT.DataService))
for service in services:
    for predicate in (DCAT.endpointURL, DCAT.endpointDescription, DCAT.servesDataset, rdflib.DCTERMS.license):
        if not list(catalogue.objects(service, predicate)):
            sys.exit(f"{service} has no {predicate}")
print(f"catalogue: {len(services)} services")

validate(json.loads((folder / "openapi.json").read_text(encoding="utf-8")))
print("openapi.json is valid OpenAPI 3.1")
