"""Who writes at this machine, and for which municipality: told once, and remembered here, never in the content."""

from dataclasses import asdict, dataclass
from pathlib import Path

import orjson

from pledges.editing.source import entered
from pledges.incremental.replace_file import replace

UNTOLD = "Redaktionen"
_MOST_LETTERS = 80


@dataclass(frozen=True, slots=True)
class Person:
    """A name or a role, as it stands in the history of what is saved, and a municipality's slug; empty where untold."""

    name: str = ""
    municipality: str = ""


class RememberedPerson:
    """The person of a folder. `given` is a name that was told when the editor was started: then it is not asked for."""

    def __init__(self, folder: Path, given: str = "") -> None:
        self._path = folder / "jag.json"
        self.given = given
        self._told = _read(self._path)

    @property
    def told(self) -> Person:
        """What has been told; nothing before that."""
        return self._told or Person()

    @property
    def name(self) -> str:
        """What stands in the history."""
        return self.given or self.told.name or UNTOLD

    @property
    def is_known(self) -> bool:
        """Whether there is a name to know the person's own work by."""
        return bool(self.given or self.told.name)

    @property
    def is_asked(self) -> bool:
        """Whether there is nothing more to ask."""
        return self._told is not None and self.is_known

    def remember(self, person: Person) -> None:
        """From now on, and the next time. Raises OSError where it can't be written."""
        self._told = Person(entered(person.name)[:_MOST_LETTERS], person.municipality)
        replace(self._path, orjson.dumps(asdict(self._told)))


def _read(path: Path) -> Person | None:
    try:
        told = orjson.loads(path.read_bytes())
        return Person(str(told["name"]), str(told["municipality"]))
    except (OSError, ValueError, KeyError, TypeError):
        return None
