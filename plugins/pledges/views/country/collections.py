"""The pages of a county, a police region, a local police area, a theme or another party, and of all pledges."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from typing import TypeGuard

from pledges import swedish, urls
from pledges.content.geography import MunicipalityFacts, PlaceGroup
from pledges.content.kinds import Kind
from pledges.content.record import Record, is_a
from pledges.content.record_fields import Actor, Gathering, PoliceArea, Theme
from pledges.i18n import _
from pledges.incremental.fingerprint import digest, serialise
from pledges.status.labels import reader_label
from pledges.status.result_for_readers import ReaderState, Turnout
from pledges.views.answers import answers_of
from pledges.views.cards import Card, newest_first
from pledges.views.country.country import Country
from pledges.views.country.municipality_levels import PlaceRow, place_rows
from pledges.views.country.outcome import turnout_words
from pledges.views.country.summary import SHORT_IN_WORDS, list_key, theme_key, told_key
from pledges.views.free_text import body_html
from pledges.views.listing import NOW, anchor_of, in_order, page_title, pages, sections
from pledges.views.page_parts import country_feed, meta, portal_meta, source_rows
from pledges.views.results import LISTS, TURNOUT_LISTS, list_of, list_of_turnout, state_count
from pledges.views.revisions import revisions, unchanged_since
from pledges.views.table_links import rows_where, table_links
from pledges.views.theme_results import for_theme
from pledges.views.view_types import (
    Fact,
    FeedLink,
    Link,
    LinkGroup,
    Meta,
    NewsItem,
    Paging,
    PledgeCard,
    RecordCard,
    RevisionRow,
    Section,
    SourceRow,
    start,
)


@dataclass(frozen=True, slots=True)
class Collection:
    """A county, police region, local police area, other party or theme, before its list is cut into pages.

    `keys` are what its cards are found under, and `recent` its news. `ways` lead to lists of the same, cut otherwise,
    `lists` to those of its pledges that stand under each word, and `undone_at` to those of which something was not done. `downloads` are files of open data, and how they are
    read. Where it is of a `theme`, pledges are told of by
    their actions about it, and `reported` leads to what is reported. Where it `has_answer`, it begins with what holds and how it went; where it `tells_why`, each pledge says what of it was not done, and the reason where there is one; those of which the
    parties say so of the whole alone are found under `in_words`, and stand by themselves. Where it is of a `year`, only what is told of that year counts as not done. `within` are the counties that it holds.
    `revisions` and `unchanged_since` are as a `RecordPart` has them, of the file that it has.
    """

    meta: Meta
    intro: str
    _: KW_ONLY
    keys: tuple[str, ...]
    recent: tuple[str, ...] = ()
    downloads: tuple[Link, ...] = ()
    facts: tuple[Fact, ...] = ()
    places: tuple[PlaceRow, ...] = ()
    body: str = ""
    compilation: bool = False
    sources: tuple[SourceRow, ...] = ()
    missing: tuple[str, ...] = ()
    revisions: tuple[RevisionRow, ...] = ()
    unchanged_since: str = ""
    ways: tuple[LinkGroup, ...] = ()
    tells_why: bool = False
    in_words: tuple[str, ...] = ()
    within: tuple[Link, ...] = ()
    has_answer: bool = False
    theme: str = ""
    reported: Link | None = None
    lists: Mapping[ReaderState, str | None] = field(default_factory=dict)
    undone_at: str | None = None
    year: int | None = None

    def key(self, country: Country) -> str:
        """The digest of all that its pages are made of, cards and news by their digests."""
        digests = (*country.digests("cards", (*self.keys, *self.in_words)), *country.digests("recent", self.recent))
        return digest(serialise(self), "".join(digests).encode(), str(country.snapshot.settings.page_size).encode())


@dataclass(frozen=True, slots=True, kw_only=True)
class CollectionView:
    """A page of a county, police region, local police area, other party or theme, with all that belongs to it.

    `total` says how many pledges the whole list has, and `told` of a theme of how many something about it is reported. On the first page `standings` are where they stand, `undone` of how many something was not done, and `recent`
    what has happened; on the others `collection` has only what every page shows.
    """

    meta: Meta
    collection: Collection
    answers: tuple[Fact, ...]
    total: str
    told: Link | None
    standings: tuple[Link, ...]
    undone: Link | None
    sections: tuple[Section, ...]
    paging: Paging
    recent: tuple[NewsItem, ...]


def collections(country: Country) -> Iterator[Collection]:
    """Counties, police regions, local police areas, themes, other parties, and all pledges."""
    geography, register = country.geography, country.snapshot.register
    for group in geography.counties.values():
        parent = Link(_("Län"), urls.COUNTIES)
        yield replace(
            _of_places(country, group, address=urls.county(group.slug), kind=_("Län"), parent=parent),
            downloads=table_links(country, group.slug),
            ways=(*_themes_in(country, group.slug), *_years_in(country, group)),
            lists={
                state: urls.pledges_by(LISTS[state], group.slug)
                for state in ReaderState
                if country.has_pledges(state, group.slug)
            },
            undone_at=(
                urls.pledges_by(TURNOUT_LISTS[Turnout.NOT_DONE], group.slug)
                if _has_list(country, Turnout.NOT_DONE, group.slug)
                else None
            ),
        )
    for group in geography.regions.values():
        named = replace(group, name=_("Polisregion {name}").format(name=group.name))
        parent = Link(_("Polisen"), urls.POLICE)
        counties = {facts.county_slug: facts.county_name for facts in group.municipalities}
        yield replace(
            _of_places(country, named, address=urls.region(group.slug), kind=_("Polisregion"), parent=parent),
            within=tuple(Link(name, urls.county(slug)) for slug, name in sorted(counties.items())),
            downloads=(
                rows_where(
                    (_("lan har {names}").format(names=swedish.enumerate_words(sorted(counties.values()), _("eller"))),)
                ),
            ),
        )
    gathering: tuple[Record[Gathering], ...] = (*register.of(PoliceArea), *register.of(Theme), *register.of(Actor))
    for record in gathering:
        yield collection_of(country, record)
    for theme in register.of(Theme):
        yield from _theme_in_counties(country, theme)
        yield from _told_of(country, theme)
    yield from _lists_of_pledges(country)


_NOT_DONE, _IN_WORDS = "skal", "i-ord"  # the sections of the list of what was not done
_NAMED = 2  # agreements that an answer names; of more it says how many
_LISTS = {
    ReaderState.IN_FORCE: ("Löften som gäller nu", "Deras tid har börjat och är inte slut."),
    ReaderState.BEING_FOLLOWED_UP: ("Löften som följs upp", "Deras tid är slut, och resultatet väntas."),
    ReaderState.REPORTED: ("Redovisade löften", "Parterna har berättat hur det gick, med allt eller en del."),
    ReaderState.NOTHING_REPORTED: (
        "Löften där inget är redovisat",
        "Deras tid är slut, och inget om hur det gick finns här. Det kan finnas på annat håll.",
    ),
    ReaderState.UNKNOWN: ("Löften där läget är okänt", "Det framgår inte om de gäller nu eller hur det gick."),
}

_TURNOUTS = {
    Turnout.DONE: (
        "Löften med minst en åtgärd gjord eller nådd",
        "Parterna har redovisat att minst en av åtgärderna är gjord, eller att dess mål är nått.",
    ),
    Turnout.NOT_DONE: (
        "Löften med minst en åtgärd inte gjord eller inte nådd",
        "Enligt det som parterna har redovisat, med skälet där de har sagt det.",
    ),
}

_ONLY_IN_WORDS = (
    "Löften där något hindrade eller inte blev av",
    "Det säger parterna, utan att säga vilken åtgärd det gällde.",
)
"""What a list of what was not done is where no action of it is known to be that."""


def _lists_of_pledges(country: Country) -> Iterator[Collection]:
    """All pledges, those of each word for readers, that were done or not, of each year, and of each word in a year; each leads to the others."""
    ways = _ways(country)
    intro = _("Alla löften som finns inlagda, de som gäller nu först.")
    lists = {state: list_of(state) for state in ReaderState}
    yield _of_pledges(urls.PLEDGES, _("Alla löften"), intro, keys=(), ways=ways, lists=lists)
    for state in ReaderState:
        title, text = _LISTS[state]
        years = tuple(
            Link(str(year), list_of(state, year)) for year in country.years if country.has_pledges(year, state)
        )
        by_year = LinkGroup(_("{title}, efter år").format(title=_(title)), years)
        by_county = _by_county(country, _(title), key=state, name=LISTS[state])
        further = tuple(group for group in (by_year, by_county) if group.links)
        yield _of_pledges(
            list_of(state), _(title), _(text), keys=(state,), ways=(ways[0], *further) if further else ways
        )
        yield from _in_counties(country, _(title), text=_(text), key=state, name=LISTS[state])
    for turnout, (title, text) in _TURNOUTS.items():
        tells_why, name = turnout is Turnout.NOT_DONE, TURNOUT_LISTS[turnout]
        by_county = _by_county(country, _(_SAME), key=turnout, name=name)
        narrower = (*((_undone_by_year(country),) if tells_why else ()), by_county)
        further = (ways[0], *(group for group in narrower if group.links))
        base = _of_pledges(list_of_turnout(turnout), _(title), _(text), keys=(turnout,), ways=further)
        yield replace(base, tells_why=True, in_words=(list_key(SHORT_IN_WORDS),)) if tells_why else base
        yield from _in_counties(country, _(title), text=_(text), key=turnout, name=name, tells_why=tells_why)
    for year in country.years:
        title = _("Löften {year}").format(year=year)
        text = _("Löften vars tid helt eller delvis ligger i {year}.").format(year=year)
        lists = {state: list_of(state, year) for state in ReaderState if country.has_pledges(year, state)}
        by_county = _by_county(country, title, key=year, name=year)
        base = _of_pledges(urls.pledges_by(year), title, text, keys=(year,), ways=(*ways[:2], by_county), lists=lists)
        undone = _has_undone(country, year)
        yield replace(base, undone_at=list_of_turnout(Turnout.NOT_DONE, year)) if undone else base
        yield from _in_counties(country, title, text=text, key=year, name=year)
        if undone:
            yield _undone_in(country, year, above=(Link(title, urls.pledges_by(year)),))
        for state, address in lists.items():
            both = _("{title}, {year}").format(title=_(_LISTS[state][0]), year=year)
            above = (Link(title, urls.pledges_by(year)),)
            yield _of_pledges(address, both, text, keys=(year, state), ways=ways, above=above)


_SAME = "Samma lista"  # short, so that the first pledge of a list with a long title is on the first screen


def _has_undone(country: Country, year: int) -> bool:
    """Whether a pledge of the year has an action that was not done; a word on the whole alone has no list of its own."""
    return country.has_pledges(year, Turnout.NOT_DONE)


def _has_list(country: Country, key: str | int, county_slug: str) -> bool:
    """Whether a county has anything of a list: of what was not done also what the parties say so of without tying it to an
    action."""
    keys = (key, SHORT_IN_WORDS) if key is Turnout.NOT_DONE else (key,)
    return any(country.has_pledges(one, county_slug) for one in keys)


def _undone_by_year(country: Country) -> LinkGroup:
    """The years in which something was not done, each with the list of it."""
    links = (
        Link(str(year), list_of_turnout(Turnout.NOT_DONE, year)) for year in country.years if _has_undone(country, year)
    )
    return LinkGroup(_("{title}, efter år").format(title=_(_SAME)), tuple(links))


def _undone_in(country: Country, year: int, *, above: tuple[Link, ...]) -> Collection:
    """What was not done of what was promised for a year, and why."""
    title, text = (_(words) for words in _TURNOUTS[Turnout.NOT_DONE])
    base = _of_pledges(
        list_of_turnout(Turnout.NOT_DONE, year),
        _("{title}, {year}").format(title=title, year=year),
        text,
        keys=(year, Turnout.NOT_DONE),
        ways=(_undone_by_year(country),),
        above=above,
    )
    return replace(base, tells_why=True, in_words=(list_key(year, SHORT_IN_WORDS),))


def _by_county(country: Country, title: str, *, key: str | int, name: str | int) -> LinkGroup:
    """The counties with any of a list's pledges, each with the list of them there."""
    links = (
        Link(group.name, urls.pledges_by(name, group.slug))
        for group in country.geography.counties.values()
        if _has_list(country, key, group.slug)
    )
    return LinkGroup(_("{title}, efter län").format(title=title), tuple(links))


def _in_counties(
    country: Country, title: str, *, text: str, key: str | int, name: str | int, tells_why: bool = False
) -> Iterator[Collection]:
    """A list of pledges, that of a word, of a turnout or of a year, county by county, with the ways to all of it and all of the county."""
    address = urls.pledges_by(name)
    undone = TURNOUT_LISTS[Turnout.NOT_DONE]
    for group in country.geography.counties.values():
        if _has_list(country, key, group.slug):
            whole = (
                Link(_("{title}, hela landet").format(title=title), address),
                Link(_("Alla löften i {county}").format(county=group.name), urls.county(group.slug)),
            )
            has_any = key is not Turnout.NOT_DONE or country.has_pledges(key, group.slug)
            called, told = (title, text) if has_any else (_(words) for words in _ONLY_IN_WORDS)
            base = _of_pledges(
                urls.pledges_by(name, group.slug),
                _("{title}, {county}").format(title=called, county=group.name),
                told,
                keys=(key, group.slug),
                ways=(LinkGroup(_("Se mer"), whole),),
                above=(Link(title, address),),
            )
            if not has_any:
                base = replace(base, downloads=())  # no row of the table is told by an action
            in_words = (list_key(SHORT_IN_WORDS, group.slug),)
            if isinstance(key, int) and _has_list(country, Turnout.NOT_DONE, group.slug):
                base = replace(base, undone_at=urls.pledges_by(undone, group.slug))
            yield replace(base, tells_why=True, in_words=in_words) if tells_why else base


def _ways(country: Country) -> tuple[LinkGroup, LinkGroup, LinkGroup]:
    """Where all pledges are, and those of each word for readers, year and county, with how many the whole country has."""
    everything = Link(_("Alla: {count}").format(count=swedish.decimal(sum(country.states.values()))), urls.PLEDGES)
    words = [
        Link(f"{_(_LISTS[state][0])}: {swedish.decimal(country.states[state])}", list_of(state))
        for state in ReaderState
    ]
    turnouts = [Link(words, list_of_turnout(turnout)) for turnout, words in turnout_words(country).items()]
    years = [Link(str(year), urls.pledges_by(year)) for year in country.years]
    counties = [
        Link(f"{group.name}: {swedish.decimal(count)}", urls.county(group.slug))
        for group in country.geography.counties.values()
        if (count := sum(one.pledges for one in country.counts(facts.slug for facts in group.municipalities)))
    ]
    return (
        LinkGroup(_("Hela landet, efter hur det gick"), (everything, *words, *turnouts)),
        LinkGroup(_("Hela landet, efter år"), tuple(years)),
        LinkGroup(_("Efter län"), tuple(counties)),
    )


def _themes_in(country: Country, county_slug: str) -> tuple[LinkGroup, ...]:
    """The themes of a county's pledges, each with how many, and the list of them."""
    return _counted(
        _("Löften efter ämne"),
        (
            (theme.fields.title, theme.slug, county_slug)
            for theme in sorted(country.snapshot.register.of(Theme), key=lambda one: swedish.sort_key(one.fields.title))
        ),
        country,
    )


def _years_in(country: Country, group: PlaceGroup) -> tuple[LinkGroup, ...]:
    """The years that a county's pledges are known to touch, each with the list of them."""
    links = tuple(
        Link(str(year), urls.pledges_by(year, group.slug))
        for year in country.years
        if country.has_pledges(year, group.slug)
    )
    return (LinkGroup(_("Löften efter år"), links),) if links else ()


def _counties_with(country: Country, theme: str) -> tuple[LinkGroup, ...]:
    """The counties where something is promised about a theme, each with how many, and the list of them."""
    groups = country.geography.counties.values()
    return _counted(_("Löften efter län"), ((group.name, theme, group.slug) for group in groups), country)


def _counted(title: str, rows: Iterable[tuple[str, str, str]], country: Country) -> tuple[LinkGroup, ...]:
    """Links to the pledges about a theme in a county, of (name, theme, county), where there are any."""
    links = tuple(
        Link(f"{name}: {swedish.decimal(count)}", urls.theme_in(theme, county))
        for name, theme, county in rows
        if (count := country.themes_in_counties.get(theme_key(theme, county)))
    )
    return (LinkGroup(title, links),) if links else ()


def _counties_told(country: Country, theme: str) -> tuple[LinkGroup, ...]:
    """The counties where something about a theme is reported, each with of how many pledges, and the list of them."""
    links = tuple(
        Link(f"{group.name}: {swedish.decimal(count)}", urls.theme_reported(theme, group.slug))
        for group in country.geography.counties.values()
        if (count := country.themes_in_counties.get(told_key(theme, group.slug)))
    )
    return (LinkGroup(_("Redovisat efter län"), links),) if links else ()


def _theme_in_counties(country: Country, theme: Record[Theme]) -> Iterator[Collection]:
    """The pledges about a theme in each county that has any, with the ways to all of the theme and all of the county."""
    title, address = theme.fields.title, urls.of_record(theme.identity)
    for group in country.geography.counties.values():
        key = theme_key(theme.slug, group.slug)
        if key not in country.themes_in_counties:
            continue
        intro = _("Löften i {county} om ämnet {theme}.").format(county=group.name, theme=title)
        whole = (
            Link(_("{theme} i hela landet").format(theme=title), address),
            Link(_("Alla ämnen i {county}").format(county=group.name), urls.county(group.slug)),
        )
        page = Meta(
            address=urls.theme_in(theme.slug, group.slug),
            template="collection.html",
            title=_("{theme} i {county}").format(theme=title, county=group.name),
            description=intro,
            breadcrumbs=(start(), Link(_("Ämnen"), urls.THEMES), Link(title, address)),
            feeds=(
                FeedLink(group.name, urls.feed(urls.county(group.slug))),
                FeedLink(title, urls.feed(address)),
                country_feed(),
            ),
            kind=_("Ämne"),
        )
        reported = _told(country, theme, group.slug)
        ways = (LinkGroup(_("Se mer"), whole),)
        downloads = (rows_where((_named_in(Kind.THEME, title),), county=group.slug),)
        yield Collection(page, intro, keys=(key,), ways=ways, theme=theme.slug, reported=reported, downloads=downloads)
        if reported is not None:
            yield _told_in(theme, page, group)


def _told(country: Country, theme: Record[Theme], county_slug: str = "") -> Link | None:
    """The way to all that is reported about a theme, in the country or in a county; None where nothing is."""
    if not country.has_told(theme.slug, county_slug):
        return None
    return Link(_("Löften där något om just ämnet är redovisat"), urls.theme_reported(theme.slug, county_slug))


_OF_WHAT_IS_TOLD = "Löften där parterna har redovisat något om ämnet {theme}, med det som blev av varje sådan åtgärd."


def _told_of(country: Country, theme: Record[Theme]) -> Iterator[Collection]:
    """The pledges of which something about a theme is reported, the newest first, so that the results stand together."""
    if not country.has_told(theme.slug):
        return
    title, address = theme.fields.title, urls.of_record(theme.identity)
    whole = (Link(_("{theme} i hela landet").format(theme=title), address),)
    page = Meta(
        address=urls.theme_reported(theme.slug),
        template="collection.html",
        title=_("{theme}: det som är redovisat").format(theme=title),
        description=_(_OF_WHAT_IS_TOLD).format(theme=title),
        breadcrumbs=(start(), Link(_("Ämnen"), urls.THEMES), Link(title, address)),
        feeds=(FeedLink(title, urls.feed(address)), country_feed()),
        kind=_("Ämne"),
    )
    ways = (*_counties_told(country, theme.slug), LinkGroup(_("Se mer"), whole))
    yield Collection(page, page.description, keys=(told_key(theme.slug),), ways=ways, theme=theme.slug)


def _told_in(theme: Record[Theme], above: Meta, group: PlaceGroup) -> Collection:
    """The same in a county, below the page of all that is promised about the theme there (`above`)."""
    title = theme.fields.title
    page = replace(
        above,
        address=urls.theme_reported(theme.slug, group.slug),
        title=_("{theme} i {county}: det som är redovisat").format(theme=title, county=group.name),
        description=_(_OF_WHAT_IS_TOLD).format(theme=title),
        breadcrumbs=(*above.breadcrumbs, Link(above.title, above.address)),
    )
    whole = (
        Link(above.title, above.address),
        Link(_("{theme} i hela landet: det som är redovisat").format(theme=title), urls.theme_reported(theme.slug)),
    )
    ways = (LinkGroup(_("Se mer"), whole),)
    return Collection(page, page.description, keys=(told_key(theme.slug, group.slug),), ways=ways, theme=theme.slug)


def _quantity(count: int) -> str:
    return swedish.quantity(count, _("löfte"), _("löften"))


def _quantity_not_done(sections: Sequence[Section]) -> str:
    """4 löften med en åtgärd som inte är gjord eller nådd, av dem 2 bara för en del av tiden, och 8 löften där parterna
    säger att något hindrade eller inte blev av: what each section of the list counts."""
    by_id = {one.id: one.pledges for one in sections}
    own, whole = by_id.get(_NOT_DONE, ()), by_id.get(_IN_WORDS, ())
    of_part = sum(all(one.is_of_part for one in card.shortfalls) for card in own)
    told = (
        [_("{pledges} med en åtgärd som inte är gjord eller nådd").format(pledges=_quantity(len(own)))] if own else []
    )
    if of_part:
        which = _("av dem {count} bara") if of_part < len(own) else _("men bara")
        told[0] += _(", {which} för en del av tiden").format(which=which.format(count=swedish.decimal(of_part)))
    if whole:
        told.append(
            _("{pledges} där parterna säger att något hindrade eller inte blev av").format(
                pledges=_quantity(len(whole))
            )
        )
    return (_(", och ") if of_part else _(" och ")).join(told)


def _told_of_total(pledges: Sequence[PledgeCard], theme: str, reported: Link | None) -> Link | None:
    """2 där en åtgärd om ämnet är redovisad, beside how many there are: what is reported of a pledge may be about another
    theme. It leads where `reported` does."""
    told = sum(any(one.theme == theme and one.is_told for one in card.by_theme) for card in pledges)
    is_told = told or any(card.reader_state == ReaderState.REPORTED for card in pledges)
    if not theme or not is_told or told == len(pledges):
        return None
    number = swedish.decimal(told) if told else _("inget")
    words = _("{number} där en åtgärd om ämnet är redovisad").format(number=number)
    return Link(words, reported.href if told and reported is not None else None)


def _standings(cards: Iterable[PledgeCard], lists: Mapping[ReaderState, str | None]) -> tuple[Link, ...]:
    """11 gäller nu, 38 redovisade, each with its list where there is one; nothing where all stand the same."""
    counts = Counter(card.reader_state for card in cards)
    rows = [Link(state_count(state, counts[state]), lists.get(state)) for state in ReaderState if counts[state]]
    return tuple(rows) if len(rows) > 1 else ()


def _fell_short(card: PledgeCard, year: int | None) -> bool:
    """Whether an action was not done; in the `year`, where only what is told of that is asked for."""
    return Turnout.NOT_DONE in card.turnouts if year is None else year in card.undone_in


def _undone(pledges: Sequence[PledgeCard], base: Collection) -> Link | None:
    """3 löften med minst en åtgärd inte gjord eller inte nådd, och 1 där parterna säger att något hindrade eller inte blev av,
    where they have a list."""
    own = [card for card in pledges if _fell_short(card, base.year)]
    whole = [card for card in pledges if _fell_short_in_words(card, base.year) and not _fell_short(card, base.year)]
    told = []
    if own:
        told.append(_("{pledges} med minst en åtgärd inte gjord eller inte nådd").format(pledges=_quantity(len(own))))
    if whole:
        count = swedish.decimal(len(whole)) if own else _quantity(len(whole))
        told.append(_("{pledges} där parterna säger att något hindrade eller inte blev av").format(pledges=count))
    return Link(_(", och ").join(told), base.undone_at) if told and base.undone_at is not None else None


def _fell_short_in_words(card: PledgeCard, year: int | None) -> bool:
    """Whether the parties say of the whole, and of no action, that it fell short; of the `year`, where there is one."""
    return bool(card.short_in_words) if year is None else year in card.short_in


def _of_pledges(
    address: str,
    title: str,
    intro: str,
    *,
    keys: tuple[str | int, ...],
    ways: tuple[LinkGroup, ...],
    above: tuple[Link, ...] = (),
    lists: Mapping[ReaderState, str | None] | None = None,
) -> Collection:
    """A list of pledges: all where there are no `keys`, else those of a word, a year or both, below the lists `above`."""
    parents = () if address == urls.PLEDGES else (Link(_("Alla löften"), urls.PLEDGES), *above)
    page = portal_meta(address, "collection.html", title=title, description=intro)
    page = replace(page, breadcrumbs=(start(), *parents), kind=_("Lista"))
    year = next((key for key in keys if isinstance(key, int)), None)
    columns = [_column_of(key) for key in keys]
    if year is not None and Turnout.NOT_DONE in keys:
        columns.append(_("utfallet är om {year}").format(year=year))
    downloads = (rows_where(columns, county=next((key for key in keys if _is_county(key)), "")),)
    return Collection(
        page, intro, keys=(list_key(*keys),), ways=ways, lists=lists or {}, downloads=downloads, year=year
    )


def _is_county(key: str | int) -> TypeGuard[str]:
    """Whether a key of a list is a county's slug: words and turnouts are of their own kinds, and years are numbers."""
    return isinstance(key, str) and not isinstance(key, ReaderState | Turnout)


def _column_of(key: str | int) -> str:
    """What the rows of a list have in the table of pledges, as whoever filters that is told; nothing of a county, which has a table of its own."""
    if isinstance(key, ReaderState):
        return _("ord är {word}").format(word=reader_label(key))
    if isinstance(key, Turnout):
        return _("{column} är minst 1").format(column=_COUNTED[key])
    return "" if _is_county(key) else _("tiden, enligt period, fran och till, rör {year}").format(year=key)


_COUNTED = {Turnout.DONE: "gjorda", Turnout.NOT_DONE: "inte_gjorda"}


def _of_places(country: Country, group: PlaceGroup, *, address: str, kind: str, parent: Link) -> Collection:
    slugs = tuple(facts.slug for facts in group.municipalities)
    intro = _("Löften, överenskommelser och uppföljningar i {name}.").format(name=group.name)
    page = portal_meta(address, "collection.html", title=group.name, description=intro)
    feeds = (FeedLink(group.name, urls.feed(address)), *page.feeds)
    page = replace(page, breadcrumbs=(start(), parent), feeds=feeds, kind=kind)
    return Collection(
        page, "", keys=slugs, recent=slugs, places=place_rows(country, group.municipalities), has_answer=True
    )


def collection_of(country: Country, record: Record[Gathering]) -> Collection:
    """A local police area, a theme or another party, with all that belongs to it."""
    snapshot, fields, keys = country.snapshot, record.fields, (record.identity,)
    page = meta(snapshot, record, "collection.html")
    page = replace(page, feeds=(FeedLink(page.title, urls.feed(page.address)), country_feed()))
    facts, places = _about(country, record)
    return Collection(
        meta=page,
        intro=fields.summary or "",
        keys=keys,
        recent=keys,
        facts=facts,
        places=places,
        body=body_html(snapshot, record),
        compilation=fields.is_compiled,
        sources=source_rows(record, fields.sources),
        missing=fields.missing,
        revisions=revisions(snapshot, record),
        unchanged_since=unchanged_since(snapshot, record),
        ways=_counties_with(country, record.slug) if is_a(record, Theme) else (),
        downloads=(rows_where((_named_in(record.kind, page.title),)),),
        has_answer=True,
        theme=record.slug if is_a(record, Theme) else "",
        reported=_told(country, record) if is_a(record, Theme) else None,
    )


_NAMED_IN = {Kind.THEME: "amnen", Kind.POLICE_AREA: "lokalpolisomraden", Kind.ACTOR: "parter"}
"""The column of the table of pledges that has the name of such a record."""


def _named_in(kind: Kind, name: str) -> str:
    return _("{column} har {name}").format(column=_NAMED_IN[kind], name=name)


def _about(country: Country, record: Record[Gathering]) -> tuple[tuple[Fact, ...], tuple[PlaceRow, ...]]:
    fields = record.fields
    facts: list[Fact] = []
    covered: list[MunicipalityFacts] = []
    municipalities = country.geography.municipalities
    if isinstance(fields, Actor) and fields.type:
        facts.append(Fact(_("Typ"), (Link(fields.type, None),)))
    if isinstance(fields, PoliceArea):
        if fields.police_district:
            facts.append(Fact(_("Polisområde"), (Link(fields.police_district, None),)))
        regions = {
            municipalities[row.municipality].region_slug
            for row in fields.coverage
            if row.municipality in municipalities
        }
        links = tuple(Link(country.geography.regions[slug].name, urls.region(slug)) for slug in sorted(regions))
        facts.append(Fact(_("Polisregion"), links))
        covered = [municipalities[row.municipality] for row in fields.coverage if row.municipality in municipalities]
        for row in fields.coverage:
            if row.part and row.municipality in municipalities:
                place = municipalities[row.municipality]
                part = Link(row.part, urls.municipality(place.slug))
                facts.append(Fact(_("Del av {name}").format(name=place.name), (part,)))
    if isinstance(fields, PoliceArea | Actor) and fields.website:
        facts.append(Fact(_("Webbplats"), (Link(fields.website, fields.website),)))
    if isinstance(fields, PoliceArea) and fields.contact:
        facts.append(Fact(_("Kontakt"), (Link(fields.contact, None),)))
    return tuple(facts), place_rows(country, dict.fromkeys(covered))


def _beside(row: PlaceRow, pledges: Iterable[PledgeCard]) -> PlaceRow:
    """7 löften i hela kommunen: a municipality that has more pledges than the list of `pledges` that it stands beside."""
    listed = sum(row.slug in card.municipality_slugs for card in pledges)
    return replace(row, words=_("{words} i hela kommunen").format(words=row.words)) if listed < row.pledges else row


def _agreements(cut: Iterable[tuple[str, Sequence[Card], Paging]]) -> tuple[Link, ...]:
    """The agreements that hold now: by name where they are few, else how many, and where they stand."""
    rows = [(address, card) for address, cards, _paging in cut for card in cards if isinstance(card, RecordCard)]
    now = [(address, card) for address, card in rows if card.kind is Kind.AGREEMENT and card.timing == "now"]
    if len(now) > _NAMED:
        first = next(address for address, card in rows if card.kind is Kind.AGREEMENT)
        text = _("{count} överenskommelser").format(count=swedish.decimal(len(now)))
        return (Link(text, f"{first}#{anchor_of(Kind.AGREEMENT)}"),)
    return tuple(Link(card.title, card.href) for _address, card in now)


def _in_words(country: Country, base: Collection) -> tuple[PledgeCard, ...]:
    """The pledges of which the parties say of the whole alone that it was not done, newest first."""
    cards = (card for card in country.cards(base.in_words) if isinstance(card, PledgeCard))
    return tuple(newest_first(card for card in cards if not _fell_short(card, base.year)))


def _whys(cards: Sequence[Card], in_words: tuple[PledgeCard, ...]) -> tuple[Section, ...]:
    """What was not done and why, action by action; then the pledges of which the parties say so of the whole alone."""
    own = tuple(card for card in cards if isinstance(card, PledgeCard))
    rows = (
        Section(_("Vad gjordes inte, och varför?"), _NOT_DONE, pledges=own),
        Section(_("Vad säger parterna om hela löftet?"), _IN_WORDS, pledges=in_words),
    )
    return tuple(row for row in rows if row.pledges)


def collection_views(country: Country, base: Collection) -> Iterator[CollectionView]:
    """The pages of a collection."""
    size, all_cards = country.snapshot.settings.page_size, country.cards(base.keys)
    if base.places:  # the places stand below the list: no phone should have to go past fifty pledges to them
        size = -(-size // 2)
    recent = country.recent(base.recent)
    later = replace(
        base,
        downloads=(),
        facts=(),
        places=(),
        body="",
        sources=(),
        missing=(),
        revisions=(),
        unchanged_since="",
        ways=(),
    )
    pledges = [for_theme(card, base.theme) for card in all_cards if isinstance(card, PledgeCard)]
    shown = replace(base, places=tuple(_beside(row, pledges) for row in base.places))
    count, standings = _quantity(len(pledges)) if pledges else "", _standings(pledges, base.lists)
    told = _told_of_total(pledges, base.theme, base.reported)
    ordered = in_order(pledges, (card for card in all_cards if isinstance(card, RecordCard)))
    cut = pages(ordered, base.meta.address, size)
    agreements = _agreements(cut)
    in_words = _in_words(country, base) if base.tells_why else ()
    for address, cards, paging in cut:
        first = paging.number == 1
        rows = _whys(cards, in_words) if base.tells_why else sections(cards)
        yield CollectionView(
            meta=replace(base.meta, address=address, title=page_title(base.meta.title, paging.number)),
            collection=shown if first else later,
            answers=(
                answers_of(
                    pledges,
                    agreements=agreements,
                    reported_at=base.reported,
                    now_at=f"{address}#{NOW}",
                    counted_below=bool(standings),
                )
                if first and base.has_answer and (pledges or agreements)
                else ()
            ),
            total=_quantity_not_done(rows) if base.tells_why else count,
            told=told,
            standings=standings if first else (),
            undone=_undone(pledges, base) if first else None,
            sections=rows,
            paging=paging,
            recent=recent if first else (),
        )
