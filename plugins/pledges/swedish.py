"""Swedish on the page: dates, numbers and sorting as sv_SE has them, whatever the machine's locales are."""

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from difflib import SequenceMatcher, get_close_matches
from functools import lru_cache

from babel.dates import format_date
from babel.numbers import format_decimal

from pledges.written_values import Number, PartialDate, Period, Qualifier

LOCALE = "sv_SE"
# By how the plural of a unit ends, what it ends with in the singular; the longest ending that fits holds, and for
# compounds too (trygghetsvandringar). Only what is sure is here: a unit that is not keeps the form it was written in.
_SINGULARS = {
    "åtgärder": "åtgärd",
    "ingar": "ing", "heter": "het", "iteter": "itet", "ioner": "ion", "elser": "else", "logier": "logi",
    "kontroller": "kontroll", "patruller": "patrull", "personer": "person", "insatser": "insats", "platser": "plats",
    "orter": "ort", "gånger": "gång", "genomgångar": "genomgång", "kontakter": "kontakt", "punkter": "punkt", "tillsyner": "tillsyn",
    "enkäter": "enkät", "dialoger": "dialog", "rutiner": "rutin", "familjer": "familj", "butiker": "butik",
    "poliser": "polis", "helger": "helg", "nätter": "natt", "månader": "månad", "minuter": "minut", "kurser": "kurs",
    "ronder": "rond", "kampanjer": "kampanj", "elever": "elev", "rapporter": "rapport", "filmer": "film",
    "bilder": "bild", "grupper": "grupp", "konferenser": "konferens", "planer": "plan", "parker": "park", "banker": "bank",
    "träffar": "träff", "dagar": "dag", "kvällar": "kväll", "timmar": "timme", "bilar": "bil", "ungdomar": "ungdom",
    "pojkar": "pojke", "cyklar": "cykel", "stugor": "stuga", "skolor": "skola",
    "kameror": "kamera", "veckor": "vecka", "lampor": "lampa", "flickor": "flicka", "kvinnor": "kvinna",
    "kronor": "krona", "gator": "gata", "resor": "resa", "områden": "område", "ställen": "ställe", "strategier": "strategi", "tjänster": "tjänst", "tillfällen": "tillfälle",
    "möten": "möte", "ärenden": "ärende", "arbeten": "arbete", "stycken": "styck",
    "föräldrar": "förälder",
}  # fmt: skip
# An adjective before a unit of common gender, by its plural; of one in the neuter ("registrerade tillfällen") nothing is sure.
_ADJECTIVES = {
    "gemensamma": "gemensam", "fasta": "fast", "tillfälliga": "tillfällig", "riktade": "riktad", "nya": "ny",
    "lokala": "lokal", "strategiska": "strategisk", "öppna": "öppen", "särskilda": "särskild", "större": "större",
}  # fmt: skip
_NEUTERS = ("område", "ställe", "tillfälle", "möte", "ärende", "arbete")
_ENDINGS = sorted(_SINGULARS, key=len, reverse=True)
_LEADING_WORD = re.compile(r"(\w+)( (?:av|bland|för|från|hos|i|inom|kring|med|mot|om|på|till|under|vid|över) .+)?")
_ORDER = str.maketrans({"å": "{", "ä": "|", "æ": "|", "ö": "}", "ø": "}"})


def fold(text: str) -> str:
    """Lower case without accents, rings and dots, as the scripts in the pages fold what is typed: `Åmål` → `amal`."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


@lru_cache(maxsize=65536)
def sort_key(text: str) -> tuple[str, str]:
    """Sorts as Swedes do: å, ä, ö last; other accents and case only break ties (CLDR's sv collation)."""
    folded = unicodedata.normalize("NFC", text).casefold().translate(_ORDER)
    plain = "".join(char for char in unicodedata.normalize("NFD", folded) if not unicodedata.combining(char))
    return plain, text


@lru_cache(maxsize=16384)
def day(value: date) -> str:
    """12 februari 2019"""
    return format_date(value, "d MMMM y", locale=LOCALE)


@lru_cache(maxsize=16384)
def partial(value: PartialDate | None) -> str:
    """12 februari 2019, februari 2019 or 2019; okänt datum."""
    if value is None:
        return "okänt datum"
    if value.day is not None:
        return day(value.first)
    if value.month is not None:
        return format_date(value.first, "MMMM y", locale=LOCALE)
    return str(value.year)


@lru_cache(maxsize=16384)
def period(value: Period) -> str:
    """2019, 2019–2020, mars–maj 2022, från och med 2019, okänd period."""
    if value.open_ended:
        return f"från och med {partial(value.start)} och tills vidare" if value.start else "tills vidare"
    start, end = value.start, value.end
    if start is None and end is None:
        return "okänd period"
    if start is None:
        return f"till och med {partial(end)}, början okänd"
    if end is None:
        return f"från {partial(start)}, slut okänt"
    if start == end:
        return partial(start)
    if start.year == end.year and start.month and end.month and not start.day and not end.day:
        return f"{format_date(start.first, 'MMMM', locale=LOCALE)}–{partial(end)}"
    if start.month is None and end.month is None:
        return f"{start.year}–{end.year}"
    return f"{partial(start)} – {partial(end)}"


@lru_cache(maxsize=16384)
def decimal(value: Decimal | int) -> str:
    """1 200; 0,78. With a no-break space, as CLDR has it."""
    return format_decimal(value, format="#,##0.###", locale=LOCALE)


def number(value: Number) -> str:
    """1 200, minst 200, cirka 100."""
    text = decimal(value.value)
    return text if value.qualifier is Qualifier.EXACT else f"{value.qualifier.value} {text}"


def enumerate_words(words: Iterable[str], joiner: str = "och") -> str:
    """a, b och c"""
    items = list(words)
    if len(items) < 2:
        return "".join(items)
    return f"{', '.join(items[:-1])} {joiner} {items[-1]}"


def quantity(count: int, singular: str, plural: str) -> str:
    """1 löfte, 2 löften"""
    return f"{decimal(count)} {singular if count == 1 else plural}"


def singular(plural: str) -> str:
    """trygghetsvandringar → trygghetsvandring, gemensamma insatser → gemensam insats; narkotikasök i skolor as it is,
    like all that the tables don't know.
    """
    adjective, _space, noun = plural.partition(" ")
    if adjective in _ADJECTIVES and (one := singular(noun)) != noun and not one.split()[0].endswith(_NEUTERS):
        return f"{_ADJECTIVES[adjective]} {one}"
    parts = _LEADING_WORD.fullmatch(plural)
    ending = next((one for one in _ENDINGS if parts[1].endswith(one)), None) if parts is not None else None
    if parts is None or ending is None:
        return plural
    return f"{parts[1].removesuffix(ending)}{_SINGULARS[ending]}{parts[2] or ''}"


def plural(unit: str) -> str:
    """gång → gånger; a word that the table doesn't know, or that is in the plural already, as it is."""
    endings = {one: many for many, one in _SINGULARS.items()}
    known = sorted((one for one in endings if unit.endswith(one)), key=len)
    return f"{unit.removesuffix(known[-1])}{endings[known[-1]]}" if known else unit


def counted(value: Decimal | Number, unit: str) -> str:
    """1 kontroll, minst 1 gång, 0,78 kontroller, 245 kontroller. `unit` is in the plural, as it is written."""
    text = number(value) if isinstance(value, Number) else decimal(value)
    return f"{text} {unit_of(value, unit)}".rstrip()


def unit_of(value: Decimal | Number, unit: str) -> str:
    """The unit as it is called beside a number: in the singular where it is one."""
    return singular(unit) if (value.value if isinstance(value, Number) else value) == 1 else unit


def capital(text: str) -> str:
    """The text with its first letter upper-case."""
    return text[:1].upper() + text[1:]


def within_sentence(text: str) -> str:
    """A sentence that goes on from another: its first letter lower-case, but for SSPF and Provby kommun."""
    first, _space, rest = text.partition(" ")
    is_name = first[1:2].isupper() or rest.startswith(("kommun", "stad"))
    return text if is_name else text[:1].lower() + text[1:]


def genitive(name: str) -> str:
    """Luleås, Malås, Borås: Swedish adds s except after s, x and z."""
    return name if name.endswith(("s", "x", "z")) else f"{name}s"


_MUCH_LESS_LIKE = 0.15  # than the nearest; what is that much less like it was hardly meant


def suggestion(word: str, candidates: Iterable[str], *, likeness: float | None = None) -> str:
    """”Menade du …?” with the nearest of `candidates`, or nothing; `likeness` is how near they must be, of 1."""
    meant = nearest(word, candidates, likeness=likeness)
    return f"Menade du {enumerate_words(meant, 'eller')}?" if meant else ""


def nearest(word: str, candidates: Iterable[str], *, likeness: float | None = None) -> list[str]:
    """The few of `candidates` that are spelt most like a word, the likest first."""
    folded = {candidate.casefold(): candidate for candidate in candidates}
    near = get_close_matches(word.casefold(), folded, n=3, cutoff=likeness or 0.6)
    return [folded[name] for name in near if _likeness(name, word) > _likeness(near[0], word) - _MUCH_LESS_LIKE]


def _likeness(name: str, word: str) -> float:
    return SequenceMatcher(None, name, word.casefold()).ratio()
