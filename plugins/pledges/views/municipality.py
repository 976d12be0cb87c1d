"""The pages of a municipality and of its parts."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial

from pledges import swedish, urls
from pledges.content.goals import MeasurableGoal
from pledges.content.kinds import NAMES, Kind
from pledges.content.record import F, Record, is_a
from pledges.content.record_fields import (
    CHAIN,
    Agreement,
    Area,
    Chain,
    Commitment,
    FollowUp,
    Mention,
    Municipality,
    Picture,
    Plan,
    Pledge,
    PoliceArea,
)
from pledges.history.snapshot import Snapshot, recalled
from pledges.i18n import _
from pledges.status.arrivals import Arrival, arrival
from pledges.status.follow_up_state import FollowUpState
from pledges.status.result_for_readers import ReaderState, Result
from pledges.status.standing import Standing
from pledges.views.answers import answers_of
from pledges.views.box import Elsewhere, elsewhere
from pledges.views.cards import newest_first, pledge_card, record_card
from pledges.views.free_text import body_html
from pledges.views.links import link_to, links_to, municipality_link
from pledges.views.listing import in_order, page_title, pages, sections
from pledges.views.official_site import official_site
from pledges.views.page_parts import (
    feeds_near,
    home_of,
    municipality_breadcrumbs,
    owner_of,
    records_of,
    source_rows,
    timeline,
)
from pledges.views.ready_letters import Whom
from pledges.views.record_page import RecordView, fact, known_facts, record_part
from pledges.views.required_by_law import shown_by_law
from pledges.views.revisions import revisions, unchanged_since
from pledges.views.search_filters import place_filters
from pledges.views.structured_data import json_ld, organization
from pledges.views.table_links import links_to_tables
from pledges.views.thread import steps_view
from pledges.views.time_axis import TimeAxis, time_axis
from pledges.views.translated.shown import languages_of_municipality, with_alternates
from pledges.views.view_types import (
    Fact,
    LateRow,
    Letter,
    Link,
    Meta,
    NewsRow,
    Paging,
    PledgeCard,
    RecordCard,
    RevisionRow,
    Section,
    SourceRow,
    StepsView,
    TimelineRow,
)
from pledges.views.wanted import question_of_place
from pledges.views.years import way_to_years

RECENT = 12

_LISTED = (*CHAIN, Mention, Area)
"""The kinds of record that a municipality has a list of."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MunicipalityView:
    """A municipality: what is promised now, what was before, what is coming, and what is missing here.

    `only_parts`: there are pledges, and each is for a part of the municipality. `elsewhere` is what its own website may show.
    `revisions` and `unchanged_since` are as a `RecordPart` has them, of its kommun.md.
    """

    meta: Meta
    name: str
    official_name: str
    only_parts: bool
    compilation: bool
    summary: str
    facts: tuple[Fact, ...]
    lists: tuple[Link, ...]
    tables: tuple[Link, ...]
    goals: str
    elsewhere: Elsewhere
    answers: tuple[Fact, ...]
    question: Letter | None
    axis: TimeAxis | None
    more: Link | None
    years: Link | None
    agreement: RecordCard | None
    agreements: tuple[RecordCard, ...]
    steps: StepsView | None
    plans: tuple[RecordCard, ...]
    pictures: tuple[RecordCard, ...]
    follow_ups: tuple[RecordCard, ...]
    law: tuple[Fact, ...]
    areas: tuple[Link, ...]
    timeline: tuple[TimelineRow, ...]
    news: tuple[NewsRow, ...]
    body: str
    sources: tuple[SourceRow, ...]
    missing: tuple[str, ...]
    contact: str
    website: str
    revisions: tuple[RevisionRow, ...]
    unchanged_since: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AreaView(RecordView):
    """A part of a municipality, and what has been promised there."""

    municipality: Link
    answers: tuple[Fact, ...]
    question: Letter | None
    sections: tuple[Section, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ListView:
    """A page of all records of one kind in a municipality."""

    meta: Meta
    sections: tuple[Section, ...]
    links: tuple[Link, ...]
    paging: Paging


def has_records(snapshot: Snapshot, slug: str) -> bool:
    """Whether any record tells of the municipality, its own or one that it shares."""
    register = snapshot.register
    return any(
        record.municipality == slug or (isinstance(record, Record) and slug in register.municipalities(record))
        for record in register.records.values()
    )


def municipality_view(
    snapshot: Snapshot, slug: str, news: tuple[NewsRow, ...], *, tables: Container[str] = ()
) -> MunicipalityView:
    """The page of a municipality. `tables` are the tables of open data that it has rows in."""
    register = snapshot.register
    facts, home = register.geography.municipalities[slug], home_of(register, slug)
    pledges = [pledge_card(snapshot, record) for record in records_of(snapshot, slug, Pledge)]
    agreements = newest_first(record_card(snapshot, record) for record in records_of(snapshot, slug, Agreement))
    current = next((card for card in agreements if card.timing == "now"), None)
    shown, more = _shortened(slug, pledges)
    fields = home.fields if home is not None else Municipality()

    page = place_meta(
        snapshot,
        slug,
        template="municipality.html",
        description=_("Vad polisen och {name} har lovat invånarna, och hur det gick.").format(name=facts.official_name),
        website=fields.website or "",
    )
    return MunicipalityView(
        meta=with_alternates(page, languages_of_municipality(register, snapshot.settings, slug)),
        name=facts.name,
        official_name=facts.official_name,
        only_parts=bool(pledges) and all(card.areas for card in pledges),
        compilation=fields.is_compiled,
        summary=fields.summary or "",
        facts=place_facts(snapshot, slug),
        lists=_lists(snapshot, slug),
        tables=links_to_tables(tables, partial(urls.table_of_place, slug=slug)),
        goals=_goals(snapshot, slug),
        elsewhere=elsewhere(snapshot.settings, facts),
        answers=answers_of(pledges, whole=f"{urls.municipality(slug)}#loften", agreement=current, by_party=True),
        question=_question(snapshot, slug, pledges, place=facts.official_name, contact=fields.contact or ""),
        axis=time_axis(shown, snapshot.day) if shown else None,
        more=more,
        years=way_to_years(snapshot, slug),
        agreement=current,
        agreements=tuple(agreements[:_FEW]),
        steps=_steps(snapshot, current or next(iter(agreements), None)),
        plans=_cards(snapshot, slug, Plan),
        pictures=_cards(snapshot, slug, Picture),
        follow_ups=_cards(snapshot, slug, FollowUp),
        law=shown_by_law(snapshot, slug, home),
        areas=links_to(register, records_of(snapshot, slug, Area)),
        timeline=_timeline(snapshot, slug),
        news=news,
        body=body_html(snapshot, home) if home is not None else "",
        sources=source_rows(home, fields.sources) if home is not None else (),
        missing=fields.missing,
        contact=fields.contact or "",
        website=official_site(snapshot, slug),
        revisions=revisions(snapshot, home) if home is not None else (),
        unchanged_since=unchanged_since(snapshot, home) if home is not None else "",
    )


_KNOWN = (Result.REACHED, Result.NOT_REACHED, Result.PARTLY, Result.NOT_DONE)


def _goals(snapshot: Snapshot, slug: str) -> str:
    """How many goals that can be counted there are in a municipality's pledges, and how many of them are known to be reached:
    what a spreadsheet would else be asked for, where an action that is done is no goal that is reached."""
    results = [
        (action, result)
        for record in records_of(snapshot, slug, Pledge)
        for action, result in zip(record.actions, snapshot.standings[record.identity].results, strict=True)
    ]
    counted = [result.result for action, result in results if isinstance(action.goal, MeasurableGoal)]
    if not results:
        return ""
    actions = swedish.quantity(len(results), _("åtgärd"), _("åtgärder"))
    if not counted:
        return _(
            "Av {actions} har ingen ett mål som går att räkna, så hur många mål som är nådda går inte att säga."
        ).format(actions=actions)
    return _(
        "Av {actions} har {counted} ett mål som går att räkna. {reached} är nådda, av {known} med ett känt resultat."
    ).format(
        actions=actions,
        counted=swedish.decimal(len(counted)),
        reached=swedish.capital(
            swedish.decimal(counted.count(Result.REACHED)) if Result.REACHED in counted else _("inga")
        ),
        known=swedish.decimal(sum(one in _KNOWN for one in counted)),
    )


def _question(
    snapshot: Snapshot, slug: str, pledges: Sequence[PledgeCard], *, place: str, contact: str = ""
) -> Letter | None:
    """What is missing of the pledges of a municipality, or of a part of it, that is called `place`."""
    register = snapshot.register
    records = (register.get(card.identity) for card in newest_first(pledges))
    return question_of_place(
        snapshot,
        [one for one in records if is_a(one, Pledge)],
        place=place,
        whom=Whom(contact=contact, site=official_site(snapshot, slug)),
        holds=any(card.reader_state == ReaderState.IN_FORCE for card in pledges),
    )


def _steps(snapshot: Snapshot, card: RecordCard | None) -> StepsView | None:
    agreement = snapshot.register.get(card.identity) if card is not None else None
    return steps_view(snapshot, agreement) if is_a(agreement, Agreement) else None


def place_meta(snapshot: Snapshot, slug: str, *, template: str, description: str, website: str = "") -> Meta:
    """The layout's part of a municipality's page."""
    facts = snapshot.register.geography.municipalities[slug]
    return Meta(
        address=urls.municipality(slug),
        template=template,
        title=facts.name,
        description=description,
        breadcrumbs=municipality_breadcrumbs(),
        feeds=feeds_near(snapshot, (slug,)),
        filters=place_filters(facts),
        structured=json_ld(organization(snapshot.settings, facts, website)),
        owner=owner_of(snapshot.register, slug, urls.municipality(slug)),
    )


def place_facts(snapshot: Snapshot, slug: str) -> tuple[Fact, ...]:
    """The county, the police region and the local police of a municipality."""
    register = snapshot.register
    facts = register.geography.municipalities[slug]
    areas = register.sources(f"kommuner/{slug}/kommun", PoliceArea, "coverage.municipality")
    located = [
        Fact(_("Län"), (Link(facts.county_name, urls.county(facts.county_slug)),)),
        Fact(_("Polisregion"), (Link(facts.police_region, urls.region(facts.region_slug)),)),
    ]
    if areas:
        rows = tuple(link_to(register, area, _coverage_note(area, slug)) for area in areas)
        located.append(Fact(_("Lokal polis"), rows))
    return tuple(located)


def _coverage_note(area: Record[PoliceArea], slug: str) -> str:
    notes = []
    for row in area.fields.coverage:
        if row.municipality != slug:
            continue
        if row.part:
            notes.append(row.part)
        if row.since:
            notes.append(_("från {day}").format(day=swedish.partial(row.since)))
        if row.until:
            notes.append(_("till {day}").format(day=swedish.partial(row.until)))
    return ", ".join(notes)


def _shortened(slug: str, pledges: list[PledgeCard]) -> tuple[list[PledgeCard], Link | None]:
    """All pledges that aren't over and the latest of those that are, newest first, and a way to the rest."""
    ordered = newest_first(pledges)
    over = [card for card in ordered if card.timing == "before"]
    left_out = {card.identity for card in over[RECENT:]}
    shown = [card for card in ordered if card.identity not in left_out]
    shown.sort(key=lambda card: _AXIS_ORDER.get(card.timing, len(_AXIS_ORDER)))
    return shown, _all_pledges(slug, len(pledges)) if len(over) > RECENT else None


def _all_pledges(slug: str, count: int) -> Link:
    return Link(_("Alla {count} löften").format(count=count), _list_address(slug, Kind.PLEDGE))


_FEW = 4
"""How many agreements, plans, pictures, follow-ups and events a place's page shows: the rest stand in lists of their own and at their pledges, which it leads to."""
_AXIS_ORDER = {"coming": 0, "now": 1}  # the others by time: whether one until further notice still holds is not known


def _cards(snapshot: Snapshot, slug: str, model: type[Chain]) -> tuple[RecordCard, ...]:
    cards = newest_first(record_card(snapshot, record) for record in records_of(snapshot, slug, model))
    return tuple(cards[:_FEW])


def _timeline(snapshot: Snapshot, slug: str) -> tuple[TimelineRow, ...]:
    own = (one for one in snapshot.register.commitments() if slug in snapshot.register.municipalities(one))
    rows = [row for record in own for row in _dated(snapshot, record)]
    return _latest(rows)


def _latest(rows: Iterable[TimelineRow]) -> tuple[TimelineRow, ...]:
    return tuple(sorted(rows, key=lambda row: (row.iso, row.title, row.href or ""), reverse=True)[:_FEW])


@recalled
def _dated(snapshot: Snapshot, record: Record[Commitment]) -> tuple[TimelineRow, ...]:
    """The latest rows of a record's timeline that have a day, with what they are about: no more than are shown of them all."""
    href = urls.of_record(record.identity)
    rows = [
        replace(
            row,
            text=row.text or (record.fields.title if row.title != record.fields.title else ""),
            href=row.href or href,
        )
        for row in timeline(snapshot, record)
        if row.iso
    ]
    return _latest(rows)


def area_view(snapshot: Snapshot, record: Record[Area]) -> AreaView:
    """The page of a part of a municipality: what is promised there, and in the parts that lie in it."""
    register = snapshot.register
    assert record.municipality is not None
    within = _with_its_parts(snapshot, record)
    pledges = _of_any(snapshot, within, Pledge, "areas", "actions.areas")
    others: tuple[Record[Chain], ...] = (
        *_of_any(snapshot, within, Agreement),
        *_of_any(snapshot, within, Plan),
        *_of_any(snapshot, within, Picture),
    )
    promised = [pledge_card(snapshot, one) for one in pledges]
    cards = in_order(promised, (record_card(snapshot, one) for one in others))
    whole = register.target(record, Area, "part_of")
    place, home = register.geography.municipalities[record.municipality], home_of(register, record.municipality)
    facts = known_facts(
        fact(_("Ingår i"), link_to(register, whole) if whole is not None else None),
        fact(_("Delar"), *links_to(register, within[1:])),
    )
    return AreaView(
        record=record_part(snapshot, record, template="area.html", facts=facts),
        municipality=municipality_link(register, record.municipality),
        answers=answers_of(promised, by_party=True) if promised else (),
        question=_question(
            snapshot,
            record.municipality,
            promised,
            place=_("{area} i {place}").format(area=record.fields.title, place=place.official_name),
            contact=home.fields.contact or "" if home is not None else "",
        ),
        sections=sections(cards),
    )


def _with_its_parts(snapshot: Snapshot, record: Record[Area]) -> tuple[Record[Area], ...]:
    """A part of a municipality, and after it those that lie in it, and in them."""
    found = {record.identity: record}
    ahead = [record]
    while ahead:
        for part in snapshot.register.sources(ahead.pop(0).identity, Area, "part_of"):
            if part.identity not in found:
                found[part.identity] = part
                ahead.append(part)
    return tuple(found.values())


def _of_any(snapshot: Snapshot, areas: Iterable[Record[Area]], model: type[F], *fields: str) -> tuple[Record[F], ...]:
    """The records of a kind that are about any of `areas`, each once."""
    found = (one for area in areas for one in snapshot.register.sources(area.identity, model, *fields))
    return tuple({one.identity: one for one in found}.values())


def _list_address(slug: str, kind: Kind) -> str:
    return urls.list_of(slug, NAMES[kind].list_name)


def _lists(snapshot: Snapshot, slug: str) -> tuple[Link, ...]:
    """3 löften, 1 överenskommelse …: the way to the list of each kind that the municipality has."""
    links = []
    for model in _LISTED:
        count, name = len(records_of(snapshot, slug, model)), NAMES[model.kind]
        if count:
            words = swedish.quantity(count, name.singular, name.plural)
            links.append(Link(words, _list_address(slug, model.kind)))
    return tuple(links)


def list_views(snapshot: Snapshot, slug: str) -> Iterator[ListView]:
    """A list of each kind that the municipality has: `kommuner/lulea/loften/` and the like."""
    register = snapshot.register
    home = municipality_link(register, slug)
    for model in _LISTED:
        records, kind = records_of(snapshot, slug, model), model.kind
        if not records:
            continue
        address = _list_address(slug, kind)
        title = (
            f"{swedish.capital(NAMES[kind].plural)} i {home.text}"
            if kind is not Kind.AREA
            else _("Delar av {name}").format(name=home.text)
        )
        pledges = [pledge_card(snapshot, record) for record in records if is_a(record, Pledge)]
        others = [record_card(snapshot, record) for record in records if kind not in (Kind.PLEDGE, Kind.AREA)]
        for page, cards, paging in pages(in_order(pledges, others), address, snapshot.settings.page_size):
            yield ListView(
                meta=Meta(
                    address=page,
                    template="list.html",
                    title=page_title(title, paging.number),
                    description=title,
                    breadcrumbs=(*municipality_breadcrumbs(), home),
                    feeds=feeds_near(snapshot, (slug,)),
                    owner=owner_of(register, slug, page),
                ),
                sections=sections(cards),
                links=links_to(register, records) if kind is Kind.AREA else (),
                paging=paging,
            )


def late_rows(snapshot: Snapshot, slug: str) -> tuple[LateRow, ...]:
    """The follow-ups of the municipality's own records that are late, by the day that was promised."""
    return _overdue(snapshot, slug, lambda record, now: now.follow_up is FollowUpState.LATE)


def unseen_rows(snapshot: Snapshot, slug: str) -> tuple[LateRow, ...]:
    """Of what the editors have compiled, that whose promised day has passed without a follow-up that they know of: no
    failure of the parties, whose own it isn't."""

    def is_unseen(record: Record[Commitment], now: Standing) -> bool:
        facts = snapshot.over_time[record.identity].facts
        return now.is_compilation and now.due is not None and arrival(facts, now.due, snapshot.day) is Arrival.NOT_HERE

    return _overdue(snapshot, slug, is_unseen)


def _overdue(
    snapshot: Snapshot, slug: str, is_listed: Callable[[Record[Commitment], Standing], bool]
) -> tuple[LateRow, ...]:
    register, rows = snapshot.register, []
    for record in register.commitments():
        now = snapshot.standings[record.identity]
        if record.municipality != slug or now.due is None or not is_listed(record, now):
            continue
        moved = swedish.day(now.moves[0].old) if now.moves and now.moves[0].old else ""
        rows.append(
            LateRow(
                pledge=link_to(register, record),
                municipality=municipality_link(register, slug),
                due=swedish.day(now.due),
                due_iso=now.due.isoformat(),
                moved_from=moved,
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.due_iso, row.pledge.text)))
