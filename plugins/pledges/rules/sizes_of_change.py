"""How much something is said to have changed, beside the numbers that it is said to have changed from and to."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pledges.rules.every_text import of_each_text, sentences
from pledges.rules.finding import Finding, Rule
from pledges.swedish import decimal

_NUMBER = r"\d{1,3}(?:[ \u00a0]\d{3})+(?:,\d+)?|\d+(?:,\d+)?"
_FROM_TO = re.compile(
    rf"\bfrån (?P<first>{_NUMBER})(?P<unit>[^\d.;,]{{0,40}}?) till (?P<last>{_NUMBER})(?![\d:–-]|[.,]\d| ?(?:januari|februari|mars|april|maj|juni|juli|augusti|september|oktober|november|december)\b)",
    re.I,
)
_HEDGE = r"(?P<about>cirka |ca\.? |omkring |ungefär |runt |drygt |nästan |knappt |närmare |över |mer än )?"
_BY = rf"\b(?:med|på|om|alltså|dvs\.?|det vill säga|motsvarar) {_HEDGE}(?P<size>{_NUMBER})"
_BY_PERCENT = re.compile(rf"{_BY} ?(?:procent\b|%)(?!enh)", re.I)
_BY_SO_MANY = re.compile(rf"\bmed {_HEDGE}(?P<size>{_NUMBER})(?! ?(?:procent|%|gånger))", re.I)
_SHARE = re.compile(r"procent|%", re.I)
_FELL_BY = re.compile(
    r"\b(?:sjönk|sjunkit|minska(?:de|t|r|s|ts|des)?|gick (?:ner|ned)|föll|(?:en )?(?:minskning|nedgång)(?:en)?) med (?P<size>\d{3,}(?:,\d+)?) ?(?:procent\b|%)(?!enh)",
    re.I,
)
_OF_PEOPLE = re.compile(
    r"(?<![\d,])(?P<size>\d{3,}(?:,\d+)?) ?(?:procent|%) av (?:de |alla |dem som )?(?:invånar|boende|elev|svar|deltag|medborgar|ungdom|hushåll|person|tillfråg)\w*",
    re.I,
)
_TIMES = (
    (re.compile(r"\bhalver(?:ades|ats|at|ad|as)\b", re.I), Decimal("0.4"), Decimal("0.6")),
    (re.compile(r"\bfördubbl(?:ades|ats|at|ad|as)\b", re.I), Decimal("1.7"), Decimal("2.4")),
    (re.compile(r"\btredubbl(?:ades|ats|at|ad|as)\b", re.I), Decimal("2.6"), Decimal("3.5")),
)
_MORE_OR_LESS = re.compile(r"\b(?:mer än|nästan|inte|över|minst|drygt|knappt) $", re.I)
_YEARS = range(1900, 2100)
_ROUNDED, _ROUNDED_ABOUT = (
    Decimal("0.6"),
    Decimal("5.5"),
)  # percent: as a number is rounded, and as one that is said to be about


@of_each_text
def sizes_of_changes_follow(text: str) -> Iterator[Finding]:
    """`från 120 till 90, en minskning med 40 procent` says one thing with its numbers and another with its size."""
    for sentence in sentences(text):
        found = list(_FROM_TO.finditer(sentence))
        if len(found) != 1 or (said := _said(sentence, found[0])) is None:
            continue
        words, is_so = said
        yield Finding(
            code="text-mot-tal",
            message=f"Det står ”{found[0][0]}” och ”{words}”, men {is_so}.",
            hint="Rätta det tal som är fel. Räknades förändringen på något annat, acceptera varningen.",
        )


def _said(sentence: str, found: re.Match[str]) -> tuple[str, str] | None:
    """What a sentence says of the size that its numbers deny, and what they say."""
    first, last = _value(found["first"]), _value(found["last"])
    if not first or first == last or (first in _YEARS and last in _YEARS):
        return None
    is_share = bool(_SHARE.search(found["unit"]) or re.match(r" ?(?:procent|%)", sentence[found.end() :], re.I))
    percent = list(_BY_PERCENT.finditer(sentence))
    change = abs(last - first) / first * 100
    if len(percent) == 1 and not is_share:
        said, about = _value(percent[0]["size"]), percent[0]["about"]
        if abs(change - said) > (_ROUNDED_ABOUT if about else _ROUNDED):
            return percent[0][0], f"det är {_rounded(change)} procent"
    for pattern, least, most in _TIMES:
        times = pattern.search(sentence)
        if (
            times is not None
            and not _MORE_OR_LESS.search(sentence[: times.start()])
            and not least <= last / first <= most
        ):
            return times[0], f"{found['last']} är {_rounded(last / first * 100)} procent av {found['first']}"
    so_many = list(_BY_SO_MANY.finditer(sentence))
    if len(so_many) != 1 or percent or so_many[0]["about"] or _value(so_many[0]["size"]) == abs(last - first):
        return None
    if _same_unit(sentence[so_many[0].end() :], found["unit"], sentence[found.end() :]):
        return so_many[0][0], f"skillnaden är {decimal(abs(last - first))}"
    return None


def _same_unit(after_size: str, between: str, after_last: str) -> bool:
    """Whether what the size is of is what the numbers are of: `med 5 km/tim, från 48 till 40 km/tim`."""
    size, *units = (next(iter(text.split()), "").strip(",.;") for text in (after_size, between, after_last))
    return bool(size) and size in units


_MORE_THAN_ALL = ((_OF_PEOPLE, "kan ingen andel vara"), (_FELL_BY, "kan inget minska"))


@of_each_text
def nothing_is_more_than_all(text: str) -> Iterator[Finding]:
    """104 procent av invånarna is nobody's share, and nothing falls by 110 procent."""
    for pattern, cannot in _MORE_THAN_ALL:
        for found in pattern.finditer(text):
            if _value(found["size"]) > 100:
                yield Finding(
                    code="text-mot-tal",
                    message=f"Det står ”{found[0]}”, men mer än hundra procent {cannot}.",
                    hint="Kontrollera talet, och om ett kommatecken saknas.",
                )


def _value(written: str) -> Decimal:
    return Decimal(re.sub(r"[ \u00a0]", "", written).replace(",", "."))


def _rounded(value: Decimal) -> str:
    return decimal(value.quantize(Decimal(1)))


RULES: tuple[Rule, ...] = (sizes_of_changes_follow, nothing_is_more_than_all)
