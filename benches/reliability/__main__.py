"""What is promised, tried: kills, floods, hostile queries and requests, flipped bits, a soak.

    python3 benches/reliability [--program PROGRAM] FAMILY...

Each family prints one line of JSON: how many, what was lost, and what a second client waited meanwhile. `all` runs them all but
the soak (`soak HOURS`); `write` makes RELIABILITY.md of the lines in a file."""

import argparse
import datetime
import json
import os
import pathlib
import platform
import re
import shutil
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import families
from page import write
from soak import Soak


def machine(program):
    """What the lines were measured on."""
    memory = int(re.search(r"MemTotal:\s+(\d+)", pathlib.Path("/proc/meminfo").read_text())[1]) / 1048576
    version = subprocess.run([program, "--version"], capture_output=True, text=True).stdout.strip()
    return {
        "family": "machine",
        "cores": os.cpu_count(),
        "memory": round(memory),
        "system": f"{platform.system()} {platform.machine()}",
        "program": version,
        "day": datetime.date.today().isoformat(),
    }


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", default=shutil.which("sauat") or "target/release/sauat")
    parser.add_argument("family", nargs="+")
    given = parser.parse_args()
    program = str(pathlib.Path(given.program).resolve())
    match given.family:
        case ["soak", *hours]:
            told = {"family": "soak"} | Soak(program, 3600 * float(hours[0] if hours else 2)).run()
            print(json.dumps(told, ensure_ascii=False), flush=True)
        case ["write", lines]:
            write(pathlib.Path(lines))
        case names:
            print(json.dumps(machine(program)), flush=True)
            for name in families.ALL if names == ["all"] else names:
                told = {"family": name} | families.ALL[name](program)
                print(json.dumps(told, ensure_ascii=False), flush=True)


main()
