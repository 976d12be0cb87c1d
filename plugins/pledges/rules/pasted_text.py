"""Text as it comes out of other programs: lists, tables, notes and headings that do not become what they look like."""

import re
from collections import Counter
from collections.abc import Iterator

from pledges.content.record import Loc, Record
from pledges.content.record_fields import Source
from pledges.content.record_values import texts, values
from pledges.content.register import Register
from pledges.content.rows_as_meant import quoted
from pledges.rules.every_text import EVERY_TEXT
from pledges.rules.finding import Finding, Rule, line_of
from pledges.rules.markdown_facts import Paragraph, facts_of

_BULLET = re.compile(r"([•·▪◦●‣○■□➢✓✔]|o(?=\t)|[–—](?=\t))\s*(\S.*)")
_DASH = re.compile(r"([–—o](?=\s)|-(?=[^\W\d_]|\u00a0))\s*(\S.*)")
_SIGN = re.compile(r"([\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?|[→⇒►▶➔➤★☆~+]|\*(?=[^\W_][^*]*$)|[a-zåäö]\))\s*(\S.*)")
_NOTE = re.compile(
    r"\[\^[^\]\s]{1,40}\]|^[¹²³⁴⁵⁶⁷⁸⁹](?=[\s\w])|(?<=[^\W\d_]{4})[¹²³⁴⁵⁶⁷⁸⁹]|(?<=[.,;)])[¹²³⁴⁵⁶⁷⁸⁹]|(?<=[\w.,;)])\[\d{1,2}\](?![(\[])"
)
_QUOTED = re.compile(r"[”“„»«][^”“„»«]+[”“»«]")
_SPLIT = re.compile(
    r"\b([^\W\d_]{2,})-[ \n]+(?!och\b|eller\b|samt\b|respektive\b|till\b|men\b|resp\b|&)([a-zåäöé]{2,})"
)
_MARKDOWN = (
    (re.compile(r"\*\*[^*\s][^*]*\*\*|__[^_\s][^_]*__"), "fetstil"),
    (re.compile(r"(?<![\w*])\*[^*\s](?:[^*]*[^*\s])?\*(?![\w*])"), "kursiv stil"),
    (re.compile(r"~~[^~\s][^~]*~~"), "överstruken text"),
    (re.compile(r"<br ?/?>", re.I), "en radbrytning"),
    (re.compile(r"\\[-_*#.()\[\]!+:]"), "ett bakstreck"),
    (re.compile(r"\[[^\[\]]+\]\((?:https?:|mailto:|tel:|/|\.|[\w-]+\.)[^()\s]*\)"), "en länk"),
    (re.compile(r"^[ \t]*#{1,6} ", re.M), "en rubrik"),
    (
        re.compile(r"^[ \t]*(?:[-*+]|[•·▪◦●‣]|\d{1,2}[.)]) +\S.*\n[ \t]*(?:[-*+]|[•·▪◦●‣]|\d{1,2}[.)]) ", re.M),
        "en lista",
    ),
    (re.compile(r"(?:^|\s)[•▪◦●‣]\s"), "en lista"),
    (re.compile(r"`[^`]+`"), "programkod"),
)
_BETWEEN_CELLS = re.compile(r"(?<!\\)\|")
_SPOKEN_OF = re.compile(
    r"\b(?P<what>figur|diagram|tabell|bilaga|bild) (?P<number>\d{1,2}|[A-D]|[IVX]{1,4})\b(?! (?:i|till|på) (?:den|det|planen|överenskommelsen|dokumentet|rapporten|avtalet|löftet))",
    re.I,
)
_LONGEST_HEADING = 60
_BETWEEN_TWO = "======="  # what stands between two versions of the same rows
_OLDEST_YEAR = 1000
_SHORTEST_REPEATED = 60


def lists_are_lists(register: Register, record: Record) -> Iterator[Finding]:
    """Rows that begin with a bullet become a list only where Markdown takes the bullet for one."""
    facts = facts_of(record.body)
    for paragraph in facts.paragraphs:
        rows = paragraph.text.split("\n")
        signs = Counter(found[1] for row in rows if (found := _DASH.match(row) or _SIGN.fullmatch(row)))
        for number, row in enumerate(rows):
            again = _DASH.match(row) or _SIGN.fullmatch(row)
            found = _BULLET.match(row) or (again if again is not None and _is_repeated(again[1], signs) else None)
            if found is not None:
                yield Finding(
                    code="ingen-lista",
                    message=f"En rad som börjar med {found[1]} blir ingen lista: raderna flyter ihop.",
                    hint=f"Börja varje rad med ett kort streck: - {found[2]}",
                    line=line_of(record, paragraph.line + number),
                )
                break
    for item in facts.numbered:
        if int(item.number) >= _OLDEST_YEAR:
            yield Finding(
                code="ingen-lista",
                message=f"{item.number}. först på raden läses som en punkt i en numrerad lista, och årtalet kan bytas ut.",
                hint=f"Skriv ett bakstreck före punkten: {item.number}\\. eller låt raden börja med ett annat ord.",
                line=line_of(record, item.line),
            )


def _is_repeated(sign: str, signs: Counter[str]) -> bool:
    """Whether another row of the paragraph begins in the same way: with the same sign, or another letter."""
    return sum(number for other, number in signs.items() if other == sign or (other[-1] == ")" == sign[-1])) > 1


def tables_are_tables(register: Register, record: Record) -> Iterator[Finding]:
    """Columns from a spreadsheet become a table only with the signs of one."""
    for paragraph in facts_of(record.body).paragraphs:
        rows = paragraph.text.split("\n")
        for sign, least in (("\t", 1), ("|", 2), (";", 2), ('","', 1)):
            columned = [
                number
                for number, row in enumerate(rows)
                if row.strip().count(sign) >= least and not (sign == ";" and "; " in row)
            ]
            if len(columned) < 2 or _BULLET.match(rows[columned[0]]):
                continue
            number = columned[0]
            cells = [cell.strip() for cell in rows[number].strip('|"').split(sign) if cell.strip()]
            yield Finding(
                code="ingen-tabell",
                message="Raderna ser ut att komma ur en tabell, men blir ingen: kolumnerna flyter ihop.",
                hint=f"Skriv två rader först, | {' | '.join(cells)} | och |{' --- |' * len(cells)} och sedan resten på samma sätt.",
                line=line_of(record, paragraph.line + number),
            )
            break


def rows_have_their_columns(register: Register, record: Record) -> Iterator[Finding]:
    """What stands in more boxes than a table has columns is not shown; each row is told."""
    lines = record.body.splitlines()
    for table in facts_of(record.body).tables:
        for number, row in enumerate(lines[table.line - 1 : table.last], table.line):
            cells = [cell.strip() for cell in _BETWEEN_CELLS.split(row.strip().removeprefix("|").removesuffix("|"))]
            if len(cells) <= table.columns or not any(cells[table.columns :]):
                continue
            yield Finding(
                code="rutor-utan-kolumn",
                message=f"Raden har {len(cells)} rutor, men tabellen {table.columns} kolumner: ”{' | '.join(cells[table.columns :])}” syns inte.",
                hint="Lägg till en ruta i tabellens två första rader, eller slå ihop två. Ska tecknet | stå i texten, skriv \\|",
                line=line_of(record, number),
            )


_that_speak_of_something = EVERY_TEXT.sought(_SPOKEN_OF.search)


def what_is_spoken_of_is_here(register: Register, record: Record) -> Iterator[Finding]:
    """A text that came out of a longer document speaks of a figure or an appendix that stayed there."""
    placed = _that_speak_of_something(record)
    if not placed:
        return
    facts = facts_of(record.body)
    titles = " ".join(value.title or "" for _, value in values(record) if isinstance(value, Source)).casefold()
    for text, loc, line in placed:
        for found in _SPOKEN_OF.finditer(text):
            what = found["what"].casefold()
            beside = text[text.rfind(". ", 0, found.start()) + 1 :].split(". ")[0]
            if (
                found[0].casefold() == text.casefold().strip(" .").removeprefix("se ")  # a placeholder, and told as one
                or "](" in beside
                or what in titles
                or (facts.images and what != "bilaga")
                or (facts.tables and what == "tabell")
                or any(part in ("källor", "not", "titel") for part in loc)
            ):
                continue
            yield Finding(
                code="hanvisar-till-inget",
                message=f"Texten hänvisar till {found['what'].casefold()} {found['number']}, som inte finns här.",
                hint="Ta bort hänvisningen, eller länka till dokumentet där den finns.",
                loc=loc,
                line=line,
            )


def paragraphs_differ(register: Register, record: Record) -> Iterator[Finding]:
    """No paragraph of the text stands there twice, as when it was pasted again or two versions were kept."""
    first: dict[str, int] = {}
    for paragraph in facts_of(record.body).paragraphs:
        text = " ".join(paragraph.text.split())
        line = line_of(record, paragraph.line)
        if len(text) >= _SHORTEST_REPEATED and first.setdefault(text, line) != line:
            yield Finding(
                code="stycke-tva-ganger",
                message=f"Stycket ”{text[:40]}…” står också på rad {first[text]}.",
                hint="Ta bort det ena.",
                line=line,
            )


_with_a_note = EVERY_TEXT.sought(_NOTE.search)


def no_footnotes(register: Register, record: Record) -> Iterator[Finding]:
    """Notes at the foot of a page have no place on the web; told once."""
    for text, loc, line in _with_a_note(record):
        found = _NOTE.search(text)
        if found is not None:
            yield Finding(
                code="fotnot",
                message=f"Noten {found[0]} visas som den står: portalen har inga fotnoter.",
                hint="Ta bort märket, och skriv det noten säger under källor: eller i texten."
                if loc
                else "Skriv det noten säger i texten, eller länka till källan: [kommunens statistik](https://…).",
                loc=loc,
                line=line,
            )
            return


def no_text_is_quoted_whole(register: Register, record: Record) -> Iterator[Finding]:
    """Quotation marks around a whole title are the word processor's: they protect nothing, and are shown on the page."""
    for loc, text in texts(record):
        if loc[-1] in ("titel", "kort", "vad") and _QUOTED.fullmatch(text.strip()):
            yield Finding(
                code="ur-annat-program",
                message=f"Texten står inom {text.strip()[0]} och {text.strip()[-1]}, som inte skyddar något och följer med ut på sidan.",
                hint=f"Skriv {loc[-1]}: {_in_plain_quotes(text.strip()[1:-1])}",
                loc=loc,
            )


def _in_plain_quotes(text: str) -> str:
    """A text as it is to be written: within quotation marks where a sign in it would end it."""
    return quoted(text) if ": " in text or " #" in text else text


def nothing_is_indented_by_mistake(register: Register, record: Record) -> Iterator[Finding]:
    """A paragraph that is indented by four blanks is shown as program code."""
    for text, line in facts_of(record.body).indented:
        first = text.strip().split("\n")[0]
        yield Finding(
            code="indragen-text",
            message=f"”{first[:60]}” är indragen med fyra blanksteg eller mer och visas som programkod.",
            hint="Ta bort blankstegen i början av raden.",
            line=line_of(record, line),
        )


def headings_are_meant(register: Register, record: Record) -> Iterator[Finding]:
    """A line of hyphens under a paragraph makes it a heading; a short bold paragraph looks like one and is none."""
    facts = facts_of(record.body)
    for heading in facts.headings:
        if heading.underline == "=" and _is_half_of_a_conflict(record.body.split("\n"), heading.line):
            yield Finding(
                code="rubrik-av-misstag",
                message="Raden ======= är ett märke efter två som ändrat samma rader, och gör stycket ovanför till en rubrik.",
                hint="Ta bort raden, läs styckena före och efter den, och behåll det som gäller.",
                line=line_of(record, heading.line),
            )
            continue
        looks_like_text = len(heading.text) > _LONGEST_HEADING or heading.text.endswith((".", ",", ";", ":", "!"))
        if heading.underline and looks_like_text:
            signs = "---" if heading.underline == "-" else "==="
            yield Finding(
                code="rubrik-av-misstag",
                message=f"Raden {signs} gör stycket ovanför till en rubrik.",
                hint=f"Lämna en tom rad före {signs}, eller ta bort den.",
                line=line_of(record, heading.line),
            )
    for paragraph in facts.paragraphs:
        title = paragraph.text.strip("*_ \n").rstrip(":")
        if (
            title.isupper()
            and title == paragraph.text.rstrip(":")
            and 8 <= len(title) <= _LONGEST_HEADING
            and title.replace(" ", "").isalpha()
        ):
            yield Finding(
                code="fet-rubrik",
                message=f"”{title}” är skrivet med stora bokstäver på en egen rad, och är ingen rubrik för den som lyssnar på sidan.",
                hint=f"Skriv ## {title.capitalize()}",
                line=line_of(record, paragraph.line),
            )
        if paragraph.is_bold and "\n" not in title and len(title) <= _LONGEST_HEADING and title[-1:] not in ".!?":
            yield Finding(
                code="fet-rubrik",
                message=f"”{title}” är fetstil på en egen rad, och är ingen rubrik för den som lyssnar på sidan.",
                hint=f"Skriv ## {title}",
                line=line_of(record, paragraph.line),
            )


def _is_half_of_a_conflict(rows: list[str], line: int) -> bool:
    """Whether the seven signs of version control stand under a paragraph, with the other's rows right after them."""
    below = next((number for number in range(line, len(rows)) if rows[number].strip() == _BETWEEN_TWO), None)
    return below is not None and "".join(rows[below + 1 : below + 2]).strip() != ""


_with_a_split_word = EVERY_TEXT.sought(_SPLIT.search)


def words_are_whole(register: Register, record: Record) -> Iterator[Finding]:
    """A word is not split as at the end of a printed line."""
    for text, loc, _ in _with_a_split_word(record):
        if loc:
            yield from _split_words(text, loc, 0)
    for paragraph in facts_of(record.body).paragraphs:
        yield from _split_words(paragraph.text, (), line_of(record, paragraph.line), paragraph=paragraph)


def _split_words(text: str, loc: Loc, line: int, *, paragraph: Paragraph | None = None) -> Iterator[Finding]:
    for found in _SPLIT.finditer(text):
        below = text.count("\n", 0, found.start()) if paragraph is not None else 0
        yield Finding(
            code="avstavning",
            message=f"”{' '.join(found[0].split())}” ser ut att vara avstavat, som i slutet av en tryckt rad.",
            hint=f"Skriv {found[1]}{found[2]}.",
            loc=loc,
            line=line + below,
        )


def _markdown_in(text: str) -> str | None:
    """What a text has that is Markdown's, if anything."""
    return next((kind for pattern, kind in _MARKDOWN if pattern.search(text)), None)


_with_markdown = EVERY_TEXT.sought(lambda text: "\n\n" in text or _markdown_in(text) is not None)


def keys_hold_plain_text(register: Register, record: Record) -> Iterator[Finding]:
    """Markdown is for the free text; under a key its signs are shown as they stand."""
    for text, loc, _ in _with_markdown(record):
        if not loc or text.startswith(("http://", "https://")):
            continue
        kind = _markdown_in(text)
        if kind is not None:
            yield Finding(
                code="markdown-i-nyckel",
                message=f"Texten har {kind} i Markdown, som bara fungerar i den fria texten under nycklarna.",
                hint="Skriv det med vanliga meningar här, eller flytta det till texten under ---.",
                loc=loc,
            )
        elif "\n\n" in text:
            yield Finding(
                code="markdown-i-nyckel",
                message="Texten har flera stycken, men visas som ett.",
                hint="Korta den till ett stycke, eller flytta resten till texten under ---.",
                loc=loc,
            )


def addresses_are_links(register: Register, record: Record) -> Iterator[Finding]:
    """A web address in the text is a link with words that say where it leads."""
    for address, line in facts_of(record.body).addresses:
        yield Finding(
            code="adress-utan-lank",
            message=f"{address} står som text och blir ingen länk.",
            hint=f"Skriv vad läsaren får se: [kommunens sida]({address if '://' in address else f'https://{address}'})",
            line=line_of(record, line),
        )


RULES: tuple[Rule, ...] = (
    lists_are_lists,
    tables_are_tables,
    rows_have_their_columns,
    what_is_spoken_of_is_here,
    paragraphs_differ,
    no_footnotes,
    no_text_is_quoted_whole,
    nothing_is_indented_by_mistake,
    headings_are_meant,
    words_are_whole,
    keys_hold_plain_text,
    addresses_are_links,
)
