"""What a page says of a record: each suggestion a value for one field, with the sentence that it comes from.

Nothing is guessed. Where a page gives two answers there is no suggestion; parties and parts of a municipality are those
in the registers; what may name a person is left out. A field is here only because its suggestions came right in 90 cases
of 100, on texts that were written apart and on real pages that nobody had looked at (docs/redigera-matt.md,
tests/editing/test_from_text.py).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import KW_ONLY, dataclass

from pledges.content.kinds import Kind, PartyKind
from pledges.editing.from_text.page import Block, Page, sentences
from pledges.editing.from_text.times import DAY, dates, range_in, year_in
from pledges.editing.source import Value
from pledges.swedish import capital, genitive

MOST_ACTIONS = 60
_LONGEST_ACTION = 400


@dataclass(frozen=True, slots=True)
class Registers:
    """What a page's words may mean where it is read: the municipality's name, and what the registers hold, by name.

    `areas` and `parties` give the slug of each name.
    """

    municipality: str
    _: KW_ONLY
    official_name: str = ""
    areas: Mapping[str, str] | None = None
    parties: Mapping[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A value for one field. `many` says that the field is a list, to which it is added. `sentence` is what the page says."""

    field: str
    value: Value
    sentence: str
    _: KW_ONLY
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

_HOLDS = re.compile(
    r"\b(?:gäller|gälla|löper|sträcker sig|giltig\w*|avtalstid\w*|(?:tids)?perioden|avser|började gälla)\b", re.I
)
_REPLACES = re.compile(r"\b(?:ersätter|efterträder|bygger vidare på|föregående|tidigare)\b.*", re.I)
_LATER = re.compile(r"\b(?:senast|utvärder\w+|följ\w* upp|reviderad?\w*)\b", re.I)
_FOR_A_YEAR = re.compile(
    r"löfte\w*[^.]*\b(?:för|under)\s+(?:åren\s+|år\s+)?(?=\d{4})|löfte[nt]?\s+(?:i\s+\w+\s+kommun\s+)?(?=\d{4})"
    r"|^under\s+(?:åren\s+)?\d{4}[-–\d]*\s+(?:lov|är\b|kommer\b)|^under\s+(?:perioden|tiden)\b.*\blovar\b|lovar\b.*\bunder\s+(?:tids)?(?:perioden|tiden)\b"
    r"|lovar\s+att\s+under\s+\d{4}",
    re.I,
)
_OF_ANOTHER_TIME = re.compile(
    r"\b(?:uppfölj\w*|följ\w* upp|summera\w*|första|förra|föregående|tidigare|lovade)\b", re.I
)
"""Words of a sentence that may tell of an earlier promise."""


def _period(field: str, *, is_told_of: bool = False) -> Callable[[Page, Registers], Iterator[Suggestion]]:
    def read(page: Page, registers: Registers) -> Iterator[Suggestion]:
        """The time that the page says that it holds for; that of its heading; that of what is promised in it.

        Of a page that tells of an earlier time (`is_told_of`), its heading says which.
        """
        title = heading(page)
        holds, headed = list(_where_it_holds(page)), [(title, title)]
        steps = (headed, holds) if is_told_of else (holds, headed)
        for step in (*steps, list(_for_a_year(page, is_told_of=is_told_of))):
            found = {(range_in(text) or year_in(text), sentence) for text, sentence in step}
            periods = {period for period, _ in found if period}
            if len(periods) > 1 and step is holds:
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


def _for_a_year(page: Page, *, is_told_of: bool) -> Iterator[tuple[str, str]]:
    for _, sentence in sentences(page.blocks):
        text = _REPLACES.sub("", sentence)
        if (match := _FOR_A_YEAR.search(text)) is not None and (is_told_of or not _OF_ANOTHER_TIME.search(text)):
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
    r"\bmellan\b|\benats\b|\bkommit överens\b|\bskriv(?:it|er) (?:under|på)\b|\bskrev\b|\btecknat\b|\btecknar\b|\bunderteckna(?:t|r|de)\b"
    r"|\bta(?:gits|git|r)?\b[^.]*\bfram\b|\bformulerat\b|\blova(?:r|de)\b|\bgår samman\b|\blämnar\b|\bgjord av\b"
    r"|\bavsändare\b|\banser\b|\bbedömer\b|(?:löfte|åtagande)\w*\b[^.]*\bfrån\b|\bhar beslutat\b|\bavser att\b|\bavges\b|\bavlagt\b|\btecknade\b|\bhar en (?:samverkans)?överenskommelse\b"
    r"|polisens(?: och [\w ]+s)? (?:medborgarlöfte|samverkansöverenskommelse)",
    re.I,
)
_TELLING = re.compile(
    r"\bredovisar\b|\buppfyllde\b|\bföljer\b[^.]*\bupp\b"
    r"|\b(?:har|hade)\b[^.]*\b(?:genomfört|utfört|gjort)\b|\b(?:genomförde|utförde)\b",
    re.I,
)
"""Words of telling how it went: those who do so are who a follow-up is by."""
_SHALL = re.compile(r"\bska(?:ll)?\b", re.I)
_PARTIES = re.compile(r"parter(?:na)?", re.I)


def _parties(field: str, *cues: re.Pattern[str]) -> Callable[[Page, Registers], Iterator[Suggestion]]:
    def read(page: Page, registers: Registers) -> Iterator[Suggestion]:
        """Those of the first sentence that tells who does it together: the first that names two, else all that name one."""
        areas = _police_areas(page, registers)
        named = [
            [(names, sentence) for sentence in _telling(page, cue) if (names := _named_parties(sentence, registers))]
            for cue in cues
        ]
        together = [[(names, sentence) for names, sentence in said if len(names) > 1][:1] for said in named]
        alone = [said for cue, said in zip(cues, named, strict=True) if cue is not _SHALL]
        found: dict[str, str] = {}
        for names, sentence in next(filter(None, (*together, *alone)), ()):
            for party in names:
                one = areas[0] if party == PartyKind.POLICE.value and len(areas) == 1 else party
                found.setdefault(one, sentence)
        yield from (Suggestion(field, party, sentence, many=True) for party, sentence in found.items())

    return read


def _telling(page: Page, cue: re.Pattern[str]) -> Iterator[str]:
    before = Block("")
    for block in page.blocks:
        for sentence in block.sentences:
            if cue.search(sentence) or (before.is_heading and _PARTIES.fullmatch(before.text)):
                yield sentence
        before = block


def _police_areas(page: Page, registers: Registers) -> list[str]:
    """The police areas that a page names: where it is one, it is who the page means by the police."""
    text = " ".join(block.text for block in page.blocks)
    named = {slug: name for name, slug in (registers.parties or {}).items() if slug.startswith("lpo-")}
    return [slug for slug, name in named.items() if re.search(rf"(?<!\w){_pattern_of(name)}s?(?!\w)", text, re.I)]


def _named_parties(text: str, registers: Registers) -> list[str]:
    found: dict[str, int] = {}
    for name, slug in _party_names(registers):
        match = re.search(rf"(?<!\w){name}s?(?!\w)", text, re.I)
        if match is not None:
            found[slug] = min(match.start(), found.get(slug, match.start()))
    if any(slug.startswith("lpo-") for slug in found):  # the police area is the police, said more exactly
        found.pop(PartyKind.POLICE.value, None)
    return sorted(found, key=lambda slug: found[slug])


def _pattern_of(name: str) -> str:
    """A party's name as it may stand in a text: lokalpolisområde, or lokalpolisområdet, Provstad; Luleå/ Boden."""
    return re.escape(name).replace(r"Lokalpolisområde\ ", r"lokalpolisområdet?\s+(?:i\s+)?").replace("/", r"\s*/\s*")


def _party_names(registers: Registers) -> Iterator[tuple[str, str]]:
    """(a pattern, the party) of each name that a party goes by."""
    bare = r"(?:(?<=och )|(?<=mellan )|(?<=från ))"
    yield from ((name, PartyKind.POLICE.value) for name in ("(?:lokal)?polisen", "polismyndigheten"))
    yield from (
        (rf"{bare}polis|polis(?= och )", PartyKind.POLICE.value),
        (rf"{bare}kommun|kommun(?= och polis)", PartyKind.MUNICIPALITY.value),
    )
    own = {
        f"{genitive(registers.municipality)} kommun",
        f"{registers.municipality} kommun",
        registers.official_name,
    } - {""}
    for name in ("kommunen", *(re.escape(name) for name in sorted(own))):
        yield rf"(?<!\bi )(?<!\binom ){name}", PartyKind.MUNICIPALITY.value  # ”i kommunen” is a place
    yield rf"kommunerna [^.]*\b{re.escape(registers.municipality)}", PartyKind.MUNICIPALITY.value
    for name, slug in (registers.parties or {}).items():
        if slug not in (PartyKind.POLICE.value, PartyKind.MUNICIPALITY.value):
            yield _pattern_of(name), slug


def _areas(page: Page, registers: Registers) -> Iterator[Suggestion]:
    for name, slug in (registers.areas or {}).items():
        pattern = re.compile(
            rf"(?<![\w-])(?<!polisområde )(?<!polisområdet )(?<!polisen )(?<!områdeschef ){re.escape(name)}s?(?![\w-])"
        )
        sentence = next((one for _, one in sentences(page.blocks) if pattern.search(one)), None)
        if sentence is not None:
            yield Suggestion("områden", slug, sentence, many=True)


# What is to be done, and how it went. Goals and outcomes in numbers came right too seldom on real pages, so there are none.

_PROMISED = re.compile(
    r"\blova(?:r|s|de)?\b|\blöfte(?:n|na|t)?\b|\båtgärder\b|\binsatser\b|\baktiviteter\b|\bska(?:ll)?\b|\barbetar vi\b|\bgör vi\b|\binnebär\b|\bkommit överens\b",
    re.I,
)
_PROMISE = re.compile(r"\w+löfte(?:n|na|t)?\b", re.I)
_WILL_DO = re.compile(r"\b(?:ska(?:ll)?|lovar|kommer att|åtar sig)\b", re.I)
_SAID = re.compile(r",? (?:säger|berättar|förklarar|menar) [A-ZÅÄÖ]")
"""What somebody is quoted with, after a dash: no item of a list."""
_CAPTION = re.compile(r"\b(?:bild|foto):|^bilden\b", re.I)
_BY_WHOM = re.compile(r"ansvarig\w*:", re.I)
"""Who is to do an item, on a line of its own after it: the list goes on."""
_WILL = re.compile(r"\blovar\b", re.I)
_NOT_PROMISED = re.compile(
    r"löften?\s+ska(?:ll)?:?$|\b(?:prioriterade|följande|viktigaste) (?:\w+ )?(?:fokus)?områden(?:a)?(?! genom)\b|\bprioriteras:?$|\bmål(?:et|en)? att:?$"
    r"|\b(?:tycker|anser|önskemål|svaren|framkommer|oroar|bakgrund|fokusområden|kontakt|information|resultat|uppföljning|beslut|så tog vi)\b",
    re.I,
)
_COUNTED = re.compile(r"\b(?:minst|högst|cirka|ca)\b|\d", re.I)
_DONE = re.compile(r"\b(?:har|hade|gjorde|gjordes|genomförde|genomfördes|hölls|blev|svarade|deltog|höll)\b", re.I)
_TOLD = re.compile(r"\b(?:redovisa\w*|följ\w* upp|utvärdera\w*|berätta\w*|uppföljning\w*|beslut\w*|senast)\b", re.I)
_MEANS = re.compile(r"^(?:löftet|det|överenskommelsen)\s+innebär\s+(?:bland annat\s+|också\s+)?att\s+", re.I)
_WE_PROMISE = re.compile(r"^vi\s+(?:lovar|ska)\s+\w+\s+\w", re.I)


def _actions(page: Page, registers: Registers) -> Iterator[Suggestion]:
    """Each item of a list under words of promising, and each sentence that says what a party shall do."""
    number = 0
    seen = set[str]()
    for text, sentence in _promises(page, registers):
        what = capital(re.sub(r"^att\s+", "", text, flags=re.I).rstrip(" .;,"))
        if not what or what in seen or len(what) > _LONGEST_ACTION or may_name_a_person(what, registers):
            continue
        seen.add(what)
        number += 1
        if number > MOST_ACTIONS:
            return
        yield Suggestion("åtgärder", {"vad": what}, sentence, many=True)


def _promises(page: Page, registers: Registers) -> Iterator[tuple[str, str]]:
    lead, above = Block(""), Block("")
    promised = False
    parties = "|".join(name for name, _ in _party_names(registers))
    shall = re.compile(rf"^(?:{parties})\b[^.]*?\bska(?:ll)?\b", re.I)
    begins = re.compile(rf"^(?:{parties})\b", re.I)
    for block in page.blocks:
        if block.is_item:
            if _SAID.search(block.text):
                continue
            is_lead = not _NOT_PROMISED.search(lead.text) and (_promises_a_list(lead) or _promises_a_list(above))
            says_so = not _NOT_PROMISED.search(lead.text) and (begins.search(block.text) or _WILL_DO.search(block.text))
            if promised or is_lead or says_so or _WE_PROMISE.search(block.text):
                yield block.text, block.text
            continue
        if _BY_WHOM.match(block.text):
            continue
        lead = block
        promised = _goes_on_promising(block, promised=promised)
        if block.is_heading:
            above = block
            continue
        for sentence in block.sentences:
            if (
                _DONE.search(sentence)
                or _SIGNED.search(sentence)
                or _CAPTION.search(sentence)
                or sentence.endswith(":")
            ):
                continue
            means = _MEANS.match(sentence)
            parts = re.split(r"\s+och\s+att\s+", sentence[means.end() :]) if means else [sentence]
            for part in parts:
                is_counted = begins.search(part) and _COUNTED.search(part) and "lovar" not in part
                if means or ((shall.search(part) or _WE_PROMISE.search(part) or is_counted) and not _TOLD.search(part)):
                    yield part, sentence


def _promises_a_list(block: Block) -> bool:
    """Whether what is listed under a block is promised."""
    if _NOT_PROMISED.search(block.text):
        return False
    leads = block.is_heading or block.text.endswith((":", ";")) or "följande" in block.text
    return _PROMISED.search(block.text) is not None or (leads and _PROMISE.search(block.text) is not None)


def _goes_on_promising(block: Block, *, promised: bool) -> bool:
    """Whether what is listed after a block is of the list that was promised before it, as under its headings."""
    if _NOT_PROMISED.search(block.text):
        return False
    leads = block.text.endswith((":", ";"))
    return (leads and _WILL.search(block.text) is not None) or (promised and (leads or block.is_heading))


_DID_ALL = re.compile(
    r"\bpolisen(?: och kommunen)? uppfyllde (?:alla |samtliga )?sina (?:utlovade )?(?:aktiviteter|åtaganden|löften|åtgärder)\b",
    re.I,
)
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
        if _DID_ALL.search(sentence):
            found["uppfyllt"] = sentence
    if len(found) == 1:
        ((verdict, sentence),) = found.items()
        yield Suggestion("bedömning", verdict, sentence)


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
        _parties("parter", _TOGETHER, _SHALL),
        _areas,
        _signed("undertecknat"),
        _diary,
        _actions,
        _follow_up,
    ),
    Kind.FOLLOW_UP: (
        _period("avser", is_told_of=True),
        _published,
        _parties("av", _TELLING, _TOGETHER),
        _verdict,
    ),
    Kind.AGREEMENT: (_period("period"), _parties("parter", _TOGETHER, _SHALL), _signed("undertecknad"), _diary),
}
"""What is read for each kind of record, in the order of its form."""
