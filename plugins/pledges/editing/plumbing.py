"""git's own plumbing over a folder of content: no hook runs, and no setting or attribute of the content is obeyed.

What reaches another machine is apart (`far_git`): it needs the settings of whoever looks after the portal, such as keys.
"""

import os
import subprocess
import tempfile
from pathlib import Path

from pledges.editing.person import UNTOLD

EMAIL = "redigering@portalen.invalid"

_UNHOOKED = ("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "gc.auto=0")
_UNCONFIGURED = (
    *_UNHOOKED, "-c", "core.attributesFile=/dev/null", "-c", "core.pager=cat", "-c", "commit.gpgSign=false",
    "-c", "core.autocrlf=false", "-c", "core.quotePath=false", "-c", "protocol.allow=never", "-c", "log.showSignature=false",
)  # fmt: skip
_NEAR_SECONDS = 60
_FAR_SECONDS = 120


def git(content: Path, *arguments: str, given: bytes = b"", extra: dict[str, str] | None = None) -> bytes:
    """What a command of git's says, which reaches nothing but this machine. Raises SubprocessError where it fails."""
    alone = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_OPTIONAL_LOCKS": "0", **(extra or {})}
    return _run(content, [*_UNCONFIGURED, *arguments], extra=alone, seconds=_NEAR_SECONDS, given=given)


def far_git(content: Path, *arguments: str) -> bytes:
    """What a command of git's says that reaches the repository that others share. It can ask nobody for a password."""
    return _run(content, [*_UNHOOKED, *arguments], extra={}, seconds=_FAR_SECONDS)


def _run(content: Path, arguments: list[str], *, extra: dict[str, str], seconds: int, given: bytes = b"") -> bytes:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    environment |= {"GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8", **extra}
    done = subprocess.run(
        ["git", *arguments], cwd=content, input=given, capture_output=True, env=environment, timeout=seconds, check=True,
        start_new_session=True,
    )  # fmt: skip
    return done.stdout


def commit_tree(content: Path, tree: str, parents: tuple[str, ...], *, who: str, note: str) -> str:
    """The name of a new version of `tree`."""
    name = " ".join(who.replace("<", " ").replace(">", " ").split()) or UNTOLD
    author = {
        f"GIT_{role}_{part}": value
        for role in ("AUTHOR", "COMMITTER")
        for part, value in (("NAME", name), ("EMAIL", EMAIL))
    }
    after = [word for parent in parents for word in ("-p", parent)]
    return git(content, "commit-tree", tree, *after, given=note.encode(), extra=author).decode().strip()


def tree_with(content: Path, tree: str, rows: bytes) -> str:
    """The name of `tree` (empty: of nothing) with `rows`, as update-index reads them, put into it."""
    with tempfile.TemporaryDirectory(prefix="version-") as folder:
        index = {"GIT_INDEX_FILE": str(Path(folder) / "index")}
        git(content, "read-tree", tree or "--empty", extra=index)
        git(content, "update-index", "-z", "--add", "--index-info", given=rows, extra=index)
        return git(content, "write-tree", extra=index).decode().strip()


def move_head(content: Path, before: str, after: str) -> bool:
    """Let the newest version be `after`. False where it is no longer `before`."""
    try:
        git(content, "update-ref", "-m", "redigering", "HEAD", after, before or "0" * 40)
    except subprocess.CalledProcessError:
        return False
    return True


def stage(content: Path, rows: bytes) -> None:
    """Tell the repository's own index too, so that the files don't look changed to those who work with git.

    Seen from an empty folder, for git would pass files that it finds through filters of the content's own.
    """
    with tempfile.TemporaryDirectory(prefix="tom-") as empty:
        repository = git(content, "rev-parse", "--absolute-git-dir").decode().rstrip("\n")
        elsewhere = {"GIT_DIR": repository, "GIT_WORK_TREE": empty}
        try:
            git(content, "update-index", "-z", "--add", "--index-info", given=rows, extra=elsewhere)
        except subprocess.CalledProcessError:  # somebody holds it; what is kept is kept
            return


def newest(content: Path, name: str = "HEAD") -> str:
    """The version that a name means; empty where there is none."""
    try:
        return git(content, "rev-parse", "--verify", "-q", f"{name}^{{commit}}").decode().strip()
    except subprocess.CalledProcessError:
        return ""
