"""What lists in another language say of a pledge: a card of one that is translated, a line of any."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from pledges import urls
from pledges.content.record import Record, is_a
from pledges.content.record_fields import Pledge
from pledges.history.snapshot import Snapshot
from pledges.status.result_for_readers import ReaderState, Result
from pledges.views.cards import pledge_card
from pledges.views.strands import Ending
from pledges.views.translated import words
from pledges.views.translated.shown import languages_of
from pledges.views.translated.words import Speaker, Told
from pledges.views.view_types import Link, PledgeCard


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedCard:
    """A pledge in a list in `language`. `order` sorts the newest last; `is_old` says that its Swedish text has changed."""

    language: str
    identity: str
    link: Link
    summary: Told | None
    places: tuple[Link, ...]
    slugs: tuple[str, ...]
    themes: tuple[str, ...]
    period: str
    word: str
    state: ReaderState
    endings: tuple[Ending, ...]
    is_old: bool
    order: tuple[str, str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PledgeLine:
    """A pledge in a line: its title in the language that it has, its time, where it stands, and how its actions ended.
    `parts` are the parts of municipalities that it is for, by identity."""

    link: Link
    period: str
    word: str
    endings: tuple[str, ...]
    parts: tuple[str, ...]
    order: tuple[str, str, str]


def pledge_line(speaker: Speaker, record: Record[Pledge]) -> PledgeLine:
    """The line of a pledge, translated or not."""
    swedish = pledge_card(speaker.snapshot, record)
    return PledgeLine(
        link=words.link(speaker, record),
        period=speaker.tongue.period(record.fields.period),
        word=words.standing(speaker, record),
        endings=_endings(speaker, record),
        parts=swedish.areas,
        order=_order(swedish),
    )


def _endings(speaker: Speaker, record: Record[Pledge]) -> tuple[str, ...]:
    """Done: 3, Not done (2019): 1; of which nothing is reported, how many they are."""
    now, tongue = speaker.snapshot.standings[record.identity], speaker.tongue
    unseen = (words.not_given(now.unseen, tongue),) if now.unseen is not None else ()
    if not now.results:
        return unseen
    if all(one.result is Result.NOTHING_REPORTED for one in now.results):
        return (words.actions(len(now.results), tongue), *unseen)
    return tuple(one.words for one in words.endings(speaker, record))


def _order(card: PledgeCard) -> tuple[str, str, str]:
    return str(card.span.last or card.span.first or ""), str(card.span.first or ""), card.identity


def translated_cards(snapshot: Snapshot, records: Iterable[Record]) -> Iterator[TranslatedCard]:
    """The card of each pledge among `records` in each language that it is translated to."""
    for record in records:
        if is_a(record, Pledge):
            for language in languages_of(snapshot.register, snapshot.settings, record):
                yield _card(Speaker(snapshot, language), record)


def _card(speaker: Speaker, record: Record[Pledge]) -> TranslatedCard:
    snapshot, translation = speaker.snapshot, speaker.translation(record)
    assert translation is not None
    swedish, now = pledge_card(snapshot, record), snapshot.standings[record.identity]
    return TranslatedCard(
        language=speaker.language.code,
        identity=record.identity,
        link=Link(translation.title or record.title, speaker.address(urls.of_record(record.identity))),
        summary=words.own_or_swedish(translation.fields.summary, record.fields.summary),
        places=tuple(words.municipality(speaker, slug) for slug in swedish.municipality_slugs),
        slugs=swedish.municipality_slugs,
        themes=swedish.themes,
        period=speaker.tongue.period(record.fields.period),
        word=words.standing(speaker, record),
        state=now.reader_state,
        endings=words.endings(speaker, record),
        is_old=not translation.is_current(record),
        order=_order(swedish),
    )


def newest_first(cards: Iterable[TranslatedCard]) -> tuple[TranslatedCard, ...]:
    """Those that hold now, then the others, the newest first."""
    ordered = sorted(cards, key=lambda card: card.order, reverse=True)
    return tuple(sorted(ordered, key=lambda card: card.state is not ReaderState.IN_FORCE))
