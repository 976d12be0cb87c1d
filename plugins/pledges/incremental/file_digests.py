"""What files say, as digests. When a file was written says nothing: a checkout, a copied folder and a restored cache
write anew what says the same.

A file is read once more only where the file system tells that it may have changed.
"""

import os
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pledges.incremental.cache import Cache
from pledges.incremental.fingerprint import digest
from pledges.incremental.scan import UNSETTLED_NS

Stamp = tuple[int, int, int]


@dataclass(frozen=True)
class _Hashed:
    """A file's digest. It is `settled` where a change after the reading is sure to change the file's stamp."""

    digest: str
    settled: bool


def file_digest(path: Path) -> str:
    """The digest of a file's bytes; empty where it can't be read. Links are not followed."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NOFOLLOW)
        with os.fdopen(descriptor, "rb") as file:
            return digest(file.read())
    except OSError:
        return ""


def file_digests(folder: Path, stamps: Mapping[str, Stamp], cache: Cache) -> dict[str, str]:
    """The digest of every file in `stamps`: its path under `folder`, and its time of modification in ns, size and inode.

    What is known of a file under the same stamp is remembered in `cache`.
    """

    def hashed(path: str) -> _Hashed:
        file = file_digest(folder / path)
        return _Hashed(file, settled=bool(file) and time.time_ns() - stamps[path][0] > UNSETTLED_NS)

    keys = {path: repr(stamp) for path, stamp in stamps.items()}
    digests = cache.refresh("filer", keys, hashed, holds=lambda _path, file: file.settled)
    return {path: file.digest for path, file in digests.items()}
