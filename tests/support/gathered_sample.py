"""What gathering pages are made of, from a table of texts, by the real code."""

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from pledges.build.examination import examine
from pledges.build.summarise import summarise
from pledges.content.geography import Geography, load
from pledges.content.library import SHARED, ContentLibrary
from pledges.content.problems import has_errors
from pledges.exports.open_data import event_artifacts, index_artifact
from pledges.feeds.calendar import has_calendar
from pledges.feeds.channels import followed
from pledges.feeds.documents import calendar_artifact, feed_artifacts, index_artifacts
from pledges.history.publication_log import log_of
from pledges.history.snapshot import Snapshot, take_snapshot
from pledges.incremental.artifact import Artifact
from pledges.incremental.cache import Cache
from pledges.settings import Settings
from pledges.views.country.country import Country
from pledges.views.country.summary_store import store_parts
from support.sites import DAY, write


def outlooks_of(
    library: ContentLibrary, day: date, settings: Settings, *, publishing: bool = False
) -> dict[str, Snapshot]:
    """The snapshot that each municipality is seen in, and the shared records' under no name."""
    common = take_snapshot(
        library.shared, day, settings=settings, log=log_of(library.content, (SHARED,)), publishing=publishing
    )
    snapshots_by_slug = {"": common, **dict.fromkeys(library.geography.municipalities, common)}
    for cluster in library.clusters:
        log = log_of(library.content, cluster.slugs)
        own = take_snapshot(library.register(cluster.slugs), day, settings=settings, log=log, publishing=publishing)
        snapshots_by_slug.update(dict.fromkeys(cluster.slugs, own))
    return snapshots_by_slug


def gather(
    library: ContentLibrary, day: date, *, settings: Settings, store: Cache, publishing: bool = False
) -> Country:
    """What a build on `day` gathers, or a publication."""
    snapshots = outlooks_of(library, day, settings, publishing=publishing)
    summaries = {slug: store_parts(store, *summarise(snapshot, slug)) for slug, snapshot in snapshots.items()}
    shared = summaries.pop("")
    return Country(snapshot=snapshots[""], summaries=summaries, shared=shared, cache=store)


def followed_artifacts(country: Country, library: ContentLibrary) -> Iterator[Artifact]:
    """Every file that can be followed, and the open data of all events."""
    for place in followed(country):
        yield from feed_artifacts(country, place)
        if has_calendar(place.address):
            yield calendar_artifact(country, place)
    yield from index_artifacts(country)
    yield index_artifact(country)
    shared = country.snapshot
    snapshots = outlooks_of(library, shared.day, shared.settings, publishing=shared.publishing)
    for slug, snapshot in snapshots.items():
        yield from event_artifacts(snapshot, slug)


def gathering_of(
    folder: Path, files: Mapping[str, str], day: date = DAY, *, geography: Geography | None = None
) -> Country:
    """Write `files` under `folder`/content and gather them as a build on `day` does, of the whole country unless told."""
    write(folder / "content", files)
    examined = examine(folder / "content", geography or load(), folder / "cache")
    assert not has_errors(examined.problems), [one.message for one in examined.problems]
    return gather(examined.library, day, settings=Settings(), store=Cache(folder / "minne", b""))


def pledge(title: str, more: str = "") -> str:
    """An invented pledge of 2019."""
    return f"---\ntitel: {title}\nkort: Ett prov.\nparter: [polisen, kommunen]\növerenskommelse: okänd\nperiod: 2019\n{more}---\n"


def follow_up(of: str, day: str, *, told: str = "") -> str:
    """An invented final follow-up of the pledge `of`, published on `day`, with the line `told`."""
    return (
        f"---\ntitel: Så gick det med {of}\nlöfte: {of}\ndatum: {day}\navser: 2019\ntyp: slutlig\nav: [polisen, kommunen]\n"
        f"belägg: https://provstad.example/a\n{told}\n---\n"
    )
