"""How each file is to be served: type, caching, compression and the headers that protect the reader.

The one table. The servers' configurations are generated from it (`server_configuration`), and the tests ask each started
server for every kind of file and compare its answers with this.
"""

import re
from collections.abc import Sequence
from pathlib import PurePosixPath

from pledges.urls import BOXES

ENCODINGS = {".br": "br", ".gz": "gzip"}

TYPES = {
    ".html": "text/html; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".xml": "application/rss+xml; charset=utf-8",
    ".atom": "application/atom+xml; charset=utf-8",
    ".opml": "text/x-opml; charset=utf-8",
    ".rdf": "application/rdf+xml; charset=utf-8",
    ".ics": "text/calendar; charset=utf-8",
    ".json": "application/json; charset=utf-8",
    ".jsonl": "application/x-ndjson; charset=utf-8",
    ".geojson": "application/geo+json; charset=utf-8",
    ".svg": "image/svg+xml; charset=utf-8",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".avif": "image/avif",
    ".ico": "image/x-icon",
    ".woff2": "font/woff2",
    ".pdf": "application/pdf",
    ".wasm": "application/wasm",
    ".zip": "application/zip",
}
OTHER_TYPE = "application/octet-stream"
# A large site has several, sitemap-1.xml and on.
SITEMAP = r"sitemap[^/]*\.xml"
SITEMAP_TYPE = "application/xml; charset=utf-8"

# Text gains from being compressed; every other type is compressed already.
COMPRESSED = tuple(ending for ending, content_type in TYPES.items() if content_type.endswith("; charset=utf-8"))
# Feeds, calendars and open data, which other sites' scripts may read.
OPEN_TO_ALL = (".xml", ".atom", ".opml", ".ics", ".json", ".jsonl", ".geojson", ".csv", ".rdf")

FOR_EVER = "public, max-age=31536000, immutable"
ASK_FIRST = "no-cache"
# What whoever wants anything else than to read is answered.
METHODS = "GET, HEAD"
READ_ONLY = "Här går det bara att läsa."
# Apache shows a file of the site; a text of its own would go out with the wrong letters and the wrong Allow.
READ_ONLY_FILE = "405.txt"
# How a name ends that tells of the file's bytes: our own, and those of the pieces of the search index.
SEARCH_PIECE = r"\.pf_(filter|fragment|index|meta)"
FINGERPRINTS = (r"\.[0-9a-f]{10}\.[a-z0-9]+", SEARCH_PIECE)
_FINGERPRINTED = re.compile(f"({'|'.join(FINGERPRINTS)})$")


def accepts(encoding: str) -> str:
    """A regular expression for the Accept-Encoding of a reader who takes `encoding`: it is named, and not with q=0."""
    return rf"\b{encoding}\b(?!\s*;\s*q=0(\.0*)?\s*(,|$))"


_POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors {frames}"
)
# The search is WebAssembly, so its page and its files may compile that, and nothing else may.
WITH_WASM = "/(sok|pagefind)/"
SCRIPTS = "'self'"
SCRIPTS_WITH_WASM = f"{SCRIPTS} 'wasm-unsafe-eval'"

# Only the boxes may be shown in a frame, and only by the hosts that the settings name.
FRAMED_BY_NONE = "'none'"
NO_FRAME = "X-Frame-Options"

HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "strict-origin-when-cross-origin",
    "Permissions-Policy": "camera=(), geolocation=(), interest-cohort=(), microphone=(), payment=(), usb=()",
    NO_FRAME: "DENY",
    "Cross-Origin-Opener-Policy": "same-origin",
}


def original(path: str) -> str:
    """The file that a precompressed one stands beside: `a/index.html.br` → `a/index.html`."""
    stem, ending = PurePosixPath(path).with_suffix("").as_posix(), PurePosixPath(path).suffix
    return stem if ending in ENCODINGS else path


def encoding(path: str) -> str | None:
    """The Content-Encoding of a precompressed file, None for any other."""
    return ENCODINGS.get(PurePosixPath(path).suffix)


def content_type(path: str) -> str:
    """The Content-Type that `path` (rooted in the site) is served with."""
    name = PurePosixPath(original(path))
    return SITEMAP_TYPE if re.fullmatch(SITEMAP, name.name) else TYPES.get(name.suffix, OTHER_TYPE)


def caching(path: str) -> str:
    """The Cache-Control: for ever where the name has a fingerprint, else ask each time (and be answered 304)."""
    return FOR_EVER if is_fingerprinted(path) else ASK_FIRST


def is_fingerprinted(path: str) -> bool:
    """Whether the bytes at `path` can never change, since its name tells of them."""
    return _FINGERPRINTED.search(original(path)) is not None


def is_compressible(path: str) -> bool:
    """Whether `path` gains from being compressed."""
    return PurePosixPath(path).suffix in COMPRESSED


def may_be_framed(path: str, framed_by: Sequence[str]) -> bool:
    """Whether `path` (rooted in the site) is of a box, and anyone may show it in a frame."""
    return bool(framed_by) and path.startswith(BOXES)


def headers(path: str, framed_by: Sequence[str] = ()) -> dict[str, str]:
    """The headers of `path` that protect the reader, but for its policy."""
    return {name: value for name, value in HEADERS.items() if name != NO_FRAME or not may_be_framed(path, framed_by)}


def policy(path: str, framed_by: Sequence[str] = ()) -> str:
    """The Content-Security-Policy of `path`."""
    frames = " ".join(framed_by) if may_be_framed(path, framed_by) else FRAMED_BY_NONE
    return policy_of(SCRIPTS_WITH_WASM if re.search(WITH_WASM, f"/{path}") else SCRIPTS, frames)


def policy_of(scripts: str, frames: str = FRAMED_BY_NONE) -> str:
    """The Content-Security-Policy that lets `scripts` run and `frames` show it: sources, or a server's name for them."""
    return _POLICY.format(scripts=scripts, frames=frames)
