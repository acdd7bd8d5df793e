"""Reads PDFs with pypdf and compares their text, page and metadata with the SVGs of the same name in the folder."""

import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from pathlib import Path

from pypdf import PdfReader

SVG = "{http://www.w3.org/2000/svg}"
DCTERMS = "{http://purl.org/dc/terms/}"


def same(what, found, expected):
    if found != expected:
        sys.exit(f"{pdf.name}, {what}:\nfound    {found!r}\nexpected {expected!r}")


count = 0
for pdf in sorted(Path(sys.argv[1]).glob("*.pdf")):
    authors = sys.argv[2]
    root = ElementTree.parse(pdf.with_suffix(".svg")).getroot()
    reader = PdfReader(pdf, strict=True)
    same("pages", len(reader.pages), 1)
    page = reader.pages[0]
    size = [float(root.get(side).removesuffix("pt")) for side in ("width", "height")]
    same("page", [float(side) for side in page.mediabox], [0.0, 0.0, *size])
    # Lines that are told apart by nothing but their place may be joined by a reader: words are compared, and of these
    # that each is there as often as on the map.
    words = Counter(word for text in root.iter(f"{SVG}text") for word in "".join(text.itertext()).split())
    found = Counter(page.extract_text().split())
    same("words that do not come out as text", sorted((words - found).elements()), [])
    same("words that are not on the map", sorted((found - words).elements()), [])
    same("title", reader.metadata.title, root.findtext(f"{SVG}title"))
    same("subject", reader.metadata.subject, root.findtext(f"{SVG}desc"))
    same("authors", reader.metadata.author, authors)
    same("language", reader.trailer["/Root"]["/Lang"], root.get("lang"))
    issued = root.findtext(f".//{DCTERMS}issued")
    same("date", reader.metadata.creation_date.date().isoformat(), issued)
    figure = reader.trailer["/Root"]["/StructTreeRoot"]["/K"][0]["/K"][0]
    same("alternative text", figure["/Alt"], root.findtext(f"{SVG}desc"))
    fonts = [font.get_object()["/BaseFont"] for font in page["/Resources"]["/Font"].values()]
    same("fonts that are no subsets", [font for font in fonts if font[7:8] != "+"], [])
    count += sum(words.values())
print(f"pypdf: {count} words")
