"""Against the pledge before: what was promised again, and what became of each promise, on the pledge's page and in words."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pledges import swedish, urls
from pledges.content.record import Record
from pledges.content.record_fields import Action, Pledge
from pledges.history.snapshot import Snapshot, once
from pledges.i18n import _
from pledges.status.against_before import Fate, Promise, against_before
from pledges.status.labels import result_label
from pledges.views.links import link_to
from pledges.views.promised_and_done import promised_words
from pledges.views.view_types import Link

LABELS = {
    Fate.RAISED: "Högre mål",
    Fate.LOWERED: "Lägre mål",
    Fate.OTHER_GOAL: "Annat mål",
    Fate.OTHER_TIME: "Samma tal för en annan tid",
    Fate.KEPT: "Samma som förut",
    Fate.SPLIT: "Uppdelat på flera",
    Fate.NEW: "Nytt",
    Fate.DROPPED: "Finns inte med längre",
    Fate.UNPAIRED: "Går inte att para ihop",
}
_COUNTED = {
    Fate.RAISED: ("{} med högre mål", "{} med högre mål"),
    Fate.LOWERED: ("{} med lägre mål", "{} med lägre mål"),
    Fate.OTHER_GOAL: ("{} med annat mål", "{} med annat mål"),
    Fate.OTHER_TIME: ("{} med samma tal för en annan tid", "{} med samma tal för en annan tid"),
    Fate.KEPT: ("{} som förut", "{} som förut"),
    Fate.SPLIT: ("{} som är del av en förut", "{} som är delar av andra förut"),
    Fate.NEW: ("{} ny", "{} nya"),
    Fate.DROPPED: ("{} som inte finns med längre", "{} som inte finns med längre"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class PromiseRow:
    """A promise of either pledge, or of both: what is promised, the goal as it was and is, and what became of it each time."""

    what: Link
    goals: tuple[str, ...]
    results: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PromiseGroup:
    """The promises of which the same became."""

    label: str
    rows: tuple[PromiseRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Against:
    """A pledge against the one `before` it; `note` tells of what can't be paired in this one."""

    heading: str
    before: Link
    groups: tuple[PromiseGroup, ...]
    note: str


@once
def promises_against(snapshot: Snapshot, record: Record[Pledge]) -> tuple[Promise, ...]:
    """What was promised in a pledge or in the one before it; nothing where there is none, or no action of either is known."""
    before = snapshot.register.target(record, Pledge, "succeeds")
    if before is None or not (record.actions and before.actions):
        return ()
    return against_before(record.fields, before.fields)


def against(snapshot: Snapshot, record: Record[Pledge]) -> Against | None:
    """A pledge against the one before it; None where there is nothing to put against each other."""
    before = snapshot.register.target(record, Pledge, "succeeds")
    promises = promises_against(snapshot, record)
    if before is None or not promises:
        return None
    unpaired = sum(one.fate is Fate.UNPAIRED and one.before is None for one in promises)
    return Against(
        heading=_("Mot förra årets löfte") if _is_year_before(before, record) else _("Mot det förra löftet"),
        before=link_to(snapshot.register, before),
        groups=tuple(_groups(snapshot, record, before=before, promises=promises)),
        note=_unpaired(unpaired, whole=len(record.actions)),
    )


def _unpaired(count: int, *, whole: int) -> str:
    if not count:
        return ""
    if count == whole:
        return _(
            "Ingen av åtgärderna här går att säkert para ihop med en i det förra löftet. "
            "De kan vara nya, eller fortsätta något som där sägs med andra ord."
        )
    words = swedish.quantity(count, _("åtgärd"), _("åtgärder"))
    return _(
        "{actions} här går inte att säkert para ihop med någon i det förra löftet. "
        "De kan vara nya, eller fortsätta något som där sägs med andra ord."
    ).format(actions=swedish.capital(words))


def _is_year_before(before: Record[Pledge], record: Record[Pledge]) -> bool:
    last, first = before.fields.period.last, record.fields.period.first
    return last is not None and first is not None and last.year == first.year - 1


def _groups(
    snapshot: Snapshot, record: Record[Pledge], *, before: Record[Pledge], promises: Sequence[Promise]
) -> Iterable[PromiseGroup]:
    for fate in Fate:
        alike = [one for one in promises if one.fate is fate]
        if fate is Fate.UNPAIRED:
            alike = [one for one in alike if one.before is not None]
        if alike:
            label = _(LABELS[fate])
            if fate is Fate.UNPAIRED:
                is_all = len(alike) == len(before.actions)
                label = _("Det förra löftets åtgärder") if is_all else _("Det förra löftets övriga åtgärder")
            rows = tuple(_row(snapshot, record, before=before, promise=one) for one in alike)
            yield PromiseGroup(label, rows)


def _row(snapshot: Snapshot, record: Record[Pledge], *, before: Record[Pledge], promise: Promise) -> PromiseRow:
    shown, holder = (promise.action, record) if promise.action is not None else (promise.before, before)
    assert shown is not None
    pair = [(one, of) for one, of in ((promise.before, before), (promise.action, record)) if one is not None]
    goals = dict.fromkeys(promised_words(one) for one, _of in pair)
    told = [_result(snapshot, of, one) for one, of in pair]
    when = (_("Då: {result}"), _("Nu: {result}")) if len(pair) > 1 else (_("Då: {result}"),)
    return PromiseRow(
        what=Link(shown.what, f"{urls.of_record(holder.identity)}#{urls.action_anchor(shown.id)}"),
        goals=tuple(goal or _("inget mål") for goal in goals) if any(goals) else (),
        results=tuple(one.format(result=result) for one, result in zip(when, told, strict=True))
        if promise.before is not None
        else (),
    )


def _result(snapshot: Snapshot, record: Record[Pledge], action: Action) -> str:
    results = {one.action: one for one in snapshot.standings[record.identity].results}
    return swedish.within_sentence(result_label(results[action.id]))


def in_short(promises: Sequence[Promise]) -> str:
    """Of how many promises what became: 2 som förut, 1 med högre mål, 3 går inte att para ihop."""
    counts = Counter(one.fate for one in promises)
    words = [
        _(one if counts[fate] == 1 else many).format(counts[fate])
        for fate, (one, many) in _COUNTED.items()
        if counts[fate]
    ]
    unpaired = sum(one.fate is Fate.UNPAIRED and one.action is not None for one in promises)
    if unpaired:
        words.append(_("{} går inte att para ihop").format(unpaired))
    return ", ".join(words)
