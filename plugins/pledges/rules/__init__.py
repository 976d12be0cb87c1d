"""What must hold of the content: every rule, run over every record. Pure: no clock, no files, nothing printed."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from pledges.content.geography import Geography
from pledges.content.problems import Problem, Severity
from pledges.content.record import AnyRecord, Record, RemovedRecord
from pledges.content.register import Register
from pledges.content.schema import AcceptedWarning
from pledges.history.publication_log import EMPTY, PublicationLog
from pledges.rules import attachments as attached
from pledges.rules import belonging, body, evidence, figures, links, people, published, times, words
from pledges.rules.catalogue import CATALOGUE, RuleGroup
from pledges.rules.finding import Finding, GroupRule, Rule, RuleOfAny, problem
from pledges.rules.people import masked
from pledges.swedish import suggestion

RULES: tuple[Rule, ...] = (
    *links.RULES,
    *belonging.RULES,
    *evidence.RULES,
    *figures.RULES,
    *times.RULES,
    *words.RULES,
    *body.RULES,
    *people.RULES,
    attached.published_or_not,
)
ALSO_FOR_REMOVED: tuple[RuleOfAny, ...] = people.RULES
GROUP_RULES: tuple[GroupRule, ...] = (*times.GROUP_RULES, *words.GROUP_RULES)
_FIRM_IN_DRAFTS = (RuleGroup.PEOPLE, RuleGroup.MEMORY, RuleGroup.READING)


def check(
    register: Register,
    attachments: frozenset[str] = frozenset(),
    log: PublicationLog | None = None,
    only: frozenset[str] | None = None,
    found: Iterable[Problem] = (),
) -> list[Problem]:
    """Every problem in the records of `register`, sorted; `check_addresses` looks at the site as a whole.

    `register` may be a part of the site, whose `identities` tell what else there is; `only` then limits the check
    to these of its records. `attachments` are the paths of the site's other files. `found` are problems that
    reading gave: they come back with the rest, so that a record's `accepterade varningar` hold for them too.
    """
    known = log or EMPTY
    records = [record for identity, record in register.records.items() if only is None or identity in only]
    problems = list(found)
    for record in records:
        for finding in _of_record(register, attachments, known, record):
            problems.append(problem(record, finding, _severity(finding.code, register, known, record)))
    for record, finding in _of_groups(register, records):
        if only is None or record.identity in only:
            problems.append(problem(record, finding, _severity(finding.code, register, known, record)))
    homes = None if only is None else frozenset(attached.home(record.path) for record in records)
    problems.extend(
        one for one in attached.unused(register, attachments) if homes is None or attached.home(one.path) in homes
    )
    accepted = _accept(problems, {record.path: record for record in records})
    return sorted({_without_numbers(one) for one in accepted}, key=lambda one: one.order)


def check_addresses(
    records: Iterable[AnyRecord], identities: frozenset[str], log: PublicationLog, geography: Geography
) -> list[Problem]:
    """What takes the whole site to see: old addresses that collide, and published pages that would vanish.

    `records` are all that could be read, `identities` also those that could not.
    """
    known = list(records)
    problems = [
        *published.former_addresses_are_free(known, identities),
        *published.nothing_vanishes(log, known, identities, geography),
    ]
    return sorted(problems, key=lambda one: one.order)


def _of_record(register: Register, attachments: frozenset[str], log: PublicationLog, record: AnyRecord) -> Iterator[Finding]:
    if isinstance(record, RemovedRecord):
        for rule_of_any in ALSO_FOR_REMOVED:
            yield from rule_of_any(register, record)
        return
    for rule in RULES:
        yield from rule(register, record)
    yield from attached.files_exist(attachments, record)
    yield from body.inside_links(register, attachments, record)
    yield from body.images_are_ours(attachments, record)
    yield from published.published_texts_stand(log, record)


def _of_groups(register: Register, chosen: Iterable[AnyRecord]) -> Iterator[tuple[Record, Finding]]:
    """The rules that compare the records of one place; those of no place are compared with one another."""
    places: dict[str, list[Record]] = {
        place: [] for record in chosen for place in register.municipalities(record) or ("",)
    }
    for record in register.records.values():
        for place in register.municipalities(record) or ("",):
            if place in places and isinstance(record, Record):
                places[place].append(record)
    for records in places.values():
        for rule in GROUP_RULES:
            yield from rule(register, tuple(records))


def _severity(code: str, register: Register, log: PublicationLog, record: AnyRecord) -> Severity:
    """The table's severity, but for drafts and for what was published before a rule became stricter."""
    entry = CATALOGUE[code]
    if entry.severity is not Severity.ERROR:
        return entry.severity
    if record.is_draft and entry.group not in _FIRM_IN_DRAFTS:
        return Severity.WARNING
    if not entry.structural and published.unchanged_since_published(log, register, record):
        return Severity.WARNING
    return Severity.ERROR


def _accept(problems: Iterable[Problem], records: dict[str, AnyRecord]) -> Iterator[Problem]:
    """Warnings that their record accepts, marked so with the reason; and acceptances of what is not there."""
    used: set[tuple[str, str]] = set()
    for one in problems:
        reasons = {row.code: row.reason for row in _accepted_by(records.get(one.path))}
        if one.code in reasons:
            used.add((one.path, one.code))
            entry = CATALOGUE.get(one.code)
            if one.severity is Severity.WARNING and entry is not None and entry.severity is Severity.WARNING:
                yield replace(one, severity=Severity.ACCEPTED, hint=f"Accepterad: {reasons[one.code]}")
                continue
        yield one
    for record in records.values():
        for number, row in enumerate(_accepted_by(record)):
            finding = _about_acceptance(row.code, (record.path, row.code) in used, number)
            if finding is not None:
                yield problem(record, finding, CATALOGUE[finding.code].severity)


def _accepted_by(record: AnyRecord | None) -> tuple[AcceptedWarning, ...]:
    return record.fields.accepted_warnings if isinstance(record, Record) else ()


def _about_acceptance(code: str, is_used: bool, number: int) -> Finding | None:
    loc = ("accepterade varningar", number, "kod")
    entry = CATALOGUE.get(code)
    if entry is None:
        hint = suggestion(code, CATALOGUE) or "Koden står inom hakparentes i rapporten."
        return Finding("onodig-acceptans", f"Det finns ingen varning med koden ”{code}”.", hint, loc)
    if entry.severity is Severity.ERROR:
        hint = "Rätta felet i stället, och ta bort raden."
        return Finding("fel-accepteras-inte", f"”{code}” är ett fel och kan inte accepteras.", hint, loc)
    if not is_used:
        hint = "Ta bort raden: det som den gällde är redan rättat."
        return Finding("onodig-acceptans", f"Varningen ”{code}” finns inte i filen.", hint, loc)
    return None


def _without_numbers(one: Problem) -> Problem:
    """A problem that repeats what somebody wrote, or a file's name, must not repeat a personal identity number."""
    return replace(one, path=masked(one.path), message=masked(one.message), hint=masked(one.hint))
