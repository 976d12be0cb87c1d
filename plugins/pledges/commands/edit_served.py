"""`make edit SERVE=redigering.toml`: the editor served to several who log in, behind a web server that ends TLS."""

import grp
import os
import socket
import sys
from argparse import Namespace
from datetime import date
from pathlib import Path

import uvicorn

from pledges.commands.edit import ADDRESS, workspace_of
from pledges.content.geography import load
from pledges.editing.gate import OwnForms
from pledges.editing.running import RunningEditor
from pledges.editing.workspace import Workspace
from pledges.incremental.garbage import leave_what_is_here
from pledges.newsroom.app import application
from pledges.newsroom.gate import ServedGate
from pledges.newsroom.letters import Post
from pledges.newsroom.log import Log
from pledges.newsroom.opening import NoVersionsError, opened, reminders
from pledges.newsroom.people import Members, key_in
from pledges.newsroom.sessions import KeptSessions, Sessions, forms_key
from pledges.newsroom.settings import PeopleFile, ServedSettings, read_served
from pledges.settings import SettingsError, read_day

_SECONDS_OF_A_TURN = 0.001
"""How long one thread works before another may: who saves does little at a time, and waits for it each time."""
_SECONDS_KEPT = 75
"""How long a connection is kept when nothing is asked on it: longer than the web server in front keeps it, which ends it first."""
_SOCKET_FOR_OWNER_AND_GROUP = 0o117  # what is taken away: all for others, and running it for everybody


def serve(chosen: Namespace) -> int:
    """Serve the editor until it is told to end; gives the exit status."""
    geography = load()
    path = Path(chosen.serve)
    try:
        settings = read_served(path, geography)
        state = settings.state_folder()
    except SettingsError as error:
        print(error, file=sys.stderr)
        return 1
    except OSError as error:
        return _told(
            f"Mappen för det som inte hör till innehållet går inte att skapa: {error.filename}: {error.strerror or error}."
        )
    running = RunningEditor(state)
    if not running.take():
        return _told(f"Redigeringen som har sin mapp i {state} är redan igång.")
    try:
        listening = _listening(settings)
    except OSError as error:
        return _told(
            f"Redigeringen kan inte svara på {settings.socket or f'{ADDRESS}:{settings.port}'}: {error.strerror or error}."
        )
    key = key_in(state)
    members = Members(settings.members, key=key)
    sessions = Sessions(
        idle=settings.sessions.idle_minutes * 60,
        age=settings.sessions.hours * 3600,
        forms=OwnForms(forms_key(key)),
        kept=KeptSessions(state),
    )
    workspace = workspace_of(chosen)
    # As the site is built, by which the draft must pass.
    check = (sys.executable, "-m", "pledges", "check", "--settings", chosen.settings, "--content")
    log = Log(state / "logg", days=settings.log.days)
    post = Post(settings.mail, settings.address, log) if settings.mail is not None else None
    try:
        desks = opened(settings, workspace, members=members, forms=sessions.forms, check=check, post=post)
    except NoVersionsError as error:
        return _told(f"{error} Utan det finns ingenstans att spara utkast.")
    people = PeopleFile(path, geography, members.replace)

    def before_each() -> None:
        _tell(people.refresh())
        to_today(workspace)

    app = ServedGate(
        application(desks),
        settings=settings,
        members=members,
        sessions=sessions,
        log=log,
        refresh=before_each,
    )
    desks.newsroom.press.start()
    if post is not None:
        post.start()
        reminders(desks.newsroom, post).start()
    print(f"Redigeringen svarar på {settings.address}. Avsluta med Ctrl-C.", flush=True)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        timeout_keep_alive=_SECONDS_KEPT,
    )
    leave_what_is_here()
    sys.setswitchinterval(_SECONDS_OF_A_TURN)
    uvicorn.Server(config).run([listening])
    return 0


def _told(words: str) -> int:
    print(words, file=sys.stderr)
    return 1


def _tell(words: str) -> None:
    """Say what is wrong with a settings file that was changed while the server runs. The people are as they were."""
    if words:
        print(f"{words}\nDe som redan fick komma in får det fortfarande. Rätta filen.", file=sys.stderr, flush=True)


def to_today(workspace: Workspace) -> None:
    """Let the day be today's, in a process that lives for months; the day that DATE says is always that. The content is seen anew
    by whoever opens something next, so that nobody who saves waits for it."""
    today: date = read_day(os.environ.get("DATE"))
    workspace.day = today


def _listening(settings: ServedSettings) -> socket.socket:
    """The socket or the port of the settings. Raises OSError where it can't be had."""
    if not settings.socket:
        return socket.create_server((ADDRESS, settings.port))
    path = Path(settings.socket)
    # Nobody else serves with this state folder: what lies there was left by one that was killed.
    if path.is_socket():
        path.unlink()
    listening = socket.socket(socket.AF_UNIX)
    before = os.umask(_SOCKET_FOR_OWNER_AND_GROUP)
    try:
        listening.bind(str(path))
    finally:
        os.umask(before)
    if settings.socket_group:
        os.chown(path, -1, grp.getgrnam(settings.socket_group).gr_gid)
    listening.listen()  # who asks while the content is read waits, and is not sent away
    return listening
