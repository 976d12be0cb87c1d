"""Calendars: for everything that can be followed, the days of follow-ups, the ends of periods and coming meetings.

Whole days, so that they are on the right day in every time zone. What can't be put on a day is in no calendar. A
calendar reaches back to the beginning of last year, so that it stays small.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cached_property, lru_cache
from uuid import NAMESPACE_URL, uuid5

from icalendar import TRANSP, Calendar, Event, Timezone, TimezoneDaylight, TimezoneStandard

from pledges import addresses
from pledges.announcements import Announcement
from pledges.artefacts import Artefact, digest, serialise
from pledges.following import Followed, Members, followed, theme_names
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


class Part:
    """An entry made ready to be put into many calendars. Its text is its digest, and stands for it in keys."""

    def __init__(self, entry: Entry) -> None:
        self.entry = entry
        self._digest = digest(serialise(entry))

    def __str__(self) -> str:
        return self._digest

    @cached_property
    def lines(self) -> bytes:
        """The entry as a VEVENT."""
        one = self.entry
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


def calendar_artefacts(gathering: Gathering, places: Iterable[Followed] = ()) -> Iterator[Artefact]:
    """A calendar for each of `places` except the whole country, which has more days than a calendar can show."""
    settings, themes = gathering.outlook.settings, theme_names(gathering)
    since = date(gathering.outlook.day.year - 1, 1, 1)
    dates = (one for summary in gathering.summaries.values() for one in summary.dates)
    recent = [one for one in dates if one.event.day is not None and one.event.day >= since]
    recent.sort(key=lambda one: (one.event.day or since, one.event.id))
    members = Members(gathering, ((one, Part(entry(one, settings, themes))) for one in recent))
    for place in places or followed(gathering):
        if has_calendar(place):
            path = addresses.calendar(place.address)
            heading = Heading(
                f"{place.name} – {settings.name}", _("Uppföljningar, perioder och möten: {name}.").format(name=place.name),
                absolute(settings, place.address), absolute(settings, path),
            )  # fmt: skip
            yield Artefact(path, Days(heading, tuple(members.of(place))), code_key().hex(), calendar)


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
