"""Long lists: which pages a page leads to by number, and what comes first in them."""

from pathlib import Path

from pledges.content.record_fields import Pledge
from pledges.history.publication_log import EMPTY
from pledges.history.snapshot import take_snapshot
from pledges.views.cards import newest_first, pledge_card
from pledges.views.listing import pages
from pledges.views.municipality import municipality_view
from support.pages import read as pages_of
from support.samples import on, register_of
from support.sites import DAY, SETTINGS, make_site, small_country, write


def shown(count: int, number: int) -> list[str | None]:
    _address, _rows, paging = pages(range(count), "loften/", 1)[number - 1]
    assert paging.here == ("loften/" if number == 1 else f"loften/sida-{number}/")
    return [page.text if page is not None else None for page in paging.pages]


def test_a_short_list_leads_to_all_its_pages() -> None:
    assert shown(5, 1) == ["1", "2", "3", "4", "5"]
    assert shown(5, 3) == ["1", "2", "3", "4", "5"]


def test_a_long_list_leads_to_the_first_the_last_and_the_nearest() -> None:
    assert shown(400, 1) == ["1", "2", "3", None, "400"]
    assert shown(400, 200) == ["1", None, "198", "199", "200", "201", "202", None, "400"]
    assert shown(400, 400) == ["1", None, "398", "399", "400"]


def test_nothing_is_left_out_where_it_would_be_one_page_alone() -> None:
    assert shown(400, 5) == ["1", "2", "3", "4", "5", "6", "7", None, "400"]


def test_what_holds_now_comes_first_in_a_list_and_last_what_is_not_known(tmp_path: Path) -> None:
    head = "---\nkort: Prov.\nparter: [polisen, kommunen]\növerenskommelse: okänd\nkällor: https://provstad.example/s\n"
    periods = {"slut": "2024", "okant": "okänd", "nu": "2026", "kommer": "2028", "aldre": "2020"}
    files = {
        f"kommuner/ale/loften/{slug}.md": f"{head}titel: Löfte {slug}\nperiod: {period}\n---\n"
        for slug, period in periods.items()
    }
    write(tmp_path / "content", files)
    make_site(tmp_path / "content", tmp_path / "out", DAY, geography=small_country("ale"))
    page = pages_of(tmp_path / "out")["loften/index.html"]
    assert [one.get_text(strip=True) for one in page.all("main h2")][:4] == [
        "Löften som gäller nu", "Kommande löften", "Löften vars period är slut", "Löften där det är oklart om de gäller",
    ]  # fmt: skip
    assert [one.get_text(strip=True) for one in page.all(".card h3")] == [
        "Löfte nu", "Löfte kommer", "Löfte slut", "Löfte aldre", "Löfte okant",
    ]  # fmt: skip


def test_of_pledges_without_an_end_the_one_that_began_last_comes_first_and_on_the_axis_they_stand_by_their_time() -> (
    None
):
    head = "titel: Löfte {slug}\növerenskommelse: okänd\nparter: [polisen, kommunen]\nperiod: {period}\n"
    periods = {
        "a": "2019/..\ngäller minst till: 2019-12-31",
        "b": "2022/..\ngäller minst till: 2023-12-31\nefterträder: a",
        "c": "2020/2021",
        "d": "okänd",
    }
    files = {f"kommuner/ale/loften/{slug}.md": head.format(slug=slug, period=text) for slug, text in periods.items()}
    files["kommuner/ale/kommun.md"] = "förs av: sammanställning"
    snapshot = take_snapshot(register_of(files), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    axis = municipality_view(snapshot, "ale", ()).axis
    assert axis is not None
    assert [row.card.title for row in axis.rows] == ["Löfte b", "Löfte c", "Löfte a", "Löfte d"]


def test_of_pledges_until_further_notice_the_one_that_began_last_comes_first() -> None:
    head = "titel: Löfte {slug}\növerenskommelse: okänd\nparter: [polisen, kommunen]\nperiod: {period}\n"
    periods = {"a": "2019/..", "b": "2022/..", "c": "2020/.."}
    files = {f"kommuner/ale/loften/{slug}.md": head.format(slug=slug, period=text) for slug, text in periods.items()}
    snapshot = take_snapshot(register_of(files), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    cards = [pledge_card(snapshot, record) for record in snapshot.register.of(Pledge)]
    assert [card.title for card in newest_first(cards)] == ["Löfte b", "Löfte c", "Löfte a"]


def test_what_was_replaced_is_over_also_where_nobody_knows_when_it_ended() -> None:
    head = "titel: Löfte {slug}\növerenskommelse: okänd\nparter: [polisen, kommunen]\nperiod: {period}\n"
    periods = {
        "a": "2019/okänd",
        "b": "2022\nefterträder: a",
        "c": "2018/okänd",
        "d": "2017/okänd\nstatus: avslutat",
        "e": "okänd\nstatus: ersatt",
    }
    files = {f"kommuner/ale/loften/{slug}.md": head.format(slug=slug, period=text) for slug, text in periods.items()}
    snapshot = take_snapshot(register_of(files), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    cards = {record.slug: pledge_card(snapshot, record).timing for record in snapshot.register.of(Pledge)}
    assert cards == {"a": "before", "b": "before", "c": "unknown", "d": "before", "e": "before"}


def test_a_police_area_says_where_a_municipality_has_more_pledges_than_its_own(tmp_path: Path) -> None:
    head = "---\nkort: Prov.\növerenskommelse: okänd\nkällor: https://provstad.example/s\nperiod: 2026\n"
    files = {
        "polisen/lpo-prov.md": "---\ntitel: Lokalpolisområde Prov\nkommuner: [ale, lulea]\n---\n",
        "polisen/lpo-annat.md": "---\ntitel: Lokalpolisområde Annat\nkommuner: [ale]\n---\n",
        "kommuner/ale/loften/a.md": f"{head}titel: Löfte a\nparter: [lpo-prov, kommunen]\n---\n",
        "kommuner/ale/loften/b.md": f"{head}titel: Löfte b\nparter: [lpo-annat, kommunen]\n---\n",
        "kommuner/lulea/loften/c.md": f"{head}titel: Löfte c\nparter: [lpo-prov, kommunen]\n---\n",
    }
    write(tmp_path / "content", files)
    make_site(tmp_path / "content", tmp_path / "out", DAY, geography=small_country("ale", "lulea"))
    page = pages_of(tmp_path / "out")["polisen/lpo-prov/index.html"]
    assert [one.get_text(strip=True) for one in page.all(".card h3")] == ["Löfte a", "Löfte c"]
    assert [one.get_text(" ", strip=True) for one in page.all(".places li")] == [
        "Ale 2 löften i hela kommunen",
        "Luleå 1 löfte",
    ]
