"""`make serve` for real: what is saved is on screen, and what is wrong is told in the browser too."""

import json
import os
import shutil
import signal
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from threading import Event
from types import SimpleNamespace
from urllib.error import HTTPError
from urllib.request import urlopen

import pytest
from watchfiles import Change

from pledges.build import run
from pledges.commands import serve
from pledges.commands.warm_builds import Site, WarmBuilds, build, make_searchable
from pledges.incremental.parallel import Forked
from support.depth import PATIENCE
from support.provstad import ENVIRONMENT, PROVSTAD
from support.servers import free_port, until
from support.sites import ROOT, small_country, write


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Path, str]]:
    """A portal that is being served: its content folder and its address."""
    work = tmp_path_factory.mktemp("visas")
    content, port = work / "content", free_port()
    write(content, PROVSTAD)
    words = ["serve", "--content", str(content), "--output", str(work / "out"), "--port", str(port)]
    process = subprocess.Popen(
        [sys.executable, "-m", "pledges", *words], cwd=ROOT, env=ENVIRONMENT, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    address = f"http://127.0.0.1:{port}"
    until(lambda: state(address)["built"] == 1)
    yield content, address
    os.killpg(process.pid, signal.SIGINT)
    process.wait(timeout=PATIENCE)


def state(address: str) -> dict[str, object]:
    with urlopen(f"{address}/__serve.json") as answer:
        state: dict[str, object] = json.load(answer)
        return state


def page(address: str) -> str:
    with urlopen(address) as answer:
        return str(answer.read().decode())


def test_what_is_saved_is_shown_and_what_is_wrong_is_told(served: tuple[Path, str]) -> None:
    content, address = served
    pledge = content / "kommuner/ale/loften/2019.md"
    shown = f"{address}/kommuner/ale/loften/2019/"
    assert "Påhittat löfte om trafiken 2019" in page(shown)
    assert '<script src="/__serve.js">' in page(shown)
    good = pledge.read_text()
    pledge.write_text(good.replace("om trafiken 2019", "om mopederna 2019"))
    until(lambda: "Påhittat löfte om mopederna 2019" in page(shown))
    pledge.write_text(good.replace("överenskommelse: 2019-2020", "överenskommelse: 2019-2029"))
    until(lambda: "2019-2029" in str(state(address)["error"]))
    assert "kommuner/ale/loften/2019.md" in str(state(address)["error"])
    assert "Påhittat löfte om mopederna 2019" in page(shown)
    pledge.write_text(good)
    until(lambda: state(address)["error"] == "" and "om trafiken 2019" in page(shown))


def test_what_is_saved_while_a_build_is_at_work_is_built_after_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    begun, told, builds = Event(), Event(), []

    def watch(*_places: str, stop_event: Event, **_how: object) -> Iterator[set[tuple[Change, str]]]:
        begun.wait()
        yield {(Change.modified, "content/a.md")}
        told.set()
        stop_event.wait()

    def build(self: WarmBuilds, *_looked_at: object) -> str:
        builds.append(self)
        if len(builds) > 1:
            raise KeyboardInterrupt
        begun.set()
        assert told.wait(PATIENCE)
        return ""

    monkeypatch.setattr(serve.watchfiles, "watch", watch)
    monkeypatch.setattr(WarmBuilds, "build", build)
    output = str(tmp_path / "out")
    assert serve.run(Namespace(content="content", output=output, settings="pelicanconf.py", port=free_port())) == 0
    assert len(builds) == 2
    assert "Ändrat: content/a.md\n" in capsys.readouterr().out


def test_what_is_saved_can_soon_be_searched(served: tuple[Path, str]) -> None:
    content, address = served
    pledge, entry = content / "kommuner/ale/loften/2019.md", content.parent / "out/sok/pagefind/pagefind-entry.json"
    until(entry.exists)
    before = entry.read_bytes()
    pledge.write_text(pledge.read_text().replace("om trafiken 2019", "om flygbladen 2019"))
    until(lambda: "Påhittat löfte om flygbladen 2019" in page(f"{address}/kommuner/ale/loften/2019/"))
    until(lambda: entry.read_bytes() != before)
    pledge.write_text(pledge.read_text().replace("om flygbladen 2019", "om trafiken 2019"))
    until(lambda: entry.read_bytes() == before)


def test_the_pages_do_not_wait_for_the_search(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(run, "geography", SimpleNamespace(load=lambda: small_country("ale", "alingsas")))
    write(tmp_path / "content", PROVSTAD)
    site = Site(content=str(tmp_path / "content"), output=str(tmp_path / "out"), settings="pelicanconf.py")
    index = tmp_path / "out/sok/pagefind/pagefind-entry.json"
    code, said = Forked(partial(build, site, (), print)).result()
    assert (code, index.exists()) == (0, False), said
    assert "Påhittat löfte om trafiken 2019" in (tmp_path / "out/kommuner/ale/loften/2019/index.html").read_text()
    Forked(partial(make_searchable, site)).result()
    assert index.exists()


def test_what_was_saved_is_shown_before_the_rest_as_it_is_built(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(run, "geography", SimpleNamespace(load=lambda: small_country("ale", "alingsas")))
    content, output = tmp_path / "content", tmp_path / "out"
    write(content, PROVSTAD)
    site = Site(content=str(content), output=str(output), settings="pelicanconf.py")
    follow_up, nowhere = "kommuner/ale/uppfoljningar/2019", "kommuner/ale/loften/2019"
    pages = {f"{follow_up}/index.html", f"{nowhere}/index.html"}

    def built(edited: str) -> tuple[int, dict[str, bytes], dict[str, bytes]]:
        """The exit status, what was shown first, and what those pages were until then."""
        shown: list[dict[str, bytes]] = []
        code, _ = build(site, [edited], lambda first: shown.extend((dict(first), lying(output, pages))))
        return code, shown[0], shown[1]

    def saved(path: str, old: str, new: str) -> tuple[int, dict[str, bytes], dict[str, bytes]]:
        (content / path).write_text((content / path).read_text().replace(old, new))
        return Forked(partial(built, path)).result()

    assert saved(f"{follow_up}.md", "Så gick", "Här gick")[0] == 0
    first = lying(output, pages)
    code, shown, before = saved(f"{follow_up}.md", "Här gick", "Hur gick")
    assert (code, before) == (0, first)
    assert shown == lying(output, pages) != first
    assert saved(f"{nowhere}.md", "överenskommelse: ", "överenskommelse: finns-inte")[0] == 1
    assert lying(output, pages) == shown
    assert saved(f"{nowhere}.md", "titel: ", "titel: : ")[:2] == (1, {})


def lying(output: Path, pages: set[str]) -> dict[str, bytes]:
    return {path: (output / path).read_bytes() for path in pages if (output / path).exists()}


def test_the_first_pages_are_of_what_is_saved_among_the_records_alone(tmp_path: Path) -> None:
    content, state = tmp_path / "content", serve.ServerState()
    saved = {(Change.modified, str(content / "kommuner/ale/kommun.md")), (Change.added, str(content / "amnen/a.md"))}
    assert serve._in_content(saved, str(content)) == ["amnen/a.md", "kommuner/ale/kommun.md"]
    assert serve._in_content({*saved, (Change.modified, str(tmp_path / "theme/a.css"))}, str(content)) == []
    state.show({"a/index.html": b"a"})
    assert (state.built, state.first, state.error) == (1, {"a/index.html": b"a"}, "")
    state.tell("fel")
    assert (state.built, state.first, state.error) == (2, {}, "fel")
    state.show({})
    assert state.built == 2


def test_a_change_in_the_portals_own_code_is_shown_too(tmp_path: Path) -> None:
    content, port = tmp_path / "content", free_port()
    write(content, PROVSTAD)
    for name in ("plugins", "data", "theme"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pelicanconf.py", tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-m", "pledges", "serve", "--content", str(content), "--port", str(port)],
        cwd=tmp_path, env={**ENVIRONMENT, "PYTHONPATH": "plugins"}, start_new_session=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    missing = tmp_path / "output/404.html"
    until(lambda: "Sidan finns inte" in missing.read_text())
    code, address = tmp_path / "plugins/pledges/views/plain_pages.py", f"http://127.0.0.1:{port}"
    until(lambda: state(address)["built"] == 1)
    good = code.read_text()
    code.write_text("det här är ingen kod")
    until(lambda: "Bygget avbröts." in str(state(address)["error"]))
    code.write_text(good)
    until(lambda: state(address)["error"] == "")
    os.killpg(process.pid, signal.SIGINT)
    assert process.wait(timeout=PATIENCE) == 0


def test_an_address_without_a_page_gets_the_portals_own_answer(served: tuple[Path, str]) -> None:
    with pytest.raises(HTTPError) as caught:
        page(f"{served[1]}/finns/inte/")
    assert caught.value.code == 404
    assert "Sidan finns inte" in caught.value.read().decode()
