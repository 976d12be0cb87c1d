"""Whose turn it is: one is answered at a time, what somebody saves before what is opened, and that before what is only shown
as one types.

Of what one types in a form only the last matters: a newer question takes the older one's place among those who wait, and a
save of the form takes it away. Each form waits once, in the order that they came, so that nobody waits for ever while
others type; and what is opened goes before what is typed only a few times in a row.
"""

import asyncio
from collections import deque
from enum import Enum, auto

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from pledges.editing.gate import OPEN

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
    """Answers one request at a time through `app`. What the screens are drawn with waits for nothing."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._busy = False
        self._saving: deque[asyncio.Future[bool]] = deque()
        self._opening: deque[asyncio.Future[bool]] = deque()
        self._typing: dict[_Form, asyncio.Future[bool]] = {}
        self._opened = 0

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, when its turn comes."""
        if scope["type"] != "http" or scope["path"].startswith(OPEN):
            await self._app(scope, receive, send)
            return
        if not await self._turn(_wanted(scope), (scope.get("session_name", ""), scope["path"])):
            passed_by = PlainTextResponse("En nyare fråga från samma formulär har kommit.", 503, {"retry-after": "2"})
            await passed_by(scope, receive, send)
            return
        try:
            await self._app(scope, receive, send)
        finally:
            await self._next()

    async def _turn(self, wants: _Wants, form: _Form) -> bool:
        """Wait for one's turn; False where a newer question from the same form is answered in its place."""
        if wants is not _Wants.TO_OPEN and (older := self._typing.get(form)) is not None:
            _tell(older, False)
        if not self._busy:
            self._busy = True
            return True
        mine: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        if wants is _Wants.TO_SEE:
            self._typing[form] = mine  # where an older stood
        elif wants is _Wants.TO_OPEN:
            self._opening.append(mine)
        else:
            self._typing.pop(form, None)
            self._saving.append(mine)
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
        if self._saving:
            return self._saving.popleft()
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
    return _Wants.TO_SAVE if scope["method"] == "POST" else _Wants.TO_OPEN


def _tell(waiting: asyncio.Future[bool], may_go: bool) -> bool:
    """Whether somebody still waits, and is told whether it is their turn."""
    if waiting.done():
        return False
    waiting.set_result(may_go)
    return True
