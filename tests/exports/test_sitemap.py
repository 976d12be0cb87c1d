"""The sitemap: pages that may be listed, and days that come from what happened, never from the build."""

import xml.etree.ElementTree as ET
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from pledges.exports.sitemap import LIMIT, robots_artifact, sitemap_artifacts
from pledges.feeds.announcement import Announcement, Subject, last_days
from pledges.history.events import Event, EventKind
from pledges.incremental.artifact import Artifact
from pledges.views.view_types import Link
from pledges.written_values import PartialDate
from support.gathered_sample import follow_up, gathering_of, pledge
from support.sites import small_country

NS = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HOME = "http://127.0.0.1:8000/"
PROV = {
    "kommuner/ale/kommun.md": "---\nkort: Påhittat.\n---\n",
    "kommuner/ale/loften/a.md": pledge("Påhittat löfte i Ale", "publicerat: 2019-02-01\n"),
    "kommuner/ale/uppfoljningar/a.md": follow_up("a", "2020-03-31"),
}
PATHS = [
    "index.html", "404.html", "kommuner/index.html", "kommuner/ale/index.html", "kommuner/ale/flode.xml", "sok/index.html",
    "kommuner/ale/loften/a/index.html", "kommuner/ale/loften/gammalt/index.html", "kommuner/ale/uppfoljningar/a/index.html",
]  # fmt: skip


def made(folder: Path, day: date, paths: list[str] = PATHS) -> dict[str, Artifact]:
    country = gathering_of(folder, PROV, day, geography=small_country("ale"))
    days, settings = country.parts_of(country.summaries["ale"]).pages, country.snapshot.settings
    artifacts = (
        *sitemap_artifacts(settings, days, paths=paths, unlisted=["kommuner/ale/loften/gammalt/"]),
        robots_artifact(settings),
    )
    return {one.path: one for one in artifacts}


def rows(one: Artifact) -> dict[str, str | None]:
    root = ET.fromstring(one.make(one.source))
    return {row.findtext(f"{NS}loc", "").removeprefix(HOME): row.findtext(f"{NS}lastmod") for row in root}


def test_pages_are_listed_with_the_day_on_which_something_happened(tmp_path: Path) -> None:
    assert rows(made(tmp_path, date(2026, 11, 22))["sitemap.xml"]) == {
        "": None,
        "kommuner/": None,
        "kommuner/ale/": "2020-03-31",
        "kommuner/ale/loften/a/": "2020-03-31",
        "kommuner/ale/uppfoljningar/a/": "2020-03-31",
    }


def test_another_day_of_building_changes_nothing(tmp_path: Path) -> None:
    one, other = (made(tmp_path / str(day.year), day)["sitemap.xml"] for day in (date(2024, 1, 1), date(2026, 11, 22)))
    assert one.key == other.key


def test_what_has_not_happened_yet_is_no_change(tmp_path: Path) -> None:
    days = rows(made(tmp_path, date(2019, 6, 1))["sitemap.xml"])
    assert days["kommuner/ale/loften/a/"] == "2019-02-01"
    assert days["kommuner/ale/uppfoljningar/a/"] is None


def test_a_meeting_that_is_to_come_is_no_change(tmp_path: Path) -> None:
    link = Link("Möte", "kommuner/ale/loften/a/")
    event = Event(
        id="a#1",
        identity="a",
        about="a",
        kind=EventKind.CHANGED,
        happened=PartialDate(2026, 1, 1),
        title="Möte",
        text="",
    )
    announced = Announcement(
        event=event, announced=date(2026, 1, 1), subject=Subject(link), headline="Möte", href="kommuner/ale/loften/a/"
    )
    coming = replace(announced, event=replace(event, happened=PartialDate(2030, 1, 1)))
    assert last_days([announced], date(2026, 11, 22)) == {"kommuner/ale/loften/a/": date(2026, 1, 1)}
    assert last_days([coming], date(2026, 11, 22)) == {}


def test_robots_are_shown_the_way(tmp_path: Path) -> None:
    one = made(tmp_path, date(2026, 11, 22))["robots.txt"]
    assert one.make(one.source).decode() == "User-agent: *\nDisallow:\n\nSitemap: http://127.0.0.1:8000/sitemap.xml\n"


def test_a_site_too_large_for_one_sitemap_has_an_index(tmp_path: Path) -> None:
    paths = [f"loften/sida-{number}/index.html" for number in range(LIMIT + 1)]
    files = made(tmp_path, date(2026, 11, 22), paths)
    assert rows(files["sitemap.xml"]) == {"sitemap-1.xml": None, "sitemap-2.xml": None}
    assert [len(rows(files[f"sitemap-{number}.xml"])) for number in (1, 2)] == [LIMIT, 1]


@pytest.mark.parametrize("name", ["sitemap.xml", "robots.txt"])
def test_the_bytes_are_the_same_every_time(tmp_path: Path, name: str) -> None:
    one = made(tmp_path, date(2026, 11, 22))[name]
    assert one.make(one.source) == one.make(one.source)
