"""What a page says of a record: each suggestion a value for one field, with the sentence that it comes from.

Nothing is guessed. Where a page gives two answers there is no suggestion; parties and parts of a municipality are those
in the registers; what may name a person is left out. A field is here only because its suggestions came right in 90 cases
of 100 on texts that were written apart (docs/redigera-matt.md, tests/editing/test_from_text.py).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from pledges.content.kinds import Kind, PartyKind
from pledges.editing.from_text.counts import Count, counts, goal_in
from pledges.editing.from_text.page import Block, Page, sentences
from pledges.editing.from_text.times import DAY, dates, range_in, year_in
from pledges.editing.source import Value
from pledges.swedish import capital, genitive

MOST_ACTIONS = 60
_LONGEST_ACTION = 400


@dataclass(frozen=True, slots=True)
class Counted:
    """An action of the pledge that a follow-up is of: its id, what is to be done, and what is counted."""

    id: str
    what: str
    unit: str


@dataclass(frozen=True, slots=True)
class Registers:
    """What a page's words may mean where it is read: the municipality's name, and what the registers hold, by name.

    `areas` and `parties` give the slug of each name; `actions` are those of the pledge that is followed up.
    """

    municipality: str
    official_name: str = ""
    areas: Mapping[str, str] | None = None
    parties: Mapping[str, str] | None = None
    actions: tuple[Counted, ...] = ()


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value for one field. `many` says that the field is a list, to which it is added. `sentence` is what the page says."""

    field: str
    value: Value
    sentence: str
    many: bool = False


def suggestions(kind: Kind, page: Page, registers: Registers) -> tuple[Suggestion, ...]:
    """Every suggestion that a page gives for a record of `kind`, in the order of the form."""
    return tuple(one for read in FIELDS.get(kind, ()) for one in read(page, registers))


# The page's heading, which tells what time it is about. As a title it is right too seldom, so it is none.

_OF_THE_KIND = re.compile(r"löfte|löften|överenskommelse|uppföljning|redovisning|samverkan|resultat", re.I)
_PARAGRAPH_NUMBER = re.compile(r"^§\s*\d+\s*|\s*\((?:KS|Dnr|dnr)\b[^)]*\)$")
_LETTERHEAD = re.compile(r"protokoll|tjänsteskrivelse|nyhetsbrev|^bilaga\b|sida \d", re.I)


def heading(page: Page) -> str:
    """The page's own heading: the first that speaks of what the page is about, else its first."""
    headings = [block.text for block in page.blocks if block.is_heading and not _LETTERHEAD.search(block.text)]
    about = next((text for text in headings if _OF_THE_KIND.search(text)), "")
    text = _PARAGRAPH_NUMBER.sub("", about or next(iter(headings), ""))
    return capital(text.lower()) if text.isupper() else text


# Times.

_HOLDS = re.compile(r"\b(?:gäller|löper|sträcker sig|giltig\w*|avtalstid\w*|perioden|avser|började gälla)\b", re.I)
_REPLACES = re.compile(r"\b(?:ersätter|efterträder|bygger vidare på|föregående|tidigare)\b.*", re.I)
_LATER = re.compile(r"\b(?:senast|utvärder\w+|följ\w* upp|reviderad?\w*)\b", re.I)
_FOR_A_YEAR = re.compile(r"löfte\w*[^.]*\b(?:för|under)\s+(?:åren\s+|år\s+)?(?=\d{4})|^under\s+\d{4}\s+lov|lovar\s+att\s+under\s+\d{4}", re.I)  # fmt: skip


def _period(field: str) -> Callable[[Page, Registers], Iterator[Suggestion]]:
    def read(page: Page, registers: Registers) -> Iterator[Suggestion]:
        """The time that the page says that it holds for; that of its heading; that of what is promised in it."""
        title = heading(page)
        steps = (_where_it_holds(page), [(title, title)], _for_a_year(page))
        for number, step in enumerate(steps):
            found = {(range_in(text) or year_in(text), sentence) for text, sentence in step}
            periods = {period for period, _ in found if period}
            if len(periods) > 1 and number == 0:
                return
            if len(periods) == 1:
                period = periods.pop()
                yield Suggestion(
                    field, period, next(sentence for one, sentence in sorted(found, key=str) if one == period)
                )
                return

    return read


def _where_it_holds(page: Page) -> Iterator[tuple[str, str]]:
    before = Block("")
    for block in page.blocks:
        holds = before.is_heading and _HOLDS.search(before.text) is not None
        for sentence in block.sentences:
            text = _REPLACES.sub("", sentence)
            if (holds or _HOLDS.search(text)) and not _LATER.search(text):
                yield text, sentence
        before = block


def _for_a_year(page: Page) -> Iterator[tuple[str, str]]:
    for _, sentence in sentences(page.blocks):
        text = _REPLACES.sub("", sentence)
        if (match := _FOR_A_YEAR.search(text)) is not None:
            yield text[match.start() :], sentence


_SIGNED = re.compile(r"\b(?:undertecknad|undertecknat|undertecknade|undertecknades|signerat|signerad|skrevs under|skrev under|skrevs på|skrev på)\b", re.I)  # fmt: skip


def _signed(field: str) -> Callable[[Page, Registers], Iterator[Suggestion]]:
    def read(page: Page, registers: Registers) -> Iterator[Suggestion]:
        """The day beside a word of signing, or beside the place on a line of its own."""
        found: dict[str, str] = {}
        at_the_place = re.compile(rf"{re.escape(registers.municipality)},?\s+(?:den\s+)?{DAY.pattern}", re.I)
        for _, sentence in sentences(page.blocks):
            if at_the_place.fullmatch(sentence):
                found[dates(sentence)[0][1]] = sentence
            elif (cue := _SIGNED.search(sentence)) is not None and (near := dates(sentence)):
                after = [day for at, day in near if at > cue.start()]
                found[after[0] if after else near[-1][1]] = sentence
        if len(found) == 1:
            ((day, sentence),) = found.items()
            yield Suggestion(field, day, sentence)

    return read


_PUBLISHED = re.compile(r"\bpublicera(?:d|t|des)\b(?:\s+den)?\s*:?\s*", re.I)


def _published(page: Page, registers: Registers) -> Iterator[Suggestion]:
    """The day beside the word of publishing."""
    for _, sentence in sentences(page.blocks):
        cue = _PUBLISHED.search(sentence)
        near = dates(sentence[cue.end() :]) if cue else []
        if near and near[0][0] <= 4:
            yield Suggestion("datum", near[0][1], sentence)
            return


_FOLLOWED_UP = re.compile(r"\b(?:följ\w* upp|uppfölj\w+|redovisa\w*|utvärdera\w*|resultat\w*)\b", re.I)
_AT_THE_LATEST = re.compile(r"\bsenast\s+(?:(?:den|i|vid|under|slutet|utgången|av)\s+)*", re.I)


def _follow_up(page: Page, registers: Registers) -> Iterator[Suggestion]:
    """The last day that the parties promise to follow up."""
    found: dict[str, str] = {}
    for _, sentence in sentences(page.blocks):
        cue = _AT_THE_LATEST.search(sentence)
        near = dates(sentence[cue.end() :]) if cue and _FOLLOWED_UP.search(sentence) else []
        if near and near[0][0] == 0:
            found[near[0][1]] = sentence
    if len(found) == 1:
        ((day, sentence),) = found.items()
        yield Suggestion("uppföljning", {"senast": day}, sentence)


_DIARY = re.compile(
    r"\b(?:dnr|diarie(?:nr|nummer))\.?\s*:?\s*((?:[A-ZÅÄÖ]{1,5}[ -]?)?[A-ZÅÄÖ]{0,5}[/-]?\d{2,4}[:/-]\d{1,5}(?:-\d{1,4})?)(?![\w/])",
    re.I,
)


def _diary(page: Page, registers: Registers) -> Iterator[Suggestion]:
    found = {match[1]: block.text for block in page.blocks for match in _DIARY.finditer(block.text)}
    if len(found) == 1:
        ((number, sentence),) = found.items()
        yield Suggestion("diarienummer", number, sentence)


# Parties and places.

_TOGETHER = re.compile(
    r"\bmellan\b|\benats\b|\bkommit överens\b|\bskriv(?:it|er) (?:under|på)\b|\bskrev\b|\btecknat\b|\btecknar\b|\bundertecknade\b"
    r"|\bta(?:gits|git) fram\b|\bformulerat\b|\blova(?:r|de)\b|\bgår samman\b|\blämnar\b|\bredovisar\b|\bgjord av\b"
    r"|\bavsändare\b|\banser\b|\bbedömer\b",
    re.I,
)
_PARTIES = re.compile(r"parter(?:na)?", re.I)


def _parties(field: str) -> Callable[[Page, Registers], Iterator[Suggestion]]:
    def read(page: Page, registers: Registers) -> Iterator[Suggestion]:
        """Those that the first sentence that tells who does it together names."""
        before = Block("")
        for block in page.blocks:
            for sentence in block.sentences:
                if _TOGETHER.search(sentence) or (before.is_heading and _PARTIES.fullmatch(before.text)):
                    named = _named_parties(sentence, registers)
                    if named:
                        yield from (Suggestion(field, party, sentence, many=True) for party in named)
                        return
            before = block

    return read


def _named_parties(text: str, registers: Registers) -> list[str]:
    found: dict[str, int] = {}
    for name, slug in _party_names(registers):
        match = re.search(rf"(?<!\w){_pattern_of(name)}(?!\w)", text, re.I)
        if match is not None:
            found[slug] = min(match.start(), found.get(slug, match.start()))
    if any(slug.startswith("lpo-") for slug in found):  # the police area is the police, said more exactly
        found.pop(PartyKind.POLICE.value, None)
    return sorted(found, key=lambda slug: found[slug])


def _pattern_of(name: str) -> str:
    """A party's name as it may stand in a text: lokalpolisområde, or lokalpolisområdet, Provstad."""
    return re.escape(name).replace(r"Lokalpolisområde\ ", r"lokalpolisområdet?\s+")


def _party_names(registers: Registers) -> Iterator[tuple[str, str]]:
    yield from (("polisen", PartyKind.POLICE.value), ("polismyndigheten", PartyKind.POLICE.value))
    own = {"kommunen", f"{genitive(registers.municipality)} kommun", registers.official_name} - {""}
    yield from ((name, PartyKind.MUNICIPALITY.value) for name in own)
    for name, slug in (registers.parties or {}).items():
        if slug not in (PartyKind.POLICE.value, PartyKind.MUNICIPALITY.value):
            yield name, slug


def _areas(page: Page, registers: Registers) -> Iterator[Suggestion]:
    for name, slug in (registers.areas or {}).items():
        pattern = re.compile(rf"(?<![\w-]){re.escape(name)}s?(?![\w-])")
        sentence = next((one for _, one in sentences(page.blocks) if pattern.search(one)), None)
        if sentence is not None:
            yield Suggestion("områden", slug, sentence, many=True)


# What is to be done, and what was done.

_PROMISED = re.compile(
    r"\blova(?:r|s|de)?\b|\blöfte(?:n|na|t)?\b|\båtgärder\b|\binsatser\b|\baktiviteter\b|\bska(?:ll)?\b|\barbetar vi\b|\bgör vi\b|\binnebär\b|\bkommit överens\b",
    re.I,
)
_NOT_PROMISED = re.compile(
    r"\b(?:bakgrund|fokusområden|kontakt|information|resultat|uppföljning|beslut|så tog vi)\b", re.I
)
_DONE = re.compile(r"\b(?:har|hade|gjorde|gjordes|genomförde|genomfördes|hölls|blev|svarade|deltog|höll)\b", re.I)
_TOLD = re.compile(r"\b(?:redovisa\w*|följ\w* upp|utvärdera\w*|berätta\w*|uppföljning\w*|beslut\w*|senast)\b", re.I)
_MEANS = re.compile(r"^(?:löftet|det|överenskommelsen)\s+innebär\s+(?:bland annat\s+|också\s+)?att\s+", re.I)
_WE_PROMISE = re.compile(r"^vi\s+(?:lovar|ska)\b", re.I)


def _actions(page: Page, registers: Registers) -> Iterator[Suggestion]:
    """Each item of a list under words of promising, and each sentence that says what a party shall do."""
    number = 0
    for text, sentence in _promises(page, registers):
        what = capital(re.sub(r"^att\s+", "", text).rstrip(" .;,"))
        if not what or len(what) > _LONGEST_ACTION or may_name_a_person(what, registers):
            continue
        number += 1
        if number > MOST_ACTIONS:
            return
        goal = goal_in(what)
        yield Suggestion("åtgärder", {"vad": what, **({"mål": goal} if goal else {})}, sentence, many=True)


def _promises(page: Page, registers: Registers) -> Iterator[tuple[str, str]]:
    lead, above = Block(""), Block("")
    parties = "|".join(re.escape(name) for name, _ in _party_names(registers))
    shall = re.compile(rf"^(?:{parties})\b[^.]*?\bska(?:ll)?\b", re.I)
    begins = re.compile(rf"^(?:{parties})\b", re.I)
    for block in page.blocks:
        if block.is_item:
            if any(_PROMISED.search(one.text) and not _NOT_PROMISED.search(one.text) for one in (lead, above)):
                yield block.text, block.text
            continue
        lead = block
        if block.is_heading:
            above = block
            continue
        for sentence in block.sentences:
            if _DONE.search(sentence) or sentence.endswith(":"):
                continue
            means = _MEANS.match(sentence)
            parts = re.split(r"\s+och\s+att\s+", sentence[means.end() :]) if means else [sentence]
            for part in parts:
                is_counted = begins.search(part) and goal_in(part) and "lovar" not in part
                if means or ((shall.search(part) or _WE_PROMISE.search(part) or is_counted) and not _TOLD.search(part)):
                    yield part, sentence


_DECIDED = re.compile(
    r"\b(?:löft\w+|överenskommelsen|åtgärdsplanen)\s+(?:(?!inte\b)\w+\s+)?(?P<before>inte\s+)?(?:är|anses|bedöms|blev)\s+(?:vara\s+|därför\s+)?(?P<how>inte|delvis|helt)?\s*(?:uppfyllt|uppfylld|uppfyllda)\b",
    re.I,
)


def _verdict(page: Page, registers: Registers) -> Iterator[Suggestion]:
    """What the page says in so many words of how the promise was kept."""
    found: dict[str, str] = {}
    for _, sentence in sentences(page.blocks):
        for match in _DECIDED.finditer(sentence):
            how = "inte" if match["before"] else (match["how"] or "").casefold()
            found[f"{how} uppfyllt" if how in ("inte", "delvis") else "uppfyllt"] = sentence
    if len(found) == 1:
        ((verdict, sentence),) = found.items()
        yield Suggestion("bedömning", verdict, sentence)


def _outcomes(page: Page, registers: Registers) -> Iterator[Suggestion]:
    """The number that was done of each action, where the page gives one alone of what the action counts."""
    said = [(count, sentence) for _, sentence in sentences(page.blocks) for count in counts(sentence)]
    for action in registers.actions:
        rivals = [other for other in registers.actions if other is not action and other.unit]
        own = [(count, sentence) for count, sentence in said if _is_done(count) and _is_of(count, action, rivals)]
        if action.unit and len({count.number for count, _ in own}) == 1:
            count, sentence = own[0]
            yield Suggestion("utfall", {"åtgärd": action.id, "antal": count.number}, sentence, many=True)


def _is_done(count: Count) -> bool:
    return not count.qualifier and not count.most and not count.of


def _is_of(count: Count, action: Counted, rivals: Iterable[Counted]) -> bool:
    return bool(action.unit) and count.is_of(action.unit) and not any(count.is_of(other.unit) for other in rivals)


# People.

_CAPITALS = re.compile(r"(?<![\w.])[A-ZÅÄÖ][a-zåäöéü]+(?:[- ][A-ZÅÄÖ][a-zåäöéü]+)+")
_REACHED_AT = re.compile(r"[\w.]+@[\w.]+|\b0\d{1,3}[- ]\d[\d ]{4,}")


def may_name_a_person(text: str, registers: Registers) -> bool:
    """Whether a text has words in a row with capital letters that are no name in the registers, or an address or number."""
    known = " ".join(
        (registers.municipality, registers.official_name, *(registers.areas or {}), *(registers.parties or {}))
    )
    words = set(known.split()) | {genitive(word) for word in known.split()} | {"Lokalpolisområde"}
    in_a_row = (match[0].replace("-", " ").split() for match in _CAPITALS.finditer(text))
    return any(len(set(row) - words) >= 2 for row in in_a_row) or _REACHED_AT.search(text) is not None


Reader = Callable[[Page, Registers], Iterable[Suggestion]]
FIELDS: Mapping[Kind, tuple[Reader, ...]] = {
    Kind.PLEDGE: (
        _period("period"),
        _parties("parter"),
        _areas,
        _signed("undertecknat"),
        _diary,
        _actions,
        _follow_up,
    ),
    Kind.FOLLOW_UP: (_period("avser"), _published, _parties("av"), _verdict, _outcomes),
    Kind.AGREEMENT: (_period("period"), _parties("parter"), _signed("undertecknad"), _diary),
}
"""What is read for each kind of record, in the order of its form."""
