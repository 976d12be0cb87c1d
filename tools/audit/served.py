"""The served editor on a bare Debian that has booted, under its own unit and behind nginx, as the operator's guide sets it up.

The unit takes nearly everything away from what it runs: that all of it still works there can only be seen where systemd runs it.
"""

import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from audit.bare_root import RELEASE, USER, FailedError, Root, bare, last_words, readme_packages, why_not
from audit.booted import booted, inside
from audit.report import AuditResult
from support.host import SAID

_PACKAGES = ["systemd", "systemd-sysv", "dbus", "nginx", "curl"]
_HOST = "redigera.loften.example.se"
_PATIENCE = 240
_SETTINGS = f"""\
address = "https://{_HOST}"
socket = "/run/redigering/redigering.sock"
socket_group = "www-data"
state = "/var/lib/redigering"

[login]
kind = "header"
name = "X-Inloggad"

[[people]]
subject = "anna01"
shown = "Anna"
roles = {{ alla = ["skriver"] }}
"""
_ASKED = f"curl --silent --max-time 60 --header 'Host: {_HOST}'"


@dataclass(frozen=True)
class _Tried:
    """What is tried, as a line of shell on the machine, and what is said where it holds."""

    what: str
    done: str
    said: str


TRIED = (
    _Tried(
        "somebody whom nginx says who it is comes in",
        f"cookie=$({_ASKED} --include http://127.0.0.1/logga-in | sed -n 's/^set-cookie: \\([^;]*\\).*/\\1/ip'); "
        f"{_ASKED} --header \"Cookie: $cookie\" http://127.0.0.1/ | grep --only-matching 'Granska och ge ut' | head -1",
        "Granska och ge ut",
    ),
    _Tried(
        "another user may not open the socket",
        "setpriv --reuid=nobody --regid=nogroup --clear-groups curl --silent --unix-socket /run/redigering/redigering.sock "
        "http://localhost/ || echo stängt",
        "stängt",
    ),
    _Tried(
        "nginx may not read what the editor remembers",
        "setpriv --reuid=www-data --regid=www-data --clear-groups ls /var/lib/redigering/ 2>/dev/null || echo stängt",
        "stängt",
    ),
    _Tried(
        "the portal is built and put out within what the unit allows",
        "systemctl start redigering-ger-ut.service && readlink /srv/loften/current | cut -d/ -f1",
        "releases",
    ),
    _Tried(
        "it ends when it is told to, and starts anew",
        "systemctl restart redigering.service && systemctl is-active redigering.service && "
        "systemctl show --property=NRestarts redigering.service",
        "active\nNRestarts=0",
    ),
    _Tried(
        "with a fault in the settings it stops trying, and says why",
        "sed -i 's/^socket_group/socketgroup/' /etc/redigering/redigering.toml; systemctl restart redigering.service; "
        "for _ in $(seq 100); do systemctl is-failed --quiet redigering.service && break; sleep 1; done; "
        "journalctl --unit=redigering --output=cat | grep --only-matching 'Menade du socket_group?' | head -1",
        "Menade du socket_group?",
    ),
)


def audit(repository: Path) -> Iterator[AuditResult]:
    """What the editor does under its own unit."""
    what = f"A served editor under systemd ({RELEASE})"
    if reason := why_not("systemd-nspawn", "nsenter"):
        yield AuditResult(what, "ej körd", reason)
        return
    with tempfile.TemporaryDirectory(prefix="served-", dir="/var/tmp", ignore_cleanup_errors=True) as name:
        place = Path(name) / "root"
        try:
            root = bare(place, [*readme_packages(repository), *_PACKAGES])
            root.clone(repository, USER)
            _furnish(repository, root)
            with booted(place) as leader:
                inside(leader, "systemctl start redigering.service; systemctl restart nginx.service")
                once = f"{_ASKED} --output /dev/null --write-out '%{{http_code}}' http://127.0.0.1/logga-in"
                answers = f"for _ in $(seq {_PATIENCE}); do [ $({once}) = 303 ] && break; sleep 1; done"
                inside(leader, answers)
                for one in TRIED:
                    said = inside(leader, one.done).strip()
                    told = one.said.replace("\n", ", ")
                    held = said == one.said
                    yield AuditResult(
                        f"{what}: {one.what}", "ok" if held else "fel", told if held else last_words(said)
                    )
        except FailedError as error:
            yield AuditResult(what, "ej körd", str(error))


def _furnish(repository: Path, root: Root) -> None:
    """What the guide has the host do, with this machine's user. Raises FailedError where it does not work."""
    place, hosting = root.place, repository / "hosting"
    unit = (hosting / "redigera/redigering.service").read_text(encoding="utf-8")
    unit = unit.replace("User=loften", f"User={USER}").replace("/home/loften", f"/home/{USER}")
    putting_out = unit.replace("make --no-print-directory edit SERVE=/etc/redigering/redigering.toml", "make publish")
    assert putting_out != unit
    putting_out = putting_out.replace(
        "[Service]\n", "[Service]\nType=oneshot\nExecStartPost=/usr/bin/make deploy TARGET=/srv/loften\n"
    )
    putting_out = putting_out.replace("Restart=on-failure\n", "").replace("RuntimeDirectory=redigering\n", "")
    nginx = (hosting / "nginx/redigering.conf").read_text(encoding="utf-8")
    settings = (hosting / "innehall/loften.py").read_text(encoding="utf-8")
    for empty, filled in SAID.items():
        settings = settings.replace(empty, filled)
    files = {
        "etc/systemd/system/redigering.service": unit,
        "etc/systemd/system/redigering-ger-ut.service": putting_out,
        "etc/nginx/conf.d/redigering.conf": nginx.replace('X-Inloggad ""', 'X-Inloggad "anna01"'),
        "etc/redigering/redigering.toml": _SETTINGS,
        f"home/{USER}/innehall/loften.py": settings,
        f"home/{USER}/loften/egen.mk": f"CONTENT := /home/{USER}/innehall/content\nSETTINGS := /home/{USER}/innehall/loften.py\n",
    }
    for path, text in files.items():
        (place / path).parent.mkdir(parents=True, exist_ok=True)
        (place / path).write_text(text, encoding="utf-8")
    (place / "srv/loften").mkdir(parents=True)
    own = f"/home/{USER} /etc/redigering /srv/loften"
    _in(root, f"rm -f /etc/nginx/sites-enabled/default; chown -R {USER}: {own}; chmod 700 /etc/redigering", "root")
    git = "git -c user.name=Prov -c user.email=prov@prov.example"
    _in(
        root,
        f"cp -r loften/content innehall/ && cd innehall && git init -q -b main && git add . && {git} commit -qm Början",
    )
    _in(root, "cd loften && make .venv/served")


def _in(root: Root, command: str, user: str = USER) -> None:
    status, output = root.run(command, user)
    if status:
        raise FailedError(f"{command}: {last_words(output)}")
