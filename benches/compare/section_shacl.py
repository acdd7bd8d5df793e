"""SHACL: the same data and shapes, read before the clock starts, validated in one process, cold (first) and warm (the rest)."""

import json
import os

from around import python, package, timed, version
from engines import java, jena_version, peer


def run(work):
    shapes_of = lambda scale: os.path.join(work.dataset(scale), "ontology", "shapes.ttl")
    for scale in work.options.scales:
        def with_command(command, version_, runs=work.options.runs):
            def measured():
                cell = timed([*command(), work.triples(scale), shapes_of(scale), str(runs)], work.options.long_limit)
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
