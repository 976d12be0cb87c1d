"""A record's form with the real page beside it, as it is saved or as somebody is writing it."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from pledges.content.field_descriptions import shapes
from pledges.content.field_types import DRAFT
from pledges.content.frontmatter import read_front_matter
from pledges.content.kinds import NAMES, Kind
from pledges.content.record_fields import MODELS
from pledges.editing.forms import form_of
from pledges.editing.messages import Weight, at_fields, messages
from pledges.editing.places import RecordPlace
from pledges.editing.screens.editor import Editor, packed
from pledges.editing.screens.rendering import Notice, Preview, RecordScreen
from pledges.editing.source import SourceText, Value, readable
from pledges.editing.workspace import Trial
from pledges.incremental.fingerprint import digest

_FILE_ROWS = ("dokument", "belägg", "källor", "länkar")


@dataclass(frozen=True, slots=True)
class Written:
    """What a form says: the text that it began from, the text that it makes, and the values that it is shown with."""

    base: bytes
    mine: bytes
    values: Mapping[str, Value] | None
    fault: str = ""


def new_name() -> str:
    """A form's own name, that its preview is kept under."""
    return secrets.token_urlsafe(12)


def record_form(
    editor: Editor,
    request: Request,
    place: RecordPlace,
    written: Written,
    name: str,
    notices: Sequence[Notice],
    *,
    theirs: Mapping[str, str] | None = None,
    may_insist: bool = False,
    near: bool = False,
) -> Response:
    """The form of what is written, with what the rules say of it and its page beside it."""
    workspace, store = editor.workspace, editor.store
    trial = workspace.try_out(place, written.mine, near=near)
    source = readable(written.mine)
    values = written.values if written.values is not None else (source.values if source else {})
    form = form_of(place.kind, values, workspace.choices(place, values)) if source else None
    is_draft = bool(source and source.values.get("status") == DRAFT)
    in_content = store.in_content(place)
    front = read_front_matter(written.mine.decode(errors="replace").replace("\r\n", "\n"))
    told = messages(form, trial.problems, body_line=front.body_line, unfinished=is_draft or not in_content)
    screen = RecordScreen(
        place=place,
        title=_title_of(source) or workspace.municipality_name(place.municipality) or place.slug,
        kind_name=NAMES[place.kind].singular,
        place_name=workspace.municipality_name(place.municipality),
        form=form,
        raw=written.mine.decode(errors="replace"),
        body=source.body if source else "",
        messages=told,
        at_fields=at_fields(told),
        elsewhere=messages(None, trial.elsewhere, body_line=0, unfinished=False),
        theirs=theirs or {},
        preview=_preview(editor, name, trial),
        notices=tuple(notices),
        base=packed(written.base),
        preview_name=name,
        is_begun=store.current(place).is_begun,
        in_content=in_content,
        is_draft=is_draft,
        can_be_draft="status" in {shape.key for shape in shapes(MODELS[place.kind])},
        has_history=store.versions.kept and in_content,
        may_insist=may_insist,
        changed=written.mine != written.base,
        file_help=rows_for_files(place.kind),
    )
    return editor.screen(request, "record.html", screen=screen, Weight=Weight)


def _title_of(source: SourceText | None) -> str:
    title = source.values.get("titel") if source else None
    return title if isinstance(title, str) else ""


def _preview(editor: Editor, name: str, trial: Trial) -> Preview:
    if trial.page is not None:
        editor.previews.keep(name, trial)
    return Preview(
        address=f"/sida/{name}/{trial.address}",
        version=digest(trial.page or b"")[:16],
        exists=trial.page is not None,
        partial=trial.partial,
    )


def rows_for_files(kind: Kind) -> str:
    """The list of a record that names the documents beside it."""
    keys = {shape.key for shape in shapes(MODELS[kind])}
    return next((key for key in _FILE_ROWS if key in keys), "källor")
