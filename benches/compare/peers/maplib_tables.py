"""Tables to N-Triples with maplib: polars reads the tables, map_triples takes a data frame for each column. FOLDER OUT"""

import sys

import polars as pl
from maplib import Model, RDFType, SolutionMappings

import mapping

XSD = "http://www.w3.org/2001/XMLSchema#"
LANG = "http://www.w3.org/1999/02/22-rdf-syntax-ns#langString"
# What maplib takes as values, not as their texts. Decimals have twelve digits after the point in it.
CASTS = {XSD + "date": pl.Date, XSD + "integer": pl.Int64, XSD + "decimal": pl.Decimal(38, 12)}


def filled(template):
    """A template as an expression."""
    parts, at = [], 0
    for name in mapping.names(template):
        for mark in ("{" + name + "}", "{+" + name + "}"):
            place = template.find(mark, at)
            if place >= 0:
                parts += [pl.lit(template[at:place]), pl.col(name)]
                at = place + len(mark)
                break
    return pl.concat_str([*parts, pl.lit(template[at:])])


def main(folder, out):
    model = Model()
    for file, about, triples in mapping.tables(folder):
        table = pl.read_csv(file, infer_schema=False).with_columns(filled(about).alias("subject"))
        for triple in triples:
            column = triple["column"]
            rows = table.filter(pl.col(column).is_not_null()) if column else table
            if not rows.height:
                continue
            if triple["template"]:
                value, kind = filled(triple["template"]), RDFType.IRI
            elif triple["lang"]:
                # The names that maplib gives the fields of such columns in its own answers.
                value = pl.struct(pl.col(column).alias(f"<{LANG}>"), pl.lit(triple["lang"]).alias("l"))
                kind = RDFType.Literal(LANG)
            else:
                datatype = triple["datatype"] or XSD + "string"
                value, kind = pl.col(column), RDFType.Literal(datatype)
                if datatype in CASTS:
                    value = value.str.to_date() if datatype == XSD + "date" else value.cast(CASTS[datatype])
            frame = rows.select("subject", value.alias("object"))
            types = {"subject": RDFType.IRI, "object": kind}
            model.map_triples(SolutionMappings(frame, types), predicate=triple["predicate"], validate_iris=False)
    model.write(out, format="ntriples")


main(*sys.argv[1:])
