"""What a save comes to: on to the saved record, or its form again with what stands in the way.

Where somebody else signs what is to be shown, what is written is kept before anything is looked at: it is looked at when its form
is shown again, or when it is said to be ready.
"""

from collections.abc import Sequence

from starlette.responses import RedirectResponse, Response

from pledges.content.field_types import DRAFT
from pledges.content.kinds import NAMES
from pledges.editing.differences import differences
from pledges.editing.merge import Conflict, by_field
from pledges.editing.places import TIME_OF, RecordPlace
from pledges.editing.screens import before_shown
from pledges.editing.screens.editor import Editor
from pledges.editing.screens.record_form import is_held
from pledges.editing.screens.rendering import Notice
from pledges.editing.screens.told import KEPT, kept_back
from pledges.editing.screens.written import Answer, Written
from pledges.editing.source import SourceText, readable
from pledges.editing.store import Saved, bring_together
from pledges.swedish import capital

_SAID_TO_BE_READY = ("klar", before_shown.READ, "spara-ändå")
_BOTH = Notice("obs", "Du eller någon annan har ändrat sidan medan du skrev. Båda ändringarna är med.")


def save(editor: Editor, place: RecordPlace, written: Written, *, name: str, action: str) -> Response:
    """Save what is written: in the content where it is fit for it, else among what is begun."""
    store = editor.store
    if not editor.is_reviewed:
        place = _at_its_time(editor, place, written.mine)
    said: list[Notice] = []
    now = store.current(place).raw
    if now != written.base:
        raw, conflicts = bring_together(written.base, written.mine, now)
        if conflicts:
            return _conflict(editor, place, Saved(raw, conflicts), name=name)
        written = Written(now, raw)
        said.append(_BOTH)
    before = readable(now) if store.in_content(place) else None
    note = version_note(editor, place, before=before, mine=written.mine)
    if editor.is_reviewed:
        kept = store.save(place, written.mine, written.base, ready=False, note=note)
        if kept.conflicts:
            return _conflict(editor, place, kept, name=name)
        if kept.raw != written.mine:
            said = [_BOTH]
        written = Written(kept.raw, kept.raw)
        place = _at_its_time(editor, place, kept.raw)
        if action not in _SAID_TO_BE_READY:
            return _as_kept(editor, place, written, name=name, said=said)
    return _looked_at(editor, place, written, name=name, action=action, said=said, note=note)


def _looked_at(
    editor: Editor, place: RecordPlace, written: Written, *, name: str, action: str, said: list[Notice], note: str
) -> Response:
    """What is written, looked at and saved for readers where it is fit for them."""
    store = editor.store
    trial = editor.try_out(place, written.mine)
    is_public = store.is_public(place)
    is_first = not is_public and not _is_draft(written.mine)
    faulty, breaks = is_held(trial, is_new=is_first)
    breaks = breaks and action != "spara-ändå"
    ready = not faulty and not breaks
    asks = ready and is_first and action != before_shown.READ
    asks = asks and before_shown.is_to_be_read(editor, place, mine=written.mine, trial=trial)
    saved = store.save(place, written.mine, written.base, ready=ready and not asks, note=note)
    if saved.conflicts:
        return _conflict(editor, place, saved, name=name)
    editor.forget(place, name)
    editor.workspace.refresh()
    if asks:
        return RedirectResponse(f"{place.address}?steg={before_shown.STEP}", status_code=303)
    if ready:
        editor.share()
        if editor.exchange and editor.exchange.latest and place.path in editor.exchange.latest.own:
            theirs = store.current(place).raw
            saved = store.save(place, theirs, theirs, note=note)
            if saved.conflicts:
                return _conflict(editor, place, saved, name=name)
    step = "utkast" if _is_draft(saved.raw) else "klart" if action in ("klar", before_shown.READ) else "sparat"
    if ready and not saved.note and not said:
        return RedirectResponse(f"{place.address}?steg={step}", status_code=303)
    if saved.note:
        said.append(Notice("obs", saved.note))
    elif ready:
        said.extend(editor.of_a_save(step))
    if faulty or breaks:
        is_pressed = action == "klar"
        said.append(
            kept_back(faulty=faulty, is_public=is_public, is_pressed=is_pressed, is_reviewed=editor.is_reviewed)
        )
        said.extend(editor.together.told(place) if editor.together is not None else ())
    return back_to_form(
        editor, place, Written(saved.raw, saved.raw), name=name, said=said, may_insist=breaks and not faulty
    )


def _as_kept(editor: Editor, place: RecordPlace, written: Written, *, name: str, said: Sequence[Notice]) -> Response:
    """On to the form of what is kept, which tells what is wrong with it."""
    editor.forget(place, name)
    step = "utkast" if _is_draft(written.mine) else KEPT
    if not said:
        return RedirectResponse(f"{place.address}?steg={step}", status_code=303)
    return back_to_form(editor, place, written, name=name, said=said, kept_as=step)


def back_to_form(
    editor: Editor,
    place: RecordPlace,
    written: Written,
    *,
    name: str,
    said: Sequence[Notice],
    theirs: tuple[Conflict, ...] = (),
    may_insist: bool = False,
    kept_as: str = "",
) -> Response:
    """On to the form again, with what there is to say of it."""
    answer = Answer(
        place,
        written,
        name=name,
        notices=tuple(said),
        theirs=theirs,
        may_insist=may_insist,
        near=bool(kept_as),
        kept_as=kept_as,
    )
    editor.answers.keep(name, answer)
    return RedirectResponse(answer.address, status_code=303)


def _at_its_time(editor: Editor, place: RecordPlace, mine: bytes) -> RecordPlace:
    """Where a record that no reader has met is to lie: its address follows the time that it is of, as far as that is free."""
    source, key = readable(mine), TIME_OF.get(place.kind)
    time = source.values.get(key) if source is not None and key is not None else None
    to = place.named_after(time) if isinstance(time, str) else place
    workspace, store = editor.workspace, editor.store
    if to == place or store.is_public(place) or store.current(to).exists:
        return place
    if workspace.is_published(place) or workspace.is_referred_to(place):
        return place
    store.move(place, to)
    editor.unsaved.move(place, to)
    return to


def _is_draft(raw: bytes) -> bool:
    source = readable(raw)
    return source is not None and source.values.get("status") == DRAFT


def version_note(editor: Editor, place: RecordPlace, *, before: SourceText | None, mine: bytes) -> str:
    """What a version is said to be: what it is of, and what was changed."""
    after = readable(mine)
    name = editor.workspace.geography.name_of(place.municipality)
    head = f"{capital(NAMES[place.kind].definite)} {place.slug}{f' i {name}' if name else ''}"
    told = (
        differences(place.kind, before, after, choices=editor.choices(place, after.values, as_shown=True))
        if after
        else ()
    )
    return "\n\n".join([head, "\n".join(told)])


def _conflict(editor: Editor, place: RecordPlace, saved: Saved, *, name: str) -> Response:
    now = editor.store.current(place).raw
    source = readable(saved.raw)
    first = next(iter(by_field(source.values if source else {}, saved.conflicts)), "")
    latest = next(editor.store.versions.of(place.path), None)
    by = (
        f" Sidan sparades senast av {editor.called(latest.who)} klockan {latest.when:%H.%M}."
        if latest is not None
        else ""
    )
    text = (
        f"Inte sparat än. Du eller någon annan har ändrat samma sak medan du skrev.{by} Vid rutorna nedan står det som är "
        "sparat nu. Ändra, eller spara igen om ditt ska gälla."
    )
    said = [Notice("fel", text, field=first)]
    return back_to_form(editor, place, Written(now, saved.raw), name=name, said=said, theirs=saved.conflicts)
