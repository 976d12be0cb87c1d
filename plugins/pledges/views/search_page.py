"""The search page: where to look, and the other ways to find something, for those without scripts."""

from dataclasses import dataclass

from pledges import urls
from pledges.i18n import _
from pledges.views.view_types import Link, Meta


@dataclass(frozen=True, slots=True)
class SearchView:
    """The search page. `ways` are the lists that lead to everything without a search."""

    meta: Meta
    ways: tuple[Link, ...]


def search_view() -> SearchView:
    """The search page; it is the same whatever has been entered."""
    ways = (
        Link(_("Kommuner A–Ö"), urls.MUNICIPALITIES, _("Alla 290, med vad som är inlagt om var och en.")),
        Link(_("Län"), urls.COUNTIES, _("Sveriges 21 län, med sina kommuner.")),
        Link(_("Polisen"), urls.POLICE, _("Polisregioner och lokalpolisområden.")),
        Link(_("Ämnen"), urls.THEMES, _("Vad löftena handlar om, i hela landet och län för län.")),
        Link(_("Alla löften"), urls.PLEDGES, _("De som gäller nu först, eller efter hur det gick, år och län.")),
    )
    page = Meta(
        address=urls.SEARCH,
        template="search.html",
        title=_("Sök"),
        description=_("Sök bland löften, överenskommelser, uppföljningar och platser."),
        indexed=False,
    )
    return SearchView(page, ways)
