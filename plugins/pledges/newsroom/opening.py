"""The newsroom opened over a folder of content: what all who write share, in step with what the versions say."""

from collections.abc import Callable, Sequence

from pledges.editing.gate import OwnForms
from pledges.editing.places import RecordPlace
from pledges.editing.plumbing import newest
from pledges.editing.versions import Versions
from pledges.editing.workspace import Workspace
from pledges.newsroom.desks import Desks, Newsroom
from pledges.newsroom.draft_store import DraftStore
from pledges.newsroom.drafts import Drafts
from pledges.newsroom.people import Members
from pledges.newsroom.presence import Presence
from pledges.newsroom.press import Press
from pledges.newsroom.publication import Publication
from pledges.newsroom.settings import ServedSettings
from pledges.newsroom.sign_off import SignOffs

PORTAL = "portalen"
"""Who a version is by that no person made."""


class NoVersionsError(Exception):
    """The content is in no repository of git's, or has no version there: there is nowhere to keep drafts."""


def opened(
    settings: ServedSettings,
    workspace: Workspace,
    *,
    members: Members,
    forms: OwnForms,
    check: Sequence[str],
    asked: Callable[[RecordPlace, str], None] = lambda _place, _who: None,
) -> Desks:
    """The newsroom over a workspace's content, its press not started. `check` is the command that tries the content in the
    folder that is named after it; `asked` is told of a draft that waits for a sign-off, and who asked. Raises NoVersionsError.
    """
    content = workspace.content
    prefix = Versions(content).prefix
    if prefix is None or not newest(content):
        raise NoVersionsError(f"{content} ligger inte i ett git-arkiv med någon version.")
    drafts = Drafts(content, prefix, workspace.geography)
    sign_offs = SignOffs(drafts)
    state = settings.state_folder()
    store = DraftStore(drafts, PORTAL, reads=lambda _municipality: True, asked=lambda _place: None)
    commands = [one for one in (settings.publishing.publish, settings.publishing.deploy) if one]
    publication = Publication(store, sign_offs, state, check=check, build=commands)
    publication.catch_up()
    store.in_step()
    newsroom = Newsroom(
        workspace=workspace,
        sign_offs=sign_offs,
        press=Press(publication, sign_offs),
        members=members,
        state=state,
        forms=forms,
        presence=Presence(),
        asked=asked,
    )
    return Desks(newsroom)
