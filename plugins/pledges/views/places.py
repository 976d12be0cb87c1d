"""The pages of a municipality and of its parts."""

from collections.abc import Iterator
from dataclasses import dataclass

from pledges import swedish, urls
from pledges.content.kinds import NAMES, Kind
from pledges.content.record import F, Record, is_a
from pledges.content.schema import (
    CHAIN,
    Agreement,
    Area,
    Chain,
    FollowUp,
    Picture,
    Plan,
    Pledge,
    PoliceArea,
)
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.status.standing import FollowUpState
from pledges.views.cards import newest_first, pledge_card, record_card
from pledges.views.common import (
    Fact,
    LateRow,
    Link,
    Meta,
    NewsRow,
    Paging,
    PledgeCard,
    RecordCard,
    Section,
    SourceRow,
    StepRow,
    TimelineRow,
    start,
)
from pledges.views.filters import place
from pledges.views.free_text import body_html
from pledges.views.links import link_to, links_to, municipality_link
from pledges.views.listing import in_order, page_title, pages, sections
from pledges.views.parts import feeds_near, home_of, meta, source_rows, timeline
from pledges.views.thread import step_rows

RECENT = 12


@dataclass(frozen=True, slots=True)
class MunicipalityView:
    """A municipality: what is promised now, what was before, what is coming, and what is missing here.

    `only_parts`: there are pledges, and each is for a part of the municipality.
    """

    meta: Meta
    name: str
    official_name: str
    entered: bool
    only_parts: bool
    compilation: bool
    summary: str
    facts: tuple[Fact, ...]
    lists: tuple[Link, ...]
    sections: tuple[Section, ...]
    agreement: RecordCard | None
    agreements: tuple[RecordCard, ...]
    steps: tuple[StepRow, ...]
    plans: tuple[RecordCard, ...]
    pictures: tuple[RecordCard, ...]
    follow_ups: tuple[RecordCard, ...]
    statutory_pictures: tuple[SourceRow, ...]
    statutory_plans: tuple[SourceRow, ...]
    areas: tuple[Link, ...]
    timeline: tuple[TimelineRow, ...]
    news: tuple[NewsRow, ...]
    body: str
    sources: tuple[SourceRow, ...]
    missing: tuple[str, ...]
    contact: str
    website: str


@dataclass(frozen=True, slots=True)
class AreaView:
    """A part of a municipality, and what has been promised there."""

    meta: Meta
    municipality: Link
    compilation: bool
    body: str
    sections: tuple[Section, ...]
    sources: tuple[SourceRow, ...]
    missing: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ListView:
    """A page of all records of one kind in a municipality."""

    meta: Meta
    sections: tuple[Section, ...]
    links: tuple[Link, ...]
    paging: Paging


def records_of(snapshot: Snapshot, slug: str, model: type[F]) -> tuple[Record[F], ...]:
    """The public records with the fields of `model` that the municipality `slug` has or shares."""
    register = snapshot.register
    return tuple(record for record in register.of(model) if slug in register.municipalities(record))


def municipality_view(snapshot: Snapshot, slug: str, news: tuple[NewsRow, ...]) -> MunicipalityView:
    """The page of a municipality, with folder or without."""
    register = snapshot.register
    facts, home = register.geography.municipalities[slug], home_of(register, slug)
    pledges = [pledge_card(snapshot, record) for record in records_of(snapshot, slug, Pledge)]
    agreements = newest_first(record_card(snapshot, record) for record in records_of(snapshot, slug, Agreement))
    agreement_cards = tuple(card for card in agreements if isinstance(card, RecordCard))
    current = next((card for card in agreement_cards if card.timing == "now"), None)
    shown = current or next(iter(agreement_cards), None)
    walked = _walked(snapshot, shown) if shown is not None else ()
    entered = any(record.municipality == slug for record in register.records.values()) or bool(
        pledges or agreement_cards
    )
    fields = home.fields if home is not None else None
    return MunicipalityView(
        _meta(snapshot, slug, entered), facts.name, facts.official_name, entered,
        bool(pledges) and all(card.areas for card in pledges),
        fields is not None and fields.kept_by is not None, fields.summary or "" if fields is not None else "",
        _facts(snapshot, slug), _lists(snapshot, slug), _short(slug, pledges), current, agreement_cards, walked,
        _cards(snapshot, slug, Plan), _cards(snapshot, slug, Picture), _cards(snapshot, slug, FollowUp),
        source_rows(home, fields.statutory_picture) if home is not None and fields is not None else (),
        source_rows(home, fields.statutory_plan) if home is not None and fields is not None else (),
        links_to(register, records_of(snapshot, slug, Area)), _timeline(snapshot, slug), news,
        body_html(snapshot, home) if home is not None else "",
        source_rows(home, fields.sources) if home is not None and fields is not None else (),
        fields.missing if fields is not None else (), fields.contact or "" if fields is not None else "",
        fields.website or "" if fields is not None else "",
    )  # fmt: skip


def _walked(snapshot: Snapshot, card: RecordCard) -> tuple[StepRow, ...]:
    agreement = snapshot.register.get(card.identity)
    return step_rows(snapshot, agreement) if is_a(agreement, Agreement) else ()


def _meta(snapshot: Snapshot, slug: str, entered: bool) -> Meta:
    facts = snapshot.register.geography.municipalities[slug]
    description = (
        _("Vad polisen och {name} har lovat invånarna, och hur det gick.")
        if entered
        else _("Inget om {name} är inlagt här ännu.")
    ).format(name=facts.official_name)
    return Meta(
        urls.municipality(slug), "municipality.html", facts.name, description,
        (start(), Link(_("Kommuner"), urls.MUNICIPALITIES)),
        feeds_near(snapshot, (slug,)), kind=_("Kommun"),
        filters=(place(facts.name),),
    )  # fmt: skip


def _facts(snapshot: Snapshot, slug: str) -> tuple[Fact, ...]:
    register = snapshot.register
    facts = register.geography.municipalities[slug]
    areas = register.sources(f"kommuner/{slug}/kommun", PoliceArea, "coverage.municipality")
    found = [
        Fact(_("Län"), (Link(facts.county_name, urls.county(facts.county_slug)),)),
        Fact(_("Polisregion"), (Link(facts.police_region, urls.region(facts.region_slug)),)),
    ]
    if areas:
        rows = tuple(link_to(register, area, _coverage_note(area, slug)) for area in areas)
        found.append(Fact(_("Lokalpolisområde"), rows))
    return tuple(found)


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


def _short(slug: str, pledges: list[PledgeCard]) -> tuple[Section, ...]:
    """All pledges that aren't over, and the latest of those that are, with a way to the rest."""
    ordered = in_order(pledges, ())
    over = [card for card in ordered if card.timing == "before"]
    found = sections([card for card in ordered if card not in over[RECENT:]])
    if len(over) <= RECENT:
        return found
    more = Link(_("Alla {count} löften").format(count=len(pledges)), f"{urls.municipality(slug)}loften/")
    last = found[-1]
    return (*found[:-1], Section(last.title, last.id, last.pledges, last.records, more))


def _cards(snapshot: Snapshot, slug: str, model: type[Chain]) -> tuple[RecordCard, ...]:
    ordered = newest_first(record_card(snapshot, record) for record in records_of(snapshot, slug, model))
    return tuple(card for card in ordered if isinstance(card, RecordCard))[:RECENT]


def _timeline(snapshot: Snapshot, slug: str) -> tuple[TimelineRow, ...]:
    rows: list[TimelineRow] = []
    for record in snapshot.register.commitments():
        if slug in snapshot.register.municipalities(record):
            href = urls.of_record(record.identity)
            for row in timeline(snapshot, record):
                text = row.text or (record.fields.title if row.title != record.fields.title else "")
                rows.append(TimelineRow(row.iso, row.when, row.title, text, row.href or href, row.coming))
    dated = sorted((row for row in rows if row.iso), key=lambda row: (row.iso, row.title, row.href or ""), reverse=True)
    return tuple(dated[:RECENT])


def area_view(snapshot: Snapshot, record: Record[Area]) -> AreaView:
    """The page of a part of a municipality."""
    register = snapshot.register
    assert record.municipality is not None
    pledges = register.sources(record.identity, Pledge, "areas", "actions.areas")
    others: tuple[Record[Chain], ...] = (
        *register.sources(record.identity, Agreement),
        *register.sources(record.identity, Plan),
        *register.sources(record.identity, Picture),
    )
    cards = in_order((pledge_card(snapshot, one) for one in pledges), (record_card(snapshot, one) for one in others))
    return AreaView(
        meta(snapshot, record, "area.html"), municipality_link(register, record.municipality), register.is_compilation(record),
        body_html(snapshot, record), sections(cards), source_rows(record, record.fields.sources), record.fields.missing,
    )  # fmt: skip


def _list_address(slug: str, kind: Kind) -> str:
    return f"{urls.municipality(slug)}{NAMES[kind].folder.rsplit('/', 1)[-1]}/"


def _lists(snapshot: Snapshot, slug: str) -> tuple[Link, ...]:
    """3 löften, 1 överenskommelse …: the way to the list of each kind that the municipality has."""
    found = []
    for model in (*CHAIN, Area):
        count, name = len(records_of(snapshot, slug, model)), NAMES[model.kind]
        if count:
            words = swedish.quantity(count, name.singular, name.plural)
            found.append(Link(words, _list_address(slug, model.kind)))
    return tuple(found)


def list_views(snapshot: Snapshot, slug: str) -> Iterator[ListView]:
    """A list of each kind that the municipality has: `kommuner/lulea/loften/` and the like."""
    register = snapshot.register
    home = municipality_link(register, slug)
    crumbs = (start(), Link(_("Kommuner"), urls.MUNICIPALITIES), home)
    for model in (*CHAIN, Area):
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
        links = links_to(register, records) if kind is Kind.AREA else ()
        for page, cards, paging in pages(in_order(pledges, others), address, snapshot.settings.page_size):
            name = page_title(title, paging.number)
            yield ListView(
                Meta(page, "list.html", name, title, crumbs, feeds_near(snapshot, (slug,)), kind=_("Lista")),
                sections(cards), links, paging,
            )  # fmt: skip


def late_rows(snapshot: Snapshot, slug: str) -> tuple[LateRow, ...]:
    """The follow-ups of the municipality's own records that are late, by the day that was promised."""
    register, rows = snapshot.register, []
    for record in register.commitments():
        now = snapshot.standings[record.identity]
        if record.municipality != slug or now.follow_up is not FollowUpState.LATE or now.due is None:
            continue
        moved = swedish.day(now.moves[0].old) if now.moves and now.moves[0].old else ""
        rows.append(
            LateRow(
                link_to(register, record),
                municipality_link(register, slug),
                swedish.day(now.due),
                now.due.isoformat(),
                moved,
            )
        )
    return tuple(sorted(rows, key=lambda row: (row.due_iso, row.pledge.text)))
