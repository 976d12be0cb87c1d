"""What came along from another program with a text that was pasted: its marks, its notation, its letters."""

import html
import re
from collections.abc import Iterator
from dataclasses import replace

from pledges.content.known_keys import known_keys
from pledges.content.record import Record
from pledges.content.register import Register
from pledges.content.suggested_values import IS_OF_A_SPREADSHEET, SAYS_NOTHING, SPREADSHEET_ERROR
from pledges.rules.every_text import EVERY_TEXT, once_for_each
from pledges.rules.finding import Finding, Rule, line_of
from pledges.rules.markdown_facts import facts_of
from pledges.swedish import enumerate_words

_WORD_SAYS = re.compile(
    r"(?:Fel!|Error!) (?:Hittar inte referenskällan?|Bokmärket är inte definierat|Ogiltig\w* \w+|Det finns ingen text med \w+|"
    r"Reference source not found|Bookmark not defined|No text of specified style)[^.\n]*\.?",
    re.I,
)
_COMMENT_TEXT = re.compile(r"(?:Kommentar|Kommenterad|Commented) \[[^\]\n]{1,12}\]:[^\n]{0,200}")
_COMMENT_MARK = re.compile(r"\[[A-ZÅÄÖ]{2,3}\d{1,3}(?:R\d+)?\]|(?:Kommentar|Commented) \[[^\]\n]{1,12}\]:?")
_PAGE_NUMBER = re.compile(
    r"\b[Ss]id(?:an?|\.)? ?\d+ ?(?:\(\d+\)|(?:av|/) ?\d+)(?=\s*$|\s+[a-zåäö])|\bSid(?:an?|\.)? ?\d+ ?\(\d+\)|\bPage \d+ (?:of|/) ?\d+|^\d+ ?\(\d+\)$|\bSida \d+ (?:av|/) ?\d+\b|\| ?SID(?:A|AN)? \d+\b"
)
_FIELD_CODE = re.compile(
    r"\{ ?(?:TOC|PAGE|NUMPAGES|PAGEREF|HYPERLINK|REF|SEQ|DATE|MERGEFIELD|INCLUDEPICTURE)\b[^}\n]{0,200}\}?"
)
_SETTING = re.compile(r"(?<=[)\]])\{ ?(?:[.#][\w-]+|[\w-]+=[^}\n]{1,60})[^}\n]{0,60}\}")
_ATTACHED = re.compile(r"\b[Ss]e (?:den )?bifoga(?:d|t|de)\b[^.\n]{0,30}|\b(?:[Jj]ag|[Vv]i) bifogar\b")
_GREETING = re.compile(r"^(?:Hej|Hejsan|Hallå|Bästa|Kära)(?: (?:alla|allihopa?|igen|på er|[A-ZÅÄÖ][a-zåäö]+))?[!,]")
_FAREWELL = re.compile(
    r"^(?:M[Vv][Hh]|Med (?:de )?(?:vänlig|bäst)a? hälsning(?:ar)?|Vänliga? hälsning(?:ar)?|Bästa hälsningar|Hälsningar)\b"
)
_ASSISTANT = re.compile(
    r"^(?:Självklart|Absolut|Visst|Javisst|Gärna)! |\bHär (?:är|kommer) (?:ett|en|några) (?:\w+ )?(?:förslag|utkast|text|version|sammanfattning)(?:er|ar)?\b[^.\n]{0,60}:$"
    r"|^Här (?:är|kommer) (?:ett|en|några) (?:\w+ )?(?:förslag|utkast|version|sammanfattning)(?:er|ar)? (?:av|på|till) (?:din |den )?(?:text|texten|sammanfattning)\b"
    r"|\bSom (?:en )?(?:AI|språkmodell)\b|^(?:Hoppas (?:det|detta|texten) hjälper|Vill du att jag\b|Säg till om du vill)"
)
_TO_A_COLLEAGUE = re.compile(
    r"\b(?:[Kk]olla|[Dd]ubbelkolla|[Ss]täm av|[Ff]råga|[Kk]ontrollera) (?:det |detta |av )?(?:med )?[^.\n]{1,40}?\b(?:innan|före) (?:\w+ )?public\w+"
)
_TO_ONESELF = re.compile(
    r"\(?\bOBS!? ?:? ?(?:[Kk]olla|[Kk]ontrollera|[Ss]täm av|[Ff]råga|[Ää]ndra|[Ff]yll)\b[^.)\n]*\)?|\[(?:Kommentar|OBS|Fråga|Not till)\b[^\]\n]*\](?!\()|\([^()\n]{0,60}\b(?:kolla|kollas|dubbelkolla|stämmer (?:det|detta))\b[^()\n]{0,40}\)|\b[Kk]olla (?:upp\b|med [A-ZÅÄÖ])[^.\n]{0,40}"
)
_SIGNS = (
    "#",
    "OBS",
    "olla",
    "stämmer ",
    "älsning",
    "vh",
    "VH",
    "Här ",
    "Som ",
    "oppas",
    "Vill du",
    "Säg till",
    "public",
    "{",
    "ifoga",
    "Hej",
    "Hall",
    "Bästa",
    "Kära",
    "!",
    "[",
    "?",
    "(",
    "....",
    "…",
    ". .",
    "sid",
    "Page",
    "Sid",
    "SID",
    "UTKAST",
    "KONCEPT",
    "ARBETSM",
    "DRAFT",
    "BESLUTA",
)  # what is looked for has one of them, most texts none
_CONTENTS = re.compile(r"^\S.{0,80}?(?:\.{4,200}|…{2,99}|(?:\. ){4,99}) ?\d{1,3}\s*$")
_KEY = re.compile(r"([^\W\d_][\w ]{0,40}): \S")
_DRAFT_MARK = re.compile(r"\b(?:UTKAST|KONCEPT|ARBETSMATERIAL|DRAFT|EJ BESLUTA[TD])\b")
_MAIL_ROW = re.compile(r"(?:Från|Skickat|Till|Kopia|Ämne|Datum|From|Sent|To|Cc|Subject|Date): ?\S")
_ONLY_IN_MAIL = ("Skickat:", "Kopia:", "Ämne:", "From:", "Sent:", "Cc:", "Subject:")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_AS_IT_STANDS = (
    (re.compile(r"(?<![\w:/.]):[a-z][a-z_]{2,20}:(?![\w/])"), ":", "visas som det står.", "Ta bort det."),
    (re.compile(r"\[!(?:NOTE|TIP|IMPORTANT|WARNING|CAUTION)\]"), "[!", "visas som det står.", "Ta bort det."),
    (re.compile(r"\\[nt](?=[A-ZÅÄÖa-zåäö ])"), "\\", "visas som det står: en radbrytning blev två tecken.", "Skriv ett blanksteg i stället."),
    (re.compile(r"(?<![\w.])(?:[^\W\d_] ){4,}[^\W\d_](?![\w.])"), " ", "är spärrad text: den läses upp bokstav för bokstav.", "Skriv orden som vanligt, utan blanksteg mellan bokstäverna."),
)  # fmt: skip
_BOX = re.compile(r"\[[ xX]\] ")
_STRUCK = re.compile(r"~~[^~\n]+~~|==[^=\n]+==")
_TIGHT_HEADING = re.compile(r"(#{2,6})([^\s#].*)")
_LOST_LETTER = re.compile(r"(?<![^\W\d_])[^\W\d_]+\?[a-zåäö][^\W\d_]*")
_WEB = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)\S+\.(?:md|pdf)\S*")


def nothing_came_along(register: Register, record: Record) -> Iterator[Finding]:
    """No error text, comment mark or page number of another program is left, and no letter is lost."""
    for text, loc, _ in _with_what_came_along(record):
        for finding in _came_along(text) if loc else ():
            yield replace(finding, loc=loc)
    told: set[str] = set()  # each kind once in a text: a list of contents is one thing to take away
    for row, loc, line in _with_what_came_along(record):
        for finding in _came_along_in_a_row(row) if not loc else ():
            if finding.hint not in told:
                told.add(finding.hint)
                yield replace(finding, line=line)


@once_for_each
def _came_along(text: str) -> Iterator[Finding]:
    if SAYS_NOTHING.fullmatch(text.strip()):
        return  # told of as that
    yield from _left_in(text)
    yield from _entities(text)
    yield from _shown_as_it_stands(text)


@once_for_each
def _came_along_in_a_row(row: str) -> Iterator[Finding]:
    yield from _left_in(row)
    yield from _shown_as_it_stands(row)


_with_what_came_along = EVERY_TEXT.sought(lambda text: _came_along(text) or _came_along_in_a_row(text))


def _left_in(text: str) -> Iterator[Finding]:
    if not any(sign in text for sign in _SIGNS):
        return
    shown = _WEB.sub("", text)
    for pattern, what, hint in (
        (_WORD_SAYS, "är vad ordbehandlaren skrev där den inte hittade något.", "Skriv det som skulle stå där, eller ta bort det."),
        (SPREADSHEET_ERROR, IS_OF_A_SPREADSHEET, "Skriv värdet i stället, eller ta bort meningen."),
        (_COMMENT_TEXT, "är en kommentar ur ett annat program.", "Ta bort hela kommentaren, och märket där den hörde till."),
        (_COMMENT_MARK, "är märket efter en kommentar i ett annat program.", "Ta bort det."),
        (_PAGE_NUMBER, "är en sidas nummer i ett annat dokument.", "Ta bort det, och det som står i sidans huvud eller fot."),
        (_DRAFT_MARK, "står kvar från ett dokument som inte var färdigt.", "Är det beslutat, ta bort märket. Är det inte det, skriv status: utkast."),
        (_FIELD_CODE, "är ordbehandlarens egen kod.", "Skriv det som skulle stå där, eller ta bort den."),
        (_SETTING, "visas som det står: portalen bestämmer själv hur stor en bild är.", "Ta bort det."),
        (_ATTACHED, "hör till ett brev: här är inget bifogat.", "Lägg filen i kommunens mapp och länka till den, eller skriv vad som står i den."),
        (_GREETING, "är början på ett brev.", "Ta bort hälsningen, och namnet sist om det står kvar."),
        (_FAREWELL, "är slutet på ett brev.", "Ta bort hälsningen, och namnet eller avdelningen efter den."),
        (_ASSISTANT, "är vad ett skrivprogram svarade, inte text till läsaren.", "Ta bort det, och läs igenom resten: står det något som källan inte säger?"),
        (_TO_A_COLLEAGUE, "är en anteckning till en kollega.", "Gör det som står, och ta bort den."),
        (_TO_ONESELF, "är en anteckning till den som skrev.", "Gör det som står, och ta bort den."),
        (_CONTENTS, "är en rad ur en innehållsförteckning.", "Ta bort raderna: den som läser hittar med rubrikerna."),
        (_LOST_LETTER, "har ett frågetecken inne i ordet.", "Skriv bokstaven som ska stå där, troligen å, ä eller ö."),
    ):  # fmt: skip
        found = pattern.search(shown)
        if found is not None and not (pattern is _COMMENT_MARK and _COMMENT_TEXT.search(shown)):
            yield _finding(f"”{found[0].strip()[:60]}” {what}", hint)


def _shown_as_it_stands(text: str) -> Iterator[Finding]:
    """A picture by its code, a line break as two signs, and letters that were spread over the row."""
    for pattern, sign, what, hint in _AS_IT_STANDS:
        found = pattern.search(text) if sign in text else None
        if found is not None:
            yield _finding(f"”{found[0].strip()}” {what}", hint)


def _entities(text: str) -> Iterator[Finding]:
    """Under a key `&amp;` is shown as it stands; in the free text it is the sign that it stands for."""
    signs = {one: html.unescape(one) for one in _ENTITY.findall(text)} if "&" in text else {}
    signs = {one: "ett vanligt blanksteg" if sign.isspace() else sign for one, sign in signs.items() if sign != one}
    if signs:
        written = enumerate_words(f"”{one}”" for one in signs)
        yield _finding(f"{written} visas som det står.", f"Skriv {enumerate_words(signs.values())} i stället.")


def notation_is_ours(register: Register, record: Record) -> Iterator[Finding]:
    """Signs that other programs draw are shown as they stand: boxes to tick, struck text, the rows over a mail."""
    told: set[str] = set()
    for paragraph in facts_of(record.body).paragraphs:
        for row, message, hint in _signs_in(paragraph.text):
            if hint not in told:
                yield _finding(message, hint, line=line_of(record, paragraph.line + row))
            told.add(hint)


def _signs_in(text: str) -> Iterator[tuple[int, str, str]]:
    """(row, message, hint) of what is shown as it stands in a paragraph."""
    rows = text.split("\n")
    for number, row in enumerate(rows):
        if box := _BOX.match(row):
            message = f"{box[0].strip()} visas som det står: portalen har inga kryssrutor."
            yield number, message, "Ta bort det, och skriv med ord vad som är gjort."
        if (key := _KEY.match(row)) and key[1] in known_keys() and key[1][0].islower():
            message = f"”{row[:60]}” ser ut att vara en nyckel, men står i texten och läses inte."
            yield number, message, "Flytta raden upp mellan --- och ---, eller skriv den som en mening."
        if struck := _STRUCK.search(row):
            message = f"”{struck[0][:60]}” visas med sina tecken."
            yield number, message, "Ta bort tecknen. Gäller texten inte längre, ta bort den också."
        if heading := _TIGHT_HEADING.fullmatch(row):
            message = f"”{row[:60]}” blir ingen rubrik: ett blanksteg saknas."
            yield number, message, f"Skriv {heading[1]} {heading[2]}"
    if text.count("**") % 2 and "`" not in text:
        hint = "Skriv ** både före och efter det som ska vara fetstil, eller ta bort tecknen."
        yield 0, "** står ensamt i stycket och visas som det står.", hint
    mail = [number for number, row in enumerate(rows) if _MAIL_ROW.match(row)]
    if len(mail) > 1 and any(rows[number].startswith(_ONLY_IN_MAIL) for number in mail):
        first = rows[mail[0]].split()[0]
        message = f"Raderna från ”{first}” och framåt hör till ett brev: de säger vem som skrev till vem."
        yield mail[0], message, "Ta bort dem."


def _finding(message: str, hint: str, *, line: int = 0) -> Finding:
    return Finding(code="ur-annat-program", message=message, hint=hint, line=line)


RULES: tuple[Rule, ...] = (nothing_came_along, notation_is_ours)
