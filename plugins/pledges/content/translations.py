"""A record in another language: a file beside it, `loften/2024.en.md`, with only what is translated.

It has no page, no reference and no event of its own in the register: it is a text for a record that is there. What it
leaves out is shown in Swedish, marked so. Which Swedish texts it was made from is told by their *imprint*, so that
nobody has to remember to say when they change.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from hashlib import blake2b
from pathlib import Path
from typing import Annotated

from pydantic import AfterValidator
from pydantic_core import ErrorDetails

from pledges.content.discovery import SourceFile, translates
from pledges.content.field_types import DateField, Many, Row, Text, key
from pledges.content.frontmatter import key_path
from pledges.content.goal_phrases import goal_words
from pledges.content.goals import MeasurableGoal
from pledges.content.kinds import NAMES, Kind
from pledges.content.known_keys import fields_at, loc_in_file
from pledges.content.problems import Problem, problem_at
from pledges.content.reader import bytes_of, front_of, validated
from pledges.content.record import Loc, Position, Record, is_a
from pledges.content.record_fields import ActionId, FollowUp, Outcome
from pledges.swedish import enumerate_words, suggestion
from pledges.written_values import PartialDate

IMPRINT_SIZE = 4


def _known(day: PartialDate | None) -> PartialDate:
    if day is None:
        raise ValueError("Dagen ska vara känd. Läs översättningen mot originalet, och skriv dagen då du gjorde det.")
    return day


_KnownDay = Annotated[DateField, AfterValidator(_known)]


# fmt: off
class TranslatedAction(Row):
    """An action in the other language, by its id."""

    id: ActionId = key("id", "Id", "Åtgärdens id i originalet.")
    what: Text = key("vad", "Vad", "Vad som ska göras.")
    unit: Text | None = key("enhet", "Enhet", "Det som räknas i målet, i flertal.", default=None)
    goal: Text | None = key("mål", "Mål", "Målet, där det är en text eller inte ett vanligt antal.", default=None)
    condition: Text | None = key("villkor", "Villkor", "Förbehållet.", default=None)


class TranslatedOutcome(Row):
    """What a follow-up says of an action in the other language, by the action's id."""

    action: ActionId = key("åtgärd", "Åtgärd", "Åtgärdens id i löftet.")
    comment: Text = key("kommentar", "Kommentar", "Det som förklaras.")


class Translated(Row):
    """What every translation says of itself, and may translate."""

    translator: Text = key("översatt av", "Översatt av", "Vem som har översatt: en funktion eller en byrå, aldrig en persons namn.")
    of_day: _KnownDay = key("gäller texten från", "Gäller texten från", "Dagen då den svenska texten var som den som översattes.")
    imprint: Text | None = key("avtryck", "Avtryck", "Ett avtryck av de svenska texterna. make check säger vad som ska stå.", default=None)
    summary: Text | None = key("kort", "Kort", "Sammanfattningen.", default=None)


class TranslatedTitle(Translated):
    """A translated page or theme."""

    title: Text = key("titel", "Titel", "Rubriken.")


class TranslatedPledge(TranslatedTitle):
    """A translated pledge."""

    actions: Many[TranslatedAction] = key("åtgärder", "Åtgärder", "De åtgärder som är översatta, var och en med id och vad.", default=())


class TranslatedFollowUp(TranslatedTitle):
    """A translated follow-up."""

    own_words: Text | None = key("omdöme", "Omdöme", "Vad parterna säger om hela löftet.", default=None)
    outcomes: Many[TranslatedOutcome] = key("utfall", "Utfall", "De kommentarer som är översatta, var och en med åtgärd.", default=())
    beside: Many[Text] = key("dessutom redovisat", "Dessutom redovisat", "Det som redovisas utan att vara lovat som åtgärd: en text för varje sådan rad under utfall, i samma ordning.", default=())
    effect: Text | None = key("effekt", "Effekt", "Om problemet har förändrats.", default=None)


# fmt: on
MODELS: Mapping[Kind, type[Translated]] = {
    Kind.PLEDGE: TranslatedPledge,
    Kind.FOLLOW_UP: TranslatedFollowUp,
    Kind.THEME: TranslatedTitle,
    Kind.PAGE: TranslatedTitle,
    Kind.MUNICIPALITY: Translated,
}
"""The kinds that may be translated."""


@dataclass(frozen=True, kw_only=True)
class Translation:
    """The texts of the record `original` in `language`."""

    original: str
    language: str
    path: str
    fields: Translated
    body: str
    body_line: int
    places: Mapping[Loc, Position]

    @property
    def of_day(self) -> PartialDate | None:
        """The day on which the Swedish text was as it was translated."""
        return self.fields.of_day

    @property
    def title(self) -> str | None:
        """The title; None for a municipality, which is called by its name."""
        return self.fields.title if isinstance(self.fields, TranslatedTitle) else None

    @cached_property
    def actions(self) -> Mapping[str, TranslatedAction]:
        """The translated actions by their ids; none for a kind that has none."""
        return {row.id: row for row in self.fields.actions} if isinstance(self.fields, TranslatedPledge) else {}

    @cached_property
    def comments(self) -> Mapping[str, str]:
        """What is said of each action, by its id."""
        fields = self.fields
        return {row.action: row.comment for row in fields.outcomes} if isinstance(fields, TranslatedFollowUp) else {}

    def texts(self) -> Iterator[str]:
        """Every text but the free one."""
        fields = self.fields
        yield from (text for text in (self.title, fields.summary) if text)
        yield from (row.what for row in self.actions.values())
        yield from self.comments.values()
        if isinstance(fields, TranslatedFollowUp):
            yield from fields.beside
            yield from (text for text in (fields.own_words, fields.effect) if text)

    def place(self, loc: Loc = ()) -> Position:
        """Where `loc` stands, or the nearest thing above it that stands somewhere."""
        while loc and loc not in self.places:
            loc = loc[:-1]
        return self.places.get(loc, Position(1, 1))

    def is_current(self, original: Record) -> bool:
        """Whether the Swedish texts are still those that were translated, but for spaces and marks."""
        return self.fields.imprint == imprint(original, self)


def imprint(original: Record, translation: Translation) -> str:
    """The imprint of the Swedish texts that `translation` is of: other words or other numbers give another."""
    words = (re.sub(r"\W+", " ", text).strip().casefold() for text in _sources(original, translation))
    return blake2b("\0".join(words).encode(), digest_size=IMPRINT_SIZE).hexdigest()


def _sources(original: Record, translation: Translation) -> Iterator[str]:
    """The Swedish text of each that is translated, in the order of the keys; empty for what the original has not."""
    fields, own = translation.fields, original.fields
    if translation.title is not None:
        yield original.title
    if fields.summary is not None:
        yield own.summary or ""
    actions = {action.id: action for action in original.actions}
    for row in translation.actions.values():
        if (action := actions.get(row.id)) is None:
            continue
        yield action.what
        if row.goal is not None and action.goal is not None:
            yield goal_words(action.goal)
        elif row.unit is not None and isinstance(action.goal, MeasurableGoal):
            yield action.goal.counted
        if row.condition is not None:
            yield action.condition or ""
    if is_a(original, FollowUp) and isinstance(fields, TranslatedFollowUp):
        yield from (text or "" for text in _of_follow_up(original, fields))
    if translation.body.strip():
        yield original.body


def _of_follow_up(original: Record[FollowUp], fields: TranslatedFollowUp) -> Iterator[str | None]:
    if fields.own_words is not None:
        yield original.fields.own_words
    comments = {said.action: said.comment for said in original.fields.outcomes}
    yield from (comments.get(row.action) for row in fields.outcomes)
    if fields.beside:
        for said in told_beside(original.fields):
            yield from (said.what, str(said.amount or ""), said.unit, str(said.done or ""), said.comment)
    if fields.effect is not None:
        yield original.fields.effect


def told_beside(follow_up: FollowUp) -> tuple[Outcome, ...]:
    """What a follow-up reports that was not promised as an action."""
    return tuple(said for said in follow_up.outcomes if said.what is not None)


def read_translation(content: Path, source: SourceFile) -> tuple[Translation | None, list[Problem]]:
    """Read a translation: what it says, or None with at least one error."""
    original, language = translates(source.path)
    assert source.kind is not None
    if source.kind not in MODELS:
        message = f"{NAMES[source.kind].plural.capitalize()} kan inte översättas."
        hint = f"Ta bort filen. Det som kan översättas är {enumerate_words(NAMES[kind].plural for kind in MODELS)}."
        return None, [Problem(code="oversattning-utan-original", path=source.path, message=message, hint=hint)]
    raw, problems = bytes_of(content, source.path)
    front, faults = front_of(source.path, raw) if raw is not None else (None, [])
    problems += faults
    if front is None:
        return None, problems
    fields, errors = validated(MODELS[source.kind], front.data)
    problems += _explained(source, front.places, errors)
    if fields is None:
        return None, problems
    return Translation(
        original=original,
        language=language,
        path=source.path,
        fields=fields,
        body=front.body,
        body_line=front.body_line,
        places=front.places,
    ), problems


def _explained(source: SourceFile, places: Mapping[Loc, Position], errors: Iterable[ErrorDetails]) -> Iterator[Problem]:
    """What the validator refuses, in Swedish, at its place."""
    assert source.kind is not None
    for error in errors:
        loc, name = loc_in_file(error["loc"], places), str(error["loc"][-1]) if error["loc"] else ""
        row = loc[:-1] if loc[-1:] == (name,) else loc
        known = fields_at(MODELS[source.kind], row)
        if error["type"] == "extra_forbidden":
            code, message = "okand-nyckel", f"Nyckeln ”{name}” finns inte i en översättning av {_a(source.kind)}."
            hint = suggestion(name, known) or f"Nycklarna är {enumerate_words(known)}. Resten står i originalet."
        elif error["type"] == "missing":
            code, message = "saknad-nyckel", f"Nyckeln ”{name}” saknas i översättningen."
            described = known[name][1].description if name in known else ""
            hint = f"Lägg till {name}: … {described}".strip()
        else:
            refused = error.get("ctx", {}).get("error")
            message, _, hint = str(refused or "Värdet har fel form.").partition(". ")
            code, message, hint = "fel-varde", f"{message.rstrip('.')}.", hint or "Jämför med docs/languages.md."
        yield problem_at(
            source.path,
            code,
            message=message,
            hint=hint,
            place=places.get(loc, Position(1, 1)),
            key=key_path(loc if error["type"] != "missing" else (*row, name)),
        )


def _a(kind: Kind) -> str:
    return NAMES[kind].definite
