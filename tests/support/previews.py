"""Every record's page as the editor shows it, against the page that the build makes."""

from collections import Counter, defaultdict
from pathlib import Path

from pledges.content.geography import Geography, load
from pledges.content.kinds import Kind
from pledges.editing.places import place_of_source
from pledges.editing.workspace import Workspace
from pledges.urls import of_record, output_path
from support.pages import real_site
from support.sites import CONTENT, DAY, SETTINGS, THEME


def workspace(content: Path, cache: Path, geography: Geography | None = None) -> Workspace:
    """The editor's view of `content`, with the real theme."""
    return Workspace(content, settings=SETTINGS, day=DAY, geography=geography or load(), theme=THEME, cache=cache)


def unlike(cache: Path, step: int = 1) -> tuple[Counter[Kind], list[str]]:
    """(how many records of each kind were previewed, those whose preview is another page than the built one).

    Every `step`th of the real records of each kind, and the last of each.
    """
    built, opened = real_site(), workspace(CONTENT, cache)
    of_kind = defaultdict(list)
    for source in opened.library.discovery.records:
        place = place_of_source(source)
        of_kind[place.kind].append(place)
    tried, wrong = Counter[Kind](), []
    for kind, places in of_kind.items():
        chosen = dict.fromkeys([*places[::step], places[-1]])
        for place in chosen:
            page = opened.try_out(place, (CONTENT / place.path).read_bytes()).page
            if page != (built / output_path(of_record(place.identity))).read_bytes():
                wrong.append(place.path)
        tried[kind] = len(chosen)
    return tried, wrong
