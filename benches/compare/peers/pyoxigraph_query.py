"""pyoxigraph answers queries from memory: the protocol of process.py."""

import json
import sys
import time

import process
import pyoxigraph as ox


def main():
    job = json.load(open(sys.argv[1], encoding="utf-8"))
    store = ox.Store()
    start = time.monotonic()
    store.bulk_load(path=job["data"], format=ox.RdfFormat.N_TRIPLES)
    process.loaded(time.monotonic() - start)

    def ask(text):
        result = store.query(text)
        if isinstance(result, ox.QueryBoolean):
            return text
        for _ in result:
            pass
        return text

    def write(text, path):
        result = store.query(text)
        if isinstance(result, ox.QueryTriples):
            result.serialize(path + ".nt", format=ox.RdfFormat.N_TRIPLES)
        else:
            result.serialize(path + ".srj", format=ox.QueryResultsFormat.JSON)

    process.answer(job, ask, write)


main()
