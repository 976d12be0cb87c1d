"""Every word that the theme shows goes through gettext, so that languages can be added."""

import re
from pathlib import Path

import pytest

from support.sites import THEME

TEMPLATES = sorted((THEME / "templates").rglob("*.html"))
SPOKEN = ("aria-label", "alt", "title", "placeholder", "content", "label", "data-none", "data-one", "data-some")
MACHINE = {"website", "sv_SE", "width=device-width, initial-scale=1", "light dark", "noindex", "0; url="}
_COMMENT = re.compile(r"{#.*?#}", re.DOTALL)
_TRANS = re.compile(r"{%-?\s*trans\b.*?endtrans\s*-?%}", re.DOTALL)
_CODE = re.compile(r"{%.*?%}|{{.*?}}", re.DOTALL)
_SCRIPT = re.compile(r"<script\b.*?</script>", re.DOTALL)
_TAG = re.compile(r"<[^>]*>", re.DOTALL)
_WORD = re.compile(r"[A-Za-zÅÄÖåäö]{2,}")
_ENTITY = re.compile(r"&\w+;")
_ATTRIBUTE = re.compile(r'\s[\w-]+="[^"]*"')  # one that a macro writes into somebody else's tag


def bare_words(text: str) -> list[str]:
    """Words in a template's text or in what is read aloud of its tags, that no translator would see."""
    text = _CODE.sub("", _TRANS.sub("", _COMMENT.sub("", text)))
    words = _WORD.findall(_ATTRIBUTE.sub("", _ENTITY.sub("", _TAG.sub(" ", _SCRIPT.sub("", text)))))
    for tag in _TAG.findall(text):
        for name in SPOKEN:
            for value in re.findall(rf'\s{name}="([^"]*)"', tag):
                words.extend(_WORD.findall(value) if value not in MACHINE else ())
    return words


@pytest.mark.parametrize("template", TEMPLATES, ids=[path.name for path in TEMPLATES])
def test_no_word_of_a_template_passes_gettext_by(template: Path) -> None:
    assert bare_words(template.read_text(encoding="utf-8")) == []


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        ("<p>Hej du</p>", ["Hej", "du"]),
        ('<p>{{ _("Hej") }} och</p>', ["och"]),
        ('<nav aria-label="Meny">{% trans %}Hej{% endtrans %}</nav>', ["Meny"]),
        ('{# Hej #}<nav aria-label="{{ _("Meny") }}">{% if one %}{{ one }}{% endif %} · </nav>', []),
    ],
)
def test_the_test_itself_sees_bare_words(template: str, expected: list[str]) -> None:
    assert bare_words(template) == expected


def test_templates_hold_no_percent_sign_in_their_texts() -> None:
    """Gettext's texts are formatted with %, so a bare one would break the page it is on."""
    texts = [
        (path.name, text)
        for path in TEMPLATES
        for text in re.findall(r'_\("([^"]*)"', path.read_text(encoding="utf-8"))
        if re.search(r"%(?!\(\w+\)s)", text)
    ]
    assert texts == []
