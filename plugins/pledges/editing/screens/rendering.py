"""What each of the editor's screens is given, and the HTML that it becomes."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from pledges import swedish
from pledges.build.examination import COMPILED
from pledges.editing.forms import Field, FormView
from pledges.editing.messages import Message, grouped
from pledges.editing.places import RecordPlace
from pledges.incremental.template_cache import TemplateCache

_FOLDER = Path(__file__).parents[1]
TEMPLATES = _FOLDER / "templates"
STATIC = _FOLDER / "static"


@dataclass(frozen=True, slots=True, kw_only=True)
class Preview:
    """The page beside the form. `version` changes when its bytes do; `exists` is False where what is written can't be read.

    `card` is how lists show it; None for a kind that they don't show.
    """

    address: str
    version: str
    exists: bool
    partial: bool
    card: Markup | None


@dataclass(frozen=True, slots=True)
class Notice:
    """What the editor has to say at the top of a screen; `kind` is klart, fel or obs, `field` the field that it is about.

    `place` is another record that it is about, `way` an address with its words, and `lines` is told under it as a list.
    """

    kind: str
    text: str
    _: KW_ONLY
    lines: tuple[str, ...] = ()
    field: str = ""
    place: RecordPlace | None = None
    way: tuple[str, str] = ("", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Copied:
    """The title of the record before, the times of both in words, and the fields that say the same, each with its lines."""

    title: str = ""
    before: str = ""
    now: str = ""
    fields: tuple[tuple[Field, tuple[str, ...]], ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordScreen:
    """A record's form with all that is known of it. `raw` is the whole file where it can't be read by keys.

    `elsewhere` is what it would break, each with the record that is broken (None for a
    picture or a document) and what that is called. `kept` is when what is written, and
    not saved, was last put by. `loose` are those of `theirs` that stand nowhere in the form; `labels` what each field and row is called. `is_public` says that the content shows it, and `is_published` that readers have met it.
    """

    place: RecordPlace
    title: str
    kind_name: str
    place_name: str
    form: FormView | None
    raw: str
    body: str
    messages: tuple[Message, ...]
    at_fields: Mapping[str, list[Message]]
    elsewhere: tuple[tuple[Message, RecordPlace | None, str], ...]
    theirs: Mapping[str, str]
    labels: Mapping[str, str]
    loose: tuple[str, ...]
    preview: Preview
    notices: tuple[Notice, ...]
    base: str
    preview_name: str
    is_begun: bool
    is_public: bool
    is_published: bool
    is_draft: bool
    is_removed: bool
    can_be_thrown_away: bool
    has_history: bool
    translations: tuple[str, ...]
    may_insist: bool
    kept: datetime | None
    file_help: str
    file_text: str
    file_fault: str
    file_lacks_words: bool
    copied: Copied


@dataclass(frozen=True, slots=True, kw_only=True)
class Offer:
    """A suggestion as it is shown: its number among them, its field's label, its value in words, and its sentence."""

    number: int
    label: str
    words: str
    sentence: str


def _ident(name: str) -> str:
    """An id of a field's name: ids hold no blanks."""
    return re.sub(r"[\s~]", "_", name)


def environment(*folders: Path) -> Environment:
    """What draws the templates of `folders`, which may build on the editor's."""
    environment = Environment(
        loader=FileSystemLoader([*folders, TEMPLATES]),
        bytecode_cache=TemplateCache(COMPILED / "redigering", {}),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["ident"] = _ident
    environment.filters["day"] = swedish.day
    environment.filters["capital"] = swedish.capital
    environment.filters["grouped"] = grouped
    environment.filters["told_within"] = _told_within
    environment.filters["rutor"] = lambda count: swedish.quantity(count, "ruta", "rutor")
    return environment


def _told_within(fields: Iterable[Field], at_fields: Mapping[str, Sequence[Message]], theirs: Iterable[str]) -> bool:
    """Whether anything is said at a field, or inside one, or names it at another field of its row: to fill it in it must be seen."""
    names = [*at_fields, *theirs]
    return any(
        name == one.name or name.startswith(f"{one.name}.") or _names(one, name, at_fields.get(name, ()))
        for one in fields
        for name in names
    )


def _names(field: Field, name: str, messages: Sequence[Message]) -> bool:
    row = field.name.rpartition(".")[0]
    return row != "" and name.startswith(f"{row}.") and any(f"”{field.label}” med " in one.hint for one in messages)


_ENVIRONMENT = environment()


def render(template: str, **values: Any) -> str:
    """A screen's HTML."""
    return _ENVIRONMENT.get_template(template).render(**values)
