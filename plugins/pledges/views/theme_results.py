"""What became of those of a pledge's actions that a theme is about, so that a list of the theme answers for the theme."""

from collections.abc import Sequence
from dataclasses import replace

from pledges import swedish, urls
from pledges.content.record import Record
from pledges.content.record_fields import Action, Pledge
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.status.labels import grouped, result_label, results_text
from pledges.status.result_for_readers import ActionResult
from pledges.views.promised_and_done import MeasureRow, measures
from pledges.views.results import action_endings, ending_of
from pledges.views.strands import ENDS, Ending
from pledges.views.view_types import PledgeCard, ThemeResult

_Row = tuple[Action, ActionResult, MeasureRow]


def theme_results(snapshot: Snapshot, record: Record[Pledge], themes: Sequence[str]) -> tuple[ThemeResult, ...]:
    """For each of `themes`, what became of the actions that are about it; none where the pledge has no actions."""
    now = snapshot.standings[record.identity]
    if not record.actions:
        return ()
    rows: list[_Row] = list(zip(record.actions, now.results, measures(snapshot, record), strict=True))
    about = record.fields.action_themes
    whole = action_endings(snapshot, record)
    return tuple(
        _of_theme(
            theme,
            rows=[row for row in rows if about.get(row[0].id) == theme],
            count=len(rows),
            identity=record.identity,
            whole=whole,
        )
        for theme in themes
    )


def for_theme(card: PledgeCard, theme: str) -> PledgeCard:
    """The card as it stands in a list of a theme: what became of the theme's own actions in place of them all."""
    found = next((one for one in card.by_theme if one.theme == theme), None)
    if found is None:
        return card
    return replace(
        card, headline=found.headline or card.headline, told=(), shares="", endings=found.endings, part=found.part,
        is_told=found.is_told,
    )  # fmt: skip


def _of_theme(theme: str, *, rows: Sequence[_Row], count: int, identity: str, whole: tuple[Ending, ...]) -> ThemeResult:
    if not rows:
        none = _("Ingen åtgärd hör till just det här ämnet. Hela löftet:")
        return ThemeResult(theme=theme, part=none, headline="", endings=whole, is_told=False)
    results = [result for _action, result, _shown in rows]
    part = ""
    if len(rows) < count:
        actions = swedish.quantity(count, _("åtgärd"), _("åtgärder"))
        part = _("{own} av löftets {actions} hör till ämnet:").format(own=swedish.decimal(len(rows)), actions=actions)
    return ThemeResult(
        theme=theme,
        part=part,
        headline=results_text(results, _("om ämnet") if part else ""),
        endings=tuple(_endings(rows, identity)),
        is_told=any(result.is_answer for result in results),
    )


def _endings(rows: Sequence[_Row], identity: str) -> list[Ending]:
    """Each action of which something is reported by its name, with the figures; the others counted."""
    address = urls.of_record(identity)
    told = [
        Ending(
            end=ENDS[result.result],
            count=1,
            words=_told(action, result, shown),
            href=f"{address}#{urls.action_anchor(action.id)}",
            so_far=result.so_far,
        )
        for action, result, shown in rows
        if result.is_answer
    ]
    silent = grouped(result for _action, result, _shown in rows if not result.is_answer)
    return [*told, *(ending_of(group, address) for group in silent)]


def _told(action: Action, result: ActionResult, shown: MeasureRow) -> str:
    """Trafikkontroller: nått (20 kontroller); of several follow-ups each with its time."""
    words = f"{action.what}: {result_label(result).lower()}"
    figures = [one for one in shown.figures if any(letter.isdigit() for letter in one.text)]
    texts = [one.text if len(shown.figures) == 1 else f"{one.covers}: {one.text}" for one in figures]
    return f"{words} ({'; '.join(texts)})" if texts else words
