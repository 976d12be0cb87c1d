"""What the page of a mention is given: what others than the parties say."""

from dataclasses import dataclass

from pledges import swedish
from pledges.content.record import Record
from pledges.content.record_fields import Mention
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.views.details import MentionRow, mention_row
from pledges.views.free_text import body_html
from pledges.views.links import links_to, municipality_links
from pledges.views.page_parts import meta, source_rows
from pledges.views.record_page import fact, known_facts
from pledges.views.view_types import Fact, Link, Meta, SourceRow


@dataclass(frozen=True, slots=True)
class MentionView:
    """A mention: who says what of which pledge, and where it can be read."""

    meta: Meta
    summary: str
    municipalities: tuple[Link, ...]
    compilation: bool
    facts: tuple[Fact, ...]
    mention: MentionRow
    body: str
    evidence: tuple[SourceRow, ...]
    sources: tuple[SourceRow, ...]
    missing: tuple[str, ...]


def mention_view(snapshot: Snapshot, record: Record[Mention]) -> MentionView:
    register, fields = snapshot.register, record.fields
    row = mention_row(register, record)
    return MentionView(
        meta=meta(snapshot, record, "mention.html"),
        summary=fields.summary or "",
        municipalities=municipality_links(register, register.municipalities(record)),
        compilation=register.is_compilation(record),
        facts=known_facts(
            fact(_("Gäller"), *links_to(register, register.mentioned(record))),
            fact(_("Sagt av"), *row.who),
            fact(_("Slag"), swedish.capital(row.nature)),
            fact(_("Publicerat"), row.when),
        ),
        mention=row,
        body=body_html(snapshot, record),
        evidence=source_rows(record, fields.evidence),
        sources=source_rows(record, fields.sources),
        missing=fields.missing,
    )
