"""The five steps of the co-operation model: how far an agreement has come, from the records alone.

What makes a step done is the table in docs/content-format.md ("The five steps"). A step that is not done says what
is missing here; in a compilation, what was not found in the sources.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pledges.content.kinds import Kind
from pledges.content.parties import any_of, party_name, same_party
from pledges.content.record import Record
from pledges.content.register import Register
from pledges.content.schema import FocusArea
from pledges.i18n import _
from pledges.status.facts import ALWAYS, reports_of
from pledges.status.tally import Report
from pledges.swedish import capital, enumerate_words, genitive
from pledges.values import PartialDate


@dataclass(frozen=True, slots=True)
class Step:
    """One of the five steps. `missing` is in Swedish, a sentence each, empty where it is done.

    `records` are the identities of those that show it. `starts_again` are the situation pictures that build on the
    follow-ups of step 5, and so begin the cycle anew.
    """

    number: int
    title: str
    done: bool
    missing: tuple[str, ...]
    records: tuple[str, ...]
    starts_again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class _Known:
    """What the register tells of an agreement on a day. `tasks` are its action plans and pledges."""

    register: Register
    agreement: Record
    day: date
    history: tuple[Record, ...]
    pictures: tuple[Record, ...]
    tasks: tuple[Record, ...]
    finals: tuple[Report, ...]
    is_compilation: bool

    def lacking(self, what: str) -> str:
        """That something is not here, in a sentence."""
        words = _("{what} hittades inte i källorna.") if self.is_compilation else _("{what} finns inte här.")
        return words.format(what=capital(what))


def steps(register: Register, agreement: Record, day: date) -> tuple[Step, ...]:
    """The five steps of a public agreement, as they stood on `day`."""
    known = _gather(register, agreement, day)
    return (_initiate(known), _prepare_alone(known), _prepare_together(known), _carry_out(known), _follow_up(known))


def steps_until(register: Register, agreement: Record, day: date) -> date | None:
    """The next day on which the five steps will change by themselves; None where they will not."""
    now = steps(register, agreement, day)
    for coming in sorted(set(_days(register, agreement))):
        if coming > day and steps(register, agreement, coming) != now:
            return coming
    return None


def _days(register: Register, agreement: Record) -> Iterator[date]:
    """Every day on which a step may change."""
    pictures = register.targets(agreement, "pictures")
    tasks = _tasks(register, agreement)
    dates = [record.fields.signed for record in _history(register, agreement)]
    dates += [picture.fields.date for picture in pictures]
    dates += [_dated(task) for task in tasks]
    yield from (when.first for when in dates if when is not None)
    for record in (agreement, *tasks):
        for report in reports_of(register, record):
            yield report.since
            for picture in register.sources(report.identity, Kind.PICTURE, "builds_on"):
                yield _counts_from(picture.fields.date)


def _counts_from(when: PartialDate | None) -> date:
    return when.first if when is not None else ALWAYS


def _dated(task: Record) -> PartialDate | None:
    """When a pledge was published, or an action plan decided."""
    when: PartialDate | None = task.fields.published if task.kind is Kind.PLEDGE else task.fields.decided
    return when


def _history(register: Register, agreement: Record) -> tuple[Record, ...]:
    """The agreement and those before it, newest first."""
    chain: list[Record] = []
    current: Record | None = agreement
    while current is not None and current not in chain:
        chain.append(current)
        current = register.target(current, "succeeds")
    return tuple(chain)


def _tasks(register: Register, agreement: Record) -> tuple[Record, ...]:
    return (
        *register.sources(agreement.identity, Kind.PLAN, "agreement"),
        *register.sources(agreement.identity, Kind.PLEDGE, "agreement"),
    )


def _gather(register: Register, agreement: Record, day: date) -> _Known:
    tasks = tuple(task for task in _tasks(register, agreement) if _counts_from(_dated(task)) <= day)
    told = [report for record in (agreement, *tasks) for report in reports_of(register, record)]
    return _Known(
        register,
        agreement,
        day,
        _history(register, agreement),
        tuple(one for one in register.targets(agreement, "pictures") if _counts_from(one.fields.date) <= day),
        tasks,
        tuple(report for report in told if report.by_party and report.is_final and report.since <= day),
        register.is_compilation(agreement),
    )


def _step(number: int, title: str, missing: Iterable[str], records: Iterable[str], again: Iterable[str] = ()) -> Step:
    lacking = tuple(missing)
    return Step(number, title, not lacking, lacking, tuple(dict.fromkeys(records)), tuple(dict.fromkeys(again)))


def _initiate(known: _Known) -> Step:
    asked = (
        ("signatories", _("uppgift om vem som beslutade")),
        ("organisation", _("uppgift om hur arbetet styrs")),
        ("resources", _("uppgift om resurser")),
    )
    sayers = {name: [one for one in known.history if getattr(one.fields, name)] for name, _what in asked}
    missing = (known.lacking(what) for name, what in asked if not sayers[name])
    return _step(1, _("Initiera"), missing, (found[0].identity for found in sayers.values() if found))


def _is_own(picture: Record, party: str) -> bool:
    by = picture.fields.by
    return bool(by) and all(same_party(speaker, party) for speaker in by)


def _prepare_alone(known: _Known) -> Step:
    """A picture under secrecy counts: it is enough that it exists."""
    missing, shown = [], []
    for party in known.agreement.fields.parties:
        own = [picture.identity for picture in known.pictures if _is_own(picture, party)]
        shown.extend(own)
        if not own:
            name = genitive(party_name(known.register, party))
            missing.append(known.lacking(_("{party} egen lägesbild").format(party=name)))
    return _step(2, _("Egna förberedelser"), missing, shown)


def _prepare_together(known: _Known) -> Step:
    fields, missing = known.agreement.fields, []
    joint = [picture.identity for picture in known.pictures if _is_joint(picture, fields.parties)]
    if not joint:
        missing.append(known.lacking(_("gemensam lägesbild")))
    if not fields.focus_areas:
        missing.append(known.lacking(_("fokusområden")))
    for name, what in (("problem", _("problem")), ("causes", _("orsaker till problemen"))):
        bare = [
            _focus_name(known.register, known.agreement, area) for area in fields.focus_areas if not getattr(area, name)
        ]
        if bare:
            missing.append(known.lacking(_("{what} inom {areas}").format(what=what, areas=enumerate_words(bare))))
    signed = fields.signed.first <= known.day if fields.signed is not None else bool(fields.signatories)
    if not signed:
        missing.append(known.lacking(_("uppgift om att överenskommelsen är undertecknad")))
    return _step(3, _("Gemensamma förberedelser"), missing, (*joint, known.agreement.identity))


def _is_joint(picture: Record, parties: Iterable[str]) -> bool:
    """Whether at least two different parties stand behind a picture."""
    known = tuple(parties)
    behind = [speaker for speaker in picture.fields.by if any_of((speaker,), known)]
    return any(not same_party(behind[0], other) for other in behind[1:])


def _focus_name(register: Register, agreement: Record, area: FocusArea) -> str:
    titles = {theme.slug: theme.fields.title for theme in register.targets(agreement, "focus_areas.theme")}
    name = area.title or titles.get(area.theme or "", area.theme) or area.problem
    return f"”{str(name).rstrip('.')}”" if name else _("ett fokusområde utan namn")


def _carry_out(known: _Known) -> Step:
    active = [task for task in known.tasks if task.fields.actions]
    answered = [task.identity for task in active if any(action.responsible for action in task.fields.actions)]
    if answered:
        missing = []
    elif active:
        missing = [known.lacking(_("uppgift om vem som ansvarar för åtgärderna"))]
    else:
        missing = [known.lacking(_("åtgärder i en åtgärdsplan eller i löften"))]
    return _step(4, _("Genomförande"), missing, answered)


def _follow_up(known: _Known) -> Step:
    """Done by one final follow-up that tells both; where none does, the one that tells most says what is missing."""
    again = [
        picture.identity
        for report in known.finals
        for picture in known.register.sources(report.identity, Kind.PICTURE, "builds_on")
        if _counts_from(picture.fields.date) <= known.day
    ]
    lacks = [_unanswered(known, report) for report in known.finals]
    missing = min(lacks, key=len) if lacks else [known.lacking(_("slutlig uppföljning av en part"))]
    return _step(5, _("Uppföljning"), missing, (report.identity for report in known.finals), again)


def _unanswered(known: _Known, report: Report) -> list[str]:
    lacks = []
    if not report.fields.outcomes:
        lacks.append(known.lacking(_("uppgift om vad som gjordes")))
    if not report.fields.effect:
        lacks.append(known.lacking(_("uppgift om vilken effekt det hade")))
    return lacks
