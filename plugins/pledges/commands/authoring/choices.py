"""What there is to choose from: the records of one municipality and the shared ones, as choices for a reference.

Only the chosen municipality's files are read, so that the first question comes at once in a country of records.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pledges import swedish
from pledges.commands.authoring.answers import Choice
from pledges.content.discovery import SourceFile
from pledges.content.geography import Geography
from pledges.content.kinds import Kind, PartyKind
from pledges.content.reader import read_file
from pledges.content.record import F, Record, is_a, is_commitment
from pledges.content.record_fields import MODELS, Actor, PoliceArea, Theme
from pledges.content.register import NO_AGREEMENT, UNKNOWN_AGREEMENT, Register, link


@dataclass(frozen=True, slots=True)
class Draft:
    """A file that has not been written: its path under content/ and its whole text, and those to be written with it."""

    path: str
    text: str
    others: tuple["Draft", ...] = ()


@dataclass(frozen=True, slots=True)
class MadeOnTheWay:
    """A party or an area that was missing when it was asked for."""

    kind: Kind
    choice: Choice
    draft: Draft


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthoringContext:
    """A day, a place (None for what belongs to no municipality), its records, and every path that is taken.

    `chosen` holds what has been chosen for the whole record (its themes, its parties), which its rows are likely to
    be about: the rest can be chosen by name, without being shown. `made` are the drafts of what has been made on the
    way, each with its kind and what it is chosen by; they belong to one dialogue.
    """

    day: date
    place: str | None
    register: Register
    taken: frozenset[str]
    chosen: Mapping[Kind | None, tuple[str, ...]] = field(default_factory=dict)
    made: list["MadeOnTheWay"] = field(default_factory=list)

    def narrowed(self, kind: Kind | None, slugs: Iterable[str]) -> "AuthoringContext":
        """The same context once `slugs` have been chosen."""
        return replace(self, chosen={**self.chosen, kind: tuple(slugs)})

    @property
    def place_name(self) -> str:
        """The municipality's name; the empty text where there is none."""
        return self.register.geography.name_of(self.place)

    def here(self, model: type[F]) -> tuple[Record[F], ...]:
        """The municipality's own records with the fields of `model`, drafts too, by identity."""
        records = self.register.records.values()
        return tuple(record for record in records if is_a(record, model) and record.municipality == self.place)


def read_context(
    content: Path, sources: Iterable[SourceFile], geography: Geography, *, day: date, place: str | None
) -> AuthoringContext:
    """Read what has to do with `place`. A file with errors is passed over: `make check` tells of it."""
    sources = tuple(sources)
    near = [source for source in sources if source.municipality in (None, place)]
    records = [record for source in near if (record := read_file(content, source)[0]) is not None]
    identities = frozenset(source.identity for source in sources)
    return AuthoringContext(
        day=day,
        place=place,
        register=link(records, geography, identities),
        taken=frozenset(source.path for source in sources),
    )


PARTIES = (Kind.POLICE_AREA, Kind.ACTOR)


def municipality_choices(geography: Geography) -> tuple[Choice, ...]:
    """The 290 municipalities, which answer to name, slug, code and official name."""
    return tuple(
        Choice(facts.slug, facts.name, (facts.code, facts.official_name)) for facts in geography.municipalities.values()
    )


def choices(context: AuthoringContext, kind: Kind | None) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    """(shown, also accepted) for a reference to `kind`, a party where it is None. Numbers are the same each time."""
    shown, also = _parties(context) if kind is None else _records(context, kind)
    new = tuple(one.choice for one in context.made if one.kind is kind or (kind is None and one.kind in PARTIES))
    shown = tuple(replace(choice, number=number) for number, choice in enumerate(shown, 1))
    also = tuple(replace(choice, number=number) for number, choice in enumerate(also, len(shown) + 1))
    new = tuple(replace(choice, number=number) for number, choice in enumerate(new, len(shown) + len(also) + 1))
    shown = (*shown, *new)
    chosen = context.chosen.get(kind)
    if not chosen:
        return shown, also
    every = (*shown, *also)
    near = {*chosen, *(choice.value for choice in new)}
    return tuple(one for one in every if one.value in near), tuple(one for one in every if one.value not in near)


def _records(context: AuthoringContext, kind: Kind) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    if kind is Kind.MUNICIPALITY:
        return (), municipality_choices(context.register.geography)
    records: tuple[Record, ...] = context.register.of(Theme) if kind is Kind.THEME else context.here(MODELS[kind])
    shown = sorted((_choice(record) for record in records), key=lambda choice: swedish.sort_key(choice.label))
    if kind is Kind.AGREEMENT:
        shown.append(Choice(UNKNOWN_AGREEMENT, "okänd: det framgår inte vilken"))
        shown.append(Choice(NO_AGREEMENT, "ingen: löftet hör inte till någon överenskommelse"))
    return tuple(shown), ()


def _choice(record: Record) -> Choice:
    period = record.fields.span if is_commitment(record) else None
    title = record.title or record.slug
    label = f"{title} ({swedish.period(period)})" if period is not None and str(period) not in title else title
    return Choice(record.slug, label, (title,))


def _parties(context: AuthoringContext) -> tuple[tuple[Choice, ...], tuple[Choice, ...]]:
    shown = [
        Choice(PartyKind.POLICE.value, "Polisen, utan att säga vilken"),
        Choice(PartyKind.MUNICIPALITY.value, "Kommunen"),
    ]
    also: list[Choice] = []
    referred = {
        one.target
        for record in context.register.records.values()
        if record.municipality
        for one in context.register.out[record.identity]
    }
    parties: tuple[Record[PoliceArea | Actor], ...] = (*context.register.of(PoliceArea), *context.register.of(Actor))
    for party in parties:
        near = party.identity in referred or (context.place is not None and _is_near(party, context.place))
        (shown if near else also).append(_choice(party))
    return tuple(shown), tuple(also)


def _is_near(record: Record[PoliceArea | Actor], place: str) -> bool:
    """A police area that covers the municipality, or an actor that carries it in its slug."""
    if is_a(record, PoliceArea):
        return any(row.municipality == place for row in record.fields.coverage)
    return f"-{place}-" in f"-{record.slug}-"
