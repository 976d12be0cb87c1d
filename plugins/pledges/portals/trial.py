"""The content as it would be: what portals offer is tried there against every rule before it is laid among the content."""

import shutil
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Self

from pledges.build.examination import Examined
from pledges.content.discovery import LOG_FOLDER
from pledges.content.problems import Problem, Severity
from pledges.incremental import replace_file
from pledges.incremental.scan import files, scan

Files = Mapping[str, bytes | None]
"""What is to stand at each path under content/; None for what is to be gone."""


class Trial:
    """A copy of `content` in `place` that can be changed and looked at; nothing but what is changed is copied."""

    def __init__(self, content: Path, place: Path, examine: Callable[[Path], Examined]) -> None:
        self.content = content
        self.place = place / content.name
        self.examine = examine
        self._before: frozenset[tuple[str, str, str]] | None = None
        shutil.rmtree(place, ignore_errors=True)
        self.place.mkdir(parents=True)
        if (content / LOG_FOLDER).is_dir():
            (self.place / LOG_FOLDER).symlink_to((content / LOG_FOLDER).resolve())
        for path, *_ in files(scan(content)):
            if path.partition("/")[0] != LOG_FOLDER:
                self._share(path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """What was tried may hold a text that is removed tomorrow: nothing is kept."""
        shutil.rmtree(self.place.parent, ignore_errors=True)

    def lay(self, changes: Files) -> None:
        """Let each path hold what it is to hold."""
        for path, data in changes.items():
            if data is None:
                (self.place / path).unlink(missing_ok=True)
            else:
                replace_file.replace_if_changed(self.place / path, data)

    def take_back(self, changes: Files) -> None:
        """Let each path of `changes` be as it is in the content."""
        for path in changes:
            (self.place / path).unlink(missing_ok=True)
            if (self.content / path).is_file():
                self._share(path)

    def new_errors(self) -> tuple[Problem, ...]:
        """The errors that are there now and were not in the content before anything was laid."""
        try:
            found = [one for one in self.examine(self.place).problems if one.severity is Severity.ERROR]
        except (
            Exception
        ) as error:  # what a portal has written may meet a mistake of ours: that is no reason to refuse another
            message = f"Det gick inte att pröva mot reglerna ({type(error).__name__}). Det är ett fel i portalen här; rapportera det."
            return (Problem(code="bortfallen-fil", path=self.content.name, message=message),)
        if not found:
            return ()
        if self._before is None:
            self._before = frozenset(map(_said, self.examine(self.content).problems))
        return tuple(one for one in found if _said(one) not in self._before)

    def _share(self, path: str) -> None:
        (self.place / path).parent.mkdir(parents=True, exist_ok=True)
        with suppress(FileExistsError):
            replace_file.share(self.content / path, self.place / path)


def _said(problem: Problem) -> tuple[str, str, str]:
    return problem.path, problem.code, problem.message
