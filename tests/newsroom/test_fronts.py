"""The web servers in front of a served editor, each with the configuration in hosting/: what they let through, and what not."""

import http.client
import re
import shutil
import socket
import ssl
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager
from pathlib import Path

import pytest

from pledges.content.geography import load
from pledges.editing.gate import MOST_BYTES
from pledges.newsroom.settings import ServedSettings, read_served
from support import programs
from support.depth import PATIENCE
from support.provider import served
from support.servers import EDITOR, apache_for_editor, caddy_for_editor, nginx_for_editor, shared_folder
from support.sites import ROOT
from support.way_in import HEADER, made

EXAMPLE = (ROOT / "hosting/redigera/redigering.toml").read_text(encoding="utf-8")
Front = Callable[[Path, Path], AbstractContextManager[int]]


def asked(
    port: int, method: str, path: str, headers: dict[str, str], body: bytes = b""
) -> tuple[int, dict[str, str], str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
    try:
        connection.request(method, path, body, {"Host": EDITOR, **headers})
        answer = connection.getresponse()
        return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read().decode()
    finally:
        connection.close()


@contextmanager
def editor(work: Path, site: str) -> Iterator[Path]:
    """An editor on a socket that a server under another user may open, where the web server in front logs people in."""
    own = work / "eget"
    own.mkdir()
    listening = socket.socket(socket.AF_UNIX)
    listening.bind(str(work / "r.sock"))
    (work / "r.sock").chmod(0o666)
    with served(made(own, HEADER, site=site).gate, sock=listening):
        yield work / "r.sock"


@pytest.mark.parametrize("front", [nginx_for_editor, apache_for_editor, caddy_for_editor])
def test_who_says_that_they_are_somebody_from_outside_is_not_believed(front: Front) -> None:
    with shared_folder() as work, editor(work, f"https://{EDITOR}") as listening, front(listening, work) as port:
        for name in ("X-Inloggad", "x-inloggad", "X_Inloggad"):
            status, headers, text = asked(port, "GET", "/logga-in", {name: "anna01"})
            assert (status, "säger inte vem du är" in text) == (403, True), name
            assert "set-cookie" not in headers
        assert headers.get("server", "").partition("/")[0] in ("", "nginx", "Apache")
        assert "/" not in headers.get("server", ""), "no version is told"
        status, headers, _ = asked(port, "GET", "/redigera/pledge/ale/2019?x=%2F", {})
        assert (status, headers["location"]) == (303, "/logga-in?till=%2Fredigera%2Fpledge%2Fale%2F2019%3Fx%3D%252F")
        assert headers["strict-transport-security"]
        if front is nginx_for_editor:  # the others wait for what was said to come
            said = {"Origin": f"https://{EDITOR}", "Content-Length": str(MOST_BYTES + 1)}
            assert asked(port, "POST", "/logga-ut", said)[0] == 413


def test_nginx_ends_tls_in_front_of_the_editor() -> None:
    with ExitStack() as stack:
        work = stack.enter_context(shared_folder())
        listening = stack.enter_context(editor(work, f"https://{EDITOR}"))
        port = stack.enter_context(nginx_for_editor(listening, work, tls=True))
        trusted = ssl.create_default_context(cafile=str(work / "cert.pem"))
        plain = socket.create_connection(("127.0.0.1", port), PATIENCE)
        connection = stack.enter_context(trusted.wrap_socket(plain, server_hostname=EDITOR))
        connection.sendall(f"GET / HTTP/1.1\r\nHost: {EDITOR}\r\nConnection: close\r\n\r\n".encode())
        answer = b"".join(iter(lambda: connection.recv(65536), b"")).decode()
        assert answer.startswith("HTTP/1.1 303 ")


def test_the_example_of_the_settings_is_read_and_names_every_key(tmp_path: Path) -> None:
    (tmp_path / "hemlighet").write_text("hemligt")
    (tmp_path / "hemlighet").chmod(0o600)
    path = tmp_path / "redigering.toml"
    path.write_text(EXAMPLE, encoding="utf-8")
    settings = read_served(path, load())
    assert settings.host == EDITOR
    every = EXAMPLE.replace("# [mail]", "[mail]")
    for line in ("host", "port", "sender", "starttls"):
        every = re.sub(rf"^# ({line} = )", r"\1", every, flags=re.M)
    path.write_text(every, encoding="utf-8")
    assert read_served(path, load()).mail is not None
    by_header = re.sub(r'(?s)kind = "oidc".*?# \[login\]\n', "", every)
    for line in ("kind", "name", "secret_header", "secret_file"):
        by_header = re.sub(rf"^# ({line} = )", r"\1", by_header, flags=re.M)
    path.write_text(by_header, encoding="utf-8")
    assert read_served(path, load()).login.kind == "header"
    for name in ServedSettings.model_fields:
        assert re.search(rf"^\W*{name}\b", EXAMPLE, re.M), name


def test_systemd_understands_the_editors_unit(tmp_path: Path) -> None:
    programs.need("systemd-analyze")

    shutil.copy(ROOT / "hosting/redigera/redigering.service", tmp_path)
    done = subprocess.run(
        [programs.find("systemd-analyze") or "", "verify", str(tmp_path / "redigering.service")],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert [line for line in done.stderr.splitlines() if "redigering." in line and "User" not in line] == []
