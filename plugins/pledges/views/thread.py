"""The thread (röda tråden): problem → agreement → pledge, and from there a strand for each action, by how it ended.

An unkept promise never draws a whole thread: where nothing is reported the strands dissolve.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace

from pledges import swedish, urls
from pledges.content.kinds import Kind
from pledges.content.record import AnyRecord, Record, has_actions, is_a
from pledges.content.record_fields import Agreement, Chain, FollowUp, Picture, Plan, Pledge
from pledges.content.register import NO_AGREEMENT, Register
from pledges.history.snapshot import Snapshot, once
from pledges.i18n import _
from pledges.status.labels import actions_text
from pledges.status.result_for_readers import ReaderState
from pledges.status.standing import Standing
from pledges.status.steps import Step, steps
from pledges.views.links import link_to
from pledges.views.results import action_endings, state_endings, told_actions
from pledges.views.strands import Ending, Strands, draw
from pledges.views.view_types import Link, Node, StepRow, StepsView, ToldActions

HERE, MISSING = "here", "missing"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chain:
    """The record of each kind that the thread runs through, where there is one.

    `subject` is the page's own record, or what it follows up. `pledges` are those under the agreement; `pledge` is the
    first of them where the page is about no pledge.
    """

    own: Record[Chain]
    subject: Record[Chain] | None
    picture: Record[Picture] | None
    agreement: Record[Agreement] | None
    pledge: Record[Pledge] | None
    pledges: tuple[Record[Pledge], ...]

    @property
    def records(self) -> Iterator[Record]:
        every = (self.own, self.subject, self.picture, self.agreement, self.pledge)
        return (record for record in every if record is not None)


@dataclass(frozen=True, slots=True)
class Thread:
    """The nodes of the chain, and the strands that leave the last of them; None where nothing is promised yet.

    `told` are the actions of each row of strands by name, where the page is about the record that has them.
    """

    nodes: tuple[Node, ...]
    strands: Strands | None
    told: tuple[ToldActions, ...]


@once
def thread(snapshot: Snapshot, record: Record[Chain]) -> Thread:
    """The thread through `record` (a pledge, agreement, plan, picture or follow-up), itself marked as current."""
    chain = _chain(snapshot.register, record)
    told = told_actions(snapshot, chain.subject) if has_actions(chain.subject) and chain.subject.actions else ()
    endings = tuple(row.ending for row in told) or _endings(snapshot, chain)
    return Thread(
        nodes=tuple(_nodes(snapshot, chain)),
        strands=draw(endings) if endings else None,
        told=told if chain.own is chain.subject else (),
    )


def _nodes(snapshot: Snapshot, chain: _Chain) -> Iterator[Node]:
    kind = chain.own.kind
    yield replace(_problem(snapshot, chain), current=kind is Kind.PICTURE)
    yield replace(_agreement(snapshot, chain), current=kind is Kind.AGREEMENT)
    if is_a(chain.subject, Plan):
        yield replace(
            _tasks(snapshot.standings[chain.subject.identity], chain.subject, _("Åtgärdsplan")),
            current=kind is Kind.PLAN,
        )
    elif is_a(chain.subject, Pledge):
        yield replace(
            _tasks(snapshot.standings[chain.subject.identity], chain.subject, _("Löfte")), current=kind is Kind.PLEDGE
        )
    else:
        yield _pledges(snapshot, chain)
    if is_a(chain.own, FollowUp):
        yield replace(_here(_("Uppföljning"), chain.own, ""), current=True)


def _endings(snapshot: Snapshot, chain: _Chain) -> tuple[Ending, ...]:
    """Of the page's own pledge or plan, which has no action here, one strand; else one for each pledge under the agreement."""
    if is_a(chain.subject, Pledge) or is_a(chain.subject, Plan):
        return action_endings(snapshot, chain.subject)
    if chain.agreement is None:
        return ()
    href = f"{urls.of_record(chain.agreement.identity)}#loften"
    states = Counter(snapshot.standings[pledge.identity].reader_state for pledge in chain.pledges)
    return state_endings(states, dict.fromkeys(ReaderState, href))


def steps_view(snapshot: Snapshot, agreement: Record[Agreement]) -> StepsView:
    """How many of the five steps are shown as done, and of which others there is a part."""
    rows = step_rows(snapshot, agreement)
    done = [row for row in rows if row.state == HERE]
    partly = [str(number) for number, row in enumerate(rows, 1) if row.links and row not in done]
    compiled = snapshot.register.is_compilation(agreement)
    words = _("en del av steg {steps} hittades i källorna") if compiled else _("en del av steg {steps} finns här")
    return StepsView(
        told=_("{done} av de fem stegen visas som gjorda").format(done=len(done)),
        note=words.format(steps=swedish.enumerate_words(partly)) if partly else "",
        rows=rows,
    )


def step_rows(snapshot: Snapshot, agreement: Record[Agreement]) -> tuple[StepRow, ...]:
    """The five steps of the co-operation model, as far as `agreement` has come."""
    register = snapshot.register

    def links(identities: tuple[str, ...]) -> tuple[Link, ...]:
        return tuple(link_to(register, register.records[one]) for one in identities if register.get(one) is not None)

    return tuple(
        StepRow(
            title=step.title,
            official=step.official,
            state=HERE if step.done else MISSING,
            words=_step_words(register, step, register.is_compilation(agreement)),
            missing=step.missing,
            links=links(step.records),
            starts_again=links(step.starts_again),
        )
        for step in steps(register, agreement, snapshot.day)
    )


_REPORTED_STEP = 4  # what is carried out is never known to be all of it


def _step_words(register: Register, step: Step, compilation: bool) -> str:
    if step.done:
        return _("redovisat") if step.number == _REPORTED_STEP else _("klart")
    if (
        step.number == _REPORTED_STEP
        and step.records
        and not any(is_a(register.get(one), FollowUp) for one in step.records)
    ):
        if compilation:
            return _("åtgärderna finns, men att något är gjort har parterna inte redovisat i det vi läste")
        return _("åtgärderna finns, men att något är gjort står inte här")
    if step.records:
        return _("en del hittades i källorna") if compilation else _("en del finns här")
    return _("hittades inte i källorna") if compilation else _("saknas här")


def _chain(register: Register, own: Record[Chain]) -> _Chain:
    subject = register.followed_up(own) if is_a(own, FollowUp) else own
    agreement = _agreement_of(register, subject) if subject is not None else None
    pictures = register.targets(agreement, Picture, "pictures") if agreement is not None else ()
    pledges = register.sources(agreement.identity, Pledge, "agreement") if agreement is not None else ()
    joint = [picture for picture in pictures if len(picture.fields.by) > 1]
    return _Chain(
        own=own,
        subject=subject,
        picture=own if is_a(own, Picture) else next(iter(joint or pictures), None),
        agreement=agreement,
        pledge=subject if is_a(subject, Pledge) else next(iter(pledges), None),
        pledges=pledges,
    )


def _agreement_of(register: Register, subject: Record[Chain]) -> Record[Agreement] | None:
    if is_a(subject, Agreement):
        return subject
    if is_a(subject, Picture):
        return next(iter(register.sources(subject.identity, Agreement, "pictures")), None)
    return register.target(subject, Agreement, "agreement")


def _here(label: str, record: AnyRecord, words: str, *, anchor: str = "") -> Node:
    return Node(label=label, state=HERE, words=words, href=f"{urls.of_record(record.identity)}{anchor}")


def _missing_words(snapshot: Snapshot, chain: _Chain) -> str:
    compilation = any(snapshot.register.is_compilation(record) for record in chain.records)
    return _("hittades inte i källorna") if compilation else _("inte inlagt här")


def _problem(snapshot: Snapshot, chain: _Chain) -> Node:
    label = _("Problem")
    if chain.picture is not None:
        return _here(label, chain.picture, _("beskrivs i lägesbilden"))
    if chain.agreement is not None and any(area.problem for area in chain.agreement.fields.focus_areas):
        return _here(label, chain.agreement, _("beskrivs i överenskommelsen"), anchor="#problem")
    if chain.pledge is not None and chain.pledge.fields.problem:
        return _here(label, chain.pledge, _("beskrivs i löftet"), anchor="#problem")
    return Node(label=label, state=MISSING, words=_missing_words(snapshot, chain), href=None)


def _agreement(snapshot: Snapshot, chain: _Chain) -> Node:
    label = _("Överenskommelse")
    if chain.agreement is not None:
        return _here(label, chain.agreement, _("finns här"))
    if chain.pledge is not None and chain.pledge.fields.agreement == NO_AGREEMENT:
        return Node(label=label, state=MISSING, words=_("löftet hör inte till någon"), href=None)
    if any(_is_known_in(snapshot, record) for record in chain.records):
        return Node(label=label, state=MISSING, words=_("vilken det är framgår inte"), href=None)
    return Node(label=label, state=MISSING, words=_missing_words(snapshot, chain), href=None)


def _is_known_in(snapshot: Snapshot, record: Record) -> bool:
    """Whether any agreement is known in the municipalities of `record`."""
    register, places = snapshot.register, frozenset(snapshot.register.municipalities(record))
    return any(not places.isdisjoint(register.municipalities(one)) for one in register.of(Agreement))


def _pledges(snapshot: Snapshot, chain: _Chain) -> Node:
    """The pledges under the agreement, where the page is about none of them."""
    label, count = _("Löfte"), len(chain.pledges)
    if chain.agreement is None or not count:
        return Node(label=label, state=MISSING, words=_missing_words(snapshot, chain), href=None)
    return _here(label, chain.agreement, swedish.quantity(count, _("löfte"), _("löften")), anchor="#loften")


def _tasks(now: Standing, record: Record[Pledge] | Record[Plan], label: str) -> Node:
    words = actions_text(now) if record.actions or now.unseen is not None else _("inga åtgärder är inlagda")
    return _here(label, record, words)
