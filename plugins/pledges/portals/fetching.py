"""One portal's files, over https: asked for only where they have changed, and never more, longer or elsewhere than allowed.

Nothing that a portal answers is believed here. It can cost a bounded number of bytes and seconds; it cannot lead the
asking machine to another host, nor to what only that machine reaches; and what is packed may not unpack to more than a
file may be.
"""

import http.client
import ipaddress
import socket
import ssl
import threading
import time
import zlib
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self
from urllib.parse import quote, urljoin, urlsplit

_REDIRECTS = 3
_PIECE = 64 * 1024
_SILENCE = 15.0  # seconds without a byte
_FOUND, _UNCHANGED = 200, 304
_ELSEWHERE = (301, 302, 303, 307, 308)
_NAT64 = ipaddress.ip_network("64:ff9b::/96")


class FetchError(Exception):
    """What was wrong with the portal, or its answer: a Swedish clause without a full stop."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """What one portal may cost: the bytes of all its files, unpacked, and the seconds that they take."""

    size: int = 256 * 1024 * 1024
    seconds: float = 300.0


@dataclass(frozen=True, slots=True)
class Fetched:
    """A file, and what to ask with next time so that it is sent only if it has changed."""

    body: bytes
    etag: str = ""
    modified: str = ""


def is_public(address: str) -> bool:
    """Whether an IP address is one of the internet's own: not this machine, its network, or one in disguise."""
    ip = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(ip, ipaddress.IPv6Address) and (ip.ipv4_mapped or ip.sixtofour or ip.teredo or ip in _NAT64):
        return False
    return ip.is_global and not ip.is_multicast


class Visit:
    """A visit to the portal at `base`. One connection is kept; everything asked for counts against the same bounds.

    `inside` says that the portal lies on the host's own network: then private addresses and http are in order.
    """

    def __init__(self, base: str, *, inside: bool = False, bounds: Bounds | None = None) -> None:
        bounds = bounds or Bounds()
        self._base = urlsplit(base)
        self._inside = inside
        self._left = bounds.size
        self._end = time.monotonic() + bounds.seconds
        self._connection: _Connection | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._close()

    def get(self, path: str, *, limit: int, etag: str = "", modified: str = "") -> Fetched | None:
        """The file at `path` of the portal, at most `limit` bytes; None where it is as `etag` and `modified` say.

        Raises FetchError.
        """
        asked = f"{self._base.path.rstrip('/')}/{quote(path)}"
        # Apache names what it packs by another name than it asks for: the plain name is known to it.
        names = ", ".join(dict.fromkeys((etag, etag.replace('-gzip"', '"'))))
        conditions = {"If-None-Match": names, "If-Modified-Since": modified}
        headers = {name: value for name, value in conditions.items() if value}
        for _ in range(_REDIRECTS + 1):
            answer = self._ask(asked, headers, min(limit, self._left))
            if isinstance(answer, str):
                asked = self._led(asked, answer)
                continue
            if answer is not None:
                self._left -= len(answer.body)
            return answer
        raise FetchError("den leder vidare för många gånger")

    def _led(self, asked: str, location: str) -> str:
        """Where a redirect leads within the portal's own host. Raises FetchError where it leads elsewhere."""
        here = self._base._replace(path=asked, query="", fragment="").geturl()
        try:
            there = urlsplit(urljoin(here, location))
            same = (there.scheme, there.netloc) == (self._base.scheme, self._base.netloc)
        except ValueError:
            same = False
        if not same:
            raise FetchError(f"den leder vidare till en annan plats än sin egen ({location[:100]!r})")
        return f"{there.path}?{there.query}" if there.query else there.path

    def _ask(self, asked: str, headers: dict[str, str], limit: int) -> Fetched | str | None:
        """A file, where it is said to be instead, or None where it is unchanged."""
        seconds = self._end - time.monotonic()
        is_cut = threading.Event()

        def cut() -> None:
            # What drips a byte at a time is never silent, so nothing but the clock stops it.
            is_cut.set()
            if self._connection is not None and self._connection.opened is not None:
                with suppress(OSError):
                    self._connection.opened.shutdown(socket.SHUT_RDWR)

        clock = threading.Timer(max(seconds, 0.0), cut)
        clock.daemon = True
        clock.start()
        try:
            answer = self._answer(asked, headers, limit)
        except FetchError:
            self._close()
            raise
        except (OSError, http.client.HTTPException, ValueError) as error:
            self._close()
            raise FetchError("den svarade för långsamt" if is_cut.is_set() else _in_words(error)) from None
        finally:
            clock.cancel()
        if is_cut.is_set():
            self._close()
            raise FetchError("den svarade för långsamt")
        return answer

    def _answer(self, asked: str, headers: dict[str, str], limit: int) -> Fetched | str | None:
        connection = self._connected()
        sent = {"Accept-Encoding": "gzip", "User-Agent": "medborgarloften", **headers}
        try:
            connection.request("GET", asked, headers=sent)
            answer = connection.getresponse()
        except (http.client.RemoteDisconnected, BrokenPipeError, ConnectionResetError):
            # A kept connection may have been closed meanwhile.
            self._close()
            connection = self._connected()
            connection.request("GET", asked, headers=sent)
            answer = connection.getresponse()
        if answer.status == _UNCHANGED and headers:
            answer.read()
            return None
        if answer.status in _ELSEWHERE:
            self._close()
            return answer.headers.get("Location", "")
        if answer.status != _FOUND:
            self._close()
            raise FetchError(f"den svarade {answer.status} på {asked}")
        body = _read(answer, limit)
        return Fetched(body, answer.headers.get("ETag", "")[:200], answer.headers.get("Last-Modified", "")[:100])

    def _connected(self) -> "_Connection":
        if self._connection is None:
            kind = _TlsConnection if self._base.scheme == "https" else _Connection
            self._connection = kind(self._base.hostname or "", self._base.port, timeout=_SILENCE)
            self._connection.open = self._open
        return self._connection

    def _open(self, host: str, port: int) -> socket.socket:
        """A socket to `host`: to an address that has been looked at, so that no name can mean another afterwards."""
        found = [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
        if not self._inside and (private := [one for one in found if not is_public(one)]):
            raise FetchError(f"adressen leder till {private[0]}, som inte ligger på internet")
        for number, address in enumerate(found, 1):
            try:
                return socket.create_connection((address, port), timeout=_SILENCE)
            except OSError:
                if number == len(found):
                    raise
        raise FetchError("adressen leder ingenstans")

    def _close(self) -> None:
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class _Connection(http.client.HTTPConnection):
    """A connection whose socket is opened by whoever has looked at the address.

    `opened` is the socket also while an answer is read that ends with the connection, when `sock` is none.
    """

    open: Callable[[str, int], socket.socket]
    opened: socket.socket | None = None

    def connect(self) -> None:
        self.opened = self.sock = self.open(self.host, self.port)


class _TlsConnection(_Connection):
    default_port = http.client.HTTPS_PORT

    def connect(self) -> None:
        """The handshake is made when the socket has its place, where the clock finds it."""
        secured = ssl.create_default_context().wrap_socket(
            self.open(self.host, self.port), server_hostname=self.host, do_handshake_on_connect=False
        )
        self.opened = self.sock = secured
        secured.do_handshake()


def _read(answer: http.client.HTTPResponse, limit: int) -> bytes:
    """The body, unpacked. Raises FetchError where it is more than `limit` bytes, packed or not."""
    encoding = answer.headers.get("Content-Encoding", "identity").lower()
    if encoding not in ("identity", "gzip"):
        raise FetchError(f"den svarade packat som {encoding[:20]!r}")
    unpack = zlib.decompressobj(zlib.MAX_WBITS | 16) if encoding == "gzip" else None
    body, sent = bytearray(), 0
    while piece := answer.read(_PIECE):
        sent += len(piece)
        try:
            body += piece if unpack is None else unpack.decompress(piece, limit + 1 - len(body))
        except zlib.error:
            raise FetchError("det som den svarade går inte att packa upp") from None
        if sent > limit or len(body) > limit:
            raise FetchError(f"en fil är större än {limit // 1024} kB")
    if unpack is not None and not unpack.eof:
        raise FetchError("svaret avbröts")
    return bytes(body)


def _in_words(error: Exception) -> str:
    if isinstance(error, ssl.SSLError):
        return f"anslutningen är inte säker ({error.reason or error})"
    if isinstance(error, TimeoutError):
        return "den svarar inte"
    if isinstance(error, socket.gaierror):
        return "adressen finns inte"
    if isinstance(error, OSError):
        return f"den går inte att nå ({error.strerror or error})"
    return "svaret går inte att förstå"
