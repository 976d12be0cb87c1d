"""What came along from another program with a text that was pasted: its marks, its notation, its letters."""

import html
import re
from collections.abc import Iterator

from pledges.content.record import Loc, Record
from pledges.content.record_values import texts
from pledges.content.register import Register
from pledges.rules.finding import Finding, Rule, line_of
from pledges.rules.markdown_facts import facts_of

_WORD_SAYS = re.compile(
    r"(?:Fel!|Error!) (?:Hittar inte referenskällan?|Bokmärket är inte definierat|Ogiltig\w* \w+|Det finns ingen text med \w+|"
    r"Reference source not found|Bookmark not defined|No text of specified style)[^.\n]*\.?",
    re.I,
)
_COMMENT_MARK = re.compile(r"\[[A-ZÅÄÖ]{2,3}\d{1,3}(?:R\d+)?\]|(?:Kommentar|Commented) \[[^\]\n]{1,12}\]:?")
_PAGE_NUMBER = re.compile(r"\b[Ss]id(?:an?|\.)? ?\d+ ?(?:\(\d+\)|(?:av|/) ?\d+)\s*$|^\d+ ?\(\d+\)$")
_MAIL_ROW = re.compile(r"(?:Från|Skickat|Till|Kopia|Ämne|Datum|From|Sent|To|Cc|Subject|Date): ?\S")
_ONLY_IN_MAIL = ("Skickat:", "Kopia:", "Ämne:", "From:", "Sent:", "Cc:", "Subject:")
_ENTITY = re.compile(r"&(?:[a-zA-Z]{2,8}|#\d{2,6}|#x[0-9a-fA-F]{2,5});")
_BOX = re.compile(r"\[[ xX]\] ")
_STRUCK = re.compile(r"~~[^~\n]+~~|==[^=\n]+==")
_TIGHT_HEADING = re.compile(r"(#{2,6})([^\s#].*)")
_LOST_LETTER = re.compile(r"(?<![^\W\d_])[^\W\d_]+\?[a-zåäö][^\W\d_]*")
_WEB = re.compile(r"(?:https?://|www\.)\S+|(?<!\S)\S+\.(?:md|pdf)\S*")


def nothing_came_along(register: Register, record: Record) -> Iterator[Finding]:
    """No error text, comment mark or page number of another program is left, and no letter is lost."""
    for loc, text in texts(record):
        yield from _left_in(text, loc, 0)
        yield from _entities(text, loc)
    for number, row in enumerate(record.body.split("\n")):
        yield from _left_in(row, (), record.body_line + number)


def _left_in(text: str, loc: Loc, line: int) -> Iterator[Finding]:
    shown = _WEB.sub("", text)
    for pattern, what, hint in (
        (_WORD_SAYS, "är vad ordbehandlaren skrev där den inte hittade något.", "Skriv det som skulle stå där, eller ta bort det."),
        (_COMMENT_MARK, "är märket efter en kommentar i ett annat program.", "Ta bort det."),
        (_PAGE_NUMBER, "är en sidas nummer i ett annat dokument.", "Ta bort det, och det som står i sidans huvud eller fot."),
        (_LOST_LETTER, "har ett frågetecken inne i ordet.", "Skriv bokstaven som ska stå där, troligen å, ä eller ö."),
    ):  # fmt: skip
        found = pattern.search(shown)
        if found is not None:
            yield _finding(f"”{found[0].strip()[:60]}” {what}", hint, loc, line)


def _entities(text: str, loc: Loc) -> Iterator[Finding]:
    """Under a key `&amp;` is shown as it stands; in the free text it is the sign that it stands for."""
    found = _ENTITY.search(text)
    if found is not None and (sign := html.unescape(found[0])) != found[0]:
        better = "ett vanligt blanksteg" if sign.isspace() else sign
        yield _finding(f"”{found[0]}” visas som det står.", f"Skriv {better} i stället.", loc, 0)


def notation_is_ours(register: Register, record: Record) -> Iterator[Finding]:
    """Signs that other programs draw are shown as they stand: boxes to tick, struck text, the rows over a mail."""
    for paragraph in facts_of(record.body).paragraphs:
        rows = paragraph.text.split("\n")
        for number, row in enumerate(rows):
            line = line_of(record, paragraph.line + number)
            if box := _BOX.match(row):
                message = f"{box[0].strip()} visas som det står: portalen har inga kryssrutor."
                yield _finding(message, "Ta bort det, och skriv med ord vad som är gjort.", (), line)
                break
            if struck := _STRUCK.search(row):
                message = f"”{struck[0][:60]}” visas med sina tecken."
                yield _finding(message, "Ta bort tecknen. Gäller texten inte längre, ta bort den också.", (), line)
            if heading := _TIGHT_HEADING.fullmatch(row):
                message = f"”{row[:60]}” blir ingen rubrik: ett blanksteg saknas."
                yield _finding(message, f"Skriv {heading[1]} {heading[2]}", (), line)
        mail = [number for number, row in enumerate(rows) if _MAIL_ROW.match(row)]
        if len(mail) > 1 and any(rows[number].startswith(_ONLY_IN_MAIL) for number in mail):
            message = f"Raderna från ”{rows[mail[0]].split()[0]}” och framåt hör till ett brev: de säger vem som skrev till vem."
            yield _finding(message, "Ta bort dem.", (), line_of(record, paragraph.line + mail[0]))


def _finding(message: str, hint: str, loc: Loc, line: int) -> Finding:
    return Finding(code="ur-annat-program", message=message, hint=hint, loc=loc, line=line)


RULES: tuple[Rule, ...] = (nothing_came_along, notation_is_ours)
