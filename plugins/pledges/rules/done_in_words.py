"""What a follow-up says in words of whether something was done, or the pledge kept, beside `gjort`, `antal` and `bedömning`."""

import re
from collections.abc import Iterator

from pledges.content.geography import slugify
from pledges.content.goals import Goal, MeasurableGoal, NumericGoal, RelativeGoal, TimeLimitGoal
from pledges.content.record import Loc, Record, is_a
from pledges.content.record_fields import Action, Commitment, FollowUp, Outcome, Pledge
from pledges.content.register import Register
from pledges.rules.every_text import PlacedText, own_sentences, sentences
from pledges.rules.finding import Finding, Rule
from pledges.rules.follow_up_targets import target_of
from pledges.rules.number_reader import NUMBER, NUMERAL, value_of
from pledges.rules.texts_against_outcomes import rows_of
from pledges.status.date_ranges import range_of
from pledges.status.facts import reports_of
from pledges.status.goal_reached import Reached, measure
from pledges.status.other_goals import in_numbers
from pledges.swedish import decimal, quantity
from pledges.swedish import number as swedish_number
from pledges.written_values import NUMBER_WORDS, Period

_NOT = r"(?:inte|ej|aldrig)"
_PAST = r"öppnades?|öppnats|inrättades|tillsattes|anställdes|antogs|bildades|lanserades|sattes upp|togs i (?:drift|bruk)|genomfördes|gjordes|hölls|infördes|invigdes|slutfördes|fullföljdes|uppnåddes|uppfylldes|startades|byggdes|monterades|installerades"
_PARTICIPLE = (
    r"(?:genomför|inför|slutför|fullfölj)(?:d|t|da|ts)|gjor(?:d|t|da|ts)|hållits|hållen|invig(?:d|t|da|ts)|uppfyll(?:d|t|da|ts)|"
    r"uppnå(?:dd|tt|dda|tts)|startat|startats|byggts|monterats|installerats|påbörja(?:d|t|de|ts)|hunnits|blivit av|kommit (?:i gång|igång|till stånd)"
)
_READY = r"klar[at]?|avslutad|igång|i gång|på plats|i drift"
_DONE = re.compile(
    rf"\b(?:{_PAST}|fanns (?:på|i|vid)|blev (?:av|klar[at]?|{_PARTICIPLE})|(?:är|har|har blivit|blivit) (?:nu |helt |också |redan )?(?:{_PARTICIPLE}|{_READY})|enligt plan(?:en)?|som (?:planerat|utlovat|lovat))\b",
    re.IGNORECASE,
)
_UNDONE = re.compile(
    rf"\b{_NOT} (?:(?:har|är|blivit|blev|kunnat|kunde) )*(?:{_PARTICIPLE}|utförts?|genomföras|utföras|hållas|göras|starta|startas)\b"
    rf"|\b(?:{_PAST}|blev|startade|fanns|var|patrullerade|besökte|deltog) {_NOT}(?: av)?\b(?! förrän)|\bställ(?:des|ts|t) in\b|\b(?:fick|måste|tvingades) ställas in\b|\b(?:är|blev|blivit|har blivit) inställ(?:d|t|da)\b|\butebl(?:ev|ivit)\b"
    r"|\bhanns inte\b|\bhann (?:[^\W\d_]+ )?inte\b|\bvar aldrig\b|\b(?:sköts|skjutits) (?:upp|fram)\b|\blades ned\b|\bkom(?:mit)? aldrig (?:i gång|igång|till stånd)\b",
    re.IGNORECASE,
)
# With one of these in the sentence, what was done is a part of it, something else, or at another time.
_HEDGE = re.compile(
    rf"\b(?:{_NOT}|inga|ingen|inget|utan|men|dock|delvis|bara|endast|enbart|nästan|i stället|istället|först|senare|därefter|nästa|ska|skulle|kommer|planeras|"
    r"kunde|hade|några?|något|en del|delar|hälften|halva|ett av|en av|av de|annan|annat|andra|påbörja\w*|fortsätter|pågår|19\d\d|20\d\d)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)20\d\d(?!\d)")
_SOME = re.compile(r"\d|\b(?:en|ett|två|tre|fyra|fem|några?|flera|många|del|delar|vissa)\b", re.IGNORECASE)
_CLAUSES = re.compile(r", (?:men|medan) ")
_NONE_OF_IT = re.compile(
    r"^(?:inga|ingen|inget) (?P<noun>[^\W\d_]{4,}) (?:hölls|gjordes|genomfördes|blev av)\b", re.IGNORECASE
)

_NONE_WAS = re.compile(
    r"\b(?:ingen|inget|inga) (?P<noun>[^\W\d_]{4,})(?: [^\W\d_]+){0,4}? (?:hölls|gjordes|genomfördes|ägde rum|blev av|har (?:hållits|gjorts|genomförts|blivit av))\b",
    re.IGNORECASE,
)
_SOME_OF_ALL = re.compile(
    rf"^{NUMBER} av (?:de |löftets )?{NUMBER.replace('number', 'all')} (?!procent)[^\W\d_]{{4,}}(?: [^\W\d_]+){{0,3}}? (?:fick|hölls|gjordes|genomfördes|blev av|besöktes|deltog|nåddes)\b",
    re.IGNORECASE,
)
_OCCASION = re.compile(
    r"(?:mån|tis|ons|tors|fre|lör|sön)dag(?:en|ar)?|kväll(?:en|ar)?|dag(?:ar)?|pass|tillfällen?|insats(?:er)?|aktivitet(?:er)?|träff(?:ar)?|möten?",
    re.IGNORECASE,
)
_AS_PROMISED = re.compile(
    r"\b(?:som|enligt vad som) (?:ut)?lova(?:t|ts|des)\b|\b(?:som planerat|enligt plan(?:en)?|enligt löftet)\b",
    re.IGNORECASE,
)
_EVERYTHING_DONE = re.compile(
    rf"\b(?:allt(?: som (?:(?:var|har|hade) )?(?:ut)?lova(?:des|ts|t|de))?|(?:alla|samtliga)(?: (?:de )?(?:\d+|{'|'.join(NUMBER_WORDS)}))?(?: (?:utlovade|lovade|planerade))? "
    rf"(?:åtgärder(?:na)?|insatser(?:na)?|aktiviteter(?:na)?|punkter(?:na)?))(?: i löftet| under året)? (?:{_PAST}|blev (?:av|klar[at]?|{_PARTICIPLE})|(?:är|har|har blivit) (?:nu )?(?:{_PARTICIPLE}|{_READY}))\b"
    rf"|\b(?:alla|samtliga)(?: (?:\d+|{'|'.join(NUMBER_WORDS)}))?(?: de)? mål(?:en)?(?: i löftet| för året)? (?:nåddes|uppnåddes|(?:är|blev) (?:upp)?nådda|har (?:upp)?nåtts)\b",
    re.IGNORECASE,
)
_ALL_OF_IT = re.compile(r"\b(?:allt|alla|samtliga|hela)\b", re.IGNORECASE)
_EXCEPT = re.compile(
    rf"\b(?:{_NOT}|utom|förutom|men|dock|nästan|ska|skulle|kommer|om|när|innan|delvis)\b", re.IGNORECASE
)

_WHOLE = r"\b(?:löftet|löftena|alla (?:delar av )?löften(?:a)?|alla delar av löftet)"
_JUDGED = r"(?:uppfylld|uppfyllt|uppfyllda|uppfyllts|infriat|infriats|infriade|hållits|hållet)"
_SAID_OF_THE_WHOLE = re.compile(
    rf"{_WHOLE} (?:(?P<first>inte helt|inte fullt ut|inte|ej|aldrig|bara delvis|delvis|helt) )?(?:(?:har|är|anses|bedöms|bedöms vara|blev|blivit|har blivit) )?(?P<how>(?:helt|fullt ut|inte helt|inte fullt ut|inte|ej|aldrig|bara delvis|endast delvis|delvis|till viss del) )?(?:{_JUDGED}|uppfylldes|infriades|hölls)\b"
    r"(?: (?P<after>inte helt|inte fullt ut|inte|ej|bara delvis|endast delvis|delvis|bara till viss del|till viss del|till en del|till största delen|i stort sett|i huvudsak|bara)\b)?",
    re.IGNORECASE,
)
_PROMISE_KEPT = re.compile(
    r"\b(?:höll|infriade|uppfyllde|levde upp till) (?:(?P<how>inte|bara delvis|delvis) )?(?:sitt |sina |hela |alla )?löfte(?:t|n|na)?\b(?! (?:om|att|på)\b)",
    re.IGNORECASE,
)
"""As a headline says it: Hjo höll löftet för 2025; not `höll löftet om kontroller`, which is of one action."""
_HELD = re.compile(r"\b(?:hölls|genomfördes|ägde rum|samlade|lockade|besöktes av|blev av)\b", re.IGNORECASE)
_CANCELLED = re.compile(rf"\b(?:inställ\w*|ställ\w* in|skulle|{_NOT})\b", re.IGNORECASE)
_ACTIONS_DONE = re.compile(
    rf"{NUMBER} av (?:de |löftets )?{NUMBER.replace('number', 'all')} (?:lovade |utlovade )?åtgärder(?:na)?(?: i löftet)? "
    r"(?:(?P<reached>nådde (?:sina |sitt )?mål(?:en|et)?)|(?:(?:är|har|blev|har blivit) )?(?:gjor(?:des|da|ts)|genomför(?:des|da|ts)|uppfyll(?:des|da|ts)|slutför(?:des|da|ts)|klara|av))\b"
    r"(?! (?:inte|bara|delvis))(?P<fully> (?:fullt ut|helt|som (?:ut)?lovat))?",
    re.IGNORECASE,
)
_SOMEBODY_ELSE = re.compile(r"\b(?:enligt|bedömer|menar|skriver|anser|tycker) (?!Polisen|Kommunen)[A-ZÅÄÖ][^\W\d_]{4,}")
_OF_ANOTHER_TIME = re.compile(
    r"\b(?:året (?:före|innan)|förra|tidigare|föregående|hittills|om|när|ska|skulle)\b|(?<!\d)20\d\d\b", re.IGNORECASE
)


def done_agrees_with_the_number(register: Register, record: Record) -> Iterator[Finding]:
    """An outcome isn't said to be undone beside how many there were, done where there were none or beyond its limit, nor done in part beside the goal."""
    promised = {row.place: row.promised for row in rows_of(register, record)} if is_a(record, FollowUp) else {}
    target = target_of(register, record)
    goals = {action.id: action.goal for action in target.actions} if target is not None else {}
    for place, outcome in enumerate(record.fields.outcomes if is_a(record, FollowUp) else ()):
        if outcome.done == "ja" and (words := _beyond(goals.get(outcome.action or ""), outcome)):
            yield Finding(
                code="gjort-mot-antal",
                message=f"Det står gjort: ja, men {words}.",
                hint="Ta bort gjort:, så räknar portalen ut om målet är nått. Är det talet som är fel, rätta det.",
                loc=("utfall", place, "gjort"),
            )
        if outcome.amount is None or outcome.done is None:
            continue
        goal = promised.get(place)
        if outcome.done == "delvis" and goal is not None and outcome.amount.value >= goal:
            yield Finding(
                code="gjort-mot-antal",
                message=f"Det står gjort: delvis, men antalet är {swedish_number(outcome.amount)} av lovade {decimal(goal)}.",
                hint="Ta bort gjort:, eller rätta antalet.",
                loc=("utfall", place, "gjort"),
            )
        if (outcome.done == "nej") is (outcome.amount.value > 0):
            yield Finding(
                code="gjort-mot-antal",
                message=f"Det står gjort: {outcome.done}, men antalet är {swedish_number(outcome.amount)}.",
                hint="Ta bort gjort: när antalet är känt, eller rätta den ena.",
                loc=("utfall", place, "gjort"),
            )


def _beyond(goal: Goal | None, outcome: Outcome) -> str | None:
    """What an outcome was, beside the most or the longest that was promised; None where it is within that."""
    if (
        isinstance(goal, TimeLimitGoal)
        and outcome.within is not None
        and outcome.within.is_within(goal.within) is False
    ):
        return f"tiden är {outcome.within} mot lovade {goal.within}"
    most = in_numbers(goal, ()) if isinstance(goal, RelativeGoal) else goal
    if (
        not isinstance(most, NumericGoal)
        or not most.is_upper_limit
        or most.per
        or outcome.amount is None
        or outcome.per
        or outcome.unit not in (None, most.unit)
        or outcome.amount.value <= most.number.value
    ):
        return None
    return f"antalet är {swedish_number(outcome.amount)} mot lovade högst {decimal(most.number.value)}"


def comment_agrees_with_done(register: Register, record: Record) -> Iterator[Finding]:
    """What is said to be done isn't told as not done beside it, nor the other way round."""
    for place, outcome in enumerate(record.fields.outcomes if is_a(record, FollowUp) else ()):
        stated, loc = _stated(outcome, place)
        said = _opposite(outcome, record.fields.covers) if is_a(record, FollowUp) else None
        if stated is not None and said is not None:
            where, words, hint = said
            yield Finding(
                code="gjort-mot-kommentar",
                message=f"Det står {stated}, men {where} säger ”{words}”.",
                hint=hint,
                loc=loc,
            )


def cancelled_meetings_were_not_held(register: Register, record: Record) -> Iterator[Finding]:
    """A meeting that is said to be cancelled isn't told as held."""
    for place, change in enumerate(record.changes):
        found = next((_HELD.search(one) for one in sentences(change.text) if _HELD.search(one)), None)
        if change.cancelled and found is not None and not _CANCELLED.search(change.text):
            yield Finding(
                code="installt-mot-texten",
                message=f"Det står inställt: ja, men texten säger ”{found[0]}”.",
                hint="Blev det av, ta bort inställt:. Blev det inte av, skriv i texten vad det skulle ha varit.",
                loc=("händelser", place, "inställt"),
            )


def _stated(outcome: Outcome, place: int) -> tuple[str | None, Loc]:
    """What the keys say of whether it was done, as it stands there."""
    if outcome.done is not None:
        return f"gjort: {outcome.done}", ("utfall", place, "gjort")
    if outcome.amount is not None:
        return f"antal: {outcome.amount}", ("utfall", place, "antal")
    return None, ()


def _opposite(outcome: Outcome, covers: Period) -> tuple[str, str, str] | None:
    """Where an outcome's own words say the opposite of its keys, the words, and what to do."""
    comment = outcome.comment or ""
    if outcome.done == "ja":
        some = _SOME_OF_ALL.search(comment)
        if some is not None and value_of(some["number"]) < value_of(some["all"]):
            return "kommentaren", some[0], "Skriv gjort: delvis, eller antalet under antal:, eller rätta kommentaren."
        for where, text in (("kommentaren", comment), ("orsaken", outcome.cause or "")):
            if found := _UNDONE.search(text):
                return where, found[0], f"Skriv gjort: nej eller delvis, eller rätta {where}. Gäller den en liten del, acceptera varningen."  # fmt: skip
    elif outcome.done == "delvis":
        whole = (one for one in sentences(comment) if _ALL_OF_IT.search(one) and not _EXCEPT.search(one))
        if words := next((found[0] for one in whole if (found := _done_in(one, covers)) is not None), None):
            return "kommentaren", words, "Skriv gjort: ja, eller säg i kommentaren vad som inte blev av."
    elif is_undone(outcome):
        plain = (found[0] for one in sentences(comment) if (found := _done_in(one, covers)) is not None)
        if words := next(plain, None):
            instead = "gjort: ja" if outcome.done == "nej" else "antalet"
            return "kommentaren", words, f"Skriv {instead}, eller rätta kommentaren."
    elif outcome.amount is not None:
        found = _NONE_OF_IT.search(comment)
        if found is not None and (_names(found["noun"], outcome.unit) or _names(found["noun"], outcome.action)):
            return "kommentaren", found[0], "Rätta det som är fel."
    return None


def is_undone(outcome: Outcome) -> bool:
    """Whether it is said that nothing was done."""
    is_none = outcome.amount is not None and outcome.amount.value == 0
    return outcome.done == "nej" or (is_none and outcome.done is None)


def _done_in(sentence: str, covers: Period) -> re.Match[str] | None:
    """The words of a sentence that say that it was done, all of it and in time: a year that is covered is no other time."""
    return None if _HEDGE.search(_without_own_years(sentence, covers)) else _DONE.search(sentence)


def _without_own_years(sentence: str, covers: Period) -> str:
    first, last = covers.first, covers.last
    own = range(first.year, last.year + 1) if first is not None and last is not None else ()
    return _YEAR.sub(lambda found: "" if int(found[0]) in own else found[0], sentence)


def texts_agree_with_done(register: Register, record: Record) -> Iterator[Finding]:
    """What the summary and the text say was done, or was not, is not the opposite of the outcome of that name."""
    if not is_a(record, FollowUp):
        return
    named = [
        (place, one)
        for place, one in enumerate(record.fields.outcomes)
        if one.done is not None or one.amount is not None
    ]
    told = ((clause, loc, line) for one, loc, line in own_sentences(record) for clause in _CLAUSES.split(one))
    for sentence, loc, line in told if named else ():
        done, undone = _done_in(sentence, record.fields.covers), _UNDONE.search(sentence)
        none = _NONE_WAS.search(sentence)
        if done is None and none is None and (undone is None or _SOME.search(sentence)):
            continue
        words = re.findall(r"[^\W\d_]{4,}", sentence)
        of_it = [
            pair for pair in named if any(_names(word, pair[1].unit) or _names(word, pair[1].action) for word in words)
        ]
        if len(of_it) != 1:
            continue
        place, outcome = of_it[0]
        is_none = none is not None and (_OCCASION.fullmatch(none["noun"]) or _names(none["noun"], outcome.action))
        found = done if is_undone(outcome) else (none if is_none else undone) if outcome.done == "ja" else None
        if found is not None:
            yield Finding(
                code="gjort-mot-kommentar",
                message=f"Det står ”{found[0]}” om det som har {_stated(outcome, place)[0]} under utfall:.",
                hint="Rätta det som är fel. Gäller meningen något annat, acceptera varningen.",
                loc=loc,
                line=line,
            )


def as_promised_is_reached(register: Register, record: Record) -> Iterator[Finding]:
    """`Vandringarna hölls som utlovat` is not said of what was missed, nor in the comment of its own outcome."""
    if not is_a(record, FollowUp):
        return
    named = [(place, one) for place, one in enumerate(record.fields.outcomes) if one.action is not None]
    texts = (*(one.comment or "" for _, one in named), *(one[0] for one in own_sentences(record)))
    target = target_of(register, record) if any(map(_AS_PROMISED.search, texts)) else None
    if target is None:
        return
    missed = dict(_missed(target, register, record))
    units = {one.id: one.goal.unit if isinstance(one.goal, NumericGoal) else None for one in target.actions}
    for place, outcome in named if missed else ():
        if is_undone(outcome):
            continue  # told of by `comment_agrees_with_done`
        found = next((one for text in sentences(outcome.comment or "") if (one := _as_promised(text, record.fields.covers))), None)  # fmt: skip
        if found is not None and outcome.action in missed:
            yield _not_as_promised(found, missed[outcome.action], loc=("utfall", place, "kommentar"), line=0)
    for sentence, loc, line in own_sentences(record) if missed else ():
        found = _as_promised(sentence, record.fields.covers)
        words = re.findall(r"[^\W\d_]{4,}", sentence[: found.start()]) if found is not None else []
        of_it = {one.action for _, one in named if any(_names(word, name) for word in words for name in (one.action, one.unit, units.get(one.action or "")))}  # fmt: skip
        if found is not None and len(of_it) == 1 and (action := next(iter(of_it))) in missed:
            yield _not_as_promised(found, missed[action], loc=loc, line=line)


def _as_promised(sentence: str, covers: Period) -> re.Match[str] | None:
    """The words of a sentence that say that something became as promised; a number of it is told of by itself."""
    if NUMERAL.search(_without_own_years(sentence, covers)):
        return None
    return None if _HEDGE.search(_without_own_years(sentence, covers)) else _AS_PROMISED.search(sentence)


def _not_as_promised(found: re.Match[str], but: str, *, loc: Loc, line: int) -> Finding:
    hint = "Rätta det som är fel, eller säg vad som inte blev gjort."
    return Finding(
        code="gjort-mot-kommentar", message=f"Det står ”{found[0]}”, men {but}.", hint=hint, loc=loc, line=line
    )


def _names(word: str, name: str | None) -> bool:
    """Whether a word is the name of an action or a unit, in whatever form: `vandringen` of vandringar, `träffen` of traff."""
    if name is None:
        return False
    slug, name = slugify(word), slugify(name.rsplit(maxsplit=1)[-1])
    length = max(5, len(name) - 2)
    return len(slug) >= length and slug[:length] == name[:length]


def summary_agrees_with_the_verdict(register: Register, record: Record) -> Iterator[Finding]:
    """What the title, the summary and the text say of the whole pledge is the verdict."""
    if not is_a(record, FollowUp):
        return
    title: PlacedText = (record.fields.title, ("titel",), 0)
    for sentence, loc, line in (title, *_own_verdict(record), *own_sentences(record)):
        for message in against_the_verdict(record, sentence):
            yield Finding(
                code="kort-mot-bedomning",
                message=message,
                hint="Är det någon annans ord, hör de till ett omnämnande: ta bort dem här. Rätta annars den ena."
                if _SOMEBODY_ELSE.search(sentence)
                else "Rätta den ena.",
                loc=loc,
                line=line,
            )


def against_the_verdict(record: Record[FollowUp], sentence: str) -> Iterator[str]:
    """What a sentence says of the whole pledge that is another verdict than that of the follow-up."""
    verdict = record.fields.verdict
    found = _SAID_OF_THE_WHOLE.search(sentence) or _PROMISE_KEPT.search(sentence)
    if found is None or verdict not in ("uppfyllt", "delvis uppfyllt", "inte uppfyllt"):
        return
    if _OF_ANOTHER_TIME.search(_without_own_years(sentence, record.fields.covers)):
        return
    how = " ".join(filter(None, found.groups())).casefold()
    said = "delvis uppfyllt" if re.search("del|bara|stort|huvudsak|inte (?:helt|fullt)", how) else "inte uppfyllt" if re.search(_NOT, how) else "uppfyllt"  # fmt: skip
    if said != verdict and (said, verdict) != ("delvis uppfyllt", "inte uppfyllt"):
        yield f"Det står ”{found[0]}”, men bedömningen är ”{verdict}”."


def as_many_actions_were_done(register: Register, record: Record) -> Iterator[Finding]:
    """`Fyra av fem åtgärder gjordes fullt ut` are as many as the outcomes say."""
    if not is_a(record, FollowUp):
        return
    for sentence, loc, line in (*_own_verdict(record), *own_sentences(record)):
        for message in against_the_actions(register, record, sentence):
            yield Finding(code="gjort-mot-kommentar", message=message, hint="Rätta det som är fel.", loc=loc, line=line)


def against_the_actions(register: Register, record: Record[FollowUp], sentence: str) -> Iterator[str]:
    """What a sentence says of how many actions were done that is not so, in a follow-up of all of the time."""
    found = _ACTIONS_DONE.search(sentence)
    target = target_of(register, record) if found is not None and record.fields.is_final else None
    if found is None or target is None or not is_a(target, Pledge):
        return
    there = {len(target.actions)}
    if (in_document := target.fields.actions_in_document) is not None:
        there.add(int(in_document.value))
    said, whole = value_of(found["number"]), value_of(found["all"])
    if whole not in there:
        yield f"Det står ”{found[0]}”, men löftet har {quantity(len(target.actions), 'åtgärd', 'åtgärder')}."
        return
    how = [_how_far(action, register, record) for action in target.actions]
    if None in how or len(there) > 1:
        return
    fully, begun = how.count("ja"), how.count("ja") + how.count("delvis")
    most = fully if found["reached"] or found["fully"] else begun
    if not fully <= said <= most:
        yield f"Det står ”{found[0]}”, men {quantity(fully, 'är gjord eller har nått sitt mål', 'är gjorda eller har nått sitt mål')} enligt utfallet."


def _how_far(action: Action, register: Register, record: Record[FollowUp]) -> str | None:
    """How far an action came, as `gjort` says it; None where that can't be told."""
    target = target_of(register, record)
    own = tuple(one for one in reports_of(register, target) if one.identity == record.identity) if target else ()
    if isinstance(action.goal, MeasurableGoal):
        standing = measure(action, own, period=range_of(record.fields.covers), is_over=True)
        if standing.reached is Reached.REACHED:
            return "ja"
        if standing.reached is Reached.NOT_REACHED:
            return "nej" if standing.done is not None and standing.done.value == 0 else "delvis"
    said = [one.done for one in record.fields.outcomes if one.action == action.id and one.done is not None]
    return said[-1] if said else None


def everything_is_done(register: Register, record: Record) -> Iterator[Finding]:
    """`Allt som lovades blev gjort` is not said beside another verdict, nor beside an action that was not done or not reached."""
    for sentence, loc, line in (*_own_verdict(record), *own_sentences(record)) if is_a(record, FollowUp) else ():
        found = everything_in(sentence)
        if not is_a(record, FollowUp) or found is None:
            continue
        missed = missed_in(register, record)
        if record.fields.verdict == "inte uppfyllt":
            code, but, hint = "kort-mot-bedomning", f"bedömningen är ”{record.fields.verdict}”", "Rätta den ena."
        elif missed is not None:
            code, but, hint = "gjort-mot-kommentar", missed, "Rätta det som är fel, eller säg vad som inte blev gjort."
        else:
            continue
        yield Finding(code=code, message=f"Det står ”{found[0]}”, men {but}.", hint=hint, loc=loc, line=line)
        return


def everything_in(sentence: str) -> re.Match[str] | None:
    """The words of a sentence that say that everything was done."""
    return None if _EXCEPT.search(sentence) else _EVERYTHING_DONE.search(sentence)


def _own_verdict(record: Record[FollowUp]) -> Iterator[PlacedText]:
    """What the parties say of the whole in words of their own, also where they look ahead."""
    for key, text in (("omdöme", record.fields.own_words), ("nästa steg", record.fields.next_step)):
        yield from ((one, (key,), 0) for one in sentences(text or ""))


def missed_in(register: Register, record: Record[FollowUp]) -> str | None:
    """What a follow-up tells of that was not done, or not reached."""
    return next((but for _, but in _missed(target_of(register, record), register, record)), None)


def _missed(
    target: Record[Commitment] | None, register: Register, record: Record[FollowUp]
) -> Iterator[tuple[str, str]]:
    """Each action that was not done, or not reached, with what says so."""
    for outcome in record.fields.outcomes:
        if outcome.action is not None and outcome.done in ("nej", "delvis"):
            yield outcome.action, f"”{outcome.action}” har gjort: {outcome.done}"
    own = tuple(one for one in reports_of(register, target) if one.identity == record.identity) if target is not None else ()  # fmt: skip
    run = range_of(record.fields.covers)
    for action in target.actions if target is not None else ():
        if (
            isinstance(action.goal, MeasurableGoal)
            and measure(action, own, period=run, is_over=True).reached is Reached.NOT_REACHED
        ):
            yield action.id, f"målet för ”{action.id}” är inte nått"


RULES: tuple[Rule, ...] = (
    everything_is_done,
    comment_agrees_with_done,
    cancelled_meetings_were_not_held,
    done_agrees_with_the_number,
    texts_agree_with_done,
    as_promised_is_reached,
    summary_agrees_with_the_verdict,
    as_many_actions_were_done,
)
