"""What is named by the id of its row: actions, parts and measures."""

from collections.abc import Iterable, Iterator, Sequence

from pledges.content.kinds import NAMES
from pledges.content.record import Record, is_a, is_commitment
from pledges.content.record_fields import NEW_ACTION, Agreement, Commitment, FollowUp, Mention, Pledge
from pledges.content.register import MENTIONED, NO_AGREEMENT, UNKNOWN_AGREEMENT, Register
from pledges.history.publication_log import PublicationLog
from pledges.rules.finding import Finding, Rule, certainly_before, title
from pledges.rules.follow_up_targets import target_of
from pledges.rules.references.advice import as_referred_to
from pledges.swedish import enumerate_words, suggestion
from pledges.written_values import Period


def follow_up_has_target(register: Register, record: Record) -> Iterator[Finding]:
    """A follow-up of an agreement says which."""
    if is_a(record, FollowUp) and record.fields.agreement in (NO_AGREEMENT, UNKNOWN_AGREEMENT):
        yield Finding(
            code="uppfoljning-utan-mal",
            message=f"En uppföljning kan inte gälla överenskommelsen ”{record.fields.agreement}”.",
            hint="Skriv namnet på den överenskommelse, det löfte eller den åtgärdsplan som följs upp.",
            loc=("överenskommelse",),
        )


def outcomes_have_actions(log: PublicationLog, register: Register, record: Record) -> Iterator[Finding]:
    """Each outcome points at an action of what is followed up; an agreement has none.

    What was promised when the pledge was published, and has been taken out since, is to be put back: it was no mistake
    of the follow-up's, and what came of it is to be read beside it.
    """
    target = target_of(register, record)
    if target is None or not is_a(record, FollowUp):
        return
    ids = [action.id for action in target.actions]
    edition = log.latest(target)
    promised = {text.key: text.text for text in edition.texts} if edition is not None else {}
    acted = [one.action for one in record.fields.outcomes if one.action is not None]
    if not any(f"åtgärder.{one}.vad" in promised for one in acted) and (
        wrong := _of_another_year(register, record, target=target, acted=acted)
    ):
        yield wrong
        return
    for number, outcome in enumerate(record.fields.outcomes):
        if outcome.action is None:
            continue
        loc = ("utfall", number, "åtgärd")
        if is_a(target, Agreement):
            yield Finding(
                code="utfall-pa-overenskommelse",
                message=f"En överenskommelse har inga åtgärder, så ”{outcome.action}” finns inte.",
                hint="Skriv vad: i stället för åtgärd:, och berätta vad som gjordes.",
                loc=loc,
            )
        elif outcome.action not in ids and (what := promised.get(f"åtgärder.{outcome.action}.vad")) is not None:
            renamed = next((action.id for action in target.actions if action.what == what), "")
            yield Finding(
                code="utfall-okand-atgard",
                message=f"Åtgärden ”{outcome.action}” stod i {title(target)} när det publicerades, och "
                + (f"heter nu ”{renamed}” där." if renamed else "är borttagen där."),
                hint=f"Skriv tillbaka id: {outcome.action} i {target.path}: ett id ändras inte."
                if renamed
                else f"Skriv tillbaka den i {target.path}, med samma id. Gäller den inte längre, låt den ändå stå, och säg det under händelser: där.",
                loc=loc,
            )
        elif outcome.action not in ids:
            choices = f"Åtgärderna är {enumerate_words(ids)}." if ids else f"Inga åtgärder står i {target.path}."
            called = next(
                (action.id for action in target.actions if action.what.casefold() == outcome.action.casefold()), ""
            )
            near = f"Skriv {called}." if called else suggestion(outcome.action, ids)
            if not near and len(set(ids)) < len(ids):
                continue  # of two with one id, one has lost its own, which this may be: told of there
            near = near or choices
            hint = f"{near} Har åtgärden bytt id i {target.path}, skriv tillbaka det som stod: ett id ändras inte."
            yield Finding(
                code="utfall-okand-atgard",
                message=f"Åtgärden ”{outcome.action}” finns inte i {title(target)}.",
                hint=f"{hint} Var den inte lovad, skriv vad: i stället för åtgärd:.",
                loc=loc,
            )


def _of_another_year(
    register: Register, record: Record, *, target: Record[Commitment], acted: Sequence[str]
) -> Finding | None:
    """What to say where the actions that are named are most of them another pledge's of the place: the reference is wrong."""
    named, own = set(acted), {action.id for action in target.actions}
    unknown = named - own
    if len(unknown) * 2 <= len(named) or (len(named) == 1 and suggestion(acted[0], own)):
        return None
    shared = [
        (len(named & {action.id for action in other.actions}), other)
        for other in register.records.values()
        if is_commitment(other)
        and other is not target
        and (other.kind, other.municipality) == (target.kind, target.municipality)
    ]
    most = max((count for count, _ in shared), default=0)
    meant = [other for count, other in shared if count == most]
    if most * 2 <= len(named) or most <= len(named & own):
        return None
    covers = record.fields.covers if is_a(record, FollowUp) else None
    meant = [
        other for other in meant if covers and other.fields.span and not _apart(covers, other.fields.span)
    ] or meant
    key = NAMES[target.kind].singular
    names = enumerate_words(f"”{one}”" for one in dict.fromkeys(acted) if one in unknown)
    one_of = "Åtgärden" if len(unknown) == 1 else "Åtgärderna"
    where = title(meant[0]) if len(meant) == 1 else f"andra {NAMES[target.kind].plural}"
    choices = enumerate_words((f"{key}: {as_referred_to(record, other)}" for other in meant), "eller")
    return Finding(
        code="utfall-okand-atgard",
        message=f"{one_of} {names} finns inte i {title(target)}, men i {where}.",
        hint=f"Menade du {choices}?",
        loc=(key,),
    )


def _apart(one: Period, other: Period) -> bool:
    return certainly_before(one, other) or certainly_before(other, one)


def mentions_have_actions(register: Register, record: Record) -> Iterator[Finding]:
    """What others say of an action is of one in something that they speak of."""
    if not is_a(record, Mention):
        return
    named = [one for one in register.out.get(record.identity, ()) if one.reference.field in MENTIONED]
    subjects = register.mentioned(record)
    if len(subjects) < len(named):
        return  # what can't be read has its own message, and may well have the action
    ids = [action.id for subject in subjects for action in subject.actions]
    acted = [remark.action for remark in record.fields.remarks if remark.action is not None]
    wrong = _of_another_year(register, record, target=subjects[0], acted=acted) if len(subjects) == 1 else None
    if wrong is not None:
        yield wrong
        return
    for number, remark in enumerate(record.fields.remarks):
        if remark.action is not None and remark.action not in ids:
            yield Finding(
                code="utfall-okand-atgard",
                message=f"Åtgärden ”{remark.action}” finns inte i det som omnämns.",
                hint=f"{suggestion(remark.action, ids)} Gäller det ingen åtgärd, ta bort åtgärd:.".strip(),
                loc=("säger", number, "åtgärd"),
            )


def indicators_are_known(register: Register, record: Record) -> Iterator[Finding]:
    """A follow-up that only points at a measure points at one of the pledge's."""
    target = target_of(register, record)
    if target is None or not is_a(record, FollowUp):
        return
    ids = [indicator.id for indicator in target.fields.indicators if indicator.id is not None]
    for number, indicator in enumerate(record.fields.indicators):
        if indicator.what is None and indicator.id not in ids:
            yield Finding(
                code="matt-okant",
                message=f"Måttet ”{indicator.id}” finns inte i {title(target)}.",
                hint=f"{suggestion(indicator.id or '', ids)} Är det ett annat mått, skriv vad: som mäts.".strip(),
                loc=("mått", number, "id"),
            )


def parts_are_known(register: Register, record: Record) -> Iterator[Finding]:
    """An action that belongs to a part belongs to one of the pledge's; an unknown part is told of where it first stands."""
    parts = [part.id for part in record.fields.parts] if is_a(record, Pledge) else []
    told: set[str] = set()
    for number, action in enumerate(record.actions):
        if action.part is not None and action.part not in (*parts, *told):
            told.add(action.part)
            choices = f"Delarna är {enumerate_words(parts)}." if parts else "Lägg till delar: med id och titel."
            yield Finding(
                code="del-okand",
                message=f"Delen ”{action.part}” finns inte i {NAMES[record.kind].definite}.",
                hint=suggestion(action.part, parts) or choices,
                loc=("åtgärder", number, "del"),
            )


def followed_actions_are_known(register: Register, record: Record) -> Iterator[Finding]:
    """What an action says that it follows is an action of the pledge before."""
    before = register.target(record, Pledge, "succeeds")
    is_there = is_a(record, Pledge) and record.fields.succeeds is not None
    if is_there and before is None:
        return  # a pledge that isn't there has its own message
    ids = [action.id for action in before.actions] if before is not None else []
    followed = {action.follows for action in record.actions}
    for number, action in enumerate(record.actions):
        loc = ("åtgärder", number, "följer")
        same = [one for one in before.actions if one.what.casefold() == action.what.casefold()] if before else []
        if before is not None and action.follows == NEW_ACTION and len(same) == 1 and same[0].id not in followed:
            yield Finding(
                code="foljer-okand",
                message=f"Åtgärden sägs vara ny, men står ordagrant i {title(before)}, som ”{same[0].id}”.",
                hint=f"Skriv följer: {same[0].id}. Är den ny, skriv under vad: det som skiljer den från den förra.",
                loc=loc,
            )
        if action.follows is None or action.follows in (*ids, NEW_ACTION):
            continue
        if before is None:
            yield Finding(
                code="foljer-okand",
                message=f"Åtgärden sägs följa ”{action.follows}”, men {NAMES[record.kind].definite} efterträder inget.",
                hint="Skriv efterträder: och det förra löftets filnamn, eller ta bort följer:."
                if is_a(record, Pledge)
                else "Ta bort följer: bara ett löfte ställs mot det förra.",
                loc=loc,
            )
        else:
            choices = f"Åtgärderna är {enumerate_words(ids)}." if ids else f"Inga åtgärder står i {before.path}."
            yield Finding(
                code="foljer-okand",
                message=f"Åtgärden ”{action.follows}” finns inte i {title(before)}.",
                hint=f"{suggestion(action.follows, ids) or choices} Är den ny, skriv följer: {NEW_ACTION}.",
                loc=loc,
            )


def answers_are_actions(register: Register, record: Record) -> Iterator[Finding]:
    """What is said to answer an opinion is an action of the pledge."""
    ids = [action.id for action in record.actions]
    for number, opinion in enumerate(record.fields.opinions if is_a(record, Pledge) else ()):
        for place, name in enumerate(opinion.actions):
            if name not in ids:
                choices = f"Åtgärderna är {enumerate_words(ids)}." if ids else "Löftet har inga åtgärder här."
                yield Finding(
                    code="svar-okand-atgard",
                    message=f"Åtgärden ”{name}”, som ska svara på en synpunkt, finns inte i löftet.",
                    hint=f"{suggestion(name, ids) or choices} Svarar ingen åtgärd på den, ta bort åtgärder: eller skriv svar:.",
                    loc=("synpunkter", number, "åtgärder", place),
                )


def ids_differ(register: Register, record: Record) -> Iterator[Finding]:
    """Each action, part and measure has an id of its own."""
    parts = record.fields.parts if is_a(record, Pledge) else ()
    indicators = record.fields.indicators if is_commitment(record) else ()
    yield from _twice("åtgärder", "Åtgärd", [action.id for action in record.actions])
    yield from _twice("delar", "Del", [part.id for part in parts])
    yield from _twice("mått", "Mått", [indicator.id for indicator in indicators])


def _twice(key: str, word: str, ids: Iterable[str | None]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for number, name in enumerate(ids):
        if name is None:
            continue
        if name in first:
            yield Finding(
                code="dubbelt-id",
                message=f"{word} {first[name] + 1} och {number + 1} har samma id, ”{name}”.",
                hint="Ge den ena ett annat id. Har den redan följts upp, ändra den andra.",
                loc=(key, number, "id"),
            )
        first.setdefault(name, number)


RULES: tuple[Rule, ...] = (
    follow_up_has_target,
    mentions_have_actions,
    indicators_are_known,
    parts_are_known,
    followed_actions_are_known,
    answers_are_actions,
    ids_differ,
)
