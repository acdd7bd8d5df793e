"""Seconds of several runs of one piece of work, and what it gave. Slow work runs less often."""

import time


def timed(work, runs):
    seconds, value = [], None
    for _ in range(runs):
        start = time.monotonic()
        value = work()
        seconds.append(time.monotonic() - start)
        if sum(seconds) > 60:
            break
    return value, seconds


def read_ties(path):
    with open(path, encoding="ascii") as file:
        return [tuple(map(int, line.split())) for line in file]
