"""Where things are: the checkout, the work folder, the peers; running commands with a limit; keeping results.

A result is one JSON file for each section, scale and engine, so that a run can be broken off and go on, and one engine can be
measured again. Nothing here knows what is measured."""

import json
import os
import platform
import re
import shutil
import signal
import socket
import subprocess
import tempfile
import time

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
HERE = os.path.join(ROOT, "benches", "compare")
PEERS = os.path.join(os.environ.get("SAUAT_PEERS") or os.path.join(
    os.environ.get("XDG_CACHE_HOME") or os.path.expanduser("~/.cache"), "sauat-peers"), "compare")
CARGO = os.environ.get("SAUAT_CARGO", "cargo")
MISSING = "not installed"
started = []


class Missing(Exception):
    """A peer that is not there: its row says so."""


def python(name):
    """The Python of a peer."""
    path = os.path.join(PEERS, name, "bin", "python")
    if not os.path.exists(path):
        raise Missing(name)
    return path


def program(name, *others):
    """A program by name, or by one of other paths."""
    for candidate in (name, *others):
        found = shutil.which(candidate)
        if found:
            return found
    raise Missing(name)


def cargo(target, *arguments):
    """Builds and returns the executable of a target that Cargo names."""
    said = subprocess.run([CARGO, *arguments, "--message-format=json"], cwd=ROOT, stdout=subprocess.PIPE, text=True,
                          check=True).stdout
    lines = [json.loads(line) for line in said.splitlines() if line.startswith("{")]
    return [line["executable"] for line in lines if line.get("executable") and line["target"]["name"] == target][-1]


class Work:
    """The work folder, the options and the results in it."""

    def __init__(self, folder, options):
        self.folder, self.options = folder, options
        self.results = os.path.join(folder, "results")
        os.makedirs(self.results, exist_ok=True)
        self._built = {}

    def bench(self, name):
        """A bench target, built once."""
        if name not in self._built:
            self._built[name] = cargo(name, "bench", "--no-run", "--bench", name)
        return self._built[name]

    def sauat(self):
        """The program, built once."""
        if "" not in self._built:
            self._built[""] = cargo("sauat", "build", "--release", "--bin", "sauat")
        return self._built[""]

    def dataset(self, scale):
        """The folder of the made dataset of a scale."""
        folder = os.path.join(self.folder, f"x{scale}")
        if not os.path.exists(os.path.join(folder, "data", "tombstones.csv")):
            shutil.rmtree(folder, ignore_errors=True)
            subprocess.run([self.bench("workload"), "--scale", str(scale), "--out", folder], check=True)
        return folder

    def exports(self, scale):
        """The dataset with what `sauat build` makes of it: the server reads it."""
        folder = self.dataset(scale)
        if not os.path.exists(os.path.join(folder, "exports", "manifest.json")):
            subprocess.run([self.sauat(), "-C", folder, "build"], check=True, stderr=subprocess.DEVNULL)
        return folder

    def triples(self, scale):
        """All graphs of a dataset as one, in N-Triples: what every engine is fed."""
        return os.path.join(self.exports(scale), "exports", "sauat.nt")

    def trig(self, scale):
        """The same in named graphs."""
        return os.path.join(self.exports(scale), "exports", "sauat.trig")

    def path(self, section, scale, engine):
        return os.path.join(self.results, f"{section}_x{scale}_{re.sub('[^a-z0-9]+', '-', engine.lower())}.json")

    def measure(self, section, scale, engine, work):
        """Runs `work` unless its result is there; it returns cells by name, or raises Missing."""
        path = self.path(section, scale, engine)
        wanted = self.options.engines
        if wanted and not any(part in engine.lower() for part in wanted):
            return
        if os.path.exists(path) and not self.options.again:
            return
        print(f"{section} x{scale}: {engine}", flush=True)
        result = {"section": section, "scale": scale, "engine": engine, "cells": {}, "date": time.strftime("%Y-%m-%d"),
                  "limit": self.options.limit if section == "query" else self.options.long_limit}
        try:
            result.update(work())
        except Missing:
            result["missing"] = True
        except subprocess.CalledProcessError as error:
            result["failed"] = tail(error.stderr) or f"ended with {error.returncode}"
        except (OSError, ValueError, RuntimeError) as error:
            result["failed"] = str(error)[:200]
        if "failed" in result:
            # The page names no folder of this machine.
            result["failed"] = re.sub(r"/[^\s':]*/", "…/", result["failed"])
        with open(path + ".part", "w", encoding="utf-8") as out:
            json.dump(result, out, indent=1, sort_keys=True)
        os.replace(path + ".part", path)


def tail(text):
    """The last line of what a program said."""
    if isinstance(text, bytes):
        text = text.decode("utf-8", "replace")
    lines = [line.strip() for line in (text or "").splitlines() if line.strip()]
    return lines[-1][:200] if lines else ""


def timed(command, limit, **more):
    """Runs a command under GNU time: seconds, peak memory in megabytes, what it printed. `None` seconds: over the limit."""
    with tempfile.NamedTemporaryFile("r", suffix=".time") as note:
        start = time.monotonic()
        process = start_process(["/usr/bin/time", "-f", "%M", "-o", note.name, *command],
                                stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **more)
        try:
            out, err = process.communicate(timeout=limit)
        except subprocess.TimeoutExpired:
            end(process)
            return {"says": f"> {limit} s"}
        seconds = time.monotonic() - start
        if process.returncode:
            raise subprocess.CalledProcessError(process.returncode, command, out, err)
        words = note.read().split()
        return {"seconds": [seconds], "memory": int(words[-1]) // 1024 if words else None, "said": out}


def repeated(command, limit, runs, **more):
    """The same command several times: all seconds, the largest memory. A slow one is run once."""
    cell = timed(command, limit, **more)
    while "seconds" in cell and len(cell["seconds"]) < runs and cell["seconds"][0] < limit / 5:
        again = timed(command, limit, **more)
        cell["seconds"] += again["seconds"]
        cell["memory"] = max(cell["memory"] or 0, again["memory"] or 0)
    return cell


def start_process(command, **more):
    """A process in a group of its own, ended when the comparison ends."""
    process = subprocess.Popen(command, start_new_session=True, **more)
    started.append(process)
    return process


def end(process):
    """Ends a process and its children."""
    if process.poll() is None:
        for sign in (signal.SIGTERM, signal.SIGKILL):
            try:
                os.killpg(process.pid, sign)
                process.wait(timeout=10)
                break
            except (ProcessLookupError, subprocess.TimeoutExpired):
                continue
    if process in started:
        started.remove(process)


def end_all():
    for process in list(started):
        end(process)


def free_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


def memory_of(pid):
    """Resident megabytes of a process and its children."""
    try:
        children = open(f"/proc/{pid}/task/{pid}/children", encoding="ascii").read().split()
        status = open(f"/proc/{pid}/status", encoding="ascii").read()
    except OSError:
        return 0
    own = re.search(r"VmRSS:\s+(\d+)", status)
    return (int(own.group(1)) // 1024 if own else 0) + sum(memory_of(int(child)) for child in children)


def machine():
    """What it runs on."""
    cpu = memory = "unknown"
    try:
        cpu = re.search(r"model name\s*:\s*(.+)", open("/proc/cpuinfo", encoding="utf-8").read()).group(1)
        kilobytes = re.search(r"MemTotal:\s+(\d+)", open("/proc/meminfo", encoding="utf-8").read()).group(1)
        memory = f"{int(kilobytes) / 1e6:.0f} GB"
    except (OSError, AttributeError):
        pass
    return {"cpu": cpu, "cores": os.cpu_count(), "memory": memory, "system": platform.platform(),
            "python": platform.python_version()}


def version(command, pattern=r"\d+(\.\d+)+"):
    """The version that a program says."""
    try:
        said = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
        found = re.search(pattern, said.stdout + said.stderr)
        return found.group(0) if found else "unknown"
    except OSError:
        return MISSING


def package(name, *packages):
    """The versions of packages in a peer's Python."""
    code = "import importlib.metadata as m, sys; print(', '.join(m.version(p) for p in sys.argv[1:]))"
    said = subprocess.run([python(name), "-c", code, *packages], capture_output=True, text=True, check=True).stdout
    return said.strip()
