"""A second person's eyes: what waits to be read, and a draft beside the page as readers have it now."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pledges.content.kinds import NAMES
from pledges.content.problems import Severity
from pledges.editing.differences import differences, read_out
from pledges.editing.forms import Choices
from pledges.editing.messages import Message
from pledges.editing.places import RecordPlace, place_of
from pledges.editing.screens.editor import PRESSED, Editor, ToldError
from pledges.editing.screens.record_form import by_record
from pledges.editing.screens.saving import version_note
from pledges.editing.screens.written import new_name
from pledges.editing.source import readable
from pledges.editing.store import NEW
from pledges.editing.workspace import Trial
from pledges.newsroom.desks import Desk, Desks, Newsroom, may_have_company, review_address, told_of
from pledges.newsroom.drafts import Draft
from pledges.newsroom.people import Role
from pledges.newsroom.publication import RefusedError
from pledges.newsroom.sign_off import SignOffError, Standing
from pledges.newsroom.waits import Reader
from pledges.swedish import enumerate_words


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """A draft in a list: its title, what it is, by whom, and how far it has come."""

    draft: Draft
    title: str
    address: str
    kind_name: str
    place_name: str
    writers: str
    standing: Standing
    is_own: bool


def waiting(desks: Desks, desk: Desk, request: Request) -> Response:
    """The drafts that the person may read, by how far they have come."""
    room = desks.newsroom
    room.workspace.refresh()
    drafts = (one for one in room.sign_offs.drafts.every() if desk.member.reads(one.place.municipality))
    rows = [row_of(desks, desk, draft) for draft in drafts]
    asked = [row for row in rows if row.standing.asked and not row.standing.signed]
    reader = Reader(desk.member, desk.pseudonym)
    to_read = [row for row in asked if reader.is_to_read(row.draft, row.standing)]
    signed = [row for row in rows if row.standing.signed]
    to_publish = [row for row in signed if reader.is_to_publish(row.draft.place, row.standing)]
    return desk.screen(
        request,
        "waiting.html",
        to_read=to_read,
        asked=[row for row in asked if row not in to_read],
        to_publish=to_publish,
        signed=[row for row in signed if row not in to_publish],
        others=[row for row in rows if row not in asked and row not in signed],
        doing=room.press.doing,
        out=room.press.publication.site,
        told=room.press.told,
        signs_there=room.press.signs_there,
        refused=refused_to(desk, room),
    )


def refused_to(desk: Desk, room: Newsroom) -> list[tuple[str, RecordPlace, RefusedError]]:
    """The drafts that could not be published, of those that the person may read, each with its title."""
    refused = room.press.refused.items()
    return [(desk.editor.title(at), at, error) for at, error in refused if desk.member.reads(at.municipality)]


def review(desks: Desks, desk: Desk, request: Request) -> Response:
    """A draft, before and after."""
    return _shown(desks, desk, request)


def decide(desks: Desks, desk: Desk, request: Request) -> Response:
    """What the button that was pressed does with the draft that was read."""
    posted, _ = desk.editor.posted(request)
    place, draft = draft_asked_for(desks, desk, request)
    button, _, about = posted.get(PRESSED, "").partition(" ")
    act = _ACTS.get(button)
    if act is None:
        raise ToldError(400, "Det som skickades går inte att läsa. Gå tillbaka och försök igen.")
    if desks.newsroom.press.signs_there:
        raise ToldError(403, "Utkasten läses och godkänns där arkivet finns, inte här.")
    role, do = act
    together = desks.newsroom.sign_offs.drafts.company(place) if role is Role.PUBLISHER else ()
    if not all(desk.member.may(role, one.municipality) for one in (place, *together)):
        where = "för allt som ges ut samtidigt" if together else "där"
        raise ToldError(403, f"Du har inte rollen {role.value} {where}. Fråga den som sköter portalen.")
    pressed = _Pressed(
        draft=draft,
        who=desk.pseudonym,
        read=posted.get("läst", ""),
        desk=desk,
        about=about,
        day=posted.get("dag", "").strip(),
        words=" ".join(posted.get("ord", "").split()),
    )
    try:
        do(desks.newsroom, pressed)
    except SignOffError as error:
        return _shown(desks, desk, request, fault=str(error))
    draft_is_leaving = do is _order and not pressed.day
    return RedirectResponse("/utgivning" if draft_is_leaving else review_address(place), status_code=303)


def _shown(desks: Desks, desk: Desk, request: Request, *, fault: str = "") -> Response:
    place, draft = draft_asked_for(desks, desk, request)
    editor, room, member = desk.editor, desks.newsroom, desk.member
    editor.workspace.refresh()
    text = room.sign_offs.drafts.text(draft)
    published = editor.store.published(place)
    before = readable(published) if published != NEW else None
    after = readable(text) if text is not None else None
    trial = editor.try_out(place, text or NEW)
    now = editor.workspace.try_out(place, published, near=True) if published != NEW else None
    choices = editor.choices(place, after.values if after else {})
    standing = room.sign_offs.standing(draft)
    return desk.screen(
        request,
        "review.html",
        place=place,
        title=editor.title(place, text),
        kind_name=NAMES[place.kind].singular,
        place_name=editor.workspace.geography.name_of(place.municipality),
        writers=_names(desks, draft),
        draft=draft,
        standing=standing,
        signed_by=room.called(standing.signed.who) if standing.signed else "",
        is_published=before is not None,
        is_readable=after is not None,
        changed=read_out(place.kind, before, after, choices=choices) if after is not None else (),
        errors=_in_words(editor, trial, Severity.ERROR),
        warnings=_in_words(editor, trial, Severity.WARNING),
        elsewhere=by_record(editor, trial.elsewhere),
        previews=_previews(desk, (("Nu på portalen", now), ("I utkastet", trial))),
        address=review_address(place),
        is_own=desk.pseudonym in draft.writers,
        left_out_by=_left_out_by(desk, room, draft),
        may_leave_out=_may_leave_out(desk, room, draft),
        own_lines=_to_take_back(desk, room, draft, choices=choices),
        may_have_company=may_have_company(room, draft),
        is_asker=standing.asked is not None and standing.asked.who == desk.pseudonym,
        may_sign=member.may(Role.REVIEWER, place.municipality) and desk.pseudonym not in draft.writers,
        may_publish=member.may(Role.PUBLISHER, place.municipality),
        may_write=member.may(Role.WRITER, place.municipality),
        notices=told_of(room, place, desk.pseudonym, reads=member.reads),
        today=room.workspace.day,
        signs_there=room.press.signs_there,
        company=[
            row_of(desks, desk, one) for one in room.sign_offs.company(draft) if member.reads(one.place.municipality)
        ],
        fault=fault,
    )


def _in_words(editor: Editor, trial: Trial, severity: Severity) -> list[Message]:
    """What is wrong with a draft, in the words that whoever writes it meets at the fields."""
    problems = (one for one in trial.problems if one.severity is severity)
    return [message for message, _, _ in by_record(editor, problems)]


def _to_take_back(desk: Desk, room: Newsroom, draft: Draft, *, choices: Choices) -> tuple[str, ...]:
    """What a reviewer has written in a draft of somebody else's, and may take back to sign it; nothing where they can't."""
    drafts, where = room.sign_offs.drafts, draft.place.municipality
    if not (desk.member.may(Role.REVIEWER, where) and desk.member.may(Role.WRITER, where)) or room.press.signs_there:
        return ()
    earlier = drafts.before(draft, desk.pseudonym)
    if earlier is None:
        return ()
    before, now = (readable(drafts.text(one) or b"") for one in (earlier, draft))
    if now is None:
        return ("Hela texten, som inte går att läsa som uppgifter.",)
    return differences(draft.place.kind, before, now, choices=choices)


def _may_leave_out(desk: Desk, room: Newsroom, draft: Draft) -> list[tuple[str, str]]:
    """The reviewers who have written in one's draft, so that they can't sign it, and whose words can be left out: the id of each and
    what they are called."""
    where, own = draft.place.municipality, desk.pseudonym
    if own not in draft.writers or not desk.member.may(Role.WRITER, where) or room.press.signs_there:
        return []
    reviewers = (
        one for one in draft.writers if (who := room.members.by_pseudonym(one)) and who.may(Role.REVIEWER, where)
    )
    drafts = room.sign_offs.drafts
    return [
        (one, room.called(one)) for one in reviewers if one != own and drafts.without(draft, one, by=own) is not None
    ]


def _left_out_by(desk: Desk, room: Newsroom, draft: Draft) -> str:
    """Who can leave out what the person has written in their draft, so that the person may sign it."""
    drafts, own = room.sign_offs.drafts, desk.pseudonym
    if not desk.member.may(Role.REVIEWER, draft.place.municipality) or room.press.signs_there:
        return ""
    others = (one for one in draft.writers if one != own)
    return enumerate_words([room.called(one) for one in others if drafts.without(draft, own, by=one)], "eller")


def _previews(desk: Desk, trials: Iterable[tuple[str, Trial | None]]) -> list[tuple[str, str]]:
    """The headings and addresses of the pages before and after, as readers meet them; without one where there is no page."""
    shown = []
    for heading, trial in trials:
        if trial is not None and trial.page is not None:
            name = new_name()
            desk.editor.previews.keep(name, trial)
            shown.append((heading, f"/sida/{name}/{trial.address}"))
    return shown


def draft_asked_for(desks: Desks, desk: Desk, request: Request) -> tuple[RecordPlace, Draft]:
    """The record in a request's address, and its draft. Raises ToldError where there is none."""
    words, geography = request.path_params, desk.editor.workspace.geography
    place = place_of(words["kind"], words["municipality"], words["slug"], geography=geography)
    draft = desks.newsroom.sign_offs.drafts.get(place)
    if draft is None:
        raise ToldError(404, "Det finns inget utkast till sidan. Det kan ha getts ut, eller kastats.")
    return place, draft


def row_of(desks: Desks, desk: Desk, draft: Draft) -> Row:
    """A draft as it stands in a list."""
    place, room = draft.place, desks.newsroom
    return Row(
        draft=draft,
        title=desk.editor.title(place, room.sign_offs.drafts.text(draft)),
        address=review_address(place),
        kind_name=NAMES[place.kind].singular,
        place_name=room.workspace.geography.name_of(place.municipality),
        writers=_names(desks, draft),
        standing=room.sign_offs.standing(draft),
        is_own=desk.pseudonym in draft.writers,
    )


def _names(desks: Desks, draft: Draft) -> str:
    return enumerate_words([desks.newsroom.called(one) for one in draft.writers])


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pressed:
    """A button that somebody (a pseudonym) pressed at a draft, which was the version `read` when they opened it."""

    draft: Draft
    who: str
    read: str
    desk: Desk
    about: str
    day: str
    words: str


def _sign(room: Newsroom, pressed: _Pressed) -> None:
    room.sign_offs.sign(pressed.draft, pressed.who, read=pressed.read)


def _send_back(room: Newsroom, pressed: _Pressed) -> None:
    room.sign_offs.send_back(pressed.draft, pressed.who, read=pressed.read, words=pressed.words)


def _take_back(room: Newsroom, pressed: _Pressed) -> None:
    room.sign_offs.take_back(pressed.draft, pressed.desk.store, read=pressed.read)


def _leave_out(room: Newsroom, pressed: _Pressed) -> None:
    editor, place = pressed.desk.editor, pressed.draft.place
    before = readable(editor.store.published(place)) if editor.store.in_content(place) else None
    room.sign_offs.leave_out(
        pressed.draft,
        pressed.desk.store,
        read=pressed.read,
        other=pressed.about,
        note=lambda raw: version_note(editor, place, before=before, mine=raw),
    )


def _order(room: Newsroom, pressed: _Pressed) -> None:
    room.sign_offs.order(pressed.draft, pressed.who, read=pressed.read, day=_day(pressed.day))
    for one in (pressed.draft, *room.sign_offs.company(pressed.draft)):
        room.press.forgive(one.place)
    room.press.look()


def _wait(room: Newsroom, pressed: _Pressed) -> None:
    room.sign_offs.cancel(pressed.draft)


def _day(text: str) -> date | None:
    """The first day that a draft may be published; None where that is now."""
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise SignOffError(f"”{text[:40]}” är ingen dag. Skriv den så här: 2027-01-15.") from None


_ACTS = {
    "godkänn": (Role.REVIEWER, _sign),
    "tillbaka": (Role.REVIEWER, _send_back),
    "ta-tillbaka": (Role.WRITER, _take_back),
    "utan": (Role.WRITER, _leave_out),
    "ge-ut": (Role.PUBLISHER, _order),
    "vänta": (Role.PUBLISHER, _wait),
}
"""The buttons: the role that each asks for, and what it does."""
