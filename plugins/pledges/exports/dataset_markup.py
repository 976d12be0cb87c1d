"""The tables as schema.org tells of them, on the page about the open data: a Dataset with a DataDownload for each file."""

from collections.abc import Iterator, Mapping
from typing import Any

from pledges import urls
from pledges.exports.table_columns import TABLES
from pledges.settings import LICENCE, Settings, absolute

_SORTS = (("text/csv", urls.table), ("application/json", urls.table_as_json))


def datasets(settings: Settings) -> Iterator[Mapping[str, Any]]:
    """Each table of the country."""
    page = absolute(settings, urls.of_record(f"sidor/{urls.OPEN_DATA}"))
    for name, table in TABLES.items():
        yield {
            "@type": "Dataset",
            "@id": f"{absolute(settings, urls.CATALOGUE)}#{name}",
            "name": f"Medborgarlöften: {table.title.lower()}",
            "description": f"{table.row} Vad som finns och vad som saknas står på sidan.",
            "url": page,
            "inLanguage": "sv",
            "license": LICENCE,
            "isAccessibleForFree": True,
            "creator": {"@type": "Organization", "name": settings.publisher or settings.contact_name},
            "spatialCoverage": "Sverige",
            "distribution": [
                {"@type": "DataDownload", "encodingFormat": sort, "contentUrl": absolute(settings, address_of(name))}
                for sort, address_of in _SORTS
            ],
        }
