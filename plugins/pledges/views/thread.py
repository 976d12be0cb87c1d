"""The thread (röda tråden): problem → agreement → pledge → actions → follow-up, and which nodes are here."""

from pledges import urls
from pledges.content.kinds import Kind
from pledges.content.record import Record
from pledges.content.register import Register
from pledges.history.snapshot import Snapshot, once
from pledges.i18n import _
from pledges.status.facts import reports_of
from pledges.status.standing import FollowUpState
from pledges.status.steps import steps
from pledges.views.common import Link, Node, StepRow
from pledges.views.links import link_to

HERE, MISSING, NOT_DUE, AWAITED = "here", "missing", "not-due", "awaited"


@once
def thread(snapshot: Snapshot, record: Record) -> tuple[Node, ...]:
    """The thread through `record` (a pledge, agreement, plan, picture or follow-up), itself marked as current."""
    chain = _chain(snapshot.register, record)
    nodes = (
        _problem(snapshot, chain),
        _agreement(snapshot, chain),
        _promise(snapshot, chain),
        _actions(snapshot, chain),
        _follow_up(snapshot, chain),
    )
    position = {Kind.PICTURE: 0, Kind.AGREEMENT: 1, Kind.PLEDGE: 2, Kind.PLAN: 3, Kind.FOLLOW_UP: 4}[record.kind]
    return tuple(
        Node(node.label, node.state, node.words, node.href, current=index == position)
        for index, node in enumerate(nodes)
    )


def step_rows(snapshot: Snapshot, agreement: Record) -> tuple[StepRow, ...]:
    """The five steps of the co-operation model, as far as `agreement` has come."""
    register = snapshot.register

    def links(identities: tuple[str, ...]) -> tuple[Link, ...]:
        return tuple(link_to(register, register.records[one]) for one in identities if register.get(one) is not None)

    return tuple(
        StepRow(
            step.title,
            HERE if step.done else MISSING,
            _step_words(step.done, register.is_compilation(agreement)),
            step.missing,
            links(step.records),
            links(step.starts_again),
        )
        for step in steps(register, agreement, snapshot.day)
    )


def _step_words(done: bool, compilation: bool) -> str:
    if done:
        return _("klart")
    return _("hittades inte helt i källorna") if compilation else _("uppgifter saknas")


class _Chain(dict[Kind, Record]):
    """The record of each kind that the thread runs through, where there is one; the page's own first."""

    def comes_from_the_agreement(self, kind: Kind) -> bool:
        """Whether a record is here only as one of those under the agreement."""
        kinds = list(self)
        return Kind.AGREEMENT in self and kinds.index(Kind.AGREEMENT) < kinds.index(kind)


def _chain(register: Register, record: Record) -> _Chain:
    chain = _Chain({record.kind: record})
    if record.kind is Kind.FOLLOW_UP:
        for kind, name in ((Kind.PLEDGE, "pledge"), (Kind.AGREEMENT, "agreement"), (Kind.PLAN, "plan")):
            _add(chain, kind, register.target(record, name))
    for kind in (Kind.PLEDGE, Kind.PLAN):
        if kind in chain:
            _add(chain, Kind.AGREEMENT, register.target(chain[kind], "agreement"))
    if Kind.PICTURE in chain:
        _add(chain, Kind.AGREEMENT, next(iter(register.sources(record.identity, Kind.AGREEMENT, "pictures")), None))
    agreement = chain.get(Kind.AGREEMENT)
    if agreement is not None:
        pictures = register.targets(agreement, "pictures")
        joint = [picture for picture in pictures if len(picture.fields.by) > 1]
        _add(chain, Kind.PICTURE, next(iter(joint or pictures), None))
        _add(chain, Kind.PLAN, next(iter(register.sources(agreement.identity, Kind.PLAN, "agreement")), None))
        if Kind.PLEDGE not in chain:
            _add(chain, Kind.PLEDGE, next(iter(register.sources(agreement.identity, Kind.PLEDGE, "agreement")), None))
    return chain


def _add(chain: _Chain, kind: Kind, record: Record | None) -> None:
    if record is not None:
        chain.setdefault(kind, record)


def _here(label: str, record: Record, words: str, anchor: str = "") -> Node:
    return Node(label, HERE, words, f"{urls.of_record(record.identity)}{anchor}")


def _missing_words(snapshot: Snapshot, chain: _Chain) -> str:
    compilation = any(snapshot.register.is_compilation(record) for record in chain.values())
    return _("hittades inte i källorna") if compilation else _("inte inlagt här")


def _problem(snapshot: Snapshot, chain: _Chain) -> Node:
    label = _("Problem")
    if Kind.PICTURE in chain:
        return _here(label, chain[Kind.PICTURE], _("beskrivs i lägesbilden"))
    for kind, attribute, words in (
        (Kind.AGREEMENT, "focus_areas", _("beskrivs i överenskommelsen")),
        (Kind.PLEDGE, "problem", _("beskrivs i löftet")),
    ):
        if kind in chain and getattr(chain[kind].fields, attribute):
            return _here(label, chain[kind], words, "#problem")
    return Node(label, MISSING, _missing_words(snapshot, chain), None)


def _agreement(snapshot: Snapshot, chain: _Chain) -> Node:
    label = _("Överenskommelse")
    if Kind.AGREEMENT in chain:
        return _here(label, chain[Kind.AGREEMENT], _("finns här"))
    pledge = chain.get(Kind.PLEDGE)
    if pledge is not None and pledge.fields.agreement == "ingen":
        return Node(label, MISSING, _("löftet hör inte till någon"), None)
    return Node(label, MISSING, _missing_words(snapshot, chain), None)


def _promise(snapshot: Snapshot, chain: _Chain) -> Node:
    label = _("Löfte")
    if Kind.PLEDGE not in chain:
        return Node(label, MISSING, _missing_words(snapshot, chain), None)
    agreement = chain.get(Kind.AGREEMENT)
    siblings = snapshot.register.sources(agreement.identity, Kind.PLEDGE, "agreement") if agreement is not None else ()
    if agreement is None or len(siblings) < 2:
        return _here(label, chain[Kind.PLEDGE], _("finns här"))
    if chain.comes_from_the_agreement(Kind.PLEDGE):
        return _here(label, agreement, _("{count} löften").format(count=len(siblings)), "#loften")
    return _here(label, chain[Kind.PLEDGE], _("ett av {count} löften").format(count=len(siblings)))


def _actions(snapshot: Snapshot, chain: _Chain) -> Node:
    label = _("Åtgärder")
    for kind in chain:  # the page's own record first
        if kind in (Kind.PLEDGE, Kind.PLAN) and chain[kind].fields.actions:
            count = len(chain[kind].fields.actions)
            words = _("en åtgärd") if count == 1 else _("{count} åtgärder").format(count=count)
            return _here(label, chain[kind], words, "#lovat-och-gjort")
    return Node(label, MISSING, _missing_words(snapshot, chain), None)


_FOUND = {
    FollowUpState.FINAL: "slutlig uppföljning finns",
    FollowUpState.BY_OTHERS_ONLY: "redovisat av någon annan",
    FollowUpState.INTERIM_ONLY: "delredovisning finns, slutresultat saknas",
}
_AHEAD = {
    FollowUpState.NOT_DUE: (NOT_DUE, "inte dags ännu"),
    FollowUpState.AWAITED: (AWAITED, "resultat väntas"),
    FollowUpState.LATE: (AWAITED, "väntas sedan utlovad dag"),
}
_FOLLOWED = (Kind.PLEDGE, Kind.PLAN, Kind.AGREEMENT)


def _follow_up(snapshot: Snapshot, chain: _Chain) -> Node:
    """How the page's own record is followed up; never by a follow-up of another promise under the same agreement."""
    label, register = _("Uppföljning"), snapshot.register
    if Kind.FOLLOW_UP in chain:
        return _here(label, chain[Kind.FOLLOW_UP], _("finns här"))
    subject = next((record for kind, record in chain.items() if kind in _FOLLOWED), None)
    if subject is None:
        return Node(label, MISSING, _missing_words(snapshot, chain), None)
    found = sorted(reports_of(register, subject), key=lambda one: (one.by_party, one.is_final, one.since))
    now = snapshot.standings[subject.identity].follow_up
    if found:
        return _here(label, register.records[found[-1].identity], _(_FOUND.get(now, "delredovisning finns")))
    if subject.kind is Kind.AGREEMENT:
        promises = register.sources(subject.identity, Kind.PLEDGE, "agreement")
        followed = sum(snapshot.standings[one.identity].follow_up is FollowUpState.FINAL for one in promises)
        if followed:
            words = _("{followed} av {count} löften har en").format(followed=followed, count=len(promises))
            return _here(label, subject, words, "#loften")
    state, words = _AHEAD.get(now, (MISSING, ""))
    return Node(label, state, _(words) if words else _missing_words(snapshot, chain), None)
