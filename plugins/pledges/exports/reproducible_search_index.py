"""Makes a Pagefind index the same every time: Pagefind 1.5 writes its filters in an order that differs between runs.

Its files are gzipped, begin with a mark, and hold CBOR (RFC 8949). Here the values of each filter and the filters
themselves are sorted, and the files named after their new bytes. A file that is not understood is left as it is: the
search works all the same.
"""

import gzip
import hashlib
from pathlib import Path
from typing import Any

import cbor2

_MARK = b"pagefind_dcd"
_FILTERS = 3  # where in the list of the pf_meta file


def sort_index(folder: Path, language: str = "sv") -> None:
    """Sort what is unsorted in the index at `folder`, and rename what has changed."""
    contents = list(folder.glob(f"pagefind.{language}_*.pf_meta"))
    filters = sorted((folder / "filter").glob(f"{language}_*.pf_filter"))
    try:
        (table,) = (_read(path) for path in contents)
        sorted_filters = {
            path.stem: cbor2.dumps([name, sorted(values)]) for path in filters for name, values in [_read(path)]
        }
        names = {old: f"{language}_{_digest(data, 7)}" for old, data in sorted_filters.items()}
        table[_FILTERS] = sorted([name, names[mark]] for name, mark in table[_FILTERS])
        new_table = cbor2.dumps(table)
    except (cbor2.CBORError, ValueError, TypeError, LookupError):
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
    """What a file holds; raises ValueError where writing it again would give other bytes."""
    data = gzip.decompress(path.read_bytes())
    value = cbor2.loads(data.removeprefix(_MARK))
    if _MARK + cbor2.dumps(value) != data:
        raise ValueError(f"{path.name} is written in another way than this module writes")
    return value
