"""Wording: what is left from a template, another municipality's name, summaries, titles, and conditions that have a key."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from pledges.content.geography import Geography, slugify
from pledges.content.kinds import NAMES, Kind
from pledges.content.record import Loc, Record, is_a, is_commitment
from pledges.content.record_fields import (
    Action,
    Actor,
    Agreement,
    Area,
    Commitment,
    FollowUp,
    Municipality,
    News,
    Page,
    Pledge,
)
from pledges.content.record_values import ByIdentity, texts
from pledges.content.register import Register
from pledges.content.suggested_values import SAYS_NOTHING
from pledges.rules.every_text import EVERY_TEXT, KEPT, own_sentences
from pledges.rules.finding import Finding, GroupRule, Rule, line_of
from pledges.rules.markdown_facts import facts_of
from pledges.swedish import capital, enumerate_words, genitive, suggestion

LONGEST_SUMMARY = 160
LONGEST_TITLE = 110

ORDINARY_WORDS = frozenset(
    (
        "Ale", "Berg", "Boden", "Eda", "Habo", "Hjo", "Håbo", "Karlsborg", "Kil", "Kinda", "Klippan", "Kumla", "Köping",
        "Lund", "Mark", "Mora", "Nora", "Norberg", "Orsa", "Osby", "Sala", "Salem", "Sunne", "Säter", "Tanum", "Trosa",
        "Vara", "Ydre", "Åre", "Ånge",
    )
)  # fmt: skip
"""Municipalities whose names are also ordinary words, names of people or of places elsewhere: of these only
”Bergs kommun” is a sign of anything."""

_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_BEFORE = frozenset(("lokalpolisområde", "lokalpolisområdet", "polisområde", "polisområdet", "region", "län", "länet"))
_AFTER = frozenset(("län", "läns", "lpo", "universitet", "tingsrätt", "polisområde", "lokalpolisområde", "stift"))
_KOMMUN = frozenset(("kommun", "kommunen", "kommuns", "kommunens", "stad", "stads"))
_PLACEHOLDER = re.compile(
    r"(?=[lxåt?\[sfk<in2{])(?:\{\{[^{}\n]{1,40}\}\}|klicka eller tryck här\b|\[?infoga (?:en )?(?:bild|text|tabell|logotyp|diagram|datum)\w*\b|(?-i:(?<![\w.])N\. ?N\.(?!\w)|\bNN\b)|(?-i:\b20\d?[xX]{1,2}\b)|(?-i:\bxx\b(?= [a-zåäö]))|<(?:namn|förnamn|efternamn|kommun|adress|datum|titel|text|ort|plats|fyll i)\b[^<>]*>|lorem ipsum|(?<!\d[-+–])(?<!\d)\bX{3,}\b|(?<!\d[-+–])(?<!\d)\bx{3,}\b|(?-i:\bXX\b)|\bfyll(?:s|a)? i (?:siffr|datum|namn|tal|antal|text|senare)\w*|\bkompletteras (?:senare|med)\b|\bÅÅÅÅ\b|(?-i:\bKOMMUNEN\b|\bKOMMUNNAMN\b|^TITEL )|\bTBD\b|\bTODO\b|\?{3,}|"
    r"\[(?:namn|datum|kommun|kommunens namn|ort|plats|titel|text|fyll i[^\]]*)\](?!\()|\bskriv (?:din |er )?(?:text |titel |rubrik )?här\b|\bfyll i här\b)",
    re.I,
)  # fmt: skip
_CONDITION = re.compile(
    r"\b(?:(?:där|när|om|vid) behov(?: finns| uppstår)?|(?:där|när) det (?:behövs|finns behov)|i mån av (?:tid|resurser)|(?:om|när) resurser(?:na)? (?:finns|räcker|tillåter|medger))\b",
    re.I,
)
_SAYS_NOTHING = frozenset(
    ("ok", "okej", "okay", "ja", "nej", "x", "stämmer", "rätt", "korrekt", "riktigt", "klart", "klar", "accepteras", "accepterad",
     "godkänd", "godkänt", "kontrollerat", "kontrollerad", "kollat", "se", "ovan", "text", "texten", "det", "är", "så", "ska",
     "vara", "okänd", "okänt", "vet", "ej", "inte", "saknas", "test")
)  # fmt: skip
_IN_WORDS = frozenset(
    ("titel", "kort", "vad", "problem", "dialog", "text", "kommentar", "orsaker", "utveckling", "mål", "ansvar", "effekt", "effektmål",
     "nästa steg", "resurser", "organisation", "hur", "syfte", "förlängning", "saknas", "villkor", "tillsammans med", "annan ansvarig",
     "platser", "andra", "andra parter", "undertecknare", "omdöme", "not", "fakta", "enhet", "alla")
)  # fmt: skip
"""The keys whose texts are words: under others a number, a yes or an unknown is an answer."""
_NO_WORDS = re.compile(r"ja|nej|[\d.,:/-]+(?:e[+-]?\d+)?", re.I)
_PAGE_OF_PLEDGES = re.compile(r"//polisen\.se/\S*/medborgarloften/([a-z-]+)/?$")
_OWN_HOST = re.compile(r"(?:@|//)(?:www\.)?([a-z-]+)\.se\b", re.I)
_OF_THOSE_WHO_LIVE_IN = re.compile(
    r"\b(?:[Ii]nvånarna|[Mm]edborgarna|[Bb]oende|[Dd]e boende|[Ll]öftet|[Öö]verenskommelsen) i [A-ZÅÄÖ]\w+(?: [A-ZÅÄÖ]\w+)?"
)
"""In the free text neighbours are named for many reasons; whose the pledge is, and who live there, is told of the own place."""
_OF_ITS_OWN = re.compile(
    r"^[A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)? (?:[^\W\d_]+ )?(?:samverkans)?(?:överenskommelse|medborgarlöfte|löfte|uppföljning|lägesbild|åtgärdsplan)|"
    r"\b(?:[Kk]ommunen|[Kk]ommunen och polisen|[Pp]olisen och kommunen) i [A-ZÅÄÖ][\w-]+(?: [A-ZÅÄÖ][\w-]+)?"
)
_PARTY_TYPES = (
    "bostadsbolag", "region", "kollektivtrafik", "förening", "tidning", "räddningstjänst", "länsstyrelse", "myndighet", "skola", "högskola", "universitet",
    "företag", "näringsliv", "församling", "fastighetsägare", "väktarbolag", "kommunala bolag", "kommunalt bolag", "idrottsförening", "samfällighet", "radio", "stiftelse", "kommunalförbund",
)  # fmt: skip
_KINDS = ("löfte", "medborgarlöfte", "medborgarlöften")
_FILE_NAME = re.compile(
    r"\.(?:docx?|pdf|xlsx?|pptx?|odt|md|txt)$|\w_\w|[ _-]v\d+(?: (?:slutgiltig|slutlig|final|klar))?$|^kopia av\b|[ _-](?:slutgiltig|final)$",
    re.I,
)
_A_SENTENCE = 25  # characters: fewer are a word or two
_ENDS_IN_THE_MIDST = re.compile(r"[^\W\d_] (?:och|eller|samt|att|som|ska|av|ett|sin|sina|genom|mellan|inom)\s*$")
_ENGLISH = re.compile(r"\b(?:the|and|of|with|this|that|was|were|will|are|from|their|these|which|have|has)\b", re.I)
_ONLY_DOTS = re.compile(r"(?:…|\.{3,}|-+|–)")
_DOTS = re.compile(r"…|\.{3,}")  # a row of hyphens is a rule in the free text


@lru_cache(maxsize=4)
def _names(geography: ByIdentity) -> Mapping[str, tuple[tuple[tuple[str, ...], str, str], ...]]:
    """The municipalities' names as words, by the first of them: (the words, name, slug), longest first."""
    by_word: dict[str, list[tuple[tuple[str, ...], str, str]]] = {}
    for slug, facts in geography.held.municipalities.items():
        for form in dict.fromkeys((facts.name, genitive(facts.name))):
            words = tuple(form.split())
            by_word.setdefault(words[0], []).append((words, facts.name, slug))
    return {first: tuple(sorted(rows, key=lambda row: -len(row[0]))) for first, rows in by_word.items()}


def names_in(text: str, geography: Geography) -> Iterator[tuple[str, str]]:
    """(name, slug) of each municipality that a text certainly speaks of.

    A name is a whole word, perhaps in the genitive; inflected and compound words are other words. A name that is
    part of another's (a county, a region, a police area, `Luleå/Boden`, a university) speaks of that.
    """
    names = _names(ByIdentity(geography))
    if names.keys().isdisjoint(_WORD.findall(text)):
        return
    matches = list(_WORD.finditer(text))
    number = 0
    while number < len(matches):
        step = 1
        for words, name, slug in names.get(matches[number][0], ()):
            last = number + len(words)
            if tuple(match[0] for match in matches[number:last]) == words:
                if _is_spoken_of(text, matches, first=number, last=last, name=name):
                    yield name, slug
                step = len(words)
                break
        number += step


def _is_spoken_of(text: str, matches: list[re.Match[str]], *, first: int, last: int, name: str) -> bool:
    before = matches[first - 1][0].casefold() if first else ""
    after = matches[last][0].casefold() if last < len(matches) else ""
    start, end = matches[first].start(), matches[last - 1].end()
    if after in _KOMMUN and text[end : end + 1] == " ":
        return True
    joined = text[start - 1 : start] in ("/", "–") or text[end : end + 1] in ("/", "–")
    return not joined and before not in _BEFORE and after not in _AFTER and name not in ORDINARY_WORDS


def other_municipality(register: Register, record: Record) -> Iterator[Finding]:
    """A pledge, plan, agreement or follow-up doesn't name a municipality that it doesn't concern."""
    if not (is_commitment(record) or is_a(record, FollowUp) or is_a(record, Area)) or record.municipality is None:
        return
    own = register.municipalities(record)
    mine = {area.fields.title for area in register.targets(record, Area, "areas", "actions.areas")}
    mine |= {record.title} if is_a(record, Area) else set()  # a place may have another municipality's name
    reported: set[str] = set()
    for loc, text in _own_words(record):
        for name, slug in names_in(text, register.geography):
            if slug in own or slug in reported or name in mine:
                continue
            reported.add(slug)
            names = enumerate_words(map(register.geography.name_of, own))
            yield names_another(record, name, slug, here=names, loc=loc)
    for paragraph in facts_of(record.body).paragraphs:
        for found in _OF_THOSE_WHO_LIVE_IN.finditer(paragraph.text):
            for name, slug in names_in(found[0], register.geography):
                if slug in own or slug in reported or name in mine:
                    continue
                reported.add(slug)
                names = enumerate_words(map(register.geography.name_of, own))
                line = paragraph.line + paragraph.text.count("\n", 0, found.start())
                finding = names_another(record, name, slug, here=names, loc=())
                yield replace(finding, line=line_of(record, line))


def municipality_names_itself(register: Register, record: Record) -> Iterator[Finding]:
    """What kommun.md says of its own pledges and of its own municipality is not of another, that it was copied from."""
    if not is_a(record, Municipality) or record.municipality is None:
        return
    here = register.geography.name_of(record.municipality)
    for text, loc, line in own_sentences(record):
        found = _OF_ITS_OWN.search(text) if here not in text else None
        for name, slug in names_in(found[0], register.geography) if found is not None else ():
            if slug != record.municipality:
                yield replace(names_another(record, name, slug, here=here, loc=loc), line=line)


def names_another(record: Record, name: str, slug: str, *, here: str, loc: Loc) -> Finding:
    """What is said of a municipality that is named in a file of `here`. One in the title may be the file's own."""
    folder = record.path.split("/")[2]
    move = f"Hör filen till {name}, flytta den till kommuner/{slug}/{folder}/. " if loc == ("titel",) else ""
    return Finding(
        code="annan-kommun",
        message=f"{name} nämns, men filen gäller {here}.",
        hint=f"{move}Är namnet kvar från en mall, byt det. Ska det stå där, acceptera varningen.",
        loc=loc,
    )


def _own_words(record: Record[Commitment] | Record[FollowUp] | Record[Area]) -> Iterator[tuple[Loc, str]]:
    fields = record.fields
    yield ("titel",), fields.title
    if fields.summary is not None:
        yield ("kort",), fields.summary
    if isinstance(fields, Pledge) and fields.problem is not None:
        yield ("problem",), fields.problem
    if isinstance(fields, Pledge) and fields.dialogue is not None:
        yield ("dialog",), fields.dialogue
    for number, action in enumerate(record.actions):
        yield from (((("åtgärder", number, key)), text) for key, text in _action_words(action))
    for number, text in enumerate(fields.effect_goals if isinstance(fields, Pledge | Agreement) else ()):
        yield ("effektmål", number), text


def _action_words(action: Action) -> Iterator[tuple[str, str]]:
    yield "vad", action.what
    if action.together_with:
        yield "tillsammans med", action.together_with
    if isinstance(action.goal, str):
        yield "mål", action.goal


def addresses_are_of_the_place(register: Register, record: Record) -> Iterator[Finding]:
    """A web site, a mailbox and the police's page of pledges are not those of another municipality than the record's."""
    own = register.municipalities(record)
    if record.municipality is None or not own:
        return
    titles = {loc[:-1]: text for loc, text in texts(record) if loc[-1:] == ("titel",)}
    for loc, text in texts(record):
        key = _key_of(loc)
        if key not in ("webbplats", "kontakt", "adress") or (
            key == "adress" and loc[0] not in ("källor", "belägg", "dokument")
        ):
            continue
        patterns = (_PAGE_OF_PLEDGES, _OWN_HOST) if key == "adress" else (_OWN_HOST,)
        led = {found[1].casefold() for pattern in patterns for found in pattern.finditer(text)}
        slugs = led & {*register.geography.municipalities} - _named(register, titles.get(loc[:-1], ""))
        if slugs and not slugs & {*own} and not slugs & {slugify(register.geography.name_of(one)) for one in own}:
            name = register.geography.name_of(min(slugs))
            here = enumerate_words(map(register.geography.name_of, own))
            yield Finding(
                code="annan-kommun",
                message=f"{capital(key)}: leder till {name}, men filen gäller {here}.",
                hint="Är den kvar från en mall, skriv den som gäller här. Ska det stå så, acceptera varningen.",
                loc=loc,
            )


def _named(register: Register, title: str) -> set[str]:
    """The municipalities that a source's title says that it is of: then it is no slip that it leads there."""
    return {slug for _, slug in names_in(title, register.geography)}


def kinds_of_parties_are_spelt(register: Register, record: Record) -> Iterator[Finding]:
    """What a party is said to be is one of the usual words, or quite another: none that is nearly one of them."""
    kind = record.fields.type if is_a(record, Actor) else None
    if kind is None or kind.casefold() in _PARTY_TYPES:
        return
    if meant := suggestion(kind, _PARTY_TYPES, likeness=0.8):
        yield Finding(
            code="typ-stavning",
            message=f"Typen ”{kind}” är nästan ett av de vanliga orden.",
            hint=f"{meant} Är den något annat, acceptera varningen.",
            loc=("typ",),
        )


def nothing_left_to_fill_in(register: Register, record: Record) -> Iterator[Finding]:
    """Nothing is left of a template's own words."""
    for text, loc, line in _with_something_left(record):
        leftover = _left_of_a_template(text, is_key=bool(loc))
        if leftover is None and _is_nothing(text) and _is_in_words(loc):
            yield Finding(
                code="platshallare",
                message=f"”{text[:40]}” säger inget för läsaren.",
                hint=f"Skriv med ord det som ska stå under {_key_of(loc)}:, eller ta bort raden om det inte är känt.",
                loc=loc,
            )
        if leftover:
            yield Finding(
                code="platshallare",
                message=f"”{leftover[:40]}” ser ut att vara kvar från en mall.",
                hint="Skriv det som ska stå där, eller ta bort raden.",
                loc=loc,
                line=line,
            )


@lru_cache(maxsize=KEPT)
def _left_of_a_template(text: str, *, is_key: bool) -> str | None:
    found = _PLACEHOLDER.search(text) or (_ONLY_DOTS if is_key else _DOTS).fullmatch(text.strip())
    return found[0] if found is not None else None


@lru_cache(maxsize=KEPT)
def _is_nothing(text: str) -> bool:
    plain = text.strip(" .")
    return (SAYS_NOTHING.fullmatch(plain) or _NO_WORDS.fullmatch(plain)) is not None


_with_something_left = EVERY_TEXT.sought(
    lambda text: _left_of_a_template(text, is_key=True) or _left_of_a_template(text, is_key=False) or _is_nothing(text)
)


def _is_in_words(loc: Loc) -> bool:
    """Whether a key is for words; a source's title may be anything that the source is called."""
    return _key_of(loc) in _IN_WORDS and (len(loc) == 1 or _key_of(loc) != "titel")


def _key_of(loc: Loc) -> str:
    return next((step for step in reversed(loc) if isinstance(step, str)), "")


def reasons_say_something(register: Register, record: Record) -> Iterator[Finding]:
    """A reason says why: readers see it, and `ok` gives them none."""
    for loc, text in texts(record):
        if loc[-1] in ("skäl", "orsak") and {*_WORD.findall(text.casefold())} <= _SAYS_NOTHING:
            yield Finding(
                code="skal-utan-innehall",
                message=f"”{text}” säger inte varför.",
                hint="Skriv skälet med en mening som läsaren förstår."
                if loc[-1] == "skäl"
                else "Skriv orsaken, eller ta bort raden om den inte är känd.",
                loc=loc,
            )


def summary_is_there(register: Register, record: Record) -> Iterator[Finding]:
    """A pledge, a news item and a page have a summary."""
    if isinstance(record.fields, Pledge | News | Page) and not record.fields.summary:
        yield Finding(
            code="kort-saknas",
            message="Sammanfattningen kort: saknas.",
            hint=f"Skriv en mening på högst {LONGEST_SUMMARY} tecken som säger vem som lovar vad."
            if record.kind is Kind.PLEDGE
            else f"Skriv en mening på högst {LONGEST_SUMMARY} tecken.",
            loc=("kort",),
        )


def titles_are_no_file_names(register: Register, record: Record) -> Iterator[Finding]:
    """A title is what readers call it, not what the file was called, nor the mere kind of record."""
    title = record.title.strip()
    is_kind = record.municipality is not None and title.casefold() in (NAMES[record.kind].singular, *_KINDS)
    if is_kind or _FILE_NAME.search(title):
        what = "säger inte vad det handlar om" if is_kind else "ser ut att vara ett filnamn"
        yield Finding(
            code="platshallare",
            message=f"Titeln ”{title[:60]}” {what}.",
            hint="Skriv vad, var och när, till exempel Lugnare trafik i Alvesta 2024.",
            loc=("titel",),
        )


def texts_are_swedish(register: Register, record: Record) -> Iterator[Finding]:
    """The texts are Swedish; told once, where three English words of the commonest stand in one text. A page may say that
    it is in another language."""
    if isinstance(record.fields, Page) and record.fields.language != "svenska":
        return
    for text, loc, line in _in_english(record):
        if len(loc) > 1 and _key_of(loc) in ("titel", "adress", "not"):
            continue  # a source has the title that it has
        yield Finding(
            code="annat-sprak",
            message=f"”{text.strip()[:60]}” ser ut att vara på engelska.",
            hint="Skriv det på svenska. Ska det stå så, acceptera varningen.",
            loc=loc,
            line=line,
        )
        return


def _is_english(text: str) -> bool:
    words = [found[0].casefold() for found in _ENGLISH.finditer(text)]
    return len(words) >= 3 and len(set(words)) >= 2


_in_english = EVERY_TEXT.sought(_is_english)


def summary_is_short(register: Register, record: Record) -> Iterator[Finding]:
    """A summary fits in a list."""
    length = len(record.fields.summary or "")
    if length > LONGEST_SUMMARY:
        yield Finding(
            code="kort-for-langt",
            message=f"Sammanfattningen har {length} tecken; högst {LONGEST_SUMMARY} får plats.",
            hint="Korta den, och lägg resten i texten.",
            loc=("kort",),
        )


_that_end_in_the_midst = EVERY_TEXT.sought(_ENDS_IN_THE_MIDST.search)


def summary_is_whole(register: Register, record: Record) -> Iterator[Finding]:
    """A summary doesn't end in the middle, as where a list has cut it, nor does another text that is a sentence."""
    summary = (record.fields.summary or "").rstrip()
    for text, loc, line in _that_end_in_the_midst(record):
        if loc[-1:] in (("titel",), ("enhet",)):
            continue
        is_row_of_several = not loc and bool(
            record.body.split("\n")[line - record.body_line + 1 :][:1] not in ([], [""])
        )
        if not is_row_of_several:
            yield Finding(
                code="kort-avklippt",
                message=f"Texten slutar mitt i: ”{text.strip()[-30:]}”.",
                hint="Skriv resten, eller korta den så att den slutar med en hel mening.",
                loc=loc,
                line=line,
            )
    same = " ".join(summary.casefold().split()).rstrip(".") == " ".join(record.title.casefold().split()).rstrip(".")
    if same and len(summary) >= _A_SENTENCE:
        yield Finding(
            code="kort-saknas",
            message="Sammanfattningen säger detsamma som titeln.",
            hint="Skriv med en mening vad som lovas eller redovisas, och av vem.",
            loc=("kort",),
        )
    if len(summary) > 3 and summary.endswith(("...", "…")):
        yield Finding(
            code="kort-avklippt",
            message=f"Sammanfattningen slutar mitt i: ”{summary[-30:]}”.",
            hint="Skriv hela meningen, eller korta den så att den slutar med en punkt.",
            loc=("kort",),
        )


def title_is_short(register: Register, record: Record) -> Iterator[Finding]:
    """A title fits on a line of a list, a feed or a search result."""
    length = len(record.title)
    if length > LONGEST_TITLE:
        yield Finding(
            code="titel-for-lang",
            message=f"Titeln har {length} tecken; högst {LONGEST_TITLE} får plats.",
            hint="Skriv det viktigaste, till exempel Lugnare trafik i Alvesta 2024, och lägg resten under kort: eller i texten.",
            loc=("titel",),
        )


def titles_are_not_shouted(register: Register, record: Record) -> Iterator[Finding]:
    """A title is written in small letters; one in capitals is spelt out by some screen readers, and left of another program."""
    words = re.findall(r"[^\W\d_]{4,}", record.title)
    if len(words) > 1 and all(word.isupper() for word in words):
        yield Finding(
            code="versaler",
            message="Titeln är skriven med bara stora bokstäver.",
            hint="Skriv den med små bokstäver, och stor bokstav bara först och i namn.",
            loc=("titel",),
        )


def titles_differ(register: Register, records: tuple[Record, ...]) -> Iterator[tuple[Record, Finding]]:
    """Two records of a kind in one place have different titles; told in the later by name."""
    first: dict[tuple[Kind, str], Record] = {}
    for record in records:
        if not record.title or record.is_draft:
            continue
        (mark,) = _called(register, record)
        namesake = first.setdefault(mark, record)
        if namesake is not record:
            yield (
                record,
                Finding(
                    code="titel-tva-ganger",
                    message=f"Titeln står också i {namesake.path}.",
                    hint="De två säger detsamma: ta bort den som blev kvar av en kopia."
                    if (record.fields, record.body) == (namesake.fields, namesake.body)
                    else "Lägg till det som skiljer dem, till exempel året eller platsen.",
                    loc=("titel",),
                ),
            )


def _called(_register: Register, record: Record) -> Iterator[tuple[Kind, str]]:
    if record.title:
        yield record.kind, " ".join(record.title.casefold().split())


def diary_numbers_differ(register: Register, records: tuple[Record, ...]) -> Iterator[tuple[Record, Finding]]:
    """Two pledges, or two agreements, of different times in one place have different diary numbers; told in the later by name."""
    first: dict[tuple[Kind, str], Record[Pledge] | Record[Agreement]] = {}
    for record in records:
        if not (is_a(record, Pledge) or is_a(record, Agreement)) or not record.fields.diary_number or record.is_draft:
            continue
        (mark,) = _numbered(register, record)
        namesake = first.setdefault(mark, record)
        if namesake is not record and namesake.fields.period != record.fields.period:
            yield (
                record,
                Finding(
                    code="diarienummer-tva-ganger",
                    message=f"Diarienumret {record.fields.diary_number} står också i {namesake.path}.",
                    hint=f"Skriv {genitive(NAMES[record.kind].definite)} eget nummer. Är det samma ärende, acceptera varningen.",
                    loc=("diarienummer",),
                ),
            )


def _numbered(_register: Register, record: Record) -> Iterator[tuple[Kind, str]]:
    if (is_a(record, Pledge) or is_a(record, Agreement)) and record.fields.diary_number:
        yield record.kind, record.fields.diary_number


def conditions_have_a_key(register: Register, record: Record) -> Iterator[Finding]:
    """`vid behov` inside what is promised: the reader of a table sees a promise without its condition."""
    for place, action in enumerate(record.actions):
        found = _CONDITION.search(action.what) if action.condition is None else None
        if found is not None:
            yield Finding(
                code="villkor-i-texten",
                message=f"Åtgärden ”{action.id}” har ett förbehåll i texten: ”{found[0]}”.",
                hint=f"Skriv villkor: {found[0].lower()} på en egen rad, och ta bort det ur vad:. Gäller det en del av åtgärden, säg vilken: villkor: kameror {found[0].lower()}",
                loc=("åtgärder", place, "vad"),
            )


RULES: tuple[Rule, ...] = (
    other_municipality,
    municipality_names_itself,
    addresses_are_of_the_place,
    kinds_of_parties_are_spelt,
    nothing_left_to_fill_in,
    reasons_say_something,
    summary_is_there,
    titles_are_no_file_names,
    texts_are_swedish,
    summary_is_short,
    summary_is_whole,
    title_is_short,
    titles_are_not_shouted,
    conditions_have_a_key,
)
GROUP_RULES: tuple[GroupRule, ...] = (GroupRule(titles_differ, _called), GroupRule(diary_numbers_differ, _numbered))
