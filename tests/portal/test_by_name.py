"""What takes more than three arguments is given them by name: two that change places would pass the type checker.

Ruff's PLR0917 holds that of functions and methods; what a dataclass is made of it does not see.
"""

import inspect
import pkgutil
from collections.abc import Iterator
from importlib import import_module

import pytest

AT_MOST = 3
BY_PLACE = (inspect.Parameter.POSITIONAL_ONLY, inspect.Parameter.POSITIONAL_OR_KEYWORD)
# A row of a unit's table, of which a build reads one for each file out of the table's columns.
ROWS = {"FileState"}


def made_of_fields(package: str) -> Iterator[type]:
    """The dataclasses and named tuples of a package."""
    root = import_module(package)
    for module in pkgutil.walk_packages(root.__path__, f"{package}."):
        if not module.name.endswith("__main__"):
            found = vars(import_module(module.name)).values()
            yield from (
                one
                for one in found
                if inspect.isclass(one)
                and one.__module__ == module.name
                and (hasattr(one, "__dataclass_fields__") or hasattr(one, "_fields"))
            )


@pytest.mark.parametrize("package", ["pledges", "audit", "bench", "soak"])
def test_at_most_three_fields_are_given_by_place(package: str) -> None:
    classes = list(made_of_fields(package))
    too_many = {
        one.__qualname__
        for one in classes
        if sum(each.kind in BY_PLACE for each in inspect.signature(one).parameters.values()) > AT_MOST
    }
    assert classes
    assert too_many <= ROWS
