"""What is written of where a pledge stands: its status, why it was broken off or moved, and what replaced it."""

from collections.abc import Iterator

from pledges.content.kinds import Kind
from pledges.content.record import Record, is_a, is_commitment
from pledges.content.record_fields import Pledge
from pledges.content.register import Register
from pledges.rules.finding import Finding, Rule, has_unreadable
from pledges.rules.verdicts import VERDICTS, finals


def status_agrees(register: Register, record: Record) -> Iterator[Finding]:
    """What is written of a pledge is not contradicted by what is here."""
    if not is_a(record, Pledge) or record.fields.status not in (
        "planerat",
        "pågår",
        "avslutat",
        "avbrutet",
        "okänd",
    ):
        return
    status = record.fields.status
    reports = finals(register, record)
    verdict = next((final.fields.verdict for final in reports if final.fields.verdict in VERDICTS), None)
    if status == "avbrutet" and verdict != "uppfyllt":
        return
    if reports and status in ("planerat", "pågår"):
        message = f"Status är ”{status}”, men det finns en slutlig uppföljning."
    elif verdict is not None:
        message = f"Status är ”{status}”, men parternas bedömning är ”{verdict}”."
    else:
        return
    yield Finding(
        code="status-motsags", message=message, hint="Ta bort status:, så räknar portalen ut den.", loc=("status",)
    )


def breaking_off_has_reason(register: Register, record: Record) -> Iterator[Finding]:
    """A pledge that was broken off says why."""
    if is_a(record, Pledge) and record.fields.status == "avbrutet" and not record.fields.reason:
        yield Finding(
            code="avbrutet-utan-skal",
            message="Löftet är avbrutet, men det står inte varför.",
            hint="Lägg till skäl: med en mening som invånarna förstår.",
            loc=("status",),
        )


def replaced_by_something(register: Register, record: Record) -> Iterator[Finding]:
    """A pledge that was replaced has a successor."""
    if not is_a(record, Pledge) or record.fields.status != "ersatt":
        return
    if not register.successors(record) and not has_unreadable(register, record, Kind.PLEDGE):
        yield Finding(
            code="ersatt-utan-eftertradare",
            message="Löftet sägs vara ersatt, men inget annat löfte efterträder det.",
            hint=f"Skriv efterträder: {record.slug} i det nya löftet, eller ta bort status:.",
            loc=("status",),
        )


def moving_has_reason(register: Register, record: Record) -> Iterator[Finding]:
    """A deadline that is moved says why, and was there to move."""
    plan = record.fields.follow_up if is_commitment(record) else None
    for number, change in enumerate(record.changes):
        if change.new_latest is None:
            continue
        loc = ("händelser", number, "ny uppföljning senast")
        if not change.reason:
            yield Finding(
                code="flyttad-utan-skal",
                message="Uppföljningen flyttas, men det står inte varför.",
                hint="Lägg till skäl: i samma punkt under händelser:.",
                loc=loc,
            )
        if plan is None or plan.latest is None:
            yield Finding(
                code="flyttad-utan-tidigare-dag",
                message="Uppföljningen flyttas, men det står inte när den först skulle vara klar.",
                hint="Lägg till uppföljning: med senast: och den dag som först var lovad.",
                loc=loc,
            )


RULES: tuple[Rule, ...] = (
    status_agrees,
    breaking_off_has_reason,
    replaced_by_something,
    moving_has_reason,
)
