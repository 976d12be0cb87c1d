"""What became of every promised action, as a table for each county (CSV): for who counts in a spreadsheet.

content/sidor/oppna-data.md and docs/oppna-data.md say what each column means. A table for the whole country would be written anew at each edit.
"""

from collections.abc import Iterator
from dataclasses import astuple
from functools import partial

from pledges import urls
from pledges.exports.csv_table import to_csv
from pledges.incremental.artifact import Artifact, Unit
from pledges.incremental.fingerprint import digest
from pledges.views.action_rows import ActionRow
from pledges.views.country.country import Country

COLUMNS = (
    "kommuner", "lokalpolisomraden", "lofte", "titel", "period", "ord", "atgard", "vad", "amne", "ansvarig", "lovat", "redovisat", "tal",
    "enhet", "utfall", "med_ord", "skal", "av", "uppfoljningar", "kalla", "loftets_kallor", "sammanstallning", "adress",
)  # fmt: skip


def action_table_units(country: Country) -> Iterator[Unit]:
    """A unit for each county with a pledge, made again when a row of it has changed."""
    for slug in country.with_actions:
        key = digest("".join(country.digests("actions", (urls.county(slug),))).encode())
        yield Unit(urls.actions(slug), key, partial(_artifacts, country, slug))


def _artifacts(country: Country, slug: str) -> Iterator[Artifact]:
    rows = country.actions(urls.county(slug))
    yield Artifact(path=urls.actions(slug), source=rows, maker="action table 4", make=make)


def make(rows: tuple[ActionRow, ...]) -> bytes:
    """The table, a row for each action and for each pledge without any."""
    return to_csv(COLUMNS, (astuple(row) for row in rows))
