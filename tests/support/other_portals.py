"""Other portals, as `make gather` meets them: what each publishes of its records, served by a real web server on this machine.

A server can be told to misbehave at a path: `answers["/manifest.json"] = hang`.
"""

import hashlib
import ssl
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory

from pledges.build.examination import Examined, examine
from pledges.exports.open_data import record_artifacts
from pledges.history import site_log
from pledges.history.publication_log import log_of
from pledges.history.site_log import SiteState
from pledges.history.snapshot import take_snapshot
from pledges.portals.fetching import Bounds, Visit
from pledges.portals.gather import Gathered, PortalReport, gather
from pledges.portals.listed import ListedPortal
from pledges.publish import manifest as manifests
from pledges.publish import published_log
from pledges.publish.built_from import BuiltFrom
from pledges.publish.log_signature import sign
from pledges.publish.manifest import Manifest
from pledges.settings import Settings
from support.provland import GEOGRAPHY
from support.samples import file_text
from support.sites import write

DAY = date(2022, 1, 10)
TODAY = date(2022, 1, 20)  # when the country gathers
Handler = BaseHTTPRequestHandler


def published(files: Mapping[str, str], address: str = "https://loften.example") -> dict[str, bytes]:
    """What a portal with the content `files` publishes of it, by path: its records as open data, and its manifest."""
    return dict(_published(tuple(files.items()), address))


@lru_cache(maxsize=32)
def _published(files: tuple[tuple[str, str], ...], address: str) -> Mapping[str, bytes]:
    with TemporaryDirectory() as folder:
        content = Path(folder) / "content"
        write(content, {path: file_text(text) for path, text in files})
        library = examine(content, GEOGRAPHY, Path(folder) / "cache").library
        made = {}
        for slug in ("", *sorted({path.split("/")[1] for path, _ in files if path.startswith("kommuner/")})):
            snapshot = take_snapshot(
                library.register((slug,)) if slug else library.shared,
                DAY,
                settings=Settings(address=address),
                log=log_of(library.content, (slug,)),
            )
            made |= {one.path: one.make(one.source) for one in record_artifacts(snapshot, slug)}
    return with_manifest(made)


def with_manifest(files: Mapping[str, bytes]) -> dict[str, bytes]:
    """`files` of a site, with the manifest that is true of them."""
    entries = {
        path: manifests.ManifestEntry(hashlib.sha256(data).hexdigest(), len(data))
        for path, data in files.items()
        if path != manifests.NAME
    }
    manifest = Manifest(DAY.isoformat(), BuiltFrom("abc123"), files=entries)
    return {**files, manifests.NAME: manifests.serialise(manifest)}


def with_log(files: Mapping[str, bytes], key: Path, day: date = DAY) -> dict[str, bytes]:
    """`files` of a site, with a log that goes on from the one among them and is signed with `key`."""
    listing = site_log.listing(
        {path: hashlib.sha256(data).hexdigest() for path, data in files.items() if published_log.is_listed(path)}
    )
    log = files.get(published_log.LOG, b"")
    log += site_log.next_line(site_log.read(log), day.isoformat(), listing, state=SiteState())
    made = {published_log.LOG: log, published_log.FILES: listing, published_log.SIGNATURE: sign(log, key)}
    return with_manifest({**files, **made})


@dataclass
class PortalServer:
    """A portal that is being served: its files by path, and what has been asked for, with the status that was answered."""

    files: dict[str, bytes]
    address: str = ""
    answers: dict[str, Callable[[Handler], None]] = field(default_factory=dict)
    asked: list[tuple[str, int]] = field(default_factory=list)
    server: ThreadingHTTPServer | None = None

    def secure(self, certificate: Path, key: Path) -> None:
        """Go on over https, as localhost."""
        assert self.server is not None
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(certificate, key)
        self.server.socket = context.wrap_socket(self.server.socket, server_side=True)
        self.address = f"https://localhost:{self.server.server_address[1]}"

    def listed(self, *municipalities: str, name: str = "Provlands löften", **more: object) -> ListedPortal:
        """The portal as the host lists it."""
        keys = {name.replace("_", " "): value for name, value in more.items()}
        return ListedPortal.model_validate(
            {"namn": name, "adress": self.address, "kommuner": list(municipalities), "internt nät": "ja", **keys}
        )

    def taken(self) -> list[tuple[str, int]]:
        """What has been asked for since somebody last looked."""
        asked, self.asked = self.asked, []
        return asked


@contextmanager
def serving(files: Mapping[str, bytes]) -> Iterator[PortalServer]:
    """A server of `files`, with an ETag for each, until the end."""
    portal = PortalServer(dict(files))

    class Answer(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            if (misbehave := portal.answers.get(self.path)) is not None:
                portal.asked.append((self.path, 0))
                misbehave(self)
                return
            body = portal.files.get(self.path.lstrip("/"))
            etag = f'"{hashlib.sha256(body or b"").hexdigest()[:16]}"'
            status = 404 if body is None else 304 if self.headers.get("If-None-Match") == etag else 200
            portal.asked.append((self.path, status))
            self.send_response(status)
            sent = body if status == 200 and body is not None else b""
            self.send_header("ETag", etag)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        def log_message(self, format: str, *args: object) -> None:
            """Tests look at what was asked for, not at what is said of it."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Answer)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, args=(0.05,), daemon=True)
    thread.start()
    portal.server = server
    portal.address = f"http://127.0.0.1:{server.server_address[1]}"
    try:
        yield portal
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def answer(status: int, body: bytes = b"", **headers: str) -> Callable[[Handler], None]:
    """A server that answers so; `Content_Encoding="gzip"` becomes a header."""

    def send(handler: Handler) -> None:
        handler.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            handler.send_header(name.replace("_", "-"), value)
        handler.end_headers()
        handler.wfile.write(body)

    return send


def drip(handler: Handler) -> None:
    """A server that does not come to an end: a byte now and then, for a minute."""
    with suppress(OSError):
        handler.send_response(200)
        handler.end_headers()
        for _ in range(1200):
            handler.wfile.write(b" ")
            handler.wfile.flush()
            time.sleep(0.05)


def look(content: Path) -> Examined:
    """Examine content beside which is a cache."""
    return examine(content, GEOGRAPHY, content.parent.parent / "register")


SHARED = {
    "amnen/trafik.md": "titel: Trafik\nkort: Löften om lugnare trafik.",
    "aktorer/bolaget.md": "titel: Bolaget\ntyp: bostadsbolag",
}


def portal_files(slug: str, *, years: tuple[int, ...] = (2019, 2020), **more: str) -> dict[str, str]:
    """A small portal for one municipality, with police of its own; `more` are pledges' own rows by year: `y2019="…"`."""
    files = {
        **SHARED,
        f"polisen/lpo-{slug}.md": f"titel: Lokalpolisområde {slug}\nkommuner: [{slug}]",
        f"kommuner/{slug}/kommun.md": f"kort: Påhittad kommun, {slug}.",
    }
    for year in years:
        files[f"kommuner/{slug}/loften/{year}.md"] = "\n".join(
            (
                f"titel: Påhittat löfte om trafik i {slug} {year}",
                f"kort: Polisen lovar kontroller {year}.",
                f"parter: [lpo-{slug}, kommunen]",
                "överenskommelse: okänd",
                "ämnen: trafik",
                f"period: {year}",
                "källor: https://provstad.example/loftet",
                more.get(f"y{year}", "saknas: Undertecknad version."),
            )
        )
    return files


class Country:
    """A national site, and the portals that it gathers from."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.content = folder / "riket" / "content"
        write(self.content, {path: file_text(text) for path, text in SHARED.items()})
        self.portals: list[ListedPortal] = []
        self.seconds = 20.0
        self.examine = look

    def write(self, path: str, text: str) -> None:
        """Write a file of the content."""
        write(self.content, {path: file_text(text)})

    def publish(self, server: PortalServer, files: Mapping[str, str]) -> None:
        """What the portal publishes from now on."""
        server.files = published(files)

    def gather(self, day: date = TODAY) -> Gathered:
        """Gather on a day."""

        def open_visit(base: str, *, inside: bool) -> Visit:
            return Visit(base, inside=inside, bounds=Bounds(seconds=self.seconds))

        return gather(
            self.content,
            self.portals,
            day=day,
            memory=self.folder / "minne",
            examine=self.examine,
            open_visit=open_visit,
        )

    def report(self, number: int = 0, day: date = TODAY) -> PortalReport:
        """What came of a portal, gathered on a day."""
        return self.gather(day).portals[number]

    @property
    def files(self) -> dict[str, str]:
        """The content, but for what says where it comes from."""
        return {
            path.relative_to(self.content).as_posix(): path.read_text(encoding="utf-8")
            for path in sorted(self.content.rglob("*.md"))
        }
