"""What gathering pages need to know of a municipality, so that they never read its records.

A *summary* is small and always at hand: what lists count, and a digest of everything that is in its *parts*. They
are large (cards, items of feeds, days of calendars) and are fetched only by what is made again (`summary_store`). An
edit then costs its bundle, and of what gathers only that whose digests have changed.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from pledges.content.kinds import Kind
from pledges.history.publication_log import PublishedEvent
from pledges.history.snapshot import Due
from pledges.status.arrivals import Arrival
from pledges.status.result_for_readers import ReaderState, Turnout
from pledges.views.cards import Card
from pledges.views.required_by_law import LawShown
from pledges.views.translated.cards import TranslatedCard
from pledges.views.view_types import LateRow, Link, NewsItem, PledgeCard

RECENT = 4
ENTERED = "inlagt"  # what was entered last is found under, among what is recent
SHORT_IN_WORDS = "i-ord"  # what the parties say fell short of the whole is found under
EVERYTHING = "loften"  # what all pledges, and all news, are found under beside places, themes and parties


@dataclass(frozen=True, kw_only=True)
class Counted:
    """How many records the municipalities `slugs` share: what a tally of places counts. `now` are those in force, `told`
    those of which the parties have said anything."""

    slugs: tuple[str, ...]
    pledges: int
    pledges_now: int
    pledges_told: int
    agreements: int
    agreements_now: int


@dataclass(frozen=True, kw_only=True)
class Summary:
    """One municipality's own records, as lists tell of them. Shared ones are only with the municipality they lie in.

    `entered` says that it has records of its own, `has_records` that some record tells of it.
    `counts` are by who shares the records, `kinds` by kind; `themes` by theme,
    `themes_in_counties` by theme and county (`theme_key`), all and those of which something about the theme is reported (`told_key`), and `states` by the word that they stand under
    (`ReaderState`), of pledges; `turnouts` how many have an action that was done, or was not, `untold` how many are reported without that (`Untold`), `turnouts_of_part` of how
    many that is said of a part of the time alone, and `results` what became of each action (`Result`).
    `late` are the follow-ups that are late, and `unseen` those of compiled records whose promised day has passed without one that the editors know of.
    `arrivals` are how promised follow-ups came; `law` what of the law's demands is shown of it; `postal_codes` lead to parts of the municipality.
    `published` is the day on which any of it was first published, None before that; `last_announced` the latest day on
    which anything was announced; `until` the next day on which anything here changes by itself.

    `cards`, `recent`, `announced`, `imported` and `days` are digests of what the parts have, by place, theme and party,
    or by the address that it is followed at; `tables` those of its rows, by the address of each table that they stand in; `translated` are its pledges in other languages; `pages` of the days of all pages, `country_pages` of what pages of the country show.
    `digests` name the parts.
    """

    slug: str
    entered: bool
    has_records: bool
    compilation: bool
    counts: tuple[Counted, ...]
    kinds: Mapping[Kind, int]
    themes: Mapping[str, int]
    themes_in_counties: Mapping[str, int]
    states: Mapping[str, int]
    turnouts: Mapping[str, int]
    untold: Mapping[str, int]
    turnouts_of_part: Mapping[str, int]
    results: Mapping[str, int]
    late: tuple[LateRow, ...]
    unseen: tuple[LateRow, ...]
    work: tuple[Due, ...]
    areas: tuple[Link, ...]
    arrivals: tuple[Arrival, ...]
    law: LawShown
    postal_codes: tuple[tuple[str, Link], ...]
    published: date | None
    last_announced: date | None
    until: date | None
    cards: Mapping[str, str]
    recent: Mapping[str, str]
    announced: Mapping[str, str]
    imported: Mapping[str, str]
    days: Mapping[str, str]
    tables: Mapping[str, str]
    translated: tuple[TranslatedCard, ...]
    pages: str
    country_pages: str
    digests: Mapping[str, str]


@dataclass(frozen=True, kw_only=True)
class SummaryParts:
    """All that lists, feeds and calendars may need of a municipality.

    `recent` are the latest announcements by place, theme and party, newest first, each with its row; under ENTERED is
    what was entered last. `announced` are the rows of `items` that readers were told of, `imported` those that they were
    not, and `days` those of `entries`, by the address that they are followed at, in order. `pages` is the
    day on which each page last changed. `tables` are its rows as they lie in each file of open data (`loften.csv`). `remembered` is what a publication remembers.
    """

    cards: tuple[Card, ...]
    recent: Mapping[str, tuple[tuple[str, NewsItem], ...]]
    announced: Mapping[str, tuple[str, ...]]
    imported: Mapping[str, tuple[str, ...]]
    items: Mapping[str, bytes]
    days: Mapping[str, tuple[str, ...]]
    entries: Mapping[str, bytes]
    pages: Mapping[str, date]
    tables: Mapping[str, bytes]
    remembered: tuple[PublishedEvent, ...]


def keys_of(card: Card) -> tuple[str, ...]:
    """What a card is found under: its places, themes and parties; a pledge also by its word, whether it was done, its years,
    word and year, what was not done and year, each of these and county, its themes in its counties, those about which something is reported, and
    EVERYTHING."""
    own: tuple[str, ...] = ()
    if isinstance(card, PledgeCard):
        both = (list_key(year, card.reader_state) for year in card.years)
        in_words = (SHORT_IN_WORDS,) if card.short_in_words else ()
        lists: tuple[str | int, ...] = (card.reader_state, *card.turnouts, *in_words, *card.years)
        undone = (
            *(list_key(year, Turnout.NOT_DONE) for year in card.undone_in),
            *(list_key(year, SHORT_IN_WORDS) for year in card.short_in),
        )
        there = (list_key(one, county) for one in lists for county in card.county_slugs)
        own = (
            EVERYTHING, list_key(card.reader_state), *map(list_key, in_words), *map(list_key, card.turnouts), *map(list_key, card.years), *both, *undone, *there,
            *themes_in_counties(card), *themes_told(card),
        )  # fmt: skip
    return (*card.municipality_slugs, *(f"amnen/{theme}" for theme in card.themes), *card.parties, *own)


def themes_in_counties(card: PledgeCard) -> Iterator[str]:
    """What a pledge is found under by each of its themes in each of its counties, and where something is reported about it."""
    for county in card.county_slugs:
        yield from (theme_key(theme, county) for theme in card.themes)
        yield from (told_key(one.theme, county) for one in card.by_theme if one.is_told)


def themes_told(card: PledgeCard) -> Iterator[str]:
    """What a pledge is found under by each theme about which something is reported of it."""
    return (told_key(one.theme) for one in card.by_theme if one.is_told)


def told_key(theme: str, county_slug: str = "") -> str:
    """What the pledges of which something about a theme is reported are found under, in the country or in a county."""
    return f"{theme_key(theme, county_slug) if county_slug else f'amnen/{theme}'}/{ReaderState.REPORTED}"


def theme_key(theme: str, county_slug: str) -> str:
    """What the pledges about a theme in a county are found under."""
    return f"amnen/{theme}/{county_slug}"


def list_key(*names: str | int) -> str:
    """What the pledges of one word (`ReaderState`), that were done or not (`Turnout`), of one year, of a year and a word, or of
    any of the first and a county are found under."""
    return "/".join((EVERYTHING, *map(str, names)))
