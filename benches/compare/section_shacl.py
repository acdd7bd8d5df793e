"""SHACL: the same data and shapes, read and indexed before the clock starts, validated in one process, cold (first) and warm (the rest)."""

import json
import os
import re

from around import python, package, timed, version
from engines import java, jena_version, peer


def shapes(work, scale):
    """The shapes with one message, the English one, for each constraint in SPARQL: Jena 4.5 refuses several."""
    path = os.path.join(work.folder, f"shapes-x{scale}.ttl")
    with open(os.path.join(work.dataset(scale), "ontology", "shapes.ttl"), encoding="utf-8") as file:
        text = file.read()
    one = re.sub(r'(a sh:SPARQLConstraint ;\s+sh:message )"[^"]*"@kk , "[^"]*"@ru , ', r"\1", text)
    with open(path, "w", encoding="utf-8") as file:
        file.write(one)
    return path


def run(work):
    for scale in work.options.scales:
        def with_command(command, version_, runs=work.options.runs):
            def measured():
                cell = timed([*command(), work.triples(scale), shapes(work, scale), str(runs)], work.options.long_limit)
                return {"version": version_(), "cells": {"validation": finished(cell)}}
            return measured
        work.measure("shacl", scale, "Sauat", with_command(
            lambda: [work.bench("compared"), "shapes"], lambda: version([work.sauat(), "--version"])))
        work.measure("shacl", scale, "Jena", with_command(
            lambda: java(peer("JenaShapes.java")), jena_version))
        work.measure("shacl", scale, "pySHACL", with_command(
            lambda: [python("shacl"), peer("pyshacl_shapes.py")], lambda: package("shacl", "pyshacl", "rdflib"), 2))


def finished(cell):
    """The cell with what the program said of itself in place of the time of the whole process."""
    if "said" not in cell:
        return cell
    said = json.loads([line for line in cell.pop("said").splitlines() if line.startswith("{")][-1])
    seconds = said["seconds"]
    return {"seconds": seconds[1:] or seconds, "cold": seconds[0], "results": said["results"], "memory": cell["memory"]}
