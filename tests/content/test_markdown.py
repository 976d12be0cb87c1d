"""Free text can do no harm, and its links lead where they should."""

import pytest
from bs4 import BeautifulSoup
from hypothesis import given
from hypothesis import strategies as st

from pledges.content.markdown import heading_id, path_inside, to_html


def resolve(href: str) -> str | None:
    return {"../loften/2019.md": "/kommuner/x/loften/2019/", "bild.png": "/kommuner/x/loften/bild.png"}.get(href)


def test_links_between_files_become_addresses_and_lost_ones_become_text() -> None:
    html = to_html("[ett](../loften/2019.md) [två](borta.md) [tre](https://example.org/)", resolve).html
    assert html == '<p><a href="/kommuner/x/loften/2019/">ett</a> <a>två</a> <a href="https://example.org/">tre</a></p>'


def test_headings_have_anchors_without_accents() -> None:
    assert 'id="sa-gick-det"' in to_html("## Så gick det", resolve).html
    assert heading_id("Åtgärder & mål") == "atgarder-mal"


def test_an_image_of_the_portals_own_is_shown_and_remembered() -> None:
    prose = to_html("![En bild](bild.png) ![x](https://example.org/spion.png)", resolve)
    assert prose.images == ("kommuner/x/loften/bild.png",)
    assert "spion" not in prose.html


ATTACKS = [
    "<script>alert(1)</script>", "<img src=x onerror=alert(1)>", "[x](javascript:alert(1))", "[x](JaVaScRiPt&#58;alert(1))", "<a href='data:text/html,x'>x</a>",
    "<svg onload=alert(1)>", "<iframe src='https://example.org'></iframe>", "<style>@import 'https://example.org'</style>", "<form action='https://example.org'><input></form>",
    "<p style='background:url(https://example.org)'>x</p>", "<math><mi//xlink:href='data:x,<script>alert(4)</script>'>", "[x]: javascript:alert(1)\n[x]", "<base href='https://example.org'>",
    "<a href='vbscript:x'>x</a>", "<meta http-equiv=refresh content='0;url=https://example.org'>", "`<script>`", "![x](javascript:alert(1))", "<video src=x></video>", "<object data=x></object>",
]  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS)
def test_nothing_that_runs_loads_or_leaves_survives(attack: str) -> None:
    soup = BeautifulSoup(to_html(attack, resolve).html, "html.parser")
    for element in soup.find_all(True):
        assert element.name in {"p", "a", "code", "img", "h2", "ul", "li"}
        assert set(element.attrs) <= {"href", "alt", "src", "title", "id"}
        assert str(element.get("href", "https:")).startswith(("https:", "http:", "mailto:", "tel:", "/"))
        assert "src" not in element.attrs


@given(st.text(max_size=200))
def test_no_text_gives_script_or_handlers(text: str) -> None:
    soup = BeautifulSoup(to_html(text, resolve).html, "html.parser")
    assert not soup.find_all(["script", "style", "iframe", "object", "svg", "form", "base", "meta", "link"])
    assert not [
        name for element in soup.find_all(True) for name in element.attrs if name.startswith("on") or name == "style"
    ]


@pytest.mark.parametrize(
    ("href", "inside"),
    [
        ("../loften/2019.md#mal", ("kommuner/x/loften/2019.md", "mal")),
        ("#mal", ("kommuner/x/uppfoljningar/a.md", "mal")),
        ("/amnen/trafik.md", ("amnen/trafik.md", "")),
        ("../../../../etc/passwd", None),
        ("//example.org/x", None),
        ("file:///etc/passwd", None),
    ],
)
def test_paths_stay_inside_content(href: str, inside: tuple[str, str] | None) -> None:
    assert path_inside("kommuner/x/uppfoljningar/a.md", href) == inside
