"""Which feeds there are, what comes in which, how they are paged, and what an item says."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date, timedelta
from functools import lru_cache
from pathlib import Path

import feedparser
import orjson
import pytest
from lxml import etree
from markupsafe import escape

from pledges.content.geography import load
from pledges.feeds.documents import feed_units
from pledges.incremental.artifact import Artifact
from pledges.views.country.country import Country
from support import sites
from support.feed_portal import DAY, FILES
from support.feed_rules import ATOM, atom_items, faults, rss_items, text
from support.feed_samples import SETTINGS, Portal, chain, ids, previous
from support.pages import real_site
from support.samples import CONTENT


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    portal = Portal(tmp_path_factory.mktemp("portal"), SETTINGS.model_copy(update={"feed_size": 30})).write(FILES)
    portal.build(DAY)
    return portal


@lru_cache(maxsize=1)
def real_files() -> Mapping[str, bytes]:
    """What can be followed of the portal's own content, and the open data of all events, as they are built."""
    site = real_site()
    kinds = ("**/flode.xml", "**/*.atom", "**/*.opml", "data/handelser/*.json")
    return {path.relative_to(site).as_posix(): path.read_bytes() for kind in kinds for path in site.glob(kind)}


def short(document: bytes) -> list[str]:
    """The items' ids, without what all of them begin with."""
    return [one.removeprefix("tag:loften.example,2020:") for one in ids(document)]


SIGNED, PUBLISHED = "kommuner/provby/loften/2019#signed", "kommuner/provby/loften/2019#published"
REPLACED = "kommuner/provby/loften/2019#replaced-by-kommuner/provby/loften/2020"
REPORTED, NEXT = "kommuner/provby/uppfoljningar/2019#uppfoljning", "kommuner/provby/loften/2020#published"
LATE, NEWS = "kommuner/provby/loften/2020#deadline-passed-2021-03-31", "nyheter/ny-portal#news"


@pytest.mark.parametrize(
    ("path", "wanted"),
    [
        ("flode.xml", [NEWS, LATE, REPORTED, REPLACED, NEXT, PUBLISHED, SIGNED]),
        ("kommuner/provby/flode.xml", [LATE, REPORTED, REPLACED, NEXT, PUBLISHED, SIGNED]),
        ("kommuner/provala/flode.xml", [NEWS, LATE, NEXT]),
        ("kommuner/provstad/flode.xml", []),
        ("kommuner/provby/omraden/torget/flode.xml", [REPORTED, REPLACED, PUBLISHED, SIGNED]),
        ("lan/provlands-lan/flode.xml", [LATE, REPORTED, REPLACED, NEXT, PUBLISHED, SIGNED]),
        ("lan/provskogs-lan/flode.xml", [NEWS, LATE, NEXT]),
        ("polisen/region-prov/flode.xml", [NEWS, LATE, REPORTED, REPLACED, NEXT, PUBLISHED, SIGNED]),
        ("polisen/lpo-prov/flode.xml", [NEWS, LATE, NEXT, PUBLISHED, SIGNED]),
        ("polisen/lpo-nya-prov/flode.xml", [LATE, REPORTED, REPLACED, NEXT]),
        ("amnen/trafik/flode.xml", [REPORTED, REPLACED, PUBLISHED, SIGNED]),
        ("amnen/belysning/flode.xml", [REPORTED, REPLACED, PUBLISHED, SIGNED]),
        ("aktorer/provbostader/flode.xml", [REPORTED, REPLACED, PUBLISHED, SIGNED]),
        ("aktorer/provbladet/flode.xml", [REPORTED]),
        ("forsenade/flode.xml", [LATE]),
    ],
)
def test_an_event_is_in_every_feed_that_it_belongs_to(portal: Portal, path: str, wanted: list[str]) -> None:
    assert short(portal.files[path]) == wanted
    atom = portal.files[path.replace(".xml", ".atom")]
    assert atom_items(atom) == rss_items(portal.files[path])


def test_every_municipality_county_region_and_record_has_a_feed_in_both_forms() -> None:
    files = real_files()
    geography = load()
    for slug in geography.municipalities:
        assert f"kommuner/{slug}/flode.xml" in files
        assert f"kommuner/{slug}/flode.atom" in files
    for slug in geography.counties:
        assert f"lan/{slug}/flode.xml" in files
    for slug in geography.regions:
        assert f"polisen/region-{slug}/flode.xml" in files
    for path in (CONTENT).glob("*/*.md"):
        is_translation = "." in path.stem  # which has no events of its own: its Swedish page's feeds are followed
        if path.parent.name in ("amnen", "aktorer", "polisen") and not is_translation:
            assert f"{path.parent.name}/{path.stem}/flode.xml" in files
            assert f"{path.parent.name}/{path.stem}/flode.atom" in files


def test_no_feed_of_the_real_content_has_a_fault() -> None:
    wrong = {
        path: wrong
        for path, data in real_files().items()
        if path.endswith((".xml", ".atom", ".opml")) and (wrong := faults(path, data, sites.SETTINGS.address))
    }
    assert wrong == {}
    assert len(real_files()) > 1000


def test_no_feed_of_every_kind_of_event_has_a_fault(portal: Portal) -> None:
    for path, data in portal.files.items():
        if path.endswith((".xml", ".atom", ".opml")):
            assert faults(path, data, "https://loften.example") == [], path
            assert path.endswith(".opml") or not feedparser.parse(data).bozo


def test_an_item_can_be_understood_outside_the_site(portal: Portal) -> None:
    (report,) = (one for one in rss_items(portal.files["flode.xml"]) if one.id.endswith(REPORTED))
    assert report.title == "Provby: Slutlig uppföljning – Så gick det 2019"
    assert report.link == "https://loften.example/kommuner/provby/uppfoljningar/2019/"
    assert report.categories == ("Trafik", "Belysning", "Provby")
    assert report.html == (
        "<p><strong>Datum:</strong> 28 februari 2020<br>"
        "<strong>Plats:</strong> Provby kommun, Torget<br>"
        "<strong>Löfte:</strong> Tryggare torg<br>"
        "<strong>Parter:</strong> Polisen, Provby kommun och Provbostäder<br>"
        "<strong>Period:</strong> 2019<br>"
        "<strong>Status före:</strong> Följs upp. Resultat väntas.<br>"
        "<strong>Status 28 februari 2020:</strong> Redovisat. Slutlig uppföljning finns. "
        "Polisen och kommunen bedömer att det som lovades är delvis uppfyllt. 2 åtgärder: 1 nådd, 1 delvis.</p>"
        "<p><strong>Lovat och gjort</strong></p><ul>"
        "<li>Trafikkontroller vid skolan. Lovat: minst 8 kontroller. Redovisat: 9 kontroller.</li>"
        "<li>Se över belysningen. Redovisat: Delvis gjort. Två av tre gångtunnlar är klara. "
        "Orsak: Upphandlingen överklagades.</li></ul>"
        "<p><strong>Effekt:</strong> Färre kör för fort.</p>"
        "<p><strong>Vad händer nu:</strong> Gångtunnlarna tas med i nästa lägesbild.</p>"
        '<p><a href="https://loften.example/kommuner/provby/uppfoljningar/2019/">Läs mer på Medborgarlöften</a></p>'
    )


def test_a_passed_deadline_is_told_without_blame(portal: Portal) -> None:
    (late,) = rss_items(portal.files["forsenade/flode.xml"])
    assert late.title == "Provala, Provby: Uppföljningen skulle ha varit klar 31 mars 2021 – Tryggare torg igen"
    assert "<strong>Status 1 april 2021:</strong> Inget redovisat. Uppföljningen försenad." in late.html
    assert "När uppföljningen publiceras här kommer den i flödet." in late.html


def test_a_feed_has_language_image_and_a_link_to_itself(portal: Portal) -> None:
    channel = etree.fromstring(portal.files["kommuner/provby/flode.xml"])[0]
    assert channel.findtext("title") == "Provby kommun – Medborgarlöften"
    assert channel.findtext("language") == "sv"
    assert channel.findtext("link") == "https://loften.example/kommuner/provby/"
    assert channel.findtext("image/url") == "https://loften.example/flode.png"
    assert portal.files["flode.png"].startswith(b"\x89PNG")


def test_what_has_no_date_is_in_no_feed_and_no_calendar(portal: Portal) -> None:
    for path, data in portal.files.items():
        assert path == "data/innehall.json" or b"odaterat" not in data, path


def test_a_month_or_a_year_counts_from_its_first_day(portal: Portal) -> None:
    items = {one.id: one.at for one in rss_items(portal.files["flode.xml"])}
    assert items[f"tag:loften.example,2020:{PUBLISHED}"].date() == date(2019, 2, 1)


def test_what_began_comes_before_what_came_of_it_on_the_same_day(tmp_path: Path) -> None:
    portal = Portal(tmp_path).write(FILES)
    portal.mend("kommuner/provby/loften/2019.md", "publicerat: 2019-02", "publicerat: 2018-12-12")
    portal.mend("kommuner/provby/uppfoljningar/2019.md", "datum: 2020-02-28", "datum: 2018-12-12")
    item_ids = short(portal.build(DAY)["kommuner/provby/omraden/torget/flode.xml"])
    assert [item_id.partition("#")[2] for item_id in item_ids[-3:]] == ["uppfoljning", "published", "signed"]


@pytest.mark.parametrize("hard", ["A & B <b>fet</b> ]]> &amp; &lt;", "שלום 🧵", "å" * 10_000])
def test_hard_texts_in_a_record_come_out_whole(tmp_path: Path, hard: str) -> None:
    portal = Portal(tmp_path, SETTINGS.model_copy(update={"feed_size": 30})).write(FILES)
    portal.mend("kommuner/provby/loften/2019.md", "titel: Tryggare torg", f"titel: '{hard}'")
    portal.mend(
        "kommuner/provby/uppfoljningar/2019.md", "kommentar: Två av tre gångtunnlar är klara", f"kommentar: '{hard}'"
    )
    for path, data in portal.build(DAY).items():
        if path.endswith((".xml", ".atom")):
            assert faults(path, data, "https://loften.example") == []
    (report,) = (one for one in rss_items(portal.files["flode.xml"]) if one.id.endswith(REPORTED))
    assert report.html.count(str(escape(hard))) == 2
    (signed,) = (one for one in atom_items(portal.files["flode.atom"]) if one.id.endswith(SIGNED))
    assert signed.title == f"Provby: Löftet undertecknades – {hard}"


def many(portal: Portal, count: int) -> None:
    rows = "".join(
        f"  - datum: {date(2020, 1, 1) + timedelta(days=number)}\n    text: Nummer {number}.\n"
        for number in range(count)
    )
    text = f"titel: Många\növerenskommelse: okänd\nparter: polisen\nperiod: 2020/2021\nhändelser:\n{rows}"
    portal.write({"kommuner/provstad/loften/manga.md": text})


@pytest.mark.parametrize("count", [0, 1, 4, 5, 6, 10, 11, 23])
def test_the_archive_holds_every_item_and_its_full_pages_never_change(tmp_path: Path, count: int) -> None:
    portal = Portal(tmp_path)
    many(portal, count) if count else portal.write({"kommuner/provstad/kommun.md": "kort: Påhittad kommun."})
    files = portal.build(date(2021, 1, 1))
    documents = chain(files, "kommuner/provstad/flode.xml")
    item_ids = [one for path in documents for one in ids(files[path])]
    assert len(set(item_ids)) == count
    assert len(ids(files[documents[0]])) == min(count, SETTINGS.feed_size)
    past = [SETTINGS.feed_size] * (count // 5) + ([0, 0] if count else [])
    assert [len(ids(files[path])) for path in documents[1:]] == past
    assert all(faults(path, files[path], "https://loften.example") == [] for path in documents)
    many(portal, count + 7)
    later = portal.build(date(2021, 1, 1))
    assert all(later[path] == files[path] for path in documents[1:])
    assert chain(files, "kommuner/provstad/flode.atom")[1:] == documents[1:]


def test_only_a_municipalitys_archive_holds_its_items_whole(tmp_path: Path) -> None:
    country_news = "titel: Portalen har öppnat\ndatum: 2021-06-01\nkort: Nu finns den.\nkommuner: []"
    portal = Portal(tmp_path, SETTINGS.model_copy(update={"feed_size": 1})).write(FILES)
    files = portal.write({"nyheter/i-landet.md": country_news}).build(DAY)

    def archived(path: str) -> dict[str, etree._Element]:
        documents = [etree.fromstring(files[one]) for one in chain(files, path)[1:]]
        return {text(one, f"{ATOM}id"): one for root in documents for one in root.iter(f"{ATOM}entry")}

    own, county = archived("kommuner/provby/flode.atom"), archived("lan/provlands-lan/flode.atom")
    assert own.keys() == county.keys()
    for name, entry in county.items():
        kept = {f"{ATOM}{one}" for one in ("id", "title", "updated", "summary", "link", "published")}
        assert {str(one.tag) for one in entry} == kept
        assert all(text(entry, one) == text(own[name], one) for one in kept - {f"{ATOM}summary"})
        assert entry.find(f"{ATOM}link").get("href") == own[name].find(f"{ATOM}link").get("href")
        assert own[name].find(f"{ATOM}content") is not None
    told = {name.rpartition("#")[2]: text(one, f"{ATOM}summary") for name, one in county.items()}
    assert told["uppfoljning"] == (
        "Status 28 februari 2020: Redovisat. Slutlig uppföljning finns. "
        "Polisen och kommunen bedömer att det som lovades är delvis uppfyllt. 2 åtgärder: 1 nådd, 1 delvis."
    )
    assert told["published"] == "Status februari 2019: Gäller nu."
    everything = {name.rpartition("/")[2]: one for name, one in archived("flode.atom").items()}
    assert everything["i-landet#news"].find(f"{ATOM}content") is not None
    assert text(everything["ny-portal#news"], f"{ATOM}summary") == "1 juni 2021. Nu finns den."


def test_what_is_told_today_is_in_the_feed_however_much_it_is(tmp_path: Path) -> None:
    portal = Portal(tmp_path).write({"kommuner/provstad/kommun.md": "kort: Påhittad kommun."})
    portal.publish(date(2021, 3, 1))
    many(portal, 17)
    assert (
        len(ids(portal.publish(date(2021, 3, 2))["kommuner/provstad/flode.xml"])) == 17 + 1
    )  # and that it was entered
    assert (
        previous(portal.files["kommuner/provstad/flode.xml"])
        == "https://loften.example/kommuner/provstad/flode/historik-1.atom"
    )
    assert len(ids(portal.publish(date(2021, 3, 3))["kommuner/provstad/flode.xml"])) == 5
    assert len(chain(portal.files, "kommuner/provstad/flode.xml")) == 6


ENTRY = "kommuner/provstad/loften/2019#entered"
UNDATED = "titel: Ljusare vägar\növerenskommelse: okänd\nparter: [polisen, kommunen]\nperiod: 2019"


def test_a_record_without_a_date_is_told_of_when_it_is_entered(tmp_path: Path) -> None:
    portal = Portal(tmp_path).write({"kommuner/provstad/loften/2019.md": UNDATED})
    files = portal.publish(date(2021, 3, 1))
    for path in ("flode.xml", "kommuner/provstad/flode.atom", "lan/provlands-lan/flode.xml"):
        assert short(files[path]) == [ENTRY]
    (entry,) = rss_items(files["kommuner/provstad/flode.xml"])
    assert entry.title == "Provstad: Lades in i portalen – Ljusare vägar"
    assert entry.at.date() == date(2021, 3, 1)
    assert entry.html == (
        "<p><strong>Datum:</strong> 1 mars 2021<br>"
        "<strong>Plats:</strong> Provstad kommun<br>"
        "<strong>Parter:</strong> Polisen och Provstad kommun<br>"
        "<strong>Period:</strong> 2019<br>"
        "<strong>Status 1 mars 2021:</strong> Inget redovisat. Inget resultat publicerat här.</p>"
        '<p><a href="https://loften.example/kommuner/provstad/loften/2019/">Läs mer på Medborgarlöften</a></p>'
    )
    (row,) = orjson.loads(files["data/handelser/provstad.json"])["händelser"]
    assert (row["typ"], row["hände"], row["kungjord"]) == ("entered", "2021-03-01", "2021-03-01")
    assert b"entered" not in files["kommuner/provstad/kalender.ics"]
    assert all(
        faults(path, data, "https://loften.example") == []
        for path, data in files.items()
        if path.endswith((".xml", ".atom"))
    )


@pytest.mark.parametrize(("size", "wanted"), [(5, 5), (30, 10)])
def test_a_feed_begins_with_the_newest_ten(tmp_path: Path, size: int, wanted: int) -> None:
    portal = Portal(tmp_path, SETTINGS.model_copy(update={"feed_size": size})).write(
        {f"kommuner/provstad/loften/{year}.md": UNDATED.replace("2019", str(year)) for year in range(2000, 2012)}
    )
    portal.publish(date(2021, 3, 1))
    files = portal.build(date(2021, 3, 2))
    assert len(ids(files["kommuner/provstad/flode.xml"])) == wanted
    documents = chain(files, "kommuner/provstad/flode.atom")
    archived = {one.id: one for path in documents[1:] for one in atom_items(files[path])}
    assert len(archived) == 12
    assert all(archived[one.id] == one for one in atom_items(files[documents[0]]))


def test_what_holds_nothing_is_a_feed_in_two_forms_and_a_calendar(tmp_path: Path) -> None:
    portal = Portal(tmp_path).write({"kommuner/provby/loften/2019.md": UNDATED})
    files = portal.publish(date(2021, 3, 1))
    names = ("flode.atom", "flode.xml", "kalender.ics")
    assert sorted(path for path in files if path.startswith("kommuner/provstad/")) == [
        f"kommuner/provstad/{name}" for name in names
    ]
    assert all(0 < len(files[f"kommuner/provstad/{name}"]) < 1100 for name in names)
    assert previous(files["kommuner/provstad/flode.xml"]) is None


def test_the_list_of_all_feeds_names_each_once(portal: Portal) -> None:
    outlines = etree.fromstring(portal.files["prenumerera/floden.opml"]).findall(".//outline[@xmlUrl]")
    listed = {str(one.get("xmlUrl")).removeprefix("https://loften.example/") for one in outlines}
    assert listed == {path for path in portal.files if path.endswith("flode.xml")}


def test_all_events_as_json_are_the_union_of_the_feeds(portal: Portal) -> None:
    for files in (portal.files, real_files()):
        # What is told in another language is a text about the same event.
        feeds = [one for one in files if one.endswith((".xml", ".atom")) and not one.startswith(("en/", "lattlast/"))]
        union = {guid for path in feeds for guid in ids(files[path])}
        paths = [path for path in files if path.startswith("data/handelser/")]
        rows = [row for path in paths for row in orjson.loads(files[path])["händelser"]]
        assert {row["id"] for row in rows} == union
        assert len(rows) == len(union) == len({guid for path in chain(files, "flode.xml") for guid in ids(files[path])})


def keys(country: Country) -> dict[str, str]:
    """Each unit's key; no page is made."""
    return {
        unit.name: unit.key
        for unit in feed_units(country, lambda view: Artifact(path="", source=view, maker="", make=bytes), "")
    }


def test_a_units_key_changes_with_what_is_in_it_and_with_nothing_else(portal: Portal) -> None:
    before = keys(portal.country(DAY))
    assert before == keys(portal.country(DAY + timedelta(days=1)))
    portal.mend("nyheter/ny-portal.md", "har öppnat", "har slagit upp dörrarna")
    after = keys(portal.country(DAY))
    portal.mend("nyheter/ny-portal.md", "har slagit upp dörrarna", "har öppnat")
    changed = {name for name, key in after.items() if before[name] != key}
    assert changed == {
        "följ ",
        "följ kommuner/provala/",
        "följ lan/provskogs-lan/",
        "följ polisen/lpo-prov/",
        "följ polisen/region-prov/",
    }


def test_the_settings_are_part_of_a_units_key(portal: Portal) -> None:
    before = set(keys(portal.country(DAY)).values())
    country = portal.country(DAY)
    moved = replace(
        country, snapshot=replace(country.snapshot, settings=SETTINGS.model_copy(update={"name": "Löften"}))
    )
    assert not before & set(keys(moved).values())
