"""Two hours of mixed load with everything that happens to a server: new builds, killed workers, a full and an emptied disk, a
removed temporary folder, clients that leave, hostile queries.

    python3 benches/reliability soak [HOURS]

Every fair request must be answered as it should be, but for those that were with a worker when it was killed."""

import collections
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

from client import LIGHT, get
from server import Server, copied

BOMB = "/sparql?query=" + urllib.parse.quote("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?a != ?i) }")
MATCH = "/reconcile?queries=" + urllib.parse.quote(json.dumps({"q": {"query": "MediaNet", "limit": 3}}))
TOOL = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": "search", "arguments": {"text": "media"}}})

# What fair clients ask, and how often in a hundred.
FAIR = [
    (30, LIGHT, None),
    (10, "/en/index.html", None),
    (10, "/kz/medianet.ttl", None),
    (10, "/suggest?q=media&lang=kk", None),
    (10, MATCH, None),
    (8, "/en/questions/who-implements.html?organisation=medianet", None),
    (6, "/en/maps/funding.svg", None),
    (6, "/ru/search.html?q=%D0%BC%D0%B5%D0%B4%D0%B8%D0%B0", None),
    (5, "/dumps/sauat.ttl", None),
    (5, "/mcp", TOOL),
]


class Soak:
    def __init__(self, program, seconds):
        self.program, self.end = program, time.time() + seconds
        self.counts, self.lost, self.lock = collections.Counter(), [], threading.Lock()
        # When workers were killed, or ended by what was asked of them.
        self.kills = []
        self.times = []

    def over(self):
        return time.time() >= self.end

    def fair(self, number):
        """A client that asks what people ask."""
        client, choose = f"10.1.{number}.1", random.Random(number)
        while not self.over():
            _, path, body = choose.choices(FAIR, [weight for weight, _, _ in FAIR])[0]
            headers = {"Accept": "application/json, text/event-stream", "Content-Type": "application/json", "Host": "localhost"} if body else {}
            begun = time.time()
            status, answer = get(self.server.port, path, client, headers, body)
            took = time.time() - begun
            with self.lock:
                self.counts["fair"] += 1
                self.times.append((begun, took))
                if status != 200:
                    # With a worker that was killed while it had this request.
                    flying = any(begun - 0.1 <= kill <= begun + took + 0.1 for kill in self.kills)
                    self.counts["in flight at a kill" if flying else "lost"] += 1
                    if not flying:
                        self.lost.append((round(begun), path, status, answer[:200].decode(errors="replace")))
            time.sleep(choose.random() * 0.1)

    def hostile(self):
        """A client whose queries never end, and who leaves in the middle of things."""
        choose = random.Random(7)
        while not self.over():
            match choose.randrange(4):
                case 0:
                    get(self.server.port, BOMB, "10.66.0.1")
                case 1:
                    with socket.create_connection(("127.0.0.1", self.server.port)) as stream:
                        stream.sendall(f"GET {BOMB} HTTP/1.1\r\nHost: x\r\nX-Forwarded-For: 10.66.0.2\r\n\r\n".encode())
                        time.sleep(choose.random())
                case 2:
                    with socket.create_connection(("127.0.0.1", self.server.port)) as stream:
                        stream.sendall(b"GET /en/index.html HTTP/1.1\r\nHost: x\r\nX-Slow: ")
                        time.sleep(choose.random() * 3)
                case _:
                    long = json.dumps({"q": {"query": "a " * 2000, "properties": [{"pid": "rdfs:label", "v": "b " * 5000}]}})
                    get(self.server.port, "/reconcile", "10.66.0.3", {"Content-Type": "application/x-www-form-urlencoded"},
                        "queries=" + urllib.parse.quote(long))
            with self.lock:
                self.counts["hostile"] += 1

    def killer(self):
        """Ends a worker now and then."""
        choose = random.Random(9)
        while not self.over():
            time.sleep(choose.uniform(5, 15))
            workers = self.server.workers()
            if workers:
                with self.lock:
                    self.kills.append(time.time())
                    self.counts["kills"] += 1
                try:
                    os.kill(choose.choice(workers), signal.SIGKILL)
                except ProcessLookupError:
                    pass

    def builder(self, folder, disk):
        """Changes a name and builds anew; every fifth time on a full disk, which is emptied afterwards."""
        table = folder / "data/organisations.csv"
        original = table.read_text()
        number = 0
        while not self.over():
            time.sleep(30)
            number += 1
            full = number % 5 == 0
            if full:
                filler = disk / "filler"
                with open(filler, "wb") as out:
                    try:
                        while True:
                            out.write(bytes(1 << 20))
                            out.flush()
                    except OSError:
                        pass
            else:
                table.write_text(original.replace("Internews Network,", f"Internews Network {number},", 1))
            built = subprocess.run([self.program, "-C", folder, "build"], capture_output=True, text=True)
            with self.lock:
                self.counts["builds on a full disk" if full else "builds"] += 1
                if (built.returncode == 0) == full and not (full and built.returncode == 0):
                    self.lost.append(("build", built.returncode, built.stderr[-300:]))
                    self.counts["lost"] += 1
            if full:
                filler.unlink(missing_ok=True)

    def run(self):
        place = pathlib.Path(tempfile.mkdtemp())
        disk, temporary = place / "disk", place / "tmp"
        disk.mkdir(), temporary.mkdir()
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=96m", "tmpfs", disk], capture_output=True).returncode == 0
        folder = disk / "dataset"
        folder.mkdir()
        copied(folder)
        subprocess.run([self.program, "-C", folder, "build"], check=True, capture_output=True)
        with Server(self.program, folder, "--deadline", "3", "--failures", "1000000", "--budget", "86400", temporary=temporary) as self.server:
            begun = time.time()
            threads = [threading.Thread(target=self.fair, args=(n,), daemon=True) for n in range(8)]
            threads += [threading.Thread(target=self.hostile, daemon=True) for _ in range(2)]
            threads += [threading.Thread(target=self.killer, daemon=True)]
            threads += [threading.Thread(target=self.builder, args=(folder, disk), daemon=True)]
            for thread in threads:
                thread.start()
            samples, removed = [], False
            while not self.over():
                time.sleep(10)
                samples.append((time.time() - begun, self.server.memory(), self.server.descriptors()))
                if not removed and time.time() - begun > 120:
                    shutil.rmtree(temporary)
                    removed = True
                if self.server.process.poll() is not None:
                    raise SystemExit(f"the server ended: {self.server.said()}")
            for thread in threads:
                thread.join(timeout=60)
            ended = self.server.end()
            said = self.server.said()
        if mounted:
            subprocess.run(["umount", disk])
        shutil.rmtree(place, ignore_errors=True)
        # The first fifth warms up: what is made once is made then.
        settled = [sample for sample in samples if sample[0] > samples[-1][0] / 5] or samples
        half = len(settled) // 2 or 1
        mean = lambda list_, at: sum(sample[at] for sample in list_) / max(1, len(list_))
        first, second = settled[:half], settled[half:] or settled
        took = sorted(took for _, took in self.times)
        return {
            "hours": round((time.time() - begun) / 3600, 2),
            "tmpfs": mounted,
            **self.counts,
            "lost": self.counts["lost"],
            "p50 ms": round(1000 * took[len(took) // 2], 1),
            "p99 ms": round(1000 * took[int(len(took) * 0.99)], 1),
            "memory MB, first half": round(mean(first, 1) / 1e6, 1),
            "memory MB, second half": round(mean(second, 1) / 1e6, 1),
            "memory change %": round(100 * (mean(second, 1) / mean(first, 1) - 1), 1),
            "descriptors, first half": round(mean(first, 2), 1),
            "descriptors, second half": round(mean(second, 2), 1),
            "renewed": said.count("a new build is served"),
            "exit": ended,
            "examples of lost": self.lost[:10],
        }
