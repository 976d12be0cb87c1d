"""The ledger of dated events: what there is for each record, and that an event's identity never changes."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledges.content.register import Register
from pledges.history.event_recognition import identities
from pledges.history.events import Event, EventKind, events, kind_of, rank
from pledges.history.publication_log import EMPTY, PublicationLog, PublishedEvent
from pledges.written_values import PartialDate, parse_date
from support.samples import on, register_of, standing

PLEDGE = "kommuner/ale/loften/prov"
TEXT = """\
titel: Påhittat löfte
överenskommelse: okänd
parter: [polisen, kommunen]
period: 2019
undertecknat: 2018-12
publicerat: 2019-01-15
uppföljning:
  senast: 2020-03-31
händelser:
  - datum: 2019-05-02
    text: Löftet utökades.
  - datum: 2020-03-01
    text: Uppföljningen flyttas.
    ny uppföljning senast: 2020-05-31
    skäl: Sammanställningen tog längre tid.
"""
REPORT = """\
titel: Så gick det
löfte: prov
datum: {day}
avser: 2019
typ: slutlig
av: polisen
belägg: https://example.org/a
"""


def timeline(register: Register, day: str = "2026-01-01", log: PublicationLog = EMPTY) -> tuple[Event, ...]:
    record = register.records[PLEDGE]
    return events(register, record, standing(register, record, on(day)), log=log)


def lines(timeline_events: tuple[Event, ...]) -> list[str]:
    return [f"{one.happened} {one.id.partition('#')[2]} {one.title}" for one in timeline_events]


def test_everything_dated_in_order_of_time() -> None:
    files = {
        f"{PLEDGE}.md": TEXT,
        "kommuner/ale/uppfoljningar/sen.md": REPORT.format(day="2020-06-15"),
        "kommuner/ale/loften/nasta.md": "titel: Nästa löfte\növerenskommelse: okänd\nparter: polisen\nperiod: 2020\nefterträder: prov",
    }
    assert lines(timeline(register_of(files))) == [
        "2018-12 signed Löftet undertecknades",
        "2019-01-15 published Löftet publicerades",
        "2019-05-02 handelse-2019-05-02 Löftet utökades.",
        "2019-12-31 period-end Perioden slutar",
        "2020 replaced-by-kommuner/ale/loften/nasta Ersattes av ”Nästa löfte”",
        "2020-03-01 handelse-2020-03-01 Uppföljningen flyttades till 31 maj 2020",
        "2020-05-31 follow-up-due Utlovad dag för uppföljningen",
        "2020-06-01 deadline-passed-2020-05-31 Uppföljningen skulle ha varit klar 31 maj 2020",
        "2020-06-15 uppfoljning Slutlig uppföljning – Så gick det",
    ]


def test_a_moved_deadline_tells_the_reason_and_that_it_was_moved() -> None:
    by_kind = {one.kind: one for one in timeline(register_of({f"{PLEDGE}.md": TEXT}))}
    assert by_kind[EventKind.DEADLINE_MOVED].text == "Uppföljningen flyttas. Skäl: Sammanställningen tog längre tid."
    assert by_kind[EventKind.FOLLOW_UP_DUE].moved == 1


@pytest.mark.parametrize(
    ("day", "report", "passed"),
    [
        ("2020-05-31", "", False),
        ("2020-06-01", "", True),
        ("2020-07-01", "2020-05-30", False),
        ("2020-07-01", "2020-06-15", True),
    ],
)
def test_a_deadline_has_passed_when_nothing_had_come_by_then(day: str, report: str, passed: bool) -> None:
    files = {f"{PLEDGE}.md": TEXT}
    if report:
        files["kommuner/ale/uppfoljningar/den.md"] = REPORT.format(day=report)
    missed = [one.id for one in timeline(register_of(files), day) if one.kind is EventKind.DEADLINE_PASSED]
    assert missed == ([f"{PLEDGE}#deadline-passed-2020-05-31"] if passed else [])


def test_no_deadline_passes_for_a_compilation() -> None:
    register = register_of({f"{PLEDGE}.md": TEXT, "kommuner/ale/kommun.md": "förs av: sammanställning"})
    assert EventKind.DEADLINE_PASSED not in {one.kind for one in timeline(register)}


def test_a_correction_of_a_follow_up_is_an_event_of_the_pledge() -> None:
    files = {
        f"{PLEDGE}.md": TEXT,
        "kommuner/ale/uppfoljningar/den.md": REPORT.format(day="2020-02-01")
        + "händelser:\n  - datum: 2020-03-05\n    text: Ett tal rättades.\n",
    }
    (correction,) = (one for one in timeline(register_of(files)) if one.title == "Ett tal rättades.")
    assert (correction.identity, correction.about) == (PLEDGE, "kommuner/ale/uppfoljningar/den")
    assert correction.id == "kommuner/ale/uppfoljningar/den#handelse-2020-03-05"


def test_what_has_no_date_comes_first_and_has_no_day() -> None:
    text = TEXT.replace("publicerat: 2019-01-15", "publicerat: okänd").replace("datum: 2019-05-02", "datum: okänd")
    first = timeline(register_of({f"{PLEDGE}.md": text}))[0]
    assert (first.day, first.id) == (None, f"{PLEDGE}#handelse-odaterad")


def test_a_month_comes_after_the_days_that_begin_with_it() -> None:
    text = TEXT.replace("publicerat: 2019-01-15", "publicerat: 2019-05").replace(
        "undertecknat: 2018-12", "undertecknat: 2019-05-01"
    )
    kinds = [one.kind for one in timeline(register_of({f"{PLEDGE}.md": text}))]
    assert kinds[:3] == [EventKind.SIGNED, EventKind.PUBLISHED, EventKind.CHANGED]


def test_an_identity_survives_another_title_and_another_address() -> None:
    before = {one.id for one in timeline(register_of({f"{PLEDGE}.md": TEXT}))}
    moved = TEXT.replace("Påhittat löfte", "Ett annat namn").replace("period:", f"tidigare adresser: {PLEDGE}\nperiod:")
    register = register_of({"kommuner/ale/loften/ny-plats.md": moved})
    record = register.records["kommuner/ale/loften/ny-plats"]
    assert {one.id for one in events(register, record, standing(register, record, on("2026-01-01")))} == before


@pytest.mark.parametrize(
    ("folder", "text"),
    [
        ("nyheter", "titel: En nyhet\ndatum: 2020-01-02"),
        ("kommuner/ale/atgardsplaner", "titel: En plan\nbeslutad: 2024-01-02\nparter: [kommunen]"),
    ],
)
def test_the_identity_of_news_and_plans_survives_another_address(folder: str, text: str) -> None:
    register = register_of({f"{folder}/ny.md": f"{text}\ntidigare adresser: {folder}/gammal"})
    (replaced,) = events(register, register.records[f"{folder}/ny"])
    assert replaced.id.startswith(f"{folder}/gammal#")


def test_a_removed_record_has_one_event_for_each_time() -> None:
    text = "borttaget:\n  - datum: 2020-01-02\n    skäl: En uppgift gick att koppla till en person.\n  - datum: 2021-01-02\n    skäl: Igen."
    register = register_of({f"{PLEDGE}.md": text})
    removals = events(register, register.records[PLEDGE])
    assert [one.id for one in removals] == [f"{PLEDGE}#removed", f"{PLEDGE}#removed-2"]
    assert removals[0].text == "En uppgift gick att koppla till en person."


def test_the_kind_and_the_order_of_a_day_can_be_told_from_an_id() -> None:
    names = [
        "signed",
        "published",
        "replaced-by-x",
        "handelse-2020-01-01",
        "uppfoljning",
        "deadline-passed-2020-01-01",
        "removed-2",
    ]
    assert [rank(name) for name in names] == sorted(rank(name) for name in names)
    assert kind_of("signed") is EventKind.SIGNED
    assert kind_of("något annat") is EventKind.CHANGED


FIRST = "kommuner/ale/loften/prov"
DAY = parse_date("2020-06-01")


def remembered(*days_and_texts: tuple[str, str], announced: str = "2021-01-01") -> PublicationLog:
    """A publication log in which these days and texts have been announced."""
    rows = [(parse_date(day), text) for day, text in days_and_texts]
    names = identities(EMPTY, FIRST, rows)
    events_by_id = {
        name: PublishedEvent(id=name, happened=day, announced=date.fromisoformat(announced), title=text, address=FIRST)
        for name, (day, text) in zip(names, rows, strict=True)
    }
    return PublicationLog(events=events_by_id)


def names(log: PublicationLog, *days_and_texts: tuple[str, str]) -> list[str]:
    ids = identities(log, FIRST, [(parse_date(day), text) for day, text in days_and_texts])
    return [one.partition("#handelse-")[2] for one in ids]


HARBOUR, LIBRARY = "Löftet utökades med en båtsamverkan.", "Öppet hus på biblioteket."


def test_two_on_the_same_day_are_told_apart() -> None:
    assert names(EMPTY, ("2020-06-01", HARBOUR), ("2020-06-01", LIBRARY)) == ["2020-06-01", "2020-06-01-2"]


def test_the_order_of_two_on_the_same_day_may_change() -> None:
    log = remembered(("2020-06-01", HARBOUR), ("2020-06-01", LIBRARY))
    assert names(log, ("2020-06-01", LIBRARY), ("2020-06-01", HARBOUR)) == ["2020-06-01-2", "2020-06-01"]


def test_one_may_be_mended_taken_away_or_put_before_the_others() -> None:
    log = remembered(("2020-06-01", HARBOUR), ("2020-06-01", LIBRARY))
    mended = "Öppet hus på stadsbiblioteket."
    assert names(log, ("2020-06-01", mended)) == ["2020-06-01-2"]
    new = "Kommunen anställer två fältassistenter."
    rows = (("2020-06-01", new), ("2020-06-01", HARBOUR), ("2020-06-01", mended))
    assert names(log, *rows) == ["2020-06-01-3", "2020-06-01", "2020-06-01-2"]


def test_something_else_on_the_same_day_is_a_new_event() -> None:
    assert names(remembered(("2020-06-01", HARBOUR)), ("2020-06-01", LIBRARY)) == ["2020-06-01-2"]


def test_a_day_that_was_mistyped_may_be_mended() -> None:
    assert names(remembered(("2020-06-01", HARBOUR)), ("2020-06-02", HARBOUR)) == ["2020-06-01"]
    assert names(remembered(("2020-06-01", HARBOUR)), ("2020-06-30", HARBOUR)) == ["2020-06-30"]


def test_a_coming_meeting_on_another_day_is_news() -> None:
    log = remembered(("2020-06-01", LIBRARY), announced="2020-05-01")
    assert names(log, ("2020-06-08", LIBRARY)) == ["2020-06-08"]


def test_a_meeting_every_week_is_a_new_event_each_time() -> None:
    log = remembered(("2020-06-01", LIBRARY))
    assert names(log, ("2020-06-01", LIBRARY), ("2020-06-08", LIBRARY)) == ["2020-06-01", "2020-06-08"]


rows = st.lists(
    st.tuples(
        st.sampled_from(["2020-06-01", "2020-06-02", "2020-06", "2020"]),
        st.text("abcdefghåäö ", min_size=4, max_size=30),
    ),
    max_size=8,
    unique=True,
)


@settings(deadline=None)
@given(rows, st.randoms(use_true_random=False))
def test_any_order_gives_each_its_own_identity_again(lines: list[tuple[str, str]], random: object) -> None:
    log = remembered(*lines)
    before = dict(zip(lines, names(log, *lines), strict=True))
    assert len(set(before.values())) == len(lines)
    shuffled = list(lines)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert dict(zip(shuffled, names(log, *shuffled), strict=True)) == before


@settings(deadline=None)
@given(rows, rows)
def test_no_identity_is_given_twice(old: list[tuple[str, str]], new: list[tuple[str, str]]) -> None:
    new_names = names(remembered(*old), *new)
    assert len(set(new_names)) == len(new)


def test_a_partial_date_is_part_of_the_name() -> None:
    assert identities(EMPTY, FIRST, [(PartialDate(2020, 6), "x"), (None, "y")]) == (
        f"{FIRST}#handelse-2020-06",
        f"{FIRST}#handelse-odaterad",
    )


@pytest.mark.parametrize("kind", ["slutlig", "delredovisning"])
def test_what_a_newspaper_says_is_neither_a_final_nor_an_interim_report(kind: str) -> None:
    text = REPORT.format(day="2020-06-15").replace("av: polisen", "av: provtidningen").replace("slutlig", kind)
    files = {
        f"{PLEDGE}.md": TEXT,
        "kommuner/ale/uppfoljningar/sen.md": text,
        "aktorer/provtidningen.md": "titel: Provtidningen\ntyp: tidning",
    }
    (said,) = (one for one in timeline(register_of(files)) if one.id.endswith("#uppfoljning"))
    assert (said.kind, said.title) == (EventKind.BY_OTHERS, "Redovisat av någon annan – Så gick det")
