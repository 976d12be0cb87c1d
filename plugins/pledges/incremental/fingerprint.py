"""Digests: of bytes, of values as JSON, and of the code that makes something out of them."""

import hashlib
import sys
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar

import orjson

from pledges.incremental.of_each import once_of_each

DIGEST_SIZE = 20
_PACKAGE = Path(__file__).resolve().parents[1]
_DATA = _PACKAGE.parents[1] / "data"
_TEXTS = _PACKAGE.parents[1] / "theme" / "locale"


_T = TypeVar("_T")


class Shared(tuple[_T, ...]):
    """What stands in many views, as a card does in a dozen lists: each is serialised once, and its digest stands for it."""

    __slots__ = ()


def _default(value: Any) -> Any:
    if isinstance(value, frozenset):
        return sorted(value)
    if isinstance(value, Shared):
        return [*map(_digest_of, value)]
    return str(value)


def serialise(value: Any) -> bytes:
    """A view as JSON: the same view always gives the same bytes."""
    if isinstance(value, bytes):
        return value
    return orjson.dumps(value, default=_default, option=orjson.OPT_SORT_KEYS | orjson.OPT_NON_STR_KEYS)


def digest(*parts: bytes) -> str:
    """A digest of `parts`, each with its length so that they can't run together."""
    hasher = hashlib.blake2b(digest_size=DIGEST_SIZE)
    for part in parts:
        hasher.update(len(part).to_bytes(8, "big"))
        hasher.update(part)
    return hasher.hexdigest()


_digest_of = once_of_each(lambda one: digest(serialise(one)))


@lru_cache(maxsize=1)
def code_key() -> bytes:
    """The digest of the portal's code, data and catalogues, Python's version and every installed package's."""
    hasher = hashlib.blake2b(sys.version.encode(), digest_size=DIGEST_SIZE)
    for path in (*sorted(_PACKAGE.rglob("*.py")), *sorted(_DATA.glob("*.csv")), *sorted(_TEXTS.rglob("*.po"))):
        hasher.update(path.name.encode() + path.read_bytes())
    for folder in sys.path:
        for path in sorted(Path(folder or ".").glob("*.dist-info")):
            hasher.update(path.name.encode())
    return hasher.digest()
