"""Something new: what is to be written and where, and what it begins from."""

from collections.abc import Mapping

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pledges.content.field_descriptions import shapes
from pledges.content.kinds import NAMES, Kind
from pledges.content.record_fields import MODELS
from pledges.editing.beginnings import NEXT_YEAR, HaltedError, begin, kind_of, starting_points
from pledges.editing.from_text.suggestions import FIELDS
from pledges.editing.places import SHARED_PLACE, RecordPlace, has_municipality, place_of
from pledges.editing.screens.editor import Editor, ToldError
from pledges.editing.store import NEW
from pledges.swedish import capital
from pledges.urls import of_record

_ADDRESS_OF = {NEXT_YEAR: "nasta-ars-lofte"}
_WHAT_OF = {address: what for what, address in _ADDRESS_OF.items()}


async def what(editor: Editor, request: Request) -> Response:
    """What is to be written, and where."""
    return _what(editor, request, {}, "")


def _what(editor: Editor, request: Request, chosen: Mapping[str, str], fault: str) -> Response:
    kinds = [(kind.value, capital(name.singular), has_municipality(kind)) for kind, name in NAMES.items()]
    first = [Kind.FOLLOW_UP.value, NEXT_YEAR, Kind.PLEDGE.value, Kind.AGREEMENT.value]
    kinds.append((NEXT_YEAR, "Nästa års löfte, ur ett som finns", True))
    kinds.sort(key=lambda kind: first.index(kind[0]) if kind[0] in first else len(first))
    mine = request.cookies.get("kommun", "")
    return editor.screen(
        request,
        "what.html",
        kinds=[(_ADDRESS_OF.get(value, value), label, in_place) for value, label, in_place in kinds],
        what=chosen.get("vad") or request.query_params.get("vad", ""),
        municipality=chosen.get("kommun") or editor.workspace.municipality_name(mine),
        municipalities=[facts.name for facts in editor.workspace.geography.municipalities.values()],
        fault=fault,
    )


async def chosen(editor: Editor, request: Request) -> Response:
    """On to what a new record of that kind begins from."""
    posted, _ = await editor.posted(request)
    try:
        what, kind = _what_of(posted.get("vad", ""))
    except ValueError:
        return _what(editor, request, posted, "Välj vad du vill skriva.")
    slug = editor.municipality_called(posted.get("kommun", ""))
    if has_municipality(kind) and slug is None:
        return _what(editor, request, posted, "Välj en kommun ur listan.")
    where = slug if has_municipality(kind) else SHARED_PLACE
    return RedirectResponse(f"/ny/{_ADDRESS_OF.get(what, what)}/{where}", status_code=303)


async def beginning(editor: Editor, request: Request) -> Response:
    """What a new record begins from; then it is begun, and its form opened."""
    what, kind = what_is_new(request)
    place_of(kind.value, request.path_params["municipality"], "kommun", editor.workspace.geography)
    municipality = request.path_params["municipality"] if has_municipality(kind) else None
    editor.workspace.refresh()
    context = editor.workspace.context(municipality)
    fault = ""
    posted: Mapping[str, str] = {}
    if request.method == "POST":
        posted, _ = await editor.posted(request)
        period = posted.get("period", "")
        answers = {"Titel": posted.get("titel", ""), "Period": period, "Avser": period}
        try:
            place, raw = begin(context, what, from_identity=posted.get("från", ""), answers=answers)
            refuse_taken(editor, place)
            editor.store.save(place, raw, NEW, ready=False)
            return RedirectResponse(f"{place.address}?steg=ny", status_code=303)
        except (HaltedError, ValueError) as error:
            fault = str(error)
    keys = {shape.key: shape for shape in shapes(MODELS[kind])}
    return editor.screen(
        request,
        "beginning.html",
        kind_name=NAMES[kind].singular if what != NEXT_YEAR else "nästa års löfte",
        place_name=editor.workspace.municipality_name(municipality),
        points=[(one.identity, one.fields.title) for one in starting_points(context, what)],
        needs_point=what in (NEXT_YEAR, Kind.FOLLOW_UP),
        chosen=posted.get("från") or request.query_params.get("fran", ""),
        title=keys["titel"] if "titel" in keys and what not in (NEXT_YEAR, Kind.FOLLOW_UP) else None,
        period=keys["period"] if "period" in keys and what != NEXT_YEAR else None,
        values=posted,
        year=str(editor.workspace.day.year),
        fault=fault,
        may_be_read=what != NEXT_YEAR and kind in FIELDS,
        here=request.url.path,
    )


def what_is_new(request: Request) -> tuple[str, Kind]:
    """What an address says is to be written, and its kind."""
    try:
        return _what_of(request.path_params["what"])
    except ValueError:
        raise ToldError(404, "Det finns inget sådant att skriva.") from None


def _what_of(address: str) -> tuple[str, Kind]:
    what = _WHAT_OF.get(address, address)
    return what, kind_of(what)


def refuse_taken(editor: Editor, place: RecordPlace) -> None:
    """Raises ValueError where there is a record already."""
    if editor.store.current(place).exists:
        raise ValueError(f"Det finns redan en sida på {of_record(place.identity)}. Öppna den från första sidan.")
