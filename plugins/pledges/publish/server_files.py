"""What each kind of server reads of old addresses and removed pages."""

import re
from collections.abc import Iterable, Mapping, Sequence
from urllib.parse import quote

from pledges.history.redirects import Redirects
from pledges.publish.server_headers import NO_FRAME, policy
from pledges.urls import BOXES, output_path

FOLDER = ".server"


# Only these can be written into a server's configuration; any other old address is answered by its page.
_PLAIN = re.compile(r"[A-Za-z0-9ÅÄÖåäöéü._~/+-]+")


def followed_files(paths: Iterable[str], moved: Mapping[str, str]) -> dict[str, str]:
    """What readers follow beside a page that has moved (feeds, calendars): old path → present path, both of files."""
    beside: dict[str, list[str]] = {}
    for path in paths:
        folder, slash, name = path.rpartition("/")
        if name.endswith((".xml", ".atom", ".ics")):
            beside.setdefault(f"{folder}{slash}", []).append(name)
    return {
        f"{old}{name}": f"{new}{name}" for old, new in sorted(moved.items()) for name in sorted(beside.get(new, ()))
    }


def server_files(
    redirects: Redirects,
    base_path: str,
    followed: Mapping[str, str] | None = None,
    *,
    framed_by: Sequence[str] = (),
) -> dict[str, bytes]:
    """What the servers read: path in the site → bytes. `base_path` is where the portal lies on its host, as `/loften`.

    `followed` are the files beside moved pages, from `followed_files`, and `framed_by` the hosts that may show the boxes.
    """
    moved = {old: new for old, new in redirects.moved.items() if _is_plain(old)}
    beside = {old: new for old, new in (followed or {}).items() if _is_plain(old)}
    files = {
        f"{FOLDER}/{name}": write(
            moved=moved, beside=beside, gone=redirects.gone, base_path=base_path, framed_by=framed_by
        )
        for name, write in (("nginx.conf", _nginx), ("caddy.conf", _caddy))
    }
    for old, new in moved.items():
        files[_htaccess_of(old)] = _APACHE_MOVED.format(
            read_only=APACHE_READ_ONLY,
            scheme=APACHE_SCHEME,
            bare=f"{base_path}/{old.rstrip('/')}",
            target=f"{APACHE_HERE}{_url(base_path, new)}",
        )
    for one in redirects.gone:
        files[_htaccess_of(one)] = _APACHE_GONE.format(
            read_only=APACHE_READ_ONLY,
            bare=f"{base_path}/{one.rstrip('/')}",
            page=f"{base_path}/{output_path(one)}",
        )
    return {path: text.encode() for path, text in files.items()}


# Each folder's own rules stand in place of those above it, also this one. Without the option they are passed over for the
# folder's own address without its slash, and no other pattern than ^ is held against that.
APACHE_READ_ONLY = """\
RewriteOptions AllowNoSlash
RewriteCond %{REQUEST_METHOD} !^(GET|HEAD)$
RewriteRule ^ - [R=405,L]
"""
# Where Apache sends somebody on to: it writes the whole address, and doesn't know by itself that the visitor came with
# https where something in front of it ends that.
APACHE_SCHEME = """\
RewriteRule ^ - [E=PROTOKOLL:%{REQUEST_SCHEME}]
RewriteCond %{HTTP:X-Forwarded-Proto} =https
RewriteRule ^ - [E=PROTOKOLL:https]
"""
APACHE_HERE = "%{ENV:PROTOKOLL}://%{HTTP_HOST}"
_APACHE_MOVED = """\
RewriteEngine On
{read_only}{scheme}RewriteRule ^(index\\.html)?$ {target} [R=301,L]
RewriteCond %{{REQUEST_URI}} "={bare}"
RewriteRule ^ {target} [R=301,L]
RewriteRule ^([^/]+\\.(xml|atom|ics))$ {target}$1 [R=301,L]
RewriteRule ^affisch/(index\\.html)?$ {target} [R=302,L]
"""
_APACHE_GONE = """\
ErrorDocument 410 {page}
RewriteEngine On
{read_only}RewriteCond %{{ENV:REDIRECT_STATUS}} =""
RewriteRule ^(affisch/)?(index\\.html)?$ - [G]
RewriteCond %{{ENV:REDIRECT_STATUS}} =""
RewriteCond %{{REQUEST_URI}} "={bare}"
RewriteRule ^ - [G]
"""


def _htaccess_of(address: str) -> str:
    """Each old address has a folder, since a page lies there; a file in it costs other addresses nothing."""
    return f"{address}.htaccess" if address.endswith("/") else f"{address}/.htaccess"


# The hosts that may show the boxes, as the configuration in hosting/ calls them.
NGINX_FRAMED_BY = "loften_vardar"


def _nginx(
    *,
    moved: Mapping[str, str],
    beside: Mapping[str, str],
    gone: Iterable[str],
    base_path: str,
    framed_by: Sequence[str],
) -> str:
    lines = ["# Skrivs av make publish. Läses när nginx laddas om."]
    if framed_by:
        lines.append(f'set ${NGINX_FRAMED_BY} "{" ".join(framed_by)}";')
    for old, new in beside.items():
        lines.append(f'location = "{base_path}/{old}" {{ return 301 {_url(base_path, new)}$is_args$args; }}')
    for old, new in moved.items():
        lines += [
            f'location = "{one}" {{ return 301 {_url(base_path, new)}$is_args$args; }}'
            for one in _forms(old, base_path)
        ]
    for address in gone:
        lines += [f'location = "{one}" {{ return 410; }}' for one in _forms(address, base_path)]
    return "\n".join(lines) + "\n"


# What stood after the question mark, as the configuration in hosting/ has made it ready.
CADDY_QUERY = "{http.vars.loften_fraga}"


def _caddy(
    *,
    moved: Mapping[str, str],
    beside: Mapping[str, str],
    gone: Iterable[str],
    base_path: str,
    framed_by: Sequence[str],
) -> str:
    lines = ["# Skrivs av make publish. Läses när Caddy laddas om."]
    if framed_by:
        allowed = policy(BOXES, framed_by)
        lines.append(f'header "{base_path}/{BOXES}*" {{\n\tContent-Security-Policy "{allowed}"\n\t-{NO_FRAME}\n}}')
    for old, new in beside.items():
        lines.append(f'redir "{base_path}/{old}" "{_url(base_path, new)}{CADDY_QUERY}" 301')
    for old, new in moved.items():
        lines += [f'redir "{one}" "{_url(base_path, new)}{CADDY_QUERY}" 301' for one in _forms(old, base_path)]
    for address in gone:
        page = f"{base_path}/{output_path(address)}"
        for one in _forms(address, base_path):
            lines.append(f'handle "{one}" {{\n\trewrite * "{page}"\n\tfile_server {{\n\t\tstatus 410\n\t}}\n}}')
    return "\n".join(lines) + "\n"


def _forms(address: str, base_path: str) -> tuple[str, ...]:
    """The ways in which a page is asked for: with the slash, without it, and with the file's name."""
    bare = address.rstrip("/")
    return (f"{base_path}/{bare}/", f"{base_path}/{bare}", f"{base_path}/{bare}/index.html")


def _url(base_path: str, address: str) -> str:
    return f"{base_path}/{quote(address)}"


def _is_plain(address: str) -> bool:
    return _PLAIN.fullmatch(address) is not None and ".." not in address and not address.startswith((".", "/"))
