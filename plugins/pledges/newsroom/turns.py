"""Whose turn it is: one is answered at a time, what somebody has pressed before what is only shown as one types.

What is asked as one types is asked again by itself: where more wait than can be answered soon, the oldest is told to come
back, and nobody's save waits behind it.
"""

import asyncio
from collections import deque

from starlette.datastructures import Headers
from starlette.responses import PlainTextResponse
from starlette.types import ASGIApp, Receive, Scope, Send

LIVE = "x-levande"
"""The header of what the form asks by itself while somebody types."""
_MOST_LIVE = 4
_BREATHS = 5
"""How many times those who have just come are let in before the next is chosen."""


class Turns:
    """Answers one request at a time through `app`."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app
        self._busy = False
        self._pressed: deque[asyncio.Future[bool]] = deque()
        self._live: deque[asyncio.Future[bool]] = deque()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One request, when its turn comes."""
        is_live = scope["type"] == "http" and LIVE in Headers(scope=scope)
        if not await self._turn(is_live=is_live):
            busy = PlainTextResponse("Många skriver just nu.", 503, {"retry-after": "2"})
            await busy(scope, receive, send)
            return
        try:
            await self._app(scope, receive, send)
        finally:
            await self._next()

    async def _turn(self, *, is_live: bool) -> bool:
        """Wait for one's turn; False where one is to come back."""
        if not self._busy:
            self._busy = True
            return True
        queue = self._live if is_live else self._pressed
        mine: asyncio.Future[bool] = asyncio.get_running_loop().create_future()
        queue.append(mine)
        if len(self._live) > _MOST_LIVE:
            _tell(self._live.popleft(), False)
        try:
            return await mine
        except asyncio.CancelledError:
            # Whoever left without an answer takes nobody's turn; had it just come it goes on to the next.
            if mine in queue:
                queue.remove(mine)
            elif mine.done() and not mine.cancelled() and mine.result():
                await self._next()
            raise

    async def _next(self) -> None:
        for _ in range(_BREATHS):
            await asyncio.sleep(0)
        while waiting := self._pressed or self._live:
            if _tell(waiting.popleft(), True):
                return
        self._busy = False


def _tell(waiting: asyncio.Future[bool], may_go: bool) -> bool:
    """Whether somebody still waits, and is told whether it is their turn."""
    if waiting.done():
        return False
    waiting.set_result(may_go)
    return True
