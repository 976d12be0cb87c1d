"""Something new: what is to be written and where, and what it begins from."""

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from urllib.parse import quote, urlencode

from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from pledges.commands.authoring.choices import AuthoringContext
from pledges.content.field_descriptions import Form, Shape, shapes
from pledges.content.field_types import BY_PARTIES, COMPILED
from pledges.content.kinds import NAMES, Kind
from pledges.content.record_fields import MODELS, FollowUp
from pledges.content.register import FOLLOWED_UP
from pledges.editing.beginnings import (
    KEPT_BY,
    NEXT_YEAR,
    HaltedError,
    begin,
    follow_ups_of,
    is_compiled,
    kind_of,
    starting_points,
    time_that_follows,
)
from pledges.editing.forms import help_in_words
from pledges.editing.from_text.suggestions import FIELDS
from pledges.editing.places import SHARED_PLACE, RecordPlace, place_of
from pledges.editing.read_out import as_the_file_has_it, read_as
from pledges.editing.screens.editor import Editor, ToldError
from pledges.editing.source import entered, readable
from pledges.editing.store import NEW
from pledges.editing.wording import with_times_in_words
from pledges.swedish import capital

_ADDRESS_OF = {NEXT_YEAR: "nasta-ars-lofte"}
_TRIED = "prövat"
"""Says in an address that its answers were tried, and what was wrong with them is to be told."""
_WHAT_OF = {address: what for what, address in _ADDRESS_OF.items()}


def what(editor: Editor, request: Request) -> Response:
    """What is to be written, and where: as far as that is not known already."""
    said = request.query_params.get("vad", "")
    if _TRIED in request.query_params:
        return _what(editor, request, request.query_params, is_said="sagt" in request.query_params)
    try:
        what, kind = _what_of(said)
    except ValueError:
        return _what(editor, request, {})
    place = request.query_params.get("kommun", "") or editor.home
    if not NAMES[kind].is_local:
        place = SHARED_PLACE
    if place != SHARED_PLACE and place not in editor.workspace.geography.municipalities:
        return _what(editor, request, {"vad": said}, is_said=True)
    return RedirectResponse(f"/ny/{_ADDRESS_OF.get(what, what)}/{place}", status_code=303)


def _what(editor: Editor, request: Request, chosen: Mapping[str, str], *, is_said: bool = False) -> Response:
    """The question what is to be written and where; only where, if what `is_said`."""
    kinds = [(kind.value, capital(name.singular), name.means, name.is_local) for kind, name in NAMES.items()]
    first = [Kind.FOLLOW_UP.value, NEXT_YEAR, Kind.PLEDGE.value, Kind.AGREEMENT.value]
    kinds.append((NEXT_YEAR, "Nästa års löfte, ur ett som finns", "Det som lovas på nytt är ifyllt.", True))
    own = editor.writable
    kinds = [one for one in kinds if (own if one[3] else editor.writes_in(None))]
    kinds.sort(key=lambda kind: first.index(kind[0]) if kind[0] in first else len(first))
    return editor.screen(
        request,
        "what.html",
        kinds=[(_ADDRESS_OF.get(value, value), *words) for value, *words in kinds],
        what=chosen.get("vad", ""),
        what_is_said=is_said,
        municipality=chosen.get("kommun")
        or (editor.workspace.geography.name_of(editor.home) if editor.home in own else ""),
        municipalities=[editor.workspace.geography.name_of(slug) for slug in own],
        fault=_lacking(editor, chosen) if _TRIED in chosen else "",
    )


def chosen(editor: Editor, request: Request) -> Response:
    """On to what a new record of that kind begins from."""
    posted, _ = editor.posted(request)
    if _lacking(editor, posted):
        said = [(key, posted[key]) for key in ("vad", "kommun", "sagt") if key in posted]
        return RedirectResponse(f"/ny?{urlencode([*said, (_TRIED, 'ja')])}", status_code=303)
    what, kind = _what_of(posted["vad"])
    where = editor.municipality_called(posted.get("kommun", "")) if NAMES[kind].is_local else SHARED_PLACE
    return RedirectResponse(f"/ny/{_ADDRESS_OF.get(what, what)}/{where}", status_code=303)


def _lacking(editor: Editor, answers: Mapping[str, str]) -> str:
    """What is to be said of the answers to what is to be written and where; the empty text where they say it."""
    try:
        _, kind = _what_of(answers.get("vad", ""))
    except ValueError:
        return "Välj vad du vill skriva."
    if NAMES[kind].is_local and editor.municipality_called(answers.get("kommun", "")) is None:
        return "Välj en kommun ur listan."
    return ""


def beginning(editor: Editor, request: Request) -> Response:
    """What a new record begins from; then it is begun, and its form opened."""
    what, kind = what_is_new(request)
    place_of(kind.value, request.path_params["municipality"], "kommun", geography=editor.workspace.geography)
    municipality = request.path_params["municipality"] if NAMES[kind].is_local else None
    editor.workspace.refresh()
    context = with_begun(editor, editor.workspace.context(municipality), kind)
    keys = {shape.key: shape for shape in shapes(MODELS[kind])}
    asks_title = "titel" in keys and what not in (NEXT_YEAR, Kind.FOLLOW_UP)
    is_pressed = request.method == "POST"
    answers = editor.posted(request)[0] if is_pressed else dict(request.query_params)
    posted: Mapping[str, str] = answers if is_pressed or _TRIED in answers else {}
    already: tuple[tuple[RecordPlace, str], ...] = ()
    fault = ""
    if what == NEXT_YEAR and is_pressed and "period" not in posted:
        return RedirectResponse(f"{request.url.path}?fran={quote(posted.get('från', ''))}", status_code=303)
    if posted:
        point = posted.get("från", "")
        is_second = what == Kind.FOLLOW_UP and "en till" not in posted
        already = follow_ups_already(editor, context, point) if is_second else ()
        try:
            place, raw = _begun(editor, context, what, posted=posted, asks_title=asks_title)
            if already:
                raise ValueError("Det finns redan en uppföljning av det. Öppna den, eller börja en till.")
            if is_pressed:
                if editor.store.save(place, raw, NEW, ready=False).conflicts:  # somebody else's came first
                    refuse_taken(editor, place)
                return RedirectResponse(f"{place.address}?steg=ny", status_code=303)
        except (HaltedError, ValueError) as error:
            fault = with_times_in_words(Form.PERIOD, str(error))
    if is_pressed:  # a page of its own address, so that the browser's way back leads to it
        said = [(key, text) for key, text in posted.items() if key not in ("csrf", _TRIED)]
        return RedirectResponse(f"{request.url.path}?{urlencode([*said, (_TRIED, 'ja')])}", status_code=303)
    points = starting_points(context, what)
    picked = posted.get("från") or request.query_params.get("fran", "")
    if what == NEXT_YEAR:
        points = points if len(points) == 1 else tuple(one for one in points if one.identity == picked) or points
    before = points[0] if what == NEXT_YEAR and len(points) == 1 else None
    proposed = read_as(Form.PERIOD, time_that_follows(before)) if before is not None else ""
    proposed_years = re.findall(r"\d{4}", proposed)
    return editor.screen(
        request,
        "beginning.html",
        kind_name=NAMES[kind].singular if what != NEXT_YEAR else "nästa års löfte",
        place_name=editor.workspace.geography.name_of(municipality),
        points=[
            (one.identity, one.fields.title, what == Kind.FOLLOW_UP and bool(follow_ups_of(context, one.identity)))
            for one in points
        ],
        many=len(starting_points(context, what)),
        is_first_step=what == NEXT_YEAR and before is None,
        before=None if before is None else read_as(Form.PERIOD, str(before.fields.span or "")),
        proposed=proposed,
        already=already,
        asks_who_enters=is_compiled(context),
        needs_point=what in (NEXT_YEAR, Kind.FOLLOW_UP),
        chosen=picked,
        title=keys["titel"] if asks_title else None,
        period=_in_words(keys["period"]) if "period" in keys and what != NEXT_YEAR else None,
        values=posted,
        year=proposed_years[0] if proposed_years else str(editor.workspace.day.year),
        fault=fault,
        may_be_read=what != NEXT_YEAR and kind in FIELDS,
        may_be_table=kind is Kind.FOLLOW_UP,
        here=request.url.path,
    )


def _begun(
    editor: Editor, context: AuthoringContext, what: str, *, posted: Mapping[str, str], asks_title: bool
) -> tuple[RecordPlace, bytes]:
    """The new record that the answers give. Raises ValueError, or HaltedError, with what is wrong with them."""
    period = as_the_file_has_it(Form.PERIOD, entered(posted.get("period", "")))
    if asks_title and not entered(posted.get("titel", "")):
        raise ValueError("Skriv en titel.")
    if what == NEXT_YEAR and not period:
        raise ValueError("Skriv vilken tid det nya löftet gäller.")
    answers = {"Titel": posted.get("titel", ""), "Period": period, "Avser": period}
    kept_by = who_enters(context, posted)
    place, raw = begin(context, what, from_identity=posted.get("från", ""), answers=answers, kept_by=kept_by)
    refuse_taken(editor, place)
    return place, raw


def _in_words(shape: Shape) -> Shape:
    return replace(shape, help=help_in_words(shape.form, shape.help))


def who_enters(context: AuthoringContext, posted: Mapping[str, str]) -> str | None:
    """Who is said to enter a record; None where there is no question of it. Raises ValueError where it is not answered."""
    if not is_compiled(context):
        return None
    if posted.get(KEPT_BY) not in (BY_PARTIES, COMPILED):
        raise ValueError("Säg vem som för in uppgifterna.")
    return posted[KEPT_BY]


def follow_ups_already(
    editor: Editor, context: AuthoringContext, from_identity: str
) -> tuple[tuple[RecordPlace, str], ...]:
    """The follow-ups that there are of something, those that are begun first, each with its title."""
    target = next((one for one in starting_points(context, Kind.FOLLOW_UP) if one.identity == from_identity), None)
    if target is None:
        return ()
    (key,) = (one.key for one in shapes(FollowUp) if one.name in FOLLOWED_UP and one.refers_to is target.kind)
    begun = [
        place
        for path in editor.store.all_begun()
        if (place := RecordPlace(Kind.FOLLOW_UP, context.place, PurePosixPath(path).stem)).path == path
    ]
    sources = [(place, readable(editor.store.current(place).raw)) for place in begun]
    places = [place for place, source in sources if source is not None and source.values.get(key) == target.slug]
    places += [RecordPlace(Kind.FOLLOW_UP, context.place, one.slug) for one in follow_ups_of(context, from_identity)]
    return tuple((place, editor.title(place)) for place in dict.fromkeys(places))


def with_begun(editor: Editor, context: AuthoringContext, kind: Kind) -> AuthoringContext:
    """The same, in which a second follow-up finds an address of its own beside one that is only begun."""
    begun = editor.store.all_begun() if kind is Kind.FOLLOW_UP else ()
    return replace(context, taken=context.taken | frozenset(begun))


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
        raise ValueError(f"”{editor.title(place)}” har redan den adressen. Öppna den från första sidan.")
