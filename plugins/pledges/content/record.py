"""One content file that has been read: a record of some kind, or what is left of one whose text has been removed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Generic, NamedTuple, TypeVar

import typing_extensions
from typing_extensions import TypeIs

from pledges.content.field_types import DRAFT
from pledges.content.kinds import Kind
from pledges.content.record_fields import (
    Action,
    Chain,
    Change,
    Commitment,
    Fields,
    FollowUp,
    Gathering,
    Mention,
    Municipality,
    News,
    Picture,
    Removed,
    Tasked,
)
from pledges.written_values import Number


class Position(NamedTuple):
    """Where in a file something stands. Lines and columns count from 1. There are dozens to a record."""

    line: int
    column: int


Loc = tuple[str | int, ...]


@dataclass(frozen=True, kw_only=True)
class ContentFile:
    """What a record has, and keeps when its text is removed.

    `identity` is its path without .md, which is also its public address (`kommuner/x/kommun` answers at
    `kommuner/x/`). `municipality` is the slug of the folder that it lies in. `places` tells where each key stands, by
    its Swedish keys. `comments` are the notes in the front matter that are never shown, with their lines.
    """

    identity: str
    kind: Kind
    municipality: str | None
    path: str
    places: Mapping[Loc, Position]
    body: str
    body_line: int
    comments: tuple[tuple[int, str], ...] = field(default=(), kw_only=True)

    @property
    def slug(self) -> str:
        """The last part of the identity; a municipality's own slug for kommun.md."""
        return self.municipality or "" if self.kind is Kind.MUNICIPALITY else self.identity.rsplit("/", 1)[-1]

    def place(self, loc: Loc = ()) -> Position:
        """Where `loc` stands, or the nearest thing above it that stands somewhere."""
        while loc and loc not in self.places:
            loc = loc[:-1]
        return self.places.get(loc, Position(1, 1))


F = TypeVar("F", bound=Fields)
F_co = typing_extensions.TypeVar("F_co", bound=Fields, covariant=True, default=Fields)


@dataclass(frozen=True, kw_only=True)
class Record(ContentFile, Generic[F_co]):
    """A record whose kind has the fields `F_co`: `Record[Pledge]` is a pledge, and `Record` alone may be any kind."""

    fields: F_co

    @property
    def is_draft(self) -> bool:
        """Whether the record says `status: utkast`."""
        return self.fields.status == DRAFT

    @property
    def former_addresses(self) -> tuple[str, ...]:
        """`tidigare adresser` as written."""
        return self.fields.former_addresses

    @property
    def title(self) -> str:
        """Its title; the empty text for a municipality, which is called by its name."""
        return "" if isinstance(self.fields, Municipality) else self.fields.title

    @property
    def actions(self) -> tuple[Action, ...]:
        """Its actions; none for a kind that has none."""
        return self.fields.actions if isinstance(self.fields, Tasked) else ()

    @property
    def actions_in_document(self) -> Number | None:
        """How many actions the document has, where only some of them are here."""
        return self.fields.actions_in_document if isinstance(self.fields, Tasked) else None

    @property
    def changes(self) -> tuple[Change, ...]:
        """Its `händelser`; none for a kind that has none."""
        return self.fields.changes if isinstance(self.fields, Commitment | FollowUp | Mention) else ()

    @property
    def municipalities(self) -> tuple[str, ...]:
        """`kommuner` as written: those that share it, where they are more than one; none for a kind that has none."""
        return self.fields.municipalities if isinstance(self.fields, Commitment | Picture | News) else ()


@dataclass(frozen=True, kw_only=True)
class RemovedRecord(ContentFile):
    """A record whose text has been removed: when and why, and which other addresses it has had, as written."""

    removed: tuple[Removed, ...]
    former_addresses: tuple[str, ...]

    @property
    def is_draft(self) -> bool:
        """Never: that it was removed is shown."""
        return False

    @property
    def title(self) -> str:
        """None: it is removed too."""
        return ""


AnyRecord = Record | RemovedRecord


def is_a(record: object, model: type[F]) -> TypeIs[Record[F]]:
    """Whether something is a record with the fields of `model`."""
    return isinstance(record, Record) and isinstance(record.fields, model)


def has_actions(record: object) -> TypeIs[Record[Tasked]]:
    """Whether something is a pledge or an action plan."""
    return isinstance(record, Record) and isinstance(record.fields, Tasked)


def is_gathering(record: object) -> TypeIs[Record[Gathering]]:
    """Whether something is a local police area, a theme or another party, whose page gathers from many municipalities."""
    return isinstance(record, Record) and isinstance(record.fields, Gathering)


def in_thread(record: object) -> TypeIs[Record[Chain]]:
    """Whether something is a record in the thread: a picture, agreement, plan, pledge or follow-up."""
    return isinstance(record, Record) and isinstance(record.fields, Chain)


def is_commitment(record: object) -> TypeIs[Record[Commitment]]:
    """Whether something is a pledge, an agreement or an action plan."""
    return isinstance(record, Record) and isinstance(record.fields, Commitment)
