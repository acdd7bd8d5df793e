"""The families: each does something to a server or a build many times, while a second client asks a light question, and tells
what was lost."""

import concurrent.futures
import hashlib
import json
import os
import pathlib
import random
import shutil
import signal
import socket
import subprocess
import tempfile
import threading
import time
import urllib.parse

from client import LIGHT, Second, get, sent
from server import ROOT, Server, copied


def told(second, **more):
    return more | {
        "second client": len(second.times),
        "second client failed": len(second.failed),
        "p50 ms": round(second.percentile(0.5), 1),
        "p99 ms": round(second.percentile(0.99), 1),
    }


def quoted(query):
    return "/sparql?query=" + urllib.parse.quote(query)


def bombs(program):
    """Queries that never end, of one client, many at once."""
    products = [" . ".join(f"?a{n} ?b{n} ?c{n}" for n in range(many)) for many in range(2, 12)]
    queries = [f"SELECT (COUNT(*) AS ?n) {{ {pattern} FILTER(?a0 != ?c1) }}" for pattern in products]
    double = "BIND('xxxxxxxx' AS ?x0) " + " ".join(f"BIND(CONCAT(?x{n}, ?x{n}) AS ?x{n + 1})" for n in range(60))
    queries += [
        f"SELECT (STRLEN(?x60) AS ?n) {{ {double} }}",
        "SELECT ?a { ?a (!<x:>)* ?b . ?b (!<x:>)* ?c } ORDER BY ?a ?b ?c",
        "SELECT (GROUP_CONCAT(?c) AS ?t) { ?a ?b ?c . ?d ?e ?f }",
        "SELECT ?a { ?a ?b ?c . ?d ?e ?f } ORDER BY ?c ?f ?a",
        "SELECT DISTINCT ?a ?d ?g { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "CONSTRUCT { ?a ?e ?i } { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
        "ASK " + "{" * 5000 + "}" * 5000,
        "SELECT (" + "+".join(["1"] * 20000) + " AS ?n) {}",
        "ASK { ?s " + "|".join(f"<p:{n}>" for n in range(1000)) + " ?o }",
    ]
    statuses, lock = {}, threading.Lock()
    with Server(program, ROOT, "--deadline", "2", "--failures", "100000", "--budget", "86400") as server, Second(server.port) as second:
        pid = server.process.pid

        def send(which):
            for query in queries[which::6]:
                for _ in range(3):
                    status, _ = get(server.port, "/sparql", "10.66.0.1", {"Content-Type": "application/sparql-query"}, query)
                    with lock:
                        statuses[status] = statuses.get(status, 0) + 1

        threads = [threading.Thread(target=send, args=(n,)) for n in range(6)]
        [thread.start() for thread in threads]
        [thread.join() for thread in threads]
        alive = server.process.poll() is None and server.process.pid == pid
    return told(second, tried=3 * len(queries), statuses=statuses, lost=0 if alive and 0 not in statuses else 1)


def matching(program):
    """Long and many names to be matched, by POST, as a page of another origin may send them."""
    lost, statuses = 0, {}
    with Server(program, ROOT, "--deadline", "2", "--failures", "100000", "--budget", "86400") as server, Second(server.port) as second:
        before = server.memory()
        peak = before
        for number in range(60):
            # One with a value of ten thousand letters, or as many as a batch may have: within the longest body.
            many, long = (1, 2000) if number % 3 else (200, 40)
            batch = {
                f"q{n}": {"query": "орталығы " * 20, "properties": [{"pid": "rdfs:label", "v": "қоры " * long}]}
                for n in range(many)
            }
            form = "queries=" + urllib.parse.quote(json.dumps(batch))
            headers = {"Content-Type": "application/x-www-form-urlencoded", "Origin": "https://elsewhere.example"}
            status, _ = get(server.port, "/reconcile", "10.66.0.1", headers, form)
            statuses[status] = statuses.get(status, 0) + 1
            lost += status == 0
            peak = max(peak, server.memory())
    grown = round((peak - before) / 1e6, 1)
    return told(second, tried=60, statuses=statuses, lost=lost, **{"listener grew MB": grown})


def half_open(program):
    """Heads of requests that never end, of one address."""
    held = []
    # No proxy stands in front: each connection counts for itself.
    with Server(program, proxy=False) as server, Second(server.port) as second:
        for _ in range(600):
            stream = socket.socket()
            # Another address of this machine than that of the second client.
            stream.bind(("127.0.0.2", 0))
            stream.settimeout(5)
            try:
                stream.connect(("127.0.0.1", server.port))
                stream.sendall(b"GET /en/index.html HTTP/1.1\r\nHost: x\r\nX-Slow: ")
            except OSError:
                pass
            held.append(stream)
        time.sleep(8)
    return told(second, tried=600, lost=len(second.failed))


def requests(program):
    """Requests that are no good ones: addresses, heads, bodies."""
    choose, statuses, lost = random.Random(3), {}, 0
    pieces = ["..", "%2e%2e", "%252e", "%00", "\\", "//", "a" * 3000, "қ", "%ff", "?", "#", ";", "&", "=", "kz", "en", "dumps", "sparql",
              "'", "<script>", "${x}", "{{x}}", "%0d%0aX: y", "file:///etc/passwd", "~", "*", ".git/config", "%u0041"]
    heads = ["Host: x", "Host: x\r\nHost: y", "Host: a b", "Content-Length: -1", "Content-Length: 5\r\nContent-Length: 6",
             "Transfer-Encoding: chunked\r\nContent-Length: 3", "Transfer-Encoding: x", "X: " + "y" * 70000, "Accept: " + "a/b," * 500,
             "Range: bytes=0-,0-,0-,0-", "If-None-Match: " + '"a",' * 300, "Expect: 100-continue", "Forwarded: for=\"", "\0: x", "A b: c"]

    def made():
        path = "/" + "/".join(choose.choice(pieces) for _ in range(choose.randrange(1, 5)))
        method = choose.choice(["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "TRACE", "CONNECT", "get", "G\x01T"])
        lines = ["Host: x", "Connection: close"][choose.randrange(2) :] + [choose.choice(heads) for _ in range(choose.randrange(3))]
        version = choose.choice("01119")
        return f"{method} {path} HTTP/1.{version}\r\n" + "".join(f"{line}\r\n" for line in lines) + "\r\nbody"

    with Server(program) as server, Second(server.port) as second:
        with concurrent.futures.ThreadPoolExecutor(24) as many:
            answers = list(many.map(lambda data: sent(server.port, data.encode()), [made() for _ in range(3000)]))
        for answer in answers:
            status = answer[9:12].decode(errors="replace") if answer.startswith(b"HTTP/1.") else "closed" if not answer else "else"
            statuses[status] = statuses.get(status, 0) + 1
        lost += server.process.poll() is not None
    wrong = sum(many for status, many in statuses.items() if status == "else" or status.startswith("5") and status != "503")
    return told(second, tried=len(answers), statuses=dict(sorted(statuses.items())), lost=lost + wrong)


def messages(program):
    """Messages of language models that are none, or ask for what is not there."""
    choose, count, lost = random.Random(4), 0, 0
    values = [None, 0, -1, 1e308, "", "a" * 5000, [], {}, [[[[[]]]]], {"a": {"b": {}}}, True, "\u0000", "SELECT * {", "kz:medianet", "🦊"]
    methods = ["tools/call", "tools/list", "resources/read", "prompts/get", "completion/complete", "initialize", "ping", "nothing", ""]
    names = ["search", "describe", "questions", "ask", "query", "path", "nothing"]
    with Server(program, ROOT, "--deadline", "2", "--failures", "100000", "--budget", "86400") as server, Second(server.port) as second:
        while count < 3000:
            params = {"name": choose.choice(names), "arguments": {choose.choice(["text", "entity", "sparql", "question", "from", "to", "lang", "x"]): choose.choice(values)}}
            message = {"jsonrpc": "2.0", "id": choose.choice(values), "method": choose.choice(methods), "params": choose.choice([params, params, *values])}
            body = json.dumps(message)
            if choose.randrange(5) == 0:
                place = choose.randrange(len(body))
                body = body[:place] + choose.choice(["{", "}", "\\", '"', "\x00", "9"]) + body[place + 1 :]
            headers = {"Host": "localhost", "Content-Type": "application/json", "Accept": "application/json, text/event-stream"}
            status, _ = get(server.port, "/mcp", "10.66.0.1", headers, body.encode(errors="replace"))
            count += 1
            lost += status in (0, 500)
    return told(second, tried=count, lost=lost)


def workers(program):
    """Workers that are killed, with the program and the temporary folder gone."""
    place = pathlib.Path(tempfile.mkdtemp())
    own, temporary = place / "sauat", place / "tmp"
    shutil.copy(program, own)
    temporary.mkdir()
    kills, choose = 0, random.Random(5)
    flying = []
    with Server(str(own), ROOT, temporary=temporary) as server:
        own.unlink()
        shutil.rmtree(temporary)
        with Second(server.port) as second:
            while kills < 200:
                time.sleep(choose.uniform(0.01, 0.1))
                alive = server.workers()
                # One or all of those that are there; those that are being started are left alone.
                if len(alive) == 4 and server.health()["workers"]["there"] == 4:
                    for worker in [choose.choice(alive)] if choose.randrange(4) else alive:
                        flying.append(time.time())
                        os.kill(worker, signal.SIGKILL)
                        kills += 1
            while server.health()["workers"]["there"] < 4:
                time.sleep(0.1)
            status = server.health()["status"]
    shutil.rmtree(place)
    lost = [failed for failed in second.failed if not any(-0.2 <= failed[0] - kill <= 1 for kill in flying)]
    return told(second, tried=kills, lost=len(lost) + (status != "ok"))


def state(exports):
    """What a reader of exports sees: the digest of the manifest if all files are of it, else nothing."""
    manifest = exports / "manifest.json"
    try:
        text = manifest.read_bytes()
        for name, entry in json.loads(text)["files"].items():
            if hashlib.sha256((exports / name).read_bytes()).hexdigest() != entry["sha256"]:
                return "mixed"
    except FileNotFoundError:
        return "mixed"
    return hashlib.sha256(text).hexdigest()


def kills(program):
    """Builds that are killed at any time: the old exports or the new ones, and nothing left behind by the next build."""
    choose = random.Random(6)
    outcomes = {}
    with tempfile.TemporaryDirectory() as name:
        folder = copied(pathlib.Path(name))
        run = lambda: subprocess.run([program, "-C", folder, "build"], check=True, capture_output=True)
        table = folder / "data/organisations.csv"
        original, changed = table.read_text(), table.read_text().replace("Internews Network,", "Internews Renamed,", 1)
        run()
        old = state(folder / "exports")
        table.write_text(changed)
        begun = time.time()
        run()
        took = time.time() - begun
        new = state(folder / "exports")
        table.write_text(original)
        run()
        files = sorted(str(path) for path in folder.rglob("*") if ".sauat" not in str(path))
        for number in range(200):
            now = state(folder / "exports")
            table.write_text(changed if now == old else original)
            process = subprocess.Popen([program, "-C", folder, "build"], stderr=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            # Most of them near the end, where files get into their places.
            time.sleep(took * (choose.random() if number % 2 else choose.uniform(0.8, 1.05)))
            process.kill()
            process.wait()
            seen = state(folder / "exports")
            word = "old" if seen == now else "new" if seen in (old, new) else "mixed"
            outcomes[word] = outcomes.get(word, 0) + 1
            if word == "mixed":
                run()
        run()
        left = sorted(str(path) for path in folder.rglob("*") if ".sauat" not in str(path))
        litter = len(set(left) - set(files))
        hidden = sum(path.stat().st_size for path in folder.rglob("*") if ".sauat" in str(path) and path.is_file())
    return {"tried": 200, "outcomes": outcomes, "lost": outcomes.get("mixed", 0), "litter": litter, "hidden bytes": hidden}


def flips(program):
    """One flipped bit in a folder of HDT files: refused, or the same answer."""
    choose, outcomes = random.Random(8), {}
    ask = lambda folder: subprocess.run([program, "-C", ROOT, "--store", folder, "ask", "who-implements", "--format", "csv"], capture_output=True)
    with tempfile.TemporaryDirectory() as name:
        good = pathlib.Path(name) / "good"
        subprocess.run([program, "-C", ROOT, "export", "hdt", "--out", good], check=True, capture_output=True)
        expected = ask(good).stdout
        files = sorted(good.glob("*.hdt"))
        for _ in range(400):
            path = choose.choice(files)
            data = bytearray(path.read_bytes())
            kept = bytes(data)
            data[choose.randrange(len(data))] ^= 1 << choose.randrange(8)
            path.write_bytes(data)
            answer = ask(good)
            path.write_bytes(kept)
            word = "refused" if answer.returncode == 3 else "same" if answer.returncode == 0 and answer.stdout == expected else "wrong"
            outcomes[word] = outcomes.get(word, 0) + 1
    return {"tried": 400, "outcomes": outcomes, "lost": outcomes.get("wrong", 0)}


ALL = {
    "bombs": bombs,
    "matching": matching,
    "half-open": half_open,
    "requests": requests,
    "messages": messages,
    "workers": workers,
    "kills": kills,
    "flips": flips,
}
