"""From the start of the process to an answer: `sauat query` on the shipped graph, and peers that read the same triples and answer.

hyperfine runs each at least thirty times."""

import json
import os
import shutil
import subprocess
import tempfile

from around import PEERS, ROOT, package, program, python, version

QUERY = "ASK { <https://w3id.org/sauat/kz/medianet> ?p ?o }"


def run(work):
    hyperfine = lambda: program("hyperfine")

    def with_command(command, version_):
        def measured():
            with tempfile.TemporaryDirectory() as folder:
                # A copy, built by the program that is measured: it reads only exports of its own version.
                place = os.path.join(folder, "shipped")
                for part in ("data", "ontology", "queries"):
                    shutil.copytree(os.path.join(ROOT, part), os.path.join(place, part))
                subprocess.run([work.sauat(), "-C", place, "build"], check=True, capture_output=True)
                out = os.path.join(folder, "times.json")
                subprocess.run([hyperfine(), "-N", "-w", "5", "-m", "30", "--export-json", out, command(place)], check=True,
                               capture_output=True)
                with open(out, encoding="utf-8") as file:
                    times = json.load(file)["results"][0]["times"]
            return {"version": version_(), "cells": {"ASK": {"seconds": times}}}
        return measured
    work.measure("start", 0, "Sauat", with_command(
        lambda place: f"{work.sauat()} -C {place} query '{QUERY}'", lambda: version([work.sauat(), "--version"])))
    oxigraph = os.path.join(PEERS, "oxigraph", "bin", "oxigraph")
    code = ("import sys, pyoxigraph as o; s = o.Store(); s.bulk_load(path=sys.argv[1], format=o.RdfFormat.N_TRIPLES); "
            "print(bool(s.query(sys.argv[2])))")
    work.measure("start", 0, "pyoxigraph, reading the dump", with_command(
        lambda place: f'{python("pyoxigraph")} -c "{code}" {place}/exports/sauat.nt \'{QUERY}\'',
        lambda: package("pyoxigraph", "pyoxigraph")))
    code = "import sys, rdflib; g = rdflib.Graph().parse(sys.argv[1], format='nt'); print(bool(g.query(sys.argv[2])))"
    work.measure("start", 0, "rdflib, reading the dump", with_command(
        lambda place: f'{python("rdflib")} -c "{code}" {place}/exports/sauat.nt \'{QUERY}\'',
        lambda: package("rdflib", "rdflib")))

    def store(place):
        location = os.path.join(place, "store")
        subprocess.run([program(oxigraph, "oxigraph"), "load", "--location", location, "--file",
                        os.path.join(place, "exports", "sauat.nt")], check=True, capture_output=True)
        return f"{program(oxigraph, 'oxigraph')} query --location {location} --results-format json --query '{QUERY}'"
    work.measure("start", 0, "Oxigraph, from its store", with_command(
        store, lambda: version([program(oxigraph, "oxigraph"), "--version"])))
