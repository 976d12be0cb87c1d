"""Each person's place to write: the one content, the drafts that they may read, and what is theirs alone."""

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pledges.content.geography import Geography
from pledges.content.reader import read_bytes
from pledges.content.register import references, resolve
from pledges.editing.gate import OwnForms
from pledges.editing.person import Person, RememberedPerson
from pledges.editing.places import SHARED_PLACE, RecordPlace
from pledges.editing.screens.editor import Editor, Together, ToldError
from pledges.editing.screens.rendering import Notice
from pledges.editing.unsaved import Unsaved
from pledges.editing.workspace import Workspace
from pledges.newsroom.draft_store import DraftStore
from pledges.newsroom.drafts import Draft
from pledges.newsroom.people import Member, Members, Role
from pledges.newsroom.presence import Presence
from pledges.newsroom.press import Press
from pledges.newsroom.rendering import render
from pledges.newsroom.sign_off import SignOffs, Stamp
from pledges.newsroom.waits import Reader, waits_for
from pledges.swedish import capital, day, enumerate_words

_MOST_REMEMBERED = 512
WAYS = (("/granskning", "Granska och ge ut"),)


class MemberPerson(RememberedPerson):
    """Somebody who has logged in: the login says who it is, and their roles which municipalities may be chosen."""

    def __init__(self, folder: Path, member: Member, pseudonym: str, *, geography: Geography) -> None:
        super().__init__(folder, pseudonym)
        self._own = member.municipalities(geography.municipalities)

    @property
    def told(self) -> Person:
        """The municipality that was chosen; the first that they have a role in where none was."""
        chosen = super().told
        if chosen.municipality in self._own or not self._own:
            return chosen if chosen.municipality in self._own else Person()
        return replace(chosen, municipality=self._own[0])

    @property
    def is_asked(self) -> bool:
        return bool(self._own)

    def remember(self, person: Person) -> None:
        if person.municipality and person.municipality not in self._own:
            raise ToldError(403, "Du har ingen roll där. Fråga den som sköter portalen.")
        super().remember(person)


@dataclass(frozen=True, slots=True, kw_only=True)
class Newsroom:
    """What all who write share. `asked` is told when a draft waits for somebody's sign-off, by its place and who asked."""

    workspace: Workspace
    sign_offs: SignOffs
    press: Press
    members: Members
    state: Path
    forms: OwnForms
    presence: Presence
    asked: Callable[[RecordPlace, str], None]

    def called(self, who: str) -> str:
        """What colleagues call whoever a version is by; what stands there where it was by nobody of the newsroom."""
        return self.members.shown(who) if who.startswith("person-") else who


@dataclass(frozen=True, slots=True, kw_only=True)
class Desk:
    """A person's place: who they are, the id that stands for them in public history, and the editor as they meet it. `pressing`
    is held while what they have pressed is done."""

    member: Member
    pseudonym: str
    editor: Editor
    store: DraftStore
    pressing: asyncio.Lock = field(default_factory=asyncio.Lock)

    def screen(self, request: Request, template: str, **values: Any) -> Response:
        """A screen of the newsroom's own."""
        return HTMLResponse(render(template, **self.editor.on_every_screen(request), **values))


class Desks:
    """The desks of those who have come in since the start. What is decided of drafts is decided one thing at a time
    (`deciding`), and `reader` answers what is opened or typed."""

    def __init__(self, newsroom: Newsroom) -> None:
        self.newsroom = newsroom
        self.deciding = asyncio.Lock()
        self.reader: Executor = ThreadPoolExecutor(1, "lasning")
        self._desks: dict[str, Desk] = {}

    def of(self, member: Member) -> Desk:
        """A person's desk, with the roles that they have now."""
        desk = self._desks.get(member.subject)
        if desk is None or desk.member != member:
            desk = self._made(member)
            self._desks[member.subject] = desk
        return desk

    def _made(self, member: Member) -> Desk:
        room = self.newsroom
        pseudonym = room.members.pseudonym(member.subject)
        own = room.state / "personer" / pseudonym
        own.mkdir(mode=0o700, parents=True, exist_ok=True)

        def asked(place: RecordPlace) -> None:
            draft = room.sign_offs.drafts.get(place)
            if draft is not None:
                room.sign_offs.ask(draft, pseudonym)
                room.press.forgive(place)
                room.asked(place, pseudonym)

        store = DraftStore(room.sign_offs.drafts, pseudonym, reads=member.reads, asked=asked)
        editor = Editor(
            workspace=room.workspace,
            store=store,
            unsaved=Unsaved(own),
            person=MemberPerson(own, member, pseudonym, geography=room.workspace.geography),
            forms=room.forms,
            together=Together(
                who=member.shown,
                writes=lambda municipality: member.may(Role.WRITER, municipality),
                ways=lambda: WAYS,
                told=lambda place: (
                    *told_of(room, place, pseudonym, reads=member.reads),
                    *_told_of_words(room, place, Reader(member, pseudonym)),
                ),
                called=room.called,
                beside=room.sign_offs.drafts.beside,
                waits=lambda: waits_for(
                    Reader(member, pseudonym),
                    room.sign_offs,
                    geography=room.workspace.geography,
                    signs_there=room.press.signs_there,
                ),
                unsaved=lambda: tuple(one for folder in own.parent.iterdir() for one in Unsaved(folder).every()),
            ),
        )
        return Desk(member=member, pseudonym=pseudonym, editor=editor, store=store)


def told_of(
    room: Newsroom, place: RecordPlace, reader: str, *, reads: Callable[[str | None], bool]
) -> tuple[Notice, ...]:
    """What there is to say of a record where several write: who else has it open, and how far its draft has come."""
    room.presence.seen(place, reader)
    others = [room.called(one) for one in room.presence.others(place, reader)]
    told = []
    if others:
        told.append(Notice("obs", f"{capital(enumerate_words(others))} har också sidan öppen."))
    draft = room.sign_offs.drafts.get(place)
    if draft is None:
        return tuple(told)
    told += _told_of_company(room, draft, reads)
    standing = room.sign_offs.standing(draft)
    refused = room.press.refused.get(place)
    if standing.sent_back is not None:
        who = capital(room.called(standing.sent_back.who))
        told.append(Notice("obs", f"{who} har läst utkastet och ber om en ändring: {standing.sent_back.words}"))
    if refused is not None:
        told.append(Notice("fel", f"Utkastet gavs inte ut. {refused}"))
    if standing.ordered is not None:
        when = f"den {day(standing.ordered.day)}" if standing.ordered.day else "strax"
        told.append(
            Notice("obs", f"Utkastet är godkänt och ges ut {when}. Ändrar du det behöver någon läsa det på nytt.")
        )
    elif standing.signed is not None:
        who = room.called(standing.signed.who)
        told.append(Notice("obs", f"Utkastet är godkänt av {who}. Ändrar du det behöver någon läsa det på nytt."))
    elif standing.asked is not None:
        told.append(_waits_to_be_read(room, draft, standing.asked))
    return tuple(told)


def _waits_to_be_read(room: Newsroom, draft: Draft, asked: Stamp) -> Notice:
    """That a draft waits for somebody; or that there is nobody who can sign it, which it would else wait for for ever."""
    where, members = draft.place.municipality, room.members
    reviewers = [members.pseudonym(one.subject) for one in members.all if one.may(Role.REVIEWER, where)]
    if room.press.signs_there or any(one not in (*draft.writers, asked.who) for one in reviewers):
        return Notice("obs", "Utkastet väntar på att någon annan läser det.")
    if reviewers:
        text = "Ingen kan godkänna utkastet: alla som granskar här har skrivit i det, eller sagt att det är klart."
        return Notice("fel", text, way=(review_address(draft.place), "Läs vad ni kan göra"))
    return Notice(
        "fel", "Ingen kan godkänna utkastet: ingen har rollen granskar här. Säg till den som sköter portalen."
    )


def _told_of_words(room: Newsroom, place: RecordPlace, reader: Reader) -> Iterator[Notice]:
    """That somebody has changed one's own draft; that a reviewer who has written in another's can't sign it, and how they can."""
    draft = room.sign_offs.drafts.get(place)
    if draft is not None and reader.pseudonym in draft.writers:
        last = room.sign_offs.drafts.last_by(draft)
        if last in draft.writers and last != reader.pseudonym and room.sign_offs.standing(draft).asked is None:
            text = f"{capital(room.called(last))} har ändrat i utkastet efter dig."
            yield Notice("obs", text, way=(review_address(place), "Läs hur det är nu"))
    may_sign = reader.member.may(Role.REVIEWER, place.municipality) and not room.press.signs_there
    if draft is not None and may_sign and room.sign_offs.drafts.before(draft, reader.pseudonym) is not None:
        text = "Du har skrivit i utkastet, och kan inte godkänna det så länge det du skrev står kvar."
        yield Notice("obs", text, way=(review_address(place), "Läs det och ta tillbaka"))


def _told_of_company(room: Newsroom, draft: Draft, reads: Callable[[str | None], bool]) -> list[Notice]:
    """What a draft is published together with; else what it belongs with, and may be published together with."""
    if room.press.signs_there:
        return []
    drafts = room.sign_offs.drafts
    company = room.sign_offs.company(draft)
    if company:
        names = [f"”{drafts.title(one)}”" for one in company if reads(one.place.municipality)]
        names += ["ett utkast i en annan kommun"] if len(names) < len(company) else []
        text = f"Ges ut samtidigt som {enumerate_words(names)}, när allt är godkänt."
        return [Notice("obs", text, way=(company_address(draft.place), "Ändra det"))]
    lacking = [f"”{drafts.title(one)}”" for one in _builds_on(room, draft) if reads(one.place.municipality)]
    if lacking:
        what = "som bara är ett utkast" if len(lacking) == 1 else "som bara är utkast"
        text = f"Sidan bygger på {enumerate_words(lacking)}, {what}. Ge ut det först, eller samtidigt."
        return [Notice("obs", text, way=(company_address(draft.place), "Ge ut dem samtidigt"))]
    near = [f"”{drafts.title(one)}”" for one in _led_between(room, draft) if reads(one.place.municipality)]
    if not near:
        return []
    text = (
        f"Sidan hör ihop med {enumerate_words(near)}, som också {'är ett utkast' if len(near) == 1 else 'är utkast'}."
    )
    return [Notice("obs", text, way=(company_address(draft.place), "Ge ut dem samtidigt"))]


def _builds_on(room: Newsroom, draft: Draft) -> tuple[Draft, ...]:
    """The drafts that one refers to, of what readers have not met."""
    drafts, place = room.sign_offs.drafts, draft.place
    named = _named(place, drafts.text(draft) or b"")
    new = (one for one in drafts.places() if one.identity in named and not (drafts.content / one.path).is_file())
    found = (drafts.get(one) for one in new)
    return tuple(one for one in found if one is not None)


def _led_between(room: Newsroom, draft: Draft) -> tuple[Draft, ...]:
    """The drafts of the municipality, and of what is shared, that one names or links to, or that do so to it."""
    drafts, text = room.sign_offs.drafts, room.sign_offs.drafts.text(draft) or b""
    others = (found for one in _near(room, draft.place) if (found := drafts.get(one)) is not None)
    return tuple(
        one
        for one in others
        if _leads_to(draft.place, text, one.place) or _leads_to(one.place, drafts.text(one) or b"", draft.place)
    )


def _leads_to(place: RecordPlace, text: bytes, other: RecordPlace) -> bool:
    """Whether a record's text names another, or has a link to its file."""
    file = PurePosixPath(other.path)
    return f"{file.parent.name}/{file.name}".encode() in text or other.identity in _named(place, text)


@lru_cache(maxsize=_MOST_REMEMBERED)
def _named(place: RecordPlace, text: bytes) -> frozenset[str | None]:
    """What a text names in its fields; asked at each letter that is typed, of texts that are as before."""
    record, _ = read_bytes(place.source, text)
    return (
        frozenset(resolve(one, place.municipality) for one in references(record)) if record is not None else frozenset()
    )


def _near(room: Newsroom, place: RecordPlace) -> tuple[RecordPlace, ...]:
    """The other records with a draft that one may be published together with."""
    places = (one for one in room.sign_offs.drafts.places() if one != place)
    return tuple(one for one in places if not place.municipality or one.municipality in (place.municipality, None))


def may_have_company(room: Newsroom, draft: Draft) -> bool:
    """Whether there is another draft that one may be published together with."""
    return not room.press.signs_there and bool(_near(room, draft.place))


def company_address(place: RecordPlace) -> str:
    """Where it is chosen what a draft is published together with."""
    return f"{review_address(place)}/samtidigt"


def review_address(place: RecordPlace) -> str:
    """Where a draft is read and signed."""
    return f"/granskning/{place.kind.value}/{place.municipality or SHARED_PLACE}/{place.slug}"
