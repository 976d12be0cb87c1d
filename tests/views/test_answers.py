"""What a place answers first: one thing at a time, and nothing that is counted just below."""

import pytest

from pledges.content.record import is_a
from pledges.content.record_fields import Agreement, Pledge
from pledges.history.publication_log import EMPTY
from pledges.history.snapshot import take_snapshot
from pledges.views.answers import answers_of
from pledges.views.cards import pledge_card, record_card
from support.samples import on, register_of
from support.sites import SETTINGS

PLEDGE = "titel: {title}\növerenskommelse: okänd\nparter: polisen\nperiod: {period}\n"


def shown(*periods: str, counted_below: bool = False) -> list[tuple[str, list[str]]]:
    """The lines of a place with pledges of `periods`, each with what it says and its note."""
    files = {
        f"kommuner/lulea/loften/l{number}.md": PLEDGE.format(title=f"Löfte {number}", period=period)
        for number, period in enumerate(periods)
    }
    files["kommuner/lulea/kommun.md"] = "förs av: sammanställning"
    snapshot = take_snapshot(register_of(files), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    cards = [pledge_card(snapshot, one) for one in snapshot.register.records.values() if is_a(one, Pledge)]
    rows = answers_of(cards, counted_below=counted_below)
    return [(row.term, [f"{one.text} {one.note}".strip() for one in row.values]) for row in rows]


def test_what_may_hold_is_not_gainsaid_by_that_nothing_does() -> None:
    assert shown("2021/okänd", "2020") == [
        ("Gäller nu", ["Vi vet inte om något löfte gäller nu."]),
        ("Okänt om det gäller än", ["Löfte 0 från 2021"]),
        ("Inget redovisat", ["Löfte 1"]),
    ]
    assert shown("okänd", "okänd", "okänd") == [
        ("Gäller nu", ["Inget löfte som vi känner till gäller säkert nu."]),
        ("Okänt om det gäller än", ["Löfte 0", "och 2 till"]),
    ]
    assert shown("2022")[0] == ("Gäller nu", ["Inget löfte som vi känner till gäller nu. Det senaste gällde 2022."])


@pytest.mark.parametrize(("older", "since"), [("okänd", ""), ("2016/okänd", " från 2016")])
def test_what_may_hold_does_not_stand_before_what_is_newer_and_known(older: str, since: str) -> None:
    assert shown(older, "2022") == [
        ("Gäller nu", ["Inget löfte som vi känner till gäller säkert nu. Det senaste gällde 2022."]),
        ("Inget redovisat", ["Löfte 1"]),
        ("Okänt om det gäller än", [f"Löfte 0{since}"]),
    ]
    both = shown(older, "2023/okänd", "2022")
    assert both[:2] == [
        ("Gäller nu", ["Vi vet inte om något löfte gäller nu."]),
        ("Okänt om det gäller än", ["Löfte 1 från 2023", f"Löfte 0{since}"]),
    ]


def test_what_is_reported_of_a_pledge_whose_actions_nobody_has_seen_is_told_first() -> None:
    files = {
        "kommuner/lulea/kommun.md": "förs av: sammanställning",
        "kommuner/lulea/loften/l.md": PLEDGE.format(title="Löfte", period="2019"),
        "kommuner/lulea/uppfoljningar/u.md": (
            "titel: Så gick det\nlöfte: l\ndatum: 2020-02-01\navser: 2019\ntyp: slutlig\nav: polisen\n"
            "belägg: https://lulea.example/u\nutfall:\n"
            "  - {vad: Vapen som togs, antal: 7}\n  - {vad: Fotpatruller, antal: 40}\n  - {vad: Möten, gjort: ja}\n"
        ),
    }
    snapshot = take_snapshot(register_of(files), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    (pledge,) = snapshot.register.of(Pledge)
    (row,) = (row for row in answers_of([pledge_card(snapshot, pledge)]) if row.term == "Okänt hur det gick")
    assert row.values[0].note == (
        "Polisen har redovisat 3 saker, bland annat: Vapen som togs och Fotpatruller. "
        "Löftet har inga åtgärder i vår sammanställning"
    )


@pytest.mark.parametrize(
    ("title", "period", "note"),
    [
        ("Överenskommelse i Luleå", "2023-07/2027", "juli 2023 – 2027"),
        ("Överenskommelse i Luleå från juli 2023", "2023-07/2027", "till och med 2027"),
        ("Överenskommelse i Luleå från juni 2024", "2024-06-10/..", ""),
        ("Överenskommelse i Luleå 2023–2027", "2023/2027", ""),
        ("Överenskommelse i Luleå från 2023", "2023-05/2027", "maj 2023 – 2027"),
    ],
)
def test_when_the_agreement_holds_is_not_said_twice(title: str, period: str, note: str) -> None:
    text = f"titel: {title}\nparter: [polisen, kommunen]\nperiod: {period}\n"
    register = register_of({"kommuner/lulea/overenskommelser/o.md": text})
    snapshot = take_snapshot(register, on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    (agreement,) = register.of(Agreement)
    row = next(
        row for row in answers_of([], agreement=record_card(snapshot, agreement)) if row.term == "Överenskommelse nu"
    )
    assert [one.note for one in row.values] == [note]


def test_beside_what_holds_stands_what_may() -> None:
    assert shown("2026", "okänd") == [("Gäller nu", ["Löfte 0"]), ("Okänt om det gäller än", ["Löfte 1"])]


def test_what_is_counted_just_below_is_named_or_left_out() -> None:
    periods = ("2026", "2022", "2021", "2020", "okänd")
    assert ("Inget redovisat", ["Löfte 1", "och 2 till"]) in shown(*periods)
    assert shown(*periods, counted_below=True) == [("Gäller nu", ["Löfte 0"]), ("Okänt om det gäller än", ["Löfte 4"])]
