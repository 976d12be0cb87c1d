"""The website of a municipality: what its record says, or where its records' sources lie.

No reference data has the websites. An address of a source is known to be the municipality's own where its host is the
municipality's name in addresses: www.lulea.se.
"""

from urllib.parse import urlsplit

from pledges.content.record import Record
from pledges.history.snapshot import Snapshot, answered
from pledges.views.page_parts import home_of


@answered
def official_site(snapshot: Snapshot, slug: str) -> str:
    """The address of a municipality's website; empty where it isn't known."""
    home = home_of(snapshot.register, slug)
    if home is not None and home.fields.website:
        return home.fields.website
    own = (f"www.{slug}.se", f"{slug}.se")
    hosts = {
        urlsplit(source.address).hostname or ""
        for record in snapshot.register.records.values()
        if isinstance(record, Record) and record.municipality == slug
        for source in (*record.fields.sources, *getattr(record.fields, "evidence", ()))
        if source.address
    }
    return next((f"https://{host}/" for host in own if host in hosts), "")
