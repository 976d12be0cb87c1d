"""Two changes of one record: both are kept where they can be, and told of where they can't."""

from typing import Any

import pytest

from pledges.editing.merge import Conflict, merged

BASE: dict[str, Any] = {
    "titel": "A",
    "kort": "K",
    "åtgärder": [{"id": "a", "vad": "x"}, {"id": "b", "vad": "y"}],
    "parter": ["p", "k"],
}


@pytest.mark.parametrize(
    ("mine", "theirs", "expected"),
    [
        ({"titel": "B"}, {"kort": "L"}, {"titel": "B", "kort": "L"}),
        ({"kort": None}, {"titel": "C"}, {"kort": None, "titel": "C"}),
        ({"parter": ["p"]}, {"parter": ["p", "k", "z"]}, {"parter": ["p", "z"]}),
        (
            {"åtgärder": [{"id": "a", "vad": "X"}, {"id": "b", "vad": "y"}]},
            {"åtgärder": [{"id": "a", "vad": "x"}, {"id": "b", "vad": "y", "ämne": "t"}, {"id": "c", "vad": "z"}]},
            {"åtgärder": [{"id": "a", "vad": "X"}, {"id": "b", "vad": "y", "ämne": "t"}, {"id": "c", "vad": "z"}]},
        ),
    ],
)
def test_changes_of_different_things_are_both_kept(mine: Any, theirs: Any, expected: Any) -> None:
    values, conflicts = merged(BASE, _with(mine), _with(theirs))
    assert (values, conflicts) == (_with(expected), ())


def _with(changes: Any) -> dict[str, Any]:
    return {key: value for key, value in (BASE | changes).items() if value is not None}


def test_the_same_thing_changed_twice_is_told() -> None:
    values, conflicts = merged(BASE, _with({"titel": "B"}), _with({"titel": "C"}))
    assert values["titel"] == "B"
    assert conflicts == (Conflict(("titel",), "B", "C"),)
    rows = [{"id": "a", "vad": "x"}, {"id": "b", "vad": "Y1"}], [{"id": "a", "vad": "x"}, {"id": "b", "vad": "Y2"}]
    _, conflicts = merged(BASE, _with({"åtgärder": rows[0]}), _with({"åtgärder": rows[1]}))
    assert conflicts == (Conflict(("åtgärder", "b", "vad"), "Y1", "Y2"),)
    _, conflicts = merged(BASE, _with({"titel": None}), _with({"titel": "C"}))
    assert conflicts == (Conflict(("titel",), None, "C"),)
    _, conflicts = merged(BASE, _with({"åtgärder": [{"vad": "utan namn"}]}), _with({"åtgärder": []}))
    assert [one.loc for one in conflicts] == [("åtgärder",)]
