"""Five years of editing: each subscriber hears of each thing once, whatever happens to titles, addresses and domains."""

import html
from datetime import date, timedelta
from pathlib import Path

import pytest

from pledges.content.discovery import LOG_FOLDER
from pledges.history.publication_log import Edition, rewritten
from support.feed_samples import Portal, Subscriber, chain, ids, titles

TAG = "tag:loften.example,2020:"
PLEDGE = "kommuner/provby/loften/2019.md"
FOLLOW_UP = "kommuner/provby/uppfoljningar/2019.md"
START = {
    "kommuner/provby/kommun.md": "kort: Påhittad kommun.",
    PLEDGE: """\
titel: Tryggare vägar i Provby
överenskommelse: okänd
parter: [polisen, kommunen]
period: 2019
undertecknat: 2019-02-01
publicerat: 2019-02-12
åtgärder:
  - id: vandring
    vad: Trygghetsvandringar
    ansvarig: polisen
    mål:
      minst: 4
      enhet: vandringar
""",
}
REPORT = """\
titel: Så gick det i Provby 2019
löfte: 2019
datum: 2020-01-28
avser: 2019
typ: slutlig
av: [polisen, kommunen]
utfall:
  - åtgärd: vandring
    antal: 3
belägg: https://example.org/uppfoljning
"""
UNDATED = """\
titel: Ljusare gångvägar i Provby
överenskommelse: okänd
parter: [polisen, kommunen]
period: 2021
"""
CHANGES = """\
händelser:
  - datum: 2020-06-01
    text: Löftet utökades med en båtsamverkan i hamnen.
  - datum: 2020-06-01
    text: Polisen har öppet hus på biblioteket.
"""
SWAPPED = """\
händelser:
  - datum: 2020-06-01
    text: Polisen har öppet hus på stadsbiblioteket.
  - datum: 2020-06-01
    text: Löftet utökades med en båtsamverkan i hamnen.
"""


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = Portal(tmp_path).write(START)
    portal.publish(date(2020, 3, 1))
    return portal


class Years:
    """A portal, those who follow it, and what each publication is expected to tell them."""

    def __init__(self, portal: Portal) -> None:
        self.portal = portal
        self.place = Subscriber("kommuner/provby/flode.xml")
        self.daily = Subscriber("kommuner/provby/flode.xml", reads_archives=False)
        self.country = Subscriber("flode.atom")
        self.everyone = (self.place, self.daily, self.country)
        for one in self.everyone:
            one.read(portal.files)
            assert len(one.shown) == 3
        self.pages: dict[str, list[str]] = {}

    def on(self, day: str, new: int) -> list[str]:
        """Publish; each subscriber is shown `new` items, and no full archive page has changed."""
        files = self.portal.publish(date.fromisoformat(day))
        told = [one.read(files) for one in self.everyone]
        assert [len(one) for one in told] == [new] * len(told), (day, told)
        self.archived()
        return self.place.told[len(self.place.told) - new :]

    def archived(self) -> None:
        for path, document in self.portal.files.items():
            if "/flode/" in f"/{path}" and (path in self.pages or len(ids(document)) == 5):
                assert self.pages.setdefault(path, ids(document)) == ids(document), path


def everything_once(portal: Portal) -> set[str]:
    """Every id in the country's feed and its archive."""
    return {guid for path in chain(portal.files, "flode.xml") for guid in ids(portal.files[path])}


def test_five_years_of_editing(portal: Portal) -> None:
    years = Years(portal)
    portal.mend(PLEDGE, "Tryggare vägar i Provby", "Tryggare vägar och gator i Provby")
    years.on("2020-03-15", 0)

    portal.write({FOLLOW_UP: REPORT})
    assert years.on("2020-04-01", 1) == ["Provby: Slutlig uppföljning – Så gick det i Provby 2019"]

    portal.mend(PLEDGE, "åtgärder:", f"{CHANGES}åtgärder:")
    years.on("2020-06-02", 2)
    portal.mend(PLEDGE, CHANGES, SWAPPED)
    years.on("2020-07-01", 0)

    moved = "kommuner/provby/loften/trygga-vagar.md"
    text = (portal.content / PLEDGE).read_text(encoding="utf-8")
    (portal.content / PLEDGE).unlink()
    portal.write({moved: text.replace("publicerat:", "tidigare adresser: kommuner/provby/loften/2019\npublicerat:")})
    portal.mend(FOLLOW_UP, "löfte: 2019", "löfte: trygga-vagar")
    years.on("2020-09-01", 0)

    portal.settings = portal.settings.model_copy(update={"address": "https://provloften.example"})
    years.on("2021-01-10", 0)
    assert b"loften.example,2020" in portal.files["flode.xml"]
    assert b"https://loften.example" not in portal.files["flode.xml"]

    portal.mend(FOLLOW_UP, "antal: 3", "antal: 4")
    correction = "händelser:\n  - datum: 2021-02-01\n    text: Antalet vandringar var fyra, inte tre.\n"
    portal.mend(FOLLOW_UP, "belägg:", f"{correction}belägg:")
    assert years.on("2021-02-03", 1) == ["Provby: Antalet vandringar var fyra, inte tre."]

    taken_away = "  - datum: 2020-06-01\n    text: Löftet utökades med en båtsamverkan i hamnen.\n"
    portal.mend(moved, taken_away, "")
    years.on("2021-03-01", 0)
    everything = [title for path in chain(portal.files, "flode.xml") for title in titles(portal.files[path])]
    assert "Provby: Löftet utökades med en båtsamverkan i hamnen." in everything

    portal.write({"kommuner/provby/loften/odaterat.md": UNDATED})
    assert years.on("2021-03-15", 1) == ["Provby: Lades in i portalen – Ljusare gångvägar i Provby"]

    promised = START[PLEDGE].replace("2019", "2021") + "uppföljning:\n  senast: 2022-03-31\n"
    portal.write({"kommuner/provby/loften/2021.md": promised})
    years.on("2021-04-01", 2)
    passed = "Provby: Uppföljningen skulle ha varit klar 31 mars 2022 – Tryggare vägar i Provby"
    assert years.on("2022-04-01", 1) == [passed]
    late = REPORT.replace("2020-01-28", "2022-05-02").replace("2019", "2021")
    portal.write({"kommuner/provby/uppfoljningar/2021.md": late})
    years.on("2022-05-03", 1)

    portal.write(PROVSTADS_PAST)
    years.on("2022-05-20", 0)

    day = date(2022, 6, 1)
    for number in range(30):
        row = f"  - datum: {day}\n    text: Påhittad händelse nummer {number} av många.\n"
        portal.mend(moved, "händelser:\n", f"händelser:\n{row}")
        years.on(day.isoformat(), 1)
        day += timedelta(days=31)

    gone = "borttaget:\n  - datum: 2025-01-02\n    skäl: Uppgiften kunde peka ut en person."
    portal.write({"kommuner/provby/loften/2021.md": gone, "kommuner/provby/uppfoljningar/2021.md": gone})
    years.on("2025-01-03", 2)
    everything = [title for path in chain(portal.files, "flode.xml") for title in titles(portal.files[path])]
    assert passed not in everything
    assert everything.count("Provby: Uppgiften är borttagen") == 4
    in_provstad = {one for one in everything_once(portal) if "provstad" in one}
    assert len(in_provstad) == 30
    assert set(years.place.shown) == everything_once(portal) - in_provstad
    assert len(years.place.shown) == 44


def test_a_reader_who_was_away_for_years_misses_nothing(portal: Portal) -> None:
    away = Subscriber("kommuner/provby/flode.atom")
    away.read(portal.files)
    here = Subscriber("kommuner/provby/flode.xml")
    here.read(portal.files)
    text = (portal.content / PLEDGE).read_text().replace("åtgärder:", "händelser:\nåtgärder:")
    for number in range(23):
        day = date(2020, 4, 1) + timedelta(days=30 * number)
        text = text.replace(
            "händelser:\n", f"händelser:\n  - datum: {day}\n    text: Påhittad händelse nummer {number}.\n"
        )
        portal.write({PLEDGE: text})
        here.read(portal.publish(day))
    away.read(portal.files)
    assert sorted(away.shown) == sorted(here.shown)
    assert len(here.shown) == 26


PROVSTADS_PAST = {
    "kommuner/provstad/kommun.md": "kort: Påhittad kommun.",
    **{
        f"kommuner/provstad/loften/{year}.md": START[PLEDGE].replace("2019", str(year)).replace("Provby", "Provstad")
        for year in range(2010, 2020)
    },
}


def test_the_first_import_floods_nobody_and_is_in_the_archive(portal: Portal) -> None:
    changes = "".join(f"  - datum: 2020-04-0{day}\n    text: Påhittad händelse nummer {day}.\n" for day in range(1, 4))
    portal.mend(PLEDGE, "åtgärder:", f"händelser:\n{changes}åtgärder:")
    portal.publish(date(2020, 5, 1))
    country, region = Subscriber("flode.xml"), Subscriber("polisen/region-prov/flode.xml")
    early = Subscriber("kommuner/provstad/flode.xml")
    for one in (country, region, early):
        one.read(portal.files)
    portal.write(PROVSTADS_PAST)
    files = portal.publish(date(2021, 5, 1))
    assert [one.read(files) for one in (country, region)] == [[], []]
    assert sum("provstad" in guid for guid in everything_once(portal)) == 30
    new = Subscriber("kommuner/provstad/flode.xml")
    assert new.read(files) == early.read(files)
    assert len(new.shown) == 30
    portal.write(
        {"kommuner/provstad/loften/2021.md": START[PLEDGE].replace("2019", "2021").replace("Provby", "Provstad")}
    )
    files = portal.publish(date(2021, 6, 1))
    assert [len(one.read(files)) for one in (country, region)] == [2, 2]


def test_a_feed_with_little_in_it_begins_with_the_newest_of_its_history(portal: Portal) -> None:
    """So that those who follow it are shown as many as it lacks, and never more."""
    county = Subscriber("lan/provlands-lan/flode.xml", reads_archives=False)
    county.read(portal.files)
    assert len(county.shown) == 3
    portal.write(PROVSTADS_PAST)
    told = county.read(portal.publish(date(2021, 5, 1)))
    assert len(told) == 3
    assert all("provstad" in one and one.endswith("#entered") for one in told)
    assert {one.rpartition("#")[2] for one in ids(portal.files[county.feed])} == {"entered", "signed", "published"}
    assert county.read(portal.publish(date(2021, 5, 2))) == []


def test_a_portal_from_before_entries_were_told_of_tells_nobody_of_its_old_ones(tmp_path: Path) -> None:
    portal = Portal(tmp_path).write(START | {"kommuner/provstad/loften/2021.md": UNDATED.replace("Provby", "Provstad")})
    changes = "".join(
        f"  - datum: 2019-04-{day:02}\n    text: Påhittad händelse nummer {day}.\n" for day in range(1, 10)
    )
    portal.mend(PLEDGE, "åtgärder:", f"händelser:\n{changes}åtgärder:")
    portal.publish(date(2020, 3, 1), entries=False)
    portal.write({"kommuner/provby/loften/2020.md": UNDATED.replace("2021", "2020")})
    old = portal.publish(date(2020, 5, 1), entries=False)
    assert ids(old["kommuner/provstad/flode.xml"]) == []
    followers = [Subscriber(path) for path in ("flode.xml", "kommuner/provby/flode.xml")]
    for one in followers:
        one.read(old)

    new = portal.publish(date(2020, 6, 1))
    assert [one.read(new) for one in followers] == [[], []]
    archive = {path: data for path, data in old.items() if "/flode/" in f"/{path}" and len(ids(data)) == 5}
    assert len(archive) == 8
    assert archive == {path: new[path] for path in archive}
    assert titles(new["kommuner/provstad/flode.xml"]) == [
        "Provstad: Lades in i portalen – Ljusare gångvägar i Provstad"
    ]
    assert (
        b"<strong>Datum:</strong> 1 mars 2020<br>"
        in html.unescape(new["kommuner/provstad/flode.xml"].decode()).encode()
    )

    portal.write({"kommuner/provby/loften/2021.md": UNDATED})
    newer = portal.publish(date(2020, 7, 1))
    assert [one.read(newer) for one in followers] == [[f"{TAG}kommuner/provby/loften/2021#entered"]] * 2
    assert portal.build(date(2020, 7, 2)) == newer


def test_the_archive_is_the_same_when_the_first_records_are_removed(portal: Portal) -> None:
    """Their editions are forgotten then, and with them the day on which the municipality was first published."""
    first = {f"kommuner/provstad/loften/{year}.md": UNDATED.replace("Provby", "Provstad") for year in range(2011, 2019)}
    portal.write(first)
    portal.publish(date(2021, 5, 1))
    later = {f"kommuner/provstad/loften/{year}.md": UNDATED.replace("Provby", "Provstad") for year in range(2019, 2025)}
    portal.write(later)
    portal.publish(date(2021, 6, 1))
    portal.build(date(2021, 6, 2))
    archive = {
        path: ids(data) for path, data in portal.files.items() if "/flode/" in f"/{path}" and len(ids(data)) == 5
    }
    assert {"kommuner/provstad/flode/1.atom", "kommuner/provstad/flode/historik-2.atom"} <= archive.keys()
    memory = portal.content / LOG_FOLDER / "provstad.jsonl"
    firsts = {path.removesuffix(".md") for path in first}
    kept = rewritten(
        memory.read_bytes(), lambda line: None if isinstance(line, Edition) and line.first in firsts else line
    )
    memory.write_bytes(kept)
    gone = "borttaget:\n  - datum: 2021-06-02\n    skäl: Uppgiften kunde peka ut en person."
    portal.write(dict.fromkeys(first, gone))
    files = portal.publish(date(2021, 6, 3))
    assert {path: ids(files[path]) for path in archive} == archive


def test_an_entry_is_told_once_and_not_beside_what_tells_of_the_same_record(portal: Portal) -> None:
    reader = Subscriber("kommuner/provby/flode.xml")
    reader.read(portal.files)
    undated = REPORT.replace("datum: 2020-01-28", "datum: okänd")
    portal.write({FOLLOW_UP: REPORT, "kommuner/provby/uppfoljningar/odaterad.md": undated})
    told = reader.read(portal.publish(date(2020, 4, 1)))
    assert [one.removeprefix(f"{TAG}kommuner/provby/uppfoljningar/") for one in told] == [
        "2019#uppfoljning",
        "odaterad#entered",
    ]
    portal.mend(FOLLOW_UP, "datum: 2020-01-28", "datum: okänd")
    portal.mend("kommuner/provby/uppfoljningar/odaterad.md", "datum: okänd", "datum: 2020-01-30")
    assert reader.read(portal.publish(date(2020, 4, 2))) == [f"{TAG}kommuner/provby/uppfoljningar/odaterad#uppfoljning"]


def test_a_build_enters_nothing(tmp_path: Path) -> None:
    """What is only looked at is the same whichever day it is; it is entered when it is published."""
    portal = Portal(tmp_path).write({"kommuner/provby/loften/2021.md": UNDATED})
    first = portal.build(date(2021, 3, 1))
    assert ids(first["kommuner/provby/flode.xml"]) == []
    assert portal.build(date(2021, 3, 2)) == first
    published = portal.publish(date(2021, 3, 3))
    assert ids(published["kommuner/provby/flode.xml"]) == [f"{TAG}kommuner/provby/loften/2021#entered"]
    assert portal.publish(date(2021, 3, 3)) == published
    assert portal.build(date(2021, 3, 4)) == published


def test_what_happens_on_the_day_of_a_first_import_is_news(portal: Portal) -> None:
    country = Subscriber("flode.xml")
    country.read(portal.files)
    today = START[PLEDGE].replace("2019-02-12", "2021-05-01").replace("Provby", "Provstad")
    portal.write({"kommuner/provstad/loften/2019.md": today})
    told = country.read(portal.publish(date(2021, 5, 1)))
    assert told[-1] == "tag:loften.example,2020:kommuner/provstad/loften/2019#published"
    assert not any(one.endswith("provstad/loften/2019#entered") for one in told)


def test_the_title_of_a_removed_successor_is_in_no_feed(portal: Portal) -> None:
    next_one = START[PLEDGE].replace("2019", "2020").replace("Tryggare vägar", "Röjd uppgift") + "efterträder: 2019\n"
    portal.write({"kommuner/provby/loften/2020.md": next_one})
    assert any(b"R\xc3\xb6jd" in data for data in portal.publish(date(2020, 4, 1)).values())
    gone = "borttaget:\n  - datum: 2020-05-01\n    skäl: Uppgiften kunde peka ut en person."
    portal.write({"kommuner/provby/loften/2020.md": gone})
    files = portal.publish(date(2020, 5, 2))
    assert not any(b"R\xc3\xb6jd" in data for data in files.values())
    assert "kommuner/provby/loften/2019#replaced-by-kommuner/provby/loften/2020" in {
        one.partition("2020:")[2] for one in everything_once(portal)
    }


def test_a_follow_up_from_long_ago_reaches_todays_readers(portal: Portal) -> None:
    reader = Subscriber("kommuner/provby/flode.xml", reads_archives=False)
    reader.read(portal.files)
    portal.write({FOLLOW_UP: REPORT})
    files = portal.publish(date(2024, 8, 5))
    assert reader.read(files) == ["tag:loften.example,2020:kommuner/provby/uppfoljningar/2019#uppfoljning"]
    assert ids(files["kommuner/provby/flode.xml"])[0] == reader.shown[-1]
    assert b"Mon, 05 Aug 2024" in files["kommuner/provby/flode.xml"]


def test_a_coming_meeting_is_told_of_before_it_is_held_and_only_once(portal: Portal) -> None:
    reader = Subscriber("kommuner/provby/flode.xml")
    reader.read(portal.files)
    meeting = "händelser:\n  - datum: 2020-05-14\n    text: Dialogmöte på torget.\nåtgärder:"
    portal.mend(PLEDGE, "åtgärder:", meeting)
    assert len(reader.read(portal.publish(date(2020, 4, 1)))) == 1
    assert b"DTSTART;VALUE=DATE:20200514" in portal.files["kommuner/provby/kalender.ics"]
    assert reader.read(portal.publish(date(2020, 5, 15))) == []
    assert b"DTSTART;VALUE=DATE:20200514" in portal.files["kommuner/provby/kalender.ics"]
    portal.mend(PLEDGE, "2020-05-14", "2020-05-28")
    assert len(reader.read(portal.publish(date(2020, 5, 16)))) == 1


def test_publishing_twice_gives_the_same_bytes(portal: Portal) -> None:
    portal.write({FOLLOW_UP: REPORT})
    first = portal.publish(date(2020, 4, 1))
    assert portal.build(date(2020, 4, 1)) == first
    assert portal.build(date(2020, 4, 2)) == first
