"""What the server notes: who came in and what was refused, by ids and never by names or addresses, a file for each day.

Files older than the settings say are taken away. Whoever has the server's key can tell who an id stands for; nobody else can.
"""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path

from pledges.settings import STOCKHOLM

_ENDING = ".log"


def _now() -> datetime:
    return datetime.now(STOCKHOLM)


class Log:
    """A folder of what was noted, kept for `days`."""

    def __init__(self, folder: Path, *, days: int, now: Callable[[], datetime] = _now) -> None:
        self._folder = folder
        self._days = days
        self._now = now
        self._forgotten: date | None = None

    def note(self, what: str, who: str = "-") -> None:
        """Add a row. `who` is an id. A disk that is full stops nobody from working."""
        now = self._now()
        row = f"{now.isoformat(timespec='seconds')} {who} {' '.join(what.split())}\n"
        try:
            self._folder.mkdir(mode=0o700, exist_ok=True)
            with (self._folder / f"{now.date()}{_ENDING}").open("a", encoding="utf-8") as file:
                file.write(row)
            if self._forgotten != now.date():
                self._forget(now.date())
        except OSError:
            return

    def _forget(self, today: date) -> None:
        oldest = today - timedelta(days=self._days)
        for path in self._folder.glob(f"*{_ENDING}"):
            if path.stem < oldest.isoformat():
                path.unlink(missing_ok=True)
        self._forgotten = today
