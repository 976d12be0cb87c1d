"""git's own plumbing over a folder of content: no hook runs, and no setting or attribute of the content is obeyed.

What reaches another machine is apart (`far_git`): it needs the settings of whoever looks after the portal, such as keys.
"""

import atexit
import os
import shutil
import subprocess
import tempfile
from collections import OrderedDict
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from pledges.editing.kept_git import KeptGit
from pledges.editing.person import UNTOLD

EMAIL = "redigering@portalen.invalid"

_UNHOOKED = ("-c", "core.hooksPath=/dev/null", "-c", "core.fsmonitor=false", "-c", "gc.auto=0")
_UNCONFIGURED = (
    *_UNHOOKED, "-c", "core.attributesFile=/dev/null", "-c", "core.pager=cat", "-c", "commit.gpgSign=false",
    "-c", "core.autocrlf=false", "-c", "core.quotePath=false", "-c", "protocol.allow=never", "-c", "log.showSignature=false",
)  # fmt: skip
_NEAR_SECONDS = 60
_FAR_SECONDS = 120
_TIDY_SECONDS = 3600
_TIDY = (
    "-c", "gc.auto=6700", "-c", "gc.autoPackLimit=50", "-c", "gc.autoDetach=false", "-c", "gc.pruneExpire=2.weeks.ago",
)  # fmt: skip
"""git's own limits, whatever the repository's settings say: what is being written has an age of seconds, and is left."""
_MOST_KEPT = 4
_ALONE = {"GIT_CONFIG_NOSYSTEM": "1", "GIT_CONFIG_GLOBAL": os.devnull, "GIT_OPTIONAL_LOCKS": "0"}
_CAME_FIRST = 1
"""What `git fast-import` ends with where a name means something else than what was to be gone on from."""


@dataclass(frozen=True, slots=True)
class Blob:
    """A file in a version: its mode and the name of its bytes."""

    mode: str
    name: str


PLAIN = "100644"
"""The mode of an ordinary file."""


def git(content: Path, *arguments: str, given: bytes = b"", extra: dict[str, str] | None = None) -> bytes:
    """What a command of git's says, which reaches nothing but this machine. Raises SubprocessError where it fails."""
    return _run(
        content, [*_UNCONFIGURED, *arguments], extra={**_ALONE, **(extra or {})}, seconds=_NEAR_SECONDS, given=given
    )


def far_git(content: Path, *arguments: str) -> bytes:
    """What a command of git's says that reaches the repository that others share. It can ask nobody for a password."""
    return _run(content, [*_UNHOOKED, *arguments], extra={}, seconds=_FAR_SECONDS)


def tidy(content: Path) -> None:
    """Let git pack what many saves have left as small files, where they are many; next to nothing is done where they aren't.

    It goes on beside what is read and saved meanwhile. Raises SubprocessError where git can't, and then nothing is lost.
    """
    words = [*_UNCONFIGURED, *_TIDY, "gc", "--auto", "--quiet"]
    _run(content, words, extra=_ALONE, seconds=_TIDY_SECONDS)


def _run(content: Path, arguments: list[str], *, extra: dict[str, str], seconds: int, given: bytes = b"") -> bytes:
    done = subprocess.run(
        ["git", *arguments], cwd=content, input=given, capture_output=True, env=_environment(extra), timeout=seconds,
        check=True, start_new_session=True,
    )  # fmt: skip
    return done.stdout


def _environment(extra: Mapping[str, str]) -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("GIT_")}
    return {**environment, "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C.UTF-8", **extra}


_kept: OrderedDict[Path, KeptGit] = OrderedDict()


def kept_git(content: Path) -> KeptGit:
    """git over a folder of content, in a process that is kept: for what is asked often. A few folders' are."""
    if content not in _kept:
        _kept[content] = KeptGit(content, _begun)
        while len(_kept) > _MOST_KEPT:
            _kept.popitem(last=False)[1].close()
    return _kept[content]


def _begun(content: Path, *arguments: str) -> subprocess.Popen[bytes]:
    return subprocess.Popen(
        ["git", *_UNCONFIGURED, *arguments], cwd=content, env=_environment(_ALONE), start_new_session=True,
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
    )  # fmt: skip


@atexit.register
def _end_all() -> None:
    while _kept:
        _kept.popitem()[1].close()


def add_version(
    content: Path,
    branch: str,
    files: Mapping[str, bytes | Blob | None],
    *,
    parents: tuple[str, ...],
    like: str = "",
    who: str,
    note: str,
) -> bool:
    """Add a version on a branch, with `files` (by path from the repository's top, None for one that is gone) and all else as
    in the first of its `parents`, or as in the version `like`. False where the branch has a version that is not behind it:
    somebody else's came first. Raises SubprocessError.

    One process does it all, and reads no more of what there is than what is changed.
    """
    by = f"{_signature(who)} <{EMAIL}> now"
    tree = kept_git(content).commit(like) if like else None
    rows = [f"commit {branch}", f"author {by}", f"committer {by}"]
    said = [*_with_data("\n".join(rows), note.encode())]
    said += [f"{'merge' if number else 'from'} {parent}\n".encode() for number, parent in enumerate(parents)]
    said += [f'M 040000 {tree.tree} ""\n'.encode()] if tree is not None else []
    for path, held in files.items():
        name = f'"{path.replace(chr(92), chr(92) * 2).replace(chr(34), chr(92) + chr(34))}"'
        if held is None:
            said.append(f"D {name}\n".encode())
        elif isinstance(held, Blob):
            said.append(f"M {held.mode} {held.name} {name}\n".encode())
        else:
            said += _with_data(f"M {PLAIN} inline {name}", held)
    words = ("fast-import", "--quiet", "--done", "--date-format=now")
    try:
        git(content, *words, given=b"".join([*said, b"done\n"]))
    except subprocess.CalledProcessError as error:
        if error.returncode == _CAME_FIRST:
            return False
        raise
    return True


def _with_data(row: str, data: bytes) -> tuple[bytes, bytes, bytes]:
    return f"{row}\ndata {len(data)}\n".encode(), data, b"\n"


def _signature(who: str) -> str:
    return " ".join(who.replace("<", " ").replace(">", " ").split()) or UNTOLD


def commit_tree(content: Path, tree: str, parents: tuple[str, ...], *, who: str, note: str) -> str:
    """The name of a new version of `tree`."""
    name = _signature(who)
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

    Seen from an empty folder, for git would pass files that it finds through filters of the content's own. It is changed in a
    copy that takes its place: a git that is killed while it has the index leaves it locked, to all and for ever.
    """
    repository = Path(git(content, "rev-parse", "--absolute-git-dir").decode().rstrip("\n"))
    index = repository / "index"
    if (repository / "index.lock").exists():  # somebody holds it; what is kept is kept
        return
    folder = repository / "redigering"
    empty, copy = folder / "tom", folder / "index"
    with suppress(
        OSError, subprocess.CalledProcessError
    ):  # no room, or an index that git can't read: what is kept is kept
        shutil.rmtree(folder, ignore_errors=True)  # what one that was killed has left
        empty.mkdir(parents=True)
        if index.exists():
            shutil.copyfile(index, copy)
        elsewhere = {"GIT_DIR": str(repository), "GIT_WORK_TREE": str(empty), "GIT_INDEX_FILE": str(copy)}
        git(content, "update-index", "-z", "--add", "--index-info", given=rows, extra=elsewhere)
        copy.replace(index)
    shutil.rmtree(folder, ignore_errors=True)


def newest(content: Path, name: str = "HEAD") -> str:
    """The version that a name means; empty where there is none. Raises SubprocessError where git can't tell."""
    found = kept_git(content).find(f"{name}^{{commit}}")
    return found.name if found is not None else ""
