"""A municipality's summary and its parts, worked out from its records: what gathers reads these alone."""

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from operator import itemgetter

from pledges import urls
from pledges.content.kinds import Kind
from pledges.content.record import AnyRecord, Record, is_a
from pledges.content.record_fields import Agreement, Area, Chain, Municipality, News, Plan, Pledge
from pledges.content.register import Register
from pledges.exports.table_columns import OF_RECORDS
from pledges.exports.tables import rows_of
from pledges.feeds.announcement import (
    Announcement,
    announcements_of,
    in_calendar,
    in_order,
    is_imported,
    last_days,
    news_item,
    published_from,
    remembered,
    told_of,
)
from pledges.feeds.calendar import day_of, day_row, since
from pledges.feeds.item_text import item_of, row_of, theme_names
from pledges.feeds.translated import TranslatedItem, translated_items
from pledges.history.events import EventKind
from pledges.history.snapshot import Due, Snapshot, arrivals, dues, events_of, recalled
from pledges.i18n import _
from pledges.incremental.fingerprint import digest, serialise
from pledges.status.date_ranges import DAY
from pledges.status.result_for_readers import ReaderState, Turnout
from pledges.status.steps import steps_until
from pledges.views.cards import Card, pledge_card, record_card
from pledges.views.country.summary import (
    ENTERED,
    EVERYTHING,
    RECENT,
    Counted,
    Summary,
    SummaryParts,
    keys_of,
    list_key,
    themes_in_counties,
)
from pledges.views.links import link_to
from pledges.views.municipality import has_records, late_rows, unseen_rows
from pledges.views.required_by_law import LawShown, law_shown
from pledges.views.translated.cards import translated_cards
from pledges.views.view_types import Link, NewsItem, PledgeCard, RecordCard
from pledges.written_values import day_after


def summarise(snapshot: Snapshot, slug: str) -> tuple[Summary, SummaryParts]:
    """The summary of the municipality `slug` and its parts; of the shared records where `slug` is empty."""
    register = snapshot.register
    own = [record for record in register.records.values() if (record.municipality or "") == slug]
    public = [record for record in own if isinstance(record, Record) and not record.is_draft]
    pledges = tuple(pledge_card(snapshot, record) for record in public if is_a(record, Pledge))
    others = (record for record in public if isinstance(record.fields, Chain) and not is_a(record, Pledge))
    records = tuple(record_card(snapshot, record) for record in others)
    standings = {record.identity: snapshot.standings[record.identity] for record in public if is_a(record, Pledge)}
    announcements = announcements_of(snapshot, slug)
    published = published_from(snapshot, slug)
    finished = {name: one for record in own for name, one in _finished(snapshot, record).items()}
    finished |= _finishing(snapshot, (one for one in announcements if one.event.id not in finished))
    parts = _parts(snapshot, cards=(*pledges, *records), announcements=announcements, slug=slug, finished=finished)
    home = next((record for record in public if is_a(record, Municipality)), None)
    digests = {card.identity: digest(serialise(card)) for card in parts.cards}
    recent = {
        key: digest(*(row.encode() + serialise(item) for row, item in rows)) for key, rows in parts.recent.items()
    }
    summary = Summary(
        slug=slug,
        entered=bool(own),
        has_records=has_records(snapshot, slug),
        compilation=home is not None and home.fields.is_compiled,
        counts=_counts(pledges, records, told={one for one, now in standings.items() if now.is_told_of}),
        kinds=Counter(card.kind for card in records),
        themes=Counter(theme for card in pledges for theme in card.themes),
        themes_in_counties=Counter(key for card in pledges for key in themes_in_counties(card)),
        states=Counter(card.reader_state for card in pledges),
        turnouts=Counter(turnout for card in pledges for turnout in card.turnouts),
        untold=Counter(now.untold.value for now in standings.values() if now.untold is not None),
        turnouts_of_part=Counter(one.value for now in standings.values() for one in Turnout if now.is_of_part(one)),
        results=Counter(result.result.value for now in standings.values() for result in now.results),
        late=late_rows(snapshot, slug) if slug else (),
        unseen=unseen_rows(snapshot, slug) if slug else (),
        work=_work(snapshot, public),
        areas=tuple(link_to(register, record) for record in public if is_a(record, Area) and slug),
        arrivals=tuple(arrivals(snapshot, public)),
        law=law_shown(snapshot, slug, home) if slug else LawShown(),
        postal_codes=tuple(_postal_codes(register, public)),
        published=published,
        last_announced=max((one.announced for one in announcements if one.announced), default=None),
        until=_until(snapshot, public, announcements),
        cards={key: _joined(digests[card.identity] for card in cards) for key, cards in _by_key(parts.cards).items()},
        recent=recent,
        announced={address: _joined(rows) for address, rows in parts.announced.items()},
        imported={address: _joined(rows) for address, rows in parts.imported.items()},
        days={address: _joined(rows) for address, rows in parts.days.items()},
        tables=_tables(register, slug, parts.tables),
        translated=tuple(translated_cards(snapshot, public)),
        pages=digest(serialise(parts.pages)),
        country_pages="",
        digests={},
    )
    shown = replace(
        summary,
        themes_in_counties={},
        published=None,
        last_announced=None,
        until=None,
        cards={key: summary.cards.get(key, "") for key in [list_key(ReaderState.IN_FORCE)]},
        recent={key: recent.get(key, "") for key in (EVERYTHING, ENTERED)},
        announced={},
        imported={},
        days={},
        tables={},
        translated=(),
        pages="",
    )
    return replace(summary, country_pages=digest(serialise(shown))), parts


def _tables(register: Register, slug: str, rows: Mapping[str, bytes]) -> dict[str, str]:
    """A digest of the municipality's rows by the address of each table that they stand in: its county's and the country's."""
    return {
        urls.table(name, county): digest(rows[f"{name}.csv"])
        for name in OF_RECORDS
        if f"{name}.csv" in rows
        for county in ("", register.geography.municipalities[slug].county_slug)
    }


def _by_key(cards: Iterable[Card]) -> dict[str, list[Card]]:
    cards_by_key: dict[str, list[Card]] = {}
    for card in cards:
        for key in dict.fromkeys(keys_of(card)):
            cards_by_key.setdefault(key, []).append(card)
    return cards_by_key


@dataclass(frozen=True)
class Finished:
    """An announcement as it goes into feeds and calendars; empty for those that it goes into none of."""

    item: bytes
    entry: bytes


@recalled
def _finished(snapshot: Snapshot, record: AnyRecord) -> dict[str, Finished]:
    """What a record tells, finished, by the id of the event."""
    return _finishing(snapshot, told_of(snapshot, record).announcements)


def _finishing(snapshot: Snapshot, announcements: Iterable[Announcement]) -> dict[str, Finished]:
    themes = theme_names(snapshot.register)
    return {
        one.event.id: Finished(
            item=item_of(one, snapshot.settings, themes) if one.at is not None else b"",
            entry=day_of(one, snapshot.settings, themes) if _is_ahead(one, snapshot.day) else b"",
        )
        for one in announcements
    }


def _is_ahead(announcement: Announcement, today: date) -> bool:
    """Whether an announcement is in calendars, which begin with last year."""
    day = announcement.event.day
    return in_calendar(announcement) and day is not None and day >= since(today)


def _parts(
    snapshot: Snapshot,
    *,
    cards: tuple[Card, ...],
    announcements: Sequence[Announcement],
    slug: str,
    finished: Mapping[str, Finished],
) -> SummaryParts:
    published = published_from(snapshot, slug)
    ordered = in_order(announcements)
    items = {one.event.id: finished[one.event.id].item for one in ordered}
    dates = sorted(
        (one for one in announcements if _is_ahead(one, snapshot.day)),
        key=lambda one: (one.event.day or date.min, one.event.id),
    )
    entries = {one.event.id: finished[one.event.id].entry for one in dates}
    rows = [(row_of(one, items[one.event.id], slug), one) for one in ordered]
    told = (one for one in ordered if not is_imported(one, published))
    abroad = [item for one in told for item in translated_items(snapshot, one, slug)]
    return SummaryParts(
        cards=cards,
        recent=_recent(ordered) | _entered_last(announcements),
        announced=_by_address(row for row in rows if not is_imported(row[1], published)) | _in_languages(abroad),
        imported=_by_address(row for row in rows if is_imported(row[1], published)),
        items=items | {one.name: one.item for one in abroad},
        days=_by_address((day_row(one, entries[one.event.id], slug), one) for one in dates),
        entries=entries,
        pages=last_days(ordered, snapshot.day),
        tables=rows_of(snapshot, slug) if slug else {},
        remembered=remembered(ordered),
    )


def _by_address(rows: Iterable[tuple[str, Announcement]]) -> dict[str, tuple[str, ...]]:
    rows_by_address: dict[str, list[str]] = {}
    for row, announcement in rows:
        for address in announcement.followed_at:
            rows_by_address.setdefault(address, []).append(row)
    return {address: tuple(followed) for address, followed in rows_by_address.items()}


def _in_languages(items: Iterable[TranslatedItem]) -> dict[str, tuple[str, ...]]:
    """The lines of the items in other languages, by the feeds that they are in."""
    rows: dict[str, list[str]] = {}
    for one in items:
        for address in one.followed_at:
            rows.setdefault(address, []).append(one.row)
    return {address: tuple(lines) for address, lines in rows.items()}


def _recent(ordered: Sequence[Announcement]) -> dict[str, tuple[tuple[str, NewsItem], ...]]:
    """The latest that has happened under each place, theme and party, and of all."""
    rows_by_key: dict[str, list[tuple[str, NewsItem]]] = {}
    for one in reversed([one for one in ordered if one.event.kind is not EventKind.ENTERED]):
        themes = (f"{urls.THEMES}{slug}" for slug in one.subject.themes)
        keys = (EVERYTHING, *one.subject.slugs, *themes, *one.parties)
        for key in dict.fromkeys(keys):
            rows = rows_by_key.setdefault(key, [])
            if len(rows) < RECENT:
                rows.append((row_of(one, b"", ""), news_item(one)))
    return {key: tuple(rows) for key, rows in rows_by_key.items()}


def _entered_last(announcements: Sequence[Announcement]) -> dict[str, tuple[tuple[str, NewsItem], ...]]:
    """The record that was entered last, and how many more the same day; of the same day, one by chance.

    What has been removed has no kind any more.
    """
    entered = [one for one in announcements if one.event.kind is EventKind.ENTERED and one.subject.kind]
    if not entered:
        return {}
    row, last = max(((f"{one.event.day} {digest(one.event.id.encode())}", one) for one in entered), key=itemgetter(0))
    more = sum(one.event.day == last.event.day for one in entered) - 1
    kind = last.subject.kind
    title = _("{kind}, och {count} till samma dag").format(kind=kind, count=more) if more else kind
    return {ENTERED: ((row, replace(news_item(last), title=title)),)}


def _counts(
    pledges: Iterable[PledgeCard], records: Iterable[RecordCard], *, told: Collection[str]
) -> tuple[Counted, ...]:
    numbers: dict[tuple[str, ...], list[int]] = {}
    for pledge in pledges:
        row = numbers.setdefault(pledge.municipality_slugs, [0, 0, 0, 0, 0])
        row[0] += 1
        row[1] += pledge.reader_state == ReaderState.IN_FORCE
        row[4] += pledge.identity in told
    for record in records:
        row = numbers.setdefault(record.municipality_slugs, [0, 0, 0, 0, 0])
        if record.kind is Kind.AGREEMENT:
            row[2] += 1
            row[3] += record.timing == "now"
    return tuple(
        Counted(
            slugs=slugs,
            pledges=all_pledges,
            pledges_now=in_force,
            pledges_told=of_which_told,
            agreements=agreements,
            agreements_now=agreements_now,
        )
        for slugs, (all_pledges, in_force, agreements, agreements_now, of_which_told) in numbers.items()
    )


def _joined(parts: Iterable[str]) -> str:
    return digest("\n".join(parts).encode())


def _until(snapshot: Snapshot, public: Iterable[Record], announcements: Iterable[Announcement]) -> date | None:
    """The next day on which anything that is told of the records changes by itself."""
    days = {day for record in public for day in _turning_days(snapshot, record)}
    days |= {
        record.fields.date.first
        for record in snapshot.register.records.values()
        if is_a(record, News) and record.fields.date
    }
    for one in announcements:
        if one.event.day is not None:
            days.add(one.event.day)
            if one.cancelled:
                days.add(day_after(one.event.day))
        if one.announced == snapshot.day and one.event.id not in snapshot.log.events:
            days.add(snapshot.day + DAY)
    if snapshot.publishing and not all(map(snapshot.log.is_unchanged, public)):
        days.add(snapshot.day + DAY)
    return min((day for day in days if day > snapshot.day), default=None)


@recalled
def _turning_days(snapshot: Snapshot, record: Record) -> frozenset[date]:
    """The days on which what a page, a list or the work list says of a record may change by itself."""
    return frozenset(_days_of(snapshot, record))


def _days_of(snapshot: Snapshot, record: Record) -> Iterator[date]:
    span = record.fields.span
    if span is not None:
        yield from (day for day in (span.first, span.last and day_after(span.last)) if day is not None)
    if is_a(record, Pledge) or is_a(record, Plan):
        yield date(
            snapshot.day.year + 1, 1, 1
        )  # the axis of a municipality shows which year it is, and each has a report
    now = snapshot.standings.get(record.identity)
    if now is None:
        return
    if now.until is not None:
        yield now.until
    if now.due is not None:
        yield now.due - snapshot.settings.due_soon_days * DAY
        yield day_after(now.due)
    yield from (event.day for event in events_of(snapshot, record) if event.day is not None)
    if is_a(record, Agreement) and (day := steps_until(snapshot.register, record, snapshot.day)) is not None:
        yield day


def _postal_codes(register: Register, records: list[Record]) -> Iterator[tuple[str, Link]]:
    """Each postal code (five digits) that a part of the municipality says is its own."""
    for record in records:
        for text in record.fields.postal_codes if is_a(record, Area) else ():
            code = "".join(text.split())
            if len(code) == 5 and code.isdigit():
                yield code, link_to(register, record)


def _work(snapshot: Snapshot, records: Iterable[AnyRecord]) -> tuple[Due, ...]:
    """What staff are to follow up: what is due soon or overdue."""
    soon = snapshot.settings.due_soon_days
    own = (due for due in dues(snapshot, records) if (due.day - snapshot.day).days <= soon)
    return tuple(sorted(own, key=lambda due: (due.day, due.path)))
