"""What is named by the id of its row: actions, parts and measures."""

from collections.abc import Iterable, Iterator, Sequence

from pledges.content.kinds import NAMES
from pledges.content.record import Record, is_a, is_commitment
from pledges.content.record_fields import NEW_ACTION, Action, Agreement, Commitment, FollowUp, Mention, Pledge
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
    """What an action says that it follows is an action of the pledge before, and is followed by no other than it."""
    before = register.target(record, Pledge, "succeeds")
    if is_a(record, Pledge) and record.fields.succeeds is not None and before is None:
        return  # a pledge that isn't there has its own message
    if before is None:
        yield from _follows_nothing(register, record)
        return
    ids = [action.id for action in before.actions]
    followed = {action.follows for action in record.actions} - {None, NEW_ACTION}
    meant = [one for one in _before(register, record) if one is not before and followed <= _ids(one)]
    if not followed <= set(ids) and len(meant) == 1:
        unknown = enumerate_words(dict.fromkeys(f"”{one.follows}”" for one in record.actions if one.follows in followed - set(ids)))  # fmt: skip
        yield Finding(
            code="foljer-okand",
            message=f"Löftet sägs efterträda ”{before.slug}”, men {unknown}, som åtgärderna följer, finns i {title(meant[0])}.",
            hint=f"Skriv efterträder: {meant[0].slug}.",
            loc=("efterträder",),
        )
        return
    for number, action in enumerate(record.actions):
        loc = ("åtgärder", number, "följer")
        if action.follows is None:
            continue
        other = next((one.id for one in record.actions if one.follows == action.follows and one is not action), None)
        same = [one.id for one in before.actions if _are_the_same(one, action) and one.id not in followed]
        if action.follows == NEW_ACTION and len(same) == 1 and _is_word_for_word(before, action, same[0]):
            yield Finding(
                code="foljer-okand",
                message=f"Åtgärden sägs vara ny, men står ordagrant i {title(before)}, som ”{same[0]}”.",
                hint=f"Skriv följer: {same[0]}. Är den ny, skriv under vad: det som skiljer den från den förra.",
                loc=loc,
            )
        elif action.follows in ids and other is not None and len(same) == 1:
            yield Finding(
                code="foljer-okand",
                message=f"Åtgärden sägs följa ”{action.follows}”, som också ”{other}” gör, och ingen följer ”{same[0]}”.",
                hint=f"Skriv följer: {same[0]}. Delades den förra åtgärden i två, ge den här ett eget id och skriv under vad: det som skiljer den från den förra.",
                loc=loc,
            )
        elif action.follows not in (*ids, NEW_ACTION):
            choices = f"Åtgärderna är {enumerate_words(ids)}." if ids else f"Inga åtgärder står i {before.path}."
            yield Finding(
                code="foljer-okand",
                message=f"Åtgärden ”{action.follows}” finns inte i {title(before)}.",
                hint=f"{suggestion(action.follows, ids) or choices} Är den ny, skriv följer: {NEW_ACTION}.",
                loc=loc,
            )


def _are_the_same(one: Action, other: Action) -> bool:
    """Whether an action of the pledge before has the id or the words of this one."""
    return one.id == other.id or one.what.casefold() == other.what.casefold()


def _is_word_for_word(before: Record[Pledge], action: Action, name: str) -> bool:
    return any(one.id == name and one.what.casefold() == action.what.casefold() for one in before.actions)


def _before(register: Register, record: Record) -> list[Record[Pledge]]:
    """The pledges of the same municipality whose time was over when that of `record` began."""
    own = record.fields.span
    return [
        one
        for one in register.of(Pledge)
        if one.municipality == record.municipality
        and own is not None
        and one.fields.span is not None
        and certainly_before(one.fields.span, own)
    ]


def _ids(record: Record) -> set[str]:
    return {action.id for action in record.actions}


def _follows_nothing(register: Register, record: Record) -> Iterator[Finding]:
    """Actions that are said to follow others, in what follows nothing: told once, where the first of them says so."""
    names = [
        (number, one.follows) for number, one in enumerate(record.actions) if one.follows not in (None, NEW_ACTION)
    ]
    if not names:
        return
    number, name = names[0]
    more = f" och {len(names) - 1} till" if len(names) > 1 else ""
    what = NAMES[record.kind].definite
    there = [one for one in _before(register, record) if _ids(one) >= {followed for _, followed in names}]
    written = f"Skriv efterträder: {there[-1].slug}." if len(there) == 1 else "Skriv efterträder: och det förra löftets filnamn."  # fmt: skip
    yield Finding(
        code="foljer-okand",
        message=f"Åtgärden sägs följa ”{name}”{more}, men {what} efterträder inget.",
        hint=f"{written} Finns inget löfte före det här, ta bort följer:."
        if is_a(record, Pledge)
        else "Ta bort följer: bara ett löfte ställs mot det förra.",
        loc=("åtgärder", number, "följer"),
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
