"""The tables for who counts in a spreadsheet: CSV of each municipality, of each county and of the country, and that as JSON.

A record's rows are laid out once (`_rows_of`), and so are those of what it tells (`_event_rows_of`). What a county and the country have of a municipality is made when its
records are (`rows_of`) and kept with its summary; a table is that of its municipalities, one after the other.
table_columns.py says what each column means.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, fields
from functools import partial
from typing import Any

import orjson

from pledges import urls
from pledges.content.record import AnyRecord, Record, is_a
from pledges.content.record_fields import Agreement, FollowUp, Pledge
from pledges.exports.csv_table import to_csv, to_rows
from pledges.exports.event_rows import event_row
from pledges.exports.municipality_rows import municipality_rows
from pledges.exports.table_columns import OF_RECORDS, SEVERAL, TABLES, Column, Sort
from pledges.feeds.announcement import Announcement, announcements_of, in_order, told_of
from pledges.history.snapshot import Snapshot, once, recalled
from pledges.incremental.artifact import Artifact, Unit
from pledges.incremental.fingerprint import digest
from pledges.urls import ACTIONS, AGREEMENTS, EVENT_ROWS, FOLLOW_UPS, MEASURES, PLACES, PLEDGE_ROWS
from pledges.views.action_rows import action_rows
from pledges.views.country.country import Country
from pledges.views.measure_rows import measure_rows
from pledges.views.record_rows import agreement_row, follow_up_row, pledge_row

Row = tuple[str, ...]
_JSON_BEGINNING, _JSON_BETWEEN, _JSON_END = b"[\n", b",\n", b"\n]\n"


@dataclass(frozen=True, kw_only=True)
class LaidOut:
    """A row as it lies in a table, and in the same as JSON."""

    csv: bytes
    json: bytes


def _cells(row: Any) -> Row:
    """A row's boxes. `astuple` would copy each of them too, which took a third of the time of making tables."""
    return tuple(getattr(row, field.name) for field in fields(row))


def rows_of(snapshot: Snapshot, slug: str) -> dict[str, bytes]:
    """What the tables of its county and of the country have of the municipality `slug`, by the file's name (`loften.csv`)."""
    own = (record for record in snapshot.register.records.values() if record.municipality == slug)
    rows = _rows(snapshot, slug, own)
    return {f"{name}.csv": b"".join(row.csv for row in rows[name]) for name in rows} | {
        f"{name}.json": _JSON_BETWEEN.join(row.json for row in rows[name]) for name in rows
    }


@once
def place_tables(snapshot: Snapshot, slug: str) -> dict[str, list[LaidOut]]:
    """The rows of each table that the municipality `slug` has any in, with those of what it shares with others."""
    register = snapshot.register
    return _rows(
        snapshot, slug, (record for record in register.records.values() if slug in register.municipalities(record))
    )


def place_artifacts(snapshot: Snapshot, slug: str) -> Iterator[Artifact]:
    """The tables of a municipality."""
    for name, rows in place_tables(snapshot, slug).items():
        yield _file(urls.table_of_place(name, slug), _header(name) + b"".join(row.csv for row in rows))


def table_units(country: Country) -> Iterator[Unit]:
    """A unit for each table, made again when one of its rows has changed. The country's are always there, as texts lead to
    them; a county's is where it has a row."""
    for name in OF_RECORDS:
        for address in (urls.table(name), *(urls.table(name, slug) for slug in country.counties_in_table(name))):
            key = digest("".join(country.digests("tables", (address,))).encode())
            yield Unit(address, key, partial(_artifacts, country, name, address=address))


def places_artifacts(country: Country) -> Iterator[Artifact]:
    """The table of all municipalities."""
    rows = [_cells(row) for row in municipality_rows(country)]
    yield _file(urls.table(PLACES), to_csv(TABLES[PLACES].names, rows))
    yield _file(urls.table_as_json(PLACES), _whole((to_json(PLACES, rows),)))


def _artifacts(country: Country, name: str, *, address: str) -> Iterator[Artifact]:
    yield _file(address, _header(name) + b"".join(country.rows_in_table(f"{name}.csv", address)))
    if address == urls.table(name):
        yield _file(urls.table_as_json(name), _whole(country.rows_in_table(f"{name}.json", address)))


def _header(name: str) -> bytes:
    return to_csv(TABLES[name].names, ())


def _file(address: str, data: bytes) -> Artifact:
    return Artifact(path=address, source=data, maker="table", make=bytes)


def _rows(snapshot: Snapshot, slug: str, records: Iterable[AnyRecord]) -> dict[str, list[LaidOut]]:
    """The rows of `records` by the table that they stand in, by the records' identities; then what has been announced of
    the municipality."""
    rows: dict[str, list[LaidOut]] = {}
    for record in sorted(records, key=lambda one: one.identity):
        if isinstance(record, Record) and not record.is_draft:
            for name, row in _rows_of(snapshot, record):
                rows.setdefault(name, []).append(row)
    if events := _event_rows(snapshot, slug):
        rows[EVENT_ROWS] = events
    return {name: rows[name] for name in OF_RECORDS if name in rows}


@once
def _event_rows(snapshot: Snapshot, slug: str) -> list[LaidOut]:
    """The rows of what has been announced of a municipality, in order."""
    own = (record for record in snapshot.register.records.values() if record.municipality == slug)
    rows = {name: row for record in own for name, row in _event_rows_of(snapshot, record).items()}
    announced = in_order(announcements_of(snapshot, slug))
    rows |= _laid_out_events(snapshot, (one for one in announced if one.event.id not in rows))
    return [rows[one.event.id] for one in announced]


@recalled
def _event_rows_of(snapshot: Snapshot, record: AnyRecord) -> dict[str, LaidOut]:
    """The rows of what a record tells, by the id of the event."""
    return _laid_out_events(snapshot, told_of(snapshot, record).announcements)


def _laid_out_events(snapshot: Snapshot, announcements: Iterable[Announcement]) -> dict[str, LaidOut]:
    return {
        one.event.id: _laid_out(EVENT_ROWS, event_row(snapshot, one)) for one in announcements if one.at is not None
    }


@recalled
def _rows_of(snapshot: Snapshot, record: AnyRecord) -> tuple[tuple[str, LaidOut], ...]:
    """The rows of a record, each with the table that it stands in."""
    assert isinstance(record, Record)
    return tuple((name, _laid_out(name, row)) for name, row in _each_row(snapshot, record))


def _each_row(snapshot: Snapshot, record: Record) -> Iterator[tuple[str, Any]]:
    if is_a(record, Pledge):
        yield PLEDGE_ROWS, pledge_row(snapshot, record)
        yield from ((ACTIONS, row) for row in action_rows(snapshot, record))
    elif is_a(record, Agreement):
        yield AGREEMENTS, agreement_row(snapshot, record)
    elif is_a(record, FollowUp):
        yield FOLLOW_UPS, follow_up_row(snapshot, record)
    yield from ((MEASURES, row) for row in measure_rows(snapshot, record))


def _laid_out(name: str, row: Any) -> LaidOut:
    cells = (_cells(row),)
    return LaidOut(csv=to_rows(cells), json=to_json(name, cells))


def to_json(name: str, rows: Sequence[Row]) -> bytes:
    """The rows of a table as JSON, one a line: an empty box is null, several values a list, and a number a number."""
    columns = TABLES[name].columns
    return _JSON_BETWEEN.join(
        orjson.dumps({column.name: _value(column, cell) for column, cell in zip(columns, row, strict=True)})
        for row in rows
    )


def _whole(parts: Iterable[bytes]) -> bytes:
    return _JSON_BEGINNING + _JSON_BETWEEN.join(parts) + _JSON_END


def _value(column: Column, cell: str) -> object:
    if column.sort in SEVERAL:
        return cell.split("; ") if cell else []
    if not cell:
        return None
    if column.sort is Sort.YES_NO:
        return cell == "ja"
    if column.sort is Sort.COUNT:
        return int(cell)
    if column.sort is Sort.NUMBER:
        number = float(cell.replace(",", "."))
        return int(number) if number.is_integer() else number
    return cell
