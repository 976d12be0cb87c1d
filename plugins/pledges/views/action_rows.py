"""What became of each promised action, as rows of the tables that are open data."""

from dataclasses import dataclass

from pledges import swedish
from pledges.content.record import Record, is_a
from pledges.content.record_fields import Pledge
from pledges.history.snapshot import Snapshot
from pledges.settings import absolute
from pledges.status.labels import reader_label, result_label, result_name
from pledges.urls import action_anchor, of_record
from pledges.views.details import promised_words
from pledges.views.links import municipality_links, party_links


@dataclass(frozen=True)
class ActionRow:
    """An action of a pledge and what became of it, in words, as docs/oppna-data.md says what each column means."""

    municipalities: str
    pledge: str
    title: str
    period: str
    state: str
    action: str
    what: str
    responsible: str
    goal: str
    result: str
    in_words: str
    by: str
    follow_ups: str
    compilation: str
    address: str


def action_rows(snapshot: Snapshot, slug: str) -> tuple[ActionRow, ...]:
    """A row for each action of the public pledges that lie in the municipality `slug`, in the order written."""
    pledges = [
        record
        for _identity, record in sorted(snapshot.register.records.items())
        if record.municipality == slug and is_a(record, Pledge) and not record.is_draft
    ]
    return tuple(row for record in pledges for row in _rows(snapshot, record))


def _rows(snapshot: Snapshot, record: Record[Pledge]) -> tuple[ActionRow, ...]:
    register, fields, now = snapshot.register, record.fields, snapshot.standings[record.identity]
    places = "; ".join(link.text for link in municipality_links(register, register.municipalities(record)))
    page = absolute(snapshot.settings, of_record(record.identity))
    return tuple(
        ActionRow(
            municipalities=places,
            pledge=record.identity,
            title=fields.title,
            period=swedish.period(fields.period),
            state=reader_label(now.reader_state),
            action=action.id,
            what=action.what,
            responsible="; ".join(
                (
                    *(link.text for link in party_links(register, record, action.responsible)),
                    *action.other_responsible,
                    *action.responsible_unit,
                )
            ),
            goal=promised_words(action),
            result=result_name(result.result),
            in_words=result_label(result),
            by="; ".join(link.text for link in party_links(register, record, result.by)),
            follow_ups="; ".join(result.follow_ups),
            compilation="ja" if register.is_compilation(record) else "nej",
            address=f"{page}#{action_anchor(action.id)}",
        )
        for action, result in zip(record.actions, now.results, strict=True)
    )
