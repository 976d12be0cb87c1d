"""`make new`: asks its way to a correct new file. The only part of it that talks to a terminal and to the disk.

Answers come from the keyboard, or from standard input, one on each line. Nothing is written before the last
question is answered, no file is ever written over, and whoever stops half-way leaves nothing behind.
"""

import contextlib
import os
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

from pledges.commands.arguments import add_content
from pledges.commands.authoring.answers import LEAVE_OUT, Choice, Dialogue, Question, answer
from pledges.commands.authoring.choices import read_context
from pledges.commands.authoring.dialogues import dialogue, what_and_where
from pledges.commands.authoring.question_order import Draft, HaltedError, yes_no
from pledges.content import geography
from pledges.content.discovery import SourceFile, discover
from pledges.content.geography import Geography
from pledges.content.kinds import Kind
from pledges.content.problems import as_text
from pledges.content.reader import read_text
from pledges.settings import SettingsError, read_day

HELP = "fråga sig fram till en ny fil"
_T = TypeVar("_T")
_COLUMNS_FROM = 12
_WIDTH = 96


class NoAnswerError(Exception):
    """The answers ended, or one of them could not be used, and nobody is there to be asked again."""


def converse(talk: Dialogue[_T], ask: Callable[[str], str], tell: Callable[[str], None], *, patient: bool) -> _T:
    """Drive a dialogue to its end. `patient` asks again when an answer can't be used; else NoAnswerError is raised."""
    try:
        question = next(talk)
        while True:
            question = talk.send(_answered(question, ask, tell, patient=patient))
    except StopIteration as done:
        result: _T = done.value
        return result


def _answered(question: Question, ask: Callable[[str], str], tell: Callable[[str], None], *, patient: bool) -> object:
    tell(shown(question))
    while True:
        try:
            line = ask("> ")
        except EOFError:
            raise NoAnswerError(f"Svaren tog slut vid ”{question.text}”.") from None
        try:
            return answer(question, line)
        except ValueError as error:
            if not patient:
                raise NoAnswerError(f"{question.text}: {error}") from None
            tell(f"  {error}")


def shown(question: Question) -> str:
    """A question as it stands on the screen."""
    lines = ["", question.text + ("" if question.required else "  (får lämnas tom)")]
    if question.help:
        lines.append(f"  {question.help}")
    lines.extend(_listed(question.choices))
    if question.many and question.choices:
        lines.append("  Flera går bra: 1, 3")
    if question.default:
        leave = "" if question.required else f", eller skriv {LEAVE_OUT} för att lämna tomt"
        lines.append(f"  Tryck Enter för: {_default_words(question)}{leave}")
    return "\n".join(lines)


def _default_words(question: Question) -> str:
    """What an empty line means, by the names of the choices."""
    chosen = [word.strip() for word in question.default.split(",")] if question.many else [question.default]
    if question.choices and len(chosen) > 1 and chosen == [choice.value for choice in question.choices]:
        return "alla"
    labels = {choice.value: choice.label for choice in (*question.choices, *question.also)}
    return ", ".join(labels.get(word, word) for word in chosen)


def _listed(choices: Sequence[Choice]) -> list[str]:
    """The choices with their numbers; many short ones stand in columns."""
    rows = [f"{number:>3}  {choice.label}" for number, choice in enumerate(choices, 1)]
    widest = max((len(row) for row in rows), default=0) + 2
    across = min(4, _WIDTH // widest) if len(rows) > _COLUMNS_FROM else 1
    height = -(-len(rows) // max(across, 1)) or 1
    return [
        "".join(row.ljust(widest) for row in rows[start::height]).rstrip() if across > 1 else rows[start]
        for start in range(min(height, len(rows)))
    ]


def save(content: Path, draft: Draft) -> Path:
    """Write the file, wholly or not at all. Raises FileExistsError rather than write over one."""
    target = content / draft.path
    made = [folder for folder in (target.parent, *target.parent.parents) if not folder.exists()]
    target.parent.mkdir(parents=True, exist_ok=True)
    descriptor, name = tempfile.mkstemp(suffix=".tmp", prefix="ny-", dir=target.parent)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(draft.text.encode())
        os.chmod(name, 0o644)  # mkstemp keeps others out; a content file is for everyone in the office
        try:
            os.link(name, target)  # unlike rename, fails if somebody else was first
        except PermissionError:  # a file system without links
            os.close(os.open(target, os.O_CREAT | os.O_EXCL))
            os.replace(name, target)
    except BaseException:
        _remove(name, *made)
        raise
    with contextlib.suppress(FileNotFoundError):
        os.unlink(name)
    return target


def _remove(name: str, *folders: Path) -> None:
    with contextlib.suppress(OSError):
        os.unlink(name)
    for folder in folders:
        with contextlib.suppress(OSError):  # somebody else's file may lie there by now
            folder.rmdir()


def checked(draft: Draft, kind: Kind, place: str | None) -> str:
    """What the reader says of a draft; nothing when it is in order."""
    _record, problems = read_text(SourceFile(draft.path, kind, place, (0, 0, 0)), draft.text.encode())
    return as_text(problems)


def write_new(
    content: Path, places: Geography, day_text: str | None, ask: Callable[[str], str], *, patient: bool
) -> int:
    """The whole of `make new`. Gives the exit status: 0 when a file was written."""
    discovery = discover(content, places)
    entered = frozenset(source.municipality for source in discovery.records if source.municipality)
    what, place = converse(what_and_where(places, entered), ask, print, patient=patient)
    context = read_context(content, discovery.records, places, day=read_day(day_text), place=place)
    draft = converse(dialogue(context, what), ask, print, patient=patient)
    kind = Kind(what) if what in {kind.value for kind in Kind} else Kind.PLEDGE
    faults = checked(draft, kind, place)
    print(f"\n{draft.path}\n\n{draft.text}")
    if faults:
        print(faults)
    if converse(_confirm(), ask, print, patient=patient) != "ja":
        print("Inget har skrivits.")
        return 1
    try:
        target = save(content, draft)
    except FileExistsError:
        print(f"{draft.path} finns redan: någon hann före. Inget har skrivits.", file=sys.stderr)
        return 1
    print(f"Filen är skriven: {target}\nÖppna den, skriv texten under det andra --- och kör make check.")
    return 0


def _confirm() -> Dialogue[str]:
    answered: str = yield yes_no("Ska filen skrivas?", "ja")
    return answered


def add_arguments(parser: ArgumentParser) -> None:
    """What the command takes."""
    add_content(parser)


def run(chosen: Namespace) -> int:
    """Ask and write, on the day that DATE says or today; gives the exit status."""
    content = Path(chosen.content)
    patient = sys.stdin.isatty()
    if patient:
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401, PLC0415 - arrow keys and history in input()
    try:
        return write_new(content, geography.load(), os.environ.get("DATE"), input, patient=patient)
    except KeyboardInterrupt:
        print("\nAvbrutet. Inget har skrivits.", file=sys.stderr)
        return 130
    except (NoAnswerError, HaltedError, SettingsError) as error:
        print(f"\n{error}\nInget har skrivits.", file=sys.stderr)
    except UnicodeError:
        print("\nSvaren är inte skrivna med kodningen UTF-8. Inget har skrivits.", file=sys.stderr)
    except OSError as error:
        print(f"\nDet gick inte att läsa eller skriva {error.filename or content}: {error.strerror}.", file=sys.stderr)
    return 1
