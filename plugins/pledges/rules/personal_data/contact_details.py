"""E-mail addresses, telephone numbers and accounts that are somebody's own."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache

from pledges.content.record import AnyRecord, Record
from pledges.content.register import Register
from pledges.rules.every_text import KEPT, at_their_places
from pledges.rules.finding import Finding, RuleOfAny
from pledges.rules.personal_data.first_names import FIRST_NAMES
from pledges.rules.personal_data.rows import CONTACT, DIGIT, ROWS, beside, of_each_row, without_addresses

_MAIL = re.compile(
    r"(?<![\w.+-])([\w.+-]+)(?:@|\s?[\[({]\s?(?:at|a|snabel-?a|@)\s?[\])}]\s?)([\w-]+(?:\.[\w-]+)+)", re.I
)
_IN_AN_ADDRESS = re.compile(r"https?://[^\s?]+\?\S*$")
_MAY_BE_MAIL = re.compile(r"@|[\[({]\s?(?:at|a|snabel)", re.I)
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
_OF_A_BODY = re.compile(r"vandr(?:are|arna|ing)|forening|klubb|byalag|grannsamverkan|hyresgast", re.I)
"""What a body without a web of its own is called in an address that anybody can have."""
_PHONE = re.compile(
    r"(?<![\d/:.,@-])0[1-9]\d{0,2}(?:[./–]\d{2,3}){2,4}(?![\d./–]\d)|(?<![\d/:.,@-])0[1-9]\d{0,2} ?[/–] ?\d{2,3}(?: \d{2,3}){1,3}(?!\d)|"
    + r"(?<![\d/:.,@-])(?:\+46|0046|0)(?:[ -]?\(0\))?[ -]?[1-9]\d{0,2}[ -]*\d(?:[ -]?\d){4,8}(?![\d-])"
)
_FUNCTION_PHONE = re.compile(r"(?:\+46|0046|0)(?:20|77|900|939|944)")
_MOBILE = re.compile(r"(?:\+46|0046|0)7[02369]")
_SWITCHBOARD = re.compile(r"växel|kontaktcenter|kundtjänst|journummer|tipstelefon|stödlinje|reception", re.I)
_ACCOUNT = re.compile(
    r"facebook\.com/(?:profile\.php\?id=\d+|(?P<first>[a-zåäöé]+)\.[a-zåäöé]+(?:\.\d+)?(?=[/?#\s)]|$))|linkedin\.com/in/",
    re.I,
)


@of_each_row
def no_private_mail(text: str) -> Iterator[Finding]:
    """No e-mail address looks like a person's."""
    for match in _MAIL.finditer(text) if _MAY_BE_MAIL.search(text) else ():
        name, host = match[1], match[2].casefold()
        personal = re.fullmatch(r"[^\W\d_-]{2,}(?:-[^\W\d_]+)?[._][^\W\d_]{2,}(?:-[^\W\d_]+)?\d?", name)
        is_of_somebody = host.split(".")[-2] in _PRIVATE_HOSTS or (personal and not _FUNCTIONS.search(name))
        if is_of_somebody and not _OF_A_BODY.search(name):
            yield Finding(
                code="privat-e-post",
                message=f"En e-postadress hos {host} ser ut att vara en persons.",
                hint="Korta webbadressen: ta bort ? och allt efter det."
                if _IN_AN_ADDRESS.search(text, 0, match.start() + 1)
                else "Skriv en funktionsbrevlåda, helst under kontakt:.",
            )


def no_private_phone(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """No telephone number, but for switchboards, the numbers of functions, and what stands under `kontakt`.

    112, 114 14, 1177 and the like are too short to be anybody's; 020 and 077 are never a person's. A mobile number
    is asked about under `kontakt` too: it mostly goes with whoever holds the office.
    """
    rows = _with_numbers(record)
    yield from at_their_places((row for row in rows if CONTACT not in row[1]), _phones_of(record))
    yield from at_their_places((row for row in rows if CONTACT in row[1]), _mobiles)


def _phones_of(record: AnyRecord) -> Callable[[str], Iterator[Finding]]:
    """What looks for numbers in a text of this record; only where it has `kontakt` can they be moved there."""
    move = "Skriv det under kontakt: om det går till en funktion."
    hint = f"{move if _has_contact(record) else 'Ta bort det, eller länka till sidan där det står.'} Är det en växel, skriv det: kommunens växel."

    def find(text: str) -> Iterator[Finding]:
        for _ in _private_numbers(text):
            yield Finding(code="telefonnummer", message="Här står ett telefonnummer.", hint=hint)

    return find


def _has_contact(record: AnyRecord) -> bool:
    return isinstance(record, Record) and any(
        field.alias == CONTACT for field in type(record.fields).model_fields.values()
    )


def _mobiles(text: str) -> Iterator[Finding]:
    if any(_MOBILE.match(plain) for plain in _private_numbers(text)):
        yield Finding(
            code="telefonnummer",
            message="Under kontakt: står ett mobilnummer, som oftast är en persons.",
            hint="Skriv växelns nummer eller en funktionsbrevlåda. Är det en funktions telefon, acceptera varningen.",
        )


@lru_cache(maxsize=KEPT)
def _private_numbers(text: str) -> tuple[str, ...]:
    """The telephone numbers in a text that may be a person's, without the signs between their digits."""
    return tuple(_telephones(text))


def _telephones(text: str) -> Iterator[str]:
    shown = without_addresses(text) if DIGIT.search(text) else ""
    for match in _PHONE.finditer(shown):
        plain = re.sub(r"[ ()./–-]", "", match[0]).replace("+460", "+46")
        is_switchboard = any(_SWITCHBOARD.search(near) for near in beside(shown, match))
        if not (is_switchboard or _FUNCTION_PHONE.match(plain)) and 8 <= len(plain) <= 13:
            yield plain


@of_each_row
def no_private_accounts(text: str) -> Iterator[Finding]:
    """No link leads to a person's own page at a social network."""
    for found in _ACCOUNT.finditer(text):
        if found["first"] is None or found["first"].capitalize() in FIRST_NAMES:
            yield Finding(
                code="privat-konto",
                message="Länken ser ut att gå till en persons eget konto.",
                hint="Länka till myndighetens sida, eller till där det är publicerat för alla. Är kontot ingen persons, acceptera varningen.",
            )


_with_numbers = ROWS.sought(_private_numbers)
RULES: tuple[RuleOfAny, ...] = (no_private_mail, no_private_phone, no_private_accounts)
