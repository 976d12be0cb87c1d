"""What a deploy has to do, worked out from what lies at the other end and what is to lie there.

The order is the promise: what nothing refers to yet comes first, then what refers to it, and what nothing refers to any
more goes last. So a run that is cut off anywhere leaves every page with its assets and its links.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from pledges.publish import manifest as manifests
from pledges.publish import published_log
from pledges.publish.built_from import built_from
from pledges.publish.manifest import Manifest, ManifestEntry
from pledges.publish.server_headers import is_fingerprinted, original
from pledges.urls import output_path

RELEASES_KEPT = 10
UNKNOWN = ManifestEntry("", 0)


class DeployError(Exception):
    """The deploy can't be done; the message is Swedish and says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DeployPlan:
    """`added` are to be put there first, in order, then `changed`, then the manifest `after`; `deleted` go last.

    `carried` are old assets that stay for those who have an old page open. `purge` says that a text has been removed
    since the last time, so that nothing of what was there before may remain. `repaired` are those that did not lie there
    as the last deploy had left them. `instead_of` is the release that somebody had gone back to, where one is replaced;
    where it is the same as the latest, `confirmed` says that it is to be that, and not to stay.
    """

    added: tuple[str, ...]
    changed: tuple[str, ...]
    deleted: tuple[str, ...]
    carried: tuple[str, ...]
    after: Manifest
    purge: bool
    repaired: tuple[str, ...] = ()
    instead_of: int | None = None
    confirmed: bool = False

    @property
    def is_empty(self) -> bool:
        """Whether what lies there already is what should, and nothing that may not remain."""
        return not (self.added or self.changed or self.deleted or self.purge or self.confirmed)


def plan(before: Manifest | None, site: Manifest) -> DeployPlan:
    """From what lies there (`before`; None where nothing is known) to `site`."""
    old: Mapping[str, ManifestEntry] = before.files if before is not None else {}
    purge = before is not None and not _removed(site) <= _removed(before)
    carried = dict(_carried(old, site, purge))
    after = replace(site, files={**site.files, **carried})
    added = [path for path in site.files if path not in old]
    changed = [path for path, entry in site.files.items() if path in old and not entry.has_content_of(old[path])]
    deleted = sorted(old.keys() - after.files.keys())
    return DeployPlan(
        added=tuple(sorted(added, key=_rank)),
        changed=tuple(sorted(changed, key=_rank)),
        deleted=tuple(deleted),
        carried=tuple(sorted(carried)),
        after=after,
        purge=purge,
        instead_of=before.restored if before is not None and site.restored is None else None,
    )


def plan_to_show(before: Manifest | None, site: Manifest, *, latest: bool = False) -> DeployPlan:
    """As `plan`, of a site that visitors are to meet. Raises DeployError where a text that was removed would be back.

    A release that somebody has gone back to stays until it is said that the `latest` is wanted; but what has been removed
    goes out, whatever else is to wait. Raises DeployError where it stays.
    """
    back = sorted(
        address
        for address in (before.gone if before is not None else ())
        if address not in site.gone and address not in site.moved and output_path(address) in site.files
    )
    if back:
        raise DeployError(
            f"Det som låg på {back[0]} är borttaget där, och skulle synas igen. Kom det tillbaka i en sammanslagning eller ur en "
            "säkerhetskopia, kör make remove och make publish igen. Ska det visas, lägg det i en ny fil med ett annat namn."
        )
    site = _in_one_line(before, site)
    todo = plan(before, site)
    if todo.instead_of is not None and not (latest or todo.purge or todo.is_empty):
        raise DeployError(
            f"Någon har gått tillbaka till utgåva {todo.instead_of}, och den ligger kvar tills någon säger annat. Det nya är "
            "byggt men inte utlagt. När felet är rättat, kör make publish och sedan make deploy med LATEST=ja."
        )
    return replace(todo, confirmed=latest and todo.instead_of is not None)


def _in_one_line(before: Manifest | None, site: Manifest) -> Manifest:
    """The site, whose log goes on from what has been put out. Raises DeployError for one that would begin another past.

    A release that somebody goes back to has the log of its own day, and what has been put out since is still remembered.
    """
    out = before.log if before is not None else None
    if out is None:
        return site
    if site.restored is not None:
        return replace(site, log=out)
    if len(site.lines) >= out.number and site.lines[out.number - 1] == out.digest:
        return site
    how = "är en annan" if len(site.lines) >= out.number else "finns inte här"
    raise DeployError(
        f"Loggen över det som getts ut fortsätter inte på den som ligger ute: rad {out.number} därifrån {how}. En annan dator har "
        "gett ut däremellan, eller så är minnet här ett äldre. Inget har lagts ut. Ta upp det som den andra har sparat (git pull), "
        f"eller lägg portalens egen {published_log.LOG} i innehållets .utgivet/, och kör make publish igen."
    )


def _nothing_removed(site: Manifest) -> Manifest:
    return replace(site, gone=(), source=replace(site.source, removals=()))


def _removed(site: Manifest) -> frozenset[str]:
    return frozenset((*site.gone, *site.source.removals))


def _carried(old: Mapping[str, ManifestEntry], site: Manifest, purge: bool) -> Iterable[tuple[str, ManifestEntry]]:
    for path, entry in old.items():
        if path in site.files or not is_fingerprinted(path) or not entry.sha256:
            continue
        # Pieces of the search index hold the texts of pages; only the theme's files hold none.
        is_theme = original(path).startswith("tema/")
        if entry.age < RELEASES_KEPT and (is_theme or not purge):
            yield path, replace(entry, age=entry.age + 1)


def _rank(path: str) -> tuple[int, str]:
    """Assets, then everything else that pages show, then pages, then what steers the server."""
    if is_fingerprinted(path):
        return (0, path)
    if path.rpartition("/")[2] == ".htaccess" or path.startswith(".server/"):
        return (3, path)
    return (2 if original(path).endswith(".html") else 1, path)


class DeployStep(NamedTuple):
    """A manifest to put there, and after it files to upload, in order, or to delete."""

    manifest: Manifest
    uploads: tuple[str, ...] = ()
    deletions: tuple[str, ...] = ()


def steps(before: Manifest | None, todo: DeployPlan, size: int) -> Iterator[DeployStep]:
    """All that is to be done where files are replaced one by one, in order, with `size` uploads in a step at most.

    Each manifest says that the files of its step are unknown: whatever a cut-off run leaves, the next one knows which
    files are there and which of them must be put there again. So an interrupted run loses a step at most.
    """
    files = dict(before.files) if before is not None else {}
    paths = (*todo.added, *todo.changed)
    for start in range(0, len(paths), size):
        batch = paths[start : start + size]
        files.update(dict.fromkeys(batch, UNKNOWN))
        yield DeployStep(_as_before(before, todo.after, files), uploads=batch)
        files.update({path: todo.after.files[path] for path in batch})
    remaining = {**todo.after.files, **dict.fromkeys(todo.deleted, UNKNOWN)}
    yield DeployStep(_as_before(before, todo.after, remaining), deletions=todo.deleted)
    yield DeployStep(todo.after)


def _as_before(before: Manifest | None, after: Manifest, files: Mapping[str, ManifestEntry]) -> Manifest:
    """Until the run is done, what was removed counts as not yet removed, so that the next run purges too."""
    return replace(before if before is not None else _nothing_removed(after), files=dict(files))


def refuse_older(site: Path, content: Path) -> None:
    """Raises DeployError where `content` has been changed since `site` was built, and so what would be put out is older."""
    made = manifests.read(site)
    if made is None or not made.source.content:
        return
    now = built_from(content)
    if now.content == made.source.content and set(now.removals) <= set(made.source.removals):
        return
    raise DeployError(
        f"{content} har ändrats sedan {site} byggdes den {made.day}, så det som skulle läggas ut är äldre. Kör make "
        "publish, och rätta det som den säger. Ska det ändå läggas ut som det är, lägg till OLDER=ja."
    )


def finished_site(folder: Path) -> Manifest:
    """The manifest of a published site in `folder`, when every file is as it says. Raises DeployError."""
    manifest = manifests.read(folder)
    if manifest is None:
        raise DeployError(f"{folder} är ingen färdig portal: {manifests.NAME} saknas. Kör make publish först.")
    difference = manifests.compare(folder, manifest)
    if difference:
        raise DeployError(
            f"{folder} stämmer inte med sitt manifest (till exempel {difference.paths[0]}). Kör make publish igen."
        )
    return replace(manifest, lines=tuple(line.digest for line in published_log.read(folder).lines))
