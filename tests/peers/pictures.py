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
    lines = ["".join(text.itertext()) for text in root.iter(f"{SVG}text")]
    text = page.extract_text()
    same("letters, in the order of drawing", "".join(text.split()), "".join("".join(lines).split()))
    # A reader may take the ends of two labels that stand side by side for one word; such words are few.
    words = Counter(word for line in lines for word in line.split())
    lost = words - Counter(text.split())
    if sum(lost.values()) > 4 + sum(words.values()) * 0.01:
        sys.exit(f"{pdf.name}, words that do not come out as words: {sorted(lost)}")
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
