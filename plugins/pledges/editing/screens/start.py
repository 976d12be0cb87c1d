"""The first screen: what is mine, what is due, what has errors, and how to begin."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pledges.commands.check import report
from pledges.content.kinds import NAMES, Kind
from pledges.content.problems import Severity
from pledges.editing.places import SHARED_PLACE, NoSuchPlaceError, RecordPlace, place_of, place_of_source
from pledges.editing.screens.editor import Editor, ToldError
from pledges.swedish import quantity


async def start(editor: Editor, request: Request) -> Response:
    """The records of the municipality that was chosen, and what waits to be done."""
    workspace = editor.workspace
    workspace.refresh()
    mine = request.cookies.get("kommun", "")
    mine = mine if mine in workspace.geography.municipalities else ""
    checked = report(workspace.examined, workspace.settings, workspace.day)
    prefix = f"kommuner/{mine}/" if mine else ""
    places = {one.path: place_of_source(one) for one in workspace.library.discovery.records}
    begun = [place for path in editor.store.all_begun() if (place := _place_at(editor, path)) is not None]
    return editor.screen(
        request,
        "start.html",
        mine=mine,
        mine_name=workspace.municipality_name(mine),
        municipalities=[(slug, workspace.municipality_name(slug)) for slug in workspace.geography.municipalities],
        records=workspace.listed(mine) if mine else (),
        shared=workspace.listed(None),
        kinds=NAMES,
        overdue=[(due, places[due.path]) for due in checked.overdue if due.path.startswith(prefix)],
        soon=[(due, places[due.path]) for due in checked.soon if due.path.startswith(prefix)],
        faulty=[
            (places.get(one.path), one)
            for one in checked.problems
            if one.severity is Severity.ERROR and one.path.startswith(prefix)
        ],
        begun=[(place, editor.title(place)) for place in begun],
        files=quantity(checked.files, "fil", "filer"),
        is_follow_up=Kind.FOLLOW_UP.value,
    )


async def choose(editor: Editor, request: Request) -> Response:
    """Remember whose records are shown."""
    posted, _ = await editor.posted(request)
    text = " ".join(posted.get("kommun", "").split())
    chosen = editor.municipality_called(text)
    if chosen is None:
        raise ToldError(400, f"Det finns ingen kommun som heter ”{text[:60]}”. Gå tillbaka och välj en ur listan.")
    response = RedirectResponse("/", status_code=303)
    response.set_cookie("kommun", chosen, httponly=True, samesite="strict", max_age=365 * 86400)
    return response


def _place_at(editor: Editor, path: str) -> RecordPlace | None:
    """The place of a file that is begun, whose path is taken apart again."""
    parts = path.removesuffix(".md").split("/")
    folder = "/".join(["kommuner", "*", *parts[2:-1]]) if parts[0] == "kommuner" else "/".join(parts[:-1])
    kind = next((kind for kind, name in NAMES.items() if name.folder == folder), None)
    municipality = parts[1] if parts[0] == "kommuner" else SHARED_PLACE
    try:
        return place_of(kind.value, municipality, parts[-1], editor.workspace.geography) if kind else None
    except NoSuchPlaceError:
        return None
