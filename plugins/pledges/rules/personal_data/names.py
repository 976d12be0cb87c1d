"""Names: who is contacted, who has signed and who holds an office is told by role."""

import re
from collections.abc import Iterator
from functools import lru_cache

from pledges.content.record import AnyRecord
from pledges.content.record_values import ByIdentity, texts
from pledges.content.register import Register
from pledges.rules.every_text import KEPT
from pledges.rules.finding import Finding, RuleOfAny
from pledges.rules.personal_data.first_names import ALSO_WORDS, FIRST_NAMES
from pledges.rules.personal_data.rows import CONTACT, ROWS, SIGNATORIES, UNIT, beside

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
    r"bygdegård|församling|bibliotek|jour|vägen|gatan|torget|torg|platsen|parken|huset)(?:e?n|et|na|a)?s?|ab|kb|if|bk|ik|lpo|polisen|trygg.*|norra|södra|östra|västra|nedre|övre|stora|lilla|nya|gamla"
)
_FAMILY = re.compile(rf"\b(?:[Ff]amiljen|[Ff]am\.|[Hh]err|[Ff]ru|[Ff]röken) {_NAME}(?! kyrk)")
_SURNAME_FIRST = re.compile(rf"\b{_NAME}, ({_NAME})\b")
_IN_SMALL_LETTERS = re.compile(
    rf"(?:^|[,;(]\s*)(?:{'|'.join(sorted(name.casefold() for name in FIRST_NAMES if name not in ALSO_WORDS))}) [a-zåäöé-]{{3,}}(?=$|[,;)])"
)
# Of those that begin with a first name: it is looked up, since a pattern of all of them is slow.
_FIRST_AND_INITIAL = re.compile(rf"(?<![\w-])({_NAME}) [A-ZÅÄÖ](?:\.|(?=[,;)]|$))")
_WITH_AGE = re.compile(rf"(?<![\w-])({_NAME})(?: {_NAME})?(?:, | \(|, \()(?:\d{{1,2}}|1[01]\d) år\b")
_AFTER_ROLE = re.compile(rf"(?<![\w-])(?P<role>[^\W\d_]+) ({_NAME})(?![\w-]| [A-ZÅÄÖ])")
_FROM_SOMEBODY = re.compile(
    rf"\b(?:[Mm]ejl|[Mm]ail|[Ee]-post|[Bb]rev|[Ss]ms|[Ss]amtal|[Mm]eddelande|[Ii]ntervju)\w* (?:från|med|av) ({_NAME}(?: {_NAME})+)"
)
_PLACE = (
    r"(?:[^\W\d_]*(?:plan|torg|plats|park|skol|skola|kyrka|församling|gat|gata|väg|gård|aren|arena|hall|backe|minne|stiftelse|gymnasi|gymnasium|allé|led|bro|hus|dag|fond|"
    r"staty|stipendie|stipendium|stig|gränd|kvarter|område|lund|bad|teater|bibliotek|museum|sal|center|förskola|fritidsgård|cup|memorial|pris|priset)"
    r"(?:en|et|n|t|a|na|erna)?)"
)
_IS_A_PLACE = re.compile(
    r".+(?:plats|platsen|planen|torg|torget|gata|gatan|väg|vägen|skola|skolan|parken|kyrkan|arenan|hallen|backen|allén|leden|bron|gården|stigen|gränden|kvarteret|badet|teatern|"
    r"biblioteket|museet|gymnasiet|huset|stiftelsen)s?"
)
_OF_A_PLACE = re.compile(rf"(?:s|x|z)? {_PLACE}(?:s)?\b", re.I)
_ALL_CAPITALS = re.compile(r"(?<![\w-])([A-ZÅÄÖÉ]{3,}) [A-ZÅÄÖÉ]{4,}(?![\w-])")
_TO_ASK = re.compile(
    rf"\b(?:[Rr]ing|[Kk]ontakta|[Mm]ejla|[Mm]aila|[Ff]råga|[Ss]kriv till|[Hh]ör av dig till|[Ee]nligt|[Ss]äger|[Bb]erättar|[Ff]örklarar|[Mm]enar|[Hh]älsar) ({_NAME})(?![\w-])"
)
_SURNAME = re.compile(
    r"[A-ZÅÄÖ][a-zåäöé]+(?:sson|berg|ström|lund|gren|qvist|kvist|dahl|man|mark|stedt|sten|hammar|löf|fors)"
)
_OF_CHURCHES = frozenset(
    (
        "Maria Hjälp",
        "Maria Magdalena",
        "Maria Bebådelse",
        "Johannes Döparen",
        "Gustaf Vasa",
        "Gustav Vasa",
        "Adolf Fredrik",
        "Hedvig Eleonora",
        "Ulrika Eleonora",
        "Gustaf Adolf",
        "Gustav Adolf",
        "Oscar Fredrik",
        "Carl Johan",
        "Karl Johan",
    )
)
"""What churches, and the squares beside them, are called after: nobody who lives."""
_INITIAL_AND_SURNAME = re.compile(rf"(?<![\w.])[A-ZÅÄÖ]\. ?{_SURNAME.pattern}\b")
_SOMEBODY_AT = re.compile(rf"^({_NAME}) (?:på|vid|hos|i|från) ")
_PICTURE = re.compile(r"(?:^|[/(])([a-zåäöé]+)[-_]([a-zåäöé]{3,})\.(?:jpe?g|png|webp|avif|gif)(?=[)\s\"]|$)")
_WEB = re.compile(r"https?://")


def roles_not_names(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """Who is contacted and who has signed is told by role."""
    for loc, text in texts(record):
        key = next((key for key in (CONTACT, SIGNATORIES, UNIT) if key in loc), None)
        is_unit = key == UNIT  # of which many are names, so that only first names tell a person
        if (is_unit and (_begins_with_a_first_name(text) or _first_name_in(_SOMEBODY_AT, text))) or (
            key is not None
            and not is_unit
            and (
                _holds_name(ByIdentity(register.geography), text)
                or _IN_SMALL_LETTERS.search(text)
                or any(_is_by_first_name(found, text) for found in _AFTER_ROLE.finditer(text))
            )
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
    for text, loc, line in _with_capitals(record):
        is_elsewhere = {CONTACT, SIGNATORIES} & set(loc) or _WEB.match(text)
        if not is_elsewhere and _names_an_official(ByIdentity(register.geography), text, is_row=not loc):
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
    for text, loc, line in _with_names(record):
        if _WEB.match(text) or {CONTACT, SIGNATORIES, UNIT} & set(loc):
            continue
        is_whole = "andra" in loc or loc[:1] == ("parter",)
        if _names_an_official(ByIdentity(register.geography), text, is_row=not loc):
            continue  # told of beside the role
        if (
            _names_somebody(text)
            or (is_whole and _is_full_name(text))
            or (line in notes and _begins_with_a_first_name(text))
        ):
            yield Finding(
                code="namn-i-stallet-for-roll",
                message="En person ser ut att vara nämnd vid namn.",
                hint="Skriv vem det är utan namn: en invånare, en elev, kommunens samordnare. Är det ingen person, acceptera varningen.",
                loc=loc,
                line=line,
            )


@lru_cache(maxsize=KEPT)
def _names_somebody(text: str) -> bool:
    """Whether a text has somebody's first name and surname, or the first name of who is to be asked, in the midst of a
    sentence; a first name with an initial or an age; or the name of who has sent something, or is in a picture."""
    if any(_first_name_in(pattern, text) for pattern in (_TO_ASK, _FIRST_AND_INITIAL, _WITH_AGE)):
        return True
    if _INITIAL_AND_SURNAME.search(text):
        return True
    if any(found[1].capitalize() in FIRST_NAMES for found in _ALL_CAPITALS.finditer(text)):
        return True
    if any(_is_full_name(found[1]) for found in _FROM_SOMEBODY.finditer(text)):
        return True
    if any(_is_full_name(f"{found[1]} {found[2]}".title()) for found in _PICTURE.finditer(text)):
        return True
    return any(
        any(_is_full_name(" ".join(words)) for words in _beginnings(found[0]))
        and not _OF_A_PLACE.match(text, found.end())
        for found in _CAPITALISED.finditer(text)
    )


def _first_name_in(pattern: re.Pattern[str], text: str) -> bool:
    """Whether the word that a pattern finds is a first name, anywhere in a text."""
    return any(found[1] in FIRST_NAMES for found in pattern.finditer(text))


def _beginnings(run: str) -> Iterator[list[str]]:
    """The words of a run from each first name on that is no ordinary word: `Enligt Erik Johansson` has one in its midst."""
    words = run.split()
    for place, word in enumerate(words):
        is_word_too = word in ALSO_WORDS and not _SURNAME.fullmatch(" ".join(words[place + 1 : place + 2]))
        if word in FIRST_NAMES and not is_word_too:
            yield words[place:]


def _begins_with_a_first_name(text: str) -> bool:
    """Whether any words with capitals in a text are a first name and more."""
    return any(_is_full_name(found[0]) for found in _CAPITALISED.finditer(text))


def _is_full_name(text: str) -> bool:
    """Whether words are a first name and one or two surnames, and nothing else."""
    words = [word for word in text.split() if word not in _PARTICLES]
    return (
        text not in _OF_CHURCHES
        and _CAPITALISED.fullmatch(text) is not None
        and 2 <= len(words) <= 3
        and words[0] in FIRST_NAMES
        and not any(_BODY.fullmatch(word.casefold()) or _IS_A_PLACE.fullmatch(word) for word in words[1:])
    )


@lru_cache(maxsize=KEPT)
def _names_an_official(geography: ByIdentity, text: str, *, is_row: bool) -> bool:
    if _FAMILY.search(text) or any(_is_by_first_name(found, text) for found in _AFTER_ROLE.finditer(text)):
        return True
    for found in _CAPITALISED.finditer(text):
        before = re.search(r"([^\W\d_]+) $", beside(text, found)[0])
        after = re.match(r"(?:, | \()([^\W\d_]+)", text[found.end() :])
        first = found[0].split()[0]
        has_role = any(one is not None and one[1][0].islower() and _ROLE.fullmatch(one[1]) for one in (before, after))
        has_role = has_role or (len(found[0].split()) > 2 and _ROLE.fullmatch(first.casefold()) is not None)
        alone = is_row and found[0] == text.strip(" *_,") and first in FIRST_NAMES
        if (has_role or alone) and _holds_name(geography, found[0]):
            return True
    return False


def _is_by_first_name(found: re.Match[str], text: str) -> bool:
    """Whether somebody stands there by role and first name alone: `områdespolisen Ahmed`."""
    is_name = found[2] in FIRST_NAMES and found[2] not in ALSO_WORDS
    return is_name and _ROLE.fullmatch(found["role"].casefold()) is not None and not _OF_A_PLACE.match(text, found.end())  # fmt: skip


def _holds_name(geography: ByIdentity, text: str) -> bool:
    """Whether two words in a row look like a person's name: capitalised, and of no role, body or place."""
    if _first_name_in(_SURNAME_FIRST, text) or _INITIAL.search(text):
        return True
    places = _place_words(geography)
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


_with_capitals = ROWS.sought(lambda text: any(pattern.search(text) for pattern in (_CAPITALISED, _AFTER_ROLE, _FAMILY)))
_with_names = ROWS.sought(lambda text: _names_somebody(text) or _is_full_name(text) or _begins_with_a_first_name(text))


RULES: tuple[RuleOfAny, ...] = (roles_not_names, no_names_beside_roles, nobody_is_named_alone)
