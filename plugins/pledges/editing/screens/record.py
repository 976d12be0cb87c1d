"""A record: its form as it is saved, and what each of the form's buttons does."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pledges import swedish
from pledges.content.documents import document_at
from pledges.content.field_descriptions import shape_of
from pledges.content.field_types import DRAFT
from pledges.content.kinds import Kind
from pledges.content.problems import Severity
from pledges.content.record_fields import MODELS
from pledges.editing.differences import differences
from pledges.editing.forms import BODY, WHOLE
from pledges.editing.merge import Conflict, by_field
from pledges.editing.places import RecordPlace
from pledges.editing.posted import ordered, pressed, read_form, row_numbers, shown_values, with_shorthand
from pledges.editing.screens import before_shown, told, unsaved
from pledges.editing.screens.drafts import throw_away
from pledges.editing.screens.editor import PRESSED, Editor, ToldError, unpacked
from pledges.editing.screens.hiding import REASON, hide
from pledges.editing.screens.record_form import record_form, rows_for_files
from pledges.editing.screens.rendering import Notice
from pledges.editing.screens.saving import back_to_form, save
from pledges.editing.screens.written import ANSWER, Answer, Written, new_name
from pledges.editing.source import (
    SpliceError,
    UnreadableError,
    Value,
    edited,
    entered_body,
    mended,
    read_source,
    readable,
)
from pledges.editing.unsaved import is_form_name
from pledges.editing.uploads import NoWordsError, RefusedFileError, Upload, accept
from pledges.editing.values_at import put
from pledges.rules.documents import document_problems

_ROW_BUTTONS = ("ny", "bort", "upp", "ned")
_BEGUN = Notice("obs", "Sidan är påbörjad. Det som går att fylla i åt dig är ifyllt; läs igenom och ändra.")
_IS_BACK = Notice("obs", "Din text är tillbaka. Den är inte sparad än.")
_IS_BEGUN = Notice("obs", "Sidan är påbörjad och visas inte på portalen än.")
_IS_DRAFT = Notice("obs", "Det här är ett utkast. Läsarna ser det när någon annan har läst det och det är utgivet.")
_IS_CHANGED = Notice("obs", "Ändringen är påbörjad. Läsarna ser den förra texten tills du har sparat den klar.")


def record(editor: Editor, request: Request) -> Response:
    """A record's form, as it is saved or as it was posted."""
    place = editor.place(request)
    if request.method == "POST":
        return _pressed(editor, request, place)
    editor.workspace.refresh()
    now, asked = editor.store.current(place), request.query_params
    answer = editor.answers.get(asked.get(ANSWER, ""))
    if answer is not None and answer.place == place:
        return record_form(editor, request, answer)
    step, older = asked.get("steg", ""), asked.get("version", "")
    if step == before_shown.STEP:
        return before_shown.question(editor, request, place)
    kept = () if step or older else unsaved.waiting(editor, place)
    if kept:
        return unsaved.question(editor, request, kept, thrown=asked.get(unsaved.THROWN, ""))
    if not now.exists:
        raise ToldError(404, "Det finns ingen sådan sida att redigera.")
    kept_as = step if editor.is_reviewed and step in (told.KEPT, DRAFT) else ""
    mine, notices = now.raw, [] if kept_as else editor.of_a_save(step)
    if step == "ny":
        notices = [_BEGUN]
    elif now.is_begun and not notices and not kept_as:
        notices = [_IS_CHANGED if editor.store.is_public(place) else _IS_BEGUN]
        notices = [_IS_DRAFT] if editor.is_reviewed else notices
    if editor.together is not None:
        notices = [*notices, *editor.together.told(place)]
    if older:
        mine, said = _older(editor, place, version=older, now=now.raw)
        notices = [said]
    # What is as it is saved breaks nothing more; a draft's effects far away are told when it is said to be ready.
    near = not older and (editor.is_reviewed or not now.is_begun)
    answer = Answer(place, Written(now.raw, mine), name=new_name(), notices=tuple(notices), near=near, kept_as=kept_as)
    return record_form(editor, request, answer)


def _older(editor: Editor, place: RecordPlace, *, version: str, now: bytes) -> tuple[bytes, Notice]:
    """The text of an earlier version, and what is told of it: when it was so, and what has been changed since."""
    versions = editor.store.versions
    told = next((one for one in versions.of(place.path) if one.name == version), None)
    raw = versions.text(place.path, version)
    source = readable(raw) if raw is not None else None
    if source is None or told is None:
        raise ToldError(404, "Den versionen finns inte, eller går inte att läsa.")
    latest = readable(now)
    choices = editor.choices(place, source.values)
    since = differences(place.kind, source, latest, choices=choices) if latest is not None else ()
    text = (
        f"Det här är en äldre version, från {swedish.day(told.when.date())} klockan {told.when:%H.%M}, sparad av "
        f"{editor.called(told.who)}. Spara om den ska gälla igen. Ändrat sedan dess:"
    )
    notice = Notice("obs", text, lines=since)
    try:
        return edited(now, source.values, source.body), notice
    except (UnreadableError, SpliceError):
        return raw or now, notice


def _pressed(editor: Editor, request: Request, place: RecordPlace) -> Response:
    """What the button that was pressed does with the form."""
    posted, file = editor.posted(request)
    action, _, about = posted.get(PRESSED, "pröva").partition(" ")
    is_live = posted.pop("levande", "") != ""
    if action in _WHOLE:
        return _WHOLE[action](editor, place, about)
    name = posted.get("förhandsvisning", "")
    name = name if is_form_name(name) else new_name()
    base = unpacked(posted.get("bas", ""))
    notices: list[Notice] = []
    refused: RefusedFileError | None = None
    taken: Conflict | None = None
    kept = editor.answers.get(name)
    theirs = kept.theirs if kept is not None else ()
    if action in _ROW_BUTTONS:
        posted = pressed(posted, action, about)
    elif action == "ta":
        shown = _written(editor, place, base=base, posted=posted, action=action).values or {}
        taken = by_field(shown, theirs).get(about)
        theirs = tuple(one for one in theirs if one is not taken)
        if taken is not None and about in posted and isinstance(taken.theirs, str | None):
            posted, taken = {**posted, about: taken.theirs or ""}, None
    elif action == "godta":
        posted, notices = _accepted(posted, about)
    elif action == "fil":
        try:
            posted, notices = _with_file(editor, place, posted=posted, file=file)
        except RefusedFileError as error:
            refused = error
    written = _with_theirs(_written(editor, place, base=base, posted=posted, action=action), taken)
    if refused is not None:
        words = posted.get("filens text", "")
        lacking = isinstance(refused, NoWordsError)
        written = replace(written, file_text=words, file_fault=str(refused), file_lacks_words=lacking)
    notices += unsaved.keep(
        editor,
        place,
        name=name,
        written=written,
        posted=posted if taken is None else {},
        too_late=request.scope.get(unsaved.TOO_LATE, lambda: False),
    )
    if written.fault:
        notices.append(Notice("fel", written.fault))
    elif action in ("spara", "utkast", "klar", "spara-ändå"):
        return save(editor, place, written, name=name, action=action)
    elif action == "dölj":
        return _hidden(editor, place, form=Answer(place, written, name=name), reason=posted.get(REASON, ""))
    answer = Answer(place, written, name=name, notices=tuple(notices), theirs=theirs, near=True)
    if is_live and editor.answers.get(name) is None:
        return record_form(editor, request, answer)
    editor.answers.keep(name, answer)
    return record_form(editor, request, answer) if is_live else RedirectResponse(answer.address, status_code=303)


def _with_theirs(written: Written, taken: Conflict | None) -> Written:
    """What is written, with what somebody else has written in a row, a list or a part of the record."""
    source = readable(written.mine)
    if taken is None or source is None or written.fault:
        return written
    try:
        mine = edited(written.mine, put(source.values, taken.loc, taken.theirs))
    except SpliceError as error:
        return replace(written, fault=str(error))
    return Written(written.base, mine)


def _read_through(editor: Editor, place: RecordPlace, version: str) -> Response:
    """Show what somebody has read through, unless it has been changed since; then it is asked about anew."""
    now = editor.store.current(place)
    if not now.is_begun or before_shown.version_of(now.raw) != version:
        return RedirectResponse(f"{place.address}?steg={before_shown.STEP}", status_code=303)
    return save(editor, place, Written(now.raw, now.raw), name=new_name(), action=before_shown.READ)


def _hidden(editor: Editor, place: RecordPlace, *, form: Answer, reason: str) -> Response:
    """The page shown no longer, or its form with what stands in the way."""
    said = hide(editor, place, reason)
    if said:
        return back_to_form(editor, place, form.written, name=form.name, said=said)
    step = told.REMOVED if editor.store.is_public(place) else told.HIDDEN
    return RedirectResponse(f"{place.address}?steg={step}", status_code=303)


def _without_what_is_begun(editor: Editor, place: RecordPlace, _about: str) -> Response:
    editor.store.discard(place)
    editor.forget(place)
    return _thrown(place.address if editor.store.in_content(place) else "/")


def _without_draft(editor: Editor, place: RecordPlace, _about: str) -> Response:
    return _thrown("/") if throw_away(editor, place) else RedirectResponse(place.address, status_code=303)


def _thrown(address: str) -> Response:
    """On to where one is when something was thrown away, with that told there."""
    return RedirectResponse(f"{address}?steg={told.THROWN}", status_code=303)


def _without_unsaved(editor: Editor, place: RecordPlace, name: str) -> Response:
    """The record without a text that was never saved; on to the next, where there are several."""
    kept = editor.unsaved.get(place, name) if is_form_name(name) else None
    if kept is not None:
        editor.forget(place, name)
    if kept is not None and editor.unsaved.of(place):
        return RedirectResponse(f"{place.address}?{unsaved.THROWN}={kept.when:%H.%M}", status_code=303)
    return _thrown(place.address if editor.store.current(place).exists else "/")


def _gone_on_with(editor: Editor, place: RecordPlace, name: str) -> Response:
    """The form that was never saved, to go on with."""
    kept = editor.unsaved.get(place, name) if is_form_name(name) else None
    if kept is None:
        return RedirectResponse(place.address if editor.store.current(place).exists else "/", status_code=303)
    posted = kept.posted
    written = (
        _written(editor, place, base=kept.base, posted=posted, action="pröva")
        if posted
        else Written(kept.base, kept.mine)
    )
    return back_to_form(editor, place, written, name=name, said=[_IS_BACK])


_WHOLE: Mapping[str, Callable[[Editor, RecordPlace, str], Response]] = {
    "fortsätt": _gone_on_with,
    "kasta-texten": _without_unsaved,
    "kasta": _without_what_is_begun,
    "kasta-utkastet": _without_draft,
    before_shown.READ: _read_through,
}
"""The buttons that post no form."""


def _written(editor: Editor, place: RecordPlace, *, base: bytes, posted: Mapping[str, str], action: str) -> Written:
    """What a posted form says."""
    if WHOLE in posted:
        return Written(base, mended(base, posted[WHOLE]))
    try:
        before = read_source(base)
    except UnreadableError as error:
        return Written(base, base, fault=str(error))
    choices = editor.choices(place, before.values, as_shown=True)
    choices = editor.choices(place, read_form(place.kind, posted, choices), as_shown=True)
    values = _with_status(place.kind, read_form(place.kind, posted, choices), before=before.values, action=action)
    shown = {**values, **shown_values(place.kind, posted, choices)}
    body = entered_body(posted[BODY]) if BODY in posted else None
    try:
        mine = edited(base, with_shorthand(values, before.values), body)
    except (SpliceError, UnreadableError) as error:
        return Written(base, base, values=shown, fault=str(error))
    return Written(base, mine, values=shown)


def _with_status(kind: Kind, values: dict[str, Value], *, before: Mapping[str, Value], action: str) -> dict[str, Value]:
    """The values with the status that a button gives: a draft, none any more, or as before."""
    status = values.get("status", before.get("status"))
    if action == "utkast":
        status = DRAFT
    elif action == "klar" and status == DRAFT:
        status = None
    others = {key: value for key, value in values.items() if key != "status"}
    return ordered(kind, {**others, "status": status} if status else others)


def _with_row(posted: Mapping[str, str], rows: str, row: Mapping[str, str]) -> dict[str, str]:
    """The form with one more row, last of `rows`."""
    number = max(row_numbers(posted, rows), default=0) + 1
    return {**posted, **{f"{rows}.{number}.{key}": value for key, value in row.items()}}


def _accepted(posted: Mapping[str, str], about: str) -> tuple[dict[str, str], list[Notice]]:
    """The form with a warning accepted, for a reason; `about` is the warning's code and the field where it stands."""
    reason = " ".join(posted.get(f"skäl för {about}", "").split())
    code, _, field = about.partition("~")
    if not reason:
        return dict(posted), [
            Notice("fel", "Skriv varför varningen är i sin ordning, och godta den sedan.", field=field)
        ]
    said = Notice("klart", "Varningen är godtagen. Spara för att behålla det.", field=field)
    return _with_row(posted, "accepterade varningar", {"kod": code, "skäl": reason}), [said]


def _with_file(
    editor: Editor, place: RecordPlace, *, posted: Mapping[str, str], file: UploadFile | None
) -> tuple[dict[str, str], list[Notice]]:
    """The form with a file named in it that was sent, and that waits for the record. Raises RefusedFileError."""
    taken = editor.workspace.library.attachments | editor.store.waiting.every()
    upload = accept(place, (file.filename or "") if file else "", file.file.read() if file else b"", taken=taken)
    text = " ".join(posted.get("filens text", "").split())
    if not text:
        raise NoWordsError("Beskriv vad bilden visar." if upload.is_picture else "Skriv vad dokumentet heter.")
    said = _held(editor, upload)
    changed = {**posted, "filens text": ""}
    if upload.is_picture:
        alt = text.replace("[", "(").replace("]", ")")
        changed[BODY] = f"{posted.get(BODY, '').rstrip()}\n\n![{alt}]({upload.seen_from(place)})\n".lstrip()
        text = (
            "Bilden är tillagd, sist i den fria texten. Raden som börjar med ![ är bilden: flytta den dit den ska vara, "
            "men ändra den inte. Spara för att behålla den."
        )
        return changed, [*said, Notice("klart", text, field=BODY)]
    rows = rows_for_files(place.kind)
    label = shape_of(MODELS[place.kind], rows).label
    said.append(Notice("klart", f"Dokumentet står som en ny rad under {label}. Spara för att behålla det.", field=rows))
    return _with_row(changed, rows, {"titel": text, "fil": upload.in_municipality}), said


def _held(editor: Editor, upload: Upload) -> list[Notice]:
    """Let a file wait for its record, and give what is to be said of it. Raises RefusedFileError where it can't be published."""
    lies_at = editor.store.hold(upload.path, upload.data)
    document = None if upload.is_picture else document_at(lies_at)
    said = [] if document is None else document_problems(upload.path, document)
    for problem in said:
        if problem.severity is Severity.ERROR:
            editor.store.waiting.forget(upload.path)
            raise RefusedFileError(f"{problem.message} {problem.hint}")
    return [Notice("obs", f"{problem.message} {problem.hint}") for problem in said]
