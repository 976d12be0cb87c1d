"""Links to records, places and parties, as every page writes them."""

from collections.abc import Iterable

from pledges import swedish, urls
from pledges.content.kinds import Kind, PartyKind
from pledges.content.record import AnyRecord
from pledges.content.register import Register
from pledges.i18n import _
from pledges.views.view_types import Link


def title_of(register: Register, record: AnyRecord) -> str:
    """What a record is called: its title, or the municipality's name."""
    if record.title:
        return record.title
    if record.kind is Kind.MUNICIPALITY and record.municipality:
        return register.geography.municipalities[record.municipality].name
    return _("Borttagen uppgift")


def link_to(register: Register, record: AnyRecord, note: str = "") -> Link:
    return Link(title_of(register, record), urls.of_record(record.identity), note)


def links_to(register: Register, records: Iterable[AnyRecord]) -> tuple[Link, ...]:
    """Links to records, sorted as Swedes sort."""
    links = (link_to(register, record) for record in records)
    return tuple(sorted(links, key=lambda link: (swedish.sort_key(link.text), link.href or "")))


def municipality_link(register: Register, slug: str) -> Link:
    """A link to a municipality's page, by its short name."""
    return Link(register.geography.municipalities[slug].name, urls.municipality(slug))


def municipality_links(register: Register, slugs: Iterable[str]) -> tuple[Link, ...]:
    """Links to municipalities, sorted by name."""
    links = (municipality_link(register, slug) for slug in slugs)
    return tuple(sorted(links, key=lambda link: swedish.sort_key(link.text)))


def party_links(register: Register, record: AnyRecord, names: Iterable[str]) -> tuple[Link, ...]:
    """Parties as written → links; `kommunen` is every municipality of the record, `polisen` has no page of its own."""
    links: dict[str, Link] = {}
    for name in names:
        if name == PartyKind.POLICE:
            links[name] = Link(_("Polisen"), urls.POLICE)
        elif name == PartyKind.MUNICIPALITY:
            for slug in register.municipalities(record):
                official = register.geography.municipalities[slug].official_name
                links[slug] = Link(official, urls.municipality(slug))
        else:
            target = register.party(name)
            links[name] = link_to(register, target) if target is not None else Link(name, None)
    return tuple(links.values())
