"""A file of the site before it is made: where it goes, what it is made of, and how.

An artifact is a pure function of its `source` (a frozen view, or text) and of whatever made it; its key is the
digest of those, and a file whose key is unchanged is not made again.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from pledges.incremental.fingerprint import digest, serialise


@dataclass(frozen=True, slots=True, kw_only=True)
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
