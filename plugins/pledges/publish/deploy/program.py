"""The programs that carry a site to another machine: ssh, rsync, sftp and rclone."""

import re
import subprocess
from collections.abc import Collection, Sequence

from pledges.publish.deploy.plan import DeployError

_PACKAGES = {"ssh": "openssh-client", "sftp": "openssh-client"}

# What they say that has a cause to mend. Only the last is mended by waiting.
_ADVICE = (
    (
        r"Host key verification failed|No .*host key is known",
        "Datorn är inte känd här. Anslut en gång för hand med ssh, jämför nyckeln och svara yes; eller lägg raden ur "
        "ssh-keyscan i ~/.ssh/known_hosts. Har nyckeln ändrats, ta reda på varför först.",
    ),
    (
        r"Permission denied \((publickey|password|keyboard)",
        "Datorn släpper inte in den här nyckeln. Lägg din öppna nyckel i ~/.ssh/authorized_keys där (ssh-copy-id; tar den bara emot filer: ssh-copy-id -s).",
    ),
    (r"Could not resolve hostname", "Kontrollera adressen i TARGET."),
    (r"no such host", "Kontrollera lagringens adress (endpoint) i ~/.config/rclone/rclone.conf."),
    (
        r"didn't find section in config file",
        "Fjärren finns inte i ~/.config/rclone/rclone.conf. Lägg in den där; hosting/s3/rclone.conf visar hur.",
    ),
    (
        r"SignatureDoesNotMatch|InvalidAccessKeyId",
        "Lagringen känner inte igen nycklarna. Rätta dem i ~/.config/rclone/rclone.conf.",
    ),
    (
        r"InvalidBucketName|bucket name must be",
        "Lagringen godtar inte hinkens namn. Välj ett annat: 3–63 tecken, små bokstäver, siffror och bindestreck.",
    ),
    (
        r"NoSuchBucket|specified bucket does not exist",
        "Hinken finns inte, och den här nyckeln får inte skapa den. Skapa den hos lagringen.",
    ),
    (r"command not found|: not found|remote command not found", "Installera programmet på den andra datorn också."),
    (r"Permission denied|AccessDenied|Access Denied", "Användaren får inte skriva där. Ge den rätt till mappen."),
    (r"No space left|Disk quota exceeded", "Det är fullt där. Gör plats och kör samma kommando igen."),
    (
        r"/\.lock/",
        "En annan körning har tagit över. Kör samma kommando igen när den är klar.",
    ),
    (
        r"timed? ?out|refused|reset|closed|Broken pipe|unreachable|lost connection|connection unexpectedly",
        "Kör samma kommando igen.",
    ),
)


def run(command: Sequence[str], data: bytes = b"", *, allowed: Collection[int] = ()) -> bytes:
    """Run `command` with `data` to read; gives what it printed, or nothing where its status is one of those `allowed`.

    Raises DeployError where it isn't here or fails.
    """
    try:
        # What Python has opened is not inherited but for the lock of this machine, which is to be held as long as any of
        # them is at work (`sole_run.alone_on_this_machine`).
        done = subprocess.run(command, input=data, capture_output=True, check=False, close_fds=False)
    except FileNotFoundError:
        raise not_here(command[0]) from None
    if done.returncode in allowed:
        return b""
    if done.returncode != 0:
        raise failed(command[0], done.stderr, done.returncode)
    return done.stdout


def not_here(name: str) -> DeployError:
    """The error for a program that isn't installed."""
    package = _PACKAGES.get(name, name)
    return DeployError(f"Programmet {name} finns inte här. Installera det: sudo apt install {package}")


def failed(name: str, said: bytes, status: int) -> DeployError:
    """The error for a program that ended with `status` after having `said` something: the words that tell, and what to do."""
    said_lines = said.decode(errors="replace").strip().splitlines()
    # What rclone adds last, with numbers for the storage's own staff, tells nobody else anything.
    lines = [line for line in said_lines if not line.startswith("\tstatus code:")] or [str(status)]
    known = ((line, advice) for pattern, advice in _ADVICE for line in lines if re.search(pattern, line, re.I))
    words, advice = next(known, (lines[-1], ""))
    return DeployError(f"{name} misslyckades: {words.strip().rstrip('.')}. {advice}".rstrip())
