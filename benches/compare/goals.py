"""The goals, and whether the numbers meet them. Where a number is missing, a goal is open."""

from measured import base_of, comparable, geometric, median, ratios, spread, table, time_of

UNKNOWN = "not measured"
# Both ways to bind parameters.
QUESTIONS = ("questions", "constants")


def verdict(met):
    return "open" if met is None else ("**met**" if met else "**not met**")


def fastest(results, section, scale, name, engines=None):
    """The fastest peer: its name and its median."""
    times = [(median(r["cells"][name]["seconds"]), r["engine"]) for r in results.of(section, scale)
             if not r["engine"].startswith("Sauat") and "seconds" in r["cells"].get(name, {})
             and (engines is None or any(part in r["engine"] for part in engines))]
    return min(times, default=(None, None))


def own(results, section, scale, name, engine="Sauat"):
    seconds = results.cell(section, scale, engine, name).get("seconds")
    return median(seconds) if seconds else None


def times_faster(results, section, scale, name, goal, engines=None):
    """The words and the verdict for "at least so many times as fast as the fastest of these"."""
    mine, (theirs, who) = own(results, section, scale, name), fastest(results, section, scale, name, engines)
    if mine is None:
        return UNKNOWN, None
    if theirs is None:
        # Who was ended at its limit is at least that slow.
        late = [(float(cell["says"].strip("> s")), r["engine"]) for r in results.of(section, scale)
                for cell in [r["cells"].get(name, {})] if cell.get("says", "").startswith(">")
                and (engines is None or any(part in r["engine"] for part in engines))]
        if not late:
            return UNKNOWN, None
        limit, who = min(late)
        words = f"more than {limit / mine:.1f} times ({time_of(mine)}; {who} had not ended after {limit:g} s, reading included)"
        return words, True if limit / mine >= goal else None
    return f"{theirs / mine:.1f} times ({time_of(mine)}; {who} {time_of(theirs)})", theirs / mine >= goal


def conversion(results):
    scale = max(results.scales("tables"), default=None)
    return ("Tables to RDF at least 10 times as fast as the fastest peer", f"x{scale}",
            *times_faster(results, "tables", scale, "conversion", 10))


def raw(results):
    scale = max(results.scales("query"), default=None)
    found = ratios(results, scale, "Oxigraph, in process", QUESTIONS)
    mean = geometric(found)
    if not mean:
        return "Named questions no slower than raw Oxigraph by more than 5 %", f"x{scale}", UNKNOWN, None
    slower = sum(1 / value > 1.05 for value in found)
    words = f"{1 / mean:.2f} times Oxigraph's time on average, {slower} of {len(found)} questions more than 5 % slower"
    return "Named questions no slower than raw Oxigraph by more than 5 %", f"x{scale}", words, slower == 0


def otherwise(results, scale, engine, result):
    """What is said of the questions that an engine answers with other rows than Sauat."""
    pairs = [(name, cell, results.cell("query", scale, base_of(engine), name)) for name, cell in result["cells"].items()
             if name.startswith(QUESTIONS) and "seconds" in cell]
    other = [(name, cell, mine) for name, cell, mine in pairs if "seconds" in mine and not comparable(cell, mine)]
    faster = sorted(name.replace("--", "/") for name, cell, mine in other if median(cell["seconds"]) < median(mine["seconds"]))
    if not other:
        return ""
    return f", {len(other)} with other rows" + (f" (faster: {', '.join(f'`{name}`' for name in faster)})" if faster else "")


def ahead(results):
    scale = max(results.scales("query"), default=None)
    words, met = [], []
    for engine in ("maplib", "Virtuoso, HTTP", "Jena, memory", "Jena, TDB2"):
        found = ratios(results, scale, engine, QUESTIONS)
        result = next((r for r in results.of("query", scale) if r["engine"] == engine), {"cells": {}})
        unanswered = sum("says" in cell for name, cell in result["cells"].items() if name.startswith(QUESTIONS))
        if found or unanswered:
            behind = sum(value < 1 for value in found)
            mean = f"{geometric(found):.1f}×" if found else "none answered alike"
            words.append(f"{engine}: {mean}, {behind} of {len(found)} faster than Sauat, {unanswered} not answered"
                         + otherwise(results, scale, engine, result))
            met.append(behind == 0)
        else:
            met.append(None)
    decided = None if not words or (None in met and all(met_ is not False for met_ in met)) else all(met)
    return ("Named questions ahead of maplib, Virtuoso and Jena at x100", f"x{scale}", "; ".join(words) or UNKNOWN, decided)


def betweenness(results):
    nodes = max(results.scales("network"), default=None)
    return ("Betweenness no slower than igraph", f"{nodes} nodes",
            *times_faster(results, "network", nodes, "betweenness", 1, ["igraph"]))


def layout(results):
    words, met = times_faster(results, "layout", 10000, "layout", 5, ["sfdp"])
    stress = [results.cell("layout", 10000, engine, "layout").get("stress") for engine in ("Sauat", "Graphviz sfdp")]
    if met is not None and None not in stress:
        words += f"; stress {stress[0]} and {stress[1]}"
        met = met and stress[0] <= stress[1]
    return "A layout of 10,000 nodes at least 5 times as fast as sfdp, at equal or better stress", "10000 nodes", words, met


def shacl(results, goal, engine):
    # The largest that the peer has ended.
    ended = [s for s in results.scales("shacl") if fastest(results, "shacl", s, "validation", [engine])[0] is not None]
    scale = max(ended, default=max(results.scales("shacl"), default=None))
    return (f"SHACL at least {goal} times as fast as {engine}", f"x{scale}",
            *times_faster(results, "shacl", scale, "validation", goal, [engine]))


def search(results, kind):
    scale = max(results.scales("search"), default=None)
    return (f"Search ({kind}) at least 5 times as fast as SQLite FTS5", f"x{scale}",
            *times_faster(results, "search", scale, kind, 5, ["SQLite"]))


def cold(results):
    seconds = results.cell("start", 0, "Sauat", "ASK").get("seconds")
    if not seconds:
        return "A cold query in at most 60 ms", "shipped", UNKNOWN, None
    return "A cold query in at most 60 ms", "shipped", spread(seconds), median(seconds) <= 0.06


def goals(results):
    rows = [conversion(results), raw(results), ahead(results), betweenness(results), layout(results),
            shacl(results, 30, "pySHACL"), shacl(results, 5, "Jena"), search(results, "exact"), search(results, "beginning"),
            search(results, "frequent"), cold(results)]
    return table(["goal", "at", "measured", ""], [[goal, at, words, verdict(met)] for goal, at, words, met in rows])
