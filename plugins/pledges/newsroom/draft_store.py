"""Saving where several write: everything is a draft until it has been signed off and published.

What is begun lies beside the content as it does for one who writes alone, and each save of it is a version on the
draft's branch, which is written first: after a crash the branch says what was saved.
"""

from collections.abc import Callable, Iterable

from pledges.editing.places import RecordPlace, place_at
from pledges.editing.store import Current, Saved, Store, bring_together
from pledges.newsroom.drafts import Draft, Drafts


class NotHereError(OSError):
    """What this room does not do: the content is changed by publication alone."""


class DraftStore(Store):
    """The drafts that one person may read, as the editor's screens save them. `who` is the person's pseudonym."""

    def __init__(
        self,
        drafts: Drafts,
        who: str,
        *,
        reads: Callable[[str | None], bool],
        asked: Callable[[RecordPlace], None],
    ) -> None:
        """`reads` says of which municipalities the person reads drafts; `asked` is told of what is ready for a sign-off."""
        super().__init__(drafts.content, who)
        self.drafts = drafts
        self._reads = reads
        self._asked = asked

    def all_begun(self) -> tuple[str, ...]:
        """The paths of the drafts that the person may read."""
        places = ((path, place_at(path, self.drafts.geography)) for path in super().all_begun())
        return tuple(path for path, place in places if place is not None and self._reads(place.municipality))

    def save(
        self,
        place: RecordPlace,
        mine: bytes,
        began_from: bytes,
        *,
        ready: bool = True,
        note: str = "",
        insist: bool = False,
    ) -> Saved:
        """Save `mine` in the draft. What is `ready` has its sign-off asked for, brought together with what has been published since."""
        with self.alone():
            now = self.current(place)
            raw, conflicts = (mine, ()) if now.raw == began_from else bring_together(began_from, mine, now.raw)
            if conflicts and not insist:
                return Saved(raw, conflicts)
            if not now.is_begun and raw == now.raw:
                return Saved(raw)
            is_renewed = (
                ready and self._origin(place).exists() and self._origin(place).read_bytes() != self.published(place)
            )
            if is_renewed:
                raw, conflicts = bring_together(self._origin(place).read_bytes(), raw, self.published(place))
            self._keep_draft(place, raw, note, renewed=is_renewed)
            if conflicts and not insist:
                return Saved(raw, conflicts)
            if ready:
                self._asked(place)
            return Saved(raw)

    def discard(self, place: RecordPlace) -> None:
        """Let there be no draft of a record."""
        super().discard(place)
        self.drafts.lay_aside(place)

    def go_back(self, draft: Draft, earlier: Draft, *, then: bytes | None = None, note: str = "") -> Draft | None:
        """The draft as it was in an earlier version, as a new one, and after that one that says `then`; None where somebody
        else's came first."""
        with self.alone():
            now = self.drafts.go_back(draft, earlier, who=self.who)
            raw = self.drafts.text(now) if now is not None else None
            if raw is not None:
                self._begin(draft.place, raw)
            if raw is not None and then not in (None, raw):
                self._keep_draft(draft.place, then or b"", note, renewed=False)
            return now

    def move(self, place: RecordPlace, to: RecordPlace) -> None:
        """Let a draft that no reader has met be of another record."""
        with self.alone():
            self.drafts.move(place, to, who=self.who)
            self._move_begun(place, to)

    def remove(self, place: RecordPlace, files: Iterable[str], note: str) -> None:
        raise NotHereError("Det som ligger i innehållet tas inte bort utan att någon har granskat det.")

    def in_step(self) -> None:
        """See to it that what is begun is what the branches say, after a crash or a change by somebody else."""
        with self.alone():
            drafts = {draft.place: draft for draft in self.drafts.every()}
            for path in super().all_begun():
                place = place_at(path, self.drafts.geography)
                if place is not None and place not in drafts:
                    super().discard(place)
            for place, draft in drafts.items():
                raw = self.drafts.text(draft)
                if raw is not None and self.current(place) != Current(raw, is_begun=True, exists=True):
                    self._begin(place, raw)

    def _keep_draft(self, place: RecordPlace, raw: bytes, note: str, *, renewed: bool) -> None:
        """A version on the branch, with the files that it names, and then what is begun."""
        files = {path: self.waiting.read(path) for path in sorted(self.waiting.named_in(raw))}
        note = note or f"{place.path} ändrad"
        self.drafts.write(place, {**files, place.path: raw}, who=self.who, note=note, renewed=renewed)
        if renewed:
            self._origin(place).unlink()
        self._begin(place, raw)
