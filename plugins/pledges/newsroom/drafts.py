"""Drafts as branches: what is written of a record, and not published, is a branch of the content's repository.

Nothing is checked out: a branch is made of the newest version and the record's own files, by git's plumbing. Each save
is a version on it, by the pseudonym of whoever saved, so that who has written in a draft is what the branch says: of a
text that is, to the letter, one that was saved before, those who had saved until then. A
draft that is thrown away, renamed or published leaves its last version under a name that only this room uses: nothing
that was saved is lost.
"""

import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from itertools import pairwise
from pathlib import Path, PurePosixPath

from pledges.content.discovery import ATTACHMENTS
from pledges.content.geography import Geography
from pledges.editing.faults import in_words
from pledges.editing.moving import changes_between
from pledges.editing.places import SHARED_PLACE, NoSuchPlaceError, RecordPlace, place_of
from pledges.editing.plumbing import Blob, add_version, commit_tree, git, kept_git, newest
from pledges.editing.source import readable
from pledges.editing.store import bring_together

BRANCHES = "refs/heads/utkast/"
_LAID_ASIDE = "refs/redigering/undanlagt/"
_COMPANY = "refs/redigering/tillsammans/"
_ATTEMPTS = 5
_MOST_REMEMBERED = 4096
_FORM = "%(objectname)%00%(refname)"


class DraftError(OSError):
    """The draft could not be kept."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A record as somebody is writing it: its newest version on the branch, and the published version that it began from.

    `versions` are all of its own, the newest first, and `writers` the pseudonyms of all whose saves the text comes from, the first first.
    """

    place: RecordPlace
    version: str
    base: str
    versions: tuple[str, ...]
    writers: tuple[str, ...]
    when: datetime

    @property
    def is_published(self) -> bool:
        """Whether all that is saved in it is part of what is published."""
        return self.base == self.version


@dataclass(frozen=True, slots=True)
class Drafts:
    """The drafts of the content in `content`, which lies at `prefix` (ending with a slash, or empty) in its repository."""

    content: Path
    prefix: str
    geography: Geography

    def every(self) -> tuple[Draft, ...]:
        """All drafts, the latest first."""
        listed = git(self.content, "for-each-ref", "--sort=-committerdate", f"--format={_FORM}", BRANCHES).decode()
        rows = (line.split("\0") for line in listed.splitlines())
        places = ((version, self._place(name)) for version, name in rows)
        return tuple(self._draft(place, version) for version, place in places if place is not None)

    def places(self) -> tuple[RecordPlace, ...]:
        """The records that have a draft."""
        listed = git(self.content, "for-each-ref", "--format=%(refname)", BRANCHES).decode().splitlines()
        return tuple(place for place in map(self._place, listed) if place is not None)

    def get(self, place: RecordPlace) -> Draft | None:
        """The draft of a record; None where there is none."""
        version = newest(self.content, branch_of(place))
        return self._draft(place, version) if version else None

    def write(
        self, place: RecordPlace, files: Mapping[str, bytes | None], *, who: str, note: str, renewed: bool = False
    ) -> None:
        """Keep `files` (by path under content/, None for one that is gone) as the draft's newest version.

        Where it is `renewed` the draft begins from what is published now, which it has been brought together with.
        Raises DraftError where it can't be done.
        """
        kept = {f"{self.prefix}{path}": data for path, data in files.items()}
        try:
            for _ in range(_ATTEMPTS):
                if self._written(place, kept, who=who, note=note, renewed=renewed):
                    return
        except subprocess.SubprocessError as error:
            raise DraftError(in_words(error)) from error
        raise DraftError("utkastet ändrades hela tiden av någon annan")

    def text(self, draft: Draft) -> bytes | None:
        """What the record says in the draft; None where it has been taken away there."""
        return self.file(draft, draft.place.path)

    def beside(self, place: RecordPlace) -> Mapping[RecordPlace, bytes]:
        """What the records that are published together with one say in their drafts; nothing while git can't tell: what is
        typed meanwhile is tried and kept all the same."""
        try:
            said = {one: self._says(branch_of(one), f"{self.prefix}{one.path}") for one in self.company(place)}
        except (subprocess.SubprocessError, OSError):
            return {}
        return {one: raw for one, raw in said.items() if raw is not None}

    def title(self, draft: Draft) -> str:
        """What the record is called in the draft; the last of its address where it has no title yet."""
        source = readable(self.text(draft) or b"")
        return (source.title if source else "") or draft.place.slug

    def file(self, draft: Draft, path: str) -> bytes | None:
        """A file under content/ as it is in the draft; None where there is none."""
        return self._says(draft.version, f"{self.prefix}{path}")

    def changes(self, draft: Draft) -> Mapping[str, tuple[Blob | None, Blob | None]]:
        """The record's own files that the draft changes, by path from the repository's top, each before and after.

        Nothing else is the draft's: where somebody has moved the published branch back, what it lost is not brought in again.
        """
        changed = changes_between(self.content, draft.base, draft.version)
        return {path: both for path, both in changed.items() if self._is_own(path, draft.place)}

    def last_by(self, draft: Draft) -> str:
        """Who saved last in a draft."""
        last = kept_git(self.content).commit(draft.version)
        return last.who if last is not None else ""

    def before(self, draft: Draft, who: str) -> Draft | None:
        """A draft as it was before somebody wrote in it, where none but they have saved since; None where it can't go back
        there: it is theirs from the beginning, others have gone on with it, or the page has been published anew meanwhile."""
        others = (one for one in draft.versions if (kept := kept_git(self.content).commit(one)) and kept.who != who)
        version = next(others, "")
        earlier = self._draft(draft.place, version) if version and who in draft.writers else None
        if earlier is None or earlier.base != draft.base or who in earlier.writers or self.text(earlier) is None:
            return None
        return earlier

    def without(self, draft: Draft, other: str, *, by: str) -> tuple[Draft, bytes] | None:
        """A draft as it was before somebody wrote in it, and what it says with all that one other has saved since; None where
        it is theirs from the beginning, a third has saved too, both have changed the same, or the page has been published anew."""
        kept = [kept_git(self.content).commit(one) for one in reversed(draft.versions)]
        saved = [one for one in kept if one is not None]
        first = next((at for at, one in enumerate(saved) if one.who == other), 0)
        earlier = self._draft(draft.place, saved[first - 1].name) if first and other in draft.writers else None
        raw = self.text(earlier) if earlier is not None else None
        if (
            earlier is None
            or raw is None
            or earlier.base != draft.base
            or not {one.who for one in saved[first:]} <= {other, by}
        ):
            return None
        for before, after in pairwise(saved[first - 1 :]):
            old, new = (self._says(one.name, f"{self.prefix}{draft.place.path}") for one in (before, after))
            if after.who == by:
                raw, conflicts = bring_together(old or b"", new or b"", raw)
                if conflicts:
                    return None
        return earlier, raw

    def go_back(self, draft: Draft, earlier: Draft, *, who: str) -> Draft | None:
        """The draft with one more version, which is what an earlier one was, and said to be the same; None where somebody else's came first."""
        then = kept_git(self.content).commit(earlier.version)
        if then is None:
            raise DraftError("den tidigare versionen finns inte längre i arkivet")
        version = commit_tree(self.content, then.tree, (draft.version,), who=who, note=then.words)
        try:
            git(self.content, "update-ref", branch_of(draft.place), version, draft.version)
        except subprocess.CalledProcessError:
            return None
        return self._draft(draft.place, version)

    def _is_own(self, path: str, place: RecordPlace) -> bool:
        """Whether a file is the record's own, or a picture or document in its folder."""
        within = PurePosixPath(path.removeprefix(self.prefix))
        return str(within) == place.path or (str(within.parent) == place.folder and within.suffix in ATTACHMENTS)

    def lay_aside(self, place: RecordPlace) -> None:
        """Let there be no draft of a record any more. Its versions can be found by whoever looks after the server."""
        version = newest(self.content, branch_of(place))
        if version:
            left = self.company(place)
            git(self.content, "update-ref", f"{_LAID_ASIDE}{_name_of(place)}/{version}", version)
            git(self.content, "update-ref", "-d", branch_of(place), version)
            self._keep_company(left, before=(place, *left))

    def company(self, place: RecordPlace) -> tuple[RecordPlace, ...]:
        """The records whose drafts are to be published together with this one's, itself not among them."""
        kept = kept_git(self.content).find(f"{_COMPANY}{_name_of(place)}")
        names = kept.data.decode().split("\n") if kept is not None and kept.kind == "blob" else ()
        places = (self._place(name) for name in names)
        return tuple(one for one in places if one not in (None, place) and newest(self.content, branch_of(one)))

    def join(self, place: RecordPlace, others: Iterable[RecordPlace]) -> None:
        """Let a record's draft be published together with those of the `others`, and of those that they already are
        together with; with no other, where there are none."""
        before, chosen = (place, *self.company(place)), tuple(others)
        along = (one for other in chosen if other not in before for one in self.company(other))
        self._keep_company(tuple(dict.fromkeys((place, *chosen, *along))), before=before)

    def _keep_company(self, members: tuple[RecordPlace, ...], *, before: tuple[RecordPlace, ...]) -> None:
        """Let each of the `members` name all of them, in one step; one alone is no company."""
        names = sorted(_name_of(one) for one in members) if len(members) > 1 else []
        gone = [name for name in map(_name_of, before) if name not in names]
        rows = [f"delete {_COMPANY}{name}" for name in gone if kept_git(self.content).find(f"{_COMPANY}{name}")]
        if names:
            given = "\n".join(names).encode()
            blob = git(self.content, "hash-object", "-w", "--no-filters", "--stdin", given=given).decode().strip()
            rows += [f"update {_COMPANY}{name} {blob}" for name in names]
        if rows:
            git(self.content, "update-ref", "--stdin", given="".join(f"{row}\n" for row in rows).encode())

    def move(self, place: RecordPlace, to: RecordPlace, *, who: str) -> None:
        """Let the draft be of another record: one that no reader has met, whose address follows its time."""
        draft = self.get(place)
        raw = self.text(draft) if draft is not None else None
        if draft is None or raw is None:
            return
        company = self.company(place)
        git(self.content, "update-ref", branch_of(to), draft.version)
        self.write(to, {place.path: None, to.path: raw}, who=who, note=f"{place.path} heter nu {to.path}")
        self.lay_aside(place)
        if company:
            self.join(to, company)

    def _written(
        self, place: RecordPlace, files: Mapping[str, bytes | None], *, who: str, note: str, renewed: bool
    ) -> bool:
        """One more version. False where somebody else's came first."""
        branch, published = branch_of(place), newest(self.content)
        before = newest(self.content, branch)
        begins_anew = renewed or not before
        if not begins_anew and all(self._says(before, path) == data for path, data in files.items()):
            return True
        changed = self.changes(self._draft(place, before)) if begins_anew and before else {}
        return add_version(
            self.content,
            branch,
            {**{path: new for path, (_, new) in changed.items()}, **files},
            parents=tuple(dict.fromkeys(one for one in (before, published if begins_anew else "") if one)),
            like=published if begins_anew else "",
            who=who,
            note=note,
        )

    def _says(self, version: str, path: str) -> bytes | None:
        """A file of the repository in a version; None where there is none."""
        found = kept_git(self.content).find(f"{version}:{path}")
        return found.data if found is not None and found.kind == "blob" else None

    def _draft(self, place: RecordPlace, version: str) -> Draft:
        base, versions, writers, when = _story(self.content, newest(self.content), version)
        return Draft(place=place, version=version, base=base, versions=versions, writers=writers, when=when)

    def _place(self, branch: str) -> RecordPlace | None:
        """The record that a branch is of; None for a branch of somebody else's with such a name."""
        parts = branch.removeprefix(BRANCHES).split("/")
        try:
            municipality, kind, slug = parts
            return place_of(kind, municipality, slug, geography=self.geography)
        except (ValueError, NoSuchPlaceError):
            return None


def branch_of(place: RecordPlace) -> str:
    """The branch of a record's draft: `refs/heads/utkast/lulea/pledge/2024`."""
    return f"{BRANCHES}{_name_of(place)}"


def _name_of(place: RecordPlace) -> str:
    return f"{place.municipality or SHARED_PLACE}/{place.kind.value}/{place.slug}"


@lru_cache(maxsize=_MOST_REMEMBERED)
def _story(content: Path, published: str, version: str) -> tuple[str, tuple[str, ...], tuple[str, ...], datetime]:
    """Of a draft's version: the published one that it began from, those since, who wrote them, and when it was saved.

    Told by the versions' names alone, which mean the same for ever, so that it is worked out once. Where the two have no
    version in common any more it began from what is published now.
    """
    try:
        base = git(content, "merge-base", published, version).decode().strip()
    except subprocess.CalledProcessError:
        base = published
    form = "--format=%H%x00%an%x00%aI%x00%T"
    listed = git(content, "log", "-z", "--first-parent", form, f"{base}..{version}").decode()
    said = listed.rstrip("\0").split("\0") if listed else []
    when = said[2] if said else git(content, "log", "-1", "--format=%aI", version).decode().strip()
    return base, tuple(said[::4]), _writers(said[1::4], said[3::4]), datetime.fromisoformat(when)


def _writers(savers: list[str], trees: list[str]) -> tuple[str, ...]:
    """Whose saves a text comes from, of those who saved the trees, newest first.

    A tree that was saved before comes from the first save of it: what came between has left nothing in it. It must be the
    whole tree, to the letter, with pictures: who has undone half of what they wrote has still written the rest.
    """
    first = {tree: number for number, tree in enumerate(trees)}
    found, number = [], 0
    while number < len(trees):
        number = first[trees[number]]
        found.append(savers[number])
        number += 1
    return tuple(dict.fromkeys(reversed(found)))
