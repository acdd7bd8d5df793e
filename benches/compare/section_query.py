"""Load and query: every engine loads the same triples and answers the same mixes; rows are compared with Sauat's."""

from engines import engines
from queries import MIXES, mix


def run(work):
    for scale in work.options.scales:
        queries = {f"{name}/{query}": text for name in MIXES for query, (text, _) in mix(name, work.dataset(scale)).items()}
        wanted = work.options.queries
        if wanted:
            queries = {name: text for name, text in queries.items() if any(part in name for part in wanted)}
        # Names become names of files.
        queries = {name.replace("/", "--"): text for name, text in queries.items()}
        for name, engine in engines(work, scale).items():
            work.measure("query", scale, name, lambda engine=engine: engine.run(
                work.triples(scale), queries, work.options))
