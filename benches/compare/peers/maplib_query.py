"""maplib answers queries from memory: the protocol of process.py. Rows come as a polars data frame, which is what is timed."""

import json
import sys
import time

import process
from maplib import Model


def main():
    job = json.load(open(sys.argv[1], encoding="utf-8"))
    model = Model()
    start = time.monotonic()
    model.read(job["data"], format="ntriples")
    process.loaded(time.monotonic() - start)

    def ask(text):
        model.query(text)
        return text

    def write(text, path):
        result = model.query(text, return_json=True)
        if not isinstance(result, str):
            raise ValueError("the answer cannot be had as JSON")
        with open(path + ".srj", "w", encoding="utf-8") as out:
            out.write(result)

    process.answer(job, ask, write)


main()
