"""Which files there are under content/, and what the folder says that each one is.

Nothing is opened here. Every file is either a record to read, an attachment, passed over (and listed), or a
problem: no file can vanish.
"""

import re
import stat
from collections.abc import Iterator, Sequence
from dataclasses import KW_ONLY, dataclass, field
from difflib import get_close_matches
from pathlib import Path

from pledges.content.geography import Geography, slugify
from pledges.content.kinds import NAMES, Kind
from pledges.content.origins import ORIGINS
from pledges.content.parties import POLICE_AREA_PREFIX
from pledges.content.problems import Problem
from pledges.i18n import is_known, languages
from pledges.incremental.scan import Seen, scan
from pledges.swedish import enumerate_words, suggestion

LOG_FOLDER = ".utgivet"  # what has been published, a file for each municipality: history/publication_log.py
LOG_SUFFIX = ".jsonl"
MAX_BYTES = 80 * 1024
ATTACHMENTS = (".jpeg", ".jpg", ".pdf", ".png", ".webp")
_IN_MUNICIPALITY = {
    name.folder.removeprefix("kommuner/*/"): kind
    for kind, name in NAMES.items()
    if name.is_local and kind is not Kind.MUNICIPALITY
}
_AT_TOP = {name.folder: kind for kind, name in NAMES.items() if not name.is_local}
_PASSED_OVER = re.compile(
    r"\.DS_Store|Thumbs\.db|desktop\.ini|~\$.*|\._.*|.*~|\.#.*|#.*#|.*\.sw[a-p]|.*\.(?:bak|orig|tmp)|\.git(?:keep|ignore|attributes)",
    re.I,
)
_TEXT_TYPES = (".txt", ".markdown", ".mdown", ".mkd")
_DOCUMENT_TYPES = (
    ".docx",
    ".doc",
    ".odt",
    ".rtf",
    ".pages",
    ".xlsx",
    ".xls",
    ".ods",
    ".csv",
    ".pptx",
    ".ppt",
    ".eml",
    ".msg",
)
_IMAGE_TYPES = (".heic", ".heif", ".tif", ".tiff", ".gif", ".bmp", ".svg", ".avif", ".jfif")
_FOR_ATTACHMENTS = ("bilagor", "bild", "bilder", "dokument", "filer", "foto", "foton", "images", "img", "media", "pdf")
_COPY = re.compile(
    r"(?P<first>.+?)\s*(?:-\s*)?(?:kopia|copy|\(\d+\))(?:\s*\(?\d+\)?)?|(?:kopia av|copy of)\s+(?P<second>.+)", re.I
)
_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_RECORD = re.compile(rf"{_SLUG.pattern}\.md")
_LANGUAGE = re.compile(r"(?!md)([a-z]{2,3}(?:-[a-z]{2,4})?)\.md", re.IGNORECASE)  # a code of ISO 639, whichever it is
_TRANSLATION = re.compile(rf"({_SLUG.pattern})\.([a-z]+)\.md")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file under content/. `path` is relative to it, with /; `stamp` changes when the file does."""

    path: str
    kind: Kind | None
    _: KW_ONLY
    municipality: str | None
    stamp: tuple[int, int, int]

    @property
    def identity(self) -> str:
        """The path without its ending."""
        return self.path.rsplit(".", 1)[0]


@dataclass(slots=True, kw_only=True)
class Discovery:
    """What was found: records to read, their translations, attachments by path, files passed over, and problems.

    `misnamed` are files that a problem has been told of because of their name or type: what refers to them is not to blame.
    """

    records: list[SourceFile] = field(default_factory=list)
    attachments: list[SourceFile] = field(default_factory=list)
    translations: list[SourceFile] = field(default_factory=list)
    passed_over: list[str] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
    misnamed: list[SourceFile] = field(default_factory=list)


def translates(path: str) -> tuple[str, str]:
    """Of what a translation is one, by its identity, and in which language: `loften/2024.en.md` → `loften/2024`, `en`."""
    original, language, _ending = path.rsplit(".", 2)
    return original, language


def is_passed_over(name: str) -> bool:
    """Whether a file or a folder called `name` is a system's or an editor's own, and nothing to publish."""
    return _PASSED_OVER.fullmatch(name) is not None


def discover(content: Path, geography: Geography, seen: Sequence[Seen] | None = None) -> Discovery:
    """Sort all that is in `content`, by name. Links, odd files and unknown folders become problems, all of them.

    `seen` is what `scan` gave of it, where that has been done already.
    """
    discovery = Discovery()
    if not content.is_dir():
        discovery.problems.append(
            Problem(
                code="ingen-mapp",
                path="",
                message=f"Mappen {content.name} finns inte.",
                hint="Skapa den, eller ange en annan med CONTENT=mapp.",
            )
        )
        return discovery
    skipped: str | None = None
    wrong = False
    entries = list(scan(content) if seen is None else seen)
    known = frozenset("/".join(path.split("/", 2)[:2]) for path, mode, *_ in entries if stat.S_ISREG(mode))
    for entry in entries:
        if skipped is None or not entry[0].startswith(skipped):
            skipped = None if _sort(entry, geography, discovery=discovery, known=known) else f"{entry[0]}/"
            wrong = bool(discovery.problems) and discovery.problems[-1].path == entry[0]
        if wrong and stat.S_ISREG(entry[1]):
            discovery.misnamed.append(_misnamed(entry, geography))
    discovery.problems += _without_original(discovery)
    if not discovery.records and not discovery.problems:
        discovery.problems.append(
            Problem(
                code="tom-mapp",
                path="",
                message=f"I mappen {content.name} finns inga filer med innehåll.",
                hint="Kontrollera att det är rätt mapp. En tom portal byggs inte, så att den förra ligger kvar.",
            )
        )
    return discovery


def _sort(entry: Seen, geography: Geography, *, discovery: Discovery, known: frozenset[str]) -> bool:
    """Sort one file or folder. Gives whether what is in it is to be sorted too."""
    path, mode = entry[:2]
    name = path.rpartition("/")[2]
    if stat.S_ISREG(mode) and _RECORD.fullmatch(name):  # nearly every file: there is nothing more to ask of its name
        _sort_file(name, entry, geography=geography, discovery=discovery)
        return True
    if path in (LOG_FOLDER, ORIGINS):
        return False
    if stat.S_ISREG(mode) and (named := _TRANSLATION.fullmatch(name)) and is_known(named[2]):
        _sort_file(f"{named[1]}.md", entry, geography=geography, discovery=discovery, is_translation=True)
        return True
    if is_passed_over(name):
        discovery.passed_over.append(path)
        return False
    problem = _municipality_problem(path, mode, geography=geography, known=known) or _name_problem(name, path, mode)
    if problem is None and stat.S_ISDIR(mode):
        problem = _folder_problem(path, geography)
    if problem is not None:
        discovery.problems.append(problem)
        return False
    if stat.S_ISREG(mode):
        _sort_file(name, entry, geography=geography, discovery=discovery)
    return True


def _municipality_problem(path: str, mode: int, *, geography: Geography, known: frozenset[str]) -> Problem | None:
    """A municipality's folder that is called as the municipality is in speech; `known` are the folders with something in them."""
    parts = path.split("/")
    if len(parts) != 2 or parts[0] != "kommuner" or not stat.S_ISDIR(mode) or parts[1] in geography.municipalities:
        return None
    slug = _folder_slug(parts[1], geography)
    if slug not in geography.municipalities:
        return None
    return Problem(
        code="okand-kommun",
        path=path,
        message=f"Mappen ”{parts[1]}” heter inte som kommunen gör i adresser.",
        hint=f"Flytta det som ligger i den till kommuner/{slug}/, som redan finns, och ta sedan bort mappen."
        if f"kommuner/{slug}" in known
        else f"Byt namn till {slug}.",
    )


def _name_problem(name: str, path: str, mode: int) -> Problem | None:
    if stat.S_ISLNK(mode):
        return Problem(
            code="lank",
            path=path,
            message="Det här är en länk till något annat ställe.",
            hint="Lägg själva filen här i stället.",
        )
    if not (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
        return Problem(
            code="ingen-fil", path=path, message="Det här är varken en fil eller en mapp.", hint="Ta bort den."
        )
    stem, dot, ending = name.partition(".")
    is_folder = stat.S_ISDIR(mode)
    if not is_folder and _RECORD.fullmatch(name.lower().lstrip(".")) and name.startswith("."):
        message, better = f"{name} är gömd: namnet börjar med en punkt.", name.lower().lstrip(".")
        return Problem(code="filnamn", path=path, message=message, hint=f"Byt namn till {better}.")
    if not is_folder and (not dot or name.startswith(".")):
        return Problem(
            code="filtyp",
            path=path,
            message="Filen har ingen ändelse som portalen känner till.",
            hint="Byt namn så att den slutar på .md, eller ta bort den.",
        )
    if not is_folder and f".{name.rpartition('.')[2].lower()}" not in (".md", *ATTACHMENTS):
        return _type_problem(name, path)
    if not is_folder and ending.lower().endswith(".md"):  # two dots: 2024.md.md, 2024.v2.md
        better = f"{slugify(stem if ending.lower() == 'md.md' else name[:-3]) or 'namn'}.md"
        language = _LANGUAGE.fullmatch(ending)
        if language is not None:
            hint = (
                f"Är det en översättning: texter kan vara på {enumerate_words(languages(), 'eller')}, inte ”{language[1]}”. "
                f"Är det något annat, byt namn till {better}."
            )
            return _no_address(name, path, hint)
        return _no_address(name, path, f"Byt namn till {better}.")
    if not is_folder and "." in ending:  # avtal..pdf, avtal.v2.pdf
        better = f"{slugify(name.rpartition('.')[0]) or 'namn'}.{name.rpartition('.')[2].lower()}"
        return _no_address(
            name, path, f"Byt namn till {better}, och skriv det namnet där filen nämns: bara en punkt, före ändelsen."
        )
    if not _SLUG.fullmatch(stem):
        better = slugify(stem) or "namn"
        if is_folder:
            better = next(iter(get_close_matches(better, (*_IN_MUNICIPALITY, *_AT_TOP), n=1, cutoff=0.8)), better)
        copied = _COPY.fullmatch(stem) if not is_folder else None
        if copied is not None:
            original = f"{(copied['first'] or copied['second']).strip()}{dot}{ending.lower()}"
            hint = f"Är det en kopia av {original} som blev kvar, ta bort den. Är det en egen fil, ge den ett eget namn, till exempel efter året."
            return _no_address(name, path, hint)
        also = "" if is_folder or name.lower().endswith(".md") else ", och skriv det namnet där filen nämns"
        return _no_address(
            name,
            path,
            f"Byt namn till {better}{dot}{ending.lower()}{also}: bara små bokstäver a–z, siffror och bindestreck.",
        )
    return None


def _no_address(name: str, path: str, hint: str) -> Problem:
    return Problem(code="filnamn", path=path, message=f"Namnet ”{name}” kan inte bli en webbadress.", hint=hint)


def _type_problem(name: str, path: str) -> Problem:
    stem, _, ending = name.rpartition(".")
    ending = f".{ending.lower()}"
    if stem.lower().endswith(".md"):
        hint = f"Windows har lagt till {ending}. Byt namn till {slugify(stem[:-3]) or 'namn'}.md."
    elif ending in _TEXT_TYPES:
        hint = (
            f"Är det en text som portalen ska läsa, byt namn till {slugify(stem) or 'namn'}.md. Ta annars bort filen."
        )
    elif ending in _DOCUMENT_TYPES:
        hint = "Spara dokumentet som .pdf, eller klistra in texten i en .md-fil. Ta sedan bort den här filen."
    elif ending in _IMAGE_TYPES:
        hint = "Spara bilden som .jpg eller .png, och skriv det namnet där den nämns. Ta sedan bort den här filen."
    else:
        hint = f"Spara som {enumerate_words(['.md', *ATTACHMENTS], 'eller')}, eller ta bort filen."
    return Problem(code="filtyp", path=path, message=f"Filer av typen {ending} kan inte publiceras.", hint=hint)


def _misnamed(entry: Seen, geography: Geography) -> SourceFile:
    """The file as it was to be called, so that what refers to it can be told from what leads nowhere."""
    path, _mode, mtime_ns, size, inode = entry
    *folders, name = path.split("/")
    name = name.lstrip(".")
    named = [_folder_slug(part, geography) for part in folders]
    stem, _, ending = name.partition(".")
    is_text = "md" in ending.lower() or f".{ending.lower()}" in (*_TEXT_TYPES, *_DOCUMENT_TYPES)
    if named[:1] == ["kommuner"] and len(named) == 4:
        named.pop()
    if named[:1] == ["kommuner"] and len(named) == 3 and named[2] not in _FOR_ATTACHMENTS:
        named[2] = next(iter(get_close_matches(named[2], _IN_MUNICIPALITY, n=1)), named[2])
    prefix = POLICE_AREA_PREFIX if named == ["polisen"] and not stem.startswith(POLICE_AREA_PREFIX) else ""
    meant = "/".join([*named, f"{prefix}{slugify(stem) or 'namn'}.{'md' if is_text else ending.lower()}"])
    municipality = named[1] if named[:1] == ["kommuner"] and len(named) > 1 else None
    return SourceFile(path=meant, kind=None, municipality=municipality, stamp=(mtime_ns, size, inode))


def _folder_slug(name: str, geography: Geography) -> str:
    """A folder's name as it was to be; `Alvesta kommun` is `alvesta`, and `håbo` haabo."""
    return geography.slug_of(name) or slugify(name)


def _folder_problem(path: str, geography: Geography) -> Problem | None:
    parts = path.split("/")
    if parts[-1] in _FOR_ATTACHMENTS and (len(parts) == 1 or (parts[0] == "kommuner" and len(parts) == 3)):
        hint = "Bilder och dokument ligger i samma mapp som den fil som visar dem: flytta dem dit, och rätta sökvägen där de nämns."
        return Problem(code="okand-mapp", path=path, message=f"Mappen ”{parts[-1]}” känns inte igen.", hint=hint)
    if len(parts) == 1 and parts[0] != "kommuner" and parts[0] not in _AT_TOP:
        near = suggestion(parts[0], ["kommuner", *_AT_TOP]) or f"Mapparna är {enumerate_words(['kommuner', *_AT_TOP])}."
        return Problem(code="okand-mapp", path=path, message=f"Mappen ”{path}” känns inte igen.", hint=near)
    if parts[0] == "kommuner" and len(parts) == 2 and parts[1] not in geography.municipalities:
        names = {facts.slug for facts in geography.municipalities.values()} | {
            slugify(f.name) for f in geography.municipalities.values()
        }
        near = suggestion(parts[1], names) or "Namnen står i data/municipalities.csv."
        return Problem(
            code="okand-kommun",
            path=path,
            message=f"Det finns ingen kommun som heter ”{parts[1]}” i adresser.",
            hint=near,
        )
    if parts[0] == "kommuner" and len(parts) == 3 and parts[2] not in _IN_MUNICIPALITY:
        near = suggestion(parts[2], _IN_MUNICIPALITY) or f"I en kommuns mapp finns {enumerate_words(_IN_MUNICIPALITY)}."
        return Problem(code="okand-mapp", path=path, message=f"Mappen ”{parts[2]}” känns inte igen.", hint=near)
    return None


def _without_original(discovery: Discovery) -> Iterator[Problem]:
    """A problem for each translation that lies beside no record."""
    there = {source.identity for source in (*discovery.records, *discovery.misnamed)}
    wrong = {problem.path for problem in discovery.problems}  # a record that has been told of is there
    for source in discovery.translations:
        original = translates(source.path)[0]
        if original not in there and f"{original}.md" not in wrong:
            yield Problem(
                code="oversattning-utan-original",
                path=source.path,
                message=f"Det finns ingen fil {original.rsplit('/', 1)[-1]}.md bredvid som det här är en översättning av.",
                hint="Ge den samma namn som originalet, med språket före .md. Är originalet borta, ta bort den här filen.",
            )


def _sort_file(
    name: str, entry: Seen, *, geography: Geography, discovery: Discovery, is_translation: bool = False
) -> None:
    """Sort a file that is called `name`; a translation is called as its original."""
    path, _mode, mtime_ns, size, inode = entry
    stamp = (mtime_ns, size, inode)
    parts = [*path.split("/")[:-1], name]
    municipality = parts[1] if parts[0] == "kommuner" and len(parts) > 2 else None
    ending = f".{name.rpartition('.')[2].lower()}".rstrip(".")
    if ending != ".md":
        if ending in ATTACHMENTS and name.count(".") == 1:
            discovery.attachments.append(SourceFile(path=path, kind=None, municipality=municipality, stamp=stamp))
        else:
            allowed = enumerate_words([".md", *ATTACHMENTS], "eller")
            discovery.problems.append(
                Problem(
                    code="filtyp",
                    path=path,
                    message=f"Filer av typen {ending or 'utan ändelse'} kan inte publiceras.",
                    hint=f"Spara som {allowed}, eller ta bort filen.",
                )
            )
        return
    kind = kind_at(parts)
    if kind is None:
        discovery.problems.append(
            Problem(
                code="fel-plats",
                path=path,
                message="Filen ligger där ingen sådan fil ska ligga.",
                hint=_where(parts, geography),
            )
        )
    elif kind is Kind.POLICE_AREA and not name.startswith(POLICE_AREA_PREFIX):
        message = f"Namnet på ett lokalpolisområdes fil börjar med {POLICE_AREA_PREFIX}, och det gör inte {name}."
        hint = f"Byt namn till {POLICE_AREA_PREFIX}{name}. Är det ingen del av polisen, lägg filen i aktorer/."
        discovery.problems.append(Problem(code="filnamn", path=path, message=message, hint=hint))
    elif size > MAX_BYTES:
        discovery.problems.append(
            Problem(
                code="for-stor",
                path=path,
                message=f"Filen är {size // 1024} kB; högst {MAX_BYTES // 1024} kB går att läsa.",
                hint="Lägg långa dokument hos den som äger dem, och länka dit.",
            )
        )
    else:
        found = discovery.translations if is_translation else discovery.records
        found.append(SourceFile(path=path, kind=kind, municipality=municipality, stamp=stamp))


def kind_at(parts: Sequence[str]) -> Kind | None:
    """The kind of the records that lie where the path of `parts` does; None where no record may lie."""
    if len(parts) == 2:
        return _AT_TOP.get(parts[0])
    if len(parts) == 3 and parts[0] == "kommuner" and parts[2] == "kommun.md":
        return Kind.MUNICIPALITY
    if len(parts) == 4 and parts[0] == "kommuner":
        return _IN_MUNICIPALITY.get(parts[2])
    return None


def _where(parts: list[str], geography: Geography) -> str:
    slug = _folder_slug(parts[-1].removesuffix(".md"), geography)
    if len(parts) < 3 and slug in geography.municipalities:
        return f"Är det kommunens egen fil, flytta den till kommuner/{slug}/kommun.md."
    if parts[0] == "kommuner" and len(parts) == 3:
        if slug in (parts[1], "index", "readme", "kommunen", "kommuner"):
            return "Är det kommunens egen fil, byt namn till kommun.md."
        return f"I kommunens mapp ligger bara kommun.md; resten ligger i {enumerate_words(_IN_MUNICIPALITY, 'eller')}."
    if parts[0] == "kommuner" and len(parts) > 4 and parts[2] in _IN_MUNICIPALITY:
        return f"Lägg den direkt i {'/'.join(parts[:3])}/."
    if parts[0] in _AT_TOP:
        return f"Lägg den direkt i {parts[0]}/."
    return f"Lägg den i kommuner/<kommun>/<mapp>/ eller i {enumerate_words(_AT_TOP, 'eller')}."
