"""Whose turn it is: what somebody presses waits for nobody, and of the rest one is answered at a time, what is opened before what
is only shown as one types.

Of what one types in a form only the last matters: a newer question takes the older one's place among those who wait, and a
save of the form takes it away; one that is being answered is told that it came too late to keep what it says. Each form waits
once, in the order that they came, so that nobody waits for ever while others type; and what is opened goes before what is typed
only a few times in a row.
"""

import asyncio
import threading
from collections import deque
from enum import Enum, auto

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pledges.editing.gate import OPEN
from pledges.editing.screens.unsaved import TOO_LATE

LIVE = "x-levande"
"""The header of what the form asks by itself while somebody types."""
_MOST_OPENED = 3
"""How many may open something before somebody who types and has waited is answered."""
_BREATHS = 5
"""How many times those who have just come are let in before the next is chosen."""

_Form = tuple[str, str]


class _Wants(Enum):
    TO_SAVE = auto()
    TO_OPEN = auto()
    TO_SEE = auto()


class Turns:
    """Answers what is pressed at once through `app`, and one at a time of what is opened or typed. What the screens are drawn with
    waits for nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._busy = False
        self._shown: tuple[_Form, threading.Event] | None = None
        self._opening: deque[asyncio.Future[bool]] = deque()
        self._typing: dict[_Form, asyncio.Future[bool]] = {}
        self._opened = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, when its turn comes."""
        if scope["type"] != "http" or scope["path"].startswith(OPEN):
            await self._app(scope, receive, send)
            return
        wants, form = _wanted(scope), (scope.get("session_name", ""), scope["path"])
        if wants is _Wants.TO_SAVE:
            self._pass_by(form)
            await self._app(scope, receive, send)
            return
        if not await self._turn(wants, form):
            passed_by = PlainTextResponse("En nyare fråga från samma formulär har kommit.", 503, {"retry-after": "2"})
            await passed_by(scope, receive, send)
            return
        too_late = threading.Event()
        self._shown = (form, too_late) if wants is _Wants.TO_SEE else None
        try:
            await self._app({**scope, TOO_LATE: too_late.is_set}, receive, send)
        finally:
            self._shown = None
            await self._next()

    def _pass_by(self, form: _Form) -> None:
        """Let nothing be kept of what was typed in a form before it was pressed."""
        if (older := self._typing.pop(form, None)) is not None:
            _tell(older, False)
        if self._shown is not None and self._shown[0] == form:
            self._shown[1].set()

    async def _turn(self, wants: _Wants, form: _Form) -> bool:
        """Wait for one's turn; False where a newer question from the same form is answered in its place."""
        if wants is _Wants.TO_SEE and (older := self._typing.get(form)) is not None:
            _tell(older, False)
        if not self._busy:
            self._busy = True
            return True
        mine: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        if wants is _Wants.TO_SEE:
            self._typing[form] = mine  # where an older stood
        else:
            self._opening.append(mine)
        try:
            return await mine
        except asyncio.CancelledError:
            # Whoever left without an answer takes nobody's turn; had it just come it goes on to the next.
            if mine.done() and not mine.cancelled() and mine.result():
                await self._next()
            raise

    async def _next(self) -> None:
        for _ in range(_BREATHS):
            await asyncio.sleep(0)
        while (waiting := self._first()) is not None:
            if _tell(waiting, True):
                return
        self._busy = False

    def _first(self) -> asyncio.Future[bool] | None:
        """Who is next; None where nobody waits."""
        if self._opening and (not self._typing or self._opened < _MOST_OPENED):
            self._opened += 1
            return self._opening.popleft()
        if not self._typing:
            return None
        self._opened = 0
        return self._typing.pop(next(iter(self._typing)))


def _wanted(scope: Scope) -> _Wants:
    if LIVE in Headers(scope=scope):
        return _Wants.TO_SEE
    return _Wants.TO_SAVE if is_pressed(scope) else _Wants.TO_OPEN


def is_pressed(scope: Scope) -> bool:
    """Whether somebody has pressed a button that does something, and waits to see that it is done."""
    return scope["method"] == "POST" and LIVE not in Headers(scope=scope)


def _tell(waiting: asyncio.Future[bool], may_go: bool) -> bool:
    """Whether somebody still waits, and is told whether it is their turn."""
    if waiting.done():
        return False
    waiting.set_result(may_go)
    return True
