"""Deploying to other machines, on real servers here: rsync over SSH, SFTP, and S3-compatible storage with rclone."""

import gzip
import os
import re
import stat
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread

import pytest

from pledges.__main__ import main
from pledges.history.redirects import Redirects
from pledges.incremental import lock
from pledges.incremental.lock import locked
from pledges.incremental.scan import files_under
from pledges.publish import manifest, server_headers
from pledges.publish.deploy import sftp, sole_run
from pledges.publish.deploy.inspection import Inspection
from support import programs, servers
from support.depth import short_or_whole
from support.interrupted import dead_links, killed_after
from support.servers import Answer
from support.simultaneous import at_once
from support.small_site import FEW, FILES, FRAMED_BY, REDIRECTS, STYLE, changed, page, publish_small

SHOWN = {path: text for path, text in FEW.items() if path.endswith((".html", ".css"))}


@pytest.fixture(scope="module")
def reached() -> Iterator[tuple[Path, Path]]:
    """(a folder, the settings with which ssh reaches the host `prov` on this machine)."""
    with servers.shared_folder() as work, servers.ssh_server(work) as (_, settings):
        yield work, settings


@pytest.fixture
def config(reached: tuple[Path, Path]) -> list[str]:
    """What a command is told to reach the host `prov`."""
    return ["--ssh-config", str(reached[1])]


@pytest.fixture
def web(tmp_path: Path) -> Path:
    """The folder there that is deployed to."""
    return tmp_path / "web"


@pytest.fixture(autouse=True)
def a_machine_of_its_own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a machine knows of its own runs lies in a folder of the test's."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))


def test_over_ssh_as_to_a_folder(
    config: list[str], web: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    programs.need("rsync")
    words = [str(tmp_path / "site"), f"ssh://prov{web}", *config]
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

    assert main(["restore", f"ssh://prov{web}", *config]) == 0
    assert (web / "current").resolve() == web / "releases/000003"
    assert (web / "current/index.html").read_text() == FILES["index.html"]
    assert main(["verify", str(web / "current")]) == 0

    publish_small(tmp_path / "site", FILES, Redirects({}, (*REDIRECTS.gone, "om/")))
    assert main(["deploy", *words]) == 0
    assert [path.name for path in (web / "releases").iterdir()] == ["000004"]


def test_releases_over_ssh_and_back_to_one_of_them(
    config: list[str], web: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    programs.need("rsync")
    target = f"ssh://prov{web}"
    for number in (1, 2, 3):
        publish_small(tmp_path / "site", changed(number), compress=False)
        assert main(["deploy", str(tmp_path / "site"), target, *config]) == 0
    capsys.readouterr()
    assert main(["releases", target, *config]) == 0
    rows = [f"{'→' if number == 3 else ' '} {number:4}  2026-11-22  abc123" for number in (1, 2, 3)]
    assert capsys.readouterr().out == "\n".join(rows) + "\n"
    assert main(["restore", target, "1", *config]) == 0
    assert "Utgåva 4 ligger ute." in capsys.readouterr().out
    assert "Provstad 1" in (web / "current/index.html").read_text()
    capsys.readouterr()
    assert main(["deploy", str(tmp_path / "site"), target, *config]) == 1
    assert capsys.readouterr().err.startswith("Någon har gått tillbaka till utgåva 1, och den ligger kvar")
    assert "Provstad 1" in (web / "current/index.html").read_text()
    assert main(["deploy", str(tmp_path / "site"), target, *config, "--latest"]) == 0
    assert main(["restore", target, "4", *config]) == 0
    assert "Det är utgåva 4 igen" in capsys.readouterr().out
    publish_small(tmp_path / "same", changed(1), compress=False)
    assert main(["deploy", str(tmp_path / "same"), target, *config, "--latest"]) == 0
    assert "i stället för utgåva 4" in capsys.readouterr().out
    assert main(["restore", target, "77", *config]) == 1
    assert capsys.readouterr().err == "Utgåva 77 finns inte i prov. De som finns: 1, 2, 3, 4, 5, 6, 7.\n"
    (web / "releases/000002/index.html").write_text("sabbad")
    assert main(["restore", target, "2", *config]) == 1
    assert "000002 (till exempel index.html)" in capsys.readouterr().err
    assert "Provstad 1" in (web / "current/index.html").read_text()
    assert main(["restore", f"sftp://prov{web}", *config]) == 1
    assert main(["releases", f"sftp://prov{web}", *config]) == 1
    assert capsys.readouterr().err.count("Där finns bara den senaste utgåvan.") == 2


@pytest.mark.parametrize("kind", ["ssh", "sftp"])
def test_what_somebody_else_has_changed_there_is_told_and_put_right(
    config: list[str], web: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    programs.need("rsync")
    words = [f"{kind}://prov{web}", *config]
    publish_small(tmp_path / "site", compress=False)
    assert main(["deploy", str(tmp_path / "site"), *words]) == 0
    served = web / "current" if kind == "ssh" else web
    (served / "index.html").write_text("Skoj")
    (served / STYLE).unlink()
    soon = time.time() + 120
    same_size = (served / "kommuner/index.html").read_bytes().replace(b"Kommuner", b"Kommunex")
    (served / "kommuner/index.html").write_bytes(same_size)
    os.utime(served / "kommuner/index.html", (soon, soon))
    (served / "om/nytt.html").write_text("Inte vår")
    check = ["verify", str(tmp_path / "site"), "--target", *words]
    capsys.readouterr()
    assert main(check) == 1
    assert capsys.readouterr().err == (
        f"Saknas: {STYLE}\nÄndrad: index.html\nÄndrad: kommuner/index.html\nFinns inte i manifestet: om/nytt.html\n"
        f"{words[0]} stämmer inte med sitt manifest.\n"
    )
    assert main(["deploy", str(tmp_path / "site"), *words]) == 0
    assert f"Något annat hade skrivit där, eller en körning hade brutits: {STYLE}, index.html, kommuner/index.html" in (
        capsys.readouterr().out
    )
    for path in ("index.html", STYLE, "kommuner/index.html"):
        assert (served / path).read_text() == FILES[path]
    (served / "om/nytt.html").unlink(missing_ok=True)
    assert main(check) == 0


def test_a_web_host_whose_clock_is_ahead_is_no_alarm(config: list[str], web: Path, tmp_path: Path) -> None:
    words = [str(tmp_path / "site"), f"sftp://prov{web}", *config]
    publish_small(tmp_path / "site", compress=False)
    assert main(["deploy", *words]) == 0
    for path in files_under(web):
        ahead = time.time() + (300 if path == manifest.NAME else -300)
        os.utime(web / path, (ahead, ahead))
    assert main(["verify", words[0], "--target", *words[1:]]) == 0


def test_a_web_host_shows_what_was_built_by_somebody_who_keeps_files_to_himself(
    config: list[str], tmp_path: Path
) -> None:
    before = os.umask(0o077)
    try:
        publish_small(tmp_path / "site", compress=False)
    finally:
        os.umask(before)
    assert main(["deploy", str(tmp_path / "site"), f"sftp://prov{tmp_path}/web", *config]) == 0
    files = [one for one in (tmp_path / "web").rglob("*") if one.is_file()]
    assert files
    assert {stat.filemode(one.stat().st_mode) for one in files} == {"-rw-r--r--"}


def test_bytes_are_read_by_sftp_when_asked_for(
    config: list[str], web: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = [f"sftp://prov{web}", *config]
    publish_small(tmp_path / "site", compress=False)
    assert main(["deploy", str(tmp_path / "site"), *words]) == 0
    before = (web / "index.html").stat()
    (web / "index.html").write_bytes((web / "index.html").read_bytes().replace(b"Provstad", b"Skoj! :)"))
    os.utime(web / "index.html", ns=(before.st_atime_ns, before.st_mtime_ns))
    check = ["verify", str(tmp_path / "site"), "--target", *words]
    assert main(check) == 0, "as many bytes, at the same time: only the bytes tell"
    capsys.readouterr()
    assert main([*check, "--bytes"]) == 1
    assert capsys.readouterr().err == f"Ändrad: index.html\n{words[0]} stämmer inte med sitt manifest.\n"


@pytest.mark.parametrize(("kind", "one_machine"), [("ssh", False), ("sftp", False), ("sftp", True)])
def test_two_deploys_at_once_are_one_after_the_other(
    config: list[str], web: Path, tmp_path: Path, kind: str, one_machine: bool
) -> None:
    programs.need("rsync")
    publish_small(tmp_path / "one", compress=False)
    publish_small(tmp_path / "two", changed(), compress=False)
    words = [f"{kind}://prov{web}", *config]
    commands = [["deploy", str(tmp_path / site), *words] for site in ("one", "two")]
    ended = at_once(commands, tmp_path, one_machine=one_machine)
    assert [status for status, _ in ended] == [0, 0], ended
    assert main(["verify", str(web / "current" if kind == "ssh" else web)]) == 0
    assert not (web / ".lock").is_dir()


def test_over_ssh_who_waits_is_told_for_whom(config: list[str], web: Path, tmp_path: Path) -> None:
    """The lock is that of a deploy on the machine itself."""
    programs.need("rsync")
    publish_small(tmp_path / "site", SHOWN, compress=False)
    words = ["deploy", str(tmp_path / "site"), f"ssh://prov{web}", *config]
    with locked(web / ".lock", "make restore", web):
        process = subprocess.Popen(
            [sys.executable, "-m", "pledges", *words],
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
            stderr=subprocess.PIPE,
            text=True,
        )
        assert process.stderr is not None
        told = rf"make restore \(process {os.getpid()}\) arbetar i prov:{web} sedan .{{10}} kl\. .{{5}}\. Väntar …\n"
        assert re.fullmatch(told, process.stderr.readline())
        assert not (web / "current").exists()
    assert (process.communicate()[1], process.returncode) == ("", 0)
    assert f"make deploy (process {process.pid})" in lock.at_work((web / ".lock").read_text(), web)


def test_a_run_that_is_no_more_is_taken_over_from_another_machine(
    config: list[str], web: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["deploy", str(tmp_path / "site"), f"sftp://prov{web}", *config]
    publish_small(tmp_path / "site", compress=False)
    (web / ".lock/annan.7").mkdir(parents=True)
    monkeypatch.setattr(sole_run, "PATIENCE", 0)
    assert main(words) == 1
    waited = f"Någon annan lägger ut i prov:{web}"
    assert capsys.readouterr().err.endswith(f"{waited} sedan länge. Kör samma kommando igen senare.\n")
    assert (web / ".lock/annan.7").is_dir()
    monkeypatch.setattr(sole_run, "PATIENCE", 60)
    monkeypatch.setattr(sole_run, "SILENCE", 1)
    assert main(words) == 0
    assert f"{waited}. Väntar …" in capsys.readouterr().err
    assert not (web / ".lock").exists()
    assert main(["verify", str(web)]) == 0


def test_a_run_that_has_been_taken_over_stops(
    config: list[str], web: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """The mark is changed by another while the run is at work: it puts nothing more there."""
    words = ["deploy", str(tmp_path / "site"), f"sftp://prov{web}", *config]
    publish_small(tmp_path / "site", compress=False)
    assert main(words) == 0
    publish_small(tmp_path / "site", changed(), compress=False)
    ready = sftp.inspection_of

    def taken_over(remote: sftp.SftpTarget, **asked: bool) -> Inspection:
        found = ready(remote, **asked)
        next((web / ".lock").iterdir()).rename(web / ".lock/annan.0")
        return found

    monkeypatch.setattr(sftp, "inspection_of", taken_over)
    assert main(words) == 1
    assert "En annan körning har tagit över. Kör samma kommando igen när den är klar." in capsys.readouterr().err
    assert (web / "index.html").read_text() == FILES["index.html"]
    assert (web / ".lock/annan.0").is_dir(), "the other's mark is left"


def test_by_sftp_changed_files_only(config: list[str], tmp_path: Path) -> None:
    web = tmp_path / "webb hotell"
    words = ["deploy", str(tmp_path / "site"), f"sftp://prov{web}", *config]
    publish_small(tmp_path / "site")
    assert main(words) == 0
    assert main(["verify", str(web)]) == 0
    before = {path: (web / path).stat().st_ino for path in files_under(web)}
    publish_small(tmp_path / "site", changed())
    assert main(words) == 0
    after = {path: (web / path).stat().st_ino for path in files_under(web)}
    assert main(["verify", str(web)]) == 0
    same = {path for path in after if after[path] == before.get(path)}
    assert {"kommuner/index.html", "kommuner/index.html.br", STYLE, ".htaccess"} <= same
    assert "index.html" not in same
    assert not (web / "om").exists(), "the emptied folder goes too"
    assert dead_links(web) == []


@pytest.mark.parametrize(
    ("kind", "share"), [("ssh", 0.7), *(("sftp", share) for share in short_or_whole([0.7], [0.55, 0.8]))]
)
def test_killed_every_page_works_and_the_next_run_completes(
    config: list[str], web: Path, tmp_path: Path, kind: str, share: float
) -> None:
    """Over SSH what is served is the old site or the new; by SFTP it may be some of each."""
    programs.need("rsync")
    served = web / "current" if kind == "ssh" else web
    target = [f"{kind}://prov{web}", *config]
    publish_small(tmp_path / "site", compress=False)
    publish_small(tmp_path / "new", changed(), compress=False)
    words = ["deploy", str(tmp_path / "new"), *target]
    killed_after(share, words, ["deploy", str(tmp_path / "site"), *target])
    assert dead_links(served) == []
    assert kind == "sftp" or main(["verify", str(served)]) == 0
    assert main(words) == 0
    assert "Provstad 1" in (served / "index.html").read_text()
    assert main(["verify", str(served)]) == 0


def test_a_host_that_does_not_answer(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    programs.need("ssh")
    publish_small(tmp_path / "site")
    for kind in ("ssh", "sftp"):
        target = f"{kind}://127.0.0.1:{servers.free_port()}/srv/loften"
        assert main(["deploy", str(tmp_path / "site"), target]) == 1
        printed = capsys.readouterr().err
        assert printed.startswith(f"{kind} misslyckades: ")
        assert "Kör samma kommando igen." in printed


@pytest.mark.parametrize("kind", ["ssh", "sftp"])
def test_what_to_do_is_said_and_trying_again_only_where_it_helps(
    reached: tuple[Path, Path], tmp_path: Path, capsys: pytest.CaptureFixture[str], kind: str
) -> None:
    work, settings = reached
    publish_small(tmp_path / "site")

    def told(folder: str = f"{tmp_path}/web", **changes: str) -> str:
        other = tmp_path / "ssh_config"
        text = settings.read_text()
        for name, value in changes.items():
            text = re.sub(rf"{name} \S+", f"{name} {value}", text)
        other.write_text(text)
        assert main(["deploy", str(tmp_path / "site"), f"{kind}://prov{folder}", "--ssh-config", str(other)]) == 1
        return capsys.readouterr().err

    unknown = told(UserKnownHostsFile=str(tmp_path / "known"), StrictHostKeyChecking="yes")
    assert "Datorn är inte känd här. Anslut en gång för hand med ssh" in unknown
    refused = told(IdentityFile=str(work / "host"))
    assert "Datorn släpper inte in den här nyckeln. Lägg din öppna nyckel i ~/.ssh/authorized_keys" in refused
    (tmp_path / "fil").write_text("ingen mapp")
    in_the_way = told(f"{tmp_path}/fil/web")
    for one in (unknown, refused, in_the_way):
        assert one.startswith(f"{kind} misslyckades: ")
        assert "Kör samma kommando igen" not in one


@pytest.fixture(scope="module")
def lager() -> Iterator[tuple[Path, Mapping[str, str]]]:
    """(a folder, the environment in which rclone calls storage on this machine `lager:`)."""
    programs.need("rclone")
    with servers.shared_folder() as work, servers.storage(work) as environment:
        yield work, environment


@pytest.fixture
def environment(lager: tuple[Path, Mapping[str, str]], monkeypatch: pytest.MonkeyPatch) -> Mapping[str, str]:
    """What this process calls the storage by, too."""
    for name, value in lager[1].items():
        monkeypatch.setenv(name, value)
    return lager[1]


def rclone(environment: Mapping[str, str], *words: str) -> str:
    done = subprocess.run(["rclone", *words], env={**os.environ, **environment}, capture_output=True, check=True)
    return done.stdout.decode()


@pytest.fixture(scope="module")
def stored(lager: tuple[Path, Mapping[str, str]]) -> Path:
    """A site with every kind of file that has been put in `lager:loften`."""
    work, environment = lager
    with pytest.MonkeyPatch.context() as patch:
        for name, value in {**environment, "XDG_CACHE_HOME": str(work / "cache")}.items():
            patch.setenv(name, value)
        rclone(environment, "mkdir", "lager:loften")
        publish_small(work / "web/current", framed_by=FRAMED_BY)
        assert main(["deploy", str(work / "web/current"), "s3:lager:loften"]) == 0
    return work / "web/current"


def test_to_storage_with_the_right_words_on_each_object(stored: Path, lager: tuple[Path, Mapping[str, str]]) -> None:
    _, environment = lager
    endpoint = servers.Server("lager", int(environment["RCLONE_CONFIG_LAGER_ENDPOINT"].rpartition(":")[2]))
    for path in manifest.read(stored).files:  # type: ignore[union-attr]
        answer = endpoint.get(f"/loften/{path}")
        assert answer.status == 200, path
        assert answer.headers["content-type"] == server_headers.content_type(path)
        assert answer.headers["cache-control"] == server_headers.caching(path)
        assert answer.headers.get("content-encoding") == server_headers.encoding(path)
        assert answer.body == (stored / path).read_bytes()


def test_a_long_run_to_storage_says_how_far_it_has_come_and_that_it_is_at_work(
    environment: Mapping[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    rclone(environment, "mkdir", "lager:lange")
    publish_small(tmp_path / "site", FEW, compress=False)
    for name, limit in (("progress.EVERY", 0), ("progress._MANY", 5), ("s3._BATCH", 2), ("s3._PULSE", 0)):
        monkeypatch.setattr(f"pledges.publish.deploy.{name}", limit)
    words = ["deploy", str(tmp_path / "site"), "s3:lager:lange"]
    assert main(words) == 0
    total = len(manifest.read(tmp_path / "site").files)  # type: ignore[union-attr]
    first, *told, last = capsys.readouterr().out.splitlines()
    assert first == f"Skickar {total} filer till lager:lange. Det kan ta en stund."
    assert told[-1] == f"Skickat {total} av {total} filer."
    assert all(re.fullmatch(rf"Skickat \d+ av {total} filer\.", one) for one in told)
    assert len(told) >= total // 2
    assert last.startswith("Portalen ligger ute.")
    assert main(words) == 0
    assert capsys.readouterr().out == "Inget har ändrats sedan sist; det som ligger ute är det senaste.\n"


def test_to_storage_only_what_has_changed_is_put_and_the_old_style_sheet_is_kept(
    environment: Mapping[str, str], tmp_path: Path
) -> None:
    rclone(environment, "mkdir", "lager:nytt")
    publish_small(tmp_path / "site", SHOWN)
    words = ["deploy", str(tmp_path / "site"), "s3:lager:nytt"]
    assert main(words) == 0
    when = rclone(environment, "lsl", "lager:nytt/kommuner/index.html")

    publish_small(tmp_path / "site", changed(files=SHOWN))
    assert main(words) == 0
    there = set(rclone(environment, "lsf", "-R", "--files-only", "lager:nytt").split())
    files = manifest.read(tmp_path / "site").files  # type: ignore[union-attr]
    assert there == {*files, "manifest.json", STYLE, f"{STYLE}.br", f"{STYLE}.gz"}
    assert rclone(environment, "lsl", "lager:nytt/kommuner/index.html") == when
    endpoint = servers.Server("lager", int(environment["RCLONE_CONFIG_LAGER_ENDPOINT"].rpartition(":")[2]))
    assert "Provstad 1" in endpoint.get("/nytt/index.html").body.decode()


def test_the_ready_file_with_the_keys_is_all_that_a_deploy_to_storage_needs(
    lager: tuple[Path, Mapping[str, str]], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As the guide has it written by hand: nothing secret in a command."""
    given = lager[1]
    stored = (servers.HOSTING / "s3/rclone.conf").read_text(encoding="utf-8")
    for key, value in (
        ("endpoint = https://lager.example.se", given["RCLONE_CONFIG_LAGER_ENDPOINT"]),
        ("access_key_id =", given["RCLONE_CONFIG_LAGER_ACCESS_KEY_ID"]),
        ("secret_access_key =", given["RCLONE_CONFIG_LAGER_SECRET_ACCESS_KEY"]),
    ):
        assert stored.count(f"\n{key}\n") == 1
        stored = stored.replace(f"\n{key}\n", f"\n{key.partition(' =')[0]} = {value}\n")
    (tmp_path / "rclone.conf").write_text(stored, encoding="utf-8")
    monkeypatch.setenv("RCLONE_CONFIG", str(tmp_path / "rclone.conf"))
    monkeypatch.setenv("AWS_CA_BUNDLE", given["AWS_CA_BUNDLE"])
    publish_small(tmp_path / "site", FEW, compress=False)
    assert main(["deploy", str(tmp_path / "site"), "s3:lager:filen"]) == 0
    port = int(given["RCLONE_CONFIG_LAGER_ENDPOINT"].rpartition(":")[2])
    assert servers.Server("lager", port).get("/filen/index.html").status == 200, "everybody may read it"


def test_a_killed_run_to_storage_is_run_again(environment: Mapping[str, str], tmp_path: Path) -> None:
    rclone(environment, "mkdir", "lager:bruten")
    publish_small(tmp_path / "site", FEW, compress=False)
    publish_small(tmp_path / "new", changed(files=FEW), compress=False)
    words = ["deploy", str(tmp_path / "new"), "s3:lager:bruten"]
    killed_after(0.6, words, ["deploy", str(tmp_path / "site"), "s3:lager:bruten"])
    rclone(environment, "copy", "lager:bruten", str(tmp_path / "half"))
    assert dead_links(tmp_path / "half") == []
    assert main(words) == 0
    rclone(environment, "copy", "lager:bruten", str(tmp_path / "copy"))
    assert main(["verify", str(tmp_path / "copy")]) == 0


def test_nginx_in_front_of_storage(stored: Path, lager: tuple[Path, Mapping[str, str]]) -> None:
    work, environment = lager
    port = environment["RCLONE_CONFIG_LAGER_ENDPOINT"].rpartition(":")[2]
    changes = {
        "server lager.example.se:443;": f"server 127.0.0.1:{port};",
        "Host lager.example.se;": f"Host 127.0.0.1:{port};",
        "https://loften_lager": "http://loften_lager",
        f"{work}/web/.server": f"{work}/web/current/.server",
    }
    with servers.nginx(stored, work, config="s3/loften.conf", changes=changes) as server:

        def ask(path: str, **headers: str) -> Answer:
            return server.get("/" + path.removesuffix("index.html"), **headers)

        for path in (
            "index.html",
            "kommuner/index.html",
            "ruta/provstad/index.html",
            STYLE,
            "flode.xml",
            "bygge.json",
            "kalender.ics",
            "marke.svg",
        ):
            for accepted, expected in (
                ("br, gzip", "br"),
                ("gzip", "gzip"),
                ("", None),
                ("br;q=0, gzip", "gzip"),
                ("br;q=0,gzip;q=0.0", None),
            ):
                answer = ask(path, Accept_Encoding=accepted)
                assert answer.status == 200, path
                assert answer.headers["content-type"] == server_headers.content_type(path)
                assert answer.headers["cache-control"] == server_headers.caching(path)
                assert answer.headers["content-security-policy"] == server_headers.policy(path, FRAMED_BY)
                assert answer.headers.get("x-frame-options") == server_headers.headers(path, FRAMED_BY).get(
                    "X-Frame-Options"
                )
                assert answer.headers.get("content-encoding") == (expected if path != "bygge.json" else None)
                assert answer.headers["vary"] == "Accept-Encoding"
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
        of_word = ask("loften/1999/okant/")
        assert (of_word.status, of_word.headers["location"]) == (302, "/loften/1999/")
        gone = ask("borta/lofte/")
        assert (gone.status, gone.body) == (410, FILES["borta/lofte/index.html"].encode())
        for path in ("finns/inte/", "finns-inte.css", "finns-inte.png", ".server/nginx.conf"):
            missing = ask(path)
            assert (missing.status, missing.body) == (404, FILES["404.html"].encode()), path
            assert missing.headers["content-type"] == "text/html; charset=utf-8"
        for path in ("/om/", "/kommuner", "/gammalt/lofte/", "/borta/lofte/", "/loften/1999/", "/finns-inte"):
            for method in ("POST", "DELETE"):
                refused = server.get(path, method=method, Content_Length="0")
                assert (refused.status, refused.body.decode()) == (405, "Här går det bara att läsa.\n")
                assert refused.headers["allow"] == "GET, HEAD"
                assert refused.headers["content-type"] == "text/plain; charset=utf-8"
        for path in ("kommuner", "gammalt/lofte/", "gammalt/lofte/flode.xml", "kommuner/sida-9/", "loften/1999/"):
            assert ask(f"{path}?x=1").headers["location"] == f"{ask(path).headers['location']}?x=1"
        assert ask("gammalt/lofte/flode.xml").headers["location"] == "/kommuner/flode.xml"
        assert ask("data/").status == 404
        stored = ask("manifest.json", Accept_Encoding="gzip")
        assert (stored.status, stored.headers["content-encoding"]) == (200, "gzip")
        assert gzip.decompress(stored.body) == ask("manifest.json").body


class _Forbidding(BaseHTTPRequestHandler):
    """Storage that lets nobody read."""

    def do_GET(self) -> None:
        self.send_error(403)

    def log_message(self, *_: object) -> None:
        pass


def test_storage_that_nobody_may_read_is_told_as_closed_and_not_as_broken(tmp_path: Path) -> None:
    programs.need("nginx")
    with servers.shared_folder() as work, ThreadingHTTPServer(("127.0.0.1", 0), _Forbidding) as storage:
        Thread(target=storage.serve_forever, daemon=True).start()
        changes = {
            "server lager.example.se:443;": f"server 127.0.0.1:{storage.server_port};",
            "https://loften_lager": "http://loften_lager",
        }
        with servers.nginx(work / "web/current", work, config="s3/loften.conf", changes=changes) as server:
            for path in ("/", "/om/", "/manifest.json", "/kommuner", "/bild.png"):
                answer = server.get(path)
                if answer.status == 301:
                    answer = server.get(answer.headers["location"])
                assert (answer.status, answer.body.decode()) == (503, "Portalen är tillfälligt stängd.\n"), path
                assert answer.headers["content-type"] == "text/plain; charset=utf-8"
            assert server.get("/kommuner/sida-9/").status == 302
        storage.shutdown()


def test_storage_that_somebody_else_has_changed(
    environment: Mapping[str, str], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    publish_small(tmp_path / "site", FEW, compress=False)
    words = ["deploy", str(tmp_path / "site"), "s3:lager:annat"]
    check = ["verify", str(tmp_path / "site"), "--target", "s3:lager:annat"]
    for how in ((), ("--bytes",)):
        assert main([*check, *how]) == 1
        assert (
            capsys.readouterr().err == "I s3:lager:annat ligger ingen portal: manifest.json saknas. Kör make deploy.\n"
        )
    rclone(environment, "mkdir", "lager:annat")
    assert main(words) == 0
    assert main([*check, "--bytes"]) == 0
    time.sleep(1.1)
    (tmp_path / "index.html").write_bytes(FILES["index.html"].encode().replace(b"Provstad", b"Skoj! :)"))
    rclone(environment, "copy", str(tmp_path / "index.html"), "lager:annat")
    rclone(environment, "deletefile", f"lager:annat/{STYLE}")
    rclone(environment, "copyto", str(tmp_path / "index.html"), "lager:annat/nytt.html")
    capsys.readouterr()
    for also in ([], ["--bytes"]):
        assert main([*check, *also]) == 1
        assert capsys.readouterr().err == (
            f"Saknas: {STYLE}\nÄndrad: index.html\nFinns inte i manifestet: nytt.html\n"
            "s3:lager:annat stämmer inte med sitt manifest.\n"
        )
    assert main(words) == 0
    assert f"Något annat hade skrivit där, eller en körning hade brutits: {STYLE}, index.html låg inte" in (
        capsys.readouterr().out
    )
    rclone(environment, "deletefile", "lager:annat/nytt.html")
    assert main([*check, "--bytes"]) == 0


def test_two_deploys_to_storage_at_once_are_one_after_the_other(environment: Mapping[str, str], tmp_path: Path) -> None:
    rclone(environment, "mkdir", "lager:samtidigt")
    publish_small(tmp_path / "one", FEW, compress=False)
    publish_small(tmp_path / "two", changed(files=FEW), compress=False)
    ended = at_once([["deploy", str(tmp_path / site), "s3:lager:samtidigt"] for site in ("one", "two")], tmp_path)
    assert [status for status, _ in ended] == [0, 0], ended
    rclone(environment, "copy", "lager:samtidigt", str(tmp_path / "copy"))
    assert main(["verify", str(tmp_path / "copy")]) == 0


def test_links_between_the_parts_of_a_site_are_seen(tmp_path: Path) -> None:
    """The tests above rely on this."""
    publish_small(tmp_path, {**FILES, "index.html": page("Provstad", "finns/inte/")})
    assert dead_links(tmp_path) == ["/finns/inte/"]
