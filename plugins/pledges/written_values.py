"""Dates, periods and numbers as Swedes write them in the content files.

Every scalar in the front matter arrives as text; these functions turn it into a typed value or raise
`ValueError` whose message is Swedish, for the person who wrote the file, and says what to write instead.
"""

import calendar
import re
from dataclasses import dataclass
from datetime import date, time, timedelta
from decimal import Decimal
from enum import StrEnum
from functools import total_ordering

UNKNOWN_WORD = "okänd"
UNTIL_FURTHER_NOTICE = ".."
_DATE = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_NUMBER = re.compile(r"(?:(minst|cirka|ungefär|högst)\s+)?(\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:,(\d+))?")
_GROUPED = re.compile(r"(?:(?:minst|cirka|ungefär|högst)\s+)?([1-9]\d{0,2}(?:[.,]\d{3})+)")
# What is worked out from a number (shares, sums) is exact to 28 digits; nobody has promised a number half as long.
MOST_DIGITS = 12
MONTHS = (
    "januari", "februari", "mars", "april", "maj", "juni",
    "juli", "augusti", "september", "oktober", "november", "december",
)  # fmt: skip


@total_ordering
@dataclass(frozen=True)
class PartialDate:
    """A day, a month or a year. A year or a month is all of it; they sort by their first day, then last."""

    year: int
    month: int | None = None
    day: int | None = None

    @classmethod
    def of(cls, day: date) -> "PartialDate":
        """The whole date of `day`."""
        return cls(day.year, day.month, day.day)

    @property
    def first(self) -> date:
        """The first day that it covers."""
        return date(self.year, self.month or 1, self.day or 1)

    @property
    def last(self) -> date:
        """The last day that it covers."""
        month = self.month or 12
        return date(self.year, month, self.day or calendar.monthrange(self.year, month)[1])

    def __lt__(self, other: "PartialDate") -> bool:
        return (self.first, self.last) < (other.first, other.last)

    def __str__(self) -> str:
        parts = [f"{self.year:04d}"]
        if self.month is not None:
            parts.append(f"{self.month:02d}")
        if self.day is not None:
            parts.append(f"{self.day:02d}")
        return "-".join(parts)


@dataclass(frozen=True)
class Period:
    """Two dates, either of which may be unknown (None). `open_ended` is "until further notice"."""

    start: PartialDate | None
    end: PartialDate | None
    open_ended: bool = False

    @property
    def first(self) -> date | None:
        """The first day, or None where it is unknown."""
        return self.start.first if self.start else None

    @property
    def last(self) -> date | None:
        """The last day, or None where it is unknown or there is none."""
        return self.end.last if self.end else None

    def covers(self, other: "Period") -> bool:
        """Whether `other` lies within this period, as far as both are known."""
        starts_before = self.first is None or other.first is None or self.first <= other.first
        ends_after = self.last is None or other.last is None or other.last <= self.last
        return starts_before and ends_after

    def overlaps(self, other: "Period") -> bool:
        """Whether the two certainly share a day. Unknown ends never do; an open end goes on for ever."""
        if self.first is None or other.first is None:
            return False
        self_last = date.max if self.open_ended else self.last
        other_last = date.max if other.open_ended else other.last
        if self_last is None or other_last is None:
            return False
        return self.first <= other_last and other.first <= self_last

    def __str__(self) -> str:
        if self.start is None and self.end is None and not self.open_ended:
            return UNKNOWN_WORD
        if self.start == self.end and not self.open_ended:
            return str(self.start)
        start = str(self.start) if self.start else UNKNOWN_WORD
        end = UNTIL_FURTHER_NOTICE if self.open_ended else str(self.end) if self.end else UNKNOWN_WORD
        return f"{start}/{end}"


class Qualifier(StrEnum):
    """How exact a number is in its source."""

    EXACT = "exakt"
    AT_LEAST = "minst"
    ABOUT = "cirka"
    AT_MOST = "högst"


@dataclass(frozen=True)
class Number:
    """A number as reported, with the source's own reservation."""

    value: Decimal
    qualifier: Qualifier = Qualifier.EXACT

    def __str__(self) -> str:
        text = str(self.value).replace(".", ",")
        return text if self.qualifier is Qualifier.EXACT else f"{self.qualifier.value} {text}"


_MINUTES = {"minut": 1, "timme": 60, "dygn": 24 * 60, "dag": 24 * 60, "vecka": 7 * 24 * 60}
_LONGER = {"månad": 1, "kvartal": 3, "halvår": 6, "år": 12}
_PLURALS = {
    "minut": "minuter", "timme": "timmar", "dygn": "dygn", "dag": "dagar", "arbetsdag": "arbetsdagar", "vecka": "veckor",
    "månad": "månader", "kvartal": "kvartal", "termin": "terminer", "halvår": "halvår", "år": "år",
}  # fmt: skip
DURATION_UNITS = {word: unit for unit, plural in _PLURALS.items() for word in (unit, plural)}
NUMBER_WORDS = {
    "en": 1, "ett": 1, "två": 2, "tre": 3, "fyra": 4, "fem": 5, "sex": 6, "sju": 7, "åtta": 8, "nio": 9, "tio": 10,
    "elva": 11, "tolv": 12,
}  # fmt: skip
_TENS = {
    "tjugo": 20, "trettio": 30, "fyrtio": 40, "femtio": 50, "sextio": 60, "sjuttio": 70, "åttio": 80, "nittio": 90,
}  # fmt: skip
LARGER_NUMBER_WORDS = {
    "tretton": 13, "fjorton": 14, "femton": 15, "sexton": 16, "sjutton": 17, "arton": 18, "nitton": 19, **_TENS,
    "hundra": 100, "etthundra": 100,
}  # fmt: skip
"""Numbers that texts say with words and keys with digits."""


@dataclass(frozen=True)
class Duration:
    """A length of time without dates: 24 timmar, två år. `unit` is in the singular."""

    number: Decimal
    unit: str

    def is_within(self, limit: "Duration") -> bool | None:
        """Whether it is no longer than `limit`; None where they can't be compared (arbetsdagar and veckor)."""
        for scale in (_MINUTES, _LONGER):
            if self.unit in scale and limit.unit in scale:
                return self.number * scale[self.unit] <= limit.number * scale[limit.unit]
        return self.number <= limit.number if self.unit == limit.unit else None

    def many_times(self, other: "Duration") -> Decimal | None:
        """How many times `other` this is; None where they can't be compared."""
        for scale in (_MINUTES, _LONGER):
            if self.unit in scale and other.unit in scale:
                return self.number * scale[self.unit] / (other.number * scale[other.unit]) if other.number else None
        return self.number / other.number if self.unit == other.unit and other.number else None

    @property
    def months(self) -> int | None:
        """How many whole months it is; None for one that is not counted in months."""
        months = self.number * _LONGER[self.unit] if self.unit in _LONGER else None
        return int(months) if months is not None and months == int(months) else None

    def __str__(self) -> str:
        number = str(self.number).replace(".", ",")
        return f"{number} {self.unit if self.number == 1 else _PLURALS[self.unit]}"


def parse_duration(text: str) -> Duration:
    """`24 timmar`, `1,5 år`, `två år` → Duration. Raises ValueError in Swedish."""
    number, _, word = text.casefold().partition(" ")
    unit = DURATION_UNITS.get(word.strip())
    value = Decimal(NUMBER_WORDS[number]) if number in NUMBER_WORDS else None
    if value is None and re.fullmatch(r"\d+(?:,\d+)?", number):
        value = _decimal(number, text)
    if unit is None or value is None:
        raise ValueError(f"”{text}” är ingen tidslängd. Skriv ett tal och en enhet: 24 timmar, 1 vecka, två år.")
    return Duration(value, unit)


_CLOCK = re.compile(r"(?:kl\.?\s*)?(\d{1,2})(?:[.:](\d\d))?(?:\s*[–-]\s*(\d{1,2})(?:[.:](\d\d))?)?", re.I)


def parse_clock(text: str) -> tuple[time, time | None]:
    """`18`, `18.30`, `kl. 18–19.30` → when it begins and, if that is said, ends. Raises ValueError in Swedish."""
    match = _CLOCK.fullmatch(text.strip())
    wrong = f"”{text}” är inget klockslag. Skriv 18.30, eller 18–19.30 om det också sägs när det slutar."
    if match is None:
        raise ValueError(wrong)
    try:
        begins = time(int(match[1]), int(match[2] or 0))
        ends = time(int(match[3]), int(match[4] or 0)) if match[3] else None
    except ValueError:
        raise ValueError(wrong) from None
    if ends is not None and ends <= begins:
        raise ValueError(f"”{text}” slutar innan det börjar. Skriv det tidigare klockslaget först.")
    return begins, ends


def parse_date(text: str) -> PartialDate | None:
    """`2019`, `2019-02`, `2019-02-12` → PartialDate; `okänd` → None. Raises ValueError in Swedish."""
    if text == UNKNOWN_WORD:
        return None
    match = _DATE.fullmatch(text)
    if match is None:
        raise ValueError(
            f"”{text}” är inget datum. Skriv en dag (2019-02-12), en månad (2019-02), ett år (2019) eller okänd."
        )
    year, month, day = (int(part) if part else None for part in match.groups())
    if year is None or not 1900 <= year <= 2199:
        raise ValueError(f"Året {year} i ”{text}” ligger utanför 1900–2199. Kontrollera siffrorna.")
    if month is not None and not 1 <= month <= 12:
        if day is not None and 1 <= day <= 12 < month <= calendar.monthrange(year, day)[1]:
            raise ValueError(f"Månaden {month} i ”{text}” finns inte. Skriv {year}-{day:02d}-{month:02d}.")
        raise ValueError(f"Månaden {month} i ”{text}” finns inte. Skriv år-månad-dag, till exempel 2019-02-12.")
    if month is not None and day is not None:
        longest = calendar.monthrange(year, month)[1]
        if not 1 <= day <= longest:
            raise ValueError(
                f"”{text}” finns inte: {MONTHS[month - 1]} {year} har {longest} dagar. "
                "Kontrollera dagen. Står det så i källan, skriv månaden och tala om felet i texten."
            )
    return PartialDate(year, month, day)


_FROM_TO = re.compile(r"[^\W\d].*(?:\s[-–—]\s|\still\s).*\d", re.I)


def parse_period(text: str) -> Period:
    """`2019`, `2022-03/2022-05`, `okänd/2021-12`, `2019/..` → Period. Raises ValueError in Swedish."""
    parts = [part.strip() for part in text.split("/")]
    years = re.fullmatch(r"(\d{4}(?:-\d\d)?)\s*[-–—]\s*(\d{4}(?:-\d\d)?)", text)
    if years is not None:
        raise ValueError(f"Perioden ”{text}” har fel tecken mellan början och slut. Skriv {years[1]}/{years[2]}.")
    if len(parts) == 1 and _FROM_TO.search(text):
        raise ValueError(f"”{text}” är ingen period. Skriv början och slutet som datum med / emellan: 2019-03/2020-02.")
    if len(parts) == 1:
        only = parse_date(parts[0])
        return Period(only, only)
    if len(parts) != 2:
        raise ValueError(f"”{text}” har fler än två delar. Skriv början/slut, till exempel 2019/2020.")
    if parts[0] == UNTIL_FURTHER_NOTICE:
        raise ValueError(f"”{text}” saknar början. Skriv okänd/… om den inte är känd.")
    start = parse_date(parts[0])
    if parts[1] == UNTIL_FURTHER_NOTICE:
        return Period(start, None, open_ended=True)
    end = parse_date(parts[1])
    if start and end and end.last < start.first:
        raise ValueError(f"Perioden ”{text}” slutar innan den börjar. Byt plats på datumen eller rätta årtalet.")
    return Period(start, end)


def parse_number(text: str) -> Number:
    """`0,78`, `1 200`, `minst 200`, `cirka 100` → Number. Raises ValueError in Swedish.

    `1,200` is read as the decimal number that it is; whether it may be 1 200 depends on the unit (`may_be_thousands`).
    """
    match = _NUMBER.fullmatch(text)
    grouped = _GROUPED.fullmatch(text)
    if match is None and grouped is not None:
        raise ValueError(f"”{text}” går att läsa på två sätt. {_which(grouped[1])}")
    if match is None:
        hint = (
            "Skriv decimaler med komma: " + text.replace(".", ",")
            if re.fullmatch(r"\d+\.\d+", text)
            else ("Skriv som 8, 0,78, 1 200, minst 200 eller cirka 100.")
        )
        raise ValueError(f"”{text}” är inget tal. {hint}")
    word, whole, decimals = match.groups()
    qualifier = Qualifier.ABOUT if word == "ungefär" else Qualifier(word) if word else Qualifier.EXACT
    return Number(_decimal(f"{whole},{decimals}" if decimals else whole, text), qualifier)


def _decimal(written: str, text: str) -> Decimal:
    """`1 200`, `0,78` → the number. Raises ValueError in Swedish, about `text`, for one that nobody can mean."""
    digits = re.sub(r"[^\d,]", "", written).replace(",", ".")
    if len(digits.replace(".", "")) > MOST_DIGITS:
        raise ValueError(f"”{text}” har fler än {MOST_DIGITS} siffror. Kontrollera talet.")
    return Decimal(digits)


def may_be_thousands(number: Number) -> bool:
    """Whether a number was written with three decimals, as 1,200, which in English is 1 200."""
    return number.value.as_tuple().exponent == -3 and 1 <= number.value < 1000


def thousands_or_decimals(number: Number) -> str:
    """Which of the two that `may_be_thousands` could be, as a question in Swedish."""
    return _which(str(number.value))


def _which(written: str) -> str:
    """Menar du 1 200 eller 1,2? Both are offered, since only the writer can tell."""
    groups = re.split("[.,]", written)
    whole = " ".join(groups)
    if len(groups) > 2:
        return f"Menar du {whole}? Skriv blanksteg mellan tusentalen."
    decimals = groups[1].rstrip("0")
    return f"Menar du {whole} eller {groups[0]}{',' + decimals if decimals else ''}? Skriv det du menar."


def day_after(day: date) -> date:
    """The next day; the calendar's last day is its own successor."""
    return day if day == date.max else day + timedelta(days=1)
