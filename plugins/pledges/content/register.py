"""Every record, linked both ways.

`link` resolves each reference that a record's fields are marked with (`records.Ref`), once. A reference that
leads nowhere stays as a link without target, for the rules to tell of. Nothing is judged or worked out here.
"""

import typing
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from pledges.content.geography import Geography
from pledges.content.kinds import NAMES, Kind, PartyKind
from pledges.content.record import Loc, Record
from pledges.content.schema import Common, Ref, Row

NO_AGREEMENT = "ingen"
UNKNOWN_AGREEMENT = "okänd"
_FOLDERS = {kind: name.folder.rsplit("/", 1)[-1] for kind, name in NAMES.items()}


@dataclass(frozen=True, slots=True)
class Reference:
    """A reference as written: where, to what kind (None for a party), by which field, and the text."""

    loc: Loc
    kind: Kind | None
    field: str
    text: str


@dataclass(frozen=True, slots=True)
class ResolvedReference:
    """A reference from `source` that has been looked up. `target` is an identity, or None where there is none."""

    source: str
    reference: Reference
    target: str | None


@dataclass(frozen=True, slots=True)
class Register:
    """Records by identity, in that order, and the links out of and in to each.

    `identities` are those of the whole site, also where `records` are only a part of it. `public` are the records
    with a page, by kind.
    """

    records: Mapping[str, Record]
    geography: Geography
    identities: frozenset[str]
    out: Mapping[str, tuple[ResolvedReference, ...]] = field(repr=False)
    back: Mapping[str, tuple[ResolvedReference, ...]] = field(repr=False)
    public: Mapping[Kind, tuple[Record, ...]] = field(repr=False)

    def get(self, identity: str | None) -> Record | None:
        """The record with `identity`, unless it is missing, removed or a draft."""
        record = self.records.get(identity) if identity else None
        return record if record is not None and _is_public(record) else None

    def of_kind(self, kind: Kind) -> tuple[Record, ...]:
        """The public records of `kind`, sorted by identity."""
        return self.public.get(kind, ())

    def targets(self, record: Record, *fields: str) -> tuple[Record, ...]:
        """What `record` refers to by any of `fields` (English names), in the order written, each once."""
        found: dict[str, Record] = {}
        for link in self.out.get(record.identity, ()):
            target = self.get(link.target)
            if target is not None and link.reference.field in fields:
                found.setdefault(target.identity, target)
        return tuple(found.values())

    def target(self, record: Record, name: str) -> Record | None:
        """The one record that `record` refers to by the field `name`."""
        return next(iter(self.targets(record, name)), None)

    def sources(self, identity: str, kind: Kind, *fields: str) -> tuple[Record, ...]:
        """The public records of `kind` that refer to `identity`, by any of `fields` (all if none), by identity."""
        found: dict[str, Record] = {}
        for link in self.back.get(identity, ()):
            source = self.get(link.source)
            if source is not None and source.kind is kind and (not fields or link.reference.field in fields):
                found.setdefault(source.identity, source)
        return tuple(found[name] for name in sorted(found))

    def municipalities(self, record: Record) -> tuple[str, ...]:
        """The slugs of the municipalities that share `record`: its folder's first, then those it lists."""
        listed = getattr(record.fields, "municipalities", ()) if record.fields is not None else ()
        own = (record.municipality,) if record.municipality else ()
        return tuple(dict.fromkeys(slug for slug in (*own, *listed) if slug in self.geography.municipalities))

    def parties(self, record: Record) -> tuple[str, ...]:
        """The parties as written: the record's own, else its agreement's."""
        own: tuple[str, ...] = getattr(record.fields, "parties", ())
        agreement = self.target(record, "agreement") if not own and record.kind in (Kind.PLEDGE, Kind.PLAN) else None
        return own or (tuple(agreement.fields.parties) if agreement is not None else ())

    def is_compilation(self, record: Record) -> bool:
        """Whether the portal's editors keep the record, by itself or by its municipality."""
        if record.fields is not None and record.fields.kept_by is not None:
            return True
        home = self.records.get(municipality_identity(record.municipality)) if record.municipality else None
        return home is not None and home.fields is not None and home.fields.kept_by is not None


def _is_public(record: Record) -> bool:
    return record.fields is not None and not record.is_draft


def municipality_identity(slug: str) -> str:
    """`lulea` → `kommuner/lulea/kommun`."""
    return f"kommuner/{slug}/kommun"


def resolve(reference: Reference, home: str | None) -> str | None:
    """The identity that a reference means, seen from the municipality `home`; None for a word that means no record."""
    text = reference.text
    if reference.kind is None:
        if text in (PartyKind.POLICE, PartyKind.MUNICIPALITY):
            return None
        return f"polisen/{text}" if text.startswith("lpo-") else f"aktorer/{text}"
    if reference.kind is Kind.AGREEMENT and text in (NO_AGREEMENT, UNKNOWN_AGREEMENT):
        return None
    if reference.kind is Kind.MUNICIPALITY:
        return municipality_identity(text)
    folder = _FOLDERS[reference.kind]
    if reference.kind is Kind.THEME:
        return f"{folder}/{text}"
    municipality, _, slug = text.rpartition("/")
    return f"kommuner/{municipality or home}/{folder}/{slug}"


def references(record: Record) -> Iterator[Reference]:
    """Every reference in the record's fields, in the order of the fields."""
    if record.fields is not None:
        yield from _references(record.fields, (), "")


def _references(row: Row, loc: Loc, owner: str) -> Iterator[Reference]:
    for name, alias, ref in _plan(type(row)):
        value = getattr(row, name)
        if value is None:
            continue
        items: Iterable[tuple[Loc, Any]] = (
            [((*loc, alias, index), item) for index, item in enumerate(value)]
            if isinstance(value, tuple)
            else [((*loc, alias), value)]
        )
        path = f"{owner}.{name}" if owner else name
        for place, item in items:
            if ref is not None:
                yield Reference(place, ref.kind, path, item)
            elif isinstance(item, Row):
                yield from _references(item, place, path)


@lru_cache(maxsize=64)
def _plan(model: type[Row]) -> tuple[tuple[str, str, Ref | None], ...]:
    """(field, Swedish key, what it refers to or None for rows) for each field that holds references."""
    plan: list[tuple[str, str, Ref | None]] = []
    for name, info in model.model_fields.items():
        ref = next((meta for meta in info.metadata if isinstance(meta, Ref)), None) or _find_ref(info.annotation)
        if ref is not None:
            plan.append((name, info.alias or name, ref))
        elif _holds_rows(info.annotation):
            plan.append((name, info.alias or name, None))
    return tuple(plan)


def _find_ref(annotation: Any) -> Ref | None:
    for meta in getattr(annotation, "__metadata__", ()):
        if isinstance(meta, Ref):
            return meta
    return next((found for inner in typing.get_args(annotation) if (found := _find_ref(inner)) is not None), None)


def _holds_rows(annotation: Any) -> bool:
    if isinstance(annotation, type) and issubclass(annotation, Row) and not issubclass(annotation, Common):
        return True
    return any(_holds_rows(inner) for inner in typing.get_args(annotation))


def link(
    records: Iterable[Record],
    geography: Geography,
    identities: frozenset[str] | None = None,
    onto: Register | None = None,
) -> Register:
    """Join `records` both ways. `identities` are those of the whole site, where `records` are a part of it.

    `onto` is a register that they come on top of: what it has linked already is not linked again.
    """
    fresh = {record.identity: record for record in sorted(records, key=lambda record: record.identity)}
    known = fresh if onto is None else dict(sorted({**onto.records, **fresh}.items()))
    out = {} if onto is None else dict(onto.out)
    back: dict[str, list[ResolvedReference]] = {}
    public: dict[Kind, list[Record]] = {}
    for record in fresh.values():
        links = out[record.identity] = tuple(
            ResolvedReference(record.identity, reference, resolve(reference, record.municipality))
            for reference in references(record)
        )
        for one in links:
            if one.target is not None:
                back.setdefault(one.target, []).append(one)
    for record in known.values():
        if _is_public(record):
            public.setdefault(record.kind, []).append(record)
    before = {} if onto is None else onto.back
    return Register(
        known, geography, identities if identities is not None else frozenset(known), out,
        {**before, **{target: (*before.get(target, ()), *links) for target, links in back.items()}},
        {kind: tuple(found) for kind, found in public.items()},
    )  # fmt: skip
