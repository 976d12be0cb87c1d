"""Lovat och gjort: each action with its goal, its outcome and a bar of the one against the other."""

from collections import Counter
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import reduce
from urllib.parse import urlsplit

from pledges import swedish, urls
from pledges.content.goal_phrases import goal_words, per_words
from pledges.content.goals import MeasurableGoal, NumericGoal, RelativeGoal
from pledges.content.record import AnyRecord, Record, is_a
from pledges.content.record_fields import Action, Area, FollowUp, Mention, Outcome, Pledge, Tasked, Theme
from pledges.content.register import Register
from pledges.history.snapshot import Snapshot, once
from pledges.i18n import _
from pledges.status.date_ranges import range_of
from pledges.status.goal_reached import ActionStanding, ReportedFigure
from pledges.status.labels import result_explanation, result_label
from pledges.status.result_for_readers import WORDS, ActionResult, needs_number
from pledges.views.links import link_to, links_to, party_links
from pledges.views.page_parts import source_rows
from pledges.views.strands import ENDS, End
from pledges.views.view_types import Link
from pledges.written_values import Number, Period

FULL = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class FigureRow:
    """One reported figure, as reported, with its time (`covers` in words), the follow-up that it stands in (`from_follow_up`
    calls it by its time) and the sources of that (`evidence`).

    `inside` is the time of the follow-up that holds this one too, so that it isn't added; empty where none does.
    """

    text: str
    time: Period
    covers: str
    from_follow_up: str
    comment: str
    cause: str
    source: Link
    evidence: tuple[Link, ...]
    inside: str


@dataclass(frozen=True, slots=True)
class Bar:
    """Done against promised, drawn on a scale of 0 to 100: how far `done` reaches, where `goal` stands, and in words."""

    done: int
    goal: int
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureRow:
    """One action. `about` is where and what theme. `end` is how its strand ends, and `result` says it in words.

    `goal_term` says what `goal` is: what was promised, or a condition alone.

    `means` says what that result means, for the first action of those that have it; empty for the others. `others` are
    those who are no party and tell of it, where no party does.
    """

    anchor: str
    end: End
    is_dashed: bool
    result: str
    what: str
    responsible: tuple[Link, ...]
    together_with: str
    about: tuple[Link, ...]
    goal_term: str
    goal: str
    bar: Bar | None
    means: str
    others: tuple[Link, ...]
    coverage: str
    figures: tuple[FigureRow, ...]
    explanation: tuple[str, ...]
    reason: str


@dataclass(frozen=True, slots=True)
class ExtraRow:
    """Something reported that was not promised as such, once for all the follow-ups that tell of it."""

    what: str
    figures: tuple[FigureRow, ...]


@once
def measures(snapshot: Snapshot, record: Record[Tasked]) -> tuple[MeasureRow, ...]:
    """A row for each action of a pledge or a plan, in the order written."""
    standings = {standing.action: standing for standing in snapshot.standings[record.identity].actions}
    results = {result.action: result for result in snapshot.standings[record.identity].results}
    rows, told = dict[str, MeasureRow](), set[str]()
    for action in _as_read(record):
        row = _row(snapshot, record, action=action, now=standings.get(action.id), result=results[action.id])
        rows[action.id] = replace(row, means="") if row.means in told else row
        told.add(row.means)
    return tuple(rows[action.id] for action in record.actions)


def _as_read(record: Record[Tasked]) -> list[Action]:
    """The actions in the order that they stand on the page: those of each part together, those of none last."""
    parts = [part.id for part in record.fields.parts] if is_a(record, Pledge) else []
    return sorted(record.actions, key=lambda action: parts.index(action.part) if action.part in parts else len(parts))


def _counted(number: Number, out_of: Number | None, unit: str) -> str:
    """1 kontroll; 40 av 52 helger."""
    if out_of is None:
        return swedish.counted(number, unit)
    return f"{swedish.number(number)} {_('av')} {swedish.counted(out_of, unit)}"


def _amount_text(value: Decimal | Number | None, unit: str) -> str:
    """245 kontroller"""
    return swedish.counted(value, unit) if value is not None else ""


def _row(
    snapshot: Snapshot, record: Record[Tasked], *, action: Action, now: ActionStanding | None, result: ActionResult
) -> MeasureRow:
    share = None
    if now is not None and now.promised and now.done is not None and not _is_limit(action):
        share = int(now.done.value * FULL / now.promised)
    others = told_by_others(snapshot.register, record, result)
    promised = _amount_text(now.promised, now.unit) if now is not None else ""
    done = _amount_text(now.done, now.unit) if now is not None else ""
    return MeasureRow(
        anchor=urls.action_anchor(action.id),
        end=ENDS[result.result],
        is_dashed=result.so_far,
        result=result_label(result),
        what=action.what,
        responsible=(
            *party_links(snapshot.register, record, action.responsible),
            *(Link(name, None) for name in (*action.other_responsible, *action.responsible_unit)),
        ),
        together_with=action.together_with or "",
        about=_about(snapshot.register, record, action),
        goal_term=_("Villkor") if action.goal is None else _("Lovat"),
        goal=promised_words(action),
        bar=_bar(share, promised=promised, done=done),
        means=result_explanation(
            result, is_read_by_editors(snapshot.register, record, result), told_by_others=bool(others)
        ),
        others=tuple(Link(one.fields.title, f"{urls.of_record(record.identity)}#andra") for one in others),
        coverage=_coverage_text(now),
        figures=_figures(snapshot, now.figures, action) if now is not None else (),
        explanation=now.explanation if now is not None else (),
        reason=action.reason or "",
    )


def told_by_others(register: Register, record: Record[Tasked], result: ActionResult) -> tuple[Record[Mention], ...]:
    """The mentions that tell of an action of `record`, where the parties say nothing of it; they are no follow-ups."""
    if result.is_answer:
        return ()
    mentions = register.mentions(record)
    return tuple(one for one in mentions if any(said.action == result.action for said in one.fields.remarks))


def is_read_by_editors(register: Register, record: AnyRecord, result: ActionResult) -> bool:
    """Whether the portal's editors say how it went: what the parties enter themselves is their own word, also beside a
    pledge that is compiled."""
    told = [register.records[one] for one in result.follow_ups if one in register.records]
    return all(map(register.is_compilation, told)) if told else register.is_compilation(record)


def promised_words(action: Action) -> str:
    """The goal of an action with its condition: `1 kontroller per vecka, i mån av tid`."""
    goal = goal_words(action.goal) if action.goal is not None else ""
    return ", ".join(text for text in (goal, action.condition) if text)


def _is_limit(action: Action) -> bool:
    """Whether the goal is to stay below a number: done of promised would be a bar that grows with failure."""
    goal = action.goal
    is_fewer = isinstance(goal, RelativeGoal) and goal.direction in ("färre", "högst lika många")
    return is_fewer or (isinstance(goal, NumericGoal) and goal.is_upper_limit)


def _about(register: Register, record: Record[Tasked], action: Action) -> tuple[Link, ...]:
    """Where an action is taken, and its theme."""
    slugs = {ref.rsplit("/", 1)[-1] for ref in action.areas}
    areas = [area for area in register.targets(record, Area, "actions.areas") if area.slug in slugs]
    themes = [theme for theme in register.targets(record, Theme, "actions.theme") if theme.slug == action.theme]
    return (*links_to(register, areas), *(Link(place, None) for place in action.places), *links_to(register, themes))


def _coverage_text(now: ActionStanding | None) -> str:
    if now is None or now.coverage is None or now.coverage >= 1:
        return ""
    share = swedish.decimal(int(now.coverage * FULL))
    return _("Uppföljningarna täcker {share} procent av perioden.").format(share=share)


def _bar(share: int | None, *, promised: str, done: str) -> Bar | None:
    """The bar of `share` percent; where more was done than promised, the goal stands short of the end."""
    if share is None:
        return None
    words = _("{done} mot lovade {promised}").format(done=done, promised=promised)
    return Bar(share, FULL, words) if share <= FULL else Bar(FULL, FULL * FULL // share, words)


_DONE = {"ja": "gjort", "nej": "inte gjort", "delvis": "delvis gjort"}


def _done_words(reported: Outcome, action: Action | None) -> str:
    """gjort, inte gjort, delvis gjort; a no to a goal in words is about the goal, and a yes to a number doesn't say how many."""
    if reported.done is None:
        return ""
    if reported.done == "ja" and reported.amount is None and action is not None and needs_number(action):
        return _("gjort, men antalet framgår inte")
    is_goal = reported.done == "nej" and action is not None and isinstance(action.goal, str)
    return _("inte uppnått") if is_goal else _(_DONE[reported.done])


def _figure_text(reported: Outcome, done: str) -> str:
    within = _("inom {time}").format(time=reported.within) if reported.within is not None else ""
    if reported.amount is None:
        return swedish.capital(", ".join(text for text in (within, done) if text))
    text = _counted(reported.amount, reported.out_of, reported.unit or "") + per_words(reported.per)
    parts = swedish.enumerate_words(f"{swedish.number(part.amount)} {part.what}" for part in reported.of_which)
    before = [f"{swedish.partial(row.year)}: {swedish.number(row.amount)}" for row in reported.comparisons]
    more = (within, _("varav {parts}").format(parts=parts) if parts else "", done)
    text = ", ".join((text, *(one for one in more if one)))
    return f"{text} ({', '.join(before)})" if before else text


def _figures(snapshot: Snapshot, figures: tuple[ReportedFigure, ...], action: Action) -> tuple[FigureRow, ...]:
    """A row for each follow-up with all that it says of the action; those that lie inside another come last."""
    by_follow_up: dict[str, list[ReportedFigure]] = {}
    for figure in figures:
        by_follow_up.setdefault(figure.follow_up, []).append(figure)
    rows = [
        _figure(snapshot, identity=identity, figures=reported, action=action)
        for identity, reported in by_follow_up.items()
    ]
    return tuple(sorted(rows, key=lambda row: bool(row.inside)))


def _figure(snapshot: Snapshot, *, identity: str, figures: list[ReportedFigure], action: Action) -> FigureRow:
    follow_up = snapshot.register.records[identity]
    rows = (
        _figure_row(
            snapshot,
            follow_up,
            one.outcome,
            covers=one.covers,
            action=action,
            inside=_covered_by(snapshot, one.nested_in),
        )
        for one in figures
    )
    return reduce(_joined, rows)


def _figure_row(
    snapshot: Snapshot,
    follow_up: AnyRecord,
    outcome: Outcome,
    *,
    covers: Period,
    action: Action | None,
    inside: str = "",
) -> FigureRow:
    return FigureRow(
        text=_figure_text(outcome, _done_words(outcome, action)),
        time=covers,
        covers=swedish.period(covers),
        from_follow_up=_from_follow_up(covers),
        comment=outcome.comment or "",
        cause=outcome.cause or "",
        source=link_to(snapshot.register, follow_up),
        evidence=evidence_links(follow_up),
        inside=inside,
    )


def _from_follow_up(covers: Period) -> str:
    """Uppföljningen för 2019; Uppföljningen (från 2018, slut okänt)."""
    words = _("Uppföljningen för {time}") if range_of(covers) is not None else _("Uppföljningen ({time})")
    return words.format(time=swedish.period(covers))


def evidence_links(follow_up: AnyRecord) -> tuple[Link, ...]:
    """Where a follow-up says that its figures are from, each called by its site: polisen.se; of several, by number too."""
    if not is_a(follow_up, FollowUp):
        return ()
    fields = follow_up.fields
    links: list[Link] = []
    for row in source_rows(follow_up, fields.evidence or fields.sources):
        if row.href is not None:
            name = urlsplit(row.href).hostname or _("dokumentet")
            links.append(Link(name.removeprefix("www."), row.href))
    alike = Counter(link.text for link in links)
    numbers = Counter[str]()
    for at, link in enumerate(links):
        numbers[link.text] += 1
        if alike[link.text] > 1:
            links[at] = replace(link, text=f"{link.text} ({numbers[link.text]})")
    return tuple(links)


def _covered_by(snapshot: Snapshot, identity: str | None) -> str:
    follow_up = snapshot.register.get(identity) if identity is not None else None
    return swedish.period(follow_up.fields.covers) if is_a(follow_up, FollowUp) else ""


def extras(snapshot: Snapshot, record: Record[Tasked]) -> tuple[ExtraRow, ...]:
    """What the follow-ups report beside the promised actions."""
    rows: dict[str, list[FigureRow]] = {}
    for follow_up in snapshot.register.follow_ups(record):
        for outcome in follow_up.fields.outcomes:
            if outcome.what is not None:
                rows.setdefault(outcome.what, []).append(_outcome_row(snapshot, follow_up, outcome, action=None))
    return tuple(ExtraRow(what, tuple(figures)) for what, figures in rows.items())


def _outcome_row(
    snapshot: Snapshot, follow_up: Record[FollowUp], outcome: Outcome, *, action: Action | None
) -> FigureRow:
    return _figure_row(snapshot, follow_up, outcome, covers=follow_up.fields.covers, action=action)


@dataclass(frozen=True, slots=True, kw_only=True)
class OutcomeRow:
    """One outcome on the follow-up's own page: what was promised, and what was reported, ending as it says."""

    what: str
    action_href: str | None
    goal: str
    end: End
    figure: FigureRow


def outcomes(snapshot: Snapshot, follow_up: Record[FollowUp]) -> tuple[OutcomeRow, ...]:
    """A row for each action that the follow-up tells of, and for each thing beside them, in the order written."""
    target = snapshot.register.followed_up(follow_up)
    actions = {action.id: action for action in target.actions} if target is not None else {}
    rows: dict[str, OutcomeRow] = {}
    for number, outcome in enumerate(follow_up.fields.outcomes):
        action = actions.get(outcome.action) if outcome.action else None
        unit = action.goal.counted if action is not None and isinstance(action.goal, MeasurableGoal) else ""
        figure = _outcome_row(
            snapshot, follow_up, outcome.model_copy(update={"unit": outcome.unit or unit}), action=action
        )
        if target is None or action is None:
            rows[f"#{number}"] = OutcomeRow(
                what=outcome.what or outcome.action or "", action_href=None, goal="", end=_end(outcome), figure=figure
            )
        elif action.id in rows:
            row = rows[action.id]
            end = row.end if row.end is _end(outcome) else End.MARK
            rows[action.id] = replace(row, end=end, figure=_joined(row.figure, figure))
        else:
            href = f"{urls.of_record(target.identity)}#{urls.action_anchor(action.id)}"
            rows[action.id] = OutcomeRow(
                what=action.what,
                action_href=href,
                goal=goal_words(action.goal or ""),
                end=_end(outcome),
                figure=figure,
            )
    return tuple(rows.values())


def _end(outcome: Outcome) -> End:
    """How the strand of an outcome ends by its own word; a number alone is not put against the goal here."""
    return ENDS[WORDS[outcome.done]] if outcome.done is not None else End.MARK


def _joined(first: FigureRow, second: FigureRow) -> FigureRow:
    """Two figures about the same action, as one."""
    return replace(
        first,
        text=", ".join(text for text in (first.text, second.text) if text),
        comment=" ".join(dict.fromkeys(text for text in (first.comment, second.comment) if text)),
        cause=" ".join(dict.fromkeys(text for text in (first.cause, second.cause) if text)),
    )
