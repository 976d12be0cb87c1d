"""What is made from the summaries: the units that gather from many municipalities, the theme and the sitemap."""

from collections.abc import Iterator, Sequence
from datetime import date

from pledges.build.pages import collection_units, gathered_pages
from pledges.exports import site_script
from pledges.exports.catalogue import catalogue_unit
from pledges.exports.charts import chart_artifacts
from pledges.exports.map import map_artifacts
from pledges.exports.open_data import index_artifact
from pledges.exports.place_finder import place_finder_artifacts
from pledges.exports.sitemap import robots_artifact, sitemap_artifacts
from pledges.exports.table_schemas import schema_artifacts
from pledges.exports.tables import places_artifacts, table_units
from pledges.feeds.documents import feed_units, index_artifacts, translated_feed_units
from pledges.incremental.artifact import Artifact, Unit
from pledges.incremental.fingerprint import digest, serialise
from pledges.incremental.output_transaction import MARKER, Transaction
from pledges.views.country.country import Country
from pledges.views.country.translated_pages import shown_of, translated_country_views
from pledges.views.rendering import Renderer


def country_units(country: Country, renderer: Renderer, shared_key: str) -> Iterator[Unit]:
    """Every unit but the sitemap. `shared_key` is the digest of the shared records."""
    yield from collection_units(country, renderer)
    yield from feed_units(country, renderer.artifact, shared_key)
    yield from translated_feed_units(country, shared_key)
    yield from table_units(country)
    yield catalogue_unit(country)
    yield _country_unit(country, renderer, shared_key)
    yield _translated_unit(country, renderer, shared_key)
    yield _theme_unit(renderer, country.snapshot.day)


def _country_unit(country: Country, renderer: Renderer, shared_key: str) -> Unit:
    """The pages and files of the whole country."""
    settings, day = country.snapshot.settings, country.snapshot.day
    shown = [
        f"{one.country_pages} {one.last_announced is not None} {' '.join(sorted(one.tables))}"
        for one in (*country.summaries.values(), country.shared)
    ]

    def make() -> Iterator[Artifact]:
        yield from (renderer.artifact(view) for view in gathered_pages(country))
        yield from place_finder_artifacts(country)
        yield from map_artifacts(country)
        yield from chart_artifacts(country)
        yield from index_artifacts(country)
        yield index_artifact(country)
        yield from places_artifacts(country)
        yield from schema_artifacts(country)
        yield robots_artifact(settings)

    return Unit(
        "landet", digest(shared_key.encode(), serialise(settings), str(day).encode(), "".join(shown).encode()), make
    )


def _translated_unit(country: Country, renderer: Renderer, shared_key: str) -> Unit:
    """The pages in other languages that gather; nothing where nothing is translated."""
    settings, day = country.snapshot.settings, country.snapshot.day

    def make() -> Iterator[Artifact]:
        return (renderer.artifact(view) for view in translated_country_views(country))

    parts = (shared_key.encode(), serialise(settings), str(day).encode(), serialise(shown_of(country)))
    return Unit("sprak", digest(*parts), make)


def _theme_unit(renderer: Renderer, day: date) -> Unit:
    """The theme's files, the script of every page, which knows the day of the build, and the file that tells it."""
    assets = renderer.assets

    def make() -> Iterator[Artifact]:
        for name, asset in assets.items():
            if name not in site_script.PARTS:
                yield Artifact(path=asset.path, source=asset.data, maker="asset", make=bytes)
        yield site_script.script(day, [assets[name].data for name in site_script.PARTS])
        yield Artifact(path=MARKER, source={"dag": day.isoformat()}, maker="marker", make=serialise)

    return Unit("tema", str(day), make)


def sitemap_unit(country: Country, *, pages: Sequence[str], unlisted: Sequence[str], transaction: Transaction) -> Unit:
    """The sitemap of everything that `transaction` has taken but what is `unlisted`; `pages` are what that depends on."""
    settings, everyone = country.snapshot.settings, country.summaries.values()
    key = digest(settings.address.encode(), *(one.encode() for one in (*pages, *(one.pages for one in everyone))))

    def make() -> Iterator[Artifact]:
        days: dict[str, date] = {}
        for summary in everyone:
            for address, day in country.parts_of(summary).pages.items():
                days[address] = max(day, days.get(address, day))
        return sitemap_artifacts(settings, days, paths=transaction.paths, unlisted=unlisted)

    return Unit("webbkarta", key, make)
