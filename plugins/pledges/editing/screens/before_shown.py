"""What is asked before a record is shown to readers for the first time: is what was copied true of its own time as well?

Beside it stands what other pages say that it makes untrue.
"""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pledges.content.kinds import NAMES
from pledges.content.problems import Problem, Severity
from pledges.editing.forms import form_of
from pledges.editing.messages import OLD_TRANSLATION
from pledges.editing.places import RecordPlace
from pledges.editing.posted import said_in_words
from pledges.editing.screens.copied import copied
from pledges.editing.screens.editor import Editor
from pledges.editing.screens.record_form import by_record
from pledges.editing.screens.rendering import Copied
from pledges.editing.source import Value, readable
from pledges.editing.workspace import Trial
from pledges.incremental.fingerprint import digest

STEP = "läs"
READ = "klar-läst"


def is_to_be_read(editor: Editor, place: RecordPlace, *, mine: bytes, trial: Trial) -> bool:
    """Whether there is something to ask of a text before it is shown."""
    return bool(_copied(editor, place, mine=mine, trial=trial).fields) or _makes_untrue(trial)


def _makes_untrue(trial: Trial) -> bool:
    return bool(_said_against(trial))


def _said_against(trial: Trial) -> list[Problem]:
    """What other pages would say against it. That a translation becomes old is told beside the form."""
    return [one for one in trial.elsewhere if one.severity is Severity.WARNING and one.code != OLD_TRANSLATION]


def _copied(editor: Editor, place: RecordPlace, *, mine: bytes, trial: Trial) -> Copied:
    source = readable(mine)
    values: Mapping[str, Value] = source.values if source else {}
    form = form_of(place.kind, said_in_words(place.kind, values), editor.choices(place, values)) if source else None
    return copied(editor, place, form=form, values=values, shown=trial.shown)


def question(editor: Editor, request: Request, place: RecordPlace) -> Response:
    """The screen that asks it, of what is begun; on to the form where there is nothing to ask."""
    now = editor.store.current(place)
    trial = editor.try_out(place, now.raw)
    if not now.is_begun or not is_to_be_read(editor, place, mine=now.raw, trial=trial):
        return RedirectResponse(place.address, status_code=303)
    return editor.screen(
        request,
        "before-shown.html",
        place=place,
        title=editor.title(place),
        kind_name=NAMES[place.kind].singular,
        place_name=editor.workspace.geography.name_of(place.municipality),
        copied=_copied(editor, place, mine=now.raw, trial=trial),
        elsewhere=by_record(editor, _said_against(trial)),
        pressed=f"{READ} {version_of(now.raw)}",
    )


def version_of(raw: bytes) -> str:
    """What tells the text that somebody has read through from one that has been changed since."""
    return digest(raw)[:16]
