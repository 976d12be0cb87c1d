"""The accessibility statement (tillgänglighetsredogörelse) that lagen (2018:1937) om tillgänglighet till digital
offentlig service demands, out of the setting `accessibility`.

What it must hold is in 13 § of that law, förordning (2018:1938) and the model statement of Commission Implementing
Decision (EU) 2018/1523. A statement that lacks a part stops the build: a portal without one breaks the law, and a
statement that claims more than anybody has checked is worse.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from pydantic import BaseModel, ConfigDict, Field, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_core import ErrorDetails

from pledges import swedish, urls
from pledges.i18n import _
from pledges.settings import SettingsError, is_web_address
from pledges.views.page_parts import portal_meta
from pledges.views.view_types import Link, Meta

Conformity = Literal["helt", "delvis", "inte"]
Reason = Literal["brist", "oskäligt betungande", "omfattas inte"]
Method = Literal["automatiska tester", "egen granskning", "extern granskning", "tester med användare"]
METHODS: tuple[str, ...] = get_args(Method)
STANDARD = "EN 301 549 v3.2.1 (WCAG 2.1, nivå AA)"
_CONFORMITY: Mapping[Conformity, str] = {
    "helt": "Webbplatsen är helt förenlig med lagen om tillgänglighet till digital offentlig service.",
    "delvis": "Webbplatsen är delvis förenlig med lagen om tillgänglighet till digital offentlig service. Det som brister står nedan.",
    "inte": "Webbplatsen är inte förenlig med lagen om tillgänglighet till digital offentlig service. Det som brister står nedan.",
}
REASONS: Mapping[Reason, str] = {
    "brist": "Inte förenligt med lagens krav",
    "oskäligt betungande": "Undantaget därför att en anpassning vore oskäligt betungande",
    "omfattas inte": "Omfattas inte av lagen",
}
_MAIL = re.compile(r"mailto:[^/?#]*@", re.I)
_UNKNOWN = ("extra_forbidden", "invalid_key")


class _Part(BaseModel):
    """Something in the setting `accessibility`. A known key with nothing after it is the same as no key."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    @model_validator(mode="before")
    @classmethod
    def _drop_empty(cls, values: object) -> object:
        if not isinstance(values, Mapping):
            return values
        meant = cls.model_fields.keys() - {"shortcomings"}  # an empty list of them says that there are none
        return {name: value for name, value in values.items() if value or name not in meant}


class Shortcoming(_Part):
    """Something that is not accessible: what, why it is so, which criterion, and what one can do instead."""

    what: str
    reason: Reason
    criterion: str = ""
    effect: str = ""
    alternative: str = ""
    planned: str = ""


class Statement(_Part):
    """A whole statement. The description of a part is what is said to one who has left it out."""

    actor: str = Field(description="vem som ansvarar för webbplatsen")
    service: str = Field(description="vad webbplatsen heter")
    conformity: Conformity = Field(description="om webbplatsen är ”helt”, ”delvis” eller ”inte” förenlig med lagen")
    shortcomings: tuple[Shortcoming, ...] = Field(
        description="en lista med varje känd brist; tom bara om conformity är ”helt”"
    )
    methods: tuple[Method, ...] = Field(description=f"hur webbplatsen har bedömts, en lista ur: {', '.join(METHODS)}")
    assessed_by: str = Field(description="vem som har bedömt webbplatsen")
    assessed: date = Field(description="dagen då webbplatsen senast bedömdes, till exempel 2026-11-22")
    published: date = Field(description="dagen då redogörelsen först publicerades, till exempel 2026-11-22")
    report: str = Field(
        description="hur man påtalar brister och begär innehåll i annan form, i en eller flera meningar"
    )
    supervisor: str = Field(description="myndigheten som har tillsyn")
    complaint_address: str = Field(description="webbadressen till myndighetens anmälan")
    report_address: str = Field("", description="adressen dit man skriver, som börjar med https:// eller mailto:")
    answer_within: str = Field("", description="hur snart man får svar, till exempel ”fem arbetsdagar”")
    updated: date | None = Field(None, description="dagen då redogörelsen senast ändrades")
    about: str = Field("", description="något mer som läsaren behöver veta om webbplatsen")

    @field_validator("shortcomings", "methods", mode="before")
    @classmethod
    def _list(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    @field_validator("assessed", "published", "updated", mode="before")
    @classmethod
    def _day(cls, value: object, info: ValidationInfo) -> object:
        try:
            return date.fromisoformat(value) if isinstance(value, str) else value
        except ValueError:
            raise ValueError(f"{info.field_name} ”{value}” är ingen dag. Skriv som 2026-11-22.") from None

    @field_validator("complaint_address", "report_address")
    @classmethod
    def _address(cls, text: str, info: ValidationInfo) -> str:
        mail = info.field_name == "report_address"
        if not is_web_address(text) and not (mail and _MAIL.match(text)):
            kinds = "https:// eller mailto:" if mail else "https://"
            raise ValueError(f"{info.field_name} ska vara en hel adress som börjar med {kinds}, inte ”{text}”.")
        return text

    @field_validator("shortcomings")
    @classmethod
    def _agree_with_conformity(cls, rows: tuple[Shortcoming, ...], info: ValidationInfo) -> tuple[Shortcoming, ...]:
        conformity = info.data.get("conformity")
        if conformity == "helt" and any(row.reason != "omfattas inte" for row in rows):
            raise ValueError("en webbplats med brister är inte ”helt” förenlig. Skriv ”delvis”.")
        if conformity in ("delvis", "inte") and not rows:
            raise ValueError(f"shortcomings är tom, men webbplatsen är ”{conformity}” förenlig. Skriv vad som brister.")
        return rows

    @field_validator("methods")
    @classmethod
    def _suffice_for_conformity(cls, methods: tuple[Method, ...], info: ValidationInfo) -> tuple[Method, ...]:
        if info.data.get("conformity") == "helt" and set(methods) == {"automatiska tester"}:
            raise ValueError(
                "”helt” förenlig går inte att säga efter enbart automatiska tester: de hittar bara en del av bristerna. "
                "Skriv ”delvis” och vad som inte har granskats, eller låt någon granska webbplatsen."
            )
        return methods


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementView:
    """The page of the statement. `groups` are the shortcomings under the reason for them."""

    meta: Meta
    statement: Statement
    standard: str
    conformity: str
    groups: tuple[tuple[str, tuple[Shortcoming, ...]], ...]
    methods: str
    assessed: str
    published: str
    updated: str
    report_link: Link | None
    complaint: Link


def read_statement(values: Mapping[str, Any]) -> Statement:
    """Check the setting `accessibility`. Raises SettingsError with everything that is missing or wrong."""
    try:
        return Statement.model_validate(values)
    except ValidationError as mistakes:
        errors = sorted(mistakes.errors(include_url=False), key=lambda error: error["type"] not in _UNKNOWN)
        raise SettingsError("\n".join(f"accessibility: {_in_swedish(error)}" for error in errors)) from None


def _in_swedish(error: ErrorDetails) -> str:
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    match error["loc"]:
        case ("methods", int()):
            near = swedish.suggestion(str(error["input"]), METHODS) or f"Välj bland: {', '.join(METHODS)}."
            return f"metoden ”{error['input']}” finns inte. {near}"
        case ("shortcomings", int(at)):
            return f"rad {at + 1} i shortcomings ska vara en ordlista {{ … }} med what och reason."
        case ("shortcomings", int(at), name):
            return _in_a_row(error, str(name), f"på rad {at + 1} i shortcomings")
    return _in_the_whole(error, str(error["loc"][0]))


def _in_the_whole(error: ErrorDetails, name: str) -> str:
    if error["type"] in _UNKNOWN:
        return f"”{name}” finns inte. {swedish.suggestion(name, Statement.model_fields)}".rstrip()
    meaning = Statement.model_fields[name].description
    if error["type"] == "missing":
        return f"”{name}” saknas i tillgänglighetsredogörelsen. Skriv {meaning}."
    if error["type"] == "tuple_type":
        return f"”{name}” ska vara en lista [ … ]: {meaning}."
    if error["type"] == "literal_error" and isinstance(error["input"], str):
        return f"{name} är ”helt”, ”delvis” eller ”inte”, inte ”{error['input']}”."
    return f"”{name}” ska vara en text inom citattecken: {meaning}."


def _in_a_row(error: ErrorDetails, name: str, where: str) -> str:
    if error["type"] in _UNKNOWN:
        return f"”{name}” {where} finns inte. {swedish.suggestion(name, Shortcoming.model_fields)}".rstrip()
    if error["type"] == "missing":
        return f"{where.removeprefix('på ')} saknar ”{name}”."
    if error["type"] == "literal_error" and isinstance(error["input"], str):
        return f"{name} {where} är något av {', '.join(REASONS)}, inte ”{error['input']}”."
    return f"”{name}” {where} ska vara en text inom citattecken."


def statement_view(statement: Statement) -> StatementView:
    """The page at tillganglighet/."""
    groups = tuple(
        (_(label), rows)
        for reason, label in REASONS.items()
        if (rows := tuple(row for row in statement.shortcomings if row.reason == reason))
    )
    title = _("Tillgänglighetsredogörelse")
    intro = _("Hur tillgänglig {service} är, vad som brister och hur du påtalar det.").format(service=statement.service)
    address = statement.report_address
    return StatementView(
        meta=portal_meta(urls.STATEMENT, "statement.html", title=title, description=intro),
        statement=statement,
        standard=STANDARD,
        conformity=_(_CONFORMITY[statement.conformity]),
        groups=groups,
        methods=swedish.enumerate_words(_(method) for method in statement.methods),
        assessed=swedish.day(statement.assessed),
        published=swedish.day(statement.published),
        updated=swedish.day(statement.updated) if statement.updated else "",
        report_link=Link(address.removeprefix("mailto:"), address) if address else None,
        complaint=Link(
            _("Anmäl bristande tillgänglighet till {name}").format(name=statement.supervisor),
            statement.complaint_address,
        ),
    )
