"""Long lists: which pages a page leads to by number."""

from pledges.views.listing import pages


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
