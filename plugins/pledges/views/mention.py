"""What the page of a mention is given: what others than the parties say."""

from dataclasses import dataclass

from pledges import swedish
from pledges.content.record import Record
from pledges.content.record_fields import Mention
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.views.details import MentionRow, mention_row
from pledges.views.links import links_to
from pledges.views.page_parts import source_rows
from pledges.views.record_page import RecordView, fact, known_facts, record_part
from pledges.views.view_types import SourceRow


@dataclass(frozen=True, slots=True)
class MentionView(RecordView):
    """A mention: who says what of which pledge, and where it can be read."""

    mention: MentionRow
    evidence: tuple[SourceRow, ...]


def mention_view(snapshot: Snapshot, record: Record[Mention]) -> MentionView:
    register = snapshot.register
    row = mention_row(register, record)
    facts = known_facts(
        fact(_("Gäller"), *links_to(register, register.mentioned(record))),
        fact(_("Sagt av"), *row.who),
        fact(_("Slag"), row.nature),
        fact(_("Publicerat"), row.when),
        *(
            fact(_("Rättat {day}").format(day=swedish.partial(change.date)), change.text)
            for change in record.fields.changes
        ),
    )
    return MentionView(
        record=record_part(snapshot, record, template="mention.html", facts=facts),
        mention=row,
        evidence=source_rows(record, record.fields.evidence),
    )
