"""What `make new` can make: any kind of record, next year's pledge out of this year's, and a follow-up."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, timedelta
from typing import Any, TypeVar

from pledges import swedish
from pledges.commands.authoring.answers import Choice, Dialogue, Question
from pledges.commands.authoring.choices import AuthoringContext, Draft, municipality_choices
from pledges.commands.authoring.question_order import KEYS, HaltedError, ask, ask_keys, file_name, finish
from pledges.content.field_descriptions import shape_of
from pledges.content.field_types import COMPILED, FINAL
from pledges.content.file_text import as_written
from pledges.content.geography import Geography
from pledges.content.goal_phrases import goal_words
from pledges.content.goals import MeasurableGoal, NumericGoal
from pledges.content.kinds import NAMES, Kind
from pledges.content.record import Record
from pledges.content.record_fields import Action, Agreement, Commitment, FollowUp, Municipality, Outcome, Plan, Pledge
from pledges.content.register import UNKNOWN_AGREEMENT
from pledges.status.date_ranges import add_months
from pledges.swedish import capital
from pledges.written_values import PartialDate, Period, day_after, parse_number, parse_period

_C = TypeVar("_C", bound=Commitment)
NEXT_YEAR = "nästa års löfte"
_KINDS = (
    Kind.PLEDGE,
    Kind.FOLLOW_UP,
    Kind.AGREEMENT,
    Kind.PLAN,
    Kind.PICTURE,
    Kind.MENTION,
    Kind.AREA,
    Kind.MUNICIPALITY,
    Kind.POLICE_AREA,
    Kind.ACTOR,
    Kind.THEME,
    Kind.NEWS,
    Kind.PAGE,
)
_MOST_SHOWN = 100
_CARRIED = (
    "titel",
    "kort",
    "parter",
    "andra parter",
    "ämnen",
    "områden",
    "platser",
    "hela kommunen",
    "kommuner",
    "problem",
    "delar",
    "åtgärder",
    "effektmål",
    "resurser",
    "uppföljning",
    "kontakt",
)
"""What next year's pledge takes over. Dates, evidence and what has happened belong to the year before."""


def what_and_where(geography: Geography, entered: frozenset[str]) -> Dialogue[tuple[str, str | None]]:
    """What is to be written (a kind's value, or NEXT_YEAR), and in which municipality if it belongs to one."""
    kinds = [Choice(kind.value, capital(NAMES[kind].singular)) for kind in _KINDS]
    kinds.insert(1, Choice(NEXT_YEAR, "Nästa års löfte, ur ett som finns"))
    what = yield Question("Vad vill du skriva?", required=True, choices=tuple(kinds))
    if what != NEXT_YEAR and not NAMES[Kind(what)].is_local:
        return what, None
    every = municipality_choices(geography)
    shown = tuple(choice for choice in every if choice.value in entered)
    shown = shown if len(shown) <= _MOST_SHOWN else ()
    help_text = "Kommunens namn, nummer i listan eller kommunkod." if shown else "Kommunens namn eller kommunkod."
    place = yield Question("Vilken kommun?", help_text, required=True, choices=shown, also=every)
    return what, place


def dialogue(context: AuthoringContext, what: str) -> Dialogue[Draft]:
    """The dialogue that makes `what` (see `what_and_where`), with whatever is missing made on the way."""
    context = replace(context, made=[])
    if what == NEXT_YEAR:
        return _next_pledge(context)
    if what == Kind.FOLLOW_UP:
        return _follow_up(context)
    return _record(context, Kind(what))


def _record(context: AuthoringContext, kind: Kind) -> Dialogue[Draft]:
    home = f"kommuner/{context.place}/kommun.md"
    if kind is Kind.MUNICIPALITY and home in context.taken:
        raise HaltedError(f"{home} finns redan. Öppna den i stället.")
    values = yield from ask_keys(context, kind, defaults=_defaults(context, kind), given={})
    return (yield from finish(context, kind, values, suggested=_file_name(kind, values)))


def _defaults(context: AuthoringContext, kind: Kind) -> dict[str, str]:
    """What is most likely meant, from what is already there."""
    latest = _latest(context, Agreement)
    year = str(context.day.year)
    defaults = {
        Kind.PLEDGE: {
            "period": year,
            "överenskommelse": latest.slug if latest else UNKNOWN_AGREEMENT,
            "parter": "polisen, kommunen",
        },
        Kind.AGREEMENT: {"parter": "polisen, kommunen"},
        Kind.PLAN: {"period": year, "överenskommelse": latest.slug if latest else UNKNOWN_AGREEMENT},
        Kind.PICTURE: {"av": "polisen, kommunen", "datum": f"{context.day:%Y-%m}"},
        Kind.NEWS: {"datum": context.day.isoformat()},
        Kind.MENTION: {"datum": context.day.isoformat()},
        Kind.PAGE: {"i menyn": "nej"},
    }
    kept_by = {"förs av": keeper} if (keeper := keeper_of(context)) else {}
    return {**defaults.get(kind, {}), **kept_by}


def keeper_of(context: AuthoringContext) -> str:
    """What a new record says of who keeps it, as its municipality's own record does; the empty text where the parties do."""
    home = next(iter(context.here(Municipality)), None)
    return COMPILED if home is not None and home.fields.is_compiled else ""


def _latest(context: AuthoringContext, model: type[_C]) -> Record[_C] | None:
    dated = [(first, record) for record in context.here(model) if (first := _first_day(record)) is not None]
    return max(dated, key=lambda pair: (pair[0], pair[1].identity), default=(None, None))[1]


def _first_day(record: Record) -> date | None:
    return record.fields.span.first if record.fields.span is not None else None


def _file_name(kind: Kind, values: Mapping[str, Any]) -> str:
    """A name of the years for what has a period, else of the title."""
    if kind is Kind.NEWS:
        return f"{values['datum']}-{values['titel']}"
    if kind is Kind.PICTURE:
        return f"{values['datum']}"[:4] if values["datum"] != "okänd" else values["titel"]
    years = re.findall(r"\d{4}", str(values.get("period") or ""))
    if years:
        return "-".join(dict.fromkeys(years))
    return file_name(kind, values)


def _pick(
    context: AuthoringContext, text: str, records: tuple[Record[_C], ...], *, default: Record[_C] | None
) -> Dialogue[Record[_C]]:
    if not records:
        raise HaltedError(
            f"I {context.place_name} finns inget att utgå från än. Skriv löftet eller överenskommelsen först."
        )
    by_value = {f"{NAMES[record.kind].singular} {record.slug}": record for record in records}
    shown = tuple(Choice(value, f"{record.fields.title}", (record.slug,)) for value, record in by_value.items())
    preset = next((value for value, record in by_value.items() if record is default), "")
    chosen = yield Question(text, default=preset, required=True, choices=shown)
    return by_value[chosen]


def _next_pledge(context: AuthoringContext) -> Dialogue[Draft]:
    before = yield from _pick(
        context, "Vilket löfte ska det nya utgå från?", context.here(Pledge), default=_latest(context, Pledge)
    )
    old = as_written(before.fields)
    written = yield from ask(context, Pledge, "period", default=following(before.fields.period), required=True)
    period = parse_period(written)
    values = {key: old[key] for key in _CARRIED if key in old} | {"period": written, "efterträder": before.slug}
    for key in ("titel", "kort"):
        values[key] = yield from ask(
            context, Pledge, key, default=_with_years(str(old.get(key, "")), before.fields.period, period)
        )
    values["uppföljning"] = {key: value for key, value in old.get("uppföljning", {}).items() if key != "senast"}
    values["åtgärder"] = yield from _kept_actions(old.get("åtgärder", []))
    asked = ("överenskommelse", "undertecknat", "publicerat", "saknas", *(() if "parter" in old else ("parter",)))
    values["förs av"] = old.get("förs av")
    given = values | {key: values.get(key) for key in KEYS[Kind.PLEDGE] if key not in asked}
    defaults = _defaults(context, Kind.PLEDGE) | {
        "överenskommelse": _agreement_for(context, before, period),
        "parter": ", ".join(context.register.parties(before)),
    }
    values = yield from ask_keys(context, Kind.PLEDGE, defaults=defaults, given=given)
    return (yield from finish(context, Kind.PLEDGE, values, suggested=_next_name(before, period)))


def _kept_actions(actions: list[dict[str, Any]]) -> Dialogue[list[dict[str, Any]]]:
    if not actions:
        return []
    shown = tuple(Choice(action["id"], f"{action['vad']} [{action['id']}]", (action["vad"],)) for action in actions)
    everything = ", ".join(action["id"] for action in actions)
    kept = yield Question(
        "Vilka åtgärder ska vara med också i år?",
        "Nummer med komma emellan. Nya skriver du i filen.",
        default=everything,
        many=True,
        choices=shown,
    )
    return [
        {**{key: value for key, value in action.items() if key != "skäl"}, "följer": action["id"]}
        for action in actions
        if action["id"] in kept
    ]


def _agreement_for(context: AuthoringContext, before: Record[Pledge], period: Period) -> str:
    """The agreement of the pledge before, if it still holds; else the latest that does."""
    old = context.register.target(before, Agreement, "agreement")
    if old is not None and old.municipality == context.place and old.fields.period.covers(period):
        return old.slug
    covering = [record for record in context.here(Agreement) if record.fields.period.covers(period)]
    return covering[-1].slug if covering else UNKNOWN_AGREEMENT


def following(period: Period) -> str:
    """The period as long as `period` that begins when it has ended; nothing where that is not whole months."""
    if period.start is None or period.end is None:
        return ""
    first, begin = period.start.first, day_after(period.end.last)
    months = (begin.year - first.year) * 12 + begin.month - first.month
    if months < 1 or add_months(first, months) != begin:
        return ""
    end = add_months(begin, months) - timedelta(days=1)
    return str(Period(_as_exact(begin, period.start), _as_exact(end, period.end)))


def _as_exact(day: date, model: PartialDate) -> PartialDate:
    return PartialDate(day.year, day.month if model.month else None, day.day if model.day else None)


def _with_years(text: str, old: Period, new: Period, *, dash: str = "–") -> str:
    """`text` with the years of `old` as those of `new`: `2023–2026` becomes `2027` where that is all of the new time."""
    if old.first is None or new.first is None:
        return text
    begin, end = (str(one.year) for one in (old.start or old.first, old.end or old.first))
    begins, ends = (str(one.year) for one in (new.first, new.last or new.first))
    now = begins if begins == ends else f"{begins}{dash}{ends}"
    years = {begin: begins, end: ends} if begin != end else {begin: now}
    span = rf"\b{begin}\s?[–-]\s?{end}\b|" if begin != end else ""
    return re.sub(rf"{span}\b(?:{begin}|{end})\b", lambda match: years.get(match[0], now), text)


def _next_name(before: Record[Pledge], period: Period) -> str:
    moved = _with_years(before.slug, before.fields.period, period, dash="-")
    return moved if moved != before.slug else f"{period}-{before.slug}"


def _follow_up(context: AuthoringContext) -> Dialogue[Draft]:
    records: tuple[Record[Commitment], ...] = (*context.here(Pledge), *context.here(Agreement), *context.here(Plan))
    target = yield from _pick(context, "Vad följs upp?", records, default=_due_first(context))
    period = target.fields.period
    ended = period is not None and period.last is not None and period.last < context.day
    key = {Kind.PLEDGE: "löfte", Kind.AGREEMENT: "överenskommelse", Kind.PLAN: "åtgärdsplan"}[target.kind]
    values: dict[str, Any] = {key: target.slug}
    values["avser"] = yield from ask(context, FollowUp, "avser", default=str(period) if period is not None else "")
    values["typ"] = yield from ask(context, FollowUp, "typ", default=FINAL if ended else "delredovisning")
    title = follow_up_title(context, values["avser"])
    values["titel"] = yield from ask(context, FollowUp, "titel", default=title)
    values["datum"] = yield from ask(context, FollowUp, "datum", default=context.day.isoformat())
    values["av"] = yield from ask(context, FollowUp, "av", default=", ".join(context.register.parties(target)))
    values["utfall"], unanswered = yield from _outcomes(target)
    kept_by = _defaults(context, Kind.FOLLOW_UP).get("förs av", "")
    for name in ("bedömning", "effekt", "nästa steg", "belägg", "förs av", "saknas"):
        values[name] = yield from ask(context, FollowUp, name, default=kept_by if name == "förs av" else "")
    suggested = follow_up_name(values["avser"], values["typ"])
    return (yield from finish(context, Kind.FOLLOW_UP, values, suggested=suggested, notes={"utfall": unanswered}))


def follow_up_title(context: AuthoringContext, covers: str) -> str:
    """Uppföljning i Provstad 2019: what a follow-up of that time is called unless somebody says otherwise."""
    time = parse_period(covers)
    title = f"Uppföljning i {context.place_name}"
    return f"{title} {swedish.period(time)}" if time.first else title


def follow_up_name(covers: str, sort: str) -> str:
    """2019, 2019-delredovisning: what its file is called."""
    years = "-".join(dict.fromkeys(re.findall(r"\d{4}", covers))) or "uppfoljning"
    return years if sort == FINAL else f"{years}-delredovisning"


def _due_first(context: AuthoringContext) -> Record[Pledge] | None:
    """The pledge that ended first and has no final follow-up; else the latest."""
    waiting = [
        (last, record.identity, record)
        for record in context.here(Pledge)
        if (last := record.fields.period.last) is not None
        and last < context.day
        and not any(one.fields.is_final for one in context.register.follow_ups(record))
    ]
    return min(waiting, key=lambda one: one[:2])[2] if waiting else _latest(context, Pledge)


def _outcomes(target: Record[Commitment]) -> Dialogue[tuple[list[dict[str, Any]], tuple[str, ...]]]:
    """An outcome for each action that is answered for, and comment lines for the rest."""
    outcomes: list[dict[str, Any]] = []
    unanswered: list[Action] = []
    for number, action in enumerate(target.actions, 1):
        about = f"Åtgärd {number} av {len(target.actions)} [{action.id}]: {action.what}"
        outcome = yield from _outcome(about, action.goal)
        if outcome:
            outcomes.append({"åtgärd": action.id, **outcome})
        else:
            unanswered.append(action)
    return outcomes, left_to_answer(unanswered, begun=bool(outcomes))


def left_to_answer(actions: Iterable[Action], *, begun: bool) -> tuple[str, ...]:
    """Comment lines for the actions that nothing is said of yet, under outcomes that are `begun` or still to come."""
    lines: list[str] = []
    for action in actions:
        key = "antal" if isinstance(action.goal, NumericGoal) else "gjort"
        lines += [f"  - åtgärd: {action.id}  # {action.what}", f"    {key}:"]
    if not lines:
        return ()
    return ("Återstår. Ta bort # och blanksteget först på raden när du vet:", *([] if begun else ["utfall:"]), *lines)


def _outcome(about: str, goal: Any) -> Dialogue[dict[str, Any]]:
    counted = goal.counted if isinstance(goal, MeasurableGoal) else ""
    promised = f"Målet är {goal_words(goal)}. " if goal else ""
    help_text = f"{promised}Skriv ett tal, eller ja, nej eller delvis. Tomt om det inte är redovisat."
    reported = yield Question(about, help_text, check=_number_or_done)
    if reported is None:
        return {}
    outcome: dict[str, Any] = {}
    words = shape_of(Outcome, "gjort").choices
    if reported.casefold() in words:
        outcome["gjort"] = reported.casefold()
    else:
        amount, _, per = reported.partition(" per ")
        outcome["antal"] = amount
        if not counted:
            outcome["enhet"] = yield Question(f"{about}, enhet", shape_of(Outcome, "enhet").help, required=True)
        if per:
            outcome["per"] = per
    outcome["kommentar"] = yield Question(f"{about}, kommentar", shape_of(Outcome, "kommentar").help)
    if outcome.get("gjort") in ("nej", "delvis"):
        outcome["orsak"] = yield Question(f"{about}, orsak", shape_of(Outcome, "orsak").help)
    return {key: value for key, value in outcome.items() if value}


def _number_or_done(text: str) -> None:
    if text.casefold() in shape_of(Outcome, "gjort").choices:
        return
    amount, _, per = text.partition(" per ")
    parse_number(amount)
    if per and per not in shape_of(Outcome, "per").choices:
        raise ValueError(
            f"”per {per}” går inte att räkna med. Skriv per {swedish.enumerate_words(shape_of(Outcome, 'per').choices, 'eller')}."
        )
