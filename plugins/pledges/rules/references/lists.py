"""A list names each thing once, and a required one holds something."""

from collections.abc import Iterator

from pledges.content.record import Record, is_a
from pledges.content.record_fields import Agreement, Fields, FollowUp, Mention, Picture, PoliceArea
from pledges.content.register import Register
from pledges.rules.finding import Finding, Rule


def no_reference_twice(register: Register, record: Record) -> Iterator[Finding]:
    """A list names each thing once."""
    seen: set[tuple[object, str]] = set()
    for link in register.out.get(record.identity, ()):
        reference = link.reference
        if not reference.loc or not isinstance(reference.loc[-1], int):
            continue
        mark = (reference.loc[:-1], reference.text)
        if mark in seen:
            yield Finding(
                code="dubbel-hanvisning",
                message=f"”{reference.text}” står två gånger i listan.",
                hint="Ta bort den ena, eller rätta den som skulle vara något annat.",
                loc=reference.loc,
            )
        seen.add(mark)


def no_municipality_twice(register: Register, record: Record) -> Iterator[Finding]:
    """A police area has each municipality once, but for its parts and for different times."""
    seen: set[object] = set()
    for place, one in enumerate(record.fields.coverage if is_a(record, PoliceArea) else ()):
        if (mark := (one.municipality, one.part)) in seen and one.since is None and one.until is None:
            yield Finding(
                code="dubbel-hanvisning",
                message=f"”{one.municipality}” står två gånger i listan.",
                hint="Ta bort den ena, eller rätta den som skulle vara något annat.",
                loc=("kommuner", place, "kommun"),
            )
        seen.add(mark)


def required_lists(register: Register, record: Record) -> Iterator[Finding]:
    """A required list holds something."""
    for key, filled, hint in _required_lists(record.fields):
        if not filled:
            yield Finding(code="tom-lista", message=f"Listan {key}: är tom.", hint=hint, loc=(key,))


def _required_lists(fields: Fields) -> Iterator[tuple[str, tuple[object, ...], str]]:
    """The lists that this kind must have: the key, what it holds, and what to write where that is nothing."""
    match fields:
        case Agreement():
            yield "parter", fields.parties, "Skriv de parter som har kommit överens: polisen, kommunen …"
        case FollowUp():
            yield "av", fields.by, "Skriv vem som säger det: polisen, kommunen, lpo-… eller en aktör."
            yield "belägg", fields.evidence, "Skriv var redovisningen finns: rader med titel och adress."
        case Mention():
            yield "belägg", fields.evidence, "Skriv var det står: rader med titel och adress."
        case Picture():
            yield "av", fields.by, "Skriv vem som har tagit fram lägesbilden."
        case PoliceArea():
            yield "kommuner", fields.coverage, "Skriv minst en kommun."


RULES: tuple[Rule, ...] = (no_reference_twice, no_municipality_twice, required_lists)
