"""Whose turn it is on a served editor."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from pledges.editing.screens.unsaved import TOO_LATE
from pledges.newsroom.turns import LIVE, Turns
from support.depth import PATIENCE

_T = TypeVar("_T")


def apart(asked: Coroutine[Any, Any, _T]) -> _T:
    """What is `asked` in a thread of its own: in this one the browser's driver may be at work."""
    with ThreadPoolExecutor(1) as one:
        return one.submit(asyncio.run, asked).result()


async def _asked(turns: Turns, form: str, *, live: bool, method: str = "POST") -> int:
    """The status of an answer to a request of `form`: who asks, then a slash, then where."""
    status = 0
    who, _, where = form.partition("/")

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: object) -> None:
        nonlocal status
        assert isinstance(message, dict)
        status = message.get("status", status)

    headers = [(LIVE.encode(), b"ja")] if live else []
    scope = {"type": "http", "method": method, "path": f"/{where}", "query_string": b"", "headers": headers}
    await turns({**scope, "session_name": who}, receive, send)
    return status


SEES, SAVES, OPENS = (True, "POST"), (False, "POST"), (False, "GET")


def answered(order: list[tuple[str, tuple[bool, str]]]) -> tuple[list[str], list[int]]:
    """The forms in the order that they were answered, where all come while the first is at work, and each one's status."""
    seen: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(f"{scope['session_name']}{Request(scope).url.path}")
        await asyncio.sleep(0.01)
        await PlainTextResponse("")(scope, receive, send)

    async def all_of_them() -> list[int]:
        turns = Turns(app)
        asked = (_asked(turns, form, live=live, method=method) for form, (live, method) in order)
        return list(await asyncio.gather(*asked))

    return seen, apart(all_of_them())


def test_what_is_saved_goes_before_what_is_opened_and_that_before_what_is_typed() -> None:
    seen, _ = answered([("a/1", SEES), ("b/1", SEES), ("c/1", OPENS), ("d/1", SAVES)])
    assert seen == ["a/1", "d/1", "c/1", "b/1"]


def test_of_what_one_types_the_last_is_answered_where_the_first_stood() -> None:
    order = [("a/1", OPENS), ("b/1", SEES), ("c/1", SEES), ("b/2", SEES), ("b/1", SEES), ("c/1", SEES), ("b/1", SEES)]
    seen, statuses = answered(order)
    assert seen == ["a/1", "b/1", "c/1", "b/2"], "each form once, in the order that they came"
    assert statuses == [200, 503, 503, 200, 503, 200, 200]


def test_a_save_takes_away_what_was_typed_before_it_in_the_same_form() -> None:
    seen, statuses = answered([("a/1", OPENS), ("b/1", SEES), ("b/2", SEES), ("b/1", SAVES)])
    assert (seen, statuses) == (["a/1", "b/1", "b/2"], [200, 503, 200, 200])


def test_what_is_pressed_waits_for_nobody_and_what_is_typed_before_it_is_told_that_it_comes_too_late() -> None:
    told: dict[str, bool] = {}

    async def meanwhile(pressed: str) -> None:
        may_end = asyncio.Event()

        async def app(scope: Scope, receive: Receive, send: Send) -> None:
            if TOO_LATE in scope:
                await may_end.wait()
                told[pressed] = scope[TOO_LATE]()
            await PlainTextResponse("")(scope, receive, send)

        turns = Turns(app)
        typed = asyncio.create_task(_asked(turns, "b/1", live=True))
        await asyncio.sleep(0)
        assert await asyncio.wait_for(_asked(turns, pressed, live=False), PATIENCE) == 200
        may_end.set()
        await asyncio.wait_for(typed, PATIENCE)

    for pressed in ("b/1", "b/2", "c/1"):
        apart(meanwhile(pressed))
    assert told == {"b/1": True, "b/2": False, "c/1": False}


def test_nobody_who_types_waits_for_ever_while_others_open_what_they_want_to_read() -> None:
    seen, _ = answered([("a/1", OPENS), ("b/1", SEES), *((f"c/{number}", OPENS) for number in range(5))])
    assert seen == ["a/1", "c/0", "c/1", "c/2", "b/1", "c/3", "c/4"]


def test_what_the_screens_are_drawn_with_waits_for_nothing() -> None:
    seen, _ = answered([("a/1", OPENS), ("b/1", SEES), ("c/tema/redigera.css", OPENS)])
    assert seen == ["a/1", "c/tema/redigera.css", "b/1"]


def test_who_leaves_while_waiting_takes_nobodys_turn() -> None:
    seen: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(Request(scope).url.path[1:])
        await asyncio.sleep(0.02)
        await PlainTextResponse("")(scope, receive, send)

    async def some_leave() -> None:
        turns = Turns(app)
        first = asyncio.create_task(_asked(turns, "a/forsta", live=False, method="GET"))
        await asyncio.sleep(0)
        gone = asyncio.create_task(_asked(turns, "b/borta", live=False, method="GET"))
        stays = asyncio.create_task(_asked(turns, "c/kvar", live=False, method="GET"))
        await asyncio.sleep(0.005)
        gone.cancel()
        await asyncio.wait_for(asyncio.gather(first, stays), PATIENCE)
        await asyncio.wait_for(_asked(turns, "d/senare", live=False, method="GET"), PATIENCE)

    apart(some_leave())
    assert seen == ["forsta", "kvar", "senare"]
