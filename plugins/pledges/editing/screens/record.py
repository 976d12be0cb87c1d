"""A record: its form as it is saved, and what each of the form's buttons does."""

from collections.abc import Mapping
from dataclasses import replace

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pledges.content.documents import document_at
from pledges.content.field_descriptions import shape_of
from pledges.content.field_types import DRAFT
from pledges.content.kinds import Kind
from pledges.content.problems import Severity
from pledges.content.record_fields import MODELS
from pledges.editing.forms import BODY, ordered, pressed, read_form, row_numbers, shown_values, with_shorthand
from pledges.editing.places import RecordPlace
from pledges.editing.screens import unsaved
from pledges.editing.screens.editor import PRESSED, Editor, ToldError, unpacked
from pledges.editing.screens.exchange import of_a_save
from pledges.editing.screens.new import TAKES_OVER, takes_over
from pledges.editing.screens.record_form import Written, new_name, record_form, rows_for_files
from pledges.editing.screens.rendering import Notice
from pledges.editing.screens.saving import SAVED, save
from pledges.editing.source import SpliceError, UnreadableError, Value, edited, entered_body, read_source, readable
from pledges.editing.unsaved import is_form_name
from pledges.editing.uploads import NoWordsError, RefusedFileError, Upload, accept
from pledges.rules.documents import document_problems

_ROW_BUTTONS = ("ny", "bort", "upp", "ned")
_BEGUN = Notice("obs", "Sidan är påbörjad. Det som går att fylla i åt dig är ifyllt; läs igenom och ändra.")
_IS_BACK = Notice("obs", "Din text är tillbaka. Den är inte sparad än.")
_IS_BEGUN = Notice("obs", "Sidan är påbörjad och visas inte på portalen än.")


async def record(editor: Editor, request: Request) -> Response:
    """A record's form, as it is saved or as it was posted."""
    place = editor.place(request)
    if request.method == "POST":
        return await _pressed(editor, request, place)
    editor.workspace.refresh()
    now = editor.store.current(place)
    step, older = request.query_params.get("steg", ""), request.query_params.get("version", "")
    kept = None if step or older else unsaved.waiting(editor, place)
    if kept is not None:
        return unsaved.question(editor, request, kept)
    if not now.exists:
        raise ToldError(404, "Det finns ingen sådan sida att redigera.")
    greeting = {**SAVED, "ny": _BEGUN}.get(step, _IS_BEGUN if now.is_begun else None)
    mine, notices = now.raw, [greeting] if greeting else []
    if step in SAVED:
        notices += of_a_save(editor.exchange, step)
    if step == TAKES_OVER:
        notices = [_BEGUN, takes_over(editor, place)]
    if older:
        mine = _older(editor, place, older, now.raw)
        notices = [Notice("obs", "Det här är en äldre version. Spara om den ska gälla igen.")]
    return record_form(editor, request, place, Written(now.raw, mine), new_name(), notices)


def _older(editor: Editor, place: RecordPlace, version: str, now: bytes) -> bytes:
    raw = editor.store.versions.text(place.path, version)
    source = readable(raw) if raw is not None else None
    if source is None:
        raise ToldError(404, "Den versionen finns inte, eller går inte att läsa.")
    try:
        return edited(now, source.values, source.body)
    except (UnreadableError, SpliceError):
        return raw or now


async def _pressed(editor: Editor, request: Request, place: RecordPlace) -> Response:
    """What the button that was pressed does with the form."""
    posted, file = await editor.posted(request)
    action, _, about = posted.get(PRESSED, "pröva").partition(" ")
    if action in ("fortsätt", "kasta-texten"):
        return _answered(editor, request, place, action, about)
    name = posted.get("förhandsvisning", "")
    name = name if is_form_name(name) else new_name()
    base = unpacked(posted.get("bas", ""))
    notices: list[Notice] = []
    refused: RefusedFileError | None = None
    if action in _ROW_BUTTONS:
        posted = pressed(posted, action, about)
    elif action == "godta":
        posted, notices = _accepted(posted, about)
    elif action == "fil":
        try:
            posted, notices = await _with_file(editor, place, posted, file)
        except RefusedFileError as error:
            refused = error
    elif action == "kasta":
        editor.store.discard(place)
        editor.forget(place)
        return RedirectResponse(place.address if editor.store.in_content(place) else "/", status_code=303)
    written = _written(editor, place, base, posted, action)
    if refused is not None:
        words = posted.get("filens text", "")
        lacking = isinstance(refused, NoWordsError)
        written = replace(written, file_text=words, file_fault=str(refused), file_lacks_words=lacking)
    notices += unsaved.keep(editor, place, name, written, posted)
    if written.fault:
        notices.append(Notice("fel", written.fault))
    elif action in ("spara", "utkast", "klar", "spara-ändå"):
        return save(editor, request, place, written, name, action=action)
    return record_form(editor, request, place, written, name, notices, near=True)


def _answered(editor: Editor, request: Request, place: RecordPlace, action: str, name: str) -> Response:
    """The form that was never saved, to go on with, or the record without it."""
    kept = editor.unsaved.get(place, name) if is_form_name(name) else None
    if kept is None or action == "kasta-texten":
        if kept is not None:
            editor.forget(place, name)
        return RedirectResponse(place.address if editor.store.current(place).exists else "/", status_code=303)
    source = readable(kept.mine)
    written = (
        _written(editor, place, kept.base, kept.posted, "pröva")
        if kept.posted
        else Written(kept.base, kept.mine, source.values if source else None)
    )
    return record_form(editor, request, place, written, name, [_IS_BACK])


def _written(editor: Editor, place: RecordPlace, base: bytes, posted: Mapping[str, str], action: str) -> Written:
    """What a posted form says."""
    if "hela filen" in posted:
        return Written(base, posted["hela filen"].replace("\r\n", "\n").encode())
    try:
        before = read_source(base)
    except UnreadableError as error:
        return Written(base, base, fault=str(error))
    choices = editor.workspace.choices(place, before.values)
    choices = editor.workspace.choices(place, read_form(place.kind, posted, choices))
    values = _with_status(place.kind, read_form(place.kind, posted, choices), before.values, action)
    shown = {**values, **shown_values(place.kind, posted, choices)}
    body = entered_body(posted[BODY]) if BODY in posted else None
    try:
        mine = edited(base, with_shorthand(values, before.values), body)
    except (SpliceError, UnreadableError) as error:
        return Written(base, base, shown, str(error))
    return Written(base, mine, shown)


def _with_status(kind: Kind, values: dict[str, Value], before: Mapping[str, Value], action: str) -> dict[str, Value]:
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
        return dict(posted), [Notice("fel", "Skriv varför varningen är i sin ordning, och godta den sedan.", field)]
    said = Notice("klart", "Varningen är godtagen. Spara för att behålla det.", field)
    return _with_row(posted, "accepterade varningar", {"kod": code, "skäl": reason}), [said]


async def _with_file(
    editor: Editor, place: RecordPlace, posted: Mapping[str, str], file: UploadFile | None
) -> tuple[dict[str, str], list[Notice]]:
    """The form with a file named in it that was sent, and that waits for the record. Raises RefusedFileError."""
    taken = editor.workspace.library.attachments | editor.store.waiting.every()
    upload = accept(place, (file.filename or "") if file else "", await file.read() if file else b"", taken)
    text = " ".join(posted.get("filens text", "").split())
    if not text:
        raise NoWordsError("Beskriv vad bilden visar." if upload.is_picture else "Skriv vad dokumentet heter.")
    said = _held(editor, upload)
    changed = {**posted, "filens text": ""}
    if upload.is_picture:
        alt = text.replace("[", "(").replace("]", ")")
        changed[BODY] = f"{posted.get(BODY, '').rstrip()}\n\n![{alt}]({upload.seen_from(place)})\n".lstrip()
        text = "Bilden ligger sist i den fria texten. Flytta raden dit den ska vara, och spara."
        return changed, [*said, Notice("klart", text, BODY)]
    rows = rows_for_files(place.kind)
    label = shape_of(MODELS[place.kind], rows).label
    said.append(Notice("klart", f"Dokumentet står som en ny rad under {label}. Spara för att behålla det.", rows))
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
