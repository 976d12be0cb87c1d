"""Which pledge and which action each row of a filled-in table is of, and what is new in it.

A row is what the portal's own table of actions has, with what somebody has filled in. Only what is not as the portal has it
already is read: what was reported before stands in the table too. Nothing is guessed: a row that can't be placed is told of.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import KW_ONLY, astuple, dataclass
from datetime import date

from pledges.commands.authoring.choices import AuthoringContext
from pledges.commands.importing.outcomes import COMMENT, NUMBER, REASON, RESULT, SAID, UNIT, said_of_result
from pledges.commands.importing.sheet import Sheet, SheetRow
from pledges.content.geography import Geography
from pledges.content.kinds import NAMES, Kind
from pledges.content.record import Record, is_a
from pledges.content.record_fields import Action, Pledge
from pledges.exports.table_columns import TABLES
from pledges.history.publication_log import PublicationLog
from pledges.history.snapshot import Snapshot, take_snapshot
from pledges.rules.near_names import other_record
from pledges.settings import Settings
from pledges.swedish import enumerate_words, nearest, suggestion
from pledges.urls import ACTIONS
from pledges.views.action_rows import action_rows

PLEDGE, ACTION, WHAT, TITLE, BY, SOURCE = "lofte", "atgard", "vad", "titel", "av", "kalla"
COVERS, SORT, PUBLISHED = "avser", "typ", "publicerad"
OF_THE_WHOLE = (COVERS, SORT, PUBLISHED, BY, SOURCE)
"""The columns that are the same for a whole follow-up. The first three are no columns of the table that is downloaded."""
NEEDED = (PLEDGE, ACTION)
FOLLOW_UPS = "uppfoljningar"
_FILLED_IN = (*SAID, *OF_THE_WHOLE)
_MERGED = "Rutan är sammanfogad med den ovanför, så det framgår inte vad som gäller raden. Dela upp rutorna, och skriv i var och en."
_NO_ROW = "Är raden en rubrik eller en summa, ta bort den."
_PROMISED = ("lovat", "malets_slag", "mal", "mal_enhet", "mal_per", "ansvarig")
"""What a pledge says: nothing of it is changed by reading a table."""
_IDENTITY = re.compile(r"kommuner/([^/\s#]+)/loften/([^/\s#]+)")


@dataclass(frozen=True, slots=True)
class Remark:
    """Something to mend in the table, in Swedish: in which row, as the spreadsheet numbers it, and column. 0 is no one row."""

    row: int
    text: str
    _: KW_ONLY
    column: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A municipality's records as the table is read against: what there is of them, and what the portal's table says on the day."""

    context: AuthoringContext
    snapshot: Snapshot

    @classmethod
    def of(cls, context: AuthoringContext, *, settings: Settings, log: PublicationLog) -> "Place":
        return cls(context=context, snapshot=take_snapshot(context.register, context.day, settings=settings, log=log))

    @property
    def day(self) -> date:
        return self.context.day


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedRow:
    """A row with what is new in it, by column. `action` is None for what was done without being promised: then `what` says it."""

    number: int
    place: Place
    pledge: Record[Pledge]
    action: Action | None
    what: str
    new: Mapping[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedRows:
    """The rows with something to read, those that stand as they did, and what is to be mended."""

    rows: tuple[PlacedRow, ...]
    unchanged: tuple[int, ...]
    remarks: tuple[Remark, ...]


def place_rows(sheet: Sheet, places: Callable[[str], Place], geography: Geography) -> PlacedRows:
    """Every row at its action. `places` gives a municipality by its slug; it is asked anew for each row, so it had better remember."""
    placed: list[PlacedRow] = []
    remarks = list(_misspelt(sheet))
    unchanged: list[int] = []
    for row in sheet.rows:
        found = list(_placed(row, places, geography))
        remarks += (one for one in found if isinstance(one, Remark))
        for one in found:
            if isinstance(one, PlacedRow):
                placed += [one] if one.new else []
                unchanged += [] if one.new else [row.number]
    return PlacedRows(rows=tuple(placed), unchanged=tuple(unchanged), remarks=tuple(remarks))


def unread_columns(sheet: Sheet) -> tuple[str, ...]:
    """The columns that are no columns of the table: nothing in them is read."""
    known = {*TABLES[ACTIONS].names, *OF_THE_WHOLE}
    return tuple(name for name in sheet.columns if name not in known)


def _misspelt(sheet: Sheet) -> Iterator[Remark]:
    """A column that is called nearly as one that is read, and is lacking: what stands in it must not be lost in silence."""
    lacking = [name for name in _FILLED_IN if name not in sheet.columns]
    for name in unread_columns(sheet):
        if meant := nearest(name, lacking, likeness=0.75):
            yield Remark(
                0,
                f"Kolumnen heter inte som någon som läses. {suggestion(name, meant)} Byt rubriken, eller ta bort kolumnen.",
                column=name,
            )


def _placed(row: SheetRow, places: Callable[[str], Place], geography: Geography) -> Iterator[Remark | PlacedRow]:
    """The row at its action, or what is to be mended in it; nothing for a row where nobody has filled anything in."""
    faults = [
        Remark(row.number, text, column=name) for name, text in row.faults.items() if name in (*NEEDED, *_FILLED_IN)
    ]
    faults += [Remark(row.number, _MERGED, column=name) for name in SAID if name in row.merged and row.cells[name]]
    cells = row.cells
    is_of_no_pledge = PLEDGE not in row.faults and _IDENTITY.search(cells[PLEDGE]) is None  # a row of totals, above all
    if faults and not is_of_no_pledge:
        yield from faults
        return
    if not cells[PLEDGE]:
        yield Remark(
            row.number,
            f"Raden säger inte vilket löfte den gäller. Skriv löftets id, så som det står i tabellen som du hämtade. {_NO_ROW}",
            column=PLEDGE,
        )
        return
    found = _pledge(cells, places, geography)
    if isinstance(found, str):
        yield Remark(row.number, found, column=PLEDGE)
        return
    place, pledge = found
    action = next((one for one in pledge.fields.actions if one.id == cells[ACTION]), None)
    if action is None and cells[ACTION]:
        yield Remark(row.number, _no_such_action(pledge, cells), column=ACTION)
        return
    if moved := [*_moved(cells, pledge, action)]:
        yield from (Remark(row.number, text, column=name) for name, text in moved)
        return
    new = _new(cells, _as_it_stands(place.snapshot, pledge, action))
    if action is None and not cells.get(WHAT):
        if any(column in new for column in SAID):
            text = (
                "Skriv vilken åtgärd raden gäller. Gjordes något som inte var lovat, skriv i kolumnen vad vad det var."
            )
            yield Remark(row.number, text, column=ACTION)
        return
    yield PlacedRow(number=row.number, place=place, pledge=pledge, action=action, what=cells.get(WHAT, ""), new=new)


def _pledge(
    cells: Mapping[str, str], places: Callable[[str], Place], geography: Geography
) -> tuple[Place, Record[Pledge]] | str:
    """The pledge that a row is of, or what is wrong."""
    text = cells[PLEDGE]
    match = _IDENTITY.search(text)
    if match is None:
        return f"”{text}” är inget löftes id. Det ser ut som kommuner/lulea/loften/2018. {_NO_ROW}"
    slug, name = match.groups()
    if slug not in geography.municipalities:
        near = suggestion(slug, geography.municipalities, likeness=0.7)
        return f"Det finns ingen kommun som heter {slug} i adresserna.{' ' + near if near else ''}"
    place = places(slug)
    identity = f"kommuner/{slug}/loften/{name}"
    record = place.context.register.records.get(identity)
    if not is_a(record, Pledge):
        title = cells.get(TITLE, "")
        called = [one for one in place.context.here(Pledge) if title and alike(one.fields.title, title)]
        near = (
            f"Löftet med den titeln har id {called[0].identity}."
            if len(called) == 1
            else other_record(
                place.context.register, identity, way=f"{NAMES[Kind.PLEDGE].folder.replace('*', slug)}/{{}}"
            )
        )
        return f"Det finns inget löfte {identity}. {near or 'Hämta tabellen på nytt från kommunens sida.'}"
    if record.is_draft:
        return f"Löftet {identity} är ett utkast. Visa det först, och för in uppföljningen sedan."
    return place, record


def _no_such_action(pledge: Record[Pledge], cells: Mapping[str, str]) -> str:
    """That the pledge has no such action, with the one that is meant where that can be told."""
    actions = pledge.fields.actions
    same = [one.id for one in actions if cells.get(WHAT) and alike(one.what, cells[WHAT])]
    ids = [one.id for one in actions]
    told = (
        f"Åtgärden med den texten har id {same[0]}."
        if len(same) == 1
        else suggestion(cells[ACTION], ids)
        or (f"Åtgärderna är {enumerate_words(ids)}." if ids else "Här är inga av dess åtgärder inlagda.")
    )
    return f"Löftet har ingen åtgärd {cells[ACTION]}. {told}"


def _moved(cells: Mapping[str, str], pledge: Record[Pledge], action: Action | None) -> Iterator[tuple[str, str]]:
    """Where the row's own words are of something else than its ids: a column that was sorted alone, or a row that was overwritten."""
    told = ((TITLE, pledge.fields.title, "löftet"), *(((WHAT, action.what, "åtgärden"),) if action else ()))
    for column, there, what in told:
        if (text := cells.get(column, "")) and not alike(text, there):
            yield (
                column,
                f"Här står ”{text}”, men {what} med det id som raden har heter ”{there}”. Har en kolumn sorterats för sig? Hämta tabellen på nytt, eller rätta raden.",
            )


def _as_it_stands(snapshot: Snapshot, pledge: Record[Pledge], action: Action | None) -> Mapping[str, str]:
    """The row as the portal's own table has it now."""
    names = TABLES[ACTIONS].names
    rows = (dict(zip(names, astuple(row), strict=True)) for row in action_rows(snapshot, pledge))
    empty = dict.fromkeys(names, "")
    return empty if action is None else next((row for row in rows if row[ACTION] == action.id), empty)


def _new(cells: Mapping[str, str], before: Mapping[str, str]) -> dict[str, str]:
    """What somebody has filled in, by column: what is not as it stands already.

    Where the follow-ups that a row came from have been taken away the whole of it is new: the same number may be
    reported for another year.
    """
    filled = {column: text for column in _FILLED_IN if (text := cells.get(column, ""))}
    is_all_new = bool(before[FOLLOW_UPS]) and FOLLOW_UPS in cells and not cells[FOLLOW_UPS]
    # the portal's own words for what was reported before are nobody's report of anything new
    told_by_portal = {COMMENT, REASON, *(() if said_of_result(filled.get(RESULT, "")) else (RESULT,))}
    new = {
        column: text
        for column, text in filled.items()
        if (is_all_new and column not in told_by_portal) or not alike(text, before.get(column, ""))
    }
    # a number is of what stands beside it, also where that stood there before
    return new | {UNIT: filled[UNIT]} if NUMBER in new and UNIT in filled else new


def changed_promises(sheet: Sheet, placed: PlacedRows) -> tuple[int, ...]:
    """The rows where somebody has changed what was promised, which is not read."""
    cells = {row.number: row.cells for row in sheet.rows}
    return tuple(
        one.number
        for one in placed.rows
        for before in (_as_it_stands(one.place.snapshot, one.pledge, one.action),)
        if one.action is not None
        and any(
            cells[one.number].get(column) and not alike(cells[one.number][column], before[column])
            for column in _PROMISED
        )
    )


def alike(text: str, other: str) -> bool:
    """Whether two texts are the same but for what a spreadsheet does to signs and blanks; numbers to the last decimal."""
    return _letters(text) == _letters(other)


def _letters(text: str) -> str:
    number = text.replace(".", ",").strip()
    return number if re.fullmatch(r"-?\d+(,\d+)?", number) else re.sub(r"\W+", "", text.casefold())
