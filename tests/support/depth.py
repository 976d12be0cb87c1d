"""How much a test looks at, and how long it waits: some of it in `make test`, the whole in `make soak`, which runs such tests anew."""

import os
from typing import TypeVar

WHOLE = "PORTAL_TEST_WHOLE"
PATIENCE = 180  # seconds: a limit for what takes a moment, on a machine that is busy with a dozen other things
_T = TypeVar("_T")


def short_or_whole(short: _T, whole: _T) -> _T:
    """`whole` where everything is to be looked at, else `short`."""
    return whole if os.environ.get(WHOLE) else short
