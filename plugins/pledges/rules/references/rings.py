"""Chains: what came before what and what lies in what, without a ring and without rivals."""

from collections.abc import Iterator, Sequence

from pledges.content.record import Record
from pledges.content.register import Register
from pledges.rules.finding import Finding, Rule, certainly_before, title
from pledges.swedish import enumerate_words


def no_circle(register: Register, record: Record) -> Iterator[Finding]:
    """`efterträder` never leads back; told once, in the record whose identity sorts first."""
    chain = _ring(register, record, "succeeds")
    if chain and not _is_told_by_days(register, chain):
        way = _way(chain)
        yield Finding(
            code="efterfoljd-i-ring",
            message=f"Efterträdarna går i ring: {way}." if len(chain) > 1 else "Filen efterträder sig själv.",
            hint="Ta bort efterträder: i den som kom först."
            if len(chain) > 1
            else f"{what_was_before(register, record)} Finns det inget som gällde före, ta bort raden.".strip(),
            loc=("efterträder",),
        )


def no_area_within_itself(register: Register, record: Record) -> Iterator[Finding]:
    """`ingår i` never leads back either: a part of the town can't lie in a part of itself."""
    chain = _ring(register, record, "part_of")
    if chain:
        named = enumerate_words(f"{one}.md" for one in chain)
        yield Finding(
            code="omrade-i-ring",
            message=f"Områdena ingår i varandra: {_way(chain)}." if len(chain) > 1 else "Området ingår i sig självt.",
            hint=f"Ta bort ingår i: ur det största av dem, i en av {named}."
            if len(chain) > 1
            else "Skriv det större området, eller ta bort raden.",
            loc=("ingår i",),
        )


def _ring(register: Register, record: Record, field: str) -> list[str]:
    """The identities of the ring that a reference makes with `record`; none but of the one whose identity sorts first."""
    chain = [record.identity]
    while (following := _following(register, chain[-1], field)) is not None and following not in chain:
        chain.append(following)
    return chain if following == record.identity == min(chain) else []


def _way(chain: Sequence[str]) -> str:
    return " → ".join(identity.rsplit("/", 1)[-1] for identity in (*chain, chain[0]))


def _is_told_by_days(register: Register, chain: Sequence[str]) -> bool:
    """Whether one of a circle succeeds what came after it, which is told there as the cause."""
    return any(_succeeds_a_later(register, identity) for identity in chain)


def _succeeds_a_later(register: Register, identity: str) -> bool:
    """Whether a record says that it came in place of something that began after it had ended."""
    record, before = register.records.get(identity), register.records.get(_predecessor(register, identity) or "")
    own = record.fields.span if isinstance(record, Record) else None
    later = before.fields.span if isinstance(before, Record) else None
    return own is not None and later is not None and certainly_before(own, later)


def what_was_before(register: Register, record: Record) -> str:
    """The record of the kind that ended last before this began in its place, as what was meant by one that follows itself or a later."""
    earlier = [
        one
        for one in register.records.values()
        if isinstance(one, Record)
        and one.kind is record.kind
        and one.municipality == record.municipality
        and one.fields.span is not None
        and record.fields.span is not None
        and certainly_before(one.fields.span, record.fields.span)
    ]
    last = max(earlier, key=lambda one: str(one.fields.span), default=None)
    if last is None:
        return ""
    return f"Skriv efterträder: {last.slug} om det är {title(last)} som gällde före."


def _predecessor(register: Register, identity: str) -> str | None:
    return _following(register, identity, "succeeds")


def _following(register: Register, identity: str, field: str) -> str | None:
    links = register.out.get(identity, ())
    return next((link.target for link in links if link.reference.field == field and link.target), None)


def one_successor(register: Register, record: Record) -> Iterator[Finding]:
    """Only one record follows another; told in all but the first."""
    predecessor = _predecessor(register, record.identity)
    if predecessor is None:
        return
    rivals = [
        one
        for one in register.sources(predecessor, type(record.fields), "succeeds")
        if one.identity != predecessor and not _succeeds_a_later(register, one.identity)
    ]
    if rivals and rivals[0].identity < record.identity:
        own, earlier = record.fields.span, rivals[0].fields.span
        is_later = own is not None and earlier is not None and certainly_before(earlier, own)
        yield Finding(
            code="dubbel-eftertradare",
            message=f"Också {title(rivals[0])} säger sig efterträda ”{predecessor.rsplit('/', 1)[-1]}”.",
            hint=f"Följer den här på {title(rivals[0])}, skriv efterträder: {rivals[0].slug}. Delades det i två, acceptera varningen."
            if is_later
            else "Ta bort efterträder: i den som inte följer direkt efter. Delades det i två, acceptera varningen.",
            loc=("efterträder",),
        )


RULES: tuple[Rule, ...] = (no_circle, no_area_within_itself, one_successor)
