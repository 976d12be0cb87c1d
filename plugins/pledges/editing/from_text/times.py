"""Days and periods in running text. What each is written as comes from `content/suggested_values.py`."""

import re

from pledges.content.suggested_values import suggested_date, suggested_period
from pledges.written_values import MONTHS, parse_period

_MONTH = rf"(?:{'|'.join(MONTHS)})"
_YEAR = r"(?:19|20)\d\d"
_DAY = rf"(?:(?<!\d)\d{{1,2}}(?::?e|:a)?\s+{_MONTH},?\s+{_YEAR}|{_YEAR}-\d\d-\d\d(?!\d))"
_POINT = rf"(?:{_DAY}|(?<!\d)\d{{1,2}}\s+{_MONTH}|{_MONTH}(?:\s+{_YEAR})?|{_YEAR}-\d\d(?!\d)|{_YEAR}(?![\d/:-]*\d))"
_TO = r"(?:\s*[-–—−]{1,2}\s*|\s+(?:till\s+och\s+med|t\.?\s?o\.?\s?m\.?|(?:och\s+)?(?:fram\s+)?till)\s+(?:den\s+)?)"
DAY = re.compile(_DAY, re.I)
_DATE = re.compile(rf"{_DAY}|{_MONTH}\s+{_YEAR}", re.I)
_RANGE = re.compile(rf"({_POINT}){_TO}({_POINT})", re.I)
_YEAR_AND_NEXT = re.compile(rf"\b({_YEAR})\s+och\s+({_YEAR})\b")
_YEARS = re.compile(rf"(?<![\d/:-])({_YEAR})[-−]({_YEAR})(?![\d/:-]*\d)")
"""Years with a hyphen between, as most write them: 2023-2024."""
_COMPACT = re.compile(rf"(?<!\d)({_YEAR})([01]\d)([0-3]\d)(?!\d)")
"""A day in eight digits: 20160101."""
_ONWARDS = re.compile(rf"från\s+(?:och\s+med\s+)?(?:den\s+)?({_POINT})\s*,?\s*(?:och\s+)?tills\s*vidare", re.I)
_UNTIL = re.compile(rf"(?:till\s+och\s+med|t\.?o\.?m\.?|längst\s+till)\s+(?:den\s+)?({_POINT})", re.I)
_FROM = re.compile(rf"(?:från(?:\s+och\s+med)?|började\s+gälla|börjar\s+gälla|fr\.?o\.?m\.?)\s+(?:den\s+)?({_POINT})", re.I)  # fmt: skip
_PART = re.compile(
    rf"((?:första|andra)\s+halvåret|(?:första|andra|tredje)\s+tertialet|(?:första|andra|tredje|fjärde)\s+kvartalet|våren|sommaren|hösten)\s+{_YEAR}",
    re.I,
)
_ONLY_AN_END = re.compile(
    rf"\b(?:{_MONTH[3:-1]}|från(?:\s+och\s+med)?|till(?:\s+och\s+med)?|sedan)\s+(?:år\s+)?{_YEAR}"
    rf"|{_YEAR}\s*[-–—−]\s*$|\b\w+åri[gt]\b|\b(?:ett|två|tre|fyra|fem|\d)\s+år\b|{_YEAR}-\d\d",
    re.I,
)
"""A year of a date, after a word of beginning or ending or before a dash with nothing after it, and lengths of time.

The rest of such a time is not said.
"""
_ONE_YEAR = re.compile(rf"(?<![\d/:-]){_YEAR}(?![\d/:-]*\d)")


def dates(text: str) -> list[tuple[int, str]]:
    """(where it stands, the date) of each day, or month of a year, in a text."""
    found = [(match.start(), suggested_date(match[0]) or "") for match in _DATE.finditer(text)]
    return [(at, one) for at, one in found if re.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", one)]


def range_in(text: str) -> str | None:
    """The one time with a beginning or an end that a text gives; None for none, and where it gives several."""
    text = _YEARS.sub(r"\1–\2", _COMPACT.sub(r"\1-\2-\3", text))
    if (onwards := _ONWARDS.search(text)) is not None:
        return suggested_period(f"{onwards[1]} och tills vidare")
    found = {period for match in _RANGE.finditer(text) if (period := suggested_period(" till ".join(match.groups())))}
    found |= {f"{match[1]}/{match[2]}" for match in _YEAR_AND_NEXT.finditer(text) if int(match[2]) == int(match[1]) + 1}
    found |= {period for match in _PART.finditer(text) if (period := suggested_period(match[0]))}
    if not found and (until := _UNTIL.search(text)) is not None and (end := _point(until[1])) is not None:
        start = _FROM.search(text[: until.start()] + "\n" + text[until.end() :])
        found = {f"{(start and _point(start[1])) or 'okänd'}/{end}"}
    return found.pop() if len(found) == 1 and all(map(_holds, found)) else None


def _holds(period: str) -> bool:
    """Whether it can be read: a time that ends before it begins can't."""
    try:
        parse_period(period)
    except ValueError:
        return False
    return True


def year_in(text: str) -> str | None:
    """The one year that a text speaks of; None for none, for several, and where it is only where a time begins or ends."""
    years = set(_ONE_YEAR.findall(text))
    return years.pop() if len(years) == 1 and not _ONLY_AN_END.search(text) else None


def _point(text: str) -> str | None:
    written = text if re.fullmatch(rf"{_YEAR}(?:-\d\d){{0,2}}", text) else suggested_date(text)
    return written if written is not None and re.fullmatch(r"\d{4}(?:-\d\d){0,2}", written) else None
