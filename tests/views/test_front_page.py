"""What the front page says was entered last, or has happened."""

from datetime import date
from pathlib import Path

from pledges.views.country.front_page import FrontView, front_view
from pledges.views.view_types import Link, NewsItem
from support.feed_portal import FILES
from support.feed_samples import Portal

PLEDGE = "titel: Löfte {number} i {place}\növerenskommelse: okänd\nparter: polisen\nperiod: 2019\n"


def view(portal: Portal, day: date, *, publishing: bool = False) -> FrontView:
    return front_view(portal.country(day, publishing=publishing), ())


def rows(items: tuple[NewsItem, ...]) -> list[tuple[str, str, str]]:
    """When, which record and what is said of it."""
    return [(item.when, item.link.text, item.title) for item in items]


def pledges(place: str, *numbers: int) -> dict[str, str]:
    return {
        f"kommuner/{place}/loften/{number}.md": PLEDGE.format(number=number, place=place.capitalize())
        for number in numbers
    }


def test_what_holds_now_comes_first_and_leads_to_all_that_does(tmp_path: Path) -> None:
    portal = Portal(tmp_path).write(pledges("provby", 1, 2, 3) | pledges("provstad", 4, 5, 6, 7))
    for number, period in {
        1: "2021",
        2: "2021/2023",
        4: "2021/2022",
        5: "2021/..",
        6: "2020/2021",
        7: "2021-02/2021",
    }.items():
        place = "provby" if number < 4 else "provstad"
        portal.mend(f"kommuner/{place}/loften/{number}.md", "period: 2019", f"period: {period}")
    front = view(portal, date(2021, 5, 1))
    # The latest end first; of those that end alike, the one that began last.
    assert [card.title.removeprefix("Löfte ") for card in front.in_force] == [
        "5 i Provstad",
        "2 i Provby",
        "4 i Provstad",
        "7 i Provstad",
        "1 i Provby",
    ]
    assert front.all_in_force == Link("Alla 6 löften som gäller nu", "loften/galler-nu/")
    assert view(portal, date(2024, 1, 1)).in_force[1:] == ()


def test_before_anything_is_published_it_is_what_has_happened_once_for_each_municipality(tmp_path: Path) -> None:
    portal = Portal(tmp_path).write(FILES)
    front = view(portal, date(2022, 1, 10))
    assert front.entered == ()
    assert rows(front.happened) == [
        ("1 april 2021", "Tryggare torg igen", "Uppföljningen skulle ha varit klar 31 mars 2021")
    ]
    assert [place.text for place in front.happened[0].places] == ["Provala", "Provby"]


def test_what_was_entered_last_is_ordered_by_the_day_of_entry_once_for_each_municipality(tmp_path: Path) -> None:
    portal = Portal(tmp_path).write(pledges("provby", 1, 2, 3))
    portal.publish(date(2021, 3, 1))
    portal.write(pledges("provstad", 4))
    portal.publish(date(2021, 4, 1))
    assert rows(view(portal, date(2021, 4, 2)).entered)[0] == ("1 april 2021", "Löfte 4 i Provstad", "Löfte")
    (_, of_provby) = rows(view(portal, date(2021, 4, 2)).entered)
    assert (of_provby[0], of_provby[2]) == ("1 mars 2021", "Löfte, och 2 till samma dag")
    report = (
        "titel: Så gick det\nlöfte: 1\ndatum: 2020-01-28\navser: 2019\ntyp: slutlig\nav: polisen\n"
        "belägg: https://provstad.example/uppfoljning\n"
    )
    portal.write({"kommuner/provby/uppfoljningar/1.md": report})
    front = view(portal, date(2021, 5, 1), publishing=True)
    assert front.happened == ()
    assert rows(front.entered) == [
        ("1 maj 2021", "Så gick det", "Uppföljning"),
        ("1 april 2021", "Löfte 4 i Provstad", "Löfte"),
    ]
    assert front.entered[0].link.href == "kommuner/provby/uppfoljningar/1/"


def test_a_shared_record_takes_the_row_of_each_municipality_that_shares_it(tmp_path: Path) -> None:
    portal = Portal(tmp_path).write(pledges("provstad", 4))
    portal.publish(date(2021, 3, 1))
    (path, text), *_ = pledges("provby", 5).items()
    portal.write({path: f"{text}kommuner: [provstad]\n"})
    portal.publish(date(2021, 4, 1))
    assert rows(view(portal, date(2021, 4, 2)).entered) == [("1 april 2021", "Löfte 5 i Provby", "Löfte")]


def test_what_is_removed_was_not_entered_last(tmp_path: Path) -> None:
    portal = Portal(tmp_path).write(pledges("provby", 1))
    portal.publish(date(2021, 3, 1))
    portal.write(pledges("provby", 2))
    portal.publish(date(2021, 4, 1))
    gone = "borttaget:\n  - datum: 2021-04-02\n    skäl: Uppgiften kunde peka ut en person."
    portal.write({"kommuner/provby/loften/2.md": gone})
    assert rows(view(portal, date(2021, 4, 2)).entered) == [("1 mars 2021", "Löfte 1 i Provby", "Löfte")]


def test_that_something_was_replaced_is_news_of_what_came_in_its_place(tmp_path: Path) -> None:
    portal = Portal(tmp_path).write(pledges("provby", 1))
    portal.write({"kommuner/provby/loften/2.md": f"{PLEDGE.format(number=2, place='Provby')}efterträder: 1\n"})
    portal.mend("kommuner/provby/loften/2.md", "period: 2019", "period: 2020")
    (row,) = view(portal, date(2021, 4, 2)).happened
    assert row.title == "Ersatte ”Löfte 1 i Provby”"
    assert row.link == Link("Löfte 2 i Provby", "kommuner/provby/loften/2/")
