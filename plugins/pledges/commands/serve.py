"""`make serve`: build, show on 127.0.0.1, rebuild and reload on save, and tell of errors in the browser too.

A change in the portal's code counts as well as one in the content. The served pages get a small script; the files don't.
"""

import os
import sys
import threading
from argparse import ArgumentParser, Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from http import HTTPStatus
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from queue import SimpleQueue
from typing import Any
from urllib.parse import unquote

import orjson
import watchfiles

from pledges.commands.arguments import add_content, add_output, add_settings
from pledges.commands.warm_builds import Pages, Site, WarmBuilds, warm_builds

HELP = "bygg, visa och bygg om när något sparas"
WAIT_SECONDS = 25
_CODE = ("plugins/", "data/")  # what a process that has read it does not read again
_Changes = set[tuple[watchfiles.Change, str]]
_SCRIPT = "/__serve.js"
_STATE = "/__serve.json"
_HTML = "text/html; charset=utf-8"
_JAVASCRIPT = """
(function () {
  let seen = null;
  const box = document.createElement('pre');
  box.setAttribute('role', 'alert');
  function show(text) {
    box.textContent = text;
    if (!text) { box.remove(); return; }
    Object.assign(box.style, {position: 'fixed', inset: '0 0 auto 0', maxHeight: '70vh', overflow: 'auto', margin: 0,
      padding: '1rem', background: '#fff7e0', color: '#222', borderBottom: '4px solid #8a5a00', zIndex: 9999, whiteSpace: 'pre-wrap'});
    document.body.append(box);
  }
  async function ask() {
    try {
      const answer = await fetch('/__serve.json?seen=' + (seen === null ? '' : seen));
      const state = await answer.json();
      if (seen !== null && state.built !== seen && !state.error) { location.reload(); return; }
      seen = state.built;
      show(state.error);
      ask();
    } catch (error) { setTimeout(ask, 1000); }
  }
  ask();
})();
"""


class ServerState:
    """What the browser is told: how many times there has been something new to see, and the last build's errors.

    `first` are the pages of what was saved just now, by their paths in the output, until the build that has them has ended.
    """

    def __init__(self) -> None:
        self.built = 0
        self.error = ""
        self.first: Pages = {}
        self.changed = threading.Condition()

    def tell(self, error: str) -> None:
        """A build has ended."""
        with self.changed:
            self.first = {}
            self.error = error
            self._is_new()

    def show(self, pages: Pages) -> None:
        """`pages` are what a build that is at work will make of what was saved."""
        with self.changed:
            self.first = pages
            if pages:
                self._is_new()

    def _is_new(self) -> None:
        self.built += 1
        self.changed.notify_all()

    def wait(self, seen: str) -> bytes:
        """The state, at once if it is news to the browser, else when it changes or after a while."""
        with self.changed:
            if seen == str(self.built):
                self.changed.wait(WAIT_SECONDS)
            return orjson.dumps({"built": self.built, "error": self.error})


class Handler(SimpleHTTPRequestHandler):
    """Serves the output folder, with the script added to pages on the way out."""

    def __init__(self, *args: Any, state: ServerState, **kwargs: Any) -> None:
        self.state = state
        super().__init__(*args, **kwargs)

    def do_GET(self) -> None:
        """Answer a request."""
        path, _, query = self.path.partition("?")
        if path == _STATE:
            self._answer(self.state.wait(query.removeprefix("seen=")), "application/json")
        elif path == _SCRIPT:
            self._answer(_JAVASCRIPT.encode(), "text/javascript")
        else:
            self._page(path)

    def _page(self, path: str) -> None:
        first = self.state.first.get(unquote(path).lstrip("/") + ("index.html" if path.endswith("/") else ""))
        if first is not None:
            self._answer(_with_script(first), _HTML)
            return
        place = Path(self.translate_path(path))
        if place.is_dir() and path.endswith("/"):
            place = place / "index.html"
        status = HTTPStatus.OK
        if not place.exists():
            place, status = Path(self.directory) / "404.html", HTTPStatus.NOT_FOUND
        if place.suffix != ".html" or not place.is_file():
            super().do_GET()
            return
        self._answer(_with_script(place.read_bytes()), _HTML, status)

    def _answer(self, data: bytes, kind: str, status: HTTPStatus = HTTPStatus.OK) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)

    def end_headers(self) -> None:
        """Nothing is cached while writing."""
        self.send_header("Cache-Control", "no-store")
        super().end_headers()

    def log_message(self, *args: Any) -> None:
        """Requests are not news to the person at the terminal."""


def _with_script(page: bytes) -> bytes:
    return page.replace(b"</body>", f'<script src="{_SCRIPT}"></script></body>'.encode(), 1)


def add_arguments(parser: ArgumentParser) -> None:
    add_content(parser)
    add_settings(parser)
    add_output(parser)
    parser.add_argument("--port", type=int, default=8000, help="porten på den egna datorn")


def run(chosen: Namespace) -> int:
    """Build and serve until Ctrl-C; gives the exit status."""
    places = (chosen.content, "theme", *_CODE, chosen.settings)
    site = Site(content=chosen.content, output=chosen.output, settings=chosen.settings)
    with _saved_in([path for path in places if os.path.exists(path)]) as saved, warm_builds(site) as builds:
        return _shown(builds, saved, content=chosen.content, output=chosen.output, port=chosen.port)


def _shown(builds: WarmBuilds, saved: "SimpleQueue[_Changes]", *, content: str, output: str, port: int) -> int:
    state = ServerState()
    state.tell(builds.build())
    Path(output).mkdir(parents=True, exist_ok=True)
    handler = partial(Handler, state=state, directory=output)
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), handler)
    except OSError:
        print(f"Port {port} är upptagen. Stäng den andra, eller kör make serve PORT={port + 1}.", file=sys.stderr)
        raise SystemExit(1) from None
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(f"Portalen visas på http://127.0.0.1:{port}/. Den byggs om när du sparar. Avsluta med Ctrl-C.", flush=True)
    try:
        while True:
            changes = saved.get()
            while not saved.empty():
                changes |= saved.get()
            names = sorted(_names(changes))
            print(f"Ändrat: {', '.join(names)}", flush=True)
            if any(name.startswith(_CODE) for name in names):
                builds.renew()
            state.tell(builds.build(_in_content(changes, content), state.show))
    except KeyboardInterrupt:
        return 0
    finally:
        server.shutdown()


@contextmanager
def _saved_in(places: Iterable[str]) -> "Iterator[SimpleQueue[_Changes]]":
    """What is saved in `places` from now on, also while a build is at work."""
    saved: SimpleQueue[_Changes] = SimpleQueue()
    ended = threading.Event()

    def watch() -> None:
        for changes in watchfiles.watch(*places, watch_filter=_counts, step=50, debounce=300, stop_event=ended):
            saved.put(changes)

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        yield saved
    finally:
        ended.set()
        watcher.join()


def _counts(change: watchfiles.Change, path: str) -> bool:
    return "__pycache__" not in path and not path.endswith(("~", ".swp", ".pyc", ".part")) and "/.utgivet/" not in path


def _in_content(changes: Iterable[tuple[watchfiles.Change, str]], content: str) -> list[str]:
    """The files that were saved, as paths under content/; none where something else was too, which every page may depend on."""
    paths = sorted(os.path.relpath(os.path.realpath(path), os.path.realpath(content)) for _, path in changes)
    return [] if any(path.startswith("..") for path in paths) else [Path(path).as_posix() for path in paths]


def _names(changes: Iterable[tuple[watchfiles.Change, str]]) -> set[str]:
    return {os.path.relpath(path) for _, path in changes}
