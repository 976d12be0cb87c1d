"""The form of any kind of record, made from the schema's own table of fields.

A field's name is its place as staff are told of it (`åtgärder.2.mål`, rows counted from 1), so that a message of a
rule finds its field by name. Values are text throughout, as in the files: what a date or a number is read as is
told beside it.
"""

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass, field, replace
from enum import StrEnum
from functools import cache

from pledges import swedish
from pledges.commands.authoring.question_order import KEYS, ROW_KEYS
from pledges.content.field_descriptions import Form, Shape, shapes
from pledges.content.field_types import BY_PARTIES, COMPILED, DRAFT, Row
from pledges.content.goals import GOALS
from pledges.content.kinds import Kind
from pledges.content.problems import Severity
from pledges.content.record_fields import (
    MODELS,
    AcceptedWarning,
    Action,
    Coverage,
    Indicator,
    Outcome,
    Part,
    Plan,
    Pledge,
    Source,
    Statutory,
)
from pledges.editing.read_out import read_as
from pledges.editing.source import Value, as_list
from pledges.rules.catalogue import CATALOGUE
from pledges.swedish import capital

SHORTHAND: Mapping[type[Row], str] = {Source: "adress", Statutory: "adress", Coverage: "kommun"}
"""The key that a row means where only a text stands in its place."""
BODY, WHOLE = "fritext", "hela filen"
LINES, GONE, UNKNOWN, WORDS = "~rader", "~bort", "~okänd", "i ord"
_ONE_LINE = frozenset(
    {
        "titel",
        "id",
        "enhet",
        "kontakt",
        "diarienummer",
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
_NAMED_BY_ITSELF = "Fylls i av sig självt. Ändra det inte sedan: uppföljningen hittar hit genom det."
_EXAMPLES = {"2019/2020": "2019–2020", "2022-03/2022-05": "mars–maj 2022"}
_SAID_HERE: Mapping[tuple[type[Row], str], str] = {
    (Pledge, "överenskommelse"): f"{_FROM_THE_LIST} Där finns också okänd, och ingen: skriv då varför under Skäl.",
    (Pledge, "parter"): f"{_FROM_THE_LIST} Lämnas tomt om de är överenskommelsens.",
    (Plan, "parter"): f"{_FROM_THE_LIST} Lämnas tomt om de är överenskommelsens.",
    (Outcome, "åtgärd"): "Välj åtgärden i löftet ur listan.",
    (Coverage, "kommun"): _FROM_THE_LIST,
    **dict.fromkeys(
        ((Source, "fil"), (Statutory, "fil")), "Fylls i när du lägger till ett dokument under Bild eller dokument."
    ),
    (AcceptedWarning, "kod"): "Fylls i när du godtar en varning vid rutan som den gäller.",
    **dict.fromkeys(((Action, "id"), (Part, "id"), (Indicator, "id")), _NAMED_BY_ITSELF),
}
"""Help in the form where the field's own speaks of what is written in a file."""
_SAID_OF_KEY = {
    "förs av": "Vem som för in uppgifterna. Läsarna ser det på portalen.",
    "accepterade varningar": "Varningar som har godtagits, och varför. Du godtar en varning vid rutan som den gäller.",
    "borttaget": "När och varför uppgifterna togs bort. Använd hellre Visa inte på portalen längre, längst ned.",
}
"""The same, for keys that every kind has."""
_FIRST_OF_GOAL = ("minst", "antal", "enhet", "per")
_KNOWN_OF_ACTION = ("åtgärd", "vad")
_FIRST_OF_OUTCOME = ("åtgärd", "gjort", "antal", "enhet", "kommentar", "orsak", "vad")
CALLED: Mapping[str, Mapping[str, str]] = {
    "förs av": {
        "": "Inte sagt: som på kommunens sida, annars parterna själva",
        BY_PARTIES: "Parterna själva",
        COMPILED: "Portalens redaktion, ur offentliga källor",
    }
}
"""What choices are called, by key and value, where the word in the file does not say it; the empty one is none."""


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

    `unit` is what is counted of it, where something is, and `became` what it is told to have come to.
    """

    value: str
    label: str
    _: KW_ONLY
    note: str = ""
    unit: str = ""
    became: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class RowGroup:
    """One row of a list. `more` are the fields that are seldom needed; `title` and `note` what it is about, where it is known."""

    name: str
    number: int
    fields: tuple["Field", ...]
    more: tuple["Field", ...]
    title: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Field:
    """One key in the form: how it is filled in, what stands there, and what that is read as.

    `unsaid` is what a choice is called while nothing is chosen.
    """

    name: str
    label: str
    help: str
    control: Control
    form: Form = Form.TEXT
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
    unsaid: str = "–"

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


def called(fields: Iterable[Field], within: str = "") -> Iterator[tuple[str, str]]:
    """Every field and row by name, with what it is called where it stands alone: `Utfall 1`, `Kommentar i utfall 1`."""
    for one in fields:
        yield one.name, f"{one.label}{within}"
        yield from called((*one.fields, *one.more), within)
        for row in one.rows:
            word = f"{one.row_word} {row.number}"
            yield row.name, f"{capital(word)}{within}"
            yield from called((*row.fields, *row.more), f" i {word}{within}")


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

    def that_became(self, became: Mapping[str, str]) -> "Choices":
        """The same with what each action, by its id, is told to have come to."""
        actions = tuple(replace(one, became=became.get(one.value, "")) for one in self.lists.get(ACTIONS, ()))
        return Choices({**self.lists, **({ACTIONS: actions} if actions else {})})

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
        fields=_fields(model, first, values, prefix="", choices=choices),
        more=(*_fields(model, more, values, prefix="", choices=choices), *_unknown(shapes(model), values, "")),
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
    model: type[Row], wanted: Iterable[Shape], values: Mapping[str, Value], *, prefix: str, choices: Choices
) -> tuple[Field, ...]:
    return tuple(_field(model, shape, values.get(shape.key), prefix=prefix, choices=choices) for shape in wanted)


def _field(model: type[Row], shape: Shape, value: Value, *, prefix: str, choices: Choices) -> Field:
    name = f"{prefix}{shape.key}"
    said = _SAID_HERE.get((model, shape.key)) or _SAID_OF_KEY.get(shape.key, shape.help)
    base = Field(
        name=name,
        label=shape.label,
        help=help_in_words(shape.form, said),
        control=Control.INPUT,
        form=shape.form,
        required=shape.required,
    )
    listed = choices.name_of(shape, model)
    if not _fits(shape, value):
        return replace(base, control=Control.UNKNOWN, value=json.dumps(value, ensure_ascii=False))
    if shape.form is Form.GOAL:
        return _goal(base, value, choices)
    if shape.row is not None:
        return (
            _rows(base, shape, value, choices=choices)
            if shape.many
            else _group(base, shape.row, value or {}, choices=choices)
        )
    if listed and shape.many:
        texts = tuple(choices.label(listed, one) for one in as_list(value))
        return replace(base, control=Control.REFERENCES, values=(*texts, ""), choices=listed)
    if listed:
        label = choices.label(listed, value or "")
        return replace(base, control=Control.REFERENCE, value=label, choices=listed)
    if shape.many:
        return replace(base, control=Control.LINES, value="\n".join(as_list(value)))
    if (model, shape.key) == _CODE:
        return replace(base, control=Control.SELECT, value=value or "", options=_warnings(value or ""))
    words = shape.choices or (("ja", "nej") if shape.form is Form.YES_NO else ())
    if words:
        names = CALLED.get(shape.key, {})
        options = tuple(Option(word, names.get(word, capital(word))) for word in words)
        unknown = (Option(value, value),) if value and value not in words else ()
        unsaid = names.get("", base.unsaid)
        return replace(base, control=Control.SELECT, value=value or "", options=(*options, *unknown), unsaid=unsaid)
    is_text = shape.form is Form.TEXT and shape.key not in _ONE_LINE
    several = isinstance(value, str) and "\n" in value
    return replace(
        base,
        control=Control.TEXT if is_text or several else Control.INPUT,
        value=value or "",
        several_lines=several,
        read_as=read_as(shape.form, value or ""),
    )


_CODE = (AcceptedWarning, "kod")


def _warnings(code: str) -> tuple[Option, ...]:
    """Every warning by what it says, for its code means nothing to somebody who writes; `code` is what stands there."""
    told = [Option(one.code, one.title) for one in CATALOGUE.values() if one.severity is Severity.WARNING]
    unknown = [] if not code or any(one.value == code for one in told) else [Option(code, code)]
    return unambiguous((*told, *unknown))


def help_in_words(form: Form, text: str) -> str:
    """Help with the examples of a period in it as they are written in a form."""
    for written, meant in _EXAMPLES.items() if form is Form.PERIOD else ():
        text = text.replace(written, meant)
    return text


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
        name=f"{base.name}.{WORDS}",
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
        fields=(*_of_goal(first, counted, base=base, choices=choices), words),
        more=(*_of_goal(rest, counted, base=base, choices=choices), *unknown),
    )


def _of_goal(some: Iterable[Shape], values: Mapping[str, Value], *, base: Field, choices: Choices) -> Iterator[Field]:
    """Fields of a goal. Which of them must be there depends on what form of goal it is."""
    for one in _fields(Row, some, values, prefix=f"{base.name}.", choices=choices):
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


def _group(base: Field, model: type[Row], value: Value, *, choices: Choices) -> Field:
    values = _spelled_out(model, value)
    prefix = f"{base.name}."
    first, more = _split(model, ROW_KEYS[model]) if model in ROW_KEYS else (shapes(model), ())
    return replace(
        base,
        control=Control.GROUP,
        fields=_fields(model, first, values, prefix=prefix, choices=choices),
        more=(*_fields(model, more, values, prefix=prefix, choices=choices), *_unknown(shapes(model), values, prefix)),
    )


def _spelled_out(model: type[Row], value: Value) -> Mapping[str, Value]:
    return value if isinstance(value, Mapping) else {SHORTHAND[model]: value}


def _rows(base: Field, shape: Shape, value: Value, *, choices: Choices) -> Field:
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
                fields=_with_what_became(_fields(model, here, values, prefix=prefix, choices=choices), about),
                more=(
                    *_fields(model, besides, values, prefix=prefix, choices=choices),
                    *_unknown(shapes(model), values, prefix),
                ),
                title=about.label if about is not None else "",
                note=about.note if about is not None else "",
            )
        )
    return replace(base, control=Control.ROWS, rows=tuple(groups), row_word=row_word(shape.key))


def _with_what_became(fields: tuple[Field, ...], action: Option | None) -> tuple[Field, ...]:
    """The fields of an outcome, with what it is told to have come to beside the number, or what says that it was done."""
    told = next(
        (one for key in ("antal", "gjort") for one in fields if one.name.endswith(f".{key}") and one.filled), None
    )
    is_unread = told is not None and told.form is Form.NUMBER and not told.read_as
    if action is None or not action.became or told is None or is_unread:
        return fields
    words = ": ".join(part for part in (told.read_as, action.became) if part)
    return tuple(replace(one, read_as=words) if one is told else one for one in fields)


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


def row_word(key: str) -> str:
    """What one row of a list is called."""
    return _SINGULAR.get(key, "rad")


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
