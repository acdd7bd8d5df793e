"""Tables to N-Triples with rdflib: the straightforward script that one would write. FOLDER OUT"""

import csv
import sys

from rdflib import Graph, Literal, URIRef

import mapping


def main(folder, out):
    graph = Graph()
    for file, about, triples in mapping.tables(folder):
        parts = [(URIRef(t["predicate"]), t["template"] and t["template"].replace("{+", "{"), t["column"], t["lang"],
                  t["datatype"] and URIRef(t["datatype"])) for t in triples]
        about = about.replace("{+", "{")
        with open(file, encoding="utf-8", newline="") as source:
            for row in csv.DictReader(source):
                subject = URIRef(about.format(**row))
                for predicate, template, column, lang, datatype in parts:
                    if column and not row[column]:
                        continue
                    if template:
                        value = URIRef(template.format(**row))
                    else:
                        value = Literal(row[column], lang=lang, datatype=datatype)
                    graph.add((subject, predicate, value))
    graph.serialize(out, format="nt", encoding="utf-8")


main(*sys.argv[1:])
