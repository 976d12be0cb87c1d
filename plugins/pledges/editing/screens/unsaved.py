"""Text that was never saved: the question whether to go on with it, and what is kept as somebody writes."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import Response

from pledges.content.kinds import NAMES
from pledges.editing.differences import differences
from pledges.editing.places import RecordPlace
from pledges.editing.screens.editor import PRESSED, Editor
from pledges.editing.screens.record_form import Written
from pledges.editing.screens.rendering import Notice
from pledges.editing.source import readable
from pledges.editing.unsaved import Kept


def waiting(editor: Editor, place: RecordPlace) -> Kept | None:
    """The latest text of a record that is not saved. One that says what is saved by now is none."""
    now = editor.store.current(place).raw
    for kept in editor.unsaved.of(place):
        if kept.mine != now:
            return kept
        editor.forget(place, kept.name)
    return None


def question(editor: Editor, request: Request, kept: Kept) -> Response:
    """The screen that asks what is to become of it."""
    before, after = readable(kept.base), readable(kept.mine)
    return editor.screen(
        request,
        "unsaved.html",
        kept=kept,
        title=editor.title(kept.place, kept.mine),
        kind_name=NAMES[kept.place.kind].singular,
        place_name=editor.workspace.geography.name_of(kept.place.municipality),
        told=differences(kept.place.kind, before, after) if after else ("Hela texten.",),
    )


def keep(
    editor: Editor, place: RecordPlace, name: str, written: Written, posted: Mapping[str, str]
) -> tuple[Notice, ...]:
    """Keep what a form says where it says something new; gives what is to be told where that can't be done."""
    if written.mine == written.base and not written.fault:
        editor.forget(place, name)
        return ()
    fields = {key: value for key, value in posted.items() if key != PRESSED}
    try:
        editor.unsaved.keep(place, name, base=written.base, mine=written.mine, posted=fields)
    except OSError as error:
        text = f"Det du skriver finns bara i webbläsaren tills du sparar: {error.strerror or error}."
        return (Notice("fel", text),)
    return ()
