"""What readers see of what was gathered: whose it is, the way to the owner's page, and since when nothing has come from there."""

import re
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import orjson
import pytest

from pledges.build.examination import examine
from pledges.content.geography import load
from pledges.content.origins import ORIGINS
from pledges.portals.gather import gather
from support.other_portals import TODAY, Country, PortalServer, answer, portal_files, published, serving, with_manifest
from support.provland import GEOGRAPHY
from support.sites import SETTINGS as BASE
from support.sites import make_site, small_country

SETTINGS = BASE.model_copy(update={"address": "https://riket.example", "absolute_links": True, "search": False})
OWNED = re.compile(
    r'<p class="kicker" data-pagefind-ignore>Hämtat från.*</p>\n|<link rel="canonical".*>\n|<meta property="og:url".*>\n'
)


def built(country: Country, name: str = "output") -> dict[str, bytes]:
    output = country.folder / name
    make_site(country.content, output, TODAY, settings=SETTINGS, geography=GEOGRAPHY)
    return {
        path.relative_to(output).as_posix(): path.read_bytes() for path in sorted(output.rglob("*")) if path.is_file()
    }


@pytest.fixture
def country(tmp_path: Path) -> Country:
    return Country(tmp_path)


@pytest.fixture
def stad(country: Country) -> Iterator[PortalServer]:
    """Provstad's portal; Provby is the country's own."""
    with serving({}) as server:
        country.publish(server, portal_files("provstad"))
        country.portals.append(server.listed("provstad", name="Provstads löften"))
        for path, text in portal_files("provby").items():
            country.write(path, text)
        country.gather()
        yield server


def test_pages_say_whose_they_are_and_lead_there(country: Country, stad: PortalServer) -> None:
    files = built(country)
    for address in ("kommuner/provstad/", "kommuner/provstad/loften/", "kommuner/provstad/loften/2019/"):
        page = files[f"{address}index.html"].decode()
        assert (
            f'Hämtat från <a href="{stad.address}/{address}">Provstads löften</a>, som för och rättar uppgifterna.'
            in page
        )
        assert f'<link rel="canonical" href="{stad.address}/{address}">' in page
        assert f"https://riket.example/{address}<" not in files["sitemap.xml"].decode()
    own = files["kommuner/provby/loften/2019/index.html"].decode()
    assert '<link rel="canonical" href="https://riket.example/kommuner/provby/loften/2019/">' in own
    assert "Hämtat från" not in own
    assert "https://riket.example/kommuner/provby/loften/2019/<" in files["sitemap.xml"].decode()


def test_but_for_that_it_is_what_the_same_content_gives(country: Country, stad: PortalServer) -> None:
    gathered = built(country)
    (country.content / ORIGINS).unlink()
    own = built(country, "eget")
    assert gathered.keys() == own.keys()
    differing = {path for path in own if gathered[path] != own[path]}
    assert {path for path in differing if not path.startswith("kommuner/provstad/")} == {"sitemap.xml"}
    for path in differing - {"sitemap.xml"}:
        assert OWNED.sub("", gathered[path].decode()) == OWNED.sub("", own[path].decode()), path
    assert gathered["data/kommuner/provstad.json"] == own["data/kommuner/provstad.json"]


def test_a_portal_that_is_not_reached_costs_its_own_pages_alone(country: Country, stad: PortalServer) -> None:
    before = built(country)
    stad.answers["/manifest.json"] = answer(500)
    country.gather()
    after = built(country)
    changed = {path for path in after if before.get(path) != after[path]}
    assert changed
    assert all(path.startswith("kommuner/provstad/") for path in changed)
    said = "Den portalen har inte gått att nå sedan den 20 januari 2022. Här står det som hämtades senast."
    assert all(said in after[path].decode() for path in changed)
    listed = orjson.loads((country.content / ORIGINS).read_bytes())["kommuner"]["provstad"]
    assert (listed["hinder"], listed["sedan"]) == ("nås inte", "2022-01-20")


def test_a_compilation_is_its_owners(country: Country, stad: PortalServer) -> None:
    files = portal_files("provstad")
    files["kommuner/provstad/kommun.md"] += "\nförs av: sammanställning\nkällor: https://provstad.example/a"
    country.publish(stad, files)
    country.gather()
    page = built(country)["kommuner/provstad/loften/2019/index.html"].decode()
    assert "Redaktionen för Provstads löften har sammanställt uppgifterna" in page
    assert "Portalens redaktion har sammanställt" not in page


def test_twenty_portals_make_a_country_with_three_of_them_broken_in_three_ways(country: Country) -> None:
    slugs = tuple(load().municipalities)[:20]
    places, sample = small_country(*slugs), published(portal_files("provby", years=(2020,)))

    def portal(slug: str) -> dict[str, bytes]:
        files = {path: raw.replace(b"provby", slug.encode()) for path, raw in sample.items()}
        return with_manifest({path.replace("provby", slug): raw for path, raw in files.items()})

    def another(slug: str) -> dict[str, bytes]:
        path, files = f"data/kommuner/{slug}.json", portal(slug)
        spoken = files[path].replace(
            b'"period": "2020"', f'"period": "2020", "kommuner": ["{slug}", "{slugs[0]}"]'.encode()
        )
        return with_manifest({**files, path: spoken})

    with ExitStack() as stack:
        servers = [stack.enter_context(serving(portal(slug))) for slug in slugs]
        country.portals = [one.listed(slug, name=f"Portal {slug}") for one, slug in zip(servers, slugs, strict=True)]
        servers[3].answers["/manifest.json"] = answer(503)
        servers[7].files = another(slugs[7])
        servers[11].files[f"data/kommuner/{slugs[11]}.json"] = b'{"poster": 1}'
        gathered = gather(
            country.content,
            country.portals,
            day=TODAY,
            memory=country.folder / "minne",
            examine=lambda folder: examine(folder, places, country.folder / "register"),
        )
    broken = {slugs[3], slugs[7], slugs[11]}
    assert {one.portal.municipalities[0] for one in gathered.portals if not one.is_well} == broken
    output = country.folder / "output"
    make_site(country.content, output, TODAY, settings=SETTINGS, geography=places)
    there = {slug for slug in slugs if (output / f"kommuner/{slug}/loften/2020/index.html").is_file()}
    assert there == {*slugs} - broken
