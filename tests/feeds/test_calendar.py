"""Calendars: what is in them, that they are valid, and that a day that is moved is the same entry moved."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledges.feeds.calendar import CalendarEntry, CalendarHeading, calendar, vevent
from support.feed_samples import SETTINGS, Portal

PLEDGE = "kommuner/provby/loften/2022.md"
FILES = {
    "amnen/trafik.md": "titel: Trafik, tåg; buss\nkort: Säkrare trafik.",
    PLEDGE: """\
        titel: Tryggare torg
        överenskommelse: okänd
        parter: [polisen, kommunen]
        ämnen: trafik
        period: 2022
        uppföljning:
          senast: 2023-03-31
        händelser:
          - datum: 2022-04-01
            text: Löftet utökades.
          - datum: 2022-09-14
            text: Dialogmöte på biblioteket kl. 18.
          - datum: 2022-10
            text: Något i oktober.
        """,
}
DAY = date(2022, 6, 1)


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = Portal(tmp_path)
    portal.write(FILES)
    return portal


def read(data: bytes) -> icalendar.Calendar:
    """The calendar, after its lines have been looked at."""
    assert data.endswith(b"END:VCALENDAR\r\n")
    for line in data.removesuffix(b"\r\n").split(b"\r\n"):
        assert len(line) <= 75
        assert b"\n" not in line
        assert b"\r" not in line
        assert not re.search(rb"[\x00-\x08\x0b-\x1f\x7f]", line)
        line.decode("utf-8")
    parsed = icalendar.Calendar.from_ical(data)
    assert parsed.errors == []
    assert {"VERSION", "PRODID", "UID", "NAME", "SOURCE", "URL"} <= set(parsed)
    uids = [str(one["UID"]) for one in parsed.walk("VEVENT")]
    assert len(uids) == len(set(uids))
    return parsed


def days(data: bytes) -> list[tuple[str, str]]:
    return [(one.start.isoformat(), str(one["SUMMARY"])) for one in read(data).walk("VEVENT")]


def entry(data: bytes, words: str) -> icalendar.Event:
    (parsed,) = (one for one in read(data).walk("VEVENT") if words in one["SUMMARY"])
    return parsed


def test_a_place_has_its_days_in_order(portal: Portal) -> None:
    wanted = [
        ("2022-09-14", "Provby: Dialogmöte på biblioteket kl. 18."),
        ("2022-12-31", "Provby: Perioden slutar – Tryggare torg"),
        ("2023-03-31", "Provby: Utlovad dag för uppföljningen – Tryggare torg"),
    ]
    files = portal.build(DAY)
    for path in ("kommuner/provby", "lan/provlands-lan", "polisen/region-prov", "amnen/trafik"):
        assert days(files[f"{path}/kalender.ics"]) == wanted
    assert days(files["kommuner/provstad/kalender.ics"]) == []
    assert "kalender.ics" not in files


def test_an_entry_is_a_whole_day_with_where_what_and_who(portal: Portal) -> None:
    one = entry(portal.build(DAY)["kommuner/provby/kalender.ics"], "Dialogmöte")
    assert (one.start, one.end) == (date(2022, 9, 14), date(2022, 9, 15))
    assert (
        one["DESCRIPTION"]
        == "Plats: Provby kommun\nLöfte: Tryggare torg\nParter: Polisen och Provby kommun\nPeriod: 2022"
    )
    assert one["URL"] == "https://loften.example/kommuner/provby/loften/2022/"
    assert [str(word) for word in one["CATEGORIES"].cats] == ["Trafik, tåg; buss"]
    assert one["TRANSP"] == "TRANSPARENT"


def test_a_moved_day_is_the_same_entry_with_a_higher_sequence(portal: Portal) -> None:
    before = entry(portal.publish(DAY)["kommuner/provby/kalender.ics"], "Utlovad dag")
    move = "  - datum: 2022-07-01\n    text: Flyttas.\n    ny uppföljning senast: 2023-05-31\n"
    portal.mend(PLEDGE, "händelser:\n", f"händelser:\n{move}")
    after = entry(portal.publish(date(2022, 7, 2))["kommuner/provby/kalender.ics"], "Utlovad dag")
    assert after["UID"] == before["UID"]
    assert (before["SEQUENCE"], after["SEQUENCE"]) == (0, 1)
    assert (before.start, after.start) == (date(2023, 3, 31), date(2023, 5, 31))


def test_a_period_that_is_changed_ends_on_another_day_in_the_same_entry(portal: Portal) -> None:
    before = entry(portal.publish(DAY)["kommuner/provby/kalender.ics"], "Perioden slutar")
    portal.mend(PLEDGE, "period: 2022", "period: 2022/2023")
    portal.publish(date(2022, 7, 2))
    after = entry(portal.build(date(2022, 7, 3))["kommuner/provby/kalender.ics"], "Perioden slutar")
    assert after["UID"] == before["UID"]
    assert after["SEQUENCE"] == before["SEQUENCE"] + 1
    assert after["DTSTAMP"].dt == datetime(2022, 7, 2, tzinfo=UTC)


def test_the_clock_is_not_in_it_and_history_falls_off(portal: Portal) -> None:
    assert portal.build(DAY) == portal.build(DAY)
    assert days(portal.build(date(2023, 12, 31))["kommuner/provby/kalender.ics"])
    assert days(portal.build(date(2025, 1, 1))["kommuner/provby/kalender.ics"]) == []


def test_an_identity_survives_another_domain(portal: Portal) -> None:
    before = {str(one["UID"]) for one in read(portal.build(DAY)["kommuner/provby/kalender.ics"]).walk("VEVENT")}
    portal.settings = type(SETTINGS)(address="https://annan.example", authority=SETTINGS.authority)
    after = {str(one["UID"]) for one in read(portal.build(DAY)["kommuner/provby/kalender.ics"]).walk("VEVENT")}
    assert after == before


def test_a_calendar_names_swedens_time_so_that_it_is_never_empty(portal: Portal) -> None:
    (zone,) = read(portal.build(DAY)["kommuner/provstad/kalender.ics"]).walk("VTIMEZONE")
    time_zone = zone.to_tz()
    assert datetime(2026, 7, 1, tzinfo=time_zone).utcoffset() == timedelta(hours=2)
    assert datetime(2026, 1, 1, tzinfo=time_zone).utcoffset() == timedelta(hours=1)


@settings(deadline=None)
@given(st.text(), st.text(), st.lists(st.text(min_size=1), max_size=3))
def test_any_text_comes_out_whole_and_valid(summary: str, description: str, categories: list[str]) -> None:
    one = CalendarEntry(
        "uid",
        date(2022, 1, 1),
        f"Prov {summary}",
        f"Prov {description}",
        "https://example.org/",
        tuple(categories),
        0,
        datetime(2022, 1, 1, tzinfo=UTC),
    )
    heading = CalendarHeading("Prov", "Prov", "https://example.org/", "https://example.org/kalender.ics")
    (event,) = read(calendar(heading, [vevent(one)])).walk("VEVENT")
    plain = re.compile("[^\\w]")
    assert plain.sub("", str(event["SUMMARY"])) == plain.sub("", f"Prov {summary}")
    assert plain.sub("", str(event["DESCRIPTION"])) == plain.sub("", f"Prov {description}")
