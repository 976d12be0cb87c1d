"""What somebody has typed and not saved: kept by itself, so that no crash, closed tab or lost power takes it.

One file for each form that is open, in the person's own folder; it goes when the text is saved or thrown away.
"""

import base64
import re
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import orjson

from pledges.content.kinds import Kind
from pledges.editing.places import RecordPlace
from pledges.incremental.fingerprint import digest
from pledges.incremental.replace_file import replace

_NAME = re.compile(r"[A-Za-z0-9_-]{16}")


def is_form_name(text: str) -> bool:
    """Whether `text` can be a form's own name: it becomes a part of a path."""
    return _NAME.fullmatch(text) is not None


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """A form that was never saved: its own name, when it was typed in last, what it began from and what it makes.

    `posted` is the form field by field, with rows that are empty so far; nothing where nobody has typed in it yet.
    """

    place: RecordPlace
    name: str
    when: datetime
    base: bytes
    mine: bytes
    posted: Mapping[str, str]


class Unsaved:
    """The forms that are kept in a folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "osparat"
        self._keeping = threading.Lock()

    def keep(
        self,
        place: RecordPlace,
        name: str,
        *,
        base: bytes,
        mine: bytes,
        posted: Mapping[str, str],
        too_late: Callable[[], bool] = lambda: False,
    ) -> None:
        """Keep what the form called `name` says now, unless it is `too_late` when it is this one's turn. Raises OSError where it can't be written."""
        told = {
            "sida": [place.kind.value, place.municipality, place.slug],
            "grund": base64.b64encode(base).decode(),
            "text": base64.b64encode(mine).decode(),
            "rutor": dict(posted),
        }
        with self._keeping:
            if not too_late():
                replace(self._path(place, name), orjson.dumps(told))

    def of(self, place: RecordPlace) -> tuple[Kept, ...]:
        """The forms that are kept of a record, the latest first."""
        return tuple(sorted(self._found(f"{_key(place)}-*.json"), key=lambda one: one.when, reverse=True))

    def get(self, place: RecordPlace, name: str) -> Kept | None:
        """The form called `name`; None where none is kept."""
        return next((one for one in self.of(place) if one.name == name), None)

    def every(self) -> tuple[Kept, ...]:
        """All that is kept, the latest first."""
        return tuple(sorted(self._found("*.json"), key=lambda one: one.when, reverse=True))

    def move(self, place: RecordPlace, to: RecordPlace) -> None:
        """Let all that is kept of a record be of another place."""
        for one in self.of(place):
            self.keep(to, one.name, base=one.base, mine=one.mine, posted=one.posted)
            self.forget(place, one.name)

    def forget(self, place: RecordPlace, name: str = "*") -> None:
        """Take away the form called `name`, or all of the record's."""
        paths = self._folder.glob(f"{_key(place)}-*.json") if name == "*" else [self._path(place, name)]
        for path in paths:
            path.unlink(missing_ok=True)

    def _path(self, place: RecordPlace, name: str) -> Path:
        if not is_form_name(name):
            raise ValueError(f"{name!r} is no name of a form")
        return self._folder / f"{_key(place)}-{name}.json"

    def _found(self, pattern: str) -> Iterator[Kept]:
        """What can be read: a file that somebody has damaged is nothing that can be gone on with."""
        for path in self._folder.glob(pattern):
            with suppress(OSError, ValueError, KeyError, TypeError):
                told = orjson.loads(path.read_bytes())
                kind, municipality, slug = told["sida"]
                yield Kept(
                    place=RecordPlace(Kind(kind), municipality, slug),
                    name=path.stem.partition("-")[2],
                    when=datetime.fromtimestamp(path.stat().st_mtime),
                    base=base64.b64decode(told["grund"]),
                    mine=base64.b64decode(told["text"]),
                    posted=told["rutor"],
                )


def _key(place: RecordPlace) -> str:
    return digest(place.path.encode())[:16]
