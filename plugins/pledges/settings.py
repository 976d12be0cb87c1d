"""The portal's own settings: `PORTAL` in pelicanconf.py. Documented here, checked before anything is read.

docs/settings.md is generated from the help texts.
"""

import re
from collections.abc import Mapping
from dataclasses import MISSING, Field, dataclass, field, fields
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pledges.contrast import ENOUGH, PAPER, PAPER_DARK, contrast
from pledges.swedish import decimal, suggestion

STOCKHOLM = ZoneInfo("Europe/Stockholm")


class SettingsError(ValueError):
    """What is wrong with the settings: a list of Swedish sentences, one a line."""


def setting(default: Any, help_text: str) -> Any:
    """A setting with its default and what it does."""
    if isinstance(default, dict):
        return field(default_factory=dict, metadata={"help": help_text})
    return field(default=default, metadata={"help": help_text})


def default_of(one: Field[Any]) -> Any:
    """A setting's value where nothing is said."""
    return one.default if one.default is not MISSING else {}


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything about the portal that a host may choose."""

    name: str = setting("Medborgarlöften", "Portalens namn, som det står i sidhuvudet och i flöden.")
    tagline: str = setting("Vad kommunen och polisen har lovat, och hur det gick", "En rad om vad portalen är.")
    address: str = setting(
        "http://127.0.0.1:8000", "Webbadressen där portalen ligger, utan snedstreck sist. Behövs i flöden."
    )
    absolute_links: bool = setting(
        False,
        "True ger rena adresser utan index.html (för en webbserver); False fungerar också direkt från filsystemet.",
    )
    authority: str = setting(
        "medborgarloften.example,2026",
        "Namn och år i händelsernas fasta id (tag-URI, RFC 4151). Ändras aldrig, inte ens när portalen byter adress.",
    )
    contact_email: str = setting("", "Adressen dit läsare skriver om fel. En funktionsbrevlåda, aldrig en person.")
    contact_name: str = setting("Portalens redaktion", "Vem som svarar på frågor om innehållet.")
    grace_months: int = setting(6, "Antal månader efter perioden då resultat väntas.")
    due_soon_days: int = setting(30, "Antal dagar före en utlovad uppföljning då den står på arbetslistan.")
    page_size: int = setting(50, "Antal rader på en sida i långa listor.")
    feed_size: int = setting(30, "Antal händelser i ett flöde; äldre ligger i flödets arkiv.")
    logo: str = setting("", "Sökväg under theme/static till en logotyp (svg eller png). Tomt ger portalens eget märke.")
    accent: str = setting(
        "#0b4f6c",
        "Kommunens färg för länkar och linjer i ljust läge. Kontrasten mot bakgrunden prövas när sidorna byggs.",
    )
    accent_dark: str = setting("#8fd0ee", "Samma i mörkt läge.")
    compress: bool = setting(False, "True lägger gzip- och brotlifiler bredvid originalen.")
    search: bool = setting(True, "False bygger portalen utan sökning.")
    subscribe_email: str = setting(
        "", "Adress till en tjänst där man kan prenumerera med e-post. Tomt om det inte går."
    )
    accessibility: Mapping[str, Any] = setting({}, "Uppgifterna i tillgänglighetsredogörelsen; se docs/settings.md.")

    @property
    def base_path(self) -> str:
        """The path of the address, without the last slash: `/loften` of https://kommun.se/loften."""
        return urlsplit(self.address).path.rstrip("/")


def read_settings(values: Mapping[str, Any]) -> Settings:
    """Check `values` (the PORTAL dictionary). Raises SettingsError with every mistake, in Swedish."""
    known = {one.name: one for one in fields(Settings)}
    mistakes: list[str] = []
    for name, value in values.items():
        if name not in known:
            near = suggestion(name, known) or f"Inställningarna är {', '.join(known)}."
            mistakes.append(f"Inställningen ”{name}” finns inte. {near}")
            continue
        default = default_of(known[name])
        if not _same_kind(value, default):
            mistakes.append(f"Inställningen ”{name}” ska vara {_KINDS[_kind(default)]}, inte {value!r}.")
    if not mistakes:
        mistakes.extend(_nonsense(Settings(**values)))
    if mistakes:
        raise SettingsError("\n".join(mistakes))
    return Settings(**values)


_KINDS = {
    "bool": "True eller False",
    "int": "ett heltal",
    "str": "en text inom citattecken",
    "Mapping": "en ordlista { … }",
}


def _kind(value: object) -> str:
    return "Mapping" if isinstance(value, Mapping) else type(value).__name__


def _same_kind(value: object, default: object) -> bool:
    return _kind(value) == _kind(default)


def _nonsense(settings: Settings) -> list[str]:
    mistakes = []
    parts = urlsplit(settings.address)
    if parts.scheme not in ("http", "https") or not parts.hostname or settings.address.endswith("/"):
        mistakes.append(
            f"address ska vara en webbadress utan snedstreck sist, till exempel https://loften.kommun.se, inte ”{settings.address}”."
        )
    if not re.fullmatch(r"[a-z0-9.@-]+,\d{4}(-\d\d){0,2}", settings.authority):
        mistakes.append("authority ska vara ett domännamn och ett år, till exempel loften.kommun.se,2026.")
    if not settings.name.strip():
        mistakes.append("name är tomt. Skriv vad portalen heter.")
    if settings.contact_email and not re.fullmatch(r"[^@\s]+@[^@\s]+\.[^@\s]+", settings.contact_email):
        mistakes.append(f"contact_email ska vara en e-postadress, inte ”{settings.contact_email}”.")
    if settings.subscribe_email and not re.fullmatch(r"(https?://|mailto:)\S+", settings.subscribe_email):
        mistakes.append(
            f"subscribe_email ska vara en adress som börjar med https:// eller mailto:, inte ”{settings.subscribe_email}”."
        )
    for name in ("grace_months", "due_soon_days", "page_size", "feed_size"):
        if not 1 <= getattr(settings, name) <= 1000:
            mistakes.append(f"{name} ska vara mellan 1 och 1000, inte {getattr(settings, name)}.")
    for name, paper, way in (("accent", PAPER, "mörkare"), ("accent_dark", PAPER_DARK, "ljusare")):
        colour = getattr(settings, name)
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            mistakes.append(f"{name} ska vara en färg med sex siffror, till exempel #0b4f6c, inte ”{colour}”.")
        elif (ratio := contrast(colour, paper)) < ENOUGH:
            mistakes.append(
                f"{name} ({colour}) syns för dåligt mot sidans bakgrund: kontrasten är {decimal(Decimal(f'{ratio:.1f}'))} och ska vara "
                f"minst {decimal(Decimal(str(ENOUGH)))}. Välj en {way} färg."
            )
    return mistakes


def read_day(text: str | None) -> date:
    """The day of the build: `text` (DATE in the environment) or today in Stockholm. Raises SettingsError."""
    if not text:
        return datetime.now(STOCKHOLM).date()
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise SettingsError(f"DATE=”{text}” är ingen dag. Skriv som DATE=2020-01-01.") from None



def absolute(settings: Settings, address: str) -> str:
    """The whole address of a page or a file of the portal."""
    return f"{settings.address}/{address}"
