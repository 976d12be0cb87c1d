"""What every screen of the editor works on, and how it takes a form and gives a page."""

import base64
import zlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from starlette.datastructures import FormData, UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pledges.content.kinds import Kind
from pledges.editing.exchange import Exchange
from pledges.editing.forms import Choices
from pledges.editing.gate import OwnForms
from pledges.editing.person import RememberedPerson
from pledges.editing.places import RecordPlace, place_of
from pledges.editing.screens.rendering import Notice, render
from pledges.editing.screens.told import of_a_save, when_readers_see, whom_to_ask
from pledges.editing.screens.written import Answer, Latest, ReadTable, ReadText
from pledges.editing.source import Value, readable
from pledges.editing.store import Store
from pledges.editing.unsaved import Kept, Unsaved
from pledges.editing.workspace import Trial, Workspace

PRESSED = "gör"
_MOST_FIELDS = 5000
_MOST_TEXT = 1024 * 1024
_MOST_PACKED = 2 * 1024 * 1024


async def received(request: Request) -> None:
    """Let all that was sent be here before a screen is asked: those are answered in threads of their own, which wait for nothing."""
    if request.method == "POST":
        request.state.form = await request.form(max_files=1, max_fields=_MOST_FIELDS, max_part_size=_MOST_TEXT)


class ToldError(HTTPException):
    """A refusal with words for whoever meets it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waits:
    """What the first page tells whoever has logged in: their `roles` in words, the municipalities that they have roles in
    (`homes`), what waits for them (`rows`: an address with its words), and how far each draft has come (`states`)."""

    roles: str
    homes: tuple[str, ...]
    rows: tuple[tuple[str, str], ...]
    states: Mapping[RecordPlace, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """What is otherwise where several write on a server, and somebody else signs what is to be shown.

    `who` is what the one who has logged in is called, `writes` says whether they may write in a municipality, or what is
    shared (None), `ways` are the addresses in the menu with their words, `told` what there is to say of a record beside its own state,
    `called` what colleagues call whoever a version is by, and `beside` the records that are to be shown together with one, as
    they are written. `waits` is asked for the first page, and `unsaved` is what all who write have not saved.
    """

    who: str
    writes: Callable[[str | None], bool]
    ways: Callable[[], tuple[tuple[str, str], ...]]
    told: Callable[[RecordPlace], tuple[Notice, ...]]
    called: Callable[[str], str]
    beside: Callable[[RecordPlace], Mapping[RecordPlace, bytes]]
    waits: Callable[[], Waits]
    unsaved: Callable[[], tuple[Kept, ...]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Editor:
    """What the screens work on: the content, where it is saved, what is not saved, who writes, the forms that are theirs,
    what is shown beside them and in them, the texts and tables that they are filled in from, and the way to the others who write, where there is one:
    from one's own machine an exchange, on a server what is `together`.
    """

    workspace: Workspace
    store: Store
    unsaved: Unsaved
    person: RememberedPerson
    forms: OwnForms = field(default_factory=OwnForms)
    previews: Latest[Trial] = field(default_factory=Latest)
    answers: Latest[Answer] = field(default_factory=Latest)
    texts: Latest[ReadText] = field(default_factory=Latest)
    tables: Latest[ReadTable] = field(default_factory=Latest)
    exchange: Exchange | None = None
    together: Together | None = None

    @property
    def is_reviewed(self) -> bool:
        """Whether somebody else signs what is to be shown."""
        return self.together is not None

    def writes_in(self, municipality: str | None) -> bool:
        """Whether the one who is here may write in a municipality; where that is None, what is shared."""
        return self.together is None or self.together.writes(municipality)

    @property
    def writable(self) -> tuple[str, ...]:
        """The slugs of the municipalities that the one who is here may write in."""
        return tuple(slug for slug in self.workspace.geography.municipalities if self.writes_in(slug))

    def of_a_save(self, step: str) -> list[Notice]:
        """What there is to say after a save."""
        return of_a_save(self.workspace.settings, self.exchange, step, is_reviewed=self.is_reviewed)

    def called(self, who: str) -> str:
        """What somebody who has saved a version is called."""
        return self.together.called(who) if self.together else who

    def try_out(self, place: RecordPlace, raw: bytes, *, near: bool = False) -> Trial:
        """What a text would be, with what is to be shown together with it as that is written."""
        return self.workspace.try_out(place, raw, near=near, beside=self._beside(place))

    def choices(self, place: RecordPlace, values: Mapping[str, Value], *, as_shown: bool = False) -> Choices:
        """What the references of a record may name. `as_shown`: by the lists that were shown last, where there are any; what
        somebody has written is read by those that it was written from, and waits for nothing that is read of the content."""
        return self.workspace.choices(place, values, beside=self._beside(place), as_shown=as_shown)

    def _beside(self, place: RecordPlace) -> Mapping[RecordPlace, bytes]:
        return self.together.beside(place) if self.together is not None else {}

    def share(self) -> None:
        """Send what is ready and take up what others have sent, where the content is shared."""
        if self.exchange is not None:
            self.exchange.run()
            self.workspace.refresh()

    def screen(self, request: Request, template: str, **values: Any) -> Response:
        """A screen's page."""
        return HTMLResponse(render(template, **self.on_every_screen(request), **values))

    def on_every_screen(self, request: Request) -> Mapping[str, Any]:
        """What every template may use: the form's token, the site's name, whom to ask, and what the menu has."""
        settings = self.workspace.settings
        return {
            "csrf": self.forms.csrf(request.scope["session_name"]),
            "site": settings.name,
            "when": when_readers_see(settings),
            "whom": whom_to_ask(settings),
            "ways": self.together.ways() if self.together else (),
            "is_reviewed": self.is_reviewed,
            "who_writes": self.together.who if self.together else "",
        }

    def posted(self, request: Request) -> tuple[dict[str, str], UploadFile | None]:
        """The fields and the file of a form of the editor's own, which is `received`. Refuses any other."""
        form: FormData = request.state.form
        posted = {name: value for name, value in form.multi_items() if isinstance(value, str)}
        if not self.forms.is_own(request.scope["session_name"], posted.pop("csrf", "")):
            raise ToldError(403, "Formuläret kom inte från redigeringens egen sida.")
        file = form.get("fil som skickas")
        return posted, file if isinstance(file, UploadFile) else None

    def forget(self, place: RecordPlace, name: str = "*") -> None:
        """Forget the text that was not saved of a record, one form's or all, and the files that only it named."""
        self.unsaved.forget(place, name)
        self.answers.forget(name)
        if not self.store.waiting.every():
            return
        kept = self.together.unsaved() if self.together is not None else self.unsaved.every()
        fields = (text.encode() for one in kept for text in one.posted.values())
        self.store.waiting.forget_unnamed(place, [*(one.mine for one in kept), *fields])

    def place(self, request: Request) -> RecordPlace:
        """The record that an address names. Raises NoSuchPlaceError where none can lie there, and ToldError where it is another
        portal's: what is written here would be gone when it is gathered the next time."""
        words: Mapping[str, str] = request.path_params
        place = place_of(words["kind"], words["municipality"], words["slug"], geography=self.workspace.geography)
        owner = self.workspace.library.owner_of(place.path)
        if owner is not None:
            raise ToldError(
                403,
                f"Uppgifterna hämtas från {owner.portal} ({owner.address}) och ändras där. Här går de bara att läsa.",
            )
        return place

    def title(self, place: RecordPlace, raw: bytes | None = None) -> str:
        """What a record is called on a screen, as it is saved or as `raw` says."""
        if place.kind is Kind.MUNICIPALITY:
            return self.workspace.geography.name_of(place.municipality)
        source = readable(self.store.current(place).raw if raw is None else raw)
        return (source.title if source else "") or place.slug

    @property
    def home(self) -> str:
        """The slug of the municipality that is written for; the empty text where nobody has told."""
        told = self.person.told.municipality
        return told if told in self.workspace.geography.municipalities else ""

    def municipality_called(self, text: str) -> str | None:
        """The slug of the municipality that somebody means by its name, code or slug."""
        name = " ".join(text.split()).casefold()
        municipalities = self.workspace.geography.municipalities.items()
        return next(
            (
                slug
                for slug, facts in municipalities
                if name in (slug, facts.name.casefold(), facts.official_name.casefold(), facts.code)
            ),
            None,
        )


def packed(raw: bytes) -> str:
    """`raw` as a field of a form."""
    return base64.b64encode(zlib.compress(raw)).decode()


def unpacked(text: str) -> bytes:
    """The text that a form began from. It stands in the form, so that a save is safe after a restart too."""
    try:
        opened = zlib.decompressobj()
        raw = opened.decompress(base64.b64decode(text, validate=True), _MOST_PACKED)
    except (ValueError, zlib.error):
        raise ToldError(400, "Formuläret är skadat. Gå tillbaka och öppna sidan igen.") from None
    if opened.unconsumed_tail or not opened.eof:
        raise ToldError(400, "Formuläret är skadat. Gå tillbaka och öppna sidan igen.")
    return raw
