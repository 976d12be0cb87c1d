"""The letters that a reader can send, read as a mail program reads them."""

import re
from email.message import EmailMessage
from functools import lru_cache
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from bs4 import BeautifulSoup, Tag

from pledges.content import geography
from pledges.content.record_fields import Pledge
from pledges.history.publication_log import EMPTY
from pledges.history.snapshot import Snapshot, take_snapshot
from pledges.status.labels import result_label
from pledges.status.result_for_readers import ReaderState
from pledges.views.official_site import official_site
from pledges.views.page_parts import records_of
from pledges.views.ready_letters import Whom, question_on_pledge
from pledges.views.results import is_unanswered
from pledges.views.status import status
from pledges.views.wanted import question_of, question_of_place, wanted
from support import pages, provland
from support.samples import on, real_register, register_of
from support.sites import SETTINGS


@lru_cache(maxsize=1)
def real_snapshot() -> Snapshot:
    return take_snapshot(real_register(), on("2026-11-28"), settings=SETTINGS, log=EMPTY)


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


def test_what_is_told_but_unclear_is_asked_for_with_what_is_known_of_it_and_the_unseen_text_too() -> None:
    body = letters("kommuner/ale/loften/2019")["Fråga efter det som inte är redovisat"].get_content()
    assert "resecentrum (redovisat, oklart om målet är nått)\n" in body
    assert "Jag vill också ta del av löftets egen text.\n" in body
    kungalv = letters("kommuner/kungalv/loften/2018-2019")["Fråga efter det som inte är redovisat"].get_content()
    assert "kameraövervakning på Nordmannatorget och omgivningarna (redovisat, oklart om det är gjort)\n" in kungalv


def test_of_a_pledge_in_force_whose_text_nobody_has_read_the_text_is_asked_for() -> None:
    (mail,) = letters("kommuner/umea/loften/2025-2027").values()
    assert mail["Subject"] == "Begäran om allmän handling: medborgarlöftet för Umeå 2025–2027"
    assert "Jag vill ta del av medborgarlöftet för Umeå 2025–2027.\n" in mail.get_content()


def test_a_part_of_a_municipality_has_a_letter_of_its_own() -> None:
    (mail,) = letters("kommuner/stockholm/omraden/farsta-vantor").values()
    assert mail["Subject"] == "Begäran om allmän handling: medborgarlöften i Farsta-Vantör i Stockholms stad"
    assert "okänd period" not in mail.get_content()


def test_the_actions_that_a_follow_up_leaves_out_can_be_asked_for_of_whose_they_are() -> None:
    """In Skara those that are left are the municipality's alone, in Kungälv 2018–2019 and in Luleå 2018 not."""
    asked = "Fråga efter det som inte är redovisat"
    assert letters("kommuner/kungalv/loften/2018-2019")[asked]["To"] == "registrator.kansli@polisen.se"
    body = letters("kommuner/lulea/loften/2018")[asked].get_content()
    assert "gjort av det här i medborgarlöftet för Luleå 2018:" in body
    first, *_rest = [line for line in body.split("\n") if line.startswith("– ")]
    assert first == "– Kontrollera alla gångtunnlar och åtgärda trasig belysning och skadegörelse"
    assert "Trafikkontroller i kommunen (nått maj–december, januari–april okänt)" in body
    assert letters("kommuner/skara/loften/2018")["Fråga efter det som inte är redovisat"]["To"] == ""
    (to, _) = page_at("kommuner/skara/loften/2018").select(".verdict details.mail span")
    assert to.get_text() == "kommunens registrator"
    site = page_at("kommuner/skara/loften/2018").select_one(".verdict details.mail a")
    assert isinstance(site, Tag)
    assert (site.get_text(), site["href"]) == ("www.skara.se", "https://www.skara.se/")


def test_many_actions_are_named_in_part_so_that_the_letter_fits_an_address() -> None:
    actions = "".join(
        f"  - id: nr-{number}\n    vad: Åtgärd {number} {'med många ord ' * 8}i\n    ansvarig: polisen\n"
        for number in range(1, 10)
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
    listed = [line for line in question.text.split("\n") if line.startswith("– ")]
    assert listed[0].startswith("– Åtgärd 2 med")
    assert listed[-1] == f"– och av de andra åtgärderna ({8 - (len(listed) - 1)} till)"
    assert len(question.link.href or "") < 2000


def test_a_part_that_is_called_by_its_municipality_is_named_once() -> None:
    body = letters("kommuner/uppsala")["Fråga vad som gäller nu, och hur det gick"].get_content()
    assert "medborgarlöftet för Resecentrum i Uppsala 20" in body


def test_where_no_pledge_is_known_a_question_is_written() -> None:
    mail = letters("kommuner/provala")["Fråga om det finns ett löfte"]
    assert mail["Subject"] == "Begäran om allmän handling: medborgarlöften i Provala kommun"
    asked = "Jag vill ta del av det medborgarlöfte som gäller nu i Provala kommun, och av uppföljningen av det förra."
    assert asked in mail.get_content()


def test_where_pledges_are_over_those_without_a_follow_up_are_asked_for() -> None:
    body = letters("kommuner/lulea")["Fråga vad som gäller nu, och hur det gick"].get_content()
    assert "Jag vill ta del av det medborgarlöfte som gäller nu i Luleå kommun, om det finns något." in body
    assert "– uppföljningen av medborgarlöftet för Luleå 2017 och löftets egen text: https://" in body
    assert re.search(
        r"– vad som blev gjort av ”Kontrollera alla gångtunnlar .*” och 5 åtgärder till i medborgarlöftet för Luleå 2018: https://",
        body,
    )


def test_what_a_letter_on_a_place_has_no_room_for_is_told_by_its_years() -> None:
    files = {
        f"kommuner/ale/loften/{year}.md": f"titel: Löfte\növerenskommelse: okänd\nparter: [polisen, kommunen]\nperiod: {year}\n"
        + f"åtgärder:\n  - id: a\n    vad: {'Mycket lång åtgärd ' * 8}\n    ansvarig: polisen\n"
        for year in range(2009, 2020)
    }
    snapshot = take_snapshot(register_of(files), on("2021-01-01"), settings=SETTINGS, log=EMPTY)
    newest = sorted(snapshot.register.of(Pledge), key=lambda one: one.path, reverse=True)
    question = question_of_place(snapshot, newest, place="Ale kommun", whom=Whom(), holds=True)
    assert question is not None
    listed = [line for line in question.text.split("\n") if line.startswith("– ")]
    left = list(range(2009, 2020 - (len(listed) - 1)))[::-1]
    assert len(left) > 1
    years = f"{', '.join(map(str, left[:-1]))} och {left[-1]}"
    assert listed[-1] == f"– och detsamma för löftena {years} ({len(left)} till)"


def test_a_copy_elsewhere_is_told_with_whose_page_it_seems_to_be() -> None:
    body = next(iter(letters("kommuner/umea/loften/2025-2027").values())).get_content()
    assert ".html (Sidan ser ut att vara kommunens, under en annan webbadress)\n" in body


def test_what_has_no_known_year_is_told_by_its_title() -> None:
    (mail,) = letters("kommuner/stockholm/omraden/farsta-vantor").values()
    called = (
        "(utan känt årtal, här kallat ”Helgförstärkning, kvartersmöten och önskade arbetspass i Farsta, Stockholm, "
    )
    assert called in mail.get_content()


_SAYS_MISSING = re.compile(r"oklart|framgår inte|okän|inget redovisat(?! än)|nämns inte", re.IGNORECASE)


def test_where_a_real_page_says_that_something_is_missing_a_letter_asks_for_just_that() -> None:
    """Of every pledge here, and of every municipality: what a letter has no room for is counted in it."""
    snapshot = real_snapshot()
    register = snapshot.register
    asking = 0
    for pledge in register.of(Pledge):
        now, question = snapshot.standings[pledge.identity], question_of(snapshot, pledge)
        missing = [
            action.what
            for action, result in zip(pledge.actions, now.results, strict=True)
            if not result.so_far and _SAYS_MISSING.search(result_label(result))
        ]
        is_missing = bool(missing) or is_unanswered(now) or pledge.fields.text_unknown
        assert question is not None or not is_missing, pledge.path
        if question is None:
            continue
        asking += 1
        assert "okänd period" not in question.subject
        assert "okänd period" not in question.text
        if question.link.text == "Fråga efter det som inte är redovisat":
            listed = [line for line in question.text.split("\n") if line.startswith("– ")]
            rest = (
                int(found[1])
                if (found := re.fullmatch(r"– och av de andra åtgärderna \((\d+) till\)", listed[-1]))
                else 0
            )
            assert len(listed) - bool(rest) + rest == len(missing), pledge.path
            assert all(any(what in line for what in missing) for line in listed[: len(listed) - bool(rest)])
    assert asking > 800
    for slug, facts in register.geography.municipalities.items():
        pledges = records_of(snapshot, slug, Pledge)
        holds = any(snapshot.standings[one.identity].reader_state is ReaderState.IN_FORCE for one in pledges)
        place = question_of_place(snapshot, pledges, place=facts.official_name, whom=Whom(), holds=holds)
        wants = [one for one in pledges if wanted(snapshot, one) is not None]
        assert (place is None) is (holds and not wants), slug
        if place is not None and wants:
            rows = [line for line in place.text.split("\n") if line.startswith("– ")]
            rest = int(found[1]) if (found := re.fullmatch(r"– och detsamma för .* \((\d+) till\)", rows[-1])) else 0
            assert len(rows) - bool(rest) + rest == len(wants), slug


def test_a_known_mailbox_is_asked_rather_than_the_police() -> None:
    place = geography.load().municipalities["lulea"].official_name
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
    place = geography.load().municipalities["ale"].official_name
    to_the_police = question_on_pledge(place)
    assert to_the_police.link.note == "Ett färdigt brev till polisen öppnas i din e-post."
    assert to_the_police.beside == (
        "Vill du fråga kommunen i stället, byt adress. Adressen till kommunens registrator står på kommunens webbplats"
    )
    asked = question_on_pledge(place, Whom(contact="Kontaktcenter, kommun@ale.example"))
    assert (asked.link.note, asked.beside) == ("Ett färdigt brev till kommun@ale.example öppnas i din e-post.", "")


@pytest.mark.parametrize(
    ("slug", "site"),
    [
        ("habo", "https://www.habokommun.se/"),
        ("haabo", "https://www.habo.se/"),
        ("angelholm", "https://www.engelholm.se/"),
        ("skara", "https://www.skara.se/"),
        ("ragunda", ""),
    ],
)
def test_the_website_of_a_municipality_is_one_that_its_own_sources_lie_at(slug: str, site: str) -> None:
    """Håbo's is habo.se, and Habo's is another: a name is no proof of an address."""
    assert official_site(real_snapshot(), slug) == site
