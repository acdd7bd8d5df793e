"""Draws claims to be read against the sources: the same for everyone, since the dataset's digest is the seed.

usage: sample.py [COUNT] [DIGEST]: prints the ids of COUNT (50) claims of relations.csv and statements.csv that cite a
document. Without DIGEST it is that of exports/manifest.json, which a recorded reading changes."""

import csv
import hashlib
import json
import sys
from pathlib import Path

root = Path(__file__).parent.parent
manifest = json.loads((root / "exports/manifest.json").read_text(encoding="utf-8"))
digest = sys.argv[2] if len(sys.argv) > 2 else manifest["digest"]
claims = []
for table in ("relations", "statements"):
    with (root / f"data/{table}.csv").open(encoding="utf-8", newline="") as file:
        claims += [row["id"] for row in csv.DictReader(file) if row["lines"]]
claims.sort(key=lambda claim: hashlib.sha256(f"{digest} {claim}".encode()).hexdigest())
print(f"# {digest}: {len(claims)} claims")
print("\n".join(claims[: int(sys.argv[1]) if len(sys.argv) > 1 else 50]))
