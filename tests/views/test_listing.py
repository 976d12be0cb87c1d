"""Long lists: which pages a page leads to by number, and what comes first in them."""

from pathlib import Path

from pledges.views.listing import pages
from support.pages import read as pages_of
from support.sites import DAY, make_site, small_country, write


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


def test_what_holds_now_comes_first_in_a_list_and_then_what_comes_and_what_is_not_known(tmp_path: Path) -> None:
    head = "---\nkort: Prov.\nparter: [polisen, kommunen]\növerenskommelse: okänd\nkällor: https://example.org/s\n"
    periods = {"slut": "2024", "okant": "okänd", "nu": "2026", "kommer": "2028", "aldre": "2020"}
    files = {
        f"kommuner/ale/loften/{slug}.md": f"{head}titel: Löfte {slug}\nperiod: {period}\n---\n"
        for slug, period in periods.items()
    }
    write(tmp_path / "content", files)
    make_site(tmp_path / "content", tmp_path / "out", DAY, geography=small_country("ale"))
    page = pages_of(tmp_path / "out")["loften/index.html"]
    assert [one.get_text(strip=True) for one in page.all("main h2")][:4] == [
        "Löften som gäller nu", "Kommande löften", "Löften som det är oklart om de gäller", "Löften vars period är slut",
    ]  # fmt: skip
    assert [one.get_text(strip=True) for one in page.all(".card h3")] == [
        "Löfte nu", "Löfte kommer", "Löfte okant", "Löfte slut", "Löfte aldre",
    ]  # fmt: skip
