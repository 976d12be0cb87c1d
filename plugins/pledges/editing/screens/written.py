"""What a form says, and what is answered: kept a while, so that the browser asks for the answer by an address of its own.

A page that is the answer to a form can't be gone back to; one that is asked for can.
"""

import secrets
import threading
from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import KW_ONLY, dataclass
from typing import Generic, TypeVar

from pledges.editing.from_text.page import Page
from pledges.editing.merge import Conflict
from pledges.editing.places import RecordPlace
from pledges.editing.screens.rendering import Notice
from pledges.editing.source import Value

ANSWER = "svar"
_MOST = 64
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Written:
    """What a form says: the text that it began from, the text that it makes, and the values that it is shown with.

    Without `values` it is shown with those of the text that it makes. `file_text` and `file_fault` are the words for a file
    that could not be taken, and why; `file_lacks_words` where that is all.
    """

    base: bytes
    mine: bytes
    _: KW_ONLY
    values: Mapping[str, Value] | None = None
    fault: str = ""
    file_text: str = ""
    file_fault: str = ""
    file_lacks_words: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A record's form as it is to be shown: what is written in it, its own name, and what there is to say.

    `theirs` is what somebody else has written where both have changed the same; `may_insist` that it may be saved though it breaks other pages; `near` that only what is linked with the record is looked at;
    `kept_as` the step of a save that kept it without looking at it: what there is to say of that depends on what is wrong.
    """

    place: RecordPlace
    written: Written
    _: KW_ONLY
    name: str
    notices: tuple[Notice, ...] = ()
    theirs: tuple[Conflict, ...] = ()
    may_insist: bool = False
    near: bool = False
    kept_as: str = ""

    @property
    def address(self) -> str:
        """Where the browser asks for it."""
        return f"{self.place.address}?{ANSWER}={self.name}"


@dataclass(frozen=True, slots=True)
class ReadText:
    """A text that somebody wants a form filled in from: what was posted with it, the page that it is, and what is wrong."""

    posted: Mapping[str, str]
    page: Page | None
    fault: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadTable:
    """What came of a table: the follow-ups that are begun, or what is to be mended, each with where; and what was not read."""

    posted: Mapping[str, str]
    begun: Sequence[RecordPlace] = ()
    remarks: Sequence[tuple[str, str]] = ()
    notes: Sequence[str] = ()
    fault: str = ""


class Latest(Generic[_T]):
    """The latest of what was shown, by the name of the form that it belongs to."""

    def __init__(self) -> None:
        self._kept: OrderedDict[str, _T] = OrderedDict()
        self._lock = threading.Lock()

    def keep(self, name: str, one: _T) -> None:
        """Remember what `name` is shown; what was shown longest ago is forgotten."""
        with self._lock:
            self._kept[name] = one
            self._kept.move_to_end(name)
            while len(self._kept) > _MOST:
                self._kept.popitem(last=False)

    def get(self, name: str) -> _T | None:
        """What `name` is shown, while it is remembered."""
        return self._kept.get(name)

    def forget(self, name: str) -> None:
        """Remember it no longer."""
        self._kept.pop(name, None)


def new_name() -> str:
    """A form's own name, that its preview and its answer are kept under."""
    return secrets.token_urlsafe(12)
