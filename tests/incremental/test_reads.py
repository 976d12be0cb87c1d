"""Work that is recalled: as if it were done anew, whatever has changed and however work leads on to other work."""

from collections.abc import Mapping

from hypothesis import given
from hypothesis import strategies as st

from pledges.incremental.reads import Reads, WatchedMapping, Work, WorkMemory

_NAMES = ("a", "b", "c", "d")
# What each of these holds, and which of the later ones it leads on to: a sum of both is what it gives.
_HELD = st.fixed_dictionaries({name: st.tuples(st.integers(0, 2), st.sets(st.sampled_from(_NAMES))) for name in _NAMES})
Held = Mapping[str, tuple[int, set[str]]]


def _sums(held: Held, before: Mapping[str, Work[int]]) -> tuple[dict[str, int], WorkMemory, list[str]]:
    """What each name comes to, the memory of it, and which were worked out and not recalled."""
    reads = Reads(lambda name: repr(held[name.removeprefix("post ")]), "")
    seen, memory, done = WatchedMapping(held, reads, "post"), WorkMemory(reads, before), []

    def of(name: str) -> int:
        def work() -> int:
            done.append(name)
            own, onwards = seen[name]
            return own + sum(of(other) for other in sorted(onwards) if other > name)

        return memory.recall(name, work)

    return {name: of(name) for name in _NAMES}, memory, done


_EDITS = st.lists(st.tuples(st.sampled_from(_NAMES), st.integers(0, 2)), max_size=6)


@given(_HELD, _EDITS)
def test_what_is_recalled_is_what_would_be_worked_out(held: Held, edits: list[tuple[str, int]]) -> None:
    memory: Mapping[str, Work[int]] = {}
    for name, own in (("a", held["a"][0]), *edits):
        held = {**held, name: (own, held[name][1])}
        sums, remembered, _ = _sums(held, memory)
        assert sums == _sums(held, {})[0]
        memory = remembered.now
        assert _sums(held, memory)[2] == []


def test_work_is_done_again_when_what_it_led_on_to_has_changed_and_no_other_is() -> None:
    before: Held = {"a": (1, {"b"}), "b": (1, {"c"}), "c": (1, set()), "d": (1, set())}
    _, memory, done = _sums(before, {})
    assert sorted(done) == ["a", "b", "c", "d"]
    _, _, again = _sums({**before, "c": (2, set())}, memory.now)
    assert sorted(again) == ["a", "b", "c"]


def test_what_is_worked_out_apart_is_nothing_that_the_work_has_read() -> None:
    reads = Reads(str, "")

    def work() -> int:
        reads.note("eget")
        _, noted = reads.apart(lambda: reads.note("annat"))
        assert noted == {"annat"}
        return 1

    assert reads.again(None, work).read == ("eget",)
