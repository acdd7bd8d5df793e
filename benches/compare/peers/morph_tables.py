"""Tables to N-Triples with morph-kgc, by an RML mapping made from csv-metadata.json. FOLDER OUT"""

import os
import sys
import tempfile

import mapping

HEAD = """@prefix rr: <http://www.w3.org/ns/r2rml#> .
@prefix rml: <http://semweb.mmlab.be/ns/rml#> .
@prefix ql: <http://semweb.mmlab.be/ns/ql#> .
"""


def quoted(text):
    return '"' + text.replace("{+", "{").replace("\\", "\\\\").replace('"', '\\"') + '"'


def rml(folder):
    parts = [HEAD]
    for number, (file, about, triples) in enumerate(mapping.tables(folder)):
        lines = [f"<#t{number}> a rr:TriplesMap ;",
                 f"  rml:logicalSource [ rml:source {quoted(file)} ; rml:referenceFormulation ql:CSV ] ;",
                 f"  rr:subjectMap [ rr:template {quoted(about)} ]"]
        for triple in triples:
            template = triple["template"]
            if template and mapping.names(template) and template[0] != "{":
                value = f"rr:template {quoted(template)} ; rr:termType rr:IRI"
            elif template and mapping.names(template):
                value = f"rml:reference {quoted(mapping.names(template)[0])} ; rr:termType rr:IRI"
            elif template:
                value = f"rr:constant <{template}>"
            else:
                value = f"rml:reference {quoted(triple['column'])}"
                if triple["lang"]:
                    value += f' ; rr:language "{triple["lang"]}"'
                elif triple["datatype"]:
                    value += f" ; rr:datatype <{triple['datatype']}>"
            lines[-1] += " ;"
            lines.append(f"  rr:predicateObjectMap [ rr:predicate <{triple['predicate']}> ; rr:objectMap [ {value} ] ]")
        parts.append("\n".join(lines) + " .\n")
    return "\n".join(parts)


def main(folder, out):
    work = tempfile.mkdtemp()
    with open(os.path.join(work, "mapping.ttl"), "w", encoding="utf-8") as file:
        file.write(rml(folder))
    config = os.path.join(work, "config.ini")
    with open(config, "w", encoding="utf-8") as file:
        file.write(f"[CONFIGURATION]\noutput_file: {out}\noutput_format: N-TRIPLES\nlogging_level: ERROR\n"
                   f"[DataSource1]\nmappings: {work}/mapping.ttl\n")
    os.execv(sys.executable, [sys.executable, "-m", "morph_kgc", config])


main(*sys.argv[1:])
