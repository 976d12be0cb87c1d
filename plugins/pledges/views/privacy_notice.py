"""What the one who answers for personal data must say of it (articles 13 and 14 of the General Data Protection Regulation),
out of the setting `privacy`. A portal that is published has one; without the setting there is no page."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import Field, ValidationError, ValidationInfo, field_validator
from pydantic_core import ErrorDetails

from pledges import swedish, urls
from pledges.i18n import _
from pledges.settings import SettingsError
from pledges.views.host_texts import HostText, check_address, in_order, said_of_key
from pledges.views.page_parts import portal_meta
from pledges.views.view_types import Link, Meta


class PrivacyNotice(HostText):
    """The whole of it. The description of a part is what is said to one who has left it out."""

    controller: str = Field(description="vem som är personuppgiftsansvarig")
    legal_basis: str = Field(
        description="den rättsliga grunden, till exempel ”uppgift av allmänt intresse (artikel 6.1 e i dataskyddsförordningen)”"
    )
    log_days: int = Field(ge=0, description="hur många dygn webbserverns logg sparas; 0 om ingen förs")
    letters: str = Field(
        description="hur länge brev till redaktionen sparas, som slutet på en mening: ”i två år”, ”enligt vår dokumenthanteringsplan”"
    )
    contact: str = Field("", description="adressen dit man skriver, som börjar med https:// eller mailto:")
    protection_officer: str = Field(
        "", description="adressen till dataskyddsombudet, som börjar med https:// eller mailto:"
    )
    processor: str = Field("", description="vem som sköter webbservern åt er")
    supervisor: str = Field("Integritetsskyddsmyndigheten (IMY)", description="myndigheten som har tillsyn")
    complaint_address: str = Field(
        "https://www.imy.se/privatperson/utfora-arenden/lamna-ett-klagomal/",
        description="webbadressen till myndighetens klagomål",
    )

    @field_validator("contact", "protection_officer", "complaint_address")
    @classmethod
    def _address(cls, text: str, info: ValidationInfo) -> str:
        return check_address(text, info, mail=info.field_name != "complaint_address")


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyView:
    """The page of the notice."""

    meta: Meta
    notice: PrivacyNotice
    kept: str
    contact: Link | None
    protection_officer: Link | None
    complaint: Link


def read_privacy(values: Mapping[str, Any]) -> PrivacyNotice | None:
    """Check the setting `privacy`; None where nothing is said. Raises SettingsError with everything that is missing or wrong."""
    if not values:
        return None
    try:
        return PrivacyNotice.model_validate(values)
    except ValidationError as mistakes:
        raise SettingsError("\n".join(f"privacy: {_in_swedish(error)}" for error in in_order(mistakes))) from None


def _in_swedish(error: ErrorDetails) -> str:
    if error["type"] == "value_error":
        return str(error["ctx"]["error"])
    return said_of_key(error, PrivacyNotice, "uppgifterna om personuppgifter")


def privacy_view(notice: PrivacyNotice) -> PrivacyView:
    """The page at personuppgifter/."""
    return PrivacyView(
        meta=portal_meta(
            urls.PRIVACY,
            "privacy.html",
            title=_("Personuppgifter"),
            description=_(
                "Vem som ansvarar för personuppgifter här, hur länge de sparas och vilka rättigheter du har."
            ),
        ),
        notice=notice,
        kept=swedish.quantity(notice.log_days, _("dygn"), _("dygn")),
        contact=_address(notice.contact),
        protection_officer=_address(notice.protection_officer),
        complaint=Link(_("Lämna klagomål till {name}").format(name=notice.supervisor), notice.complaint_address),
    )


def _address(address: str) -> Link | None:
    return Link(address.removeprefix("mailto:"), address) if address else None
