"""What a pledge is found by in the search."""

from datetime import date

import pytest

from pledges.content.record import is_a
from pledges.content.record_fields import Pledge
from pledges.history.publication_log import EMPTY
from pledges.history.snapshot import take_snapshot
from pledges.views.search_filters import filters, unsure_time
from pledges.written_values import PartialDate, Period
from support.samples import on, register_of
from support.sites import SETTINGS

PLEDGE = "kommuner/lulea/loften/l"
FILES = {
    "amnen/provljus.md": "titel: Provljus\nkort: Ett prov.",
    f"{PLEDGE}.md": (
        "titel: Löfte\növerenskommelse: okänd\nparter: polisen\nperiod: 2019\nåtgärder:\n"
        "  - {id: kamera, vad: Provkamera, ansvarig: polisen, ämne: provljus}\n"
        "  - {id: moten, vad: Provmöten, ansvarig: polisen, mål: {minst: 8, enhet: möten}}\n"
        "  - {id: skylt, vad: Provskylt, ansvarig: polisen}\n"
    ),
    "kommuner/lulea/uppfoljningar/u.md": (
        "titel: Så gick det\nlöfte: l\ndatum: 2020-02-01\navser: 2019\ntyp: slutlig\nav: polisen\n"
        "belägg: https://lulea.example/u\nutfall:\n  - {åtgärd: kamera, gjort: nej}\n"
        "  - {åtgärd: moten, antal: 3}\n  - {åtgärd: skylt, gjort: ja}\n"
    ),
}


def test_what_was_not_done_and_what_was_not_reached_are_found_by_one_choice_too() -> None:
    snapshot = take_snapshot(register_of(FILES), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    record = snapshot.register.records[PLEDGE]
    assert is_a(record, Pledge)
    rows = filters(snapshot.register, record, snapshot.standings[PLEDGE])
    assert {row.value for row in rows if row.name == "Åtgärder"} == {
        "Gjort",
        "Inte gjort",
        "Provljus: Inte gjort",
        "Inte nått",
        "Inte gjort eller inte nått",
        "Provljus: Inte gjort eller inte nått",
        "2019: Gjort",
        "2019: Inte gjort eller inte nått",
    }


def test_a_nuance_of_where_a_pledge_stands_is_counted_under_the_word_of_the_lists_too() -> None:
    """Another number of redovisade in the search than on the front page was read as another thing."""

    def statuses(report: str) -> list[str]:
        files = {f"{PLEDGE}.md": FILES[f"{PLEDGE}.md"].replace(", ämne: provljus", "")}
        if report:
            files["kommuner/lulea/uppfoljningar/u.md"] = report
        snapshot = take_snapshot(register_of(files), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
        record = snapshot.register.records[PLEDGE]
        assert is_a(record, Pledge)
        return [
            row.value for row in filters(snapshot.register, record, snapshot.standings[PLEDGE]) if row.name == "Status"
        ]

    of_the_whole = (
        "titel: Så gick det\nlöfte: l\ndatum: 2020-02-01\navser: 2019\ntyp: slutlig\nav: polisen\n"
        "belägg: https://lulea.example/u\nomdöme: Allt gick som tänkt.\n"
    )
    assert statuses("") == ["Inget redovisat"]
    assert statuses(of_the_whole) == ["Redovisat: omdöme, ingen åtgärd redovisad", "Redovisat"]


def test_what_held_until_something_followed_it_is_of_its_years_and_no_others() -> None:
    files = {f"{PLEDGE}.md": FILES[f"{PLEDGE}.md"].replace("2019", "2019/..")}
    snapshot = take_snapshot(register_of(files), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    record = snapshot.register.records[PLEDGE]

    def times(ended: date | None) -> list[str]:
        rows = filters(snapshot.register, record, snapshot.standings[PLEDGE], ended=ended)
        return [row.value for row in rows if row.name in {"År", "Tid"}]

    assert times(None) == ["2019", "2019–tills vidare"]
    assert times(date(2020, 12, 31)) == ["2019", "2020"]


FIRST, LAST = PartialDate(2017, 3), PartialDate(2019)


@pytest.mark.parametrize(
    ("span", "said"),
    [
        (Period(FIRST, LAST), ""),
        (Period(FIRST, None, open_ended=True), "2017–tills vidare"),
        (Period(None, None, open_ended=True), "okänt–tills vidare"),
        (Period(FIRST, None), "2017–okänt"),
        (Period(None, LAST), "okänt–2019"),
        (Period(None, None), "okänd tid"),
        (None, "okänd tid"),
    ],
)
def test_a_time_without_a_known_end_or_beginning_is_said_so(span: Period | None, said: str) -> None:
    assert unsure_time(span) == said
