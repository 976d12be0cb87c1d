"""The newsroom's addresses: the editor's own screens, each at the desk of whoever asks, and those of the sign-off."""

import asyncio
from collections.abc import Callable
from concurrent.futures import Executor
from functools import partial

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route
from starlette.types import ASGIApp

from pledges.editing.app import HANDLERS, Screen
from pledges.editing.app import SCREENS as EDITORS_OWN
from pledges.editing.places import SHARED_PLACE
from pledges.editing.screens.editor import ToldError, received
from pledges.editing.screens.page import looks
from pledges.newsroom.desks import Desk, Desks
from pledges.newsroom.people import Role
from pledges.newsroom.screens.company import company, join
from pledges.newsroom.screens.publishing import build_again, publishing, undo
from pledges.newsroom.screens.review import decide, review, waiting
from pledges.newsroom.turns import Turns, is_pressed

DeskScreen = Callable[[Desks, Desk, Request], Response]
_LOOKS = "/tema/{name}"
_NOT_HERE = frozenset({"/utbyte", _LOOKS})
_OWN: tuple[tuple[str, DeskScreen, tuple[str, ...]], ...] = (
    ("/granskning", waiting, ("GET",)),
    ("/granskning/{kind}/{municipality}/{slug}", review, ("GET",)),
    ("/granskning/{kind}/{municipality}/{slug}", decide, ("POST",)),
    ("/granskning/{kind}/{municipality}/{slug}/samtidigt", company, ("GET",)),
    ("/granskning/{kind}/{municipality}/{slug}/samtidigt", join, ("POST",)),
    ("/utgivning", publishing, ("GET",)),
    ("/utgivning", build_again, ("POST",)),
    ("/utgivning/{version}/angra", undo, ("POST",)),
)


_OF_WRITERS = (company, join)


def application(desks: Desks) -> ASGIApp:
    """The newsroom as a server runs it, behind a gate that says who asks (`member` in the scope)."""
    editors = [
        Route(path, partial(_at_desk, desks, screen), methods=methods)
        for path, screen, methods in EDITORS_OWN
        if path not in _NOT_HERE
    ]
    own = [Route(path, partial(_own, desks, screen), methods=methods) for path, screen, methods in _OWN]
    drawn_with = Route(_LOOKS, partial(_looks, desks), methods=("GET",))
    return Turns(Starlette(routes=[*own, drawn_with, *editors], exception_handlers=HANDLERS))


def _looks(desks: Desks, request: Request) -> Response:
    return looks(desks.newsroom.workspace, request)


async def _own(desks: Desks, screen: DeskScreen, request: Request) -> Response:
    desk = desks.of(request.scope["member"])
    _let_in(desk, request, writes=screen in _OF_WRITERS)
    await received(request)
    answered = partial(_answered, desk, partial(screen, desks, desk), request, reader=desks.reader)
    if not is_pressed(request.scope):
        return await answered()
    async with desks.deciding:
        return await answered()


async def _at_desk(desks: Desks, screen: Screen, request: Request) -> Response:
    """One of the editor's screens, where the person has the role that it asks for."""
    desk = desks.of(request.scope["member"])
    begins = request.url.path.startswith("/ny/")
    _let_in(desk, request, writes=request.method == "POST" or begins)
    await received(request)
    return await _answered(desk, partial(_seen, desk, screen), request, reader=desks.reader)


def _seen(desk: Desk, screen: Screen, request: Request) -> Response:
    if request.url.path.startswith("/sida/"):
        _let_see(desk, request.path_params["address"])
    return screen(desk.editor, request)


async def _answered(
    desk: Desk, screen: Callable[[Request], Response], request: Request, *, reader: Executor
) -> Response:
    """What a screen answers, in a thread of its own. Of what one person presses one thing is done at a time. What is opened or
    typed is answered in one and the same: what is read is let go where it was taken, and can be used anew."""
    if not is_pressed(request.scope):
        return await asyncio.get_running_loop().run_in_executor(reader, screen, request)
    async with desk.pressing:
        return await run_in_threadpool(screen, request)


def _let_in(desk: Desk, request: Request, *, writes: bool) -> None:
    """Raises ToldError where the person may not read, or may not write, what an address is about."""
    named = request.path_params.get("municipality")
    if named is None:
        return
    place = None if named == SHARED_PLACE else named
    if not desk.member.reads(place):
        raise ToldError(403, "Du har ingen roll där. Fråga den som sköter portalen.")
    if writes and not desk.member.may(Role.WRITER, place):
        raise ToldError(403, "Du läser utkast för den kommunen men skriver inte där. Fråga den som sköter portalen.")


def _let_see(desk: Desk, address: str) -> None:
    """Raises ToldError where the page beside the form is a draft of a municipality that the person has no role in."""
    editor = desk.editor
    wanted = address.removesuffix("index.html")
    found = editor.workspace.by_address.get(wanted)
    if found is not None and not desk.member.reads(found.municipality) and not editor.store.is_public(found):
        raise ToldError(404, "Förhandsvisningen är stängd.")
