"""What somebody most likely meant by a word that can't stand where it does, or by a row written as one value."""

import re
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pledges.content.geography import slugify
from pledges.content.kinds import Kind
from pledges.content.known_keys import Fields, fields_at
from pledges.content.record import Loc
from pledges.content.record_fields import MODELS
from pledges.content.suggested_values import outcome_in_cells
from pledges.swedish import enumerate_words

_OTHER_WORDS = {
    "genomförd": "avslutat", "klart": "avslutat", "klar": "avslutat", "färdigt": "avslutat", "färdig": "avslutat", "avslutad": "avslutat",
    "genomfört": "avslutat", "slutfört": "avslutat", "pågående": "pågår", "aktiv": "pågår", "aktivt": "pågår",
    "planerad": "planerat", "kommande": "planerat", "uppnått": "uppfyllt", "hållet": "uppfyllt", "helt uppfyllt": "uppfyllt", "fullt uppfyllt": "uppfyllt",
    "uppfyllt helt": "uppfyllt", "helt uppnått": "uppfyllt", "delvis uppnått": "delvis uppfyllt", "inte uppnått": "inte uppfyllt", "ej uppnått": "inte uppfyllt", "delvis": "delvis uppfyllt",
    "ej uppfyllt": "inte uppfyllt", "ouppfyllt": "inte uppfyllt", "inställt": "avbrutet", "avslutat i förtid": "avbrutet",
    "draft": "utkast", "ej publicerad": "utkast", "yes": "ja", "true": "ja", "sant": "ja", "j": "ja", "y": "ja",
    "no": "nej", "false": "nej", "ej": "nej", "inte": "nej", "n": "nej", "slut": "slutlig", "slutrapport": "slutlig",
    "slutredovisning": "slutlig", "final": "slutlig", "interim": "delredovisning", "del": "delredovisning", "kvartalsrapport": "delredovisning", "delrapport": "delredovisning", "halvårsrapport": "delredovisning",
    "hemlig": "sekretess", "day": "dygn", "week": "vecka", "weekly": "vecka", "veckor": "vecka", "month": "månad", "månader": "månad", "year": "år", "quarter": "kvartal", "dag": "dygn", "dagar": "dygn", "dagligen": "dygn", "veckovis": "vecka", "v": "vecka", "månadsvis": "månad",
    "mån": "månad", "kvartalsvis": "kvartal", "årligen": "år", "årsvis": "år", "mer": "fler", "flera": "fler", "mindre": "färre",
    "artikel": "nyhet", "reportage": "nyhet", "insändare": "debatt", "ledare": "debatt", "debattartikel": "debatt",
    "uppsats": "studie", "rapport": "studie", "forskning": "studie", "revision": "granskning",
    "två gånger per år": "halvår", "två gånger om året": "halvår", "2 gånger per år": "halvår", "2 ggr/år": "halvår",
    "halvårsvis": "halvår", "varje halvår": "halvår", "tre gånger per år": "tertial", "fyra gånger per år": "kvartal",
    "4 ggr/år": "kvartal", "en gång per år": "år", "1 gång/år": "år", "en gång i månaden": "månad", "en gång i veckan": "vecka",
}  # fmt: skip
_DIRECTIONS = {
    **dict.fromkeys(("minska", "minskar", "minskning", "ned", "ner", "nedåt", "sjunka", "lägre"), ("minska", "färre")),
    **dict.fromkeys(("öka", "ökar", "ökning", "upp", "uppåt", "stiga", "högre"), ("öka", "fler")),
    **dict.fromkeys(("klar", "klart", "gjort", "genomfört", "genomförd", "avklarat"), ("ja",)),
    **dict.fromkeys(("ej gjort", "ej påbörjat", "inte påbörjat", "inställt", "ogjort"), ("nej",)),
}


def word_as_meant(key: str, value: str, *, allowed: Sequence[str], row: Any) -> str:
    """What to write instead of a word that can't stand there: the word that is meant, or all there are."""
    plain = " ".join(value.casefold().split()).rstrip(".")
    choices = f"Skriv {enumerate_words(allowed, 'eller')}."
    if key == "förs av":
        return (
            "Skriv parterna om de för uppgifterna själva, sammanställning om portalens redaktion har samlat dem ur offentliga källor. "
            "Utan raden gäller det som kommun.md säger, eller parterna om den inget säger."
        )
    each = re.fullmatch(rf"({'|'.join(map(re.escape, allowed))}) (?:och|i varje|för varje|per|/) ?(.+)", plain)
    if key == "per" and each:
        return f"Skriv per: {each[1]} och för varje: {each[2]}, på var sin rad."
    every = re.fullmatch(
        r"(varannan|vartannat|var(?:je)? (?:andra|tredje|fjärde)|varje|per|i|om)\s+(\w+?)(?:e?n|et)?", plain
    )
    if key in ("per", "varje") and every and every[1].startswith(("var", "vart")) and every[1] != "varje":
        return f"{choices} Räkna om antalet till något av dem, till exempel till per: år, eller skriv målet som en text efter mål:."
    number = re.fullmatch(r"(?:1|en|ett) (\w+)", plain)
    plain = number[1] if number and key in ("per", "varje") else plain
    sentence = re.fullmatch(
        rf"(?:löftet|löftena) (?:är|har|blev|bedöms(?: vara|som)?) ({'|'.join(map(re.escape, allowed))})", plain
    )
    if key in ("bedömning", "årsbedömning") and sentence:
        return f"Skriv {sentence[1]}."
    if key == "gjort" and re.fullmatch(r"\d[\d ]*(?:,\d+)?", plain) and plain not in _OTHER_WORDS:
        return f"Skriv antal: {plain} i stället. {choices}"
    answer = re.match(r"(ja|nej|delvis)\b[\s,.:;–-]*(.*)", plain)
    if key == "gjort" and answer and answer[2]:
        return _answer_and_more(answer[1], answer[2].rstrip("!, "), has_comment=has_comment(row))
    # What begins otherwise is not guessed at: `nja` is no misspelt yes, and `årsredovisning` no misspelt delredovisning.
    alike = [word for word in allowed if word[:1] == (every[2] if every else plain)[:1]]
    is_a_word_of_ours = plain in {**_OTHER_WORDS, **_DIRECTIONS} or misspelt(plain, alike)
    if key == "gjort" and plain in ("okänt", "okänd", "vet ej", "oklart", "framgår inte"):
        return f"{choices} Är det inte känt, ta bort gjort: och skriv kommentar: Källan säger inte hur det gick."
    if key == "gjort" and len(plain) > 4 and not is_a_word_of_ours:
        if has_comment(row):
            return "Skriv ja, nej eller delvis, och resten i den kommentar: som redan står."
        return f"Skriv ja, nej eller delvis, och texten på raden under: kommentar: {value}"
    meant = next((word for word in allowed if word.casefold() == plain), "")
    others = (_OTHER_WORDS.get(plain, ""), *_DIRECTIONS.get(plain, ()))
    meant = meant or next((word for word in others if word in allowed), "")
    meant = meant or misspelt(every[2] if every else plain, alike)
    if not meant and key in ("bedömning", "årsbedömning") and re.search(r"\b(?:uppfyll|uppnå|infria|hål)", plain):
        own = f"{value[:1].upper()}{value[1:]}".rstrip(".")
        return f"Är det parternas egna ord, ta bort {key}: och skriv omdöme: {own}. Har de sagt ett av de bestämda orden, s{choices[1:]}"
    return f"Skriv {meant}." if meant else choices


def misspelt(text: str, allowed: Sequence[str]) -> str:
    """The allowed value that `text` misspells, word by word: `helt uppfyllt` does not misspell `delvis uppfyllt`."""
    words = text.split()
    for near in get_close_matches(text, allowed, n=len(allowed) or 1, cutoff=0.75):
        others = near.split()
        if len(others) == len(words) and all(
            get_close_matches(word, [other], cutoff=0.7) for word, other in zip(words, others, strict=True)
        ):
            return near
    return ""


def _answer_and_more(answer: str, more: str, *, has_comment: bool) -> str:
    if answer == "ja" and more in ("delvis", "men delvis", "men bara delvis", "till viss del"):
        return "Skriv gjort: delvis"
    count = re.fullmatch(r"(\d[\d ]*(?:,\d+)?)\s+(\w+)", more)
    if count is None and has_comment:
        return f"Skriv gjort: {answer}, och resten i den kommentar: som redan står."
    if count is None:
        return f"Skriv gjort: {answer} och kommentar: {more}, på var sin rad."
    return f"Skriv gjort: {answer}, eller antal: {count[1]} och enhet: {count[2]} på var sin rad."


def has_comment(row: Any) -> bool:
    """Whether a comment stands in a row, beside which a second one would be a key twice."""
    return isinstance(row, Mapping) and "kommentar" in row


def number_in_rows(written: Mapping[str, str], own: str, *, fields: Fields, row: Any) -> str:
    """How what stands beside a number is written, with the keys that its row may have and hasn't yet."""
    first, *others = written
    if "högst" in written and "högst" not in fields:
        return f"Ett intervall går inte att räkna med. Skriv minst {written[first]}, och resten under kommentar: eller i texten."
    there = row if isinstance(row, Mapping) else {}
    rows = {"minst" if "högst" in written else own: written[first]}
    for key in others:
        home = "utskick" if key == "av" and "av" not in fields else key
        if own == "procent" and key == "enhet" and written[key] == "procent":
            return f"Skriv procent: {written[first]}"
        if home == "kommentar" and has_comment(row):
            continue
        if home in fields and there.get(home) != written[key]:
            rows[home] = written[key]
    if len(rows) > 1:
        old = enumerate_words(f"{key}: {there[key]}" for key in list(rows)[1:] if key in there)
        instead = f", i stället för {old}" if old else ""
        return f"Skriv {enumerate_words(f'{key}: {value}' for key, value in rows.items())}, på var sin rad{instead}."
    rest = "den kommentar: som redan står" if has_comment(row) else "texten"
    return f"Skriv bara talet, {written[first]}" + (f", och resten i {rest}." if "kommentar" in others else ".")


def rows_for(kind: Kind, loc: Loc, value: object) -> str:
    """How to write what was put on one row as the rows that belong there."""
    fields = fields_at(MODELS[kind], loc)
    name = str(next((step for step in reversed(loc) if isinstance(step, str)), ""))
    first = re.match(rf"({'|'.join(map(re.escape, fields))})\b[ :]*(\S.*)", str(value))
    if first is not None:
        return f"Skriv på raden under {name}:, indragen två blanksteg: {first[1]}: {first[2]}"
    cells = outcome_in_cells(str(value), is_folded=True) if loc[:1] == ("utfall",) else None
    if cells is not None:
        return f"Varje åtgärd är en rad i en lista. Skriv - åtgärd: {slugify(cells[0])} på raden och {cells[1]}: {cells[2]} på raden under."
    wanted = [key for key, (_, info) in fields.items() if info.is_required()] or list(fields)[:2]
    dash = "- " if isinstance(loc[-1:] and loc[-1], int) or name == "borttaget" else ""
    rows = " och ".join(f"{dash if not number else ''}{key}: …" for number, key in enumerate(wanted))
    return f"Skriv på rader under {name}:, indragna två blanksteg: {rows}"
