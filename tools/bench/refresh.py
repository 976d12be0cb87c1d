"""From a saved file to the refreshed page in `make serve`: the time that somebody who writes has to wait."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from urllib.request import urlopen

from bench.measure import CommandFailedError

WAIT_SECONDS = 600


class DevServer:
    """`make serve` of a site that is built already. Use as a context manager: it runs until it is left."""

    def __init__(self, folder: Path, output: Path, *, settings: str, environment: Mapping[str, str], log: Path) -> None:
        self.folder = folder
        self.log = log
        self.port = _free_port()
        self._arguments = ["--output", str(output), "--settings", settings, "--port", str(self.port)]
        self._environment = {**environment, "PYTHONUNBUFFERED": "1"}

    def __enter__(self) -> "DevServer":
        with self.log.open("wb") as said:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "pledges", "serve", *self._arguments],
                cwd=self.folder, env=self._environment, stdout=said, stderr=subprocess.STDOUT, start_new_session=True,
            )  # fmt: skip
        ending = time.monotonic() + WAIT_SECONDS
        while b"visas p" not in self.log.read_bytes():
            if self._process.poll() is not None or time.monotonic() > ending:
                raise CommandFailedError(self.log.read_text(encoding="utf-8", errors="replace")[-2000:])
            time.sleep(0.05)
        return self

    def __exit__(self, *_: object) -> None:
        os.killpg(self._process.pid, signal.SIGTERM)
        self._process.wait()

    def seconds(self, save: Callable[[], None], address: str) -> float:
        """Seconds from `save` until the page at `address` is there anew. Raises CommandFailedError where it never is."""
        before, built = self._get(address), self._state("")
        start = time.perf_counter()
        save()
        while self._state(str(built)) == built:
            if time.perf_counter() - start > WAIT_SECONDS:
                raise CommandFailedError(f"{address} was not built again")
        after = self._get(address)
        took = time.perf_counter() - start
        if after == before:
            raise CommandFailedError(f"{address} is as it was:\n{self.log.read_text(encoding='utf-8')[-2000:]}")
        return took

    def _state(self, seen: str) -> int:
        """How many builds there have been; waits for the next one if it is `seen`, as the browser does."""
        state = json.loads(self._get(f"__serve.json?seen={seen}"))
        if state["error"]:
            raise CommandFailedError(str(state["error"]))
        return int(state["built"])

    def _get(self, address: str) -> bytes:
        with urlopen(f"http://127.0.0.1:{self.port}/{address}", timeout=WAIT_SECONDS) as answer:
            data: bytes = answer.read()
            return data


def _free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port
