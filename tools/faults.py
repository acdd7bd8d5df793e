#!/usr/bin/env python3
"""Breaks a build at every call of the system that touches files, and counts what stands there afterwards.

    tools/faults.py [--sauat PATH] [--share N] [--way exchange|journal|site|file] [--json FILE]

Each call of each thread is made to fail with EIO, with ENOSPC and EINTR, and to end the process (KILL), once each. After
each fault the files must be the old or the new as a whole, the next run must leave nothing of the broken one, and git must
be offered nothing of it. `--share N` tries every N-th place. It needs Linux and strace; nothing outside a temporary folder
is touched. What it prints is quoted in docs/files.md.
"""

import argparse
import collections
import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
CALLS = ("access chmod chown close copy_file_range fchmod fchmodat fchown fchownat fcntl fdatasync flock fstat fsync "
         "ftruncate getdents64 link linkat lseek lstat mkdir mkdirat newfstatat open openat pread64 pwrite64 read "
         "readlink readlinkat rename renameat renameat2 rmdir sendfile stat statx symlink symlinkat sync_file_range "
         "umask unlink unlinkat utimensat write writev").split()
FAULTS = ["error=EIO", "error=ENOSPC", "error=EINTR", "signal=KILL"]
WAYS = {
    "exchange": ["build"],
    "journal": ["build"],
    "site": ["site", "out"],
    "file": ["export", "turtle", "--out", "out/all.ttl"],
}


def tree(folder):
    """What stands in a folder, without what is not ours."""
    found = {}
    for above, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if name not in (".sauat", "kept")]
        for name in files:
            path = os.path.join(above, name)
            with open(path, "rb") as file:
                found[os.path.relpath(path, folder)] = hashlib.sha256(file.read()).hexdigest()
    return found


def litter(folder):
    return [os.path.join(above, name) for above, folders, files in os.walk(folder)
            for name in folders + files if name.startswith(".sauat")]


def minimal(folder):
    """The small dataset of the tests."""
    shutil.copytree(f"{ROOT}/tests/cases/minimal", folder)
    shutil.copytree(f"{ROOT}/ontology", f"{folder}/ontology")
    with open(f"{ROOT}/data/csv-metadata.json", encoding="utf-8") as file:
        metadata = json.load(file)
    metadata["tables"] = [t for t in metadata["tables"] if os.path.exists(f"{folder}/data/{t['url']}")]
    with open(f"{folder}/data/csv-metadata.json", "w", encoding="utf-8") as file:
        json.dump(metadata, file)


def edit(folder):
    path = f"{folder}/data/organisations.csv"
    with open(path, encoding="utf-8") as file:
        text = file.read()
    with open(path, "w", encoding="utf-8") as file:
        file.write(text.replace("Example Foundation", "Example Fund"))


class Trial:
    """A dataset whose tables changed after a build, with what stood there and what is to stand there."""

    def __init__(self, sauat, way):
        self.sauat, self.way = sauat, way
        self.above = tempfile.mkdtemp(prefix="faults-")
        self.origin = f"{self.above}/origin"
        minimal(self.origin)
        self.out = "exports" if WAYS[way][0] == "build" else "out"
        if way == "file":
            os.mkdir(f"{self.origin}/out")
        self.run(self.origin, WAYS[way])
        if way == "journal":
            os.mkdir(f"{self.origin}/exports/kept")
        self.old = tree(f"{self.origin}/{self.out}")
        edit(self.origin)
        subprocess.run(["git", "init", "-q", "."], cwd=self.origin, check=True)
        subprocess.run(["git", "add", "-A"], cwd=self.origin, check=True)
        built = self.copy("new")
        self.run(built, WAYS[way])
        self.new = tree(f"{built}/{self.out}")
        if self.old == self.new:
            raise SystemExit("the two builds are the same")

    def copy(self, name):
        folder = f"{self.above}/{name}"
        shutil.copytree(self.origin, folder, symlinks=True)
        return folder

    def run(self, folder, arguments, trace=()):
        command = [*trace, self.sauat, *arguments]
        environment = {"PATH": os.environ["PATH"], "NO_COLOR": "1", "TMPDIR": self.above}
        done = subprocess.run(command, cwd=folder, env=environment, capture_output=True, check=False)
        if not trace and done.returncode != 0:
            raise SystemExit(f"{command}: {done.stderr.decode()}")
        return done

    def calls(self):
        """How often each thread makes each call at most."""
        folder = self.copy("counted")
        log = f"{self.above}/log"
        done = self.run(folder, WAYS[self.way], ["strace", "-f", "-qq", "-e", "trace=?" + ",?".join(CALLS), "-o", log])
        if done.returncode != 0:
            raise SystemExit(f"strace may not trace here: {done.stderr.decode()}")
        counts = collections.Counter()
        with open(log, encoding="utf-8", errors="replace") as file:
            for line in file:
                found = re.match(r"(\d+)\s+(\w+)\(", line)
                if found:
                    counts[found.groups()] += 1
        shutil.rmtree(folder)
        most = collections.Counter()
        for (_, call), count in counts.items():
            most[call] = max(most[call], count)
        return most, sum(counts.values())

    def broken(self, call, at, fault):
        """Breaks one run; gives what stands there, and what was wrong."""
        folder = self.copy(f"{call}-{at}-{fault}")
        trace = ["strace", "-f", "-qq", "-o", "/dev/null", "-e", f"trace={call}", "-e", f"inject={call}:{fault}:when={at}"]
        done = self.run(folder, WAYS[self.way], trace)
        wrong = []
        place = f"{folder}/{self.out}"

        def state():
            found = tree(place)
            return "old" if found == self.old else "new" if found == self.new else "mixed"

        first = state()
        if done.returncode == 0 and first != "new":
            wrong.append(f"exit 0 with {first} files")
        # The standard library ends a program for which a folder cannot be closed.
        if (done.returncode == 101 or b"panicked" in done.stderr) and call != "close":
            wrong.append("a panic")
        if first == "old" and done.returncode == 3 and b"is written" in done.stderr:
            wrong.append("said to be written")
        if first != "old" and b"as they were" in done.stderr:
            wrong.append(f"said to be as they were, with {first} files")
        left = bool(litter(folder))
        offered = subprocess.run(["git", "status", "--porcelain", "-uall"], cwd=folder, capture_output=True, text=True,
                                 check=True).stdout
        offered = "/.sauat" in offered or " .sauat" in offered
        asked = self.run(folder, ["query", 'ASK { ?x rdfs:label "Example Fund"@en }'])
        if asked.stdout != b"true\n":
            wrong.append("the next query does not see the tables as they are")
        if self.way == "file":
            # A file's litter belongs to those who write beside it.
            self.run(folder, ["export", "ntriples", "--out", "out/other.nt"])
            os.remove(f"{place}/other.nt")
        after = state()
        if after == "mixed":
            wrong.append("mixed after the next run")
        if litter(folder):
            wrong.append(f"litter after the next run: {litter(folder)}")
        shutil.rmtree(folder)
        return first, after, left, offered, done.returncode, wrong


def main():
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("--sauat", default=f"{ROOT}/target/release/sauat")
    arguments.add_argument("--share", type=int, default=1)
    arguments.add_argument("--way", choices=WAYS, action="append")
    arguments.add_argument("--jobs", type=int, default=os.cpu_count())
    arguments.add_argument("--json")
    arguments = arguments.parse_args()
    bad, results = 0, {}
    for way in arguments.way or WAYS:
        trial = Trial(os.path.abspath(arguments.sauat), way)
        most, calls = trial.calls()
        places = [(call, at, fault) for call in sorted(most) for at in range(1, most[call] + 1) for fault in FAULTS]
        # Places are taken by their number, so that a share is the same each time.
        places = [place for number, place in enumerate(places) if number % arguments.share == 0]
        first, after, codes = collections.Counter(), collections.Counter(), collections.Counter()
        left = offered = 0
        with ThreadPoolExecutor(arguments.jobs) as pool:
            for place, (was, then, littered, shown, code, wrong) in zip(places, pool.map(lambda p: trial.broken(*p), places)):
                first[was] += 1
                after[then] += 1
                codes[code] += 1
                left += littered
                offered += shown
                for what in wrong:
                    bad += 1
                    print(f"{way}: {place[0]} {place[1]} {place[2]}: {what}", file=sys.stderr)
                if shown:
                    print(f"{way}: {place[0]} {place[1]} {place[2]}: offered by git", file=sys.stderr)
        counts = {"calls": calls, "faults": len(places), **{f"{name} at once": first[name] for name in ("old", "new", "mixed")},
                  **{f"{name} after the next run": after[name] for name in ("old", "new", "mixed")},
                  "with litter at once": left, "offered by git": offered,
                  "exit codes": {str(code): count for code, count in sorted(codes.items())}}
        results[way] = counts
        print(f"{way}: " + ", ".join(f"{name} {value}" for name, value in counts.items()), flush=True)
        shutil.rmtree(trial.above)
    if arguments.json:
        with open(arguments.json, "w", encoding="utf-8") as file:
            json.dump(results, file, indent=2)
    print(f"{bad} wrong")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
