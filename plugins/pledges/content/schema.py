"""What a content file says: frozen, typed records. This is the vocabulary.

Each field joins its English name to its Swedish key, label and help text. The reader, the messages, the JSON
Schema, the writing guide and `make new` all read it from here. The contract is docs/content-format.md.

Every value arrives as text (or lists and mappings of text) and the field decides what it means; a field that
can't be understood raises ValueError with a Swedish message, which the reader puts at the right line.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, ClassVar, Final, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
    model_validator,
)

from pledges.content.geography import slugify
from pledges.content.kinds import Kind
from pledges.content.suggestions import number_with_unit, suggested_date, suggested_number, suggested_period
from pledges.values import Number, PartialDate, Period, parse_date, parse_number, parse_period

_P = TypeVar("_P")


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field as a reference to a record of `kind`, or to a party where `kind` is None."""

    kind: Kind | None


class RefusedValueError(ValueError):
    """A value that can't stand where it does: what is wrong, and what to write instead."""

    def __init__(self, message: str, hint: str) -> None:
        super().__init__(f"{message} {hint}")
        self.message = message
        self.hint = hint


def _is_empty(value: object) -> bool:
    """What form editors leave where nobody has written anything."""
    return value is None or value == ""


def _as_list(value: object) -> object:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if not _is_empty(one)]


def _text(value: object) -> object:
    if isinstance(value, list):
        raise ValueError("Här ska en text stå, inte en lista. Ta bort strecken, eller skriv bara ett värde.")
    if isinstance(value, Mapping):
        raise ValueError(
            "Här ska en text stå, inte nycklar och värden. Innehåller texten kolon följt av mellanslag? "
            "Sätt då citattecken runt hela texten."
        )
    return value


def _parsed(parse: Any) -> Any:
    def convert(value: object) -> object:
        value = _text(value)
        return parse(value) if isinstance(value, str) else value

    return convert


_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)?")
_HYPHENS = str.maketrans({"\u2010": "-", "\u2011": "-", "\u2212": "-"})


def is_reference(text: str) -> bool:
    """Whether a text has the form of a reference. The rules tell what others were meant to be: they know the files."""
    return _SLUG.fullmatch(text) is not None


def _slug(value: str) -> str:
    plain = value.translate(_HYPHENS)
    return plain if is_reference(plain) else value


def _suggesting(parse: Callable[[str], _P], suggest: Callable[[str], str | None]) -> Callable[[str], _P]:
    """`parse`, which says what to write instead where somebody can tell."""

    def read(value: str) -> _P:
        plain = value.translate(_HYPHENS)
        try:
            return parse(plain)
        except ValueError:
            better = suggest(value)
            if better is None:
                raise
        raise RefusedValueError(f"”{value}” kan inte läsas.", f"Skriv {better}")

    return read


def _number(value: str) -> Number:
    try:
        return _suggested_number(value)
    except RefusedValueError:
        raise
    except ValueError:
        if (parts := number_with_unit(value)) is not None:
            hint = f"Skriv bara talet, {parts[0]}, och enhet: {parts[1]} på en egen rad."
        elif match := re.fullmatch(r"(\d+)\s*(?:av|/|utav)\s*(\d+)", value):
            hint = f"Skriv antal: {match[1]} och av: {match[2]}, på var sin rad."
        elif match := re.fullmatch(r"(?:mellan\s+)?(\d+)\s*(?:[-–—]|till|och|eller)\s*(\d+)", value):
            hint = f"Ett intervall går inte att räkna med. Skriv minst {match[1]}, och resten under kommentar: eller i texten."
        else:
            raise
    raise RefusedValueError(f"”{value}” är inget tal.", hint)


_suggested_number = _suggesting(parse_number, suggested_number)


def _address(value: str) -> str:
    address = value.strip().removeprefix("<").removesuffix(">")
    if _is_address(address):
        return address
    raise RefusedValueError(f"”{value}” är ingen webbadress.", _better_address(address))


def _is_address(address: str) -> bool:
    try:
        parts = urlsplit(address)
        valid = parts.scheme in ("http", "https") and "." in (parts.hostname or "") and parts.port != 0
    except ValueError:
        return False
    return valid and not re.search(r"[\s<>\"\\\x00-\x1f]", address)


def _better_address(address: str) -> str:
    """What to write instead of what is no web address."""
    if re.match(r"[A-Za-z]:[\\/]|\\\\|file:", address):
        return "Det är en sökväg på en dator, som ingen annan når. Lägg filen i kommunens mapp och skriv fil:, eller länka dit den är publicerad."
    scheme = re.match(r"(https?)(?::/?/?|;//|//|:\\\\)(?=[\w])", address)
    guess = (
        address
        if _has_scheme(address)
        else f"{scheme[1]}://{address[scheme.end() :]}"
        if scheme
        else f"https://{address}"
    )
    guess = guess.replace(" ", "%20")
    looks_right = re.match(r"https?://(?:[\w-]+\.)+[a-zåäö]{2,}(?:[/:?#]|$)", guess, re.I)
    if looks_right and _is_address(guess):
        return f"Skriv {guess}"
    if re.search(r"\s", address) and "://" not in address:
        return f"Skriv titel: {address} på raden, och adress: på raden under. Finns det inte på webben, skriv ej publicerad: ja."
    return "Skriv hela adressen med https:// i början."


def _has_scheme(address: str) -> bool:
    return re.match(r"https?://", address) is not None


def _yes_no(value: str) -> bool:
    if value not in ("ja", "nej"):
        raise ValueError(f"Skriv ja eller nej, inte ”{value}”.")
    return value == "ja"


_T = TypeVar("_T")
# What an editor may see where a text stands (2019 is a number to it), for the schemas that it checks by.
_TEXT = WithJsonSchema({"type": ["string", "number"]})
_REFERENCE = WithJsonSchema({"type": ["string", "integer"]})
Text = Annotated[str, BeforeValidator(_text), _TEXT]
Slug = Annotated[str, BeforeValidator(_parsed(_slug)), _REFERENCE]
Address = Annotated[
    str,
    BeforeValidator(_parsed(_address)),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://"}),
]
YesNo = Annotated[bool, BeforeValidator(_parsed(_yes_no)), WithJsonSchema({"enum": ["ja", "nej"]})]
DateField = Annotated[
    PartialDate | None,
    BeforeValidator(_parsed(_suggesting(parse_date, suggested_date))),
    WithJsonSchema({"type": ["string", "integer"], "pattern": r"^(\d{4}(-\d{1,2}(-\d{1,2})?)?|okänd)$"}),
]
PeriodField = Annotated[
    Period,
    BeforeValidator(_parsed(_suggesting(parse_period, suggested_period))),
    WithJsonSchema({"type": ["string", "integer"], "pattern": r"^(okänd|\d{4}[-\d]*)(/(okänd|\.\.|\d{4}[-\d]*))?$"}),
]
NumberField = Annotated[
    Number,
    BeforeValidator(_parsed(_number)),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": "^((minst|cirka|ungefär|högst)[ \u00a0]+)?[0-9][0-9 \u00a0\u202f]*(,[0-9]+)?$",
        }
    ),
]
Many = Annotated[tuple[_T, ...], BeforeValidator(_as_list)]

AreaRef = Annotated[Slug, Ref(Kind.AREA)]
PictureRef = Annotated[Slug, Ref(Kind.PICTURE)]
AgreementRef = Annotated[str, BeforeValidator(_parsed(_slug)), _REFERENCE, Ref(Kind.AGREEMENT)]
PlanRef = Annotated[Slug, Ref(Kind.PLAN)]
PledgeRef = Annotated[Slug, Ref(Kind.PLEDGE)]
FollowUpRef = Annotated[Slug, Ref(Kind.FOLLOW_UP)]
ThemeRef = Annotated[Slug, Ref(Kind.THEME)]
PartyRef = Annotated[Slug, Ref(None)]
MunicipalityRef = Annotated[Slug, Ref(Kind.MUNICIPALITY)]

Unit = Literal["dygn", "vecka", "månad", "kvartal", "tertial", "halvår", "år"]
DRAFT = "utkast"
FINAL: Final = "slutlig"


def key(swedish: str, label: str, help_text: str, default: Any = ...) -> Any:
    """A field with its Swedish `swedish` key, `label` on the site and `help_text` in the writing guide."""
    return Field(default, alias=swedish, title=label, description=help_text)


class Row(BaseModel):
    """Anything with Swedish keys: a whole record, or a row inside one."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=False, defer_build=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, data: object) -> object:
        """A known key with nothing after it is the same as no key; an unknown one is still reported."""
        if not isinstance(data, Mapping):
            raise ValueError("Här ska nycklar och värden stå, en på varje rad, till exempel titel: …")
        keys = {field.alias for field in cls.model_fields.values()}
        return {name: value for name, value in data.items() if not _is_empty(value) or name not in keys}


def _one_of(*keys: str) -> ConfigDict:
    """Says in the JSON Schema that exactly one of `keys` must be there; the model's own validator sees to it."""
    return ConfigDict(json_schema_extra={"oneOf": [{"required": [key]} for key in keys]})


# fmt: off


class Source(Row):
    """Where something is found: an address, or a file of the portal's own."""

    title: Text | None = key("titel", "Titel", "Vad källan heter, så att en läsare vet vad länken leder till.", None)
    address: Address | None = key("adress", "Adress", "Webbadressen, med https://.", None)
    file: Text | None = key("fil", "Fil", "En fil som ligger i kommunens mapp, till exempel overenskommelser/2019.pdf.", None)
    retrieved: DateField = key("hämtad", "Hämtad", "Dagen då källan lästes.", None)
    note: Text | None = key("not", "Not", "Det läsaren bör veta om källan.", None)
    unpublished: YesNo = key("ej publicerad", "Ej publicerad", "ja, om dokumentet finns men inte är publicerat.", False)

    @model_validator(mode="after")
    def _points_somewhere(self) -> "Source":
        if not (self.address or self.file or self.unpublished or self.title):
            raise ValueError("Källan är tom. Skriv adress: eller fil:, och gärna titel:.")
        return self


def _source(value: object) -> object:
    return {"adress": value} if isinstance(value, str) else value


SourceField = Annotated[Source, BeforeValidator(_source, json_schema_input_type=Source | Address)]


class Removed(Row):
    """One line of `borttaget`: when and why the text was taken away."""

    date: DateField = key("datum", "Datum", "Dagen då uppgifterna togs bort.")
    reason: Text = key("skäl", "Skäl", "Varför, utan att upprepa det som togs bort.")


class AcceptedWarning(Row):
    """A warning that somebody has judged to be in order, with the reason."""

    code: Text = key("kod", "Kod", "Varningens kod, som den står inom hakparentes i rapporten.")
    reason: Text = key("skäl", "Skäl", "Varför varningen är i sin ordning här.")


class Common(Row):
    """What every kind of record may have."""

    kind: ClassVar[Kind]

    kept_by: Literal["sammanställning"] | None = key(
        "förs av", "Förs av",
        "sammanställning, om portalens redaktion har sammanställt uppgifterna ur offentliga källor. Annars förs de av parterna själva.",
        None,
    )  # fmt: skip
    sources: Many[SourceField] = key("källor", "Källor", "Var uppgifterna är hämtade: en adress per rad, eller rader med titel och adress.", ())
    missing: Many[Text] = key("saknas", "Saknas", "Det som inte är känt. Visas som det är.", ())
    former_addresses: Many[Text] = key("tidigare adresser", "Tidigare adresser", "Adresser som sidan har haft förr, så att gamla länkar fungerar.", ())
    accepted_warnings: Many[AcceptedWarning] = key("accepterade varningar", "Accepterade varningar", "Varningar som är i sin ordning, med kod och skäl.", ())
    removed: Many[Removed] = key("borttaget", "Borttaget", "Rader med datum och skäl. Texten tas bort och en tom notis blir kvar på adressen.", ())

    @property
    def span(self) -> Period | None:
        """The time that the record is about: its period, or what a follow-up covers. None for what has no such time."""
        return None


class Draftable(Common):
    """A record that may be a draft and nothing more."""

    status: Literal["utkast"] | None = key("status", "Status", "utkast, om filen inte ska visas ännu.", None)


class NumericGoal(Row):
    """A goal that can be counted: `minst` or `antal`, both reached at that number or more."""

    model_config = _one_of("minst", "antal")

    at_least: NumberField | None = key("minst", "Minst", "Det lägsta antal som är lovat.", None)
    amount: NumberField | None = key("antal", "Antal", "Det antal som är lovat.", None)
    unit: Text = key("enhet", "Enhet", "Vad som räknas, i flertal: kontroller, områden, timmar, procent.")
    per: Unit | None = key("per", "Per", "Om antalet gäller per dygn, vecka, månad, kvartal, tertial, halvår eller år.", None)
    out_of: NumberField | None = key("av", "Av", "Hur många det är av: 40 av 52 helger.", None)

    @model_validator(mode="after")
    def _one_number(self) -> "NumericGoal":
        if (self.at_least is None) == (self.amount is None):
            raise ValueError("Ett mål har antingen minst: eller antal:, inte båda. Går det inte att räkna, skriv målet som en text.")
        return self

    @property
    def number(self) -> Number:
        """The number that is promised."""
        number = self.at_least or self.amount
        assert number is not None
        return number


def _goal_tag(value: object) -> str:
    return "tal" if isinstance(value, Mapping | NumericGoal) else "text"


def _goal_text(value: object) -> object:
    value = _text(value)
    if isinstance(value, str) and re.fullmatch(r"(?:minst\s+)?\d+(?:[,. ]\d+)*", value):
        raise ValueError("Ett tal ensamt går inte att jämföra med. Skriv minst: eller antal: på en egen rad, och enhet: under det.")
    return value


GoalText = Annotated[str, BeforeValidator(_goal_text), _TEXT]
Goal = Annotated[
    Annotated[NumericGoal, Tag("tal")] | Annotated[GoalText, Tag("text")],
    Discriminator(_goal_tag),
]


def _local_id(value: str) -> str:
    if not re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", value):
        raise RefusedValueError(
            f"”{value}” kan inte vara ett id.",
            f"Skriv {slugify(value)}: bara små bokstäver a–z, siffror och bindestreck."
            if slugify(value)
            else "Skriv små bokstäver a–z, siffror och bindestreck.",
        )
    return value


ActionId = Annotated[str, BeforeValidator(_parsed(_local_id)), _TEXT]


class Action(Row):
    """One thing that is to be done, with who is responsible and a goal."""

    id: ActionId = key("id", "Id", "Ett kort namn som inte ändras, så att uppföljningen kan peka på åtgärden.")
    what: Text = key("vad", "Vad", "Vad som ska göras, så att en boende förstår.")
    responsible: Many[PartyRef] = key("ansvarig", "Ansvarig", "Den eller de parter som ansvarar: polisen, kommunen eller en aktör.", ())
    together_with: Text | None = key("tillsammans med", "Tillsammans med", "Andra som hjälper till, med egna ord.", None)
    theme: ThemeRef | None = key("ämne", "Ämne", "Ämnet som åtgärden hör till.", None)
    areas: Many[AreaRef] = key("områden", "Områden", "Delar av kommunen som åtgärden gäller.", ())
    goal: Goal | None = key("mål", "Mål", "minst: eller antal: med enhet:, och kanske per: eller av:. Eller en text som människor bedömer.", None)
    reason: Text | None = key("skäl", "Skäl", "Varför åtgärden ändrades eller avbröts.", None)


class FollowUpPlan(Row):
    """When and how the parties have promised to tell how it went."""

    latest: DateField = key("senast", "Senast", "Bara en dag som parterna har lovat.", None)
    every: Unit | None = key("varje", "Varje", "En rytm: vecka, månad, kvartal, tertial, halvår eller år.", None)
    how: Text | None = key("hur", "Hur", "Var och hur resultatet ska redovisas.", None)


class Change(Row):
    """Something that the public must be told; mending a typo is silent."""

    date: DateField = key("datum", "Datum", "Dagen då det hände eller ska hända.")
    text: Text = key("text", "Text", "Vad invånarna behöver veta.")
    new_latest: DateField = key("ny uppföljning senast", "Ny uppföljning senast", "Den nya dagen, om uppföljningen flyttas.", None)
    reason: Text | None = key("skäl", "Skäl", "Varför.", None)


class Pledge(Common):
    """medborgarlöfte: one file per signed document, however many promises it holds."""

    kind = Kind.PLEDGE
    title: Text = key("titel", "Titel", "Vad som lovas och var.")
    summary: Text | None = key("kort", "Kort", "En mening om vem som lovar vad, högst 160 tecken.", None)
    parties: Many[PartyRef] = key("parter", "Parter", "polisen, kommunen, ett lokalpolisområde (lpo-…) eller en aktör. Utan raden gäller överenskommelsens parter.", ())
    agreement: AgreementRef = key("överenskommelse", "Överenskommelse", "Överenskommelsens filnamn, okänd, eller ingen med skäl.")
    themes: Many[ThemeRef] = key("ämnen", "Ämnen", "Ämnen som löftet handlar om.", ())
    areas: Many[AreaRef] = key("områden", "Områden", "Delar av kommunen som löftet gäller.", ())
    municipalities: Many[MunicipalityRef] = key("kommuner", "Kommuner", "Alla kommuner som delar löftet, om de är fler än en.", ())
    period: PeriodField = key("period", "Period", "Tiden som löftet gäller: 2019, 2019/2020, 2022-03/2022-05, okänd.")
    status: Literal[
        "utkast", "planerat", "pågår", "avslutat", "uppfyllt", "delvis uppfyllt", "inte uppfyllt", "avbrutet", "ersatt", "okänd"
    ] | None = key("status", "Status", "Behöver inte skrivas; portalen räknar ut den. Det som skrivs måste vara sant.", None)  # fmt: skip
    reason: Text | None = key("skäl", "Skäl", "Varför löftet avbröts, eller varför det inte hör till någon överenskommelse.", None)
    signed: DateField = key("undertecknat", "Undertecknat", "Dagen då löftet undertecknades.", None)
    published: DateField = key("publicerat", "Publicerat", "Dagen då löftet gavs till invånarna.", None)
    diary_number: Text | None = key("diarienummer", "Diarienummer", "Kommunens diarienummer.", None)
    succeeds: PledgeRef | None = key("efterträder", "Efterträder", "Löftet som gällde före det här.", None)
    problem: Text | None = key("problem", "Problem", "Problemet som löftet svarar på.", None)
    dialogue: Text | None = key("dialog", "Dialog", "Hur invånare och medarbetare har fått säga sitt.", None)
    actions: Many[Action] = key("åtgärder", "Åtgärder", "Det som ska göras, en rad för varje åtgärd.", ())
    effect_goals: Many[Text] = key("effektmål", "Effektmål", "Vad som ska bli bättre för invånarna.", ())
    follow_up: FollowUpPlan | None = key("uppföljning", "Uppföljning", "När och hur parterna har lovat att följa upp.", None)
    changes: Many[Change] = key("händelser", "Händelser", "Ändringar och möten som invånarna behöver känna till.", ())
    contact: Text | None = key("kontakt", "Kontakt", "En funktion, aldrig en person.", None)

    @property
    def span(self) -> Period:
        """Its period."""
        return self.period


class Outcome(Row):
    """What was reported for one action, or for something that was not promised as such."""

    model_config = _one_of("åtgärd", "vad")

    action: Text | None = key("åtgärd", "Åtgärd", "Åtgärdens id i löftet.", None)
    what: Text | None = key("vad", "Vad", "Det som gjordes, om det inte var lovat som åtgärd.", None)
    amount: NumberField | None = key("antal", "Antal", "Det redovisade antalet.", None)
    unit: Text | None = key("enhet", "Enhet", "Vad som räknades, om det inte är målets enhet.", None)
    per: Unit | None = key("per", "Per", "Om antalet redovisas per dygn, vecka, månad …", None)
    out_of: NumberField | None = key("av", "Av", "Hur många det var av.", None)
    done: Literal["ja", "nej", "delvis"] | None = key("gjort", "Gjort", "ja, nej eller delvis, om inget antal redovisas.", None)
    comment: Text | None = key("kommentar", "Kommentar", "Det som behöver förklaras.", None)
    cause: Text | None = key("orsak", "Orsak", "Varför det inte blev som det var tänkt.", None)

    @model_validator(mode="after")
    def _says_something(self) -> "Outcome":
        if (self.action is None) == (self.what is None):
            raise ValueError("Varje utfall har antingen åtgärd: (åtgärdens id) eller vad: (något som inte var lovat), inte båda.")
        if self.amount is None and self.done is None and self.comment is None:
            raise ValueError("Utfallet säger inte hur det gick. Skriv antal:, gjort: eller kommentar:.")
        return self


class FollowUp(Draftable):
    """uppföljning: what the parties, or someone else, say about how it went."""

    kind = Kind.FOLLOW_UP
    model_config = _one_of("löfte", "överenskommelse", "åtgärdsplan")

    title: Text = key("titel", "Titel", "Vad uppföljningen heter.")
    summary: Text | None = key("kort", "Kort", "En mening om hur det gick.", None)
    pledge: PledgeRef | None = key("löfte", "Löfte", "Löftet som följs upp.", None)
    agreement: AgreementRef | None = key("överenskommelse", "Överenskommelse", "Överenskommelsen som följs upp, om det inte gäller ett löfte.", None)
    plan: PlanRef | None = key("åtgärdsplan", "Åtgärdsplan", "Åtgärdsplanen som följs upp, om det inte gäller ett löfte.", None)
    date: DateField = key("datum", "Datum", "Dagen då uppföljningen publicerades.")
    covers: PeriodField = key("avser", "Avser", "Tiden som uppföljningen gäller.")
    type: Literal["delredovisning", "slutlig"] = key("typ", "Typ", "delredovisning eller slutlig.")
    by: Many[PartyRef] = key("av", "Av", "Vem som säger det: parterna, en tidning, en forskare.")
    verdict: Literal["uppfyllt", "delvis uppfyllt", "inte uppfyllt", "går inte att bedöma"] | None = key(
        "bedömning", "Bedömning", "Parternas samlade bedömning, bara om de har gjort någon.", None
    )
    outcomes: Many[Outcome] = key("utfall", "Utfall", "Vad som redovisades, en rad för varje åtgärd.", ())
    effect: Text | None = key("effekt", "Effekt", "Om problemet har förändrats, skilt från vad som gjordes.", None)
    next_step: Text | None = key("nästa steg", "Nästa steg", "Vad som händer härnäst.", None)
    changes: Many[Change] = key("händelser", "Händelser", "Rättelser som läsarna behöver känna till.", ())
    evidence: Many[SourceField] = key("belägg", "Belägg", "Var redovisningen finns: adresser eller filer.")

    @property
    def span(self) -> Period:
        """The time that it covers."""
        return self.covers

    @property
    def is_final(self) -> bool:
        """Whether it is the final one."""
        return self.type == FINAL

    @model_validator(mode="after")
    def _exactly_one(self) -> "FollowUp":
        if sum(target is not None for target in (self.pledge, self.agreement, self.plan)) != 1:
            raise ValueError("En uppföljning gäller en sak: skriv löfte:, överenskommelse: eller åtgärdsplan:, exakt en av dem.")
        return self


class FocusArea(Row):
    """A problem that the agreement is about, with its causes and who does what."""

    theme: ThemeRef | None = key("ämne", "Ämne", "Ämnet som området hör till.", None)
    title: Text | None = key("titel", "Titel", "Vad området heter, om ämnet inte räcker.", None)
    problem: Text | None = key("problem", "Problem", "Problemet.", None)
    causes: Text | None = key("orsaker", "Orsaker", "Vad det beror på.", None)
    goal: Text | None = key("mål", "Mål", "Vad som ska uppnås.", None)
    duties: Text | None = key("ansvar", "Ansvar", "Vem som gör vad.", None)
    areas: Many[AreaRef] = key("områden", "Områden", "Delar av kommunen.", ())


class Agreement(Draftable):
    """samverkansöverenskommelse."""

    kind = Kind.AGREEMENT
    title: Text = key("titel", "Titel", "Vad överenskommelsen heter.")
    summary: Text | None = key("kort", "Kort", "En mening om överenskommelsen, högst 160 tecken.", None)
    parties: Many[PartyRef] = key("parter", "Parter", "De som har kommit överens.")
    municipalities: Many[MunicipalityRef] = key("kommuner", "Kommuner", "Alla kommuner som delar överenskommelsen, om de är fler än en.", ())
    areas: Many[AreaRef] = key("områden", "Områden", "Delar av kommunen, om överenskommelsen inte gäller hela.", ())
    period: PeriodField = key("period", "Period", "Tiden som den gäller.")
    signed: DateField = key("undertecknad", "Undertecknad", "Dagen då den undertecknades.", None)
    signatories: Many[Text] = key("undertecknare", "Undertecknare", "Roller, aldrig namn.", ())
    diary_number: Text | None = key("diarienummer", "Diarienummer", "Kommunens diarienummer.", None)
    organisation: Text | None = key("organisation", "Organisation", "Hur arbetet styrs.", None)
    resources: Text | None = key("resurser", "Resurser", "Vad parterna avsätter.", None)
    pictures: Many[PictureRef] = key("lägesbilder", "Lägesbilder", "Lägesbilderna som den bygger på.", ())
    focus_areas: Many[FocusArea] = key("fokusområden", "Fokusområden", "Problemen som parterna ska arbeta med.", ())
    effect_goals: Many[Text] = key("effektmål", "Effektmål", "Vad som ska bli bättre.", ())
    follow_up: FollowUpPlan | None = key("uppföljning", "Uppföljning", "När och hur den ska följas upp.", None)
    succeeds: AgreementRef | None = key("efterträder", "Efterträder", "Överenskommelsen som gällde före.", None)
    changes: Many[Change] = key("händelser", "Händelser", "Ändringar som invånarna behöver känna till.", ())
    documents: Many[SourceField] = key("dokument", "Dokument", "Själva överenskommelsen: adress, fil eller ej publicerad.", ())
    contact: Text | None = key("kontakt", "Kontakt", "En funktion, aldrig en person.", None)

    @property
    def span(self) -> Period:
        """Its period."""
        return self.period


class Plan(Draftable):
    """åtgärdsplan, decided under lag 2023:196."""

    kind = Kind.PLAN
    title: Text = key("titel", "Titel", "Vad planen heter.")
    summary: Text | None = key("kort", "Kort", "En mening om planen.", None)
    decided: DateField = key("beslutad", "Beslutad", "Dagen då planen beslutades.", None)
    period: PeriodField | None = key("period", "Period", "Tiden som planen gäller.", None)
    parties: Many[PartyRef] = key("parter", "Parter", "De som står bakom planen. Utan raden gäller överenskommelsens parter.", ())
    municipalities: Many[MunicipalityRef] = key("kommuner", "Kommuner", "Alla kommuner som delar planen, om de är fler än en.", ())
    agreement: AgreementRef | None = key("överenskommelse", "Överenskommelse", "Överenskommelsen som planen hör till.", None)
    pictures: Many[PictureRef] = key("lägesbilder", "Lägesbilder", "Lägesbilderna som planen bygger på.", ())
    actions: Many[Action] = key("åtgärder", "Åtgärder", "Det som ska göras, en rad för varje åtgärd.", ())
    follow_up: FollowUpPlan | None = key("uppföljning", "Uppföljning", "När och hur planen ska följas upp.", None)
    changes: Many[Change] = key("händelser", "Händelser", "Ändringar som invånarna behöver känna till.", ())
    documents: Many[SourceField] = key("dokument", "Dokument", "Själva planen.", ())

    @property
    def span(self) -> Period | None:
        """Its period."""
        return self.period


class PictureProblem(Row):
    """One problem in a situation picture."""

    theme: ThemeRef | None = key("ämne", "Ämne", "Ämnet.", None)
    text: Text = key("text", "Text", "Problemet, utan att någon enskild kan kännas igen.")
    causes: Text | None = key("orsaker", "Orsaker", "Vad det beror på.", None)
    trend: Text | None = key("utveckling", "Utveckling", "Hur det har förändrats.", None)
    areas: Many[AreaRef] = key("områden", "Områden", "Delar av kommunen.", ())


class Picture(Draftable):
    """lägesbild: one party's own (step 2) or joint (step 3)."""

    kind = Kind.PICTURE
    title: Text = key("titel", "Titel", "Vad lägesbilden heter.")
    summary: Text | None = key("kort", "Kort", "En mening om lägesbilden.", None)
    by: Many[PartyRef] = key("av", "Av", "Den eller de parter som har tagit fram den.")
    municipalities: Many[MunicipalityRef] = key("kommuner", "Kommuner", "Alla kommuner som delar den, om de är fler än en.", ())
    date: DateField = key("datum", "Datum", "När den togs fram.")
    published: Literal["ja", "delvis", "sekretess"] | None = key("publicerad", "Publicerad", "ja, delvis eller sekretess.", None)
    builds_on: Many[FollowUpRef] = key("bygger på", "Bygger på", "Uppföljningar som den börjar i.", ())
    problems: Many[PictureProblem] = key("problem", "Problem", "Problemen, med orsaker.", ())
    documents: Many[SourceField] = key("dokument", "Dokument", "Själva lägesbilden.", ())


class Municipality(Draftable):
    """kommun: what is said about a municipality beside the reference data."""

    kind = Kind.MUNICIPALITY
    code: Text | None = key("kommunkod", "Kommunkod", "Fyra siffror. Behövs inte, men måste stämma om den står.", None)
    summary: Text | None = key("kort", "Kort", "En mening om vad som finns inlagt.", None)
    contact: Text | None = key("kontakt", "Kontakt", "En funktion, aldrig en person.", None)
    website: Address | None = key("webbplats", "Webbplats", "Kommunens webbplats.", None)
    statutory_picture: Many[SourceField] = key("lägesbild enligt lagen", "Lägesbild enligt lagen", "Länkar till lägesbilden enligt lag 2023:196.", ())
    statutory_plan: Many[SourceField] = key("åtgärdsplan enligt lagen", "Åtgärdsplan enligt lagen", "Länkar till åtgärdsplanen enligt lag 2023:196.", ())


class Area(Draftable):
    """A part of a municipality: stadsdel, tätort or place."""

    kind = Kind.AREA
    title: Text = key("titel", "Titel", "Vad platsen heter.")
    summary: Text | None = key("kort", "Kort", "En mening om platsen.", None)
    postal_codes: Many[Text] = key("postnummer", "Postnummer", "Postnummer som hör till platsen.", ())


class Coverage(Row):
    """A municipality, or a part of one, that belongs to a local police area, perhaps only for a time."""

    municipality: MunicipalityRef = key("kommun", "Kommun", "Kommunens namn i adressen, till exempel lulea.")
    part: Text | None = key("del", "Del", "Den del av kommunen som det gäller.", None)
    since: DateField = key("från", "Från", "Från och med, om det har ändrats.", None)
    until: DateField = key("till", "Till", "Till och med, om det har ändrats.", None)


def _coverage(value: object) -> object:
    return {"kommun": value} if isinstance(value, str) else value


CoverageField = Annotated[Coverage, BeforeValidator(_coverage, json_schema_input_type=Coverage | MunicipalityRef)]


class PoliceArea(Draftable):
    """lokalpolisområde."""

    kind = Kind.POLICE_AREA
    title: Text = key("titel", "Titel", "Vad området heter.")
    summary: Text | None = key("kort", "Kort", "En mening om området.", None)
    coverage: Many[CoverageField] = key("kommuner", "Kommuner", "Kommunerna, eller rader med kommun, del, från och till.")
    police_district: Text | None = key("polisområde", "Polisområde", "Polisområdet som det hör till.", None)
    contact: Text | None = key("kontakt", "Kontakt", "En funktion, aldrig en person.", None)
    website: Address | None = key("webbplats", "Webbplats", "Polisens sida om området.", None)


class Actor(Draftable):
    """Any other party: housing company, region, transport, association, newspaper …"""

    kind = Kind.ACTOR
    title: Text = key("titel", "Titel", "Vad aktören heter.")
    summary: Text | None = key("kort", "Kort", "En mening om aktören.", None)
    type: Text | None = key("typ", "Typ", "bostadsbolag, region, kollektivtrafik, förening, tidning …", None)
    website: Address | None = key("webbplats", "Webbplats", "Aktörens webbplats.", None)


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
    summary: Text | None = key("kort", "Kort", "Ingressen.", None)
    municipalities: Many[MunicipalityRef] = key("kommuner", "Kommuner", "Kommuner som nyheten gäller.", ())
    facts: Many[Text] = key("fakta", "Fakta", "Rader i en faktaruta.", ())
    links: Many[SourceField] = key("länkar", "Länkar", "Läs mer.", ())


class Page(Draftable):
    """A plain page of the portal's own."""

    kind = Kind.PAGE
    title: Text = key("titel", "Titel", "Sidans rubrik.")
    summary: Text | None = key("kort", "Kort", "En mening om sidan.", None)
    in_menu: YesNo = key("i menyn", "I menyn", "ja, om sidan ska stå i menyn.", False)


# fmt: on
Tasked = Pledge | Plan
"""What has actions, and may take its parties from an agreement."""
Commitment = Pledge | Agreement | Plan
"""What has a period, is followed up and so has a standing."""
Chain = Commitment | Picture | FollowUp
"""What the thread from a problem to its follow-up runs through, and what lists are made of."""
Gathering = PoliceArea | Theme | Actor
"""What gathers records from many municipalities on its page."""
Fields = Chain | Municipality | Area | Gathering | News | Page

CHAIN: tuple[type[Chain], ...] = (Pledge, Agreement, Plan, Picture, FollowUp)
MODELS: dict[Kind, type[Fields]] = {
    model.kind: model
    for model in (
        Municipality, Area, Picture, Agreement, Plan, Pledge, FollowUp, PoliceArea, Actor, Theme, News, Page,
    )
}  # fmt: skip
