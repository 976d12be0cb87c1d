"""The catalogue for dataportal.se: what DCAT-AP-SE 3.0.1 asks for, and what the shapes of DCAT-AP let through all the same."""

from collections import defaultdict
from datetime import date
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree

from pledges.exports.catalogue import catalogue, catalogue_unit
from pledges.exports.table_columns import TABLES
from pledges.publish.server_headers import content_type
from pledges.settings import Settings
from support.gathered_sample import follow_up, gathering_of, pledge

RDF, XML = "http://www.w3.org/1999/02/22-rdf-syntax-ns#", "http://www.w3.org/XML/1998/namespace"
DCAT, DCTERMS, FOAF = "http://www.w3.org/ns/dcat#", "http://purl.org/dc/terms/", "http://xmlns.com/foaf/0.1/"
VCARD = "http://www.w3.org/2006/vcard/ns#"
EU = "http://publications.europa.eu/resource/authority/"
CC0 = "http://creativecommons.org/publicdomain/zero/1.0/"
ADDRESS = "https://loften.example/loften"
SETTINGS = Settings(
    address=ADDRESS,
    contact_email="loften@provstad.example",
    publisher="Provstads kommun",
    organisation_number="212000-0001",
)
FILES = {
    "kommuner/ale/kommun.md": "---\nkort: Påhittat.\n---\n",
    "kommuner/ale/loften/a.md": pledge("Påhittat löfte i Ale", "publicerat: 2019-02-01\n"),
    "kommuner/ale/uppfoljningar/a.md": follow_up("a", "2020-03-31"),
    "sidor/oppna-data.md": "---\ntitel: Öppna data\nkort: Ett prov.\n---\nText.\n",
}
Node = dict[str, list[tuple[str, str]]]  # what is said, by its name: the value, and its language or datatype


def read(data: bytes) -> tuple[dict[str, str], dict[str, Node]]:
    """What each thing is, and what is said of it. Fails where anything is a blank node or nested."""
    kinds: dict[str, str] = {}
    said: dict[str, Node] = defaultdict(lambda: defaultdict(list))
    root = etree.fromstring(data)
    assert root.tag == f"{{{RDF}}}RDF"
    for thing in root:
        assert list(thing.attrib) == [f"{{{RDF}}}about"]
        iri = thing.get(f"{{{RDF}}}about")
        kinds[iri] = thing.tag.replace("{", "").replace("}", "")
        for one in thing:
            assert not len(one), "nested"
            pointed = one.get(f"{{{RDF}}}resource")
            sort = one.get(f"{{{XML}}}lang") or one.get(f"{{{RDF}}}datatype") or ("IRI" if pointed else "")
            said[iri][one.tag.replace("{", "").replace("}", "")].append((pointed or one.text or "", sort))
    return kinds, said


def made(folder: Path, settings: Settings = SETTINGS, files: dict[str, str] = FILES) -> bytes:
    country = gathering_of(folder, files, date(2026, 11, 22))
    object.__setattr__(country.snapshot, "settings", settings)
    (one,) = catalogue_unit(country).make()
    assert one.path == "datasets/dcat.rdf"
    data = one.make(one.source)
    assert data == catalogue(one.source)
    return data


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, str], dict[str, Node]]:
    return read(made(tmp_path_factory.mktemp("katalog")))


def of_kind(kinds: dict[str, str], kind: str) -> list[str]:
    return [iri for iri, one in kinds.items() if one == kind]


def test_every_iri_is_absolute_and_nothing_that_is_pointed_at_in_the_catalogue_is_missing(
    told: tuple[dict[str, str], dict[str, Node]],
) -> None:
    kinds, said = told
    pointed = [value for node in said.values() for values in node.values() for value, sort in values if sort == "IRI"]
    for iri in (*kinds, *pointed):
        assert urlsplit(iri).scheme in ("http", "https", "mailto"), iri
        assert not set(iri) & set(' <>"{}|\\^`'), iri
    assert {iri for iri in pointed if iri.startswith(f"{ADDRESS}/datasets/")} <= set(kinds)


def test_the_catalogue_has_what_is_asked_of_it(told: tuple[dict[str, str], dict[str, Node]]) -> None:
    kinds, said = told
    (iri,) = of_kind(kinds, f"{DCAT}Catalog")
    assert iri == f"{ADDRESS}/datasets/dcat.rdf#katalog"
    one = said[iri]
    assert {sort for _text, sort in one[f"{DCTERMS}title"]} == {"sv", "en"}
    assert {sort for _text, sort in one[f"{DCTERMS}description"]} == {"sv", "en"}
    assert one[f"{DCTERMS}license"] == [(CC0, "IRI")]
    assert [value for value, _ in one[f"{DCAT}dataset"]] == of_kind(kinds, f"{DCAT}Dataset")
    assert len(one[f"{DCAT}dataset"]) == len(TABLES)


def test_there_is_one_publisher_with_its_type_and_number_and_it_is_that_of_every_dataset(
    told: tuple[dict[str, str], dict[str, Node]],
) -> None:
    kinds, said = told
    (publisher,) = of_kind(kinds, f"{FOAF}Agent")
    assert publisher == "http://dataportal.se/organisation/SE2120000001"
    assert said[publisher][f"{FOAF}name"] == [("Provstads kommun", "sv")]
    assert said[publisher][f"{DCTERMS}type"] == [("http://purl.org/adms/publishertype/LocalAuthority", "IRI")]
    assert said[publisher][f"{DCTERMS}identifier"] == [("212000-0001", "")]
    for iri in (*of_kind(kinds, f"{DCAT}Catalog"), *of_kind(kinds, f"{DCAT}Dataset")):
        assert said[iri][f"{DCTERMS}publisher"] == [(publisher, "IRI")]


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_a_dataset_with_all_that_the_national_portal_shows(
    told: tuple[dict[str, str], dict[str, Node]], name: str
) -> None:
    kinds, said = told
    iri = f"{ADDRESS}/datasets/dcat.rdf#{name}"
    one = said[iri]
    assert kinds[iri] == f"{DCAT}Dataset"
    for key in (f"{DCTERMS}title", f"{DCTERMS}description", f"{DCAT}keyword"):
        assert {sort for _text, sort in one[key]} == {"sv", "en"}
        assert all(text for text, _sort in one[key])
    (contact,) = one[f"{DCAT}contactPoint"]
    assert said[contact[0]][f"{VCARD}hasEmail"] == [("mailto:loften@provstad.example", "IRI")]
    assert said[contact[0]][f"{VCARD}fn"] == [("Portalens redaktion", "")]
    assert {value for value, _ in one[f"{DCAT}theme"]} == {f"{EU}data-theme/JUST", f"{EU}data-theme/GOVE"}
    assert one[f"{DCTERMS}accessRights"] == [(f"{EU}access-right/PUBLIC", "IRI")]
    assert one[f"{DCTERMS}spatial"] == [("http://sws.geonames.org/2661886", "IRI")]
    assert one[f"{DCAT}landingPage"] == [(f"{ADDRESS}/sidor/oppna-data/", "IRI")]
    days = {key: one[f"{DCTERMS}{key}"] for key in ("issued", "modified")}
    assert all(sort == "http://www.w3.org/2001/XMLSchema#date" for ((_day, sort),) in days.values())
    ((time, _),) = one[f"{DCTERMS}temporal"]
    assert [said[time][f"{DCAT}{key}"][0][0] for key in ("startDate", "endDate")] == ["2019-01-01", "2019-12-31"]
    formats = {}
    for distribution, _ in one[f"{DCAT}distribution"]:
        assert kinds[distribution] == f"{DCAT}Distribution"
        file = said[distribution]
        ((address, _),) = file[f"{DCAT}downloadURL"]
        assert file[f"{DCAT}accessURL"] == [(address, "IRI")]
        assert file[f"{DCTERMS}license"] == [(CC0, "IRI")]
        ((kind, _),), ((media, _),) = file[f"{DCTERMS}format"], file[f"{DCAT}mediaType"]
        served = content_type(address.removeprefix(f"{ADDRESS}/")).partition(";")[0]
        assert media == f"http://www.iana.org/assignments/media-types/{served}"
        ((schema, _),) = file[f"{DCTERMS}conformsTo"]
        formats[kind] = (address.removeprefix(ADDRESS), schema.removeprefix(ADDRESS))
    assert formats == {
        f"{EU}file-type/CSV": (f"/data/{name}.csv", f"/data/{name}.tableschema.json"),
        f"{EU}file-type/JSON": (f"/data/{name}.json", f"/data/{name}.schema.json"),
    }


def test_a_host_that_has_said_nothing_has_a_publisher_all_the_same_and_an_empty_portal_no_time(tmp_path: Path) -> None:
    kinds, said = read(made(tmp_path, Settings(), {"kommuner/ale/kommun.md": "---\nkort: Påhittat.\n---\n"}))
    (publisher,) = of_kind(kinds, f"{FOAF}Agent")
    assert publisher == "http://127.0.0.1:8000/datasets/dcat.rdf#utgivare"
    assert said[publisher][f"{FOAF}name"] == [("Portalens redaktion", "sv")]
    assert f"{DCTERMS}identifier" not in said[publisher]
    assert of_kind(kinds, f"{DCTERMS}PeriodOfTime") == []
    assert not any(f"{DCTERMS}temporal" in node for node in said.values())


def test_it_is_served_as_what_it_is() -> None:
    assert content_type("datasets/dcat.rdf") == "application/rdf+xml; charset=utf-8"
