"""The words of the site: Swedish as source, through gettext, so that languages can be added.

A language is a catalogue, theme/locale/<language>/LC_MESSAGES/portal.po; Swedish has none, and its source text is used
as it is. Easy-to-read Swedish is a language like the others.
"""

import gettext as _gettext
from functools import lru_cache
from io import BytesIO
from pathlib import Path

from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

LOCALES = Path(__file__).resolve().parents[2] / "theme" / "locale"
DOMAIN = "portal"
SOURCE_LANGUAGE = "sv"
EASY_TO_READ = "lattlast"
SEARCHED = "sök"  # the context of what a language has for the words that are searched for
_TAGS = {EASY_TO_READ: "sv-simple"}  # "simple" is a registered variant of BCP 47


def _file(language: str) -> Path:
    return LOCALES / language / "LC_MESSAGES" / f"{DOMAIN}.po"


@lru_cache(maxsize=8)
def catalogue(language: str = SOURCE_LANGUAGE) -> _gettext.NullTranslations:
    """The texts in `language`; the Swedish source where there is no catalogue."""
    if not _file(language).is_file():
        return _gettext.NullTranslations()
    compiled = BytesIO()
    with _file(language).open("rb") as written:
        write_mo(compiled, read_po(written, locale=None))
    compiled.seek(0)
    return _gettext.GNUTranslations(compiled)


@lru_cache(maxsize=64)
def is_known(language: str) -> bool:
    """Whether a text may be in `language`: there is a catalogue of it."""
    return _file(language).is_file()


@lru_cache(maxsize=64)
def missing(language: str) -> tuple[str, ...]:
    """The texts that the catalogue of a language lacks, of those that the easy-to-read one has, which is always whole: on a
    page they would stand in Swedish without being told to."""
    wanted, own = (set(catalogue(one)._catalog) for one in (EASY_TO_READ, language))  # type: ignore[attr-defined]
    return tuple(sorted(text for text in wanted - own if isinstance(text, str)))


@lru_cache(maxsize=1)
def languages() -> tuple[str, ...]:
    """Every language that a text may be translated to."""
    return tuple(sorted(one.name for one in LOCALES.iterdir() if is_known(one.name)))


def tag(language: str) -> str:
    """What a language is called in a page's `lang` (BCP 47): `en`; `sv-simple`."""
    return _TAGS.get(language, language)


def _(message: str) -> str:
    """`message` in the site's language."""
    return catalogue().gettext(message)
