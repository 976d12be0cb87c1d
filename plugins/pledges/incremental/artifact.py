"""A file of the site before it is made: where it goes, what it is made of, and how.

An artifact is a pure function of its `source` (a frozen view, or text) and of whatever made it; its key is the
digest of those, and a file whose key is unchanged is not made again.
"""

import hashlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import orjson


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file to be. `path` is under the output folder; `maker` names the code and templates behind `make`.

    `make` is given `source` and returns the file's bytes. `unlisted` is the address of a page that search engines
    are not to list, else empty.
    """

    path: str
    source: Any
    maker: str
    make: Callable[[Any], bytes]
    unlisted: str = ""

    @property
    def key(self) -> str:
        """The digest of all that the file depends on."""
        return digest(self.maker.encode(), serialise(self.source))


@dataclass(frozen=True, slots=True)
class Unit:
    """Files that are made together. When `key` is as it was, `make` isn't called and the files stay as they lie."""

    name: str
    key: str
    make: Callable[[], Iterator[Artifact]]


def _default(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    return str(value)


def serialise(value: Any) -> bytes:
    """A view as JSON: the same view always gives the same bytes."""
    if isinstance(value, bytes):
        return value
    return orjson.dumps(value, default=_default, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)


def digest(*parts: bytes) -> str:
    """A digest of `parts`, each with its length so that they can't run together."""
    found = hashlib.blake2b(digest_size=20)
    for part in parts:
        found.update(len(part).to_bytes(8, "big"))
        found.update(part)
    return found.hexdigest()
