"""How a value under a key is understood: the types that fields are made of, and the row that every record is.

Every value arrives as text (or lists and mappings of text) and its type decides what it means; what can't be
understood raises ValueError with a Swedish message, which the reader puts at the right line.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Any, Final, Literal, TypeVar
from urllib.parse import urlsplit

from pydantic import (
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    WithJsonSchema,
    model_validator,
)

from pledges.content.kinds import Kind
from pledges.content.suggested_values import (
    OR_COPY_IT,
    begins_in_words,
    number_and_more,
    suggested_date,
    suggested_duration,
    suggested_number,
    suggested_period,
    two_days,
    with_a_year,
    without_blanks,
)
from pledges.written_values import (
    DURATION_UNITS,
    NUMBER_WORDS,
    Duration,
    Number,
    PartialDate,
    Period,
    parse_date,
    parse_duration,
    parse_number,
    parse_period,
)

_P = TypeVar("_P")
_STILL_HOLDS = re.compile(r"tills?[ -]?vidare|löpande|pågående|fortlöpande", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Ref:
    """Marks a field as a reference to a record of `kind`, or to a party where `kind` is None."""

    kind: Kind | None


class RefusedValueError(ValueError):
    """A value that can't stand where it does: what is wrong, and what to write instead.

    `at` is the key of a row whose keys don't go together that it is told at, where it stands in the file.
    """

    def __init__(self, message: str, hint: str, *, at: str = "") -> None:
        super().__init__(f"{message} {hint}")
        self.message = message
        self.hint = hint
        self.at = at


class MoreThanANumberError(RefusedValueError):
    """More than a number where a number stands: `written` is what stands there, by the key that each is for."""

    def __init__(self, value: str, written: Mapping[str, str]) -> None:
        super().__init__(f"”{value}” är inget tal.", f"Skriv bara talet, {next(iter(written.values()))}.")
        self.written = written


def _is_empty(value: object) -> bool:
    """What form editors leave where nobody has written anything."""
    return value is None or value == ""


def _as_list(value: object) -> object:
    values = value if isinstance(value, list) else [value]
    return [one for one in values if not _is_empty(one)]


def as_text(value: object) -> object:
    if isinstance(value, list):
        only = value
        while isinstance(only, list) and len(only) == 1:
            only = only[0]
        hint = (
            f"Skriv {only}"
            if isinstance(only, str)
            else "Ta bort strecket: raderna hör ihop."
            if isinstance(only, Mapping)
            else "Skriv bara ett värde, utan streck och hakparenteser."
        )
        raise RefusedValueError("Här ska en text stå, inte en lista.", hint)
    if isinstance(value, Mapping) and len(value) > 1:
        raise RefusedValueError(
            "Här ska en text stå, inte nycklar och värden.", "Skriv det som en mening på samma rad som nyckeln."
        )
    if isinstance(value, Mapping):
        raise ValueError(
            "Här ska en text stå, inte nycklar och värden. Innehåller texten kolon följt av mellanslag? "
            "Sätt då citattecken runt hela texten."
        )
    return value


def parsed(parse: Any) -> Any:
    def convert(value: object) -> object:
        value = as_text(value)
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
        if either := two_days(plain):
            hint = f"Menar du {either[0]} eller {either[1]}? Skriv det du menar."
            raise RefusedValueError(f"”{value}” går att läsa på två sätt.", hint)
        try:
            return parse(plain)
        except ValueError:
            better = suggest(value)
            if better is None and _STILL_HOLDS.fullmatch(value.strip()):
                hint = "Skriv när det började och två punkter, till exempel 2024/.. Är början inte känd, skriv okänd/.."
                raise RefusedValueError(f"”{value}” säger inte när det började.", hint) from None
            if better is None and (example := with_a_year(value, suggest)) is not None:
                raise RefusedValueError(
                    f"”{value}” säger inte vilket år.", f"Skriv också året, till exempel {example}"
                ) from None
            if better is None:
                raise
        raise RefusedValueError(f"”{value}” kan inte läsas.", f"Skriv {better}")

    return read


def _duration(value: str) -> Duration:
    since = re.fullmatch(r"(.+?)\s+(?:från|efter|räknat från|sedan)\s+(?:att\s+)?(.+)", value)
    if since is not None:
        hint = f"Skriv inom: {suggested_duration(since[1]) or since[1]} och räknat från: {since[2]}, på var sin rad."
        raise RefusedValueError(f"”{value}” är mer än en tidslängd.", hint)
    return _suggested_duration(value)


_suggested_duration = _suggesting(parse_duration, suggested_duration)


_DIGITS_LOOKED_LIKE = str.maketrans({"l": "1", "I": "1", "|": "1", "O": "0"})


def _number(value: str) -> Number:
    if re.fullmatch(r"[-−–]\s?\d.*", value):
        raise RefusedValueError(
            f"”{value}” är ett minustal.",
            f"Skriv {value[1:].strip()}, och säg med ord eller med riktning: åt vilket håll.",
        )
    if re.fullmatch(r"(?=.*\d)(?:[\dlIO|] ?)+", value) and re.search(r"[lIO|]", value):
        meant = value.translate(_DIGITS_LOOKED_LIKE)
        raise RefusedValueError(f"”{value}” har en bokstav där en siffra ska stå.", f"Skriv {meant}, om det är talet.")
    try:
        return _suggested_number(value)
    except RefusedValueError:
        raise
    except ValueError:
        written = number_and_more(value)
        if not written and begins_in_words(value):
            raise RefusedValueError(f"”{value}” är inget tal.", "Skriv talet med siffror.") from None
        if not written:
            raise
    raise MoreThanANumberError(value, written)


_suggested_number = _suggesting(parse_number, suggested_number)


def _one_period(value: object) -> object:
    """A list of years is read as the period that it was to be, so that it can be told how that is written."""
    is_list = isinstance(value, list) and all(isinstance(one, str) for one in value)
    return ", ".join(value) if is_list and isinstance(value, list) else value


def _address(value: str) -> str:
    address = value.strip().removeprefix("<").removesuffix(">")
    if is_web_address(address) and address[-1] not in ".,;":
        return address
    raise RefusedValueError(f"”{value}” är ingen webbadress.", _better_address(address))


def is_web_address(address: str) -> bool:
    """Whether a text is a whole address of a page on the web."""
    try:
        parts = urlsplit(address)
        valid = parts.scheme in ("http", "https") and "." in (parts.hostname or "") and parts.port != 0
    except ValueError:
        return False
    return valid and not re.search(r"[\s<>\"\\\x00-\x1f]", address)


def _better_address(address: str) -> str:
    """What to write instead of what is no web address."""
    if address.casefold() in ("ja", "nej", "finns", "finns inte", "saknas", "x", "inte klar"):
        return "Skriv adressen till sidan. Finns dokumentet men inte på webben, skriv titel: och ej publicerad: ja. Finns det inte, ta bort raden."
    if re.match(r"(?:mailto:)?[^\s@/]+@[\w.-]+$", address):
        return "Det är en e-postadress. Skriv en funktionsbrevlåda under kontakt:, och adressen till en sida här."
    if re.match(r"[A-Za-z]:[\\/]|\\\\|file:", address):
        return "Det är en sökväg på en dator, som ingen annan når. Lägg filen i kommunens mapp och skriv fil:, eller länka dit den är publicerad."
    if re.fullmatch(r"[^\s:]+\.(?:pdf|jpe?g|png|webp)", address, re.I) and not address.startswith("www."):
        return f"Är det en fil i kommunens mapp, skriv fil: {address} i stället för adress:. Ligger den på webben, skriv hela adressen med https://."
    link = re.fullmatch(r"\[[^\[\]]*\]\((https?://[^()\s]+)\)|(https?://\S+)\s+[(–—].*", address)
    bare = address.lstrip("\"'”’“„«»").rstrip("\"'”’“«»,;.")
    if bare != address and is_web_address(bare):
        return f"Skriv {bare}"
    several = re.findall(r"https?://[^\s,;]+", address)
    if link is not None:
        return f"Skriv {link[1]}" if link[1] else f"Skriv {link[2]} och resten under not: på raden under."
    if len(several) > 1:
        return f"Här står {len(several)} adresser. Skriv var och en på en egen rad: - {several[0]}"
    address = address.replace("\\", "/") if re.match(r"https?:\\+", address) else address
    address = re.sub(r"^https?:/{1,2}(?=https?://)|^(?!https?:)h[hpst]{2,5}[:;]//?(?=\w)", "", address)
    scheme = re.match(r"(https?)(?::/?/?|;//|//|:\\\\)(?=[\w])", address)
    guess = (
        address
        if re.match(r"https?://", address)
        else f"{scheme[1]}://{address[scheme.end() :]}"
        if scheme
        else f"https://{address}"
    )
    if blanks := _of_blanks(guess):
        return blanks
    if _looks_right(guess):
        return f"Skriv {guess}"
    if re.search(r"\s", address) and "://" not in address:
        return f"Skriv titel: {address} på raden, och adress: på raden under. Finns det inte på webben, skriv ej publicerad: ja."
    if re.match(r"https?://(?:localhost|\[::1\])(?:[:/?#]|$)", address, re.I):
        return "Den leder till din egen dator, som ingen annan når. Skriv adressen där sidan är publicerad."
    if (host := re.match(r"https?://([^/?#\s.:]+)(?:[:/?#]|$)", address)) is not None:
        return f"Namnet ”{host[1]}” har ingen punkt. Kopiera hela adressen ur webbläsaren."
    return "Skriv hela adressen med https:// i början."


def _of_blanks(address: str) -> str:
    """What to say of an address with a blank in it or words after it; empty of another."""
    if (whole := without_blanks(address)) is not None and _looks_right(whole):
        return f"Ett blanksteg har kommit in i adressen. Skriv {whole} {OR_COPY_IT}"
    first, *rest = address.split()
    return f"Skriv bara adressen, utan orden efter den: {first}" if rest and _looks_right(first) else ""


def _looks_right(address: str) -> bool:
    return (
        is_web_address(address)
        and re.match(r"https?://(?:[\w-]+\.)+[a-zåäö]{2,}(?:[/:?#]|$)", address, re.I) is not None
    )


_YES_NO = {
    **dict.fromkeys(("yes", "true", "sant", "på", "on", "x", "1", "j", "y"), "ja"),
    **dict.fromkeys(("no", "false", "falskt", "av", "off", "0", "n", "ej"), "nej"),
}


def _yes_no(value: str) -> bool:
    if value not in ("ja", "nej"):
        plain = value.casefold()
        meant = _YES_NO.get(plain, plain)
        hint = f"Skriv {meant}." if meant in ("ja", "nej") else "Skriv ja eller nej."
        raise RefusedValueError(f"”{value}” kan inte stå här.", hint)
    return value == "ja"


_T = TypeVar("_T")
# What an editor may see where a text stands (2019 is a number to it), for the schemas that it checks by.
TEXT_SCHEMA = WithJsonSchema({"type": ["string", "number"]})
_REFERENCE = WithJsonSchema({"type": ["string", "integer"]})
Text = Annotated[str, BeforeValidator(as_text), TEXT_SCHEMA]
Slug = Annotated[str, BeforeValidator(parsed(_slug)), _REFERENCE]
Address = Annotated[
    str,
    BeforeValidator(parsed(_address)),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https?://"}),
]
CountUnit = Annotated[Text, BeforeValidator(lambda value: "procent" if value == "%" else value)]
YesNo = Annotated[bool, BeforeValidator(parsed(_yes_no)), WithJsonSchema({"enum": ["ja", "nej"]})]
DateField = Annotated[
    PartialDate | None,
    BeforeValidator(parsed(_suggesting(parse_date, suggested_date))),
    WithJsonSchema({"type": ["string", "integer"], "pattern": r"^(\d{4}(-\d{1,2}(-\d{1,2})?)?|okänd)$"}),
]
PeriodField = Annotated[
    Period,
    BeforeValidator(parsed(_suggesting(parse_period, suggested_period))),
    BeforeValidator(_one_period),
    WithJsonSchema({"type": ["string", "integer"], "pattern": r"^(okänd|\d{4}[-\d]*)(/(okänd|\.\.|\d{4}[-\d]*))?$"}),
]
NumberField = Annotated[
    Number,
    BeforeValidator(parsed(_number)),
    WithJsonSchema(
        {
            "type": ["string", "integer"],
            "pattern": "^((minst|cirka|ungefär|högst)[ \u00a0]+)?[0-9][0-9 \u00a0\u202f]*(,[0-9]+)?$",
        }
    ),
]
DurationField = Annotated[
    Duration,
    BeforeValidator(parsed(_duration)),
    WithJsonSchema(
        {"type": "string", "pattern": f"^(\\d+(,\\d+)?|{'|'.join(NUMBER_WORDS)}) ({'|'.join(DURATION_UNITS)})$"}
    ),
]
Many = Annotated[tuple[_T, ...], BeforeValidator(_as_list)]

AreaRef = Annotated[Slug, Ref(Kind.AREA)]
PictureRef = Annotated[Slug, Ref(Kind.PICTURE)]
AgreementRef = Annotated[str, BeforeValidator(parsed(_slug)), _REFERENCE, Ref(Kind.AGREEMENT)]
PlanRef = Annotated[Slug, Ref(Kind.PLAN)]
PledgeRef = Annotated[Slug, Ref(Kind.PLEDGE)]
FollowUpRef = Annotated[Slug, Ref(Kind.FOLLOW_UP)]
ThemeRef = Annotated[Slug, Ref(Kind.THEME)]
PartyRef = Annotated[Slug, Ref(None)]
MunicipalityRef = Annotated[Slug, Ref(Kind.MUNICIPALITY)]

Unit = Literal[
    "dygn", "vecka", "varannan vecka", "månad", "varannan månad", "kvartal", "termin", "tertial", "halvår", "år"
]


def _unit(value: str) -> str:
    if value.casefold() in ("säsong", "sommar", "vår", "höst", "vinter"):
        raise ValueError(
            f"”{value}” har inga bestämda dagar, så portalen kan inte räkna. "
            "Skriv termin eller år, eller beskriv det med en text i stället."
        )
    return value


UnitField = Annotated[Unit, BeforeValidator(parsed(_unit))]
DRAFT = "utkast"
FINAL: Final = "slutlig"
COMPILED: Final = "sammanställning"
BY_PARTIES: Final = "parterna"


def key(swedish: str, label: str, help_text: str, *, default: Any = ...) -> Any:
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


def one_of(*keys: str) -> ConfigDict:
    """Says in the JSON Schema that exactly one of `keys` must be there; the model's own validator sees to it."""
    return ConfigDict(json_schema_extra={"oneOf": [{"required": [key]} for key in keys]})


def any_of(*keys: str) -> ConfigDict:
    """Says in the JSON Schema that one of `keys` at least must be there; the model's own validator sees to it."""
    return ConfigDict(json_schema_extra={"anyOf": [{"required": [key]} for key in keys]})
