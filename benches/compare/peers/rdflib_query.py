"""rdflib answers queries: the protocol of process.py. A query is stopped by an alarm."""

import json
import signal
import sys
import time

import process
import rdflib


class Late(Exception):
    """The time is over."""


def alarm(*_):
    raise Late


def main():
    job = json.load(open(sys.argv[1], encoding="utf-8"))
    graph = rdflib.Graph()
    start = time.monotonic()
    graph.parse(job["data"], format="nt")
    process.loaded(time.monotonic() - start)
    signal.signal(signal.SIGALRM, alarm)

    def ask(text):
        signal.setitimer(signal.ITIMER_REAL, job["limit"])
        try:
            result = graph.query(text)
            if result.type in ("SELECT",):
                result.bindings
            elif result.type != "ASK":
                len(result.graph)
            return result
        except Late:
            return None
        finally:
            signal.setitimer(signal.ITIMER_REAL, 0)

    def write(result, path):
        if result.type in ("SELECT", "ASK"):
            result.serialize(path + ".srj", format="json")
        else:
            result.graph.serialize(path + ".nt", format="nt", encoding="utf-8")

    process.answer(job, ask, write)


main()
