"""What is worked out once for each of many objects, told apart by which they are and not by what they say: that is quicker to ask
for than to compare them, where the same object stands in many places."""

from collections.abc import Callable
from typing import Any, TypeVar

_T = TypeVar("_T")
_MOST = 8192
"""So many at a time, as they are held meanwhile: the largest municipality's, and not a whole country's."""


def once_of_each(make: Callable[[Any], _T]) -> Callable[[Any], _T]:
    """`make`, which gives the same for the same object."""
    kept: dict[int, tuple[Any, _T]] = {}

    def once(one: Any) -> _T:
        found = kept.get(id(one))
        if found is not None:  # it is held, so no other has its number
            return found[1]
        if len(kept) >= _MOST:
            kept.clear()
        value = make(one)
        kept[id(one)] = one, value
        return value

    return once
