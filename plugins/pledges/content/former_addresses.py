"""The addresses that a record says it has had before."""

from pledges.content.record import AnyRecord


def former_addresses(record: AnyRecord) -> tuple[str, ...]:
    """Where a record says that it has been, each a path without .md."""
    return tuple(address_of(text) for text in record.former_addresses)


def address_of(text: str) -> str:
    """An old address as written (`/kommuner/x/loften/2018/`, with .md or a whole web address) → a path without .md."""
    path = text.split("://", 1)[-1].split("/", 1)[-1] if "://" in text else text
    path = path.split("#")[0].split("?")[0].strip("/").removesuffix("/index.html").removesuffix(".md")
    parts = path.split("/")
    return f"{path}/kommun" if len(parts) == 2 and parts[0] == "kommuner" else path
