"""What the validator refuses, in Swedish, at the row that is the cause, and what to write there instead.

One mistake is told once: a misspelt key is not also a missing one, and rows that were not indented are told together.
"""

import re
from collections.abc import Mapping, Sequence

from pydantic_core import ErrorDetails

from pledges.content.discovery import SourceFile
from pledges.content.field_types import MoreThanANumberError, RefusedValueError, is_web_address
from pledges.content.frontmatter import FrontMatter, key_path
from pledges.content.kinds import NAMES, Kind
from pledges.content.known_keys import fields_at, loc_in_file, value_at
from pledges.content.misspelt_keys import TAKEN_FOR_EACH_OTHER, sources_apart, unknown_keys
from pledges.content.problems import Problem, problem_at
from pledges.content.record import Loc, Position
from pledges.content.record_fields import MODELS
from pledges.content.suggested_values import SAYS_NOTHING
from pledges.content.words_as_meant import has_comment, number_in_rows, rows_for, word_as_meant
from pledges.content.wrong_folder import in_wrong_folder
from pledges.swedish import capital, enumerate_words

_COMPARE = "Jämför med guidens exempel."


def explained(source: SourceFile, front: FrontMatter, errors: Sequence[ErrorDetails]) -> list[Problem]:
    """The validator's `errors`, each cause once."""
    assert source.kind is not None
    elsewhere = in_wrong_folder(source, front.data) if errors else None
    if elsewhere is not None:
        return [elsewhere]
    problems: list[Problem] = []
    told: set[tuple[Loc, str]] = set()
    for problem, spared in unknown_keys(source, front, errors):
        problems.append(problem)
        told |= spared
    for error in errors:
        refusal = error.get("ctx", {}).get("error")
        if isinstance(refusal, MoreThanANumberError):  # the key that stands beside the number is not missing
            told |= {(loc_in_file(error["loc"], front.places)[:-1], key) for key in refusal.written}
    for error in errors:
        loc = loc_in_file(error["loc"], front.places)
        last = str(error["loc"][-1]) if error["loc"] else ""
        if error["type"] == "extra_forbidden":
            continue
        absent = error["type"] == "missing" and loc[-1:] != (last,)
        if (absent and (loc, last) in told) or (not absent and (loc, "") in told):
            continue
        problems.append(_told(source, front, error, loc=loc, absent=last if absent else None))
    return problems


def _told(source: SourceFile, front: FrontMatter, error: ErrorDetails, *, loc: Loc, absent: str | None) -> Problem:
    assert source.kind is not None
    code, message, hint = (
        _absent(source.kind, loc, absent)
        if absent is not None
        else _explanation(source.kind, loc, error=error, front=front)
    )
    refusal = error.get("ctx", {}).get("error")
    if isinstance(refusal, RefusedValueError) and refusal.at and (*loc, refusal.at) in front.places:
        loc = (*loc, refusal.at)
    place = front.places.get(loc, Position(1, 1))
    noted = _noted(front, absent) if absent is not None and not loc else None
    if noted is not None:
        place = Position(noted[0], 1)
        hint = f"Ta bort # i början av raden: {noted[1]}"
    elif absent == "datum" and not loc and (dated := re.match(r"\d{4}-\d\d-\d\d(?=-)", source.path.rsplit("/", 1)[-1])):
        hint = f"Lägg till datum: {dated[0]} om det som filnamnet säger är rätt dag."
    return problem_at(
        source.path,
        code,
        message=capital(message),
        hint=hint,
        place=place,
        key=key_path(loc if absent is None else (*loc, absent)),
    )


def _noted(front: FrontMatter, name: str) -> tuple[int, str] | None:
    """The row on which a key that is missing stands as a note, and the row without its number sign."""
    for line, row in front.comments:
        found = re.fullmatch(rf"\s*#+\s*({re.escape(name)}:\s+\S.*)", row)
        if found is not None:
            return line, found[1]
    return None


def _absent(kind: Kind, loc: Loc, name: str) -> tuple[str, str, str]:
    """(code, message, hint) of the key `name`, which is not in the row at `loc`."""
    where = " på den här raden i listan" if loc else f" i {NAMES[kind].definite}"
    hint = f"Lägg till {name}: … {help_on(kind, loc, name)}".strip()
    if not loc and name in TAKEN_FOR_EACH_OTHER:
        hint += f" Står det under källor:? {sources_apart(kind)}"
    return "saknad-nyckel", f"Nyckeln ”{name}” saknas{where}.", hint


def _explanation(kind: Kind, loc: Loc, *, error: ErrorDetails, front: FrontMatter) -> tuple[str, str, str]:
    """(code, message, hint) of what stands at `loc`."""
    last = str(error["loc"][-1]) if error["loc"] else ""
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            hint = f"Skriv något efter {last}:, på samma rad eller på rader under."
            return "saknad-nyckel", f"Nyckeln ”{last}” är tom.", hint
        case "literal_error" if isinstance(error["input"], list):
            allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
            return "fel-varde", "Här ska ett ord stå, inte en lista.", f"Skriv {enumerate_words(allowed, 'eller')}."
        case "literal_error":
            allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
            return (
                "fel-varde",
                f"”{error['input']}” kan inte stå här.",
                word_as_meant(last, str(error["input"]), allowed=allowed, row=value_at(front.data, loc[:-1])),
            )
        case "value_error" if not isinstance(error["input"], Mapping) and _is_row_missing(error):
            return "fel-varde", "Här ska nycklar och värden stå, på egna rader.", rows_for(kind, loc, error["input"])
        case "value_error":
            refusal = context["error"]
            if isinstance(refusal, MoreThanANumberError):
                row = value_at(front.data, loc[:-1])
                hint = number_in_rows(refusal.written, last, fields=fields_at(MODELS[kind], loc[:-1]), row=row)
                return "fel-varde", refusal.message, hint
            if isinstance(refusal, RefusedValueError):
                title = value_at(front.data, (*loc[:-1], "titel"))
                if last == "adress" and isinstance(title, str) and is_web_address(title):
                    return (
                        "fel-varde",
                        refusal.message,
                        f"Byt plats på dem: titel: {error['input']} och adress: {title}",
                    )
                return "fel-varde", refusal.message, refusal.hint
            message, hint = _sentences(str(refusal))
            written = str(error["input"])
            if loc[:1] == ("utfall",) and last == "antal" and not re.search(r"\d", written):
                if SAYS_NOTHING.fullmatch(written.strip()):
                    return (
                        "fel-varde",
                        message,
                        "Skriv talet. Är det inte känt, ta bort raden och säg det under kommentar:.",
                    )
                if written in ("ja", "nej", "delvis"):
                    return "fel-varde", message, f"Skriv gjort: {written} i stället för antal:."
                there = has_comment(value_at(front.data, loc[:-1]))
                words = "flytta dem till kommentar:" if there else f"skriv kommentar: {written} i stället"
                hint = f"Är det ord om hur det gick, {words}, och gjort: ja, nej eller delvis om det framgår."
            return "fel-varde", message, hint
        case "string_type" | "tuple_type" | "model_type" | "dict_type" | "model_attributes_type":
            return "fel-varde", "Värdet har fel form.", help_on(kind, loc[:-1], last) or _COMPARE
    return "fel-varde", "Värdet går inte att använda här.", _COMPARE


def _is_row_missing(error: ErrorDetails) -> bool:
    return str(error.get("ctx", {}).get("error", "")).startswith("Här ska nycklar och värden stå")


def _sentences(text: str) -> tuple[str, str]:
    """The first sentence and the rest; what stands within quotation marks ends none."""
    match = re.match(r"((?:”[^”]*”|[^”.]|\.(?! ))*\.?)\s*(.*)", text, re.S)
    return (match[1].rstrip(".") + ".", match[2]) if match else (text, "")


def help_on(kind: Kind, loc: Loc, name: str) -> str:
    _, info = fields_at(MODELS[kind], loc).get(name, ("", None))
    return (info.description or "") if info is not None else ""
