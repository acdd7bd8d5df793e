"""benches/RELIABILITY.md, from the lines that the families printed."""

import json
import pathlib

WHAT = {
    "bombs": "queries that never end, six at once, of one client",
    "matching": "long and many names to match, by POST",
    "half-open": "heads of requests that never end, of one address",
    "requests": "addresses, heads and bodies that are no good ones",
    "messages": "messages of language models that are none, or ask for what is not there",
    "workers": "workers killed, with the program and the temporary folder removed",
    "kills": "builds killed at any time",
    "flips": "one flipped bit in HDT files",
    "faults": "a failing system call in a build, each of them once",
    "soak": "mixed load with new builds, kills, a full disk, a removed temporary folder, hostile clients",
}

HEAD = """# What is promised, tried

Made by `python3 benches/reliability write LINES`, of the lines that the commands below print. A second client asks
`ASK { kz:medianet ?p ?o }` all the while, ten milliseconds after each answer, on a connection of its own each time; what it
waited stands beside. *Lost* counts what the promise excludes: a server that ended, an answer that is none, a wrong answer, mixed
exports, a request of the second client that failed.

"""


def write(path):
    lines = [json.loads(line) for line in path.read_text().splitlines() if line.startswith("{")]
    machine = next((line for line in lines if line["family"] == "machine"), {})
    text = HEAD
    if machine:
        text += f"{machine['cores']} cores, {machine['memory']} GB, {machine['system']}; {machine['program']}, {machine['day']}.\n\n"
    text += "| what | how many | lost | second client: requests, p50, p99 | command |\n|---|---|---|---|---|\n"
    for line in lines:
        if line["family"] in ("machine", "soak") or line["family"] not in WHAT:
            continue
        second = f"{line['second client']}, {line['p50 ms']} ms, {line['p99 ms']} ms" if "second client" in line else "-"
        command = line.get("command", f"python3 benches/reliability {line['family']}")
        text += f"| {WHAT[line['family']]} | {line['tried']} | {line['lost']} | {second} | `{command}` |\n"
    text += "\nWhat came of them, in the words of the commands:\n\n"
    for line in lines:
        more = {k: v for k, v in line.items() if k in ("statuses", "outcomes", "listener grew MB", "litter", "hidden bytes")}
        if more:
            text += f"- {line['family']}: " + "; ".join(f"{k}: {json.dumps(v) if isinstance(v, dict) else v}" for k, v in more.items()) + "\n"
    for line in lines:
        if line["family"] == "soak":
            text += "\n## Soak\n\n`python3 benches/reliability soak`: " + WHAT["soak"] + ".\n\n| | |\n|---|---|\n"
            for key, value in line.items():
                if key not in ("family", "examples of lost", "tmpfs"):
                    text += f"| {key} | {value} |\n"
    (pathlib.Path(__file__).resolve().parents[1] / "RELIABILITY.md").write_text(text)
