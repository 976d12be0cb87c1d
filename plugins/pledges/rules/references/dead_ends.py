"""Each reference leads to a file that there is, and that residents can read."""

import re
from collections.abc import Iterator, Sequence

from pledges.content.kinds import NAMES, Kind, PartyKind
from pledges.content.parties import is_police, party_identity
from pledges.content.record import AnyRecord, Record, RemovedRecord
from pledges.content.register import FOLLOWED_UP, Register, ResolvedReference
from pledges.rules.finding import Finding, Rule, exists, title
from pledges.rules.near_names import (
    is_near,
    is_of_the_place,
    other_municipality,
    other_party,
    other_record,
    police_areas_of,
)
from pledges.rules.references.advice import NO_AGREEMENT_HINT, STANDS_FOR_NONE, as_a_name, what_lies_in
from pledges.rules.references.what_is_meant import ALL_PARTIES, own_folders
from pledges.swedish import capital, enumerate_words

_YES = re.compile(r"ja|finns|den|samma|gällande", re.I)
_SHARED_FOLDER = NAMES[Kind.AGREEMENT].list_name


def targets_exist(register: Register, record: Record) -> Iterator[Finding]:
    """Each reference leads to a record that residents can read."""
    for target, links in _by_target(register, record).items():
        link, reference = links[0], links[0].reference
        if not exists(register, link.target, reference.kind):
            rows = sorted({record.place(other.reference.loc).line for other in links[1:]})
            yield _missing(register, link, rows)
            continue
        there = register.records.get(target)
        if there is None or reference.kind is Kind.MUNICIPALITY:
            continue
        if isinstance(there, RemovedRecord):
            yield Finding(
                code="hanvisning-till-borttagen",
                message=f"Uppgifterna i ”{reference.text}” är borttagna; länken leder till en tom notis.",
                hint="Ta bort hänvisningen, eller acceptera varningen om läsaren ändå ska se att den har funnits."
                if reference.field not in FOLLOWED_UP
                else f"Ska också {NAMES[record.kind].definite} bort, skriv borttaget: i den. Hänvisningen måste stå kvar; acceptera annars varningen.",
                loc=reference.loc,
            )
        elif there.is_draft and not record.is_draft:
            yield Finding(
                code="hanvisning-till-utkast",
                message=f"{capital(title(there))} är ett utkast och visas inte.",
                hint=f"Ta bort status: utkast i {there.path}, eller vänta med hänvisningen.",
                loc=reference.loc,
            )


def _by_target(register: Register, record: Record) -> dict[str, list[ResolvedReference]]:
    """The references of a record by what they lead to: a file that is gone is one mistake, however often it is named."""
    by_target: dict[str, list[ResolvedReference]] = {}
    for link in register.out.get(record.identity, ()):
        if link.target is not None:
            by_target.setdefault(link.target, []).append(link)
    return by_target


def _missing(register: Register, link: ResolvedReference, rows: Sequence[int] = ()) -> Finding:
    text, kind = link.reference.text, link.reference.kind
    assert link.target is not None
    parties = text.split("/")
    if kind is None and len(parties) > 1 and all(_is_party(register, one) for one in parties):
        message = f"”{text}” kan inte vara en hänvisning."
        return Finding(code="fel-varde", message=message, hint=f"Skriv [{', '.join(parties)}]", loc=link.reference.loc)
    source = register.records[link.source]
    if kind is None and isinstance(source, Record) and ALL_PARTIES.fullmatch(text) and register.parties(source):
        message = f"”{text}” kan inte vara en hänvisning."
        hint = f"Skriv [{', '.join(register.parties(source))}]"
        return Finding(code="fel-varde", message=message, hint=hint, loc=link.reference.loc)
    folder, _, slug = link.target.rpartition("/")
    if kind is Kind.MUNICIPALITY:
        near = other_municipality(register, source, text)
        hint = near or "Skriv kommunens namn som i adresser, till exempel upplands-vasby."
        message = f"Det finns ingen kommun som heter ”{text}” i adresser."
        return Finding(code="hanvisning-finns-inte", message=message, hint=hint, loc=link.reference.loc)
    none = NO_AGREEMENT_HINT if kind is Kind.AGREEMENT and STANDS_FOR_NONE.fullmatch(text) else ""
    if kind is None:
        kind = Kind.POLICE_AREA if is_police(text) else Kind.ACTOR
        covering = police_areas_of(register, source) if kind is Kind.POLICE_AREA or text == "lpo" else []
        create = f"Skriv {enumerate_words([*covering, 'polisen', 'kommunen'], 'eller')}"
        create += f", eller skapa {link.target}.md." if text != "lpo" else "."
        create += as_a_name(source, link.reference) if kind is Kind.ACTOR and text != "lpo" else ""
        near = _renamed(register, source, link.target) or other_party(register, source, text)
        none = f"Skriv {PartyKind.MUNICIPALITY}" if text in _called_the_municipality(register, source) else ""
    else:
        create = f"Skriv filens namn utan .md. Filen ska ligga här: {link.target}.md.{what_lies_in(register, folder)}"
        near = _renamed(register, source, link.target) or other_record(register, link.target)
    where = f" i {register.geography.name_of(folder.split('/')[1])}" if folder.startswith("kommuner/") else ""
    joined = text.replace("/", "-")
    if joined != text and any(joined in register.slugs_in(own) for own in own_folders(source, kind)):
        message = f"”{text}” kan inte vara en hänvisning."
        return Finding(code="fel-varde", message=message, hint=f"Skriv {joined}", loc=link.reference.loc)
    only = register.slugs_in(folder)
    if kind is Kind.AREA and text == source.municipality:
        none = "Ta bort raden: utan områden gäller det hela kommunen."
    elif _YES.fullmatch(text) and len(only) == 1:
        none = f"Skriv {only[0]}"
    hint = none or near or _elsewhere(register, record=source, folder=folder, slug=slug) or create
    also = (
        f" (också på {'raderna' if len(rows) > 1 else 'rad'} {enumerate_words(str(row) for row in rows)})"
        if rows
        else ""
    )
    message = f"{capital(NAMES[kind].definite)} ”{slug}” finns inte{where}{also}."
    return Finding(code="hanvisning-finns-inte", message=message, hint=hint, loc=link.reference.loc)


def _is_party(register: Register, name: str) -> bool:
    identity = party_identity(name)
    return identity is None or exists(register, identity)


def _called_the_municipality(register: Register, record: AnyRecord) -> set[str]:
    """What somebody writes who means the record's own municipality: `lulea`, `lulea-kommun`."""
    homes = register.municipalities(record) if isinstance(record, Record) else ()
    return {name for slug in homes for name in (slug, f"{slug}-kommun", f"{slug}s-kommun", f"{slug}-stad")}


def _renamed(register: Register, record: AnyRecord, identity: str) -> str:
    """What a file is called now that says that it had this name, or that has it and more: 2024 became 2024-trafik."""
    folder, _, slug = identity.rpartition("/")
    said = [one.slug for one in register.records.values() if identity in one.former_addresses]
    longer = [other for other in register.slugs_in(folder) if other.startswith(f"{slug}-")]
    longer = [other for other in longer if not re.fullmatch(r"[\d-]+", other)]  # 2024-2025 is of another time than 2024
    if not folder.startswith("kommuner/"):
        longer = [other for other in longer if is_of_the_place(register, record, other)]
    found = said or longer
    return f"Har filen bytt namn, skriv {found[0]}." if len(found) == 1 else ""


def _elsewhere(register: Register, *, record: AnyRecord, folder: str, slug: str) -> str:
    """Where else a record of the same name lies that the record may well speak of: with one that shares the file or its
    police area. It is written with its municipality in front.
    """
    parts, home = folder.split("/"), record.municipality
    if len(parts) != 3:
        return ""
    homes = [
        municipality
        for municipality in register.geography.municipalities
        if f"kommuner/{municipality}/{parts[2]}/{slug}" in register.identities
    ]
    if home in homes:
        return f"En med samma namn finns i {register.geography.name_of(home)}; är det den som menas, skriv {slug}."
    shared = register.municipalities(record) if isinstance(record, Record) else ()
    is_shared = parts[2] != NAMES[Kind.AREA].list_name  # a part of a municipality never is
    near = [one for one in homes if one in shared or (is_shared and is_near(register, record, one))]
    is_of_a_year = re.fullmatch(r"[\d-]+", slug) is not None  # most have a pledge of that year
    is_its_own = parts[2] != _SHARED_FOLDER and bool(register.slugs_in(folder))  # few but agreements are shared
    if len(near) != 1 or (is_of_a_year and (len(homes) > 1 or is_its_own)):
        return ""
    return (
        f"Har filen bytt namn, skriv det nya. En med samma namn finns i {register.geography.name_of(near[0])}; "
        f"är det den som menas, skriv {near[0]}/{slug}. Hamnade den filen i fel mapp, flytta den till {folder}/."
    )


RULES: tuple[Rule, ...] = (targets_exist,)
