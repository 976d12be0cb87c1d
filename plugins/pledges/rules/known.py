"""What is known of the records that nobody has changed, so that a text which somebody types costs what it is linked with and not
all of its municipality."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import TypeVar

from pledges.content.record import Record
from pledges.content.register import Register
from pledges.rules.finding import Finding, GroupRule

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What was found of each record by its identity, before any rule is asked of one: why it can't be understood, what is
    wrong with its time, and whether it is astray. `sharing` has who bears each mark that the records of a place are compared by."""

    unreadable: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    misdated: Mapping[str, tuple[Finding, ...]] = field(default_factory=dict)
    astray: Mapping[str, bool] = field(default_factory=dict)
    sharing: Mapping[int, tuple[str, ...]] | None = None

    def but_for(self, identities: frozenset[str]) -> "Known":
        """The same, with nothing of these records, which are to be looked at anew."""
        return replace(
            self,
            unreadable=_without(self.unreadable, identities),
            misdated=_without(self.misdated, identities),
            astray=_without(self.astray, identities),
        )


def _without(found: Mapping[str, _T], identities: frozenset[str]) -> Mapping[str, _T]:
    left = dict(found)
    for identity in identities:
        left.pop(identity, None)
    return left


def places_of(register: Register, record: Record) -> tuple[str, ...]:
    """Where a record is compared with others: those of no place are compared with one another."""
    return register.municipalities(record) or ("",)


def sharing_marks(register: Register, rules: tuple[GroupRule, ...]) -> Mapping[int, tuple[str, ...]]:
    """Who in `register` bears each mark, by place and rule. Marks are held as numbers, which is a tenth of what they say; two that
    have the same number cost a comparison too many and nothing else."""
    sharing: dict[int, tuple[str, ...]] = {}
    for record in register.records.values():
        if isinstance(record, Record):
            for mark in {
                mark for number, rule in enumerate(rules) for mark in _marks(register, record, rule, number=number)
            }:
                sharing[mark] = (*sharing.get(mark, ()), record.identity)
    return sharing


def those_with_a_mark_of(
    register: Register,
    records: Iterable[Record],
    *,
    number: int,
    rule: GroupRule,
    sharing: Mapping[int, tuple[str, ...]],
) -> frozenset[str]:
    """The identities of those that have a mark of the rule with `number` in common with any of `records`."""
    marks = {mark for record in records for mark in _marks(register, record, rule, number=number)}
    return frozenset(identity for mark in marks for identity in sharing.get(mark, ()))


def _marks(register: Register, record: Record, rule: GroupRule, *, number: int) -> Iterable[int]:
    places = places_of(register, record)
    return (hash((place, number, mark)) for mark in rule.marks(register, record) for place in places)
