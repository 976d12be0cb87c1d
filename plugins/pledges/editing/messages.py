"""What the rules say of a record, each message at the field that it belongs to and in the words of the form."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from babel import Locale

from pledges.content.kinds import Kind
from pledges.content.problems import Problem, Severity
from pledges.editing.forms import ACTIONS, BODY, WHOLE, Field, FormView, called, every_field
from pledges.editing.wording import (
    as_typed,
    by_label,
    by_title,
    in_the_files_words,
    in_the_forms_words,
    of_a_list,
    with_times_in_words,
)
from pledges.i18n import EASY_TO_READ, SOURCE_LANGUAGE
from pledges.rules.catalogue import CATALOGUE


class Weight(StrEnum):
    """How much a message matters to whoever writes."""

    REMAINS = "Återstår"
    ERROR = "Fel"
    WARNING = "Varning"
    ACCEPTED = "Godtagen varning"


_RANK = {Weight.ERROR: 0, Weight.REMAINS: 1, Weight.WARNING: 2, Weight.ACCEPTED: 3}
_TO_FILL_IN = "Ska fyllas i."
_NAMES_ACTIONS = ("bedomning-utan-alla-atgarder", "bedomning-utan-tal")
OLD_TRANSLATION = "oversattning-gammal"
"""What whoever writes the Swedish text neither does wrong nor can mend: it is told, and is no fault."""
_STOPS_WHAT_IS_NEW = ("ar-stammer-inte", "tid-mot-titeln", "orimligt-ar")


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One thing to mend or to fill in. `field` is the name of the field that it stands at; `path` the file's."""

    weight: Weight
    text: str
    hint: str
    code: str
    field: str
    label: str
    path: str

    @property
    def acceptable(self) -> bool:
        """Whether it may be accepted with a reason."""
        entry = CATALOGUE.get(self.code)
        is_told = self.weight in (Weight.WARNING, Weight.ERROR)
        return is_told and entry is not None and entry.severity is Severity.WARNING


def is_in_the_way(problem: Problem, *, is_new: bool) -> bool:
    """Whether a problem keeps a record from being shown: also a title of another year, or a year that nothing can be of, while the record `is_new`."""
    is_of_another_time = is_new and problem.code in _STOPS_WHAT_IS_NEW and problem.severity is Severity.WARNING
    return problem.severity is Severity.ERROR or is_of_another_time


def messages(
    kind: Kind,
    form: FormView | None,
    problems: Iterable[Problem],
    *,
    body_line: int,
    unfinished: bool,
    is_new: bool = False,
    title_at: Callable[[str], str] = lambda _path: "",
) -> tuple[Message, ...]:
    """The messages of a record's problems, the most important first.

    Where there is no `form` to fill in, because the file can't be read by keys, each stands at its row of the whole text.
    `unfinished` tells that nobody has said it is ready, `is_new` that it has never been shown; `title_at` gives what the record in a file is called, the empty
    text where there is none.
    """
    told = [_message(one, kind, form, body_line=body_line, unfinished=unfinished, is_new=is_new) for one in problems]
    told = [replace(one, text=by_title(one.text, title_at), hint=by_title(one.hint, title_at)) for one in told]
    return tuple(sorted(told, key=lambda one: _RANK[one.weight]))


def _message(
    problem: Problem, kind: Kind, form: FormView | None, *, body_line: int, unfinished: bool, is_new: bool
) -> Message:
    if form is None:
        is_of_others = problem.code == OLD_TRANSLATION
        return Message(
            weight=_weight(problem, set(), unfinished=False, is_new=is_new),
            text=_becomes_old(problem.path) if is_of_others else in_the_files_words(problem.message),
            hint="Den som översätter får veta det när innehållet kontrolleras."
            if is_of_others
            else in_the_files_words(problem.hint),
            code=problem.code,
            field=WHOLE,
            label=f"Rad {problem.line}" if problem.line else "Hela texten",
            path=problem.path,
        )
    every = tuple(every_field((*form.fields, *form.more)))
    fields = {one.name: one for one in every}
    rows = {row.name for one in every for row in one.rows}
    name = _field_of(problem, fields, rows=rows, body_line=body_line)
    weight = _weight(problem, rows, unfinished=unfinished, is_new=is_new)
    text, hint = _words(problem, kind, form=form, field=fields.get(name), weight=weight)
    labels = dict(called((*form.fields, *form.more)))
    return Message(
        weight=weight,
        text=text,
        hint=hint,
        code=problem.code,
        field=name,
        label="Fri text" if name == BODY else labels.get(name, ""),
        path=problem.path,
    )


def _becomes_old(path: str) -> str:
    """What is said of a translation whose Swedish text is changed, by its file: `2019.en.md`."""
    language = path.split(".")[-2]
    if language == EASY_TO_READ:
        return "Den lättlästa texten blir äldre än texten, och sägs vara det på sidan."
    called_in_swedish = Locale(SOURCE_LANGUAGE).languages.get(language, language)
    return f"Översättningen till {called_in_swedish} blir äldre än texten, och sägs vara det på sidan."


def _words(problem: Problem, kind: Kind, *, form: FormView, field: Field | None, weight: Weight) -> tuple[str, str]:
    """What a problem says and what to do, to somebody who sees fields and lists and neither keys nor files."""
    is_own = field is not None and field.name == problem.key
    if is_own and (problem.code == "saknad-nyckel" or weight is Weight.REMAINS):
        return _TO_FILL_IN, ""
    if field is not None and field.choices in form.lists:
        found = of_a_list(problem, kind, form.lists[field.choices])
        if found is not None:
            return found
    text = problem.message if field is None else as_typed(problem.message, field)
    if problem.code in _NAMES_ACTIONS:
        text = by_label(text, form.lists.get(ACTIONS, ()))
    hint = problem.hint if field is None else with_times_in_words(field.form, problem.hint)
    return in_the_forms_words(kind, text), in_the_forms_words(kind, hint)


def _field_of(problem: Problem, fields: Mapping[str, Field], *, rows: set[str], body_line: int) -> str:
    """The field, or the row, that a problem stands at; the empty text where it is about all of the record."""
    name = problem.key
    while name:
        if name in fields or name in rows:
            return name
        name = name.rpartition(".")[0]
    return BODY if not problem.key and body_line and problem.line >= body_line else ""


def _weight(problem: Problem, rows: set[str], *, unfinished: bool, is_new: bool) -> Weight:
    if problem.severity is Severity.ACCEPTED:
        return Weight.ACCEPTED
    is_only_missing = problem.code == "saknad-nyckel" or (
        problem.code == "fel-varde" and (not problem.key or problem.key in rows)
    )
    if unfinished and is_only_missing:
        return Weight.REMAINS
    return Weight.ERROR if is_in_the_way(problem, is_new=is_new) else Weight.WARNING


def grouped(told: Iterable[Message]) -> tuple[tuple[Message, tuple[tuple[str, str], ...]], ...]:
    """The messages, those that say the same in the same words once, each with the fields that it is about and their labels."""
    alike: dict[tuple[Weight, str, str], list[Message]] = {}
    for one in told:
        alike.setdefault((one.weight, one.text, one.hint), []).append(one)
    return tuple((same[0], tuple((one.field, one.label) for one in same if one.field)) for same in alike.values())


def at_fields(told: Iterable[Message]) -> dict[str, list[Message]]:
    """The messages by field; those about all of the record under the empty text."""
    by_field: dict[str, list[Message]] = {}
    for one in told:
        by_field.setdefault(one.field, []).append(one)
    return by_field
