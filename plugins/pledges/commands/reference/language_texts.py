"""The texts that a language needs a catalogue of: all that pages in another language can say, and nothing more.

Most of them stand in the templates and the code that make those pages; what is worked out for the Swedish pages and only
put in other words (what became of an action, where a pledge stands) stands in tables, and is listed here.
"""

from collections.abc import Iterator
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_file
from babel.messages.pofile import write_po

from pledges.feeds.translated import WHAT_HAPPENED
from pledges.i18n import SEARCHED, catalogue, languages
from pledges.settings import Settings
from pledges.status.labels import READER_STATES, STATES, result_texts
from pledges.status.record_state import VERDICTS, State
from pledges.tongues import QUALIFIED
from pledges.views.country.outcome import ENDED, UNTOLD
from pledges.views.translated.search import TERMS
from pledges.views.translated.words import PER

_ROOT = Path(__file__).resolve().parents[4]
_TEMPLATES = (
    "layout.html",
    "translated/*.html",
    "macros/page.html",
    "macros/thread.html",
    "macros/translated.html",
    "parts/find.html",
)
_CODE = (
    "tongues.py",
    "feeds/documents.py",
    "feeds/translated.py",
    "status/labels.py",
    "views/answers.py",
    "views/rendering.py",
    "views/translated/*.py",
    "views/country/municipality_levels.py",
    "views/country/translated_pages.py",
    "views/country/outcome.py",
)
_SAID_OF_A_STANDING = (State.NOT_YET_PUBLISHED, State.PLANNED, State.UNKNOWN, *VERDICTS.values())
_IN_OTHER_WORDS = ("Okänt hur det gick", "Omdöme", "Omdöme, ingen åtgärd redovisad")
_GLUE = "\x04"  # between a context and its text, in a compiled catalogue
_EDITORS = Settings().contact_name


def language_texts() -> tuple[str, ...]:
    """Every Swedish text that pages in another language say in their own words, each once."""
    return tuple(dict.fromkeys((*_in_files(), *_in_tables())))


def _in_files() -> Iterator[str]:
    theme, code = _ROOT / "theme" / "templates", _ROOT / "plugins" / "pledges"
    for pattern in _TEMPLATES:
        for path in sorted(theme.glob(pattern)):
            found = extract_from_file("jinja2", path, options={"trimmed": "true"})
            yield from (text for _line, text, _comments, _context in found if isinstance(text, str))
    for pattern in _CODE:
        for path in sorted(code.glob(pattern)):
            found = extract_from_file("python", path, keywords={"say": None})
            yield from (text for _line, text, _comments, _context in found if isinstance(text, str))


def _in_tables() -> Iterator[str]:
    yield from READER_STATES.values()
    yield from (STATES[state].label for state in _SAID_OF_A_STANDING)
    yield from _IN_OTHER_WORDS
    yield from result_texts()
    yield from (*PER.values(), *QUALIFIED.values(), *ENDED.values(), *UNTOLD.values())
    yield from WHAT_HAPPENED.values()
    yield from (f"{SEARCHED}{_GLUE}{term}" for term in TERMS)
    yield from (_EDITORS, _EDITORS[0].lower() + _EDITORS[1:])


def template() -> Catalog:
    """What a translator fills in: a catalogue without translations."""
    catalog = Catalog(domain="portal", charset="utf-8")
    for text in language_texts():
        context, _glue, plain = text.rpartition(_GLUE)
        catalog.add(plain, context=context or None)
    return catalog


def left(language: str) -> str:
    """What the catalogue of a language lacks and has too much of, told to who fills it in; empty where it is whole."""
    known, wanted = set(catalogue(language)._catalog) - {""}, language_texts()  # type: ignore[attr-defined]
    lacking = [text.rpartition(_GLUE)[2] for text in wanted if text not in known]
    extra = sorted(known - set(wanted), key=str)
    told = (
        [f"{language}: {len(lacking)} av {len(wanted)} texter är inte översatta. Den första: {lacking[0]}"]
        if lacking
        else []
    )
    told += [f"{language}: {len(extra)} texter står inte på någon sida längre. Den första: {extra[0]}"] if extra else []
    return "\n".join(told)


if __name__ == "__main__":
    place = _ROOT / "build" / "sprak.pot"
    place.parent.mkdir(exist_ok=True)
    with place.open("wb") as file:
        write_po(file, template(), width=0)
    for told in filter(None, map(left, languages())):
        print(told)
