"""The page beside the form, as readers will meet it, and the files that it and the editor's screens are drawn with."""

from pathlib import PurePosixPath

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pledges.editing.gate import PAGE_POLICY
from pledges.editing.screens.editor import Editor, ToldError
from pledges.editing.screens.rendering import STATIC, render
from pledges.editing.workspace import Trial, Workspace
from pledges.publish.server_headers import OTHER_TYPE, TYPES


def page(editor: Editor, request: Request) -> Response:
    """The page that is being written, or another of those that it leads to."""
    address = request.path_params["address"].removesuffix("index.html")
    trial = editor.previews.get(request.path_params["name"])
    if trial is None:
        raise ToldError(404, "Förhandsvisningen är stängd.")
    data = trial.page if address == trial.address else _file_of_site(editor, address, trial)
    headers = {"content-security-policy": PAGE_POLICY}
    if data is None:
        return HTMLResponse(render("not-here.html"), 404, headers)
    ending = PurePosixPath(address).suffix.lower()
    content_type = TYPES.get(ending, OTHER_TYPE) if ending else TYPES[".html"]
    return Response(data, media_type=content_type, headers=headers)


def _file_of_site(editor: Editor, address: str, trial: Trial) -> bytes | None:
    """A file of the theme, a picture beside the records, or another record's page."""
    workspace = editor.workspace
    found = workspace.by_address.get(address)
    if found is not None:
        return workspace.page_at(found)
    return workspace.asset(address) or workspace.picture(address, trial.shown)


def static(editor: Editor, request: Request) -> Response:
    """The editor's looks and script."""
    return looks(editor.workspace, request)


def looks(workspace: Workspace, request: Request) -> Response:
    """A file that the screens are drawn with; the portal's own stylesheet with the host's colours."""
    name = request.path_params["name"]
    if name == "portal.css":
        return Response(workspace.renderer.assets["portal.css"].data, media_type=TYPES[".css"])
    if name not in ("redigera.css", "redigera.js", "inklistrat.js", "ur-text.js"):
        raise ToldError(404, "Filen finns inte.")
    return Response((STATIC / name).read_bytes(), media_type=TYPES[PurePosixPath(name).suffix])
