"""Asks a SPARQL endpoint and follows IRIs as programs do: SPARQLWrapper, and the SPARQL store of rdflib.

Usage: clients.py ORIGIN ENTITY. Prints JSON.
"""

import json
import sys

from rdflib import Graph, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, POST, RDFXML, TURTLE, XML, SPARQLWrapper

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

store = Graph(SPARQLStore(endpoint))
found["store"] = sorted(str(o) for o in store.objects(URIRef(entity), URIRef(IMPLEMENTS)))
found["store_ask"] = (URIRef(entity), None, None) in store

# An IRI is followed to its data: a redirect, by the formats that rdflib reads.
followed = Graph().parse(entity.replace("https://w3id.org/sauat", origin))
found["followed"] = sorted(str(o) for o in followed.objects(URIRef(entity), URIRef(IMPLEMENTS)))

json.dump(found, sys.stdout)
