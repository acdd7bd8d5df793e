"""Answers of any engine in one form, so that they can be compared: the number of rows and a digest of the sorted rows.

What engines may write differently without meaning something else is made the same: the case of language tags, how a number
is written, `1` for `true` and a row for ASK (Virtuoso), xsd:string, which is the default. Numbers are compared to nine digits, since sums of
other orders differ in their last. Names of blank nodes do not count."""

import decimal
import hashlib
import json
import re

XSD = "http://www.w3.org/2001/XMLSchema#"
NUMBERS = {XSD + name for name in ("decimal", "integer", "double", "float", "int", "long", "short", "byte",
                                   "nonNegativeInteger", "positiveInteger", "unsignedInt", "unsignedLong")}


def term(value):
    """A term of SPARQL JSON as one text."""
    if value is None:
        return ""
    kind, text = value["type"], value["value"]
    if kind == "bnode":
        return "_"
    if kind == "uri":
        return f"<{text}>"
    if value.get("xml:lang"):
        return f"{text}@{value['xml:lang'].lower()}"
    datatype = value.get("datatype") or XSD + "string"
    if datatype in NUMBERS:
        try:
            number = decimal.Context(prec=9).create_decimal(text)
            return f"#{number.normalize():f}" if number else "#0"
        except (decimal.InvalidOperation, ValueError):
            return f"#{text}"
    if datatype == XSD + "boolean":
        # Virtuoso gives a number for a boolean.
        return "#1" if text in ("true", "1") else "#0"
    return text if datatype == XSD + "string" else f"{text}^^{datatype}"


def of_json(text):
    """The rows of SPARQL JSON."""
    answer = json.loads(text)
    if "boolean" in answer:
        return ["true" if answer["boolean"] else "false"]
    names = sorted(answer["head"].get("vars", []))
    if names == ["__ASK_RETVAL"]:
        # What Virtuoso makes of ASK.
        return ["true" if row[names[0]]["value"] == "1" else "false" for row in answer["results"]["bindings"]] or ["false"]
    return ["\t".join(term(row.get(name)) for name in names) for row in answer["results"]["bindings"]]


ESCAPE = re.compile(r"\\(u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.)")
PLAIN = {"n": "\n", "r": "\r", "t": "\t"}


def of_triples(text):
    """The lines of N-Triples, escapes resolved, each once."""
    def letter(found):
        word = found.group(1)
        return chr(int(word[1:], 16)) if word[0] in "uU" and len(word) > 1 else PLAIN.get(word, word)
    lines = set()
    for line in text.splitlines():
        line = ESCAPE.sub(letter, line.strip().replace("\t", " ")).replace(f"^^<{XSD}string>", "")
        line = re.sub(r"@([A-Za-z-]+)(?= ?\.$)", lambda found: "@" + found.group(1).lower(), line)
        if line and not line.startswith("#"):
            lines.add(re.sub(r"\s*\.$", "", line))
    return sorted(lines)


def digest(rows):
    """One short text for the rows, whatever their order."""
    return hashlib.sha256("\n".join(sorted(rows)).encode("utf-8", "surrogatepass")).hexdigest()[:16]
