"""The newsroom opened over a folder of content: what all who write share, in step with what the versions say."""

import os
from collections.abc import Sequence
from datetime import date

from pledges.build.examination import examine
from pledges.commands.check import report
from pledges.editing.gate import OwnForms
from pledges.editing.places import RecordPlace, place_at
from pledges.editing.plumbing import newest
from pledges.editing.versions import Versions
from pledges.editing.workspace import Workspace
from pledges.history.snapshot import Due
from pledges.newsroom.desks import Desks, Newsroom, review_address
from pledges.newsroom.draft_store import DraftStore
from pledges.newsroom.drafts import Drafts
from pledges.newsroom.hosted import Forge, Hosted
from pledges.newsroom.letters import Post, Reminders, due_letter, waiting_letter
from pledges.newsroom.people import Members, Role
from pledges.newsroom.presence import Presence
from pledges.newsroom.press import Press
from pledges.newsroom.publication import Publication
from pledges.newsroom.reviews import Reviews
from pledges.newsroom.settings import Forge as ForgeSettings
from pledges.newsroom.settings import ServedSettings
from pledges.newsroom.sign_off import SignOffs
from pledges.settings import read_day

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
    post: Post | None = None,
) -> Desks:
    """The newsroom over a workspace's content, its press not started. `check` is the command that tries the content in the
    folder that is named after it; `post` is the way of letters out, where there is one. Raises NoVersionsError.
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
    workspace.follow(lambda: newest(content))
    forge = settings.forge
    hosted = Hosted(drafts, publication, _forge(settings, forge)) if forge else None
    newsroom = Newsroom(
        workspace=workspace,
        sign_offs=sign_offs,
        press=Press(publication, sign_offs, _today, hosted=hosted, signs_there=bool(forge and forge.signs)),
        members=members,
        state=state,
        forms=forms,
        presence=Presence(),
        asked=lambda place, who: _asked(newsroom, post, place, who=who),
    )
    return Desks(newsroom)


def _forge(settings: ServedSettings, told: ForgeSettings) -> Forge:
    return Forge(
        told.remote,
        told.options,
        reviews=Reviews(told.api, told.token) if told.api else None,
        about=lambda place: f"{settings.address}{review_address(place)}",
    )


def _today() -> date:
    return read_day(os.environ.get("DATE"))


def reminders(newsroom: Newsroom, post: Post) -> Reminders:
    """Letters to those who write of a municipality, of its follow-ups that are soon due."""
    workspace = newsroom.workspace

    def soon() -> tuple[Due, ...]:
        # Read apart from the screens' own workspace, which another thread uses.
        examined = examine(workspace.content, workspace.geography, workspace.cache)
        return report(examined, workspace.settings, workspace.day).soon

    def tell(due: Due) -> None:
        place = place_at(due.path, workspace.geography)
        if place is not None:
            writers = (one for one in newsroom.members.all if one.may(Role.WRITER, place.municipality))
            post.post(due_letter(member, due, about=place.address) for member in writers)

    return Reminders(newsroom.state / "paminnelser.json", soon, tell)


def _asked(newsroom: Newsroom, post: Post | None, place: RecordPlace, *, who: str) -> None:
    """Let a draft that is ready go to the hosted git, where there is one, and tell each who may sign it and has written nothing in it."""
    newsroom.press.send()
    draft = newsroom.sign_offs.drafts.get(place)
    if post is None or draft is None:
        return
    title = newsroom.sign_offs.drafts.title(draft)
    post.post(
        waiting_letter(member, title=title, by=newsroom.called(who), about=review_address(place))
        for member in newsroom.members.all
        if member.may(Role.REVIEWER, place.municipality)
        and newsroom.members.pseudonym(member.subject) not in draft.writers
    )
