"""A copy of the portal against its log, and the log against an older copy of it: what has been changed, and where.

Nothing here needs the content or how the portal is built: only what is published, and what the one who checks has saved.
"""

import threading
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass

from pledges.history import site_log
from pledges.history.site_log import Course, SiteLog, sha256, vanished
from pledges.publish import manifest as manifests
from pledges.publish.log_signature import SignatureError, checked
from pledges.publish.published_log import FILES, KEY, LOG, SIGNATURE, is_listed
from pledges.publish.site_copy import Given, SiteCopy
from pledges.swedish import decimal, quantity

_AT_ONCE = 4
_LOST_AT_MOST = 20  # so many in a row that can't be reached, and the server is gone
_SECONDS = 60 * 60
_EVERY = 10
_INDEX = "index.html"


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was found, in Swedish: what is said of the copy, and what is wrong with it."""

    said: tuple[str, ...]
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class LogVerdict:
    """A log and what is said of it, in Swedish; the `log` is whole where there are no `faults`."""

    log: SiteLog
    said: tuple[str, ...]
    faults: tuple[str, ...]


def check_log(
    data: bytes, signature: bytes | None, signers: bytes | None, *, published_key: bool = False
) -> LogVerdict:
    """A log: that it is a chain, and that the whole of it is signed by one of `signers`, where such a list is given.

    `published_key` says that the site itself shows a key. Pure but for ssh-keygen, which looks at the signature.
    """
    log = site_log.read(data)
    said, faults = [], list(log.faults)
    if log.head is None and not faults:
        faults.append("Loggen är tom.")
    if log.head is not None and not faults:
        lines = quantity(len(log.lines), "rad", "rader")
        said.append(
            f"Loggen har {lines}, från {log.lines[0].day} till {log.head.day}, och varje rad följer på den förra."
        )
    try:
        wrong, right = _signature(data, signature, signers=signers, published_key=published_key)
    except SignatureError as error:
        wrong, right = (str(error), "") if signers is not None else ("", f"OBS! Signaturen är inte prövad. {error}")
    return LogVerdict(log, (*said, *filter(None, (right,))), (*faults, *filter(None, (wrong,))))


def _signature(data: bytes, signature: bytes | None, *, signers: bytes | None, published_key: bool) -> tuple[str, str]:
    """(what is wrong with the signature, what is said of it)."""
    if signature is None:
        unsigned = "Loggen är osignerad"
        if signers is not None:
            return f"{unsigned}, men skulle vara signerad av någon i listan över nycklar.", ""
        return "", f"OBS! {unsigned}: att raderna följer på varandra visar inte vem som skrev dem."
    signed = checked(data, signature, signers)
    if signed is None:
        whose = "gjord av någon i listan över nycklar för just den här loggen" if signers is not None else "sann"
        return f"Signaturen ({SIGNATURE}) är inte {whose}.", ""
    if signers is not None:
        return "", f"Loggen är signerad av {signed.signer} ({signed.key})."
    shown = ", som portalen själv visar" if published_key else ""
    return "", (
        f"OBS! Loggen är signerad med nyckeln {signed.key}{shown}. Det visar bara att den som har den nyckeln har skrivit hela "
        "loggen, inte vem det är: jämför den med den nyckel som värden uppger på annat håll (SIGNERS=fil)."
    )


def check(
    copy: SiteCopy,
    where: str,
    *,
    signers: bytes | None = None,
    older: bytes | None = None,
    tell: Callable[[str], None] = lambda _: None,
) -> Verdict:
    """The copy, which is called `where`, against its own log, and that against an `older` one where it is given."""
    fetched = copy.get(LOG)
    if fetched.data is None or fetched.why:
        return Verdict((), (f"Loggen går inte att läsa: {LOG} i {where} {fetched.why or 'leder någon annanstans'}.",))
    signature, key = copy.get(SIGNATURE), copy.get(KEY)
    signed = signature.data if not signature.why else None
    if signature.is_lost:
        return Verdict((), (f"{SIGNATURE} {signature.why}.",))
    about = check_log(fetched.data, signed, signers, published_key=key.data is not None and not key.why)
    said, faults = [*about.said, *_gone_back(copy, about.log)], list(about.faults)
    if older is not None:
        also, wrong = _against(about.log, older)
        said += also
        faults += wrong
    also, wrong = _against_list(copy, about.log, tell)
    if wrong and copy.get(LOG).data not in (None, fetched.data):
        return Verdict((), (f"Portalen lades ut på nytt medan {where} prövades. Kör samma kommando igen.",))
    return Verdict((*said, *also), (*faults, *wrong))


def _gone_back(copy: SiteCopy, log: SiteLog) -> Iterator[str]:
    """That the site is an older release that somebody has gone back to, where it says so itself."""
    given = copy.get(manifests.NAME)
    made = manifests.parse(given.data) if given.data is not None and not given.why else None
    if made is not None and made.restored is not None:
        later = made.log.number - len(log.lines) if made.log is not None else 0
        since = (
            f" Sedan dess har {quantity(later, 'rad', 'rader')} till varit ute, som inte visas nu." if later > 0 else ""
        )
        yield f"OBS! Någon har gått tillbaka till en äldre utgåva.{since}"


def _against(log: SiteLog, older: bytes) -> tuple[list[str], list[str]]:
    """(what is said, what is wrong) of a log against an older copy."""
    saved = site_log.read(older)
    if saved.faults or not saved.lines:
        return [], [f"Den äldre kopian av loggen är själv skadad: {(*saved.faults, 'den är tom.')[0]}"]
    found = site_log.compare(log, saved)
    if found.course in (Course.SAME, Course.LONGER):
        since = len(log.lines) - found.shared
        added = f"; sedan dess har {quantity(since, 'rad', 'rader')} lagts till" if since else ""
        return [f"Den äldre kopians {quantity(found.shared, 'rad', 'rader')} står kvar oförändrade{added}."], []
    return [], list(found.faults)


def _against_list(copy: SiteCopy, log: SiteLog, tell: Callable[[str], None]) -> tuple[list[str], list[str]]:
    """(what is said, what is wrong) of every file, against the list that the log's last line is of."""
    head, given = log.head, copy.get(FILES)
    if head is None:
        return [], []
    if given.data is None or given.why:
        return [], [f"Listan över filer går inte att läsa: {FILES} {given.why or 'leder någon annanstans'}."]
    files = site_log.read_listing(given.data)
    if files is None or sha256(given.data) != head.files:
        return [], [f"Listan över filer ({FILES}) är inte den som loggens sista rad, rad {head.number}, säger."]
    pages = (path.removesuffix(_INDEX) for path in files if path.endswith(_INDEX))
    faults = list(vanished(log, pages))
    done, wrong = _files(copy, log, files=files, tell=tell)
    faults += wrong
    faults += [f"Finns inte i listan: {path}" for path in copy.extra(frozenset(files)) if is_listed(path)]
    if done < len(files):
        faults.append(f"{decimal(done)} av {quantity(len(files), 'fil', 'filer')} hann prövas.")
        return [], faults
    good = len(files) - len(wrong)
    return [f"{quantity(good, 'fil', 'filer')} av {decimal(len(files))} är som rad {head.number} säger."], faults


def _files(
    copy: SiteCopy, log: SiteLog, *, files: dict[str, str], tell: Callable[[str], None]
) -> tuple[int, list[str]]:
    """(how many files were looked at, what is wrong with them). Ends where the copy can't be reached, or after an hour."""
    moved, stop, began = log.moved, threading.Event(), time.monotonic()
    faults: list[str] = []
    done, lost, told = 0, 0, began

    def get(path: str) -> Given | None:
        return None if stop.is_set() else copy.get(path)

    with ThreadPoolExecutor(_AT_ONCE) as pool:
        try:
            for (path, digest), given in zip(files.items(), pool.map(get, files), strict=True):
                if given is None:
                    continue
                done += 1
                faults += _differs(path, digest, given, moved=moved)
                lost = lost + 1 if given.is_lost else 0
                now = time.monotonic()
                if lost == _LOST_AT_MOST:
                    faults.append("Servern svarar inte längre. Pröva igen senare.")
                    stop.set()
                elif now - began > _SECONDS and not stop.is_set():
                    faults.append("Servern är för långsam: prövningen avbröts efter en timme.")
                    stop.set()
                elif now - told > _EVERY:
                    told = now
                    tell(f"Prövat {decimal(done)} av {quantity(len(files), 'fil', 'filer')} …")
        except KeyboardInterrupt:
            stop.set()
            faults.append("Prövningen avbröts.")
    return done, faults


def _differs(path: str, digest: str, given: Given, *, moved: dict[str, str]) -> Iterator[str]:
    """How what is given for `path` differs from what the list says."""
    if given.leads_to:
        folder, slash, name = path.rpartition("/")
        target = moved.get(f"{folder}{slash}")
        if target is None or given.leads_to != f"{target}{'' if name == _INDEX else name}":
            yield f"Omdirigerad: {path} leder till {given.leads_to}, som loggen inte säger."
    elif given.data is not None and sha256(given.data) == digest:
        return
    elif given.why == "saknas":
        yield f"Saknas: {path}"
    elif given.data is None:
        yield f"Går inte att pröva: {path} {given.why}."
    else:
        yield f"Ändrad: {path}" + (f" ({given.why})" if given.why else "")


def as_lines(found: Iterable[str], shown: int) -> Iterator[str]:
    """The first of what was found, and how many more there are."""
    every = list(found)
    yield from every[:shown]
    if len(every) > shown:
        yield f"… och {len(every) - shown} till"
