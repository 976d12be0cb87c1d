"""Numbers in running text: goals such as ”minst 8 trafikkontroller per månad”, and what was done of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from pledges.content.goals import NumericGoal
from pledges.content.suggested_values import suggested_number
from pledges.swedish import plural
from pledges.written_values import DURATION_UNITS, NUMBER_WORDS

_WORD = r"[a-zåäöéü]+(?:-[a-zåäö]+)*"
_NUMBER = rf"(?:\d{{1,3}}(?:[ \u00a0]\d{{3}})+(?!\d)|\d+(?:,\d+)?|\b(?:{'|'.join(NUMBER_WORDS)})\b)"
_QUALIFIER = r"minst|åtminstone|lägst|högst|max|maximalt|upp till|cirka|ca|ungefär|omkring"
_STOP = frozenset(
    (
        "på", "i", "per", "under", "med", "för", "vid", "till", "av", "och", "som", "där", "mot", "hos", "inom",
        "varje", "om", "eller", "bland", "kring", "längs", "från", "varannan", "är", "har", "ska", "att", "ute",
        "tillsammans", "vardera", "i", "årligen", "gjordes", "genomfördes", "genomförts", "utförts", "gjorts", "blev",
        "kommer", "när", "innan", "efter", "mellan", "över", "jämfört", "varav", "det", "den", "de", "enligt", "utöver", "förutom",
    )
)  # fmt: skip
"""Words that what is counted doesn't go on over."""
_MANY = re.compile(r"(?:ar|er|or|en|re)$")
_SAYS_MORE = re.compile(r"(?:ade|as|ats|ades|ts|des|lls)$")
"""How a word ends that tells of what is counted, after the word for it (_MANY): nattvandrare *rekryteras*, kontroller
*riktade* mot mopeder."""
_YEAR = re.compile(r"(?:19|20)\d\d")
_COUNT = re.compile(
    rf"(?:\b(?P<word>{_QUALIFIER})\.?\s+)?(?<![\d§/:.,-])(?P<number>{_NUMBER})(?:\s?(?:[-–—]|till)\s?(?P<most>{_NUMBER}))?"
    rf"(?![\d/:-])(?:\s+av\s+(?P<of>{_NUMBER}))?(?P<unit>(?:\s+{_WORD}){{1,4}})",
    re.I,
)
_NOT_COUNTED = frozenset(
    ("procent", "åriga", "kronor", "kr", "invånare", "tkr", "mnkr", "heltidstjänster", *DURATION_UNITS)
) - {"timme", "timmar"}
"""Shares, sums and lengths of time. Hours are what some promise: 900 timmar per år."""
_PERIODS = "dygn|vecka|månad|kvartal|termin|tertial|halvår|år"
_PER = re.compile(
    rf"\bper\s+(?P<per>\w+)|\bvarje\s+(?P<each>{_PERIODS})\b|\b(?P<second>varannan\s+(?:vecka|månad))\b"
    r"|\bi\s+(?P<week>veckan|månaden)\b|\bom\s+(?P<year>året)\b|\b(?P<yearly>årligen)\b",
    re.I,
)
_PER_OF = {"veckan": "vecka", "månaden": "månad", "året": "år", "årligen": "år"}
_WITHIN = re.compile(rf"\binom\s+(?P<number>{_NUMBER})\s+(?P<unit>{'|'.join(DURATION_UNITS)})\b", re.I)


@dataclass(frozen=True, slots=True)
class Count:
    """A number of something in a text: `qualifier` is minst, högst, cirka or nothing."""

    number: str
    unit: str
    qualifier: str = ""
    most: str = ""
    of: str = ""

    def is_of(self, unit: str) -> bool:
        """Whether it is of what `unit` names; `hastighetskontroller` are kontroller."""
        counted, wanted = self.unit.split()[-1], unit.rsplit(maxsplit=1)[-1].casefold()
        return counted.endswith(wanted) or plural(counted).endswith(wanted)


def counts(text: str) -> Iterator[Count]:
    """Every number of something that a text gives. `en` and `ett` are numbers only after a word such as minst."""
    for match in _COUNT.finditer(_WITHIN.sub("", text)):
        number, most, of = (_digits(match[name]) for name in ("number", "most", "of"))
        unit = _unit(match["unit"])
        word = _qualifier(match["word"])
        is_article = match["number"].casefold() in ("en", "ett") and not word and unit not in ("gång", "gånger")
        is_year = not word and _YEAR.fullmatch(number) is not None
        if not number or not unit or is_article or is_year or _NOT_COUNTED & set(unit.split()):
            continue
        yield Count(number, plural(unit) if number == "1" else unit, word, most, of)


def goal_in(text: str) -> dict[str, str] | None:
    """The one goal of a text, as it is written in a record; None for none, for several, and for what it can't say."""
    found = list(counts(text))
    limits = [(_digits(match["number"]), match["unit"].casefold()) for match in _WITHIN.finditer(text)]
    if len(limits) == 1 and not found:
        return {"inom": " ".join(limits[0])}
    pers = list(_PER.finditer(text))
    if len(found) != 1 or limits or len(pers) > 1:
        return None
    count, per = found[0], _per(pers[0]) if pers else ""
    if per is None or (count.unit == "gånger" and not per and not count.qualifier):
        return None
    goal = {**_numbers(count), "av": count.of, "enhet": count.unit, "per": per}
    goal = {key: value for key, value in goal.items() if value}
    return goal if _holds(goal) else None


def _holds(goal: dict[str, str]) -> bool:
    """Whether a record can have the goal: ”5–3 besök” is none."""
    try:
        NumericGoal.model_validate(goal)
    except ValueError:
        return False
    return True


def _numbers(count: Count) -> dict[str, str]:
    if count.most:
        return {"minst": count.number, "högst": count.most}
    if count.qualifier in ("minst", "högst"):
        return {count.qualifier: count.number}
    if count.of:
        return {"minst": count.number}
    return {"antal": f"{count.qualifier} {count.number}".strip()}


def _per(match: re.Match[str]) -> str | None:
    """How often; None for something that is no unit of time, or that a goal can't have."""
    said = next(text for text in match.groups() if text).casefold()
    word = _PER_OF.get(said, " ".join(said.split()))
    return word if re.fullmatch(rf"(?:varannan )?(?:{_PERIODS})", word) else None


def _unit(words: str) -> str:
    kept: list[str] = []
    for word in words.split():
        is_told_of = bool(kept) and _MANY.search(kept[-1]) and _SAYS_MORE.search(word)
        if word in _STOP or is_told_of or not word.islower():
            break
        kept.append(word)
    return " ".join(kept) if kept and kept[-1].islower() else ""


def _digits(text: str | None) -> str:
    return (suggested_number(text) or "") if text else ""


def _qualifier(word: str | None) -> str:
    match (word or "").casefold():
        case "":
            return ""
        case "minst" | "åtminstone" | "lägst":
            return "minst"
        case "högst" | "max" | "maximalt" | "upp till":
            return "högst"
    return "cirka"
