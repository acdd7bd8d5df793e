"""A client of HTTP that notices everything: what was sent, what came back, how long it took."""

import http.client
import socket
import threading
import time
import urllib.parse

LIGHT = "/sparql?query=" + urllib.parse.quote("ASK { kz:medianet ?p ?o }")


def get(port, path, client="10.0.0.1", headers=None, body=None, timeout=60):
    """Sends one request on a connection of its own; gives (status, body), or (0, reason) if nothing whole came back."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=timeout)
    try:
        all_headers = {"X-Forwarded-For": client, "Connection": "close"} | (headers or {})
        connection.request("POST" if body is not None else "GET", path, body=body, headers=all_headers)
        answer = connection.getresponse()
        return answer.status, answer.read()
    except (OSError, http.client.HTTPException) as error:
        return 0, repr(error).encode()
    finally:
        connection.close()


def sent(port, data, timeout=20):
    """Sends bytes as they are; gives what came back."""
    with socket.create_connection(("127.0.0.1", port), timeout=timeout) as stream:
        try:
            stream.sendall(data)
        except OSError:
            pass
        parts = []
        try:
            while part := stream.recv(65536):
                parts.append(part)
        except ConnectionResetError:
            pass
        return b"".join(parts)


class Second(threading.Thread):
    """A second client, who asks a light question again and again and writes down how long each answer took (seconds)."""

    def __init__(self, port, client="10.200.0.1", pause=0.01):
        super().__init__(daemon=True)
        self.port, self.client, self.pause = port, client, pause
        self.times, self.failed, self.over = [], [], threading.Event()

    def run(self):
        while not self.over.is_set():
            begun = time.perf_counter()
            status, body = get(self.port, LIGHT, self.client)
            self.times.append(time.perf_counter() - begun)
            if status != 200:
                self.failed.append((time.time(), status, body[:200]))
            time.sleep(self.pause)

    def __enter__(self):
        self.start()
        return self

    def __exit__(self, *_):
        self.over.set()
        self.join()

    def percentile(self, share):
        """A percentile of the times in milliseconds."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(len(ordered) - 1, int(len(ordered) * share))] if ordered else float("nan")
