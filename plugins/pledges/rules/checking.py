"""Every rule, run over every record. Pure: no clock, no files, nothing printed.

Loads all rules, so whoever may have nothing to check loads it when there is something.
"""

from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import dataclass, replace

from pledges.content.geography import slugify
from pledges.content.problems import Problem, Severity
from pledges.content.record import AnyRecord, Record, RemovedRecord
from pledges.content.record_fields import AcceptedWarning
from pledges.content.register import Register
from pledges.history.publication_log import EMPTY, PublicationLog
from pledges.rules import attachments as attachment_rules
from pledges.rules import (
    changes_after_publication,
    contradictions,
    copied,
    dates_and_periods,
    days_in_order,
    days_in_texts,
    days_to_come,
    directions_in_words,
    done_in_words,
    figures,
    free_text,
    open_links,
    other_programs,
    outcomes,
    parties_and_places,
    pasted_text,
    personal_data,
    references,
    sizes_of_change,
    summary_against_rows,
    texts_against_goals,
    texts_against_outcomes,
    told_in_two_files,
    told_twice,
    verdict_against_outcomes,
    verdicts,
    ways_to_reach,
    what_is_left,
    who_tells,
    wording,
    written_status,
)
from pledges.rules import misdated as misdated_rules
from pledges.rules.catalogue import CATALOGUE, RuleGroup
from pledges.rules.compared import compared, compared_again
from pledges.rules.consequences import without_consequences
from pledges.rules.finding import Finding, GroupRule, Rule, RuleOfAny, to_problem
from pledges.rules.known import Known, sharing_marks
from pledges.rules.memory import Memory
from pledges.rules.personal_data.identity_numbers import masked, names_have_none
from pledges.rules.references import as_written, dead_ends, rows, wrong_place
from pledges.rules.translations import check_translations
from pledges.rules.whole_site import meant_places
from pledges.swedish import suggestion

RULES: tuple[Rule, ...] = (
    *references.RULES,
    *parties_and_places.RULES,
    *verdicts.RULES,
    *verdict_against_outcomes.RULES,
    *written_status.RULES,
    *who_tells.RULES,
    *outcomes.RULES,
    *done_in_words.RULES,
    *figures.RULES,
    *summary_against_rows.RULES,
    *texts_against_goals.RULES,
    *texts_against_outcomes.RULES,
    *what_is_left.RULES,
    *told_in_two_files.RULES,
    *told_twice.RULES,
    *directions_in_words.RULES,
    *sizes_of_change.RULES,
    *dates_and_periods.RULES,
    *days_in_order.RULES,
    *days_in_texts.RULES,
    *contradictions.RULES,
    *ways_to_reach.RULES,
    *copied.RULES,
    *wording.RULES,
    *free_text.RULES,
    *pasted_text.RULES,
    *other_programs.RULES,
    *open_links.RULES,
    *personal_data.RULES,
    attachment_rules.published_or_not,
)
ALSO_FOR_REMOVED: tuple[RuleOfAny, ...] = personal_data.RULES
GROUP_RULES: tuple[GroupRule, ...] = (
    *dates_and_periods.GROUP_RULES,
    *copied.GROUP_RULES,
    *told_in_two_files.GROUP_RULES,
    *wording.GROUP_RULES,
)
_FIRM_IN_DRAFTS = (RuleGroup.PEOPLE, RuleGroup.PUBLISHED, RuleGroup.READING)


def check(
    register: Register,
    *,
    attachments: frozenset[str] = frozenset(),
    log: PublicationLog | None = None,
    only: frozenset[str] | None = None,
    reading_problems: Iterable[Problem] = (),
    misnamed: frozenset[str] = frozenset(),
    memory: Memory | None = None,
    known: Known | None = None,
) -> list[Problem]:
    """Every problem in the records of `register`, sorted; `check_addresses` looks at the site as a whole.

    `register` may be a part of the site, whose `identities` tell what else there is; `only` then limits the check
    to these of its records. `attachments` are the paths of the site's other files. `reading_problems` are those that
    reading gave: they come back with the rest, so that a record's `accepterade varningar` hold for them too.
    `misnamed` are the paths of files that have been told of because of their names. A translation has what it is a
    translation of behind it, and is checked against that. What `memory` has of a record is not looked for again, nor what is
    `known` of those that are not to be looked at anew.
    """
    known = known or Known()
    log, told = log or EMPTY, (*reading_problems, *check_translations(register, attachments, only))
    chosen = [record for identity, record in register.records.items() if only is None or identity in only]
    sorted_out = _sort_out(register, told, known)
    register, rest, broken = sorted_out.readable, sorted_out.rest, sorted_out.broken
    unreadable, misdated, astray = sorted_out.unreadable, sorted_out.misdated, sorted_out.astray
    files = attachments | misnamed
    findings = [(record, finding) for record in chosen for finding in unreadable[record.identity]]
    seen = memory.watch(rest) if memory is not None else None

    def look(record: AnyRecord) -> Iterable[Finding]:
        if record.identity not in rest.records:
            return _of_record(register, files, log=log, record=record)
        if seen is None:
            return _of_record(rest, files, log=log, record=record)
        return seen.recall(record, lambda: tuple(_of_record(seen.register, files, log=log, record=record)))

    for record in (one for one in chosen if one.identity in register.records):
        wrong = misdated[record.identity]
        found = look(record)
        not_held = RuleGroup.TIME if wrong else RuleGroup.EVIDENCE if astray.get(record.identity) else None
        findings += [(record, one) for one in found if CATALOGUE[one.code].group is not not_held]
        findings += [(record, one) for one in wrong]
    records = [record for record in chosen if record.identity in rest.records]
    pairs = (
        compared(GROUP_RULES, rest, records, known=known)
        if seen is None
        else compared_again(GROUP_RULES, seen, records)
    )
    findings += [pair for pair in pairs if only is None or pair[0].identity in only]
    findings = list(without_consequences(findings))
    problems = [
        *told,
        *(
            to_problem(record, finding, _severity(finding.code, register, log=log, record=record))
            for record, finding in findings
        ),
    ]
    homes = None if only is None else frozenset(attachment_rules.home(record.path) for record in chosen)
    own_files = frozenset(path for path in files if homes is None or attachment_rules.home(path) in homes)
    if own_files:
        problems.extend(attachment_rules.unused(register, own_files & attachments))
        problems.extend(names_have_none(own_files - attachment_rules.named_by(register)))
    is_whole = not broken and rest.records.keys() == unreadable.keys()
    accepted = _accept(
        problems, {record.path: record for record in chosen if record.path not in broken}, is_whole=is_whole
    )
    return sorted({_without_numbers(problem) for problem in accepted}, key=lambda problem: problem.order)


def known_of(register: Register, reading_problems: Iterable[Problem]) -> Known:
    """What there is to know of the records of `register` before any of them is changed."""
    found = _sort_out(register, tuple(reading_problems), Known())
    return Known(
        unreadable=found.unreadable,
        misdated=found.misdated,
        astray=found.astray,
        sharing=sharing_marks(found.rest, GROUP_RULES),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _SortedOut:
    """A register without what can't be understood, and without what would be compared by a time that is not its own either
    (`rest`), with what was found of each record and the paths of those that are `broken`."""

    readable: Register
    rest: Register
    unreadable: Mapping[str, tuple[Finding, ...]]
    misdated: Mapping[str, tuple[Finding, ...]]
    astray: Mapping[str, bool]
    broken: Set[str]


def _sort_out(register: Register, told: tuple[Problem, ...], known: Known) -> _SortedOut:
    broken = {problem.path for problem in told if problem.severity is Severity.ERROR}
    unreadable = {
        identity: known.unreadable[identity] if identity in known.unreadable else _unreadable(register, record, broken)
        for identity, record in register.records.items()
    }
    out = {one.identity for one in register.records.values() if unreadable[one.identity] or one.path in broken}
    readable = _readable(register, out, told)
    misdated = {
        identity: known.misdated[identity] if identity in known.misdated else _misdated(readable, record)
        for identity, record in readable.records.items()
    }
    rest = _readable(readable, {identity for identity, wrong in misdated.items() if wrong}, ())
    astray = {
        identity: known.astray[identity] if identity in known.astray else _is_astray(rest, record)
        for identity, record in rest.records.items()
    }
    rest = _readable(rest, {identity for identity, is_astray in astray.items() if is_astray}, ())
    return _SortedOut(
        readable=readable, rest=rest, unreadable=unreadable, misdated=misdated, astray=astray, broken=broken
    )


def _unreadable(register: Register, record: AnyRecord, broken: Set[str]) -> tuple[Finding, ...]:
    """Why a record's references can't be understood; of one that is `broken` also those that lead nowhere."""
    found = (
        tuple(as_written.are_references(register, record))
        or tuple(wrong_place.lies_in_its_municipality(register, record))
        or tuple(wrong_place.follows_up_its_own(register, record))
    )
    if isinstance(record, Record) and record.path in broken:
        return (*found, *dead_ends.targets_exist(register, record))
    return found


def _misdated(register: Register, record: AnyRecord) -> tuple[Finding, ...]:
    return tuple(misdated_rules.time_is_wrong(register, record)) if isinstance(record, Record) else ()


def _is_astray(register: Register, record: AnyRecord) -> bool:
    return isinstance(record, Record) and dates_and_periods.is_astray(register, record)


def _readable(register: Register, unreadable: Set[str], told: Iterable[Problem]) -> Register:
    """The register without records that can't be understood, as if their files could not be read.

    A file in another kind's folder is taken for one that is where it was meant to be.
    """
    meant = meant_places(told)
    if not unreadable and not meant:
        return register
    records = {identity: record for identity, record in register.records.items() if identity not in unreadable}
    public = {
        kind: tuple(record for record in members if record.identity not in unreadable)
        for kind, members in register.public.items()
    }
    return replace(register, records=records, identities=register.identities | meant, public=public)


def _of_record(
    register: Register, attachments: frozenset[str], *, log: PublicationLog, record: AnyRecord
) -> Iterator[Finding]:
    if isinstance(record, RemovedRecord):
        for rule_of_any in ALSO_FOR_REMOVED:
            yield from rule_of_any(register, record)
        yield from changes_after_publication.removed_texts_stay_removed(log, record)
        return
    for rule in RULES:
        yield from rule(register, record)
    yield from rows.outcomes_have_actions(log, register, record)
    yield from days_in_order.events_come_in_time(log, register, record)
    yield from attachment_rules.files_exist(attachments, record)
    yield from free_text.inside_links(register, attachments, record)
    yield from free_text.images_are_ours(attachments, record)
    yield from changes_after_publication.removed_texts_stay_removed(log, record)
    yield from changes_after_publication.published_texts_stand(log, register, record)
    yield from changes_after_publication.told_events_stand(log, record)
    yield from changes_after_publication.keeper_stands(log, record)


def _severity(code: str, register: Register, *, log: PublicationLog, record: AnyRecord) -> Severity:
    """The table's severity, but for drafts and for what was published before a rule became stricter."""
    entry = CATALOGUE[code]
    if entry.severity is not Severity.ERROR:
        return entry.severity
    if record.is_draft and entry.group not in _FIRM_IN_DRAFTS:
        return Severity.WARNING
    if not entry.structural and changes_after_publication.unchanged_since_published(log, register, record):
        return Severity.WARNING
    return Severity.ERROR


def _accept(problems: Iterable[Problem], records: dict[str, AnyRecord], *, is_whole: bool) -> Iterator[Problem]:
    """Warnings that their record accepts, marked so with the reason; and acceptances of what is not there.

    Unless the content `is_whole`, a warning may be missing only because another file can't be read.
    """
    used: set[tuple[str, str]] = set()
    for problem in problems:
        reasons = {row.code: row.reason for row in _accepted_by(records.get(problem.path))}
        if problem.code in reasons:
            used.add((problem.path, problem.code))
            entry = CATALOGUE.get(problem.code)
            if problem.severity is Severity.WARNING and entry is not None and entry.severity is Severity.WARNING:
                yield replace(problem, severity=Severity.ACCEPTED, hint=f"Accepterad: {reasons[problem.code]}")
                continue
        yield problem
    for record in records.values():
        for number, row in enumerate(_accepted_by(record)):
            finding = _about_acceptance(
                row.code, not is_whole or row.code == days_to_come.CODE or (record.path, row.code) in used, number
            )
            if finding is not None:
                yield to_problem(record, finding, CATALOGUE[finding.code].severity)


def about_what_is_written(register: Register, record: AnyRecord) -> list[Problem]:
    """What is sure of a record that `check` can't judge yet, but for what it has accepted: what it says of people, where
    it leads, and of which years it is."""
    accepted = {one.code for one in _accepted_by(record)}
    findings = [finding for rule in personal_data.RULES for finding in rule(register, record)]
    findings += as_written.are_references(register, record)
    if isinstance(record, Record):
        findings += dead_ends.targets_exist(register, record)
        findings += dates_and_periods.years_are_likely(register, record)
    return [
        _without_numbers(to_problem(record, finding, CATALOGUE[finding.code].severity))
        for finding in findings
        if finding.code not in accepted
    ]


def _accepted_by(record: AnyRecord | None) -> tuple[AcceptedWarning, ...]:
    return record.fields.accepted_warnings if isinstance(record, Record) else ()


def _about_acceptance(code: str, is_used: bool, number: int) -> Finding | None:
    loc = ("accepterade varningar", number, "kod")
    entry = CATALOGUE.get(code)
    if entry is None:
        meant = slugify(code)
        hint = f"Skriv {meant}." if meant in CATALOGUE else suggestion(code, CATALOGUE)
        hint = hint or "Koden står inom hakparentes i rapporten."
        return Finding(
            code="onodig-acceptans", message=f"Det finns ingen varning med koden ”{code}”.", hint=hint, loc=loc
        )
    if entry.severity is Severity.ERROR:
        hint = "Rätta felet i stället, och ta bort raden."
        return Finding(
            code="fel-accepteras-inte", message=f"”{code}” är ett fel och kan inte accepteras.", hint=hint, loc=loc
        )
    if not is_used:
        hint = "Ta bort raden: det som den gällde är redan rättat."
        return Finding(code="onodig-acceptans", message=f"Varningen ”{code}” finns inte i filen.", hint=hint, loc=loc)
    return None


def _without_numbers(problem: Problem) -> Problem:
    """A problem that repeats what somebody wrote, or a file's name, must not repeat a personal identity number."""
    return replace(problem, path=masked(problem.path), message=masked(problem.message), hint=masked(problem.hint))
