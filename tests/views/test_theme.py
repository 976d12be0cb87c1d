"""What of the theme can be checked without a browser: the host's colours, and the tokens that code shares with the theme."""

import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pledges.exports import svg
from pledges.settings import LEAST_CONTRAST, PAPER, PAPER_DARK, Settings, SettingsError, contrast, read_settings
from support.sites import ROOT, THEME

COLOURS = st.from_regex(r"#[0-9a-f]{6}", fullmatch=True)
CSS = (THEME / "static" / "portal.css").read_text(encoding="utf-8")


def tokens(css: str) -> list[dict[str, str]]:
    """The custom properties of each :root, in order: light, dark, forced colours, print."""
    return [dict(re.findall(r"--([\w-]+): ([^;]+);", block)) for block in re.findall(r":root \{([^}]*)\}", css)]


@pytest.mark.parametrize(
    ("one", "other", "ratio"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#ffffff", "#ffffff", 1.0),
        ("#777777", "#ffffff", 4.48),
        ("#0000ff", "#ffffff", 8.59),
    ],
)
def test_contrast_is_what_wcag_says(one: str, other: str, ratio: float) -> None:
    assert contrast(one, other) == pytest.approx(ratio, abs=0.005)


@given(COLOURS, COLOURS)
def test_contrast_is_the_same_both_ways_and_between_1_and_21(one: str, other: str) -> None:
    ratio = contrast(one, other)
    assert ratio == contrast(other, one)
    assert 1 <= ratio <= 21.0001


@pytest.mark.parametrize(
    ("values", "message"),
    [
        (
            {"accent": "#ffcc00"},
            "accent (#ffcc00) syns för dåligt mot sidans bakgrund: kontrasten är 1,5 och ska vara minst 4,5. Välj en mörkare färg.",
        ),
        (
            {"accent_dark": "#0b4f6c"},
            "accent_dark (#0b4f6c) syns för dåligt mot sidans bakgrund: kontrasten är 2 och ska vara minst 4,5. Välj en ljusare färg.",
        ),
        ({"accent": "blå"}, "accent ska vara en färg med sex siffror, till exempel #0b4f6c, inte ”blå”."),
    ],
)
def test_a_host_is_told_of_a_colour_that_cannot_be_read(values: dict[str, Any], message: str) -> None:
    with pytest.raises(SettingsError) as caught:
        read_settings(values)
    assert str(caught.value) == message


def test_the_colours_that_code_knows_are_those_of_the_stylesheet() -> None:
    light, dark = tokens(CSS)[:2]
    assert (light["paper"], dark["paper"]) == (PAPER, PAPER_DARK) == (svg.PAPER, PAPER_DARK)
    assert (light["ink"], light["soft"]) == (svg.INK, svg.SOFT)


@pytest.mark.parametrize("scheme", [0, 1], ids=["ljust", "mörkt"])
@pytest.mark.parametrize("text", ["ink", "soft", "accent"])
@pytest.mark.parametrize("ground", ["paper", "wash"])
def test_every_text_colour_can_be_read_on_every_ground(scheme: int, text: str, ground: str) -> None:
    colours = tokens(CSS)[scheme] | {"accent": (Settings().accent, Settings().accent_dark)[scheme]}
    assert contrast(colours[text], colours[ground]) >= LEAST_CONTRAST


def test_the_stylesheet_shows_no_red_for_peoples_work() -> None:
    """Colours stand in tokens only; none of them is a warning's red."""
    outside = re.sub(r":root \{[^}]*\}", "", CSS)
    assert re.findall(r"#[0-9a-fA-F]{3,8}\b", outside) == []
    for colour in re.findall(r"#[0-9a-fA-F]{6}", CSS):
        red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
        assert red - max(green, blue) < 40, colour


def test_every_class_of_the_stylesheet_is_used_in_a_template_or_a_script() -> None:
    used = "".join(path.read_text(encoding="utf-8") for path in (THEME / "templates").rglob("*.html"))
    used += "".join(path.read_text(encoding="utf-8") for path in (THEME / "static").glob("*.js"))
    used += (ROOT / "plugins/pledges/views/rendering.py").read_text(encoding="utf-8")
    states = {"here", "missing", "not-due", "awaited", "current", "pledges", "agreement", "entered", "nothing"}
    names = {
        name
        for sheet in (THEME / "static").glob("*.css")
        for name in re.findall(r"\.([a-z][a-z-]+)(?=[^;{}]*\{)", sheet.read_text(encoding="utf-8"))
    }
    assert sorted(name for name in names - states if not re.search(rf"\b{re.escape(name)}\b", used)) == []
