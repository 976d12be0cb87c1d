"""`make check`: what staff are told, in which order, and what to do next."""

import json
import subprocess
import sys
from datetime import date, timedelta
from pathlib import Path

import orjson
import pytest

from pledges.build.examination import examine
from pledges.commands import check
from pledges.commands.check import CheckReport, as_json, as_text, in_form, next_step, report, run_check
from pledges.content import geography
from pledges.history import worked_out_before
from pledges.settings import Settings
from support.samples import file_text

DAY = date(2020, 3, 15)
AGREEMENT = "titel: Provöverenskommelse 2019–2020\nparter: [polisen, kommunen]\nperiod: 2019/2020"
FILES = {
    "kommuner/lulea/overenskommelser/2019-2020.md": AGREEMENT,
    "kommuner/lulea/loften/2019.md": """
        titel: Provlöfte 2019
        kort: Parterna lovar prov.
        överenskommelse: 2019-2020
        period: 2019
        uppföljning:
          senast: 2020-03-01
        """,
    "kommuner/lulea/loften/2019-hosten.md": """
        titel: Provlöfte hösten 2019
        kort: Parterna lovar prov på hösten.
        överenskommelse: 2019-2020
        period: 2019-09/2019-12
        uppföljning:
          senast: 2020-04-14
        """,
    "kommuner/lulea/loften/2019-senare.md": """
        titel: Provlöfte senare 2019
        kort: Parterna lovar prov senare.
        överenskommelse: 2019-2020
        period: 2019-10/2019-12
        uppföljning:
          senast: 2020-04-15
        """,
    "kommuner/lulea/loften/2020.md": "titel: Provlöfte 2020\nkort: Prov.\növerenskommelse: 2019-2020\nperiod: 2020\nstatus: utkast",
    "kommuner/boden/kommun.md": "förs av: sammanställning\nkort: Prov.",
    "kommuner/boden/loften/2018.md": """
        titel: Provlöfte 2018
        kort: Prov.
        parter: [polisen]
        överenskommelse: okänd
        period: 2018
        uppföljning:
          senast: 2019-03-01
        """,
    "kommuner/boden/loften/2020.md": """
        titel: Provlöfte i Boden 2020
        kort: Prov.
        parter: [polisen]
        överenskommelse: okänd
        period: 2020-01/2020-03
        uppföljning:
          senast: 2020-03-31
        """,
    "kommuner/lulea/uppfoljningar/2019.md": """
        titel: Provuppföljning
        löfte: 2019
        datum: 2020-03-20
        avser: 2019
        typ: slutlig
        av: [polisen, kommunen]
        belägg: https://lulea.example/u
        """,
    "kommuner/lulea/loften/Thumbs.db": "skräp",
}
WARNING = {
    "kommuner/boden/loften/2017.md": "titel: Provlöfte 2017\nparter: [polisen]\növerenskommelse: okänd\nperiod: 2017"
}
ACCEPTED = {
    "kommuner/boden/loften/2016.md": """
        titel: Provlöfte 2016
        parter: [polisen]
        överenskommelse: okänd
        period: 2016
        accepterade varningar:
          - kod: kort-saknas
            skäl: Löftet är en enda rad.
        """
}
ERROR = {
    "kommuner/boden/loften/2015.md": "titel: Provlöfte 2015\nparter: [polisen]\növerenskommelse: okänd\nperiod: 2015\nundertecknat: 2015-06-31",
    "amnen/prov.md": "titel: Prov\nkort: Prov.\nfärg: blå",
}


def written(folder: Path, *several: dict[str, str]) -> Path:
    for files in several:
        for path, text in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_text(file_text(text), encoding="utf-8")
    return folder


def reported(tmp_path: Path, *several: dict[str, str], day: date = DAY) -> CheckReport:
    content = written(tmp_path / "content", *several)
    return report(examine(content, geography.load(), tmp_path / "cache"), Settings(), day)


def test_what_is_waited_for_is_remembered_record_by_record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(worked_out_before, "WORTH_REMEMBERING", 0)
    reported(tmp_path, FILES)
    paths = []
    monkeypatch.setattr(check, "told_too_early", lambda record, _day: paths.append(record.path) or ())
    edited = {"kommuner/lulea/uppfoljningar/2019.md": FILES["kommuner/lulea/uppfoljningar/2019.md"].replace("datum: 2020-03-20", "datum: 2020-03-10")}  # fmt: skip
    told = reported(tmp_path, edited)
    assert sorted(paths) == ["kommuner/lulea/loften/2019.md", "kommuner/lulea/uppfoljningar/2019.md"]
    monkeypatch.undo()
    assert told == reported(tmp_path / "rent", FILES, edited)
    assert told.overdue != reported(tmp_path / "forut", FILES).overdue


def test_a_translation_is_of_a_text_as_it_was_on_a_day_that_has_come(tmp_path: Path) -> None:
    page = {
        "sidor/prov.md": "---\ntitel: Prov\n---\nText.\n",
        "sidor/prov.en.md": "---\ntitel: Trial\növersatt av: redaktionen\ngäller texten från: 2020-03-16\navtryck: a40b3b94\n---\n",
    }
    told = as_text(reported(tmp_path, page))
    assert (
        "VARNING rad 4, gäller texten från: Översättningen sägs gälla från 16 mars 2020, en dag som inte har kommit. [dag-som-inte-kommit]"
        in told
    )
    assert "dag-som-inte-kommit" not in as_text(reported(tmp_path, page, day=date(2020, 3, 16)))


def test_everything_is_told_by_file_most_important_first(tmp_path: Path) -> None:
    checked = reported(tmp_path, FILES, WARNING, ACCEPTED, ERROR)
    assert checked.status == 1
    assert (
        as_text(checked)
        == """content/amnen/prov.md
  FEL rad 4, färg: Nyckeln ”färg” finns inte här. [okand-nyckel]
      → Nycklarna här är förs av, källor, saknas, tidigare adresser, accepterade varningar, borttaget, status, titel och kort.

content/kommuner/boden/loften/2015.md
  FEL rad 6, undertecknat: ”2015-06-31” finns inte: juni 2015 har 30 dagar. [fel-varde]
      → Kontrollera dagen. Står det så i källan, skriv månaden och tala om felet i texten.

content/kommuner/boden/loften/2017.md
  VARNING rad 1, kort: Sammanfattningen kort: saknas. [kort-saknas]
      → Skriv en mening på högst 160 tecken som säger vem som lovar vad.

Accepterade varningar:
  content/kommuner/boden/loften/2016.md rad 1: Sammanfattningen kort: saknas. Accepterad: Löftet är en enda rad. [kort-saknas]

Försenade uppföljningar:
  1 mars 2020  Provlöfte 2019  (content/kommuner/lulea/loften/2019.md)

Uppföljningar att göra snart:
  14 april 2020  Provlöfte hösten 2019  (content/kommuner/lulea/loften/2019-hosten.md)

Utkast, som inte visas:
  content/kommuner/lulea/loften/2020.md

Filer som gicks förbi:
  content/kommuner/lulea/loften/Thumbs.db

13 filer prövade den 15 mars 2020: 2 fel, 1 varning och 1 accepterad varning.
Börja med content/amnen/prov.md rad 4. Portalen kan inte byggas förrän felen är rättade; till dess ligger den förra versionen kvar. Kör sedan make check igen."""
    )


def test_what_the_host_lets_out_all_the_same_is_told(tmp_path: Path) -> None:
    """The faulty folders stay as they were last published, where the host says so and something has been published."""
    content, kept, choice = written(tmp_path / "content", FILES, ERROR), tmp_path / "kept", "keep_last_published"
    examined = examine(content, geography.load(), tmp_path / "cache")
    all_or_nothing = "Portalen kan inte byggas förrän felen är rättade; till dess ligger den förra versionen kvar."
    assert all_or_nothing in next_step(report(examined, Settings(**{choice: True}), DAY, kept=kept))
    kept.mkdir()
    assert all_or_nothing in next_step(report(examined, Settings(**{choice: False}), DAY, kept=kept))
    assert next_step(report(examined, Settings(**{choice: True}), DAY, kept=kept)) == (
        "Börja med content/amnen/prov.md rad 4. Resten ges ut av make publish ändå, men i amnen och kommuner/boden visas det "
        "som senast gavs ut tills felen är rättade, och make site bygger inget förrän dess. Kör sedan make check igen."
    )
    (content / ".utgivet").mkdir()
    (content / ".utgivet/boden.jsonl").write_text("{\n")
    examined = examine(content, geography.load(), tmp_path / "cache")
    assert all_or_nothing in next_step(report(examined, Settings(**{choice: True}), DAY, kept=kept)), (
        "nothing stands in for it"
    )


def test_warnings_stop_nothing(tmp_path: Path) -> None:
    checked = reported(tmp_path, FILES, WARNING)
    assert checked.status == 0
    assert next_step(checked) == (
        "Inget hindrar bygget. Läs varningarna, först content/kommuner/boden/loften/2017.md rad 1: rätta det som behövs, "
        "eller skriv under accepterade varningar: varför det är i sin ordning. Kör sedan make site."
    )


def test_the_calendar_stops_nothing(tmp_path: Path) -> None:
    checked = reported(tmp_path, FILES)
    assert (checked.status, checked.problems) == (0, ())
    assert next_step(checked) == (
        "Inget hindrar bygget. Följ upp content/kommuner/lulea/loften/2019.md: kör make new och välj Uppföljning. "
        "Är dagen flyttad, skriv den nya under händelser: med skälet."
    )


def test_all_is_well(tmp_path: Path) -> None:
    checked = reported(tmp_path, {"amnen/prov.md": "titel: Prov\nkort: Prov."})
    assert (
        as_text(checked)
        == "1 fil prövad den 15 mars 2020: 0 fel och 0 varningar.\nAllt är i sin ordning. Kör make site."
    )


def test_a_missing_folder_is_told_of(tmp_path: Path) -> None:
    checked = report(examine(tmp_path / "content", geography.load(), tmp_path / "cache"), Settings(), DAY)
    assert checked.status == 1
    assert next_step(checked).startswith("Börja med content. Portalen kan inte byggas")


def test_the_last_day_itself_is_not_too_late(tmp_path: Path) -> None:
    checked = reported(tmp_path, FILES, day=date(2020, 3, 1))
    assert ([due.path for due in checked.soon], checked.overdue) == (["kommuner/lulea/loften/2019.md"], ())


def test_a_compilation_is_on_no_work_list(tmp_path: Path) -> None:
    late = written(tmp_path / "content", FILES) / "kommuner/boden/kommun.md"
    checked = reported(tmp_path)
    assert [due.path.split("/")[1] for due in (*checked.overdue, *checked.soon)] == ["lulea", "lulea"]
    late.unlink()
    checked = reported(tmp_path)
    assert [due.path for due in checked.overdue] == ["kommuner/boden/loften/2018.md", "kommuner/lulea/loften/2019.md"]
    assert [due.path for due in checked.soon] == [
        "kommuner/boden/loften/2020.md",
        "kommuner/lulea/loften/2019-hosten.md",
    ]


def test_json_holds_all_of_it(tmp_path: Path) -> None:
    checked = reported(tmp_path, FILES, WARNING, ACCEPTED, ERROR)
    stored = json.loads(as_json(checked))
    assert {key: stored[key] for key in ("content", "day", "files", "errors", "warnings", "accepted")} == {
        "content": "content", "day": "2020-03-15", "files": 13, "errors": 2, "warnings": 1, "accepted": 1,
    }  # fmt: skip
    assert [one["code"] for one in stored["problems"]] == ["okand-nyckel", "fel-varde", "kort-saknas", "kort-saknas"]
    assert stored["problems"][0] == {
        "code": "okand-nyckel", "severity": "fel", "path": "amnen/prov.md", "line": 4, "column": 1, "key": "färg",
        "message": "Nyckeln ”färg” finns inte här.", "hint": checked.problems[0].hint,
    }  # fmt: skip
    assert stored["overdue"] == [
        {"path": "kommuner/lulea/loften/2019.md", "title": "Provlöfte 2019", "day": "2020-03-01"}
    ]
    assert stored["drafts"] == ["kommuner/lulea/loften/2020.md"]
    assert stored["next_step"] == next_step(checked)


def test_annotations_stand_at_their_lines(tmp_path: Path) -> None:
    lines = in_form(reported(tmp_path, FILES, WARNING, ACCEPTED, ERROR), "annotations").splitlines()
    assert [line.split("::")[1].split(",title")[0] for line in lines] == [
        "error file=content/amnen/prov.md,line=4,col=1",
        "error file=content/kommuner/boden/loften/2015.md,line=6,col=1",
        "notice file=content/kommuner/boden/loften/2016.md,line=1,col=1",
        "warning file=content/kommuner/boden/loften/2017.md,line=1,col=1",
    ]


def test_what_is_remembered_is_what_would_be_worked_out(tmp_path: Path) -> None:
    content = written(tmp_path / "content", FILES)

    def told_on(day: date, cache: str) -> bytes:
        return as_json(report(examine(content, geography.load(), tmp_path / cache), Settings(), day))

    for number, step in enumerate((0, 1, 30, 31, 45, -60, 3, 400)):
        day = DAY + timedelta(days=step)
        assert told_on(day, "cache") == told_on(day, f"fresh-{number}")
    path = content / "kommuner/lulea/loften/2019.md"
    path.write_text(path.read_text(encoding="utf-8").replace("2020-03-01", "2020-03-20"), encoding="utf-8")
    after = told_on(DAY, "cache")
    assert after == told_on(DAY, "fresh-after")
    assert [due["day"] for due in orjson.loads(after)["soon"]] == ["2020-03-20", "2020-04-14"]
    settings = Settings(due_soon_days=31)
    examined = examine(content, geography.load(), tmp_path / "cache")
    assert len(report(examined, settings, DAY).soon) == 3


def test_the_command_prints_and_gives_the_status(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    content = written(tmp_path / "content", FILES, ERROR)
    assert run_check(str(content), Settings(), DAY) == 1
    assert capsys.readouterr().out.splitlines()[0] == "content/amnen/prov.md"
    assert run_check(str(content), Settings(), DAY, form="json") == 1
    assert json.loads(capsys.readouterr().out)["errors"] == 2


VAGUE = """
    titel: Provlöfte 2020
    kort: Polisen lovar prov.
    parter: [polisen]
    överenskommelse: okänd
    period: 2020
    åtgärder:
      - id: torget
        vad: Polisen syns på torget
        ansvarig: polisen
    """
PATH = "kommuner/lulea/loften/prov.md"


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (VAGUE, [PATH]),
        (VAGUE.replace("period: 2020", "period: 2021"), [PATH]),
        (VAGUE.replace("period: 2020", "period: 2019"), []),
        (VAGUE.replace("period: 2020", "period: 2020\n    uppföljning: {varje: tertial}"), []),
        (VAGUE.replace("ansvarig: polisen\n", "ansvarig: polisen\n        mål: {minst: 8, enhet: kvällar}\n"), []),
        (VAGUE.replace("period: 2020", "period: 2020\n    förs av: sammanställning"), []),
    ],
    ids=["nothing", "to come", "over", "a rhythm", "a number", "compiled"],
)
def test_what_nobody_will_be_able_to_tell_is_listed_while_it_can_be_mended(
    text: str, told: list[str], tmp_path: Path
) -> None:
    checked = reported(tmp_path, {PATH: text})
    assert list(checked.beyond_telling) == told
    assert checked.status == 0
    words = "Löften utan något att räkna och utan dag för uppföljningen, så att ingen kan få veta hur det gick:"
    assert (words in as_text(checked)) == bool(told)


def test_checking_what_has_not_changed_loads_neither_what_lays_out_a_site_nor_pelican_nor_all_rules() -> None:
    """The settings name the plugin, and what that builds with took a fifth of the time of a check where nothing has changed;
    the rules took a quarter and Pelican a fifth of what was left."""
    others = (
        "pledges.views.municipality",
        "pledges.feeds",
        "feedgen",
        "icalendar",
        "segno",
        "pelican",
        "docutils",
        "jinja2",
    )
    program = (
        "import sys, pledges.plugin, pledges.commands.check\n"
        f"print({{*{others!r}, 'pledges.rules.checking', 'pledges.rules.figures'}} & {{*sys.modules}})"
    )
    plugins = Path(check.__file__).parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], env={"PYTHONPATH": str(plugins)}, capture_output=True, text=True, check=True
    )
    assert done.stdout == "set()\n"
