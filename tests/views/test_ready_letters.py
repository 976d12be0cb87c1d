"""The letters that a reader can send, read as a mail program reads them."""

from email.message import EmailMessage
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from pledges.content import geography
from pledges.content.record_fields import Pledge
from pledges.history.publication_log import EMPTY
from pledges.history.snapshot import take_snapshot
from pledges.views.ready_letters import Whom, question_on_pledge
from pledges.views.status import status
from support import pages, provland
from support.samples import on, register_of
from support.sites import SETTINGS


def letter(href: str) -> EmailMessage:
    """The mail that a `mailto:` address opens (RFC 6068)."""
    parts = urlsplit(href)
    assert parts.scheme == "mailto"
    headers = parse_qs(parts.query, strict_parsing=True)
    mail = EmailMessage()
    mail["To"], mail["Subject"] = unquote(parts.path), headers["subject"][0]
    mail.set_content(headers["body"][0])
    return mail


def page_at(path: str) -> BeautifulSoup:
    """A page of the portal's own content, or of Provland."""
    root = pages.real_site() if (pages.real_site() / path).exists() else provland.site()
    return BeautifulSoup((root / path / "index.html").read_bytes(), "html.parser")


def letters(path: str) -> dict[str, EmailMessage]:
    """The letters of a page, by the words of the link."""
    box = page_at(path).select_one(".verdict")
    assert isinstance(box, Tag)
    return {link.get_text(): letter(str(link["href"])) for link in box.select('a[href^="mailto:"]')}


def test_where_nothing_is_reported_the_follow_up_can_be_asked_for() -> None:
    (mail,) = letters("kommuner/lulea/loften/2017").values()
    assert mail["To"] == "registrator.kansli@polisen.se"
    assert mail["Subject"] == "Begäran om allmän handling: uppföljningen av medborgarlöftet för Luleå 2017"
    body = mail.get_content()
    assert "Jag vill ta del av uppföljningen av medborgarlöftet för Luleå 2017." in body
    assert "Det jag menar står här: https://" in body
    assert (
        "Webbplatsen Medborgarlöften kallar det ”Trygghetsvandringar och trafikkontroller i Luleå 2017”. Orden är"
        in body
    )
    assert "Finns det ingen uppföljning vill jag gärna få veta det, och vad som blev gjort." in body


@pytest.mark.parametrize("path", ["kommuner/lulea/loften/2017", "kommuner/lulea", "kommuner/provala"])
def test_the_letter_can_be_read_and_copied_where_no_mail_program_opens(path: str) -> None:
    (mail,) = letters(path).values()
    shown = page_at(path).select_one(".verdict details.mail")
    assert isinstance(shown, Tag)
    assert [one.get_text() for one in shown.select("span")] == [mail["To"], mail["Subject"]]
    (text,) = shown.select(".text")
    assert text.get_text() == mail.get_content().rstrip("\n")


def test_where_only_other_things_are_reported_the_promised_ones_are_asked_for() -> None:
    mail = letters("kommuner/uppsala/loften/2020-2023-resecentrum")["Fråga efter det som inte är redovisat"]
    body = mail.get_content()
    assert body.count("\n– ") == 5
    assert "– Arbeta aktivt med hög närvaro vid resecentrum\n" in body
    assert "Finns det ingen uppföljning" not in body


def test_of_a_follow_up_that_nobody_has_read_its_content_is_asked_for() -> None:
    """Burlöv 2017 has one that the police link to: to ask whether there is any would be to ask for what is known."""
    questions = letters("kommuner/burlov/loften/2017")
    assert list(questions) == ["Fråga vad uppföljningen säger"]
    mail = questions["Fråga vad uppföljningen säger"]
    assert mail["To"] == "registrator.kansli@polisen.se"
    assert mail["Subject"] == "Begäran om allmän handling: ”Slutrapport om löftet i Burlöv 2017”"
    body = mail.get_content()
    assert "Jag vill ta del av uppföljningen ”Slutrapport om löftet i Burlöv 2017”, som gäller " in body
    assert "Det jag menar står här: https://" in body
    assert "Framgår det inte där vad som blev gjort vill jag ta del av det som visar det." in body
    assert "Finns det ingen uppföljning" not in body


def test_an_unread_follow_up_of_the_municipality_alone_is_asked_of_it() -> None:
    pledge = "titel: Löfte\növerenskommelse: okänd\nparter: [polisen, kommunen]\nperiod: 2019\n"
    report = (
        "titel: Så gick det\nlöfte: 1\ndatum: okänd\navser: 2019\ntyp: slutlig\nav: kommunen\noläst: ja\n"
        "belägg: https://example.org/uppfoljning\nsaknas: [Vi har inte läst den.]\n"
    )
    files = {"kommuner/ale/loften/1.md": pledge, "kommuner/ale/uppfoljningar/1.md": report}
    snapshot = take_snapshot(register_of(files), on("2021-01-01"), settings=SETTINGS, log=EMPTY)
    (record,) = snapshot.register.of(Pledge)
    question = status(snapshot, record).question
    assert question is not None
    assert (question.link.text, question.to) == ("Fråga vad uppföljningen säger", "kommunens registrator")


def test_what_is_reported_asks_for_nothing() -> None:
    assert letters("kommuner/ale/loften/2019") == {}


def test_the_actions_that_a_follow_up_leaves_out_can_be_asked_for_of_whose_they_are() -> None:
    """In Luleå 2018 and in Skara those that are left are the municipality's alone, in Kungälv 2018–2019 not."""
    asked = "Fråga efter det som inte är redovisat"
    assert letters("kommuner/kungalv/loften/2018-2019")[asked]["To"] == "registrator.kansli@polisen.se"
    mail = letters("kommuner/lulea/loften/2018")[asked]
    assert mail["To"] == ""
    body = mail.get_content()
    assert "gjort av det här i medborgarlöftet för Luleå 2018:" in body
    assert body.count("\n– ") == 3
    assert "– Kontrollera alla gångtunnlar och åtgärda trasig belysning och skadegörelse\n" in body
    assert "Trafikkontroller" not in body
    assert letters("kommuner/skara/loften/2018")["Fråga efter det som inte är redovisat"]["To"] == ""
    (to, _) = page_at("kommuner/skara/loften/2018").select(".verdict details.mail span")
    assert to.get_text() == "kommunens registrator"
    site = page_at("kommuner/skara/loften/2018").select_one(".verdict details.mail a")
    assert isinstance(site, Tag)
    assert (site.get_text(), site["href"]) == ("www.skara.se", "https://www.skara.se/")


def test_many_actions_are_named_in_part_so_that_the_letter_fits_an_address() -> None:
    actions = "".join(
        f"  - id: nr-{number}\n    vad: Åtgärd {number}\n    ansvarig: polisen\n" for number in range(1, 10)
    )
    pledge = f"titel: Löfte\növerenskommelse: okänd\nparter: polisen\nperiod: 2019\nåtgärder:\n{actions}"
    report = (
        "titel: Så gick det\nlöfte: 1\ndatum: 2020-01-28\navser: 2019\ntyp: slutlig\nav: polisen\n"
        "belägg: https://example.org/uppfoljning\nutfall:\n  - åtgärd: nr-1\n    gjort: ja\n"
    )
    files = {"kommuner/ale/loften/1.md": pledge, "kommuner/ale/uppfoljningar/1.md": report}
    snapshot = take_snapshot(register_of(files), on("2021-01-01"), settings=SETTINGS, log=EMPTY)
    (record,) = snapshot.register.of(Pledge)
    question = status(snapshot, record).question
    assert question is not None
    assert question.to == "registrator.kansli@polisen.se"
    assert "– Åtgärd 2\n" in question.text
    assert "– Åtgärd 7\n– och 2 till\n" in question.text


def test_where_no_pledge_is_known_a_question_is_written() -> None:
    mail = letters("kommuner/provala")["Fråga om det finns ett löfte"]
    assert mail["Subject"] == "Begäran om allmän handling: medborgarlöften i Provala kommun"
    asked = "Jag vill ta del av det medborgarlöfte som gäller nu i Provala kommun, och av uppföljningen av det förra."
    assert asked in mail.get_content()


def test_where_pledges_are_over_those_without_a_follow_up_are_asked_for() -> None:
    body = letters("kommuner/lulea")["Fråga vad som gäller nu, och hur det gick"].get_content()
    assert "Jag vill ta del av det medborgarlöfte som gäller nu i Luleå kommun, om det finns något." in body
    assert "uppföljningen av:\n\n– medborgarlöftet för Luleå 2017: https://" in body
    assert "2018" not in body


def test_a_known_mailbox_is_asked_rather_than_the_police() -> None:
    place = geography.load().municipalities["lulea"]
    assert question_on_pledge(place, Whom(contact="Samordnaren, trygghet@example.org")).to == "trygghet@example.org"
    assert question_on_pledge(place, Whom(contact="Polisen, 114 14")).to == "registrator.kansli@polisen.se"


def test_nobody_is_asked_for_the_follow_up_of_what_has_not_begun() -> None:
    assert page_at("kommuner/provstad/loften/2027").select('.verdict a[href^="mailto:"]') == []


def test_a_place_of_which_nothing_is_entered_leads_to_its_neighbours_with_pledges() -> None:
    near = page_at("kommuner/provala").select_one("#nara")
    assert isinstance(near, Tag)
    assert [link.get_text() for link in near.select("a")] == ["Provby", "Provstad"]
    for link in near.select("a"):
        there = (provland.site() / "kommuner/provala" / str(link["href"])).resolve()
        assert "Löften genom åren" in there.read_text(encoding="utf-8")


def test_it_is_said_to_whom_the_letter_goes_before_it_is_opened() -> None:
    place = geography.load().municipalities["ale"]
    to_the_police = question_on_pledge(place)
    assert to_the_police.link.note == "Ett färdigt brev till polisen öppnas i din e-post."
    assert to_the_police.beside == (
        "Vill du fråga kommunen i stället, byt adress. Adressen till kommunens registrator står på kommunens webbplats"
    )
    asked = question_on_pledge(place, Whom(contact="Kontaktcenter, kommun@ale.example"))
    assert (asked.link.note, asked.beside) == ("Ett färdigt brev till kommun@ale.example öppnas i din e-post.", "")
