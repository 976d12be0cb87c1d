"""Deploying to other machines, on real servers here: rsync over SSH, SFTP, and S3-compatible storage with rclone."""

import os
import subprocess
import time
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from pledges.__main__ import main
from pledges.history.redirects import Redirects
from pledges.publish import manifest, server_headers
from support import programs, servers
from support.interrupted import dead_links, killed
from support.servers import Answer
from support.small_site import FILES, STYLE, changed, page, publish_small


@pytest.fixture(scope="module")
def reached() -> Iterator[tuple[Path, Path]]:
    """(a folder, the settings with which ssh reaches the host `prov` on this machine)."""
    with servers.shared_folder() as work, servers.ssh_server(work) as (_, settings):
        yield work, settings


def test_over_ssh_as_to_a_folder(
    reached: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    programs.need("rsync")
    _, settings = reached
    web = tmp_path / "web"
    words = [str(tmp_path / "site"), f"ssh://prov{web}", "--ssh-config", str(settings)]
    publish_small(tmp_path / "site")
    assert main(["deploy", *words]) == 0
    assert "Utgåva 1 ligger ute." in capsys.readouterr().out
    assert main(["verify", str(web / "current")]) == 0
    assert main(["deploy", *words]) == 0
    assert "Inget har ändrats sedan sist" in capsys.readouterr().out

    time.sleep(1.1)
    publish_small(tmp_path / "site", changed())
    assert main(["deploy", *words]) == 0
    old, new = web / "releases/000001", web / "releases/000002"
    assert (web / "current").resolve() == new
    assert (old / "kommuner/index.html").stat().st_ino == (new / "kommuner/index.html").stat().st_ino
    assert (new / STYLE).stat().st_ino == (old / STYLE).stat().st_ino
    assert not (new / "om").exists()
    assert main(["verify", str(web / "current")]) == 0

    assert main(["restore", f"ssh://prov{web}", "--ssh-config", str(settings)]) == 0
    assert (web / "current").resolve() == web / "releases/000003"
    assert (web / "current/index.html").read_text() == FILES["index.html"]
    assert main(["verify", str(web / "current")]) == 0

    publish_small(tmp_path / "site", FILES, Redirects({}, ("om/",)))
    assert main(["deploy", *words]) == 0
    assert [path.name for path in (web / "releases").iterdir()] == ["000004"]


@pytest.mark.parametrize("delay", [0.3, 0.5])
def test_over_ssh_killed_it_is_the_old_site_or_the_new(
    reached: tuple[Path, Path], tmp_path: Path, delay: float
) -> None:
    programs.need("rsync")
    _, settings = reached
    web = tmp_path / "web"
    words = ["deploy", str(tmp_path / "site"), f"ssh://prov{web}", "--ssh-config", str(settings)]
    publish_small(tmp_path / "site")
    assert main(words) == 0
    publish_small(tmp_path / "site", changed())
    killed(words, delay)
    assert main(["verify", str(web / "current")]) == 0
    assert main(words) == 0
    assert "Provstad 1" in (web / "current/index.html").read_text()
    assert main(["verify", str(web / "current")]) == 0


def test_by_sftp_changed_files_only(reached: tuple[Path, Path], tmp_path: Path) -> None:
    _, settings = reached
    web = tmp_path / "webb hotell"
    words = ["deploy", str(tmp_path / "site"), f"sftp://prov{web}", "--ssh-config", str(settings)]
    publish_small(tmp_path / "site")
    assert main(words) == 0
    assert main(["verify", str(web)]) == 0
    before = {path: (web / path).stat().st_ino for path in manifest.files_under(web)}
    publish_small(tmp_path / "site", changed())
    assert main(words) == 0
    after = {path: (web / path).stat().st_ino for path in manifest.files_under(web)}
    assert main(["verify", str(web)]) == 0
    same = {path for path in after if after[path] == before.get(path)}
    assert {"kommuner/index.html", "kommuner/index.html.br", STYLE, ".htaccess"} <= same
    assert "index.html" not in same
    assert not (web / "om").exists(), "the emptied folder goes too"
    assert dead_links(web) == []


@pytest.mark.parametrize("delay", [0.2, 0.3, 0.4])
def test_by_sftp_killed_every_page_works_and_the_next_run_completes(
    reached: tuple[Path, Path], tmp_path: Path, delay: float
) -> None:
    _, settings = reached
    web = tmp_path / "web"
    words = ["deploy", str(tmp_path / "site"), f"sftp://prov{web}", "--ssh-config", str(settings)]
    publish_small(tmp_path / "site", compress=False)
    assert main(words) == 0
    publish_small(tmp_path / "site", changed(), compress=False)
    killed(words, delay)
    assert dead_links(web) == []
    assert main(words) == 0
    assert main(["verify", str(web)]) == 0


def test_a_host_that_does_not_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    programs.need("ssh")
    publish_small(tmp_path / "site")
    for kind in ("ssh", "sftp"):
        target = f"{kind}://127.0.0.1:{servers.free_port()}/srv/loften"
        assert main(["deploy", str(tmp_path / "site"), target]) == 1
        printed = capsys.readouterr().err
        assert printed.startswith(f"{kind} misslyckades: ")
        assert "Kör samma kommando igen." in printed


@pytest.fixture(scope="module")
def lager() -> Iterator[tuple[Path, Mapping[str, str]]]:
    """(a folder, the environment in which rclone calls storage on this machine `lager:`)."""
    programs.need("rclone")
    with servers.shared_folder() as work, servers.storage(work) as environment:
        yield work, environment


def rclone(environment: Mapping[str, str], *words: str) -> str:
    done = subprocess.run(["rclone", *words], env={**os.environ, **environment}, capture_output=True, check=True)
    return done.stdout.decode()


def test_to_storage_with_the_right_words_on_each_object(
    lager: tuple[Path, Mapping[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, environment = lager
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    rclone(environment, "mkdir", "lager:loften")
    publish_small(tmp_path / "site")
    words = ["deploy", str(tmp_path / "site"), "s3:lager:loften"]
    assert main(words) == 0
    endpoint = servers.Server("lager", int(environment["RCLONE_CONFIG_LAGER_ENDPOINT"].rpartition(":")[2]))
    for path in manifest.read(tmp_path / "site").files:  # type: ignore[union-attr]
        answer = endpoint.get(f"/loften/{path}")
        assert answer.status == 200, path
        assert answer.headers["content-type"] == server_headers.content_type(path)
        assert answer.headers["cache-control"] == server_headers.caching(path)
        assert answer.headers.get("content-encoding") == server_headers.encoding(path)
        assert answer.body == (tmp_path / "site" / path).read_bytes()
    when = rclone(environment, "lsl", "lager:loften/kommuner/index.html")

    publish_small(tmp_path / "site", changed())
    assert main(words) == 0
    there = set(rclone(environment, "lsf", "-R", "--files-only", "lager:loften").split())
    files = manifest.read(tmp_path / "site").files  # type: ignore[union-attr]
    assert there == {*files, "manifest.json", STYLE, f"{STYLE}.br", f"{STYLE}.gz"}
    assert rclone(environment, "lsl", "lager:loften/kommuner/index.html") == when
    assert "Provstad 1" in endpoint.get("/loften/index.html").body.decode()


def test_a_killed_run_to_storage_is_run_again(
    lager: tuple[Path, Mapping[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, environment = lager
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    rclone(environment, "mkdir", "lager:bruten")
    words = ["deploy", str(tmp_path / "site"), "s3:lager:bruten"]
    publish_small(tmp_path / "site", compress=False)
    assert main(words) == 0
    publish_small(tmp_path / "site", changed(), compress=False)
    for delay in (0.5,):
        killed(words, delay)
        copy = tmp_path / f"copy{delay}"
        rclone(environment, "copy", "lager:bruten", str(copy))
        assert dead_links(copy) == []
    assert main(words) == 0
    rclone(environment, "copy", "lager:bruten", str(tmp_path / "copy"))
    assert main(["verify", str(tmp_path / "copy")]) == 0


def test_nginx_in_front_of_storage(
    lager: tuple[Path, Mapping[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    work, environment = lager
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    rclone(environment, "mkdir", "lager:fram")
    publish_small(work / "web/current")
    assert main(["deploy", str(work / "web/current"), "s3:lager:fram"]) == 0
    port = environment["RCLONE_CONFIG_LAGER_ENDPOINT"].rpartition(":")[2]
    changes = {
        "server lager.example.se:443;": f"server 127.0.0.1:{port};",
        "Host lager.example.se;": f"Host 127.0.0.1:{port};",
        "https://loften_lager": "http://loften_lager",
        "set $loften_hink /loften;": "set $loften_hink /fram;",
        f"{work}/web/.server": f"{work}/web/current/.server",
    }
    with servers.nginx(work / "web/current", work, "s3/loften.conf", changes) as server:

        def ask(path: str, **headers: str) -> Answer:
            return server.get("/" + path.removesuffix("index.html"), **headers)

        for path in (
            "index.html",
            "kommuner/index.html",
            STYLE,
            "flode.xml",
            "bygge.json",
            "kalender.ics",
            "marke.svg",
        ):
            for accepted, expected in (("br, gzip", "br"), ("gzip", "gzip"), ("", None)):
                answer = ask(path, Accept_Encoding=accepted)
                assert answer.status == 200, path
                assert answer.headers["content-type"] == server_headers.content_type(path)
                assert answer.headers["cache-control"] == server_headers.caching(path)
                assert answer.headers["content-security-policy"] == server_headers.policy(path)
                assert answer.headers.get("content-encoding") == (expected if path != "bygge.json" else None)
                assert not [name for name in answer.headers if name.startswith("x-amz")]
            first = ask(path)
            assert first.body == FILES[path].encode()
            assert ask(path, If_None_Match=first.headers["etag"]).status == 304
            assert ask(path).headers.get("access-control-allow-origin") == (
                "*" if path.endswith(server_headers.OPEN_TO_ALL) else None
            )
        part = ask("data/loften.csv", Range="bytes=0-5")
        assert (part.status, part.body) == (206, FILES["data/loften.csv"].encode()[:6])
        assert ask("kommuner").headers["location"] == "/kommuner/"
        assert ask("gammalt/lofte/").headers["location"] == "/kommuner/"
        shorter = ask("kommuner/sida-9/")
        assert (shorter.status, shorter.headers["location"]) == (302, "/kommuner/")
        year = ask("loften/1999/")
        assert (year.status, year.headers["location"]) == (302, "/loften/")
        gone = ask("borta/lofte/")
        assert (gone.status, gone.body) == (410, FILES["borta/lofte/index.html"].encode())
        for path in ("finns/inte/", "finns-inte.css", "finns-inte.png", ".server/nginx.conf"):
            missing = ask(path)
            assert (missing.status, missing.body) == (404, FILES["404.html"].encode()), path
            assert missing.headers["content-type"] == "text/html; charset=utf-8"
        assert server.get("/om/", method="DELETE").status == 405


def test_links_between_the_parts_of_a_site_are_seen(tmp_path: Path) -> None:
    """The tests above rely on this."""
    publish_small(tmp_path, {**FILES, "index.html": page("Provstad", "finns/inte/")})
    assert dead_links(tmp_path) == ["/finns/inte/"]
