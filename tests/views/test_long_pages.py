"""What a long page says first, and what its thread says where an agreement is known but not which."""

from pathlib import Path

from bs4 import BeautifulSoup

from support import pages, provland


def page(path: str, root: Path | None = None) -> BeautifulSoup:
    return BeautifulSoup(((root or pages.real_site()) / path / "index.html").read_bytes(), "html.parser")


def test_a_long_page_lists_its_questions_before_the_first_of_them() -> None:
    shown = page("kommuner/lulea/loften/2018")
    listed = {str(link["href"]): link.get_text() for link in shown.select(".contents a")}
    asked = {f"#{section['id']}": section.select("h2")[0].get_text() for section in shown.select("section.ask")}
    assert len(asked) >= 6
    assert listed == asked
    (first,) = shown.select(".contents + section.ask")
    assert first["id"] == "lovat-och-gjort"


def test_a_short_page_lists_nothing() -> None:
    assert page("kommuner/provala", provland.site()).select(".contents") == []


def test_an_agreement_of_the_place_is_not_said_to_be_missing() -> None:
    words = {
        node.select("b")[0].get_text(): node.select(".words")[0].get_text()
        for node in page("kommuner/uppsala/loften/2018-2019-resecentrum").select(".thread ol > li")
    }
    assert words["Överenskommelse"] == "vilken det är framgår inte"
    without = page("kommuner/provby/loften/2019", provland.site()).select(".thread ol > li")
    assert [node.select(".words")[0].get_text() for node in without][1] == "hittades inte i källorna"
