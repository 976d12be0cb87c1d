"""No failed request while a deploy swaps sites a hundred times, on nginx and Apache.

wrk loads the server as hard as it can, while clients of our own read pages as browsers do: the page, then what it
shows. Each answer must be 200 and byte for byte what one of the two sites has there.
"""

import http.client
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path

from pledges.publish import manifest
from pledges.publish.deploy import folder
from soak.report import Result
from support import programs, servers
from support.servers import Server
from support.small_site import FILES, changed, publish_small

SWAPS = 100
CLIENTS = 4
_SHOWN = re.compile(rb'<link rel="stylesheet" href="([^"]+)"')


@dataclass
class ReadCounts:
    """What the reading clients have met."""

    pages: int = 0
    assets: int = 0
    failures: list[str] = field(default_factory=list)


def run() -> Iterator[Result]:
    """A line for each server."""
    kinds: dict[str, Callable[[Path, Path], AbstractContextManager[Server]]] = {
        "nginx": servers.nginx,
        "Apache": servers.apache,
    }
    for name, start in kinds.items():
        with servers.shared_folder() as work:
            yield _under_load(name, start, work)


def _under_load(name: str, start: Callable[[Path, Path], AbstractContextManager[Server]], work: Path) -> Result:
    publish_small(work / "one")
    publish_small(work / "two", changed())
    hashes: dict[str, set[str]] = {}
    for site in ("one", "two"):
        made = manifest.read(work / site)
        assert made is not None
        for path, entry in made.files.items():
            hashes.setdefault(path, set()).add(entry.sha256)
    folder.deploy(work / "one", work / "web")
    with start(work / "web/current", work) as server:
        tally, stop = ReadCounts(), threading.Event()
        readers = [
            threading.Thread(target=_read, args=(server, hashes), kwargs={"tally": tally, "stop": stop})
            for _ in range(CLIENTS)
        ]
        for reader in readers:
            reader.start()
        loader = _wrk(server)
        began = time.monotonic()
        for number in range(SWAPS):
            folder.deploy(work / ("two" if number % 2 == 0 else "one"), work / "web")
        seconds = time.monotonic() - began
        loader.send_signal(signal.SIGINT)
        output = loader.communicate()[0].decode()
        stop.set()
        for reader in readers:
            reader.join()
    hammered, refused = _count(output)
    measured = (
        f"{SWAPS} swaps in {seconds:.0f} s; wrk: {hammered} requests, {refused} failed; "
        f"{tally.pages} pages and {tally.assets} assets read and compared, {len(tally.failures)} failed"
        + "".join(f"; {one}" for one in tally.failures[:3])
    )
    return Result(f"{name}: no failed request", measured, not tally.failures and refused == 0 and hammered > 0)


def _wrk(server: Server) -> "subprocess.Popen[bytes]":
    programs.need("wrk")
    address = f"http://127.0.0.1:{server.port}/kommuner/"
    # It tells what it has counted when it is interrupted; the time is only a bound.
    return subprocess.Popen(["wrk", "-t1", "-c8", "-d900s", address], stdout=subprocess.PIPE)


def _count(output: str) -> tuple[int, int]:
    """(requests, those that failed) in what wrk printed."""
    requests = re.search(r"(\d+) requests in", output)
    others = re.search(r"Non-2xx or 3xx responses: (\d+)", output)
    sockets = re.search(r"Socket errors: connect (\d+), read (\d+), write (\d+), timeout (\d+)", output)
    failed = (int(others[1]) if others else 0) + (sum(map(int, sockets.groups())) if sockets else 0)
    return int(requests[1]) if requests else 0, failed


def _read(server: Server, hashes: dict[str, set[str]], *, tally: ReadCounts, stop: threading.Event) -> None:
    pages = [path for path in FILES if path.endswith(".html") and path in hashes and len(hashes[path]) > 0]
    always = [
        path for path in pages if path not in ("om/index.html",) and not path.startswith(("gammalt/", "borta/", "404"))
    ]
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=10)
    while not stop.is_set():
        for path in always:
            body = _ask(connection, f"/{path.removesuffix('index.html')}", path, hashes=hashes, tally=tally)
            tally.pages += 1
            for link in _SHOWN.findall(body):
                _ask(connection, link.decode(), link.decode().lstrip("/"), hashes=hashes, tally=tally)
                tally.assets += 1
    connection.close()


def _ask(
    connection: http.client.HTTPConnection, address: str, path: str, *, hashes: dict[str, set[str]], tally: ReadCounts
) -> bytes:
    try:
        connection.request("GET", address)
        answer = connection.getresponse()
        body = answer.read()
    except (OSError, http.client.HTTPException) as error:
        tally.failures.append(f"{address}: {error!r}")
        connection.close()
        return b""
    if answer.status != 200 or sha256(body).hexdigest() not in hashes[path]:
        tally.failures.append(f"{address}: {answer.status}, {len(body)} bytes")
    return body
