"""The free text: its links lead somewhere, its images are ours, its headings are in order, and it is plain Markdown."""

import re
from collections.abc import Iterator
from posixpath import relpath

from pledges import urls
from pledges.content.field_types import is_web_address
from pledges.content.geography import slugify
from pledges.content.kinds import NAMES
from pledges.content.markdown import path_inside
from pledges.content.record import Record, RemovedRecord
from pledges.content.register import Register
from pledges.content.suggested_values import OR_COPY_IT, without_blanks
from pledges.i18n import is_known
from pledges.rules.finding import Finding, Rule, exists, line_of, title
from pledges.rules.markdown_facts import TextLink, facts_of
from pledges.rules.near_names import other_record
from pledges.swedish import capital, enumerate_words, suggestion

_SCHEME = re.compile(r"[a-zA-Z][a-zA-Z0-9+.-]*:")
_BARE_DOMAIN = re.compile(r"(?:www\.|[a-z0-9åäö-]+(?:\.[a-z0-9åäö-]+)*\.(?:se|com|nu|org|eu|net)(?:/|$))", re.I)
_EMPTY_WORDS = frozenset(
    (
        "fortsätt", "följ länken", "denna sida", "den här sidan", "hit", "här", "här kan du läsa mer", "klicka",
        "klicka här", "länk", "länken", "läs mer", "läs mer här", "läs vidare", "mer", "mer info", "mer information",
        "se länk", "se mer", "tryck här",
    )
)  # fmt: skip
_FILE_NAME = re.compile(r"[^/]*$")
_DEEPEST = 4
_IMAGE_NAME = re.compile(r"\S(?:.*\S)?\.(?:jpe?g|png|webp|avif|heic|heif|gif|tiff?|bmp|svg|pdf)")
_GIVEN_NAME = re.compile(
    r"(?:img|dsc[nf]?|pxl|mvimg|dji|gopr|image|bild|foto|photo|scan|inskannat|skärmbild|skärmavbild|screenshot)"
    r"[\s_-]*(?:\(?\d[\d\s_.:()-]*\)?(?:kl\.?\s*[\d.:]+)?)?|p\d{7,}|\d{8}[_-]\d{6}|(?:whatsapp image|namnlös|untitled)\b.*"
)
_JOINED_NAME = re.compile(r"(?=.*[a-zåäö])\w+(?:(?:-\w+){2,}|_\w+|-\d{3,})")
"""As files are named that are to be addresses, and nothing else is: lofte-2023-skarmbild."""
_GENERATED = frozenset(
    (
        urls.MUNICIPALITIES, urls.COUNTIES, urls.POLICE, urls.ACTORS, urls.THEMES,
        urls.PLEDGES, urls.NEWS, urls.LATE, urls.STATE, urls.SEARCH, urls.SUBSCRIBE,
        urls.DATA_INDEX, urls.DATA_PACKAGE, urls.CATALOGUE, urls.FEEDS,
        *(of(name) for name in urls.TABLES for of in (urls.table, urls.table_as_json, urls.table_schema, urls.json_schema)),
    )
)  # fmt: skip
"""Pages and files that the portal makes itself, which a text may link to as `/sok/`."""


def parsable(register: Register, record: Record) -> Iterator[Finding]:
    """The text can be parsed at all."""
    if facts_of(record.body).too_deep:
        yield Finding(
            code="text-for-djup",
            message="Texten går inte att tolka: listor eller citat ligger för djupt i varandra.",
            hint="Dra in raderna mindre.",
            line=record.body_line,
        )


def outside_links(register: Register, record: Record) -> Iterator[Finding]:
    """An address outside the portal is a well-formed http(s), mailto or tel."""
    for link in facts_of(record.body).links:
        wrong = _what_is_wrong(link.href)
        if wrong is not None:
            yield Finding(code="fel-webbadress", message=wrong[0], hint=wrong[1], line=line_of(record, link.line))


def _what_is_wrong(href: str) -> tuple[str, str] | None:
    """What is wrong with an address outside, and how to mend it; None for a good one, and for one inside."""
    scheme = _SCHEME.match(href)
    shown = href[:80]
    if scheme is None:
        if href.startswith("//") or _BARE_DOMAIN.match(href):
            return f"Länken ”{shown}” saknar https:// i början.", f"Skriv https://{href.lstrip('/')}"
        return None
    name, rest = scheme[0][:-1].lower(), href[scheme.end() :]
    if name in ("http", "https"):
        bare = href.rstrip(".,;:")
        if bare != href and is_web_address(bare):
            return f"Länken ”{shown}” slutar med ”{href[len(bare) :]}”, som hör till meningen.", f"Skriv {bare}"
        return (
            None
            if is_web_address(href)
            else (f"”{shown}” är ingen hel webbadress.", "Kopiera hela adressen ur webbläsaren.")
        )
    if name == "mailto":
        good = re.fullmatch(r"[^\s@]+@[^\s@]+\.[^\s@]+", rest)
        return None if good else (f"”{shown}” är ingen e-postadress.", "Skriv mailto:funktion@kommun.se.")
    if name == "tel":
        good = re.fullmatch(r"\+?[\d-]{3,20}", rest)
        return None if good else (f"”{shown}” är inget telefonnummer.", "Skriv tel:+46 och siffrorna utan mellanslag.")
    return (
        f"Länkar som börjar med {name}: är inte tillåtna.",
        "Länka till en sida med https://, eller skriv mailto: eller tel:.",
    )


def inside_links(register: Register, attachments: frozenset[str], record: Record) -> Iterator[Finding]:
    """A link within the portal leads to a record that is shown, an attachment or a page, and to a heading there is."""
    for link in facts_of(record.body).links:
        if link.text.startswith("^"):
            continue  # a footnote, which is told of as such
        if not _SCHEME.match(link.href) and not link.href.startswith("//") and not _BARE_DOMAIN.match(link.href):
            for code, message, hint in _inside(register, attachments, record=record, link=link):
                yield Finding(code=code, message=message, hint=hint, line=line_of(record, link.line))


def _inside(
    register: Register, attachments: frozenset[str], *, record: Record, link: TextLink
) -> Iterator[tuple[str, str, str]]:
    inside = path_inside(record.path, link.href) if link.href else None
    if inside is None:
        reason = "leder ut ur mappen med innehåll" if link.href else "är tom"
        yield (
            "lank-utan-mal",
            f"Länken ”{link.text}” {reason}.",
            "Skriv sökvägen till en fil, till exempel ../loften/2019.md.",
        )
        return
    path, anchor = inside
    if not path.endswith(".md"):
        is_front = is_known(path.rstrip("/"))  # the front page in another language
        if path not in attachments and not is_front and _GENERATED.isdisjoint((path, f"{path}/")):
            yield _no_such_file(register, attachments, href=link.href, path=path)
        return
    identity = path.removesuffix(".md")
    target = register.records.get(identity)
    if not exists(register, identity):
        hint = (
            _in_another_folder(register, record, href=link.href, identity=identity)
            or other_record(register, identity, way=f"{_FILE_NAME.sub('', link.href)}{{}}.md", but=record.identity)
            or _at_home(register, record, identity)
            or _from_the_top(register, link.href)
            or "Kontrollera sökvägen. Den räknas från den här filens mapp, och ../ är mappen utanför."
        )
        yield "lank-utan-mal", f"Länken ”{link.href}” leder till en fil som inte finns.", hint
    elif isinstance(target, Record) and target.is_draft and not record.is_draft:
        hint = f"Ta bort status: utkast i {target.path}, eller vänta med länken."
        yield "hanvisning-till-utkast", f"{capital(title(target))} är ett utkast och visas inte.", hint
    elif isinstance(target, RemovedRecord):
        message = f"Uppgifterna i ”{link.href}” är borttagna; länken leder till en tom notis."
        yield "hanvisning-till-borttagen", message, "Ta bort länken, eller acceptera varningen."
    elif target is not None and anchor:
        ids = [heading.id for heading in facts_of(target.body).headings]
        if anchor not in ids:
            none = "Sidans text har inga rubriker."
            hint = suggestion(anchor, ids) or (f"Rubrikerna där är {', '.join(ids)}." if ids else none)
            yield "ankare-finns-inte", f"Rubriken ”#{anchor}” finns inte i {target.path}.", hint


def _in_another_folder(register: Register, record: Record, *, href: str, identity: str) -> str:
    """”Menade du …?” with the files of exactly that name in other folders of the place, or of what is shared by all.

    A folder that is written is believed before a name that is one year's, which has a file in most folders.
    """
    folder, _, slug = identity.rpartition("/")
    is_elsewhere = folder.startswith("kommuner/") and folder.split("/")[1] != record.municipality
    if is_elsewhere or ("/" in href.partition("#")[0] and re.fullmatch(r"\d{4}", slug)):
        return ""
    own = [name.folder.replace("*", record.municipality or "*") for name in NAMES.values()]
    meant = [f"{other}/{slug}" for other in own if other != folder and f"{other}/{slug}" in register.identities]
    ways = [relpath(one, record.identity.rpartition("/")[0]) for one in meant if one != record.identity]
    return f"Menade du {enumerate_words((f'{way}.md' for way in ways), 'eller')}?" if ways else ""


def _at_home(register: Register, record: Record, identity: str) -> str:
    """The file of the same folder and name in the record's own municipality, where another's has none."""
    parts = identity.split("/")
    own = "/".join(("kommuner", record.municipality or "", *parts[2:]))
    return f"Skriv /{own}.md" if parts[0] == "kommuner" and len(parts) == 4 and exists(register, own) else ""


def _from_the_top(register: Register, href: str) -> str:
    """What to write where the path would be right from content/ and not from the file's own folder."""
    path = re.sub(r"^(?:\.{1,2}/)*(?:content/)?", "", href.partition("#")[0])
    return f"Skriv /{path}" if exists(register, path.removesuffix(".md")) else ""


def _no_such_file(register: Register, attachments: frozenset[str], *, href: str, path: str) -> tuple[str, str, str]:
    identity = path.strip("/")
    for candidate in (identity, f"{identity}/kommun"):
        if exists(register, candidate):
            return "lank-utan-mal", f"Länken ”{href}” leder inte till någon fil.", f"Skriv /{candidate}.md"
    if "." in path.rsplit("/", 1)[-1]:
        folder = path.rsplit("/", 1)[0]
        near = suggestion(path, [attachment for attachment in attachments if attachment.startswith(folder)])
        return "bilaga-saknas", f"Filen ”{href}” finns inte.", near or f"Lägg den i {folder}/, eller rätta sökvägen."
    return "lank-utan-mal", f"Länken ”{href}” leder inte till någon fil.", "Skriv sökvägen till en fil, med .md sist."


def images_are_ours(attachments: frozenset[str], record: Record) -> Iterator[Finding]:
    """An image lies among the content, so that the page loads nothing from elsewhere."""
    for image in facts_of(record.body).images:
        line = line_of(record, image.line)
        inside = path_inside(record.path, image.source)
        if _SCHEME.match(image.source) or image.source.startswith("//"):
            yield Finding(
                code="bild-utifran",
                message="Bilden är inklistrad i texten och inte en fil."
                if image.source.startswith("data:")
                else "Bilden hämtas från en annan webbplats.",
                hint="Spara bilden i mappen, om ni får använda den, och skriv sökvägen dit. Annars länka till sidan där den finns.",
                line=line,
            )
        elif inside is None or inside[0] not in attachments:
            yield Finding(
                code="bilaga-saknas",
                message=f"Bilden ”{image.source}” finns inte.",
                hint=_same_but_for_case(attachments, inside[0] if inside else "", image.source)
                or _same_but_for_ending(attachments, inside[0] if inside else "")
                or "Lägg bilden i mappen, eller rätta sökvägen.",
                line=line,
            )


def _same_but_for_ending(attachments: frozenset[str], path: str) -> str:
    """What to write where a file of the same name has another ending, `.jpg` for `.jpeg`."""
    stem = path.rpartition(".")[0]
    there = [one.rpartition("/")[2] for one in sorted(attachments) if stem and one.rpartition(".")[0] == stem]
    return f"I mappen ligger {enumerate_words(there)}. Skriv det namnet." if there else ""


def _same_but_for_case(attachments: frozenset[str], path: str, source: str) -> str:
    """What to write where only small and capital letters differ, which matters on the web."""
    same = next((one for one in sorted(attachments) if one.casefold() == path.casefold()), None)
    return f"Skriv {source[: len(source) - len(same.rsplit('/', 1)[-1])]}{same.rsplit('/', 1)[-1]}" if same else ""


def no_html(register: Register, record: Record) -> Iterator[Finding]:
    """The text is Markdown: HTML is taken away when the page is made."""
    for piece, line in facts_of(record.body).html:
        tag = piece.split("\n")[0][:40]
        comment = piece.startswith("<!--")
        yield Finding(
            code="html-i-texten",
            message="En HTML-kommentar visas inte." if comment else f"”{tag}” läses som HTML och visas inte.",
            hint="Ta bort den."
            if comment
            else "Skriv det med Markdown. Är det text inom < och >, skriv &lt; i stället för <.",
            line=line_of(record, line),
        )


def no_half_links(register: Register, record: Record) -> Iterator[Finding]:
    """What was meant as a link became one."""
    for piece, line in facts_of(record.body).half_links:
        yield Finding(
            code="halv-lank",
            message=f"”{piece[:60]}” blev ingen länk.",
            hint=_whole_link(piece),
            line=line_of(record, line),
        )


def _whole_link(piece: str) -> str:
    """How a half link is written: `(text)[address]` has its brackets the wrong way round."""
    turned = re.fullmatch(r"\(([^()]+)\)\[(\S+)\]", piece)
    if turned is not None:
        return f"Skriv [{turned[1]}]({turned[2]})"
    spaced = re.fullmatch(r"(\[[^\[\]]+\])\(([^()]+ [^()]+)\)", piece)
    if spaced is not None and spaced[2].startswith(("mailto:", "tel:")):
        return f"Skriv adressen utan blanksteg: {spaced[1]}({spaced[2].replace(' ', '')})"
    if spaced is not None and (whole := without_blanks(spaced[2])) is not None:
        return f"Ett blanksteg har kommit in i adressen. Skriv {spaced[1]}({whole}) {OR_COPY_IT}"
    if spaced is not None:
        return f"Skriv %20 i stället för blanksteg i adressen: {spaced[1]}({spaced[2].replace(' ', '%20')})"
    file = re.fullmatch(r"(!?\[[^\[\]]*\])\(((?:.*/)?)([^/]*)\.(\w+)\)", piece)
    if file is not None:
        name = f"{slugify(file[3])}.{file[4].lower()}"
        return f"En fils namn har inga mellanslag eller parenteser. Döp om den till {name} och skriv {file[1]}({file[2]}{name})"
    if piece.startswith("[["):
        return "Skriv [texten som läsaren ser](sökvägen till filen), till exempel [löftet för 2019](../loften/2019.md)."
    return "Skriv [text](adress) utan mellanslag mellan parenteserna."


def headings_in_order(register: Register, record: Record) -> Iterator[Finding]:
    """The text begins at ##, skips no level and goes no deeper than ####; the page's title is the only #."""
    previous = 1
    for heading in facts_of(record.body).headings:
        wanted = min(previous + 1, _DEEPEST)
        message = hint = ""
        if heading.level == 1:
            message = f"Rubriken ”{heading.text}” är skriven med ett #, som är sidans titel."
            hint = "Skriv ## framför rubriker i texten."
        elif heading.level > _DEEPEST:
            message = f"Rubriken ”{heading.text}” ligger för djupt."
            hint = f"Använd högst {_DEEPEST} #."
        elif heading.level > previous + 1:
            message = f"Rubriken ”{heading.text}” hoppar över en nivå."
            hint = f"Skriv {'#' * wanted} i stället för {'#' * heading.level}."
        elif not heading.text:
            message, hint = "Rubriken är tom.", "Ta bort tecknen #, eller skriv en rubrik."
        if message:
            yield Finding(code="rubrik-niva", message=message, hint=hint, line=line_of(record, heading.line))
        previous = min(max(heading.level, 2), _DEEPEST)


def images_are_described(register: Register, record: Record) -> Iterator[Finding]:
    """An image has a description for those who can't see it."""
    for image in facts_of(record.body).images:
        if not image.alt:
            yield Finding(
                code="bild-utan-alt",
                message=f"Bilden ”{image.source[:60]}” har ingen beskrivning.",
                hint="Skriv vad den visar inom hakparentesen: ![En upplyst gångtunnel](tunnel.jpg). "
                "Är den bara en prydnad, acceptera varningen.",
                line=line_of(record, image.line),
            )


def images_are_not_described_by_names(register: Register, record: Record) -> Iterator[Finding]:
    """An image's description is not the name that a camera or a program gave its file."""
    for image in facts_of(record.body).images:
        if _is_file_name(image.alt, image.source):
            yield Finding(
                code="bild-alt-filnamn",
                message=f"Bildens beskrivning ”{image.alt[:60]}” är ett filnamn.",
                hint="Skriv vad bilden visar inom hakparentesen: ![En upplyst gångtunnel](tunnel.jpg).",
                line=line_of(record, image.line),
            )


def _is_file_name(alt: str, source: str) -> bool:
    name = source.rsplit("/", 1)[-1].casefold()
    stem = name.rpartition(".")[0]
    words = alt.strip().casefold()
    return (bool(words) and any(one.fullmatch(words) for one in (_IMAGE_NAME, _GIVEN_NAME, _JOINED_NAME))) or (
        words == stem and not stem.isalpha()
    )


def link_texts(register: Register, record: Record) -> Iterator[Finding]:
    """A link's words tell where it leads, also when they are read alone."""
    for link in facts_of(record.body).links:
        words = " ".join(link.text.casefold().strip(" .:!»›>→").split())
        if words in _EMPTY_WORDS or words.startswith("klicka här"):
            message = f"Länktexten ”{link.text}” säger inte vart länken leder."
        elif not words:
            message = "Länken har ingen text."
        elif re.match(r"https?://|www\.", words):
            message = "Länktexten är en webbadress."
        else:
            continue
        hint = "Skriv vad läsaren får se: [kommunens uppföljning av löftet](adress)."
        yield Finding(code="lanktext", message=message, hint=hint, line=line_of(record, link.line))


RULES: tuple[Rule, ...] = (
    parsable,
    outside_links,
    no_html,
    no_half_links,
    headings_in_order,
    images_are_described,
    images_are_not_described_by_names,
    link_texts,
)
