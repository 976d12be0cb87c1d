"""Late follow-ups, by place, in the order of the alphabet."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from pledges import urls
from pledges.i18n import _
from pledges.views.country.country import Country
from pledges.views.listing import page_title, pages
from pledges.views.page_parts import portal_meta
from pledges.views.view_types import FeedLink, LateRow, Link, Meta, Paging


@dataclass(frozen=True, slots=True)
class LateGroup:
    """The late follow-ups of one municipality."""

    place: Link
    rows: tuple[LateRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LateView:
    """Late follow-ups, by place, in the order of the alphabet."""

    meta: Meta
    groups: tuple[LateGroup, ...]
    kept_by_parties: int
    paging: Paging


def late_feed() -> FeedLink:
    """The feed of late follow-ups."""
    return FeedLink(_("Försenade uppföljningar"), urls.feed(urls.LATE))


def late_views(country: Country) -> Iterator[LateView]:
    """Late follow-ups, by place in the order of the alphabet, paged by place."""
    groups = [
        LateGroup(Link(facts.name, urls.municipality(slug)), country.summaries[slug].late)
        for slug, facts in country.geography.municipalities.items()
        if slug in country.summaries and country.summaries[slug].late
    ]
    kept = sum(summary.entered and not summary.compilation for summary in country.summaries.values())
    title = _("Försenade uppföljningar")
    intro = _("Uppföljningar som parterna har lovat till en viss dag, och som inte finns här ännu.")
    for address, shown, paging in pages(groups, urls.LATE, country.snapshot.settings.page_size):
        page = portal_meta(address, "late.html", title=page_title(title, paging.number), description=intro)
        page = replace(page, feeds=(late_feed(), *page.feeds))
        yield LateView(meta=page, groups=tuple(shown), kept_by_parties=kept, paging=paging)
