"""What is kept in many files: all of it is there again, and only what an edit concerns is written."""

from pathlib import Path

from pledges.incremental.cache import Cache
from pledges.incremental.kept_work import KeptWork
from pledges.incremental.reads import Work

NAMES = [f"{what} kommuner/prov/loften/{number}" for number in range(300) for what in ("kort", "rader")]


def work(value: int) -> Work[int]:
    return Work((), "", value)


def times(folder: Path) -> dict[str, int]:
    return {path.name: path.stat().st_mtime_ns for path in folder.rglob("*") if path.is_file()}


def test_what_is_kept_is_there_again_and_only_what_is_new_is_written(tmp_path: Path) -> None:
    cache = Cache(tmp_path, b"")
    (tmp_path / "arbete").write_text("där allt låg i en fil förut")
    KeptWork(cache, "arbete").replace({name: work(0) for name in NAMES})
    kept, before = KeptWork(cache, "arbete"), times(tmp_path)
    assert (len(kept), set(kept)) == (len(NAMES), set(NAMES))
    kept.replace({name: work(1) if name == NAMES[0] else kept[name] for name in NAMES[:-1]})
    changed = [name for name, time in times(tmp_path).items() if before[name] != time]
    assert 1 <= len(changed) <= 2  # the first name's and the last one's
    again = KeptWork(cache, "arbete")
    assert {name: again[name].value for name in again} == {name: int(name == NAMES[0]) for name in NAMES[:-1]}


def test_values_in_several_files_are_as_in_one(tmp_path: Path) -> None:
    cache, made = Cache(tmp_path, b""), []

    def make(name: str) -> str:
        made.append(name)
        return name.upper()

    def refreshed(keys: dict[str, str]) -> dict[str, str]:
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
