"""Who is who among the parties, from their names alone.

A party is written as `polisen`, `kommunen` (every municipality of the record), a local police area (`lpo-…`) or
an actor's slug. `polisen` is the police without saying which, so it matches any local police area.
"""

from collections.abc import Iterable

from pledges.content.kinds import NAMES, Kind, PartyKind

POLICE_AREA_PREFIX = "lpo-"


def party_identity(party: str) -> str | None:
    """The identity that the record of `party` has, or would have; None for `polisen` and `kommunen`, which have none."""
    if party in (PartyKind.POLICE, PartyKind.MUNICIPALITY):
        return None
    return f"{NAMES[Kind.POLICE_AREA if is_police(party) else Kind.ACTOR].folder}/{party}"


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
    candidates = tuple(parties)
    return any(same_party(speaker, party) for speaker in speakers for party in candidates)


def all_of(wanted: Iterable[str], parties: Iterable[str]) -> bool:
    """Whether each of `wanted` is among `parties`, and there is at least one."""
    candidates, required = tuple(parties), tuple(wanted)
    return bool(required) and all(any_of((party,), candidates) for party in required)
