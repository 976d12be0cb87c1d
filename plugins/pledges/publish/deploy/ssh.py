"""To a folder on another machine, with rsync over SSH, by the same swap of a symbolic link as for a folder here.

The other machine needs an SSH server, rsync and a POSIX shell, nothing of ours. Files that are there already are not
sent: rsync compares checksums and links what is the same to the release before. Each run makes its release in a folder
of its own, and what lies there is read back before visitors meet it.
"""

import re
import shlex
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from uuid import uuid4

from pledges.publish import manifest as manifests
from pledges.publish.built_from import BuiltFrom
from pledges.publish.deploy.folder import CURRENT, NEXT, RELEASES, Release, chosen, name_of
from pledges.publish.deploy.inspection import Inspection, by_bytes, read_back
from pledges.publish.deploy.plan import RELEASES_KEPT, DeployPlan, finished_site, plan_to_show
from pledges.publish.deploy.program import run
from pledges.publish.deploy.progress import announce
from pledges.publish.deploy.remote_shell import RemoteShell, SshTarget, remote_shell
from pledges.publish.manifest import Manifest

_PART = "-- del --"
_HASH = re.compile(r"([0-9a-f]{64})  \./(.+)")


def deploy(site: Path, remote: SshTarget, *, latest: bool = False) -> tuple[DeployPlan, int]:
    """Make `site` what visitors meet at `remote`, as to a folder; gives what was done and the release's number.

    Raises DeployError.
    """
    made = finished_site(site)
    with remote_shell(remote, alone_as="make deploy") as shell:
        name, newest = _numbers(shell)
        todo = _plan(shell, name, made, latest=latest)
        if name and todo.is_empty:
            return todo, int(name)
        with _stage(shell) as stage:
            # Without --times an unchanged file keeps the time it has there, and with --link-dest it is the same file.
            options = ["--recursive", "--checksum", "--delete", "--chmod=D755,F644", f"--exclude=/{manifests.NAME}"]
            if name:
                options.append(f"--link-dest=../{name}")
            announce(todo, remote.host)
            _rsync(remote, [*options, f"{site}/"], f"{stage}/")
            _finish(shell, remote, todo, stage=stage, name=name, number=newest + 1)
    return todo, newest + 1


def restore(remote: SshTarget, number: int | None = None) -> tuple[DeployPlan, int]:
    """Make an old release (the one before, if None) what visitors meet, as a new release. Raises DeployError."""
    with remote_shell(remote, alone_as="make restore") as shell:
        present = _releases(shell)
        name, newest = _numbers(shell)
        old = chosen(present, number, remote.host)
        made = next(release.manifest for release in present if release.number == old) or Manifest("", BuiltFrom(""))
        read_back(_inspected(shell, f"{RELEASES}/{name_of(old)}").difference, name_of(old))
        todo = _plan(shell, name, replace(made, restored=old))
        if todo.is_empty:
            return todo, int(name or 0)
        with _stage(shell) as stage:
            shell.run(f"rmdir {stage}\ncp -al {RELEASES}/{name_of(old)} {stage}")
            _finish(shell, remote, todo, stage=stage, name=name, number=newest + 1)
    return todo, newest + 1


def releases(remote: SshTarget) -> list[Release]:
    """The releases at `remote`, oldest first. Raises DeployError."""
    with remote_shell(remote, alone_as=None) as shell:
        return _releases(shell)


def inspection_of(remote: SshTarget) -> Inspection:
    """How the release that visitors meet at `remote` lies there. Raises DeployError."""
    with remote_shell(remote, alone_as=None) as shell:
        return _inspected(shell, CURRENT)


def _numbers(shell: RemoteShell) -> tuple[str, int]:
    """(the release that visitors meet or "", the highest number)."""
    printed = shell.run(
        f"mkdir -p {RELEASES}\nreadlink {CURRENT} || echo\nls {RELEASES} | grep -E '^[0-9]{{6}}$' | sort | tail -n 1"
    )
    link, newest = (*printed.decode().split("\n"), "", "")[:2]
    return Path(link).name, int(newest or 0)


def _releases(shell: RemoteShell) -> list[Release]:
    printed = shell.run(f"""
readlink {CURRENT} || echo
for one in $(ls {RELEASES} 2>/dev/null | grep -E '^[0-9]{{6}}$' | sort)
do
    printf '\\n%s%s\\n' '{_PART}' "$one"
    cat {RELEASES}/"$one"/{manifests.NAME} 2>/dev/null || true
done
""")
    link, *parts = printed.split(f"\n{_PART}".encode())
    current = Path(link.decode().strip()).name
    rows = [(int(part[:6]), manifests.parse(part[6:].strip())) for part in parts]
    return [Release(number, stored, name_of(number) == current) for number, stored in rows]


def _plan(shell: RemoteShell, name: str, made: Manifest, *, latest: bool = False) -> DeployPlan:
    there = _inspected(shell, f"{RELEASES}/{name}") if name else by_bytes(None, {})
    return replace(plan_to_show(there.trusted(cleared=True), made, latest=latest), repaired=there.difference.paths)


def _inspected(shell: RemoteShell, folder: str) -> Inspection:
    stored = shell.run(f"cat {folder}/{manifests.NAME} 2>/dev/null || true")
    return by_bytes(manifests.parse(stored), _hashes(shell, folder))


def _hashes(shell: RemoteShell, folder: str) -> dict[str, str]:
    """The SHA-256 of every file in `folder`; "" for a link, and for a name that sha256sum writes in its own way."""
    printed = shell.run(f"""
[ ! -d {folder} ] || (
    cd {folder}
    find . -type f -exec sha256sum {{}} +
    find . ! -type d ! -type f
)
""")
    lines = printed.decode(errors="replace").splitlines()
    return dict((row[2], row[1]) if (row := _HASH.fullmatch(line)) else (line.removeprefix("./"), "") for line in lines)


@contextmanager
def _stage(shell: RemoteShell) -> Iterator[str]:
    """A new folder for a release, which nothing else writes in; what runs that were cut off have left is deleted."""
    stage = f"{RELEASES}/{NEXT}-{uuid4().hex}"
    shell.run(f"rm -rf {RELEASES}/{NEXT}*\nmkdir {stage}")
    yield stage


def _finish(shell: RemoteShell, remote: SshTarget, todo: DeployPlan, *, stage: str, name: str, number: int) -> None:
    """Carry the old assets over, put the manifest there, read all of it back, swap, and delete old releases."""
    place = f"{RELEASES}/{name_of(number)}"
    shell.run("\n".join(_carry(path, f"{RELEASES}/{name}", stage) for path in todo.carried))
    with tempfile.TemporaryDirectory() as scratch:
        stored = Path(scratch) / manifests.NAME
        stored.write_bytes(manifests.serialise(todo.after))
        _rsync(remote, ["--checksum", "--chmod=F644", str(stored)], f"{stage}/{manifests.NAME}")
    read_back(manifests.differences(_hashes(shell, stage), todo.after), remote.host)
    kept = 1 if todo.purge else RELEASES_KEPT
    shell.run(f"""
sync
rm -rf {RELEASES}/.gone-*
mv {stage} {place}
ln -sfn {place} .{CURRENT}
mv -fT .{CURRENT} {CURRENT}
ls {RELEASES} | grep -E '^[0-9]{{6}}$' | grep -v '^{name_of(number)}$' | sort | head -n -{kept - 1} | while read -r old
do mv {RELEASES}/"$old" {RELEASES}/.gone-"$old" && rm -rf {RELEASES}/.gone-"$old"
done
""")


def _carry(path: str, old: str, new: str) -> str:
    source, target = shlex.quote(f"{old}/{path}"), shlex.quote(f"{new}/{path}")
    return f"mkdir -p {shlex.quote(str(Path(new, path).parent))}\nln -f {source} {target}"


def _rsync(remote: SshTarget, arguments: Iterable[str], target: str) -> None:
    place = f"{remote.host}:{remote.folder.rstrip('/')}/{target}"
    run(["rsync", "-s", f"--rsh={remote.command}", *arguments, place])
