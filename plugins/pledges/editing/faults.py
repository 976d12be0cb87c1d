"""Why something could not be written or read, in words for those who write."""

import errno
import subprocess

FULL = "det finns ingen plats kvar på disken"
_FULL = frozenset({errno.ENOSPC, errno.EDQUOT})
_GIT_SAYS = (b"No space left on device", b"Disk quota exceeded")


def in_words(error: OSError | subprocess.SubprocessError) -> str:
    """What was in the way: that the disk is full, or else what the system or git says."""
    if isinstance(error, OSError):
        return FULL if error.errno in _FULL else error.strerror or str(error)
    said: bytes = getattr(error, "stderr", None) or b""
    if any(words in said for words in _GIT_SAYS):
        return FULL
    return next(reversed(said.decode(errors="replace").strip().splitlines()), str(error))
