"""What became of each promised action, as rows of the tables that are open data."""

from dataclasses import dataclass, replace
from decimal import Decimal

from pledges.content.goal_phrases import per_words
from pledges.content.goals import CompleteGoal, NumericGoal, TimeLimitGoal
from pledges.content.record import Record
from pledges.content.record_fields import Action, Area, Pledge, Theme
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.status.date_ranges import DateRange, days_within, outside, range_of
from pledges.status.goal_reached import ActionStanding
from pledges.status.labels import reader_label, result_label, result_word
from pledges.status.result_for_readers import ActionResult
from pledges.urls import action_anchor
from pledges.views.against_before import LABELS, promises_against
from pledges.views.links import party_links
from pledges.views.page_parts import source_rows
from pledges.views.promised_and_done import measures, promised_words
from pledges.views.results import reasons
from pledges.views.table_cells import (
    addresses,
    begins_and_ends,
    counties,
    municipalities,
    page,
    parties,
    plain,
    police_areas,
    together,
    yes_or_no,
)
from pledges.written_values import Number, Qualifier


@dataclass(frozen=True, kw_only=True)
class ActionRow:
    """An action of a pledge and what became of it, in words, as docs/oppna-data.md says what each column means.

    A pledge without actions is a row in which all of the action is empty.
    """

    municipalities: str
    counties: str
    police_areas: str
    pledge: str
    title: str
    period: str
    begins: str
    ends: str
    state: str
    action: str
    what: str
    theme: str
    places: str
    responsible: str
    goal: str
    goal_sort: str
    goal_number: str
    goal_unit: str
    goal_per: str
    against_before: str
    follows: str
    reported: str
    number: str
    unit: str
    result: str
    in_words: str
    share: str
    whole: str
    reason: str
    by: str
    follow_ups: str
    evidence: str
    pledge_sources: str
    compilation: str
    address: str


def action_rows(snapshot: Snapshot, record: Record[Pledge]) -> tuple[ActionRow, ...]:
    """A row for each action of a pledge, or one for a pledge without any."""
    register, fields, now = snapshot.register, record.fields, snapshot.standings[record.identity]
    address = page(snapshot, record)
    alone = ActionRow(
        municipalities=municipalities(register, record),
        counties=counties(register, record),
        police_areas=police_areas(register, record),
        pledge=record.identity,
        title=fields.title,
        **begins_and_ends(fields.period),
        state=reader_label(now.reader_state),
        action="",
        what="",
        theme=together(theme.fields.title for theme in register.targets(record, Theme, "themes")),
        places="",
        responsible="",
        goal="",
        goal_sort="",
        goal_number="",
        goal_unit="",
        goal_per="",
        against_before="",
        follows="",
        reported="",
        number="",
        unit="",
        result="",
        in_words="",
        share="",
        whole="",
        reason="",
        by="",
        follow_ups="",
        evidence="",
        pledge_sources=addresses(snapshot, source_rows(record, (*fields.documents, *fields.sources))),
        compilation=yes_or_no(register.is_compilation(record)),
        address=address,
    )
    themes = {
        theme.slug: theme.fields.title for theme in register.targets(record, Theme, "actions.theme", "parts.theme")
    }
    areas = {area.slug: area.fields.title for area in register.targets(record, Area, "actions.areas")}
    period = range_of(fields.period)
    against = {
        one.action.id: {"against_before": LABELS[one.fate], "follows": one.before.id if one.before is not None else ""}
        for one in promises_against(snapshot, record)
        if one.action is not None
    }
    measured = {one.action: one for one in now.actions}
    rows = zip(record.actions, now.results, measures(snapshot, record), strict=True)
    return tuple(
        replace(
            alone,
            action=action.id,
            what=action.what,
            theme=themes.get(fields.action_themes.get(action.id, ""), ""),
            places=together(
                (*(areas[slug] for ref in action.areas if (slug := ref.rsplit("/", 1)[-1]) in areas), *action.places)
            ),
            responsible=together(
                (
                    *(link.text for link in party_links(register, record, action.responsible)),
                    *action.other_responsible,
                    *action.responsible_unit,
                )
            ),
            goal=promised_words(action),
            **_goal(action),
            **against.get(action.id, {}),
            reported=together(_told(one.covers, one.text) for one in shown.figures if one.text),
            **_amount(measured.get(action.id), result),
            result=result_word(result),
            in_words=result_label(result),
            share=_share(result, period),
            whole=yes_or_no(not result.is_of_part) if result.is_answer else "",
            reason=" ".join(reasons(action, measured.get(action.id))),
            by=parties(register, record, result.by),
            follow_ups=together(result.follow_ups),
            evidence=addresses(snapshot, (link for one in shown.figures for link in one.evidence)),
            address=f"{address}#{action_anchor(action.id)}",
        )
        for action, result, shown in rows
    ) or (alone,)


def _told(covers: str, text: str) -> str:
    """What was reported of a time: 2018: 2 would be hours and minutes to a spreadsheet."""
    return f"{covers}: {_('antal {number}').format(number=text)}" if text.isdecimal() else f"{covers}: {text}"


def _amount(now: ActionStanding | None, result: ActionResult) -> dict[str, str]:
    """The one number that the parties' reports come to, with its unit: what was added, or the only one that there is.

    A number that is said to be about or at least so much stands in words alone.
    """
    if now is None:
        return {}
    if now.done is not None:
        return _in_columns(now.done, now.unit)
    told = [one.outcome for one in now.figures if one.follow_up in result.follow_ups and one.outcome.amount is not None]
    if len(told) != 1 or told[0].amount is None or told[0].out_of is not None:
        return {}
    return _in_columns(told[0].amount, f"{told[0].unit or ''}{per_words(told[0].per)}".strip())


def _in_columns(number: Number, unit: str) -> dict[str, str]:
    return {"number": plain(number.value), "unit": unit} if number.qualifier is Qualifier.EXACT else {}


def _goal(action: Action) -> dict[str, str]:
    """The goal in columns, as far as it can be counted: what sort it is, and the number with what it counts."""
    goal = action.goal
    if isinstance(goal, str):
        return {"goal_sort": "ord"}
    if isinstance(goal, NumericGoal):
        sort = "högst" if goal.is_upper_limit else "minst"
        per = goal.per or ""
        return {"goal_sort": sort, "goal_number": plain(goal.number.value), "goal_unit": goal.unit, "goal_per": per}
    if isinstance(goal, CompleteGoal):
        return {"goal_sort": "alla", "goal_unit": goal.everything, "goal_per": goal.per or ""}
    if isinstance(goal, TimeLimitGoal):
        return {"goal_sort": "inom", "goal_number": plain(goal.within.number), "goal_unit": goal.within.unit}
    return {"goal_sort": "jämförelse", "goal_unit": goal.counted} if goal is not None else {}


def _share(result: ActionResult, period: DateRange | None) -> str:
    """How much of the period the answer holds for, once that is over: 1, 0,67."""
    if period is None or not result.is_answer or result.so_far:
        return ""
    covered = result.covered or outside((*result.uncovered, *result.beside, *result.reached_in), period)
    return plain(round(Decimal(days_within(covered, period)) / period.days, 2).normalize())
