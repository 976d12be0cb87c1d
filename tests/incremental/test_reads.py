"""Work that is recalled: as if it were done anew, whatever has changed and however work leads on to other work."""

from collections.abc import Mapping
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from pledges.incremental.kept_work import KeptWork
from pledges.incremental.reads import Reads, WatchedMapping, WorkMemory

_NAMES = ("a", "b", "c", "d")
# What each of these holds, and which of the later ones it leads on to: a sum of both is what it gives.
_HELD = st.fixed_dictionaries({name: st.tuples(st.integers(0, 2), st.sets(st.sampled_from(_NAMES))) for name in _NAMES})
Held = Mapping[str, tuple[int, set[str]]]


class _InMemory(dict[str, Any]):
    """Where work is kept between the runs."""

    put = dict.__setitem__

    def keep_only(self, folder: str, names: frozenset[str]) -> None:
        """Nothing is left over here."""


def _sums(held: Held, store: _InMemory) -> tuple[dict[str, int], list[str]]:
    """What each name comes to, and which were worked out and not recalled from `store`, where they are kept."""
    reads = Reads(lambda name: repr(held[name.removeprefix("post ")]), "")
    seen, memory, done = WatchedMapping(held, reads, "post"), WorkMemory(reads, KeptWork(store, "arbete", 1)), []

    def of(name: str) -> int:
        def work() -> int:
            done.append(name)
            own, onwards = seen[name]
            return own + sum(of(other) for other in sorted(onwards) if other > name)

        return memory.recall(name, work)

    sums = {name: of(name) for name in _NAMES}
    memory.keep()
    return sums, done


_EDITS = st.lists(st.tuples(st.sampled_from(_NAMES), st.integers(0, 2)), max_size=6)


@given(_HELD, _EDITS)
def test_what_is_recalled_is_what_would_be_worked_out(held: Held, edits: list[tuple[str, int]]) -> None:
    store = _InMemory()
    for name, own in (("a", held["a"][0]), *edits):
        held = {**held, name: (own, held[name][1])}
        assert _sums(held, store)[0] == _sums(held, _InMemory())[0]
        assert _sums(held, store)[1] == []


def test_work_is_done_again_when_what_it_led_on_to_has_changed_and_no_other_is() -> None:
    before: Held = {"a": (1, {"b"}), "b": (1, {"c"}), "c": (1, set()), "d": (1, set())}
    store = _InMemory()
    assert sorted(_sums(before, store)[1]) == ["a", "b", "c", "d"]
    assert sorted(_sums({**before, "c": (2, set())}, store)[1]) == ["a", "b", "c"]


def test_what_is_worked_out_apart_is_nothing_that_the_work_has_read() -> None:
    reads = Reads(str, "")

    def work() -> int:
        reads.note("eget")
        _, noted = reads.apart(lambda: reads.note("annat"))
        assert noted == {"annat"}
        return 1

    assert reads.work(work).read == ("eget",)
