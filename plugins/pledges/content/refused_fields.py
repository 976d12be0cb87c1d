"""What the validator refuses, in Swedish, at the row that is the cause, and what to write there instead.

One mistake is told once: a misspelt key is not also a missing one, and rows that were not indented are told together.
"""

import re
import typing
from collections.abc import Iterable, Iterator, Mapping, Sequence
from difflib import get_close_matches
from typing import Any

from pydantic_core import ErrorDetails

from pledges.content.discovery import SourceFile
from pledges.content.field_types import MoreThanANumberError, RefusedValueError, Row, is_web_address
from pledges.content.frontmatter import FrontMatter, key_path
from pledges.content.geography import slugify
from pledges.content.kinds import NAMES, Kind
from pledges.content.problems import Problem
from pledges.content.record import Loc, Position
from pledges.content.record_fields import MODELS
from pledges.content.suggested_values import outcome_in_cells
from pledges.swedish import capital, enumerate_words
from pledges.written_values import parse_date

Fields = Mapping[str, tuple[str, Any]]
_COMPARE = "Jämför med guidens exempel."
SISTERS = {"undertecknat": "undertecknad", "undertecknad": "undertecknat", "dokument": "belägg"}
_TAKEN_FOR_EACH_OTHER = {
    "källor": "var uppgifterna är hämtade",
    "dokument": "själva dokumentet, undertecknat eller beslutat",
    "belägg": "var det som sägs här går att läsa",
}
_OTHER_KEYS = {
    "källa": ("källor",),
    "länk": ("källor", "länkar", "adress"), "länkar": ("källor",), "bilaga": ("källor", "dokument"), "namn": ("titel",),
    "rubrik": ("titel",), "sammanfattning": ("kort",), "ingress": ("kort",), "beskrivning": ("kort", "problem", "vad"),
    "insatser": ("åtgärder",), "aktiviteter": ("åtgärder",), "insats": ("vad",), "aktivitet": ("vad",),
    "åtgärd": ("vad",), "tid": ("period", "avser"), "år": ("period", "avser"), "period": ("avser", "datum"),
    "avser": ("period",), "datum": ("undertecknat", "undertecknad", "beslutad", "hämtad"), "plats": ("områden",),
    "ort": ("områden",), "område": ("områden",), "ansvar": ("ansvarig",), "part": ("parter",), "av": ("parter",),
    "författare": ("av",), "ansvarig": ("av",), "resultat": ("utfall", "antal", "gjort"), "dnr": ("diarienummer",), "text": ("vad", "kommentar"),
    "minimum": ("minst",), "min": ("minst",), "maximum": ("högst",), "max": ("högst",), "mängd": ("antal",), "url": ("adress",), "href": ("adress",), "webb": ("adress", "webbplats"), "hemsida": ("webbplats",),
    "kommentar": ("skäl", "text"), "beslutad": ("undertecknat", "undertecknad"),
}  # fmt: skip
_OTHER_WORDS = {
    "genomförd": "avslutat", "klart": "avslutat", "klar": "avslutat", "färdigt": "avslutat", "färdig": "avslutat", "avslutad": "avslutat",
    "genomfört": "avslutat", "slutfört": "avslutat", "pågående": "pågår", "aktiv": "pågår", "aktivt": "pågår",
    "planerad": "planerat", "kommande": "planerat", "uppnått": "uppfyllt", "hållet": "uppfyllt", "helt uppfyllt": "uppfyllt", "fullt uppfyllt": "uppfyllt",
    "uppfyllt helt": "uppfyllt", "helt uppnått": "uppfyllt", "delvis uppnått": "delvis uppfyllt", "inte uppnått": "inte uppfyllt", "ej uppnått": "inte uppfyllt", "delvis": "delvis uppfyllt",
    "ej uppfyllt": "inte uppfyllt", "ouppfyllt": "inte uppfyllt", "inställt": "avbrutet", "avslutat i förtid": "avbrutet",
    "draft": "utkast", "ej publicerad": "utkast", "yes": "ja", "true": "ja", "sant": "ja", "j": "ja", "y": "ja",
    "no": "nej", "false": "nej", "ej": "nej", "inte": "nej", "n": "nej", "slut": "slutlig", "slutrapport": "slutlig",
    "slutredovisning": "slutlig", "final": "slutlig", "delrapport": "delredovisning", "halvårsrapport": "delredovisning",
    "hemlig": "sekretess", "dag": "dygn", "dagligen": "dygn", "veckovis": "vecka", "v": "vecka", "månadsvis": "månad",
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


def explained(source: SourceFile, front: FrontMatter, errors: Sequence[ErrorDetails]) -> list[Problem]:
    """The validator's `errors`, each cause once."""
    assert source.kind is not None
    elsewhere = Kind.AREA if _is_place(source, front.data) else _belongs_to(source.kind, front.data)
    if errors and elsewhere is not None:
        return [_in_wrong_folder(source, elsewhere)]
    problems: list[Problem] = []
    told: set[tuple[Loc, str]] = set()
    for problem_at, spared in _unknown_keys(source, front, errors):
        problems.append(problem_at)
        told |= spared
    for error in errors:
        refusal = error.get("ctx", {}).get("error")
        if isinstance(refusal, MoreThanANumberError):  # the key that stands beside the number is not missing
            told |= {(_in_file(error["loc"], front.places)[:-1], key) for key in refusal.written}
    for error in errors:
        loc = _in_file(error["loc"], front.places)
        last = str(error["loc"][-1]) if error["loc"] else ""
        if error["type"] == "extra_forbidden":
            continue
        absent = error["type"] == "missing" and loc[-1:] != (last,)
        if (absent and (loc, last) in told) or (not absent and (loc, "") in told):
            continue
        problems.append(_told(source, front, error, loc, last if absent else None))
    return problems


def _belongs_to(kind: Kind, data: Mapping[str, Any]) -> Kind | None:
    """The kind of record that the keys make, where they can't be of `kind` and are all of another."""
    if _misfit(kind, data) < 2:
        return None
    fitting = [other for other in MODELS if other is not kind and _misfit(other, data) == 0 and len(data) > 2]
    return max(fitting, key=lambda other: _used_keys(other, data), default=None)


def _is_place(source: SourceFile, data: Mapping[str, Any]) -> bool:
    """Whether a file in a municipality's folder has what a part of it has and no more, and is called what its title is.

    Such a file has too few keys to be told by them: `titel: Komarken` in komarken.md.
    """
    slug = source.identity.rsplit("/", 1)[-1]
    return (
        source.municipality is not None
        and source.kind is not Kind.AREA
        and _misfit(Kind.AREA, data) == 0
        and slugify(str(data.get("titel", ""))).startswith(slug)
        and not any(map(str.isdigit, slug))
    )


def _misfit(kind: Kind, data: Mapping[str, Any]) -> int:
    fields = MODELS[kind].model_fields.values()
    known = {info.alias for info in fields}
    missing = sum(info.is_required() and info.alias not in data for info in fields)
    return missing + sum(name not in known and SISTERS.get(name) not in known for name in data)


def _used_keys(kind: Kind, data: Mapping[str, Any]) -> int:
    return sum(info.is_required() and info.alias in data for info in MODELS[kind].model_fields.values())


def _in_wrong_folder(source: SourceFile, kind: Kind) -> Problem:
    assert source.kind is not None
    folder = NAMES[kind].folder.replace("*", source.municipality or "<kommun>")
    name = source.path.rsplit("/", 1)[-1]
    return problem_at(
        source.path, "fel-plats",
        f"Det här ser ut som {_article(kind)} {NAMES[kind].singular}, men ligger bland {NAMES[source.kind].plural}.",
        f"Flytta filen till {folder}/{name}.", place=Position(1, 1),
    )  # fmt: skip


def _article(kind: Kind) -> str:
    return "ett" if NAMES[kind].definite.endswith("t") else "en"


def _unknown_keys(
    source: SourceFile, front: FrontMatter, errors: Sequence[ErrorDetails]
) -> Iterator[tuple[Problem, set[tuple[Loc, str]]]]:
    """A problem for each unknown key, or for several that belong together, and which other errors it is the cause of."""
    assert source.kind is not None
    by_row: dict[Loc, list[tuple[str, Any]]] = {}
    for error in errors:
        if error["type"] == "extra_forbidden":
            loc = _in_file(error["loc"], front.places)
            by_row.setdefault(loc[:-1], []).append((str(error["loc"][-1]), error["input"]))
    for row, unknown in by_row.items():
        fields = _fields_at(MODELS[source.kind], row)
        waiting = dict(unknown)
        if row == ("utfall",) and set(_value_at(front.data, row)) == set(waiting):
            yield _outcomes_by_name(source, front, waiting), {(row, ""), (row, "åtgärd"), (row, "vad")}
            continue
        for parent, names in _not_indented(fields, waiting, front, row):
            place = front.places[(*row, names[0])]
            rows, they, them = ("Raderna", "de", "dem") if len(names) > 1 else ("Raden", "den", "den")
            words = enumerate_words(f"{name}:" for name in names)
            message = f"{rows} {words} hör till {parent}:, men är inte {'indragna' if len(names) > 1 else 'indragen'} under den."
            stands_above = front.places[(*row, parent)].line == place.line - 1
            if _value_at(front.data, (*row, parent)):
                hint = f"Dra in {them} två blanksteg till, som raderna ovanför under {parent}:."
            elif stands_above:
                hint = f"Dra in {them} två blanksteg till, så att {they} står under {parent}:."
            else:
                hint = f"Flytta {them} till under {parent}: på rad {front.places[(*row, parent)].line}, indragna två blanksteg till."
            yield (
                problem_at(source.path, "okand-nyckel", message, hint, place=place, key=key_path((*row, names[0]))),
                {(row, parent), ((*row, parent), "")} | {((*row, parent), name) for name in names},
            )
            for name in names:
                del waiting[name]
        absent = {
            str(one["loc"][-1])
            for one in errors
            if one["type"] == "missing" and _in_file(one["loc"], front.places) == row
        }
        for name, value in waiting.items():
            hint, stands_for = _about_key(source.kind, fields, row, name, value)
            wanted = {stands_for} if stands_for else set()
            if _is_pair(fields, name, value) and not stands_for:
                wanted = absent | {""}
            place = front.places.get((*row, name), Position(1, 1))
            yield (
                problem_at(
                    source.path,
                    "okand-nyckel",
                    f"Nyckeln ”{name}” finns inte här.",
                    hint,
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
        source.path, "okand-nyckel", f"Under utfall: står {name}: som en nyckel, men varje åtgärd är en rad i en lista.",
        f"Skriv - åtgärd: {name} på raden och {key}: {value} på raden under{others}.",
        place=front.places.get(("utfall", name), Position(1, 1)), key=key_path(("utfall", name)),
    )  # fmt: skip


def _not_indented(
    fields: Fields, unknown: Mapping[str, Any], front: FrontMatter, row: Loc
) -> Iterator[tuple[str, list[str]]]:
    """Keys that belong under another of the row: `mål:` is empty, with `minst:` in the same column, or lacks `enhet:`."""
    for key, (_, info) in fields.items():
        inner = {name for model in _row_models(info.annotation) for name in keys_of(model)}
        under = _value_at(front.data, (*row, key))
        if not inner or (*row, key) not in front.places or not (under is None or isinstance(under, Mapping)):
            continue
        names = [name for name in unknown if name in inner and name not in (under or ())]
        if names:
            yield key, names


def _value_at(data: Any, loc: Loc) -> Any:
    for step in loc:
        try:
            data = data[step]
        except (KeyError, IndexError, TypeError):
            return None
    return data


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


def _about_key(kind: Kind, fields: Fields, row: Loc, name: str, value: Any) -> tuple[str, str]:
    """What an unknown key most likely is, and the key of this row that it stands for, where it does."""
    if _is_pair(fields, name, value) and not _OTHER_KEYS.get(name.casefold()):
        first, second = ("datum", "text") if _is_date(name) else ("titel", "adress")
        return f"Skriv {first}: {name} på raden och {second}: {value} på raden under.", ""
    if not row and name in _TAKEN_FOR_EACH_OTHER:
        return _sources_apart(kind), ""
    if not row and (sister := SISTERS.get(name)) in fields:
        return f"Det heter {sister}: här, och det står redan. Ta bort den ena.", ""
    if row[:1] == ("utfall",) and name in ("minst", "högst", "cirka") and "antal" in fields:
        return f"Skriv antal: {name} {value}", "antal"
    meant = _meant_key(fields, name)
    if meant == name:  # a key of another form of the row
        return (
            f"{name}: hör till ett annat slags mål, med jämfört med:, inom: eller alla:. Ska något räknas, skriv antal: och enhet:.",
            "enhet",
        )
    if meant:
        return f"Skriv {meant}: i stället för {name}:.", meant
    if row and name in keys_of(MODELS[kind]):
        return f"{name}: hör hemma längst till vänster i filen. Ta bort indragningen.", ""
    if row and row[-1] == name:
        return (
            f"Raden ligger redan under {name}:. Skriv till exempel antal: eller en annan av nycklarna {enumerate_words(fields)}.",
            "",
        )
    homes = [
        f"{info.alias}:"
        for info in MODELS[kind].model_fields.values()
        if any(name in keys_of(inner) for inner in _row_models(info.annotation))
    ]
    if homes:
        return f"{name}: hör hemma i en rad under {enumerate_words(homes, 'eller')}. Dra in den dit.", ""
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


def _told(source: SourceFile, front: FrontMatter, error: ErrorDetails, loc: Loc, absent: str | None) -> Problem:
    assert source.kind is not None
    code, message, hint = (
        _absent(source.kind, loc, absent) if absent is not None else _explanation(source.kind, loc, error, front)
    )
    place = front.places.get(loc, Position(1, 1))
    noted = _noted(front, absent) if absent is not None and not loc else None
    if noted is not None:
        place = Position(noted[0], 1)
        hint = f"Ta bort # i början av raden: {noted[1]}"
    elif absent == "datum" and not loc and (dated := re.match(r"\d{4}-\d\d-\d\d(?=-)", source.path.rsplit("/", 1)[-1])):
        hint = f"Lägg till datum: {dated[0]} om det som filnamnet säger är rätt dag."
    return problem_at(
        source.path, code, capital(message), hint, place=place, key=key_path(loc if absent is None else (*loc, absent))
    )


def _noted(front: FrontMatter, name: str) -> tuple[int, str] | None:
    """The row on which a key that is missing stands as a note, and the row without its number sign."""
    for line, row in front.comments:
        found = re.fullmatch(rf"\s*#+\s*({re.escape(name)}:\s+\S.*)", row)
        if found is not None:
            return line, found[1]
    return None


def _absent(kind: Kind, loc: Loc, name: str) -> tuple[str, str, str]:
    """(code, message, hint) of the key `name`, which is not in the row at `loc`."""
    where = " på den här raden i listan" if loc else f" i {NAMES[kind].definite}"
    hint = f"Lägg till {name}: … {_help(kind, loc, name)}".strip()
    if not loc and name in _TAKEN_FOR_EACH_OTHER:
        hint += f" Står det under källor:? {_sources_apart(kind)}"
    return "saknad-nyckel", f"Nyckeln ”{name}” saknas{where}.", hint


def _explanation(kind: Kind, loc: Loc, error: ErrorDetails, front: FrontMatter) -> tuple[str, str, str]:
    """(code, message, hint) of what stands at `loc`."""
    last = str(error["loc"][-1]) if error["loc"] else ""
    context = error.get("ctx", {})
    match error["type"]:
        case "missing":
            hint = f"Skriv något efter {last}:, på samma rad eller på rader under."
            return "saknad-nyckel", f"Nyckeln ”{last}” är tom.", hint
        case "literal_error" if isinstance(error["input"], list):
            allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
            return "fel-varde", "Här ska ett ord stå, inte en lista.", f"Skriv {enumerate_words(allowed, 'eller')}."
        case "literal_error":
            allowed = re.findall(r"'([^']*)'", str(context.get("expected", "")))
            return (
                "fel-varde",
                f"”{error['input']}” kan inte stå här.",
                _other_word(last, str(error["input"]), allowed, _value_at(front.data, loc[:-1])),
            )
        case "value_error" if not isinstance(error["input"], Mapping) and _is_row_missing(error):
            return "fel-varde", "Här ska nycklar och värden stå, på egna rader.", _rows_for(kind, loc, error["input"])
        case "value_error":
            refusal = context["error"]
            if isinstance(refusal, MoreThanANumberError):
                row = _value_at(front.data, loc[:-1])
                hint = _number_in_rows(refusal.written, last, _fields_at(MODELS[kind], loc[:-1]), row)
                return "fel-varde", refusal.message, hint
            if isinstance(refusal, RefusedValueError):
                title = _value_at(front.data, (*loc[:-1], "titel"))
                if last == "adress" and isinstance(title, str) and is_web_address(title):
                    return (
                        "fel-varde",
                        refusal.message,
                        f"Byt plats på dem: titel: {error['input']} och adress: {title}",
                    )
                return "fel-varde", refusal.message, refusal.hint
            message, hint = _sentences(str(refusal))
            written = str(error["input"])
            if loc[:1] == ("utfall",) and last == "antal" and not re.search(r"\d", written):
                there = _has_comment(_value_at(front.data, loc[:-1]))
                words = "flytta dem till kommentar:" if there else f"skriv kommentar: {written} i stället"
                hint = f"Är det ord om hur det gick, {words}, och gjort: ja, nej eller delvis om det framgår."
            return "fel-varde", message, hint
        case "string_type" | "tuple_type" | "model_type" | "dict_type" | "model_attributes_type":
            return "fel-varde", "Värdet har fel form.", _help(kind, loc[:-1], last) or _COMPARE
    return "fel-varde", "Värdet går inte att använda här.", _COMPARE


def _is_row_missing(error: ErrorDetails) -> bool:
    return str(error.get("ctx", {}).get("error", "")).startswith("Här ska nycklar och värden stå")


def _sentences(text: str) -> tuple[str, str]:
    """The first sentence and the rest; what stands within quotation marks ends none."""
    match = re.match(r"((?:”[^”]*”|[^”.]|\.(?! ))*\.?)\s*(.*)", text, re.S)
    return (match[1].rstrip(".") + ".", match[2]) if match else (text, "")


def _has_comment(row: Any) -> bool:
    """Whether a comment stands in a row, beside which a second one would be a key twice."""
    return isinstance(row, Mapping) and "kommentar" in row


def _other_word(key: str, value: str, allowed: Sequence[str], row: Any) -> str:
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
    if key == "gjort" and re.fullmatch(r"\d[\d ]*(?:,\d+)?", plain) and plain not in _OTHER_WORDS:
        return f"Skriv antal: {plain} i stället. {choices}"
    answer = re.match(r"(ja|nej|delvis)\b[\s,.:;–-]*(.*)", plain)
    if key == "gjort" and answer and answer[2]:
        return _answer_and_more(answer[1], answer[2].rstrip("!, "), has_comment=_has_comment(row))
    # `nja` is no misspelt yes: of an answer, what begins otherwise is not guessed at.
    alike = [word for word in allowed if key != "gjort" or word[:1] == plain[:1]]
    is_a_word_of_ours = plain in {**_OTHER_WORDS, **_DIRECTIONS} or _misspelt(plain, alike)
    if key == "gjort" and len(plain) > 4 and not is_a_word_of_ours:
        if _has_comment(row):
            return "Skriv ja, nej eller delvis, och resten i den kommentar: som redan står."
        return f"Skriv ja, nej eller delvis, och texten på raden under: kommentar: {value}"
    meant = next((word for word in allowed if word.casefold() == plain), "")
    others = (_OTHER_WORDS.get(plain, ""), *_DIRECTIONS.get(plain, ()))
    meant = meant or next((word for word in others if word in allowed), "")
    meant = meant or _misspelt(every[2] if every else plain, alike)
    return f"Skriv {meant}." if meant else choices


def _misspelt(text: str, allowed: Sequence[str]) -> str:
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


def _number_in_rows(written: Mapping[str, str], own: str, fields: Fields, row: Any) -> str:
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
        if home == "kommentar" and _has_comment(row):
            continue
        if home in fields and there.get(home) != written[key]:
            rows[home] = written[key]
    if len(rows) > 1:
        old = enumerate_words(f"{key}: {there[key]}" for key in list(rows)[1:] if key in there)
        instead = f", i stället för {old}" if old else ""
        return f"Skriv {enumerate_words(f'{key}: {value}' for key, value in rows.items())}, på var sin rad{instead}."
    rest = "den kommentar: som redan står" if _has_comment(row) else "texten"
    return f"Skriv bara talet, {written[first]}" + (f", och resten i {rest}." if "kommentar" in others else ".")


def _rows_for(kind: Kind, loc: Loc, value: object) -> str:
    """How to write what was put on one row as the rows that belong there."""
    fields = _fields_at(MODELS[kind], loc)
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


def problem_at(path: str, code: str, message: str, hint: str, *, place: Position, key: str = "") -> Problem:
    """An error at its place in a file."""
    return Problem(code=code, path=path, line=place.line, column=place.column, key=key, message=message, hint=hint)


def _in_file(loc: Iterable[int | str], places: Mapping[Loc, Position]) -> Loc:
    """The validator's path with only those steps that stand in the file."""
    written: Loc = ()
    for step in loc:
        if (*written, step) in places:
            written = (*written, step)
    return written


def _row_models(annotation: Any) -> tuple[type[Row], ...]:
    """The rows that may stand under a key: one, but for a goal, which has several forms."""
    if isinstance(annotation, type) and issubclass(annotation, Row):
        return (annotation,)
    return tuple(model for inner in typing.get_args(annotation) for model in _row_models(inner))


def _models_at(model: type[Row], loc: Iterable[int | str]) -> tuple[type[Row], ...]:
    """The rows that `loc` may lead to, from the record's own model."""
    models: tuple[type[Row], ...] = (model,)
    for step in loc:
        if isinstance(step, str):
            infos = [info for model in models for info in model.model_fields.values() if info.alias == step]
            models = tuple(row for info in infos for row in _row_models(info.annotation)) or models
    return models


def _fields_at(model: type[Row], loc: Iterable[int | str]) -> dict[str, tuple[str, Any]]:
    """(English name, field) by Swedish key, of every form that the row at `loc` may have."""
    forms = reversed(_models_at(model, loc))  # what the first form says of a key holds for all
    return {info.alias: (name, info) for form in forms for name, info in form.model_fields.items() if info.alias}


def _sources_apart(kind: Kind) -> str:
    """What the keys for sources that `kind` has are for, each."""
    keys = [key for key in _TAKEN_FOR_EACH_OTHER if key in keys_of(MODELS[kind])]
    uses = enumerate_words(f"{key}: är {_TAKEN_FOR_EACH_OTHER[key]}" for key in keys)
    return f"I {NAMES[kind].definite} skriver du så här: {uses}."


def keys_of(model: type[Row]) -> list[str]:
    """The Swedish keys of a record or row."""
    return [info.alias for info in model.model_fields.values() if info.alias]


def _help(kind: Kind, loc: Loc, name: str) -> str:
    _, info = _fields_at(MODELS[kind], loc).get(name, ("", None))
    return (info.description or "") if info is not None else ""
