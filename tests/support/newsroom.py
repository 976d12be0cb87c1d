"""A newsroom over a small made-up municipality: what is saved there, without a browser."""

import sys
from dataclasses import dataclass
from pathlib import Path

from pledges.content.geography import Geography
from pledges.content.kinds import Kind
from pledges.editing.places import RecordPlace
from pledges.editing.source import edited, read_source
from pledges.newsroom.draft_store import DraftStore
from pledges.newsroom.drafts import Draft, Drafts
from pledges.newsroom.publication import Publication
from pledges.newsroom.sign_off import SignOffs
from support.editor import sample

PLEDGE = RecordPlace(Kind.PLEDGE, "ale", "2019")
ANNA, BO, CILLA = "person-anna", "person-bo", "person-cilla"


@dataclass
class Room:
    """Content with its drafts, and the commands that stand for checking and building."""

    drafts: Drafts
    sign_offs: SignOffs
    state: Path
    check: list[str]
    build: list[list[str]]

    @property
    def content(self) -> Path:
        return self.drafts.content

    def store(self, who: str, municipalities: frozenset[str | None] = frozenset({"ale", None})) -> DraftStore:
        return DraftStore(
            self.drafts, who, reads=lambda one: one in municipalities, asked=lambda place: self.ask(place, who)
        )

    def ask(self, place: RecordPlace, who: str) -> None:
        draft = self.drafts.get(place)
        assert draft is not None
        self.sign_offs.ask(draft, who)

    def save(self, who: str, *, ready: bool = True, **values: str) -> Draft:
        """Somebody's change of the pledge, saved in its draft."""
        store = self.store(who)
        raw = store.current(PLEDGE).raw
        saved = store.save(PLEDGE, changed(raw, **values), raw, ready=ready, note="Löftet 2019")
        assert not saved.conflicts
        return self.draft()

    def draft(self) -> Draft:
        draft = self.drafts.get(PLEDGE)
        assert draft is not None
        return draft

    def signed(self, **values: str) -> Draft:
        """A draft by Anna that Bo has signed and Cilla wants published."""
        draft = self.save(ANNA, **values)
        self.sign_offs.sign(draft, BO, read=draft.version)
        self.sign_offs.order(draft, CILLA, read=draft.version, day=None)
        return draft

    @property
    def publication(self) -> Publication:
        return Publication(self.store("portalen"), self.sign_offs, self.state, check=self.check, build=self.build)


def changed(raw: bytes, **values: str) -> bytes:
    source = read_source(raw)
    return edited(raw, {**source.values, **values})


def room_in(folder: Path, geography: Geography) -> Room:
    """A newsroom in an empty folder."""
    sample(folder)
    (folder / "tillstand").mkdir()
    return room_over(folder, geography)


def room_over(folder: Path, geography: Geography) -> Room:
    """The newsroom that has been made in a folder."""
    drafts = Drafts(folder / "content", "content/", geography)
    fine = [sys.executable, "-c", "pass"]
    return Room(drafts, SignOffs(drafts), folder / "tillstand", check=fine, build=[fine])
