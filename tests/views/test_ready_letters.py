"""The letters that a reader can send, read as a mail program reads them."""

from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from pledges.content import geography
from pledges.views.ready_letters import question_on_pledge
from support import pages, provland


def letter(href: str) -> EmailMessage:
    """The mail that a `mailto:` address opens (RFC 6068)."""
    parts = urlsplit(href)
    assert parts.scheme == "mailto"
    headers = parse_qs(parts.query, strict_parsing=True)
    mail = EmailMessage()
    mail["To"], mail["Subject"] = unquote(parts.path), headers["subject"][0]
    mail.set_content(headers["body"][0])
    return mail


def letters(path: str) -> dict[str, EmailMessage]:
    """The letters of a page of the portal's own content, by the words of the link."""
    page = BeautifulSoup((pages.real_site() / path / "index.html").read_bytes(), "html.parser")
    box = page.select_one(".verdict")
    assert isinstance(box, Tag)
    return {link.get_text(): letter(str(link["href"])) for link in box.select('a[href^="mailto:"]')}


def test_where_nothing_is_reported_the_follow_up_can_be_asked_for() -> None:
    (mail,) = letters("kommuner/lulea/loften/2017").values()
    assert mail["To"] == "registrator.kansli@polisen.se"
    assert mail["Subject"] == (
        "Begäran om allmän handling: uppföljningen av ”Trygghetsvandringar och trafikkontroller i Luleå 2017”"
    )
    body = mail.get_content()
    assert (
        "Jag vill ta del av uppföljningen av löftet ”Trygghetsvandringar och trafikkontroller i Luleå 2017” (Luleå, 2017)."
        in body
    )
    assert "Finns det ingen uppföljning vill jag gärna få veta det, och vad som blev gjort." in body


@pytest.mark.parametrize("path", ["kommuner/lulea/loften/2017", "kommuner/lulea", "kommuner/ulricehamn"])
def test_the_letter_can_be_read_and_copied_where_no_mail_program_opens(path: str) -> None:
    (mail,) = letters(path).values()
    page = BeautifulSoup((pages.real_site() / path / "index.html").read_bytes(), "html.parser")
    shown = page.select_one(".verdict details.mail")
    assert isinstance(shown, Tag)
    assert [one.get_text() for one in shown.select("span")] == [mail["To"], mail["Subject"]]
    (text,) = shown.select(".text")
    assert text.get_text() == mail.get_content().rstrip("\n")


def test_a_follow_up_that_answers_nothing_can_be_asked_for() -> None:
    (mail,) = letters("kommuner/uppsala/loften/2020-2023-resecentrum").values()
    assert "Jag vill ta del av uppföljningen av löftet" in mail.get_content()


def test_what_is_reported_asks_for_nothing() -> None:
    assert letters("kommuner/lulea/loften/2018") == {}


@pytest.mark.parametrize(("slug", "name"), [("ulricehamn", "Ulricehamns kommun"), ("lulea", "Luleå kommun")])
def test_where_no_pledge_is_known_to_hold_a_question_is_written(slug: str, name: str) -> None:
    mail = letters(f"kommuner/{slug}")["Fråga om det finns ett löfte"]
    assert mail["Subject"] == f"Begäran om allmän handling: medborgarlöften i {name}"
    assert (
        f"Jag vill ta del av det medborgarlöfte som gäller nu i {name}, och av uppföljningen av det förra."
        in mail.get_content()
    )


def test_a_known_mailbox_is_asked_rather_than_the_police() -> None:
    place = geography.load().municipalities["lulea"]
    assert question_on_pledge(place, contact="Samordnaren, trygghet@example.org").to == "trygghet@example.org"
    assert question_on_pledge(place, contact="Polisen, 114 14").to == "registrator.kansli@polisen.se"


def test_nobody_is_asked_for_the_follow_up_of_what_has_not_begun() -> None:
    page = BeautifulSoup((provland.site() / "kommuner/provstad/loften/2027/index.html").read_bytes(), "html.parser")
    assert page.select('.verdict a[href^="mailto:"]') == []


def test_a_place_of_which_nothing_is_entered_leads_to_its_neighbours_with_pledges() -> None:
    page = BeautifulSoup((pages.real_site() / "kommuner/ulricehamn/index.html").read_bytes(), "html.parser")
    near = page.select_one("#nara")
    assert isinstance(near, Tag)
    assert [link.get_text() for link in near.select("a")] == ["Mullsjö", "Herrljunga", "Borås", "Tranemo"]
    for link in near.select("a"):
        there = (pages.real_site() / "kommuner/ulricehamn" / str(link["href"])).resolve()
        assert "Löften genom åren" in there.read_text(encoding="utf-8")


def test_it_is_said_to_whom_the_letter_goes_before_it_is_opened() -> None:
    place = geography.load().municipalities["ale"]
    assert question_on_pledge(place).link.note == "Ett färdigt brev till polisen öppnas i din e-post."
    asked = question_on_pledge(place, contact="Kontaktcenter, kommun@ale.example")
    assert asked.link.note == "Ett färdigt brev till kommun@ale.example öppnas i din e-post."
