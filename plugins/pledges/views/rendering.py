"""A view → the bytes of its page, by Pelican's Jinja environment and the theme.

What every template is given: `view` (a frozen view with `view.meta`), `site` (the settings) and `site_links`, the same on all pages,
`href(address)` (a rooted or external address → a link from this page), `asset(name)` (a file of the theme), `inline(name)` (a small picture of it as a data: address),
`body(html)` (clean HTML with rooted links → markup with links from this page), `kept(macro, …)` (what the macro lays out),
`here(address)` (where in the menu a page is), `qr_code(address)` (the QR code of a whole address),
and gettext's `_`, `ngettext` and `{% trans %}`. Nothing else: a template looks nothing up.

Links are written as marks and made relative when the page is whole. So what a macro lays out is the same on every
page, and what stands on many pages (a card, a node, the menu) is laid out once by `kept` and put there again: with
1,000 pledges that halved the time of laying out pages.
"""

import hashlib
import re
from collections.abc import Callable, Mapping, MutableMapping
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from types import BuiltinFunctionType, FunctionType, MethodType
from typing import Any, NamedTuple
from urllib.parse import quote

from jinja2 import Environment, StrictUndefined
from jinja2.ext import Extension
from jinja2.runtime import Context, Macro
from markupsafe import Markup, escape

from pledges import urls
from pledges.content.record_fields import Page, Theme
from pledges.content.register import Register
from pledges.i18n import EASY_TO_READ, SOURCE_LANGUAGE, _, catalogue, tag
from pledges.incremental.artifact import Artifact
from pledges.incremental.fingerprint import digest, serialise
from pledges.incremental.template_cache import TemplateCache
from pledges.settings import Language, Settings
from pledges.swedish import sort_key
from pledges.tongues import Tongue
from pledges.views.plain_pages import page_link
from pledges.views.qr_code import qr_code
from pledges.views.translated.shown import leading_to, used
from pledges.views.view_types import Link, PledgeCard, RecordCard

KEPT = 8192
_LANGUAGE = "portal_language"  # of an environment, where it is another than the site's
_EXTERNAL = re.compile(r"[a-z][a-z0-9+.-]*:|#|//")
_ROOTED = re.compile(r'\b(href|src)="/([^"]*)"')
_SRCSET = re.compile(r'\bsrcset="([^"]*)"')
_IN_SRCSET = re.compile(r"/([^\s,]+)(?= \d+w)")
_CONSTANT = re.compile(r"""\{\{ _\((["'])([^"'%{}\\]+)\1\) \}\}""")
# Around a link until it is made relative. No file with either is read (`reading` refuses control characters).
_OPEN, _CLOSE = "\x02", "\x03"
_MARKED = re.compile(f"{_OPEN}([^{_CLOSE}]*){_CLOSE}")
_BEGINS_QUESTION = '<section class="ask"'
_QUESTION = re.compile(_BEGINS_QUESTION + r' id="([^"]+)">\s*<h2>(.*?)</h2>')
# Where the long words of headings may be broken: after one of the first, before one of the second.
_JOINT = re.compile(
    "((?:samverkan|trygghet|säkerhet|hastighet|ordning|tillgänglighet|information)s|narkotika|medborgar)"
    "(?=överenskommelse|redogörelse|undersökning|vandring|störning|kontroll|insats|dialog|möte|område|träff)",
    re.IGNORECASE,
)
# Where a line of figures may not be broken: between a number and what it counts, and in “4 av 9” and “4 §”.
_WITH_NUMBER = re.compile(r"(?<=\d) (?=[\w§])|(?<=\bav) (?=\d)")
_NOTE_OR_INDENT = re.compile(rb"/\*.*?\*/\s*|(?<=\n)[ ]+", re.DOTALL)  # no string in a stylesheet of ours has either
LONG = 6  # questions; a page with as many says first which they are
STYLESHEET = "portal.css"
BOX_STYLESHEET = "ruta.css"
CORRECT = "ratta-eller-ta-over"  # a plain page that every compiled record leads to, where it exists
GLOSSARY = "ordlista"  # the same, that the lists of pledges lead to
LAW = "lagen"  # the same, that municipalities lead to
ABOUT = "om"  # the same, that the state of the country leads to
STORY = "historien"  # the same
OWN_SITE = "egen-webbplats"  # a plain page that municipalities lead to


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteLinks:
    """The menu and the footer, and the pages that tell how what is compiled is corrected, what words mean, what stands in
    the tables of open data, what the law asks, what is here, how it all came about and what a municipality may show elsewhere, where there are any.

    They are for pages in `language`, whose front page is at `front`, whose list of municipalities at `places` and whose search
    at `search`, where it has one; `everywhere` says that it has a page for each municipality;
    `tagline` says what the portal is. `others` are the same for pages in other languages.
    """

    language: str
    front: str
    places: str
    everywhere: bool
    search: str
    tagline: str
    others: tuple["SiteLinks", ...]
    menu: tuple[Link, ...]
    footer: tuple[Link, ...]
    correct: Link | None
    glossary: Link | None
    open_data: Link | None
    law: Link | None
    about: Link | None
    story: Link | None
    own_site: Link | None


def links_of(register: Register, settings: Settings) -> SiteLinks:
    """What every page leads to: the lists, and the plain pages in the menu or the footer."""
    pages = sorted(register.of(Page), key=lambda record: sort_key(record.fields.title))
    links = [(record.fields.in_menu, page_link(record)) for record in pages]
    tags = {tag(one.code) for one in used(register, settings)}  # what is in these is led to from their own front page
    fronts = leading_to(urls.FRONT, used(register, settings))
    menu = (
        Link(_("Alla löften"), urls.PLEDGES),
        Link(_("Kommuner"), urls.MUNICIPALITIES),
        Link(_("Polisen"), urls.POLICE),
        Link(_("Ämnen"), urls.THEMES),
        Link(_("Läget i landet"), urls.STATE),
        Link(_("Prenumerera"), urls.SUBSCRIBE),
        *(link for in_menu, link in links if in_menu),
        *(link for link in fronts if link.language != tag(EASY_TO_READ)),
    )
    footer = (
        *(link for link in fronts if link.language == tag(EASY_TO_READ)),
        Link(_("Utlovade dagar"), urls.LATE),
        Link(_("Län"), urls.COUNTIES),
        Link(_("Andra parter"), urls.ACTORS),
        Link(_("Nyheter"), urls.NEWS),
        Link(_("Sidor om portalen"), "sidor/"),
        Link(_("Tillgänglighetsredogörelse"), urls.STATEMENT),
        *((Link(_("Personuppgifter"), urls.PRIVACY),) if settings.privacy else ()),
        *(link for in_menu, link in links if not in_menu and link.language not in tags),
    )
    by_slug = {record.slug: Link(record.fields.title, urls.of_record(record.identity)) for record in pages}
    return SiteLinks(
        language=SOURCE_LANGUAGE,
        front=urls.FRONT,
        places=urls.MUNICIPALITIES,
        everywhere=False,
        search=urls.SEARCH if settings.search else "",
        tagline=settings.tagline,
        others=tuple(_links_in(register, settings, language) for language in used(register, settings)),
        menu=menu,
        footer=footer,
        correct=by_slug.get(CORRECT),
        glossary=by_slug.get(GLOSSARY),
        open_data=by_slug.get(urls.OPEN_DATA),
        law=by_slug.get(LAW),
        about=by_slug.get(ABOUT),
        story=by_slug.get(STORY),
        own_site=by_slug.get(OWN_SITE),
    )


def _links_in(register: Register, settings: Settings, language: Language) -> SiteLinks:
    """What pages in another language lead to: the pages that it has, and of the rest what a reader can't do without."""
    tongue, pages = Tongue(language.code), {page.slug: page for page in register.of(Page)}
    front = urls.in_language(language.code, urls.FRONT)

    def translated(slug: str) -> Link | None:
        page = pages.get(slug)
        text = register.translation(page, language.code) if page is not None else None
        if page is None or text is None:
            return None
        return Link(text.title or page.title, urls.in_language(language.code, urls.of_record(page.identity)))

    has_themes = any(register.translation(theme, language.code) for theme in register.of(Theme))
    correct = translated(CORRECT)
    if correct is None and CORRECT in pages:
        correct = Link(pages[CORRECT].title, urls.of_record(pages[CORRECT].identity), language=SOURCE_LANGUAGE)
    return SiteLinks(
        language=language.code,
        front=front,
        places=urls.in_language(language.code, urls.MUNICIPALITIES) if language.everywhere else urls.MUNICIPALITIES,
        everywhere=language.everywhere,
        search=urls.in_language(language.code, urls.SEARCH) if settings.search else "",
        tagline=language.tagline,
        others=(),
        menu=(
            Link(tongue.say("Kommuner"), f"{front}#kommuner"),
            *((Link(tongue.say("Ämnen"), f"{front}#amnen"),) if has_themes else ()),
            *(link for slug in sorted(pages) if (link := translated(slug)) is not None),
            *leading_to(urls.FRONT, (language,), but=language.code),
        ),
        footer=(Link(_("Tillgänglighetsredogörelse"), urls.STATEMENT, language=SOURCE_LANGUAGE),),
        correct=correct,
        glossary=translated(GLOSSARY),
        open_data=None,
        law=None,
        about=None,
        story=None,
        own_site=None,
    )


class PlainContext(Context):
    """Calls macros and plain functions as Jinja does, without finding out at each call what they want to be given first: a page has hundreds."""

    def call(__self, __obj: Callable[..., Any], *args: Any, **kwargs: Any) -> Any:  # noqa: N805 - as Jinja's own
        if type(__obj) is Macro:
            args = (__self.eval_ctx, *args)
        elif type(__obj) not in _FUNCTIONS or getattr(__obj, _WANTS, None) is not None:
            return super().call(__obj, *args, **kwargs)
        kwargs.pop("_block_vars", None)
        kwargs.pop("_loop_vars", None)
        return __obj(*args, **kwargs)


_FUNCTIONS = frozenset((FunctionType, MethodType, BuiltinFunctionType, type(lru_cache(len))))
_WANTS = "jinja_pass_arg"  # what Jinja marks a function with that is to be given the context or the environment


class ConstantTexts(Extension):
    """Puts `{{ _("…") }}` into the template as text when it is compiled: a page has dozens, and they never change."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:
        """The source with the texts of the environment's language in it."""
        texts = catalogue(getattr(self.environment, _LANGUAGE, SOURCE_LANGUAGE))
        return _CONSTANT.sub(lambda match: texts.gettext(match[2]), source)


def prepare(environment: Environment) -> Environment:
    """Pelican's environment with what our templates rely on. Autoescape is off in Jinja unless it is asked for."""
    environment.autoescape = True
    environment.undefined = StrictUndefined
    environment.context_class = PlainContext
    environment.trim_blocks = True
    environment.lstrip_blocks = True
    environment.add_extension("jinja2.ext.i18n")
    environment.add_extension(ConstantTexts)
    environment.filters["joints"] = _joints
    environment.filters["whole_numbers"] = _whole_numbers
    environment.install_gettext_translations(catalogue(), newstyle=True)  # type: ignore[attr-defined]
    _with_plain_globals(environment)
    return environment


def _with_plain_globals(environment: Environment) -> None:
    """Jinja looks names up in a template's globals and the environment's apart, and compares them name by name at each import.

    A page imports six templates. Ours are loaded when all globals are there, so one dict of both is the same, and quicker.
    """

    def made(own: MutableMapping[str, Any] | None) -> MutableMapping[str, Any]:
        return {**environment.globals, **(own or {})}

    environment.make_globals = made  # type: ignore[assignment, method-assign]


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
    fingerprint = hashlib.blake2b(data, digest_size=5).hexdigest()
    return Asset(name, f"tema/{stem}.{fingerprint}{dot}{ending}", data)


def with_profile(asset: Asset, settings: Settings) -> Asset:
    """The stylesheet after the host's own colours: nothing stands inline in a page, and it is one request.

    Its notes and indents stay at home: they are a tenth of what every page's first round trip would carry of it.
    """
    text = f":root{{--accent-light:{settings.accent};--accent-dark:{settings.accent_dark}}}\n"
    return _asset(asset.name, text.encode() + _NOTE_OR_INDENT.sub(b"", asset.data))


class Here(NamedTuple):
    """The address in the menu that is the page's own, None where none is, and those that the page lies under."""

    page: str | None
    above: tuple[str, ...]


class Renderer:
    """Renders views with one environment, one theme and one site."""

    def __init__(
        self, environment: Environment, settings: Settings, *, links: SiteLinks, assets: Mapping[str, Asset]
    ) -> None:
        self.environment = prepare(environment)
        self.settings = settings
        self.links = links
        self._others = {one.language: one for one in links.others}
        self.assets = {
            **assets,
            **{name: with_profile(assets[name], settings) for name in (STYLESHEET, BOX_STYLESHEET)},
        }
        self.environment.globals.update(
            site=settings,
            site_links=links,
            href=_href,
            asset=self._asset,
            inline=self._inline,
            body=_body,
            kept=lru_cache(KEPT)(_laid_out),
            here=self._here,
            qr_code=qr_code,
            _=_translating(SOURCE_LANGUAGE),
        )
        self._environments = {SOURCE_LANGUAGE: self.environment}
        self.maker = digest(
            serialise((settings, links)),
            *(asset.path.encode() for asset in self.assets.values()),
            *self._templates(),
        )

    def _templates(self) -> list[bytes]:
        loader = self.environment.loader
        assert loader is not None
        names = sorted(name for name in self.environment.list_templates() if not name.startswith("!"))
        return [name.encode() + loader.get_source(self.environment, name)[0].encode() for name in names]

    def artifact(self, view: Any) -> Artifact:
        """The page of `view`, to be made when its key has changed."""
        address = view.meta.address
        unlisted = "" if view.meta.indexed and view.meta.owner is None else address
        return Artifact(
            path=urls.output_path(address), source=view, maker=self.maker, make=self.page, unlisted=unlisted
        )

    def page(self, view: Any) -> bytes:
        """The page of `view` as UTF-8 HTML."""
        environment = self._environment(view.meta.around)
        text = self._with_contents(environment, environment.get_template(view.meta.template).render(view=view))
        return _MARKED.sub(self._link_from(view.meta.address), text).encode()

    def card(self, card: PledgeCard | RecordCard, address: str) -> str:
        """A card as the lists of its municipality have it, with its links as from the page at `address`."""
        macros: Any = self.environment.get_template("macros/cards.html").module
        lay_out = macros.pledges if isinstance(card, PledgeCard) else macros.records
        return _MARKED.sub(self._link_from(address), lay_out([card], places=False))

    def _environment(self, language: str) -> Environment:
        """The environment of pages in `language`: the same templates, with that catalogue's texts and its own ways."""
        if language not in self._environments:
            base, own = self.environment, self._others[language]
            remembered = base.bytecode_cache
            beside = remembered.beside(language) if isinstance(remembered, TemplateCache) else None
            other = base.overlay(bytecode_cache=beside)
            setattr(other, _LANGUAGE, language)
            other.globals = {**base.globals}
            # What the extension offers would put the texts in place in the first environment too.
            other.globals.update(
                site_links=own,
                kept=lru_cache(KEPT)(_laid_out),
                _=_translating(language),
                gettext=_translating(language),
                ngettext=_translating_numbers(language),
            )
            _with_plain_globals(other)
            self._environments[language] = other
        return self._environments[language]

    def _with_contents(self, environment: Environment, text: str) -> str:
        """A long page with a list of its questions before the first of them."""
        if text.count(_BEGINS_QUESTION) < LONG:
            return text
        questions = tuple(_QUESTION.finditer(text))
        if len(questions) < LONG:
            return text
        macros = environment.get_template("macros/page.html").module
        contents = macros.contents([(found[1], Markup(found[2])) for found in questions])  # type: ignore[attr-defined]
        start = questions[0].start()
        return f"{text[:start]}{contents}{text[start:]}"

    def _link_from(self, address: str) -> Callable[[re.Match[str]], str]:
        """From a mark to a link on a page. Page not found can be shown anywhere, so its links start at the root."""
        if self.settings.absolute_links or address == urls.NOT_FOUND:
            return lambda match: urls.absolute(self.settings.base_path, match[1])
        way_to = urls.ways_from(address)
        return lambda match: way_to(match[1])

    def _asset(self, name: str) -> str:
        return _href(self.assets[name].path)

    def _here(self, address: str) -> Here:
        """Where in the menu and the footer the page at `address` is."""
        around = self._others.get(address.partition("/")[0], self.links)
        links = [around.search, *(link.href or "" for link in (*around.menu, *around.footer))]
        page = address if address in links or address == around.front else None
        return Here(page, tuple(link for link in links if link and link != address and address.startswith(link)))

    def _inline(self, name: str) -> str:
        """A small picture as a data: address, so that it costs no request."""
        return f"data:image/svg+xml,{quote(self.assets[name].data.decode(), safe='=:/')}"


def _href(target: str) -> str:
    """A link to a rooted address, as a mark; what is external stays as it is."""
    return target if _EXTERNAL.match(target) else f"{_OPEN}{target}{_CLOSE}"


def _body(html: str) -> Markup:
    linked = _ROOTED.sub(lambda match: f'{match[1]}="{_href(match[2])}"', html)
    return Markup(_SRCSET.sub(lambda match: f'srcset="{_IN_SRCSET.sub(lambda one: _href(one[1]), match[1])}"', linked))


def _joints(text: str) -> Markup:
    """A heading with a place where each long word may be broken, also after a slash. The hyphen is the stylesheet's, so that nothing but the word is copied or searched."""
    after_slashes = str(escape(text)).replace("/", "/<wbr>")
    return Markup(_JOINT.sub(r'\1<span class="joint"></span>', after_slashes))


def _whole_numbers(text: str) -> Markup:
    """A line of figures that is never broken between a number and its unit: 4 av 9 åtgärder."""
    return Markup(_WITH_NUMBER.sub("\N{NO-BREAK SPACE}", str(escape(text))))


@cache
def _translating(language: str) -> Callable[..., Markup]:
    """`_` in templates, as gettext's own but for looking each text up once: a page has dozens."""

    @cache
    def escaped(message: str) -> Markup:
        return Markup(catalogue(language).gettext(message))

    def translated(message: str, **values: object) -> Markup:
        return escaped(message) % values

    return translated


@cache
def _translating_numbers(language: str) -> Callable[..., Markup]:
    """`ngettext` in templates of another language."""

    def translated(singular: str, plural: str, num: int, **values: object) -> Markup:
        return Markup(catalogue(language).ngettext(singular, plural, num)) % {"num": num, **values}

    return translated


def _laid_out(macro: Callable[..., Markup], *arguments: object) -> Markup:
    return macro(*arguments)
