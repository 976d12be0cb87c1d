"""Templates as Jinja compiles them, kept from one run to the next: compiling them took a fifth of the time of an edit.

What is kept may be lost or damaged at any time, and is used only by the code that made it.
"""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

from pledges.incremental import replace_file
from pledges.incremental.fingerprint import code_key, digest


class TemplateCache(BytecodeCache):
    """Compiled templates in `folder`, for an environment that is made with `options`."""

    def __init__(self, folder: Path, options: Mapping[str, Any]) -> None:
        self._folder = folder
        self._made_by = digest(code_key(), repr(sorted(options.items())).encode()).encode()

    def beside(self, name: str) -> "TemplateCache":
        """A cache for an environment that differs in what `name` says: the same templates, compiled otherwise."""
        other = TemplateCache(self._folder / name, {})
        other._made_by = self._made_by
        return other

    def load_bytecode(self, bucket: Bucket) -> None:
        """Give the compiled template, if it lies there whole."""
        with suppress(OSError):
            seal, _, code = self._place(bucket).read_bytes().partition(b"\n")
            if seal == self._seal(code):
                bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        """Keep it; where that can't be done it is compiled the next time too."""
        code = bucket.bytecode_to_string()
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            replace_file.replace(self._place(bucket), self._seal(code) + b"\n" + code)

    def _place(self, bucket: Bucket) -> Path:
        return self._folder / bucket.key

    def _seal(self, code: bytes) -> bytes:
        return digest(self._made_by, code).encode()
