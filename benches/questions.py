"""Loads a SPARQL endpoint with ten named questions, one after the other, by wrk: python3 benches/questions.py URL [URL ...]

Prints a row of a table for each question: answers a second and the 50th and 99th percentile of their time, by endpoint.
Every endpoint must give the same number of rows."""

import json
import os
import re
import subprocess
import sys
import tempfile
import urllib.request

QUESTIONS = ["who-funds", "who-implements", "what-regulates", "who-trains-whom", "regions-without-activity",
             "contradictions", "partners", "recommendations", "timeline", "state-bodies"]
PREFIXES = {"rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
            "sauat": "https://w3id.org/sauat/ontology#", "kz": "https://w3id.org/sauat/kz/",
            "prov": "http://www.w3.org/ns/prov#", "skos": "http://www.w3.org/2004/02/skos/core#",
            "skosxl": "http://www.w3.org/2008/05/skos-xl#", "dcterms": "http://purl.org/dc/terms/",
            "schema": "https://schema.org/", "xsd": "http://www.w3.org/2001/XMLSchema#",
            "foaf": "http://xmlns.com/foaf/0.1/", "owl": "http://www.w3.org/2002/07/owl#"}
SECONDS = os.environ.get("SECONDS_EACH", "4")
CONNECTIONS = os.environ.get("CONNECTIONS", "8")
LUA = """local query = [====[%s]====]
request = function()
  local headers = { ["Content-Type"] = "application/sparql-query", ["Accept"] = "application/sparql-results+json" }
  return wrk.format("POST", nil, headers, query)
end
"""


def text_of(name):
    """The question in English, with every parameter open."""
    with open(f"queries/{name}.rq", encoding="utf-8") as file:
        text = "".join(line for line in file if not line.startswith("#"))
    declared = set(re.findall(r"PREFIX\s+(\S*):", text))
    head = "".join(f"PREFIX {p}: <{i}>\n" for p, i in PREFIXES.items() if p not in declared)
    return head + text.replace("?lang", '"en"')


def rows(url, query):
    request = urllib.request.Request(url, query.encode(), {"Content-Type": "application/sparql-query",
                                                           "Accept": "application/sparql-results+json"})
    with urllib.request.urlopen(request) as answer:
        return len(json.load(answer)["results"]["bindings"])


def load(url, query):
    with tempfile.NamedTemporaryFile("w", suffix=".lua", encoding="utf-8") as script:
        script.write(LUA % query)
        script.flush()
        said = subprocess.run(["wrk", "-t1", f"-c{CONNECTIONS}", f"-d{SECONDS}s", "--latency", "-s", script.name, url],
                              check=True, capture_output=True, text=True).stdout
    if "Non-2xx" in said:
        sys.exit(f"{url}: {said}")
    take = lambda pattern: re.search(pattern, said).group(1)
    rate, median, slow = take(r"Requests/sec:\s+([\d.]+)"), take(r"(?m)^\s+50%\s+(\S+)"), take(r"(?m)^\s+99%\s+(\S+)")
    return f"{float(rate):,.0f}/s, {median}, {slow}"


def main(urls):
    print("| question | rows | " + " | ".join(urls) + " |\n|---|---|" + "---|" * len(urls))
    for name in QUESTIONS:
        query = text_of(name)
        counts = {rows(url, query) for url in urls}
        if len(counts) != 1:
            sys.exit(f"{name}: the endpoints differ: {counts} rows")
        print(f"| `{name}` | {counts.pop()} | " + " | ".join(load(url, query) for url in urls) + " |", flush=True)


if __name__ == "__main__":
    if len(sys.argv) < 2:
        sys.exit(__doc__)
    main(sys.argv[1:])
