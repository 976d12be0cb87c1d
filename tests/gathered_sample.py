"""What gathering pages are made of, from a table of texts, by the real code."""

from collections.abc import Mapping
from datetime import date
from pathlib import Path

from pledges.build import examine
from pledges.geography import load
from pledges.library import SHARED
from pledges.problems import has_errors
from pledges.settings import Settings
from pledges.summaries import summarise
from pledges.views.gathered import Gathering, gather
from pledges.views.outlook import look
from sites import DAY, write


def gathering_of(folder: Path, files: Mapping[str, str], day: date = DAY) -> Gathering:
    """Write `files` under `folder`/content and gather them as a build on `day` does."""
    write(folder / "content", files)
    examined = examine(folder / "content", load(), folder / "cache")
    assert not has_errors(examined.problems), [one.message for one in examined.problems]
    library, settings = examined.library, Settings()
    common = look(library.shared, day, settings, library.memory((SHARED,)))
    summaries = {slug: summarise(common, slug) for slug in library.geography.municipalities}
    for bundle in library.bundles:
        own = look(library.register(bundle.slugs), day, settings, library.memory(bundle.slugs))
        summaries.update((slug, summarise(own, slug)) for slug in bundle.slugs)
    return gather(common, summaries)


def pledge(title: str, more: str = "") -> str:
    """An invented pledge of 2019."""
    return f"---\ntitel: {title}\nkort: Ett prov.\nparter: [polisen, kommunen]\növerenskommelse: okänd\nperiod: 2019\n{more}---\n"


def follow_up(of: str, day: str) -> str:
    """An invented final follow-up of the pledge `of`, published on `day`."""
    return (
        f"---\ntitel: Så gick det med {of}\nlöfte: {of}\ndatum: {day}\navser: 2019\ntyp: slutlig\nav: [polisen, kommunen]\n"
        "belägg: https://example.org/a\n---\n"
    )
