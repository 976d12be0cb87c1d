"""What the references of a record may name: the lists that its form is filled in from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from functools import cached_property, lru_cache

from pledges.content.field_descriptions import shapes
from pledges.content.geography import Geography
from pledges.content.goal_phrases import goal_words
from pledges.content.goals import MeasurableGoal, NumericGoal
from pledges.content.kinds import Kind, PartyKind
from pledges.content.library import SHARED
from pledges.content.record import AnyRecord, Record, has_actions
from pledges.content.record_fields import Action, FollowUp
from pledges.content.register import FOLLOWED_UP, NO_AGREEMENT, UNKNOWN_AGREEMENT, Reference, resolve
from pledges.editing.forms import ACTIONS, PARTIES, Choices, Option, unambiguous
from pledges.editing.places import RecordPlace
from pledges.editing.source import Value
from pledges.status.date_ranges import DateRange, range_of, within
from pledges.status.explanation import in_all
from pledges.status.reported_numbers import YEAR
from pledges.written_values import Period, parse_period

_BY_YEAR = (
    "En summa visar inte att målet nåddes varje år: har ni talen år för år, skriv en delredovisning för varje år."
)


_OF_A_MUNICIPALITY = (Kind.AREA, Kind.PICTURE, Kind.AGREEMENT, Kind.PLAN, Kind.PLEDGE, Kind.FOLLOW_UP)
_MOST_LISTED = 32


class ReferenceLists:
    """The lists of the content as it is saved. What is shared is gathered once, and what some municipalities have is kept."""

    def __init__(self, records_of: Callable[[str], Sequence[AnyRecord]], geography: Geography) -> None:
        """`records_of` gives the records in a folder."""
        self._records_of = records_of
        self.geography = geography
        self._saved = lru_cache(_MOST_LISTED)(self._listed)

    def choices(self, place: RecordPlace, values: Mapping[str, Value], beside: Sequence[AnyRecord] = ()) -> Choices:
        """What the references of a record may name: what its municipality has, with what of it is shown at the same time
        (`beside`), and what is shared."""
        lists = dict(self._shared)
        if place.municipality:
            along = {one.identity: one for one in beside if one.municipality == place.municipality}
            if along:
                saved = {one.identity: one for one in self._records_of(place.municipality)}
                lists |= self._options_of((saved | along).values())
            else:
                lists |= self._saved(place.municipality)
            lists[Kind.AGREEMENT.value] += (
                Option(UNKNOWN_AGREEMENT, "Okänd"),
                Option(NO_AGREEMENT, "Ingen, med skäl"),
            )
            lists[ACTIONS] = self._actions(place, values, along)
        return Choices(lists)

    @cached_property
    def _shared(self) -> Mapping[str, tuple[Option, ...]]:
        return {
            Kind.MUNICIPALITY.value: unambiguous(
                Option(facts.slug, facts.name) for facts in self.geography.municipalities.values()
            ),
            Kind.THEME.value: self._options(self._records_of(SHARED), Kind.THEME),
            PARTIES: unambiguous(
                (
                    Option(PartyKind.POLICE.value, "Polisen"),
                    Option(PartyKind.MUNICIPALITY.value, "Kommunen"),
                    *self._options(self._records_of(SHARED), Kind.POLICE_AREA),
                    *self._options(self._records_of(SHARED), Kind.ACTOR),
                )
            ),
        }

    def _options(self, records: Iterable[AnyRecord], kind: Kind) -> tuple[Option, ...]:
        of_kind = [record for record in records if record.kind is kind and isinstance(record, Record)]
        return unambiguous(Option(record.slug, title_of(record, record.identity, self.geography)) for record in of_kind)

    def _listed(self, municipality: str) -> Mapping[str, tuple[Option, ...]]:
        return self._options_of(self._records_of(municipality))

    def _options_of(self, records: Iterable[AnyRecord]) -> dict[str, tuple[Option, ...]]:
        own = tuple(records)
        return {kind.value: self._options(own, kind) for kind in _OF_A_MUNICIPALITY}

    def _actions(
        self, place: RecordPlace, values: Mapping[str, Value], along: Mapping[str, AnyRecord]
    ) -> tuple[Option, ...]:
        """The actions of what a follow-up is of, which may be among what is shown `along` with it."""
        if place.kind is not Kind.FOLLOW_UP:
            return ()
        for shape in shapes(FollowUp):
            text = values.get(shape.key)
            if shape.name in FOLLOWED_UP and isinstance(text, str):
                reference = Reference(loc=(), kind=shape.refers_to, field=shape.name, text=text)
                named = resolve(reference, place.municipality) or ""
                saved = self._records_of(place.municipality or SHARED) if named not in along else ()
                target = along.get(named) or next((one for one in saved if one.identity == named), None)
                if has_actions(target):
                    run = _time_of(values, target.fields.span)
                    return unambiguous(_promised(action, run) for action in target.actions)
        return ()


def title_of(record: AnyRecord | None, identity: str, geography: Geography) -> str:
    """What a record is called; the last of its identity where it can't be read."""
    if isinstance(record, Record):
        return record.title or geography.name_of(record.slug)
    return identity.rsplit("/", 1)[-1]


def _promised(action: Action, run: DateRange | None) -> Option:
    """An action as it is recalled where somebody tells how it went in the days `run`."""
    goal = action.goal
    counted = goal.counted if isinstance(goal, MeasurableGoal) else ""
    told = f"Målet är {goal_words(goal)}." if goal else ""
    if isinstance(goal, NumericGoal) and run is not None and (whole := in_all(goal, run)):
        by_year = f" {_BY_YEAR}" if goal.per == YEAR else ""
        told = f"Målet är {goal_words(goal)}, {whole}. Skriv antalet för hela tiden.{by_year}"
    return Option(action.id, action.what, note=told, unit=counted)


def _time_of(values: Mapping[str, Value], span: Period | None) -> DateRange | None:
    """The days that a follow-up is said to be of, else those of what it follows up; None where they are not known, or none
    of them are of the other: then a figure is wrong in one of them, and no goal is worked out for that."""
    promised = range_of(span) if span is not None else None
    said = _covers(values)
    run = range_of(said) if said is not None else promised
    return None if run is not None and promised is not None and not within((run,), promised) else run


def _covers(values: Mapping[str, Value]) -> Period | None:
    """The time that a follow-up is said to be of; None where nothing that can be read is said."""
    with suppress(ValueError):
        return parse_period(str(values.get("avser") or ""))
    return None
