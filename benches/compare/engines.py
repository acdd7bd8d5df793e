"""Query engines, in processes of their own or behind HTTP, all driven alike: they load a file and answer a list of queries.

A process engine reads a job (JSON: data, queries, runs, limit, answers) and prints a line for each query; one that says nothing
for too long is ended and started again with the queries that are left. An HTTP engine is a server of ours on a free port."""

import json
import os
import queue
import re
import shutil
import socket
import subprocess
import tempfile
import threading
import time
import urllib.error
import urllib.parse
import urllib.request

from around import HERE, PEERS, Missing, end, free_port, memory_of, package, program, python, start_process, tail, version
from rows import digest, of_json, of_triples

# After so many queries of a mix over the time limit an engine is not asked the rest of it.
GIVE_UP = 6


class Patience:
    """How many queries of each mix took too long."""

    def __init__(self):
        self.late = {}

    def lose(self, name):
        self.late[self.mix(name)] = self.late.get(self.mix(name), 0) + 1

    def lost(self, name):
        return self.late.get(self.mix(name), 0) >= GIVE_UP

    @staticmethod
    def mix(name):
        return name.split("--")[0]


def cell_of(answers, name, cell):
    """Adds the number of rows and their digest, read from what the engine wrote."""
    for ending, reader in ((".srj", of_json), (".nt", of_triples)):
        path = os.path.join(answers, name + ending)
        if os.path.exists(path):
            with open(path, encoding="utf-8") as file:
                rows = reader(file.read())
            os.remove(path)
            cell.update(rows=len(rows), digest=digest(rows))
    return cell


class Process:
    """An engine in a process of its own; `command` gets the path of the job."""

    def __init__(self, command, version_, needs=lambda: None, cwd=None):
        self.command, self.version, self.needs, self.cwd = command, version_, needs, cwd

    def run(self, data, queries, options):
        self.needs()
        # In the order that benches/questions.rs has too: who says nothing is at the first that is left.
        left, cells, patience = dict(sorted(queries.items())), {}, Patience()
        about = {"version": self.version()}
        with tempfile.TemporaryDirectory() as folder:
            while left:
                lines, process, said = self.start(data, left, options, folder)
                try:
                    while left:
                        # Loading may take long; a query is evaluated up to three times before its line comes.
                        wait = options.load_limit if "loaded" not in said else options.limit * 3 + 30
                        try:
                            line = lines.get(timeout=wait)
                        except queue.Empty:
                            line = {"late": True}
                        if "loaded" in line:
                            said = line
                            about.setdefault("loaded", line["loaded"])
                            about.setdefault("idle", line["memory"])
                            continue
                        if "query" in line:
                            name = line["query"]
                            cells[name] = self.cell(line, folder, name, options)
                            about["after"] = line.get("memory") or about.get("after")
                        elif "loaded" not in said:
                            raise RuntimeError("did not load" + (f": {line['ended']}" if line.get("ended") else " in time"))
                        else:
                            name = next(iter(left))
                            cells[name] = {"says": f"> {options.limit:g} s" if "late" in line else "the engine ended"}
                        left.pop(name, None)
                        if cells[name].get("says", "").startswith((">", "the engine")):
                            patience.lose(name)
                        for other in [other for other in left if patience.lost(other)]:
                            cells[other] = {"says": "not run"}
                            left.pop(other)
                        # What is left goes to a new process where this one is of no more use, or has a list that is too long.
                        if "query" not in line or line.get("restart") or patience.lost(name):
                            break
                finally:
                    # Before its folder goes, also when the comparison itself is ended.
                    end(process)
        return {**about, "cells": cells}

    def start(self, data, queries, options, folder):
        job = os.path.join(folder, "job.json")
        with open(job, "w", encoding="utf-8") as file:
            json.dump({"data": data, "queries": queries, "runs": options.runs, "limit": options.limit,
                       "answers": folder}, file)
        errors = open(os.path.join(folder, "errors"), "w+", encoding="utf-8")
        process = start_process(self.command(job), stdout=subprocess.PIPE, stderr=errors, text=True, cwd=self.cwd)
        lines = queue.Queue()

        def read():
            for line in process.stdout:
                if line.startswith("{"):
                    lines.put(json.loads(line))
            errors.seek(0)
            lines.put({"ended": tail(errors.read()) or "without a word"})

        threading.Thread(target=read, daemon=True).start()
        return lines, process, {}

    @staticmethod
    def cell(line, folder, name, options):
        if "error" in line:
            return {"says": "error", "error": line["error"]}
        if "timeout" in line:
            return {"says": f"> {options.limit:g} s"}
        cell = {"seconds": line["seconds"]}
        if "rows" in line:
            cell["rows"] = line["rows"]
        try:
            return cell_of(folder, name, cell)
        except (ValueError, KeyError) as error:
            return {"says": "error", "error": f"the answer cannot be read: {error}"[:150]}


class Questions(Process):
    """benches/questions.rs with one of its engines: queries and answers lie in folders."""

    def __init__(self, work, scale, engine):
        super().__init__(None, lambda: version([work.sauat(), "--version"]) if engine == "sauat" else "0.5.13")
        self.work, self.scale, self.engine = work, scale, engine

    def start(self, data, queries, options, folder):
        texts = tempfile.mkdtemp(dir=folder)
        for name, text in queries.items():
            with open(os.path.join(texts, name + ".rq"), "w", encoding="utf-8") as file:
                file.write(text)
        self.command = lambda job: [
            self.work.bench("questions"), self.work.trig(self.scale), texts, "--json", "--engine", self.engine, "--runs",
            str(options.runs), "--limit", str(options.limit), "--answers", folder]
        return super().start(data, queries, options, folder)


class Http:
    """A server; subclasses start it and say where it listens."""

    def run(self, data, queries, options):
        with tempfile.TemporaryDirectory() as folder:
            start = time.monotonic()
            process, url, more = self.serve(data, folder, options)
            about = {"version": self.version(), "loaded": time.monotonic() - start, "idle": memory_of(process.pid)}
            try:
                cells = self.ask_all(url, more, queries, options)
                about["after"] = memory_of(process.pid)
            finally:
                end(process)
        return {**about, "cells": cells}

    def ask_all(self, url, more, queries, options):
        cells, patience = {}, Patience()
        for name, text in queries.items():
            if patience.lost(name):
                cells[name] = {"says": "not run"}
                continue
            seconds, begin, body = [], time.monotonic(), b""
            triples = re.search(r"\b(CONSTRUCT|DESCRIBE)\b", text) is not None
            accept = "application/n-triples, text/plain;q=0.5" if triples else "application/sparql-results+json"
            form = urllib.parse.urlencode({"query": text, **more}).encode()
            try:
                for round_ in range(options.runs + 1):
                    request = urllib.request.Request(url, form, {
                        "Accept": accept, "Content-Type": "application/x-www-form-urlencoded"})
                    start = time.monotonic()
                    with urllib.request.urlopen(request, timeout=options.limit) as answer:
                        body = answer.read()
                    taken = time.monotonic() - start
                    if taken > options.limit:
                        raise TimeoutError
                    slow = time.monotonic() - begin > options.limit / 5
                    if round_ or slow:
                        seconds.append(taken)
                    if slow:
                        break
                rows = (of_triples if triples else of_json)(body.decode("utf-8"))
                cells[name] = {"seconds": seconds, "rows": len(rows), "digest": digest(rows)}
            except urllib.error.HTTPError as error:
                text = error.read().decode("utf-8", "replace")
                over = time.monotonic() - start >= options.limit * 0.9
                if over:
                    patience.lose(name)
                cells[name] = {"says": f"> {options.limit:g} s" if over else "error", "error": " ".join(text.split())[:150]}
            except (TimeoutError, socket.timeout, urllib.error.URLError, ConnectionError):
                patience.lose(name)
                cells[name] = {"says": f"> {options.limit:g} s"}
            except ValueError as error:
                cells[name] = {"says": "error", "error": f"the answer cannot be read: {error}"[:150]}
        return cells

    @staticmethod
    def wait(process, url, seconds):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if process.poll() is not None:
                raise RuntimeError(f"the server ended with {process.returncode}")
            try:
                urllib.request.urlopen(url + "?query=" + urllib.parse.quote("ASK { ?s ?p ?o }"), timeout=30).read()
                return
            except urllib.error.HTTPError:
                return
            except OSError:
                time.sleep(0.05)
        raise RuntimeError("the server did not answer in time")


class SauatServer(Http):
    def __init__(self, work, scale):
        self.work, self.scale = work, scale

    def version(self):
        return version([self.work.sauat(), "--version"])

    def serve(self, data, folder, options):
        port = free_port()
        command = [self.work.sauat(), "-C", self.work.exports(self.scale), "serve", "-p", str(port), "--workers", "1",
                   "--per-client", "64", "--budget", "100000", "--failures", "100000", "--memory", "16384",
                   "--answer", "4096", "--deadline", str(int(options.limit))]
        process = start_process(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        url = f"http://127.0.0.1:{port}/sparql"
        self.wait(process, url, options.load_limit)
        return process, url, {}


class OxigraphServer(Http):
    def version(self):
        return version([self.program(), "--version"])

    @staticmethod
    def program():
        return program(os.path.join(PEERS, "oxigraph", "bin", "oxigraph"), "oxigraph")

    def serve(self, data, folder, options):
        store = os.path.join(folder, "store")
        subprocess.run([self.program(), "load", "--location", store, "--file", data], check=True, capture_output=True,
                       timeout=options.load_limit)
        subprocess.run([self.program(), "optimize", "--location", store], check=True, capture_output=True)
        port = free_port()
        command = [self.program(), "serve-read-only", "--location", store, "--bind", f"127.0.0.1:{port}"]
        process = start_process(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        url = f"http://127.0.0.1:{port}/query"
        self.wait(process, url, 60)
        return process, url, {}


VIRTUOSO = """[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
LockFile = {folder}/virtuoso.lck
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
[TempDatabase]
DatabaseFile = {folder}/temp.db
TransactionFile = {folder}/temp.trx
[Parameters]
ServerPort = {sql}
DirsAllowed = {data}, {folder}
NumberOfBuffers = 170000
MaxDirtyBuffers = 130000
MaxCheckpointRemap = 2000
CheckpointInterval = 0
MaxMemPoolSize = 400000000
AdjustVectorSize = 0
ThreadsPerQuery = 1
[HTTPServer]
ServerPort = {http}
ServerRoot = {folder}
ServerThreads = 4
[SPARQL]
ResultSetMaxRows = 100000000
MaxQueryCostEstimationTime = 100000000
MaxQueryExecutionTime = 100000000
DefaultGraph = http://made.example/all
"""


class Virtuoso(Http):
    """Virtuoso, unprivileged, with an ini of its own. Queries go as a form, since a direct POST hangs."""

    def version(self):
        return version(["virtuoso-t", "--version"], r"\d+\.\d+\.\d+(\.\d+)?")

    def serve(self, data, folder, options):
        server, isql = program("virtuoso-t"), program("isql-vt")
        ports = {"sql": free_port(), "http": free_port()}
        place = os.path.join(folder, "data")
        os.makedirs(place)
        os.link(data, os.path.join(place, "all.nt")) if os.stat(data).st_dev == os.stat(place).st_dev else shutil.copy(
            data, os.path.join(place, "all.nt"))
        ini = os.path.join(folder, "virtuoso.ini")
        with open(ini, "w", encoding="utf-8") as file:
            file.write(VIRTUOSO.format(folder=folder, data=place, **ports))
        process = start_process([server, "+foreground", "+configfile", ini], cwd=folder, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)
        url = f"http://127.0.0.1:{ports['http']}/sparql"
        self.wait(process, url, 120)
        steps = (f"ld_dir('{place}', 'all.nt', 'http://made.example/all'); rdf_loader_run(); checkpoint; "
                 "grant select on \"DB\".\"DBA\".\"LOAD_LIST\" to public;")
        done = subprocess.run([isql, f"127.0.0.1:{ports['sql']}", "dba", "dba", f"exec={steps}"], capture_output=True,
                              text=True, timeout=options.load_limit, check=False)
        if "Error" in done.stdout + done.stderr:
            raise RuntimeError(tail(done.stdout + done.stderr))
        return process, url, {"default-graph-uri": "http://made.example/all"}


def peer(name):
    return os.path.join(HERE, "peers", name)


def java(*arguments):
    jars = os.path.join(PEERS, "jena")
    if not os.path.exists(os.path.join(jars, "jars", "jena-arq.jar")):
        raise Missing("jena")
    return [program("java"), "-Xmx8g", "--class-path", f"{jars}/messages:{jars}/jars/*", *arguments]


def jena_version():
    found = re.search(r"jena-arq-([\d.]+)\.jar", " ".join(os.listdir("/usr/share/java")))
    return found.group(1) if found else "unknown"


def comunica_folder():
    folder = os.path.join(PEERS, "comunica")
    if not os.path.isdir(os.path.join(folder, "node_modules")):
        raise Missing("comunica")
    return folder


def engines(work, scale):
    """All engines by name, Sauat first."""
    def of_python(name, script, *packages):
        return Process(lambda job: [python(name), peer(script), job], lambda: package(name, *packages),
                       lambda: python(name))
    tdb = os.path.join(work.folder, f"tdb2-x{scale}")
    folder = os.path.join(PEERS, "comunica")
    return {
        "Sauat, in process": Questions(work, scale, "sauat"),
        "Oxigraph, in process": Questions(work, scale, "oxigraph"),
        "Sauat, HTTP": SauatServer(work, scale),
        "Oxigraph, HTTP": OxigraphServer(),
        "pyoxigraph": of_python("pyoxigraph", "pyoxigraph_query.py", "pyoxigraph"),
        "Virtuoso, HTTP": Virtuoso(),
        "Jena, memory": Process(lambda job: java(peer("JenaQuery.java"), job, "memory"), jena_version, java),
        "Jena, TDB2": Process(lambda job: java(peer("JenaQuery.java"), job, "tdb2", tdb), jena_version, lambda: emptied(tdb)),
        "maplib": of_python("maplib", "maplib_query.py", "maplib"),
        "Comunica": Process(lambda job: [program("node"), "--max-old-space-size=8192", peer("comunica_query.mjs"), job],
                            comunica_version, comunica_folder, cwd=folder),
        "rdflib": of_python("rdflib", "rdflib_query.py", "rdflib"),
    }


def comunica_version():
    with open(os.path.join(comunica_folder(), "node_modules/@comunica/query-sparql-rdfjs/package.json"),
              encoding="utf-8") as file:
        return json.load(file)["version"]


def emptied(folder):
    """TDB2 loads anew in each run; within one, an engine that is started again finds what it loaded."""
    java()
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
