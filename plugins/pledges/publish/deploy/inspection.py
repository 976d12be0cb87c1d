"""What lies at a target, against the manifest that lies there: what is lost, what is another, what is no part of it.

Where the files are at hand their bytes are read. Where they would have to be fetched there is a listing, and the bytes are
read when asked for: a site's manifest is put there last, so that no file of the site is newer than it, and one that is has
been written by somebody else.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import NamedTuple

from pledges.publish import manifest as manifests
from pledges.publish.deploy.plan import UNKNOWN, DeployError
from pledges.publish.manifest import Difference, Manifest


class ListedFile(NamedTuple):
    """A file in a listing: its size in bytes, and when it was written, in seconds."""

    size: int
    written: float


Listing = Mapping[str, ListedFile]


@dataclass(frozen=True, slots=True)
class Inspection:
    """The manifest at a target (None where none can be read), and how the files there differ from it."""

    manifest: Manifest | None
    difference: Difference

    def trusted(self, *, cleared: bool) -> Manifest | None:
        """The manifest, with nothing said of the files that differ, so that a deploy puts them there again.

        `cleared` where what is no part of the site is to go, too.
        """
        found, manifest = self.difference, self.manifest
        doubted = (*found.missing, *found.changed, *(found.unknown if cleared else ()))
        return replace(manifest, files={**manifest.files, **dict.fromkeys(doubted, UNKNOWN)}) if manifest else None


def by_bytes(manifest: Manifest | None, hashes: Mapping[str, str]) -> Inspection:
    """What lies at a target, from the SHA-256 of every file there."""
    if manifest is None:
        return Inspection(None, Difference((manifests.NAME,) if hashes else (), (), ()))
    return Inspection(manifest, manifests.differences(hashes, manifest))


def by_state(manifest: Manifest | None, listing: Listing) -> Inspection:
    """What lies at a target, from the sizes and times in its listing."""
    if manifest is None:
        return Inspection(None, Difference((), (), ()))
    last = listing[manifests.NAME].written if manifests.NAME in listing else 0.0
    there = {path: entry for path, entry in sorted(manifest.files.items()) if path in listing}
    changed = [
        path
        for path, entry in there.items()
        if listing[path].size != entry.size or listing[path].written > last or entry == UNKNOWN
    ]
    missing = sorted(manifest.files.keys() - there.keys())
    unknown = sorted(listing.keys() - there.keys() - {manifests.NAME})
    return Inspection(manifest, Difference(tuple(missing), tuple(changed), tuple(unknown)))


def read_back(difference: Difference, where: str) -> None:
    """Raises DeployError where what was put there is not what lies there."""
    wrong = (*difference.missing, *difference.changed)
    if wrong:
        raise DeployError(
            f"Det som lades ut stämmer inte med det som ligger i {where} (till exempel {wrong[0]}). "
            "Något annat skrev där samtidigt. Kör samma kommando igen."
        )


def examples(paths: Iterable[str], shown: int = 5) -> str:
    """The first few paths, in words."""
    given = list(paths)
    more = f" och {len(given) - shown} till" if len(given) > shown else ""
    return ", ".join(given[:shown]) + more
