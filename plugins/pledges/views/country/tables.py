"""The ways to the tables of open data, of a county or of the whole country."""

from pledges import urls
from pledges.i18n import _
from pledges.views.country.country import Country
from pledges.views.view_types import Link

_NAMES = {
    urls.PLEDGE_ROWS: "löften",
    urls.ACTIONS: "åtgärder",
    urls.FOLLOW_UPS: "uppföljningar",
    urls.AGREEMENTS: "överenskommelser",
}


def table_links(country: Country, county_slug: str = "") -> tuple[Link, ...]:
    """Each table that has a row."""
    return tuple(
        Link(_(text), urls.table(name, county_slug))
        for name, text in _NAMES.items()
        if country.having("tables", urls.table(name, county_slug))
    )
