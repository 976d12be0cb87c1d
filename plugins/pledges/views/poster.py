"""The poster of a pledge: a page of A4 to put up where people pass, with what is promised and a code that leads to the rest."""

from dataclasses import dataclass

from pledges import swedish, urls
from pledges.content.record import Record
from pledges.content.record_fields import Pledge
from pledges.history.snapshot import Snapshot
from pledges.i18n import _
from pledges.settings import absolute
from pledges.views.links import municipality_links, party_links
from pledges.views.page_parts import breadcrumbs, feeds_near
from pledges.views.promised_and_done import promised_words
from pledges.views.view_types import Link, Meta

_ROOM = 760  # letters on a poster, apart from what is always the same; more makes a second page
_ROW = 30  # what the row's own space takes, in letters


@dataclass(frozen=True, slots=True, kw_only=True)
class PosterView:
    """A poster. `address` is the pledge's own, whole; `rest` says how many promises there is no room for."""

    meta: Meta
    title: str
    places: tuple[Link, ...]
    summary: str
    period: str
    parties: str
    promises: tuple[str, ...]
    rest: str
    address: str


def poster_view(snapshot: Snapshot, record: Record[Pledge]) -> PosterView:
    """The poster of a pledge. It says nothing that changes with the day: what is printed stays as it is."""
    register, fields = snapshot.register, record.fields
    own = urls.of_record(record.identity)
    promises = tuple(
        f"{action.what}: {words}" if (words := promised_words(action)) else action.what for action in record.actions
    )
    parties = swedish.enumerate_words(
        (
            *(link.text for link in party_links(register, record, register.parties(record))),
            *fields.other_parties,
        )
    )
    shown = _shown(promises, _ROOM - sum(map(len, (fields.title, fields.summary or "", parties))))
    unseen = len(promises) - len(shown)
    return PosterView(
        meta=Meta(
            address=urls.poster_of(own),
            template="poster.html",
            title=_("Affisch: {title}").format(title=fields.title),
            description=_("En affisch i A4 att skriva ut, med en QR-kod som leder till löftet."),
            breadcrumbs=(*breadcrumbs(snapshot, record), Link(fields.title, own)),
            feeds=feeds_near(snapshot, register.municipalities(record)),
            indexed=False,
        ),
        title=fields.title,
        places=municipality_links(register, register.municipalities(record)),
        summary=fields.summary or "",
        period=swedish.capital(swedish.period(fields.period)),
        parties=parties,
        promises=shown,
        rest=_("och {count} till").format(count=swedish.quantity(unseen, _("åtgärd"), _("åtgärder"))) if unseen else "",
        address=absolute(snapshot.settings, own),
    )


def _shown(promises: tuple[str, ...], room: int) -> tuple[str, ...]:
    """The first of the promises, as many as there is room for; never none of some."""
    used = 0
    shown: list[str] = []
    for promise in promises:
        used += len(promise) + _ROW
        if shown and used > room:
            break
        shown.append(promise)
    return tuple(shown)
