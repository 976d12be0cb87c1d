"""Files beside the records: which are used, and what is published of them.

An attachment is published when a public record refers to it, by `fil:` or as an image in its text. Photographs
lose what the camera wrote into them (place, time, owner) on the way out.
"""

import posixpath

from pledges.content import markdown
from pledges.content.record import AnyRecord
from pledges.content.record_fields import Source
from pledges.content.record_values import values


def used_by(record: AnyRecord) -> frozenset[str]:
    """The paths under content/ of the files that a record refers to."""
    home = f"kommuner/{record.municipality}/" if record.municipality else ""
    sources = (value for _, value in values(record) if isinstance(value, Source) and value.file)
    files = {posixpath.normpath(f"{home}{source.file}") for source in sources}
    return frozenset((*files, *shown_by(record)))


def shown_by(record: AnyRecord) -> tuple[str, ...]:
    """The paths under content/ of the files that a record's text shows or links to."""
    if "](" not in record.body:
        return ()

    def resolve(href: str) -> str | None:
        inside = markdown.path_inside(record.path, href)
        return f"/{inside[0]}" if inside is not None else None

    return tuple(path for path in markdown.to_html(record.body, resolve).images if not path.endswith(".md"))
