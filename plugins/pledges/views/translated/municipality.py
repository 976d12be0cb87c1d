"""What the page of a municipality in another language is given: its translated pledges, and what became of the others."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pledges import urls
from pledges.content.record import Record
from pledges.content.record_fields import Agreement, Area, Pledge
from pledges.history.snapshot import Snapshot
from pledges.i18n import SOURCE_LANGUAGE
from pledges.status.result_for_readers import ReaderState
from pledges.views.answers import last_reported, none_now
from pledges.views.cards import newest_first as newest_records
from pledges.views.cards import pledge_card, record_card
from pledges.views.page_parts import home_of, records_of
from pledges.views.translated import words
from pledges.views.translated.cards import PledgeLine, TranslatedCard, newest_first, pledge_line, translated_cards
from pledges.views.translated.pledge import fallback, translated_meta
from pledges.views.translated.shown import languages_of_municipality
from pledges.views.translated.words import Speaker, Told
from pledges.views.view_types import FeedLink, Link, Meta


@dataclass(frozen=True, slots=True, kw_only=True)
class PartOfPlace:
    """A part of a municipality, and the pledges that are for it alone or with others."""

    name: str
    anchor: str
    lines: tuple[PledgeLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedMunicipalityView:
    """The page of a municipality in another language. `now` are all its pledges that hold, `none_now` what is known where
    none surely does, `agreement` what is agreed now, and `latest` the last that is over and reported. `rest` are those that are in Swedish alone, `number` says how many
    they are with the translated, and `parts` are its parts, each with what is promised there once more."""

    meta: Meta
    fallback: str
    name: str
    official_name: str
    summary: Told | None
    is_old: bool
    now: tuple[Link, ...]
    none_now: str
    agreement: Link | None
    latest: PledgeLine | None
    cards: tuple[TranslatedCard, ...]
    rest: tuple[PledgeLine, ...]
    number: str
    parts: tuple[PartOfPlace, ...]
    only_parts: bool
    original: Link
    compilation: bool


def translated_municipality_views(snapshot: Snapshot, slug: str) -> Iterator[TranslatedMunicipalityView]:
    """The page of a municipality in each language that is everywhere, or that any of its pledges is translated to."""
    for language in languages_of_municipality(snapshot.register, snapshot.settings, slug):
        yield _view(Speaker(snapshot, language), slug)


def _view(speaker: Speaker, slug: str) -> TranslatedMunicipalityView:
    snapshot, register, tongue = speaker.snapshot, speaker.register, speaker.tongue
    facts, home = register.geography.municipalities[slug], home_of(register, slug)
    pledges = records_of(snapshot, slug, Pledge)
    cards = [card for card in translated_cards(snapshot, pledges) if card.language == speaker.language.code]
    own = {card.identity for card in cards}
    lines = {record.identity: pledge_line(speaker, record) for record in pledges}
    of_swedish = [pledge_card(snapshot, record) for record in pledges]
    latest = last_reported(newest_records(of_swedish))
    translation = speaker.translation(home) if home is not None else None
    summary = home.fields.summary if home is not None else None
    return TranslatedMunicipalityView(
        meta=translated_meta(
            speaker,
            urls.municipality(slug),
            template="translated/municipality.html",
            title=facts.name,
            description=tongue.say(
                "Vad polisen och {name} har lovat invånarna, och hur det gick.", name=facts.official_name
            ),
            languages=languages_of_municipality(register, snapshot.settings, slug),
            feeds=(FeedLink(facts.name, urls.feed(speaker.address(urls.municipality(slug)))),) if cards else (),
        ),
        fallback=fallback(tongue),
        name=facts.name,
        official_name=facts.official_name,
        summary=words.own_or_swedish(translation.fields.summary if translation is not None else None, summary),
        is_old=home is not None and translation is not None and not translation.is_current(home),
        now=tuple(words.link(speaker, record) for record in pledges if _holds(snapshot, record)),
        none_now=none_now(of_swedish, tongue),
        agreement=_agreement(speaker, slug),
        latest=lines[latest.identity] if latest is not None else None,
        cards=newest_first(cards),
        rest=_newest(line for identity, line in lines.items() if identity not in own),
        number=words.pledges(len(pledges), tongue),
        parts=tuple(_parts(speaker, slug, tuple(lines.values()))),
        only_parts=bool(lines) and all(line.parts for line in lines.values()),
        original=Link(tongue.say("Läs den svenska sidan"), urls.municipality(slug)),
        compilation=home is not None and home.fields.is_compiled,
    )


def _newest(lines: Iterable[PledgeLine]) -> tuple[PledgeLine, ...]:
    return tuple(sorted(lines, key=lambda line: line.order, reverse=True))


def _parts(speaker: Speaker, slug: str, lines: tuple[PledgeLine, ...]) -> Iterator[PartOfPlace]:
    """The parts that any pledge is for, in the order of the Swedish page."""
    for area in records_of(speaker.snapshot, slug, Area):
        own = _newest(line for line in lines if area.identity in line.parts)
        if own:
            yield PartOfPlace(name=area.fields.title, anchor=urls.part_anchor(area.slug), lines=own)


def _agreement(speaker: Speaker, slug: str) -> Link | None:
    """What the municipality and the police have agreed now, which has its page in Swedish."""
    cards = newest_records(record_card(speaker.snapshot, one) for one in records_of(speaker.snapshot, slug, Agreement))
    now = next((card for card in cards if card.timing == "now"), None)
    if now is None:
        return None
    when = speaker.tongue.period(now.span) if now.span is not None else ""
    return Link(now.title, now.href, "" if when in now.title else when, language=SOURCE_LANGUAGE)


def _holds(snapshot: Snapshot, record: Record[Pledge]) -> bool:
    return snapshot.standings[record.identity].reader_state is ReaderState.IN_FORCE
