"""One content file that has been read."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

from pledges.content.kinds import Kind
from pledges.content.schema import DRAFT, Removed


class Position(NamedTuple):
    """Where in a file something stands. Lines and columns count from 1. There are dozens to a record."""

    line: int
    column: int
Loc = tuple[str | int, ...]


@dataclass(frozen=True)
class Record:
    """One content file that has been read.

    `identity` is its path without .md, which is also its public address (`kommuner/x/kommun` answers at
    `kommuner/x/`). `municipality` is the slug of the folder that it lies in. `fields` is None for a record whose
    text has been removed (`removed` says when and why, `former` which other addresses it has had). `places` tells where each key stands, by its Swedish keys.
    """

    identity: str
    kind: Kind
    municipality: str | None
    path: str
    fields: Any
    body: str
    body_line: int
    places: Mapping[Loc, Position]
    removed: tuple[Removed, ...] = ()
    former: tuple[str, ...] = ()

    @property
    def slug(self) -> str:
        """The last part of the identity; a municipality's own slug for kommun.md."""
        return self.municipality or "" if self.kind is Kind.MUNICIPALITY else self.identity.rsplit("/", 1)[-1]

    @property
    def is_draft(self) -> bool:
        """Whether the record says `status: utkast`."""
        return self.fields is not None and self.fields.status == DRAFT

    def place(self, loc: Loc = ()) -> Position:
        """Where `loc` stands, or the nearest thing above it that stands somewhere."""
        while loc and loc not in self.places:
            loc = loc[:-1]
        return self.places.get(loc, Position(1, 1))
