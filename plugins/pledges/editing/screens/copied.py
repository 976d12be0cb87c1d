"""What a record that is not published yet says in the same words as the one that it comes after."""

from collections.abc import Iterator, Mapping
from contextlib import suppress

from pledges.content.goal_phrases import goal_words
from pledges.content.kinds import Kind
from pledges.content.record import AnyRecord, has_actions
from pledges.editing.forms import Choices, Field, FormView
from pledges.editing.places import SHARED_PLACE, NoSuchPlaceError, RecordPlace, place_of
from pledges.editing.said import lines_said
from pledges.editing.screens.editor import Editor
from pledges.editing.screens.rendering import Copied
from pledges.editing.source import Value, readable, same
from pledges.swedish import capital, period
from pledges.written_values import parse_period

_COMES_AFTER, _ACTIONS, _GOES_ON_WITH = "efterträder", "åtgärder", "följer"


def copied(
    editor: Editor, place: RecordPlace, *, form: FormView | None, values: Mapping[str, Value], shown: AnyRecord | None
) -> Copied:
    """What `form`, of a record that says `values`, has from the record that it comes after; nothing where it comes after none.

    `shown` is the record itself, as far as it can be read.
    """
    slug, where = str(values.get(_COMES_AFTER) or ""), place.municipality or SHARED_PLACE
    try:
        earlier = place_of(place.kind.value, where, slug, geography=editor.workspace.geography)
    except NoSuchPlaceError:
        return Copied()
    before = readable(editor.store.current(earlier).raw)
    if before is None or form is None:
        return Copied()
    found = (one for one in form.fields if one.filled and same(_told(values, one.name), _told(before.values, one.name)))
    return Copied(
        title=editor.title(earlier),
        before=_time(before.values),
        now=_time(values),
        fields=tuple((one, tuple(_lines(place.kind, one, values.get(one.name), shown=shown))) for one in found),
    )


def _told(values: Mapping[str, Value], name: str) -> Value:
    """What is said under a key. What an action goes on with is written for whoever copies it, and is no change of it."""
    value = values.get(name)
    if name != _ACTIONS or not isinstance(value, list):
        return value
    return [
        {key: said for key, said in row.items() if key != _GOES_ON_WITH} if isinstance(row, Mapping) else row
        for row in value
    ]


def _time(values: Mapping[str, Value]) -> str:
    """The period in words; the empty text where there is none that can be read."""
    with suppress(ValueError):
        return period(parse_period(str(values.get("period") or "")))
    return ""


def _lines(kind: Kind, field: Field, value: Value, *, shown: AnyRecord | None) -> Iterator[str]:
    """What a field says, a line for each thing: references by what they are called, rows by what names them, goals too."""
    if field.name == _ACTIONS and has_actions(shown):
        for action in shown.actions:
            yield f"{action.what}: {goal_words(action.goal)}" if action.goal else action.what
    elif any(field.values):
        yield from filter(None, field.values)
    elif isinstance(value, list | Mapping):
        yield from (capital(line) for line in lines_said(kind, field.name, value, choices=Choices()))
    else:
        yield field.value
