"""What pages in another language say of a pledge: its own texts where they are translated, and what became of it.

What is worked out is worked out once, for the Swedish page; here it is only put in other words. A text that is not
translated comes with the language that it is in.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from pledges import urls
from pledges.content.goal_phrases import goal_words
from pledges.content.goals import CompleteGoal, NumericGoal
from pledges.content.kinds import PartyKind
from pledges.content.record import Record
from pledges.content.record_fields import Action, Outcome, Pledge
from pledges.content.register import Register
from pledges.content.translations import TranslatedAction, Translation
from pledges.history.snapshot import Snapshot
from pledges.i18n import SOURCE_LANGUAGE
from pledges.settings import Language
from pledges.status.date_ranges import DateRange
from pledges.status.explanation import whole_period
from pledges.status.labels import grouped, result_word
from pledges.status.result_for_readers import ActionResult, ReaderState
from pledges.tongues import Tongue
from pledges.views.links import link_to
from pledges.views.results import end_of_standing, only_beside, standing_word, told_by
from pledges.views.strands import ENDS, End, Ending
from pledges.views.translated.shown import languages_of_municipality
from pledges.views.view_types import Link
from pledges.written_values import Number, Qualifier


@dataclass(frozen=True, slots=True)
class Speaker:
    """The snapshot that is told of, and the language that it is told in."""

    snapshot: Snapshot
    language: Language

    @property
    def register(self) -> Register:
        return self.snapshot.register

    @property
    def tongue(self) -> Tongue:
        return Tongue(self.language.code)

    def translation(self, record: Record) -> Translation | None:
        """The texts of a record in the language; None where it has none."""
        return self.register.translation(record, self.language.code)

    def address(self, swedish: str) -> str:
        """The address in this language of what is at the `swedish` one."""
        return urls.in_language(self.language.code, swedish)


@dataclass(frozen=True, slots=True)
class Told:
    """A text, and its language where that is another than the page's."""

    text: str
    language: str = ""


def own_or_swedish(text: str | None, swedish: str | None) -> Told | None:
    """The translated text, else the Swedish one marked so; None where there is neither."""
    return Told(text) if text else Told(swedish, SOURCE_LANGUAGE) if swedish else None


def title(speaker: Speaker, record: Record) -> Told:
    """What a record is called."""
    translation, link = speaker.translation(record), link_to(speaker.register, record)
    return own_or_swedish(translation.title if translation is not None else None, link.text) or Told(link.text)


def link(speaker: Speaker, record: Record) -> Link:
    """A way to a record: to its page in this language, else to the Swedish one, marked so. An old translation is told as old."""
    told, address, translation = title(speaker, record), urls.of_record(record.identity), speaker.translation(record)
    is_old = translation is not None and not translation.is_current(record)
    return Link(
        told.text,
        address if told.language else speaker.address(address),
        speaker.tongue.say("Gammal översättning.") if is_old else "",
        language=told.language,
    )


def parties(speaker: Speaker, record: Record, names: Iterable[str]) -> tuple[Link, ...]:
    """Parties as written → links. The police have a word in every language; names of their own are Swedish."""
    links: dict[str, Link] = {}
    for name in names:
        if name == PartyKind.POLICE:
            links[name] = Link(speaker.tongue.say("Polisen"), None)
        elif name == PartyKind.MUNICIPALITY:
            for slug in speaker.register.municipalities(record):
                official = speaker.register.geography.municipalities[slug].official_name
                links[slug] = replace(municipality(speaker, slug), text=official, language=SOURCE_LANGUAGE)
        elif (party := speaker.register.party(name)) is not None:
            links[name] = link(speaker, party)
        else:
            links[name] = Link(name, None, language=SOURCE_LANGUAGE)
    return tuple(links.values())


def municipality(speaker: Speaker, slug: str) -> Link:
    """A way to a municipality, by its name: to its page in this language where it has one."""
    address = urls.municipality(slug)
    settings = speaker.snapshot.settings
    is_there = speaker.language.everywhere or speaker.language in languages_of_municipality(
        speaker.register, settings, slug
    )
    return Link(speaker.register.geography.municipalities[slug].name, speaker.address(address) if is_there else address)


def names(speaker: Speaker, record: Record, by: Iterable[str]) -> str:
    """Parties within a sentence: the police and Uppsala kommun."""
    police, within = speaker.tongue.say("Polisen"), speaker.tongue.say("polisen")
    texts = (one.text for one in parties(speaker, record, by))
    return speaker.tongue.enumerate(within if text == police else text for text in texts)


def pledges(count: int, tongue: Tongue) -> str:
    """1 pledge; 910 pledges"""
    return tongue.say("1 löfte") if count == 1 else tongue.say("{count} löften", count=tongue.decimal(count))


def actions(count: int, tongue: Tongue) -> str:
    """1 action; 3,606 actions"""
    return tongue.say("1 åtgärd") if count == 1 else tongue.say("{count} åtgärder", count=tongue.decimal(count))


def standing(speaker: Speaker, record: Record[Pledge]) -> str:
    """In force now; Reported by the police and Uppsala kommun; Nothing reported."""
    tongue, now = speaker.tongue, speaker.snapshot.standings[record.identity]
    beside = only_beside(speaker.snapshot, record, tongue=tongue, named=lambda by: names(speaker, record, by))
    if beside:
        return beside
    word = tongue.say(standing_word(now, record.kind))
    by = names(speaker, record, told_by(now))
    if not by:
        return word
    if now.reader_state is ReaderState.REPORTED:
        return tongue.say("{word} av {parties}", word=word, parties=by)
    return tongue.say("{word}, redovisat av {parties}", word=word, parties=by)


def result(one: ActionResult, tongue: Tongue) -> str:
    """Reached; Done (May 2019 – July 2019), the rest of the time is not known."""
    words = [_in_time(one, tongue)]
    if one.reached_in:
        words.append(tongue.say("nått {time}", time=_times(one.reached_in, tongue)))
    if one.beside:
        words.append(tongue.say("annat redovisat {time}", time=_times(one.beside, tongue)))
    if one.uncovered:
        words.append(tongue.say("resten av tiden okänd"))
    return ", ".join(words)


def _in_time(one: ActionResult, tongue: Tongue) -> str:
    """Not done (2019); Done so far: what became of an action, and for which time where that isn't all of it."""
    word = tongue.say(result_word(one))
    if one.covered:
        return tongue.say("{result} ({time})", result=word, time=_times(one.covered, tongue))
    return tongue.say("{result} hittills", result=word) if one.so_far and one.is_answer else word


def _times(runs: Iterable[DateRange], tongue: Tongue) -> str:
    return tongue.enumerate(tongue.period(whole_period(run)) for run in runs)


def endings(speaker: Speaker, record: Record[Pledge]) -> tuple[Ending, ...]:
    """How the strands end, those alike in words and in time together as on the Swedish page, each with how many they are."""
    tongue, now = speaker.tongue, speaker.snapshot.standings[record.identity]
    if not now.results:
        words = tongue.say(standing_word(now, record.kind))
        return (Ending(end=end_of_standing(now), count=1, words=words, href=None),)
    address = speaker.address(urls.of_record(record.identity))
    rows = [
        Ending(
            end=ENDS[group.results[0].result],
            count=len(group.results),
            words=tongue.say(
                "{result}: {count}",
                result=_in_time(group.results[0], tongue),
                count=tongue.decimal(len(group.results)),
            ),
            href=f"{address}#{urls.action_anchor(group.results[0].action)}",
            so_far=group.results[0].so_far,
        )
        for group in grouped(now.results)
    ]
    if now.unseen is not None:
        words = not_given(now.unseen, tongue)
        rows.append(Ending(end=End.UNKNOWN, count=int(now.unseen.value) or 1, words=words, href=None))
    return tuple(rows)


def not_given(unseen: Number, tongue: Tongue) -> str:
    """That there are actions which are not given here, or may be."""
    if not unseen.value:
        return tongue.say("fler åtgärder kan finnas")
    return tongue.say("inte återgivna här: {count}", count=tongue.number(unseen))


def promised(action: Action, translated: TranslatedAction | None, tongue: Tongue) -> tuple[Told, ...]:
    """The goal of an action and its condition, each in the language that it can be told in."""
    goal = _goal(action, translated, tongue) if action.goal is not None else None
    condition = own_or_swedish(translated.condition if translated is not None else None, action.condition)
    return tuple(one for one in (goal, condition) if one is not None)


def _goal(action: Action, translated: TranslatedAction | None, tongue: Tongue) -> Told:
    goal = action.goal
    if translated is not None and translated.goal is not None:
        return Told(translated.goal)
    if translated is not None and translated.unit is not None:
        if isinstance(goal, CompleteGoal):
            return Told(tongue.say("alla {unit}", unit=translated.unit) + _per(goal.per, tongue))
        if isinstance(goal, NumericGoal) and _is_plain(goal):
            return Told(f"{_amount(goal, tongue)} {translated.unit}{_per(goal.per, tongue)}")
    return Told(goal_words(goal or ""), "" if tongue.is_swedish else SOURCE_LANGUAGE)


def _is_plain(goal: NumericGoal) -> bool:
    """Whether a goal is no more than a number of something, perhaps so often."""
    return not (goal.occasions or goal.for_each or goal.lasting or goal.of_which or goal.within)


def _amount(goal: NumericGoal, tongue: Tongue) -> str:
    assert goal.written is not None
    if goal.at_least is not None and goal.at_most is not None:
        return f"{tongue.number(goal.at_least)}–{tongue.number(goal.at_most)}"
    number = tongue.number(goal.written)
    if goal.written.qualifier is Qualifier.EXACT and goal.at_least is not None:
        number = tongue.say("minst {number}", number=number)
    elif goal.written.qualifier is Qualifier.EXACT and goal.at_most is not None:
        number = tongue.say("högst {number}", number=number)
    return _of_all(number, goal.out_of, tongue)


def _of_all(number: str, out_of: Number | None, tongue: Tongue) -> str:
    if out_of is None:
        return number
    return tongue.say("{number} av {total}", number=number, total=tongue.number(out_of))


PER = {
    "dygn": "per dygn",
    "vecka": "per vecka",
    "varannan vecka": "varannan vecka",
    "månad": "per månad",
    "varannan månad": "varannan månad",
    "kvartal": "per kvartal",
    "termin": "per termin",
    "tertial": "per tertial",
    "halvår": "per halvår",
    "år": "per år",
}


def _per(unit: str | None, tongue: Tongue) -> str:
    return f" {tongue.say(PER[unit])}" if unit is not None else ""


def counted(said: Outcome, action: Action, *, translated: TranslatedAction | None, tongue: Tongue) -> str:
    """20 areas; 41 of 52 weekends: what a report counts, where it counts no more than that in the goal's own unit."""
    if said.amount is None or translated is None or translated.unit is None:
        return ""
    goal = action.goal
    unit = goal.counted if isinstance(goal, NumericGoal | CompleteGoal) else ""
    if said.unit not in (None, unit) or said.of_which or said.comparisons or said.within is not None:
        return ""
    return f"{_of_all(tongue.number(said.amount), said.out_of, tongue)} {translated.unit}{_per(said.per, tongue)}"


def described(speaker: Speaker, record: Record, translation: Translation) -> str:
    """What search engines are told of a page; of an old translation that it is old, before its text."""
    text = translation.fields.summary or translation.title or ""
    return text if translation.is_current(record) else f"{speaker.tongue.say('Gammal översättning.')} {text}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a reader must know of a translation: whether the Swedish text has changed since, and how it was made."""

    old: str
    made: str
    unreviewed: str
    original: Link


def notice(speaker: Speaker, record: Record, translation: Translation) -> Notice:
    """What is to be said of the translation of `record` that a page is made of."""
    tongue = speaker.tongue
    day = tongue.partial(translation.of_day)
    old = tongue.say(
        "Den svenska texten har ändrats sedan {day}, och översättningen säger kanske inte samma sak.", day=day
    )
    made = tongue.say(
        "Översatt av {translator} från den svenska texten så som den var {day}. Det är den svenska som gäller.",
        translator=tongue.say(translation.fields.translator),
        day=day,
    )
    unreviewed = tongue.say("Ingen som talar språket har granskat översättningen än.")
    return Notice(
        old="" if translation.is_current(record) else old,
        made=made,
        unreviewed="" if speaker.language.reviewed else unreviewed,
        original=Link(tongue.say("Läs den svenska sidan"), urls.of_record(record.identity), language=SOURCE_LANGUAGE),
    )
