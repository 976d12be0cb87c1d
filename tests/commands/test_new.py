"""`make new`: driven for real, by answers on standard input and by keys on a terminal; and its dialogues, purely."""

import contextlib
import os
import pty
import re
import select
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from pledges.commands.authoring.answers import Choice, Question, answer
from pledges.commands.authoring.choices import Draft, read_context
from pledges.commands.authoring.dialogues import NEXT_YEAR, dialogue, what_and_where
from pledges.commands.authoring.new import NoAnswerError, converse, save, save_all, shown
from pledges.commands.authoring.question_order import KEYS, ROW_KEYS, HaltedError, short_name
from pledges.content import geography
from pledges.content.discovery import SourceFile, discover
from pledges.content.file_text import Slugs, as_written, front_matter
from pledges.content.kinds import Kind
from pledges.content.problems import as_text
from pledges.content.reader import INVISIBLE, read_text
from pledges.content.record import Record
from pledges.content.register import link
from pledges.rules.checking import check
from support.depth import PATIENCE
from support.samples import file_text, read_folder, real_content

ROOT = Path(__file__).parents[2]
DAY = date(2020, 2, 1)
BASE = {
    "amnen/trafik.md": "titel: Trafik\nkort: Löften om trafiken.",
    "amnen/belysning.md": "titel: Belysning\nkort: Löften om ljus.",
    "polisen/lpo-prov.md": "titel: Lokalpolisområde Prov\nkommuner: [lulea]",
    "aktorer/provbolaget-lulea.md": "titel: Provbolaget\ntyp: bostadsbolag",
    "aktorer/annat-bolag.md": "titel: Annat bolag",
    "kommuner/lulea/kommun.md": "kort: Prov.",
    "kommuner/lulea/omraden/provdalen.md": "titel: Provdalen",
    "kommuner/lulea/overenskommelser/2019-2020.md": "titel: Provöverenskommelse 2019–2020\nparter: [lpo-prov, kommunen]\nperiod: 2019/2020",
    "kommuner/lulea/loften/2019.md": """
        titel: Provlöfte 2019
        kort: Parterna lovar prov under 2019.
        överenskommelse: 2019-2020
        ämnen: [trafik, belysning]
        period: 2019
        publicerat: 2019-02-01
        diarienummer: KS 2019-1
        åtgärder:
          - id: kontroller
            vad: Trafikkontroller vid skolan
            ansvarig: polisen
            ämne: trafik
            mål:
              minst: 2
              enhet: kontroller
              per: vecka
          - id: ljus
            vad: Laga lyktor
            ansvarig: kommunen
            skäl: Ändrad efter önskemål.
          - id: mote
            vad: Möten med de boende
            ansvarig: kommunen
            mål: varje månad
        uppföljning:
          senast: 2020-03-31
          hur: På webben
        händelser:
          - datum: 2019-05-01
            text: Ändrad lykta.
        """,
}


@pytest.fixture
def content(tmp_path: Path) -> Path:
    """A small office: one municipality with an agreement and a pledge, and what they share."""
    folder = tmp_path / "content"
    for path, text in BASE.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_text(file_text(text), encoding="utf-8")
    return folder


def run(content: Path, answers: Iterable[str], day: str = "2020-02-01") -> "subprocess.CompletedProcess[str]":
    """`make new` as a process, with answers on standard input."""
    return subprocess.run(
        [sys.executable, "-m", "pledges", "new", "--content", str(content)],
        input="".join(f"{line}\n" for line in answers), capture_output=True, text=True, timeout=PATIENCE, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "PYTHONUTF8": "1", "DATE": day},
    )  # fmt: skip


def files(folder: Path) -> dict[str, str]:
    return {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def drafted(content: Path, what: str, answers: Iterable[str], *, place: str | None = "lulea", day: date = DAY) -> Draft:
    """The draft that a dialogue makes of `answers`, every one of which must be used."""
    discovery = discover(content, geography.load())
    context = read_context(content, discovery.records, geography.load(), day=day, place=place)
    lines = iter(answers)

    def ask(prompt: str) -> str:
        try:
            return next(lines)
        except StopIteration:
            raise EOFError from None

    draft = converse(dialogue(context, what), ask, lambda text: None, patient=False)
    assert list(lines) == [], "svar blev över"
    return draft


def read_draft(draft: Draft, kind: Kind) -> Record:
    place = draft.path.split("/")[1] if draft.path.startswith("kommuner/") else None
    record, problems = read_text(SourceFile(draft.path, kind, municipality=place, stamp=(0, 0, 0)), draft.text.encode())
    assert record is not None, as_text(problems)
    return record


def problems_with(content: Path, draft: Draft) -> str:
    """What the rules say of the whole content once the draft lies there."""
    save(content, draft)
    records, problems = read_folder(content)
    return as_text([*problems, *check(link(records, geography.load()))])


FOLLOW_UP = [
    "", "2019", "", "", "", "", "131", "Några ställdes in", "delvis", "Två av tre", "Frost", "", "delvis uppfyllt",
    "Det blev lugnare.", "", "https://lulea.example/u", "Uppföljningen", "", "", "", "", "ja",
]  # fmt: skip


def test_a_pledge_from_standard_input(content: Path) -> None:
    done = run(content, [
        "löfte", "Luleå", "2020", "", "Provlöfte 2020", "Parterna lovar prov under 2020.", "1,2", "provdalen", "2020-01-15",
        "2020-02-01", "KS 2020-1", "2019", "Bilar kör för fort.", "Enkät.", "Trafikkontroller vid skolan", "polisen", "trafik",
        "", "minst 8", "kontroller", "månad", "Satsa: mer #ljus", "kommunen", "2", "1", "varje dag", "", "Lägre fart.", "",
        "2021-03-31", "", "På webben", "https://lulea.example/l", "Löftet", "", "Samordnaren", "", "", "", "ja", "ja",
    ])  # fmt: skip
    assert done.stderr == ""
    assert done.returncode == 0
    assert f"Filen är skriven: {content}/kommuner/lulea/loften/2020.md" in done.stdout
    assert (
        (content / "kommuner/lulea/loften/2020.md").read_text(encoding="utf-8")
        == """---
titel: Provlöfte 2020
kort: Parterna lovar prov under 2020.
överenskommelse: 2019-2020
ämnen: [belysning, trafik]
områden: [provdalen]
period: 2020
undertecknat: 2020-01-15
publicerat: 2020-02-01
diarienummer: KS 2020-1
efterträder: 2019
problem: Bilar kör för fort.
dialog: Enkät.
åtgärder:
  - id: trafikkontroller-vid-skolan
    vad: Trafikkontroller vid skolan
    ansvarig: [polisen]
    ämne: trafik
    mål:
      minst: 8
      enhet: kontroller
      per: månad
  - id: satsa-mer-ljus
    vad: 'Satsa: mer #ljus'
    ansvarig: [kommunen]
    ämne: trafik
    områden: [provdalen]
    mål: varje dag
effektmål:
  - Lägre fart.
uppföljning:
  senast: 2021-03-31
  hur: På webben
kontakt: Samordnaren
källor:
  - adress: https://lulea.example/l
    titel: Löftet
---
"""
    )
    assert as_text(read_folder(content)[1]) == ""


def test_a_follow_up_is_filled_in_with_the_pledges_actions(content: Path) -> None:
    draft = drafted(content, "follow-up", FOLLOW_UP)
    assert draft == Draft("kommuner/lulea/uppfoljningar/2019.md", """---
titel: Uppföljning i Luleå 2019
löfte: 2019
datum: 2020-02-01
avser: 2019
typ: slutlig
av: [lpo-prov, kommunen]
bedömning: delvis uppfyllt
utfall:
  - åtgärd: kontroller
    antal: 131
    kommentar: Några ställdes in
  - åtgärd: ljus
    gjort: delvis
    kommentar: Två av tre
    orsak: Frost
# Återstår. Ta bort # och blanksteget först på raden när du vet:
#   - åtgärd: mote  # Möten med de boende
#     gjort:
effekt: Det blev lugnare.
belägg:
  - adress: https://lulea.example/u
    titel: Uppföljningen
---
""")  # fmt: skip
    assert "[bedomning-utan-alla-atgarder]" in problems_with(content, draft)


@pytest.mark.parametrize("first", ["131", ""])
def test_what_remains_can_be_filled_in_where_it_stands(content: Path, first: str) -> None:
    answers = [*FOLLOW_UP[:6], first, *([""] if first else []), "", "", *FOLLOW_UP[12:]]
    draft = drafted(content, "follow-up", answers)
    text = re.sub(r"^# (utfall:| +- |  )", r"\1", draft.text, flags=re.M)
    text = re.sub(
        r"^    antal:$", "    antal: 99", re.sub(r"^    gjort:$", "    gjort: ja", text, flags=re.M), flags=re.M
    )
    outcomes = read_draft(Draft(draft.path, text), Kind.FOLLOW_UP).fields.outcomes
    assert [outcome.action for outcome in outcomes] == ["kontroller", "ljus", "mote"]
    assert str(outcomes[0].amount) == (first or "99")


def test_a_follow_up_that_answers_for_everything_breaks_no_rule(content: Path) -> None:
    answers = [*FOLLOW_UP[:11], "ja", "", *FOLLOW_UP[12:]]
    assert problems_with(content, drafted(content, "follow-up", answers)) == ""


def test_a_follow_up_before_the_end_is_an_interim_report(content: Path) -> None:
    answers = [
        "",
        "2019-01/2019-04",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "",
        "https://lulea.example/u",
        "",
        "",
        "",
        "",
        "",
        "nej",
    ]
    draft = drafted(content, "follow-up", answers, day=date(2019, 5, 2))
    assert draft.path == "kommuner/lulea/uppfoljningar/2019-delredovisning.md"
    fields = read_draft(draft, Kind.FOLLOW_UP).fields
    assert (fields.type, str(fields.date), str(fields.covers), fields.status) == (
        "delredovisning",
        "2019-05-02",
        "2019-01/2019-04",
        "utkast",
    )
    assert fields.outcomes == ()
    assert "# utfall:\n#   - åtgärd: kontroller  # Trafikkontroller vid skolan\n#     antal:\n" in draft.text


def test_a_rate_can_be_reported(content: Path) -> None:
    answers = [*FOLLOW_UP[:6], "1,23 per dygn", *FOLLOW_UP[7:]]
    outcome = read_draft(drafted(content, "follow-up", answers), Kind.FOLLOW_UP).fields.outcomes[0]
    assert (str(outcome.amount), outcome.per) == ("1,23", "dygn")


def test_next_years_pledge_takes_over_what_still_holds(content: Path) -> None:
    draft = drafted(content, NEXT_YEAR, ["", "", "", "", "1,2", "", "2020-01-15", "", "", "", "ja"])
    assert draft == Draft("kommuner/lulea/loften/2020.md", """---
titel: Provlöfte 2020
kort: Parterna lovar prov under 2020.
överenskommelse: 2019-2020
ämnen: [trafik, belysning]
period: 2020
undertecknat: 2020-01-15
efterträder: 2019
åtgärder:
  - id: kontroller
    vad: Trafikkontroller vid skolan
    ansvarig: polisen
    ämne: trafik
    mål:
      minst: 2
      enhet: kontroller
      per: vecka
    följer: kontroller
  - id: ljus
    vad: Laga lyktor
    ansvarig: kommunen
    följer: ljus
uppföljning:
  hur: På webben
---
""")  # fmt: skip
    assert problems_with(content, draft) == ""


def test_next_years_pledge_leaves_an_agreement_that_has_ended(content: Path) -> None:
    draft = drafted(content, NEXT_YEAR, ["", "2021", "", "", "", "", "polisen", "", "", "", "", "ja"])
    fields = read_draft(draft, Kind.PLEDGE).fields
    assert (fields.agreement, fields.parties) == ("okänd", ("polisen",))
    assert draft.path == "kommuner/lulea/loften/2021.md"


PERIODS = [
    ("2019", "2020"),
    ("2019/2020", "2021/2022"),
    ("2022-03/2022-05", "2022-06/2022-08"),
    ("2023-07-01/2024-06-30", "2024-07-01/2025-06-30"),
    ("2023-07-01/2027-06", "2027-07-01/2031-06"),
    ("2022-04-05/2022", ""),
    ("okänd", ""),
    ("2019/..", ""),
    ("okänd/2021", ""),
]


@pytest.mark.parametrize(("before", "after"), PERIODS)
def test_the_period_that_follows(content: Path, before: str, after: str) -> None:
    path = content / "kommuner/lulea/loften/2019.md"
    path.write_text(path.read_text(encoding="utf-8").replace("period: 2019\n", f"period: {before}\n"), encoding="utf-8")
    context = read_context(
        content, discover(content, geography.load()).records, geography.load(), day=DAY, place="lulea"
    )
    talk = dialogue(context, NEXT_YEAR)
    next(talk)
    assert talk.send("löfte 2019").default == after


@pytest.mark.parametrize(
    ("what", "place", "answers", "path"),
    [
        ("agreement", "lulea", ["2021/2022", "Provöverenskommelse 2021–2022", "", "", "2020-12-01", "Kommunchefen", "", "", "Styrgrupp", "En tjänst",
          "Fort vid skolan", "trafik", "Rak väg", "Under 40", "", "", "", "år", "", "2019-2020", "", "", "", "", "", "ja"], "kommuner/lulea/overenskommelser/2021-2022.md"),
        ("action-plan", "lulea", ["", "Provplan 2020", "2019-12", "", "Bygga", "1", "trafik", "", "3", "hinder", "", "", "", "", "", "", "", "", "", "ja"],
         "kommuner/lulea/atgardsplaner/2020.md"),
        ("situation-picture", "lulea", ["Provbild 2020", "", "", "delvis", "Fort vid skolan", "trafik", "", "", "", "", "", "", "ja"], "kommuner/lulea/lagesbilder/2020.md"),
        ("area", "lulea", ["Provholmen", "", "972 99", "", ""], "kommuner/lulea/omraden/provholmen.md"),
        ("municipality", "boden", ["", "Prov.", "", "https://provstad.example"], "kommuner/boden/kommun.md"),
        ("police-area", None, ["Lokalpolisområde Provnäs", "Boden", "", "", "", "", "", ""], "polisen/lpo-provnas.md"),
        ("actor", None, ["Provföreningen", "förening", "", ""], "aktorer/provforeningen.md"),
        ("theme", None, ["Båtar", "Löften om båtar.", ""], "amnen/batar.md"),
        ("news", None, ["Ett prov", "", "Det var ett prov.", "Luleå, Boden", "", "", "ja"], "nyheter/2020-02-01-ett-prov.md"),
        ("page", None, ["Om provet", "Ett prov.", "", ""], "sidor/om-provet.md"),
    ],
)  # fmt: skip
def test_every_kind_can_be_made_and_breaks_no_rule(
    content: Path, what: str, place: str | None, answers: list[str], path: str
) -> None:
    draft = drafted(content, what, answers, place=place)
    assert draft.path == path
    read_draft(draft, Kind(what))
    assert problems_with(content, draft) == ""


def test_every_kind_and_row_can_be_asked_for() -> None:
    assert set(KEYS) | {Kind.FOLLOW_UP} == set(Kind)
    assert all(row for row in ROW_KEYS.values())


def test_kind_and_place_by_number_name_and_code() -> None:
    def asked(*lines: str) -> tuple[str, str | None]:
        answers = iter(lines)
        return converse(
            what_and_where(geography.load(), frozenset({"lulea", "boden"})),
            lambda _: next(answers),
            lambda _: None,
            patient=False,
        )

    assert asked("1", "1") == ("pledge", "boden")
    assert asked("löfte", "luleå") == ("pledge", "lulea")
    assert asked("upp", "2580") == ("follow-up", "lulea")
    assert asked("nästa", "Upplands Väsby") == (NEXT_YEAR, "upplands-vasby")
    assert asked("ämne") == ("theme", None)


CHOICES = Question(
    "Vilka?",
    many=True,
    choices=(Choice("a-1", "Alfa"), Choice("b-2", "Beta"), Choice("2019", "Gamma 2019")),
    also=(Choice("d", "Delta"), Choice("d-2", "Deltat")),
)


@pytest.mark.parametrize(
    ("line", "meant"),
    [("1", ["a-1"]), ("1,3", ["a-1", "2019"]), ("1 3", ["a-1", "2019"]), ("beta, ALFA", ["b-2", "a-1"]), ("2019", ["2019"]), ("ga", ["2019"]), ("delta", ["d"]), ("b-2,2", ["b-2"]), ("", [])],
)  # fmt: skip
def test_choices_are_meant_by_number_name_and_beginning(line: str, meant: list[str]) -> None:
    assert answer(CHOICES, line) == meant


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("4", "”4” finns inte att välja. Skriv ett nummer eller ett namn ur listan."),
        ("Gamma 219", "”Gamma 219” finns inte att välja. Menade du Gamma 2019?"),
        ("de", "”de” kan vara Delta eller Deltat. Skriv mer."),
        ("1, Alfa, 0", "”0” finns inte att välja. Skriv ett nummer eller ett namn ur listan."),
        ("a\x07", "Svaret innehåller ett osynligt tecken. Skriv det för hand i stället för att klistra in."),
    ],
)
def test_what_is_not_understood_is_told(line: str, message: str) -> None:
    with pytest.raises(ValueError, match=re.escape(message)):
        answer(CHOICES, line)


def test_rows_are_asked_about_what_was_chosen_for_the_whole(content: Path) -> None:
    context = read_context(
        content, discover(content, geography.load()).records, geography.load(), day=DAY, place="lulea"
    )
    talk = dialogue(context, "pledge")
    question = next(talk)
    answers = {
        "Period": "2021",
        "Överenskommelse": "okänd",
        "Parter": ["kommunen", "provbolaget-lulea"],
        "Titel": "Prov",
        "Ämnen": ["belysning"],
        "Åtgärd 1 – vad": "Lysa",
    }
    shown_values: dict[str, list[str]] = {}
    numbers: dict[str, list[int]] = {}
    while question.text != "Åtgärd 1 – områden":
        shown_values[question.text] = [choice.value for choice in question.choices]
        numbers[question.text] = [number for number, _ in question.numbered]
        question = talk.send(answers.get(question.text))
    assert shown_values["Parter"] == ["polisen", "kommunen", "lpo-prov", "provbolaget-lulea"]
    assert shown_values["Åtgärd 1 – ansvarig"] == ["kommunen", "provbolaget-lulea"]
    assert numbers["Åtgärd 1 – ansvarig"] == [numbers["Parter"][1], numbers["Parter"][3]] == [2, 4]
    assert shown_values["Ämnen"] == ["belysning", "trafik"]
    assert shown_values["Åtgärd 1 – ämne"] == ["belysning"]


def test_an_empty_line_is_the_default_and_a_dash_leaves_it_out() -> None:
    question = Question("Kort", default="Förra årets")
    assert answer(question, "  ") == "Förra årets"
    assert answer(question, "-") is None
    with pytest.raises(ValueError, match=r"Här behövs ett svar\."):
        answer(Question("Titel", required=True), "")


def test_a_question_on_the_screen() -> None:
    many = tuple(Choice(f"s{number}", f"Sak {number}") for number in range(1, 15))
    question = Question("Parter", "De som lovar.", default="s1, s2", many=True, choices=many)
    assert shown(question) == (
        "\nParter  (får lämnas tom)\n  De som lovar.\n"
        "  1  Sak 1     5  Sak 5     9  Sak 9    13  Sak 13\n"
        "  2  Sak 2     6  Sak 6    10  Sak 10   14  Sak 14\n"
        "  3  Sak 3     7  Sak 7    11  Sak 11\n"
        "  4  Sak 4     8  Sak 8    12  Sak 12\n"
        "  Flera går bra: 1, 3\n"
        "  Tryck Enter för: Sak 1, Sak 2, eller skriv - för att lämna tomt"
    )


def test_answers_that_end_leave_nothing(content: Path) -> None:
    before = files(content)
    done = run(content, ["löfte", "Boden", "2020"])
    assert done.returncode == 1
    assert done.stderr == "\nSvaren tog slut vid ”Överenskommelse”.\nInget har skrivits.\n"
    assert files(content) == before
    assert not (content / "kommuner/boden").exists()


@pytest.mark.parametrize(
    ("answers", "message"),
    [
        (["lögte"], "Vad vill du skriva?: ”lögte” finns inte att välja. Menade du Löfte?"),
        (["löfte", "Lulea kommin"], "Vilken kommun?: ”Lulea kommin” finns inte att välja. Menade du Luleå kommun"),
        (["löfte", "Luleå", "31 juni"], "Period: ”31 juni” är inget datum."),
        (["nästa", "Boden"], "I Boden finns inget att utgå från än. Skriv löftet eller överenskommelsen först."),
        (["kommun", "Luleå"], "kommuner/lulea/kommun.md finns redan. Öppna den i stället."),
        (["aktör", "Prov", "", "ingen adress"], "Webbplats: ”ingen adress” är ingen webbadress."),
        (["ämne", "Trafik", "Kort.", "trafik"], "Filnamn: amnen/trafik.md finns redan. Välj ett annat namn."),
        (["ämne", "Båtar", "Kort.", "Båtar"], "Filnamn: ”Båtar” kan inte bli en webbadress. Skriv till exempel batar."),
        (
            ["ämne", "Båtar", "Kort.", "../../ut"],
            "Filnamn: ”../../ut” kan inte bli en webbadress. Skriv till exempel ut.",
        ),
    ],
)
def test_what_can_not_be_used_stops_with_a_message(content: Path, answers: list[str], message: str) -> None:
    before = files(content)
    done = run(content, answers)
    assert done.returncode == 1
    assert message in done.stderr
    assert "Traceback" not in done.stderr
    assert files(content) == before


def test_no_leaves_nothing(content: Path) -> None:
    before = files(content)
    done = run(content, ["ämne", "Båtar", "Löften om båtar.", "", "nej"])
    assert (done.returncode, done.stdout.splitlines()[-1]) == (1, "> Inget har skrivits.")
    assert files(content) == before


def test_a_taken_name_is_given_a_number_and_no_file_is_written_over(content: Path) -> None:
    draft = drafted(content, "theme", ["Trafik", "Kort.", ""], place=None)
    assert draft.path == "amnen/trafik-2.md"
    before = files(content)
    with pytest.raises(FileExistsError):
        save(content, Draft("amnen/trafik.md", "nytt"))
    assert files(content) == before


def test_a_file_that_can_not_be_written_leaves_nothing(content: Path) -> None:
    before = files(content)
    with pytest.raises(UnicodeEncodeError):
        save(content, Draft("kommuner/boden/loften/2019.md", "\ud800"))
    assert files(content) == before
    assert not (content / "kommuner/boden").exists()


def test_many_at_once_give_one_whole_file(content: Path) -> None:
    texts = [f"{number}" * 20_000 for number in range(8)]
    outcomes: list[str] = []

    def attempt(text: str) -> None:
        try:
            save(content, Draft("amnen/ny.md", text))
            outcomes.append(text)
        except FileExistsError:
            pass

    threads = [threading.Thread(target=attempt, args=(text,)) for text in texts]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(outcomes) == 1
    assert (content / "amnen/ny.md").read_text(encoding="utf-8") == outcomes[0]
    assert [path.name for path in (content / "amnen").iterdir() if path.suffix == ".tmp"] == []


class Terminal:
    """`make new` on a terminal of its own."""

    def __init__(self, content: Path) -> None:
        self.master, slave = pty.openpty()
        self.process = subprocess.Popen(
            [sys.executable, "-m", "pledges", "new", "--content", str(content)],
            stdin=slave, stdout=slave, stderr=slave, start_new_session=True,
            env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "PYTHONUTF8": "1", "TERM": "dumb", "DATE": "2020-02-01"},
        )  # fmt: skip
        os.close(slave)
        self.seen = ""

    def until(self, text: str) -> None:
        deadline = time.monotonic() + PATIENCE
        while text not in self.seen:
            ready = select.select([self.master], [], [], max(0, deadline - time.monotonic()))[0]
            assert ready, f"väntade på {text!r} men fick {self.seen!r}"
            try:
                self.seen += os.read(self.master, 65536).decode(errors="replace")
            except OSError:
                break
        assert text in self.seen, self.seen
        self.seen = self.seen.split(text, 1)[1]

    def type(self, text: str) -> None:
        os.write(self.master, f"{text}\n".encode())

    def answer(self, *answers: tuple[str, str]) -> None:
        """Each line at its question's prompt."""
        for question, line in answers:
            self.until(question)
            self.until("> ")
            self.type(line)

    def interrupt(self) -> None:
        """Ctrl-C until it is heeded: one that comes just before the reading of a line begins is seen after it.

        Never once more after that: Python ends by the signal if it comes while it is leaving.
        """
        deadline = time.monotonic() + PATIENCE
        while "Avbrutet" not in self.seen and time.monotonic() < deadline:
            self.process.send_signal(signal.SIGINT)
            if select.select([self.master], [], [], 10)[0]:
                with contextlib.suppress(OSError):
                    self.seen += os.read(self.master, 65536).decode(errors="replace")

    def end(self) -> int:
        status = self.process.wait(PATIENCE)
        os.close(self.master)
        return status


def test_on_a_terminal_it_asks_again(content: Path) -> None:
    terminal = Terminal(content)
    terminal.answer(
        ("Vad vill du skriva?", "lögte"),
        ("Menade du Löfte?", "Ämne"),
        ("Titel", "Båtar"),
        ("Kort", "Löften om båtar."),
        ("Filnamn", ""),
        ("Ska filen skrivas?", "ja"),
    )
    terminal.until("Filen är skriven")
    assert terminal.end() == 0
    assert (content / "amnen/batar.md").read_text(
        encoding="utf-8"
    ) == "---\ntitel: Båtar\nkort: Löften om båtar.\n---\n"


def test_ctrl_c_leaves_nothing(content: Path) -> None:
    before = files(content)
    terminal = Terminal(content)
    terminal.answer(("Vad vill du skriva?", "Löfte"), ("Vilken kommun?", "Boden"))
    terminal.until("Period")
    terminal.until("> ")
    terminal.interrupt()
    terminal.until("Avbrutet. Inget har skrivits.")
    assert terminal.end() == 130
    assert files(content) == before
    assert not (content / "kommuner/boden").exists()


def test_answers_survive_ctrl_c_and_the_next_run_goes_on(content: Path) -> None:
    terminal = Terminal(content)
    terminal.answer(("Vad vill du skriva?", "Ämne"), ("Titel", "Båtar"))
    terminal.until("Kort")
    terminal.until("> ")
    terminal.interrupt()
    terminal.until("Avbrutet. Inget har skrivits. Svaren är sparade")
    assert terminal.end() == 130
    assert not (content / "amnen/batar.md").exists()
    terminal = Terminal(content)
    terminal.answer(
        ("Du avbröt förra gången (Ämne, Båtar …). Vill du fortsätta där?", ""),
        ("Kort", "Löften om båtar."),
        ("Filnamn", ""),
        ("Ska filen skrivas?", "ja"),
    )
    terminal.until("Filen är skriven")
    assert terminal.end() == 0
    assert "titel: Båtar\nkort: Löften om båtar.\n" in (content / "amnen/batar.md").read_text(encoding="utf-8")
    terminal = Terminal(content)
    terminal.until("Vad vill du skriva?")
    assert "Du avbröt" not in terminal.seen
    terminal.interrupt()
    terminal.end()


def test_one_step_back_on_a_terminal(content: Path) -> None:
    terminal = Terminal(content)
    terminal.answer(
        ("Vad vill du skriva?", "<"),
        ("Det här är den första frågan.", "Ämne"),
        ("Titel", "Båtra"),
        ("Kort", "<"),
        ("Förut svarade du: Båtra", "tillbaka"),
        ("Förut svarade du: Ämne", "Ämne"),
        ("Titel", "Båtar"),
        ("Kort", "Löften om båtar."),
        ("Filnamn", ""),
        ("Ska filen skrivas?", "ja"),
    )
    terminal.until("Filen är skriven")
    assert terminal.end() == 0
    assert "titel: Båtar\n" in (content / "amnen/batar.md").read_text(encoding="utf-8")


def _stepping(content: Path, what: str, answers: Iterable[str]) -> Draft:
    """As `drafted`, but of a dialogue that can be stepped back in."""
    places = geography.load()
    context = read_context(content, discover(content, places).records, places, day=DAY, place="lulea")
    lines = iter(answers)
    return converse(lambda: dialogue(context, what), lambda _: next(lines), lambda _: None, patient=False)


@given(data=st.data())
@settings(max_examples=15, deadline=None, suppress_health_check=list(HealthCheck))
def test_steps_back_change_nothing_when_the_same_is_answered_again(content: Path, data: st.DataObject) -> None:
    straight = drafted(content, "follow-up", FOLLOW_UP)
    detours = data.draw(st.lists(st.integers(1, len(FOLLOW_UP) - 1), max_size=3))
    answers: list[str] = []
    for number, line in enumerate(FOLLOW_UP):
        back = min(number, detours.count(number) * 2)
        answers += [*["<"] * back, *FOLLOW_UP[number - back : number], line]
    assert _stepping(content, "follow-up", answers) == straight


def test_what_is_missing_is_made_on_the_way(content: Path) -> None:
    answers = [
        "2021", "okänd", "kommunen, +", "Aktör", "Nybolaget", "bostadsbolag", "", "", "Prov", "Prov.", "", "+", "Nya torget",
        "", "", "", "", "", "", "", "", "", "Lysa", "nybolaget", "", "nya-torget", "", "", "", "", "", "", "", "", "", "",
        "", "ja",
    ]  # fmt: skip
    draft = drafted(content, "pledge", answers)
    assert [one.path for one in draft.others] == ["aktorer/nybolaget.md", "kommuner/lulea/omraden/nya-torget.md"]
    fields = read_draft(draft, Kind.PLEDGE).fields
    assert (fields.parties, fields.areas) == (("kommunen", "nybolaget"), ("nya-torget",))
    assert (fields.actions[0].responsible, fields.actions[0].areas) == (("nybolaget",), ("nya-torget",))
    assert len(save_all(content, draft)) == 3
    records, problems = read_folder(content)
    problems += check(link(records, geography.load()))
    assert not [one for one in problems if one.code in ("hanvisning-finns-inte", "fel-varde")]


def test_what_is_made_on_the_way_is_written_with_the_rest_or_not_at_all(content: Path) -> None:
    before = files(content)
    other = Draft("aktorer/ny.md", "---\ntitel: Ny\n---\n")
    with pytest.raises(FileExistsError):
        save_all(content, Draft("amnen/trafik.md", "nytt", (other,)))
    assert files(content) == before


@pytest.mark.parametrize(
    ("answers", "source"),
    [
        (["https://lulea.example/u", "Titeln"], {"adress": "https://lulea.example/u", "titel": "Titeln"}),
        (["Protokoll KS 2019-02-12", "ja"], {"titel": "Protokoll KS 2019-02-12"}),
        (["Protokoll KS 2019-02-12", "nej"], {"titel": "Protokoll KS 2019-02-12", "ej publicerad": "ja"}),
        (["uppfoljningar/2019.pdf", ""], {"fil": "uppfoljningar/2019.pdf"}),
    ],
)
def test_evidence_is_an_address_a_file_or_a_title(content: Path, answers: list[str], source: dict[str, str]) -> None:
    draft = drafted(content, "follow-up", [*FOLLOW_UP[:15], *answers, *FOLLOW_UP[17:]])
    (evidence,) = as_written(read_draft(draft, Kind.FOLLOW_UP).fields)["belägg"]
    assert evidence == source


def test_an_address_that_is_none_is_told_of(content: Path) -> None:
    with pytest.raises(NoAnswerError, match="ingen webbadress"):
        drafted(content, "follow-up", [*FOLLOW_UP[:15], "www.example.org/u"])


def test_who_keeps_it_what_is_missing_ids_and_inherited_parties(content: Path) -> None:
    (content / "kommuner/lulea/kommun.md").write_text(
        "---\nförs av: sammanställning\nkort: Prov.\n---\n", encoding="utf-8"
    )
    seen: list[str] = []
    places = geography.load()
    context = read_context(content, discover(content, places).records, places, day=DAY, place="lulea")
    lines = iter([
        "2020", "", "Provlöfte 2020", "Parterna lovar prov.", "1", "", "", "", "", "", "", "", "Laga lyktor", "", "", "", "",
        "", "", "", "", "", "", "", "", "När det undertecknades", "", "", "ja",
    ])  # fmt: skip
    draft = converse(dialogue(context, "pledge"), lambda _: next(lines), seen.append, patient=False)
    fields = read_draft(draft, Kind.PLEDGE).fields
    assert (fields.kept_by, fields.missing, fields.parties) == ("sammanställning", ("När det undertecknades",), ())
    screen = "\n".join(seen)
    assert "Parterna är överenskommelsens: Lokalpolisområde Prov och Kommunen." in screen
    assert "Åtgärdens id blir laga-lyktor." in screen


# Ã, Â and â begin what is taken for letters of another encoding, and told of as such.
WORDS = st.text(st.characters(blacklist_categories=("Cc", "Cs", "Cf", "Zl", "Zp", "Co", "Cn"), blacklist_characters="ÃÂâ"), min_size=1).map(
    lambda text: " ".join(text.split())
).filter(lambda text: bool(text) and INVISIBLE.search(text) is None)  # fmt: skip


@given(
    title=WORDS,
    reasons=st.lists(WORDS, max_size=3),
    slugs=st.lists(st.from_regex(r"[a-z][a-z0-9]{0,5}", fullmatch=True), min_size=1, unique=True),
)
@example(title="Null", reasons=["~", "null"], slugs=["a"])
def test_what_is_composed_reads_back_as_it_was(title: str, reasons: list[str], slugs: list[str]) -> None:
    values = {"titel": title, "period": "2019", "överenskommelse": "okänd", "ämnen": Slugs(slugs), "saknas": reasons}
    source = SourceFile("kommuner/lulea/loften/prov.md", Kind.PLEDGE, municipality="lulea", stamp=(0, 0, 0))
    record, problems = read_text(source, front_matter(values, {"titel": (title,)}).encode())
    assert record is not None, as_text(problems)
    normal = read_text(source, front_matter({**values, "titel": record.fields.title}).encode())[0]
    assert normal is not None
    assert normal.fields == record.fields
    assert list(record.fields.themes) == slugs
    assert len(record.fields.missing) == len(reasons)
    if title.isascii():
        assert (record.fields.title, list(record.fields.missing)) == (
            title,
            reasons if all(map(str.isascii, reasons)) else list(record.fields.missing),
        )


def test_every_real_record_can_be_written_again(tmp_path: Path) -> None:
    records = [record for record in real_content()[0] if isinstance(record, Record)]
    assert len(records) > 200
    for record in records:
        source = SourceFile(record.path, record.kind, municipality=record.municipality, stamp=(0, 0, 0))
        again, problems = read_text(source, front_matter(as_written(record.fields)).encode())
        assert again is not None, as_text(problems)
        assert again.fields == record.fields


@given(st.text(), st.sets(st.text()))
def test_a_short_name_is_always_an_address_of_its_own(text: str, taken: set[str]) -> None:
    name = short_name(text, taken)
    assert re.fullmatch(r"[a-z0-9]+(?:-[a-z0-9]+)*", name)
    assert name not in taken


def test_nothing_to_go_on_is_said(content: Path) -> None:
    with pytest.raises(HaltedError, match="I Boden finns inget att utgå från än"):
        drafted(content, NEXT_YEAR, [], place="boden")


def test_every_kind_of_record_can_be_begun() -> None:
    asked = next(what_and_where(geography.load(), frozenset()))
    assert {choice.value for choice in asked.choices} == {*Kind, NEXT_YEAR}
