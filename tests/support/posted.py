"""A form as a browser would post it."""

from collections.abc import Iterable

from pledges.editing.forms import Control, Field, FormView


def posted_of(form: FormView) -> dict[str, str]:
    """Every field of `form` by its name."""
    return dict(_pairs((*form.fields, *form.more)))


def _pairs(fields: Iterable[Field]) -> Iterable[tuple[str, str]]:
    for field in fields:
        match field.control:
            case Control.GROUP:
                yield from _pairs((*field.fields, *field.more))
            case Control.ROWS:
                for row in field.rows:
                    yield f"{row.name}.~ny", ""
                    yield from _pairs((*row.fields, *row.more))
            case Control.REFERENCES:
                for number, value in enumerate(field.values, 1):
                    yield f"{field.name}.{number}", value
            case Control.UNKNOWN:
                yield f"{field.name}~okänd", field.value
            case _:
                yield field.name, field.value.replace("\n", "\r\n")
                if field.several_lines:
                    yield f"{field.name}~rader", ""
