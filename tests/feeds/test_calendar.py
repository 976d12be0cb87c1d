"""Calendars: what is in them, that they are valid, and that a day that is moved is the same entry moved."""

import re
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import icalendar
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledges.feeds.calendar import CalendarEntry, CalendarHeading, calendar, vevent
from support.feed_samples import SETTINGS, Portal, titles

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
    return Portal(tmp_path).write(FILES)


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
    unfolded = data.replace(b"\r\n ", b"")
    assert b"\r\nREFRESH-INTERVAL;VALUE=DURATION:P1D\r\n" in unfolded
    assert re.search(rb"\r\nSOURCE;VALUE=URI:https://[^\r]+/kalender\.ics\r\n", unfolded)
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
        uid="uid",
        day=date(2022, 1, 1),
        summary=f"Prov {summary}",
        description=f"Prov {description}",
        url="https://example.org/",
        categories=tuple(categories),
        sequence=0,
        stamp=datetime(2022, 1, 1, tzinfo=UTC),
    )
    heading = CalendarHeading(
        name="Prov", description="Prov", url="https://example.org/", source="https://example.org/kalender.ics"
    )
    (event,) = read(calendar(heading, [vevent(one)])).walk("VEVENT")
    plain = re.compile("[^\\w]")
    assert plain.sub("", str(event["SUMMARY"])) == plain.sub("", f"Prov {summary}")
    assert plain.sub("", str(event["DESCRIPTION"])) == plain.sub("", f"Prov {description}")


CALENDAR = "kommuner/provby/kalender.ics"
FEED = "kommuner/provby/flode.xml"


def _meeting_line(portal: Portal) -> str:
    text = (portal.content / PLEDGE).read_text(encoding="utf-8")
    (line,) = re.findall(r" *- datum: 2022-09-14\n *text: Dialogmöte[^\n]*\n", text)
    return str(line)


def _announced_meeting(portal: Portal) -> str:
    """The meeting announced to those who already follow; gives its line."""
    portal.publish(DAY - timedelta(days=30))
    portal.publish(DAY)
    return _meeting_line(portal)


def _state(data: bytes, words: str) -> tuple[str, int, str]:
    one = entry(data, words)
    return str(one["UID"]), int(one["SEQUENCE"]), str(one.get("STATUS", ""))


def _titles(portal: Portal) -> list[str]:
    return titles(portal.files[FEED])


def test_a_meeting_that_is_taken_out_is_cancelled_where_it_was_told(portal: Portal) -> None:
    line = _announced_meeting(portal)
    uid, sequence, status = _state(portal.files[CALENDAR], "Dialogmöte")
    assert status == ""
    portal.mend(PLEDGE, line, "")
    portal.publish(date(2022, 7, 1))
    wanted = (uid, sequence + 1, "CANCELLED")
    assert _state(portal.files[CALENDAR], "Inställt: Provby: Dialogmöte") == wanted
    news = "Provby: Inställt eller flyttat: Dialogmöte på biblioteket kl. 18 (14 september 2022)"
    assert _titles(portal).count(news) == 1
    for day in (date(2022, 7, 2), date(2022, 9, 14), date(2022, 9, 15), date(2023, 2, 1)):
        portal.publish(day)
        assert _state(portal.files[CALENDAR], "Dialogmöte") == wanted
        assert _titles(portal).count(news) == 1


def test_a_meeting_that_is_moved_is_cancelled_and_is_another_on_its_new_day(portal: Portal) -> None:
    line = _announced_meeting(portal)
    uid, sequence, _status = _state(portal.files[CALENDAR], "Dialogmöte")
    portal.mend(PLEDGE, line, line.replace("2022-09-14", "2022-09-21"))
    portal.publish(date(2022, 7, 1))
    assert _state(portal.files[CALENDAR], "Inställt: Provby: Dialogmöte") == (uid, sequence + 1, "CANCELLED")
    assert ("2022-09-21", "Provby: Dialogmöte på biblioteket kl. 18.") in days(portal.files[CALENDAR])


def test_a_meeting_with_an_hour_and_a_place_has_them_in_the_calendar(portal: Portal) -> None:
    line = _announced_meeting(portal)
    uid, *_rest = _state(portal.files[CALENDAR], "Dialogmöte")
    portal.mend(PLEDGE, line, f"{line}    klockan: 18–19.30\n    plats: Biblioteket\n")
    portal.publish(date(2022, 7, 1))
    one = entry(portal.files[CALENDAR], "Dialogmöte")
    assert (str(one["UID"]), str(one["LOCATION"])) == (uid, "Biblioteket")
    begins, ends = one["DTSTART"], one["DTEND"]
    assert begins.params["TZID"] == ends.params["TZID"] == "Europe/Stockholm"
    assert (begins.dt.isoformat(), ends.dt.isoformat()) == ("2022-09-14T18:00:00+02:00", "2022-09-14T19:30:00+02:00")


def test_a_meeting_that_is_said_to_be_cancelled_stays_and_says_so(portal: Portal) -> None:
    line = _announced_meeting(portal)
    uid, sequence, _status = _state(portal.files[CALENDAR], "Dialogmöte")
    portal.mend(PLEDGE, line, f"{line}    inställt: ja\n    skäl: Föreläsaren är sjuk.\n")
    for day in (date(2022, 7, 1), date(2022, 7, 2)):
        portal.publish(day)
        assert _state(portal.files[CALENDAR], "Inställt: Provby: Dialogmöte") == (uid, sequence + 1, "CANCELLED")
        assert _titles(portal).count("Provby: Inställt: Dialogmöte på biblioteket kl. 18 (14 september 2022)") == 1
    portal.mend(PLEDGE, "    inställt: ja\n", "")
    portal.publish(date(2022, 7, 3))
    assert _state(portal.files[CALENDAR], "Dialogmöte") == (uid, sequence + 2, "")


def test_a_meeting_that_is_said_to_be_moved_says_where_to(portal: Portal) -> None:
    line = _announced_meeting(portal)
    moved = f"{line.replace('2022-09-14', '2022-09-21')}    flyttat från: 2022-09-14\n"
    portal.mend(PLEDGE, line, moved)
    portal.publish(date(2022, 7, 1))
    news = "Provby: Flyttat till 21 september 2022: Dialogmöte på biblioteket kl. 18 (14 september 2022)"
    assert _titles(portal).count(news) == 1
    assert ("2022-09-21", "Provby: Dialogmöte på biblioteket kl. 18.") in days(portal.files[CALENDAR])


def test_a_meeting_that_is_on_again_is_the_same_and_newer_each_time(portal: Portal) -> None:
    line = _announced_meeting(portal)
    uid, sequence, _status = _state(portal.files[CALENDAR], "Dialogmöte")
    day = date(2022, 7, 1)
    for turn in range(1, 5):
        if turn % 2:
            portal.mend(PLEDGE, line, "")
        else:
            portal.mend(PLEDGE, "  - datum: 2022-10\n", f"{line}  - datum: 2022-10\n")
        portal.publish(day + timedelta(days=turn))
        wanted = (uid, sequence + turn, "CANCELLED" if turn % 2 else "")
        assert _state(portal.files[CALENDAR], "Dialogmöte") == wanted
    assert sum("Inställt eller flyttat" in title for title in _titles(portal)) == 2
    assert sum("Blir av som det var sagt" in title for title in _titles(portal)) == 2


def test_a_line_taken_out_when_the_meeting_has_been_held_cancels_nothing(portal: Portal) -> None:
    line = _announced_meeting(portal)
    before = _state(portal.files[CALENDAR], "Dialogmöte")
    portal.mend(PLEDGE, line, "")
    portal.publish(date(2022, 9, 15))
    assert _state(portal.files[CALENDAR], "Dialogmöte") == before
    assert not any("Inställt" in title for title in _titles(portal))


def test_a_text_that_is_mended_cancels_nothing(portal: Portal) -> None:
    line = _announced_meeting(portal)
    portal.mend(PLEDGE, line, line.replace("biblioteket", "stadsbiblioteket"))
    portal.publish(date(2022, 7, 1))
    assert _state(portal.files[CALENDAR], "stadsbiblioteket")[1:] == (0, "")
