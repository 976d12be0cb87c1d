"""The button that sends what is ready to the portal and takes up what others have written, at once."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pledges.editing.screens.editor import Editor


def exchange(editor: Editor, request: Request) -> Response:
    """Send and take up now."""
    editor.posted(request)
    editor.share()
    return RedirectResponse("/", status_code=303)
