"""On a municipality's page: what is shown here of what lag (2023:196) asks, from which day, and never a word of blame."""

from pledges.history.publication_log import EMPTY
from pledges.history.snapshot import take_snapshot
from pledges.views.page_parts import home_of
from pledges.views.required_by_law import LawShown, law_shown, shown_by_law
from support.samples import on, register_of
from support.sites import SETTINGS

HOME = "kommuner/lulea"
SHOWN = """\
lägesbild enligt lagen:
  - titel: Luleås lägesbild
    adress: https://lulea.example/lagesbild
    datum: 2023-11
    uppdaterad: 2025-10-20
åtgärdsplan enligt lagen:
  - titel: Luleås åtgärdsplan
    adress: https://lulea.example/plan
    datum: 2024-04-22
    uppdaterad: 2026
    not: Bara en sammanfattning är publicerad.
strategiskt råd:
  - titel: Trygghetsrådet
    datum: 2024
samordningsfunktion: https://lulea.example/samordnare
rapport till fullmäktige:
  - titel: Rapport 2024
    datum: 2025-03-24
  - titel: Rapport 2023
"""
AGREEMENT = "titel: Överenskommelse {period}\nparter: [polisen, kommunen]\nperiod: {period}\n"


def rows(files: dict[str, str]) -> dict[str, list[tuple[str, str]]]:
    snapshot = take_snapshot(register_of(files), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    facts = shown_by_law(snapshot, "lulea", home_of(snapshot.register, "lulea"))
    return {row.term: [(one.text, one.note) for one in row.values] for row in facts}


NOTHING = [("Visas inte här", "")]


def test_each_thing_stands_with_its_paragraph_and_its_days() -> None:
    assert rows({f"{HOME}/kommun.md": SHOWN}) == {
        "Lägesbild (4 §)": [("Luleås lägesbild", "från november 2023, uppdaterad 20 oktober 2025")],
        "Åtgärdsplan (5 §)": [
            (
                "Luleås åtgärdsplan",
                "beslutad 22 april 2024, följd upp 2026. Bara en sammanfattning är publicerad.",
            )
        ],
        "Uppdatering och uppföljning, minst vartannat år (6 §)": [
            ("Lägesbilden", "den senaste dag som visas här är 20 oktober 2025"),
            ("Åtgärdsplanen", "följd upp, senast 2026"),
        ],
        "Skriftliga överenskommelser (9 §)": NOTHING,
        "Strategiskt råd (10 §)": [("Trygghetsrådet", "sedan 2024")],
        "Samordningsfunktion (11 §)": [("https://lulea.example/samordnare", "")],
        "Rapport till fullmäktige (13 §)": [("Rapport 2024", "lämnad 24 mars 2025"), ("Rapport 2023", "")],
    }


def test_what_has_files_of_its_own_is_the_newest_and_of_the_municipality() -> None:
    told = rows(
        {
            f"{HOME}/lagesbilder/polisen.md": "titel: Polisens lägesbild\nav: polisen\ndatum: 2026-01",
            f"{HOME}/lagesbilder/gemensam.md": "titel: Gemensam lägesbild\nav: [polisen, kommunen]\ndatum: 2024-02",
            f"{HOME}/lagesbilder/okand.md": "titel: En odaterad lägesbild\nav: kommunen\ndatum: okänd",
            f"{HOME}/lagesbilder/gammal.md": "titel: Lägesbild 2022\nav: kommunen\ndatum: 2022",
            f"{HOME}/atgardsplaner/2024.md": "titel: Plan 2024\nperiod: 2024/2025\nbeslutad: 2024-05-06",
            f"{HOME}/atgardsplaner/2026.md": "titel: Plan 2026\nperiod: 2026/2027",
            f"{HOME}/overenskommelser/2019.md": AGREEMENT.format(period="2019/2020"),
            f"{HOME}/overenskommelser/2024.md": AGREEMENT.format(period="2024/2027") + "undertecknad: 2024-01-15",
        }
    )
    assert told["Lägesbild (4 §)"] == [("Gemensam lägesbild", "från februari 2024")]
    assert told["Åtgärdsplan (5 §)"] == [("Plan 2026", "2026–2027")]
    assert told["Skriftliga överenskommelser (9 §)"] == [
        ("Överenskommelse 2024/2027", "undertecknad 15 januari 2024, 2024–2027")
    ]


def test_an_undated_picture_is_of_the_law_where_a_plan_under_it_begins_with_it() -> None:
    picture = "titel: Lägesbild\nav: kommunen\ndatum: okänd"
    plan = "titel: Plan\nperiod: {}\nlägesbilder: utan-dag"
    for period, shown in (("2024/2025", [("Lägesbild", "")]), ("2015/2016", NOTHING), ("2022/2024", NOTHING)):
        told = rows(
            {
                f"{HOME}/lagesbilder/utan-dag.md": picture,
                f"{HOME}/atgardsplaner/plan.md": plan.format(period),
            }
        )
        assert told["Lägesbild (4 §)"] == shown


def test_what_ended_before_the_law_or_is_of_no_known_time_is_no_answer_to_it() -> None:
    told = rows(
        {
            f"{HOME}/lagesbilder/2022.md": "titel: Lägesbild 2022\nav: kommunen\ndatum: 2022",
            f"{HOME}/lagesbilder/juni.md": "titel: Lägesbild i juni\nav: kommunen\ndatum: 2023-06-30",
            f"{HOME}/atgardsplaner/2015.md": "titel: Handlingsplan\nperiod: 2015/2016\nbeslutad: 2015",
            f"{HOME}/atgardsplaner/okand.md": "titel: Plan\nperiod: okänd",
            f"{HOME}/overenskommelser/2019.md": AGREEMENT.format(period="2019/2023-06"),
        }
    )
    assert set(map(tuple, told.values())) == {tuple(NOTHING)}


def test_an_agreement_that_ended_under_the_law_or_whose_end_is_unknown_stands_with_its_time() -> None:
    told = rows({f"{HOME}/overenskommelser/2019.md": AGREEMENT.format(period="2019/2023-07")})
    assert told["Skriftliga överenskommelser (9 §)"] == [("Överenskommelse 2019/2023-07", "2019 – juli 2023")]
    told = rows({f"{HOME}/overenskommelser/2019.md": AGREEMENT.format(period="2019/okänd")})
    assert told["Skriftliga överenskommelser (9 §)"] == [("Överenskommelse 2019/okänd", "från 2019, slut okänt")]


def in_table(files: dict[str, str]) -> LawShown:
    snapshot = take_snapshot(register_of(files), on("2026-11-26"), settings=SETTINGS, log=EMPTY)
    return law_shown(snapshot, "lulea", home_of(snapshot.register, "lulea"))


def test_a_table_has_the_paragraphs_and_the_newest_day_of_each() -> None:
    assert in_table({f"{HOME}/kommun.md": SHOWN}) == LawShown(
        paragraphs=("4 §", "5 §", "10 §", "11 §", "13 §"),
        picture="2023-11",
        picture_renewed="2025-10-20",
        plan="2024-04-22",
        plan_followed_up="2026",
        council="2024",
        report="2025-03-24",
    )
    assert in_table({f"{HOME}/kommun.md": "kort: Inget av det."}) == LawShown()


def test_a_plan_is_followed_up_on_the_day_of_its_newest_follow_up() -> None:
    plan = "titel: Plan 2024\nperiod: 2024/2025\nbeslutad: 2024-05-06\nparter: kommunen"
    told = "titel: Uppföljning {0}\nåtgärdsplan: 2024\ndatum: {0}\navser: 2024\ntyp: delredovisning\nav: kommunen\nbelägg: https://p.example"
    files = {
        f"{HOME}/atgardsplaner/2024.md": plan,
        f"{HOME}/uppfoljningar/a.md": told.format("2024-12"),
        f"{HOME}/uppfoljningar/b.md": told.format("2025-03-01"),
    }
    shown = in_table(files)
    assert (shown.paragraphs, shown.plan, shown.plan_followed_up) == (("5 §",), "2024-05-06", "2025-03-01")
    assert rows(files)["Uppdatering och uppföljning, minst vartannat år (6 §)"] == [
        ("Åtgärdsplanen", "följd upp, senast 1 mars 2025")
    ]


def test_a_plan_of_the_police_alone_is_no_plan_of_the_municipalitys() -> None:
    plan = "titel: Plan 2024\nperiod: 2024/2025\nparter: {0}"
    address = f"{HOME}/atgardsplaner/2024.md"
    assert in_table({address: plan.format("polisen")}).paragraphs == ()
    assert in_table({address: plan.format("[polisen, kommunen]")}).paragraphs == ("5 §",)
