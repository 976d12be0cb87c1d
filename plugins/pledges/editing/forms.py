"""The form of any kind of record, made from the schema's own table of fields, and what is posted read back as values.

A field's name is its place as staff are told of it (`åtgärder.2.mål`, rows counted from 1), so that a message of a
rule finds its field by name. Values are text throughout, as in the files: what a date or a number is read as is
told beside it.
"""

import json
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from functools import cache

from pledges import swedish
from pledges.commands.authoring.question_order import KEYS, ROW_KEYS, in_order, short_name
from pledges.content.field_descriptions import Form, Shape, shapes
from pledges.content.field_types import DRAFT, Row
from pledges.content.goals import GOALS
from pledges.content.kinds import Kind
from pledges.content.record_fields import MODELS, Coverage, Outcome, Plan, Pledge, Source
from pledges.content.suggested_values import date_in_words, period_in_words
from pledges.editing.source import Value, as_list, entered
from pledges.swedish import capital
from pledges.written_values import parse_date, parse_number, parse_period

SHORTHAND: Mapping[type[Row], str] = {Source: "adress", Coverage: "kommun"}
"""The key that a row means where only a text stands in its place."""
MOST_ROWS = 500
BODY = "fritext"
_LINES, _GONE, _UNKNOWN, _WORDS = "~rader", "~bort", "~okänd", "i ord"
_ONE_LINE = frozenset(
    {
        "titel",
        "id",
        "enhet",
        "kontakt",
        "diarienummer",
        "kod",
        "typ",
        "polisområde",
        "del",
        "kommunkod",
        "fil",
        "alla",
        "för varje",
        "varav",
        "varaktighet",
        "räknat från",
        "jämfört med",
    }
)
_FROM_THE_LIST = "Välj ur listan."
_SAID_HERE: Mapping[tuple[type[Row], str], str] = {
    (Pledge, "överenskommelse"): f"{_FROM_THE_LIST} Där finns också okänd, och ingen: skriv då varför under Skäl.",
    (Pledge, "parter"): f"{_FROM_THE_LIST} Lämnas tomt om de är överenskommelsens.",
    (Plan, "parter"): f"{_FROM_THE_LIST} Lämnas tomt om de är överenskommelsens.",
    (Outcome, "åtgärd"): "Välj åtgärden i löftet ur listan.",
    (Coverage, "kommun"): _FROM_THE_LIST,
}
"""Help in the form where the field's own speaks of what is written in a file."""
_FIRST_OF_GOAL = ("minst", "antal", "enhet", "per")
_KNOWN_OF_ACTION = ("åtgärd", "vad")
_FIRST_OF_OUTCOME = ("åtgärd", "vad", "antal", "enhet", "gjort", "kommentar")


class Control(StrEnum):
    """How a field is filled in."""

    INPUT = "input"
    TEXT = "text"
    LINES = "lines"
    SELECT = "select"
    REFERENCE = "reference"
    REFERENCES = "references"
    GROUP = "group"
    ROWS = "rows"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class Option:
    """Something to choose: what is written in the file, what it is called, and what else there is to know of it.

    `unit` is what is counted of it, where something is.
    """

    value: str
    label: str
    note: str = ""
    unit: str = ""


@dataclass(frozen=True, slots=True)
class RowGroup:
    """One row of a list. `more` are the fields that are seldom needed; `title` and `note` what it is about, where it is known."""

    name: str
    number: int
    fields: tuple["Field", ...]
    more: tuple["Field", ...]
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class Field:
    """One key in the form: how it is filled in, what stands there, and what that is read as."""

    name: str
    label: str
    help: str
    control: Control
    required: bool = False
    value: str = ""
    values: tuple[str, ...] = ()
    options: tuple[Option, ...] = ()
    choices: str = ""
    rows: tuple[RowGroup, ...] = ()
    fields: tuple["Field", ...] = ()
    more: tuple["Field", ...] = ()
    read_as: str = ""
    several_lines: bool = False
    row_word: str = ""

    @property
    def filled(self) -> bool:
        """Whether anything stands there."""
        return bool(
            self.value or any(self.values) or self.rows or any(one.filled for one in (*self.fields, *self.more))
        )


@dataclass(frozen=True, slots=True)
class FormView:
    """A record's form: what is asked first, and what is there besides."""

    fields: tuple[Field, ...]
    more: tuple[Field, ...]
    lists: Mapping[str, tuple[Option, ...]]


def every_field(fields: Iterable[Field]) -> Iterator[Field]:
    """Fields, and those inside them."""
    for one in fields:
        yield one
        yield from every_field((*one.fields, *one.more))
        for row in one.rows:
            yield from every_field((*row.fields, *row.more))


@dataclass(frozen=True)
class Choices:
    """What a reference may name, by what it refers to: `amnen`, `parter` …; and the actions that are followed up."""

    lists: Mapping[str, tuple[Option, ...]] = field(default_factory=dict)

    def name_of(self, shape: Shape, model: type[Row]) -> str:
        """The list that a field chooses from; the empty text where it chooses from none."""
        if model is Outcome and shape.key == "åtgärd":
            return ACTIONS
        if shape.form is not Form.REFERENCE:
            return ""
        return PARTIES if shape.refers_to is None else shape.refers_to.value

    def label(self, name: str, value: str) -> str:
        """What a value is called in its list; the value itself where it is not there."""
        found = self.chosen(name, value)
        return found.label if found is not None else value

    def chosen(self, name: str, value: str) -> Option | None:
        """What a value means in its list; None where it is not there."""
        return next((one for one in self.lists.get(name, ()) if one.value == value), None)

    def value(self, name: str, text: str) -> str:
        """What is written for a text that somebody chose or typed."""
        options = self.lists.get(name, ())
        wanted = text.casefold()
        exact = next((one.value for one in options if one.value == text), None)
        named = next((one.value for one in options if one.label.casefold() == wanted), None)
        return exact or named or text


ACTIONS, PARTIES = "åtgärder", "parter"


def unambiguous(options: Iterable[Option]) -> tuple[Option, ...]:
    """The options with labels that are told apart, sorted; a label that two have carries the name that is written."""
    listed = tuple(dict.fromkeys(options))
    labels = Counter(one.label.casefold() for one in listed)
    values = {one.value.casefold(): one for one in listed}

    def told(one: Option) -> Option:
        label = one.label.casefold()
        is_plain = labels[label] == 1 and values.get(label, one) is one
        return one if is_plain else replace(one, label=f"{one.label} ({one.value})")

    return tuple(sorted((told(one) for one in listed), key=lambda one: swedish.sort_key(one.label)))


# The form.


def form_of(kind: Kind, values: Mapping[str, Value], choices: Choices) -> FormView:
    """The form of a record that says `values`."""
    model = MODELS[kind]
    asked = _OF_WHAT_IS_REMOVED if values.get("borttaget") else KEYS.get(kind) or _first_of_follow_up(values)
    first, more = _split(model, asked, ("status",))
    if values.get("borttaget"):
        first, more = tuple(one for one in first if one.key in asked), ()
    return FormView(
        fields=_fields(model, first, values, "", choices),
        more=(*_fields(model, more, values, "", choices), *_unknown(shapes(model), values, "")),
        lists=choices.lists,
    )


_OF_WHAT_IS_REMOVED = ("borttaget", "tidigare adresser")
_FOLLOWED_UP = ("löfte", "överenskommelse", "åtgärdsplan")
_OF_FOLLOW_UP = (
    "titel",
    "kort",
    "avser",
    "typ",
    "datum",
    "av",
    "utfall",
    "bedömning",
    "effekt",
    "nästa steg",
    "belägg",
)


def _first_of_follow_up(values: Mapping[str, Value]) -> tuple[str, ...]:
    """What a follow-up asks for first: what it is of stands alone once it is said."""
    said = tuple(key for key in _FOLLOWED_UP if values.get(key))
    return (*(said or _FOLLOWED_UP), *_OF_FOLLOW_UP)


def _split(
    model: type[Row], first: Sequence[str], hidden: Sequence[str] = ()
) -> tuple[tuple[Shape, ...], tuple[Shape, ...]]:
    """(the shapes that are asked for first, in that order; the rest). What must be there is among the first."""
    by_key = {shape.key: shape for shape in shapes(model)}
    wanted = [by_key[key] for key in first if key in by_key]
    wanted += [shape for shape in by_key.values() if shape.required and shape not in wanted and shape.key != "id"]
    is_plain_status = "status" in hidden and by_key.get("status") is not None and by_key["status"].choices == (DRAFT,)
    rest = [one for one in by_key.values() if one not in wanted and not (is_plain_status and one.key == "status")]
    return tuple(wanted), tuple(rest)


def _fields(
    model: type[Row], wanted: Iterable[Shape], values: Mapping[str, Value], prefix: str, choices: Choices
) -> tuple[Field, ...]:
    return tuple(_field(model, shape, values.get(shape.key), prefix, choices) for shape in wanted)


def _field(model: type[Row], shape: Shape, value: Value, prefix: str, choices: Choices) -> Field:
    name = f"{prefix}{shape.key}"
    said = _SAID_HERE.get((model, shape.key), shape.help)
    base = Field(name=name, label=shape.label, help=said, control=Control.INPUT, required=shape.required)
    listed = choices.name_of(shape, model)
    if not _fits(shape, value):
        return replace(base, control=Control.UNKNOWN, value=json.dumps(value, ensure_ascii=False))
    if shape.form is Form.GOAL:
        return _goal(base, value, choices)
    if shape.row is not None:
        return _rows(base, shape, value, choices) if shape.many else _group(base, shape.row, value or {}, choices)
    if listed and shape.many:
        texts = tuple(choices.label(listed, one) for one in as_list(value))
        return replace(base, control=Control.REFERENCES, values=(*texts, ""), choices=listed)
    if listed:
        label = choices.label(listed, value or "")
        return replace(base, control=Control.REFERENCE, value=label, choices=listed)
    if shape.many:
        return replace(base, control=Control.LINES, value="\n".join(as_list(value)))
    words = shape.choices or (("ja", "nej") if shape.form is Form.YES_NO else ())
    if words:
        options = tuple(Option(word, capital(word)) for word in words)
        unknown = (Option(value, value),) if value and value not in words else ()
        return replace(base, control=Control.SELECT, value=value or "", options=(*options, *unknown))
    is_text = shape.form is Form.TEXT and shape.key not in _ONE_LINE
    several = isinstance(value, str) and "\n" in value
    return replace(
        base,
        control=Control.TEXT if is_text or several else Control.INPUT,
        value=value or "",
        several_lines=several,
        read_as=read_as(shape.form, value or ""),
    )


def _fits(shape: Shape, value: Value) -> bool:
    """Whether a field of this shape can show what stands in the file."""
    if value is None:
        return True
    items = as_list(value) if shape.many else [value]
    if shape.form is Form.GOAL:
        return isinstance(value, str | Mapping)
    if shape.row is None:
        return all(isinstance(one, str) and (not shape.many or "\n" not in one) for one in items)
    return all(isinstance(one, Mapping) or (isinstance(one, str) and shape.row in SHORTHAND) for one in items)


def _goal(base: Field, value: Value, choices: Choices) -> Field:
    counted = value if isinstance(value, Mapping) else {}
    words = Field(
        name=f"{base.name}.{_WORDS}",
        label="eller målet i ord",
        help="Om det inte går att räkna. Lämna då rutorna för tal tomma.",
        control=Control.TEXT,
        value=value if isinstance(value, str) else "",
    )
    known = goal_shapes()
    first = [shape for shape in known if shape.key in _FIRST_OF_GOAL]
    rest = [shape for shape in known if shape.key not in _FIRST_OF_GOAL]
    unknown = _unknown(known, counted, f"{base.name}.")
    return replace(
        base,
        control=Control.GROUP,
        help="",
        fields=(*_of_goal(first, counted, base, choices), words),
        more=(*_of_goal(rest, counted, base, choices), *unknown),
    )


def _of_goal(some: Iterable[Shape], values: Mapping[str, Value], base: Field, choices: Choices) -> Iterator[Field]:
    """Fields of a goal. Which of them must be there depends on what form of goal it is."""
    for one in _fields(Row, some, values, f"{base.name}.", choices):
        yield replace(one, required=False)


@cache
def goal_shapes() -> tuple[Shape, ...]:
    """Every key that some form of goal has, those that most goals have first."""
    by_key: dict[str, Shape] = {}
    for model in GOALS:
        for shape in shapes(model):
            by_key.setdefault(shape.key, shape)
    return (
        *(by_key[key] for key in _FIRST_OF_GOAL),
        *(one for key, one in by_key.items() if key not in _FIRST_OF_GOAL),
    )


def _group(base: Field, model: type[Row], value: Value, choices: Choices) -> Field:
    values = _spelled_out(model, value)
    prefix = f"{base.name}."
    first, more = _split(model, ROW_KEYS[model]) if model in ROW_KEYS else (shapes(model), ())
    return replace(
        base,
        control=Control.GROUP,
        fields=_fields(model, first, values, prefix, choices),
        more=(*_fields(model, more, values, prefix, choices), *_unknown(shapes(model), values, prefix)),
    )


def _spelled_out(model: type[Row], value: Value) -> Mapping[str, Value]:
    return value if isinstance(value, Mapping) else {SHORTHAND[model]: value}


def _rows(base: Field, shape: Shape, value: Value, choices: Choices) -> Field:
    assert shape.row is not None
    model = shape.row
    first, more = _split(model, _FIRST_OF_OUTCOME if model is Outcome else ROW_KEYS.get(model, ()))
    if model not in ROW_KEYS and model is not Outcome:
        first, more = (*first, *more), ()
    groups = []
    for number, row in enumerate(as_list(value), 1):
        prefix, values = f"{base.name}.{number}.", _spelled_out(model, row)
        about = choices.chosen(ACTIONS, str(values.get("åtgärd", ""))) if model is Outcome else None
        here, besides = (first, more) if about is None else _split(model, _asked_of(about))
        groups.append(
            RowGroup(
                name=f"{base.name}.{number}",
                number=number,
                fields=_fields(model, here, values, prefix, choices),
                more=(*_fields(model, besides, values, prefix, choices), *_unknown(shapes(model), values, prefix)),
                title=about.label if about is not None else "",
                note=about.note if about is not None else "",
            )
        )
    return replace(base, control=Control.ROWS, rows=tuple(groups), row_word=_SINGULAR.get(shape.key, "rad"))


def _asked_of(action: Option) -> tuple[str, ...]:
    """What an outcome of an action asks for first: its title and what it counts are known."""
    return tuple(
        key for key in _FIRST_OF_OUTCOME if key not in _KNOWN_OF_ACTION and not (key == "enhet" and action.unit)
    )


_SINGULAR = {
    "åtgärder": "åtgärd", "utfall": "utfall", "källor": "källa", "belägg": "belägg", "dokument": "dokument",
    "händelser": "händelse", "fokusområden": "fokusområde", "problem": "problem", "kommuner": "kommun",
    "länkar": "länk", "accepterade varningar": "varning",
}  # fmt: skip


def _unknown(some: Iterable[Shape], values: Mapping[str, Value], prefix: str) -> tuple[Field, ...]:
    """What stands in the file under keys that the record does not have: kept until somebody takes it away."""
    known = {shape.key for shape in some}
    return tuple(
        Field(
            name=f"{prefix}{key}",
            label=f"”{key}” finns inte här",
            help="",
            control=Control.UNKNOWN,
            value=json.dumps(value, ensure_ascii=False),
        )
        for key, value in values.items()
        if key not in known and value is not None
    )


_READERS: Mapping[Form, Callable[[str], str]] = {
    Form.DATE: lambda text: swedish.partial(parse_date(text)),
    Form.PERIOD: lambda text: swedish.period(parse_period(text)),
    Form.NUMBER: lambda text: swedish.number(parse_number(text)),
}


_IN_WORDS: Mapping[Form, Callable[[str], str | None]] = {Form.DATE: date_in_words, Form.PERIOD: period_in_words}


def as_the_file_has_it(form: Form, text: str) -> str:
    """A date or a period that somebody has written in words, as it is to stand in the file; any other text as it is."""
    return (_IN_WORDS[form](text) if form in _IN_WORDS else None) or text


def read_as(form: Form, text: str) -> str:
    """What a date, a period or a number is read as; the empty text where it can't be read, or is nothing else."""
    if form not in _READERS or not text:
        return ""
    try:
        return _READERS[form](as_the_file_has_it(form, text))
    except ValueError:
        return ""


# What was posted.


def read_form(kind: Kind, posted: Mapping[str, str], choices: Choices) -> dict[str, Value]:
    """The values of a posted form, in the order of the file's keys; what is empty is left out."""
    return ordered(kind, _in_figures(shapes(MODELS[kind]), _read(MODELS[kind], posted, "", choices)))


def _in_figures(some: Iterable[Shape], values: Mapping[str, Value]) -> dict[str, Value]:
    """`values` with the dates and periods that are written in words as they are to stand in the file."""
    by_key = {shape.key: shape for shape in some}

    def figures(shape: Shape, value: Value) -> Value:
        if isinstance(value, list):
            return [figures(shape, one) for one in value]
        if isinstance(value, Mapping):
            inner = goal_shapes() if shape.form is Form.GOAL else shapes(shape.row) if shape.row else ()
            return _in_figures(inner, value)
        return as_the_file_has_it(shape.form, value) if isinstance(value, str) else value

    return {key: figures(by_key[key], value) if key in by_key else value for key, value in values.items()}


def ordered(kind: Kind, values: Mapping[str, Value]) -> dict[str, Value]:
    """`values` in the order of the file's keys; those that the record does not have come last."""
    known = in_order(kind, values)
    return {**known, **{key: value for key, value in values.items() if key not in known}}


def _read(model: type[Row], posted: Mapping[str, str], prefix: str, choices: Choices) -> dict[str, Value]:
    values = _read_shapes(shapes(model), model, posted, prefix, choices)
    values |= _read_unknown(posted, prefix)
    must_be_named = any(shape.key == "id" and shape.required for shape in shapes(model))
    if must_be_named and "id" not in values and values.get("vad"):
        return {"id": _UNNAMED, **values}
    return values


def _read_shapes(
    some: Iterable[Shape], model: type[Row], posted: Mapping[str, str], prefix: str, choices: Choices
) -> dict[str, Value]:
    values: dict[str, Value] = {}
    for shape in some:
        value = _read_field(model, shape, posted, prefix, choices)
        if value not in ("", [], {}, None):
            values[shape.key] = value
    return values


_UNNAMED = "\x00"


def _read_field(model: type[Row], shape: Shape, posted: Mapping[str, str], prefix: str, choices: Choices) -> Value:
    name = f"{prefix}{shape.key}"
    listed = choices.name_of(shape, model)
    if shape.form is Form.GOAL:
        return _read_goal(posted, name, choices)
    if shape.row is not None and not shape.many:
        return _read(shape.row, posted, f"{name}.", choices)
    if shape.row is not None:
        row = shape.row
        rows = [_read(row, posted, f"{name}.{number}.", choices) for number in row_numbers(posted, name)]
        return _named([one for one in rows if one])
    if listed and shape.many:
        texts = [entered(posted.get(f"{name}.{number}", "")) for number in row_numbers(posted, name)]
        return list(dict.fromkeys(choices.value(listed, text) for text in texts if text))
    text = posted.get(name, "")
    if shape.many:
        return [line for row in text.splitlines() if (line := entered(row))]
    if listed:
        return choices.value(listed, entered(text))
    return entered(text, lines=f"{name}{_LINES}" in posted)


def _named(rows: list[dict[str, Value]]) -> list[dict[str, Value]]:
    """The rows, each with an id of its own where rows have ids: one that lacks it is named after what is to be done."""
    taken = {str(row["id"]) for row in rows if row.get("id") not in (None, _UNNAMED)}
    for row in rows:
        if row.get("id") == _UNNAMED:
            row["id"] = short_name(str(row["vad"]), taken)
            taken.add(row["id"])
    return rows


def _read_goal(posted: Mapping[str, str], name: str, choices: Choices) -> Value:
    """A goal that is counted, or one in words; where both stand, the words are kept too, for the rules to object to."""
    counted = _read_shapes(goal_shapes(), Row, posted, f"{name}.", choices) | _read_unknown(posted, f"{name}.")
    counted.pop(_WORDS, None)
    words = entered(posted.get(f"{name}.{_WORDS}", ""))
    return {**counted, _WORDS: words} if counted and words else counted or words


def _read_unknown(posted: Mapping[str, str], prefix: str) -> dict[str, Value]:
    """What stood under keys that the record does not have, or had another form than the field's."""
    unknown: dict[str, Value] = {}
    for name, text in posted.items():
        if not name.startswith(prefix) or not name.endswith(_UNKNOWN) or f"{name}{_GONE}" in posted:
            continue
        key = name.removeprefix(prefix).removesuffix(_UNKNOWN)
        if "." not in key:
            try:
                unknown[key] = _texts_alone(json.loads(text))
            except (ValueError, RecursionError):
                continue
    return unknown


def _texts_alone(value: Value) -> Value:
    """A value of nothing but texts, lists and mappings, as the files have."""
    if isinstance(value, Mapping):
        return {entered(key): _texts_alone(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_texts_alone(inner) for inner in value]
    return entered(str(value), lines=True) if value is not None else None


def row_numbers(posted: Mapping[str, str], name: str) -> list[int]:
    """The numbers of the rows of `name` that were posted, in order."""
    pattern = re.compile(rf"{re.escape(name)}\.([1-9]\d{{0,2}})(?:\.|$)")
    return sorted({int(match[1]) for key in posted if (match := pattern.match(key))})[:MOST_ROWS]


def with_shorthand(values: Mapping[str, Value], before: Mapping[str, Value]) -> dict[str, Value]:
    """`values` with a text for a row where the file has only a text, so that the line stays as it is written."""
    texts = {
        one for key, value in before.items() if key in values for one in as_list(value) if isinstance(one, str)
    }  # fmt: skip

    def shortened(row: Value) -> Value:
        if isinstance(row, Mapping) and len(row) == 1:
            (key, value), *_ = row.items()
            return value if key in SHORTHAND.values() and value in texts else row
        return row

    return {
        key: [shortened(row) for row in value] if isinstance(value, list) else value for key, value in values.items()
    }


# What the buttons do.


def pressed(posted: Mapping[str, str], action: str, name: str) -> dict[str, str]:
    """The posted form after a button: a row added to a list (`ny`), taken away (`bort`) or moved (`upp`, `ned`).

    `name` is a list's, or a row's.
    """
    if action == "ny":
        numbers = row_numbers(posted, name)
        return {**posted, f"{name}.{max(numbers, default=0) + 1}.{NEW_ROW}": ""}
    owner, _, number = name.rpartition(".")
    if not number.isdigit():
        return dict(posted)
    numbers = row_numbers(posted, owner)
    place = numbers.index(int(number)) if int(number) in numbers else -1
    if place < 0:
        return dict(posted)
    order = list(numbers)
    if action == "bort":
        order.pop(place)
    elif action == "upp" and place > 0:
        order[place - 1], order[place] = order[place], order[place - 1]
    elif action == "ned" and place + 1 < len(order):
        order[place + 1], order[place] = order[place], order[place + 1]
    return _renumbered(posted, owner, order)


NEW_ROW = "~ny"


def _renumbered(posted: Mapping[str, str], owner: str, order: Sequence[int]) -> dict[str, str]:
    renamed = {old: new for new, old in enumerate(order, 1)}
    pattern = re.compile(rf"({re.escape(owner)}\.)(\d+)(.*)", re.S)
    result: dict[str, str] = {}
    for name, text in posted.items():
        match = pattern.fullmatch(name)
        if match is None:
            result[name] = text
        elif int(match[2]) in renamed:
            result[f"{match[1]}{renamed[int(match[2])]}{match[3]}"] = text
    return result


def shown_values(kind: Kind, posted: Mapping[str, str], choices: Choices) -> dict[str, Value]:
    """The values that a form is shown again with: as `read_form`, but rows that are empty so far are kept, and what is
    written in words stands as somebody wrote it.
    """
    values = ordered(kind, _read(MODELS[kind], _with_empty_rows(posted), "", choices))
    return {key: value for key, value in ((key, _marked(value)) for key, value in values.items()) if value is not None}


def _with_empty_rows(posted: Mapping[str, str]) -> dict[str, str]:
    """The form with a mark in each row that a button has added."""
    marked = dict(posted)
    for name in posted:
        if name.endswith(f".{NEW_ROW}"):
            marked[f"{name.removesuffix(NEW_ROW)}{NEW_ROW}{_UNKNOWN}"] = '"x"'
    return marked


def _marked(value: Value) -> Value:
    if isinstance(value, Mapping):
        return {key: _marked(inner) for key, inner in value.items() if key != NEW_ROW}
    return [_marked(inner) for inner in value] if isinstance(value, list) else value
