"""Writes the page from kept results: tables with medians, least and most, ratios to Sauat, and what the numbers say of each goal.

It measures nothing; the same results give the same page."""

import re

from goals import goals
from measured import HTTP, INSIDE, Results, base_of, geometric, median, ratio, ratios, spread, table, time_of, why_not

NUMBERS = {"tables": "Tables to RDF", "query": "Load and query", "shacl": "SHACL", "network": "Measures of networks",
           "layout": "Layouts", "search": "Search by name", "start": "From start to answer"}
MIXES = {"questions": "named questions", "constants": "with constants", "templates": "templates", "explore": "explore mix"}

def simple(results, section, cell_name, extra):
    """A section with one measurement for each engine: rows of name, version, time, ratio, and what `extra` gives."""
    parts = []
    for scale in results.scales(section):
        base = results.cell(section, scale, "Sauat", cell_name).get("seconds")
        rows = []
        for result in results.of(section, scale):
            cell = result["cells"].get(cell_name, {})
            if "seconds" in cell:
                told = [spread(cell["seconds"]), ratio(cell["seconds"], base)]
            else:
                told = [cell.get("says") or why_not(result) or "not measured", ""]
            rows.append([result["engine"], result.get("version", ""), *told, *(value(cell, result) for _, value in extra)])
        parts.append((scale, table(["program", "version", "median (least to most)", "ratio", *(n for n, _ in extra)], rows)))
    return parts


def shown(value, unit=""):
    return "" if value is None else f"{value:,}{unit}"


def tables(results):
    text = ("The same tables and metadata to N-Triples, timed from outside, start included. Sauat checks cells and keys meanwhile. "
            "`check` and `build` do more: rules, shapes, citations; dumps, pages and maps. *Triples* counts different ones; "
            "*same* compares them one by one with Sauat's (morph-kgc writes `/` in ids as `%2F`).\n\n")
    for scale, rows in simple(results, "tables", "conversion", [
            ("peak memory", lambda c, r: shown(c.get("memory"), " MB")), ("triples", lambda c, r: shown(c.get("triples"))),
            ("same", lambda c, r: same(results, "tables", r, "conversion", c))]):
        text += f"### x{scale}\n\n{rows}\n"
    return text


def same(results, section, result, name, cell, base="Sauat"):
    """Whether a digest is Sauat's."""
    own = results.cell(section, result["scale"], base, name)
    if "digest" not in cell or "digest" not in own:
        return ""
    return "yes" if cell["digest"] == own["digest"] else "differs"


def shacl(results):
    text = ("The same data and shapes, read and indexed in memory before the clock starts; *cold* is the first run of a process, the median is of those "
            "after it. Constraints in SPARQL have one message, since Jena 4.5 refuses several.\n\n")
    for scale, rows in simple(results, "shacl", "validation", [
            ("cold", lambda c, r: time_of(c["cold"]) if "cold" in c else ""),
            ("results", lambda c, r: shown(c.get("results"))), ("peak memory", lambda c, r: shown(c.get("memory"), " MB"))]):
        text += f"### x{scale}\n\n{rows}\n"
    return text


def layout(results):
    text = ("*Stress* is 0 at best, on the pairs of 200 nodes with all others, by the scorer of benches/layout.rs; NetworkX places "
            "points, not boxes, and is not scored.\n\n")
    for nodes, rows in simple(results, "layout", "layout", [
            ("stress", lambda c, r: c.get("stress", "")), ("overlaps", lambda c, r: c.get("overlaps", ""))]):
        text += f"### {nodes:,} nodes\n\n{rows}\n"
    return text


def network(results):
    text = ("Values are compared with Sauat's node by node: *same* within 10⁻⁹ of the larger. Of communities, the modularity "
            "that was reached stands there: every method finds another partition.\n\n")
    for nodes in results.scales("network"):
        rows = []
        for measure in ("betweenness", "pagerank", "cores", "communities"):
            own = results.cell("network", nodes, "Sauat", measure)
            for result in results.of("network", nodes):
                cell = result["cells"].get(measure) or result["cells"].get("all", {})
                told = spread(cell["seconds"]) if "seconds" in cell else cell.get("says") or why_not(result) or "left out"
                rows.append([measure, result["engine"], result.get("version", ""), told,
                             ratio(cell.get("seconds"), own.get("seconds")), values(measure, cell, own)])
        text += f"### {nodes:,} nodes\n\n" + table(
            ["measure", "program", "version", "median (least to most)", "ratio", "values"], rows) + "\n"
    return text


def values(measure, cell, own):
    if "values" not in cell:
        return ""
    if measure == "communities":
        return f"modularity {cell['values'][0]:.4f}"
    if "values" not in own or len(own["values"]) != len(cell["values"]):
        return ""
    apart = max((abs(a - b) / max(abs(a), abs(b), 1e-300) for a, b in zip(own["values"], cell["values"]) if a != b), default=0)
    return "same" if apart <= 1e-9 else f"differs by {apart:.0e}"


def search(results):
    text = "All index the same names and give the ten best of each text; *found* says for how many texts there was anything.\n\n"
    for scale in results.scales("search"):
        rows = []
        for kind in ("exact", "beginning", "frequent", "typo"):
            base = results.cell("search", scale, "Sauat", kind).get("seconds")
            for result in results.of("search", scale):
                cell = result["cells"].get(kind, {})
                told = spread(cell["seconds"]) if "seconds" in cell else why_not(result) or "not measured"
                rows.append([kind, result["engine"], result.get("version", ""), told, ratio(cell.get("seconds"), base),
                             f"{cell['found']} of {cell['texts']}" if "found" in cell else ""])
        about = ", ".join(f"{r['engine']} {time_of(r['built'])}" for r in results.of("search", scale) if "built" in r)
        text += f"### x{scale}\n\nThe index takes: {about}.\n\n" + table(
            ["text", "program", "version", "median (least to most)", "ratio", "found"], rows) + "\n"
    return text


def start(results):
    text = "The whole process, by hyperfine, on the shipped graph.\n\n"
    return text + "".join(rows + "\n" for _, rows in simple(results, "start", "ASK", []))


def query(results):
    text = ("All engines are fed the same triples as one default graph. Servers are compared with Sauat's server, engines in "
            "process with Sauat in process; a ratio above 1 means slower than Sauat. The ratio of a mix is the geometric mean "
            "over the queries that both answered with the same rows. *Differs* means other rows than Sauat's; numbers are compared "
            "to nine digits, languages without case, and booleans of Virtuoso as 0 and 1, which is how it gives them. What DESCRIBE gives is "
            "left to the engine and not compared. Named questions stand there twice: with their parameters bound by VALUES, as `sauat "
            "ask` does, and with constants in their place.\n\n")
    for scale in results.scales("query"):
        found = results.of("query", scale)
        rows = []
        for result in found:
            cells = result["cells"]
            late = sum(cell.get("says", "").startswith(">") for cell in cells.values())
            failed = sum(cell.get("says", "") in ("error", "the engine ended") for cell in cells.values())
            left = sum(cell.get("says", "") == "not run" for cell in cells.values())
            wrong = sum(differs(results, scale, name, cell) for name, cell in cells.items())
            means = [geometric(ratios(results, scale, result["engine"], mix)) for mix in MIXES]
            rows.append([result["engine"], result.get("version", why_not(result)),
                         time_of(result["loaded"]) if "loaded" in result else why_not(result), shown(result.get("idle"), " MB"),
                         shown(result.get("after"), " MB"), *(f"{m:.2f}×" if m else "" for m in means), late, failed, left, wrong])
        text += f"### x{scale}\n\n" + table(
            ["engine", "version", "load", "memory then", "after the mixes", *MIXES.values(), "over the limit", "errors", "not run",
             "differ"], rows) + "\n"
        names = sorted({name for result in found for name in result["cells"]})
        for mix, title in MIXES.items():
            of_mix = [name for name in names if name.startswith(mix)]
            if not of_mix:
                continue
            head = ["query", "rows", *(result["engine"] for result in found)]
            rows = [[f"`{name.split('--')[1]}`", shown(rows_of(results, scale, name)),
                     *(query_cell(results, scale, name, result) for result in found)] for name in of_mix]
            text += f"<details><summary>x{scale}: {title}, each query</summary>\n\n{table(head, rows)}\n</details>\n\n"
        errors = sorted({(result["engine"], cell["error"]) for result in found for cell in result["cells"].values()
                         if "error" in cell})
        if errors:
            lines = "".join(f"- {engine}: `{error.replace('`', chr(39))}`\n" for engine, error in errors)
            text += f"<details><summary>x{scale}: what engines say where they fail</summary>\n\n{lines}\n</details>\n\n"
    return text


def rows_of(results, scale, name):
    for base in (INSIDE, HTTP):
        rows = results.cell("query", scale, base, name).get("rows")
        if rows is not None:
            return rows
    return None


def differs(results, scale, name, cell):
    own = results.cell("query", scale, INSIDE, name) or results.cell("query", scale, HTTP, name)
    return "describe" not in name and "digest" in cell and "digest" in own and cell["digest"] != own["digest"]


def query_cell(results, scale, name, result):
    cell = result["cells"].get(name, {})
    if "seconds" not in cell:
        return cell.get("says") or why_not(result).split(":")[0]
    told = time_of(median(cell["seconds"]))
    if result["engine"] not in (INSIDE, HTTP):
        own = results.cell("query", scale, base_of(result["engine"]), name)
        told += f" ({ratio(cell['seconds'], own['seconds'])})" if "seconds" in own else ""
    return told + (", **differs**" if differs(results, scale, name, cell) else "")


def span(limits):
    """The limits that there were: `60 s`, `3 to 60 s`."""
    least, most = min(limits), max(limits)
    return f"{most:g} s" if least == most else f"{least:g} to {most:g} s"


def page(found):
    """The whole page."""
    results, machine = Results(found["results"]), found["machine"]
    dates = sorted({r["date"] for r in found["results"]}) or ["nothing measured"]
    when = dates[0] if dates[0] == dates[-1] else f"{dates[0]} to {dates[-1]}"
    text = "# Side by side\n\n"
    text += ("Written by `python3 benches/compare` from what it measured; [benches/README.md](README.md) says how. x1 is a made "
             "dataset with 700 relations, x10 has ten times as many, and so on.\n\n")
    text += f"Measured {when}"
    if machine:
        cpu = re.sub(r"\s+", " ", machine["cpu"])
        text += f" on {cpu}, {machine['cores']} cores, {machine['memory']}, Python {machine['python']}"
    text += "".join(f". {what} had {span(limits)}" for what, limits in (
        ("A query", {r["limit"] for r in results.all if r["section"] == "query" and "limit" in r}),
        ("Anything else", {r["limit"] for r in results.all if r["section"] != "query" and "limit" in r})) if limits)
    text += ". Times are medians, with least and most of the runs; a ratio above 1 means slower than Sauat.\n\n"
    text += "## Goals\n\n" + goals(results) + "\n"
    parts = {"tables": tables, "query": query, "shacl": shacl, "network": network, "layout": layout, "search": search,
             "start": start}
    for section, part in parts.items():
        text += f"## {NUMBERS[section]}\n\n"
        text += part(results) if results.scales(section) else "Not measured.\n\n"
    return text.rstrip() + "\n"
