"""Keys that don't belong where they stand: misspelt, translated, of another kind of record, not indented or too far in.

Which key each stands for is told once, and not also that that key is missing.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails

from pledges.content.discovery import SourceFile
from pledges.content.frontmatter import FrontMatter, key_path
from pledges.content.kinds import NAMES, Kind
from pledges.content.known_keys import Fields, fields_at, keys_of, loc_in_file, row_models, value_at
from pledges.content.problems import Problem, problem_at
from pledges.content.record import Loc, Position
from pledges.content.record_fields import MODELS
from pledges.swedish import enumerate_words
from pledges.written_values import parse_date

SISTERS = {"undertecknat": "undertecknad", "undertecknad": "undertecknat", "dokument": "belägg"}
TAKEN_FOR_EACH_OTHER = {
    "källor": "var uppgifterna är hämtade",
    "dokument": "själva dokumentet, undertecknat eller beslutat",
    "belägg": "var det som sägs här går att läsa",
}
_OTHER_KEYS = {
    "källa": ("källor",),
    "länk": ("källor", "länkar", "adress"), "länkar": ("källor",), "bilaga": ("källor", "dokument"), "namn": ("titel",),
    "rubrik": ("titel",), "sammanfattning": ("kort",), "ingress": ("kort",), "beskrivning": ("kort", "problem", "vad"),
    "insatser": ("åtgärder",), "aktiviteter": ("åtgärder",), "insats": ("vad",), "aktivitet": ("vad",),
    "åtgärd": ("vad", "id"), "id": ("åtgärd",), "mål": ("antal",), "utfall": ("antal",), "status": ("gjort",), "tid": ("period", "avser"), "år": ("period", "avser"), "period": ("avser", "datum"),
    "avser": ("period",), "datum": ("undertecknat", "undertecknad", "beslutad", "hämtad"), "plats": ("områden",),
    "ort": ("områden",), "område": ("områden",), "ansvar": ("ansvarig",), "part": ("parter",), "av": ("parter",),
    "författare": ("av",), "ansvarig": ("av",), "resultat": ("utfall", "antal", "gjort"), "dnr": ("diarienummer",), "text": ("vad", "kommentar"),
    "minimum": ("minst",), "min": ("minst",), "maximum": ("högst",), "max": ("högst",), "mängd": ("antal",), "url": ("adress",), "href": ("adress",), "webb": ("adress", "webbplats"), "hemsida": ("webbplats",),
    "kommentar": ("skäl", "text"), "beslutad": ("undertecknat", "undertecknad"),
}  # fmt: skip


def unknown_keys(
    source: SourceFile, front: FrontMatter, errors: Sequence[ErrorDetails]
) -> Iterator[tuple[Problem, set[tuple[Loc, str]]]]:
    """A problem for each unknown key, or for several that belong together, and which other errors it is the cause of."""
    assert source.kind is not None
    by_row: dict[Loc, list[tuple[str, Any]]] = {}
    for error in errors:
        if error["type"] == "extra_forbidden":
            loc = loc_in_file(error["loc"], front.places)
            by_row.setdefault(loc[:-1], []).append((str(error["loc"][-1]), error["input"]))
    for row, unknown in by_row.items():
        fields = fields_at(MODELS[source.kind], row)
        waiting = dict(unknown)
        if row == ("utfall",) and set(value_at(front.data, row)) == set(waiting):
            yield _outcomes_by_name(source, front, waiting), {(row, ""), (row, "åtgärd"), (row, "vad")}
            continue
        for parent, names in _not_indented(fields, waiting, front=front, row=row):
            place = front.places[(*row, names[0])]
            rows, they, them = ("Raderna", "de", "dem") if len(names) > 1 else ("Raden", "den", "den")
            words = enumerate_words(f"{name}:" for name in names)
            message = f"{rows} {words} hör till {parent}:, men är inte {'indragna' if len(names) > 1 else 'indragen'} under den."
            stands_above = front.places[(*row, parent)].line == place.line - 1
            if value_at(front.data, (*row, parent)):
                hint = f"Dra in {them} två blanksteg till, som raderna ovanför under {parent}:."
            elif stands_above:
                hint = f"Dra in {them} två blanksteg till, så att {they} står under {parent}:."
            else:
                hint = f"Flytta {them} till under {parent}: på rad {front.places[(*row, parent)].line}, indragna två blanksteg till."
            yield (
                problem_at(
                    source.path, "okand-nyckel", message=message, hint=hint, place=place, key=key_path((*row, names[0]))
                ),
                {(row, parent), ((*row, parent), "")} | {((*row, parent), name) for name in names},
            )
            for name in names:
                del waiting[name]
        absent = {
            str(one["loc"][-1])
            for one in errors
            if one["type"] == "missing" and loc_in_file(one["loc"], front.places) == row
        }
        for name, value in waiting.items():
            hint, stands_for = _about_key(source.kind, fields, row=row, name=name, data=front.data)
            wanted = {stands_for} if stands_for else set()
            if _is_pair(fields, name, value) and not stands_for:
                wanted = absent | {""}
            place = front.places.get((*row, name), Position(1, 1))
            yield (
                problem_at(
                    source.path,
                    "okand-nyckel",
                    message=f"Nyckeln ”{name}” finns inte här.",
                    hint=hint,
                    place=place,
                    key=key_path((*row, name)),
                ),
                {(row, key) for key in wanted},
            )


def _outcomes_by_name(source: SourceFile, front: FrontMatter, outcomes: Mapping[str, Any]) -> Problem:
    """Outcomes that were written `kontroller: 131` instead of as rows of a list."""
    name, value = next(iter(outcomes.items()))
    key = "gjort" if value in ("ja", "nej", "delvis") else "antal"
    others = ", och likadant för de andra" if len(outcomes) > 1 else ""
    return problem_at(
        source.path, "okand-nyckel", message=f"Under utfall: står {name}: som en nyckel, men varje åtgärd är en rad i en lista.",
        hint=f"Skriv - åtgärd: {name} på raden och {key}: {value} på raden under{others}.",
        place=front.places.get(("utfall", name), Position(1, 1)), key=key_path(("utfall", name)),
    )  # fmt: skip


def _not_indented(
    fields: Fields, unknown: Mapping[str, Any], *, front: FrontMatter, row: Loc
) -> Iterator[tuple[str, list[str]]]:
    """Keys that belong under another of the row: `mål:` is empty, with `minst:` in the same column, or lacks `enhet:`."""
    for key, (_, info) in fields.items():
        inner = {name for model in row_models(info.annotation) for name in keys_of(model)}
        under = value_at(front.data, (*row, key))
        if not inner or (*row, key) not in front.places or not (under is None or isinstance(under, Mapping)):
            continue
        names = [name for name in unknown if name in inner and name not in (under or ())]
        if names:
            yield key, names


def _is_pair(fields: Fields, name: str, value: Any) -> bool:
    """Whether a row was written as `2024-05-02: text` or `Löftet på webben: https://…`."""
    dated = "datum" in fields and "text" in fields and _is_date(name)
    return dated or (
        "adress" in fields and isinstance(value, str) and value.startswith(("http://", "https://", "www."))
    )


def _is_date(text: str) -> bool:
    try:
        return parse_date(text) is not None
    except ValueError:
        return False


def _about_key(kind: Kind, fields: Fields, *, row: Loc, name: str, data: Mapping[str, Any]) -> tuple[str, str]:
    """What an unknown key most likely is, and the key of this row that it stands for, where it does.

    No key that the row already has is suggested: it would stand there twice.
    """
    there = value_at(data, row)
    there = there if isinstance(there, Mapping) else {}
    value = there.get(name)
    if _is_pair(fields, name, value) and not _OTHER_KEYS.get(name.casefold()):
        first, second = ("datum", "text") if _is_date(name) else ("titel", "adress")
        return f"Skriv {first}: {name} på raden och {second}: {value} på raden under.", ""
    if not row and name in TAKEN_FOR_EACH_OTHER:
        return sources_apart(kind), ""
    if not row and (sister := SISTERS.get(name)) in fields:
        return f"Det heter {sister}: här, och det står redan. Ta bort den ena.", ""
    if row[:1] == ("utfall",) and name in ("minst", "högst", "cirka") and "antal" in fields:
        return f"Skriv antal: {name} {value}", "antal"
    if (
        row
        and name != row[-1]
        and name in fields_at(MODELS[kind], row[:-1])
        and isinstance(row[-1], str)
        and isinstance(row[-2:-1] and row[-2], int)
    ):
        return (
            f"{name}: hör till raden som {row[-1]}: står i. Ta bort två av blankstegen före den, så att den börjar i samma kolumn som {row[-1]}:.",
            "",
        )
    meant = _meant_key({key: field for key, field in fields.items() if key not in there or key == name}, name)
    if meant == name:  # a key of another form of the row
        return (
            f"{name}: hör till ett annat slags mål, med jämfört med:, inom: eller alla:. Ska något räknas, skriv antal: och enhet:.",
            "enhet",
        )
    if meant:
        return f"Skriv {meant}: i stället för {name}:.", meant
    if row and name in keys_of(MODELS[kind]) and name not in data:
        return f"{name}: hör hemma längst till vänster i filen. Ta bort indragningen.", ""
    if row and row[-1] == name:
        return (
            f"Raden ligger redan under {name}:. Skriv till exempel antal: eller en annan av nycklarna {enumerate_words(fields)}.",
            "",
        )
    homes = [
        f"{info.alias}:"
        for info in MODELS[kind].model_fields.values()
        if any(name in keys_of(inner) for inner in row_models(info.annotation))
    ]
    if homes:
        move = f"Nycklarna här är {enumerate_words(fields)}." if row else "Dra in den dit."
        return f"{name}: hör hemma i en rad under {enumerate_words(homes, 'eller')}. {move}", ""
    elsewhere = [] if row else [NAMES[other] for other, model in MODELS.items() if name in keys_of(model)]
    if 0 < len(elsewhere) <= 3:
        here = {Kind.FOLLOW_UP: " I en uppföljning står det som gjordes under utfall:."} if name == "åtgärder" else {}
        whose = enumerate_words((f"{one.singular} ({one.list_name or one.folder}/)" for one in elsewhere), "eller")
        return f"{name}: hör hemma i filen för en annan sorts uppgift: {whose}. Skriv den där.{here.get(kind, '')}", ""
    inside = [] if row else [
        f"{NAMES[other].singular} ({NAMES[other].list_name or NAMES[other].folder}/), i en rad under {info.alias}:"
        for other, model in MODELS.items()
        for info in model.model_fields.values()
        if any(name in keys_of(inner) for inner in row_models(info.annotation))
    ]  # fmt: skip
    if len(inside) == 1:
        return f"{name}: hör hemma i filen för en annan sorts uppgift: {inside[0]}. Skriv den där.", ""
    return f"Nycklarna här är {enumerate_words(fields)}.", ""


def _meant_key(fields: Fields, name: str) -> str:
    """The key that a misspelt, translated or mistaken one stands for; the empty text where nobody can tell."""
    english = {field: key for key, (field, _) in fields.items()}
    folded = {_bare(key): key for key in fields}
    if _bare(name) in folded:
        return folded[_bare(name)]
    if name.casefold() in english:
        return english[name.casefold()]
    other = next((key for key in _OTHER_KEYS.get(name.casefold(), ()) if key in fields), "")
    near = get_close_matches(_bare(name), folded, n=1, cutoff=0.75)
    if other or near:
        return other or folded[near[0]]
    mistaken = {_bare(word): key for word, keys in _OTHER_KEYS.items() for key in keys if key in fields}
    near = get_close_matches(_bare(name), mistaken, n=1, cutoff=0.85)
    return mistaken[near[0]] if near else ""


def _bare(word: str) -> str:
    """A word without case, accents and signs: `Åtgärder ` and `atgarder` are the same."""
    return re.sub(r"[\W_]", "", word.casefold().translate(str.maketrans("åäöéü", "aaoeu")))


def sources_apart(kind: Kind) -> str:
    """What the keys for sources that `kind` has are for, each."""
    keys = [key for key in TAKEN_FOR_EACH_OTHER if key in keys_of(MODELS[kind])]
    uses = enumerate_words(f"{key}: är {TAKEN_FOR_EACH_OTHER[key]}" for key in keys)
    return f"I {NAMES[kind].definite} skriver du så här: {uses}."
