"""A view → the bytes of its page, by Pelican's Jinja environment and the theme.

What every template is given: `view` (a frozen view with `view.meta`), `site` (`Site`, the same on all pages),
`href(address)` (a rooted or external address → a link from this page), `asset(name)` (a file of the theme), `inline(name)` (a small picture of it as a data: address),
`body(html)` (clean HTML with rooted links → markup with links from this page), `page_meta()` (`view.meta`, for macros),
and gettext's `_`, `ngettext` and `{% trans %}`. Nothing else: a template looks nothing up.
"""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from pledges import addresses
from pledges.artefacts import Artefact, digest, serialise
from pledges.records import Kind
from pledges.register import Register
from pledges.settings import Settings
from pledges.swedish import sort_key
from pledges.texts import _, catalogue
from pledges.views.common import Link, Meta

_EXTERNAL = re.compile(r"[a-z][a-z0-9+.-]*:|#|//")
_ROOTED = re.compile(r'\b(href|src)="/([^"]*)"')
STYLESHEET = "portal.css"
CORRECT = "ratta-eller-ta-over"  # a plain page that every compiled record leads to, where it exists


@dataclass(frozen=True, slots=True)
class Site:
    """What the layout shows on every page."""

    name: str
    tagline: str
    address: str
    base_path: str
    contact_email: str
    contact_name: str
    logo: str
    search: bool
    subscribe_email: str
    absolute_links: bool
    accent: str
    accent_dark: str
    correct: Link | None
    menu: tuple[Link, ...]
    footer: tuple[Link, ...]


def site_of(settings: Settings, register: Register) -> Site:
    """The layout's part: settings, and the plain pages that belong in the menu and the footer."""
    pages = sorted(register.of_kind(Kind.PAGE), key=lambda record: sort_key(record.fields.title))
    links = [
        (record.fields.in_menu, Link(record.fields.title, addresses.of_record(record.identity))) for record in pages
    ]
    menu = (
        Link(_("Kommuner"), addresses.MUNICIPALITIES),
        Link(_("Polisen"), addresses.POLICE),
        Link(_("Ämnen"), addresses.THEMES),
        Link(_("Läget i landet"), addresses.STATE),
        Link(_("Prenumerera"), addresses.SUBSCRIBE),
        *(link for in_menu, link in links if in_menu),
    )
    footer = (
        Link(_("Alla löften"), addresses.PLEDGES),
        Link(_("Försenade uppföljningar"), addresses.LATE),
        Link(_("Län"), addresses.COUNTIES),
        Link(_("Andra parter"), addresses.ACTORS),
        Link(_("Nyheter"), addresses.NEWS),
        Link(_("Sidor om portalen"), "sidor/"),
        Link(_("Tillgänglighetsredogörelse"), addresses.STATEMENT),
        *(link for in_menu, link in links if not in_menu),
    )
    by_slug = {record.slug: Link(record.fields.title, addresses.of_record(record.identity)) for record in pages}
    return Site(
        settings.name, settings.tagline, settings.address, settings.base_path, settings.contact_email, settings.contact_name,
        settings.logo, settings.search, settings.subscribe_email, settings.absolute_links, settings.accent, settings.accent_dark,
        by_slug.get(CORRECT), menu, footer,
    )  # fmt: skip


def prepare(environment: Environment) -> Environment:
    """Pelican's environment with what our templates rely on. Autoescape is off in Jinja unless it is asked for."""
    environment.autoescape = True
    environment.undefined = StrictUndefined
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.install_gettext_translations(catalogue(), newstyle=True)  # type: ignore[attr-defined]
    return environment


@dataclass(frozen=True, slots=True)
class Asset:
    """A file of the theme: its name in templates, its path in the output and its bytes."""

    name: str
    path: str
    data: bytes


def load_assets(static: Path) -> dict[str, Asset]:
    """The theme's files with a fingerprint in the name, so that they may be cached for ever.

    Files that name others (`url(x.woff2)` in a stylesheet) are left relative: such names keep no fingerprint.
    """
    assets = {}
    for path in sorted(static.rglob("*")):
        if path.is_file() and not path.name.startswith("."):
            name = path.relative_to(static).as_posix()
            assets[name] = _asset(name, path.read_bytes())
    return assets


def _asset(name: str, data: bytes) -> Asset:
    stem, dot, ending = name.rpartition(".")
    mark = hashlib.blake2b(data, digest_size=5).hexdigest()
    return Asset(name, f"tema/{stem}.{mark}{dot}{ending}", data)


def with_profile(asset: Asset, site: Site) -> Asset:
    """The stylesheet after the host's own colours: nothing stands inline in a page, and it is one request."""
    text = f":root{{--accent-light:{site.accent};--accent-dark:{site.accent_dark}}}\n"
    return _asset(asset.name, text.encode() + asset.data)


class Renderer:
    """Renders views with one environment, one theme and one site."""

    def __init__(self, environment: Environment, site: Site, assets: Mapping[str, Asset], absolute_links: bool) -> None:
        self.environment = prepare(environment)
        self.site = site
        self.assets = {**assets, STYLESHEET: with_profile(assets[STYLESHEET], site)}
        self.absolute_links = absolute_links
        self._meta = Meta("", "", "", "")
        # Globals, and not each page's own: macros that know nothing of the page are then compiled and run once.
        self.environment.globals.update(
            site=site,
            href=self._href,
            asset=self._asset,
            inline=self._inline,
            body=self._body,
            page_meta=lambda: self._meta,
        )
        self.maker = digest(
            serialise(site),
            repr(absolute_links).encode(),
            *(asset.path.encode() for asset in self.assets.values()),
            *self._templates(),
        )

    def _templates(self) -> list[bytes]:
        loader = self.environment.loader
        assert loader is not None
        names = sorted(name for name in self.environment.list_templates() if not name.startswith("!"))
        return [name.encode() + loader.get_source(self.environment, name)[0].encode() for name in names]

    def artefact(self, view: Any) -> Artefact:
        """The page of `view`, to be made when its key has changed."""
        return Artefact(addresses.output_path(view.meta.address), view, self.maker, self.page)

    def page(self, view: Any) -> bytes:
        """The page of `view` as UTF-8 HTML."""
        self._meta = view.meta
        text = self.environment.get_template(view.meta.template).render(view=view)
        return text.encode()

    def _href(self, target: str) -> str:
        """A link from the page being made. Page not found can be shown anywhere, so its links start at the root."""
        if _EXTERNAL.match(target):
            return target
        if self.absolute_links or self._meta.address == addresses.NOT_FOUND:
            return addresses.absolute(self.site.base_path, target)
        return addresses.relative(self._meta.address, target)

    def _asset(self, name: str) -> str:
        return self._href(self.assets[name].path)

    def _inline(self, name: str) -> str:
        """A small picture as a data: address, so that it costs no request."""
        return f"data:image/svg+xml,{quote(self.assets[name].data.decode(), safe='=:/')}"

    def _body(self, html: str) -> Markup:
        return Markup(_ROOTED.sub(lambda match: f'{match[1]}="{self._href(match[2])}"', html))
