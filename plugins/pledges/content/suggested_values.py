"""What somebody most likely meant by a date, a period or a number that can't be read as written.

Each function gives the value as it is to be written, which always can be read, or None where nobody can tell.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

from pledges.written_values import LARGER_NUMBER_WORDS, MOST_DIGITS, NUMBER_WORDS

LONGEST = 80  # characters: nobody writes a date or a number with more
SAYS_NOTHING = re.compile(
    r"#(?:\w[\w/]*[!?]?)?|n/?a|tb[ad]|null|none|nan|undefined|x{1,3}|o|\?+|[-–—*.…]+|okän[dt]|oklart|vet (?:ej|inte)|saknas|uppgift saknas"
    r"|(?:ej|inte) (?:aktuellt|relevant|tillämpligt|känt)|ingen uppgift|se (?:bilaga|ovan|nedan|dokument|pdf|länk|text|planen|löftet)\w*(?: \d+)?"
    r"|klicka .*\bhär\b.*|välj (?:ett )?(?:objekt|datum|alternativ)\b.*|ange text\b.*|fyll i\b.*|kommer senare|kompletteras(?: senare)?",
    re.IGNORECASE,
)
"""What a spreadsheet, a form or a hand leaves where nothing is said: `#SAKNAS!`, `N/A`, `se bilaga`."""

SPREADSHEET_ERROR = re.compile(
    r"#(?:SAKNAS!?|N/A|REF(?:ERENS)?!|VÄRDEFEL!|VALUE!|NAMN\?|NAME\?|DIVISION/0!|DIV/0!|OGILTIGT!|NUM!|SKÄRNING!|NULL!)(?!\w)"
)
TOO_WIDE = re.compile(r"#{2,}")
"""What stands in a cell that a number has no room in."""
IS_OF_A_SPREADSHEET = "är vad kalkylprogrammet skrev där ett värde inte gick att räkna ut eller visa."

_MONTHS = {
    name: number
    for number, names in enumerate(
        (
            "januari jan january", "februari feb febr february", "mars mar march", "april apr", "maj may", "juni jun june",
            "juli jul july", "augusti aug august", "september sep sept", "oktober okt oct october", "november nov", "december dec",
        ), 1,
    )
    for name in names.split()
}  # fmt: skip
_MONTH = rf"(?:{'|'.join(sorted(_MONTHS, key=len, reverse=True))})\.?"
_DASH = r"\s*(?:/|→|->|=>|[-–—−‐‑]+|\btill(?:\s+och\s+med)?\b|\bt\.?\s?o\.?\s?m\.?)\s*"
_SEASONS = {
    "våren": ("03", "05"), "vår": ("03", "05"), "sommaren": ("06", "08"), "sommar": ("06", "08"),
    "hösten": ("09", "11"), "höst": ("09", "11"), "vårterminen": ("01", "06"), "vt": ("01", "06"),
    "höstterminen": ("08", "12"), "ht": ("08", "12"), "h1": ("01", "06"), "h2": ("07", "12"),
    "första halvåret": ("01", "06"), "andra halvåret": ("07", "12"), "halvår 1": ("01", "06"), "halvår 2": ("07", "12"),
    "första tertialet": ("01", "04"), "andra tertialet": ("05", "08"), "tredje tertialet": ("09", "12"),
    "tertial 1": ("01", "04"), "tertial 2": ("05", "08"), "tertial 3": ("09", "12"),
    "t1": ("01", "04"), "t2": ("05", "08"), "t3": ("09", "12"),
}  # fmt: skip
_QUARTER = re.compile(
    r"(?:(?:kvartal|kv\.?|q)\s*(?P<after>[1-4])|(?P<before>[1-4])\s*:?a?\s*kvartalet|(?P<word>första|andra|tredje|fjärde)\s+kvartalet)"
)
_NOTE = re.compile(r"(?<=[\d.]) +(?://|\()[^\d]*$")  # what somebody has said to a colleague after a time
_SCHOOL_YEAR = re.compile(r"(?:skol|läs)året (?P<first>20\d\d)\s?[/–—-]\s?(?P<last>(?:20)?\d\d)", re.IGNORECASE)
_ORDINALS = {"första": 1, "andra": 2, "tredje": 3, "fjärde": 4}
_YEAR = r"(?:19|20|21)\d\d"
_IN_WORDS = re.compile(rf"(?:den )?(?:(?P<d>\d{{1,2}})(?::?[ea])?\.? )?(?P<name>{_MONTH}),? (?P<y>{_YEAR})")
_EXAMPLE_YEAR = 2019
_FIRST_YEAR = 15  # of 2015, when the first pledges were given
_SERIAL_START = date(1899, 12, 30)
_NUMBER_WORDS = {
    **NUMBER_WORDS, **LARGER_NUMBER_WORDS, "noll": 0, "ingen": 0, "inga": 0, "tusen": 1000, "ettusen": 1000,
}  # fmt: skip
_BELOW_HUNDRED = {word: number for word, number in _NUMBER_WORDS.items() if 0 < number < 100}


def _any_of(first: int, last: int) -> str:
    return "|".join(word for word, number in _BELOW_HUNDRED.items() if first <= number <= last)


_SMALL = rf"(?:(?:{_any_of(20, 90)})\s?(?:{_any_of(1, 9)})|{_any_of(1, 90)})"
_SPOKEN = rf"(?:(?:ettusen|(?:{_SMALL})?\s?tusen)\s?)?(?:(?:{_any_of(1, 19)})?\s?hundra\s?)?(?:{_SMALL}|(?<=hundra)|(?<=tusen))"
"""`fyrahundra`, `två tusen femhundra`, `tjugofem`: a number in words, as far as a hundred thousand."""
_A_NUMBER_WORD = rf"(?:{_any_of(1, 90)}|hundra|ett?usen|tusen|miljon|miljard)"
_ALL_OF_IT = rf"(?![^\W\d_])(?!\s*(?:{_SMALL}|(?:{_SMALL})?(?:hundra|tusen|miljon|miljard)[^\W\d_]*)(?![^\W\d_]))"
"""After a number in words: what goes on with letters, or with another number's words, is another number, or none."""
_ABOUT_WORDS = {
    "ett femtal": 5, "ett tiotal": 10, "ett femtontal": 15, "ett tjugotal": 20, "ett trettiotal": 30, "ett fyrtiotal": 40, "ett femtiotal": 50,
    "ett sextiotal": 60, "ett sjuttiotal": 70, "ett åttiotal": 80, "ett nittiotal": 90, "ett hundratal": 100,
    "ett tusental": 1000, "ett dussin": 12, "ett dussintal": 12,
}  # fmt: skip
_DURATIONS = {
    word: words.split()[0]
    for words in (
        "timmar timme h t tim timmars", "minuter minut min m", "dygn dygns", "dagar dag d dgr dagars", "veckor vecka v veckors",
        "månader månad mån månaders", "år års", "arbetsdagar arbetsdag", "kvartal", "halvår",
    )
    for word in words.split()
}  # fmt: skip
_QUALIFIERS = (
    ("cirka", r"ca\.?|c:a|c\.?a\.?|cirka|circa|omkring|runt|ungefär|uppskattningsvis|~|≈|närmare|nästan|knappt"),
    ("minst", r"minst|min\.?|över|fler än|mer än|drygt|åtminstone|från|>=?|≥"),
    ("högst", r"högst|max\.?|maximalt|upp till|under|färre än|mindre än|<=?|≤"),
)
_DIGITS = r"(?P<whole>\d{1,3}(?:[ \u00a0\u202f]\d{3})+|\d+)(?:[,.](?P<decimals>\d{1,2}|\d{4,}))?"


OR_COPY_IT = "– eller kopiera adressen ur webbläsaren, om blanksteget hör till ett namn."
"""What stands after an address that is suggested without its blanks: only the browser knows one that is part of a name."""


def without_blanks(address: str) -> str | None:
    """`https://a.example/b/ c/` → `https://a.example/b/c/`; None of what has no blank, or has words after its address.

    A blank comes in where an address is pasted over the end of a line. One that is part of a name stands as %20 in what a
    browser copies, so it is never put there: it would lead elsewhere, and nobody would be told.
    """
    first, *rest = re.split(r"\s+", re.sub(r"^(https?://)\s+", r"\1", address.strip()))
    is_begun = re.match(r"https?://[^/?#]+(?:[/?#]|$)", first) is not None
    one_name = len(rest) == 1 and re.match(r"https?://[^/?#]+[/?#]", first) is not None
    at_a_sign = all(
        re.search(r"[/?&=#_-] | [/?&=#_-]", f"{before} {after}") for before, after in pairwise([first, *rest])
    )
    is_broken = " ".join([first, *rest]) != address or rest
    return "".join([first, *rest]) if is_begun and is_broken and (one_name or at_a_sign) else None


def suggested_date(text: str) -> str | None:
    """`26 oktober 2018` → `2018-10-26`; `Q1 2025` → `2025-03`, the month in which it ends; `45698` → `2025-02-10`."""
    plain = _plain(text) if len(text) <= LONGEST else ""
    before = re.match(r"(?:före|innan) ", text.strip().casefold())
    if before is not None and (named := _named(plain)) is not None:
        return _month_before(named)
    found = _day(plain) or _week(plain) or _serial(plain)
    if found is None and (period := _named(plain)) is not None:
        found = period.partition("/")[2] or period
    return found or _point(plain) or _only_day_in(plain)


def _month_before(period: str) -> str:
    """The last month before a year or a part of one: what is promised before the summer is so in May at the latest."""
    year, month = int(period[:4]), int(period[5:7] or 1) if "-" in period else 1
    return f"{year - 1}-12" if month == 1 else f"{year}-{month - 1:02d}"


def date_in_words(text: str) -> str | None:
    """`den 20 november 2026` → `2026-11-20`, also where there is no such day; None of what has no month by its name."""
    match = _IN_WORDS.fullmatch(" ".join(text.casefold().split())) if len(text) <= LONGEST else None
    if match is None:
        return None
    day = f"-{int(match['d']):02d}" if match["d"] else ""
    return f"{match['y']}-{_MONTHS[match['name'].rstrip('.')]:02d}{day}"


def period_in_words(text: str) -> str | None:
    """`mars–maj 2022` → `2022-03/2022-05`, `2019–2020` → `2019/2020`; None of what has other words than months."""
    plain = " ".join(text.casefold().split()) if len(text) <= LONGEST else ""
    if re.fullmatch(rf"{_YEAR} ?[-–—] ?{_YEAR}", plain):
        return suggested_period(plain)
    rest, months = re.subn(rf"\b{_MONTH}(?!\w)", "", plain)
    is_plain = not re.sub(r"\b(?:den|från|till|och med)\b|[\d\s/,.:–—-]", "", rest)
    return date_in_words(plain) or (suggested_period(plain) if months and is_plain else None)


def two_days(text: str) -> tuple[str, str] | None:
    """The two days that `02/10/2025` may be, which in English is the tenth of February; None of what is one day.

    In `24-01-15` the year is first, unless it would be older than all pledges: `10-02-25` is asked about.
    """
    short = re.fullmatch(r"(\d\d)([-./])(\d\d)\2(\d\d)", text.strip())
    if short is not None and int(short[1]) < _FIRST_YEAR <= int(short[4]):
        year_last, year_first = f"20{short[4]}-{short[3]}-{short[1]}", f"20{short[1]}-{short[3]}-{short[4]}"
        return (year_last, year_first) if _day(year_last) and _day(year_first) else None
    match = re.fullmatch(rf"(\d{{1,2}})/(\d{{1,2}})/({_YEAR})", text.strip())
    first, second, year = (int(part) for part in match.groups()) if match else (0, 0, 0)
    if first == second or not (_exists(year, second, first) and _exists(year, first, second)):
        return None
    return f"{year}-{second:02d}-{first:02d}", f"{year}-{first:02d}-{second:02d}"


def with_a_year(text: str, suggest: Callable[[str], str | None]) -> str | None:
    """What `15/1`, `15/1–30/6` or `mars` would be in a year, as an example; None of what lacks no year, or is no time."""
    plain = text.casefold() if len(text) <= LONGEST else ""
    if re.search(_YEAR, plain) or not re.search(rf"\d/\d|\b{_MONTH}(?!\w)", plain):
        return None
    return suggest(f"{plain} {_EXAMPLE_YEAR}")


def _serial(text: str) -> str | None:
    """The day that a spreadsheet keeps as the number of days since the end of 1899."""
    return str(_SERIAL_START + timedelta(days=int(text))) if re.fullmatch(r"[34]\d{4}", text) else None


def _only_day_in(text: str) -> str | None:
    """The only day that is written out in a text that says more: `KS 2023-12-05 § 112`."""
    found = re.findall(rf"(?<![\d/-])({_YEAR}-\d\d-\d\d)(?![\d/-])", text)
    return _day(found[0]) if len(found) == 1 else None


def suggested_period(text: str) -> str | None:
    """`våren 2024` → `2024-03/2024-05`; `2018-07-01—2020-06-30` → `2018-07-01/2020-06-30`; `från 2024` → `2024/..`."""
    plain = _plain(text) if len(text) <= LONGEST else ""
    school_year = _SCHOOL_YEAR.fullmatch(text.strip())
    if school_year is not None and int(school_year["last"][-2:]) == int(school_year["first"][-2:]) + 1:
        return f"{school_year['first']}-08/20{school_year['last'][-2:]}-06"
    whole = _day(plain) or _named(plain) or _point(plain)
    if whole is not None:
        return whole
    if re.fullmatch(rf"{_YEAR}(?:(?:,| och|, och) ?{_YEAR})+", plain):
        years = [int(year) for year in re.findall(_YEAR, plain)]
        return f"{years[0]}/{years[-1]}" if years == list(range(years[0], years[-1] + 1)) else None
    shortest = re.fullmatch(r"(\d\d)[/–-](\d\d)", plain)
    if shortest is not None and int(shortest[2]) == int(shortest[1]) + 1 > 13:
        return f"20{shortest[1]}/20{shortest[2]}"
    same_year = re.fullmatch(rf"({_YEAR})(-\d\d(?:-\d\d)?)/(\d\d(?:-\d\d)?)", plain)
    if same_year is not None and len(same_year[2]) == len(same_year[3]) + 1:
        return _between(f"{same_year[1]}{same_year[2]}/{same_year[1]}-{same_year[3]}")
    onwards = re.fullmatch(
        r"(?:från(?:\s+och\s+med)?|fr\.?o\.?m\.?|sedan|tills vidare från)\s+(.+)|(.+?)(?:\s*(?:och framåt|och tills vidare|tills vidare|tillsvidare)|\s*[-–—/])",
        plain,
    )
    if onwards is not None and (start := _point(onwards[1] or onwards[2])) is not None:
        return f"{start}/.."
    until = re.fullmatch(r"(?:till(?:\s+och\s+med)?|t\.?o\.?m\.?|fram till)\s+(.+)", plain)
    if until is not None and (end := _point(until[1])) is not None:
        return f"okänd/{end}"
    dotted = re.fullmatch(r"(\d[\d-]*)\.{2,3}(\d[\d-]*)", plain)
    if dotted is not None:
        return _between(f"{dotted[1]}/{dotted[2]}")
    short = re.fullmatch(rf"({_YEAR}){_DASH}(\d\d)", plain)
    if short is not None and int(short[2]) > 12 and int(short[1][2:]) <= int(short[2]):
        last = f"{short[1][:2]}{short[2]}"
        return short[1] if last == short[1] else f"{short[1]}/{last}"
    return _between(plain)


def _between(plain: str) -> str | None:
    """Two points in time with something between them; the first may leave its year to the last."""
    for match in re.finditer(_DASH, plain):
        first, last = plain[: match.start()].strip(), plain[match.end() :].strip()
        end = _point(last)
        if end is None or not first:
            continue
        start = _point(first) or _point(f"{first} {end[:4]}") or _point(f"{first}{_rest_of(last)}")
        if start is not None and len(start) <= 10 and start <= end:
            return start if start == end else f"{start}/{end}"
    return None


def _rest_of(text: str) -> str:
    """What follows the day in `15 mars 2024`, for `1–15 mars 2024`."""
    return re.sub(r"^\d{1,2}", "", text)


def _point(text: str) -> str | None:
    """A day, a month or a year."""
    text = text.strip(" ,")
    if re.fullmatch(rf"{_YEAR}(?:-\d\d(?:-\d\d)?)?", text):
        return text if _exists(*(int(part) for part in text.split("-"))) else None
    found = _day(text) or _named(text)
    return found if found is not None and "/" not in found else None


def _plain(text: str) -> str:
    plain = (
        re.sub(r"(?<=\d)[oO](?=\d)", "0", re.sub(r"[\u2010\u2011\u2212]", "-", _NOTE.sub("", text.replace("\\-", "-"))))
        .replace("//", "/")
        .casefold()
        .strip(" .”\"'")
    )
    plain = re.sub(
        r"\b(?:under|perioden|period|mandatperioden|mandatperiod|läsåret|åren|(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en)?|den|senast|innan|före|i slutet av|slutet av|i mitten av|mitten av|i början av|början av|i|kl\.? ?\d\d?(?:[:.]\d\d)?)\b"
        r"|(?<=\d)(?:t| )\d\d?:\d\d(?::\d\d(?:\.\d+)?)?z?$",
        " ",
        plain,
    )
    plain = re.sub(r"(?<=[a-z]) ?[-'’](\d\d)$", r" 20\1", plain)  # mars–maj -24
    return " ".join(plain.rstrip(" ,.").split())


def _exists(year: int, month: int = 1, day: int = 1) -> bool:
    return 1900 <= year <= 2199 and 1 <= month <= 12 and 1 <= day <= monthrange(year, month)[1]


def _day(text: str) -> str | None:
    """One day or month, in any of the ways that it is written."""
    patterns = (
        rf"(?P<y>{_YEAR})(?P<sign>[-./ –—])(?P<m>\d{{1,2}})(?P=sign)(?P<d>\d{{1,2}})",
        rf"(?P<y>{_YEAR})-?(?P<m>\d\d)-?(?P<d>\d\d)",
        r"(?P<yy>[12]\d)-(?P<m>\d\d)-(?P<d>\d\d)",
        r"(?!20\d\d(?:0[1-9]|1[0-2]))(?P<yy>[12]\d)(?P<m>\d\d)(?P<d>\d\d)",
        rf"(?P<d>\d{{1,2}})[./-](?P<m>\d{{1,2}})[-./ ,]+(?P<y>{_YEAR})",
        r"(?P<d>\d{1,2})/(?P<m>\d{1,2})(?: |\s*[-–'’]\s*)(?P<yy>1[5-9]|2\d)",
        rf"(?P<d>\d{{1,2}})(?::?[ea])?\.? ?(?P<name>{_MONTH}),? ?(?P<y>{_YEAR})",
        rf"(?P<last>sista) (?P<name>{_MONTH}),? ?(?P<y>{_YEAR})",
        rf"(?P<name>{_MONTH}) (?P<d>\d{{1,2}})(?:st|nd|rd|th)?,? (?P<y>{_YEAR})",
        rf"(?P<name>{_MONTH}),? ?(?P<y>{_YEAR})",
        rf"(?P<d>\d{{1,2}})(?::?[ea])?\.? ?(?P<name>{_MONTH}),? ?[-'’]?(?P<yy>\d\d)",
        rf"(?P<y>{_YEAR}),? ?(?P<name>{_MONTH})",
        rf"(?P<y>{_YEAR})[./](?P<m>\d{{1,2}})",
    )
    for pattern in patterns:
        match = re.fullmatch(pattern, text)
        if match is None:
            continue
        parts = match.groupdict()
        month = _MONTHS[parts["name"].rstrip(".")] if parts.get("name") else int(parts["m"])
        year = int(parts.get("y") or f"20{parts['yy']}")
        day = int(parts["d"]) if parts.get("d") else monthrange(year, month)[1] if parts.get("last") else None
        if _exists(year, month, day or 1):
            return f"{year}-{month:02d}" + (f"-{day:02d}" if day else "")
    return None


def _week(text: str) -> str | None:
    """The Sunday of a week."""
    match = re.fullmatch(
        rf"(?:vecka|v\.?)\s*(\d{{1,2}}),?\s+({_YEAR})|({_YEAR})[ ,-]*(?:vecka|v\.?|w)\s*(\d{{1,2}})", text
    )
    week, year = (int(match[1] or match[4]), int(match[2] or match[3])) if match else (0, 0)
    if not 1 <= week <= date(max(year, 1900), 12, 28).isocalendar().week:
        return None
    return str(date.fromisocalendar(year, week, 1) + timedelta(days=6))


def _named(text: str) -> str | None:
    """A part of a year that has a name: a quarter, a season, the whole of it."""
    text = re.sub(r"^(vt|ht)[ -]?(\d\d)$", r"\1 20\2", text)
    match = re.fullmatch(rf"(?P<before>.*?)[ ,-]*(?P<year>{_YEAR})[ ,-]*(?P<after>.*)", text)
    if match is None:
        return None
    year, name = match["year"], f"{match['before']} {match['after']}".strip()
    if name in ("helåret", "hela", "hela året", "år", "året", "kalenderåret", "verksamhetsåret"):
        return year
    if name in _SEASONS:
        first, last = _SEASONS[name]
        return f"{year}-{first}/{year}-{last}"
    quarter = _QUARTER.fullmatch(name)
    if quarter is not None:
        number = int(quarter["after"] or quarter["before"] or _ORDINALS[quarter["word"]])
        return f"{year}-{3 * number - 2:02d}/{year}-{3 * number:02d}"
    return None


def suggested_duration(text: str) -> str | None:
    """`24h` → `24 timmar`; `inom max 2 v.` → `2 veckor`; `en (1) vecka` is for the writer to mend."""
    plain = text.casefold().strip(" .") if len(text) <= LONGEST else ""
    plain = re.sub(r"^(?:inom|högst|max(?:imalt)?|senast efter)\s+", "", re.sub(r"^inom\s+", "", plain))
    match = re.fullmatch(rf"(\d+(?:,\d+)?|{'|'.join(_NUMBER_WORDS)})\s*([a-zåäö]+)\.?", plain)
    unit = _DURATIONS.get(match[2]) if match else None
    return f"{match[1]} {unit}" if match and unit else None


def suggested_number(text: str) -> str | None:
    """`ca 40` → `cirka 40`; `över 130 st` → `minst 130`; `två` → `2`; `40+` → `minst 40`."""
    plain = " ".join(text[: LONGEST + 1].casefold().replace("\u00a0", " ").split()).strip(" .”\"'")
    if len(text) > LONGEST:
        return None
    if plain in _ABOUT_WORDS:
        return f"cirka {_ABOUT_WORDS[plain]}"
    if (about := re.fullmatch(r"(?:ett )?(\d{1,4})-?tal", plain)) is not None:
        return f"cirka {about[1]}"
    if re.fullmatch(r"\d{1,6}(?: ?\+ ?\d{1,6})+", plain):
        return str(sum(map(int, plain.split("+"))))
    word, rest = "", plain
    for qualifier, pattern in _QUALIFIERS:
        match = re.match(rf"(?:{pattern})(?:\s+|(?=\d))", plain)
        if match is not None:
            word, rest = f"{qualifier} ", plain[match.end() :]
            break
    rest = re.sub(r"\s*(?:st|st\.|stycken|stk|ggr|gånger|(?<![^\W\d_])x|:-|\*|\.)$", "", rest)
    rest = re.sub(r"^(?:totalt|sammanlagt|summa|antal:?)\s+", "", rest)
    if (about := re.fullmatch(r"(.*\d)\s*(?:±|\+/-|\+-)\s*\d+\s*%?", rest)) is not None:
        word, rest = "cirka ", about[1]
    rest = re.sub(r"(?<=\d)['’](?=\d{3}(?!\d))", " ", rest)
    if (large := _many_times(rest)) is not None:
        return f"{word}{large}"
    if re.fullmatch(rf"{_DIGITS}\s*(?:\+|eller fler|eller mer|och uppåt)", rest):
        word, rest = "minst ", re.sub(r"\s*(?:\+|eller fler|eller mer|och uppåt)$", "", rest)
    number = _digits(rest)
    return None if number is None else f"{word}{number}"


def _many_times(text: str) -> str | None:
    """`1,5 tusen` → `1 500`; `1,31E+02`, as a spreadsheet writes 131 in a narrow column, → `131`."""
    match = re.fullmatch(r"(\d+(?:[.,]\d+)?)\s*(tusen|miljon(?:er)?|tkr|mkr|e\+?\d{1,2})", text)
    if match is None:
        return None
    zeros = {"t": 3, "m": 6}.get(match[2][0]) or int(match[2].lstrip("e+"))
    value = Decimal(match[1].replace(",", ".")).scaleb(zeros)
    return f"{int(value):,}".replace(",", " ") if value == int(value) else None


def _digits(text: str) -> str | None:
    match = re.fullmatch(_DIGITS, text)
    if match is not None and sum(map(str.isdigit, text)) > MOST_DIGITS:
        return None
    if match is not None:
        return match["whole"] + (f",{match['decimals']}" if match["decimals"] else "")
    if text in _NUMBER_WORDS:
        return str(_NUMBER_WORDS[text])
    return None if (spoken := _spoken(text)) is None else str(spoken)


def _spoken(text: str) -> int | None:
    """`fyrahundra` → 400, `tvåtusenfemhundra` → 2500; None of what is no number in words that is read here."""
    if not re.fullmatch(_SPOKEN, text):
        return None
    plain = re.sub(r"\s", "", text).replace("ettusen", "etttusen")
    thousands, is_thousands, rest = plain.rpartition("tusen")
    hundreds, is_hundreds, small = rest.rpartition("hundra")
    return (
        (_small(thousands or "ett") * 1000 if is_thousands else 0)
        + (_small(hundreds or "ett") * 100 if is_hundreds else 0)
        + (_small(small) if small else 0)
    )


def _small(word: str) -> int:
    if word in _BELOW_HUNDRED:
        return _BELOW_HUNDRED[word]
    tens = next(one for one, number in _BELOW_HUNDRED.items() if number >= 20 and word.startswith(one))
    return _BELOW_HUNDRED[tens] + _BELOW_HUNDRED[word.removeprefix(tens)]


def begins_in_words(text: str) -> bool:
    """Whether a text begins with a number's words, read here or not: `två miljoner`, `fyrahundratusen`."""
    return re.match(_A_NUMBER_WORD, text.strip(), re.IGNORECASE) is not None


_CELLS = (
    r"(?:.*\b(?:Antal|Utfall|Resultat|Gjort)\b\s*)?(?P<name>[^\W\d_][^\t;|.]*?)\s*(?:{between})\s*"
    r"(?P<value>\d[\d ]*\d|\d|ja|nej|delvis)(?=\s|;|\||$)"
)
_APART = re.compile(_CELLS.format(between=r"\t+|;|\|| {3,}"), re.I | re.S)
_FOLDED = re.compile(_CELLS.format(between=r"\t|;|\|| "), re.I | re.S)


def outcome_in_cells(text: str, *, is_folded: bool = False) -> tuple[str, str, str] | None:
    """`Trafikkontroller<tab>131` → (name of the action, `antal`, `131`): a row of results pasted out of a table.

    None where the text is no such row. A heading above it is passed over. In a text that `is_folded`, as YAML folds
    rows into one, a tab has become a blank.
    """
    found = (_FOLDED if is_folded else _APART).match(text.strip(" -|"))
    if found is None:
        return None
    value = found["value"].casefold()
    return found["name"].strip(), "gjort" if value.isalpha() else "antal", value


_MORE = (
    (r"(?P<antal>{w}|{n})\s*(?:av|/|utav)\s*(?P<av>{w}|{n})(?:\s+st\.?)?", ("antal", "av")),
    (r"(?:mellan\s+)?(?P<minst>{n})\s*(?:[-–—]|till|och|eller)\s*(?P<högst>{n})(?:\s+st\.?)?", ("minst", "högst")),
    (r"(?P<antal>.*?\d)\s*\((?P<kommentar>[^()]+)\)", ("antal", "kommentar")),
    (r"(?P<antal>.*?\d|{w})\s*(?P<enhet>%|[^\W\d_](?:.*?\S)??)?(?:\s*/\s*|\s+(?:per|i|om|varje)\s+)(?P<per>{u})(?:e?n|et)?", ("antal", "enhet", "per")),
    (r"(?P<antal>.*?\d|{w})\s*(?P<enhet>%|[^\W\d_](?:.*?\S)??)?\s+(?:per|i varje|för varje|på varje)\s+(?P<för_varje>\w+)", ("antal", "enhet", "för_varje")),
    (r"(?P<antal>.*?\d|{w})\s*(?P<enhet>%|[^\W\d_].*)", ("antal", "enhet")),
)  # fmt: skip
_IN_TEXT = rf"(?:{_SPOKEN}|noll|ingen|inga){_ALL_OF_IT}"
_UNITS_IN_FULL = {"%": "procent", "kr": "kronor", "SEK": "kronor", "tim": "timmar", "h": "timmar", "min": "minuter"}
_PER = "dygn|vecka|månad|kvartal|tertial|termin|halvår|år"


def number_and_more(text: str) -> dict[str, str]:
    """What stands in `48 gånger`, `80 %`, `3 av 4`, `2–3`, `131 (målet var 104)` or `1 per månad`, by the key for each.

    The number's own key is `antal`, or `minst` of an interval. Nothing where no number begins it.
    """
    plain = text.strip() if len(text) <= LONGEST else ""
    for pattern, keys in _MORE:
        match = re.fullmatch(
            pattern.replace("{n}", r"\d+(?:,\d+)?").replace("{u}", _PER).replace("{w}", _IN_TEXT),
            plain,
            re.I,
        )
        if match is None:
            continue
        found = {key.replace("_", " "): match[key].strip() for key in keys if match[key]}
        number = suggested_number(found[keys[0]])
        unit, _, more = (part.strip() for part in found.get("enhet", "").partition(","))
        if more and unit and "kommentar" not in found:  # 131 st, varav 44 på kvällar
            found |= {"enhet": unit, "kommentar": f"{more[:1].upper()}{more[1:]}"}
        if number is None or " av " in f" {unit} ":
            return {}
        found[keys[0]] = number
        if "av" in found:
            found["av"] = suggested_number(found["av"]) or found["av"]
        if unit in _UNITS_IN_FULL:
            found["enhet"] = _UNITS_IN_FULL[unit]
        elif unit in ("st", "st.", "stycken", "gång", "ggr"):
            del found["enhet"]
        return found
    return {}
