"""The rules' messages in the words of the form: they speak of keys and files, and whoever meets them here sees fields.

What is said is the same as `make check` says; only what the things are called differs. A field's word is its label.
"""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from difflib import get_close_matches
from functools import cache

from pledges.content.field_descriptions import Form, Shape, shapes
from pledges.content.kinds import Kind
from pledges.content.problems import Problem
from pledges.content.record_fields import MODELS
from pledges.editing.forms import Field, Option, goal_shapes
from pledges.editing.read_out import as_the_file_has_it, in_words
from pledges.swedish import enumerate_words

_NOT_A_VALUE = "dit|och|eller|i|om|med|på|under|ur|till|för|efter|så|som|är|här|vid|av|den|det|utan"
_NO_FIELD = ", helst under kontakt:"
_IN_PLACE_OF = {
    "Har filen delats med någon": "Har texten delats med någon",
    "Filnamnet säger": "Sidans adress säger",
    "titeln och filnamnet": "titeln och sidans adress",
    "Skriv år-månad-dag, till exempel": "Skriv till exempel",
    "som kommun.md säger": "som kommunens sida säger",
    "men filen gäller": "men sidan gäller",
    "finns inte i filen": "finns inte på sidan",
    "Filen efterträder": "Sidan efterträder",
    "Filen ligger hos": "Sidan ligger hos",
    "flytta filen till en kommun": "skriv sidan hos en kommun",
    "i den andra filen": "på den andra sidan",
    "i polisområdets fil": "på polisområdets sida",
    "den gamla sökvägen utan .md": "den gamla adressen",
    "Lägg bilden i mappen, eller rätta sökvägen.": "Lägg till bilden under Bild eller dokument, eller rätta namnet.",
    "Spara bilden i mappen, om ni får använda den, och skriv sökvägen dit.": (
        "Lägg till bilden under Bild eller dokument, om ni får använda den."
    ),
    "leder till en fil som inte finns": "leder till en sida som inte finns",
    "leder inte till någon fil": "leder inte till någon sida",
    "Det nya skrivs i en egen fil.": "Det nya skrivs som en ny sida.",
    "Kontrollera sökvägen. Den räknas från den här filens mapp, och ../ är mappen utanför.": "Kontrollera adressen i länken.",
    "flytta filen till omnamnanden/, och skriv namnet under andra:.": "skriv ett sådant i stället.",
    "acceptera varningen": "godta varningen",
    "acceptera annars varningen": "godta annars varningen",
    "eller byt filens namn. Är den redan publicerad, skriv den gamla adressen under tidigare adresser:.": (
        "så följer adressen med tills sidan visas. Är det adressen som är fel på en sida som visas, be den som sköter "
        "portalen att ändra den."
    ),
}
"""What is said of a file, which is a page here, of its name, which is the page's address, and of what buttons do."""
_NO_TERMINAL = (
    (re.compile(r"Hämta tillbaka den gamla filen ur versionshistoriken och lägg det nya i en egen fil: [^”]*"),
     "Ta upp den gamla versionen igen under Tidigare versioner, och skriv det nya som en ny sida."),
    (re.compile(r"[Kk]ör make [^”]*?(?:, och lägg sedan ut)?\.(?= |$)"), "Be den som sköter portalen att göra det färdigt."),
    (re.compile(r"Öppna filen i en textredigerare och spara om den med kodningen UTF-8\."),
     "Står å, ä och ö rätt i texten nedan, tryck på Spara: då blir den sparad som portalen läser den."),
)  # fmt: skip
"""What is for whoever has a terminal, with what is done here instead."""
_OTHERWISE = (
    *_NO_TERMINAL,
    (re.compile(r"^Accepterad: "), "Skäl: "),
    (re.compile(r"""Sätt citattecken runt hela texten: [^"']*["'](.*)["'] Är det en anteckning, .*"""), r"Skriv hela texten i rutan: ”\1”."),
    (re.compile(r"Hör filen till ([^,]+), flytta den till \S+/\."), r"Hör den till \1, skriv den där i stället."),
    (re.compile(r", till exempel parter: \[[^\]]*\]"), ""),
    (re.compile(r"Har filen bytt namn, skriv det nya\. ?"), ""),
    (re.compile(r"Lägg den i \S+/, eller rätta sökvägen\."), "Lägg till den under Bild eller dokument, eller rätta namnet."),
    (re.compile(r"Ta bort status: utkast i (\S+\.md)"), r"Visa \1 på portalen"),
    (re.compile(r"skriv det i en egen fil, \S+\.md,"), "skriv det som en ny sida,"),
    (re.compile(r" på raden under: kommentar: .*$"), " under kommentar:."),
    (re.compile(r" Det som finns ligger i \S+\.md\."), ""),
    (re.compile(r"(?<=kriv) på (?:var sin rad|rader) under \w+:(?= )|,? på var sin rad(?: under \w+:)?"), ""),
)  # fmt: skip
"""The same, what the form says already, and how keys lie in a file, with what stands here instead."""
_IN_A_FILE = re.compile(r"(?<![\w/.:-])\d{4}(?:-\d\d){0,2}(?:/(?:\d{4}(?:-\d\d){0,2}|\.\.))?(?![\w/:-])")
"""A day or a period as it stands there."""
_FILL_IN = {"Skriv ": "Fyll i ", "skriv ": "fyll i "}
_FIELD = {"Nyckeln": "Rutan", "nyckeln": "rutan"}
_QUOTED = re.compile(r"(”[^”]*”)")
_OF_FILES = re.compile(
    r"\.md\b|i adresser|filnamn|filens namn|lpo-|kommuner/|content/|^Skriv \[|^Skriv [a-z0-9/-]+\.?$|^Menade du|mapp"
)
_FILE = re.compile(r"(?<![/\w])(?:[a-z0-9-]+/)+[a-z0-9-]+\.md\b")
_SENTENCES = re.compile(r"(?<=[.?!])\s+")
_BETWEEN_SENTENCES = re.compile(r"((?<=[.?!])\s+)")
_IN_GENERAL = re.compile(r"lpo-…|eller skapa")
"""What may stand in such a place, whatever was meant: no guess at it."""
_REFERENCE_FAULTS = ("fel-varde", "hanvisning-finns-inte")
_CHOOSE = "Välj ur listan. Saknas det du menar, lägg till det med länken under rutan."
_MOST_SUGGESTED = 3
_NEAR = 0.75  # as difflib counts: ”Trafik mm” is Trafik, and ”AB Alehus” nobody
_THE_LIST = re.compile(r"I \S+/ finns ")
"""All that a folder has, where the list beside shows it."""


@cache
def labels(kind: Kind) -> Mapping[str, str]:
    """The label of every key that a record of a kind may have, also in its rows; the record's own come first."""
    found: dict[str, str] = {}
    waiting: list[Shape] = list(shapes(MODELS[kind]))
    while waiting:
        shape = waiting.pop(0)
        found.setdefault(shape.key, shape.label)
        inner = shapes(shape.row) if shape.row is not None else goal_shapes() if shape.form is Form.GOAL else ()
        waiting += [one for one in inner if one.key not in found]
    return found


@cache
def every_label(kind: Kind) -> Mapping[str, str]:
    """The same, with the keys of the other kinds after them: what is said of a record may speak of another."""
    others = {key: label for other in Kind for key, label in labels(other).items()}
    return {**others, **labels(kind)}


@cache
def _patterns(kind: Kind) -> tuple[re.Pattern[str], re.Pattern[str]]:
    key = "|".join(sorted(map(re.escape, every_label(kind)), key=len, reverse=True))
    named = rf"\b(?P<verb>[Ss]kriv )?(?<![\w/.-])(?P<key>{key}):(?P<value>(?= (?!(?:{_NOT_A_VALUE})\b)[^\s]))?(?!//)"
    return re.compile(named), re.compile(rf"\b(?P<word>[Nn]yckeln) ”(?P<key>{key})”")


def in_the_forms_words(kind: Kind, text: str) -> str:
    """`Skriv antal: eller gjort:.` → `Fyll i ”Antal” eller ”Gjort”.`; what stands within quotation marks is somebody's own."""
    _, called = _patterns(kind)
    text = text if "kontakt" in labels(kind) else text.replace(_NO_FIELD, "")
    for written, said in _IN_PLACE_OF.items():
        text = text.replace(written, said)
    for pattern, instead in _OTHERWISE:
        text = pattern.sub(instead, text)

    def as_field(match: re.Match[str]) -> str:
        return f"{_FIELD[match['word']]} ”{every_label(kind)[match['key']]}”"

    return _outside_quotations(called.sub(as_field, text), lambda part: _with_labels(kind, part))


def in_the_files_words(text: str) -> str:
    """The same to somebody who has the whole file before them: its keys are called what they are in it."""
    for pattern, instead in _NO_TERMINAL:
        text = pattern.sub(instead, text)
    return text


def _outside_quotations(text: str, said: Callable[[str], str]) -> str:
    return "".join(part if part.startswith("”") else said(part) for part in _QUOTED.split(text))


def _with_labels(kind: Kind, text: str) -> str:
    """`Skriv antal: 85 och enhet: procent.` → `Fyll i ”Antal” med 85 och ”Enhet” med procent.`"""
    named, _ = _patterns(kind)

    def of(sentence: str) -> str:
        is_to_be_filled = False

        def as_label(match: re.Match[str]) -> str:
            nonlocal is_to_be_filled
            label, verb, has_value = every_label(kind)[match["key"]], match["verb"] or "", match["value"] is not None
            is_to_be_filled = is_to_be_filled or bool(verb)
            if has_value and not is_to_be_filled:
                return f"{label}:"
            return f"{_FILL_IN.get(verb, verb)}”{label}”{' med' if has_value else ''}"

        return named.sub(as_label, sentence)

    return "".join(map(of, _BETWEEN_SENTENCES.split(text)))


def with_times_in_words(form: Form, text: str) -> str:
    """A hint with the days or periods in it as the form shows them: `Skriv 2019/2022` → `Skriv 2019–2022`."""
    return _outside_quotations(text, lambda part: _IN_A_FILE.sub(lambda match: in_words(form, match[0]), part))


def as_typed(text: str, field: Field) -> str:
    """A message with what somebody typed in words in it, where the file has it in figures."""
    for form in (Form.DATE, Form.PERIOD):
        written = as_the_file_has_it(form, field.value)
        if written != field.value:
            text = text.replace(f"”{written}”", f"”{field.value}”")
    return text


def by_title(text: str, title_at: Callable[[str], str]) -> str:
    """A message in which files are called by the titles of what is in them; a link to write, and what was written, stand."""

    def called(match: re.Match[str]) -> str:
        title = title_at(match[0])
        return f"”{title}”" if title else match[0]

    return _outside_quotations(text, lambda part: _FILE.sub(called, part))


def by_label(text: str, options: Iterable[Option]) -> str:
    """A message in which what can be chosen is called as its list calls it."""
    labels = {one.value: one.label for one in options}
    named = re.compile("|".join(rf"(?<![\w-]){re.escape(value)}(?![\w-])" for value in labels) or r"(?!)")
    return _outside_quotations(text, lambda part: named.sub(lambda match: f"”{labels[match[0]]}”", part))


def of_a_list(problem: Problem, kind: Kind, options: Sequence[Option]) -> tuple[str, str] | None:
    """What is said of a choice that is not in its list, and what to do; None for a problem of another kind."""
    quoted = re.search(r"”([^”]*)”", problem.message)
    if problem.code not in _REFERENCE_FAULTS or quoted is None:
        return None
    sentences = [one for one in _SENTENCES.split(problem.hint) if one and not _THE_LIST.match(one)]
    said = " ".join(one for one in sentences if not _IN_GENERAL.search(one))
    meant = (list(_named(said, options)) or _alike(quoted[1], options))[:_MOST_SUGGESTED]
    rest = [one for one in sentences if not _OF_FILES.search(one)]
    suggested = f"Menade du {enumerate_words(meant, 'eller')}?" if meant else ""
    hint = " ".join(part for part in (suggested, _CHOOSE, in_the_forms_words(kind, " ".join(rest))) if part)
    return f"”{quoted[1]}” finns inte i listan.", hint


def _alike(text: str, options: Iterable[Option]) -> list[str]:
    """The labels that are spelled nearly as a text, the nearest first."""
    labels = {one.label.casefold(): one.label for one in options}
    return [f"”{labels[near]}”" for near in get_close_matches(text.casefold(), labels, _MOST_SUGGESTED, _NEAR)]


def _named(text: str, options: Iterable[Option]) -> Iterable[str]:
    """The labels of the options whose values stand in a text."""
    words = set(re.findall(r"[\w/-]+", text))
    return (f"”{one.label}”" for one in options if one.value in words)
