"""Plain Swedish: nothing that somebody at the keyboard reads is of the tools underneath."""

import re

import pytest

from pledges.editing.screens.rendering import TEMPLATES
from support.sites import ROOT

FOREIGN = re.compile(r"\b(git|commit\w*|yaml|markdown|repo\w*|branch|merge\w*|diff|terminal\w*|kommando\w*)\b", re.I)
_CODE = re.compile(r"{#.*?#}|{%.*?%}|{{.*?}}|<[^>]*>", re.S)


@pytest.mark.parametrize("template", sorted(TEMPLATES.glob("*.html")), ids=lambda path: path.name)
def test_no_screen_has_a_word_of_the_tools_underneath(template: object) -> None:
    text = _CODE.sub(" ", (TEMPLATES / str(template)).read_text(encoding="utf-8"))
    assert FOREIGN.findall(text) == []


def test_the_guide_has_no_word_of_them_either() -> None:
    guide = (ROOT / "docs/redigera.md").read_text(encoding="utf-8")
    assert FOREIGN.findall(guide.replace("eller ett kommando på datorn", "")) == []
    assert len(re.findall(r"!\[[^\]]{20,}\]\(bilder/[\w-]+\.png\)", guide)) >= 3
