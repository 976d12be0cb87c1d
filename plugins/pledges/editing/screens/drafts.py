"""A draft that is thrown away: entered by mistake, or never to be."""

import posixpath

from pledges.content.kinds import NAMES
from pledges.editing.places import RecordPlace
from pledges.editing.screens.editor import Editor
from pledges.editing.waiting_files import is_named
from pledges.swedish import capital


def can_be_thrown_away(editor: Editor, place: RecordPlace) -> bool:
    """Whether a record is a draft that no reader has met, and that nothing else says anything of."""
    store, workspace = editor.store, editor.workspace
    if editor.is_reviewed:
        return False
    is_draft = store.in_content(place) and not store.is_public(place) and not store.current(place).is_begun
    return is_draft and not workspace.is_published(place) and not workspace.is_referred_to(place)


def throw_away(editor: Editor, place: RecordPlace) -> bool:
    """Take a draft out of the content, with the pictures and documents that it alone names. False where it has to stay."""
    if not can_be_thrown_away(editor, place):
        return False
    library, raw, home = editor.workspace.library, editor.store.current(place).raw, posixpath.dirname(place.path)
    near = [one for one in library.discovery.records if one.municipality == place.municipality]
    others = b"\n".join((editor.workspace.content / one.path).read_bytes() for one in near if one.path != place.path)
    beside = [path for path in sorted(library.attachments) if posixpath.dirname(path) == home]
    own = [path for path in beside if is_named(path, raw) and not is_named(path, others)]
    editor.store.remove(place, own, f"{capital(NAMES[place.kind].definite)} {place.slug}, ett utkast, kastades")
    editor.forget(place)
    editor.workspace.refresh()
    editor.share()
    return True
