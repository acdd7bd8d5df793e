"""SQLite FTS5: TOKENIZER NAMES TEXTS RUNS. Prints one line of JSON."""

import json
import sqlite3
import sys
import time

from timing import timed

tokenizer, names, texts, runs = sys.argv[1], sys.argv[2], sys.argv[3], int(sys.argv[4])
start = time.monotonic()
db = sqlite3.connect(":memory:")
more = ", prefix='2 3 4 5'" if tokenizer == "unicode61" else ""
db.execute(f"CREATE VIRTUAL TABLE names USING fts5(thing UNINDEXED, name, tokenize='{tokenizer}'{more})")
with open(names, encoding="utf-8") as file:
    db.executemany("INSERT INTO names VALUES (?, ?)", (line.rstrip("\n").split("\t") for line in file))
db.execute("INSERT INTO names(names) VALUES ('optimize')")
built = time.monotonic() - start
found = []
with open(texts, encoding="utf-8") as file:
    for line in file:
        kind, text = line.rstrip("\n").split("\t")
        # Trigrams match parts of words as they are; words match their beginnings with a star.
        asked = '"' + text + '"' + ("*" if kind == "beginning" and tokenizer == "unicode61" else "")
        work = lambda: db.execute("SELECT thing FROM names WHERE names MATCH ? ORDER BY rank LIMIT 10", (asked,)).fetchall()
        rows, seconds = timed(work, runs)
        found.append({"kind": kind, "text": text, "seconds": seconds, "found": [int(row[0]) for row in rows]})
count = db.execute("SELECT COUNT(*) FROM names").fetchone()[0]
print(json.dumps({"built": built, "names": count, "texts": found}))
