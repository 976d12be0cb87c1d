"""The accessibility statement (tillgänglighetsredogörelse) that lagen (2018:1937) om tillgänglighet till digital
offentlig service demands, out of the setting `accessibility`.

What it must hold is in 13 § of that law, förordning (2018:1938) and the model statement of Commission Implementing
Decision (EU) 2018/1523. A statement that lacks a part stops the build: a portal without one breaks the law, and a
statement that claims more than anybody has checked is worse.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, Literal, get_args

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_core import ErrorDetails

from pledges import swedish, urls
from pledges.i18n import _
from pledges.settings import SettingsError
from pledges.views.host_texts import UNKNOWN, HostText, check_address, in_order, read_day_of, said_of_key
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
SUPERVISOR_CHANGES = date(2027, 1, 1)
"""When Digitaliseringsmyndigheten begins and Digg and PTS go up in it (SFS 2026:1769); the address for complaints is not known yet."""
_CHANGING = ("digg", "digital förvaltning")


class Shortcoming(HostText):
    """Something that is not accessible: what, why it is so, which criterion, and what one can do instead."""

    what: str
    reason: Reason
    criterion: str = ""
    effect: str = ""
    alternative: str = ""
    planned: str = ""
    assessment: str = ""

    @model_validator(mode="after")
    def _burden_is_assessed(self) -> "Shortcoming":
        if self.reason == "oskäligt betungande" and not self.assessment:
            raise ValueError(
                "saknar ”assessment”: är en anpassning oskäligt betungande ska bedömningen stå i redogörelsen (12 och 13 §§ lagen 2018:1937). "
                "Skriv er storlek, era uppgifter och resurser, vad det kostar och vad det ger."
            )
        return self


class Statement(HostText):
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
    updated: date = Field(description="dagen då redogörelsen senast ändrades, till exempel 2026-11-22")
    supervisor_checked: date | None = Field(
        None, description="dagen då ni senast såg efter vilken myndighet som har tillsyn"
    )
    standard: str = Field(STANDARD, description="standarden som kraven är i, med version")
    report_address: str = Field("", description="adressen dit man skriver, som börjar med https:// eller mailto:")
    answer_within: str = Field("", description="hur snart man får svar, till exempel ”fem arbetsdagar”")
    about: str = Field("", description="något mer som läsaren behöver veta om webbplatsen")

    @field_validator("shortcomings", "methods", mode="before")
    @classmethod
    def _list(cls, value: object) -> object:
        return tuple(value) if isinstance(value, list) else value

    @field_validator("assessed", "published", "updated", "supervisor_checked", mode="before")
    @classmethod
    def _day(cls, value: object, info: ValidationInfo) -> object:
        return read_day_of(value, info)

    @field_validator("updated")
    @classmethod
    def _updated_last(cls, day: date, info: ValidationInfo) -> date:
        for name in ("assessed", "published"):
            if (earlier := info.data.get(name)) is not None and day < earlier:
                raise ValueError(
                    f"updated ({day}) är före {name} ({earlier}). Skriv dagen då redogörelsen senast ändrades."
                )
        return day

    @field_validator("complaint_address", "report_address")
    @classmethod
    def _address(cls, text: str, info: ValidationInfo) -> str:
        return check_address(text, info, mail=info.field_name == "report_address")

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
        raise SettingsError("\n".join(f"accessibility: {_in_swedish(error)}" for error in in_order(mistakes))) from None


def out_of_date(statement: Statement, day: date) -> str:
    """What the host must look up on `day`, where the statement may name a supervisor that is no more; else nothing."""
    named = f"{statement.supervisor} {statement.complaint_address}".casefold()
    checked = statement.supervisor_checked
    if day < SUPERVISOR_CHANGES or (checked is not None and checked >= SUPERVISOR_CHANGES):
        return ""
    if not any(words in named for words in _CHANGING):
        return ""
    return (
        f"accessibility: Den {swedish.day(SUPERVISOR_CHANGES)} skulle Digg gå upp i Digitaliseringsmyndigheten (förordning 2026:1769). "
        "Se efter vilken myndighet som har tillsyn nu och var man anmäler, och skriv supervisor, complaint_address och supervisor_checked."
    )


def not_come(statement: Statement, today: date) -> str:
    """What the host must look at, where a day of the statement has not come: nobody has assessed anything in 2062."""
    days = {name: getattr(statement, name) for name in ("assessed", "published", "updated", "supervisor_checked")}
    ahead = {name: day for name, day in days.items() if day is not None and day > today}
    return "".join(
        f"accessibility: {name} är {swedish.day(day)}, en dag som inte har kommit. Kontrollera årtalet." + "\n"
        for name, day in ahead.items()
    ).rstrip("\n")


def _in_swedish(error: ErrorDetails) -> str:
    match error["loc"]:
        case ("shortcomings", int(at)) if error["type"] == "value_error":
            return f"rad {at + 1} i shortcomings {error['ctx']['error']}"
        case _ if error["type"] == "value_error":
            return str(error["ctx"]["error"])
        case ("methods", int()):
            near = swedish.suggestion(str(error["input"]), METHODS) or f"Välj bland: {', '.join(METHODS)}."
            return f"metoden ”{error['input']}” finns inte. {near}"
        case ("shortcomings", int(at)):
            return f"rad {at + 1} i shortcomings ska vara en ordlista {{ … }} med what och reason."
        case ("shortcomings", int(at), name):
            return _in_a_row(error, str(name), f"på rad {at + 1} i shortcomings")
    if error["type"] == "literal_error" and error["loc"] == ("conformity",) and isinstance(error["input"], str):
        return f"conformity är ”helt”, ”delvis” eller ”inte”, inte ”{error['input']}”."
    return said_of_key(error, Statement, "tillgänglighetsredogörelsen")


def _in_a_row(error: ErrorDetails, name: str, where: str) -> str:
    if error["type"] in UNKNOWN:
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
        conformity=_(_CONFORMITY[statement.conformity]),
        groups=groups,
        methods=swedish.enumerate_words(_(method) for method in statement.methods),
        assessed=swedish.day(statement.assessed),
        published=swedish.day(statement.published),
        updated=swedish.day(statement.updated),
        report_link=Link(address.removeprefix("mailto:"), address) if address else None,
        complaint=Link(
            _("Anmäl bristande tillgänglighet till {name}").format(name=statement.supervisor),
            statement.complaint_address,
        ),
    )
