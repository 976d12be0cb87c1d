"""What is published together: an officer's follow-up, the pledge that it is of and the news of it, say."""

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pledges.content.kinds import NAMES
from pledges.newsroom.desks import Desk, Desks, company_address
from pledges.newsroom.people import Role
from pledges.newsroom.screens.review import Row, draft_asked_for, row_of


def company(desks: Desks, desk: Desk, request: Request) -> Response:
    """The drafts that one may be published together with."""
    place, draft = draft_asked_for(desks, desk, request)
    drafts = desks.newsroom.sign_offs.drafts
    return desk.screen(
        request,
        "company.html",
        place=place,
        title=drafts.title(draft),
        kind_name=NAMES[place.kind].singular,
        place_name=desk.editor.workspace.geography.name_of(place.municipality),
        rows=_others(desks, desk, request),
        company=drafts.company(place),
        address=company_address(place),
    )


def join(desks: Desks, desk: Desk, request: Request) -> Response:
    """Let the drafts that were chosen be published together, and no other with them."""
    posted, _ = desk.editor.posted(request)
    place, _draft = draft_asked_for(desks, desk, request)
    drafts = desks.newsroom.sign_offs.drafts
    offered = {row.draft.place: f"med {row.address}" in posted for row in _others(desks, desk, request)}
    kept = [one for one in drafts.company(place) if one not in offered]
    drafts.join(place, [*kept, *(one for one, is_chosen in offered.items() if is_chosen)])
    return RedirectResponse(place.address, status_code=303)


def _others(desks: Desks, desk: Desk, request: Request) -> list[Row]:
    """The other drafts that the person may write in: of the same municipality, and shared ones."""
    place, _ = draft_asked_for(desks, desk, request)
    near = (place.municipality, None) if place.municipality else None
    return [
        row_of(desks, desk, draft)
        for draft in desks.newsroom.sign_offs.drafts.every()
        if draft.place != place
        and (near is None or draft.place.municipality in near)
        and desk.member.may(Role.WRITER, draft.place.municipality)
    ]
