"""Numbers as running texts say them: how many of what, how exact and how often."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from pledges.rules.figures import ANY_TIME
from pledges.swedish import singular
from pledges.written_values import LARGER_NUMBER_WORDS, NUMBER_WORDS, Number, Qualifier

WORDS = {**NUMBER_WORDS, **LARGER_NUMBER_WORDS}
_OVER = r"drygt|(?:väl )?över|mer än|fler än|minst|åtminstone"
_UNDER = r"nästan|knappt|närmare|uppemot|upp till|högst|färre än|mindre än|under"
_ABOUT = r"omkring|cirka|ca\.?|runt|ungefär|kring|uppskattningsvis"
NUMBER = rf"(?<![\d,–-])(?<!\d[ \u00a0])(?P<number>\d{{1,3}}(?:[ \u00a0]\d{{3}})+(?!\d)|\d+(?:,\d+)?|\b(?:{'|'.join(WORDS)})\b)"
HOW = rf"(?:\b(?P<how>{_OVER}|{_UNDER}|{_ABOUT})\s+)?"
PER = rf"(?:\s*(?:/|\bper\b|\bi\b|\bom\b|\bvarje\b)\s*(?P<per>{ANY_TIME})\b)?"
COUNTED = re.compile(rf"{HOW}{NUMBER}\s+(?:(?P<kind>[^\W\d_]+(?:a|de|na))\s+)?(?P<noun>[^\W\d_]{{4,}}){PER}", re.IGNORECASE)  # fmt: skip
_WORD = r"(?<![^\W\d_])"  # where a word begins: one that is looked for from each of its letters takes the square of its length
_BECAME = re.compile(
    rf"{_WORD}(?P<noun>[^\W\d_]{{4,}})\s+(?:blev|var|uppgick till)\s+{HOW}{NUMBER}(?=\s*(?:$|[.,;:]|och\b|mot\b|av\b|stycken\b|i stället\b))",
    re.IGNORECASE,
)
_LISTED = re.compile(
    rf"(?:,|\boch)\s+(?P<noun>[^\W\d_]{{3,}}(?:rna|ena))\s+{HOW}{NUMBER}(?=\s*(?:$|[.,;:]|och\b))", re.IGNORECASE
)
"""As after another of the same: insatserna blev två, kontrollerna 40."""
NUMERAL = re.compile(NUMBER, re.IGNORECASE)
_SOME_OF_ALL = re.compile(rf"{NUMBER}\s+av\s+(?:de\s+)?$", re.IGNORECASE)
_LONGEST_BEFORE = 40  # what `_SOME_OF_ALL` may be of: 1 200 000 av de
_ANYTHING = ("gång", "gånger", "tillfälle", "tillfällen")  # units of which nobody can tell what they count
_MOST_OVER, _SLACK = Decimal("1.5"), Decimal("0.15")  # how far `drygt 50` and `omkring 50` may be from 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """A number of something, as a text says it. `kind` is a word between them: elva tillfälliga kameror."""

    words: str
    value: Decimal
    how: str
    noun: str
    kind: str | None
    per: str | None

    def may_be(self, actual: Number) -> bool:
        """Whether the text says of `actual` what is true, as far as either is exact."""
        said, value = self.value, actual.value
        if said == value or (actual.qualifier is Qualifier.AT_LEAST and value < said <= value * _MOST_OVER):
            return True
        if actual.qualifier is Qualifier.AT_MOST and said < value <= said * _MOST_OVER:
            return True
        if self.how and re.fullmatch(_OVER, self.how, re.IGNORECASE):
            return said <= value <= said * _MOST_OVER
        if self.how and re.fullmatch(_UNDER, self.how, re.IGNORECASE):
            return value <= said <= value * _MOST_OVER
        is_about = bool(self.how) or actual.qualifier is Qualifier.ABOUT
        return is_about and abs(said - value) <= max(said, value) * _SLACK


def said_in(text: str) -> Iterator[Said]:
    """Every number of something in a text: elva kameror, and kamerorna blev elva."""
    for found in (*COUNTED.finditer(text), *_BECAME.finditer(text), *_LISTED.finditer(text)):
        number = found.start("number")
        if _SOME_OF_ALL.search(text, max(0, number - _LONGEST_BEFORE), number):
            continue  # en av fyra vandringar: what there were to be, and not what there were
        groups = found.groupdict()
        yield Said(
            words=text[found.start("noun") : found.end()]
            if found.re is not COUNTED
            else text[found.start("number") : found.end()],
            value=value_of(found["number"]),
            how=found["how"] or "",
            noun=found["noun"],
            kind=groups.get("kind"),
            per=groups.get("per"),
        )


def value_of(written: str) -> Decimal:
    """`elva` → 11, `1 200` → 1200."""
    plain = written.casefold()
    if plain in WORDS:
        return Decimal(WORDS[plain])
    return Decimal(re.sub(r"[ \u00a0]", "", plain).replace(",", "."))


def last_word(unit: str) -> str:
    """What a unit counts: kameror, of fasta kameror."""
    return unit.rsplit(maxsplit=1)[-1]


def is_of(noun: str, unit: str) -> bool:
    """Whether a noun is what a unit counts: `trafikkontroll` of kontroller, `vandringarna` of trygghetsvandringar."""
    last = last_word(unit.casefold())
    forms = (last, singular(last))
    return any(
        any(one.endswith(form) for form in forms) or (len(one) > 5 and any(form.endswith(one) for form in forms))
        for one in _indefinite(noun.casefold())
        if one not in _ANYTHING
    )


def _indefinite(noun: str) -> tuple[str, ...]:
    """A noun, and what it may be without its article: kontrollerna → kontroller, mötena → möten, insatsen → insats."""
    return noun, *(noun[:-length] for length in (1, 2) if noun.endswith(("na", "en", "et")) and len(noun) > 6)
