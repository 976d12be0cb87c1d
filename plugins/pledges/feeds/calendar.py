"""Calendars: for everything that can be followed, the days of follow-ups, the ends of periods and coming meetings.

Whole days, so that they are on the right day in every time zone; a meeting whose time is known is at that time in Sweden. What can't be put on a day is in no calendar. A
calendar reaches back to the beginning of last year, so that it stays small.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from uuid import NAMESPACE_URL, uuid5
from zoneinfo import ZoneInfo

from icalendar import STATUS, TRANSP, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard, vUri

from pledges import urls
from pledges.feeds.announcement import Announcement, start_of
from pledges.feeds.item_text import background, beginning, tag
from pledges.feeds.syndication import clean
from pledges.i18n import SOURCE_LANGUAGE, _
from pledges.incremental.fingerprint import digest
from pledges.settings import Settings, absolute
from pledges.written_values import parse_clock

_SWEDEN = ZoneInfo("Europe/Stockholm")
_END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarEntry:
    """A day in a calendar, or a time of it where `begins` is known. `stamp` is when it was last revised; `sequence` how many times its day has been moved, and
    it has been cancelled or is on again."""

    uid: str
    day: date
    summary: str
    description: str
    url: str
    categories: tuple[str, ...]
    sequence: int
    stamp: datetime
    cancelled: bool = False
    begins: time | None = None
    ends: time | None = None
    place: str = ""

    @property
    def span(self) -> tuple[date, date]:
        """When it begins and ends: whole days, or in Sweden's time; what has no known end is an hour."""
        if self.begins is None:
            return self.day, self.day + timedelta(days=1)
        first = datetime.combine(self.day, self.begins, _SWEDEN)
        last = datetime.combine(self.day, self.ends, _SWEDEN) if self.ends is not None else first + timedelta(hours=1)
        return first, last


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarHeading:
    """What a calendar says of itself. Addresses are absolute."""

    name: str
    description: str
    url: str
    source: str


def day_of(announcement: Announcement, settings: Settings, themes: Mapping[str, str]) -> bytes:
    """An event as a finished VEVENT, to be put into any number of calendars. `themes` are their names by slug."""
    return vevent(_calendar_entry(announcement, settings, themes))


def vevent(entry: CalendarEntry) -> bytes:
    """A day as a VEVENT."""
    event = Event.new(
        uid=entry.uid,
        start=entry.span[0],
        end=entry.span[1],
        location=clean(entry.place) or None,
        summary=clean(entry.summary),
        description=clean(entry.description),
        url=entry.url,
        categories=[clean(category) for category in entry.categories],
        sequence=entry.sequence,
        stamp=entry.stamp,
        last_modified=entry.stamp,
        transparency=TRANSP.TRANSPARENT,
        status=STATUS.CANCELLED if entry.cancelled else None,
    )
    return bytes(event.to_ical())


def day_row(announcement: Announcement, day: bytes, slug: str) -> str:
    """A line for a finished day: the day, the event's id and digest, and whose it is. Lines sort as calendars do."""
    return f"{announcement.event.day} {announcement.event.id} {digest(day)} {slug}"


def since(today: date) -> date:
    """The first day that calendars have."""
    return date(today.year - 1, 1, 1)


def heading_of(settings: Settings, address: str, name: str) -> CalendarHeading:
    """The heading of the calendar of the place at `address`."""
    return CalendarHeading(
        name=f"{name} – {settings.name}",
        description=_("Uppföljningar, perioder och möten: {name}.").format(name=name),
        url=absolute(settings, address),
        source=absolute(settings, urls.calendar(address)),
    )


def has_calendar(address: str) -> bool:
    """Whether what is followed at `address` has a calendar: not the whole country, nor what is late already."""
    return address not in (urls.FRONT, urls.LATE)


def _calendar_entry(announcement: Announcement, settings: Settings, themes: Mapping[str, str]) -> CalendarEntry:
    assert announcement.event.day is not None
    lines = [f"{term}: {value}" for term, value in background(announcement)]
    revised = announcement.turned or announcement.subject.revised
    headline = announcement.headline
    begins, ends = parse_clock(announcement.event.clock) if announcement.event.clock else (None, None)
    return CalendarEntry(
        uid=str(uuid5(NAMESPACE_URL, tag(settings, announcement.event.id))),
        day=announcement.event.day,
        summary=_("Inställt: {headline}").format(headline=headline) if announcement.cancelled else headline,
        description="\n".join((announcement.text, *lines) if announcement.text else lines),
        url=absolute(settings, announcement.href),
        categories=tuple(themes[slug] for slug in announcement.subject.themes if slug in themes),
        sequence=announcement.event.moved + announcement.turns,
        stamp=start_of(revised) if revised is not None else beginning(settings),
        cancelled=announcement.cancelled,
        begins=begins,
        ends=ends,
        place=announcement.event.place,
    )


def calendar(heading: CalendarHeading, days: Iterable[bytes]) -> bytes:
    """A calendar of finished days as iCalendar (RFC 5545), with its properties of RFC 7986.

    It names Sweden's time zone, so that it holds something also when it has no day yet, as the format demands.
    """
    empty = Calendar.new(
        name=clean(heading.name),
        description=clean(heading.description),
        prodid="-//medborgarloften//sv",
        uid=str(uuid5(NAMESPACE_URL, heading.source)),
        language=SOURCE_LANGUAGE,
        url=heading.url,
    )
    # icalendar leaves out the VALUE that RFC 7986 demands of these two.
    empty.add("refresh-interval", timedelta(days=1), parameters={"VALUE": "DURATION"})
    empty.add("source", vUri(heading.source), parameters={"VALUE": "URI"})
    head = bytes(empty.to_ical())
    assert head.endswith(_END)
    return head.removesuffix(_END) + _zone() + b"".join(days) + _END


@lru_cache(maxsize=1)
def _zone() -> bytes:
    """Sweden's time: summer time from the last Sunday of March to that of October (directive 2000/84/EC)."""
    zone = Timezone()
    zone.add("tzid", "Europe/Stockholm")
    for component, name, start, month, before, after in (
        (TimezoneStandard(), "CET", datetime(1996, 10, 27, 3), 10, 2, 1),
        (TimezoneDaylight(), "CEST", datetime(1996, 3, 31, 2), 3, 1, 2),
    ):
        component.add("dtstart", start)
        component.add("tzname", name)
        component.add("rrule", {"freq": "yearly", "bymonth": month, "byday": "-1SU"})
        component.add("tzoffsetfrom", timedelta(hours=before))
        component.add("tzoffsetto", timedelta(hours=after))
        zone.add_component(component)
    return bytes(zone.to_ical())
