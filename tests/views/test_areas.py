"""The page of a part of a municipality has what is promised in the parts that lie in it, too."""

from pledges.content.record import is_a
from pledges.content.record_fields import Area
from pledges.history.publication_log import EMPTY
from pledges.history.snapshot import take_snapshot
from pledges.views.municipality import AreaView, area_view
from support.samples import on, register_of
from support.sites import SETTINGS

HOME = "kommuner/lulea"
PLEDGE = "titel: Löftet {period}\növerenskommelse: okänd\nparter: polisen\nperiod: {period}\nområden: {area}\n"
FILES = {
    f"{HOME}/kommun.md": "förs av: sammanställning",
    f"{HOME}/omraden/norr.md": "titel: Norr",
    f"{HOME}/omraden/byn.md": "titel: Byn\ningår i: norr",
    f"{HOME}/omraden/torget.md": "titel: Torget\ningår i: byn",
    f"{HOME}/loften/norr.md": PLEDGE.format(period="2020", area="norr"),
    f"{HOME}/loften/byn.md": PLEDGE.format(period="2022", area="byn"),
    f"{HOME}/loften/torget.md": PLEDGE.format(period="2024", area="[torget, byn]"),
}


def view_of(slug: str, **changed: str) -> AreaView:
    files = FILES | {f"{HOME}/omraden/{name}.md": text for name, text in changed.items()}
    snapshot = take_snapshot(register_of(files), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    record = snapshot.register.records[f"{HOME}/omraden/{slug}"]
    assert is_a(record, Area)
    return area_view(snapshot, record)


def told(view: AreaView) -> tuple[str, list[str], dict[str, list[str]]]:
    """What holds now, the cards, and the facts."""
    cards = [card.title for section in view.sections for card in section.pledges]
    return (
        view.answers[0].values[0].text,
        cards,
        {row.term: [one.text for one in row.values] for row in view.record.facts},
    )


def test_what_is_promised_in_a_part_is_promised_in_what_it_lies_in() -> None:
    now, cards, facts = told(view_of("norr"))
    assert now == "Inget löfte som vi känner till gäller nu. Det senaste gällde 2024."
    assert cards == ["Löftet 2024", "Löftet 2022", "Löftet 2020"]
    assert facts == {"Delar": ["Byn", "Torget"]}


def test_what_is_promised_in_the_whole_is_one_link_away_from_its_part() -> None:
    assert told(view_of("torget"))[1:] == (["Löftet 2024"], {"Ingår i": ["Byn"]})


def test_two_parts_that_are_said_to_lie_in_each_other_are_told_once() -> None:
    assert told(view_of("norr", norr="titel: Norr\ningår i: torget"))[1] == [
        "Löftet 2024",
        "Löftet 2022",
        "Löftet 2020",
    ]
