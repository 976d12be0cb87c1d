"""The servers' configurations, in hosting/ and as the site's own .htaccess, generated from the table in `server_headers`.

What a server is told beside the table (redirects, what is hidden, lists that have become shorter) stands in its
template in servers/.
"""

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from pledges.publish import server_headers as table
from pledges.publish.server_files import APACHE_HERE, APACHE_READ_ONLY, APACHE_SCHEME, CADDY_QUERY, NGINX_FRAMED_BY
from pledges.urls import BOXES

# Each with the path that the portal lies under: "" at the root of its host.
_TEMPLATES = {
    "hosting/nginx/loften.conf": ("nginx.conf.j2", ""),
    "hosting/nginx/loften-i-mapp.conf": ("nginx.conf.j2", "/loften"),
    "hosting/caddy/Caddyfile": ("Caddyfile.j2", ""),
    "hosting/caddy/Caddyfile-i-mapp": ("Caddyfile.j2", "/loften"),
    "hosting/s3/loften.conf": ("s3.conf.j2", ""),
}


def configurations() -> dict[str, bytes]:
    """Every generated configuration by its path in the repository."""
    return {path: _render(*template).encode() for path, template in _TEMPLATES.items()}


def htaccess(base_path: str, framed_by: Sequence[str] = ()) -> str:
    """Apache's settings for a portal under `base_path` ("" at the root), which lie in the site itself. `framed_by` are the
    hosts that may show the boxes."""
    return _render("htaccess.j2", base_path, framed_by)


def _render(template: str, base_path: str, framed_by: Sequence[str] = ()) -> str:
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "servers"),
        undefined=StrictUndefined,
        autoescape=False,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    environment.filters.update(pattern=_pattern, bare=_bare)
    return environment.get_template(template).render(
        table=table,
        text_types=_text_types(),
        endings_by_type=_endings_by_type(),
        base_path=base_path,
        boxes=f"^{base_path}/{BOXES}",
        framed_by=framed_by,
        nginx_framed_by=NGINX_FRAMED_BY,
        read_only=APACHE_READ_ONLY,
        kept_scheme=APACHE_SCHEME,
        here=APACHE_HERE,
        query=CADDY_QUERY,
    )


def _pattern(endings: Sequence[str]) -> str:
    r"""A regular expression for names that end so: `.xml`, `.ics` → `\.(xml|ics)`."""
    return rf"\.({'|'.join(ending.removeprefix('.') for ending in endings)})"


def _bare(content_type: str) -> str:
    """A type without its charset, as nginx wants it."""
    return content_type.partition(";")[0]


def _text_types() -> list[str]:
    return [_bare(one) for one in (*(table.TYPES[ending] for ending in table.COMPRESSED), table.SITEMAP_TYPE)]


def _endings_by_type() -> dict[str, list[str]]:
    endings: dict[str, list[str]] = {}
    for ending, content_type in table.TYPES.items():
        endings.setdefault(_bare(content_type), []).append(ending.removeprefix("."))
    return endings
