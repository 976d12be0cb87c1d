"""The log of the whole site through five years: true at every publication, and what is done to it in silence is found."""

import random
import shutil
import subprocess
import tempfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path

from pledges.history import site_log
from pledges.history.site_log import Course
from pledges.publish import published_log
from pledges.publish.site_check import check_log
from soak.report import Result
from support.harmed_portal import another_past, change_a_byte, drop, faults, log_of
from support.living_portal import LivingPortal, years

YEARS = 5
PER_YEAR = 12
BYTES = 200
RECORDS = 10


def run() -> Iterator[Result]:
    """What the check says of each publication, then of the last one harmed in each way."""
    with tempfile.TemporaryDirectory() as name:
        work = Path(name)
        subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "", "-f", work / "nyckel"], check=True)
        portal = LivingPortal(work / "portal")
        portal.settings = portal.settings.model_copy(update={"signing_key": str(work / "nyckel")})
        portal.begin()
        portal.publish(date(2026, 12, 1))
        signers = (portal.web / "current" / published_log.KEY).read_bytes()
        saved, alarms = [log_of(portal)], 0
        for _ in years(portal, first=2027, count=YEARS, per_year=PER_YEAR):
            alarms += bool(faults(portal, older=saved[0], signers=signers))
            saved.append(log_of(portal))
        yield Result(
            "no publication is found wrong, with renames, removals and a change of domain",
            f"{len(saved)} publications signed, {len(saved[-1])} bytes of log, {alarms} false alarms",
            alarms == 0,
        )
        yield _bytes(portal)
        yield _pasts(saved, (portal.web / "current" / published_log.SIGNATURE).read_bytes(), signers)
        yield _records(portal, work)


def _bytes(portal: LivingPortal) -> Result:
    chance, missed = random.Random(11), 0
    for _ in range(BYTES):
        place, before = change_a_byte(portal.web / "current", chance)
        path = place.relative_to(portal.web / "current").as_posix()
        missed += faults(portal) != (f"Ändrad: {path}",)
        place.write_bytes(before)
    return Result("a changed byte is found, and its file named alone", f"{BYTES} changed, {missed} missed", missed == 0)


def _pasts(saved: list[bytes], signature: bytes, signers: bytes) -> Result:
    """Each line of the last log rewritten, against each copy that somebody could have saved after it."""
    tried, missed, unsigned = 0, 0, 0
    for number in range(1, len(saved) + 1):
        log = another_past(saved[-1], number)
        read = site_log.read(log)
        unsigned += bool(read.faults) or not check_log(log, signature, signers).faults
        for older in saved[number - 1 :]:
            found = site_log.compare(read, site_log.read(older))
            tried += 1
            missed += (found.course, found.shared) != (Course.REWRITTEN, number - 1)
    return Result(
        "a rewritten log is found by any copy saved since, with the first line that is another, and its signature is no longer true",
        f"{len(saved)} rewritten against {tried} copies, {missed} missed; {unsigned} that the signature held for",
        missed == unsigned == 0,
    )


def _records(portal: LivingPortal, work: Path) -> Result:
    chance, missed = random.Random(13), 0
    plain = [one for one in portal.pledges() if "tidigare adresser" not in (portal.content / f"{one}.md").read_text()]
    chosen = chance.sample(plain[2:], RECORDS)
    shutil.copytree(portal.content, work / "content")
    for number, identity in enumerate(chosen):
        drop(portal, identity)
        portal.publish(date(2032, 1, number + 1))
        missed += not any(one.startswith(f"Försvunnen: {identity}/ gavs ut enligt rad ") for one in faults(portal))
        shutil.rmtree(portal.content)
        shutil.copytree(work / "content", portal.content)
        shutil.rmtree(portal.web)
    return Result(
        "a record that is dropped from content and memory is found and named",
        f"{RECORDS} dropped, {missed} missed",
        missed == 0,
    )
