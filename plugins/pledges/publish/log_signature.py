"""The signature of the site's log: made and checked by OpenSSH's ssh-keygen, never by us.

What is signed is the whole log, in a namespace of its own, so that no signature made for something else can stand for it.
"""

import os
import re
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

NAMESPACE = "medborgarloften"
_TIMEOUT = 60
_GOOD = re.compile(r'^Good ".*" signature (?:for (?P<signer>\S+) )?with (?P<key>\S+ key \S+)', re.M)


class SignatureError(Exception):
    """What is to be signed can't be, or a signature can't be looked at; the message is Swedish and says what to do."""


@dataclass(frozen=True, slots=True)
class SignedLog:
    """A signature that is true of the log: the key, and whose it is by the list of keys; "" where no list was given."""

    key: str
    signer: str = ""


def sign(data: bytes, key: Path) -> bytes:
    """The signature of `data` with `key`. Raises SignatureError."""
    done = _keygen("-Y", "sign", "-q", "-n", NAMESPACE, "-f", str(key), data=data)
    if done.returncode:
        raise SignatureError(
            f"Loggen gick inte att signera med {key}: {_last_line(done.stderr)} Nyckeln ska gå att läsa av den som ger ut, utan "
            "lösenord eller ur ssh-agent, och ingen annan. Inget har getts ut."
        )
    return done.stdout


def allowed_signers(key: Path, signer: str) -> bytes:
    """The list of keys with the one that is signed with, as ssh-keygen reads it. Raises SignatureError."""
    public = key if key.suffix == ".pub" else key.with_name(f"{key.name}.pub")
    try:
        words = public.read_text(encoding="ascii").split()
    except (OSError, UnicodeDecodeError):
        words = _keygen("-y", "-f", str(key)).stdout.decode(errors="replace").split()
    if len(words) < 2:
        raise SignatureError(
            f"Nyckeln {key} går inte att läsa. Skriv i signing_key var den ligger. Inget har getts ut."
        )
    return f'{signer} namespaces="{NAMESPACE}" {words[0]} {words[1]}\n'.encode()


def checked(data: bytes, signature: bytes, signers: bytes | None) -> SignedLog | None:
    """The signature of `data`, where it is true, by a key among `signers`; None where it is not. Pure but for ssh-keygen.

    Without `signers` any key will do, and nothing is known of whose it is. Raises SignatureError where it can't be looked at.
    """
    with _files(signature, signers) as (signed, allowed):
        if signers is None:
            done = _keygen("-Y", "check-novalidate", "-n", NAMESPACE, "-s", signed, data=data)
        else:
            found = _keygen("-Y", "find-principals", "-n", NAMESPACE, "-s", signed, "-f", allowed).stdout.decode()
            signer = next(iter(found.split()), "")
            if not signer:
                return None
            done = _keygen("-Y", "verify", "-n", NAMESPACE, "-s", signed, "-f", allowed, "-I", signer, data=data)
    match = _GOOD.search(done.stdout.decode(errors="replace")) if done.returncode == 0 else None
    return SignedLog(match["key"], match["signer"] or "") if match else None


@contextmanager
def _files(signature: bytes, signers: bytes | None) -> Iterator[tuple[str, str]]:
    with tempfile.TemporaryDirectory(prefix="logg-") as folder:
        signed, allowed = Path(folder) / "signatur", Path(folder) / "nycklar"
        signed.write_bytes(signature)
        allowed.write_bytes(signers or b"")
        yield str(signed), str(allowed)


def _keygen(*words: str, data: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    """Run ssh-keygen, which has nobody to ask for a password."""
    surroundings = {**os.environ, "SSH_ASKPASS_REQUIRE": "never", "LC_ALL": "C"}
    try:
        return subprocess.run(
            ["ssh-keygen", *words],
            input=data,
            capture_output=True,
            check=False,
            timeout=_TIMEOUT,
            env=surroundings,
            start_new_session=True,
        )
    except FileNotFoundError:
        raise SignatureError(
            "Programmet ssh-keygen finns inte här. Det finns i Debians paket openssh-client."
        ) from None
    except subprocess.TimeoutExpired:
        raise SignatureError("ssh-keygen svarade inte på en minut. Frågar nyckeln efter något?") from None


def _last_line(said: bytes) -> str:
    lines = said.decode(errors="replace").strip().splitlines()
    return f"{lines[-1].strip().rstrip('.')}." if lines else "ssh-keygen sade inget."
