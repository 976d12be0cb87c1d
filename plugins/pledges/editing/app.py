"""The editor's addresses, and what is answered where something is refused.

One person on one machine: requests are answered one at a time, so that what is read and written never crosses.
"""

import asyncio
import subprocess
from collections.abc import Callable
from functools import partial
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, PlainTextResponse, Response
from starlette.routing import Route

from pledges.editing.faults import in_words
from pledges.editing.gate import Gate, TooLargeError
from pledges.editing.places import NoSuchPlaceError
from pledges.editing.screens.editor import Editor, ToldError, received
from pledges.editing.screens.exchange import exchange
from pledges.editing.screens.from_table import from_table, table_to_fill_in
from pledges.editing.screens.from_text import from_text
from pledges.editing.screens.history import history
from pledges.editing.screens.new import beginning, chosen, what
from pledges.editing.screens.page import page, static
from pledges.editing.screens.record import record
from pledges.editing.screens.rendering import render
from pledges.editing.screens.start import remember, start

Screen = Callable[[Editor, Request], Response]


def inside(editor: Editor, request: Request) -> Response:
    """To somebody who is let in: what the editor's forms carry now. For a form that has been open for long."""
    return PlainTextResponse(editor.forms.csrf(request.scope["session_name"]))


SCREENS: tuple[tuple[str, Screen, tuple[str, ...]], ...] = (
    ("/", start, ("GET",)),
    ("/inne", inside, ("GET",)),
    ("/jag", remember, ("POST",)),
    ("/utbyte", exchange, ("POST",)),
    ("/ny", what, ("GET",)),
    ("/ny", chosen, ("POST",)),
    ("/ny/{what}/{municipality}", beginning, ("GET", "POST")),
    ("/ny/{what}/{municipality}/ur-text", from_text, ("GET", "POST")),
    ("/ny/{what}/{municipality}/ur-tabell", from_table, ("GET", "POST")),
    ("/ny/{what}/{municipality}/ur-tabell/tabell", table_to_fill_in, ("GET",)),
    ("/redigera/{kind}/{municipality}/{slug}", record, ("GET", "POST")),
    ("/historik/{kind}/{municipality}/{slug}", history, ("GET",)),
    ("/sida/{name}/{address:path}", page, ("GET",)),
    ("/tema/{name}", static, ("GET",)),
)


def application(editor: Editor, *, hosts: frozenset[str], token: str, renewed: Callable[[], str] = lambda: "") -> Gate:
    """The editor as a server runs it. `hosts`, `token` and `renewed` are the gate's."""
    one_at_a_time = asyncio.Lock()

    async def answered(screen: Screen, request: Request) -> Response:
        await received(request)
        async with one_at_a_time:
            return await run_in_threadpool(screen, editor, request)

    routes = [Route(path, partial(answered, screen), methods=methods) for path, screen, methods in SCREENS]
    return Gate(Starlette(routes=routes, exception_handlers=HANDLERS), hosts=hosts, token=token, renewed=renewed)


def _refusal(status: int, title: str, text: str) -> Response:
    return HTMLResponse(render("message.html", title=title, text=text), status)


async def _explained(_request: Request, error: ToldError) -> Response:
    return _refusal(error.status_code, "Det gick inte", error.detail)


async def _unexplained(_request: Request, error: HTTPException) -> Response:
    unreadable = "Det som skickades går inte att läsa. Gå tillbaka och försök igen."
    return _refusal(error.status_code, "Det gick inte", "Sidan finns inte." if error.status_code == 404 else unreadable)


async def _no_such_place(_request: Request, error: NoSuchPlaceError) -> Response:
    return _refusal(404, "Sidan finns inte", str(error))


async def _too_large(_request: Request, _error: TooLargeError) -> Response:
    return _refusal(413, "För stort", "Det som skickades är för stort.")


async def _unwritable(_request: Request, error: OSError) -> Response:
    text = f"Det gick inte att skriva: {in_words(error)}. Inget är sparat. Gå tillbaka; det du skrev står kvar."
    return _refusal(507, "Inte sparat", text)


async def _unanswered(_request: Request, error: subprocess.SubprocessError) -> Response:
    text = (
        f"Arkivet som versionerna ligger i svarar inte: {in_words(error)}. Det som är sparat finns kvar. Skrev du något, gå "
        "tillbaka; det står kvar. Säg till den som sköter portalen."
    )
    return _refusal(500, "Det gick inte", text)


HANDLERS: dict[Any, Any] = {
    ToldError: _explained,
    HTTPException: _unexplained,
    NoSuchPlaceError: _no_such_place,
    TooLargeError: _too_large,
    OSError: _unwritable,
    subprocess.SubprocessError: _unanswered,
}
"""What is answered where something is refused."""
