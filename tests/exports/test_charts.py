"""The state of the country: what is counted, what is not, and the pictures and tables that show it."""

import csv
import io
import re
import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from pledges import urls
from pledges.exports.charts import ChartSource, chart_artifacts, make, make_table
from pledges.exports.svg import Palette
from pledges.incremental.artifact import Artifact
from pledges.swedish import sort_key
from pledges.views.country.country import Country
from pledges.views.country.index_pages import index_views
from pledges.views.country.state_of_country import Chart, StateView, state_view
from support.browser import new_page
from support.gathered_sample import follow_up, gathering_of, pledge
from support.sites import small_country

SVG = "{http://www.w3.org/2000/svg}"
DAY = date(2026, 11, 22)
FEW = small_country("ale", "alingsas")
BARS = ((4, 3, 2, 0, 9), (0, 0, 0, 4, 0), (0, 1, 0, 0, 6))
DUE = "uppföljning:\n  senast: 2020-03-31\n"
COMPILED = "---\nförs av: sammanställning\nkort: Påhittat.\n---\n"
KEPT = "---\nkort: Påhittat.\n---\n"
AGREEMENT = (
    "---\ntitel: Påhittad överenskommelse\nkort: Ett prov.\nparter: [polisen, kommunen]\nperiod: {period}\n---\n"
)
THEMES = {
    "amnen/provtema.md": "---\ntitel: Provtema\nkort: Ett prov.\n---\n",
    "amnen/annat-provtema.md": "---\ntitel: Annat provtema\nkort: Ett prov.\n---\n",
}
# Ale and Alingsås lie in Västra Götaland, Luleå in Norrbotten; what they are said to have done is invented.
PROV = {
    **THEMES,
    "kommuner/ale/kommun.md": KEPT,
    "kommuner/ale/loften/a.md": pledge("Påhittat löfte a i Ale", f"ämnen: [provtema]\n{DUE}"),
    "kommuner/ale/uppfoljningar/a.md": follow_up("a", "2020-03-31"),
    "kommuner/ale/loften/b.md": pledge("Påhittat löfte b i Ale", f"ämnen: [provtema, annat-provtema]\n{DUE}"),
    "kommuner/ale/uppfoljningar/b.md": follow_up("b", "2020-04-01"),
    "kommuner/ale/loften/c.md": pledge("Påhittat löfte c i Ale", DUE),
    "kommuner/ale/loften/d.md": pledge("Påhittat löfte d i Ale", DUE),
    "kommuner/ale/uppfoljningar/d.md": follow_up("d", "okänd"),
    "kommuner/ale/loften/e.md": pledge("Påhittat löfte e i Ale"),
    "kommuner/alingsas/kommun.md": KEPT,
    "kommuner/alingsas/overenskommelser/nu.md": AGREEMENT.format(period="2025/2027"),
    "kommuner/lulea/kommun.md": COMPILED,
    "kommuner/lulea/loften/x.md": pledge("Påhittat löfte x i Luleå", f"ämnen: [provtema]\n{DUE}"),
    "kommuner/lulea/loften/y.md": pledge("Påhittat löfte y i Luleå", DUE),
    "kommuner/lulea/uppfoljningar/y.md": follow_up("y", "2020-03-01"),
    "kommuner/lulea/overenskommelser/forr.md": AGREEMENT.format(period="2019"),
}


@pytest.fixture(scope="module")
def country(tmp_path_factory: pytest.TempPathFactory) -> Country:
    return gathering_of(tmp_path_factory.mktemp("laget"), PROV, DAY)


@pytest.fixture(scope="module")
def view(country: Country) -> StateView:
    return state_view(country)


@pytest.fixture(scope="module")
def files(country: Country) -> dict[str, Artifact]:
    return {one.path: one for one in chart_artifacts(country)}


def test_the_list_of_themes_says_how_many_pledges_each_has(tmp_path: Path) -> None:
    views = index_views(gathering_of(tmp_path, {**PROV, "amnen/tomt.md": "---\ntitel: Tomt\nkort: Inget.\n---\n"}, DAY))
    themes = next(view for view in views if view.meta.address == urls.THEMES)
    assert [(one.text, one.note) for one in themes.groups[0].links] == [
        ("Annat provtema", "1 löfte. Ett prov."), ("Provtema", "3 löften. Ett prov."), ("Tomt", "Inget."),
    ]  # fmt: skip


def chart(view: StateView, name: str) -> Chart:
    return next(one for one in view.charts if one.id == name)


def row(view: StateView, name: str, place: str) -> dict[str, int]:
    drawn = chart(view, name)
    bar = next(bar for bar in drawn.rows if bar.place.text == place)
    return dict(zip(drawn.columns, bar.cells, strict=True))


def test_coverage_counts_what_is_here_whoever_keeps_it(view: StateView) -> None:
    assert [(one.number, one.words) for one in view.counts] == [
        (1, "kommun har en överenskommelse här som gäller nu"),
        (2, "kommuner har löften inlagda här"),
        (7, "löften är inlagda, varav 0 gäller nu"),
        (287, "kommuner har inget inlagt här"),
    ]
    assert row(view, "lan", "Norrbottens län") == {
        "Kommuner": 14, "Med minst ett redovisat löfte": 0, "Med löften men inget redovisat": 1, "Bara överenskommelse": 0, "Bara andra uppgifter": 0, "Inget inlagt här": 13,
        "Överenskommelse som gäller nu": 0, "Löften": 2, "Löften som gäller nu": 0, "För uppgifterna själva": 0,
        "Utlovade uppföljningar": 0, "Varav i tid": 0,
    }  # fmt: skip


def test_todays_share_of_agreements_stands_beside_the_survey_of_2013(view: StateView) -> None:
    assert view.beside_survey == (
        "Här finns en överenskommelse som gäller nu i 1 av 290 kommuner, 0 procent. 2013 fann Brå att drygt 85 procent av kommunerna arbetade efter en överenskommelse. "
        "Talen går inte att jämföra: vårt är av dem som vi har hittat, och säger inte hur många som finns."
    )
    assert view.counts[0].number == 1
    assert "rapport-2013-5" in (view.survey.href or "").lower()


def test_rates_count_only_what_the_parties_keep(view: StateView) -> None:
    cells = row(view, "lan", "Västra Götalands län")
    assert (cells["Utlovade uppföljningar"], cells["Varav i tid"], cells["För uppgifterna själva"]) == (4, 1, 2)
    punctual = chart(view, "uppfoljningar")
    assert [(one.place.text, one.cells, one.words) for one in punctual.rows] == [("Väst", (1, 1, 1, 1), "1 av 4 i tid")]
    assert punctual.columns == ("I tid", "Efter den utlovade dagen", "Finns, okänt när den kom", "Finns inte här")
    assert (
        view.explanation[-1]
        == "Hur många uppföljningar som kom i tid räknas bara bland dem som parterna själva för in här."
    )


def test_without_anything_to_count_no_rate_is_shown(tmp_path: Path) -> None:
    compiled = {path: text for path, text in PROV.items() if not path.startswith("kommuner/al")}
    view = state_view(gathering_of(tmp_path, compiled, DAY))
    assert [one.id for one in view.charts] == ["lan", "polisregioner", "storlek", "amnen"]
    assert view.explanation[-1] == (
        "Ingen kommun för ännu sina uppgifter själv. Därför räknas inga andelar av hur många uppföljningar som kom i tid."
    )


def test_a_promised_day_that_has_not_passed_is_not_counted(tmp_path: Path) -> None:
    files = {"kommuner/ale/kommun.md": KEPT, "kommuner/ale/loften/c.md": PROV["kommuner/ale/loften/c.md"]}
    on_the_day = state_view(gathering_of(tmp_path / "a", files, date(2020, 3, 31), geography=FEW))
    the_day_after = state_view(gathering_of(tmp_path / "b", files, date(2020, 4, 1), geography=FEW))
    assert row(on_the_day, "lan", "Västra Götalands län")["Utlovade uppföljningar"] == 0
    assert on_the_day.explanation[-1].startswith(
        "Ingen utlovad dag för en uppföljning som parterna själva för in här har passerat."
    )
    assert row(the_day_after, "lan", "Västra Götalands län")["Utlovade uppföljningar"] == 1


def test_places_stand_in_the_order_of_the_alphabet(view: StateView) -> None:
    for name, count in (("lan", 21), ("polisregioner", 7)):
        names = [one.place.text for one in chart(view, name).rows]
        assert names == sorted(names, key=sort_key)
        assert len(names) == count


def test_each_way_to_divide_the_country_has_every_municipality_once(view: StateView) -> None:
    for name in ("lan", "polisregioner", "storlek"):
        drawn = chart(view, name)
        assert sum(one.cells[0] for one in drawn.rows) == 290
        assert all(sum(one.bar) == one.cells[0] for one in drawn.rows)
    assert "2016" in chart(view, "storlek").note


def test_what_municipalities_share_counts_once_for_them_together(tmp_path: Path) -> None:
    shared = {"kommuner/ale/loften/delat.md": pledge("Påhittat delat löfte", "kommuner: [ale, alingsas]\n")}
    view = state_view(gathering_of(tmp_path, shared, DAY, geography=FEW))
    cells = row(view, "lan", "Västra Götalands län")
    assert (cells["Med löften men inget redovisat"], cells["Löften"]) == (2, 1)


def test_themes_with_most_pledges_come_first(view: StateView) -> None:
    assert [(one.place.text, one.bar) for one in chart(view, "amnen").rows] == [
        ("Provtema", (3,)),
        ("Annat provtema", (1,)),
    ]


def test_each_chart_is_a_picture_and_a_table(view: StateView, files: dict[str, Artifact]) -> None:
    assert set(files) == {path for one in view.charts for path in (one.picture, one.table)}
    for one in view.charts:
        root = ET.fromstring(files[one.picture].make(files[one.picture].source))
        assert root.get("role") == "img"
        assert root.findtext(f"{SVG}title") == one.title
        assert root.findtext(f"{SVG}desc") == one.description
        assert root.get("viewBox") == f"-8 0 {one.width} {one.height}"
        table = list(
            csv.reader(
                io.StringIO(files[one.table].make(files[one.table].source).decode("utf-8-sig"), newline=""),
                delimiter=";",
            )
        )
        assert table[0][1:] == list(one.columns)
        assert table[1:] == [[line.place.text, *map(str, line.cells)] for line in one.rows]


def test_no_label_runs_over_its_number_in_the_widest_of_fonts(view: StateView, browser: Browser) -> None:
    """Trygghetsvandringar och nattvandring reached 18 pixels into its number; the row grows by a line instead."""
    one = chart(view, "amnen")
    names = (
        "Trygghetsvandringar och nattvandring",
        "Barn och unga",
        "Hedersrelaterat våld och våldsbejakande extremism",
    )
    rows = tuple(
        replace(one.rows[0], place=replace(one.rows[0].place, text=name), words="1 234 av 2 345") for name in names
    )
    drawn = replace(one, rows=rows)
    svg = make(ChartSource(drawn, Palette("#0b4f6c", "#8fd0ee"))).decode()
    with new_page(browser) as (page, _said):
        page.set_content(f"<style>text{{font-family:'DejaVu Sans'}}</style>{svg}")
        texts = page.evaluate("""() => [...document.querySelectorAll("svg text")].map((one) => {
            const { x, y, width, height } = one.getBBox();
            return { x, y, width, height, end: one.getAttribute("text-anchor") === "end" };
        })""")
        bars = page.evaluate(
            """() => [...document.querySelectorAll("svg rect[height='16']")].map((one) => one.y.baseVal.value)"""
        )
    for number in (one for one in texts if one["end"]):
        beside = [one for one in texts if not one["end"] and abs(one["y"] - number["y"]) < number["height"]]
        assert beside
        assert all(one["x"] + one["width"] < number["x"] for one in beside)
    assert len(bars) == 3
    assert all(one["y"] + one["height"] <= bar or one["y"] >= bar + 16 for one in texts for bar in bars)
    assert max(one["y"] + one["height"] for one in texts) < max(bars) < drawn.height - 16


def test_a_theme_that_looks_like_a_formula_is_text_in_the_table(view: StateView) -> None:
    one = chart(view, "amnen")
    named = replace(one.rows[0], place=replace(one.rows[0].place, text='=HYPERLINK("https://provstad.example")'))
    assert make_table(replace(one, rows=(named,))).decode("utf-8-sig").splitlines()[1] == (
        '"\'=HYPERLINK(""https://provstad.example"")";3'
    )


def test_bars_are_as_long_as_their_numbers_and_lie_end_to_end(view: StateView) -> None:
    one = chart(view, "polisregioner")
    data = replace(one, rows=tuple(replace(row, bar=bar) for row, bar in zip(one.rows, BARS, strict=False)))
    root = ET.fromstring(make(ChartSource(data, Palette("#0b4f6c", "#8fd0ee"))))
    by_line: dict[str, list[tuple[str, float, float]]] = {}
    for bar in root.iter(f"{SVG}rect"):
        if bar.get("height") == "16":
            left, width = float(bar.get("x", "")), float(bar.get("width", ""))
            by_line.setdefault(bar.get("y", ""), []).append((bar.get("class", ""), left - 1, width))
    assert len(by_line) == len(BARS)
    for drawn, counts in zip(by_line.values(), BARS, strict=True):
        unit, before = 358 / sum(counts), 0
        expected = []
        for level, count in zip(("reported", "pledges", "agreement", "entered", "nothing"), counts, strict=True):
            if count:
                expected.append((level, pytest.approx(before * unit, abs=0.11), pytest.approx(count * unit, abs=0.11)))
            before += count
        assert drawn == expected


def test_pictures_run_nothing_and_are_legible_without_style_sheets(files: dict[str, Artifact]) -> None:
    for path, one in files.items():
        if path.endswith(".svg"):
            text = one.make(one.source).decode()
            assert not re.search(r"<script|\son\w+=|\sstyle=|@import|https?://(?!www\.w3\.org/2000/svg)", text)
            assert all("fill=" in shape for shape in re.findall(r"<(?:rect|text|circle)[^>]*>", text))
