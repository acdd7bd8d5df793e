"""What engines in a process of their own share: they read a job, say what they loaded, and a line of JSON for each query.

A query runs once to warm up and then as often as the job says, or until a fifth of its time limit is spent."""

import json
import os
import time


def say(line):
    print(json.dumps(line), flush=True)


def memory():
    with open("/proc/self/status", encoding="ascii") as status:
        for line in status:
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) // 1024
    return None


def loaded(seconds):
    say({"loaded": seconds, "memory": memory()})


def answer(job, ask, write):
    """`ask` answers a text, or gives None when it took too long; `write` writes what it gave."""
    for name, text in job["queries"].items():
        seconds, begin, result = [], time.monotonic(), None
        try:
            for round_ in range(job["runs"] + 1):
                start = time.monotonic()
                result = ask(text)
                taken = time.monotonic() - start
                if result is None or taken > job["limit"]:
                    seconds = None
                    break
                slow = time.monotonic() - begin > job["limit"] / 5
                if round_ or slow:
                    seconds.append(taken)
                if slow:
                    break
            if seconds is None:
                say({"query": name, "timeout": True})
                continue
            write(result, os.path.join(job["answers"], name))
            say({"query": name, "seconds": seconds, "memory": memory()})
        except Exception as error:  # what an engine refuses is its answer
            say({"query": name, "error": f"{type(error).__name__}: {error}".splitlines()[0][:150]})
        except BaseException as error:  # a panic of an engine in Rust is no Exception, and leaves locks that nothing opens
            if isinstance(error, (KeyboardInterrupt, SystemExit)):
                raise
            say({"query": name, "error": f"{type(error).__name__}: {error}".splitlines()[0][:150], "restart": True})
            return
