"""The ontology in rdflib: it parses, every own term has three labels and comments and stands under a reused one."""

import sys
from pathlib import Path

import rdflib
from rdflib import OWL, RDF, RDFS, SKOS

folder = Path(sys.argv[1])
SAUAT = "https://w3id.org/sauat/ontology#"
own, reused = rdflib.Graph(), rdflib.Graph()
own.parse(folder / "sauat.ttl")
reused.parse(folder / "reused.ttl")
concepts = rdflib.Graph().parse(folder / "concepts.ttl")
rdflib.Graph().parse(folder / "shapes.ttl")
wrong = []
LANGUAGES = {"kk", "ru", "en"}


def languages(graph, term, predicate):
    return {o.language for o in graph.objects(term, predicate)}


terms = {s for s in own.subjects(RDF.type) if str(s).startswith(SAUAT)}
for term in sorted(terms):
    for predicate in (RDFS.label, RDFS.comment):
        if languages(own, term, predicate) != LANGUAGES:
            wrong.append(f"{term} lacks a language of {predicate}")
for concept in sorted(concepts.subjects(RDF.type, SKOS.Concept)):
    if languages(concepts, concept, SKOS.prefLabel) != LANGUAGES or not list(concepts.objects(concept, SKOS.inScheme)):
        wrong.append(f"{concept} lacks a label or a scheme")
for graph, name in ((own, "sauat.ttl"), (concepts, "concepts.ttl"), (reused, "reused.ttl")):
    if any(isinstance(t, rdflib.BNode) for triple in graph for t in triple):
        wrong.append(f"{name} has a blank node")
for term in sorted(own.subjects(RDF.type, OWL.Class)):
    ancestors = set(own.transitive_objects(term, RDFS.subClassOf))
    if str(term).startswith(SAUAT) and all(str(a).startswith(SAUAT) for a in ancestors):
        wrong.append(f"{term} stands under no reused class")
TOPS = {rdflib.URIRef(SAUAT + n) for n in ("relatedTo", "placedIn", "hasTopic", "forAudience", "classifiedAs")}
related = rdflib.URIRef(SAUAT + "relatedTo")
inverses = set(own.objects(None, OWL.inverseOf))
count = 0
for term in sorted(own.subjects(RDF.type, OWL.ObjectProperty)):
    ancestors = set(own.transitive_objects(term, RDFS.subPropertyOf)) - {term}
    tops = ancestors & TOPS
    if len(tops) > 1:
        wrong.append(f"{term} stands under several of the five super-properties")
    count += bool(tops)
    canonical = not list(own.objects(term, OWL.inverseOf))
    symmetric = (term, RDF.type, OWL.SymmetricProperty) in own
    if related in tops and canonical and not symmetric and term not in inverses:
        wrong.append(f"{term} has no inverse")
for term in {o for p in (RDFS.subClassOf, RDFS.subPropertyOf) for o in own.objects(None, p)}:
    if not str(term).startswith(SAUAT) and not list(reused.predicate_objects(term)):
        wrong.append(f"{term} has no excerpt in reused.ttl")
if wrong:
    sys.exit("\n".join(wrong))
print(f"rdflib: {len(terms)} own terms, {count} relations, {len(set(concepts.subjects(RDF.type, SKOS.Concept)))} concepts")
