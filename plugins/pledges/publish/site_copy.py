"""A copy of the portal, as it is asked for file by file: in a folder, or on the web as a browser meets it.

What comes from the web is another's: each answer is bounded in time and in bytes, and no redirect is followed.
"""

import time
import zlib
from collections.abc import Iterator
from dataclasses import KW_ONLY, dataclass
from http import HTTPStatus
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Protocol
from urllib.error import HTTPError, URLError
from urllib.parse import quote, unquote, urljoin
from urllib.request import HTTPRedirectHandler, Request, build_opener

import brotli  # type: ignore[import-untyped]

from pledges.incremental.scan import files_under
from pledges.publish import manifest as manifests
from pledges.publish.server_headers import ENCODINGS, is_fingerprinted

LARGEST = 64 * 1024 * 1024
_SILENCE = 20  # seconds without a byte
_LONGEST = 60  # seconds for a whole file
_TRIES = 2
_PAUSE = 1.0
_CHUNK = 64 * 1024
_INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Given:
    """What a copy gives for a path: its bytes, or the address that it leads on to, or in Swedish why there is neither.

    `is_lost` where the copy could not be reached at all, so that the next path is likely to go the same way.
    """

    data: bytes | None = None
    _: KW_ONLY
    leads_to: str = ""
    why: str = ""
    is_lost: bool = False


class SiteCopy(Protocol):
    """Where files are asked for by their path in the site."""

    def get(self, path: str) -> Given:
        """What lies at `path`."""

    def extra(self, listed: frozenset[str]) -> Iterator[str]:
        """The files that a visitor could be given and that are not `listed`, where all can be seen."""


def copy_at(place: str) -> SiteCopy:
    """The copy at `place`: a web address, or a folder."""
    return WebCopy(place) if place.startswith(("http://", "https://")) else FolderCopy(Path(place))


class FolderCopy:
    """A copy in a folder. A compressed sibling is what most visitors are given, and must be the same file."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def get(self, path: str) -> Given:
        place = self.folder / path
        try:
            data = place.read_bytes()
            for ending, encoding in ENCODINGS.items():
                sibling = place.with_name(f"{place.name}{ending}")
                if sibling.exists() and _unpacked(sibling.read_bytes(), encoding) != data:
                    return Given(why=f"{path}{ending} är inte samma sida")
        except FileNotFoundError:
            return Given(why="saknas")
        except (OSError, ValueError) as error:
            return Given(why=f"går inte att läsa: {error}")
        return Given(data)

    def extra(self, listed: frozenset[str]) -> Iterator[str]:
        made = manifests.read(self.folder)
        # Old assets stay at the target for those who have an old page open.
        carried = (
            {path for path, entry in made.files.items() if entry.age and is_fingerprinted(path)} if made else set()
        )
        yield from sorted(frozenset(files_under(self.folder)) - listed - carried)


class _Stay(HTTPRedirectHandler):
    """Follows no redirect: where one leads is looked at instead."""

    def redirect_request(self, *_: object) -> None:
        return None


class WebCopy:
    """A copy on the web at `address`, asked for what a browser asks for."""

    def __init__(self, address: str) -> None:
        self.base = f"{address.rstrip('/')}/"
        self._opener = build_opener(_Stay())

    def get(self, path: str) -> Given:
        """What is answered; asked for once more where nothing was."""
        given = Given()
        for number in range(_TRIES):
            if number:
                time.sleep(_PAUSE)
            given = self._asked(path)
            if not given.is_lost:
                break
        return given

    def extra(self, listed: frozenset[str]) -> Iterator[str]:
        """None: nobody can see all that lies on a server."""
        yield from ()

    def _asked(self, path: str) -> Given:
        page = path.removesuffix(_INDEX) if path == _INDEX or path.endswith(f"/{_INDEX}") else path
        request = Request(
            f"{self.base}{quote(page)}", headers={"Accept-Encoding": "br, gzip", "User-Agent": "make verify"}
        )
        try:
            with self._opener.open(request, timeout=_SILENCE) as answer:
                return Given(_body(answer))
        except HTTPError as error:
            with error:
                return self._other(error)
        except TimeoutError:
            return Given(why="svarade inte i tid", is_lost=True)
        except (URLError, OSError, HTTPException) as error:
            return Given(why=f"gick inte att hämta ({_in_short(error)})", is_lost=True)
        except ValueError as error:
            return Given(why=str(error))

    def _other(self, answer: HTTPError) -> Given:
        """What is given with another status than 200: a removed page's notice comes with 410, and that there is none with 404."""
        target = answer.headers.get("Location")
        if target:
            there = unquote(urljoin(answer.url, target))
            return Given(leads_to=there.removeprefix(unquote(self.base)))
        if answer.code >= HTTPStatus.INTERNAL_SERVER_ERROR or answer.code == HTTPStatus.TOO_MANY_REQUESTS:
            return Given(why=f"servern svarade {answer.code}", is_lost=True)
        why = "saknas" if answer.code == HTTPStatus.NOT_FOUND else f"servern svarade {answer.code}"
        try:
            return Given(_body(answer), why=why)
        except (OSError, HTTPException, ValueError):
            return Given(why=why)


def _in_short(error: Exception) -> str:
    reason = getattr(error, "reason", None) or error
    return str(getattr(reason, "strerror", None) or reason or type(error).__name__)


def _body(answer: HTTPResponse | HTTPError) -> bytes:
    """All of an answer, unpacked. Raises ValueError for one that is too large or can't be unpacked, and TimeoutError."""
    until = time.monotonic() + _LONGEST
    data = bytearray()
    while chunk := answer.read1(_CHUNK):
        data += chunk
        if len(data) > LARGEST:
            raise ValueError("är för stor")
        if time.monotonic() > until:
            raise TimeoutError
    length = answer.headers.get("Content-Length")
    if length is not None and length.isdecimal() and int(length) != len(data):
        raise OSError("svaret bröts")
    return _unpacked(bytes(data), answer.headers.get("Content-Encoding", ""))


def _unpacked(data: bytes, encoding: str) -> bytes:
    """The bytes that were compressed. Raises ValueError where they can't be had, or are too many."""
    try:
        if encoding == "gzip":
            plain = zlib.decompressobj(31).decompress(data, LARGEST + 1)
        elif encoding == "br":
            plain = bytes(brotli.Decompressor().process(data, output_buffer_limit=LARGEST + 1))
        else:
            plain = data
    except (zlib.error, brotli.error):
        raise ValueError("går inte att packa upp") from None
    if len(plain) > LARGEST:
        raise ValueError("är för stor")
    return plain
