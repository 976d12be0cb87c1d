"""`make gather` as the host runs it: what is wrong goes where the night's letter is read from, and nothing ends in a traceback."""

from pathlib import Path

import pytest

from pledges.__main__ import main
from pledges.commands import gather
from support.other_portals import answer, published, serving, with_manifest
from support.samples import file_text
from support.sites import write

OWN = {"amnen/trafik.md": file_text("titel: Trafik\nkort: Löften om lugnare trafik.")}


@pytest.fixture
def place(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(gather, "CACHE", tmp_path / "cache" / "register")
    write(tmp_path / "content", OWN)
    return tmp_path


def run(place: Path) -> int:
    listed = str(place / "portaler.yaml")
    return main(
        ["gather", "--content", str(place / "content"), "--portals", listed, "--gathered", str(place / "gathered")]
    )


def test_a_run_tells_what_came_and_what_did_not(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    files = {"kommuner/provby/kommun.md": "kort: Påhittad.", "amnen/trafik.md": "titel: Trafik\nkort: Löften."}
    made = {
        path.replace("provby", "arboga"): raw.replace(b"provby", b"arboga") for path, raw in published(files).items()
    }
    with serving(with_manifest(made)) as one, serving({}) as other:
        other.answers["/manifest.json"] = answer(500)
        (place / "portaler.yaml").write_text(
            f"portaler:\n- namn: Arboga\n  adress: {one.address}\n  kommuner: arboga\n  internt nät: ja\n"
            f"- namn: Köping\n  adress: {other.address}\n  kommuner: koping\n  internt nät: ja\n",
            encoding="utf-8",
        )
        assert run(place) == 1
    said = capsys.readouterr()
    assert said.out.startswith(f"Arboga ({one.address}): kommuner/arboga skrevs.\n2 portaler: 1 som de ska, 1 med fel.")
    assert said.err == (
        f"FEL Köping ({other.address}) gav inget: den svarade 500 på /manifest.json. Det som hämtades förut ligger kvar.\n"
    )
    assert (place / "gathered").read_text().split("\0") == [".hamtat.json", "kommuner/arboga"]


def test_without_a_list_nothing_is_gathered(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        run(place)
    assert capsys.readouterr().err == (
        f"{place / 'portaler.yaml'} går inte att läsa: No such file or directory.\nInget har hämtats.\n"
    )


def test_a_content_that_is_not_there_is_told_of(place: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["gather", "--content", str(place / "annat")])
    assert "finns inte. Ange en annan med CONTENT=mapp." in capsys.readouterr().err
