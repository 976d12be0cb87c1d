"""What a follow-up is about, and whether a party made it."""

from pledges.content.kinds import Kind, PartyKind
from pledges.content.parties import any_of
from pledges.content.record import Record
from pledges.content.register import Register

TARGETS = ("pledge", "agreement", "plan")


def target_of(register: Register, follow_up: Record) -> Record | None:
    """The pledge, agreement or plan that a follow-up is about, also while it is a draft."""
    for link in register.out.get(follow_up.identity, ()):
        if link.reference.field in TARGETS:
            target = register.records.get(link.target or "")
            return target if target is not None and target.fields is not None else None
    return None


def is_by_party(register: Register, follow_up: Record, target: Record) -> bool:
    """Whether a party of `target` is among those who made the follow-up.

    Where the parties are unknown here, the municipality and the police are taken for parties.
    """
    return any_of(follow_up.fields.by, register.parties(target) or (PartyKind.MUNICIPALITY, PartyKind.POLICE))


def of_target(register: Register, target: Record) -> tuple[Record, ...]:
    """The public follow-ups of `target` that a party made, by identity."""
    found = register.sources(target.identity, Kind.FOLLOW_UP, *TARGETS)
    return tuple(record for record in found if is_by_party(register, record, target))
