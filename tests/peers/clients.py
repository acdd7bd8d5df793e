"""Asks a SPARQL endpoint and follows IRIs as programs do: SPARQLWrapper, and the SPARQL store of rdflib.

Usage: clients.py ORIGIN ENTITY. Prints JSON.
"""

import json
import sys

from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, RDF, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

origin, entity = sys.argv[1:3]
endpoint = f"{origin}/sparql"
IMPLEMENTS = "https://w3id.org/sauat/ontology#implements"
found = {}


def wrapped(query, form, method=None):
    client = SPARQLWrapper(endpoint)
    client.setQuery(query)
    client.setReturnFormat(form)
    if method:
        client.setMethod(method)
    return client.query().convert()


select = f"SELECT ?what WHERE {{ <{entity}> <{IMPLEMENTS}> ?what }} ORDER BY ?what"
rows = wrapped(select, JSON)["results"]["bindings"]
found["select"] = [row["what"]["value"] for row in rows]
posted = wrapped(select, JSON, POST)["results"]["bindings"]
found["posted"] = [row["what"]["value"] for row in posted]
found["xml"] = len(wrapped(select, XML).getElementsByTagName("result"))
found["csv"] = len(wrapped(select, CSV).decode().strip().splitlines()) - 1
found["ask"] = wrapped(f"ASK {{ <{entity}> ?p ?o }}", JSON)["boolean"]
construct = f"CONSTRUCT WHERE {{ <{entity}> <{IMPLEMENTS}> ?what }}"
turtle = Graph().parse(data=wrapped(construct, TURTLE), format="turtle")
found["construct"] = len(turtle)
found["rdfxml"] = len(wrapped(construct, RDFXML))

# What it sends when nobody chooses a format, and for each format by its own name and in its own parameters.
plain = SPARQLWrapper(endpoint)
plain.setQuery(construct)
found["construct_default"] = len(plain.query().convert())
plain.setQuery(f"DESCRIBE <{entity}>")
found["describe_default"] = len(plain.query().convert()) > 0
plain.setQuery(select)
found["select_default"] = len(plain.query().convert().getElementsByTagName("result"))
plain.setQuery(f"ASK {{ <{entity}> ?p ?o }}")
found["ask_default"] = plain.query().convert().getElementsByTagName("boolean")[0].firstChild.data
for name, form, parser in [("n3", N3, "n3"), ("jsonld", JSONLD, None), ("xml_of_triples", XML, None), ("rdf", RDF, None)]:
    answer = wrapped(construct, form)
    found[name] = len(Graph().parse(data=answer, format=parser) if parser else answer)
found["tsv"] = len(wrapped(select, TSV).decode().strip().splitlines()) - 1
for key in ("format", "output", "results"):
    for form in (JSON, XML, CSV, TSV):
        keyed = SPARQLWrapper(endpoint)
        keyed.setQuery(select)
        keyed.setReturnFormat(form)
        keyed.addParameter(key, form)
        found[f"{key}={form}"] = keyed.query().response.status
found["wrapper"] = __import__("SPARQLWrapper").__version__

store = Graph(SPARQLStore(endpoint))
found["store"] = sorted(str(o) for o in store.objects(URIRef(entity), URIRef(IMPLEMENTS)))
found["store_ask"] = (URIRef(entity), None, None) in store

# An IRI is followed to its data: a redirect, by the formats that rdflib reads.
followed = Graph().parse(entity.replace("https://w3id.org/sauat", origin))
found["followed"] = sorted(str(o) for o in followed.objects(URIRef(entity), URIRef(IMPLEMENTS)))

json.dump(found, sys.stdout)
