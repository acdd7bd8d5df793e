#!/usr/bin/env bash
# Oxigraph 0.5.13 (pyoxigraph): a cast to xsd:gMonthDay knows no 29 February.
#
# Expected: "--02-29" is a value: a gMonthDay recurs in years, and the day must be at most 29 in February
# (XML Schema 1.1 Datatypes, 3.3.12.1, constraint on days of months).
# Real: the cast gives none, as for "--02-30", which is none.
# Output seen: "--02-28 True, --02-29 False, --02-30 False".
# Source: package pyoxigraph 0.5.13, crate oxsdatatypes.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" -q install pyoxigraph==0.5.13
"$dir/venv/bin/python" - <<'PY'
import pyoxigraph as ox

store = ox.Store()


def has_value(text):
    cast = f'<http://www.w3.org/2001/XMLSchema#gMonthDay>("{text}")'
    return [row["x"] is not None for row in store.query(f"SELECT ({cast} AS ?x) {{}}")] == [True]


found = {text: has_value(text) for text in ("--02-28", "--02-29", "--02-30")}
print(", ".join(f"{text} {value}" for text, value in found.items()))
assert found == {"--02-28": True, "--02-29": False, "--02-30": False}, "it knows leap years now"
PY
