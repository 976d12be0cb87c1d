"""Four eyes: a draft is signed by somebody who has written nothing in it, and the signature holds for what was read.

Who signs has neither written anything of the text as it is, nor said that it is ready: whoever wrote it has. A reviewer who
has saved in it can take that back, and it is then what it was, to the letter, when it was asked for.

Each step is a version of its own that hangs on the one before it: that a sign-off is asked for, and that it is given, on the
draft's newest version; that it is to be published, on the signature. A draft that is changed has a new version, on which
nothing hangs: a signature needs no one to take it away. What a reviewer asks for is to be read while it is done: it hangs
on any of the draft's own versions, until the draft is said to be ready anew. Drafts that are to be published together are signed one by one, as
each is read beside the others: with another company a signature holds no more.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from enum import Enum

from pledges.editing.kept_git import Commit
from pledges.editing.places import SHARED_PLACE, RecordPlace
from pledges.editing.plumbing import commit_tree, git, kept_git, newest
from pledges.newsroom.draft_store import DraftStore
from pledges.newsroom.drafts import Draft, Drafts

_REFS = "refs/redigering"
_DAY = "Tidigast: "
_CHANGED = "Utkastet har ändrats sedan du öppnade det. Läs det som står nu, och säg sedan till igen."


class Step(Enum):
    """What may be said of a draft; the value is the name that it is kept under."""

    ASKED = "fraga"
    SENT_BACK = "ater"
    SIGNED = "granskat"
    ORDERED = "utges"


class SignOffError(Exception):
    """Why a step is not taken, in words for whoever tried."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stamp:
    """That somebody (a pseudonym) said something of a draft as it is now. `words` are theirs; `day` the first that it may be published."""

    version: str
    who: str
    when: datetime
    words: str = ""
    day: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What has been said of a draft as it is now, each None where it has not. That it was `sent_back` holds through what is
    saved after it, until the draft is said to be ready anew."""

    asked: Stamp | None
    sent_back: Stamp | None
    signed: Stamp | None
    ordered: Stamp | None


@dataclass(frozen=True, slots=True)
class SignOffs:
    """The steps that drafts have come."""

    drafts: Drafts

    def standing(self, draft: Draft) -> Standing:
        """What holds of the draft's newest version."""
        now = (draft.version,)
        signed = self._stamp(draft.place, Step.SIGNED, on=now)
        if signed is not None and (signed.who in draft.writers or signed.words != self._beside(draft)):
            signed = None
        asked = self._stamp(draft.place, Step.ASKED, on=now)
        return Standing(
            asked=asked,
            sent_back=self._stamp(draft.place, Step.SENT_BACK, on=draft.versions) if asked is None else None,
            signed=signed,
            ordered=self._stamp(draft.place, Step.ORDERED, on=(signed.version,)) if signed is not None else None,
        )

    def ask(self, draft: Draft, who: str) -> None:
        """Say that a draft is ready to be read by somebody else. What a writer of it has said stands, whoever says it again."""
        asked = self._asked_for(draft)
        if asked is None or asked.who not in draft.writers:
            self._put(draft.place, Step.ASKED, on=draft.version, who=who, after=self._said(draft.place, Step.ASKED))
        self._drop(draft.place, Step.SENT_BACK)

    def take_back(self, draft: Draft, store: DraftStore, *, read: str) -> None:
        """Let a draft be what it was before the one whose `store` it is wrote in it, and asked for if it was. Raises SignOffError."""
        self._is_read(draft, read)
        earlier = self.drafts.before(draft, store.who)
        if earlier is None:
            raise SignOffError(
                "Det går inte att ta tillbaka det du har skrivit: utkastet är ditt från början, någon annan har skrivit i det "
                "efter dig, eller så har sidan getts ut sedan dess."
            )
        now = store.go_back(draft, earlier)
        if now is None:
            raise SignOffError(_CHANGED)
        asked = self._asked_for(earlier)
        if asked is not None:
            self._put(now.place, Step.ASKED, on=now.version, who=asked.who, after=self._said(now.place, Step.ASKED))

    def send_back(self, draft: Draft, who: str, *, read: str, words: str) -> None:
        """Say what has to be changed. `read` is the version that was read. Raises SignOffError."""
        self._is_read(draft, read)
        if not words:
            raise SignOffError("Skriv vad som behöver ändras, så att den som har skrivit vet det.")
        self._put(draft.place, Step.SENT_BACK, on=draft.version, who=who, words=words)
        self._drop(draft.place, Step.ASKED)

    def sign(self, draft: Draft, who: str, *, read: str) -> None:
        """Sign the version that was `read`. Raises SignOffError where it is one's own work, not asked for, or changed since."""
        self._is_read(draft, read)
        if who in draft.writers:
            raise SignOffError("Du har själv skrivit i utkastet. Någon annan behöver läsa och godkänna det.")
        asked = self.standing(draft).asked
        if asked is None:
            raise SignOffError("Den som skriver har inte sagt att utkastet är klart än.")
        if asked.who == who:
            raise SignOffError("Det var du som sade att utkastet är klart. Det behöver den som har skrivit det säga.")
        self._put(draft.place, Step.SIGNED, on=draft.version, who=who, words=self._beside(draft))

    def leave_out(
        self, draft: Draft, store: DraftStore, *, read: str, other: str, note: Callable[[bytes], str]
    ) -> None:
        """Let nothing of what another has written be left in a draft, and all that the one whose `store` it is has. It is to be said to
        be ready anew. `note` says what a text is. Raises SignOffError."""
        self._is_read(draft, read)
        found = self.drafts.without(draft, other, by=store.who)
        if found is None:
            raise SignOffError(
                "Det går inte att ta bort: ni har ändrat samma sak, fler har skrivit, eller så har sidan getts ut sedan dess. "
                "Ändra i utkastet, och låt någon annan läsa det."
            )
        earlier, raw = found
        if store.go_back(draft, earlier, then=raw, note=note(raw)) is None:
            raise SignOffError(_CHANGED)

    def order(self, draft: Draft, who: str, *, read: str, day: date | None) -> None:
        """Say that what is signed is to be published, from `day` on or at once, with all of its company.

        Raises SignOffError where one of them isn't signed as it is now.
        """
        self._is_read(draft, read)
        signed = self.standing(draft).signed
        if signed is None:
            raise SignOffError(
                "Utkastet är inte godkänt som det är nu. Någon annan än den som har skrivit behöver läsa det."
            )
        on = {draft.place: signed.version}
        for one in self.company(draft):
            stamp = self.standing(one).signed
            if stamp is None:
                raise SignOffError(
                    f"”{self.drafts.title(one)}” ska ges ut samtidigt och är inte godkänt som det är nu. Någon annan än "
                    "den som har skrivit det behöver läsa det först."
                )
            on[one.place] = stamp.version
        for place, version in on.items():
            self._put(place, Step.ORDERED, on=version, who=who, day=day)

    def cancel(self, draft: Draft) -> None:
        """Let what was to be published wait, with all of its company; the signatures stand."""
        for one in (draft, *self.company(draft)):
            self._drop(one.place, Step.ORDERED)

    def company(self, draft: Draft) -> tuple[Draft, ...]:
        """The drafts that are to be published together with one, itself not among them."""
        found = (self.drafts.get(place) for place in self.drafts.company(draft.place))
        return tuple(one for one in found if one is not None)

    def forget(self, place: RecordPlace) -> None:
        """Let nothing be said of a record's draft any more."""
        for step in Step:
            self._drop(place, step)

    def _beside(self, draft: Draft) -> str:
        """What tells the company that a draft is read in from any other."""
        return "\n".join(sorted(one.path for one in self.drafts.company(draft.place)))

    def _is_read(self, draft: Draft, read: str) -> None:
        if read != draft.version:
            raise SignOffError(_CHANGED)

    def _put(
        self,
        place: RecordPlace,
        step: Step,
        *,
        on: str,
        who: str,
        words: str = "",
        day: date | None = None,
        after: Commit | None = None,
    ) -> None:
        """Say something of the version `on`; `after` is what was said before it, which is kept behind it."""
        read = kept_git(self.drafts.content).commit(on)
        if read is None:
            raise SignOffError("Utkastet finns inte längre i arkivet. Säg till den som sköter portalen.")
        note = f"{step.value}\n\n{_DAY}{day.isoformat() if day else ''}\n\n{words}"
        parents = (on, after.name) if after is not None else (on,)
        version = commit_tree(self.drafts.content, read.tree, parents, who=who, note=note)
        git(self.drafts.content, "update-ref", "-m", "redigering", _ref(place, step), version)

    def _drop(self, place: RecordPlace, step: Step) -> None:
        if newest(self.drafts.content, _ref(place, step)):
            git(self.drafts.content, "update-ref", "-d", _ref(place, step))

    def _stamp(self, place: RecordPlace, step: Step, *, on: tuple[str, ...]) -> Stamp | None:
        """What was said, if it was of a version among `on`."""
        said = self._said(place, step)
        return _read(said) if said is not None and said.parents[:1] and said.parents[0] in on else None

    def _asked_for(self, draft: Draft) -> Stamp | None:
        """That a draft was said to be ready as it is, though others have been since."""
        said = self._said(draft.place, Step.ASKED)
        while said is not None and said.parents[:1] != (draft.version,):
            said = kept_git(self.drafts.content).commit(said.parents[1]) if len(said.parents) > 1 else None
        return _read(said) if said is not None else None

    def _said(self, place: RecordPlace, step: Step) -> Commit | None:
        """What was said last, of whatever version."""
        return kept_git(self.drafts.content).commit(_ref(place, step))


def _read(said: Commit) -> Stamp:
    first, _, words = said.words.partition("\n\n")[2].partition("\n")
    day = first.removeprefix(_DAY).strip()
    return Stamp(
        version=said.name,
        who=said.who,
        when=said.when,
        words=words.strip(),
        day=date.fromisoformat(day) if day else None,
    )


def _ref(place: RecordPlace, step: Step) -> str:
    return f"{_REFS}/{step.value}/{place.municipality or SHARED_PLACE}/{place.kind.value}/{place.slug}"
