"""What the search page in another language is given: the lists that lead to everything without a search, and the words that
tie the language to the Swedish texts, which are most of them.

The ties stand on the page, for those without scripts, and the script reads them there. They are of three kinds: what the
catalogue has for the words that pledges use (`TERMS`), the themes by their titles, and the glossary, where a heading has the
Swedish term and in brackets the language's own.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pledges import urls
from pledges.content.record_fields import Page, Theme
from pledges.i18n import _
from pledges.settings import Language
from pledges.swedish import fold
from pledges.views.translated import words
from pledges.views.translated.pledge import translated_meta
from pledges.views.translated.shown import used
from pledges.views.translated.words import Speaker
from pledges.views.view_types import Link, Meta

GLOSSARY = "ordlista"
_TERM = re.compile(r"^## (.+?) \((.+)\)\s*$", re.M)
TERMS = (
    "narkotika", "alkohol", "hastigheter", "trafik", "rattfylleri", "mopeder", "inbrott", "stölder", "bedrägerier", "våld",
    "våld i nära relationer", "hot", "vapen", "gäng", "klotter", "skadegörelse", "nedskräpning", "belysning", "kamerabevakning",
    "ordningsvakter", "fotpatrullering", "unga", "skola", "äldre", "föräldrar", "krogar", "kollektivtrafik", "cykel", "otrygghet",
    "trygghetsvandring", "nattvandring", "grannsamverkan",
)  # fmt: skip
"""The words of the Swedish texts that people ask for most: a catalogue has what the language says for each, with commas."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tie:
    """What a language says, in one or several ways, for a word of the Swedish texts."""

    own: str
    swedish: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedSearchView:
    """The search page in another language. `places` leads to all municipalities, and `swedish` is where the Swedish search
    lies, whose pages are narrowed to a place by `place_filter`."""

    meta: Meta
    places: Link
    themes: tuple[Link, ...]
    pages: tuple[Link, ...]
    ties: tuple[Tie, ...]
    swedish: str = urls.SEARCH
    place_filter: str = _("Plats")


def translated_search_view(speaker: Speaker, *, places: Link, pages: tuple[Link, ...]) -> TranslatedSearchView:
    """The search page of a language; `places` and `pages` are those of its front page."""
    register, settings = speaker.register, speaker.snapshot.settings
    themes = (theme for theme in register.of(Theme) if speaker.translation(theme) is not None)
    return TranslatedSearchView(
        meta=_unlisted(speaker, used(register, settings)),
        places=places,
        themes=tuple(sorted((words.link(speaker, theme) for theme in themes), key=lambda link: link.text)),
        pages=pages,
        ties=tuple(sorted(dict.fromkeys(_ties(speaker)), key=lambda tie: (fold(tie.own), tie.swedish))),
    )


def _unlisted(speaker: Speaker, languages: tuple[Language, ...]) -> Meta:
    tongue = speaker.tongue
    return translated_meta(
        speaker,
        urls.SEARCH,
        template="translated/search.html",
        title=tongue.say("Sök"),
        description=tongue.say("Sök bland löften och platser."),
        languages=languages,
        indexed=False,
    )


def _ties(speaker: Speaker) -> Iterator[Tie]:
    """Every tie between the language and the Swedish texts. What is an old translation ties nothing."""
    for term in TERMS:
        own = speaker.tongue.searched(term)
        if own != term:
            yield Tie(own=own, swedish=term)
    for theme in speaker.register.of(Theme):
        translation = speaker.translation(theme)
        if translation is not None and translation.title and translation.is_current(theme):
            yield Tie(own=translation.title, swedish=theme.fields.title)
    for page in speaker.register.of(Page):
        translation = speaker.translation(page)
        if page.slug == GLOSSARY and translation is not None and translation.is_current(page):
            yield from (Tie(own=own, swedish=swedish) for swedish, own in _TERM.findall(translation.body))
