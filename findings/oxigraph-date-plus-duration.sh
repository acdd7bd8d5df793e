#!/usr/bin/env bash
# Oxigraph 0.5.13 (pyoxigraph): a date plus a duration has a value for some durations and none for others.
#
# Expected: `?d + "P…D"^^xsd:dayTimeDuration` is op:add-dayTimeDuration-to-date (XPath Functions and Operators 3.1, 9.7.5)
# for every duration: 31 values for P1D to P31D.
# Real: 15 of 31 are bound. The optimiser puts the operands of `+` into the order of their hashes, and the evaluator knows
# only date + duration, not duration + date; which durations fail depends on how their text hashes.
# Output seen: "bound: 15 of 31, turned round: 15 of 31; the same ones: True" and "with a value: 1 5 6 7 9 11 …".
# Source: package pyoxigraph 0.5.13; function `add` of crate spareval, normalisation of `Add` in crate sparopt.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" -q install pyoxigraph==0.5.13
"$dir/venv/bin/python" - <<'PY'
import pyoxigraph as ox

store = ox.Store()
store.load(
    b'<http://e/a> <http://e/date> "2024-01-31"^^<http://www.w3.org/2001/XMLSchema#date> .',
    format=ox.RdfFormat.N_TRIPLES,
)


def bound(days, turned):
    duration = f'"P{days}D"^^<http://www.w3.org/2001/XMLSchema#dayTimeDuration>'
    total = f"{duration} + ?d" if turned else f"?d + {duration}"
    rows = store.query(f"SELECT ?x {{ ?s <http://e/date> ?d BIND({total} AS ?x) }}")
    return [row["x"] is not None for row in rows] == [True]


straight = [days for days in range(1, 32) if bound(days, False)]
turned = [days for days in range(1, 32) if bound(days, True)]
print(f"bound: {len(straight)} of 31, turned round: {len(turned)} of 31; the same ones: {straight == turned}")
print("with a value:", *straight)
assert 0 < len(straight) < 31, "every sum has a value now, or none"
assert straight == turned, "the order in which a sum is written matters now"
PY
