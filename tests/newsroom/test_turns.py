"""Whose turn it is on a served editor."""

import asyncio

from starlette.requests import Request
from starlette.responses import PlainTextResponse
from starlette.types import Receive, Scope, Send

from pledges.newsroom.turns import LIVE, Turns


async def _asked(turns: Turns, name: str, *, live: bool) -> int:
    """The status of an answer to a request called `name`."""
    status = 0

    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": b"", "more_body": False}

    async def send(message: object) -> None:
        nonlocal status
        assert isinstance(message, dict)
        status = message.get("status", status)

    headers = [(LIVE.encode(), b"ja")] if live else []
    await turns(
        {"type": "http", "method": "POST", "path": f"/{name}", "query_string": b"", "headers": headers}, receive, send
    )
    return status


def answered(order: list[tuple[str, bool]]) -> tuple[list[str], list[int]]:
    """The names in the order that they were answered, where all come while the first is at work, and each one's status."""
    seen: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(Request(scope).url.path[1:])
        await asyncio.sleep(0.01)
        await PlainTextResponse("")(scope, receive, send)

    async def all_of_them() -> list[int]:
        turns = Turns(app)
        return list(await asyncio.gather(*(_asked(turns, name, live=live) for name, live in order)))

    return seen, asyncio.run(all_of_them())


def test_what_is_pressed_goes_before_what_is_typed() -> None:
    seen, _ = answered([("första", True), ("skriver", True), ("sparar", False), ("öppnar", False)])
    assert seen == ["första", "sparar", "öppnar", "skriver"]


def test_of_many_who_type_the_oldest_come_back_and_the_newest_are_answered() -> None:
    seen, statuses = answered([("första", False), *((str(number), True) for number in range(7))])
    assert seen == ["första", "3", "4", "5", "6"]
    assert statuses == [200, 503, 503, 503, 200, 200, 200, 200]


def test_who_leaves_while_waiting_takes_nobodys_turn() -> None:
    seen: list[str] = []

    async def app(scope: Scope, receive: Receive, send: Send) -> None:
        seen.append(Request(scope).url.path[1:])
        await asyncio.sleep(0.02)
        await PlainTextResponse("")(scope, receive, send)

    async def some_leave() -> None:
        turns = Turns(app)
        first = asyncio.create_task(_asked(turns, "första", live=False))
        await asyncio.sleep(0)
        gone = asyncio.create_task(_asked(turns, "borta", live=False))
        stays = asyncio.create_task(_asked(turns, "kvar", live=False))
        await asyncio.sleep(0.005)
        gone.cancel()
        await asyncio.wait_for(asyncio.gather(first, stays), 5)
        await asyncio.wait_for(_asked(turns, "senare", live=False), 5)

    asyncio.run(some_leave())
    assert seen == ["första", "kvar", "senare"]
