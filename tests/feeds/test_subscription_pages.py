"""The pages that tell how to follow something: one for each thing, with addresses that work."""

import re
from collections.abc import Iterable
from dataclasses import replace

import pytest
from bs4 import BeautifulSoup
from jinja2 import Environment, FileSystemLoader

from pledges.feeds.channels import followed
from pledges.feeds.subscription_pages import SubscribeView, subscribe_view, subscriptions_view, webcal, wider_than
from pledges.settings import Settings
from pledges.views.country.country import Country
from pledges.views.rendering import Renderer, links_of, load_assets
from support.feed_portal import DAY, FILES
from support.feed_samples import SETTINGS, Portal, path_of
from support.sites import THEME


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    portal = Portal(tmp_path_factory.mktemp("portal")).write(FILES)
    portal.build(DAY)
    return portal


def views(country: Country) -> dict[str, SubscribeView]:
    places = tuple(followed(country))
    names = {place.address: place.name for place in places}
    pages = (subscribe_view(country, place, names) for place in places if place.address)
    return {view.meta.address: view for view in pages}


def page(country: Country, view: object) -> BeautifulSoup:
    """The page as a browser gets it, made by the real theme."""
    environment = Environment(loader=FileSystemLoader(THEME / "templates"))
    settings = country.snapshot.settings.model_copy(update={"absolute_links": True})
    links = links_of(country.snapshot.register, settings)
    html = Renderer(environment, settings, links=links, assets=load_assets(THEME / "static")).page(view)
    return BeautifulSoup(html, "html.parser")


def copied(soup: BeautifulSoup) -> list[str]:
    return [code.get_text() for code in soup.select("code.copy")]


def test_everything_that_can_be_followed_has_a_page_of_its_own(portal: Portal) -> None:
    country = portal.country(DAY)
    pages = views(country)
    assert set(pages) == {f"{place.address}prenumerera/" for place in followed(country) if place.address}
    assert "kommuner/provby/prenumerera/" in pages
    assert "kommuner/provby/omraden/torget/prenumerera/" in pages


def test_every_address_to_copy_is_a_file_of_the_portal(portal: Portal) -> None:
    country = portal.country(DAY)
    for view in (*views(country).values(), subscriptions_view(country)):
        addresses = [way.address for way in view.ways] + [link.href for link in view.meta.feeds]
        assert all(path_of(str(one)) in portal.files for one in addresses), view.meta.address


def test_the_page_says_what_will_come_and_how(portal: Portal) -> None:
    country = portal.country(DAY)
    soup = page(country, views(country)["kommuner/provby/prenumerera/"])
    assert soup.h1 is not None
    assert soup.h1.get_text() == "Följ Provby kommun"
    assert copied(soup) == [
        "https://loften.example/kommuner/provby/flode.xml",
        "https://loften.example/kommuner/provby/kalender.ics",
    ]
    assert soup.find("a", href="webcal://loften.example/kommuner/provby/kalender.ics") is not None
    assert "Uppföljningar: vad som lovades, vad som gjordes och vad som händer härnäst." in soup.get_text()
    assert "En RSS-läsare är en app eller ett program" in soup.get_text()
    assert "Portalen skickar ingen e-post." in soup.get_text()
    assert soup.find(id="e-post") is None


def test_a_feed_and_a_calendar_that_have_nothing_yet_say_so_and_no_others(portal: Portal) -> None:
    country, sentences = portal.country(DAY), set[str]()
    for view in (*views(country).values(), subscriptions_view(country)):
        text = page(country, view).get_text()
        for way in view.ways:
            file = portal.files[str(path_of(way.address))]
            assert bool(way.empty) is (b"<item>" not in file and b"BEGIN:VEVENT" not in file), way.address
            assert way.empty in text
            sentences.add(way.empty)
    assert sentences == {
        "",
        "Just nu finns inget i flödet; det första kommer när något händer.",
        "Just nu finns ingen dag i kalendern; dagar kommer när de är kända.",
    }


def test_discovery_links_name_the_nearest_place_first_in_both_forms(portal: Portal) -> None:
    country = portal.country(DAY)
    soup = page(country, views(country)["kommuner/provby/prenumerera/"])
    links = [(link["type"], link["href"]) for link in soup.find_all("link", rel="alternate")]
    assert links == [
        ("application/rss+xml", "/kommuner/provby/flode.xml"),
        ("application/atom+xml", "/kommuner/provby/flode.atom"),
        ("application/rss+xml", "/flode.xml"),
        ("application/atom+xml", "/flode.atom"),
    ]


@pytest.mark.parametrize(
    ("setting", "href"),
    [
        ("https://epost.example/prenumerera", "https://epost.example/prenumerera"),
        ("lista@epost.example", "mailto:lista@epost.example"),
    ],
)
def test_e_mail_is_offered_where_the_host_has_set_an_address(portal: Portal, setting: str, href: str) -> None:
    country = portal.country(DAY)
    chosen = replace(
        country, snapshot=replace(country.snapshot, settings=SETTINGS.model_copy(update={"subscribe_email": setting}))
    )
    soup = page(chosen, views(chosen)["amnen/trafik/prenumerera/"])
    assert soup.find("a", href=href) is not None
    assert "Portalen skickar själv ingen e-post" in soup.get_text()


def test_a_copy_that_cannot_be_followed_says_so_and_has_no_address_to_copy_nor_to_open(portal: Portal) -> None:
    country = portal.country(DAY)
    local = Settings.model_fields["address"].default
    here = replace(country, snapshot=replace(country.snapshot, settings=SETTINGS.model_copy(update={"address": local})))
    soup = page(here, views(here)["kommuner/provby/prenumerera/"])
    told = "så det går inte att följa något"
    assert soup.find("p", string=re.compile(told)) is not None
    assert copied(soup) == []
    assert soup.select('main a[href^="webcal:"], main a[href$=".xml"]') == []
    assert told in page(here, subscriptions_view(here)).get_text()
    assert told not in page(country, subscriptions_view(country)).get_text()


def test_late_follow_ups_have_a_feed_but_no_calendar(portal: Portal) -> None:
    country = portal.country(DAY)
    soup = page(country, views(country)["forsenade/prenumerera/"])
    assert copied(soup) == ["https://loften.example/forsenade/flode.xml"]


@pytest.mark.parametrize(
    ("address", "wanted"),
    [
        (
            "kommuner/provby/omraden/torget/",
            [
                "kommuner/provby/",
                "lan/provlands-lan/",
                "polisen/lpo-nya-prov/",
                "polisen/lpo-prov/",
                "polisen/region-prov/",
                "",
            ],
        ),
        ("kommuner/provstad/", ["lan/provlands-lan/", "polisen/region-prov/", ""]),
        ("polisen/lpo-prov/", ["polisen/region-prov/", ""]),
        ("amnen/trafik/", [""]),
    ],
)
def test_what_is_larger_is_named_nearest_first(portal: Portal, address: str, wanted: Iterable[str]) -> None:
    assert list(wider_than(portal.country(DAY), address)) == wanted


def test_the_list_leads_to_every_page(portal: Portal) -> None:
    country = portal.country(DAY)
    soup = page(country, subscriptions_view(country))
    led = {str(a["href"]).removeprefix("/") for a in soup.select("main a[href]")}
    assert set(views(country)) <= led
    assert copied(soup) == ["https://loften.example/flode.xml", "https://loften.example/prenumerera/floden.opml"]


def test_a_calendar_program_is_opened_by_webcal() -> None:
    assert webcal("https://loften.example/kalender.ics") == "webcal://loften.example/kalender.ics"
    assert webcal("http://127.0.0.1:8000/kalender.ics") == "webcal://127.0.0.1:8000/kalender.ics"
