"""What a record has said since it was first published: every change of it, before and after, in words.

Told from what publishing remembers and from nothing else. Versions from before the first publication are among that where
the host has let `make history` remember them: a version history itself holds the texts that have been taken away.
"""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import groupby

from pledges import swedish
from pledges.content.kinds import NAMES, Kind
from pledges.content.record import Record, is_commitment
from pledges.content.suggested_values import suggested_date
from pledges.history.events import change_ids
from pledges.history.protected_texts import are_slugs, protected_texts, way_of_goal
from pledges.history.publication_log import Revision, Step, steps_before_published, steps_since_published
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.views.links import party_links, title_of
from pledges.views.view_types import RevisionRow
from pledges.written_values import parse_date, parse_period

_REFERS_TO = {one.singular: one.list_name for one in (NAMES[Kind.AGREEMENT], NAMES[Kind.PLAN])}


def revisions(snapshot: Snapshot, record: Record) -> tuple[RevisionRow, ...]:
    """Each change, oldest first; those on end that are told of in the same words are one, with all their days."""
    rows = [
        *_of_steps(snapshot, record),
        *_of_moves(snapshot, record),
        *_of_removals(snapshot, record),
    ]
    # What is not published yet is the newest of all.
    ordered = [row for _day, row in sorted(rows, key=lambda one: one[0] or date.max)]
    alike = (list(group) for _same, group in groupby(ordered, key=lambda row: replace(row, when="")))
    return tuple(
        replace(group[0], when=swedish.enumerate_words(dict.fromkeys(row.when for row in group))) for group in alike
    )


def unchanged_since(snapshot: Snapshot, record: Record) -> str:
    """The day since which a record has said the same, in words; "" where it has not been published."""
    editions = snapshot.log.editions.get(snapshot.log.first_address(record), ())
    day = editions[0].day if editions else snapshot.publication
    return swedish.day(day) if day is not None else ""


_Rows = Iterator[tuple[date | None, RevisionRow]]


def _of_steps(snapshot: Snapshot, record: Record) -> _Rows:
    earlier = ((step, True) for step in steps_before_published(snapshot.log, record))
    later = ((step, False) for step in steps_since_published(snapshot.log, snapshot.register, record))
    for step, is_before in (*earlier, *later):
        day = step.announced or snapshot.publication
        corrected = _("Redaktionen har rättat sin sammanställning.") if step.corrected else ""
        unpublished = _("Ur versionshistoriken, från tiden innan texten gavs ut här.") if is_before else ""
        note = " ".join(filter(None, (corrected, unpublished)))
        before, after = step.titles
        if before != after:
            yield day, _row(day, _("Rubriken"), before=before, after=after, note=note)
        for change in step.revisions:
            yield (
                day,
                _row(
                    day,
                    change.label,
                    before=_words(snapshot, record, change=change, text=change.before or ""),
                    after=_words(snapshot, record, change=change, text=change.after or ""),
                    note=note,
                    mark=_mark(record, step, change=change, day=day or snapshot.day),
                ),
            )
        if step.otherwise:
            what = (
                _(
                    "Redaktionen har fyllt på eller rättat sin sammanställning, utan att ändra det som stod om löften och resultat."
                )
                if step.corrected
                else _("Texten har ändrats.")
                if not protected_texts(record)
                else _(
                    "Det som lovas och redovisas är detsamma; något annat i texten, eller en felstavning, har ändrats."
                )
            )
            yield day, _row(day, _("Övrig text"), note=f"{what} {unpublished}".rstrip())


def _of_moves(snapshot: Snapshot, record: Record) -> _Rows:
    """The days for the follow-up that were moved by a line under `händelser`, since it was first published."""
    log = snapshot.log
    editions = log.editions.get(log.first_address(record), ())
    if not editions or not is_commitment(record):
        return
    old = {move.new: move.old for _announced, move in snapshot.over_time[record.identity].facts.moves}
    for change, event_id in zip(record.changes, change_ids(record, log), strict=True):
        event = log.events.get(event_id)
        if change.new_latest is None or event is None or event.announced <= editions[0].day:
            continue
        before = old.get(change.new_latest.last)
        later = before is not None and change.new_latest.last > before
        yield (
            event.announced,
            _row(
                event.announced,
                _("Uppföljning senast"),
                before=swedish.day(before) if before is not None else "",
                after=swedish.partial(change.new_latest),
                note=_("Skäl: {reason}").format(reason=change.reason) if change.reason else "",
                mark=_postponed(before, event.announced) if later and before is not None else "",
            ),
        )


def _of_removals(snapshot: Snapshot, record: Record) -> _Rows:
    first = snapshot.log.first_address(record)
    for one in snapshot.log.removals:
        if one.first == first:
            what = _("Några ord eller en händelse är borttagna. De står inte kvar någonstans i portalen.")
            yield one.day, _row(one.day, _("Borttaget"), note=what)


def _row(
    day: date | None, label: str, *, before: str = "", after: str = "", note: str = "", mark: str = ""
) -> RevisionRow:
    when = swedish.day(day) if day is not None else _("i den här versionen")
    return RevisionRow(when=when, label=label, before=before, after=after, note=note, mark=mark)


def _mark(record: Record, step: Step, *, change: Revision, day: date) -> str:
    """What is to be seen at once: that the parties ask less of themselves, or later, than when it was first published."""
    if step.corrected or not is_commitment(record):
        return ""
    before, after = change.before or "", change.after or ""
    if change.key.startswith("åtgärder.") and change.key.endswith(".mål"):
        is_limit = any(word in before for word in ("högst ", "inom "))
        if way_of_goal(before, after) != ("upp" if is_limit else "ner"):
            return ""
        what = _("Gränsen är höjd") if is_limit else _("Målet är sänkt")
        return _("{what}, {when}.").format(what=what, when=_when(record, day))
    if change.key == "uppföljning.senast":
        due, moved = _last_day(before), _last_day(after)
        return _postponed(due, day) if due is not None and moved is not None and moved > due else ""
    if change.key == "period":
        ended, ends = (_end_of(one) for one in step.periods)
        return _ended_later(ended, day) if ended is not None and (ends is None or ends > ended) else ""
    return ""


def _when(record: Record, day: date) -> str:
    period = record.fields.span
    if period is not None and period.last is not None and period.last < day:
        return _("efter att perioden hade slutat")
    if period is not None and period.first is not None and period.first <= day:
        return _("när perioden hade börjat")
    return _("innan perioden hade börjat")


def _postponed(due: date, day: date) -> str:
    return (
        _("Dagen är framflyttad, efter att den hade passerat.")
        if day > due
        else _("Dagen är framflyttad, innan den hade passerat.")
    )


def _ended_later(ended: date, day: date) -> str:
    return (
        _("Slutet är framflyttat, efter att perioden hade slutat.")
        if day > ended
        else _("Slutet är framflyttat, innan perioden hade slutat.")
    )


def _last_day(text: str) -> date | None:
    """The last day of a date in words."""
    written = suggested_date(text)
    found = parse_date(written) if written is not None else None
    return found.last if found is not None else None


def _end_of(period: str) -> date | None:
    try:
        return parse_period(period).last if period else None
    except ValueError:
        return None


def _words(snapshot: Snapshot, record: Record, *, change: Revision, text: str) -> str:
    """A text before or after a change; references by what they are called."""
    register = snapshot.register
    if text and change.key in _REFERS_TO:
        municipality, _slash, slug = text.rpartition("/")
        target = register.get(f"kommuner/{municipality or record.municipality}/{_REFERS_TO[change.key]}/{slug}")
        return title_of(register, target) if target is not None else text
    if not text or not are_slugs(change.key):
        return text
    names: list[str] = []
    for slug in text.split(", "):
        area = register.get(f"kommuner/{record.municipality}/omraden/{slug}")
        if area is not None:
            names.append(title_of(register, area))
        else:
            names += [link.text for link in party_links(register, record, [slug])]
    return swedish.enumerate_words(names)
