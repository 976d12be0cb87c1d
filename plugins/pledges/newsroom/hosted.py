"""A repository at a hosted git (GitHub, GitLab, Forgejo): drafts go there as branches with a review asked for, and what is
published there is taken up.

Where the forge's own rules hold the sign-off the server publishes nothing by itself: it takes up the published branch when
somebody has merged there, and builds it. Nothing at the forge is written over that was not sent from here.
"""

import subprocess
from collections.abc import Sequence

from pledges.editing.moving import InTheWayError
from pledges.editing.places import RecordPlace
from pledges.editing.plumbing import far_git, git, newest
from pledges.newsroom.drafts import Drafts, branch_of
from pledges.newsroom.publication import Publication

_SENT = "refs/redigering/skickat/"


class HostedError(Exception):
    """What did not go as it should with the forge, in words for whoever looks after the portal."""


class Hosted:
    """The way to the forge. `remote` is its name in the repository, and `options` what a push says to ask for a review
    (`git push -o`)."""

    def __init__(self, drafts: Drafts, publication: Publication, *, remote: str, options: Sequence[str] = ()) -> None:
        self._drafts = drafts
        self._publication = publication
        self._remote = remote
        self._options = tuple(word for option in options for word in ("-o", option))

    def send(self, place: RecordPlace) -> None:
        """Send a draft that is ready, with a review asked for. Raises HostedError: also where the branch was changed there."""
        branch = branch_of(place)
        version, sent = newest(self._drafts.content, branch), f"{_SENT}{branch.removeprefix('refs/heads/')}"
        before = newest(self._drafts.content, sent)
        if not version or version == before:
            return
        lease = f"--force-with-lease={branch}:{before}"
        self._far("push", "--quiet", lease, *self._options, self._remote, f"{version}:{branch}")
        git(self._drafts.content, "update-ref", sent, version)

    def send_published(self) -> None:
        """Send the published branch. Raises HostedError where somebody has published there meanwhile."""
        branch = self._branch()
        self._far("push", "--quiet", self._remote, f"HEAD:{branch}")

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

    def _far(self, *words: str) -> None:
        try:
            far_git(self._drafts.content, *words)
        except subprocess.SubprocessError as error:
            said = (getattr(error, "stderr", None) or b"").decode(errors="replace")
            if "rejected" in said or "stale info" in said:
                raise HostedError(
                    "Grenen har ändrats hos värden för arkivet. Inget är skrivet över där, och allt är kvar här."
                ) from error
            raise HostedError(f"Värden för arkivet svarade inte: {' '.join(said.split())[:300] or error}") from error
