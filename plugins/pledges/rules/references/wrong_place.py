"""A file that all its references show to lie in the wrong place, or to be of another place: told instead of each of them."""

import re
from collections.abc import Iterator

from pledges.content.kinds import NAMES
from pledges.content.parties import any_of
from pledges.content.record import AnyRecord, Record, is_a, is_commitment
from pledges.content.record_fields import Commitment, FollowUp, Municipality
from pledges.content.register import Register
from pledges.rules.finding import Finding, title
from pledges.rules.follow_up_targets import target_of
from pledges.swedish import genitive


def lies_in_its_municipality(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """A file that speaks of another municipality, where all that it refers to lies, has come into the wrong folder.

    Told instead of each reference: they are right where the file belongs.
    """
    if not isinstance(record, Record) or record.municipality is None or isinstance(record.fields, Municipality):
        return
    prefix = f"kommuner/{record.municipality}/"
    local = {
        link.target.removeprefix(prefix)
        for link in register.out.get(record.identity, ())
        if link.target is not None and link.target.startswith(prefix)
    }
    if not local or any(f"{prefix}{place}" in register.identities for place in local):
        return
    for slug in register.geography.municipalities:
        there = f"kommuner/{slug}/"
        if all(f"{there}{place}" in register.identities for place in local) and _speaks_of(register, record, slug):
            here, other = (register.geography.name_of(one) for one in (record.municipality, slug))
            yield Finding(
                code="fel-plats",
                message=f"Filen ligger i mappen för {here}, men gäller {other}: där finns det som den hänvisar till.",
                hint=f"Flytta den till {there}{record.path.removeprefix(prefix)}.",
            )
            return


def _speaks_of(register: Register, record: Record, slug: str) -> bool:
    """Whether the title or the summary names another municipality, and not the file's own."""
    if isinstance(record.fields, Municipality) or record.municipality is None:
        return False
    words = f"{record.fields.title} {record.fields.summary or ''}"
    return _is_named(register, slug, words) and not _is_named(register, record.municipality, words)


def _is_named(register: Register, slug: str, text: str) -> bool:
    name = register.geography.name_of(slug)
    return bool({name, genitive(name)} & set(re.findall(r"[\w-]+", text)))


def follows_up_its_own(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """A follow-up of another municipality's pledge, whose actions, parties or title are those of its own namesake, is of that.

    Told instead of all that such a reference makes untrue. A pledge that the two share may be followed up in either.
    """
    target = target_of(register, record) if isinstance(record, Record) else None
    if target is None or not is_a(record, FollowUp) or record.municipality is None or target.municipality is None:
        return
    own = register.records.get(f"kommuner/{record.municipality}/{target.identity.split('/', 2)[2]}")
    if own is target or not is_commitment(own) or record.municipality in register.municipalities(target):
        return
    is_named_home = _is_named(register, record.municipality, record.fields.title)
    is_of_home = is_named_home and not _is_named(register, target.municipality, record.fields.title)
    if not _is_of(register, record, own) or (_is_of(register, record, target) and not is_of_home):
        return
    key = NAMES[target.kind].singular
    here, there = (register.geography.name_of(one) for one in (record.municipality, target.municipality))
    whose = f"{NAMES[target.kind].definite} ligger i {there}"
    yield Finding(
        code="fel-plats",
        message=f"Uppföljningen ligger i {here}, men {whose}, och det som redovisas hör till {title(own)}.",
        hint=f"Skriv {key}: {own.slug}",
        loc=(key,),
    )


def _is_of(register: Register, record: Record[FollowUp], target: Record[Commitment]) -> bool:
    """Whether every action that a follow-up answers for, and every party that made it, is one of `target`."""
    ids, parties = {action.id for action in target.actions}, register.parties(target)
    acted = {outcome.action for outcome in record.fields.outcomes if outcome.action is not None}
    return acted <= ids and all(any_of((one,), parties) for one in record.fields.by)
