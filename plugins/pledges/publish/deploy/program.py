"""The programs that carry a site to another machine: ssh, rsync, sftp and rclone."""

import subprocess
from collections.abc import Collection, Sequence

from pledges.publish.deploy.plan import DeployError

_PACKAGES = {"ssh": "openssh-client", "sftp": "openssh-client"}


def run(command: Sequence[str], data: bytes = b"", *, allowed: Collection[int] = ()) -> bytes:
    """Run `command` with `data` to read; gives what it printed, or nothing where its status is one of those `allowed`.

    Raises DeployError where it isn't here or fails.
    """
    name = command[0]
    try:
        done = subprocess.run(command, input=data, capture_output=True, check=False)
    except FileNotFoundError:
        package = _PACKAGES.get(name, name)
        raise DeployError(f"Programmet {name} finns inte här. Installera det: sudo apt install {package}") from None
    if done.returncode in allowed:
        return b""
    if done.returncode != 0:
        said = done.stderr.decode(errors="replace").strip().splitlines()
        raise DeployError(f"{name} misslyckades: {said[-1] if said else done.returncode}. Kör samma kommando igen.")
    return done.stdout
