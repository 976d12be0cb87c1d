"""What a pledge's page tells beside the actions: parts, measures, what follows, and what others say."""

from decimal import Decimal

import pytest

from pledges.content.record import is_a
from pledges.content.record_fields import DialogueFigures, FollowUpPlan, Pledge
from pledges.history.publication_log import EMPTY
from pledges.history.snapshot import take_snapshot
from pledges.views.details import details, dialogue_facts, every, follow_up_fact
from pledges.views.pledge import pledge_view
from pledges.views.promised_and_done import measures, promised_words
from pledges.written_values import Number
from support import pages
from support.samples import on, real_register, register_of
from support.sites import SETTINGS

PLEDGE = """\
titel: Prov
överenskommelse: okänd
parter: polisen
period: 2019/2020
dialogsiffror:
  - år: 2018
    svar: 412
    utskick: 900
    svarsfrekvens: 46
    möten: 2
    deltagare: 60
    platser: biblioteket
åtgärder:
  - id: kontroller
    vad: Kontroller
    villkor: i mån av tid
    mål: {minst: 1, enhet: kontroller, per: vecka}
"""


def fields() -> Pledge:
    record = register_of({"kommuner/lulea/loften/prov.md": PLEDGE}).get("kommuner/lulea/loften/prov")
    assert record is not None
    assert isinstance(record.fields, Pledge)
    return record.fields


def test_a_condition_is_told_with_the_goal() -> None:
    assert promised_words(fields().actions[0]) == "minst 1 kontroll per vecka, i mån av tid"


def test_the_dialogue_is_told_in_figures() -> None:
    (fact,) = dialogue_facts(fields().dialogue_figures)
    assert fact.term == "2018"
    assert [value.text for value in fact.values] == [
        "412 svar på 900 utskick",
        "46 procent svarade",
        "2 möten",
        "60 deltagare",
        "biblioteket",
    ]


def test_one_meeting_is_told_in_the_singular() -> None:
    assert "1 möte" in [
        value.text
        for value in dialogue_facts([DialogueFigures.model_validate({"möten": Number(Decimal(1))})])[0].values
    ]


def test_a_rhythm_is_told() -> None:
    assert (every("kvartal"), every("varannan vecka")) == ("varje kvartal", "varannan vecka")


@pytest.mark.parametrize(
    ("how", "shown"),
    [
        ("varje: kvartal\nhur: Fyra gånger per år.", ["Varje kvartal", "fyra gånger per år."]),
        ("varje: år\nhur: EST följer upp.", ["Varje år", "EST följer upp."]),
        ("varje: år\nhur: Luleå kommun redovisar.", ["Varje år", "Luleå kommun redovisar."]),
        ("hur: På webben.", ["På webben."]),
        ("varje: kvartal", ["Varje kvartal"]),
    ],
)
def test_how_it_is_reported_goes_on_from_how_often(how: str, shown: list[str]) -> None:
    plan = FollowUpPlan.model_validate(dict(line.split(": ", 1) for line in how.split("\n")))
    fact = follow_up_fact(plan)
    assert fact is not None
    assert (fact.term, [value.text for value in fact.values]) == ("Uppföljning", shown)


BASELINE, ALONE = "bara utgångsläget finns här.", "bara ett värde av varje mått finns här, så det går inte att jämföra."


@pytest.mark.parametrize(
    ("identity", "not_known"),
    [
        ("kommuner/gotene/loften/2023-2024", f"Det vet vi inte: {ALONE}"),
        (
            "kommuner/bjuv/loften/2016",
            "Det vet vi inte: bara utgångsläget finns här.",
        ),
        (
            "kommuner/halmstad/loften/2021-2022",
            "Det vet vi inte: bara utgångsläget finns här.",
        ),
        ("kommuner/goteborg/loften/ostra-2017", ""),
        ("kommuner/lulea/loften/2018", ""),
    ],
)
def test_what_cannot_be_compared_does_not_tell_whether_the_problem_changed(identity: str, not_known: str) -> None:
    snapshot = take_snapshot(real_register(), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    record = snapshot.register.records[identity]
    assert is_a(record, Pledge)
    assert details(snapshot, record).not_known == not_known


@pytest.mark.parametrize(
    ("period", "measure", "why"),
    [
        ("2019", "värden: [{år: 2018, värde: 61}]", BASELINE),
        ("2019", "värden: [{år: 2014, värde: 60}, {år: 2018, värde: 61}]", "alla värden här är uppmätta före 2019."),
        ("2019", "utgångsvärde: {år: 2018, värde: 61}", BASELINE),
        ("2019", "utgångsvärde: {år: 2019, värde: 71}, värden: [{år: 2018, värde: 61}]", BASELINE),
        ("okänd", "utgångsvärde: {år: 2018, värde: 61}", BASELINE),
        ("2019", "värden: [{år: 2019, värde: 61}]", ALONE),
        ("okänd", "värden: [{år: 2018, värde: 61}]", ALONE),
        ("2019", "mål: {år: 2019, värde: 61}", "inget uppmätt värde finns här."),
        ("2019", "värden: [{år: 2018, värde: 61}, {år: 2019, värde: 71}]", ""),
        ("2019", "utgångsvärde: {år: 2018, värde: 61}, värden: [{år: 2019, värde: 71}]", ""),
    ],
)
def test_a_baseline_or_a_single_value_does_not_tell_whether_the_problem_changed(
    period: str, measure: str, why: str
) -> None:
    text = (
        f"titel: P\növerenskommelse: okänd\nparter: polisen\nperiod: {period}\nmått: [{{id: m, vad: Oro, {measure}}}]"
    )
    follow_up = (
        "titel: U\nlöfte: prov\ndatum: 2020\navser: 2019\ntyp: slutlig\nav: polisen\nbelägg: https://provstad.example/u"
    )
    path = "kommuner/lulea/loften/prov"
    for effect in ("", "\neffekt: Oron minskade."):
        files = {f"{path}.md": text, "kommuner/lulea/uppfoljningar/u.md": follow_up + effect}
        snapshot = take_snapshot(register_of(files), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
        record = snapshot.register.records[path]
        assert is_a(record, Pledge)
        told = details(snapshot, record).not_known
        assert told == (f"Det vet vi inte: {why}" if why and not effect else "")


def test_a_yes_to_a_number_says_that_the_number_is_not_known() -> None:
    snapshot = take_snapshot(real_register(), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    record = snapshot.register.records["kommuner/kungalv/loften/2018-2019"]
    assert is_a(record, Pledge)
    patrols = next(row for row in measures(snapshot, record) if row.anchor == "atgard-fotpatrullering")
    assert (patrols.result, patrols.figures[0].text) == (
        "Gjort, antalet framgår inte",
        "Gjort, men antalet framgår inte",
    )


@pytest.mark.parametrize(
    ("more", "term", "goal"),
    [
        ("villkor: om möjligt", "Villkor", "om möjligt"),
        ("villkor: om möjligt\n    mål: {minst: 8, enhet: kontroller}", "Lovat", "minst 8 kontroller, om möjligt"),
        ("mål: {minst: 8, enhet: kontroller}", "Lovat", "minst 8 kontroller"),
    ],
)
def test_a_condition_alone_is_not_called_what_was_promised(more: str, term: str, goal: str) -> None:
    files = {
        "kommuner/lulea/loften/prov.md": "titel: Prov\növerenskommelse: okänd\nparter: polisen\nperiod: 2019\n"
        f"åtgärder:\n  - id: prov\n    vad: Prov\n    {more}"
    }
    snapshot = take_snapshot(register_of(files), on("2026-01-01"), settings=SETTINGS, log=EMPTY)
    record = snapshot.register.records["kommuner/lulea/loften/prov"]
    assert is_a(record, Pledge)
    (row,) = measures(snapshot, record)
    assert (row.goal_term, row.goal) == (term, goal)


PARTS = """\
titel: Prov
överenskommelse: okänd
parter: polisen
period: 2019
delar: [{id: a, titel: Lugna torg}, {id: b, titel: Trygga vägar}]
"""
IN_A = "åtgärder: [{id: pass, vad: Pass, del: a}]\n"
IN_BOTH = "åtgärder: [{id: pass, vad: Pass, del: a}, {id: fart, vad: Fart, del: b}]\n"


@pytest.mark.parametrize(
    ("actions", "compiled", "unseen"),
    [
        ("", True, "Åtgärderna har vi inte sett."),
        ("", False, "Inga åtgärder är inlagda här."),
        (IN_A, True, "Där inga åtgärder står har vi inte sett några."),
        (IN_A, False, "Där inga åtgärder står är inga inlagda."),
        (IN_BOTH, True, ""),
    ],
)
def test_parts_without_actions_are_told_of_once(actions: str, *, compiled: bool, unseen: str) -> None:
    files = {"kommuner/lulea/loften/prov.md": PARTS + actions}
    if compiled:
        files["kommuner/lulea/kommun.md"] = "förs av: sammanställning"
    register = register_of(files)
    record = register.get("kommuner/lulea/loften/prov")
    assert is_a(record, Pledge)
    assert details(take_snapshot(register, on("2026-11-26"), settings=SETTINGS, log=EMPTY), record).unseen == unseen


def test_a_page_whose_parts_are_only_named_lists_them_and_nothing_is_announced_that_does_not_follow() -> None:
    pledges = pages.real_site().glob("kommuner/*/loften/*/index.html")
    promised = [found for path in pledges if (found := pages.section(path, "lovat-och-gjort")) is not None]
    named = [one for one in promised if "Åtgärderna har vi inte sett." in one.get_text()]
    assert len(named) > 10
    assert any(one.select("ul") and not one.select("h3 + h3") for one in named)
    announced = [one for one in promised if one.get_text(strip=True).endswith("andra källor säger om det.")]
    assert len(promised) > 400
    assert announced == []


@pytest.mark.parametrize(
    ("kept", "begins"), [("", "Portalens redaktion läser "), ("förs av: parterna\n", "Enligt den ")]
)
def test_what_the_parties_enter_themselves_is_their_own_word_also_of_a_compiled_pledge(kept: str, begins: str) -> None:
    files = {
        "kommuner/lulea/kommun.md": "förs av: sammanställning",
        "kommuner/lulea/loften/l.md": (
            "titel: Prov\növerenskommelse: okänd\nparter: polisen\nperiod: 2019\n"
            "åtgärder:\n  - {id: lampor, vad: Byta lampor, ansvarig: polisen}\n"
        ),
        "kommuner/lulea/uppfoljningar/u.md": (
            f"{kept}titel: Så gick det\nlöfte: l\ndatum: 2020-02-01\navser: 2019\ntyp: slutlig\nav: polisen\n"
            "belägg: https://lulea.example/u\nutfall:\n  - {åtgärd: lampor, gjort: nej}\n"
        ),
    }
    snapshot = take_snapshot(register_of(files), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    (pledge,) = snapshot.register.of(Pledge)
    (row,) = measures(snapshot, pledge)
    assert row.means.startswith(begins)


def test_what_was_said_leads_to_what_was_promised_for_it() -> None:
    text = f"""{PLEDGE}synpunkter:
  - {{text: Det kör för fort på Storgatan., antal: 120, åtgärder: kontroller}}
  - {{text: Bussarna går för sällan., svar: Regionen bestämmer om dem.}}
  - {{text: Det är mörkt i parken.}}
"""
    register = register_of({"kommuner/lulea/loften/prov.md": text})
    record = register.get("kommuner/lulea/loften/prov")
    assert is_a(record, Pledge)
    view = pledge_view(take_snapshot(register, on("2019-06-01"), settings=SETTINGS, log=EMPTY), record)
    told = [(row.amount, [(link.text, link.note) for link in row.actions], row.answer) for row in view.opinions]
    assert told == [
        ("120 sa det", [("Kontroller", "Inget redovisat än")], ""),
        ("", [], "Regionen bestämmer om dem."),
        ("", [], "Vad som svarar på det framgår inte."),
    ]
    assert view.opinions[0].actions[0].href == "kommuner/lulea/loften/prov/#atgard-kontroller"


MEETING = """\
händelser:
  - datum: 2019-09-14
    text: Öppet möte om trafiken.
    klockan: kl. 18–19.30
    plats: Biblioteket
    flyttat från: 2019-09-07
"""


@pytest.mark.parametrize(
    ("more", "title", "meeting"),
    [
        ("", "Öppet möte om trafiken.", "14 september 2019: Öppet möte om trafiken, kl. 18.00–19.30, Biblioteket"),
        ("    inställt: ja\n", "Inställt: Öppet möte om trafiken.", ""),
    ],
)
def test_a_meeting_is_told_with_its_hour_and_place_and_that_it_is_cancelled(
    more: str, title: str, meeting: str
) -> None:
    register = register_of({"kommuner/lulea/loften/prov.md": f"{PLEDGE}{MEETING}{more}"})
    record = register.get("kommuner/lulea/loften/prov")
    assert is_a(record, Pledge)
    view = pledge_view(take_snapshot(register, on("2019-06-01"), settings=SETTINGS, log=EMPTY), record)
    (row,) = [row for row in view.record.timeline if row.iso == "2019-09-14"]
    assert (row.title, row.text) == (title, "Kl. 18.00–19.30, Biblioteket. Flyttat från 7 september 2019.")
    assert view.status.meeting == meeting
