"""`make new`: asks its way to a correct new file. The only part of it that talks to a terminal and to the disk.

Answers come from the keyboard, or from standard input, one on each line. Nothing is written under content/ before the
last question is answered, and no file is ever written over. What has been answered at a keyboard is kept beside the
cache until the file is written, so that who is interrupted can go on.
"""

import contextlib
import os
import sys
import tempfile
from argparse import ArgumentParser, Namespace
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import TypeVar

from pledges.build.examination import CACHE
from pledges.commands.arguments import add_content
from pledges.commands.authoring.answers import LEAVE_OUT, NEW, Choice, Dialogue, Question, answer
from pledges.commands.authoring.choices import Draft, read_context
from pledges.commands.authoring.dialogues import dialogue, what_and_where
from pledges.commands.authoring.question_order import HaltedError, yes_no
from pledges.content import geography
from pledges.content.discovery import SourceFile, discover
from pledges.content.geography import Geography
from pledges.content.kinds import Kind
from pledges.content.problems import as_text
from pledges.content.reader import read_text
from pledges.incremental import replace_file
from pledges.incremental.fingerprint import digest
from pledges.settings import SettingsError, read_day

HELP = "fråga sig fram till en ny fil"
_T = TypeVar("_T")
_COLUMNS_FROM = 12
_WIDTH = 96
BACK = ("<", "tillbaka")


class NoAnswerError(Exception):
    """The answers ended, or one of them could not be used, and nobody is there to be asked again."""


@dataclass(frozen=True, slots=True)
class AnswerFile:
    """The answers of a dialogue that was interrupted, a line for each question, in a file; without one, nowhere."""

    path: Path | None = None

    def read(self) -> list[str]:
        """The answers so far; none where there is no file, or one that can't be read."""
        try:
            return self.path.read_text(encoding="utf-8").splitlines() if self.path is not None else []
        except (OSError, UnicodeError):
            return []

    def write(self, lines: Sequence[str]) -> None:
        """Keep the answers so far. That they can't be kept stops nobody from going on."""
        if self.path is not None:
            with contextlib.suppress(OSError, UnicodeError):
                self.path.parent.mkdir(parents=True, exist_ok=True)
                replace_file.replace(self.path, "".join(f"{line}\n" for line in lines).encode())

    def forget(self) -> None:
        """The dialogue has come to its end."""
        if self.path is not None:
            with contextlib.suppress(OSError):
                self.path.unlink(missing_ok=True)


NOWHERE = AnswerFile()


def converse(
    talk: Dialogue[_T] | Callable[[], Dialogue[_T]],
    ask: Callable[[str], str],
    tell: Callable[[str], None],
    *,
    patient: bool,
    answers: AnswerFile = NOWHERE,
    given: Sequence[str] = (),
) -> _T:
    """Drive a dialogue to its end. `patient` asks again when an answer can't be used; else NoAnswerError is raised.

    What can be begun anew (a function that gives the dialogue) can be stepped back in: it is begun again and given the
    same answers but the last. `given` are answers from an earlier time, as far as they can still be used, and `answers`
    is where they are kept.
    """
    lines = list(given)
    last = ""
    while True:
        running = talk() if callable(talk) else talk
        try:
            question, lines = _replayed(running, lines)
            while True:
                line, meaning = _answered(question, ask, tell, patient=patient, before=last if callable(talk) else None)
                last = ""
                if line == BACK[0]:
                    break
                lines.append(line)
                answers.write(lines)
                question = running.send(meaning)
        except StopIteration as done:
            result: _T = done.value
            return result
        if lines:
            last = lines.pop()
        else:
            tell("  Det här är den första frågan.")


def _replayed(running: Dialogue[_T], lines: Sequence[str]) -> tuple[Question, list[str]]:
    """The first question that `lines` don't answer, and the lines that were used before it."""
    question = next(running)
    used: list[str] = []
    for line in lines:
        try:
            meaning = answer(question, line)
        except ValueError:
            break
        question = running.send(meaning)
        used.append(line)
    return question, used


def _answered(
    question: Question, ask: Callable[[str], str], tell: Callable[[str], None], *, patient: bool, before: str | None
) -> tuple[str, object]:
    """A line that can be used and what it means. An empty one is the default, written out.

    `before` is what was answered before a step back, None where no step back can be taken; the line is BACK[0] for one.
    """
    tell(shown(question) + (f"\n  Förut svarade du: {before}" if before else ""))
    while True:
        try:
            line = ask("> ")
        except EOFError:
            raise NoAnswerError(f"Svaren tog slut vid ”{question.text}”.") from None
        if before is not None and line.strip().casefold() in BACK:
            return BACK[0], None
        try:
            return line.strip() or question.default, answer(question, line)
        except ValueError as error:
            if not patient:
                raise NoAnswerError(f"{question.text}: {error}") from None
            tell(f"  {error}")


def shown(question: Question) -> str:
    """A question as it stands on the screen."""
    lines = ["", question.text + ("" if question.required else "  (får lämnas tom)")]
    if question.help:
        lines.append(f"  {question.help}")
    lines.extend(_listed(question.numbered))
    if question.new:
        lines.append(f"{NEW:>3}  Lägg till {question.new}")
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


def _listed(choices: Sequence[tuple[int, Choice]]) -> list[str]:
    """The choices with their numbers; many short ones stand in columns."""
    rows = [f"{number:>3}  {choice.label}" for number, choice in choices]
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
    _record, problems = read_text(
        SourceFile(draft.path, kind, municipality=place, stamp=(0, 0, 0)), draft.text.encode()
    )
    return as_text(problems)


def save_all(content: Path, draft: Draft) -> tuple[Path, ...]:
    """Write the file and those to be written with it, all or none. Raises FileExistsError as `save` does."""
    written: list[Path] = []
    try:
        for one in (*draft.others, replace(draft, others=())):
            written.append(save(content, one))
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)
        raise
    return tuple(written)


def _whole(content: Path, places: Geography, day: date) -> Dialogue[Draft | None]:
    """Every question of `make new`, from what is to be written to whether it may be; None where it may not."""
    discovery = discover(content, places)
    entered = frozenset(source.municipality for source in discovery.records if source.municipality)
    what, place = yield from what_and_where(places, entered)
    context = read_context(content, discovery.records, places, day=day, place=place)
    draft = yield from dialogue(context, what)
    kind = Kind(what) if what in {kind.value for kind in Kind} else Kind.PLEDGE
    parts = [f"{one.path}\n\n{one.text}" for one in (*draft.others, draft)]
    faults = checked(draft, kind, place)
    confirmed = yield yes_no("\n".join([*parts, *([faults] if faults else []), "Ska filen skrivas?"]), "ja")
    return draft if confirmed == "ja" else None


def write_new(
    content: Path, places: Geography, *, day_text: str | None, ask: Callable[[str], str], patient: bool
) -> int:
    """The whole of `make new`. Gives the exit status: 0 when a file was written."""
    day = read_day(day_text)
    answers = AnswerFile(_answers_of(content)) if patient else NOWHERE
    given = answers.read()
    if given and converse(_go_on(given), ask, print, patient=patient) == "nej":
        given = []
        answers.forget()
    if patient:
        print("Skriv < för att gå tillbaka ett steg. Avbryter du sparas svaren till nästa gång.")
    try:
        draft = converse(
            lambda: _whole(content, places, day), ask, print, patient=patient, answers=answers, given=given
        )
    except HaltedError:
        answers.forget()
        raise
    answers.forget()
    if draft is None:
        print("Inget har skrivits.")
        return 1
    try:
        *others, target = save_all(content, draft)
    except FileExistsError as error:
        paths = {str(content / one.path): one.path for one in draft.others}
        print(
            f"{paths.get(str(error.filename2), draft.path)} finns redan: någon hann före. Inget har skrivits.",
            file=sys.stderr,
        )
        return 1
    for other in others:
        print(f"Filen är skriven: {other}")
    print(f"Filen är skriven: {target}\nÖppna den, skriv texten under det andra --- och kör make check.")
    return 0


def _answers_of(content: Path) -> Path:
    """Where the answers about this content are kept while they are few."""
    return CACHE.parent / "svar" / f"{digest(str(content.resolve()).encode())}.txt"


def _go_on(given: Sequence[str]) -> Dialogue[str]:
    begun = ", ".join(line for line in given[:3] if line)
    answered: str = yield yes_no(
        f"Du avbröt förra gången ({begun} …). Vill du fortsätta där?", "ja", "nej börjar om från början."
    )
    return answered


def add_arguments(parser: ArgumentParser) -> None:
    add_content(parser)


def run(chosen: Namespace) -> int:
    """Ask and write, on the day that DATE says or today; gives the exit status."""
    content = Path(chosen.content)
    patient = sys.stdin.isatty()
    if patient:
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401, PLC0415 - arrow keys and history in input()
    try:
        return write_new(content, geography.load(), day_text=os.environ.get("DATE"), ask=input, patient=patient)
    except KeyboardInterrupt:
        kept = " Svaren är sparade: kör make new igen för att fortsätta." if _answers_of(content).exists() else ""
        print(f"\nAvbrutet. Inget har skrivits.{kept}", file=sys.stderr)
        return 130
    except (NoAnswerError, HaltedError, SettingsError) as error:
        print(f"\n{error}\nInget har skrivits.", file=sys.stderr)
    except UnicodeError:
        print("\nSvaren är inte skrivna med kodningen UTF-8. Inget har skrivits.", file=sys.stderr)
    except OSError as error:
        print(f"\nDet gick inte att läsa eller skriva {error.filename or content}: {error.strerror}.", file=sys.stderr)
    return 1
