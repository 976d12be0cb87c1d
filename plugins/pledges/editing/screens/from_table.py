"""Follow-ups out of a table that somebody has filled in: the table to fill in, the way to send it back, and what came of it."""

from collections.abc import Mapping
from dataclasses import astuple, replace
from functools import lru_cache
from urllib.parse import quote

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pledges.commands.import_table import where
from pledges.commands.importing.follow_ups import ForAll, read_back
from pledges.commands.importing.rows import COVERS, NEEDED, PUBLISHED, SORT, Place
from pledges.commands.importing.sheet import UnreadableSheetError, read_sheet
from pledges.content.field_descriptions import shape_of
from pledges.content.file_text import front_matter
from pledges.content.kinds import Kind
from pledges.content.reader import read_bytes
from pledges.content.record import AnyRecord
from pledges.content.record_fields import FollowUp, Pledge
from pledges.content.register import link
from pledges.editing.beginnings import is_compiled, said_of_keeper
from pledges.editing.places import place_at, place_of
from pledges.editing.screens.editor import Editor, ToldError
from pledges.editing.screens.new import what_is_new, who_enters, with_begun
from pledges.editing.screens.written import ReadTable, new_name
from pledges.editing.source import entered, read_source
from pledges.editing.store import NEW
from pledges.exports.csv_table import to_csv
from pledges.exports.table_columns import TABLES
from pledges.history.publication_log import log_of
from pledges.urls import ACTIONS
from pledges.views.action_rows import action_rows

_TABLE = "tabell"
"""Names, in an address, the table that was read."""


def from_table(editor: Editor, request: Request) -> Response:
    """The table to send, or what came of it."""
    municipality = _municipality(editor, request)
    workspace = editor.workspace
    workspace.refresh()
    context = workspace.context(municipality)
    if request.method == "POST":
        posted, file = editor.posted(request)
        name = new_name()
        data = file.file.read() if file is not None else b""
        editor.tables.keep(name, _read(editor, municipality, posted=posted, data=data))
        return RedirectResponse(f"{request.url.path}?{_TABLE}={quote(name)}", status_code=303)
    read = editor.tables.get(request.query_params.get(_TABLE, "")) or ReadTable(posted={})
    return editor.screen(
        request,
        "from-table.html",
        place_name=context.place_name,
        read=read,
        begun=[(place, editor.title(place)) for place in read.begun],
        values=read.posted,
        sorts=shape_of(FollowUp, "typ").choices,
        year=str(workspace.day.year),
        asks_who_enters=is_compiled(context),
        here=request.url.path,
    )


def table_to_fill_in(editor: Editor, request: Request) -> Response:
    """The municipality's actions as the portal's own table has them, with the three columns that a follow-up needs besides."""
    municipality = _municipality(editor, request)
    editor.workspace.refresh()
    place = _place(editor, municipality)
    names = TABLES[ACTIONS].names
    register = place.snapshot.register
    pledges = sorted(register.of(Pledge), key=lambda one: one.identity)
    rows = [
        (*astuple(row), "", "", "")
        for pledge in pledges
        if municipality in register.municipalities(pledge)
        for row in action_rows(place.snapshot, pledge)
    ]
    data = to_csv((*names, COVERS, SORT, PUBLISHED), rows)
    said = {"content-disposition": f'attachment; filename="atgarder-{municipality}.csv"'}
    return Response(data, media_type="text/csv; charset=utf-8", headers=said)


def _municipality(editor: Editor, request: Request) -> str:
    what, kind = what_is_new(request)
    if kind is not Kind.FOLLOW_UP:
        raise ToldError(404, "Det går inte att läsa in ur en tabell.")
    municipality: str = request.path_params["municipality"]
    place_of(what, municipality, "ny", geography=editor.workspace.geography)
    return municipality


def _read(editor: Editor, municipality: str, *, posted: Mapping[str, str], data: bytes) -> ReadTable:
    """What a table gives, with its follow-ups begun where nothing is to be mended."""
    said = {key: entered(text) for key, text in posted.items()}
    context = editor.workspace.context(municipality)
    try:
        keeper = who_enters(context, said)
        kept_by = None if keeper is None else said_of_keeper(context, keeper) or ""
        sheet = read_sheet(data, NEEDED)
    except (UnreadableSheetError, ValueError) as error:
        fault = str(error) if data else "Välj tabellen som du har fyllt i."
        return ReadTable(posted=said, fault=fault)
    for_all = ForAll(
        covers=said.get("avser", ""),
        sort=said.get("typ", ""),
        published=said.get("publicerad", ""),
        by=said.get("av", ""),
        source=said.get("källa", ""),
        kept_by=kept_by,
    )
    geography = editor.workspace.geography
    result = read_back(sheet, for_all, places=lru_cache(lambda slug: _place(editor, slug)), geography=geography)
    begun = [place for one in result.follow_ups if (place := place_at(one.draft.path, geography)) is not None]
    for place, one in zip(begun, result.follow_ups, strict=True):
        values = read_source(one.draft.text.encode()).values
        editor.store.save(place, front_matter(values).encode(), NEW, ready=False)
    remarks = [(where(sheet, one), one.text) for one in result.remarks]
    return ReadTable(posted=said, begun=begun, remarks=remarks, notes=result.notes)


def _place(editor: Editor, municipality: str) -> Place:
    """A municipality as a table is read against, with what is begun of its follow-ups among what is there already."""
    workspace = editor.workspace
    context = with_begun(editor, workspace.context(municipality), Kind.FOLLOW_UP)
    log = log_of(workspace.content, (municipality,))
    place = Place.of(context, settings=workspace.settings, log=log)
    records = {**context.register.records, **{one.identity: one for one in _begun(editor, municipality)}}
    identities = frozenset((*records, *(path.removesuffix(".md") for path in context.taken)))
    return replace(place, context=replace(context, register=link(records.values(), workspace.geography, identities)))


def _begun(editor: Editor, municipality: str) -> list[AnyRecord]:
    """The follow-ups of a municipality that are begun, as far as they can be read."""
    places = [place_at(path, editor.workspace.geography) for path in editor.store.all_begun()]
    return [
        record
        for place in places
        if place is not None and place.kind is Kind.FOLLOW_UP and place.municipality == municipality
        if (record := read_bytes(place.source, editor.store.current(place).raw)[0]) is not None
    ]
