"""Every record, linked both ways.

`link` resolves each reference that a record's fields are marked with (`schema.Ref`), once. A reference that
leads nowhere stays as a link without target, for the rules to report. Nothing is judged or worked out here.
"""

import typing
from collections.abc import Iterable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Any, cast

from pledges.content.field_types import Ref, Row, is_reference
from pledges.content.geography import Geography
from pledges.content.kinds import NAMES, Kind
from pledges.content.origins import Origin
from pledges.content.parties import party_identity
from pledges.content.record import AnyRecord, F, Loc, Record, has_actions, is_a, is_commitment
from pledges.content.record_fields import (
    Actor,
    Agreement,
    Commitment,
    Common,
    FollowUp,
    Mention,
    Plan,
    Pledge,
    PoliceArea,
)
from pledges.content.record_values import ByIdentity
from pledges.content.translations import Translation

NO_AGREEMENT = "ingen"
UNKNOWN_AGREEMENT = "okänd"
FOLLOWED_UP = ("pledge", "agreement", "plan")  # the fields of a follow-up that say what it is of
MENTIONED = ("pledges", "agreements", "plans")  # the fields of a mention that say what it is about


@dataclass(frozen=True, slots=True, kw_only=True)
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Register:
    """Records by identity, in that order, and the links out of and in to each.

    `identities` are those of the whole site, also where `records` are only a part of it. `public` are the records
    with a page, by kind. `origins` are the portals that municipalities were gathered from, by slug. `translations` are
    by the identity of the original and language, and `languages` those that anything on the whole site is translated to.
    """

    records: Mapping[str, AnyRecord]
    geography: Geography
    identities: frozenset[str]
    out: Mapping[str, tuple[ResolvedReference, ...]] = field(repr=False)
    back: Mapping[str, tuple[ResolvedReference, ...]] = field(repr=False)
    public: Mapping[Kind, tuple[Record, ...]] = field(repr=False)
    origins: Mapping[str, Origin] = field(default_factory=dict, repr=False)
    translations: Mapping[str, Mapping[str, Translation]] = field(default_factory=dict, repr=False)
    languages: frozenset[str] = frozenset()

    def get(self, identity: str | None) -> Record | None:
        """The record with `identity`, unless it is missing, removed or a draft."""
        record = self.records.get(identity) if identity else None
        return record if isinstance(record, Record) and not record.is_draft else None

    def of(self, model: type[F]) -> tuple[Record[F], ...]:
        """The public records with the fields of `model`, sorted by identity."""
        return cast("tuple[Record[F], ...]", self.public.get(model.kind, ()))

    def commitments(self) -> tuple[Record[Commitment], ...]:
        """The public pledges, agreements and action plans, each kind sorted by identity."""
        return (*self.of(Pledge), *self.of(Agreement), *self.of(Plan))

    def targets(self, record: AnyRecord, model: type[F], *fields: str) -> tuple[Record[F], ...]:
        """What `record` refers to by any of `fields` (English names), in the order written, each once."""
        targets: dict[str, Record[F]] = {}
        for link in self.out.get(record.identity, ()):
            if link.reference.field in fields and is_a(target := self.get(link.target), model):
                targets.setdefault(target.identity, target)
        return tuple(targets.values())

    def target(self, record: AnyRecord, model: type[F], name: str) -> Record[F] | None:
        """The one record that `record` refers to by the field `name`."""
        return next(iter(self.targets(record, model, name)), None)

    def sources(self, identity: str, model: type[F], *fields: str) -> tuple[Record[F], ...]:
        """The public records of a kind that refer to `identity`, by any of `fields` (all if none), by identity."""
        sources: dict[str, Record[F]] = {}
        for link in self.back.get(identity, ()):
            if (not fields or link.reference.field in fields) and is_a(source := self.get(link.source), model):
                sources.setdefault(source.identity, source)
        return tuple(sources[name] for name in sorted(sources))

    def follow_ups(self, record: Record[Commitment]) -> tuple[Record[FollowUp], ...]:
        """The public follow-ups of `record`, by identity."""
        return self.sources(record.identity, FollowUp, *FOLLOWED_UP)

    def followed_up(self, follow_up: Record[FollowUp]) -> Record[Commitment] | None:
        """The public pledge, agreement or action plan that a follow-up is of."""
        named = (link for link in self.out.get(follow_up.identity, ()) if link.reference.field in FOLLOWED_UP)
        return next((target for link in named if is_commitment(target := self.get(link.target))), None)

    def mentions(self, record: Record[Commitment]) -> tuple[Record[Mention], ...]:
        """What others say of `record`, by identity."""
        return self.sources(record.identity, Mention, *MENTIONED)

    def mentioned(self, mention: Record[Mention]) -> tuple[Record[Commitment], ...]:
        """The public pledges, agreements and action plans that a mention is about, in the order written."""
        named = (
            self.get(link.target) for link in self.out.get(mention.identity, ()) if link.reference.field in MENTIONED
        )
        return tuple(record for record in named if is_commitment(record))

    def successors(self, record: Record[F]) -> tuple[Record[F], ...]:
        """The public records of the same kind that succeed `record`, by identity."""
        return self.sources(record.identity, type(record.fields), "succeeds")

    def municipalities(self, record: AnyRecord) -> tuple[str, ...]:
        """The slugs of the municipalities that share `record`: its folder's first, then those it lists."""
        own = (record.municipality,) if record.municipality else ()
        listed = record.municipalities if isinstance(record, Record) else ()
        return tuple(dict.fromkeys(slug for slug in (*own, *listed) if slug in self.geography.municipalities))

    def parties(self, record: Record) -> tuple[str, ...]:
        """The parties as written: the record's own, else its agreement's; none for what is of no parties."""
        own = record.fields.parties if is_commitment(record) else ()
        agreement = self.target(record, Agreement, "agreement") if not own and has_actions(record) else None
        return agreement.fields.parties if agreement is not None else own

    def party(self, name: str) -> Record[PoliceArea] | Record[Actor] | None:
        """The public record of a party by its name as written; None where it has none."""
        record = self.get(party_identity(name))
        return record if is_a(record, PoliceArea) or is_a(record, Actor) else None

    def party_identities(self, names: Iterable[str]) -> tuple[str, ...]:
        """The identities of those of the parties `names` that have a page of their own, each once."""
        return tuple(dict.fromkeys(party.identity for name in names if (party := self.party(name)) is not None))

    def translation(self, record: AnyRecord, language: str) -> Translation | None:
        """The texts of a public record in `language`; None where it has none."""
        return self.translations.get(record.identity, {}).get(language) if self.get(record.identity) else None

    def slugs_in(self, folder: str) -> tuple[str, ...]:
        """The slugs in a folder of the site, also of files that can't be read: what a misspelt reference may have meant."""
        return _folders(self.identities).get(folder, ())

    def is_unread(self, folder: str) -> bool:
        """Whether there is a file in a folder of the site that is not among the records."""
        return _is_unread(ByIdentity(self), folder)

    def is_compilation(self, record: AnyRecord) -> bool:
        """Whether the portal's editors keep the record: as it says itself, else as its municipality says."""
        if isinstance(record, Record) and record.fields.kept_by is not None:
            return record.fields.is_compiled
        home = self.records.get(municipality_identity(record.municipality)) if record.municipality else None
        return isinstance(home, Record) and home.fields.is_compiled


@lru_cache(maxsize=4)
def _folders(identities: frozenset[str]) -> Mapping[str, tuple[str, ...]]:
    by_folder: dict[str, list[str]] = {}
    for identity in sorted(identities):
        folder, _, slug = identity.rpartition("/")
        by_folder.setdefault(folder, []).append(slug)
    return {folder: tuple(slugs) for folder, slugs in by_folder.items()}


@lru_cache(maxsize=64)
def _is_unread(key: ByIdentity, folder: str) -> bool:
    register: Register = key.held
    return any(f"{folder}/{slug}" not in register.records for slug in register.slugs_in(folder))


def _links_of(record: AnyRecord) -> tuple[ResolvedReference, ...]:
    return tuple(
        ResolvedReference(record.identity, reference, resolve(reference, record.municipality))
        for reference in references(record)
    )


def exchanged(
    register: Register, gone: frozenset[str], come: Iterable[AnyRecord], *, identities: frozenset[str]
) -> Register:
    """What `link` would give with the records `come` instead of those that are `gone`: what is linked already is not linked again.

    `identities` are those of the whole site.
    """
    fresh = {record.identity: record for record in sorted(come, key=lambda record: record.identity)}
    changed = gone | fresh.keys()
    links = {identity: _links_of(record) for identity, record in fresh.items()}
    return replace(
        register,
        records=_in_order(register.records, changed, fresh),
        identities=identities,
        out={**{identity: held for identity, held in register.out.items() if identity not in changed}, **links},
        back=_led_to(register, changed, links),
        public=_made_public(register, changed, fresh),
    )


def _in_order(
    records: Mapping[str, AnyRecord], changed: AbstractSet[str], fresh: Mapping[str, AnyRecord]
) -> Mapping[str, AnyRecord]:
    left = {**records, **fresh}
    for identity in changed - fresh.keys():
        left.pop(identity, None)
    return left if fresh.keys() <= records.keys() else dict(sorted(left.items()))


def _led_to(
    register: Register, changed: AbstractSet[str], links: Mapping[str, tuple[ResolvedReference, ...]]
) -> Mapping[str, tuple[ResolvedReference, ...]]:
    """The links in to each, those of the shared records first, and then in the order of who refers."""
    led_to = dict(register.back)
    come = [link for those in links.values() for link in those if link.target is not None]
    before = (link.target for identity in changed for link in register.out.get(identity, ()))
    for target in {*before, *(link.target for link in come)} - {None}:
        assert target is not None
        here = [link for link in led_to.pop(target, ()) if link.source not in changed]
        here += [link for link in come if link.target == target]
        if here:
            led_to[target] = tuple(sorted(here, key=lambda link: (link.source.startswith("kommuner/"), link.source)))
    return led_to


def _made_public(
    register: Register, changed: AbstractSet[str], fresh: Mapping[str, AnyRecord]
) -> Mapping[Kind, tuple[Record, ...]]:
    public = dict(register.public)
    come = [record for record in fresh.values() if isinstance(record, Record) and not record.is_draft]
    before = (register.records[identity].kind for identity in changed if identity in register.records)
    for kind in {*before, *(record.kind for record in come)}:
        left = [record for record in public.pop(kind, ()) if record.identity not in changed]
        left += [record for record in come if record.kind is kind]
        if left:
            public[kind] = tuple(sorted(left, key=lambda record: record.identity))
    return public


def municipality_identity(slug: str) -> str:
    """`lulea` → `kommuner/lulea/kommun`."""
    return f"kommuner/{slug}/kommun"


def resolve(reference: Reference, home: str | None) -> str | None:
    """The identity that a reference means, seen from the municipality `home`; None for a word that means no record."""
    text = reference.text
    if reference.kind is Kind.AGREEMENT and text in (NO_AGREEMENT, UNKNOWN_AGREEMENT):
        return None
    if not is_reference(text):
        return None
    if reference.kind is None:
        return party_identity(text)
    if reference.kind is Kind.MUNICIPALITY:
        return municipality_identity(text)
    folder = NAMES[reference.kind].list_name
    if reference.kind is Kind.THEME:
        return f"{folder}/{text}"
    municipality, _, slug = text.rpartition("/")
    return f"kommuner/{municipality or home}/{folder}/{slug}"


def references(record: AnyRecord) -> Iterator[Reference]:
    """Every reference in the record's fields, in the order of the fields."""
    if isinstance(record, Record):
        yield from _references(record.fields, (), "")


def _references(row: Row, loc: Loc, owner: str) -> Iterator[Reference]:
    for name, alias, ref in _reference_fields(type(row)):
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
                yield Reference(loc=place, kind=ref.kind, field=path, text=item)
            elif isinstance(item, Row):
                yield from _references(item, place, path)


@lru_cache(maxsize=64)
def _reference_fields(model: type[Row]) -> tuple[tuple[str, str, Ref | None], ...]:
    """(field, Swedish key, what it refers to or None for rows) for each field that holds references."""
    plan: list[tuple[str, str, Ref | None]] = []
    for name, info in model.model_fields.items():
        ref = next((meta for meta in info.metadata if isinstance(meta, Ref)), None) or _find_ref(info.annotation)
        if ref is not None:
            plan.append((name, info.alias or name, ref))
        elif any(map(_reference_fields, _rows_in(info.annotation))):
            plan.append((name, info.alias or name, None))
    return tuple(plan)


def _find_ref(annotation: Any) -> Ref | None:
    for meta in getattr(annotation, "__metadata__", ()):
        if isinstance(meta, Ref):
            return meta
    return next((ref for inner in typing.get_args(annotation) if (ref := _find_ref(inner)) is not None), None)


def _rows_in(annotation: Any) -> Iterator[type[Row]]:
    if isinstance(annotation, type) and issubclass(annotation, Row) and not issubclass(annotation, Common):
        yield annotation
    for inner in typing.get_args(annotation):
        yield from _rows_in(inner)


def link(
    records: Iterable[AnyRecord],
    geography: Geography,
    identities: frozenset[str] | None = None,
    *,
    onto: Register | None = None,
) -> Register:
    """Join `records` both ways. `identities` are those of the whole site, where `records` are a part of it.

    `onto` is a register that they come on top of: what it has linked already is not linked again.
    """
    fresh = {record.identity: record for record in sorted(records, key=lambda record: record.identity)}
    everything: dict[str, AnyRecord] = fresh if onto is None else dict(sorted({**onto.records, **fresh}.items()))
    out = {} if onto is None else dict(onto.out)
    back: dict[str, list[ResolvedReference]] = {}
    public: dict[Kind, list[Record]] = {}
    for record in fresh.values():
        links = out[record.identity] = _links_of(record)
        for resolved in links:
            if resolved.target is not None:
                back.setdefault(resolved.target, []).append(resolved)
    for record in everything.values():
        if isinstance(record, Record) and not record.is_draft:
            public.setdefault(record.kind, []).append(record)
    before = {} if onto is None else onto.back
    return Register(
        records=everything,
        geography=geography,
        identities=identities if identities is not None else frozenset(everything),
        out=out,
        back={**before, **{target: (*before.get(target, ()), *links) for target, links in back.items()}},
        public={kind: tuple(members) for kind, members in public.items()},
        origins={} if onto is None else onto.origins,
        translations={} if onto is None else onto.translations,
        languages=frozenset() if onto is None else onto.languages,
    )
