"""The editor's addresses: start, new, the form with the real page beside it, history, and files that are sent.

One person on one machine: requests are answered one at a time, so that what is read and written never crosses.
"""

import base64
import json
import secrets
import zlib
from collections import OrderedDict
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath
from typing import Any

from starlette.applications import Starlette
from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from pledges.commands.check import report
from pledges.content.field_descriptions import shape_of, shapes
from pledges.content.field_types import DRAFT
from pledges.content.frontmatter import key_path, read_front_matter
from pledges.content.kinds import NAMES, Kind
from pledges.content.problems import Severity
from pledges.content.record_fields import MODELS
from pledges.editing.beginnings import NEXT_YEAR, HaltedError, begin, begin_from_text, kind_of, starting_points
from pledges.editing.differences import differences
from pledges.editing.forms import BODY, form_of, ordered, pressed, read_form, row_numbers, shown_values, with_shorthand
from pledges.editing.from_text.apart import UnreadableFileError, read_file
from pledges.editing.from_text.page import Page, from_lines, from_told, told
from pledges.editing.from_text.registers import offers, registers_of
from pledges.editing.from_text.suggestions import FIELDS, suggestions
from pledges.editing.gate import PAGE_POLICY, Gate, TooLargeError
from pledges.editing.messages import Weight, at_fields, messages
from pledges.editing.places import (
    SHARED_PLACE,
    NoSuchPlaceError,
    RecordPlace,
    has_municipality,
    place_of,
    place_of_source,
)
from pledges.editing.screens import STATIC, Notice, Preview, RecordScreen, render
from pledges.editing.source import (
    SourceText,
    SpliceError,
    UnreadableError,
    Value,
    edited,
    entered,
    entered_body,
    read_source,
)
from pledges.editing.store import NEW, Saved, Store, bring_together
from pledges.editing.uploads import RefusedFileError, accept
from pledges.editing.workspace import Trial, Workspace
from pledges.incremental.fingerprint import digest
from pledges.publish.server_headers import OTHER_TYPE, TYPES
from pledges.swedish import capital, quantity
from pledges.urls import of_record

_MOST_FIELDS = 5000
_MOST_TEXT = 1024 * 1024
_MOST_PREVIEWS = 64
_MOST_VERSIONS = 30
_MOST_PACKED = 2 * 1024 * 1024
_ROW_BUTTONS = ("ny", "bort", "upp", "ned")
_PRESSED = "gör"
_ADDRESS_OF = {NEXT_YEAR: "nasta-ars-lofte"}
_WHAT_OF = {address: what for what, address in _ADDRESS_OF.items()}
_FILE_ROWS = ("dokument", "belägg", "källor", "länkar")
Handler = Callable[[Request], Awaitable[Response]]


@dataclass(frozen=True, slots=True)
class Written:
    """What a form says: the text that it began from, the text that it makes, and the values that it is shown with."""

    base: bytes
    mine: bytes
    values: Mapping[str, Value] | None
    fault: str = ""


class ToldError(HTTPException):
    """A refusal with words for whoever meets it."""


class Editor:
    """Everything that the screens share."""

    def __init__(self, workspace: Workspace, store: Store, *, hosts: frozenset[str], token: str) -> None:
        self.workspace = workspace
        self.store = store
        self.previews: OrderedDict[str, Trial] = OrderedDict()
        routes = [
            Route("/", self.start),
            Route("/min-kommun", self.choose, methods=["POST"]),
            Route("/ny", self.what),
            Route("/ny", self.chosen, methods=["POST"]),
            Route("/ny/{what}/{municipality}", self.beginning, methods=["GET", "POST"]),
            Route("/ny/{what}/{municipality}/ur-text", self.from_text, methods=["GET", "POST"]),
            Route("/redigera/{kind}/{municipality}/{slug}", self.record, methods=["GET", "POST"]),
            Route("/historik/{kind}/{municipality}/{slug}", self.history),
            Route("/sida/{name}/{address:path}", self.page),
            Route("/tema/{name}", self.static),
        ]
        handlers: dict[Any, Any] = {
            ToldError: _explained,
            HTTPException: _unexplained,
            NoSuchPlaceError: _no_such_place,
            TooLargeError: _too_large,
            OSError: _unwritable,
        }
        self.gate = Gate(Starlette(routes=routes, exception_handlers=handlers), hosts=hosts, token=token)

    # The start page.

    async def start(self, request: Request) -> Response:
        """What is mine, what is due, what has errors, and how to begin."""
        workspace = self.workspace
        workspace.refresh()
        mine = request.cookies.get("kommun", "")
        mine = mine if mine in workspace.geography.municipalities else ""
        checked = report(workspace.examined, workspace.settings, workspace.day)
        prefix = f"kommuner/{mine}/" if mine else ""
        places = {one.path: place_of_source(one) for one in workspace.library.discovery.records}
        begun = [place for path in self.store.all_begun() if (place := self._place_at(path)) is not None]
        return self._screen(
            request,
            "start.html",
            mine=mine,
            mine_name=workspace.municipality_name(mine),
            municipalities=[(slug, workspace.municipality_name(slug)) for slug in workspace.geography.municipalities],
            records=workspace.listed(mine) if mine else (),
            shared=workspace.listed(None),
            kinds=NAMES,
            overdue=[(due, places[due.path]) for due in checked.overdue if due.path.startswith(prefix)],
            soon=[(due, places[due.path]) for due in checked.soon if due.path.startswith(prefix)],
            faulty=[
                (places.get(one.path), one)
                for one in checked.problems
                if one.severity is Severity.ERROR and one.path.startswith(prefix)
            ],
            begun=[(place, self._title(place)) for place in begun],
            files=quantity(checked.files, "fil", "filer"),
            is_follow_up=Kind.FOLLOW_UP.value,
        )

    async def choose(self, request: Request) -> Response:
        """Remember whose records are shown."""
        posted, _ = await self._posted(request)
        text = " ".join(posted.get("kommun", "").split())
        workspace = self.workspace
        chosen = next(
            (
                slug
                for slug, facts in workspace.geography.municipalities.items()
                if text.casefold() in (slug, facts.name.casefold(), facts.official_name.casefold(), facts.code)
            ),
            None,
        )
        if chosen is None:
            raise ToldError(400, f"Det finns ingen kommun som heter ”{text[:60]}”. Gå tillbaka och välj en ur listan.")
        response = RedirectResponse("/", status_code=303)
        response.set_cookie("kommun", chosen, httponly=True, samesite="strict", max_age=365 * 86400)
        return response

    def _place_at(self, path: str) -> RecordPlace | None:
        """The place of a file that is begun, whose path is taken apart again."""
        parts = path.removesuffix(".md").split("/")
        folder = "/".join(["kommuner", "*", *parts[2:-1]]) if parts[0] == "kommuner" else "/".join(parts[:-1])
        kind = next((kind for kind, name in NAMES.items() if name.folder == folder), None)
        municipality = parts[1] if parts[0] == "kommuner" else SHARED_PLACE
        try:
            return place_of(kind.value, municipality, parts[-1], self.workspace.geography) if kind else None
        except NoSuchPlaceError:
            return None

    def _title(self, place: RecordPlace) -> str:
        if place.kind is Kind.MUNICIPALITY:
            return self.workspace.municipality_name(place.municipality)
        values = _values_of(self.store.current(place).raw)
        title = values.values.get("titel") if values else None
        return title if isinstance(title, str) else place.slug

    # Something new.

    async def what(self, request: Request) -> Response:
        """What is to be written, and where."""
        return self._what(request, {}, "")

    def _what(self, request: Request, chosen: Mapping[str, str], fault: str) -> Response:
        kinds = [(kind.value, capital(name.singular), has_municipality(kind)) for kind, name in NAMES.items()]
        first = [Kind.FOLLOW_UP.value, NEXT_YEAR, Kind.PLEDGE.value, Kind.AGREEMENT.value]
        kinds.append((NEXT_YEAR, "Nästa års löfte, ur ett som finns", True))
        kinds.sort(key=lambda kind: first.index(kind[0]) if kind[0] in first else len(first))
        mine = request.cookies.get("kommun", "")
        return self._screen(
            request,
            "what.html",
            kinds=[(_ADDRESS_OF.get(value, value), label, in_place) for value, label, in_place in kinds],
            what=chosen.get("vad") or request.query_params.get("vad", ""),
            municipality=chosen.get("kommun") or self.workspace.municipality_name(mine),
            municipalities=[facts.name for facts in self.workspace.geography.municipalities.values()],
            fault=fault,
        )

    async def chosen(self, request: Request) -> Response:
        """On to what a new record of that kind begins from."""
        posted, _ = await self._posted(request)
        try:
            what, kind = _what_of(posted.get("vad", ""))
        except ValueError:
            return self._what(request, posted, "Välj vad du vill skriva.")
        name = " ".join(posted.get("kommun", "").split()).casefold()
        municipalities = self.workspace.geography.municipalities.items()
        slug = next((slug for slug, facts in municipalities if name in (slug, facts.name.casefold(), facts.code)), None)
        if has_municipality(kind) and slug is None:
            return self._what(request, posted, "Välj en kommun ur listan.")
        where = slug if has_municipality(kind) else SHARED_PLACE
        return RedirectResponse(f"/ny/{_ADDRESS_OF.get(what, what)}/{where}", status_code=303)

    async def beginning(self, request: Request) -> Response:
        """What a new record begins from; then it is begun, and its form opened."""
        try:
            what, kind = _what_of(request.path_params["what"])
        except ValueError:
            raise ToldError(404, "Det finns inget sådant att skriva.") from None
        place_of(kind.value, request.path_params["municipality"], "kommun", self.workspace.geography)
        municipality = request.path_params["municipality"] if has_municipality(kind) else None
        self.workspace.refresh()
        context = self.workspace.context(municipality)
        points = starting_points(context, what)
        fault = ""
        posted: Mapping[str, str] = {}
        if request.method == "POST":
            posted, _ = await self._posted(request)
            answers = {
                "Titel": posted.get("titel", ""),
                "Period": posted.get("period", ""),
                "Avser": posted.get("period", ""),
            }
            try:
                place, raw = begin(context, what, from_identity=posted.get("från", ""), answers=answers)
                return self._begun(place, raw)
            except (HaltedError, ValueError) as error:
                fault = str(error)
        keys = {shape.key: shape for shape in shapes(MODELS[kind])}
        return self._screen(
            request,
            "beginning.html",
            kind_name=NAMES[kind].singular if what != NEXT_YEAR else "nästa års löfte",
            place_name=self.workspace.municipality_name(municipality),
            points=[(one.identity, one.fields.title) for one in points],
            needs_point=what in (NEXT_YEAR, Kind.FOLLOW_UP),
            chosen=posted.get("från") or request.query_params.get("fran", ""),
            title=keys["titel"] if "titel" in keys and what not in (NEXT_YEAR, Kind.FOLLOW_UP) else None,
            period=keys["period"] if "period" in keys and what != NEXT_YEAR else None,
            values=posted,
            year=str(self.workspace.day.year),
            fault=fault,
            may_be_read=what != NEXT_YEAR and kind in FIELDS,
            here=request.url.path,
        )

    def _begun(self, place: RecordPlace, raw: bytes) -> Response:
        _refuse_taken(self.store, place)
        self.store.save(place, raw, NEW, ready=False)
        return RedirectResponse(f"{place.address}?steg=ny", status_code=303)

    async def from_text(self, request: Request) -> Response:
        """A new record out of a page that somebody pastes or chooses: first the page, then what it says, then the form."""
        municipality = request.path_params["municipality"]
        try:
            what, kind = _what_of(request.path_params["what"])
        except ValueError:
            raise ToldError(404, "Det finns inget sådant att skriva.") from None
        if what == NEXT_YEAR or kind not in FIELDS:
            raise ToldError(404, "Det går inte att fylla i ur en text.")
        place = place_of(kind.value, municipality, "ny", self.workspace.geography)
        self.workspace.refresh()
        context = self.workspace.context(municipality)
        points = starting_points(context, what)
        posted, file = await self._posted(request) if request.method == "POST" else ({}, None)
        chosen = posted.get("från") or request.query_params.get("fran", "")
        common = {"kind_name": NAMES[kind].singular, "place_name": context.place_name, "values": posted}
        try:
            page = await _page_in(posted, file)
            fault = ""
        except UnreadableFileError as error:
            page, fault = None, str(error)
        if page is None:
            pairs = [(one.identity, one.fields.title) for one in points]
            return self._screen(
                request,
                "from-text.html",
                **common,
                points=pairs,
                chosen=chosen,
                needs_point=kind is Kind.FOLLOW_UP,
                fault=fault,
            )
        target = next((one for one in points if one.identity == chosen), None)
        facts = self.workspace.geography.municipalities[municipality]
        registers = registers_of(facts, self.workspace.choices(place, {}).lists, target)
        found = suggestions(kind, page, registers)
        source = _source_of(page, posted, self.workspace.day)
        title = None if kind is Kind.FOLLOW_UP else shape_of(MODELS[kind], "titel")
        if posted.get(_PRESSED) == "börja":
            try:
                new, raw = begin_from_text(
                    context,
                    what,
                    from_identity=chosen,
                    title=entered(posted.get("titel", "")),
                    accepted=[one for number, one in enumerate(found) if f"ja {number}" in posted],
                    source=source if "källan" in posted else {},
                )
                return self._filled_in(request, new, raw)
            except (HaltedError, ValueError) as error:
                fault = str(error)
        return self._screen(
            request,
            "suggestions.html",
            **common,
            title=title,
            offers=offers(kind, found, registers),
            source=source,
            uses_source="källan" in posted or posted.get(_PRESSED) != "börja",
            page=_packed(json.dumps(told(page)).encode()),
            is_cut=page.is_cut,
            fault=fault,
        )

    def _filled_in(self, request: Request, place: RecordPlace, raw: bytes) -> Response:
        """The form of what was accepted. Nothing is saved before somebody saves it."""
        _refuse_taken(self.store, place)
        values = read_source(raw).values
        said = [Notice("obs", "Det du godtog är ifyllt. Inget är sparat än: läs igenom, ändra och spara.")]
        return self._form(request, place, Written(NEW, raw, values), secrets.token_urlsafe(12), said)

    # The form.

    async def record(self, request: Request) -> Response:
        """A record's form, as it is saved or as it was posted."""
        words = request.path_params
        place = place_of(words["kind"], words["municipality"], words["slug"], self.workspace.geography)
        if request.method == "POST":
            return await self._write(request, place)
        self.workspace.refresh()
        now = self.store.current(place)
        if not now.exists:
            raise ToldError(404, "Det finns ingen sådan sida att redigera.")
        mine, notices = now.raw, self._greeting(request, now.is_begun)
        older = request.query_params.get("version", "")
        if older:
            mine = self._older(place, older, now.raw)
            notices = [Notice("obs", "Det här är en äldre version. Spara om den ska gälla igen.")]
        source = _values_of(mine)
        written = Written(now.raw, mine, source.values if source else None)
        return self._form(request, place, written, secrets.token_urlsafe(12), notices)

    def _greeting(self, request: Request, is_begun: bool) -> list[Notice]:
        match request.query_params.get("steg"):
            case "sparat":
                return [Notice("klart", "Sparat.")]
            case "klart":
                return [Notice("klart", "Sparat, och klart att visas nästa gång portalen byggs.")]
            case "utkast":
                return [
                    Notice("klart", "Sparat som utkast. Det visas inte på portalen förrän du säger att det är klart.")
                ]
            case "ny":
                return [
                    Notice("obs", "Sidan är påbörjad. Det som går att fylla i åt dig är ifyllt; läs igenom och ändra.")
                ]
        return [Notice("obs", "Sidan är påbörjad och visas inte på portalen än.")] if is_begun else []

    def _older(self, place: RecordPlace, version: str, now: bytes) -> bytes:
        raw = self.store.versions.text(place.path, version)
        source = _values_of(raw) if raw is not None else None
        if source is None:
            raise ToldError(404, "Den versionen finns inte, eller går inte att läsa.")
        try:
            return edited(now, source.values, source.body)
        except (UnreadableError, SpliceError):
            return raw or now

    async def _write(self, request: Request, place: RecordPlace) -> Response:
        posted, file = await self._posted(request)
        action, _, about = posted.get(_PRESSED, "pröva").partition(" ")
        name = posted.get("förhandsvisning", "")
        name = name if name in self.previews else secrets.token_urlsafe(12)
        base = _unpacked(posted.get("bas", ""))
        notices: list[Notice] = []
        if action in _ROW_BUTTONS:
            posted = pressed(posted, action, about)
        elif action == "godta":
            posted, notices = _accepted(posted, about)
        elif action == "fil":
            posted, notices = await self._file(place, posted, file)
        elif action == "kasta":
            self.store.discard(place)
            return RedirectResponse(f"{place.address}" if self.store.in_content(place) else "/", status_code=303)
        written = self._written(place, base, posted, action)
        if written.fault:
            notices.append(Notice("fel", written.fault))
        elif action in ("spara", "utkast", "klar", "spara-ändå"):
            return self._saved(request, place, written, name, action=action)
        return self._form(request, place, written, name, notices, near=True)

    def _written(self, place: RecordPlace, base: bytes, posted: Mapping[str, str], action: str) -> Written:
        """What a posted form says."""
        if "hela filen" in posted:
            text = posted["hela filen"].replace("\r\n", "\n")
            return Written(base, text.encode(), None)
        try:
            before = read_source(base)
        except UnreadableError as error:
            return Written(base, base, None, str(error))
        choices = self.workspace.choices(place, before.values)
        choices = self.workspace.choices(place, read_form(place.kind, posted, choices))
        values = _with_status(place.kind, read_form(place.kind, posted, choices), before.values, action)
        shown = {**values, **shown_values(place.kind, posted, choices)}
        body = entered_body(posted[BODY]) if BODY in posted else None
        try:
            mine = edited(base, with_shorthand(values, before.values), body)
        except (SpliceError, UnreadableError) as error:
            return Written(base, base, shown, str(error))
        return Written(base, mine, shown)

    def _saved(self, request: Request, place: RecordPlace, written: Written, name: str, *, action: str) -> Response:
        said: list[Notice] = []
        now = self.store.current(place).raw
        if now != written.base:
            raw, conflicts = bring_together(written.base, written.mine, now)
            if conflicts:
                return self._conflict(request, place, Saved(raw, conflicts), name)
            written = Written(now, raw, None)
            said.append(Notice("obs", "Någon annan har ändrat sidan medan du skrev. Bådas ändringar är med."))
        trial = self.workspace.try_out(place, written.mine)
        faulty = any(one.severity is Severity.ERROR for one in trial.problems)
        breaks = any(one.severity is Severity.ERROR for one in trial.elsewhere) and action != "spara-ändå"
        ready = not faulty and not breaks
        before = _values_of(self.store.current(place).raw) if self.store.in_content(place) else None
        saved = self.store.save(
            place, written.mine, written.base, ready=ready, note=self._note(place, before, written.mine)
        )
        if saved.conflicts:
            return self._conflict(request, place, saved, name)
        self.workspace.refresh()
        if ready and not saved.note and not said:
            step = {"utkast": "utkast", "klar": "klart"}.get(action, "sparat")
            return RedirectResponse(f"{place.address}?steg={step}", status_code=303)
        source = _values_of(saved.raw)
        if saved.note:
            said.append(Notice("obs", saved.note))
        elif ready:
            said.append(Notice("klart", "Sparat."))
        if faulty:
            text = "Sparat bland det påbörjade. Det visas på portalen först när det som är markerat är klart."
            said.append(Notice("obs" if action != "klar" else "fel", text))
        elif breaks:
            said.append(
                Notice("fel", "Sparat bland det påbörjade, eftersom ändringen gör fel i andra sidor. De står nedan.")
            )
        again = Written(saved.raw, saved.raw, source.values if source else None)
        return self._form(request, place, again, name, said, may_insist=breaks and not faulty)

    def _note(self, place: RecordPlace, before: SourceText | None, mine: bytes) -> str:
        """What a version is said to be: what it is of, and what was changed."""
        after = _values_of(mine)
        name = self.workspace.municipality_name(place.municipality)
        head = f"{capital(NAMES[place.kind].definite)} {place.slug}{f' i {name}' if name else ''}"
        told = differences(place.kind, before, after) if after else ()
        return "\n\n".join([head, "\n".join(told)])

    def _conflict(self, request: Request, place: RecordPlace, saved: Saved, name: str) -> Response:
        now = self.store.current(place).raw
        source = _values_of(saved.raw)
        theirs = {key_path(one.loc) or BODY: _words(one.theirs) for one in saved.conflicts}
        text = (
            "Inte sparat än. Någon annan har ändrat samma sak medan du skrev. Vid rutorna nedan står vad de skrev. "
            "Ändra, eller spara igen om ditt ska gälla."
        )
        written = Written(now, saved.raw, source.values if source else None)
        return self._form(request, place, written, name, [Notice("fel", text)], theirs=theirs)

    def _form(
        self,
        request: Request,
        place: RecordPlace,
        written: Written,
        name: str,
        notices: list[Notice],
        *,
        theirs: Mapping[str, str] | None = None,
        may_insist: bool = False,
        near: bool = False,
    ) -> Response:
        """The form of what is written, with what the rules say of it and its page beside it."""
        workspace = self.workspace
        trial = workspace.try_out(place, written.mine, near=near)
        source = _values_of(written.mine)
        values = written.values if written.values is not None else (source.values if source else {})
        form = form_of(place.kind, values, workspace.choices(place, values)) if source else None
        is_draft = bool(source and source.values.get("status") == DRAFT)
        in_content = self.store.in_content(place)
        front = read_front_matter(written.mine.decode(errors="replace").replace("\r\n", "\n"))
        told = messages(form, trial.problems, body_line=front.body_line, unfinished=is_draft or not in_content)
        elsewhere = messages(None, trial.elsewhere, body_line=0, unfinished=False)
        screen = RecordScreen(
            place=place,
            title=_title_of(source) or workspace.municipality_name(place.municipality) or place.slug,
            kind_name=NAMES[place.kind].singular,
            place_name=workspace.municipality_name(place.municipality),
            form=form,
            raw=written.mine.decode(errors="replace"),
            body=source.body if source else "",
            messages=told,
            at_fields=at_fields(told),
            elsewhere=elsewhere,
            theirs=theirs or {},
            preview=self._preview(name, trial),
            notices=tuple(notices),
            base=_packed(written.base),
            csrf=self.gate.csrf(request.scope["session_name"]),
            preview_name=name,
            is_begun=self.store.current(place).is_begun,
            in_content=in_content,
            is_draft=is_draft,
            can_be_draft="status" in {shape.key for shape in shapes(MODELS[place.kind])},
            has_history=self.store.versions.kept and in_content,
            may_insist=may_insist,
            changed=written.mine != written.base,
            file_help=_file_help(place.kind),
        )
        return self._screen(request, "record.html", screen=screen, Weight=Weight)

    def _preview(self, name: str, trial: Trial) -> Preview:
        if trial.page is not None:
            self.previews[name] = trial
            self.previews.move_to_end(name)
            while len(self.previews) > _MOST_PREVIEWS:
                self.previews.popitem(last=False)
        return Preview(
            address=f"/sida/{name}/{trial.address}",
            version=digest(trial.page or b"")[:16],
            exists=trial.page is not None,
            partial=trial.partial,
        )

    async def _file(
        self, place: RecordPlace, posted: Mapping[str, str], file: UploadFile | None
    ) -> tuple[dict[str, str], list[Notice]]:
        """Put a file that was sent beside the record, and name it in the form."""
        try:
            taken = frozenset(self.workspace.library.attachments)
            upload = accept(place, (file.filename or "") if file else "", await file.read() if file else b"", taken)
            text = " ".join(posted.get("filens text", "").split())
            if not text:
                what = "Beskriv vad bilden visar" if upload.is_picture else "Skriv vad dokumentet heter"
                raise RefusedFileError(f"{what}, och välj filen igen.")
        except RefusedFileError as error:
            return dict(posted), [Notice("fel", str(error))]
        note = self.store.add_file(upload.path, upload.data, f"Filen {upload.path} lades till")
        self.workspace.refresh()
        changed = {**posted, "filens text": ""}
        said = [Notice("obs", note)] if note else []
        rows = next((key for key in _FILE_ROWS if key in {shape.key for shape in shapes(MODELS[place.kind])}), "källor")
        if upload.is_picture:
            alt = text.replace("[", "(").replace("]", ")")
            changed[BODY] = f"{posted.get(BODY, '').rstrip()}\n\n![{alt}]({upload.seen_from(place)})\n".lstrip()
            return changed, [
                *said,
                Notice("klart", "Bilden ligger sist i den fria texten. Flytta raden dit den ska vara."),
            ]
        number = max(row_numbers(posted, rows), default=0) + 1
        changed |= {f"{rows}.{number}.titel": text, f"{rows}.{number}.fil": upload.in_municipality}
        return changed, [*said, Notice("klart", f"Dokumentet står som en ny rad under {rows}.")]

    # History, pages and looks.

    async def history(self, request: Request) -> Response:
        """A record's versions, newest first, in words."""
        words = request.path_params
        place = place_of(words["kind"], words["municipality"], words["slug"], self.workspace.geography)
        versions = self.store.history(place)[: _MOST_VERSIONS + 1]
        texts = [self.store.versions.text(place.path, one.name) for one in versions]
        sources = [_values_of(text) if text is not None else None for text in texts]
        rows = []
        for number, version in enumerate(versions[:_MOST_VERSIONS]):
            after = sources[number]
            before = sources[number + 1] if number + 1 < len(sources) else None
            told = differences(place.kind, before, after) if after else ("Gick inte att läsa.",)
            rows.append((version, told, number == 0))
        return self._screen(
            request,
            "history.html",
            place=place,
            title=self._title(place),
            kind_name=NAMES[place.kind].singular,
            versions=rows,
            kept=self.store.versions.kept,
        )

    async def page(self, request: Request) -> Response:
        """A page as readers will meet it: the one that is being written, or another of those that it leads to."""
        name, address = request.path_params["name"], request.path_params["address"].removesuffix("index.html")
        if name not in self.previews:
            raise ToldError(404, "Förhandsvisningen är stängd.")
        trial = self.previews[name]
        data = trial.page if address == trial.address else self._file_of_site(address, trial)
        headers = {"content-security-policy": PAGE_POLICY}
        if data is None:
            text = render("not-here.html")
            return HTMLResponse(text, 404, headers)
        ending = PurePosixPath(address).suffix.lower()
        content_type = TYPES.get(ending, OTHER_TYPE) if ending else TYPES[".html"]
        return Response(data, media_type=content_type, headers=headers)

    def _file_of_site(self, address: str, trial: Trial) -> bytes | None:
        """A file of the theme, a picture beside the records, or another record's page."""
        workspace = self.workspace
        places = (place_of_source(source) for source in workspace.library.discovery.records)
        found = next((place for place in places if of_record(place.identity) == address), None)
        if found is not None:
            return workspace.page_at(found)
        return workspace.asset(address) or workspace.picture(address, trial.shown)

    async def static(self, request: Request) -> Response:
        """The editor's looks and script; the portal's own stylesheet with the host's colours."""
        name = request.path_params["name"]
        if name == "portal.css":
            return Response(self.workspace.renderer.assets["portal.css"].data, media_type=TYPES[".css"])
        if name not in ("redigera.css", "redigera.js"):
            raise ToldError(404, "Filen finns inte.")
        return Response((STATIC / name).read_bytes(), media_type=TYPES[PurePosixPath(name).suffix])

    def _screen(self, request: Request, template: str, **values: Any) -> Response:
        token = self.gate.csrf(request.scope["session_name"])
        return HTMLResponse(render(template, csrf=token, site=self.workspace.settings.name, **values))

    async def _posted(self, request: Request) -> tuple[dict[str, str], UploadFile | None]:
        """The fields and the file of a form of the editor's own. Refuses any other."""
        form = await request.form(max_files=1, max_fields=_MOST_FIELDS, max_part_size=_MOST_TEXT)
        posted = {name: value for name, value in form.multi_items() if isinstance(value, str)}
        if not self.gate.is_own(request.scope["session_name"], posted.pop("csrf", "")):
            raise ToldError(403, "Formuläret kom inte från redigeringens egen sida.")
        file = form.get("fil som skickas")
        return posted, file if isinstance(file, UploadFile) else None


def _what_of(address: str) -> tuple[str, Kind]:
    what = _WHAT_OF.get(address, address)
    return what, kind_of(what)


def _refuse_taken(store: Store, place: RecordPlace) -> None:
    if store.current(place).exists:
        raise ValueError(f"Det finns redan en sida på {of_record(place.identity)}. Öppna den från första sidan.")


async def _page_in(posted: Mapping[str, str], file: UploadFile | None) -> Page | None:
    """The page that was pasted or chosen, or that a screen of suggestions was made of; None where nobody has sent one.

    Suggestions are not taken from the browser: they are read out of the page anew.
    """
    if posted.get(_PRESSED) == "läs":
        data = await file.read() if file is not None else b""
        return from_lines(posted["text"]) if not data and posted.get("text", "").strip() else read_file(data)
    if "sida" not in posted:
        return None
    try:
        return from_told(json.loads(_unpacked(posted["sida"])))
    except (ValueError, TypeError, KeyError):
        raise ToldError(400, "Formuläret är skadat. Gå tillbaka och välj sidan igen.") from None


def _source_of(page: Page, posted: Mapping[str, str], day: date) -> dict[str, str]:
    """The page as a source: what it is called and where it lies, as far as the page or whoever chose it tells."""
    title = " ".join(posted.get("källans titel", "").split()) or page.title
    address = posted.get("källans adress", "").strip() or page.address
    said = {key: value for key, value in (("titel", title), ("adress", address)) if value}
    return {**said, "hämtad": day.isoformat()} if said else {}


def _values_of(raw: bytes) -> SourceText | None:
    try:
        return read_source(raw)
    except UnreadableError:
        return None


def _title_of(source: SourceText | None) -> str:
    title = source.values.get("titel") if source else None
    return title if isinstance(title, str) else ""


def _with_status(kind: Kind, values: dict[str, Value], before: Mapping[str, Value], action: str) -> dict[str, Value]:
    """The values with the status that a button gives: a draft, none any more, or as before."""
    status = values.get("status", before.get("status"))
    if action == "utkast":
        status = DRAFT
    elif action == "klar" and status == DRAFT:
        status = None
    return ordered(
        kind,
        {**{key: value for key, value in values.items() if key != "status"}, **({"status": status} if status else {})},
    )


def _accepted(posted: Mapping[str, str], code: str) -> tuple[dict[str, str], list[Notice]]:
    """The form with a warning accepted, for a reason."""
    reason = " ".join(posted.get(f"skäl för {code}", "").split())
    if not reason:
        return dict(posted), [Notice("fel", "Skriv varför varningen är i sin ordning, och godta den sedan.")]
    rows = "accepterade varningar"
    number = max(row_numbers(posted, rows), default=0) + 1
    return {**posted, f"{rows}.{number}.kod": code, f"{rows}.{number}.skäl": reason}, [
        Notice("klart", "Varningen är godtagen. Spara för att behålla det.")
    ]


def _words(value: Value) -> str:
    if value is None:
        return "ingenting"
    if isinstance(value, Mapping):
        return ", ".join(f"{key}: {_words(inner)}" for key, inner in value.items())
    return ", ".join(map(_words, value)) if isinstance(value, list) else str(value)


def _file_help(kind: Kind) -> str:
    keys = {shape.key for shape in shapes(MODELS[kind])}
    return next((key for key in _FILE_ROWS if key in keys), "källor")


def _packed(raw: bytes) -> str:
    return base64.b64encode(zlib.compress(raw)).decode()


def _unpacked(text: str) -> bytes:
    """The text that a form began from. It stands in the form, so that a save is safe after a restart too."""
    try:
        opened = zlib.decompressobj()
        raw = opened.decompress(base64.b64decode(text, validate=True), _MOST_PACKED)
    except (ValueError, zlib.error):
        raise ToldError(400, "Formuläret är skadat. Gå tillbaka och öppna sidan igen.") from None
    if opened.unconsumed_tail or not opened.eof:
        raise ToldError(400, "Formuläret är skadat. Gå tillbaka och öppna sidan igen.")
    return raw


async def _explained(request: Request, error: Exception) -> Response:
    assert isinstance(error, ToldError)
    return HTMLResponse(render("message.html", title="Det gick inte", text=error.detail), error.status_code)


async def _unexplained(request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    text = (
        "Sidan finns inte."
        if error.status_code == 404
        else "Det som skickades går inte att läsa. Gå tillbaka och försök igen."
    )
    return HTMLResponse(render("message.html", title="Det gick inte", text=text), error.status_code)


async def _no_such_place(request: Request, error: Exception) -> Response:
    return HTMLResponse(render("message.html", title="Sidan finns inte", text=str(error)), 404)


async def _too_large(request: Request, error: Exception) -> Response:
    return HTMLResponse(render("message.html", title="För stort", text="Det som skickades är för stort."), 413)


async def _unwritable(request: Request, error: Exception) -> Response:
    assert isinstance(error, OSError)
    text = f"Det gick inte att skriva: {error.strerror or error}. Inget är sparat. Gå tillbaka; det du skrev står kvar."
    return HTMLResponse(render("message.html", title="Inte sparat", text=text), 507)
