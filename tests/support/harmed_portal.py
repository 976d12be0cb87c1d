"""What somebody who can write everywhere might do to a published portal in silence: a changed byte, a dropped record, another past."""

import json
import random
from pathlib import Path

from pledges.content.discovery import LOG_FOLDER
from pledges.history.site_log import sha256
from pledges.publish import published_log
from pledges.publish.site_check import check
from pledges.publish.site_copy import FolderCopy
from support.living_portal import LivingPortal


def faults(portal: LivingPortal, *, older: bytes | None = None, signers: bytes | None = None) -> tuple[str, ...]:
    """What `make verify SITE=…` says is wrong with what lies out."""
    return check(FolderCopy(portal.web / "current"), "kopian", older=older, signers=signers).faults


def log_of(portal: LivingPortal) -> bytes:
    """The log that lies out."""
    return (portal.web / "current" / published_log.LOG).read_bytes()


def change_a_byte(site: Path, chance: random.Random) -> tuple[Path, bytes]:
    """Change one byte of one of the files in the list; gives the file, and what it held."""
    listed = sorted(line[66:] for line in (site / published_log.FILES).read_text().splitlines())
    place = site / chance.choice(listed)
    before = place.read_bytes()
    at = chance.randrange(len(before))
    # The release shares its files with others: this one alone is to be another.
    place.unlink()
    place.write_bytes(before[:at] + bytes((before[at] ^ 1,)) + before[at + 1 :])
    return place, before


def another_past(log: bytes, number: int) -> bytes:
    """A log that is whole in itself, but in which line `number` tells of other files; all after it follow on that."""
    rows, previous = [], ""
    for line in log.splitlines():
        row = json.loads(line) | {"förra": previous}
        if row["rad"] == number:
            row["filer"] = sha256(b"something else")
        rows.append(json.dumps(row, ensure_ascii=False, separators=(",", ":")).encode() + b"\n")
        previous = sha256(rows[-1])
    return b"".join(rows)


def drop(portal: LivingPortal, identity: str) -> None:
    """Take a record out of the content and out of what is remembered of it, as if it had never been."""
    (portal.content / f"{identity}.md").unlink()
    for place in (portal.content / LOG_FOLDER).glob("*.jsonl"):
        lines = place.read_bytes().splitlines(keepends=True)
        place.write_bytes(b"".join(line for line in lines if identity.encode() not in line))
