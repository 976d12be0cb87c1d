"""A form as a browser would post it, as the editor made it or as it stands on a page."""

from collections.abc import Iterable

from bs4 import BeautifulSoup, Tag

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


def fields_on(page: str, action: str) -> dict[str, str]:
    """What a browser would post of the form on a page that goes to `action`, before a button is pressed; nothing where there is none."""
    form = BeautifulSoup(page, "lxml").select_one(f'form[action="{action}"]')
    return fields_of(form) if form is not None else {}


def fields_of(form: Tag) -> dict[str, str]:
    """The fields of a form on a page with what they say."""
    every = form.select("input[name], textarea[name], select[name]")
    return {str(one["name"]): _says(one) for one in every if _is_posted(one)}


def _is_posted(field: Tag) -> bool:
    kind = field.get("type")
    return kind not in ("file", "submit") and (kind not in ("radio", "checkbox") or field.has_attr("checked"))


def _says(field: Tag) -> str:
    if field.name == "textarea":
        return field.get_text().removeprefix("\n")
    chosen = field.select_one("option[selected]") if field.name == "select" else field
    return str(chosen.get("value", "")) if chosen is not None else ""
