"""`make edit`: the editor in the browser, for one person on one machine."""

import socket
import sys
import threading
import webbrowser
from argparse import ArgumentParser, Namespace
from contextlib import suppress
from pathlib import Path

import uvicorn

from pledges.build.checked_settings import checked_settings
from pledges.commands.arguments import add_content, add_settings
from pledges.commands.pelican_run import load_settings
from pledges.content import geography
from pledges.editing.app import application
from pledges.editing.exchange import Exchange
from pledges.editing.own_folder import own_folder, persons_folder
from pledges.editing.person import RememberedPerson
from pledges.editing.running import RunningEditor, opening
from pledges.editing.screens.editor import Editor
from pledges.editing.store import Store
from pledges.editing.unsaved import Unsaved
from pledges.editing.workspace import Workspace
from pledges.incremental.garbage import look_seldom

HELP = "skriv i webbläsaren, med sidan bredvid"
ADDRESS = "127.0.0.1"
FIRST_PORT = 8001
_PORTS = 20


def add_arguments(parser: ArgumentParser) -> None:
    add_content(parser)
    add_settings(parser)
    parser.add_argument(
        "--port", type=int, help=f"porten på den egna datorn; annars den första lediga från {FIRST_PORT}"
    )
    parser.add_argument(
        "--who", default="", help="namnet eller rollen som står i historiken; annars frågar redigeringen"
    )
    parser.add_argument("--shared", action="store_true", help="hämta vad andra har skrivit och skicka det som är klart")
    parser.add_argument("--serve", default="", help="filen med inställningar för flera som loggar in på en server")
    parser.add_argument("--no-browser", action="store_true", help="skriv bara adressen, öppna ingen webbläsare")


def run(chosen: Namespace) -> int:
    """Open the editor until Ctrl-C, or the one that is open already; gives the exit status."""
    look_seldom()
    if chosen.serve:
        from pledges.commands.edit_served import serve  # noqa: PLC0415 - who writes alone loads nothing of it

        return serve(chosen)
    content = Path(chosen.content)
    folder = own_folder(content)
    running = RunningEditor(folder)
    if not running.take():
        return _opened_again(running, in_browser=not chosen.no_browser)
    workspace = workspace_of(chosen)
    listening = _listening(chosen.port)
    if listening is None:
        wanted = f"Port {chosen.port}" if chosen.port else f"Portarna {FIRST_PORT}–{FIRST_PORT + _PORTS - 1}"
        print(f"{wanted} används av andra program. Kör make edit PORT=8100, eller med ett annat tal.", file=sys.stderr)
        return 1
    person = RememberedPerson(persons_folder(), chosen.who)
    store = Store(content, person.name)
    editor = Editor(
        workspace=workspace,
        store=store,
        unsaved=Unsaved(folder),
        person=person,
        exchange=_shared(store) if chosen.shared else None,
    )
    port = listening.getsockname()[1]
    address = f"http://{ADDRESS}:{port}"
    key = running.new_key(address)
    print(f"Redigeringen öppnas på {opening(address, key)}\nAdressen gäller en gång. Avsluta med Ctrl-C.", flush=True)
    if not chosen.no_browser:
        threading.Timer(0.5, webbrowser.open, [opening(address, key)]).start()
    app = application(
        editor,
        hosts=frozenset({f"{ADDRESS}:{port}", f"localhost:{port}"}),
        token=key,
        renewed=lambda: running.new_key(address),
    )
    config = uvicorn.Config(
        app, log_level="warning", access_log=False, server_header=False, proxy_headers=False, lifespan="off"
    )
    uvicorn.Server(config).run([listening])
    return 0


def workspace_of(chosen: Namespace) -> Workspace:
    """The content that was chosen, by the settings that were chosen. Ends the run with status 1 on mistakes in them."""
    values = load_settings(chosen.settings, {"PATH": chosen.content})
    settings, day = checked_settings(values)
    return Workspace(
        Path(chosen.content),
        settings=settings,
        day=day,
        geography=geography.load(),
        theme=Path(values["THEME"]),
        templates=values.get("THEME_TEMPLATES_OVERRIDES", ()),
    )


def _shared(store: Store) -> Exchange:
    """The way to the others who write, with what they have sent taken up."""
    print("Hämtar det som andra har skrivit …", file=sys.stderr)
    exchange = Exchange(store)
    done = exchange.run()
    if done.detail:
        print(f"Det gick inte helt: {done.detail}", file=sys.stderr)
    return exchange


def _listening(port: int | None) -> socket.socket | None:
    """A socket at `port`, or at the first that is free; None where there is none."""
    for one in range(FIRST_PORT, FIRST_PORT + _PORTS) if port is None else (port,):
        with suppress(OSError):
            return socket.create_server((ADDRESS, one))
    return None


def _opened_again(running: RunningEditor, *, in_browser: bool) -> int:
    """Show the editor that is open already."""
    address = running.way_in()
    if address is None:
        print("Redigeringen håller på att öppnas. Vänta en stund, och kör make edit igen.", file=sys.stderr)
        return 1
    print(f"Redigeringen är redan öppen. Den visas på {address}\nAdressen gäller en gång.", flush=True)
    if in_browser:
        webbrowser.open(address)
    return 0
