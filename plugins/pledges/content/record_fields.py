"""What a content file says: frozen, typed records. This is the vocabulary.

Each field joins its English name to its Swedish key, label and help text. The reader, the messages, the JSON
Schema, the writing guide and `make new` all read it from here. The contract is docs/content-format.md. How a value is
understood is in `field_types`, what a goal asks for in `goals`.
"""

import re
from typing import Annotated, Any, ClassVar, Literal, get_args

from pydantic import (
    BeforeValidator,
    field_validator,
    model_validator,
)

from pledges.content.field_types import (
    COMPILED,
    FINAL,
    TEXT_SCHEMA,
    Address,
    AgreementRef,
    AreaRef,
    CountUnit,
    DateField,
    DurationField,
    FollowUpRef,
    Many,
    MunicipalityRef,
    NumberField,
    PartyRef,
    PeriodField,
    PictureRef,
    PlanRef,
    PledgeRef,
    Ref,
    RefusedValueError,
    Row,
    Slug,
    Text,
    ThemeRef,
    UnitField,
    YesNo,
    any_of,
    key,
    one_of,
    parsed,
)
from pledges.content.geography import slugify
from pledges.content.goals import Goal
from pledges.content.kinds import Kind
from pledges.swedish import enumerate_words
from pledges.written_values import PartialDate, Period, parse_clock

# fmt: off


class Source(Row):
    """Where something is found: an address, or a file of the portal's own."""

    title: Text | None = key("titel", "Titel", "Vad källan heter, så att en läsare vet vad länken leder till.", default=None)
    address: Address | None = key("adress", "Adress", "Webbadressen, med https://.", default=None)
    file: Text | None = key("fil", "Fil", "En fil som ligger i kommunens mapp, till exempel overenskommelser/2019.pdf.", default=None)
    retrieved: DateField = key("hämtad", "Hämtad", "Dagen då källan lästes.", default=None)
    note: Text | None = key("not", "Not", "Det läsaren bör veta om källan.", default=None)
    unpublished: YesNo = key("ej publicerad", "Ej publicerad", "ja, om dokumentet finns men inte är publicerat.", default=False)
    standing: Literal["original", "överskriven", "arkivkopia", "egen läsning"] | None = key(
        "ställning", "Ställning",
        "original, överskriven (sidan säger något annat nu), arkivkopia eller egen läsning (uppgiften är vår tolkning).",
        default=None,
    )  # fmt: skip
    stated_year: DateField = key("år i källan", "År i källan", "Det år som källan själv anger, om det är ett annat än löftets. Säg i not: varför.", default=None)

    @model_validator(mode="after")
    def _points_somewhere(self) -> "Source":
        if not (self.address or self.file or self.unpublished or self.title):
            raise ValueError("Källan är tom. Skriv adress: eller fil:, och gärna titel:.")
        return self


def _source(value: object) -> object:
    return {"adress": value} if isinstance(value, str) else value


SourceField = Annotated[Source, BeforeValidator(_source, json_schema_input_type=Source | Address)]


class Statutory(Source):
    """What a municipality has as lag 2023:196 asks: where it is found, and from when."""

    date: DateField = key("datum", "Datum", "Dagen då det togs fram, beslutades eller började, eller då fullmäktige fick rapporten.", default=None)
    renewed: DateField = key("uppdaterad", "Uppdaterad", "Dagen då lägesbilden senast uppdaterades, eller åtgärdsplanen senast följdes upp.", default=None)

    @model_validator(mode="after")
    def _in_order(self) -> "Statutory":
        if self.date is not None and self.renewed is not None and self.renewed.last < self.date.first:
            raise ValueError(f"uppdaterad: {self.renewed} är före datum: {self.date}. Kontrollera årtalen.")
        return self


StatutoryField = Annotated[Statutory, BeforeValidator(_source, json_schema_input_type=Statutory | Address)]


class Removed(Row):
    """One line of `borttaget`: when and why the text was taken away."""

    date: DateField = key("datum", "Datum", "Dagen då uppgifterna togs bort.")
    reason: Text = key("skäl", "Skäl", "Varför, utan att upprepa det som togs bort.")


class AcceptedWarning(Row):
    """A warning that somebody has judged to be in order, with the reason."""

    code: Text = key("kod", "Gäller", "Varningens kod, som den står inom hakparentes i rapporten.")
    reason: Text = key("skäl", "Skäl", "Varför varningen är i sin ordning här.")


class Common(Row):
    """What every kind of record may have."""

    kind: ClassVar[Kind]

    kept_by: Literal["parterna", "sammanställning"] | None = key(
        "förs av", "Förs av",
        "sammanställning, om portalens redaktion har sammanställt uppgifterna ur offentliga källor; parterna, om de för dem själva. "
        "Utan raden gäller det som kommun.md säger, eller parterna om den inget säger.",
        default=None,
    )  # fmt: skip
    sources: Many[SourceField] = key("källor", "Källor", "Var uppgifterna är hämtade: en adress per rad, eller rader med titel och adress.", default=())
    missing: Many[Text] = key("saknas", "Saknas", "Det som inte är känt. Visas som det är.", default=())
    former_addresses: Many[Text] = key("tidigare adresser", "Tidigare adresser", "Adresser som sidan har haft förr, så att gamla länkar fungerar.", default=())
    accepted_warnings: Many[AcceptedWarning] = key("accepterade varningar", "Accepterade varningar", "Varningar som är i sin ordning, med kod och skäl.", default=())
    removed: Many[Removed] = key("borttaget", "Borttaget", "Rader med datum och skäl. Texten tas bort och en tom notis blir kvar på adressen.", default=())

    @property
    def span(self) -> Period | None:
        """The time that the record is about: its period, or what a follow-up covers. None for what has no such time."""
        return None

    @property
    def is_compiled(self) -> bool:
        """Whether it says itself that the portal's editors keep it."""
        return self.kept_by == COMPILED


class Draftable(Common):
    """A record that may be a draft and nothing more."""

    status: Literal["utkast"] | None = key("status", "Status", "utkast, om filen inte ska visas ännu.", default=None)


def _local_id(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", value):
        raise RefusedValueError(
            f"”{value}” kan inte vara ett id.",
            f"Skriv {slugify(value)}: bara små bokstäver a–z, siffror och bindestreck."
            if slugify(value)
            else "Skriv små bokstäver a–z, siffror och bindestreck.",
        )
    return value


ActionId = Annotated[str, BeforeValidator(parsed(_local_id)), TEXT_SCHEMA]
NEW_ACTION = "ingen"
"""What an action that follows none says in the place of an id."""


class Action(Row):
    """One thing that is to be done, with who is responsible and a goal."""

    id: ActionId = key("id", "Id", "Ett kort namn som inte ändras, så att uppföljningen kan peka på åtgärden.")
    what: Text = key("vad", "Vad", "Vad som ska göras, så att en boende förstår.")
    part: ActionId | None = key("del", "Del", "Id för den del av löftet som åtgärden hör till, om löftet har delar.", default=None)
    responsible: Many[PartyRef] = key("ansvarig", "Ansvarig", "Den eller de parter som ansvarar: polisen, kommunen eller en aktör. Utelämnas om det inte framgår.", default=())
    other_responsible: Many[Text] = key("annan ansvarig", "Annan ansvarig", "Andra som ansvarar och inte har någon egen sida, med deras namn.", default=())
    responsible_unit: Many[Text] = key("ansvarig enhet", "Ansvarig enhet", "Den förvaltning, nämnd eller grupp hos parten som gör det.", default=())
    together_with: Text | None = key("tillsammans med", "Tillsammans med", "Andra som hjälper till, med egna ord.", default=None)
    theme: ThemeRef | None = key("ämne", "Ämne", "Ämnet som åtgärden hör till. Utelämnas om inget passar.", default=None)
    areas: Many[AreaRef] = key("områden", "Områden", "Delar av kommunen som åtgärden gäller.", default=())
    places: Many[Text] = key("platser", "Platser", "Platser som bara nämns här och inte har någon egen sida.", default=())
    goal: Goal | None = key("mål", "Mål", "minst: eller antal: med enhet:, och kanske per: eller av:. Eller alla:, inom: eller jämfört med:. Eller en text som människor bedömer.", default=None)
    condition: Text | None = key("villkor", "Villkor", "Ett förbehåll i löftet: i mån av tid, om underrättelseläget medger.", default=None)
    reason: Text | None = key("skäl", "Skäl", "Varför åtgärden ändrades eller avbröts.", default=None)
    follows: ActionId | None = key("följer", "Följer", "Id för den åtgärd i det förra löftet (efterträder:) som den här fortsätter, eller ingen om den är ny. Utan raden paras bara de ihop som har samma ord.", default=None)


class Part(Row):
    """One of the promises in a document that holds several, each with its own aim and actions."""

    id: ActionId = key("id", "Id", "Ett kort namn som inte ändras, så att åtgärderna kan peka på delen.")
    title: Text = key("titel", "Titel", "Vad delen lovar.")
    aim: Text | None = key("syfte", "Syfte", "Vad delen ska leda till.", default=None)
    theme: ThemeRef | None = key("ämne", "Ämne", "Ämnet som delen hör till.", default=None)
    areas: Many[AreaRef] = key("områden", "Områden", "Delar av kommunen som den gäller.", default=())
    places: Many[Text] = key("platser", "Platser", "Platser som bara nämns här och inte har någon egen sida.", default=())


class DialogueFigures(Row):
    """How many have had their say."""

    year: DateField = key("år", "År", "När dialogen fördes.", default=None)
    answers: NumberField | None = key("svar", "Svar", "Hur många svar som kom in.", default=None)
    sent_out: NumberField | None = key("utskick", "Utskick", "Hur många som fick frågan.", default=None)
    response_rate: NumberField | None = key("svarsfrekvens", "Svarsfrekvens", "Hur stor del som svarade, i procent.", default=None)
    participants: NumberField | None = key("deltagare", "Deltagare", "Hur många som kom till möten och samtal.", default=None)
    meetings: NumberField | None = key("möten", "Möten", "Hur många möten eller samtal som hölls.", default=None)
    places: Many[Text] = key("platser", "Platser", "Var de hölls.", default=())


class Opinion(Row):
    """Something that many said in the dialogue, and what answers it."""

    text: Text = key("text", "Text", "Vad många sa, med egna ord och utan att någon enskild kan kännas igen.")
    amount: NumberField | None = key("antal", "Antal", "Hur många som sa det, om det framgår.", default=None)
    actions: Many[ActionId] = key("åtgärder", "Åtgärder", "Id för de åtgärder i löftet som svarar på det.", default=())
    answer: Text | None = key("svar", "Svar", "Vad parterna svarar, om ingen åtgärd i löftet gör det.", default=None)


class IndicatorPoint(Row):
    """A value at a time: what it was, or is to become."""

    year: DateField = key("år", "År", "Året, månaden eller dagen.")
    value: NumberField = key("värde", "Värde", "Talet, utan enhet.")


class IndicatorValue(IndicatorPoint):
    """A value at a time, with where it is from."""

    source: Text | None = key("källa", "Källa", "Var talet kommer från, om det är en annan källa än måttets.", default=None)


class Indicator(Row):
    """A measure of the problem itself, apart from what was done: a share, an index, a number of crimes, by year."""

    id: ActionId | None = key("id", "Id", "Ett kort namn, så att en uppföljning kan ge nya värden för samma mått.", default=None)
    what: Text | None = key("vad", "Vad", "Vad som mäts: andel som känner sig otrygga ute på kvällen. Behövs inte i en uppföljning som pekar på löftets mått.", default=None)
    unit: CountUnit | None = key("enhet", "Enhet", "procent, anmälda brott, index …", default=None)
    source: Text | None = key("källa", "Källa", "Var talen kommer från: polisens trygghetsmätning, NTU, problemindex.", default=None)
    direction: Literal["öka", "minska", "oförändrat"] | None = key("riktning", "Riktning", "Om värdet ska öka, minska eller vara oförändrat.", default=None)
    baseline: IndicatorPoint | None = key("utgångsvärde", "Utgångsvärde", "Värdet från början: år och värde.", default=None)
    target: IndicatorPoint | None = key("mål", "Mål", "Värdet som ska nås: år och värde.", default=None)
    values: Many[IndicatorValue] = key("värden", "Värden", "Uppmätta värden, en rad för varje år.", default=())

    @model_validator(mode="after")
    def _named(self) -> "Indicator":
        if self.what is None and self.id is None:
            raise ValueError("Måttet säger inte vad som mäts. Skriv vad:, eller id: för ett av löftets mått.")
        return self


class FollowUpPlan(Row):
    """When and how the parties have promised to tell how it went."""

    latest: DateField = key("senast", "Senast", "Bara en dag som parterna har lovat.", default=None)
    every: UnitField | None = key("varje", "Varje", "En rytm: vecka, månad, kvartal, tertial, halvår eller år.", default=None)
    how: Text | None = key("hur", "Hur", "Var och hur resultatet ska redovisas.", default=None)


def _clock(value: str) -> str:
    begins, ends = parse_clock(value)
    return "–".join(f"{one.hour}.{one.minute:02}" for one in (begins, ends) if one is not None)


ClockField = Annotated[str, BeforeValidator(parsed(_clock)), TEXT_SCHEMA]
"""A time of day, or two: 18.30, 18.00–19.30."""


class Change(Row):
    """Something that the public must be told; mending a typo is silent."""

    date: DateField = key("datum", "Datum", "Dagen då det hände eller ska hända.")
    text: Text = key("text", "Text", "Vad invånarna behöver veta.")
    clock: ClockField | None = key("klockan", "Klockan", "När ett möte börjar, och kanske slutar: 18.30, 18–19.30.", default=None)
    place: Text | None = key("plats", "Plats", "Var ett möte är.", default=None)
    cancelled: YesNo = key("inställt", "Inställt", "ja, om mötet inte blir av. Raden får stå kvar, så att de som skulle ha kommit ser det.", default=False)
    moved_from: DateField = key("flyttat från", "Flyttat från", "Dagen då mötet först skulle ha varit. Skriv den nya under datum:.", default=None)
    new_latest: DateField = key("ny uppföljning senast", "Ny uppföljning senast", "Den nya dagen, om uppföljningen flyttas.", default=None)
    old_end: DateField = key("gammalt slut", "Gammalt slut", "Dagen då det skulle ha slutat, om tiden förlängs.", default=None)
    new_end: DateField = key("nytt slut", "Nytt slut", "Dagen då det i stället slutar. Skriv samma slut i period:.", default=None)
    reason: Text | None = key("skäl", "Skäl", "Varför.", default=None)


# What a pledge, an agreement and a plan ask for in the same words.
_OTHER_PARTIES: Any = key("andra parter", "Andra parter", "Parter som bara nämns här och inte har någon egen sida, med deras namn.", default=())
_PLACES: Any = key("platser", "Platser", "Platser som bara nämns här och inte har någon egen sida.", default=())
_WHOLE_MUNICIPALITY: Any = key("hela kommunen", "Hela kommunen", "ja, om det gäller hela kommunen också när delar av den nämns.", default=False)
_LENGTH: Any = key("längd", "Längd", "Hur länge det ska gälla, om bara det är känt: två år, 18 månader.", default=None)
_AT_LEAST_UNTIL: Any = key("gäller minst till", "Gäller minst till", "Dagen som det säkert gäller till, om det gäller tills något nytt undertecknas (period: 2019/..).", default=None)
_ACTIONS_IN_DOCUMENT: Any = key("antal åtgärder", "Antal åtgärder", "Hur många åtgärder dokumentet har, om bara en del av dem finns här: 9, minst 9. Kan fler finnas, fast ingen vet: minst så många som finns här.", default=None)
_EXTENSION: Any = key("förlängning", "Förlängning", "Rätten att förlänga, med egna ord: kan förlängas med två år.", default=None)
_REVISIONS: Any = key("revideras", "Revideras", "Dagar, månader eller år då det ska ses över.", default=())
_INDICATORS: Any = key("mått", "Mått", "Mått på själva problemet, skilt från vad som görs: utgångsvärde, mål och värden år för år.", default=())


class Pledge(Common):
    """medborgarlöfte: one file per signed document, however many promises it holds."""

    kind = Kind.PLEDGE
    title: Text = key("titel", "Titel", "Vad som lovas och var.")
    summary: Text | None = key("kort", "Kort", "En mening om vem som lovar vad, högst 160 tecken.", default=None)
    parties: Many[PartyRef] = key("parter", "Parter", "polisen, kommunen, ett lokalpolisområde (lpo-…) eller en aktör. Utan raden gäller överenskommelsens parter.", default=())
    other_parties: Many[Text] = _OTHER_PARTIES
    agreement: AgreementRef = key("överenskommelse", "Överenskommelse", "Överenskommelsens filnamn, okänd, eller ingen med skäl.")
    plan: PlanRef | None = key("åtgärdsplan", "Åtgärdsplan", "Åtgärdsplanen som löftet är ett utdrag ur.", default=None)
    themes: Many[ThemeRef] = key("ämnen", "Ämnen", "Ämnen som löftet handlar om.", default=())
    areas: Many[AreaRef] = key("områden", "Områden", "Delar av kommunen som löftet gäller.", default=())
    places: Many[Text] = _PLACES
    whole_municipality: YesNo = _WHOLE_MUNICIPALITY
    municipalities: Many[MunicipalityRef] = key("kommuner", "Kommuner", "Alla kommuner som delar löftet, om de är fler än en.", default=())
    period: PeriodField = key("period", "Period", "Tiden som löftet gäller: 2019, 2019/2020, 2022-03/2022-05, okänd.")
    length: DurationField | None = _LENGTH
    holds_at_least_until: DateField = _AT_LEAST_UNTIL
    extension: Text | None = _EXTENSION
    revisions: Many[DateField] = _REVISIONS
    rolling: UnitField | None = key("rullande", "Rullande", "Hur ofta löftet bestäms på nytt: kvartal, år.", default=None)
    status: Literal[
        "utkast", "planerat", "pågår", "avslutat", "uppfyllt", "delvis uppfyllt", "inte uppfyllt", "avbrutet", "ersatt", "okänd"
    ] | None = key("status", "Status", "Behöver inte skrivas; portalen räknar ut den. Det som skrivs måste vara sant.", default=None)  # fmt: skip
    reason: Text | None = key("skäl", "Skäl", "Varför löftet avbröts, eller varför det inte hör till någon överenskommelse.", default=None)
    signed: DateField = key("undertecknat", "Undertecknat", "Dagen då löftet undertecknades.", default=None)
    published: DateField = key("publicerat", "Publicerat", "Dagen då löftet gavs till invånarna: dagen för nyheten eller sidan som lägger fram det.", default=None)
    diary_number: Text | None = key("diarienummer", "Diarienummer", "Kommunens diarienummer.", default=None)
    succeeds: PledgeRef | None = key("efterträder", "Efterträder", "Löftet som gällde före det här, också när det förnyas i ett nytt dokument. Utelämnas om ett löfte däremellan kan saknas här.", default=None)
    problem: Text | None = key("problem", "Problem", "Problemet som löftet svarar på.", default=None)
    dialogue: Text | None = key("dialog", "Dialog", "Hur invånare och medarbetare har fått säga sitt.", default=None)
    dialogue_figures: Many[DialogueFigures] = key("dialogsiffror", "Dialogsiffror", "Dialogen i tal: svar, utskick, svarsfrekvens, möten och platser.", default=())
    opinions: Many[Opinion] = key("synpunkter", "Synpunkter", "Vad invånarna sa mest om i dialogen, en rad för varje sak, med de åtgärder som svarar på den.", default=())
    text_unknown: YesNo = key("texten okänd", "Texten okänd", "ja, om ingen har sett löftets egen text. De åtgärder som finns här räknas då som minst så många.", default=False)
    parts: Many[Part] = key("delar", "Delar", "Löften inom löftet, om dokumentet är uppdelat så. En lång lista med åtgärder behöver inga delar.", default=())
    actions: Many[Action] = key("åtgärder", "Åtgärder", "Det som ska göras, en rad för varje åtgärd.", default=())
    actions_in_document: NumberField | None = _ACTIONS_IN_DOCUMENT
    effect_goals: Many[Text] = key("effektmål", "Effektmål", "Vad som ska bli bättre för invånarna: ökad trygghet, färre inbrott. Inte vad som ska göras.", default=())
    indicators: Many[Indicator] = _INDICATORS
    resources: Text | None = key("resurser", "Resurser", "Vad det kostar, eller vad parterna avsätter.", default=None)
    follow_up: FollowUpPlan | None = key("uppföljning", "Uppföljning", "När och hur parterna har lovat att följa upp.", default=None)
    changes: Many[Change] = key("händelser", "Händelser", "Ändringar och möten som invånarna behöver känna till.", default=())
    documents: Many[SourceField] = key("dokument", "Dokument", "Själva det undertecknade löftet: adress, fil eller ej publicerad.", default=())
    contact: Text | None = key("kontakt", "Kontakt", "En funktion, aldrig en person.", default=None)

    @property
    def span(self) -> Period:
        return self.period

    @property
    def action_themes(self) -> dict[str, str]:
        """The theme of each action that has one, its own or else its part's, by the action's id."""
        of_parts = {part.id: part.theme for part in self.parts}
        themes = {action.id: action.theme or of_parts.get(action.part or "") for action in self.actions}
        return {action: theme for action, theme in themes.items() if theme}


class Breakdown(Row):
    """A part of a reported number: 16 rattfyllerier, `varav` 11 drograttfyllerier."""

    amount: NumberField = key("antal", "Antal", "Hur många av dem.")
    what: Text = key("vad", "Vad", "Vad som skiljer dem från resten.")


class Comparison(Row):
    """The same number another year."""

    year: DateField = key("år", "År", "Året, månaden eller dagen.")
    amount: NumberField = key("antal", "Antal", "Hur många det var då.")


class Outcome(Row):
    """What was reported for one action, or for something that was not promised as such."""

    model_config = one_of("åtgärd", "vad")

    action: Text | None = key("åtgärd", "Åtgärd", "Åtgärdens id i löftet.", default=None)
    what: Text | None = key("vad", "Vad", "Det som gjordes, om det inte var lovat som åtgärd.", default=None)
    amount: NumberField | None = key("antal", "Antal", "Det redovisade antalet.", default=None)
    unit: CountUnit | None = key("enhet", "Enhet", "Vad som räknades, om det inte är målets enhet.", default=None)
    per: UnitField | None = key("per", "Per", "Om antalet redovisas per dygn, vecka, månad …", default=None)
    out_of: NumberField | None = key("av", "Av", "Hur många det var av.", default=None)
    within: DurationField | None = key("inom", "Inom", "Den tid som det tog, om målet är en tid: 20 timmar.", default=None)
    of_which: Many[Breakdown] = key("varav", "Varav", "Delar av antalet: rader med antal och vad.", default=())
    comparisons: Many[Comparison] = key("jämförelse", "Jämförelse", "Samma tal andra år: rader med år och antal.", default=())
    done: Literal["ja", "nej", "delvis"] | None = key("gjort", "Gjort", "ja, nej eller delvis, om inget antal redovisas.", default=None)
    comment: Text | None = key("kommentar", "Kommentar", "Det som behöver förklaras.", default=None)
    cause: Text | None = key("orsak", "Orsak", "Varför det inte blev som det var tänkt.", default=None)

    @model_validator(mode="after")
    def _says_something(self) -> "Outcome":
        if (self.action is None) == (self.what is None):
            raise RefusedValueError(
                "Utfallet säger inte vad det gäller." if self.action is None else "Utfallet har både åtgärd: och vad:.",
                "Skriv åtgärd: och åtgärdens id, eller vad: om det inte var lovat."
                if self.action is None
                else "Var det lovat, ta bort vad: och skriv det under kommentar:. Var det inte lovat, ta bort åtgärd:.",
                at="vad",
            )
        if self.amount is None and self.done is None and self.comment is None and self.within is None:
            raise ValueError("Utfallet säger inte hur det gick. Skriv antal:, gjort: eller kommentar:.")
        return self


Judgement = Literal["uppfyllt", "delvis uppfyllt", "inte uppfyllt", "går inte att bedöma"]


class FollowUp(Draftable):
    """uppföljning: what the parties, or someone else, say about how it went."""

    kind = Kind.FOLLOW_UP
    model_config = one_of("löfte", "överenskommelse", "åtgärdsplan")

    title: Text = key("titel", "Titel", "Vad uppföljningen heter.")
    summary: Text | None = key("kort", "Kort", "En mening om hur det gick.", default=None)
    pledge: PledgeRef | None = key("löfte", "Löfte", "Löftet som följs upp.", default=None)
    agreement: AgreementRef | None = key("överenskommelse", "Överenskommelse", "Överenskommelsen som följs upp, om det inte gäller ett löfte.", default=None)
    plan: PlanRef | None = key("åtgärdsplan", "Åtgärdsplan", "Åtgärdsplanen som följs upp, om det inte gäller ett löfte.", default=None)
    date: DateField = key("datum", "Datum", "Dagen då uppföljningen publicerades.")
    covers: PeriodField = key("avser", "Avser", "Tiden som uppföljningen berättar om.")
    type: Literal["delredovisning", "slutlig"] = key("typ", "Typ", "slutlig om den säger hur det slutade, delredovisning om mer är att vänta.")
    by: Many[PartyRef] = key("av", "Av", "Vem som redovisar: parterna, eller en av dem. Vad andra säger är ett omnämnande.")
    is_unread: YesNo = key("oläst", "Oläst", "ja, om redaktionen bara vet att uppföljningen finns och inte har läst den.", default=False)
    verdict: Judgement | None = key("bedömning", "Bedömning", "Parternas samlade bedömning, bara om de har gjort någon.", default=None)
    own_words: Text | None = key(
        "omdöme", "Omdöme", "Vad parterna säger om hela löftet, där de inte ger en bedömning med de orden: De flesta löften är i hamn.", default=None
    )
    yearly_verdict: Judgement | None = key(
        "årsbedömning", "Årsbedömning", "Parternas bedömning av ett år i ett löfte över flera år. Bara i en delredovisning.", default=None
    )
    cause: Text | None = key("orsak", "Orsak", "Varför det gick som det gick, för hela löftet.", default=None)
    outcomes: Many[Outcome] = key("utfall", "Utfall", "Hur det gick, en rad för varje åtgärd.", default=())
    indicators: Many[Indicator] = key("mått", "Mått", "Nya värden för löftets mått, eller mått som bara står här.", default=())
    effect: Text | None = key("effekt", "Effekt", "Om problemet har förändrats, skilt från vad som gjordes.", default=None)
    next_step: Text | None = key("nästa steg", "Nästa steg", "Vad som händer härnäst.", default=None)
    changes: Many[Change] = key("händelser", "Händelser", "Rättelser som läsarna behöver känna till.", default=())
    evidence: Many[SourceField] = key("belägg", "Belägg", "Var det står: sidan eller dokumentet med redovisningen.")

    @property
    def span(self) -> Period:
        """The time that it covers."""
        return self.covers

    @property
    def is_final(self) -> bool:
        return self.type == FINAL

    @property
    def says_how_it_went(self) -> bool:
        """Whether more is said than that there is a follow-up: of an action, of something beside them, or of the whole."""
        return bool(self.outcomes or self.own_words)

    @model_validator(mode="after")
    def _exactly_one(self) -> "FollowUp":
        targets = {"löfte": self.pledge, "överenskommelse": self.agreement, "åtgärdsplan": self.plan}
        match [name for name, target in targets.items() if target is not None]:
            case []:
                hint = "Skriv löfte: och filens namn utan .md, eller överenskommelse: eller åtgärdsplan: om det är en sådan som följs upp."
                raise RefusedValueError("Det står inte vad uppföljningen gäller.", hint, at="löfte")
            case [first, *others] if others:
                hint = f"Behåll {first}: och ta bort {enumerate_words(f'{one}:' for one in others)}. Följs båda upp, skriv en fil för var och en."
                raise RefusedValueError("En uppföljning gäller en sak.", hint, at=others[0])
        return self

    @model_validator(mode="after")
    def _unread_tells_nothing(self) -> "FollowUp":
        told = {"utfall": self.outcomes, "omdöme": self.own_words, "bedömning": self.verdict, "årsbedömning": self.yearly_verdict, "effekt": self.effect}
        for name, value in told.items():
            if self.is_unread and value:
                hint = f"Ta bort oläst:, och skriv under saknas: vad som inte är läst. Är den inte läst tas {name}: bort."
                raise RefusedValueError("Ur en uppföljning som ingen har läst kan inget återges.", hint, at=name)
        return self

    @field_validator("own_words")
    @classmethod
    def _verdict_has_its_own_key(cls, words: str | None) -> str | None:
        if words is not None and (word := words.casefold().strip(" .")) in get_args(Judgement):
            raise RefusedValueError("Omdömet är en bedömning.", f"Skriv bedömning: {word} i stället för omdöme:.")
        return words


class FocusArea(Row):
    """A problem that the agreement is about, with its causes and who does what."""

    theme: ThemeRef | None = key("ämne", "Ämne", "Ämnet som området hör till.", default=None)
    title: Text | None = key("titel", "Titel", "Vad området heter, om ämnet inte räcker.", default=None)
    problem: Text | None = key("problem", "Problem", "Problemet.", default=None)
    causes: Text | None = key("orsaker", "Orsaker", "Vad det beror på.", default=None)
    goal: Text | None = key("mål", "Mål", "Vad som ska uppnås.", default=None)
    duties: Text | None = key("ansvar", "Ansvar", "Vem som gör vad.", default=None)
    areas: Many[AreaRef] = key("områden", "Områden", "Delar av kommunen.", default=())
    places: Many[Text] = _PLACES


class Agreement(Draftable):
    """samverkansöverenskommelse."""

    kind = Kind.AGREEMENT
    title: Text = key("titel", "Titel", "Vad överenskommelsen heter.")
    summary: Text | None = key("kort", "Kort", "En mening om överenskommelsen, högst 160 tecken.", default=None)
    parties: Many[PartyRef] = key("parter", "Parter", "De som har kommit överens.")
    other_parties: Many[Text] = _OTHER_PARTIES
    municipalities: Many[MunicipalityRef] = key("kommuner", "Kommuner", "Alla kommuner som delar överenskommelsen, om de är fler än en.", default=())
    areas: Many[AreaRef] = key("områden", "Områden", "Delar av kommunen, om överenskommelsen inte gäller hela.", default=())
    places: Many[Text] = _PLACES
    whole_municipality: YesNo = _WHOLE_MUNICIPALITY
    period: PeriodField = key("period", "Period", "Tiden som den gäller.")
    length: DurationField | None = _LENGTH
    holds_at_least_until: DateField = _AT_LEAST_UNTIL
    extension: Text | None = _EXTENSION
    revisions: Many[DateField] = _REVISIONS
    signed: DateField = key("undertecknad", "Undertecknad", "Dagen då den undertecknades.", default=None)
    signatories: Many[Text] = key("undertecknare", "Undertecknare", "Roller, aldrig namn.", default=())
    diary_number: Text | None = key("diarienummer", "Diarienummer", "Kommunens diarienummer.", default=None)
    organisation: Text | None = key("organisation", "Organisation", "Hur arbetet styrs.", default=None)
    resources: Text | None = key("resurser", "Resurser", "Vad parterna avsätter.", default=None)
    pictures: Many[PictureRef] = key("lägesbilder", "Lägesbilder", "Lägesbilderna som den bygger på.", default=())
    focus_areas: Many[FocusArea] = key("fokusområden", "Fokusområden", "Problemen som parterna ska arbeta med.", default=())
    effect_goals: Many[Text] = key("effektmål", "Effektmål", "Vad som ska bli bättre.", default=())
    indicators: Many[Indicator] = _INDICATORS
    follow_up: FollowUpPlan | None = key("uppföljning", "Uppföljning", "När och hur den ska följas upp.", default=None)
    succeeds: AgreementRef | None = key("efterträder", "Efterträder", "Överenskommelsen som gällde före.", default=None)
    changes: Many[Change] = key("händelser", "Händelser", "Ändringar som invånarna behöver känna till.", default=())
    documents: Many[SourceField] = key("dokument", "Dokument", "Själva överenskommelsen: adress, fil eller ej publicerad.", default=())
    contact: Text | None = key("kontakt", "Kontakt", "En funktion, aldrig en person.", default=None)

    @property
    def span(self) -> Period:
        return self.period


class Plan(Draftable):
    """åtgärdsplan, decided under lag 2023:196."""

    kind = Kind.PLAN
    title: Text = key("titel", "Titel", "Vad planen heter.")
    summary: Text | None = key("kort", "Kort", "En mening om planen.", default=None)
    decided: DateField = key("beslutad", "Beslutad", "Dagen då planen beslutades.", default=None)
    period: PeriodField | None = key("period", "Period", "Tiden som planen gäller.", default=None)
    length: DurationField | None = _LENGTH
    holds_at_least_until: DateField = _AT_LEAST_UNTIL
    extension: Text | None = _EXTENSION
    revisions: Many[DateField] = _REVISIONS
    parties: Many[PartyRef] = key("parter", "Parter", "De som står bakom planen. Utan raden gäller överenskommelsens parter.", default=())
    other_parties: Many[Text] = _OTHER_PARTIES
    municipalities: Many[MunicipalityRef] = key("kommuner", "Kommuner", "Alla kommuner som delar planen, om de är fler än en.", default=())
    areas: Many[AreaRef] = key("områden", "Områden", "Delar av kommunen, om planen inte gäller hela.", default=())
    places: Many[Text] = _PLACES
    whole_municipality: YesNo = _WHOLE_MUNICIPALITY
    agreement: AgreementRef | None = key("överenskommelse", "Överenskommelse", "Överenskommelsen som planen hör till.", default=None)
    pictures: Many[PictureRef] = key("lägesbilder", "Lägesbilder", "Lägesbilderna som planen bygger på.", default=())
    actions: Many[Action] = key("åtgärder", "Åtgärder", "Det som ska göras, en rad för varje åtgärd.", default=())
    actions_in_document: NumberField | None = _ACTIONS_IN_DOCUMENT
    indicators: Many[Indicator] = _INDICATORS
    follow_up: FollowUpPlan | None = key("uppföljning", "Uppföljning", "När och hur planen ska följas upp.", default=None)
    changes: Many[Change] = key("händelser", "Händelser", "Ändringar som invånarna behöver känna till.", default=())
    documents: Many[SourceField] = key("dokument", "Dokument", "Själva planen.", default=())

    @property
    def span(self) -> Period | None:
        return self.period


class PictureProblem(Row):
    """One problem in a situation picture."""

    theme: ThemeRef | None = key("ämne", "Ämne", "Ämnet.", default=None)
    text: Text = key("text", "Text", "Problemet, utan att någon enskild kan kännas igen.")
    causes: Text | None = key("orsaker", "Orsaker", "Vad det beror på.", default=None)
    trend: Text | None = key("utveckling", "Utveckling", "Hur det har förändrats.", default=None)
    areas: Many[AreaRef] = key("områden", "Områden", "Delar av kommunen.", default=())


class Picture(Draftable):
    """lägesbild: one party's own (step 2) or joint (step 3)."""

    kind = Kind.PICTURE
    title: Text = key("titel", "Titel", "Vad lägesbilden heter.")
    summary: Text | None = key("kort", "Kort", "En mening om lägesbilden.", default=None)
    by: Many[PartyRef] = key("av", "Av", "Den eller de parter som har tagit fram den.")
    municipalities: Many[MunicipalityRef] = key("kommuner", "Kommuner", "Alla kommuner som delar den, om de är fler än en.", default=())
    date: DateField = key("datum", "Datum", "När den togs fram.")
    published: Literal["ja", "delvis", "sekretess"] | None = key("publicerad", "Publicerad", "ja, delvis eller sekretess.", default=None)
    builds_on: Many[FollowUpRef] = key("bygger på", "Bygger på", "Uppföljningar som den börjar i.", default=())
    problems: Many[PictureProblem] = key("problem", "Problem", "Problemen, med orsaker.", default=())
    documents: Many[SourceField] = key("dokument", "Dokument", "Själva lägesbilden.", default=())


class Remark(Row):
    """What somebody says of the whole, or of one action."""

    action: ActionId | None = key("åtgärd", "Åtgärd", "Åtgärdens id, om det gäller en åtgärd i löftet.", default=None)
    text: Text = key("text", "Text", "Vad de säger, återgivet med egna ord.")


class Mention(Draftable):
    """omnämnande: what others than the parties say of a pledge, an agreement or a plan. Never a follow-up."""

    kind = Kind.MENTION
    model_config = any_of("löfte", "överenskommelse", "åtgärdsplan")

    title: Text = key("titel", "Titel", "Vad omnämnandet heter, så att det syns vem som säger något om vad.")
    summary: Text | None = key("kort", "Kort", "En mening om vad de säger.", default=None)
    pledges: Many[PledgeRef] = key("löfte", "Löfte", "Löftet eller löftena som det gäller.", default=())
    agreements: Many[Annotated[Slug, Ref(Kind.AGREEMENT)]] = key("överenskommelse", "Överenskommelse", "Överenskommelsen eller överenskommelserna.", default=())
    plans: Many[PlanRef] = key("åtgärdsplan", "Åtgärdsplan", "Åtgärdsplanen eller åtgärdsplanerna.", default=())
    date: DateField = key("datum", "Datum", "Dagen då det publicerades.")
    by: Many[PartyRef] = key("av", "Av", "Vem som säger det, om den har en egen sida bland aktörerna.", default=())
    others: Many[Text] = key("andra", "Andra", "Vem som säger det, om den inte har någon egen sida: en tidning, en student, en revisor.", default=())
    nature: Literal["granskning", "nyhet", "studie", "debatt"] = key("slag", "Slag", "granskning, nyhet, studie eller debatt.")
    remarks: Many[Remark] = key("säger", "Säger", "Vad de säger, en rad för varje sak.", default=())
    changes: Many[Change] = key("händelser", "Händelser", "Rättelser som läsarna behöver känna till.", default=())
    evidence: Many[SourceField] = key("belägg", "Belägg", "Var det står: adresser eller filer.")

    @model_validator(mode="after")
    def _of_something_by_somebody(self) -> "Mention":
        if not (self.pledges or self.agreements or self.plans):
            hint = "Skriv löfte: och filens namn utan .md, eller överenskommelse: eller åtgärdsplan:."
            raise RefusedValueError("Ett omnämnande gäller något i portalen.", hint, at="löfte")
        if not (self.by or self.others):
            hint = "Skriv av: med en aktör, eller andra: med namnet på tidningen eller skolan."
            raise RefusedValueError("Det står inte vem som säger det.", hint, at="andra")
        return self


class Municipality(Draftable):
    """kommun: what is said about a municipality beside the reference data."""

    kind = Kind.MUNICIPALITY
    code: Text | None = key("kommunkod", "Kommunkod", "Fyra siffror. Behövs inte, men måste stämma om den står.", default=None)
    summary: Text | None = key("kort", "Kort", "En mening om vad som finns inlagt.", default=None)
    contact: Text | None = key("kontakt", "Kontakt", "En funktion, aldrig en person.", default=None)
    website: Address | None = key("webbplats", "Webbplats", "Kommunens webbplats.", default=None)
    statutory_picture: Many[StatutoryField] = key("lägesbild enligt lagen", "Lägesbild enligt lagen", "Lägesbilden enligt 4 § lag 2023:196: var den finns och från när.", default=())
    statutory_plan: Many[StatutoryField] = key("åtgärdsplan enligt lagen", "Åtgärdsplan enligt lagen", "Åtgärdsplanen enligt 5 §: var den finns och när den beslutades.", default=())
    council: Many[StatutoryField] = key("strategiskt råd", "Strategiskt råd", "Rådet enligt 10 §: var det beskrivs och från när.", default=())
    coordination: Many[StatutoryField] = key("samordningsfunktion", "Samordningsfunktion", "Samordningsfunktionen enligt 11 §: var den beskrivs och från när. En funktion, aldrig en person.", default=())
    reports_to_council: Many[StatutoryField] = key("rapport till fullmäktige", "Rapport till fullmäktige", "Rapporter om arbetet till kommunfullmäktige enligt 13 §, med dagen då fullmäktige fick dem.", default=())


class Area(Draftable):
    """A part of a municipality: stadsdel, tätort or place."""

    kind = Kind.AREA
    title: Text = key("titel", "Titel", "Vad platsen heter.")
    summary: Text | None = key("kort", "Kort", "En mening om platsen.", default=None)
    part_of: AreaRef | None = key("ingår i", "Ingår i", "Den större del av kommunen som platsen ligger i, om också den har en fil.", default=None)
    postal_codes: Many[Text] = key("postnummer", "Postnummer", "Postnummer som hör till platsen.", default=())


class Coverage(Row):
    """A municipality, or a part of one, that belongs to a local police area, perhaps only for a time."""

    municipality: MunicipalityRef = key("kommun", "Kommun", "Kommunens namn i adressen, till exempel lulea.")
    part: Text | None = key("del", "Del", "Den del av kommunen som det gäller.", default=None)
    since: DateField = key("från", "Från", "Från och med, om det har ändrats.", default=None)
    until: DateField = key("till", "Till", "Till och med, om det har ändrats.", default=None)


def _coverage(value: object) -> object:
    return {"kommun": value} if isinstance(value, str) else value


CoverageField = Annotated[Coverage, BeforeValidator(_coverage, json_schema_input_type=Coverage | MunicipalityRef)]


class PoliceArea(Draftable):
    """lokalpolisområde."""

    kind = Kind.POLICE_AREA
    title: Text = key("titel", "Titel", "Vad området heter.")
    summary: Text | None = key("kort", "Kort", "En mening om området.", default=None)
    coverage: Many[CoverageField] = key("kommuner", "Kommuner", "Kommunerna, eller rader med kommun, del, från och till.")
    police_district: Text | None = key("polisområde", "Polisområde", "Polisområdet som det hör till.", default=None)
    contact: Text | None = key("kontakt", "Kontakt", "En funktion, aldrig en person.", default=None)
    website: Address | None = key("webbplats", "Webbplats", "Polisens sida om området.", default=None)


class Actor(Draftable):
    """Any other party: housing company, region, transport, association, newspaper …"""

    kind = Kind.ACTOR
    title: Text = key("titel", "Titel", "Vad aktören heter.")
    summary: Text | None = key("kort", "Kort", "En mening om aktören.", default=None)
    type: Text | None = key("typ", "Typ", "bostadsbolag, region, kollektivtrafik, förening, tidning …", default=None)
    website: Address | None = key("webbplats", "Webbplats", "Aktörens webbplats.", default=None)


class Theme(Draftable):
    """ämne: joins problem, focus area and action."""

    kind = Kind.THEME
    title: Text = key("titel", "Titel", "Vad ämnet heter.")
    summary: Text = key("kort", "Kort", "En mening om vad löften i ämnet handlar om.")


class News(Draftable):
    """nyhet."""

    kind = Kind.NEWS
    title: Text = key("titel", "Titel", "Nyhetens rubrik.")
    date: DateField = key("datum", "Datum", "Dagen för nyheten.")
    summary: Text | None = key("kort", "Kort", "Ingressen.", default=None)
    municipalities: Many[MunicipalityRef] = key("kommuner", "Kommuner", "Kommuner som nyheten gäller.", default=())
    facts: Many[Text] = key("fakta", "Fakta", "Rader i en faktaruta.", default=())
    links: Many[SourceField] = key("länkar", "Länkar", "Läs mer.", default=())


Language = Literal["svenska", "engelska", "finska", "nordsamiska", "meänkieli"]


class Page(Draftable):
    """A plain page of the portal's own."""

    kind = Kind.PAGE
    title: Text = key("titel", "Titel", "Sidans rubrik.")
    summary: Text | None = key("kort", "Kort", "En mening om sidan.", default=None)
    in_menu: YesNo = key("i menyn", "I menyn", "ja, om sidan ska stå i menyn.", default=False)
    in_search: YesNo = key("i sökningen", "I sökningen", "nej, om portalens sökning inte ska visa sidan.", default=True)
    language: Language = key("språk", "Språk", "Sidans språk, om det inte är svenska: engelska, finska, nordsamiska eller meänkieli.", default="svenska")


# fmt: on
Tasked = Pledge | Plan
"""What has actions, and may take its parties from an agreement."""
Commitment = Pledge | Agreement | Plan
"""What has a period, is followed up and so has a standing."""


def signing(fields: Commitment) -> tuple[str, PartialDate | None]:
    """The key of the day on which it was signed or decided, and that day."""
    match fields:
        case Pledge():
            return "undertecknat", fields.signed
        case Agreement():
            return "undertecknad", fields.signed
        case Plan():
            return "beslutad", fields.decided


Chain = Commitment | Picture | FollowUp
"""What the thread from a problem to its follow-up runs through, and what lists are made of."""
Gathering = PoliceArea | Theme | Actor
"""What gathers records from many municipalities on its page."""
Fields = Chain | Mention | Municipality | Area | Gathering | News | Page

CHAIN: tuple[type[Chain], ...] = (Pledge, Agreement, Plan, Picture, FollowUp)
MODELS: dict[Kind, type[Fields]] = {
    model.kind: model
    for model in (
        Municipality, Area, Picture, Agreement, Plan, Pledge, FollowUp, Mention, PoliceArea, Actor, Theme, News, Page,
    )
}  # fmt: skip
