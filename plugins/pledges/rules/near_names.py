"""What a reference that leads nowhere may have meant: a name in the record's own place, and another place's only where it is that name.

Two parties of different municipalities are often called almost the same; who follows a wrong suggestion makes somebody else responsible.
"""

import re
from collections.abc import Iterable

from pledges.content.kinds import PartyKind
from pledges.content.parties import POLICE_AREA_PREFIX, party_identity
from pledges.content.record import AnyRecord, Record, is_a
from pledges.content.record_fields import PoliceArea
from pledges.content.register import Register
from pledges.swedish import enumerate_words, nearest, suggestion

_YEAR = re.compile(r"(?<!\d)\d{4}(?!\d)")
_SURE = 0.85  # how like another place's name a word must be, of 1, to be a slip for it


def other_record(register: Register, identity: str, *, way: str = "{}", but: str = "") -> str:
    """”Menade du …?” with the slugs nearest to that of `identity`, which leads nowhere; nothing where none is near.

    `way` is how each is written, with the slug at `{}`; `but` is the record that asks, which does not mean itself.
    Two names whose years differ are of different things, and neither is a slip for the other: 2020 is not 2021
    misspelt, but 2012 may be, and so may 2020-2031 for 2020-2021.
    """
    folder, _, slug = identity.rpartition("/")
    others = (one for one in register.slugs_in(folder) if f"{folder}/{one}" != but)
    meant = nearest(slug, _of_its_years(slug, others))
    return f"Menade du {enumerate_words((way.format(one) for one in meant), 'eller')}?" if meant else ""


def other_party(register: Register, record: AnyRecord, name: str) -> str:
    """”Menade du …?” with the parties nearest to `name`: those of the record's own place, else one that is called so."""
    parties = (*PartyKind, *register.slugs_in("polisen"), *register.slugs_in("aktorer"))
    own = [party for party in parties if is_of_the_place(register, record, party)]
    return suggestion(name, own) or suggestion(name, parties, likeness=_SURE)


def other_municipality(register: Register, record: AnyRecord, name: str) -> str:
    """”Menade du …?” with the municipalities nearest to `name`: those of the record's own county, else one that is called so."""
    everywhere = register.geography.municipalities
    counties = {everywhere[slug].county_code for slug in _homes(register, record)}
    own = [slug for slug, facts in everywhere.items() if facts.county_code in counties]
    return suggestion(name, own) or suggestion(name, everywhere, likeness=_SURE if own else None)


def is_of_the_place(register: Register, record: AnyRecord, party: str) -> bool:
    """Whether a party is at home where a record is: its police area, one that is named after it, or one that its files name."""
    if party in tuple(PartyKind):
        return True
    homes = _homes(register, record)
    if party.startswith(POLICE_AREA_PREFIX):
        area = register.get(party_identity(party))
        return is_a(area, PoliceArea) and any(part.municipality in homes for part in area.fields.coverage)
    if any(f"-{slug}" in f"-{party}" for slug in homes):
        return True
    named = register.back.get(party_identity(party) or "", ())
    return any(one.source.split("/")[1] in homes for one in named if one.source.startswith("kommuner/"))


def police_areas_of(register: Register, record: AnyRecord) -> list[str]:
    """The local police areas that a record's municipality lies in."""
    homes = _homes(register, record)
    areas = (one for one in register.of(PoliceArea) if any(part.municipality in homes for part in one.fields.coverage))
    return [one.slug for one in areas]


def is_near(register: Register, record: AnyRecord, municipality: str) -> bool:
    """Whether a municipality shares a local police area with a record's, so that the two may share what they agree on."""
    homes = {*_homes(register, record)}
    covered = ({part.municipality for part in one.fields.coverage} for one in register.of(PoliceArea))
    return any(municipality in together and homes & together for together in covered)


def _homes(register: Register, record: AnyRecord) -> tuple[str, ...]:
    """The municipalities that a record is of: those that share it, or that a police area covers."""
    if is_a(record, PoliceArea):
        return tuple(part.municipality for part in record.fields.coverage if part.municipality in register.geography.municipalities)  # fmt: skip
    return register.municipalities(record) if isinstance(record, Record) else ()


def _of_its_years(slug: str, candidates: Iterable[str]) -> list[str]:
    own = _YEAR.findall(slug)
    return [candidate for candidate in candidates if _may_be_meant(own, _YEAR.findall(candidate))]


def _may_be_meant(years: list[str], others: list[str]) -> bool:
    if not years or not others or years == others:
        return True
    if len(years) == len(others) == 1:
        return sorted(years[0]) == sorted(others[0])
    return bool({*years} & {*others})
