"""Who is who among the parties: the police under their two names, and what a party is called.

A party is written as `polisen`, `kommunen` (every municipality of the record), a local police area (`lpo-…`) or
an actor's slug. `polisen` is the police without saying which, so it matches any local police area.
"""

from collections.abc import Iterable

from pledges.content.kinds import PartyKind
from pledges.content.register import Register
from pledges.i18n import _

POLICE_AREA_PREFIX = "lpo-"


def is_police(party: str) -> bool:
    """Whether `party` is the police, with or without saying which."""
    return party == PartyKind.POLICE or party.startswith(POLICE_AREA_PREFIX)


def same_party(one: str, other: str) -> bool:
    """Whether two names may mean the same party. Two different local police areas never do."""
    if one == other:
        return True
    return PartyKind.POLICE in (one, other) and is_police(one) and is_police(other)


def any_of(speakers: Iterable[str], parties: Iterable[str]) -> bool:
    """Whether any of `speakers` is among `parties`."""
    known = tuple(parties)
    return any(same_party(speaker, party) for speaker in speakers for party in known)


def all_of(wanted: Iterable[str], parties: Iterable[str]) -> bool:
    """Whether each of `wanted` is among `parties`, and there is at least one."""
    known, asked = tuple(parties), tuple(wanted)
    return bool(asked) and all(any_of((party,), known) for party in asked)


def party_name(register: Register, party: str) -> str:
    """Polisen, Kommunen, or the title of the party's own record; the slug where it has none."""
    if party == PartyKind.POLICE:
        return _("Polisen")
    if party == PartyKind.MUNICIPALITY:
        return _("Kommunen")
    folder = "polisen" if party.startswith(POLICE_AREA_PREFIX) else "aktorer"
    record = register.get(f"{folder}/{party}")
    return str(record.fields.title) if record is not None else party
