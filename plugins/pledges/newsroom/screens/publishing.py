"""What has been published, whether the site shows it, and the way back: a new draft with the text that was before."""

import re
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pledges.editing.places import RecordPlace, place_at
from pledges.editing.plumbing import git
from pledges.editing.screens.editor import ToldError
from pledges.newsroom.desks import Desk, Desks
from pledges.newsroom.people import Role
from pledges.newsroom.screens.review import refused_to
from pledges.swedish import enumerate_words

_MOST = 30
_VERSION = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A record's publication: the version that it made, when, by whom, what it was said to be, and the records that went out with it."""

    version: str
    place: RecordPlace
    when: datetime
    who: str
    words: str
    company: tuple[RecordPlace, ...]


def publishing(desks: Desks, desk: Desk, request: Request) -> Response:
    """What is done just now, what the commands said, and the latest publications."""
    room, member = desks.newsroom, desk.member
    rows = [row for row in _latest(desks) if member.reads(row.place.municipality)]
    return desk.screen(
        request,
        "publishing.html",
        doing=room.press.doing,
        told=room.press.told,
        out=room.press.publication.site,
        rows=[
            (row, desk.editor.title(row.place), _words(desk, row), member.may(Role.WRITER, row.place.municipality))
            for row in rows
        ],
        may_build=_publishes(desk),
        refused=refused_to(desk, room),
    )


def build_again(desks: Desks, desk: Desk, request: Request) -> Response:
    """Build and send once more what readers are to see."""
    desk.editor.posted(request)
    if not _publishes(desk):
        raise ToldError(403, "Du har inte rollen publicerar. Fråga den som sköter portalen.")
    desks.newsroom.press.look()
    return RedirectResponse("/utgivning", status_code=303)


def undo(desks: Desks, desk: Desk, request: Request) -> Response:
    """A draft with the text that a publication changed, for somebody to read as any other."""
    posted, _ = desk.editor.posted(request)
    version = request.path_params["version"]
    rows = (one for one in _latest(desks) if one.version == version) if _VERSION.fullmatch(version) else ()
    row = next((one for one in rows if one.place.path == posted.get("sida")), None)
    if row is None or not desk.member.reads(row.place.municipality):
        raise ToldError(404, "Utgivningen finns inte längre i listan.")
    if not desk.member.may(Role.WRITER, row.place.municipality):
        raise ToldError(403, "Du har inte rollen skriver där. Fråga den som sköter portalen.")
    drafts, store = desks.newsroom.sign_offs.drafts, desk.editor.store
    try:
        before = git(drafts.content, "cat-file", "blob", f"{version}^1:{drafts.prefix}{row.place.path}")
    except subprocess.CalledProcessError:
        text = "Sidan fanns inte före utgivningen. Öppna den och tryck på Visa inte på portalen längre."
        raise ToldError(409, text) from None
    now = store.current(row.place)
    if now.is_begun:
        raise ToldError(409, "Någon skriver redan på sidan. Öppna utkastet och ändra där.")
    store.save(row.place, before, now.raw, ready=False, note=f"{row.place.path}: som före utgivningen {version[:10]}")
    desk.editor.workspace.refresh()
    return RedirectResponse(row.place.address, status_code=303)


def _words(desk: Desk, row: Published) -> str:
    """What a publication was said to be; of several the titles of the others, where the person may read them."""
    if not row.company:
        return row.words
    named = [f"”{desk.editor.title(one)}”" for one in row.company if desk.member.reads(one.municipality)]
    named += ["en sida i en annan kommun"] if len(named) < len(row.company) else []
    return f"Gavs ut samtidigt som {enumerate_words(named)}."


def _publishes(desk: Desk) -> bool:
    return any(Role.PUBLISHER in roles for roles in desk.member.roles.values())


def _latest(desks: Desks) -> Iterator[Published]:
    """The latest publications of records, newest first."""
    drafts = desks.newsroom.sign_offs.drafts
    shape = ("-z", "--name-only", f"-{_MOST}", "--format=%x01%H%x00%an%x00%aI%x00%s")
    which = ("--first-parent", "--merges", "--diff-merges=first-parent")
    listed = git(drafts.content, "log", *which, *shape).decode(errors="replace")
    for block in listed.split("\x01")[1:]:
        version, who, when, subject, *paths = block.strip("\0").split("\0")
        inside = (path.strip("\n").removeprefix(drafts.prefix) for path in paths)
        places = (place_at(path, drafts.geography) for path in inside if path.endswith(".md"))
        called = desks.newsroom.called(who)
        at = datetime.fromisoformat(when)
        own = [one for one in places if one is not None]
        for place in own:
            others = tuple(one for one in own if one != place)
            yield Published(version=version, place=place, when=at, who=called, words=subject, company=others)
