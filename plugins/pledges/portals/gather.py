"""Every portal's records into one country: visited at once, tried one by one, and laid among the content.

What one portal is or says harms no other. A portal that is not reached leaves what was gathered before; so does a
municipality whose new records cannot be taken, but for what has been removed there, which is always removed here. All
of it is told at once: which portal, what was wrong, and what stayed.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from datetime import date
from pathlib import Path

from pledges.build.examination import Examined
from pledges.content.discovery import SourceFile, kind_at
from pledges.content.origins import ORIGINS, Origin, Origins, Trouble, read_origins, written
from pledges.content.reader import read_text
from pledges.content.record import RemovedRecord
from pledges.incremental import replace_file
from pledges.incremental.fingerprint import digest
from pledges.incremental.scan import files_under
from pledges.portals.fetching import Visit
from pledges.portals.listed import ListedPortal
from pledges.portals.trial import Files, Trial
from pledges.portals.visits import Here, Offered, Visited, remember, visit

AT_ONCE = 8
_SHOWN = 3


class GatherError(Exception):
    """Nothing was gathered; the message is Swedish and says what to do."""


@dataclass(kw_only=True)
class PortalReport:
    """What came of one portal. `faults` are sentences by folder or shared record; `unreached` why it came to nothing.

    `written` are the folders and the shared records that were laid anew, `removed` the files whose text the portal has
    removed since, and `removed_here` those that are removed here and not there.
    """

    portal: ListedPortal
    unreached: str = ""
    faults: dict[str, str] = field(default_factory=dict)
    written: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    removed_here: list[str] = field(default_factory=list)
    unchanged: int = 0
    fetched: int = 0

    @property
    def is_well(self) -> bool:
        """Whether all that the portal has is here."""
        return not self.unreached and not self.faults


@dataclass(frozen=True, kw_only=True)
class Gathered:
    """What came of it all. `left` are folders and shared records of portals that are listed no more, by what they stem from."""

    portals: tuple[PortalReport, ...]
    origins: Origins
    left: Mapping[str, str]
    changed: tuple[str, ...]

    @property
    def paths(self) -> tuple[str, ...]:
        """What under the content is gathered, or says what is: folders and files, to be saved together."""
        folders = (f"kommuner/{slug}" for slug in self.origins.municipalities)
        return (ORIGINS, *folders, *(f"{identity}.md" for identity in self.origins.shared))


@dataclass(frozen=True, kw_only=True)
class _Candidate:
    """What is to be laid of a folder or a shared record, by path; None for a file that is to go.

    `is_whole` is false where it is nothing but what was removed.
    """

    name: str
    source: str
    files: Files
    removals: frozenset[str]
    is_whole: bool = True

    @property
    def reduced(self) -> "_Candidate | None":
        """What was removed alone; None where there is nothing left to try."""
        kept = {path: data for path, data in self.files.items() if path in self.removals}
        return replace(self, files=kept, is_whole=False) if kept and self.is_whole else None


def gather(
    content: Path,
    portals: Iterable[ListedPortal],
    *,
    day: date,
    memory: Path,
    examine: Callable[[Path], Examined],
    open_visit: Callable[..., Visit] = Visit,
) -> Gathered:
    """Lay what the portals have under `content`. `memory` is a folder that may be lost; `examine` is how content is examined.

    Raises GatherError where what is here cannot be understood.
    """
    origins, problems = read_origins(content)
    if problems:
        raise GatherError(f"{content / ORIGINS}: {problems[0].message} {problems[0].hint}")
    gathering = _Gathering(content, origins, tuple(portals), day=day)
    with ThreadPoolExecutor(AT_ONCE) as pool:
        visits = pool.map(
            lambda portal: visit(portal, gathering.here(portal), memory, open_visit=open_visit), gathering.portals
        )
        for visited in visits:
            gathering.receive(visited)
    if gathering.candidates:
        with Trial(content, memory / "prov", examine) as trial:
            gathering.try_all(trial)
    changed = gathering.write()
    for visited, report in zip(gathering.visits, gathering.reports, strict=True):
        shared = {name for name in visited.offered if not name.startswith("kommuner/")}
        remember(visited, memory, shared_taken=not shared & report.faults.keys() and "gemensamt" not in report.faults)
    return Gathered(portals=tuple(gathering.reports), origins=gathering.after, left=gathering.left(), changed=changed)


class _Gathering:
    """One run: everything that its steps share."""

    def __init__(self, content: Path, origins: Origins, portals: tuple[ListedPortal, ...], *, day: date) -> None:
        self.content = content
        self.before = {f"kommuner/{slug}": one for slug, one in origins.municipalities.items()} | dict(origins.shared)
        self.portals = portals
        self.day = day
        self.visits: list[Visited] = []
        self.reports: list[PortalReport] = []
        self.candidates: dict[str, tuple[PortalReport, _Candidate]] = {}
        self.accepted: dict[str, _Candidate] = {}
        self.origins: dict[str, Origin] = dict(self.before)

    @property
    def after(self) -> Origins:
        """Everything that has been gathered when the run is over."""
        return Origins(
            municipalities={
                name.removeprefix("kommuner/"): one
                for name, one in self.origins.items()
                if name.startswith("kommuner/")
            },
            shared={name: one for name, one in self.origins.items() if not name.startswith("kommuner/")},
        )

    def here(self, portal: ListedPortal) -> Here:
        """What lies here of the portal's."""
        own = {name for name, one in self.before.items() if one.address == portal.base}

        def is_from(name: str, source: str) -> bool:
            origin = self.before.get(name)
            return (
                origin is not None
                and (origin.address, origin.source) == (portal.base, source)
                and origin.written == self._lies(name)
            )

        return Here(shared=frozenset(name for name in own if not name.startswith("kommuner/")), is_from=is_from)

    def receive(self, visited: Visited) -> None:
        """Take note of a visit: what is to be tried, and what can't even be."""
        report = PortalReport(
            portal=visited.portal,
            unreached=visited.unreached,
            faults=dict(visited.faults),
            unchanged=len(visited.unchanged),
            fetched=visited.fetched,
        )
        self.visits.append(visited)
        self.reports.append(report)
        shared = frozenset(name for name in visited.offered if not name.startswith("kommuner/"))
        for name, offered in visited.offered.items():
            if (wrong := self._not_theirs(name, visited.portal)) is not None:
                if wrong:
                    report.faults[name] = wrong
            elif (candidate := self._candidate(name, offered, shared=shared, report=report)) is not None:
                self.candidates[name] = (report, candidate)

    def _not_theirs(self, name: str, portal: ListedPortal) -> str | None:
        """Why the portal may not lay `name` here; empty where there is nothing to tell of; None where it may."""
        if name in self.candidates:
            return f"den hämtas redan från {self.candidates[name][0].portal.name}"
        origin = self.before.get(name)
        if origin is None and any(True for _ in self._paths(name)):
            named = name.startswith("kommuner/") or name in portal.shared
            return "den har eget innehåll här, som inte rörs" if named else ""
        given = name.startswith("kommuner/") or name in portal.shared
        listed = {one.base for one in self.portals} - {portal.base}
        # A police area that nobody is given stays with whoever had it first.
        return (
            None
            if origin is None or given or origin.address not in listed
            else f"den hämtas redan från {origin.portal}"
        )

    def _candidate(
        self, name: str, offered: Offered, *, shared: frozenset[str], report: PortalReport
    ) -> _Candidate | None:
        offer = offered.offer
        faults = list(offer.faults)
        for need in sorted(offer.needs - shared):
            if not (self.content / f"{need}.md").is_file():
                faults.append(
                    f"{need} finns inte här: skriv den under gemensamt: hos portalen, eller lägg in den i det egna innehållet"
                )
        present = {path: (self.content / path).read_bytes() for path in self._paths(name)}
        gone = {path for path, raw in present.items() if _is_removed(path, raw)}
        files: dict[str, bytes | None] = {**dict.fromkeys(present), **offer.files}
        for path in sorted(gone & offer.files.keys() - offer.removals):
            files[path] = present[path]  # whoever keeps this portal has removed it: that stands
            report.removed_here.append(path)
        removals = offer.removals & present.keys() - gone
        whole = _Candidate(name=name, source=offered.source, files=files, removals=removals)
        if not faults:
            return whole
        report.faults[name] = _listed(faults)
        return whole.reduced

    def try_all(self, trial: Trial) -> None:
        """Try everything at once; where something is wrong with it, each portal for itself."""
        for _report, candidate in self.candidates.values():
            trial.lay(candidate.files)
        if not trial.new_errors():
            for name, (_report, candidate) in self.candidates.items():
                self.accepted[name] = candidate
            return
        for _report, candidate in self.candidates.values():
            trial.take_back(candidate.files)
        for report in self.reports:
            self._try_portal(report, trial)

    def _try_portal(self, report: PortalReport, trial: Trial) -> None:
        """Lay what a portal offers on what has been accepted; its folders with errors in them stay as they are."""
        theirs = {name: one for name, (of, one) in self.candidates.items() if of is report}
        trying = {name: one for name, one in theirs.items() if any(map(self._differs, one.files, one.files.values()))}
        self.accepted |= {name: one for name, one in theirs.items() if name not in trying}
        while trying:
            for candidate in trying.values():
                trial.lay(candidate.files)
            errors = trial.new_errors()
            if not errors:
                self.accepted |= trying
                return
            for candidate in trying.values():
                trial.take_back(candidate.files)
            blamed = {name: one for one in errors if (name := _name_of(one.path, trying)) is not None}
            for name in blamed or tuple(trying):
                error = blamed.get(name, errors[0])
                where = f"{error.path}{f' rad {error.line}' if error.line else ''}"
                report.faults.setdefault(name, f"{where}: {error.message.rstrip('.')}")
                reduced = trying.pop(name).reduced
                if reduced is not None:
                    trying[name] = reduced

    def write(self) -> tuple[str, ...]:
        """Lay what was accepted among the content; gives the paths that changed. What is said of it is written first: whoever
        is killed half-way leaves a folder that is not as it says, and the next run fetches that again."""
        changed: list[str] = []
        portals = {name: report for name, (report, _candidate) in self.candidates.items()}
        for name, candidate in self.accepted.items():
            report, before = portals[name], self.before.get(name)
            files = {path: (self.content / path).read_bytes() for path in self._paths(name)} | dict(candidate.files)
            lies = digest_of({path: data for path, data in files.items() if data is not None})
            if candidate.is_whole or before is not None:
                source = candidate.source if candidate.is_whole or before is None else before.source
                self.origins[name] = Origin(
                    portal=report.portal.name, address=report.portal.base, source=source, written=lies
                )
            changed += [path for path, data in candidate.files.items() if self._differs(path, data)]
            if lies != self._lies(name):
                report.written.append(name)
                report.removed += sorted(candidate.removals)
        for report in self.reports:
            self._note_troubles(report)
        if replace_file.replace_if_changed(self.content / ORIGINS, written(self.after)):
            changed.append(ORIGINS)
        for candidate in self.accepted.values():
            for path, data in candidate.files.items():
                if data is None:
                    (self.content / path).unlink(missing_ok=True)
                else:
                    replace_file.replace_if_changed(self.content / path, data)
        return tuple(changed)

    def _note_troubles(self, report: PortalReport) -> None:
        """Since when each of the portal's folders could not be gathered; nothing where it could."""
        portal = report.portal
        theirs = {*(f"kommuner/{slug}" for slug in portal.municipalities)}
        theirs |= {name for name, one in self.before.items() if one.address == portal.base}
        for name in sorted(theirs & self.origins.keys()):
            trouble: Trouble | None = (
                "nås inte" if report.unreached else "godtas inte" if name in report.faults else None
            )
            before = self.before.get(name)
            since = before.since if before is not None and before.trouble == trouble else self.day
            update: dict[str, object] = {"trouble": trouble, "since": since if trouble else None}
            if not trouble:
                update |= {"portal": portal.name, "address": portal.base}
            self.origins[name] = self.origins[name].model_copy(update=update)

    def left(self) -> dict[str, str]:
        """What was gathered from portals that no longer speak for it."""
        listed = {f"kommuner/{slug}" for one in self.portals for slug in one.municipalities}
        bases = {one.base for one in self.portals}
        return {
            name: one.portal
            for name, one in sorted(self.origins.items())
            if (name not in listed if name.startswith("kommuner/") else one.address not in bases)
        }

    def _paths(self, name: str) -> Iterator[str]:
        """The files that lie here of a folder or a shared record, as paths under the content."""
        if name.startswith("kommuner/"):
            yield from (f"{name}/{path}" for path in files_under(self.content / name))
        elif (self.content / f"{name}.md").is_file():
            yield f"{name}.md"

    def _lies(self, name: str) -> str:
        return digest_of({path: (self.content / path).read_bytes() for path in self._paths(name)})

    def _differs(self, path: str, data: bytes | None) -> bool:
        place = self.content / path
        return place.is_file() if data is None else not place.is_file() or place.read_bytes() != data


def digest_of(files: Mapping[str, bytes]) -> str:
    """The digest of what files are called and say."""
    return digest(*(part for path, data in sorted(files.items()) for part in (path.encode(), data)))


def _name_of(path: str, names: Iterable[str]) -> str | None:
    """Which of the folders and shared records in `names` the file at `path` is of."""
    parts = path.split("/")
    found = "/".join(parts[:2]) if parts[0] == "kommuner" else path.removesuffix(".md")
    return found if found in names else None


def _is_removed(path: str, raw: bytes) -> bool:
    if b"borttaget" not in raw:
        return False
    parts = path.split("/")
    source = SourceFile(path, kind_at(parts), municipality=parts[1], stamp=(0, 0, 0))
    return source.kind is not None and isinstance(read_text(source, raw)[0], RemovedRecord)


def _listed(faults: list[str]) -> str:
    more = [f"och {len(faults) - _SHOWN} fel till"] if len(faults) > _SHOWN else []
    return "; ".join([*faults[:_SHOWN], *more])
