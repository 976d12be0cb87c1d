"""Records for tests, made from text by the real discovery, reader and linker.

    register = register_of({"kommuner/lulea/loften/prov.md": "titel: …\növerenskommelse: okänd\nperiod: 2019"})

A text without fences is taken as front matter alone, and its common indentation goes. A folder must bear a real municipality's slug;
what is in it is invented.
"""

import pickle
import textwrap
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory

from pledges.content import geography
from pledges.content.discovery import discover
from pledges.content.problems import Problem, as_text, has_errors
from pledges.content.reader import read_file
from pledges.content.record import Record
from pledges.content.record_fields import Commitment
from pledges.content.register import Register, link
from pledges.settings import GRACE_MONTHS
from pledges.status.facts import gather_facts
from pledges.status.standing import Standing, StatusOverTime
from support.sites import made_once

CONTENT = Path(__file__).parents[2] / "content"


def file_text(text: str) -> str:
    """A whole file's text: front matter alone gets its fences."""
    text = textwrap.dedent(text).strip("\n")
    return text + "\n" if text.startswith("---") else f"---\n{text}\n---\n"


def read_folder(content: Path) -> tuple[list[Record], list[Problem]]:
    """Every record under `content` that can be read, and every problem."""
    discovered = discover(content, geography.load())
    records, problems = [], list(discovered.problems)
    for source in discovered.records:
        record, more = read_file(content, source)
        problems.extend(more)
        if record is not None:
            records.append(record)
    return records, problems


def register_of(files: Mapping[str, str]) -> Register:
    """A register of `files` (path under content/ → text). Fails with every problem told if any file has an error."""
    with TemporaryDirectory() as folder:
        for path, text in files.items():
            target = Path(folder, path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(file_text(text), encoding="utf-8")
        records, problems = read_folder(Path(folder))
    assert not has_errors(problems), as_text(problems)
    return link(records, geography.load())


@lru_cache(maxsize=1)
def real_content() -> tuple[list[Record], list[Problem]]:
    """The portal's own content, read once for all processes of a test run."""

    def read(folder: Path) -> None:
        (folder / "records").write_bytes(pickle.dumps(read_folder(CONTENT)))

    found: tuple[list[Record], list[Problem]] = pickle.loads((made_once("content", read) / "records").read_bytes())
    return found


@lru_cache(maxsize=1)
def real_register() -> Register:
    """The portal's own content, linked."""
    return link(real_content()[0], geography.load())


def on(text: str) -> date:
    """`2020-01-31` → the day."""
    return date.fromisoformat(text)


def standing(
    register: Register, record: Record[Commitment], day: date, *, grace_months: int = GRACE_MONTHS
) -> Standing:
    """Where a public pledge, agreement or action plan stands on `day`."""
    return StatusOverTime(gather_facts(register, record), grace_months).on(day)


def standing_of_record(register: Register, identity: str, day: str, *, grace_months: int = GRACE_MONTHS) -> Standing:
    """Where the record with an identity stands on a day that is written as a text."""
    return standing(register, register.records[identity], on(day), grace_months=grace_months)
