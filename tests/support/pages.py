"""Built pages as tests read them: every file of a site, its ids, and where its links lead."""

import posixpath
from collections import defaultdict
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urlsplit

from bs4 import BeautifulSoup, SoupStrainer, Tag
from lxml import html

from pledges.build.examination import examine
from pledges.content.geography import load
from pledges.content.problems import Problem
from pledges.urls import BOXES
from support import provland
from support.sites import CONTENT, made_once, make_site


@dataclass(frozen=True)
class Page:
    """One HTML file of a site. `path` is under `root`."""

    root: Path
    path: str

    @cached_property
    def text(self) -> str:
        """The file as it is."""
        return (self.root / self.path).read_text(encoding="utf-8")

    @cached_property
    def soup(self) -> BeautifulSoup:
        """The file, parsed."""
        return BeautifulSoup(self.text, "lxml")

    @cached_property
    def tree(self) -> Any:
        """The same as a tree of lxml's, which is quicker where every page is looked at."""
        return html.document_fromstring(self.text)

    def find(self, path: str) -> list[Any]:
        """Elements, attributes or texts by XPath."""
        found: list[Any] = self.tree.xpath(path)
        return found

    @cached_property
    def ids(self) -> list[str]:
        """Every id, in order."""
        return [str(one) for one in self.find("//@id")]

    def all(self, selector: str) -> list[Tag]:
        """Elements by CSS selector."""
        return self.soup.select(selector)

    def leads_to(self, href: str) -> tuple[str, str] | None:
        """(path under root, anchor) of a link inside the site; None of one that leaves it."""
        parts = urlsplit(href)
        if parts.scheme or parts.netloc:
            return None
        base = "" if parts.path.startswith("/") else posixpath.dirname(self.path)
        path = posixpath.normpath(posixpath.join(base, unquote(parts.path).lstrip("/"))) if parts.path else self.path
        if parts.path.endswith("/") or path == ".":
            path = posixpath.join(path, "index.html").removeprefix("./")
        return path, parts.fragment


@lru_cache(maxsize=4)
def read(root: Path) -> dict[str, Page]:
    """Every page of the site in `root` by its path, but for the boxes that other sites show among their own
    (tests/views/test_box.py)."""
    paths = sorted(path.relative_to(root).as_posix() for path in root.rglob("*.html"))
    return {path: Page(root, path) for path in paths if not path.startswith(BOXES)}


def some(site: dict[str, Page], step: int) -> list[Page]:
    """Every `step`th page of each kind, by where it lies: `kommuner/…/loften/…` is one."""
    of_kind: dict[tuple[str, ...], list[Page]] = defaultdict(list)
    for page in site.values():
        parts = page.path.split("/")
        of_kind[(str(len(parts)), *parts[:-1:2])].append(page)
    return [page for same in of_kind.values() for page in same[::step]]


def section(path: Path, name: str) -> Tag | None:
    """The element with the id `name` in the page at `path`: of the rest no tree is made, which takes the longest."""
    found = BeautifulSoup(path.read_bytes(), "lxml", parse_only=SoupStrainer(id=name)).find(id=name)
    return found if isinstance(found, Tag) else None


@lru_cache(maxsize=1)
def real_site() -> Path:
    """The portal's own content, built once."""
    return made_once("riktiga", lambda folder: make_site(CONTENT, folder / "output")) / "output"


def remembered() -> Path:
    """What the build of the portal's own content remembers, which an editor and `make check` begin with too."""
    return real_site().with_name("output-cache")


@lru_cache(maxsize=1)
def real_problems() -> tuple[Problem, ...]:
    """Everything that is told of the portal's own content, also what is accepted: its build has looked for all of it."""
    return examine(CONTENT, load(), remembered()).problems


SITES = {"Provland": provland.site, "den riktiga": real_site}
