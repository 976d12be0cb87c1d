"""What a feed, a calendar or a list tells of an event: whole, so that it is understood outside the site.

Everything is told as it was when the event happened: status before and after, promised against done in that
follow-up, what came next. So what was announced stays as it is, whatever happens later.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pledges import swedish
from pledges.circumstances import circumstances
from pledges.coverage import DAY
from pledges.memory import Memory
from pledges.records import NAMES, Kind, Record
from pledges.register import Register
from pledges.standing import Course, FollowUpState, Standing
from pledges.texts import _
from pledges.timeline import ANNOUNCED, Event, EventKind, events
from pledges.views.common import Link
from pledges.views.measures import outcomes
from pledges.views.outlook import Outlook, link_to, links_to, municipality_links, party_keys, party_links, title_of
from pledges.wording import follow_up_label, headline, state_label

OWNERS = (Kind.PLEDGE, Kind.AGREEMENT, Kind.PLAN)
_MANY = 3
_NOTHING_TO_SAY = (FollowUpState.NOT_DUE, FollowUpState.UNKNOWN, FollowUpState.NOT_FOUND)


@dataclass(frozen=True, slots=True)
class Promise:
    """Promised against done for one action, in words. `promised` is empty where there was no goal."""

    what: str
    promised: str
    done: str


@dataclass(frozen=True, slots=True)
class Announcement:
    """An event with all that is told of it.

    `announced` is the day on which readers were told, None where they have not been; `revised` the day on which the
    record was last published. `headline` names the place too. `kind` is what sort of record it is about, in Swedish.
    `themes` are slugs; `parties` (other parties and police areas that the record names), `areas` (parts of the
    municipality) and `police_areas` (those that the event belongs to) identities; `places` and `names` are the
    places and the parties in words. `before` and `after` are the status in words.
    """

    event: Event
    announced: date | None
    revised: date | None
    headline: str
    record: Link
    kind: str
    href: str
    municipalities: tuple[Link, ...] = ()
    municipality_slugs: tuple[str, ...] = ()
    themes: tuple[str, ...] = ()
    parties: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    police_areas: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    period: str = ""
    compilation: bool = False
    before: str = ""
    after: str = ""
    promises: tuple[Promise, ...] = ()
    effect: str = ""
    next_step: str = ""

    @property
    def is_coming(self) -> bool:
        """Whether it was told, or is to be, before it happened: a meeting, not a change."""
        day = self.event.day
        return day is not None and (self.announced is None or self.announced < day)


def announcements(outlook: Outlook, records: Iterable[Record]) -> Iterator[Announcement]:
    """Every dated event of `records`, which belong to one office: whether it has been told of, and all to tell.

    Follow-ups tell their events with what they follow up.
    """
    own = tuple(records)
    published = first_published(outlook.memory, own)
    for record in own:
        if record.kind in OWNERS and outlook.register.get(record.identity) is not None:
            course = Course(circumstances(outlook.register, record), outlook.settings.grace_months)
            standing = outlook.standings[record.identity]
        elif record.removed or (record.kind is Kind.NEWS and not record.is_draft):
            course, standing = None, None
        else:
            continue
        for event in events(outlook.register, record, standing, outlook.memory):
            if event.day is not None:
                yield _announcement(outlook, record, event, course, announced(outlook, event, published))


def in_calendar(one: Announcement) -> bool:
    """Whether it is something to put in a calendar: the end of a period, the day of a follow-up, a meeting."""
    exact = one.event.happened is not None and one.event.happened.day is not None
    if one.event.kind in (EventKind.PERIOD_END, EventKind.FOLLOW_UP_DUE):
        return exact
    return exact and one.event.kind is EventKind.CHANGED and one.is_coming


def first_published(memory: Memory, records: Iterable[Record]) -> date | None:
    """The day on which the first of `records` was published, None if none has been."""
    editions = (memory.editions.get(memory.first_address(record), ()) for record in records)
    return min((found[0].day for found in editions if found), default=None)


def announced(outlook: Outlook, event: Event, published: date | None) -> date | None:
    """The day on which readers are told of `event`; None for one that they are not told of yet.

    What is remembered stays. Before an office has published anything, that is the day when it happened; after that,
    what is new is told of now, also what happened long ago and what is still to come.
    """
    known = outlook.memory.events.get(event.id)
    if known is not None:
        return known.announced
    if event.kind not in ANNOUNCED or event.day is None:
        return None
    has_happened = event.day <= outlook.day
    if published is None:
        return event.day if has_happened else None
    return outlook.day if has_happened or event.kind is EventKind.CHANGED else None


def _announcement(
    outlook: Outlook, record: Record, event: Event, course: Course | None, told: date | None
) -> Announcement:
    register = outlook.register
    about = register.get(event.about) or record
    slugs = register.municipalities(record)
    parties = register.parties(record)
    speakers = tuple(about.fields.by) if about.kind is Kind.FOLLOW_UP and about.fields is not None else ()
    areas = register.targets(record, "areas", "actions.areas", "focus_areas.areas")
    themes = register.targets(record, "themes", "actions.theme", "focus_areas.theme")
    edition = outlook.memory.latest(record)
    before, after = _statuses(record, event, course)
    is_report = event.kind in (EventKind.INTERIM, EventKind.FINAL)
    return Announcement(
        event, told, edition.day if edition is not None else None, _headline(register, record, event, slugs),
        link_to(register, record), swedish.capital(NAMES[record.kind].singular), link_to(register, about).href or "",
        municipality_links(register, slugs), slugs, tuple(theme.slug for theme in themes),
        party_keys(register, record, (*parties, *speakers)), tuple(area.identity for area in areas),
        _police_areas(register, record, event.day), _places(register, slugs, areas),
        tuple(link.text for link in party_links(register, record, parties)), _period(record),
        record.fields is not None and register.is_compilation(record), before, after,
        _promises(outlook, about) if is_report else (), (about.fields.effect or "") if is_report else "",
        _next_step(register, record, event, about),
    )  # fmt: skip


def _headline(register: Register, record: Record, event: Event, slugs: tuple[str, ...]) -> str:
    """Luleå: Löftet undertecknades – Trygg trafik"""
    names = [link.text for link in municipality_links(register, slugs)]
    place = ", ".join(names) if len(names) <= _MANY else _("{count} kommuner").format(count=len(names))
    words = event.title if event.text != title_of(register, record) else f"{event.title} – {event.text}"
    return f"{place}: {words}" if place else words


def _statuses(record: Record, event: Event, course: Course | None) -> tuple[str, str]:
    """The status the day before and on the day."""
    if event.kind is EventKind.REMOVED:
        return _("Publicerad"), _("Borttagen")
    if course is None or event.day is None:
        return "", ""
    day = event.day + DAY if event.kind is EventKind.DEADLINE_PASSED else event.day
    after = _status(course.on(day), record.kind)
    if event.kind is EventKind.SIGNED:
        return _("Inte undertecknat") if record.kind is Kind.PLEDGE else _("Inte undertecknad"), after
    return _status(course.on(day - DAY), record.kind), after


def _status(standing: Standing, kind: Kind) -> str:
    """Avslutat. Resultat väntas.; Avslutat. Slutlig uppföljning finns. 3 av 3 räknade mål nådda."""
    state = state_label(standing.state, standing.is_compilation, kind)
    words = [state]
    if standing.follow_up not in _NOTHING_TO_SAY:
        words += [follow_up_label(standing.follow_up, standing.is_compilation), headline(standing, standing.verdict)]
    return " ".join(f"{word}." for word in dict.fromkeys(words))


def _places(register: Register, slugs: Iterable[str], areas: Iterable[Record]) -> tuple[str, ...]:
    names = tuple(register.geography.municipalities[slug].official_name for slug in slugs)
    return (*names, *(link.text for link in links_to(register, areas)))


def _period(record: Record) -> str:
    period = getattr(record.fields, "period", None)
    return swedish.period(period) if period is not None else ""


def _promises(outlook: Outlook, about: Record) -> tuple[Promise, ...]:
    """What a follow-up reports, action by action."""
    return tuple(
        Promise(row.what, row.goal, _sentences((row.figure.text, row.figure.comment, _cause(row.figure.cause))))
        for row in outcomes(outlook, about)
    )


def _cause(cause: str) -> str:
    return _("Orsak: {cause}").format(cause=cause) if cause else ""


def _sentences(words: Iterable[str]) -> str:
    """20 områden. Två av tre gångtunnlar är klara."""
    told = [word.rstrip() for word in words if word.strip()]
    return " ".join(word if word.endswith((".", "!", "?")) else f"{word}." for word in told)


def _next_step(register: Register, record: Record, event: Event, about: Record) -> str:
    """What happens next, from what the records say; empty where they say nothing."""
    if event.kind in (EventKind.INTERIM, EventKind.FINAL):
        return about.fields.next_step or ""
    if event.kind is EventKind.REPLACED:
        return _("Nu gäller ”{title}”.").format(title=title_of(register, about))
    if event.kind is EventKind.DEADLINE_PASSED:
        return _("När uppföljningen publiceras här kommer den i flödet.")
    if event.kind in (EventKind.PUBLISHED, EventKind.SIGNED):
        return _plan(record, register.is_compilation(record))
    return ""


def _plan(record: Record, compilation: bool) -> str:
    plan = record.fields.follow_up
    if plan is not None and plan.latest is not None:
        return _("Uppföljningen ska vara klar senast {day}.").format(day=swedish.partial(plan.latest))
    if plan is not None and plan.every is not None:
        return _("Det ska följas upp varje {unit}.").format(unit=_(plan.every))
    if compilation:
        return _("När det ska följas upp hittades inte i källorna.")
    return _("Ingen dag för uppföljningen är angiven.")


def _police_areas(register: Register, record: Record, day: date | None) -> tuple[str, ...]:
    """The local police areas that the record belongs to on `day`: those that are parties, else those that cover it.

    An area that covers only a part of a municipality counts, since what is promised in all of it is promised there.
    """
    if record.fields is None or day is None:
        return ()
    named = [key for key in party_keys(register, record, register.parties(record)) if key.startswith("polisen/")]
    slugs = set(register.municipalities(record))
    covering = (
        area.identity
        for area in register.of_kind(Kind.POLICE_AREA)
        if any(
            row.municipality in slugs
            and (row.since is None or row.since.first <= day)
            and (row.until is None or day <= row.until.last)
            for row in area.fields.coverage
        )
    )
    return tuple(named or covering)
