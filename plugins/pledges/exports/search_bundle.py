"""Makes a Pagefind index the same every time: Pagefind 1.5 writes its filters in an order that differs between runs.

Its files are gzipped, begin with a mark, and hold CBOR (RFC 8949) of three kinds only: whole numbers, texts and
lists. Here the values of each filter and the filters themselves are sorted, and the files named after their new
bytes. A file that is not understood is left as it is: the search works all the same.
"""

import gzip
import hashlib
from pathlib import Path
from typing import Any

_MARK = b"pagefind_dcd"
_NUMBER, _TEXT, _LIST = 0, 3, 4
_FILTERS = 3  # where in the list of the pf_meta file


class _NotUnderstoodError(Exception):
    """The file holds something else than what this module knows of."""


def settle(folder: Path, language: str = "sv") -> None:
    """Sort what is unsorted in the index at `folder`, and rename what has changed."""
    contents = list(folder.glob(f"pagefind.{language}_*.pf_meta"))
    filters = sorted((folder / "filter").glob(f"{language}_*.pf_filter"))
    try:
        (table,) = (_read(path) for path in contents)
        sorted_filters = {
            path.stem: _written([name, sorted(values)]) for path in filters for name, values in [_read(path)]
        }
        names = {old: f"{language}_{_digest(data, 7)}" for old, data in sorted_filters.items()}
        table[_FILTERS] = sorted([name, names[mark]] for name, mark in table[_FILTERS])
        new_table = _written(table)
    except (_NotUnderstoodError, ValueError, TypeError, LookupError):
        return
    for path in filters:
        path.unlink()
    for old, data in sorted_filters.items():
        (folder / "filter" / f"{names[old]}.pf_filter").write_bytes(_packed(data))
    old_mark = contents[0].name.removeprefix("pagefind.").removesuffix(".pf_meta")
    new_mark = f"{language}_{_digest(new_table, 10)}"
    contents[0].unlink()
    (folder / f"pagefind.{new_mark}.pf_meta").write_bytes(_packed(new_table))
    entry = folder / "pagefind-entry.json"
    entry.write_bytes(entry.read_bytes().replace(old_mark.encode(), new_mark.encode()))


def _digest(data: bytes, length: int) -> str:
    return hashlib.blake2b(data).hexdigest()[:length]


def _packed(data: bytes) -> bytes:
    return gzip.compress(_MARK + data, 9, mtime=0)


def _read(path: Path) -> Any:
    """What a file holds; raises _NotUnderstoodError where writing it again would give other bytes."""
    data = gzip.decompress(path.read_bytes())
    if not data.startswith(_MARK):
        raise _NotUnderstoodError
    data = data.removeprefix(_MARK)
    found, end = _decoded(data, 0)
    if end != len(data) or _written(found) != data:
        raise _NotUnderstoodError
    return found


def _decoded(data: bytes, at: int) -> tuple[Any, int]:
    """The value that begins at `at`, and where the next begins."""
    kind, short = data[at] >> 5, data[at] & 31
    at += 1
    if short >= 24:
        width = {24: 1, 25: 2, 26: 4, 27: 8}.get(short)
        if width is None:
            raise _NotUnderstoodError
        short, at = int.from_bytes(data[at : at + width], "big"), at + width
    if kind == _NUMBER:
        return short, at
    if kind == _TEXT:
        return data[at : at + short].decode(), at + short
    if kind == _LIST:
        found = []
        for _ in range(short):
            value, at = _decoded(data, at)
            found.append(value)
        return found, at
    raise _NotUnderstoodError


def _written(value: Any) -> bytes:
    if isinstance(value, int):
        return _head(_NUMBER, value)
    if isinstance(value, str):
        text = value.encode()
        return _head(_TEXT, len(text)) + text
    return _head(_LIST, len(value)) + b"".join(_written(one) for one in value)


def _head(kind: int, size: int) -> bytes:
    if size < 24:
        return bytes([kind << 5 | size])
    for code, width in ((24, 1), (25, 2), (26, 4), (27, 8)):
        if size < 1 << 8 * width:
            return bytes([kind << 5 | code]) + size.to_bytes(width, "big")
    raise _NotUnderstoodError
