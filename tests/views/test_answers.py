"""What a place answers first: one thing at a time, and nothing that is counted just below."""

from pledges.content.record import is_a
from pledges.content.record_fields import Pledge
from pledges.history.publication_log import EMPTY
from pledges.history.snapshot import take_snapshot
from pledges.views.answers import answers_of
from pledges.views.cards import pledge_card
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
    snapshot = take_snapshot(register_of(files), on("2026-11-26"), SETTINGS, EMPTY)
    cards = [pledge_card(snapshot, one) for one in snapshot.register.records.values() if is_a(one, Pledge)]
    rows = answers_of(cards, counted_below=counted_below)
    return [(row.term, [f"{one.text} {one.note}".strip() for one in row.values]) for row in rows]


def test_what_may_hold_is_not_gainsaid_by_that_nothing_does() -> None:
    assert shown("okänd", "2022") == [
        ("Gäller nu", ["Vi vet inte om något löfte gäller nu.", "Löfte 0 oklart om det gäller"]),
        ("Inget redovisat", ["Löfte 1"]),
    ]
    assert shown("okänd", "okänd", "okänd") == [
        ("Gäller nu", ["Vi vet inte om något löfte gäller nu.", "3 löften oklart om de gäller"])
    ]
    assert shown("2022")[0] == ("Gäller nu", ["Inget löfte som vi känner till gäller nu. Det senaste gällde 2022."])


def test_beside_what_holds_stands_what_may() -> None:
    assert shown("2026", "okänd") == [("Gäller nu", ["Löfte 0"]), ("Oklart om det gäller", ["Löfte 1"])]


def test_what_is_counted_just_below_is_named_or_left_out() -> None:
    periods = ("2026", "2022", "2021", "2020", "okänd")
    assert ("Inget redovisat", ["3 löften"]) in shown(*periods)
    assert shown(*periods, counted_below=True) == [("Gäller nu", ["Löfte 0"]), ("Oklart om det gäller", ["Löfte 4"])]
