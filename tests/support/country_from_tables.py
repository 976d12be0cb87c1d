"""Every figure of the page Läget i landet, worked out from the tables that anyone can download and nothing else.

It knows nothing of the portal's code: it does what somebody with the spreadsheets would. `python
tests/support/country_from_tables.py output/data` prints what it finds.
"""

import csv
import json
import re
import sys
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path

Rows = list[dict[str, str]]
REPORTED, UNREPORTED = "Minst ett redovisat löfte", "Löften men inget redovisat"
COUNTED = {
    "Gäller nu": "gäller nu",
    "Följs upp": "följs upp",
    "Inget redovisat": "inget redovisat",
    "Okänt": "där läget är okänt",
}
SIZES = (
    ("Färre än 15 000 invånare", 0, 15_000),
    ("15 000–49 999 invånare", 15_000, 50_000),
    ("50 000 invånare och fler", 50_000, 10**9),
)


def read(path: Path) -> Rows:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def several(cell: str) -> list[str]:
    return cell.split("; ") if cell else []


def figures(folder: Path) -> dict[str, object]:
    """All that the page tells in numbers: the answer, the four counts, and each chart's table, row by row."""
    names = ("loften", "atgarder", "overenskommelser", "kommuner", "uppfoljningar")
    pledges, actions, agreements, places, reports = (read(folder / f"{name}.csv") for name in names)
    words = Counter(row["ord"] for row in pledges)
    themes = Counter(theme for row in pledges for theme in several(row["amnen"]))
    everyone = counted(places, pledges, agreements)
    _places, reported, unreported, _only, _other, nothing, agreed, total, in_force, *_rest = everyone
    return {
        "svar": [
            f"{words['Redovisat']} av {len(pledges)} löften är redovisade",
            f"Minst en åtgärd gjord eller nådd: {turned_out(actions, 'Gjort', 'Nått')}",
            f"Minst en åtgärd inte gjord eller inte nådd: {turned_out(actions, 'Inte gjort', 'Inte nått')}",
            f", och i {in_words(pledges, reports)} till säger parterna att något hindrade eller inte blev av",
            of_actions(pledges),
            f"{len(pledges)} löften",
            untold(pledges),
            *(f"{words[word]} {said}" for word, said in COUNTED.items() if words[word]),
            f"{words['Redovisat']} redovisade",
        ],
        "antal": [
            [agreed, "har en överenskommelse här som gäller nu"],
            [reported + unreported, "har löften inlagda här"],
            [total, f"löften är inlagda, varav {in_force} gäller nu"],
            [nothing, "har inget inlagt här"],
        ],
        "lan": grouped(places, pledges, agreements, by=lambda row: row["lan"]),
        "polisregioner": grouped(places, pledges, agreements, by=lambda row: row["polisregion"]),
        "storlek": grouped(places, pledges, agreements, by=size),
        "amnen": {theme: [count] for theme, count in themes.items()},
        "karta": {row["kod"]: level(row, pledges, agreements) for row in places},
    }


def size(place: dict[str, str]) -> str:
    return next(words for words, low, high in SIZES if low <= int(place["folkmangd_2016"]) < high)


def grouped(
    places: Rows, pledges: Rows, agreements: Rows, *, by: Callable[[dict[str, str]], str]
) -> dict[str, list[int]]:
    groups: dict[str, Rows] = {}
    for place in places:
        groups.setdefault(by(place), []).append(place)
    return {name: counted(members, pledges, agreements) for name, members in groups.items()}


def level(place: dict[str, str], pledges: Rows, agreements: Rows) -> str:
    if own := about((place,), pledges):
        return REPORTED if any(map(is_told_of, own)) else UNREPORTED
    if about((place,), agreements):
        return "Bara överenskommelse"
    return "Bara andra uppgifter" if place["inlagt"] == "ja" else "Inget inlagt här"


def untold(pledges: Rows) -> str:
    """Of how many of the reported pledges no action is said to be done or not, and why."""
    reported = [row for row in pledges if row["ord"] == "Redovisat"]
    rows = [row for row in reported if row["gjorda"] == row["inte_gjorda"] == "0"]
    whole = sum(row["utan_resultat"] == row["atgarder"] for row in rows)
    return (
        f"I {len(rows)} av de {len(reported)} framgår inte om någon åtgärd är gjord eller inte gjord: "
        f"i {len(rows) - whole} är det delvis gjort eller oklart, i {whole} säger parterna bara något om helheten."
    )


def is_told_of(pledge: dict[str, str]) -> bool:
    return pledge["ord"] == "Redovisat" or pledge["atgarder"] != pledge["utan_resultat"]


def turned_out(actions: Rows, *outcomes: str) -> str:
    """Of how many pledges an action had any of `outcomes`, and of how many of them all are of a part of the time."""
    whole: dict[str, set[str]] = {}
    for row in actions:
        if row["utfall"] in outcomes:
            whole.setdefault(row["lofte"], set()).add(row["hela_tiden"])
    of_part = sum(told == {"nej"} for told in whole.values())
    return f"{len(whole)}, av dem {of_part} bara för en del av tiden" if of_part else f"{len(whole)}"


def in_words(pledges: Rows, reports: Rows) -> int:
    """Of how many pledges without such an action a report of the parties gives a cause, or says no to any of the whole."""
    told = {
        row["galler"]
        for row in reports
        if row["av_parterna"] == "ja"
        and (
            row["orsak"]
            or row["bedomning"] in ("Inte uppfyllt", "Delvis uppfyllt")
            or re.search(r"\b(?:inte|ej|aldrig|inga|ingen|inget)\b", row["omdome"], re.IGNORECASE)
        )
    }
    return sum(row["lofte"] in told and row["inte_gjorda"] == "0" for row in pledges)


def of_actions(pledges: Rows) -> str:
    """What became of all actions, in a sentence."""
    total, done, partly, not_done, otherwise, rest = (
        sum(int(row[name]) for row in pledges)
        for name in ("atgarder", "gjorda", "delvis", "inte_gjorda", "annat_redovisat", "utan_resultat")
    )
    words = (
        (done, "gjorda eller nådda"),
        (partly, "delvis gjorda"),
        (not_done, "inte gjorda eller inte nådda"),
        (otherwise, "redovisade utan att det framgår om de är gjorda eller målet nått"),
    )
    *first, last = [f"{number(count)} {text}" for count, text in words if count]
    return f"Av {number(total)} åtgärder är {', '.join(first)} och {last}. Om {number(rest)} finns inget resultat här."


def number(value: int) -> str:
    return f"{value:,}".replace(",", " ")


def about(places: Iterable[dict[str, str]], rows: Rows) -> Rows:
    """The rows that are about any of `places`, each once."""
    names = {place["namn"] for place in places}
    return [row for row in rows if not names.isdisjoint(several(row["kommuner"]))]


def counted(places: Rows, pledges: Rows, agreements: Rows) -> list[int]:
    """The cells of a row in the tables behind the charts."""
    levels = Counter(level(place, pledges, agreements) for place in places)
    own, now = about(places, pledges), [row for row in agreements if row["galler_nu"] == "ja"]
    came = ("i_tid", "efter_dagen", "okant_nar", "finns_inte")
    return [
        len(places),
        *(
            levels[one]
            for one in (REPORTED, UNREPORTED, "Bara överenskommelse", "Bara andra uppgifter", "Inget inlagt här")
        ),
        sum(bool(about((place,), now)) for place in places),
        len(own),
        sum(row["ord"] == "Gäller nu" for row in own),
        sum(place["for_sjalv"] == "ja" for place in places),
        sum(int(place[name]) for place in places for name in came),
        sum(int(place["i_tid"]) for place in places),
    ]


if __name__ == "__main__":
    print(json.dumps(figures(Path(sys.argv[1])), ensure_ascii=False, indent=2))
