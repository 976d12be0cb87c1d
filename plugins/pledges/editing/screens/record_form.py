"""A record's form with the real page beside it, as it is saved or as somebody is writing it."""

import posixpath
from collections.abc import Iterable
from functools import partial

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import Response

from pledges.content.field_descriptions import shape_of, shapes
from pledges.content.field_types import DRAFT
from pledges.content.frontmatter import FrontMatter, read_front_matter
from pledges.content.kinds import NAMES, Kind
from pledges.content.problems import Problem, Severity
from pledges.content.record import RemovedRecord
from pledges.content.record_fields import MODELS
from pledges.editing.forms import BODY, FormView, called, every_field, form_of
from pledges.editing.merge import by_field
from pledges.editing.messages import Message, Weight, at_fields, is_in_the_way, messages
from pledges.editing.places import RecordPlace, place_at
from pledges.editing.posted import said_in_words
from pledges.editing.said import said_at
from pledges.editing.screens.copied import copied
from pledges.editing.screens.drafts import can_be_thrown_away
from pledges.editing.screens.editor import Editor, packed
from pledges.editing.screens.rendering import Copied, Preview, RecordScreen
from pledges.editing.screens.told import kept_back
from pledges.editing.screens.written import Answer
from pledges.editing.source import readable, shown_text
from pledges.editing.workspace import Trial
from pledges.incremental.fingerprint import digest
from pledges.views.cards import WITH_CARDS

_FILE_ROWS = ("dokument", "belägg", "källor", "länkar")


def record_form(editor: Editor, request: Request, answer: Answer) -> Response:
    """The form of what is written, with what the rules say of it and its page beside it."""
    workspace, store, place, written = editor.workspace, editor.store, answer.place, answer.written
    trial = editor.try_out(place, written.mine, near=answer.near)
    source = readable(written.mine)
    values = written.values if written.values is not None else (source.values if source else {})
    choices = editor.choices(place, values).that_became(trial.became)
    said = values if written.values is not None else said_in_words(place.kind, values)
    form = form_of(place.kind, said, choices) if source else None
    is_draft = bool(source and source.values.get("status") == DRAFT)
    is_public = store.is_public(place)
    told = messages(
        place.kind,
        form,
        trial.problems,
        body_line=_front_of(written.mine).body_line,
        unfinished=is_draft or not is_public,
        is_new=not is_public and not is_draft,
        title_at=partial(_title_at, editor),
    )
    notices, may_insist = answer.notices, answer.may_insist
    if answer.kept_as:
        faulty, breaks = is_held(trial, is_new=not is_public and not is_draft)
        may_insist = breaks and not faulty
        held = kept_back(faulty=faulty, is_public=is_public, is_pressed=False, is_reviewed=editor.is_reviewed)
        notices = ((held,) if faulty or breaks else tuple(editor.of_a_save(answer.kept_as))) + notices
    theirs = {
        name: said_at(place.kind, one.loc, one.theirs, choices=choices)
        for name, one in by_field(values, answer.theirs).items()
    }
    screen = RecordScreen(
        place=place,
        title=(source.title if source else "") or workspace.geography.name_of(place.municipality) or place.slug,
        kind_name=NAMES[place.kind].singular,
        place_name=workspace.geography.name_of(place.municipality),
        form=form,
        raw=shown_text(written.mine),
        body=source.body if source else "",
        messages=told,
        at_fields=at_fields(told),
        elsewhere=by_record(editor, trial.elsewhere),
        theirs=theirs,
        labels={BODY: "Fri text", **(dict(called((*form.fields, *form.more))) if form else {})},
        loose=tuple(name for name in theirs if name not in _names(form)),
        preview=_preview(editor, place, name=answer.name, trial=trial),
        notices=notices,
        base=packed(written.base),
        preview_name=answer.name,
        is_begun=store.current(place).is_begun,
        is_public=is_public,
        is_published=is_public and workspace.is_published(place),
        is_draft=is_draft,
        is_removed=isinstance(trial.shown, RemovedRecord),
        can_be_thrown_away=can_be_thrown_away(editor, place),
        has_history=store.versions.kept and store.in_content(place),
        translations=workspace.translations(place),
        may_insist=may_insist,
        kept=next((one.when for one in editor.unsaved.of(place) if one.name == answer.name), None),
        file_help=shape_of(MODELS[place.kind], rows_for_files(place.kind)).label,
        file_text=written.file_text,
        file_fault=written.file_fault,
        file_lacks_words=written.file_lacks_words,
        copied=Copied() if is_public else copied(editor, place, form=form, values=values, shown=trial.shown),
    )
    return editor.screen(request, "record.html", screen=screen, Weight=Weight)


def is_held(trial: Trial, *, is_new: bool) -> tuple[bool, bool]:
    """Whether what was tried can't be shown as it is, and whether it makes errors in other pages."""
    faulty = any(is_in_the_way(one, is_new=is_new) for one in trial.problems)
    return faulty, any(one.severity is Severity.ERROR for one in trial.elsewhere)


def _names(form: FormView | None) -> frozenset[str]:
    """Everything in a form that something may stand at: fields, rows and the free text."""
    every = tuple(every_field((*form.fields, *form.more))) if form else ()
    return frozenset({BODY, *(one.name for one in every), *(row.name for one in every for row in one.rows)})


def by_record(editor: Editor, problems: Iterable[Problem]) -> tuple[tuple[Message, RecordPlace | None, str], ...]:
    """The messages of problems in any records, each with its record (None for any other file) and what that is called."""
    problems = tuple(problems)
    places = editor.workspace.places
    title_at = partial(_title_at, editor)
    found = []
    for problem in problems:
        place = places.get(problem.path) or _begun_at(editor, problem.path)
        kind = place.kind if place is not None else Kind.PAGE
        raw = editor.store.current(place).raw if place is not None else b""
        (message,) = messages(
            kind,
            _form_of(editor, place, raw) if place is not None else None,
            [problem],
            body_line=_front_of(raw).body_line,
            unfinished=False,
            title_at=title_at,
        )
        found.append((message, place, editor.title(place) if place else posixpath.basename(problem.path)))
    return tuple(found)


def _begun_at(editor: Editor, path: str) -> RecordPlace | None:
    """The record of a file that is begun, and not in the content; None for any other."""
    place = place_at(path, editor.workspace.geography)
    return place if place is not None and editor.store.current(place).is_begun else None


def _form_of(editor: Editor, place: RecordPlace, raw: bytes) -> FormView | None:
    """The form of a record as it is saved; None where it can't be read."""
    source = readable(raw)
    return form_of(place.kind, source.values, editor.choices(place, source.values)) if source else None


def _front_of(raw: bytes) -> FrontMatter:
    return read_front_matter(raw.decode(errors="replace").replace("\r\n", "\n"))


def _title_at(editor: Editor, path: str) -> str:
    """What the record in a file is called, also of one that is only begun; the empty text where there is none."""
    place = place_at(path, editor.workspace.geography)
    return editor.title(place) if place is not None and editor.store.current(place).exists else ""


def _preview(editor: Editor, place: RecordPlace, *, name: str, trial: Trial) -> Preview:
    if trial.page is not None:
        editor.previews.keep(name, trial)
    return Preview(
        address=f"/sida/{name}/{trial.address}",
        version=digest(trial.page or b"")[:16],
        exists=trial.page is not None,
        partial=trial.partial,
        card=Markup(trial.card) if place.kind in WITH_CARDS else None,
    )


def rows_for_files(kind: Kind) -> str:
    """The list of a record that names the documents beside it."""
    keys = {shape.key for shape in shapes(MODELS[kind])}
    return next((key for key in _FILE_ROWS if key in keys), "källor")
