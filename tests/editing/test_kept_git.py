"""git asked through one process that is kept, and a version added in one go."""

import os
import shutil
import signal
import subprocess
from pathlib import Path

import pytest

from pledges.editing import plumbing
from pledges.editing.kept_git import KeptGit
from pledges.editing.plumbing import add_version, kept_git, newest
from support.editor import git


@pytest.fixture
def content(tmp_path: Path) -> Path:
    return _repository(tmp_path / "arkiv", "ett")


def _repository(top: Path, text: str) -> Path:
    content = top / "content"
    content.mkdir(parents=True, exist_ok=True)
    (content / "a.md").write_text(text, encoding="utf-8")
    for words in (("init", "-q", "-b", "main"), ("add", "."), ("commit", "-q", "-m", "Början\n\nmed mer")):
        git(top, *words)
    return content


def said(content: Path, name: str) -> bytes | None:
    found = kept_git(content).find(name)
    return found.data if found else None


def test_a_kept_process_says_what_git_says_and_sees_what_others_do(content: Path) -> None:
    assert newest(content) == git(content, "rev-parse", "HEAD").strip()
    assert said(content, "HEAD:content/a.md") == b"ett"
    assert (newest(content, "refs/heads/annan"), said(content, "HEAD:finns/inte")) == ("", None)
    git(content, "commit", "-q", "--allow-empty", "-m", "Mer")
    git(content, "branch", "annan", "HEAD~1")
    git(content, "gc", "-q")
    first = kept_git(content).commit("annan")
    assert first is not None
    listed = git(content, "log", "-1", "--format=%H %T %an %aI", "annan").strip()
    assert f"{first.name} {first.tree} {first.who} {first.when.isoformat()}" == listed
    assert (first.words, first.parents) == ("Början\n\nmed mer\n", ())
    last = kept_git(content).commit("main")
    assert last is not None
    assert last.parents == (first.name,)


def test_a_repository_that_is_put_in_the_place_of_another_is_the_one_that_is_asked(content: Path) -> None:
    before = newest(content)
    shutil.rmtree(content.parent)
    _repository(content.parent, "tre")
    assert newest(content) != before
    assert said(content, "HEAD:content/a.md") == b"tre"


def test_a_repository_whose_folders_have_the_numbers_of_the_former_is_the_one_that_is_asked(
    content: Path, tmp_path: Path
) -> None:
    """A new folder may be given the number of one that is gone; here they are moved, so that it is."""
    before, top = newest(content), content.parent
    kept = (".git", "content")
    for name in kept:
        (top / name).rename(tmp_path / name)
    shutil.rmtree(top)
    top.mkdir()
    for name in kept:
        (tmp_path / name).rename(top / name)
    for one in (top / ".git").iterdir():
        shutil.rmtree(one) if one.is_dir() else one.unlink()
    _repository(top, "fyra")
    assert newest(content) != before
    assert said(content, "HEAD:content/a.md") == b"fyra"


def test_a_process_that_somebody_has_ended_is_begun_again_and_one_that_can_not_answer_says_so(
    content: Path, tmp_path: Path
) -> None:
    begun: list[subprocess.Popen[bytes]] = []

    def begin(folder: Path, *words: str) -> subprocess.Popen[bytes]:
        begun.append(plumbing._begun(folder, *words))
        return begun[-1]

    kept = KeptGit(content, begin)
    assert kept.commit("HEAD")
    os.kill(begun[-1].pid, signal.SIGKILL)
    begun[-1].wait()
    assert kept.commit("HEAD")
    with pytest.raises(subprocess.SubprocessError):
        KeptGit(tmp_path, begin).find("HEAD")  # no repository
    kept.close()
    assert all(one.returncode is not None for one in begun)


def test_a_version_is_added_on_the_one_that_it_was_made_of_and_on_no_other(content: Path) -> None:
    first = newest(content)
    files = {'content/bild "å".md': b"b\n\0", "content/a.md": None}
    assert add_version(content, "refs/heads/x", files, parents=(first,), who="Å <b>", note="Först")
    assert git(content.parent, "ls-tree", "-r", "-z", "--name-only", "x") == 'content/bild "å".md\0'
    assert git(content, "log", "-1", "--format=%an %ae %s", "x") == "Å b redigering@portalen.invalid Först\n"
    second = newest(content, "refs/heads/x")
    assert not add_version(content, "refs/heads/x", {"content/c.md": b"c"}, parents=(first,), who="B", note="Sedan")
    assert newest(content, "refs/heads/x") == second
    anew = {"content/c.md": b"c"}
    assert add_version(content, "refs/heads/x", anew, parents=(second, first), like=first, who="B", note="Sedan")
    assert git(content.parent, "ls-tree", "-r", "--name-only", "x").split() == ["content/a.md", "content/c.md"]
    assert git(content, "log", "-1", "--format=%P", "x").split() == [second, first]
    with pytest.raises(subprocess.CalledProcessError):
        add_version(
            content, "refs/heads/x", {"content/c.md": plumbing.Blob("100644", "0" * 40)}, parents=(), who="", note=""
        )
