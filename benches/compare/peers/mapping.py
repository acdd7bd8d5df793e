"""The tables' mapping as plain data, read from csv-metadata.json: what the scripts of morph-kgc, maplib and rdflib say it in.

Only what the metadata of Sauat's datasets uses: templates with one or more column names, languages, plain datatypes."""

import json
import os
import re

XSD = "http://www.w3.org/2001/XMLSchema#"


def tables(folder):
    """The triples of each table by the template of their subjects: file, template, triples. Of a triple there are the predicate,
    the template of the object or none, the column of the object or none, its language, its datatype."""
    data = os.path.join(folder, "data")
    with open(os.path.join(data, "csv-metadata.json"), encoding="utf-8") as file:
        group = json.load(file)
    found = []
    for table in group["tables"]:
        if table.get("suppressOutput"):
            continue
        schema = table["tableSchema"]
        by_subject = {}
        for column in schema["columns"]:
            if column.get("suppressOutput"):
                continue
            datatype = column.get("datatype")
            datatype = datatype.get("base") if isinstance(datatype, dict) else datatype
            # A column may be about another thing than its row.
            by_subject.setdefault(column.get("aboutUrl", schema["aboutUrl"]), []).append({
                "predicate": column["propertyUrl"],
                "template": column.get("valueUrl"),
                "column": None if column.get("virtual") else column["name"],
                "lang": column.get("lang"),
                "datatype": XSD + datatype if datatype and datatype not in ("string", "anyURI") else None,
            })
        found += [(os.path.join(data, table["url"]), about, triples) for about, triples in by_subject.items()]
    return found


def names(template):
    """The columns of a template."""
    return re.findall(r"\{\+?(\w+)\}", template)
