"""Tables to RDF: the same tables and metadata to N-Triples by each program, in a process of its own, timed from outside.

`sauat convert` also checks cells, keys and references, and reads and writes the ontology, which is left out of what is
compared; rules, shapes and citations are not in it. What `sauat check` and `sauat build` take, which do much more, stands in
rows of their own."""

import os
import shutil

from around import PEERS, ROOT, Missing, package, program, python, repeated, version
from engines import peer
from rows import digest, of_triples


def converters(work):
    """For each program: the command from folder to file, and its version. The first is what others are compared with."""
    def script(name, file, *packages):
        return (lambda folder, out: [python(name), peer(file), folder, out], lambda: package(name, *packages))
    return {
        # Another way to convert goes here: the command that reads FOLDER and writes OUT.
        "Sauat": (lambda folder, out: [work.sauat(), "-C", folder, "convert", "--out", out + os.sep],
                  lambda: version([work.sauat(), "--version"])),
        "maplib": script("maplib", "maplib_tables.py", "maplib"),
        "morph-kgc": script("morph", "morph_tables.py", "morph-kgc"),
        "rdflib": script("rdflib", "rdflib_tables.py", "rdflib"),
        "rdf-parser-csvw": (csvw, lambda: "1.1.0"),
    }


def csvw(folder, out):
    place = os.path.join(PEERS, "csvw")
    if not os.path.isdir(os.path.join(place, "node_modules")):
        raise Missing("csvw")
    shutil.copy(os.path.join(ROOT, "tests", "peers", "csvw.mjs"), place)
    shell = 'exec "$0" --max-old-space-size=8192 "$1" "$2" > "$3"'
    return ["sh", "-c", shell, program("node"), os.path.join(place, "csvw.mjs"), os.path.join(folder, "data"), out]


def lines(out):
    """The lines of a file, or of the graphs that come from tables in a folder of them."""
    for part in [os.path.join(out, name) for name in ("facts.nt", "claims.nt")] if os.path.isdir(out) else [out]:
        with open(part, encoding="utf-8") as file:
            yield from file


def remove(out):
    if os.path.isdir(out):
        shutil.rmtree(out)
    elif os.path.exists(out):
        os.remove(out)


def convert(work, scale, command, version_):
    folder = work.dataset(scale)
    out = os.path.join(work.folder, "converted.nt")
    remove(out)
    cell = repeated(command(folder, out), work.options.long_limit, work.options.runs)
    cell.pop("said", None)
    if "seconds" in cell:
        # How many different triples; sorting fits into memory up to some millions.
        if scale <= 100:
            rows = of_triples("".join(lines(out)))
            cell.update(triples=len(rows), digest=digest(rows))
        else:
            cell["triples"] = sum(1 for _ in lines(out))
        remove(out)
    return {"version": version_(), "cells": {"conversion": cell}}


def run(work):
    for scale in work.options.scales:
        for name, (command, version_) in converters(work).items():
            work.measure("tables", scale, name, lambda c=command, v=version_: convert(work, scale, c, v))
        for verb in ("check", "build"):
            def whole(verb=verb):
                command = [work.sauat(), "-C", work.dataset(scale), verb]
                if verb == "build":
                    command += ["--out", os.path.join(work.folder, "built")]
                cell = repeated(command, work.options.long_limit, work.options.runs)
                cell.pop("said", None)
                shutil.rmtree(os.path.join(work.folder, "built"), ignore_errors=True)
                return {"version": version([work.sauat(), "--version"]), "cells": {"conversion": cell}}
            work.measure("tables", scale, f"Sauat, {verb}", whole)
