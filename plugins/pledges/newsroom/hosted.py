"""A repository at a hosted git (GitHub, GitLab, Forgejo): drafts go there as branches with a review asked for, and what is
published there is taken up.

Where the forge's own rules hold the sign-off the server publishes nothing by itself: it takes up the published branch when
somebody has merged there, and builds it. Nothing at the forge is written over that was not sent from here.
"""

import subprocess
from collections.abc import Callable, Sequence
from dataclasses import KW_ONLY, dataclass

from pledges.editing.moving import InTheWayError
from pledges.editing.places import RecordPlace
from pledges.editing.plumbing import far_git, git, newest
from pledges.newsroom.drafts import BRANCHES, Draft, Drafts, branch_of
from pledges.newsroom.publication import Publication
from pledges.newsroom.reviews import Reviews, ReviewsError

_SENT = "refs/redigering/skickat/"
_ASKED = "refs/redigering/begart/"
_PUBLISHED = "refs/redigering/utgivet-dar"


_CHANGED_THERE = "Grenen har ändrats hos värden för arkivet. Inget är skrivet över där, och allt är kvar här."


class HostedError(Exception):
    """What did not go as it should with the forge, in words for whoever looks after the portal."""


@dataclass(frozen=True, slots=True)
class Forge:
    """A hosted git: its name in the repository, what a push says there (`git push -o`), and its reviews, where it is by
    them that a review is asked for. `about` says where a draft is read here."""

    remote: str
    options: Sequence[str] = ()
    _: KW_ONLY
    reviews: Reviews | None = None
    about: Callable[[RecordPlace], str] = lambda place: place.path


class Hosted:
    """The way to the forge."""

    def __init__(self, drafts: Drafts, publication: Publication, forge: Forge) -> None:
        self._drafts = drafts
        self._publication = publication
        self._forge = forge
        self._remote = forge.remote

    def send(self, draft: Draft) -> None:
        """Send a draft that is ready, with a review asked for, unless that is done. Raises HostedError: also where the
        branch was changed there."""
        branch, name = branch_of(draft.place), branch_of(draft.place).removeprefix(BRANCHES)
        before = newest(self._drafts.content, f"{_SENT}{name}")
        if draft.version != before:
            theirs = self._there(branch)
            if theirs not in ("", before, draft.version):
                raise HostedError(_CHANGED_THERE)
            options = [word for option in self._forge.options for word in ("-o", option)]
            lease = f"--force-with-lease={branch}:{theirs}"
            self._far("push", "--quiet", lease, *options, self._remote, f"{draft.version}:{branch}")
            self._note(f"{_SENT}{name}", draft.version)
        reviews = self._forge.reviews
        if reviews is not None and newest(self._drafts.content, f"{_ASKED}{name}") != draft.version:
            self._ask(reviews, draft)
            self._note(f"{_ASKED}{name}", draft.version)

    def take_back(self) -> None:
        """Let the branches be gone there of which there is no draft any more: published, or thrown away.

        One that somebody has changed there is left. Raises HostedError.
        """
        listed = git(self._drafts.content, "for-each-ref", "--format=%(refname)", _SENT).decode().split()
        for sent in listed:
            name = sent.removeprefix(_SENT)
            branch = f"{BRANCHES}{name}"
            if newest(self._drafts.content, branch):
                continue
            version = newest(self._drafts.content, sent)
            if self._there(branch) == version:
                self._far("push", "--quiet", f"--force-with-lease={branch}:{version}", self._remote, f":{branch}")
            for ref in (sent, f"{_ASKED}{name}"):
                git(self._drafts.content, "update-ref", "-d", ref)

    def send_published(self) -> None:
        """Send the published branch, unless that is done. Raises HostedError where somebody has published there meanwhile."""
        head = newest(self._drafts.content)
        if head != newest(self._drafts.content, _PUBLISHED):
            self._far("push", "--quiet", self._remote, f"{head}:{self._branch()}")
            self._note(_PUBLISHED, head)

    def take_up(self) -> bool:
        """Whether something was published there, which is the newest version here now. Raises HostedError."""
        self._far("fetch", "--quiet", "--no-tags", "--no-recurse-submodules", "--refmap=", self._remote, self._branch())
        theirs, head = newest(self._drafts.content, "FETCH_HEAD"), newest(self._drafts.content)
        base = self._common(head, theirs)
        if theirs in (head, base):
            return False
        if base != head:
            raise HostedError(
                "Det som är utgivet här och hos värden för arkivet har gått isär. Inget är ändrat. Den som sköter "
                f"portalen behöver ordna {self._branch()} för hand."
            )
        try:
            return self._publication.move_to(theirs)
        except InTheWayError as error:
            raise HostedError(f"{error} har ändrats här av något annat än redigeringen. Inget är ändrat.") from error

    def _ask(self, reviews: Reviews, draft: Draft) -> None:
        branch, onto = (one.removeprefix("refs/heads/") for one in (branch_of(draft.place), self._branch()))
        words = (
            f"Skrivet i redigeringen av {', '.join(draft.writers)}. Före och efter: {self._forge.about(draft.place)}"
        )
        try:
            reviews.ask(branch, onto, title=self._drafts.title(draft), words=words)
        except ReviewsError as error:
            raise HostedError(f"Utkastet är skickat, men ingen granskning är begärd. {error}") from error

    def _there(self, branch: str) -> str:
        """The version that a branch has at the forge; empty where it has none."""
        return self._far("ls-remote", "--refs", self._remote, branch).partition(b"\t")[0].decode()

    def _note(self, ref: str, version: str) -> None:
        git(self._drafts.content, "update-ref", ref, version)

    def _branch(self) -> str:
        try:
            return git(self._drafts.content, "symbolic-ref", "-q", "HEAD").decode().strip()
        except subprocess.CalledProcessError:
            raise HostedError("Arkivet står inte på någon gren.") from None

    def _common(self, one: str, other: str) -> str:
        try:
            return git(self._drafts.content, "merge-base", one, other).decode().strip()
        except subprocess.CalledProcessError:
            return ""

    def _far(self, *words: str) -> bytes:
        try:
            return far_git(self._drafts.content, *words)
        except subprocess.SubprocessError as error:
            said = " ".join((getattr(error, "stderr", None) or b"").decode(errors="replace").split())
            if "[remote rejected]" in said:
                raise HostedError(f"Värden för arkivet tog inte emot det som skickades: {said[:300]}") from error
            if "[rejected]" in said:
                raise HostedError(_CHANGED_THERE) from error
            raise HostedError(f"Värden för arkivet svarade inte: {said[:300] or error}") from error
