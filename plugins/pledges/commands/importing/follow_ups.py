"""Draft follow-ups out of a filled-in table: a file for each pledge, time and those who report it.

All that is wrong is told at once, and nothing is written while anything is: who mends the table imports the same file
again, which half of it would stand in the way of.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from pledges.commands.authoring.answers import Dialogue, Question, answer, field_check
from pledges.commands.authoring.choices import AuthoringContext, Draft, choices
from pledges.commands.authoring.dialogues import follow_up_name, follow_up_title, keeper_of, left_to_answer
from pledges.commands.authoring.question_order import finish, looks_like_address, looks_like_file
from pledges.commands.importing.outcomes import RESULT, CellError, Told, ended, meant, outcome_of
from pledges.commands.importing.rows import (
    ACTION,
    BY,
    COVERS,
    FOLLOW_UPS,
    OF_THE_WHOLE,
    PUBLISHED,
    SORT,
    SOURCE,
    Place,
    PlacedRow,
    Remark,
    changed_promises,
    place_rows,
    unread_columns,
)
from pledges.commands.importing.sheet import Sheet
from pledges.content.discovery import SourceFile
from pledges.content.field_descriptions import shape_of
from pledges.content.field_types import DRAFT
from pledges.content.file_text import Slugs
from pledges.content.geography import Geography
from pledges.content.kinds import Kind, PartyKind
from pledges.content.reader import read_text
from pledges.content.record import Record
from pledges.content.record_fields import FollowUp, Pledge, Source
from pledges.content.register import link
from pledges.content.suggested_values import date_in_words, period_in_words
from pledges.history.snapshot import take_snapshot
from pledges.status.labels import result_word
from pledges.swedish import enumerate_words, quantity, suggestion
from pledges.views.links import party_links
from pledges.written_values import parse_period

_LACKING = {
    COVERS: "Vilken tid gäller redovisningen? Skriv den i kolumnen avser: 2025 eller 2025-01/2025-06.",
    SORT: "Är det sista redovisningen av löftet? Skriv slutlig eller delredovisning i kolumnen typ.",
    PUBLISHED: "Vilken dag publicerades redovisningen? Skriv den i kolumnen publicerad: 2026-01-28, eller okänd.",
    BY: "Vem redovisar? Skriv det i kolumnen av: Polisen, kommunen eller båda, med semikolon emellan.",
    SOURCE: "Var kan redovisningen läsas? Skriv adressen i kolumnen kalla, eller vad dokumentet heter.",
}
"""What is asked where neither a row nor the one who imports has told."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ForAll:
    """What whoever imports says of all rows whose own boxes are empty; empty where they say nothing."""

    covers: str = ""
    sort: str = ""
    published: str = ""
    by: str = ""
    source: str = ""
    kept_by: str | None = None

    def of(self, column: str) -> str:
        """What is said of a column."""
        said = {COVERS: self.covers, SORT: self.sort, PUBLISHED: self.published, BY: self.by, SOURCE: self.source}
        return said[column]


@dataclass(frozen=True, slots=True, kw_only=True)
class NewFollowUp:
    """A follow-up that the table has: where it is to be written, its whole text, of which pledge it is and out of which rows."""

    draft: Draft
    pledge: str
    rows: tuple[int, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadBack:
    """What a table gives: follow-ups where nothing is to be mended, else only what is. `notes` are of what was not read."""

    follow_ups: tuple[NewFollowUp, ...]
    remarks: tuple[Remark, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Whole:
    """What the rows of one follow-up have in common."""

    pledge: str
    covers: str
    sort: str
    published: str
    by: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Said:
    """A row, what it says, and where that can be read."""

    row: PlacedRow
    told: Told
    sources: tuple[tuple[tuple[str, str], ...], ...]


def read_back(sheet: Sheet, for_all: ForAll, *, places: Callable[[str], Place], geography: Geography) -> ReadBack:
    """The follow-ups that a table has. `places` gives a municipality by its slug."""
    placed = place_rows(sheet, places, geography)
    remarks, silent = list(placed.remarks), []
    groups: dict[_Whole, list[_Said]] = {}
    lacking: dict[str, list[int]] = {}
    for row in placed.rows:
        said, wrong = _said(row)
        if said is None and not wrong:
            silent.append(row.number)
            continue
        cells = {column: row.new.get(column) or for_all.of(column) for column in OF_THE_WHOLE}
        for column in (column for column, text in cells.items() if not text):
            lacking.setdefault(column, []).append(row.number)
        whole, sources, also_wrong = _whole(row, cells)
        remarks += (*wrong, *also_wrong)
        if said is not None and all(cells.values()) and not also_wrong:
            same = groups.setdefault(whole, [])
            remarks += [*_twice(same, row, said)]
            same.append(_Said(row, said, sources))
    remarks += (
        Remark(0, f"{_LACKING[column]} {_rows(numbers)}.", column=column) for column, numbers in lacking.items()
    )
    follow_ups: list[NewFollowUp] = []
    for whole, rows in groups.items():
        made = _follow_up(whole, rows, for_all=for_all, taken=[one.draft.path for one in follow_ups])
        remarks += (one for one in made if isinstance(one, Remark))
        follow_ups += (one for one in made if isinstance(one, NewFollowUp))
    if not remarks and not follow_ups:
        remarks.append(
            Remark(
                0, "Ingen rad säger något nytt. Fyll i vad som är redovisat i kolumnerna tal, utfall eller redovisat."
            )
        )
    notes = [*_notes(sheet, unchanged=placed.unchanged, silent=silent)]
    if changed := changed_promises(sheet, placed):
        notes.append(
            f"{_rows(changed)}: det som lovades är ändrat i tabellen. Det läses inte; ett löfte ändras på sin egen sida."
        )
    ordered = tuple(
        sorted(dict.fromkeys(remarks), key=lambda one: (one.row, [*sheet.columns, one.column].index(one.column)))
    )
    return ReadBack(follow_ups=() if remarks else tuple(follow_ups), remarks=ordered, notes=tuple(notes))


def _said(row: PlacedRow) -> tuple[Told | None, list[Remark]]:
    """What a row says of how it went, nothing where it doesn't; and what is wrong with that."""
    try:
        return outcome_of(row.action.goal if row.action else None, row.new), []
    except CellError as error:
        return None, [Remark(row.number, str(error), column=error.column)]


def _notes(sheet: Sheet, *, unchanged: Sequence[int], silent: Iterable[int]) -> Iterator[str]:
    """What was not read, and is no mistake."""
    if unread := unread_columns(sheet):
        yield f"Läses inte: {enumerate_words(f'kolumnen {sheet.titles[name]} ({sheet.columns[name]})' for name in unread)}."
    if unchanged:
        reported = {row.number for row in sheet.rows if row.cells.get(FOLLOW_UPS)}
        same = (
            " Är samma tal redovisat för en ny tid, töm rutan uppfoljningar på raden."
            if reported & {*unchanged}
            else ""
        )
        yield f"{quantity(len(unchanged), 'rad', 'rader')} står som på portalen och ger inget nytt.{same}"
    if silent := [*silent]:
        yield f"{_rows(silent)}: inget sägs om hur det gick, så åtgärden är utelämnad."


def _rows(numbers: Iterable[int]) -> str:
    every = [*numbers]
    some = [*map(str, every[:12]), *([f"{len(every) - 12} till"] if len(every) > 12 else [])]
    return f"Rad {enumerate_words(some)}"


def _whole(
    row: PlacedRow, cells: Mapping[str, str]
) -> tuple[_Whole, tuple[tuple[tuple[str, str], ...], ...], list[Remark]]:
    """What a row has in common with the others of its follow-up, its sources, and what is wrong with them."""
    wrong: list[Remark] = []
    read: dict[str, Any] = {}
    readers: Mapping[str, Callable[[str], Any]] = {
        COVERS: lambda text: _checked("avser", period_in_words(text) or text),
        SORT: _sort,
        PUBLISHED: lambda text: _checked("datum", date_in_words(text) or text),
        BY: lambda text: _parties(row.place.context, row.pledge, text),
        SOURCE: _sources,
    }
    for column, text in cells.items():
        try:
            read[column] = readers[column](text) if text else ""
        except ValueError as error:
            wrong.append(Remark(row.number if column in row.new else 0, ended(str(error)), column=column))
    whole = _Whole(
        pledge=row.pledge.identity,
        covers=read.get(COVERS, ""),
        sort=read.get(SORT, ""),
        published=read.get(PUBLISHED, ""),
        by=tuple(read.get(BY) or ()),
    )
    return whole, tuple(read.get(SOURCE) or ()), wrong


def _checked(key: str, text: str) -> str:
    """`text` as it is written, where the reader of content takes it. Raises ValueError."""
    field_check(FollowUp, shape_of(FollowUp, key))(text)
    return text


def _sort(text: str) -> str:
    sorts = shape_of(FollowUp, "typ").choices
    if text.casefold() not in sorts:
        raise ValueError(f"”{text}” är ingen typ. {meant(text, sorts)}")
    return text.casefold()


def _parties(context: AuthoringContext, pledge: Record[Pledge], text: str) -> tuple[str, ...]:
    """Who reports, as a follow-up names them. Raises ValueError for somebody who is not known."""
    names: dict[str, str] = {kind.value: kind.value for kind in PartyKind}
    for choice in (one for some in choices(context, None) for one in some):
        names |= {name.casefold(): choice.value for name in choice.names}
    own: list[str] = []
    for party in context.register.parties(pledge):
        called = [link.text for link in party_links(context.register, pledge, (party,))]
        own += called
        names |= {name.casefold(): party for name in called}
    names["polisen"] = PartyKind.POLICE.value
    found: list[str] = []
    for word in filter(None, (part.strip() for part in text.replace(";", ",").split(","))):
        if word.casefold() not in names:
            near = suggestion(word, (*own, "polisen", "kommunen"))
            raise ValueError(
                f"”{word}” är ingen part som finns här. {near or f'Löftets parter är {enumerate_words(own)}.'}"
            )
        found.append(names[word.casefold()])
    return tuple(dict.fromkeys(found))


def _sources(text: str) -> tuple[tuple[tuple[str, str], ...], ...]:
    """Where it can be read: addresses, files, or what a document is called. Raises ValueError."""
    found = []
    for part in filter(None, (part.strip() for part in text.split(";"))):
        key = "fil" if looks_like_file(part) else "adress" if looks_like_address(part) else "titel"
        field_check(Source, shape_of(Source, key))(part)
        found.append(((key, part),))
    return tuple(found)


def _twice(others: Iterable[_Said], row: PlacedRow, told: Told) -> Iterator[Remark]:
    """An action that two rows of a follow-up answer for in the same way."""
    for other in others:
        is_same = other.row.action is row.action is not None and all(
            other.told.keys.get(key) == told.keys.get(key) for key in ("enhet", "per")
        )
        if is_same:
            text = f"Åtgärden står också på rad {other.row.number}. Behåll en av raderna."
            yield Remark(row.number, text, column=ACTION)


def _follow_up(
    whole: _Whole, said: list[_Said], *, for_all: ForAll, taken: Iterable[str]
) -> list[NewFollowUp | Remark]:
    """The follow-up of some rows, or what stands in its way."""
    row = said[0].row
    numbers = tuple(one.row.number for one in said)
    place, pledge = row.place, row.pledge
    there = _there_already(place, pledge, whole)
    if there is not None:
        text = f"Det finns redan en uppföljning av löftet för den tiden: ”{there.fields.title}” ({there.path}). Ändra i den. {_rows(numbers)}."
        return [Remark(0, text, column=COVERS)]
    answered = {one.row.action.id for one in said if one.row.action is not None}
    values: dict[str, Any] = {
        "titel": follow_up_title(place.context, whole.covers),
        "löfte": pledge.slug,
        "avser": whole.covers,
        "typ": whole.sort,
        "datum": whole.published,
        "av": Slugs(whole.by),
        "utfall": [_written(one) for one in said],
        "belägg": [dict(source) for source in dict.fromkeys(source for one in said for source in one.sources)],
        "förs av": keeper_of(place.context) if for_all.kept_by is None else for_all.kept_by,
    }
    left = left_to_answer((one for one in pledge.fields.actions if one.id not in answered), begun=True)
    context = replace(place.context, taken=place.context.taken | {*taken})
    draft = _composed(context, values, name=follow_up_name(whole.covers, whole.sort), notes={"utfall": left})
    remarks = [*_unlike(place, draft, said)]
    return [*remarks] if remarks else [NewFollowUp(draft=draft, pledge=pledge.fields.title, rows=numbers)]


def _there_already(place: Place, pledge: Record[Pledge], whole: _Whole) -> Record[FollowUp] | None:
    """A follow-up of the same pledge and time by one of the same parties."""
    every = (one for one in place.context.here(FollowUp) if one.fields.pledge == pledge.slug)
    time = parse_period(whole.covers)
    return next((one for one in every if one.fields.covers == time and {*one.fields.by} & {*whole.by}), None)


def _written(one: _Said) -> dict[str, str]:
    of = {"åtgärd": one.row.action.id} if one.row.action is not None else {"vad": one.row.what}
    return {**of, **one.told.keys}


def _composed(
    context: AuthoringContext, values: Mapping[str, Any], *, name: str, notes: Mapping[str, tuple[str, ...]]
) -> Draft:
    """The file as `make new` composes it, with its own answers to what it asks last: a free name, and not to be shown yet."""
    talk: Dialogue[Draft] = finish(context, Kind.FOLLOW_UP, values, suggested=name, notes=notes)
    try:
        question: Question = next(talk)
        while True:
            question = talk.send(answer(question, ""))
    except StopIteration as done:
        draft: Draft = done.value
        return draft


def _unlike(place: Place, draft: Draft, said: Iterable[_Said]) -> Iterator[Remark]:
    """What is wrong with the file as a whole; and where a row says that a goal is reached, or is not, and the portal would say something else."""
    source = SourceFile(draft.path, Kind.FOLLOW_UP, municipality=place.context.place, stamp=(0, 0, 0))
    shown = draft.text.replace(f"status: {DRAFT}\n", "", 1)
    record, problems = read_text(source, shown.encode())
    if record is None or not isinstance(record, Record):
        rows = tuple(one.row.number for one in said)
        yield from (Remark(rows[0], f"{one.message} {one.hint}".strip(), column=one.key) for one in problems)
        return
    claims = [one for one in said if one.told.claim]
    if not claims:
        return
    register = place.context.register
    there = frozenset(path.removesuffix(".md") for path in place.context.taken)
    new = link([*register.records.values(), record], register.geography, there | {record.identity})
    snapshot = take_snapshot(new, place.day, settings=place.snapshot.settings, log=place.snapshot.log)
    results = {one.action: one for one in snapshot.standings[claims[0].row.pledge.identity].results}
    for one in claims:
        word = result_word(results[one.row.action.id]) if one.row.action is not None else ""
        if word and word != one.told.claim:
            text = f"Här står ”{one.told.claim}”, men med talen som står här blir det på portalen ”{word}”. Rätta det som är fel, eller lämna rutan tom: portalen räknar ut det."
            yield Remark(one.row.number, text, column=RESULT)
