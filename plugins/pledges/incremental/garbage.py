"""How often Python looks for garbage: a build or a check makes millions of objects that live to its end."""

import gc

_SELDOM = (200_000, 20, 100)


def look_seldom() -> None:
    """From now on; looking through them all took a tenth of a build's time, and two thirds of what opens a large municipality in the editor."""
    gc.set_threshold(*_SELDOM)


def leave_what_is_here() -> None:
    """Let what there is already never be looked through for garbage again: it lives to the end, and nothing else is done meanwhile, in
    any thread."""
    gc.freeze()
