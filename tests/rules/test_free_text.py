"""The free text: read as the page shows it, so that what is checked is what is seen."""

import re
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pledges.content.discovery import MAX_BYTES
from pledges.content.markdown import to_html
from pledges.rules.markdown_facts import Image, MarkdownHeading, TextLink, facts_of
from support.rules_samples import FOLLOW_UP, PLEDGE, change, check_site, codes


def test_links_and_headings_with_their_lines() -> None:
    text = '## Så *gick* det\n\nSe [det `nya` löftet](2020.md "Titel") och\n<https://a.example/x>.\n\nTill sist\n---------\n\n[ref][r] ![en karta](k.png)\n\n[r]: b.md\n'
    facts = facts_of(text)
    assert (facts.links, facts.headings) == (
        (
            TextLink("2020.md", "det nya löftet", 3),
            TextLink("https://a.example/x", "https://a.example/x", 4),
            TextLink("b.md", "ref", 9),
        ),
        (
            MarkdownHeading(level=2, text="Så gick det", id="sa-gick-det", line=1),
            MarkdownHeading(level=2, text="Till sist", id="till-sist", line=6, underline="-"),
        ),
    )
    assert facts_of(text).images == (Image("k.png", "en karta", 9),)


@pytest.mark.parametrize(
    "text", ["`[x](y.md)` och `<b>`", "    [x](y.md) <b>\n", "Rad 3 < 5 & 7 > 2", "\\[x](y.md)", "&lt;b>", ""]
)
def test_what_is_shown_as_it_is_written_is_no_link_and_no_html(text: str) -> None:
    facts = facts_of(text)
    assert (facts.links, facts.html, facts.images) == ((), (), ())


HEADINGS = st.lists(
    st.tuples(
        st.integers(2, 4), st.text(st.characters(codec="utf-8", categories=["L", "N", "Zs"]), min_size=1, max_size=9)
    ),
    max_size=6,
)


@given(HEADINGS)
@settings(deadline=None)
def test_the_ids_are_those_of_the_page(headings: list[tuple[int, str]]) -> None:
    text = "\n\n".join(f"{'#' * level} {words}" for level, words in headings)
    shown = re.findall(r'<h\d id="([^"]*)"', to_html(text, lambda href: None).html)
    assert [heading.id for heading in facts_of(text).headings] == shown


@given(st.text(st.sampled_from("[]()<>#*_`!-> \n\ta1.:/\\&;\"'|=~^"), max_size=120))
@settings(deadline=None)
def test_any_text_can_be_read(text: str) -> None:
    facts = facts_of(text)
    assert all(1 <= one.line <= text.count("\n") + 1 for one in (*facts.links, *facts.headings, *facts.images))


def test_text_that_is_nested_too_deep_is_told_of(content: Path) -> None:
    for text in ("> " * 40 + "a", "".join(" " * 2 * level + "- a\n" for level in range(21)), "- " * 20 + "a"):
        assert facts_of(text).too_deep
        assert codes(check_site(change(content, PLEDGE, body=text))) == ["text-for-djup"]
    for text in ("> " * 20 + "a", "".join(" " * 2 * level + "- a\n" for level in range(15))):
        assert not facts_of(text).too_deep
        assert to_html(text, lambda href: None).html


# What has made a reader of Markdown slow, here or elsewhere.
MARKS = ("[", "![", "<a ", "[a](", "<![CDATA[", "*[A]:", "]", "[[]", "*a ", "_*", "`", "> ", "- ", "&", "[^a]", "a|b\n", "<!-- ", "**a _b ", "\\", "1. ", "[x]: <", "](<b",
    "  - a\n", "a\n\n", "a\n", "|a|b|\n|-|-|\n", "<div>\n", "<b>", "*a* ", "[a](b) ", "[a][b] ", "~~~\n", "# a\n")  # fmt: skip
MOST_SECONDS = 6  # of the processor's time: what takes longest takes two, and what grew with the square took a minute


@pytest.mark.parametrize("piece", MARKS)
def test_no_text_takes_long_that_is_as_large_as_it_may_be(piece: str) -> None:
    text = (piece * (MAX_BYTES // len(piece) + 1))[:MAX_BYTES]
    started = time.process_time()
    facts_of.__wrapped__(text)
    to_html(text, lambda href: None)
    assert time.process_time() - started < MOST_SECONDS


@pytest.mark.parametrize("piece", MARKS)
def test_a_text_that_is_larger_is_told_of_and_never_read(
    piece: str, content: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    change(content, PLEDGE, body=piece * (500_000 // len(piece)))
    read = []
    monkeypatch.setattr(
        "support.rules_samples.read_file", lambda _content, source: read.append(source.path) or (None, [])
    )
    found = {problem.path: (problem.code, problem.message) for problem in check_site(content)}
    assert found[PLEDGE] == (
        "for-stor",
        f"Filen är {(content / PLEDGE).stat().st_size // 1024} kB; högst 80 kB går att läsa.",
    )
    assert read
    assert PLEDGE not in read


@pytest.mark.parametrize(
    "piece",
    ["a", "fler än 5 ", "1,5 procent ", "Storgatan 12, ", "0701-234567 ", "i ", "[1]", "&#1;", "x@", "(", "https://a.se ", "12 av 15 löften "],
)  # fmt: skip
def test_no_value_takes_long(piece: str, content: Path) -> None:
    value = (piece * 40_000)[:40_000].strip()
    for path, old in ((PLEDGE, "Starta nya områden med grannsamverkan"), (FOLLOW_UP, "Så gick det i Provstad 2019")):
        place = content / path
        text = place.read_text(encoding="utf-8")
        assert old in text
        place.write_text(text.replace(old, f'"{value}"'), encoding="utf-8")
    started = time.process_time()
    check_site(content)
    assert time.process_time() - started < MOST_SECONDS


@pytest.mark.parametrize(
    "link",
    [
        "https://provstad.example/a?b=c#d",
        "http://provstad.example:8080/",
        "mailto:trygghet@provstad.example",
        "tel:+4699912345",
        "../uppfoljningar/2019.md",
        "/kommuner/provstad/uppfoljningar/2019.md",
        "../../provby/kommun.md",
        "../../provala/kommun.md",
        "#bakgrund",
        "2019.md#bakgrund",
        "/sok/",
        "/loften/",
    ],
)
def test_good_links(link: str, content: Path) -> None:
    change(content, PLEDGE, body=f"## Bakgrund\n\nSe [det andra]({link}).\n")
    assert check_site(content) == []


@pytest.mark.parametrize(
    ("link", "code", "hint"),
    [
        ("javascript:alert(1)", "fel-webbadress", "Länka till en sida med https://, eller skriv mailto: eller tel:."),
        ("JAVASCRIPT:alert(1)", "fel-webbadress", "Länka till en sida med https://, eller skriv mailto: eller tel:."),
        ("data:text/html,x", "fel-webbadress", "Länka till en sida med https://, eller skriv mailto: eller tel:."),
        ("www.provstad.example", "fel-webbadress", "Skriv https://www.provstad.example"),
        ("provstad.se/lofte", "fel-webbadress", "Skriv https://provstad.se/lofte"),
        ("//provstad.example/x", "fel-webbadress", "Skriv https://provstad.example/x"),
        ("https://", "fel-webbadress", "Kopiera hela adressen ur webbläsaren."),
        ("https://[provstad", "fel-webbadress", "Kopiera hela adressen ur webbläsaren."),
        ("../uppfoljningar/2091.md", "lank-utan-mal", "Menade du ../uppfoljningar/2019.md?"),
        ("../uppfoljningar/2019", "lank-utan-mal", "Skriv /kommuner/provstad/uppfoljningar/2019.md"),
        ("/kommuner/provstad/", "lank-utan-mal", "Skriv /kommuner/provstad/kommun.md"),
        ("2019.md#resultat", "ankare-finns-inte", "Rubrikerna där är bakgrund."),
        ("#bakgrud", "ankare-finns-inte", "Menade du bakgrund?"),
        ("2019.pdf", "bilaga-saknas", "Lägg den i kommuner/provstad/loften/, eller rätta sökvägen."),
    ],
)
def test_bad_links_and_what_to_write_instead(link: str, code: str, hint: str, content: Path) -> None:
    change(content, PLEDGE, body=f"## Bakgrund\n\nSe [det andra]({link}).\n")
    problems = check_site(content)
    assert [(problem.code, problem.hint, problem.line) for problem in problems] == [(code, hint, 20)]


@pytest.mark.parametrize(
    "words", ["här", "Här.", "klicka här", "Klicka här för att läsa", "Läs mer »", "https://a.example", "länk", ""]
)
def test_link_texts_that_say_nothing(words: str, content: Path) -> None:
    change(content, PLEDGE, body=f"Se [{words}](2019.md).\n")
    assert codes(check_site(content)) == ["lanktext"]


@pytest.mark.parametrize("words", ["löftet för 2019", "här i Provstad", "Läs mer om löftet", "![En karta](karta.png)"])
def test_link_texts_that_say_where(words: str, content: Path) -> None:
    change(content, PLEDGE, body=f"Se [{words}](2019.md) ![En karta](karta.png).\n")
    (content / "kommuner/provstad/loften/karta.png").write_bytes(b"PNG")
    assert check_site(content) == []


@pytest.mark.parametrize(
    ("levels", "wrong"),
    [
        ((2, 3, 4, 2), 0),
        ((2, 3, 3, 2), 0),
        ((3,), 1),
        ((2, 4), 1),
        ((1, 2), 1),
        ((2, 3, 4, 5), 1),
        ((2, 4, 4), 1),
        ((4, 2), 1),
    ],
)
def test_heading_order(levels: tuple[int, ...], wrong: int, content: Path) -> None:
    body = "\n\n".join(f"{'#' * level} Rubrik {number}" for number, level in enumerate(levels))
    change(content, PLEDGE, body=body)
    assert codes(check_site(content)) == ["rubrik-niva"] * wrong


@pytest.mark.parametrize(
    ("alt", "source", "told"),
    [
        ("IMG_2231.jpg", "torget.jpg", True),
        ("IMG_1234", "torget.jpg", True),
        ("img 1234", "torget.jpg", True),
        ("DSC00012", "torget.jpg", True),
        ("20240612_143201", "torget.jpg", True),
        ("bild1", "torget.jpg", True),
        ("Bild", "torget.jpg", True),
        ("Skärmavbild 2024-06-12 kl. 14.32", "torget.png", True),
        ("WhatsApp Image 2024-06-12 at 14.32", "torget.jpg", True),
        ("torget-i-alvesta", "../torget-i-alvesta.jpg", True),
        ("Vårt torg.png", "torget.png", True),
        ("Torget", "torget.jpg", False),
        ("Bilder från torget", "torget.jpg", False),
        ("Foto av torget 2024", "torget.jpg", False),
        ("En upplyst gångtunnel", "tunnel.jpg", False),
        ("Polisen på torget kl. 14.32", "torget.jpg", False),
    ],
)
def test_a_description_that_is_a_file_name_is_asked_about(alt: str, source: str, told: bool, content: Path) -> None:
    change(content, PLEDGE, body=f"![{alt}]({source})\n")
    place = (content / PLEDGE).parent / source
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(b"x")
    assert ("bild-alt-filnamn" in codes(check_site(content))) is told
