"""The first screen: what is mine, what is due, what has errors, and how to begin."""

from datetime import datetime
from itertools import islice

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pledges.content.kinds import NAMES, Kind
from pledges.content.problems import Severity
from pledges.editing.person import Person
from pledges.editing.places import RecordPlace, place_at
from pledges.editing.screens.editor import Editor, ToldError
from pledges.editing.screens.record_form import by_record
from pledges.editing.screens.told import of_a_save, of_an_exchange
from pledges.swedish import quantity

_MOST_LATEST = 6
_MOST_HOMES = 6
"""How many municipalities somebody may have roles in and have a button for each: who has them in more chooses by name."""


def start(editor: Editor, request: Request) -> Response:
    """The records of the municipality that was chosen, and what waits to be done."""
    workspace = editor.workspace
    workspace.refresh()
    mine = editor.home
    exchanged = editor.exchange.latest if editor.exchange else None
    checked = workspace.reported
    prefix = f"kommuner/{mine}/" if mine else ""
    places = workspace.places
    begun = [place for path in editor.store.all_begun() if (place := place_at(path, workspace.geography)) is not None]
    waits = editor.together.waits() if editor.together else None
    homes = [workspace.geography.name_of(one) for one in (waits.homes if waits else workspace.geography.municipalities)]
    return editor.screen(
        request,
        "start.html",
        mine=mine,
        mine_name=workspace.geography.name_of(mine),
        municipalities=homes,
        records=workspace.listed(mine) if mine else (),
        shared=workspace.listed(None),
        kinds=NAMES,
        may_begin=bool(editor.writable) or editor.writes_in(None),
        overdue=[(due, places[due.path]) for due in checked.overdue if due.path.startswith(prefix)],
        soon=[(due, places[due.path]) for due in checked.soon if due.path.startswith(prefix)],
        faulty=by_record(
            editor,
            (one for one in checked.problems if one.severity is Severity.ERROR and one.path.startswith(prefix)),
        ),
        unsaved=[(one, editor.title(one.place, one.mine)) for one in editor.unsaved.every()],
        begun=[(place, editor.title(place), waits.states.get(place, "") if waits else "") for place in begun],
        waits=waits,
        other_homes=[one for one in homes if one != workspace.geography.name_of(mine)]
        if len(homes) <= _MOST_HOMES
        else (),
        latest=_latest(editor),
        asks_name=not editor.person.given,
        is_told=editor.person.is_asked,
        name=editor.person.told.name,
        is_follow_up=Kind.FOLLOW_UP.value,
        exchanged=exchanged,
        waiting=quantity(exchanged.waiting, "ändring", "ändringar") if exchanged else "",
        notices=of_a_save(workspace.settings, None, request.query_params.get("steg", "")),
        exchange_notices=of_an_exchange(exchanged) if exchanged else (),
    )


def _latest(editor: Editor) -> list[tuple[RecordPlace, str, datetime]]:
    """What the person who writes has saved last, with its title and when."""
    if not editor.person.is_known:
        return []
    places = editor.workspace.places
    theirs = (
        (places[path], when) for path, when in editor.store.versions.latest_by(editor.person.name) if path in places
    )
    return [(place, editor.title(place), when) for place, when in islice(theirs, _MOST_LATEST)]


def remember(editor: Editor, request: Request) -> Response:
    """Remember who writes, and whose records are shown."""
    posted, _ = editor.posted(request)
    text = " ".join(posted.get("kommun", "").split())
    chosen = editor.municipality_called(text) if text else ""
    if not editor.person.given and not posted.get("namn", editor.person.told.name).strip():
        raise ToldError(400, "Skriv vad du heter, eller din roll. Gå tillbaka och fyll i rutan.")
    if chosen is None:
        raise ToldError(400, f"Det finns ingen kommun som heter ”{text[:60]}”. Gå tillbaka och välj en ur listan.")
    editor.person.remember(Person(posted.get("namn", editor.person.told.name), chosen))
    editor.store.who = editor.person.name
    return RedirectResponse("/", status_code=303)
