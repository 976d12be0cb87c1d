"""Who may write what: the people of the settings, and what stands for one of them in public history.

What is saved in the content's versions is read by anyone who has a copy of them. No name stands there: a person is an
id made with the server's own key, so that only the server can tell whose it is.
"""

import hmac
import secrets
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from pathlib import Path

from pledges.incremental.replace_file import replace
from pledges.urls import SHARED

EVERY_MUNICIPALITY = "alla"
GONE = "någon som inte längre är med"
_KEY_BYTES = 32


class Role(Enum):
    """What somebody may do in a municipality. None holds another: who publishes does not therefore write."""

    WRITER = "skriver"
    REVIEWER = "granskar"
    PUBLISHER = "publicerar"


@dataclass(frozen=True, slots=True, kw_only=True)
class Member:
    """Somebody who may come in. `subject` is what the login calls them, `shown` the name or role that colleagues see.

    `roles` are by municipality's slug: `gemensamt` for what is shared, `alla` for every municipality, but not the shared.
    """

    subject: str
    shown: str
    roles: Mapping[str, frozenset[Role]]
    email: str = ""

    def may(self, role: Role, municipality: str | None) -> bool:
        """Whether they have a role in a municipality; in the shared, where that is None."""
        return role in self._roles_in(municipality)

    def reads(self, municipality: str | None) -> bool:
        """Whether they may see what is not published there: whoever has any role does."""
        return bool(self._roles_in(municipality))

    def municipalities(self, every: Iterable[str]) -> tuple[str, ...]:
        """Those of `every` municipality's slug where they have a role, in the same order."""
        return tuple(slug for slug in every if self.reads(slug))

    def _roles_in(self, municipality: str | None) -> frozenset[Role]:
        here = self.roles.get(municipality or SHARED, frozenset())
        everywhere = self.roles.get(EVERY_MUNICIPALITY, frozenset())
        return here if municipality in (None, SHARED) else here | everywhere


class Members:
    """All who may come in. `key` is the server's own, that ids are made with."""

    def __init__(self, people: Iterable[Member], *, key: bytes) -> None:
        self._key = key
        self.replace(people)

    def replace(self, people: Iterable[Member]) -> None:
        """Let these be the people from now on."""
        by_subject = {one.subject: one for one in people}
        self._by_pseudonym = {self.pseudonym(subject): one for subject, one in by_subject.items()}
        self._by_subject = by_subject

    @property
    def all(self) -> tuple[Member, ...]:
        """Everybody, in the order of the settings."""
        return tuple(self._by_subject.values())

    def by_subject(self, subject: str) -> Member | None:
        """Whom the login means; None for somebody who may not come in."""
        return self._by_subject.get(subject)

    def pseudonym(self, subject: str) -> str:
        """The id that stands for a person in public history, the same as long as the server keeps its key."""
        return f"person-{hmac.new(self._key, subject.encode(), 'sha256').hexdigest()[:10]}"

    def by_pseudonym(self, pseudonym: str) -> Member | None:
        """Whom an id stands for; None for somebody who is no longer among them."""
        return self._by_pseudonym.get(pseudonym)

    def shown(self, pseudonym: str) -> str:
        """What colleagues call the person that an id stands for."""
        member = self._by_pseudonym.get(pseudonym)
        return member.shown if member else GONE


def key_in(folder: Path) -> bytes:
    """The server's own key, made the first time. Whoever has it can tell who an id stands for: `folder` is the server's alone."""
    path = folder / "nyckel"
    try:
        return path.read_bytes()
    except FileNotFoundError:
        replace(path, secrets.token_bytes(_KEY_BYTES))
        path.chmod(0o600)
        return path.read_bytes()
