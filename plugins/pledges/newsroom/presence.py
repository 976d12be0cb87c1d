"""Who else has a record open just now: told, never in the way."""

import threading
import time
from collections.abc import Callable

from pledges.editing.places import RecordPlace

_STILL_THERE = 120.0
"""Seconds after which somebody who has shown no sign of writing is no longer told of."""


class Presence:
    """When each person (a pseudonym) was last seen at each record, as far as this process remembers."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._seen: dict[RecordPlace, dict[str, float]] = {}
        self._lock = threading.Lock()

    def seen(self, place: RecordPlace, who: str) -> None:
        """Remember that somebody is at a record now."""
        with self._lock:
            self._seen.setdefault(place, {})[who] = self._clock()

    def others(self, place: RecordPlace, who: str) -> tuple[str, ...]:
        """Who else is at a record, in the order that they came."""
        with self._lock:
            now = self._clock()
            here = {one: when for one, when in self._seen.get(place, {}).items() if now - when < _STILL_THERE}
            self._seen[place] = here
        return tuple(one for one in here if one != who)
