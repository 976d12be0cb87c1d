"""The search page: where to look, and the other ways to find something, for those without scripts."""

import json
from collections.abc import Iterable
from dataclasses import dataclass

from pledges import swedish, urls
from pledges.content.kinds import NAMES, Kind
from pledges.i18n import _
from pledges.settings import Language
from pledges.status.labels import READER_STATES, RESULTS
from pledges.status.result_for_readers import ReaderState, Result, Turnout
from pledges.views.results import TURNOUT_LISTS
from pledges.views.translated.shown import with_alternates
from pledges.views.view_types import Link, Meta


@dataclass(frozen=True, slots=True, kw_only=True)
class SearchView:
    """The search page. `ways` are the lists that lead to everything without a search, `themes` the address of each theme by
    its name, as JSON: its lists in the counties lie below it. `kinds` are the kinds of record that come first where they are
    named, as JSON; `lists` the address of the pledges' lists, in which those of what was done and not lie at `done` and
    `undone`; `done_names` what the filter of outcomes calls what was done, with | between, and `reported` what that of states calls what is told of; `state` is the address of what is known of the whole country."""

    meta: Meta
    ways: tuple[Link, ...]
    themes: str
    kinds: str
    lists: str = urls.PLEDGES
    state: str = urls.STATE
    done: str = f"{TURNOUT_LISTS[Turnout.DONE]}/"
    undone: str = f"{TURNOUT_LISTS[Turnout.NOT_DONE]}/"
    reported: str = READER_STATES[ReaderState.REPORTED]
    done_names: str = "|".join(RESULTS[one].label for one in (Result.DONE, Result.REACHED))


_NAMED = (Kind.AGREEMENT, Kind.FOLLOW_UP, Kind.PICTURE, Kind.PLAN, Kind.MENTION)


def search_view(themes: Iterable[Link], languages: tuple[Language, ...] = ()) -> SearchView:
    """The search page; it is the same whatever has been entered about any place. `languages` are the others with a search."""
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
    return SearchView(
        meta=with_alternates(page, languages),
        ways=ways,
        themes=_json({one.text: one.href for one in themes}),
        kinds=_json([swedish.capital(NAMES[kind].singular) for kind in _NAMED]),
    )


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
