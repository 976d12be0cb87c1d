"""The pages in another language that gather from many municipalities: the front page, the municipalities and the themes."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from pledges import urls
from pledges.content.record_fields import Page, Theme
from pledges.i18n import SOURCE_LANGUAGE, _
from pledges.settings import Language
from pledges.status.labels import reader_label
from pledges.status.result_for_readers import ReaderState
from pledges.views.country import outcome
from pledges.views.country.country import Country
from pledges.views.country.municipality_levels import place_row, place_rows
from pledges.views.country.outcome import CountryOutcome
from pledges.views.plain_pages import language_of
from pledges.views.translated import words
from pledges.views.translated.cards import TranslatedCard, newest_first
from pledges.views.translated.municipality import translated_municipality_views
from pledges.views.translated.page import translated_page_views
from pledges.views.translated.pledge import translated_meta
from pledges.views.translated.search import translated_search_view
from pledges.views.translated.shown import everywhere, used
from pledges.views.translated.words import Speaker
from pledges.views.view_types import Link, LinkGroup, Meta

_SHOWN_REPORTED = 6


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedFrontView:
    """The front page in another language: the places, what holds now, what was reported last, and all in the country."""

    meta: Meta
    places: tuple[Link, ...]
    now: tuple[TranslatedCard, ...]
    reported: tuple[TranslatedCard, ...]
    outcome: CountryOutcome
    pages: tuple[Link, ...]
    themes: tuple[Link, ...]
    everywhere: Link
    is_everywhere: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedPlacesView:
    """Every municipality in another language, county by county, each with how many pledges of it there are."""

    meta: Meta
    counties: tuple[LinkGroup, ...]


def cards_of(country: Country) -> tuple[TranslatedCard, ...]:
    """Every translated pledge, by its municipality."""
    return tuple(card for summary in country.summaries.values() for card in summary.translated)


def shown_of(country: Country) -> tuple[Any, ...]:
    """All that the pages of this module are made of beside the shared records."""
    rows = tuple(
        (row.slug, row.level, row.pledges) for row in place_rows(country, country.geography.municipalities.values())
    )
    return cards_of(country), outcome.shown_of(country), rows


def translated_country_views(country: Country) -> Iterator[Any]:
    """The front page in each language that anything is translated to, and each theme in its languages; in those that are
    everywhere also the list of municipalities, and each of which nothing has been entered."""
    snapshot, cards = country.snapshot, cards_of(country)
    for language in used(snapshot.register, snapshot.settings):
        yield _front(country, language, tuple(card for card in cards if card.language == language.code))
        if snapshot.settings.search:
            speaker = Speaker(snapshot, language)
            yield translated_search_view(speaker, places=_everywhere(speaker), pages=tuple(_pages(speaker)))
        if language.everywhere:
            yield _places(country, Speaker(snapshot, language))
    for slug, summary in country.summaries.items():
        if not summary.has_records:
            yield from translated_municipality_views(snapshot, slug)
    for theme in snapshot.register.of(Theme):
        yield from translated_page_views(snapshot, theme, cards)


def _places(country: Country, speaker: Speaker) -> TranslatedPlacesView:
    """The list of municipalities."""
    tongue = speaker.tongue
    return TranslatedPlacesView(
        meta=translated_meta(
            speaker,
            urls.MUNICIPALITIES,
            template="translated/places.html",
            title=tongue.say("Alla kommuner, län för län"),
            description=tongue.say("Hur många löften som finns här om var och en av Sveriges 290 kommuner."),
            languages=everywhere(speaker.register, country.snapshot.settings),
        ),
        counties=tuple(
            LinkGroup(
                county.name,
                tuple(
                    Link(
                        facts.name,
                        speaker.address(urls.municipality(facts.slug)),
                        place_row(country, facts, tongue).words,
                    )
                    for facts in county.municipalities
                ),
                county.slug,
            )
            for county in country.geography.counties.values()
        ),
    )


def _pages(speaker: Speaker) -> Iterator[Link]:
    """The plain pages that are translated, and those that are written in the language."""
    for page in speaker.register.of(Page):
        if speaker.translation(page) is not None:
            yield words.link(speaker, page)
        elif language_of(page.fields) == speaker.tongue.tag:
            yield Link(page.fields.title, urls.of_record(page.identity))


def _everywhere(speaker: Speaker) -> Link:
    """The way to all municipalities: to the list in the language, where each has a page in it."""
    if not speaker.language.everywhere:
        return Link(_("Alla kommuner från A till Ö"), urls.MUNICIPALITIES, language=SOURCE_LANGUAGE)
    return Link(speaker.tongue.say("Alla kommuner, län för län"), speaker.address(urls.MUNICIPALITIES))


def _front(country: Country, language: Language, cards: tuple[TranslatedCard, ...]) -> TranslatedFrontView:
    speaker = Speaker(country.snapshot, language)
    tongue, register = speaker.tongue, country.snapshot.register
    count = Counter(slug for card in cards for slug in card.slugs)
    names = {slug: country.geography.municipalities[slug].name for slug in count}
    ordered = newest_first(cards)

    def counted(state: ReaderState, number: int) -> str:
        return tongue.say("{result}: {count}", result=tongue.say(reader_label(state)), count=tongue.decimal(number))

    return TranslatedFrontView(
        meta=translated_meta(
            speaker,
            urls.FRONT,
            template="translated/front.html",
            title=language.name,
            description=language.tagline,
            languages=used(register, country.snapshot.settings),
        ),
        places=tuple(
            Link(
                names[slug],
                speaker.address(urls.municipality(slug)),
                words.pledges(count[slug], tongue),
            )
            for slug in country.geography.municipalities
            if slug in count
        ),
        now=tuple(card for card in ordered if card.state is ReaderState.IN_FORCE),
        reported=tuple(card for card in ordered if card.state is ReaderState.REPORTED)[:_SHOWN_REPORTED],
        outcome=outcome.country_outcome(
            country,
            tongue=tongue,
            counted=counted,
            reservations=(tongue.say("Siffrorna gäller alla löften på portalen. De flesta står bara på svenska."),),
        ),
        everywhere=_everywhere(speaker),
        is_everywhere=language.everywhere,
        pages=tuple(_pages(speaker)),
        themes=tuple(
            sorted(
                (words.link(speaker, theme) for theme in register.of(Theme) if speaker.translation(theme) is not None),
                key=lambda link: link.text,
            )
        ),
    )
