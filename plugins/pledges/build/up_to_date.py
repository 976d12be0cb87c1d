"""Whether anything has changed since the last build, told by a look at every file, before any library is loaded.

With 20,000 pledges a look takes half a second, of which two thirds are spent in the file system; loading libraries
takes as long, and finding out record by record that nothing has changed three times that. So a build of nothing looks, says so,
and ends.

What a build depends on is what docs/architecture.md ("Same inputs, same bytes") lists: the content, the settings'
folder, the theme, the portal's code and data, the day, Python and the installed packages; and, so that nothing that a
settings file may read is forgotten, the environment. The output must lie as the build left it. A build whose content
was changed just before it began is not remembered: the file system's clock may not have ticked in between.
"""

import os
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from contextvars import ContextVar
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from hashlib import blake2b
from pathlib import Path
from zoneinfo import ZoneInfo

import orjson

from pledges.incremental import replace_file
from pledges.incremental.output_transaction import WriteCounts, beside, intact, manifest_digest
from pledges.incremental.parallel import in_background
from pledges.incremental.scan import UNSETTLED_NS, Seen, files, newest, scan, scan_digest

_NAME = "senast"
_HERE = Path(__file__).resolve().parents[3]
_CODE = (_HERE / "plugins" / "pledges", _HERE / "data")
_IGNORED_VARIABLES = ("_", "SHLVL", "OLDPWD", "COLUMNS", "LINES")
_TODAY = ZoneInfo("Europe/Stockholm")


@dataclass(frozen=True, slots=True)
class Message:
    """What was said of a build: its lines, but for that which says what was written, and how many files there were."""

    before: str
    after: str
    count: int

    def text(self, seconds: float, tally: WriteCounts | None = None, also: str = "") -> str:
        """All of it, for a build that took `seconds` and did what `tally` and `also` tell; nothing where there is none."""
        did = tally or WriteCounts(unchanged=self.count)
        took = f"{seconds:.1f}".replace(".", ",").removesuffix(",0") if seconds >= 0.05 else "under 0,1"
        written = f"{did.written} skrivna, {did.unchanged} oförändrade, {did.deleted} borttagna"
        return f"{self.before}: {written}, på {took} s.\n{also}{self.after}".rstrip("\n")


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildState:
    """What was seen before a build. `message` is what was said last time, if nothing has changed since; else None.

    `files` is what lies in the content's folder, and `intact` waits for which units of the output lie as they were
    left. `key` is the digest of all that the build depends on, empty where that can't be known.
    """

    place: Path
    key: str
    started_ns: int
    files: list[Seen]
    intact: Callable[[], frozenset[str] | None]
    message: Message | None = None


_CURRENT: ContextVar[BuildState | None] = ContextVar("_CURRENT", default=None)


@contextmanager
def using(state: BuildState | None) -> Iterator[None]:
    """Within this, a build goes on from what was seen before: Pelican lies between the command and the build."""
    token = _CURRENT.set(state)
    try:
        yield
    finally:
        _CURRENT.reset(token)


def current(content: Path, output: Path) -> BuildState:
    """What was seen before the build that is going on; looked for now if nobody has."""
    state = _CURRENT.get()
    if state is not None:
        return state
    return BuildState(
        place=_place(output),
        key="",
        started_ns=time.time_ns(),
        files=scan(content),
        intact=in_background(lambda: intact(output)),
    )


def build_state(content: Path, *, output: Path, settings: Path) -> BuildState:
    """Look at everything that the build of `content` into `output` depends on."""
    started = time.time_ns()
    look_at_output = in_background(lambda: intact(output))
    seen = scan(content)
    place = _place(output)
    last = _last(place)
    key = _key(content, settings, seen)
    message = None
    if last is not None and last["nyckel"] == key and last["resten"] == _rest(last["tema"], output):
        tables = look_at_output()
        if tables is not None and manifest_digest(place.parent, tables) == last["manifest"]:
            message = Message(*last["ord"])
        look_at_output = partial(_given, tables)
    return BuildState(place=place, key=key, started_ns=started, files=seen, intact=look_at_output, message=message)


def remember(before: BuildState, message: Message, *, output: Path, theme: Path) -> None:
    """Remember what was said of a build that has been made of what `before` saw, and that succeeded."""
    if not before.key:
        return
    newest_ns = max(newest(before.files), *(newest(files(scan(one))) for one in (theme, *_CODE)))
    before.place.unlink(missing_ok=True)
    if newest_ns > before.started_ns - UNSETTLED_NS:
        return
    row = {
        "nyckel": before.key,
        "tema": str(theme),
        "resten": _rest(str(theme), output),
        "manifest": manifest_digest(before.place.parent),
        "ord": [message.before, message.after, message.count],
    }
    with suppress(OSError):  # what can't be remembered is looked through next time
        replace_file.replace(before.place, orjson.dumps(row))


def _place(output: Path) -> Path:
    return beside(output.absolute()) / _NAME


def _given(tables: frozenset[str] | None) -> frozenset[str] | None:
    return tables


def _last(place: Path) -> dict[str, str] | None:
    try:
        row: dict[str, str] = orjson.loads(place.read_bytes())
    except (OSError, orjson.JSONDecodeError):
        return None
    return row if isinstance(row, dict) and row.keys() == {"nyckel", "tema", "resten", "manifest", "ord"} else None


def _key(content: Path, settings: Path, seen: list[Seen]) -> str:
    hashed = blake2b(digest_size=20)
    for part in (scan_digest(seen), *_surroundings(content, settings)):
        hashed.update(part.encode() + b"\0")
    return hashed.hexdigest()


def _surroundings(content: Path, settings: Path) -> Iterator[str]:
    yield sys.version
    yield str(content.absolute())
    yield str(settings.absolute())
    yield str(datetime.now(_TODAY).date())
    yield from (f"{name}={value}" for name, value in sorted(os.environ.items()) if name not in _IGNORED_VARIABLES)
    packages = (Path(one) for one in sys.path if one.endswith("-packages"))
    for path in (*sorted(settings.absolute().parent.glob("*.py")), *packages):
        if path.exists():
            info = path.stat()
            yield f"{path} {info.st_mtime_ns} {info.st_size}"


def _rest(theme: str, output: Path) -> str:
    """The theme, the portal's code and data, and what lies in the output beside the units' files."""
    folders = (Path(theme), *_CODE, output / "sok" / "pagefind", *sorted(output.glob("*/sok/pagefind")))
    return "".join(scan_digest(files(scan(folder))) for folder in folders)
