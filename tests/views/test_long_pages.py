"""What a long page says first, and what its thread says where an agreement is known but not which."""

from bs4 import BeautifulSoup

from support import pages


def page(path: str) -> BeautifulSoup:
    return BeautifulSoup((pages.real_site() / path / "index.html").read_bytes(), "html.parser")


def test_a_long_page_lists_its_questions_before_the_first_of_them() -> None:
    shown = page("kommuner/lulea/loften/2018")
    listed = {str(link["href"]): link.get_text() for link in shown.select(".contents a")}
    asked = {f"#{section['id']}": section.select("h2")[0].get_text() for section in shown.select("section.ask")}
    assert len(asked) >= 6
    assert listed == asked
    (first,) = shown.select(".contents + section.ask")
    assert first["id"] == "lovat-och-gjort"


def test_a_short_page_lists_nothing() -> None:
    assert page("kommuner/ulricehamn").select(".contents") == []


def test_an_agreement_of_the_place_is_not_said_to_be_missing() -> None:
    words = {
        node.select("b")[0].get_text(): node.select(".words")[0].get_text()
        for node in page("kommuner/uppsala/loften/2020-2023-resecentrum").select(".thread ol > li")
    }
    assert words["Överenskommelse"] == "vilken det är framgår inte"
    without = page("kommuner/alvkarleby/loften/2016").select(".thread ol > li")
    assert [node.select(".words")[0].get_text() for node in without][1] == "hittades inte i källorna"
