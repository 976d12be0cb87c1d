"""The search index: Pagefind over the finished pages, with the Swedish words that it needs.

A step of its own after the build, only where a page has changed. Pagefind is given copies of the pages' main part,
each with the kind of page as a filter and with the words of `search_words_added` as metadata: metadata is searched, but
never shown in an excerpt, and the pages that people read stay as they are. Beside the index lie all its words
(`search_words_known`). The new index is made beside the output and then put in its place file by file: what the entry file
names is there before it is, and goes after it is gone.

Each other language has an index of its own pages beside its own search page, made in the same way but for the words: those are
of Swedish, so only which words its pages have is kept.
"""

import os
import re
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import escape, unescape
from pathlib import Path
from tempfile import mkdtemp

import orjson

from pledges import swedish, urls
from pledges.content.kinds import NAMES
from pledges.exports.reproducible_search_index import sort_index
from pledges.exports.search_words_added import WordForms, words_of
from pledges.exports.search_words_known import FOLDER, plain_word_files, searched_words, word_files
from pledges.i18n import SOURCE_LANGUAGE, _, languages, tag
from pledges.incremental import replace_file
from pledges.incremental.fingerprint import code_key, digest
from pledges.incremental.output_transaction import alone, beside

_STAGING = "sok-"
_ENTRY = "pagefind-entry.json"
_KEPT = ("pagefind.js", "pagefind-worker.js", _ENTRY)
_KEPT_SUFFIXES = (".pf_meta", ".pf_index", ".pf_filter", ".pf_fragment")
_ENGINE = "wasm.{}.pagefind"
_EVERY_ENGINE = "wasm.unknown.pagefind"  # of languages that Pagefind has no stemmer for
# Parts of a page that stand on many pages or tell of others (headings of sections, lists of cards, letters, what to do
# next, notes that nothing is here, what the templates mark so): found there, a word would only be in the way. None of them
# holds another of its own kind. A heading in free text has an id, and stays.
_PASSED_OVER = re.compile(
    r"<(nav|figure|svg)\b.*?</\1>|<h2>.*?</h2>"
    r'|<section\b[^>]* id="(?:tomt|folj|gor|i-korthet)".*?</section>'
    r'|<(ul|ol|details|p|div|span)\b[^>]*(?:class="(?:kicker|cards|places|how|compiled|feeds|act|send|mail)\b|data-pagefind-ignore).*?</\2>',
    re.S,
)
_ENDINGS = re.compile(r'<ul class="endings">.*?</ul>', re.S)  # within each card: gone before the cards' own list is
_ONLY_NAME = re.compile(rf"(?:{urls.COUNTIES}|{urls.POLICE}region-)[^/]+/")
_NAME = re.compile(r"<h1\b.*?</h1>", re.S)
_MAIN = re.compile(r"<main\b[^>]*data-pagefind-body[^>]*>(.*)</main>", re.S)
_FILTER = re.compile(r"<meta [^>]*data-pagefind-filter=[^>]*>")
_TAG = re.compile(r"<[^>]+>")
_WAY_OUT = (
    "Kör make site igen så att paketen installeras, eller stäng av sökningen med search: False i inställningarna."
)


class SearchError(Exception):
    """The index can't be made; the message is Swedish and says what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class IndexedPage:
    """A finished page that can be searched: its address, what kind it is, and what of it is read."""

    address: str
    kind: str
    filters: str
    main: str

    @property
    def text(self) -> str:
        """The words of the page, without markup."""
        return unescape(_TAG.sub(" ", self.main))


def index(output: Path) -> bool:
    """Make or renew the search indexes of the site in `output`: the Swedish one, and that of each language with a search page.
    Gives whether there was anything to do.

    Raises SearchError where Pagefind can't be run or fails.
    """
    output = output.absolute()
    with alone(output, "ett bygge"):
        renewed = [_renewed(output, language) for language in (SOURCE_LANGUAGE, *languages())]
    return any(renewed)


def folder_of(language: str) -> str:
    """Where the index of a language lies: `en/sok/pagefind/`."""
    return urls.SEARCH_INDEX if language == SOURCE_LANGUAGE else urls.in_language(language, urls.SEARCH_INDEX)


def _renewed(output: Path, language: str) -> bool:
    """Whether the index of a language had to be made anew. A language without a search page has none."""
    work, folder, is_swedish = beside(output), output / folder_of(language), language == SOURCE_LANGUAGE
    if not is_swedish and not (folder.parent / "index.html").is_file():
        shutil.rmtree(folder, ignore_errors=True)
        return False
    manifest = work / ("sok.json" if is_swedish else f"sok.{language}.json")
    files = dict(_searchable(output, "" if is_swedish else f"{language}/"))
    key = _key(output, files)
    if _is_as_made(folder, manifest, key):
        return False
    for left in work.glob(f"{_STAGING}*/"):  # by a run that was ended in the middle
        shutil.rmtree(left, ignore_errors=True)
    staging = Path(mkdtemp(prefix=_STAGING, dir=work))
    try:
        pages = [page for path, kind in files.items() if (page := _read(output, path, kind)) is not None]
        if pages:  # Pagefind refuses a site without any
            stemmer = tag(language).partition("-")[0]
            added = _write_copies(staging / "sidor", pages, is_swedish=is_swedish)
            _run_pagefind(staging / "sidor", staging / "index", stemmer)
            sort_index(staging / "index", stemmer)
            _write_words(staging / "index" / FOLDER, pages, added, is_swedish=is_swedish)
        names = _swap(staging / "index", folder)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    sizes = {name: (folder / name).stat().st_size for name in names}
    replace_file.replace(manifest, orjson.dumps({"key": key, "files": sizes}, option=orjson.OPT_SORT_KEYS))
    return True


@lru_cache(maxsize=1)
def _kinds() -> tuple[tuple[re.Pattern[str], str], ...]:
    """Which addresses are searched, and what kind of page each is: its folder says so. Lists are not searched."""
    own = [
        (name.folder.replace("*", "[^/]+") + "/[^/]+/", name.singular)
        for name in NAMES.values()
        if "/*/" in name.folder
    ]
    rest = [(f"{name.folder}/[^/]+/", name.singular) for name in NAMES.values() if not name.is_local]
    places = [
        (f"{urls.MUNICIPALITIES}[^/]+/", _("kommun")),
        (f"{urls.COUNTIES}[^/]+/", _("län")),
        (f"{urls.POLICE}region-[^/]+/", _("polisregion")),
        (urls.STATEMENT, _("sida")),
        (urls.PRIVACY, _("sida")),
    ]
    return tuple((re.compile(pattern), swedish.capital(kind)) for pattern, kind in (*places, *own, *rest))


def kind_of(address: str) -> str | None:
    """What kind of page lies at `address`; None for one that is not searched (lists, feeds' pages, the front page)."""
    last = address.rstrip("/").rpartition("/")[2]
    if last == urls.SUBSCRIBE.rstrip("/") or last.startswith("sida-"):
        return None
    return next((kind for pattern, kind in _kinds() if pattern.fullmatch(address)), None)


def _searchable(output: Path, under: str) -> Iterator[tuple[str, str]]:
    """(path, kind) of every page that may be searched, in the order of their paths: those `under` a language's folder, or the
    Swedish ones."""
    pages = []
    for folder, _folders, names in os.walk(output / under):
        if "index.html" in names:
            place = Path(folder).relative_to(output).as_posix()
            kind = kind_of(f"{place}/".removeprefix(under))
            if kind is not None:
                pages.append((f"{place}/index.html", kind))
    yield from sorted(pages)


def _key(output: Path, files: Mapping[str, str]) -> str:
    """The digest of the code, and of how each page lies on disk: what the index is made of, without reading it all."""
    stamps = []
    for path in files:
        info = os.stat(output / path)
        stamps.append(f"{path} {info.st_size} {info.st_mtime_ns}")
    return digest(code_key(), "\n".join(stamps).encode())


def _is_as_made(folder: Path, manifest: Path, key: str) -> bool:
    try:
        stored = orjson.loads(manifest.read_bytes())
        return stored["key"] == key and all(
            (folder / name).stat().st_size == size for name, size in stored["files"].items()
        )
    except (OSError, orjson.JSONDecodeError, KeyError, TypeError):
        return False


def _read(output: Path, path: str, kind: str) -> IndexedPage | None:
    """The page at `path`, or None where it says that it is not to be searched."""
    html = (output / path).read_text(encoding="utf-8")
    main = _MAIN.search(html)
    if main is None:
        return None
    filters = "".join(_FILTER.findall(html))
    address = path.removesuffix("index.html")
    name = _NAME.search(main[1]) if _ONLY_NAME.fullmatch(address) else None  # the rest of it tells of others
    own = name[0] if name is not None else _PASSED_OVER.sub("", _ENDINGS.sub("", main[1])).replace("</dt>", "</dt>: ")
    return IndexedPage(address=address, kind=kind, filters=filters, main=own)


def _write_copies(folder: Path, pages: list[IndexedPage], *, is_swedish: bool) -> set[str]:
    """What Pagefind reads: each page's main part, with its filters and the words that it lacks as metadata.

    Gives the words that any page lacked: those are only known in Swedish.
    """
    added: set[str] = set()
    words = {page.address: words_of(page.text) if is_swedish else set() for page in pages}
    forms = WordForms(word for page_words in words.values() for word in page_words)
    for page in pages:
        missing = forms.missing_from(words[page.address])
        added.update(missing)
        place = folder / page.address / "index.html"
        place.parent.mkdir(parents=True, exist_ok=True)
        place.write_text(
            '<!doctype html><html lang="sv"><head>'
            f'<meta name="typ" content="{escape(page.kind)}" data-pagefind-filter="{_("Typ")}[content]">{page.filters}'
            f'<meta name="ord" content="{escape(" ".join(missing))}" data-pagefind-meta="ord[content]">'
            f"</head><body><main data-pagefind-body>{page.main}</main></body></html>",
            encoding="utf-8",
        )
    return added


def _write_words(folder: Path, pages: list[IndexedPage], added: set[str], *, is_swedish: bool) -> None:
    """The words that the search knows: those of the pages, and in Swedish those that were added to them."""
    folder.mkdir(parents=True)
    on_pages = set[str]().union(*(searched_words(page.text) for page in pages))
    for name, data in (word_files(on_pages, added) if is_swedish else plain_word_files(on_pages)).items():
        (folder / name).write_bytes(data)


def _run_pagefind(pages: Path, target: Path, language: str) -> None:
    """Index the pages, whose words have the endings of `language`. Pagefind says nothing, unless something is wrong."""
    from pagefind.service import get_executable  # noqa: PLC0415 - slow to import, and seldom needed

    binary = get_executable()
    if binary is None:
        raise SearchError(f"Sökningen kunde inte byggas: Pagefind är inte installerat. {_WAY_OUT}")
    command = [
        str(binary),
        "--silent",
        "--force-language",
        language,
        "--site",
        str(pages),
        "--output-path",
        str(target),
    ]
    try:
        done = subprocess.run(command, check=False, capture_output=True, text=True)
    except OSError as error:
        raise SearchError(
            f"Sökningen kunde inte byggas: {binary.name} går inte att köra ({error.strerror}). {_WAY_OUT}"
        ) from None
    if done.returncode != 0:
        raise SearchError(f"Sökningen kunde inte byggas. Pagefind svarade: {(done.stderr or done.stdout).strip()}")


def _swap(made: Path, folder: Path) -> tuple[str, ...]:
    """Put the new index in place: all that the entry file names, then the entry file, then away with the old."""
    made.mkdir(parents=True, exist_ok=True)
    names = sorted(
        path.relative_to(made).as_posix()
        for path in made.rglob("*")
        if path.is_file() and (path.name in _kept(made) or path.suffix in _KEPT_SUFFIXES or path.parent.name == FOLDER)
    )
    for name in sorted(names, key=lambda name: name == _ENTRY):
        if not _is_there(folder / name, made / name):
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            os.replace(made / name, folder / name)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in names:
            path.unlink()
    return tuple(names)


def _kept(made: Path) -> tuple[str, ...]:
    """The files that a search page loads by name: of the engines the language's own, or the one that is for any."""
    own = [path.name for path in made.glob(_ENGINE.format("*")) if path.name != _EVERY_ENGINE]
    return (*_KEPT, *(own or [_EVERY_ENGINE]))


def _is_there(place: Path, made: Path) -> bool:
    """Whether a file that is named after its bytes lies there already: most of an index is as it was."""
    try:
        return place.suffix in _KEPT_SUFFIXES and place.stat().st_size == made.stat().st_size
    except OSError:
        return False
