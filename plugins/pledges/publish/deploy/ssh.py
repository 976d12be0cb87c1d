"""To a folder on another machine, with rsync over SSH, by the same swap of a symbolic link as for a folder here.

The other machine needs an SSH server, rsync and a POSIX shell, nothing of ours. Files that are there already are not
sent: rsync compares checksums and links what is the same to the release before.
"""

import shlex
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from pledges.publish import manifest as manifests
from pledges.publish.deploy.folder import CURRENT, NEXT, RELEASES, name_of
from pledges.publish.deploy.plan import RELEASES_KEPT, DeployError, DeployPlan, finished_site, plan
from pledges.publish.deploy.program import run
from pledges.publish.manifest import Manifest

_NOTHING = "-"


@dataclass(frozen=True, slots=True)
class SshTarget:
    """Where to: `host` as ssh takes it (`user@host`), the folder there, and how to call ssh (`ssh -p 2222`)."""

    host: str
    folder: str
    command: str = "ssh"


def deploy(site: Path, remote: SshTarget) -> tuple[DeployPlan, int]:
    """Make `site` what visitors meet at `remote`; gives what was done and the release's number. Raises DeployError."""
    made = finished_site(site)
    name, number, before = _state(remote)
    todo = plan(before, made)
    if name and todo.is_empty:
        return todo, int(name)
    stage = f"{RELEASES}/{NEXT}"
    # Without --times an unchanged file keeps the time it has there, and with --link-dest it is the same file.
    options = ["--recursive", "--checksum", "--delete", "--chmod=D755,F644", f"--exclude=/{manifests.NAME}"]
    if name:
        options.append(f"--link-dest=../{name}")
    _rsync(remote, [*options, f"{site}/"], f"{stage}/")
    _finish(remote, todo, name=name, number=number + 1)
    return todo, number + 1


def restore(remote: SshTarget, number: int | None = None) -> tuple[DeployPlan, int]:
    """Make an old release (the one before, if None) what visitors meet, as a new release. Raises DeployError."""
    name, newest, before = _state(remote)
    wanted = number if number is not None else int(name or 1) - 1
    old = manifests.parse(_shell(remote, f"cat {RELEASES}/{name_of(wanted)}/{manifests.NAME} 2>/dev/null || true"))
    if old is None:
        raise DeployError(f"Utgåva {wanted} finns inte hos {remote.host}.")
    todo = plan(before, old)
    if todo.is_empty:
        return todo, int(name or 0)
    _shell(remote, f"rm -rf {RELEASES}/{NEXT}\ncp -al {RELEASES}/{name_of(wanted)} {RELEASES}/{NEXT}")
    _finish(remote, todo, name=name, number=newest + 1)
    return todo, newest + 1


def _state(remote: SshTarget) -> tuple[str, int, Manifest | None]:
    """(the release that visitors meet or "", the highest number, its manifest)."""
    script = f"""
mkdir -p {RELEASES}
basename "$(readlink {CURRENT} || echo {_NOTHING})"
ls {RELEASES} | grep -E '^[0-9]{{6}}$' | sort | tail -n 1
echo {_NOTHING}
cat {CURRENT}/{manifests.NAME} 2>/dev/null || true
"""
    head, _, stored = _shell(remote, script, create=True).partition(f"\n{_NOTHING}\n".encode())
    name, newest = (*head.decode().split("\n"), "")[:2]
    return ("" if name == _NOTHING else name), int(newest or 0), manifests.parse(stored)


def _finish(remote: SshTarget, todo: DeployPlan, *, name: str, number: int) -> None:
    """Carry the old assets over, put the manifest there, swap, and delete old releases."""
    stage, place = f"{RELEASES}/{NEXT}", f"{RELEASES}/{name_of(number)}"
    carry = [_carry(path, f"{RELEASES}/{name}", stage) for path in todo.carried]
    _shell(remote, "\n".join(carry))
    with tempfile.TemporaryDirectory() as scratch:
        stored = Path(scratch) / manifests.NAME
        stored.write_bytes(manifests.serialise(todo.after))
        _rsync(remote, ["--checksum", "--chmod=F644", str(stored)], f"{stage}/{manifests.NAME}")
    kept = 1 if todo.purge else RELEASES_KEPT
    _shell(
        remote,
        f"""
sync
rm -rf {RELEASES}/.gone-*
mv {stage} {place}
ln -sfn {place} .{CURRENT}
mv -fT .{CURRENT} {CURRENT}
ls {RELEASES} | grep -E '^[0-9]{{6}}$' | grep -v '^{name_of(number)}$' | sort | head -n -{kept - 1} | while read -r old
do mv {RELEASES}/"$old" {RELEASES}/.gone-"$old" && rm -rf {RELEASES}/.gone-"$old"
done
""",
    )


def _carry(path: str, old: str, new: str) -> str:
    source, target = shlex.quote(f"{old}/{path}"), shlex.quote(f"{new}/{path}")
    return f"mkdir -p {shlex.quote(str(Path(new, path).parent))}\nln -f {source} {target}"


def _shell(remote: SshTarget, script: str, *, create: bool = False) -> bytes:
    """Run `script` in the folder at the other end; gives what it printed. Raises DeployError where it fails."""
    folder = shlex.quote(remote.folder)
    enter = f"mkdir -p {folder} && cd {folder}" if create else f"cd {folder}"
    return run(
        [*shlex.split(remote.command), remote.host, f"set -e; umask 022; {enter}; exec sh -eu -s"], script.encode()
    )


def _rsync(remote: SshTarget, arguments: Iterable[str], target: str) -> None:
    place = f"{remote.host}:{remote.folder.rstrip('/')}/{target}"
    run(["rsync", "-s", f"--rsh={remote.command}", *arguments, place])
