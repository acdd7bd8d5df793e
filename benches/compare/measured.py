"""Results as they were kept, and what is worked out from them: medians, ratios, means. It knows no section's meaning."""

import json
import math
import os

HTTP, INSIDE = "Sauat, HTTP", "Sauat, in process"


def read(folder):
    """All results of a folder, the machine among them."""
    found = {"machine": {}, "results": []}
    for name in sorted(os.listdir(folder)):
        if not name.endswith(".json"):
            continue
        with open(os.path.join(folder, name), encoding="utf-8") as file:
            content = json.load(file)
        if name == "machine.json":
            found["machine"] = content
        else:
            found["results"].append(content)
    return found


def median(seconds):
    ordered = sorted(seconds)
    middle = len(ordered) // 2
    return ordered[middle] if len(ordered) % 2 else (ordered[middle - 1] + ordered[middle]) / 2


def time_of(seconds):
    """A time with three digits: `1.23 s`, `45.6 ms`, `7.89 µs`."""
    for unit, size in (("s", 1), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size or unit == "µs":
            value = seconds / size
            digits = max(0, 2 - int(math.floor(math.log10(value)))) if value > 0 else 0
            return f"{value:.{digits}f} {unit}"
    return ""


def spread(seconds):
    """The median of some times and, of several, least and most."""
    if len(seconds) < 2:
        return time_of(seconds[0])
    return f"{time_of(median(seconds))} ({time_of(min(seconds))} to {time_of(max(seconds))}, {len(seconds)} runs)"


def ratio(seconds, base):
    """How many times as long as the base; empty without one."""
    if not base or not seconds:
        return ""
    value = median(seconds) / median(base)
    return f"{value:.2f}×" if value < 10 else f"{value:,.0f}×"


def why_not(result):
    """What stands in a row without measurements."""
    if result.get("missing"):
        return "not installed"
    return f"failed: {result['failed']}".replace("|", "/") if "failed" in result else ""


def table(head, rows):
    return "\n".join(["| " + " | ".join(head) + " |", "|" + "---|" * len(head),
                      *("| " + " | ".join(str(cell) for cell in row) + " |" for row in rows)]) + "\n"


class Results:
    """Results by section and scale."""

    def __init__(self, results):
        self.all = results

    def scales(self, section):
        return sorted({r["scale"] for r in self.all if r["section"] == section})

    def of(self, section, scale):
        """The results of a section and scale, Sauat first, then by name."""
        found = [r for r in self.all if r["section"] == section and r["scale"] == scale]
        return sorted(found, key=lambda r: (not r["engine"].startswith("Sauat"), r["engine"].lower()))

    def cell(self, section, scale, engine, name):
        for result in self.of(section, scale):
            if result["engine"] == engine:
                return result["cells"].get(name, {})
        return {}


def comparable(cell, own):
    """Whether both were answered, with the same rows as far as that is known."""
    return "seconds" in cell and "seconds" in own and cell.get("digest") == own.get("digest")


def geometric(ratios):
    return math.exp(sum(map(math.log, ratios)) / len(ratios)) if ratios else None


def base_of(engine):
    """What an engine is compared with: servers with Sauat's server, others with Sauat in process."""
    return HTTP if engine.endswith("HTTP") else INSIDE


def ratios(results, scale, engine, mix, base=None):
    """The ratios of an engine's medians to Sauat's, over the queries of a mix that both answered alike."""
    for result in results.of("query", scale):
        if result["engine"] == engine:
            pairs = [(cell, results.cell("query", scale, base or base_of(engine), name))
                     for name, cell in result["cells"].items() if name.startswith(mix) and "describe" not in name]
            return [median(cell["seconds"]) / median(own["seconds"]) for cell, own in pairs if comparable(cell, own)]
    return []
