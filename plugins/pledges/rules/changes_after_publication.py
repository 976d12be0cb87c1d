"""What was published must not vanish, be written over or change in silence."""

import re
from collections.abc import Iterable, Iterator, Sequence

from pledges.content.former_addresses import address_of, former_addresses
from pledges.content.geography import Geography
from pledges.content.kinds import NAMES, Kind
from pledges.content.problems import Problem
from pledges.content.record import AnyRecord, Loc, Record, RemovedRecord, is_a
from pledges.content.record_fields import Change, FollowUp, Mention, Pledge
from pledges.content.register import Register
from pledges.content.suggested_values import suggested_date
from pledges.history.events import EventKind, change_ids, kind_of
from pledges.history.protected_texts import PROLONGED, SAID_BY, generation_of, is_in_words, protected_texts, way_of_goal
from pledges.history.publication_log import Edition, PublicationLog, Revision, compare, first_slugs, tells_of
from pledges.rules.catalogue import CATALOGUE
from pledges.rules.finding import Finding, certainly_before, to_problem, to_problem_of_file
from pledges.swedish import capital, day, enumerate_words
from pledges.written_values import NUMBER_WORDS, parse_period

_NAMED_BY_ID = (("åtgärder", "vad"), ("utfall", ""), ("säger", ""))  # groups, and the key whose text stays
_WAYS = {
    "upp": re.compile(r"\b(?:målet|antalet)\b[^.;]*\b(?:höj|öka)\w*", re.I),
    "ner": re.compile(r"\b(?:målet|antalet)\b[^.;]*\b(?:sänk|minska)\w*", re.I),
}
_NOTHING_TOLD = re.compile(
    r"(?:uppdater|ändr|juster|rediger|rätta|rättning|rättelse|revider|revision|korriger|korrektur|komplettera|skrivfel|språk|redaktionell|publicera|godkän)[a-zåäö]*"
    r"|text(?:en|er|erna)?|sidan?|version(?:en)?|innehåll(?:et)?|uppgift(?:en|er|erna)?|information(?:en)?|info|fil(?:en)?|dokument(?:et)?|löfte(?:t|n|na)?|medborgarlöfte(?:t)?"
    r"|överenskommelse(?:n)?|plan(?:en)?|uppföljning(?:en)?|punkt(?:en)?|rad(?:en|er)?|mindre|smärre|små|diverse|vissa|några|flera|del(?:ar)?|lite|ny|nytt|nya|är|var|har|blev|blivit|"
    r"gjort|gjord|gjorda|gjordes|vi|av|i|på|och|enligt|se|ovan|nedan|nu|till|från|den|det|de|en|ett|hela|samt|fel|kl|klar|klart|fix|fixat|ok"
)
"""Words of which a line that tells nothing is made: Uppdaterat. Mindre justeringar i texten."""
_TOLD = re.compile(r"[^\W\d_]+|\d+")
_OF_A_CHANGE = re.compile(
    r"\b(?:ändr|sänk|höj|minska|öka|utöka|stryk|struk|omförhandla|slopa|upphör|utgå|utgick|begränsa|halver|dubbl|fördubbl|neddrag|ambition|omfattning|åtgärd|förläng|förkort|omformulera)[^\W\d_]*"
    r"|\bställ[^\W\d_]* ner\b|\b(?:dra|drar|dras|drog|drogs|dragit|dragits|skär|skars|skurits) (?:ner|ned)\b|\b(?:låg|hög)(?:re|st)\b|\bi ?stället\b|\bgäll(?:er|de) (?:nu|numera|bara|även|också|från)\b|\bmål(?:et|en)?\b|\bantal(?:et|en)?\b",
    re.IGNORECASE,
)
"""Words of which each tells that something is not what it was: målet sänks, insatsen utgår."""
_MAY_BE_A_CHANGE = re.compile(
    r"\b(?:rätta|rättel|byt|ersätt|ersatt|korriger|juster|revider|avsluta|avbr|pausa|skjut|sköt|uppskj|flytt|felaktig|tillkom|tillagd|komplettera|uppdatera|precisera|förtydliga|resurs|besparing|prioriter)[^\W\d_]*"
    r"|\b(?:ta(?:s|r|git|gits|gen|get|gna)?|tog|togs) bort|\bborttag[^\W\d_]*|\b(?:lägg|lagt|la|lade|lagd)[^\W\d_]* (?:till|ned|ner)|\bställ[^\W\d_]* in|\b(?:hinn|hann|räck|klara|orka)[^\W\d_]*"
    r"|\b(?:inte|fel|skrev|stod|bara|endast|fler|färre|mer|mindre|hälften|lovade|lovat|för (?:mycket|lite|många|få|höga?|högt))\b",
    re.IGNORECASE,
)
"""Words that tell so too, unless the line is of an occasion: mötet flyttas, fler kom till torget, kontakten byts."""
_OF_AN_OCCASION = re.compile(
    r"möte|kontakt|telefon|e-post|webb|present(?:er|ation)|deltagare|besökare|enkät|utställning|öppet hus|\bfika\b|\bkom (?:till|på|hit)\b|medarbetare|samordnare|handläggare",
    re.IGNORECASE,
)
_A_SLIP = re.compile(r"\b(?:stav|tryck|komma|språk)fel", re.IGNORECASE)
_PROMISED_OR_REPORTED = (".mål", ".vad")
_SHORTEST = 4  # letters of a word that can say what a line is about
_FOLDERS = frozenset(name.folder.partition("/")[0] for name in NAMES.values())


def published_texts_stand(log: PublicationLog, register: Register, record: Record) -> Iterator[Finding]:
    """A published record is not next year's, and no promise in it has changed without a line under `händelser`."""
    edition = log.latest(record)
    if edition is None:
        return
    now = protected_texts(record, first_slugs(register, log, record))
    changed = tuple(compare(edition, now, announced=None, compiled=edition.compiled))
    if _is_another(edition, record, changed):
        yield _written_over(edition, record)
    elif changed and not _tells(log, edition, record) and (renamed := _renamed(changed)):
        for group, was, now_called in renamed:
            yield Finding(
                code="andrat-utan-handelse",
                message=f"Åtgärden ”{was}” heter nu ”{now_called}”, men ett id ändras inte: det är vad uppföljningar och länkar pekar på.",
                hint=f"Skriv tillbaka {'id' if group == 'åtgärder' else 'åtgärd'}: {was}, och likadant i de filer som har följt med i bytet.",
                loc=_place_of(record, f"{group}.{now_called}.id" if group == "åtgärder" else f"{group}.{now_called}"),
            )
    elif changed and not _tells(log, edition, record):
        names = enumerate_words(dict.fromkeys(f"”{_short(revision.label)}”" for revision in changed[:4]))
        more = f" och {len(changed) - 4} till" if len(changed) > 4 else ""
        yield Finding(
            code="andrat-utan-handelse",
            message=f"{names}{more} har ändrats sedan {NAMES[record.kind].definite} publicerades: "
            f"{'; '.join(map(_how, changed[:4]))}.",
            hint=_how_to_tell(changed),
            loc=_place_of(record, changed[0].key),
        )
    elif changed and (nothing := _tells_nothing(log, record)) is not None:
        number, change = nothing
        yield Finding(
            code="andrat-utan-handelse",
            message=f"Händelsen ”{_short(change.text)}” säger inte vad som ändrades: {'; '.join(map(_how, changed[:4]))}.",
            hint="Skriv i händelsens text vad som ändrades och varför, så att den som har läst det förra förstår.",
            loc=("händelser", number, "text"),
        )
    elif changed and (other := _tells_of_something_else(log, record, changed)) is not None:
        number, change = other
        yield Finding(
            code="andrat-utan-handelse",
            message=f"Händelsen ”{_short(change.text)}” säger inget om det som ändrades: {'; '.join(map(_how, changed[:4]))}.",
            hint=_how_to_tell(changed),
            loc=("händelser", number, "text"),
        )
    elif changed and (wrong := list(_told_wrongly(log, record, changed))):
        yield from wrong
    elif len(record.changes) <= edition.changes and (names := _not_remembered(log, edition, record)):
        yield Finding(
            code="andrat-utan-handelse",
            message=f"Filen har ändrats sedan den publicerades, och då mindes portalen inte vad som stod under {names}.",
            hint="Skriv tillbaka det som stod, kör make publish och ändra sedan. Eller lägg till en rad under händelser: "
            "med datum: och text: som säger vad som ändrades och varför.",
            loc=("utfall",),
        )


def _tells(log: PublicationLog, edition: Edition, record: Record) -> bool:
    """Whether a line under `händelser` is new that may tell of a change: not one of a day before the pledge was given."""
    if len(record.changes) <= edition.changes:
        return False
    given = (record.fields.signed or record.fields.published) if is_a(record, Pledge) else None
    new = [change for _, change in _new_lines(log, record)]
    return not new or any(given is None or one.date is None or given.first <= one.date.last for one in new)


def _new_lines(log: PublicationLog, record: Record) -> list[tuple[int, Change]]:
    """The lines under `händelser` that nobody has been told of, with their numbers."""
    ids = zip(change_ids(record, log), record.changes, strict=True)
    return [(number, change) for number, (event_id, change) in enumerate(ids) if event_id not in log.events]


def _tells_nothing(log: PublicationLog, record: Record) -> tuple[int, Change] | None:
    """The last of the new lines under `händelser` where each is made of words that say only that something was changed."""
    new = _new_lines(log, record)
    words = [word for _, one in new for word in _TOLD.findall(f"{one.text} {one.reason or ''}".casefold())]
    moves_or_prolongs = any(one.new_latest or one.new_end for _, one in new)
    return new[-1] if new and not moves_or_prolongs and all(map(_NOTHING_TOLD.fullmatch, words)) else None


def _tells_of_something_else(
    log: PublicationLog, record: Record, changed: Sequence[Revision]
) -> tuple[int, Change] | None:
    """The last of the new lines under `händelser` where none has a word of a goal, a promise or a result that changed, or of any change.

    A mended typo is a change, but not one of a goal.
    """
    guarded = [one for one in changed if one.key.endswith(_PROMISED_OR_REPORTED) or one.key.startswith("utfall.")]
    new = _new_lines(log, record)
    if not guarded or not new or any(one.new_latest or one.new_end for _, one in new):
        return None
    about = {word for one in guarded for word in _words_of(f"{_split_key(one.key)[1]} {one.label} {one.before} {one.after}")}  # fmt: skip
    for _, change in new:
        text = f"{change.text} {change.reason or ''}"
        may_tell = _OF_A_CHANGE.search(text) or (_MAY_BE_A_CHANGE.search(text) and not _OF_AN_OCCASION.search(text))
        if may_tell and not _A_SLIP.search(text):
            return None
        if any(_are_of_one(word, other) for word in _words_of(text) for other in about):
            return None
    return new[-1]


def _words_of(text: str) -> Iterator[str]:
    """The words and numbers of a text that may say what it is about; a number word is its number."""
    for word in _TOLD.findall(text.casefold()):
        if word.isdigit() or word in NUMBER_WORDS:
            yield str(NUMBER_WORDS.get(word, word))
        elif len(word) >= _SHORTEST and not _NOTHING_TOLD.fullmatch(word):
            yield word


def _are_of_one(one: str, other: str) -> bool:
    """Whether two words are forms of one, or one is a part of the other: vandringen, trygghetsvandringar."""
    if one.isdigit() or other.isdigit():
        return one == other
    short, long = sorted((one, other), key=len)
    return short[: max(_SHORTEST, len(short) - 2)] in long


def _told_wrongly(log: PublicationLog, record: Record, changed: Sequence[Revision]) -> Iterator[Finding]:
    """A new line under `händelser` tells of what changed: not that a goal was raised when it was lowered."""
    moved = [way_of_goal(one.before, one.after) for one in changed if one.key.endswith(".mål")]
    ways = {way for way in moved if way}
    for number, change in _new_lines(log, record):
        said = {way for way, words in _WAYS.items() if words.search(change.text)}
        if len(ways) == len(said) == 1 and ways != said:
            one = next(one for one in changed if one.key.endswith(".mål") and way_of_goal(one.before, one.after))
            yield Finding(
                code="andrat-utan-handelse",
                message=f"Händelsen säger att målet {'höjs' if 'upp' in said else 'sänks'}, men ”{_short(one.label)}” har ändrats: {_how(one)}.",
                hint="Rätta målet eller händelsens text, så att de säger samma sak.",
                loc=("händelser", number, "text"),
            )


def _renamed(changed: Iterable[Revision]) -> list[tuple[str, str, str]]:
    """(group, id then, id now) of the actions that say what they said under another id."""
    gone = {_split_key(one.key): one.before for one in changed if one.after is None}
    come = {_split_key(one.key): one.after for one in changed if one.before is None}
    return [
        (group, was, is_now)
        for (group, was, key), text in gone.items()
        for (other, is_now, same), now in come.items()
        if (group, key, text) == (other, same, now) and (group, key) in _NAMED_BY_ID
    ]


def _split_key(key: str) -> tuple[str, str, str]:
    """The group, the name in it and the key of a protected text: `åtgärder`, `torget`, `vad`."""
    group, _, rest = key.partition(".")
    name, _, inner = rest.partition(".")
    return group, name, inner


def told_events_stand(log: PublicationLog, record: Record) -> Iterator[Finding]:
    """A line under `händelser` that told of what had happened is not taken out; a coming meeting may be."""
    edition = log.latest(record)
    if edition is None or len(record.changes) >= edition.changes:
        return
    now = {text.key: text.text for text in protected_texts(record)}
    if any(one.key == PROLONGED and now.get(PROLONGED) != one.text for one in edition.texts):
        return  # told of as a text that has changed
    first = log.first_address(record)
    left = change_ids(record, log)
    for event in log.events.values():
        is_line = event.id.startswith(f"{first}#handelse-") and event.removed is None and event.id not in left
        if is_line and event.happened is not None and event.happened.first <= event.announced:
            yield Finding(
                code="andrat-utan-handelse",
                message=f"En rad under händelser: är borttagen sedan {NAMES[record.kind].definite} publicerades: ”{_short(event.title)}”.",
                hint=f"Skriv tillbaka den, med datum: {event.happened}. Stämde den inte, lägg till en rad som säger vad som var fel. "
                f"Ska den bort för gott, kör make remove RECORD='{event.id}'.",
                loc=("händelser",),
            )


def keeper_stands(log: PublicationLog, record: Record) -> Iterator[Finding]:
    """A record that the parties keep does not become the editors' own in silence: a compilation is never late."""
    edition = log.latest(record)
    if (
        edition is not None
        and not edition.compiled
        and record.fields.is_compiled
        and len(record.changes) <= edition.changes
    ):
        yield Finding(
            code="andrat-utan-handelse",
            message=f"{capital(NAMES[record.kind].definite)} fördes av parterna när det publicerades, och sägs nu vara en sammanställning.",
            hint="Skriv förs av: parterna, eller lägg till en rad under händelser: med datum: och text: som säger varför.",
            loc=("förs av",),
        )


def removed_texts_stay_removed(log: PublicationLog, record: AnyRecord) -> Iterator[Finding]:
    """A text that was taken away is not back, and one that staff took away by hand is forgotten too."""
    removal = log.whole_removal(record)
    if isinstance(record, Record) and removal is not None:
        yield Finding(
            code="borttaget-tillbaka",
            message=f"Uppgifterna i filen togs bort den {day(removal.day)}, och nu är texten tillbaka.",
            hint=f'Kör make remove RECORD={record.path} REASON="…" igen. Ska uppgifterna ändå visas, lägg dem i en ny fil '
            "med ett annat namn.",
        )
    if isinstance(record, RemovedRecord) and _is_remembered(log, record):
        yield Finding(
            code="borttaget-inte-klart",
            message="Texten är borttagen ur filen men finns kvar i det som portalen minns.",
            hint=f"Kör make remove RECORD={record.path}, och lägg sedan ut.",
            loc=("borttaget",),
        )


def _is_remembered(log: PublicationLog, record: AnyRecord) -> bool:
    """Whether any text of the record is remembered, or will be met by who looks in an old release."""
    first = log.first_address(record)
    told = (one for one in log.events.values() if tells_of(one, first) and one.removed is None)
    return first in log.editions or any(kind_of(one.id.rpartition("#")[2]) is not EventKind.REMOVED for one in told)


def _not_remembered(log: PublicationLog, edition: Edition, record: Record) -> str:
    """What a changed follow-up reports in words, where it was published before such words were protected."""
    if not is_a(record, FollowUp) or log.is_unchanged(record):
        return ""
    later = (
        text.label
        for text in protected_texts(record)
        if generation_of(text.key) > edition.generation and is_in_words(text.key)
    )
    return enumerate_words(f"”{_short(label)}”" for label in dict.fromkeys(later))


def _how_to_tell(changed: tuple[Revision, ...]) -> str:
    """What to write; a moved last day must keep the first, or it would not be seen that it was moved."""
    if any(one.key.endswith(".vad") and one.after is None for one in changed):
        return (
            "Skriv tillbaka åtgärden som den stod. Gäller den inte längre, låt den ändå stå, så att löftet går att jämföra med "
            "vad det blev, och lägg till en rad under händelser: med datum: och text: som säger det och varför."
        )
    moved = next((one for one in changed if one.key == "uppföljning.senast" and one.before and one.after), None)
    first, later = (suggested_date(moved.before or ""), suggested_date(moved.after or "")) if moved else (None, None)
    if first is not None and later is not None:
        return (
            f"Skriv tillbaka senast: {first} och lägg till under händelser: datum:, text:, "
            f"ny uppföljning senast: {later} och skäl:, så att båda dagarna syns."
        )
    return (
        "Lägg till en rad under händelser: med datum: och text: som säger vad som ändrades och varför, "
        "eller skriv tillbaka det som stod."
    )


def _place_of(record: Record, key: str) -> Loc:
    """Where a protected text stands, or stood, in the front matter."""
    group, _, rest = key.partition(".")
    name, _, inner = rest.rpartition(".")
    if key == SAID_BY:
        return ("av",)
    if group == "åtgärder":
        number = next((number for number, action in enumerate(record.actions) if action.id == name), None)
        return (group,) if number is None else (group, number, inner)
    if group == "utfall" and is_a(record, FollowUp):
        outcomes = enumerate(record.fields.outcomes)
        return next(
            ((group, number) for number, one in outcomes if rest.startswith(one.action or one.what or rest)), (group,)
        )
    if group == "säger" and is_a(record, Mention):
        number = next((number for number, one in enumerate(record.fields.remarks) if (one.action or "") == rest), None)
        return (group,) if number is None else (group, number, "text")
    return tuple(key.split(".")) if group == "uppföljning" else (group,)


def _how(revision: Revision) -> str:
    if revision.before is None:
        return f"”{_short(revision.after or '')}” är tillagt"
    if revision.after is None:
        return f"”{_short(revision.before)}” är borttaget"
    return f"förut ”{_short(revision.before)}”, nu ”{_short(revision.after)}”"


def _short(text: str) -> str:
    return text if len(text) <= 60 else f"{text[:57]}…"


def _is_another(edition: Edition, record: Record, changed: Iterable[Revision]) -> bool:
    """Whether the file now holds another time's record: no day in common, and another title or other actions."""
    now = record.fields.span
    if now is None or not edition.period:
        return False
    try:
        then = parse_period(edition.period)
    except ValueError:
        return False
    if not (certainly_before(then, now) or certainly_before(now, then)):
        return False
    return edition.title != record.title or any(row.label not in ("Period", "Avser", "Datum") for row in changed)


def _written_over(edition: Edition, record: Record) -> Finding:
    name = NAMES[record.kind]
    key = "avser" if record.kind is Kind.FOLLOW_UP else "period"
    return Finding(
        code="skrivet-over",
        message=f"Här låg {name.definite} ”{edition.title}” ({edition.period}); nu är något annat skrivet över det.",
        hint=f"Hämta tillbaka den gamla filen ur versionshistoriken och lägg det nya i en egen fil: kör make new och välj {name.singular}.",
        loc=(key,),
    )


def former_addresses_are_free(records: Iterable[AnyRecord], identities: frozenset[str]) -> Iterator[Problem]:
    """Each old address can be understood, is nobody's own address, and belongs to one record."""
    owner: dict[str, AnyRecord] = {}
    for record in sorted(records, key=lambda record: record.identity):
        for number, text in enumerate(record.former_addresses):
            address, loc = address_of(text), ("tidigare adresser", number)
            if " " in address or address.count("/") < 1 or ".." in address or _is_elsewhere(text, address):
                code, message = "tidigare-adress-fel", f"”{text}” är ingen adress på portalen."
                slug = address if re.fullmatch(r"[a-z0-9-]+", address) else "2018"
                hint = f"Skriv den gamla sökvägen utan .md, till exempel {record.identity.rpartition('/')[0]}/{slug}."
            elif address in identities:
                who = "filens egen adress" if address == record.identity else f"upptagen av {address}.md"
                code, message = "tidigare-adress-upptagen", f"”{text}” är {who}."
                hint = "Ta bort raden. En adress kan bara leda till en sida."
            elif owner.setdefault(address, record) is not record:
                code = "tidigare-adress-upptagen"
                message = f"”{text}” står som tidigare adress också i {owner[address].path}."
                hint = "Ta bort raden i den fil som inte låg där."
            else:
                continue
            owner.setdefault(address, record)
            finding = Finding(code=code, message=message, hint=hint, loc=loc)
            yield to_problem(record, finding, CATALOGUE[code].severity)


def _is_elsewhere(text: str, address: str) -> bool:
    """Whether a whole web address leads to no folder of the portal's, and so to another site."""
    return "://" in text and address.partition("/")[0] not in _FOLDERS


def nothing_vanishes(
    log: PublicationLog, records: Iterable[AnyRecord], *, identities: frozenset[str], geography: Geography
) -> Iterator[Problem]:
    """Every address that has been published is still a page, or is an old address of one.

    A record that moved twice need list only one of its addresses: the log knows that they are the same.
    """
    of_site = list(records)
    drafts = {record.identity for record in of_site if record.is_draft}
    claimed = {address for record in of_site if not record.is_draft for address in former_addresses(record)}
    answered = {
        first
        for address, first in log.addresses.items()
        if address in claimed or (address in identities and address not in drafts)
    }
    for address, first in sorted(log.addresses.items()):
        parts = address.split("/")
        is_municipality = len(parts) == 3 and parts[0] == "kommuner" and parts[2] == "kommun"
        if first in answered or (is_municipality and parts[1] in geography.municipalities):
            continue
        finding = Finding(
            code="sida-forsvinner",
            message="Sidan har publicerats och är nu ett utkast."
            if address in drafts
            else "Sidan har publicerats, men filen är borta.",
            hint=_how_to_keep(log, of_site, address=address, is_draft=address in drafts),
        )
        yield to_problem_of_file(f"{address}.md", finding)


def _how_to_keep(log: PublicationLog, records: list[AnyRecord], *, address: str, is_draft: bool) -> str:
    if is_draft:
        return "Ta bort status: utkast. Ska uppgifterna bort, skriv borttaget: med datum och skäl."
    edition = (log.editions.get(log.addresses[address]) or (None,))[-1]
    folder = address.rpartition("/")[0]
    moved = next(
        (
            record.path
            for record in records
            if edition is not None
            and record.identity.rpartition("/")[0] == folder
            and record.identity not in log.addresses
            and isinstance(record, Record)
            and record.title == edition.title
        ),
        None,
    )
    where = moved or "den nya filen"
    return (
        f"Har den bytt namn, skriv {address} under tidigare adresser: i {where}. "
        "Annars lägg tillbaka filen. Ska uppgifterna bort, behåll filen och skriv borttaget: med datum och skäl."
    )


def unchanged_since_published(log: PublicationLog, register: Register, record: AnyRecord) -> bool:
    """Whether a record, and what it is linked with of what was published, say what they said then.

    A rule that has become stricter only warns in such a record. What is linked with it counts too, since
    changing a pledge can make its follow-up untrue; a new record beside it does not.
    """
    if not log.is_unchanged(record):
        return False
    linked = {link.target for link in register.out.get(record.identity, ())}
    linked |= {link.source for link in register.back.get(record.identity, ())}
    neighbours = (register.records.get(identity) for identity in linked if identity is not None)
    return all(
        neighbour is None or log.latest(neighbour) is None or log.is_unchanged(neighbour) for neighbour in neighbours
    )
