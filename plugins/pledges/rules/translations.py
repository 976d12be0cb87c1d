"""A translation says what its original says, of the same actions, and tells when that is no longer so."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from pledges.content.frontmatter import key_path
from pledges.content.goal_phrases import goal_words
from pledges.content.goals import MeasurableGoal
from pledges.content.problems import Problem, problem_at
from pledges.content.record import Loc, Record, RemovedRecord
from pledges.content.record_fields import Outcome
from pledges.content.register import Register
from pledges.content.translations import TranslatedFollowUp, TranslatedPledge, Translation, imprint, told_beside
from pledges.rules import free_text
from pledges.rules.catalogue import CATALOGUE
from pledges.rules.finding import to_problem
from pledges.rules.personal_data import RULES as PERSONAL_DATA
from pledges.swedish import partial, suggestion


def check_translations(
    register: Register, attachments: frozenset[str], only: frozenset[str] | None
) -> Iterator[Problem]:
    """Every problem in the translations of the records in `register`, or of those of them that are in `only`."""
    for identity, by_language in register.translations.items():
        if only is not None and identity not in only:
            continue
        original = register.records.get(identity)
        for translation in by_language.values():
            if isinstance(original, RemovedRecord):
                yield _problem(
                    translation,
                    "oversattning-utan-original",
                    message="Originalets text är borttagen, men översättningen finns kvar.",
                    hint="Ta bort den här filen.",
                )
            elif isinstance(original, Record):
                yield from _against(original, translation)
                yield from _as_any_text(register, attachments, original=original, translation=translation)


def _problem(translation: Translation, code: str, *, message: str, hint: str, loc: Loc = ()) -> Problem:
    told = problem_at(
        translation.path, code, message=message, hint=hint, place=translation.place(loc), key=key_path(loc)
    )
    return replace(told, severity=CATALOGUE[code].severity)


def _against(original: Record, translation: Translation) -> Iterator[Problem]:
    unknown = list(_unknown_actions(original, translation))
    yield from unknown
    extra = list(_says_more(original, translation))
    yield from extra
    if not unknown and not extra:
        yield from _other_numbers(original, translation)
        yield from _is_old(original, translation)


def _unknown_actions(original: Record, translation: Translation) -> Iterator[Problem]:
    """An action that the original has not."""
    actions = {action.id for action in original.actions}
    key, name, known = ("åtgärder", "id", actions)
    rows = list(translation.actions)
    if not isinstance(translation.fields, TranslatedPledge):
        key, name, rows = "utfall", "åtgärd", list(translation.comments)
        known = {said.action for said in _outcomes(original) if said.action is not None and said.comment is not None}
    for number, written in enumerate(rows):
        if written not in known:
            what = "åtgärd med id" if key == "åtgärder" else "kommentar till åtgärden"
            yield _problem(
                translation,
                "oversattning-okand-atgard",
                message=f"Originalet har ingen {what} ”{written}”.",
                hint=suggestion(written, known) or "Ta bort raden, eller skriv samma id som i originalet.",
                loc=(key, number, name),
            )


def _outcomes(original: Record) -> tuple[Outcome, ...]:
    return getattr(original.fields, "outcomes", ())


def _says_more(original: Record, translation: Translation) -> Iterator[Problem]:
    """A text that has no Swedish one behind it."""
    own: Any = original.fields
    written: list[tuple[Loc, object]] = [
        ((key,), getattr(own, name, None))
        for key, name in (("kort", "summary"), ("omdöme", "own_words"), ("effekt", "effect"))
        if getattr(translation.fields, name, None) is not None
    ]
    actions = {action.id: action for action in original.actions}
    for number, row in enumerate(translation.actions.values()):
        action = actions.get(row.id)
        goal = action.goal if action is not None else None
        if row.goal is not None and action is not None:
            written.append((("åtgärder", number, "mål"), goal))
        if row.condition is not None and action is not None:
            written.append((("åtgärder", number, "villkor"), action.condition))
        if row.unit is not None and action is not None:
            written.append((("åtgärder", number, "enhet"), goal if isinstance(goal, MeasurableGoal) else None))
    if isinstance(translation.fields, TranslatedFollowUp) and (beside := translation.fields.beside):
        own_rows = told_beside(own)
        if len(beside) != len(own_rows):
            yield _problem(
                translation,
                "oversattning-utan-motsvarighet",
                message=f"Översättningen har {len(beside)} rader under dessutom redovisat:, och originalet {len(own_rows)} sådana under utfall:.",
                hint="Skriv en text för varje rad under utfall: som har vad: i stället för åtgärd:, i samma ordning.",
                loc=("dessutom redovisat",),
            )
    for loc, swedish in written:
        if not swedish:
            yield _problem(
                translation,
                "oversattning-utan-motsvarighet",
                message=f"Originalet har ingen text under {loc[-1]}: som det här är en översättning av.",
                hint="Skriv det först på svenska, eller ta bort raden.",
                loc=loc,
            )
    if translation.body.strip() and not original.body.strip():
        yield _problem(
            translation,
            "oversattning-utan-motsvarighet",
            message="Originalet har ingen löpande text som den här är en översättning av.",
            hint="Skriv den först på svenska, eller ta bort den.",
        )


_NUMBER = re.compile(r"\d+(?:[ \u00a0\u202f,.]\d{3}(?!\d))*")


def _numbers(text: str) -> set[str]:
    """The numbers in a text, however their thousands are parted: 1 200 and 1,200 are the same."""
    return {re.sub(r"\D", "", one) for one in _NUMBER.findall(text)}


def _other_numbers(original: Record, translation: Translation) -> Iterator[Problem]:
    """A number that its Swedish text has not: the original was changed, and the imprint signed with the translation as it was."""
    for loc, swedish, text in _pairs(original, translation):
        if other := sorted(_numbers(text) - _numbers(swedish)):
            yield _problem(
                translation,
                "oversattning-annat-tal",
                message=f"Talet {other[0]} står inte i den svenska texten: {swedish}",
                hint="Skriv samma tal som på svenska. Är det originalet som är fel, rätta det först.",
                loc=loc,
            )


def _pairs(original: Record, translation: Translation) -> Iterator[tuple[Loc, str, str]]:
    """Each translated text that may hold a number, with its place and the Swedish one."""
    own: Any = original.fields
    fields = translation.fields
    if translation.title is not None:
        yield ("titel",), original.title, translation.title
    for key, name in (("kort", "summary"), ("omdöme", "own_words"), ("effekt", "effect")):
        text = getattr(fields, name, None)
        if text is not None:
            yield (key,), getattr(own, name) or "", text
    actions = {action.id: action for action in original.actions}
    for number, row in enumerate(translation.actions.values()):
        action = actions[row.id]
        yield ("åtgärder", number, "vad"), action.what, row.what
        if row.goal is not None:
            yield ("åtgärder", number, "mål"), goal_words(action.goal or ""), row.goal
        if row.condition is not None:
            yield ("åtgärder", number, "villkor"), action.condition or "", row.condition
    comments = {said.action: said.comment or "" for said in _outcomes(original)}
    for number, (action_id, comment) in enumerate(translation.comments.items()):
        yield ("utfall", number, "kommentar"), comments[action_id], comment
    if isinstance(fields, TranslatedFollowUp):
        for number, (said, text) in enumerate(zip(told_beside(own), fields.beside, strict=False)):
            counted = " ".join(str(one) for one in (said.what, said.amount, said.unit, said.comment) if one is not None)
            yield ("dessutom redovisat", number), counted, text


def _is_old(original: Record, translation: Translation) -> Iterator[Problem]:
    now = imprint(original, translation)
    if translation.fields.imprint is None:
        yield _problem(
            translation,
            "oversattning-utan-avtryck",
            message="Översättningen säger inte vilka svenska texter den är gjord av.",
            hint=f"Läs den mot originalet, och lägg sedan till avtryck: {now}",
        )
    elif not translation.is_current(original):
        yield _problem(
            translation,
            "oversattning-gammal",
            message=f"Den svenska texten har ändrats sedan {partial(translation.of_day)}, som översättningen gäller från.",
            hint=f"Rätta översättningen, och skriv dagens datum och avtryck: {now}",
            loc=("avtryck",),
        )


def _as_any_text(
    register: Register, attachments: frozenset[str], *, original: Record, translation: Translation
) -> Iterator[Problem]:
    """What no text may say of people, unless the original has a reason to, and where no text may lead."""
    fields: Any = translation.fields
    accepted = {row.code for row in original.fields.accepted_warnings}
    record = Record[Any](
        identity=translation.path.removesuffix(".md"),
        kind=original.kind,
        municipality=original.municipality,
        path=translation.path,
        places=translation.places,
        body=translation.body,
        body_line=translation.body_line,
        fields=fields,
    )
    found = [finding for rule in (*PERSONAL_DATA, *free_text.RULES) for finding in rule(register, record)]
    found += free_text.inside_links(register, attachments, record)
    found += free_text.images_are_ours(attachments, record)
    for finding in found:
        if finding.code not in accepted:
            yield to_problem(record, finding, CATALOGUE[finding.code].severity)
