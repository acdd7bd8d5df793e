"""Runs commands with a terminal of so many columns for their output, and tells the lines that are wider.

The first argument is a file of JSON: {"columns": 80, "commands": [["sauat", "ask"], ...]}. One line of JSON for each line
that is too wide, as [command, line]. What a reader copies, a single word or a text in backticks, may be wider.
With "whole": true, one line of JSON for each command: all that it showed, as it came.
"""

import fcntl
import json
import os
import pty
import re
import struct
import sys
import termios
import unicodedata


def width(text):
    plain = [c for c in text if not unicodedata.combining(c) and c not in "\u200b\u00ad"]
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in plain)


def shown(command, columns):
    pid, master = pty.fork()
    if pid == 0:
        # The size is set before the program asks for it.
        fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 40, columns, 0, 0))
        os.environ.pop("COLUMNS", None)
        os.execv(command[0], command)
    text = b""
    while True:
        try:
            part = os.read(master, 65536)
        except OSError:
            break
        if not part:
            break
        text += part
    os.waitpid(pid, 0)
    os.close(master)
    if whole_output:
        return text.decode("utf-8", "replace")
    return re.sub(r"\x1b\[[0-9;]*m", "", text.decode("utf-8", "replace")).replace("\r", "")


def whole(line):
    """Whether a line is wide because of one thing that is not to be broken."""
    rest = re.sub(r"^[ │├└─]*", "", line)
    parts = re.findall(r"`[^`]*`\S*|\[[^\]]*\]\S*|\S+", rest)
    return len(parts) == 1 or len(parts) == 2 and bool(re.match(r"\S+ {2,}\S", rest))


asked = json.load(open(sys.argv[1]))
whole_output = asked.get("whole", False)
if whole_output:
    for command in asked["commands"]:
        print(json.dumps(shown(command, asked["columns"])))
    sys.exit()
lines = 0
for command in asked["commands"]:
    for line in shown(command, asked["columns"]).split("\n"):
        lines += 1
        if width(line) > asked["columns"] and not whole(line):
            print(json.dumps([" ".join(command[1:]), line], ensure_ascii=False))
print(json.dumps(["lines", lines]))
