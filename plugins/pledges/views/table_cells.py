"""What stands in the boxes of the tables that are open data, whatever the row is of."""

from collections.abc import Iterable
from decimal import Decimal
from urllib.parse import urlsplit

from pledges import swedish
from pledges.content.record import AnyRecord, Record, is_a
from pledges.content.record_fields import Commitment, PoliceArea
from pledges.content.register import Register, municipality_identity
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.settings import absolute
from pledges.urls import of_record
from pledges.views.links import municipality_links, party_links, title_of
from pledges.views.view_types import Link, SourceRow
from pledges.written_values import Period


def together(values: Iterable[str]) -> str:
    """Several values in one box."""
    return "; ".join(values)


def municipalities(register: Register, record: AnyRecord) -> str:
    return together(link.text for link in municipality_links(register, register.municipalities(record)))


def counties(register: Register, record: AnyRecord) -> str:
    """The counties of its municipalities, each once."""
    known = register.geography.municipalities
    return together(dict.fromkeys(known[slug].county_name for slug in register.municipalities(record) if slug in known))


def police_areas(register: Register, record: Record[Commitment]) -> str:
    """The local police areas that promise; where it says no more than the police, those of its municipalities."""
    named = tuple(party for party in map(register.party, register.parties(record)) if is_a(party, PoliceArea))
    covering = (
        area
        for slug in register.municipalities(record)
        for area in register.sources(municipality_identity(slug), PoliceArea, "coverage.municipality")
    )
    areas = named or {area.identity: area for area in covering}.values()
    return together(title_of(register, area) for area in areas)


def parties(register: Register, record: AnyRecord, names: Iterable[str]) -> str:
    return together(link.text for link in party_links(register, record, names))


def begins_and_ends(period: Period) -> dict[str, str]:
    """A time in words, and its first and last day where they are known. A month is all of it: alone a spreadsheet would make it
    the day on which it begins."""
    words = swedish.period(period)
    is_month = period.start is not None and period.start == period.end and period.start.month and not period.start.day
    return {
        "period": _("hela {month}").format(month=words) if is_month else words,
        "begins": str(period.first or ""),
        "ends": str(period.last or ""),
    }


def addresses(snapshot: Snapshot, rows: Iterable[Link | SourceRow]) -> str:
    """The address of each source, each once."""
    found = (row.href for row in rows if row.href is not None)
    return together(
        dict.fromkeys(href if urlsplit(href).scheme else absolute(snapshot.settings, href) for href in found)
    )


def page(snapshot: Snapshot, record: AnyRecord) -> str:
    return absolute(snapshot.settings, of_record(record.identity))


def plain(value: Decimal) -> str:
    """1200; 0,78: as a spreadsheet in Swedish reads a number."""
    return f"{value:f}".replace(".", ",")


def yes_or_no(value: bool) -> str:
    return "ja" if value else "nej"
