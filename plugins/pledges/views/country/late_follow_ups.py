"""Late follow-ups, and those that the editors haven't seen, by place, in the order of the alphabet."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from pledges import swedish, urls
from pledges.i18n import _
from pledges.views.country.country import Country
from pledges.views.listing import page_title, pages
from pledges.views.page_parts import portal_meta
from pledges.views.view_types import FeedLink, LateRow, Link, Meta, Paging, start


@dataclass(frozen=True, slots=True)
class LateGroup:
    """The late follow-ups of one municipality."""

    place: Link
    rows: tuple[LateRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LateView:
    """Late follow-ups, by place. `unseen` says of how many compiled promises the day has passed without a follow-up
    that the editors know of, and leads to the list of those, which has the same form (`is_unseen`). Where none is late
    they stand here at once."""

    meta: Meta
    groups: tuple[LateGroup, ...]
    kept_by_parties: int
    paging: Paging
    unseen: Link | None = None
    is_unseen: bool = False


def late_feed() -> FeedLink:
    """The feed of late follow-ups."""
    return FeedLink(_("Försenade uppföljningar"), urls.feed(urls.LATE))


def late_views(country: Country) -> Iterator[LateView]:
    """Late follow-ups, by place in the order of the alphabet, paged by place; then those that the editors haven't seen."""
    late = _groups(country, {slug: summary.late for slug, summary in country.summaries.items()})
    unseen = _groups(country, {slug: summary.unseen for slug, summary in country.summaries.items()})
    kept = sum(summary.entered and not summary.compilation for summary in country.summaries.values())
    size = country.snapshot.settings.page_size
    if not late:
        yield from _unseen_alone(country, unseen, kept=kept)
        return
    title = _("Försenade uppföljningar")
    intro = _("Uppföljningar som parterna har lovat till en viss dag, och som inte finns här ännu.")
    for address, shown, paging in pages(late, urls.LATE, size):
        page = portal_meta(address, "late.html", title=page_title(title, paging.number), description=intro)
        page = replace(page, feeds=(late_feed(), *page.feeds))
        yield LateView(meta=page, groups=tuple(shown), kept_by_parties=kept, paging=paging, unseen=_way_to(unseen))
    if not unseen:
        return
    above, title = title, _("Uppföljningar som vi inte har sett")
    for address, shown, paging in pages(unseen, urls.UNSEEN, size):
        page = portal_meta(address, "late.html", title=page_title(title, paging.number), description=_(_UNSEEN))
        page = replace(page, breadcrumbs=(start(), Link(above, urls.LATE)))
        yield LateView(meta=page, groups=tuple(shown), kept_by_parties=kept, paging=paging, is_unseen=True)


_UNSEEN = (
    "Löften och överenskommelser som vi har sammanställt ur offentliga källor, där dagen som parterna har lovat en "
    "uppföljning till har passerat och vi inte har sett någon. Den kan finnas ändå."
)


def _unseen_alone(country: Country, unseen: list[LateGroup], *, kept: int) -> Iterator[LateView]:
    """The list at the address of what is late, where nothing is: how many promised days have passed, and which."""
    count = sum(len(group.rows) for group in unseen)
    title = _("Utlovade dagar som har passerat: {count}").format(count=swedish.decimal(count))
    for address, shown, paging in pages(unseen, urls.LATE, country.snapshot.settings.page_size):
        page = portal_meta(address, "late.html", title=page_title(title, paging.number), description=_(_UNSEEN))
        page = replace(page, feeds=(late_feed(), *page.feeds))
        yield LateView(meta=page, groups=tuple(shown), kept_by_parties=kept, paging=paging)


def _groups(country: Country, rows: Mapping[str, tuple[LateRow, ...]]) -> list[LateGroup]:
    return [
        LateGroup(Link(facts.name, urls.municipality(slug)), rows[slug])
        for slug, facts in country.geography.municipalities.items()
        if rows.get(slug)
    ]


def _way_to(unseen: list[LateGroup]) -> Link | None:
    count = sum(len(group.rows) for group in unseen)
    times = swedish.quantity(count, _("gång"), _("gånger"))
    return Link(_("{times} har den utlovade dagen passerat").format(times=times), urls.UNSEEN) if count else None
