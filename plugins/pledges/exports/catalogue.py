"""The catalogue of the open data for dataportal.se: DCAT-AP-SE 3.0.1 as RDF/XML, which the national portal harvests.

Everything in it has an absolute IRI of its own, and nothing is a blank node. It tells of the tables; the publisher is the
host's, by the settings.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from lxml import etree

from pledges import urls
from pledges.exports.table_columns import TABLES, Table
from pledges.incremental.artifact import Artifact, Unit
from pledges.incremental.fingerprint import code_key, digest, serialise
from pledges.settings import LICENCE, Settings, absolute
from pledges.views.country.country import Country

_RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
_XML = "http://www.w3.org/XML/1998/namespace"
_DATE = "http://www.w3.org/2001/XMLSchema#date"
_PREFIXES = {
    "rdf": _RDF,
    "dcterms": "http://purl.org/dc/terms/",
    "dcat": "http://www.w3.org/ns/dcat#",
    "dcatap": "http://data.europa.eu/r5r/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "vcard": "http://www.w3.org/2006/vcard/ns#",
}
_EU = "http://publications.europa.eu/resource/authority/"
_MEDIA = "http://www.iana.org/assignments/media-types/"
_SWEDEN = "http://sws.geonames.org/2661886"
_THEMES = ("JUST", "GOVE")
_PUBLISHER_TYPES = {
    "kommun": "LocalAuthority",
    "region": "RegionalAuthority",
    "myndighet": "NationalAuthority",
    "förening": "NonProfitOrganisation",
    "lärosäte": "Academia-ScientificOrganisation",
    "företag": "Company",
}
_KEYWORDS = {
    "sv": ("medborgarlöften", "trygghet", "brottsförebyggande arbete", "polisen", "kommuner"),
    "en": ("citizen pledges", "public safety", "crime prevention", "police", "municipalities"),
}


@dataclass(frozen=True, slots=True)
class Iri:
    """An absolute IRI that something points at."""

    value: str


@dataclass(frozen=True, slots=True)
class InLanguage:
    """A text in a language."""

    language: str
    text: str


Value = Iri | InLanguage | date | str
Node = tuple[str, str, tuple[tuple[str, Value], ...]]
"""What it is, its IRI, and what is said of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CatalogueSource:
    """All that the catalogue tells of the data: when it was first published and last changed, which days the pledges are
    of, and the page that explains it, where there is one."""

    settings: Settings
    issued: date
    modified: date
    first: date | None
    last: date | None
    page: str


def catalogue_unit(country: Country) -> Unit:
    """The catalogue, made again when the data has changed, or who publishes it."""
    source = _source(country)

    def make() -> Iterator[Artifact]:
        yield Artifact(path=urls.CATALOGUE, source=source, maker=code_key().hex(), make=catalogue)

    return Unit("katalog", digest(serialise(source)), make)


def _source(country: Country) -> CatalogueSource:
    snapshot, years = country.snapshot, country.years
    issued = country.beginning or snapshot.day
    page = f"sidor/{urls.OPEN_DATA}"
    return CatalogueSource(
        settings=snapshot.settings,
        issued=issued,
        modified=max(issued, country.last_announced or issued),
        first=date(years[-1], 1, 1) if years else None,
        last=date(years[0], 12, 31) if years else None,
        page=urls.of_record(page) if snapshot.register.get(page) is not None else urls.FRONT,
    )


def catalogue(source: CatalogueSource) -> bytes:
    """The catalogue as RDF/XML; the same bytes for the same source."""
    root = etree.Element(f"{{{_RDF}}}RDF", nsmap=_PREFIXES)
    for sort, iri, told in nodes(source):
        element = etree.SubElement(root, _name(sort), {f"{{{_RDF}}}about": iri})
        for name, value in told:
            _say(element, name, value)
    etree.indent(root)
    written: bytes = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return written + b"\n"


def _say(element: etree._Element, name: str, value: Value) -> None:
    said = etree.SubElement(element, _name(name))
    if isinstance(value, Iri):
        said.set(f"{{{_RDF}}}resource", value.value)
    elif isinstance(value, InLanguage):
        said.set(f"{{{_XML}}}lang", value.language)
        said.text = value.text
    elif isinstance(value, date):
        said.set(f"{{{_RDF}}}datatype", _DATE)
        said.text = value.isoformat()
    else:
        said.text = value


def _name(short: str) -> str:
    prefix, _colon, name = short.partition(":")
    return f"{{{_PREFIXES[prefix]}}}{name}"


def nodes(source: CatalogueSource) -> Iterator[Node]:
    """Everything that the catalogue tells of, each with an IRI of its own."""
    settings = source.settings
    here = absolute(settings, urls.CATALOGUE)
    publisher, contact, time = Iri(_publisher(settings)), Iri(f"{here}#kontakt"), Iri(f"{here}#tid")
    page = Iri(absolute(settings, source.page))
    days: tuple[tuple[str, Value], ...] = (("dcterms:issued", source.issued), ("dcterms:modified", source.modified))
    yield (
        "dcat:Catalog",
        f"{here}#katalog",
        (
            ("dcterms:title", InLanguage("sv", f"{settings.name}: öppna data")),
            ("dcterms:title", InLanguage("en", f"{settings.name}: open data on Swedish citizen pledges")),
            ("dcterms:description", InLanguage("sv", f"{settings.tagline}: löften, åtgärder, uppföljningar och överenskommelser som tabeller.")),
            ("dcterms:description", InLanguage("en", "What Swedish municipalities and the police have promised their residents, and how it went, as tables.")),
            ("dcterms:publisher", publisher),
            ("dcterms:license", Iri(LICENCE)),
            ("dcterms:language", Iri(f"{_EU}language/SWE")),
            ("dcterms:spatial", Iri(_SWEDEN)),
            ("foaf:homepage", Iri(absolute(settings, urls.FRONT))),
            ("dcat:themeTaxonomy", Iri(f"{_EU}data-theme")),
            *days,
            *(("dcat:dataset", Iri(f"{here}#{name}")) for name in TABLES),
        ),
    )  # fmt: skip
    yield "foaf:Agent", publisher.value, tuple(_of_publisher(settings))
    email = settings.contact_email
    yield (
        "vcard:Organization",
        contact.value,
        (
            ("rdf:type", Iri(f"{_PREFIXES['vcard']}Kind")),
            ("vcard:fn", settings.contact_name),
            *((("vcard:hasEmail", Iri(f"mailto:{email}")),) if email else ()),
        ),
    )
    if source.first is not None and source.last is not None:
        yield "dcterms:PeriodOfTime", time.value, (("dcat:startDate", source.first), ("dcat:endDate", source.last))
    yield from _known(settings)
    yield "foaf:Document", absolute(settings, urls.FRONT), ()
    if source.page != urls.FRONT:
        yield "foaf:Document", page.value, ()
    for name, table in TABLES.items():
        about: list[tuple[str, Value]] = [
            ("dcterms:publisher", publisher),
            ("dcat:contactPoint", contact),
            *(("dcat:keyword", InLanguage(language, word)) for language, words in _KEYWORDS.items() for word in words),
            *(("dcat:theme", Iri(f"{_EU}data-theme/{theme}")) for theme in _THEMES),
            ("dcterms:accessRights", Iri(f"{_EU}access-right/PUBLIC")),
            ("dcterms:language", Iri(f"{_EU}language/SWE")),
            ("dcterms:spatial", Iri(_SWEDEN)),
            *((("dcterms:temporal", time),) if source.first is not None else ()),
            ("dcat:landingPage", page),
            *days,
        ]
        yield from _dataset(settings, name, table=table, about=about)


def _known(settings: Settings) -> Iterator[Node]:
    """What others have named and the catalogue points at, with what each is: who checks the catalogue has nothing else to
    tell it by."""
    yield "dcterms:Location", _SWEDEN, (("skos:prefLabel", InLanguage("en", "Sweden")),)
    yield "dcterms:LicenseDocument", LICENCE, (("dcterms:type", Iri("http://purl.org/adms/licencetype/PublicDomain")),)
    publisher_type = _PUBLISHER_TYPES[settings.publisher_type]
    concepts = (
        ("skos:Concept", "http://purl.org/adms/licencetype/", "1.0", "PublicDomain", "Public domain"),
        ("skos:Concept", "http://purl.org/adms/publishertype/", "1.0", publisher_type, publisher_type),
        ("dcterms:LinguisticSystem", f"{_EU}language", "", "SWE", "Swedish"),
        ("dcterms:RightsStatement", f"{_EU}access-right", "", "PUBLIC", "public"),
        ("dcterms:MediaTypeOrExtent", f"{_EU}file-type", "", "CSV", "CSV"),
        ("dcterms:MediaTypeOrExtent", f"{_EU}file-type", "", "JSON", "JSON"),
        ("dcterms:MediaType", _MEDIA, "", "text/csv", "text/csv"),
        ("dcterms:MediaType", _MEDIA, "", "application/json", "application/json"),
        ("skos:Concept", f"{_EU}planned-availability", "", "STABLE", "stable"),
        ("skos:Concept", f"{_EU}data-theme", "", "JUST", "Justice, legal system and public safety"),
        ("skos:Concept", f"{_EU}data-theme", "", "GOVE", "Government and public sector"),
    )
    for sort, scheme, version, name, label in concepts:
        yield (
            sort,
            f"{scheme.rstrip('/')}/{name}",
            (("skos:prefLabel", InLanguage("en", label)), ("skos:inScheme", Iri(f"{scheme}{version}"))),
        )
    for scheme in dict.fromkeys(f"{scheme}{version}" for _sort, scheme, version, _name, _label in concepts):
        name = scheme.removesuffix("/1.0").rstrip("/").rpartition("/")[2]
        yield "skos:ConceptScheme", scheme, (("dcterms:title", InLanguage("en", name.replace("-", " "))),)


def _publisher(settings: Settings) -> str:
    """The publisher's IRI: the one that the national portal knows an organisation by, where its number is known."""
    number = settings.organisation_number.replace("-", "")
    here = absolute(settings, urls.CATALOGUE)
    return f"http://dataportal.se/organisation/SE{number}" if number else f"{here}#utgivare"


def _of_publisher(settings: Settings) -> Iterator[tuple[str, Value]]:
    yield "foaf:name", InLanguage("sv", settings.publisher or settings.contact_name)
    yield "dcterms:type", Iri(f"http://purl.org/adms/publishertype/{_PUBLISHER_TYPES[settings.publisher_type]}")
    if settings.organisation_number:
        yield "dcterms:identifier", settings.organisation_number


def _dataset(settings: Settings, name: str, *, table: Table, about: list[tuple[str, Value]]) -> Iterator[Node]:
    """A table as a dataset, and its files, each with its schema."""
    iri = f"{absolute(settings, urls.CATALOGUE)}#{name}"
    files = (
        ("CSV", "text/csv", urls.table(name), urls.table_schema(name)),
        ("JSON", "application/json", urls.table_as_json(name), urls.json_schema(name)),
    )
    yield (
        "dcat:Dataset",
        iri,
        (
            ("dcterms:identifier", iri),
            ("dcterms:title", InLanguage("sv", f"Medborgarlöften: {table.title.lower()}")),
            ("dcterms:title", InLanguage("en", f"Citizen pledges: {table.english.title.lower()}")),
            ("dcterms:description", InLanguage("sv", table.row)),
            ("dcterms:description", InLanguage("en", table.english.row)),
            *about,
            *(("dcat:distribution", Iri(f"{iri}-{kind.lower()}")) for kind, _type, _file, _schema in files),
        ),
    )
    for kind, media_type, file, schema in files:
        address = Iri(absolute(settings, file))
        yield (
            "dcat:Distribution",
            f"{iri}-{kind.lower()}",
            (
                ("dcterms:title", InLanguage("sv", f"{table.title} ({kind})")),
                ("dcterms:title", InLanguage("en", f"{table.english.title} ({kind})")),
                ("dcterms:description", InLanguage("sv", f"Hela landet som {kind}.")),
                ("dcterms:description", InLanguage("en", f"The whole country as {kind}.")),
                ("dcat:accessURL", address),
                ("dcat:downloadURL", address),
                ("dcterms:format", Iri(f"{_EU}file-type/{kind}")),
                ("dcat:mediaType", Iri(f"{_MEDIA}{media_type}")),
                ("dcterms:license", Iri(LICENCE)),
                ("dcatap:availability", Iri(f"{_EU}planned-availability/STABLE")),
                ("dcterms:conformsTo", Iri(absolute(settings, schema))),
            ),
        )
        yield (
            "dcterms:Standard",
            absolute(settings, schema),
            (("dcterms:title", InLanguage("en", f"Schema of {table.english.title.lower()} ({kind})")),),
        )
