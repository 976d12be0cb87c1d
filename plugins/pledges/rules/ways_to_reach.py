"""What residents write to and ring: an address that no letter reaches, and a number that nobody answers at."""

import re
from collections.abc import Iterator

from pledges.content.record import Record
from pledges.content.record_values import texts
from pledges.content.register import Register
from pledges.rules.finding import Finding, Rule

_CONTACT = "kontakt"
_ADDRESS = re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+(?!,\w|\w)")
_NEARLY = re.compile(r"(?<![\w.+-])[\w.+-]+(?: ?@ ?[\w-]+(?:(?:[.,]| \.|\. )[\w-]+)*|@)")
_OF_A_NET = re.compile(r"(?:^|(?<=[\s,;(]))@(?![\w-]+(?:\.[\w-]+)*\.[a-z]{2,4}\b)[\w.]+")
"""What somebody is called at another's service: Instagram @polisen."""
_PHONE = re.compile(r"(?<![\d+(])0\d{1,3} ?[-–] ?\d[\d ]*(?![\d–-])")
_FEWEST, _MOST = 8, 10  # digits of a Swedish number, with its area code
_EMERGENCY = re.compile(r"(?<![\d-])(?<!\d )112(?! ?\d)")


def ways_to_reach_lead_somewhere(register: Register, record: Record) -> Iterator[Finding]:
    """An address is whole, a number has as many digits as one has, and nobody is led to 112 with a question."""
    for loc, text in texts(record):
        if loc[-1:] == (_CONTACT,):
            said = _address(text) or _number(text)
            if said is not None:
                yield Finding(code="kontakt-fel", message=said[0], hint=said[1], loc=loc)


def _address(text: str) -> tuple[str, str] | None:
    left = _ADDRESS.sub("", _OF_A_NET.sub("", text))
    found = _NEARLY.search(left)
    if found is None:
        return None
    meant = re.sub(r" ?([@.]) ?", r"\1", found[0].replace(",", "."))
    hint = (
        f"Skriv kontakt: {text.replace(found[0], meant)}"
        if _ADDRESS.fullmatch(meant)
        else "Skriv hela adressen, till exempel trygghet@kommun.se."
    )
    return f"”{found[0]}” är ingen e-postadress som går att skriva till.", hint


def _number(text: str) -> tuple[str, str] | None:
    if _EMERGENCY.search(text) and not re.search(r"@|\d\d", _EMERGENCY.sub("", text)):
        return (
            "112 är nödnumret, och den som svarar där kan inget om löftet.",
            "Skriv 114 14, kommunens växel eller den funktion som svarar på frågor.",
        )
    for found in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        if not _FEWEST <= len(digits) <= _MOST:
            return (
                f"Numret {found[0].strip()} har {len(digits)} siffror.",
                "Ett telefonnummer har 8–10 siffror med riktnummer. Kontrollera numret.",
            )
    return None


RULES: tuple[Rule, ...] = (ways_to_reach_lead_somewhere,)
