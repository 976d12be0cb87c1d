"""How a thing is referred to, for those who have written something else."""

import re

from pledges.content.kinds import NAMES, Kind
from pledges.content.record import AnyRecord, Record, is_a, is_commitment
from pledges.content.record_fields import FollowUp, Mention
from pledges.content.register import Reference, Register
from pledges.rules.personal_data.first_names import FIRST_NAMES
from pledges.rules.references.what_is_meant import own_folders
from pledges.swedish import enumerate_words

NO_AGREEMENT_HINT = "Finns det ingen, skriv ingen och skäl: på en egen rad. Är det inte känt, skriv okänd."
STANDS_FOR_NONE = re.compile(
    r"saknas|nej|ej|inte|inga|inget|finns[ -](?:ej|inte)|ej aktuellt|ingen (?:finns|överenskommelse)|-|null|none|okant|vet[ -]ej|oklart|\?"
)
BESIDE = {"parties": "andra parter", "actions.responsible": "annan ansvarig"}
MOST_THEMES = 40  # that are listed where one is not found: nobody knows them by heart


def as_a_name(record: AnyRecord, reference: Reference) -> str:
    """The key under which somebody without a page of their own is named, where the record has one."""
    words = reference.text.split()
    if reference.kind is None and len(words) == 2 and words[0] in FIRST_NAMES:
        return " Är det en person, skriv den part som ansvarar och aldrig namnet."
    if is_a(record, FollowUp) and reference.kind is None:
        return f" Är {reference.text} ingen av parterna, är det ett omnämnande: flytta filen till {NAMES[Kind.MENTION].folder.rsplit('/', 1)[-1]}/, och skriv namnet under andra:."
    key = "andra" if is_a(record, Mention) else BESIDE.get(reference.field, "")
    if reference.kind is Kind.AREA and is_commitment(record) and reference.field in ("areas", "actions.areas"):
        key = "platser"
    if not key or reference.kind not in (None, Kind.AREA):
        return ""
    return f" Har {reference.text} ingen egen sida, skriv namnet under {key}: i stället."


def how_to_refer(register: Register, record: AnyRecord, kind: Kind | None) -> str:
    """How a reference to this kind is written."""
    if kind is None:
        return "Skriv polisen, kommunen, ett lokalpolisområde (lpo-…) eller en aktörs filnamn utan .md."
    if kind is Kind.MUNICIPALITY:
        return "Skriv kommunens namn som i adresser, till exempel upplands-vasby."
    there = what_lies_in(register, own_folders(record, kind)[0])
    return f"Skriv filens namn utan .md: små bokstäver a–z, siffror och bindestreck.{there}"


def what_lies_in(register: Register, folder: str) -> str:
    """What lies in a folder, where it is soon said."""
    slugs = register.slugs_in(folder)
    most = MOST_THEMES if folder == NAMES[Kind.THEME].folder else 6
    return f" I {folder}/ finns {enumerate_words(slugs)}." if 0 < len(slugs) <= most else ""


def as_referred_to(record: Record, other: Record) -> str:
    """What `record` writes that refers to `other`."""
    return other.slug if other.municipality == record.municipality else f"{other.municipality}/{other.slug}"
