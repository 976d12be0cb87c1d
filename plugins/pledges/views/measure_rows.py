"""Measures of the problems themselves as rows of the table that is open data, a row a value.

exports/table_columns.py says what each column means.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from pledges.content.record import Record, is_a, is_commitment
from pledges.content.record_fields import Commitment, FollowUp, Indicator, IndicatorPoint
from pledges.history.snapshot import Snapshot
from pledges.views.page_parts import source_rows
from pledges.views.table_cells import addresses, counties, municipalities, page, plain, yes_or_no


@dataclass(frozen=True, kw_only=True)
class MeasureRow:
    """A value of a measure: what it was at first, is to become, or was found to be, and where it is from."""

    municipalities: str
    counties: str
    subject: str
    measure: str
    what: str
    unit: str
    direction: str
    sort: str
    when: str
    number: str
    in_words: str
    origin: str
    follow_up: str
    sources: str
    compilation: str
    address: str


def measure_rows(snapshot: Snapshot, record: Record) -> Iterator[MeasureRow]:
    """A row for each value that a pledge, an agreement, a plan or a follow-up gives; in a follow-up of what it follows
    up, where it says that it is one of its measures."""
    if is_commitment(record):
        for indicator in record.fields.indicators:
            yield from _rows(snapshot, record, indicator, of=(record, indicator))
    elif is_a(record, FollowUp):
        subject = snapshot.register.followed_up(record)
        known = {one.id: one for one in subject.fields.indicators if one.id} if subject is not None else {}
        for indicator in record.fields.indicators:
            own = known.get(indicator.id or "")
            if subject is not None and own is not None:
                yield from _rows(snapshot, record, indicator, of=(subject, own))
            else:
                yield from _rows(snapshot, record, indicator, of=(record, indicator))


def _rows(
    snapshot: Snapshot,
    record: Record[Commitment] | Record[FollowUp],
    told: Indicator,
    *,
    of: tuple[Record[Commitment] | Record[FollowUp], Indicator],
) -> Iterator[MeasureRow]:
    """What `record` tells of a measure, which is that of another record where `of` says so."""
    register, (owner, measure) = snapshot.register, of
    fields = record.fields
    own_sources = fields.evidence if isinstance(fields, FollowUp) else fields.documents
    points: list[tuple[str, IndicatorPoint, str]] = []
    if told.baseline is not None:
        points.append(("utgångsvärde", told.baseline, ""))
    points += (("värde", value, value.source or "") for value in told.values)
    if told.target is not None:
        points.append(("mål", told.target, ""))
    for sort, point, origin in points:
        yield MeasureRow(
            municipalities=municipalities(register, record),
            counties=counties(register, record),
            subject=owner.identity,
            measure=measure.id or "",
            what=told.what or measure.what or "",
            unit=told.unit or measure.unit or "",
            direction=told.direction or measure.direction or "",
            sort=sort,
            when=str(point.year or ""),
            number=plain(point.value.value),
            in_words=str(point.value),
            origin=origin or told.source or measure.source or "",
            follow_up=record.identity if is_a(record, FollowUp) else "",
            sources=addresses(snapshot, source_rows(record, (*own_sources, *fields.sources))),
            compilation=yes_or_no(register.is_compilation(record)),
            address=page(snapshot, record),
        )
