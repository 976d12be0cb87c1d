"""People: no personal identity numbers, and no addresses or telephone numbers that are somebody's own.

A personal identity number is six or eight digits for the day of birth and four more, the last of which is a
checksum over the others (Luhn); a co-ordination number has 60 added to the day (Skatteverket, SKV 704 and 707).
"""

import calendar
import re
from collections.abc import Iterator

from pledges.content.record import AnyRecord, Loc
from pledges.content.record_values import texts
from pledges.content.register import Register
from pledges.rules.finding import Finding, RuleOfAny

_DASHES = "-+\u2010\u2011\u2012\u2013\u2212"
_BLANK = "[ \u00a0\u202f]?"
_NUMBER = re.compile(rf"(?<!\d)(?:(\d\d)?(\d\d)(\d\d)(\d\d)){_BLANK}([{_DASHES}])?{_BLANK}(\d{{4}})(?!\d)")
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>()\"]+")
_MAIL = re.compile(r"([\w.+-]+)@([\w-]+(?:\.[\w-]+)+)")
_PRIVATE_HOSTS = frozenset(
    (
        "aol", "bahnhof", "bredband", "comhem", "glocalnet", "gmail", "gmx", "googlemail", "home", "hotmail", "icloud",
        "live", "mac", "me", "msn", "outlook", "passagen", "proton", "protonmail", "spray", "swipnet", "tele2", "telia",
        "yahoo",
    )
)  # fmt: skip
_FUNCTIONS = re.compile(
    r"info|kontakt|kommun|polis|trygg|redaktion|press|medborgar|kund|support|registrator|diarie|service|webb|no-?reply|"
    r"samordn|sakerhet|brott|omrade|region|lokal|stad|bolag|namnd|tips",
    re.I,
)  # fmt: skip
_PHONE = re.compile(r"(?<![\d/:.,@-])(?:\+46|0046|0)(?:[ -]?\(0\))?[ -]?[1-9]\d{0,2}[ -]*\d(?:[ -]?\d){4,8}(?![\d-])")
_FUNCTION_PHONE = re.compile(r"(?:\+46|0046|0)(?:20|77|900|939|944)")
_SWITCHBOARD = re.compile(r"växel|kontaktcenter|kundtjänst|journummer|tipstelefon|stödlinje|reception", re.I)
_DIGIT = re.compile(r"\d")
_NEAR = 60
_CONTACT = "kontakt"
HIDDEN = "[numret visas inte]"


def _is_birth_number(match: re.Match[str]) -> bool:
    century, year, month, day, _, last = match.groups()
    if century not in (None, "18", "19", "20"):
        return False
    number = int(day) - 60 if int(day) > 60 else int(day)
    full_year = int((century or "20") + year)
    if not 1 <= int(month) <= 12 or not 1 <= number <= calendar.monthrange(full_year, int(month))[1]:
        return False
    digits = f"{year}{month}{day}{last}"
    total = sum(sum(divmod(int(digit) * (2 - place % 2), 10)) for place, digit in enumerate(digits))
    return total % 10 == 0


def _is_certain(match: re.Match[str], in_address: bool) -> bool:
    """Whether the digits can hardly be anything else: a mobile number or, in an address, a time of day."""
    century, year, _, _, dash, last = match.groups()
    is_time = int(last[:2]) < 24 and int(last[2:]) < 60 and int((century or "20") + year) >= 2005
    if in_address:
        return (dash is not None or century is not None) and not is_time
    return not (century is None and dash is None and match[0].startswith("07"))


def _birth_numbers(text: str) -> Iterator[bool]:
    """For each personal identity number in a text, whether it is certain."""
    for match in _NUMBER.finditer(text):
        if _is_birth_number(match):
            addresses = [address.span() for address in _ADDRESS.finditer(text)]
            yield _is_certain(match, any(start <= match.start() < end for start, end in addresses))


def masked(text: str) -> str:
    """`text` with every personal identity number hidden, for whatever repeats what somebody wrote."""
    return _NUMBER.sub(lambda match: HIDDEN if _is_birth_number(match) else match[0], text)


def _everything(record: AnyRecord) -> Iterator[tuple[str, Loc, int]]:
    """Every text of a record with its key, or its line in the file."""
    for loc, text in texts(record):
        yield text, loc, 0
    for number, line in enumerate(record.body.split("\n")):
        yield line, (), record.body_line + number


def no_personal_numbers(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """No personal identity number stands anywhere in the file, or in its name. None is repeated."""
    for text, loc, line in (*_everything(record), (record.path, (), 0)):
        for certain in _birth_numbers(text) if len(text) >= 10 else ():
            if certain:
                yield Finding(
                    code="personnummer",
                    message="Här står ett personnummer."
                    if text is not record.path
                    else "Filens namn har ett personnummer.",
                    hint="Ta bort det genast. Har filen delats med någon, följ er rutin för personuppgiftsincidenter.",
                    loc=loc,
                    line=line,
                )
            else:
                yield Finding(
                    code="mojligt-personnummer",
                    message="Siffrorna kan vara ett personnummer.",
                    hint="Är de det, ta bort dem. Är de något annat, skriv dem med mellanslag eller acceptera varningen.",
                    loc=loc,
                    line=line,
                )


def no_private_mail(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """No e-mail address looks like a person's, but for what stands under `kontakt`."""
    for text, loc, line in _everything(record):
        if _CONTACT in loc or "@" not in text:
            continue
        for match in _MAIL.finditer(text):
            name, host = match[1], match[2].casefold()
            labels = host.split(".")
            personal = re.fullmatch(r"[^\W\d_-]{2,}(?:-[^\W\d_]+)?\.[^\W\d_]{2,}(?:-[^\W\d_]+)?\d?", name)
            if labels[-2] in _PRIVATE_HOSTS or (personal and not _FUNCTIONS.search(name)):
                yield Finding(
                    code="privat-e-post",
                    message=f"En e-postadress hos {host} ser ut att vara en persons.",
                    hint="Skriv en funktionsbrevlåda, helst under kontakt:.",
                    loc=loc,
                    line=line,
                )


def no_private_phone(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """No telephone number, but for switchboards, the numbers of functions, and what stands under `kontakt`.

    112, 114 14, 1177 and the like are too short to be anybody's; 020 and 077 are never a person's.
    """
    for text, loc, line in _everything(record):
        if _CONTACT in loc or not _DIGIT.search(text):
            continue
        shown = _ADDRESS.sub(lambda match: " " * len(match[0]), text)
        for match in _PHONE.finditer(shown):
            near = shown[max(match.start() - _NEAR, 0) : match.end() + _NEAR]
            plain = re.sub(r"[ ()-]", "", match[0]).replace("+460", "+46")
            if _FUNCTION_PHONE.match(plain) or _SWITCHBOARD.search(near) or not 8 <= len(plain) <= 13:
                continue
            yield Finding(
                code="telefonnummer",
                message="Här står ett telefonnummer.",
                hint="Skriv det under kontakt: om det går till en funktion. Är det en växel, skriv det: kommunens växel.",
                loc=loc,
                line=line,
            )


RULES: tuple[RuleOfAny, ...] = (no_personal_numbers, no_private_mail, no_private_phone)
