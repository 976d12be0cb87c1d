"""A page that is to be shown no longer: a draft again where no reader has met it, else an empty notice at its address."""

from collections.abc import Mapping

from pledges.content.field_types import DRAFT
from pledges.content.problems import Severity
from pledges.editing.places import RecordPlace
from pledges.editing.posted import ordered
from pledges.editing.screens.editor import Editor
from pledges.editing.screens.record_form import by_record
from pledges.editing.screens.rendering import Notice
from pledges.editing.screens.saving import version_note
from pledges.editing.source import SourceText, Value, edited, entered, readable

REASON = "skäl att inte visa"
_KEPT = "tidigare adresser"


def hide(editor: Editor, place: RecordPlace, reason: str) -> list[Notice]:
    """Let a page be shown no longer, and give what stands in the way; nothing where it is done.

    What readers have met leaves a notice with the day and the `reason`: an address that has been published is never
    empty. Nothing that another page refers to is hidden.
    """
    base = editor.store.current(place).raw
    source = readable(base)
    if source is None or not editor.store.is_public(place):
        return [Notice("fel", "Sidan går inte att läsa, eller visas inte.")]
    if not editor.workspace.is_published(place):
        mine = edited(base, ordered(place.kind, {**source.values, "status": DRAFT}))
    elif entered(reason):
        mine = edited(base, ordered(place.kind, _notice(editor, source, entered(reason))), "")
    else:
        return [Notice("fel", "Skriv varför sidan inte ska visas. Det står sedan på dess adress.", field="varför")]
    trial = editor.try_out(place, mine)
    broken = by_record(editor, (one for one in trial.elsewhere if one.severity is Severity.ERROR))
    if broken:
        text = "Den här sidan bygger på den. Dölj den först, eller ändra den. Ingenting är ändrat än."
        pages = dict.fromkeys((there, title) for _, there, title in broken)
        return [Notice("fel", f"”{title}”: {text}", place=there) for there, title in pages]
    own = [
        one for one in trial.problems if one.severity is Severity.ERROR and one.code not in _codes(editor, place, base)
    ]
    if own:
        return [Notice("fel", f"{one.message} {one.hint}") for one in own]
    note = version_note(editor, place, before=source, mine=mine)
    saved = editor.store.save(place, mine, base, note=note)
    if saved.conflicts:
        return [Notice("fel", "Någon annan har just ändrat sidan. Öppna den igen, och pröva på nytt.")]
    editor.forget(place)
    editor.workspace.refresh()
    editor.share()
    return []


def _notice(editor: Editor, source: SourceText, reason: str) -> Mapping[str, Value]:
    """What is left of a page that readers have met: when and why it went, and the addresses that lead to it."""
    removed = [{"datum": editor.workspace.day.isoformat(), "skäl": reason}]
    former = {key: value for key, value in source.values.items() if key == _KEPT}
    return {**former, "borttaget": removed}


def _codes(editor: Editor, place: RecordPlace, raw: bytes) -> frozenset[str]:
    """What is wrong with the page already."""
    return frozenset(one.code for one in editor.try_out(place, raw).problems)
