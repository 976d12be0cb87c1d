"""What a save comes to: on to the saved record, or its form again with what stands in the way."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pledges.content.field_types import DRAFT
from pledges.content.frontmatter import key_path
from pledges.content.kinds import NAMES
from pledges.content.problems import Severity
from pledges.editing.differences import differences
from pledges.editing.forms import BODY
from pledges.editing.places import RecordPlace
from pledges.editing.screens.editor import Editor
from pledges.editing.screens.exchange import of_a_save
from pledges.editing.screens.record_form import Written, record_form
from pledges.editing.screens.rendering import Notice
from pledges.editing.source import SourceText, Value, readable
from pledges.editing.store import Saved, bring_together
from pledges.swedish import capital

SAVED = {
    "sparat": Notice("klart", "Sparat."),
    "klart": Notice("klart", "Sparat, och klart att visas nästa gång portalen byggs."),
    "utkast": Notice("klart", "Sparat som utkast. Det visas inte på portalen förrän du säger att det är klart."),
}
"""What is said of a save, by the word in the address that it leads to."""


def save(editor: Editor, request: Request, place: RecordPlace, written: Written, name: str, *, action: str) -> Response:
    """Save what is written: in the content where it is fit for it, else among what is begun."""
    store = editor.store
    said: list[Notice] = []
    now = store.current(place).raw
    if now != written.base:
        raw, conflicts = bring_together(written.base, written.mine, now)
        if conflicts:
            return _conflict(editor, request, place, Saved(raw, conflicts), name)
        written = Written(now, raw)
        said.append(Notice("obs", "Någon annan har ändrat sidan medan du skrev. Bådas ändringar är med."))
    trial = editor.workspace.try_out(place, written.mine)
    faulty = any(one.severity is Severity.ERROR for one in trial.problems)
    breaks = any(one.severity is Severity.ERROR for one in trial.elsewhere) and action != "spara-ändå"
    ready = not faulty and not breaks
    before = readable(store.current(place).raw) if store.in_content(place) else None
    note = _note(editor, place, before, written.mine)
    saved = store.save(place, written.mine, written.base, ready=ready, note=note)
    if saved.conflicts:
        return _conflict(editor, request, place, saved, name)
    editor.forget(place, name)
    editor.workspace.refresh()
    if ready:
        editor.share()
        if editor.exchange and editor.exchange.latest and place.path in editor.exchange.latest.own:
            theirs = store.current(place).raw
            saved = store.save(place, theirs, theirs, note=note)
            if saved.conflicts:
                return _conflict(editor, request, place, saved, name)
    if ready and not saved.note and not said:
        after = readable(saved.raw)
        is_draft = after is not None and after.values.get("status") == DRAFT
        step = "utkast" if is_draft else "klart" if action == "klar" else "sparat"
        return RedirectResponse(f"{place.address}?steg={step}", status_code=303)
    if saved.note:
        said.append(Notice("obs", saved.note))
    elif ready:
        said.extend([SAVED["sparat"], *of_a_save(editor.exchange, "sparat")])
    if faulty:
        until = "Läsarna ser den förra texten tills" if before else "Läsarna ser det först när"
        text = f"Sparat bland det påbörjade. {until} det som är markerat är klart och du har sparat igen."
        said.append(Notice("obs" if action != "klar" else "fel", text))
    elif breaks:
        text = "Sparat bland det påbörjade, eftersom ändringen gör fel i andra sidor. De står nedan."
        said.append(Notice("fel", text))
    return record_form(
        editor, request, place, Written(saved.raw, saved.raw), name, said, may_insist=breaks and not faulty
    )


def _note(editor: Editor, place: RecordPlace, before: SourceText | None, mine: bytes) -> str:
    """What a version is said to be: what it is of, and what was changed."""
    after = readable(mine)
    name = editor.workspace.geography.name_of(place.municipality)
    head = f"{capital(NAMES[place.kind].definite)} {place.slug}{f' i {name}' if name else ''}"
    told = differences(place.kind, before, after) if after else ()
    return "\n\n".join([head, "\n".join(told)])


def _conflict(editor: Editor, request: Request, place: RecordPlace, saved: Saved, name: str) -> Response:
    now = editor.store.current(place).raw
    theirs = {key_path(one.loc) or BODY: _words(one.theirs) for one in saved.conflicts}
    text = (
        "Inte sparat än. Någon annan har ändrat samma sak medan du skrev. Vid rutorna nedan står vad de skrev. "
        "Ändra, eller spara igen om ditt ska gälla."
    )
    written = Written(now, saved.raw)
    return record_form(editor, request, place, written, name, [Notice("fel", text)], theirs=theirs)


def _words(value: Value) -> str:
    if value is None:
        return "ingenting"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_words(inner)}" for key, inner in value.items())
    return ", ".join(map(_words, value)) if isinstance(value, list) else str(value)
