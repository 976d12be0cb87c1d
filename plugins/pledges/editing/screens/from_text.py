"""A new record out of a page that somebody pastes or chooses: first the page, then what it says, then the form."""

import json
from collections.abc import Mapping, Sequence
from datetime import date
from urllib.parse import quote

from starlette.datastructures import UploadFile
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pledges.commands.authoring.choices import AuthoringContext
from pledges.content.field_descriptions import shape_of
from pledges.content.kinds import NAMES, Kind
from pledges.content.record_fields import MODELS
from pledges.editing.beginnings import NEXT_YEAR, HaltedError, begin_from_text, is_compiled, starting_points
from pledges.editing.from_text.apart import UnreadableFileError, read_file
from pledges.editing.from_text.page import Page, from_lines, from_told, told
from pledges.editing.from_text.registers import offers, registers_of
from pledges.editing.from_text.suggestions import FIELDS, Registers, suggestions
from pledges.editing.places import RecordPlace, place_of
from pledges.editing.screens import unsaved
from pledges.editing.screens.editor import PRESSED, Editor, ToldError, packed, unpacked
from pledges.editing.screens.new import (
    follow_ups_already,
    refuse_taken,
    what_is_new,
    who_enters,
    with_begun,
)
from pledges.editing.screens.rendering import Notice
from pledges.editing.screens.saving import back_to_form
from pledges.editing.screens.written import ReadText, Written, new_name
from pledges.editing.source import entered
from pledges.editing.store import NEW


def from_text(editor: Editor, request: Request) -> Response:
    """The page to read, or what it says, or the form of what was accepted of it."""
    municipality = request.path_params["municipality"]
    what, kind = what_is_new(request)
    if what == NEXT_YEAR or kind not in FIELDS:
        raise ToldError(404, "Det går inte att fylla i ur en text.")
    workspace = editor.workspace
    place = place_of(kind.value, municipality, "ny", geography=workspace.geography)
    workspace.refresh()
    context = with_begun(editor, workspace.context(municipality), kind)
    points = starting_points(context, what)
    facts = workspace.geography.municipalities[municipality]
    registers = registers_of(facts, workspace.choices(place, {}).lists)
    if request.method == "POST":
        posted, file = editor.posted(request)
        page, fault = None, ""
        try:
            page = _page_in(posted, file)
            if page is not None and posted.get(PRESSED) == "börja":
                return _begun(editor, context, what, kind=kind, posted=posted, page=page, registers=registers)
        except (UnreadableFileError, HaltedError, ValueError) as error:
            fault = str(error)
        name = new_name()
        gone = {"csrf", "sida", *(("text",) if page is not None else ())}  # what is read is the page
        editor.texts.keep(name, ReadText({key: posted[key] for key in posted.keys() - gone}, page, fault))
        point = f"&fran={quote(posted['från'])}" if posted.get("från") else ""
        return RedirectResponse(f"{request.url.path}?{_TEXT}={name}{point}", status_code=303)
    read = editor.texts.get(request.query_params.get(_TEXT, "")) or ReadText({}, None, "")
    said, page = read.posted, read.page
    common = {
        "kind_name": NAMES[kind].singular,
        "place_name": context.place_name,
        "values": said,
        "fault": read.fault,
    }
    if page is None:
        return editor.screen(
            request,
            "from-text.html",
            **common,
            points=[(one.identity, one.fields.title) for one in points],
            chosen=said.get("från") or request.query_params.get("fran", ""),
            needs_point=kind is Kind.FOLLOW_UP,
        )
    return editor.screen(
        request,
        "suggestions.html",
        **common,
        title=None if kind is Kind.FOLLOW_UP else shape_of(MODELS[kind], "titel"),
        offers=offers(kind, suggestions(kind, page, registers), registers),
        source=_source_of(page, said, workspace.day),
        read_on=editor.workspace.day,
        uses_source="källan" in said or said.get(PRESSED) != "börja",
        page=packed(json.dumps(told(page)).encode()),
        is_cut=page.is_cut,
        asks_who_enters=is_compiled(context),
    )


_TEXT = "text"
"""Names, in an address, the text that was read."""


def _begun(
    editor: Editor,
    context: AuthoringContext,
    what: str,
    *,
    kind: Kind,
    posted: Mapping[str, str],
    page: Page,
    registers: Registers,
) -> Response:
    """The form of a new record that says what was accepted. Raises ValueError, or HaltedError, with what is lacking."""
    point = posted.get("från", "")
    new, raw = begin_from_text(
        context,
        what,
        from_identity=point,
        title=entered(posted.get("titel", "")),
        accepted=[one for number, one in enumerate(suggestions(kind, page, registers)) if f"ja {number}" in posted],
        source=_source_of(page, posted, editor.workspace.day) if "källan" in posted else {},
        kept_by=who_enters(context, posted),
    )
    already = follow_ups_already(editor, context, point) if kind is Kind.FOLLOW_UP else ()
    more = [Notice("obs", "Det finns redan en uppföljning av det.", place=there) for there, _ in already]
    return _filled_in(editor, new, raw=raw, more=more)


def _filled_in(editor: Editor, place: RecordPlace, *, raw: bytes, more: Sequence[Notice]) -> Response:
    """The form of what was accepted, with `more` to say. Nothing is saved before somebody saves it."""
    refuse_taken(editor, place)
    said = [Notice("obs", "Det du godtog är ifyllt. Inget är sparat än: läs igenom, ändra och spara.")]
    written, name = Written(NEW, raw), new_name()
    said += (*more, *unsaved.keep(editor, place, name=name, written=written, posted={}))
    return back_to_form(editor, place, written, name=name, said=said)


def _page_in(posted: Mapping[str, str], file: UploadFile | None) -> Page | None:
    """The page that was pasted or chosen, or that a screen of suggestions was made of; None where nobody has sent one.

    Suggestions are not taken from the browser: they are read out of the page anew.
    """
    if posted.get(PRESSED) == "läs":
        data = file.file.read() if file is not None else b""
        return from_lines(posted["text"]) if not data and posted.get("text", "").strip() else read_file(data)
    if "sida" not in posted:
        return None
    try:
        return from_told(json.loads(unpacked(posted["sida"])))
    except (ValueError, TypeError, KeyError):
        raise ToldError(400, "Formuläret är skadat. Gå tillbaka och välj sidan igen.") from None


def _source_of(page: Page, posted: Mapping[str, str], day: date) -> dict[str, str]:
    """The page as a source: what it is called and where it lies, as far as the page or whoever chose it tells."""
    title = " ".join(posted.get("källans titel", "").split()) or page.title
    address = posted.get("källans adress", "").strip() or page.address
    said = {key: value for key, value in (("titel", title), ("adress", address)) if value}
    return {**said, "hämtad": day.isoformat()} if said else {}
