"""A record's versions, newest first, in words."""

from dataclasses import replace

from starlette.requests import Request
from starlette.responses import Response

from pledges.content.kinds import NAMES
from pledges.editing.differences import differences
from pledges.editing.screens.editor import Editor
from pledges.editing.source import readable

_MOST_VERSIONS = 30


def history(editor: Editor, request: Request) -> Response:
    """The latest versions, and what each changed in the one before."""
    place = editor.place(request)
    versions = editor.store.history(place)[: _MOST_VERSIONS + 1]
    texts = [editor.store.versions.text(place.path, one.name) for one in versions]
    sources = [readable(text) if text is not None else None for text in texts]
    rows = []
    for number, version in enumerate(versions[:_MOST_VERSIONS]):
        after = sources[number]
        before = sources[number + 1] if number + 1 < len(sources) else None
        choices = editor.choices(place, after.values if after else {})
        told = differences(place.kind, before, after, choices=choices) if after else ("Gick inte att läsa.",)
        rows.append((replace(version, who=editor.called(version.who)), told, number == 0))
    return editor.screen(
        request,
        "history.html",
        place=place,
        title=editor.title(place),
        kind_name=NAMES[place.kind].singular,
        versions=rows,
        kept=editor.store.versions.kept,
    )
