"""Taking a text away for good: `make remove`. All of a record, some words of it, or one event.

A whole record keeps its address and an empty notice. Words are put out of the file, and out of all that is remembered
of the record. An event's line is taken out of the file. What readers were told of keeps its identity and is emptied,
so that their copies are overwritten. That it was done is remembered as well: the next deploy sees it and deletes every
older release (`deploy.plan`, purge), and a removed record that comes back is an error
(`rules/changes_after_publication.py`).
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import yaml

from pledges.build import last_published
from pledges.content.attachments import used_by
from pledges.content.discovery import LOG_FOLDER, LOG_SUFFIX, translates
from pledges.content.former_addresses import address_of
from pledges.content.library import ContentLibrary
from pledges.content.reader import read_text
from pledges.content.record import AnyRecord, Record, RemovedRecord, is_a
from pledges.content.record_fields import FollowUp
from pledges.content.register import Register
from pledges.feeds.announcement import announcements_of, is_turn_of
from pledges.history import publication_log
from pledges.history.events import EventKind, change_ids, events, kind_of
from pledges.history.protected_texts import content_digest
from pledges.history.publication_log import (
    Edition,
    Line,
    PublicationLog,
    PublishedAddress,
    PublishedEvent,
    PublishedRemoval,
    load,
    tells_of,
)
from pledges.history.snapshot import take_snapshot
from pledges.incremental import replace_file
from pledges.publish.without_words import composed, edition_without, pattern_of, without_change, without_words
from pledges.settings import Settings

SHORTEST = 3
_TAG = re.compile(r"tag:[^:]+:")
_Told = Mapping[str, tuple[str, ...]]


class RemovalError(Exception):
    """Nothing was removed; the message is Swedish and says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Removal:
    """What was done: what was removed in the file `path`, the log's files that were cleaned, the attachments and
    translations deleted.

    `referring` are the files that still mention the record, `also` those that still hold the words, and `unread` the
    record's attachments, which nobody has looked into. `found` is false where the words were nowhere to be found.
    """

    what: str
    path: str
    forgotten: tuple[str, ...]
    attachments: tuple[str, ...] = ()
    translations: tuple[str, ...] = ()
    referring: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()
    found: bool = True

    @property
    def touched(self) -> tuple[str, ...]:
        """What was changed under content/, to be saved with the removal: files, and the folder that remembers."""
        return (*([self.path] if self.found else ()), *self.attachments, *self.translations, LOG_FOLDER)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a text lies: in the library's content, and in what is `kept` of it beside the output, if anything is."""

    library: ContentLibrary
    kept: Path | None = None

    @property
    def roots(self) -> tuple[Path, ...]:
        """The folders that hold the files."""
        content = self.library.content
        return (content, self.kept) if self.kept is not None and self.kept.is_dir() else (content,)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Subject:
    """The record that is meant, as far as it can be read, and what is remembered; `first` names it for ever."""

    source: Source
    identity: str
    record: AnyRecord | None
    register: Register
    log: PublicationLog
    first: str

    @property
    def path(self) -> str:
        return f"{self.identity}.md"

    def derived(self) -> frozenset[str]:
        """The ids of the events that the file tells of as it is."""
        if self.record is None:
            return frozenset()
        owner = self.register.followed_up(self.record) if is_a(self.record, FollowUp) else None
        return frozenset(event.id for event in events(self.register, owner or self.record, None, log=self.log))

    def told(self, day: date) -> _Told:
        """The addresses of the pages whose followers were told, by the event's id."""
        if not isinstance(self.record, Record):
            return {}
        snapshot = take_snapshot(self.register, day, settings=Settings(), log=self.log)
        announced = announcements_of(snapshot, self.record.municipality or "")
        return {one.event.id: one.followed_at for one in announced if one.event.id in self.log.events}


def remove(source: Source, name: str, *, reason: str, day: date) -> Removal:
    """Remove the text of the record `name` (its path, with or without .md, or its web address), and say `reason`.

    One that staff have already made a notice of keeps that, and is forgotten. Raises RemovalError where there is no
    such record or no reason.
    """
    subject = _named(source, name)
    record, content = subject.record, source.library.content
    is_notice = isinstance(record, RemovedRecord)
    if not reason.strip() and not is_notice:
        raise RemovalError("Skälet saknas. Skriv varför, utan att upprepa det som tas bort.")
    attachments = _only_used_by(subject.register, record) if record is not None else ()
    told = subject.told(day)
    files = source.library.discovery.translations
    translations = tuple(one.path for one in files if translates(one.path)[0] == subject.identity)

    def forget(line: Line) -> Line | None:
        if not tells_of(line, subject.first):
            return line
        return _emptied(line, day, told) if isinstance(line, PublishedEvent) else None

    forgotten = _in_memory(subject, forget, PublishedRemoval(subject.first, day, whole=True))
    text = (content / subject.path).read_bytes() if is_notice else notice(reason, day, record).encode()
    for root in source.roots:
        if root == content or (root / subject.path).exists():
            replace_file.replace_if_changed(root / subject.path, text)
        for path in (*attachments, *translations):
            (root / path).unlink(missing_ok=True)
    referring = sorted({link.source for link in subject.register.back.get(subject.identity, ())})
    return Removal(
        what="Texten",
        path=subject.path,
        forgotten=forgotten,
        attachments=attachments,
        translations=translations,
        referring=tuple(f"{one}.md" for one in referring),
    )


def remove_words(source: Source, name: str, *, words: str, day: date) -> Removal:
    """Take `words` (a name, a sentence) out of the record `name` and out of all that is remembered of it.

    Where they stand in an event that the file no longer tells of, all of the event's text goes. Raises RemovalError
    where there is no such record, where they are too few, or where the file could not be read without them.
    """
    subject = _named(source, name)
    if len("".join(words.split())) < SHORTEST:
        raise RemovalError(f"TEXT är för kort. Skriv minst {SHORTEST} tecken, till exempel hela namnet.")
    pattern = pattern_of(words)
    texts = dict(_texts_without(subject, pattern))
    now = _read_again(subject, texts.get(source.library.content))
    derived, told = subject.derived(), subject.told(day)

    def clean(line: Line) -> Line | None:
        if not tells_of(line, subject.first):
            return line
        if isinstance(line, Edition):
            return _with_digest(edition_without(line, pattern), subject.record, now)
        if not isinstance(line, PublishedEvent) or not pattern.search(composed(line.title)):
            return line
        is_gone = subject.record is not None and line.id.startswith(f"{subject.first}#") and line.id not in derived
        return _emptied(line, day, told) if is_gone else replace(line, title=without_words(line.title, pattern))

    forgotten = _in_memory(subject, clean, PublishedRemoval(subject.first, day, whole=False))
    for root, text in texts.items():
        replace_file.replace(root / subject.path, text.encode())
    return Removal(
        what=f"”{words}”",
        path=subject.path,
        forgotten=forgotten,
        also=tuple(sorted(set(_holding(subject, pattern)))),
        unread=tuple(sorted(used_by(now))) if now is not None else (),
        found=bool(forgotten or texts),
    )


def remove_event(source: Source, name: str, *, day: date) -> Removal:
    """Take away the event whose id is `name`: its line under `händelser`, if it is there, and what is remembered of it.

    Raises RemovalError for one that is not known, or that comes of something else in the file.
    """
    event_id = _TAG.sub("", name, count=1)
    first, _hash, part = event_id.partition("#")
    identities, content = source.library.identities, source.library.content
    addresses = load(content / LOG_FOLDER).addresses
    answering = (address for address, its in addresses.items() if its == first and address in identities)
    subject = _subject(source, next(answering, first))
    record, derived, told = subject.record, subject.derived(), subject.told(day)
    own = change_ids(record, subject.log) if isinstance(record, Record) else ()
    if event_id not in own and (event_id in derived or event_id not in subject.log.events):
        what = "kommer av uppgifter i filen" if event_id in derived else "har aldrig kungjorts"
        raise RemovalError(
            f"Händelsen {part} {what}. Ta bort orden med RECORD={subject.path} TEXT=…, eller hela texten utan TEXT."
        )
    texts: dict[Path, str] = {}
    now = record
    if event_id in own and isinstance(record, Record):
        number = own.index(event_id)
        pattern = pattern_of(record.changes[number].text)
        texts = {root: text for root, text in _texts_without(subject, pattern) if root != content}
        texts[content] = without_change(composed(_text(content / subject.path)), record, number)
        now = _read_again(subject, texts[content], number)

    def clean(line: Line) -> Line | None:
        if isinstance(line, PublishedEvent) and (line.id == event_id or is_turn_of(line.id, event_id)):
            return _emptied(line, day, told)
        if isinstance(line, Edition) and line.first == subject.first and texts:
            return _with_digest(replace(line, changes=max(0, line.changes - 1)), record, now)
        return line

    forgotten = _in_memory(subject, clean, PublishedRemoval(subject.first, day, whole=False))
    for root, text in texts.items():
        replace_file.replace(root / subject.path, text.encode())
    return Removal(what=f"Händelsen {part}", path=subject.path, forgotten=forgotten)


def notice(reason: str, day: date, record: AnyRecord | None) -> str:
    """The file that is left: when, why, and the addresses that it has had."""
    front: dict[str, object] = {"borttaget": [{"datum": day.isoformat(), "skäl": reason.strip()}]}
    if record is not None and record.former_addresses:
        front["tidigare adresser"] = list(record.former_addresses)
    text: str = yaml.safe_dump(front, allow_unicode=True, sort_keys=False, width=1000)
    return f"---\n{text}---\n"


def summary(done: Removal, *, goes_out: bool = False) -> str:
    """What staff are told, and what remains for them to do. One that `goes_out` at once is not theirs to lay out."""
    if done.what == "Texten":
        lines = [f"Texten i {done.path} är borttagen; en tom notis ligger kvar på adressen."]
    else:
        lines = [f"{done.what} är borttaget ur {done.path} och ur det som portalen minns av den."]
    if not done.found:
        lines = [
            f"{done.what} finns varken i {done.path} eller i det som portalen minns av den. Är det rätt skrivet?",
            "Var det redan borta ur filen räcker det: alla äldre utgåvor raderas ändå när nästa läggs ut.",
        ]
    lines += [f"  Glömt i {LOG_FOLDER}/{name}" for name in done.forgotten]
    lines += [f"  Bilagan {path} är borttagen" for path in done.attachments]
    lines += [f"  Översättningen {path} är borttagen" for path in done.translations]
    if done.referring:
        lines.append("Dessa filer hänvisar hit. Läs igenom dem, så att de inte upprepar det borttagna:")
        lines += [f"  {path}" for path in done.referring]
    if done.also:
        lines.append("Orden står också här. Kör samma kommando för var och en av dem:")
        lines += [f"  {path}" for path in done.also]
    if done.unread:
        lines.append("Portalen läser inte vad som står i bilagorna. Titta efter själv:")
        lines += [f"  {path}" for path in done.unread]
    rest = "Texten finns kvar i versionshistoriken, i säkerhetskopior och hos sökmotorer: se docs/drift.md, ”Ta bort uppgifter”."
    if goes_out:
        return "\n".join((*lines, rest))
    lines += [
        "Gör nu så här:",
        "  1. make publish och make deploy. Då försvinner texten från sidor, flöden och arkiv, och alla äldre utgåvor raderas.",
        f"  2. {rest}",
    ]
    return "\n".join(lines)


def _named(source: Source, name: str) -> _Subject:
    return _subject(source, address_of(name.removeprefix(f"{source.library.content.name}/")))


def _subject(source: Source, identity: str) -> _Subject:
    library = source.library
    log = load(library.content / LOG_FOLDER)
    if identity not in library.identities and identity not in log.addresses:
        raise RemovalError(f"Filen {identity}.md finns inte. Ange sökvägen under content/, eller sidans adress.")
    register = _register(library, identity)
    record = register.records.get(identity)
    first = log.first_address(record) if record is not None else log.addresses.get(identity, identity)
    return _Subject(source=source, identity=identity, record=record, register=register, log=log, first=first)


def _in_memory(subject: _Subject, change: Callable[[Line], Line | None], removal: PublishedRemoval) -> tuple[str, ...]:
    """Rewrite what is remembered, and remember the removal; gives the files where something was forgotten."""
    folder = subject.source.library.content / LOG_FOLDER
    cleaned = []
    for place in sorted(folder.glob(f"*{LOG_SUFFIX}")) if folder.is_dir() else ():
        if replace_file.replace_if_changed(place, publication_log.rewritten(place.read_bytes(), change)):
            cleaned.append(place.name)
    lines: list[Line] = [removal]
    if subject.identity not in subject.log.addresses and subject.first in subject.log.addresses:
        # It has been renamed since it was published; the notice answers for its first address too.
        lines.insert(0, PublishedAddress(subject.first, subject.identity, removal.day))
    name = publication_log.file_of(subject.identity)
    publication_log.append(folder, {name: tuple(map(publication_log.written, lines))})
    for kept in subject.source.roots[1:]:
        last_published.keep_memory(subject.source.library.content, kept)
    return tuple(cleaned)


def _emptied(line: PublishedEvent, day: date, told: _Told) -> PublishedEvent:
    """What readers were told, without its text. That something was removed may always be said."""
    if kind_of(line.id.rpartition("#")[2]) is EventKind.REMOVED:
        return line
    followed_at = line.followed_at or told.get(line.id, ())
    return replace(line, title="", removed=line.removed or day, followed_at=followed_at)


def _with_digest(edition: Edition, before: AnyRecord | None, now: AnyRecord | None) -> Edition:
    """An edition that still says all that the record says, where it did so before the removal."""
    if before is None or now is None or edition.digest != content_digest(before):
        return edition
    return replace(edition, digest=content_digest(now))


def _text(place: Path) -> str:
    return place.read_bytes().decode("utf-8-sig", errors="replace").replace("\r\n", "\n")


def _texts_without(subject: _Subject, words: re.Pattern[str]) -> Iterator[tuple[Path, str]]:
    """The record's file without `words`, in each folder where it has them."""
    for root in subject.source.roots:
        text = composed(_text(root / subject.path)) if (root / subject.path).exists() else ""
        if words.search(text):
            yield root, without_words(text, words)


def _read_again(subject: _Subject, text: str | None, without: int | None = None) -> AnyRecord | None:
    """The record as it will be read; raises RemovalError where it would not be the same but for what was removed.

    `without` is the line under `händelser` that is to be gone.
    """
    before = subject.record
    if text is None or before is None:
        return before
    files = subject.source.library.discovery.records
    now, _problems = read_text(next(one for one in files if one.identity == subject.identity), text.encode())
    if without is not None:
        kept = before.changes[:without] + before.changes[without + 1 :] if isinstance(before, Record) else ()
        if not isinstance(now, Record) or now.changes != kept or now.body != before.body:
            line = before.places["händelser", without].line
            raise RemovalError(f"Ta bort händelsen på rad {line} i {subject.path} för hand, och kör kommandot igen.")
    elif now is None or now.places.keys() != before.places.keys():
        raise RemovalError(
            f"Orden är en del av något som {subject.path} inte kan läsas utan. Ta bort dem ur filen för hand, och kör "
            "kommandot igen."
        )
    return now


def _holding(subject: _Subject, words: re.Pattern[str]) -> Iterator[str]:
    """The other files that hold `words`, or whose record is remembered with them."""
    content = subject.source.library.content
    discovery = subject.source.library.discovery
    for source in (*discovery.records, *discovery.translations):
        if source.identity != subject.identity and words.search(composed(_text(content / source.path))):
            yield source.path
    for place in sorted((content / LOG_FOLDER).glob(f"*{LOG_SUFFIX}")):
        for line in publication_log.read_lines(place.read_bytes(), "")[0]:
            address = line.address if isinstance(line, PublishedEvent) else line.first
            texts = (line.title, *(one.text for one in line.texts)) if isinstance(line, Edition) else ()
            told = (line.title,) if isinstance(line, PublishedEvent) else texts
            if any(words.search(composed(one)) for one in told):
                yield f"{address}.md"


def _register(library: ContentLibrary, identity: str) -> Register:
    parts = identity.split("/")
    cluster = next((one for one in library.clusters if parts[0] == "kommuner" and parts[1] in one.slugs), None)
    return library.register(cluster.slugs) if cluster is not None else _everything(library)


def _everything(library: ContentLibrary) -> Register:
    slugs = tuple(sorted({slug for cluster in library.clusters for slug in cluster.slugs}))
    return library.register(slugs)


def _only_used_by(register: Register, record: AnyRecord) -> tuple[str, ...]:
    others = {path for one in register.records.values() if one is not record for path in used_by(one)}
    return tuple(sorted(used_by(record) - others))
