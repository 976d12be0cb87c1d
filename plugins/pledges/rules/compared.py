"""The rules that compare the records of one place: all that is there, or only what has a mark in common with what is looked at."""

from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal
from functools import partial
from typing import Any

import orjson
from pydantic import BaseModel

from pledges.content.record import AnyRecord, Record
from pledges.content.register import Register
from pledges.incremental.fingerprint import digest
from pledges.incremental.reads import ANSWER
from pledges.rules.finding import Finding, GroupRule
from pledges.rules.known import Known, places_of, those_with_a_mark_of
from pledges.rules.memory import Remembered

_ABOUT = tuple[Record, Finding]
_Marks = Mapping[tuple[str, int], tuple[str, ...]]
"""The marks of a record: what it is compared by, in each place by the rule with each number."""
_MARKS, _COMPARED = "marken", "jamford"
_OPTIONS = orjson.OPT_PASSTHROUGH_DATACLASS | orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS


def compared(
    rules: Sequence[GroupRule], register: Register, chosen: Iterable[AnyRecord], *, known: Known
) -> Iterator[_ABOUT]:
    """Each of the `chosen` against all there, or against those that may matter to it where it is known who bears which mark."""
    of_place = _by_place(register, chosen)
    there: dict[str, list[Record]] = {place: [] for place in of_place}
    for one in register.records.values():
        if isinstance(one, Record) and (known.sharing is None or one.identity not in known.unreadable):
            for place in places_of(register, one):
                if place in there:
                    there[place].append(one)
    for place, own in of_place.items():
        for number, rule in enumerate(rules):
            beside = there[place]
            if known.sharing is not None:
                with_marks = those_with_a_mark_of(register, own, number=number, rule=rule, sharing=known.sharing)
                others = (register.records.get(one) for one in with_marks - {one.identity for one in beside})
                beside = _in_order([*beside, *(one for one in others if isinstance(one, Record))])
            yield from rule.look(register, tuple(beside))


def compared_again(rules: Sequence[GroupRule], seen: Remembered, chosen: Iterable[AnyRecord]) -> Iterator[_ABOUT]:
    """As `compared`, of a register of which it is remembered what was found: only what has a mark in common with something that
    is new is compared with what has one in common with that."""
    register, memory = seen.register, seen.memory
    of_place = _by_place(register, chosen)
    marks: dict[str, _Marks] = {}
    bearers: dict[str, list[Record]] = {}
    for one in register.records.values():
        if isinstance(one, Record) and not of_place.keys().isdisjoint(places_of(register, one)):
            marks[one.identity] = seen.recall(one, partial(_marks_of, rules, register, one), _MARKS)
            for question in _questions(marks[one.identity]):
                bearers.setdefault(question, []).append(one)
    seen.answers.update(_answers(seen, bearers))
    own = {one.identity: one for there in of_place.values() for one in there}
    stale = {name: one for name, one in own.items() if memory.recalled(f"{_COMPARED} {name}") is None}
    found: dict[str, list[Finding]] = {name: [] for name in stale}
    for place, there in of_place.items():
        new = [one for one in there if one.identity in stale]
        for number, rule in enumerate(rules) if new else ():
            beside = {one.identity: one for one in new}
            for one in new:
                for mark in marks[one.identity].get((place, number), ()):
                    beside.update((other.identity, other) for other in bearers[_question(place, number, mark)])
            for about, finding in rule.look(register, tuple(_in_order(beside.values()))):
                if about.identity in found:
                    found[about.identity].append(finding)
    for name, one in own.items():
        told = seen.recall(one, partial(_told, seen, one, marks=marks[name], found=found.get(name, ())), _COMPARED)
        yield from ((one, finding) for finding in told)


def _told(seen: Remembered, record: Record, *, marks: _Marks, found: Iterable[Finding]) -> tuple[Finding, ...]:
    reads = seen.memory.reads
    reads.note_all(seen.memory.now[_marked(record)].read)
    reads.note_all(f"{ANSWER} {question}" for question in _questions(marks))
    return tuple(found)


def _marks_of(rules: Sequence[GroupRule], register: Register, record: Record) -> _Marks:
    """All marks of a record. What the rules ask of it when they are given it alone has been read then."""
    for rule in rules:
        list(rule.look(register, (record,)))
    texts = {number: tuple(dict.fromkeys(map(mark_text, rule.marks(register, record)))) for number, rule in enumerate(rules)}  # fmt: skip
    return {(place, number): own for place in places_of(register, record) for number, own in texts.items() if own}


def _questions(marks: _Marks) -> Iterator[str]:
    """Who bears each mark, as what is asked."""
    return (_question(place, number, mark) for (place, number), own in marks.items() for mark in own)


def _question(place: str, number: int, mark: str) -> str:
    return f"{number} {mark} {place}"


def _answers(seen: Remembered, bearers: Mapping[str, Sequence[Record]]) -> Iterator[tuple[str, str]]:
    """What those who share each mark say; nothing of what one bears alone, which its own record tells."""
    for question, sharing in bearers.items():
        if len(sharing) > 1:
            yield question, digest("\n".join(_says(seen, one) for one in sharing).encode())


def _says(seen: Remembered, record: Record) -> str:
    read = seen.memory.now[_marked(record)].read
    return " ".join((record.identity, *(str(seen.memory.reads.now(name)) for name in read)))


def _marked(record: Record) -> str:
    return f"{_MARKS} {record.identity}"


def mark_text(mark: Hashable) -> str:
    """A mark as a text, the same in every run. Marks that are equal give the same."""
    return digest(orjson.dumps(mark, default=_plain, option=_OPTIONS))[:16]


def _plain(value: Any) -> Any:
    """What `value` is equal by, so that 1,0 is as 1."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, BaseModel):
        return dict(value)
    if is_dataclass(value):
        return {one.name: getattr(value, one.name) for one in fields(value) if one.compare}
    return str(value)


def _by_place(register: Register, records: Iterable[AnyRecord]) -> dict[str, list[Record]]:
    of_place: dict[str, list[Record]] = {}
    for record in records:
        if isinstance(record, Record):
            for place in places_of(register, record):
                of_place.setdefault(place, []).append(record)
    return of_place


def _in_order(records: Iterable[Record]) -> list[Record]:
    return sorted(records, key=lambda one: one.identity)
