"""The portal's own settings: `PORTAL` in pelicanconf.py. Documented here, checked before anything is read.

docs/settings.md is generated from the help texts.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Literal, get_args
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import ErrorDetails

from pledges.i18n import EASY_TO_READ, is_known, missing
from pledges.swedish import decimal, suggestion

STOCKHOLM = ZoneInfo("Europe/Stockholm")
LICENCE_NAME, LICENCE = "CC0-1.0", "http://creativecommons.org/publicdomain/zero/1.0/"  # of all that is open data
PAPER, PAPER_DARK = "#fcfbf8", "#14181b"  # the page's own ground: --paper in theme/static/portal.css
LEAST_CONTRAST = 4.5
GRACE_MONTHS = 6  # unless the host chooses


class SettingsError(ValueError):
    """What is wrong with the settings: a list of Swedish sentences, one a line."""


def luminance(colour: str) -> float:
    """The relative luminance, 0 to 1, of `#rrggbb` (WCAG 2.2's definition, in sRGB)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """How well a colour stands out (WCAG 2.2, 1.4.3): the ratio, 1 to 21, of two colours written `#rrggbb`."""
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def _must(holds: Callable[[str], object], message: str) -> AfterValidator:
    """Refuses a text of which `holds` is not true. `message` goes on after the setting's name; {} is the text."""

    def check(text: str) -> str:
        if not holds(text):
            raise ValueError(message.format(text))
        return text

    return AfterValidator(check)


def _match(pattern: str, message: str) -> AfterValidator:
    return _must(re.compile(pattern).fullmatch, message)


def is_web_address(text: str) -> bool:
    """Whether `text` is a whole address that begins with http:// or https://."""
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname)


def is_address_to_write_to(text: str) -> bool:
    """Whether `text` is a mail address that begins with mailto:."""
    return re.match(r"mailto:[^/?#]*@", text, re.I) is not None


def _colour(paper: str, remedy: str) -> AfterValidator:
    """Refuses a colour that can't be read on `paper`; one that is `remedy` (mörkare, ljusare) could."""

    def check(colour: str) -> str:
        if not re.fullmatch(r"#[0-9a-fA-F]{6}", colour):
            raise ValueError(f"ska vara en färg med sex siffror, till exempel #0b4f6c, inte ”{colour}”.")
        if (ratio := contrast(colour, paper)) < LEAST_CONTRAST:
            raise ValueError(
                f"({colour}) syns för dåligt mot sidans bakgrund: kontrasten är {decimal(Decimal(f'{ratio:.1f}'))} och ska vara "
                f"minst {decimal(Decimal(str(LEAST_CONTRAST)))}. Välj en {remedy} färg."
            )
        return colour

    return AfterValidator(check)


_Name = Annotated[str, _match(r"(?s).*\S.*", "är tomt. Skriv vad portalen heter.")]
_SiteAddress = Annotated[
    str,
    _must(
        lambda text: is_web_address(text) and not text.endswith("/"),
        "ska vara en webbadress utan snedstreck sist, till exempel https://loften.kommun.se, inte ”{}”.",
    ),
]
_Authority = Annotated[
    str,
    _match(r"[a-z0-9.@-]+,\d{4}(-\d\d){0,2}", "ska vara ett domännamn och ett år, till exempel loften.kommun.se,2026."),
]
_Email = Annotated[str, _match(r"([^@\s]+@[^@\s]+\.[^@\s]+)?", "ska vara en e-postadress, inte ”{}”.")]
_Service = Annotated[
    str,
    _match(r"((https?://|mailto:)\S+)?", "ska vara en adress som börjar med https:// eller mailto:, inte ”{}”."),
]
# A name that ssh-keygen could read as several, or as a pattern, is none.
_Signer = Annotated[
    str, _match(r"[^\s\",*?!#]*", "ska vara ett namn utan mellanrum, till exempel loften@kommun.se, inte ”{}”.")
]
PublisherType = Literal["kommun", "region", "myndighet", "förening", "lärosäte", "företag"]
# The third digit of an organisation's number is never lower, and that of a person's never as high.
_OrganisationNumber = Annotated[
    str,
    _match(
        r"(\d\d[2-9]\d{3}-?\d{4})?",
        "ska vara en organisations nummer med tio siffror, till exempel 212000-0000, inte ”{}”.",
    ),
]
_Framing = Annotated[
    str,
    _match(
        r"https://(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+(:\d+)?|http://(localhost|127\.0\.0\.1)(:\d+)?",
        "ska vara webbplatser med https:// i början och inget efter namnet, till exempel https://www.provstad.se, inte ”{}”.",
    ),
]
_Count = Annotated[int, Field(ge=1, le=1000)]


class Language(BaseModel):
    """A language that the portal is also shown in, where anything is translated to it.

    `code` is that of its catalogue and of its files (`2024.en.md`), and begins its pages' addresses; `name` is what its
    own readers call it. One that nobody who speaks it has looked over is not `reviewed`, and its pages say so. One that is
    `everywhere` has a page for every municipality, with what became of its pledges, also where no text is translated.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    code: Annotated[
        str,
        _must(is_known, "{} har ingen katalog i theme/locale."),
        _must(
            lambda code: not missing(code),
            "katalogen för {0} är inte hel: texter i den är tomma eller saknas, och skulle stå på svenska utan att det märks. "
            "make messages säger vilka. Fyll i theme/locale/{0}/LC_MESSAGES/portal.po.",
        ),
    ]
    name: _Name
    tagline: str = ""
    reviewed: bool = True
    everywhere: bool = False


class Settings(BaseModel):
    """Everything about the portal that a host may choose."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)

    name: _Name = Field("Medborgarlöften", description="Portalens namn, som det står i sidhuvudet och i flöden.")
    tagline: str = Field(
        "Vad kommunen och polisen har lovat, och hur det gick", description="En rad om vad portalen är."
    )
    address: _SiteAddress = Field(
        "http://127.0.0.1:8000", description="Webbadressen där portalen ligger, utan snedstreck sist. Behövs i flöden."
    )
    absolute_links: bool = Field(
        False,
        description="True ger rena adresser utan index.html (för en webbserver); False fungerar också direkt från filsystemet.",
    )
    authority: _Authority = Field(
        "medborgarloften.example,2026",
        description="Namn och år i händelsernas fasta id (tag-URI, RFC 4151). Ändras aldrig, inte ens när portalen byter adress.",
    )
    contact_email: _Email = Field(
        "",
        description="Adressen dit läsare skriver om fel. En funktionsbrevlåda, aldrig en person. Behövs för att publicera.",
    )
    keeper: str = Field(
        "",
        description="Vem som sköter portalen, så som den som skriver i redigeringen når den: Webbgruppen, telefon 010-000 00 00. Visas bara där. "
        "Tomt ger contact_email.",
    )
    built: str = Field(
        "oftast under natten",
        description="När portalen byggs, som slutet på en mening: varje natt klockan 3. Står i redigeringen, där någon undrar när läsarna ser det.",
    )
    contact_name: str = Field("Portalens redaktion", description="Vem som svarar på frågor om innehållet.")
    publisher: str = Field(
        "",
        description="Vem som ger ut de öppna data, i katalogen för dataportal.se: Provstads kommun. Tomt ger contact_name.",
    )
    publisher_type: PublisherType = Field(
        "kommun",
        description=f"Vad utgivaren är: {', '.join(get_args(PublisherType)[:-1])} eller {get_args(PublisherType)[-1]}.",
    )
    organisation_number: _OrganisationNumber = Field(
        "",
        description="Utgivarens organisationsnummer, 212000-0000. Med det känner dataportal.se igen utgivaren bland dem som redan finns där.",
    )
    grace_months: _Count = Field(GRACE_MONTHS, description="Antal månader efter perioden då resultat väntas.")
    due_soon_days: _Count = Field(
        30, description="Antal dagar före en utlovad uppföljning då den står på arbetslistan."
    )
    page_size: _Count = Field(
        50,
        description="Antal rader på en sida i långa listor; hälften så många där platser står under listan, som på ett läns sida.",
    )
    feed_size: _Count = Field(30, description="Antal händelser i ett flöde; äldre ligger i flödets arkiv.")
    logo: str = Field(
        "", description="Sökväg under theme/static till en logotyp (svg eller png). Tomt ger portalens eget märke."
    )
    accent: Annotated[str, _colour(PAPER, "mörkare")] = Field(
        "#0b4f6c",
        description="Kommunens färg för länkar och linjer i ljust läge. Kontrasten mot bakgrunden prövas när sidorna byggs.",
    )
    accent_dark: Annotated[str, _colour(PAPER_DARK, "ljusare")] = Field("#8fd0ee", description="Samma i mörkt läge.")
    compress: bool = Field(False, description="True lägger gzip- och brotlifiler bredvid originalen.")
    keep_last_published: bool = Field(
        False,
        description="Är något fel när portalen ges ut: True låter den kommunen (eller mappen) ligga kvar som den senast gavs ut, och ger ut resten. "
        "False ger ut allt eller inget.",
    )
    signing_key: str = Field(
        "",
        description="Den hemliga SSH-nyckel som loggen över allt som getts ut signeras med: ~/.ssh/loften-logg. Tomt ger en logg utan signatur. "
        "Se docs/drift.md.",
    )
    signer: _Signer = Field(
        "",
        description="Vem nyckeln står för, så som den som prövar loggen skriver det: loften@kommun.se. Tomt ger contact_email.",
    )
    framed_by: tuple[_Framing, ...] = Field(
        (),
        strict=False,
        description='Webbplatser som får visa kommunernas rutor i en ram: ["https://www.provstad.se"]. Tomt: ingen får det.',
    )
    languages: tuple[Language, ...] = Field(
        (
            Language(
                code="en",
                name="In English",
                tagline="What the municipality and the police have promised, and what came of it",
                everywhere=True,
            ),
            Language(
                code=EASY_TO_READ,
                name="Lättläst",
                tagline="Lättläst om vad kommunen och polisen har lovat, och hur det gick",
            ),
        ),
        strict=False,
        description="Andra språk som portalen visas på, där något är översatt: rader med code, name och kanske tagline, reviewed och everywhere. "
        "Se docs/languages.md.",
    )
    search: bool = Field(True, description="False bygger portalen utan sökning.")
    subscribe_email: _Service = Field(
        "", description="Adress till en tjänst där man kan prenumerera med e-post. Tomt om det inte går."
    )
    accessibility: Mapping[Any, Any] = Field(
        {}, description="Uppgifterna i tillgänglighetsredogörelsen; se docs/settings.md."
    )
    privacy: Mapping[Any, Any] = Field(
        {},
        description="Vem som ansvarar för personuppgifter, och hur länge de sparas; se docs/settings.md. Behövs för att publicera.",
    )

    @property
    def base_path(self) -> str:
        """The path of the address, without the last slash: `/loften` of https://kommun.se/loften."""
        return urlsplit(self.address).path.rstrip("/")

    @property
    def is_local(self) -> bool:
        """Whether nobody has said where the portal lies: its whole addresses lead to the computer that it is read on."""
        return bool(self.address == Settings.model_fields["address"].default)


_TYPES = {
    "bool_type": "True eller False",
    "int_type": "ett heltal",
    "string_type": "en text inom citattecken",
    "dict_type": "en ordlista { … }",
    "tuple_type": "en lista [ … ]",
}


def read_settings(values: Mapping[str, Any]) -> Settings:
    """Check `values` (the PORTAL dictionary). Raises SettingsError with every mistake, in Swedish."""
    try:
        return Settings.model_validate(values)
    except ValidationError as mistakes:
        written: list[str | int] = list(values)
        errors = sorted(mistakes.errors(include_url=False), key=lambda error: written.index(error["loc"][0]))
        raise SettingsError("\n".join(map(_in_swedish, errors))) from None


def _in_swedish(error: ErrorDetails) -> str:
    name, kind = str(error["loc"][0]), error["type"]
    if name == "languages":
        refused = error.get("ctx", {}).get("error")
        return f"languages: {refused or 'varje rad ska vara { ... } med code och name, och kan ha tagline, reviewed och everywhere.'}"
    if kind in ("extra_forbidden", "invalid_key"):
        near = suggestion(name, Settings.model_fields) or f"Inställningarna är {', '.join(Settings.model_fields)}."
        return f"Inställningen ”{name}” finns inte. {near}"
    if kind == "literal_error":
        return f"{name} ska vara {error['ctx']['expected'].replace(' or ', ' eller ')}, inte {error['input']!r}."
    if kind in _TYPES:
        return f"Inställningen ”{name}” ska vara {_TYPES[kind]}, inte {error['input']!r}."
    if kind == "value_error":
        return f"{name} {error['ctx']['error']}"
    return f"{name} ska vara mellan 1 och 1000, inte {error['input']}."


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
