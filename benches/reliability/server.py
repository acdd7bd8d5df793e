"""A server under test: started in a folder of its own, watched by what the system says of it."""

import json
import os
import pathlib
import re
import shutil
import signal
import subprocess
import tempfile

from client import get

ROOT = pathlib.Path(__file__).resolve().parents[2]


def copied(place):
    """A copy of the shipped dataset, in a folder."""
    for part in ("data", "ontology", "queries"):
        shutil.copytree(ROOT / part, place / part)
    return place


class Server:
    """`sauat serve` on a free port, on the shipped dataset unless another folder is named."""

    def __init__(self, program, folder=ROOT, *options, temporary=None, proxy=True):
        self.program, self.folder = program, folder
        environment = {"PATH": os.environ["PATH"]}
        if temporary:
            environment["TMPDIR"] = str(temporary)
        arguments = [program, "-C", str(folder), "serve", "--port", "0", *options]
        if proxy:
            arguments.append("--behind-proxy")
        self.log = tempfile.NamedTemporaryFile("w+", suffix=".log")
        self.process = subprocess.Popen(arguments, env=environment, stderr=self.log, stdout=subprocess.DEVNULL)
        self.port = self.listening()

    def listening(self):
        while self.process.poll() is None:
            found = re.search(r"listening at http://[^:]+:(\d+)/", pathlib.Path(self.log.name).read_text())
            if found:
                return int(found[1])
        raise SystemExit(pathlib.Path(self.log.name).read_text())

    def workers(self):
        """The processes of the workers."""
        found = []
        for task in pathlib.Path(f"/proc/{self.process.pid}/task").iterdir():
            try:
                found += [int(child) for child in (task / "children").read_text().split()]
            except FileNotFoundError:
                pass
        return found

    def memory(self, process=None):
        """What a process has in memory, in bytes; that of the listener unless another is named."""
        try:
            text = pathlib.Path(f"/proc/{process or self.process.pid}/smaps_rollup").read_text()
        except (FileNotFoundError, ProcessLookupError):
            return 0
        return 1024 * int(re.search(r"^Pss:\s+(\d+)", text, re.M)[1])

    def descriptors(self):
        """How many files and sockets the listener has open."""
        return len(os.listdir(f"/proc/{self.process.pid}/fd"))

    def health(self):
        return json.loads(get(self.port, "/health", "10.250.0.1")[1] or b"{}")

    def said(self):
        return pathlib.Path(self.log.name).read_text()

    def end(self, how=signal.SIGTERM):
        self.process.send_signal(how)
        return self.process.wait(timeout=30)

    def __enter__(self):
        return self

    def __exit__(self, *_):
        if self.process.poll() is None:
            self.process.kill()
            self.process.wait()
