"""Attachments: what `fil:` and the free text name exists and may be published, and nothing lies unused."""

import posixpath
import re
from collections.abc import Iterator

from pledges.content.discovery import ATTACHMENTS
from pledges.content.markdown import path_inside
from pledges.content.problems import Problem
from pledges.content.record import AnyRecord, Loc, Record, is_a
from pledges.content.record_fields import Picture, Source
from pledges.content.record_values import values
from pledges.content.register import Register
from pledges.rules.finding import Finding, to_problem_of_file
from pledges.rules.markdown_facts import facts_of
from pledges.rules.open_links import DISK
from pledges.swedish import enumerate_words, suggestion


def attachment_path(record: AnyRecord, text: str) -> str | None:
    """The path under content/ that `fil:` means: in the record's own municipality's folder; elsewhere in content/.

    None where it is rooted or leads out of there.
    """
    base = _base(record)
    joined = posixpath.normpath(posixpath.join(base, text))
    inside = joined.startswith(base) and not joined.startswith(("../", "/"))
    return joined if inside and "\\" not in text else None


def _base(record: AnyRecord) -> str:
    return f"kommuner/{record.municipality}/" if record.municipality else ""


def _files(record: AnyRecord) -> Iterator[tuple[Loc, str]]:
    for loc, value in values(record):
        if isinstance(value, Source) and value.file is not None:
            yield (*loc, "fil"), value.file


def files_exist(attachments: frozenset[str], record: Record) -> Iterator[Finding]:
    """Each `fil:` is an attachment of an allowed kind in the record's own folder."""
    for loc, text in _files(record):
        path = attachment_path(record, text)
        is_address = text.startswith(("http://", "https://", "www."))
        ending = posixpath.splitext(text)[1].lower()
        if path is not None and path in attachments:
            continue
        if path is not None and ending not in ATTACHMENTS and not is_address:
            yield Finding(
                code="bilaga-fel-typ",
                message=f"”{text}” är ingen fil som kan publiceras.",
                hint=f"Spara den som {enumerate_words(ATTACHMENTS, 'eller')}, eller länka med adress: dit där den finns.",
                loc=loc,
            )
        else:
            yield Finding(
                code="bilaga-saknas",
                message=f"Filen ”{text}” finns inte.",
                hint=_hint(attachments, record, text),
                loc=loc,
            )


def _hint(attachments: frozenset[str], record: Record, text: str) -> str:
    if text.startswith(("http://", "https://", "www.")):
        return f"Det är en webbadress: skriv adress: {text} i stället för fil:."
    base = _base(record)
    if DISK.search(text):
        name = re.split(r"[\\/]", text)[-1]
        return f"Det är en plats på en dator. Lägg filen i {base or 'content/'} och skriv fil: {name}"
    own = sorted(path.removeprefix(base) for path in attachments if path.startswith(base))
    same_name = [path for path in own if posixpath.basename(path) == posixpath.basename(text)]
    if same_name:
        return f"Skriv {same_name[0]}."
    return suggestion(text, own) or f"Lägg filen i {base or 'content/'} och skriv sökvägen därifrån."


def published_or_not(register: Register, record: Record) -> Iterator[Finding]:
    """A source that says that it is not published has no address and no file; nor has a picture that is secret."""
    is_secret = is_a(record, Picture) and record.fields.published == "sekretess"
    if is_secret and any(isinstance(one, Source) and (one.address or one.file) for _, one in values(record)):
        yield Finding(
            code="kalla-motsager-sig",
            message="Lägesbilden sägs omfattas av sekretess, men dokumentet har en adress eller en fil.",
            hint="Skriv publicerad: delvis om en del av den är publicerad. Är den inte det, ta bort adressen.",
            loc=("publicerad",),
        )
    for loc, value in values(record):
        if isinstance(value, Source) and value.unpublished and (value.address or value.file):
            yield Finding(
                code="kalla-motsager-sig",
                message="Källan sägs inte vara publicerad, men har en adress eller en fil.",
                hint="Ta bort ej publicerad:, eller adressen.",
                loc=(*loc, "ej publicerad"),
            )


def unused(register: Register, attachments: frozenset[str]) -> Iterator[Problem]:
    """Attachments that no record names, in those folders of which every record is in the register."""
    if not attachments:
        return
    used = named_by(register)
    incomplete = {home(identity) for identity in register.identities if identity not in register.records}
    for path in sorted(attachments - used):
        if home(path) not in incomplete:
            finding = Finding(
                code="bilaga-oanvand",
                message="Ingen fil hänvisar till bilagan.",
                hint="Länka till den med fil: eller i en text, eller ta bort den.",
            )
            yield to_problem_of_file(path, finding)


def named_by(register: Register) -> frozenset[str]:
    """The paths of the files that records name."""
    return frozenset(path for record in register.records.values() for path in _used(record))


def _used(record: AnyRecord) -> Iterator[str]:
    for _, text in _files(record):
        path = attachment_path(record, text)
        if path is not None:
            yield path
    facts = facts_of(record.body)
    for href in (*(link.href for link in facts.links), *(image.source for image in facts.images)):
        inside = path_inside(record.path, href)
        if inside is not None:
            yield inside[0]


def home(path: str) -> str:
    """The folder that is looked at as a whole: `kommuner/x`, or a folder at the top."""
    parts = path.split("/")
    return "/".join(parts[:2]) if parts[0] == "kommuner" else parts[0]
