"""Old addresses: where each leads now, and which are gone for good.

An old address is one under `tidigare adresser`, or one that the log knows the record by. On a server that can't
redirect, the page that says ”Sidan har flyttat” answers there; on one that can, what is written here comes before it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from pledges.content.former_addresses import former_addresses
from pledges.content.record import AnyRecord, RemovedRecord
from pledges.history.publication_log import PublicationLog
from pledges.i18n import languages
from pledges.urls import in_language, of_record, output_path


@dataclass(frozen=True, slots=True)
class Redirects:
    """`moved` leads from old to present addresses; `gone` are those whose text was removed. All rooted, no first slash."""

    moved: Mapping[str, str]
    gone: tuple[str, ...]


def aliases(log: PublicationLog) -> Mapping[str, tuple[str, ...]]:
    """Every address that each record is remembered by, under its first one."""
    by_first: dict[str, list[str]] = {}
    for address, first in sorted(log.addresses.items()):
        by_first.setdefault(first, []).append(address)
    return {first: tuple(addresses) for first, addresses in by_first.items()}


def old_addresses(
    log: PublicationLog, remembered: Mapping[str, tuple[str, ...]], *, record: AnyRecord, identities: frozenset[str]
) -> tuple[str, ...]:
    """The identities that `record` has had before and nobody has now: as written, then as remembered.

    `remembered` is `aliases(log)`, and `identities` those of the whole site.
    """
    addresses = (*former_addresses(record), *remembered.get(log.first_address(record), ()))
    return tuple(dict.fromkeys(address for address in addresses if address not in identities))


def redirects_of(log: PublicationLog, notable: Iterable[AnyRecord], identities: frozenset[str]) -> Redirects:
    """Every old address, and those whose text was removed.

    `notable` are the records, among them all those that are removed or have had other addresses; `identities` those of
    every record of the site.
    """
    remembered = aliases(log)
    public = [record for record in notable if not record.is_draft]
    moved = {
        of_record(old): of_record(record.identity)
        for record in public
        for old in old_addresses(log, remembered, record=record, identities=identities)
    }
    for addresses in remembered.values():
        present = next((address for address in addresses if address in identities), None)
        if present is not None:
            for old in (address for address in addresses if address not in identities):
                moved.setdefault(of_record(old), of_record(present))
    gone = sorted(of_record(record.identity) for record in public if isinstance(record, RemovedRecord))
    return Redirects(dict(sorted(moved.items())), tuple(gone))


def in_languages(redirects: Redirects, *, logged: Iterable[str], paths: frozenset[str]) -> Redirects:
    """`redirects` with those of pages in other languages that the site's log says were published and that are not among `paths`.

    Such an address leads to the page in the language where its record is now, else to the Swedish page: a record moves, and
    a translation may be taken away. What was removed is gone in every language.
    """
    moved, gone = dict(redirects.moved), set(redirects.gone)
    for address in logged:
        language, _, swedish = address.partition("/")
        if language not in languages() or output_path(address) in paths:
            continue
        if swedish in redirects.gone:
            gone.add(address)
            continue
        now = redirects.moved.get(swedish, swedish)
        targets = (in_language(language, now), now)
        target = next((one for one in targets if output_path(one) in paths), None)
        if target is not None:
            moved[address] = target
    return Redirects(dict(sorted(moved.items())), tuple(sorted(gone)))
