"""Personal identity numbers: none stands anywhere, nor the day of birth of one whose last digits are hidden.

A personal identity number is six or eight digits for the day of birth and four more, the last of which is a
checksum over the others (Luhn); a co-ordination number has 60 added to the day (Skatteverket, SKV 704 and 707).
"""

import calendar
import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache

from pledges.content.problems import Problem
from pledges.content.record import AnyRecord
from pledges.content.register import Register
from pledges.rules.every_text import KEPT, once_for_each
from pledges.rules.finding import Finding, RuleOfAny, to_problem_of_file
from pledges.rules.personal_data.rows import ADDRESS, ROWS

HIDDEN = "[numret visas inte]"
_MARK = r"[*_~`\\\\\u00ad]*"
_BLANK = r"[ \t\u00a0\u2007\u2009\u202f]"
_DASH = r"[-+/.:\u2010-\u2015\u2212]"
_INSIDE = rf"{_MARK}(?:{_BLANK}|[-./\u2010-\u2015\u2212])?{_MARK}"
_NUMBER = re.compile(
    rf"(?<!\d)(?:(\d\d){_MARK}{_BLANK}?{_MARK})?(\d\d)({_INSIDE})(\d\d)({_INSIDE})(\d\d)"
    rf"{_MARK}{_BLANK}{{0,2}}{_MARK}({_DASH})?{_MARK}{_BLANK}{{0,2}}{_MARK}(\d\d(?:{_MARK}|(?<=[-+\u2010-\u2015\u2212]\d\d)[ ]|(?<=[-+\u2010-\u2015\u2212][ ]\d\d)[ ])\d\d)(?!\d|-\d)"
)
_BETWEEN_DAYS = ("/", "\u2013", "\u2014")
_MASKED = re.compile(
    rf"(?<!\d)(?:(?:19|20)\d\d|\d\d)(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]){_BLANK}?{_DASH}?{_BLANK}?(?:[XxNn]{{4}}|\*{{4}}|_{{4}}|…)"
)
_BORN = re.compile(r"\b(?:född|födda|födelsedatum|f\.)\s*:?\s*(?:den\s+)?(?:19|20)?\d\d-?[01]\d-?[0-3]\d\b", re.I)
_LETTERS_FOR_DIGITS = re.compile(r"(?<![^\W_])(?=[\dOoIl]*\d)(?:[\dOoIl]{6}|[\dOoIl]{8})[-+–][\dOoIl]{4}(?![^\W_])")
_OF_A_PERSON = re.compile(
    r"\b(?:person(?:nummer|nr|en)?|pnr|född|man(?:nen)?|kvinna[ns]?|pojken?|flickan?|gärningsman(?:nen)?|målsägande[ns]?|dömd(?:es)?|misstänkt[ae]?)\b",
    re.IGNORECASE,
)
_NEAR = 30  # characters on each side in which a word says that a number is somebody's
_SHORTEST = 10  # letters with a day and four digits in them
_IN_NAME, _HERE = "Filens namn har", "Här står"
_DIGITS_MEANT = str.maketrans("OoIl", "0011")


def _is_birth_number(match: re.Match[str]) -> bool:
    return _begins_with_a_birthday(match) and _check_digit_is_right(match)


def _begins_with_a_birthday(match: re.Match[str]) -> bool:
    century, year, first, month, second, day, dash, last = match.groups()
    if century not in (None, "18", "19", "20"):
        return False
    if dash in _BETWEEN_DAYS and re.sub(_MARK, "", first + second) and last[:2] in ("19", "20"):
        return False  # a period: 2023-07-01/2027
    number = int(day) - 60 if int(day) > 60 else int(day)
    full_year = int((century or "20") + year)
    return 1 <= int(month) <= 12 and 1 <= number <= calendar.monthrange(full_year, int(month))[1]


def _check_digit_is_right(match: re.Match[str]) -> bool:
    _, year, _, month, _, day, _, last = match.groups()
    digits = f"{year}{month}{day}{_four(last)}"
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(digits))
    return total % 10 == 0


def _four(last: str) -> str:
    """The last four digits without the marks between them."""
    return re.sub(r"\D", "", last)


def _is_certain(match: re.Match[str], in_address: bool) -> bool:
    """Whether the digits can hardly be anything else: a mobile number, a day with its time or a running number."""
    century, year, first, _, second, _, dash, last = match.groups()
    full_year, four = int((century or "20") + year), _four(last)
    is_time = int(four[:2]) < 24 and int(four[2:]) < 60 and full_year >= 2005
    if in_address:
        return (dash is not None or century is not None) and not is_time
    if re.sub(_MARK, "", first + second):
        return century is not None and full_year < 2005
    return not (century is None and dash is None and match[0].startswith("07"))


def _numbers_in(text: str) -> Iterator[re.Match[str]]:
    """The personal identity numbers in a text; O and I may stand for 0 and 1."""
    plain = _LETTERS_FOR_DIGITS.sub(lambda match: match[0].translate(_DIGITS_MEANT), text)
    return (match for match in _NUMBER.finditer(plain) if _is_birth_number(match))


def _is_mistyped(match: re.Match[str]) -> bool:
    """Whether what is no number of anybody's, by its last digit, is still read as somebody's: a day of birth of the last century
    in eight digits and four more, or one of any kind beside a word of a person."""
    century, _, first, _, second, _, dash, _ = match.groups()
    if not _begins_with_a_birthday(match) or re.sub(_MARK, "", first + second):
        return False
    near = match.string[max(0, match.start() - _NEAR) : match.end() + _NEAR]
    return (century == "19" and dash == "-") or (dash is not None and _OF_A_PERSON.search(near) is not None)


def masked(text: str) -> str:
    """`text` with every personal identity number hidden, for whatever repeats what somebody wrote."""
    for match in reversed(list(_numbers_in(text))):
        text = text[: match.start()] + HIDDEN + text[match.end() :]
    return text


def no_personal_numbers(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """No personal identity number stands anywhere in the file, or in its name. None is repeated.

    Nor in a note for colleagues, which lies open to all in the version control system.
    """
    told: set[int] = set()  # the rows, since a note on one may be taken for a part of its text
    notes = ((text, (), line) for line, text in record.comments)
    for text, loc, line in (*_with_numbers(record), (record.path, (), 0), *notes):
        if len(text) < _SHORTEST or (line and line in told):
            continue
        findings = _told_of(text, _IN_NAME if text is record.path else _HERE)
        if findings:
            told.add(line or record.place(loc).line)
        for finding in findings or _days_of_birth(text):
            yield replace(finding, loc=loc, line=line)


@lru_cache(maxsize=KEPT)
def _told_of(text: str, where: str) -> tuple[Finding, ...]:
    return tuple(_numbers_told_of(text, where))


def _numbers_told_of(text: str, where: str) -> Iterator[Finding]:
    for match in _NUMBER.finditer(text) if not any(_numbers_in(text)) else ():
        if _is_mistyped(match) and not any(one.start() <= match.start() < one.end() for one in ADDRESS.finditer(text)):
            yield Finding(
                code="mojligt-personnummer",
                message="Siffrorna ser ut som ett personnummer där en siffra är fel.",
                hint="Är de det, ta bort dem. Är de något annat, skriv dem på ett annat sätt eller acceptera varningen.",
            )
            return
    for match in _numbers_in(text):
        if _is_certain(match, any(one.start() <= match.start() < one.end() for one in ADDRESS.finditer(match.string))):
            yield Finding(
                code="personnummer",
                message=f"{where} ett personnummer.",
                hint="Ta bort det genast. Har filen delats med någon, följ er rutin för personuppgiftsincidenter.",
            )
        else:
            yield Finding(
                code="mojligt-personnummer",
                message="Siffrorna kan vara ett personnummer.",
                hint="Är de det, ta bort dem. Är de något annat, skriv dem på ett annat sätt eller acceptera varningen.",
            )


@once_for_each
def _days_of_birth(text: str) -> Iterator[Finding]:
    is_masked = _MASKED.search(text) is not None
    if is_masked or _BORN.search(text):
        hidden = " med dolda slutsiffror är fortfarande" if is_masked else " är"
        yield Finding(
            code="mojligt-personnummer",
            message=f"Ett födelsedatum{hidden} en uppgift om en person.",
            hint="Ta bort det. Är det något annat, skriv det på ett annat sätt eller acceptera varningen.",
        )


_with_numbers = ROWS.sought(lambda text: len(text) >= _SHORTEST and (_told_of(text, _HERE) or _days_of_birth(text)))


def names_have_none(attachments: Iterable[str]) -> Iterator[Problem]:
    """No attachment's name holds a personal identity number; the name is not repeated in the message."""
    for path in sorted(attachments):
        if any(_numbers_in(path.rpartition("/")[2])):
            finding = Finding(
                code="personnummer",
                message="Filens namn har ett personnummer.",
                hint="Byt namn på filen genast, också där den nämns. Har den delats med någon, följ er rutin för personuppgiftsincidenter.",
            )
            yield to_problem_of_file(path, finding)


RULES: tuple[RuleOfAny, ...] = (no_personal_numbers,)
