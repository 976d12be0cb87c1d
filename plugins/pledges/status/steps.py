"""The five steps of the co-operation model: how far an agreement has come, from the records alone.

What makes a step done is the table in docs/content-format.md ("The five steps"). A step that is not done says what
is missing here; in a compilation, what was not found in the sources.
"""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from pledges.content.parties import any_of, same_party
from pledges.content.record import Record
from pledges.content.record_fields import Agreement, FocusArea, Picture, Plan, Pledge, Tasked, Theme
from pledges.content.register import Register
from pledges.i18n import _
from pledges.status.facts import ALWAYS, Report, party_name, reports_of
from pledges.swedish import capital, enumerate_words, genitive
from pledges.written_values import PartialDate


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One of the five steps: `title` says what the parties do in it, `official` is what the co-operation model calls it.

    `missing` is in Swedish, a sentence each, empty where it is done.

    `records` are the identities of those that show it. `starts_again` are the situation pictures that build on the
    follow-ups of step 5, and so begin the cycle anew.
    """

    number: int
    title: str
    official: str
    done: bool
    missing: tuple[str, ...]
    records: tuple[str, ...]
    starts_again: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class _Basis:
    """What the steps of an agreement are judged by, on a day. `tasks` are its action plans and pledges,
    `reports` what the parties have reported of it and of them."""

    register: Register
    agreement: Record[Agreement]
    day: date
    history: tuple[Record[Agreement], ...]
    pictures: tuple[Record[Picture], ...]
    tasks: tuple[Record[Tasked], ...]
    reports: tuple[Report, ...]
    is_compilation: bool

    @property
    def finals(self) -> tuple[Report, ...]:
        """The final ones among the parties' reports."""
        return tuple(report for report in self.reports if report.is_final)

    def lacking(self, what: str) -> str:
        """That something is not here, in a sentence."""
        words = _("{what} hittades inte i källorna.") if self.is_compilation else _("{what} finns inte här.")
        return words.format(what=capital(what))


def steps(register: Register, agreement: Record[Agreement], day: date) -> tuple[Step, ...]:
    """The five steps of a public agreement, as they stood on `day`."""
    basis = _gather(register, agreement, day)
    return (_initiate(basis), _prepare_alone(basis), _prepare_together(basis), _carry_out(basis), _follow_up(basis))


def steps_until(register: Register, agreement: Record[Agreement], day: date) -> date | None:
    """The next day on which the five steps will change by themselves; None where they will not."""
    now = steps(register, agreement, day)
    for coming in sorted(set(_days(register, agreement))):
        if coming > day and steps(register, agreement, coming) != now:
            return coming
    return None


def _days(register: Register, agreement: Record[Agreement]) -> Iterator[date]:
    """Every day on which a step may change."""
    pictures = register.targets(agreement, Picture, "pictures")
    tasks = _tasks(register, agreement)
    dates = [record.fields.signed for record in _history(register, agreement)]
    dates += [picture.fields.date for picture in pictures]
    dates += [_dated(task) for task in tasks]
    yield from (when.first for when in dates if when is not None)
    for record in (agreement, *tasks):
        for report in reports_of(register, record):
            yield report.since
            for picture in register.sources(report.identity, Picture, "builds_on"):
                yield _counts_from(picture.fields.date)


def _counts_from(when: PartialDate | None) -> date:
    return when.first if when is not None else ALWAYS


def _dated(task: Record[Tasked]) -> PartialDate | None:
    """When a pledge was published, or an action plan decided."""
    return task.fields.published if isinstance(task.fields, Pledge) else task.fields.decided


def _history(register: Register, agreement: Record[Agreement]) -> tuple[Record[Agreement], ...]:
    """The agreement and those before it, newest first."""
    chain: list[Record[Agreement]] = []
    current: Record[Agreement] | None = agreement
    while current is not None and current not in chain:
        chain.append(current)
        current = register.target(current, Agreement, "succeeds")
    return tuple(chain)


def _tasks(register: Register, agreement: Record[Agreement]) -> tuple[Record[Tasked], ...]:
    return (
        *register.sources(agreement.identity, Plan, "agreement"),
        *register.sources(agreement.identity, Pledge, "agreement"),
    )


def _gather(register: Register, agreement: Record[Agreement], day: date) -> _Basis:
    tasks = tuple(task for task in _tasks(register, agreement) if _counts_from(_dated(task)) <= day)
    reports = [report for record in (agreement, *tasks) for report in reports_of(register, record)]
    return _Basis(
        register=register,
        agreement=agreement,
        day=day,
        history=_history(register, agreement),
        pictures=tuple(
            picture
            for picture in register.targets(agreement, Picture, "pictures")
            if _counts_from(picture.fields.date) <= day
        ),
        tasks=tasks,
        reports=tuple(report for report in reports if report.by_party and report.since <= day),
        is_compilation=register.is_compilation(agreement),
    )


_TITLES = {
    1: ("De bestämmer sig för att samarbeta", "Initiera"),
    2: ("Var och en beskriver problemen", "Egna förberedelser"),
    3: ("De kommer överens om vad de ska göra", "Gemensamma förberedelser"),
    4: ("De gör det som de har lovat", "Genomförande"),
    5: ("De berättar hur det gick", "Uppföljning"),
}


def _step(number: int, missing: Iterable[str], records: Iterable[str], *, again: Iterable[str] = ()) -> Step:
    lacking = tuple(missing)
    title, official = _TITLES[number]
    return Step(
        number=number,
        title=_(title),
        official=_(official),
        done=not lacking,
        missing=lacking,
        records=tuple(dict.fromkeys(records)),
        starts_again=tuple(dict.fromkeys(again)),
    )


def _initiate(basis: _Basis) -> Step:
    asked = (
        (_("uppgift om vem som beslutade"), [record.identity for record in basis.history if record.fields.signatories]),
        (
            _("uppgift om hur arbetet styrs"),
            [record.identity for record in basis.history if record.fields.organisation],
        ),
        (_("uppgift om resurser"), [record.identity for record in basis.history if record.fields.resources]),
    )
    missing = (basis.lacking(what) for what, answered in asked if not answered)
    return _step(1, missing, (answered[0] for _what, answered in asked if answered))


def _is_own(picture: Record[Picture], party: str) -> bool:
    by = picture.fields.by
    return bool(by) and all(same_party(speaker, party) for speaker in by)


def _prepare_alone(basis: _Basis) -> Step:
    """A picture under secrecy counts: it is enough that it exists."""
    missing, shown = [], []
    for party in basis.agreement.fields.parties:
        own = [picture.identity for picture in basis.pictures if _is_own(picture, party)]
        shown.extend(own)
        if not own:
            name = genitive(party_name(basis.register, party))
            missing.append(basis.lacking(_("{party} egen beskrivning av problemen (lägesbild)").format(party=name)))
    return _step(2, missing, shown)


def _prepare_together(basis: _Basis) -> Step:
    fields, missing = basis.agreement.fields, []
    joint = [picture.identity for picture in basis.pictures if _is_joint(picture, fields.parties)]
    if not joint:
        missing.append(basis.lacking(_("gemensam beskrivning av problemen (lägesbild)")))
    if not fields.focus_areas:
        missing.append(basis.lacking(_("vad de ska arbeta med (fokusområden)")))
    for what, areas in (
        (_("problem"), [area for area in fields.focus_areas if not area.problem]),
        (_("orsaker till problemen"), [area for area in fields.focus_areas if not area.causes]),
    ):
        bare = [_focus_name(basis.register, basis.agreement, area) for area in areas]
        if bare:
            missing.append(basis.lacking(_("{what} inom {areas}").format(what=what, areas=enumerate_words(bare))))
    signed = fields.signed.first <= basis.day if fields.signed is not None else bool(fields.signatories)
    if not signed:
        missing.append(basis.lacking(_("uppgift om att överenskommelsen är undertecknad")))
    return _step(3, missing, (*joint, basis.agreement.identity))


def _is_joint(picture: Record[Picture], parties: Iterable[str]) -> bool:
    """Whether at least two different parties stand behind a picture."""
    names = tuple(parties)
    behind = [speaker for speaker in picture.fields.by if any_of((speaker,), names)]
    return any(not same_party(behind[0], other) for other in behind[1:])


def _focus_name(register: Register, agreement: Record[Agreement], area: FocusArea) -> str:
    titles = {theme.slug: theme.fields.title for theme in register.targets(agreement, Theme, "focus_areas.theme")}
    name = area.title or titles.get(area.theme or "", area.theme) or area.problem
    return f"”{str(name).rstrip('.')}”" if name else _("ett fokusområde utan namn")


def _carry_out(basis: _Basis) -> Step:
    active = [task for task in basis.tasks if task.fields.actions]
    answered = [task.identity for task in active if any(action.responsible for action in task.fields.actions)]
    carried_out = [report.identity for report in basis.reports if _tells_of_work(report)]
    if answered and carried_out:
        missing = []
    elif answered:
        missing = [basis.lacking(_("uppgift om att någon åtgärd är genomförd"))]
    elif active:
        missing = [basis.lacking(_("uppgift om vem som ansvarar för åtgärderna"))]
    else:
        missing = [basis.lacking(_("åtgärder i en åtgärdsplan eller i löften"))]
    return _step(4, missing, (*answered, *carried_out))


def _tells_of_work(report: Report) -> bool:
    """Whether something that was promised is reported as done, at least in part: a plan carries nothing out."""
    return any(
        outcome.action is not None
        and (outcome.done in ("ja", "delvis") or (outcome.amount and outcome.amount.value > 0))
        for outcome in report.fields.outcomes
    )


def _follow_up(basis: _Basis) -> Step:
    """Done by one final follow-up that answers both; where none does, the one that lacks least says what is missing.

    Interim reports tell of a part of it: they are shown, and the final one is what is missing.
    """
    again = [
        picture.identity
        for report in basis.finals
        for picture in basis.register.sources(report.identity, Picture, "builds_on")
        if _counts_from(picture.fields.date) <= basis.day
    ]
    lacks = [_unanswered(basis, report) for report in basis.finals]
    missing = min(lacks, key=len) if lacks else [basis.lacking(_("slutlig uppföljning av en part"))]
    return _step(5, missing, (report.identity for report in basis.finals or basis.reports), again=again)


def _unanswered(basis: _Basis, report: Report) -> list[str]:
    lacks = []
    if not report.fields.says_how_it_went:
        lacks.append(basis.lacking(_("uppgift om vad som gjordes")))
    if not report.fields.effect:
        lacks.append(basis.lacking(_("uppgift om vilken effekt det hade")))
    return lacks
