"""Which pages there are in which languages, and the way between them."""

from dataclasses import replace

from pledges import urls
from pledges.content.record import AnyRecord, Record
from pledges.content.record_fields import Page, Pledge, Theme
from pledges.content.register import Register
from pledges.i18n import EASY_TO_READ, SOURCE_LANGUAGE, tag
from pledges.settings import Language, Settings
from pledges.views.view_types import Link, Meta

SWEDISH, PLAIN = "På svenska", "På vanlig svenska"
_OF_THEIR_OWN = (Pledge, Theme, Page)


def used(register: Register, settings: Settings) -> tuple[Language, ...]:
    """The languages that anything on the site is shown in, in the order of the settings."""
    return tuple(one for one in settings.languages if one.code in register.languages)


def has_page_in(register: Register, record: AnyRecord, language: str) -> bool:
    """Whether a record has a page of its own in `language`."""
    is_shown = isinstance(record, Record) and isinstance(record.fields, _OF_THEIR_OWN)
    return is_shown and register.translation(record, language) is not None


def languages_of(register: Register, settings: Settings, record: AnyRecord) -> tuple[Language, ...]:
    """Those that the page of a record is also in. That of a municipality is told by its slug."""
    return tuple(one for one in settings.languages if has_page_in(register, record, one.code))


def everywhere(register: Register, settings: Settings) -> tuple[Language, ...]:
    """Those that every municipality has a page in, once anything is translated to them."""
    return tuple(one for one in used(register, settings) if one.everywhere)


def languages_of_municipality(register: Register, settings: Settings, slug: str) -> tuple[Language, ...]:
    """Those that the page of a municipality is also in: those that are everywhere, and those of its pledges."""
    pledges = [record for record in register.of(Pledge) if slug in register.municipalities(record)]
    found = {one.code for record in pledges for one in languages_of(register, settings, record)}
    return tuple(one for one in used(register, settings) if one.everywhere or one.code in found)


def leading_to(address: str, languages: tuple[Language, ...], *, but: str = SOURCE_LANGUAGE) -> tuple[Link, ...]:
    """Links to what is at `address` in Swedish and `languages`, `but` for the one that it is read in."""
    swedish = Link(PLAIN if but == EASY_TO_READ else SWEDISH, address, language=SOURCE_LANGUAGE)
    others = (Link(one.name, urls.in_language(one.code, address), language=tag(one.code)) for one in languages)
    return tuple(link for link in (swedish, *others) if languages and link.language != tag(but))


def with_alternates(meta: Meta, languages: tuple[Language, ...]) -> Meta:
    """The Swedish page `meta` with the ways to the same page in `languages`."""
    return replace(meta, alternates=leading_to(meta.address, languages)) if languages else meta
