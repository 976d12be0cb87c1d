"""What a follow-up is about, and which follow-ups a party made."""

from pledges.content.record import Record, is_a, is_commitment
from pledges.content.record_fields import Commitment, FollowUp
from pledges.content.register import FOLLOWED_UP, Register
from pledges.status.facts import is_by_party


def target_of(register: Register, record: Record) -> Record[Commitment] | None:
    """The pledge, agreement or plan that a follow-up is about, also while it is a draft; None for other records."""
    for link in register.out.get(record.identity, ()) if is_a(record, FollowUp) else ():
        if link.reference.field in FOLLOWED_UP:
            target = register.records.get(link.target or "")
            return target if is_commitment(target) else None
    return None


def of_target(register: Register, target: Record[Commitment]) -> tuple[Record[FollowUp], ...]:
    """The public follow-ups of `target` that a party made, by identity."""
    return tuple(record for record in register.follow_ups(target) if is_by_party(register, record, target))
