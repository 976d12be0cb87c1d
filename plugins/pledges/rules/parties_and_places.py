"""Who stands behind a record and where it applies: parties, responsible, municipalities and their parts."""

import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache

from pledges.content import geography
from pledges.content.kinds import NAMES, Kind, PartyKind
from pledges.content.parties import any_of, is_police, party_identity
from pledges.content.record import Loc, Record, has_actions, is_a, is_commitment
from pledges.content.record_fields import (
    Actor,
    Agreement,
    Area,
    Coverage,
    FollowUp,
    Municipality,
    Pledge,
    PoliceArea,
)
from pledges.content.record_values import texts
from pledges.content.register import NO_AGREEMENT, Register
from pledges.rules.finding import Finding, Rule, exists
from pledges.swedish import enumerate_words, period
from pledges.written_values import UNKNOWN_WORD, Period

_WHO_DOES_IT = re.compile(r"(polisen|kommunen) (?!och\b|eller\b|samt\b|med\b)[^\W\d_]+", re.IGNORECASE)
_POSTAL_CODE = re.compile(r"\d{3} ?\d{2}")


def somebody_promises(register: Register, record: Record) -> Iterator[Finding]:
    """A pledge has parties of its own or of its agreement."""
    if not is_a(record, Pledge) or register.parties(record):
        return
    agreement = resolve_agreement(register, record)
    if agreement is not None and register.get(agreement) is None:
        return  # that the agreement is missing, unreadable or a draft is the cause, and is told of
    yield Finding(
        code="saknar-parter",
        message="Det står inte vem som lovar.",
        hint="Lägg till parter:, till exempel parter: [polisen, kommunen], eller en överenskommelse som har parter.",
        loc=("parter",),
    )


def resolve_agreement(register: Register, record: Record) -> str | None:
    """The identity that `överenskommelse` leads to, whether or not it is here."""
    links = register.out.get(record.identity, ())
    return next((link.target for link in links if link.reference.field == "agreement"), None)


def at_least_two_parties(register: Register, record: Record) -> Iterator[Finding]:
    """An agreement is between two or more; `kommunen` stands for every municipality that shares it."""
    if not is_a(record, Agreement) or not record.fields.parties:
        return
    parties = set(record.fields.parties)
    shared = len(register.municipalities(record)) if PartyKind.MUNICIPALITY in parties else 0
    if len(parties) + max(shared - 1, 0) < 2:
        yield Finding(
            code="ensam-part",
            message="Bara en part står i överenskommelsen.",
            hint="Lägg till de andra under parter:.",
            loc=("parter",),
        )


def agreement_says_something(register: Register, record: Record) -> Iterator[Finding]:
    """More is known of an agreement than its parties: when it is only mentioned, the pledge says so."""
    if not is_a(record, Agreement) or str(record.fields.period) != UNKNOWN_WORD:
        return
    fields = record.fields
    time = (
        fields.length,
        fields.holds_at_least_until,
        fields.extension,
        fields.revisions,
        fields.signed,
        fields.succeeds,
    )
    papers = (fields.signatories, fields.diary_number, fields.pictures, fields.documents, fields.changes)
    contents = (fields.focus_areas, fields.effect_goals, fields.indicators, fields.organisation, fields.resources)
    if not any((*time, *papers, *contents, fields.follow_up)):
        yield Finding(
            code="tom-overenskommelse",
            message="Överenskommelsen säger inget mer än vilka som har kommit överens.",
            hint="Lägg till tiden, när den undertecknades eller vad den ska uppnå. Är den bara nämnd, ta bort filen, skriv överenskommelse: okänd i löftet och vad källan säger om den under saknas:.",
            loc=("period",),
        )


def each_party_once(register: Register, record: Record) -> Iterator[Finding]:
    """The police are named once: as a local police area, or without saying which."""
    parties = record.fields.parties if is_commitment(record) else record.fields.by if is_a(record, FollowUp) else ()
    areas = [party for party in parties if is_police(party) and party != PartyKind.POLICE]
    if areas and PartyKind.POLICE in parties:
        key = "av" if is_a(record, FollowUp) else "parter"
        yield Finding(
            code="part-tva-ganger",
            message=f"Polisen står två gånger bland parterna: som polisen och som {areas[0]}.",
            hint=f"Ta bort polisen, och behåll {areas[0]}.",
            loc=(key, parties.index(PartyKind.POLICE)),
        )


def other_parties_are_others(register: Register, record: Record) -> Iterator[Finding]:
    """`andra parter` names those who have no file: none who is a party already, and nobody twice."""
    for loc, name in _told_twice(register, record).items():
        yield Finding(
            code="part-tva-ganger",
            message=f"”{name}” står redan bland parterna.",
            hint="Ta bort namnet ur andra parter:.",
            loc=loc,
        )


def _told_twice(register: Register, record: Record) -> dict[Loc, str]:
    """The other parties that are parties already, or named before, with where they stand."""
    if not is_commitment(record) or not record.fields.other_parties:
        return {}
    parties = register.parties(record)
    names = {"polisen": PartyKind.POLICE, "polismyndigheten": PartyKind.POLICE, "kommunen": PartyKind.MUNICIPALITY}
    known = {*parties, *(name for name, party in names.items() if any_of((party,), parties))}
    known |= {one.fields.title.casefold() for party in parties if (one := register.party(party)) is not None}
    if PartyKind.MUNICIPALITY in parties:
        facts = register.geography.municipalities
        known |= {facts[slug].official_name.casefold() for slug in register.municipalities(record) if slug in facts}
    found: dict[Loc, str] = {}
    for number, name in enumerate(record.fields.other_parties):
        if name.casefold() in known:
            found["andra parter", number] = name
        known.add(name.casefold())
    return found


def responsible_are_parties(register: Register, record: Record) -> Iterator[Finding]:
    """Whoever is responsible for an action is among the parties."""
    parties = register.parties(record)
    agreement = register.target(record, Agreement, "agreement")
    is_inherited = agreement is not None and has_actions(record) and not record.fields.parties
    if agreement is not None and is_inherited and _has_unknown_parties(register, agreement):
        return  # a party that is misspelt there is one here too, and is told of there
    where = f" i {agreement.path}" if agreement is not None and is_inherited else ""
    for row, action in enumerate(record.actions if parties else ()):
        for number, party in enumerate(action.responsible):
            identity = party_identity(party)
            if any_of((party,), parties) or (identity is not None and not exists(register, identity)):
                continue
            add = f"Lägg till {party} under parter:{where}."
            if _is_of_another_municipality(register, record, party):
                meant = _namesake(register, party, parties)
                add = (
                    f"Menade du {meant}?"
                    if meant
                    else f"Rätta ansvarig:, som är en annan kommuns. Parterna är {enumerate_words(parties)}."
                )
            yield Finding(
                code="ansvarig-inte-part",
                message=f"”{party}” ansvarar för åtgärden ”{action.id}” men är inte part i {NAMES[record.kind].definite}.",
                hint=f"{add} Är det någon som bara hjälper till, skriv den under tillsammans med:.",
                loc=("åtgärder", row, "ansvarig", number),
            )


def who_does_it_is_responsible(register: Register, record: Record) -> Iterator[Finding]:
    """`Polisen finns på torget` is not what the municipality alone is responsible for, nor the other way round."""
    for row, action in enumerate(record.actions):
        found = _WHO_DOES_IT.match(action.what)
        if found is None or not action.responsible:
            continue
        is_the_police = found[1].casefold() == PartyKind.POLICE
        others = (one == PartyKind.MUNICIPALITY if is_the_police else is_police(one) for one in action.responsible)
        if all(others):
            yield Finding(
                code="ansvarig-mot-vad",
                message=f"Åtgärden börjar ”{found[0]}”, men ansvarig: är {enumerate_words(action.responsible)}.",
                hint=f"Skriv ansvarig: {found[1].casefold()}, eller rätta vad:. Gör den ena det åt den andra, acceptera varningen.",
                loc=("åtgärder", row, "ansvarig"),
            )


def _has_unknown_parties(register: Register, agreement: Record[Agreement]) -> bool:
    named = (link for link in register.out.get(agreement.identity, ()) if link.reference.field == "parties")
    return any(link.target is not None and not exists(register, link.target) for link in named)


def _is_of_another_municipality(register: Register, record: Record, party: str) -> bool:
    """Whether `party` is an actor that is named after another municipality than the record's."""
    after = {slug for slug in register.geography.municipalities if f"-{slug}" in f"-{party}"}
    is_actor = is_a(register.get(party_identity(party) or ""), Actor)
    return is_actor and bool(after) and not after & set(register.municipalities(record))


def _namesake(register: Register, party: str, parties: Iterable[str]) -> str | None:
    """The only one of `parties` that is of the same type as the actor `party`."""
    named = register.get(party_identity(party) or "")
    if not is_a(named, Actor) or named.fields.type is None:
        return None
    others = {one: register.get(party_identity(one) or "") for one in parties}
    alike = [one for one, actor in others.items() if is_a(actor, Actor) and actor.fields.type == named.fields.type]
    return alike[0] if len(alike) == 1 else None


def areas_are_at_home(register: Register, record: Record) -> Iterator[Finding]:
    """A part of a municipality that is named lies in a municipality of the record."""
    homes = register.municipalities(record)
    for link in register.out.get(record.identity, ()):
        if link.reference.kind is not Kind.AREA or link.target is None or not homes:
            continue
        home = link.target.split("/")[1]
        if home not in homes and exists(register, link.target):
            names = enumerate_words(map(register.geography.name_of, homes))
            yield Finding(
                code="omrade-i-annan-kommun",
                message=f"”{link.reference.text}” ligger i {register.geography.name_of(home)}, men filen gäller {names}.",
                hint="Rätta området, eller lägg till kommunen under kommuner:.",
                loc=link.reference.loc,
            )


def places_within_agreement(register: Register, record: Record) -> Iterator[Finding]:
    """The places of a pledge or plan are among those of its agreement."""
    agreement = register.target(record, Agreement, "agreement") if has_actions(record) else None
    if agreement is None:
        return
    shared = register.municipalities(agreement)
    for slug in register.municipalities(record):
        if slug not in shared:
            yield Finding(
                code="kommun-utanfor-overenskommelsen",
                message=f"Överenskommelsen ”{agreement.fields.title}” gäller inte i {register.geography.name_of(slug)}.",
                hint=_own_agreement(register, record, slug)
                or f"Lägg till {slug} under kommuner: i {agreement.path}, eller rätta överenskommelse:.",
                loc=("överenskommelse",),
            )
    allowed = {resolve_area(area, agreement) for area in agreement.fields.areas}
    for number, area in enumerate(record.fields.areas if is_a(record, Pledge) else ()):
        if allowed and resolve_area(area, record) not in allowed:
            yield Finding(
                code="omrade-utanfor-overenskommelsen",
                message=f"”{area}” finns inte bland områdena i överenskommelsen ”{agreement.fields.title}”.",
                hint=f"Rätta områdena här eller i {agreement.path}.",
                loc=("områden", number),
            )


def _own_agreement(register: Register, record: Record, slug: str) -> str:
    """What to write where the municipality has one agreement of its own of the same time."""
    span = record.fields.span
    own = [
        one.slug
        for one in register.of(Agreement)
        if one.municipality == record.municipality == slug and span is not None and one.fields.period.overlaps(span)
    ]
    return f"Menade du den egna, skriv överenskommelse: {own[0]}" if len(own) == 1 else ""


def resolve_area(text: str, record: Record) -> str:
    """The identity of an area as written in `record`."""
    municipality, _, slug = text.rpartition("/")
    return f"kommuner/{municipality or record.municipality}/omraden/{slug}"


_AS_TEXT = {"andra parter": "parter:", "annan ansvarig": "ansvarig:", "platser": "områden:", "andra": "av:"}


def names_have_no_page(register: Register, record: Record) -> Iterator[Finding]:
    """What is named as a text has no page of its own: then it would be a reference."""
    named = [(loc, text, key) for loc, text in texts(record) if (key := _last_key(loc)) in _AS_TEXT]
    if not named:
        return
    homes = register.municipalities(record)
    pages: tuple[Record[PoliceArea | Actor], ...] = (*register.of(PoliceArea), *register.of(Actor))
    parties = {name: one.slug for one in pages for name in (one.fields.title.casefold(), one.slug)}
    parties |= {party.value: party.value for party in PartyKind}
    areas = {
        name: one.slug
        for one in register.of(Area)
        if one.municipality in homes
        for name in (one.fields.title.casefold(), one.slug)
    }
    twice = _told_twice(register, record)
    for loc, text, key in named:
        slug = (areas if key == "platser" else parties).get(text.casefold())
        if slug is not None and "dialogsiffror" not in loc and loc not in twice:
            yield Finding(
                code="namn-som-text",
                message=f"”{text}” har en egen sida i portalen.",
                hint=f"Skriv {slug} under {_AS_TEXT[key]} i stället för namnet under {key}:.",
                loc=loc,
            )


def _last_key(loc: Loc) -> str:
    return next((step for step in reversed(loc) if isinstance(step, str)), "")


def _is_party_of_another(register: Register, record: Record, name: str) -> bool:
    """Whether somebody is a party of what is agreed or promised in the same municipality."""
    return any(one.municipality == record.municipality and name in one.fields.parties for one in register.commitments())


def police_area_covers(register: Register, record: Record) -> Iterator[Finding]:
    """A local police area that is a party covers at least one of the record's municipalities at the time."""
    homes = register.municipalities(record)
    for link in register.out.get(record.identity, ()):
        area = register.get(link.target)
        if not is_a(area, PoliceArea) or link.reference.field not in ("parties", "by") or not homes:
            continue
        if link.reference.field == "by" and _is_party_of_another(register, record, link.reference.text):
            continue  # told of there
        here = [row for row in area.fields.coverage if row.municipality in homes]
        if any(_in_force(row, record.fields.span) or _is_reversed(row) for row in here):
            continue  # a time that ends before it begins is told of where it stands
        names = enumerate_words(map(register.geography.name_of, homes))
        then = f" {period(record.fields.span)}" if here and record.fields.span is not None else ""
        yield Finding(
            code="polisomrade-utanfor-kommunen",
            message=f"{area.fields.title} omfattar inte {names}{then} enligt {area.path}.",
            hint=_own_police_area(register, record, link.reference.text)
            or f"Rätta {'från: eller till: i polisområdets fil, eller parten' if here else 'parten, eller lägg till kommunen i polisområdets fil'}.",
            loc=link.reference.loc,
        )


def _own_police_area(register: Register, record: Record, party: str) -> str:
    """What to write where one other police area covered the municipality then, and nothing of its own is a party."""
    homes, span = register.municipalities(record), record.fields.span
    own = [
        area.slug
        for area in register.of(PoliceArea)
        if area.slug != party
        and any(row.municipality in homes and _in_force(row, span) for row in area.fields.coverage)
    ]
    named = record.fields.by if is_a(record, FollowUp) else record.fields.parties if is_commitment(record) else ()
    return f"Menade du {own[0]}?" if len(own) == 1 and own[0] not in named else ""


def _in_force(row: Coverage, period: Period | None) -> bool:
    if period is None:
        return True
    began_too_late = row.since is not None and period.last is not None and row.since.first > period.last
    ended_too_early = row.until is not None and period.first is not None and row.until.last < period.first
    return not (began_too_late or ended_too_early)


def _is_reversed(row: Coverage) -> bool:
    return row.since is not None and row.until is not None and row.until.last < row.since.first


def municipality_list(register: Register, record: Record) -> Iterator[Finding]:
    """`kommuner` names all who share the record, also the one that it lies with."""
    listed = record.municipalities
    if not listed or record.municipality is None:
        return
    if record.municipality not in listed:
        yield Finding(
            code="kommunlista",
            message=f"Filen ligger hos {register.geography.name_of(record.municipality)}, som inte står i listan.",
            hint=f"Lägg till {record.municipality}, eller flytta filen till en kommun som står där.",
            loc=("kommuner",),
        )
    elif len(set(listed)) == 1:
        yield Finding(
            code="kommunlista",
            message="Listan har bara den kommun som filen ligger hos.",
            hint="Ta bort kommuner:, eller lägg till de andra.",
            loc=("kommuner",),
        )


def code_agrees(register: Register, record: Record) -> Iterator[Finding]:
    """`kommunkod` is the municipality's own."""
    facts = register.geography.municipalities.get(record.municipality or "")
    if is_a(record, Municipality) and facts and record.fields.code not in (None, facts.code):
        known = register.geography.municipalities.values()
        other = next((one for one in known if one.code == record.fields.code), None)
        yield Finding(
            code="kommunkod",
            message=f"{facts.name} har kommunkod {facts.code}, inte {record.fields.code}.",
            hint=f"{other.code} är {other.name}. Hör filerna i mappen dit, flytta dem till kommuner/{other.slug}/. Är det bara koden som är fel, skriv {facts.code}."
            if other is not None
            else f"Skriv {facts.code}, eller ta bort raden.",
            loc=("kommunkod",),
        )


def _better_postal_code(text: str) -> str:
    """The code or codes that a text holds: `SE-342 30`, `342 30 Alvesta`, `342 30, 342 32`."""
    found = [f"{first} {last}" for first, last in re.findall(r"(?<!\d)(\d{3})[ -]?(\d{2})(?!\d)", text)]
    if not found:
        return "Skriv fem siffror, till exempel 972 31."
    return f"Skriv {found[0]}" if len(found) == 1 else f"Skriv [{', '.join(found)}]"


def postal_codes(register: Register, record: Record) -> Iterator[Finding]:
    """A postal code has five digits."""
    for number, code in enumerate(record.fields.postal_codes if is_a(record, Area) else ()):
        if not _POSTAL_CODE.fullmatch(code):
            yield Finding(
                code="postnummer",
                message=f"”{code}” är inget postnummer.",
                hint=_better_postal_code(code),
                loc=("postnummer", number),
            )


@lru_cache(maxsize=1)
def _places_of_codes() -> Mapping[str, frozenset[str]]:
    """The codes of the municipalities that each postal code may lie in."""
    return {one.code: frozenset(one.municipalities) for one in geography.postal_codes()}


@lru_cache(maxsize=1)
def _known_beginnings() -> frozenset[str]:
    """The first three digits of every postal code."""
    return frozenset(code[:3] for code in _places_of_codes())


@lru_cache(maxsize=1)
def _with_codes() -> frozenset[str]:
    """The codes of the municipalities that postal codes are known to lie in. One that is made up, as an example, has none."""
    return frozenset().union(*_places_of_codes().values())


def postal_codes_are_its_own(register: Register, record: Record) -> Iterator[Finding]:
    """A postal code of a part of a municipality is one that may lie in it."""
    own = register.geography.municipalities.get(record.municipality or "")
    if own is None or own.code not in _with_codes():
        return
    for number, code in enumerate(record.fields.postal_codes if is_a(record, Area) else ()):
        plain = code.replace(" ", "")
        places = _places_of_codes().get(plain)
        if len(plain) == 5 and plain.isdigit() and plain[:3] not in _known_beginnings():
            yield Finding(
                code="postnummer-i-annan-kommun",
                message=f"Inget postnummer som vi känner till börjar med {plain[:3]}.",
                hint="Kontrollera siffrorna. Stämmer de, acceptera varningen.",
                loc=("postnummer", number),
            )
        if places is None or own.code in places:
            continue
        there = [one.name for one in register.geography.municipalities.values() if one.code in places]
        if there:
            yield Finding(
                code="postnummer-i-annan-kommun",
                message=f"{code} ligger i {enumerate_words(there, 'eller')}, inte i {own.name}.",
                hint="Kontrollera siffrorna. Stämmer de, acceptera varningen.",
                loc=("postnummer", number),
            )


def no_agreement_needs_reason(register: Register, record: Record) -> Iterator[Finding]:
    """`överenskommelse: ingen` says why."""
    if is_a(record, Pledge) and record.fields.agreement == NO_AGREEMENT and not record.fields.reason:
        yield Finding(
            code="ingen-utan-skal",
            message="Löftet hör inte till någon överenskommelse, men det står inte varför.",
            hint="Lägg till skäl:. Vet ni inte om det finns en överenskommelse, skriv överenskommelse: okänd.",
            loc=("överenskommelse",),
        )


RULES: tuple[Rule, ...] = (
    somebody_promises,
    at_least_two_parties,
    agreement_says_something,
    each_party_once,
    other_parties_are_others,
    responsible_are_parties,
    who_does_it_is_responsible,
    areas_are_at_home,
    places_within_agreement,
    names_have_no_page,
    police_area_covers,
    municipality_list,
    code_agrees,
    postal_codes,
    postal_codes_are_its_own,
    no_agreement_needs_reason,
)
