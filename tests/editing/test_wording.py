"""The form says what `make check` says, of the same things and as strictly, in the words that stand at its fields."""

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from pledges.content import geography
from pledges.content.frontmatter import read_front_matter
from pledges.content.kinds import Kind
from pledges.content.problems import Problem, Severity
from pledges.editing.forms import Choices, Option, form_of
from pledges.editing.messages import Message, Weight, messages
from pledges.editing.places import place_of_source
from pledges.editing.source import readable
from pledges.editing.wording import by_title, every_label, in_the_forms_words
from pledges.editing.workspace import Workspace
from pledges.settings import Settings
from support.depth import short_or_whole
from support.mistakes import Mistake, check, make
from support.previews import THEME, workspace
from support.rules_samples import PROVLAND

BROKEN = sorted(path.parent for path in (Path(__file__).parents[1] / "rules/broken").glob("*/expected.txt"))


@pytest.mark.parametrize("site", BROKEN, ids=lambda site: site.name)
def test_the_form_says_what_make_check_says_in_its_own_words(site: Path, tmp_path: Path) -> None:
    opened = workspace(site / "content", tmp_path / "cache", PROVLAND)
    for source in opened.library.discovery.records:
        place, raw = place_of_source(source), (site / "content" / source.path).read_bytes()
        problems, text = opened.try_out(place, raw).problems, readable(raw)
        form = form_of(place.kind, text.values, opened.choices(place, text.values)) if text else None
        body_line = read_front_matter(raw.decode(errors="replace")).body_line
        told = messages(
            place.kind, form, problems, body_line=body_line, unfinished=False, title_at=lambda _path: "En annan sida"
        )
        assert sorted((one.code, one.weight) for one in told) == sorted((one.code, _weight(one)) for one in problems)
        assert [line for one in told if form for line in _with_keys(place.kind, one)] == []


MISTAKES = tomllib.loads((Path(__file__).parents[1] / "commands/mistakes/mistakes.toml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", list(MISTAKES)[:: short_or_whole(40, 1)])
def test_of_what_people_get_wrong_the_form_says_what_make_check_says(name: str, tmp_path: Path) -> None:
    mistake = Mistake(**MISTAKES[name])
    content = make(tmp_path / "content", mistake)
    said = [(one.path, one.code) for one in check(content, mistake.day).problems]
    opened = Workspace(
        content, settings=Settings(), day=mistake.day, geography=geography.load(), theme=THEME, cache=tmp_path / "cache"
    )
    for source in opened.library.discovery.records:
        told = opened.try_out(place_of_source(source), (content / source.path).read_bytes()).problems
        here = sorted(one.code for one in told if str(one.path).endswith(source.path))
        assert here == sorted(code for path, code in said if str(path).endswith(source.path)), source.path


def _weight(problem: Problem) -> Weight:
    return {Severity.ERROR: Weight.ERROR, Severity.WARNING: Weight.WARNING, Severity.ACCEPTED: Weight.ACCEPTED}[
        problem.severity
    ]


def _with_keys(kind: Kind, message: Message) -> list[str]:
    """The sentences in which a key stands as it does in a file, or that speak of files; what somebody has written is theirs."""
    keys = "|".join(sorted(map(re.escape, every_label(kind)), key=len, reverse=True))
    said = re.sub(r"”[^”]*”", "", f"{message.text} {message.hint}")
    # No form writes a line that a comment cuts short. A document is a file here too, a link in the free text leads to one,
    # and a reason is somebody's own words.
    is_other = message.code in ("avkortad-text", "bilaga-saknas", "lank-utan-mal") or message.weight is Weight.ACCEPTED
    return (
        [said]
        if not is_other and re.search(rf"(?<![\w-])(?:{keys}):|\b[Ff]ilen\b|\bmapp(?:en)?\b|\.md\b", said)
        else []
    )


@pytest.mark.parametrize(
    ("kind", "told", "expected"),
    [
        (Kind.FOLLOW_UP, "Skriv antal:, gjort: eller kommentar:.", "Fyll i ”Antal”, ”Gjort” eller ”Kommentar”."),
        (Kind.FOLLOW_UP, "Rätta datum: eller avser:.", "Rätta ”Datum” eller ”Avser”."),
        (Kind.FOLLOW_UP, "Skriv typ: delredovisning", "Fyll i ”Typ” med delredovisning"),
        (Kind.FOLLOW_UP, "Skriv antal: 85 och enhet: procent, på var sin rad.", "Fyll i ”Antal” med 85 och ”Enhet” med procent."),
        (Kind.PLEDGE, "Skriv antal:, enhet: och per: månad på var sin rad under mål:.", "Fyll i ”Antal”, ”Enhet” och ”Per” med månad."),
        (Kind.FOLLOW_UP, "Skriv ja eller nej, och texten på raden under: kommentar: ja, mest.", "Skriv ja eller nej, och texten under ”Kommentar”."),
        (Kind.FOLLOW_UP, "Rätta det. Stämmer det, acceptera varningen.", "Rätta det. Stämmer det, godta varningen."),
        (Kind.PLEDGE, "Skriv år-månad-dag, till exempel 12 februari 2019.", "Skriv till exempel 12 februari 2019."),
        (Kind.PLEDGE, "Hör filen till Provby, flytta den till kommuner/provby/loften/.", "Hör den till Provby, skriv den där i stället."),
        (Kind.FOLLOW_UP, "Ta bort status: utkast i kommuner/ale/loften/2019.md, eller vänta.", "Visa kommuner/ale/loften/2019.md på portalen, eller vänta."),
        (Kind.FOLLOW_UP, "Då är det ett omnämnande: flytta filen till omnamnanden/, och skriv namnet under andra:.", "Då är det ett omnämnande: skriv ett sådant i stället."),
        (Kind.FOLLOW_UP, "Accepterad: Det kom sent.", "Skäl: Det kom sent."),
        (Kind.FOLLOW_UP, "Skriv om den. Där står typ: slutlig.", "Skriv om den. Där står Typ: slutlig."),
        (Kind.PLEDGE, "Ta bort den. Det som finns ligger i kommuner/ale/loften/2019.md.", "Ta bort den."),
        (Kind.FOLLOW_UP, "Skriv vad: i stället för åtgärd:, och berätta.", "Fyll i ”Vad” i stället för ”Åtgärd”, och berätta."),
        (Kind.FOLLOW_UP, "”antal: 8” kan inte stå här.", "”antal: 8” kan inte stå här."),
        (Kind.FOLLOW_UP, "Nyckeln ”avser” är tom.", "Rutan ”Avser” är tom."),
        (Kind.PLEDGE, "Skriv på rader under mål: minst: 8, enhet: ronder.", "Fyll i ”Minst” med 8, ”Enhet” med ronder."),
        (Kind.PLEDGE, "Läs mer på https://ale.example/period: där.", "Läs mer på https://ale.example/period: där."),
    ],
)  # fmt: skip
def test_keys_are_told_of_by_the_labels_of_their_fields(kind: Kind, told: str, expected: str) -> None:
    assert in_the_forms_words(kind, told) == expected


def _messages(values: dict[str, Any], problem: Problem) -> tuple[Message, ...]:
    choices = Choices({Kind.THEME.value: (Option("trafik", "Trafiken"), Option("unga", "Unga"))})
    form = form_of(Kind.PLEDGE, values, choices)
    return messages(Kind.PLEDGE, form, [problem], body_line=0, unfinished=False)


def test_a_choice_that_is_not_in_the_list_is_told_of_as_one() -> None:
    problem = Problem(
        code="fel-varde",
        path="x",
        key="ämnen.1",
        message="”Trafik mm” kan inte vara en hänvisning.",
        hint="Skriv trafik",
    )
    (told,) = _messages({"ämnen": ["Trafik mm"]}, problem)
    assert told.text == "”Trafik mm” finns inte i listan."
    assert (
        told.hint == "Menade du ”Trafiken”? Välj ur listan. Saknas det du menar, lägg till det med länken under rutan."
    )
    assert (told.field, told.label) == ("ämnen", "Ämnen")


def test_nothing_is_guessed_at_where_anything_could_stand() -> None:
    hint = "Skriv polisen, kommunen, ett lokalpolisområde (lpo-…) eller en aktörs filnamn utan .md."
    problem = Problem(
        code="fel-varde", path="x", key="parter.1", message="”AB Alehus” kan inte vara en hänvisning.", hint=hint
    )
    choices = Choices({"parter": (Option("polisen", "Polisen"), Option("kommunen", "Kommunen"))})
    form = form_of(Kind.PLEDGE, {"parter": ["AB Alehus"]}, choices)
    (told,) = messages(Kind.PLEDGE, form, [problem], body_line=0, unfinished=False)
    assert told.hint.startswith("Välj ur listan.")


def test_times_to_write_are_told_as_the_form_shows_them() -> None:
    problem = Problem(
        code="fel-varde", path="x", key="period", message="”2019-22” kan inte läsas.", hint="Skriv 2019/2022"
    )
    (told,) = _messages({"period": "2019-22"}, problem)
    assert told.hint == "Skriv 2019–2022"


def test_what_was_written_and_a_link_to_write_keep_their_paths() -> None:
    told = "Länken ”loften/2019.md” leder fel. Skriv /kommuner/ale/loften/2019.md, som i kommuner/ale/loften/2020.md."
    assert by_title(told, lambda _path: "Titeln") == (
        "Länken ”loften/2019.md” leder fel. Skriv /kommuner/ale/loften/2019.md, som i ”Titeln”."
    )


def test_a_day_in_words_is_told_of_as_it_was_typed() -> None:
    problem = Problem(
        code="fel-varde", path="x", key="undertecknat", message="”2026-11-31” finns inte: november 2026 har 30 dagar."
    )
    (told,) = _messages({"undertecknat": "31 november 2026"}, problem)
    assert told.text == "”31 november 2026” finns inte: november 2026 har 30 dagar."
