"""References: each leads somewhere that residents can read, and to the right kind of thing."""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence

from pledges.content.field_types import is_reference
from pledges.content.geography import slugify
from pledges.content.kinds import NAMES, Kind, PartyKind
from pledges.content.parties import any_of, is_police, party_identity
from pledges.content.record import AnyRecord, Record, RemovedRecord, is_a, is_commitment
from pledges.content.record_fields import (
    Agreement,
    Commitment,
    Fields,
    FollowUp,
    Mention,
    Municipality,
    Picture,
    Pledge,
    PoliceArea,
)
from pledges.content.register import (
    FOLLOWED_UP,
    MENTIONED,
    NO_AGREEMENT,
    UNKNOWN_AGREEMENT,
    Reference,
    Register,
    ResolvedReference,
)
from pledges.history.publication_log import PublicationLog
from pledges.rules.finding import Finding, Rule, certainly_before, exists, slugs_in, title
from pledges.rules.follow_up_targets import target_of
from pledges.rules.near_names import (
    is_near,
    is_of_the_place,
    other_municipality,
    other_party,
    other_record,
    police_areas_of,
)
from pledges.rules.personal_data.first_names import FIRST_NAMES
from pledges.swedish import capital, enumerate_words, genitive, suggestion
from pledges.written_values import Period

_SEPARATORS = re.compile(r"\s*(?:[,;+&/]|\boch\b|\bsamt\b)\s*")
_POLICE = re.compile(
    r"polis|polisen|polismyndigheten(?: i? ?[a-zåäö]+)?|[a-zåäö]+polisen|polisområde(?:t)?(?: [a-zåäö]+)?"
)
_MUNICIPALITY = re.compile(r"kommun|kommunen|kommunstyrelsen|kommunfullmäktige|(?P<name>.+?)s? (?:kommun|stad)")
_ALL_PARTIES = re.compile(r"(?:alla|samtliga|båda)(?: (?:parter|parterna))?|parterna|gemensamt|alla tillsammans")
_WHOLE_MUNICIPALITY = re.compile(
    r"hela(?: (?:kommunen|staden|\w+|\w+ kommun))?|(?:hela )?\w+ kommun|kommunen|alla(?: områden| delar)?|kommunövergripande"
)
_YES = re.compile(r"ja|finns|den|samma|gällande", re.I)
_NONE = re.compile(
    r"saknas|nej|ej|inte|inga|inget|finns[ -](?:ej|inte)|ej aktuellt|ingen (?:finns|överenskommelse)|-|null|none|okant|vet[ -]ej|oklart|\?"
)
_SHARED_FOLDER = NAMES[Kind.AGREEMENT].list_name
_NO_AGREEMENT_HINT = "Finns det ingen, skriv ingen och skäl: på en egen rad. Är det inte känt, skriv okänd."
_SINCE = re.compile(r"(.+?)[ ,(]+(?:från(?: och med)?|fr\.?o\.?m\.?|sedan)\s+(\d{4}(?:-\d\d)*)\)?")
_PATH = re.compile(
    r"(?:https?://[^/\s]+/|(?:\.\.?/)+|/)?(?:\S*/)?(?:kommuner/(?P<home>[a-z-]+)/)?[a-z]+/(?P<slug>[a-z0-9-]+)(?:\.md|\.html?|/|/index\.html?)?"
)
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
        meant = _meant(register, record, kind=kind, text=text, is_list=is_list)
        special = _not_a_reference(register, record, link.reference)
        if alike := _look_alike(text):
            hint = alike
        elif special:
            hint = special
        elif meant:
            hint = f"Skriv {meant[0]}" if len(meant) == 1 else f"Skriv [{', '.join(meant)}]"
        elif kind is None and _UNIT.fullmatch(text.casefold()):
            hint = f"En del av kommunen är ingen egen part. Skriv kommunen, och {text} under tillsammans med: eller i texten."
        else:
            hint = _some_are_known(register, record, link.reference) or (
                _how_to_refer(register, record, kind) + _as_a_name(record, link.reference)
            )
        yield Finding(
            code="fel-varde", message=f"”{text}” kan inte vara en hänvisning.", hint=hint, loc=link.reference.loc
        )


_BESIDE = {"parties": "andra parter", "actions.responsible": "annan ansvarig"}


def _some_are_known(register: Register, record: AnyRecord, reference: Reference) -> str:
    """How parties on one row are written, of which some are known here and others are only named."""
    key = _BESIDE.get(reference.field, "")
    parts = [part for part in _SEPARATORS.split(reference.text.strip("[]() ")) if part]
    names = {part: _named(register, record, kind=None, text=part) for part in parts} if key else {}
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
    if reference.kind is Kind.AGREEMENT and _NONE.fullmatch(plain):
        return _NO_AGREEMENT_HINT
    since = _SINCE.fullmatch(plain) if reference.kind is Kind.MUNICIPALITY else None
    name = _named(register, record, kind=Kind.MUNICIPALITY, text=since[1]) if since is not None else None
    if since is not None and name is not None and is_a(record, PoliceArea):
        return f"Skriv - kommun: {name} på raden och från: {since[2]} på raden under."
    return ""


def _as_a_name(record: AnyRecord, reference: Reference) -> str:
    """The key under which somebody without a page of their own is named, where the record has one."""
    words = reference.text.split()
    if reference.kind is None and len(words) == 2 and words[0] in FIRST_NAMES:
        return " Är det en person, skriv den part som ansvarar och aldrig namnet."
    if is_a(record, FollowUp) and reference.kind is None:
        return f" Är {reference.text} ingen av parterna, är det ett omnämnande: flytta filen till {NAMES[Kind.MENTION].folder.rsplit('/', 1)[-1]}/, och skriv namnet under andra:."
    key = "andra" if is_a(record, Mention) else _BESIDE.get(reference.field, "")
    if reference.kind is Kind.AREA and is_commitment(record) and reference.field in ("areas", "actions.areas"):
        key = "platser"
    if not key or reference.kind not in (None, Kind.AREA):
        return ""
    return f" Har {reference.text} ingen egen sida, skriv namnet under {key}: i stället."


def _meant(register: Register, record: AnyRecord, *, kind: Kind | None, text: str, is_list: bool) -> tuple[str, ...]:
    """The references that a text most likely stands for; none where nobody can tell.

    Only where there may be many is it taken apart, and at ”och”, which may stand in a title, only if all of it is known.
    """
    whole = _named(register, record, kind=kind, text=text)
    if whole:
        return (whole,)
    if kind is None and isinstance(record, Record) and _ALL_PARTIES.fullmatch(" ".join(text.casefold().split())):
        return register.parties(record)
    if not is_list:
        return ()
    words = [_named(register, record, kind=kind, text=word) for word in text.split()]
    if len(words) > 1 and all(words):
        return tuple(dict.fromkeys(word for word in words if word))
    parts = [part for part in _SEPARATORS.split(text.strip("[]() ")) if part]
    names = [_named(register, record, kind=kind, text=part) for part in parts]
    if len(parts) < 2 or not any(names) or (not all(names) and re.search(r"\boch\b|\bsamt\b", text)):
        return ()
    return tuple(dict.fromkeys(name or slugify(part) for name, part in zip(names, parts, strict=True)))


def _named(register: Register, record: AnyRecord, *, kind: Kind | None, text: str) -> str | None:
    """The reference to what is called `text`: by its title, by its file's name, or by what everybody calls it."""
    path = _PATH.fullmatch(text.strip().casefold())
    if path is not None:
        return _at_path(register, record, kind=kind, path=path)
    plain = " ".join(text.strip("”“\"'.[]() ").casefold().split()).removesuffix(".md")
    slug = slugify(plain)
    for folder in _own_folders(record, kind):
        for name in slugs_in(register, folder):
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
        return slug if any(slug in slugs_in(register, folder) for folder in _own_folders(record, kind)) else None
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


def _own_folders(record: AnyRecord, kind: Kind | None) -> tuple[str, ...]:
    kinds = (Kind.POLICE_AREA, Kind.ACTOR) if kind is None else (kind,)
    return tuple(
        NAMES[one].folder.replace("*", record.municipality or "") for one in kinds if one is not Kind.MUNICIPALITY
    )


def _how_to_refer(register: Register, record: AnyRecord, kind: Kind | None) -> str:
    if kind is None:
        return "Skriv polisen, kommunen, ett lokalpolisområde (lpo-…) eller en aktörs filnamn utan .md."
    if kind is Kind.MUNICIPALITY:
        return "Skriv kommunens namn som i adresser, till exempel upplands-vasby."
    there = _there(register, _own_folders(record, kind)[0])
    return f"Skriv filens namn utan .md: små bokstäver a–z, siffror och bindestreck.{there}"


MOST_THEMES = 40  # that are listed where one is not found: nobody knows them by heart


def _there(register: Register, folder: str) -> str:
    """What lies in a folder, where it is soon said."""
    slugs = slugs_in(register, folder)
    most = MOST_THEMES if folder == NAMES[Kind.THEME].folder else 6
    return f" I {folder}/ finns {enumerate_words(slugs)}." if 0 < len(slugs) <= most else ""


def lies_in_its_municipality(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """A file that speaks of another municipality, where all that it refers to lies, has come into the wrong folder.

    Told instead of each reference: they are right where the file belongs.
    """
    if not isinstance(record, Record) or record.municipality is None or isinstance(record.fields, Municipality):
        return
    prefix = f"kommuner/{record.municipality}/"
    local = {
        link.target.removeprefix(prefix)
        for link in register.out.get(record.identity, ())
        if link.target is not None and link.target.startswith(prefix)
    }
    if not local or any(f"{prefix}{place}" in register.identities for place in local):
        return
    for slug in register.geography.municipalities:
        there = f"kommuner/{slug}/"
        if all(f"{there}{place}" in register.identities for place in local) and _speaks_of(register, record, slug):
            here, other = (register.geography.name_of(one) for one in (record.municipality, slug))
            yield Finding(
                code="fel-plats",
                message=f"Filen ligger i mappen för {here}, men gäller {other}: där finns det som den hänvisar till.",
                hint=f"Flytta den till {there}{record.path.removeprefix(prefix)}.",
            )
            return


def follows_up_its_own(register: Register, record: AnyRecord) -> Iterator[Finding]:
    """A follow-up of another municipality's pledge, whose actions or parties are those of its own namesake, is of that.

    Told instead of all that such a reference makes untrue. A pledge that the two share may be followed up in either.
    """
    target = target_of(register, record) if isinstance(record, Record) else None
    if target is None or not is_a(record, FollowUp) or record.municipality is None or target.municipality is None:
        return
    own = register.records.get(f"kommuner/{record.municipality}/{target.identity.split('/', 2)[2]}")
    if own is target or not is_commitment(own) or record.municipality in register.municipalities(target):
        return
    if not _is_of(register, record, own) or _is_of(register, record, target):
        return
    key = NAMES[target.kind].singular
    here, there = (register.geography.name_of(one) for one in (record.municipality, target.municipality))
    whose = f"{NAMES[target.kind].definite} ligger i {there}"
    yield Finding(
        code="fel-plats",
        message=f"Uppföljningen ligger i {here}, men {whose}, och det som redovisas hör till {title(own)}.",
        hint=f"Skriv {key}: {own.slug}",
        loc=(key,),
    )


def _is_of(register: Register, record: Record[FollowUp], target: Record[Commitment]) -> bool:
    """Whether every action that a follow-up answers for, and every party that made it, is one of `target`."""
    ids, parties = {action.id for action in target.actions}, register.parties(target)
    acted = {outcome.action for outcome in record.fields.outcomes if outcome.action is not None}
    return acted <= ids and all(any_of((one,), parties) for one in record.fields.by)


def _speaks_of(register: Register, record: Record, slug: str) -> bool:
    """Whether the title or the summary names another municipality, and not the file's own."""
    if isinstance(record.fields, Municipality) or record.municipality is None:
        return False
    words = set(re.findall(r"[\w-]+", f"{record.fields.title} {record.fields.summary or ''}"))

    def is_named(slug: str) -> bool:
        name = register.geography.name_of(slug)
        return bool({name, genitive(name)} & words)

    return is_named(slug) and not is_named(record.municipality)


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
    if kind is None and isinstance(source, Record) and _ALL_PARTIES.fullmatch(text) and register.parties(source):
        message = f"”{text}” kan inte vara en hänvisning."
        hint = f"Skriv [{', '.join(register.parties(source))}]"
        return Finding(code="fel-varde", message=message, hint=hint, loc=link.reference.loc)
    folder, _, slug = link.target.rpartition("/")
    if kind is Kind.MUNICIPALITY:
        near = other_municipality(register, source, text)
        hint = near or "Skriv kommunens namn som i adresser, till exempel upplands-vasby."
        message = f"Det finns ingen kommun som heter ”{text}” i adresser."
        return Finding(code="hanvisning-finns-inte", message=message, hint=hint, loc=link.reference.loc)
    none = _NO_AGREEMENT_HINT if kind is Kind.AGREEMENT and _NONE.fullmatch(text) else ""
    if kind is None:
        kind = Kind.POLICE_AREA if is_police(text) else Kind.ACTOR
        covering = police_areas_of(register, source) if kind is Kind.POLICE_AREA or text == "lpo" else []
        create = f"Skriv {enumerate_words([*covering, 'polisen', 'kommunen'], 'eller')}"
        create += f", eller skapa {link.target}.md." if text != "lpo" else "."
        create += _as_a_name(source, link.reference) if kind is Kind.ACTOR and text != "lpo" else ""
        near = _renamed(register, source, link.target) or other_party(register, source, text)
        none = f"Skriv {PartyKind.MUNICIPALITY}" if text in _called_the_municipality(register, source) else ""
    else:
        create = f"Skriv filens namn utan .md. Filen ska ligga här: {link.target}.md.{_there(register, folder)}"
        near = _renamed(register, source, link.target) or other_record(register, link.target)
    where = f" i {register.geography.name_of(folder.split('/')[1])}" if folder.startswith("kommuner/") else ""
    joined = text.replace("/", "-")
    if joined != text and any(joined in slugs_in(register, own) for own in _own_folders(source, kind)):
        message = f"”{text}” kan inte vara en hänvisning."
        return Finding(code="fel-varde", message=message, hint=f"Skriv {joined}", loc=link.reference.loc)
    only = slugs_in(register, folder)
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
    longer = [other for other in slugs_in(register, folder) if other.startswith(f"{slug}-")]
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
    is_its_own = parts[2] != _SHARED_FOLDER and bool(slugs_in(register, folder))  # few but agreements are shared
    if len(near) != 1 or (is_of_a_year and (len(homes) > 1 or is_its_own)):
        return ""
    return (
        f"Har filen bytt namn, skriv det nya. En med samma namn finns i {register.geography.name_of(near[0])}; "
        f"är det den som menas, skriv {near[0]}/{slug}. Hamnade den filen i fel mapp, flytta den till {folder}/."
    )


def no_municipality_twice(register: Register, record: Record) -> Iterator[Finding]:
    """A police area has each municipality once, but for its parts and for different times."""
    seen: set[object] = set()
    for place, one in enumerate(record.fields.coverage if is_a(record, PoliceArea) else ()):
        if (mark := (one.municipality, one.part)) in seen and one.since is None and one.until is None:
            yield Finding(
                code="dubbel-hanvisning",
                message=f"”{one.municipality}” står två gånger i listan.",
                hint="Ta bort den ena, eller rätta den som skulle vara något annat.",
                loc=("kommuner", place, "kommun"),
            )
        seen.add(mark)


def no_reference_twice(register: Register, record: Record) -> Iterator[Finding]:
    """A list names each thing once."""
    seen: set[tuple[object, str]] = set()
    for link in register.out.get(record.identity, ()):
        reference = link.reference
        if not reference.loc or not isinstance(reference.loc[-1], int):
            continue
        mark = (reference.loc[:-1], reference.text)
        if mark in seen:
            yield Finding(
                code="dubbel-hanvisning",
                message=f"”{reference.text}” står två gånger i listan.",
                hint="Ta bort den ena, eller rätta den som skulle vara något annat.",
                loc=reference.loc,
            )
        seen.add(mark)


def required_lists(register: Register, record: Record) -> Iterator[Finding]:
    """A required list holds something."""
    for key, filled, hint in _required_lists(record.fields):
        if not filled:
            yield Finding(code="tom-lista", message=f"Listan {key}: är tom.", hint=hint, loc=(key,))


def _required_lists(fields: Fields) -> Iterator[tuple[str, tuple[object, ...], str]]:
    """The lists that this kind must have: the key, what it holds, and what to write where that is nothing."""
    match fields:
        case Agreement():
            yield "parter", fields.parties, "Skriv de parter som har kommit överens: polisen, kommunen …"
        case FollowUp():
            yield "av", fields.by, "Skriv vem som säger det: polisen, kommunen, lpo-… eller en aktör."
            yield "belägg", fields.evidence, "Skriv var redovisningen finns: rader med titel och adress."
        case Mention():
            yield "belägg", fields.evidence, "Skriv var det står: rader med titel och adress."
        case Picture():
            yield "av", fields.by, "Skriv vem som har tagit fram lägesbilden."
        case PoliceArea():
            yield "kommuner", fields.coverage, "Skriv minst en kommun."


def no_circle(register: Register, record: Record) -> Iterator[Finding]:
    """`efterträder` never leads back; told once, in the record whose identity sorts first."""
    chain = [record.identity]
    while (following := _predecessor(register, chain[-1])) is not None and following not in chain:
        chain.append(following)
    if following == record.identity and record.identity == min(chain) and not _is_told_by_days(register, chain):
        way = " → ".join(identity.rsplit("/", 1)[-1] for identity in (*chain, following))
        yield Finding(
            code="efterfoljd-i-ring",
            message=f"Efterträdarna går i ring: {way}." if len(chain) > 1 else "Filen efterträder sig själv.",
            hint="Ta bort efterträder: i den som kom först."
            if len(chain) > 1
            else f"{what_was_before(register, record)} Finns det inget som gällde före, ta bort raden.".strip(),
            loc=("efterträder",),
        )


def _is_told_by_days(register: Register, chain: Sequence[str]) -> bool:
    """Whether one of a circle succeeds what came after it, which is told there as the cause."""
    return any(_succeeds_a_later(register, identity) for identity in chain)


def _succeeds_a_later(register: Register, identity: str) -> bool:
    """Whether a record says that it came in place of something that began after it had ended."""
    record, before = register.records.get(identity), register.records.get(_predecessor(register, identity) or "")
    own = record.fields.span if isinstance(record, Record) else None
    later = before.fields.span if isinstance(before, Record) else None
    return own is not None and later is not None and certainly_before(own, later)


def what_was_before(register: Register, record: Record) -> str:
    """The record of the kind that ended last before this began in its place, as what was meant by one that follows itself or a later."""
    earlier = [
        one
        for one in register.records.values()
        if isinstance(one, Record)
        and one.kind is record.kind
        and one.municipality == record.municipality
        and one.fields.span is not None
        and record.fields.span is not None
        and certainly_before(one.fields.span, record.fields.span)
    ]
    last = max(earlier, key=lambda one: str(one.fields.span), default=None)
    if last is None:
        return ""
    return f"Skriv efterträder: {last.slug} om det är {title(last)} som gällde före."


def _predecessor(register: Register, identity: str) -> str | None:
    links = register.out.get(identity, ())
    return next((link.target for link in links if link.reference.field == "succeeds" and link.target), None)


def one_successor(register: Register, record: Record) -> Iterator[Finding]:
    """Only one record follows another; told in all but the first."""
    predecessor = _predecessor(register, record.identity)
    if predecessor is None:
        return
    rivals = [
        one
        for one in register.sources(predecessor, type(record.fields), "succeeds")
        if one.identity != predecessor and not _succeeds_a_later(register, one.identity)
    ]
    if rivals and rivals[0].identity < record.identity:
        own, earlier = record.fields.span, rivals[0].fields.span
        is_later = own is not None and earlier is not None and certainly_before(earlier, own)
        yield Finding(
            code="dubbel-eftertradare",
            message=f"Också {title(rivals[0])} säger sig efterträda ”{predecessor.rsplit('/', 1)[-1]}”.",
            hint=f"Följer den här på {title(rivals[0])}, skriv efterträder: {rivals[0].slug}. Delades det i två, acceptera varningen."
            if is_later
            else "Ta bort efterträder: i den som inte följer direkt efter. Delades det i två, acceptera varningen.",
            loc=("efterträder",),
        )


def follow_up_has_target(register: Register, record: Record) -> Iterator[Finding]:
    """A follow-up of an agreement says which."""
    if is_a(record, FollowUp) and record.fields.agreement in (NO_AGREEMENT, UNKNOWN_AGREEMENT):
        yield Finding(
            code="uppfoljning-utan-mal",
            message=f"En uppföljning kan inte gälla överenskommelsen ”{record.fields.agreement}”.",
            hint="Skriv namnet på den överenskommelse, det löfte eller den åtgärdsplan som följs upp.",
            loc=("överenskommelse",),
        )


def outcomes_have_actions(log: PublicationLog, register: Register, record: Record) -> Iterator[Finding]:
    """Each outcome points at an action of what is followed up; an agreement has none.

    What was promised when the pledge was published, and has been taken out since, is to be put back: it was no mistake
    of the follow-up's, and what came of it is to be read beside it.
    """
    target = target_of(register, record)
    if target is None or not is_a(record, FollowUp):
        return
    ids = [action.id for action in target.actions]
    edition = log.latest(target)
    promised = {text.key: text.text for text in edition.texts} if edition is not None else {}
    acted = [one.action for one in record.fields.outcomes if one.action is not None]
    if not any(f"åtgärder.{one}.vad" in promised for one in acted) and (
        wrong := _of_another_year(register, record, target=target, acted=acted)
    ):
        yield wrong
        return
    for number, outcome in enumerate(record.fields.outcomes):
        if outcome.action is None:
            continue
        loc = ("utfall", number, "åtgärd")
        if is_a(target, Agreement):
            yield Finding(
                code="utfall-pa-overenskommelse",
                message=f"En överenskommelse har inga åtgärder, så ”{outcome.action}” finns inte.",
                hint="Skriv vad: i stället för åtgärd:, och berätta vad som gjordes.",
                loc=loc,
            )
        elif outcome.action not in ids and (what := promised.get(f"åtgärder.{outcome.action}.vad")) is not None:
            renamed = next((action.id for action in target.actions if action.what == what), "")
            yield Finding(
                code="utfall-okand-atgard",
                message=f"Åtgärden ”{outcome.action}” stod i {title(target)} när det publicerades, och "
                + (f"heter nu ”{renamed}” där." if renamed else "är borttagen där."),
                hint=f"Skriv tillbaka id: {outcome.action} i {target.path}: ett id ändras inte."
                if renamed
                else f"Skriv tillbaka den i {target.path}, med samma id. Gäller den inte längre, låt den ändå stå, och säg det under händelser: där.",
                loc=loc,
            )
        elif outcome.action not in ids:
            choices = f"Åtgärderna är {enumerate_words(ids)}." if ids else f"Inga åtgärder står i {target.path}."
            called = next(
                (action.id for action in target.actions if action.what.casefold() == outcome.action.casefold()), ""
            )
            near = f"Skriv {called}." if called else suggestion(outcome.action, ids)
            if not near and len(set(ids)) < len(ids):
                continue  # of two with one id, one has lost its own, which this may be: told of there
            near = near or choices
            hint = f"{near} Har åtgärden bytt id i {target.path}, skriv tillbaka det som stod: ett id ändras inte."
            yield Finding(
                code="utfall-okand-atgard",
                message=f"Åtgärden ”{outcome.action}” finns inte i {title(target)}.",
                hint=f"{hint} Var den inte lovad, skriv vad: i stället för åtgärd:.",
                loc=loc,
            )


def _of_another_year(
    register: Register, record: Record, *, target: Record[Commitment], acted: Sequence[str]
) -> Finding | None:
    """What to say where the actions that are named are most of them another pledge's of the place: the reference is wrong."""
    named, own = set(acted), {action.id for action in target.actions}
    unknown = named - own
    if len(unknown) * 2 <= len(named) or (len(named) == 1 and suggestion(acted[0], own)):
        return None
    shared = [
        (len(named & {action.id for action in other.actions}), other)
        for other in register.records.values()
        if is_commitment(other)
        and other is not target
        and (other.kind, other.municipality) == (target.kind, target.municipality)
    ]
    most = max((count for count, _ in shared), default=0)
    meant = [other for count, other in shared if count == most]
    if most * 2 <= len(named) or most <= len(named & own):
        return None
    covers = record.fields.covers if is_a(record, FollowUp) else None
    meant = [
        other for other in meant if covers and other.fields.span and not _apart(covers, other.fields.span)
    ] or meant
    key = NAMES[target.kind].singular
    names = enumerate_words(f"”{one}”" for one in dict.fromkeys(acted) if one in unknown)
    one_of = "Åtgärden" if len(unknown) == 1 else "Åtgärderna"
    where = title(meant[0]) if len(meant) == 1 else f"andra {NAMES[target.kind].plural}"
    choices = enumerate_words((f"{key}: {_as_referred_to(record, other)}" for other in meant), "eller")
    return Finding(
        code="utfall-okand-atgard",
        message=f"{one_of} {names} finns inte i {title(target)}, men i {where}.",
        hint=f"Menade du {choices}?",
        loc=(key,),
    )


def _apart(one: Period, other: Period) -> bool:
    return certainly_before(one, other) or certainly_before(other, one)


def _as_referred_to(record: Record, other: Record) -> str:
    return other.slug if other.municipality == record.municipality else f"{other.municipality}/{other.slug}"


def mentions_have_actions(register: Register, record: Record) -> Iterator[Finding]:
    """What others say of an action is of one in something that they speak of."""
    if not is_a(record, Mention):
        return
    named = [one for one in register.out.get(record.identity, ()) if one.reference.field in MENTIONED]
    subjects = register.mentioned(record)
    if len(subjects) < len(named):
        return  # what can't be read has its own message, and may well have the action
    ids = [action.id for subject in subjects for action in subject.actions]
    acted = [remark.action for remark in record.fields.remarks if remark.action is not None]
    wrong = _of_another_year(register, record, target=subjects[0], acted=acted) if len(subjects) == 1 else None
    if wrong is not None:
        yield wrong
        return
    for number, remark in enumerate(record.fields.remarks):
        if remark.action is not None and remark.action not in ids:
            yield Finding(
                code="utfall-okand-atgard",
                message=f"Åtgärden ”{remark.action}” finns inte i det som omnämns.",
                hint=f"{suggestion(remark.action, ids)} Gäller det ingen åtgärd, ta bort åtgärd:.".strip(),
                loc=("säger", number, "åtgärd"),
            )


def indicators_are_known(register: Register, record: Record) -> Iterator[Finding]:
    """A follow-up that only points at a measure points at one of the pledge's."""
    target = target_of(register, record)
    if target is None or not is_a(record, FollowUp):
        return
    ids = [indicator.id for indicator in target.fields.indicators if indicator.id is not None]
    for number, indicator in enumerate(record.fields.indicators):
        if indicator.what is None and indicator.id not in ids:
            yield Finding(
                code="matt-okant",
                message=f"Måttet ”{indicator.id}” finns inte i {title(target)}.",
                hint=f"{suggestion(indicator.id or '', ids)} Är det ett annat mått, skriv vad: som mäts.".strip(),
                loc=("mått", number, "id"),
            )


def parts_are_known(register: Register, record: Record) -> Iterator[Finding]:
    """An action that belongs to a part belongs to one of the pledge's; an unknown part is told of where it first stands."""
    parts = [part.id for part in record.fields.parts] if is_a(record, Pledge) else []
    told: set[str] = set()
    for number, action in enumerate(record.actions):
        if action.part is not None and action.part not in (*parts, *told):
            told.add(action.part)
            choices = f"Delarna är {enumerate_words(parts)}." if parts else "Lägg till delar: med id och titel."
            yield Finding(
                code="del-okand",
                message=f"Delen ”{action.part}” finns inte i {NAMES[record.kind].definite}.",
                hint=suggestion(action.part, parts) or choices,
                loc=("åtgärder", number, "del"),
            )


def ids_differ(register: Register, record: Record) -> Iterator[Finding]:
    """Each action, part and measure has an id of its own."""
    parts = record.fields.parts if is_a(record, Pledge) else ()
    indicators = record.fields.indicators if is_commitment(record) else ()
    yield from _twice("åtgärder", "Åtgärd", [action.id for action in record.actions])
    yield from _twice("delar", "Del", [part.id for part in parts])
    yield from _twice("mått", "Mått", [indicator.id for indicator in indicators])


def _twice(key: str, word: str, ids: Iterable[str | None]) -> Iterator[Finding]:
    first: dict[str, int] = {}
    for number, name in enumerate(ids):
        if name is None:
            continue
        if name in first:
            yield Finding(
                code="dubbelt-id",
                message=f"{word} {first[name] + 1} och {number + 1} har samma id, ”{name}”.",
                hint="Ge den ena ett annat id. Har den redan följts upp, ändra den andra.",
                loc=(key, number, "id"),
            )
        first.setdefault(name, number)


RULES: tuple[Rule, ...] = (
    targets_exist,
    no_reference_twice,
    no_municipality_twice,
    required_lists,
    no_circle,
    one_successor,
    follow_up_has_target,
    mentions_have_actions,
    indicators_are_known,
    parts_are_known,
    ids_differ,
)
