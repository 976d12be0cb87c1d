"""What became of each promised action, as rows of the tables that are open data."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from urllib.parse import urlsplit

from pledges import swedish
from pledges.content.goal_phrases import per_words
from pledges.content.record import Record, is_a
from pledges.content.record_fields import Pledge, PoliceArea, Theme
from pledges.content.register import Register, municipality_identity
from pledges.history.snapshot import Snapshot
from pledges.settings import absolute
from pledges.status.goal_reached import ActionStanding
from pledges.status.labels import reader_label, result_label, result_word
from pledges.status.result_for_readers import ActionResult
from pledges.urls import action_anchor, of_record
from pledges.views.links import municipality_links, party_links, title_of
from pledges.views.page_parts import source_rows
from pledges.views.promised_and_done import measures, promised_words
from pledges.views.results import reasons
from pledges.views.view_types import Link, SourceRow
from pledges.written_values import Number, Qualifier


@dataclass(frozen=True)
class ActionRow:
    """An action of a pledge and what became of it, in words, as docs/oppna-data.md says what each column means.

    A pledge without actions is a row in which all of the action is empty.
    """

    municipalities: str
    police_areas: str
    pledge: str
    title: str
    period: str
    state: str
    action: str
    what: str
    theme: str
    responsible: str
    goal: str
    reported: str
    number: str
    unit: str
    result: str
    in_words: str
    reason: str
    by: str
    follow_ups: str
    evidence: str
    pledge_sources: str
    compilation: str
    address: str


def action_rows(snapshot: Snapshot, slug: str) -> tuple[ActionRow, ...]:
    """A row for each action, and each pledge without any, of the public pledges that lie in the municipality `slug`."""
    pledges = [
        record
        for _identity, record in sorted(snapshot.register.records.items())
        if record.municipality == slug and is_a(record, Pledge) and not record.is_draft
    ]
    return tuple(row for record in pledges for row in _rows(snapshot, record))


def _rows(snapshot: Snapshot, record: Record[Pledge]) -> tuple[ActionRow, ...]:
    register, fields, now = snapshot.register, record.fields, snapshot.standings[record.identity]
    page = absolute(snapshot.settings, of_record(record.identity))
    alone = ActionRow(
        municipalities="; ".join(link.text for link in municipality_links(register, register.municipalities(record))),
        police_areas="; ".join(title_of(register, area) for area in _police_areas(register, record)),
        pledge=record.identity,
        title=fields.title,
        period=swedish.period(fields.period),
        state=reader_label(now.reader_state),
        action="",
        what="",
        theme="; ".join(theme.fields.title for theme in register.targets(record, Theme, "themes")),
        responsible="",
        goal="",
        reported="",
        number="",
        unit="",
        result="",
        in_words="",
        reason="",
        by="",
        follow_ups="",
        evidence="",
        pledge_sources="; ".join(_addresses(snapshot, source_rows(record, (*fields.documents, *fields.sources)))),
        compilation="ja" if register.is_compilation(record) else "nej",
        address=page,
    )
    themes = {
        theme.slug: theme.fields.title for theme in register.targets(record, Theme, "actions.theme", "parts.theme")
    }
    measured = {one.action: one for one in now.actions}
    rows = zip(record.actions, now.results, measures(snapshot, record), strict=True)
    return tuple(
        replace(
            alone,
            action=action.id,
            what=action.what,
            theme=themes.get(fields.action_themes.get(action.id, ""), ""),
            responsible="; ".join(
                (
                    *(link.text for link in party_links(register, record, action.responsible)),
                    *action.other_responsible,
                    *action.responsible_unit,
                )
            ),
            goal=promised_words(action),
            reported="; ".join(f"{one.covers}: {one.text}" for one in shown.figures if one.text),
            **_amount(measured.get(action.id), result),
            result=result_word(result),
            in_words=result_label(result),
            reason=" ".join(reasons(action, measured.get(action.id))),
            by="; ".join(link.text for link in party_links(register, record, result.by)),
            follow_ups="; ".join(result.follow_ups),
            evidence="; ".join(_addresses(snapshot, (link for one in shown.figures for link in one.evidence))),
            address=f"{page}#{action_anchor(action.id)}",
        )
        for action, result, shown in rows
    ) or (alone,)


def _police_areas(register: Register, record: Record[Pledge]) -> tuple[Record[PoliceArea], ...]:
    """The local police areas that promise; where the pledge says no more than the police, those of its municipalities."""
    parties = [register.party(name) for name in register.parties(record)]
    named = tuple(party for party in parties if is_a(party, PoliceArea))
    covering = (
        area
        for slug in register.municipalities(record)
        for area in register.sources(municipality_identity(slug), PoliceArea, "coverage.municipality")
    )
    return named or tuple({area.identity: area for area in covering}.values())


def _addresses(snapshot: Snapshot, rows: Iterable[Link | SourceRow]) -> tuple[str, ...]:
    """The address of each source, each once."""
    found = (row.href for row in rows if row.href is not None)
    return tuple(dict.fromkeys(href if urlsplit(href).scheme else absolute(snapshot.settings, href) for href in found))


def _amount(now: ActionStanding | None, result: ActionResult) -> dict[str, str]:
    """The one number that the parties' reports come to, with its unit: what was added, or the only one that there is.

    A number that is said to be about or at least so much stands in words alone.
    """
    if now is None:
        return {}
    if now.done is not None:
        return _in_columns(now.done, now.unit)
    told = [one.outcome for one in now.figures if one.follow_up in result.follow_ups and one.outcome.amount is not None]
    if len(told) != 1 or told[0].amount is None or told[0].out_of is not None:
        return {}
    return _in_columns(told[0].amount, f"{told[0].unit or ''}{per_words(told[0].per)}".strip())


def _in_columns(number: Number, unit: str) -> dict[str, str]:
    return {"number": _plain(number.value), "unit": unit} if number.qualifier is Qualifier.EXACT else {}


def _plain(value: Decimal) -> str:
    """1200; 0,78: as a spreadsheet in Swedish reads a number."""
    return f"{value:f}".replace(".", ",")
