"""pySHACL on a dump: it conforms, the shapes are well-formed, and broken data is refused."""

import sys

import pyshacl
import rdflib

data_file, shapes_file = sys.argv[1:3]
SAUAT = rdflib.Namespace("https://w3id.org/sauat/ontology#")
KZ = rdflib.Namespace("https://w3id.org/sauat/kz/")


def validate(data, shapes):
    conforms, report, text = pyshacl.validate(data, shacl_graph=shapes, meta_shacl=True, inference="none")
    focus = {str(node) for node in report.objects(None, rdflib.SH.focusNode)}
    return conforms, focus, text


data = rdflib.Graph().parse(data_file, format="nt")
shapes = rdflib.Graph().parse(shapes_file, format="turtle")
conforms, _, text = validate(data, shapes)
if not conforms:
    sys.exit(text)
print(f"pySHACL: {len(data)} triples conform to {len(shapes)} triples of shapes")

claim = next(data.subjects(rdflib.RDF.type, SAUAT.Claim))
broken = [
    (KZ.almaty, SAUAT.authored, KZ.medianet),
    (claim, SAUAT.rank, KZ["rank-disputed"]),
    (claim, SAUAT.lines, rdflib.Literal("3-5")),
]
for triple in broken:
    data.add(triple)
conforms, focus, _ = validate(data, shapes)
missed = [triple for triple in broken if str(triple[0]) not in focus]
if conforms or missed:
    sys.exit(f"pySHACL accepts {missed}")
print(f"pySHACL: {len(broken)} broken triples refused")
