"""What is wrong with how the front matter is written, for someone who has never heard of YAML: the row that is the cause,
and what to write there instead.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import KW_ONLY, dataclass

from pledges.content.geography import slugify
from pledges.content.goals import NumericGoal
from pledges.content.known_keys import keys_of, known_keys, list_keys
from pledges.content.record import Position
from pledges.content.record_fields import MODELS, Action
from pledges.content.rows_as_meant import (
    KEY_ROW,
    MORE_THAN,
    TYPOGRAPHIC,
    Rows,
    as_plain_text,
    has_text,
    list_sign,
    no_blank_after_colon,
    quoted,
    value_of,
    whole_row,
    with_continuation,
)
from pledges.content.suggested_values import IS_OF_A_SPREADSHEET, SPREADSHEET_ERROR, TOO_WIDE, outcome_in_cells

_CONFLICT = re.compile(r"(?:<{7}|>{7}|\|{7})(?: .*)?")
_OTHER_NOTATION = re.compile(
    r"\s*(?:-\s+)?(?P<sign>\"|\*\*?|_)(?P<key>[^\W\d_][\w ]*)(?:(?P=sign):|:(?P=sign))\s+(?P<value>.+)"
)
_LINK = re.compile(r"\[([^\[\]]+)\]\(([^()\s]+)\)")
_IN_BRACKETS = re.compile(r"\[[^\[\]]*\]|\{[^{}]*\}")
_A_WORD = re.compile(r"[\w/-]+")
_FILLED = 60  # letters of a row that a text has been folded at
_TEXT_ITEM = re.compile(r"\s*- [^:]+")
_SOURCES = ("källor", "dokument", "belägg", "länkar")
NO_VALUE = "Ta bort raden. Är uppgiften inte känd, skriv vad som saknas under saknas:, längst till vänster."


@dataclass(frozen=True, slots=True)
class Fault:
    """Something wrong with the writing itself: what, where, and what to write instead."""

    message: str
    hint: str
    place: Position
    _: KW_ONLY
    key: str = ""
    code: str = "yaml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """Where reading stopped: the rows, the row (from 0) and column, where what was being read began, and why."""

    rows: Rows
    row: int
    column: int
    began: int
    problem: str


def conflict(lines: Rows) -> Fault | None:
    """The first mark that a version control system has left where two wrote the same rows, anywhere in the file.

    The mark in the middle alone makes a heading in the free text, so there it is none.
    """
    text = next((number for number, line in enumerate(lines[1:], 2) if line.rstrip() == "---"), len(lines))
    for number, line in enumerate(lines, 1):
        if _CONFLICT.fullmatch(line.rstrip()) or (line.rstrip() == "=======" and number < text):
            return Fault(
                message=f"Märket {line.strip()[:40]} står kvar: två har ändrat samma rader, och ingen har valt.",
                hint="Behåll den ena versionen mellan <<<<<<< och >>>>>>>, och ta bort raderna med <<<<<<<, ======= och >>>>>>>.",
                place=Position(number, 1),
                code="konfliktmarke",
            )
    return None


def at(row: int, column: int = 0) -> Position:
    """A row of the front matter (from 0) as a place in the file, where --- is the first row."""
    return Position(row + 2, column + 1)


def explain(error: Exception, rows: Rows) -> Fault:
    """What a YAML error most likely is, at the row that is its cause."""
    mark, began = getattr(error, "problem_mark", None), getattr(error, "context_mark", None)
    last = max(len(rows) - 1, 0)
    row = min(mark.line, last) if mark else 0
    failure = Failure(
        rows=rows or [""],
        row=row,
        column=mark.column if mark else 0,
        began=min(began.line, last) if began else row,
        problem=f"{getattr(error, 'context', '') or ''} {getattr(error, 'problem', '') or error}",
    )
    return next((fault for look in _LOOKS if (fault := look(failure)) is not None), None) or Fault(
        "Raden går inte att läsa.",
        "Skriv nyckel: värde, och sätt citattecken runt texter med ovanliga tecken.",
        at(failure.row, failure.column),
    )


def _backwards(failure: Failure, look: Callable[[str], str | None]) -> Iterator[tuple[int, str]]:
    """Rows with a mistake, from where reading stopped and upwards, each as it should be."""
    for number in range(failure.row, -1, -1):
        better = look(failure.rows[number])
        if better is not None:
            yield number, better


def _tab(failure: Failure) -> Fault | None:
    for number in range(failure.row, max(failure.row - 2, -1), -1):
        line = failure.rows[number]
        if "\t" in line[: len(line) - len(line.lstrip())]:
            return Fault(
                "Raden är indragen med tabb.", "Dra in med blanksteg i stället, två för varje nivå.", at(number)
            )
    return None


def _unclosed_quote(failure: Failure) -> Fault | None:
    """Told at the opening quotation mark, however far down reading stopped."""
    for number in range(failure.row, -1, -1):
        value = value_of(failure.rows[number])
        sign = value[:1]
        if sign and sign in "\"'" and value.count(sign) == 1 and not _goes_on(failure.rows, number):
            return Fault(
                "Citattecknet som texten börjar med stängs inte.",
                f"Sätt ett i slutet av texten: {whole_row(failure.rows, number)}",
                at(number, failure.rows[number].index(sign)),
            )
    if "quoted scalar" in failure.problem:
        return Fault(
            "Ett citattecken saknas.",
            f"Sätt ett i slutet av texten: {whole_row(failure.rows, failure.began)}",
            at(failure.began),
        )
    return None


def _goes_on(rows: Rows, row: int) -> bool:
    """Whether a text in quotation marks is closed in the rows under it, which go on with it."""
    sign = '"' if '"' in rows[row] else "'"
    return sign in with_continuation(rows, row, "")


def _quotes_in_quotes(failure: Failure) -> Fault | None:
    for number in range(failure.row, max(failure.row - 2, -1), -1):
        value = value_of(failure.rows[number])
        sign = value[:1]
        if sign and sign in "\"'" and value.count(sign) > 1 and (value.count(sign) > 2 or value[-1] != sign):
            once = [row.replace('""', '"') if place == number else row for place, row in enumerate(failure.rows)]
            return Fault(
                "Citattecken inuti texten avslutar den för tidigt.",
                f"Sätt andra citattecken runt hela texten: {whole_row(once, number)}",
                at(number),
            )
    return None


def _list_signs(failure: Failure) -> Fault | None:
    for number, better in _backwards(failure, list_sign):
        sign = failure.rows[number].split()[0]
        what = (
            "Blanksteg saknas efter strecket."
            if sign[0] == "-"
            else f"Raden börjar med {sign} i stället för ett kort streck."
        )
        return Fault(what, f"Skriv {better}", at(number))
    return None


def _colon_without_blank(failure: Failure) -> Fault | None:
    for number, better in _backwards(failure, no_blank_after_colon):
        return Fault("Blanksteg saknas efter kolonet.", f"Skriv {better}", at(number))
    return None


def _list_beside_key(failure: Failure) -> Fault | None:
    found = KEY_ROW.fullmatch(failure.rows[failure.row])
    item = re.fullmatch(r"-(?:\s+(.+))?", (found["value"] or "")) if found else None
    if found is None or item is None:
        return None
    key = found["key"].strip()
    if item[1] is None:
        return Fault(f"Efter {key}: står bara ett streck.", NO_VALUE, at(failure.row))
    if key in known_keys() and key not in list_keys():
        text = (
            f"{key}: {item[1]}" if ": " not in item[1] and " #" not in item[1] else whole_row([f"{key}: {item[1]}"], 0)
        )
        return Fault(f"Ett streck står före texten, men {key}: är ingen lista.", f"Skriv {text}", at(failure.row))
    return Fault(
        f"Listan börjar på samma rad som {key}:.",
        f"Skriv den på raden under, indragen två blanksteg: - {item[1]}",
        at(failure.row),
    )


def _cut(failure: Failure) -> Fault | None:
    for number in range(failure.row, max(failure.row - 3, -1), -1):
        found = KEY_ROW.fullmatch(failure.rows[number])
        if found and found["value"] and re.search(r"(?:^|\s)#\S", found["value"]) and found["value"][0] not in "\"'":
            return cut_text(failure.rows, number)
    return None


def cut_text(rows: Rows, row: int, key: str = "") -> Fault:
    """A text that is cut short at a number sign."""
    rest = rows[row][re.search(r"(?:^|\s)#", rows[row]).end() - 1 :]  # type: ignore[union-attr]
    left = TOO_WIDE.fullmatch(rest.strip()) or SPREADSHEET_ERROR.match(rest.strip())
    if left is not None:
        return Fault(
            f"”{left[0]}” {IS_OF_A_SPREADSHEET}",
            "Skriv värdet i stället, eller ta bort raden.",
            at(row, rows[row].index(rest)),
            key=key,
            code="avkortad-text",
        )
    return Fault(
        message=f"Texten slutar vid ”{rest.strip()}”: allt efter # läses som en anteckning.",
        hint=f"Sätt citattecken runt hela texten: {whole_row(rows, row)} Är det en anteckning, skriv två blanksteg före # och ett efter.",
        place=at(row, rows[row].index(rest)),
        key=key,
        code="avkortad-text",
    )


def abbreviated(rows: Rows, row: int) -> str | None:
    """What to write where a row refers to another (`*o`), or is one that another refers to (`&o centrum`): what is meant by it."""
    name = re.search(r"(?:^|\s)[&*]([\w-]+)", rows[row])
    given = next((one for one in rows if name is not None and re.search(rf"(?:^|\s)&{name[1]}(?:\s|$)", one)), None)
    is_used = name is not None and any(re.search(rf"\s\*{name[1]}\s*$", one) for one in rows)
    if name is None or not is_used:
        return None
    value = re.sub(r"^.*?&[\w-]+\s*", "", given).strip() if given is not None else ""
    found = KEY_ROW.fullmatch(rows[row])
    if not value or found is None or found["key"].strip() == "<<":
        return "Filen kan inte hänvisa till andra rader med & och *. Skriv det som menas på var och en av dem."
    return f"Filen kan inte hänvisa till andra rader med & och *. Skriv {found['key'].strip()}: {value}"


def more_than(rows: Rows, row: int) -> Fault | None:
    """`>2`, which is the beginning of a text on the rows under it to YAML."""
    if MORE_THAN.fullmatch(rows[row]) is None:
        return None
    return Fault(
        "Tecknet > först i ett värde betyder något särskilt i filen.",
        as_plain_text(rows, row),
        at(row, rows[row].index(">")),
    )


def list_in_text(rows: Rows, first: int, row: int) -> Fault:
    """A text that goes on in a row that begins with a dash, and so swallows the list that was meant."""
    value = rows[first].partition(": ")[2].strip()
    if value.startswith(("{", "[")) and not value.endswith(("}", "]")):
        end = "}" if value.startswith("{") else "]"
        return Fault(f"Parentesen {value[0]} är inte avslutad.", f"Skriv {rows[first].strip()}{end}", at(first))
    if (lost := _lost_indent(rows, first)) is not None:
        return lost
    if has_text(rows[first]):
        return Fault(
            "Nyckeln har både en text och en lista under sig.",
            "Ta bort texten efter kolonet, eller listan. Är det ett tankstreck, skriv – i stället för -.",
            at(first),
        )
    if (pasted := _pasted_outcome(rows, first)) is not None:
        return pasted
    if not rows[first].lstrip().startswith("- "):
        return Fault(
            "Raden läses ihop med texten ovanför.",
            f"Är den en rad i en lista, börja också den ovanför med ett streck: - {rows[first].strip()} "
            "Är det ett tankstreck, skriv – i stället för -.",
            at(row),
        )
    column = len(rows[first]) - len(rows[first].lstrip())
    return Fault(
        "Raden är mer indragen än raden ovanför i listan, och läses ihop med den.",
        f"Dra in den {column} blanksteg, som raden ovanför: {rows[row].strip()}",
        at(row),
    )


def undashed_texts(rows: Rows, first: int, last: int) -> Fault | None:
    """Short rows under a key that takes a list, which YAML reads as one text; a sentence that is folded fills its rows."""
    texts = [rows[first].partition(":")[2].strip() if KEY_ROW.fullmatch(rows[first]) else rows[first].strip()]
    texts += [row.strip() for row in rows[first + 1 : last + 1]]
    written = [text for text in texts if text]
    if len(written) < 2 or any(len(text) >= _FILLED for text in written[:-1]):
        return None
    return Fault(
        "Raderna läses ihop till en enda text.",
        f"Är de flera, börja var och en med ett streck: - {written[0]} Är det en enda text, skriv den på en rad.",
        at(first),
    )


def _lost_indent(rows: Rows, row: int) -> Fault | None:
    """A key of a row within a record that stands farthest left: no record has it, and the row above is indented."""
    found = KEY_ROW.fullmatch(rows[row])
    key = found["key"].strip() if found is not None and not found["indent"] and not found["dash"] else ""
    above = rows[row - 1] if row else ""
    column = len(above) - len(above.lstrip(" -"))
    is_inner = key in known_keys() and all(key not in keys_of(model) for model in MODELS.values())
    if not is_inner or not column or KEY_ROW.fullmatch(above) is None:
        return None
    return Fault(f"Raden {key}: har tappat sin indragning.", f"Skriv {' ' * column}{rows[row].strip()}", at(row))


def _pasted_outcome(rows: Rows, row: int) -> Fault | None:
    """A row of results that was pasted out of a table, among those under `utfall:`."""
    above = next((line for line in reversed(rows[:row]) if re.match(r"[^\W\d_][^:\t]*:", line)), "")
    while above.startswith("utfall:") and row and outcome_in_cells(rows[row - 1]) is not None:
        row -= 1
    cells = outcome_in_cells(rows[row]) if above.startswith("utfall:") else None
    if cells is None:
        return None
    return Fault(
        "Raden ser ut att komma ur en tabell.",
        f"Varje åtgärd är en rad i en lista. Skriv - åtgärd: {slugify(cells[0])} på raden och {cells[1]}: {cells[2]} på raden under.",
        at(row),
    )


def _two_keys(value: str) -> re.Match[str] | None:
    """A value with the next key after it on its row, where the key is no word that a sentence has before a colon."""
    keys = sorted(
        known_keys() - {"text", "mål", "problem", "år", "tid", "av", "vad", "källa", "not", "del"},
        key=len,
        reverse=True,
    )
    pattern = rf"([^,;:]+?)\s+({'|'.join(map(re.escape, keys))}): (.+)"
    return re.fullmatch(pattern, value) or re.fullmatch(r"(\S+|delvis uppfyllt|inte uppfyllt)\s+(av): (.+)", value)


def _colon_in_text(failure: Failure) -> Fault | None:
    line = failure.rows[failure.row]
    found = KEY_ROW.fullmatch(line)
    value = (found["value"] or "") if found else ""
    if not value or value[0] in "\"'" or not re.search(r":(?:\s|$)", value):
        return None
    two = re.fullmatch(r"([^,;:]+)[,;]\s+([^\W\d_][\w ]*): (.+)", value) or _two_keys(value)
    if found is not None and two is not None and two[2] in known_keys():
        first = f"{found['key'].strip()}: {two[1].strip()}"
        return Fault(
            "Två nycklar står på samma rad.",
            f"Skriv {first} på raden och {two[2]}: {two[3]} på raden under.",
            at(failure.row),
        )
    if value[0] in TYPOGRAPHIC:
        return Fault(
            f"Texten har typografiska citattecken ({value[0]}), som inte skyddar kolonet i den.",
            f'Sätt raka citattecken (") runt hela texten: {whole_row(failure.rows, failure.row)}',
            at(failure.row, failure.column),
        )
    return Fault(
        "Kolon följt av mellanslag delar texten i två.",
        f"Sätt citattecken runt hela texten: {whole_row(failure.rows, failure.row)}",
        at(failure.row, failure.column),
    )


def _other_notation(failure: Failure) -> Fault | None:
    """A row with the signs of another way of writing: `"titel": "Löftet",`, `**period:** 2024` or `- - id: x`."""
    for number in range(failure.row, max(failure.row - 2, -1), -1):
        line = failure.rows[number]
        dashes = re.fullmatch(r"\s*(?:-\s+){2,}(\S.*)", line)
        if dashes is not None:
            return Fault("Raden börjar med fler än ett streck.", f"Skriv ett: - {dashes[1]}", at(number))
        found = _OTHER_NOTATION.fullmatch(line)
        if found is not None and found["key"].strip().casefold() in known_keys():
            value = found["value"].strip()
            value = value.removesuffix(",") if found["sign"] == '"' else value
            row = f"{found['key'].strip().casefold()}: {value}"
            return Fault(f"Nyckeln står inom {found['sign']}.", f"Skriv {row}", at(number))
    return None


def _address_in_brackets(failure: Failure) -> Fault | None:
    """A link in Markdown as the value of a key: what was meant is where it leads, or its words."""
    for number in dict.fromkeys((failure.row, failure.began)):
        found = KEY_ROW.fullmatch(failure.rows[number])
        link = _LINK.fullmatch((found["value"] or "").strip()) if found else None
        if found is None or link is None:
            continue
        key, (text, leads_to) = found["key"].strip(), link.groups()
        inside = re.search(r"([\w-]+)\.md$", leads_to)
        if inside is not None:
            value = inside[1]
        elif key in ("adress", "webbplats") or key in _SOURCES:
            value = leads_to
        else:
            value = quoted(text)
        return Fault("En länk i Markdown fungerar bara i den fria texten.", f"Skriv {key}: {value}", at(number))
    return None


def _special_start(failure: Failure) -> Fault | None:
    line = failure.rows[failure.row]
    if _IN_BRACKETS.fullmatch(value_of(line)):
        return None  # a list as it should be: reading stopped because of a row above
    if re.search(r"(?::|^\s*-)\s+(?:[@`%&*!|>\]}{\[,]|\?\s)", line) and not re.search(r":\s+[\[{][^\]}]*$", line):
        return Fault(
            "Texten börjar med ett tecken som betyder något särskilt i filen.",
            as_plain_text(failure.rows, failure.row),
            at(failure.row, failure.column),
        )
    return None


def _open_bracket(failure: Failure) -> Fault | None:
    if "flow" in failure.problem or "expected ',' or" in failure.problem:
        found = KEY_ROW.fullmatch(failure.rows[failure.began])
        items = [one.strip(" []()") for one in ((found["value"] or "") if found else "").split(",")]
        words = [one for one in items if one]
        key = found["key"].strip() if found else ""
        if found is not None and (found["value"] or "")[:1] == "[" and all(map(_A_WORD.fullmatch, words)):
            return Fault(
                "Listan inom [ ] är inte hel.",
                f"Skriv {key}: [{', '.join(words)}]" if key in list_keys() else f"Skriv {key}: {', '.join(words)}",
                at(failure.began),
            )
        return Fault(
            "En parentes [ eller { är inte avslutad.",
            "Sätt ] eller } i slutet, eller skriv på egna rader.",
            at(failure.began),
        )
    return None


def _off_column(failure: Failure) -> Fault | None:
    """A row that begins in another column than those that it belongs with."""
    levels: list[tuple[bool, int]] = []
    may_open, parent = True, -1
    for number, line in enumerate(failure.rows[: failure.row + 1]):
        found = KEY_ROW.fullmatch(line)
        is_item = line.lstrip().startswith("- ")
        if found is None and not is_item:
            continue
        column = len(line) - len(line.lstrip())
        before = list(levels)
        while levels and levels[-1][1] > column:
            levels.pop()
        if (is_item, column) not in levels[-2:]:
            opens = may_open and (column > parent or (is_item and column == parent))
            if not opens and found is not None and number and _TEXT_ITEM.fullmatch(failure.rows[number - 1]):
                item = failure.rows[number - 1].strip()[2:]
                return Fault(
                    "Raden i listan har ingen nyckel, men raden under har det.",
                    f"Skriv en nyckel efter strecket, till exempel - text: {item}",
                    at(number - 1),
                )
            if not opens and is_item and (undashed := _first_undashed(failure.rows, number)) is not None:
                return undashed
            if (
                not opens
                and is_item
                and number
                and has_text(failure.rows[number - 1])
                and not any(item for item, _ in before)
            ):
                return list_in_text(failure.rows, number - 1, number)
            if not opens:
                if (lost := _outdented_goal(failure.rows, number, column)) is not None:
                    return lost
                columns = [where for item, where in before if item is is_item]
                key = found["key"].strip() if found is not None else ""
                return _in_another_column(number, column, columns=columns, key=key)
            levels.append((is_item, column))
        if found is not None:
            inner = column + len(found["dash"] or "")
            if is_item:
                levels.append((False, inner))
            may_open, parent = not found["value"], inner
        else:
            may_open = False
    return None


def _first_undashed(rows: Rows, row: int) -> Fault | None:
    """The first row of a list that has lost its dash, seen at the second, which has one."""
    column = len(rows[row]) - len(rows[row].lstrip())
    for above in range(row - 1, -1, -1):
        key, first = KEY_ROW.fullmatch(rows[above]), KEY_ROW.fullmatch(rows[above + 1])
        if key is None or len(key["indent"]) > column:
            continue
        is_list = not key["dash"] and not key["value"] and key["key"].strip() in list_keys()
        if not is_list or first is None or first["dash"] or len(first["indent"]) <= len(key["indent"]):
            return None
        return Fault(
            f"Den första raden i listan under {key['key'].strip()}: har inget streck.",
            f"Skriv {' ' * column}- {rows[above + 1].strip()}",
            at(above + 1),
        )
    return None


def _outdented_goal(rows: Rows, row: int, column: int) -> Fault | None:
    """A key of a goal that stands farther left than the goal's rows around it, seen at the row under it."""
    found = KEY_ROW.fullmatch(rows[row - 1]) if row else None
    key = found["key"].strip() if found is not None and not found["dash"] else ""
    if found is None or key not in keys_of(NumericGoal) or key in keys_of(Action) or len(found["indent"]) >= column:
        return None
    return Fault(
        f"Raden {key}: hör till mål:, men är inte indragen under den.",
        f"Skriv {' ' * column}{rows[row - 1].strip()}",
        at(row - 1),
    )


def _in_another_column(row: int, column: int, *, columns: list[int], key: str) -> Fault:
    """A row between two columns belongs in the inner one, unless its `key` is one of a record's own."""
    is_inner = key in known_keys() and all(key not in keys_of(model) for model in MODELS.values())
    near = min(columns, key=lambda where: (abs(where - column), -where if is_inner else where), default=0)
    return Fault(
        f"Raden är indragen {column} blanksteg, men de som den hör ihop med {near}.",
        f"Dra in den {near} blanksteg, så att rader som hör ihop börjar i samma kolumn."
        if near
        else "Ta bort indragningen, så att rader som hör ihop börjar i samma kolumn.",
        at(row, column),
    )


def _no_key(failure: Failure) -> Fault | None:
    """A row without a key, that was to go on with the text above."""
    for number in dict.fromkeys((failure.row, failure.began, failure.row - 1)):
        line = failure.rows[number] if 0 <= number < len(failure.rows) else ""
        if number > 0 and line.strip() and ":" not in line and not line.lstrip().startswith(("-", "#")):
            note = re.fullmatch(r"\s*(?:<!--|//|/\*)\s*(.*?)\s*(?:-->|\*/)?\s*", line)
            if note is not None:
                return Fault(
                    "Nycklarna har inga sådana anteckningar.", f"Skriv # {note[1]} eller ta bort raden.", at(number)
                )
            if (pasted := _pasted_outcome(failure.rows, number)) is not None:
                return pasted
            better = _with_colon(line)
            if better is not None:
                return Fault("Kolon saknas efter nyckeln.", f"Skriv {better}", at(number))
            if (undashed := _undashed(failure.rows, number)) is not None:
                return undashed
            if (block := _block_without_indent(failure.rows, number)) is not None:
                return block
            indent = " " * (len(line) - len(line.lstrip()) + 2)
            return Fault(
                "Raden har ingen nyckel.",
                f"Fortsätter den texten ovanför, dra in den: {indent}{line.strip()} Annars, skriv nyckel: värde.",
                at(number),
            )
    return None


def _block_without_indent(rows: Rows, row: int) -> Fault | None:
    """The first of the rows under `problem: |` that stand farthest left, seen at one of them."""
    while row and ":" not in rows[row] and not rows[row].startswith(" "):
        row -= 1
    found = KEY_ROW.fullmatch(rows[row])
    if found is None or not re.fullmatch(r"[|>][+-]?", found["value"] or "") or row + 1 >= len(rows):
        return None
    indent = " " * (len(found["indent"]) + 2)
    return Fault(
        f"Raderna under {found['key'].strip()}: {found['value']} är inte indragna.",
        f"Dra in var och en av dem {len(indent)} blanksteg: {indent}{rows[row + 1].strip()}",
        at(row + 1),
    )


def _undashed(rows: Rows, row: int) -> Fault | None:
    """A row that has lost its dash among those of a list of texts; it may also have been meant to go on with one."""
    for above in range(row - 1, -1, -1):
        found = KEY_ROW.fullmatch(rows[above])
        if found is None:
            continue
        key = found["key"].strip()
        is_list = not found["dash"] and not found["value"] and key in list_keys()
        beside = [one for one in (*rows[above + 1 : row], *rows[row + 1 : row + 2]) if _TEXT_ITEM.fullmatch(one)]
        if not is_list or not beside:
            return None
        text, inside = rows[row].strip(), " " * (beside[0].index("-") + 2)
        return Fault(
            f"Raden i listan under {key}: har inget streck.",
            f"Skriv `- {text}` Fortsätter den i stället raden ovanför, dra in den: {inside}{text}",
            at(row),
        )
    return None


def _with_colon(line: str) -> str | None:
    """A row that begins with a key, with the colon that is missing after it or that another sign stands for."""
    text = line.strip()
    named = [key for key in known_keys() if re.match(rf"{re.escape(key)}(?:\s*[=;：]|\s+\d)", text)]
    return f"{max(named, key=len)}: {text[len(max(named, key=len)) :].lstrip(' =;：')}" if named else None


def _block(failure: Failure) -> Fault | None:
    if "block" in failure.problem:
        return Fault(
            "Indragningen stämmer inte med raderna ovanför.",
            "Låt nycklar som hör ihop börja i samma kolumn, och varje rad i en lista börja med ett streck: -",
            at(failure.row, failure.column),
        )
    return None


_LOOKS: tuple[Callable[[Failure], Fault | None], ...] = (
    _tab,
    _unclosed_quote,
    _list_beside_key,
    _other_notation,
    _address_in_brackets,
    _quotes_in_quotes,
    _cut,
    _colon_in_text,
    _special_start,
    _open_bracket,
    _list_signs,
    _colon_without_blank,
    _off_column,
    _no_key,
    _block,
)
