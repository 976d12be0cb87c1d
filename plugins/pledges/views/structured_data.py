"""What a page tells search engines, in schema.org's words: JSON-LD, which is data and no script that the policy would have to allow."""

from collections.abc import Iterable, Mapping
from typing import Any

import orjson

from pledges import urls
from pledges.content.geography import MunicipalityFacts
from pledges.content.record_fields import DialogueFigures
from pledges.i18n import _
from pledges.settings import Settings, absolute
from pledges.views.view_types import Link

_CONTEXT = "https://schema.org"


def json_ld(*things: Mapping[str, Any]) -> str:
    """The things as JSON-LD that may stand in a page, whatever their texts hold; empty where there are none."""
    if not things:
        return ""
    told = things[0] if len(things) == 1 else {"@graph": things}
    return orjson.dumps({"@context": _CONTEXT, **told}).decode().replace("<", "\\u003c")


def organization(settings: Settings, facts: MunicipalityFacts, website: str) -> Mapping[str, Any]:
    """A municipality as who decides there."""
    return {
        "@type": "GovernmentOrganization",
        "name": facts.official_name,
        "identifier": {"@type": "PropertyValue", "propertyID": _("kommunkod"), "value": facts.code},
        "areaServed": {
            "@type": "AdministrativeArea",
            "name": facts.name,
            "containedInPlace": {"@type": "AdministrativeArea", "name": facts.county_name},
        },
        **({"url": website} if website else {}),
        "mainEntityOfPage": absolute(settings, urls.municipality(facts.slug)),
    }


def meetings(
    settings: Settings, address: str, *, name: str, figures: Iterable[DialogueFigures], places: Iterable[Link]
) -> Iterable[Mapping[str, Any]]:
    """The meetings of which both the day and the place are known: what the residents were asked, and where.

    `places` are the municipalities that they were in."""
    municipality = ", ".join(place.text for place in places)
    for row in figures:
        if row.year is None or row.year.day is None or not row.places:
            continue
        yield {
            "@type": "Event",
            "name": _("Dialog om {title}").format(title=name),
            "startDate": str(row.year),
            "location": [{"@type": "Place", "name": place, "address": municipality} for place in row.places],
            "url": absolute(settings, address),
        }
