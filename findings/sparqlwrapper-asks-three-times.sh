#!/usr/bin/env bash
# SPARQLWrapper 2.0.0: with its defaults, a CONSTRUCT asks for RDF/XML in the header and for "xml" in three parameters.
#
# Expected: content negotiation as the SPARQL 1.1 Protocol has it (2.1.6): the header Accept, and nothing else.
# Real: the address has `format=xml&output=xml&results=xml` besides `Accept: application/rdf+xml`; for JSON-LD the values
# are `json-ld`, which no registry lists. A server that takes `xml` for the format of rows, or refuses values that it does
# not know, cannot be asked for triples by this client.
# Output seen: "default application/rdf+xml {'format': 'xml', 'output': 'xml', 'results': 'xml'}" and the same with json-ld.
# Source: package SPARQLWrapper 2.0.0, Wrapper.py, `_getRequestEncodedParameters`.
set -euo pipefail
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
python3 -m venv "$dir/venv"
"$dir/venv/bin/pip" -q install SPARQLWrapper==2.0.0
"$dir/venv/bin/python" -W ignore - <<'PY'
import threading
import urllib.parse
from http.server import BaseHTTPRequestHandler, HTTPServer

from SPARQLWrapper import JSONLD, SPARQLWrapper

seen = []


class Taker(BaseHTTPRequestHandler):
    def do_GET(self):
        asked = urllib.parse.parse_qs(urllib.parse.urlsplit(self.path).query)
        seen.append((self.headers["Accept"], {key: asked.get(key, [None])[0] for key in ("format", "output", "results")}))
        self.send_response(200)
        self.send_header("Content-Type", "text/plain")
        self.end_headers()

    def log_message(self, *_):
        pass


server = HTTPServer(("127.0.0.1", 0), Taker)
threading.Thread(target=server.serve_forever, daemon=True).start()
for form in (None, JSONLD):
    client = SPARQLWrapper(f"http://127.0.0.1:{server.server_port}/")
    client.setQuery("CONSTRUCT WHERE { ?s ?p ?o }")
    if form:
        client.setReturnFormat(form)
    client.query()
    print(form or "default", *seen[-1])
assert seen[0] == ("application/rdf+xml", dict.fromkeys(("format", "output", "results"), "xml")), seen[0]
assert set(seen[1][1].values()) == {"json-ld"}, seen[1]
PY
