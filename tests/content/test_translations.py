"""What a translation beside a record may say, how its mistakes are told, and when it is old."""

from pathlib import Path

import pytest

from pledges.content.library import ContentLibrary
from pledges.content.problems import as_text
from pledges.content.record import Record
from pledges.content.translations import imprint
from pledges.incremental.cache import Cache
from pledges.rules.translations import check_translations
from support.provstad import PROVSTAD
from support.sites import small_country, write

PATH = "kommuner/ale/loften/2019.en.md"
HEAD = "titel: A made-up pledge on traffic, 2019\n"
TAIL = "översatt av: portalens redaktion\ngäller texten från: 2019-03-01\n"


def library(folder: Path, text: str, path: str = PATH) -> ContentLibrary:
    write(folder / "content", {**PROVSTAD, path: f"---\n{text}---\n"})
    return ContentLibrary(folder / "content", small_country("ale", "alingsas"), Cache(folder / "cache", b""))


def told(library: ContentLibrary) -> list[str]:
    problems = [*library.discovery.problems, *library.reading_problems(("ale",))]
    return [line.strip() for line in as_text(problems).splitlines() if line.startswith("  ")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            f"{HEAD}gäller texten från: 2019-03-01\n",
            [
                "FEL rad 1, översatt av: Nyckeln ”översatt av” saknas i översättningen. [saknad-nyckel]",
                "→ Lägg till översatt av: … Vem som har översatt: en funktion eller en byrå, aldrig en persons namn.",
            ],
        ),
        (
            f"{HEAD}perod: 2019\n{TAIL}",
            [
                "FEL rad 3, perod: Nyckeln ”perod” finns inte i en översättning av löftet. [okand-nyckel]",
                "→ Nycklarna är översatt av, gäller texten från, avtryck, kort, titel och åtgärder. Resten står i originalet.",
            ],
        ),
        (
            f"{HEAD}åtgärder:\n  - id: kontroller\n    vd: Controls\n    vad: Controls\n{TAIL}",
            [
                "FEL rad 5, åtgärder.1.vd: Nyckeln ”vd” finns inte i en översättning av löftet. [okand-nyckel]",
                "→ Menade du vad?",
            ],
        ),
        (
            HEAD + TAIL.replace("2019-03-01", "okänd"),
            [
                "FEL rad 4, gäller texten från: Dagen ska vara känd. [fel-varde]",
                "→ Läs översättningen mot originalet, och skriv dagen då du gjorde det.",
            ],
        ),
        (
            HEAD + TAIL.replace("2019-03-01", "i våras"),
            [
                "FEL rad 4, gäller texten från: ”i våras” är inget datum. [fel-varde]",
                "→ Skriv en dag (2019-02-12), en månad (2019-02), ett år (2019) eller okänd.",
            ],
        ),
    ],
)
def test_what_a_translation_may_not_say(tmp_path: Path, text: str, expected: list[str]) -> None:
    assert told(library(tmp_path, text)) == expected


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("kommuner/ale/loften/2020.en.md", "Det finns ingen fil 2020.md bredvid som det här är en översättning av."),
        ("kommuner/ale/overenskommelser/2019-2020.en.md", "Överenskommelser kan inte översättas."),
        ("kommuner/ale/loften/2019.xx.md", "Namnet ”2019.xx.md” kan inte bli en webbadress."),
    ],
)
def test_a_translation_lies_beside_what_can_be_translated(tmp_path: Path, path: str, expected: str) -> None:
    (line, _hint) = told(library(tmp_path, HEAD + TAIL, path))
    assert expected in line


def test_only_other_words_or_numbers_make_a_translation_old(tmp_path: Path) -> None:
    def now(old: str = "", new: str = "") -> str:
        text = f"{HEAD}åtgärder:\n  - id: kontroller\n    vad: Controls\n    enhet: controls\n{TAIL}"
        folder = tmp_path / (new or "first")
        found = library(folder, text)
        changed = {path: one.replace(old, new) if old else one for path, one in PROVSTAD.items()}
        write(folder / "content", changed)
        register = found.register(("ale",))
        record = register.records["kommuner/ale/loften/2019"]
        assert isinstance(record, Record)
        return imprint(record, register.translations[record.identity]["en"])

    first = now()
    assert now("kort: Ett prov.", "kort: Ett annat prov.") == first  # it is not translated
    assert now("minst: 8", "minst: 9") == first  # the number is read anew
    assert now("vad: Kontroller", "vad: kontroller,") == first
    assert now("vad: Kontroller", "vad: Fler kontroller") != first
    assert now("trafiken 2019", "trafiken 2020") != first
    assert now("enhet: kontroller", "enhet: stopp") != first


def test_a_number_that_the_swedish_text_has_not_is_asked_about_and_one_that_is_left_out_is_not(tmp_path: Path) -> None:
    def said(title: str) -> list[str]:
        text = f"titel: {title}\n{TAIL}avtryck: 00000000\n"
        found = library(tmp_path / str(len(title)), text)
        problems = check_translations(found.register(("ale",)), frozenset(), None)
        return [one.message for one in problems if one.code == "oversattning-annat-tal"]

    assert said("A made-up pledge on traffic") == said("A made-up pledge on traffic, 2019") == []
    assert said("A made-up pledge, 2018") == [
        "Talet 2018 står inte i den svenska texten: Påhittat löfte om trafiken 2019"
    ]
