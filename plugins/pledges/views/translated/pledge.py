"""What the page of a pledge in another language is given."""

from collections.abc import Iterator
from dataclasses import dataclass

from pledges import swedish, urls
from pledges.content.record import Record, is_a
from pledges.content.record_fields import Action, FollowUp, Pledge, Theme
from pledges.content.translations import TranslatedAction, TranslatedFollowUp, Translation, told_beside
from pledges.history.snapshot import Snapshot
from pledges.i18n import SOURCE_LANGUAGE
from pledges.settings import Language
from pledges.status.goal_reached import ReportedFigure
from pledges.status.labels import result_explanation
from pledges.tongues import Tongue
from pledges.views.free_text import html_of
from pledges.views.promised_and_done import FigureRow, is_read_by_editors, measures, told_by_others
from pledges.views.strands import End, Ending
from pledges.views.translated import words
from pledges.views.translated.shown import languages_of, leading_to
from pledges.views.translated.words import Notice, Speaker, Told
from pledges.views.view_types import Fact, FeedLink, Link, Meta


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportedRow:
    """What a follow-up reports of an action, in which follow-up, and why it went so."""

    text: Told | None
    comment: Told | None
    cause: Told | None
    source: Link


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedActionRow:
    """One action: what was promised, and what became of it."""

    anchor: str
    what: Told
    end: End
    is_dashed: bool
    result: str
    means: str
    others: tuple[Link, ...]
    responsible: tuple[Link, ...]
    promised: tuple[Told, ...]
    reported: tuple[ReportedRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quotation:
    """What somebody says of the whole: who, when, and in which words."""

    who: str
    when: str
    words: Told


@dataclass(frozen=True, slots=True, kw_only=True)
class TranslatedPledgeView:
    """The page of a pledge in another language.

    `verdicts` are each party's own; `said` is what they say of the whole in other words, and `effects` of the problem.
    `beside` is what is reported that was not promised.
    """

    meta: Meta
    notice: Notice
    fallback: str
    summary: Told | None
    word: str
    endings: tuple[Ending, ...]
    verdicts: tuple[str, ...]
    said: tuple[Quotation, ...]
    facts: tuple[Fact, ...]
    actions: tuple[TranslatedActionRow, ...]
    unseen: bool
    text_unknown: bool
    effects: tuple[Told, ...]
    beside: tuple[Told, ...]
    follow_ups: tuple[Link, ...]
    body: str
    places: tuple[Link, ...]
    compilation: bool


def translated_pledge_views(snapshot: Snapshot, record: Record[Pledge]) -> Iterator[TranslatedPledgeView]:
    """The page of a pledge in each language that it is translated to."""
    for language in languages_of(snapshot.register, snapshot.settings, record):
        speaker = Speaker(snapshot, language)
        translation = speaker.translation(record)
        if translation is not None:
            yield _view(speaker, record, translation)


def _view(speaker: Speaker, record: Record[Pledge], translation: Translation) -> TranslatedPledgeView:
    snapshot, register, fields = speaker.snapshot, speaker.register, record.fields
    tongue, now = speaker.tongue, snapshot.standings[record.identity]
    places = tuple(words.municipality(speaker, slug) for slug in register.municipalities(record))
    follow_ups = register.follow_ups(record)
    effects = (words.own_or_swedish(_effect(speaker, one), one.fields.effect) for one in follow_ups)
    return TranslatedPledgeView(
        meta=translated_meta(
            speaker,
            urls.of_record(record.identity),
            template="translated/pledge.html",
            title=translation.title or fields.title,
            description=words.described(speaker, record, translation),
            above=places[:1],
            feeds=tuple(
                FeedLink(place.text, urls.feed(speaker.address(urls.municipality(slug))))
                for place, slug in zip(places, register.municipalities(record), strict=True)
            ),
            languages=languages_of(register, snapshot.settings, record),
        ),
        notice=words.notice(speaker, record, translation),
        fallback=fallback(tongue),
        summary=words.own_or_swedish(translation.fields.summary, fields.summary),
        word=words.standing(speaker, record),
        endings=words.endings(speaker, record),
        verdicts=tuple(
            tongue.say(
                "{parties}: {verdict}",
                parties=swedish.capital(words.names(speaker, record, said.by)),
                verdict=tongue.say(swedish.capital(said.text)),
            )
            for said in now.verdicts
        ),
        said=tuple(
            Quotation(
                who=swedish.capital(words.names(speaker, record, said.by)),
                when=tongue.partial(said.date),
                words=words.own_or_swedish(_own_words(speaker, said.follow_up), said.text) or Told(""),
            )
            for said in now.own_words
        ),
        facts=_facts(speaker, record),
        actions=tuple(_actions(speaker, record, translation)),
        unseen=now.unseen is not None and now.unseen.value > 0,
        text_unknown=fields.text_unknown,
        effects=tuple(told for told in effects if told is not None),
        beside=tuple(told for one in follow_ups for told in _beside(speaker, one)),
        follow_ups=tuple(_follow_up(speaker, one) for one in follow_ups),
        body=html_of(snapshot, record.path, translation.body, language=translation.language),
        places=places,
        compilation=register.is_compilation(record),
    )


def fallback(tongue: Tongue) -> str:
    """What is said before a text that isn't in the page's language."""
    return tongue.say("på svenska")


def translated_meta(
    speaker: Speaker,
    address: str,
    *,
    template: str,
    title: str,
    description: str,
    above: tuple[Link, ...] = (),
    languages: tuple[Language, ...] = (),
    indexed: bool = True,
    feeds: tuple[FeedLink, ...] = (),
) -> Meta:
    """The layout's part of what is at the Swedish page's `address` in another language; `above` is the way to it, and
    `feeds` those that are nearer than the country's in that language."""
    start = Link(speaker.language.name, speaker.address(urls.FRONT))
    return Meta(
        address=speaker.address(address),
        template=template,
        title=title,
        description=description,
        breadcrumbs=(start, *above) if address != urls.FRONT else (),
        language=speaker.tongue.tag,
        around=speaker.language.code,
        feeds=(*feeds, FeedLink(speaker.language.name, urls.feed(speaker.address(urls.FRONT)))),
        indexed=indexed,
        alternates=leading_to(address, languages, but=speaker.language.code),
    )


def _own_words(speaker: Speaker, identity: str) -> str | None:
    record = speaker.register.get(identity)
    current = _current(speaker, record) if is_a(record, FollowUp) else None
    return current.own_words if current is not None else None


def _beside(speaker: Speaker, follow_up: Record[FollowUp]) -> tuple[Told, ...]:
    """What a follow-up reports beside the actions."""
    current = _current(speaker, follow_up)
    if current is not None and current.beside:
        return tuple(map(Told, current.beside))
    return tuple(Told(said.what, SOURCE_LANGUAGE) for said in told_beside(follow_up.fields) if said.what is not None)


def _effect(speaker: Speaker, follow_up: Record[FollowUp]) -> str | None:
    current = _current(speaker, follow_up)
    return current.effect if current is not None else None


def _current(speaker: Speaker, record: Record[FollowUp]) -> TranslatedFollowUp | None:
    """The translated texts of a follow-up, where they say what it says now: an old one says nothing on its pledge's page."""
    translation = speaker.translation(record)
    if translation is None or not translation.is_current(record):
        return None
    return translation.fields if isinstance(translation.fields, TranslatedFollowUp) else None


def _follow_up(speaker: Speaker, record: Record[FollowUp]) -> Link:
    """The way to a follow-up, which has its page in Swedish."""
    current = _current(speaker, record)
    return Link(
        record.fields.title if current is None else current.title,
        urls.of_record(record.identity),
        speaker.tongue.say("gäller {time}", time=speaker.tongue.period(record.fields.covers)),
        language=SOURCE_LANGUAGE if current is None else "",
    )


def _facts(speaker: Speaker, record: Record[Pledge]) -> tuple[Fact, ...]:
    tongue, register, fields = speaker.tongue, speaker.register, record.fields
    named = tuple(Link(name, None, language=SOURCE_LANGUAGE) for name in fields.other_parties)
    themes = register.targets(record, Theme, "themes")
    rows = (
        (tongue.say("Parter"), (*words.parties(speaker, record, register.parties(record)), *named)),
        (tongue.say("Period"), (Link(tongue.period(fields.period), None),)),
        (tongue.say("Ämnen"), tuple(words.link(speaker, theme) for theme in themes)),
        (tongue.say("Undertecknat"), (Link(tongue.partial(fields.signed), None),) if fields.signed else ()),
    )
    return tuple(Fact(term, values) for term, values in rows if values)


def _actions(speaker: Speaker, record: Record[Pledge], translation: Translation) -> Iterator[TranslatedActionRow]:
    now, tongue = speaker.snapshot.standings[record.identity], speaker.tongue
    figures = {one.action: one.figures for one in now.actions}
    told = set[str]()
    rows = measures(speaker.snapshot, record)
    for action, row, result in zip(record.actions, rows, now.results, strict=True):
        translated = translation.actions.get(action.id)
        is_read = is_read_by_editors(speaker.register, record, result)
        others = told_by_others(speaker.register, record, result)
        means = tongue.say(result_explanation(result, is_read, told_by_others=bool(others)))
        yield TranslatedActionRow(
            anchor=row.anchor,
            what=words.own_or_swedish(translated.what if translated is not None else None, action.what) or Told(""),
            end=row.end,
            is_dashed=row.is_dashed,
            result=words.result(result, tongue),
            means="" if means in told else means,
            others=tuple(words.link(speaker, one) for one in others),
            responsible=(
                *words.parties(speaker, record, action.responsible),
                *(Link(name, None, language=SOURCE_LANGUAGE) for name in action.other_responsible),
            ),
            promised=words.promised(action, translated, tongue),
            reported=tuple(
                _reported(speaker, one, action=action, figures=figures.get(action.id, ()), translated=translated)
                for one in row.figures
            ),
        )
        told.add(means)


def _reported(
    speaker: Speaker,
    row: FigureRow,
    *,
    action: Action,
    figures: tuple[ReportedFigure, ...],
    translated: TranslatedAction | None,
) -> ReportedRow:
    """What a follow-up says of an action, in the language that it can be told in."""
    own = [one for one in figures if urls.of_record(one.follow_up) == row.source.href]
    texts = [words.counted(one.outcome, action, translated=translated, tongue=speaker.tongue) for one in own]
    is_number = any(one.outcome.amount is not None or one.outcome.within is not None for one in own)
    follow_up = speaker.register.records[own[0].follow_up]
    assert is_a(follow_up, FollowUp)
    said = speaker.translation(follow_up)
    comment = said.comments.get(action.id) if said is not None and said.is_current(follow_up) else None
    return ReportedRow(
        text=words.own_or_swedish(", ".join(texts) if all(texts) else None, row.text) if is_number else None,
        comment=words.own_or_swedish(comment, row.comment),
        cause=words.own_or_swedish(None, row.cause),
        source=_follow_up(speaker, follow_up),
    )
