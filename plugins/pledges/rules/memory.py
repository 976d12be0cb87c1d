"""What the rules found in a record the last time, which holds until anything that they read for it is another."""

from collections.abc import Callable, Iterable, Mapping

from pledges.content.record import AnyRecord
from pledges.content.register import Register
from pledges.content.watched_register import RECORD, watched
from pledges.incremental.reads import Work
from pledges.rules.finding import Finding

Found = Work[tuple[Finding, ...]]


class Memory:
    """What was found `before` in each record, by identity; what was found now is gathered in `now`.

    `digests` are of what the records' files say, by their paths; `context` is of all else that the findings depend on.
    Without digests nothing is remembered.
    """

    def __init__(self, before: Mapping[str, Found], digests: Mapping[str, str], context: str = "") -> None:
        self._before = before
        self._digests = digests
        self._context = context
        self.now: dict[str, Found] = {}

    def finder(
        self, register: Register, look: Callable[[Register, AnyRecord], Iterable[Finding]]
    ) -> Callable[[AnyRecord], Iterable[Finding]]:
        """`look`, in `register`: only at those records of which something that it reads has changed."""
        if not self._digests:
            return lambda record: look(register, record)
        seen = watched(register, self._digests, self._context)

        def found(record: AnyRecord) -> tuple[Finding, ...]:
            def make() -> tuple[Finding, ...]:
                seen.reads.note(f"{RECORD} {record.identity}")
                return tuple(look(seen, record))

            work = self.now[record.identity] = seen.reads.again(self._before.get(record.identity), make)
            return work.value

        return found
