"""The tables (CSV) for who counts in a spreadsheet: actions, pledges, agreements and follow-ups, of each county and of the country.

A municipality's rows are laid out once, when its records are (`rows_of`), and kept with its summary; a table is those of
its municipalities one after the other. content/sidor/oppna-data.md and docs/oppna-data.md say what each column means.
"""

from collections.abc import Iterator, Mapping
from dataclasses import astuple
from functools import partial

from pledges import urls
from pledges.content.record import Record, is_a
from pledges.content.record_fields import Agreement, FollowUp, Pledge
from pledges.exports.csv_table import BEGINNING, to_rows
from pledges.history.snapshot import Snapshot
from pledges.incremental.artifact import Artifact, Unit
from pledges.incremental.fingerprint import digest
from pledges.urls import ACTIONS, AGREEMENTS, FOLLOW_UPS, PLEDGE_ROWS
from pledges.views.action_rows import action_rows
from pledges.views.country.country import Country
from pledges.views.record_rows import agreement_row, follow_up_row, pledge_row

COLUMNS: Mapping[str, tuple[str, ...]] = {
    ACTIONS: (
        "kommuner", "lokalpolisomraden", "lofte", "titel", "period", "fran", "till", "ord", "atgard", "vad", "amne", "ansvarig", "lovat",
        "redovisat", "tal", "enhet", "utfall", "med_ord", "skal", "av", "uppfoljningar", "kalla", "loftets_kallor", "sammanstallning", "adress",
    ),
    PLEDGE_ROWS: (
        "kommuner", "lokalpolisomraden", "lofte", "titel", "parter", "period", "fran", "till", "amnen", "overenskommelse", "ord", "status",
        "sammanfattning", "bedomningar", "omdomen", "atgarder", "atgarder_i_dokumentet", "gjorda", "delvis", "inte_gjorda", "annat_redovisat", "utan_resultat",
        "uppfoljningar", "kallor", "sammanstallning", "adress",
    ),
    AGREEMENTS: (
        "kommuner", "lokalpolisomraden", "overenskommelse", "titel", "parter", "period", "fran", "till", "undertecknad", "status", "loften",
        "uppfoljningar", "kallor", "sammanstallning", "adress",
    ),
    FOLLOW_UPS: (
        "kommuner", "uppfoljning", "titel", "galler", "publicerad", "avser", "fran", "till", "typ", "av", "av_parterna", "bedomning", "omdome",
        "olast", "atgarder", "effekt", "kallor", "sammanstallning", "adress",
    ),
}  # fmt: skip


def rows_of(snapshot: Snapshot, slug: str) -> dict[str, bytes]:
    """The rows of the municipality `slug` in each table that it has any in, by the records' identities."""
    rows: dict[str, list[tuple[str, ...]]] = {}
    for _identity, record in sorted(snapshot.register.records.items()):
        if record.municipality == slug and isinstance(record, Record) and not record.is_draft:
            for name, row in _rows(snapshot, record):
                rows.setdefault(name, []).append(row)
    return {name: to_rows(rows[name]) for name in COLUMNS if name in rows}


def _rows(snapshot: Snapshot, record: Record) -> Iterator[tuple[str, tuple[str, ...]]]:
    if is_a(record, Pledge):
        yield PLEDGE_ROWS, astuple(pledge_row(snapshot, record))
        yield from ((ACTIONS, astuple(row)) for row in action_rows(snapshot, record))
    elif is_a(record, Agreement):
        yield AGREEMENTS, astuple(agreement_row(snapshot, record))
    elif is_a(record, FollowUp):
        yield FOLLOW_UPS, astuple(follow_up_row(snapshot, record))


def table_units(country: Country) -> Iterator[Unit]:
    """A unit for each table with a row, made again when one of its rows has changed."""
    for name in COLUMNS:
        for address in (urls.table(name), *(urls.table(name, slug) for slug in country.counties_in_table(name))):
            if digests := country.digests("tables", (address,)):
                yield Unit(address, digest("".join(digests).encode()), partial(_artifacts, country, name, address))


def _artifacts(country: Country, name: str, address: str) -> Iterator[Artifact]:
    text = b"".join((BEGINNING, to_rows((COLUMNS[name],)), *country.rows_in_table(name, address)))
    yield Artifact(path=address, source=text, maker="table", make=bytes)
