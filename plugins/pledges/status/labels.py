"""How each state is put in Swedish: one table, a short neutral label and one explaining sentence each.

What the portal's editors have not found in the sources is their gap, and no failure of the parties; so a record
that is a compilation has words of its own wherever something is not here.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import KW_ONLY, dataclass, replace

from pledges import swedish
from pledges.content.kinds import Kind
from pledges.i18n import _
from pledges.status import explanation
from pledges.status.date_ranges import DateRange
from pledges.status.follow_up_state import FollowUpState
from pledges.status.record_state import VERDICTS, OwnWords, PartyVerdict, State
from pledges.status.result_for_readers import ActionResult, ReaderState, Result
from pledges.status.standing import Rhythm, Standing
from pledges.tongues import SWEDISH, Tongue
from pledges.written_values import Number


@dataclass(frozen=True, slots=True)
class Words:
    """A label and a sentence, for records kept by the parties, and for compilations where it differs.

    `common` is the label beside a word of common gender (överenskommelse, åtgärdsplan), where it differs.
    """

    label: str
    sentence: str
    _: KW_ONLY
    compiled_label: str = ""
    compiled_sentence: str = ""
    common: str = ""


# That a period goes on, or has ended, says nothing of whether anything was done, and is put so that nobody takes it for that.
STATES: dict[State, Words] = {
    State.NOT_YET_PUBLISHED: Words("Ännu inte publicerat", "Löftet har ännu inte getts till invånarna."),
    State.PLANNED: Words("Planerat", "Perioden har inte börjat.", common="Planerad"),
    State.ONGOING: Words("Perioden pågår", "Perioden har börjat och är inte slut."),
    State.ENDED: Words(
        "Perioden är slut",
        "Perioden är slut. Någon samlad bedömning från parterna finns inte här.",
        compiled_sentence="Perioden är slut. Någon samlad bedömning från parterna hittades inte i källorna.",
    ),
    State.KEPT: Words("Uppfyllt", "Den samlade bedömningen är att det som lovades är uppfyllt.", common="Uppfylld"),
    State.PARTLY_KEPT: Words(
        "Delvis uppfyllt",
        "Den samlade bedömningen är att det som lovades är delvis uppfyllt.",
        common="Delvis uppfylld",
    ),
    State.NOT_KEPT: Words(
        "Inte uppfyllt", "Den samlade bedömningen är att det som lovades inte är uppfyllt.", common="Inte uppfylld"
    ),
    State.NOT_ASSESSABLE: Words(
        "Går inte att bedöma",
        "Den samlade bedömningen är att det inte går att bedöma om det som lovades är uppfyllt.",
    ),
    State.PARTIES_DISAGREE: Words(
        "Parterna bedömer olika",
        "Parterna har gett olika samlade bedömningar. Båda står här.",
    ),
    State.BROKEN_OFF: Words("Avbrutet", "Arbetet avbröts i förtid. Skälet anges här.", common="Avbruten"),
    State.REPLACED: Words("Ersatt", "Något nyare har kommit i stället."),
    State.UNKNOWN: Words(
        "Okänt om det gäller nu",
        "Det framgår inte här om perioden pågår eller är slut.",
        compiled_sentence="Det framgår inte av källorna om perioden pågår eller är slut.",
        common="Okänt om den gäller nu",
    ),
}

FOLLOW_UPS: dict[FollowUpState, Words] = {
    FollowUpState.NOT_DUE: Words(
        "Ingen slutlig uppföljning ännu", "Det är ännu inte dags att berätta hur det slutade."
    ),
    FollowUpState.AWAITED: Words("Resultat väntas", "Perioden är slut och resultatet väntas."),
    FollowUpState.LATE: Words(
        "Uppföljningen försenad",
        "Dagen då uppföljningen skulle vara klar enligt parterna har passerat, och den finns inte här.",
    ),
    FollowUpState.NOT_PUBLISHED_HERE: Words(
        "Inget resultat publicerat här",
        "Perioden är slut och inget resultat är publicerat här. Det säger ingenting om hur det gick.",
    ),
    FollowUpState.NOT_FOUND: Words(
        "Uppföljning hittades inte i källorna",
        "Portalens redaktion har inte hittat någon uppföljning i de källor som den har gått igenom. "
        "Det betyder inte att det saknas en.",
    ),
    FollowUpState.INTERIM_ONLY: Words(
        "Slutresultat saknas, delredovisning finns",
        "Minst en av parterna har redovisat en del av resultatet. Slutresultatet är inte publicerat här.",
        compiled_label="Delredovisning finns, slutresultat hittades inte i källorna",
        compiled_sentence="Minst en av parterna har redovisat en del av resultatet. "
        "Portalens redaktion har inte hittat slutresultatet i källorna.",
    ),
    FollowUpState.BY_OTHERS_ONLY: Words(
        "Redovisat av någon annan",
        "Någon annan än parterna har berättat hur det gick. Parternas egen uppföljning är inte publicerad här.",
        compiled_sentence="Någon annan än parterna har berättat hur det gick. "
        "Parternas egen uppföljning hittades inte i källorna.",
    ),
    FollowUpState.FINAL: Words("Slutlig uppföljning finns", "Minst en av parterna har berättat hur det gick."),
    FollowUpState.UNKNOWN: Words(
        "Okänt när resultat kan väntas",
        "Det framgår inte här när perioden slutar, och därför inte heller när resultatet kan väntas.",
        compiled_sentence="Det framgår inte av källorna när perioden slutar, "
        "och därför inte heller när resultatet kan väntas.",
    ),
}


@dataclass(frozen=True, slots=True)
class ResultWords:
    """How a result is put: on its own, after a number of actions (one or several), and in a sentence.

    `all` is said of actions that have it all, where it isn't "alla" and the words for several.
    """

    label: str
    _: KW_ONLY
    one: str
    many: str
    sentence: str
    compiled_sentence: str = ""
    all: str = ""


RESULTS: dict[Result, ResultWords] = {
    Result.REACHED: ResultWords(
        "Nått", one="nådd", many="nådda", sentence="Det redovisade är minst så mycket som lovades."
    ),
    Result.NOT_REACHED: ResultWords(
        "Inte nått", one="inte nådd", many="inte nådda", sentence="Det redovisade är mindre än vad som lovades."
    ),
    Result.DONE: ResultWords(
        "Gjort",
        one="gjord",
        many="gjorda",
        sentence="Enligt den som redovisar är åtgärden gjord.",
        compiled_sentence="Portalens redaktion läser redovisningen så att åtgärden är gjord.",
    ),
    Result.DONE_UNCOUNTED: ResultWords(
        "Gjort, antalet framgår inte",
        one="gjord (antalet framgår inte)",
        many="gjorda (antalet framgår inte)",
        sentence="Enligt den som redovisar är åtgärden gjord. Hur många det blev framgår inte, och därför inte om målet är nått.",
        compiled_sentence="Portalens redaktion läser redovisningen så att åtgärden är gjord. "
        "Hur många det blev framgår inte, och därför inte om målet är nått.",
    ),
    Result.PARTLY: ResultWords(
        "Delvis",
        one="delvis",
        many="delvis",
        sentence="Enligt den som redovisar är en del av åtgärden gjord.",
        compiled_sentence="Portalens redaktion läser redovisningen så att en del av åtgärden är gjord.",
    ),
    Result.NOT_DONE: ResultWords(
        "Inte gjort",
        one="inte gjord",
        many="inte gjorda",
        sentence="Enligt den som redovisar är åtgärden inte gjord.",
        compiled_sentence="Portalens redaktion läser redovisningen så att åtgärden inte var gjord då.",
    ),
    Result.REPORTED: ResultWords(
        "Redovisat, oklart om det är gjort",
        one="redovisad (oklart om den är gjord)",
        many="redovisade (oklart om de är gjorda)",
        sentence="Något är redovisat om åtgärden, men det framgår inte om den är gjord.",
    ),
    Result.NOT_MENTIONED: ResultWords(
        "Nämns inte i uppföljningen",
        one="nämns inte i uppföljningen",
        many="nämns inte i uppföljningen",
        sentence="De som ansvarar för åtgärden har gjort en slutlig uppföljning som inte tar upp den.",
    ),
    Result.NOTHING_REPORTED: ResultWords(
        "Inget redovisat",
        one="inte redovisad",
        many="inte redovisade",
        sentence="Något resultat för åtgärden är inte publicerat här.",
        compiled_sentence="Portalens redaktion har inte hittat något resultat för åtgärden i källorna.",
        all="ingen redovisad",
    ),
    Result.NOT_YET: ResultWords(
        "Inte dags ännu",
        one="inte dags ännu",
        many="inte dags ännu",
        sentence="Det är ännu inte dags att redovisa åtgärden.",
        all="inte dags ännu",
    ),
}
# Where the same result is put otherwise: nobody has said when it is due, it is about a goal in words, a goal in numbers, or
# not all of the follow-up has been read, or none of it.
_NOTHING_SO_FAR = ResultWords(
    "Inget redovisat än",
    one="inte redovisad än",
    many="inte redovisade än",
    sentence="Perioden pågår, och inget är redovisat hittills.",
    all="ingen redovisad än",
)
_NOT_REACHED_IN_WORDS = replace(
    RESULTS[Result.NOT_REACHED],
    sentence="Enligt den som redovisar är det som skulle uppnås inte uppnått.",
    compiled_sentence="Portalens redaktion läser redovisningen så att det som skulle uppnås inte var uppnått då.",
)
_WITHOUT_ANSWER = ResultWords(
    "Redovisat, oklart om målet är nått",
    one="redovisad (oklart om målet är nått)",
    many="redovisade (oklart om målet är nått)",
    sentence="Något är redovisat, men det går inte att säga om målet är nått.",
)
_NOTHING_IN_WHAT_WAS_READ = replace(
    RESULTS[Result.NOTHING_REPORTED],
    label="Inget redovisat i det vi läste",
    one="inte redovisad i det vi läste",
    many="inte redovisade i det vi läste",
    sentence="Det finns en uppföljning, men vi har bara läst en del av den, och där finns inget om åtgärden.",
    compiled_sentence="",
    all="ingen redovisad i det vi läste",
)
_NOTHING_READ = replace(
    RESULTS[Result.NOTHING_REPORTED],
    label="Okänt, uppföljningen är oläst",
    one="okänd, uppföljningen är oläst",
    many="okända, uppföljningen är oläst",
    sentence="Det finns en uppföljning, men vi har inte läst den.",
    compiled_sentence="",
    all="uppföljningen är oläst",
)
# What others tell is no report, so the label is the same; but the sources are not silent.
_TOLD_BY_OTHERS = replace(
    RESULTS[Result.NOTHING_REPORTED],
    sentence="Parterna har inte redovisat något om åtgärden här. Någon annan berättar om den.",
    compiled_sentence="Parterna har inte redovisat något om åtgärden i det vi läste. Någon annan berättar om den.",
)
# Nobody has said partly: it is what a yes and a no come to together.
_DIFFERENT_WORDS = replace(
    RESULTS[Result.PARTLY],
    sentence="De som redovisar säger olika om åtgärden. Därför räknas den som delvis gjord.",
    compiled_sentence="Som portalens redaktion läser redovisningarna säger de olika om åtgärden. Därför räknas den som delvis gjord.",
)

READER_STATES: dict[ReaderState, str] = {
    ReaderState.IN_FORCE: "Gäller nu",
    ReaderState.BEING_FOLLOWED_UP: "Följs upp",
    ReaderState.REPORTED: "Redovisat",
    ReaderState.NOTHING_REPORTED: "Inget redovisat",
    ReaderState.UNKNOWN: "Okänt",
}


def _label(words: Words, compilation: bool) -> str:
    return _((compilation and words.compiled_label) or words.label)


def _sentence(words: Words, compilation: bool) -> str:
    return _((compilation and words.compiled_sentence) or words.sentence)


def state_label(state: State, compilation: bool, kind: Kind = Kind.PLEDGE) -> str:
    """Perioden pågår; Ersatt; Avbrutet (ett löfte), Avbruten (en överenskommelse, en åtgärdsplan)."""
    words = STATES[state]
    return _(words.common) if kind is not Kind.PLEDGE and words.common else _label(words, compilation)


def state_explanation(state: State, compilation: bool) -> str:
    """What a state means, in one sentence or two."""
    return _sentence(STATES[state], compilation)


def follow_up_label(state: FollowUpState, compilation: bool) -> str:
    """Resultat väntas."""
    return _label(FOLLOW_UPS[state], compilation)


def follow_up_explanation(state: FollowUpState, compilation: bool) -> str:
    return _sentence(FOLLOW_UPS[state], compilation)


def follow_up_sort(*, by_party: bool, is_final: bool) -> str:
    """Slutlig uppföljning, Delredovisning; what others than the parties say is neither."""
    if not by_party:
        return _("Redovisat av någon annan")
    return _("Slutlig uppföljning") if is_final else _("Delredovisning")


def reader_label(state: ReaderState) -> str:
    """Gäller nu, Följs upp, Redovisat, Inget redovisat, Okänt."""
    return _(READER_STATES[state])


def _words_of(result: ActionResult) -> ResultWords:
    if result.result is Result.NOT_YET and result.has_no_day:
        return _NOTHING_SO_FAR
    if result.result is Result.REPORTED and (result.has_goal or result.has_aim):
        return _WITHOUT_ANSWER
    if result.result is Result.NOT_REACHED and not result.has_goal:
        return _NOT_REACHED_IN_WORDS
    if result.result is Result.NOTHING_REPORTED and result.is_unread:
        return _NOTHING_READ
    if result.result is Result.PARTLY and result.differs:
        return _DIFFERENT_WORDS
    if result.result is Result.NOTHING_REPORTED and not result.read_whole:
        return _NOTHING_IN_WHAT_WAS_READ
    return RESULTS[result.result]


_ALL_RESULTS = (
    *RESULTS.values(), _WITHOUT_ANSWER, _NOTHING_IN_WHAT_WAS_READ, _NOTHING_READ, _NOTHING_SO_FAR, _NOT_REACHED_IN_WORDS,
    _TOLD_BY_OTHERS, _DIFFERENT_WORDS,
)  # fmt: skip
OUTCOMES = tuple(dict.fromkeys(words.label for words in _ALL_RESULTS))
"""All that `result_word` can say."""


def result_texts() -> Iterator[str]:
    """All that `result_word` and `result_explanation` can say."""
    for words in _ALL_RESULTS:
        yield from (text for text in (words.label, words.sentence, words.compiled_sentence) if text)


def _in_time(words: str, time: str) -> str:
    """Gjord maj–juli (antalet framgår inte): the time stands by what was done, or what isn't known would seem to be of that time."""
    reserve = re.search(r",| \(", words)
    at = reserve.start() if reserve is not None else len(words)
    return f"{words[:at]} {time}".rstrip() + words[at:]


def result_word(result: ActionResult) -> str:
    """Gjort, antalet framgår inte; Inget redovisat i det vi läste: what became of an action, without the time."""
    return _(_words_of(result).label)


def result_label(result: ActionResult) -> str:
    """Nått maj–december, januari–april okänt; Inte nått 2020, nått 2019 och 2021; Gjort maj–juli, antalet framgår inte, i övrigt okänt."""
    words = _in_time(result_word(result), _covered(result))
    runs = _runs(result)
    clauses = [words]
    if result.reached_in:
        clauses.append(_("nått {time}").format(time=_times(result.reached_in, runs)))
    if result.beside:
        clauses.append(_("annat redovisat {time}").format(time=_times(result.beside, runs)))
    if result.uncovered:
        is_one = len(result.uncovered) == 1
        time = _times(result.uncovered, runs) if is_one else _("i övrigt")
        clauses.append(_("{time} okänt").format(time=time))
    return ", ".join(clauses)


def result_explanation(result: ActionResult, compilation: bool, *, told_by_others: bool = False) -> str:
    """What a result means, in a sentence. `told_by_others` says that somebody who is no party tells of the action: then
    it isn't said that nothing was found of it."""
    words = _words_of(result)
    if told_by_others and words is RESULTS[Result.NOTHING_REPORTED]:
        words = _TOLD_BY_OTHERS
    return _((compilation and words.compiled_sentence) or words.sentence)


def _covered(result: ActionResult) -> str:
    """maj–december; hittills; nothing where the answer holds for all of the time."""
    if result.covered:
        return _times(result.covered, _runs(result))
    return _("hittills") if result.so_far and result.is_answer else ""


def _runs(result: ActionResult) -> tuple[DateRange, ...]:
    return (*result.covered, *result.uncovered, *result.reached_in, *result.beside)


def _times(runs: Iterable[DateRange], beside: Sequence[DateRange]) -> str:
    """The days in words, without the year where all that is told `beside` them is of the same."""
    words = swedish.enumerate_words(explanation.run_text(run) for run in runs)
    years = {day.year for run in beside for day in (run.first, run.last)}
    return words.replace(f" {years.pop()}", "") if len(years) == 1 else words


_MANY_TIMES = 3  # of fewer the reader can tell which is which


def results_text(results: Sequence[ActionResult], which: str = "", whole: Number | None = None) -> str:
    """9 åtgärder: 1 nådd maj–december, 1 delvis, 7 inte redovisade; 1 åtgärd: gjord.

    5 åtgärder: ingen redovisad; 2 åtgärder: båda gjorda. Where the answers hold for many different times, those are
    told together: 2 åtgärder: 1 gjord, 1 delvis. Redovisat för delar av maj 2023 – april 2024, olika för olika åtgärder.
    `which` says which of a pledge's they are: 2 åtgärder om ämnet: båda gjorda. `whole` is how many the document has, where
    they are only some of them: minst 9 åtgärder, av vilka 5 är återgivna här: 5 gjorda.
    """
    told = _many_times(results)
    counted = _counted_results(_timeless(results) if told else results, which, whole)
    return f"{counted}. {told}" if told else counted


def _many_times(results: Sequence[ActionResult]) -> str:
    """That the answers hold for many different times, which are then not told one by one; empty where they don't."""
    times = {result.covered for result in results if result.covered}
    if len(times) < _MANY_TIMES:
        return ""
    days = [day for runs in times for run in runs for day in (run.first, run.last)]
    time = explanation.run_text(DateRange(min(days), max(days)))
    return _("Redovisat för delar av {time}, olika för olika åtgärder").format(time=time)


def _timeless(results: Iterable[ActionResult]) -> list[ActionResult]:
    return [replace(one, covered=(), so_far=False) if one.covered else one for one in results]


_MOST_TELLING = (Result.NOT_DONE, Result.NOT_REACHED, Result.PARTLY)  # before what went as it was promised


def telling_groups(standing: Standing) -> tuple["ResultGroup", ...]:
    """Those that are put in the same words together, what was not done first."""
    results = standing.results
    rank = {result: at for at, result in enumerate(_MOST_TELLING)}
    groups = grouped(_timeless(results) if _many_times(results) else results)
    return tuple(sorted(groups, key=lambda group: rank.get(group.results[0].result, len(rank))))


def group_text(group: "ResultGroup", standing: Standing) -> str:
    """1 inte nådd: how many ended so; of those that are all there are, how many those are: 5 åtgärder, ingen redovisad."""
    if len(group.results) == len(standing.results) and standing.unseen is None:
        return _counted_results(group.results).replace(":", ",", 1)
    return f"{swedish.decimal(len(group.results))} {group.phrase}"


def _counted_results(results: Sequence[ActionResult], which: str = "", whole: Number | None = None) -> str:
    """9 åtgärder: 1 nådd maj–december, 1 delvis, 7 inte redovisade. Of those that are not here nobody knows whether they
    went as the others."""
    groups = grouped(results)
    if len(groups) == 1 and whole is None:
        alike = {1: "", 2: _("båda")}.get(len(results), _("alla"))
        all_of_them = _words_of(results[0]).all if len(results) > 1 else ""
        in_time = f"{_(all_of_them)} {_covered(results[0])}".rstrip()
        clauses = [in_time if all_of_them else f"{alike} {groups[0].phrase}".lstrip()]
    else:
        clauses = [f"{swedish.decimal(len(group.results))} {group.phrase}" for group in groups]
    actions = f"{_number_of_actions(len(results), whole)} {which}".rstrip()
    return f"{actions}: {', '.join(clauses)}"


def _number_of_actions(count: int, whole: Number | None) -> str:
    """9 åtgärder; minst 9 åtgärder, av vilka 5 är återgivna här, where the document has a `whole` number of them; minst 9
    åtgärder where it has those that are here, and may have more."""
    if whole is None:
        return swedish.quantity(count, _("åtgärd"), _("åtgärder"))
    if whole.value == count:
        return swedish.counted(whole, _("åtgärder"))
    number = swedish.decimal(count) if count else _("ingen")
    here = _("återgivna") if count > 1 else _("återgiven")
    return _("{whole} åtgärder, av vilka {number} är {here} här").format(
        whole=swedish.number(whole), number=number, here=here
    )


def actions_text(standing: Standing) -> str:
    """How many actions there are, and how many of them are here where that isn't all."""
    return _number_of_actions(len(standing.results), standing.actions_in_document)


def unseen_text(unseen: Number) -> str:
    """minst 4 till, inte återgivna här: the actions that the document has, or may have, beside those that are here."""
    if not unseen.value:
        return _("fler åtgärder kan finnas")
    here = _("återgiven") if unseen.value == 1 else _("återgivna")
    return _("{count} till, inte {here} här").format(count=swedish.number(unseen), here=here)


def shares_text(
    shares: Iterable[tuple[str, int, int]],
    *,
    read_whole: bool,
    all_here: bool = True,
    are_shared: bool = False,
    compilation: bool = False,
) -> str:
    """Redovisade åtgärder: polisen 4 av 4, Luleå kommun 0 av 5. Where a part was read: Redovisade åtgärder i det vi läste:
    polisen 4 av 4. Där står inget om det som Luleå kommun lovade.

    Of each party its name, the answered and the promised. `read_whole` says that nothing was left unread, `all_here` that
    the document has no more actions than those that are counted, `are_shared`
    that an action of several parties is counted for each, so that the sum is more than the actions. Of what was read in
    part, none is no number: the rest of it may tell of them. That a party has
    promised nothing is more than a `compilation` knows: there it says that nothing was seen.
    """
    rows = [(_within_sentence(party), answered, promised) for party, answered, promised in shares]
    unseen = [party for party, _answered, promised in rows if compilation and not promised]
    unread = [party for party, answered, promised in rows if not read_whole and promised and not answered]
    clauses = [_share(*row) for row in rows if row[0] not in (*unseen, *unread)]
    whole = (
        _("Redovisade åtgärder i det vi läste: {shares}.")
        if not read_whole
        else _("Redovisade åtgärder: {shares}.")
        if all_here
        else _("Redovisade av de åtgärder som är återgivna här: {shares}.")
    )
    sentences = [whole.format(shares=", ".join(clauses))] if clauses else []
    if unread:
        sentences.append(
            _("Där står inget om det som {parties} lovade.").format(parties=swedish.enumerate_words(unread))
        )
    if clauses and are_shared:
        sentences.append(_("Gemensamma åtgärder räknas hos var och en."))
    if unseen:
        sentences.append(
            _("Vi har inte sett några åtgärder för {parties}.").format(parties=swedish.enumerate_words(unseen))
        )
    return " ".join(sentences)


def _share(party: str, answered: int, promised: int) -> str:
    if not promised:
        return _("{party} ingen åtgärd").format(party=party)
    return _("{party} {answered} av {promised}").format(
        party=party, answered=swedish.decimal(answered), promised=swedish.decimal(promised)
    )


def answer_word(standing: Standing, word: str) -> str:
    """Redovisat: 4 av 9 åtgärder; Redovisat: 2 av 2 åtgärder, 1 inte gjord; Redovisat: inte gjort; Gäller nu, inget
    redovisat än; Okänt om det gäller nu, inget redovisat. What `word` alone would leave open, of what is reported."""
    results = standing.results
    is_silent = bool(results) and not any(one.is_answer for one in results)
    if standing.reader_state is ReaderState.IN_FORCE and is_silent:
        return _("{word}, inget redovisat än").format(word=word)
    if standing.state is State.UNKNOWN and is_silent and all(one.read_whole for one in results):
        return _("{state}, inget redovisat").format(state=state_label(standing.state, standing.is_compilation))
    if standing.reader_state is not ReaderState.REPORTED or not results or standing.own_words:
        return word
    labels = {f"{_(RESULTS[one.result].label).lower()} {_covered(one)}".rstrip() for one in results}
    if (
        len(labels) == 1
        and standing.unseen is None
        and all(one.is_answer and one.result is not Result.REPORTED for one in results)
    ):
        return f"{word}: {labels.pop()}"
    failed = [one for one in results if one.result in (Result.NOT_REACHED, Result.NOT_DONE)]
    told = "".join(f", {swedish.decimal(len(group.results))} {group.phrase}" for group in grouped(failed))
    answered = swedish.decimal(sum(one.is_answer for one in results))
    whole = standing.actions_in_document
    actions = (
        swedish.counted(whole, _("åtgärder"))
        if whole is not None
        else swedish.quantity(len(results), _("åtgärd"), _("åtgärder"))
    )
    return _("{word}: {answered} av {actions}").format(word=word, answered=answered, actions=actions) + told


def silence_text(results: Sequence[ActionResult], compilation: bool) -> str:
    """What the follow-ups that there are say of the promised actions, where they answer for none of them."""
    if any(result.is_unread for result in results):
        return _(_NOTHING_READ.sentence)
    if all(result.read_whole for result in results):
        return _("En uppföljning finns, men den säger inget om åtgärderna.")
    if compilation:
        return _("En uppföljning finns. I det som portalens redaktion har sett av den står inget om åtgärderna.")
    return _("En uppföljning finns. I den del av den som finns här står inget om åtgärderna.")


def beside_text(
    parties: str,
    things: int,
    results: Sequence[ActionResult],
    *,
    compilation: bool,
    all_here: bool = True,
    tongue: Tongue = SWEDISH,
) -> str:
    """Uppsala kommun har redovisat 16 saker, men ingen av de 5 lovade åtgärderna i det vi läste. In each `tongue` it is put
    together by the same rule, so that none says more than the Swedish."""
    say, promised = tongue.say, len(results)
    if not promised and compilation:
        none = say("men vad som lovades har vi inte sett")
    elif not promised:
        none = say("men vad som lovades står inte här")
    elif not all_here:
        none = say("men inget om de lovade åtgärder som är återgivna här")
    elif promised == 1:
        none = say("men inte den lovade åtgärden")
    else:
        none = say("men ingen av de {count} lovade åtgärderna", count=tongue.decimal(promised))
    counted = say("1 sak") if things == 1 else say("{count} saker", count=tongue.decimal(things))
    told = swedish.capital(say("{parties} har redovisat {things}", parties=parties, things=counted))
    if not all(result.read_whole for result in results):
        none = " ".join((none, say("i det vi läste")))
    return f"{told}, {none}"


@dataclass(frozen=True, slots=True)
class ResultGroup:
    """Results that are put in the same words, and those words: nådda maj–december."""

    results: tuple[ActionResult, ...]
    phrase: str


def grouped(results: Iterable[ActionResult]) -> tuple[ResultGroup, ...]:
    """Those that are put in the same words together, in the order of the scale."""
    order, groups = list(Result), dict[tuple[int, str, str, str], list[ActionResult]]()
    for result in results:
        words = _words_of(result)
        groups.setdefault((order.index(result.result), _covered(result), words.one, words.many), []).append(result)
    return tuple(
        ResultGroup(tuple(alike), _in_time(_(one if len(alike) == 1 else many), time))
        for (_place, time, one, many), alike in sorted(groups.items(), key=lambda item: item[0])
    )


_ASSESSED = {
    "uppfyllt": ("att det som lovades är uppfyllt", "att det är uppfyllt"),
    "delvis uppfyllt": ("att det som lovades är delvis uppfyllt", "att det är delvis uppfyllt"),
    "inte uppfyllt": ("att det som lovades inte är uppfyllt", "att det inte är uppfyllt"),
    "går inte att bedöma": (
        "att det inte går att bedöma om det som lovades är uppfyllt", "att det inte går att bedöma",
    ),
}  # fmt: skip


def verdict_text(verdicts: Sequence[PartyVerdict]) -> str:
    """Polisen bedömer att det som lovades inte är uppfyllt, kommunen att det är uppfyllt; empty where nobody has said."""
    by_verdict: dict[str, list[str]] = {}
    for verdict in verdicts:
        by_verdict.setdefault(verdict.text, []).extend(verdict.names)
    clauses: list[str] = []
    for text, names in by_verdict.items():
        whole, shorter = _ASSESSED[text]
        said = [_within_sentence(name) for name in names]
        if not clauses:
            clauses.append(
                _("{parties} bedömer {what}").format(
                    parties=swedish.capital(swedish.enumerate_words(said)), what=_(whole)
                )
            )
        else:
            clauses.append(f"{swedish.enumerate_words(said)} {_(shorter)}")
    return ", ".join(clauses)


def _with_cause(one: OwnWords) -> str:
    words = f"{one.text.rstrip('.')}."
    return f"{words} {_('Orsak: {cause}').format(cause=one.cause.rstrip('.'))}." if one.cause else words


def own_words_text(words: Sequence[OwnWords]) -> str:
    """Polisen (november 2023): Flera av löftena har infriats. Orsak: Pandemin. Whose words, when, what they are of the whole, and
    what stood in the way: "nearly all" alone would hide that something did."""
    return " ".join(
        _("{parties} ({when}): {words}").format(
            parties=swedish.capital(swedish.enumerate_words(_within_sentence(name) for name in one.names)),
            when=swedish.partial(one.date),
            words=_with_cause(one),
        )
        for one in words
    )


def _within_sentence(name: str) -> str:
    """polisen, kommunen; a name of its own keeps its capital."""
    return name.lower() if name in (_("Polisen"), _("Kommunen")) else name


def standing_explanation(standing: Standing, kind: Kind = Kind.PLEDGE) -> str:
    """The state and what it means, in sentences; a verdict with whose it is. Where the period stands is no verdict."""
    label, means = (
        state_label(standing.state, standing.is_compilation, kind),
        state_explanation(standing.state, standing.is_compilation),
    )
    verdict = verdict_text(standing.verdicts)
    if standing.state in (State.ONGOING, State.ENDED):
        return means
    return f"{label}. {verdict}." if verdict and standing.state in _JUDGED else f"{label}. {means}"


_JUDGED = (*VERDICTS.values(), State.PARTIES_DISAGREE)
_SAID_FIRST = (State.BROKEN_OFF, State.NOT_YET_PUBLISHED)
_NO_ACTIONS = {
    Kind.PLEDGE: ("Löftet har inga åtgärder här", "Löftet har inga åtgärder i vår sammanställning"),
    Kind.PLAN: ("Åtgärdsplanen har inga åtgärder här", "Åtgärdsplanen har inga åtgärder i vår sammanställning"),
}


def headline(standing: Standing, kind: Kind = Kind.PLEDGE) -> str:
    """Was it done? In a line: the verdict and whose it is, or what the parties say in other words, where they have said
    anything of the whole, and what became of all the actions.

    ”Polisen bedömer att det som lovades är uppfyllt. 2 åtgärder: 1 nådd, 1 gjord”.
    """
    counted = (
        swedish.capital(results_text(standing.results, whole=standing.actions_in_document)) if standing.results else ""
    )
    return ". ".join(text for text in (_said_of_the_whole(standing, kind), counted) if text)


def said_in_all(standing: Standing, kind: Kind = Kind.PLEDGE) -> str:
    """What is to be said beside which of the actions ended how: what is said of the whole, and that the times differ."""
    return ". ".join(text for text in (_said_of_the_whole(standing, kind), _many_times(standing.results)) if text)


def _said_of_the_whole(standing: Standing, kind: Kind = Kind.PLEDGE) -> str:
    """The headline but for what became of the actions. An agreement has none of its own, so there it says how the
    follow-up stands where nothing else is said."""
    sentences = []
    if standing.state in _SAID_FIRST:
        sentences.append(state_label(standing.state, standing.is_compilation, kind))
    elif standing.verdicts:
        sentences.append(verdict_text(standing.verdicts))
    elif standing.verdict is not None:
        sentences.append(swedish.capital(_(standing.verdict)))
    if standing.own_words:
        sentences.append(own_words_text(standing.own_words).rstrip("."))
    if not standing.results and standing.actions_in_document is not None:
        sentences.append(swedish.capital(actions_text(standing)))
    elif kind in _NO_ACTIONS and not standing.results:
        sentences.append(_(_NO_ACTIONS[kind][standing.is_compilation]))
    elif not sentences and not standing.results:
        sentences.append(follow_up_label(standing.follow_up, standing.is_compilation))
    return ". ".join(sentences)


def rhythm_text(rhythm: Rhythm) -> str:
    """1 av 6 uppföljningar finns här."""
    if rhythm.expected == 0 or rhythm.reported > rhythm.expected:
        return _("{found} finns här.").format(
            found=swedish.capital(swedish.quantity(rhythm.reported, _("uppföljning"), _("uppföljningar")))
        )
    word = _("uppföljning") if rhythm.expected == 1 else _("uppföljningar")
    return _("{found} av {expected} {word} finns här.").format(
        found=swedish.decimal(rhythm.reported), expected=swedish.decimal(rhythm.expected), word=word
    )
