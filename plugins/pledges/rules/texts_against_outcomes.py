"""What a follow-up tells in words of its own figures and of what was promised: other numbers, and more or fewer than was so."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from pledges.content.geography import slugify
from pledges.content.goals import MeasurableGoal, NumericGoal
from pledges.content.record import Loc, Record, has_actions, is_a
from pledges.content.record_fields import Action, FollowUp, Outcome
from pledges.content.register import Register
from pledges.rules.every_text import KEPT, PlacedText, own_sentences, sentences
from pledges.rules.figures import FAR
from pledges.rules.finding import Finding, Rule
from pledges.rules.follow_up_targets import target_of
from pledges.rules.number_reader import NUMBER, NUMERAL, Said, is_of, last_word, said_in, value_of
from pledges.rules.texts_against_goals import numbers_of
from pledges.status.date_ranges import range_of
from pledges.status.facts import reports_of
from pledges.status.goal_reached import ActionStanding, Reached, measure
from pledges.swedish import counted, decimal, enumerate_words, number
from pledges.written_values import MONTHS, Number, Period, Qualifier, parse_duration

_OF_ANOTHER_TIME = re.compile(
    r"(?<!\d)20\d\d(?!\d)|\båret (?:före|innan|efter|därpå)\b|\b(?:förra|föregående|tidigare|jämfört|ytterligare)\b",
    re.I,
)
_FOR_EXAMPLE = re.compile(r"\bbland annat (?:[^\W\d_]+ )?$", re.I)
_BESIDE = re.compile(r"\b(?:därutöver|därtill)\b", re.I)
_WAS_DONE = re.compile(
    r"\b(?:gjorde|genomförde|höll|ordnade|arrangerade|utförde)s?\b|\b(?:hölls|blev (?:av|gjorda|genomförda)|(?:har|är) (?:gjort|gjorts|genomfört|genomförts|hållit|hållits))\b",
    re.I,
)
_OF_WHAT_WAS_PROMISED = re.compile(
    r"(?<!som )\b(?:ut)?lova|\bsom lovades\b|\blöfte|\bmål(?:et|en)?\b|\bsk(?:a|ulle)\b|\bplanera|\bminst\b|\bav de\b|\binte\b|\bställdes in\b|\bvarav\b|\b(?:alla|samtliga|båda|utom|förutom)\b",
    re.I,
)
_OF_A_PART = re.compile(
    rf"\b(?:varav|däribland|av (?:dem|dessa)|flera av|(?:under|på) (?:vår|sommar|höst|vint|jul|helg)\w*|(?:under|i) (?:{'|'.join(MONTHS)})|"
    r"(?:första|andra|tredje|fjärde) (?:halvåret|tertialet|kvartalet))\b",
    re.I,
)
_PROMISED = re.compile(
    rf"\b(?:utlovade|lovade|löftets|mål(?:et|en) (?:var|är|på|om|låg på))\s+(?:de\s+)?(?:minst\s+|högst\s+)?{NUMBER}"
    rf"|{NUMBER.replace('number', 'before')}\s+(?:utlovade|lovade)\b(?:\s+(?P<noun>[^\W\d_]{{4,}}))?",
    re.IGNORECASE,
)
_GOAL = r"(?:(?:vad som (?:var )?|det som (?:var )?)?(?:ut)?lova(?:t|ts|de|des)|löftet(?: angav| sade| var)?|målet|planerat)\b"
_MORE = re.compile(
    rf"\b(?P<how>fler|mer|färre|mindre)(?: [^\W\d_]+)? än (?:i )?{_GOAL}|\b(?P<same>lika många som) (?:i )?{_GOAL}",
    re.I,
)
_AT_THE_GOAL = re.compile(
    r"\bmålet\b[^.,;]*?\b(?:nåddes|uppnåddes|nåtts|är nått)\b(?P<short> inte)?|\bnådde (?P<far>inte )?(?:upp till )?målet\b|\b(?P<side>under|över) målet\b",
    re.IGNORECASE,
)
_BUT_BEFORE = re.compile(r"\b(?:men|medan|fast|trots|än|utan|dock|bara|endast|av)\b[^,;]*$", re.IGNORECASE)
_GONE = r"(?:fick |har )?(?:ställdes|ställas|ställts) in|blev inte av|uteblev|hölls inte|genomfördes inte|gjordes inte|hanns inte med|(?:blåste|regnade|snöade) bort"
_HELD = r"(?:hölls|gjordes|genomfördes|blev av|blev gjorda|(?:har|är) (?:genomförts|genomförda|hållits|gjorts|gjorda|blivit av))"
_OF_OR_AT = re.compile(
    r" (?:av|i|på|vid|kring) (?P<what>(?!de\b|kommun|stad|tätort|området|året|hela\b|alla\b|olika\b)[a-zåäöé]{4,})"
)
_SAME_WORD = 5  # letters of a word that another form of it begins with
_OF_A_KIND = r"(?! (?:på|med|tillsammans|ihop|av|utan|i samverkan|samtidigt|under (?!året\b|20\d\d)|[^\W\d_]+(?:tid|talt)|inomhus|utomhus)\b)"
_AT_A_PLACE = r"(?: (?:i|på|vid|runt|kring) (?:[^\W\d_]+(?:en|et|an|na)|centrum|(?-i:[A-ZÅÄÖ])[^\W\d_]+))?"
_SOME_OF = re.compile(
    rf"{NUMBER} av (?:de )?{NUMBER.replace('number', 'all')} (?P<promised>(?:ut)?lovade )?(?P<noun>[^\W\d_]{{4,}}){_AT_A_PLACE} (?:(?P<gone>{_GONE})|{_HELD}{_OF_A_KIND})\b"
    rf"|^{NUMBER.replace('number', 'part')} av (?:de )?{NUMBER.replace('number', 'total')} (?:(?:ut)?lovade )?(?P<what>[^\W\d_]{{4,}}){_AT_A_PLACE}$",
    re.IGNORECASE,
)
_THAN_A_YEAR = re.compile(
    rf"\b(?P<how>fler|färre|mer|mindre)(?: [^\W\d_]+)? än (?:(?:i|under|år) )?(?:(?P<year>20\d\d)|året (?:före|innan)|förra året|föregående år)\b(?:,? (?:då|när) (?:det|de|antalet) (?:var|blev|gjordes|hölls) {NUMBER.replace('number', 'known')}|,? \({NUMBER.replace('number', 'bracketed')}\))?",
    re.IGNORECASE,
)
_ALL_OF = re.compile(
    rf"\b(?:(?:alla|samtliga)(?: de)?(?: {NUMBER.replace('number', 'all')})?|båda|bägge)(?: (?:utlovade|planerade|lovade))?(?: (?P<noun>(?!hölls|gjordes|genomfördes|blev|har\b)[^\W\d_]{{4,}}))? {_HELD}\b",
    re.IGNORECASE,
)
_NONE_OF = re.compile(
    rf"\b(?:inga|ingen|inget)(?: [^\W\d_]+(?:a|de))? (?P<noun>[^\W\d_]{{4,}}) {_HELD}\b", re.IGNORECASE
)
_LEFT_OUT = re.compile(
    r"\s+(?:var|ställdes in|(?:har )?ställts in|(?:fick|måste) ställas in|(?:är|blev|blivit) inställ(?:d|t|da)|uteblev|föll bort|sköts upp|hölls inte|blev inte|kunde inte|saknade)\b",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(
    r"(?:(?!\b(?:och|men|samt|medan|innan|när|trots|fast|eftersom|därför|gjordes|hölls|genomfördes|blev av)\b)[^.,;:()–])*?"
    r"\b(?:ställ(?:de|t|t)?s in|ställt in|ställas in|(?:blåst|regna|snöa|frös|frusit|föll|fallit)[^\W\d_]* bort|(?:blåste|regnade|snöade|stormade) det|inställ(?:d|t|da)"
    r"|ute(?:blev|blivit|bliven|blivna)|(?:skjutits|sköts|skjutas|sköt) (?:upp|fram)|uppskjut(?:en|et|na)|hölls inte|blev inte|gjordes inte|genomfördes inte|kunde inte|hanns inte|saknas|saknades|fattas|fattades|återstår"
    r"|(?:fler|färre|mer|mindre|kort|för (?:lite|få|många)) (?:än|av|mot|jämfört)\b|(?:för få|för lite|för många|till godo)\b)",
    re.IGNORECASE,
)
"""What follows a number of what was not done, or of how many more or fewer than promised: två kvällar i hamnen ställdes in."""
_NOT_DONE_BEFORE = re.compile(
    r"\b(?:ställ(?:de|des|t|ts|a|as) in|inställda|missa(?:de|des|t|ts)|saknas|saknades|fattas|fattades|återstår|uteblev|sköt(?:s)? upp)[:]?\s+$",
    re.IGNORECASE,
)
_KINDS_NOT_DONE = ("inställda", "missade", "uteblivna", "uppskjutna", "resterande", "överstående")
_EXCEPT = re.compile(r"\b(?:utom|förutom|utöver)\s+$", re.IGNORECASE)
_ALL_BUT = re.compile(
    r"\b(?:alla|allt|samtliga|övriga)\b.*\b(?:utom|förutom)\b|\b(?:utom|förutom)\b.*\b(?:alla|allt|samtliga)\b",
    re.IGNORECASE,
)
_BUT = re.compile(r"\b(?:utom|förutom|men|nästan|inte|dock)\b", re.IGNORECASE)
_DIFFERENCE = re.compile(rf"^{NUMBER} (?:[^\W\d_]+ )?(?:färre|fler|mindre|mer) än\b", re.IGNORECASE)
_MISSED = re.compile(r"\bmålet (?:missades|nåddes inte|inte (?:nåddes|har nåtts)|uppnåddes inte)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]{4,}")
_COUNTED_OR_ONE = re.compile(rf"{NUMBER} (?P<of>av (?:de )?)?(?P<noun>[^\W\d_]{{4,}})", re.IGNORECASE)
_MADE_UP_FOR = re.compile(
    r"\b(?:men|i ?stället|ersatt\w*|flytta\w*|senare|extra|dessutom|annan|andra|igen|ny(?:tt|a)?|ytterligare|utöver)\b",
    re.IGNORECASE,
)
"""With one of these, what was called off may have been made up for."""
_LONGEST = re.compile(
    r"\b(?:längst|som mest|den längsta)\b[^.,;]*?(?P<time>\d+(?:,\d+)? (?:minuter|timmar|dygn|dagar|arbetsdagar|veckor|månader))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CountedRow:
    """An outcome with its place, what it counts, and all the numbers that may be told of it."""

    place: int
    outcome: Outcome
    unit: str
    about: str
    known: tuple[Number, ...]
    reported: tuple[Number, ...]
    promised: Decimal | None = None


def rows_of(register: Register, record: Record[FollowUp]) -> tuple[CountedRow, ...]:
    """The outcomes of a follow-up that count something; none where it is not known of each what it counts."""
    target = target_of(register, record)
    actions = {one.id: one for one in target.actions} if target is not None else {}
    if target is None or any(one.action is not None and one.action not in actions for one in record.fields.outcomes):
        return ()
    return tuple(
        row
        for place, one in enumerate(record.fields.outcomes)
        if (row := _row(place, one, actions.get(one.action or ""))) is not None
    )


def _row(place: int, outcome: Outcome, action: Action | None) -> CountedRow | None:
    goal = action.goal if action is not None and isinstance(action.goal, NumericGoal) else None
    unit = outcome.unit or (goal.unit if goal is not None else None)
    if outcome.amount is None or unit is None:
        return None
    about = slugify(" ".join(filter(None, (outcome.action, outcome.what, action.what if action else None, unit))))
    own = [outcome.amount, *(one.amount for one in outcome.comparisons), *(one.amount for one in outcome.of_which)]
    if outcome.out_of is not None:
        own.append(outcome.out_of)
    promised = numbers_of(goal) if goal is not None else ()
    known = (*own, *(Number(value) for value in promised))
    is_in_all = goal is not None and not goal.per and not goal.is_upper_limit and goal.unit == unit and not outcome.per
    return CountedRow(
        place=place,
        outcome=outcome,
        unit=unit,
        about=about,
        known=known,
        reported=tuple(own),
        promised=goal.number.value if goal is not None and is_in_all else None,
    )


def comment_has_the_number(register: Register, record: Record) -> Iterator[Finding]:
    """A comment that begins with how many there were, and gives no other number, says what the figure says."""
    for row in rows_of(register, record) if is_a(record, FollowUp) else ():
        comment = row.outcome.comment or ""
        said = next((one for one in said_in(comment) if comment.startswith(one.words)), None)
        if said is None or len(list(NUMERAL.finditer(comment))) != 1 or not is_of(said.noun, row.unit):
            continue
        if is_of_what_was_not_done(said, comment):
            continue
        if not any(said.may_be(one) for one in row.known):
            hint = "Rätta det som är fel. Gäller de olika saker, säg vilken i kommentaren."
            yield _other_number("Kommentaren", said, rows=(row,), hint=hint)


def amount_is_no_difference(register: Register, record: Record) -> Iterator[Finding]:
    """`18` with the comment `18 färre än året före` is how many fewer there were, and not how many."""
    for row in rows_of(register, record) if is_a(record, FollowUp) else ():
        found = _DIFFERENCE.search(row.outcome.comment or "")
        amount = row.outcome.amount
        if found is not None and amount is not None and value_of(found["number"]) == amount.value:
            yield Finding(
                code="text-mot-tal",
                message=f"Antalet är {number(amount)}, men kommentaren säger ”{found[0]}”: talet ser ut att vara skillnaden.",
                hint="Skriv hur många det blev under antal:, och skillnaden i kommentaren.",
                loc=("utfall", row.place, "antal"),
            )


def what_was_reached_has_no_cause(register: Register, record: Record) -> Iterator[Finding]:
    """Why a goal was missed is not told of one that was reached."""
    target = target_of(register, record)
    if not is_a(record, FollowUp) or target is None:
        return
    own = tuple(one for one in reports_of(register, target) if one.identity == record.identity)
    actions = {one.id: one for one in target.actions if isinstance(one.goal, MeasurableGoal)}
    for place, outcome in enumerate(record.fields.outcomes):
        found = _MISSED.search(outcome.cause or "")
        action = actions.get(outcome.action or "") if found is not None else None
        if found is None or action is None:
            continue
        if measure(action, own, period=range_of(record.fields.covers), is_over=True).reached is Reached.REACHED:
            yield Finding(
                code="text-mot-tal",
                message=f"Orsaken säger ”{found[0]}”, men målet för ”{action.id}” är nått.",
                hint="Rätta antal: eller orsak:. Hör orsaken till en annan åtgärd, flytta den dit.",
                loc=("utfall", place, "orsak"),
            )


def cause_agrees_with_the_number(register: Register, record: Record) -> Iterator[Finding]:
    """No more are said to have been called off than are missing, and none of what was done in full; nor others to have been held."""
    for row in rows_of(register, record) if is_a(record, FollowUp) else ():
        cause, amount = row.outcome.cause or "", row.outcome.amount
        if not cause or amount is None or amount.qualifier is not Qualifier.EXACT or _MADE_UP_FOR.search(cause):
            continue
        missing = row.promised - amount.value if row.promised is not None else None
        for found in _COUNTED_OR_ONE.finditer(cause):
            value = value_of(found["number"])
            if not is_of(found["noun"], row.unit):
                continue
            after, before = cause[found.end() :], cause[: found.start()]
            gone = _LEFT_OUT.match(after) or _NOT_DONE.match(after)
            if gone or _NOT_DONE_BEFORE.search(before):
                if missing is None or value <= missing or "återstår" in f"{before[-12:]}{gone[0] if gone else ''}":
                    continue  # of what is left `what_is_left` tells, by its number
                but = f"antalet är {number(amount)} av lovade {decimal(row.promised or amount.value)}"
            elif _WAS_DONE.search(after) and not found["of"] and value != amount.value and value > 1:
                but = f"antalet är {number(amount)}"
            else:
                continue
            yield Finding(
                code="text-mot-tal",
                message=f"Orsaken säger ”{found[0]}{gone[0] if gone else ''}”, men {but}.",
                hint="Rätta antal: eller orsak:. Gjordes det som ställdes in en annan dag, skriv det.",
                loc=("utfall", row.place, "orsak"),
            )
            break


def no_time_is_longer_than_the_longest(register: Register, record: Record) -> Iterator[Finding]:
    """`Längst tog det 60 timmar` is not said beside `inom: 36 timmar`."""
    for place, outcome in enumerate(record.fields.outcomes if is_a(record, FollowUp) else ()):
        for key, text in (("kommentar", outcome.comment), ("orsak", outcome.cause)):
            found = _LONGEST.search(text or "") if outcome.within is not None else None
            if found is None or outcome.within is None:
                continue
            try:
                said = parse_duration(found["time"])
            except ValueError:
                continue
            if said.is_within(outcome.within) is False:
                yield Finding(
                    code="text-mot-tal",
                    message=f"Det står ”{found[0]}”, men inom: är {outcome.within}.",
                    hint=f"inom: är den längsta tiden. Tog något längre tid, skriv inom: {said}.",
                    loc=("utfall", place, key),
                )


def all_are_all_that_were_promised(register: Register, record: Record) -> Iterator[Finding]:
    """`41 av 42` is not reported of a goal that is `40 av 52`."""
    target = target_of(register, record)
    if not is_a(record, FollowUp) or target is None:
        return
    goals = {one.id: one.goal for one in target.actions if isinstance(one.goal, NumericGoal)}
    for place, outcome in enumerate(record.fields.outcomes):
        goal = goals.get(outcome.action or "")
        if goal is None or goal.out_of is None or outcome.out_of is None or outcome.out_of.value == goal.out_of.value:
            continue
        is_more = outcome.amount is not None and outcome.amount.value > outcome.out_of.value
        is_told = is_more or outcome.out_of.value == goal.number.value  # by `outcomes`
        if record.fields.covers == target.fields.period and not is_told:
            yield Finding(
                code="text-mot-tal",
                message=f"Det står av: {outcome.out_of}, men målet är {number(goal.number)} av {goal.out_of}.",
                hint=f"Rätta av:, eller målet i {target.path}. Var de färre än väntat, acceptera varningen.",
                loc=("utfall", place, "av"),
            )


def texts_have_the_numbers(register: Register, record: Record) -> Iterator[Finding]:
    """A number of something in a follow-up's summary or text is that of an outcome which counts it."""
    told = [one for one in _of_its_time(record) if _counts_something(one[0])] if is_a(record, FollowUp) else []
    rows = rows_of(register, record) if told and is_a(record, FollowUp) else ()
    return numbers_that_differ(told, rows) if rows else iter(())


@lru_cache(maxsize=KEPT)
def _counts_something(sentence: str) -> bool:
    return any(said_in(sentence))


def _of_its_time(record: Record[FollowUp]) -> Iterator[PlacedText]:
    """The sentences of a follow-up, without the year that it is of: under 2025 is no other time."""
    return ((without_its_year(text, record.fields.covers), loc, line) for text, loc, line in own_sentences(record))


def without_its_year(sentence: str, covers: Period) -> str:
    """A sentence without `under 2025`, in what is of the whole of that year and no other."""
    year = str(covers)
    return re.sub(rf" (?:under|år|under hela|hela) {year}\b", "", sentence) if len(year) == len("2025") else sentence


def numbers_that_differ(
    sentences: Iterable[PlacedText], rows: tuple[CountedRow, ...], *, are_results: bool = False
) -> Iterator[Finding]:
    """What is said of numbers in sentences that are not those of the outcomes that count the same, once of each outcome.

    Of `are_results` each is of what was done, also without a word that says so, unless it is of what was promised.
    """
    told: set[int] = set()
    rows = tuple(
        row for row in rows if row.outcome.per is None
    )  # of what is so many a week the text may tell the whole
    for sentence, loc, _ in sentences:
        if not loc and _OF_ANOTHER_TIME.search(sentence):
            continue
        is_beside = not loc and _BESIDE.search(sentence) is not None
        is_of_what_was_done = (are_results or _WAS_DONE.search(sentence)) and not _OF_WHAT_WAS_PROMISED.search(sentence)
        for said in said_in(sentence):
            of_it = _spoken_of(said, rows, is_summary=bool(loc))
            if is_beside:
                of_it = tuple(row for row in of_it if _has_its_name(row, said.noun.casefold()))
            if not of_it or said.per or of_it[0].place in told:
                continue
            before = sentence.partition(said.words)[0]
            is_done = is_of_what_was_done and not _BUT_BEFORE.search(before)
            if _is_told(said, of_it) and not (is_done and _is_only_the_goal(said, of_it)):
                continue
            if is_of_what_was_not_done(said, sentence) or _EXCEPT.search(before):
                continue
            if not loc and _is_of_something_else(sentence[len(before) + len(said.words) :], of_it):
                continue
            is_of_a_part = _OF_A_PART.search(sentence) or _FOR_EXAMPLE.search(before)
            if is_of_a_part and all(said.value < one.value for row in of_it for one in row.known[:1]):
                continue
            told.add(of_it[0].place)
            hint = f"Rätta det som är fel. Gäller de olika saker, säg vilken i {'kort:' if loc else 'texten'}."
            yield _other_number("Sammanfattningen" if loc else "Texten", said, rows=of_it, hint=hint)


def _is_of_something_else(after: str, rows: Sequence[CountedRow]) -> bool:
    """Whether a running text says of a number what it is of, or where, that no row is about: kontroller av belysningen."""
    found = _OF_OR_AT.match(after)
    return found is not None and all(slugify(found["what"])[:_SAME_WORD] not in row.about for row in rows)


def is_of_what_was_not_done(said: Said, sentence: str) -> bool:
    """Whether a number in a sentence is of what did not come about, or of a difference, and not of how many there were."""
    before, _, after = sentence.partition(said.words)
    return bool(
        _LEFT_OUT.match(after)
        or _NOT_DONE.match(after)
        or _NOT_DONE_BEFORE.search(before)
        or (said.kind or "").casefold() in _KINDS_NOT_DONE
    )


def _is_told(said: Said, rows: Sequence[CountedRow]) -> bool:
    together = sum(row.outcome.amount.value for row in rows if row.outcome.amount is not None)
    return said.value == together or any(said.may_be(one) for row in rows for one in row.known)


def _has_its_name(row: CountedRow, noun: str) -> bool:
    """Whether what is told beside the promises goes by a name of its own: of mere kontroller there may be more."""
    return (row.outcome.what or "").casefold().startswith(noun) and noun != last_word(row.unit).casefold()


def _is_only_the_goal(said: Said, rows: Sequence[CountedRow]) -> bool:
    """Whether a number is the one that was promised, and not the one that was done."""
    (row, *others) = rows
    return not others and row.promised is not None and not any(said.may_be(one) for one in row.reported)


def _spoken_of(said: Said, rows: Sequence[CountedRow], *, is_summary: bool) -> tuple[CountedRow, ...]:
    """The rows that a number may be of: those of its kind where a word says so, and of a compound those that are about it."""
    if (said.value == 1 and not is_summary) or (said.kind or "").casefold() in ("utlovade", "lovade"):
        return ()  # en kontroll may be any of them, and what was promised is told of as such
    fits = [row for row in rows if is_of(said.noun, row.unit)]
    of_kind = [row for row in fits if said.kind and said.kind.casefold() in row.unit.casefold().split()]
    if of_kind:
        return tuple(of_kind)
    if said.kind is None and not fits:
        elliptic = [
            row for row in rows if said.noun.casefold() == row.unit.casefold().split()[0] != last_word(row.unit)
        ]
        return tuple(elliptic) if len(elliptic) == 1 else ()
    about = [row for row in fits if _is_about(said.noun, row)]
    if is_summary and len(fits) == 1:
        return tuple(fits)
    return tuple(about)


def _is_about(noun: str, row: CountedRow) -> bool:
    """Whether the first part of a compound is in what the row is about: hastighetskontroller is not any kontroller."""
    slug, unit = slugify(noun), slugify(last_word(row.unit))
    first, found, _ = slug.partition(unit[: max(4, len(unit) - 3)])
    return not found or not first or first.removesuffix("s") in row.about


def _other_number(where: str, said: Said, *, rows: Sequence[CountedRow], hint: str) -> Finding:
    amounts = enumerate_words(
        dict.fromkeys(number(row.outcome.amount) for row in rows if row.outcome.amount is not None)
    )
    return Finding(
        code="text-mot-tal",
        message=f"{where} säger ”{said.words}”, men antalet är {amounts}.",
        hint=hint,
        loc=("utfall", rows[0].place, "antal"),
    )


def promises_are_told_as_they_were(register: Register, record: Record) -> Iterator[Finding]:
    """`mot utlovade minst 15` is of a goal that is 15."""
    target = target_of(register, record)
    if not is_a(record, FollowUp) or target is None or not has_actions(target):
        return
    goals = [(one, one.goal) for one in target.actions if isinstance(one.goal, NumericGoal)]
    for sentence, loc, line in own_sentences(record) if goals else ():
        for found in _PROMISED.finditer(sentence):
            value = value_of(found["number"] or found["before"])
            words = (found["noun"],) if found["noun"] else _WORD.findall(sentence)
            of_it = [pair for pair in goals if any(is_of(word, pair[1].unit) for word in words)]
            if found["noun"] and not of_it:
                continue  # of something that has no goal to be counted
            chosen = of_it if len(of_it) == 1 else goals
            if all(value not in numbers_of(goal, target) for _, goal in chosen):
                own = enumerate_words(
                    dict.fromkeys(counted(goal.written or goal.number, goal.unit) for _, goal in chosen)
                )
                yield Finding(
                    code="text-mot-tal",
                    message=f"Det står ”{found[0]}”, men {'målet' if len(chosen) == 1 else 'målen'} är {own}.",
                    hint=f"Rätta det som är fel. Är det målet, rätta det i {target.path}.",
                    loc=loc,
                    line=line,
                )


def more_than_promised_is_more(register: Register, record: Record) -> Iterator[Finding]:
    """`fler än utlovat` is said where it was more, `färre` where it was fewer, and `lika många` where it was the same."""
    for sentence, loc, line in own_sentences(record) if is_a(record, FollowUp) else ():
        for message in against_the_goals(register, record, sentence) if is_a(record, FollowUp) else ():
            yield _said_otherwise(message, loc, line)


def against_the_goals(register: Register, record: Record[FollowUp], sentence: str) -> Iterator[str]:
    """What a sentence says of what was done beside a goal that is not so: more, fewer, reached, missed."""
    found = _MORE.search(sentence) or _AT_THE_GOAL.search(sentence)
    target = target_of(register, record) if found is not None else None
    if found is None or target is None:
        return
    counted_actions = [one for one in target.actions if isinstance(one.goal, MeasurableGoal)]
    if _OF_ANOTHER_TIME.search(sentence) or _BESIDE.search(sentence) or _ALL_BUT.search(sentence):
        return
    own = tuple(one for one in reports_of(register, target) if one.identity == record.identity)
    run = range_of(record.fields.covers)
    standings = [(one, measure(one, own, period=run, is_over=True)) for one in counted_actions]
    known = [(one, standing) for one, standing in standings if _difference(standing) is not None]
    before = _WORD.findall(sentence[: found.end()])
    named = [pair for pair in known if any(is_of(word, pair[1].unit) for word in before)]
    is_of_another = any(is_of(word, one.id) for word in before for one in target.actions)
    chosen = named or (known if len(counted_actions) == 1 and not is_of_another else [])
    if len(chosen) != 1:
        return
    _, standing = chosen[0]
    difference = _difference(standing)
    if difference is None or standing.done is None or standing.promised is None:
        return
    if difference not in _meant(found):
        but = f"{counted(standing.done, standing.unit)} redovisas mot lovade {decimal(standing.promised)}"
        yield f"Det står ”{found[0]}”, men {but}."


def more_than_another_year_is_more(register: Register, record: Record) -> Iterator[Finding]:
    """`Fler än 2024` is more than the comparison with 2024, or than the number that the sentence itself gives of it."""
    rows = rows_of(register, record) if is_a(record, FollowUp) else ()
    for sentence, loc, line in own_sentences(record) if rows else ():
        found = _THAN_A_YEAR.search(sentence)
        covers = record.fields.covers.first if is_a(record, FollowUp) else None
        if found is None or covers is None:
            continue
        year = int(found["year"]) if found["year"] else covers.year - 1
        numbers = {value_of(one["number"]) for one in NUMERAL.finditer(sentence[: found.start()])}
        words = _WORD.findall(sentence[: found.end()])
        of_it = [row for row in rows if any(is_of(word, row.unit) and _is_about(word, row) for word in words)]
        known = [
            (row, before) for row in of_it if (before := _before(row, found, year=year, numbers=numbers)) is not None
        ]
        amount = known[0][0].outcome.amount if len(known) == 1 and year != covers.year else None
        if amount is None or amount.qualifier is not Qualifier.EXACT:
            continue
        is_more, before = found["how"].casefold() in ("fler", "mer"), known[0][1]
        if amount.value <= before if is_more else amount.value >= before:
            but = f"{number(amount)} är inte {'mer' if is_more else 'mindre'} än {decimal(before)}"
            yield _said_otherwise(f"Det står ”{found[0]}”, men {but}.", loc, line)


def _before(row: CountedRow, found: re.Match[str], *, year: int, numbers: set[Decimal]) -> Decimal | None:
    """How many there were in another year: as the sentence says of a number of its own, else as the outcome compares."""
    said = found["known"] or found["bracketed"]
    if said is not None:
        return value_of(said) if row.outcome.amount is not None and row.outcome.amount.value in numbers else None
    return next(
        (one.amount.value for one in row.outcome.comparisons if one.year is not None and one.year.year == year), None
    )


def _meant(found: re.Match[str]) -> tuple[int, ...]:
    """How what was done may stand to what was promised, by the words: 1 more, 0 the same, -1 fewer."""
    said = {name: (value or "").strip().casefold() for name, value in found.groupdict().items()}
    if said.get("same"):
        return (0,)
    if said.get("how") in ("fler", "mer") or said.get("side") == "över":
        return (1,)
    if said.get("how") or said.get("side") or said.get("short") or said.get("far"):
        return (-1,)
    return (0, 1)


def some_of_all_are_as_many(register: Register, record: Record) -> Iterator[Finding]:
    """`En av fyra vandringar ställdes in` leaves three, `alla fyra hölls` four and `ingen hölls` none: so says the outcome."""
    if not is_a(record, FollowUp):
        return
    told = [one for one in _of_its_time(record) if _tells_of_all(one[0])]
    rows = rows_of(register, record) if told or any(_tells_of_all(one.comment or "") for one in record.fields.outcomes) else ()  # fmt: skip
    for sentence, loc, line in told if rows else ():
        for _, message in (*some_of_all(sentence, rows), *all_or_none(sentence, rows)):
            yield _said_otherwise(message, loc, line, otherwise="Gäller de olika saker, säg vilken.")
    for row in rows:
        for sentence in sentences(row.outcome.comment or ""):
            for _, message in all_of(sentence, (row,)):
                yield _said_otherwise(message, ("utfall", row.place, "kommentar"), 0)


@lru_cache(maxsize=KEPT)
def _tells_of_all(text: str) -> bool:
    return any(pattern.search(text) for pattern in (_SOME_OF, _ALL_OF, _NONE_OF))


def _said_otherwise(
    message: str, loc: Loc, line: int, *, otherwise: str = "Gäller meningen något annat, säg vad."
) -> Finding:
    return Finding(code="text-mot-tal", message=message, hint=f"Rätta det som är fel. {otherwise}", loc=loc, line=line)


def some_of_all(sentence: str, rows: tuple[CountedRow, ...]) -> Iterator[tuple[CountedRow, str]]:
    """`En av fyra vandringar ställdes in` beside an outcome that does not leave three of them, or `tre av fem` of four promised."""
    for found in () if _OF_ANOTHER_TIME.search(sentence) or _BESIDE.search(sentence) else _SOME_OF.finditer(sentence):
        noun = found["noun"] or found["what"]
        of_it = [row for row in rows if is_of(noun, row.unit) and _is_about(noun, row)]
        some, whole = value_of(found["number"] or found["part"]), value_of(found["all"] or found["total"])
        left = whole - some if found["gone"] else some
        amount = of_it[0].outcome.amount if len(of_it) == 1 else None
        if amount is None or amount.qualifier is not Qualifier.EXACT:
            continue
        promised = of_it[0].promised
        if amount.value != left:
            message = (
                f"Det står ”{found[0]}”, det vill säga att {decimal(left)} blev av, men antalet är {number(amount)}."
            )
            yield of_it[0], message
        elif not found["gone"] and promised is not None and all(whole != one.value for one in of_it[0].known):
            yield of_it[0], f"Det står ”{found[0]}”, men {decimal(promised)} var lovade."


def all_or_none(sentence: str, rows: tuple[CountedRow, ...]) -> Iterable[tuple[CountedRow, str]]:
    """`Alla fyra vandringar hölls` beside three, and `inga vandringar hölls` beside any."""
    return (*all_of(sentence, rows), *_none_of(sentence, rows))


def _is_of_the_whole(sentence: str) -> bool:
    return not any(one.search(sentence) for one in (_OF_ANOTHER_TIME, _OF_A_PART, _BESIDE, _BUT))


def all_of(sentence: str, rows: tuple[CountedRow, ...]) -> Iterator[tuple[CountedRow, str]]:
    """`Alla fyra vandringar hölls` beside three, and `alla vandringar hölls` beside fewer than were promised."""
    for found in _ALL_OF.finditer(sentence) if _is_of_the_whole(sentence) else ():
        whole, noun = value_of(found["all"]) if found["all"] else None, found["noun"]
        of_it = [row for row in rows if noun is None or (is_of(noun, row.unit) and _is_about(noun, row))]
        if noun is None:
            of_it = [row for row in of_it if any(one.value == whole for one in row.known)]
        amount = of_it[0].outcome.amount if len(of_it) == 1 else None
        is_exact = amount is not None and amount.qualifier is Qualifier.EXACT
        promised = of_it[0].promised if len(of_it) == 1 else None
        if amount is not None and is_exact and whole is None and promised is not None and amount.value < promised:
            yield of_it[0], f"Det står ”{found[0]}”, men antalet är {number(amount)} av lovade {decimal(promised)}."
        if amount is not None and is_exact and whole is not None and amount.value != whole:
            yield of_it[0], f"Det står ”{found[0]}”, men antalet är {number(amount)}."


def _none_of(sentence: str, rows: tuple[CountedRow, ...]) -> Iterator[tuple[CountedRow, str]]:
    for found in _NONE_OF.finditer(sentence) if _is_of_the_whole(sentence) else ():
        of_it = [row for row in rows if is_of(found["noun"], row.unit) and _is_about(found["noun"], row)]
        amount = of_it[0].outcome.amount if len(of_it) == 1 else None
        if amount is not None and amount.value > 0:
            yield of_it[0], f"Det står ”{found[0]}”, men antalet är {number(amount)}."


def _difference(standing: ActionStanding) -> int | None:
    """How what was done stands to what was promised: 1 more, 0 the same, -1 fewer; None where it can't be told."""
    done, promised = standing.done, standing.promised
    if done is None or promised is None or done.qualifier is not Qualifier.EXACT:
        return None
    if done.value * FAR <= promised or promised * FAR <= done.value:
        return None  # told of as far from the goal
    return (done.value > promised) - (done.value < promised)


RULES: tuple[Rule, ...] = (
    comment_has_the_number,
    amount_is_no_difference,
    what_was_reached_has_no_cause,
    cause_agrees_with_the_number,
    no_time_is_longer_than_the_longest,
    all_are_all_that_were_promised,
    texts_have_the_numbers,
    promises_are_told_as_they_were,
    more_than_promised_is_more,
    some_of_all_are_as_many,
    more_than_another_year_is_more,
)
