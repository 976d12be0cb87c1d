"""What gathering pages are made of, from a table of texts, by the real code."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from pledges.build.site import examine
from pledges.build.summarise import summarise
from pledges.content.geography import load
from pledges.content.library import SHARED, Library
from pledges.content.problems import has_errors
from pledges.exports.open_data import event_artefacts, index_artefact
from pledges.feeds.calendar import has_calendar
from pledges.feeds.channels import followed
from pledges.feeds.documents import calendar_artefact, feed_artefacts, index_artefacts
from pledges.history.publication_log import log_of
from pledges.history.snapshot import Outlook, look
from pledges.incremental.artifact import Artefact
from pledges.incremental.cache import Store
from pledges.settings import Settings
from pledges.views.country.country import Gathering
from pledges.views.country.summary_store import put_away
from support.sites import DAY, write


def outlooks_of(library: Library, day: date, settings: Settings) -> dict[str, Outlook]:
    """The outlook that each municipality is seen in, and the shared records' under no name."""
    common = look(library.shared, day, settings, log_of(library.content, (SHARED,)))
    found = {"": common, **dict.fromkeys(library.geography.municipalities, common)}
    for bundle in library.bundles:
        own = look(library.register(bundle.slugs), day, settings, log_of(library.content, bundle.slugs))
        found.update(dict.fromkeys(bundle.slugs, own))
    return found


def gather(library: Library, day: date, settings: Settings, store: Store) -> Gathering:
    """What a build on `day` gathers."""
    outlooks = outlooks_of(library, day, settings)
    summaries = {slug: put_away(store, *summarise(outlook, slug)) for slug, outlook in outlooks.items()}
    shared = summaries.pop("")
    return Gathering(outlooks[""], summaries, shared, store)


def followed_artefacts(gathering: Gathering, library: Library) -> Iterator[Artefact]:
    """Every file that can be followed, and the open data of all events."""
    for place in followed(gathering):
        yield from feed_artefacts(gathering, place)
        if has_calendar(place.address):
            yield calendar_artefact(gathering, place)
    yield from index_artefacts(gathering)
    yield index_artefact(gathering)
    for slug, outlook in outlooks_of(library, gathering.outlook.day, gathering.outlook.settings).items():
        yield from event_artefacts(outlook, slug)


def gathering_of(folder: Path, files: Mapping[str, str], day: date = DAY) -> Gathering:
    """Write `files` under `folder`/content and gather them as a build on `day` does."""
    write(folder / "content", files)
    examined = examine(folder / "content", load(), folder / "cache")
    assert not has_errors(examined.problems), [one.message for one in examined.problems]
    return gather(examined.library, day, Settings(), Store(folder / "minne", b""))


def pledge(title: str, more: str = "") -> str:
    """An invented pledge of 2019."""
    return f"---\ntitel: {title}\nkort: Ett prov.\nparter: [polisen, kommunen]\növerenskommelse: okänd\nperiod: 2019\n{more}---\n"


def follow_up(of: str, day: str) -> str:
    """An invented final follow-up of the pledge `of`, published on `day`."""
    return (
        f"---\ntitel: Så gick det med {of}\nlöfte: {of}\ndatum: {day}\navser: 2019\ntyp: slutlig\nav: [polisen, kommunen]\n"
        "belägg: https://example.org/a\n---\n"
    )
