"""The forms that real pledges asked for: goals, lengths of time, and words that are taken for each other."""

import pytest

from pledges.content.discovery import SourceFile
from pledges.content.goal_phrases import goal_words
from pledges.content.kinds import Kind
from pledges.content.problems import Problem
from pledges.content.reader import read_text
from pledges.content.record import AnyRecord, Record
from pledges.content.record_fields import Action
from pledges.written_values import Duration, parse_duration

FOLDERS = {
    Kind.PLEDGE: "loften",
    Kind.FOLLOW_UP: "uppfoljningar",
    Kind.AGREEMENT: "overenskommelser",
    Kind.MENTION: "omnamnanden",
}
PLEDGE = "titel: Prov\nperiod: 2019\növerenskommelse: okänd\n"
FOLLOW_UP = "titel: Prov\nlöfte: 2019\ndatum: 2020\navser: 2019\ntyp: slutlig\nav: polisen\n"
AGREEMENT = "titel: Prov\nperiod: 2019\nparter: [polisen, kommunen]\n"
MENTION = "titel: Prov\ndatum: 2020\nslag: nyhet\nbelägg: https://provstad.example/a\n"


def read(kind: Kind, text: str) -> tuple[AnyRecord | None, list[Problem]]:
    source = SourceFile(f"kommuner/lulea/{FOLDERS[kind]}/prov.md", kind, municipality="lulea", stamp=(0, 0, 0))
    return read_text(source, f"---\n{text}---\n".encode())


@pytest.mark.parametrize(
    ("goal", "words"),
    [
        ({"minst": "8", "enhet": "områden"}, "minst 8 områden"),
        ({"minst": "3", "högst": "4", "enhet": "möten", "per": "år"}, "3–4 möten per år"),
        ({"högst": "5", "enhet": "olyckor"}, "högst 5 olyckor"),
        ({"antal": "1", "enhet": "kontroller", "per": "varannan vecka"}, "1 kontroll varannan vecka"),
        ({"antal": "1", "enhet": "besök", "per": "termin", "för varje": "skola", "hur många": "5"}, "1 besök per termin för varje skola, 5 i antal"),
        ({"tillfällen": ["valborg", "skolavslutningen"]}, "valborg och skolavslutningen"),
        ({"tillfällen": ["valborg"], "minst": "3", "enhet": "pass"}, "minst 3 pass vid valborg"),
        ({"antal": "2", "enhet": "insatser", "varaktighet": "minst 2 dagar vardera"}, "2 insatser, minst 2 dagar vardera"),
        ({"minst": "90", "enhet": "procent", "inom": "10 minuter"}, "minst 90 procent, inom 10 minuter"),
        ({"alla": "skolor", "per": "termin"}, "alla skolor per termin"),
        ({"inom": "24 timmar", "räknat från": "anmälan"}, "inom 24 timmar från anmälan"),
        ({"jämfört med": "2017", "riktning": "högst lika många", "enhet": "inbrott"}, "högst lika många inbrott som 2017"),
        ({"jämfört med": "2021", "riktning": "fler", "enhet": "besök", "gånger": "2"}, "dubbelt så många besök som 2021"),
        ({"jämfört med": "2018", "riktning": "färre", "enhet": "inbrott", "procent": "10", "utgångsvärde": "120"}, "10 procent färre inbrott än 2018 (då 120)"),
        ("regelbundet", "regelbundet"),
    ],
)  # fmt: skip
def test_a_goal_is_told_as_a_phrase(goal: object, words: str) -> None:
    read_goal = Action.model_validate({"id": "a", "vad": "b", "mål": goal}).goal
    assert read_goal is not None
    assert goal_words(read_goal).replace("\u00a0", " ") == words


@pytest.mark.parametrize(
    ("goal", "message"),
    [
        ("{enhet: möten, minst: 3, antal: 4}", "Ett mål har antingen minst: eller antal:, inte båda."),
        ("{enhet: möten, antal: 3, högst: 4}", "Ett mål har antingen antal: eller högst:."),
        ("{enhet: möten, minst: 4, högst: 3}", "Det högsta antalet är inte större än det lägsta."),
        ("{enhet: möten, per: år}", "Målet har inget tal."),
        ("{enhet: möten, antal: 1, hur många: 5}", "Det står hur många, men inte vad."),
        ("{enhet: möten, antal: 1, per: säsong}", "”säsong” har inga bestämda dagar, så portalen kan inte räkna."),
        ("{inom: snart}", "”snart” är ingen tidslängd."),
        ("{jämfört med: 2017, riktning: färre, enhet: inbrott, gånger: 2}", "Gånger går bara åt ett håll här."),
    ],
)
def test_a_goal_that_cannot_be_is_told_of(goal: str, message: str) -> None:
    record, problems = read(Kind.PLEDGE, f"{PLEDGE}åtgärder:\n  - id: a\n    vad: B\n    mål: {goal}\n")
    assert record is None
    assert [problem.message for problem in problems] == [message]


@pytest.mark.parametrize(
    ("kind", "text", "name", "value"),
    [
        (Kind.PLEDGE, f"{PLEDGE}undertecknad: 2019-02\n", "signed", "2019-02"),
        (Kind.AGREEMENT, f"{AGREEMENT}undertecknat: 2019-02\n", "signed", "2019-02"),
    ],
)
def test_the_word_of_another_kind_for_the_same_thing_is_taken_for_its_own(
    kind: Kind, text: str, name: str, value: str
) -> None:
    record, problems = read(kind, text)
    assert problems == []
    assert isinstance(record, Record)
    assert str(getattr(record.fields, name)) == value


def test_documents_of_a_follow_up_are_its_evidence() -> None:
    record, problems = read(Kind.FOLLOW_UP, f"{FOLLOW_UP}dokument: https://provstad.example/a\n")
    assert problems == []
    assert isinstance(record, Record)
    assert record.place(("belägg",)).line == 8


def test_which_word_is_which_is_told() -> None:
    _, problems = read(Kind.PLEDGE, f"{PLEDGE}belägg: https://provstad.example/a\n")
    assert "källor: är var uppgifterna är hämtade och dokument: är själva dokumentet" in problems[0].hint
    _, problems = read(Kind.FOLLOW_UP, f"{FOLLOW_UP}källor: https://provstad.example/a\n")
    assert "källor: är var uppgifterna är hämtade och belägg: är var det som sägs här går att läsa" in problems[0].hint


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ("andra: Provtidningen\n", "Ett omnämnande gäller något i portalen."),
        ("löfte: 2019\n", "Det står inte vem som säger det."),
    ],
)
def test_a_mention_is_of_something_by_somebody(more: str, message: str) -> None:
    record, problems = read(Kind.MENTION, MENTION + more)
    assert record is None
    assert [problem.message for problem in problems] == [message]


@pytest.mark.parametrize(
    ("text", "number", "unit"),
    [("24 timmar", 24, "timme"), ("två år", 2, "år"), ("1 vecka", 1, "vecka"), ("ett dygn", 1, "dygn")],
)
def test_a_length_of_time(text: str, number: int, unit: str) -> None:
    assert parse_duration(text) == Duration(parse_duration(f"{number} år").number, unit)


def test_lengths_of_time_are_compared_where_they_can_be() -> None:
    day = parse_duration("1 dygn")
    assert parse_duration("24 timmar").is_within(day)
    assert parse_duration("25 timmar").is_within(day) is False
    assert parse_duration("2 kvartal").is_within(parse_duration("1 halvår"))
    assert parse_duration("2 arbetsdagar").is_within(parse_duration("3 arbetsdagar"))
    assert parse_duration("2 arbetsdagar").is_within(day) is None
    assert (str(day), str(parse_duration("1,5 år"))) == ("1 dygn", "1,5 år")
