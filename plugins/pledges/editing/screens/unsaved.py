"""Text that was never saved: the question whether to go on with it, and what is kept as somebody writes."""

import re
from collections.abc import Callable, Mapping, Sequence

from starlette.requests import Request
from starlette.responses import Response

from pledges.content.kinds import NAMES
from pledges.editing.differences import differences
from pledges.editing.faults import in_words
from pledges.editing.places import RecordPlace
from pledges.editing.screens.editor import PRESSED, Editor
from pledges.editing.screens.rendering import Notice
from pledges.editing.screens.written import Written
from pledges.editing.source import readable
from pledges.editing.unsaved import Kept

THROWN = "kastad"
TOO_LATE = "kom för sent"
"""In a request's scope: tells whether what it says was pressed meanwhile, and is not to be kept as something that was not."""
_TIME = re.compile(r"\d\d\.\d\d")


def waiting(editor: Editor, place: RecordPlace) -> tuple[Kept, ...]:
    """The texts of a record that are not saved, the latest first. One that says what is saved by now is none."""
    now = editor.store.current(place).raw
    found = editor.unsaved.of(place)
    for kept in found:
        if kept.mine == now:
            editor.forget(place, kept.name)
    return tuple(kept for kept in found if kept.mine != now)


def question(editor: Editor, request: Request, kept: Sequence[Kept], *, thrown: str) -> Response:
    """The screen that asks what is to become of them; `thrown` is the time of one that was thrown away just now."""
    place = kept[0].place
    return editor.screen(
        request,
        "unsaved.html",
        place=place,
        texts=[(one, _told(editor, one)) for one in kept],
        title=editor.title(place, kept[0].mine),
        kind_name=NAMES[place.kind].singular,
        place_name=editor.workspace.geography.name_of(place.municipality),
        thrown=thrown if _TIME.fullmatch(thrown) else "",
    )


def _told(editor: Editor, kept: Kept) -> tuple[str, ...]:
    before, after = readable(kept.base), readable(kept.mine)
    if after is None:
        return ("Hela texten.",)
    return differences(kept.place.kind, before, after, choices=editor.choices(kept.place, after.values))


def keep(
    editor: Editor,
    place: RecordPlace,
    *,
    name: str,
    written: Written,
    posted: Mapping[str, str],
    too_late: Callable[[], bool] = lambda: False,
) -> tuple[Notice, ...]:
    """Keep what a form says where it says something new, and it is not `too_late`; gives what is to be told where that can't be done."""
    if written.mine == written.base and not written.fault and not too_late():
        editor.forget(place, name)
        return ()
    fields = {key: value for key, value in posted.items() if key != PRESSED}
    try:
        editor.unsaved.keep(place, name, base=written.base, mine=written.mine, posted=fields, too_late=too_late)
    except OSError as error:
        text = f"Det du skriver finns bara i webbläsaren tills du sparar: {in_words(error)}."
        return (Notice("fel", text),)
    return ()
