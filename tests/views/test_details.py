"""What a pledge's page tells beside the actions: parts, measures, what follows, and what others say."""

from pledges.content.record_fields import Pledge
from pledges.views.details import dialogue_facts, every, promised_words
from support.samples import register_of

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


def test_a_rhythm_is_told() -> None:
    assert (every("kvartal"), every("varannan vecka")) == ("varje kvartal", "varannan vecka")
