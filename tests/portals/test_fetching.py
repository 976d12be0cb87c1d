"""What a hostile or a broken server can do: cost a bounded time and size, lead nowhere else, and be told of in words."""

import gzip
import socket
import subprocess
import threading
import time
import tracemalloc
import zlib
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

import pytest

from pledges.portals.fetching import Bounds, FetchError, Visit, is_public
from support.other_portals import Handler, PortalServer, answer, drip, serving
from support.programs import need
from support.servers import free_port


@pytest.fixture
def server() -> Iterator[PortalServer]:
    with serving({"a.json": b"[1]"}) as portal:
        yield portal


def visit(portal: PortalServer, **bounds: float) -> Visit:
    return Visit(portal.address, inside=True, bounds=Bounds(**bounds) if bounds else None)  # type: ignore[arg-type]


def test_what_has_not_changed_is_not_sent_again(server: PortalServer) -> None:
    with visit(server) as visiting:
        first = visiting.get("a.json", limit=100)
        assert first is not None
        assert first.body == b"[1]"
        assert visiting.get("a.json", limit=100, etag=first.etag) is None
        server.files["a.json"] = b"[2]"
        again = visiting.get("a.json", limit=100, etag=first.etag)
    assert again is not None
    assert again.body == b"[2]"
    assert server.asked == [("/a.json", 200), ("/a.json", 304), ("/a.json", 200)]


def test_what_is_packed_is_unpacked(server: PortalServer) -> None:
    server.answers["/a.json"] = answer(200, gzip.compress(b"[3]"), Content_Encoding="gzip")
    with visit(server) as visiting:
        got = visiting.get("a.json", limit=100)
    assert got is not None
    assert got.body == b"[3]"


def test_a_connection_that_was_closed_meanwhile_is_opened_anew(server: PortalServer) -> None:
    def last(handler: Handler) -> None:
        answer(200, b"[4]")(handler)
        handler.close_connection = True

    server.answers["/b.json"] = last
    with visit(server) as visiting:
        assert visiting.get("b.json", limit=100) is not None
        assert visiting.get("a.json", limit=100) is not None


def _bomb() -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
    return packer.compress(b" " * 30_000_000) + packer.flush()


REFUSED = {
    "too much": (answer(200, b"x" * 2000), "en fil är större än 1 kB"),
    "a bomb": (answer(200, _bomb(), Content_Encoding="gzip"), "en fil är större än 1 kB"),
    "packed wrongly": (answer(200, b"no", Content_Encoding="gzip"), "det som den svarade går inte att packa upp"),
    "packed and cut": (answer(200, gzip.compress(b"[1]")[:-9], Content_Encoding="gzip"), "svaret avbröts"),
    "packed in another way": (answer(200, b"x", Content_Encoding="br"), "den svarade packat som 'br'"),
    "not found": (answer(404), "den svarade 404 på /x"),
    "to another host": (
        answer(302, Location="http://169.254.169.254/latest/meta-data/"),
        "den leder vidare till en annan plats än sin egen ('http://169.254.169.254/latest/meta-data/')",
    ),
    "to a file": (answer(302, Location="file:///etc/passwd"), "den leder vidare till en annan plats än sin egen"),
    "to another port": (answer(302, Location="//127.0.0.1:22/"), "den leder vidare till en annan plats än sin egen"),
    "to nothing that is an address": (answer(302, Location="http://[x/"), "den leder vidare till en annan plats"),
    "round and round": (answer(302, Location="/x"), "den leder vidare för många gånger"),
    "unchanged without being asked": (answer(304), "den svarade 304 på /x"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_an_answer_that_is_too_much_or_leads_elsewhere_is_refused(case: str, server: PortalServer) -> None:
    server.answers["/x"], said = REFUSED[case]
    with visit(server) as visiting, pytest.raises(FetchError) as error:
        visiting.get("x", limit=1024)
    assert str(error.value).startswith(said)


def test_a_bomb_is_not_unpacked_to_be_found_too_large(server: PortalServer) -> None:
    server.answers["/x"] = answer(200, _bomb(), Content_Encoding="gzip")
    tracemalloc.start()
    with visit(server) as visiting, pytest.raises(FetchError):
        visiting.get("x", limit=1024)
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 5_000_000


def test_within_the_portal_a_redirect_is_followed(server: PortalServer) -> None:
    server.answers["/x"] = answer(301, Location="a.json")
    with visit(server) as visiting:
        got = visiting.get("x", limit=100)
    assert got is not None
    assert got.body == b"[1]"


def test_all_files_together_have_a_bound(server: PortalServer) -> None:
    server.files["a.json"] = b"x" * 600
    with visit(server, size=1000) as visiting:
        assert visiting.get("a.json", limit=800) is not None
        with pytest.raises(FetchError, match="större än"):
            visiting.get("a.json", limit=800)


def _drip_headers(handler: Handler) -> None:
    with suppress(OSError):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\nX: ")
        for _ in range(1200):
            handler.wfile.write(b"x")
            handler.wfile.flush()
            time.sleep(0.05)


@pytest.mark.parametrize("dripping", [drip, _drip_headers])
def test_what_drips_is_cut_off(dripping: object, server: PortalServer) -> None:
    server.answers["/x"] = dripping  # type: ignore[assignment]
    began = time.monotonic()
    with visit(server, seconds=0.3) as visiting, pytest.raises(FetchError, match="den svarade för långsamt"):
        visiting.get("x", limit=1024)
    assert time.monotonic() - began < 30, "it was waited for to its end, a minute later"


def test_nobody_there_is_told_of() -> None:
    with (
        Visit(f"http://127.0.0.1:{free_port()}", inside=True) as visiting,
        pytest.raises(FetchError, match="går inte att nå"),
    ):
        visiting.get("x", limit=10)


def test_what_is_no_web_server_is_told_of() -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        listening.settimeout(5)
        base = f"http://127.0.0.1:{listening.getsockname()[1]}"

        def speak() -> None:
            with listening.accept()[0] as there:
                there.recv(1000)
                there.sendall(b"SSH-2.0-OpenSSH\r\n\r\n")

        thread = threading.Thread(target=speak)
        thread.start()
        with Visit(base, inside=True) as visiting, pytest.raises(FetchError, match="svaret går inte att förstå"):
            visiting.get("x", limit=10)
        thread.join()


@pytest.mark.parametrize("trusted", [True, False])
def test_over_https_the_portal_must_prove_who_it_is(
    trusted: bool, server: PortalServer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    need("openssl")
    request = [
        "req",
        "-x509",
        "-newkey",
        "ec",
        "-pkeyopt",
        "ec_paramgen_curve:prime256v1",
        "-nodes",
        "-days",
        "1",
        "-subj",
        "/CN=localhost",
    ]
    made = ["-addext", "subjectAltName=DNS:localhost", "-keyout", tmp_path / "key", "-out", tmp_path / "cert"]
    subprocess.run(["openssl", *request, *made], check=True, capture_output=True)
    server.secure(tmp_path / "cert", tmp_path / "key")
    if trusted:
        monkeypatch.setenv("SSL_CERT_FILE", str(tmp_path / "cert"))
    with Visit(server.address, inside=True) as visiting:
        if trusted:
            got = visiting.get("a.json", limit=100)
            assert got is not None
            assert got.body == b"[1]"
        else:
            with pytest.raises(FetchError, match="anslutningen är inte säker"):
                visiting.get("a.json", limit=100)


def test_a_portal_of_the_internet_does_not_lead_to_this_machine(server: PortalServer) -> None:
    with Visit(server.address) as visiting, pytest.raises(FetchError) as error:
        visiting.get("a.json", limit=100)
    assert str(error.value) == "adressen leder till 127.0.0.1, som inte ligger på internet"
    assert server.asked == []


@pytest.mark.parametrize(
    ("address", "public"),
    [
        ("192.36.148.17", True),
        ("2001:67c:190::1", True),
        ("10.0.0.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("::1", False),
        ("fe80::1%eth0", False),
        ("::ffff:127.0.0.1", False),
        ("2002:7f00:1::", False),
        ("64:ff9b::7f00:1", False),
    ],
)
def test_which_addresses_are_of_the_internet(address: str, public: bool) -> None:
    assert is_public(address) is public
