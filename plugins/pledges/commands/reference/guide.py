"""The writing guide, generated from the records' fields and from examples that the real reader reads.

The prose is in skrivguide.md.j2; what can be got from the code (folders, keys, examples) is filled in here. The same
guide goes to docs/skrivguide.md and, for staff, to a page on the site.
"""

from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pledges.content import goals, record_fields
from pledges.content.field_descriptions import Form, Shape, shapes
from pledges.content.field_types import Row
from pledges.content.kinds import NAMES, Kind
from pledges.content.record_fields import MODELS, Common
from pledges.swedish import capital, enumerate_words

HERE = Path(__file__).parent
EXAMPLES = HERE / "examples"
TEMPLATE = "skrivguide.md.j2"
_COMMON = frozenset(shape.key for shape in shapes(Common))


def guide(*, on_site: bool = False) -> str:
    """The guide as Markdown. On the site it is a page's whole file: its own front matter, and no links into docs/."""
    text = (
        environment()
        .get_template(TEMPLATE)
        .render(on_site=on_site, folders=folders, keys=keys, example=example, fence=fence, schema_table=schema_table)
    )
    return _as_page(text) if on_site else text


def environment() -> Environment:
    """What the documents' templates are filled in with."""
    return Environment(
        loader=FileSystemLoader(HERE), undefined=StrictUndefined, keep_trailing_newline=True, autoescape=False
    )


@lru_cache(maxsize=1)
def examples() -> dict[str, str]:
    """Every example by its path under content/."""
    return {
        path.relative_to(EXAMPLES).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(EXAMPLES.rglob("*.md"))
    }


def example(path: str) -> str:
    """An example, with where its file lies."""
    return f"Filen `content/{path}`:\n\n{fence(examples()[path].rstrip())}"


def fence(text: str, language: str = "yaml") -> str:
    """A block of code."""
    return f"```{language}\n{text}\n```"


def folders() -> str:
    """Which folder holds what."""
    rows = [(f"`content/{_file_pattern(kind)}`", capital(NAMES[kind].singular)) for kind in Kind]
    return table(("Fil", "Vad den är"), rows)


def schema_table() -> str:
    """Which schema goes with which files."""
    rows = [(f"`content/{_file_pattern(kind)}`", f"`docs/schema/{kind.value}.json`") for kind in Kind]
    return table(("Filer", "Schema"), rows)


def _file_pattern(kind: Kind) -> str:
    return f"{NAMES[kind].folder}/{'kommun' if kind is Kind.MUNICIPALITY else '*'}.md"


_ROWS = vars(record_fields) | vars(goals)


def keys(name: str) -> str:
    """The keys of a kind (`pledge`), of a row (`Action`), or those that every kind has (`common`)."""
    if name == "common":
        return _key_table(shapes(Common))
    kinds = {kind.value: MODELS[kind] for kind in Kind}
    model: type[Row] = kinds[name] if name in kinds else _ROWS[name]
    return _key_table(shape for shape in shapes(model) if name not in kinds or shape.key not in _COMMON)


def _key_table(key_shapes: Iterable[Shape]) -> str:
    rows = [
        (f"`{shape.key}`", "ja" if shape.required else "", form_words(shape), shape.help.replace("|", "\\|"))
        for shape in key_shapes
    ]
    return table(("Nyckel", "Krävs", "Form", "Vad"), rows)


def form_words(shape: Shape) -> str:
    """What may stand under a key, in words: `datum`, `hänvisning till ämne, en eller flera`."""
    if shape.form is Form.CHOICE:
        words = enumerate_words((f"`{word}`" for word in shape.choices), "eller")
    elif shape.form is Form.REFERENCE:
        words = f"hänvisning till {NAMES[shape.refers_to].singular if shape.refers_to else 'part'}"
    elif shape.form is Form.ROW:
        words = "rader med nycklar" if shape.many else "nycklar"
    else:
        words = shape.form.value
    return f"{words}, en eller flera" if shape.many and shape.form is not Form.ROW else words


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """A Markdown table."""
    lines = [head, tuple("---" for _ in head), *rows]
    return "\n".join(f"| {' | '.join(row)} |".replace("|  |", "| |") for row in lines)


def _as_page(text: str) -> str:
    """The guide as a file under content/: the heading becomes the title."""
    front = "---\ntitel: Skrivguide\nkort: Så skriver kommuner, polis och redaktion löften, överenskommelser och uppföljningar i portalen.\ni sökningen: nej\n---\n"
    return front + text.partition("\n")[2]
