"""Calendars: for everything that can be followed, the days of follow-ups, the ends of periods and coming meetings.

Whole days, so that they are on the right day in every time zone. What can't be put on a day is in no calendar. A
calendar reaches back to the beginning of last year, so that it stays small.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache, partial
from uuid import NAMESPACE_URL, uuid5

from icalendar import TRANSP, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from pledges import addresses
from pledges.announcements import Announcement
from pledges.artefacts import Artefact
from pledges.following import Followed, theme_names
from pledges.items import absolute, background, beginning, tag
from pledges.settings import Settings
from pledges.store import code_key
from pledges.syndication import clean
from pledges.texts import SOURCE_LANGUAGE, _
from pledges.views.gathered import Gathering

_END = b"END:VCALENDAR\r\n"


@dataclass(frozen=True, slots=True)
class Entry:
    """A day in a calendar. `stamp` is when it was last revised; `sequence` how many times its day has been moved."""

    uid: str
    day: date
    summary: str
    description: str
    url: str
    categories: tuple[str, ...]
    sequence: int
    stamp: datetime


@dataclass(frozen=True, slots=True)
class Heading:
    """What a calendar says of itself. Addresses are absolute."""

    name: str
    description: str
    url: str
    source: str


class Part(str):
    """A day that is made when it is first needed, and then put into many calendars. It is the mark of all that it is
    made of, so that it stands for itself in keys."""

    make: Callable[[], Entry]

    @classmethod
    def of(cls, mark: str, make: Callable[[], Entry]) -> "Part":
        """A part with its `mark`, made by `make`."""
        part = cls(mark)
        part.make = make
        return part

    @cached_property
    def lines(self) -> bytes:
        """The day as a VEVENT."""
        one = self.make()
        made = Event.new(
            uid=one.uid, start=one.day, end=one.day + timedelta(days=1), summary=clean(one.summary),
            description=clean(one.description), url=one.url, categories=[clean(word) for word in one.categories],
            sequence=one.sequence, stamp=one.stamp, last_modified=one.stamp, transparency=TRANSP.TRANSPARENT,
        )  # fmt: skip
        return bytes(made.to_ical())


@dataclass(frozen=True, slots=True)
class Days:
    """A calendar: its heading, and its entries in order of time."""

    heading: Heading
    parts: tuple[Part, ...]


def calendar_parts(gathering: Gathering, context: str) -> Mapping[str, Sequence[Part]]:
    """Every day that is in a calendar, in order of time, by the address of each page that it belongs to."""
    settings, themes = gathering.outlook.settings, theme_names(gathering)
    since = date(gathering.outlook.day.year - 1, 1, 1)
    dates = [one for summary in gathering.summaries.values() for one in summary.dates]
    found: dict[str, list[Part]] = {}
    for one in sorted(dates, key=lambda one: (one.event.day or since, one.event.id)):
        if one.event.day is not None and one.event.day >= since:
            part = Part.of(context + one.mark, partial(entry, one, settings, themes))
            for address in one.followed_at:
                found.setdefault(address, []).append(part)
    return found


def calendar_artefact(settings: Settings, place: Followed, parts: Sequence[Part]) -> Artefact:
    """The calendar of `place`."""
    path = addresses.calendar(place.address)
    heading = Heading(
        f"{place.name} – {settings.name}",
        _("Uppföljningar, perioder och möten: {name}.").format(name=place.name),
        absolute(settings, place.address),
        absolute(settings, path),
    )
    return Artefact(path, Days(heading, tuple(parts)), code_key().hex(), calendar)


def has_calendar(place: Followed) -> bool:
    """Whether there is a calendar for it: not for the whole country, nor for what is late already."""
    return place.address not in (addresses.FRONT, addresses.LATE)


def entry(one: Announcement, settings: Settings, themes: dict[str, str]) -> Entry:
    """An event as a day in a calendar."""
    assert one.event.day is not None
    lines = [f"{term}: {value}" for term, value in background(one)]
    text = one.event.text if one.event.text != one.record.text else ""
    stamp = datetime.combine(one.revised, time(), UTC) if one.revised is not None else beginning(settings)
    return Entry(
        str(uuid5(NAMESPACE_URL, tag(settings, one.event.id))), one.event.day, one.headline, "\n".join((text, *lines) if text else lines),
        absolute(settings, one.href), tuple(themes[slug] for slug in one.themes if slug in themes), one.event.moved,
        stamp,
    )  # fmt: skip


def calendar(days: Days) -> bytes:
    """The calendar as iCalendar (RFC 5545), with its properties of RFC 7986.

    It names Sweden's time zone, so that it holds something also when it has no day yet, as the format demands.
    """
    heading = days.heading
    made = Calendar.new(
        name=clean(heading.name), description=clean(heading.description), prodid="-//medborgarloften//sv", uid=str(uuid5(NAMESPACE_URL, heading.source)),
        language=SOURCE_LANGUAGE, url=heading.url, source=heading.source, refresh_interval=timedelta(days=1),
        )  # fmt: skip
    head = bytes(made.to_ical())
    assert head.endswith(_END)
    return head.removesuffix(_END) + _zone() + b"".join(part.lines for part in days.parts) + _END


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
