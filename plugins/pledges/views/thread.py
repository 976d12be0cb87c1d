"""The thread (röda tråden): problem → agreement → pledge → actions → follow-up, and which nodes are here."""

from collections.abc import Iterator
from dataclasses import dataclass

from pledges import urls
from pledges.content.kinds import Kind
from pledges.content.record import AnyRecord, Record, is_a, is_commitment
from pledges.content.register import NO_AGREEMENT, Register
from pledges.content.schema import Agreement, Chain, FollowUp, Picture, Plan, Pledge
from pledges.history.snapshot import Snapshot, once
from pledges.i18n import _
from pledges.status.facts import reports_of
from pledges.status.standing import FollowUpState
from pledges.status.steps import Step, steps
from pledges.views.links import link_to
from pledges.views.view_types import Link, Node, StepRow

HERE, MISSING, NOT_DUE, AWAITED = "here", "missing", "not-due", "awaited"


@once
def thread(snapshot: Snapshot, record: Record[Chain]) -> tuple[Node, ...]:
    """The thread through `record` (a pledge, agreement, plan, picture or follow-up), itself marked as current."""
    chain = _chain(snapshot.register, record)
    nodes = (
        _problem(snapshot, chain),
        _agreement(snapshot, chain),
        _promise(snapshot, chain),
        _actions(snapshot, chain),
        _follow_up(snapshot, chain),
    )
    position = (Kind.PICTURE, Kind.AGREEMENT, Kind.PLEDGE, Kind.PLAN, Kind.FOLLOW_UP).index(record.kind)
    return tuple(
        Node(label=node.label, state=node.state, words=node.words, href=node.href, current=index == position)
        for index, node in enumerate(nodes)
    )


def step_rows(snapshot: Snapshot, agreement: Record[Agreement]) -> tuple[StepRow, ...]:
    """The five steps of the co-operation model, as far as `agreement` has come."""
    register = snapshot.register

    def links(identities: tuple[str, ...]) -> tuple[Link, ...]:
        return tuple(link_to(register, register.records[one]) for one in identities if register.get(one) is not None)

    return tuple(
        StepRow(
            title=step.title,
            state=HERE if step.done else MISSING,
            words=_step_words(step, register.is_compilation(agreement)),
            missing=step.missing,
            links=links(step.records),
            starts_again=links(step.starts_again),
        )
        for step in steps(register, agreement, snapshot.day)
    )


_REPORTED_STEP = 4  # what is carried out is never known to be all of it


def _step_words(step: Step, compilation: bool) -> str:
    if step.done:
        return _("redovisat") if step.number == _REPORTED_STEP else _("klart")
    if step.records:
        return _("en del hittades i källorna") if compilation else _("en del finns här")
    return _("hittades inte i källorna") if compilation else _("saknas här")


@dataclass(frozen=True, slots=True)
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
    plan: Record[Plan] | None

    @property
    def is_about_the_pledge(self) -> bool:
        """Whether the pledge is here for its own sake, not as one of those under the agreement."""
        return self.pledge is self.subject

    @property
    def records(self) -> Iterator[Record]:
        """All of them."""
        every = (self.own, self.subject, self.picture, self.agreement, self.pledge, self.plan)
        return (record for record in every if record is not None)


def _chain(register: Register, own: Record[Chain]) -> _Chain:
    subject = register.followed_up(own) if is_a(own, FollowUp) else own
    agreement = _agreement_of(register, subject) if subject is not None else None
    pictures = register.targets(agreement, Picture, "pictures") if agreement is not None else ()
    pledges = register.sources(agreement.identity, Pledge, "agreement") if agreement is not None else ()
    plans = register.sources(agreement.identity, Plan, "agreement") if agreement is not None else ()
    joint = [picture for picture in pictures if len(picture.fields.by) > 1]
    return _Chain(
        own=own,
        subject=subject,
        picture=own if is_a(own, Picture) else next(iter(joint or pictures), None),
        agreement=agreement,
        pledge=subject if is_a(subject, Pledge) else next(iter(pledges), None),
        pledges=pledges,
        plan=subject if is_a(subject, Plan) else next(iter(plans), None),
    )


def _agreement_of(register: Register, subject: Record[Chain]) -> Record[Agreement] | None:
    if is_a(subject, Agreement):
        return subject
    if is_a(subject, Picture):
        return next(iter(register.sources(subject.identity, Agreement, "pictures")), None)
    return register.target(subject, Agreement, "agreement")


def _here(label: str, record: AnyRecord, words: str, anchor: str = "") -> Node:
    return Node(label=label, state=HERE, words=words, href=f"{urls.of_record(record.identity)}{anchor}")


def _missing_words(snapshot: Snapshot, chain: _Chain) -> str:
    compilation = any(snapshot.register.is_compilation(record) for record in chain.records)
    return _("hittades inte i källorna") if compilation else _("inte inlagt här")


def _problem(snapshot: Snapshot, chain: _Chain) -> Node:
    label = _("Problem")
    if chain.picture is not None:
        return _here(label, chain.picture, _("beskrivs i lägesbilden"))
    if chain.agreement is not None and chain.agreement.fields.focus_areas:
        return _here(label, chain.agreement, _("beskrivs i överenskommelsen"), "#problem")
    if chain.pledge is not None and chain.pledge.fields.problem:
        return _here(label, chain.pledge, _("beskrivs i löftet"), "#problem")
    return Node(label=label, state=MISSING, words=_missing_words(snapshot, chain), href=None)


def _agreement(snapshot: Snapshot, chain: _Chain) -> Node:
    label = _("Överenskommelse")
    if chain.agreement is not None:
        return _here(label, chain.agreement, _("finns här"))
    if chain.pledge is not None and chain.pledge.fields.agreement == NO_AGREEMENT:
        return Node(label=label, state=MISSING, words=_("löftet hör inte till någon"), href=None)
    return Node(label=label, state=MISSING, words=_missing_words(snapshot, chain), href=None)


def _promise(snapshot: Snapshot, chain: _Chain) -> Node:
    label = _("Löfte")
    if chain.pledge is None:
        return Node(label=label, state=MISSING, words=_missing_words(snapshot, chain), href=None)
    count = len(chain.pledges)
    if chain.agreement is None or count < 2:
        return _here(label, chain.pledge, _("finns här"))
    if not chain.is_about_the_pledge:
        return _here(label, chain.agreement, _("{count} löften").format(count=count), "#loften")
    return _here(label, chain.pledge, _("ett av {count} löften").format(count=count))


def _actions(snapshot: Snapshot, chain: _Chain) -> Node:
    label = _("Åtgärder")
    for record in (chain.pledge, chain.plan) if chain.is_about_the_pledge else (chain.plan, chain.pledge):
        if record is not None and record.actions:
            count = len(record.actions)
            words = _("en åtgärd") if count == 1 else _("{count} åtgärder").format(count=count)
            return _here(label, record, words, "#lovat-och-gjort")
    return Node(label=label, state=MISSING, words=_missing_words(snapshot, chain), href=None)


_REPORTED = {
    FollowUpState.FINAL: "slutlig uppföljning finns",
    FollowUpState.BY_OTHERS_ONLY: "redovisat av någon annan",
    FollowUpState.INTERIM_ONLY: "delredovisning finns, slutresultat saknas",
}
_AHEAD = {
    FollowUpState.NOT_DUE: (NOT_DUE, "inte dags ännu"),
    FollowUpState.AWAITED: (AWAITED, "resultat väntas"),
    FollowUpState.LATE: (AWAITED, "väntas sedan utlovad dag"),
}


def _follow_up(snapshot: Snapshot, chain: _Chain) -> Node:
    """How the page's own record is followed up; never by a follow-up of another promise under the same agreement."""
    label, register = _("Uppföljning"), snapshot.register
    if is_a(chain.own, FollowUp):
        return _here(label, chain.own, _("finns här"))
    subject = chain.own if is_commitment(chain.own) else chain.agreement
    if subject is None:
        return Node(label=label, state=MISSING, words=_missing_words(snapshot, chain), href=None)
    reports = sorted(reports_of(register, subject), key=lambda report: (report.by_party, report.is_final, report.since))
    now = snapshot.standings[subject.identity].follow_up
    if reports:
        words = _REPORTED.get(now, "delredovisning finns" if reports[-1].by_party else "redovisat av någon annan")
        return _here(label, register.records[reports[-1].identity], _(words))
    if is_a(subject, Agreement):
        followed = sum(snapshot.standings[one.identity].follow_up is FollowUpState.FINAL for one in chain.pledges)
        if followed:
            words = _("{followed} av {count} löften har en").format(followed=followed, count=len(chain.pledges))
            return _here(label, subject, words, "#loften")
    state, words = _AHEAD.get(now, (MISSING, ""))
    return Node(label=label, state=state, words=_(words) if words else _missing_words(snapshot, chain), href=None)
