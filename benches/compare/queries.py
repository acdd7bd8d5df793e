"""The query mixes with their parameters filled in: named questions, templates, the explore mix.

A parameter is drawn from the tables of the dataset by a number made of the template's name, so that the same dataset
always gives the same query. Every engine gets the same text."""

import csv
import hashlib
import os
import re

from around import ROOT

PREFIXES = {
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "sauat": "https://w3id.org/sauat/ontology#", "kz": "https://w3id.org/sauat/kz/", "prov": "http://www.w3.org/ns/prov#",
    "skos": "http://www.w3.org/2004/02/skos/core#", "skosxl": "http://www.w3.org/2008/05/skos-xl#",
    "dcterms": "http://purl.org/dc/terms/", "schema": "https://schema.org/", "xsd": "http://www.w3.org/2001/XMLSchema#",
    "foaf": "http://xmlns.com/foaf/0.1/", "owl": "http://www.w3.org/2002/07/owl#"}
QUESTIONS = ["who-funds", "who-implements", "what-regulates", "who-trains-whom", "regions-without-activity",
             "contradictions", "partners", "recommendations", "timeline", "state-bodies", "everything-about",
             "most-active-organisations", "who-works-on", "facts-in-several-sources"]
MIXES = {"questions": "Named questions", "constants": "Named questions with constants", "templates": "Templates in the manner of Sparqloscope",
         "explore": "Explore mix in the manner of BSBM"}
THINGS = ["organisations", "people", "projects", "works", "documents", "events", "places"]


class Tables:
    """The tables that parameters are drawn from."""

    def __init__(self, folder):
        self.folder = folder
        self._read = {}

    def rows(self, name):
        if name not in self._read:
            with open(os.path.join(self.folder, "data", name + ".csv"), encoding="utf-8", newline="") as file:
                self._read[name] = list(csv.DictReader(file))
        return self._read[name]

    def draw(self, how, seed):
        """A term: `how` is `id CLASS…`, `label-kk CLASS…`, `word-en CLASS…`, `subject RELATION`, `object RELATION` or
        `often RELATION` (the most frequent object)."""
        kind, *words = how.split()
        number = int.from_bytes(hashlib.sha256(seed.encode()).digest()[:8], "big")
        if kind in ("subject", "object", "often"):
            rows = [r for r in self.rows("relations") if r["relation"] == words[0] and r["rank"] != "disputed"]
            ends = [r["from" if kind == "subject" else "to"] for r in rows]
            if kind == "often":
                return f"<{PREFIXES['kz']}{max(sorted(set(ends)), key=ends.count)}>"
            return f"<{PREFIXES['kz']}{ends[number % len(ends)]}>"
        rows = [r for table in THINGS for r in self.rows(table) if r["class"] in words]
        row = rows[number % len(rows)]
        if kind == "id":
            return f"<{PREFIXES['kz']}{row['id']}>"
        column = "label_" + kind[-2:]
        if kind.startswith("label"):
            return quoted(row[column]) + "@" + kind[-2:]
        found = sorted(re.findall(r"[A-Za-z]{5,}", row[column]), key=lambda word: (len(word), word))
        return quoted(found[-1] if found else row[column])


def quoted(text):
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'


def heads(text):
    """The lines `#+ name: value` at the beginning."""
    return re.findall(r"(?m)^#\+ ([^:]+): (.*)$", text)


def read(path):
    with open(path, encoding="utf-8") as file:
        return file.read()


def body(text):
    """The query with all prefixes declared."""
    text = "".join(line for line in text.splitlines(True) if not line.startswith("#"))
    declared = set(re.findall(r"PREFIX\s+(\w*):", text))
    used = {p for p in PREFIXES if re.search(rf"(?<![\w:/]){p}:", text)}
    return "".join(f"PREFIX {p}: <{PREFIXES[p]}>\n" for p in sorted(used - declared)) + text


def question(name, tables, constants=False):
    """A named question in English with its required parameters, bound as `sauat ask` binds them: VALUES at the start of the
    outermost group. Parameters that may be left out are. With `constants`, the values stand where the variables stood, as
    somebody would write who asks an engine directly; some engines plan only that well."""
    text = read(os.path.join(ROOT, "queries", name + ".rq"))
    given = {"lang": '"en"'}
    params = {}
    for key, value in heads(text):
        parts = key.split(".")
        if parts[0] == "param":
            params.setdefault(parts[1], {})[".".join(parts[2:])] = value
    for param, facts in params.items():
        if facts.get("required") == "true":
            relation = {"concept topic": "object worksOn", "concept audience": "object targets"}.get(facts["type"])
            given[param] = tables.draw(relation or "subject implements", name + param)
        elif "default" in facts:
            plain = facts["type"].split()[0] in ("entity", "concept")
            given[param] = f"<{PREFIXES['kz']}{facts['default']}>" if plain else facts["default"]
    text = body(text)
    if constants:
        for param in [param for param in given if f"BOUND(?{param})" not in text]:
            text = re.sub(rf"\?{param}\b", lambda _, term=given[param]: term, text)
    values = "".join(f" VALUES ?{param} {{ {term} }}" for param, term in sorted(given.items()) if "?" + param in text)
    return text.replace("WHERE {", "WHERE {" + values, 1)


def template(path, tables):
    """A template with its drawn parameters, and what else its head says."""
    text = read(path)
    about = dict(heads(text))
    filled = body(text)
    for key, value in heads(text):
        if key == "draw":
            name, how = value.split(" ", 1)
            filled = filled.replace(f"%{name}%", tables.draw(how, os.path.basename(path) + name))
    return filled, about


def mix(name, folder):
    """The queries of a mix over the dataset in a folder, by name: text, and what the head says."""
    tables = Tables(folder)
    if name in ("questions", "constants"):
        return {q: (question(q, tables, name == "constants"), {}) for q in QUESTIONS}
    files = os.path.join(ROOT, "benches", "mixes", name)
    return {file[:-3]: template(os.path.join(files, file), tables) for file in sorted(os.listdir(files))
            if file.endswith(".rq")}


def write(folder, out):
    """Writes every query of every mix into folders of their own."""
    for name in MIXES:
        os.makedirs(os.path.join(out, name), exist_ok=True)
        for query, (text, about) in mix(name, folder).items():
            head = "".join(f"#+ {key}: {value}\n" for key, value in sorted(about.items()) if key != "draw")
            with open(os.path.join(out, name, query + ".rq"), "w", encoding="utf-8") as file:
                file.write(head + text)
