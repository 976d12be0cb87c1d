"""`make edit`: the editor in the browser, for one person on one machine."""

import secrets
import socket
import sys
import threading
import webbrowser
from argparse import ArgumentParser, Namespace
from pathlib import Path

import uvicorn

from pledges.build.run import checked_settings
from pledges.commands.arguments import add_content, add_settings
from pledges.commands.pelican_run import load_settings
from pledges.content import geography
from pledges.editing.app import application
from pledges.editing.gate import START
from pledges.editing.screens.editor import Editor
from pledges.editing.store import Store
from pledges.editing.workspace import Workspace

HELP = "skriv i webbläsaren, med sidan bredvid"
ADDRESS = "127.0.0.1"


def add_arguments(parser: ArgumentParser) -> None:
    add_content(parser)
    add_settings(parser)
    parser.add_argument("--port", type=int, default=8001, help="porten på den egna datorn")
    parser.add_argument("--who", default="Redaktionen", help="rollen som står i historiken, till exempel Kommunikatör")
    parser.add_argument("--no-browser", action="store_true", help="skriv bara adressen, öppna ingen webbläsare")


def run(chosen: Namespace) -> int:
    """Open the editor until Ctrl-C; gives the exit status."""
    values = load_settings(chosen.settings, {"PATH": chosen.content})
    settings, day = checked_settings(values)
    workspace = Workspace(
        Path(chosen.content),
        settings=settings,
        day=day,
        geography=geography.load(),
        theme=Path(values["THEME"]),
        templates=values.get("THEME_TEMPLATES_OVERRIDES", ()),
    )
    try:
        listening = socket.create_server((ADDRESS, chosen.port))
    except OSError:
        print(
            f"Port {chosen.port} är upptagen. Stäng den andra, eller kör make edit PORT={chosen.port + 1}.",
            file=sys.stderr,
        )
        return 1
    port = listening.getsockname()[1]
    token = secrets.token_urlsafe(32)
    hosts = frozenset({f"{ADDRESS}:{port}", f"localhost:{port}"})
    editor = Editor(workspace, Store(Path(chosen.content), chosen.who))
    address = f"http://{ADDRESS}:{port}{START}?nyckel={token}"
    print(f"Redigeringen öppnas på {address}\nAdressen gäller en gång. Avsluta med Ctrl-C.", flush=True)
    if not chosen.no_browser:
        threading.Timer(0.5, webbrowser.open, [address]).start()
    config = uvicorn.Config(
        application(editor, hosts=hosts, token=token),
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
    )
    uvicorn.Server(config).run([listening])
    return 0
