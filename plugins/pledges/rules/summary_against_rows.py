"""What a summary says of the whole beside the rows: how many actions there are and were done, on which days and hours, and by whom."""

import re
from collections.abc import Iterator
from decimal import Decimal

from pledges.content.geography import slugify
from pledges.content.goals import NumericGoal
from pledges.content.kinds import NAMES, PartyKind
from pledges.content.parties import is_police
from pledges.content.record import Record, has_actions, is_a, is_commitment
from pledges.content.record_fields import Action, FollowUp, Pledge
from pledges.content.register import Register
from pledges.rules.done_in_words import is_undone
from pledges.rules.every_text import sentences
from pledges.rules.finding import Finding, Rule
from pledges.rules.follow_up_targets import target_of
from pledges.rules.number_reader import NUMBER, value_of
from pledges.swedish import enumerate_words, quantity

_ACTIONS = r"åtgärd(?:er|erna)?\b"
_SOME = re.compile(rf"{NUMBER.replace('number', 'some')} av (?:de )?{NUMBER.replace('number', 'all')} (?:lovade |utlovade )?{_ACTIONS}", re.I)  # fmt: skip
_HOW_MANY = re.compile(rf"{NUMBER} (?:konkreta |gemensamma |olika )?{_ACTIONS}", re.I)
_PROMISES = re.compile(rf"(?<!ytterligare )(?<!minst )(?<!andra )(?<!av ){NUMBER} (?:konkreta |gemensamma |olika )?(?:medborgar)?löften\b(?! (?:för|i) (?-i:[A-ZÅÄÖ]))", re.I)  # fmt: skip
_MORE_PARTIES = re.compile(
    rf"(?P<named>[A-ZÅÄÖ][^.;:]{{0,200}}?) och (?:ytterligare )?{NUMBER} (?:andra |övriga )?parter\b", re.I
)
_NOT_ALL = re.compile(
    r"\b(?:av|bland|varav|däribland|fler|till|andra|nya|ytterligare|minst|över|drygt|cirka)\b|\d%", re.I
)
_NONE = re.compile(
    r"\b(?:ingen|inget|inga) (?:av (?:de )?)?(?:lovade |utlovade )?åtgärd(?:er|erna)? (?:i löftet )?(?:blev|gjordes|genomfördes|hölls|har|är|kom)\b",
    re.I,
)
_MOVED = re.compile(r"\b(?:i stället|istället|flytta\w*|byttes|bytt|utöver|även|också|dessutom|inte)\b", re.I)
_DAYS = re.compile(r"\b(måndag|tisdag|onsdag|torsdag|fredag|lördag|söndag)(?:en|ar|arna|s)?\b", re.I)
_HOURS = re.compile(r"\bkl(?:ockan|\.)? ?(\d{1,2}(?:[.:]\d\d)?) ?(?:[–-]|till) ?(\d{1,2}(?:[.:]\d\d)?)")
_DOES = r"(?: [^\W\d_]+)? (?:lovar|ska|kommer att|gör|genomför|samverkar|har kommit överens)\b"
_LISTED = rf"(?:,? (?:och )?[^.;:]{{0,200}}?)?{_DOES}"
_ALL_WHO = re.compile(r"(?P<who>[A-ZÅÄÖ][^.;:]{0,200}? och [^.;:,]{1,60}?) (?:lovar|samverkar|har kommit överens)\b")
_IS_ANYBODY = re.compile(
    r"polis|kommun|förvaltning|nämnd|stad\b|part|stads(?:del|område)|lokal|tillsammans|\bmed\b|\bsom\b|\bi\b", re.I
)
_POLICE = re.compile(rf"^Polisen{_LISTED}|^[^.;:]{{0,200}} och polisen{_DOES}")
_MUNICIPALITY = re.compile(rf"^Kommunen{_LISTED}|^[^.;:]{{0,200}} och kommunen{_DOES}")


def as_many_actions_as_there_are(register: Register, record: Record) -> Iterator[Finding]:
    """`Fem åtgärder` and `en av tre åtgärder` in a summary are as many as the pledge has."""
    target = record if has_actions(record) else target_of(register, record)
    if target is None or not has_actions(target) or not target.actions:
        return
    there = {len(target.actions)} | (
        {int(target.fields.actions_in_document.value)} if target.fields.actions_in_document else set()
    )
    for sentence in sentences(record.fields.summary or ""):
        found = _SOME.search(sentence)
        said = value_of(found["all"]) if found is not None else None
        if (
            found is None
            and target is record
            and (whole := _HOW_MANY.search(sentence))
            and not _NOT_ALL.search(sentence)
        ):
            found, said = whole, value_of(whole["number"])
        if found is not None and said is not None and said not in there:
            yield Finding(
                code="text-mot-tal",
                message=f"Sammanfattningen säger ”{found[0]}”, men löftet har {quantity(len(target.actions), 'åtgärd', 'åtgärder')}.",
                hint="Rätta talet, eller lägg till det som saknas under åtgärder:. Har dokumentet fler, skriv antal åtgärder:.",
                loc=("kort",),
            )


def as_many_promises_as_parts(register: Register, record: Record) -> Iterator[Finding]:
    """`Sex löften` in a summary are as many as in the title, and as the parts of the pledge."""
    if not is_a(record, Pledge):
        return
    parts = len(record.fields.parts)
    in_title = _PROMISES.search(record.fields.title)
    found = _PROMISES.search(record.fields.summary or "")
    known = {Decimal(one) for one in (parts, len(record.actions)) if parts > 1}
    own = f"under delar: står {parts}"
    if in_title is not None:
        known, own = {value_of(in_title["number"])}, f"titeln säger ”{in_title[0]}”"
    if found is not None and known and value_of(found["number"]) not in known:
        yield Finding(
            code="text-mot-tal",
            message=f"Sammanfattningen säger ”{found[0]}”, men {own}.",
            hint="Rätta det som är fel.",
            loc=("kort",),
        )


def as_many_parties_as_there_are(register: Register, record: Record) -> Iterator[Finding]:
    """`Polisen, kommunen och ytterligare tre parter lovar` are as many as the parties."""
    if not is_commitment(record) or (found := _MORE_PARTIES.match(record.fields.summary or "")) is None:
        return
    municipalities = len(register.municipalities(record)) if PartyKind.MUNICIPALITY in register.parties(record) else 1
    there = len(register.parties(record)) + len(record.fields.other_parties)
    said = len(found["named"].split(", ")) + value_of(found["number"])
    if municipalities == 1 and said != there:
        yield Finding(
            code="text-mot-tal",
            message=f"Sammanfattningen säger ”{found[0]}”, det vill säga {said} i allt, men parterna är {there}.",
            hint="Rätta talet, eller lägg till den som saknas under parter: eller andra parter:.",
            loc=("kort",),
        )


def some_was_done(register: Register, record: Record) -> Iterator[Finding]:
    """`Ingen av åtgärderna blev av` is not said beside one that was done."""
    for sentence in sentences(record.fields.summary or "") if is_a(record, FollowUp) else ():
        found = _NONE.search(sentence)
        done = next((one for one in record.fields.outcomes if one.action and not is_undone(one) and (one.done or one.amount)), None) if is_a(record, FollowUp) else None  # fmt: skip
        if found is not None and done is not None:
            stated = f"gjort: {done.done}" if done.done else f"antal: {done.amount}"
            yield Finding(
                code="gjort-mot-kommentar",
                message=f"Det står ”{found[0]}”, men ”{done.action}” har {stated}.",
                hint="Rätta det som är fel.",
                loc=("kort",),
            )


def days_are_those_of_the_actions(register: Register, record: Record) -> Iterator[Finding]:
    """A weekday and an hour in a pledge's summary are those that its actions say, where they say any."""
    if not has_actions(record) or record.fields.summary is None:
        return
    told = " ".join(_words_of(action) for action in record.actions)
    for pattern, what in ((_DAYS, "dagen"), (_HOURS, "tiden")):
        known = {found.groups() for found in pattern.finditer(told.casefold())}
        for found in pattern.finditer(record.fields.summary):
            if known and tuple(one.casefold() for one in found.groups()) not in known:
                own = enumerate_words(dict.fromkeys(f"”{one[0]}”" for one in pattern.finditer(told)))
                yield Finding(
                    code="text-mot-tal",
                    message=f"Sammanfattningen säger ”{found[0]}”, men åtgärderna {own}.",
                    hint=f"Rätta {what} där den är fel.",
                    loc=("kort",),
                )


def days_of_an_action_are_one(register: Register, record: Record) -> Iterator[Finding]:
    """`Polisen finns på torget varje fredag` hasn't the goal of every Thursday, nor a comment on Wednesdays."""
    for place, action in enumerate(record.actions):
        goal = action.goal if isinstance(action.goal, str) else ""
        if apart := _other_days(action.what, goal):
            yield Finding(
                code="text-mot-tal",
                message=f"Åtgärden säger ”{apart[0]}”, men målet ”{apart[1]}”.",
                hint="Rätta dagen under vad: eller mål:, där den är fel.",
                loc=("åtgärder", place, "mål"),
            )
    target = target_of(register, record) if is_a(record, FollowUp) else None
    actions = {one.id: one for one in target.actions} if target is not None else {}
    for place, outcome in enumerate(record.fields.outcomes if is_a(record, FollowUp) else ()):
        promised, comment = actions.get(outcome.action or ""), outcome.comment or ""
        if promised is not None and not _MOVED.search(comment) and (apart := _other_days(comment, _words_of(promised))):
            yield Finding(
                code="text-mot-tal",
                message=f"Kommentaren säger ”{apart[0]}”, men åtgärden ”{apart[1]}”.",
                hint="Rätta dagen där den är fel. Blev det en annan dag än lovat, säg det i kommentaren: i stället för.",
                loc=("utfall", place, "kommentar"),
            )


def _other_days(text: str, promised: str) -> tuple[str, str] | None:
    """A weekday of `text` and one of `promised`, where they have none in common."""
    said, known = (list(_DAYS.finditer(one)) for one in (text, promised))
    if not said or not known or {one[1].casefold() for one in said} & {one[1].casefold() for one in known}:
        return None
    return said[0][0], known[0][0]


def _words_of(action: Action) -> str:
    goal = (
        action.goal
        if isinstance(action.goal, str)
        else action.goal.unit
        if isinstance(action.goal, NumericGoal)
        else ""
    )
    return f"{action.what} {goal} {' '.join(action.places)}"


def who_promises_is_a_party(register: Register, record: Record) -> Iterator[Finding]:
    """Who a summary says promises is a party: the police, or the municipality."""
    parties = register.parties(record) if is_commitment(record) else ()
    if not parties or not is_commitment(record):
        return
    summary = record.fields.summary or ""
    named = (
        ("polisen", _POLICE, any(is_police(one) for one in parties)),
        ("kommunen", _MUNICIPALITY, PartyKind.MUNICIPALITY in parties),
    )
    for name, pattern, is_party in named:
        if not is_party and pattern.search(summary) and not _is_responsible(record, name):
            yield Finding(
                code="ansvarig-inte-part",
                message=f"Sammanfattningen säger att {name} är med, men {name} är inte part i {NAMES[record.kind].definite}.",
                hint=f"Är {name} part, lägg till {name} under parter:. Skriv annars om sammanfattningen.",
                loc=("kort",),
            )


def _is_responsible(record: Record, name: str) -> bool:
    """Whether somebody who is no party is responsible for an action, which is told of there."""
    return any(one == name or (name == PartyKind.POLICE and is_police(one)) for action in record.actions for one in action.responsible)  # fmt: skip


def those_listed_are_parties(register: Register, record: Record) -> Iterator[Finding]:
    """`Polisen, kommunen och Räddningstjänsten lovar` names parties alone."""
    parties = register.parties(record) if is_commitment(record) else ()
    found = _ALL_WHO.match(record.fields.summary or "")
    if not parties or found is None or not is_commitment(record):
        return
    called = {one.fields.title.casefold() for name in parties if (one := register.party(name)) is not None}
    called |= {one.casefold() for one in record.fields.other_parties}
    called |= {register.geography.name_of(slug) for slug in register.municipalities(record)}
    known = slugify(f"{' '.join(called)} {' '.join(parties)}")
    for name in re.split(r", (?:och )?| och ", found["who"]):
        words = [slugify(word)[:6] for word in name.split()]
        if _IS_ANYBODY.search(name) or not name[:1].isupper() or any(word and word in known for word in words):
            continue
        yield Finding(
            code="ansvarig-inte-part",
            message=f"Sammanfattningen säger att {name} är med, men {name} är inte part i {NAMES[record.kind].definite}.",
            hint=f"Är {name} part, skriv namnet under andra parter:, eller filnamnet under parter:. Skriv annars om sammanfattningen.",
            loc=("kort",),
        )


RULES: tuple[Rule, ...] = (
    as_many_actions_as_there_are,
    as_many_promises_as_parts,
    as_many_parties_as_there_are,
    some_was_done,
    days_are_those_of_the_actions,
    days_of_an_action_are_one,
    who_promises_is_a_party,
    those_listed_are_parties,
)
