"""A shell on another machine that stays open over SSH, and holds the lock there as long as it does.

What decides (the swap of the link) is done in the shell that holds the lock; one that has lost its connection can do
nothing more, and the machine lets the lock go by itself.
"""

import shlex
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import IO

from pledges.incremental import lock
from pledges.publish.deploy.folder import LOCK
from pledges.publish.deploy.plan import DeployError
from pledges.publish.deploy.program import failed, not_here

_DONE = "-- klart --"
_BUSY = 75
_TAKEN = "-- taget --"
_TRY = f"""
exec 9>>{LOCK}
flock -n 9 && echo '{_TAKEN}' || cat {LOCK}
"""
_WAIT = f"""
waited=0
until flock -n 9
do
    [ $waited -lt {lock.PATIENCE} ] || exit {_BUSY}
    waited=$((waited + 1))
    sleep 1
done
"""


@dataclass(frozen=True, slots=True)
class SshTarget:
    """Where to: `host` as ssh takes it (`user@host`), the folder there, and how to call ssh (`ssh -p 2222`)."""

    host: str
    folder: str
    command: str = "ssh"


class RemoteShell:
    """A POSIX shell in the target's folder. Any command that fails ends it."""

    def __init__(self, process: "subprocess.Popen[bytes]", errors: IO[bytes]) -> None:
        self._process = process
        self._errors = errors

    def run(self, script: str) -> bytes:
        """Run `script`; gives what it printed. Raises DeployError where it fails."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        try:
            # In braces it is read to its end before any of it is run, also where the connection breaks half-way.
            self._process.stdin.write(f"{{\n:\n{script}\n}}\nprintf '\\n%s\\n' '{_DONE}'\n".encode())
            self._process.stdin.flush()
        except BrokenPipeError:
            raise self._ended() from None
        printed = bytearray()
        for line in self._process.stdout:
            if line == f"{_DONE}\n".encode():
                return bytes(printed[:-1])
            printed += line
        raise self._ended()

    def _ended(self) -> DeployError:
        status = self._process.wait()
        self._errors.seek(0)
        if status == _BUSY:
            return DeployError("Någon annan lägger ut där sedan länge. Kör samma kommando igen när den är klar.")
        return failed("ssh", self._errors.read(), status)


@contextmanager
def remote_shell(remote: SshTarget, *, alone_as: str | None) -> Iterator[RemoteShell]:
    """A shell in the folder at `remote`; the only one with its lock, where this run is to be `alone_as` something: it waits
    for its turn, and makes the folder where there is none. Raises DeployError."""
    folder = shlex.quote(remote.folder)
    enter = f"mkdir -p {folder}; cd {folder}" if alone_as else f"cd {folder}"
    words = [*shlex.split(remote.command), remote.host, f"set -e; umask 022; {enter}; exec sh -eu -s"]
    with tempfile.TemporaryFile() as errors:
        try:
            process = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors)
        except FileNotFoundError:
            raise not_here(words[0]) from None
        try:
            shell = RemoteShell(process, errors)
            if alone_as:
                _take_turn(shell, alone_as, f"{remote.host}:{remote.folder}")
            yield shell
        finally:
            assert process.stdin is not None
            assert process.stdout is not None
            with suppress(BrokenPipeError):
                process.stdin.close()
            process.stdout.close()
            process.wait()


def _take_turn(shell: RemoteShell, name: str, where: str) -> None:
    """Take the lock, which is the one that a deploy on that machine takes, and say whose it is."""
    seen = shell.run(_TRY).decode(errors="replace").strip()
    if seen != _TAKEN:
        print(f"{lock.at_work(seen, where)} Väntar …", file=sys.stderr, flush=True)
        shell.run(_WAIT)
    shell.run(f"printf %s {shlex.quote(lock.Holder.this(name).written())} >{LOCK}")
