"""Where each page lies: the one place that knows.

An address is rooted in the portal, without the first slash, and ends with a slash for a page: `kommuner/lulea/`.
The path of a record without .md is its address for ever; kommun.md answers at its folder.
"""

import re
from collections.abc import Callable

FRONT = ""
MUNICIPALITIES = "kommuner/"
COUNTIES = "lan/"
POLICE = "polisen/"
ACTORS = "aktorer/"
THEMES = "amnen/"
PLEDGES = "loften/"
NEWS = "nyheter/"
PAGES = "sidor/"
LATE = "forsenade/"
UNSEEN = f"{LATE}inte-sedda/"
STATE = "laget/"
SEARCH = "sok/"
SUBSCRIBE = "prenumerera/"
NOT_FOUND = "404.html"
COUNTRY_FEED = "flode.xml"
FEEDS = "prenumerera/floden.opml"
SHARED = "gemensamt"  # what the records of no municipality are filed under
ACTIONS, PLEDGE_ROWS, AGREEMENTS, FOLLOW_UPS = "atgarder", "loften", "overenskommelser", "uppfoljningar"
MEASURES, EVENT_ROWS, PLACES = "matt", "handelser", "kommuner"
TABLES = ACTIONS, PLEDGE_ROWS, AGREEMENTS, FOLLOW_UPS, MEASURES, EVENT_ROWS, PLACES
DATA_INDEX = "data/innehall.json"
CATALOGUE = "datasets/dcat.rdf"
OPEN_DATA = "oppna-data"  # the plain page about the open data, where it exists
DATA_PACKAGE = "data/datapackage.json"
STATEMENT = "tillganglighet/"
PRIVACY = "personuppgifter/"
SITEMAP = "sitemap.xml"
ROBOTS = "robots.txt"
FINDING = "hitta/"
BOXES = "ruta/"  # what a municipality shows on a website of its own
_ADDRESS = re.compile(r"[^?#]*")
SEARCH_INDEX = "sok/pagefind/"
MAP = "laget/karta.svg"
MAP_TABLE = "laget/karta.csv"


def of_record(identity: str) -> str:
    """`kommuner/lulea/loften/2018` → `kommuner/lulea/loften/2018/`; kommun.md → `kommuner/lulea/`."""
    if identity.startswith("kommuner/") and identity.endswith("/kommun") and identity.count("/") == 2:
        return identity.removesuffix("kommun")
    return f"{identity}/"


def municipality(slug: str) -> str:
    return f"{MUNICIPALITIES}{slug}/"


def box(slug: str) -> str:
    """What a municipality shows of itself in a frame on its own website, for ever: `ruta/lulea/`."""
    return f"{BOXES}{slug}/"


def excerpt(slug: str) -> str:
    """The same as a piece of HTML, to put into a page of that website."""
    return f"{box(slug)}utdrag.html"


def list_of(slug: str, folder: str) -> str:
    """A municipality's list of what lies in `folder`: `kommuner/lulea/loften/`."""
    return f"{municipality(slug)}{folder}/"


def poster_of(page: str) -> str:
    """The poster of the pledge whose page is at `page`: `kommuner/lulea/loften/2018/affisch/`."""
    return f"{page}affisch/"


def years_of(slug: str) -> str:
    """A municipality year by year: `kommuner/lulea/ar/`."""
    return f"{municipality(slug)}ar/"


def report_of(slug: str, year: int) -> str:
    """The report of a municipality's year: `kommuner/lulea/ar/2018/`."""
    return f"{years_of(slug)}{year}/"


def county(slug: str) -> str:
    return f"{COUNTIES}{slug}/"


def pledges_by(*names: str | int) -> str:
    """The list of the pledges that stand under one of the words for readers (`redovisat`), that a year touches, or both; or
    those of one of them in a county: `loften/2024/skane-lan/`."""
    return f"{PLEDGES}{'/'.join(map(str, names))}/"


def theme_reported(theme: str, county_slug: str = "") -> str:
    """The pledges of which something about a theme is reported, in the country or in a county: `amnen/trafik/redovisat/`,
    `amnen/trafik/skane-lan/redovisat/`."""
    return f"{theme_in(theme, county_slug) if county_slug else f'{THEMES}{theme}/'}redovisat/"


def theme_in(theme: str, county_slug: str) -> str:
    """The pledges about a theme in a county: `amnen/trafik/skane-lan/`."""
    return f"{THEMES}{theme}/{county_slug}/"


def region(slug: str) -> str:
    return f"{POLICE}region-{slug}/"


def feed(address: str) -> str:
    """The RSS feed of the place or theme at `address`."""
    return f"{address}flode.xml"


def atom(address: str) -> str:
    """The same feed as Atom."""
    return f"{address}flode.atom"


def archive(address: str, name: str) -> str:
    """An archive document (Atom) of the feed at `address`, by its name: `1`."""
    return f"{address}flode/{name}.atom"


def calendar(address: str) -> str:
    """The calendar of the place or theme at `address`."""
    return f"{address}kalender.ics"


def data(slug: str) -> str:
    """The open data of a municipality's records, or of the shared ones."""
    return f"data/kommuner/{slug}.json" if slug else f"data/{SHARED}.json"


def events(slug: str) -> str:
    """Everything announced of a municipality, or of the shared records, as open data."""
    return f"data/handelser/{slug or SHARED}.json"


def table(name: str, county_slug: str = "") -> str:
    """A table of open data, of a county or of the whole country."""
    return f"data/{name}/{county_slug}.csv" if county_slug else f"data/{name}.csv"


def table_of_place(name: str, slug: str) -> str:
    """A table of open data, of a municipality."""
    return f"data/kommuner/{slug}/{name}.csv"


def table_as_json(name: str) -> str:
    """The table of the whole country, as JSON."""
    return f"data/{name}.json"


def table_schema(name: str) -> str:
    """What the columns of the table hold, as Table Schema."""
    return f"data/{name}.tableschema.json"


def json_schema(name: str) -> str:
    """What the rows of the table hold, as JSON Schema of the table as JSON."""
    return f"data/{name}.schema.json"


def subscription(address: str) -> str:
    """The page that tells how to follow the place or theme at `address`."""
    return f"{address}{SUBSCRIBE}"


def page_of_list(address: str, number: int) -> str:
    """Page `number` of the list at `address`; the first is the list itself."""
    return address if number == 1 else f"{address}sida-{number}/"


def in_language(language: str, address: str) -> str:
    """What is at `address` in another language, for ever: `en/kommuner/uppsala/`."""
    return f"{language}/{address}"


def action_anchor(action: str) -> str:
    """The anchor of an action on its pledge's page; with a prefix, so that no section of the page has the same."""
    return f"atgard-{action}"


def part_anchor(slug: str) -> str:
    """The anchor of a part of a municipality on the municipality's page in another language."""
    return f"del-{slug}"


def output_path(address: str) -> str:
    """The file that answers at `address`: a page's index.html, else the file itself."""
    return f"{address}index.html" if address.endswith("/") or address == FRONT else address


def relative(source: str, target: str) -> str:
    """From the page `source` to `target` (with its choices or anchor), with index.html, so that files open without a server."""
    return ways_from(source)(target)


def ways_from(source: str) -> Callable[[str], str]:
    """`relative` from one page: every link of every page passes here, and most of a page's are asked for once."""
    folder = output_path(source).rpartition("/")[0]
    above = [folder]
    while above[-1]:
        above.append(above[-1].rpartition("/")[0])
    shared = [(f"{one}/" if one else "", "../" * up) for up, one in enumerate(above)]

    def way_to(target: str) -> str:
        path = _ADDRESS.match(target)[0]  # type: ignore[index]
        file = output_path(path)
        for start, up in shared:
            if file.startswith(start):
                return f"{up}{file[len(start) :]}{target[len(path) :]}"
        raise AssertionError  # the last is the root, which all begin with

    return way_to


def absolute(base_path: str, target: str) -> str:
    """The clean form for a web server: `/loften/kommuner/lulea/`."""
    return f"{base_path}/{target}"
