"""What a municipality shows on a website of its own: what holds now and how it went, in a frame or as a piece of HTML."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from pledges import swedish, urls
from pledges.content.geography import MunicipalityFacts
from pledges.i18n import _
from pledges.settings import Settings, absolute
from pledges.views.view_types import Fact, Link, Meta

_MOST_ROWS = 4
_MOST_LINKS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class BoxView:
    """The first answers of a municipality's page, and the way there. `compilation`: the portal's editors have compiled them."""

    meta: Meta
    answers: tuple[Fact, ...]
    home: Link
    compilation: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Elsewhere:
    """What whoever keeps a municipality's own website copies: the code of a frame, empty where nobody may show one, and where
    the piece of HTML is."""

    frame: str
    excerpt: str


def elsewhere(settings: Settings, facts: MunicipalityFacts) -> Elsewhere:
    """What is copied of a municipality's box."""
    address = absolute(settings, urls.box(facts.slug))
    title = _("Medborgarlöften i {name}").format(name=facts.official_name)
    frame = f'<iframe src="{address}" title="{title}" width="100%" height="420" loading="lazy"></iframe>'
    return Elsewhere(frame=frame if settings.framed_by else "", excerpt=absolute(settings, urls.excerpt(facts.slug)))


def box_views(
    settings: Settings, facts: MunicipalityFacts, answers: Iterable[Fact], *, compilation: bool
) -> Iterator[BoxView]:
    """A page for a frame, and the same as a piece of HTML, whose links lead to the portal from wherever it stands."""
    title = _("Medborgarlöften i {name}").format(name=facts.name)
    box = BoxView(
        meta=Meta(
            address=urls.box(facts.slug),
            template="box.html",
            title=title,
            description=title,
            indexed=False,
            searched=False,
        ),
        answers=tuple(map(_in_words, (*answers,)[:_MOST_ROWS])),
        home=Link(
            _("Alla löften i {name}, och hur det gick").format(name=facts.official_name), urls.municipality(facts.slug)
        ),
        compilation=compilation,
    )
    yield box
    yield replace(
        box,
        meta=replace(box.meta, address=urls.excerpt(facts.slug), template="excerpt.html"),
        answers=tuple(Fact(row.term, tuple(_from_afar(settings, link) for link in row.values)) for row in box.answers),
        home=_from_afar(settings, box.home),
    )


def _in_words(row: Fact) -> Fact:
    """A row with what became of its pledge's actions in words beside its name: a box draws nothing."""
    first, *others = row.values
    notes = (first.note, swedish.enumerate_words(one.words for one in row.told))
    return Fact(row.term, (replace(first, note=": ".join(filter(None, notes))), *others[: _MOST_LINKS - 1]))


def _from_afar(settings: Settings, link: Link) -> Link:
    return link if link.href is None else replace(link, href=absolute(settings, link.href))
