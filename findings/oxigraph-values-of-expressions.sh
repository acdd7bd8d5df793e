#!/usr/bin/env bash
# Oxigraph 0.5.13 (pyoxigraph): five expressions with another value than SPARQL 1.1 gives them.
#
# | query | SPARQL 1.1 | Oxigraph |
# |---|---|---|
# | COUNT(1/?k) over 0, 1, 2 | 2: errors do not count (18.5.1.2) | unbound |
# | GROUP_CONCAT of "one"@en | a simple literal (18.5.1.7) | "one"@en |
# | true > false | true (17.3, operator table) | unbound |
# | REPLACE("5 USD", "USD", "\\$") | 5 $ (XPath Functions and Operators, fn:replace: `\$` is `$`) | 5 \$ |
# | <a> >= <a>, <a> < <a> on IRIs | both are errors (17.3 has no order of IRIs) | true, false |
#
# Output seen: as in the last column. Source: package pyoxigraph 0.5.13, crate spareval.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" -q install pyoxigraph==0.5.13
"$dir/venv/bin/python" - <<'PY'
import pyoxigraph as ox

store = ox.Store()


def value(query):
    found = [[None if term is None else str(term) for term in row] for row in store.query(query)]
    print(query, "->", found)
    return found[0]


boolean = '"{}"^^<http://www.w3.org/2001/XMLSchema#boolean>'.format
assert value("SELECT (COUNT(1/?k) AS ?n) { VALUES ?k { 0 1 2 } }") == [None]
assert value('SELECT (GROUP_CONCAT(?t) AS ?x) { VALUES ?t { "one"@en } }') == ['"one"@en']
assert value("SELECT (true > false AS ?x) {}") == [None]
assert value('SELECT (STRLEN(REPLACE("5 USD", "USD", "\\\\$")) AS ?x) {}')[0].startswith('"4"')
assert value("SELECT (?a >= ?a AS ?x) (?a < ?a AS ?y) { VALUES ?a { <http://e/a> } }") == [boolean("true"), boolean("false")]
PY
