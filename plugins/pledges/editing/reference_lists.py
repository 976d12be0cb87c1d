"""What the references of a record may name: the lists that its form is filled in from.

They may be asked for by several at once. What was shown last is held, also when the content has become another, so that what
somebody has written can be read by the lists that it was written from, and nothing of the content has to be read for that.
"""

import threading
from collections import OrderedDict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Generic, TypeVar

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
_MOST_LISTED = 96
"""Municipalities whose lists are held: more than write at once."""
_MOST_FOLLOWED_UP = 512
_Lists = Mapping[str, tuple[Option, ...]]
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class _OfOne:
    """What a municipality has, as its records are called, and so that they are told apart."""

    plain: _Lists
    told_apart: _Lists


class _Shown(Generic[_T]):
    """What was shown last by name, and of which content (`version`) that was."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._held: OrderedDict[str, tuple[int, _T]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: str, version: int, made: Callable[[], _T], *, as_shown: bool) -> _T:
        """What is shown now; where it is to be `as_shown`, as it was shown last, of whichever content."""
        with self._lock:
            held = self._held.get(name)
            if held is not None:
                self._held.move_to_end(name)
        if held is not None and (as_shown or held[0] == version):
            return held[1]
        new = made()
        with self._lock:
            self._held[name] = version, new
            self._held.move_to_end(name)
            while len(self._held) > self._most:
                self._held.popitem(last=False)
        return new


class ReferenceLists:
    """The lists of the content as it is saved, of those folders that were asked for last."""

    def __init__(self, records_of: Callable[[str], Sequence[AnyRecord]], geography: Geography) -> None:
        """`records_of` gives the records in a folder."""
        self._records_of = records_of
        self.geography = geography
        self._version = 0
        self._shared: _Shown[_Lists] = _Shown(1)
        self._listed: _Shown[_OfOne] = _Shown(_MOST_LISTED)
        self._followed_up: _Shown[AnyRecord | None] = _Shown(_MOST_FOLLOWED_UP)

    def renew(self) -> None:
        """Let what is shown from now on be of the content as it is now."""
        self._version += 1

    def choices(
        self,
        place: RecordPlace,
        values: Mapping[str, Value],
        beside: Sequence[AnyRecord] = (),
        *,
        as_shown: bool = False,
    ) -> Choices:
        """What the references of a record may name: what its municipality has, with what of it is shown at the same time
        (`beside`), and what is shared. `as_shown`: by the lists that were shown last, where there are any."""
        lists = dict(self._shared.get(SHARED, self._version, self._of_all, as_shown=as_shown))
        if municipality := place.municipality:
            along = {one.identity: one for one in beside if one.municipality == municipality}
            saved = self._listed.get(municipality, self._version, lambda: self._of_one(municipality), as_shown=as_shown)
            lists |= self._joined(saved.plain, along.values()) if along else saved.told_apart
            lists[Kind.AGREEMENT.value] += (
                Option(UNKNOWN_AGREEMENT, "Okänd"),
                Option(NO_AGREEMENT, "Ingen, med skäl"),
            )
            lists[ACTIONS] = self._actions(place, values, along, as_shown=as_shown)
        return Choices(lists)

    def _of_all(self) -> _Lists:
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

    def _of_one(self, municipality: str) -> _OfOne:
        own = self._records_of(municipality)
        named = {kind.value: tuple(self._named(own, kind)) for kind in _OF_A_MUNICIPALITY}
        return _OfOne(named, {kind: unambiguous(options) for kind, options in named.items()})

    def _options(self, records: Iterable[AnyRecord], kind: Kind) -> tuple[Option, ...]:
        return unambiguous(self._named(records, kind))

    def _named(self, records: Iterable[AnyRecord], kind: Kind) -> Iterator[Option]:
        return (self._option(one) for one in records if one.kind is kind and isinstance(one, Record))

    def _option(self, record: AnyRecord) -> Option:
        return Option(record.slug, title_of(record, record.identity, self.geography))

    def _joined(self, saved: _Lists, along: Iterable[AnyRecord]) -> _Lists:
        """The lists of a municipality with what is shown at the same time as it is written."""
        of_kind: dict[str, dict[str, Option | None]] = {}
        for one in along:
            of_kind.setdefault(one.kind.value, {})[one.slug] = self._option(one) if isinstance(one, Record) else None
        return {
            kind: unambiguous(filter(None, ({one.value: one for one in named} | of_kind.get(kind, {})).values()))
            for kind, named in saved.items()
        }

    def _actions(
        self,
        place: RecordPlace,
        values: Mapping[str, Value],
        along: Mapping[str, AnyRecord],
        *,
        as_shown: bool,
    ) -> tuple[Option, ...]:
        """The actions of what a follow-up is of, which may be among what is shown `along` with it."""
        if place.kind is not Kind.FOLLOW_UP:
            return ()
        for shape in shapes(FollowUp):
            text = values.get(shape.key)
            if shape.name in FOLLOWED_UP and isinstance(text, str):
                reference = Reference(loc=(), kind=shape.refers_to, field=shape.name, text=text)
                named = resolve(reference, place.municipality) or ""
                target = along.get(named) or self._followed_up.get(
                    named,
                    self._version,
                    partial(self._saved, place.municipality or SHARED, named),
                    as_shown=as_shown,
                )
                if has_actions(target):
                    run = _time_of(values, target.fields.span)
                    return unambiguous(_promised(action, run) for action in target.actions)
        return ()

    def _saved(self, folder: str, identity: str) -> AnyRecord | None:
        return next((one for one in self._records_of(folder) if one.identity == identity), None)


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
