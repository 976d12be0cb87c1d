"""A reference has the form of one: the name of a file."""

import re
import unicodedata
from collections.abc import Iterator

from pledges.content.field_types import is_reference
from pledges.content.geography import slugify
from pledges.content.kinds import Kind
from pledges.content.record import AnyRecord, is_a
from pledges.content.record_fields import PoliceArea
from pledges.content.register import NO_AGREEMENT, UNKNOWN_AGREEMENT, Reference, Register
from pledges.rules.finding import Finding
from pledges.rules.near_names import other_municipality
from pledges.rules.references.advice import BESIDE, NO_AGREEMENT_HINT, STANDS_FOR_NONE, as_a_name, how_to_refer
from pledges.rules.references.what_is_meant import SEPARATORS, reference_to, references_meant

_WHOLE_MUNICIPALITY = re.compile(
    r"hela(?: (?:kommunen|staden|\w+|\w+ kommun))?|(?:hela )?\w+ kommun|kommunen|alla(?: områden| delar)?|kommunövergripande"
)
_SINCE = re.compile(r"(.+?)[ ,(]+(?:från(?: och med)?|fr\.?o\.?m\.?|sedan)\s+(\d{4}(?:-\d\d)*)\)?")
_LOOK_ALIKES = dict(zip("асеорхуіјѕαορν", "aceopxyijsaopv", strict=True))
_UNIT = re.compile(r".*(?:förvaltning|nämnd|avdelning|enhet|kontor|sektor|skola|bibliotek|tjänst)(?:en|et|n|na)?")


def are_references(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """Each reference has the form of one. What was meant is looked for among titles, parties and places."""
    for link in register.out.get(record.identity, ()):
        text, kind = link.reference.text, link.reference.kind
        is_word = kind is Kind.AGREEMENT and text in (NO_AGREEMENT, UNKNOWN_AGREEMENT)
        if is_word or is_reference(text):
            continue
        is_list = bool(link.reference.loc) and isinstance(link.reference.loc[-1], int)
        meant = references_meant(register, record, kind=kind, text=text, is_list=is_list)
        special = _not_a_reference(register, record, link.reference)
        if alike := _look_alike(text):
            hint = alike
        elif special:
            hint = special
        elif meant:
            hint = f"Skriv {meant[0]}" if len(meant) == 1 else f"Skriv [{', '.join(meant)}]"
        elif kind is Kind.MUNICIPALITY and (near := other_municipality(register, record, slugify(text))):
            hint = near
        elif kind is None and _UNIT.fullmatch(text.casefold()):
            hint = f"En del av kommunen är ingen egen part. Skriv kommunen, och {text} under tillsammans med: eller i texten."
        else:
            hint = _some_are_known(register, record, link.reference) or (
                how_to_refer(register, record, kind) + as_a_name(record, link.reference)
            )
        yield Finding(
            code="fel-varde", message=f"”{text}” kan inte vara en hänvisning.", hint=hint, loc=link.reference.loc
        )


def _some_are_known(register: Register, record: AnyRecord, reference: Reference) -> str:
    """How parties on one row are written, of which some are known here and others are only named."""
    key = BESIDE.get(reference.field, "")
    parts = [part for part in SEPARATORS.split(reference.text.strip("[]() ")) if part]
    names = {part: reference_to(register, record, kind=None, text=part) for part in parts} if key else {}
    known, others = [name for name in names.values() if name], [part for part, name in names.items() if not name]
    if not known or not others:
        return ""
    own = reference.loc[-2] if isinstance(reference.loc[-1], int) else reference.loc[-1]
    return f"Skriv {own}: [{', '.join(known)}] och {key}: [{', '.join(others)}], på var sin rad."


def _look_alike(text: str) -> str:
    """What to write instead of a word with a letter of another alphabet that looks like one of ours."""
    foreign = next((sign for sign in text if sign.casefold() in _LOOK_ALIKES), None)
    if foreign is None:
        return ""
    alphabet = "kyrilliskt" if unicodedata.name(foreign).startswith("CYRILLIC") else "grekiskt"
    latin = "".join(_LOOK_ALIKES.get(sign.casefold(), sign) for sign in text)
    return f"{foreign} är {alphabet}; skriv {latin}"


def _not_a_reference(register: Register, record: AnyRecord, reference: Reference) -> str:
    """What to write instead of words that stand for no file: that there is none, or that it is all of something."""
    plain = " ".join(reference.text.casefold().split()).strip(" .")
    if reference.kind is Kind.AREA and _WHOLE_MUNICIPALITY.fullmatch(plain):
        return "Ta bort raden: utan områden gäller det hela kommunen."
    if reference.kind is Kind.AGREEMENT and STANDS_FOR_NONE.fullmatch(plain):
        return NO_AGREEMENT_HINT
    since = _SINCE.fullmatch(plain) if reference.kind is Kind.MUNICIPALITY else None
    name = reference_to(register, record, kind=Kind.MUNICIPALITY, text=since[1]) if since is not None else None
    if since is not None and name is not None and is_a(record, PoliceArea):
        return f"Skriv - kommun: {name} på raden och från: {since[2]} på raden under."
    return ""
