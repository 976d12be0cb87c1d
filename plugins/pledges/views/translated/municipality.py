"""What the page of a municipality in another language is given: its translated pledges, and what the others are."""

from collections.abc import Iterator
from dataclasses import dataclass

from pledges import urls
from pledges.content.record import Record
from pledges.content.record_fields import Pledge
from pledges.history.snapshot import Snapshot
from pledges.status.result_for_readers import ReaderState
from pledges.tongues import Tongue
from pledges.views.answers import Certainty, certainty
from pledges.views.cards import pledge_card
from pledges.views.page_parts import home_of, records_of
from pledges.views.translated import words
from pledges.views.translated.cards import TranslatedCard, newest_first, translated_cards
from pledges.views.translated.pledge import fallback, translated_meta
from pledges.views.translated.shown import languages_of_municipality
from pledges.views.translated.words import Speaker, Told
from pledges.views.view_types import Link, Meta


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedMunicipalityView:
    """The page of a municipality in another language. `now` are all its pledges that hold, `none_now` what is known where
    none surely does, and `rest` those that are in Swedish alone."""

    meta: Meta
    fallback: str
    name: str
    official_name: str
    summary: Told | None
    is_old: bool
    now: tuple[Link, ...]
    none_now: str
    total: int
    cards: tuple[TranslatedCard, ...]
    rest: tuple[Link, ...]
    original: Link
    compilation: bool


def translated_municipality_views(snapshot: Snapshot, slug: str) -> Iterator[TranslatedMunicipalityView]:
    """The page of a municipality in each language that any of its pledges is translated to."""
    for language in languages_of_municipality(snapshot.register, snapshot.settings, slug):
        yield _view(Speaker(snapshot, language), slug)


def _view(speaker: Speaker, slug: str) -> TranslatedMunicipalityView:
    snapshot, register, tongue = speaker.snapshot, speaker.register, speaker.tongue
    facts, home = register.geography.municipalities[slug], home_of(register, slug)
    pledges = records_of(snapshot, slug, Pledge)
    cards = [card for card in translated_cards(snapshot, pledges) if card.language == speaker.language.code]
    own = {card.identity for card in cards}
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
        ),
        fallback=fallback(tongue),
        name=facts.name,
        official_name=facts.official_name,
        summary=words.own_or_swedish(translation.fields.summary if translation is not None else None, summary),
        is_old=home is not None and translation is not None and not translation.is_current(home),
        now=tuple(words.link(speaker, record) for record in pledges if _holds(snapshot, record)),
        none_now=_none_now(tongue, certainty([pledge_card(snapshot, record) for record in pledges])),
        total=len(pledges),
        cards=newest_first(cards),
        rest=tuple(words.link(speaker, record) for record in pledges if record.identity not in own),
        original=Link(tongue.say("Läs den svenska sidan"), urls.municipality(slug)),
        compilation=home is not None and home.fields.is_compiled,
    )


def _none_now(tongue: Tongue, known: Certainty) -> str:
    """That nothing holds now, no surer than the Swedish page says it."""
    if known is Certainty.UNKNOWN:
        return tongue.say("Vi vet inte om något löfte gäller nu.")
    if known is Certainty.NONE_FOR_SURE:
        return tongue.say("Inget löfte som vi känner till gäller säkert nu.")
    return tongue.say("Inget löfte som vi känner till gäller nu.") if known is Certainty.NONE else ""


def _holds(snapshot: Snapshot, record: Record[Pledge]) -> bool:
    return snapshot.standings[record.identity].reader_state is ReaderState.IN_FORCE
