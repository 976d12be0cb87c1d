"""What a row says of how it went, as the outcome of an action: the same keys that a follow-up is written with."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from pledges.commands.authoring.answers import field_check
from pledges.content.field_descriptions import shape_of
from pledges.content.goal_phrases import per_words
from pledges.content.goals import Goal, MeasurableGoal, NumericGoal, TimeLimitGoal
from pledges.content.record_fields import Outcome
from pledges.status.labels import OUTCOMES
from pledges.swedish import enumerate_words, suggestion
from pledges.written_values import DURATION_UNITS

NUMBER, UNIT, RESULT, COMMENT, REASON = "tal", "enhet", "utfall", "redovisat", "skal"
SAID = (NUMBER, UNIT, RESULT, COMMENT, REASON)
"""The columns that say how it went."""
_DONE = {"gjort": "ja", "ja": "ja", "delvis": "delvis", "inte gjort": "nej", "nej": "nej"}
_COUNTED = {"nått": "Nått", "inte nått": "Inte nått"}
_OF = re.compile(r"(?P<number>.+?)\s+av\s+(?P<all>.+)")
_A_DAY = re.compile(r"\d{4}-\d\d(?:-\d\d)?(?: \d\d:\d\d)?")
_PERCENT = re.compile(r"(?P<number>.+?)\s*(?:%|procent)")
_PER = re.compile(r"(?P<unit>.*?)\s*\b(?:per (?P<per>.+)|(?P<every>varannan .+))")


class CellError(ValueError):
    """What is wrong in a box, in Swedish, and what to write instead. `column` is the box's."""

    def __init__(self, column: str, text: str) -> None:
        super().__init__(text)
        self.column = column


@dataclass(frozen=True, slots=True)
class Told:
    """The keys of an outcome, but for what it is of; and, where the sheet says so, whether the goal is reached."""

    keys: Mapping[str, str]
    claim: str = ""


def outcome_of(goal: Goal | None, cells: Mapping[str, str]) -> Told | None:
    """What `cells` say of an action with `goal`; None where they say nothing. Raises CellError for what can't be read."""
    keys: dict[str, str] = {}
    if cells.get(NUMBER):
        keys |= _counted(goal, cells[NUMBER], cells.get(UNIT, ""))
    elif cells.get(UNIT):
        raise CellError(
            UNIT, f"Det står vad som räknas, ”{cells[UNIT]}”, men inget tal. Skriv talet i kolumnen {NUMBER}."
        )
    result = cells.get(RESULT, "").casefold()
    if result in _DONE:
        keys["gjort"] = _DONE[result]
    elif result in _COUNTED and NUMBER not in cells:
        hint = (
            f"Skriv talet i kolumnen {NUMBER}"
            if isinstance(goal, MeasurableGoal)
            else "Skriv Gjort, Delvis eller Inte gjort"
        )
        raise CellError(RESULT, f"”{cells[RESULT]}” räknar portalen själv ut av det som är redovisat. {hint}.")
    elif result and result not in _COUNTED:
        _only_of_readers(cells)
    for column, key in ((COMMENT, "kommentar"), (REASON, "orsak")):
        if cells.get(column):
            keys[key] = _checked(key, cells[column], column)
    if keys.keys() == {"orsak"}:
        raise CellError(
            REASON, f"Det står varför, men inte hur det gick. Skriv det i kolumnen {RESULT} eller {COMMENT}."
        )
    return Told(keys, _COUNTED.get(result, "")) if keys else None


def said_of_result(word: str) -> bool:
    """Whether an outcome is one that somebody can report: the others are the portal's own words for what it knows."""
    return word.casefold() in (*_DONE, *_COUNTED)


def _only_of_readers(cells: Mapping[str, str]) -> None:
    """Raises CellError where the outcome is no word that a follow-up can say, unless it says that there is nothing."""
    word = cells[RESULT]
    can_be = ("Gjort", "Delvis", "Inte gjort")
    is_reported = word.startswith("Redovisat")  # what follows may be as an older table put it
    if not is_reported and word.casefold() not in (one.casefold() for one in OUTCOMES):
        also = (*can_be, *_COUNTED.values())
        raise CellError(RESULT, f"”{word}” går inte att läsa. {suggestion(word, also) or meant(word, can_be)}")
    reports = [column for column in (NUMBER, COMMENT) if cells.get(column)]
    if is_reported and not reports:
        raise CellError(RESULT, f"”{word}” säger inte vad som är redovisat. Skriv det i kolumnen {COMMENT}.")
    if not is_reported and reports:
        raise CellError(RESULT, f"Här står ”{word}”, men {enumerate_words(reports)} är ifyllt. Ta bort det ena.")


def _counted(goal: Goal | None, text: str, unit: str) -> dict[str, str]:
    """The number, with what it counts where that is not what the goal says."""
    if isinstance(goal, TimeLimitGoal):
        length = (
            text if any(text.casefold().endswith(f" {word}") for word in DURATION_UNITS) else f"{text} {unit}".strip()
        )
        if unit.casefold() in DURATION_UNITS or length == text:
            return {"inom": _checked("inom", length.casefold(), NUMBER)}
    counted = goal.counted if isinstance(goal, MeasurableGoal) else ""
    if _A_DAY.fullmatch(text):
        raise CellError(
            NUMBER,
            f"Kalkylprogrammet har gjort det som skrevs till en dag, {text}. Gör om rutan till text, och skriv talet igen.",
        )
    number, out_of = text, ""
    if percent := _PERCENT.fullmatch(text):
        if unit.casefold() not in ("", "procent", "%"):
            raise CellError(
                NUMBER,
                f"”{text}” är en andel, men i kolumnen {UNIT} står ”{unit}”. Skriv talet som {unit}, eller procent i {UNIT}.",
            )
        number, unit = percent["number"], "procent"
    elif share := _OF.fullmatch(text):
        number, out_of = share["number"], share["all"]
    keys = {"antal": _checked("antal", number, NUMBER)}
    if out_of:
        keys["av"] = _checked("av", out_of, NUMBER)
    name, per = _unit(unit)
    promised_per = goal.per if isinstance(goal, NumericGoal) else None
    if promised_per and not unit and not out_of:
        in_time = f"{counted}{per_words(promised_per)}"
        raise CellError(
            UNIT,
            f"Målet gäller per {promised_per}. Skriv {in_time} om talet också gör det, eller bara {counted} om det är alla tillsammans.",
        )
    if not name and not counted:
        raise CellError(UNIT, f"Vad räknar talet {number}? Skriv det i flertal: kontroller, vandringar, procent.")
    if name and name.casefold() != counted.casefold():
        keys["enhet"] = _checked("enhet", name, UNIT)
    if per:
        keys["per"] = _checked("per", per, UNIT)
    return keys


def _unit(text: str) -> tuple[str, str]:
    """`kontroller per dygn` → what is counted, and per what."""
    found = _PER.fullmatch(text)
    return (found["unit"], found["per"] or found["every"]) if found else (text, "")


def _checked(key: str, text: str, column: str) -> str:
    """`text` where the reader of content takes it under `key`. Raises CellError with what that says."""
    try:
        field_check(Outcome, shape_of(Outcome, key))(text)
    except ValueError as error:
        choices = shape_of(Outcome, key).choices
        text = f"”{text}” går inte att läsa. {meant(text, choices)}" if choices else ended(str(error))
        raise CellError(column, text) from None
    return text


def meant(word: str, choices: Sequence[str]) -> str:
    """”Menade du …?” with the nearest of `choices`, or all of them."""
    return suggestion(word, choices) or f"Skriv {enumerate_words(choices, 'eller')}."


def ended(text: str) -> str:
    """A sentence with its full stop: what is to be written may end it without one."""
    return text if text.endswith((".", "?", "!")) else f"{text}."
