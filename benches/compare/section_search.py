"""Look-ups by name: exact words, beginnings, words with a typing error, and the most frequent words, in the names of the
largest dataset.

Every engine indexes the same names and gives the ten best. SQLite FTS5 has two tokenizers that matter here: words with
beginnings (unicode61), and trigrams, which find parts of words. Neither knows a typing error; rdflib reads all labels."""

import collections
import csv
import json
import os
import sys

from around import package, python, timed, version
from engines import peer
from queries import THINGS


def names(work, scale):
    """The names of a dataset, numbered by thing, and the texts that are looked up."""
    folder = work.dataset(scale)
    paths = [os.path.join(work.folder, f"{what}-x{scale}.tsv") for what in ("names", "texts")]
    if all(os.path.exists(path) for path in paths):
        return paths
    found, numbers = [], {}
    for table in [*THINGS, "concepts", "sources"]:
        with open(os.path.join(folder, "data", table + ".csv"), encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                numbers[row["id"]] = len(numbers)
                found += [(numbers[row["id"]], row["label_" + lang]) for lang in ("kk", "ru", "en")]
    with open(os.path.join(folder, "data", "names.csv"), encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            found += [(numbers[row["entity"]], row[key]) for key in row if key.startswith("name_") and row[key]]
    with open(paths[0], "w", encoding="utf-8") as file:
        file.writelines(f"{number}\t{name}\n" for number, name in found)
    words = [name.split()[0].strip("«»") for _, name in found[::max(1, len(found) // 20)]][:20]
    words = [word for word in words if len(word) > 6]
    with open(paths[1], "w", encoding="utf-8") as file:
        for word in words:
            middle = len(word) // 2
            typo = word[:middle - 1] + word[middle] + word[middle - 1] + word[middle + 1:]
            file.write(f"exact\t{word}\nbeginning\t{word[:5]}\ntypo\t{typo}\n")
        # Words that thousands of names hold: nearly all of the time goes into choosing the ten best.
        counts = collections.Counter(word.strip("«»") for _, name in found for word in set(name.split()))
        often = sorted(counts, key=lambda word: (-counts[word], word))
        file.writelines(f"frequent\t{word}\n" for word in [word for word in often if len(word) > 3 and word.isalpha()][:12])
    return paths


def run(work):
    scale = max(work.options.scales)
    files = names(work, scale)

    def with_command(command, version_):
        def measured():
            cell = timed([*command(), *files, str(work.options.runs * 4)], work.options.long_limit)
            if "says" in cell:
                return {"version": version_(), "cells": {"all": cell}}
            said = json.loads(cell["said"].splitlines()[-1])
            cells = {}
            for text in said["texts"]:
                one = cells.setdefault(text["kind"], {"seconds": [], "found": 0, "texts": 0})
                one["seconds"] += text["seconds"]
                one["texts"] += 1
                one["found"] += bool(text["found"])
            return {"version": version_(), "names": said["names"], "built": said["built"], "memory": cell["memory"],
                    "cells": cells}
        return measured
    work.measure("search", scale, "Sauat", with_command(
        lambda: [work.bench("compared"), "names"], lambda: version([work.sauat(), "--version"])))
    sqlite = "import sqlite3; print(sqlite3.sqlite_version)"
    for tokenizer in ("unicode61", "trigram"):
        work.measure("search", scale, f"SQLite FTS5, {tokenizer}", with_command(
            lambda tokenizer=tokenizer: [sys.executable, peer("sqlite_names.py"), tokenizer],
            lambda: version([sys.executable, "-c", sqlite])))
    work.measure("search", scale, "rdflib, reading all labels", with_command(
        lambda: [python("rdflib"), peer("rdflib_names.py")], lambda: package("rdflib", "rdflib")))
