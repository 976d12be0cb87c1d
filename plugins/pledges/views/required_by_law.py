"""What lag (2023:196) asks of a municipality, and what of it is shown here, from which day. It judges nothing: a gap is ours."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pledges import swedish, urls
from pledges.content.kinds import PartyKind
from pledges.content.record import Record
from pledges.content.record_fields import Agreement, Municipality, Picture, Plan, Statutory
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.views.cards import newest_first, record_card
from pledges.views.page_parts import records_of, source_rows
from pledges.views.view_types import Fact, Link
from pledges.written_values import PartialDate, Period

IN_FORCE = date(2023, 7, 1)


def shown_by_law(snapshot: Snapshot, slug: str, home: Record[Municipality] | None) -> tuple[Fact, ...]:
    """A row for each thing that the law names, in its order, with the newest that is here of it."""
    fields = home.fields if home is not None else Municipality()

    def row(term: str, statutory: Iterable[Statutory], records: Iterable[Link] = (), **words: str) -> Fact:
        own = _rows(home, statutory, **words) if home is not None else ()
        return Fact(term, (*own, *records) or (Link(_("Visas inte här"), None),))

    return (
        row(
            _("Lägesbild (4 §)"),
            fields.statutory_picture,
            _newest_picture(snapshot, slug),
            since=_("från {day}"),
            renewed=_("uppdaterad {day}"),
        ),
        row(
            _("Åtgärdsplan (5 §)"),
            fields.statutory_plan,
            _newest_plan(snapshot, slug),
            since=_("beslutad {day}"),
            renewed=_("följd upp {day}"),
        ),
        Fact(_("Uppdatering och uppföljning, minst vartannat år (6 §)"), _kept_up(snapshot, slug, fields)),
        row(_("Skriftliga överenskommelser (9 §)"), (), _agreements(snapshot, slug)),
        row(_("Strategiskt råd (10 §)"), fields.council, since=_("sedan {day}")),
        row(_("Samordningsfunktion (11 §)"), fields.coordination, since=_("sedan {day}")),
        row(_("Rapport till fullmäktige (13 §)"), fields.reports_to_council, since=_("lämnad {day}")),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class LawShown:
    """The same for a table: the paragraphs of which something is shown, and the newest day that is here of each; "" where
    there is none. A day is as exact as it is known."""

    paragraphs: tuple[str, ...] = ()
    picture: str = ""
    picture_renewed: str = ""
    plan: str = ""
    plan_followed_up: str = ""
    agreement: str = ""
    council: str = ""
    coordination: str = ""
    report: str = ""


def law_shown(snapshot: Snapshot, slug: str, home: Record[Municipality] | None) -> LawShown:
    """What of the law's demands is shown of the municipality `slug`, as a table has it."""
    fields = home.fields if home is not None else Municipality()
    picture, plans, agreements = (
        _picture(snapshot, slug),
        _plans(snapshot, slug),
        _agreements_of_the_law(snapshot, slug),
    )
    shown = {
        "4 §": fields.statutory_picture or picture,
        "5 §": fields.statutory_plan or plans,
        "9 §": agreements,
        "10 §": fields.council,
        "11 §": fields.coordination,
        "13 §": fields.reports_to_council,
    }
    return LawShown(
        paragraphs=tuple(name for name, what in shown.items() if what),
        picture=_newest(*_dates(fields.statutory_picture), picture.fields.date if picture is not None else None),
        picture_renewed=_newest(*_renewals(fields.statutory_picture)),
        plan=_newest(*_dates(fields.statutory_plan), *(one.fields.decided for one in plans)),
        plan_followed_up=_newest(*_renewals(fields.statutory_plan), *_followed_up(snapshot, plans)),
        agreement=_newest(*(one.fields.signed for one in agreements)),
        council=_newest(*_dates(fields.council)),
        coordination=_newest(*_dates(fields.coordination)),
        report=_newest(*_dates(fields.reports_to_council)),
    )


def _dates(rows: Iterable[Statutory]) -> Iterator[PartialDate | None]:
    return (row.date for row in rows)


def _renewals(rows: Iterable[Statutory]) -> Iterator[PartialDate | None]:
    return (row.renewed for row in rows)


def _newest_of(*days: PartialDate | None) -> PartialDate | None:
    return max((day for day in days if day is not None), key=lambda day: (day.last, day.first), default=None)


def _newest(*days: PartialDate | None) -> str:
    return str(_newest_of(*days) or "")


def _followed_up(snapshot: Snapshot, plans: Iterable[Record[Plan]]) -> Iterator[PartialDate | None]:
    return (one.fields.date for plan in plans for one in snapshot.register.follow_ups(plan))


def _kept_up(snapshot: Snapshot, slug: str, fields: Municipality) -> tuple[Link, ...]:
    """The last day that is shown here of each of the two: how long ago that is, whoever reads can tell."""
    picture, plans = _picture(snapshot, slug), _plans(snapshot, slug)
    rows = fields.statutory_picture
    of_picture = _newest_of(*_dates(rows), *_renewals(rows), picture.fields.date if picture is not None else None)
    of_plan = _newest_of(*_renewals(fields.statutory_plan), *_followed_up(snapshot, plans))
    told = (
        (_("Lägesbilden"), of_picture, _("den senaste dag som visas här är {day}")),
        (_("Åtgärdsplanen"), of_plan, _("följd upp, senast {day}")),
    )
    links = tuple(
        Link(what, None, words.format(day=swedish.partial(day))) for what, day, words in told if day is not None
    )
    return links or (Link(_("Visas inte här"), None),)


def _rows(
    home: Record[Municipality], statutory: Iterable[Statutory], *, since: str = "{day}", renewed: str = "{day}"
) -> tuple[Link, ...]:
    rows = tuple(statutory)
    return tuple(
        Link(shown.text, shown.href, _told(_days((since, row.date), (renewed, row.renewed)), shown.note))
        for row, shown in zip(rows, source_rows(home, rows), strict=True)
    )


def _days(*told: tuple[str, PartialDate | None]) -> str:
    """från mars 2024, uppdaterad 5 februari 2026"""
    return _together(*(words.format(day=swedish.partial(day)) for words, day in told if day is not None))


def _together(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


def _is_of_the_law(day: PartialDate | None) -> bool:
    return day is not None and day.last >= IN_FORCE


def _goes_on_under_the_law(period: Period | None) -> bool:
    """Whether some of the time is under the law, or may be: an end that is unknown says nothing against it."""
    if period is None or (period.first is None and period.last is None):
        return False
    return period.last is None or period.last >= IN_FORCE


def _told(days: str, note: str) -> str:
    return f"{days}. {note}" if days and note else days or note


def _picture(snapshot: Snapshot, slug: str) -> Record[Picture] | None:
    """The newest that the municipality has made, alone or with others: that of the police alone is no answer to the law."""
    made = [
        one
        for one in records_of(snapshot, slug, Picture)
        if PartyKind.MUNICIPALITY in one.fields.by
        and (_is_of_the_law(one.fields.date) or (one.fields.date is None and _is_built_on(snapshot, one)))
    ]
    return max(made, key=lambda one: (str(one.fields.date or ""), one.identity), default=None)


def _newest_picture(snapshot: Snapshot, slug: str) -> Iterator[Link]:
    one = _picture(snapshot, slug)
    if one is not None:
        yield Link(one.fields.title, urls.of_record(one.identity), _days((_("från {day}"), one.fields.date)))


def _is_built_on(snapshot: Snapshot, picture: Record[Picture]) -> bool:
    """Whether a plan or an agreement under the law begins with a picture of no known day."""
    register = snapshot.register
    plans = register.sources(picture.identity, Plan, "pictures")
    periods = [one.fields.period for one in plans]
    periods += [one.fields.period for one in register.sources(picture.identity, Agreement, "pictures")]
    begun = [period.first for period in periods if period is not None]
    return any(_is_of_the_law(one.fields.decided) for one in plans) or any(day and day >= IN_FORCE for day in begun)


def _plans(snapshot: Snapshot, slug: str) -> tuple[Record[Plan], ...]:
    """Those that the municipality stands behind, alone or with others: that of the police alone is no answer to the law."""
    return tuple(
        one
        for one in records_of(snapshot, slug, Plan)
        if _is_the_municipalitys(snapshot, one)
        and (_is_of_the_law(one.fields.decided) or _goes_on_under_the_law(one.fields.period))
    )


def _is_the_municipalitys(snapshot: Snapshot, plan: Record[Plan]) -> bool:
    parties = snapshot.register.parties(plan)
    return not parties or PartyKind.MUNICIPALITY in parties


def _newest_plan(snapshot: Snapshot, slug: str) -> Iterator[Link]:
    plans = _plans(snapshot, slug)
    for card in newest_first(record_card(snapshot, one) for one in plans)[:1]:
        decided = next(one.fields.decided for one in plans if one.identity == card.identity)
        yield Link(card.title, card.href, _days((_("beslutad {day}"), decided)) or card.when)


def _agreements_of_the_law(snapshot: Snapshot, slug: str) -> tuple[Record[Agreement], ...]:
    return tuple(one for one in records_of(snapshot, slug, Agreement) if _goes_on_under_the_law(one.fields.period))


def _agreements(snapshot: Snapshot, slug: str) -> Iterator[Link]:
    """Those that hold, else the latest, with when it was signed, else with its time."""
    records = {one.identity: one for one in _agreements_of_the_law(snapshot, slug)}
    cards = newest_first(record_card(snapshot, one) for one in records.values())
    for card in [card for card in cards if card.timing == "now"] or cards[:1]:
        signed = _days((_("undertecknad {day}"), records[card.identity].fields.signed))
        yield Link(card.title, card.href, _together(signed, card.when))
