"""The map: every municipality once, by its level, in a small picture that says what it shows."""

import csv
import gzip
import io
import re
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledges.exports.map import _path, _to_page, map_artifacts, outlines, place_on_map
from pledges.incremental.artifact import Artifact
from support.gathered_sample import follow_up, gathering_of, pledge

SVG = "{http://www.w3.org/2000/svg}"
PROV = {
    "kommuner/ale/kommun.md": "---\nkort: Påhittat.\n---\n",
    "kommuner/ale/loften/2019.md": pledge("Påhittat löfte i Ale 2019"),
    "kommuner/ale/loften/2019-b.md": pledge("Påhittat andra löfte i Ale 2019"),
    "kommuner/arboga/loften/2019.md": pledge("Påhittat löfte i Arboga 2019"),
    "kommuner/arboga/uppfoljningar/2019.md": follow_up("2019", "2020-03-31", told="omdöme: Allt gick som tänkt."),
    "kommuner/alingsas/overenskommelser/2019.md": (
        "---\ntitel: Påhittad överenskommelse 2019\nkort: Ett prov.\nparter: [polisen, kommunen]\nperiod: 2019\n---\n"
    ),
    "kommuner/alvesta/kommun.md": "---\nkort: Påhittat.\n---\n",
}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Artifact]:
    return {one.path: one for one in map_artifacts(gathering_of(tmp_path_factory.mktemp("karta"), PROV))}


@pytest.fixture(scope="module")
def picture(files: dict[str, Artifact]) -> bytes:
    one = files["laget/karta.svg"]
    return one.make(one.source)


def titles(picture: bytes, level: str) -> list[str]:
    root = ET.fromstring(picture)
    group = next((one for one in root.iter(f"{SVG}g") if one.get("class") == level), None)
    return [] if group is None else [one.findtext(f"{SVG}title", "") for one in group.iter(f"{SVG}path")]


def test_every_municipality_is_drawn_once_at_its_level(picture: bytes) -> None:
    assert titles(picture, "reported") == ["Arboga: 1 löfte"]
    assert titles(picture, "pledges") == ["Ale: 2 löften"]
    assert titles(picture, "agreement") == ["Alingsås: överenskommelse, men inget löfte"]
    assert titles(picture, "entered") == ["Alvesta: uppgifter, men inget löfte"]
    nothing = titles(picture, "nothing")
    assert len(nothing) == len(set(nothing)) == 286
    assert all(one.endswith(": inget inlagt här") for one in nothing)


def test_it_says_what_it_shows(picture: bytes) -> None:
    root = ET.fromstring(picture)
    assert root.get("role") == "img"
    named = {one.get("id"): one.text for one in root if one.get("id")}
    assert [named[name] for name in (root.get("aria-labelledby") or "").split()] == [
        "Vad som är inlagt om Sveriges kommuner",
        "Karta över vad som är inlagt om Sveriges kommuner. 1 kommun: minst ett redovisat löfte, "
        "1 kommun: löften men inget redovisat, 1 kommun: bara överenskommelse, 1 kommun: bara andra uppgifter och 286 kommuner: inget inlagt här.",
    ]
    shown = [one.text for one in root.iter(f"{SVG}text")]
    assert shown[-11:-1] == [
        "Minst ett redovisat löfte", "1 kommun", "Löften men inget redovisat", "1 kommun", "Bara överenskommelse", "1 kommun", "Bara andra uppgifter", "1 kommun", "Inget inlagt här", "286 kommuner",
    ]  # fmt: skip


def test_who_opens_it_by_itself_is_led_back(picture: bytes) -> None:
    """A bare picture has no menu: its last line says whose it is, and is a link as high as a finger on a phone."""
    *_, last = ET.fromstring(picture).iter(f"{SVG}a")
    assert (last.get("href"), last.findtext(f"{SVG}text")) == ("index.html", "Medborgarlöften: Läget i landet")
    (target,) = last.iter(f"{SVG}rect")
    assert int(target.get("height", "0")) * 390 / 950 > 24


def test_levels_differ_without_colour(picture: bytes) -> None:
    root = ET.fromstring(picture)
    fills = {
        one.get("class"): one.get("fill") for one in root.iter(f"{SVG}g")
        if one.get("class") in ("reported", "pledges", "agreement", "entered", "nothing")
    }  # fmt: skip
    assert [fills[one] for one in ("pledges", "agreement", "entered")] == [
        "url(#streck)", "url(#tunna)", "url(#prickar)",
    ]  # fmt: skip
    assert fills["reported"] != fills["nothing"]


def test_each_municipality_leads_to_its_page_for_who_points(picture: bytes) -> None:
    *links, _way_back = ET.fromstring(picture).iter(f"{SVG}a")
    assert len(links) == 290
    assert {link.get("tabindex") for link in links} == {"-1"}
    where = {link.findtext(f"{SVG}path/{SVG}title", "").split(":")[0]: link.get("href") for link in links}
    assert (where["Ale"], where["Upplands Väsby"]) == (
        "../kommuner/ale/index.html",
        "../kommuner/upplands-vasby/index.html",
    )
    assert (_to_page("kommuner/ale/", True), _to_page("kommuner/ale/", False)) == (
        "../kommuner/ale/",
        "../kommuner/ale/index.html",
    )


def test_it_runs_nothing_and_asks_nobody(picture: bytes) -> None:
    text = picture.decode()
    assert not re.search(r"<script|\son\w+=|\sstyle=|@import|https?://(?!www\.w3\.org/2000/svg)", text)


def test_it_is_small_and_the_same_every_time(files: dict[str, Artifact], picture: bytes) -> None:
    assert len(gzip.compress(picture, 9)) < 20_000
    one = files["laget/karta.svg"]
    outlines.cache_clear()
    assert one.make(one.source) == picture


def test_the_table_holds_the_same_facts(files: dict[str, Artifact]) -> None:
    one = files["laget/karta.csv"]
    rows = list(csv.DictReader(io.StringIO(one.make(one.source).decode("utf-8-sig"), newline=""), delimiter=";"))
    assert len(rows) == 290
    assert rows[0] == {
        "kommunkod": "1440", "kommun": "Ale", "lan": "Västra Götalands län", "polisregion": "Väst", "inlagt": "Löften men inget redovisat", "uppgift": "2 löften",
    }  # fmt: skip
    assert [row["kommun"] for row in rows[-2:]] == ["Överkalix", "Övertorneå"]


def test_a_change_elsewhere_leaves_the_map_as_it_is(files: dict[str, Artifact], tmp_path: Path) -> None:
    more = {**PROV, "amnen/provtema.md": "---\ntitel: Provtema\nkort: Ett prov.\n---\n"}
    assert {one.path: one.key for one in map_artifacts(gathering_of(tmp_path, more))} == {
        path: one.key for path, one in files.items()
    }


def test_north_is_up_and_east_is_right() -> None:
    kiruna, malmo, gothenburg, stockholm = (
        place_on_map(*at) for at in ((20.2, 67.9), (13.0, 55.6), (12.0, 57.7), (18.1, 59.3))
    )
    assert kiruna[1] < stockholm[1] < gothenburg[1] < malmo[1]
    assert gothenburg[0] < malmo[0] < stockholm[0] < kiruna[0]
    # Malmö and Kiruna are about 1,420 km apart; a unit is 0.95 km.
    assert 1_420 / 0.98 < ((kiruna[0] - malmo[0]) ** 2 + (kiruna[1] - malmo[1]) ** 2) ** 0.5 < 1_420 / 0.92


def _double_area(points: list[tuple[int, int]]) -> int:
    return sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, [*points[1:], points[0]], strict=True))


def _points(path: str) -> list[tuple[int, int]]:
    numbers = [int(one) for one in re.findall(r"-?\d+", path)]
    steps = list(zip(numbers[::2], numbers[1::2], strict=True))
    points = steps[:1]
    for run, rise in steps[1:]:
        points.append((points[-1][0] + run, points[-1][1] + rise))
    return points


@given(st.lists(st.tuples(st.integers(0, 6), st.integers(0, 6)), min_size=3, max_size=12))
def test_leaving_out_points_on_a_line_keeps_the_shape(ring: list[tuple[int, int]]) -> None:
    path = _path([*ring, ring[0]])
    assert (_double_area(_points(path)) if path else 0) == _double_area(ring)


def test_every_municipality_has_an_outline() -> None:
    assert len(outlines()) == 290
    assert all(path.startswith("M") and path.endswith("z") for path in outlines().values())
