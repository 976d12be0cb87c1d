"""The accessibility statement (tillgänglighetsredogörelse) that lagen (2018:1937) om tillgänglighet till digital
offentlig service demands, out of the setting `accessibility`.

What it must hold is in 13 § of that law, förordning (2018:1938) and the model statement of Commission Implementing
Decision (EU) 2018/1523. A statement that lacks a part stops the build: a portal without one breaks the law, and a
statement that claims more than anybody has checked is worse.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from pledges import swedish, urls
from pledges.i18n import _
from pledges.settings import SettingsError
from pledges.views.common import FeedLink, Link, Meta, start

AUTOMATIC = "automatiska tester"
METHODS = (AUTOMATIC, "egen granskning", "extern granskning", "tester med användare")
STANDARD = "EN 301 549 v3.2.1 (WCAG 2.1, nivå AA)"
_CONFORMITY = {
    "helt": "Webbplatsen är helt förenlig med lagen om tillgänglighet till digital offentlig service.",
    "delvis": "Webbplatsen är delvis förenlig med lagen om tillgänglighet till digital offentlig service. Det som brister står nedan.",
    "inte": "Webbplatsen är inte förenlig med lagen om tillgänglighet till digital offentlig service. Det som brister står nedan.",
}
REASONS = {
    "brist": "Inte förenligt med lagens krav",
    "oskäligt betungande": "Undantaget därför att en anpassning vore oskäligt betungande",
    "omfattas inte": "Omfattas inte av lagen",
}
REQUIRED = {
    "actor": "vem som ansvarar för webbplatsen",
    "service": "vad webbplatsen heter",
    "conformity": "om webbplatsen är ”helt”, ”delvis” eller ”inte” förenlig med lagen",
    "shortcomings": "en lista med varje känd brist; tom bara om conformity är ”helt”",
    "methods": f"hur webbplatsen har bedömts, en lista ur: {', '.join(METHODS)}",
    "assessed_by": "vem som har bedömt webbplatsen",
    "assessed": "dagen då webbplatsen senast bedömdes, till exempel 2026-11-22",
    "published": "dagen då redogörelsen först publicerades, till exempel 2026-11-22",
    "report": "hur man påtalar brister och begär innehåll i annan form, i en eller flera meningar",
    "supervisor": "myndigheten som har tillsyn",
    "complaint_address": "webbadressen till myndighetens anmälan",
}
OPTIONAL = {
    "report_address": "adressen dit man skriver, som börjar med https:// eller mailto:",
    "answer_within": "hur snart man får svar, till exempel ”fem arbetsdagar”",
    "updated": "dagen då redogörelsen senast ändrades",
    "about": "något mer som läsaren behöver veta om webbplatsen",
}
SHORTCOMING = {
    "what": "vad som inte är tillgängligt",
    "reason": f"varför, något av {', '.join(REASONS)}",
    "criterion": "vilket krav det gäller, till exempel ”1.1.1 Icke-textuellt innehåll”",
    "effect": "vad det innebär för den som använder webbplatsen",
    "alternative": "vad man kan göra i stället",
    "planned": "när och hur det åtgärdas",
}


@dataclass(frozen=True, slots=True)
class Shortcoming:
    """Something that is not accessible: what, why it is so, which criterion, and what one can do instead."""

    what: str
    reason: str
    criterion: str = ""
    effect: str = ""
    alternative: str = ""
    planned: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A whole statement, as the settings have it."""

    actor: str
    service: str
    conformity: str
    shortcomings: tuple[Shortcoming, ...]
    methods: tuple[str, ...]
    assessed_by: str
    assessed: date
    published: date
    report: str
    supervisor: str
    complaint_address: str
    report_address: str = ""
    answer_within: str = ""
    updated: date | None = None
    about: str = ""


@dataclass(frozen=True, slots=True)
class StatementView:
    """The page of the statement. `groups` are the shortcomings under the reason for them.

    `heading` is the title, with the place where it may be broken on a narrow screen.
    """

    meta: Meta
    heading: str
    actor: str
    service: str
    about: str
    standard: str
    conformity: str
    groups: tuple[tuple[str, tuple[Shortcoming, ...]], ...]
    methods: str
    assessed_by: str
    assessed: str
    published: str
    updated: str
    report: str
    report_link: Link | None
    answer_within: str
    supervisor: str
    complaint: Link


def read_statement(values: Mapping[str, Any]) -> Statement:
    """Check the setting `accessibility`. Raises SettingsError with everything that is missing or wrong."""
    mistakes = list(_mistakes(values))
    if mistakes:
        raise SettingsError("\n".join(mistakes))
    shortcomings = tuple(Shortcoming(**row) for row in values["shortcomings"])
    days = {name: date.fromisoformat(values[name]) for name in ("assessed", "published", "updated") if values.get(name)}
    kept = {name: values[name] for name in (*REQUIRED, *OPTIONAL) if name in values}
    return Statement(**{**kept, **days, "shortcomings": shortcomings, "methods": tuple(values["methods"])})


def _mistakes(values: Mapping[str, Any]) -> Iterator[str]:
    for name in values:
        if name not in REQUIRED and name not in OPTIONAL:
            near = swedish.suggestion(name, (*REQUIRED, *OPTIONAL))
            yield f"accessibility: ”{name}” finns inte. {near}".rstrip()
    for name, meaning in REQUIRED.items():
        if name not in values or (not values[name] and name != "shortcomings"):
            yield f"accessibility: ”{name}” saknas i tillgänglighetsredogörelsen. Skriv {meaning}."
        elif name in ("shortcomings", "methods"):
            if not isinstance(values[name], list | tuple):
                yield f"accessibility: ”{name}” ska vara en lista [ … ]: {meaning}."
        elif not isinstance(values[name], str):
            yield f"accessibility: ”{name}” ska vara en text inom citattecken: {meaning}."
    yield from _nonsense(values)


def _nonsense(values: Mapping[str, Any]) -> Iterator[str]:
    """What is written, but can't be so."""
    conformity, methods, rows = (values.get(name) for name in ("conformity", "methods", "shortcomings"))
    if isinstance(conformity, str) and conformity and conformity not in _CONFORMITY:
        yield f"accessibility: conformity är ”helt”, ”delvis” eller ”inte”, inte ”{conformity}”."
    if isinstance(methods, list | tuple):
        yield from _nonsense_about_methods(conformity, methods)
    if isinstance(rows, list | tuple):
        yield from _nonsense_about_shortcomings(conformity, rows)
    for name in ("assessed", "published", "updated"):
        if isinstance(values.get(name), str) and values[name] and not _is_day(values[name]):
            yield f"accessibility: {name} ”{values[name]}” är ingen dag. Skriv som 2026-11-22."
    for name, mail in (("complaint_address", False), ("report_address", True)):
        text = values.get(name)
        if isinstance(text, str) and text and not _is_address(text, mail):
            kinds = "https:// eller mailto:" if mail else "https://"
            yield f"accessibility: {name} ska vara en hel adress som börjar med {kinds}, inte ”{text}”."


def _nonsense_about_methods(conformity: object, methods: Sequence[object]) -> Iterator[str]:
    for method in methods:
        if method not in METHODS:
            near = swedish.suggestion(str(method), METHODS) or f"Välj bland: {', '.join(METHODS)}."
            yield f"accessibility: metoden ”{method}” finns inte. {near}"
    if conformity == "helt" and methods and all(method == AUTOMATIC for method in methods):
        yield (
            "accessibility: ”helt” förenlig går inte att säga efter enbart automatiska tester: de hittar bara en del av bristerna. "
            "Skriv ”delvis” och vad som inte har granskats, eller låt någon granska webbplatsen."
        )


def _nonsense_about_shortcomings(conformity: object, rows: Sequence[object]) -> Iterator[str]:
    if conformity == "helt" and any(_is_shortcoming(row) for row in rows):
        yield "accessibility: en webbplats med brister är inte ”helt” förenlig. Skriv ”delvis”."
    if conformity in ("delvis", "inte") and not rows:
        yield f"accessibility: shortcomings är tom, men webbplatsen är ”{conformity}” förenlig. Skriv vad som brister."
    for number, row in enumerate(rows, 1):
        yield from _nonsense_in(number, row)


def _nonsense_in(number: int, row: object) -> Iterator[str]:
    if not isinstance(row, Mapping):
        yield f"accessibility: rad {number} i shortcomings ska vara en ordlista {{ … }} med what och reason."
        return
    for name in ("what", "reason"):
        if not row.get(name):
            yield f"accessibility: rad {number} i shortcomings saknar ”{name}”."
    for name, value in row.items():
        if name not in SHORTCOMING:
            near = swedish.suggestion(str(name), SHORTCOMING)
            yield f"accessibility: ”{name}” på rad {number} i shortcomings finns inte. {near}".rstrip()
        elif not isinstance(value, str):
            yield f"accessibility: ”{name}” på rad {number} i shortcomings ska vara en text inom citattecken."
    if isinstance(row.get("reason"), str) and row["reason"] and row["reason"] not in REASONS:
        yield f"accessibility: reason på rad {number} i shortcomings är något av {', '.join(REASONS)}, inte ”{row['reason']}”."


def _is_shortcoming(row: object) -> bool:
    return not (isinstance(row, Mapping) and row.get("reason") == "omfattas inte")


def _is_day(text: str) -> bool:
    try:
        date.fromisoformat(text)
    except ValueError:
        return False
    return True


def _is_address(text: str, mail: bool) -> bool:
    parts = urlsplit(text)
    return (parts.scheme in ("http", "https") and bool(parts.hostname)) or (
        mail and parts.scheme == "mailto" and "@" in parts.path
    )


def statement_view(statement: Statement) -> StatementView:
    """The page at tillganglighet/."""
    groups = tuple(
        (_(label), rows)
        for reason, label in REASONS.items()
        if (rows := tuple(row for row in statement.shortcomings if row.reason == reason))
    )
    title = _("Tillgänglighetsredogörelse")
    intro = _("Hur tillgänglig {service} är, vad som brister och hur du påtalar det.").format(service=statement.service)
    page = Meta(
        urls.STATEMENT,
        "statement.html",
        title,
        intro,
        (start(),),
        (FeedLink(_("Hela landet"), urls.COUNTRY_FEED),),
        kind=_("Om portalen"),
    )
    address = statement.report_address
    return StatementView(
        page, title.replace("sredogörelse", "s\N{SOFT HYPHEN}redogörelse"), statement.actor, statement.service, statement.about, STANDARD, _(_CONFORMITY[statement.conformity]), groups,
        swedish.enumerate_words(_(method) for method in statement.methods), statement.assessed_by, swedish.day(statement.assessed),
        swedish.day(statement.published), swedish.day(statement.updated) if statement.updated else "", statement.report,
        Link(address.removeprefix("mailto:"), address) if address else None, statement.answer_within, statement.supervisor,
        Link(_("Anmäl bristande tillgänglighet till {name}").format(name=statement.supervisor), statement.complaint_address),
    )  # fmt: skip
