"""Measures Sauat side by side with programs that do the same: python3 benches/compare [--scale 1,10,100] [--only query,…]

Parts: tables, query, shacl, network, layout, search, start. Results are kept in the work folder and what is there is not
measured again (`--again` does); `python3 benches/compare page` only writes the page from them, `python3 benches/compare
queries --out FOLDER` writes the queries with their parameters. `benches/compare/setup.sh` installs the programs. Everything
that is started is ended, also on Ctrl-C."""

import argparse
import atexit
import json
import os
import signal
import sys

import around
import measured
import page
import queries

PARTS = ["tables", "query", "shacl", "network", "layout", "search", "start"]


def listed(text):
    return [word for word in text.split(",") if word]


def numbers(text):
    return [int(word) for word in listed(text)]


def options():
    parser = argparse.ArgumentParser(prog="python3 benches/compare", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("what", nargs="?", choices=["all", "measure", "page", "queries"], default="all")
    parser.add_argument("--scale", dest="scales", default="1,10,100", type=numbers)
    parser.add_argument("--only", default=PARTS, type=listed, help="parts: " + ",".join(PARTS))
    parser.add_argument("--engines", default=[], type=listed, help="only engines whose names contain one of these words")
    parser.add_argument("--queries", default=[], type=listed, help="only queries whose names contain one of these words")
    parser.add_argument("--runs", default=5, type=int, help="how often something is measured")
    parser.add_argument("--limit", default=60, type=float, help="seconds for a query")
    parser.add_argument("--long-limit", default=1800, type=float, help="seconds for a conversion, a validation, a measure")
    parser.add_argument("--load-limit", default=1800, type=float, help="seconds for loading")
    parser.add_argument("--again", action="store_true", help="measure again what is there")
    parser.add_argument("--work", default=os.path.join(around.ROOT, "target", "compare"), help="data, stores and results")
    parser.add_argument("--data", default=around.ROOT, help="the dataset that `queries` draws parameters from")
    parser.add_argument("--out", default=None, help="the page, or the folder of `queries`")
    given = parser.parse_args()
    unknown = [part for part in given.only if part not in PARTS]
    if unknown:
        parser.error(f"`{unknown[0]}` is no part; there are {', '.join(PARTS)}")
    return given


def main():
    given = options()
    atexit.register(around.end_all)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    # A shell starts what runs in the background with this one ignored.
    signal.signal(signal.SIGINT, signal.default_int_handler)
    if given.what == "queries":
        if not given.out:
            sys.exit("error: `queries` needs `--out FOLDER`")
        queries.write(given.data, given.out)
        return
    work = around.Work(os.path.abspath(given.work), given)
    if given.what in ("all", "measure"):
        with open(os.path.join(work.results, "machine.json"), "w", encoding="utf-8") as file:
            json.dump(around.machine(), file, indent=1)
        for part in given.only:
            __import__(f"section_{part}").run(work)
    if given.what in ("all", "page"):
        text = page.page(measured.read(work.results))
        out = given.out or os.path.join(around.ROOT, "benches", "COMPARISON.md")
        with open(out, "w", encoding="utf-8") as file:
            file.write(text)
        print(out)


if __name__ == "__main__":
    try:
        main()
    except KeyboardInterrupt:
        sys.exit(130)
