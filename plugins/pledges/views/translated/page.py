"""What a plain page and a theme in another language are given."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pledges import urls
from pledges.content.record import Record
from pledges.content.record_fields import Page, Theme
from pledges.history.snapshot import Snapshot
from pledges.views.free_text import html_of
from pledges.views.translated import words
from pledges.views.translated.cards import TranslatedCard, newest_first
from pledges.views.translated.pledge import fallback, translated_meta
from pledges.views.translated.shown import languages_of
from pledges.views.translated.words import Notice, Speaker, Told
from pledges.views.view_types import Meta


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedPageView:
    """A plain page or a theme in another language, with the translated pledges about a theme."""

    meta: Meta
    notice: Notice
    fallback: str
    summary: Told | None
    body: str
    is_theme: bool
    cards: tuple[TranslatedCard, ...]


def translated_page_views(
    snapshot: Snapshot, record: Record[Page] | Record[Theme], cards: Sequence[TranslatedCard] = ()
) -> Iterator[TranslatedPageView]:
    """The page of a plain page or a theme in each language that it is translated to. `cards` are all translated pledges."""
    languages = languages_of(snapshot.register, snapshot.settings, record)
    for language in languages:
        speaker = Speaker(snapshot, language)
        translation = speaker.translation(record)
        if translation is None:
            continue
        about = (card for card in cards if card.language == language.code and record.slug in card.themes)
        yield TranslatedPageView(
            meta=translated_meta(
                speaker,
                urls.of_record(record.identity),
                template="translated/page.html",
                title=translation.title or record.title,
                description=words.described(speaker, record, translation),
                languages=languages,
            ),
            notice=words.notice(speaker, record, translation),
            fallback=fallback(speaker.tongue),
            summary=words.own_or_swedish(translation.fields.summary, record.fields.summary),
            body=html_of(snapshot, record.path, translation.body, language=translation.language),
            is_theme=isinstance(record.fields, Theme),
            cards=newest_first(about),
        )
