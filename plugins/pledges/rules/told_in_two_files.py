"""One thing told in two files of a place: what was measured in a year, how many there were in it, and what the news says of a follow-up."""

import re
from collections.abc import Hashable, Iterable, Iterator, Mapping
from decimal import Decimal

from pledges.content.geography import slugify
from pledges.content.goals import NumericGoal
from pledges.content.markdown import path_inside
from pledges.content.parties import is_police
from pledges.content.record import Loc, Record, is_a, is_commitment
from pledges.content.record_fields import (
    Action,
    Agreement,
    Commitment,
    FollowUp,
    Indicator,
    IndicatorPoint,
    News,
    Outcome,
    Plan,
    Pledge,
)
from pledges.content.register import Register
from pledges.rules.copied import by_time
from pledges.rules.done_in_words import against_the_actions, against_the_verdict, everything_in, missed_in
from pledges.rules.every_text import own_sentences
from pledges.rules.figures import LARGE, OTHER_SIZE
from pledges.rules.finding import Finding, GroupRule, Rule, title
from pledges.rules.follow_up_targets import target_of
from pledges.rules.markdown_facts import facts_of
from pledges.rules.texts_against_outcomes import (
    CountedRow,
    against_the_goals,
    all_or_none,
    numbers_that_differ,
    rows_of,
    some_of_all,
    without_its_year,
)
from pledges.rules.what_is_left import otherwise_left, promised_rows
from pledges.status.reported_numbers import PERCENT
from pledges.swedish import capital, enumerate_words, number, partial, period
from pledges.written_values import Number, Period, Qualifier

Told = tuple[tuple[str, ...], Number, Loc]
"""What is told of (its words, unit and time), the number, and where it stands."""
_SEVERAL = 2
_YEAR = re.compile(r"(?<![\d–-])20\d\d(?![\d–-])")


def numbers_are_those_of_the_other_file(
    register: Register, records: tuple[Record, ...]
) -> Iterator[tuple[Record, Finding]]:
    """What was measured or counted in a year is the same number in every file that tells it; told in the latest of them."""
    first: dict[tuple[str, ...], tuple[Number, Record]] = {}
    for record in sorted(records, key=by_time):
        for told, value, loc in _numbers(register, record):
            known, holder = first.setdefault(told, (value, record))
            if holder is not record and not _may_be_the_same(known, value) and not _is_of_another_size(known, value):
                yield (
                    record,
                    Finding(
                        code="tal-i-tva-filer",
                        message=f"Här står {number(value)} för ”{told[0]}” {told[-1]}, men {number(known)} i {title(holder)}.",
                        hint=f"Rätta det som är fel, här eller i {holder.path}. Är båda rätt, säg varför i texten och acceptera varningen.",
                        loc=loc,
                    ),
                )


def _numbers(register: Register, record: Record) -> Iterator[Told]:
    yield from _measured(register, record)
    yield from _counted(register, record)


def _numbered(register: Register, record: Record) -> Iterator[Hashable]:
    return (told for told, *_ in _numbers(register, record))


def pledges_are_told_once(register: Register, records: tuple[Record, ...]) -> Iterator[tuple[Record, Finding]]:
    """Two pledges of the same place and time do not promise the same things; told in the later by name."""
    before: dict[Hashable, list[tuple[Record[Pledge], set[str]]]] = {}
    for record in records:
        if not is_a(record, Pledge) or record.is_draft:
            continue
        promised, earlier = _promised(record), before.setdefault(_when_and_where(record), [])
        earlier.append((record, promised))
        for other, of_other in earlier[:-1]:
            shared = promised & of_other
            if (
                len(shared) >= _SEVERAL
                and len(shared) * 2 > min(len(promised), len(of_other))
                and record.title != other.title
            ):
                yield (
                    record,
                    Finding(
                        code="lofte-tva-ganger",
                        message=f"{len(shared)} av åtgärderna står ordagrant också i {other.path}, som gäller samma tid och plats.",
                        hint="Är det samma löfte, ta bort den ena filen och skriv dess adress under tidigare adresser: i den andra. "
                        "Gäller de olika platser, skriv dem under områden: eller platser:.",
                        loc=("åtgärder",),
                    ),
                )
                break


def _promised_then(_register: Register, record: Record) -> Iterator[Hashable]:
    if is_a(record, Pledge):
        yield _when_and_where(record)


def _promised(record: Record[Pledge]) -> set[str]:
    return {" ".join(action.what.casefold().split()) for action in record.fields.actions}


def _when_and_where(record: Record[Pledge]) -> Hashable:
    fields = record.fields
    return fields.period, *sorted(fields.areas), None, *sorted(fields.places)


def _may_be_the_same(one: Number, other: Number) -> bool:
    """Whether two numbers are equal as far as both are exact: 43 may be 43,4."""
    if Qualifier.EXACT not in (one.qualifier, other.qualifier) or one.qualifier is not other.qualifier:
        return True
    places = max(_exponent(one.value), _exponent(other.value))
    return abs(one.value - other.value) < Decimal(1).scaleb(places)


def _is_of_another_size(one: Number, other: Number) -> bool:
    """Whether one number is so many times the other that it is told of as such where it stands, beside the other years'."""
    small, large = sorted((one.value, other.value))
    return large >= LARGE and large >= small * OTHER_SIZE


def _exponent(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return min(exponent, 0) if isinstance(exponent, int) else 0


def _measured(register: Register, record: Record) -> Iterator[Told]:
    """The measured values of a record, by what is measured, from where, in which unit, and when."""
    if not (is_commitment(record) or is_a(record, FollowUp)):
        return
    target = target_of(register, record)
    promised = target.fields.indicators if target is not None else ()
    whole = {one.id: one for one in promised if one.id is not None}
    for place, one in enumerate(record.fields.indicators):
        named = one if one.what is not None else whole.get(one.id or "")
        if named is None or named.what is None:
            continue
        for loc, point in _points(one):
            source = getattr(point, "source", None) or one.source or named.source or ""
            told = (
                named.what,
                slugify(source),
                (one.unit or named.unit or "").casefold(),
                *_whose(register, target or record),
            )
            yield (*told, partial(point.year)), point.value, ("mått", place, *loc, "värde")


def _points(one: Indicator) -> Iterator[tuple[Loc, IndicatorPoint]]:
    if one.baseline is not None:
        yield ("utgångsvärde",), one.baseline
    for row, value in enumerate(one.values):
        yield ("värden", row), value


def _counted(register: Register, record: Record) -> Iterator[Told]:
    """How many there were of what an action counts in a whole year, as reported for it or as compared with later."""
    target = target_of(register, record)
    if not is_a(record, FollowUp) or target is None:
        return
    actions = {one.id: one for one in target.actions}
    for place, outcome in enumerate(record.fields.outcomes):
        action = actions.get(outcome.action or "")
        unit = _unit_of(outcome, actions)
        name = action.what if action is not None else outcome.what
        if name is None or not unit or not _is_alone(outcome, record.fields.outcomes):
            continue
        told = (unit, slugify(name), *_whose(register, target))
        year = _year_of(record.fields.covers)
        if outcome.amount is not None and outcome.per is None and year and record.fields.is_final:
            yield (*told, year), outcome.amount, ("utfall", place, "antal")
        for row, other in enumerate(outcome.comparisons):
            if other.year is not None and outcome.per is None:
                loc: Loc = ("utfall", place, "jämförelse", row, "antal")
                yield (*told, partial(other.year)), other.amount, loc


def _unit_of(outcome: Outcome, actions: Mapping[str, Action]) -> str:
    """In what an outcome is counted: its own unit, or that of the goal that it answers."""
    action = actions.get(outcome.action or "")
    goal = action.goal if action is not None and isinstance(action.goal, NumericGoal) else None
    return (outcome.unit or (goal.unit if goal is not None else "")).casefold()


def parts_are_no_more_than_the_whole(
    register: Register, records: tuple[Record, ...]
) -> Iterator[tuple[Record, Finding]]:
    """What an interim report counted of a part of the time is no more than the final one counts of all of it; told in the final."""
    interim: dict[str, list[Record[FollowUp]]] = {}
    final: list[tuple[Record[FollowUp], Record[Commitment]]] = []
    for record in records:
        target = target_of(register, record)
        if not is_a(record, FollowUp) or record.is_draft or target is None:
            continue
        if record.fields.is_final:
            final.append((record, target))
        else:
            interim.setdefault(target.identity, []).append(record)
    for record, target in final:
        whole, actions = record.fields.covers, {one.id: one for one in target.actions}
        for other in interim.get(target.identity, ()):
            part = other.fields.covers
            if not _lies_within(part, whole):
                continue
            for place, outcome in enumerate(record.fields.outcomes):
                unit = _unit_of(outcome, actions)
                before = next((one for one in other.fields.outcomes if _counts_the_same(one, outcome, unit)), None)
                if before is None or before.amount is None or outcome.amount is None or outcome.comment:
                    continue
                if before.amount.value > outcome.amount.value:
                    yield (
                        record,
                        Finding(
                            code="tal-i-tva-filer",
                            message=f"Här står {number(outcome.amount)} för ”{outcome.action}” {period(whole)}, men {number(before.amount)} redan för {period(part)} i {title(other)}.",
                            hint=f"Rätta det som är fel, här eller i {other.path}. Räknades det om, skriv det under kommentar:.",
                            loc=("utfall", place, "antal"),
                        ),
                    )


def _reports_of(register: Register, record: Record) -> Iterator[Hashable]:
    target = target_of(register, record)
    if target is not None:
        yield target.identity


def _lies_within(part: Period, whole: Period) -> bool:
    """Whether a period is a part of another, and not all of it."""
    first, last = part.first, part.last
    if first is None or last is None or whole.first is None or whole.last is None:
        return False
    return whole.first <= first and last <= whole.last and (first, last) != (whole.first, whole.last)


def _counts_the_same(one: Outcome, other: Outcome, unit: str) -> bool:
    """Whether two outcomes count the same thing of the same action, exactly and as a sum: a share of half a year may fall."""
    if unit == PERCENT:
        return False
    marks = [
        (row.action, row.unit, row.per, row.out_of is None, row.amount.qualifier if row.amount else None)
        for row in (one, other)
    ]
    return one.action is not None and marks[0] == marks[1] == (one.action, one.unit, None, True, Qualifier.EXACT)


def _whose(register: Register, record: Record) -> tuple[str, str]:
    """Which police and which parts of a municipality a record is of: the others of a city count the same things."""
    police = " ".join(sorted(one for one in register.parties(record) if is_police(one)))
    return police, " ".join(record.fields.areas if isinstance(record.fields, Pledge | Agreement | Plan) else ())


def _is_alone(outcome: Outcome, outcomes: tuple[Outcome, ...]) -> bool:
    return sum((one.action, one.what) == (outcome.action, outcome.what) for one in outcomes) == 1


def _year_of(covers: Period) -> str:
    """The one whole year that a period is; the empty text for any other."""
    text = str(covers)
    return text if len(text) == len("2024") else ""


def news_says_what_was_reported(register: Register, record: Record) -> Iterator[Finding]:
    """The news about a follow-up says what it says, of numbers, goals, actions and the whole; told in the follow-up, where that is."""
    if not is_a(record, FollowUp):
        return
    rows = rows_of(register, record)
    for news in register.of(News):
        if not _is_about(news, record):
            continue
        told: dict[Loc, tuple[str, int]] = {}
        for loc, message, line in _otherwise(register, record, news=news, rows=rows):
            told.setdefault(loc, (message, line))
        if not told or _is_rather_about_another(register, news, record):
            continue
        for loc, (message, line) in told.items():
            yield Finding(
                code="tal-i-tva-filer",
                message=f"I {title(news)}: {message[0].lower()}{message[1:]}",
                hint=f"Rätta det som är fel, här eller i {news.path}, rad {line}.",
                loc=loc,
            )


def _is_rather_about_another(register: Register, news: Record[News], record: Record[FollowUp]) -> bool:
    """Whether a news item leads to several follow-ups, and its title does not say by its year that it is about this one."""
    led_to = [one for one in register.of(FollowUp) if _is_about(news, one)]
    years = set(map(int, _YEAR.findall(news.fields.title)))
    of_it = [one for one in led_to if years & {*_years_of(one)}]
    return len(led_to) > 1 and of_it != [record]


def _years_of(record: Record[FollowUp]) -> Iterable[int]:
    first, last = record.fields.covers.first, record.fields.covers.last
    return range(first.year, last.year + 1) if first is not None and last is not None else ()


def _otherwise(
    register: Register, record: Record[FollowUp], *, news: Record[News], rows: tuple[CountedRow, ...]
) -> Iterator[tuple[Loc, str, int]]:
    """What a news item says otherwise than the follow-up, with where the follow-up says it, and the news item's row."""
    promised = promised_rows(register, record)
    for text, line, is_fact in _sentences(news):
        sentence = without_its_year(text, record.fields.covers)
        for finding in numbers_that_differ(((sentence, (), 0),), rows, are_results=is_fact):
            yield finding.loc, finding.message, line
        for row, message in (*some_of_all(sentence, rows), *all_or_none(sentence, rows)):
            yield ("utfall", row.place, "antal"), message, line
        for left, words, but in otherwise_left(sentence, promised):
            yield (
                ("utfall", left.place, "antal" if left.amount is not None else "gjort"),
                f"Det står ”{words}”, men {but}.",
                line,
            )
        if (whole := everything_in(sentence)) is not None and (missed := missed_in(register, record)) is not None:
            yield ("utfall",), f"Det står ”{whole[0]}”, men {missed}.", line
        for message in (
            *against_the_goals(register, record, sentence),
            *against_the_actions(register, record, sentence),
        ):
            yield ("utfall",), message, line
        for message in against_the_verdict(record, sentence):
            yield ("bedömning",), message, line


def _is_about(news: Record[News], record: Record[FollowUp]) -> bool:
    """Whether a news item leads to the follow-up itself, or to where it was published."""
    return bool(_given(news, record)) or _links_to(news, record)


def _links_to(news: Record[News], record: Record) -> bool:
    inside = (path_inside(news.path, link.href) for link in facts_of(news.body).links)
    return any(one is not None and one[0] == record.path for one in inside)


def news_is_of_the_place_it_leads_to(register: Register, record: Record) -> Iterator[Finding]:
    """News under one municipality doesn't lead to the record of another alone; told in the record, where that is."""
    own = register.municipalities(record)
    for news in register.of(News) if own and (is_commitment(record) or is_a(record, FollowUp)) else ():
        listed = news.fields.municipalities
        if not listed or not {*own}.isdisjoint(listed) or not _links_to(news, record):
            continue
        written, here = (enumerate_words(map(register.geography.name_of, one)) for one in (listed, own))
        yield Finding(
            code="annan-kommun",
            message=f"{capital(title(news))} länkar hit, men gäller {written}.",
            hint=f"Skriv kommuner: [{', '.join(own)}] i {news.path}, eller rätta länken där. Gäller den {written} och inte {here}, acceptera varningen.",
            loc=("titel",),
        )


def news_is_of_what_it_links_to(register: Register, record: Record) -> Iterator[Finding]:
    """A year in the title of a news item is that of the pledges and follow-ups that it leads to, or of its own day.

    Told in the first of those, which is checked with the news: the news is checked without what it leads to.
    """
    if not (is_commitment(record) or is_a(record, FollowUp)):
        return
    for news in register.of(News):
        years = {int(year) for year in _YEAR.findall(news.fields.title)}
        if len(years) != 1 or (news.fields.date is not None and news.fields.date.year in years):
            continue
        inside = (path_inside(news.path, link.href) for link in facts_of(news.body).links)
        paths = sorted({one[0].removesuffix(".md") for one in inside if one is not None})
        linked = [one for one in map(register.get, paths) if is_commitment(one) or is_a(one, FollowUp)]
        if not linked or linked[0].identity != record.identity:
            continue
        spans = [one.fields.span for one in linked]
        known = [(one.first.year, one.last.year) for one in spans if one is not None and one.first and one.last]
        (year,) = years
        if len(known) == len(spans) and not any(first <= year <= last for first, last in known):
            yield Finding(
                code="ar-stammer-inte",
                message=f"Titeln på {title(news)} säger {year}, men nyheten länkar hit.",
                hint=f"Rätta årtalet eller länken i {news.path}.",
                loc=("avser",) if is_a(record, FollowUp) else ("period",),
            )


def news_links_to_what_it_is_about(register: Register, record: Record) -> Iterator[Finding]:
    """The address that a news item gives is not that of another year's follow-up than its title and text say; told in that one."""
    if not is_a(record, FollowUp):
        return
    for news in register.of(News):
        years = set(map(int, _YEAR.findall(news.fields.title)))
        if len(years) != 1 or (news.fields.date is not None and news.fields.date.year in years):
            continue
        given = _given(news, record)
        about = [one for one in register.of(FollowUp) if given and years & {*_years_of(one)} and _links_to(news, one)]
        if record in about or not about or any(_given(news, one) for one in about):
            continue
        for place, address in given:
            yield Finding(
                code="ar-stammer-inte",
                message=f"Titeln på {title(news)} säger {min(years)}, men dess länk {address} är belägget här, för {period(record.fields.covers)}.",
                hint=f"Rätta adressen eller titeln i {news.path}, rad {news.place(('länkar', place)).line}.",
                loc=("belägg",),
            )


def _given(news: Record[News], record: Record[FollowUp]) -> list[tuple[int, str]]:
    """The addresses under `länkar` of a news item that are where the follow-up was published, with their places."""
    known = {one.address.rstrip("/") for one in record.fields.evidence if one.address}
    return [
        (place, one.address)
        for place, one in enumerate(news.fields.links)
        if one.address and one.address.rstrip("/") in known
    ]


def _sentences(news: Record[News]) -> Iterator[tuple[str, int, bool]]:
    """What a news item says, with its row, and whether it is one of its facts."""
    yield news.fields.title, news.place(("titel",)).line, False
    for sentence, loc, line in own_sentences(news):
        yield sentence, line or news.place(loc).line, False
    for place, fact in enumerate(news.fields.facts):
        yield fact, news.place(("fakta", place)).line, True


RULES: tuple[Rule, ...] = (
    news_says_what_was_reported,
    news_is_of_the_place_it_leads_to,
    news_is_of_what_it_links_to,
    news_links_to_what_it_is_about,
)
GROUP_RULES: tuple[GroupRule, ...] = (
    GroupRule(numbers_are_those_of_the_other_file, _numbered),
    GroupRule(parts_are_no_more_than_the_whole, _reports_of),
    GroupRule(pledges_are_told_once, _promised_then),
)
