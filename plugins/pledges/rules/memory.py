"""What the rules found in a record the last time, which holds until anything that they read for it is another."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from pledges.content.record import AnyRecord
from pledges.content.register import Register
from pledges.content.watched_register import RECORD, watched
from pledges.incremental.reads import Before, WorkMemory

_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Remembered:
    """What is found in `register`, which notes what is read out of it. `answers` are what is answered to what is noted as `ANSWER`."""

    register: Register
    memory: WorkMemory
    answers: dict[str, str]

    def recall(self, record: AnyRecord, find: Callable[[], _T], what: str = "regler") -> _T:
        """What `find` gives of a record; what it gave before where all that it read says the same still."""

        def found() -> _T:
            self.memory.reads.note(f"{RECORD} {record.identity}")
            return find()

        return self.memory.recall(f"{what} {record.identity}", found)


class Memory:
    """What was found `before`. `digests` are of what the records' files say, by their paths; `context` is of all else that the
    findings depend on."""

    def __init__(self, before: Before, digests: Mapping[str, str], context: str = "") -> None:
        self._before = before
        self._digests = digests
        self._context = context
        self.work: WorkMemory | None = None

    def watch(self, register: Register) -> Remembered:
        """`register`, in which is looked now."""
        answers: dict[str, str] = {}
        seen = watched(register, self._digests, self._context, answer=lambda question: answers.get(question, ""))
        self.work = WorkMemory(seen.reads, self._before)
        return Remembered(seen, self.work, answers)

    def keep(self) -> None:
        """Keep what was found now."""
        if self.work is not None:
            self.work.keep()
