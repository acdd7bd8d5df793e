"""Reads pages of a site with html5lib in its strict mode: every tenth page of a thing, and all others.

usage: pages.py SITE"""

import sys
from pathlib import Path

import html5lib

site = Path(sys.argv[1])
wrong = []
pages = sorted(site.rglob("*.html"))
things = [page for page in pages if page.parent.name == "kz" or page.name.startswith("list_")]
chosen = [page for page in pages if page not in set(things)] + things[::10]
for page in chosen:
    name = page.relative_to(site)
    parser = html5lib.HTMLParser(strict=False, namespaceHTMLElements=False)
    tree = parser.parse(page.read_text(encoding="utf-8"))
    wrong += [f"{name}: {place}: {code} {data}" for place, code, data in parser.errors]
    levels = [int(e.tag[1]) for e in tree.iter() if isinstance(e.tag, str) and e.tag in ("h1", "h2", "h3", "h4")]
    wrong += [f"{name}: a heading of level {b} after {a}" for a, b in zip(levels, levels[1:]) if b > a + 1]
    for element in (e for tag in ("input", "select", "textarea") for e in tree.iter(tag)):
        if element.get("type") not in ("hidden", "submit") and not element.get("id"):
            wrong.append(f"{name}: a field without a label")
    for element in tree.iter("a"):
        said = "".join(element.itertext()) + "".join(image.get("alt", "") for image in element.iter("img"))
        if not said.strip() and not element.get("aria-label"):
            wrong.append(f"{name}: a link without a name: {element.get('href')}")
    for element in tree.iter("th"):
        if not element.get("scope"):
            wrong.append(f"{name}: a heading of a table without a scope")
if wrong:
    sys.exit("\n".join(wrong[:40]) + f"\n{len(wrong)} in all")
print(f"html5lib: {len(chosen)} of {len(pages)} pages are valid")
