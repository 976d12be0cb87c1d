"""What the rules say of a record, each message at the field that it belongs to."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from pledges.content.problems import Problem, Severity
from pledges.editing.forms import BODY, FormView, every_field
from pledges.rules.catalogue import CATALOGUE
from pledges.swedish import capital


class Weight(StrEnum):
    """How much a message matters to whoever writes."""

    REMAINS = "Återstår"
    ERROR = "Fel"
    WARNING = "Varning"
    ACCEPTED = "Godtagen varning"


_RANK = {Weight.ERROR: 0, Weight.REMAINS: 1, Weight.WARNING: 2, Weight.ACCEPTED: 3}


@dataclass(frozen=True, slots=True)
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
        return self.weight is Weight.WARNING and entry is not None and entry.severity is Severity.WARNING


def messages(
    form: FormView | None, problems: Iterable[Problem], *, body_line: int, unfinished: bool
) -> tuple[Message, ...]:
    """The messages of a record's problems, the most important first; `unfinished` tells that nobody has said it is ready."""
    fields = {one.name: one.label for one in every_field((*form.fields, *form.more))} if form else {}
    rows = {row.name for one in every_field((*form.fields, *form.more)) for row in one.rows} if form else set()
    told = [_message(one, fields, rows, body_line=body_line, unfinished=unfinished) for one in problems]
    return tuple(sorted(told, key=lambda one: _RANK[one.weight]))


def _message(
    problem: Problem, fields: Mapping[str, str], rows: set[str], *, body_line: int, unfinished: bool
) -> Message:
    name = _field_of(problem, fields, rows, body_line)
    label = "Fri text" if name == BODY else fields.get(name, "")
    weight = _weight(problem, rows, unfinished=unfinished)
    is_empty = weight is Weight.REMAINS and problem.key == name and name in fields
    return Message(
        weight=weight,
        text="Ska fyllas i." if is_empty else problem.message,
        hint="" if is_empty else problem.hint,
        code=problem.code,
        field=name,
        label=label or capital(name.replace(".", " ")),
        path=problem.path,
    )


def _field_of(problem: Problem, fields: Mapping[str, str], rows: set[str], body_line: int) -> str:
    """The field, or the row, that a problem stands at; the empty text where it is about all of the record."""
    name = problem.key
    while name:
        if name in fields or name in rows:
            return name
        name = name.rpartition(".")[0]
    return BODY if not problem.key and body_line and problem.line >= body_line else ""


def _weight(problem: Problem, rows: set[str], *, unfinished: bool) -> Weight:
    if problem.severity is Severity.ACCEPTED:
        return Weight.ACCEPTED
    is_only_missing = problem.code == "saknad-nyckel" or (
        problem.code == "fel-varde" and (not problem.key or problem.key in rows)
    )
    if unfinished and is_only_missing:
        return Weight.REMAINS
    return Weight.ERROR if problem.severity is Severity.ERROR else Weight.WARNING


def at_fields(told: Iterable[Message]) -> dict[str, list[Message]]:
    """The messages by field; those about all of the record under the empty text."""
    by_field: dict[str, list[Message]] = {}
    for one in told:
        by_field.setdefault(one.field, []).append(one)
    return by_field
