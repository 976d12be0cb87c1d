"""The ways to the tables of open data, of a place or of the whole country."""

from collections.abc import Callable, Container, Iterable

from pledges import urls
from pledges.i18n import _
from pledges.swedish import enumerate_words
from pledges.views.country.country import Country
from pledges.views.view_types import Link

_NAMES = {
    urls.PLEDGE_ROWS: "löften",
    urls.ACTIONS: "åtgärder",
    urls.FOLLOW_UPS: "uppföljningar",
    urls.AGREEMENTS: "överenskommelser",
    urls.MEASURES: "mått",
    urls.EVENT_ROWS: "händelser",
    urls.PLACES: "kommuner",
}


def links_to_tables(names: Container[str], address_of: Callable[[str], str]) -> tuple[Link, ...]:
    """A link to each of the tables `names`, in the order in which they are always told of."""
    return tuple(Link(_(text), address_of(name)) for name, text in _NAMES.items() if name in names)


def rows_where(columns: Iterable[str], county: str = "") -> Link:
    """The table of pledges that a list is a part of, of the country or of a county, and which of its rows that is: a file for
    each list would be thousands, which a spreadsheet makes of one."""
    told = enumerate_words(filter(None, columns))
    note = _("raderna där {columns}").format(columns=told) if told else ""
    return Link(_(_NAMES[urls.PLEDGE_ROWS]), urls.table(urls.PLEDGE_ROWS, county), note)


def table_links(country: Country, county_slug: str = "") -> tuple[Link, ...]:
    """Each table of the country, and of a county each that has a row."""
    if not county_slug:
        return links_to_tables(urls.TABLES, urls.table)
    found = {name for name in _NAMES if country.having("tables", urls.table(name, county_slug))}
    return links_to_tables(found, lambda name: urls.table(name, county_slug))
