"""Find my place: postal codes and names of places, split into small files that a script in the page reads.

A file holds every place of which a word begins with a certain letter (`hitta/l.json`: Luleå, Lomma; Upplands Väsby
under u and v), or every postal code that begins with two certain digits (`hitta/97.json`). Letters are folded, so
that "Lulea" finds Luleå. Every letter and every pair of digits has its file, be it empty: the script never asks in
vain.

Most of it is reference data that no edit changes. So a file's source is only what has been entered (parts of
municipalities, police areas), and the rest is read when a file is made.
"""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from enum import IntEnum
from functools import lru_cache
from string import ascii_lowercase

import orjson

from pledges import swedish, urls
from pledges.content import geography
from pledges.content.geography import PostalCode
from pledges.content.record_fields import PoliceArea
from pledges.i18n import _
from pledges.incremental.artifact import Artifact
from pledges.incremental.fingerprint import digest
from pledges.swedish import fold
from pledges.views.country.country import Country
from pledges.views.links import links_to
from pledges.views.view_types import Link

KEYS = (*ascii_lowercase, *(f"{number:02}" for number in range(100)))
_NAMES_APART = re.compile(r"[-–/,]|\boch\b")
_WORD = re.compile(r"[^\W_]+")


class Rank(IntEnum):
    """What a place is. Of places with the same name or postal code the first rank wins."""

    MUNICIPALITY = 0
    AREA = 1
    LOCALITY = 2
    POLICE_AREA = 3
    COUNTY = 4
    POLICE_REGION = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class PlaceEntry:
    """A name or a postal code, what it is, and the page that it leads to. `also` is another name that it is found by.

    `lies_in` is the larger part of its city: where that has a page of its own, the name leads there.
    """

    rank: Rank
    name: str
    note: str
    address: str
    also: str = ""
    lies_in: str = ""


@dataclass(frozen=True, slots=True)
class FileSource:
    """What a file is made of beside the reference data: its key, the places that have been entered, and their homes.

    A home is a part with a page of its own that some place of the file lies in: Rinkeby-Kista, of Husby.
    """

    key: str
    entered: tuple[PlaceEntry, ...]
    homes: tuple[PlaceEntry, ...] = ()


def keys_of(name: str) -> tuple[str, ...]:
    """The files that a name belongs in: the folded first letter of each of its words; a postal code's two digits."""
    if name[:2] in KEYS:
        return (name[:2],)
    initials = (fold(word)[0] for word in _WORD.findall(name))
    return tuple(dict.fromkeys(letter for letter in initials if letter in ascii_lowercase))


def place_finder_artifacts(country: Country) -> Iterator[Artifact]:
    """A file for each letter and each pair of digits."""
    files = (
        geography.MUNICIPALITIES,
        geography.POSTAL_CODES,
        geography.CORRECTIONS,
        geography.CITY_PARTS,
        geography.DISTRICTS,
    )
    maker = digest(b"finding 5", *((geography.DATA / name).read_bytes() for name in files))
    places = tuple(_entered(country))
    entered = _by_key(places)
    parts = tuple(one for one in places if one.rank is Rank.AREA and not one.name[0].isdigit())
    for key in KEYS:
        homes = dict.fromkeys(filter(None, (_home(place, parts) for place in _reference()[key])))
        source = FileSource(key, entered[key], tuple(homes))
        yield Artifact(path=f"{urls.FINDING}{key}.json", source=source, maker=maker, make=make)


def make(source: FileSource) -> bytes:
    """Each place is written once: `{"platser": [[what, address, rank], …], "namn": [[name, number of its place], …]}`.

    A name may be followed by another that the place is found by.
    """
    places = sorted(_merged(_reference()[source.key], source), key=_order)
    numbers: dict[tuple[str, str, int], int] = {}
    names = [
        (one.name, numbers.setdefault((one.note, one.address, one.rank), len(numbers)), *filter(None, (one.also,)))
        for one in places
    ]
    return orjson.dumps({"platser": list(numbers), "namn": names})


def _merged(reference: Iterable[PlaceEntry], source: FileSource) -> tuple[PlaceEntry, ...]:
    """All places, but a locality that one part of its municipality is named after is found as that part.

    Farsta leads to Farsta-Vantör and not to all of Stockholm, and Enskede stands once. What lies in such a part by the
    city's own division leads there under its own name: Husby to Rinkeby-Kista.
    """
    parts = [one for one in source.entered if one.rank is Rank.AREA]
    kept: list[PlaceEntry] = []
    also: dict[PlaceEntry, str] = {}
    for place in reference:
        named = [
            part
            for part in parts
            if part.address.startswith(place.address) and fold(place.name) in _names_within(part.name)
        ]
        if place.rank is Rank.LOCALITY and len(named) == 1 and named[0] not in also:
            also[named[0]] = place.name
        elif (home := _home(place, source.homes)) is not None:
            kept.append(replace(place, note=f"{place.note}, {home.name}", address=home.address))
        else:
            kept.append(place)
    return (*kept, *(replace(one, also=also.get(one, "")) for one in source.entered))


def _home(place: PlaceEntry, parts: Iterable[PlaceEntry]) -> PlaceEntry | None:
    """The part with a page of its own that the place lies in: the one that is called so, or has it in its name."""
    if not place.lies_in:
        return None
    within = [part for part in parts if part.address.startswith(place.address)]
    wanted = fold(place.lies_in)
    called = [part for part in within if fold(part.name) == wanted]
    named = called or [part for part in within if wanted in _names_within(part.name)]
    return named[0] if len(named) == 1 else None


def _names_within(name: str) -> frozenset[str]:
    """Farsta and Vantör, of Farsta-Vantör; folded."""
    return frozenset(fold(one.strip()) for one in (name, *_NAMES_APART.split(name)))


def _entered(country: Country) -> Iterator[PlaceEntry]:
    register = country.snapshot.register
    for slug, summary in country.summaries.items():
        home = country.geography.municipalities[slug].official_name
        note = _("Del av {name}").format(name=home)
        for area in summary.areas:
            yield _place(Rank.AREA, area, note)
        for code, area in summary.postal_codes:
            yield PlaceEntry(rank=Rank.AREA, name=_postal(code, area.text), note=note, address=area.href or "")
    for area in links_to(register, register.of(PoliceArea)):
        yield _place(Rank.POLICE_AREA, area, _("Polisen"))


def _place(rank: Rank, link: Link, note: str) -> PlaceEntry:
    return PlaceEntry(rank=rank, name=link.text, note=note, address=link.href or "")


def _postal(code: str, name: str) -> str:
    return f"{code[:3]} {code[3:]} {name}"


@lru_cache(maxsize=1)
def _reference() -> Mapping[str, tuple[PlaceEntry, ...]]:
    return _by_key(_reference_places())


def _reference_places() -> Iterator[PlaceEntry]:
    """Municipalities, localities, postal codes, parts of cities, counties and police regions, of the reference data."""
    country = geography.load()
    by_code = {facts.code: facts for facts in country.municipalities.values()}
    notes = {facts.code: _("Kommun i {county}").format(county=facts.county_name) for facts in by_code.values()}
    pages = {facts.code: urls.municipality(facts.slug) for facts in by_code.values()}
    for code, facts in by_code.items():
        yield PlaceEntry(
            rank=Rank.MUNICIPALITY, name=facts.name, note=notes[code], address=pages[code], also=facts.official_name
        )
    codes = geography.postal_codes()
    for postal in codes:
        for code in postal.municipalities:
            name = _postal(postal.code, postal.locality)
            yield PlaceEntry(rank=Rank.LOCALITY, name=name, note=by_code[code].official_name, address=pages[code])
    city_parts = geography.city_parts()
    stand_by_themselves = {(facts.name, facts.code) for facts in by_code.values()}
    stand_by_themselves |= {(part.name, part.municipality) for part in city_parts}
    for locality, code in _localities(codes):
        if (locality, code) not in stand_by_themselves:
            note = _("Ort i {name}").format(name=by_code[code].official_name)
            yield PlaceEntry(rank=Rank.LOCALITY, name=locality, note=note, address=pages[code])
    in_cities = ((part.name, part.municipality, part.lies_in) for part in city_parts)
    for name, code, lies_in in (*in_cities, *((*one, "") for one in geography.districts())):
        note = _("Del av {name}").format(name=by_code[code].official_name)
        yield PlaceEntry(rank=Rank.LOCALITY, name=name, note=note, address=pages[code], lies_in=lies_in)
    for group in country.counties.values():
        yield PlaceEntry(rank=Rank.COUNTY, name=group.name, note=_("Län"), address=urls.county(group.slug))
    for group in country.regions.values():
        name = _("Polisregion {name}").format(name=group.name)
        also = _("Region {name}").format(name=group.name)
        yield PlaceEntry(
            rank=Rank.POLICE_REGION, name=name, note=_("Polisen"), address=urls.region(group.slug), also=also
        )


def _localities(codes: Iterable[PostalCode]) -> Iterator[tuple[str, str]]:
    """Each locality with each of its municipalities. A code that may lie in two tells only where no other does."""
    sure: dict[str, dict[str, None]] = {}
    unsure: dict[str, dict[str, None]] = {}
    for postal in codes:
        known = sure if len(postal.municipalities) == 1 else unsure
        known.setdefault(postal.locality, {}).update(dict.fromkeys(postal.municipalities))
    for locality, municipalities in (unsure | sure).items():
        for code in municipalities:
            yield locality, code


def _by_key(places: Iterable[PlaceEntry]) -> dict[str, tuple[PlaceEntry, ...]]:
    split: dict[str, list[PlaceEntry]] = {key: [] for key in KEYS}
    for place in places:
        for key in dict.fromkeys((*keys_of(place.name), *keys_of(place.also)[:1])):
            split[key].append(place)
    return {key: tuple(members) for key, members in split.items()}


def _order(place: PlaceEntry) -> tuple[int, tuple[str, str], str, str]:
    return place.rank, swedish.sort_key(place.name), place.note, place.address
