"""Find my place: postal codes and names of places, split into small files that a script in the page reads.

A file holds every place of which a word begins with a certain letter (`hitta/l.json`: Luleå, Upplands Väsby under u
and v), or every postal code that begins with two certain digits (`hitta/97.json`). Letters are folded, so that
"Lulea" finds Luleå. Every letter and every pair of digits has its file, be it empty: the script never asks in vain.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_lowercase
from typing import NamedTuple

import orjson

from pledges import addresses, geography, swedish
from pledges.artefacts import Artefact
from pledges.geography import MunicipalityFacts
from pledges.records import Kind
from pledges.texts import _
from pledges.views.gathered import Gathering, place_row
from pledges.views.outlook import links_to

MAKER = "finding 1"
KEYS = (*ascii_lowercase, *(f"{number:02}" for number in range(100)))
_WORD = re.compile(r"[^\W_]+")


class Target(NamedTuple):
    """Where a place is told of: what it is, in words, and the address of its page."""

    note: str
    address: str


@dataclass(frozen=True, slots=True)
class Place:
    """A name or a postal code, and the page that it leads to. `rank` orders kinds: municipalities first."""

    rank: int
    name: str
    target: Target


def fold(text: str) -> str:
    """Lower case without accents, rings and dots, as the script in the page folds what is typed: `Åmål` → `amal`."""
    plain = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in plain if not unicodedata.combining(char))


def keys_of(name: str) -> tuple[str, ...]:
    """The files that a name belongs in: the folded first letter of each of its words; a postal code's two digits."""
    if name[:2].isascii() and name[:2].isdigit():
        return (name[:2],)
    initials = (fold(word)[0] for word in _WORD.findall(name))
    return tuple(dict.fromkeys(letter for letter in initials if letter in ascii_lowercase))


def places(gathering: Gathering) -> Iterator[Place]:
    """Everything that can be found: municipalities, their parts, localities, postal codes, police areas, counties."""
    targets = {facts.code: _municipality(gathering, facts) for facts in gathering.geography.municipalities.values()}
    for facts in gathering.geography.municipalities.values():
        yield Place(0, facts.name, targets[facts.code])
        summary = gathering.summaries.get(facts.slug)
        for area in summary.areas if summary is not None else ():
            yield Place(1, area.text, Target(_("Del av {name}").format(name=facts.official_name), area.href or ""))
    yield from _localities(gathering.geography.municipalities.values(), targets)
    for link in links_to(gathering.outlook.register, gathering.outlook.register.of_kind(Kind.POLICE_AREA)):
        yield Place(3, link.text, Target(_("Polisen"), link.href or ""))
    for group in gathering.geography.counties.values():
        yield Place(4, group.name, Target(_("Län"), addresses.county(group.slug)))
    for group in gathering.geography.regions.values():
        name = _("Polisregion {name}").format(name=group.name)
        yield Place(5, name, Target(_("Polisen"), addresses.region(group.slug)))


def _municipality(gathering: Gathering, facts: MunicipalityFacts) -> Target:
    words = place_row(gathering, facts).words
    note = _("Kommun i {county}, {words}").format(county=facts.county_name, words=words)
    return Target(note, addresses.municipality(facts.slug))


def _localities(municipalities: Iterable[MunicipalityFacts], targets: dict[str, Target]) -> Iterator[Place]:
    by_code = {facts.code: facts for facts in municipalities}
    seen = {(facts.name, facts.code) for facts in by_code.values()}
    for postal_code, locality, code in geography.postal_codes():
        yield Place(0, f"{postal_code[:3]} {postal_code[3:]} {locality}", targets[code])
        if (locality, code) not in seen:
            seen.add((locality, code))
            note = _("Ort i {name}").format(name=by_code[code].official_name)
            yield Place(2, locality, Target(note, targets[code].address))


def finding_artefacts(gathering: Gathering) -> Iterator[Artefact]:
    """A file for each letter and each pair of digits."""
    split: dict[str, list[Place]] = {key: [] for key in KEYS}
    for place in sorted(places(gathering), key=_order):
        for key in keys_of(place.name):
            split[key].append(place)
    for key, found in split.items():
        yield Artefact(f"{addresses.FINDING}{key}.json", tuple(found), MAKER, make)


def _order(place: Place) -> tuple[int, tuple[str, str], Target]:
    return place.rank, swedish.sort_key(place.name), place.target


def make(found: tuple[Place, ...]) -> bytes:
    """`{"platser":[[what, address], …],"namn":[[name, number of its place], …]}`: places are written once."""
    numbers: dict[Target, int] = {}
    names = [(place.name, numbers.setdefault(place.target, len(numbers))) for place in found]
    return orjson.dumps({"platser": list(numbers), "namn": names})
