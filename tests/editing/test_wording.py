"""The form says what `make check` says, of the same things and as strictly, in the words that stand at its fields."""

import re
import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from pledges.commands.check import report
from pledges.content import geography
from pledges.content.discovery import SourceFile
from pledges.content.frontmatter import read_front_matter
from pledges.content.kinds import Kind
from pledges.content.problems import Problem, Severity
from pledges.editing.forms import WHOLE, Choices, Option, form_of
from pledges.editing.messages import Message, Weight, messages
from pledges.editing.places import place_of_source
from pledges.editing.source import edited, readable
from pledges.editing.wording import by_title, every_label, in_the_forms_words
from pledges.editing.workspace import Workspace
from pledges.settings import Settings
from support.depth import short_or_whole
from support.mistakes import BASE, Mistake, make
from support.previews import THEME, workspace
from support.rules_samples import PROVLAND

BROKEN = sorted(path.parent for path in (Path(__file__).parents[1] / "rules/broken").glob("*/expected.txt"))


def told_in_the_form(opened: Workspace, source: SourceFile) -> tuple[Message, ...]:
    """What stands in the form of a record, as its screen makes it."""
    place, raw = place_of_source(source), (opened.content / source.path).read_bytes()
    trial, text = opened.try_out(place, raw), readable(raw)
    assert text is None or edited(raw, text.values, text.body), "what opens as a form can be saved"
    return messages(
        place.kind,
        form_of(place.kind, text.values, opened.choices(place, text.values)) if text else None,
        trial.problems,
        body_line=read_front_matter(raw.decode(errors="replace")).body_line,
        unfinished=False,
        title_at=lambda _path: "En annan sida",
    )


@pytest.mark.parametrize("site", BROKEN, ids=lambda site: site.name)
def test_the_form_says_what_make_check_says_in_its_own_words(site: Path, tmp_path: Path) -> None:
    opened = workspace(site / "content", tmp_path / "cache", PROVLAND)
    told = as_make_check(opened, opened.library.discovery.records)
    assert [line for kind, one in told if one.field != WHOLE for line in _with_keys(kind, one)] == []


MISTAKES = tomllib.loads((Path(__file__).parents[1] / "commands/mistakes/mistakes.toml").read_text(encoding="utf-8"))
GEOGRAPHY = geography.load()


@pytest.mark.parametrize("name", list(MISTAKES)[:: short_or_whole(20, 1)])
def test_of_what_people_get_wrong_the_form_says_what_make_check_says(name: str, tmp_path: Path) -> None:
    mistake = Mistake(**MISTAKES[name])
    content = make(tmp_path / "content", mistake)
    opened = Workspace(
        content, settings=Settings(), day=mistake.day, geography=GEOGRAPHY, theme=THEME, cache=tmp_path / "cache"
    )
    told_of = {one.path for one in report(opened.examined, Settings(), mistake.day).problems}
    as_make_check(
        opened, [one for one in opened.library.discovery.records if one.path in told_of or _is_changed(one, content)]
    )


def as_make_check(opened: Workspace, records: Iterable[SourceFile]) -> list[tuple[Kind, Message]]:
    """What the forms of some records say, which must be all that `make check` tells of them, as strictly."""
    checked = report(opened.examined, opened.settings, opened.day).problems
    told = []
    for source in records:
        here = told_in_the_form(opened, source)
        expected = sorted((one.code, _weight(one)) for one in checked if one.path == source.path)
        assert sorted((one.code, one.weight) for one in here) == expected, source.path
        told += [(place_of_source(source).kind, one) for one in here]
    return told


def _is_changed(source: SourceFile, content: Path) -> bool:
    """Whether a record of the small site is another than where nothing is wrong."""
    before = BASE / source.path
    return not before.is_file() or before.read_bytes() != (content / source.path).read_bytes()


def _weight(problem: Problem) -> Weight:
    return {Severity.ERROR: Weight.ERROR, Severity.WARNING: Weight.WARNING, Severity.ACCEPTED: Weight.ACCEPTED}[
        problem.severity
    ]


def _with_keys(kind: Kind, message: Message) -> list[str]:
    """The sentences in which a key stands as it does in a file, or that speak of files; what somebody has written is theirs."""
    keys = "|".join(sorted(map(re.escape, every_label(kind)), key=len, reverse=True))
    said = re.sub(r"”[^”]*”", "", f"{message.text} {message.hint}")
    # A document is a file here too, a link in the free text leads to one,
    # and a reason is somebody's own words.
    is_other = message.code in ("bilaga-saknas", "lank-utan-mal") or message.weight is Weight.ACCEPTED
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
        (Kind.PLEDGE, "Sätt citattecken runt hela texten: problem: \"Mörkt vid buss #7\" Är det en anteckning, skriv två blanksteg före # och ett efter.", "Skriv hela texten i rutan: ”Mörkt vid buss #7”."),
        (Kind.PLEDGE, "Nyckeln ”utfall” kan inte stå i löftet.", "Rutan ”Utfall” kan inte stå i löftet."),
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


@pytest.mark.parametrize(("written", "meant"), [("Trafik mm", "Menade du ”Trafik”? "), ("Hundar", "")])
def test_of_a_long_list_only_what_is_nearly_what_was_written_is_suggested(written: str, meant: str) -> None:
    problem = Problem(
        code="hanvisning-finns-inte",
        path="x",
        key="ämnen.1",
        message=f"”{written}” finns inte.",
        hint="I amnen/ finns aldre, alkohol-och-tobak, belysning, trafik och unga.",
    )
    names = {"aldre": "Äldre", "alkohol-och-tobak": "Alkohol och tobak", "belysning": "Belysning", "trafik": "Trafik"}
    choices = Choices({Kind.THEME.value: tuple(Option(value, label) for value, label in names.items())})
    form = form_of(Kind.PLEDGE, {"ämnen": [written]}, choices)
    (told,) = messages(Kind.PLEDGE, form, [problem], body_line=0, unfinished=False)
    assert told.hint == f"{meant}Välj ur listan. Saknas det du menar, lägg till det med länken under rutan."


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
