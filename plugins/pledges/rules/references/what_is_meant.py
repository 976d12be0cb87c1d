"""What somebody meant who wrote something that is no reference: a title, a path, a part of a name, all the parties."""

import re

from pledges.content.geography import slugify
from pledges.content.kinds import NAMES, Kind, PartyKind
from pledges.content.record import AnyRecord, Record
from pledges.content.register import Register

ALL_PARTIES = re.compile(r"(?:alla|samtliga|båda)(?: (?:parter|parterna))?|parterna|gemensamt|alla tillsammans")
SEPARATORS = re.compile(r"\s*(?:[,;+&/]|\boch\b|\bsamt\b)\s*")
_POLICE = re.compile(
    r"polis|polisen|polismyndigheten(?: i? ?[a-zåäö]+)?|[a-zåäö]+polisen|polisområde(?:t)?(?: [a-zåäö]+)?"
)
_MUNICIPALITY = re.compile(r"kommun|kommunen|kommunstyrelsen|kommunfullmäktige|(?P<name>.+?)s? (?:kommun|stad)")
_PATH = re.compile(
    r"(?:https?://[^/\s]+/|(?:\.\.?/)+|/)?(?:\S*/)?(?:kommuner/(?P<home>[a-z-]+)/)?[a-z]+/(?P<slug>[a-z0-9-]+)(?:\.md|\.html?|/|/index\.html?)?"
)


def references_meant(
    register: Register, record: AnyRecord, *, kind: Kind | None, text: str, is_list: bool
) -> tuple[str, ...]:
    """The references that a text most likely stands for; none where nobody can tell.

    Only where there may be many is it taken apart, and at ”och”, which may stand in a title, only if all of it is known.
    """
    whole = reference_to(register, record, kind=kind, text=text)
    if whole:
        return (whole,)
    if kind is None and isinstance(record, Record) and ALL_PARTIES.fullmatch(" ".join(text.casefold().split())):
        return register.parties(record)
    if not is_list:
        return ()
    words = [reference_to(register, record, kind=kind, text=word) for word in text.split()]
    if len(words) > 1 and all(words):
        return tuple(dict.fromkeys(word for word in words if word))
    parts = [part for part in SEPARATORS.split(text.strip("[]() ")) if part]
    names = [reference_to(register, record, kind=kind, text=part) for part in parts]
    if len(parts) < 2 or not any(names) or (not all(names) and re.search(r"\boch\b|\bsamt\b", text)):
        return ()
    return tuple(dict.fromkeys(name or slugify(part) for name, part in zip(names, parts, strict=True)))


def reference_to(register: Register, record: AnyRecord, *, kind: Kind | None, text: str) -> str | None:
    """The reference to what is called `text`: by its title, by its file's name, or by what everybody calls it."""
    path = _PATH.fullmatch(text.strip().casefold())
    if path is not None:
        return _at_path(register, record, kind=kind, path=path)
    plain = " ".join(text.strip("”“\"'.[]() ").casefold().split()).removesuffix(".md")
    slug = slugify(plain)
    for folder in own_folders(record, kind):
        for name in register.slugs_in(folder):
            other = register.records.get(f"{folder}/{name}")
            title = other.title if other is not None else ""
            if slug in (name, f"{name}-ab") or (title and " ".join(title.casefold().split()) == plain):
                return name
    if kind is Kind.MUNICIPALITY:
        return register.geography.slug_of(plain)
    return _party(register, record, plain) if kind is None else None


def _at_path(register: Register, record: AnyRecord, *, kind: Kind | None, path: re.Match[str]) -> str | None:
    """The reference to what lies at a path or an address of the portal's own."""
    home, slug = path["home"], path["slug"]
    if home is None or home == record.municipality:
        return slug if any(slug in register.slugs_in(folder) for folder in own_folders(record, kind)) else None
    if kind is Kind.MUNICIPALITY or kind is None:
        return None
    return f"{home}/{slug}" if f"{NAMES[kind].folder.replace('*', home)}/{slug}" in register.identities else None


def _party(register: Register, record: AnyRecord, plain: str) -> str | None:
    if plain in tuple(PartyKind):
        return plain
    if _POLICE.fullmatch(plain):
        return PartyKind.POLICE
    found = _MUNICIPALITY.fullmatch(plain)
    if found is None:
        return None
    homes = register.municipalities(record) if isinstance(record, Record) else ()
    names = {
        slugify(register.geography.municipalities[slug].name)
        for slug in homes
        if slug in register.geography.municipalities
    }
    called = {slugify(found["name"] or ""), slugify(f"{found['name'] or ''}s")}
    return PartyKind.MUNICIPALITY if not found["name"] or not homes or names & called else None


def own_folders(record: AnyRecord, kind: Kind | None) -> tuple[str, ...]:
    """The folders that a reference of this kind, written without a municipality, leads to."""
    kinds = (Kind.POLICE_AREA, Kind.ACTOR) if kind is None else (kind,)
    return tuple(
        NAMES[one].folder.replace("*", record.municipality or "") for one in kinds if one is not Kind.MUNICIPALITY
    )
