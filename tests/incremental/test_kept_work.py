"""What is kept in many files: all of it is there again, and only what an edit concerns is written."""

from collections.abc import Mapping
from pathlib import Path

from pledges.incremental.cache import Cache
from pledges.incremental.kept_work import KeptWork
from pledges.incremental.reads import Reads, WorkMemory

SUBJECTS = [f"kommuner/prov/loften/{number}" for number in range(300)]


def times(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


class Rounds:
    """What is worked out of numbers, round after round, with what an earlier round has kept."""

    def __init__(self, folder: Path) -> None:
        self.cache = Cache(folder, b"")
        self.numbers = dict.fromkeys(SUBJECTS, 0)
        self.done: list[str] = []

    def run(self, subjects: list[str], context: str = "", *, what: str = "kort") -> dict[str, int]:
        """The number of each of `subjects`, as its work `what` gives it."""
        self.done = []
        reads = Reads(lambda name: str(self.numbers.get(name)), context)
        memory = WorkMemory(reads, KeptWork(self.cache, "arbete", len(SUBJECTS)))

        def work(subject: str) -> int:
            self.done.append(subject)
            reads.note(subject)
            return self.numbers[subject]

        found = {one: memory.recall(f"{what} {one}", lambda one=one: work(one)) for one in subjects}  # type: ignore[misc]
        memory.keep()
        return found


def test_what_is_kept_is_there_again_and_only_what_is_new_is_written(tmp_path: Path) -> None:
    (tmp_path / "arbete").write_text("där allt låg i en fil förut")
    rounds = Rounds(tmp_path)
    assert rounds.run(SUBJECTS) == rounds.numbers
    before = times(tmp_path)
    assert len(before) > 4
    rounds.numbers[SUBJECTS[7]] = 1
    assert rounds.run(SUBJECTS) == rounds.numbers
    assert rounds.done == [SUBJECTS[7]]
    assert sum(before[name] != time for name, time in times(tmp_path).items()) == 1
    rounds.run(SUBJECTS, "en annan dag")
    assert rounds.done == SUBJECTS


def test_what_nobody_asked_for_is_kept_too_until_something_that_it_read_is_another(tmp_path: Path) -> None:
    rounds = Rounds(tmp_path)
    rounds.run(SUBJECTS)
    for subject in SUBJECTS[:40]:  # so that its shard is written while nobody asks for the rest
        rounds.numbers[subject] = 1
    rounds.run(SUBJECTS[:40])
    rounds.numbers[SUBJECTS[50]] = 1
    rounds.run(SUBJECTS[:40])
    assert rounds.done == []
    assert rounds.run(SUBJECTS) == rounds.numbers
    assert rounds.done == [SUBJECTS[50]]


def test_what_nobody_asked_for_goes_when_somebody_else_saw_that_what_it_read_is_another(tmp_path: Path) -> None:
    rounds, subject = Rounds(tmp_path), SUBJECTS[:1]
    rounds.run(subject)
    rounds.run(subject, what="rader")
    rounds.numbers[subject[0]] = 1
    rounds.run(subject, what="rader")
    assert rounds.run(subject) == {subject[0]: 1}


def test_what_was_kept_holds_again_when_all_says_what_it_said_then_and_else_not(tmp_path: Path) -> None:
    rounds, subject = Rounds(tmp_path), SUBJECTS[0]
    rounds.run(SUBJECTS)
    rounds.numbers[subject] = 1
    rounds.run(SUBJECTS)
    rounds.numbers[subject] = 0
    assert (rounds.run(SUBJECTS), rounds.done) == (rounds.numbers, [subject])


def test_values_in_several_files_are_as_in_one(tmp_path: Path) -> None:
    cache, made = Cache(tmp_path, b""), []

    def make(name: str) -> str:
        made.append(name)
        return name.upper()

    def refreshed(keys: Mapping[str, str]) -> dict[str, str]:
        made.clear()
        return cache.refresh_in_shards("lasta", keys, make)

    keys = {f"fil {number}": "a" for number in range(600)}
    assert list(refreshed(keys).items()) == [(name, name.upper()) for name in keys]
    before = times(tmp_path)
    assert len(before) > 4
    refreshed(keys | {"fil 7": "b"})
    assert made == ["fil 7"]
    assert sum(before[name] != time for name, time in times(tmp_path).items()) == 1
    few = {"fil 8": "a"}
    assert refreshed(few) == {"fil 8": "FIL 8"}  # in as many files as these need, and no other is left
    assert len(times(tmp_path)) == 1
    cache.keep_only("", frozenset())
    assert not times(tmp_path)
