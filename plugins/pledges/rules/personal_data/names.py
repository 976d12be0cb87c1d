"""Names: who is contacted, who has signed and who holds an office is told by role."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pledges.content.record import AnyRecord
from pledges.content.record_values import ByIdentity, texts
from pledges.content.register import Register
from pledges.rules.finding import Finding, RuleOfAny
from pledges.rules.personal_data.first_names import ALSO_WORDS, FIRST_NAMES
from pledges.rules.personal_data.rows import CONTACT, SIGNATORIES, UNIT, beside, rows_of

_NAME = r"[A-ZÅÄÖÉ][a-zåäöéüøæ]+(?:-[A-ZÅÄÖÉ]?[a-zåäöéüøæ]+)*"
_PARTICLES = ("af", "av", "von", "van", "de", "la", "der")
_CAPITALISED = re.compile(rf"(?<!\w)(?<!\w-){_NAME}(?: (?:(?:{'|'.join(_PARTICLES)}) )?{_NAME})+")
_INITIAL = re.compile(rf"(?<![\w.])[A-ZÅÄÖ]\. ?(?:[A-ZÅÄÖ]\. ?)?{_NAME}(?<!nr)(?<!tr)")
_ROLE = re.compile(
    r".*(?:chef|polis|ordförande|samordnare|strateg|direktör|handläggare|koordinator|ansvarig|råd|sekreterare|ledare|"
    r"befäl|utvecklare|controller|inspektör|kommissarie|intendent|mästare|politiker|ombud|kontakt|vd)(?:e?n|et)?s?|vd|rektor|herr|fru|eleven?|grannen?|mannen|kvinnan|pojken|flickan|ungdomen|"
    r"invånaren|föräldern|mamman|pappan"
)
_BODY = re.compile(
    r".*(?:kommun|område|bostäder|bostad|hus|hem|nämnd|förvaltning|avdelning|enhet|kontor|center|centrum|förening|fastigheter|"
    r"bolag|trafik|polis|myndighet|skola|samfällighet|region|län|stad|sektion|grupp|styrelse|växel|tjänst|byggen|verket|"
    r"bygdegård|församling|bibliotek|jour|vägen|gatan|torget|torg|huset)(?:e?n|et|na|a)?s?|ab|kb|if|bk|ik|lpo|polisen|trygg.*|norra|södra|östra|västra|nedre|övre|stora|lilla|nya|gamla"
)
_FAMILY = re.compile(rf"\b(?:[Ff]amiljen|[Ff]am\.|[Hh]err|[Ff]ru|[Ff]röken) {_NAME}(?! kyrk)")
_SURNAME_FIRST = re.compile(rf"\b{_NAME}, (?:{'|'.join(sorted(FIRST_NAMES))})\b")
_IN_SMALL_LETTERS = re.compile(
    rf"(?:^|[,;(]\s*)(?:{'|'.join(sorted(name.casefold() for name in FIRST_NAMES if name not in ALSO_WORDS))}) [a-zåäöé-]{{3,}}(?=$|[,;)])"
)
_FIRST = "|".join(sorted(FIRST_NAMES))
_FIRST_AND_INITIAL = re.compile(rf"(?<![\w-])(?:{_FIRST}) [A-ZÅÄÖ](?:\.|(?=[,;)]|$))")
_WITH_AGE = re.compile(rf"(?<![\w-])(?:{_FIRST})(?: {_NAME})?(?:, | \(|, \()(?:\d{{1,2}}|1[01]\d) år\b")
_FROM_SOMEBODY = re.compile(
    rf"\b(?:[Mm]ejl|[Mm]ail|[Ee]-post|[Bb]rev|[Ss]ms|[Ss]amtal|[Mm]eddelande|[Ii]ntervju)\w* (?:från|med|av) ({_NAME}(?: {_NAME})+)"
)
_PICTURE = re.compile(r"(?:^|[/(])([a-zåäöé]+)[-_]([a-zåäöé]{3,})\.(?:jpe?g|png|webp|avif|gif)(?=[)\s\"]|$)")
_WEB = re.compile(r"https?://")


def roles_not_names(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """Who is contacted and who has signed is told by role."""
    for loc, text in texts(record):
        key = next((key for key in (CONTACT, SIGNATORIES, UNIT) if key in loc), None)
        is_unit = key == UNIT  # of which many are names, so that only first names tell a person
        if (is_unit and _begins_with_a_first_name(text)) or (
            key is not None and not is_unit and (_holds_name(register, text) or _IN_SMALL_LETTERS.search(text))
        ):
            yield Finding(
                code="namn-i-stallet-for-roll",
                message=f"Under {key}: ser en person ut att vara nämnd vid namn.",
                hint="Skriv bara rollen eller funktionen, till exempel kommunstyrelsens ordförande eller trygghetssamordnaren, och en funktionsbrevlåda. "
                "Är det ingen person, acceptera varningen.",
                loc=loc,
            )


def no_names_beside_roles(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """Nobody is named beside a role, or alone on a row of the text as under a letter.

    Only there: in what people write of places, houses and newspapers two words with capitals are seldom a person.
    """
    for text, loc, line in rows_of(record):
        is_elsewhere = {CONTACT, SIGNATORIES} & set(loc) or _WEB.match(text)
        if not is_elsewhere and _names_an_official(register, text, is_row=not loc):
            yield Finding(
                code="namn-i-stallet-for-roll",
                message="En person ser ut att vara nämnd vid namn.",
                hint="Skriv bara rollen, till exempel kommunchefen eller kommunpolisen. Är det ingen person, acceptera varningen.",
                loc=loc,
                line=line,
            )


def nobody_is_named_alone(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """Who has said, sent or asked for something, and who is seen in a picture, is not told by name."""
    notes = {line for line, _ in record.comments}
    for text, loc, line in rows_of(record):
        if _WEB.match(text) or {CONTACT, SIGNATORIES} & set(loc):
            continue
        is_whole = "andra" in loc or loc[:1] == ("parter",)
        if (
            _FIRST_AND_INITIAL.search(text)
            or _WITH_AGE.search(text)
            or any(_is_full_name(found[1]) for found in _FROM_SOMEBODY.finditer(text))
            or any(_is_full_name(f"{found[1]} {found[2]}".title()) for found in _PICTURE.finditer(text))
            or (is_whole and _is_full_name(text))
            or (line in notes and _begins_with_a_first_name(text))
            or (loc[:1] == ("borttaget",) and any(_is_full_name(one[0]) for one in _CAPITALISED.finditer(text)))
        ):
            yield Finding(
                code="namn-i-stallet-for-roll",
                message="En person ser ut att vara nämnd vid namn.",
                hint="Skriv vem det är utan namn: en invånare, en elev, kommunens samordnare. Är det ingen person, acceptera varningen.",
                loc=loc,
                line=line,
            )


def _begins_with_a_first_name(text: str) -> bool:
    """Whether any words with capitals in a text are a first name and more."""
    return any(_is_full_name(found[0]) for found in _CAPITALISED.finditer(text))


def _is_full_name(text: str) -> bool:
    """Whether words are a first name and one or two surnames, and nothing else."""
    words = [word for word in text.split() if word not in _PARTICLES]
    return (
        _CAPITALISED.fullmatch(text) is not None
        and 2 <= len(words) <= 3
        and words[0] in FIRST_NAMES
        and not any(_BODY.fullmatch(word.casefold()) for word in words[1:])
    )


def _names_an_official(register: Register, text: str, *, is_row: bool) -> bool:
    if _FAMILY.search(text):
        return True
    for found in _CAPITALISED.finditer(text):
        before = re.search(r"([^\W\d_]+) $", beside(text, found)[0])
        after = re.match(r"(?:, | \()([^\W\d_]+)", text[found.end() :])
        first = found[0].split()[0]
        has_role = any(one is not None and one[1][0].islower() and _ROLE.fullmatch(one[1]) for one in (before, after))
        has_role = has_role or (len(found[0].split()) > 2 and _ROLE.fullmatch(first.casefold()) is not None)
        alone = is_row and found[0] == text.strip(" *_,") and first in FIRST_NAMES
        if (has_role or alone) and _holds_name(register, found[0]):
            return True
    return False


def _holds_name(register: Register, text: str) -> bool:
    """Whether two words in a row look like a person's name: capitalised, and of no role, body or place."""
    if _SURNAME_FIRST.search(text) or _INITIAL.search(text):
        return True
    places = _place_words(ByIdentity(register.geography))
    for found in _CAPITALISED.finditer(text):
        words = [word for word in found[0].split() if word not in _PARTICLES]
        while words and _ROLE.fullmatch(words[0].casefold()):
            words.pop(0)
        if words and words[0] in FIRST_NAMES and len(words) > 1 and not _BODY.fullmatch(words[1].casefold()):
            return True
        known = any(
            _BODY.fullmatch(word.casefold()) or word in places or _ROLE.fullmatch(word.casefold()) for word in words
        )
        if len(words) > 1 and not known:
            return True
    return False


@lru_cache(maxsize=4)
def _place_words(geography: ByIdentity) -> frozenset[str]:
    """The words in the names of municipalities, counties and police regions, also in the genitive."""
    names = [facts.name for facts in geography.held.municipalities.values()]
    names += [group.name for groups in (geography.held.counties, geography.held.regions) for group in groups.values()]
    words = {word for name in names for word in name.split()}
    return frozenset({*words, *(f"{word}s" for word in words)})


RULES: tuple[RuleOfAny, ...] = (roles_not_names, no_names_beside_roles, nobody_is_named_alone)
