"""A pledge against the one before it on its page, a municipality year by year, and the report of a year."""

from functools import lru_cache

import pytest

from pledges.build.summarise import summarise
from pledges.content.record import is_a
from pledges.content.record_fields import Pledge
from pledges.history.publication_log import EMPTY
from pledges.history.snapshot import Snapshot, take_snapshot
from pledges.views.against_before import Against, against
from pledges.views.cards import pledge_card
from pledges.views.search_filters import filters
from pledges.views.years import ReportView, YearsView, reported_years, years_pages
from support.samples import on, register_of
from support.sites import SETTINGS

FIRST = """\
titel: Prov 2018
överenskommelse: okänd
parter: [polisen, kommunen]
period: 2018
åtgärder:
  - {id: kontroller, vad: Trafikkontroller, ansvarig: polisen, mål: {minst: 8, enhet: kontroller}}
  - {id: vandring, vad: Trygghetsvandring, ansvarig: kommunen}
  - {id: torget, vad: Polisen på torget, ansvarig: polisen}
"""
SECOND = """\
titel: Prov 2019
överenskommelse: okänd
parter: [polisen, kommunen]
period: 2019/2020
efterträder: 2018
åtgärder:
  - {id: kontroller, vad: Trafikkontroller, ansvarig: polisen, mål: {minst: 8, enhet: kontroller}}
  - {id: vandring, vad: Trygghetsvandring, ansvarig: kommunen}
  - {id: skolan, vad: Besöka skolan, ansvarig: polisen}
uppföljning: {senast: 2021-03-31}
"""
FOLLOW_UP = """\
titel: Så gick det 2018
löfte: 2018
datum: 2019-02-01
avser: 2018
typ: slutlig
av: [polisen, kommunen]
utfall:
  - {åtgärd: kontroller, antal: 9}
  - {åtgärd: vandring, gjort: nej, kommentar: Den ställdes in.}
effekt: Färre kör för fort.
nästa steg: Kontrollerna blir fler.
belägg: https://lulea.example/a
"""
FILES = {
    "kommuner/lulea/loften/2018.md": FIRST,
    "kommuner/lulea/loften/2019.md": SECOND,
    "kommuner/lulea/uppfoljningar/2018.md": FOLLOW_UP,
}


@lru_cache
def seen(day: str = "2020-06-01", home: str = "") -> Snapshot:
    files = {**FILES, **({"kommuner/lulea/kommun.md": home} if home else {})}
    return take_snapshot(register_of(files), on(day), settings=SETTINGS, log=EMPTY)


def compared(slug: str = "2019") -> Against | None:
    record = seen().register.get(f"kommuner/lulea/loften/{slug}")
    assert is_a(record, Pledge)
    return against(seen(), record)


def made(snapshot: Snapshot, slug: str) -> list[YearsView | ReportView]:
    return [make() for _, make in years_pages(snapshot, slug)]


def report(year: int, snapshot: Snapshot) -> ReportView:
    found = [one for one in made(snapshot, "lulea") if isinstance(one, ReportView) and one.year == year]
    assert len(found) == 1
    return found[0]


def test_a_pledge_is_put_against_the_one_before() -> None:
    found = compared()
    assert found is not None
    assert found.heading == "Mot förra årets löfte"
    assert found.before.href == "kommuner/lulea/loften/2018/"
    told = {group.label: [(row.what.text, row.goals, row.results) for row in group.rows] for group in found.groups}
    assert told == {
        "Samma tal för en annan tid": [
            ("Trafikkontroller", ("minst 8 kontroller",), ("Då: nått", "Nu: inte dags ännu"))
        ],
        "Samma som förut": [("Trygghetsvandring", (), ("Då: inte gjort", "Nu: inte dags ännu"))],
        "Det förra löftets övriga åtgärder": [("Polisen på torget", (), ("Då: nämns inte i uppföljningen",))],
    }
    assert found.note.startswith("1 åtgärd här går inte att säkert para ihop")


def test_a_pledge_that_comes_after_none_is_put_against_none() -> None:
    assert compared("2018") is None


def test_the_years_of_a_municipality_are_a_table() -> None:
    (table, *reports) = made(seen(), "lulea")
    assert isinstance(table, YearsView)
    assert [(row.pledge.text, row.pledge.note, row.against) for row in table.rows] == [
        ("Prov 2019", "2019–2020", "1 med samma tal för en annan tid, 1 som förut, 1 går inte att para ihop"),
        ("Prov 2018", "2018", "Inte känt vilket som gällde före"),
    ]
    assert [link.href for link in table.reports] == [f"kommuner/lulea/ar/{year}/" for year in (2020, 2019, 2018)]
    assert [one.meta.address for one in reports] == [link.href for link in table.reports]


@pytest.mark.parametrize(("day", "years"), [("2018-06-01", (2018,)), ("2026-01-01", (2020, 2019, 2018))])
def test_a_report_is_made_of_each_year_that_has_begun_and_has_a_pledge(day: str, years: tuple[int, ...]) -> None:
    assert reported_years(seen(day), "lulea") == years


@pytest.mark.parametrize(("period", "is_said"), [("2024/2027", True), ("2018/2021", False)])
def test_why_there_is_no_later_report_is_said_where_an_agreement_holds_now(period: str, is_said: bool) -> None:
    agreement = f"titel: Ö\nparter: [polisen, kommunen]\nperiod: {period}"
    register = register_of({**FILES, "kommuner/lulea/overenskommelser/o.md": agreement})
    table = made(take_snapshot(register, on("2026-11-26"), settings=SETTINGS, log=EMPTY), "lulea")[0]
    assert isinstance(table, YearsView)
    assert table.none_later.startswith("För senare år än 2020 finns ingen rapport: ") is is_said
    assert bool(table.none_later) is is_said


def test_a_report_tells_what_was_promised_done_not_done_and_what_comes() -> None:
    found = report(2018, seen())
    assert [(count.number, count.words) for count in found.in_short] == [
        (1, "löfte som gällde"),
        (3, "åtgärder som är kända här"),
        (1, "gjort eller nått"),
        (1, "inte gjort eller inte nått"),
        (1, "nämns inte i uppföljningen"),
    ]
    (pledge,) = found.commitments
    assert [(row.what.text, row.result, row.figures) for row in pledge.actions] == [
        ("Trafikkontroller", "Nått", "2018: 9 kontroller"),
        ("Trygghetsvandring", "Inte gjort", "2018: Inte gjort"),
        ("Polisen på torget", "Nämns inte i uppföljningen", ""),
    ]
    assert [row.text for row in found.effects] == ["Färre kör för fort."]
    assert [row.text for row in found.next_steps] == ["Kontrollerna blir fler."]
    assert [link.text for link in found.next_pledges] == ["Prov 2019"]
    assert not found.is_of_longer
    assert report(2019, seen()).is_of_longer


LATER = """\
titel: Så gick det {year}
löfte: 2019
datum: {year}-12-01
avser: {year}
typ: delredovisning
av: polisen
omdöme: {words}
orsak: {cause}
utfall:
  - {{åtgärd: kontroller, antal: {number}}}
  - {{vad: Skolbesök {year}, gjort: ja}}
belägg: https://lulea.example/{year}
"""


def of_the_longer(year: int, later: dict[str, str]) -> tuple[list[str], list[str], list[str], str]:
    """What the report of a year says of the pledge of two: of the whole, in figures and beside; and that nothing does."""
    snapshot = take_snapshot(register_of({**FILES, **later}), on("2021-06-01"), settings=SETTINGS, log=EMPTY)
    (pledge,) = report(year, snapshot).commitments
    figures = [row.figures for row in pledge.actions if row.figures]
    return [row.text for row in pledge.said], figures, [row.text for row in pledge.beside], pledge.silent


def test_a_report_tells_of_its_own_year_what_is_told_of_each_in_a_longer_time() -> None:
    first = LATER.format(year=2019, words="Det gick trögt.", cause="Sjukdom.", number=3)
    second = LATER.format(year=2020, words="Det gick bra.", cause="Fler hjälptes åt.", number=6)
    both = {"kommuner/lulea/uppfoljningar/2019.md": first, "kommuner/lulea/uppfoljningar/2020.md": second}
    assert of_the_longer(2019, both) == (
        ["Polisen: Det gick trögt. Sjukdom."], ["2019: 3 kontroller"], ["Skolbesök 2019: Gjort."], ""
    )  # fmt: skip
    assert of_the_longer(2020, both) == (
        ["Polisen: Det gick bra. Fler hjälptes åt."], ["2020: 6 kontroller"], ["Skolbesök 2020: Gjort."], ""
    )  # fmt: skip
    del both["kommuner/lulea/uppfoljningar/2019.md"]
    assert of_the_longer(2019, both) == ([], [], [], "Ingen uppföljning här är av 2019.")
    assert of_the_longer(2019, {}) == ([], [], [], "")


def test_what_the_editors_did_not_find_is_their_gap() -> None:
    compiled = seen("2026-01-01", "förs av: sammanställning")
    assert "inget redovisat i det vi läste" in {count.words for count in report(2019, compiled).in_short}
    assert "inget redovisat" in {count.words for count in report(2019, seen("2026-01-01")).in_short}


def test_a_municipality_without_years_has_no_page_of_them() -> None:
    assert made(seen(), "boden") == []


def test_a_year_before_the_law_is_not_said_to_be_reported_by_it() -> None:
    files = {f"kommuner/lulea/loften/{year}.md": FIRST.replace("2018", str(year)) for year in (2022, 2023)}
    snapshot = take_snapshot(register_of(files), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    reports = [one for one in made(snapshot, "lulea") if isinstance(one, ReportView)]
    assert {one.year: one.is_by_law for one in reports} == {2022: False, 2023: True}


def test_a_plan_until_further_notice_has_a_report_of_each_year_and_its_pages_are_made_anew_with_the_year() -> None:
    plan = "titel: Prov\nperiod: 2019/..\nparter: kommunen\nåtgärder:\n  - {id: a, vad: Prov, ansvarig: kommunen}\n"
    register = register_of({"kommuner/lulea/atgardsplaner/prov.md": plan})
    snapshot = take_snapshot(register, on("2020-06-01"), settings=SETTINGS, log=EMPTY)
    assert reported_years(snapshot, "lulea") == (2020, 2019)
    assert summarise(snapshot, "lulea")[0].until == on("2021-01-01")


OF_2019 = """\
titel: Så gick det 2019
löfte: 2019
datum: 2020-02-01
avser: {time}
typ: {kind}
av: [polisen, kommunen]
utfall:
  - {{åtgärd: kontroller, antal: 9}}
  - {{åtgärd: vandring, gjort: nej}}
belägg: https://lulea.example/a
"""


@pytest.mark.parametrize(
    ("time", "day", "told"),
    [
        ("2019", "2020-12-01", {2019: True, 2020: False}),  # also while the period is under way
        ("2019", "2026-01-01", {2019: True, 2020: False}),
        ("2019-12/2020-01", "2026-01-01", {2019: True, 2020: True}),  # some of the year is enough
        ("2020", "2026-01-01", {2019: False, 2020: True}),
        ("2019/2020", "2026-01-01", {2019: True, 2020: True}),
    ],
)
@pytest.mark.parametrize("kind", ["slutlig", "delredovisning"])
def test_a_year_counts_only_what_is_told_of_it(time: str, day: str, told: dict[int, bool], kind: str) -> None:
    """In the report, the list and the search alike; of the other years it says that nothing is told."""
    files = {**FILES, "kommuner/lulea/uppfoljningar/2019.md": OF_2019.format(time=time, kind=kind)}
    snapshot = take_snapshot(register_of(files), on(day), settings=SETTINGS, log=EMPTY)
    record = snapshot.register.get("kommuner/lulea/loften/2019")
    assert is_a(record, Pledge)
    counted, rows, searched = {}, {}, {}
    for year in told:
        found = report(year, snapshot)
        counts = {one.words: one.number for one in found.in_short}
        counted[year] = counts.get("gjort eller nått", 0) + counts.get("inte gjort eller inte nått", 0)
        (row,) = (row for one in found.commitments for row in one.actions if row.what.text == "Trygghetsvandring")
        rows[year] = (row.result == f"Inget redovisat för {year}", row.of_other_time is not None)
        names = [one.value for one in filters(snapshot.register, record, snapshot.standings[record.identity])]
        searched[year] = f"{year}: Inte gjort eller inte nått" in names and f"{year}: Nått" in names
    assert counted == {year: 2 * is_told for year, is_told in told.items()}
    assert rows == {year: (not is_told, not is_told) for year, is_told in told.items()}
    assert searched == told
    assert pledge_card(snapshot, record).undone_in == tuple(year for year, is_told in told.items() if is_told)
