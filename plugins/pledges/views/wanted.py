"""What nobody here knows of a commitment, and the letter that asks for just that: one rule for its page and for its place.

What is wanted is what the pages say is missing: the text of what was promised where nobody here has seen it, a follow-up, what
an unread one says, or what became of the actions of which nobody has told, or not so that it can be said how they ended.
"""

from collections.abc import Sequence

from pledges import swedish
from pledges.content.kinds import PartyKind
from pledges.content.record import Record, is_a
from pledges.content.record_fields import Agreement, Area, Commitment, FollowUp, Pledge
from pledges.history.snapshot import Snapshot, recalled
from pledges.i18n import _
from pledges.status.facts import reports_of
from pledges.status.labels import result_label
from pledges.status.result_for_readers import ActionResult, Result
from pledges.status.standing import Standing
from pledges.views.links import municipality_links
from pledges.views.official_site import official_site
from pledges.views.ready_letters import (
    Asked,
    Called,
    Whom,
    called,
    question_on_pledge,
    question_on_pledges,
    question_on_record,
)
from pledges.views.results import NOT_BEGUN, is_unanswered, only_beside
from pledges.views.view_types import Letter

_SILENT = (Result.NOT_MENTIONED, Result.NOTHING_REPORTED)
_OPEN = (Result.REPORTED, Result.DONE_UNCOUNTED)


@recalled
def wanted(snapshot: Snapshot, record: Record[Commitment]) -> Asked | None:
    """What is to be asked for of a record; None where nothing that its page tells of is missing, or its time hasn't come."""
    now = snapshot.standings[record.identity]
    if now.state in NOT_BEGUN:
        return None
    text, report = _is_unread(snapshot, record, now), silent_report(snapshot, record)
    if is_unanswered(now) and not _is_told_of(snapshot, record, now) and not only_beside(snapshot, record):
        end = snapshot.over_time[record.identity].facts.end
        is_over = end is None or end < snapshot.day
        return Asked(called=_called(snapshot, record), text=text or not is_over, follow_up=is_over, report=report)
    ends = {one.action: one for one in now.results if _is_missing(one)}
    actions = sorted((one for one in record.actions if one.id in ends), key=lambda one: ends[one.id].is_answer)
    unread = report if not record.actions and not _is_told_of(snapshot, record, now) else None
    if not text and not actions and unread is None:
        return None
    return Asked(
        called=_called(snapshot, record),
        text=text,
        report=unread,
        actions=tuple((one.what, _known(ends[one.id])) for one in actions),
        of_municipality=bool(actions) and all(one.responsible == (PartyKind.MUNICIPALITY,) for one in actions),
    )


def _is_missing(result: ActionResult) -> bool:
    """Whether the answer to an action is missing, and its time has come: nothing is told, or not how it ended, or not of all
    of its time."""
    if result.result in _SILENT:
        return True
    return not result.so_far and (result.result in _OPEN or bool(result.uncovered)) and result.is_answer


def _known(result: ActionResult) -> str:
    return "" if result.result in _SILENT else result_label(result).lower()


def _is_unread(snapshot: Snapshot, record: Record[Commitment], now: Standing) -> bool:
    """Whether nobody here has seen what was promised."""
    if not is_a(record, Pledge):
        return False
    fields = record.fields
    return fields.text_unknown or (now.is_compilation and not record.actions and not fields.documents)


def _is_told_of(snapshot: Snapshot, record: Record[Commitment], now: Standing) -> bool:
    """Whether a follow-up answers anything of it, the whole of what has no actions here included."""
    if now.is_told_of or now.verdict_from is not None or now.own_words:
        return True
    reports = reports_of(snapshot.register, record)
    return not record.actions and any(one.by_party and one.fields.says_how_it_went for one in reports)


def silent_report(snapshot: Snapshot, record: Record[Commitment]) -> Record[FollowUp] | None:
    """The last of the parties' follow-ups of which nobody has read how it went: it can be asked for by its name."""
    own = [one for one in reports_of(snapshot.register, record) if one.by_party and not one.fields.says_how_it_went]
    found = snapshot.register.records[max(own, key=lambda one: one.since).identity] if own else None
    return found if found is not None and is_a(found, FollowUp) else None


def question_of(snapshot: Snapshot, record: Record[Commitment]) -> Letter | None:
    """The letter that asks for what is missing of a record; None where nothing is."""
    asked = wanted(snapshot, record)
    if asked is None:
        return None
    slugs = snapshot.register.municipalities(record)
    fields = record.fields
    whom = Whom(
        contact=(fields.contact if isinstance(fields, Pledge | Agreement) else None) or "",
        site=official_site(snapshot, slugs[0]) if len(slugs) == 1 else "",
    )
    return question_on_record(asked, whom)


def question_of_place(
    snapshot: Snapshot, pledges: Sequence[Record[Pledge]], *, place: str, whom: Whom, holds: bool
) -> Letter | None:
    """What is to be asked of a place: what holds where none of its `pledges` is known to, and what is missing of each, the
    newest first; None where nothing is."""
    if not pledges:
        return question_on_pledge(place, whom)
    wants = [asked for one in pledges if (asked := wanted(snapshot, one)) is not None]
    return question_on_pledges(place, whom, wants=wants, holds=holds) if wants or not holds else None


_NAMED = 2  # parts of a municipality that a letter names


def _called(snapshot: Snapshot, record: Record[Commitment]) -> Called:
    register = snapshot.register
    slugs = register.municipalities(record)
    places = swedish.enumerate_words([place.text for place in municipality_links(register, slugs)])
    ending = _(" i {place}").format(place=places)  # as in Resecentrum i Uppsala
    areas = [one.fields.title.removesuffix(ending) for one in register.targets(record, Area, "areas")]
    if 0 < len(areas) <= _NAMED:
        places = _("{areas} i {places}").format(areas=swedish.enumerate_words(areas), places=places)
    return called(snapshot.settings, record, places=places, compiled=register.is_compilation(record))
