"""A register seen on a day: every standing and event worked out once. What views, feeds and exports are made from."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import wraps
from typing import Any, TypeVar

from pledges.content.field_types import DRAFT
from pledges.content.goals import MeasurableGoal
from pledges.content.image_variants import PublishedImage
from pledges.content.kinds import Kind
from pledges.content.record import AnyRecord, Record, is_a, is_commitment
from pledges.content.record_fields import Commitment, News, Pledge
from pledges.content.register import Register
from pledges.content.watched_register import RECORD, watched
from pledges.history.events import Event, events
from pledges.history.publication_log import PublicationLog
from pledges.incremental import reads
from pledges.incremental.fingerprint import digest, serialise
from pledges.incremental.reads import ANSWER, WorkMemory
from pledges.settings import Settings
from pledges.status.arrivals import Arrival, arrival
from pledges.status.facts import gather_facts
from pledges.status.record_state import HOLDS_OR_WILL
from pledges.status.standing import Standing, StatusOverTime

_T = TypeVar("_T")
_R = TypeVar("_R", bound=AnyRecord | str)


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """What was worked out of a register by an earlier build, as `work`, and what tells whether that holds: `digests` of what
    the records' files say, by their paths, and `context`, which is all else that counts but a snapshot's own."""

    work: reads.Before
    digests: Mapping[str, str]
    context: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """A register on a day. `images` are the pictures in its texts, by path; `results` holds what `once` has worked out
    for it, and what that has read. `publishing` says that it is seen to be published: what is new is entered on that day.
    `memory` has what an earlier build worked out, where it is remembered."""

    register: Register
    day: date
    settings: Settings
    log: PublicationLog
    publishing: bool = False
    images: Mapping[str, PublishedImage] = field(default_factory=dict)
    results: dict[tuple[Any, str], tuple[Any, frozenset[str]]] = field(default_factory=dict, repr=False, compare=False)
    memory: WorkMemory | None = field(default=None, repr=False, compare=False)

    @property
    def over_time(self) -> Mapping[str, StatusOverTime]:
        """The status through time of every pledge, agreement and plan."""
        return _OfCommitments(self, _over_time)

    @property
    def standings(self) -> Mapping[str, Standing]:
        """The standing of every pledge, agreement and plan."""
        return _OfCommitments(self, _standing)

    @property
    def publication(self) -> date | None:
        """The day of the publication that is being made; None where none is."""
        return self.day if self.publishing else None

    def published(self, record: AnyRecord) -> date | None:
        """The day on which the record was published as it stands, or else the last time; None if it has not been."""
        latest = self.log.latest(record)
        if self.publishing and isinstance(record, Record) and not self.log.is_unchanged(record):
            return self.day
        return latest.day if latest is not None else None


def once(make: Callable[[Snapshot, _R], _T]) -> Callable[[Snapshot, _R], _T]:
    """`make`, worked out once for each record, or municipality by slug, of a snapshot: a card stands in a dozen lists."""

    @wraps(make)
    def make_once(snapshot: Snapshot, subject: _R) -> _T:
        value, read = _worked_out(snapshot, make, subject)
        if snapshot.memory is not None:
            snapshot.memory.reads.note_all(read)
        return value

    return make_once


def recalled(make: Callable[[Snapshot, _R], _T]) -> Callable[[Snapshot, _R], _T]:
    """`make`, worked out `once`, and not in the next build unless something that it has read is another then."""
    name, make_once = _name_of(make), once(make)

    @wraps(make)
    def make_recalled(snapshot: Snapshot, subject: _R) -> _T:
        if snapshot.memory is None:
            return make_once(snapshot, subject)
        noted = snapshot.memory.reads

        def make_noted() -> _T:
            if not isinstance(subject, str):
                noted.note(f"{RECORD} {subject.identity}")
            return make(snapshot, subject)

        return snapshot.memory.recall(f"{name} {_key_of(subject)}", make_noted)

    return make_recalled


def answered(make: Callable[[Snapshot, str], _T]) -> Callable[[Snapshot, str], _T]:
    """`make`, worked out `once`, where much is read for a short answer: who asks depends on that and not on what was read."""
    name = _name_of(make)

    @wraps(make)
    def answer(snapshot: Snapshot, subject: str) -> _T:
        if snapshot.memory is not None:
            snapshot.memory.reads.note(f"{ANSWER} {name} {subject}")
        return _worked_out(snapshot, make, subject)[0]

    _ANSWERS[name] = answer
    return answer


_ANSWERS: dict[str, Callable[[Snapshot, str], object]] = {}


def _answer(snapshot: Snapshot, question: str) -> str:
    name, _, subject = question.partition(" ")
    return repr(_ANSWERS[name](snapshot, subject))


def _worked_out(snapshot: Snapshot, make: Callable[[Snapshot, _R], _T], subject: _R) -> tuple[_T, frozenset[str]]:
    key = (make, _key_of(subject))
    if key not in snapshot.results:
        memory = snapshot.memory
        snapshot.results[key] = (
            (make(snapshot, subject), _NOTHING)
            if memory is None
            else memory.reads.apart(lambda: make(snapshot, subject))
        )
    return snapshot.results[key]


def _key_of(subject: AnyRecord | str) -> str:
    return subject if isinstance(subject, str) else subject.identity


def _name_of(make: Callable[..., object]) -> str:
    return f"{make.__module__}.{make.__qualname__}"


_NOTHING: frozenset[str] = frozenset()


class _OfCommitments(Mapping[str, _T]):
    """What `of` gives for each pledge, agreement and plan of a snapshot, when it is asked for."""

    def __init__(self, snapshot: Snapshot, of: Callable[[Snapshot, Record[Commitment]], _T]) -> None:
        self._snapshot = snapshot
        self._of = of

    def __getitem__(self, identity: str) -> _T:
        record = self._snapshot.register.get(identity)
        if record is None or not is_commitment(record):
            raise KeyError(identity)
        return self._of(self._snapshot, record)

    def __iter__(self) -> Iterator[str]:
        return (record.identity for record in self._snapshot.register.commitments())

    def __len__(self) -> int:
        return len(self._snapshot.register.commitments())


@once
def _over_time(snapshot: Snapshot, record: Record[Commitment]) -> StatusOverTime:
    return StatusOverTime(gather_facts(snapshot.register, record), snapshot.settings.grace_months)


@recalled
def _standing(snapshot: Snapshot, record: Record[Commitment]) -> Standing:
    return _over_time(snapshot, record).on(snapshot.day)


def news_ahead(register: Register, day: date, log: PublicationLog) -> tuple[Record[News], ...]:
    """The news that wait for their day. What has been published once is shown, whatever its day has become."""
    return tuple(
        record
        for record in register.of(News)
        if record.fields.date is not None and record.fields.date.first > day and record.identity not in log.addresses
    )


@dataclass(frozen=True, slots=True)
class Due:
    """Something with a day to come: a promised follow-up that is not here, or news that wait for their day."""

    path: str
    title: str
    day: date


def dues(snapshot: Snapshot, records: Iterable[AnyRecord]) -> Iterator[Due]:
    """The follow-ups that the parties have promised of `records`, which they keep themselves, and that are not here."""
    for record in records:
        now = snapshot.standings.get(record.identity)
        if now is None or now.due is None or not now.awaits_due or not is_commitment(record):
            continue
        if not snapshot.register.is_compilation(record):
            yield Due(record.path, record.fields.title, now.due)


def beyond_telling(snapshot: Snapshot, records: Iterable[AnyRecord]) -> Iterator[Record[Pledge]]:
    """Those of `records` that are pledges which hold or are to, that the parties keep themselves, and of which nobody will be
    able to tell how it went: nothing in them can be counted, and no day or rhythm is promised for a follow-up."""
    for record in records:
        if (
            not is_a(record, Pledge)
            or record.is_draft
            or not record.actions
            or snapshot.register.is_compilation(record)
        ):
            continue
        fields = record.fields
        is_countable = fields.indicators or any(isinstance(action.goal, MeasurableGoal) for action in record.actions)
        has_day = fields.follow_up is not None and (fields.follow_up.latest or fields.follow_up.every)
        is_over = snapshot.standings[record.identity].state not in HOLDS_OR_WILL
        if not (is_countable or has_day or is_over or snapshot.register.follow_ups(record)):
            yield record


def known_on(register: Register, day: date, log: PublicationLog) -> Register:
    """`register` as the public knows it on `day`: news that wait for their day are drafts until then."""
    ahead = news_ahead(register, day, log)
    if not ahead:
        return register
    waiting = {
        record.identity: replace(record, fields=record.fields.model_copy(update={"status": DRAFT})) for record in ahead
    }
    shown = tuple(record for record in register.of(News) if record.identity not in waiting)
    return replace(register, records={**register.records, **waiting}, public={**register.public, Kind.NEWS: shown})


def no_images(register: Register) -> Mapping[str, PublishedImage]:
    """No pictures: for those who show no text."""
    return {}


def take_snapshot(
    register: Register,
    day: date,
    *,
    settings: Settings,
    log: PublicationLog,
    publishing: bool = False,
    images: Callable[[Register], Mapping[str, PublishedImage]] = no_images,
    before: Before | None = None,
) -> Snapshot:
    """What `register` is on `day`, with the standing of every pledge, agreement and plan in it.

    `publishing` says that it is to be published, and `images` finds the pictures in the texts that the public knows on
    that day. With `before`, what an earlier build worked out is remembered as long as it holds.
    """
    register = known_on(register, day, log)
    snapshot = Snapshot(
        register=register, day=day, settings=settings, log=log, publishing=publishing, images=images(register)
    )
    if before is None:
        return snapshot
    own = digest(serialise((settings, day, publishing)), repr(sorted(snapshot.images.items())).encode())
    seen = watched(
        register, before.digests, f"{before.context} {own}", answer=lambda question: _answer(remembering, question)
    )
    remembering = replace(snapshot, register=seen, results={}, memory=WorkMemory(seen.reads, before.work))
    return remembering


@recalled
def events_of(snapshot: Snapshot, record: AnyRecord) -> tuple[Event, ...]:
    """The record's events, as the day knows them."""
    standing = snapshot.standings.get(record.identity)
    return events(snapshot.register, record, standing, log=snapshot.log, publishing=snapshot.publication)


def arrivals(snapshot: Snapshot, records: Iterable[AnyRecord]) -> Iterator[Arrival]:
    """One for each of `records` that the parties keep themselves and whose promised follow-up came or is late."""
    for record in records:
        now = snapshot.standings.get(record.identity)
        if now is None or now.due is None:
            continue
        facts = snapshot.over_time[record.identity].facts
        if not facts.is_compilation and (facts.published is None or facts.published <= snapshot.day):
            due_arrival = arrival(facts, now.due, snapshot.day)
            if due_arrival is not None:
                yield due_arrival
